//! Which of the dates that recur is meant: every year has its March, every week its Friday.

use chrono::{Datelike, NaiveDate};

use super::super::calendar::{self, Cell};
use super::super::expression::Limit;
use super::super::lexicon::{Holiday, Tense, Unit, Which};
use super::{Anchors, Placed, Style, Told, from_told, in_year_of};

/// So many paragraphs behind a date, a month without year and verb is no longer told from there.
const FAR: u32 = 1;

/// How much more a step back costs than a step forward of the same length, in a text told from date to date: times a
/// hundred.
const BACKWARD: i64 = 120;

impl Anchors {
    /// A date without its year.
    pub(super) fn nearest(&self, at: impl Fn(i32) -> Option<Cell>) -> Option<Placed> {
        let (date, told) = self.base()?;
        if self.is_any(&at, told) {
            return None;
        }
        // In news that tell of another year, what stands in the same paragraph is told from there, and in a note also from a bare year
        // before its mark.
        let background = self.last.filter(|last| {
            self.style == Style::News
                && self.tense != Tense::Future
                && last.is_dated
                && (last.cell.unit < Unit::Year || self.is_note && last.cell.unit == Unit::Year)
                && last.paragraph == self.paragraph
                && last.cell.first.year() != date.year()
        });
        match told.or(background) {
            Some(told) => self.nearest_told(&at, told),
            None => self.nearest_reference(&at, date),
        }
    }

    /// A date whose day of the week is told: the year nearest to the base in which it falls on that day.
    pub(super) fn on_weekday(&self, weekday: u8, at: impl Fn(i32) -> Option<Cell>) -> Option<Placed> {
        let (date, told) = self.base()?;
        let year = date.year();
        let cell = (year - 6..=year + 6)
            .filter_map(at)
            .filter(|cell| cell.unit == Unit::Day && weekday_of(cell.first) == i32::from(weekday))
            .min_by_key(|cell| (cell.first - date).num_days().abs())?;
        Some(told.map_or_else(|| self.reckoned(cell, date), |told| in_year_of(cell, told)))
    }

    /// Whether a month or season is any of them: “winters are mild”, “whales come from June to November”.
    fn is_any(&self, at: &impl Fn(i32) -> Option<Cell>, told: Option<Told>) -> bool {
        let is_day = at(2000).is_none_or(|cell| cell.unit == Unit::Day);
        match (self.tense, told) {
            (Tense::Present, Some(_)) => !is_day,
            (Tense::Unknown, Some(told)) => !is_day && self.paragraph > told.paragraph + FAR,
            (Tense::Present, None) => !is_day && at(2000).is_some_and(|cell| cell.unit == Unit::Season),
            _ => false,
        }
    }

    /// The one nearest to the date last told, rather after it than before.
    fn nearest_told(&self, at: &impl Fn(i32) -> Option<Cell>, told: Told) -> Option<Placed> {
        let year = told.cell.first.year();
        if told.cell.unit == Unit::Year {
            return Some(in_year_of(at(year)?, told));
        }
        // What has happened lies not behind the day of writing.
        let is_to_come = |cell: &Cell| self.tense == Tense::Past && self.reference.is_some_and(|date| cell.first > date);
        let cost = |cell: &Cell| {
            if is_to_come(cell) {
                return i64::MAX;
            }
            let ahead = (cell.first - told.cell.last()).num_days();
            let behind = (told.cell.first - cell.last()).num_days();
            if ahead > 0 {
                ahead * if self.is_aside { BACKWARD } else { 100 }
            } else if behind > 0 {
                behind * if self.is_aside { 100 } else { BACKWARD }
            } else {
                0
            }
        };
        let cell = (year - 1..=year + 1).filter_map(at).min_by_key(cost)?;
        // Below “1943” a month is one of 1943, as long as no other year is told.
        let under = self.heading.filter(|heading| heading.cell.unit == Unit::Year);
        if let Some(heading) = under
            && let Some(own) = at(heading.cell.first.year()).filter(|own| *own != cell)
        {
            return Some(in_year_of(own, heading));
        }
        Some(in_year_of(cell, told))
    }

    /// By the tense of the verb, before or after the day on which it is written; the nearest where no verb tells.
    fn nearest_reference(&self, at: &impl Fn(i32) -> Option<Cell>, date: NaiveDate) -> Option<Placed> {
        let year = date.year();
        let past = (year - 9..=year).rev().filter_map(at).find(|cell| cell.first <= date);
        let future = (year..=year + 9).filter_map(at).find(|cell| cell.last() >= date);
        let far = |cell: Option<Cell>| {
            cell.map_or(i64::MAX, |cell| (cell.first - date).num_days().max((date - cell.last()).num_days()).max(0))
        };
        // How many times nearer the other one must be.
        let is_day = past.or(future).is_some_and(|cell| cell.unit == Unit::Day);
        let factor = if is_day { 6 } else { 20 };
        let cell = match self.side() {
            Tense::Past if far(future).saturating_mul(factor) < far(past) => future,
            Tense::Past => past,
            Tense::Future if far(past).saturating_mul(factor) < far(future) => past,
            Tense::Future => future,
            _ if far(future) < far(past) => future,
            _ => past,
        };
        Some(self.reckoned(cell.or(past).or(future)?, date))
    }

    /// The tense, or what a limit tells: `by Friday` and `until Friday` are mostly ahead.
    fn side(&self) -> Tense {
        match (self.limit, self.tense) {
            (Some(Limit::Since), _) => Tense::Past,
            (_, tense) => tense,
        }
    }

    /// A day whose month is not told: of the month told of, or the nearest one on the side of the tense.
    pub(super) fn day_of_month(&self, day: u8) -> Option<Placed> {
        let (date, told) = self.base()?;
        let month = Cell::on(Unit::Month, date);
        let at = |months: i32| {
            month.plus(months).and_then(|month| Cell::day(month.first.year(), u8::try_from(month.first.month()).ok()?, day))
        };
        if let Some(told) = told {
            return Some(from_told(at(0)?, told));
        }
        let cell = match self.tense {
            Tense::Future => (0..3).filter_map(at).find(|cell| cell.first >= date),
            _ => (-2..=0).rev().filter_map(at).find(|cell| cell.first <= date),
        }?;
        Some(self.reckoned(cell, date))
    }

    /// A day of the week.
    pub(super) fn weekday(&self, weekday: u8) -> Option<Placed> {
        if self.style == Style::News
            && let Some(date) = self.reference
        {
            let ahead = ahead(date, weekday);
            let days = match self.side() {
                Tense::Future => ahead,
                Tense::Unknown | Tense::Past | Tense::Present
                    if ahead < 4 && matches!(self.limit, Some(Limit::By | Limit::Until)) =>
                {
                    ahead
                }
                _ if ahead == 0 => 0,
                _ => ahead - 7,
            };
            return Some(self.reckoned(Cell::on(Unit::Day, date).plus(days)?, date));
        }
        let told = self.told(Unit::Day)?;
        Some(from_told(told.cell.plus(ahead(told.cell.first, weekday))?, told))
    }

    /// `The weekend`: the one that is, or was last, or will be next.
    pub(super) fn weekend(&self) -> Option<Placed> {
        let date = self.reference.filter(|_| self.style == Style::News)?;
        let next = Cell::on(Unit::Weekend, date);
        let is_over = next.first > date && self.tense != Tense::Future;
        let cell = if is_over { next.plus(-1)? } else { next };
        (self.tense != Tense::Present).then(|| self.reckoned(cell, date))
    }

    /// `last Friday`, `next Tuesday`, `that Monday`.
    pub(super) fn step_weekday(&self, which: Which, weekday: u8) -> Option<Placed> {
        let is_told = matches!(which, Which::Previous | Which::Following | Which::Same);
        let told = self.told(Unit::Day).filter(|_| is_told || self.style == Style::Narrative);
        let date = told.map(|told| told.cell.first).or(self.reference)?;
        let ahead = ahead(date, weekday);
        let days = match which {
            Which::Last | Which::Previous => {
                if ahead == 0 {
                    -7
                } else {
                    ahead - 7
                }
            }
            Which::Next | Which::Following => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            Which::This => i32::from(weekday) - weekday_of(date),
            Which::Same if ahead == 0 => 0,
            Which::Same => ahead - 7,
        };
        let cell = Cell::on(Unit::Day, date).plus(days)?;
        Some(told.map_or_else(|| self.reckoned(cell, date), |told| from_told(cell, told)))
    }

    /// `last March`, `next May 5`.
    pub(super) fn step_month(&self, which: Which, month: u8, day: Option<u8>) -> Option<Placed> {
        let at = |year: i32| match day {
            Some(day) => Cell::day(year, month, day),
            None => Cell::month(year, month),
        };
        self.step_of_year(which, at)
    }

    /// `last spring`, `that summer`.
    pub(super) fn step_season(&self, which: Which, code: u8) -> Option<Placed> {
        self.step_of_year(which, |year| Cell::season(year, code))
    }

    /// `last Christmas`.
    pub(super) fn step_holiday(&self, which: Which, holiday: Holiday) -> Option<Placed> {
        self.step_of_year(which, |year| calendar::holiday(holiday, year).map(|date| Cell::on(Unit::Day, date)))
    }

    /// Whether what was told last lies within some years of the day of writing.
    fn is_recent(&self, written: NaiveDate) -> bool {
        /// So many years.
        const RECENT: i32 = 5;
        self.last.is_some_and(|told| (0..=RECENT).contains(&(written.year() - told.cell.first.year())))
    }

    /// The last one before, the next one after, or the one of the year in which it is said.
    fn step_of_year(&self, which: Which, at: impl Fn(i32) -> Option<Cell>) -> Option<Placed> {
        let is_told = matches!(which, Which::Previous | Which::Following | Which::Same);
        let (date, told) = match self.last.filter(|_| is_told) {
            Some(told) => (told.cell.first, Some(told)),
            // “last summer”, in a report on what was some years ago: that before it was written
            None => match self.reference.filter(|date| which == Which::Last && self.is_recent(*date)) {
                Some(date) => (date, None),
                None => self.base()?,
            },
        };
        let last = told.map_or(date, |told| told.cell.last());
        let year = date.year();
        let cell = match which {
            Which::Last | Which::Previous => (year - 9..=year).rev().filter_map(&at).find(|cell| cell.last() < date),
            Which::Next | Which::Following => (year..=year + 9).filter_map(&at).find(|cell| cell.first > last),
            Which::This => [year, year - 1]
                .into_iter()
                .filter_map(&at)
                .find(|cell| cell.first <= date && date <= cell.last())
                .or_else(|| at(year)),
            Which::Same => at(year),
        }?;
        Some(told.map_or_else(|| self.reckoned(cell, date), |told| from_told(cell, told)))
    }
}

fn weekday_of(date: NaiveDate) -> i32 {
    i32::try_from(date.weekday().num_days_from_monday()).unwrap_or(0)
}

/// How many days ahead the next such day of the week is, from 0.
fn ahead(date: NaiveDate, weekday: u8) -> i32 {
    (7 + i32::from(weekday) - weekday_of(date)) % 7
}

//! From what an expression says to the time that it means.
//!
//! What decides most is from where it is reckoned, and that depends on the kind of the text ([`kind`]): news are told from
//! the day on which they are written; histories from the date told last. The expressions are taken in the order of the text.

mod back;
mod day;
mod kind;
mod meaning;
mod near;
mod spoken;

use chrono::{Datelike, NaiveDate};

use crate::report::text::Span;
use crate::report::when::When;

use super::calendar::{self, Cell};
use super::expression::{Expression, From, Hours, Limit, Named, Sense, YearOf};
use super::lexicon::{DayPart, Holiday, Portion, Tense, Unit, Which};
use super::{Basis, FoundTime, Kind, Part, Reason};
pub use kind::{Style, outliers};

/// A date told in the text, from which later ones are reckoned.
#[derive(Clone, Copy, Debug)]
struct Told {
    cell: Cell,
    span: Span,
    /// The words that tell it: those of the day, where `span` are only hours of it.
    words: Span,
    /// The words that tell its year.
    year: Span,
    paragraph: u32,
    sentence: u32,
    /// Whether its year stands in the text.
    is_dated: bool,
}

/// What is known while the expressions are gone through.
pub struct Anchors {
    reference: Option<NaiveDate>,
    /// The same as it is given: it may be longer than a day, or about.
    written: Option<When>,
    /// What the last expression that was placed means, and in which paragraph it stands.
    meant: Option<(When, Span, u32)>,
    /// Whether the last hours told are of an evening or a night, so that a morning is the next one.
    is_late: bool,
    /// Whether the last hours told are of a night that began the day before.
    is_into: bool,
    style: Style,
    /// Whether someone speaks of themselves near it.
    is_spoken: bool,
    /// Whether it stands in an aside in brackets.
    is_bracketed: bool,
    /// Whether days are told from the day of writing, other than “today”.
    has_days: bool,
    /// Whether years in three digits are years.
    is_ancient: bool,
    /// The days that the text is about: their years, and the words that first tell them.
    main: Vec<Option<(i32, Span)>>,
    /// The last date of any length.
    last: Option<Told>,
    /// The last day, the last month, quarter or season, and the last year.
    day: Option<Told>,
    month: Option<Told>,
    year: Option<Told>,
    /// The last full stop of all: which paragraph is read, and which of its sentences.
    paragraph: u32,
    sentence: u32,
    /// Whether it is told as something to look back to.
    is_recalled: bool,
    /// The year that the other end of a range has from its beginning, and the words that tell it.
    shared: Option<(i32, Span)>,
    /// From where the telling goes on behind a look back.
    back: Option<back::Back>,
    tense: Tense,
    is_aside: bool,
    limit: Option<Limit>,
    /// Whether it stands in a heading, and what the last heading with a date tells.
    is_heading: bool,
    heading: Option<Told>,
    /// Whether the year that is told stands apart from those told before and behind it.
    is_outlier: bool,
    /// From which code point on a note is read, and whether it is now.
    note: usize,
    is_note: bool,
}

/// A unit that an expression names, and how it came by it.
#[derive(Clone, Copy, Debug)]
struct Placed {
    cell: Cell,
    basis: Basis,
    clue: Option<Span>,
    reason: Reason,
    confidence: f32,
    /// The words from which its year comes, where it does not tell it itself.
    year: Option<Span>,
}

impl Anchors {
    /// For a text with these expressions, of which those from the code point `note` on stand in a note.
    #[must_use]
    pub fn new(all: &[Expression], reference: Option<When>, note: usize) -> Self {
        let written = reference;
        let reference = reference.map(|when| when.earliest().date());
        let style = kind::of(all, reference);
        Self {
            reference,
            written,
            meant: None,
            is_late: false,
            is_into: false,
            style,
            is_spoken: false,
            is_bracketed: false,
            has_days: kind::has_days(all),
            is_ancient: kind::is_ancient(all),
            main: kind::main_days(all),
            last: None,
            day: None,
            month: None,
            year: None,
            paragraph: 0,
            sentence: 0,
            is_recalled: false,
            shared: None,
            back: None,
            tense: Tense::Unknown,
            is_aside: false,
            limit: None,
            is_heading: false,
            heading: None,
            is_outlier: false,
            note,
            is_note: false,
        }
    }

    /// The time that an expression means. What it tells is kept for those behind it.
    pub fn place(&mut self, expression: &Expression, is_outlier: bool) -> FoundTime {
        self.paragraph = expression.paragraph;
        self.sentence = expression.sentence;
        self.return_from_back(expression);
        self.is_recalled = expression.is_recalled;
        self.tense = expression.tense;
        self.is_aside = expression.is_aside;
        self.is_spoken = expression.is_spoken;
        self.is_bracketed = expression.is_bracketed;
        self.is_note = expression.span.start >= self.note;
        self.limit = expression.limit;
        self.is_heading = expression.is_heading;
        self.is_outlier = is_outlier && self.style == Style::Narrative;
        let first = self.named(&expression.named);
        let end = expression.end.map(|end| following(end, first));
        self.shared = first
            .filter(|_| end != expression.end)
            .map(|first| (first.cell.first.year(), first.year.unwrap_or(expression.named.span)));
        let second = end.and_then(|end| self.named(&end).map(|placed| (end, placed)));
        self.shared = None;
        let mut found = meaning::found(expression, first, second, self.written);
        if found.when.is_none() {
            self.spoken(expression, &mut found);
        } else if !self.is_outlier {
            self.meant = found.when.map(|when| (when, found.span, self.paragraph));
        }
        if let Some(hours) = expression.named.hours {
            self.is_late = matches!(hours, Hours::Part(DayPart::Evening | DayPart::Night, _));
            self.is_into = matches!(hours, Hours::NightInto | Hours::At(0, _));
        }
        found.kind = match expression.named.sense {
            Sense::Length(..) => Kind::Length,
            Sense::Repeated => Kind::Repeated,
            Sense::Now | Sense::Writing | Sense::Then | Sense::Vague | Sense::Soon => Kind::Vague,
            Sense::Recent(..) | Sense::Period(..) => Kind::Range,
            _ if expression.end.is_some() || matches!(expression.named.hours, Some(Hours::Range(..))) => Kind::Range,
            _ => Kind::Point,
        };
        found
    }

    /// Places what is named, and remembers it.
    fn named(&mut self, named: &Named) -> Option<Placed> {
        let placed = self.sense(named)?;
        self.remember(named, placed);
        Some(placed)
    }

    fn remember(&mut self, named: &Named, placed: Placed) {
        let is_dated = matches!(named.sense, Sense::Date { year: YearOf::Year(_), .. } | Sense::Season(_, YearOf::Year(_)));
        let words = match placed.reason {
            Reason::Told { told, at } if named.sense == Sense::Clock && told == placed.cell => at,
            _ => named.span,
        };
        let shared = self.shared.filter(|(year, _)| *year == placed.cell.first.year()).map(|(_, words)| words);
        let year = shared.or(placed.year).unwrap_or(named.span);
        let Self { paragraph, sentence, .. } = *self;
        let told = Told { cell: placed.cell, span: named.span, words, year, paragraph, sentence, is_dated };
        // What lies before the date told last is an aside: the telling goes on from where it was.
        let is_aside = matches!(
            named.sense,
            Sense::Day(_)
                | Sense::Shift(_, _, From::Now)
                | Sense::Shift(..=-1, _, _)
                | Sense::Step(Which::Previous | Which::Last, _)
        ) && self.style == Style::Narrative;
        let is_apart = self.is_bracketed && self.style == Style::Narrative && self.last.is_some();
        if is_aside || is_apart || self.is_outlier || placed.cell.unit > Unit::Year {
            return;
        }
        if is_dated {
            self.look_back(placed.cell);
        }
        match placed.cell.unit {
            Unit::Minute | Unit::Hour | Unit::Day => self.day = Some(told),
            Unit::Year => self.year = Some(told),
            _ => self.month = Some(told),
        }
        self.last = Some(told);
        if self.is_heading {
            self.heading = Some(told);
        } else if is_dated {
            self.heading = None;
        }
    }

    /// The last date told whose length is at most this.
    fn told(&self, unit: Unit) -> Option<Told> {
        let fits = |told: &Told| told.cell.unit <= unit;
        let all = [self.day, self.month, self.year];
        all.into_iter().flatten().filter(fits).max_by_key(|told| told.span.start)
    }

    /// The day last told, unless a time that it does not lie in was told behind it.
    fn day_told(&self) -> Option<Told> {
        let told = self.told(Unit::Day)?;
        let is_left = self.last.is_some_and(|last| {
            let holds = last.cell.first <= told.cell.first && told.cell.first <= last.cell.last();
            last.cell.unit > Unit::Day && last.span.start > told.span.start && !holds
        });
        (!is_left).then_some(told)
    }

    /// From what a step or a month without a year is reckoned: in news the reference, else what was told.
    fn base(&self) -> Option<(NaiveDate, Option<Told>)> {
        let told = self.last.map(|told| (told.cell.first, Some(told)));
        let reference = self.reference.map(|date| (date, None));
        match self.style {
            Style::News => reference.or(told),
            Style::Narrative => told.or(reference),
        }
    }

    fn sense(&self, named: &Named) -> Option<Placed> {
        match named.sense {
            Sense::Date { year, month, day, weekday } => self.date(year, month, day, weekday),
            Sense::DayOfMonth(day) => self.day_of_month(day),
            Sense::Decade(year) => Some(stated(Cell { unit: Unit::Decade, ..Cell::year(year)? })),
            Sense::Tens(tens) => self.tens(tens),
            Sense::Century(year) => Some(stated(Cell { unit: Unit::Century, ..Cell::year(year)? })),
            Sense::CenturyBefore(number) => Some(stated(Cell { unit: Unit::Century, ..Cell::year(1 - 100 * number)? })),
            Sense::Season(code, year) => self.season(code, year),
            Sense::Holiday(holiday, year) => self.holiday(holiday, year),
            // “That night”, where the night into a day was told last, is that one.
            Sense::Step(Which::Same, Unit::Day) if self.is_into && is_night(named.hours) => {
                let day = self.step(Which::Same, Unit::Day)?;
                Some(Placed { cell: day.cell.plus(-1)?, ..day })
            }
            Sense::Step(which, unit) => self.step(which, unit),
            Sense::StepWeekday(which, weekday) => self.step_weekday(which, weekday),
            Sense::StepMonth(which, month, day) => self.step_month(which, month, day),
            Sense::StepSeason(which, code) => self.step_season(which, code),
            Sense::StepHoliday(which, holiday) => self.step_holiday(which, holiday),
            Sense::Shift(count, unit, from) => self.shift(count, unit, from),
            Sense::Day(days) => self.deictic(days),
            Sense::DayAfter(days, month, day) => {
                let base = self.date(YearOf::Untold, Some(month), Some(day), None)?;
                Some(Placed { cell: base.cell.plus(days)?, basis: Basis::Relative, ..base })
            }
            Sense::WeekOf(year, month, day) => {
                let date = self.date(year, Some(month), Some(day), None)?;
                Some(Placed { cell: Cell::on(Unit::Week, date.cell.first), ..date })
            }
            Sense::Weekend => self.weekend(),
            Sense::Clock => self.clock(named.hours),
            Sense::ShortYear(year) => self.short_year(year),
            Sense::Length(..)
            | Sense::Period(..)
            | Sense::Repeated
            | Sense::Recent(..)
            | Sense::Now
            | Sense::Writing
            | Sense::Then
            | Sense::Vague
            | Sense::Soon => None,
        }
    }

    /// A year in three digits is one where the text tells of such years, and in their era.
    fn short_year(&self, year: i32) -> Option<Placed> {
        let Some(told) = self.year.filter(|told| told.cell.first.year() < 1100) else {
            let placed = stated(Cell::year(year)?);
            return self.is_ancient.then_some(Placed { confidence: 0.7, ..placed });
        };
        let near = told.cell.first.year();
        if near < 1 {
            let year = 1 - year;
            return if (year - near).abs() < 700 { Some(from_told(Cell::year(year)?, told)) } else { None };
        }
        Some(from_told(Cell::year(year)?, told))
    }

    fn date(&self, year: YearOf, month: Option<u8>, day: Option<u8>, weekday: Option<u8>) -> Option<Placed> {
        let Some(month) = month else {
            return match (year, weekday) {
                (YearOf::Year(year), _) => Some(stated(Cell::year(year)?)),
                (YearOf::Untold, Some(weekday)) => self.weekday(weekday),
                _ => None,
            };
        };
        let at = |year: i32| match day {
            Some(day) => Cell::day(year, month, day),
            None => Cell::month(year, month),
        };
        match year {
            YearOf::Year(year) => Some(stated(at(year)?)),
            YearOf::Step(which) => {
                let year = self.step(which, Unit::Year)?;
                Some(Placed { cell: at(year.cell.first.year())?, ..year })
            }
            YearOf::Untold => {
                let main = || self.main_day(month, day?);
                weekday.and_then(|weekday| self.on_weekday(weekday, at)).or_else(main).or_else(|| self.nearest(at))
            }
        }
    }

    /// A day of which the text tells again and again, and always of the same year.
    fn main_day(&self, month: u8, day: u8) -> Option<Placed> {
        let (year, at) = self.main.get(kind::slot(month, day)).copied().flatten().filter(|_| self.style == Style::Narrative)?;
        let placed = stated(Cell::day(year, month, day)?);
        Some(Placed {
            basis: Basis::Relative,
            clue: Some(at),
            reason: Reason::Year { at },
            confidence: 0.8,
            year: Some(at),
            ..placed
        })
    }

    /// The decade of which only the tens are told: of the century of the date last told, or else the last one that is over.
    fn tens(&self, tens: u8) -> Option<Placed> {
        let tens = i32::from(tens) * 10;
        let century =
            self.last.map(|told| told.cell.first.year().div_euclid(100) * 100).filter(|century| (1000..1900).contains(century));
        let newest = self.reference.map_or(1999, |date| date.year());
        let default = if 2000 + tens <= newest && tens < 20 { 2000 } else { 1900 };
        let cell = Cell { unit: Unit::Decade, ..Cell::year(century.unwrap_or(default) + tens)? };
        Some(Placed { confidence: 0.8, reason: Reason::Century, ..stated(cell) })
    }

    fn season(&self, code: u8, year: YearOf) -> Option<Placed> {
        match year {
            YearOf::Year(year) => Some(stated(Cell::season(year, code)?)),
            YearOf::Step(which) => {
                let year = self.step(which, Unit::Year)?;
                Some(Placed { cell: Cell::season(year.cell.first.year(), code)?, ..year })
            }
            YearOf::Untold => self.nearest(|year| Cell::season(year, code)),
        }
    }

    fn holiday(&self, holiday: Holiday, year: YearOf) -> Option<Placed> {
        let at = |year: i32| calendar::holiday(holiday, year).map(|date| Cell::on(Unit::Day, date));
        match year {
            YearOf::Year(year) => Some(stated(at(year)?)),
            YearOf::Step(which) => {
                let year = self.step(which, Unit::Year)?;
                Some(Placed { cell: at(year.cell.first.year())?, ..year })
            }
            YearOf::Untold => self.nearest(at),
        }
    }

    /// `last week`, `the following year`, `that month`.
    fn step(&self, which: Which, unit: Unit) -> Option<Placed> {
        let is_told = matches!(which, Which::Previous | Which::Following | Which::Same);
        let count = match which {
            Which::This | Which::Same => 0,
            Which::Last | Which::Previous => -1,
            Which::Next | Which::Following => 1,
        };
        if (which, unit) == (Which::This, Unit::Day) {
            return None;
        }
        // “That day” is one of which was just spoken.
        let told = if unit == Unit::Day { self.day_told() } else { self.told(unit) };
        let told = told.filter(|told| unit > Unit::Week || self.paragraph <= told.paragraph + 3);
        if let Some(date) = self.reference.filter(|_| !is_told && self.style == Style::News) {
            return Some(self.reckoned(Cell::on(unit, date).plus(count)?, date));
        }
        if let Some(told) = told {
            return Some(from_told(Cell::on(unit, told.cell.first).plus(count)?, told));
        }
        let date = self.reference.filter(|_| self.style == Style::News && unit > Unit::Day)?;
        Some(self.reckoned(Cell::on(unit, date).plus(count)?, date))
    }

    fn shift(&self, count: i32, unit: Unit, from: From) -> Option<Placed> {
        if unit <= Unit::Hour {
            return None;
        }
        // Weeks are counted in days from a date that was told: two weeks later is a day, not a week. So is the week since then;
        // how many weeks ago it was is said more loosely.
        let is_day = unit == Unit::Week && (from != From::Now || count.abs() == 1);
        let (unit, count) = if is_day { (Unit::Day, count.checked_mul(7)?) } else { (unit, count) };
        match from {
            From::Now => {
                // Years ago are so from the day of writing in a history as well.
                let date = self.reference.filter(|_| self.style == Style::News || unit >= Unit::Year)?;
                Some(self.reckoned(Cell::on(unit, date).plus(count)?, date))
            }
            From::Either => {
                let near = self.told(unit).filter(|told| told.paragraph == self.paragraph && self.tense != Tense::Future);
                let from = if near.is_some() { From::Told } else { From::Now };
                self.shift(count, unit, from)
            }
            From::Told => {
                let told = self.told(unit)?;
                Some(from_told(Cell::on(unit, told.cell.first).plus(count)?, told))
            }
        }
    }

    fn deictic(&self, days: i32) -> Option<Placed> {
        // “Today” in a history is the time of its readers, and so it is where something is so today.
        let is_any = self.style == Style::Narrative || (self.tense == Tense::Present && !self.has_days && !self.is_spoken);
        let date = self.reference.filter(|_| days != 0 || !is_any)?;
        Some(self.reckoned(Cell::on(Unit::Day, date).plus(days)?, date))
    }

    fn reckoned(&self, cell: Cell, date: NaiveDate) -> Placed {
        let reason = Reason::Reference { reference: Cell::on(Unit::Day, date), tense: self.tense };
        Placed { cell, basis: Basis::Relative, clue: None, reason, confidence: 0.85, year: None }
    }
}

/// The other end of a range; where its year is not told, it is the first one after the beginning.
fn following(end: Named, first: Option<Placed>) -> Named {
    let (Sense::Date { year: YearOf::Untold, month: Some(month), day, weekday }, Some(first)) = (end.sense, first) else {
        return end;
    };
    let begin = first.cell.first;
    let is_next = (u32::from(month), day.map_or(31, u32::from)) < (begin.month(), begin.day());
    let year = YearOf::Year(begin.year() + i32::from(is_next));
    Named { sense: Sense::Date { year, month: Some(month), day, weekday }, ..end }
}

fn is_night(hours: Option<Hours>) -> bool {
    matches!(hours, Some(Hours::Part(DayPart::Night, _)))
}

fn stated(cell: Cell) -> Placed {
    Placed { cell, basis: Basis::Stated, clue: None, reason: Reason::Written, confidence: 0.98, year: None }
}

fn from_told(cell: Cell, told: Told) -> Placed {
    let reason = Reason::Told { told: told.cell, at: told.words };
    let year = (cell.first.year() == told.cell.first.year()).then_some(told.year);
    Placed { cell, basis: Basis::Relative, clue: Some(told.words), reason, confidence: 0.75, year }
}

/// A date whose year alone comes from what was told.
fn in_year_of(cell: Cell, told: Told) -> Placed {
    let placed = from_told(cell, told);
    match placed.year {
        Some(at) => Placed { clue: Some(at), reason: Reason::Year { at }, ..placed },
        None => placed,
    }
}

/// The part of a time that one of its words names.
#[must_use]
fn part(named: &Named, placed: Placed) -> Part {
    let when = match (named.sense, named.hours, named.portion) {
        // “in the evening” names no day
        (Sense::Clock, Some(Hours::Part(..) | Hours::Portion(_)), _) => None,
        (_, _, Some(portion @ (Portion::FirstHalf | Portion::SecondHalf))) if placed.cell.unit == Unit::Year => {
            placed.cell.portion(portion)
        }
        _ => placed.cell.when(),
    };
    Part { span: named.span, when }
}

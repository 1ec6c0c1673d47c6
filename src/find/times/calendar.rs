//! Units of the calendar, and reckoning with them.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::report::limits;
use crate::report::moment::{DAY, Moment};
use crate::report::precision::Grouping;
use crate::report::when::{Bound, Precision, When};

use super::lexicon::{Holiday, Portion, Unit};

/// A unit of the calendar: the unit and its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// How long it is.
    pub unit: Unit,
    /// Its first day.
    pub first: NaiveDate,
}

impl Cell {
    /// A day; `None` when the calendar has no such day.
    #[must_use]
    pub fn day(year: i32, month: u8, day: u8) -> Option<Self> {
        Some(Self::on(Unit::Day, known(NaiveDate::from_ymd_opt(year, month.into(), day.into())?)?))
    }

    /// A month.
    #[must_use]
    pub fn month(year: i32, month: u8) -> Option<Self> {
        Some(Self { unit: Unit::Month, ..Self::day(year, month, 1)? })
    }

    /// A year; 0 is 1 BC.
    #[must_use]
    pub fn year(year: i32) -> Option<Self> {
        Some(Self { unit: Unit::Year, ..Self::day(year, 1, 1)? })
    }

    /// A season by its code in EDTF, of the year in which it begins.
    #[must_use]
    pub fn season(year: i32, code: u8) -> Option<Self> {
        let month = Grouping::from_code(code.into())?.first_month();
        let unit = match code {
            33..=36 => Unit::Quarter,
            21..=24 => Unit::Season,
            _ => return None,
        };
        Some(Self { unit, ..Self::day(year, u8::try_from(month).ok()?, 1)? })
    }

    /// The unit of this kind that holds a day.
    #[must_use]
    pub fn on(unit: Unit, day: NaiveDate) -> Self {
        let back = |days: u32| day.checked_sub_days(Days::new(days.into())).unwrap_or(day);
        let start = |year: i32, month: u32| NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(day);
        let (year, month) = (day.year(), day.month());
        let first = match unit {
            Unit::Minute | Unit::Hour | Unit::Day => day,
            Unit::Week => back(day.weekday().num_days_from_monday()),
            Unit::Weekend => match day.weekday() {
                Weekday::Sat => day,
                Weekday::Sun => back(1),
                other => day.checked_add_days(Days::new(u64::from(5 - other.num_days_from_monday()))).unwrap_or(day),
            },
            Unit::Month => start(year, month),
            Unit::Quarter => start(year, (month - 1) / 3 * 3 + 1),
            Unit::Season if month < 3 => start(year - 1, 12),
            Unit::Season => start(year, month / 3 * 3),
            Unit::Year => start(year, 1),
            Unit::Decade => start(year.div_euclid(10) * 10, 1),
            Unit::Century => start(year.div_euclid(100) * 100, 1),
        };
        Self { unit, first }
    }

    /// The unit so many units later; `None` out of the years that Dateline knows.
    #[must_use]
    pub fn plus(self, count: i32) -> Option<Self> {
        let (months, days) = match self.unit {
            Unit::Minute | Unit::Hour | Unit::Day => (0, 1),
            Unit::Week | Unit::Weekend => (0, 7),
            Unit::Month => (1, 0),
            Unit::Quarter | Unit::Season => (3, 0),
            Unit::Year => (12, 0),
            Unit::Decade => (120, 0),
            Unit::Century => (1200, 0),
        };
        let far = u32::try_from(i64::from(count.unsigned_abs()) * i64::from(months + days)).ok()?;
        let first = match (months > 0, count < 0) {
            (true, false) => self.first.checked_add_months(Months::new(far)),
            (true, true) => self.first.checked_sub_months(Months::new(far)),
            (false, false) => self.first.checked_add_days(Days::new(far.into())),
            (false, true) => self.first.checked_sub_days(Days::new(far.into())),
        };
        Some(Self { first: known(first?)?, ..self })
    }

    /// The last day that belongs to it.
    #[must_use]
    pub fn last(self) -> NaiveDate {
        let days = |days: u64| self.first.checked_add_days(Days::new(days));
        let after = match self.unit {
            Unit::Minute | Unit::Hour | Unit::Day => days(1),
            Unit::Weekend => days(2),
            Unit::Week => days(7),
            _ => self.plus(1).map(|next| next.first),
        };
        after.and_then(|after| after.pred_opt()).unwrap_or(self.first)
    }

    /// As a time.
    #[must_use]
    pub fn when(self) -> Option<When> {
        let (first, last) = (Moment::from_date(self.first), Moment::from_date(self.last()));
        let grouping = |code: u32| Grouping::from_code(code).map(Precision::Grouping);
        let precision = match self.unit {
            Unit::Minute | Unit::Hour | Unit::Day => Some(Precision::Day),
            Unit::Month => Some(Precision::Month),
            Unit::Quarter => grouping(32 + self.first.month().div_ceil(3)),
            Unit::Season => grouping(20 + self.first.month() / 3),
            Unit::Year => Some(Precision::Year),
            Unit::Decade if self.first.year() >= 0 => Some(Precision::Decade),
            Unit::Century if self.first.year() >= 0 => Some(Precision::Century),
            _ => None,
        };
        match (precision, self.unit) {
            (Some(precision), _) => When::unit(first, Bound::sure(precision)),
            (None, Unit::Decade | Unit::Century) => span(first, Moment(last.0 + DAY), Precision::Year),
            _ => span(first, Moment(last.0 + DAY), Precision::Day),
        }
    }

    /// A part of it: thirds and halves in whole smaller units. The whole where nothing smaller is known.
    #[must_use]
    pub fn portion(self, portion: Portion) -> Option<When> {
        let (first, last) = (self.first, self.last());
        let after = last.succ_opt()?;
        let (months, years) = (Some(Precision::Month), Some(Precision::Year));
        let (step, count, precision) = match self.unit {
            Unit::Year => (1, 12, months),
            Unit::Season | Unit::Quarter => (1, 3, months),
            Unit::Decade => (12, 10, years),
            Unit::Century => (12, 100, years),
            Unit::Month | Unit::Week | Unit::Weekend => (0, (after - first).num_days(), Some(Precision::Day)),
            Unit::Minute | Unit::Hour | Unit::Day => (0, 0, None),
        };
        let Some(precision) = precision else { return self.when() };
        let (from, to) = if self.unit == Unit::Decade { of_decade(portion) } else { bounds(portion, count) };
        let at = |index: i64| match step {
            0 => first.checked_add_days(Days::new(u64::try_from(index).ok()?)),
            step => first.checked_add_months(Months::new(step * u32::try_from(index).ok()?)),
        };
        span(Moment::from_date(at(from)?), Moment::from_date(at(to)?), precision)
    }
}

/// Which of the years of a decade a portion has: what is said of decades is said so loosely that the portions overlap.
fn of_decade(portion: Portion) -> (i64, i64) {
    match portion {
        Portion::Early | Portion::FirstHalf => (0, 5),
        Portion::Mid => (4, 7),
        Portion::Late => (6, 10),
        Portion::SecondHalf => (5, 10),
    }
}

/// Which of `count` smaller units a portion has: the first one and the one after the last.
///
/// Thirds of a year are four months, of a month ten days.
fn bounds(portion: Portion, count: i64) -> (i64, i64) {
    // The tens of a month.
    let (third, two_thirds) = if (28..=31).contains(&count) { (10, 20) } else { ((count + 2) / 3, count - count / 3) };
    match portion {
        Portion::Early => (0, third),
        Portion::Mid => (third, two_thirds),
        Portion::Late => (two_thirds, count),
        Portion::FirstHalf => (0, count / 2),
        Portion::SecondHalf => (count / 2, count),
    }
}

/// From one moment to another, with ends of the same precision.
#[must_use]
pub fn span(from: Moment, to: Moment, precision: Precision) -> Option<When> {
    When::interval(from, to, Bound::sure(precision), Bound::sure(precision))
}

/// A date within the years that Dateline knows.
fn known(date: NaiveDate) -> Option<NaiveDate> {
    limits::YEARS.contains(&date.year()).then_some(date)
}

/// The date of a holiday in a year.
#[must_use]
pub fn holiday(holiday: Holiday, year: i32) -> Option<NaiveDate> {
    let nth = |nth: u8, weekday: u8, month: u8| {
        let first = NaiveDate::from_ymd_opt(year, month.into(), 1)?;
        let ahead = (7 + u32::from(weekday) - first.weekday().num_days_from_monday()) % 7;
        first.checked_add_days(Days::new(u64::from(ahead) + 7 * u64::from(nth.max(1) - 1)))
    };
    match holiday {
        Holiday::Fixed(month, day) => NaiveDate::from_ymd_opt(year, month.into(), day.into()),
        Holiday::Easter(after) => easter(year)?.checked_add_signed(chrono::TimeDelta::days(after.into())),
        Holiday::OrthodoxEaster(after) => orthodox_easter(year)?.checked_add_signed(chrono::TimeDelta::days(after.into())),
        Holiday::Nth(count, weekday, month, after) => nth(count, weekday, month)?.checked_add_days(Days::new(after.into())),
        Holiday::LastOf(weekday, month) => {
            nth(5, weekday, month).filter(|date| date.month() == u32::from(month)).or_else(|| nth(4, weekday, month))
        }
        Holiday::ElectionDay => nth(1, 0, 11)?.succ_opt(),
    }
}

/// Easter Sunday in the Gregorian calendar, by the rule of J. M. Oudin (1940); `None` before it was in force.
fn easter(year: i32) -> Option<NaiveDate> {
    if year < 1583 {
        return None;
    }
    let (century, golden) = (year / 100, year % 19);
    let correction = (century - 17) / 25;
    let mut epact = (century - century / 4 - (century - correction) / 3 + 19 * golden + 15) % 30;
    epact -= epact / 28 * (1 - epact / 28 * (29 / (epact + 1)) * ((21 - golden) / 11));
    let weekday = (year + year / 4 + epact + 2 - century + century / 4) % 7;
    day_of_march(year, epact - weekday + 28)
}

/// Easter Sunday of the eastern churches, as a date of the Gregorian calendar, by the rule of J. Meeus (1991).
fn orthodox_easter(year: i32) -> Option<NaiveDate> {
    if year < 1583 {
        return None;
    }
    let moon = (19 * (year % 19) + 15) % 30;
    let weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
    let behind = year / 100 - year / 400 - 2;
    day_of_march(year, moon + weekday + 22 + behind)
}

/// The day that is so many days after the last of February.
fn day_of_march(year: i32, day: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 3, 1)?.checked_add_days(Days::new(u64::try_from(day - 1).ok()?))
}

//! How finely a date is known: the calendar units of EDTF, and how far each of them reaches.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::limits;
use super::moment::{DAY, MINUTE, Moment};

/// How finely one end of a [`When`](super::when::When) is known, from coarse to fine.
///
/// The variants are those of EDTF (Library of Congress, 4 February 2019), with minutes added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
    /// `19XX`: somewhere in these hundred years.
    Century,
    /// `199X`: somewhere in these ten years.
    Decade,
    /// `1950S2`: the year is an estimate, of which only so many digits count.
    Estimate(Estimate),
    /// `156X-12-25`: one of the dates that come of it when digits are put in for the X.
    Digits(Digits),
    /// `2011`.
    Year,
    /// `2011-XX`: one month of that year, it is not known which.
    SomeMonth,
    /// `2011-XX-XX`: one day of that year, it is not known which.
    SomeDayOfYear,
    /// `2011-21` to `2011-41`: a season, a quarter, a third or a half of a year.
    Grouping(Grouping),
    /// `2011-12`.
    Month,
    /// `2011-12-XX`: one day of that month, it is not known which.
    SomeDayOfMonth,
    /// `2011-12-16`.
    Day,
    /// `2011-12-16T11:30`. EDTF has times of day to the second only; this is ISO 8601.
    Minute,
    /// `2011-12-16T11:30:20`.
    Second,
}

impl Precision {
    /// One plain word for files and labels.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Century => "century",
            Self::Decade => "decade",
            Self::Year | Self::Estimate(_) => "year",
            Self::Grouping(grouping) => grouping.word(),
            Self::SomeMonth | Self::Month => "month",
            Self::SomeDayOfYear | Self::SomeDayOfMonth | Self::Day => "day",
            Self::Digits(digits) => ["year", "month", "day"][usize::from(digits.parts.clamp(1, 3)) - 1],
            Self::Minute => "minute",
            Self::Second => "second",
        }
    }

    /// How fine it is beside others; greater is finer.
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::Century => 0,
            Self::Decade => 1,
            Self::Estimate(_) => 2,
            Self::Year => 3,
            Self::SomeMonth => 4,
            Self::Grouping(_) => 5,
            Self::Month => 6,
            Self::SomeDayOfYear => 7,
            Self::SomeDayOfMonth => 8,
            Self::Digits(digits) => [2, 4, 7][usize::from(digits.parts.clamp(1, 3)) - 1],
            Self::Day => 9,
            Self::Minute => 10,
            Self::Second => 11,
        }
    }

    /// Whether it is a time of day.
    #[must_use]
    pub fn is_clock(self) -> bool {
        matches!(self, Self::Minute | Self::Second)
    }

    /// Whether it is one year, month or day of several, it is not known which.
    #[must_use]
    pub fn is_one_of_many(self) -> bool {
        matches!(self, Self::SomeMonth | Self::SomeDayOfYear | Self::SomeDayOfMonth | Self::Digits(_) | Self::Estimate(_))
    }

    /// The first moment of the unit that begins on this date and the first moment after it.
    ///
    /// `None` when the unit reaches out of the calendar Dateline knows.
    #[must_use]
    pub fn extent(self, from: Moment) -> Option<(Moment, Moment)> {
        let date = from.date();
        let after = |months: u32| Some(Moment::from_date(date.checked_add_months(Months::new(months))?));
        let end = match self {
            Self::Century => after(1200)?,
            Self::Decade => after(120)?,
            Self::Year | Self::SomeMonth | Self::SomeDayOfYear => after(12)?,
            Self::Grouping(grouping) => after(grouping.months())?,
            Self::Month | Self::SomeDayOfMonth => after(1)?,
            Self::Estimate(estimate) => estimate.years().map(|(_, last)| year_start(last + 1))??,
            Self::Digits(digits) => digits.hull_around(date).map(|(_, end)| Moment::from_date(end))?,
            Self::Day => Moment(from.0 + DAY),
            Self::Minute => Moment(from.0 + MINUTE),
            Self::Second => Moment(from.0 + 1),
        };
        (end <= Moment::MAX).then_some((from, end))
    }

    /// The beginning of the unit of this precision that a moment lies in; of a grouping such as spring, the last one that
    /// has begun.
    #[must_use]
    pub fn floor(self, at: Moment) -> Moment {
        let date = at.date();
        let year = date.year();
        let first = |year: i32, month: u32| Moment::from_ymd(year, month, 1);
        let found = match self {
            Self::Century => first(year.div_euclid(100) * 100, 1),
            Self::Decade => first(year.div_euclid(10) * 10, 1),
            Self::Year | Self::SomeMonth | Self::SomeDayOfYear => first(year, 1),
            Self::Grouping(grouping) if date.month() < grouping.first_month() => first(year - 1, grouping.first_month()),
            Self::Grouping(grouping) => first(year, grouping.first_month()),
            Self::Month | Self::SomeDayOfMonth => first(year, date.month()),
            Self::Estimate(estimate) => estimate.years().and_then(|(start, _)| year_start(start)),
            Self::Digits(digits) => digits.hull_around(date).map(|(start, _)| Moment::from_date(start)),
            Self::Day => Some(Moment::from_date(date)),
            Self::Minute => Some(Moment(at.0 - at.0.rem_euclid(MINUTE))),
            Self::Second => Some(at),
        };
        found.unwrap_or(Moment::MIN).max(Moment::MIN)
    }
}

fn year_start(year: i32) -> Option<Moment> {
    Moment::from_ymd(year, 1, 1)
}

/// `1950S2`: an estimated year and how many of its digits count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Estimate {
    /// The year that is taken as the most likely.
    pub year: i16,
    /// How many digits count, from the left, from 1.
    pub digits: u8,
}

impl Estimate {
    /// The first and the last year that have the digits that count; `None` where one is out of [`limits::YEARS`].
    #[must_use]
    pub fn years(self) -> Option<(i32, i32)> {
        let size = i32::from(self.year).abs();
        let length = size.max(1).ilog10() + 1;
        let step = 10_i32.pow(length.saturating_sub(u32::from(self.digits)));
        let (low, high) = (size / step * step, size / step * step + step - 1);
        let (first, last) = if self.year < 0 { (-high, -low) } else { (low, high) };
        (limits::YEARS.contains(&first) && limits::YEARS.contains(&last)).then_some((first, last))
    }
}

/// `156X-12-25`: which digits of a date are not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Digits {
    /// A bit for each of the eight digits of year, month and day; the highest is the first digit of the year.
    unknown: u8,
    /// How many parts are given: 1 for the year, 2 with the month, 3 with the day.
    parts: u8,
}

impl Digits {
    /// Which of the eight digits are not known, and whether the year (1), the month (2) or the day (3) is the last part.
    #[must_use]
    pub fn new(unknown: u8, parts: u8) -> Self {
        Self { unknown, parts: parts.clamp(1, 3) }
    }

    /// How many parts are given: 1 for the year, 2 with the month, 3 with the day.
    #[must_use]
    pub fn parts(self) -> u8 {
        self.parts
    }

    /// Whether a digit is not known; 0 to 3 are of the year, 4 and 5 of the month, 6 and 7 of the day.
    #[must_use]
    pub fn is_unknown(self, digit: usize) -> bool {
        self.unknown & (0x80 >> digit) != 0
    }

    /// The numbers from `low` to `high` that fit `known` wherever a digit of it is known.
    fn fits(self, known: u32, first_digit: usize, length: usize, range: std::ops::RangeInclusive<u32>) -> Vec<u32> {
        let fits = |number: &u32| {
            (0..length).all(|place| {
                let scale = 10_u32.pow(u32::try_from(length - 1 - place).unwrap_or(0));
                self.is_unknown(first_digit + place) || number / scale % 10 == known / scale % 10
            })
        };
        range.filter(fits).collect()
    }

    /// The first day of the first date that fits, and the day after the last one. `like` has the digits that are known.
    #[must_use]
    pub fn hull(self, like: [u32; 3], negative: bool) -> Option<(NaiveDate, NaiveDate)> {
        let mut years: Vec<i32> =
            self.fits(like[0], 0, 4, u32::from(negative)..=9999).into_iter().filter_map(|year| i32::try_from(year).ok()).collect();
        if negative {
            years = years.into_iter().rev().map(|year| -year).collect();
        }
        let months = if self.parts > 1 { self.fits(like[1], 4, 2, 1..=12) } else { vec![1] };
        let days = if self.parts > 2 { self.fits(like[2], 6, 2, 1..=31) } else { vec![1] };
        let date = |year: i32, month: u32, day: u32| NaiveDate::from_ymd_opt(year, month, day);
        let (months, days) = (&months, &days);
        let of_year = |year: i32| months.iter().flat_map(move |month| days.iter().filter_map(move |day| date(year, *month, *day)));
        let first = years.iter().find_map(|year| of_year(*year).next())?;
        let last = years.iter().rev().find_map(|year| of_year(*year).last())?;
        let end = match self.parts {
            1 => last.checked_add_months(Months::new(12)),
            2 => last.checked_add_months(Months::new(1)),
            _ => last.checked_add_days(Days::new(1)),
        };
        Some((first, end?))
    }

    /// The hull of all dates that have the known digits of this one.
    fn hull_around(self, date: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        self.hull([date.year().unsigned_abs(), date.month(), date.day()], date.year() < 0)
    }
}

/// A part of a year by its code in EDTF, 21 to 41.
///
/// EDTF leaves open which months 21 to 24 are. Dateline reads them, as the codes 25 to 28, as the seasons of the northern
/// half of the world, where nine of ten people live; 29 to 32 are those of the southern half. Seasons are whole months, as
/// meteorology has them, and one that runs over the new year belongs to the year in which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Grouping(u8);

impl Grouping {
    /// Every grouping.
    pub fn all() -> impl Iterator<Item = Self> {
        (21..=41).map(Self)
    }

    /// By its code.
    #[must_use]
    pub fn from_code(code: u32) -> Option<Self> {
        u8::try_from(code).ok().filter(|code| (21..=41).contains(code)).map(Self)
    }

    /// Its code in EDTF.
    #[must_use]
    pub fn code(self) -> u8 {
        self.0
    }

    /// How many months it has.
    #[must_use]
    pub fn months(self) -> u32 {
        match self.0 {
            37..=39 => 4,
            40.. => 6,
            _ => 3,
        }
    }

    /// The month in which it begins, from 1.
    #[must_use]
    pub fn first_month(self) -> u32 {
        let code = u32::from(self.0);
        match code {
            21..=24 => (code - 20) * 3,
            25..=28 => (code - 24) * 3,
            29 | 30 => (code - 29) * 3 + 9,
            31 | 32 => (code - 30) * 3,
            33..=36 => (code - 33) * 3 + 1,
            37..=39 => (code - 37) * 4 + 1,
            _ => (code - 40) * 6 + 1,
        }
    }

    /// One plain word for files and labels.
    fn word(self) -> &'static str {
        match self.0 {
            33..=36 => "quarter",
            37..=39 => "third of a year",
            40.. => "half-year",
            _ => "season",
        }
    }

    /// As it stands before a year: `spring`, `second quarter of`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            21 | 25 => "spring",
            22 | 26 => "summer",
            23 | 27 => "autumn",
            24 | 28 => "winter",
            29 => "southern spring",
            30 => "southern summer",
            31 => "southern autumn",
            32 => "southern winter",
            33 => "first quarter of",
            34 => "second quarter of",
            35 => "third quarter of",
            36 => "fourth quarter of",
            37 => "first third of",
            38 => "second third of",
            39 => "last third of",
            40 => "first half of",
            _ => "second half of",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(code: u32) -> String {
        let grouping = Grouping::from_code(code).unwrap();
        let from = Moment::from_ymd(2001, grouping.first_month(), 1).unwrap();
        let (from, to) = Precision::Grouping(grouping).extent(from).unwrap();
        format!("{} to {}", from.date(), to.date())
    }

    #[test]
    fn groupings_are_whole_months() {
        assert_eq!([21, 25, 31].map(months), ["2001-03-01 to 2001-06-01"; 3]);
        assert_eq!([24, 28, 30].map(months), ["2001-12-01 to 2002-03-01"; 3]);
        assert_eq!([22, 26, 32].map(months), ["2001-06-01 to 2001-09-01"; 3]);
        assert_eq!([23, 27, 29].map(months), ["2001-09-01 to 2001-12-01"; 3]);
        assert_eq!([33, 36].map(months), ["2001-01-01 to 2001-04-01", "2001-10-01 to 2002-01-01"]);
        assert_eq!([37, 39].map(months), ["2001-01-01 to 2001-05-01", "2001-09-01 to 2002-01-01"]);
        assert_eq!([40, 41].map(months), ["2001-01-01 to 2001-07-01", "2001-07-01 to 2002-01-01"]);
        assert_eq!(Grouping::from_code(20).or(Grouping::from_code(42)), None);
    }

    #[test]
    fn estimates_reach_as_far_as_their_digits() {
        let years = |year, digits| Estimate { year, digits }.years();
        assert_eq!(years(1950, 2), Some((1900, 1999)));
        assert_eq!(years(1950, 9), Some((1950, 1950)));
        assert_eq!(years(-1950, 3), Some((-1959, -1950)));
        assert_eq!(years(44, 1), Some((40, 49)));
        assert_eq!(years(0, 1), Some((0, 0)));
    }

    #[test]
    fn digits_skip_dates_that_do_not_exist() {
        let hull = |unknown, parts, like| Digits::new(unknown, parts).hull(like, false).map(|(a, b)| format!("{a} to {b}"));
        assert_eq!(hull(0b0001_0000, 3, [2000, 2, 29]).as_deref(), Some("2000-02-29 to 2008-03-01"));
        assert_eq!(hull(0b0000_0001, 3, [2001, 2, 30]), None);
        assert_eq!(hull(0b0000_0100, 2, [1984, 10, 1]).as_deref(), Some("1984-10-01 to 1985-01-01"));
    }
}

//! An interval of time with its precision.

use chrono::{Datelike, Months, NaiveDate};

use super::moment::{DAY, HOUR, MINUTE, Moment};

/// How finely one end of a [`When`] is known, from coarse to fine.
///
/// The variants are those of EDTF level 1 (Library of Congress, 2019), with minutes added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// `19XX`: somewhere in these hundred years.
    Century,
    /// `199X`: somewhere in these ten years.
    Decade,
    /// `2011`.
    Year,
    /// `2011-XX`: one month of that year, it is not known which.
    SomeMonth,
    /// `2011-XX-XX`: one day of that year, it is not known which.
    SomeDayOfYear,
    /// `2011-21` to `2011-24`: spring, summer, autumn, winter, as months of the northern half of the world.
    Season,
    /// `2011-12`.
    Month,
    /// `2011-12-XX`: one day of that month, it is not known which.
    SomeDayOfMonth,
    /// `2011-12-16`.
    Day,
    /// `2011-12-16T11:30`. EDTF has no times of day; this is ISO 8601.
    Minute,
}

impl Precision {
    /// One plain word for files and labels.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Century => "century",
            Self::Decade => "decade",
            Self::Year => "year",
            Self::Season => "season",
            Self::SomeMonth | Self::Month => "month",
            Self::SomeDayOfYear | Self::SomeDayOfMonth | Self::Day => "day",
            Self::Minute => "minute",
        }
    }

    /// The first moment of the unit that begins on this date and the first moment after it.
    ///
    /// `None` when the unit reaches out of the calendar Dateline knows.
    #[must_use]
    pub fn extent(self, from: Moment) -> Option<(Moment, Moment)> {
        let date = from.date();
        let months = match self {
            Self::Century => 1200,
            Self::Decade => 120,
            Self::Year | Self::SomeMonth | Self::SomeDayOfYear => 12,
            Self::Season => 3,
            Self::Month | Self::SomeDayOfMonth => 1,
            Self::Day | Self::Minute => 0,
        };
        let end = match self {
            Self::Day => Moment(from.0 + DAY),
            Self::Minute => Moment(from.0 + MINUTE),
            _ => Moment::from_date(date.checked_add_months(Months::new(months))?),
        };
        (end <= Moment::MAX).then_some((from, end))
    }

    /// The beginning of the unit of this precision that a moment lies in.
    #[must_use]
    pub fn floor(self, at: Moment) -> Moment {
        let date = at.date();
        let year = date.year();
        let first = |year: i32, month: u32| NaiveDate::from_ymd_opt(year, month, 1).map(Moment::from_date);
        let found = match self {
            Self::Century => first(year.div_euclid(100) * 100, 1),
            Self::Decade => first(year.div_euclid(10) * 10, 1),
            Self::Year | Self::SomeMonth | Self::SomeDayOfYear => first(year, 1),
            Self::Season => season_start(date).map(Moment::from_date),
            Self::Month | Self::SomeDayOfMonth => first(year, date.month()),
            Self::Day => Some(Moment::from_date(date)),
            Self::Minute => Some(Moment(at.0 - at.0.rem_euclid(MINUTE))),
        };
        found.unwrap_or(Moment::MIN)
    }
}

/// The first day of the season a day lies in: seasons begin in March, June, September and December.
fn season_start(date: NaiveDate) -> Option<NaiveDate> {
    let (year, month) = (date.year(), date.month());
    match month {
        1 | 2 => NaiveDate::from_ymd_opt(year - 1, 12, 1),
        _ => NaiveDate::from_ymd_opt(year, month / 3 * 3, 1),
    }
}

/// What is known of one end of a [`When`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// A date or time.
    Known {
        /// How finely.
        precision: Precision,
        /// `~`: about then.
        approximate: bool,
        /// `?`: perhaps then.
        uncertain: bool,
    },
    /// `..`: no end, it goes on (or has always been so).
    Open,
    /// Nothing before or after the stroke: there is an end, but it is not known. The interval is then the unit at the
    /// other end, with this end soft: nothing earlier or later is claimed.
    Unknown,
}

impl Bound {
    /// A date or time that is neither approximate nor uncertain.
    #[must_use]
    pub fn sure(precision: Precision) -> Self {
        Self::Known { precision, approximate: false, uncertain: false }
    }

    /// How finely this end is known; `None` for open and unknown ends.
    #[must_use]
    pub fn precision(self) -> Option<Precision> {
        match self {
            Self::Known { precision, .. } => Some(precision),
            Self::Open | Self::Unknown => None,
        }
    }

    /// Whether this end has to be drawn soft: about then, perhaps then, or not known.
    #[must_use]
    pub fn is_soft(self) -> bool {
        match self {
            Self::Known { approximate, uncertain, .. } => approximate || uncertain,
            Self::Open | Self::Unknown => true,
        }
    }

    /// Over how many seconds this end fades where it is drawn.
    ///
    /// 0 for a sharp end. “About” and “perhaps” may be off by one unit of their precision, where a minute stands for the
    /// hour around it: nobody says “about 10:07”. `None` where nothing limits it but the interval itself: open and
    /// unknown ends, and one day or month of which it is not known which.
    #[must_use]
    pub fn fuzz_seconds(self) -> Option<i64> {
        match self {
            Self::Known { precision: Precision::SomeMonth | Precision::SomeDayOfYear | Precision::SomeDayOfMonth, .. }
            | Self::Open
            | Self::Unknown => None,
            Self::Known { approximate: false, uncertain: false, .. } => Some(0),
            Self::Known { precision, .. } => Some(match precision {
                Precision::Century => 36_524 * DAY,
                Precision::Decade => 3652 * DAY,
                Precision::Season => 91 * DAY,
                Precision::Month => 30 * DAY,
                Precision::Day => DAY,
                Precision::Minute => HOUR,
                _ => 365 * DAY,
            }),
        }
    }

    /// Whether this end is qualified with `~`.
    #[must_use]
    pub fn is_approximate(self) -> bool {
        matches!(self, Self::Known { approximate: true, .. })
    }

    /// Whether this end is qualified with `?`.
    #[must_use]
    pub fn is_uncertain(self) -> bool {
        matches!(self, Self::Known { uncertain: true, .. })
    }
}

/// When something happened: always an interval, never an instant, and never more precise than the source.
///
/// Read from and written as EDTF by [`str::parse`] and [`std::fmt::Display`]:
///
/// ```
/// use dateline::report::when::When;
///
/// let day: When = "2022-01-05".parse().unwrap();
/// assert_eq!(day.latest().0 - day.earliest().0, 86_400); // the whole day: nothing finer was said
/// let night: When = "2022-01-04T23:00/2022-01-05T04:00~".parse().unwrap();
/// assert_eq!(night.to_string(), "2022-01-04T23:00/2022-01-05T04:00~");
/// assert!("2022-13".parse::<When>().unwrap_err().to_string().contains("month 13"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct When {
    earliest: Moment,
    latest: Moment,
    start: Bound,
    end: Option<Bound>,
}

impl When {
    /// A single calendar unit: the one of this precision that begins at `from`.
    ///
    /// `None` when `from` is not the beginning of such a unit or the unit leaves the calendar.
    #[must_use]
    pub fn unit(from: Moment, bound: Bound) -> Option<Self> {
        let precision = bound.precision()?;
        if precision.floor(from) != from {
            return None;
        }
        let (earliest, latest) = precision.extent(from)?;
        Some(Self { earliest, latest, start: bound, end: None })
    }

    /// From one end to another. `latest` is excluded; `None` when the interval would be empty or inverted.
    #[must_use]
    pub fn interval(earliest: Moment, latest: Moment, start: Bound, end: Bound) -> Option<Self> {
        (earliest < latest).then_some(Self { earliest, latest, start, end: Some(end) })
    }

    /// The first moment that belongs to it.
    #[must_use]
    pub fn earliest(&self) -> Moment {
        self.earliest
    }

    /// The first moment that no longer belongs to it.
    #[must_use]
    pub fn latest(&self) -> Moment {
        self.latest
    }

    /// What is known of its beginning.
    #[must_use]
    pub fn start(&self) -> Bound {
        self.start
    }

    /// What is known of its end.
    #[must_use]
    pub fn end(&self) -> Bound {
        self.end.unwrap_or(self.start)
    }

    /// Whether it was given as two ends with a stroke between them.
    #[must_use]
    pub fn is_interval(&self) -> bool {
        self.end.is_some()
    }

    /// Its length in seconds; at least 1.
    #[must_use]
    pub fn seconds(&self) -> i64 {
        self.latest.0 - self.earliest.0
    }

    /// The finer precision of the two ends; years where neither end is known.
    #[must_use]
    pub fn precision(&self) -> Precision {
        let finer = self.start.precision().max(self.end().precision());
        finer.unwrap_or(Precision::Year)
    }

    /// Whether either end is approximate or uncertain.
    #[must_use]
    pub fn is_soft(&self) -> bool {
        self.start.is_soft() || self.end().is_soft()
    }

    /// Whether it shares at least one moment with the stretch from `from` to `to` (excluded).
    #[must_use]
    pub fn overlaps(&self, from: Moment, to: Moment) -> bool {
        self.earliest < to && self.latest > from
    }
}

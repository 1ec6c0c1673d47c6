//! An interval of time with its precision.

use super::moment::{DAY, HOUR, Moment};
pub use super::precision::{Digits, Estimate, Grouping, Precision};

/// Which parts of a date are only about right (`~`), or perhaps wrong (`?`).
///
/// A qualifier at the end of a date is of the whole date; level 2 of EDTF also has those of a single part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Doubt {
    /// Of year, month and day.
    approximate: [bool; 3],
    uncertain: [bool; 3],
}

impl Doubt {
    /// Of the whole date: whether it is approximate, and whether it is uncertain.
    #[must_use]
    pub fn whole((approximate, uncertain): (bool, bool)) -> Self {
        Self { approximate: [approximate; 3], uncertain: [uncertain; 3] }
    }

    /// Of each part that is given: year, month, day. What is said of each of them is said of the whole.
    #[must_use]
    pub fn of_parts(parts: &[(bool, bool)]) -> Self {
        let pick = |which: fn(&(bool, bool)) -> bool| {
            let all = parts.iter().all(which);
            [0, 1, 2].map(|index| all || parts.get(index).is_some_and(which))
        };
        Self { approximate: pick(|part| part.0), uncertain: pick(|part| part.1) }
    }

    /// Whether the year (0), month (1) or day (2) is approximate and whether it is uncertain.
    #[must_use]
    pub fn part(self, index: usize) -> (bool, bool) {
        (self.approximate[index], self.uncertain[index])
    }

    /// Whether the whole date is approximate and whether it is uncertain.
    #[must_use]
    pub fn of_whole(self) -> (bool, bool) {
        (self.approximate == [true; 3], self.uncertain == [true; 3])
    }

    /// Whether only some parts are doubted.
    #[must_use]
    pub fn is_partial(self) -> bool {
        let mixed = |parts: [bool; 3]| parts.contains(&true) && parts.contains(&false);
        mixed(self.approximate) || mixed(self.uncertain)
    }

    /// What is doubted here or there.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let either = |a: [bool; 3], b: [bool; 3]| [0, 1, 2].map(|index| a[index] || b[index]);
        Self { approximate: either(self.approximate, other.approximate), uncertain: either(self.uncertain, other.uncertain) }
    }

    /// Whether anything is doubted.
    #[must_use]
    pub fn is_any(self) -> bool {
        self != Self::default()
    }

    /// The coarsest part that is doubted while others are not: 0 for the year, 1 for the month, 2 for the day.
    fn coarsest_partial(self) -> Option<usize> {
        let mixed = |parts: [bool; 3]| parts.iter().position(|part| *part).filter(|_| parts.contains(&false));
        mixed(self.approximate).into_iter().chain(mixed(self.uncertain)).min()
    }
}

/// What is known of one end of a [`When`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// A date or time.
    Known {
        /// How finely.
        precision: Precision,
        /// What of it is only about right, or perhaps wrong.
        doubt: Doubt,
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
        Self::Known { precision, doubt: Doubt::default() }
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
            Self::Known { doubt, .. } => doubt.is_any(),
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
        let Self::Known { precision, doubt } = self else { return None };
        if precision.is_one_of_many() {
            return None;
        }
        if let Some(part) = doubt.coarsest_partial() {
            return Some([365 * DAY, 30 * DAY, DAY][part]);
        }
        if !doubt.is_any() {
            return Some(0);
        }
        Some(match precision {
            Precision::Century => 36_524 * DAY,
            Precision::Decade => 3652 * DAY,
            Precision::Grouping(grouping) => i64::from(grouping.months()) * 91 * DAY / 3,
            Precision::Month => 30 * DAY,
            Precision::Day => DAY,
            Precision::Minute | Precision::Second => HOUR,
            _ => 365 * DAY,
        })
    }

    /// What of this end is doubted.
    #[must_use]
    pub fn doubt(self) -> Doubt {
        match self {
            Self::Known { doubt, .. } => doubt,
            Self::Open | Self::Unknown => Doubt::default(),
        }
    }

    /// Whether this end as a whole is qualified with `~`.
    #[must_use]
    pub fn is_approximate(self) -> bool {
        self.doubt().of_whole().0
    }

    /// Whether this end as a whole is qualified with `?`.
    #[must_use]
    pub fn is_uncertain(self) -> bool {
        self.doubt().of_whole().1
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
    set: Set,
}

/// How an interval is meant that is the hull of several times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Set {
    /// It is no set.
    #[default]
    None,
    /// `[1667,1668,1670..1672]`: at one of them, it is not known at which.
    OneOf,
    /// `{1667,1668,1670..1672}`: at each of them.
    AllOf,
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
        Some(Self { earliest, latest, start: bound, end: None, set: Set::None })
    }

    /// From one end to another. `latest` is excluded; `None` when the interval would be empty or inverted.
    #[must_use]
    pub fn interval(earliest: Moment, latest: Moment, start: Bound, end: Bound) -> Option<Self> {
        (earliest < latest).then_some(Self { earliest, latest, start, end: Some(end), set: Set::None })
    }

    /// The same stretch of time as the hull of a set of times.
    #[must_use]
    pub fn as_set(self, set: Set) -> Self {
        Self { end: Some(self.end()), set, ..self }
    }

    /// Whether it is the hull of a set of times, and of which kind.
    #[must_use]
    pub fn set(&self) -> Set {
        self.set
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
        let ends = [self.start.precision(), self.end().precision()];
        ends.into_iter().flatten().max_by_key(|precision| precision.rank()).unwrap_or(Precision::Year)
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

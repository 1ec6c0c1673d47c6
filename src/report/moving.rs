//! Moving a time, or one of its ends, by whole units of the calendar, so that nothing finer is said than what was meant.

use chrono::Months;

use super::edtf;
use super::moment::{DAY, HOUR, MINUTE, Moment};
use super::precision::Precision;
use super::when::{Bound, Doubt, Set, When};

/// What a time is moved by. The order is from fine to coarse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// So many minutes, which divide the hour.
    Minutes(i64),
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Months.
    Months,
    /// Years.
    Years,
    /// `199X`.
    Decades,
    /// `19XX`.
    Centuries,
}

/// One of the two ends of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Its beginning.
    Start,
    /// Its end.
    End,
}

impl Unit {
    /// The next finer unit.
    #[must_use]
    pub fn finer(self) -> Self {
        match self {
            Self::Minutes(minutes) if minutes > 15 => Self::Minutes(15),
            Self::Minutes(_) => Self::Minutes(1),
            Self::Hours => Self::Minutes(15),
            Self::Days => Self::Hours,
            Self::Months => Self::Days,
            Self::Years => Self::Months,
            Self::Decades => Self::Years,
            Self::Centuries => Self::Decades,
        }
    }

    /// How finely something is known that was put at such a unit. Times of day are told to the minute.
    #[must_use]
    pub fn precision(self) -> Precision {
        match self {
            Self::Minutes(_) | Self::Hours => Precision::Minute,
            Self::Days => Precision::Day,
            Self::Months => Precision::Month,
            Self::Years => Precision::Year,
            Self::Decades => Precision::Decade,
            Self::Centuries => Precision::Century,
        }
    }

    /// Several of it in words: `days`, `15 minutes`.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Minutes(1) => "minutes".to_owned(),
            Self::Minutes(minutes) => format!("{minutes} minutes"),
            Self::Hours => "hours".to_owned(),
            Self::Days => "days".to_owned(),
            Self::Months => "months".to_owned(),
            Self::Years => "years".to_owned(),
            Self::Decades => "decades".to_owned(),
            Self::Centuries => "centuries".to_owned(),
        }
    }

    /// About how long it is, in seconds.
    fn seconds(self) -> i64 {
        match self {
            Self::Minutes(minutes) => minutes.max(1) * MINUTE,
            Self::Hours => HOUR,
            Self::Days => DAY,
            Self::Months => 2_629_746,
            Self::Years => 31_556_952,
            Self::Decades => 315_569_520,
            Self::Centuries => 3_155_695_200,
        }
    }

    /// The moment so many units later; `None` where that is out of the calendar.
    #[must_use]
    pub fn later(self, at: Moment, by: i64) -> Option<Moment> {
        let months = match self {
            Self::Minutes(_) | Self::Hours | Self::Days => {
                return by.checked_mul(self.seconds()).and_then(|by| at.0.checked_add(by)).map(Moment).filter(|at| is_known(*at));
            }
            Self::Months => 1,
            Self::Years => 12,
            Self::Decades => 120,
            Self::Centuries => 1200,
        };
        let months = by.checked_mul(months)?;
        let count = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
        // The last moment of all is the midnight after the last day that the calendar has.
        let civil = at.to_civil();
        let moved = if months < 0 { civil.checked_sub_months(count) } else { civil.checked_add_months(count) };
        moved.map(|civil| Moment(civil.and_utc().timestamp())).filter(|at| is_known(*at))
    }

    /// The beginning of the unit that a moment lies in.
    #[must_use]
    pub fn floor(self, at: Moment) -> Moment {
        match self {
            Self::Minutes(_) | Self::Hours => Moment(at.0 - at.0.rem_euclid(self.seconds())),
            _ => self.precision().floor(at),
        }
    }

    /// The beginning of a unit that is nearest to a moment.
    #[must_use]
    pub fn nearest(self, at: Moment) -> Moment {
        let before = self.floor(at);
        match self.later(before, 1) {
            Some(after) if at.0 - before.0 >= after.0 - at.0 => after,
            _ => before,
        }
    }

    /// How many units lie between two moments, rounded.
    #[must_use]
    pub fn between(self, from: Moment, to: Moment) -> i64 {
        let (seconds, unit) = (to.0 - from.0, self.seconds());
        (seconds + unit / 2).div_euclid(unit)
    }

    /// The unit of a precision.
    fn of(precision: Precision) -> Self {
        match precision {
            Precision::Century => Self::Centuries,
            Precision::Decade => Self::Decades,
            Precision::Digits(digits) => [Self::Years, Self::Months, Self::Days][usize::from(digits.parts().clamp(1, 3)) - 1],
            Precision::Year | Precision::SomeMonth | Precision::SomeDayOfYear | Precision::Estimate(_) => Self::Years,
            Precision::Month | Precision::SomeDayOfMonth | Precision::Grouping(_) => Self::Months,
            Precision::Day => Self::Days,
            Precision::Minute | Precision::Second => Self::Minutes(1),
        }
    }
}

fn is_known(at: Moment) -> bool {
    (Moment::MIN..=Moment::MAX).contains(&at)
}

/// The unit in which a whole time is moved where the axis offers `offered`: a month goes by months, also among days.
#[must_use]
pub fn unit_of(when: &When, offered: Unit) -> Unit {
    let ends = [when.start(), when.end()];
    let coarsest = ends.into_iter().filter_map(Bound::precision).map(Unit::of).max();
    coarsest.map_or(offered, |own| own.max(offered))
}

/// A whole time so many units later. What is known more finely than the unit stays so; what is known less finely is then
/// known by the unit. `None` where that is out of the calendar.
#[must_use]
pub fn moved(when: &When, by: i64, unit: Unit) -> Option<When> {
    let shift = |at: Moment, bound: Bound| if bound == Bound::Open { Some(at) } else { unit.later(at, by) };
    let (from, to) = (shift(when.earliest(), when.start())?, shift(when.latest(), when.end())?);
    let (start, end) = (carried(when.start(), unit), carried(when.end(), unit));
    let same = |bound: Bound| bound == when.start();
    if !when.is_interval() && same(start) {
        let precision = start.precision()?;
        return settled(When::unit(precision.floor(from), start)?);
    }
    let moved = whole(from, to, start, end)?;
    settled(if when.set() == Set::None { moved } else { moved.as_set(when.set()) })
}

/// A time with one of its ends elsewhere: at the beginning of a unit near `at`, and known by that unit. An end that was soft
/// stays so, and the other end stays as it is. `None` where that is out of the calendar.
#[must_use]
pub fn with_end(when: &When, side: Side, at: Moment, unit: Unit) -> Option<When> {
    let at = unit.nearest(at);
    let (start, end) = (when.start(), when.end());
    let (from, to, start, end) = match side {
        Side::Start => (at.min(unit.floor(Moment(when.latest().0 - 1))), when.latest(), softened(start, unit), end),
        Side::End => (when.earliest(), at.max(unit.later(unit.floor(when.earliest()), 1)?), start, softened(end, unit)),
    };
    settled(whole(from, to, start, end)?)
}

/// Both ends, as a single unit of the calendar where they are one.
fn whole(from: Moment, to: Moment, start: Bound, end: Bound) -> Option<When> {
    let one = start.precision().filter(|precision| start == end && !precision.is_clock());
    let one = one.and_then(|_| When::unit(from, start)).filter(|one| one.latest() == to);
    one.or_else(|| When::interval(from, to, start, end))
}

/// A time as it is read again from what is written of it.
fn settled(when: When) -> Option<When> {
    match edtf::read(&when.to_string(), chrono_tz::UTC) {
        Ok(edtf::Reading::When(when)) => Some(when),
        Ok(edtf::Reading::Unplaced(_)) | Err(_) => None,
    }
}

/// How an end is known that was moved with the whole.
fn carried(bound: Bound, unit: Unit) -> Bound {
    let Bound::Known { precision, doubt } = bound else { return bound };
    match precision {
        // Which digits are unknown and which year is estimated cannot be moved; a part of the year only by years.
        Precision::Digits(_) | Precision::Estimate(_) => softened(bound, unit.max(Unit::of(precision))),
        Precision::Grouping(_) if unit < Unit::Years => Bound::Known { precision: unit.precision(), doubt },
        _ if unit < Unit::of(precision) => Bound::Known { precision: unit.precision(), doubt },
        _ => bound,
    }
}

/// How an end is known that was put at a unit: about, where it was soft before.
fn softened(bound: Bound, unit: Unit) -> Bound {
    let precision = unit.precision();
    let doubt = match bound {
        Bound::Known { precision, doubt } => {
            let parts = [0, 1, 2].map(|part| doubt.part(part));
            let (about, perhaps) = (parts.iter().any(|part| part.0), parts.iter().any(|part| part.1));
            Doubt::whole((about || precision.is_one_of_many(), perhaps))
        }
        Bound::Open | Bound::Unknown => Doubt::whole((true, false)),
    };
    Bound::Known { precision, doubt }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn when(text: &str) -> When {
        text.parse().unwrap()
    }

    fn whole(text: &str, by: i64, unit: Unit) -> String {
        moved(&when(text), by, unit).map_or_else(String::new, |when| when.to_string())
    }

    fn end(text: &str, side: Side, at: &str, unit: Unit) -> String {
        with_end(&when(text), side, when(at).earliest(), unit).map_or_else(String::new, |when| when.to_string())
    }

    #[test]
    fn a_whole_time_keeps_how_finely_it_is_known() {
        assert_eq!(whole("2022-01-05", 3, Unit::Days), "2022-01-08");
        assert_eq!(whole("2022-01-05~", -5, Unit::Days), "2021-12-31~");
        assert_eq!(whole("2022-01-05T09:30~/2022-01-05T10:00", 1, Unit::Days), "2022-01-06T09:30~/2022-01-06T10:00");
        assert_eq!(whole("2022-01-05T09:30", 2, Unit::Hours), "2022-01-05T11:30");
        assert_eq!(whole("2011-12", 1, Unit::Months), "2012-01");
        assert_eq!(whole("2011-12-XX", -1, Unit::Months), "2011-11-XX");
        assert_eq!(whole("2011-21", 1, Unit::Years), "2012-21");
        assert_eq!(whole("199X", 1, Unit::Decades), "200X");
        assert_eq!(whole("2014/2016?", -1, Unit::Years), "2013/2015?");
        assert_eq!(whole("2014/..", 2, Unit::Years), "2016/..");
        assert_eq!(whole("2022-01-31", 1, Unit::Months), "2022-02-28");
    }

    #[test]
    fn among_finer_units_a_whole_time_is_known_by_them() {
        assert_eq!(unit_of(&when("2011-12"), Unit::Days), Unit::Months);
        assert_eq!(unit_of(&when("2022-01-05T09:30/2022-01-06"), Unit::Hours), Unit::Days);
        assert_eq!(unit_of(&when("2022-01-05T09:30"), Unit::Days), Unit::Days);
        assert_eq!(whole("2011-12", 3, Unit::Days), "2011-12-04/2012-01-03");
        assert_eq!(whole("2022-01-05~", 3, Unit::Hours), "2022-01-05T03:00~/2022-01-06T03:00~");
        assert_eq!(whole("2011-21", 1, Unit::Months), "2011-04/2011-06");
        assert_eq!(whole("1950S2", 1, Unit::Years), "1901~/2000~");
    }

    #[test]
    fn an_end_is_known_by_the_unit_it_was_put_at_and_the_other_stays() {
        assert_eq!(end("2022-01-05", Side::End, "2022-01-08", Unit::Days), "2022-01-05/2022-01-07");
        assert_eq!(end("2022-01-05/2022-01-07", Side::End, "2022-01-06", Unit::Days), "2022-01-05");
        assert_eq!(end("2022-01-05", Side::End, "2022-01-05T12:00", Unit::Hours), "2022-01-05/2022-01-05T12:00");
        assert_eq!(end("2022-01-05T09:00/2022-01-05T10:00~", Side::End, "2022-01-05T11:40", Unit::Hours), {
            "2022-01-05T09:00/2022-01-05T12:00~"
        });
        assert_eq!(end("2022-01-05T09:00~/2022-01-05T10:00", Side::Start, "2022-01-04", Unit::Days), {
            "2022-01-04~/2022-01-05T10:00"
        });
        assert_eq!(end("2014/..", Side::End, "2017", Unit::Years), "2014/2016~");
        assert_eq!(end("2014/", Side::End, "2017", Unit::Years), "2014/2016~");
        assert_eq!(end("2014/", Side::Start, "2012", Unit::Years), "2012/");
        assert_eq!(end("2004?-06-11", Side::Start, "2004-06-09", Unit::Days), "2004-06-09?/?2004-06-11");
    }

    #[test]
    fn ends_do_not_pass_one_another() {
        assert_eq!(end("2022-01-05/2022-01-07", Side::End, "2021-01-05", Unit::Days), "2022-01-05");
        assert_eq!(end("2022-01-05/2022-01-07", Side::Start, "2023", Unit::Days), "2022-01-07");
        assert_eq!(end("2022-01-05T09:00/2022-01-05T10:00", Side::End, "2022-01-01", Unit::Days), "2022-01-05T09:00/2022-01-05");
    }

    const TIMES: [&str; 16] = [
        "2022-01-05",
        "2022-01-05~",
        "2022-01-05T09:30",
        "2022-01-05T09:30~/2022-01-05T10:00",
        "2011-12",
        "2011-12-XX",
        "2011-XX",
        "2011-23",
        "2011",
        "199X",
        "19XX?",
        "1950S2",
        "156X-12-25",
        "2014/..",
        "/2016-02",
        "[1667,1668,1670..1672]",
    ];
    const UNITS: [Unit; 8] =
        [Unit::Minutes(1), Unit::Minutes(30), Unit::Hours, Unit::Days, Unit::Months, Unit::Years, Unit::Decades, Unit::Centuries];

    proptest! {
        #[test]
        fn whatever_is_moved_can_be_written_and_read(time in 0..16_usize, unit in 0..8_usize, by in -3000..3000_i64, at in -70_000_000_000_i64..10_000_000_000) {
            let (time, unit) = (when(TIMES[time]), UNITS[unit]);
            let all = [moved(&time, by, unit), with_end(&time, Side::Start, Moment(at), unit), with_end(&time, Side::End, Moment(at), unit)];
            for moved in all.into_iter().flatten() {
                prop_assert!(moved.earliest() < moved.latest());
                prop_assert_eq!(moved, moved.to_string().parse::<When>().unwrap());
            }
        }

        #[test]
        fn what_is_moved_there_and_back_by_hours_or_days_is_as_it_was(by in -3000..3000_i64, hours: bool) {
            let unit = if hours { Unit::Hours } else { Unit::Days };
            for text in ["2022-01-05T09:30~/2022-01-05T10:00", "2022-01-05T09:30"] {
                prop_assert_eq!(whole(&whole(text, by, unit), -by, unit), text);
            }
        }
    }
}

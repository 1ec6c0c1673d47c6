//! A moment on the dossier's own clock.

use chrono::{DateTime, Datelike, LocalResult, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone};
use chrono_tz::Tz;

/// Seconds in a minute.
pub const MINUTE: i64 = 60;
/// Seconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Seconds in a day.
pub const DAY: i64 = 24 * HOUR;

/// From which hour to which the parts of a day last that people name; more than 24 is of the next day. Nobody agrees on them, so that
/// they are always told as about right.
#[expect(missing_docs, reason = "each is named after its part of the day")]
pub mod hours {
    pub const DAWN: (i64, i64) = (5, 7);
    pub const MORNING: (i64, i64) = (6, 12);
    pub const AFTERNOON: (i64, i64) = (12, 18);
    pub const EVENING: (i64, i64) = (18, 24);
    pub const NIGHT: (i64, i64) = (22, 30);
}

/// A point in time as the clocks on the wall showed it: seconds since 1970-01-01T00:00 in the dossier's time zone.
///
/// The report speaks in wall-clock time, so that is what is stored, compared and drawn: a day is always
/// 86,400 seconds long and begins at midnight. The offset from UTC is looked up only when a moment leaves the
/// program (see [`Moment::to_iso`]).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

impl Moment {
    /// The first moment Dateline can speak of: 1 January of the year −9999.
    pub const MIN: Self = Self(-377_705_116_800);
    /// The moment after the last one Dateline can speak of: 1 January of the year 10000.
    pub const MAX: Self = Self(253_402_300_800);

    /// Midnight at the beginning of a day; `None` when the calendar has no such day or it lies out of range.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        Some(Self::from_date(NaiveDate::from_ymd_opt(year, month, day)?))
    }

    /// Midnight at the beginning of a day.
    #[must_use]
    pub fn from_date(date: NaiveDate) -> Self {
        Self(date.and_time(chrono::NaiveTime::MIN).and_utc().timestamp())
    }

    /// The wall-clock date and time.
    ///
    /// Moments outside [`Moment::MIN`]..=[`Moment::MAX`] are brought to the nearer end.
    #[must_use]
    pub fn to_civil(self) -> NaiveDateTime {
        let seconds = self.0.clamp(Self::MIN.0, Self::MAX.0);
        DateTime::from_timestamp(seconds, 0).map_or(NaiveDateTime::MIN, |at| at.naive_utc())
    }

    /// The day this moment falls on.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        self.to_civil().date()
    }

    /// The calendar year, where 0 is 1 BC.
    #[must_use]
    pub fn year(self) -> i32 {
        self.date().year()
    }

    /// This moment moved by so many seconds, held within [`Moment::MIN`]..=[`Moment::MAX`].
    #[must_use]
    pub fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds)).clamp(Self::MIN, Self::MAX)
    }

    /// What the clocks of a zone showed at so many seconds after 1970-01-01T00:00 in UTC; `None` far out of the calendar.
    #[must_use]
    pub fn from_utc(seconds: i64, zone: Tz) -> Option<Self> {
        let local = DateTime::from_timestamp(seconds, 0)?.with_timezone(&zone).naive_local();
        Some(Self(local.and_utc().timestamp()))
    }

    /// The offset of the zone from UTC at this wall-clock moment, in seconds east.
    ///
    /// Where clocks were put back, the earlier of the two readings is taken; where they were put forward, the
    /// offset in force before.
    #[must_use]
    pub fn offset(self, zone: Tz) -> i32 {
        let civil = self.to_civil();
        let found = match zone.offset_from_local_datetime(&civil) {
            LocalResult::Single(offset) | LocalResult::Ambiguous(offset, _) => Some(offset),
            LocalResult::None => {
                let before = civil - TimeDelta::hours(3);
                zone.offset_from_local_datetime(&before).earliest()
            }
        };
        found.map_or(0, |offset| offset.fix().local_minus_utc())
    }

    /// ISO 8601 with the zone's offset at that moment: `2022-01-05T09:00:00+06:00`.
    #[must_use]
    pub fn to_iso(self, zone: Tz) -> String {
        let civil = self.to_civil();
        format!("{}{}", iso_local(civil), offset_text(self.offset(zone)))
    }

    /// As [`Moment::to_iso`], for the end of an interval: where clocks were put back, the later of the two readings, so that
    /// the interval holds whatever is meant.
    #[must_use]
    pub fn to_iso_last(self, zone: Tz) -> String {
        let civil = self.to_civil();
        match zone.offset_from_local_datetime(&civil) {
            LocalResult::Ambiguous(_, later) => format!("{}{}", iso_local(civil), offset_text(later.fix().local_minus_utc())),
            _ => self.to_iso(zone),
        }
    }
}

/// The wall-clock reading in ISO 8601; years beyond four digits carry a sign, as the standard asks.
fn iso_local(civil: NaiveDateTime) -> String {
    let year = civil.year();
    let rest = civil.format("-%m-%dT%H:%M:%S");
    if (0..=9999).contains(&year) { format!("{year:04}{rest}") } else { format!("{year:+05}{rest}") }
}

/// An offset in seconds east of UTC as `+06:00`, rounded to minutes: ISO 8601 has no seconds of offset, and only local
/// times of long ago had any.
#[must_use]
pub fn offset_text(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = (seconds.unsigned_abs() + 30) / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_time_are_the_years_they_say() {
        assert_eq!(Moment::from_ymd(-9999, 1, 1), Some(Moment::MIN));
        assert_eq!(Moment::from_ymd(10_000, 1, 1), Some(Moment::MAX));
        assert_eq!(Moment::MAX.plus(i64::MAX), Moment::MAX);
    }

    #[test]
    fn almaty_was_six_hours_ahead_in_2022_and_is_five_today() {
        let zone = chrono_tz::Asia::Almaty;
        let then = Moment::from_ymd(2022, 1, 5).unwrap().plus(9 * HOUR);
        assert_eq!(then.to_iso(zone), "2022-01-05T09:00:00+06:00");
        let later = Moment::from_ymd(2025, 1, 5).unwrap();
        assert_eq!(later.to_iso(zone), "2025-01-05T00:00:00+05:00");
    }

    #[test]
    fn skipped_and_doubled_hours_still_have_an_offset() {
        let zone = chrono_tz::Europe::Berlin;
        let skipped = Moment::from_ymd(2022, 3, 27).unwrap().plus(2 * HOUR + 30 * MINUTE);
        assert_eq!(skipped.offset(zone), 3600);
        let doubled = Moment::from_ymd(2022, 10, 30).unwrap().plus(2 * HOUR + 30 * MINUTE);
        assert_eq!(doubled.offset(zone), 7200);
        assert_eq!(doubled.to_iso(zone), "2022-10-30T02:30:00+02:00");
        assert_eq!(doubled.to_iso_last(zone), "2022-10-30T02:30:00+01:00");
        assert_eq!(doubled.plus(HOUR).to_iso_last(zone), "2022-10-30T03:30:00+01:00");
    }

    #[test]
    fn years_out_of_the_ordinary_carry_a_sign() {
        let zone = chrono_tz::UTC;
        assert_eq!(Moment::from_ymd(-44, 3, 15).unwrap().to_iso(zone), "-0044-03-15T00:00:00+00:00");
        assert_eq!(Moment::MAX.to_iso(zone), "+10000-01-01T00:00:00+00:00");
    }
}

//! Times in plain English, for datelines and labels.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;

use super::moment::{DAY, HOUR, MINUTE, Moment, offset_text};

mod times;

pub use times::{beginning, ending, when};

/// Months, as they are written out.
pub const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// Weekdays from Monday, as they are written out.
pub const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A sentence with its first letter in upper case.
#[must_use]
pub fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The name of a date's month.
#[must_use]
pub fn month(date: NaiveDate) -> &'static str {
    MONTHS[date.month0() as usize]
}

/// The name of a date's weekday.
#[must_use]
pub fn weekday(date: NaiveDate) -> &'static str {
    WEEKDAYS[date.weekday().num_days_from_monday() as usize]
}

/// A year; years before 1 as `44 BC`, and the first ones as `AD 33`, which no one takes for a day.
#[must_use]
pub fn year(year: i32) -> String {
    match year {
        1_000.. => year.to_string(),
        1..1_000 => format!("AD {year}"),
        _ => format!("{} BC", 1 - year),
    }
}

/// `5 January 2022`.
#[must_use]
pub fn day(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month(date), year(date.year()))
}

/// How times of day are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Clock {
    /// `09:00`, `16:30`: what is exported, cited and put into links always has it.
    #[default]
    H24,
    /// `9:00 am`, `4:30 pm`.
    H12,
}

impl Clock {
    /// `09:00` or `9:00 am`.
    #[must_use]
    pub fn time(self, at: Moment) -> String {
        let seconds = at.0.rem_euclid(DAY);
        let (hour, minute) = (seconds / HOUR, seconds % HOUR / MINUTE);
        match self {
            Self::H24 => format!("{hour:02}:{minute:02}"),
            Self::H12 => format!("{}:{minute:02} {}", (hour + 11) % 12 + 1, if hour < 12 { "am" } else { "pm" }),
        }
    }

    /// As [`Clock::time`], but `24:00` or `midnight` for the midnight that ends a day.
    fn end(self, at: Moment) -> String {
        match self {
            _ if at.0.rem_euclid(DAY) != 0 => self.time(at),
            Self::H24 => "24:00".to_owned(),
            Self::H12 => "midnight".to_owned(),
        }
    }

    /// A day and a time at the end of something that began on another day. With twelve hours, midnight is the beginning of
    /// the day after, because “midnight” alone would not say of which day it is.
    fn last(self, last: NaiveDate, at: Moment) -> String {
        match self {
            Self::H24 => format!("{}, {}", day(last), self.end(at)),
            Self::H12 => format!("{}, {}", day(at.date()), self.time(at)),
        }
    }

    /// As [`stretch`], by this clock.
    #[must_use]
    pub fn stretch(self, from: Moment, to: Moment) -> String {
        let whole_days = from.0.rem_euclid(DAY) == 0 && to.0.rem_euclid(DAY) == 0;
        if whole_days {
            return whole(from, to);
        }
        let (first, last) = (from.date(), Moment(to.0 - 1).date());
        let start = self.time(from);
        if first == last {
            format!("{} {}, {start}–{}", weekday(first), day(first), self.end(to))
        } else {
            format!("{}, {start} – {}", day(first), self.last(last, to))
        }
    }
}

/// `09:00`.
#[must_use]
pub fn clock(at: Moment) -> String {
    Clock::H24.time(at)
}

/// A stretch of time in words, as wide as it is: `Wednesday 5 January 2022, 09:00–16:00`, `4–6 January 2022`, `2011`.
///
/// `to` is excluded. Whole days, months and years are named as such.
#[must_use]
pub fn stretch(from: Moment, to: Moment) -> String {
    Clock::H24.stretch(from, to)
}

/// A stretch of whole days.
fn whole(from: Moment, to: Moment) -> String {
    let (first, last) = (from.date(), Moment(to.0 - 1).date());
    if first == last {
        return format!("{} {}", weekday(first), day(first));
    }
    let after = to.date();
    if (first.month(), first.day(), after.month(), after.day()) == (1, 1, 1, 1) {
        let (first, last) = (year(first.year()), year(last.year()));
        return if first == last { first } else { format!("{first}–{last}") };
    }
    if first.day() == 1 && after.day() == 1 {
        let name = |date: NaiveDate| format!("{} {}", month(date), year(date.year()));
        let (first, last) = (name(first), name(last));
        return if first == last { first } else { format!("{first} – {last}") };
    }
    if (first.year(), first.month()) == (last.year(), last.month()) {
        return format!("{}–{}", first.day(), day(last));
    }
    format!("{} – {}", day(first), day(last))
}

/// A length of time in the largest units that give it exactly or nearly: `7 h`, `2 days`, `90 min`, `10 years`.
#[must_use]
pub fn length(seconds: i64) -> String {
    const MONTH: i64 = 30 * DAY;
    const YEAR: i64 = 365 * DAY + DAY / 4;
    let plural = |n: i64, unit: &str| if n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") };
    match seconds {
        ..HOUR => format!("{} min", seconds / MINUTE),
        _ if seconds < 2 * DAY && seconds % HOUR != 0 => format!("{} h {} min", seconds / HOUR, seconds % HOUR / MINUTE),
        _ if seconds < 2 * DAY && seconds != DAY => format!("{} h", seconds / HOUR),
        _ if seconds < 60 * DAY => plural((seconds + DAY / 2) / DAY, "day"),
        _ if seconds < 360 * DAY => plural((seconds + MONTH / 2) / MONTH, "month"),
        _ => plural((seconds + YEAR / 2) / YEAR, "year"),
    }
}

/// The clock in words: `Almaty time (UTC+6)`, by the zone's city and its offset at some moments; where clocks were changed in
/// between, `Berlin time (UTC+1 or UTC+2)`.
#[must_use]
pub fn zone(zone: Tz, moments: impl IntoIterator<Item = Moment>) -> String {
    let offsets: BTreeSet<i32> = moments.into_iter().map(|at| at.offset(zone)).collect();
    let short = |seconds: &i32| {
        let offset = offset_text(*seconds);
        format!("UTC{}", offset.trim_end_matches(":00").replace("+0", "+").replace("-0", "−").replace('-', "−"))
    };
    let offsets: Vec<String> = offsets.iter().map(short).collect();
    let city = zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ");
    format!("{city} time ({})", offsets.join(" or "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_say_how_wide_they_are() {
        let at = |day, hour: i64| Moment::from_ymd(2022, 1, day).unwrap().plus(hour * HOUR);
        assert_eq!(stretch(at(5, 9), at(5, 16)), "Wednesday 5 January 2022, 09:00–16:00");
        assert_eq!(stretch(at(5, 0), at(6, 0)), "Wednesday 5 January 2022");
        assert_eq!(stretch(at(4, 18), at(5, 6)), "4 January 2022, 18:00 – 5 January 2022, 06:00");
        assert_eq!(stretch(at(4, 0), at(7, 0)), "4–6 January 2022");
        assert_eq!(stretch(at(1, 0), Moment::from_ymd(2022, 2, 1).unwrap()), "January 2022");
        assert_eq!(stretch(Moment::from_ymd(2011, 1, 1).unwrap(), Moment::from_ymd(2012, 1, 1).unwrap()), "2011");
    }

    #[test]
    fn with_twelve_hours_no_time_is_taken_for_another() {
        let at = |day, hour: i64| Moment::from_ymd(2022, 1, day).unwrap().plus(hour * HOUR);
        let check = |from, to, expected: &str| assert_eq!(Clock::H12.stretch(from, to), expected);
        check(at(5, 0), at(5, 12), "Wednesday 5 January 2022, 12:00 am–12:00 pm");
        check(at(5, 9), at(6, 0), "Wednesday 5 January 2022, 9:00 am–midnight");
        check(at(4, 18), at(6, 0), "4 January 2022, 6:00 pm – 6 January 2022, 12:00 am");
        check(at(4, 0), at(7, 0), "4–6 January 2022");
        let when = "2022-01-05T09:00~/2022-01-05T13:30~".parse().unwrap();
        assert_eq!(Clock::H12.when(&when), "5 January 2022, c. 9:00 am–1:30 pm");
        let night = "2022-01-04T22:00/2022-01-05T24:00".parse().unwrap();
        assert_eq!(Clock::H12.when(&night), "4 January 2022, 10:00 pm – 6 January 2022, 12:00 am");
    }

    #[test]
    fn lengths_and_zones_are_short() {
        assert_eq!(
            [7 * HOUR, DAY, 90 * MINUTE, 3 * DAY, 365 * DAY, 36 * 365 * DAY].map(length),
            ["7 h", "1 day", "1 h 30 min", "3 days", "1 year", "36 years"]
        );
        let at = |month| Moment::from_ymd(2022, month, 5).unwrap();
        assert_eq!(zone(chrono_tz::Asia::Almaty, [at(1)]), "Almaty time (UTC+6)");
        assert_eq!(zone(chrono_tz::Europe::Berlin, [at(1), at(7), at(8)]), "Berlin time (UTC+1 or UTC+2)");
        assert_eq!(zone(chrono_tz::America::New_York, [at(1), at(7)]), "New York time (UTC−5 or UTC−4)");
        assert_eq!(zone(chrono_tz::Asia::Kolkata, [at(1), at(7)]), "Kolkata time (UTC+5:30)");
    }
}

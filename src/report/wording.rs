//! Times in plain English, for datelines and labels.

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;

use super::moment::{DAY, HOUR, MINUTE, Moment, offset_text};
use super::when::{Bound, Precision, When};

/// Months, as they are written out.
pub const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// Weekdays from Monday, as they are written out.
pub const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

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

    /// As [`when`], by this clock.
    #[must_use]
    pub fn when(self, when: &When) -> String {
        let doubt = if when.start().is_uncertain() || when.end().is_uncertain() { "perhaps " } else { "" };
        let single = || qualified(when.start(), &single(self, when.earliest(), when.start()));
        let body = if when.is_interval() { interval(self, when) } else { single() };
        format!("{doubt}{body}")
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

/// The time as it stands in a dateline or in a sentence: `5 January 2022, c. 09:00–10:00`, `December 2011`, `2014–2016`.
#[must_use]
pub fn when(when: &When) -> String {
    Clock::H24.when(when)
}

fn qualified(bound: Bound, text: &str) -> String {
    if bound.is_approximate() { format!("c. {text}") } else { text.to_owned() }
}

/// One calendar unit in words.
fn single(clock: Clock, at: Moment, bound: Bound) -> String {
    let date = at.date();
    match bound.precision().unwrap_or(Precision::Year) {
        Precision::Century => format!("{}–{}", year(date.year()), year(date.year() + 99)),
        Precision::Decade => format!("{}s", year(date.year())),
        Precision::Year => year(date.year()),
        Precision::SomeMonth => format!("a month of {}", year(date.year())),
        Precision::SomeDayOfYear => format!("a day of {}", year(date.year())),
        Precision::Season => format!("{} {}", season(date), year(date.year())),
        Precision::Month => format!("{} {}", month(date), year(date.year())),
        Precision::SomeDayOfMonth => format!("a day of {} {}", month(date), year(date.year())),
        Precision::Day => day(date),
        Precision::Minute => format!("{}, {}", day(date), clock.time(at)),
    }
}

fn season(date: NaiveDate) -> &'static str {
    match date.month() {
        3..=5 => "spring",
        6..=8 => "summer",
        9..=11 => "autumn",
        _ => "winter",
    }
}

fn interval(clock: Clock, when: &When) -> String {
    let (start, end) = (when.start(), when.end());
    if start.precision().is_none() && end.precision().is_none() {
        return "at a time not known".to_owned();
    }
    let last = match end.precision() {
        None => return format!("from {}", qualified(start, &single(clock, when.earliest(), start))),
        Some(Precision::Minute) => when.latest(),
        Some(precision) => precision.floor(Moment(when.latest().0 - 1)),
    };
    if start.precision().is_none() {
        return format!("until {}", qualified(end, &single(clock, last, end)));
    }
    let about = if start.is_approximate() && end.is_approximate() { "c. " } else { "" };
    let lone = |bound: Bound| if about.is_empty() && bound.is_approximate() { "c. " } else { "" };
    let (first_date, last_date) = (when.earliest().date(), Moment(when.latest().0 - 1).date());
    match (start.precision(), end.precision()) {
        (Some(Precision::Minute), Some(Precision::Minute)) if first_date == last_date => {
            let (from, to) = (clock.time(when.earliest()), clock.end(when.latest()));
            format!("{}, {about}{}{from}–{}{to}", day(first_date), lone(start), lone(end))
        }
        (Some(Precision::Day), Some(Precision::Day))
            if (first_date.year(), first_date.month()) == (last_date.year(), last_date.month()) =>
        {
            format!("{about}{}{}–{}{}", lone(start), first_date.day(), lone(end), day(last_date))
        }
        _ => {
            // The midnight at the end of a night belongs to the day that it ends.
            let to = if end.precision() == Some(Precision::Minute) && last.0.rem_euclid(DAY) == 0 {
                clock.last(last_date, last)
            } else {
                single(clock, last, end)
            };
            let from = single(clock, when.earliest(), start);
            let stroke = if from.contains(' ') || to.contains(' ') { " – " } else { "–" };
            format!("{about}{}{from}{stroke}{}{to}", lone(start), lone(end))
        }
    }
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

/// The clock in words: `Almaty time (UTC+6)`, by the zone's city and its offset at that moment.
#[must_use]
pub fn zone(zone: Tz, at: Moment) -> String {
    let offset = offset_text(at.offset(zone));
    let short = offset.trim_end_matches(":00").replace("+0", "+").replace("-0", "−");
    let city = zone.name().rsplit('/').next().unwrap_or_default().replace('_', " ");
    format!("{city} time (UTC{short})")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(edtf: &str, expected: &str) {
        assert_eq!(when(&edtf.parse().unwrap()), expected);
    }

    #[test]
    fn intervals_read_like_a_dateline() {
        check("2022-01-05T09:00~/2022-01-05T10:00~", "5 January 2022, c. 09:00–10:00");
        check("2022-01-05T09:00/2022-01-05T24:00", "5 January 2022, 09:00–24:00");
        check("2022-01-04T23:00/2022-01-05T04:00~", "4 January 2022, 23:00 – c. 5 January 2022, 04:00");
        check("2022-01-04T22:00~/2022-01-05T24:00~", "c. 4 January 2022, 22:00 – 5 January 2022, 24:00");
        check("2022-01-05", "5 January 2022");
        check("2011-12~", "c. December 2011");
        check("1986-12-17/1986-12-19", "17–19 December 1986");
        check("2014/2016", "2014–2016");
        check("199X", "1990s");
        check("2019/..", "from 2019");
        check("2022-01-01?", "perhaps 1 January 2022");
        check("-0043", "44 BC");
    }

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
        assert_eq!(zone(chrono_tz::Asia::Almaty, Moment::from_ymd(2022, 1, 5).unwrap()), "Almaty time (UTC+6)");
    }
}

//! Reading and writing [`When`] as EDTF level 1, with ISO 8601 times of day.
//!
//! Format: Extended Date/Time Format, Library of Congress, 4 February 2019 (ISO 8601-2:2019, level 1).
//! Two things are added: an interval may have times of day (`2022-01-05T10:00/2022-01-05T11:30`, end excluded),
//! and `~`, `?` and `%` may stand after either end.

use std::fmt;
use std::str::FromStr;

use chrono::Datelike;

use super::limits;
use super::moment::{DAY, HOUR, MINUTE, Moment};
use super::when::{Bound, Precision, When};

/// Why a text is not a time: what was expected, and what stands there instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdtfError {
    /// The whole text that was to be read.
    pub text: String,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Display for EdtfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "expected a date such as 2011-12, 2022-01-05~ or 2014/2016, but found “{}”: {}",
            limits::shown(&self.text),
            self.reason
        )
    }
}

impl std::error::Error for EdtfError {}

/// What is said of years out of [`limits::YEARS`].
const OUT_OF_RANGE: &str = "Dateline knows the years -9999 to 9999 only";

/// One end of an interval, or a single date, as far as it is read.
struct Side {
    from: Moment,
    to: Moment,
    bound: Bound,
}

impl FromStr for When {
    type Err = EdtfError;

    fn from_str(text: &str) -> Result<Self, EdtfError> {
        let fail = |reason: String| EdtfError { text: text.to_owned(), reason };
        let trimmed = text.trim();
        if trimmed.len() > limits::TIME {
            return Err(fail(format!("it is longer than {} bytes", limits::TIME)));
        }
        let Some((left, right)) = trimmed.split_once('/') else {
            let side = side(trimmed).map_err(fail)?;
            return Self::unit(side.from, side.bound).ok_or_else(|| fail(OUT_OF_RANGE.to_owned()));
        };
        let start = edge(left, Moment::MIN).map_err(fail)?;
        let end = edge(right, Moment::MAX).map_err(fail)?;
        let latest = match (end.bound, start.bound.precision()) {
            (Bound::Known { precision: Precision::Minute, .. }, _) => end.from,
            // Of an end that is not known nothing is said; what is known is the unit at the other end.
            (Bound::Unknown, Some(_)) => start.to,
            _ => end.to,
        };
        let earliest = match (start.bound, end.bound.precision()) {
            (Bound::Unknown, Some(precision)) => precision.floor(Moment(latest.0 - 1)),
            _ => start.from,
        };
        Self::interval(earliest, latest, start.bound, end.bound).ok_or_else(|| fail("it ends before it starts".to_owned()))
    }
}

/// One end of an interval: a date, `..`, or nothing. `outermost` stands in for ends that are not given.
fn edge(text: &str, outermost: Moment) -> Result<Side, String> {
    let bound = match text {
        ".." => Bound::Open,
        "" => Bound::Unknown,
        _ => return side(text),
    };
    Ok(Side { from: outermost, to: outermost, bound })
}

/// A date or a time of day, with its qualifier.
fn side(text: &str) -> Result<Side, String> {
    if text.is_empty() {
        return Err("it is empty".to_owned());
    }
    if text == ".." {
        return Err("only an interval may have an open end".to_owned());
    }
    let (body, approximate, uncertain) = match text.as_bytes().last() {
        Some(b'~') => (&text[..text.len() - 1], true, false),
        Some(b'?') => (&text[..text.len() - 1], false, true),
        Some(b'%') => (&text[..text.len() - 1], true, true),
        _ => (text, false, false),
    };
    let (from, precision) = match body.split_once('T') {
        Some((date, time)) => (time_of_day(date, time)?, Precision::Minute),
        None => date(body)?,
    };
    let extent = match precision {
        // The last midnight of all may end an interval, though no minute begins there.
        Precision::Minute => Some((from, from.plus(MINUTE))),
        _ => precision.extent(from),
    };
    let (from, to) = extent.ok_or(OUT_OF_RANGE)?;
    Ok(Side { from, to, bound: Bound::Known { precision, approximate, uncertain } })
}

/// `2022-01-04` and `23:00` to the moment; 24:00 is the midnight that ends the day.
fn time_of_day(day: &str, time: &str) -> Result<Moment, String> {
    let (midnight, Precision::Day) = date(day)? else {
        return Err("a time of day needs a whole date before it".to_owned());
    };
    let wrong = || format!("“{time}” is not a time of day such as 09:30");
    let mut parts = time.split(':');
    let (hour, minute, second) = (parts.next(), parts.next(), parts.next());
    let two =
        |part: &str| -> Option<i64> { (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())? };
    let hour = hour.and_then(two).ok_or_else(wrong)?;
    let minute = minute.and_then(two).ok_or_else(wrong)?;
    if parts.next().is_some() || second.is_some_and(|s| s != "00") || hour > 24 || minute > 59 || (hour == 24 && minute > 0) {
        return Err(wrong());
    }
    Ok(Moment(midnight.0 + hour * HOUR + minute * MINUTE))
}

/// A date without a time of day, to the first moment of it and its precision.
fn date(text: &str) -> Result<(Moment, Precision), String> {
    let (negative, body) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut parts = body.split('-');
    let year_text = parts.next().unwrap_or_default();
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return Err("it has more parts than year, month and day".to_owned());
    }
    let (year, precision) = year(year_text, negative)?;
    let first = |month| Moment::from_ymd(year, month, 1).ok_or_else(|| OUT_OF_RANGE.to_owned());
    if precision != Precision::Year {
        return match month {
            None => Ok((first(1)?, precision)),
            Some(_) => Err("a decade or century has no month".to_owned()),
        };
    }
    match (month, day) {
        (None, _) => Ok((first(1)?, Precision::Year)),
        (Some("XX"), None) => Ok((first(1)?, Precision::SomeMonth)),
        (Some("XX"), Some("XX")) => Ok((first(1)?, Precision::SomeDayOfYear)),
        (Some("XX"), Some(day)) => Err(format!("the month is not known, but the day “{day}” is")),
        (Some(month), day) => month_and_day(year, month, day),
    }
}

/// What follows a plain year: a month or season, and perhaps a day.
fn month_and_day(year: i32, month_text: &str, day: Option<&str>) -> Result<(Moment, Precision), String> {
    let month = two_digits(month_text, "month")?;
    if let 21..=24 = month {
        if day.is_some() {
            return Err("a season has no day".to_owned());
        }
        let first = Moment::from_ymd(year, (month - 20) * 3, 1).ok_or("there is no such year")?;
        return Ok((first, Precision::Season));
    }
    let first = Moment::from_ymd(year, month, 1).ok_or_else(|| format!("there is no month {month_text}"))?;
    match day {
        None => Ok((first, Precision::Month)),
        Some("XX") => Ok((first, Precision::SomeDayOfMonth)),
        Some(text) => {
            let day = two_digits(text, "day")?;
            let at = Moment::from_ymd(year, month, day).ok_or_else(|| format!("month {month_text} of {year} has no day {text}"))?;
            Ok((at, Precision::Day))
        }
    }
}

fn two_digits(text: &str, what: &str) -> Result<u32, String> {
    let digits = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    let number = digits.then(|| text.parse().ok()).flatten();
    number.ok_or_else(|| format!("“{text}” is not a {what} in two digits"))
}

/// `2011`, `201X`, `20XX`; with the minus sign already taken off.
fn year(text: &str, negative: bool) -> Result<(i32, Precision), String> {
    let wrong = || format!("“{text}” is not a year in four digits");
    if text.len() > 4 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(OUT_OF_RANGE.to_owned());
    }
    if text.len() != 4 {
        return Err(wrong());
    }
    let (digits, precision) = match text.find('X') {
        None => (text.to_owned(), Precision::Year),
        Some(3) => (text.replace('X', "0"), Precision::Decade),
        Some(2) if text.ends_with("XX") => (text.replace('X', "0"), Precision::Century),
        Some(_) => return Err(format!("in “{text}” only the last one or two digits may be X")),
    };
    if negative && precision != Precision::Year {
        return Err("decades and centuries before the year 0 are written as an interval".to_owned());
    }
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(wrong());
    }
    let number: i32 = digits.parse().map_err(|_| wrong())?;
    Ok((if negative { -number } else { number }, precision))
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_bound(f, self.earliest(), self.start())?;
        if !self.is_interval() {
            return Ok(());
        }
        f.write_str("/")?;
        let end = match self.end().precision() {
            // An end given as a date is included: it is the unit that holds the last second.
            Some(precision) if precision != Precision::Minute => precision.floor(Moment(self.latest().0 - 1)),
            _ => self.latest(),
        };
        write_bound(f, end, self.end())
    }
}

fn write_bound(f: &mut fmt::Formatter<'_>, at: Moment, bound: Bound) -> fmt::Result {
    let Bound::Known { precision, approximate, uncertain } = bound else {
        return f.write_str(if bound == Bound::Open { ".." } else { "" });
    };
    let date = at.date();
    let year = date.year().min(*limits::YEARS.end());
    match precision {
        Precision::Century => write!(f, "{:02}XX", year.div_euclid(100))?,
        Precision::Decade => write!(f, "{:03}X", year.div_euclid(10))?,
        _ if year < 0 => write!(f, "-{:04}", year.abs())?,
        _ => write!(f, "{year:04}")?,
    }
    match precision {
        Precision::Century | Precision::Decade | Precision::Year => {}
        Precision::SomeMonth => f.write_str("-XX")?,
        Precision::SomeDayOfYear => f.write_str("-XX-XX")?,
        Precision::Season => write!(f, "-{}", 20 + date.month() / 3)?,
        Precision::Month => write!(f, "-{:02}", date.month())?,
        Precision::SomeDayOfMonth => write!(f, "-{:02}-XX", date.month())?,
        Precision::Day => write!(f, "-{:02}-{:02}", date.month(), date.day())?,
        // The last midnight of all is written as the end of the day before: its own year has five digits.
        Precision::Minute if at >= Moment::MAX => f.write_str("-12-31T24:00")?,
        Precision::Minute => {
            let clock = at.0.rem_euclid(DAY);
            write!(f, "-{:02}-{:02}T{:02}:{:02}", date.month(), date.day(), clock / HOUR, clock % HOUR / MINUTE)?;
        }
    }
    f.write_str(match (approximate, uncertain) {
        (true, true) => "%",
        (true, false) => "~",
        (false, true) => "?",
        (false, false) => "",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads a text and writes its interval (latest excluded) as wall-clock times.
    fn check(text: &str, expected: &str) {
        let when: When = text.parse().unwrap();
        let show = |at: Moment| at.to_civil().format("%Y-%m-%d %H:%M").to_string();
        assert_eq!(format!("{} to {}", show(when.earliest()), show(when.latest())), expected, "{text}");
        assert_eq!(when.to_string(), text);
    }

    #[test]
    fn whole_days_months_and_years_include_their_end() {
        check("2022-01-05", "2022-01-05 00:00 to 2022-01-06 00:00");
        check("2011-12", "2011-12-01 00:00 to 2012-01-01 00:00");
        check("2020-02-29", "2020-02-29 00:00 to 2020-03-01 00:00");
        check("1986-12-17/1986-12-19", "1986-12-17 00:00 to 1986-12-20 00:00");
        check("2014/2016", "2014-01-01 00:00 to 2017-01-01 00:00");
        check("199X", "1990-01-01 00:00 to 2000-01-01 00:00");
        check("20XX", "2000-01-01 00:00 to 2100-01-01 00:00");
        check("2001-24", "2001-12-01 00:00 to 2002-03-01 00:00");
    }

    #[test]
    fn times_of_day_exclude_their_end() {
        check("2022-01-04T23:00/2022-01-05T04:00~", "2022-01-04 23:00 to 2022-01-05 04:00");
        check("2022-01-05T10:00~", "2022-01-05 10:00 to 2022-01-05 10:01");
        check("2022-01-05T10:00/2022-01-06", "2022-01-05 10:00 to 2022-01-07 00:00");
        check("9999-12-31T22:00/9999-12-31T24:00", "9999-12-31 22:00 to +10000-01-01 00:00");
        let midnight: When = "2022-01-04T18:00/2022-01-04T24:00".parse().unwrap();
        assert_eq!(midnight.to_string(), "2022-01-04T18:00/2022-01-05T00:00");
    }

    #[test]
    fn ends_may_be_open_unknown_uncertain_or_far_away() {
        check("2019/..", "2019-01-01 00:00 to +10000-01-01 00:00");
        check("/1991-12-26?", "1991-12-26 00:00 to 1991-12-27 00:00");
        check("1989/", "1989-01-01 00:00 to 1990-01-01 00:00");
        check("../1985", "-9999-01-01 00:00 to 1986-01-01 00:00");
        check("-0044-03-15%", "-0044-03-15 00:00 to -0044-03-16 00:00");
        check("2004-XX", "2004-01-01 00:00 to 2005-01-01 00:00");
        check("2004-06-XX", "2004-06-01 00:00 to 2004-07-01 00:00");
        check("9999-12-31", "9999-12-31 00:00 to +10000-01-01 00:00");
    }

    fn check_error(text: &str, expected: &str) {
        assert_eq!(text.parse::<When>().unwrap_err().reason, expected, "{text}");
    }

    #[test]
    fn faults_are_named() {
        check_error("", "it is empty");
        check_error("2022-13", "there is no month 13");
        check_error("2021-02-29", "month 02 of 2021 has no day 29");
        check_error("22", "“22” is not a year in four digits");
        check_error("2X11", "in “2X11” only the last one or two digits may be X");
        check_error("2022-1-5", "“1” is not a month in two digits");
        check_error("2022-01T10:00", "a time of day needs a whole date before it");
        check_error("2022-01-05T25:00", "“25:00” is not a time of day such as 09:30");
        check_error("2022-01-05/2022-01-04", "it ends before it starts");
        check_error("2022-01-05T10:00/2022-01-05T10:00", "it ends before it starts");
        check_error("9999-12-31T24:00", "Dateline knows the years -9999 to 9999 only");
        check_error("12022-01-05", "Dateline knows the years -9999 to 9999 only");
        check_error("..", "only an interval may have an open end");
        check_error("199X-05", "a decade or century has no month");
        check_error("٢٠٢٢", "“٢٠٢٢” is not a year in four digits");
    }

    fn bound() -> impl Strategy<Value = Bound> {
        use Precision::{Day, Decade, Minute, Month, Season, Year};
        let precision = prop::sample::select(vec![Decade, Year, Season, Month, Day, Minute]);
        (precision, any::<bool>(), any::<bool>()).prop_map(|(precision, approximate, uncertain)| Bound::Known {
            precision,
            approximate,
            uncertain,
        })
    }

    proptest! {
        #[test]
        fn written_and_read_again_is_the_same(a in -377_000_000_000_i64..253_000_000_000, long in 0_i64..10_000_000_000, start in bound(), end in bound()) {
            let from = start.precision().unwrap().floor(Moment(a));
            let last = end.precision().unwrap();
            let at = last.floor(Moment(a + long));
            let to = if last == Precision::Minute { at } else { last.extent(at).map_or(Moment::MIN, |extent| extent.1) };
            // EDTF has no decades before the year 0, and the calendar ends.
            let decades = [start, end].iter().any(|bound| bound.precision() == Some(Precision::Decade));
            prop_assume!((from.year() >= 0 || !decades) && to > from && to <= Moment::MAX);
            let when = When::interval(from, to, start, end).unwrap();
            prop_assert_eq!(when.to_string().parse::<When>().unwrap(), when);
            let unit = When::unit(from, start).unwrap();
            prop_assert_eq!(unit.to_string().parse::<When>().unwrap(), unit);
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,24}") {
            drop(text.parse::<When>());
        }
    }
}

//! A [`When`] in words: the end of an interval that is open and one that is not known, sets, doubts and estimates included.

use chrono::Datelike;

use super::{Clock, day, month, year};
use crate::report::moment::{DAY, MINUTE, Moment};
use crate::report::precision::{Digits, Precision};
use crate::report::when::{Bound, Set, When};

/// The time as it stands in a dateline or in a sentence: `5 January 2022, c. 09:00–10:00`, `December 2011`, `2014–2016`.
#[must_use]
pub fn when(when: &When) -> String {
    Clock::H24.when(when)
}

impl Clock {
    /// As [`when`], by this clock.
    #[must_use]
    pub fn when(self, when: &When) -> String {
        let doubt = if when.start().is_uncertain() || when.end().is_uncertain() { "perhaps " } else { "" };
        let body = match when.set() {
            Set::None if when.is_interval() => interval(self, when),
            Set::None => first(self, when),
            set => hull(self, when, set),
        };
        format!("{doubt}{body}")
    }
}

/// The unit in which something begins, in words: `spring 2001`, `1990s`; `None` where its beginning is open or not known.
#[must_use]
pub fn beginning(when: &When) -> Option<String> {
    when.start().precision().map(|_| single(Clock::H24, when.earliest(), when.start()))
}

/// The unit in which something ends, in words; `None` where its end is open or not known.
#[must_use]
pub fn ending(when: &When) -> Option<String> {
    when.end().precision().map(|_| single(Clock::H24, last_unit(when), when.end()))
}

fn qualified(bound: Bound, text: &str) -> String {
    if bound.is_approximate() { format!("c. {text}") } else { text.to_owned() }
}

/// One calendar unit in words, with what is doubted of its parts.
fn single(clock: Clock, at: Moment, bound: Bound) -> String {
    let unit = unit(clock, at, bound.precision().unwrap_or(Precision::Year));
    if bound.doubt().is_partial() { format!("{unit} ({})", doubts(bound)) } else { unit }
}

fn unit(clock: Clock, at: Moment, precision: Precision) -> String {
    let date = at.date();
    match precision {
        Precision::Century => format!("{}–{}", year(date.year()), year(date.year() + 99)),
        Precision::Decade => format!("{}s", year(date.year())),
        Precision::Year => year(date.year()),
        Precision::Estimate(estimate) => {
            let (first, last) = estimate.years().unwrap_or((date.year(), date.year()));
            format!("a year from {} to {}, estimated {}", year(first), year(last), year(i32::from(estimate.year)))
        }
        Precision::Digits(digits) => one_of_many(at, digits),
        Precision::SomeMonth => format!("a month of {}", year(date.year())),
        Precision::SomeDayOfYear => format!("a day of {}", year(date.year())),
        Precision::Grouping(grouping) => format!("{} {}", grouping.name(), year(date.year())),
        Precision::Month => format!("{} {}", month(date), year(date.year())),
        Precision::SomeDayOfMonth => format!("a day of {} {}", month(date), year(date.year())),
        Precision::Day => day(date),
        Precision::Minute | Precision::Second => format!("{}, {}", day(date), time(clock, at, precision)),
    }
}

/// `09:00`, `23:20:30`, `11:20:30 pm`.
fn time(clock: Clock, at: Moment, precision: Precision) -> String {
    let minutes = clock.time(at);
    if precision != Precision::Second {
        return minutes;
    }
    let seconds = at.0.rem_euclid(MINUTE);
    match minutes.split_once(' ') {
        Some((minutes, half)) => format!("{minutes}:{seconds:02} {half}"),
        None => format!("{minutes}:{seconds:02}"),
    }
}

/// `25 December of a year from 1560 to 1569`.
fn one_of_many(at: Moment, digits: Digits) -> String {
    let precision = Precision::Digits(digits);
    let first = precision.floor(at);
    let end = precision.extent(first).map_or(first, |(_, end)| end);
    let (first, last) = (first.date(), Moment(end.0 - 1).date());
    let years = format!("a year from {} to {}", year(first.year()), year(last.year()));
    let is_known = |digit: usize| !digits.is_unknown(digit) && !digits.is_unknown(digit + 1);
    let is_year_known = is_known(0) && is_known(2);
    let (is_month_known, is_day_known) = (is_known(4), is_known(6));
    match digits.parts() {
        1 => years,
        2 if is_month_known => format!("{} of {years}", month(first)),
        3 if is_month_known && is_day_known => format!("{} {} of {years}", first.day(), month(first)),
        3 if is_month_known && !is_year_known && digits.is_unknown(6) && digits.is_unknown(7) => {
            format!("a day of {} of {years}", month(first))
        }
        2 => format!("a month from {} {} to {} {}", month(first), year(first.year()), month(last), year(last.year())),
        _ => format!("a day from {} to {}", day(first), day(last)),
    }
}

/// `year uncertain, day approximate`; of what is doubted of some parts and not of the whole.
fn doubts(bound: Bound) -> String {
    let (whole, names) = (bound.doubt().of_whole(), ["year", "month", "day"]);
    let said = |which: fn((bool, bool)) -> bool, word: &str| {
        let parts: Vec<_> = (0..3).filter(|index| which(bound.doubt().part(*index))).map(|index| names[index]).collect();
        (!parts.is_empty() && !which(whole)).then(|| format!("{} {word}", parts.join(" and ")))
    };
    match (said(|part| part.1, "uncertain"), said(|part| part.0, "approximate")) {
        (Some(uncertain), Some(approximate)) if uncertain.replace("uncertain", "approximate") == approximate => {
            format!("{uncertain} and approximate")
        }
        (uncertain, approximate) => uncertain.into_iter().chain(approximate).collect::<Vec<_>>().join(", "),
    }
}

/// The beginning of the last unit.
fn last_unit(when: &When) -> Moment {
    match when.end().precision() {
        Some(precision) if !precision.is_clock() => precision.floor(Moment(when.latest().0 - 1)),
        _ => when.latest(),
    }
}

/// The unit in which something begins, with its qualifier.
fn first(clock: Clock, when: &When) -> String {
    qualified(when.start(), &single(clock, when.earliest(), when.start()))
}

/// The unit in which something ends, with its qualifier.
fn last(clock: Clock, when: &When) -> String {
    qualified(when.end(), &single(clock, last_unit(when), when.end()))
}

/// A set by its first and its last time.
fn hull(clock: Clock, when: &When, set: Set) -> String {
    let (start, end) = (when.start(), when.end());
    let (first, last) = (|| first(clock, when), || last(clock, when));
    let join = if set == Set::OneOf { "or" } else { "and" };
    match (start.precision(), end.precision()) {
        (None, None) => "at times not known".to_owned(),
        (None, _) => format!("{} {join} earlier", last()),
        (_, None) => format!("{} {join} later", first()),
        _ if set == Set::OneOf => format!("at one of several times from {} to {}", first(), last()),
        _ => format!("at several times from {} to {}", first(), last()),
    }
}

/// An interval of which one end at least has no date: one that is open, and one that is not known.
fn half(clock: Clock, when: &When) -> String {
    let (start, end) = (when.start(), when.end());
    let (first, last) = (|| first(clock, when), || last(clock, when));
    match (start, end) {
        (Bound::Known { .. }, Bound::Open) => format!("since {}", first()),
        (Bound::Known { .. }, _) => format!("from {}, end unknown", first()),
        (Bound::Open, Bound::Known { .. }) => format!("until {}", last()),
        (_, Bound::Known { .. }) => format!("until {}, beginning unknown", last()),
        (Bound::Open, Bound::Open) => "with no beginning and no end".to_owned(),
        (Bound::Open, _) => "with no beginning, end unknown".to_owned(),
        (_, Bound::Open) => "with no end, beginning unknown".to_owned(),
        _ => "beginning and end unknown".to_owned(),
    }
}

fn interval(clock: Clock, when: &When) -> String {
    let (start, end) = (when.start(), when.end());
    let (Some(first_precision), Some(last_precision)) = (start.precision(), end.precision()) else { return half(clock, when) };
    let last = last_unit(when);
    let about = if start.is_approximate() && end.is_approximate() { "c. " } else { "" };
    let lone = |bound: Bound| if about.is_empty() && bound.is_approximate() { "c. " } else { "" };
    let is_partial = start.doubt().is_partial() || end.doubt().is_partial();
    let (first_date, last_date) = (when.earliest().date(), Moment(when.latest().0 - 1).date());
    match (first_precision, last_precision) {
        (from, to) if from.is_clock() && to.is_clock() && first_date == last_date && !is_partial => {
            let midnight = when.latest().0.rem_euclid(DAY) == 0;
            let to = if midnight { clock.end(when.latest()) } else { time(clock, when.latest(), to) };
            format!("{}, {about}{}{}–{}{to}", day(first_date), lone(start), time(clock, when.earliest(), from), lone(end))
        }
        (Precision::Day, Precision::Day)
            if (first_date.year(), first_date.month()) == (last_date.year(), last_date.month()) && !is_partial =>
        {
            format!("{about}{}{}–{}{}", lone(start), first_date.day(), lone(end), day(last_date))
        }
        _ => {
            // The midnight at the end of a night belongs to the day that it ends.
            let to = if last_precision.is_clock() && last.0.rem_euclid(DAY) == 0 {
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
        check("2019/..", "since 2019");
        check("1985/", "from 1985, end unknown");
        check("../1985~", "until c. 1985");
        check("/1985-04", "until April 1985, beginning unknown");
        check("../..", "with no beginning and no end");
        check("2022-01-01?", "perhaps 1 January 2022");
        check("-0043", "44 BC");
    }

    #[test]
    fn level_2_is_told_in_words() {
        check("2001-34", "second quarter of 2001");
        check("2001-30", "southern summer 2001");
        check("1950S2", "a year from 1900 to 1999, estimated 1950");
        check("156X-12-25", "25 December of a year from 1560 to 1569");
        check("1984-1X", "a month from October 1984 to December 1984");
        check("?2004-06-~11", "11 June 2004 (year uncertain, day approximate)");
        check("2004-06~-11", "11 June 2004 (year and month approximate)");
        check("[..1904]", "1904 or earlier");
        check("{1667,1668,1670..1672}", "at several times from 1667 to 1672");
        check("[1760-01,1760-12..]", "January 1760 or later");
        check("1985-04-12T23:20:30", "12 April 1985, 23:20:30");
        check("1985-04-12T23:20:30/1985-04-12T24:00", "12 April 1985, 23:20:30–24:00");
    }
}

//! A window as a person types it: `5 jan 2022 9:00–16:00`, `4–6 January`, `9 pm to 4 am`, `2011`, or EDTF.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;

use crate::index::times::Window;
use crate::report::edtf::{self, Reading};
use crate::report::limits;
use crate::report::moment::{DAY, HOUR, MINUTE, Moment, hours};
use crate::report::when::{Precision, When};
use crate::report::wording::{MONTHS, WEEKDAYS};

/// Why a text is not a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedError {
    /// What was typed.
    pub text: String,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Display for TypedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "expected a time such as 5 Jan 2022 9:00–16:00, 4–6 January or 2011, but found “{}”: {}",
            limits::shown(&self.text),
            self.reason
        )
    }
}

impl std::error::Error for TypedError {}

/// What one end of a typed window says; what it leaves out is taken from the other end or from the present window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct End {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    /// Seconds after midnight.
    clock: Option<i64>,
}

/// Reads a typed window. In EDTF, instants in UTC become what the clocks of `zone` showed. `present` gives the year, and for a bare time of day the day, that are not typed.
///
/// A date alone is the whole day, a month or year the whole of it. A single time of day is the hour that begins there.
///
/// # Errors
/// When the text is no time; the error says what was expected and what stands there instead.
pub fn parse(text: &str, present: Window, zone: Tz) -> Result<Window, TypedError> {
    let fail = |reason: String| TypedError { text: text.trim().to_owned(), reason };
    if text.trim().len() > limits::TIME {
        return Err(fail(format!("it is longer than {} bytes", limits::TIME)));
    }
    match edtf::read(text, zone) {
        // A lone minute of EDTF is a minute; anything else is as wide as it says, in whole minutes as windows are told.
        Ok(Reading::When(when)) => {
            let minute = |seconds: i64| Moment(seconds.div_euclid(MINUTE) * MINUTE);
            return Ok(Window::new(minute(when.earliest().0), minute(when.latest().0 + MINUTE - 1)));
        }
        Ok(Reading::Unplaced(words)) => return Err(fail(format!("it is no stretch of time, but {words}"))),
        // What is no EDTF may be a time as people write it.
        Err(_) => {}
    }
    if let Some((day, hours)) = part_of_day(text) {
        return within_day(&day, hours, present).map_err(fail);
    }
    let (left, right) = split(text);
    let mut first = end(&left).map_err(fail)?;
    let Some(right) = right else {
        fill(&mut first, present);
        let (from, to) = extent(first).map_err(fail)?;
        return Ok(Window::new(from, to));
    };
    let mut last = end(&right).map_err(fail)?;
    take_as_hours(&mut first, &mut last, right.trim_end().ends_with("pm"));
    borrow(&mut first, &mut last);
    fill(&mut first, present);
    fill_from(&mut last, first);
    let (from, _) = extent(first).map_err(fail)?;
    let (start, mut to) = extent(last).map_err(fail)?;
    if last.clock.is_some() {
        // A time of day at the end is where the window ends, on the next day where the night lies between.
        to = start;
        if to <= from && last.day == first.day {
            to = Moment(to.0 + DAY);
        }
    }
    if to <= from {
        return Err(fail("it ends before it starts".to_owned()));
    }
    Ok(Window::new(from, to))
}

/// Parts of a day and their hours.
const PARTS: [(&str, (i64, i64)); 5] = [
    ("dawn", hours::DAWN),
    ("morning", hours::MORNING),
    ("afternoon", hours::AFTERNOON),
    ("evening", hours::EVENING),
    ("night", hours::NIGHT),
];

/// `night of 4 January`, `5 Jan morning`, `the evening`: the rest, which says the day, and the hours.
pub(super) fn part_of_day(text: &str) -> Option<(String, (i64, i64))> {
    let lower = text.trim().to_lowercase();
    let (mut hours, mut rest) = (None, Vec::new());
    for word in lower.split([' ', ',', '\t']).filter(|word| !word.is_empty()) {
        match PARTS.iter().find(|(part, _)| *part == word) {
            Some((_, found)) if hours.is_none() => hours = Some(*found),
            Some(_) => return None,
            None if matches!(word, "of" | "on" | "in" | "at" | "the") => {}
            None => rest.push(word),
        }
    }
    Some((rest.join(" "), hours?))
}

/// The hours of a day; of that of the present window, where none is typed.
fn within_day(day: &str, (from, to): (i64, i64), present: Window) -> Result<Window, String> {
    let date = present.from.date();
    let mut typed =
        if day.is_empty() { End { month: Some(date.month()), day: Some(date.day()), ..End::default() } } else { end(day)? };
    if typed.day.is_none() || typed.clock.is_some() {
        return Err("a part of a day needs one day".to_owned());
    }
    fill(&mut typed, present);
    let (midnight, _) = extent(typed)?;
    Ok(Window::new(midnight.plus(from * HOUR), midnight.plus(to * HOUR)))
}

/// Cuts at a dash or at “to” or “until”.
fn split(text: &str) -> (String, Option<String>) {
    let lower = text.trim().to_lowercase().replace(['–', '—', '−'], "–");
    let cut = ["–", " to ", " until ", " - "].into_iter().find_map(|separator| lower.split_once(separator));
    // Of bare hyphens the last one counts, because those of an ISO date come before it.
    let hyphen = || lower.rsplit_once('-').filter(|_| lower.parse::<When>().is_err());
    match cut.or_else(hyphen) {
        Some((left, right)) => (left.to_owned(), Some(right.to_owned())),
        None => (lower, None),
    }
}

/// Reads the words of one end.
fn end(text: &str) -> Result<End, String> {
    let mut end = End::default();
    let words: Vec<&str> = text.split([' ', ',', '.', '\t']).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return Err("an end is missing".to_owned());
    }
    let mut index = 0;
    while index < words.len() {
        let next = words.get(index + 1).copied().unwrap_or_default();
        index += word(&mut end, words[index], next)?;
    }
    Ok(end)
}

/// Takes a word, together with the next one where they belong together, and says how many were taken.
fn word(end: &mut End, word: &str, next: &str) -> Result<usize, String> {
    // A weekday is for reading; the date says the day.
    let is_weekday = |name: &&str| word.len() >= 3 && name.to_lowercase().starts_with(word);
    if WEEKDAYS.iter().any(is_weekday) {
        return Ok(1);
    }
    if let Some(month) = month(word) {
        set(&mut end.month, month, "month")?;
        return Ok(1);
    }
    if let Some(clock) = clock(word, next) {
        set(&mut end.clock, clock?, "time of day")?;
        return Ok(if matches!(next, "am" | "pm") && !word.ends_with('m') { 2 } else { 1 });
    }
    if let Some(date) = iso_date(word) {
        let (year, month, day) = date;
        set(&mut end.year, year, "year")?;
        set(&mut end.month, month, "month")?;
        set(&mut end.day, day, "day")?;
        return Ok(1);
    }
    if let Some(year) = named_year(word, next) {
        set(&mut end.year, year, "year")?;
        return Ok(2);
    }
    let plain = ["st", "nd", "rd", "th"].iter().find_map(|suffix| word.strip_suffix(suffix)).unwrap_or(word);
    let number: u32 = plain.parse().map_err(|_| format!("“{word}” is not a day, month, year or time of day"))?;
    if plain.len() == 4 {
        set(&mut end.year, i32::try_from(number).unwrap_or(i32::MAX), "year")?;
    } else if (1..=31).contains(&number) {
        set(&mut end.day, number, "day")?;
    } else {
        return Err(format!("“{word}” is neither a day nor a year in four digits"));
    }
    Ok(1)
}

/// `44 BC`, `33 AD` and `AD 33`, where the two words belong together.
fn named_year(word: &str, next: &str) -> Option<i32> {
    let number = |text: &str| text.parse::<i32>().ok().filter(|year| (1..=10_000).contains(year) && !text.starts_with('+'));
    match (word, next) {
        ("ad" | "ce", year) | (year, "ad" | "ce") => number(year),
        (year, "bc" | "bce") => number(year).map(|year| 1 - year),
        _ => None,
    }
}

/// `2022-01-05`.
fn iso_date(word: &str) -> Option<(i32, u32, u32)> {
    let mut parts = word.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let plain = year.len() == 4 && month.len() == 2 && day.len() == 2 && parts.next().is_none();
    let found = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    (plain && (1..=12).contains(&found.1)).then_some(found)
}

fn set<T>(field: &mut Option<T>, value: T, what: &str) -> Result<(), String> {
    match field.replace(value) {
        None => Ok(()),
        Some(_) => Err(format!("it has two {what}s at one end")),
    }
}

/// A month by its name or at least three letters of it.
fn month(word: &str) -> Option<u32> {
    let fits = |name: &str| word.len() >= 3 && name.to_lowercase().starts_with(word);
    let index = MONTHS.iter().position(|name| fits(name))?;
    u32::try_from(index + 1).ok()
}

/// A time of day: `9:00`, `09.30` is not one, `9am`, `9 pm`, `noon`, `midnight`. `None` when it is no such thing.
fn clock(word: &str, next: &str) -> Option<Result<i64, String>> {
    match word {
        "noon" => return Some(Ok(12 * HOUR)),
        "midnight" => return Some(Ok(0)),
        _ => {}
    }
    let (digits, half) = match word.strip_suffix("am").or_else(|| word.strip_suffix("pm")) {
        Some(digits) => (digits, Some(word.ends_with("pm"))),
        None => (word, matches!(next, "am" | "pm").then_some(next == "pm")),
    };
    if half.is_none() && !digits.contains(':') {
        return None;
    }
    let wrong = || format!("“{word}” is not a time of day such as 9:30 or 9 pm");
    let (hour, minute) = digits.split_once(':').unwrap_or((digits, "0"));
    let (Ok(mut hour), Ok(minute)) = (hour.parse::<i64>(), minute.parse::<i64>()) else { return Some(Err(wrong())) };
    if half.is_some() && !(1..=12).contains(&hour) {
        return Some(Err(wrong()));
    }
    if let Some(afternoon) = half {
        hour = hour % 12 + if afternoon { 12 } else { 0 };
    }
    if !(0..=24).contains(&hour) || !(0..60).contains(&minute) || (hour == 24 && minute > 0) {
        return Some(Err(wrong()));
    }
    Some(Ok(hour * HOUR + minute * MINUTE))
}

/// `9 to noon`, `2 to 4 pm`, `9:00–12`: a bare number beside a bare time of day is an hour, and of the same half of the day where
/// only the last end says which.
fn take_as_hours(first: &mut End, last: &mut End, afternoon: bool) {
    let bare = |end: &End| end.day.filter(|day| *day <= 24 && *end == End { day: Some(*day), ..End::default() }).map(i64::from);
    let clock = |end: &End| end.clock.filter(|clock| *end == End { clock: Some(*clock), ..End::default() });
    let hour = |hour: i64| End { clock: Some(hour * HOUR), ..End::default() };
    if let (Some(from), Some(to)) = (bare(first), clock(last)) {
        let later = from + 12;
        *first = hour(if afternoon && from < 12 && later * HOUR < to { later } else { from });
    } else if let (Some(_), Some(to)) = (clock(first), bare(last)) {
        *last = hour(to);
    }
}

/// `4–6 January 2022`: the first end takes month and year from the last one.
fn borrow(first: &mut End, last: &mut End) {
    if first.day.is_some() && first.month.is_none() {
        first.month = last.month;
    }
    if first.year.is_none() && (first.month.is_some() || first.day.is_some()) {
        first.year = last.year;
    }
}

/// What the last end leaves out is as in the first one.
fn fill_from(last: &mut End, first: End) {
    last.year = last.year.or(first.year);
    if last.day.is_some() || last.clock.is_some() {
        last.month = last.month.or(first.month);
    }
    if last.clock.is_some() {
        last.day = last.day.or(first.day);
    }
}

/// What is not typed is as in the present window: the year, and where no date is typed at all, the day.
fn fill(end: &mut End, present: Window) {
    let date = present.from.date();
    if end.clock.is_some() && (end.year, end.month, end.day) == (None, None, None) {
        end.month = Some(date.month());
        end.day = Some(date.day());
    }
    if end.day.is_some() && end.month.is_none() {
        end.month = Some(date.month());
    }
    end.year = end.year.or(Some(date.year()));
}

/// The stretch of time that one end stands for.
fn extent(end: End) -> Result<(Moment, Moment), String> {
    let year = end.year.ok_or("the year is missing")?;
    let precision = match (end.month, end.day) {
        (None, Some(_)) => return Err("a day needs a month".to_owned()),
        (_, None) if end.clock.is_some() => return Err("a time of day needs a day".to_owned()),
        (None, None) => Precision::Year,
        (Some(_), None) => Precision::Month,
        (Some(_), Some(_)) => Precision::Day,
    };
    let (month, day) = (end.month.unwrap_or(1), end.day.unwrap_or(1));
    let date = NaiveDate::from_ymd_opt(year, month, day)
        .ok_or_else(|| format!("{} {year} has no day {day}", MONTHS[(month - 1) as usize]))?;
    let midnight = Moment::from_date(date);
    if let Some(clock) = end.clock {
        return Ok((Moment(midnight.0 + clock), Moment(midnight.0 + clock + HOUR)));
    }
    precision.extent(midnight).ok_or_else(|| "Dateline knows the years -9999 to 9999 only".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::wording;
    use proptest::prelude::*;

    fn present() -> Window {
        let from = Moment::from_ymd(2022, 1, 5).unwrap();
        Window::new(from.plus(9 * HOUR), from.plus(16 * HOUR))
    }

    fn check(text: &str, expected: &str) {
        let window = parse(text, present(), Tz::UTC).unwrap();
        assert_eq!(wording::stretch(window.from, window.to), expected, "{text}");
    }

    #[test]
    fn windows_are_read_as_people_write_them() {
        check("5 jan 2022 9:00–16:00", "Wednesday 5 January 2022, 09:00–16:00");
        check("5 Jan 2022 9:00", "Wednesday 5 January 2022, 09:00–10:00");
        check("2022-01-05 9:00–16:00", "Wednesday 5 January 2022, 09:00–16:00");
        check("2022-01-05 9:00-16:00", "Wednesday 5 January 2022, 09:00–16:00");
        check("4–6 January", "4–6 January 2022");
        check("4-6 january 2019", "4–6 January 2019");
        check("January 4", "Tuesday 4 January 2022");
        check("4th of".trim_end_matches(" of"), "Tuesday 4 January 2022");
        check("11 pm to 4 am", "5 January 2022, 23:00 – 6 January 2022, 04:00");
        check("9am - noon", "Wednesday 5 January 2022, 09:00–12:00");
        check("9 to noon", "Wednesday 5 January 2022, 09:00–12:00");
        check("2 to 4 pm", "Wednesday 5 January 2022, 14:00–16:00");
        check("9 to 5 pm", "Wednesday 5 January 2022, 09:00–17:00");
        check("9:00–12", "Wednesday 5 January 2022, 09:00–12:00");
        check("22 to 4 am", "5 January 2022, 22:00 – 6 January 2022, 04:00");
        check("4 to 6", "4–6 January 2022");
        check("4 to 6 Jan 9:00", "4 January 2022, 00:00 – 6 January 2022, 09:00");
        check("4 jan 18:00 until 5 jan 6:00", "4 January 2022, 18:00 – 5 January 2022, 06:00");
        check("28 dec 2021 – 3 jan 2022", "28 December 2021 – 3 January 2022");
        check("june 2016", "June 2016");
        check("2014–2016", "2014–2016");
        check("2011", "2011");
        check("2011-12", "December 2011");
        check("2022-01-04/2022-01-06", "4–6 January 2022");
        check("15 march 44 bc", "Friday 15 March 44 BC");
        check("AD 33", "AD 33");
        check("5 Jan 9:00–24:00", "Wednesday 5 January 2022, 09:00–24:00");
        check("night of 4 jan", "4 January 2022, 22:00 – 5 January 2022, 06:00");
        check("the morning of January 6", "Thursday 6 January 2022, 06:00–12:00");
        check("5 Jan evening", "Wednesday 5 January 2022, 18:00–24:00");
        check("afternoon", "Wednesday 5 January 2022, 12:00–18:00");
    }

    fn check_error(text: &str, expected: &str) {
        assert_eq!(parse(text, present(), Tz::UTC).unwrap_err().reason, expected, "{text}");
    }

    #[test]
    fn what_is_no_time_is_said_to_be_none() {
        check_error("", "an end is missing");
        check_error("yesterday", "“yesterday” is not a day, month, year or time of day");
        check_error("31 february 2022", "February 2022 has no day 31");
        check_error("6–4 January", "it ends before it starts");
        check_error("25:00", "“25:00” is not a time of day such as 9:30 or 9 pm");
        check_error("13 pm", "“13” is not a time of day such as 9:30 or 9 pm");
        check_error("5 jan feb", "it has two months at one end");
        check_error("123", "“123” is neither a day nor a year in four digits");
        check_error("2011 9:00", "a time of day needs a day");
        let whole = parse("soon", present(), Tz::UTC).unwrap_err().to_string();
        assert!(whole.starts_with("expected a time such as 5 Jan 2022 9:00–16:00, 4–6 January or 2011, but found “soon”: "));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,24}") {
            drop(parse(&text, present(), Tz::UTC));
        }

        #[test]
        fn what_the_window_says_of_itself_is_read_back(day in -4_371_000_i64..2_932_000, from in 0_i64..1438, width in prop_oneof![1_i64..1440, 1_i64..9_000_000_000, Just(1440), Just(1440 * 365)]) {
            let start = Moment(day * DAY + from * MINUTE);
            let window = Window::new(start, start.plus(width * MINUTE));
            // With twelve hours the last midnight of the calendar would be told as the first of the year after it.
            prop_assume!(window.to < Moment::MAX);
            for clock in [wording::Clock::H24, wording::Clock::H12] {
                prop_assert_eq!(parse(&clock.stretch(window.from, window.to), present(), Tz::UTC), Ok(window));
            }
        }
    }
}

//! Dates and clock times in digits, which mean the same in every language, or nearly.

use super::super::expression::{Hours, Named, Sense, YearOf};
use super::super::lexicon::Word;
use super::super::token::{Number, Suffix};
use super::{Cursor, Found, Read, day_number, year_number};

/// A date in digits with what follows of it, for languages that have no grammar here.
#[must_use]
pub fn found(cursor: Cursor<'_>, at: usize) -> Read<Found> {
    let (sense, next) = date(cursor, at, Order::DayFirst)?;
    let mut named = Named::new(cursor.span(at, next), sense);
    let next = match clock(cursor, next + usize::from(cursor.mark(next) == Some(','))) {
        Some((minutes, end)) if sense.is_day() => {
            named.hours = Some(Hours::At(minutes, false));
            end
        }
        _ => next,
    };
    named.span = cursor.span(at, next);
    Some((Found { named, end: None, limit: None, from: at }, next))
}

/// What stands first in `05/01/2022`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The day.
    DayFirst,
    /// The month.
    MonthFirst,
}

/// `2022-01-05`, `2022/01/05`, `05.01.2022`, `5/1/2022`, `05.01.22`; `2022-01`.
///
/// In `05/01/2022` it is not known which comes first; `order` decides where both can be a month. Two digits of a year are
/// taken only where the parts are divided by stops and have two digits each, as in `05.01.22`, or a word such as “on” leads them.
#[must_use]
pub fn date(cursor: Cursor<'_>, at: usize, order: Order) -> Read<Sense> {
    let (first, second) = (plain(cursor, at)?, plain(cursor, at + 2)?);
    let divider = cursor.mark(at + 1).filter(|mark| matches!(mark, '-' | '/' | '.' | '‑'))?;
    if !cursor.is_tight(at + 1) || !cursor.is_tight(at + 2) || !begins(cursor, at) {
        return None;
    }
    let is_triple = cursor.mark(at + 3) == Some(divider) && cursor.is_tight(at + 3) && cursor.is_tight(at + 4);
    let Some(third) = plain(cursor, at + 4).filter(|_| is_triple) else {
        let month = u8::try_from(second.value).ok().filter(|month| second.digits == 2 && (1..=12).contains(month))?;
        // “2007-08” is more often two years than a month.
        let is_two_years = |year: i32| i32::from(month) > year % 100 && year % 100 > 0;
        let year = year_number(first).filter(|year| divider == '-' && !is_two_years(*year))?;
        return ends(cursor, at + 3).then_some((whole(year, Some(month), None), at + 3));
    };
    if !ends(cursor, at + 5) {
        return None;
    }
    let (year, month, day) = if let Some(year) = year_number(first) {
        (year, second, third)
    } else {
        let is_led = is_led(cursor, at) || cursor.is(at.wrapping_sub(1), Word::Of) && third.value > 31;
        let year = year_number(third).or_else(|| short_year(divider, [first, second, third], is_led))?;
        let is_month_first = match divider {
            '/' | '-' => (order == Order::MonthFirst && first.value <= 12) || second.value > 12,
            _ => false,
        };
        if is_month_first { (year, first, second) } else { (year, second, first) }
    };
    let month = u8::try_from(month.value).ok().filter(|number| month.digits <= 2 && (1..=12).contains(number))?;
    Some((whole(year, Some(month), Some(day_number(day)?)), at + 5))
}

fn whole(year: i32, month: Option<u8>, day: Option<u8>) -> Sense {
    Sense::Date { year: YearOf::Year(year), month, day, weekday: None }
}

/// Whether a word before digits says that they are a day.
fn is_led(cursor: Cursor<'_>, at: usize) -> bool {
    matches!(cursor.word_before(at), Some(Word::On | Word::By | Word::Since | Word::Until | Word::From))
}

/// The year of `05.01.22`, `on 5.1.22` and `6/25/90`: from 1950 to 2049.
fn short_year(divider: char, parts: [Number; 3], is_led: bool) -> Option<i32> {
    // With strokes only where it can be nothing but a date: “6/25/90”.
    let is_date = divider == '/' && parts[2].digits == 2 && (parts[1].value > 12 || parts[2].value > 31) && parts[0].value <= 12;
    let is_short = is_date || (divider == '.' && parts[2].digits == 2 && (is_led || parts.iter().all(|part| part.digits == 2)));
    let value = i32::try_from(parts[2].value).ok().filter(|_| is_short)?;
    Some(if value < 50 { 2000 + value } else { 1900 + value })
}

fn plain(cursor: Cursor<'_>, at: usize) -> Option<Number> {
    cursor.number(at).filter(|number| !number.is_broken && number.suffix == Suffix::None && number.digits <= 4)
}

/// Whether the digits are not the end of something longer: a version, an address, a telephone number.
fn begins(cursor: Cursor<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let is_glue = matches!(cursor.mark(before), Some('.' | '-' | ':' | '\\' | '+' | '#' | '№' | '$' | '€' | '=' | '_'));
    let is_label = matches!(cursor.word(before), Some(Word::Label)) || is_version(cursor, before);
    let is_behind_number = cursor.is_tight(at) && cursor.number(before).is_some();
    !(is_label || is_behind_number || is_glue && cursor.is_tight(at))
}

fn is_version(cursor: Cursor<'_>, at: usize) -> bool {
    (cursor.raw(at).eq_ignore_ascii_case("v") && cursor.is_tight(at + 1))
        || ["version", "release", "версия", "версии", "вер"].iter().any(|word| cursor.reads(at, word))
}

/// Whether nothing that belongs to a longer number stands behind the digits; a `T` begins a clock time.
fn ends(cursor: Cursor<'_>, at: usize) -> bool {
    let goes_on = cursor.is_tight(at) && matches!(cursor.mark(at), Some('.' | '-' | ':' | '/' | '_'));
    !(goes_on && cursor.is_tight(at + 1) && cursor.number(at + 1).is_some()) && cursor.mark(at) != Some('%')
}

/// `16:00`, `9:05:30`: minutes after midnight. A word before it (`at`, `T`) is skipped by the caller.
#[must_use]
pub fn clock(cursor: Cursor<'_>, at: usize) -> Read<u16> {
    let at = at + usize::from(cursor.raw(at) == "T" && cursor.is_tight(at));
    let (hour, minute) = (plain(cursor, at)?, plain(cursor, at + 2)?);
    let is_clock = cursor.mark(at + 1) == Some(':') && cursor.is_tight(at + 1) && cursor.is_tight(at + 2);
    if !is_clock || hour.value > 24 || hour.digits > 2 || minute.value > 59 || minute.digits != 2 {
        return None;
    }
    let has_seconds = cursor.mark(at + 3) == Some(':') && cursor.is_tight(at + 4) && plain(cursor, at + 4).is_some();
    let next = if has_seconds { at + 5 } else { at + 3 };
    let minutes = u16::try_from(hour.value * 60 + minute.value).ok().filter(|minutes| *minutes <= 1440)?;
    ends(cursor, next).then_some((minutes, next))
}

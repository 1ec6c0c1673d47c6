//! English: seasons, quarters and days with a name.

use super::super::super::expression::{Sense, YearOf};
use super::super::super::lexicon::{Holiday, Unit, Word};
use super::super::{Cursor, Read};
use super::years::{ordinal, year_behind};

/// `the summer of 1941`, `spring 1942`, `the winter`.
pub(super) fn season(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let start = cursor.skip(at, Word::The);
    let (code, is_sure) = match cursor.word(start)? {
        Word::Season(code) => (code, true),
        Word::MaybeSeason(code) => (code, false),
        _ => return None,
    };
    if let Some((year, next)) = year_behind(cursor, start + 1) {
        // “the winter of 1914–15” begins in the first of them.
        let second = cursor.number(next + 1).and_then(|number| i32::try_from(number.value).ok());
        let is_next =
            |year: YearOf| matches!(year, YearOf::Year(first) if second == Some(first + 1) || second == Some((first + 1) % 100));
        let has_second = (cursor.is_dash(next) || cursor.mark(next) == Some('/')) && is_next(year);
        return Some((Sense::Season(code, year), if has_second { next + 2 } else { next }));
    }
    let before = cursor.word_before(start);
    let is_led =
        matches!(before, Some(Word::The | Word::In | Word::By | Word::Portion(_) | Word::Until | Word::Since | Word::Which(_)));
    let is_of = cursor.is(start + 1, Word::Of);
    let is_name = cursor.is_capital(start + 1) && !cursor.begins_sentence(start + 1) && cursor.is_capital(start);
    let is_plain = !is_name && if is_sure { !is_of } else { is_led && !is_of && code == 21 };
    is_plain.then_some((Sense::Season(code, YearOf::Untold), start + 1))
}

/// `the first quarter of 2010`, `third-quarter`.
pub(super) fn quarter(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let start = cursor.skip(at, Word::The);
    let (number, next) = ordinal(cursor, start).filter(|(number, _)| *number <= 4)?;
    let next = next + usize::from(cursor.is_dash(next));
    if !cursor.is(next, Word::Unit(Unit::Quarter)) {
        return None;
    }
    let code = 32 + number;
    if let Some((year, next)) = year_behind(cursor, next + 1) {
        return Some((Sense::Season(code, year), next));
    }
    (!cursor.is(next + 1, Word::Of)).then_some((Sense::Season(code, YearOf::Untold), next + 1))
}

/// Holidays of two words: the first, the second, and the day.
const PAIRS: &[(&str, &str, Holiday)] = &[
    ("independence", "day", Holiday::Fixed(7, 4)),
    ("labor", "day", Holiday::Nth(1, 0, 9, 0)),
    ("labour", "day", Holiday::Fixed(5, 1)),
    ("memorial", "day", Holiday::LastOf(0, 5)),
    ("veterans", "day", Holiday::Fixed(11, 11)),
    ("armistice", "day", Holiday::Fixed(11, 11)),
    ("columbus", "day", Holiday::Nth(2, 0, 10, 0)),
    ("inauguration", "day", Holiday::Fixed(1, 20)),
    ("election", "day", Holiday::ElectionDay),
    ("bastille", "day", Holiday::Fixed(7, 14)),
    ("boxing", "day", Holiday::Fixed(12, 26)),
    ("may", "day", Holiday::Fixed(5, 1)),
    ("black", "friday", Holiday::Nth(4, 3, 11, 1)),
    ("good", "friday", Holiday::Easter(-2)),
    ("maundy", "thursday", Holiday::Easter(-3)),
    ("ash", "wednesday", Holiday::Easter(-46)),
    ("palm", "sunday", Holiday::Easter(-7)),
    ("easter", "sunday", Holiday::Easter(0)),
    ("easter", "monday", Holiday::Easter(1)),
    ("christmas", "eve", Holiday::Fixed(12, 24)),
    ("christmas", "day", Holiday::Fixed(12, 25)),
    ("thanksgiving", "day", Holiday::Nth(4, 3, 11, 0)),
];

/// A holiday and where its name ends.
pub(super) fn holiday_name(cursor: Cursor<'_>, at: usize) -> Read<Holiday> {
    if !cursor.is_capital(at) {
        return None;
    }
    let pair = PAIRS
        .iter()
        .find(|(first, second, _)| cursor.reads(at, first) && cursor.reads(at + 1, second) && cursor.is_capital(at + 1));
    if let Some((_, _, holiday)) = pair {
        return Some((*holiday, at + 2));
    }
    if cursor.reads(at, "new") && cursor.reads(at + 1, "year") && cursor.is(at + 3, Word::Possessive) {
        return match () {
            () if cursor.reads(at + 4, "eve") => Some((Holiday::Fixed(12, 31), at + 5)),
            () if cursor.reads(at + 4, "day") => Some((Holiday::Fixed(1, 1), at + 5)),
            () => None,
        };
    }
    // “after the New Year”: as a day, and not “in the new year”
    let is_day =
        matches!(cursor.word(at.wrapping_sub(2)), Some(Word::Later | Word::Earlier | Word::Since | Word::Until | Word::By));
    if is_day
        && cursor.is(at.wrapping_sub(1), Word::The)
        && cursor.reads(at, "new")
        && cursor.reads(at + 1, "year")
        && cursor.is_capital(at + 1)
        && !cursor.is(at + 3, Word::Possessive)
    {
        return Some((Holiday::Fixed(1, 1), at + 2));
    }
    match cursor.word(at)? {
        Word::Holiday(holiday) => Some((holiday, at + 1)),
        _ => None,
    }
}

pub(super) fn holiday(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let (holiday, next) = holiday_name(cursor, at)?;
    // “Christmas Island”, “Easter Rising”
    let is_name = next == at + 1 && cursor.is_capital(next) && !matches!(cursor.word(next), Some(Word::Which(_)));
    if let Some((year, next)) = year_behind(cursor, next) {
        return Some((Sense::Holiday(holiday, year), next));
    }
    (!is_name).then_some((Sense::Holiday(holiday, YearOf::Untold), next))
}

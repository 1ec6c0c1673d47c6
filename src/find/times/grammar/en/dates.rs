//! English: days, weekdays and months; with [`years`] and [`seasons`] every date that stands by itself.

use super::super::super::expression::{Sense, YearOf};
use super::super::super::lexicon::{Unit, Which, Word};
use super::super::super::token::{Kind, Suffix};
use super::super::{Cursor, Read, day_number, digits};
use super::seasons;
use super::years::{self, year_behind};

/// The longest date at a token.
pub(super) fn read(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let reads = [
        digits::date(cursor, at, digits::Order::MonthFirst),
        weekday(cursor, at),
        month_first(cursor, at),
        day_first(cursor, at),
        years::year(cursor, at),
        years::decade(cursor, at),
        years::century(cursor, at),
        seasons::season(cursor, at),
        seasons::quarter(cursor, at),
        seasons::holiday(cursor, at),
        attack(cursor, at),
        day_of_month(cursor, at),
    ];
    reads.into_iter().flatten().max_by_key(|(_, next)| *next)
}

/// A month and whether it may be another word; the stop of an abbreviation belongs to it.
pub(super) fn month(cursor: Cursor<'_>, at: usize) -> Read<u8> {
    match cursor.word(at)? {
        Word::Month(number) => Some((number, at + 1)),
        Word::MaybeMonth(number) if cursor.is_capital(at) => Some((number, cursor.skip_mark(at + 1, '.'))),
        _ => None,
    }
}

/// `on the 5th`, `the morning of the 6th`, `Monday, the 5th`: a day of the month told of. What goes on with a noun counts
/// something else, as `the 5th floor` does.
fn day_of_month(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    const GOES_ON: [&str; 16] =
        ["i", "he", "she", "we", "they", "it", "there", "a", "an", "his", "her", "our", "their", "all", "was", "were"];
    let start = at + 1;
    let number = cursor.number(start).filter(|number| cursor.is(at, Word::The) && number.suffix == Suffix::Ordinal)?;
    let is_led = match cursor.word_before(at) {
        Some(Word::On | Word::By | Word::Until | Word::Since | Word::From) => true,
        Some(Word::Of) => matches!(cursor.word_before(at.wrapping_sub(1)), Some(Word::DayPart(_))),
        _ => {
            let before = cursor.word_before(at.wrapping_sub(1));
            cursor.mark(at.wrapping_sub(1)) == Some(',') && matches!(before, Some(Word::Weekday(_) | Word::DayPart(_)))
        }
    };
    let ends = match cursor.kind(start + 1) {
        None | Some(Kind::Break | Kind::Mark(_)) => !cursor.is_dash(start + 1),
        Some(Kind::Word(Some(word))) => {
            matches!(word, Word::The | Word::And | Word::In | Word::At | Word::To | Word::Until | Word::Small | Word::Verb(_))
        }
        Some(Kind::Word(None)) => GOES_ON.iter().any(|word| cursor.reads(start + 1, word)),
        Some(Kind::Number(_)) => false,
    };
    let day = day_number(number).filter(|_| is_led && ends)?;
    Some((Sense::DayOfMonth(day), start + 1))
}

/// Whether the month at a token is meant as one where it stands alone.
fn is_month_alone(cursor: Cursor<'_>, at: usize) -> bool {
    let before = cursor.word_before(at);
    let is_led = matches!(
        before,
        Some(
            Word::In
                | Word::By
                | Word::Since
                | Word::Until
                | Word::Of
                | Word::From
                | Word::To
                | Word::Between
                | Word::Which(_)
                | Word::Portion(_)
                | Word::Later
                | Word::Earlier
                | Word::Past
                | Word::Every
        )
    ) || (before == Some(Word::And)
        && matches!(cursor.word(at.wrapping_sub(2)), Some(Word::Month(_) | Word::MaybeMonth(_))))
        || (cursor.is_dash(at.wrapping_sub(1)) && matches!(cursor.word(at.wrapping_sub(2)), Some(Word::Portion(_))));
    let is_short = cursor.raw(at).chars().count() <= 4 && matches!(cursor.word(at), Some(Word::MaybeMonth(_)));
    let next = cursor.skip_mark(at + 1, '.');
    let goes_on = (cursor.is_dash(next) || matches!(cursor.word(next), Some(Word::And | Word::To | Word::Or | Word::Until)))
        && month(cursor, next + 1).is_some();
    // “a March operation”, “the May elections”
    let is_adjective = matches!(before, Some(Word::A | Word::The | Word::Possessive))
        && matches!(cursor.kind(at + 1), Some(Kind::Word(None)))
        && !cursor.is_capital(at + 1);
    match cursor.word(at) {
        Some(Word::Month(_)) if !cursor.is_capital(at) => false,
        // “April Smith”, “August Wilson”, and “June Carter” are persons.
        Some(Word::Month(number)) if !is_led && matches!(number, 4 | 6 | 8) => {
            !cursor.is_capital(at + 1) || cursor.word(at + 1).is_some()
        }
        Some(Word::Month(_)) => true,
        Some(Word::MaybeMonth(_)) if is_short => is_led,
        Some(Word::MaybeMonth(_)) => is_led || is_adjective || goes_on,
        _ => false,
    }
}

/// `Monday, January 3, 2022`, `Friday`, `Sat. Jan. 5`.
fn weekday(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    // “last Friday, January 7”
    let is_led = matches!(cursor.word(at), Some(Word::Which(Which::Last | Which::Next | Which::This)));
    if is_led && !matches!(cursor.word(at + 1), Some(Word::Which(_))) {
        return weekday(cursor, at + 1).filter(|(sense, _)| matches!(sense, Sense::Date { day: Some(_), .. }));
    }
    let (weekday, is_sure) = match cursor.word(at)? {
        Word::Weekday(day) => (day, true),
        Word::MaybeWeekday(day) => (day, false),
        _ => return None,
    };
    if !cursor.is_capital(at) {
        return None;
    }
    let next = cursor.skip_mark(at + 1, '.');
    let after = cursor.skip(cursor.skip_mark(cursor.skip_mark(next, ','), '('), Word::The);
    let after = if cursor.is(after, Word::On) { after + 1 } else { after };
    if let Some((Sense::Date { year, month: Some(month), day: Some(day), .. }, end)) = month_first(cursor, after)
        .or_else(|| day_first(cursor, after))
        .or_else(|| digits::date(cursor, after, digits::Order::MonthFirst))
    {
        return Some((Sense::Date { year, month: Some(month), day: Some(day), weekday: Some(weekday) }, end));
    }
    // “Friday the 13th”, “Sunday, the 7th”: the month is not told, and the weekday may be.
    let is_name =
        cursor.is_capital(at + 1) && matches!(cursor.kind(at + 1), Some(Kind::Word(None))) && !cursor.begins_sentence(at + 1);
    let is_led = matches!(
        cursor.word_before(at),
        Some(Word::On | Word::Until | Word::By | Word::Since | Word::Verb(_) | Word::Later | Word::Earlier)
    );
    // “on a Monday” is any of them, “a Sunday night service” is one
    let is_noun = matches!(cursor.kind(at + 1), Some(Kind::Word(None | Some(Word::DayPart(_)))));
    if cursor.is(at.wrapping_sub(1), Word::A) && !is_noun {
        return None;
    }
    let is_title = is_name && !is_led && cursor.is(at.wrapping_sub(1), Word::The);
    (is_sure && !is_title).then_some((Sense::Date { year: YearOf::Untold, month: None, day: None, weekday: Some(weekday) }, at + 1))
}

/// `January 4, 2022`, `Aug. 7`, `May 1940`, `June`.
fn month_first(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let (number, next) = month(cursor, at)?;
    let date = |year: YearOf, day: Option<u8>| Sense::Date { year, month: Some(number), day, weekday: None };
    let is_lower = !cursor.is_capital(at);
    let day_at = cursor.skip(next, Word::The);
    if let Some(day) = cursor.number(day_at).and_then(day_number).filter(|_| is_day(cursor, day_at)) {
        if let Some((year, end)) = year_behind(cursor, day_at + 1) {
            return Some((date(year, Some(day)), end));
        }
        return Some((date(YearOf::Untold, Some(day)), day_at + 1));
    }
    if is_lower {
        return None;
    }
    if let Some((year, end)) = year_behind(cursor, next) {
        let is_verb =
            matches!(cursor.word(at), Some(Word::MaybeMonth(_))) && matches!(year, YearOf::Step(_)) && !is_month_alone(cursor, at);
        return (!is_verb).then_some((date(year, None), end));
    }
    is_month_alone(cursor, at).then_some((date(YearOf::Untold, None), next.min(at + 1)))
}

/// Whether the number behind a month is its day: `May 5`, not `May 5,000 men` or `June 10:30`.
fn is_day(cursor: Cursor<'_>, at: usize) -> bool {
    let is_clock =
        cursor.mark(at + 1) == Some(':') && cursor.is_tight(at + 1) && cursor.is_tight(at + 2) && cursor.number(at + 2).is_some();
    let is_hour = matches!(cursor.word(at + 1), Some(Word::Am | Word::Pm));
    let is_fraction = matches!(cursor.mark(at + 1), Some('.' | '/')) && cursor.is_tight(at + 2) && cursor.number(at + 2).is_some();
    let is_amount = matches!(cursor.word(at + 1), Some(Word::Counted)) || cursor.mark(at + 1) == Some('%');
    !is_clock && !is_hour && !is_fraction && !is_amount
}

/// `4 January 2022`, `the 1st day of Feb. next`, `fifth of May`.
fn day_first(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let start = cursor.skip(at, Word::The);
    let (day, is_ordinal) = match cursor.kind(start)? {
        Kind::Number(number) => (day_number(number).filter(|_| cursor.is_alone(start))?, number.suffix == Suffix::Ordinal),
        Kind::Word(Some(Word::Ordinal(number))) => (number, true),
        _ => return None,
    };
    let next = cursor.skip(start + 1, Word::Unit(Unit::Day));
    let after = if cursor.is(next, Word::Of) { next + 1 } else { next };
    let (number, next) = month(cursor, after).filter(|_| is_ordinal || after == start + 1)?;
    let (year, next) = year_behind(cursor, next).unwrap_or((YearOf::Untold, next));
    let next = if year == YearOf::Untold && cursor.mark(next.wrapping_sub(1)) == Some('.') { next - 1 } else { next };
    Some((Sense::Date { year, month: Some(number), day: Some(day), weekday: None }, next))
}

/// The date that stands for what happened on it.
fn attack(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let is_attack =
        cursor.raw(at) == "9" && cursor.mark(at + 1) == Some('/') && cursor.raw(at + 2) == "11" && cursor.is_tight(at + 2);
    let is_whole = cursor.is_alone(at) && !(cursor.mark(at + 3) == Some('/') && cursor.is_tight(at + 3));
    let sense = Sense::Date { year: YearOf::Year(2001), month: Some(9), day: Some(11), weekday: None };
    (is_attack && is_whole).then_some((sense, at + 3))
}

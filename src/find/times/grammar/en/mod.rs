//! English: which words form an expression.
//!
//! * [`dates`], [`years`], [`seasons`]: days, months, years, decades, centuries, seasons, holidays;
//! * [`steps`]: `last week`, `the following day`, `two weeks later`, `three years ago`, lengths and repetitions;
//! * [`hours`]: parts of the day and clock times, alone and with their day.

mod dates;
mod hours;
mod seasons;
mod steps;
mod years;

use crate::find::Language;

use super::super::expression::{Hours, Limit, Named, Sense, YearOf};
use super::super::lexicon::{Portion, Unit, Which, Word};
use super::super::periods;
use super::{Cursor, Found, Read, day_number, year_number};

/// The longest expression that begins at a token.
#[must_use]
pub fn found(cursor: Cursor<'_>, at: usize) -> Read<Found> {
    if let Some(read) = unplaced(cursor, at).or_else(|| periods::read(cursor, at, Language::English)) {
        return Some(read);
    }
    let (named, end, next) = clock_range(cursor, at).or_else(|| day_list(cursor, at)).or_else(|| single_or_range(cursor, at))?;
    let (limit, from) = limit(cursor, at);
    let is_range = end.is_some() || matches!(named.hours, Some(Hours::Range(..)));
    let is_led = is_range && matches!(cursor.word_before(at), Some(Word::From | Word::Between));
    let from = if is_led { at - 1 } else { from };
    Some((Found { named, end, limit, from }, next))
}

/// Repetitions and words that no rule places: found so that their parts are not taken for dates.
fn unplaced(cursor: Cursor<'_>, at: usize) -> Read<Found> {
    let (sense, next) = steps::repeated(cursor, at)?;
    Some((Found { named: Named::new(cursor.span(at, next), sense), end: None, limit: None, from: at }, next))
}

/// What stands before an expression and changes which stretch is meant.
fn limit(cursor: Cursor<'_>, at: usize) -> (Option<Limit>, usize) {
    // “after the New Year”: the article is no part of the name
    let at = if cursor.is(at.wrapping_sub(1), Word::The) && cursor.reads(at, "new") { at - 1 } else { at };
    let Some(before) = at.checked_sub(1) else { return (None, at) };
    if cursor.is_dash(before) && before > 0 {
        let limits = [("post", Limit::After), ("pre", Limit::Before)];
        let limit = limits.into_iter().find(|(prefix, _)| cursor.reads(before - 1, prefix));
        return limit.map_or((None, at), |(_, limit)| (Some(limit), before - 1));
    }
    let limit = match cursor.word(before) {
        Some(Word::Since) => Limit::Since,
        Some(Word::Until) => Limit::Until,
        Some(Word::By) => Limit::By,
        Some(Word::Earlier)
            if cursor.reads(before, "before")
                && ["shortly", "just"].iter().any(|word| cursor.reads(before.wrapping_sub(1), word)) =>
        {
            return (Some(Limit::Shortly), before - 1);
        }
        Some(Word::Earlier) if cursor.reads(before, "before") => Limit::Before,
        Some(Word::Later)
            if cursor.reads(before, "after")
                && ["shortly", "soon", "right", "immediately"].iter().any(|word| cursor.reads(before.wrapping_sub(1), word)) =>
        {
            return (Some(Limit::ShortlyAfter), before - 1);
        }
        Some(Word::In | Word::On | Word::From)
            if ["beginning", "starting"].iter().any(|word| cursor.reads(before.wrapping_sub(1), word)) =>
        {
            return (Some(Limit::Starting), before - 1);
        }
        Some(Word::Later) if cursor.reads(before, "after") => Limit::After,
        _ => return (None, at),
    };
    (Some(limit), before)
}

fn clock_range(cursor: Cursor<'_>, at: usize) -> Option<(Named, Option<Named>, usize)> {
    hours::range(cursor, at).map(|(named, next)| (named, None, next))
}

/// `6–7 February 1919`, `4 and 5 January`, `the 17th and 18th centuries`.
fn day_list(cursor: Cursor<'_>, at: usize) -> Option<(Named, Option<Named>, usize)> {
    let first = day_number(cursor.number(at)?).filter(|_| cursor.is_alone(at))?;
    let joint = is_range_sign(cursor, at + 1) || cursor.is(at + 1, Word::And);
    let (named, next) = single(cursor, at + 2).filter(|_| joint)?;
    match named.sense {
        Sense::Date { year, month: Some(month), day: Some(day), weekday: None }
            if first < day && cursor.number(at + 2).is_some() =>
        {
            let sense = Sense::Date { year, month: Some(month), day: Some(first), weekday: None };
            Some((Named::new(cursor.span(at, at + 1), sense), Some(named), next))
        }
        _ => None,
    }
}

/// Two days that are told together: `4 to 5 January`, `January 5 and 6`, `Friday to Saturday`, `31 December and 1 January`.
fn two_days(cursor: Cursor<'_>, at: usize) -> Option<(Sense, Sense, usize)> {
    let is_joint = |at: usize| is_range_sign(cursor, at) || cursor.is(at, Word::And);
    if let Some((first, Some(second), next)) = day_list(cursor, at) {
        return Some((first.sense, second.sense, next));
    }
    let (first, next) = dates::read(cursor, at).filter(|(sense, next)| sense.is_day() && is_joint(*next))?;
    if let Some((second, _, end)) = short_end(cursor, Named::new(cursor.span(at, next), first), next + 1) {
        return Some((first, second.sense, end));
    }
    let (second, end) = dates::read(cursor, cursor.skip(next + 1, Word::The)).filter(|(sense, _)| sense.is_day())?;
    Some((first, second, end))
}

fn is_range_sign(cursor: Cursor<'_>, at: usize) -> bool {
    cursor.is_dash(at) || matches!(cursor.word(at), Some(Word::To | Word::Until))
}

/// One thing, and the other end where a range goes on.
fn single_or_range(cursor: Cursor<'_>, at: usize) -> Option<(Named, Option<Named>, usize)> {
    let (named, next) = single(cursor, at)?;
    let is_between = matches!(cursor.word_before(at), Some(Word::Between))
        || (cursor.is(at.wrapping_sub(1), Word::The) && cursor.is(at.wrapping_sub(2), Word::Between));
    let is_from = matches!(cursor.word_before(at), Some(Word::From));
    let is_list = named.sense.is_day() && matches!(cursor.word(next), Some(Word::And | Word::Or));
    let joint = is_range_sign(cursor, next) || (is_between && cursor.is(next, Word::And)) || is_list;
    if !joint {
        return Some((named, None, next));
    }
    if let Some((end, year, end_next)) = short_end(cursor, named, next + 1) {
        let mut named = named;
        if let (Some(told), Sense::Date { year: own @ YearOf::Untold, .. }) = (year, &mut named.sense) {
            *own = YearOf::Year(told);
        }
        return Some((named, Some(end), end_next));
    }
    if is_list && !is_between {
        return Some((named, None, next));
    }
    let after = cursor.skip(next + 1, Word::The);
    let is_plain_range = cursor.is_dash(next) || is_from || is_between || is_year(named.sense);
    match single(cursor, after).filter(|(end, _)| is_plain_range && agree(named.sense, end.sense)) {
        Some((end, end_next)) => Some((named, Some(end), end_next)),
        None => Some((named, None, next)),
    }
}

fn is_year(sense: Sense) -> bool {
    matches!(sense, Sense::Date { year: YearOf::Year(_), month: None, day: None, weekday: None })
}

/// Whether two things can be the ends of a range.
fn agree(first: Sense, second: Sense) -> bool {
    match (first, second) {
        (Sense::Date { year: a, month, day, .. }, Sense::Date { year: b, month: to, day: last, .. }) => {
            let is_upward = match (a, b) {
                (YearOf::Year(a), YearOf::Year(b)) => a <= b,
                _ => true,
            };
            is_upward && month.is_some() == to.is_some() && day.is_some() == last.is_some()
        }
        (Sense::Decade(_), Sense::Decade(_)) | (Sense::Century(_), Sense::Century(_)) => true,
        _ => false,
    }
}

/// The end of a range that is told by less than its beginning: `January 4–7`, `1914–18`, `December 17-19, 1986`.
fn short_end(cursor: Cursor<'_>, named: Named, at: usize) -> Option<(Named, Option<i32>, usize)> {
    let number = cursor.number(at)?;
    let Sense::Date { year, month, day, .. } = named.sense else { return None };
    let is_closed = cursor.is_tight(at) || matches!(cursor.mark(at + 1), Some(')' | ',' | '.' | ';'));
    if month.is_none() && number.digits == 2 && !number.is_broken && cursor.is_dash(at - 1) && is_closed {
        let YearOf::Year(first) = year else { return None };
        let last = first / 100 * 100 + i32::try_from(number.value).ok()?;
        let goes_on = cursor.is_dash(at + 1) && cursor.is_tight(at + 1) && cursor.number(at + 2).is_some();
        let end = Named::new(cursor.span(at, at + 1), Sense::year(last));
        return (last > first && !goes_on).then_some((end, None, at + 1));
    }
    let (first, last) = (day?, day_number(number)?);
    if !cursor.is_dash(at - 1) && years::is_counted(cursor, at) {
        return None;
    }
    if month.is_none() || last <= first || dates::month(cursor, at + 1).is_some() || !matches!(year, YearOf::Untold) {
        return None;
    }
    let (told, next) = match years::year_behind(cursor, at + 1) {
        Some((YearOf::Year(year), next)) => (Some(year), next),
        _ => (None, at + 1),
    };
    let year = told.map_or(YearOf::Untold, YearOf::Year);
    let end = Named::new(cursor.span(at, next), Sense::Date { year, month, day: Some(last), weekday: None });
    Some((end, told, next))
}

/// The longest single thing at a token.
pub(super) fn single(cursor: Cursor<'_>, at: usize) -> Read<Named> {
    let reads = [hours::of_day(cursor, at), portion(cursor, at), plain(cursor, at), hours::alone(cursor, at)];
    reads.into_iter().flatten().max_by_key(|(_, next)| *next)
}

/// A date or step, with the time of day behind it.
fn plain(cursor: Cursor<'_>, at: usize) -> Read<Named> {
    let (sense, next) = core(cursor, at)?;
    let mut named = Named::new(cursor.span(at, next), sense);
    named.is_about = matches!(cursor.word_before(at), Some(Word::About | Word::Circa))
        || (cursor.mark(at.wrapping_sub(1)) == Some('.') && cursor.is(at.wrapping_sub(2), Word::Circa));
    let next = match hours::behind(cursor, next).filter(|_| sense.is_day()) {
        Some((hours, end)) => {
            named.hours = Some(hours);
            end
        }
        None => next,
    };
    named.span = cursor.span(at, next);
    Some((named, next))
}

/// What is named, without part and time of day.
pub(super) fn core(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let reads = [steps::read(cursor, at), dates::read(cursor, at)];
    reads.into_iter().flatten().max_by_key(|(_, next)| *next)
}

/// `early 1942`, `mid-June`, `the end of the month`, `the first half of 1942`, `early on January 6`.
fn portion(cursor: Cursor<'_>, at: usize) -> Read<Named> {
    let (portion, after) = portion_words(cursor, at)?;
    let (sense, next) = whole(cursor, after)?;
    let mut named = Named::new(cursor.span(at, next), sense);
    let is_half_of_year = matches!(portion, Portion::FirstHalf | Portion::SecondHalf);
    if sense.is_day() && !is_half_of_year {
        named.hours = Some(Hours::Portion(portion));
    } else {
        named.portion = Some(portion);
    }
    Some((named, next))
}

/// What a part is of: a date, or a unit that is known from what was told: `the month`, `the year`.
fn whole(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    if let Some(read) = core(cursor, at) {
        return Some(read);
    }
    let Word::Unit(unit @ (Unit::Month | Unit::Year | Unit::Decade | Unit::Century | Unit::Week)) = cursor.word(at)? else {
        return None;
    };
    let is_told = cursor.is(at.wrapping_sub(1), Word::The) && !cursor.is(at + 1, Word::Of);
    is_told.then_some((Sense::Step(Which::Same, unit), at + 1))
}

/// The words for a part, up to the whole.
fn portion_words(cursor: Cursor<'_>, at: usize) -> Read<Portion> {
    let start = cursor.skip(at, Word::The);
    if cursor.reads(start, "latter") || cursor.reads(start, "final") {
        let portion = match cursor.word(start + 1)? {
            Word::Half => Portion::SecondHalf,
            Word::Part => Portion::Late,
            _ => return None,
        };
        return Some((portion, cursor.skip(of(cursor, start + 2)?, Word::The)));
    }
    let (portion, next) = match cursor.word(start)? {
        Word::Portion(portion) => {
            let next = if cursor.is(start + 1, Word::Part) { of(cursor, start + 2)? } else { start + 1 };
            (portion, next + usize::from(cursor.is_dash(next) && cursor.is_tight(next)))
        }
        // “beginning in 1989” is no part of it
        Word::PortionNoun(portion) if !cursor.is(start + 1, Word::In) => (portion, of(cursor, start + 1)?),
        Word::Ordinal(number @ 1..=2) if cursor.is(start + 1, Word::Half) => {
            (if number == 1 { Portion::FirstHalf } else { Portion::SecondHalf }, of(cursor, start + 2)?)
        }
        _ => return None,
    };
    let next = match cursor.word(next) {
        Some(Word::In | Word::On) if matches!(cursor.word(start), Some(Word::Portion(_))) => next + 1,
        _ => next,
    };
    Some((portion, cursor.skip(next, Word::The)))
}

fn of(cursor: Cursor<'_>, at: usize) -> Option<usize> {
    matches!(cursor.word(at), Some(Word::Of | Word::In)).then_some(at + 1)
}

/// A number that can be a year.
pub(super) fn year_at(cursor: Cursor<'_>, at: usize) -> Option<i32> {
    year_number(cursor.number(at)?)
}

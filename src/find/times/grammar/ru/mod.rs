//! Russian: which words form an expression.
//!
//! * [`dates`]: days, months, years, decades, centuries, seasons, holidays;
//! * [`steps`]: `на следующий день`, `неделю назад`, `в прошлую среду`;
//! * [`hours`]: parts of the day and clock times, alone and with their day.
//!
//! Cases are not looked at: a date in any case is the same date, and the words around it decide what it is.

mod dates;
mod hours;
mod steps;

use crate::find::Language;

use super::super::expression::{Hours, Limit, Named, Sense, YearOf};
use super::super::lexicon::{DayPart, Portion, Unit, Which, Word};
use super::super::periods;
use super::super::token::Suffix;
use super::{Cursor, Found, Read, day_number, year_number};

/// The longest expression that begins at a token. A preposition before it belongs to it.
#[must_use]
pub fn found(cursor: Cursor<'_>, at: usize) -> Read<Found> {
    if let Some((sense, next)) = steps::repeated(cursor, at) {
        return Some((plain_found(Named::new(cursor.span(at, next), sense), at), next));
    }
    if let Some(read) = periods::read(cursor, at, Language::Russian) {
        return Some(read);
    }
    let reads = [bare(cursor, at), led(cursor, at), from_to(cursor, at), night_into(cursor, at)];
    reads.into_iter().flatten().max_by_key(|(_, next)| *next)
}

fn plain_found(named: Named, from: usize) -> Found {
    Found { named, end: None, limit: None, from }
}

/// `в ночь на 5 января`, `в ночь с 4 на 5 января`, `ночью на среду`.
fn night_into(cursor: Cursor<'_>, at: usize) -> Read<Found> {
    let start = cursor.skip(at, Word::In);
    if !cursor.is(start, Word::DayPart(DayPart::Night)) {
        return None;
    }
    let from = start + 1;
    let into = if cursor.is(from, Word::From) { (from + 1..from + 5).find(|at| cursor.is(*at, Word::On))? } else { from };
    if !cursor.is(into, Word::On) {
        return None;
    }
    let (sense, next) = core(cursor, into + 1).filter(|(sense, _)| sense.is_day())?;
    let named = Named { hours: Some(Hours::NightInto), ..Named::new(cursor.span(at, next), sense) };
    Some((plain_found(named, at), next))
}

/// `с 4 по 7 января`, `с 2014 по 2016 год`, `с мая до августа`, `между 4 и 7 января`.
fn from_to(cursor: Cursor<'_>, at: usize) -> Read<Found> {
    let is_between = cursor.is(at, Word::Between);
    if !is_between && !cursor.is(at, Word::From) {
        return None;
    }
    if let Some((named, next)) = hours::range(cursor, at) {
        return Some((plain_found(named, at), next));
    }
    let is_joint = |at: usize| {
        if is_between { cursor.is(at, Word::And) } else { matches!(cursor.word(at), Some(Word::To | Word::Until)) }
    };
    let joint = (at + 2..at + 9).find(|at| is_joint(*at))?;
    let (end, next) = single(cursor, joint + 1)?;
    let first = match single(cursor, at + 1).filter(|(_, next)| *next == joint) {
        Some((first, _)) => first,
        None => shortened(cursor, at + 1, joint, end.sense)?,
    };
    Some((Found { named: first, end: Some(end), limit: None, from: at }, next))
}

/// The beginning of a range that is told by less than its end: `с 4 по 7 января`, `с 2014 по 2016 год`.
fn shortened(cursor: Cursor<'_>, at: usize, joint: usize, end: Sense) -> Option<Named> {
    let number = cursor.number(at).filter(|number| !number.is_broken && joint == at + 1 && number.suffix != Suffix::Letters)?;
    let span = cursor.span(at, joint);
    let Sense::Date { year, month, day, .. } = end else { return None };
    match (month, day) {
        (Some(month), Some(last)) => {
            let first = day_number(number).filter(|first| *first < last)?;
            Some(Named::new(span, Sense::Date { year, month: Some(month), day: Some(first), weekday: None }))
        }
        (None, None) => {
            let first = i32::try_from(number.value).ok().filter(|first| (1000..=2100).contains(first))?;
            matches!(year, YearOf::Year(last) if first < last).then(|| Named::new(span, Sense::year(first)))
        }
        _ => None,
    }
}

/// A preposition and what it leads.
fn led(cursor: Cursor<'_>, at: usize) -> Read<Found> {
    let limit = match cursor.word(at)? {
        Word::In | Word::On => None,
        Word::From => Some(Limit::Since),
        Word::Until | Word::To => Some(Limit::Until),
        Word::By => Some(Limit::By),
        Word::About => {
            let (mut found, next) = bare(cursor, at + 1)?;
            found.named.is_about = true;
            found.from = at;
            return Some((found, next));
        }
        _ if cursor.reads(at, "после") => Some(Limit::After),
        _ => return None,
    };
    let (mut found, next) = bare(cursor, at + 1)?;
    let is_clock = matches!(found.named.sense, Sense::Clock);
    found.from = at;
    found.limit = limit.filter(|_| !is_clock);
    if found.end.is_none() && limit.is_none() {
        found.named.span.start = cursor.span(at, next).start;
    }
    Some((found, next))
}

/// One thing, a list of days, or a range with a dash.
fn bare(cursor: Cursor<'_>, at: usize) -> Read<Found> {
    if let Some((first, end, next)) = days(cursor, at).or_else(|| decades(cursor, at)).or_else(|| years(cursor, at)) {
        return Some((Found { named: first, end: Some(end), limit: None, from: at }, next));
    }
    let (named, next) = single(cursor, at)?;
    if cursor.is_dash(next)
        && let Some((end, end_next)) = single(cursor, next + 1).filter(|(end, _)| is_same_kind(named.sense, end.sense))
    {
        return Some((Found { named, end: Some(end), limit: None, from: at }, end_next));
    }
    Some((plain_found(named, at), next))
}

fn is_same_kind(first: Sense, second: Sense) -> bool {
    match (first, second) {
        (Sense::Date { month, day, .. }, Sense::Date { month: to, day: last, .. }) => {
            month.is_some() && month.is_some() == to.is_some() && day.is_some() == last.is_some()
        }
        (Sense::Decade(_), Sense::Decade(_)) | (Sense::Century(_), Sense::Century(_)) => true,
        _ => false,
    }
}

/// `4–5 января 2022 года`, `4 и 5 января`, `2, 3 и 4 января`.
fn days(cursor: Cursor<'_>, at: usize) -> Option<(Named, Named, usize)> {
    let first = day_number(cursor.number(at)?).filter(|_| cursor.is_alone(at))?;
    let mut joint = at + 1;
    while cursor.mark(joint) == Some(',') && joint < at + 12 && cursor.number(joint + 1).and_then(day_number).is_some() {
        joint += 2;
    }
    let is_joint = cursor.is(joint, Word::And) || (cursor.is_dash(joint) && joint == at + 1);
    let (end, next) = single(cursor, joint + 1).filter(|_| is_joint)?;
    match end.sense {
        Sense::Date { year, month, day: Some(day), weekday: None } if first < day => {
            Some((Named::new(cursor.span(at, at + 1), Sense::Date { year, month, day: Some(first), weekday: None }), end, next))
        }
        _ => None,
    }
}

/// `70–80-х годах`, `1970–1980-х`.
fn decades(cursor: Cursor<'_>, at: usize) -> Option<(Named, Named, usize)> {
    let number = cursor.number(at).filter(|number| !number.is_broken && number.value % 10 == 0 && cursor.is_dash(at + 1))?;
    let (end, next) = single(cursor, at + 2)?;
    let first = match end.sense {
        Sense::Decade(_) => Sense::Decade(year_number(number)?),
        Sense::Tens(_) if number.digits == 2 => Sense::Tens(u8::try_from(number.value / 10).ok()?),
        _ => return None,
    };
    Some((Named::new(cursor.span(at, at + 1), first), end, next))
}

/// `2014–2016 годах`, `1914–1918 гг.`, `(1914–1918)`, `XVIII–XIX веках`.
fn years(cursor: Cursor<'_>, at: usize) -> Option<(Named, Named, usize)> {
    if let (Some((first, dash)), true) = (dates::roman(cursor, at), cursor.is_dash(at + 1) || cursor.is(at + 1, Word::And)) {
        let (end, next) = single(cursor, dash + 1)?;
        let first = Sense::Century((i32::from(first) - 1) * 100);
        return matches!(end.sense, Sense::Century(_)).then_some((Named::new(cursor.span(at, dash), first), end, next));
    }
    let first = year_number(cursor.number(at)?)
        .filter(|_| cursor.is_alone(at) && (cursor.is_dash(at + 1) || cursor.is(at + 1, Word::And)))?;
    let number = cursor.number(at + 2).filter(|number| !number.is_broken)?;
    let short = (number.digits == 2).then(|| first / 100 * 100 + i32::try_from(number.value).unwrap_or(0));
    let last = year_number(number).or(short).filter(|last| *last > first)?;
    let next = dates::after_year(cursor, at + 3);
    let is_marked = next > at + 3;
    let is_bracketed =
        matches!(cursor.mark(at.wrapping_sub(1)), Some('(' | ',')) && matches!(cursor.mark(at + 3), Some(')' | ',' | ';'));
    let is_page =
        matches!(cursor.word_before(at), Some(Word::Label)) || matches!(cursor.word(at.wrapping_sub(2)), Some(Word::Label));
    let end = Named::new(cursor.span(at + 2, next), Sense::year(last));
    (is_marked || (is_bracketed && !is_page)).then_some((Named::new(cursor.span(at, at + 1), Sense::year(first)), end, next))
}

/// The longest single thing at a token.
fn single(cursor: Cursor<'_>, at: usize) -> Read<Named> {
    let reads = [portion(cursor, at), plain(cursor, at), hours::alone(cursor, at), hours::of_day(cursor, at)];
    reads.into_iter().flatten().max_by_key(|(_, next)| *next)
}

/// A date or step, with the time of day behind it: `5 января утром`, `05.01.2022 в 16:00`.
fn plain(cursor: Cursor<'_>, at: usize) -> Read<Named> {
    let (sense, next) = core(cursor, at)?;
    let mut named = Named::new(cursor.span(at, next), sense);
    let (hours, next) = match hours::behind(cursor, next).filter(|_| sense.is_day()) {
        Some((hours, end)) => (Some(hours), end),
        None => (None, next),
    };
    named.hours = hours;
    named.span = cursor.span(at, next);
    Some((named, next))
}

/// What is named, without part and time of day.
fn core(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let reads = [steps::read(cursor, at), dates::read(cursor, at)];
    reads.into_iter().flatten().max_by_key(|(_, next)| *next)
}

/// `начале 2019-го`, `середине января`, `конце года`, `первой половине 2012 года`, `ранней весной`.
fn portion(cursor: Cursor<'_>, at: usize) -> Read<Named> {
    let (portion, after) = match cursor.word(at)? {
        Word::PortionNoun(portion) | Word::Portion(portion) => (portion, at + 1),
        Word::Ordinal(number @ 1..=2) if cursor.is(at + 1, Word::Half) => {
            (if number == 1 { Portion::FirstHalf } else { Portion::SecondHalf }, at + 2)
        }
        // «в первых числах января»
        Word::Ordinal(1) if cursor.reads(at + 1, "числах") => (Portion::Early, at + 2),
        Word::Past if cursor.reads(at + 1, "числах") => (Portion::Late, at + 2),
        _ => return None,
    };
    let (sense, next) = core(cursor, after).or_else(|| whole(cursor, after))?;
    let mut named = Named::new(cursor.span(at, next), sense);
    if sense.is_day() {
        named.hours = Some(Hours::Portion(portion));
    } else {
        named.portion = Some(portion);
    }
    Some((named, next))
}

/// `конце года`, `начале месяца`: of the unit that is told of.
fn whole(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    match cursor.word(at)? {
        Word::Unit(unit @ (Unit::Month | Unit::Year | Unit::Century | Unit::Week)) => {
            Some((Sense::Step(Which::Same, unit), at + 1))
        }
        _ => None,
    }
}

//! English: parts of the day and clock times.

use super::super::super::expression::{Hours, Named, Sense, YearOf};
use super::super::super::lexicon::{DayPart, Portion, Unit, Which, Word};
use super::super::super::token::Suffix;
use super::super::{Cursor, Read, digits};
use super::{core, dates, steps};

/// `the evening of January 9`, `early in the morning of January 5`, `10 a.m. on Friday`, `that night`, `last night`.
pub(super) fn of_day(cursor: Cursor<'_>, at: usize) -> Read<Named> {
    stepped(cursor, at).or_else(|| noun_first(cursor, at)).or_else(|| between(cursor, at)).or_else(|| of_date(cursor, at))
}

/// `the morning after`, `the night before`, which are of the day after or before the one told last; `the morning after 5 May`.
fn noun_first(cursor: Cursor<'_>, at: usize) -> Read<Named> {
    let start = at + 1;
    let Some(Word::DayPart(part)) = cursor.word(start).filter(|_| cursor.is(at, Word::The)) else { return None };
    let (which, days) = match cursor.word(start + 1)? {
        Word::Later if cursor.reads(start + 1, "after") => (Which::Following, 1),
        Word::Earlier if cursor.reads(start + 1, "before") => (Which::Previous, -1),
        Word::Which(Which::Following) => (Which::Following, 1),
        _ => return None,
    };
    let next = start + 2;
    let hours = Hours::Part(part, None);
    match dates::read(cursor, next) {
        Some((Sense::Date { month: Some(month), day: Some(day), year: YearOf::Untold, .. }, end)) => {
            Some((with(cursor, at, end, Sense::DayAfter(days, month, day), hours), end))
        }
        _ => steps::ends_clause(cursor, next).then(|| (with(cursor, at, next, Sense::Step(which, Unit::Day), hours), next)),
    }
}

/// The night that belongs to two days: `the night of 4 to 5 January`, `midnight between January 5 and 6`, `overnight from Friday
/// to Saturday`.
fn between(cursor: Cursor<'_>, at: usize) -> Read<Named> {
    let start = cursor.skip(at, Word::The);
    let Some(Word::DayPart(part @ (DayPart::Night | DayPart::Midnight))) = cursor.word(start) else { return None };
    let lead = cursor.skip_mark(start + 1, ',');
    if !matches!(cursor.word(lead), Some(Word::Of | Word::Between | Word::From | Word::On)) {
        return None;
    }
    let (first, second, end) = super::two_days(cursor, cursor.skip(lead + 1, Word::The))?;
    if !follows(first, second) {
        return None;
    }
    let hours = if part == DayPart::Night { Hours::NightInto } else { Hours::At(0, true) };
    Some((with(cursor, at, end, second, hours), end))
}

/// Whether one day comes right after another, as far as the words tell.
fn follows(first: Sense, second: Sense) -> bool {
    let (Sense::Date { day, month, weekday, .. }, Sense::Date { day: next, month: later, weekday: following, .. }) =
        (first, second)
    else {
        return false;
    };
    match (day, next, weekday, following) {
        (Some(day), Some(next), _, _) if month == later => next == day + 1,
        (Some(day), Some(next), _, _) => next == 1 && day > 27,
        (None, None, Some(weekday), Some(following)) => following == (weekday + 1) % 7,
        _ => false,
    }
}

/// `last night`, `this morning`, `the next morning`, `that same evening`, `tonight`, `yesterday afternoon`.
fn stepped(cursor: Cursor<'_>, at: usize) -> Read<Named> {
    if cursor.is(at, Word::Tonight) {
        return Some((with(cursor, at, at + 1, Sense::Day(0), Hours::Part(DayPart::Evening, None)), at + 1));
    }
    let (portion, start) = early(cursor, at);
    let start = cursor.skip(start, Word::The);
    let has_article = cursor.is(start.wrapping_sub(1), Word::The);
    let mut next = start;
    let mut which = None;
    while let Some(Word::Which(told)) = cursor.word(next).filter(|_| next < start + 3) {
        which = Some(if which == Some(Which::Same) { Which::Same } else { told });
        if which == Some(Which::Same) && told != Which::Same {
            which = Some(told);
        }
        next += 1;
    }
    let Some(Word::DayPart(part)) = cursor.word(next) else { return None };
    let sense = match (which?, part) {
        (Which::This, _) => Sense::Day(0),
        (Which::Last, DayPart::Night) if !has_article => Sense::Day(-1),
        (Which::Last, _) => Sense::Day(-1),
        (Which::Next | Which::Following, _) => Sense::Step(Which::Following, Unit::Day),
        (Which::Previous, _) => Sense::Step(Which::Previous, Unit::Day),
        (Which::Same, _) => Sense::Step(Which::Same, Unit::Day),
    };
    Some((with(cursor, at, next + 1, sense, Hours::Part(part, portion)), next + 1))
}

fn with(cursor: Cursor<'_>, from: usize, to: usize, sense: Sense, hours: Hours) -> Named {
    Named { hours: Some(hours), ..Named::new(cursor.span(from, to), sense) }
}

/// `early`, `late`, `early in`.
fn early(cursor: Cursor<'_>, at: usize) -> (Option<Portion>, usize) {
    match cursor.word(at) {
        Some(Word::Portion(portion)) => {
            (Some(portion), at + 1 + usize::from(matches!(cursor.word(at + 1), Some(Word::In | Word::At | Word::On))))
        }
        _ => (None, at),
    }
}

/// The hours first, and the day behind `of`, `on` or a comma.
fn of_date(cursor: Cursor<'_>, at: usize) -> Read<Named> {
    let (hours, next) = bare(cursor, at)?;
    let is_clock = matches!(hours, Hours::At(..));
    let after = cursor.skip_mark(next, ',');
    let after = match cursor.word(after) {
        Some(Word::Of | Word::On) => after + 1,
        _ if is_clock || after > next => after,
        _ => return None,
    };
    let (sense, end) = core(cursor, after).filter(|(sense, _)| sense.is_day())?;
    Some((with(cursor, at, end, sense, hours), end))
}

/// Hours whose day is not told.
pub(super) fn alone(cursor: Cursor<'_>, at: usize) -> Read<Named> {
    let (hours, next) = bare(cursor, at)?;
    let is_clock = matches!(hours, Hours::At(..));
    let is_led = cursor.is(at, Word::The)
        || matches!(
            cursor.word_before(at),
            Some(Word::In | Word::At | Word::By | Word::Until | Word::The | Word::Every | Word::Portion(_))
        )
        || matches!(cursor.word(at), Some(Word::Portion(_)))
        || cursor.reads(at.wrapping_sub(1), "all");
    (is_clock || is_led).then(|| (with(cursor, at, next, Sense::Clock, hours), next))
}

/// `the morning`, `early in the morning`, `the early hours`, `late at night`, `10:35 a.m.`, `noon`.
fn bare(cursor: Cursor<'_>, at: usize) -> Read<Hours> {
    if let Some((minutes, next)) = clock(cursor, at) {
        let is_about = matches!(cursor.word_before(at), Some(Word::About | Word::Nearly));
        return Some((Hours::At(minutes, is_about), zone(cursor, next)));
    }
    let start = cursor.skip(at, Word::The);
    let (portion, next) = early(cursor, start);
    let next = cursor.skip(next, Word::The);
    match cursor.word(next)? {
        Word::DayPart(part) => {
            let end = next + 1;
            let end = end + usize::from(cursor.is(end, Word::Units(Unit::Hour)));
            Some((Hours::Part(part, portion), end))
        }
        // “the early hours of Thursday”
        Word::Units(Unit::Hour) => Some((Hours::Portion(portion.filter(|_| start > at)?), next + 1)),
        _ => None,
    }
}

/// `9 a.m.`, `10:35 p.m.`, `16:00`, `5 o’clock`, `0600 hours`.
pub(super) fn clock(cursor: Cursor<'_>, at: usize) -> Read<u16> {
    let (minutes, next) = match digits::clock(cursor, at).or_else(|| dotted(cursor, at)) {
        Some(read) => read,
        None => hour(cursor, at)?,
    };
    match half(cursor, next) {
        Some((half, end)) if minutes < 780 => Some((minutes % 720 + half, end)),
        Some((_, end)) => Some((minutes, end)),
        None if next > at + 1 => Some(by_part(cursor, minutes, next)),
        None => None,
    }
}

/// `a.m.`, `P. M.`: the minutes before that half of the day.
fn half(cursor: Cursor<'_>, at: usize) -> Read<u16> {
    match cursor.word(at) {
        Some(Word::Am) => return Some((0, at + 1)),
        Some(Word::Pm) => return Some((720, at + 1)),
        _ => {}
    }
    let is_apart = cursor.mark(at + 1) == Some('.') && matches!(cursor.raw(at + 2), "M" | "m");
    match cursor.raw(at) {
        "A" | "a" if is_apart => Some((0, at + 3)),
        "P" | "p" if is_apart => Some((720, at + 3)),
        _ => None,
    }
}

/// `10.40 P. M.`, as old newspapers have it.
fn dotted(cursor: Cursor<'_>, at: usize) -> Read<u16> {
    let (hour, minute) = (cursor.number(at)?, cursor.number(at + 2)?);
    let is_tied = cursor.mark(at + 1) == Some('.') && cursor.is_tight(at + 1) && cursor.is_tight(at + 2);
    let is_clock = hour.digits <= 2 && (1..=12).contains(&hour.value) && minute.digits == 2 && minute.value < 60;
    let is_told = is_tied && is_clock && half(cursor, at + 3).is_some();
    let minutes = || u16::try_from(hour.value * 60 + minute.value).ok();
    Some((is_told.then(minutes)??, at + 3))
}

/// The part of the day behind a clock time says which half is meant: `three o’clock in the morning`, `nine o’clock at night`.
fn by_part(cursor: Cursor<'_>, minutes: u16, at: usize) -> (u16, usize) {
    let part = match (cursor.word(at), cursor.word(at + 1), cursor.word(at + 2)) {
        (Some(Word::In), Some(Word::The), Some(Word::DayPart(part))) => Some((part, at + 3)),
        (Some(Word::At), Some(Word::DayPart(part @ DayPart::Night)), _) => Some((part, at + 2)),
        _ => None,
    };
    match part {
        Some((DayPart::Morning | DayPart::Dawn, next)) if minutes < 780 => (minutes % 720, next),
        Some((DayPart::Night, next)) if !(360..720).contains(&minutes) => (minutes % 720, next),
        Some((DayPart::Afternoon | DayPart::Evening | DayPart::Night, next)) if minutes < 780 => (minutes % 720 + 720, next),
        Some((_, next)) => (minutes, next),
        None => (minutes, at),
    }
}

/// An hour without minutes, where `a.m.`, `o’clock` or `hours` follows.
fn hour(cursor: Cursor<'_>, at: usize) -> Read<u16> {
    // `three o’clock`, `half past nine`
    if let Some(Word::Number(hour @ 1..=12)) = cursor.word(at).filter(|_| cursor.is(at + 1, Word::OClock)) {
        return Some((hour * 60, at + 2));
    }
    if cursor.is(at, Word::Half) && cursor.is(at + 1, Word::Past) {
        let told = cursor.number(at + 2).map(|number| number.value).or(match cursor.word(at + 2) {
            Some(Word::Number(hour)) => Some(u32::from(hour)),
            _ => None,
        });
        let hour = u16::try_from(told?).ok().filter(|hour| (1..=12).contains(hour))?;
        return Some((hour * 60 + 30, at + 3 + usize::from(cursor.is(at + 3, Word::OClock))));
    }
    let number = cursor.number(at).filter(|number| !number.is_broken && number.suffix == Suffix::None && cursor.is_alone(at))?;
    let value = u16::try_from(number.value).ok()?;
    match cursor.word(at + 1)? {
        Word::Am | Word::Pm if (1..=12).contains(&value) => Some((value * 60, at + 1)),
        Word::OClock if (1..=12).contains(&value) => Some((value * 60, at + 2)),
        Word::Units(Unit::Hour) | Word::Zone
            if number.digits == 4
                && value < 2400
                && value % 100 < 60
                && (value < 1000
                    || cursor.is(at + 1, Word::Zone)
                    || matches!(cursor.word_before(at), Some(Word::At | Word::By | Word::Until))) =>
        {
            Some((value / 100 * 60 + value % 100, at + 2))
        }
        _ => None,
    }
}

/// The zone behind a clock time, in letters or in brackets.
fn zone(cursor: Cursor<'_>, at: usize) -> usize {
    if cursor.is(at, Word::Zone) {
        return at + 1;
    }
    if cursor.mark(at) == Some('(') {
        let close = (at + 1..at + 6).find(|close| cursor.mark(*close) == Some(')'));
        if let Some(close) = close.filter(|close| cursor.reads(close - 1, "time") || cursor.is(close - 1, Word::Zone)) {
            return close + 1;
        }
    }
    let local = (at..at + 3)
        .find(|at| cursor.reads(*at, "time"))
        .filter(|end| cursor.reads(at, "local") || *end == at + 1 && cursor.is_capital(at));
    local.map_or(at, |end| end + 1)
}

/// The hours behind a day: `Friday night`, `January 5 at 4 p.m.`, `Tuesday, shortly before noon` is left.
pub(super) fn behind(cursor: Cursor<'_>, at: usize) -> Read<Hours> {
    if let Some(Word::DayPart(part)) = cursor.word(at) {
        return Some((Hours::Part(part, None), at + 1));
    }
    if let (Some(Word::Portion(portion)), Some(Word::DayPart(part))) = (cursor.word(at), cursor.word(at + 1)) {
        return Some((Hours::Part(part, Some(portion)), at + 2));
    }
    let after = cursor.skip_mark(at, ',');
    let (lead, is_about) = match cursor.word(after) {
        Some(Word::At) => (after + 1, false),
        _ => (after, false),
    };
    let (lead, is_about) = match cursor.word(lead) {
        Some(Word::About | Word::Nearly) => (lead + 1, true),
        _ => (lead, is_about),
    };
    if let Some((minutes, next)) = clock(cursor, lead) {
        return Some((Hours::At(minutes, is_about), zone(cursor, next)));
    }
    match cursor.word(lead) {
        Some(Word::DayPart(part @ (DayPart::Noon | DayPart::Midnight | DayPart::Dawn | DayPart::Night))) if lead > after => {
            Some((Hours::Part(part, None), lead + 1))
        }
        _ => None,
    }
}

/// `from 5:30 to 7:30 pm`, `between 11 pm and 4 am on Friday`; the half of the day behind the second is of both.
pub(super) fn range(cursor: Cursor<'_>, at: usize) -> Read<Named> {
    let plain_hour = |at: usize| {
        let number = cursor.number(at).filter(|number| !number.is_broken && number.suffix == Suffix::None)?;
        u16::try_from(number.value).ok().filter(|value| (1..=12).contains(value)).map(|value| (value * 60, at + 1))
    };
    let (first, next) = clock(cursor, at).or_else(|| plain_hour(at))?;
    let has_half = matches!(cursor.word(next - 1), Some(Word::Am | Word::Pm));
    let is_joint = cursor.is_dash(next) || matches!(cursor.word(next), Some(Word::To | Word::And | Word::Until));
    let (last, end) = clock(cursor, next + 1).filter(|_| is_joint)?;
    let is_after_noon = cursor.is(end - 1, Word::Pm);
    let first = if !has_half && is_after_noon && first < 720 && first + 720 < last { first + 720 } else { first };
    let end = zone(cursor, end);
    let (sense, end) = day_behind(cursor, end).unwrap_or((Sense::Clock, end));
    Some((with(cursor, at, end, sense, Hours::Range(first, last)), end))
}

/// The day that hours belong to, behind them: `on 15 December`, `, Friday`, `of the same day`.
fn day_behind(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let after = cursor.skip_mark(at, ',');
    let after = after + usize::from(matches!(cursor.word(after), Some(Word::Of | Word::On)));
    core(cursor, after).filter(|(sense, _)| sense.is_day())
}

//! Russian: parts of the day and clock times.

use super::super::super::expression::{Hours, Named, Sense};
use super::super::super::lexicon::{DayPart, Portion, Unit, Which, Word};
use super::super::super::token::Suffix;
use super::super::{Cursor, Read, digits};
use super::{core, steps};

/// `вечером 6 января`, `утром следующего дня`, `минувшей ночью`, `в 16:00 5 января`.
pub(super) fn of_day(cursor: Cursor<'_>, at: usize) -> Read<Named> {
    stepped(cursor, at).or_else(|| of_date(cursor, at))
}

/// `минувшей ночью`, `этим утром`, `в тот же вечер`.
fn stepped(cursor: Cursor<'_>, at: usize) -> Read<Named> {
    let (which, next) = steps::which(cursor, at)?;
    let (part, end) = part(cursor, next)?;
    let is_night = part == DayPart::Night;
    let sense = match which {
        Which::This => Sense::Day(0),
        // The night that has gone by is the one that ended this morning.
        Which::Last if is_night => Sense::Day(0),
        Which::Last => Sense::Day(-1),
        Which::Next | Which::Following => Sense::Step(Which::Following, Unit::Day),
        Which::Previous => Sense::Step(Which::Previous, Unit::Day),
        Which::Same => Sense::Step(Which::Same, Unit::Day),
    };
    let hours = if is_night && which == Which::Last { Hours::NightInto } else { Hours::Part(part, None) };
    Some((with(cursor, at, end, sense, hours), end))
}

fn with(cursor: Cursor<'_>, from: usize, to: usize, sense: Sense, hours: Hours) -> Named {
    Named { hours: Some(hours), ..Named::new(cursor.span(from, to), sense) }
}

/// A part of the day; `днём` is one where it is not a date.
fn part(cursor: Cursor<'_>, at: usize) -> Read<DayPart> {
    match cursor.word(at)? {
        Word::DayPart(part) => Some((part, at + 1)),
        Word::Unit(Unit::Day) if cursor.reads(at, "днем") || cursor.reads(at, "днём") => Some((DayPart::Afternoon, at + 1)),
        _ => None,
    }
}

/// The hours first and the day behind.
fn of_date(cursor: Cursor<'_>, at: usize) -> Read<Named> {
    let (hours, next) = bare(cursor, at)?;
    let after = cursor.skip_mark(next, ',');
    let after = match cursor.word(after) {
        Some(Word::In | Word::On) => after + 1,
        _ => after,
    };
    let (sense, end) = core(cursor, after).filter(|(sense, _)| sense.is_day())?;
    Some((with(cursor, at, end, sense, of_night(hours)), end))
}

/// The night of a date, told so, is its own first hours: `ночью 5 января`.
fn of_night(hours: Hours) -> Hours {
    match hours {
        Hours::Part(DayPart::Night, None) => Hours::Part(DayPart::Night, Some(Portion::FirstHalf)),
        other => other,
    }
}

/// Hours whose day is not told.
pub(super) fn alone(cursor: Cursor<'_>, at: usize) -> Read<Named> {
    let (hours, next) = bare(cursor, at)?;
    let is_when = !matches!(hours, Hours::Part(..))
        || ["утром", "вечером", "ночью", "полдень", "полночь", "рассвете", "утру", "вечеру"]
            .iter()
            .any(|word| cursor.reads(next - 1, word));
    is_when.then(|| (with(cursor, at, next, Sense::Clock, hours), next))
}

/// `рано утром`, `вечером`, `16:00`, `5 часов утра`, `полночь`.
fn bare(cursor: Cursor<'_>, at: usize) -> Read<Hours> {
    if let Some((minutes, next)) = clock(cursor, at) {
        let is_about = matches!(cursor.word_before(at), Some(Word::About | Word::Nearly));
        return Some((Hours::At(minutes, is_about), zone(cursor, next)));
    }
    let (portion, next) = match cursor.word(at) {
        Some(Word::Portion(portion)) => (Some(portion), at + 1),
        _ => (None, at),
    };
    let (part, end) = part(cursor, next)?;
    let is_noon = part == DayPart::Afternoon && portion.is_none();
    // «днём» alone is the instrumental of day too: «днём ранее».
    (!is_noon || !matches!(cursor.word(end), Some(Word::Earlier | Word::Later))).then_some((Hours::Part(part, portion), end))
}

/// `16:00`, `в 16.00`, `5 часов утра`, `16 часов 30 минут`, `7 вечера`, `час дня`.
pub(super) fn clock(cursor: Cursor<'_>, at: usize) -> Read<u16> {
    if let Some((minutes, next)) = digits::clock(cursor, at).or_else(|| with_stop(cursor, at)) {
        return Some(half_of_day(cursor, minutes, next));
    }
    if let Some((minutes, next)) = half_hour(cursor, at) {
        return Some(half_of_day(cursor, minutes, next));
    }
    let told = || {
        let number =
            cursor.number(at).filter(|number| !number.is_broken && number.suffix == Suffix::None && cursor.is_alone(at))?;
        u16::try_from(number.value).ok()
    };
    let hour = if let Some(Word::Number(hour)) = cursor.word(at) { hour } else { told()? };
    let hour = Some(hour).filter(|hour| *hour <= 24)?;
    let is_led = matches!(cursor.word_before(at), Some(Word::In | Word::By | Word::Until | Word::From | Word::About | Word::To));
    // «6 часов утра» is a clock time anywhere, «6 часов» only behind a preposition.
    let is_halved = half_of_day(cursor, hour * 60, at + 2).1 > at + 2;
    if matches!(cursor.word(at + 1), Some(Word::Unit(Unit::Hour) | Word::Units(Unit::Hour))) && (is_led || is_halved) {
        let minutes = cursor.number(at + 2).and_then(|number| u16::try_from(number.value).ok());
        let has_minutes = matches!(cursor.word(at + 3), Some(Word::Unit(Unit::Minute) | Word::Units(Unit::Minute)));
        return match minutes.filter(|minutes| has_minutes && *minutes < 60) {
            Some(minutes) => Some(half_of_day(cursor, hour * 60 + minutes, at + 4)),
            None => Some(half_of_day(cursor, hour * 60, at + 2)),
        };
    }
    let (minutes, next) = half_of_day(cursor, hour * 60, at + 1);
    (next > at + 1 && hour <= 12 && is_led).then_some((minutes, next))
}

/// `половина десятого` is half past nine. `В первой половине второго века` is no hour: nothing but a preposition or «около» leads.
fn half_hour(cursor: Cursor<'_>, at: usize) -> Read<u16> {
    let (Some(Word::Half), Some(Word::Ordinal(hour @ 1..=12))) = (cursor.word(at), cursor.word(at + 1)) else { return None };
    let is_led = matches!(cursor.word_before(at), Some(Word::In | Word::By | Word::Until | Word::About | Word::Nearly));
    let is_halved = half_of_day(cursor, 0, at + 2).1 > at + 2;
    let before = if hour == 1 { 12 } else { u16::from(hour) - 1 };
    let ends = !matches!(cursor.word(at + 2), Some(Word::Unit(_) | Word::Units(_) | Word::Month(_)));
    (is_halved || is_led && ends).then_some((before * 60 + 30, at + 2))
}

/// `в 16.00`: only behind a preposition, because it can be anything else.
fn with_stop(cursor: Cursor<'_>, at: usize) -> Read<u16> {
    let (hour, minute) = (cursor.number(at)?, cursor.number(at + 2)?);
    let is_clock = cursor.mark(at + 1) == Some('.') && cursor.is_tight(at + 1) && cursor.is_tight(at + 2);
    let is_led = matches!(cursor.word_before(at), Some(Word::In | Word::By | Word::Until));
    let is_long = cursor.mark(at + 3) == Some('.') && cursor.is_tight(at + 4) && cursor.number(at + 4).is_some();
    if !is_clock || !is_led || is_long || hour.value > 23 || minute.value > 59 || minute.digits != 2 || hour.digits > 2 {
        return None;
    }
    Some((u16::try_from(hour.value * 60 + minute.value).ok()?, at + 3))
}

/// `утра`, `дня`, `вечера`, `ночи` behind an hour.
fn half_of_day(cursor: Cursor<'_>, minutes: u16, next: usize) -> (u16, usize) {
    let is_late = ["дня", "вечера"].iter().any(|word| cursor.reads(next, word));
    let is_early = ["утра", "ночи"].iter().any(|word| cursor.reads(next, word));
    match (is_late, is_early) {
        (true, _) if minutes < 720 => (minutes + 720, next + 1),
        (true, _) | (_, true) => (minutes, next + 1),
        _ => (minutes, next),
    }
}

/// `по местному времени`, `по московскому времени`, `мск`.
fn zone(cursor: Cursor<'_>, at: usize) -> usize {
    if cursor.is(at, Word::Zone) {
        return at + 1;
    }
    if cursor.is(at, Word::To) && cursor.reads(at + 2, "времени") { at + 3 } else { at }
}

/// The hours behind a day: `5 января утром`, `вчера вечером`, `5 января в 16:00`.
pub(super) fn behind(cursor: Cursor<'_>, at: usize) -> Read<Hours> {
    let after = cursor.skip_mark(at, ',');
    let lead = match cursor.word(after) {
        Some(Word::In | Word::By) => after + 1,
        _ => after,
    };
    let lead = lead + usize::from(cursor.is(lead, Word::About));
    if let Some((minutes, next)) = clock(cursor, lead) {
        return Some((Hours::At(minutes, cursor.is(lead - 1, Word::About)), zone(cursor, next)));
    }
    let (portion, next) = match cursor.word(at) {
        Some(Word::Portion(portion)) => (Some(portion), at + 1),
        _ => (None, at),
    };
    let (part, end) = part(cursor, next)?;
    let is_when = ["утром", "вечером", "ночью", "днем", "днём"].iter().any(|word| cursor.reads(next, word));
    is_when.then_some((Hours::Part(part, portion), end))
}

/// `с 10 до 14 часов`, `с 17:30 до 19:30 5 января`.
pub(super) fn range(cursor: Cursor<'_>, at: usize) -> Read<Named> {
    let plain = |at: usize| {
        let number = cursor.number(at).filter(|number| !number.is_broken && number.suffix == Suffix::None)?;
        u16::try_from(number.value).ok().filter(|hour| *hour <= 24).map(|hour| (hour * 60, at + 1))
    };
    let (first, next) = clock(cursor, at + 1).or_else(|| plain(at + 1))?;
    let is_joint = matches!(cursor.word(next), Some(Word::Until | Word::To | Word::And));
    let (last, end) = clock(cursor, next + 1).filter(|_| is_joint)?;
    let end = zone(cursor, end);
    let (sense, end) = core(cursor, end).filter(|(sense, _)| sense.is_day()).unwrap_or((Sense::Clock, end));
    Some((with(cursor, at, end, sense, Hours::Range(first, last)), end))
}

//! Russian: what is reckoned from another time, and what is no point in time at all.

use super::super::super::expression::{From, Sense};
use super::super::super::lexicon::{Unit, Which, Word};
use super::super::super::token::{Kind, Suffix};
use super::super::{Cursor, Read, day_number};

/// The longest such expression at a token.
pub(super) fn read(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let reads = [
        shift(cursor, at),
        ahead(cursor, at),
        deictic(cursor, at),
        step(cursor, at),
        eve(cursor, at),
        recent(cursor, at),
        length(cursor, at),
        vague(cursor, at),
    ];
    reads.into_iter().flatten().max_by_key(|(_, next)| *next)
}

/// `вчера`, `вчерашний день`.
fn deictic(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let Word::DayShift(days) = cursor.word(at)? else { return None };
    let is_adjective = !["сегодня", "вчера", "завтра", "позавчера", "послезавтра"].iter().any(|word| cursor.reads(at, word));
    if is_adjective {
        return cursor.is(at + 1, Word::Unit(Unit::Day)).then_some((Sense::Day(days.into()), at + 2));
    }
    Some((Sense::Day(days.into()), at + 1))
}

/// Which one: `прошлой`, `том же`, `этот`; and the token behind.
pub(super) fn which(cursor: Cursor<'_>, at: usize) -> Read<Which> {
    if cursor.reads(at, "другой") || cursor.reads(at, "другое") {
        return Some((Which::Following, at + 1));
    }
    let Word::Which(which) = cursor.word(at)? else { return None };
    let next = at + 1 + usize::from(cursor.reads(at + 1, "же") || cursor.reads(at + 1, "самый"));
    Some((which, next))
}

/// `на прошлой неделе`, `в том же году`, `на следующий день`, `в минувшую пятницу`, `этим летом`, `прошлого мая`.
fn step(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let (told, next) = which(cursor, at)?;
    let is_other = cursor.reads(at, "другой") || cursor.reads(at, "другое");
    let sense = match cursor.word(next)? {
        Word::Unit(Unit::Day) => Sense::Step(of_day(told), Unit::Day),
        _ if is_other => return None,
        Word::Unit(Unit::Minute | Unit::Hour) => return None,
        Word::Unit(unit) => Sense::Step(of_unit(told), unit),
        Word::Weekday(day) | Word::MaybeWeekday(day) => Sense::StepWeekday(of_unit(told), day),
        Word::Season(code) => Sense::StepSeason(of_unit(told), code),
        Word::Month(month) => Sense::StepMonth(of_unit(told), month, None),
        Word::Holiday(holiday) => Sense::StepHoliday(of_unit(told), holiday),
        _ => return None,
    };
    Some((sense, next + 1))
}

/// `следующий день` follows the day told of, and `этот день` is that day.
pub(super) fn of_day(which: Which) -> Which {
    match which {
        Which::This => Which::Same,
        other => other,
    }
}

/// `следующая неделя` is mostly the one after the one in which it is said.
fn of_unit(which: Which) -> Which {
    match which {
        Which::Following => Which::Next,
        other => other,
    }
}

/// `накануне`, with the day or without.
fn eve(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    if !cursor.reads(at, "накануне") {
        return None;
    }
    // «накануне выборов» is reckoned from what is not told as a date.
    let is_of_noun = matches!(cursor.kind(at + 1), Some(Kind::Word(None)))
        && ["ов", "ий", "ых", "их", "ы", "ии", "я", "а"].iter().any(|end| cursor.raw(at + 1).ends_with(end))
        && !super::super::tense::is_russian_past(cursor.raw(at + 1));
    Some((if is_of_noun { Sense::Vague } else { Sense::Shift(-1, Unit::Day, From::Either) }, at + 1))
}

/// How many: `два`, `24`, nothing for one; `None` inside where it is not told: `несколько`.
fn count(cursor: Cursor<'_>, at: usize) -> Read<Option<i32>> {
    match cursor.kind(at)? {
        Kind::Number(number) if !number.is_broken && number.suffix == Suffix::None && cursor.is_alone(at) => {
            Some((i32::try_from(number.value).ok().filter(|value| *value < 20_000), at + 1))
        }
        Kind::Word(Some(Word::Number(tens))) => match cursor.word(at + 1) {
            Some(Word::Number(ones)) if tens >= 20 && ones < 10 => Some((Some(i32::from(tens + ones)), at + 2)),
            _ => Some((Some(tens.into()), at + 1)),
        },
        Kind::Word(Some(Word::Some)) => Some((None, at + 1)),
        _ => None,
    }
}

/// A number of units: `неделю`, `два года`, `трое суток`.
fn amount(cursor: Cursor<'_>, at: usize) -> Option<(Option<i32>, Unit, usize)> {
    if cursor.reads(at, "полгода") {
        return Some((Some(6), Unit::Month, at + 1));
    }
    let (number, next) = count(cursor, at).unwrap_or((Some(1), at));
    match cursor.word(next)? {
        Word::Unit(unit) | Word::Units(unit) => Some((number, unit, next + 1)),
        _ => None,
    }
}

/// `неделю назад`, `два года спустя`, `днём ранее`, `годом позже`.
fn shift(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let (number, unit, next) = amount(cursor, at)?;
    let next = next + usize::from(cursor.reads(next, "тому"));
    let (sign, from) = match cursor.word(next)? {
        Word::Ago => (-1, From::Now),
        Word::Later => (1, From::Told),
        Word::Earlier => (-1, From::Told),
        _ => return None,
    };
    Some((number.map_or(Sense::Vague, |number| Sense::Shift(sign * number, unit, from)), next + 1))
}

/// `через три дня`, `спустя неделю`, `за день до этого`.
fn ahead(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let is_before = cursor.is(at, Word::For);
    if !is_before && !cursor.is(at, Word::At) && !cursor.reads(at, "спустя") {
        return None;
    }
    let (number, unit, next) = amount(cursor, at + 1)?;
    let from = if cursor.is(at, Word::At) { From::Either } else { From::Told };
    let to = |count: i32| number.map_or(Sense::Vague, |number| Sense::Shift(count * number, unit, from));
    if is_before {
        return (cursor.is(next, Word::Until) && cursor.reads(next + 1, "этого")).then_some((to(-1), next + 2));
    }
    let next = if cursor.reads(next, "после") && cursor.reads(next + 1, "этого") { next + 2 } else { next };
    // «через неделю после выборов»
    Some((if cursor.reads(next, "после") { Sense::Vague } else { to(1) }, next))
}

/// `последние три года`, `за последние дни`.
fn recent(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    if !cursor.is(at, Word::Past) {
        return None;
    }
    let (number, next) = count(cursor, at + 1).unwrap_or((None, at + 1));
    match cursor.word(next)? {
        Word::Units(unit) => Some((Sense::Recent(number, unit), next + 1)),
        Word::Unit(unit) => Some((Sense::Recent(number.or(Some(1)), unit), next + 1)),
        _ => None,
    }
}

/// `четыре дня`, `10 лет`, `несколько недель`.
fn length(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let start = at + usize::from(cursor.is(at, Word::Coming));
    let (told, next) = count(cursor, start)?;
    // «5 мая» and «2019 год» are dates.
    let is_year = cursor.number(start).is_some_and(|number| number.digits == 4) || day_number_before_year(cursor, start, next);
    match cursor.word(next)? {
        Word::Units(unit) | Word::Unit(unit) if !is_year => Some((Sense::Length(told, unit), next + 1)),
        _ => None,
    }
}

fn day_number_before_year(cursor: Cursor<'_>, at: usize, next: usize) -> bool {
    cursor.number(at).and_then(day_number).is_some() && cursor.reads(next, "г")
}

/// `каждый день`, `ежегодно`, `по пятницам`.
pub(super) fn repeated(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    match cursor.word(at)? {
        Word::Every => {
            let next = at + 1 + usize::from(count(cursor, at + 1).is_some());
            let is_time = matches!(
                cursor.word(next)?,
                Word::Unit(_) | Word::Units(_) | Word::Weekday(_) | Word::MaybeWeekday(_) | Word::DayPart(_) | Word::Season(_)
            );
            is_time.then_some((Sense::Repeated, next + 1))
        }
        Word::Repeated(_) => Some((Sense::Repeated, at + 1)),
        Word::To if matches!(cursor.word(at + 1), Some(Word::Weekdays(_))) => Some((Sense::Repeated, at + 2)),
        _ => None,
    }
}

/// `сейчас`, `недавно`, `в то время`.
fn vague(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    const WRITING: [&str; 3] = ["на момент написания", "на момент публикации", "на момент подготовки"];
    if let Some(count) = WRITING.iter().find_map(|words| cursor.reads_all(at, words)) {
        return Some((Sense::Writing, at + count));
    }
    match cursor.word(at)? {
        Word::Now => Some((Sense::Now, at + 1)),
        Word::Vague => Some((Sense::Vague, at + 1)),
        Word::Then => Some((Sense::Then, at + 1)),
        Word::Which(_) => {
            let (_, next) = which(cursor, at)?;
            ["время", "момент", "период"].iter().any(|word| cursor.reads(next, word)).then_some((Sense::Then, next + 1))
        }
        _ => None,
    }
}

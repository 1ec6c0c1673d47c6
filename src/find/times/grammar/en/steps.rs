//! English: what is reckoned from another time, and what is no point in time at all.

use super::super::super::expression::{From, Sense, YearOf};
use super::super::super::lexicon::{Holiday, Unit, Which, Word};
use super::super::super::token::{Kind, Suffix};
use super::super::{Cursor, Read, day_number};
use super::{dates, seasons};

/// The longest such expression at a token.
pub(super) fn read(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let reads = [
        shift(cursor, at),
        day_after(cursor, at),
        deictic(cursor, at),
        step(cursor, at),
        within(cursor, at),
        noun_first(cursor, at),
        length(cursor, at),
        recent(cursor, at),
        vague(cursor, at),
        weekend(cursor, at),
        week_of(cursor, at),
    ];
    reads.into_iter().flatten().max_by_key(|(_, next)| *next)
}

/// `today`, `yesterday`, `the day before yesterday`.
fn deictic(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    if let Some(Word::DayShift(days)) = cursor.word(at) {
        return Some((Sense::Day(days.into()), at + 1));
    }
    let start = cursor.skip(at, Word::The);
    if !cursor.is(start, Word::Unit(Unit::Day)) {
        return None;
    }
    match (cursor.word(start + 1)?, cursor.word(start + 2)?) {
        (Word::Earlier, Word::DayShift(-1)) => Some((Sense::Day(-2), start + 3)),
        (Word::Later, Word::DayShift(1)) => Some((Sense::Day(2), start + 3)),
        _ => None,
    }
}

/// `last week`, `the following day`, `that same year`, `next Friday`, `this spring`.
fn step(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let start = cursor.skip(at, Word::The);
    let (which, next) = which(cursor, start, start > at)?;
    let sense = match cursor.word(next)? {
        Word::Unit(Unit::Minute | Unit::Hour | Unit::Season) => return None,
        Word::Unit(unit) => Sense::Step(which, unit),
        Word::Weekday(day) if cursor.is_capital(next) => Sense::StepWeekday(which, day),
        Word::Season(code) | Word::MaybeSeason(code) => Sense::StepSeason(which, code),
        Word::Month(_) | Word::MaybeMonth(_) => {
            let (month, after) = dates::month(cursor, next)?;
            return match cursor.number(after).and_then(day_number) {
                Some(day) => Some((Sense::StepMonth(which, month, Some(day)), after + 1)),
                None => Some((Sense::StepMonth(which, month, None), after.min(next + 1))),
            };
        }
        Word::Holiday(_) => {
            let (holiday, after) = seasons::holiday_name(cursor, next)?;
            return Some((Sense::StepHoliday(which, holiday), after));
        }
        _ => return None,
    };
    // “over the next decade” is a length of time
    let is_led = matches!(cursor.word_before(at), Some(Word::For | Word::Nearly))
        || ["within", "during"].iter().any(|word| cursor.reads(at.wrapping_sub(1), word));
    if which == Which::Following && is_led && cursor.reads(start, "next") && matches!(cursor.word(next), Some(Word::Unit(_))) {
        return Some((Sense::Length(Some(1), unit_of(cursor, next)?), next + 1));
    }
    // “This year’s”: the ’s is left out; “this time”, “next door” are none.
    let is_of = matches!(sense, Sense::Step(Which::Same | Which::Following, _)) && cursor.is(next + 1, Word::Of) && start > at;
    (!is_of).then_some((sense, next + 1))
}

/// So many words at most say which one: “that very same”.
const WHICH: usize = 3;

/// The word that says which one; with an article `last` and `next` are reckoned from what was told.
fn which(cursor: Cursor<'_>, at: usize, has_article: bool) -> Read<Which> {
    let Word::Which(which) = cursor.word(at)? else {
        // “the past week”, “the coming year”
        return match cursor.word(at)? {
            Word::Coming if has_article => Some((Which::Next, at + 1)),
            _ => None,
        };
    };
    let mut next = at + 1;
    // “that same day”, “the very next day”, “this past Friday”
    while let Some(Word::Which(_)) = cursor.word(next)
        && next < at + WHICH
    {
        next += 1;
    }
    let which = match (which, cursor.word(next - 1)) {
        (Which::Same | Which::This, Some(Word::Which(Which::Same))) if next > at + 1 => Which::Same,
        (_, Some(Word::Which(inner))) if next > at + 1 => inner,
        _ => which,
    };
    match which {
        Which::This if matches!(cursor.word(next), Some(Word::Past)) => Some((Which::Last, next + 1)),
        Which::This if matches!(cursor.word(next), Some(Word::Coming)) => Some((Which::Next, next + 1)),
        Which::Next if has_article => Some((Which::Following, next)),
        _ => Some((which, next)),
    }
}

/// `over the weekend`, `at the weekend`.
fn weekend(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let before = at.wrapping_sub(1);
    let is_led = cursor.is(at, Word::The)
        && cursor.is(at + 1, Word::Unit(Unit::Weekend))
        && !cursor.is(at + 2, Word::Of)
        && (matches!(cursor.word(before), Some(Word::In | Word::On | Word::At | Word::For)) || cursor.reads(before, "over"));
    is_led.then_some((Sense::Weekend, at + 2))
}

/// `the week of March 6`.
fn week_of(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let next = cursor.skip(at, Word::The);
    let is_led = next > at && cursor.is(next, Word::Unit(Unit::Week)) && cursor.is(next + 1, Word::Of);
    match dates::read(cursor, next + 2).filter(|_| is_led)? {
        (Sense::Date { year, month: Some(month), day: Some(day), .. }, end) => Some((Sense::WeekOf(year, month, day), end)),
        _ => None,
    }
}

/// `later that year`, `earlier this week`, `later in the month`, `earlier Friday`.
fn within(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    if !matches!(cursor.word(at)?, Word::Later | Word::Earlier | Word::Portion(_))
        || cursor.reads(at, "before")
        || cursor.reads(at, "after")
    {
        return None;
    }
    let next = at + 1;
    if let Some((sense @ (Sense::Step(..) | Sense::StepSeason(..)), end)) = step(cursor, next) {
        return Some((sense, end));
    }
    let in_the = cursor.skip(next, Word::In);
    let noun = cursor.skip(in_the, Word::The);
    let unit = match cursor.word(noun)? {
        Word::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century))
            if noun == next + 2 =>
        {
            unit
        }
        _ => return None,
    };
    Some((Sense::Step(Which::Same, unit), noun + 1))
}

/// `the day before`, `the day following`, `the night before`, `the year after`.
fn noun_first(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let start = at + 1;
    let unit = match cursor.word(start)? {
        Word::Unit(unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year)) if cursor.is(at, Word::The) => unit,
        _ => return None,
    };
    let count = match cursor.word(start + 1)? {
        Word::Earlier => -1,
        Word::Later | Word::Which(Which::Following) => 1,
        _ => return None,
    };
    // “the day before the attack” is reckoned from what is not told as a date.
    ends_clause(cursor, start + 2).then_some((Sense::Shift(count, unit, From::Told), start + 2))
}

/// Whether no noun follows from which could be reckoned instead.
pub(super) fn ends_clause(cursor: Cursor<'_>, at: usize) -> bool {
    match cursor.kind(at) {
        None | Some(Kind::Break) => true,
        Some(Kind::Mark(mark)) => !matches!(mark, '"' | '“' | '`' | '‘' | '('),
        Some(Kind::Word(meaning)) => matches!(meaning, Some(Word::Verb(_) | Word::And | Word::Or)),
        Some(Kind::Number(_)) => false,
    }
}

/// `the day after January 2`, `two days before Christmas`.
fn day_after(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let (count, next) = if cursor.is(at, Word::The) { (Some(1), at + 1) } else { count(cursor, at)? };
    if !matches!(cursor.word(next)?, Word::Unit(Unit::Day) | Word::Units(Unit::Day)) {
        return None;
    }
    let sign = match cursor.word(next + 1)? {
        Word::Later if cursor.reads(next + 1, "after") => 1,
        Word::Earlier if cursor.reads(next + 1, "before") => -1,
        _ => return None,
    };
    let (sense, end) = dates::read(cursor, next + 2)?;
    match sense {
        Sense::Date { month: Some(month), day: Some(day), .. } | Sense::Holiday(Holiday::Fixed(month, day), YearOf::Untold) => {
            Some((Sense::DayAfter(sign * count?, month, day), end))
        }
        _ => None,
    }
}

/// How many: `two`, `a`, `24`, `twenty-five`; `None` inside where it is not told: `several`, `a few`.
fn count(cursor: Cursor<'_>, at: usize) -> Read<Option<i32>> {
    match cursor.kind(at)? {
        Kind::Number(number) if !number.is_broken && number.suffix == Suffix::None && cursor.is_alone(at) => {
            let is_year = number.digits == 4
                && (1700..=2060).contains(&number.value)
                && !matches!(cursor.word(at + 1), Some(Word::Units(Unit::Year)));
            (!is_year).then(|| (i32::try_from(number.value).ok().filter(|value| *value < 20_000), at + 1))
        }
        Kind::Number(number) if number.suffix == Suffix::None => Some((None, at + 1)),
        Kind::Word(Some(Word::Number(tens @ (20 | 30 | 40 | 50 | 60 | 70 | 80 | 90)))) if cursor.is_dash(at + 1) => {
            match cursor.word(at + 2)? {
                Word::Number(ones @ 1..=9) => Some((Some(i32::from(tens + ones)), at + 3)),
                _ => Some((Some(tens.into()), at + 1)),
            }
        }
        Kind::Word(Some(Word::Number(number))) => Some((Some(number.into()), at + 1)),
        Kind::Word(Some(Word::A)) => match cursor.word(at + 1) {
            Some(Word::Some) => Some((None, cursor.skip(at + 2, Word::Of))),
            _ => Some((Some(1), at + 1)),
        },
        Kind::Word(Some(Word::Some)) => Some((None, cursor.skip(at + 1, Word::Of))),
        _ => None,
    }
}

/// `two weeks ago`, `a year later`, `three days earlier`, `five years after`.
fn shift(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let (count, next) = count(cursor, at)?;
    // “half a century ago”, “two and a half years ago”
    let is_halved = cursor.is(at.wrapping_sub(1), Word::Half);
    let has_half = cursor.is(next, Word::And) && cursor.is(next + 2, Word::Half);
    let next = if has_half { next + 3 } else { next };
    let count = count.filter(|_| !has_half && !is_halved);
    let next = next + usize::from(cursor.is_dash(next));
    let unit = unit_of(cursor, next)?;
    let (sign, from) = match cursor.word(next + 1)? {
        Word::Ago => (-1, From::Now),
        Word::Later => (1, From::Told),
        Word::Earlier => (-1, From::Told),
        _ => return None,
    };
    let is_bare = cursor.reads(next + 1, "after") || cursor.reads(next + 1, "before");
    let end = next + 2;
    match count {
        Some(count) if !is_bare || ends_clause(cursor, end) => Some((Sense::Shift(sign * count, unit, from), end)),
        _ => Some((Sense::Vague, end)),
    }
}

/// `four days`, `a six-month`, `the first three years`, `the next few months`.
fn length(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let start = cursor.skip(at, Word::The);
    let (start, is_led) = match cursor.word(start) {
        Some(Word::Which(Which::Next | Which::Following | Which::Previous) | Word::Coming) => (start + 1, true),
        Some(Word::Ordinal(_)) if start > at => (start + 1, true),
        _ => (at, false),
    };
    let is_bare = (matches!(cursor.word_before(start), Some(Word::For)) || cursor.reads(start.wrapping_sub(1), "after"))
        && matches!(cursor.word(start), Some(Word::Units(_)));
    let (told, next) = count(cursor, start).or_else(|| (is_led || is_bare).then_some((None, start)))?;
    let next = next + usize::from(cursor.is_dash(next) && cursor.is_tight(next));
    match cursor.word(next)? {
        Word::Units(unit) => Some((Sense::Length(told, unit), next + 1)),
        Word::Unit(unit) if !is_led || next > start => Some((Sense::Length(told, unit), next + 1)),
        _ => None,
    }
}

fn unit_of(cursor: Cursor<'_>, at: usize) -> Option<Unit> {
    match cursor.word(at)? {
        Word::Unit(unit) | Word::Units(unit) => Some(unit),
        _ => None,
    }
}

/// `the last three years`, `the past decade`, `in recent days`: up to now.
fn recent(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let start = cursor.skip(at, Word::The);
    let is_last = match cursor.word(start)? {
        Word::Past => false,
        Word::Which(Which::Last) => true,
        _ => return None,
    };
    let (told, next) = count(cursor, start + 1).unwrap_or((None, start + 1));
    match cursor.word(next)? {
        Word::Units(unit) => Some((Sense::Recent(told, unit), next + 1)),
        // “the past year”, but “last year”
        Word::Unit(unit) if next > start + 1 || (!is_last && start > at) => Some((Sense::Recent(told.or(Some(1)), unit), next + 1)),
        _ => None,
    }
}

/// `every day`, `each year`, `daily`, `on Fridays`, `a week` behind an amount is not looked for.
pub(super) fn repeated(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    match cursor.word(at)? {
        Word::Every => {
            let next = at
                + 1
                + usize::from(
                    cursor.number(at + 1).is_some() || matches!(cursor.word(at + 1), Some(Word::Number(_) | Word::Ordinal(_))),
                );
            let is_time = matches!(
                cursor.word(next)?,
                Word::Unit(_)
                    | Word::Units(_)
                    | Word::Weekday(_)
                    | Word::DayPart(_)
                    | Word::Season(_)
                    | Word::MaybeSeason(_)
                    | Word::Month(_)
            );
            is_time.then_some((Sense::Repeated, next + 1))
        }
        Word::Repeated(_) => Some((Sense::Repeated, at + 1)),
        Word::Weekdays(_) if cursor.is_capital(at) => Some((Sense::Repeated, at + 1)),
        _ => None,
    }
}

/// `now`, `recently`, `at that time`.
fn vague(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    const WRITING: [&str; 9] = [
        "at the time of writing",
        "at the time of this writing",
        "at the time of publication",
        "at press time",
        "as of this writing",
        "as of publication",
        "as we publish this",
        "as we write this",
        "as we go to press",
    ];
    if let Some(count) = WRITING.iter().find_map(|words| cursor.reads_all(at, words)) {
        return Some((Sense::Writing, at + count));
    }
    if cursor.reads(at, "back") && cursor.reads(at + 1, "then") {
        return Some((Sense::Then, at + 2));
    }
    match cursor.word(at)? {
        Word::Now => Some((Sense::Now, at + 1)),
        Word::Vague if cursor.reads(at, "soon") && !matches!(cursor.word(at + 1), Some(Word::Earlier | Word::Later)) => {
            Some((Sense::Soon, at + 1))
        }
        Word::In if cursor.is(at + 1, Word::The) && cursor.reads(at + 3, "future") => Some((Sense::Soon, at + 4)),
        Word::In if cursor.is(at + 1, Word::The) && cursor.reads(at + 2, "long") && cursor.reads(at + 3, "term") => {
            Some((Sense::Soon, at + 4))
        }
        // “shortly before 4 pm”
        Word::Vague if matches!(cursor.word(at + 1), Some(Word::Earlier | Word::Later)) => None,
        Word::Vague => Some((Sense::Vague, at + 1)),
        Word::At if cursor.is(at + 1, Word::The) && cursor.reads(at + 2, "moment") => Some((Sense::Now, at + 3)),
        Word::For if cursor.is(at + 1, Word::The) && cursor.reads(at + 2, "time") && cursor.reads(at + 3, "being") => {
            Some((Sense::Now, at + 4))
        }
        Word::For if cursor.is(at + 1, Word::The) && cursor.reads(at + 2, "present") => Some((Sense::Now, at + 3)),
        // “at present”, “at this point”, “at this moment”, “at the time of writing”
        Word::At if cursor.reads(at + 1, "present") => Some((Sense::Now, at + 2)),
        Word::At if cursor.reads(at + 1, "this") && ["point", "moment"].iter().any(|word| cursor.reads(at + 2, word)) => {
            Some((Sense::Now, at + 3))
        }
        Word::At
            if cursor.is(at + 1, Word::The)
                && cursor.reads(at + 2, "time")
                && cursor.is(at + 3, Word::Of)
                && ["writing", "publication", "publishing"].iter().any(|word| cursor.reads(at + 4, word)) =>
        {
            Some((Sense::Now, at + 5))
        }
        Word::Begins if cursor.reads(at, "then") && cursor.is(at.wrapping_sub(1), Word::Since) => Some((Sense::Then, at + 1)),
        Word::Which(Which::Same) if cursor.reads(at + 1, "time") => Some((Sense::Then, at + 2)),
        _ => None,
    }
}

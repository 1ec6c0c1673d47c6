//! Russian: days, months, years, decades, centuries, seasons, quarters and holidays.

use super::super::super::expression::{Sense, YearOf};
use super::super::super::lexicon::{Holiday, Unit, Word};
use super::super::super::token::{Kind, Suffix};
use super::super::{Cursor, Read, day_number, digits, year_number};
use super::steps;

/// The longest date at a token.
pub(super) fn read(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let reads = [
        digits::date(cursor, at, digits::Order::DayFirst),
        weekday(cursor, at),
        day(cursor, at),
        day_of_month(cursor, at),
        month(cursor, at),
        year(cursor, at),
        decade(cursor, at),
        century(cursor, at),
        season(cursor, at),
        quarter(cursor, at),
        holiday(cursor, at),
    ];
    reads.into_iter().flatten().max_by_key(|(_, next)| *next)
}

/// `понедельник, 3 января`, `среду`, `минувшую пятницу, 7 января`.
fn weekday(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    if let Some((_, next)) = steps::which(cursor, at).filter(|(_, next)| steps::which(cursor, *next).is_none()) {
        return weekday(cursor, next).filter(|(sense, _)| matches!(sense, Sense::Date { day: Some(_), .. }));
    }
    let weekday = match cursor.word(at)? {
        Word::Weekday(day) => day,
        // «среда» after a preposition that a day has; the surroundings are «в среде».
        Word::MaybeWeekday(day)
            if cursor.reads(at, "среду")
                || (cursor.reads(at, "среды") && matches!(cursor.word_before(at), Some(Word::From | Word::Until)))
                || (cursor.reads(at, "среде") && cursor.is(at.wrapping_sub(1), Word::By)) =>
        {
            day
        }
        _ => return None,
    };
    let after = cursor.skip_mark(cursor.skip_mark(at + 1, ','), '(');
    if let Some((Sense::Date { year, month: Some(month), day: Some(day), .. }, end)) =
        day(cursor, after).or_else(|| digits::date(cursor, after, digits::Order::DayFirst))
    {
        return Some((Sense::Date { year, month: Some(month), day: Some(day), weekday: Some(weekday) }, end));
    }
    Some((Sense::Date { year: YearOf::Untold, month: None, day: None, weekday: Some(weekday) }, at + 1))
}

/// `5 января 2022 года`, `5-го января`, `пятого января`, `1 мая`.
fn day(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let day = match cursor.kind(at)? {
        Kind::Number(number) => day_number(number).filter(|_| cursor.is_alone(at) && !cursor.is_labelled(at))?,
        Kind::Word(Some(Word::Ordinal(number))) => number,
        Kind::Word(Some(Word::Number(20 | 30))) => return tens_and_ordinal(cursor, at),
        _ => return None,
    };
    dated(cursor, at + 1, day)
}

/// `двадцать пятого января`.
fn tens_and_ordinal(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    match (cursor.word(at)?, cursor.word(at + 1)?) {
        (Word::Number(tens), Word::Ordinal(ones @ 1..=9)) => dated(cursor, at + 2, u8::try_from(tens).ok()? + ones),
        _ => None,
    }
}

/// The month behind a day, and the year.
fn dated(cursor: Cursor<'_>, at: usize, day: u8) -> Read<Sense> {
    let (month, next) = month_word(cursor, at)?;
    let (year, next) = year_behind(cursor, next).unwrap_or((YearOf::Untold, next));
    Some((Sense::Date { year, month: Some(month), day: Some(day), weekday: None }, next))
}

fn month_word(cursor: Cursor<'_>, at: usize) -> Read<u8> {
    match cursor.word(at)? {
        Word::Month(number) => Some((number, at + 1)),
        Word::MaybeMonth(number) => Some((number, cursor.skip_mark(at + 1, '.'))),
        _ => None,
    }
}

/// `5-го числа`, `числа пятого` is not read.
fn day_of_month(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let day = match cursor.kind(at)? {
        Kind::Number(number) => day_number(number)?,
        Kind::Word(Some(Word::Ordinal(number))) => number,
        _ => return None,
    };
    cursor.reads(at + 1, "числа").then_some((Sense::DayOfMonth(day), at + 2))
}

/// `декабре 2011 года`, `мае прошлого года`, `августе 2020 г.`, `мае`.
fn month(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let Word::Month(number) = cursor.word(at)? else { return None };
    let date = |year: YearOf| Sense::Date { year, month: Some(number), day: None, weekday: None };
    if let Some((year, next)) = year_behind(cursor, at + 1) {
        return Some((date(year), next));
    }
    // «Мая» and «Марта» are names; a month alone stands behind a preposition, a part, or another month.
    let is_led = matches!(
        cursor.word_before(at),
        Some(
            Word::In
                | Word::From
                | Word::To
                | Word::Until
                | Word::By
                | Word::And
                | Word::Or
                | Word::PortionNoun(_)
                | Word::Half
                | Word::Portion(_)
                | Word::For
        )
    ) || cursor.reads(at.wrapping_sub(1), "течение")
        || cursor.reads(at.wrapping_sub(1), "после")
        || cursor.is_dash(at.wrapping_sub(1));
    let is_name = cursor.is_capital(at) && !cursor.begins_sentence(at);
    (is_led && !is_name).then_some((date(YearOf::Untold), at + 1))
}

/// The year behind a month, a season or a day: `2022 года`, `2019-го`, `прошлого года`, `того же года`.
pub(super) fn year_behind(cursor: Cursor<'_>, at: usize) -> Read<YearOf> {
    let at = cursor.skip_mark(at, ',');
    if let Some((year, next)) = year_with_word(cursor, at) {
        return Some((YearOf::Year(year), next));
    }
    if let Some(year) = cursor
        .number(at)
        .and_then(year_number)
        .filter(|_| cursor.is_alone(at) && !matches!(cursor.word(at + 1), Some(Word::Counted)))
    {
        return Some((YearOf::Year(year), at + 1));
    }
    let (which, next) = steps::which(cursor, at)?;
    cursor.is(next, Word::Unit(Unit::Year)).then_some((YearOf::Step(which), next + 1))
}

/// Past the word for year behind a number: `год`, `годах`, `гг.`.
pub(super) fn after_year(cursor: Cursor<'_>, at: usize) -> usize {
    match cursor.word(at) {
        Some(Word::Unit(Unit::Year) | Word::Units(Unit::Year)) if cursor.raw(at).starts_with(['г', 'Г']) => {
            at + 1 + usize::from(cursor.raw(at).chars().count() <= 2 && cursor.mark(at + 1) == Some('.'))
        }
        _ => at,
    }
}

/// A year that a word or an ending tells: `2019 году`, `2019-го`, `508 году до н. э.`.
fn year_with_word(cursor: Cursor<'_>, at: usize) -> Read<i32> {
    let number = cursor.number(at).filter(|number| !number.is_broken && number.digits <= 4 && cursor.is_alone(at))?;
    let value = i32::try_from(number.value).ok()?;
    let next = after_year(cursor, at + 1);
    if let Some((is_before, end)) = era(cursor, next) {
        return (value > 0).then_some((if is_before { 1 - value } else { value }, end));
    }
    let is_year = (1000..=2100).contains(&value) || (next > at + 1 && (100..1000).contains(&value));
    let is_marked = next > at + 1 || (number.suffix == Suffix::Ordinal && number.digits == 4);
    (is_year && is_marked && number.suffix != Suffix::Plural && number.suffix != Suffix::Letters).then_some((value, next))
}

/// `до н. э.`, `до нашей эры`, `н. э.`; whether it is the one before, and where it ends.
fn era(cursor: Cursor<'_>, at: usize) -> Read<bool> {
    let is_before = cursor.is(at, Word::Until);
    let start = at + usize::from(is_before);
    let next = match () {
        () if cursor.reads(start, "н.э.") || cursor.reads(start, "н.э") => start + 1,
        () if cursor.reads(start, "н") && cursor.mark(start + 1) == Some('.') && cursor.reads(start + 2, "э") => {
            cursor.skip_mark(start + 3, '.')
        }
        () if cursor.reads(start, "нашей") && cursor.reads(start + 1, "эры") => start + 2,
        () => return None,
    };
    Some((is_before, next))
}

/// A year alone: with its word or ending, or behind a preposition where nothing is counted.
fn year(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    if let Some((year, next)) = year_with_word(cursor, at) {
        return Some((Sense::year(year), next));
    }
    let year = year_number(cursor.number(at)?).filter(|year| (1700..=2060).contains(year) && cursor.is_alone(at))?;
    let is_led = matches!(cursor.word_before(at), Some(Word::In | Word::From | Word::Until | Word::By | Word::PortionNoun(_)))
        || cursor.reads(at.wrapping_sub(1), "после");
    let is_free = !matches!(cursor.kind(at + 1), Some(Kind::Word(None | Some(Word::Counted | Word::Unit(_) | Word::Units(_)))));
    (is_led && is_free).then_some((Sense::year(year), at + 1))
}

/// `1990-х годах`, `90-е`, `девяностых`.
fn decade(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    if let Some(Word::Tens(tens)) = cursor.word(at) {
        let next = after_year(cursor, at + 1);
        let is_led = matches!(
            cursor.word_before(at),
            Some(Word::In | Word::From | Word::Until | Word::By | Word::PortionNoun(_) | Word::Portion(_))
        );
        return (is_led || next > at + 1).then_some((Sense::Tens(tens), next));
    }
    let number = cursor.number(at).filter(|number| !number.is_broken && number.value % 10 == 0)?;
    let next = after_year(cursor, at + 1);
    let is_decade = match number.suffix {
        Suffix::Plural => true,
        // «90-е» and «90-м» are one decade, «1990-м» is one year.
        Suffix::Ordinal => number.digits == 2 && (next > at + 1 || cursor.raw(at).ends_with('е')) || cursor.raw(at).ends_with("е"),
        _ => false,
    };
    let value = i32::try_from(number.value).ok().filter(|_| is_decade)?;
    match number.digits {
        4 if (1000..2100).contains(&value) => Some((Sense::Decade(value), next)),
        1 | 2 => Some((Sense::Tens(u8::try_from(value / 10).ok()?), next)),
        _ => None,
    }
}

/// `XIX веке`, `19-го века`, `девятнадцатом веке`, `V веке до н. э.`, `XX в.`.
fn century(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let (number, next) = match cursor.kind(at)? {
        Kind::Word(Some(Word::Ordinal(number))) => (number, at + 1),
        Kind::Word(Some(Word::Number(20))) => match cursor.word(at + 1)? {
            Word::Ordinal(ones @ 1..=9) => (20 + ones, at + 2),
            _ => return None,
        },
        Kind::Word(_) => roman(cursor, at)?,
        Kind::Number(number) if number.value < 30 && !number.is_broken => (u8::try_from(number.value).ok()?, at + 1),
        _ => return None,
    };
    let is_short = cursor.reads(next, "в") && cursor.mark(next + 1) == Some('.') && roman(cursor, at).is_some();
    // «в конце XIX – начале XX века»
    let is_joint = cursor.is_dash(next) || cursor.is(next, Word::And);
    if is_joint && matches!(cursor.word(next + 1), Some(Word::PortionNoun(_))) && roman(cursor, next + 2).is_some() {
        return Some((Sense::Century((i32::from(number) - 1) * 100), next));
    }
    let next = match cursor.word(next)? {
        Word::Unit(Unit::Century) | Word::Units(Unit::Century) => {
            next + 1 + usize::from(cursor.reads(next, "вв") && cursor.mark(next + 1) == Some('.'))
        }
        _ if is_short => next + 2,
        _ => return None,
    };
    match era(cursor, next) {
        Some((true, end)) => Some((Sense::CenturyBefore(number.into()), end)),
        Some((false, end)) => Some((Sense::Century((i32::from(number) - 1) * 100), end)),
        None => Some((Sense::Century((i32::from(number) - 1) * 100), next)),
    }
    .filter(|_| number > 0)
}

/// A Roman number up to 29, in Latin letters or in the Cyrillic ones that look like them.
pub(super) fn roman(cursor: Cursor<'_>, at: usize) -> Read<u8> {
    if !matches!(cursor.kind(at)?, Kind::Word(_)) {
        return None;
    }
    let letters = cursor.raw(at);
    if letters.chars().count() > 6 {
        return None;
    }
    let value = |letter: char| match letter {
        'I' | 'І' => Some(1_u8),
        'V' => Some(5),
        'X' | 'Х' => Some(10),
        _ => None,
    };
    let values: Vec<u8> = letters.chars().map(value).collect::<Option<_>>()?;
    let mut total = 0_u8;
    for (index, value) in values.iter().enumerate() {
        let is_less = values.get(index + 1).is_some_and(|next| value < next);
        total = if is_less {
            total.checked_add(values[index + 1])?.checked_sub(*value)?.checked_sub(values[index + 1])?
        } else {
            total.checked_add(*value)?
        };
    }
    (1..30).contains(&total).then_some((total, at + 1))
}

/// `весной 2019 года`, `летом того же года`, `зимой`.
fn season(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let Word::Season(code) = cursor.word(at)? else { return None };
    // «зимой 1941–1942 годов» begins in the first of them.
    if let Some(first) = cursor.number(at + 1).and_then(year_number)
        && (cursor.is_dash(at + 2) || cursor.mark(at + 2) == Some('/'))
        && let Some(second) = cursor.number(at + 3).and_then(|number| i32::try_from(number.value).ok())
        && (second == first + 1 || second == (first + 1) % 100)
    {
        return Some((Sense::Season(code, YearOf::Year(first)), after_year(cursor, at + 4)));
    }
    if let Some((year, next)) = year_behind(cursor, at + 1) {
        return Some((Sense::Season(code, year), next));
    }
    let raw = cursor.raw(at).to_lowercase();
    let is_when = ["весной", "летом", "осенью", "зимой"].contains(&raw.as_str());
    let is_led =
        matches!(cursor.word_before(at), Some(Word::By | Word::PortionNoun(_) | Word::Until | Word::From | Word::Portion(_)));
    (is_when || is_led).then_some((Sense::Season(code, YearOf::Untold), at + 1))
}

/// `первом квартале 2010 года`, `III квартале`.
fn quarter(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let (number, next) = match cursor.kind(at)? {
        Kind::Word(Some(Word::Ordinal(number))) => (number, at + 1),
        Kind::Word(_) => roman(cursor, at)?,
        Kind::Number(number) if !number.is_broken => (u8::try_from(number.value).ok()?, at + 1),
        _ => return None,
    };
    if !cursor.is(next, Word::Unit(Unit::Quarter)) || !(1..=4).contains(&number) {
        return None;
    }
    let (year, next) = year_behind(cursor, next + 1).unwrap_or((YearOf::Untold, next + 1));
    Some((Sense::Season(32 + number, year), next))
}

/// Holidays of two words: the beginning of each, and the day.
const PAIRS: &[(&[&str], &[&str], Holiday)] = &[
    (&["новый", "нового", "новому", "новым"], &["год", "года", "году", "годом"], Holiday::Fixed(1, 1)),
    (&["день", "дня", "дню", "днем"], &["победы"], Holiday::Fixed(5, 9)),
    (&["день", "дня", "дню", "днем"], &["независимости"], Holiday::Fixed(12, 16)),
];

fn holiday(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let is_one = |at: usize, list: &[&str]| list.iter().any(|word| cursor.reads(at, word));
    // «День независимости» is of another date in every country; it is read only where nothing else would be.
    let pair = PAIRS.iter().take(2).find(|(first, second, _)| is_one(at, first) && is_one(at + 1, second) && cursor.is_capital(at));
    let (holiday, next) = match (pair, cursor.word(at)) {
        (Some((_, _, holiday)), _) => (*holiday, at + 2),
        (None, Some(Word::Holiday(holiday))) if cursor.is_capital(at) => (holiday, at + 1),
        _ => return None,
    };
    let (year, next) = year_behind(cursor, next).unwrap_or((YearOf::Untold, next));
    Some((Sense::Holiday(holiday, year), next))
}

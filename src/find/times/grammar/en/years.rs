//! English: years, decades and centuries, and which numbers are none.

use super::super::super::expression::{Sense, YearOf};
use super::super::super::lexicon::{Unit, Which, Word};
use super::super::super::token::{Kind, Suffix};
use super::super::{Cursor, Read};
use super::year_at;

/// The year behind a month or a season: `, 1942`, `of 1942`, `of that year`, `last year`.
pub(super) fn year_behind(cursor: Cursor<'_>, at: usize) -> Read<YearOf> {
    let after = cursor.skip_mark(at, ',');
    let next = cursor.skip(after, Word::Of);
    let next = if next == after && cursor.is(next, Word::In) { next + 1 } else { next };
    if let Some(year) = year_at(cursor, next).filter(|_| is_year_token(cursor, next)) {
        return Some((YearOf::Year(year), next + 1));
    }
    let is_short = matches!(cursor.mark(after), Some('\'' | '’')) && cursor.is_tight(after + 1);
    if let Some(number) = cursor.number(after + 1).filter(|number| is_short && number.digits == 2) {
        let value = i32::try_from(number.value).ok()?;
        return Some((YearOf::Year(if value < 30 { 2000 + value } else { 1900 + value }), after + 2));
    }
    if let Some((year, next)) = year_of_era(cursor, next) {
        return Some((YearOf::Year(year), next));
    }
    // “30 September 420”, “December of 384”
    if let Some(year) = ancient_year(cursor, next).filter(|_| after == at) {
        return Some((YearOf::Year(year), next + 1));
    }
    let step = cursor.skip(cursor.skip(next, Word::The), Word::Which(Which::Same));
    let which = match cursor.word(step) {
        Some(Word::Which(which)) => Some((which, step + 1)),
        _ if step > next => Some((Which::Same, step)),
        _ => None,
    };
    let (which, next) = which.filter(|(_, next)| cursor.is(*next, Word::Unit(Unit::Year)))?;
    Some((YearOf::Step(which), next + 1))
}

/// A year in three digits behind a month: nothing may follow that could be counted.
fn ancient_year(cursor: Cursor<'_>, at: usize) -> Option<i32> {
    let number = cursor.number(at).filter(|number| number.digits == 3 && !number.is_broken && number.suffix == Suffix::None)?;
    let is_free = matches!(cursor.kind(at + 1), None | Some(Kind::Break | Kind::Mark(_) | Kind::Word(Some(Word::Small))));
    i32::try_from(number.value).ok().filter(|year| *year > 99 && is_free && cursor.is_alone(at) && cursor.mark(at + 1) != Some('-'))
}

/// Whether a number behind a month is a year and not an amount: `In May 2000 people`.
fn is_year_token(cursor: Cursor<'_>, at: usize) -> bool {
    cursor.is_alone(at) && !matches!(cursor.word(at + 1), Some(Word::Counted))
}

/// `508 BC`, `AD 476`, `900 CE`.
fn year_of_era(cursor: Cursor<'_>, at: usize) -> Read<i32> {
    let value = |at: usize| {
        let number = cursor.number(at).filter(|number| number.digits <= 4 && number.suffix == Suffix::None && number.value > 0)?;
        i32::try_from(number.value).ok().filter(|value| *value <= 9999)
    };
    if let (Some(year), Some(Word::Era(is_before))) = (value(at), cursor.word(at + 1)) {
        return Some((if is_before { 1 - year } else { year }, at + 2));
    }
    // “490–479 BC”: the era behind the second year is of both.
    if let (Some(year), Some(later), Some(Word::Era(true))) = (value(at), value(at + 2), cursor.word(at + 3))
        && (cursor.is_dash(at + 1) || matches!(cursor.word(at + 1), Some(Word::To | Word::And)))
        && year > later
    {
        return Some((1 - year, at + 1));
    }
    match (cursor.word(at), value(at + 1)) {
        (Some(Word::Era(false)), Some(year)) if cursor.raw(at).starts_with('A') => Some((year, at + 2)),
        _ => None,
    }
}

/// A year alone. Whether four digits are one, what stands around them tells.
pub(super) fn year(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    if let Some((year, next)) = year_of_era(cursor, at) {
        return Some((Sense::year(year), next));
    }
    if let Some(year) = lifetime(cursor, at) {
        return Some((Sense::year(year), at + 1));
    }
    if let Some(year) = short_year(cursor, at) {
        return Some((Sense::ShortYear(year), at + 1));
    }
    let year = year_at(cursor, at).filter(|_| !is_of_a_car(cursor, at))?;
    is_year(cursor, at, year).then_some((Sense::year(year), at + 1))
}

/// `a 1987 Chevrolet`: the year of a model, in which nothing happens.
fn is_of_a_car(cursor: Cursor<'_>, at: usize) -> bool {
    const MAKES: [&str; 24] = [
        "chevrolet",
        "chevy",
        "ford",
        "toyota",
        "honda",
        "nissan",
        "dodge",
        "buick",
        "pontiac",
        "cadillac",
        "chrysler",
        "plymouth",
        "jeep",
        "mazda",
        "hyundai",
        "subaru",
        "volkswagen",
        "volvo",
        "mercedes",
        "bmw",
        "audi",
        "lexus",
        "oldsmobile",
        "gmc",
    ];
    cursor.is_capital(at + 1) && MAKES.iter().any(|make| cursor.reads(at + 1, make))
}

/// `(837–908)`: two years of three digits in brackets, the second after the first.
fn lifetime(cursor: Cursor<'_>, at: usize) -> Option<i32> {
    let plain = |at: usize| {
        let number = cursor.number(at).filter(|number| number.digits == 3 && !number.is_broken && number.suffix == Suffix::None)?;
        i32::try_from(number.value).ok().filter(|value| *value > 99)
    };
    let is_range = |first: usize| {
        cursor.mark(first.wrapping_sub(1)) == Some('(')
            && cursor.is_dash(first + 1)
            && cursor.mark(first + 3) == Some(')')
            && plain(first).zip(plain(first + 2)).is_some_and(|(first, last)| first < last && last - first < 120)
    };
    plain(at).filter(|_| is_range(at) || is_range(at.wrapping_sub(2)))
}

/// `in 348`, `c. 314`, `(594)`: a year of antiquity, if the text tells of it.
fn short_year(cursor: Cursor<'_>, at: usize) -> Option<i32> {
    let number = cursor.number(at).filter(|number| number.digits == 3 && !number.is_broken && number.suffix == Suffix::None)?;
    let is_circa = cursor.mark(at.wrapping_sub(1)) == Some('.') && cursor.is(at.wrapping_sub(2), Word::Circa);
    let is_led = is_circa
        || matches!(
            cursor.word_before(at),
            Some(
                Word::In
                    | Word::By
                    | Word::Since
                    | Word::Circa
                    | Word::About
                    | Word::Until
                    | Word::From
                    | Word::To
                    | Word::Portion(_)
                    | Word::Of
                    | Word::And
            )
        )
        || cursor.is_dash(at.wrapping_sub(1))
        || cursor.mark(at.wrapping_sub(1)) == Some('(');
    let is_noun = matches!(cursor.kind(at + 1), Some(Kind::Word(None)))
        && (!cursor.is_capital(at + 1) || !matches!(cursor.word_before(at), Some(Word::In)));
    (is_led && cursor.is_alone(at) && !is_amount(cursor, at + 1) && !is_noun)
        .then(|| i32::try_from(number.value).unwrap_or(0))
        .filter(|year| *year > 99)
}

fn is_year(cursor: Cursor<'_>, at: usize, year: i32) -> bool {
    let before = at.checked_sub(1);
    let word = before.and_then(|before| cursor.word(before));
    let mark = before.and_then(|before| cursor.mark(before));
    if !cursor.is_alone(at) || cursor.is_labelled(at) {
        return false;
    }
    if matches!(mark, Some('-' | '–' | '—' | '/')) && at >= 2 && cursor.is_tight(at) {
        let first = cursor.number(at - 2);
        let is_range = year_at(cursor, at - 2).is_some_and(|first| first <= year);
        if first.is_some() && !is_range {
            return false;
        }
    }
    let is_modern = (1400..=2060).contains(&year);
    // Round numbers are amounts more often than others: “1500 soldiers”, but “its 2006 highs”.
    let is_round = year % 50 == 0 || year < 1700;
    // “In 2011 people burned the customs house”
    let begins = word == Some(Word::In) && cursor.is_capital(at - 1) && cursor.is(at + 1, Word::Counted);
    // “about 2046 statements”
    let is_many = matches!(word, Some(Word::About | Word::Circa | Word::Nearly))
        && matches!(cursor.kind(at + 1), Some(Kind::Word(None)))
        && !cursor.is_capital(at + 1)
        && cursor.raw(at + 1).ends_with('s');
    let is_amount = is_many || is_amount(cursor, at + 1) && !(begins && is_modern && !is_round);
    if is_amount || is_code(cursor, at, year) {
        return false;
    }
    let is_led = matches!(
        word,
        Some(
            Word::In
                | Word::Since
                | Word::By
                | Word::Until
                | Word::Portion(_)
                | Word::Season(_)
                | Word::MaybeSeason(_)
                | Word::Circa
                | Word::Past
        )
    );
    is_led && !(is_round && counts(cursor, at + 1)) || (is_modern && !(is_round && is_counted(cursor, at)))
}

/// Whether digits follow behind a hyphen that are not the end of a range of years: `2020-13`.
fn is_code(cursor: Cursor<'_>, at: usize, year: i32) -> bool {
    let Some(number) =
        cursor.number(at + 2).filter(|_| cursor.is_dash(at + 1) && cursor.is_tight(at + 1) && cursor.is_tight(at + 2))
    else {
        return false;
    };
    let last = i32::try_from(number.value).unwrap_or(0);
    !(number.digits == 4 && last >= year || number.digits == 2 && last > year % 100)
}

/// A unit behind a number makes it an amount.
fn is_amount(cursor: Cursor<'_>, at: usize) -> bool {
    let at = at + usize::from(cursor.is_dash(at) && cursor.is_tight(at) && cursor.is_tight(at + 1));
    matches!(
        cursor.word(at),
        Some(Word::Unit(_) | Word::Units(_) | Word::Counted | Word::Am | Word::Pm | Word::Zone | Word::OClock)
    ) || [
        "km",
        "m",
        "kg",
        "miles",
        "feet",
        "metres",
        "meters",
        "dollars",
        "euros",
        "pounds",
        "tons",
        "tonnes",
        "acres",
        "ft",
        "cm",
        "mm",
        "kilometers",
        "kilometres",
        "calories",
        "yards",
    ]
    .iter()
    .any(|unit| cursor.reads(at, unit))
}

/// Whether a noun in the plural follows: `2000 soldiers`.
fn counts(cursor: Cursor<'_>, at: usize) -> bool {
    let word = cursor.raw(at);
    let is_plain = matches!(cursor.kind(at), Some(Kind::Word(None))) && !cursor.is_capital(at);
    is_plain && word.len() > 3 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
}

/// Whether the number may count the noun behind it, or the one after an adjective.
pub(super) fn is_counted(cursor: Cursor<'_>, at: usize) -> bool {
    let is_named = |at: usize| matches!(cursor.kind(at), Some(Kind::Word(None))) && !cursor.is_capital(at);
    let is_about = matches!(cursor.word_before(at), Some(Word::Nearly | Word::Some));
    counts(cursor, at + 1) || (is_named(at + 1) && counts(cursor, at + 2) && !cursor.raw(at + 1).ends_with("ed")) || is_about
}

/// `1990s`, `the 90s`, `the nineties`, `480s BC`.
pub(super) fn decade(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let start = cursor.skip(at, Word::The);
    let before = cursor.word_before(start);
    let is_led = start > at
        || matches!(before, Some(Word::The | Word::Portion(_) | Word::In | Word::And))
        || cursor.is_dash(start.wrapping_sub(1));
    if let Some(Word::Tens(tens)) = cursor.word(start) {
        let nineteen = cursor.is(start.wrapping_sub(1), Word::Number(19));
        return (is_led || nineteen).then_some((Sense::Tens(tens), start + 1));
    }
    let start = start + usize::from(matches!(cursor.mark(start), Some('\'' | '’' | '‘')) && cursor.is_tight(start + 1));
    let number = cursor.number(start)?;
    let is_plural = number.suffix == Suffix::Plural
        || (matches!(cursor.mark(start + 1), Some('\'' | '’'))
            && cursor.is(start + 2, Word::Possessive)
            && cursor.is_tight(start + 2));
    let next = if number.suffix == Suffix::Plural { start + 1 } else { start + 3 };
    let value = i32::try_from(number.value).ok()?;
    if !is_plural || number.is_broken || value % 10 != 0 || cursor.mark(next) == Some('°') {
        return None;
    }
    if let Some(Word::Era(true)) = cursor.word(next) {
        return Some((Sense::Decade(-(value + 8)), next + 1));
    }
    match number.digits {
        4 if (1000..2100).contains(&value) && value % 100 == 0 && value < 1900 => Some((Sense::Century(value), next)),
        4 if (1000..2100).contains(&value) => Some((Sense::Decade(value), next)),
        2 if is_led || start > at => Some((Sense::Tens(u8::try_from(value / 10).ok()?), next)),
        _ => None,
    }
}

/// `the 19th century`, `nineteenth-century`, `the 5th century BC`.
pub(super) fn century(cursor: Cursor<'_>, at: usize) -> Read<Sense> {
    let start = cursor.skip(at, Word::The);
    let (number, next) = ordinal(cursor, start)?;
    let next = next + usize::from(cursor.is_dash(next) && cursor.is_tight(next));
    let is_list = matches!(cursor.word(next), Some(Word::And | Word::To)) || cursor.is_dash(next);
    let next = match cursor.word(next)? {
        Word::Unit(Unit::Century) | Word::Units(Unit::Century) => next + 1,
        // “the 17th and 18th centuries”
        _ if is_list => {
            let (_, last) = ordinal(cursor, next + 1)?;
            return cursor.is(last, Word::Units(Unit::Century)).then_some((Sense::Century((i32::from(number) - 1) * 100), next));
        }
        _ => return None,
    };
    match cursor.word(next) {
        Some(Word::Era(true)) => Some((Sense::CenturyBefore(number.into()), next + 1)),
        Some(Word::Era(false)) => Some((Sense::Century((i32::from(number) - 1) * 100), next + 1)),
        _ => Some((Sense::Century((i32::from(number) - 1) * 100), next)),
    }
}

/// `19th`, `nineteenth`, `twenty-first`.
pub(super) fn ordinal(cursor: Cursor<'_>, at: usize) -> Read<u8> {
    match cursor.kind(at)? {
        Kind::Number(number) if number.suffix == Suffix::Ordinal => {
            Some((u8::try_from(number.value).ok()?, at + 1)).filter(|_| number.value < 30)
        }
        Kind::Word(Some(Word::Ordinal(number))) => Some((number, at + 1)),
        Kind::Word(Some(Word::Number(20))) if cursor.is_dash(at + 1) => match cursor.word(at + 2)? {
            Word::Ordinal(number @ 1..=9) => Some((20 + number, at + 3)),
            _ => None,
        },
        _ => None,
    }
    .filter(|(number, _)| *number > 0)
}

//! The digits of years, months and days, of which `X` stands for one that is not known.

use crate::report::wording::MONTHS;

use super::OUT_OF_RANGE;

/// A year, a month or a day as it is written.
pub(super) struct Part {
    pub text: String,
    /// With 0 for the digits that are not known.
    pub number: u32,
    /// A bit for each digit that is not known; the lowest is the last digit.
    pub unknown: u8,
}

impl Part {
    fn read(text: &str, length: usize) -> Option<Self> {
        let sound = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X');
        if !sound {
            return None;
        }
        let unknown = text.bytes().fold(0, |bits, byte| bits << 1 | u8::from(byte == b'X'));
        Some(Self { text: text.to_owned(), number: text.replace('X', "0").parse().ok()?, unknown })
    }
}

/// `2011`, `201X`, `2X1X`; with the minus sign already taken off.
pub(super) fn year(text: &str, negative: bool) -> Result<Part, String> {
    if text.len() > 4 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(OUT_OF_RANGE.to_owned());
    }
    let part = Part::read(text, 4).ok_or_else(|| format!("“{text}” is not a year in four digits"))?;
    if negative && part.number == 0 && part.unknown == 0 {
        return Err("the year 0 has no sign".to_owned());
    }
    Ok(part)
}

/// A month in two digits.
pub(super) fn month(text: &str) -> Result<Part, String> {
    let part = two(text, "month")?;
    if part.unknown == 0 && !(1..=12).contains(&part.number) {
        return Err(format!("there is no month {text}"));
    }
    Ok(part)
}

pub(super) fn two(text: &str, what: &str) -> Result<Part, String> {
    Part::read(text, 2).ok_or_else(|| format!("“{text}” is not a {what} in two digits"))
}

/// A date of which the year is not known, in words.
pub(super) fn without_year(month: Option<&Part>, day: Option<&Part>) -> String {
    let named = month.filter(|month| month.unknown == 0).and_then(|month| MONTHS.get(month.number as usize - 1));
    let numbered = day.filter(|day| day.unknown == 0).map(|day| day.number);
    let said = match (month, named, day, numbered) {
        (None, ..) => return "a year that is not known".to_owned(),
        (_, Some(month), None, _) => format!("a {month}"),
        (_, Some(month), _, Some(day)) => format!("{day} {month}"),
        (_, Some(month), Some(_), None) => format!("a day of {month}"),
        (_, None, None, _) => "a month".to_owned(),
        (_, None, _, Some(day)) => format!("day {day} of a month"),
        (_, None, ..) => "a day".to_owned(),
    };
    format!("{said}, in a year that is not known")
}

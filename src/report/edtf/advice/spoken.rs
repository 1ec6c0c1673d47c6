//! Dates in English words: `5 January 2022`, `Jan. 2022`, `spring 2001`, `Q2 2001`, `the 1980s`, `19th century`, `44 BC`.

use crate::report::wording::{MONTHS, WEEKDAYS};

/// What the words of a date say.
#[derive(Default)]
struct Said {
    year: Option<i32>,
    /// `198X`, `18XX`.
    span: Option<String>,
    /// A month, or the code of a season or a quarter.
    month: Option<u32>,
    day: Option<u32>,
    era: Option<bool>,
    /// A number that may be a year or a day.
    number: Option<u32>,
}

/// The date that is meant; `None` where a word is not understood or the year is missing.
pub(super) fn date(lower: &str) -> Option<String> {
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut said = Said::default();
    let mut index = 0;
    while index < words.len() {
        let next = words.get(index + 1).copied().unwrap_or_default();
        index += said.take(words[index], next)?;
    }
    said.write()
}

/// Whether a word is a name or its beginning, three letters at least.
fn begins(name: &str, word: &str) -> bool {
    word.len() >= 3 && name.to_lowercase().starts_with(word)
}

fn position<const N: usize>(names: [&str; N], word: &str) -> Option<u32> {
    names.iter().position(|name| begins(name, word)).and_then(|index| u32::try_from(index).ok())
}

impl Said {
    /// Takes a word, or two, and says how many.
    fn take(&mut self, word: &str, next: &str) -> Option<usize> {
        let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|suffix| word.strip_suffix(suffix)).and_then(|n| n.parse().ok());
        if let Some(number @ 1_u32..=99) = ordinal.filter(|_| next == "century") {
            self.span = Some(format!("{:02}XX", number - 1));
            return Some(2);
        }
        if matches!(word, "the" | "of" | "in" | "year") || WEEKDAYS.iter().any(|name| begins(name, word)) {
            return Some(1);
        }
        if let Some(month) = position(MONTHS, word) {
            self.month = Some(month + 1);
        } else if let Some(season) = position(["spring", "summer", "autumn", "winter"], word).or((word == "fall").then_some(2)) {
            self.month = Some(season + 21);
        } else if let Some(quarter @ 1_u32..=4) = word.strip_prefix('q').and_then(|number| number.parse().ok()) {
            self.month = Some(quarter + 32);
        } else if let "bc" | "bce" | "ad" | "ce" = word {
            self.era = Some(word.starts_with('b'));
        } else if let Some(decade) = word.strip_suffix("0s").filter(|decade| decade.len() == 3 && is_number(decade)) {
            self.span = Some(format!("{decade}X"));
        } else if word.len() == 4 && is_number(word) && self.year.is_none() {
            self.year = word.parse().ok();
        } else {
            let number: u32 = ordinal.or_else(|| word.parse().ok())?;
            let before =
                if self.day.is_none() && ordinal.is_some() { self.day.replace(number) } else { self.number.replace(number) };
            return before.is_none().then_some(1);
        }
        Some(1)
    }

    fn write(mut self) -> Option<String> {
        if self.span.is_some() {
            return self.span.filter(|_| self.year.is_none() && self.month.is_none() && self.day.is_none());
        }
        if self.year.is_none() && self.era.is_some() {
            self.year = self.number.take().and_then(|number| i32::try_from(number).ok());
        }
        let mut year = self.year?;
        if self.era == Some(true) {
            year = 1 - year;
        }
        let day = self.day.or(self.number);
        let year = if year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") };
        match (self.month, day) {
            (None, None) => Some(year),
            (Some(month), None) => Some(format!("{year}-{month:02}")),
            (Some(month), Some(day)) => Some(format!("{year}-{month:02}-{day:02}")),
            (None, Some(_)) => None,
        }
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

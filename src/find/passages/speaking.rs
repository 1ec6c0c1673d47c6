//! Who speaks in each sentence of a paragraph.

use std::collections::HashMap;

use super::units::Unit;
use super::voices::{Attribution, Speaker, attribution};
use crate::find::Language;
use crate::report::limits;

/// All who have been named so far.
#[derive(Debug, Default)]
pub struct Speakers {
    /// In the order in which they are named.
    pub all: Vec<Speaker>,
    by_name: HashMap<String, usize>,
    /// The one who was named last, and in which paragraph.
    last: Option<(usize, usize)>,
}

impl Speakers {
    /// The number of one who speaks; a last name alone is that of one who was named in full before.
    pub fn number(&mut self, speaker: Speaker) -> Option<usize> {
        let name = speaker.name.to_lowercase();
        if let Some(known) = self.by_name.get(&name) {
            return Some(*known);
        }
        if self.all.len() >= limits::SPEAKERS {
            return None;
        }
        let number = self.all.len();
        if speaker.kind == "person"
            && let Some((_, last)) = name.rsplit_once(' ')
        {
            self.by_name.entry(last.to_owned()).or_insert(number);
        }
        self.by_name.insert(name, number);
        self.all.push(speaker);
        Some(number)
    }

    /// Who speaks in each unit of a paragraph; `None` where nobody is named.
    pub fn of_paragraph(&mut self, units: &[Unit<'_>], text: &str, language: Language, paragraph: usize) -> Vec<Option<usize>> {
        let mut quoted: Vec<bool> = Vec::with_capacity(units.len());
        let mut open = false;
        let mut named: Vec<Option<usize>> = Vec::with_capacity(units.len());
        for unit in units {
            let words = &text[unit.bytes.clone()];
            quoted.push(open || words.starts_with(['“', '«', '„', '"']));
            open = stays_open(words, open);
            // Within a quotation that goes on, the words of the one who is quoted name others.
            let own = if quoted[quoted.len() - 1] && !words.contains(['”', '»', '"']) {
                None
            } else {
                attribution(&unit.words, text, language)
            };
            let number = match own {
                Some(Attribution::Named(speaker)) => self.number(speaker),
                Some(Attribution::Same) => self.last.filter(|(_, at)| paragraph - at <= 1).map(|(last, _)| last),
                None => None,
            };
            if let Some(number) = number {
                self.last = Some((number, paragraph));
            }
            named.push(number);
        }
        spread(&quoted, &named)
    }
}

/// Whether a quotation is open behind some words.
fn stays_open(words: &str, mut open: bool) -> bool {
    for c in words.chars() {
        open = match c {
            '“' | '«' | '„' => true,
            '”' | '»' => false,
            '"' => !open,
            _ => open,
        };
    }
    open
}

/// Within a quotation of several sentences, whoever is named in one of them says all: those before, and those behind.
fn spread(quoted: &[bool], named: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut all = named.to_vec();
    let mut speaker = None;
    for index in 0..all.len() {
        speaker = if quoted[index] || named[index].is_some() { named[index].or(speaker) } else { None };
        all[index] = all[index].or(speaker.filter(|_| quoted[index]));
    }
    for index in (0..all.len().saturating_sub(1)).rev() {
        if quoted[index] && quoted[index + 1] && all[index].is_none() {
            all[index] = all[index + 1];
        }
    }
    all
}

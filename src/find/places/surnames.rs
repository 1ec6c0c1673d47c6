//! Which names are those of persons or none at all in a Russian text, by the cases that surnames and towns do not share.

use std::collections::HashMap;

use super::lexicon;
use super::russian::is_patronymic;
use super::spots::{Name, Spot, Spots};
use super::tokens::{Shape, Words};
use super::world::Sort;
use crate::find::Language;
use crate::gazetteer;

/// For each spot, whether it names no place but a person: one is met with «Пугачевым», and a town is left with «Саратовом»; a patronymic
/// follows a given name.
#[must_use]
pub fn others(words: &Words<'_>, found: &Spots, language: Language) -> Vec<bool> {
    if language != Language::Russian {
        return vec![false; found.spots.len()];
    }
    let said: HashMap<String, usize> = words
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.shape == Shape::Capital)
        .map(|(index, _)| gazetteer::fold(words.word(index)))
        .filter(|word| ["", "о", "ом", "ым"].iter().any(|end| word.strip_suffix(end).is_some_and(is_surname)))
        .map(|word| (word, 0))
        .collect();
    let is_person = |name: &str| {
        let stem = name.strip_suffix('о').unwrap_or(name);
        // «Иваново» is no form of a surname, and «Иванов» none of that town.
        let is_town = said.contains_key(&format!("{stem}ом")) || stem != name && said.contains_key(name);
        is_surname(stem) && !is_town && (said.contains_key(&format!("{stem}ым")) || stem != name && said.contains_key(stem))
    };
    let is_led = |first: usize| {
        let before = words.get(first, -1).filter(|_| words.tokens[first].joins());
        before.is_some_and(|token| token.shape == Shape::Small && token.is(lexicon::IN | lexicon::SETTLED | lexicon::BEFORE))
    };
    // A town is something that happenings are in sooner or later.
    let mut uses: Vec<(usize, bool)> = vec![(0, false); found.names.len()];
    for spot in &found.spots {
        let own = &mut uses[spot.name];
        *own = (own.0 + 1, own.1 || spot.qualified || spot.first < spot.last || is_led(spot.first));
    }
    let is_never_in = |name: &Name, (count, is_in): (usize, bool)| {
        let is_small = name.senses.iter().all(|sense| sense.sort == Sort::Settlement && sense.importance < LARGE);
        is_small && !is_in && count >= OFTEN && is_surname(name.text.strip_suffix('о').unwrap_or(&name.text))
    };
    let names: Vec<bool> =
        found.names.iter().zip(&uses).map(|(name, uses)| is_person(&name.text) || is_never_in(name, *uses)).collect();
    let is_settled = |first: usize| {
        let before = words.get(first, -1).filter(|_| words.tokens[first].joins());
        before.is_some_and(|token| token.is(lexicon::SETTLED | lexicon::BEFORE) && token.shape == Shape::Small)
    };
    let is_named = |last: usize| {
        let behind = words.get(last, 1).filter(|token| token.joins() && token.shape == Shape::Capital);
        behind.is_some() && is_patronymic(&words.word(last + 1).to_lowercase())
    };
    // «Глаз висел у него на щеке»: a capital that only begins a sentence is none of a name.
    let mut shown = vec![false; found.names.len()];
    let begins = |first: usize, last: usize| {
        let goes_on = words.tokens.get(last + 1).is_some_and(|next| next.gap == 0 && next.shape == Shape::Small);
        words.tokens[first].begins() && goes_on
    };
    for spot in found.spots.iter().filter(|spot| !begins(spot.first, spot.last)) {
        shown[found.names[spot.name].base] = true;
    }
    let is_ordinary = |spot: &Spot| {
        let name = &found.names[spot.name];
        !shown[name.base] && name.senses.iter().all(|sense| sense.sort >= Sort::County && sense.importance < LARGE)
    };
    let single = found.spots.iter().map(|spot| spot.first == spot.last && !spot.qualified && !is_settled(spot.first));
    found
        .spots
        .iter()
        .zip(single)
        .map(|(spot, single)| single && (names[spot.name] || is_named(spot.last) || is_ordinary(spot)))
        .collect()
}

/// How often a name is met that no happening is in, before it is one of a person.
const OFTEN: usize = 3;
/// From which importance on a town is spoken of as one who acts: some hundred thousand people.
const LARGE: u8 = 96;

/// Whether a stem in lower case ends as surnames do that are also names of towns.
fn is_surname(stem: &str) -> bool {
    stem.chars().count() > 3 && ["ов", "ев", "ин", "ын"].iter().any(|end| stem.ends_with(end))
}

//! What stands around a name, and how the whole text uses it.

use std::collections::HashMap;

use super::lexicon as lx;
use super::spots::{Name, Spot};
use super::tokens::{COMMA, EDGE, HYPHEN, QUOTE, Shape, Token, Words};

/// How the words of a name are used in the whole text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Uses {
    /// As the name of a person.
    pub person: u32,
    /// As the name of a person, where the words before it or behind it leave little doubt: a title, a given name, an initial.
    pub led: u32,
    /// As the name of a place.
    pub place: u32,
    /// Behind an `In` with which a sentence begins.
    pub begins_in: u32,
    /// In small letters.
    pub small: u32,
    /// With a capital.
    pub capital: u32,
    /// Whether the first one with a capital is the name of a person.
    pub first_person: bool,
    /// Whether the words around that one leave little doubt of it.
    pub first_led: bool,
    /// Whether the first one with a capital is the name of a place.
    pub first_place: bool,
}

/// The words around a spot.
pub struct Around<'a> {
    /// The text.
    pub words: &'a Words<'a>,
    /// The first word of the name.
    pub first: usize,
    /// Its last word.
    pub last: usize,
}

impl Around<'_> {
    /// The word before, if it may belong to the same name.
    #[must_use]
    pub fn left(&self) -> Option<&Token> {
        self.words.tokens[self.first].joins().then(|| self.words.get(self.first, -1)).flatten()
    }

    /// The word behind, if it may belong to the same name.
    #[must_use]
    pub fn right(&self) -> Option<&Token> {
        self.words.tokens.get(self.last + 1).filter(|token| token.joins())
    }

    fn is_person(&self) -> bool {
        let left = self.left().is_some_and(|t| {
            t.is_name() && (t.is(lx::GIVEN) || t.shape == Shape::Initial)
                || t.is(lx::TITLE) && t.gap & EDGE == 0 && !t.is(lx::GIVEN)
        });
        let right = self.right().is_some_and(|t| {
            t.shape == Shape::Small && t.is(lx::SAY) || t.is(lx::SUFFIX) && t.is_name() || t.shape == Shape::Initial
        });
        left || right && !self.left().is_some_and(|t| t.is(lx::IN))
    }

    /// Whether it is one of two who are before a court: `Nixon v. Fitzgerald`.
    #[must_use]
    pub fn is_party(&self) -> bool {
        let is_versus = |at: usize| matches!(self.words.word(at), "v" | "vs");
        let is_before = self.left().is_some() && is_versus(self.first - 1);
        is_before || self.right().is_some() && is_versus(self.last + 1)
    }

    /// Whether a title, a given name or an initial stands before it, or a surname behind it.
    fn is_led(&self) -> bool {
        let is_site = self.right().is_some_and(|t| t.is_name() && t.is(lx::ROAD | lx::SITE | lx::LAND | lx::ORG));
        let left = self.left().is_some_and(|t| {
            let may_be_verb = t.begins() && t.is(lx::STOP | lx::MONTH | lx::ORDINARY);
            // “S. Main St.”; “Miss Ohio” is called after the place.
            let word = self.words.word(self.first - 1);
            let is_initial = t.shape == Shape::Initial && !matches!(word, "N" | "S" | "E" | "W");
            t.is_name() && !may_be_verb && (t.is(lx::GIVEN | lx::TITLE) && word != "Miss" || is_initial)
        });
        let right = self.right().is_some_and(|t| t.shape == Shape::Capital && t.is(lx::NAMELIKE));
        (left && self.words.gap(self.first) & HYPHEN == 0 || right) && !is_site
    }

    fn is_place(&self) -> bool {
        let right = self.right().is_some_and(Token::is_name);
        // “renamed “Nursultan””, “formerly Astana”
        let is_renamed = self.first > 0
            && self.words.gap(self.first) & !QUOTE == 0
            && matches!(self.words.word(self.first - 1), "renamed" | "formerly" | "переименована" | "переименован");
        !right && (is_renamed || self.left().is_some_and(|t| t.shape == Shape::Small && t.is(lx::IN)))
    }

    /// Whether a sentence begins with that something is in it: “In Chala, on the coast, it was calm”.
    fn begins_in(&self) -> bool {
        let is_in = self.left().is_some_and(|t| t.begins() && t.shape == Shape::Capital && t.is(lx::IN & !lx::OF));
        is_in && self.words.gap(self.last + 1) & COMMA != 0
    }
}

/// How every name of one word is used, by its [`Name::base`]. In Russian, all cases of it count together.
#[must_use]
pub fn uses(words: &Words<'_>, spots: &[Spot], names: &[Name]) -> HashMap<usize, Uses> {
    let mut uses: HashMap<usize, Uses> = HashMap::new();
    let mut forms: HashMap<String, usize> = HashMap::new();
    for spot in spots.iter().filter(|spot| spot.first == spot.last && !spot.short) {
        let base = names[spot.name].base;
        let around = Around { words, first: spot.first, last: spot.last };
        let is_party = names[spot.name].is_local() && around.is_party();
        let (person, place, led) = (is_party || around.is_person(), around.is_place(), is_party || around.is_led());
        let seen = uses.entry(base).or_default();
        seen.begins_in += u32::from(around.begins_in());
        if seen.capital == 0 {
            (seen.first_person, seen.first_led, seen.first_place) = (person, led, place);
            forms.insert(words.word(spot.first).to_lowercase(), base);
        }
        seen.capital += 1;
        seen.person += u32::from(person);
        seen.led += u32::from(led);
        seen.place += u32::from(place);
    }
    // A name that is always something that happenings are in is a place; one that is also used in other ways may be a person.
    for seen in uses.values_mut().filter(|seen| seen.place + seen.begins_in == seen.capital && seen.begins_in > 0) {
        (seen.place, seen.first_place) = (seen.capital, true);
    }
    for index in (0..words.tokens.len()).filter(|index| words.tokens[*index].shape == Shape::Small) {
        if let Some(seen) = forms.get(words.word(index)).and_then(|base| uses.get_mut(base)) {
            seen.small += 1;
        }
    }
    uses
}

/// For each spot, whether it goes on a list of which the first is what something is in: the last two of `in Osh, Batken and Talas`.
#[must_use]
pub fn lists(words: &Words<'_>, spots: &[Spot]) -> Vec<bool> {
    let mut lists: Vec<bool> = Vec::with_capacity(spots.len());
    for (index, spot) in spots.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| (&spots[before], lists[before]));
        let is_in = |before: &Spot| {
            let at = Around { words, first: before.first, last: before.last };
            at.left().is_some_and(|token| token.is(lx::IN & !lx::OF) && token.shape == Shape::Small)
        };
        let is_next = |before: &Spot| {
            let gap = words.gap(spot.first);
            let is_joined =
                matches!(words.word(before.last + 1), "and" | "or" | "и" | "или") && words.gap(before.last + 1) & !COMMA == 0;
            before.last + 1 == spot.first && gap == COMMA || before.last + 2 == spot.first && gap == 0 && is_joined
        };
        lists.push(before.is_some_and(|(before, goes_on)| is_next(before) && (goes_on || is_in(before))));
    }
    lists
}

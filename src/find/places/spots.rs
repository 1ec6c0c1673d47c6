//! Where a text may name a place: the longest names of the gazetteer, short forms, and "X, Y" where X lies in Y.

mod settle;

use std::collections::HashMap;

use crate::gazetteer::{self, Gazetteer, Group, Role};

use super::beside::{expanded, is_area, is_area_of_union, is_union, other};
use super::lexicon::{self, Class, Lexicon};
use super::russian;
use super::seas;
use super::tokens::{COMMA, DOT, END, Shape, Words};
use super::world::{self, Meaning, Sense, Sort};
use crate::find::Language;
use crate::report::limits;

/// From which importance on a place is told although a people is called the same: some hundred thousand people.
const KNOWN: u8 = 96;

/// Words that are parts of names and hardly ever names by themselves.
const PLAIN: Class = lexicon::STOP
    | lexicon::DAY
    | lexicon::TITLE
    | lexicon::DIRECTION
    | lexicon::ORG
    | lexicon::ROAD
    | lexicon::SITE
    | lexicon::LAND
    | lexicon::BEFORE
    | lexicon::SHIP;

/// Words that may be the name of a place.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// The first word.
    pub first: usize,
    /// The last word.
    pub last: usize,
    /// Which name.
    pub name: usize,
    /// Whether it is a short form, such as `Ga.`
    pub short: bool,
    /// Whether the place lies in what is named behind a comma.
    pub qualified: bool,
    /// Whether the place before it lies in this one.
    pub qualifies: bool,
}

/// A name in one sense: the same words with another "Y" behind the comma are another one.
#[derive(Clone, Debug)]
pub struct Name {
    /// Folded.
    pub text: String,
    /// What it may mean.
    pub senses: Vec<Sense>,
    /// The countries of the people who are called so.
    pub peoples: Vec<[u8; 2]>,
    /// How probable each sense is.
    pub shares: Vec<f32>,
    /// Whether "Y" behind a comma chose among the senses somewhere.
    pub qualified: bool,
    /// How often it stands in the text.
    pub count: usize,
    /// The name without "Y".
    pub base: usize,
    /// Whether it is known and has no position.
    pub bare: bool,
}

/// All that was spotted.
#[derive(Debug, Default)]
#[expect(clippy::struct_field_names, reason = "the spots themselves, among what was learned on the way")]
pub struct Spots {
    /// In order.
    pub spots: Vec<Spot>,
    /// What they name.
    pub names: Vec<Name>,
    known: HashMap<String, Option<usize>>,
    variants: HashMap<(usize, Vec<usize>), usize>,
}

/// Whether a word is a Roman number: `XIV`.
fn is_numeral(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'Х'))
}

/// Whether a word is short for two: `I'd` is not Idaho.
fn is_contraction(word: &str) -> bool {
    word.rsplit_once(['\'', '’']).is_some_and(|(_, end)| matches!(end, "d" | "ll" | "m" | "ve" | "re"))
}

/// Whether words stand together by chance: initials, a date, or what is called `the Center` where it stands.
fn is_loose(words: &Words<'_>, first: usize, last: usize) -> bool {
    let all = &words.tokens[first..=last];
    let is_initials = all.iter().all(|token| token.shape == Shape::Initial) && words.gap(first) & COMMA == 0;
    let is_date = all[0].is(lexicon::MONTH) && words.tokens[last].shape == Shape::Digits;
    let is_common = matches!(words.word(first), "The" | "the") && all[1..].iter().all(|token| token.is(PLAIN));
    is_initials && words.gap(last) & DOT == 0 || is_date || is_common
}

impl Name {
    /// Whether it means no area as large as a province, nor anything larger.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.senses.iter().all(|sense| sense.sort > Sort::Province)
    }
}

impl Spots {
    /// Looks for all names of a text.
    #[must_use]
    pub fn new(words: &Words<'_>, lexicon: &Lexicon) -> Self {
        let mut found = Self::default();
        let mut at = 0;
        while at < words.tokens.len() && found.spots.len() < limits::PLACE_SPOTS {
            if let Some(last) = other(words, lexicon, at) {
                at = last + 1;
                continue;
            }
            at = match found.longest(words, lexicon, at) {
                Some(spot) => {
                    found.spots.push(spot);
                    spot.last + 1
                }
                None => at + 1,
            };
        }
        found.settle(words);
        for spot in &found.spots {
            found.names[spot.name].count += 1;
        }
        found
    }

    fn longest(&mut self, words: &Words<'_>, lexicon: &Lexicon, first: usize) -> Option<Spot> {
        let token = words.tokens[first];
        if !token.is_name() || is_contraction(words.word(first)) {
            return None;
        }
        let spot = |last, name, short| Spot { first, last, name, short, qualified: false, qualifies: false };
        if let Some(last) = words.get(first, 1).filter(|next| next.gap == DOT && next.is_name()).map(|_| first + 1)
            && words.word(first).len() <= 2
            // “S. D.” is South Dakota behind the name of a town, and else the initials of anything.
            && (words.word(first + 1).len() > 1 || words.gap(first) & COMMA != 0)
            && let Some(name) = self.short(lexicon, words.slice(first, last), true)
        {
            return Some(spot(last, name, true));
        }
        let walks = if lexicon.language == Language::Russian {
            [self.walk_forms(words, first), None]
        } else {
            let expanded = expanded(words.word(first));
            [self.walk(words, first, None), expanded.and_then(|full| self.walk(words, first, Some(full)))]
        };
        if let Some((last, name)) = walks.into_iter().flatten().max_by_key(|(last, _)| *last)
            && last > first
            // “the Southern District of Florida” is none of the districts that are called so.
            && !(token.is(lexicon::DIRECTION) && words.tokens[last].is(lexicon::AREA) && words.word(last + 1) == "of")
            && (!is_loose(words, first, last) || self.is_large(name))
        {
            return Some(spot(last, name, false));
        }
        if let Some(name) = seas::full(words, lexicon, first).and_then(|full| self.sea(full)) {
            return Some(spot(first, name, false));
        }
        let word = words.word(first);
        let after_place = words.gap(first) & COMMA != 0 && self.spots.last().is_some_and(|spot| spot.last + 1 == first);
        if is_union(word) && !is_area_of_union(words, first, lexicon.language) {
            return None;
        }
        if let Some(name) = self.short(lexicon, word, after_place || words.gap(first + 1) & DOT != 0) {
            return Some(spot(first, name, true));
        }
        let plain = token.is(PLAIN) && !token.is(lexicon::GIVEN & lexicon::SURNAME);
        // “Br. in Opp. to”: a word that is cut short.
        let is_cut = words.gap(first + 1) == END && words.tokens[first + 1].shape == Shape::Small && word.chars().count() < 5;
        if token.shape == Shape::Initial || word.chars().count() < 3 || is_numeral(word) || is_cut {
            return None;
        }
        let (_, name) = walks.into_iter().flatten().next()?;
        (!plain || self.is_large(name)).then_some(spot(first, name, false))
    }

    /// The longest name that begins at a word: its last word, and which it is.
    fn walk(&mut self, words: &Words<'_>, first: usize, begin: Option<&str>) -> Option<(usize, usize)> {
        let mut walk = Gazetteer::embedded().walk();
        let mut best = None;
        for last in first..words.tokens.len().min(first + limits::PLACE_WALKS.0) {
            if last > first && !words.tokens[last].joins() {
                break;
            }
            let word = gazetteer::fold(if last == first { begin.unwrap_or(words.word(first)) } else { words.word(last) });
            let goes_on = walk.push(&word);
            if (words.tokens[last].is_name() || words.tokens[last].shape == Shape::Digits)
                && let Some(group) = walk.here()
                && let Some(name) = self.name(walk.folded(), group)
                && let Some(name) = self.unless_code(words, last, name)
            {
                best = Some((last, name));
            }
            if !goes_on {
                break;
            }
        }
        best
    }

    /// The longest name that begins at a word, each of whose words may stand in any case.
    fn walk_forms(&mut self, words: &Words<'_>, first: usize) -> Option<(usize, usize)> {
        let mut walks = vec![(Gazetteer::embedded().walk(), 0_u8)];
        let mut best: Option<(usize, u16, String, Group)> = None;
        for last in first..words.tokens.len().min(first + limits::PLACE_WALKS.0) {
            let token = &words.tokens[last];
            if last > first && !token.joins() {
                break;
            }
            let forms = russian::bases(&words.word(last).to_lowercase());
            let mut longer = Vec::new();
            for (walk, changed) in &walks {
                for (at, form) in forms.iter().enumerate() {
                    let mut next = walk.clone();
                    let goes_on = next.push(&gazetteer::fold(form));
                    let changed = changed + u8::from(at > 0);
                    // «Ростовской области» ends with a small word that says what it is.
                    let is_area = last > first && token.is(lexicon::LAND);
                    if let Some(group) = next.here().filter(|_| token.is_name() || token.shape == Shape::Digits || is_area) {
                        // The form as it stands is the likelier one by some.
                        let weight = world::importance(group) + if changed == 0 { 24 } else { 0 };
                        if best.as_ref().is_none_or(|(at, most, _, _)| (last, weight) > (*at, *most)) {
                            best = Some((last, weight, next.folded().to_owned(), group));
                        }
                    }
                    if goes_on && longer.len() < limits::PLACE_WALKS.1 {
                        longer.push((next, changed));
                    }
                }
            }
            walks = longer;
            if walks.is_empty() {
                break;
            }
        }
        let (last, _, folded, group) = best?;
        self.name(&folded, group).map(|name| (last, name))
    }

    /// Whether a name that has other uses is still that of a state or a large city.
    fn is_large(&self, name: usize) -> bool {
        self.names[name].senses.iter().any(|sense| sense.population > 2_000_000 && sense.role == Role::Main)
    }

    /// A short form; those that are also words, only where something shows it.
    fn short(&mut self, lexicon: &Lexicon, slice: &str, shown: bool) -> Option<usize> {
        let key: String = slice.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
        let short = lexicon.abbreviation(&key)?;
        let dotted = slice.contains('.');
        let capitals = key.chars().all(char::is_uppercase);
        let plain = key.len() >= 2 && !short.postal && (capitals || lexicon.language == Language::Russian);
        if !(shown || dotted || plain) {
            return None;
        }
        let text = if short.full.is_empty() { format!("\u{1}{key}") } else { format!("{}\u{1}{}", short.full, short.country) };
        if let Some(known) = self.known.get(&text) {
            return *known;
        }
        if short.full.is_empty() {
            let name = self.bare(&key);
            self.known.insert(text, name);
            return name;
        }
        let mut meaning = world::named(short.full);
        meaning.senses.retain(|s| {
            (short.country.is_empty() || s.country == short.country.as_bytes()) && (s.sort <= Sort::Province) == short.area
        });
        let name = if meaning.senses.is_empty() { self.bare(&key) } else { self.add(gazetteer::fold(short.full), meaning) };
        self.known.insert(text, name);
        name
    }

    /// A sea by its short name and the whole ones.
    fn sea(&mut self, (short, full): (&str, &[&str])) -> Option<usize> {
        let text = format!("\u{2}{short}");
        if let Some(known) = self.known.get(&text) {
            return *known;
        }
        let mut meaning = Meaning::default();
        for name in full {
            meaning.senses.extend(world::named(name).senses);
        }
        meaning.senses.retain(|sense| matches!(sense.sort, Sort::World | Sort::Natural));
        let name = if meaning.senses.is_empty() { None } else { self.add(gazetteer::fold(short), meaning) };
        self.known.insert(text, name);
        name
    }

    fn name(&mut self, folded: &str, group: Group) -> Option<usize> {
        if let Some(known) = self.known.get(folded) {
            return *known;
        }
        let name = self.add(folded.to_owned(), world::meaning(group));
        self.known.insert(folded.to_owned(), name);
        name
    }

    /// A name as it is meant where it ends with a word: a code such as `SUR` stands in capitals, and “Sur” is none.
    fn unless_code(&mut self, words: &Words<'_>, last: usize, name: usize) -> Option<usize> {
        let is_code = |sense: &&Sense| sense.role == Role::Code;
        let all = &self.names[name].senses;
        // “Calif” and “America” are short, and no codes.
        let is_long = words.word(last).len() > 3;
        if is_long || words.tokens[last].shape != Shape::Capital || !all.iter().any(|sense| is_code(&sense)) {
            return Some(name);
        }
        let text = format!("\u{3}{name}");
        if let Some(known) = self.known.get(&text) {
            return *known;
        }
        let senses: Vec<Sense> = all.iter().filter(|sense| !is_code(sense)).cloned().collect();
        let meaning = Meaning { senses, peoples: self.names[name].peoples.clone() };
        let plain = self.add(self.names[name].text.clone(), meaning);
        self.known.insert(text, plain);
        plain
    }

    /// A name that is known and has no position.
    fn bare(&mut self, text: &str) -> Option<usize> {
        let base = self.names.len();
        let (senses, peoples, shares) = (Vec::new(), Vec::new(), Vec::new());
        (base < limits::PLACE_NAMES).then(|| {
            self.names.push(Name { text: text.to_owned(), senses, peoples, shares, qualified: false, count: 0, base, bare: true });
            base
        })
    }

    fn add(&mut self, text: String, meaning: Meaning) -> Option<usize> {
        let Meaning { mut senses, peoples } = meaning;
        if !peoples.is_empty() {
            // The name of a people is left alone, unless a country, a province or a large place bears it as well.
            senses.retain(|sense| sense.sort <= Sort::Province || sense.role == Role::Main && sense.importance >= KNOWN);
        }
        world::seat(&mut senses);
        if senses.is_empty() && peoples.is_empty() || self.names.len() >= limits::PLACE_NAMES {
            return None;
        }
        let base = self.names.len();
        let shares = vec![0.0; senses.len()];
        self.names.push(Name { text, senses, peoples, shares, qualified: false, count: 0, base, bare: false });
        Some(base)
    }
}

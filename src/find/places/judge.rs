//! From spots to places: senses and clues by turns, because each depends on the other.

use std::collections::HashMap;

use super::around::{self, Around, Uses};
use super::choose::{self, Points, Votes};
use super::clues::{ALL, Clues, Seen, Support};
use super::lexicon::{self, Lexicon};
use super::spots::{Name, Spots};
use super::surnames;
use super::tokens::{Shape, Words};
use super::world::Sort;
use super::{Asked, weights, weights_ru};
use crate::find::Language;
use crate::gazetteer::Role;
use crate::report::limits;

/// How often senses and clues are weighed anew.
const ROUNDS: usize = 3;

/// A text that was read, with what was found.
pub struct Judged<'a> {
    /// Its words.
    pub words: Words<'a>,
    /// Spots and names.
    pub found: Spots,
    /// For each spot, how probably it is a place.
    pub places: Vec<f32>,
    /// For each spot, what was seen.
    pub seen: Vec<Seen>,
    /// For each name, the points of its senses.
    pub points: Vec<Vec<Points>>,
    /// The countries that the reports are about.
    pub home: Vec<[u8; 2]>,
}

/// Reads a text and judges its spots.
#[must_use]
pub fn judge<'a>(asked: &Asked<'a>, lexicon: &Lexicon) -> Judged<'a> {
    let words = Words::new(asked.text, lexicon, limits::PLACE_WORDS);
    let mut found = Spots::new(&words, lexicon);
    let uses = around::uses(&words, &found.spots, &found.names);
    let home: Vec<[u8; 2]> = asked.home.iter().filter_map(|c| c.to_ascii_uppercase().as_bytes().try_into().ok()).collect();
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut headings: Vec<(u32, u32)> = asked.headings.iter().map(|h| (number(h.start), number(h.end))).collect();
    headings.sort_unstable();
    // What leads a name tells little in Russian, where cases tell more.
    let is_english = lexicon.language != Language::Russian;
    let persons = surnames::others(&words, &found, lexicon.language);
    let caseless = is_caseless(&words);
    let mut places = vec![0.0; found.spots.len()];
    let mut seen = Vec::new();
    let weights = weights_of(lexicon.language);
    let hints = hints(&words, lexicon, &found);
    let mut trust = vec![0.0; found.names.len()];
    choose::weigh(&mut found.names, &trust, &Votes::new(&[], &[], &hints), &home);
    let mut votes = Votes::default();
    for _ in 0..ROUNDS {
        // What was seen in a long text takes hundreds of megabytes: once is enough.
        drop(std::mem::take(&mut seen));
        seen = look(&words, &found, &uses, &votes, &trust, caseless, &headings);
        places = seen.iter().map(|seen| probability(seen, &weights)).collect();
        for (index, place) in places.iter_mut().enumerate() {
            let name = &found.names[found.spots[index].name];
            let spot = &found.spots[index];
            let around = Around { words: &words, first: spot.first, last: spot.last };
            let is_party = name.is_local() && !spot.qualified && around.is_party();
            if persons[index] || is_english && (is_party || is_namesake(name, uses.get(&name.base))) {
                *place = 0.0;
            }
        }
        trust = trusts(&found, &places);
        votes = Votes::new(&found.names, &trust, &hints);
        choose::weigh(&mut found.names, &trust, &votes, &home);
        votes = Votes::new(&found.names, &trust, &hints);
    }
    let points = (0..found.names.len())
        .map(|name| {
            let of = &found.names[name];
            (0..of.senses.len()).map(|index| votes.points(of, trust[name], index, &home)).collect()
        })
        .collect();
    Judged { words, found, places, seen, points, home }
}

fn look(
    words: &Words<'_>,
    found: &Spots,
    uses: &HashMap<usize, Uses>,
    votes: &Votes,
    trust: &[f32],
    caseless: bool,
    headings: &[(u32, u32)],
) -> Vec<Seen> {
    let lists = around::lists(words, &found.spots);
    let clues = Clues { words, spots: &found.spots, names: &found.names, uses, caseless, headings, lists: &lists };
    let support: Vec<_> = found
        .names
        .iter()
        .zip(trust)
        .map(|(name, trust)| {
            let best = (0..name.senses.len()).max_by(|a, b| name.shares[*a].total_cmp(&name.shares[*b])).unwrap_or_default();
            if name.senses.is_empty() { Support::default() } else { votes.support(name, *trust, best) }
        })
        .collect();
    found.spots.iter().enumerate().map(|(index, spot)| clues.of(index, support[spot.name])).collect()
}

/// Whether a name that is not the one of a city today is that of a person in this text, as Gorky is behind “Maxim Gorky”.
fn is_namesake(name: &Name, uses: Option<&Uses>) -> bool {
    let best = (0..name.senses.len()).max_by(|a, b| name.shares[*a].total_cmp(&name.shares[*b]));
    let is_other = best.is_some_and(|best| {
        let sense = &name.senses[best];
        sense.sort == Sort::Settlement && matches!(sense.role, Role::Former | Role::Alternate)
    });
    is_other && uses.is_some_and(|uses| uses.led > 0 && uses.place + uses.begins_in == 0)
}

/// How probable a place is, from what was seen.
fn probability(seen: &Seen, weights: &[f32; ALL.len()]) -> f32 {
    let sum: f32 = seen.iter().map(|(clue, value)| weights[*clue as usize] * value).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// The weights of clues in a language, by their numbers.
fn weights_of(language: Language) -> [f32; ALL.len()] {
    let list = if language == Language::Russian { weights_ru::CLUES } else { weights::CLUES };
    let mut weights = [0.0; ALL.len()];
    for (clue, weight) in list {
        weights[*clue as usize] = *weight;
    }
    weights
}

/// How probably a spot is a place and its best sense the right one.
#[must_use]
pub fn confidence(place: f32, share: f32) -> f32 {
    let logit = |p: f32| {
        let p = p.clamp(1e-4, 1.0 - 1e-4);
        (p / (1.0 - p)).ln()
    };
    let [constant, of_place, of_share] = weights::CONFIDENCE;
    1.0 / (1.0 + (-(constant + of_place * logit(place) + of_share * logit(share))).exp())
}

/// How much each name counts in the votes: as its surest spot, and a little more when it is repeated.
fn trusts(found: &Spots, places: &[f32]) -> Vec<f32> {
    let mut trust = vec![0.0_f32; found.names.len()];
    for (spot, place) in found.spots.iter().zip(places) {
        // Names within those of offices and firms tell as well where a text is at home.
        trust[spot.name] = trust[spot.name].max(0.75 * place + 0.25 * place.sqrt());
    }
    for (trust, name) in trust.iter_mut().zip(&found.names) {
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let count = name.count.max(1) as f32;
        *trust *= 1.0 + 0.3 * count.ln();
    }
    trust
}

/// The share of each country among the words that are used in one country above all.
fn hints(words: &Words<'_>, lists: &Lexicon, found: &Spots) -> HashMap<[u8; 2], f32> {
    let mut counts: HashMap<[u8; 2], f32> = HashMap::new();
    let mut all = 1.0;
    for index in (0..words.tokens.len()).filter(|index| words.tokens[*index].is(lexicon::HINT)) {
        let countries = lists.hints(&words.word(index).to_lowercase());
        all += 1.0;
        for country in countries {
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let part = 1.0 / countries.len() as f32;
            *counts.entry(*country).or_default() += part;
        }
    }
    for name in found.spots.iter().map(|spot| &found.names[spot.name]) {
        for country in &name.peoples {
            *counts.entry(*country).or_default() += 1.0;
            all += 1.0;
        }
    }
    counts.into_iter().map(|(country, count)| (country, count / all)).collect()
}

/// Whether capitals tell nothing, because there are hardly any small letters.
fn is_caseless(words: &Words<'_>) -> bool {
    let small = words.tokens.iter().filter(|token| token.shape == Shape::Small).count();
    let loud = words.tokens.iter().filter(|token| token.shape == Shape::Capitals).count();
    small < loud
}

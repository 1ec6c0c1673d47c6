//! Places in a text: where they are named, what is no place, which of several is meant, and why.
//!
//! A text is read once into [`tokens`], in which [`spots`] finds the longest names of the gazetteer. For each spot, [`clues`]
//! lists what speaks for and against a place: the words around it and the other uses of the name in the text. For each of its
//! senses, [`choose`] lists what speaks for that one: what lies near, in which country and province the others are, how many
//! people live there. [`judge()`] weighs both by turns, because each depends on the other; the weights are learned, and
//! `weights` says how. What only looks like the name of a place comes from [`shapes`]. All of it takes time in proportion to
//! the text.

mod around;
mod beside;
pub mod choose;
pub mod clues;
mod judge;
mod kinds;
mod lexicon;
mod nominative;
pub mod parts;
mod reasons;
mod russian;
mod seas;
mod shapes;
mod sites;
mod spots;
mod surnames;
#[cfg(test)]
mod tests;
mod tokens;
mod weights;
mod weights_ru;
mod world;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::Language;
use crate::gazetteer::{self, EntryIx};
use crate::report::limits;
use crate::report::place::{LonLat, PlaceKind};
use crate::report::text::Span;
pub use judge::{Judged, confidence, judge};
pub use reasons::Reason;
use shapes::Shaped;
use tokens::Words;
use world::{Sense, Sort};

/// From which confidence on a place is put on the map; below it, markers would be wrong more often than is good.
const LEAST: f32 = 0.4;

/// A decision of a person about a name: what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The id of the dossier's place.
    pub id: String,
    /// Where it is, if that is known.
    pub point: Option<LonLat>,
}

/// What is asked of the finder.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The text.
    pub text: &'a str,
    /// Its headings, in code points.
    pub headings: &'a [Span],
    /// Its language.
    pub language: Language,
    /// The countries that the reports are about (ISO 3166 alpha-2).
    pub home: &'a [String],
    /// What a person has decided about names: which place is meant, or that it is none.
    pub checked: &'a [(String, Option<Known>)],
}

/// A place that may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Where it stands in the gazetteer; `None` for a place of the dossier.
    pub entry: Option<EntryIx>,
    /// Its id in the dossier, where a person has decided.
    pub id: Option<String>,
    /// Its main name.
    pub name: String,
    /// What sort of place it is.
    pub kind: PlaceKind,
    /// Where it is; `None` where only the dossier could know it.
    pub point: Option<LonLat>,
    /// ISO 3166 alpha-2; empty where there is none.
    pub country: String,
    /// The name of that country.
    pub country_name: String,
    /// The name of the first part of the country it lies in; empty where there is none.
    pub province: String,
    /// How probable it is among the candidates, 0 to 1.
    pub score: f32,
}

/// A place that is named in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundPlace {
    /// Where it is named, in code points.
    pub span: Span,
    /// Which place is meant; `None` where that is not sure enough, and for sites.
    pub chosen: Option<Arc<Candidate>>,
    /// Which others could be, the most probable first; five at most.
    pub others: Arc<[Candidate]>,
    /// What sort of place it is.
    pub kind: PlaceKind,
    /// Where only a part of the chosen area is meant, which.
    pub part: Option<parts::Part>,
    /// For a site, the found place that it belongs to.
    pub site_of: Option<usize>,
    /// For a site whose name begins with that of a settlement, that one: the hospital of `Almaty Hospital` is in Almaty.
    pub within: Option<Arc<Candidate>>,
    /// Its name, where the text has it in other cases.
    pub title: Option<String>,
    /// How sure it is that a place is meant and that it is the chosen one, 0 to 1. Of ten that are as sure as 0.7, seven are right.
    pub confidence: f32,
    /// Why, the most telling first.
    pub reasons: Vec<Reason>,
}

/// The places that a text names: sorted, none overlapping another, and the same every time.
#[must_use]
pub fn find(asked: &Asked<'_>) -> Vec<FoundPlace> {
    let judged = trace(asked);
    let placed = reasons::Placed::new(&judged, LEAST);
    let mut found: Vec<(usize, usize, FoundPlace)> = Vec::new();
    for (index, spot) in judged.found.spots.iter().enumerate() {
        if let Some(place) = placed.place(&judged, index, asked) {
            found.push((spot.first, spot.last, place));
        }
    }
    parts::tell(&judged.words, asked.language, &mut found);
    with_shapes(&judged.words, asked.language, &mut found);
    if asked.language == Language::Russian {
        nominative::tell(&judged.words, &mut found);
    }
    found.into_iter().map(|(_, _, place)| place).collect()
}

/// What the finder sees in a text; the weights are learned from it.
#[must_use]
pub fn trace<'a>(asked: &Asked<'a>) -> Judged<'a> {
    judge(asked, lexicon::of(asked.language))
}

/// A stretch of words in code points.
fn span(words: &Words<'_>, first: usize, last: usize) -> Span {
    let start = words.tokens[first].at as usize;
    Span { start, end: start + words.slice(first, last).chars().count() }
}

/// Adds what only its shape shows, where nothing was found by name, and says to which settlement sites belong.
fn with_shapes(words: &Words<'_>, language: Language, found: &mut Vec<(usize, usize, FoundPlace)>) {
    let all = shapes::shapes(words, language);
    let whole: Vec<&Shaped> = all.iter().filter(|shape| shape.is_whole).collect();
    found.retain(|(first, last, _)| {
        let next = whole.get(whole.partition_point(|shape| shape.last < *first));
        let holds = |shape: &&Shaped| shape.first <= *first && *last <= shape.last && (shape.first, shape.last) != (*first, *last);
        !next.is_some_and(holds)
    });
    let shaped: Vec<Shaped> = all.into_iter().filter_map(|shape| beside(words, shape, found)).collect();
    found.extend(shaped.into_iter().map(|Shaped { first, last, kind, .. }| {
        let place = FoundPlace {
            span: span(words, first, last),
            chosen: None,
            others: Arc::default(),
            kind,
            part: None,
            site_of: None,
            within: None,
            title: None,
            confidence: SHAPED,
            reasons: vec![Reason::Shape],
        };
        (first, last, place)
    }));
    found.sort_by_key(|(first, _, _)| *first);
    // Two shapes may share a word: “St. Aaa Lake Lake”. The first one stands.
    let mut end = 0;
    found.retain(|(_, _, place)| {
        let is_apart = place.span.start >= end && !place.span.is_empty();
        end = if is_apart { place.span.end } else { end };
        is_apart
    });
    found.truncate(limits::PLACE_SPOTS);
    sites::belong(words, found);
}

/// What is left of a shape beside what was found by name: all of it, or the words that say what it is. Where it begins with the
/// name of a settlement, it is a site there, and the settlement itself is not named.
fn beside(words: &Words<'_>, shape: Shaped, found: &mut [(usize, usize, FoundPlace)]) -> Option<Shaped> {
    let next = found.partition_point(|(_, last, _)| *last < shape.first);
    let is_free = |at: usize| found.get(at).is_none_or(|(first, _, _)| *first > shape.last);
    if is_free(next) {
        return Some(shape);
    }
    if !is_free(next + 1) {
        return None;
    }
    let (first, last, place) = &mut found[next];
    let is_begin = *first == shape.first && *last < shape.last && place.kind == PlaceKind::Settlement;
    let is_common = shape.core > shape.first;
    let is_all = *last + 1 == if is_common { shape.core } else { shape.last };
    if is_begin && (is_common || kinds::is_apart(words, shape.last)) && is_common != is_all {
        // “Nirmal Nagar police station”, “Agra Road”: the town of the name is not meant.
        place.span.end = place.span.start;
        return Some(shape);
    }
    if is_begin && (is_common || kinds::is_institution(words, shape.last)) && place.within.is_none() {
        *last = shape.last;
        place.within = place.chosen.take();
        (place.kind, place.span) = (PlaceKind::Site, span(words, shape.first, shape.last));
        if place.within.is_none() {
            (place.confidence, place.reasons, place.others) = (SHAPED, vec![Reason::Shape], Arc::default());
        }
    } else if *last < shape.core {
        return Some(Shaped { first: shape.core, ..shape });
    }
    None
}

/// How sure it is that a name which only its shape shows is the name of a place: about two of three are, in news.
const SHAPED: f32 = 0.6;

fn kind(sort: Sort) -> PlaceKind {
    match sort {
        Sort::World => PlaceKind::World,
        Sort::Country => PlaceKind::Country,
        Sort::Province | Sort::County | Sort::Natural => PlaceKind::Region,
        Sort::Settlement => PlaceKind::Settlement,
        Sort::Site => PlaceKind::Site,
    }
}

fn candidate(sense: &Sense, score: f32) -> Candidate {
    let world = gazetteer::Gazetteer::embedded();
    Candidate {
        entry: Some(sense.entry),
        id: None,
        name: world.entry(sense.entry).name,
        kind: kind(sense.sort),
        point: Some(sense.point),
        country: std::str::from_utf8(&sense.country).ok().filter(|_| sense.country != [0; 2]).unwrap_or_default().to_owned(),
        country_name: country_name(sense.country),
        province: sense.province.filter(|ix| *ix != sense.entry).map(|ix| world.entry(ix).name).unwrap_or_default(),
        score,
    }
}

/// The name of a country as it stands within a sentence; empty where there is none.
fn country_name(code: [u8; 2]) -> String {
    static NAMES: OnceLock<HashMap<[u8; 2], &'static str>> = OnceLock::new();
    let names = NAMES.get_or_init(|| lexicon::countries().map(|(code, name, _)| (code, name)).collect());
    names.get(&code).copied().unwrap_or_default().to_owned()
}

//! To which settlement a site belongs: one that stands beside it, or else the one that is spoken of.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::SplitInclusive;
use std::sync::Arc;

use super::FoundPlace;
use super::reasons::Reason;
use super::tokens::Words;
use crate::report::place::PlaceKind;

/// Says of each site among the places of a text, each with its first and last word, in which of them it is.
pub(super) fn belong(words: &Words<'_>, found: &mut [(usize, usize, FoundPlace)]) {
    let settled: Vec<bool> =
        found.iter().map(|(_, _, place)| place.kind == PlaceKind::Settlement && place.chosen.is_some()).collect();
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    // Mentions of one name share what is chosen.
    let entry = |place: &FoundPlace| place.chosen.as_ref().map(|chosen| Arc::as_ptr(chosen).addr());
    for (_, _, place) in found.iter().filter(|(_, _, place)| place.kind == PlaceKind::Settlement) {
        if let Some(entry) = entry(place) {
            *counts.entry(entry).or_default() += 1;
        }
    }
    let all: usize = counts.values().sum();
    let is_of_one = counts.values().any(|count| *count >= MOST.0 && count * 100 >= all * MOST.1);
    // In a report on one city, a town that is named once is not where the next police station stands, and no town is that
    // somebody comes from or leaves for.
    let leads = |(first, _, place): &(usize, usize, FoundPlace)| {
        let is_away = first.checked_sub(1).is_some_and(|at| matches!(words.word(at), "from" | "for" | "из" | "от"));
        let count = entry(place).and_then(|entry| counts.get(&entry)).copied().unwrap_or_default();
        !is_away && (!is_of_one || count > SELDOM)
    };
    let mut lines = Lines::new(words.text);
    let (mut before, mut heading) = (None, None);
    for index in 0..found.len() {
        let at = words.tokens[found[index].0].start as usize;
        while lines.end <= at && lines.read() {
            // A paragraph that names no other is told of the settlement in the heading above it.
            heading = heading.filter(|_| !lines.is_heading);
            before = heading.or(before);
        }
        if settled[index] && leads(&found[index]) {
            before = Some(index);
            heading = if lines.is_heading { before } else { heading };
        }
        if found[index].2.kind != PlaceKind::Site {
            continue;
        }
        if let Some(within) = &found[index].2.within {
            let settlement = within.name.clone();
            found[index].2.reasons = vec![Reason::SiteOf { settlement }];
            continue;
        }
        // "The airport of X" and "X Square, Y" name it at once; else the last one that was spoken of is meant.
        let next = index + 1;
        let follows = settled.get(next) == Some(&true) && found[next].0 <= found[index].1 + 2;
        let of = if follows { Some(next) } else { before };
        found[index].2.site_of = of;
        if let Some(name) = of.and_then(|of| found[of].2.chosen.as_ref()).map(|chosen| chosen.name.clone()) {
            found[index].2.reasons.push(Reason::SiteOf { settlement: name });
        }
    }
}

/// How often a city is named at least, and how many of a hundred settlements it is, in a report on it.
const MOST: (usize, usize) = (20, 35);
/// How often other towns are named in such a report that are not where it tells of.
const SELDOM: usize = 2;
/// The longest heading, in bytes.
const LONGEST: usize = 80;

/// The lines of a text, one after the other.
struct Lines<'a> {
    rest: Peekable<SplitInclusive<'a, char>>,
    /// Where the line that is read ends, in bytes.
    end: usize,
    /// Whether it is a heading: short, by itself, and without the end of a sentence.
    is_heading: bool,
    is_blank: bool,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self { rest: text.split_inclusive('\n').peekable(), end: 0, is_heading: false, is_blank: true }
    }

    /// Reads the next line, if there is one.
    fn read(&mut self) -> bool {
        let Some(line) = self.rest.next() else { return false };
        self.end += line.len();
        let line = line.trim();
        let is_apart = self.is_blank && self.rest.peek().is_none_or(|next| next.trim().is_empty());
        self.is_blank = line.is_empty();
        let is_sentence = line.ends_with(['.', '!', '?', ':', ';', ',', '…', '"', '”', '»']);
        self.is_heading = is_apart && !self.is_blank && line.len() <= LONGEST && !is_sentence;
        true
    }
}

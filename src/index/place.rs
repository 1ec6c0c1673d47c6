//! What is said of each place.

use std::sync::Arc;

use super::brief::{self, Brief};
use super::times::Times;
use crate::report::dossier::Dossier;
use crate::report::ids::{PassageIx, PlaceIx};
use crate::report::passage::{Passage, Subject};

/// The passages of one place.
#[derive(Clone, Debug, Default)]
pub struct PlaceEntry {
    /// Dated passages in order of their beginning, those of the sites within included.
    pub dated: Vec<PassageIx>,
    /// Passages without a time, those of the sites within included.
    pub undated: Vec<PassageIx>,
    /// The beginnings and ends of `dated`.
    pub times: Arc<Times>,
    /// Those of them that nobody vouches for.
    pub doubtful: Arc<Times>,
    /// Those of them that were found and that no person has looked at.
    pub found: Arc<Times>,
    /// The beginnings and ends of the passages that name this very place; the same as `times` where it has no sites.
    pub own_times: Arc<Times>,
    /// Those of them that nobody vouches for.
    pub own_doubtful: Arc<Times>,
    /// Those of them that were found and that no person has looked at.
    pub own_found: Arc<Times>,
    /// How many passages without a time name this very place.
    pub own_undated: usize,
    /// How many of its passages the filter leaves out.
    pub hidden: usize,
    /// How often the texts name this very place.
    pub mentions: usize,
}

impl PlaceEntry {
    /// All its passages, those of the sites within included.
    #[must_use]
    pub fn total(&self) -> usize {
        self.dated.len() + self.undated.len()
    }
}

/// Counts how often the texts name each place.
pub(super) fn count_mentions(dossier: &Dossier, places: &mut [PlaceEntry]) {
    for entry in &mut *places {
        entry.mentions = 0;
    }
    for mention in &dossier.mentions {
        if let Subject::Place(place) = mention.subject {
            places[place.index()].mentions += 1;
        }
    }
}

/// What the passages of all places are filed by.
pub(super) struct Filing<'a> {
    pub(super) dossier: &'a Dossier,
    pub(super) homes: &'a [PlaceIx],
    pub(super) briefs: &'a [Brief],
    /// Whether the filter shows a passage, by its position.
    pub(super) shown: &'a [bool],
    /// Those of them that have a time, in order of beginning.
    pub(super) dated: &'a [PassageIx],
}

/// Files passages under their places: dated ones in order of beginning, then those without a time.
pub(super) fn file(filing: &Filing<'_>) -> Vec<PlaceEntry> {
    let Filing { dossier, homes, briefs, shown, dated } = *filing;
    let mut places = vec![PlaceEntry::default(); dossier.places.len()];
    count_mentions(dossier, &mut places);
    // Passages are walked over in the order of the text, in which they lie in memory; their turn among the dated ones is put in
    // order at each place. The lowest bit says whether the passage names the very place.
    let mut turns = vec![0_u32; shown.len()];
    for (turn, ix) in (0..).zip(dated) {
        turns[ix.index()] = turn;
    }
    let mut turns_at = vec![Vec::new(); places.len()];
    let mut under = Vec::new();
    for (index, passage) in dossier.passages.iter().enumerate() {
        collect_places(passage, homes, &mut under);
        for place in &under {
            let entry = &mut places[place.index()];
            let own = passage.places.contains(place);
            if !shown[index] {
                entry.hidden += 1;
            } else if briefs[index].is_dated() {
                turns_at[place.index()].push(turns[index] << 1 | u32::from(own));
            } else {
                entry.undated.push(PassageIx::new(index));
                entry.own_undated += usize::from(own);
            }
        }
    }
    for (entry, mut turns) in places.iter_mut().zip(turns_at) {
        turns.sort_unstable();
        entry.count(briefs, dated, &turns);
    }
    places
}

/// The places of a passage, and the settlements that they lie in, each once.
fn collect_places(passage: &Passage, homes: &[PlaceIx], under: &mut Vec<PlaceIx>) {
    under.clear();
    under.extend(passage.places.iter().flat_map(|place| [*place, homes[place.index()]]));
    under.sort_unstable();
    under.dedup();
}

impl PlaceEntry {
    /// Arranges its dated passages and their times, of their turns.
    fn count(&mut self, briefs: &[Brief], dated: &[PassageIx], turns: &[u32]) {
        self.dated = turns.iter().map(|turn| dated[(turn >> 1) as usize]).collect();
        [self.times, self.doubtful, self.found] = self.arranged(briefs, |_| true).map(Arc::new);
        // In most dossiers either all passages of a place were found or none.
        let all_found = self.found.len() == self.dated.len();
        if all_found {
            self.found = self.times.clone();
        }
        if turns.iter().all(|turn| turn & 1 == 1) {
            (self.own_times, self.own_doubtful) = (self.times.clone(), self.doubtful.clone());
            self.own_found = self.found.clone();
            return;
        }
        [self.own_times, self.own_doubtful, self.own_found] = self.arranged(briefs, |at| turns[at] & 1 == 1).map(Arc::new);
        if all_found {
            self.own_found = self.own_times.clone();
        }
    }

    /// The times of its dated passages at some positions: of all, of those that nobody vouches for, and of those that were found.
    fn arranged(&self, briefs: &[Brief], wanted: impl Fn(usize) -> bool) -> [Times; 3] {
        let [mut all, mut doubtful, mut found] = <[Times; 3]>::default();
        for (_, (ix, brief)) in brief::each(briefs, &self.dated).enumerate().filter(|(at, _)| wanted(*at)) {
            all.push(ix, brief);
            if brief.is_doubtful() {
                doubtful.push(ix, brief);
            }
            if brief.is_found() {
                found.push(ix, brief);
            }
        }
        let mut times = [all, doubtful, found];
        times.iter_mut().for_each(Times::settle);
        times
    }
}

//! What is said of each place.

use std::sync::Arc;

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

/// Files passages under their places: dated ones in order of beginning, then those without a time. `left_out` are those that
/// a filter does not show.
pub(super) fn file<'a>(
    dossier: &Dossier,
    homes: &[PlaceIx],
    shown: impl Iterator<Item = &'a PassageIx>,
    left_out: &[PassageIx],
) -> Vec<PlaceEntry> {
    let mut places = vec![PlaceEntry::default(); dossier.places.len()];
    count_mentions(dossier, &mut places);
    let mut under = Vec::new();
    for ix in left_out {
        collect_places(dossier.passage(*ix), homes, &mut under);
        for place in &under {
            places[place.index()].hidden += 1;
        }
    }
    for ix in shown {
        let passage = dossier.passage(*ix);
        collect_places(passage, homes, &mut under);
        for place in &under {
            let entry = &mut places[place.index()];
            if passage.when.is_some() {
                entry.dated.push(*ix);
            } else {
                entry.undated.push(*ix);
                entry.own_undated += usize::from(passage.places.contains(place));
            }
        }
    }
    for (index, entry) in places.iter_mut().enumerate() {
        entry.count(dossier, PlaceIx::new(index));
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
    /// Arranges the times of its passages.
    fn count(&mut self, dossier: &Dossier, place: PlaceIx) {
        self.dated.shrink_to_fit();
        let own = |ix: &PassageIx| dossier.passage(*ix).places.contains(&place);
        let doubtful = |ix: &PassageIx| dossier.passage(*ix).status.is_unverified();
        let doubted: Vec<_> = self.dated.iter().copied().filter(doubtful).collect();
        let found: Vec<_> = self.dated.iter().copied().filter(|ix| dossier.passage(*ix).is_found()).collect();
        self.times = Arc::new(Times::new(dossier, &self.dated));
        self.doubtful = Arc::new(Times::new(dossier, &doubted));
        // In most dossiers either all passages of a place were found or none.
        let all_found = found.len() == self.dated.len();
        self.found = if all_found { self.times.clone() } else { Arc::new(Times::new(dossier, &found)) };
        if self.dated.iter().all(own) {
            (self.own_times, self.own_doubtful) = (self.times.clone(), self.doubtful.clone());
            self.own_found = self.found.clone();
            return;
        }
        let times = |list: &[PassageIx]| {
            let own: Vec<_> = list.iter().copied().filter(own).collect();
            Arc::new(Times::new(dossier, &own))
        };
        (self.own_times, self.own_doubtful) = (times(&self.dated), times(&doubted));
        self.own_found = if all_found { self.own_times.clone() } else { times(&found) };
    }
}

//! How the state follows an edit: what it speaks of by position is somewhere else now, or gone.

use std::collections::{BTreeMap, BTreeSet};

use super::query::{Meaning, Query};
use super::state::{Hovered, LanesUnfolded, Selection, Visit};
use super::{Fit, State};
use crate::edit::Moved;
use crate::index::Wanted;
use crate::index::lanes::LaneKey;
use crate::report::ids::PassageIx;

impl State {
    /// Follows an edit. What was taken away is no longer chosen, open or left out.
    pub(super) fn follow(&mut self, moved: &Moved) {
        self.checking.follow(moved);
        self.placing =
            self.placing.and_then(|placing| moved.places.get(placing.place).map(|place| super::Placing { place, ..placing }));
        self.selection = selection(self.selection, moved);
        if let Some(position) = &mut self.reading_position {
            position.passage = position.passage.and_then(|ix| moved.passages.get(ix));
        }
        self.hovered = self.hovered.and_then(|hovered| match hovered {
            Hovered::Place(ix) => moved.places.get(ix).map(Hovered::Place),
            Hovered::Passage(ix) => moved.passages.get(ix).map(Hovered::Passage),
        });
        if let Some(Fit::Place(place)) = &self.fit {
            self.fit = moved.places.get(*place).map(Fit::Place);
        }
        self.reader.follow(moved);
        self.reader.compared = compared(&self.reader.compared, moved);
        self.filter.hidden_voices = self.filter.hidden_voices.iter().filter_map(|ix| moved.voices.get(*ix)).collect();
        wanted(&mut self.filter.wanted, moved);
        query(&mut self.query, moved);
        let LanesUnfolded { lanes, longer } = &mut self.lanes_unfolded;
        for unfolded in [lanes, longer] {
            *unfolded = unfolded_lanes(unfolded, moved);
        }
        for visit in self.past.iter_mut().chain(&mut self.future) {
            visit.follow(moved);
        }
    }
}

impl Visit {
    fn follow(&mut self, moved: &Moved) {
        self.selection = selection(self.selection, moved);
        self.compared = compared(&self.compared, moved);
    }
}

fn selection(selection: Selection, moved: &Moved) -> Selection {
    Selection {
        place: selection.place.and_then(|ix| moved.places.get(ix)),
        passage: selection.passage.and_then(|ix| moved.passages.get(ix)),
    }
}

/// One account alone is nothing that could be compared.
fn compared(passages: &[PassageIx], moved: &Moved) -> Vec<PassageIx> {
    let left: Vec<_> = passages.iter().filter_map(|ix| moved.passages.get(*ix)).collect();
    if left.len() < 2 { Vec::new() } else { left }
}

fn wanted(wanted: &mut Wanted, moved: &Moved) {
    wanted.places = wanted.places.iter().filter_map(|ix| moved.places.get(*ix)).collect();
    wanted.voices = wanted.voices.iter().filter_map(|ix| moved.voices.get(*ix)).collect();
}

fn query(query: &mut Query, moved: &Moved) {
    for part in &mut query.parts {
        match &mut part.meaning {
            Ok(Meaning::Places(places, _)) => {
                *places = places.iter().filter_map(|ix| moved.places.get(*ix)).collect::<BTreeSet<_>>();
            }
            Ok(Meaning::Voices(voices, _)) => {
                *voices = voices.iter().filter_map(|ix| moved.voices.get(*ix)).collect::<BTreeSet<_>>();
            }
            Ok(Meaning::Term(_) | Meaning::Status(_) | Meaning::Before(_) | Meaning::After(_)) | Err(_) => {}
        }
    }
}

fn unfolded_lanes(lanes: &BTreeMap<LaneKey, bool>, moved: &Moved) -> BTreeMap<LaneKey, bool> {
    let followed = lanes.iter().filter_map(|(key, unfolded)| {
        let key = match *key {
            LaneKey::Place(ix) => LaneKey::Place(moved.places.get(ix)?),
            LaneKey::Voice(ix) => LaneKey::Voice(moved.voices.get(ix)?),
            key @ (LaneKey::Status(_) | LaneKey::Unnamed | LaneKey::Rest) => key,
        };
        Some((key, *unfolded))
    });
    followed.collect()
}

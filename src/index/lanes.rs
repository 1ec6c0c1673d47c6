//! What the lanes of the timeline stand for, and the passages of each, ready to be asked for any stretch of time.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::Index;
use super::times::Times;
use crate::report::dossier::Dossier;
use crate::report::ids::{PassageIx, PlaceIx, VoiceIx};
use crate::report::passage::{Passage, Status};

/// What the lanes of the timeline stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LaneBy {
    /// A settlement, region or country each.
    #[default]
    Place,
    /// One who speaks each.
    Voice,
    /// A kind of knowledge each.
    Status,
}

impl LaneBy {
    /// Every way, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Place, Self::Voice, Self::Status];

    /// One plain word for menus.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Voice => "voice",
            Self::Status => "status",
        }
    }
}

/// What one lane stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LaneKey {
    /// A settlement, region or country.
    Place(PlaceIx),
    /// One who speaks.
    Voice(VoiceIx),
    /// A kind of knowledge.
    Status(Status),
    /// Passages without a place or a voice.
    Unnamed,
    /// Everything that has no lane of its own.
    Rest,
}

/// The dated passages of a lane.
#[derive(Clone, Debug)]
pub struct LaneEntry {
    /// What it stands for.
    pub key: LaneKey,
    /// For counting and listing them.
    pub times: Arc<Times>,
}

/// The lanes of every kind, most said first; the order hangs on the dossier and the filter alone, so that lanes do not
/// change places while one scrubs. Each kind is dealt out when it is first asked for.
#[derive(Clone, Debug, Default)]
pub struct Lanes([OnceLock<Vec<LaneEntry>>; 3]);

impl Lanes {
    /// The kinds that were asked for so far.
    pub(super) fn made(&self) -> impl Iterator<Item = LaneBy> + '_ {
        LaneBy::ALL.into_iter().filter(|by| self.0[*by as usize].get().is_some())
    }
}

impl Index {
    /// The lanes of the timeline of one kind, most said first.
    #[must_use]
    pub fn lanes(&self, dossier: &Dossier, by: LaneBy) -> &[LaneEntry] {
        self.make_lanes(dossier, by)
    }

    /// The same, also for whoever only wants them to be there when they are asked for.
    pub(super) fn make_lanes(&self, dossier: &Dossier, by: LaneBy) -> &[LaneEntry] {
        self.lanes.0[by as usize].get_or_init(|| self.deal_out(dossier, by))
    }

    fn deal_out(&self, dossier: &Dossier, by: LaneBy) -> Vec<LaneEntry> {
        // The keys are read in the order of the text, in which passages lie in memory, and dealt out in the order of time.
        let keys: Vec<LaneKey> = dossier.passages.iter().map(|passage| key(passage, by, &self.fixed.homes)).collect();
        let mut lists: BTreeMap<LaneKey, Vec<PassageIx>> = BTreeMap::new();
        for ix in self.dated() {
            lists.entry(keys[ix.index()]).or_default().push(*ix);
        }
        let mut entries: Vec<LaneEntry> = lists
            .into_iter()
            .map(|(key, list)| {
                // A lane of all passages of a place, or of all there are, has its times already.
                let place = if let LaneKey::Place(place) = key { Some(&self.place(place).times) } else { None };
                let known = place.into_iter().chain([&self.times]).find(|times| times.len() == list.len());
                LaneEntry { key, times: known.cloned().unwrap_or_else(|| Arc::new(Times::new(dossier, &list))) }
            })
            .collect();
        // Kinds of knowledge have an order of their own.
        let weight = |entry: &LaneEntry| if by == LaneBy::Status { 0 } else { entry.times.len() };
        entries.sort_by_key(|entry| (entry.key == LaneKey::Unnamed, Reverse(weight(entry)), entry.key));
        entries
    }
}

/// Which lane a passage stands in.
fn key(passage: &Passage, by: LaneBy, homes: &[PlaceIx]) -> LaneKey {
    match by {
        LaneBy::Place => passage.places.first().map_or(LaneKey::Unnamed, |place| LaneKey::Place(homes[place.index()])),
        LaneBy::Voice => passage.voice.map_or(LaneKey::Unnamed, LaneKey::Voice),
        LaneBy::Status => LaneKey::Status(passage.status),
    }
}

//! What is folded on the timeline, and how much of the window it has.

use super::super::State;
use super::Turn;
use crate::index::lanes::LaneKey;

impl Turn<'_> {
    pub(super) fn unfold_lane(&mut self, lane: LaneKey, unfolded: bool) {
        if self.is_lane(lane) {
            self.state.lanes_unfolded.lanes.insert(lane, unfolded);
        }
    }

    pub(super) fn unfold_longer(&mut self, lane: LaneKey, unfolded: bool) {
        if self.is_lane(lane) {
            self.state.lanes_unfolded.longer.insert(lane, unfolded);
        }
    }

    pub(super) fn set_timeline_share(&mut self, share: Option<f32>) {
        let (least, most) = (*State::TIMELINE_SHARES.start(), *State::TIMELINE_SHARES.end());
        self.state.timeline_share = share.filter(|share| share.is_finite()).map(|share| share.clamp(least, most));
    }

    fn is_lane(&self, lane: LaneKey) -> bool {
        match lane {
            LaneKey::Place(ix) => ix.index() < self.dossier.places.len(),
            LaneKey::Voice(ix) => ix.index() < self.dossier.voices.len(),
            LaneKey::Status(_) | LaneKey::Unnamed | LaneKey::Rest => true,
        }
    }
}

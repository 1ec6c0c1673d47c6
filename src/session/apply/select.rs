//! Choosing places, passages and stretches of text.

use super::super::{Hovered, Pane, Section, Tab};
use super::Turn;
use crate::index::lanes::LaneKey;
use crate::index::times::Relation;
use crate::report::ids::{PassageIx, PlaceIx};
use crate::report::passage::Target;
use crate::report::place::{LonLat, extent_points};

impl Turn<'_> {
    pub(super) fn select_place(&mut self, place: Option<PlaceIx>) {
        let place = place.filter(|ix| ix.index() < self.dossier.places.len());
        let listed = self.state.tab == Tab::Passages && self.state.reader.compared.is_empty();
        if self.state.selection.place == place && listed {
            return;
        }
        self.leave();
        self.state.choose_place(place);
        // The lane of what is chosen is unfolded, even where it was folded before.
        if let Some(ix) = place {
            self.state.lanes_unfolded.lanes.remove(&LaneKey::Place(self.index.home(ix)));
        }
        self.state.selection.passage = None;
        self.state.tab = Tab::Passages;
        self.state.reader.compared.clear();
        self.state.play.running = false;
        let points = place.map(|ix| extent_points(self.dossier.place(ix)));
        self.bring_into_view(points.unwrap_or_default());
    }

    pub(super) fn select_passage(&mut self, ix: PassageIx) {
        if ix.index() >= self.dossier.passages.len() {
            return;
        }
        self.leave();
        self.state.play.running = false;
        self.choose(ix);
    }

    pub(super) fn read_passage(&mut self, ix: PassageIx) {
        let Some(passage) = self.dossier.passages.get(ix.index()) else { return };
        let is_inside = passage.when.is_some_and(|when| Relation::of(&when, self.state.window) == Relation::Inside);
        let (window, range) = (self.state.window, self.state.range);
        self.select_passage(ix);
        if is_inside {
            self.state.window = window;
            self.state.range = range;
        }
    }

    pub(super) fn point_out(&mut self, place: PlaceIx) {
        if place.index() < self.dossier.places.len() && self.state.selection.place != Some(place) {
            self.leave();
            self.state.choose_place(Some(place));
            self.bring_into_view(extent_points(self.dossier.place(place)));
        }
    }

    /// Makes a passage the chosen one, in time, on the map and in the reader.
    pub(super) fn choose(&mut self, ix: PassageIx) {
        let passage = self.dossier.passage(ix);
        self.state.selection.passage = Some(ix);
        self.state.reader.compared.clear();
        self.state.selected_text = None;
        let home = |place: &PlaceIx| self.index.home(*place);
        let here = self.state.selection.place;
        let stays = here.is_none() || passage.places.iter().any(|place| Some(*place) == here || Some(home(place)) == here);
        if !stays {
            self.state.choose_place(passage.places.first().map(home));
        }
        let section = if passage.when.is_some() { Section::Inside } else { Section::Undated };
        self.state.reader.unfolded.set(section, true);
        if let Some(when) = &passage.when {
            self.follow(when);
        }
        self.state.ask_for(passage.target);
        let points: Vec<LonLat> = passage.places.iter().flat_map(|place| extent_points(self.dossier.place(*place))).collect();
        self.bring_into_view(points);
    }

    /// The dated passages of the chosen place, or of all.
    pub(super) fn own_passages(&self) -> &[PassageIx] {
        match self.state.selection.place {
            Some(place) => &self.index.place(place).dated,
            None => self.index.dated(),
        }
    }

    /// The passage that follows or precedes in time, among those of the chosen place or of all.
    pub(super) fn neighbour(&self, by: i32) -> Option<PassageIx> {
        let dated = self.own_passages();
        let selected = self.state.selection.passage.and_then(|ix| dated.iter().position(|other| *other == ix));
        let onward = by > 0;
        let target = if let Some(at) = selected {
            if onward { at.checked_add(1) } else { at.checked_sub(1) }
        } else {
            let begins = |ix: &PassageIx| self.dossier.passage(*ix).when.map(|when| when.earliest());
            let after = dated.partition_point(|ix| begins(ix) < Some(self.state.window.from));
            if onward { Some(after) } else { after.checked_sub(1) }
        };
        target.and_then(|at| dated.get(at).copied())
    }

    /// Goes to the next or the previous passage; where there is none, says so.
    pub(super) fn step_passage(&mut self, by: i32) {
        match self.neighbour(by) {
            Some(ix) => self.select_passage(ix),
            None => self.state.notice = Some(self.no_neighbour(by)),
        }
    }

    fn no_neighbour(&self, by: i32) -> String {
        let when = if by > 0 { "after this" } else { "before this" };
        let filtered = if self.state.filter.is_empty() { "" } else { " among those that are shown" };
        match self.state.selection.place {
            Some(place) => {
                let title = &self.dossier.place(place).title;
                format!("{title} has no dated passage {when}{filtered}; “All places” steps through the others.")
            }
            None => format!("There is no dated passage {when}{filtered}."),
        }
    }

    pub(super) fn open_in_document(&mut self, ix: PassageIx) {
        if ix.index() >= self.dossier.passages.len() {
            return;
        }
        self.leave();
        self.state.selection.passage = Some(ix);
        self.read(self.dossier.passage(ix).target);
    }

    pub(super) fn show_text(&mut self, target: Target) {
        if self.dossier.has(target) {
            self.leave();
            self.read(target);
        }
    }

    pub(super) fn read(&mut self, target: Target) {
        self.state.ask_for(target);
        self.state.selected_text = None;
        self.state.play.running = false;
        self.state.tab = Tab::Document;
    }

    pub(super) fn show_tab(&mut self, tab: Tab) {
        if self.state.tab != tab {
            self.leave();
            self.state.tab = tab;
            // What is asked about is not to give way to the map when the window becomes narrow.
            if tab == Tab::Check {
                self.state.pane = Pane::Reader;
            }
        } else if tab == Tab::Passages && !self.state.reader.compared.is_empty() {
            self.leave();
            self.state.reader.compared.clear();
        }
    }

    pub(super) fn exists(&self, hovered: Hovered) -> bool {
        match hovered {
            Hovered::Place(ix) => ix.index() < self.dossier.places.len(),
            Hovered::Passage(ix) => ix.index() < self.dossier.passages.len(),
        }
    }
}

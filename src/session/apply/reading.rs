//! Reading: cards, accounts side by side, notes in place, and the window that follows the text.

use super::super::{ChosenMention, Effect, Fit, Reader, ReadingPosition, Section, Tab};
use super::{Turn, toggle};
use crate::index::times::Relation;
use crate::report::ids::{DocumentIx, PassageIx};
use crate::report::passage::Target;
use crate::report::place::{LonLat, extent_points};
use crate::report::text::Span;

impl Turn<'_> {
    fn is_passage(&self, ix: PassageIx) -> bool {
        ix.index() < self.dossier.passages.len()
    }

    /// Turns to the list, where it is not shown, and to a section of it.
    pub(super) fn show_section(&mut self, section: Section) {
        self.show_tab(Tab::Passages);
        self.state.reader.compared.clear();
        self.state.ask_for_section(section);
    }

    pub(super) fn toggle_around(&mut self, ix: PassageIx) {
        if self.is_passage(ix) {
            toggle(&mut self.state.reader.around, ix);
        }
    }

    pub(super) fn toggle_why(&mut self, ix: PassageIx) {
        if self.is_passage(ix) {
            toggle(&mut self.state.reader.why, ix);
        }
    }

    pub(super) fn toggle_editing(&mut self, ix: PassageIx) {
        if self.is_passage(ix) {
            toggle(&mut self.state.reader.editing, ix);
        }
    }

    pub(super) fn choose_mention(&mut self, chosen: Option<ChosenMention>) {
        self.state.reader.mention = chosen.filter(|chosen| chosen.mention.index() < self.dossier.mentions.len());
        if self.state.reader.mention.is_some() {
            self.state.selected_text = None;
        }
    }

    pub(super) fn select_text(&mut self, target: Option<Target>) {
        self.state.selected_text = target.filter(|target| self.dossier.holds(*target));
        if self.state.selected_text.is_some() {
            self.state.reader.mention = None;
        }
    }

    pub(super) fn compare(&mut self, passages: Vec<PassageIx>) {
        let mut chosen: Vec<PassageIx> = Vec::new();
        for ix in passages {
            if self.is_passage(ix) && !chosen.contains(&ix) {
                chosen.push(ix);
            }
        }
        if chosen.len() < 2 {
            chosen.clear();
        }
        if self.state.reader.compared != chosen || self.state.tab != Tab::Passages {
            self.leave();
            self.state.tab = Tab::Passages;
            self.state.play.running = false;
            self.state.reader.compared = chosen;
        }
    }

    /// Looks up from a place to everything that happened at the same time. The window moves only where the passage
    /// is not in it, so that one sees what else lies in the window one had chosen.
    pub(super) fn same_time_elsewhere(&mut self, ix: PassageIx) {
        let Some(when) = self.dossier.passages.get(ix.index()).and_then(|passage| passage.when) else { return };
        self.leave();
        self.state.play.running = false;
        if Relation::of(&when, self.state.window) != Relation::Inside {
            self.follow(&when);
        }
        self.state.choose_place(None);
        self.state.reader.unfolded.set(Section::Inside, true);
        self.state.selection.passage = Some(ix);
        self.state.tab = Tab::Passages;
        self.state.reader.compared.clear();
        self.state.ask_for(self.dossier.passage(ix).target);
        self.state.fit = Some(Fit::All);
    }

    pub(super) fn open_note(&mut self, reference: Option<Target>) {
        self.state.reader.note = reference.filter(|target| self.dossier.has(*target));
    }

    pub(super) fn step_text_size(&mut self, steps: i8) {
        let step = self.state.reader.text_step.saturating_add(steps);
        self.state.reader.text_step = step.clamp(*Reader::STEPS.start(), *Reader::STEPS.end());
    }

    pub(super) fn set_following(&mut self, following: bool) {
        self.state.reader.following = following;
        if following && let Some(ix) = self.state.reading_position.and_then(|position| position.passage) {
            self.go_along(ix);
        }
    }

    pub(super) fn read_at(&mut self, position: Option<ReadingPosition>) {
        let known =
            |position: &ReadingPosition| self.dossier.has(position.target) && position.passage.is_none_or(|ix| self.is_passage(ix));
        let position = position.filter(known);
        let before = self.state.reading_position.and_then(|position| position.passage);
        self.state.reading_position = position;
        let now = position.and_then(|position| position.passage);
        if let Some(ix) = now.filter(|_| self.state.reader.following && now != before) {
            self.go_along(ix);
        }
    }

    /// Selects the part around the row at which one reads.
    pub(super) fn select_part(&mut self) -> Vec<Effect> {
        let asked = self.state.reading.map(|reading| reading.target);
        let row = self.state.reading_position.map(|position| position.target).or(asked);
        let part = row.and_then(|row| self.dossier.part_of(row)).map(|part| part.target);
        let document = row.map_or(DocumentIx(0), |row| row.document);
        let whole = self.dossier.documents.get(document.index()).map(|it| Span { start: 0, end: it.text.len() });
        let target = part.or_else(|| whole.map(|span| Target { document, span }));
        self.state.selected_text = target.filter(|target| self.dossier.holds(*target));
        self.offer_selected()
    }

    pub(super) fn offer_selected(&self) -> Vec<Effect> {
        self.state.selected_text.map(|target| Effect::Offer(self.dossier.slice(target).to_owned())).into_iter().collect()
    }

    /// Moves the window and the map to the passage that is being read. The text stays where it is: it leads.
    fn go_along(&mut self, ix: PassageIx) {
        let passage = self.dossier.passage(ix);
        if let Some(when) = &passage.when {
            self.follow(when);
        }
        let points: Vec<LonLat> = passage.places.iter().flat_map(|place| extent_points(self.dossier.place(*place))).collect();
        self.bring_into_view(points);
    }
}

//! Going back, forward, and out.

use super::super::Tab;
use super::Turn;

/// How many visits the history keeps.
const MAX_VISITS: usize = 200;

impl Turn<'_> {
    /// Remembers where we are before going elsewhere.
    pub(super) fn leave(&mut self) {
        // What was said of where one was has been read, or does not matter any more.
        self.state.notice = None;
        let here = self.state.visit();
        if !self.state.past.last().is_some_and(|last| last.is_as(&here)) {
            self.state.past.push(here);
        }
        if self.state.past.len() > MAX_VISITS {
            self.state.past.remove(0);
        }
        self.state.future.clear();
    }

    pub(super) fn travel(&mut self, back: bool) {
        let here = self.state.visit();
        let (from, to) =
            if back { (&mut self.state.past, &mut self.state.future) } else { (&mut self.state.future, &mut self.state.past) };
        while let Some(visit) = from.pop() {
            // Where one is already, perhaps by way of Escape, is no place to go to.
            if !visit.is_as(&here) {
                to.push(here);
                self.state.return_to(visit);
                self.state.play.running = false;
                break;
            }
        }
    }

    pub(super) fn step_out(&mut self) {
        let state = &mut *self.state;
        if state.palette_open {
            state.palette_open = false;
        } else if state.places_open {
            state.places_open = false;
        } else if state.settings_open {
            state.settings_open = false;
        } else if state.program_open {
            state.program_open = false;
        } else if state.keys_open {
            state.keys_open = false;
        } else if state.placing.is_some() {
            state.placing = None;
        } else if state.reader.mention.is_some_and(|chosen| chosen.open || state.tab == Tab::Document) {
            state.reader.mention = None;
        } else if state.selected_text.is_some() {
            state.selected_text = None;
        } else if state.notice.is_some() {
            state.notice = None;
        } else if state.written.is_some() {
            state.written = None;
        } else if state.about_open {
            state.about_open = false;
        } else if state.documents_open {
            state.documents_open = false;
        } else if state.adrift_open {
            state.adrift_open = false;
        } else if state.table_open {
            state.table_open = false;
        } else if state.gazetteer_open {
            state.gazetteer_open = false;
        } else if state.history_open {
            state.history_open = false;
        } else if state.differences_open {
            state.differences_open = false;
        } else if state.play.running {
            state.play.running = false;
        } else if state.tab == Tab::Document && state.selection.passage.is_some_and(|ix| state.reader.editing.remove(&ix)) {
            // The fields of the chosen passage were over the text.
        } else if state.map_editing {
            state.map_editing = false;
        } else if state.tab == Tab::Document && state.reader.note.is_some() {
            state.reader.note = None;
        } else if state.tab != Tab::Passages {
            state.tab = Tab::Passages;
        } else if !state.reader.compared.is_empty() {
            state.reader.compared.clear();
        } else if state.selection.passage.is_some() {
            state.selection.passage = None;
        } else if state.selection.place.is_some() {
            state.choose_place(None);
        } else {
            self.set_query("");
        }
    }
}

//! The reader's notes.

use std::sync::Arc;

use super::super::Effect;
use super::super::state::Doing;
use super::Turn;
use crate::report::ids::PassageIx;
use crate::report::note::{Note, Notes};

impl Turn<'_> {
    pub(super) fn star(&mut self, ix: PassageIx) -> Vec<Effect> {
        let Some(passage) = self.dossier.passages.get(ix.index()) else { return Vec::new() };
        let id = passage.id.clone();
        let mut note = self.state.notebook.note(&id).cloned().unwrap_or_else(|| Note::on(self.dossier, ix));
        note.starred = !note.starred;
        self.put_note(&id, Some(note))
    }

    /// Changes the text or the tags of a note; where there is none on a passage yet, begins one.
    pub(super) fn change_note(&mut self, id: &str, change: impl FnOnce(&mut Note)) -> Vec<Effect> {
        let found = self.state.notebook.note(id).cloned();
        let begun = || self.dossier.passage_by_id(id).map(|ix| Note::on(self.dossier, ix));
        let Some(mut note) = found.or_else(begun) else { return Vec::new() };
        change(&mut note);
        // An empty note that is being written on is a note: it must not vanish from under the pen.
        note.starred |= note.text.is_empty() && note.tags.is_empty();
        self.put_note(id, Some(note))
    }

    pub(super) fn put_note(&mut self, id: &str, note: Option<Note>) -> Vec<Effect> {
        if self.state.notebook.is_locked() {
            self.state.notice.clone_from(&self.state.notebook.fault);
            return Vec::new();
        }
        let before = self.state.notebook.changes();
        let changed = self.state.notebook.put(id, note);
        if !changed {
            return Vec::new();
        }
        // What goes on with the typing of the last change is taken back together with it.
        if self.state.notebook.changes() != before || self.state.doings.done.last() != Some(&Doing::Note) {
            self.state.doings.push(Doing::Note);
        }
        self.save_notes()
    }

    pub(super) fn step_notes(&mut self, undo: bool) -> Vec<Effect> {
        match self.state.notebook.step(undo) {
            Some(_) => self.save_notes(),
            None => Vec::new(),
        }
    }

    fn save_notes(&self) -> Vec<Effect> {
        vec![Effect::SaveNotes(self.state.notebook.notes.clone())]
    }

    pub(super) fn take_notes(&mut self, sent: &Arc<Notes>, found: &Arc<Notes>) {
        // Notes that come late, when another dossier is open already, are not for this one.
        if found.dossier == self.dossier.head.id {
            self.state.notebook.take_in(sent, found);
        }
    }
}

//! Changing the dossier, and going through what is to be checked.

use std::sync::Arc;

use super::super::editing::{Editing, Wish};
use super::super::state::Doing;
use super::super::{CheckOnly, Effect, Placing};
use super::Turn;
use crate::edit::{self, Deed, Direction, Item};

impl Turn<'_> {
    pub(super) fn edit(&mut self, deed: &Deed) {
        match edit::plan(self.dossier, deed) {
            // Everything is so already.
            Ok(edit) if edit.changes.is_empty() => {}
            Ok(edit) => {
                let decides = matches!(deed, Deed::Accept(_) | Deed::Reject(_) | Deed::Put(..) | Deed::Date(..));
                if self.wish_for(Wish::Do(Arc::new(edit))) {
                    self.state.checking.decided += usize::from(decides);
                    self.state.doings.push(Doing::Edit);
                }
            }
            Err(fault) => self.state.notice = Some(format!("This cannot be changed: {fault}.")),
        }
    }

    /// Has something happen to the dossier, unless it can only be read; returns whether it will.
    pub(super) fn wish_for(&mut self, wish: Wish) -> bool {
        if !self.can_edit() {
            return false;
        }
        self.state.notice = None;
        self.wish = Some(wish);
        true
    }

    /// Takes back whichever was changed last, the notes or the dossier; or makes it again.
    pub(super) fn undo(&mut self, undo: bool) -> Vec<Effect> {
        let doings = &mut self.state.doings;
        let (from, to) = if undo { (&mut doings.done, &mut doings.undone) } else { (&mut doings.undone, &mut doings.done) };
        let doing = from.pop();
        to.extend(doing);
        if doing == Some(Doing::Note) {
            return self.step_notes(undo);
        }
        let edits = self.state.edits;
        // What was changed before the window was opened is not known by its order; there, the dossier comes first.
        if if undo { edits.done } else { edits.undone } > 0 {
            self.wish_for(Wish::Step(if undo { Direction::Undo } else { Direction::Redo }));
            return Vec::new();
        }
        self.step_notes(undo)
    }

    /// Takes back, or makes again, until so many edits are made.
    pub(super) fn return_to(&mut self, count: usize) {
        if count <= self.state.edits.done + self.state.edits.undone {
            self.wish_for(Wish::ReturnTo(count));
        }
    }

    /// Has the next clicks on the map put something there.
    pub(super) fn set_placing(&mut self, placing: Option<Placing>) {
        let placing = placing.filter(|placing| placing.place.index() < self.dossier.places.len());
        if placing.is_none() || self.can_edit() {
            self.state.placing = placing;
        }
    }

    /// Lets things be moved by hand, or not.
    pub(super) fn set_map_editing(&mut self, editing: bool) {
        if editing && !self.can_edit() {
            return;
        }
        self.state.map_editing = editing;
        if !editing {
            self.state.placing = None;
        }
    }

    /// Whether the dossier can be changed; where it cannot, says why.
    fn can_edit(&mut self) -> bool {
        let Editing::Locked(why) = &self.state.surroundings.editing else { return true };
        self.state.notice = Some(why.clone());
        false
    }

    pub(super) fn has(&self, item: Item) -> bool {
        match item {
            Item::Mention(ix) => ix.index() < self.dossier.mentions.len(),
            Item::Passage(ix) => ix.index() < self.dossier.passages.len(),
        }
    }

    pub(super) fn check_only(&mut self, only: CheckOnly) {
        self.state.checking.only = only;
        self.state.checking.at = None;
    }

    pub(super) fn check_later(&mut self, item: Item) {
        if self.has(item) {
            self.state.checking.later.insert(item);
            if self.state.checking.at == Some(item) {
                self.state.checking.at = None;
            }
        }
    }
}

//! What was done and can be taken back, and what was taken back and can be done again.

use std::sync::Arc;

use super::change::Edit;

/// Which way a step goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Something new is done.
    Do,
    /// The last edit is taken back.
    Undo,
    /// The edit that was taken back last is made again.
    Redo,
}

/// All edits of a dossier in their order, as far back as its journal goes.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Arc<Edit>>,
    /// The one that was taken back last stands last.
    undone: Vec<Arc<Edit>>,
}

impl History {
    /// What a journal tells: the edits that are made, and those that were taken back, the last one of them last.
    pub(super) fn of(done: Vec<Arc<Edit>>, undone: Vec<Arc<Edit>>) -> Self {
        Self { done, undone }
    }

    /// The edits that are made, the first one first.
    #[must_use]
    pub fn done(&self) -> &[Arc<Edit>] {
        &self.done
    }

    /// The edits that were taken back, the one that would be made again next first.
    pub fn undone(&self) -> impl Iterator<Item = &Arc<Edit>> {
        self.undone.iter().rev()
    }

    /// The edit that the next step in a direction carries out: the inverse of the last one, or the one that was taken back.
    #[must_use]
    pub fn next(&self, direction: Direction) -> Option<Arc<Edit>> {
        match direction {
            Direction::Do => None,
            Direction::Undo => self.done.last().map(|edit| Arc::new(edit.inverse())),
            Direction::Redo => self.undone.last().cloned(),
        }
    }

    /// Takes note of a new edit. What was taken back can no longer be made again.
    pub fn push(&mut self, edit: Arc<Edit>) {
        self.undone.clear();
        self.done.push(edit);
    }

    /// Takes note that the last edit was taken back, or made again; returns whether there was one.
    pub fn step(&mut self, direction: Direction) -> bool {
        let moved = match direction {
            Direction::Do => None,
            Direction::Undo => self.done.pop().map(|edit| self.undone.push(edit)),
            Direction::Redo => self.undone.pop().map(|edit| self.done.push(edit)),
        };
        moved.is_some()
    }
}

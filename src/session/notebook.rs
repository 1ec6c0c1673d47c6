//! The reader's notes in a session, with every change that can be undone.

use std::sync::Arc;

use crate::report::note::{Note, Notes};

/// Notes, and the way back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notebook {
    /// The notes as they are now.
    pub notes: Arc<Notes>,
    /// What is wrong with them or their file, in one sentence.
    pub fault: Option<String>,
    done: Vec<Change>,
    undone: Vec<Change>,
}

/// A change of one note.
#[derive(Clone, Debug, PartialEq)]
struct Change {
    passage: String,
    before: Option<Note>,
    after: Option<Note>,
}

/// How many changes can be undone.
const MAX_CHANGES: usize = 500;

impl Notebook {
    /// The note on a passage.
    #[must_use]
    pub fn note(&self, passage: &str) -> Option<&Note> {
        self.notes.entries.get(passage)
    }

    /// Whether notes are only shown, because a newer Dateline has written them.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.notes.newer.is_some()
    }

    /// Whether there is something to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// How many changes can be undone.
    pub(super) fn changes(&self) -> usize {
        self.done.len()
    }

    /// Puts a note in the place of another, or takes it away; returns whether anything has changed.
    pub(super) fn put(&mut self, passage: &str, note: Option<Note>) -> bool {
        let before = self.note(passage).cloned();
        let mut after = note.filter(|note| !note.is_blank());
        if before == after || self.is_locked() {
            return false;
        }
        if let Some(note) = &mut after {
            note.edits = before.as_ref().map_or(0, |before| before.edits).saturating_add(1);
        }
        self.set(passage, after.clone());
        self.undone.clear();
        match self.done.last_mut() {
            Some(last) if last.passage == passage && is_same_typing(last, after.as_ref()) => last.after = after,
            _ => self.done.push(Change { passage: passage.to_owned(), before, after }),
        }
        if self.done.len() > MAX_CHANGES {
            self.done.remove(0);
        }
        true
    }

    /// Takes back the last change, or makes it again; returns the passage whose note it was.
    pub(super) fn step(&mut self, undo: bool) -> Option<String> {
        if self.is_locked() {
            return None;
        }
        let (from, to) = if undo { (&mut self.done, &mut self.undone) } else { (&mut self.undone, &mut self.done) };
        let change = from.pop()?;
        let passage = change.passage.clone();
        let mut note = if undo { change.before.clone() } else { change.after.clone() };
        to.push(change);
        // Counted on and not back: another window must not take the older note for the newer one.
        let edits = self.note(&passage).map_or(0, |note| note.edits);
        if let Some(note) = &mut note {
            note.edits = note.edits.max(edits).saturating_add(1);
        }
        self.set(&passage, note);
        Some(passage)
    }

    /// Takes in what was found in the file when `sent` was saved, or at the start. What was changed since stays.
    pub(super) fn take_in(&mut self, sent: &Notes, found: &Notes) {
        let merged = Notes::merged(sent, &self.notes, found);
        if merged != *self.notes {
            self.notes = Arc::new(merged);
        }
    }

    fn set(&mut self, passage: &str, note: Option<Note>) {
        let notes = Arc::make_mut(&mut self.notes);
        match note {
            Some(note) => drop(notes.entries.insert(passage.to_owned(), note)),
            None => drop(notes.entries.remove(passage)),
        }
    }
}

/// Whether a change goes on with the typing of the last one: the same word of the same text.
///
/// So that one step takes back a word, and not a letter or an afternoon's work.
fn is_same_typing(last: &Change, after: Option<&Note>) -> bool {
    let (Some(before), Some(between), Some(after)) = (&last.before, &last.after, after) else { return false };
    let only_text = |a: &Note, b: &Note| (a.starred, &a.tags) == (b.starred, &b.tags) && a.text != b.text;
    let new_word = between.text.ends_with(char::is_whitespace) && !after.text.ends_with(char::is_whitespace);
    only_text(before, between) && only_text(between, after) && !new_word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(text: &str) -> Note {
        Note { text: text.to_owned(), ..Note::default() }
    }

    fn text(book: &Notebook) -> &str {
        book.note("p").map_or("none", |note| note.text.as_str())
    }

    #[test]
    fn undo_takes_back_a_word_and_redo_makes_it_again() {
        let mut book = Notebook::default();
        for typed in ["a", "ab", "ab ", "ab c", "ab cd"] {
            assert!(book.put("p", Some(note(typed))));
        }
        assert!(!book.put("p", Some(book.note("p").unwrap().clone())));
        let mut seen = vec![text(&book).to_owned()];
        while book.step(true).is_some() {
            seen.push(text(&book).to_owned());
        }
        assert_eq!(seen, ["ab cd", "ab ", "a", "none"]);
        while book.step(false).is_some() {}
        assert_eq!(text(&book), "ab cd");
        assert!(book.put("p", Some(note(""))));
        assert_eq!(text(&book), "none");
        book.step(true);
        assert_eq!(text(&book), "ab cd");
    }

    #[test]
    fn what_another_window_wrote_is_taken_in() {
        let mut book = Notebook::default();
        book.put("p", Some(note("mine")));
        let sent = Notes::clone(&book.notes);
        book.put("p", Some(note("mine goes on")));
        let mut found = sent.clone();
        found.entries.insert("q".to_owned(), note("theirs"));
        book.take_in(&sent, &found);
        assert_eq!(text(&book), "mine goes on");
        assert_eq!(book.note("q").unwrap().text, "theirs");
    }
}

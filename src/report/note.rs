//! What a reader writes on passages: stars, notes and tags. Kept apart from the dossier, which never changes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::anchoring::anchor;
use super::dossier::Dossier;
use super::filed::Extra;
use super::ids::PassageIx;
use super::passage::Target;
use super::text::{Selector, Span};

/// A reader's note on one passage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// The id of the document that the passage stands in.
    pub document: String,
    /// The words of the passage, so that it is found again where the dossier has given it another id.
    pub selector: Selector,
    /// Whether it is starred.
    pub starred: bool,
    /// What is written on it; may be empty.
    pub text: String,
    /// Its tags, as they were typed, each once.
    pub tags: Vec<String>,
    /// How often it was changed.
    pub edits: u64,
    /// Fields Dateline does not know.
    pub extra: Extra,
}

impl Note {
    /// An empty note on a passage.
    #[must_use]
    pub fn on(dossier: &Dossier, ix: PassageIx) -> Self {
        /// How many code points of what stands around are kept.
        const AROUND: usize = 32;
        let target = dossier.passage(ix).target;
        let document = dossier.document(target.document);
        let Span { start, end } = target.span;
        let selector = Selector {
            position: Some(target.span),
            exact: document.text.slice(target.span).to_owned(),
            prefix: document.text.slice(Span { start: start.saturating_sub(AROUND), end: start }).to_owned(),
            suffix: document.text.slice(Span { start: end, end: end + AROUND }).to_owned(),
        };
        Self { document: document.id.clone(), selector, ..Self::default() }
    }

    /// Whether there is nothing in it that would be missed.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        !self.starred && self.text.is_empty() && self.tags.is_empty() && self.extra.is_empty()
    }
}

/// All notes on one dossier, by the id of the passage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// The id of the dossier.
    pub dossier: String,
    /// The notes.
    pub entries: BTreeMap<String, Note>,
    /// Entries of the file that could not be read, kept as they are.
    pub strays: Vec<Value>,
    /// Fields of the file that Dateline does not know.
    pub extra: Extra,
    /// The version of the format, where a newer Dateline has written the file: it is only shown then.
    pub newer: Option<u64>,
}

impl Notes {
    /// No notes on a dossier.
    #[must_use]
    pub fn new(dossier: &str) -> Self {
        Self { dossier: dossier.to_owned(), ..Self::default() }
    }

    /// The passage that a note is on: the one of its id, or else the one that holds its words.
    #[must_use]
    pub fn passage(&self, dossier: &Dossier, id: &str) -> Option<PassageIx> {
        dossier.passage_by_id(id).or_else(|| {
            let note = self.entries.get(id)?;
            let document = dossier.documents.iter().position(|document| document.id == note.document)?;
            let span = anchor(&dossier.documents[document].text, &note.selector).span()?;
            let target = Target { document: super::ids::DocumentIx::new(document), span };
            super::credit::passage_around(dossier, target)
        })
    }

    /// The notes in the order of the text.
    #[must_use]
    pub fn in_order(&self) -> Vec<(&str, &Note)> {
        let mut list: Vec<_> = self.entries.iter().map(|(id, note)| (id.as_str(), note)).collect();
        list.sort_by_key(|(id, note)| (note.document.as_str(), note.selector.position.map(|span| span.start), *id));
        list
    }

    /// Brings together what two windows have written since both read `base`. Nothing that either wrote is lost.
    #[must_use]
    pub fn merged(base: &Self, mine: &Self, theirs: &Self) -> Self {
        let ids: BTreeSet<&String> = mine.entries.keys().chain(theirs.entries.keys()).collect();
        let mut entries = BTreeMap::new();
        for id in ids {
            let (old, own, other) = (base.entries.get(id), mine.entries.get(id), theirs.entries.get(id));
            let kept = match (own, other) {
                _ if own == other || other == old => own.cloned(),
                _ if own == old => other.cloned(),
                (Some(own), Some(other)) => Some(both(own, other)),
                // Taken away here and changed there, or the other way round: the change stays.
                (own, other) => own.or(other).cloned(),
            };
            entries.extend(kept.map(|note| (id.clone(), note)));
        }
        let mut strays = theirs.strays.clone();
        strays.extend(mine.strays.iter().filter(|stray| !theirs.strays.contains(stray)).cloned());
        let mut extra = theirs.extra.clone();
        extra.extend(mine.extra.clone());
        Self { dossier: mine.dossier.clone(), entries, strays, extra, newer: theirs.newer }
    }
}

/// One note of two that were changed at the same time: both texts, all tags.
fn both(own: &Note, other: &Note) -> Note {
    let later = if other.edits > own.edits { other } else { own };
    let text = match (own.text.as_str(), other.text.as_str()) {
        (own, other) if own.contains(other) => own.to_owned(),
        (own, other) if other.contains(own) => other.to_owned(),
        (own, other) => format!("{own}\n\n{other}"),
    };
    let mut tags = own.tags.clone();
    tags.extend(other.tags.iter().filter(|tag| !own.tags.contains(tag)).cloned());
    let mut extra = other.extra.clone();
    extra.extend(own.extra.clone());
    Note { text, tags, extra, edits: own.edits.max(other.edits).saturating_add(1), ..later.clone() }
}

/// Reads tags as they are typed: words with commas between them, a leading # left out.
#[must_use]
pub fn tags(typed: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in typed.split(',').map(|tag| tag.trim().trim_start_matches('#').trim()).filter(|tag| !tag.is_empty()) {
        if !tags.iter().any(|other| other == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn note(text: &str, edits: u64) -> Note {
        Note { text: text.to_owned(), edits, ..Note::default() }
    }

    fn notes(list: &[(&str, &str)]) -> Notes {
        let entries = list.iter().map(|(id, text)| ((*id).to_owned(), note(text, 1))).collect();
        Notes { entries, ..Notes::new("d") }
    }

    fn check(base: &[(&str, &str)], mine: &[(&str, &str)], theirs: &[(&str, &str)], expected: &str) {
        let merged = Notes::merged(&notes(base), &notes(mine), &notes(theirs));
        let shown: Vec<_> = merged.entries.iter().map(|(id, note)| format!("{id}={}", note.text.replace("\n\n", "+"))).collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn two_windows_keep_what_both_wrote() {
        check(&[("a", "x")], &[("a", "x1"), ("b", "mine")], &[("a", "x"), ("c", "theirs")], "a=x1 b=mine c=theirs");
        check(&[("a", "x")], &[("a", "x")], &[("a", "x2")], "a=x2");
        check(&[("a", "x")], &[("a", "one")], &[("a", "two")], "a=one+two");
        check(&[("a", "x")], &[("a", "x one")], &[("a", "x one more")], "a=x one more");
        check(&[("a", "x"), ("b", "y")], &[("b", "y")], &[("a", "x"), ("b", "y")], "b=y");
        check(&[("a", "x")], &[], &[("a", "changed")], "a=changed");
        check(&[("a", "x")], &[], &[], "");
    }

    #[test]
    fn tags_are_read_as_they_are_typed() {
        assert_eq!(tags("#fire, airport ,fire, ,night of the 4th"), ["fire", "airport", "night of the 4th"]);
    }

    proptest! {
        #[test]
        fn merging_keeps_every_text_that_was_written(
            base in prop::collection::btree_map("[ab]", "[xy]{1,2}", 0..3),
            mine in prop::collection::btree_map("[ab]", "[mn]{1,3}", 0..3),
            theirs in prop::collection::btree_map("[ab]", "[tu]{1,3}", 0..3),
        ) {
            let of = |map: &BTreeMap<String, String>| {
                let entries = map.iter().map(|(id, text)| (id.clone(), note(text, 1))).collect();
                Notes { entries, ..Notes::new("d") }
            };
            let merged = Notes::merged(&of(&base), &of(&mine), &of(&theirs));
            for (id, text) in mine.iter().chain(&theirs) {
                prop_assert!(merged.entries[id].text.contains(text.as_str()));
            }
            prop_assert_eq!(Notes::merged(&of(&base), &of(&mine), &of(&base)), of(&mine));
        }
    }
}

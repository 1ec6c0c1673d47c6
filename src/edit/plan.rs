//! From what a person does to an edit.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Change, Edit, Swap};
use super::deed::{Deed, Item, MentionChange, Naming, Putting};
use super::words;
use crate::report::dossier::Dossier;
use crate::report::draft::{Body, PassageDraft, PlaceDraft};
use crate::report::entry::{self, Entry};
use crate::report::filed::Filed;
use crate::report::ids::{MentionIx, PassageIx, PlaceIx, VoiceIx};
use crate::report::passage::{Basis, Subject, Target, Voice};
use crate::report::when::When;

mod carry;
mod layout;
mod passages;
mod places;

/// Makes an edit of what a person does; one without changes, where everything is so already.
///
/// # Errors
/// One sentence without a full stop on why it cannot be done.
pub fn plan(dossier: &Dossier, deed: &Deed) -> Result<Edit, String> {
    let words = words::of(dossier, deed);
    let mut plan = Plan::new(dossier);
    plan.take(deed)?;
    Ok(plan.edit(words))
}

/// Entries as they are to be. Everything that a deed says of an entry is gathered here, so that an edit has one change of it.
struct Plan<'a> {
    dossier: &'a Dossier,
    mentions: BTreeMap<MentionIx, Option<Entry>>,
    passages: BTreeMap<PassageIx, Option<Entry>>,
    places: BTreeMap<PlaceIx, Option<PlaceDraft>>,
    voices: BTreeMap<VoiceIx, Option<Voice>>,
    /// Dismissals and blocks that go or come, and whatever else is new.
    others: Vec<Change>,
    new_places: Vec<PlaceDraft>,
    new_voices: Vec<Voice>,
}

impl<'a> Plan<'a> {
    fn new(dossier: &'a Dossier) -> Self {
        Self {
            dossier,
            mentions: BTreeMap::new(),
            passages: BTreeMap::new(),
            places: BTreeMap::new(),
            voices: BTreeMap::new(),
            others: Vec::new(),
            new_places: Vec::new(),
            new_voices: Vec::new(),
        }
    }

    fn take(&mut self, deed: &Deed) -> Result<(), String> {
        match deed {
            Deed::Accept(items) => self.accept(items),
            Deed::Reject(items) => self.reject(items),
            Deed::Put(items, putting) => self.put(items, putting)?,
            Deed::Date(items, when, basis) => self.date(items, *when, *basis),
            Deed::Mention(ix, change) => self.change_mention(*ix, change)?,
            Deed::AddMention(target, naming) => self.add_mention(*target, naming)?,
            Deed::Dismiss(target) => self.dismiss(*target)?,
            Deed::AddPassage(new) => self.add_passage(new)?,
            Deed::Passages(passages, change) => self.change_passages(passages, change)?,
            Deed::AddPlace(drafts) => drop(self.adopt(drafts)?),
            Deed::Place(ix, change) => self.change_place(*ix, change)?,
            Deed::RemovePlace(ix) => self.remove_place(*ix)?,
            Deed::MergePlaces(stays, goes) => self.merge_places(*stays, *goes)?,
            Deed::SplitPlace(ix, mentions, title) => self.split_place(*ix, mentions, title)?,
            Deed::AddVoice(name, kind) => self.add_voice(name, kind)?,
            Deed::Voice(ix, change) => self.change_voice(*ix, change)?,
            Deed::RemoveVoice(ix) => self.remove_voice(*ix)?,
            Deed::MergeVoices(stays, goes) => self.merge_voices(*stays, *goes)?,
            Deed::Block(target, kind) => self.set_block(*target, kind.as_ref())?,
        }
        Ok(())
    }

    /// What a mention is to be. It counts as checked from now on.
    fn mention(&mut self, ix: MentionIx) -> Option<&mut Entry> {
        let dossier = self.dossier;
        if ix.index() >= dossier.mentions.len() {
            return None;
        }
        self.mentions.entry(ix).or_insert_with(|| Some(Entry::mention(dossier, ix).checked())).as_mut()
    }

    /// What a passage is to be. It counts as checked from now on.
    fn passage(&mut self, ix: PassageIx) -> Option<&mut PassageDraft> {
        let dossier = self.dossier;
        if ix.index() >= dossier.passages.len() {
            return None;
        }
        body_of(self.passages.entry(ix).or_insert_with(|| Some(Entry::passage(dossier, ix).checked())).as_mut()?)
    }

    /// What a passage is to be that nobody has looked at: it stays only found.
    fn passage_unchecked(&mut self, ix: PassageIx) -> Option<&mut PassageDraft> {
        let dossier = self.dossier;
        let anew = || {
            let entry = Entry::passage(dossier, ix);
            Some(Entry { found: entry.found.clone(), ..entry.checked() })
        };
        body_of(self.passages.entry(ix).or_insert_with(anew).as_mut()?)
    }

    /// Says of some words what they name, once they are checked.
    fn bring(&mut self, target: Target, id: String, body: Body) {
        let document = self.dossier.document(target.document).id.clone();
        let entry = Entry { id, document, span: target.span, body, found: None, filed: Filed::default() };
        self.others.push(Change::annotation(None, Some(entry)));
    }

    fn accept(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Mention(ix) if self.dossier.mentions.get(ix.index()).is_some_and(|mention| mention.found.is_some()) => {
                    drop(self.mention(*ix));
                }
                Item::Passage(ix)
                    if self.dossier.passages.get(ix.index()).is_some_and(crate::report::passage::Passage::is_found) =>
                {
                    drop(self.passage(*ix));
                }
                // It was confirmed before.
                Item::Mention(_) | Item::Passage(_) => {}
            }
        }
    }

    fn reject(&mut self, items: &[Item]) {
        let mut rejected = BTreeSet::new();
        for item in items {
            match item {
                Item::Mention(ix) if ix.index() < self.dossier.mentions.len() => {
                    self.mentions.insert(*ix, None);
                    rejected.insert(*ix);
                }
                Item::Passage(ix) if ix.index() < self.dossier.passages.len() => {
                    self.remove_passage(*ix);
                }
                // It is not there.
                Item::Mention(_) | Item::Passage(_) => {}
            }
        }
        for ix in &rejected {
            let target = self.dossier.mention(*ix).target;
            // One dismissal says it for the place and the time that the same words were taken for.
            let is_first = rejected.range(..*ix).next_back().is_none_or(|before| self.dossier.mention(*before).target != target);
            if is_first && !self.is_dismissed(target) {
                self.bring(target, String::new(), Body::NotAMention { note: String::new() });
            }
        }
        self.carry(&rejected);
    }

    fn is_dismissed(&self, target: Target) -> bool {
        self.dossier.dismissals.iter().any(|none| none.target == target)
    }

    fn put(&mut self, items: &[Item], putting: &Putting) -> Result<(), String> {
        let place = self.adopted(putting)?;
        let mut touched = BTreeSet::new();
        for item in items {
            match item {
                Item::Mention(ix) => {
                    if let Some(entry) = self.mention(*ix) {
                        let note = note(&mut entry.body);
                        entry.body = Body::PlaceMention { place: place.clone(), note };
                        touched.insert(*ix);
                    }
                }
                Item::Passage(ix) => {
                    if let Some(passage) = self.passage(*ix) {
                        passage.places.retain(|other| *other != place);
                        // Its main place was wrong; the others were not asked about.
                        passage.places.splice(..passage.places.len().min(1), [place.clone()]);
                    }
                }
            }
        }
        self.carry(&touched);
        Ok(())
    }

    fn date(&mut self, items: &[Item], when: Option<When>, basis: Basis) {
        let mut touched = BTreeSet::new();
        for item in items {
            match item {
                Item::Mention(ix) => {
                    if let Some(entry) = self.mention(*ix) {
                        let note = note(&mut entry.body);
                        entry.body = Body::TimeMention { when, basis, note };
                        touched.insert(*ix);
                    }
                }
                Item::Passage(ix) => {
                    if let Some(passage) = self.passage(*ix) {
                        (passage.when, passage.basis) = (when, basis);
                    }
                }
            }
        }
        self.carry(&touched);
    }

    fn change_mention(&mut self, ix: MentionIx, change: &MentionChange) -> Result<(), String> {
        match change {
            MentionChange::Names(Naming::Place(putting)) => self.put(&[Item::Mention(ix)], putting)?,
            MentionChange::Names(Naming::Time(when, basis)) => self.date(&[Item::Mention(ix)], *when, *basis),
            MentionChange::Span(span) => {
                let document = self.dossier.mentions.get(ix.index()).map(|mention| mention.target.document).unwrap_or_default();
                if !self.dossier.holds(Target { document, span: *span }) {
                    return Err("a mention needs some words of the text".to_owned());
                }
                if let Some(entry) = self.mention(ix) {
                    entry.span = *span;
                }
            }
            MentionChange::Note(text) => {
                if let Some(entry) = self.mention(ix) {
                    match &mut entry.body {
                        Body::PlaceMention { note, .. } | Body::TimeMention { note, .. } => text.clone_into(note),
                        Body::NotAMention { .. } | Body::Passage(_) | Body::Block(_) | Body::Part(_) => {}
                    }
                }
            }
        }
        Ok(())
    }

    fn add_mention(&mut self, target: Target, naming: &Naming) -> Result<(), String> {
        self.needs_words(target)?;
        let body = match naming {
            Naming::Place(putting) => Body::PlaceMention { place: self.adopted(putting)?, note: String::new() },
            Naming::Time(when, basis) => Body::TimeMention { when: *when, basis: *basis, note: String::new() },
        };
        self.forget_dismissals(target);
        self.bring(target, String::new(), body);
        Ok(())
    }

    /// The words name something after all.
    fn forget_dismissals(&mut self, target: Target) {
        let here = |other: &Target| other.document == target.document && other.span.overlaps(target.span);
        for none in self.dossier.dismissals.iter().filter(|none| here(&none.target)) {
            self.others.push(Change::annotation(Some(Entry::dismissal(self.dossier, none)), None));
        }
    }

    fn dismiss(&mut self, target: Target) -> Result<(), String> {
        self.needs_words(target)?;
        let here = |ix: &MentionIx| {
            let other = self.dossier.mention(*ix).target;
            other.document == target.document && other.span.overlaps(target.span)
        };
        let named: Vec<Item> = (0..self.dossier.mentions.len()).map(MentionIx::new).filter(here).map(Item::Mention).collect();
        if named.is_empty() && !self.is_dismissed(target) {
            self.bring(target, String::new(), Body::NotAMention { note: String::new() });
        }
        self.reject(&named);
        Ok(())
    }

    fn needs_words(&self, target: Target) -> Result<(), String> {
        if self.dossier.holds(target) { Ok(()) } else { Err("select some words of the text first".to_owned()) }
    }

    /// The changes, those of places and voices first, because annotations speak of them.
    fn edit(self, words: String) -> Edit {
        let dossier = self.dossier;
        let mut changes = Vec::new();
        // Those that go are taken from the end, so that each one's position is its own when the edit is taken back.
        for (ix, after) in self.places.into_iter().rev() {
            let before = entry::place(dossier, ix);
            if after.as_ref() != Some(&before) {
                changes.push(Change::Place(ix.index(), Box::new(Swap { before: Some(before), after })));
            }
        }
        let gone = changes.iter().filter(|change| matches!(change, Change::Place(_, swap) if swap.after.is_none())).count();
        for (at, place) in (dossier.places.len() - gone..).zip(self.new_places) {
            changes.push(Change::Place(at, Box::new(Swap { before: None, after: Some(place) })));
        }
        for (ix, after) in self.voices.into_iter().rev() {
            let before = Some(dossier.voice(ix).clone());
            changes.push(Change::Voice(ix.index(), Box::new(Swap { before, after })));
        }
        let gone = changes.iter().filter(|change| matches!(change, Change::Voice(_, swap) if swap.after.is_none())).count();
        for (at, voice) in (dossier.voices.len() - gone..).zip(self.new_voices) {
            changes.push(Change::Voice(at, Box::new(Swap { before: None, after: Some(voice) })));
        }
        let passages = self.passages.into_iter().map(|(ix, after)| Change::annotation(Some(Entry::passage(dossier, ix)), after));
        let mentions = self.mentions.into_iter().map(|(ix, after)| Change::annotation(Some(Entry::mention(dossier, ix)), after));
        changes.extend(passages.chain(mentions).chain(self.others));
        Edit { words, changes }
    }
}

fn body_of(entry: &mut Entry) -> Option<&mut PassageDraft> {
    match &mut entry.body {
        Body::Passage(passage) => Some(passage),
        Body::PlaceMention { .. } | Body::TimeMention { .. } | Body::NotAMention { .. } | Body::Block(_) | Body::Part(_) => None,
    }
}

/// Takes the note out of a body.
fn note(body: &mut Body) -> String {
    match body {
        Body::PlaceMention { note, .. } | Body::TimeMention { note, .. } | Body::NotAMention { note } => std::mem::take(note),
        Body::Passage(passage) => std::mem::take(&mut passage.note),
        Body::Block(_) | Body::Part(_) => String::new(),
    }
}

/// The place that a mention names.
fn place_of(subject: Subject) -> Option<PlaceIx> {
    match subject {
        Subject::Place(place) => Some(place),
        Subject::Time(..) => None,
    }
}

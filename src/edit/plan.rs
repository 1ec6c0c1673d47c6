//! From what a person does to an edit.

use std::collections::BTreeMap;

use super::change::{Change, Edit, Swap};
use super::deed::Deed;
use super::rows::Listed;
use super::words;
use crate::formats::native;
use crate::report::dossier::Dossier;
use crate::report::draft::{Body, PassageDraft, PlaceDraft};
use crate::report::entry::{self, Entry};
use crate::report::filed::Filed;
use crate::report::ids::{DocumentIx, MentionIx, PassageIx, PlaceIx, VoiceIx};
use crate::report::passage::{Subject, Target, Voice};
use crate::report::when::When;

mod carry;
mod fitting;
mod layout;
mod mentions;
mod passages;
mod places;
mod voices;

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
    others: Vec<(Option<Entry>, Option<Entry>)>,
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
            Deed::Together(deeds) => deeds.iter().try_for_each(|deed| self.take(deed))?,
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
        self.others.push((None, Some(entry)));
    }

    fn needs_words(&self, target: Target) -> Result<(), String> {
        if self.dossier.holds(target) { Ok(()) } else { Err("select some words of the text first".to_owned()) }
    }

    /// The changes, those of places and voices first, because annotations speak of them. What stays as it is has none.
    fn edit(self, words: String) -> Edit {
        let dossier = self.dossier;
        let mut changes = Vec::new();
        // Those that go are taken from the end, so that each one's position is its own when the edit is taken back.
        for (ix, after) in self.places.into_iter().rev() {
            let before = Some(entry::place(dossier, ix));
            changes.extend(differing(Swap { before, after }).map(|swap| Change::Place(ix.index(), Box::new(swap))));
        }
        let gone = changes.iter().filter(|change| matches!(change, Change::Place(_, swap) if swap.after.is_none())).count();
        for (at, place) in (dossier.places.len() - gone..).zip(self.new_places) {
            changes.push(Change::Place(at, Box::new(Swap { before: None, after: Some(place) })));
        }
        let first = changes.len();
        for (ix, after) in self.voices.into_iter().rev() {
            let before = Some(dossier.voice(ix).clone());
            changes.extend(differing(Swap { before, after }).map(|swap| Change::Voice(ix.index(), Box::new(swap))));
        }
        let gone =
            changes[first..].iter().filter(|change| matches!(change, Change::Voice(_, swap) if swap.after.is_none())).count();
        for (at, voice) in (dossier.voices.len() - gone..).zip(self.new_voices) {
            changes.push(Change::Voice(at, Box::new(Swap { before: None, after: Some(voice) })));
        }
        let passages = self.passages.into_iter().map(|(ix, after)| (Some(Entry::passage(dossier, ix)), after));
        let mentions = self.mentions.into_iter().map(|(ix, after)| (Some(Entry::mention(dossier, ix)), after));
        for (before, mut after) in passages.chain(mentions).chain(self.others) {
            if let (Some(before), Some(after)) = (&before, &mut after) {
                if when_of(&before.body) != when_of(&after.body) {
                    after.filed.forget_written("when");
                }
                if is_as(dossier, before, after) {
                    continue;
                }
            }
            changes.push(Change::annotation(before, after));
        }
        Edit { words, changes }
    }
}

/// A swap, unless both are written alike.
fn differing<T: Listed>(swap: Swap<T>) -> Option<Swap<T>> {
    let same = swap.before.as_ref().zip(swap.after.as_ref()).is_some_and(|(before, after)| before.line() == after.line());
    (!same).then_some(swap)
}

/// Whether two annotations are written alike.
fn is_as(dossier: &Dossier, one: &Entry, other: &Entry) -> bool {
    // Nearly all that differ do so in this, which costs nothing to look at.
    if one.found.is_some() != other.found.is_some() || one.span != other.span {
        return false;
    }
    let document = dossier.documents.iter().position(|document| document.id == one.document).map(DocumentIx::new);
    document.is_some_and(|document| native::annotation(dossier, document, one) == native::annotation(dossier, document, other))
}

/// The time that an annotation names or has.
fn when_of(body: &Body) -> Option<When> {
    match body {
        Body::TimeMention { when, .. } => *when,
        Body::Passage(passage) => passage.when,
        Body::PlaceMention { .. } | Body::NotAMention { .. } | Body::Block(_) | Body::Part(_) => None,
    }
}

fn body_of(entry: &mut Entry) -> Option<&mut PassageDraft> {
    match &mut entry.body {
        Body::Passage(passage) => Some(passage),
        Body::PlaceMention { .. } | Body::TimeMention { .. } | Body::NotAMention { .. } | Body::Block(_) | Body::Part(_) => None,
    }
}

/// The place that a mention names.
fn place_of(subject: Subject) -> Option<PlaceIx> {
    match subject {
        Subject::Place(place) => Some(place),
        Subject::Time(..) => None,
    }
}

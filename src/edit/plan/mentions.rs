//! Mentions that are confirmed, changed, made and taken away, and passages with them.

use std::collections::BTreeSet;

use super::{Plan, fitting};
use crate::edit::deed::{Item, MentionChange, Naming, Putting};
use crate::edit::seek;
use crate::report::draft::Body;
use crate::report::entry::Entry;
use crate::report::ids::MentionIx;
use crate::report::passage::{Basis, Passage, Subject, Target};
use crate::report::when::When;

impl Plan<'_> {
    pub(super) fn accept(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Mention(ix) if self.dossier.mentions.get(ix.index()).is_some_and(|mention| mention.found.is_some()) => {
                    self.mention(*ix);
                }
                Item::Passage(ix) if self.dossier.passages.get(ix.index()).is_some_and(Passage::is_found) => {
                    self.passage(*ix);
                }
                // It was confirmed before.
                Item::Mention(_) | Item::Passage(_) => {}
            }
        }
    }

    pub(super) fn reject(&mut self, items: &[Item]) {
        let (mut rejected, mut passages) = (BTreeSet::new(), BTreeSet::new());
        for item in items {
            match item {
                Item::Mention(ix) if ix.index() < self.dossier.mentions.len() => {
                    self.mentions.insert(*ix, None);
                    rejected.insert(*ix);
                }
                Item::Passage(ix) if ix.index() < self.dossier.passages.len() => {
                    self.passages.insert(*ix, None);
                    passages.insert(*ix);
                }
                // It is not there.
                Item::Mention(_) | Item::Passage(_) => {}
            }
        }
        let mut said = None;
        for target in rejected.iter().map(|ix| self.dossier.mention(*ix).target) {
            // One dismissal says it for the place and the time that the same words were taken for, unless they still name one.
            let here = seek::at(&self.dossier.mentions, target, |mention| mention.target);
            let is_named = here.map(MentionIx::new).any(|ix| !rejected.contains(&ix));
            if said != Some(target) && !is_named && !self.is_dismissed(target) {
                self.bring(target, String::new(), Body::NotAMention { note: String::new() });
            }
            said = Some(target);
        }
        self.carry(&rejected);
        self.unlink(&passages);
    }

    pub(super) fn is_dismissed(&self, target: Target) -> bool {
        !seek::at(&self.dossier.dismissals, target, |none| none.target).is_empty()
    }

    pub(super) fn put(&mut self, items: &[Item], putting: &Putting) -> Result<(), String> {
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
                        // Its main place was wrong; the others were not asked about.
                        if passage.places.first() != Some(&place) {
                            passage.places.splice(..passage.places.len().min(1), [place.clone()]);
                            let mut rest = 0;
                            passage.places.retain(|other| {
                                rest += 1;
                                rest == 1 || *other != place
                            });
                        }
                    }
                }
            }
        }
        self.carry(&touched);
        Ok(())
    }

    pub(super) fn date(&mut self, items: &[Item], when: Option<When>, basis: Basis) {
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

    pub(super) fn change_mention(&mut self, ix: MentionIx, change: &MentionChange) -> Result<(), String> {
        match change {
            MentionChange::Names(Naming::Place(putting)) => self.put(&[Item::Mention(ix)], putting)?,
            MentionChange::Names(Naming::Time(when, basis)) => self.date(&[Item::Mention(ix)], *when, *basis),
            MentionChange::Span(span) => {
                let document = self.dossier.mentions.get(ix.index()).map(|mention| mention.target.document).unwrap_or_default();
                if !self.dossier.holds(Target { document, span: *span }) {
                    return Err("a mention needs some words of the text".to_owned());
                }
                self.carry_clue(ix, *span);
                if let Some(entry) = self.mention(ix) {
                    entry.span = *span;
                }
            }
            MentionChange::Note(text) => {
                if let Some(entry) = self.mention(ix) {
                    match &mut entry.body {
                        Body::PlaceMention { note, .. } | Body::TimeMention { note, .. } => *note = fitting::prose(text),
                        Body::NotAMention { .. } | Body::Passage(_) | Body::Block(_) | Body::Part(_) => {}
                    }
                }
            }
        }
        Ok(())
    }

    pub(super) fn add_mention(&mut self, target: Target, naming: &Naming) -> Result<(), String> {
        self.needs_words(target)?;
        let is_alike = |ix: &MentionIx| {
            let subject = self.dossier.mention(*ix).subject;
            matches!((subject, naming), (Subject::Place(_), Naming::Place(_)) | (Subject::Time(..), Naming::Time(..)))
        };
        // Words name one place and one time at most: another one takes the place of the first.
        let known = seek::at(&self.dossier.mentions, target, |mention| mention.target).map(MentionIx::new).find(is_alike);
        if let Some(ix) = known {
            return self.change_mention(ix, &MentionChange::Names(naming.clone()));
        }
        let is_found = |ix: &MentionIx| self.dossier.mention(*ix).found.is_some();
        let overlapped: BTreeSet<MentionIx> = self.overlapping(target).filter(|ix| is_found(ix) && is_alike(ix)).collect();
        if let Some(first) = overlapped.first().copied() {
            // What was found gives way to what a person marks around it or in it, and what was made of it follows.
            self.mentions.extend(overlapped.iter().skip(1).map(|ix| (*ix, None)));
            let body = self.body(naming)?;
            if let Some(entry) = self.mention(first) {
                entry.body = body;
            }
            self.carry(&overlapped);
            return self.change_mention(first, &MentionChange::Span(target.span));
        }
        let body = self.body(naming)?;
        self.forget_dismissals(target);
        self.bring(target, String::new(), body);
        Ok(())
    }

    /// What a mention says that names this.
    fn body(&mut self, naming: &Naming) -> Result<Body, String> {
        Ok(match naming {
            Naming::Place(putting) => Body::PlaceMention { place: self.adopted(putting)?, note: String::new() },
            Naming::Time(when, basis) => Body::TimeMention { when: *when, basis: *basis, note: String::new() },
        })
    }

    /// The mentions that share letters with a stretch of text.
    fn overlapping(&self, target: Target) -> impl Iterator<Item = MentionIx> {
        let dossier = self.dossier;
        let here = move |ix: &MentionIx| {
            let other = dossier.mention(*ix).target;
            other.document == target.document && other.span.overlaps(target.span)
        };
        (0..dossier.mentions.len()).map(MentionIx::new).filter(here)
    }

    /// The words name something after all.
    pub(super) fn forget_dismissals(&mut self, target: Target) {
        let here = |other: &Target| other.document == target.document && other.span.overlaps(target.span);
        for none in self.dossier.dismissals.iter().filter(|none| here(&none.target)) {
            self.others.push((Some(Entry::dismissal(self.dossier, none)), None));
        }
    }

    pub(super) fn dismiss(&mut self, target: Target) -> Result<(), String> {
        self.needs_words(target)?;
        let named: Vec<Item> = self.overlapping(target).map(Item::Mention).collect();
        if named.is_empty() && !self.is_dismissed(target) {
            self.bring(target, String::new(), Body::NotAMention { note: String::new() });
        }
        self.reject(&named);
        Ok(())
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

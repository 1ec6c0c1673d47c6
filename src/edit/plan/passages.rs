//! Passages that come, change and go.

use std::collections::BTreeSet;

use super::{Plan, fitting};
use crate::edit::deed::{NewPassage, PassageChange};
use crate::report::draft::{Body, PassageDraft};
use crate::report::ids::{PassageIx, PlaceIx, VoiceIx};
use crate::report::limits;
use crate::report::passage::Target;
use crate::report::slug::slug;

impl Plan<'_> {
    pub(super) fn add_passage(&mut self, new: &NewPassage) -> Result<(), String> {
        self.needs_words(new.target)?;
        let title = match fitting::name(&new.title) {
            title if title.is_empty() => fitting::name(&self.dossier.slice(new.target).chars().take(TITLE).collect::<String>()),
            title => title,
        };
        let id = fitting::annotation_id(self.dossier, &slug(&title, "passage"));
        let draft = PassageDraft {
            title,
            places: self.place_ids(&new.places),
            when: new.when,
            basis: new.basis,
            voice: new.voice.map(|voice| self.voice_id(voice)).transpose()?,
            status: new.status,
            ..PassageDraft::default()
        };
        self.bring(new.target, id, Body::Passage(Box::new(draft)));
        Ok(())
    }

    pub(super) fn change_passages(&mut self, passages: &[PassageIx], change: &PassageChange) -> Result<(), String> {
        let adopted = match change {
            PassageChange::AddPlace(putting, _) => Some(self.adopted(putting)?),
            _ => None,
        };
        for ix in passages.iter().filter(|ix| ix.index() < self.dossier.passages.len()) {
            self.change_passage(*ix, change, adopted.as_ref())?;
        }
        Ok(())
    }

    fn change_passage(&mut self, ix: PassageIx, change: &PassageChange, adopted: Option<&String>) -> Result<(), String> {
        let document = self.dossier.passage(ix).target.document;
        let (places, voices) = match change {
            PassageChange::Places(places) => (self.place_ids(places), Ok(Vec::new())),
            PassageChange::Voice(voice) => (Vec::new(), voice.iter().map(|voice| self.voice_id(*voice)).collect()),
            PassageChange::Via(voices) => (Vec::new(), voices.iter().map(|voice| self.voice_id(*voice)).collect()),
            _ => (Vec::new(), Ok(Vec::new())),
        };
        let mut voices: Vec<String> = voices?;
        voices.truncate(limits::LINKED);
        match change {
            PassageChange::Same(other, linked) => return self.link(ix, *other, *linked, |draft| &mut draft.same),
            PassageChange::Conflicts(other, linked) => return self.link(ix, *other, *linked, |draft| &mut draft.conflicts),
            PassageChange::Span(span) if !self.dossier.holds(Target { document, span: *span }) => {
                return Err("a passage needs some words of the text".to_owned());
            }
            PassageChange::Span(span) => {
                if self.passage(ix).is_some()
                    && let Some(Some(entry)) = self.passages.get_mut(&ix)
                {
                    entry.span = *span;
                }
                return Ok(());
            }
            _ => {}
        }
        let Some(draft) = self.passage(ix) else { return Ok(()) };
        match change {
            PassageChange::Title(title) => draft.title = fitting::name(title),
            PassageChange::Places(_) => draft.places = places,
            PassageChange::AddPlace(_, main) => {
                let place = adopted.cloned().unwrap_or_default();
                let first = draft.places.first().cloned();
                draft.places.retain(|other| *other != place);
                // The main place stays the main one, unless another one is to be.
                let at = if *main || first.as_ref() == Some(&place) { 0 } else { draft.places.len().min(limits::LINKED - 1) };
                draft.places.insert(at, place);
                draft.places.truncate(limits::LINKED);
            }
            PassageChange::When(when, basis) => (draft.when, draft.basis) = (*when, *basis),
            PassageChange::Voice(_) => draft.voice = voices.into_iter().next(),
            PassageChange::Via(_) => draft.via = voices,
            PassageChange::Status(status) => draft.status = *status,
            PassageChange::Note(note) => draft.note = fitting::prose(note),
            // Done above.
            PassageChange::Span(_) | PassageChange::Same(..) | PassageChange::Conflicts(..) => {}
        }
        Ok(())
    }

    /// Links two passages, or unlinks them, each with the other.
    fn link(
        &mut self,
        one: PassageIx,
        other: PassageIx,
        linked: bool,
        list: impl Fn(&mut PassageDraft) -> &mut Vec<String>,
    ) -> Result<(), String> {
        if one == other || other.index() >= self.dossier.passages.len() {
            return Err("a passage is linked to another one, and not to itself".to_owned());
        }
        for (from, to) in [(one, other), (other, one)] {
            let id = self.dossier.passage(to).id.clone();
            if let Some(draft) = self.passage(from) {
                list(draft).retain(|known| *known != id);
                if linked && list(draft).len() >= limits::LINKED {
                    return Err(format!("a passage is linked to at most {} others", limits::grouped(limits::LINKED)));
                }
                if linked {
                    list(draft).push(id);
                }
            }
        }
        Ok(())
    }

    /// Takes away the links that lead to passages that go.
    pub(super) fn unlink(&mut self, gone: &BTreeSet<PassageIx>) {
        let dossier = self.dossier;
        if gone.is_empty() {
            return;
        }
        let ids: BTreeSet<&str> = gone.iter().map(|ix| dossier.passage(*ix).id.as_str()).collect();
        for other in (0..dossier.passages.len()).map(PassageIx::new).filter(|ix| !gone.contains(ix)) {
            let aside = dossier.passage(other).aside();
            if aside.same.iter().chain(&aside.conflicts).any(|linked| gone.contains(linked))
                && let Some(draft) = self.passage_unchecked(other)
            {
                draft.same.retain(|linked| !ids.contains(linked.as_str()));
                draft.conflicts.retain(|linked| !ids.contains(linked.as_str()));
            }
        }
    }

    fn place_ids(&self, places: &[PlaceIx]) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for id in places.iter().filter_map(|place| self.place_id(*place)) {
            if !ids.contains(id) && ids.len() < limits::LINKED {
                ids.push(id.clone());
            }
        }
        ids
    }

    /// The id of a place of the dossier, or of one that is new.
    fn place_id(&self, place: PlaceIx) -> Option<&String> {
        let known = self.dossier.places.iter().map(|place| &place.id);
        known.chain(self.new_places.iter().map(|new| &new.place.id)).nth(place.index())
    }

    /// The id of a voice of the dossier, or of one that is new.
    fn voice_id(&self, voice: VoiceIx) -> Result<String, String> {
        let voice = self.dossier.voices.iter().chain(&self.new_voices).nth(voice.index());
        Ok(voice.ok_or("there is no such voice")?.id.clone())
    }
}

/// How many code points of its words a passage is called by that nobody has given a title.
const TITLE: usize = 60;

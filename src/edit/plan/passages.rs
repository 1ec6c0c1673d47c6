//! Passages that come, change and go.

use super::Plan;
use crate::edit::deed::{NewPassage, PassageChange};
use crate::report::draft::{Body, PassageDraft};
use crate::report::ids::{PassageIx, PlaceIx, VoiceIx};
use crate::report::passage::Target;
use crate::report::slug::{slug, unused};
use crate::report::{limits, outside};

impl Plan<'_> {
    pub(super) fn add_passage(&mut self, new: &NewPassage) -> Result<(), String> {
        self.needs_words(new.target)?;
        let title = match title_of(&new.title) {
            title if title.is_empty() => title_of(&self.dossier.slice(new.target).chars().take(TITLE).collect::<String>()),
            title => title,
        };
        let wanted = slug(&title, "passage");
        let id = unused(&wanted, |id| self.dossier.passage_by_id(id).is_none());
        let draft = PassageDraft {
            title,
            places: self.place_ids(&new.places),
            when: new.when,
            basis: new.basis,
            voice: new.voice.and_then(|voice| self.voice_id(voice)),
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
            PassageChange::Places(places) => (self.place_ids(places), Vec::new()),
            PassageChange::Voice(voice) => (Vec::new(), voice.iter().filter_map(|voice| self.voice_id(*voice)).collect()),
            PassageChange::Via(voices) => (Vec::new(), voices.iter().filter_map(|voice| self.voice_id(*voice)).collect()),
            _ => (Vec::new(), Vec::new()),
        };
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
            PassageChange::Title(title) => draft.title = title_of(title),
            PassageChange::Places(_) => draft.places = places,
            PassageChange::AddPlace(_, main) => {
                let place = adopted.cloned().unwrap_or_default();
                draft.places.retain(|other| *other != place);
                draft.places.insert(if *main { 0 } else { draft.places.len() }, place);
            }
            PassageChange::When(when, basis) => (draft.when, draft.basis) = (*when, *basis),
            PassageChange::Voice(_) => draft.voice = voices.into_iter().next(),
            PassageChange::Via(_) => draft.via = voices,
            PassageChange::Status(status) => draft.status = *status,
            PassageChange::Note(note) => draft.note = outside::plain_lines(note).chars().take(limits::PROSE).collect(),
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
                if linked {
                    list(draft).push(id);
                }
            }
        }
        Ok(())
    }

    /// Takes a passage away, with the links that lead to it.
    pub(super) fn remove_passage(&mut self, ix: PassageIx) {
        let id = self.dossier.passage(ix).id.clone();
        self.passages.insert(ix, None);
        for other in (0..self.dossier.passages.len()).map(PassageIx::new) {
            let aside = self.dossier.passage(other).aside();
            if other != ix && aside.same.iter().chain(&aside.conflicts).any(|linked| *linked == ix) {
                let draft =
                    if self.dossier.passage(other).is_found() { self.passage_unchecked(other) } else { self.passage(other) };
                if let Some(draft) = draft {
                    draft.same.retain(|linked| *linked != id);
                    draft.conflicts.retain(|linked| *linked != id);
                }
            }
        }
    }

    fn place_ids(&self, places: &[PlaceIx]) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for place in places.iter().filter_map(|place| self.dossier.places.get(place.index())) {
            if !ids.contains(&place.id) {
                ids.push(place.id.clone());
            }
        }
        ids
    }

    fn voice_id(&self, voice: VoiceIx) -> Option<String> {
        self.dossier.voices.get(voice.index()).map(|voice| voice.id.clone())
    }
}

/// How many code points of its words a passage is called by that nobody has given a title.
const TITLE: usize = 60;

/// A title on one line, no longer than a title may be.
fn title_of(words: &str) -> String {
    let plain = outside::plain(words.trim()).split_whitespace().collect::<Vec<_>>().join(" ");
    plain.chars().take(limits::NAME).collect()
}

//! Voices that come, change, become one and go.

use std::collections::BTreeSet;

use super::{Plan, fitting};
use crate::edit::deed::VoiceChange;
use crate::report::ids::{PassageIx, VoiceIx};
use crate::report::limits;
use crate::report::passage::Voice;
use crate::report::slug::slug;

impl Plan<'_> {
    pub(super) fn add_voice(&mut self, name: &str, kind: &str) -> Result<(), String> {
        let name = fitting::name(name);
        if name.is_empty() {
            return Err("a voice needs a name".to_owned());
        }
        let id = fitting::voice_id(self.dossier, &slug(&name, "voice"));
        self.new_voices.push(Voice { id, name, kind: fitting::name(kind), ..Voice::default() });
        Ok(())
    }

    pub(super) fn change_voice(&mut self, ix: VoiceIx, change: &VoiceChange) -> Result<(), String> {
        let mut voice = self.dossier.voices.get(ix.index()).ok_or("there is no such voice")?.clone();
        voice.filed = voice.filed.rewritten();
        match change {
            VoiceChange::Name(name) if fitting::name(name).is_empty() => return Err("a voice needs a name".to_owned()),
            VoiceChange::Name(name) => voice.name = fitting::name(name),
            VoiceChange::Kind(kind) => voice.kind = fitting::name(kind),
            VoiceChange::Knows(knows) => voice.knows = fitting::prose(knows),
        }
        self.voices.insert(ix, Some(voice));
        Ok(())
    }

    pub(super) fn remove_voice(&mut self, ix: VoiceIx) -> Result<(), String> {
        let voice = self.dossier.voices.get(ix.index()).ok_or("there is no such voice")?;
        let speaks =
            self.dossier.passages.iter().filter(|passage| passage.voice == Some(ix) || passage.aside().via.contains(&ix)).count();
        if speaks > 0 {
            return Err(format!("“{}” speaks in {speaks} passages; merge it with another voice first", limits::shown(&voice.name)));
        }
        self.voices.insert(ix, None);
        Ok(())
    }

    pub(super) fn merge_voices(&mut self, stays: VoiceIx, goes: VoiceIx) -> Result<(), String> {
        let dossier = self.dossier;
        if stays == goes || stays.index().max(goes.index()) >= dossier.voices.len() {
            return Err("a voice becomes one with another one".to_owned());
        }
        let (stay, go) = (dossier.voice(stays).id.clone(), dossier.voice(goes).id.clone());
        for ix in (0..dossier.passages.len()).map(PassageIx::new) {
            let passage = dossier.passage(ix);
            if passage.voice != Some(goes) && !passage.aside().via.contains(&goes) {
                continue;
            }
            if let Some(draft) = self.passage_unchecked(ix) {
                for voice in draft.voice.iter_mut().chain(&mut draft.via).filter(|voice| **voice == go) {
                    stay.clone_into(voice);
                }
                // Whoever carries it is named once, the outermost first.
                let mut named = BTreeSet::new();
                draft.via.retain(|voice| named.insert(voice.clone()));
            }
        }
        self.voices.insert(goes, None);
        Ok(())
    }
}

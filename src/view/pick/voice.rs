//! Who speaks: one of the voices of the dossier, a new one, or nobody.

use egui::{Id, Ui};

use super::field::Field;
use super::list::{self, Row};
use crate::edit::Deed;
use crate::report::ids::VoiceIx;
use crate::report::outside::closed;
use crate::view::Scene;

/// What is picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VoicePicked {
    /// Nobody is named.
    Nobody,
    /// A voice of the dossier.
    Known(VoiceIx),
    /// One that the dossier does not have yet, by its name.
    New(String),
}

impl VoicePicked {
    /// The voice, after the deed that adds it where the dossier does not have it.
    #[must_use]
    pub fn adopt(self, scene: &Scene<'_>, deeds: &mut Vec<Deed>) -> Option<VoiceIx> {
        match self {
            Self::Nobody => None,
            Self::Known(ix) => Some(ix),
            Self::New(name) => {
                // A new voice stands last.
                deeds.push(Deed::AddVoice(name, String::new()));
                Some(VoiceIx::new(scene.dossier.voices.len()))
            }
        }
    }
}

/// Draws a field and the voices whose names have what is typed in them, no higher than this; returns the one that is picked. What is
/// typed is kept under `id` until then.
pub fn voices(ui: &mut Ui, scene: &Scene<'_>, id: Id, nobody: bool, height: f32) -> Option<VoicePicked> {
    let mut field: Field = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let rows = rows(scene, field.typed.trim(), nobody);
    let done = field.show(ui, scene, rows.len(), "Name of a voice", "Voice");
    let rows = if done.changed { self::rows(scene, field.typed.trim(), nobody) } else { rows };
    let picked = list::pick(ui, scene, (&field, done), &rows, height, "Type the name of one who speaks.");
    ui.data_mut(|data| {
        if picked.is_some() {
            data.remove::<Field>(id);
        } else {
            data.insert_temp(id, field);
        }
    });
    picked
}

fn rows(scene: &Scene<'_>, typed: &str, nobody: bool) -> Vec<Row<VoicePicked>> {
    /// How many voices are listed.
    const MOST: usize = 30;
    let folded = typed.to_lowercase();
    let mut rows = Vec::new();
    if nobody && typed.is_empty() {
        rows.push(Row::new(VoicePicked::Nobody, "Nobody", "the text does not name who speaks"));
    }
    let named = scene.dossier.voices.iter().enumerate().filter(|(_, voice)| voice.name.to_lowercase().contains(&folded));
    rows.extend(
        named
            .take(MOST)
            .map(|(at, voice)| Row::new(VoicePicked::Known(VoiceIx::new(at)), closed(&voice.name), closed(&voice.kind))),
    );
    if !typed.is_empty() && scene.dossier.voices.iter().all(|voice| voice.name.to_lowercase() != folded) {
        rows.push(Row::new(VoicePicked::New(typed.to_owned()), closed(typed), "a new voice"));
    }
    rows
}

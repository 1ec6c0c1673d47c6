//! The fields of a found passage: all that is said of it is changed and confirmed as one edit.

use egui::{Id, RichText, Ui};

use super::Pressed;
use super::keys::Press;
use crate::report::ids::PassageIx;
use crate::theme::{self, size};
use crate::view::Scene;
use crate::view::reader::fields::{self, Fields};
use crate::view::reader::page::quiet;

/// What is said of a passage so far.
#[derive(Clone)]
pub struct Details {
    ix: PassageIx,
    fields: Fields,
    /// Whether the fields were drawn before.
    begun: bool,
}

impl Details {
    /// What is said of it now.
    #[must_use]
    pub fn new(scene: &Scene<'_>, ix: PassageIx) -> Self {
        Self { ix, fields: Fields::of(scene.dossier.passage(ix)), begun: false }
    }

    /// Draws the fields.
    pub fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>) -> Pressed {
        let id = Id::unique("details of a found passage");
        let target = scene.dossier.passage(self.ix).target;
        ui.label(RichText::new("What is said of it").font(theme::bold(size::LABEL)).color(scene.palette.mute));
        ui.spacing_mut().item_spacing.y = 7.0;
        let entered = self.fields.show(ui, scene, id, target);
        if !std::mem::replace(&mut self.begun, true) {
            ui.memory_mut(|memory| memory.request_focus(fields::title_id(id)));
        }
        ui.label(quiet(scene, "Enter in a line takes it, Esc leaves the fields."));
        if entered { self.answer(scene) } else { None }
    }

    /// What is said in the fields as an answer, where the time is understood.
    #[must_use]
    pub fn answer(&self, scene: &Scene<'_>) -> Pressed {
        let target = scene.dossier.passage(self.ix).target;
        let when = self.fields.when(scene, target).ok()?;
        Some(Press::As(Box::new(self.fields.clone().deed(scene, self.ix, when))))
    }
}

//! A page with nothing on it: one sentence on what would be here, and the one step that leads out.

use egui::{Label, RichText, Ui};

use crate::view::Scene;

/// Says what would be here, and offers a step; returns whether it was taken.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, sentence: &str, step: &str) -> bool {
    ui.add_space(8.0);
    ui.add(Label::new(RichText::new(sentence).color(scene.palette.mute)).wrap());
    ui.add_space(8.0);
    ui.button(step).clicked()
}

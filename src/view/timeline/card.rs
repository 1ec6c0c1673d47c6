//! The card that a bar shows while the pointer rests on it.

use egui::{RichText, Ui};

use crate::report::ids::PassageIx;
use crate::theme::{self, size};
use crate::view::{Scene, words};

/// How many letters of the text a card shows at most.
const WORDS: usize = 180;

/// Title, dateline, how it is known, and how the text begins.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, ix: PassageIx) {
    let passage = scene.dossier.passage(ix);
    let palette = scene.palette;
    ui.set_max_width(340.0);
    ui.spacing_mut().item_spacing.y = 4.0;
    ui.label(RichText::new(&passage.title).font(theme::bold(size::TEXT)));
    let dateline = RichText::new(scene.state.clock.dateline(scene.dossier, passage)).font(theme::bold(size::LABEL));
    ui.label(dateline.color(palette.window));
    let known = format!("{} · {}", words::attribution(scene.dossier, passage), passage.status.word());
    ui.label(RichText::new(known).font(theme::sans(size::LABEL)).color(palette.mute));
    let excerpt = words::opening(scene.dossier.slice(passage.target), WORDS);
    if !excerpt.is_empty() {
        ui.label(RichText::new(excerpt).font(theme::serif(size::TEXT)));
    }
    if passage.when.is_some_and(|when| when.is_soft()) {
        let soft = "Where the bar fades, the time is not known more exactly.";
        ui.label(RichText::new(soft).font(theme::sans(size::LABEL)).color(palette.mute));
    }
}

//! What differs between the report inside the program and the copy of it that is open, in words.

use egui::{Label, RichText, ScrollArea, Ui};

use super::page;
use crate::report::outside::closed;
use crate::session::{Action, Toggle};
use crate::theme::{self, size};
use crate::view::Scene;

/// How many sentences of a group are shown: nobody reads more, and each is laid out in every frame.
const MOST: usize = 500;

/// The page, when it is open.
pub fn window(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    if !scene.state.differences_open {
        return Vec::new();
    }
    page::show(ui, scene, ("Compare with the original", Toggle::Differences), |ui, _| contents(ui, scene))
}

fn contents(ui: &mut Ui, scene: &Scene<'_>) {
    let quiet = |text: &str| RichText::new(text.to_owned()).color(scene.palette.mute);
    let Some(differences) = &scene.state.differences else {
        ui.label(quiet("Comparing…"));
        return;
    };
    if differences.is_empty() {
        ui.label(quiet("Nothing differs from the report inside Dateline."));
        return;
    }
    ui.label(quiet("What is different here from the report inside Dateline:"));
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        ui.set_max_width(ui.available_width().min(860.0));
        for group in &differences.groups {
            ui.add_space(8.0);
            ui.label(RichText::new(group.title).font(theme::bold(size::TEXT)));
            for sentence in group.sentences.iter().take(MOST) {
                ui.add(Label::new(format!("{}.", closed(sentence))).wrap());
            }
            let more = group.sentences.len().saturating_sub(MOST);
            if more > 0 {
                ui.label(quiet(&format!("{} more are not listed.", crate::view::words::number(more))));
            }
        }
    });
}

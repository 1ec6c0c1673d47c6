//! What differs between the report inside the program and the copy of it that is open, in words.

use egui::text::{LayoutJob, TextFormat};
use egui::{Label, RichText, ScrollArea, Ui, WidgetInfo, accesskit::Role};

use super::page;
use crate::edit::differences::Entry;
use crate::report::outside::closed;
use crate::report::wording::capital;
use crate::session::{Action, Toggle};
use crate::theme::{self, size};
use crate::view::Scene;

/// How many entries of a group are shown: nobody reads more, and each is laid out in every frame.
const MOST: usize = 500;
/// How wide a line is at most, in points: longer ones are hard to read.
const LINE: f32 = 760.0;

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
        ui.set_max_width(ui.available_width().min(LINE));
        for group in &differences.groups {
            ui.add_space(12.0);
            ui.label(RichText::new(group.title.to_uppercase()).font(theme::bold(size::LABEL)).color(scene.palette.mute));
            for one in group.entries.iter().take(MOST) {
                entry(ui, scene, one);
            }
            let more = group.entries.len().saturating_sub(MOST);
            if more > 0 {
                ui.label(quiet(&format!("{} more are not listed.", crate::view::words::number(more))));
            }
        }
    });
}

/// One entry: what differs, and below it how, a line each.
fn entry(ui: &mut Ui, scene: &Scene<'_>, entry: &Entry) {
    let format = |font, color| TextFormat { font_id: font, color, line_height: Some(20.0), ..TextFormat::default() };
    let mut job = LayoutJob::default();
    job.append(&closed(&entry.subject), 0.0, format(theme::medium(size::TEXT), scene.palette.ink));
    for change in &entry.changes {
        if !job.text.is_empty() {
            job.append("\n", 0.0, format(theme::sans(size::TEXT), scene.palette.ink));
        }
        job.append(&capital(&closed(change)), 0.0, format(theme::sans(size::TEXT), scene.palette.mute));
    }
    ui.add_space(4.0);
    let label = ui.add(Label::new(job).wrap());
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{}.", closed(&entry.sentence()))));
}

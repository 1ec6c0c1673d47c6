//! The line above the document: contents, size of the text, and whether the window follows.

use egui::{Align, Button, Frame, Layout, Margin, Popup, RichText, ScrollArea, Ui, accesskit::Role, vec2};

use crate::report::ids::DocumentIx;
use crate::report::passage::{BlockKind, Target};
use crate::session::{Action, Reader};
use crate::theme::{self, icon, size};
use crate::view::Scene;

/// Draws the line.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, document: DocumentIx) -> Vec<Action> {
    let mut actions = Vec::new();
    Frame::NONE.inner_margin(Margin { left: 22, right: 22, top: 8, bottom: 8 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().button_padding = vec2(8.0, 2.0);
            contents(ui, scene, document, &mut actions);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                sizes(ui, scene, &mut actions);
                ui.add_space(4.0);
                let on = scene.state.reader.following;
                let text = RichText::new("Follow the reading").font(theme::medium(size::LABEL));
                let button = ui.add(Button::selectable(on, text).frame_when_inactive(true));
                let what = "The window and the map go along with the text as it is scrolled";
                if button.on_hover_text(what).clicked() {
                    actions.push(Action::SetFollowing(!on));
                }
            });
        });
    });
    actions
}

fn sizes(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let step = scene.state.reader.text_step;
    let sizes = [("A+", 1, "Larger text", step < *Reader::STEPS.end()), ("A−", -1, "Smaller text", step > *Reader::STEPS.start())];
    for (text, by, name, possible) in sizes {
        let button = Button::new(RichText::new(text).font(theme::serif(size::TEXT))).min_size(vec2(30.0, 24.0));
        let response = ui.add_enabled(possible, button);
        response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, possible, name));
        if response.on_hover_text(name).clicked() {
            actions.push(Action::StepTextSize(by));
        }
    }
}

/// A heading as it stands in the list of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its words.
    pub title: String,
    /// Its level; 1 is the highest.
    pub level: u8,
    /// Where it stands.
    pub target: Target,
}

/// The headings of a document, in order.
#[must_use]
pub fn entries(scene: &Scene<'_>, document: DocumentIx) -> Vec<Entry> {
    let entry = |block: &crate::report::passage::Block| {
        let BlockKind::Heading(level) = block.kind else { return None };
        let title = scene.dossier.slice(block.target).trim().to_owned();
        (block.target.document == document).then_some(Entry { title, level, target: block.target })
    };
    scene.dossier.blocks.iter().filter_map(entry).collect()
}

/// Which heading the reader is under: the last one that begins at or before the reading position.
#[must_use]
pub fn current(scene: &Scene<'_>, entries: &[Entry]) -> Option<usize> {
    let row = scene.state.reading_position?.target;
    let before = |entry: &Entry| entry.target.document == row.document && entry.target.span.start < row.span.end;
    entries.iter().rposition(before)
}

fn contents(ui: &mut Ui, scene: &Scene<'_>, document: DocumentIx, actions: &mut Vec<Action>) {
    let label = RichText::new(format!("Contents {}", icon::CARET_DOWN)).font(theme::medium(size::LABEL));
    let button = ui.button(label);
    button.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, "Contents"));
    Popup::menu(&button).show(|ui| {
        ui.set_width(330.0);
        ScrollArea::vertical().max_height(460.0).show(ui, |ui| {
            if scene.dossier.documents.len() > 1 {
                documents(ui, scene, document, actions);
            }
            let entries = entries(scene, document);
            let current = current(scene, &entries);
            if entries.is_empty() {
                ui.label(RichText::new("This text has no headings.").color(scene.palette.mute));
            }
            for (index, entry) in entries.iter().enumerate() {
                let here = current == Some(index);
                ui.horizontal(|ui| {
                    ui.add_space(f32::from(entry.level.saturating_sub(1).min(4)) * 14.0);
                    let font = if entry.level <= 1 { theme::bold(size::TEXT) } else { theme::sans(size::TEXT) };
                    if ui.add(Button::selectable(here, RichText::new(&entry.title).font(font)).wrap()).clicked() {
                        actions.push(Action::ShowText(entry.target));
                    }
                });
            }
        });
    });
}

/// The other texts of the dossier.
fn documents(ui: &mut Ui, scene: &Scene<'_>, open: DocumentIx, actions: &mut Vec<Action>) {
    for (index, document) in scene.dossier.documents.iter().enumerate() {
        let ix = DocumentIx::new(index);
        if ui.add(Button::selectable(ix == open, RichText::new(&document.title).font(theme::bold(size::TEXT))).wrap()).clicked() {
            let span = crate::report::text::Span { start: 0, end: 1 };
            actions.push(Action::ShowText(Target { document: ix, span }));
        }
    }
    ui.separator();
}

//! What can be done with a passage wherever it is shown: cite it, star it.

use egui::{Button, Popup, RichText, Ui, accesskit::Role};

use crate::report::citation::Form;
use crate::report::credit;
use crate::report::ids::PassageIx;
use crate::report::passage::Target;
use crate::session::{Action, Tab};
use crate::theme::{self, icon, size};
use crate::view::{Scene, words};

/// The menu of forms in which a stretch of text can be cited.
pub fn menu(ui: &mut Ui, scene: &Scene<'_>, target: Target, actions: &mut Vec<Action>) {
    let word = RichText::new("Cite").font(theme::medium(size::LABEL)).color(scene.palette.mute);
    let button = ui.add(Button::new(word).frame(false)).on_hover_text("Copy quotation, dateline, source and a link");
    Popup::menu(&button).show(|ui| {
        ui.set_min_width(170.0);
        for form in Form::ALL {
            if ui.add(Button::selectable(false, form.name())).clicked() {
                actions.push(Action::Cite(target, form));
            }
        }
    });
}

/// The star of a passage: filled where there is a star or a note.
pub fn star(ui: &mut Ui, scene: &Scene<'_>, ix: PassageIx, actions: &mut Vec<Action>) {
    let passage = scene.dossier.passage(ix);
    let note = scene.state.notebook.note(&passage.id);
    let starred = note.is_some_and(|note| note.starred);
    let (glyph, ink) = if note.is_some() { (icon::STAR_FILLED, scene.palette.window) } else { (icon::STAR, scene.palette.mute) };
    let name = if starred { "Take the star away" } else { "Star this passage" };
    let written = note.map(|note| note.text.as_str()).filter(|text| !text.is_empty());
    let button = Button::new(RichText::new(glyph).size(14.0).color(ink)).frame(false);
    let response = ui.add(button).on_hover_text(written.map_or_else(|| name.to_owned(), |text| format!("{name}\n{text}")));
    response.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, starred, name));
    if response.clicked() {
        actions.push(Action::Star(ix));
    }
}

/// The line above the text that names the chosen passage and offers to cite, star and annotate it.
pub fn strip(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    let mut actions = Vec::new();
    let chosen = scene.state.selection.passage;
    let hit = scene.state.hit.filter(|_| chosen.is_none());
    let Some(target) = chosen.map(|ix| scene.dossier.passage(ix).target).or(hit) else { return actions };
    egui::Frame::NONE.inner_margin(egui::Margin { left: 22, right: 18, top: 6, bottom: 4 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().button_padding = egui::vec2(4.0, 0.0);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if let Some(ix) = chosen {
                    star(ui, scene, ix, &mut actions);
                    let word = RichText::new("Note").font(theme::medium(size::LABEL)).color(scene.palette.mute);
                    if ui.add(Button::new(word).frame(false)).on_hover_text("Write on this passage").clicked() {
                        actions.push(Action::WriteNote(scene.dossier.passage(ix).id.clone(), written(scene, ix)));
                        actions.push(Action::ShowTab(Tab::Notes));
                    }
                }
                menu(ui, scene, target, &mut actions);
                let line = match chosen {
                    Some(ix) => words::dateline(scene.dossier, scene.dossier.passage(ix)),
                    None => format!(
                        "{}, paragraph {}",
                        credit::source(scene.dossier, target).title,
                        credit::paragraph(scene.dossier, target)
                    ),
                };
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    let line = RichText::new(line).font(theme::bold(size::LABEL)).color(scene.palette.window);
                    ui.add(egui::Label::new(line).truncate());
                });
            });
        });
    });
    actions
}

/// What is written on a passage already.
fn written(scene: &Scene<'_>, ix: PassageIx) -> String {
    scene.state.notebook.note(&scene.dossier.passage(ix).id).map(|note| note.text.clone()).unwrap_or_default()
}

//! What can be done with a passage wherever it is shown: cite it, star it.

use egui::{Button, Popup, RichText, Ui, accesskit::Role};

use super::{annotate, mentions, selection};
use crate::report::citation::Form;
use crate::report::credit;
use crate::report::ids::PassageIx;
use crate::report::passage::Target;
use crate::session::{Action, Tab};
use crate::theme::{self, icon, size};
use crate::view::{Scene, told};

/// The menu of forms in which a stretch of text can be cited.
pub fn menu(ui: &mut Ui, scene: &Scene<'_>, target: Target, actions: &mut Vec<Action>) {
    let hint = "Copy the quotation with its dateline, its source and a link";
    actions.extend(forms(ui, scene, "Cite", hint).map(|form| Action::Cite(target, form)));
}

/// The menu of forms in which several stretches can be cited as one, under a sentence on what they have in common.
pub fn menu_of_all(ui: &mut Ui, scene: &Scene<'_>, targets: Vec<Target>, said: &str, actions: &mut Vec<Action>) {
    let hint = "Copy this sentence with a citation of each account";
    let name = if targets.len() == 2 { "Cite both" } else { "Cite all" };
    actions.extend(forms(ui, scene, name, hint).map(|form| Action::CiteAll(targets, said.to_owned(), form)));
}

/// A word that opens the menu of forms; returns the one that was chosen, which is told to have been copied.
fn forms(ui: &mut Ui, scene: &Scene<'_>, name: &str, hint: &str) -> Option<Form> {
    let word = RichText::new(name).font(theme::medium(size::LABEL)).color(scene.palette.mute);
    let button = ui.add(Button::new(word).frame(false)).on_hover_text(hint);
    let mut chosen = None;
    Popup::menu(&button).show(|ui| {
        ui.set_min_width(170.0);
        for form in Form::ALL {
            if ui.add(Button::selectable(false, form.name())).clicked() {
                chosen = Some(form);
            }
        }
    });
    let done = chosen.map(|form: Form| format!("Copied: {}", form.name()));
    told::by(ui, &button, done.as_deref());
    chosen
}

/// The star of a passage: filled where there is a star or a note.
pub fn star(ui: &mut Ui, scene: &Scene<'_>, ix: PassageIx, actions: &mut Vec<Action>) {
    let passage = scene.dossier.passage(ix);
    let note = scene.state.notebook.note(&passage.id);
    let starred = note.is_some_and(|note| note.starred);
    let (glyph, ink) = if note.is_some() { (icon::STAR_FILLED, scene.palette.window) } else { (icon::STAR, scene.palette.mute) };
    let name = if starred { "Remove the star" } else { "Star this passage" };
    let written = note.map(|note| note.text.as_str()).filter(|text| !text.is_empty());
    let button = Button::new(RichText::new(glyph).size(14.0).color(ink)).frame(false);
    let response = ui.add(button).on_hover_text(written.map_or_else(|| name.to_owned(), |text| format!("{name}\n{text}")));
    response.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, starred, name));
    if response.clicked() {
        actions.push(Action::Star(ix));
    }
}

/// The height of the line above the text, in points.
const HEIGHT: f32 = 30.0;

/// The line above the text that names what is chosen and offers to cite, star and annotate it.
///
/// It is there when nothing is chosen too: the text must not move under a hand that begins to select.
pub fn strip(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    let mut actions = Vec::new();
    actions.extend(selection::copy(ui, scene));
    let text = scene.state.selected_text;
    let mention = scene.state.reader.mention.filter(|_| text.is_none());
    let chosen = scene.state.selection.passage.filter(|_| text.is_none() && mention.is_none());
    let words = mention.and_then(|chosen| scene.dossier.mentions.get(chosen.mention.index())).map(|mention| mention.target);
    let target = text.or(words).or(chosen.map(|ix| scene.dossier.passage(ix).target)).or(scene.state.hit);
    // Its height is fixed, or the text would move when buttons come and go.
    let (row, _) = ui.allocate_exact_size(egui::vec2(ui.available_width(), HEIGHT), egui::Sense::hover());
    let row = egui::Rect::from_min_max(row.min + egui::vec2(22.0, 6.0), row.max - egui::vec2(18.0, 2.0));
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    let mut child = ui.new_child(egui::UiBuilder::new().id_salt("cite").max_rect(row).layout(layout));
    let ui = &mut child;
    ui.spacing_mut().button_padding = egui::vec2(4.0, 0.0);
    if let Some(ix) = chosen {
        star(ui, scene, ix, &mut actions);
        note(ui, scene, ix, &mut actions);
    }
    if let Some(target) = target {
        menu(ui, scene, target, &mut actions);
    }
    if let Some(ix) = chosen {
        edit(ui, scene, ix, &mut actions);
    }
    if let Some(target) = text {
        annotate::selected(ui, scene, target, &mut actions);
    }
    if let Some(mention) = mention {
        annotate::chosen(ui, scene, mention, &mut actions);
    }
    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
        let said = mention.map_or_else(|| name(scene, chosen, target), |chosen| mentions::name(scene, chosen.mention));
        let ink = if target.is_some() { scene.palette.window } else { scene.palette.mute };
        let font = if target.is_some() { theme::bold(size::LABEL) } else { theme::sans(size::LABEL) };
        ui.add(egui::Label::new(RichText::new(said).font(font).color(ink)).truncate());
    });
    actions
}

/// Opens the fields of a passage, in which what is said of it is changed, or closes them.
pub fn edit(ui: &mut Ui, scene: &Scene<'_>, ix: PassageIx, actions: &mut Vec<Action>) {
    let on = scene.state.reader.editing.contains(&ix);
    let ink = if on { scene.palette.ink } else { scene.palette.mute };
    let word = RichText::new("Edit").font(theme::medium(size::LABEL)).color(ink);
    let button = ui.add(Button::new(word).frame(false));
    button.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, on, "Edit"));
    if on {
        let line = button.rect.bottom() - 1.0;
        ui.painter().hline(button.rect.x_range(), line, egui::Stroke::new(1.0, scene.palette.mute));
    }
    if button.on_hover_text("Change what is said of this passage").clicked() {
        actions.push(Action::ToggleEditing(ix));
    }
}

/// What is chosen: a passage by its dateline, other text by its report and paragraph.
fn name(scene: &Scene<'_>, chosen: Option<PassageIx>, target: Option<Target>) -> String {
    match (chosen, target) {
        (Some(ix), _) => scene.state.clock.dateline(scene.dossier, scene.dossier.passage(ix)),
        (None, Some(target)) => {
            let title = credit::source(scene.dossier, target).title;
            format!("{title}, paragraph {}", credit::paragraph(scene.dossier, target))
        }
        (None, None) => "Select words to copy, cite or annotate them".to_owned(),
    }
}

/// Begins a note on a passage, or leads to the one there is.
fn note(ui: &mut Ui, scene: &Scene<'_>, ix: PassageIx, actions: &mut Vec<Action>) {
    let word = RichText::new("Note").font(theme::medium(size::LABEL)).color(scene.palette.mute);
    if ui.add(Button::new(word).frame(false)).on_hover_text("Write a note on this passage").clicked() {
        actions.push(Action::WriteNote(scene.dossier.passage(ix).id.clone(), written(scene, ix)));
        actions.push(Action::ShowTab(Tab::Notes));
    }
}

/// What is written on a passage already.
fn written(scene: &Scene<'_>, ix: PassageIx) -> String {
    scene.state.notebook.note(&scene.dossier.passage(ix).id).map(|note| note.text.clone()).unwrap_or_default()
}

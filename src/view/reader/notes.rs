//! The reader's own notes, in the order of the text.

use egui::{
    Button, CornerRadius, Frame, Id, Label, Margin, RichText, ScrollArea, Sense, Stroke, TextBuffer, TextEdit, Ui, UiBuilder,
    accesskit::Role,
};

use super::page::quiet;
use super::{cite, empty};
use crate::report::note::{self, Note};
use crate::session::{Action, Tab};
use crate::theme::{self, icon, size};
use crate::view::{Scene, letters, noting_flag, words};

/// How many code points of a passage are shown above its note.
const EXCERPT: usize = 140;

/// Draws the list.
pub fn show(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    let mut actions = Vec::new();
    let notes = &scene.state.notebook.notes;
    let mut typing = false;
    ScrollArea::vertical().id_salt("notes").auto_shrink(false).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin { left: 22, right: 22, top: 16, bottom: 24 }).show(ui, |ui| {
            ui.label(RichText::new("Notes").font(theme::serif_bold(size::HEADING)));
            if let Some(fault) = &scene.state.notebook.fault {
                ui.add(Label::new(RichText::new(fault).color(scene.palette.window)).wrap().selectable(true));
            }
            if notes.entries.is_empty() {
                let text = "The passages that you star would be here, with your notes on them. Notes stay on this computer.";
                if empty::show(ui, scene, text, "Find a passage to star") {
                    actions.push(Action::ShowTab(Tab::Passages));
                }
            } else {
                let text =
                    "Your notes are kept on this computer, apart from the report. Ctrl+Z undoes a change. Export, in the menu, writes them as a file.";
                ui.add(Label::new(quiet(scene, text)).wrap());
            }
            for (id, note) in notes.in_order() {
                ui.add_space(4.0);
                typing |= card(ui, scene, id, note, &mut actions);
            }
        });
    });
    ui.data_mut(|data| data.insert_temp(noting_flag(), typing));
    actions
}

/// One note; returns whether it has the keyboard.
fn card(ui: &mut Ui, scene: &Scene<'_>, id: &str, note: &Note, actions: &mut Vec<Action>) -> bool {
    let palette = scene.palette;
    let frame = Frame::NONE
        .fill(palette.card)
        .stroke(Stroke::new(1.0, palette.rule))
        .corner_radius(CornerRadius::same(theme::RADIUS + 1))
        .inner_margin(Margin::symmetric(15, 11));
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 5.0;
            head(ui, scene, id, note, actions);
            let text = text(ui, scene, id, note, actions);
            let tags = tags(ui, scene, id, note, actions);
            text || tags
        })
        .inner
}

/// Where and when the passage speaks and how it begins; a click reads it.
fn head(ui: &mut Ui, scene: &Scene<'_>, id: &str, note: &Note, actions: &mut Vec<Action>) {
    let passage = scene.state.notebook.notes.passage(scene.dossier, id);
    let line = passage.map_or_else(
        || "THIS PASSAGE IS NO LONGER IN THE REPORT".to_owned(),
        |ix| scene.state.clock.dateline(scene.dossier, scene.dossier.passage(ix)),
    );
    ui.horizontal_top(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
            ui.spacing_mut().button_padding = egui::vec2(4.0, 0.0);
            let remove = ui.add(Button::new(RichText::new(icon::TRASH).size(14.0).color(scene.palette.mute)).frame(false));
            remove.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, "Remove this note"));
            if remove.on_hover_text("Remove the star and the note; Ctrl+Z brings them back").clicked() {
                actions.push(Action::RemoveNote(id.to_owned()));
            }
            if let Some(ix) = passage {
                cite::star(ui, scene, ix, actions);
                cite::menu(ui, scene, scene.dossier.passage(ix).target, actions);
            }
            ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                let line = RichText::new(line).font(theme::bold(size::LABEL)).color(scene.palette.window);
                ui.add(Label::new(line).wrap());
            });
        });
    });
    let builder = UiBuilder::new().id_salt(("note", id)).sense(Sense::click());
    let excerpt = ui.scope_builder(builder, |ui| {
        let text = RichText::new(excerpt_of(note)).font(theme::serif(size::READING)).color(scene.palette.ink);
        ui.add(Label::new(text).wrap());
    });
    let name = format!("Read {}", passage.map_or_else(|| excerpt_of(note), |ix| words::name(scene.state.clock, scene.dossier, ix)));
    excerpt.response.widget_info(|| egui::WidgetInfo::labeled(Role::Link, passage.is_some(), &name));
    crate::view::brush::focus_ring(ui.painter(), &excerpt.response, excerpt.response.rect, scene.palette.ink);
    if let Some(ix) = passage.filter(|_| excerpt.response.clicked()) {
        actions.push(Action::ReadPassage(ix));
        actions.push(Action::OpenInDocument(ix));
    }
    if passage.is_some() {
        excerpt.response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text("Read this passage in the whole text");
    }
}

fn excerpt_of(note: &Note) -> String {
    words::opening(&note.selector.exact, EXCERPT)
}

fn text(ui: &mut Ui, scene: &Scene<'_>, id: &str, note: &Note, actions: &mut Vec<Action>) -> bool {
    let mut text = note.text.clone();
    let rows = text.lines().count().clamp(2, 12);
    let (font, ink) = (theme::sans(size::TEXT), scene.palette.ink);
    let mut layouter = |ui: &Ui, text: &dyn TextBuffer, width: f32| letters::typed(ui, text, &font, ink, width);
    let edit = TextEdit::multiline(&mut text)
        .layouter(&mut layouter)
        .id(Id::unique(("note text", id)))
        .desired_width(f32::INFINITY)
        .desired_rows(rows)
        .hint_text("Write a note");
    let response = ui.add(edit);
    response.widget_info(|| egui::WidgetInfo::labeled(Role::MultilineTextInput, true, "Note"));
    if response.changed() {
        actions.push(Action::WriteNote(id.to_owned(), text));
    }
    response.has_focus()
}

/// The tags as one line. While one types, the field shows what is typed, so that a comma can stand at its end.
fn tags(ui: &mut Ui, scene: &Scene<'_>, id: &str, note: &Note, actions: &mut Vec<Action>) -> bool {
    let key = Id::unique(("note tags", id));
    // What stands in the field is kept only while it means the same: an undo changes the note under it.
    let draft = ui.data(|data| data.get_temp::<String>(key)).filter(|draft| note::tags(draft) == note.tags);
    let mut text = draft.unwrap_or_else(|| note.tags.join(", "));
    let (font, ink) = (theme::sans(size::LABEL), scene.palette.mute);
    let mut layouter = |ui: &Ui, text: &dyn TextBuffer, _: f32| letters::typed(ui, text, &font, ink, f32::INFINITY);
    let edit = TextEdit::singleline(&mut text)
        .layouter(&mut layouter)
        .id(key.with("field"))
        .desired_width(f32::INFINITY)
        .hint_text(RichText::new("Tags, separated by commas").font(font.clone()))
        .font(font.clone());
    let response = ui.add(edit);
    response.widget_info(|| egui::WidgetInfo::labeled(Role::TextInput, true, "Tags"));
    if response.changed() {
        actions.push(Action::TagNote(id.to_owned(), note::tags(&text)));
    }
    let typing = response.has_focus();
    ui.data_mut(|data| {
        if typing {
            data.insert_temp(key, text);
        } else {
            data.remove::<String>(key);
        }
    });
    typing
}

//! What is offered below the search field: names that complete what is typed, by pointer and by keyboard.
//!
//! The field keeps the keyboard while one goes through them, so that one can type on; which one Enter would take is told
//! as the field's active descendant.

use egui::{Button, Id, Key, Modifiers, Popup, Response, Ui, WidgetInfo, accesskit::Role};

use crate::report::dossier::Dossier;
use crate::session::query;

/// Where among the offers one is; forgotten when something else is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Place {
    /// What was typed.
    text: String,
    /// Which one Enter would take.
    at: Option<usize>,
    /// Whether they were closed by Escape.
    closed: bool,
}

fn key() -> Id {
    Id::unique("offers of the search field")
}

fn place(ui: &Ui, text: &str) -> Place {
    let kept = ui.data(|data| data.get_temp::<Place>(key())).filter(|place| place.text == text);
    kept.unwrap_or_else(|| Place { text: text.to_owned(), ..Place::default() })
}

fn keep(ui: &Ui, place: Place) {
    ui.data_mut(|data| data.insert_temp(key(), place));
}

/// What is offered for a text: the names and what the whole field would say with them.
fn open(ui: &Ui, text: &str, dossier: &Dossier) -> Vec<(String, String)> {
    if place(ui, text).closed { Vec::new() } else { query::suggestions(text, dossier) }
}

/// Whether anything is offered for a text.
#[must_use]
pub fn are_open(ui: &Ui, text: &str, dossier: &Dossier) -> bool {
    !open(ui, text, dossier).is_empty()
}

/// Reads the keys that go through the offers; returns what the field says when one is taken. To be asked before the field
/// reads its own keys, and only while it has the keyboard.
pub fn keys(ui: &Ui, text: &str, dossier: &Dossier) -> Option<String> {
    let offers = open(ui, text, dossier);
    if offers.is_empty() {
        return None;
    }
    let mut place = place(ui, text);
    let before = place.at;
    // From the field down to the first, from the last back to the field, and the other way round.
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown)) {
        place.at = place.at.map_or(Some(0), |at| Some(at + 1).filter(|next| *next < offers.len()));
    }
    if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowUp)) {
        place.at = place.at.map_or(Some(offers.len() - 1), |at| at.checked_sub(1));
    }
    let chosen = place.at.and_then(|at| offers.get(at)).map(|(_, completed)| completed.clone());
    if place.at != before {
        keep(ui, place);
    }
    chosen.filter(|_| ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)))
}

/// Closes the offers until something else is typed; returns whether there were any.
pub fn close(ui: &Ui, text: &str, dossier: &Dossier) -> bool {
    let there = !open(ui, text, dossier).is_empty();
    if there {
        keep(ui, Place { closed: true, ..place(ui, text) });
    }
    there
}

/// Draws the offers below the field; returns what the field says when one is clicked.
pub fn show(ui: &Ui, field: &Response, text: &str, dossier: &Dossier, width: f32) -> Option<String> {
    let offers = open(ui, text, dossier);
    if offers.is_empty() {
        return None;
    }
    let at = place(ui, text).at;
    let mut taken = None;
    let shown = Popup::from_response(field).open(true).show(|ui| {
        ui.set_min_width(width);
        let mut descendant = None;
        for (index, (name, completed)) in offers.into_iter().enumerate() {
            let chosen = at == Some(index);
            let response = ui.add(Button::selectable(chosen, &name));
            response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &name));
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(chosen));
            if chosen {
                descendant = Some(response.id.accesskit_id());
                response.scroll_to_me(None);
            }
            if response.clicked() {
                taken = Some(completed);
            }
        }
        descendant
    });
    if let Some(descendant) = shown.and_then(|shown| shown.inner) {
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_active_descendant(descendant));
    }
    taken
}

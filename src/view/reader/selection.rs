//! Selecting text with the pointer, to copy or to cite it.

use egui::{Event, Id, Key, Modifiers, Popup, Pos2, Rect, Response, Ui};

use crate::report::ids::DocumentIx;
use crate::report::passage::Target;
use crate::report::text::Span;
use crate::session::Action;
use crate::view::Scene;

/// A drag over the text selects what lies between its ends. `point_at` gives the code point at a place on the screen.
pub fn drag(
    ui: &Ui,
    scene: &Scene<'_>,
    document: DocumentIx,
    area: &Response,
    point_at: impl Fn(Pos2) -> Option<usize>,
) -> Option<Action> {
    if scene.state.selected_text.is_some() && area.contains_pointer() && ui.input(|input| input.pointer.primary_clicked()) {
        return Some(Action::SelectText(None));
    }
    let key = Id::unique("selection begins");
    let pointer = ui.input(|input| input.pointer.interact_pos());
    if area.drag_started() {
        let pressed = ui.input(|input| input.pointer.press_origin());
        let start = pressed.and_then(&point_at)?;
        ui.data_mut(|data| data.insert_temp(key, start));
    }
    if area.drag_stopped() && scene.state.selected_text.is_some() {
        return Some(Action::SettleText);
    }
    if !area.dragged() {
        return None;
    }
    let start = ui.data(|data| data.get_temp::<usize>(key))?;
    let end = pointer.and_then(point_at)?;
    let span = Span { start: start.min(end), end: start.max(end) };
    Some(Action::SelectText((!span.is_empty()).then_some(Target { document, span })))
}

/// Selects the part that is read when the system's key for “everything” is pressed, and nothing on top has the keys.
#[must_use]
pub fn all(ui: &Ui) -> Option<Action> {
    let taken = ui.ctx().text_edit_focused()
        || Popup::is_any_open(ui.ctx())
        || ui.ctx().memory(|memory| memory.top_modal_layer().is_some());
    let asked = !taken && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::A));
    asked.then_some(Action::SelectPart)
}

/// The part of a paragraph that is selected, in code points from its beginning.
#[must_use]
pub fn within(scene: &Scene<'_>, paragraph: Target) -> Option<std::ops::Range<usize>> {
    let selected = scene.state.selected_text.filter(|selected| selected.document == paragraph.document)?;
    let (start, end) = (selected.span.start.max(paragraph.span.start), selected.span.end.min(paragraph.span.end));
    (start < end).then(|| start - paragraph.span.start..end - paragraph.span.start)
}

/// Paints the ground of selected text.
pub fn paint(ui: &Ui, scene: &Scene<'_>, rects: &[Rect]) {
    for rect in rects {
        ui.painter().rect_filled(*rect, 0.0, scene.palette.selection);
    }
}

/// Copies the selected text when the system's key for it is pressed.
#[must_use]
pub fn copy(ui: &Ui, scene: &Scene<'_>) -> Option<Action> {
    let selected = scene.state.selected_text?;
    let asked = ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy)));
    (asked && !ui.ctx().text_edit_focused()).then(|| Action::Copy(scene.dossier.slice(selected).to_owned()))
}

//! A page as wide and as tall as the window allows, for work on the report itself: its head, its foot with what takes the work
//! back, and what it keeps between frames.

use std::sync::Arc;

use egui::mutex::Mutex;
use egui::{Align, Button, Id, Key, Label, Layout, Modal, Modifiers, Rect, RichText, Ui, UiBuilder, pos2, vec2};

use crate::session::{Action, Toggle};
use crate::theme::{self, size};
use crate::view::{Scene, commands, pick};

/// How much of the window stays free around a page, its own margin included, in points.
const AROUND: f32 = 72.0;
/// How tall the foot is, in points.
const FOOT: f32 = 28.0;

/// Draws a page with a heading; `contents` has all the room between head and foot. What is done on it comes before what closes it,
/// and what changes the dossier last, because positions are others after that.
pub fn show(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (heading, toggle): (&str, Toggle),
    contents: impl FnOnce(&mut Ui, &mut Vec<Action>),
) -> Vec<Action> {
    let mut actions = Vec::new();
    let room = ui.ctx().content_rect().size();
    let page = Modal::new(Id::unique(("page", heading))).frame(theme::page(ui.style())).show(ui, |ui| {
        let size = vec2((room.x - AROUND).max(320.0), (room.y - AROUND).max(200.0));
        ui.set_min_size(size);
        ui.set_max_size(size);
        keys(ui, &mut actions);
        ui.label(RichText::new(heading).font(theme::serif_bold(size::HEADING)));
        ui.add_space(4.0);
        let rest = Rect::from_min_max(ui.cursor().min, ui.min_rect().min + size);
        let foot_top = rest.bottom() - FOOT;
        let body = Rect::from_min_max(rest.min, pos2(rest.right(), foot_top - 10.0));
        ui.scope_builder(UiBuilder::new().max_rect(body), |ui| {
            ui.set_clip_rect(body.expand(2.0).intersect(ui.clip_rect()));
            contents(ui, &mut actions);
        });
        let builder = UiBuilder::new().max_rect(Rect::from_min_max(pos2(rest.left(), foot_top), rest.max));
        ui.scope_builder(builder.layout(Layout::left_to_right(Align::Center)), |ui| foot(ui, scene, &mut actions)).inner
    });
    if page.inner || page.should_close() {
        actions.push(Action::Toggle(toggle));
    }
    actions.sort_by_key(|action| matches!(action, Action::Edit(_) | Action::Undo | Action::Redo | Action::ReturnTo(_)));
    actions
}

/// The foot: what closes the page and takes back what was done on it, and what has to be read; tells whether it is to be closed.
fn foot(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) -> bool {
    let closed = ui.button("Close").clicked();
    let lock = pick::locked(scene);
    let edits = scene.state.edits;
    for (command, is_there, action) in
        [(&commands::UNDO, edits.done > 0, Action::Undo), (&commands::REDO, edits.undone > 0, Action::Redo)]
    {
        if ui.add_enabled(lock.is_none() && is_there, Button::new(command.name)).on_hover_text(command.tip()).clicked() {
            actions.push(action);
        }
    }
    let notice = scene.state.notice.as_deref().map(|notice| (notice, scene.palette.window));
    if let Some((words, ink)) = notice.or(lock.map(|why| (why, scene.palette.mute))) {
        let label = ui.add(Label::new(RichText::new(words).color(ink)).truncate());
        ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
    }
    closed
}

/// Below a page the keys of the window do not count; these two are needed on it.
fn keys(ui: &Ui, actions: &mut Vec<Action>) {
    let is_top = ui.memory(egui::Memory::top_modal_layer) == Some(ui.layer_id());
    if !is_top || ui.ctx().text_edit_focused() {
        return;
    }
    // The key is taken whatever else is held with it, so the one with Shift is asked first.
    if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z)) {
        actions.push(Action::Redo);
    } else if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Z)) {
        actions.push(Action::Undo);
    }
}

/// What a page keeps between frames. It is shared and not copied, because there may be a million rows in it.
pub fn kept<T: Default + Send + 'static>(ui: &Ui, id: Id) -> Arc<Mutex<T>> {
    ui.data_mut(|data| data.get_temp_mut_or_default::<Arc<Mutex<T>>>(id).clone())
}

/// Forgets what a page kept.
pub fn forget<T: Default + Send + 'static>(ui: &Ui, id: Id) {
    ui.data_mut(|data| data.remove::<Arc<Mutex<T>>>(id));
}

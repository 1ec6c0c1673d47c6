//! What stands over the views for a while: the two hints of the first minute, and the file that was written.

use egui::{Align2, Area, Button, Frame, Id, Order, Rect, RichText, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::session::{Action, Hint};
use crate::theme::{self, icon, size};
use crate::view::{Scene, hints, map_rect};

/// Draws the hints that were not understood yet, each where it belongs. Below a page that is open there are none.
pub fn hints(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    let mut actions = Vec::new();
    if scene.state.hints.is_empty() || ui.memory(|memory| memory.top_modal_layer().is_some()) {
        return actions;
    }
    for hint in scene.state.hints.iter().copied() {
        let Some(rect) = hints::place(ui, hint) else { continue };
        let (pivot, at) = match hint {
            // Beside the window and over its lanes, where no button is covered.
            Hint::Drag => (Align2::LEFT_BOTTOM, rect.right_bottom() + vec2(8.0, -6.0)),
            Hint::Click => (Align2::CENTER_TOP, pos2(rect.center().x, rect.bottom() + 8.0)),
        };
        let area = Area::new(Id::unique(("hint", hint.words()))).order(Order::Middle).pivot(pivot).fixed_pos(at);
        // What is said of the map stays on it.
        let map = ui.data(|data| data.get_temp::<Rect>(map_rect())).filter(|_| hint == Hint::Click);
        let area = if let Some(map) = map { area.constrain_to(map.shrink(8.0)) } else { area };
        area.show(ui.ctx(), |ui| {
            let frame = Frame::popup(ui.style()).fill(scene.palette.window).inner_margin(egui::Margin::symmetric(10, 5));
            frame.show(ui, |ui| {
                ui.horizontal(|ui| {
                    let words = RichText::new(hint.words()).font(theme::medium(size::TEXT)).color(scene.palette.on_window);
                    ui.label(words);
                    let cross = RichText::new(icon::CLOSE).size(12.0).color(scene.palette.on_window);
                    let close = ui.add(Button::new(cross).frame(false));
                    let name = format!("Close the hint “{}”", hint.words());
                    close.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
                    if close.on_hover_text("Do not show this again").clicked() {
                        actions.push(Action::CloseHint(hint));
                    }
                });
            });
        });
    }
    actions
}

/// Says which file was written, and leads to it.
pub fn written(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    let mut actions = Vec::new();
    let Some(path) = &scene.state.written else { return actions };
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let room = ui.ctx().content_rect();
    let at = pos2(room.center().x, room.top() + 54.0);
    Area::new(Id::unique("written")).order(Order::Foreground).pivot(Align2::CENTER_TOP).fixed_pos(at).show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).inner_margin(egui::Margin::symmetric(14, 8)).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing = vec2(10.0, 4.0);
                let said = format!("Saved “{name}”");
                let label = ui.label(RichText::new(&said).font(theme::medium(size::TEXT)));
                label.widget_info(|| WidgetInfo::labeled(Role::Status, true, &said));
                let label = label.on_hover_text(path.display().to_string());
                ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
                if ui.button("Show in folder").clicked() {
                    actions.push(Action::ShowInFolder(path.clone()));
                }
                if ui.button("Close").clicked() {
                    actions.push(Action::CloseWritten);
                }
            });
        });
    });
    actions
}

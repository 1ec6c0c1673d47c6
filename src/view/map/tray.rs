//! The tray of places that have no position: they are counted, and one click away.

use egui::{Area, Button, Frame, Id, Margin, Order, Popup, Pos2, RichText, ScrollArea, Ui, accesskit::Role};

use crate::report::outside::closed;
use crate::session::{Action, Placing, Shape};
use crate::theme::{self, icon, size};
use crate::view::{Scene, words};

/// Draws it with its left top corner at a place, and returns what the user did.
pub fn show(ui: &Ui, scene: &Scene<'_>, at: Pos2, text: &str) -> Vec<Action> {
    let mut actions = Vec::new();
    let can_edit = scene.state.surroundings.editing.is_possible();
    Area::new(Id::unique("unplaced tray")).order(Order::Middle).fixed_pos(at).constrain(false).show(ui.ctx(), |ui| {
        let button = ui.add(Button::new(RichText::new(text).font(theme::sans(size::LABEL))));
        Popup::menu(&button).frame(Frame::popup(ui.style()).inner_margin(Margin::same(8))).show(|ui| {
            ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                for (place, total) in scene.index.atlas().unplaced() {
                    let place = *place;
                    let title = &scene.dossier.place(place).title;
                    let passages = if *total == 0 { "mentioned only".to_owned() } else { words::count(*total, "passage") };
                    ui.horizontal(|ui| {
                        if can_edit {
                            let name = format!("Put {} on the map", closed(title));
                            let put = ui.button(icon::PIN);
                            put.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &name));
                            if put.on_hover_text("Put on the map").clicked() {
                                actions.push(Action::SetPlacing(Some(Placing { place, shape: Shape::Point })));
                            }
                        }
                        if ui.button(format!("{title}: {passages}")).clicked() {
                            actions.push(Action::SelectPlace(Some(place)));
                        }
                    });
                }
            });
        });
    });
    actions
}

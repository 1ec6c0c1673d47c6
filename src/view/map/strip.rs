//! The line over the map that says what a hand does there while the map is edited, with a button for each thing.

use egui::{Area, Button, Frame, Id, Label, Margin, Order, Pos2, Rect, RichText, Ui, accesskit::Role};

use super::draw::Drawing;
use crate::report::limits::shown;
use crate::session::{Action, Placing, Shape};
use crate::theme::{self, size};
use crate::view::commands::{self, Command};
use crate::view::{Scene, words};

/// The widest it becomes, in points.
const WIDEST: f32 = 560.0;
/// How many provinces are named.
const NAMED: usize = 4;

fn id() -> Id {
    Id::unique("what a hand does on the map")
}

/// Where it lay in the last frame, if it is to be there in this one.
pub fn covered(ui: &Ui, scene: &Scene<'_>) -> Option<Rect> {
    let wanted = scene.state.moves_by_hand() || scene.state.placing.is_some();
    ui.memory(|memory| memory.area_rect(id())).filter(|_| wanted)
}

/// Draws it with its left top corner at a place, and returns what the user did.
pub fn show(ui: &Ui, scene: &Scene<'_>, drawing: &mut Drawing, at: Pos2, room: f32) -> Vec<Action> {
    let mut actions = Vec::new();
    let placing = scene.state.placing;
    if placing.is_none() && !scene.state.moves_by_hand() {
        return actions;
    }
    let text = placing.map_or_else(|| moving_words(scene), |placing| placing_words(scene, placing, drawing));
    Area::new(id()).order(Order::Middle).fixed_pos(at).constrain(false).show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).shadow(egui::Shadow::NONE).inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
            ui.set_max_width(room.min(WIDEST));
            ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
            let line = ui.add(Label::new(RichText::new(&text).font(theme::sans(size::TEXT)).color(scene.palette.ink)).wrap());
            line.widget_info(|| egui::WidgetInfo::labeled(Role::Status, true, &text));
            ui.ctx().accesskit_node_builder(line.id, |node| node.set_live(egui::accesskit::Live::Polite));
            ui.horizontal_wrapped(|ui| match placing {
                Some(placing) => placing_buttons(ui, scene, placing, drawing, &mut actions),
                None => moving_buttons(ui, scene, &mut actions),
            });
        });
    });
    actions
}

fn title(scene: &Scene<'_>, placing: Placing) -> String {
    shown(&scene.dossier.place(placing.place).title)
}

/// What is to be clicked.
#[must_use]
fn placing_words(scene: &Scene<'_>, placing: Placing, drawing: &Drawing) -> String {
    let title = title(scene, placing);
    let corners = match drawing.corners.len() {
        0 => String::new(),
        count => format!(" {} so far.", words::count(count, "corner")),
    };
    match placing.shape {
        Shape::Point => format!("Click where “{title}” is."),
        Shape::Line => format!("Click the corners of the line “{title}”.{corners} Enter or a double click ends it."),
        Shape::Area => format!("Click the corners of the area “{title}”.{corners} Enter or a double click ends it."),
        Shape::Provinces => {
            let names = drawing.names(scene.basemap);
            let more = names.len().saturating_sub(NAMED);
            let first = names[..names.len().min(NAMED)].join(", ");
            let so_far = match more {
                _ if first.is_empty() => String::new(),
                0 => format!(" So far: {first}."),
                more => format!(" So far: {first} and {} more.", words::number(more)),
            };
            format!("Click the provinces that make up “{title}”; with Shift, a whole country.{so_far}")
        }
    }
}

/// What can be dragged.
fn moving_words(scene: &Scene<'_>) -> String {
    let Some(ix) = scene.state.selection.place else {
        return "Drag a place to move it. Choose one to do more.".to_owned();
    };
    let place = scene.dossier.place(ix);
    let title = shown(&place.title);
    if place.point.is_none() {
        format!("“{title}” has no position. Put it on the map as:")
    } else if place.kind.is_area() || !place.basemap.is_empty() {
        format!("Drag “{title}” to move it, or draw it anew as:")
    } else {
        format!("Drag “{title}” to move it, or the small square to say how far off it may be, or draw it anew as:")
    }
}

fn button(ui: &mut Ui, word: &str, name: &str, enabled: bool) -> bool {
    let text = RichText::new(word).font(theme::sans(size::LABEL));
    let response = ui.add_enabled(enabled, Button::new(text).min_size(egui::vec2(0.0, 24.0)));
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, enabled, name));
    response.on_hover_text(name).clicked()
}

fn moving_buttons(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    const SHAPES: [(&str, Command); 4] = [
        ("Point", commands::PUT_PLACE),
        ("Line", commands::DRAW_LINE),
        ("Area", commands::DRAW_AREA),
        ("Provinces", commands::PROVINCES),
    ];
    for (word, command) in SHAPES {
        if let Some(action) = (command.action)(scene)
            && button(ui, word, &command.tip(), true)
        {
            actions.push(action);
        }
    }
    if button(ui, "Done", "Stop editing the map (E)", true) {
        actions.push(Action::SetMapEditing(false));
    }
}

fn placing_buttons(ui: &mut Ui, scene: &Scene<'_>, placing: Placing, drawing: &mut Drawing, actions: &mut Vec<Action>) {
    if placing.shape != Shape::Point {
        if button(ui, "Done", "Put it on the map (Enter)", drawing.is_enough()) {
            actions.extend(drawing.end(ui, scene));
        }
        let has_any = !drawing.corners.is_empty() || !drawing.codes.is_empty();
        if button(ui, "Take back", "Take the last one back (Backspace)", has_any) {
            drawing.take_back();
        }
    }
    if button(ui, "Cancel", "Leave it where it was (Esc)", true) {
        actions.push(Action::SetPlacing(None));
    }
}

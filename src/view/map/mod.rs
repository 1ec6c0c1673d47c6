//! The map: where the passages speak.

mod furniture;
mod ground;
mod input;
mod labels;
mod paint;
mod plan;

pub use ground::Ground;
pub use plan::{Area, MapPlan, Marker, Standing, resolve_camera};

use egui::{Rect, Sense, Ui, accesskit::Role};

use super::Scene;
use crate::session::{Action, Hovered};

/// What the map keeps between frames for speed.
#[derive(Default)]
pub struct Cache {
    ground: Ground,
}

/// Draws the map into the whole of the remaining space.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, cache: &mut Cache) -> Vec<Action> {
    let rect = ui.max_rect();
    let id = ui.scope_id().with("map");
    let response = ui.interact(rect, id, Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Canvas, true, "Map"));
    let mut actions = Vec::new();
    let settled = resolve_camera(scene, rect);
    let camera = input::camera(ui, &response, settled);
    if scene.state.fit.is_some() || scene.state.camera != Some(camera) {
        actions.push(Action::SetCamera(camera));
    }
    let plan = MapPlan::new(scene, rect, camera);
    let painter = ui.painter_at(rect);
    cache.ground.paint(&painter, scene, rect, camera);
    paint::areas(&painter, scene, &plan);
    let taken = paint::markers(&painter, scene, &plan);
    labels::ground(&painter, scene, rect, camera, taken);
    actions.extend(nodes(ui, scene, &plan));
    actions.extend(furniture::show(ui, scene, rect, camera, &plan));
    actions
}

/// A named, focusable node for every marker; clicking one selects its place, and looks closer where it stands for several.
fn nodes(ui: &mut Ui, scene: &Scene<'_>, plan: &MapPlan) -> Vec<Action> {
    let mut actions = Vec::new();
    for marker in &plan.markers {
        let hit = Rect::from_center_size(marker.at, egui::Vec2::splat((marker.radius * 2.0).max(18.0)));
        let hit = hit.intersect(plan.rect);
        if !hit.is_positive() {
            continue;
        }
        let id = ui.scope_id().with(("marker", marker.place.0));
        let response = ui.interact(hit, id, Sense::click());
        response.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, marker.selected, &marker.name));
        if response.has_focus() {
            ui.painter().circle_stroke(marker.at, marker.radius + 6.0, egui::Stroke::new(2.0, scene.palette.ink));
        }
        if response.hovered() {
            actions.push(Action::Hover(Some(Hovered::Place(marker.place))));
        }
        if response.clicked() {
            actions.push(Action::SelectPlace(Some(marker.place)));
            if !marker.others.is_empty() {
                let offset = marker.at - plan.rect.center();
                actions.push(Action::SetCamera(plan.camera.zoomed(2.0, f64::from(offset.x), f64::from(offset.y))));
            }
        }
        response.on_hover_text(plan::summary(scene, marker));
    }
    actions
}

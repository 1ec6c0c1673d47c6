//! Drawing the map of a city in its card.

use egui::{Align2, Area, Id, Order, Rect, Sense, Stroke, StrokeKind, Ui, accesskit::Role, pos2, vec2};

use super::city::{CARD, HEAD, InsetPlan, ROW};
use super::labels::{self, Known};
use super::marker::{Marker, Standing};
use super::{furniture, hover, nodes, paint, sketch};
use crate::report::ids::PlaceIx;
use crate::session::{Action, Fit, Hovered, Inset};
use crate::theme::{self, icon, size};
use crate::view::{Scene, brush};

/// Draws the card and returns what the user did on it.
pub fn show(ui: &Ui, scene: &Scene<'_>, plan: &InsetPlan, known: &mut Known) -> Vec<Action> {
    let area = Area::new(Id::unique("map of a city")).order(Order::Middle).fixed_pos(plan.card.min).constrain(false);
    let shown = area.show(ui.ctx(), |ui| {
        ui.allocate_rect(plan.card, Sense::click_and_drag());
        let painter = ui.painter_at(plan.card);
        painter.rect(plan.card, theme::RADIUS, scene.palette.card, Stroke::new(1.0, scene.palette.rule), StrokeKind::Inside);
        let mut actions = head(ui, scene, plan);
        map(ui, scene, plan, known, &mut actions);
        for (index, site) in (0_u16..).zip(&plan.elsewhere) {
            let top = plan.card.top() + CARD.y + 4.0 + f32::from(index) * ROW;
            let row = Rect::from_min_size(pos2(plan.card.left() + 8.0, top), vec2(plan.card.width() - 16.0, ROW));
            elsewhere(ui, scene, site, row, &mut actions);
        }
        actions
    });
    shown.inner
}

fn head(ui: &Ui, scene: &Scene<'_>, plan: &InsetPlan) -> Vec<Action> {
    let mut actions = Vec::new();
    let title = &scene.dossier.place(plan.city).title;
    let row = Rect::from_min_size(plan.card.min, vec2(plan.card.width(), HEAD));
    let galley = ui.painter().layout_no_wrap(title.clone(), theme::bold(size::TEXT), scene.palette.ink);
    let hit = Rect::from_min_size(row.min + vec2(6.0, 4.0), vec2(galley.size().x + 14.0, HEAD - 8.0));
    let open = ui.interact(hit, ui.scope_id().with("city"), Sense::click());
    let name = format!("Zoom to {title}");
    open.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &name));
    brush::focus_ring(ui.painter(), &open, hit.shrink(2.0), scene.palette.ink);
    ui.painter().galley(pos2(row.left() + 13.0, row.center().y - galley.size().y / 2.0), galley, scene.palette.ink);
    if open.clicked() {
        actions.push(Action::Fit(Fit::Place(plan.city)));
    }
    open.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(name);
    let hit = Rect::from_center_size(row.right_center() - vec2(16.0, 0.0), vec2(24.0, 24.0));
    let close = ui.interact(hit, ui.scope_id().with("close"), Sense::click());
    let name = format!("Close the map of {title}");
    close.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &name));
    brush::focus_ring(ui.painter(), &close, hit.shrink(2.0), scene.palette.ink);
    let ink = if close.hovered() { scene.palette.ink } else { scene.palette.mute };
    ui.painter().text(hit.center(), Align2::CENTER_CENTER, icon::CLOSE, theme::sans(size::TEXT), ink);
    if close.clicked() {
        actions.push(Action::SetInset(Inset::Closed));
    }
    close.on_hover_text(name);
    actions
}

fn map(ui: &Ui, scene: &Scene<'_>, plan: &InsetPlan, known: &mut Known, actions: &mut Vec<Action>) {
    let map = &plan.map;
    let painter = ui.painter_at(map.rect);
    painter.rect_filled(map.rect, 0.0, scene.palette.home_land);
    let middle = map.markers.first().and_then(|marker| scene.dossier.place(marker.place).point);
    let rings = sketch::Rings::around(map, middle.unwrap_or_else(|| map.camera.lon_lat()), 3);
    rings.paint(&painter, scene);
    sketch::shapes(&painter, scene, map);
    sketch::uncertainty(&painter, scene, map);
    let scale = furniture::scale(&painter, scene, map.rect.right_bottom() - vec2(10.0, 8.0), map.camera, 60.0);
    let mut measure = |job: &egui::text::LayoutJob| painter.layout_job(job.clone()).size();
    let names = labels::plan(scene, map, known, &[scale], &mut measure);
    labels::paint(&painter, scene, map, &names);
    rings.label(&painter, scene, map, &sketch::taken(map, &names, &[scale]));
    paint::markers(&painter, scene, map);
    actions.extend(nodes::markers(ui, scene, map, &[], nodes::Opening::List, None));
}

fn elsewhere(ui: &Ui, scene: &Scene<'_>, site: &super::city::Elsewhere, row: Rect, actions: &mut Vec<Action>) {
    let palette = scene.palette;
    let response = ui.interact(row, ui.scope_id().with(("elsewhere", site.place.0)), Sense::click());
    let selected = scene.state.selection.place == Some(site.place);
    response.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, selected, &site.marker.name));
    brush::focus_ring(ui.painter(), &response, row.shrink(2.0), palette.ink);
    if response.hovered() || selected || is_lit(scene, site.place) {
        ui.painter().rect_filled(row, 4.0, palette.window_tint);
    }
    let marker = Marker { at: row.left_center() + vec2(11.0, 0.0), ..site.marker.clone() };
    paint::still(ui.painter(), scene, &marker);
    let ink = if marker.standing == Standing::Inside { palette.ink } else { palette.mute };
    let note = ui.painter().layout_no_wrap(site.note.clone(), theme::sans(size::LABEL), palette.mute);
    let room = row.width() - 36.0 - note.size().x;
    let mut job = egui::text::LayoutJob::simple_singleline(site.title.clone(), theme::sans(size::LABEL), ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    let title = ui.painter().layout_job(job);
    let top = |galley: &egui::Galley| row.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(row.left() + 25.0, top(&title)), title.clone(), ink);
    ui.painter().galley(pos2(row.right() - 5.0 - note.size().x, top(&note)), note.clone(), palette.mute);
    if response.hovered() {
        actions.push(Action::Hover(Some(Hovered::Place(site.place))));
    }
    if response.clicked() {
        actions.push(Action::SelectPlace(Some(site.place)));
    }
    response.on_hover_ui(|ui| hover::show(ui, scene, &site.marker));
}

fn is_lit(scene: &Scene<'_>, ix: PlaceIx) -> bool {
    match scene.state.hovered {
        Some(Hovered::Place(place)) => place == ix,
        Some(Hovered::Passage(passage)) => scene.dossier.passage(passage).places.contains(&ix),
        None => false,
    }
}

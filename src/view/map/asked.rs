//! The places that something could be, while it is asked about: a ring around the one that was understood, letters on the others.

use egui::{Align2, Painter, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, accesskit::Role, vec2};

use super::plan::MapPlan;
use super::projection::project;
use crate::edit::Putting;
use crate::session::Action;
use crate::theme::{self, size};
use crate::view::asked::{self, Spot};
use crate::view::{Scene, brush};

/// The radius of a letter's disc, and of the ring, in points.
const DISC: f32 = 11.0;
const RING: f32 = 8.0;
/// A letter stands at least so far from the place that was understood, in points, with a line to where it belongs.
const APART: f32 = 34.0;

/// Draws them; a click on a letter puts what is asked about there.
pub fn show(ui: &Ui, scene: &Scene<'_>, plan: &MapPlan) -> Vec<Action> {
    let Some(asked) = asked::now(ui, scene) else { return Vec::new() };
    let palette = scene.palette;
    let painter = ui.painter_at(plan.rect);
    let open = asked::is_open(scene).is_ok();
    let mut actions = Vec::new();
    if let Some(here) = &asked.here {
        ring(&painter, scene, plan, here);
    }
    let here = asked.here.as_ref().and_then(|here| here.point).map(|at| project(plan.camera, plan.rect, at));
    // The likeliest lies on top.
    for (index, spot) in asked.others.iter().enumerate().rev() {
        let Some(at) = spot.point.map(|at| project(plan.camera, plan.rect, at)) else { continue };
        if !plan.rect.contains(at) {
            continue;
        }
        let letter = asked::letter(index);
        let beside_it = here.filter(|here| here.distance(at) < APART);
        let at = beside_it.map_or(at, |here| {
            let way = if at.distance(here) < 1.0 { vec2(0.7, -0.7) } else { (at - here).normalized() };
            painter.line_segment([at, here + way * APART], Stroke::new(1.0, palette.ink));
            here + way * APART
        });
        let hit = egui::Rect::from_center_size(at, Vec2::splat(DISC * 2.0 + 4.0));
        let sense = if open { Sense::click() } else { Sense::hover() };
        let response = ui.interact(hit, ui.scope_id().with(("asked", index)), sense);
        let name = format!("{letter}: {}", spot.said());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, open, &name));
        let (fill, ink) = if response.hovered() { (palette.ink, palette.card) } else { (palette.card, palette.ink) };
        painter.circle(at, DISC, fill, Stroke::new(1.5, palette.ink));
        painter.text(at, Align2::CENTER_CENTER, letter, theme::bold(size::TEXT), ink);
        let beside = at + vec2(DISC + 5.0, 0.0);
        let halo = palette.home_land;
        // There, the name of the place that was understood would be under it.
        if beside_it.is_none() {
            brush::halo_text(&painter, beside, Align2::LEFT_CENTER, &spot.name, theme::medium(size::LABEL), palette.ink, halo);
        }
        brush::focus_ring(&painter, &response, hit, palette.ink);
        if response.clicked() {
            actions.extend(asked.put(index));
        }
        response.on_hover_text(spot.said());
    }
    actions
}

/// A ring around the place that was understood: around its marker, where it has one.
fn ring(painter: &Painter, scene: &Scene<'_>, plan: &MapPlan, here: &Spot) {
    let stroke = Stroke::new(2.0, scene.palette.ink);
    let marker = plan.markers.iter().find(|marker| here.putting == Putting::Known(marker.place));
    match (marker, here.point) {
        (Some(marker), _) if marker.area => {
            painter.rect_stroke(marker.frame().expand(3.0), 4.0, stroke, StrokeKind::Middle);
        }
        (Some(marker), _) => drop(painter.circle_stroke(marker.at, marker.radius + 2.5, stroke)),
        (None, Some(at)) => {
            let at = project(plan.camera, plan.rect, at);
            painter.circle_stroke(at, RING, stroke);
            painter.circle_filled(at, 2.5, stroke.color);
        }
        (None, None) => {}
    }
}

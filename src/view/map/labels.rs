//! Names on the map, placed so that none covers another.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Color32, Painter, Pos2, Rect, Vec2, pos2, vec2};

use super::plan::{Marker, place_on_screen};
use crate::basemap::{Label, LabelKind};
use crate::session::Camera;
use crate::theme::{self, size};
use crate::view::{Scene, brush};

/// Where a marker's name stands: right of it, or left, below or above where that is taken. `None` without room.
#[must_use]
pub fn beside(marker: &Marker, text: Vec2, bounds: Rect, taken: &[Rect]) -> Option<(Pos2, Align2)> {
    let gap = marker.radius + 5.0;
    let spots = [
        (marker.at + vec2(gap, 0.0), Align2::LEFT_CENTER),
        (marker.at - vec2(gap, 0.0), Align2::RIGHT_CENTER),
        (marker.at + vec2(0.0, gap - 2.0), Align2::CENTER_TOP),
        (marker.at - vec2(0.0, gap - 2.0), Align2::CENTER_BOTTOM),
    ];
    spots.into_iter().find(|(at, anchor)| {
        let rect = anchor.anchor_size(*at, text);
        bounds.contains_rect(rect) && taken.iter().all(|other| !other.intersects(rect))
    })
}

/// Draws the names of the background where markers and their names leave room.
pub fn ground(painter: &Painter, scene: &Scene<'_>, rect: Rect, camera: Camera, mut taken: Vec<Rect>) {
    let Some(basemap) = scene.basemap else { return };
    let mut budget = 120;
    for label in &basemap.labels {
        if f64::from(label.rank) > camera.zoom + 0.4 {
            continue;
        }
        let mut world = label.at;
        world.x += (camera.center.x - world.x).round();
        let at = place_on_screen(camera, rect, world);
        if !rect.shrink(12.0).contains(at) || !wanted(scene, label, camera) {
            continue;
        }
        let job = job(scene, label, camera);
        let halo = scene.palette.home_land;
        let galley = painter.layout_job(job);
        let offset = if label.kind == LabelKind::Town { vec2(5.0, -galley.size().y / 2.0) } else { -galley.size() / 2.0 };
        let frame = Rect::from_min_size(at + offset, galley.size());
        let frame = Rect::from_min_max(pos2(frame.left().round(), frame.top().round()), frame.max);
        if !rect.contains_rect(frame) || taken.iter().any(|other| other.intersects(frame.expand(3.0))) {
            continue;
        }
        if label.kind == LabelKind::Town {
            painter.circle_filled(at, 1.8, scene.palette.faint);
        } else if label.kind == LabelKind::Province {
            painter.galley_with_override_text_color(frame.min + vec2(0.0, 1.0), galley.clone(), halo);
        }
        painter.galley(frame.min, galley, scene.palette.faint);
        taken.push(frame);
        budget -= 1;
        if budget == 0 {
            break;
        }
    }
}

/// Whether the dossier does not show the thing itself: towns that have a marker need no second name.
fn wanted(scene: &Scene<'_>, label: &Label, camera: Camera) -> bool {
    match label.kind {
        LabelKind::Country | LabelKind::Water => true,
        LabelKind::Province => camera.zoom > 5.6,
        LabelKind::River => camera.zoom > 6.4,
        LabelKind::Town => {
            let near = |place: &crate::report::place::Place| {
                place.point.is_some_and(|point| {
                    let world = crate::report::mercator::World::from_lon_lat(point);
                    (world.x - label.at.x).abs() < 2e-4 && (world.y - label.at.y).abs() < 2e-4
                })
            };
            !scene.dossier.places.iter().any(near)
        }
    }
}

fn job(scene: &Scene<'_>, label: &Label, camera: Camera) -> LayoutJob {
    let palette = scene.palette;
    let home = label.country.is_some_and(|ix| {
        let code = scene.basemap.and_then(|map| map.countries.get(usize::from(ix.0))).map(|country| country.code.as_str());
        code.is_some_and(|code| scene.dossier.head.home.iter().any(|own| own == code))
    });
    let name = label.names.in_language("en");
    #[expect(clippy::cast_possible_truncation, reason = "a font size")]
    let grow = ((camera.zoom - 3.0).clamp(0.0, 3.0) * 1.1) as f32;
    let (text, font, color, spacing): (String, _, Color32, f32) = match label.kind {
        LabelKind::Country if home => (name.to_uppercase(), theme::sans(12.0 + grow), palette.mute.gamma_multiply(0.7), 6.0),
        LabelKind::Country => (name.to_uppercase(), theme::sans(9.5 + grow), palette.faint, 3.0),
        LabelKind::Province => (name.to_owned(), theme::sans(10.5), palette.faint, 0.8),
        LabelKind::Water | LabelKind::River => (name.to_owned(), theme::serif_italic(11.0 + grow / 2.0), palette.water_ink, 0.3),
        LabelKind::Town => (name.to_owned(), theme::sans(10.5), palette.mute.gamma_multiply(0.8), 0.0),
    };
    let format = TextFormat { font_id: font, color, extra_letter_spacing: spacing, ..TextFormat::default() };
    LayoutJob::single_section(text, format)
}

/// Draws a marker's name and returns where it is.
pub fn marker(painter: &Painter, scene: &Scene<'_>, marker: &Marker, at: Pos2, anchor: Align2) -> Rect {
    let palette = scene.palette;
    let strong = marker.standing == super::Standing::Inside || marker.selected || marker.lit;
    let ink = if strong { palette.ink } else { palette.mute };
    brush::halo_text(painter, at, anchor, &marker.label, font(marker), ink, palette.home_land)
}

/// The face of a marker's name.
#[must_use]
pub fn font(marker: &Marker) -> egui::FontId {
    match (marker.area, marker.standing) {
        (_, super::Standing::Mentioned) => theme::sans(size::LABEL - 0.5),
        (true, _) => theme::serif_italic(size::TEXT + 0.5),
        (false, super::Standing::Inside) => theme::bold(size::TEXT),
        (false, _) => theme::medium(size::TEXT - 0.5),
    }
}

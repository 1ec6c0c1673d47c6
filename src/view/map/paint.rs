//! Markers and areas as shapes.

use egui::{Align2, Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2};
use geo::{Geometry, LineString, Polygon};

use super::labels;
use super::plan::{Area, MapPlan, Marker, Standing, place_on_screen, project};
use crate::report::mercator::World;
use crate::report::place::LonLat;
use crate::theme::{self, size};
use crate::view::{Scene, brush};

/// Draws the areas: a soft fill for regions, a tinted outline for countries.
pub fn areas(painter: &Painter, scene: &Scene<'_>, plan: &MapPlan) {
    for area in &plan.areas {
        if !area.strong && (area.outline_only || !area.inside) {
            continue;
        }
        basemap_area(painter, scene, plan, area);
        if let Some(geometry) = &scene.dossier.place(area.place).geometry {
            own_geometry(painter, scene, plan, area, geometry);
        }
    }
    for (index, place) in scene.dossier.places.iter().enumerate() {
        // Streets and the like: a line in the dossier's own geometry is drawn at city zooms.
        if plan.camera.zoom > 9.5
            && let Some(Geometry::LineString(line)) = &place.geometry
        {
            let entry = scene.index.place(crate::report::ids::PlaceIx::new(index));
            let inside = entry.own_times.counts(scene.state.window).inside > 0;
            let color = if inside { scene.palette.window } else { scene.palette.home_border };
            painter.add(Shape::line(screen_line(plan, line), Stroke::new(if inside { 3.0 } else { 2.0 }, color)));
        }
    }
}

fn colors(scene: &Scene<'_>, area: &Area) -> (Color32, Stroke) {
    let palette = scene.palette;
    let base = if area.inside { palette.window } else { palette.mute };
    let fill = if area.outline_only { Color32::TRANSPARENT } else { base.gamma_multiply(if area.strong { 0.13 } else { 0.08 }) };
    let width = if area.strong { 2.0 } else { 1.2 };
    (fill, Stroke::new(width, base.gamma_multiply(if area.strong { 0.9 } else { 0.55 })))
}

/// An area made of the basemap's polygons.
fn basemap_area(painter: &Painter, scene: &Scene<'_>, plan: &MapPlan, area: &Area) {
    let Some(basemap) = scene.basemap else { return };
    let (fill, stroke) = colors(scene, area);
    let codes = &scene.dossier.place(area.place).basemap;
    let provinces: Vec<_> = codes.iter().filter_map(|code| basemap.area(code)).flatten().collect();
    for mesh in &provinces {
        let shift = (plan.camera.center.x - mesh.bounds.min.x.midpoint(mesh.bounds.max.x)).round();
        let on_screen = |at: &World| place_on_screen(plan.camera, plan.rect, World { x: at.x + shift, y: at.y });
        if fill != Color32::TRANSPARENT {
            let mut shape = egui::Mesh::default();
            mesh.vertices.iter().for_each(|at| shape.colored_vertex(on_screen(at), fill));
            mesh.triangles.iter().for_each(|[a, b, c]| shape.add_triangle(*a, *b, *c));
            painter.add(Shape::mesh(shape));
        }
        if codes.len() == 1 && !area.outline_only {
            for ring in mesh.rings() {
                let mut points: Vec<Pos2> = thin(ring.iter().map(on_screen));
                points.extend(points.first().copied());
                painter.extend(Shape::dashed_line(&points, stroke, 2.0, 3.0));
            }
        }
    }
    if area.outline_only {
        for code in codes {
            country_outline(painter, scene, plan, code, stroke);
        }
    }
}

fn country_outline(painter: &Painter, scene: &Scene<'_>, plan: &MapPlan, code: &str, stroke: Stroke) {
    let Some((basemap, country)) = scene.basemap.and_then(|map| Some((map, map.country(code)?))) else { return };
    for line in basemap.lines.iter().filter(|line| line.belongs_to(country)) {
        let shift = (plan.camera.center.x - line.bounds.min.x.midpoint(line.bounds.max.x)).round();
        let points = line.points.iter().map(|at| place_on_screen(plan.camera, plan.rect, World { x: at.x + shift, y: at.y }));
        painter.add(Shape::line(thin(points), stroke));
    }
}

/// Leaves out points that lie within a fraction of a point of the one before.
fn thin(points: impl Iterator<Item = Pos2>) -> Vec<Pos2> {
    let mut kept: Vec<Pos2> = Vec::new();
    for point in points {
        if kept.last().is_none_or(|last| last.distance_sq(point) > 0.5) {
            kept.push(point);
        }
    }
    kept
}

fn own_geometry(painter: &Painter, scene: &Scene<'_>, plan: &MapPlan, area: &Area, geometry: &Geometry<f64>) {
    let (fill, stroke) = colors(scene, area);
    let polygon = |polygon: &Polygon<f64>| {
        let ring = screen_line(plan, polygon.exterior());
        let cut: Vec<[u32; 3]> = geo::TriangulateEarcut::earcut_triangles_raw(polygon)
            .triangle_indices
            .chunks_exact(3)
            .filter_map(|three| Some([u32::try_from(three[0]).ok()?, u32::try_from(three[1]).ok()?, u32::try_from(three[2]).ok()?]))
            .collect();
        let mut mesh = egui::Mesh::default();
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        // Earcut numbers the corners of all rings without the repeated last one.
        for line in rings {
            let points = screen_line(plan, line);
            points.iter().take(points.len().saturating_sub(1)).for_each(|at| mesh.colored_vertex(*at, fill));
        }
        let count = u32::try_from(mesh.vertices.len()).unwrap_or(0);
        cut.iter().filter(|corners| corners.iter().all(|at| *at < count)).for_each(|[a, b, c]| mesh.add_triangle(*a, *b, *c));
        painter.add(Shape::mesh(mesh));
        painter.extend(Shape::dashed_line(&ring, stroke, 2.0, 3.0));
    };
    match geometry {
        Geometry::Polygon(one) => polygon(one),
        Geometry::MultiPolygon(all) => all.iter().for_each(polygon),
        _ => {}
    }
}

fn screen_line(plan: &MapPlan, line: &LineString<f64>) -> Vec<Pos2> {
    line.0.iter().map(|at| project(plan.camera, plan.rect, LonLat { lon: at.x, lat: at.y })).collect()
}

/// Draws markers and their names; returns what they cover.
pub fn markers(painter: &Painter, scene: &Scene<'_>, plan: &MapPlan) -> Vec<Rect> {
    let mut taken: Vec<Rect> =
        plan.markers.iter().map(|marker| Rect::from_center_size(marker.at, Vec2::splat(marker.radius * 2.0 + 2.0))).collect();
    // The header, the legend and the buttons lie on top of the map; names under them could not be read.
    taken.push(Rect::from_min_size(plan.rect.min, Vec2::new(540.0, 56.0)));
    taken.push(Rect::from_min_max(plan.rect.left_bottom() - Vec2::new(0.0, 36.0), plan.rect.left_bottom() + Vec2::new(550.0, 0.0)));
    taken.push(Rect::from_min_max(plan.rect.right_bottom() - Vec2::new(170.0, 40.0), plan.rect.right_bottom()));
    taken.push(Rect::from_min_max(plan.rect.right_bottom() - Vec2::new(48.0, 116.0), plan.rect.right_bottom()));
    if !plan.unplaced.is_empty() {
        taken.push(Rect::from_min_size(plan.rect.left_bottom() - Vec2::new(0.0, 68.0), Vec2::new(210.0, 34.0)));
    }
    for marker in plan.markers.iter().rev() {
        circle(painter, scene, marker);
    }
    for marker in &plan.markers {
        let text = painter.layout_no_wrap(marker.label.clone(), labels::font(marker), Color32::PLACEHOLDER).size();
        if let Some((at, anchor)) = labels::beside(marker, text, plan.rect, &taken) {
            taken.push(labels::marker(painter, scene, marker, at, anchor));
        }
    }
    taken
}

fn circle(painter: &Painter, scene: &Scene<'_>, marker: &Marker) {
    let palette = scene.palette;
    let Marker { at, radius, .. } = *marker;
    let quiet = Stroke::new(1.5, palette.mute);
    let faded = palette.bar.gamma_multiply(0.45);
    let paper = palette.home_land;
    if marker.lit {
        painter.circle_filled(at, radius + 8.0, palette.window_tint);
    }
    if marker.selected && (!marker.area || marker.standing == Standing::Mentioned) {
        painter.circle_stroke(at, radius + 7.0, Stroke::new(1.5, palette.ink));
    }
    if marker.area && marker.standing != Standing::Mentioned {
        return badge(painter, scene, marker);
    }
    let ink = match marker.standing {
        Standing::Inside if marker.unverified => {
            painter.circle_filled(at, radius, paper);
            painter.extend(brush::dashed_circle(at, radius, Stroke::new(2.0, palette.window)));
            palette.window
        }
        Standing::Inside => {
            painter.circle_filled(at, radius + 4.0, palette.window_tint);
            painter.circle(at, radius, palette.window, Stroke::new(1.5, paper));
            palette.on_window
        }
        Standing::Mentioned => {
            painter.circle(at, radius, palette.faint, Stroke::new(1.0, paper));
            return;
        }
        _ if marker.unverified => {
            painter.circle_filled(at, radius, paper);
            painter.extend(brush::dashed_circle(at, radius, quiet));
            palette.mute
        }
        Standing::Earlier => {
            painter.circle_filled(at, radius + 0.5, paper);
            painter.circle_filled(at, radius, faded);
            palette.ink
        }
        Standing::Around => {
            painter.circle(at, radius, paper, quiet);
            painter.circle_filled(at, radius - 2.5, faded);
            palette.ink
        }
        Standing::Later | Standing::Undated => {
            painter.circle(at, radius, paper, quiet);
            palette.mute
        }
    };
    number(painter, marker, ink);
}

fn number(painter: &Painter, marker: &Marker, ink: Color32) {
    let digits = crate::view::words::number(marker.count);
    let size = if digits.len() > 3 { size::LABEL - 2.0 } else { size::LABEL };
    painter.text(marker.at, Align2::CENTER_CENTER, digits, theme::bold(size), ink);
}

/// The number of an area: a tag with square corners, because it is not a point.
fn badge(painter: &Painter, scene: &Scene<'_>, marker: &Marker) {
    let palette = scene.palette;
    let rect = Rect::from_center_size(marker.at, Vec2::new(24.0, 18.0));
    let corner = CornerRadius::same(3);
    let paper = palette.home_land;
    let inside = marker.standing == Standing::Inside;
    let ink = if marker.unverified {
        if inside { palette.window } else { palette.mute }
    } else if inside {
        palette.on_window
    } else {
        palette.ink
    };
    painter.rect_filled(rect, corner, if inside && !marker.unverified { palette.window } else { paper });
    let faded = palette.bar.gamma_multiply(0.45);
    let quiet = Stroke::new(1.5, palette.mute);
    match marker.standing {
        _ if marker.unverified => {
            painter.extend(brush::dashed_rect(rect, Stroke::new(1.5, ink)));
        }
        Standing::Inside => {
            painter.rect_stroke(rect, corner, Stroke::new(1.5, paper), StrokeKind::Outside);
        }
        Standing::Earlier => {
            painter.rect_filled(rect, corner, faded);
        }
        Standing::Around => {
            painter.rect_filled(rect.shrink(3.0), CornerRadius::same(1), faded);
            painter.rect_stroke(rect, corner, quiet, StrokeKind::Inside);
        }
        Standing::Later | Standing::Undated | Standing::Mentioned => {
            painter.rect_stroke(rect, corner, quiet, StrokeKind::Inside);
        }
    }
    if marker.selected {
        painter.rect_stroke(rect.expand(4.0), corner, Stroke::new(1.5, palette.ink), StrokeKind::Outside);
    }
    number(painter, marker, ink);
}

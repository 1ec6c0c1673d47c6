//! The quiet sketch of a city, below the basemap's resolution: what the dossier itself knows of it, and distances.

use egui::{Align2, Color32, Painter, Pos2, Rect, Shape, Stroke, Vec2};
use geo::{Geometry, LineString};

use super::areas;
use super::marker::Marker;
use super::plan::MapPlan;
use super::projection::{metres_per_point, project};
use crate::report::ids::PlaceIx;
use crate::report::place::LonLat;
use crate::theme::{self, size};
use crate::view::{Scene, brush, words};

/// From this zoom on, streets and grounds of the dossier's own are drawn, however small.
const SHAPES_ZOOM: f64 = 9.5;
/// From this size on, in points, they are drawn from further off as well.
const SPECK: f64 = 30.0;
/// From this zoom on, there are rings of distance.
const RINGS_ZOOM: f64 = 12.0;
/// The narrowest circle of uncertainty that is told apart from a marker, in points beyond it.
const VISIBLE: f32 = 4.0;

/// Draws lines and areas of the dossier's own geometry, for places that are not areas of the map at every zoom.
pub fn shapes(painter: &Painter, scene: &Scene<'_>, plan: &MapPlan) {
    for (ix, side) in scene.index.atlas().shapes() {
        let wide = side * plan.camera.world_points();
        // From afar streets would be specks, but a valley is no speck.
        if plan.camera.zoom < SHAPES_ZOOM && wide < SPECK {
            continue;
        }
        let place = scene.dossier.place(*ix);
        let Some(geometry) = place.geometry.as_ref().filter(|_| !place.kind.is_area()) else { continue };
        let (color, inside) = tone(scene, *ix);
        shape(painter, scene, plan, geometry, (color, inside));
    }
}

fn shape(painter: &Painter, scene: &Scene<'_>, plan: &MapPlan, geometry: &Geometry<f64>, tone: (Color32, bool)) {
    let (color, inside) = tone;
    match geometry {
        Geometry::LineString(line) => street(painter, scene, plan, line, color, inside),
        Geometry::MultiLineString(lines) => lines.iter().for_each(|line| street(painter, scene, plan, line, color, inside)),
        Geometry::GeometryCollection(parts) => parts.iter().for_each(|part| shape(painter, scene, plan, part, tone)),
        other => {
            areas::geometry_on(painter, plan, other, color.gamma_multiply(0.1), Stroke::new(1.2, color.gamma_multiply(0.6)));
        }
    }
}

fn tone(scene: &Scene<'_>, ix: PlaceIx) -> (Color32, bool) {
    let inside = scene.index.place(ix).own_times.counts(scene.state.window).inside > 0;
    (if inside { scene.palette.window } else { scene.palette.home_border }, inside)
}

/// A street: a pale bed with the line on it, so that markers on it stand out.
fn street(painter: &Painter, scene: &Scene<'_>, plan: &MapPlan, line: &LineString<f64>, color: Color32, inside: bool) {
    let points = areas::screen_line(plan, line);
    painter.add(Shape::line(points.clone(), Stroke::new(6.0, scene.palette.border.gamma_multiply(0.45))));
    painter.add(Shape::line(points, Stroke::new(if inside { 2.6 } else { 1.8 }, color.gamma_multiply(0.8))));
}

/// Circles as wide as positions are uncertain.
pub fn uncertainty(painter: &Painter, scene: &Scene<'_>, plan: &MapPlan) {
    let mut drawn: Vec<(Pos2, f32)> = Vec::new();
    for marker in &plan.markers {
        for ix in marker.places(scene.index).take(24) {
            let place = scene.dossier.place(ix);
            let (Some(at), Some(metres)) = (place.point, place.radius_metres) else { continue };
            #[expect(clippy::cast_possible_truncation, reason = "a length on the screen")]
            let radius = (metres / metres_per_point(plan.camera, at)) as f32;
            let at = project(plan.camera, plan.rect, at);
            let same = |other: &(Pos2, f32)| other.0.distance(at) < 1.0 && (other.1 - radius).abs() < 1.0;
            // Circles that only a much larger map could show are not shown in part.
            let fits = radius > marker.radius + VISIBLE && radius < plan.rect.width().max(plan.rect.height());
            if fits && !drawn.iter().any(same) {
                circle(painter, scene, marker, at, radius);
                drawn.push((at, radius));
            }
        }
    }
}

fn circle(painter: &Painter, scene: &Scene<'_>, marker: &Marker, at: Pos2, radius: f32) {
    let inside = marker.standing == super::Standing::Inside;
    let color = if inside { scene.palette.window } else { scene.palette.mute };
    let strength = if marker.selected || marker.lit { 1.6 } else { 1.0 };
    painter.circle_filled(at, radius, color.gamma_multiply(0.045 * strength));
    painter.extend(brush::dashed_ring(at, radius, Stroke::new(1.0, color.gamma_multiply(0.5 * strength))));
}

/// Rings of distance around a point.
#[derive(Clone, Debug, PartialEq)]
pub struct Rings {
    center: Pos2,
    /// The radius in points and the length in metres of each.
    rings: Vec<(f32, f64)>,
}

impl Rings {
    /// So many rings around a point, a quarter of the map apart.
    #[must_use]
    pub fn around(plan: &MapPlan, around: LonLat, most: u8) -> Self {
        let scale = metres_per_point(plan.camera, around);
        let step = round_length(scale * f64::from(plan.rect.width().min(plan.rect.height())) / 4.0);
        #[expect(clippy::cast_possible_truncation, reason = "a length on the screen")]
        let ring = |number: u8| ((step * f64::from(number) / scale) as f32, step * f64::from(number));
        Self { center: project(plan.camera, plan.rect, around), rings: (1..=most).map(ring).collect() }
    }

    /// Draws the circles.
    pub fn paint(&self, painter: &Painter, scene: &Scene<'_>) {
        for (radius, _) in &self.rings {
            painter.circle_stroke(self.center, *radius, Stroke::new(1.0, scene.palette.border.gamma_multiply(0.8)));
        }
    }

    /// Writes the lengths where there is room: above, below, right or left.
    pub fn label(&self, painter: &Painter, scene: &Scene<'_>, plan: &MapPlan, taken: &[Rect]) {
        let palette = scene.palette;
        let mut taken = taken.to_vec();
        for (radius, metres) in &self.rings {
            let spots = [Vec2::UP, Vec2::DOWN, Vec2::RIGHT, Vec2::LEFT].map(|way| self.center + way * *radius);
            let text = words::metres(*metres);
            let room = |at: &Pos2| Rect::from_center_size(*at, Vec2::new(46.0, 15.0));
            let free =
                |at: &Pos2| plan.rect.shrink(4.0).contains_rect(room(at)) && !taken.iter().any(|other| other.intersects(room(at)));
            if let Some(at) = spots.into_iter().find(free) {
                taken.push(room(&at));
                let font = theme::sans(size::LABEL - 1.5);
                brush::halo_text(painter, at, Align2::CENTER_CENTER, &text, font, palette.mute, palette.home_land);
            }
        }
    }
}

/// The rings of the map itself: around the chosen place, or else around the most important one on the map.
pub fn map_rings(scene: &Scene<'_>, plan: &MapPlan) -> Option<Rings> {
    if plan.camera.zoom < RINGS_ZOOM {
        return None;
    }
    let near = |marker: &&Marker| !marker.area;
    let chosen = plan.markers.iter().filter(near).find(|marker| marker.selected).or_else(|| plan.markers.iter().find(near));
    let around = chosen.and_then(|marker| scene.dossier.place(marker.place).point);
    around.map(|around| Rings::around(plan, around, 4))
}

/// What the lengths of rings must not be written over: markers, names, and what lies on top of the map.
pub fn taken(plan: &MapPlan, names: &[super::Name], covered: &[Rect]) -> Vec<Rect> {
    let markers = plan.markers.iter().map(Marker::frame);
    markers.chain(names.iter().map(|name| name.rect)).chain(covered.iter().copied()).collect()
}

/// The longest of 1, 2 and 5 with noughts that is not longer.
#[must_use]
pub fn round_length(metres: f64) -> f64 {
    let power = 10_f64.powf(metres.max(1e-3).log10().floor());
    [5.0, 2.0, 1.0].into_iter().map(|step| step * power).find(|length| *length <= metres).unwrap_or(power)
}

//! Areas: a soft fill and a soft edge for regions, a tinted outline for countries.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use egui::{Color32, Mesh, Painter, Pos2, Rect, Shape, Stroke};
use geo::{Coord, Geometry, LineString, Polygon};

use super::plan::{Area, MapPlan};
use super::projection::place_on_screen;
use crate::basemap::{self, Basemap, CountryIx, LineKind};
use crate::report::globe;
use crate::report::ids::PlaceIx;
use crate::report::mercator::World;
use crate::report::place::LonLat;
use crate::view::Scene;

/// The outer outlines of areas that are made of parts of the basemap. Found once for each, kept for speed alone.
#[derive(Default)]
pub struct Outlines {
    key: (usize, usize),
    known: BTreeMap<PlaceIx, Arc<Vec<Vec<World>>>>,
}

impl Outlines {
    fn of(&mut self, scene: &Scene<'_>, basemap: &Basemap, ix: PlaceIx) -> Arc<Vec<Vec<World>>> {
        let key = (std::ptr::from_ref(scene.dossier).addr(), std::ptr::from_ref(basemap).addr());
        if self.key != key {
            *self = Self { key, known: BTreeMap::new() };
        }
        let find = || {
            let codes = &scene.dossier.place(ix).basemap;
            let meshes: Vec<&basemap::Mesh> = codes.iter().filter_map(|code| basemap.area(code)).flatten().collect();
            Arc::new(outer(&meshes))
        };
        self.known.entry(ix).or_insert_with(find).clone()
    }
}

/// A point as its bits, to be compared exactly: neighbours share the points of the arc between them.
type Bits = (u64, u64);

fn bits(at: World) -> Bits {
    (at.x.to_bits(), at.y.to_bits())
}

/// The sides that belong to one of some polygons alone, strung together: an area's outline without the borders in it.
fn outer(meshes: &[&basemap::Mesh]) -> Vec<Vec<World>> {
    let sides = || {
        meshes.iter().flat_map(|mesh| mesh.rings()).flat_map(|ring| {
            let next = ring.iter().cycle().skip(1);
            ring.iter().zip(next).map(|(a, b)| (*a, *b))
        })
    };
    let key = |a: World, b: World| if bits(a) < bits(b) { (bits(a), bits(b)) } else { (bits(b), bits(a)) };
    let mut uses: HashMap<(Bits, Bits), u32> = HashMap::new();
    for (a, b) in sides() {
        *uses.entry(key(a, b)).or_default() += 1;
    }
    let mut lines: Vec<Vec<World>> = Vec::new();
    // Rings come in order, so that a side mostly goes on where the one before ended.
    for (a, b) in sides().filter(|(a, b)| uses.get(&key(*a, *b)) == Some(&1)) {
        match lines.last_mut().filter(|line| line.last() == Some(&a)) {
            Some(line) => line.push(b),
            None => lines.push(vec![a, b]),
        }
    }
    lines
}

/// Draws the areas that are chosen, hovered or spoken of in the window.
pub fn paint(painter: &Painter, scene: &Scene<'_>, plan: &MapPlan, outlines: &mut Outlines) {
    for area in &plan.areas {
        if !area.strong && !area.inside {
            continue;
        }
        if let Some(basemap) = scene.basemap {
            if area.outline_only {
                country_outline(painter, scene, plan, area, basemap);
            } else {
                region(painter, scene, plan, area, basemap, outlines);
            }
        }
        if let Some(geometry) = &scene.dossier.place(area.place).geometry {
            let (fill, stroke) = colors(scene, area);
            geometry_on(painter, plan, geometry, fill, stroke);
        }
    }
}

fn colors(scene: &Scene<'_>, area: &Area) -> (Color32, Stroke) {
    let (inside, strong) = (area.inside, area.strong);
    let palette = scene.palette;
    let base = if inside { palette.window } else { palette.mute };
    let fill = base.gamma_multiply(if strong { 0.13 } else { 0.08 });
    (fill, Stroke::new(if strong { 1.8 } else { 1.2 }, base.gamma_multiply(if strong { 0.9 } else { 0.55 })))
}

/// How many worlds to the east that copy of something lies that is nearest to the middle of the map.
fn shift_of(plan: &MapPlan, west: f64, east: f64) -> f64 {
    (plan.camera.center.x - west.midpoint(east)).round()
}

/// An area made of the basemap's provinces.
fn region(painter: &Painter, scene: &Scene<'_>, plan: &MapPlan, area: &Area, basemap: &Basemap, outlines: &mut Outlines) {
    let (fill, stroke) = colors(scene, area);
    let codes = &scene.dossier.place(area.place).basemap;
    let meshes: Vec<_> = codes.iter().filter_map(|code| basemap.area(code)).flatten().collect();
    if meshes.is_empty() {
        return;
    }
    self::fill(painter, plan, &meshes, fill);
    for line in outlines.of(scene, basemap, area.place).iter() {
        let (west, east) = line.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(at.x), high.max(at.x)));
        let shift = shift_of(plan, west, east);
        let points = thin(line.iter().map(|at| on_screen(plan, at, shift)));
        // An island of a few points would be a blot of dashes.
        let extent = points.iter().fold(Rect::NOTHING, |extent, at| extent.union(Rect::from_pos(*at)));
        if points.len() > 1 && extent.width().max(extent.height()) > 6.0 && extent.intersects(plan.rect) {
            painter.extend(Shape::dashed_line(&points, stroke, 2.0, 3.5));
        }
    }
}

fn on_screen(plan: &MapPlan, at: &World, shift: f64) -> Pos2 {
    place_on_screen(plan.camera, plan.rect, World { x: at.x + shift, y: at.y })
}

/// Fills parts of the basemap.
pub fn fill(painter: &Painter, plan: &MapPlan, meshes: &[&basemap::Mesh], color: Color32) {
    let mut shape = Mesh::default();
    for mesh in meshes {
        // Each part on the copy of the world that is nearest: the two sides of the antimeridian belong together.
        let shift = shift_of(plan, mesh.bounds.min.x, mesh.bounds.max.x);
        let base = u32::try_from(shape.vertices.len()).unwrap_or(u32::MAX);
        mesh.vertices.iter().for_each(|at| shape.colored_vertex(on_screen(plan, at, shift), color));
        mesh.triangles().iter().for_each(|[a, b, c]| shape.add_triangle(base + a, base + b, base + c));
    }
    painter.add(Shape::mesh(shape));
}

/// Draws the edges of parts of the basemap.
pub fn rings(painter: &Painter, plan: &MapPlan, meshes: &[&basemap::Mesh], stroke: Stroke) {
    for mesh in meshes {
        let shift = shift_of(plan, mesh.bounds.min.x, mesh.bounds.max.x);
        for ring in mesh.rings() {
            let mut points = thin(ring.iter().map(|at| on_screen(plan, at, shift)));
            while points.len() > 1 && points[0].distance_sq(points[points.len() - 1]) <= 0.5 {
                points.pop();
            }
            // A line that closes in a point has no direction there, and egui would draw it at no place.
            if points.len() > 2 {
                painter.add(Shape::closed_line(points, stroke));
            }
        }
    }
}

/// The outline of a country, or of several together: the lines that have one of them on one side alone.
fn country_outline(painter: &Painter, scene: &Scene<'_>, plan: &MapPlan, area: &Area, basemap: &Basemap) {
    let palette = scene.palette;
    let codes = &scene.dossier.place(area.place).basemap;
    let members: Vec<CountryIx> = codes.iter().filter_map(|code| basemap.country(code)).collect();
    let color = if area.inside { palette.window } else { palette.mute };
    let strength = if area.strong { 0.85 } else { 0.3 };
    let stroke = Stroke::new(if area.strong { 2.0 } else { 1.2 }, color.gamma_multiply(strength));
    for line in &basemap.lines {
        let edge = matches!(line.kind, LineKind::Coast | LineKind::Border | LineKind::Disputed);
        let inner = line.owners.iter().flatten().filter(|owner| members.contains(owner)).count();
        if !edge || inner != 1 {
            continue;
        }
        let shift = shift_of(plan, line.bounds.min.x, line.bounds.max.x);
        let on_screen = |at: &World| place_on_screen(plan.camera, plan.rect, World { x: at.x + shift, y: at.y });
        if Rect::from_two_pos(on_screen(&line.bounds.min), on_screen(&line.bounds.max)).expand(2.0).intersects(plan.rect) {
            painter.add(Shape::line(thin(line.points.iter().map(on_screen)), stroke));
        }
    }
}

/// Leaves out points that lie within a fraction of a point of the one before.
pub fn thin(points: impl Iterator<Item = Pos2>) -> Vec<Pos2> {
    let mut kept: Vec<Pos2> = Vec::new();
    for point in points {
        if kept.last().is_none_or(|last| last.distance_sq(point) > 0.5) {
            kept.push(point);
        }
    }
    kept
}

/// Draws areas and lines of the dossier's own, and those in collections of them. Points have markers.
pub fn geometry_on(painter: &Painter, plan: &MapPlan, geometry: &Geometry<f64>, fill: Color32, stroke: Stroke) {
    let line = |line: &LineString<f64>| {
        painter.line(screen_line(plan, line), stroke);
    };
    match geometry {
        Geometry::Polygon(one) => polygon(painter, plan, one, fill, stroke),
        Geometry::MultiPolygon(all) => all.iter().for_each(|one| polygon(painter, plan, one, fill, stroke)),
        Geometry::LineString(one) => line(one),
        Geometry::MultiLineString(all) => all.iter().for_each(line),
        Geometry::GeometryCollection(parts) => parts.iter().for_each(|part| geometry_on(painter, plan, part, fill, stroke)),
        _ => {}
    }
}

fn polygon(painter: &Painter, plan: &MapPlan, polygon: &Polygon<f64>, fill: Color32, stroke: Stroke) {
    let polygon = globe::unrolled_area(polygon);
    let shift = shift_of_line(plan, polygon.exterior());
    let cut: Vec<[u32; 3]> = geo::TriangulateEarcut::earcut_triangles_raw(&polygon)
        .triangle_indices
        .chunks_exact(3)
        .filter_map(|three| Some([u32::try_from(three[0]).ok()?, u32::try_from(three[1]).ok()?, u32::try_from(three[2]).ok()?]))
        .collect();
    let mut mesh = Mesh::default();
    let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
    // Earcut numbers the corners of all rings without the repeated last one.
    for line in rings {
        let points = shifted(plan, line, shift);
        points.iter().take(points.len().saturating_sub(1)).for_each(|at| mesh.colored_vertex(*at, fill));
    }
    let count = u32::try_from(mesh.vertices.len()).unwrap_or(0);
    cut.iter().filter(|corners| corners.iter().all(|at| *at < count)).for_each(|[a, b, c]| mesh.add_triangle(*a, *b, *c));
    painter.add(Shape::mesh(mesh));
    painter.extend(Shape::dashed_line(&shifted(plan, polygon.exterior(), shift), stroke, 2.0, 3.0));
}

/// A line of the dossier on the screen: in one piece, also where it crosses the antimeridian.
pub fn screen_line(plan: &MapPlan, line: &LineString<f64>) -> Vec<Pos2> {
    let line = globe::unrolled(line);
    shifted(plan, &line, shift_of_line(plan, &line))
}

fn shift_of_line(plan: &MapPlan, line: &LineString<f64>) -> f64 {
    let middle = World::from_lon_lat(LonLat { lon: globe::middle(line), lat: 0.0 }).x;
    shift_of(plan, middle, middle)
}

fn shifted(plan: &MapPlan, line: &LineString<f64>, shift: f64) -> Vec<Pos2> {
    let on_screen = |at: &Coord<f64>| {
        let world = World::from_lon_lat(LonLat { lon: at.x, lat: at.y });
        place_on_screen(plan.camera, plan.rect, World { x: world.x + shift, y: world.y })
    };
    line.0.iter().map(on_screen).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_border_between_two_parts_is_not_in_their_outline() {
        let map = Basemap::embedded().unwrap();
        let parts = ["KZ-47", "KZ-23", "KZ-27", "KZ-15"];
        let meshes: Vec<_> = parts.iter().filter_map(|code| map.area(code)).flatten().collect();
        let sides: usize = meshes.iter().flat_map(|mesh| mesh.rings()).map(<[World]>::len).sum();
        let kept: usize = outer(&meshes).iter().map(|line| line.len() - 1).sum();
        // Four provinces share three borders at the least; each side of those was there twice.
        assert!(kept < sides * 9 / 10 && kept > sides / 3, "{kept} of {sides}");
        let twice = outer(&[meshes[0], meshes[0]]);
        assert!(twice.is_empty(), "a part and itself have no outer side");
    }
}

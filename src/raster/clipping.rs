//! Triangles that reach so far out that the fixed-point arithmetic cannot hold them.

use std::array::from_fn;

use egui::epaint::Vertex;
use egui::{Pos2, pos2};

use super::canvas::{Area, LIMIT, Point, UNIT};
use super::triangle::Corner;

/// What is kept of a triangle, in pixels from the middle of the world; well inside [`LIMIT`].
const REACH: f64 = (LIMIT / UNIT - 64) as f64;

/// Position in pixels, place in the texture, colour.
type Loose = [f64; 8];

/// Whether a triangle might reach into the clip; a quick test, because most triangles that are far out are nowhere near.
pub(super) fn may_touch(vertices: [&Vertex; 3], scale: f32, clip: Area) -> bool {
    // A number too large for a float becomes infinite here, which is on the right side all the same.
    let side = |beyond: &dyn Fn(Pos2) -> bool| vertices.iter().all(|vertex| beyond(vertex.pos * scale));
    let apart = side(&|pos| pos.x < clip.x0 as f32)
        || side(&|pos| pos.x > clip.x1 as f32)
        || side(&|pos| pos.y < clip.y0 as f32)
        || side(&|pos| pos.y > clip.y1 as f32);
    !apart
}

/// The part of a triangle within reach, as triangles; nothing when a number is infinite or not a number.
///
/// `scale` is pixels per point.
pub(super) fn cut(vertices: [&Vertex; 3], scale: f32) -> impl Iterator<Item = ([Point; 3], [Corner; 3])> {
    let mut outline: Vec<Loose> = vertices.iter().map(|vertex| loosen(vertex, scale)).collect();
    if outline.iter().flatten().any(|number| !number.is_finite()) {
        outline.clear();
    }
    for (axis, sign) in [(0, 1.0), (0, -1.0), (1, 1.0), (1, -1.0)] {
        outline = cut_side(&outline, axis, sign);
    }
    (2..outline.len()).map(move |last| {
        let parts = [&outline[0], &outline[last - 1], &outline[last]];
        (parts.map(snap), parts.map(corner))
    })
}

fn loosen(vertex: &Vertex, scale: f32) -> Loose {
    let [x, y] = [vertex.pos.x, vertex.pos.y].map(|points| f64::from(points) * f64::from(scale));
    let [red, green, blue, alpha] = vertex.color.to_array().map(f64::from);
    [x, y, f64::from(vertex.uv.x), f64::from(vertex.uv.y), red, green, blue, alpha]
}

fn snap(loose: &Loose) -> Point {
    let [x, y] = [loose[0], loose[1]].map(|pixels| (pixels * f64::from(UNIT)).round() as i32);
    Point { x, y }
}

fn corner(loose: &Loose) -> Corner {
    Corner { uv: pos2(loose[2] as f32, loose[3] as f32), color: from_fn(|i| loose[4 + i].round() as u8) }
}

/// Cuts off what lies beyond [`REACH`] in one direction.
fn cut_side(outline: &[Loose], axis: usize, sign: f64) -> Vec<Loose> {
    let room = |corner: &Loose| REACH - sign * corner[axis];
    let mut kept = Vec::with_capacity(outline.len() + 1);
    for (index, corner) in outline.iter().enumerate() {
        let next = &outline[(index + 1) % outline.len()];
        if room(corner) >= 0.0 {
            kept.push(*corner);
        }
        if (room(corner) < 0.0) != (room(next) < 0.0) {
            // Always from the inside out: triangles that share the edge must get the same corner.
            let (inside, outside) = if room(corner) < 0.0 { (next, corner) } else { (corner, next) };
            let share = room(inside) / (room(inside) - room(outside));
            let mut between: Loose = from_fn(|i| inside[i] + (outside[i] - inside[i]) * share);
            between[axis] = sign * REACH;
            kept.push(between);
        }
    }
    kept
}

//! CPU painter: egui's triangles become an image without a graphics card.
//!
//! Made for snapshots, tests and benchmarks. It follows `egui_glow`: corners are snapped to fractions of a pixel,
//! a pixel is painted when its middle is covered, colours are premultiplied sRGB and mixed as such, textures are
//! filtered linearly. Different from it:
//!
//! - paint callbacks are skipped: they contain calls to a graphics card;
//! - there is no dithering (at most one step of 255 in each channel) and there are no mipmaps, and the texture filter
//!   for magnification serves for minification too;
//! - triangles with a corner that is not a finite number, and meshes with an index beyond their vertices, are skipped.
//!
//! ```no_run
//! # use dateline::raster::Painter;
//! let ctx = egui::Context::default();
//! let mut painter = Painter::new();
//! let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
//!     ui.label("Almaty");
//! });
//! painter.update_textures(&output.textures_delta);
//! output.textures_delta.clear();
//! let primitives = ctx.tessellate(output.shapes, output.pixels_per_point);
//! let picture = painter.paint(&primitives, output.pixels_per_point, [800, 600], egui::Color32::WHITE);
//! assert!(picture.distinct_colors(2) > 1, "there is something to see");
//! ```
#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "fixed-point arithmetic: ranges are ensured by snapping and clipping, and noted where they matter"
)]

mod blend;
mod canvas;
mod clipping;
mod picture;
mod rectangle;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make colours of their own")]
mod reference;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make colours of their own")]
mod tests;
mod texture;
mod triangle;

use std::collections::BTreeMap;

use egui::epaint::{ClippedPrimitive, Primitive, Vertex, WHITE_UV};
use egui::{Color32, Mesh, Rect, TextureId, TexturesDelta};

pub use picture::Picture;

use blend::{Rgba, WHITE, modulate};
use canvas::{Area, Canvas, LIMIT, Point, UNIT};
use rectangle::Rectangle;
use texture::Texture;
use triangle::{Corner, Place, same_uv};

/// Marks a corner that is too far out for [`Point`], or no number at all.
const LOST: Point = Point { x: i32::MAX, y: i32::MAX };

/// Paints tessellated frames; keeps the textures between them.
#[derive(Debug, Default)]
pub struct Painter {
    textures: Textures,
    /// The corners of the mesh at work; here to keep the memory.
    points: Vec<Point>,
}

#[derive(Debug, Default)]
struct Textures {
    by_id: BTreeMap<TextureId, Texture>,
    /// Freed by the last delta, but still needed for its frame.
    leaving: Vec<TextureId>,
}

impl Painter {
    /// A painter without textures: feed it every [`TexturesDelta`], from the first frame on.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes over new, changed and freed textures. Call before painting the frame that the delta came with.
    ///
    /// Freed textures stay until the next call, because the frame may still show them. The delta itself is left as it
    /// is; egui insists that it be `clear`ed before it is dropped. Images of the wrong size, and changes to unknown
    /// textures, are ignored.
    pub fn update_textures(&mut self, delta: &TexturesDelta) {
        let Textures { by_id, leaving } = &mut self.textures;
        for id in leaving.drain(..) {
            by_id.remove(&id);
        }
        #[expect(clippy::iter_over_hash_type, reason = "textures do not depend on each other")]
        for (&id, changes) in &delta.set {
            for change in changes {
                if let Some(place) = change.pos {
                    if let Some(texture) = by_id.get_mut(&id) {
                        texture.patch(place, change);
                    }
                } else if let Some(texture) = Texture::new(change) {
                    by_id.insert(id, texture);
                }
            }
        }
        leaving.extend(&delta.free);
    }

    /// Paints a frame on a picture of `size` pixels, at most 16,000 on a side.
    ///
    /// `clear` is the colour behind everything; if it is translucent, what is behind it is black. Meshes whose texture
    /// is unknown are skipped.
    #[must_use]
    pub fn paint(&mut self, primitives: &[ClippedPrimitive], pixels_per_point: f32, size: [u32; 2], clear: Color32) -> Picture {
        let mut picture = Picture::default();
        self.paint_into(primitives, pixels_per_point, size, clear, &mut picture);
        picture
    }

    /// [`Self::paint`] onto a picture that exists, whatever its size and contents were; its memory is used again.
    pub fn paint_into(
        &mut self,
        primitives: &[ClippedPrimitive],
        pixels_per_point: f32,
        size: [u32; 2],
        clear: Color32,
        target: &mut Picture,
    ) {
        target.reset(size, [clear.r(), clear.g(), clear.b(), 255]);
        let mut canvas = Canvas::new(target.pixels.as_chunks_mut().0, size[0] as usize);
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            canvas.set_clip(clip_area(*clip_rect, pixels_per_point));
            let Primitive::Mesh(mesh) = primitive else {
                continue;
            };
            if canvas.clip().is_empty() || !has_valid_indices(mesh) {
                continue;
            }
            if let Some(texture) = self.textures.by_id.get(&mesh.texture_id) {
                snap(&mesh.vertices, pixels_per_point, &mut self.points);
                let white = texture.at(WHITE_UV);
                let work = MeshWork { mesh, points: &self.points, pixels_per_point, texture, white };
                work.paint(&mut canvas);
            }
        }
    }
}

/// A mesh and all that is needed to paint it.
struct MeshWork<'a> {
    mesh: &'a Mesh,
    points: &'a [Point],
    pixels_per_point: f32,
    texture: &'a Texture,
    /// The texel of `WHITE_UV`, which all plain fills use.
    white: Rgba,
}

impl MeshWork<'_> {
    fn paint(&self, canvas: &mut Canvas<'_>) {
        let mut rest = self.mesh.indices.as_chunks::<3>().0;
        while let [indices, after @ ..] = rest {
            rest = after;
            let point = |i: usize| self.points[indices[i] as usize];
            let at = [point(0), point(1), point(2)];
            if at[0].x == LOST.x || at[1].x == LOST.x || at[2].x == LOST.x {
                self.paint_cut(canvas, *indices);
                continue;
            }
            let Some(place) = Place::new(at, canvas.clip()) else {
                continue;
            };
            if let [next, after @ ..] = after
                && Rectangle::may_contain(at)
            {
                let pair = [indices, next];
                if let Some(found) = Rectangle::from_triangles(pair, self.points, &self.mesh.vertices, place.bounds) {
                    found.paint(canvas, self.texture, self.white);
                    rest = after;
                    continue;
                }
            }
            let corner = |i: usize| {
                let Vertex { uv, color, .. } = self.mesh.vertices[indices[i] as usize];
                Corner { uv, color: color.to_array() }
            };
            self.paint_triangle(canvas, &place, [corner(0), corner(1), corner(2)]);
        }
    }

    #[inline]
    fn paint_triangle(&self, canvas: &mut Canvas<'_>, place: &Place, corners: [Corner; 3]) {
        let [a, b, c] = &corners;
        if !same_uv(a.uv, b.uv) || !same_uv(a.uv, c.uv) {
            triangle::textured(canvas, place, corners, self.texture);
            return;
        }
        let texel = if same_uv(a.uv, WHITE_UV) { self.white } else { self.texture.at(a.uv) };
        let mut colors = [a.color, b.color, c.color];
        if texel != WHITE {
            colors = colors.map(|color| modulate(color, texel));
        }
        if colors[0] == colors[1] && colors[0] == colors[2] {
            triangle::flat(canvas, place, colors[0]);
        } else {
            triangle::gradient(canvas, place, colors);
        }
    }

    /// For corners in the far distance.
    #[cold]
    fn paint_cut(&self, canvas: &mut Canvas<'_>, indices: [u32; 3]) {
        let vertices = indices.map(|index| &self.mesh.vertices[index as usize]);
        if clipping::may_touch(vertices, self.pixels_per_point, canvas.clip()) {
            for (at, corners) in clipping::cut(vertices, self.pixels_per_point) {
                if let Some(place) = Place::new(at, canvas.clip()) {
                    self.paint_triangle(canvas, &place, corners);
                }
            }
        }
    }
}

fn has_valid_indices(mesh: &Mesh) -> bool {
    let highest = mesh.indices.iter().fold(0, |highest, &index| index.max(highest));
    (highest as usize) < mesh.vertices.len()
}

/// From points to 1/256 pixels. Those that do not fit become [`LOST`].
fn snap(vertices: &[Vertex], pixels_per_point: f32, points: &mut Vec<Point>) {
    /// 1.5 × 2²³: adding it leaves the rounded number in the low bits, which is much cheaper than a checked cast.
    const SHIFT: f32 = 12_582_912.0;
    let scale = pixels_per_point * UNIT as f32;
    let round = |number: f32| (number + SHIFT).to_bits().cast_signed() - SHIFT.to_bits().cast_signed();
    points.clear();
    points.extend(vertices.iter().map(|vertex| {
        let (x, y) = (vertex.pos.x * scale, vertex.pos.y * scale);
        let fits = x.abs() < LIMIT as f32 && y.abs() < LIMIT as f32;
        if fits { Point { x: round(x), y: round(y) } } else { LOST }
    }));
}

/// Rounds a clip rectangle to pixels as `egui_glow` does: each side by itself to the nearest.
fn clip_area(clip: Rect, pixels_per_point: f32) -> Area {
    // The casts saturate, so that rectangles without end work.
    let round = |points: f32| (points * pixels_per_point).round() as i32;
    Area { x0: round(clip.min.x).max(0), y0: round(clip.min.y).max(0), x1: round(clip.max.x), y1: round(clip.max.y) }
}

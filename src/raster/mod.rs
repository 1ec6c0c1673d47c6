//! CPU painter: egui's triangles become an image without a graphics card, for pictures and for windows.
//!
//! It follows `egui_glow`: corners are snapped to fractions of a pixel,
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
//!
//! A frame is dealt out to tiles of 64×64 pixels ([`work`]), each with a number for all that can be seen in it. A [`Screen`]
//! keeps these numbers, and where one is as it was, nothing is painted. Tiles always lie in the same places and are painted
//! one by one, so that the pixels are the same to the bit, however many are painted, in which order and by how many threads.
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
mod press;
mod print;
mod rectangle;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make colours of their own")]
mod reference;
mod screen;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make colours of their own")]
mod tests;
mod texture;
mod triangle;
mod triangles;
mod work;

use std::collections::BTreeMap;

use egui::epaint::{ClippedPrimitive, ImageDelta};
use egui::{Color32, ColorImage, TextureId, TextureOptions, TexturesDelta};

pub use picture::Picture;
pub use screen::{Damage, Screen};
pub use triangles::Triangles;

use canvas::Area;
use press::{Press, Threads};
use texture::Texture;
use work::Work;

/// Paints tessellated frames; keeps the textures between them.
#[derive(Debug, Default)]
pub struct Painter {
    textures: Textures,
    /// What the frame at work consists of; here to keep the memory.
    work: Work,
    threads: Threads,
}

#[derive(Debug, Default)]
struct Textures {
    by_id: BTreeMap<TextureId, Texture>,
    /// Freed by the last delta, but still needed for its frame.
    leaving: Vec<TextureId>,
    /// How often any of them was changed.
    changes: u64,
}

impl Painter {
    /// A painter without textures: feed it every [`TexturesDelta`], from the first frame on.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A painter for meshes without a texture.
    #[must_use]
    pub fn plain() -> Self {
        let mut delta = TexturesDelta::default();
        delta.push(TextureId::default(), ImageDelta::full(ColorImage::filled([1, 1], Color32::WHITE), TextureOptions::LINEAR));
        let mut painter = Self::new();
        painter.update_textures(&delta);
        delta.clear();
        painter
    }

    /// Takes over new, changed and freed textures. Call before painting the frame that the delta came with.
    ///
    /// Freed textures stay until the next call, because the frame may still show them. The delta itself is left as it
    /// is; egui insists that it be `clear`ed before it is dropped. Images of the wrong size, and changes to unknown
    /// textures, are ignored.
    ///
    /// Returns whether one of them has another size now. Triangles name a part of their texture by its share of the whole, so that
    /// all of them have to be made anew then ([`Triangles::forget`]).
    pub fn update_textures(&mut self, delta: &TexturesDelta) -> bool {
        let mut is_resized = false;
        let Textures { by_id, leaving, changes: version } = &mut self.textures;
        for id in leaving.drain(..) {
            by_id.remove(&id);
        }
        #[expect(clippy::iter_over_hash_type, reason = "textures do not depend on each other")]
        for (&id, changes) in &delta.set {
            for change in changes {
                *version += 1;
                if let Some(place) = change.pos {
                    if let Some(texture) = by_id.get_mut(&id) {
                        texture.patch(place, change, *version);
                    }
                } else if let Some(texture) = Texture::new(change, *version) {
                    let before = by_id.insert(id, texture);
                    is_resized |= before.is_none_or(|before| before.size() != change.image.size());
                }
            }
        }
        leaving.extend(&delta.free);
        is_resized
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
        let primitives = primitives.iter().collect();
        let frame = Frame { primitives, pixels_per_point, clear, part: Area::of_size(size) };
        target.resize(size);
        let sheets = self.work.deal(&frame, &self.textures.by_id);
        let all = vec![true; self.work.tiles().len()];
        Press { frame: &frame, sheets: &sheets, work: &self.work }.print(target, &all, self.threads);
    }

    /// Paints that part of a frame, at least a pixel wide and high, that is `size` pixels large and has its left top corner at
    /// `corner`: the same pixels that they would be in the whole frame, but for roundings by one.
    #[must_use]
    pub fn paint_part(
        &mut self,
        primitives: &[ClippedPrimitive],
        pixels_per_point: f32,
        corner: [u32; 2],
        size: [u32; 2],
        clear: Color32,
    ) -> Picture {
        let whole = Area::of_size(size);
        let [left, top] = corner.map(u32::cast_signed);
        let part = Area { x0: left, y0: top, x1: whole.x1 + left, y1: whole.y1 + top };
        let frame = Frame { primitives: primitives.iter().collect(), pixels_per_point, clear, part };
        let mut picture = Picture::default();
        picture.resize(size);
        let sheets = self.work.deal(&frame, &self.textures.by_id);
        let all = vec![true; self.work.tiles().len()];
        Press { frame: &frame, sheets: &sheets, work: &self.work }.print(&mut picture, &all, self.threads);
        picture
    }

    /// Paints a frame on a screen that shows an earlier one, and only where it differs; what has changed is in
    /// [`Screen::damage`]. The screen then has the same pixels as a picture of [`Self::paint`].
    ///
    /// A screen belongs to one painter: another would not know what has changed in the textures.
    pub fn repaint<'a>(
        &mut self,
        primitives: impl IntoIterator<Item = &'a ClippedPrimitive>,
        pixels_per_point: f32,
        size: [u32; 2],
        clear: Color32,
        screen: &mut Screen,
    ) {
        let primitives = primitives.into_iter().collect();
        let frame = Frame { primitives, pixels_per_point, clear, part: Area::of_size(size) };
        let sheets = self.work.deal(&frame, &self.textures.by_id);
        screen.compare(size, &self.work);
        let press = Press { frame: &frame, sheets: &sheets, work: &self.work };
        press.print(&mut screen.picture, &screen.changed, self.threads);
    }
}

/// A frame, and what of it is painted.
struct Frame<'a> {
    primitives: Vec<&'a ClippedPrimitive>,
    pixels_per_point: f32,
    clear: Color32,
    part: Area,
}

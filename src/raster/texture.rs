//! Textures in memory: the font atlas and images.

use egui::epaint::ImageDelta;
use egui::{ColorImage, ImageData, Pos2, TextureFilter, TextureWrapMode};

use super::blend::{Rgba, RgbaF, channels, widen};

/// One texture with premultiplied colours.
///
/// The filter for magnification serves for minification too, and there are no mipmaps.
#[derive(Clone, Debug)]
pub(super) struct Texture {
    width: usize,
    height: usize,
    texels: Vec<Rgba>,
    filter: TextureFilter,
    wrap: TextureWrapMode,
    /// No texel lets anything through.
    opaque: bool,
    /// Another number after every change.
    version: u64,
    /// The same for each block of texels, row by row, so that a new glyph leaves the others as they are.
    blocks: Vec<u64>,
}

/// The side of a block, in texels.
const BLOCK: usize = 16;

/// A part of a texture in more blocks than this is told by the version of the whole.
const MOST_BLOCKS: usize = 16;

impl Texture {
    /// A whole new texture; `None` when the image is empty or has the wrong number of pixels.
    ///
    /// `version` must be one that no texture had before.
    pub(super) fn new(delta: &ImageDelta, version: u64) -> Option<Self> {
        let image = valid(&delta.image)?;
        let blocks = image.size[0].div_ceil(BLOCK) * image.size[1].div_ceil(BLOCK);
        let mut texture = Self {
            width: image.size[0],
            height: image.size[1],
            texels: Vec::with_capacity(image.pixels.len()),
            filter: delta.options.magnification,
            wrap: delta.options.wrap_mode,
            opaque: image.pixels.iter().all(egui::Color32::is_opaque),
            version,
            blocks: vec![version; blocks],
        };
        texture.texels.extend(image.pixels.iter().map(egui::Color32::to_array));
        Some(texture)
    }

    /// In texels.
    pub(super) fn size(&self) -> [usize; 2] {
        [self.width, self.height]
    }

    /// Replaces a part, `pos` being its left top corner; whatever reaches beyond the texture is dropped.
    pub(super) fn patch(&mut self, [left, top]: [usize; 2], delta: &ImageDelta, version: u64) {
        let options = (delta.options.magnification, delta.options.wrap_mode);
        if options != (self.filter, self.wrap) {
            (self.filter, self.wrap) = options;
            self.version = version;
            self.blocks.fill(version);
        }
        let Some(image) = valid(&delta.image) else {
            return;
        };
        if left >= self.width {
            return;
        }
        let count = image.size[0].min(self.width - left);
        let columns = self.width.div_ceil(BLOCK);
        let rows = self.texels.chunks_exact_mut(self.width).enumerate().skip(top);
        for ((y, row), new) in rows.zip(image.pixels.chunks_exact(image.size[0])) {
            for (x, (old, new)) in (left..).zip(row[left..left + count].iter_mut().zip(new)) {
                let new = new.to_array();
                if *old != new {
                    *old = new;
                    self.opaque &= new[3] == 255;
                    self.version = version;
                    self.blocks[y / BLOCK * columns + x / BLOCK] = version;
                }
            }
        }
    }

    /// Whether whatever lies under this texture is hidden by it.
    pub(super) fn is_opaque(&self) -> bool {
        self.opaque
    }

    /// A number that is another one after every change.
    pub(super) fn version(&self) -> u64 {
        self.version
    }

    /// The versions of all that is read for the part between two texture coordinates.
    pub(super) fn versions(&self, [from, to]: [Pos2; 2]) -> impl Iterator<Item = u64> {
        let [width, height] = self.scale();
        // One texel around it has a share in what is sampled at the edge.
        let blocks = |a: f32, b: f32, length: usize| {
            let (low, high) = (a.min(b) - 1.0, a.max(b) + 1.0);
            let inside = low >= -1.0 && high <= length as f32 + 1.0 && (a + b).is_finite();
            inside.then(|| low.max(0.0) as usize / BLOCK..(high as usize).min(length - 1) / BLOCK + 1)
        };
        let columns = blocks(from.x * width, to.x * width, self.width);
        let rows = blocks(from.y * height, to.y * height, self.height);
        let both = columns.zip(rows).filter(|(columns, rows)| columns.len() * rows.len() <= MOST_BLOCKS);
        let whole = if both.is_none() { Some(self.version) } else { None };
        let (columns, rows) = both.unwrap_or((0..0, 0..0));
        let stride = self.width.div_ceil(BLOCK);
        let parts = rows.flat_map(move |row| columns.clone().map(move |column| self.blocks[row * stride + column]));
        whole.into_iter().chain(parts)
    }

    /// `[width, height]` in texels, as factors from texture coordinates of 0–1.
    pub(super) fn scale(&self) -> [f32; 2] {
        [self.width as f32, self.height as f32]
    }

    /// The colour that a triangle has when all its corners have this one texture coordinate.
    pub(super) fn at(&self, uv: Pos2) -> Rgba {
        let [width, height] = self.scale();
        self.sample(uv.x * width, uv.y * height).map(|channel| channel.round() as u8)
    }

    /// The colour at a place given in texels from the left top corner.
    ///
    /// Linear filtering reads the position in 1/256 texels, as graphics cards do; so a texture painted pixel by pixel
    /// comes out exactly even when the coordinates carry rounding errors.
    #[inline]
    pub(super) fn sample(&self, u: f32, v: f32) -> RgbaF {
        if self.filter == TextureFilter::Nearest {
            return widen(self.texel(u.floor() as i32, v.floor() as i32));
        }
        let [(x, right), (y, down)] = [u, v].map(subtexel);
        if right == 0 && down == 0 {
            return widen(self.texel(x, y));
        }
        let [right, down] = [right, down].map(|part| part as f32 / 256.0);
        let top = mix(self.texel(x, y), self.texel(x + 1, y), right);
        let bottom = mix(self.texel(x, y + 1), self.texel(x + 1, y + 1), right);
        channels(|i| top[i] + (bottom[i] - top[i]) * down)
    }

    /// One row of texels and whether plain copying is allowed: with linear filtering and inside the texture, a sample
    /// in the middle of a texel is that texel.
    pub(super) fn row(&self, y: i32, x: i32, count: usize) -> Option<&[Rgba]> {
        let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
        if y >= self.height || x + count > self.width {
            return None;
        }
        self.texels.get(y * self.width + x..)?.get(..count)
    }

    #[inline]
    fn texel(&self, x: i32, y: i32) -> Rgba {
        let x = wrap(x, self.width, self.wrap);
        let y = wrap(y, self.height, self.wrap);
        self.texels[y * self.width + x]
    }
}

/// Splits a coordinate in texels into the number of the texel whose middle lies before it, and the way from there
/// towards the next one in 1/256.
#[inline]
pub(super) fn subtexel(coordinate: f32) -> (i32, i32) {
    // The cast saturates and makes 0 of NaN; the shift afterwards keeps `number + 1` from overflowing.
    let fixed = ((coordinate - 0.5) * 256.0).round() as i32;
    (fixed >> 8, fixed & 255)
}

#[inline]
fn mix(a: Rgba, b: Rgba, share: f32) -> RgbaF {
    let (a, b) = (widen(a), widen(b));
    channels(|i| a[i] + (b[i] - a[i]) * share)
}

#[inline]
fn wrap(index: i32, length: usize, mode: TextureWrapMode) -> usize {
    let last = length as i32 - 1;
    let inside = match mode {
        TextureWrapMode::ClampToEdge => index.clamp(0, last),
        TextureWrapMode::Repeat => index.rem_euclid(last + 1),
        TextureWrapMode::MirroredRepeat => {
            let there_and_back = index.rem_euclid(2 * (last + 1));
            there_and_back.min(2 * last + 1 - there_and_back)
        }
    };
    inside as usize
}

fn valid(image: &ImageData) -> Option<&ColorImage> {
    let ImageData::Color(image) = image;
    let [width, height] = image.size;
    // Sides beyond this are no texture of any graphics card, and would overflow the arithmetic.
    let fits = (1..=65_536).contains(&width) && (1..=65_536).contains(&height);
    (fits && image.pixels.len() == width * height).then_some(image.as_ref())
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make colours of their own")]
mod tests {
    use egui::{Color32, Rect, TextureOptions, TexturesDelta, pos2, vec2};

    use super::super::Painter;
    use super::super::tests::{BLACK, IMAGE, clipped, image_rect, painter, upload};
    use super::*;

    /// A texture that shows every channel and does not repeat.
    fn pattern(width: usize, height: usize) -> ColorImage {
        let texel = |i: usize| Color32::from_rgb((i * 37 % 256) as u8, (i * 11 % 256) as u8, (255 - i * 5 % 256) as u8);
        ColorImage::new([width, height], (0..width * height).map(texel).collect())
    }

    #[test]
    fn a_texture_at_its_own_size_is_reproduced_to_the_bit() {
        let mut painter = painter();
        upload(&mut painter, IMAGE, ImageDelta::full(pattern(13, 7), TextureOptions::LINEAR));
        let expected = pattern(13, 7);
        for pixels_per_point in [1.0, 1.25, 2.0, 3.0] {
            let min = pos2(3.0, 2.0);
            let rect = Rect::from_min_size(min / pixels_per_point, vec2(13.0, 7.0) / pixels_per_point);
            // The second is no rectangle to the eyes of the painter, because its two halves differ in tint.
            let whole = image_rect(rect, Color32::WHITE);
            let mut halves = whole.clone();
            halves.indices.truncate(3);
            halves.indices.extend([0, 0, 0]);
            halves.indices.extend(&whole.indices[3..]);
            for mesh in [whole, halves] {
                let primitives = [clipped(mesh, Rect::EVERYTHING)];
                let picture = painter.paint(&primitives, pixels_per_point, [20, 12], Color32::BLACK);
                for (index, texel) in expected.pixels.iter().enumerate() {
                    let (x, y) = (index as u32 % 13, index as u32 / 13);
                    assert_eq!(picture.pixel(3 + x, 2 + y), texel.to_array(), "({x}, {y})");
                }
                assert_eq!(picture.pixel(2, 2), BLACK);
                assert_eq!(picture.pixel(16, 8), BLACK);
            }
        }
    }

    #[test]
    fn partial_updates_change_their_part_only() {
        let mut painter = painter();
        let mut expected = pattern(6, 5);
        upload(&mut painter, IMAGE, ImageDelta::full(expected.clone(), TextureOptions::LINEAR));
        let patch = ColorImage::filled([2, 3], Color32::from_rgb(1, 2, 3));
        upload(&mut painter, IMAGE, ImageDelta::partial([3, 1], patch.clone(), TextureOptions::LINEAR));
        // Reaches beyond the texture, and must be cut.
        upload(&mut painter, IMAGE, ImageDelta::partial([5, 4], patch.clone(), TextureOptions::LINEAR));
        upload(&mut painter, IMAGE, ImageDelta::partial([9, 9], patch, TextureOptions::LINEAR));
        for (x, y) in (1..4).flat_map(|y| [(3, y), (4, y)]).chain([(5, 4)]) {
            expected[(x, y)] = Color32::from_rgb(1, 2, 3);
        }
        let mesh = image_rect(Rect::from_min_size(Pos2::ZERO, vec2(6.0, 5.0)), Color32::WHITE);
        let picture = painter.paint(&[clipped(mesh, Rect::EVERYTHING)], 1.0, [6, 5], Color32::BLACK);
        let colors: Vec<u8> = expected.pixels.iter().flat_map(Color32::to_array).collect();
        assert_eq!(picture.pixels, colors);
    }

    #[test]
    fn a_freed_texture_serves_the_frame_it_is_freed_in() {
        let mut painter = painter();
        let mut delta = TexturesDelta::default();
        delta.push(IMAGE, ImageDelta::full(pattern(2, 2), TextureOptions::LINEAR));
        delta.free(IMAGE);
        painter.update_textures(&delta);
        delta.clear();
        let image = image_rect(Rect::from_min_size(Pos2::ZERO, vec2(2.0, 2.0)), Color32::WHITE);
        let primitives = [clipped(image, Rect::EVERYTHING)];
        let colors = |painter: &mut Painter| painter.paint(&primitives, 1.0, [2, 2], Color32::BLACK).distinct_colors(9);
        assert_eq!(colors(&mut painter), 4);
        painter.update_textures(&delta);
        assert_eq!(colors(&mut painter), 1);
    }

    #[test]
    fn filters_and_wrapping_are_obeyed() {
        let red_and_blue = ColorImage::new([2, 1], vec![Color32::RED, Color32::BLUE]);
        let row = |options: TextureOptions, uv: [f32; 2]| {
            let mut painter = painter();
            upload(&mut painter, IMAGE, ImageDelta::full(red_and_blue.clone(), options));
            let mut mesh = image_rect(Rect::from_min_size(Pos2::ZERO, vec2(8.0, 1.0)), Color32::WHITE);
            for vertex in &mut mesh.vertices {
                vertex.uv.x = uv[usize::from(vertex.pos.x > 0.0)];
            }
            let picture = painter.paint(&[clipped(mesh, Rect::EVERYTHING)], 1.0, [8, 1], Color32::BLACK);
            let reds: [u8; 8] = std::array::from_fn(|x| picture.pixel(x as u32, 0)[0]);
            reds
        };
        let (most, part) = (223, 32);
        assert_eq!(row(TextureOptions::NEAREST, [0.0, 1.0]), [255, 255, 255, 255, 0, 0, 0, 0]);
        assert_eq!(row(TextureOptions::LINEAR, [0.0, 1.0]), [255, 255, most, 159, 96, part, 0, 0]);
        assert_eq!(row(TextureOptions::LINEAR, [-1.0, 0.0]), [255; 8]);
        assert_eq!(row(TextureOptions::NEAREST_REPEAT, [-1.0, 1.0]), [255, 255, 0, 0, 255, 255, 0, 0]);
        assert_eq!(row(TextureOptions::NEAREST_MIRRORED_REPEAT, [-1.0, 1.0]), [0, 0, 255, 255, 255, 255, 0, 0]);
    }
}

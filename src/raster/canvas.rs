//! The pixels that are being painted, and which of them may be.

use super::blend::Rgba;

/// Subpixel positions in a pixel's width: as fine as graphics cards snap corners.
pub(super) const UNIT: i32 = 256;

/// A corner of a triangle in 1/256 pixels from the left top corner of the picture.
///
/// Both numbers are below [`LIMIT`] in size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) x: i32,
    pub(super) y: i32,
}

/// Corners nearer than this (16,384 pixels) fit the fixed-point arithmetic; others are clipped first.
pub(super) const LIMIT: i32 = 1 << 22;

/// The first column or row whose middle is at or after a position in 1/256 pixels.
#[inline]
pub(super) fn first_center(position: i32) -> i32 {
    (position + UNIT / 2 - 1) >> 8
}

/// Whole pixels; `x1` and `y1` are excluded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) x0: i32,
    pub(super) y0: i32,
    pub(super) x1: i32,
    pub(super) y1: i32,
}

impl Area {
    /// A picture's, of up to 16,000 pixels on a side.
    pub(super) fn of_size([width, height]: [u32; 2]) -> Self {
        Self { x0: 0, y0: 0, x1: width.cast_signed(), y1: height.cast_signed() }
    }

    /// The pixels whose middles are inside a rectangle in 1/256 pixels, left and top edge included.
    #[inline]
    pub(super) fn covered(min: Point, max: Point) -> Self {
        Self { x0: first_center(min.x), y0: first_center(min.y), x1: first_center(max.x), y1: first_center(max.y) }
    }

    #[inline]
    pub(super) fn intersect(self, other: Self) -> Self {
        Self { x0: self.x0.max(other.x0), y0: self.y0.max(other.y0), x1: self.x1.min(other.x1), y1: self.y1.min(other.y1) }
    }

    #[inline]
    pub(super) fn is_empty(self) -> bool {
        self.x0 >= self.x1 || self.y0 >= self.y1
    }

    /// Whether every pixel of another area is in this one.
    #[inline]
    pub(super) fn holds(self, other: Self) -> bool {
        self.x0 <= other.x0 && self.y0 <= other.y0 && self.x1 >= other.x1 && self.y1 >= other.y1
    }
}

/// A part of a picture under work: some of its rows.
pub(super) struct Canvas<'a> {
    pixels: &'a mut [Rgba],
    width: usize,
    /// Column and row of the first pixel.
    left: i32,
    top: i32,
    /// Nothing outside is painted. Always inside the pixels.
    clip: Area,
}

impl<'a> Canvas<'a> {
    /// `pixels` row by row, the first of them at column `left` and row `top`; paints nothing until [`Self::set_clip`].
    pub(super) fn new(pixels: &'a mut [Rgba], width: usize, left: i32, top: i32) -> Self {
        Self { pixels, width, left, top, clip: Area::default() }
    }

    /// `clip` is cut to what there is.
    pub(super) fn set_clip(&mut self, clip: Area) {
        let height = self.pixels.len().checked_div(self.width).unwrap_or(0);
        let whole = Area { x0: self.left, y0: self.top, x1: self.left + self.width as i32, y1: self.top + height as i32 };
        self.clip = clip.intersect(whole);
    }

    #[inline]
    pub(super) fn clip(&self) -> Area {
        self.clip
    }

    /// The pixels of row `y` from column `x0` up to, and without, `x1`; must be inside the clip.
    #[inline]
    pub(super) fn span(&mut self, y: i32, x0: i32, x1: i32) -> &mut [Rgba] {
        let row = (y - self.top) as usize * self.width;
        &mut self.pixels[row + (x0 - self.left) as usize..row + (x1 - self.left) as usize]
    }
}

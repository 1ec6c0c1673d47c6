//! Which pixels a triangle covers, and with which colours.
//!
//! A pixel belongs to a triangle when its middle lies inside, or on a left or top edge, so triangles that share an edge
//! neither leave gaps nor paint a pixel twice. Edges are exact: a crossing of an edge with a row of pixels is computed
//! from the edge alone, always downwards, so that both neighbours get the same number.

use std::array::from_fn;

use egui::Pos2;

use super::blend::{Rgba, RgbaF, channels, fill, fill_gradient, over, over_f, widen};
use super::canvas::{Area, Canvas, Point, UNIT, first_center};
use super::texture::Texture;

/// What a triangle has at a corner.
#[derive(Clone, Copy, Debug)]
pub(super) struct Corner {
    /// 0–1 over the texture.
    pub(super) uv: Pos2,
    pub(super) color: Rgba,
}

/// Whether texture coordinates are the same, to the bit. egui's own comparison panics on NaN in debug builds.
#[inline]
pub(super) fn same_uv(a: Pos2, b: Pos2) -> bool {
    a.x.to_bits() == b.x.to_bits() && a.y.to_bits() == b.y.to_bits()
}

/// Triangles whose extent is below this (64 pixels, in 1/256) can be tested pixel by pixel in 32 bits.
const SMALL: i32 = 1 << 14;

/// Up to so many pixels it is quicker to test each than to follow the edges.
const FEW_PIXELS: i32 = 24;

/// Where a triangle is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    at: [Point; 3],
    /// Left top and right bottom.
    pub(super) bounds: (Point, Point),
    /// What may be covered inside the clip; not empty.
    area: Area,
}

impl Place {
    /// `None` when the triangle touches no pixel inside the clip.
    #[inline]
    pub(super) fn new(at: [Point; 3], clip: Area) -> Option<Self> {
        let [a, b, c] = at;
        let min = Point { x: a.x.min(b.x).min(c.x), y: a.y.min(b.y).min(c.y) };
        let max = Point { x: a.x.max(b.x).max(c.x), y: a.y.max(b.y).max(c.y) };
        let area = Area::covered(min, max).intersect(clip);
        (!area.is_empty()).then_some(Self { at, bounds: (min, max), area })
    }

    /// What may be covered inside the clip.
    #[inline]
    pub(super) fn area(&self) -> Area {
        self.area
    }

    /// Whether to test pixel by pixel. Otherwise following the edges is quicker, or 32 bits are too few.
    #[inline]
    fn is_small(&self) -> bool {
        let (min, max) = self.bounds;
        let small = (max.x - min.x).max(max.y - min.y) < SMALL;
        small && (self.area.x1 - self.area.x0) * (self.area.y1 - self.area.y0) <= FEW_PIXELS
    }
}

/// Paints a triangle of one colour.
#[inline]
pub(super) fn flat(canvas: &mut Canvas<'_>, place: &Place, color: Rgba) {
    if color == [0; 4] {
        return;
    }
    if place.is_small() {
        Small::new(place).each_pixel(canvas, place.area, |pixel, _, _| over(color, pixel));
    } else {
        each_span(canvas, place.at, |span, _, _| fill(span, color));
    }
}

/// Paints a triangle whose colour runs evenly from corner to corner.
#[inline]
pub(super) fn gradient(canvas: &mut Canvas<'_>, place: &Place, colors: [Rgba; 3]) {
    if place.is_small() {
        let small = Small::new(place);
        let [a, b, c] = [widen(colors[0]), widen(colors[1]), widen(colors[2])];
        let scale = 1.0 / small.total as f32;
        let to_b: RgbaF = channels(|i| (b[i] - a[i]) * scale);
        let to_c: RgbaF = channels(|i| (c[i] - a[i]) * scale);
        small.each_pixel(canvas, place.area, |pixel, b, c| {
            over_f(channels(|i| a[i] + to_b[i] * b as f32 + to_c[i] * c as f32), pixel);
        });
    } else if let Some(plane) = Plane::new(place.at, colors.map(|color| color.map(f64::from))) {
        let step = plane.step();
        each_span(canvas, place.at, |span, x, y| {
            fill_gradient(span, plane.at(x, y), step);
        });
    }
}

/// Paints a triangle with a texture, tinted by the colours of the corners.
pub(super) fn textured(canvas: &mut Canvas<'_>, place: &Place, corners: [Corner; 3], texture: &Texture) {
    let at = place.at;
    let Some(colors) = Plane::new(at, corners.map(|corner| corner.color.map(f64::from))) else {
        return;
    };
    let [width, height] = texture.scale();
    let texels = corners.map(|Corner { uv, .. }| [uv.x * width, uv.y * height].map(f64::from));
    let Some(texels) = Plane::new(at, texels) else {
        return;
    };
    let (color_step, texel_step) = (colors.step(), texels.step());
    each_span(canvas, at, |span, x, y| {
        let mut color: RgbaF = colors.at(x, y);
        let mut texel: [f32; 2] = texels.at(x, y);
        for pixel in span {
            let sample = texture.sample(texel[0], texel[1]);
            over_f(channels(|i| color[i] * sample[i] * (1.0 / 255.0)), pixel);
            color = channels(|i| color[i] + color_step[i]);
            texel = from_fn(|i| texel[i] + texel_step[i]);
        }
    });
}

/// A small triangle as three numbers for each pixel: its distances from the sides opposite the corners, as twice the
/// area of the triangle between. They are positive inside and add up to `total`.
struct Small {
    /// Distances of the first pixel of the area.
    start: [i32; 3],
    /// The way from the pixel to the corners.
    to: [Point; 3],
    /// Twice the area; 0 when nothing is covered.
    total: i32,
    /// −1 when the corners run the other way round, which turns all signs, and 0 otherwise: egui makes both windings.
    turned: i32,
}

impl Small {
    #[inline]
    fn new(place: &Place) -> Self {
        let first = Point { x: place.area.x0 * UNIT + UNIT / 2, y: place.area.y0 * UNIT + UNIT / 2 };
        let way = |to: Point| Point { x: to.x - first.x, y: to.y - first.y };
        let [a, b, c] = place.at;
        let [a, b, c] = [way(a), way(b), way(c)];
        let cross = |from: Point, to: Point| from.x * to.y - from.y * to.x;
        let start = [cross(b, c), cross(c, a), cross(a, b)];
        let sum = start[0] + start[1] + start[2];
        let turned = sum >> 31;
        let turn = |number: i32| (number ^ turned) - turned;
        Self { start: [turn(start[0]), turn(start[1]), turn(start[2])], to: [a, b, c], total: turn(sum), turned }
    }

    /// Calls `paint` for each covered pixel with the distances that weigh the second and the third corner.
    #[inline]
    fn each_pixel(self, canvas: &mut Canvas<'_>, area: Area, mut paint: impl FnMut(&mut Rgba, i32, i32)) {
        if self.total == 0 {
            return;
        }
        let [a, b, c] = self.to;
        let [side_a, side_b, side_c] = [self.side(b, c), self.side(c, a), self.side(a, b)];
        let [mut row_a, mut row_b, mut row_c] = self.start;
        for y in area.y0..area.y1 {
            let (mut in_a, mut in_b, mut in_c) = (row_a, row_b, row_c);
            for pixel in canvas.span(y, area.x0, area.x1) {
                if ((in_a + side_a.rule) | (in_b + side_b.rule) | (in_c + side_c.rule)) >= 0 {
                    paint(pixel, in_b, in_c);
                }
                in_a += side_a.right;
                in_b += side_b.right;
                in_c += side_c.right;
            }
            row_a += side_a.down;
            row_b += side_b.down;
            row_c += side_c.down;
        }
    }

    #[inline]
    fn side(&self, from: Point, to: Point) -> Side {
        let dx = ((to.x - from.x) ^ self.turned) - self.turned;
        let dy = ((to.y - from.y) ^ self.turned) - self.turned;
        // Left sides go up, and top sides go to the right. Both numbers are below 2¹⁵ in size.
        let is_left_or_top = ((dy << 15) - dx) >> 31;
        Side { right: -dy * UNIT, down: dx * UNIT, rule: -1 - is_left_or_top }
    }
}

/// How the distance from one side of a small triangle changes over the picture.
#[derive(Clone, Copy)]
struct Side {
    right: i32,
    down: i32,
    /// −1 when pixels exactly on the side do not count, otherwise 0.
    rule: i32,
}

/// Calls `paint` for each covered run of pixels with its first column and its row.
#[inline]
fn each_span(canvas: &mut Canvas<'_>, at: [Point; 3], mut paint: impl FnMut(&mut [Rgba], i32, i32)) {
    let clip = canvas.clip();
    let [mut a, mut b, mut c] = at;
    if a.y > b.y {
        std::mem::swap(&mut a, &mut b);
    }
    if b.y > c.y {
        std::mem::swap(&mut b, &mut c);
    }
    if a.y > b.y {
        std::mem::swap(&mut a, &mut b);
    }
    let [first, middle, last] = [a, b, c].map(|point| first_center(point.y).clamp(clip.y0, clip.y1));
    if first >= last {
        return;
    }
    let mut long = Flank::new(a, c, first);
    let long_is_left = i64::from(b.x - a.x) * i64::from(c.y - a.y) > i64::from(b.y - a.y) * i64::from(c.x - a.x);
    for (from, to, start, end) in [(a, b, first, middle), (b, c, middle, last)] {
        if start >= end {
            continue;
        }
        let mut short = Flank::new(from, to, start);
        for y in start..end {
            let (left, right) = if long_is_left { (&long, &short) } else { (&short, &long) };
            let (x0, x1) = (left.column().max(clip.x0), right.column().min(clip.x1));
            if x0 < x1 {
                paint(canvas.span(y, x0, x1), x0, y);
            }
            long.descend();
            short.descend();
        }
    }
}

/// A side of a triangle, followed down the rows.
struct Flank {
    /// The crossing with the row, in 2⁻⁴⁰ pixels, shifted so that rounding down gives the first column.
    x: i64,
    step: i64,
}

impl Flank {
    const FRACTION: u32 = 40;

    /// From half a pixel and rounding up to rounding down. The last term keeps a crossing that is exactly on the middle
    /// of a pixel there in spite of rounding errors: those stay below it (a few 2⁻⁴⁰ a row), and the next possible
    /// crossing of an edge less than 4,096 rows long is farther away.
    const TO_COLUMN: i64 = (1 << (Self::FRACTION - 1)) - 1 - (1 << 11);

    #[inline]
    fn new(top: Point, bottom: Point, row: i32) -> Self {
        const SCALE: f64 = (1_u64 << (Flank::FRACTION - 8)) as f64;
        let slope = f64::from(bottom.x - top.x) / f64::from(bottom.y - top.y);
        let x = f64::from(top.x) + f64::from(row * UNIT + UNIT / 2 - top.y) * slope;
        // The casts saturate: a side so flat that its step is out of range crosses one row at most.
        Self { x: (x * SCALE) as i64 + Self::TO_COLUMN, step: (slope * (SCALE * f64::from(UNIT))) as i64 }
    }

    #[inline]
    fn column(&self) -> i32 {
        (self.x >> Self::FRACTION) as i32
    }

    #[inline]
    fn descend(&mut self) {
        self.x = self.x.wrapping_add(self.step);
    }
}

/// Values that run evenly over a triangle.
struct Plane<const N: usize> {
    /// In the middle of pixel (0, 0).
    origin: [f64; N],
    right: [f64; N],
    down: [f64; N],
}

impl<const N: usize> Plane<N> {
    /// `None` when the triangle has no area. In 64 bits because thin triangles have huge slopes.
    #[inline]
    fn new([a, b, c]: [Point; 3], [at_a, at_b, at_c]: [[f64; N]; 3]) -> Option<Self> {
        let (bx, by) = (f64::from(b.x - a.x), f64::from(b.y - a.y));
        let (cx, cy) = (f64::from(c.x - a.x), f64::from(c.y - a.y));
        let twice_area = bx * cy - by * cx;
        if twice_area == 0.0 {
            return None;
        }
        let scale = f64::from(UNIT) / twice_area;
        let (bx, by, cx, cy) = (bx * scale, by * scale, cx * scale, cy * scale);
        let right: [f64; N] = from_fn(|i| (at_b[i] - at_a[i]) * cy - (at_c[i] - at_a[i]) * by);
        let down: [f64; N] = from_fn(|i| (at_c[i] - at_a[i]) * bx - (at_b[i] - at_a[i]) * cx);
        let [to_x, to_y] = [a.x, a.y].map(|from| f64::from(UNIT / 2 - from) / f64::from(UNIT));
        let origin = from_fn(|i| at_a[i] + right[i] * to_x + down[i] * to_y);
        Some(Self { origin, right, down })
    }

    /// The values in the middle of a pixel.
    #[inline]
    fn at(&self, x: i32, y: i32) -> [f32; N] {
        let (x, y) = (f64::from(x), f64::from(y));
        from_fn(|i| (self.origin[i] + self.right[i] * x + self.down[i] * y) as f32)
    }

    /// The change from one column to the next.
    #[inline]
    fn step(&self) -> [f32; N] {
        self.right.map(|value| value as f32)
    }
}

//! Pairs of triangles that make an upright rectangle: glyphs, images, backgrounds, bars.

use egui::epaint::{Vertex, WHITE_UV};
use egui::pos2;

use super::blend::{Rgba, WHITE, channels, fill, modulate, over_f, stamp, widen};
use super::canvas::{Area, Canvas, Point, UNIT};
use super::print;
use super::texture::{Texture, subtexel};
use super::triangle::same_uv;

/// An upright rectangle of one tint, whose texture is not turned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rectangle {
    min: Point,
    max: Point,
    /// Texture coordinates (0–1) at `min` and `max`.
    uv: [egui::Pos2; 2],
    color: Rgba,
}

impl Rectangle {
    /// Whether a triangle can be half of a rectangle: a quick test, because most cannot.
    #[inline]
    pub(super) fn may_contain([a, b, c]: [Point; 3]) -> bool {
        (a.x == b.x || b.x == c.x || c.x == a.x) && (a.y == b.y || b.y == c.y || c.y == a.y)
    }

    /// Recognises a rectangle in two triangles; `min` and `max` are the bounds of the first.
    pub(super) fn from_triangles(
        indices: [&[u32; 3]; 2],
        points: &[Point],
        vertices: &[Vertex],
        (min, max): (Point, Point),
    ) -> Option<Self> {
        // Corners are numbered 0 to 3: 1 for the right, 2 for the bottom.
        let number = |index: u32| {
            let point = points[index as usize];
            let right = point.x == max.x;
            let bottom = point.y == max.y;
            ((right || point.x == min.x) && (bottom || point.y == min.y)).then_some(usize::from(right) | usize::from(bottom) << 1)
        };
        let mut corners = [None; 4];
        let mut missing = [0; 2];
        for (triangle, missing) in indices.iter().zip(&mut missing) {
            let mut seen = 0;
            for &index in *triangle {
                let number = number(index)?;
                seen |= 1 << number;
                *missing ^= number;
                let vertex = vertices[index as usize];
                let known = *corners[number].get_or_insert(vertex);
                if !same_uv(known.uv, vertex.uv) || known.color != vertex.color {
                    return None;
                }
            }
            // Three different corners, whose numbers leave the one that is missing.
            if u32::count_ones(seen) != 3 {
                return None;
            }
        }
        let [Some(a), Some(b), Some(c), Some(d)] = corners else {
            return None;
        };
        let one_color = a.color == b.color && a.color == c.color && a.color == d.color;
        let upright = same_uv(b.uv, pos2(d.uv.x, a.uv.y)) && same_uv(c.uv, pos2(a.uv.x, d.uv.y));
        (missing[0] ^ missing[1] == 3 && one_color && upright).then(|| Self {
            min,
            max,
            uv: [a.uv, d.uv],
            color: a.color.to_array(),
        })
    }

    /// The pixels that it covers.
    #[inline]
    pub(super) fn area(&self) -> Area {
        Area::covered(self.min, self.max)
    }

    /// Whether nothing of it can be seen.
    #[inline]
    pub(super) fn is_clear(&self) -> bool {
        self.color == [0; 4]
    }

    /// Whether nothing under it can be seen.
    pub(super) fn is_opaque(&self, texture: &Texture, white: Rgba) -> bool {
        let plain = same_uv(self.uv[0], WHITE_UV) && same_uv(self.uv[1], WHITE_UV);
        self.color[3] == 255 && if plain { white[3] == 255 } else { texture.is_opaque() }
    }

    /// A number that two rectangles share only when they look the same.
    pub(super) fn print(&self, texture: &Texture) -> u64 {
        let place = print::fold(print::of_point(self.min), print::of_point(self.max));
        let [from, to] = self.uv.map(print::of_uv);
        let print = print::fold(print::fold(place, from), print::fold(to, u64::from(u32::from_le_bytes(self.color))));
        if same_uv(self.uv[0], WHITE_UV) && same_uv(self.uv[1], WHITE_UV) {
            return print;
        }
        texture.versions(self.uv).fold(print, print::fold)
    }

    pub(super) fn paint(&self, canvas: &mut Canvas<'_>, texture: &Texture, white: Rgba) {
        let area = self.area().intersect(canvas.clip());
        if area.is_empty() {
            return;
        }
        if same_uv(self.uv[0], self.uv[1]) {
            let texel = if same_uv(self.uv[0], WHITE_UV) { white } else { texture.at(self.uv[0]) };
            let color = if texel == WHITE { self.color } else { modulate(self.color, texel) };
            for y in area.y0..area.y1 {
                fill(canvas.span(y, area.x0, area.x1), color);
            }
        } else {
            self.paint_texture(canvas, texture, area);
        }
    }

    fn paint_texture(&self, canvas: &mut Canvas<'_>, texture: &Texture, area: Area) {
        let [width, height] = texture.scale();
        let across = Axis::new([self.min.x, self.max.x], [self.uv[0].x * width, self.uv[1].x * width]);
        let down = Axis::new([self.min.y, self.max.y], [self.uv[0].y * height, self.uv[1].y * height]);
        let aligned = across.aligned(area.x0, area.x1).zip(down.aligned(area.y0, area.y1));
        for y in area.y0..area.y1 {
            let span = canvas.span(y, area.x0, area.x1);
            let copied = aligned.and_then(|(x, top)| texture.row(top + y - area.y0, x, span.len()));
            if let Some(texels) = copied {
                if self.color == WHITE && texture.is_opaque() {
                    span.copy_from_slice(texels);
                } else {
                    stamp(span, texels, self.color);
                }
                continue;
            }
            let (v, color) = (down.at(y), widen(self.color).map(|channel| channel * (1.0 / 255.0)));
            for (x, pixel) in (area.x0..).zip(span) {
                let sample = texture.sample(across.at(x), v);
                over_f(channels(|i| color[i] * sample[i]), pixel);
            }
        }
    }
}

/// From pixels to texels in one direction.
struct Axis {
    origin: f32,
    step: f32,
}

impl Axis {
    /// `ends` in 1/256 pixels, `texels` in texels.
    fn new(ends: [i32; 2], texels: [f32; 2]) -> Self {
        let step = (texels[1] - texels[0]) / (ends[1] - ends[0]) as f32 * UNIT as f32;
        let origin = texels[0] + step * ((UNIT / 2 - ends[0]) as f32 / UNIT as f32);
        Self { origin, step }
    }

    /// The position in texels for the middle of a pixel.
    #[inline]
    fn at(&self, pixel: i32) -> f32 {
        self.origin + self.step * pixel as f32
    }

    /// The texel of pixel `start` when every pixel up to `end` falls on the middle of the texel after.
    fn aligned(&self, start: i32, end: i32) -> Option<i32> {
        let (first, off) = subtexel(self.at(start));
        let (last, last_off) = subtexel(self.at(end - 1));
        (off == 0 && last_off == 0 && last - first == end - 1 - start).then_some(first)
    }
}

//! What a window shows, and what of it has changed.

use super::canvas::Area;
use super::work::{Work, tile_area};
use egui::ColorImage;

use super::Picture;

/// A picture that is painted again and again, and only where it changes.
#[derive(Clone, Debug, Default)]
pub struct Screen {
    pub(super) picture: Picture,
    /// Which tiles differ from the frame before.
    pub(super) changed: Vec<bool>,
    /// The number of what is seen in each tile.
    prints: Vec<u64>,
    damage: Vec<Damage>,
}

/// A rectangle of pixels that have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The first column.
    pub x: u32,
    /// The first row.
    pub y: u32,
    /// In pixels; never 0.
    pub width: u32,
    /// In pixels; never 0.
    pub height: u32,
}

impl Screen {
    /// What was painted last.
    #[must_use]
    pub fn picture(&self) -> &Picture {
        &self.picture
    }

    /// The same for egui.
    #[must_use]
    pub fn image(&self) -> ColorImage {
        let size = [self.picture.width, self.picture.height].map(|side| side as usize);
        ColorImage::from_rgba_premultiplied(size, &self.picture.pixels)
    }

    /// Where the last frame differs from the one before: rectangles that do not overlap, from top to bottom.
    #[must_use]
    pub fn damage(&self) -> &[Damage] {
        &self.damage
    }

    /// Finds out which tiles have to be painted.
    pub(super) fn compare(&mut self, size: [u32; 2], work: &Work) {
        if size != [self.picture.width, self.picture.height] {
            self.picture.resize(size);
            self.prints.clear();
        }
        let tiles = work.tiles();
        self.changed.clear();
        if self.prints.len() == tiles.len() {
            self.changed.extend(self.prints.iter().zip(tiles).map(|(print, tile)| *print != tile.print));
        } else {
            self.changed.resize(tiles.len(), true);
        }
        self.prints.clear();
        self.prints.extend(tiles.iter().map(|tile| tile.print));
        self.gather(work.grid());
    }

    /// Makes rectangles of the tiles that have changed: runs of neighbours, and equal runs in rows below each other.
    fn gather(&mut self, grid: Area) {
        let whole = Area::of_size([self.picture.width, self.picture.height]);
        let mut areas: Vec<Area> = Vec::new();
        // Those that reach down to the row above.
        let mut open = 0;
        for (row, changed) in (grid.y0..).zip(self.changed.chunks((grid.x1 - grid.x0).max(1) as usize)) {
            let begun = areas.len();
            let mut grown = Vec::new();
            for run in runs(changed) {
                let (first, last) = (tile_area(run.start as i32, row), tile_area(run.end as i32 - 1, row));
                let area = Area { x1: last.x1, ..first }.intersect(whole);
                let above = (open..begun).find(|above| {
                    let above: &Area = &areas[*above];
                    (above.x0, above.x1, above.y1) == (area.x0, area.x1, area.y0)
                });
                match above {
                    Some(above) => grown.push((above, area.y1)),
                    None => areas.push(area),
                }
            }
            for (above, bottom) in &grown {
                areas[*above].y1 = *bottom;
            }
            open = grown.iter().map(|(above, _)| *above).min().unwrap_or(begun);
        }
        self.damage.clear();
        self.damage.extend(areas.iter().map(|area| {
            let [x, y, width, height] = [area.x0, area.y0, area.x1 - area.x0, area.y1 - area.y0].map(i32::cast_unsigned);
            Damage { x, y, width, height }
        }));
    }
}

/// The ranges in which all are true.
fn runs(changed: &[bool]) -> impl Iterator<Item = std::ops::Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + changed[from..].iter().position(|changed| *changed)?;
        let end = changed[start..].iter().position(|changed| !changed).map_or(changed.len(), |length| start + length);
        from = end;
        Some(start..end)
    })
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests make colours of their own")]
mod tests {
    use egui::epaint::{ClippedPrimitive, ImageDelta, Vertex, WHITE_UV};
    use egui::{Color32, ColorImage, Mesh, Pos2, Rect, TextureOptions, pos2, vec2};
    use proptest::prelude::*;

    use super::super::press::Threads;
    use super::super::tests::{FONT, IMAGE, clipped, image_rect, painter, upload};
    use super::*;
    use crate::raster::Painter;

    const SIZE: [u32; 2] = [230, 170];
    const CLEAR: Color32 = Color32::from_rgb(90, 60, 30);

    fn dot(x: f32, y: f32) -> ClippedPrimitive {
        let mut mesh = Mesh::with_texture(FONT);
        mesh.add_colored_rect(Rect::from_min_size(pos2(x, y), vec2(5.0, 5.0)), Color32::RED);
        clipped(mesh, Rect::EVERYTHING)
    }

    fn places(screen: &Screen) -> Vec<[u32; 4]> {
        screen.damage().iter().map(|damage| [damage.x, damage.y, damage.width, damage.height]).collect()
    }

    #[test]
    fn only_what_has_changed_is_painted() {
        let (mut painter, mut screen) = (painter(), Screen::default());
        let mut damage = |primitives: &[ClippedPrimitive]| {
            painter.repaint(primitives, 1.0, SIZE, CLEAR, &mut screen);
            assert_eq!(*screen.picture(), painter.paint(primitives, 1.0, SIZE, CLEAR));
            places(&screen)
        };
        assert_eq!(damage(&[dot(10.0, 10.0)]), [[0, 0, 230, 170]], "all of the first frame");
        assert!(damage(&[dot(10.0, 10.0)]).is_empty(), "the same again");
        assert_eq!(damage(&[dot(11.0, 10.0)]), [[0, 0, 64, 64]]);
        assert_eq!(damage(&[dot(70.0, 10.0)]), [[0, 0, 128, 64]]);
        assert_eq!(damage(&[dot(70.0, 62.0)]), [[64, 0, 64, 128]], "on both sides of an edge between tiles");
        assert_eq!(damage(&[dot(70.0, 62.0), dot(229.0, 169.0)]), [[192, 128, 38, 42]]);
        assert!(damage(&[dot(70.0, 62.0), dot(229.0, 169.0), dot(-9.0, 4.0)]).is_empty(), "nothing of it can be seen");
        let mut narrow = dot(70.0, 62.0);
        narrow.clip_rect = Rect::from_min_max(Pos2::ZERO, pos2(72.0, 200.0));
        assert_eq!(damage(&[narrow, dot(229.0, 169.0)]), [[64, 0, 64, 128]], "another clip");
    }

    /// Rectangles must not overlap: a window system may copy them in any order.
    fn overlap(screen: &Screen) -> bool {
        let total: u32 = screen.damage().iter().map(|damage| damage.width * damage.height).sum();
        let mut seen = std::collections::BTreeSet::new();
        for damage in screen.damage() {
            seen.extend(
                (damage.y..damage.y + damage.height).flat_map(|y| (damage.x..damage.x + damage.width).map(move |x| (x, y))),
            );
        }
        seen.len() != total as usize
    }

    #[test]
    fn damage_is_gathered_into_few_rectangles() {
        let (mut painter, mut screen) = (painter(), Screen::default());
        painter.repaint(&[], 1.0, SIZE, CLEAR, &mut screen);
        // An L, and something beside it.
        let dots = [dot(10.0, 10.0), dot(10.0, 70.0), dot(10.0, 140.0), dot(70.0, 140.0), dot(200.0, 10.0), dot(200.0, 70.0)];
        painter.repaint(&dots, 1.0, SIZE, CLEAR, &mut screen);
        assert_eq!(places(&screen), [[0, 0, 64, 128], [192, 0, 38, 128], [0, 128, 128, 42]]);
        assert!(!overlap(&screen));
    }

    #[test]
    fn another_size_or_ground_paints_everything() {
        let (mut painter, mut screen) = (painter(), Screen::default());
        for (scale, size, clear) in
            [(1.0, SIZE, CLEAR), (1.0, SIZE, Color32::BLUE), (1.5, SIZE, Color32::BLUE), (1.5, [129, 40], Color32::BLUE)]
        {
            painter.repaint(&[dot(4.0, 4.0)], scale, size, clear, &mut screen);
            assert_eq!(places(&screen), [[0, 0, size[0], size[1]]]);
            assert_eq!(*screen.picture(), painter.paint(&[dot(4.0, 4.0)], scale, size, clear));
        }
        painter.repaint(&[], 1.0, [0, 9], CLEAR, &mut screen);
        assert!(places(&screen).is_empty());
    }

    #[test]
    fn what_is_hidden_can_change() {
        let (mut painter, mut screen) = (painter(), Screen::default());
        let mut cover = Mesh::with_texture(FONT);
        cover.add_colored_rect(Rect::from_min_size(Pos2::ZERO, vec2(300.0, 64.0)), Color32::GREEN);
        let cover = clipped(cover, Rect::EVERYTHING);
        for y in [10.0, 30.0, 50.0] {
            painter.repaint(&[dot(20.0, y), cover.clone(), dot(20.0, 90.0)], 1.0, SIZE, CLEAR, &mut screen);
        }
        assert!(places(&screen).is_empty());
        painter.repaint(&[cover, dot(20.0, 50.0), dot(20.0, 90.0)], 1.0, SIZE, CLEAR, &mut screen);
        assert_eq!(places(&screen), [[0, 0, 64, 64]]);
    }

    #[test]
    fn a_new_glyph_leaves_the_others_alone() {
        let (mut painter, mut screen) = (painter(), Screen::default());
        let atlas = ColorImage::filled([200, 200], Color32::TRANSPARENT);
        upload(&mut painter, IMAGE, ImageDelta::full(atlas, TextureOptions::LINEAR));
        let glyph = |at: f32, from: Pos2| {
            let mut mesh = image_rect(Rect::from_min_size(pos2(at, 3.0), vec2(8.0, 8.0)), Color32::WHITE);
            for (vertex, corner) in mesh.vertices.iter_mut().zip([[0.0, 0.0], [8.0, 0.0], [0.0, 8.0], [8.0, 8.0]]) {
                vertex.uv = (from + vec2(corner[0], corner[1])) / 200.0;
            }
            clipped(mesh, Rect::EVERYTHING)
        };
        let frame = [glyph(10.0, pos2(2.0, 2.0)), glyph(100.0, pos2(50.0, 50.0))];
        painter.repaint(&frame, 1.0, SIZE, CLEAR, &mut screen);
        let patch = ImageDelta::partial([48, 48], ColorImage::filled([12, 12], Color32::WHITE), TextureOptions::LINEAR);
        upload(&mut painter, IMAGE, patch.clone());
        painter.repaint(&frame, 1.0, SIZE, CLEAR, &mut screen);
        assert_eq!(places(&screen), [[64, 0, 64, 64]]);
        assert_eq!(screen.picture().pixel(103, 6), [255; 4]);
        upload(&mut painter, IMAGE, patch);
        painter.repaint(&frame, 1.0, SIZE, CLEAR, &mut screen);
        assert!(places(&screen).is_empty(), "the same texels again");
    }

    /// A triangle, a rectangle or a textured rectangle anywhere, in any clip.
    fn any_primitive() -> impl Strategy<Value = ClippedPrimitive> {
        let position = || (-60.0..290.0_f32, -60.0..230.0_f32).prop_map(|(x, y)| pos2(x, y));
        let color = || any::<[u8; 4]>().prop_map(|[r, g, b, a]| Color32::from_rgba_unmultiplied(r, g, b, a | 15));
        let clip = prop_oneof![Just(Rect::EVERYTHING), (position(), position()).prop_map(|(a, b)| Rect::from_two_pos(a, b))];
        (0..3, [position(), position(), position()], [color(), color(), color()], clip).prop_map(|(kind, at, colors, clip)| {
            let rect = Rect::from_two_pos(at[0], at[1]);
            let mesh = match kind {
                0 => Mesh {
                    vertices: (0..3).map(|i| Vertex { pos: at[i], uv: WHITE_UV, color: colors[i] }).collect(),
                    indices: vec![0, 1, 2],
                    texture_id: FONT,
                },
                1 => {
                    let mut mesh = Mesh::with_texture(FONT);
                    mesh.add_colored_rect(rect, colors[0]);
                    mesh
                }
                _ => image_rect(rect, colors[0]),
            };
            clipped(mesh, clip)
        })
    }

    fn with_image(threads: usize) -> Painter {
        let mut painter = Painter { threads: Threads::Just(threads), ..painter() };
        let texel = |i: u8| Color32::from_rgba_unmultiplied(i * 8, 255 - i * 8, i, 100 + i * 5);
        let image = ColorImage::new([6, 5], (0..30).map(texel).collect());
        upload(&mut painter, IMAGE, ImageDelta::full(image, TextureOptions::LINEAR));
        painter
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

        /// The frames of one after another: each is the one before with some things taken away and others added.
        #[test]
        fn a_screen_shows_what_a_whole_picture_would_whoever_paints(
            frames in prop::collection::vec((prop::collection::vec(any_primitive(), 0..4), 0..4_usize), 1..6),
            corner in [0..150_u32, 0..100_u32],
        ) {
            let mut painters = [1, 2, 5].map(|threads| (with_image(threads), Screen::default()));
            let mut primitives: Vec<ClippedPrimitive> = Vec::new();
            let mut before: Option<Picture> = None;
            for (more, fewer) in frames {
                primitives.drain(..fewer.min(primitives.len()));
                primitives.extend(more);
                let whole = with_image(1).paint(&primitives, 1.25, SIZE, CLEAR);
                for (painter, screen) in &mut painters {
                    painter.repaint(&primitives, 1.25, SIZE, CLEAR, screen);
                    prop_assert!(*screen.picture() == whole);
                    prop_assert!(painter.paint(&primitives, 1.25, SIZE, CLEAR) == whole);
                    let size = [SIZE[0] - corner[0] - 3, SIZE[1] - corner[1]];
                    let part = painter.paint_part(&primitives, 1.25, corner, size, CLEAR);
                    for (x, y) in (0..size[1]).flat_map(|y| (0..size[0]).map(move |x| (x, y))) {
                        // Moved by the corner, a position is rounded elsewhere, which can tip a colour by one.
                        let (one, other) = (part.pixel(x, y), whole.pixel(x + corner[0], y + corner[1]));
                        prop_assert!(one.iter().zip(other).all(|(a, b)| a.abs_diff(b) <= 1), "{:?} {:?}", one, other);
                    }
                    let damaged = |x: u32, y: u32| screen.damage().iter().any(|damage| {
                        (damage.x..damage.x + damage.width).contains(&x) && (damage.y..damage.y + damage.height).contains(&y)
                    });
                    for (x, y) in (0..SIZE[1]).flat_map(|y| (0..SIZE[0]).map(move |x| (x, y))) {
                        let same = before.as_ref().is_some_and(|before| before.pixel(x, y) == whole.pixel(x, y));
                        prop_assert!(same || damaged(x, y), "({}, {}) has changed", x, y);
                    }
                }
                before = Some(whole);
            }
        }
    }
}

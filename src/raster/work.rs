//! What there is to paint, found once for a frame and dealt out to tiles.

use std::collections::BTreeMap;

use egui::epaint::{ClippedPrimitive, Primitive, Vertex, WHITE_UV};
use egui::{Mesh, Rect, TextureId};

use super::blend::Rgba;
use super::canvas::{Area, LIMIT, Point, UNIT};
use super::rectangle::Rectangle;
use super::texture::Texture;
use super::triangle::{Place, same_uv};
use super::{Frame, print};

/// Marks a corner that is too far out for [`Point`], or no number at all.
pub(super) const LOST: Point = Point { x: i32::MAX, y: i32::MAX };

/// The side of a tile, in pixels, as a power of two.
pub(super) const TILE_BITS: i32 = 6;

/// A mesh and all that is needed to paint it.
#[derive(Clone, Copy)]
pub(super) struct Sheet<'a> {
    pub(super) mesh: &'a Mesh,
    pub(super) texture: &'a Texture,
    /// The texel of `WHITE_UV`, which all plain fills use.
    pub(super) white: Rgba,
    pub(super) clip: Area,
    /// Where its corners begin among all.
    pub(super) first: usize,
}

/// Something that is painted.
#[derive(Clone, Copy, Debug)]
pub(super) enum Item {
    /// A number among all rectangles.
    Rectangle(u32),
    /// A number among all triangles.
    Triangle(u32),
}

/// A square of the frame.
#[derive(Clone, Debug, Default)]
pub(super) struct Tile {
    /// Another number where something else can be seen in it.
    pub(super) print: u64,
    /// Whether the first thing in it hides whatever was there.
    pub(super) is_covered: bool,
    /// What touches it, in order, each with its sheet.
    pub(super) items: Vec<(u32, Item)>,
}

impl Tile {
    #[inline]
    fn push(&mut self, item: (u32, Item), print: u64) {
        self.print = print::fold(self.print, print);
        self.items.push(item);
    }
}

/// A frame dealt out to tiles. Those stand at multiples of their size from the frame's left top corner, whatever part is painted.
#[derive(Debug, Default)]
pub(super) struct Work {
    points: Vec<Point>,
    rectangles: Vec<Rectangle>,
    /// The numbers of corners within the mesh.
    triangles: Vec<[u32; 3]>,
    /// Row by row.
    tiles: Vec<Tile>,
    /// Columns and rows of tiles.
    grid: Area,
}

impl Work {
    /// Finds what there is to paint in a frame.
    pub(super) fn deal<'a>(&mut self, frame: &Frame<'a>, textures: &'a BTreeMap<TextureId, Texture>) -> Vec<Sheet<'a>> {
        self.points.clear();
        self.rectangles.clear();
        self.triangles.clear();
        self.lay_out(frame);
        let mut sheets = Vec::new();
        for ClippedPrimitive { clip_rect, primitive } in frame.primitives {
            let clip = clip_area(*clip_rect, frame.pixels_per_point).intersect(frame.part);
            let Primitive::Mesh(mesh) = primitive else {
                continue;
            };
            if clip.is_empty() || !has_valid_indices(mesh) {
                continue;
            }
            if let Some(texture) = textures.get(&mesh.texture_id) {
                let first = self.points.len();
                snap(&mesh.vertices, frame.pixels_per_point, &mut self.points);
                let sheet = Sheet { mesh, texture, white: texture.at(WHITE_UV), clip, first };
                self.deal_sheet(sheets.len() as u32, &sheet);
                sheets.push(sheet);
            }
        }
        sheets
    }

    /// Tiles without anything in them.
    fn lay_out(&mut self, frame: &Frame<'_>) {
        self.grid = tiles_of(frame.part);
        let count = if frame.part.is_empty() { 0 } else { (self.grid.x1 - self.grid.x0) * (self.grid.y1 - self.grid.y0) };
        self.tiles.resize_with(count as usize, Tile::default);
        let [red, green, blue, _] = frame.clear.to_array();
        let clear = u64::from(u32::from_le_bytes([red, green, blue, 255]));
        let print = print::fold(clear, u64::from(frame.pixels_per_point.to_bits()));
        for tile in &mut self.tiles {
            tile.print = print;
            tile.is_covered = false;
            tile.items.clear();
        }
    }

    fn deal_sheet(&mut self, number: u32, sheet: &Sheet<'_>) {
        let seed = print::fold(print::of_area(sheet.clip), u64::from(u32::from_le_bytes(sheet.white)));
        let vertices = &sheet.mesh.vertices;
        let mut rest = sheet.mesh.indices.as_chunks::<3>().0;
        while let [indices, after @ ..] = rest {
            rest = after;
            let points = &self.points[sheet.first..];
            let at = indices.map(|index| points[index as usize]);
            if at.iter().any(|point| point.x == LOST.x) {
                self.push_triangle(number, sheet.clip, *indices, triangle_print(*indices, sheet, seed));
                continue;
            }
            let Some(place) = Place::new(at, sheet.clip) else {
                continue;
            };
            if let [next, after @ ..] = after
                && Rectangle::may_contain(at)
                && let Some(found) = Rectangle::from_triangles([indices, next], points, vertices, place.bounds)
            {
                rest = after;
                if !found.is_clear() {
                    let print = print::fold(found.print(sheet.texture), seed);
                    self.push_rectangle(number, sheet, found, print);
                }
                continue;
            }
            if indices.iter().any(|index| vertices[*index as usize].color.to_array() != [0; 4]) {
                self.push_triangle(number, place.area(), *indices, triangle_print(*indices, sheet, seed));
            }
        }
    }

    fn push_triangle(&mut self, sheet: u32, area: Area, indices: [u32; 3], print: u64) {
        let entry = (sheet, Item::Triangle(self.triangles.len() as u32));
        self.triangles.push(indices);
        self.each_touched(area, |_, tile| tile.push(entry, print));
    }

    fn push_rectangle(&mut self, number: u32, sheet: &Sheet<'_>, rectangle: Rectangle, print: u64) {
        let entry = (number, Item::Rectangle(self.rectangles.len() as u32));
        self.rectangles.push(rectangle);
        let area = rectangle.area().intersect(sheet.clip);
        let opaque = rectangle.is_opaque(sheet.texture, sheet.white);
        self.each_touched(area, |place, tile| {
            if opaque && area.holds(place) {
                // What was there is hidden.
                tile.items.clear();
                tile.print = 0;
                tile.is_covered = true;
            }
            tile.push(entry, print);
        });
    }

    /// Calls `visit` for the tiles that an area inside the part touches, with the pixels of each.
    #[inline]
    fn each_touched(&mut self, area: Area, mut visit: impl FnMut(Area, &mut Tile)) {
        let (grid, touched) = (self.grid, tiles_of(area));
        for y in touched.y0..touched.y1 {
            let row = (y - grid.y0) * (grid.x1 - grid.x0) - grid.x0;
            for x in touched.x0..touched.x1 {
                visit(tile_area(x, y), &mut self.tiles[(row + x) as usize]);
            }
        }
    }

    /// Row by row.
    pub(super) fn tiles(&self) -> &[Tile] {
        &self.tiles
    }

    /// Which columns and rows of tiles there are.
    pub(super) fn grid(&self) -> Area {
        self.grid
    }

    pub(super) fn rectangle(&self, number: u32) -> &Rectangle {
        &self.rectangles[number as usize]
    }

    /// The numbers of a triangle's corners within its mesh, and where they are.
    #[inline]
    pub(super) fn triangle(&self, number: u32, sheet: &Sheet<'_>) -> ([u32; 3], [Point; 3]) {
        let indices = self.triangles[number as usize];
        (indices, indices.map(|index| self.points[sheet.first + index as usize]))
    }
}

/// The pixels of the tile in a column and a row.
pub(super) fn tile_area(column: i32, row: i32) -> Area {
    Area { x0: column << TILE_BITS, y0: row << TILE_BITS, x1: (column + 1) << TILE_BITS, y1: (row + 1) << TILE_BITS }
}

/// Columns and rows of the tiles that an area touches, which is not empty.
#[inline]
fn tiles_of(area: Area) -> Area {
    let last = |end: i32| ((end - 1) >> TILE_BITS) + 1;
    Area { x0: area.x0 >> TILE_BITS, y0: area.y0 >> TILE_BITS, x1: last(area.x1), y1: last(area.y1) }
}

#[inline]
fn triangle_print(indices: [u32; 3], sheet: &Sheet<'_>, seed: u64) -> u64 {
    let [a, b, c] = indices.map(|index| &sheet.mesh.vertices[index as usize]);
    let plain = [a, b, c].iter().all(|vertex| same_uv(vertex.uv, WHITE_UV));
    let print = print::fold(print::fold(print::of_vertex(a), print::of_vertex(b)), print::fold(print::of_vertex(c), seed));
    if plain {
        return print;
    }
    [a, b, c].iter().fold(print::fold(print, sheet.texture.version()), |print, vertex| print::fold(print, print::of_uv(vertex.uv)))
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

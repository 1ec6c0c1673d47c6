//! What there is to paint, found once for a frame and dealt out to tiles.

use std::collections::BTreeMap;

use egui::epaint::{ClippedPrimitive, Primitive, Vertex, WHITE_UV};
use egui::{Mesh, Rect, TextureId};

use super::blend::Rgba;
use super::canvas::{Area, LIMIT, Point, UNIT};
use super::rectangle::Rectangle;
use super::texture::Texture;
use super::triangle::{Place, same_uv};
use super::triangles::near;
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
}

/// Something that is painted.
#[derive(Clone, Copy, Debug)]
pub(super) enum Item {
    /// A number among the rectangles of its sheet.
    Rectangle(u32),
    /// A number among the triangles of its sheet.
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

/// A thing of a mesh in one of the tiles that it touches. There are a hundred thousand of them, so two bits stand in the numbers.
#[derive(Clone, Copy, Debug)]
struct Touch {
    print: u64,
    /// The tile, by its number row by row, and whether nothing under the thing can be seen in that tile.
    tile: u32,
    /// The number of the thing, and whether it is a rectangle.
    item: u32,
}

/// The bit that is set beside a number; neither tiles nor triangles are ever so many.
const BIT: u32 = 1 << 31;

impl Touch {
    fn new(tile: u32, hides: bool, item: Item, print: u64) -> Self {
        let item = match item {
            Item::Rectangle(number) => number | BIT,
            Item::Triangle(number) => number,
        };
        Self { print, tile: if hides { tile | BIT } else { tile }, item }
    }

    fn tile(self) -> usize {
        (self.tile & !BIT) as usize
    }

    fn hides(self) -> bool {
        self.tile & BIT != 0
    }

    fn item(self) -> Item {
        if self.item & BIT == 0 { Item::Triangle(self.item) } else { Item::Rectangle(self.item & !BIT) }
    }
}

/// A mesh as it was dealt. It is kept for the next frame, in which most meshes are drawn again as they were.
#[derive(Debug, Default)]
pub(super) struct Dealt {
    mesh: Mesh,
    clip: Area,
    white: Rgba,
    /// The version of its texture.
    version: u64,
    points: Vec<Point>,
    rectangles: Vec<Rectangle>,
    /// Where the numbers of the corners of each begin within the mesh.
    triangles: Vec<u32>,
    touches: Vec<Touch>,
}

impl Dealt {
    fn is_of(&self, sheet: &Sheet<'_>) -> bool {
        (self.clip, self.white, self.version) == (sheet.clip, sheet.white, sheet.texture.version())
            && self.mesh.texture_id == sheet.mesh.texture_id
            && self.mesh.indices == sheet.mesh.indices
            && same_vertices(&self.mesh.vertices, &sheet.mesh.vertices)
    }

    fn deal(&mut self, sheet: &Sheet<'_>, grid: Area, pixels_per_point: f32) {
        self.mesh.clone_from(sheet.mesh);
        (self.clip, self.white, self.version) = (sheet.clip, sheet.white, sheet.texture.version());
        self.rectangles.clear();
        self.triangles.clear();
        self.touches.clear();
        self.points.clear();
        snap(&sheet.mesh.vertices, pixels_per_point, &mut self.points);
        let seed = print::fold(print::of_area(sheet.clip), u64::from(u32::from_le_bytes(sheet.white)));
        let vertices = &sheet.mesh.vertices;
        let mut rest = sheet.mesh.indices.as_chunks::<3>().0;
        let all = rest.len();
        while let [indices, after @ ..] = rest {
            let corners = (3 * (all - rest.len())) as u32;
            rest = after;
            let at = indices.map(|index| self.points[index as usize]);
            if at.iter().any(|point| point.x == LOST.x) {
                self.push_triangle(grid, sheet.clip, corners, triangle_print(*indices, sheet, seed));
                continue;
            }
            let Some(place) = Place::new(at, sheet.clip) else {
                continue;
            };
            if let [next, after @ ..] = after
                && Rectangle::may_contain(at)
                && let Some(found) = Rectangle::from_triangles([indices, next], &self.points, vertices, place.bounds)
            {
                rest = after;
                if !found.is_clear() {
                    let print = print::fold(found.print(sheet.texture), seed);
                    self.push_rectangle(grid, sheet, found, print);
                }
                continue;
            }
            if indices.iter().any(|index| vertices[*index as usize].color.to_array() != [0; 4]) {
                self.push_triangle(grid, place.area(), corners, triangle_print(*indices, sheet, seed));
            }
        }
        if self.touches.capacity() > SMALL {
            self.touches.shrink_to_fit();
            self.triangles.shrink_to_fit();
        }
    }

    fn push_triangle(&mut self, grid: Area, area: Area, corners: u32, print: u64) {
        let item = Item::Triangle(self.triangles.len() as u32);
        self.triangles.push(corners);
        self.touches.extend(touched(grid, area).map(|(tile, _)| Touch::new(tile, false, item, print)));
    }

    fn push_rectangle(&mut self, grid: Area, sheet: &Sheet<'_>, rectangle: Rectangle, print: u64) {
        let item = Item::Rectangle(self.rectangles.len() as u32);
        self.rectangles.push(rectangle);
        let area = rectangle.area().intersect(sheet.clip);
        let opaque = rectangle.is_opaque(sheet.texture, sheet.white);
        let touch = |(tile, place)| Touch::new(tile, opaque && area.holds(place), item, print);
        self.touches.extend(touched(grid, area).map(touch));
    }

    pub(super) fn rectangle(&self, number: u32) -> &Rectangle {
        &self.rectangles[number as usize]
    }

    /// The numbers of a triangle's corners within its mesh, and where they are.
    #[inline]
    pub(super) fn triangle(&self, number: u32) -> ([u32; 3], [Point; 3]) {
        let corners = self.triangles[number as usize] as usize;
        let indices = [0, 1, 2].map(|corner| self.mesh.indices[corners + corner]);
        (indices, indices.map(|index| self.points[index as usize]))
    }
}

/// So many touches at most has a mesh whose memory is kept for another one.
const SMALL: usize = 1024;

/// A frame dealt out to tiles. Those stand at multiples of their size from the frame's left top corner, whatever part is painted.
#[derive(Debug, Default)]
pub(super) struct Work {
    sheets: Vec<Dealt>,
    /// Those of the frame before, as far as they are not used again; here to keep the memory.
    old: Vec<Dealt>,
    /// For what part and how many pixels for each point they were dealt.
    dealt_for: (Area, u32),
    /// Row by row.
    tiles: Vec<Tile>,
    /// Columns and rows of tiles.
    grid: Area,
}

impl Work {
    /// Finds what there is to paint in a frame.
    pub(super) fn deal<'a>(&mut self, frame: &Frame<'a>, textures: &'a BTreeMap<TextureId, Texture>) -> Vec<Sheet<'a>> {
        self.lay_out(frame);
        let dealt_for = (frame.part, frame.pixels_per_point.to_bits());
        let keeps = std::mem::replace(&mut self.dealt_for, dealt_for) == dealt_for;
        let mut before: Vec<Option<Dealt>> = std::mem::take(&mut self.sheets).into_iter().map(Some).collect();
        let mut next = 0;
        let mut sheets = Vec::new();
        for sheet in frame.primitives.iter().copied().filter_map(|primitive| sheet(primitive, frame, textures)) {
            let is_of = |at: &usize| matches!(before.get(*at), Some(Some(dealt)) if dealt.is_of(&sheet));
            let again = if keeps { near(next).find(is_of) } else { None };
            next = again.unwrap_or(next) + 1;
            let dealt = again.and_then(|at| before[at].take()).unwrap_or_else(|| {
                let mut dealt = self.old.pop().unwrap_or_default();
                dealt.deal(&sheet, self.grid, frame.pixels_per_point);
                dealt
            });
            let number = sheets.len() as u32;
            for touch in &dealt.touches {
                let tile = &mut self.tiles[touch.tile()];
                if touch.hides() {
                    // What was there is hidden.
                    tile.items.clear();
                    tile.print = 0;
                    tile.is_covered = true;
                }
                tile.print = print::fold(tile.print, touch.print);
                tile.items.push((number, touch.item()));
            }
            self.sheets.push(dealt);
            sheets.push(sheet);
        }
        // The memory of large ones is given back: taken for small ones, it would be held many times over.
        self.old.extend(before.into_iter().flatten().filter(|dealt| dealt.touches.capacity() <= SMALL));
        self.old.truncate(sheets.len());
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

    /// Row by row.
    pub(super) fn tiles(&self) -> &[Tile] {
        &self.tiles
    }

    /// Which columns and rows of tiles there are.
    pub(super) fn grid(&self) -> Area {
        self.grid
    }

    /// What was dealt of a sheet.
    pub(super) fn sheet(&self, number: u32) -> &Dealt {
        &self.sheets[number as usize]
    }
}

/// Whether all numbers are the same to the bit. Asked in pieces without a way out, which compilers make quick.
fn same_vertices(some: &[Vertex], others: &[Vertex]) -> bool {
    const PIECE: usize = 32;
    let differ = |a: &Vertex, b: &Vertex| {
        let numbers = |vertex: &Vertex| [vertex.pos.x, vertex.pos.y, vertex.uv.x, vertex.uv.y].map(f32::to_bits);
        let ([a0, a1, a2, a3], [b0, b1, b2, b3]) = (numbers(a), numbers(b));
        let colors = u32::from_le_bytes(a.color.to_array()) ^ u32::from_le_bytes(b.color.to_array());
        (a0 ^ b0) | (a1 ^ b1) | (a2 ^ b2) | (a3 ^ b3) | colors
    };
    let alike = |one: &[Vertex], others: &[Vertex]| one.iter().zip(others).fold(0, |all, (a, b)| all | differ(a, b)) == 0;
    some.len() == others.len() && some.chunks(PIECE).zip(others.chunks(PIECE)).all(|(some, others)| alike(some, others))
}

/// A mesh with what it is painted with; nothing where nothing of it can be seen.
fn sheet<'a>(primitive: &'a ClippedPrimitive, frame: &Frame<'a>, textures: &'a BTreeMap<TextureId, Texture>) -> Option<Sheet<'a>> {
    let clip = clip_area(primitive.clip_rect, frame.pixels_per_point).intersect(frame.part);
    let Primitive::Mesh(mesh) = &primitive.primitive else { return None };
    if clip.is_empty() || !has_valid_indices(mesh) {
        return None;
    }
    let texture = textures.get(&mesh.texture_id)?;
    Some(Sheet { mesh, texture, white: texture.at(WHITE_UV), clip })
}

/// The tiles that an area inside the part touches, by their numbers, with the pixels of each.
#[inline]
fn touched(grid: Area, area: Area) -> impl Iterator<Item = (u32, Area)> {
    let touched = tiles_of(area);
    (touched.y0..touched.y1).flat_map(move |y| {
        let row = (y - grid.y0) * (grid.x1 - grid.x0) - grid.x0;
        (touched.x0..touched.x1).map(move |x| ((row + x) as u32, tile_area(x, y)))
    })
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

//! Painting tiles, by one thread or several.

use std::num::NonZero;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;

use egui::epaint::{Vertex, WHITE_UV};

use super::blend::{Rgba, WHITE, modulate};
use super::canvas::{Area, Canvas, Point};
use super::triangle::{self, Corner, Place, same_uv};
use super::work::{Item, LOST, Sheet, Tile, Work, tile_area};
use super::{Frame, Picture, clipping};

/// How many threads paint.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Threads {
    /// As many as the processor runs at once, where there is enough to paint.
    #[default]
    Fitting,
    /// So many in any case.
    #[cfg(test)]
    Just(usize),
}

/// Below so many things to paint, the start of a second thread would take longer than it saves.
const WORTH_A_THREAD: usize = 6000;
/// As how many things the ground of a tile counts.
const GROUND: usize = 40;

static CORES: LazyLock<usize> = LazyLock::new(|| thread::available_parallelism().map_or(1, NonZero::get));

impl Threads {
    fn count(self, weight: usize) -> usize {
        match self {
            Self::Fitting => (weight / WORTH_A_THREAD + 1).min(*CORES),
            #[cfg(test)]
            Self::Just(count) => count,
        }
    }
}

/// All that is needed to paint a frame.
pub(super) struct Press<'a> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) sheets: &'a [Sheet<'a>],
    pub(super) work: &'a Work,
}

/// A row of tiles, and the pixels in it.
struct Band<'a> {
    row: i32,
    tiles: &'a [Tile],
    wanted: &'a [bool],
    pixels: &'a mut [Rgba],
}

impl Press<'_> {
    /// Paints the tiles that are wanted; `wanted` has an entry for each.
    pub(super) fn print(&self, picture: &mut Picture, wanted: &[bool], threads: Threads) {
        let weight = |(tile, wanted): (&Tile, &bool)| if *wanted { tile.items.len() + GROUND } else { 0 };
        let count = threads.count(self.work.tiles().iter().zip(wanted).map(weight).sum());
        let bands = self.bands(picture, wanted);
        if count < 2 || bands.len() < 2 {
            for band in bands {
                self.paint_band(band);
            }
            return;
        }
        let bands = Mutex::new(bands.into_iter());
        let help = || {
            loop {
                // A panic elsewhere does no harm to a list, and goes on when the threads have ended.
                let next = bands.lock().unwrap_or_else(PoisonError::into_inner).next();
                let Some(band) = next else { return };
                self.paint_band(band);
            }
        };
        thread::scope(|scope| {
            for _ in 1..count {
                scope.spawn(help);
            }
            help();
        });
    }

    /// The rows of tiles in which something is wanted.
    fn bands<'b>(&'b self, picture: &'b mut Picture, wanted: &'b [bool]) -> Vec<Band<'b>> {
        let (grid, part) = (self.work.grid(), self.frame.part);
        let (width, columns) = (picture.width as usize, (grid.x1 - grid.x0).max(1) as usize);
        let mut rest: &mut [Rgba] = picture.pixels.as_chunks_mut().0;
        let rows = self.work.tiles().chunks(columns).zip(wanted.chunks(columns));
        let mut bands = Vec::new();
        for (row, (tiles, wanted)) in (grid.y0..).zip(rows) {
            let place = tile_area(0, row);
            let height = (place.y1.min(part.y1) - place.y0.max(part.y0)) as usize;
            let (pixels, after) = rest.split_at_mut(height * width);
            rest = after;
            if wanted.contains(&true) {
                bands.push(Band { row, tiles, wanted, pixels });
            }
        }
        bands
    }

    fn paint_band(&self, Band { row, tiles, wanted, pixels }: Band<'_>) {
        let (grid, part) = (self.work.grid(), self.frame.part);
        let place = tile_area(0, row);
        let mut canvas = Canvas::new(pixels, (part.x1 - part.x0) as usize, part.x0, place.y0.max(part.y0));
        for ((column, tile), _) in (grid.x0..).zip(tiles).zip(wanted).filter(|(_, wanted)| **wanted) {
            self.paint_tile(&mut canvas, tile, tile_area(column, row));
        }
    }

    fn paint_tile(&self, canvas: &mut Canvas<'_>, tile: &Tile, place: Area) {
        if !tile.is_covered {
            let [red, green, blue, _] = self.frame.clear.to_array();
            canvas.set_clip(place);
            let inside = canvas.clip();
            for y in inside.y0..inside.y1 {
                canvas.span(y, inside.x0, inside.x1).fill([red, green, blue, 255]);
            }
        }
        let mut at_work = None;
        for (number, item) in &tile.items {
            let (sheet, dealt) = (&self.sheets[*number as usize], self.work.sheet(*number));
            if at_work != Some(number) {
                canvas.set_clip(place.intersect(sheet.clip));
                at_work = Some(number);
            }
            match *item {
                Item::Rectangle(number) => dealt.rectangle(number).paint(canvas, sheet.texture, sheet.white),
                Item::Triangle(number) => self.paint_triangle(canvas, sheet, dealt.triangle(number)),
            }
        }
    }

    fn paint_triangle(&self, canvas: &mut Canvas<'_>, sheet: &Sheet<'_>, (indices, at): ([u32; 3], [Point; 3])) {
        if at.iter().any(|point| point.x == LOST.x) {
            self.paint_cut(canvas, sheet, indices);
        } else if let Some(place) = Place::new(at, canvas.clip()) {
            let corner = |index: u32| {
                let Vertex { uv, color, .. } = sheet.mesh.vertices[index as usize];
                Corner { uv, color: color.to_array() }
            };
            paint_corners(canvas, sheet, &place, indices.map(corner));
        }
    }

    /// For corners in the far distance.
    #[cold]
    fn paint_cut(&self, canvas: &mut Canvas<'_>, sheet: &Sheet<'_>, indices: [u32; 3]) {
        let vertices = indices.map(|index| &sheet.mesh.vertices[index as usize]);
        let scale = self.frame.pixels_per_point;
        if clipping::may_touch(vertices, scale, canvas.clip()) {
            for (at, corners) in clipping::cut(vertices, scale) {
                if let Some(place) = Place::new(at, canvas.clip()) {
                    paint_corners(canvas, sheet, &place, corners);
                }
            }
        }
    }
}

#[inline]
fn paint_corners(canvas: &mut Canvas<'_>, sheet: &Sheet<'_>, place: &Place, corners: [Corner; 3]) {
    let [a, b, c] = &corners;
    if !same_uv(a.uv, b.uv) || !same_uv(a.uv, c.uv) {
        triangle::textured(canvas, place, corners, sheet.texture);
        return;
    }
    let texel = if same_uv(a.uv, WHITE_UV) { sheet.white } else { sheet.texture.at(a.uv) };
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

//! Lines, in the order in which they are read.

use super::order::Column;
use super::segment::{self, Segment, Words};

/// A gap as wide as this, in sizes of the font, parts the cells of a table's row.
const CELL: f32 = 1.3;

/// A line of a column.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// What stands on it; several cells where there are wide gaps.
    pub cells: Vec<Cell>,
    /// Where it begins.
    pub x0: f32,
    /// Where it ends.
    pub x1: f32,
    /// Its baseline, from the top of the page.
    pub y: f32,
    /// How high its font is.
    pub size: f32,
    /// Whether most of it is heavier than text.
    pub is_bold: bool,
    /// Whether most of it slants.
    pub is_italic: bool,
    /// Which column of its page it stands in.
    pub column: usize,
    /// Where its column begins and ends.
    pub bounds: (f32, f32),
    /// How wide its first word is: where that would have had room on the line before, that line was ended on purpose.
    pub first_word: f32,
    /// How many letters it has.
    pub letters: usize,
}

/// A stretch of a line without a wide gap.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// Where it begins.
    pub x0: f32,
    /// Where it ends.
    pub x1: f32,
    /// What it says.
    pub words: Vec<Words>,
}

impl Cell {
    /// What it says, in one piece.
    #[must_use]
    pub fn text(&self) -> String {
        self.words.iter().map(|words| words.text.as_str()).collect()
    }
}

impl Line {
    /// What it says, in one piece.
    #[must_use]
    pub fn text(&self) -> String {
        self.cells.iter().map(Cell::text).collect::<Vec<_>>().join(" ")
    }

    /// What it says, with what is set small and high apart.
    pub fn words(&self) -> impl Iterator<Item = Words> + '_ {
        let space = Words { text: " ".to_owned(), is_high: false };
        self.cells.iter().enumerate().flat_map(move |(at, cell)| {
            let before = (at > 0).then(|| space.clone());
            before.into_iter().chain(cell.words.iter().cloned())
        })
    }
}

/// The lines of a page, column after column. Columns that go on below each other, as wide as each other, are one.
#[must_use]
pub fn lines(segments: &[Segment], columns: &[Column]) -> Vec<Line> {
    let mut all: Vec<Line> = Vec::new();
    for (number, column) in columns.iter().enumerate() {
        let start = all.len();
        all.extend(column.lines.iter().filter_map(|parts| line(segments, parts, number)));
        let own = &mut all[start..];
        let left = edge(own.iter().map(|line| line.x0).collect(), 1.5);
        let right = -edge(own.iter().map(|line| -line.x1).collect(), 4.0);
        own.iter_mut().for_each(|line| line.bounds = (left, right));
    }
    all
}

/// Where the edge of a column is: the first place from which two lines begin, within so many points. A single one further out, such
/// as the number of a page, does not make the column wider.
fn edge(mut places: Vec<f32>, within: f32) -> f32 {
    places.sort_by(f32::total_cmp);
    let shared = places.windows(2).find(|pair| places.len() > 4 && pair[1] - pair[0] <= within);
    shared.map(|pair| pair[0]).or(places.first().copied()).unwrap_or(0.0)
}

fn line(segments: &[Segment], parts: &[usize], column: usize) -> Option<Line> {
    let mut cells: Vec<Cell> = Vec::new();
    let mut end = f32::NEG_INFINITY;
    let longest = parts.iter().map(|at| &segments[*at]).max_by_key(|segment| segment.glyphs.len())?;
    for at in parts {
        let segment = &segments[*at];
        let words = segment::words(segment);
        if words.iter().all(|words| words.text.trim().is_empty()) {
            continue;
        }
        match cells.last_mut() {
            Some(cell) if segment.x0 - end < segment.size.max(longest.size) * CELL => {
                // Between letters as wide as high a gap of this size is no space.
                let is_space = segment.x0 - end > segment.size * 0.12;
                let gap = if is_space { " " } else { "" };
                if let Some(last) = cell.words.last_mut() {
                    last.text.push_str(gap);
                }
                cell.words.extend(words);
                cell.x1 = cell.x1.max(segment.x1);
            }
            _ => cells.push(Cell { x0: segment.x0, x1: segment.x1, words }),
        }
        end = end.max(segment.x1);
    }
    let glyphs: Vec<_> = parts.iter().flat_map(|at| &segments[*at].glyphs).filter(|placed| placed.glyph.c != ' ').collect();
    let most = |count: usize| count * 10 >= glyphs.len() * 8;
    let first = parts.iter().map(|at| &segments[*at]).find(|segment| !segment.glyphs.is_empty())?;
    Some(Line {
        x0: cells.first()?.x0,
        x1: end,
        y: longest.y,
        size: longest.size,
        is_bold: most(glyphs.iter().filter(|placed| placed.glyph.is_bold).count()),
        is_italic: most(glyphs.iter().filter(|placed| placed.glyph.is_italic).count()),
        column,
        bounds: (0.0, 0.0),
        first_word: first_word(first),
        letters: glyphs.len(),
        cells,
    })
}

fn first_word(segment: &Segment) -> f32 {
    let mut end = segment.x0;
    for placed in &segment.glyphs {
        let glyph = placed.glyph;
        if glyph.c == ' ' || glyph.x - end > segment.size * 0.15 {
            break;
        }
        end = end.max(glyph.x + glyph.width);
    }
    end - segment.x0
}

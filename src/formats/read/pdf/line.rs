//! Lines, in the order in which they are read.

use super::content::Glyph;
use super::order::Column;
use super::ruled::Row;
use super::segment::{self, Segment, Words};
use super::sorted;

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
    /// Whether it is a row of a table whose cells are parted by lines; in a cell, lines end with `\n`.
    pub is_row: bool,
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

/// The lines of a page, column after column; `is_mirrored` as [`segment::mirror`] says. Columns that go on below each other, as wide as each other, are one.
#[must_use]
pub fn lines(segments: &[Segment], rows: &[Row], columns: &[Column], is_mirrored: bool) -> Vec<Line> {
    let mut all: Vec<Line> = Vec::new();
    for (number, column) in columns.iter().enumerate() {
        let start = all.len();
        all.extend(column.lines.iter().filter_map(|parts| line(segments, rows, parts, number, is_mirrored)));
        let own = &mut all[start..];
        let left = edge(own.iter().map(|line| line.x0).collect(), 1.5);
        let right = -edge(own.iter().map(|line| -line.x1).collect(), 4.0);
        for line in own {
            line.bounds = (left, right);
        }
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

fn line(segments: &[Segment], rows: &[Row], parts: &[usize], column: usize, is_mirrored: bool) -> Option<Line> {
    let letters = || parts.iter().flat_map(|at| &segments[*at].glyphs).map(|placed| placed.glyph.c);
    let has_letters = letters().any(char::is_alphabetic);
    let mut parts = parts.to_vec();
    if has_letters && segment::is_backward(letters()) != is_mirrored {
        parts.reverse();
    }
    let row = |at: &usize| segments[*at].row.and_then(|row| rows.get(row));
    let is_row = parts.iter().any(|at| row(at).is_some());
    let cells = if is_row {
        let cells = |at: &usize| row(at).map_or_else(|| cells(segments, &[*at]), |row| row_cells(row, is_mirrored));
        parts.iter().flat_map(cells).collect()
    } else {
        cells(segments, &parts)
    };
    let longest = parts.iter().map(|at| &segments[*at]).max_by_key(|segment| segment.glyphs.len())?;
    let glyphs: Vec<_> = parts.iter().flat_map(|at| &segments[*at].glyphs).filter(|placed| placed.glyph.c != ' ').collect();
    let most = |count: usize| count * 10 >= glyphs.len() * 8;
    let first = parts.iter().map(|at| &segments[*at]).find(|segment| !segment.glyphs.is_empty())?;
    Some(Line {
        x0: cells.iter().map(|cell| cell.x0).min_by(f32::total_cmp)?,
        x1: cells.iter().map(|cell| cell.x1).max_by(f32::total_cmp)?,
        y: longest.y,
        size: longest.size,
        is_bold: most(glyphs.iter().filter(|placed| placed.glyph.is_bold).count()),
        is_italic: most(glyphs.iter().filter(|placed| placed.glyph.is_italic).count()),
        column,
        bounds: (0.0, 0.0),
        first_word: first_word(first, is_mirrored),
        letters: glyphs.len(),
        is_row,
        cells,
    })
}

/// The cells of a line, whose parts are in the order in which they are read.
fn cells(segments: &[Segment], parts: &[usize]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    let longest =
        parts.iter().map(|at| &segments[*at]).max_by_key(|segment| segment.glyphs.len()).map_or(0.0, |segment| segment.size);
    for at in parts {
        let segment = &segments[*at];
        let words = segment::words(segment);
        if words.iter().all(|words| words.text.trim().is_empty()) {
            continue;
        }
        let apart = |cell: &Cell| (segment.x0 - cell.x1).max(cell.x0 - segment.x1);
        match cells.last_mut() {
            Some(cell) if apart(cell) < segment.size.max(longest) * CELL => {
                // Between letters as wide as high a gap of this size is no space.
                let gap = if apart(cell) > segment.size * 0.12 || apart(cell) < -segment.size { " " } else { "" };
                if let Some(last) = cell.words.last_mut() {
                    last.text.push_str(gap);
                }
                cell.words.extend(words);
                (cell.x0, cell.x1) = (cell.x0.min(segment.x0), cell.x1.max(segment.x1));
            }
            _ => cells.push(Cell { x0: segment.x0, x1: segment.x1, words }),
        }
    }
    cells
}

/// The cells of a row of a table, in the order in which they are read.
fn row_cells(row: &Row, is_mirrored: bool) -> Vec<Cell> {
    let mut found: Vec<Cell> = row.cells.iter().filter(|cell| !cell.is_empty()).map(|cell| row_cell(cell)).collect();
    if is_mirrored {
        found.reverse();
    }
    found
}

/// What stands in a cell, line by line.
fn row_cell(segments: &[Segment]) -> Cell {
    let mut lines: Vec<Vec<usize>> = Vec::new();
    for (at, segment) in segments.iter().enumerate() {
        match lines.last_mut() {
            Some(line) if segment.y - segments[line[0]].y <= segments[line[0]].size.min(segment.size) * 0.35 => line.push(at),
            _ => lines.push(vec![at]),
        }
    }
    let mut words: Vec<Words> = Vec::new();
    for mut line in lines {
        sorted::numbers(&mut line, &|at| segments[at].x0);
        if segment::is_backward(line.iter().flat_map(|at| &segments[*at].glyphs).map(|placed| placed.glyph.c)) {
            line.reverse();
        }
        for cell in cells(segments, &line) {
            if let Some(last) = words.last_mut().filter(|last| !last.text.ends_with('\n')) {
                last.text.push(' ');
            }
            words.extend(cell.words);
        }
        if let Some(last) = words.last_mut() {
            last.text.push('\n');
        }
    }
    if let Some(last) = words.last_mut() {
        last.text.pop();
    }
    let x0 = segments.iter().map(|segment| segment.x0).fold(f32::INFINITY, f32::min);
    let x1 = segments.iter().map(|segment| segment.x1).fold(f32::NEG_INFINITY, f32::max);
    Cell { x0, x1, words }
}

fn first_word(segment: &Segment, is_mirrored: bool) -> f32 {
    let glyphs: Vec<_> = segment.glyphs.iter().map(|placed| placed.glyph).filter(|glyph| glyph.c != ' ').collect();
    let is_one = |left: &Glyph, right: &Glyph| right.x - left.x - left.width <= segment.size * 0.15;
    let pairs = || glyphs.windows(2);
    let (Some(first), Some(last)) = (glyphs.first(), glyphs.last()) else { return 0.0 };
    if is_mirrored {
        let start = pairs().rposition(|pair| !is_one(&pair[0], &pair[1])).map_or(0, |at| at + 1);
        last.x + last.width - glyphs[start].x
    } else {
        let end = pairs().position(|pair| !is_one(&pair[0], &pair[1])).unwrap_or(glyphs.len() - 1);
        glyphs[end].x + glyphs[end].width - first.x
    }
}

//! Segments of a page → columns in the order in which they are read.
//!
//! A page is cut where a strip without letters runs down it, a gutter: what is left of it is read before what is right of it. Lines
//! that run across the gutter (a title, a wide picture's caption) part it into bands, which are read one after the other. Each part
//! is cut again. Where there is no gutter, the part is cut at its widest gap, in case that there is one above it or below it.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of lines and places on a page are small numbers"
)]

use super::beside;
use super::grid::Grid;
use super::segment::Segment;
use super::sorted;

/// Into how many strips a part is cut to look for a gutter.
const STRIPS: usize = 256;

/// How much lower, in sizes of its letters, what stands beside others may be and be on their line.
const LOWER: f32 = 0.5;

/// How many letters what is filled in and the words beside it have at most; more are a line of text.
const LABEL: usize = 32;

/// How deep parts are cut. Each cut at least takes a line away; no page needs more than some eight.
const DEPTH: usize = 24;

/// A column: lines that are read one after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Column {
    /// The segments of its lines, from the top down; those on the same line from left to right.
    pub lines: Vec<Vec<usize>>,
}

/// The columns of a page.
#[must_use]
pub fn columns(segments: &[Segment]) -> Vec<Column> {
    let mut found = Vec::new();
    let mut all: Vec<usize> = (0..segments.len()).collect();
    sorted::numbers(&mut all, &|at| segments[at].y);
    let cutter = Cutter { segments };
    cutter.cut(&all, 0, &mut found);
    found
}

struct Cutter<'a> {
    segments: &'a [Segment],
}

impl Cutter<'_> {
    fn cut(&self, part: &[usize], depth: usize, found: &mut Vec<Column>) {
        if part.is_empty() {
            return;
        }
        if depth < DEPTH && part.len() >= 4 {
            if let Some(gutter) = self.gutter(part) {
                self.bands(part, gutter, depth, found);
                return;
            }
            if let Some(at) = self.widest_gap(part) {
                let (above, below) = part.split_at(at);
                let before = found.len();
                self.cut(above, depth + 1, found);
                self.cut(below, depth + 1, found);
                if found.len() == before + 2 {
                    // Neither part has a gutter: it is one column after all.
                    let below = found.pop().unwrap_or_default();
                    if let Some(above) = found.last_mut() {
                        above.lines.extend(below.lines);
                    }
                }
                return;
            }
        }
        found.push(Column { lines: self.lines(part) });
    }

    /// The lines of a part, which is sorted by height.
    fn lines(&self, part: &[usize]) -> Vec<Vec<usize>> {
        let mut lines: Vec<Vec<usize>> = Vec::new();
        for at in part {
            let segment = &self.segments[*at];
            let is_same = lines.last().is_some_and(|line| {
                let first = &self.segments[line[0]];
                let lower = (segment.y - first.y) / first.size.min(segment.size);
                // What is filled in may stand lower than the words beside it.
                let is_free = |other: &Segment| {
                    (other.x1 < segment.x0 || other.x0 > segment.x1) && other.glyphs.len().max(segment.glyphs.len()) <= LABEL
                };
                lower <= 0.35 || (lower <= LOWER && line.iter().all(|at| is_free(&self.segments[*at])))
            });
            match lines.last_mut() {
                Some(line) if is_same => line.push(*at),
                _ => lines.push(vec![*at]),
            }
        }
        for line in &mut lines {
            sorted::numbers(line, &|at| self.segments[at].x0);
        }
        lines
    }

    /// Cuts a part into bands: those with a gutter, and those across it.
    fn bands(&self, part: &[usize], gutter: f32, depth: usize, found: &mut Vec<Column>) {
        let (mut left, mut right, mut across) = (Vec::new(), Vec::new(), Vec::new());
        for at in part {
            let segment = &self.segments[*at];
            if segment.x0 < gutter && segment.x1 > gutter {
                self.cut(&std::mem::take(&mut left), depth + 1, found);
                self.cut(&std::mem::take(&mut right), depth + 1, found);
                across.push(*at);
                continue;
            }
            // What stands on the same line as something across belongs to it.
            let is_beside = across.last().is_some_and(|other| (segment.y - self.segments[*other].y).abs() < segment.size * 0.3);
            if is_beside {
                across.push(*at);
                continue;
            }
            self.cut(&std::mem::take(&mut across), depth + 1, found);
            if segment.x1 <= gutter { left.push(*at) } else { right.push(*at) }
        }
        for band in [left, right, across] {
            self.cut(&band, depth + 1, found);
        }
    }

    /// Where the best gutter of a part is.
    fn gutter(&self, part: &[usize]) -> Option<f32> {
        let segments = || part.iter().map(|at| &self.segments[*at]);
        let x0 = segments().map(|segment| segment.x0).fold(f32::INFINITY, f32::min);
        let x1 = segments().map(|segment| segment.x1).fold(f32::NEG_INFINITY, f32::max);
        let mut sizes: Vec<f32> = segments().map(|segment| segment.size).collect();
        sizes.sort_by(f32::total_cmp);
        let size = sizes[sizes.len() / 2];
        let width = x1 - x0;
        if width < size * 8.0 {
            return None;
        }
        // How many segments stand over each strip of the part.
        let strip = width / STRIPS as f32;
        let index = |x: f32| (((x - x0) / strip).floor().max(0.0) as usize).min(STRIPS);
        let mut steps = [0i32; STRIPS + 2];
        for segment in segments() {
            steps[index(segment.x0 + strip * 0.5)] += 1;
            steps[index(segment.x1 - strip * 0.5) + 1] -= 1;
        }
        let mut over = [0i32; STRIPS];
        let mut sum = 0;
        for at in 0..STRIPS {
            sum += steps[at];
            over[at] = sum;
        }
        let few = i32::try_from(part.len() / 5).unwrap_or(0);
        let reach = i32::try_from(part.len() / 40).unwrap_or(0);
        let mut gutters: Vec<f32> = Vec::new();
        let mut at = 0;
        while at < STRIPS {
            // A stretch over which there are fewer lines than on both sides of it; a line or two may reach into it.
            let (start, least) = (at, over[at]);
            while at < STRIPS && over[at] == least {
                at += 1;
            }
            let is_low = least <= few && start > 0 && at < STRIPS && over[start - 1] > least && over[at] > least;
            if !is_low {
                continue;
            }
            let is_within = |lines: &i32| *lines <= least + reach;
            let from = start - over[..start].iter().rev().take_while(|lines| is_within(lines)).count();
            let to = at + over[at..].iter().take_while(|lines| is_within(lines)).count();
            let (from, to) = if from > 0 && to < STRIPS { (from, to) } else { (start, at) };
            let middle = x0 + (from + to) as f32 / 2.0 * strip;
            if (to - from) as f32 * strip >= size * 0.5 && gutters.last().is_none_or(|last| middle > *last) {
                gutters.push(middle);
            }
        }
        let grid = Grid::new(self.segments, part, &gutters);
        let scores = gutters.into_iter().filter_map(|gutter| Some((self.score(part, gutter, &grid)?, gutter)));
        // The first of those that are as good.
        scores.reduce(|best, other| if other.0 > best.0 { other } else { best }).map(|(_, gutter)| gutter)
    }

    /// How good a gutter is: how many lines stand on the side that has fewer, less those across. `None` for no gutter: where the
    /// sides are the columns of a table, or there is nothing to read on one of them.
    fn score(&self, part: &[usize], gutter: f32, grid: &Grid) -> Option<f32> {
        let (mut left, mut right, mut across) = (Vec::new(), Vec::new(), 0usize);
        for at in part {
            let segment = &self.segments[*at];
            if segment.x1 <= gutter {
                left.push(*at);
            } else if segment.x0 >= gutter {
                right.push(*at);
            } else {
                across += 1;
            }
        }
        let (left_side, right_side) = (self.side(&left)?, self.side(&right)?);
        if across == 0 && beside::are_blocks(self.segments, &left, &right) {
            return Some(left_side.lines.min(right_side.lines) as f32);
        }
        let fewer = left_side.lines.min(right_side.lines);
        let overlap = left_side.bottom.min(right_side.bottom) - left_side.top.max(right_side.top);
        let height = (left_side.bottom - left_side.top).min(right_side.bottom - right_side.top);
        // Lines that fill their side are no column of a table; on the last page of a text the other side may have but one line.
        let is_left_larger = (left_side.lines, left_side.letters) >= (right_side.lines, right_side.letters);
        let larger = if is_left_larger { &left_side } else { &right_side };
        let (smaller, few) = if is_left_larger { (&right_side, &right) } else { (&left_side, &left) };
        // Short pieces beside its lines are the numbers of chapters or pages, unless they number its lines.
        let may_end = smaller.lines < 3 && is_left_larger;
        let has_numbers = self.counts(few, larger.lines);
        if grid.is_table(gutter) && !has_numbers {
            return None;
        }
        let is_short = !may_end && smaller.letters < 8.0 && !has_numbers;
        let is_text = larger.lines >= 8 && larger.fill >= 0.8 && larger.letters >= 25.0 && across == 0 && !is_short;
        if !is_text && (fewer < 3 || overlap < height * 0.3 || across > fewer) {
            return None;
        }
        // Lines far from each other are no column, but notes beside what the other side says.
        if !is_text && left_side.apart.max(right_side.apart) > 3.5 {
            return None;
        }
        let aligned = self.aligned(&left, &right);
        let fill = left_side.fill.min(right_side.fill);
        let letters = left_side.letters.min(right_side.letters);
        // Names and what is said of each, line by line, may fill their sides as well as text does.
        let is_table = (fill < 0.55 && aligned > 0.6) || letters < 8.0 || (letters < 18.0 && aligned > 0.75);
        if !is_text && is_table && !(left_side.letters.min(right_side.letters) >= 8.0 && aligned < 0.3) {
            return None;
        }
        Some(fewer as f32 * (0.3 + fill) - across as f32 * 0.5)
    }

    /// Whether a part numbers so many lines: each, or every fifth.
    fn counts(&self, part: &[usize], lines: usize) -> bool {
        let number = |at: &usize| -> Option<i64> {
            let text: String = self.segments[*at].glyphs.iter().map(|placed| placed.glyph.c).collect();
            text.trim().parse().ok()
        };
        let numbers: Vec<i64> = part.iter().map_while(number).collect();
        let step = if part.len() * 10 >= lines * 8 { 1 } else { 5 };
        numbers.len() >= 3 && numbers.len() == part.len() && numbers.windows(2).all(|pair| pair[1] - pair[0] == step)
    }

    fn side(&self, part: &[usize]) -> Option<Side> {
        let lines = self.lines(part);
        let extent = |line: &Vec<usize>| {
            let first = self.segments[line[0]].x0;
            let last = line.iter().map(|at| self.segments[*at].x1).fold(first, f32::max);
            (first, last)
        };
        let left = lines.iter().map(|line| extent(line).0).fold(f32::INFINITY, f32::min);
        let right = lines.iter().map(|line| extent(line).1).fold(f32::NEG_INFINITY, f32::max);
        let mut fills: Vec<f32> = lines.iter().map(|line| (extent(line).1 - extent(line).0) / (right - left).max(1.0)).collect();
        fills.sort_by(f32::total_cmp);
        let letters: usize = part.iter().map(|at| self.segments[*at].glyphs.len()).sum();
        let top = part.iter().map(|at| self.segments[*at].y).fold(f32::INFINITY, f32::min);
        let bottom = part.iter().map(|at| self.segments[*at].y).fold(f32::NEG_INFINITY, f32::max);
        let size = part.iter().map(|at| self.segments[*at].size).fold(0.0, f32::max);
        Some(Side {
            apart: (bottom - top) / lines.len() as f32 / size.max(1.0),
            lines: lines.len(),
            fill: *fills.get(fills.len() / 2)?,
            letters: letters as f32 / lines.len() as f32,
            top,
            bottom,
        })
    }

    /// Which part of the lines of the side that has fewer stand on the same height as one of the other.
    fn aligned(&self, left: &[usize], right: &[usize]) -> f32 {
        let (few, many) = if left.len() <= right.len() { (left, right) } else { (right, left) };
        let mut heights: Vec<f32> = many.iter().map(|at| self.segments[*at].y).collect();
        heights.sort_by(f32::total_cmp);
        let is_aligned = |at: &&usize| {
            let y = self.segments[**at].y;
            let next = heights.partition_point(|height| *height < y - 0.6);
            heights.get(next).is_some_and(|height| *height <= y + 0.6)
        };
        few.iter().filter(is_aligned).count() as f32 / few.len().max(1) as f32
    }

    /// Before which segment of a part, sorted by height, the widest gap is that is wider than gaps between lines are.
    fn widest_gap(&self, part: &[usize]) -> Option<usize> {
        let mut bottom = f32::NEG_INFINITY;
        let mut best: Option<(f32, usize)> = None;
        for (index, at) in part.iter().enumerate() {
            let segment = &self.segments[*at];
            let gap = segment.top() - bottom;
            if index > 0 && gap > segment.size * 0.75 && best.is_none_or(|(widest, _)| gap > widest) {
                best = Some((gap, index));
            }
            bottom = bottom.max(segment.y + segment.size * 0.22);
        }
        best.map(|(_, at)| at)
    }
}

/// What stands on one side of a gutter.
struct Side {
    lines: usize,
    /// How much of the width most lines take.
    fill: f32,
    /// How many letters a line has.
    letters: f32,
    /// How far its lines are apart, in sizes of its largest letters.
    apart: f32,
    top: f32,
    bottom: f32,
}

#[cfg(test)]
mod tests {
    use super::super::testing::{said, segment};
    use super::*;

    fn read(segments: &[Segment]) -> Vec<String> {
        let columns = columns(segments);
        columns
            .iter()
            .map(|column| {
                column
                    .lines
                    .iter()
                    .map(|line| {
                        let parts: Vec<Segment> = line.iter().map(|at| segments[*at].clone()).collect();
                        said(&parts).join("|")
                    })
                    .collect::<Vec<_>>()
                    .join("/")
            })
            .collect()
    }

    const TEXT: [&str; 9] = [
        "when they had come to the square, there",
        "were soldiers in all of the streets and",
        "nobody could say who had sent them here",
        "before the night was over, the shooting",
        "began again and went on until the light",
        "came back over the roofs and the people",
        "who were still there saw what there was",
        "to be seen of the town that they called",
        "their own, and went away without a word",
    ];

    #[test]
    fn numbers_of_chapters_and_pages_stay_with_their_lines_and_numbers_of_lines_do_not() {
        let lines = |numbers: &[&str], x: f32| -> Vec<Segment> {
            let y = |at: usize| 100.0 + 12.0 * at as f32;
            let text = TEXT.iter().enumerate().map(|(at, text)| segment(text, 60.0, y(at)));
            text.chain(
                numbers.iter().enumerate().filter(|(_, number)| !number.is_empty()).map(|(at, number)| segment(number, x, y(at))),
            )
            .collect()
        };
        let numbered = lines(&["1", "2", "3", "4", "5", "6", "7", "8", "9"], 30.0);
        assert_eq!(read(&numbered).len(), 2);
        let contents = lines(&["1", "", "", "2", "", "3", "", "", "4"], 30.0);
        assert_eq!(read(&contents).len(), 1);
        let pages = lines(&["7", "9", "9", "10", "12", "14", "15", "15", "20"], 300.0);
        assert_eq!(read(&pages).len(), 1);
    }

    #[test]
    fn what_is_filled_in_may_stand_lower_than_the_words_beside_it() {
        let read_with = |text: &str, lower: f32| read(&[segment("Name", 50.0, 100.0), segment(text, 100.0, 100.0 + lower)]);
        assert_eq!(read_with("Aigerim", 4.8), ["Name|Aigerim"]);
        assert_eq!(read_with("Aigerim", 6.0), ["Name/Aigerim"]);
        assert_eq!(read_with("who was there when they came to the square", 4.8).len(), 1);
        assert!(read_with("who was there when they came to the square", 4.8)[0].contains('/'), "a line of text is no field");
        let over = [segment("Name", 50.0, 100.0), segment("Aigerim", 60.0, 104.8)];
        assert_eq!(read(&over), ["Name/Aigerim"]);
    }

    #[test]
    fn a_line_that_reaches_into_a_gutter_does_not_hide_it() {
        let mut all: Vec<Segment> = Vec::new();
        for at in 0..24 {
            let y = 100.0 + 12.0 * at as f32;
            all.push(segment(TEXT[at % 9], 50.0, y));
            all.push(segment(TEXT[(at + 4) % 9], 252.0, y + 5.0));
        }
        // The number of the page, in the middle below both.
        all.push(segment("17", 245.0, 420.0));
        all.sort_by(|a, b| a.y.total_cmp(&b.y));
        assert_eq!(read(&all).len(), 3);
    }
}

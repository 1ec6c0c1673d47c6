//! Small blocks side by side: too few lines to be columns by their look, and no rows of a table either.

#![expect(clippy::cast_precision_loss, reason = "counts of lines are small numbers")]

use super::segment::Segment;

/// How far apart the lines of a block are at most, in sizes of their letters.
const LEADING: f32 = 2.3;

/// Which part of the lines may stand beside one of the other block all the same.
const PAIRED: f32 = 0.67;

/// Whether what stands on both sides of a gutter are blocks that are read one after the other: their lines are not on the same
/// heights, or the page draws all of one before it draws the other. Both are sorted by height.
#[must_use]
pub fn are_blocks(segments: &[Segment], left: &[usize], right: &[usize]) -> bool {
    let (left, right) = (Block::new(segments, left), Block::new(segments, right));
    let (few, many) = if left.lines.len() <= right.lines.len() { (&left, &right) } else { (&right, &left) };
    let is_level = |one: &Line, other: &Line| (one.y - other.y).abs() <= 0.6;
    let is_beside = |one: &Line, other: &Line| {
        let overlap = one.y.min(other.y) - (one.y - one.size * 0.7).max(other.y - other.size * 0.7);
        overlap >= one.size.min(other.size) * 0.35
    };
    let overlaps = left.top() < right.bottom() && right.top() < left.bottom();
    let is_scanned = left.is_scanned || right.is_scanned;
    let is_loose = !is_scanned && few.share(many, is_level) <= 0.2 && many.share(few, is_beside) <= PAIRED;
    if few.lines.len() < 2 || !left.is_compact() || !right.is_compact() {
        return false;
    }
    overlaps && (is_loose || (!is_scanned && left.has_words() && right.has_words() && left.is_drawn_apart(&right)))
}

struct Line {
    y: f32,
    size: f32,
    has_words: bool,
}

struct Block {
    lines: Vec<Line>,
    /// Which letters it has, the first drawn and the last; `None` where some were drawn by the page and others by fields on it.
    drawn: Option<((u16, u32), (u16, u32))>,
    /// Whether it was read by a machine, whose lines are not level.
    is_scanned: bool,
}

impl Block {
    fn new(segments: &[Segment], part: &[usize]) -> Self {
        let mut lines: Vec<Line> = Vec::new();
        for segment in part.iter().map(|at| &segments[*at]) {
            let has_words = segment.glyphs.iter().filter(|placed| placed.glyph.c.is_alphabetic()).count() >= 3;
            match lines.last_mut() {
                Some(line) if segment.y - line.y <= line.size.min(segment.size) * 0.35 => line.has_words |= has_words,
                _ => lines.push(Line { y: segment.y, size: segment.size, has_words }),
            }
        }
        let orders = || part.iter().flat_map(|at| &segments[*at].glyphs).map(|placed| placed.glyph.order);
        let drawn = orders().min().zip(orders().max()).filter(|(first, last)| first.0 == last.0);
        let is_scanned = part.iter().flat_map(|at| &segments[*at].glyphs).any(|placed| placed.glyph.is_hidden);
        Self { lines, drawn, is_scanned }
    }

    fn top(&self) -> f32 {
        self.lines.first().map_or(0.0, |line| line.y - line.size * 0.7)
    }

    fn bottom(&self) -> f32 {
        self.lines.last().map_or(0.0, |line| line.y)
    }

    fn is_compact(&self) -> bool {
        self.lines.windows(2).all(|pair| pair[1].y - pair[0].y <= pair[0].size.max(pair[1].size) * LEADING)
    }

    fn has_words(&self) -> bool {
        self.lines.iter().filter(|line| line.has_words).count() * 10 >= self.lines.len() * 6
    }

    /// Which part of its lines have one of the other that is so.
    fn share(&self, other: &Self, is: impl Fn(&Line, &Line) -> bool) -> f32 {
        let count = self.lines.iter().filter(|line| other.lines.iter().any(|beside| is(line, beside))).count();
        count as f32 / self.lines.len().max(1) as f32
    }

    fn is_drawn_apart(&self, other: &Self) -> bool {
        self.drawn.zip(other.drawn).is_some_and(|(own, other)| own.0.0 == other.0.0 && (own.1 < other.0 || other.1 < own.0))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::segment;
    use super::*;

    /// Lines at 50 and at 200, drawn in the order in which they are given.
    fn are_blocks_of(left: &[(&str, f32, u32)], right: &[(&str, f32, u32)]) -> bool {
        let set = |lines: &[(&str, f32, u32)], x: f32| -> Vec<Segment> {
            let line = |(text, y, order): &(&str, f32, u32)| {
                let mut line = segment(text, x, *y);
                for (placed, at) in line.glyphs.iter_mut().zip(0..) {
                    placed.glyph.order = (0, order * 100 + at);
                }
                line
            };
            lines.iter().map(line).collect()
        };
        let (mut all, count) = (set(left, 50.0), left.len());
        all.extend(set(right, 200.0));
        let at: Vec<usize> = (0..all.len()).collect();
        are_blocks(&all, &at[..count], &at[count..])
    }

    #[test]
    fn lines_on_other_heights_are_a_block_of_their_own() {
        let left = [("Signed", 106.0, 0), ("Almaty", 118.0, 1)];
        let right = [("by the chairman", 100.0, 2), ("of the council", 112.0, 3), ("in January", 124.0, 4), ("of 2022", 136.0, 5)];
        assert!(are_blocks_of(&left, &right));
        let labels = [("Name", 100.0, 0), ("Born in", 112.0, 2), ("Lives in", 124.0, 4)];
        let values = [("Aigerim", 101.0, 1), ("Aktobe", 113.0, 3), ("Oral", 125.0, 5)];
        assert!(!are_blocks_of(&labels, &values), "what is filled in stands a little higher or lower");
    }

    #[test]
    fn lines_on_one_height_are_blocks_where_each_is_drawn_in_whole() {
        let mut left = [("Aigerim Bekova", 100.0, 0), ("Director", 112.0, 1)];
        let mut right = [("Marat Ospanov", 100.0, 2), ("Secretary", 112.0, 3)];
        assert!(are_blocks_of(&left, &right));
        (left[1].2, right[0].2) = (2, 1);
        assert!(!are_blocks_of(&left, &right), "rows are drawn one after the other");
        assert!(!are_blocks_of(&[("Held", 100.0, 0), ("Freed", 112.0, 1)], &[("512", 100.0, 2), ("77", 112.0, 3)]));
        assert!(!are_blocks_of(&[("Held then", 100.0, 0), ("Freed", 160.0, 1)], &[("Nobody", 100.0, 2), ("All", 160.0, 3)]));
    }
}

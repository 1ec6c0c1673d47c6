//! Tables whose cells are parted by lines that are drawn: what stands in a cell is read as one, and the cells row by row.

use super::content::Glyph;
use super::grid;
use super::segment::{self, Segment};
use super::sorted;

/// How far from each other, in points, lines are still the same, or meet.
const NEAR: f32 = 3.0;

/// How many lines of one way a page may have, beyond which it is a drawing.
const MANY: usize = 500;

/// How many frames of a page are looked at.
const FRAMES: usize = 64;

/// A cell with so many letters is no cell, but a part of the page with a frame around it.
const LONG: usize = 2_500;

/// A straight line along an edge of the page, on the upright page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Whether it runs from left to right rather than down.
    pub is_level: bool,
    /// How far it is from the top, or from the left.
    pub at: f32,
    /// Where it begins.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What stands in its cells, from left to right.
    pub cells: Vec<Vec<Segment>>,
}

impl Rule {
    /// The line from a point to another; `None` for one that runs askew or is but a dot.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "a place on a page needs no more than a single's precision")]
    pub fn new((x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> Option<Self> {
        let (wide, high) = ((x1 - x0).abs(), (y1 - y0).abs());
        if !(wide.max(high) > 2.0 && wide.max(high) < 20_000.0 && wide.min(high) < 0.6) {
            return None;
        }
        let (at, from, to) = if wide > high { (y0, x0, x1) } else { (x0, y0, y1) };
        Some(Self { is_level: wide > high, at: at as f32, from: from.min(to) as f32, to: from.max(to) as f32 })
    }

    /// Where it comes to lie when the page is turned by quarters.
    #[must_use]
    pub fn turned(&self, turn: impl Fn(f32, f32) -> (f32, f32)) -> Self {
        let point = |along: f32| if self.is_level { turn(along, self.at) } else { turn(self.at, along) };
        let ((x0, y0), (x1, y1)) = (point(self.from), point(self.to));
        let is_level = (x1 - x0).abs() > (y1 - y0).abs();
        let (at, from, to) = if is_level { (y0, x0, x1) } else { (x0, y0, y1) };
        Self { is_level, at, from: from.min(to), to: from.max(to) }
    }
}

/// Takes the tables out of the letters of a page: what is left, and the rows, each with a segment that takes its place among the
/// lines of the page.
#[must_use]
pub fn take_out(glyphs: Vec<Glyph>, rules: &[Rule]) -> (Vec<Glyph>, Vec<Segment>, Vec<Row>) {
    let (mut rest, mut places, mut rows) = (glyphs, Vec::new(), Vec::new());
    for frame in frames(rules).into_iter().take(FRAMES) {
        let mut cells: Vec<Vec<Glyph>> = vec![Vec::new(); frame.count()];
        let (inside, outside): (Vec<Glyph>, Vec<Glyph>) = rest.iter().partition(|glyph| frame.cell(glyph).is_some());
        if !frame.holds_table(&inside) {
            continue;
        }
        for glyph in inside {
            if let Some(cell) = frame.cell(&glyph) {
                cells[cell].push(glyph);
            }
        }
        rest = outside;
        for row in cells.chunks(frame.columns()) {
            for row in frame_rows(row) {
                places.extend(place(&row, frame.sides(), rows.len()));
                rows.push(row);
            }
        }
    }
    (rest, places, rows)
}

/// The rows of what stands between two lines: one, but where lines part its columns alone, as many as there are lines of text.
fn frame_rows(cells: &[Vec<Glyph>]) -> Vec<Row> {
    let cells: Vec<Vec<Segment>> = cells.iter().map(|cell| segment::segments(cell.clone())).collect();
    if cells.iter().all(Vec::is_empty) {
        return Vec::new();
    }
    if grid::are_rows(&cells) { line_rows(&cells) } else { vec![Row { cells }] }
}

/// A row for each line of text that stands in cells side by side.
pub fn line_rows(cells: &[Vec<Segment>]) -> Vec<Row> {
    let all: Vec<(usize, &Segment)> =
        cells.iter().enumerate().flat_map(|(column, cell)| cell.iter().map(move |segment| (column, segment))).collect();
    let mut order: Vec<usize> = (0..all.len()).collect();
    sorted::numbers(&mut order, &|at| all[at].1.y);
    let mut rows: Vec<Row> = Vec::new();
    let mut height = f32::NEG_INFINITY;
    for (column, segment) in order.into_iter().map(|at| all[at]) {
        if segment.y - height > segment.size * 0.35 || rows.is_empty() {
            height = segment.y;
            rows.push(Row { cells: vec![Vec::new(); cells.len()] });
        }
        if let Some(row) = rows.last_mut() {
            row.cells[column].push(segment.clone());
        }
    }
    rows
}

/// What stands for a row among the lines of the page.
pub fn place(row: &Row, (x0, x1): (f32, f32), at: usize) -> Option<Segment> {
    let all = || row.cells.iter().flatten();
    let first = all().min_by(|a, b| a.y.total_cmp(&b.y))?;
    let glyphs = all().flat_map(|segment| &segment.glyphs).copied().collect();
    Some(Segment { glyphs, x0, x1, y: first.y, size: first.size, row: Some(at) })
}

/// Lines that meet, and the cells between them.
struct Frame {
    /// Where its lines that run down stand, and those that run across.
    xs: Vec<f32>,
    ys: Vec<f32>,
    /// To which cell each field between neighbouring lines belongs: the first field of it.
    fields: Vec<usize>,
}

impl Frame {
    fn new(level: &[Rule], upright: &[Rule]) -> Option<Self> {
        // The outermost edges may be left open.
        let ends = |rules: &[Rule]| -> Vec<f32> { rules.iter().flat_map(|rule| [rule.from, rule.to]).collect() };
        let (xs, ys) = (places(upright, &ends(level)), places(level, &ends(upright)));
        if xs.len() < 3 || ys.len() < 3 || xs.len() * ys.len() > 20_000 {
            return None;
        }
        let (columns, rows) = (xs.len() - 1, ys.len() - 1);
        let mut fields: Vec<usize> = (0..columns * rows).collect();
        let (beside, below) = (walls(upright, &xs, &ys), walls(level, &ys, &xs));
        for row in 0..rows {
            for column in 0..columns {
                let own = row * columns + column;
                if column + 1 < columns && !beside[(column + 1) * rows + row] {
                    join(&mut fields, own, own + 1);
                }
                if row + 1 < rows && !below[(row + 1) * columns + column] {
                    join(&mut fields, own, own + columns);
                }
            }
        }
        for field in 0..fields.len() {
            fields[field] = root(&fields, field);
        }
        Some(Self { xs, ys, fields })
    }

    fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    fn count(&self) -> usize {
        self.fields.len()
    }

    fn sides(&self) -> (f32, f32) {
        (self.xs[0], self.xs[self.xs.len() - 1])
    }

    /// The cell in which a letter stands.
    fn cell(&self, glyph: &Glyph) -> Option<usize> {
        let between = |places: &[f32], at: f32| {
            places.partition_point(|place| *place <= at).checked_sub(1).filter(|at| at + 1 < places.len())
        };
        let column = between(&self.xs, glyph.x + glyph.width / 2.0)?;
        let row = between(&self.ys, glyph.y - glyph.size * 0.3)?;
        Some(self.fields[row * self.columns() + column])
    }

    /// Whether it is a table: there are rows with several cells, and words lie in one cell each.
    fn holds_table(&self, inside: &[Glyph]) -> bool {
        let mut letters = vec![0usize; self.count()];
        let (mut cut, mut before): (usize, Option<(&Glyph, Option<usize>)>) = (0, None);
        for glyph in inside.iter().filter(|glyph| glyph.c != ' ') {
            let cell = self.cell(glyph);
            if let Some(cell) = cell {
                letters[cell] += 1;
            }
            if let Some((last, other)) = before {
                let gap = glyph.x - last.x - last.width;
                let is_word = gap.abs() < glyph.size * 0.15 && (glyph.y - last.y).abs() < glyph.size * 0.1;
                cut += usize::from(is_word && cell != other);
            }
            before = Some((glyph, cell));
        }
        let rows = letters.chunks(self.columns()).filter(|row| row.iter().filter(|count| **count > 0).count() >= 2).count();
        rows >= 2 && cut * 40 <= inside.len() && letters.iter().all(|count| *count < LONG)
    }
}

/// Along which fields lines of one way run: for each place of such a line, field by field along it.
fn walls(rules: &[Rule], places: &[f32], along: &[f32]) -> Vec<bool> {
    let count = along.len() - 1;
    let mut found = vec![false; places.len() * count];
    for rule in rules {
        let at = places.partition_point(|place| *place < rule.at - NEAR);
        let near = places[at..].iter().take_while(|place| **place <= rule.at + NEAR).count();
        let from = along.windows(2).position(|pair| f32::midpoint(pair[0], pair[1]) >= rule.from).unwrap_or(count);
        let fields = along.windows(2).skip(from).take_while(|pair| f32::midpoint(pair[0], pair[1]) <= rule.to).count();
        for place in at..at + near {
            found[place * count + from..place * count + from + fields].fill(true);
        }
    }
    found
}

/// Where lines stand, those near each other as one, from the first of their ends to the last.
fn places(rules: &[Rule], ends: &[f32]) -> Vec<f32> {
    let first = ends.iter().copied().fold(f32::INFINITY, f32::min);
    let last = ends.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut all: Vec<f32> = rules.iter().map(|rule| rule.at).chain([first, last]).collect();
    all.sort_by(f32::total_cmp);
    all.dedup_by(|next, before| *next - *before <= NEAR);
    all
}

pub fn root(of: &[usize], mut at: usize) -> usize {
    while of[at] != at {
        at = of[at];
    }
    at
}

pub fn join(of: &mut [usize], one: usize, other: usize) {
    let (one, other) = (root(of, one), root(of, other));
    of[one.max(other)] = one.min(other);
}

/// The frames that the lines of a page make.
fn frames(rules: &[Rule]) -> Vec<Frame> {
    let (level, upright) = (merged(rules, true), merged(rules, false));
    if level.len() < 2 || upright.is_empty() || level.len() > MANY || upright.len() > MANY {
        return Vec::new();
    }
    let mut group: Vec<usize> = (0..level.len() + upright.len()).collect();
    for (at, across) in level.iter().enumerate() {
        for (other, down) in upright.iter().enumerate() {
            let meets = |rule: &Rule, at: f32| rule.from - NEAR <= at && at <= rule.to + NEAR;
            if meets(across, down.at) && meets(down, across.at) {
                join(&mut group, at, level.len() + other);
            }
        }
    }
    let mut found = Vec::new();
    for first in (0..group.len()).filter(|at| group[*at] == *at) {
        let of = |rules: &[Rule], start: usize| -> Vec<Rule> {
            rules.iter().enumerate().filter(|(at, _)| root(&group, start + at) == first).map(|(_, rule)| *rule).collect()
        };
        found.extend(Frame::new(&of(&level, 0), &of(&upright, level.len())));
    }
    found
}

/// The lines of one way, those that go on from each other as one.
pub fn merged(rules: &[Rule], is_level: bool) -> Vec<Rule> {
    let mut all: Vec<Rule> = rules.iter().filter(|rule| rule.is_level == is_level).copied().collect();
    let sort = |all: &mut Vec<Rule>| all.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    sort(&mut all);
    // The same height for those that are drawn twice, or in pieces.
    let mut height = f32::NEG_INFINITY;
    for rule in &mut all {
        if rule.at - height > NEAR / 2.0 {
            height = rule.at;
        }
        rule.at = height;
    }
    sort(&mut all);
    let mut found: Vec<Rule> = Vec::new();
    for rule in all {
        match found.last_mut() {
            Some(last) if (last.at - rule.at).abs() < f32::EPSILON && rule.from <= last.to + NEAR => last.to = last.to.max(rule.to),
            _ => found.push(rule),
        }
    }
    found.retain(|rule| rule.to - rule.from >= 6.0);
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::{said, set};
    use super::*;

    /// The lines of a table of two columns and two rows, with or without the line between the rows.
    fn rules(has_line: bool) -> Vec<Rule> {
        let level = |y: f64| Rule::new((50.0, y), (250.0, y));
        let upright = |x: f64| Rule::new((x, 100.0), (x, 200.0));
        let line = has_line.then(|| level(150.0)).flatten();
        [level(100.0), level(200.0), upright(50.0), upright(150.0), upright(250.0), line].into_iter().flatten().collect()
    }

    fn text() -> Vec<Glyph> {
        let mut glyphs = set("above", 60.0, 80.0);
        for (text, x, y) in [
            ("Date", 60.0, 120.0),
            ("What came", 160.0, 120.0),
            ("4 May", 60.0, 165.0),
            ("of it then", 160.0, 165.0),
            ("was little", 160.0, 177.0),
        ] {
            glyphs.extend(set(text, x, y));
        }
        glyphs
    }

    #[test]
    fn cells_are_read_row_by_row_and_each_whole() {
        let (rest, places, rows) = take_out(text(), &rules(true));
        assert_eq!(rest.len(), 5);
        let cells: Vec<Vec<String>> = rows.iter().map(|row| row.cells.iter().map(|cell| said(cell).join(" ")).collect()).collect();
        assert_eq!(cells, [["Date", "Whatcame"], ["4May", "ofitthen waslittle"]]);
        let at: Vec<(Option<usize>, f32)> = places.iter().map(|place| (place.row, place.y)).collect();
        assert_eq!(at, [(Some(0), 120.0), (Some(1), 165.0)]);
    }

    #[test]
    fn what_is_no_table_is_left_alone() {
        let count = |glyphs: Vec<Glyph>, rules: &[Rule]| take_out(glyphs, rules).2.len();
        assert_eq!(count(text(), &rules(false)), 0, "one row of two cells is a frame");
        assert_eq!(count(text(), &[]), 0);
        let mut over = text();
        for y in [130.0, 140.0, 190.0] {
            over.extend(set("wordsoverwordswithoutend", 100.0, y));
        }
        assert_eq!(count(over, &rules(true)), 0, "a line through words parts none");
    }

    #[test]
    fn rules_are_level_or_upright_and_turn_with_the_page() {
        assert_eq!(Rule::new((0.0, 0.0), (30.0, 20.0)), None);
        assert_eq!(Rule::new((0.0, 0.0), (1.0, 0.0)), None);
        let rule = Rule::new((30.0, 7.0), (10.0, 7.0));
        assert_eq!(rule, Some(Rule { is_level: true, at: 7.0, from: 10.0, to: 30.0 }));
        let turned = rule.map(|rule| rule.turned(|x, y| (y, 100.0 - x)));
        assert_eq!(turned, Some(Rule { is_level: false, at: 7.0, from: 70.0, to: 90.0 }));
    }
}

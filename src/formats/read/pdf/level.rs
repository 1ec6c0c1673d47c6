//! Tables whose rows are parted by level lines alone, or by nothing but more room than there is between the lines of a cell.

use super::flow;
use super::grid;
use super::ruled::{self, Row, Rule};
use super::segment::Segment;
use super::sorted;

/// How far, in points, the ends of lines of one table may be apart.
const NEAR: f32 = 4.0;

/// Lines as long as this, in points, may part the rows of a table.
const LONG: f32 = 72.0;

/// How many level lines a page may have, beyond which it is a drawing; and how many pieces of text may stand between two.
const MANY: usize = 500;
const PIECES: usize = 1_000;

/// How far apart, in points, two lines that part rows may be: half a page.
const APART: f32 = 400.0;

/// Takes the tables between level lines out of the segments of a page, which are sorted by height: each row gives way to one segment
/// that stands for it.
#[must_use]
pub fn take_out(mut segments: Vec<Segment>, rules: &[Rule], rows: &mut Vec<Row>) -> Vec<Segment> {
    let upright = ruled::merged(rules, false);
    for group in groups(rules) {
        let mut is_taken = vec![false; segments.len()];
        let mut places = Vec::new();
        for table in tables(&segments, &group, &upright) {
            table.bands.iter().flatten().for_each(|at| is_taken[*at] = true);
            for row in table.rows(&segments) {
                places.extend(ruled::place(&row, table.sides, rows.len()));
                rows.push(row);
            }
        }
        let mut taken = is_taken.into_iter();
        segments.retain(|_| !taken.next().unwrap_or(false));
        segments.extend(places);
        sorted::segments(&mut segments);
    }
    segments
}

/// Level lines below each other: those of one table are as long as the longest or lie within it.
fn groups(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut all: Vec<Rule> = ruled::merged(rules, true).into_iter().filter(|rule| rule.to - rule.from >= LONG).collect();
    let mut found = Vec::new();
    if all.len() > MANY {
        return found;
    }
    while let Some(longest) =
        all.iter().copied().reduce(|best, other| if length(&other) > length(&best) + NEAR { other } else { best })
    {
        let is_inside = |rule: &Rule| rule.from >= longest.from - NEAR && rule.to <= longest.to + NEAR;
        let (inside, outside): (Vec<Rule>, Vec<Rule>) = all.into_iter().partition(is_inside);
        all = outside;
        let mut open: Vec<Rule> = Vec::new();
        for rule in inside {
            if open.last().is_some_and(|last| rule.at - last.at > APART) {
                found.push(std::mem::take(&mut open));
            }
            if open.last().is_none_or(|last| rule.at - last.at > NEAR) {
                open.push(rule);
            }
        }
        found.push(open);
    }
    found.retain(|group| group.len() >= 3);
    found
}

fn length(rule: &Rule) -> f32 {
    rule.to - rule.from
}

/// A table between level lines.
struct Table {
    /// The segments between two lines each, sorted by height.
    bands: Vec<Vec<usize>>,
    /// The empty strips between its columns.
    strips: Vec<(f32, f32)>,
    sides: (f32, f32),
}

/// The tables between lines that lie below each other.
fn tables(segments: &[Segment], rules: &[Rule], upright: &[Rule]) -> Vec<Table> {
    let left = rules.iter().map(|rule| rule.from).fold(f32::INFINITY, f32::min) - NEAR;
    let right = rules.iter().map(|rule| rule.to).fold(f32::NEG_INFINITY, f32::max) + NEAR;
    let bands = bands(segments, rules, upright, (left, right));
    let mut found = Vec::new();
    let mut start = 0;
    while start < bands.len() {
        let mut table = Table { bands: Vec::new(), strips: Vec::new(), sides: (left, right) };
        let mut end = start;
        while end < bands.len() && !bands[end].is_empty() {
            let next = Table { bands: bands[start..=end].to_vec(), strips: strips(segments, &bands[start..=end]), ..table };
            // Of the first band alone the columns may not show.
            if (end > start && next.strips.is_empty()) || !next.bands.iter().all(|band| next.holds(segments, band)) {
                break;
            }
            table = next;
            end += 1;
        }
        if table.is_sound(segments) {
            let (top, bottom) = (rules[start].at, rules[end].at);
            table.take_beside(segments, (top, bottom));
            found.push(table);
        }
        start = end.max(start + 1);
    }
    found
}

/// What stands between two lines each, and within their ends; nothing, where something runs across these or upright lines part it.
fn bands(segments: &[Segment], rules: &[Rule], upright: &[Rule], (left, right): (f32, f32)) -> Vec<Vec<usize>> {
    let band = |pair: &[Rule]| {
        let parts = |rule: &Rule| {
            let (from, to) = (rule.from.max(pair[0].at), rule.to.min(pair[1].at));
            (left + LONG / 4.0..right - LONG / 4.0).contains(&rule.at) && to - from > (pair[1].at - pair[0].at) * 0.6
        };
        let (from, to) = (pair[0].from.min(pair[1].from) - NEAR, pair[0].to.max(pair[1].to) + NEAR);
        let is_between = |segment: &Segment| segment.y > pair[0].at && segment.y - segment.size * 0.2 <= pair[1].at;
        let is_near = |segment: &Segment| segment.x0 < right && segment.x1 > left;
        let between = || segments.iter().enumerate().filter(|(_, segment)| is_between(segment) && is_near(segment));
        let is_other = between().any(|(_, segment)| segment.x0 < from || segment.x1 > to || segment.row.is_some());
        if is_other || between().count() > PIECES || upright.iter().any(parts) {
            return Vec::new();
        }
        between().map(|(at, _)| at).collect()
    };
    rules.windows(2).map(band).collect()
}

impl Table {
    /// The segments of a band by columns.
    fn cells(&self, segments: &[Segment], band: &[usize]) -> Vec<Vec<Segment>> {
        let mut cells = vec![Vec::new(); self.strips.len() + 1];
        for at in band {
            let segment = &segments[*at];
            cells[self.strips.partition_point(|(from, _)| *from <= segment.x0 + 1.0)].push(segment.clone());
        }
        cells
    }

    /// Takes the lines above and below that stand in the columns too: the heads of the columns, and the sum of all.
    fn take_beside(&mut self, segments: &[Segment], (top, bottom): (f32, f32)) {
        let (left, right) = self.sides;
        let is_near = |segment: &Segment| segment.x0 < right && segment.x1 > left && segment.row.is_none();
        let line = |from: f32, to: f32| -> Vec<usize> {
            segments.iter().enumerate().filter(|(_, own)| own.y > from && own.y < to && is_near(own)).map(|(at, _)| at).collect()
        };
        let size = self.bands.iter().flatten().map(|at| segments[*at].size).fold(0.0, f32::max);
        let fits = |line: &Vec<usize>, table: &Self| {
            let heights = || line.iter().map(|at| segments[*at].y);
            let is_one = heights().fold(f32::NEG_INFINITY, f32::max) - heights().fold(f32::INFINITY, f32::min) < size * 0.35;
            let is_inside = |at: &usize| segments[*at].x0 >= left && segments[*at].x1 <= right;
            line.len() >= 2 && is_one && line.iter().all(is_inside) && !line.iter().any(|at| table.crosses(&segments[*at]))
        };
        let (above, below) = (line(top - size * 1.7, top), line(bottom, bottom + size * 1.8));
        if fits(&above, self) {
            self.bands.insert(0, above);
        }
        if fits(&below, self) {
            self.bands.push(below);
        }
    }

    /// Whether a segment runs across columns.
    fn crosses(&self, segment: &Segment) -> bool {
        self.strips.iter().any(|(from, to)| segment.x0 < *from - 1.0 && segment.x1 > *to + 1.0)
    }

    /// Whether a band is one of the table: no lines run across its columns but a heading, and it is known what long text stands beside.
    fn holds(&self, segments: &[Segment], band: &[usize]) -> bool {
        if band.iter().filter(|at| self.crosses(&segments[**at])).count() > 1 {
            return false;
        }
        let cells = self.cells(segments, band);
        let is_long = cells.iter().any(|cell| cell.len() > 6) && grid::prose(&cells) > 0;
        !is_long || block_rows(&cells).is_some() || are_lines(&cells)
    }

    /// Whether there are rows with several cells, and no columns of text between lines that part something else.
    fn is_sound(&self, segments: &[Segment]) -> bool {
        let cells: Vec<Vec<Vec<Segment>>> = self.bands.iter().map(|band| self.cells(segments, band)).collect();
        let full = cells.iter().filter(|band| band.iter().filter(|cell| !cell.is_empty()).count() >= 2).count();
        let is_short = |band: &Vec<Vec<Segment>>| band.iter().all(|cell| cell.len() <= 12);
        let columns: Vec<Vec<Segment>> =
            (0..=self.strips.len()).map(|at| cells.iter().flat_map(|band| band[at].clone()).collect()).collect();
        full >= 2 && (grid::prose(&columns) < 2 || (full >= 3 && cells.iter().all(is_short)))
    }

    fn rows(&self, segments: &[Segment]) -> Vec<Row> {
        self.bands.iter().flat_map(|band| rows(&self.cells(segments, band))).collect()
    }
}

/// The strips between the columns of bands, over which nothing stands but what is alone on its line.
fn strips(segments: &[Segment], bands: &[Vec<usize>]) -> Vec<(f32, f32)> {
    let mut covered: Vec<usize> = Vec::new();
    for band in bands {
        // Sorted by height, what is nearest stands next to it.
        for (index, at) in band.iter().enumerate() {
            let own = &segments[*at];
            let next = [index.checked_sub(1), Some(index + 1)].into_iter().flatten().filter_map(|next| band.get(next));
            if next.map(|other| &segments[*other]).any(|other| (other.y - own.y).abs() <= own.size * 0.35) {
                covered.push(*at);
            }
        }
    }
    sorted::numbers(&mut covered, &|at| segments[at].x0);
    let is_sign = |segment: &Segment| segment.glyphs.len() == 1 && !segment.glyphs[0].glyph.c.is_alphanumeric();
    let mut found = Vec::new();
    // Where the column ends, and whether all of it are signs of money, which belong to what follows.
    let mut open: Option<(f32, bool)> = None;
    for segment in covered.into_iter().map(|at| &segments[at]) {
        let own = is_sign(segment);
        open = Some(match open {
            Some((end, is_signs)) if segment.x0 - end <= 2.0 => (end.max(segment.x1), is_signs && own),
            Some((end, is_signs)) => {
                if !is_signs {
                    found.push((end, segment.x0));
                }
                (segment.x1, own)
            }
            None => (segment.x1, own),
        });
    }
    found
}

/// The rows of what stands side by side.
fn rows(cells: &[Vec<Segment>]) -> Vec<Row> {
    let by_blocks = if grid::are_rows(cells) { None } else { block_rows(cells) };
    by_blocks.unwrap_or_else(|| line_rows(cells))
}

/// The rows of what stands side by side, where the lines of a cell stand closer to each other than those of the next row.
fn block_rows(cells: &[Vec<Segment>]) -> Option<Vec<Row>> {
    let blocks: Vec<Block> = cells.iter().enumerate().flat_map(|(column, cell)| blocks(column, cell)).collect();
    let mut group: Vec<usize> = (0..blocks.len()).collect();
    for (at, block) in blocks.iter().enumerate() {
        for (other, beside) in blocks.iter().enumerate().skip(at + 1) {
            let overlap = block.bottom.min(beside.bottom) - block.top.max(beside.top);
            if block.column != beside.column && overlap > (block.bottom - block.top).min(beside.bottom - beside.top) * 0.5 {
                ruled::join(&mut group, at, other);
            }
        }
    }
    let mut firsts: Vec<usize> = (0..blocks.len()).filter(|at| group[*at] == *at).collect();
    let own = |first: usize| {
        blocks
            .iter()
            .enumerate()
            .filter({
                let group = &group;
                move |(at, _)| ruled::root(group, *at) == first
            })
            .map(|(_, block)| block)
    };
    sorted::numbers(&mut firsts, &|first| own(first).map(|block| block.top).fold(f32::INFINITY, f32::min));
    let mut found: Vec<Row> = Vec::new();
    for first in firsts {
        let mut row = Row { cells: vec![Vec::new(); cells.len()] };
        for block in own(first) {
            if !row.cells[block.column].is_empty() {
                return None;
            }
            row.cells[block.column].clone_from(&block.segments);
        }
        found.push(row);
    }
    Some(found)
}

/// A row for each line; what goes on in the first column alone belongs to the row above.
fn line_rows(cells: &[Vec<Segment>]) -> Vec<Row> {
    let mut found: Vec<Row> = Vec::new();
    for row in ruled::line_rows(cells) {
        let is_alone = row.cells.iter().skip(1).all(Vec::is_empty);
        let text: String = row.cells[0].iter().flat_map(|segment| &segment.glyphs).map(|placed| placed.glyph.c).collect();
        match found.last_mut() {
            Some(last) if is_alone && flow::begins_low(&text) => {
                last.cells[0].extend(row.cells.into_iter().next().unwrap_or_default());
            }
            _ => found.push(row),
        }
    }
    found
}

/// Whether the lines of each cell stand beside lines of the longest, and are not much fewer.
fn are_lines(cells: &[Vec<Segment>]) -> bool {
    let Some(longest) = cells.iter().max_by_key(|cell| cell.len()) else { return false };
    let is_beside = |own: &&Segment| longest.iter().any(|other| (other.y - own.y).abs() <= own.size * 0.35);
    cells
        .iter()
        .filter(|cell| !cell.is_empty())
        .all(|cell| cell.len() * 5 >= longest.len() * 2 && cell.iter().filter(is_beside).count() * 5 >= cell.len() * 4)
}

/// Lines of a column that stand close to each other.
struct Block {
    column: usize,
    segments: Vec<Segment>,
    top: f32,
    bottom: f32,
}

fn blocks(column: usize, cell: &[Segment]) -> Vec<Block> {
    let mut gaps: Vec<f32> = cell.windows(2).map(|pair| pair[1].y - pair[0].y).filter(|gap| *gap > 2.0).collect();
    gaps.sort_by(f32::total_cmp);
    let size = cell.iter().map(|segment| segment.size).fold(0.0, f32::max);
    let least = gaps.first().copied().unwrap_or(0.0);
    let tight = if least > size * 1.6 { 0.0 } else { least * 1.25 };
    let mut found: Vec<Block> = Vec::new();
    let mut height = f32::NEG_INFINITY;
    for segment in cell {
        let (top, bottom) = (segment.top(), segment.y + segment.size * 0.2);
        match found.last_mut() {
            Some(block) if segment.y - height <= tight.max(segment.size * 0.35) => {
                block.bottom = block.bottom.max(bottom);
                block.segments.push(segment.clone());
            }
            _ => found.push(Block { column, segments: vec![segment.clone()], top, bottom }),
        }
        height = segment.y;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::testing::{said, segment};
    use super::*;

    fn level(y: f64, from: f64, to: f64) -> Option<Rule> {
        Rule::new((from, y), (to, y))
    }

    /// What is left, and the rows, cell by cell.
    fn read(parts: &[(&str, f32, f32)], rules: &[Option<Rule>]) -> (usize, Vec<String>) {
        let mut segments: Vec<Segment> = parts.iter().map(|(text, x, y)| segment(text, *x, *y)).collect();
        sorted::segments(&mut segments);
        let rules: Vec<Rule> = rules.iter().copied().flatten().collect();
        let mut rows = Vec::new();
        let left = take_out(segments, &rules, &mut rows).iter().filter(|segment| segment.row.is_none()).count();
        (left, rows.iter().map(|row| row.cells.iter().map(|cell| said(cell).join(" ")).collect::<Vec<_>>().join("|")).collect())
    }

    const WRAPPED: [(&str, f32, f32); 9] = [
        ("Region", 50.0, 96.0),
        ("Held", 300.0, 96.0),
        ("People held in the", 50.0, 112.0),
        ("city of Almaty", 50.0, 122.0),
        ("512", 300.0, 117.0),
        ("In other towns", 50.0, 142.0),
        ("77", 300.0, 142.0),
        ("All", 50.0, 162.0),
        ("589", 300.0, 162.0),
    ];

    #[test]
    fn what_stands_between_level_lines_is_read_row_by_row() {
        let rules = [level(100.0, 48.0, 330.0), level(150.0, 48.0, 330.0), level(166.0, 48.0, 330.0)];
        let (left, rows) = read(&WRAPPED, &rules);
        assert_eq!(rows, ["Region|Held", "Peopleheldinthe cityofAlmaty|512", "Inothertowns|77", "All|589"]);
        assert_eq!(left, 0, "the heads of the columns stand above the first line");
        assert_eq!(read(&WRAPPED, &rules[..2]).1.len(), 0, "two lines are no table");
        let mut parted = rules.to_vec();
        parted.push(Rule::new((290.0, 90.0), (290.0, 170.0)));
        assert_eq!(read(&WRAPPED, &parted).1.len(), 0, "columns that a line parts are another matter");
    }

    #[test]
    fn signs_of_money_belong_to_what_follows() {
        let sums = [("Bread", 50.0, 112.0), ("$", 200.0, 112.0), ("12", 230.0, 112.0), ("Coal", 50.0, 132.0), ("7", 235.0, 132.0)];
        let rules = [level(100.0, 48.0, 250.0), level(120.0, 48.0, 250.0), level(140.0, 48.0, 250.0)];
        assert_eq!(read(&sums, &rules).1, ["Bread|$ 12", "Coal|7"]);
    }

    #[test]
    fn text_with_notes_beside_it_is_no_table() {
        let mut parts = vec![("ER", 50.0, 112.0), ("29", 50.0, 124.0), ("170", 50.0, 160.0)];
        parts.extend((0..9_u8).map(|at| ("in all of the streets and nobody could say", 120.0, 112.0 + 12.0 * f32::from(at))));
        parts.extend([("One", 50.0, 234.0), ("two", 120.0, 234.0), ("Two", 50.0, 254.0), ("four", 120.0, 254.0)]);
        let rules = [level(100.0, 48.0, 340.0), level(224.0, 48.0, 340.0), level(242.0, 48.0, 340.0), level(260.0, 48.0, 340.0)];
        assert_eq!(read(&parts, &rules).1, ["One|two", "Two|four"]);
    }
}

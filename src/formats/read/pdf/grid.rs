//! The columns that show in a part of a page, and whether they hold text that runs down each of them or the cells of a table's rows.

#![expect(clippy::cast_precision_loss, reason = "counts of lines are small numbers")]

use super::lists::is_marker;
use super::segment::{Segment, is_wide};

/// The columns of a part of a page.
#[derive(Debug, Default)]
pub struct Grid {
    columns: Vec<Shape>,
}

/// A column as far as it is known without reading it.
#[derive(Debug, Default)]
struct Shape {
    /// Where the gutter behind it is.
    to: f32,
    /// How high its letters are for the most part.
    size: f32,
    /// The heights of its lines, from the top down.
    heights: Vec<f32>,
    /// How much of its width most of its lines take.
    fill: f32,
    /// How many letters a line has.
    letters: f32,
    /// Which part of its lines begin with a small letter, as they do in the middle of a sentence; `None` in scripts that have none.
    low: Option<f32>,
    /// Which part of its lines begin like a point of a list.
    marked: f32,
    /// Which part of its lines say nothing but figures.
    figures: f32,
}

impl Grid {
    /// The columns of a part between these gutters, which are sorted.
    #[must_use]
    pub fn new(segments: &[Segment], part: &[usize], gutters: &[f32]) -> Self {
        let mut columns: Vec<Shape> = Vec::new();
        let mut from = f32::NEG_INFINITY;
        for to in gutters.iter().copied().chain([f32::INFINITY]) {
            let inside: Vec<&Segment> =
                part.iter().map(|at| &segments[*at]).filter(|segment| segment.x0 >= from && segment.x1 <= to).collect();
            // The signs of a list belong to the column of its points, and so does what is too little to be one.
            let markers = inside.iter().filter(|segment| is_bare_marker(segment)).count();
            if to.is_finite() && (markers * 5 >= inside.len() * 4 || inside.len() < 3) {
                continue;
            }
            columns.push(Shape::new(&inside, to));
            from = to;
        }
        Self { columns }
    }

    /// Whether what stands on both sides of a gutter are cells of rows rather than columns of text.
    #[must_use]
    pub fn is_table(&self, gutter: f32) -> bool {
        let Some(at) = self.columns.iter().position(|column| column.to >= gutter) else { return false };
        if self.columns[at].to > gutter {
            // It lies within a column: where that is one of a table's, it is in the table.
            return (at > 0 && self.are_cells(at - 1)) || self.are_cells(at);
        }
        self.are_cells(at)
    }

    /// Whether a column and the next are cells of the same rows.
    fn are_cells(&self, at: usize) -> bool {
        let (Some(left), Some(right)) = (self.columns.get(at), self.columns.get(at + 1)) else { return false };
        if left.heights.len().min(right.heights.len()) < 3 {
            return false;
        }
        let aligned = left.aligned(right, left.size.min(right.size) * 0.2);
        let letters = left.letters.min(right.letters);
        match (left.is_prose(), right.is_prose()) {
            (true, true) => false,
            (false, false) => {
                let is_short = letters < 18.0 || left.figures.max(right.figures) > 0.6;
                aligned > 0.6 && (is_short || self.columns.len() > 2)
            }
            // Figures beside what they count; above them stand the words for all of them.
            _ if left.figures.max(right.figures) > 0.6 => letters < 18.0 && aligned > 0.5,
            _ => letters < 18.0 && aligned > 0.75,
        }
    }
}

impl Shape {
    fn new(inside: &[&Segment], to: f32) -> Self {
        let mut lines: Vec<Vec<&Segment>> = Vec::new();
        for segment in inside {
            match lines.last_mut() {
                Some(line) if segment.y - line[0].y <= line[0].size.min(segment.size) * 0.35 => line.push(segment),
                _ => lines.push(vec![segment]),
            }
        }
        let x0 = inside.iter().map(|segment| segment.x0).fold(f32::INFINITY, f32::min);
        let x1 = inside.iter().map(|segment| segment.x1).fold(f32::NEG_INFINITY, f32::max);
        let extent = |line: &Vec<&Segment>| line.iter().map(|segment| segment.x1 - segment.x0).sum::<f32>();
        let mut fills: Vec<f32> = lines.iter().map(|line| extent(line) / (x1 - x0).max(1.0)).collect();
        fills.sort_by(f32::total_cmp);
        let mut sizes: Vec<f32> = inside.iter().map(|segment| segment.size).collect();
        sizes.sort_by(f32::total_cmp);
        let texts: Vec<String> = lines.iter().map(|line| text(line)).collect();
        let count = |is: &dyn Fn(&str) -> bool| texts.iter().filter(|text| is(text)).count() as f32;
        let (high, low) = (
            count(&|text| begin(text).is_some_and(char::is_uppercase)),
            count(&|text| begin(text).is_some_and(char::is_lowercase)),
        );
        let all = texts.len().max(1) as f32;
        let letters = texts.iter().map(|text| text.chars().map(|c| if is_wide(c) { 2.0 } else { 1.0 }).sum::<f32>()).sum::<f32>();
        Self {
            to,
            size: sizes.get(sizes.len() / 2).copied().unwrap_or(0.0),
            heights: lines.iter().map(|line| line[0].y).collect(),
            fill: fills.get(fills.len() / 2).copied().unwrap_or(0.0),
            letters: letters / all,
            low: (high + low >= all * 0.3).then_some(low / all),
            marked: count(&is_marker) / all,
            figures: count(&|text| text.chars().all(|c| !c.is_alphabetic())) / all,
        }
    }

    /// Whether its lines go on from one to the next.
    fn is_prose(&self) -> bool {
        let is_list = self.marked >= 0.2 && self.letters >= 12.0 && self.figures < 0.3;
        let is_text = self.letters >= 15.0 && self.fill >= 0.7 && self.low.is_none_or(|low| low >= 0.25) && self.figures < 0.3;
        is_list || is_text
    }

    /// Which part of the lines of the one that has fewer stand on the same height as one of the other, within so many points.
    fn aligned(&self, other: &Self, within: f32) -> f32 {
        let (few, many) = if self.heights.len() <= other.heights.len() { (self, other) } else { (other, self) };
        let is_beside = |y: &&f32| {
            let next = many.heights.partition_point(|height| *height < **y - within);
            many.heights.get(next).is_some_and(|height| *height <= **y + within)
        };
        few.heights.iter().filter(is_beside).count() as f32 / few.heights.len().max(1) as f32
    }
}

fn text(line: &[&Segment]) -> String {
    line.iter().flat_map(|segment| &segment.glyphs).map(|placed| placed.glyph.c).collect()
}

/// The first letter of a line that begins with one, behind brackets and quotation marks.
fn begin(text: &str) -> Option<char> {
    text.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next()
}

fn is_bare_marker(segment: &Segment) -> bool {
    let text: String = segment.glyphs.iter().map(|placed| placed.glyph.c).collect();
    let text = text.trim();
    match text.chars().count() {
        1 => text.chars().all(|c| !c.is_alphanumeric()),
        2..=4 => text.ends_with(['.', ')']) && text.starts_with(|c: char| c.is_alphanumeric() || c == '('),
        _ => false,
    }
}

/// How many columns hold lines that go on from one to the next.
#[must_use]
pub fn prose(columns: &[Vec<Segment>]) -> usize {
    let is_prose = |column: &&Vec<Segment>| Shape::new(&column.iter().collect::<Vec<_>>(), 0.0).is_prose();
    columns.iter().filter(|column| column.len() >= 3).filter(is_prose).count()
}

/// Whether what stands in the cells of a row are rows themselves, line by line: several lines side by side, and none that goes on.
#[must_use]
pub fn are_rows(cells: &[Vec<Segment>]) -> bool {
    let shapes: Vec<Shape> =
        cells.iter().filter(|cell| !cell.is_empty()).map(|cell| Shape::new(&cell.iter().collect::<Vec<_>>(), 0.0)).collect();
    let size = cells.iter().flatten().map(|segment| segment.size).fold(f32::INFINITY, f32::min);
    let beside = |one: &Shape, other: &Shape| one.aligned(other, size * 0.35);
    let tall: Vec<&Shape> = shapes.iter().filter(|shape| shape.heights.len() >= 3).collect();
    if tall.len() >= 2 && tall.len() * 2 > shapes.len() {
        return tall.iter().all(|shape| !shape.is_prose()) && tall.windows(2).all(|pair| beside(pair[0], pair[1]) > 0.7);
    }
    // Where there are but two, all cells have them, and none begins with a small letter.
    let has_two = |shape: &Shape| shape.heights.len() == 2 && shape.low.is_none_or(|low| low == 0.0);
    shapes.len() >= 3 && shapes.iter().all(has_two) && shapes.windows(2).all(|pair| beside(&pair[0], &pair[1]) > 0.9)
}

#[cfg(test)]
mod tests {
    use super::super::testing::segment;
    use super::*;

    /// The gutter at 200 between lines at 50 and lines at 210, each pair on one height.
    fn is_table(left: &[&str], right: &[&str]) -> bool {
        let mut all = Vec::new();
        let mut y = 100.0;
        for (left, right) in left.iter().zip(right) {
            all.push(segment(left, 50.0, y));
            all.push(segment(right, 210.0, y));
            y += 12.0;
        }
        let part: Vec<usize> = (0..all.len()).collect();
        Grid::new(&all, &part, &[200.0]).is_table(200.0)
    }

    #[test]
    fn columns_of_text_are_read_one_after_the_other_and_rows_across() {
        let left = ["The crowd had waited for", "hours when the first of", "them saw a car that came", "down the avenue, slowly."];
        let right =
            ["Shots were heard near to", "the city hall, where the", "police had built a fence", "of cars on that morning."];
        assert!(!is_table(&left, &right));
        assert!(is_table(&["Almaty", "Aktobe", "Zhanaozen", "Taldykorgan"], &["2,100", "500", "77", "145"]));
        assert!(is_table(
            &["Name of the village", "Saryagash", "Beyneu and Opornyi", "Kulsary"],
            &["Held", "Two men", "Nobody", "One"]
        ));
        assert!(!is_table(
            &["• Water for the towns", "• Bread and some meat", "• Coal", "• Petrol for the cars"],
            &["• Doctors of all kinds", "• Nurses", "• Drivers and helpers", "• Cooks for the tents"]
        ));
    }

    #[test]
    fn lines_side_by_side_in_cells_are_rows_unless_one_goes_on() {
        let cell = |x: f32, lines: &[&str]| -> Vec<Segment> {
            let mut y = 88.0;
            lines
                .iter()
                .map(|line| {
                    y += 12.0;
                    segment(line, x, y)
                })
                .collect()
        };
        assert!(are_rows(&[cell(50.0, &["Almaty", "Aktobe", "Oral"]), cell(150.0, &["12", "7", "1"]), cell(200.0, &["all"])]));
        assert!(are_rows(&[cell(50.0, &["Almaty", "Aktobe"]), cell(150.0, &["12", "7"]), cell(200.0, &["3", "5"])]));
        assert!(!are_rows(&[cell(50.0, &["Almaty", "region"]), cell(150.0, &["12", "7"]), cell(200.0, &["3", "5"])]));
        assert!(!are_rows(&[cell(50.0, &["Almaty"]), cell(150.0, &["People went", "to the", "square."])]));
    }
}

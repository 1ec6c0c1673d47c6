//! Rows of tables: lines that follow each other, whose cells begin or end in the same places; and lines of a table of contents.

use super::line::Line;

/// How many rows make a table.
const ROWS: usize = 3;

/// Which lines are rows of a table. Those of a table of contents are none.
#[must_use]
pub fn rows(lines: &[Line]) -> Vec<bool> {
    let mut is_row: Vec<bool> = lines.iter().map(|line| line.is_row).collect();
    let mut start = 0;
    while start < lines.len() {
        let mut end = start + 1;
        if lines[start].cells.len() >= 2 && !is_entry(&lines[start]) {
            while end < lines.len()
                && lines[end].cells.len() >= 2
                && !is_entry(&lines[end])
                && lines[end].column == lines[start].column
                && agree(&lines[end - 1], &lines[end])
            {
                end += 1;
            }
            if end - start >= ROWS {
                is_row[start..end].fill(true);
            }
        }
        start = end;
    }
    is_row
}

/// Whether a line is one of a table of contents.
fn is_entry(line: &Line) -> bool {
    !line.is_row && contents_entry(&line.text()).is_some()
}

/// Whether a line ends far right with a number, as a chapter does that has no dots in a table of contents.
#[must_use]
pub fn ends_with_page(line: &Line) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.len() < 5 && text.chars().all(|c| c.is_ascii_digit());
    line.cells.len() >= 2 && line.cells.last().is_some_and(|cell| is_number(cell.text().trim()))
}

/// Whether the cells of two lines stand below each other: those of the one that has fewer begin or end where one of the other does.
fn agree(above: &Line, below: &Line) -> bool {
    let (few, many) = if above.cells.len() <= below.cells.len() { (above, below) } else { (below, above) };
    let near = few.size * 0.6;
    let middle = |x0: f32, x1: f32| f32::midpoint(x0, x1);
    let fits = few.cells.iter().filter(|cell| {
        many.cells.iter().any(|other| {
            (cell.x0 - other.x0).abs() < near
                || (cell.x1 - other.x1).abs() < near
                || (middle(cell.x0, cell.x1) - middle(other.x0, other.x1)).abs() < near
        })
    });
    fits.count() * 3 >= few.cells.len() * 2 && (below.y - above.y) < few.size * 3.5
}

/// A line of a table of contents without its dots: what it names, and the page. `None` for another line.
#[must_use]
pub fn contents_entry(text: &str) -> Option<(String, String)> {
    let text = text.trim();
    let page = text.rsplit(|c: char| c.is_whitespace() || c == '.' || c == '…' || c == '_').next()?;
    let is_page = !page.is_empty() && page.len() <= 6 && page.chars().all(|c| c.is_ascii_digit() || "ivxlcIVXLC".contains(c));
    if !is_page {
        return None;
    }
    let before = text[..text.len() - page.len()].trim_end();
    let name = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '…' | '·' | '_'));
    let dots = before[name.len()..].chars().map(|c| if c == '…' { 3 } else { usize::from(!c.is_whitespace()) }).sum::<usize>();
    (dots >= 4 && name.chars().any(char::is_alphabetic)).then(|| (name.to_owned(), page.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::read::pdf::line::Cell;

    fn line(y: f32, cells: &[(f32, f32)]) -> Line {
        let cells = cells.iter().map(|(x0, x1)| Cell { x0: *x0, x1: *x1, words: Vec::new() }).collect();
        Line { cells, y, size: 10.0, ..Line::default() }
    }

    #[test]
    fn lines_whose_cells_stand_below_each_other_are_rows() {
        let lines = [
            line(100.0, &[(50.0, 300.0)]),
            line(120.0, &[(50.0, 90.0), (150.0, 170.0), (290.0, 300.0)]),
            line(134.0, &[(50.0, 70.0), (150.0, 200.0), (280.0, 300.0)]),
            line(148.0, &[(50.0, 99.0), (285.0, 300.0)]),
            line(162.0, &[(50.0, 300.0)]),
            line(176.0, &[(50.0, 120.0), (200.0, 300.0)]),
        ];
        assert_eq!(rows(&lines), [false, true, true, true, false, false]);
    }

    #[test]
    fn entries_of_a_table_of_contents_lose_their_dots() {
        let cases = [
            ("1. Zhanaozen ........ 12", Some(("1. Zhanaozen", "12"))),
            ("Preface . . . . . . ix", Some(("Preface", "ix"))),
            ("It was in 2022", None),
            ("and so on... 12", None),
        ];
        for (text, expected) in cases {
            assert_eq!(contents_entry(text), expected.map(|(name, page)| (name.to_owned(), page.to_owned())), "{text}");
        }
    }
}

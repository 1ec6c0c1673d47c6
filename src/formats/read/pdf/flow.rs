//! Lines → paragraphs, also where they go on in the next column or on the next page.

use std::collections::HashSet;

use super::furniture::Laid;
use super::line::Line;
use super::lists::{self, is_marker};
use super::notes::Note;
use super::style::{Style, is_indent};
use super::table;

/// A block that is no wider, in sizes of its letters, is a list rather than a column of text.
const NARROW: f32 = 8.0;

/// A paragraph: lines, each with the number of its page.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// Its lines, each with the number of its page in the file, from 0.
    pub lines: Vec<(usize, Line)>,
    /// What its layout says of it.
    pub shape: Shape,
}

/// What the layout of a paragraph says of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Lines that follow each other.
    #[default]
    Text,
    /// A row of a table.
    Row,
    /// A footnote.
    Note,
}

impl Paragraph {
    /// The first line.
    #[must_use]
    pub fn first(&self) -> Option<&Line> {
        self.lines.first().map(|(_, line)| line)
    }

    /// How high it is set, for the most part.
    #[must_use]
    pub fn size(&self) -> f32 {
        self.lines.iter().map(|(_, line)| line).max_by_key(|line| line.letters).map_or(0.0, |line| line.size)
    }

    /// Whether all of it is bold.
    #[must_use]
    pub fn is_bold(&self) -> bool {
        self.lines.iter().all(|(_, line)| line.is_bold)
    }

    /// What it says, its lines joined by spaces.
    #[must_use]
    pub fn text(&self) -> String {
        self.lines.iter().map(|(_, line)| line.text()).collect::<Vec<_>>().join(" ")
    }
}

/// Gathers paragraphs page by page.
pub struct Flow<'s> {
    style: &'s Style,
    /// What is done, in the order of reading.
    pub done: Vec<Paragraph>,
    /// What may go on.
    open: Option<Paragraph>,
    /// Footnotes that wait for the paragraph to end that goes on over their page.
    waiting: Vec<Paragraph>,
    /// The columns of the page whose paragraphs begin at the left and go on further right.
    hanging: HashSet<usize>,
}

impl<'s> Flow<'s> {
    /// Begins a document.
    #[must_use]
    pub fn new(style: &'s Style) -> Self {
        Self { style, done: Vec::new(), open: None, waiting: Vec::new(), hanging: HashSet::new() }
    }

    /// Adds a page and its footnotes.
    pub fn page(&mut self, number: usize, laid: &Laid, notes: Vec<Note>) {
        let rows = table::rows(&laid.lines);
        let points = lists::points(&laid.lines);
        self.hanging = lists::hanging(&laid.lines);
        for (at, line) in laid.lines.iter().enumerate() {
            if rows[at] {
                self.close();
                self.done.push(Paragraph { lines: vec![(number, line.clone())], shape: Shape::Row });
                continue;
            }
            let next = laid.lines.get(at + 1).filter(|next| next.column == line.column);
            let goes_on = !points.contains(&at) && self.open.as_ref().is_some_and(|open| self.goes_on(open, line, next, number));
            if !goes_on {
                self.close();
            }
            self.open.get_or_insert_default().lines.push((number, line.clone()));
        }
        self.notes(number, notes);
    }

    /// Footnotes stand before the paragraph that goes on over the end of their page, so that pages stay whole; where it began before
    /// the page did, after it.
    fn notes(&mut self, number: usize, notes: Vec<Note>) {
        let notes = notes
            .into_iter()
            .map(|note| Paragraph { lines: note.lines.into_iter().map(|line| (number, line)).collect(), shape: Shape::Note });
        let is_from_before = self.open.as_ref().is_some_and(|open| open.lines[0].0 < number);
        if is_from_before {
            self.waiting.extend(notes);
        } else {
            self.done.extend(notes);
        }
    }

    fn close(&mut self) {
        self.done.extend(self.open.take());
        self.done.append(&mut self.waiting);
    }

    /// Ends the document.
    #[must_use]
    pub fn finish(mut self) -> Vec<Paragraph> {
        self.close();
        self.done
    }

    /// Whether a line goes on with the paragraph that is open.
    fn goes_on(&self, open: &Paragraph, line: &Line, next: Option<&Line>, page: usize) -> bool {
        let Some((last_page, last)) = open.lines.last() else { return false };
        let size = last.size.max(line.size);
        if (last.size - line.size).abs() > size * 0.09 || is_marker(&line.text()) {
            return false;
        }
        // A line in bold before one that is not is a heading, as long as it is short.
        let style = |line: &Line| (line.is_bold, line.is_italic && open.lines.len() == 1);
        if style(last) != style(line) && (last.is_bold != line.is_bold || (!is_full(last) && ends(&last.text()))) {
            return false;
        }
        let is_entry = |line: &Line| table::contents_entry(&line.text()).is_some();
        if is_entry(last) || (table::ends_with_page(last) && is_entry(line)) {
            return false;
        }
        if *last_page == page && last.column == line.column && line.y > last.y - size * 0.3 {
            self.goes_on_below(open, last, line, next)
        } else {
            self.goes_on_elsewhere(open, last, line, next)
        }
    }

    fn goes_on_below(&self, open: &Paragraph, last: &Line, line: &Line, next: Option<&Line>) -> bool {
        let size = last.size.max(line.size);
        let gap = line.y - last.y;
        let is_large = size > self.style.body * 1.12;
        let usual = match open.lines.as_slice() {
            [.., (one, first), (other, second)] if one == other && second.y > first.y => (second.y - first.y) * 1.18 + size * 0.08,
            _ if is_large => size * 1.75,
            _ => self.style.leading.max(1.0) * size * 1.22 + size * 0.08,
        };
        if gap > usual {
            return false;
        }
        if is_large || is_centred(last, line) {
            return true;
        }
        let (left, right) = line.bounds;
        if self.hanging.contains(&line.column) {
            // At the left a sentence may go on all the same, in a text that stands among the entries.
            let text = last.text();
            let goes_on = begins_low(&line.text()) && !text.ends_with(|c: char| c.is_ascii_digit()) && !ends(&text);
            return !has_room(last, line) && (is_indent(line.x0 - left, size) || goes_on);
        }
        let has_marker = open.first().is_some_and(|first| is_marker(&first.text()));
        let indent = line.x0 - last.x0;
        // Lines of a list's point begin further right than its first, and so does all of a quotation.
        let is_hanging = next.is_some_and(|next| (next.x0 - line.x0).abs() < size * 0.3) && open.lines.len() == 1;
        if is_indent(indent, size) && !has_marker && !is_hanging {
            return false;
        }
        if is_indent(line.x0 - left, size) && is_indent(indent, size) && open.lines.len() > 1 {
            return false;
        }
        if self.style.has_indents && is_indent(line.x0 - left, size) && indent.abs() < size * 0.3 && !has_marker && !is_hanging {
            return false;
        }
        // The paragraph before was indented and this line is back at the left, after more than one line: a new kind of text.
        if has_marker && open.lines.len() > 1 && indent < -size * 0.7 {
            return false;
        }
        // In a block as narrow as a list, lines that begin high are lines of their own.
        if right - left < size * NARROW && begins_high(&line.text()) {
            return false;
        }
        let room = right - last.x1;
        !(has_room(last, line) && (room > size * 4.0 || ends(&last.text()) || begins_high(&line.text())))
    }

    fn goes_on_elsewhere(&self, open: &Paragraph, last: &Line, line: &Line, next: Option<&Line>) -> bool {
        if open.shape != Shape::Text || last.size > self.style.body * 1.12 {
            return false;
        }
        let (text, begin) = (last.text(), line.text());
        if text.ends_with(['-', '\u{ad}', ',']) || begins_low(&begin) {
            return !begins_high(&begin) || !ends(&text);
        }
        let is_indented =
            next.is_some_and(|next| is_indent(line.x0 - next.x0, line.size)) || is_indent(line.x0 - line.bounds.0, line.size);
        is_full(last) && !is_indented && !last.is_bold && (!ends(&text) || self.style.has_indents)
    }
}

/// Whether there was room for the first word of a line on the one before.
#[must_use]
pub fn has_room(last: &Line, line: &Line) -> bool {
    line.bounds.1 - last.x1 > line.first_word + last.size.max(line.size) * 0.6
}

/// Whether a line reaches the end of its column.
fn is_full(line: &Line) -> bool {
    line.bounds.1 - line.x1 < line.size * 1.5
}

/// Whether two lines stand centred above each other, and not merely both at the left.
fn is_centred(above: &Line, below: &Line) -> bool {
    let middle = |line: &Line| f32::midpoint(line.x0, line.x1);
    let centre = f32::midpoint(below.bounds.0, below.bounds.1);
    let is_in = |line: &Line| line.x0 - line.bounds.0 > line.size * 1.5 && (middle(line) - centre).abs() < line.size * 0.7;
    is_in(above) && is_in(below) && (middle(above) - middle(below)).abs() < below.size * 0.5
}

/// Whether a sentence may end here.
#[must_use]
pub fn ends(text: &str) -> bool {
    let bare = text
        .trim_end()
        .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ')' | ']' | '"' | '”' | '’' | '»' | '“' | '*'));
    bare.ends_with(['.', '!', '?', ':', ';', '…', '。', '！', '？', '؟', '۔'])
}

fn begins_high(text: &str) -> bool {
    text.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next().is_some_and(|c| !c.is_lowercase())
}

/// Whether a text begins with a small letter, as it does in the middle of a sentence.
#[must_use]
pub fn begins_low(text: &str) -> bool {
    text.trim_start_matches(['(', '“', '"', '«', '‘', '„']).chars().next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::super::line::Cell;
    use super::super::segment::Words;
    use super::*;

    /// How many paragraphs lines make that are so long, in a column so wide; a space before one sets it in.
    fn paragraphs(texts: &[&str], length: f32, width: f32) -> usize {
        let lines = texts.iter().zip(0_u8..).map(|(text, at)| {
            let words = vec![Words { text: text.trim().to_owned(), is_high: false }];
            let x0 = if text.starts_with(' ') { 65.0 } else { 50.0 };
            Line {
                cells: vec![Cell { x0, x1: 50.0 + length, words }],
                x0,
                x1: 50.0 + length,
                y: 100.0 + 12.0 * f32::from(at),
                size: 10.0,
                bounds: (50.0, 50.0 + width),
                first_word: 20.0,
                letters: text.len(),
                ..Line::default()
            }
        });
        let laid = Laid { lines: lines.collect(), height: 800.0 };
        let style = Style::new(std::slice::from_ref(&laid));
        let mut flow = Flow::new(&style);
        flow.page(0, &laid, Vec::new());
        flow.finish().len()
    }

    #[test]
    fn lines_of_a_narrow_block_that_begin_high_stand_by_themselves() {
        assert_eq!(paragraphs(&["Almaty", "Aktobe", "Oral and", "the rest"], 60.0, 60.0), 3);
        assert_eq!(paragraphs(&["They went to the square of", "Almaty and waited there"], 130.0, 130.0), 1);
    }

    #[test]
    fn points_may_be_counted_by_letters() {
        assert_eq!(paragraphs(&["They came with", "a. bread and water", "b. coal for all of", "the towns"], 130.0, 132.0), 3);
        assert_eq!(paragraphs(&["They came to see", "a. It was told", "there by some of", "c. those"], 130.0, 132.0), 1);
    }

    #[test]
    fn entries_go_on_further_right() {
        let entry = ["Bekova, A. The square of", " Almaty in those days"];
        assert_eq!(paragraphs(&[entry, entry, entry, entry].concat(), 130.0, 132.0), 4);
        assert_eq!(paragraphs(&[entry, entry].concat(), 130.0, 132.0), 3, "too few to tell them from paragraphs that are set in");
        let apart = ["Valenti, Jack, 205", " as a speaker, 117"];
        assert_eq!(paragraphs(&[&entry, &entry, &entry, &entry, &apart[..]].concat(), 130.0, 132.0), 5);
        assert_eq!(paragraphs(&[apart, apart, apart, apart].concat(), 90.0, 150.0), 8);
    }

    #[test]
    fn sentences_end_with_their_signs() {
        assert!(["It ended.", "He said: “No.”", "so.12", "why?)"].iter().all(|text| ends(text)));
        assert!(!["and then", "in 2022", "a,"].iter().any(|text| ends(text)));
    }
}

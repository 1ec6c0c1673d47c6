//! Paragraphs → manuscript.

use std::collections::{HashMap, HashSet};

use super::flow::{Paragraph, Shape};
use super::hyphen::{Joint, Vocabulary};
use super::notes;
use super::segment::Words;
use super::table;
use crate::formats::read::scribe::Scribe;
use crate::report::passage::BlockKind;

/// Writes paragraphs down.
pub struct Composer<'a> {
    scribe: &'a mut Scribe,
    labels: &'a [String],
    vocabulary: &'a Vocabulary,
    /// The labels of the footnotes, and on which pages each stands.
    notes: HashMap<String, HashSet<usize>>,
    /// Whether they are written in brackets.
    are_in_brackets: bool,
    /// The page that is being written, counted from 0.
    page: Option<usize>,
}

impl<'a> Composer<'a> {
    /// Writes the paragraphs of a file whose pages have these labels.
    #[must_use]
    pub fn new(scribe: &'a mut Scribe, labels: &'a [String], vocabulary: &'a Vocabulary, paragraphs: &[Paragraph]) -> Self {
        let mut noted: HashMap<String, HashSet<usize>> = HashMap::new();
        let mut are_in_brackets = false;
        for paragraph in paragraphs.iter().filter(|paragraph| paragraph.shape == Shape::Note) {
            if let Some((page, line)) = paragraph.lines.first()
                && let Some(label) = notes::label(line)
            {
                are_in_brackets |= line.text().trim_start().starts_with('[');
                noted.entry(label).or_default().insert(*page);
            }
        }
        Self { scribe, labels, vocabulary, notes: noted, are_in_brackets, page: None }
    }

    /// Writes a paragraph; `false` when no more is read.
    pub fn paragraph(&mut self, paragraph: &Paragraph, kind: Option<BlockKind>) -> bool {
        self.scribe.end_line();
        if let Some((page, _)) = paragraph.lines.first() {
            self.turn_to(*page);
        }
        let mark = self.scribe.begin();
        if paragraph.shape == Shape::Row {
            self.row(paragraph);
        } else if let (Some(BlockKind::ContentsEntry), Some((name, page))) = (&kind, table::contents_entry(&paragraph.text())) {
            self.scribe.words(&format!("{name} {page}"));
        } else {
            self.lines(paragraph);
        }
        self.scribe.end_line();
        self.scribe.is_bold = false;
        if let Some(kind) = kind {
            self.scribe.end(mark, kind);
        }
        !self.scribe.is_full()
    }

    /// Ends the pages up to this one, which have no more text.
    pub fn turn_to(&mut self, page: usize) {
        let next = self.page.map_or(0, |page| page + 1);
        for number in next..=page {
            self.scribe.page(self.labels.get(number).map_or("", String::as_str));
            self.page = Some(number);
        }
    }

    fn row(&mut self, paragraph: &Paragraph) {
        for (_, line) in &paragraph.lines {
            for (at, cell) in line.cells.iter().enumerate() {
                if at > 0 {
                    self.scribe.cell();
                }
                self.cell(&cell.text());
            }
        }
    }

    /// The lines of a cell, joined.
    fn cell(&mut self, text: &str) {
        let mut lines = text.split('\n').peekable();
        while let Some(line) = lines.next() {
            let joint = lines.peek().map_or(Joint::Close, |next| self.vocabulary.joint(line, next));
            let line = line.trim_end();
            self.scribe.words(if joint == Joint::Whole {
                line.strip_suffix(['-', '\u{2010}', '\u{ad}']).unwrap_or(line)
            } else {
                line
            });
            if joint == Joint::Space {
                self.scribe.words(" ");
            }
        }
    }

    fn lines(&mut self, paragraph: &Paragraph) {
        let count = paragraph.lines.len();
        for (at, (page, line)) in paragraph.lines.iter().enumerate() {
            self.turn_to(*page);
            self.scribe.is_bold = line.is_bold;
            let mut words: Vec<Words> = line.words().collect();
            let text = line.text();
            let joint = match paragraph.lines.get(at + 1) {
                Some((_, next)) if at + 1 < count => self.vocabulary.joint(&text, &next.text()),
                _ => Joint::Close,
            };
            if let Some(last) = words.last_mut() {
                let end = last.text.trim_end().len();
                last.text.truncate(end);
                if joint == Joint::Whole {
                    last.text.pop();
                }
            }
            for piece in &words {
                self.words(piece, *page, paragraph.shape != Shape::Note);
            }
            if joint == Joint::Space {
                self.scribe.words(" ");
            }
        }
    }

    /// Writes words; where they refer to a footnote, that is noted.
    fn words(&mut self, words: &Words, page: usize, is_text: bool) {
        let label = words.text.trim();
        if is_text && words.is_high && self.is_noted(label, page) {
            self.scribe.words(&words.text[..words.text.len() - words.text.trim_start().len()]);
            let mark = self.scribe.begin();
            self.scribe.words(label);
            self.scribe.end(mark, BlockKind::FootnoteRef(label.to_owned()));
            self.scribe.words(&words.text[words.text.trim_end().len()..]);
            return;
        }
        let mut rest = words.text.as_str();
        while is_text
            && self.are_in_brackets
            && let Some(start) = rest.find('[')
            && let Some(end) = rest[start..].find(']').map(|at| start + at + 1)
        {
            let inner = &rest[start + 1..end - 1];
            self.scribe.words(&rest[..start]);
            if self.is_noted(inner, page) {
                let mark = self.scribe.begin();
                self.scribe.words(&rest[start..end]);
                self.scribe.end(mark, BlockKind::FootnoteRef(inner.to_owned()));
            } else {
                self.scribe.words(&rest[start..end]);
            }
            rest = &rest[end..];
        }
        self.scribe.words(rest);
    }

    /// Whether there is a footnote with this label: for a figure anywhere, for a sign on the same page.
    fn is_noted(&self, label: &str, page: usize) -> bool {
        let is_figure = label.chars().all(|c| c.is_ascii_digit());
        notes::is_label(label) && self.notes.get(label).is_some_and(|pages| is_figure || pages.contains(&page))
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::{Cell, Line};
    use super::*;
    use crate::formats::read::manuscript::About;
    use crate::formats::read::testing::bold;

    #[test]
    fn bold_lines_are_told() {
        let line = |text: &str, is_bold: bool| {
            let words = vec![Words { text: text.to_owned(), is_high: false }];
            (0, Line { cells: vec![Cell { words, ..Cell::default() }], is_bold, ..Line::default() })
        };
        let paragraph = |lines| Paragraph { lines, ..Paragraph::default() };
        let all = [paragraph(vec![line("Who came", true), line("then?", true)]), paragraph(vec![line("They.", false)])];
        let (mut scribe, labels) = (Scribe::default(), ["1".to_owned()]);
        let vocabulary = Vocabulary::default();
        let mut composer = Composer::new(&mut scribe, &labels, &vocabulary, &all);
        assert!(all.iter().all(|paragraph| composer.paragraph(paragraph, None)));
        assert_eq!(bold(&scribe.finish(About::default())), ["Who came then?"]);
    }
}

//! Writing a manuscript down piece by piece, in the order of reading.

use super::manuscript::{self, About, Manuscript, Page, Piece};
use crate::report::limits;
use crate::report::passage::BlockKind;
use crate::report::text::Span;

/// Writes a manuscript: white space is folded, code points are counted, and a paragraph ends where it is told to.
#[derive(Debug, Default)]
pub struct Scribe {
    text: String,
    /// The length of the text in code points, line feeds included.
    length: usize,
    /// Where the paragraph that is being written begins.
    line: usize,
    lines: usize,
    /// Whether a space is due before the next word of this paragraph.
    is_space_due: bool,
    /// Whether the words that come are set heavier than text.
    pub is_bold: bool,
    bold: Vec<Span>,
    blocks: Vec<Piece>,
    pages: Vec<Page>,
    page: Option<(usize, String)>,
    complaints: Vec<String>,
}

/// Where something was begun; see [`Scribe::begin`].
#[derive(Clone, Copy, Debug)]
pub struct Mark(usize);

impl Scribe {
    /// Adds words to the paragraph that is being written. Any white space in them, or at their ends, becomes one space;
    /// control characters and soft hyphens are left out.
    pub fn words(&mut self, words: &str) {
        for c in words.chars() {
            if c.is_whitespace() {
                self.is_space_due |= self.length > self.line;
            } else if !(c.is_control() || matches!(c, '\u{ad}' | '\u{feff}' | '\u{200b}')) {
                if std::mem::take(&mut self.is_space_due) && !self.text.ends_with('\t') {
                    self.put(' ');
                }
                self.put(c);
            }
        }
    }

    /// Ends a cell of a table's row.
    pub fn cell(&mut self) {
        self.is_space_due = false;
        self.put('\t');
    }

    fn put(&mut self, c: char) {
        let start = self.length;
        if self.is_bold && !c.is_whitespace() {
            // A space between bold words is as good as bold.
            let is_space = self.text.ends_with(' ');
            match self.bold.last_mut() {
                Some(last) if last.end == start || (is_space && last.end + 1 == start) => last.end = start + 1,
                _ => self.bold.push(Span { start, end: start + 1 }),
            }
        }
        self.text.push(c);
        self.length += 1;
    }

    /// Ends the paragraph; one with no words in it is none.
    pub fn end_line(&mut self) {
        self.is_space_due = false;
        while self.length > self.line && self.text.ends_with('\t') {
            self.text.pop();
            self.length -= 1;
        }
        // A page may begin behind a cell that is none.
        let length = self.length;
        if let Some((start, _)) = &mut self.page {
            *start = length.min(*start);
        }
        for page in self.pages.iter_mut().rev().take_while(|page| page.span.end > length) {
            page.span = Span { start: length.min(page.span.start), end: length };
        }
        if self.length > self.line {
            self.put('\n');
            self.line = self.length;
            self.lines += 1;
        }
    }

    /// Whether the paragraph that is being written has no words yet.
    #[must_use]
    pub fn is_at_start(&self) -> bool {
        self.length == self.line
    }

    /// The last letter of the paragraph that is being written.
    #[must_use]
    pub fn last(&self) -> Option<char> {
        self.text.chars().next_back().filter(|_| !self.is_at_start())
    }

    /// How long the text is, in code points.
    #[must_use]
    pub fn length(&self) -> usize {
        self.length
    }

    /// Whether there are as many lines or bytes as are read of a text; the reader then ends its work.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.lines + 1 >= limits::LINES || self.text.len() as u64 >= limits::FILE_BYTES
    }

    /// Begins something that ends at [`Self::end`]: a block, a reference. A space that is due stands before it.
    pub fn begin(&mut self) -> Mark {
        if std::mem::take(&mut self.is_space_due) && self.length > self.line && !self.text.ends_with('\t') {
            self.put(' ');
        }
        Mark(self.length)
    }

    /// Ends something; nothing is kept of it where no words were written since it was begun.
    pub fn end(&mut self, mark: Mark, kind: BlockKind) {
        let end = if self.text.ends_with('\n') { self.length - 1 } else { self.length };
        if mark.0 < end {
            self.blocks.push(Piece { span: Span { start: mark.0, end }, kind });
        }
    }

    /// A paragraph of its own, of some kind.
    pub fn paragraph(&mut self, kind: Option<BlockKind>, words: &str) {
        self.end_line();
        let mark = self.begin();
        self.words(words);
        self.end_line();
        if let Some(kind) = kind {
            self.end(mark, kind);
        }
    }

    /// The words before belong to the page before, what follows to one with this label. It may lie within a paragraph.
    pub fn page(&mut self, label: &str) {
        self.end_page();
        self.page = Some((self.length, label.to_owned()));
    }

    /// Ends the page; what follows, such as the notes of all pages, stands on none.
    pub fn end_page(&mut self) {
        if let Some((start, label)) = self.page.take() {
            self.pages.push(Page { span: Span { start, end: self.length }, label });
        }
    }

    /// Says what could not be read, in one sentence for people; the same sentence once.
    pub fn complain(&mut self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        if self.complaints.len() < limits::WARNINGS && !self.complaints.contains(&sentence) {
            self.complaints.push(sentence);
        }
    }

    /// The manuscript.
    #[must_use]
    pub fn finish(mut self, about: About) -> Manuscript {
        self.end_line();
        self.end_page();
        manuscript::sort(&mut self.blocks);
        Manuscript {
            text: self.text,
            bold: self.bold,
            blocks: self.blocks,
            pages: self.pages,
            about,
            complaints: self.complaints,
            is_beginning: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(manuscript: &Manuscript) -> Vec<(String, BlockKind)> {
        let slice = |span: Span| manuscript.text.chars().skip(span.start).take(span.end - span.start).collect();
        manuscript.blocks.iter().map(|piece| (slice(piece.span), piece.kind.clone())).collect()
    }

    #[test]
    fn white_space_is_folded_and_blocks_hold_their_words() {
        let mut scribe = Scribe::default();
        scribe.paragraph(Some(BlockKind::Title), "  A\u{ad} Tale \n of  two ");
        scribe.words("It was ");
        scribe.words(" the best");
        let mark = scribe.begin();
        scribe.words("1");
        scribe.end(mark, BlockKind::FootnoteRef("1".to_owned()));
        scribe.words(" of times.\n\n");
        scribe.end_line();
        scribe.end_line();
        scribe.paragraph(Some(BlockKind::Quote), " \t ");
        let manuscript = scribe.finish(About::default());
        assert_eq!(manuscript.text, "A Tale of two\nIt was the best1 of times.\n");
        let expected = [("A Tale of two".to_owned(), BlockKind::Title), ("1".to_owned(), BlockKind::FootnoteRef("1".to_owned()))];
        assert_eq!(said(&manuscript), expected);
    }

    #[test]
    fn a_page_that_begins_in_an_empty_row_begins_where_the_row_would() {
        let mut scribe = Scribe::default();
        scribe.cell();
        scribe.page("1");
        scribe.cell();
        scribe.page("2");
        scribe.end_line();
        scribe.words("One.");
        let manuscript = scribe.finish(About::default());
        let pages: Vec<_> = manuscript.pages.iter().map(|page| (page.span.start, page.span.end)).collect();
        assert_eq!((manuscript.text.as_str(), pages), ("One.\n", vec![(0, 0), (0, 5)]));
    }

    #[test]
    fn pages_meet_and_rows_have_cells() {
        let mut scribe = Scribe::default();
        scribe.page("i");
        scribe.words("One ");
        scribe.page("1");
        scribe.words("two.");
        scribe.end_line();
        let row = scribe.begin();
        scribe.words(" a ");
        scribe.cell();
        scribe.words(" b");
        scribe.cell();
        scribe.end_line();
        scribe.end(row, BlockKind::TableRow);
        let manuscript = scribe.finish(About::default());
        assert_eq!(manuscript.text, "One two.\na\tb\n");
        assert_eq!(said(&manuscript), [("a\tb".to_owned(), BlockKind::TableRow)]);
        let pages: Vec<_> = manuscript.pages.iter().map(|page| (page.span.start, page.span.end, page.label.as_str())).collect();
        assert_eq!(pages, [(0, 3, "i"), (3, 13, "1")]);
    }
}

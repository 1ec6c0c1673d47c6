//! Source texts and positions in them. How quotations are found again: [`anchoring`](super::anchoring).

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use super::limits;

/// A stretch of a document in Unicode code points, 0-based, `end` excluded (W3C `TextPositionSelector`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first code point.
    pub start: usize,
    /// The code point after the last one.
    pub end: usize,
}

impl Span {
    /// A span; `None` when it ends before it starts.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// Whether it holds no text.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether the other span lies inside this one.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one code point.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// How many code points lie between two entries of the table that maps code points to bytes.
const STRIDE: usize = 128;

/// An immutable text with fast ways between code points, bytes and lines. A copy shares the text.
#[derive(Clone, Debug, Default)]
pub struct Text {
    content: Arc<String>,
    /// The byte offset of every [`STRIDE`]th code point.
    marks: Arc<Vec<usize>>,
    length: usize,
    /// The span of each line, without its line end.
    lines: Arc<Vec<Span>>,
    checksum: OnceLock<String>,
}

impl Text {
    /// Takes a text as it is, to the last byte.
    #[must_use]
    pub fn new(text: String) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut lines = Vec::new();
        let (mut length, mut line) = (0, 0);
        for (byte, c) in text.char_indices() {
            if length % STRIDE == 0 {
                marks.push(byte);
            }
            if c == '\n' && lines.len() + 1 < limits::LINES {
                lines.push(Span { start: line, end: length });
                line = length + 1;
            }
            length += 1;
        }
        if line < length {
            lines.push(Span { start: line, end: length });
        }
        Self { content: Arc::new(text), marks: Arc::new(marks), length, lines: Arc::new(lines), checksum: OnceLock::new() }
    }

    /// The SHA-256 of the text in lower-case hexadecimal; reckoned when it is first asked for.
    #[must_use]
    pub fn checksum(&self) -> &str {
        let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
        self.checksum.get_or_init(|| {
            Sha256::digest(self.content.as_bytes()).iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
        })
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// Its length in code points.
    #[must_use]
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The lines, each without its line feed. A text set one paragraph a line has its paragraphs here.
    #[must_use]
    pub fn lines(&self) -> &[Span] {
        &self.lines
    }

    /// Whether it has more lines than [`limits::LINES`], so that the last one holds line feeds.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.lines.len() >= limits::LINES && self.slice(self.lines[limits::LINES - 1]).contains('\n')
    }

    /// The line, from 0, that holds a code point; a line feed belongs to the line it ends.
    #[must_use]
    pub fn line_of(&self, point: usize) -> usize {
        self.lines.partition_point(|line| line.start <= point).saturating_sub(1)
    }

    /// Whether every letter of a stretch is one byte long, so that it need not be walked through.
    fn is_plain(&self, mark: usize) -> bool {
        let next = self.marks.get(mark + 1).copied().unwrap_or(self.content.len());
        next - self.marks[mark] == (self.length - mark * STRIDE).min(STRIDE)
    }

    /// The byte at which a code point begins; the length of the text in bytes for points at or beyond its end.
    #[must_use]
    pub fn byte_of(&self, point: usize) -> usize {
        if point >= self.length {
            return self.content.len();
        }
        let mark = point / STRIDE;
        let start = self.marks[mark];
        if self.is_plain(mark) {
            return start + point - mark * STRIDE;
        }
        let mut rest = self.content[start..].char_indices();
        rest.nth(point - mark * STRIDE).map_or(self.content.len(), |(byte, _)| start + byte)
    }

    /// The code point that begins at a byte, or that the byte is a part of; the length for bytes beyond the end.
    #[must_use]
    pub fn point_of(&self, byte: usize) -> usize {
        if byte >= self.content.len() {
            return self.length;
        }
        let mark = self.marks.partition_point(|start| *start <= byte).saturating_sub(1);
        let start = self.marks[mark];
        if self.is_plain(mark) {
            return mark * STRIDE + byte - start;
        }
        let whole = self.content[start..].char_indices().take_while(|(at, c)| start + at + c.len_utf8() <= byte);
        mark * STRIDE + whole.count()
    }

    /// The bytes of a span, cut at the end of the text.
    #[must_use]
    pub fn bytes_of(&self, span: Span) -> Range<usize> {
        let start = self.byte_of(span.start);
        start..self.byte_of(span.end).max(start)
    }

    /// The text of a span, cut at the end of the text.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.content[self.bytes_of(span)]
    }

    /// Whether a span lies within the text and is not empty.
    #[must_use]
    pub fn holds(&self, span: Span) -> bool {
        !span.is_empty() && span.end <= self.length
    }
}

/// How an annotation says which stretch of a document it speaks of: a position, a quotation, or both.
///
/// This is a W3C `TextPositionSelector` and a `TextQuoteSelector` (Web Annotation Data Model, 2017, 4.2.4 and 4.2.5).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selector {
    /// The position, in code points.
    pub position: Option<Span>,
    /// The quoted text; empty when only a position is given.
    pub exact: String,
    /// Some text right before the quotation; may be empty.
    pub prefix: String,
    /// Some text right after the quotation; may be empty.
    pub suffix: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_carry_no_line_feed() {
        let text = Text::new("one\n\nthree".to_owned());
        let lines: Vec<_> = text.lines().iter().map(|line| text.slice(*line)).collect();
        assert_eq!(lines, ["one", "", "three"]);
        assert_eq!([0, 3, 4, 5, 9].map(|point| text.line_of(point)), [0, 0, 1, 2, 2]);
        assert_eq!(Text::new("ends\n".to_owned()).lines().len(), 1);
    }

    proptest! {
        #[test]
        fn code_points_and_bytes_are_inverse(text in "[a-zёңһ✊👩🏽‍🚒\\n]{0,400}|[a-z]{0,300}[ё✊]{0,2}[a-z]{0,300}") {
            let whole = Text::new(text.clone());
            prop_assert_eq!(whole.len(), text.chars().count());
            for (point, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(whole.byte_of(point), byte);
                prop_assert_eq!(whole.point_of(byte), point);
            }
            prop_assert_eq!(whole.byte_of(whole.len()), text.len());
        }
    }
}

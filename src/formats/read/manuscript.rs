//! What a file says once its format is taken away.

use crate::report::passage::BlockKind;
use crate::report::text::Span;
use crate::report::when::When;

/// What a file says once its format is taken away.
#[derive(Clone, Debug, Default)]
pub struct Manuscript {
    /// The text: one paragraph a line, each ended by a line feed, with no empty lines; the cells of a table's row are set apart by
    /// a tab. Positions are counted in its code points.
    pub text: String,
    /// What is not a plain paragraph; sorted by beginning, the longer one first.
    pub blocks: Vec<Piece>,
    /// What is set heavier than the text around it, in order and without overlap, as far as the format tells.
    pub bold: Vec<Span>,
    /// The pages, in order and without overlap; empty where the format has none.
    pub pages: Vec<Page>,
    /// What the file says of itself.
    pub about: About,
    /// What could not be read or was left out: whole sentences for people, without the file's name.
    pub complaints: Vec<String>,
    /// Whether only the first pages were read, because no more were asked for.
    pub is_beginning: bool,
}

/// A stretch of the text with a part to play in its layout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands, in code points. Line feeds at its end do not belong to it.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// Sorts pieces by beginning, the longer one first.
pub fn sort(pieces: &mut [Piece]) {
    pieces.sort_by_key(|piece| (piece.span.start, std::cmp::Reverse(piece.span.end)));
}

/// A page of a paged file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The text on it, in code points; a paragraph that goes on across pages is cut within.
    pub span: Span,
    /// What is printed on it as its number, or its number in the file, counted from 1.
    pub label: String,
}

/// Something that a file says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<T> {
    /// What it says.
    pub value: T,
    /// Where it says so.
    pub from: Provenance,
}

impl<T> Told<T> {
    /// Something that is told in a certain place.
    #[must_use]
    pub fn new(value: T, from: Provenance) -> Self {
        Self { value, from }
    }
}

pub use crate::report::provenance::Provenance;

/// What a file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Its title, on one line.
    pub title: Option<Told<String>>,
    /// Who wrote it; several names are joined by “, ”.
    pub author: Option<Told<String>>,
    /// Who published it: the name of a site, a house, an organisation.
    pub publisher: Option<Told<String>>,
    /// When it was published.
    pub published: Option<Told<When>>,
    /// When it was written, where that is said apart from when it was published.
    pub written: Option<Told<When>>,
    /// Its language, BCP 47.
    pub language: Option<Told<String>>,
    /// Its licence.
    pub licence: Option<Told<String>>,
    /// Its address.
    pub source: Option<Told<String>>,
}

//! Which sentences tell of a happening, where and when it was, who says so, and how they know.
//!
//! A text is cut into [`layout::paragraphs`] and these into [`sentences`]; [`tells`] says whether the words of one tell of
//! something that has happened; [`setting`] says where and when; [`voices`] finds who is named as the source. A sentence tells
//! of a happening where it has both such words and a place or a time; what goes on in the next sentence belongs to it. All of
//! it is one walk along the text.

pub mod focus;
pub mod layout;
pub mod sentences;
pub mod setting;
mod speaking;
pub mod tells;
pub mod title;
mod units;
pub mod voices;
mod walk;
pub mod words;

#[cfg(test)]
mod tests;

use super::Language;
use super::notes::Note;
use super::times::FoundTime;
use crate::report::passage::{Basis, BlockKind, Status};
use crate::report::place::PlaceKind;
use crate::report::text::{Span, Text};
use crate::report::when::When;
use setting::Source;
pub use voices::Speaker;

/// A place where a text names it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Located {
    /// The words.
    pub span: Span,
    /// Which place it is: a number of the one who asks.
    pub place: usize,
    /// What sort of place.
    pub kind: PlaceKind,
    /// Whether it lies in the country that the text is about, or the text is about none more than others.
    pub is_home: bool,
}

/// What is asked of the finder.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The text.
    pub text: &'a Text,
    /// Its language.
    pub language: Language,
    /// Its layout, sorted by beginnings, outer blocks first.
    pub blocks: &'a [(Span, BlockKind)],
    /// Its notes, in their order.
    pub notes: &'a [Note],
    /// Its times, in their order.
    pub times: &'a [FoundTime],
    /// Its places, in their order.
    pub places: &'a [Located],
    /// When it was written, as far as that is known, for each stretch of it; the first that holds a passage counts.
    pub written: &'a [(Span, When)],
    /// The place that the whole text is about, if most of its places lie there.
    pub whole: Option<usize>,
    /// For each place by its number, in which settlement it is, where it is a site.
    pub around: &'a [Option<usize>],
}

/// A stretch of text that tells of a happening.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundPassage {
    /// Where it stands, in code points: whole sentences, or clauses where one sentence tells of two times.
    pub span: Span,
    /// A title from its own words.
    pub title: String,
    /// Its places, the main one first; empty where nothing says where.
    pub places: Vec<usize>,
    /// From where the main place is known.
    pub located: Source,
    /// When it was; `None` where nothing says it.
    pub when: Option<When>,
    /// How the time is known.
    pub basis: Basis,
    /// From where the time is known.
    pub timed: Source,
    /// The word that tells of a happening, where it is not only the tense.
    pub event: Option<Span>,
    /// Who says so; `None` for the author.
    pub voice: Option<usize>,
    /// How that one knows it.
    pub status: Status,
    /// How sure it is that this is a happening there and then, 0 to 1.
    pub confidence: f32,
}

/// What is found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The passages, in their order; none overlaps another.
    pub passages: Vec<FoundPassage>,
    /// All who are named as saying something.
    pub speakers: Vec<Speaker>,
}

/// The passages of a text.
#[must_use]
pub fn find(asked: &Asked<'_>) -> Found {
    walk::walk(asked)
}

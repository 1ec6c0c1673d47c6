//! Places in a text: spotting by the gazetteer and by shape, what is no place, which of several is meant, and why.

pub mod choose;
pub mod clues;
mod judge;
mod lexicon;
mod shapes;
mod spots;
mod tokens;
mod weights;
mod world;

use crate::report::place::LonLat;
use crate::report::text::Span;

use super::Language;
pub use judge::{Judged, confidence, judge};

/// How many words of a text are read.
const MOST_WORDS: usize = 12_000_000;

/// A decision of a person about a name: what it means, as the caller knows it; nothing for a name that is no place.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    /// The id of the dossier's place.
    pub id: String,
    /// Where it is, if that is known.
    pub point: Option<LonLat>,
}

/// What is asked of the finder.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The text.
    pub text: &'a str,
    /// Its headings, in code points.
    pub headings: &'a [Span],
    /// Its language.
    pub language: Language,
    /// The countries that the reports are about (ISO 3166 alpha-2).
    pub home: &'a [String],
    /// What a person has decided about names.
    pub checked: &'a [(String, Option<Known>)],
}

/// The same as [`judge()`], with the lists of the language.
#[must_use]
pub fn trace<'a>(asked: &Asked<'a>) -> Judged<'a> {
    judge(asked, lexicon::english())
}

//! Annotations that have lost their place in the text: kept in the file, not drawn, and shown to whoever can decide.

use super::anchoring::Why;
use super::ids::DocumentIx;
use super::limits;
use super::text::Span;
use super::warning::Origin;

/// An annotation that has lost its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Where it stands in its file.
    pub origin: Origin,
    /// Which document it speaks of.
    pub document: DocumentIx,
    /// What sort of annotation it is, in a word or two: “passage”, “place”.
    pub kind: &'static str,
    /// Its title, where it has one.
    pub title: String,
    /// The words it quotes, or the beginning of them.
    pub words: String,
    /// Why it has no place.
    pub why: Why,
    /// Where it may stand, the likeliest first.
    pub spots: Vec<Span>,
}

/// All annotations that have lost their place.
#[derive(Clone, Debug, Default)]
pub struct Adrift {
    /// In the order of the file, the first [`limits::ADRIFT`] of them.
    pub listed: Vec<Lost>,
    /// How many are passages.
    pub passages: usize,
    /// How many are other annotations.
    pub others: usize,
}

impl Adrift {
    /// Adds one. What it quotes is cut to what can be shown.
    pub fn push(&mut self, mut lost: Lost) {
        *if lost.kind == PASSAGE { &mut self.passages } else { &mut self.others } += 1;
        if self.listed.len() < limits::ADRIFT {
            if let Some((at, _)) = lost.words.char_indices().nth(limits::NAME) {
                lost.words.truncate(at);
                lost.words.push('…');
            }
            lost.words.shrink_to_fit();
            self.listed.push(lost);
        }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.passages + self.others
    }
}

/// What a passage is called in [`Lost::kind`].
pub const PASSAGE: &str = "passage";

impl Why {
    /// Why an annotation has no place, as a whole sentence.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Nowhere => "These words are not in the text.",
            Self::Differs => "These words are in the text, but the text around them has changed.",
            Self::Several => "These words are in several places, and it is not clear which one is meant.",
            Self::Contested => "The place that fits best belongs to another annotation, or fits it as well.",
            Self::Position => "Only a position was given, and it is not clear where it is now.",
            Self::NotLookedFor => "It was not looked for, because too many others had to be looked for.",
        }
    }
}

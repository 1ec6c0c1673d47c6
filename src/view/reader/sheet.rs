//! The sheet that a document is set on: what decides its paragraphs, the room around them, what of it is seen.

use crate::report::ids::DocumentIx;
use crate::report::text::Span;
use crate::session::Edits;
use crate::view::Scene;

/// The least space left and right of the text: as much as the lines of passages need.
pub const GUTTER: f32 = 18.0;
/// The room that the ribbon takes left of the text, in points.
pub const RIBBON: f32 = 22.0;

/// What decides which paragraphs there are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextKey {
    /// Which document.
    pub document: DocumentIx,
    dossier: usize,
    /// How many edits are made, and how many were taken back: after some of them a dossier may lie where another one was.
    edits: Edits,
    text: usize,
    step: i8,
}

impl TextKey {
    /// The key of a document as it is set now.
    #[must_use]
    pub fn new(scene: &Scene<'_>, document: DocumentIx) -> Self {
        Self {
            document,
            dossier: std::ptr::from_ref(scene.dossier).addr(),
            edits: scene.state.edits,
            text: scene.dossier.document(document).text.as_str().as_ptr().addr(),
            step: scene.state.reader.text_step,
        }
    }

    /// How many steps larger than usual the text is set.
    #[must_use]
    pub fn step(self) -> i8 {
        self.step
    }

    /// Whether it is the same text, whatever its size and whatever was changed of what is said of it: dossiers share their texts.
    #[must_use]
    pub fn is_text_of(self, other: Self) -> bool {
        (self.document, self.text) == (other.document, other.text)
    }
}

/// Which stretch of text is visible, and the row at which one reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The visible stretch.
    pub span: Span,
    /// The row at which one reads.
    pub row: Span,
}

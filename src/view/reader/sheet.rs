//! The sheet that a document is set on: what decides its paragraphs, the room around them, what of it is seen.

use crate::report::ids::DocumentIx;
use crate::report::text::Span;
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
    length: usize,
    step: i8,
}

impl TextKey {
    /// The key of a document as it is set now.
    #[must_use]
    pub fn new(scene: &Scene<'_>, document: DocumentIx) -> Self {
        Self {
            document,
            dossier: std::ptr::from_ref(scene.dossier).addr(),
            length: scene.dossier.document(document).text.len(),
            step: scene.state.reader.text_step,
        }
    }

    /// How many steps larger than usual the text is set.
    #[must_use]
    pub fn step(self) -> i8 {
        self.step
    }

    /// Whether it is the same text, whatever its size.
    #[must_use]
    pub fn is_text_of(self, other: Self) -> bool {
        Self { step: other.step, ..self } == other
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

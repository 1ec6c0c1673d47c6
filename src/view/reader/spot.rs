//! Where laid-out text stands on the screen, and where in it a stretch of the document stands.

use std::ops::Range;
use std::sync::Arc;

use egui::{Galley, Pos2, Rect, pos2, vec2};

use crate::report::passage::Target;
use crate::report::text::Span;

/// The field behind words whose row is this high: marks of two rows do not touch.
#[must_use]
pub fn behind(row: Rect) -> Rect {
    row.shrink2(vec2(-1.5, row.height() * 0.075))
}

/// Text on the screen.
pub struct Spot {
    /// The text.
    pub galley: Arc<Galley>,
    /// Its upper left corner.
    pub at: Pos2,
    start: usize,
}

impl Spot {
    /// The text of a piece of a document, with its upper left corner there.
    #[must_use]
    pub fn new(galley: Arc<Galley>, at: Pos2, piece: Target) -> Self {
        Self { galley, at, start: piece.span.start }
    }

    /// The code point of the document at which its text begins.
    #[must_use]
    pub fn start(&self) -> usize {
        self.start
    }

    /// The lower edge of the text.
    #[must_use]
    pub fn bottom(&self) -> f32 {
        self.at.y + self.galley.size().y
    }

    /// Every row with the stretch of the document that stands in it.
    pub fn rows(&self) -> impl Iterator<Item = (Rect, Span)> + '_ {
        let mut start = self.start;
        self.galley.rows.iter().map(move |placed| {
            let from = start;
            start += placed.char_count_including_newline().0;
            (placed.rect().translate(self.at.to_vec2()), Span { start: from, end: start })
        })
    }

    /// The rectangles that a stretch of code points of the text covers, one for each row it touches.
    #[must_use]
    pub fn rects(&self, range: Range<usize>) -> Vec<Rect> {
        let mut rects = Vec::new();
        let mut start = 0;
        for placed in &self.galley.rows {
            let columns = placed.row.char_count_excluding_newline().0;
            let (from, to) = (range.start.max(start), range.end.min(start + columns));
            if from < to {
                let x = |column: usize| placed.pos.x + placed.row.x_offset((column - start).into());
                let (a, b) = (x(from), x(to));
                let rect = Rect::from_min_max(pos2(a.min(b), placed.min_y()), pos2(a.max(b), placed.max_y()));
                rects.push(rect.translate(self.at.to_vec2()));
            }
            start += placed.char_count_including_newline().0;
        }
        rects
    }
}

//! What several tests need: letters and segments set by hand.

use super::content::{Glyph, Turn};
use super::segment::Segment;

/// Letters five points wide on a line, and nothing for a space.
pub fn set(text: &str, x: f32, y: f32) -> Vec<Glyph> {
    let glyph = |(at, c): (usize, char)| Glyph {
        c,
        #[expect(clippy::cast_precision_loss, reason = "there are few letters")]
        x: x + 5.0 * at as f32,
        y,
        width: 5.0,
        way: (5.0, 0.0),
        size: 10.0,
        turn: Turn::Right,
        font: 0,
        is_bold: false,
        is_italic: false,
        is_hidden: false,
        is_artifact: false,
    };
    text.chars().enumerate().filter(|(_, c)| *c != ' ').map(glyph).collect()
}

/// A segment.
pub fn segment(text: &str, x: f32, y: f32) -> Segment {
    Segment::new(set(text, x, y))
}

/// What segments say, without spaces.
pub fn said(segments: &[Segment]) -> Vec<String> {
    segments.iter().map(|segment| segment.glyphs.iter().map(|placed| placed.glyph.c).collect()).collect()
}

//! What several tests need: letters and segments set by hand.

use super::content::{Glyph, Turn};
use super::segment::Segment;

/// A letter of ten points.
pub fn letter(c: char, (x, y): (f32, f32), width: f32) -> Glyph {
    Glyph {
        c,
        x,
        y,
        width,
        way: (width, 0.0),
        size: 10.0,
        turn: Turn::Right,
        font: 0,
        is_bold: false,
        is_italic: false,
        is_hidden: false,
        is_artifact: false,
        order: (0, 0),
    }
}

/// Letters five points wide on a line, a space being one as well.
pub fn row(text: &str, x: f32, y: f32) -> Vec<Glyph> {
    #[expect(clippy::cast_precision_loss, reason = "there are few letters")]
    let glyph = |(at, c): (usize, char)| letter(c, (x + 5.0 * at as f32, y), 5.0);
    text.chars().enumerate().map(glyph).collect()
}

/// Letters five points wide on a line, and nothing for a space.
pub fn set(text: &str, x: f32, y: f32) -> Vec<Glyph> {
    row(text, x, y).into_iter().filter(|glyph| glyph.c != ' ').collect()
}

/// A segment.
pub fn segment(text: &str, x: f32, y: f32) -> Segment {
    Segment::new(set(text, x, y))
}

/// What segments say, without spaces.
pub fn said(segments: &[Segment]) -> Vec<String> {
    segments.iter().map(|segment| segment.glyphs.iter().map(|placed| placed.glyph.c).collect()).collect()
}

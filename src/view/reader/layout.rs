//! How each paragraph of a document is set.

use egui::{Color32, FontId};

use crate::report::dossier::Dossier;
use crate::report::ids::DocumentIx;
use crate::report::passage::{Block, BlockKind};
use crate::report::text::Span;
use crate::theme::{self, Palette, size};

/// How a paragraph is set.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Its face and size.
    pub font: FontId,
    /// Its colour.
    pub ink: Color32,
    /// How far it stands in from the left, in points.
    pub indent: f32,
    /// The space above it, in points.
    pub above: f32,
    /// Whether a line stands left of it, as for quotations.
    pub ruled: bool,
}

/// How a line of a document is set: by the innermost block that covers it whole.
#[must_use]
pub fn setting(dossier: &Dossier, document: DocumentIx, line: Span, palette: &Palette) -> Setting {
    let covers = |block: &&Block| {
        block.target.document == document && block.target.span.contains(line) && !matches!(block.kind, BlockKind::FootnoteRef(_))
    };
    let plain = Setting { font: theme::serif(size::READING), ink: palette.ink, indent: 0.0, above: 10.0, ruled: false };
    let mut setting = plain.clone();
    // Blocks are sorted from the outside in, so inner ones have the last word.
    for block in dossier.blocks.iter().filter(covers) {
        setting = match &block.kind {
            BlockKind::Publisher => Setting { font: theme::medium(size::LABEL), ink: palette.mute, ..plain.clone() },
            BlockKind::Title => Setting { font: theme::serif_bold(size::HEADING + 6.0), above: 8.0, ..plain.clone() },
            BlockKind::Subtitle => {
                Setting { font: theme::serif_italic(size::TITLE), ink: palette.mute, above: 2.0, ..plain.clone() }
            }
            BlockKind::ContentsEntry => {
                Setting { font: theme::sans(size::TEXT), ink: palette.mute, indent: 14.0, above: 2.0, ..plain.clone() }
            }
            BlockKind::Heading(level) => {
                let (extra, above) = if *level <= 1 { (3.0, 34.0) } else { (0.0, 24.0) };
                let font =
                    if *level >= 3 { theme::serif_bold(size::TITLE) } else { theme::serif_bold(size::HEADING - 3.0 + extra) };
                Setting { font, above, ..plain.clone() }
            }
            BlockKind::Question => Setting { font: theme::serif_bold(size::READING), above: 20.0, ..plain.clone() },
            BlockKind::Answer | BlockKind::FootnoteRef(_) => setting,
            BlockKind::Quote => Setting { indent: setting.indent + 20.0, ruled: true, ..plain.clone() },
            BlockKind::Verse => Setting {
                font: theme::serif_italic(size::READING),
                indent: setting.indent + 20.0,
                above: 2.0,
                ruled: false,
                ..plain.clone()
            },
            BlockKind::Links => Setting { font: theme::sans(size::LABEL), ink: palette.mute, above: 4.0, ..plain.clone() },
            BlockKind::Footnote(_) => Setting { font: theme::serif(size::TEXT), ink: palette.mute, above: 8.0, ..plain.clone() },
        };
    }
    setting
}

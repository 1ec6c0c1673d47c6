//! Text with its mentions marked: places by a tint, times by a tint and a line under them.

use std::ops::Range;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Stroke};

use crate::report::ids::MentionIx;
use crate::report::passage::{Subject, Target};
use crate::report::text::Span;
use crate::view::Scene;

/// A stretch of laid-out text, in code points from its beginning, that a mention covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Which mention.
    pub mention: MentionIx,
    /// Where, in code points of the piece of text.
    pub range: Range<usize>,
}

/// Lays out a stretch of a document with its mentions marked.
///
/// Mentions that lie within another one are left to the outer one, so that no stretch is marked twice.
#[must_use]
pub fn job(scene: &Scene<'_>, target: Target, font: &FontId, ink: Color32, width: f32) -> (LayoutJob, Vec<Marked>) {
    let text = &scene.dossier.document(target.document).text;
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    let plain = TextFormat { font_id: font.clone(), color: ink, line_height: Some(font.size * 1.45), ..TextFormat::default() };
    let mut marked = Vec::new();
    let mut at = target.span.start;
    for ix in scene.index.mentions_in(scene.dossier, target) {
        let mention = scene.dossier.mention(ix);
        let start = mention.target.span.start.max(target.span.start);
        let end = mention.target.span.end.min(target.span.end);
        if start < at || start >= end {
            continue;
        }
        job.append(text.slice(Span { start: at, end: start }), 0.0, plain.clone());
        job.append(text.slice(Span { start, end }), 0.0, format(scene, &plain, mention.subject));
        marked.push(Marked { mention: ix, range: start - target.span.start..end - target.span.start });
        at = end;
    }
    job.append(text.slice(Span { start: at, end: target.span.end }), 0.0, plain);
    (job, marked)
}

fn format(scene: &Scene<'_>, plain: &TextFormat, subject: Subject) -> TextFormat {
    let palette = scene.palette;
    match subject {
        Subject::Place(_) => TextFormat { background: palette.place_mark, expand_bg: 1.5, ..plain.clone() },
        Subject::Time(..) => TextFormat {
            background: palette.time_mark,
            expand_bg: 1.5,
            underline: Stroke::new(1.0, palette.time_rule),
            ..plain.clone()
        },
    }
}

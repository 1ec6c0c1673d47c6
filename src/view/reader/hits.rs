//! What was searched for, marked where it was found.

use std::ops::Range;

use egui::text::{LayoutJob, LayoutSection, TextFormat};
use egui::{Painter, Rect, Stroke, StrokeKind};

use crate::report::passage::Target;
use crate::theme::Palette;
use crate::view::Scene;

/// The hits in a stretch of text, in code points from its beginning, and whether it is the one that was stepped to.
pub fn within(scene: &Scene<'_>, target: Target) -> impl Iterator<Item = (Range<usize>, bool)> {
    let current = scene.state.hit;
    scene.index.hits_in(target).iter().map(move |hit| {
        let span = hit.target.span;
        let start = span.start.max(target.span.start) - target.span.start;
        (start..span.end.min(target.span.end) - target.span.start, current == Some(hit.target))
    })
}

/// Marks a hit behind text that is painted after it.
pub fn paint(painter: &Painter, palette: &Palette, rect: Rect, current: bool) {
    let rect = rect.expand2(egui::vec2(1.5, 0.0));
    painter.rect_filled(rect, 2.0, if current { palette.hit } else { palette.hit_mark });
    if current {
        painter.rect_stroke(rect, 2.0, Stroke::new(1.5, palette.hit_rule), StrokeKind::Outside);
    }
}

/// Marks the hits in text that is laid out from a stretch of a document.
#[must_use]
pub fn lit(scene: &Scene<'_>, target: Target, mut job: LayoutJob) -> LayoutJob {
    let text = &scene.dossier.document(target.document).text;
    if scene.index.hits_in(target).is_empty() || job.text != text.slice(target.span) {
        return job;
    }
    let byte = |point: usize| text.byte_of(target.span.start + point) - text.byte_of(target.span.start);
    let hits: Vec<(Range<usize>, bool)> =
        within(scene, target).map(|(range, current)| (byte(range.start)..byte(range.end), current)).collect();
    let sections = std::mem::take(&mut job.sections);
    job.sections = sections.into_iter().flat_map(|section| cut(&section, &hits, scene.palette)).collect();
    job
}

/// A section in pieces, those in a hit with its ground.
fn cut(section: &LayoutSection, hits: &[(Range<usize>, bool)], palette: &Palette) -> Vec<LayoutSection> {
    let (mut at, end) = (section.byte_range.start.0, section.byte_range.end.0);
    let mut pieces = Vec::new();
    let mut push = |from: usize, to: usize, format: TextFormat| {
        if from < to {
            let leading_space = if from == section.byte_range.start.0 { section.leading_space } else { 0.0 };
            pieces.push(LayoutSection { leading_space, byte_range: from.into()..to.into(), format });
        }
    };
    for (hit, current) in hits.iter().filter(|(hit, _)| hit.start < end && hit.end > section.byte_range.start.0) {
        let (from, to) = (hit.start.max(at), hit.end.min(end));
        push(at, from, section.format.clone());
        let ground = if *current { palette.hit } else { palette.hit_mark };
        push(from, to, TextFormat { background: ground, expand_bg: 1.5, ..section.format.clone() });
        at = to;
    }
    push(at, end, section.format.clone());
    pieces
}

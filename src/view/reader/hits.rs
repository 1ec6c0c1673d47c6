//! What was searched for, marked where it was found.

use std::ops::Range;

use egui::{Painter, Rect, Stroke, StrokeKind, Ui};

use super::spot::{Spot, behind};
use crate::report::passage::Target;
use crate::theme::Palette;
use crate::view::Scene;

/// The hits in a stretch of text, in code points from its beginning, and whether it is the one that was stepped to.
fn within(scene: &Scene<'_>, target: Target) -> impl Iterator<Item = (Range<usize>, bool)> {
    let current = scene.state.hit;
    scene.index.hits_in(target).iter().map(move |hit| {
        let span = hit.target.span;
        let start = span.start.max(target.span.start) - target.span.start;
        (start..span.end.min(target.span.end) - target.span.start, current == Some(hit.target))
    })
}

/// Marks the hits in a piece of text that is painted after it.
pub fn mark(ui: &Ui, scene: &Scene<'_>, target: Target, spot: &Spot) {
    for (range, current) in within(scene, target) {
        for rect in spot.rects(range) {
            paint(ui.painter(), scene.palette, behind(rect), current);
        }
    }
}

fn paint(painter: &Painter, palette: &Palette, rect: Rect, current: bool) {
    painter.rect_filled(rect, 2.0, if current { palette.hit } else { palette.hit_mark });
    if current {
        painter.rect_stroke(rect, 2.0, Stroke::new(1.5, palette.hit_rule), StrokeKind::Outside);
    }
}

//! Where the pages of the original begin: their labels in the margin of the text.

use egui::{Align2, Rect, Sense, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::layout::Piece;
use super::spot::Spot;
use crate::report::ids::DocumentIx;
use crate::report::outside::closed;
use crate::report::passage::BlockKind;
use crate::theme::{self, size};
use crate::view::Scene;

/// The size of a label, in points: it is looked for and not read along with the text.
const SIZE: f32 = size::LABEL - 1.5;

/// Where each page of a document begins, in code points, and its label; in order.
#[must_use]
pub fn starts(scene: &Scene<'_>, document: DocumentIx) -> Vec<(usize, String)> {
    let blocks = scene.dossier.blocks.iter().filter(|block| block.target.document == document);
    let label = |kind: &BlockKind| if let BlockKind::Page(label) = kind { Some(closed(label).into_owned()) } else { None };
    blocks.filter_map(|block| Some((block.target.span.start, label(&block.kind)?))).collect()
}

/// Draws the labels of the pages that begin in a paragraph, right of the column, whose right edge is given.
pub fn draw(ui: &Ui, scene: &Scene<'_>, starts: &[(usize, String)], piece: &Piece, spot: &Spot, right: f32) {
    let span = piece.target.span;
    let first = starts.partition_point(|(start, _)| *start < span.start);
    for (start, label) in starts[first..].iter().take_while(|(start, _)| *start < span.end) {
        let within = start - span.start;
        let Some(row) = spot.rects(within..within + 1).first().copied() else { continue };
        let at = pos2(right + 4.0, row.top() + 1.0);
        let painter = ui.painter();
        let drawn = painter.text(at, Align2::LEFT_TOP, label, theme::sans(SIZE), scene.palette.mute);
        // A fine line says before which word it begins.
        if within > 0 {
            painter.vline(row.left() - 1.0, row.y_range(), egui::Stroke::new(1.0, scene.palette.faint));
        }
        let area = Rect::from_min_size(drawn.min, drawn.size().max(vec2(8.0, 8.0)));
        let node = ui.interact(area, ui.scope_id().with(("page", *start)), Sense::hover());
        let name = format!("Page {label}");
        node.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
        node.on_hover_text(format!("Page {label} of the original begins here"));
    }
}

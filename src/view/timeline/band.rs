//! The band that stands for the longer passages of a lane, and unfolds into them.

use egui::{Color32, Painter, Rect, Sense, Ui, accesskit::Role, pos2};

use super::lanes::Lane;
use super::stack::Longer;
use crate::session::Action;
use crate::theme::{self, icon, size};
use crate::view::{Scene, brush, words};

/// Draws the band, where a lane has one; a click unfolds or folds it.
pub fn show(ui: &Ui, painter: &Painter, scene: &Scene<'_>, lane: &Lane, strip: Rect) -> Option<Action> {
    let (top, bottom) = lane.band()?;
    let ends = lane.longer.iter().fold((f32::MAX, f32::MIN), |(left, right), bar| (left.min(bar.left), right.max(bar.right)));
    let x = ends.0.max(strip.left())..=ends.1.min(strip.right());
    let rect = Rect::from_x_y_ranges(x, strip.top() + top..=strip.top() + bottom);
    let inside = lane.longer_inside(scene);
    let unfolded = lane.share.longer == Longer::Unfolded;
    let palette = scene.palette;
    painter.rect_filled(rect, 3.0, palette.bar_quiet.gamma_multiply(0.55));
    if inside > 0 {
        painter.rect_filled(rect, 3.0, palette.window_tint);
    }
    let caret = if unfolded { icon::CARET_DOWN } else { icon::CARET_RIGHT };
    let mut at = rect.left() + 6.0;
    let mut write = |text: String, ink: Color32| {
        let galley = painter.layout_no_wrap(text, theme::sans(size::LABEL), Color32::PLACEHOLDER);
        painter.galley(pos2(at, rect.center().y - galley.size().y / 2.0), galley.clone(), ink);
        at += galley.size().x;
    };
    write(format!("{caret} {}", lane.band_words()), palette.bar_ink);
    if inside > 0 {
        write(format!("   {inside} in the window"), palette.window);
    }
    let response = ui.interact(rect, ui.scope_id().with(("longer", lane.key)), Sense::click());
    let name = format!("{} of {}, {inside} in the window", words::count(lane.longer.len(), "longer passage"), lane.name);
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(unfolded));
    brush::focus_ring(painter, &response, rect, palette.ink);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let clicked = response.clicked();
    let verb = if unfolded { "fold them" } else { "show each of them" };
    response.on_hover_text(format!("{name}.\nThey cover a long time at this zoom. Click to {verb}."));
    clicked.then_some(Action::UnfoldLonger(lane.key, !unfolded))
}

//! The names of the lanes, left of the axis: each is a button that unfolds its lane and folds it again.

use std::sync::Arc;

use egui::{Align2, Color32, FontId, Galley, Painter, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, accesskit::Role, pos2};

use super::lanes::{Lane, swatch};
use super::stack::{Form, STRIP};
use crate::index::lanes::LaneKey;
use crate::session::{Action, Hovered};
use crate::theme::{self, icon, size};
use crate::view::{Scene, brush, words};

/// The space between the count and the axis, in points.
const GAP: f32 = 10.0;
/// The room for the caret before a name, in points.
const CARET: f32 = 16.0;

/// The name of a lane with its count. It stays in view as long as its lane is; cut where it is too long, with the whole in
/// its tooltip.
pub fn show(ui: &Ui, painter: &Painter, scene: &Scene<'_>, lane: &Lane, strip: Rect, names_left: f32) -> Vec<Action> {
    let place = if let LaneKey::Place(place) = lane.key { Some(place) } else { None };
    let chosen = place.is_some() && place == scene.state.selection.place;
    let hit = Rect::from_min_max(pos2(names_left, strip.top()), pos2(strip.left() - 4.0, strip.bottom()));
    let response = ui.interact(hit, ui.scope_id().with(("lane", lane.key)), Sense::click());
    if painter.clip_rect().intersects(strip) {
        draw(painter, scene, lane, strip, hit, chosen);
    }
    let label = format!("Lane {}", lane.name);
    response.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, chosen, &label));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(lane.unfolded));
    focus(ui, painter, scene, &response, hit);
    let mut actions = Vec::new();
    if response.double_clicked()
        && let Some(place) = place
    {
        actions.push(Action::SelectPlace(Some(place)));
    } else if response.clicked() {
        actions.push(Action::UnfoldLane(lane.key, !lane.unfolded));
    }
    if let Some(place) = place.filter(|_| response.hovered()) {
        actions.push(Action::Hover(Some(Hovered::Place(place))));
    }
    let verb = if lane.unfolded { "fold the lane into one row" } else { "give each passage its own row" };
    let read = if place.is_some() { "; double-click to read its passages" } else { "" };
    let holds = if lane.holds.is_empty() { String::new() } else { format!(": {}", lane.holds.join(", ")) };
    let count = words::count(lane.count, "passage");
    response.on_hover_text(format!("{}{holds}\n{count} here. Click to {verb}{read}.", lane.name));
    actions
}

fn focus(ui: &Ui, painter: &Painter, scene: &Scene<'_>, response: &Response, hit: Rect) {
    brush::focus_ring(painter, response, hit.shrink(2.0), scene.palette.ink);
    if response.gained_focus() {
        ui.scroll_to_rect(Rect::from_min_size(hit.min, Vec2::new(hit.width(), STRIP)), None);
    }
}

fn draw(painter: &Painter, scene: &Scene<'_>, lane: &Lane, strip: Rect, hit: Rect, chosen: bool) {
    let palette = scene.palette;
    // A profile knows how much lies where and not what; whether anything of it is in the window, its columns show.
    let inside = lane.bars.iter().any(|bar| bar.look(scene).inside);
    let (font, ink) = match (chosen, inside) {
        (true, _) => (theme::bold(size::LABEL), palette.ink),
        (false, true) => (theme::medium(size::LABEL), palette.ink),
        (false, false) => (theme::sans(size::LABEL), palette.mute),
    };
    let row = if lane.share.form == Form::Titled { lane.share.pitch + 2.0 * super::stack::AROUND } else { STRIP };
    let view = painter.clip_rect();
    let top = strip.top().max(view.top()).min((strip.bottom() - row).max(strip.top()));
    let middle = top + row / 2.0;
    if chosen {
        let mark = Rect::from_min_max(pos2(hit.left() - 6.0, strip.top() + 3.0), pos2(hit.left() - 3.0, strip.bottom() - 3.0));
        painter.rect_filled(mark, 1.5, palette.ink);
    }
    let mute = palette.mute;
    let caret = if lane.unfolded { icon::CARET_DOWN } else { icon::CARET_RIGHT };
    painter.text(pos2(hit.left(), middle), Align2::LEFT_CENTER, caret, theme::sans(size::LABEL), mute);
    let count = painter.layout_no_wrap(words::number(lane.count), theme::sans(size::LABEL), mute);
    let mut right = strip.left() - GAP - count.size().x;
    painter.galley(pos2(right, middle - count.size().y / 2.0), count, mute);
    if let Some(tint) = swatch(scene, lane.key) {
        right -= 14.0;
        let square = Rect::from_center_size(pos2(right + 4.0, middle), Vec2::splat(8.0));
        painter.rect(square, 1.0, tint, Stroke::new(1.0, palette.bar), StrokeKind::Inside);
    }
    let name = cut(painter, &lane.name, font, ink, right - 6.0 - hit.left() - CARET);
    painter.galley(pos2(hit.left() + CARET, middle - name.size().y / 2.0), name, ink);
}

fn cut(painter: &Painter, text: &str, font: FontId, ink: Color32, room: f32) -> Arc<Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    painter.layout_job(job)
}

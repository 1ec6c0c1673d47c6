//! The detail axis: ticks, the names of the lanes, and what lies in them.

use std::sync::Arc;

use egui::{Align2, Color32, FontId, Galley, Painter, Rect, Response, Sense, Stroke, Ui, accesskit::Role, pos2, vec2};

use super::lanes::{Lane, LanePlan, swatch};
use super::ticks::TICKS;
use super::{Axis, Cache, bars, context, handles, place, ticks};
use crate::index::lanes::LaneKey;
use crate::index::times::Window;
use crate::report::moment::{DAY, Moment};
use crate::session::{Action, Hovered};
use crate::theme::{self, size};
use crate::view::{Scene, brush, words};

/// Draws the axis into `rect`; the names of the lanes stand between `names_left` and it.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, cache: &mut Cache, rect: Rect, names_left: f32) -> Vec<Action> {
    let axis =
        Axis::new(cache.glide.shown(ui, scene.state), rect.left(), rect.right()).said_by(scene.state.week, scene.state.clock);
    let lanes_rect = Rect::from_min_max(pos2(rect.left(), rect.top() + TICKS), rect.max);
    let plan = cache.plan(scene, axis, lanes_rect.height());
    let response = ui.interact(rect, ui.scope_id().with("axis"), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Canvas, true, "Timeline axis"));
    let mut actions = handles::axis_input(ui, scene, &axis, &response);
    let painter = ui.painter_at(Rect::from_min_max(pos2(names_left, rect.top()), pos2(rect.right() + 1.0, rect.bottom())));
    grid(&painter, scene, &axis, rect);
    whereabouts(&painter, scene, &axis, rect);
    handles::band(&painter, scene, &axis, rect);
    actions.extend(handles::body(ui, scene, &axis, rect));
    actions.extend(lanes(ui, &painter, scene, &axis, plan, lanes_rect, names_left));
    actions.extend(handles::show(ui, scene, &axis, rect));
    reading(&painter, scene, &axis, rect);
    day_double_click(scene, &axis, &response, &mut actions);
    actions
}

/// A double click on free axis fits that day.
fn day_double_click(scene: &Scene<'_>, axis: &Axis, response: &Response, actions: &mut Vec<Action>) {
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.double_clicked()) {
        let at = axis.time_from_x(f64::from(pointer.x));
        let from = Moment(at.0 - at.0.rem_euclid(DAY));
        actions.retain(|action| !matches!(action, Action::SetWindow(_) | Action::PlaceWindow(_)));
        if scene.state.range.seconds() > DAY {
            actions.push(Action::GoToTime(Window::new(from, from.plus(DAY))));
        }
    }
}

fn grid(painter: &Painter, scene: &Scene<'_>, axis: &Axis, rect: Rect) {
    let palette = scene.palette;
    let line = Stroke::new(1.0, palette.rule);
    let ticks = ticks(axis);
    for tick in &ticks {
        let x = axis.x(tick.at).round() + 0.5;
        painter.line_segment([pos2(x, rect.top()), pos2(x, rect.bottom())], line);
    }
    let face = |strong: bool| if strong { theme::bold(size::LABEL) } else { theme::sans(size::LABEL) };
    let set = |text: &str, strong: bool, ink| painter.layout_no_wrap(text.to_owned(), face(strong), ink);
    let middle = rect.top() + TICKS / 2.0;
    for label in place(axis, &ticks, |text, strong| set(text, strong, palette.ink).size().x) {
        for (text, strong, left, ink) in
            [(&label.quiet, false, label.left, palette.mute), (&label.strong, true, label.strong_left, palette.ink)]
        {
            let galley = set(text, strong, ink);
            painter.galley(pos2(left, middle - galley.size().y / 2.0), galley, ink);
        }
    }
    painter.line_segment([pos2(rect.right() - 0.5, rect.top()), pos2(rect.right() - 0.5, rect.bottom())], line);
}

/// The day, month or year in which the axis begins, left of the ticks.
fn whereabouts(painter: &Painter, scene: &Scene<'_>, axis: &Axis, rect: Rect) {
    let at = pos2(rect.left() - 10.0, rect.top() + TICKS / 2.0);
    painter.text(at, Align2::RIGHT_CENTER, context(axis), theme::medium(size::LABEL), scene.palette.mute);
}

/// Where the reader's eye is in the text, at the time of the passage that is read.
fn reading(painter: &Painter, scene: &Scene<'_>, axis: &Axis, rect: Rect) {
    let passage = scene.state.reading_position.and_then(|position| position.passage);
    let when = passage.and_then(|ix| scene.dossier.passage(ix).when);
    if let Some(when) = when.filter(|when| axis.range().contains(when.earliest())) {
        brush::reading_mark(painter, pos2(axis.x(when.earliest()), rect.top() + TICKS), scene.palette.ink);
    }
}

fn lanes(ui: &Ui, painter: &Painter, scene: &Scene<'_>, axis: &Axis, plan: &LanePlan, rect: Rect, names_left: f32) -> Vec<Action> {
    let mut actions = Vec::new();
    if plan.lanes.is_empty() {
        let text = "Nothing is dated here. Press Home, or pick a stretch below.";
        painter.text(rect.center(), Align2::CENTER_CENTER, text, theme::sans(size::TEXT), scene.palette.mute);
        return actions;
    }
    for (index, lane) in plan.lanes.iter().enumerate() {
        let strip = Rect::from_min_size(pos2(rect.left(), rect.top() + lane.top), vec2(rect.width(), lane.height));
        if index > 0 {
            let y = strip.top().round() + 0.5;
            painter.line_segment([pos2(strip.left(), y), pos2(strip.right(), y)], Stroke::new(1.0, scene.palette.rule));
        }
        actions.extend(name(ui, painter, scene, lane, strip, names_left));
        actions.extend(bars::show(ui, painter, scene, axis, lane, strip));
    }
    actions
}

/// The name of a lane, cut where it is too long, with the whole in its tooltip; a click chooses the place.
fn name(ui: &Ui, painter: &Painter, scene: &Scene<'_>, lane: &Lane, strip: Rect, names_left: f32) -> Option<Action> {
    let place = if let LaneKey::Place(place) = lane.key { Some(place) } else { None };
    let chosen = place.is_some() && place == scene.state.selection.place;
    let inside = lane.bars.iter().any(|bar| bar.look(scene).inside);
    let (font, ink) = match (chosen, inside) {
        (true, _) => (theme::bold(size::LABEL), scene.palette.ink),
        (false, true) => (theme::medium(size::LABEL), scene.palette.ink),
        (false, false) => (theme::sans(size::LABEL), scene.palette.mute),
    };
    let tint = swatch(scene, lane.key);
    let right = strip.left() - if tint.is_some() { 24.0 } else { 10.0 };
    let galley = cut(painter, &lane.name, font, ink, right - names_left);
    let at = Align2::RIGHT_CENTER.anchor_size(pos2(right, strip.center().y), galley.size());
    painter.galley(at.min, galley, ink);
    if let Some(tint) = tint {
        let square = Rect::from_center_size(pos2(strip.left() - 14.0, strip.center().y), egui::Vec2::splat(8.0));
        painter.rect(square, 1.0, tint, Stroke::new(1.0, scene.palette.bar), egui::StrokeKind::Inside);
    }
    let hit = Rect::from_min_max(pos2(names_left, strip.top()), pos2(strip.left() - 4.0, strip.bottom()));
    let sense = if place.is_some() { Sense::click() } else { Sense::hover() };
    let response = ui.interact(hit, ui.scope_id().with(("lane", lane.key)), sense);
    let label = format!("Lane {}", lane.name);
    response.widget_info(|| match place {
        Some(_) => egui::WidgetInfo::selected(Role::Button, true, chosen, &label),
        None => egui::WidgetInfo::labeled(Role::Label, true, &label),
    });
    brush::focus_ring(painter, &response, hit, scene.palette.ink);
    let (hovered, clicked) = (response.hovered(), response.clicked());
    let holds = if lane.holds.is_empty() { String::new() } else { format!(": {}", lane.holds.join(", ")) };
    response.on_hover_text(format!("{}{holds}\n{} here", lane.name, words::count(lane.count, "passage")));
    match (place, clicked, hovered) {
        (Some(place), true, _) => Some(Action::SelectPlace(Some(place))),
        (Some(place), _, true) => Some(Action::Hover(Some(Hovered::Place(place)))),
        _ => None,
    }
}

fn cut(painter: &Painter, text: &str, font: FontId, ink: Color32, room: f32) -> Arc<Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    painter.layout_job(job)
}

//! The detail axis: ticks, the names of the lanes, and what lies in them.

use egui::scroll_area::{DragScroll, ScrollSource};
use egui::style::ScrollAnimation;
use egui::{Align2, Painter, Rect, Response, ScrollArea, Sense, Stroke, Ui, UiBuilder, accesskit::Role, pos2, vec2};

use super::hand::Hand;
use super::plan::LanePlan;
use super::ticks::TICKS;
use super::{Axis, Cache, RIGHT, band, bars, context, handles, names, place, ticks, veil};
use crate::index::times::Window;
use crate::report::moment::{DAY, Moment};
use crate::session::Action;
use crate::theme::{self, size};
use crate::view::parts::{self, Part};
use crate::view::{Scene, asked, brush};

/// Draws the axis into `rect`; the names of the lanes stand between `names_left` and it.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, cache: &mut Cache, rect: Rect, names_left: f32) -> Vec<Action> {
    let axis =
        Axis::new(cache.glide.shown(ui, scene.state), rect.left(), rect.right()).said_by(scene.state.week, scene.state.clock);
    let lanes_rect = Rect::from_min_max(pos2(rect.left(), rect.top() + TICKS), rect.max);
    let view = Rect::from_min_max(pos2(names_left - 8.0, lanes_rect.top() + 1.0), pos2(rect.right() + RIGHT, rect.bottom()));
    let to_top = cache.settle_order(ui, scene, view);
    let mut hand = std::mem::take(&mut cache.hand);
    let released = hand.keys(ui, scene);
    let plan = cache.plan(ui.painter(), scene, axis, view.height());
    let response = ui.interact(rect, ui.scope_id().with("axis"), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Canvas, true, "Timeline axis"));
    parts::note(Part::Timeline, ui.max_rect().union(rect), &response);
    let mut actions = handles::axis_input(ui, scene, &axis, &response);
    let painter = ui.painter_at(Rect::from_min_max(pos2(names_left, rect.top()), pos2(rect.right() + 1.0, rect.bottom())));
    veil::ground(&painter, scene, &axis, rect);
    grid(&painter, scene, &axis, rect);
    whereabouts(&painter, scene, &axis, rect);
    actions.extend(handles::body(ui, scene, &axis, rect));
    veil::frame(&ui.painter_at(rect.expand2(vec2(2.0, 0.0))), scene, &axis, rect, handles::widths(ui, scene, &axis, rect));
    actions.extend(released);
    actions.extend(lanes(ui, scene, &axis, plan, (view, names_left, to_top), &mut hand));
    actions.extend(handles::show(ui, scene, &axis, rect));
    actions.extend(hand.ends(ui, &ui.painter_at(view), scene, &axis));
    hand.settle(ui);
    hand.paint(&ui.painter_at(view), scene, &axis);
    cache.hand = hand;
    asked(ui, &painter, scene, &axis, rect);
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

/// How wide the line of a short time is at least, in points.
const LEAST_LINE: f32 = 10.0;

/// The time that is asked about: a line under the ticks, as long as it is.
fn asked(ui: &Ui, painter: &Painter, scene: &Scene<'_>, axis: &Axis, rect: Rect) {
    let Some(when) = asked::now(ui, scene).and_then(|asked| asked.when) else { return };
    let time = scene.index.window_of(&when);
    let (from, to) = (axis.x(time.from).max(rect.left()), axis.x(time.to).min(rect.right()));
    if from <= rect.right() && to >= rect.left() {
        let y = rect.top() + TICKS - 1.5;
        // Wide enough to be seen, and below the words at the ticks.
        let spare = (LEAST_LINE - (to - from)).max(0.0) / 2.0;
        let line = Rect::from_min_max(pos2(from - spare, y - 2.0), pos2(to + spare, y + 2.0));
        painter.rect_filled(line, 2.0, scene.palette.time_rule);
        painter.rect_stroke(line, 2.0, Stroke::new(1.0, scene.palette.ink), egui::StrokeKind::Outside);
    }
}

/// The lanes, which scroll where there is not room for all of them.
fn lanes(
    ui: &mut Ui,
    scene: &Scene<'_>,
    axis: &Axis,
    plan: &LanePlan,
    (view, names_left, to_top): (Rect, f32, bool),
    hand: &mut Hand,
) -> Vec<Action> {
    let mut actions = Vec::new();
    let (left, right) = axis.ends();
    if plan.lanes.is_empty() {
        let text = if scene.index.dated().is_empty() && !scene.index.filter().is_empty() {
            "No passage with a date is left by the search and the filters."
        } else {
            "No passage has a date in this part of the timeline. Press Home, or click a period in the overview below."
        };
        let middle = pos2(left.midpoint(right), view.center().y);
        ui.painter().text(middle, Align2::CENTER_CENTER, text, theme::sans(size::TEXT), scene.palette.mute);
        return actions;
    }
    // The wheel is the axis's own there; see `handles::wheel_for_axis`.
    let source = ScrollSource { scroll_bar: true, drag: DragScroll::Never, mouse_wheel: false };
    let mut area = ScrollArea::vertical().id_salt("lanes").auto_shrink(false).scroll_source(source).min_scrolled_height(0.0);
    if to_top {
        area = area.vertical_scroll_offset(plan.start(scene, view.height()));
    }
    let mut child = ui.new_child(UiBuilder::new().id_salt("lanes").max_rect(view));
    area.show(&mut child, |ui| {
        let (area, _) = ui.allocate_exact_size(vec2(view.width(), plan.height), Sense::hover());
        let painter = ui.painter().clone();
        let clipped = painter.with_clip_rect(Rect::from_x_y_ranges(left..=right, painter.clip_rect().y_range()));
        scroll(ui, view, left);
        // Lanes that are a view's height away are there for the keyboard and for screen readers.
        let near = view.expand2(vec2(0.0, view.height()));
        for (index, lane) in plan.lanes.iter().enumerate() {
            let strip = Rect::from_x_y_ranges(left..=right, area.top() + lane.top..=area.top() + lane.top + lane.share.height);
            if index > 0 {
                let y = strip.top().round() + 0.5;
                painter.line_segment([pos2(names_left, y), pos2(right, y)], Stroke::new(1.0, scene.palette.rule));
            }
            actions.extend(names::show(ui, &painter, scene, lane, strip, names_left));
            if strip.intersects(near) {
                actions.extend(band::show(ui, &clipped, scene, lane, strip));
                actions.extend(bars::show(ui, &clipped, scene, axis, lane, strip, hand));
            }
        }
    });
    actions
}

/// Over the names the wheel scrolls the lanes, and over the axis with Alt.
fn scroll(ui: &Ui, view: Rect, axis_left: f32) {
    let Some(pointer) = ui.input(|input| input.pointer.hover_pos()).filter(|at| view.contains(*at)) else { return };
    let (alt, by) = ui.input(|input| (input.modifiers.alt, input.smooth_scroll_delta().y));
    if (alt || pointer.x < axis_left) && by.abs() > 0.0 && ui.rect_contains_pointer(view) {
        ui.scroll_with_delta_animation(vec2(0.0, by), ScrollAnimation::none());
    }
}

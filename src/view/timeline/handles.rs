//! The window on the axis: the band, its two handles, and drawing a new one.

use chrono_tz::Tz;
use egui::{CursorIcon, EventFilter, Key, Pos2, Rect, Response, Sense, Stroke, Ui, accesskit, pos2, vec2};

use super::Axis;
use super::ticks::TICKS;
use crate::index::times::Window;
use crate::report::moment::{DAY, HOUR, MINUTE, Moment};
use crate::report::wording;
use crate::session::{Action, Hint, SHORTEST_RANGE, typed};
use crate::view::{Scene, axis_focus_flag, hints};

/// How wide a handle is for the pointer, in points.
const GRIP: f32 = 10.0;
/// What the two handles are called.
const ENDS: [&str; 2] = ["Window start", "Window end"];
/// How many points of scrolling zoom by a factor of e.
const WHEEL_STEP: f64 = 240.0;
/// How near, in points, an end must come to a round time to be drawn to it.
const SNAP: f64 = 4.0;

/// Rounds a moment to the nearest minute, hour or day that lies within a few points of it.
fn snap(axis: &Axis, at: Moment) -> Moment {
    let reach = axis.seconds_per_point() * SNAP;
    for unit in [DAY, HOUR, 15 * MINUTE, MINUTE] {
        let nearest = Moment((at.0 + unit / 2).div_euclid(unit) * unit);
        #[expect(clippy::cast_precision_loss, reason = "a few hours of seconds")]
        let distance = nearest.0.abs_diff(at.0) as f64;
        if distance <= reach.max(if unit == MINUTE { 30.0 } else { 0.0 }) {
            return nearest;
        }
    }
    at
}

/// What happens on the free axis: drawing a new window, zooming and panning.
pub fn axis_input(ui: &Ui, scene: &Scene<'_>, axis: &Axis, response: &Response) -> Vec<Action> {
    let mut actions = Vec::new();
    let id = response.id.with("drawn from");
    if response.drag_started()
        && let Some(origin) = ui.input(|input| input.pointer.press_origin())
    {
        ui.data_mut(|data| data.insert_temp(id, axis.time_from_x(f64::from(origin.x)).0));
    }
    if response.dragged()
        && let (Some(from), Some(pointer)) = (ui.data(|data| data.get_temp::<i64>(id)), response.interact_pointer_pos())
    {
        let to = axis.time_from_x(f64::from(pointer.x));
        let (from, to) = (snap(axis, Moment(from)), snap(axis, to));
        if from != to {
            actions.push(Action::SetWindow(Window::new(from, to)));
        }
    }
    if response.clicked() {
        response.request_focus();
        if let Some(pointer) = response.interact_pointer_pos() {
            actions.push(Action::PlaceWindow(snap(axis, axis.time_from_x(f64::from(pointer.x)))));
        }
    }
    actions.extend(axis_keys(ui, scene, response));
    // With Alt the wheel scrolls the lanes.
    let Some(pointer) = wheel_for_axis(ui, response) else { return actions };
    let (scroll, pinch, shift) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta(), input.modifiers.shift));
    let range = scene.state.range;
    // Two fingers on a touch pad never go quite straight: what they do more of is meant.
    let sideways = match (shift, scroll.x.abs() > scroll.y.abs()) {
        (true, _) => f64::from(scroll.x + scroll.y),
        (false, true) => f64::from(scroll.x),
        (false, false) => 0.0,
    };
    if sideways.abs() > 0.01 {
        #[expect(clippy::cast_possible_truncation, reason = "seconds on the axis")]
        let seconds = (-sideways * axis.seconds_per_point()).round() as i64;
        actions.push(Action::SetRange(range.moved(seconds)));
    } else {
        let factor = (-f64::from(scroll.y) / WHEEL_STEP).exp() / f64::from(pinch);
        if (factor - 1.0).abs() > 1e-4 {
            let anchor = axis.time_from_x(f64::from(pointer.x));
            actions.push(Action::SetRange(range.zoomed(factor, anchor, SHORTEST_RANGE)));
        }
    }
    actions
}

/// Where the pointer is, if a turn of the wheel there is for the axis. Bars and the window lie on top of the axis and leave
/// the wheel to it.
fn wheel_for_axis(ui: &Ui, response: &Response) -> Option<Pos2> {
    let pointer = ui.input(|input| input.pointer.hover_pos())?;
    (response.contains_pointer() && !ui.input(|input| input.modifiers.alt)).then_some(pointer)
}

/// + − 0 on the axis zoom it around the window, and show all time.
fn axis_keys(ui: &Ui, scene: &Scene<'_>, response: &Response) -> Option<Action> {
    /// One press is twice as close, or half.
    const STEP: f64 = 2.0;
    let focused = response.has_focus();
    ui.data_mut(|data| data.insert_temp(axis_focus_flag(), focused));
    if !focused {
        return None;
    }
    let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let (range, window) = (scene.state.range, scene.state.window);
    let anchor = if range.contains(window.middle()) { window.middle() } else { range.middle() };
    let pressed = |keys: &[Key]| ui.input_mut(|input| keys.iter().any(|key| input.consume_key(egui::Modifiers::NONE, *key)));
    if pressed(&[Key::Plus, Key::Equals]) {
        return Some(Action::SetRange(range.zoomed(1.0 / STEP, anchor, SHORTEST_RANGE)));
    }
    if pressed(&[Key::Minus]) {
        return Some(Action::SetRange(range.zoomed(STEP, anchor, SHORTEST_RANGE)));
    }
    let all = scene.index.folds().extent().filter(|_| pressed(&[Key::Num0]))?;
    Some(Action::SetRange(all.zoomed(1.04, all.middle(), SHORTEST_RANGE)))
}

/// The window's body. It lies under the bars, so that they stay within reach.
pub fn body(ui: &Ui, scene: &Scene<'_>, axis: &Axis, rect: Rect) -> Option<Action> {
    let window = scene.state.window;
    let area = Rect::from_x_y_ranges(axis.x(window.from)..=axis.x(window.to), rect.y_range()).intersect(rect);
    if area.width() <= GRIP {
        return None;
    }
    hints::here(ui, &scene.state.hints, Hint::Drag, area);
    let body = ui.interact(area.shrink2(vec2(GRIP / 2.0, 0.0)), ui.scope_id().with("window body"), Sense::drag());
    body.widget_info(|| egui::WidgetInfo::labeled(accesskit::Role::Pane, true, format!("Window, {}", window_words(scene))));
    let body = body.on_hover_cursor(CursorIcon::Grab);
    drag(ui, axis, &body, window, Window::moved)
}

/// How wide a side of the frame is, in points: wider where its handle is pointed at, has the keyboard or is dragged.
fn width(handle: &Response) -> f32 {
    if handle.hovered() || handle.has_focus() || handle.dragged() { 3.0 } else { 2.0 }
}

/// How wide the sides of the frame are. They are drawn before the handles are, which egui still knows from the last frame;
/// zero for a side that is out of view.
pub fn widths(ui: &Ui, scene: &Scene<'_>, axis: &Axis, rect: Rect) -> [f32; 2] {
    let window = scene.state.window;
    let side = |name: &str, at: Moment| {
        let handle = ui.ctx().read_response(ui.scope_id().with(name));
        let held = handle.as_ref().is_some_and(Response::dragged);
        let seen = (rect.left() - 1.0..=rect.right() + 1.0).contains(&axis.x(at));
        if held || seen { handle.map_or(2.0, |handle| width(&handle)) } else { 0.0 }
    };
    [side(ENDS[0], window.from), side(ENDS[1], window.to)]
}

/// The window's two handles.
pub fn show(ui: &Ui, scene: &Scene<'_>, axis: &Axis, rect: Rect) -> Vec<Action> {
    let window = scene.state.window;
    let mut actions = Vec::new();
    let (left, right) = (axis.x(window.from), axis.x(window.to));
    let painter = ui.painter_at(rect.expand2(vec2(2.0, 0.0)));
    let ends = [
        (left, ENDS[0], window.from, Window::new as fn(Moment, Moment) -> Window),
        (right, ENDS[1], window.to, |moved: Moment, fixed: Moment| Window::new(fixed, moved)),
    ];
    for (index, (x, name, at, build)) in ends.into_iter().enumerate() {
        let id = ui.scope_id().with(name);
        let held = ui.ctx().is_being_dragged(id);
        if !held && !(rect.left() - 1.0..=rect.right() + 1.0).contains(&x) {
            continue;
        }
        let x = x.clamp(rect.left(), rect.right());
        // While one end is dragged the other stays where it was, even where the two meet.
        let other = if index == 0 { window.to } else { window.from };
        let fixed = ui.data(|data| data.get_temp::<i64>(id)).filter(|_| held).map_or(other, Moment);
        let grip = Rect::from_min_max(pos2(x - GRIP / 2.0, rect.top()), pos2(x + GRIP / 2.0, rect.bottom()));
        let response = ui.interact(grip, id, Sense::click_and_drag());
        if response.drag_started() {
            ui.data_mut(|data| data.insert_temp(id, other.0));
        }
        let ends = if index == 0 {
            (scene.state.range.from.min(at), fixed.plus(-Window::SHORTEST))
        } else {
            (fixed.plus(Window::SHORTEST), scene.state.range.to.max(at))
        };
        describe(ui, axis, &response, name, at, ends);
        // The side of the frame lies behind the titles; the knob on top of it says that it can be held.
        let (width, top) = (width(&response), rect.top() + TICKS);
        painter.circle(pos2(x, top), width + 1.5, scene.palette.window, Stroke::new(1.5, scene.palette.panel));
        let response = response.on_hover_cursor(CursorIcon::ResizeHorizontal);
        if response.dragged()
            && let Some(pointer) = response.interact_pointer_pos()
        {
            let at = snap(axis, axis.time_from_x(f64::from(pointer.x.clamp(rect.left(), rect.right()))));
            actions.push(Action::SetWindow(build(beside(at, fixed, index == 0), fixed)));
        }
        let stepped = asked_for(ui, &response, (window, scene.dossier.head.zone), index == 0, ends)
            .or_else(|| step_keys(ui, axis, &response, at));
        actions.extend(stepped.map(|moved| Action::SetWindow(build(beside(moved, fixed, index == 0), fixed))));
    }
    actions
}

/// Keeps an end of the window on its side of the other end.
fn beside(at: Moment, fixed: Moment, before: bool) -> Moment {
    if before { at.min(fixed.plus(-Window::SHORTEST)) } else { at.max(fixed.plus(Window::SHORTEST)) }
}

/// Moves a window by the whole drag, not by its steps, so that rounding does not add up.
fn drag(ui: &Ui, axis: &Axis, response: &Response, window: Window, change: fn(Window, i64) -> Window) -> Option<Action> {
    let id = response.id.with("before");
    if response.drag_started() {
        ui.data_mut(|data| data.insert_temp(id, (window.from.0, window.to.0)));
    }
    if !response.dragged() {
        return None;
    }
    let (from, to) = ui.data(|data| data.get_temp::<(i64, i64)>(id))?;
    let start = Window::new(Moment(from), Moment(to));
    let (origin, now) = (ui.input(|input| input.pointer.press_origin())?, response.interact_pointer_pos()?);
    #[expect(clippy::cast_possible_truncation, reason = "seconds on the axis")]
    let by = (f64::from(now.x - origin.x) * axis.seconds_per_point()).round() as i64;
    let moved = change(start, by);
    let snapped = snap(axis, moved.from);
    Some(Action::SetWindow(change(moved, snapped.0 - moved.from.0)))
}

/// A handle is a slider: its value is the time in words, the arrow keys step it, and a screen reader moves it between the
/// ends of what it can be.
fn describe(ui: &Ui, axis: &Axis, response: &Response, name: &str, at: Moment, (least, most): (Moment, Moment)) {
    let value = format!("{} {}, {}", wording::weekday(at.date()), wording::day(at.date()), axis.clock().time(at));
    response.widget_info(|| egui::WidgetInfo::labeled(accesskit::Role::Slider, true, name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_value(value);
        node.set_orientation(accesskit::Orientation::Horizontal);
        node.add_action(accesskit::Action::SetValue);
        if at < most {
            node.add_action(accesskit::Action::Increment);
        }
        if least < at {
            node.add_action(accesskit::Action::Decrement);
        }
        #[expect(clippy::cast_precision_loss, reason = "seconds of the calendar are below 2^53")]
        {
            node.set_numeric_value(at.0 as f64);
            node.set_min_numeric_value(least.0 as f64);
            node.set_max_numeric_value(most.0 as f64);
            node.set_numeric_value_step(step(axis) as f64);
        }
    });
}

/// The moment that a screen reader asks for by the action `SetValue`: seconds on the dossier's clock, as the slider gives
/// them, or a time as it can be typed into the field of the window: a time of day is that moment, a day begins or ends it.
fn asked_for(
    ui: &Ui,
    response: &Response,
    (window, zone): (Window, Tz),
    start: bool,
    (least, most): (Moment, Moment),
) -> Option<Moment> {
    let data = ui.input(|input| {
        let asked = input.accesskit_action_requests(response.id, accesskit::Action::SetValue);
        asked.filter_map(|request| request.data.clone()).last()
    });
    let at = match data? {
        accesskit::ActionData::NumericValue(seconds) if seconds.is_finite() => {
            #[expect(clippy::cast_possible_truncation, reason = "kept within the ends of the slider below")]
            let seconds = seconds.round() as i64;
            Moment(seconds)
        }
        accesskit::ActionData::Value(text) => {
            let typed = typed::parse(&text, window, zone).ok()?;
            let is_moment = text.contains(':') && typed.seconds() <= HOUR;
            if start || is_moment { typed.from } else { typed.to }
        }
        _ => return None,
    };
    Some(at.clamp(least.min(most), most))
}

/// One step of a handle: about eight points, rounded to something that has a name; in seconds.
fn step(axis: &Axis) -> i64 {
    let steps = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR, DAY, 30 * DAY, 365 * DAY];
    #[expect(clippy::cast_possible_truncation, reason = "seconds on the axis")]
    let room = (axis.seconds_per_point() * 8.0) as i64;
    steps.into_iter().find(|step| *step >= room).unwrap_or(365 * DAY)
}

/// The arrow keys on a focused handle, and the steps that a screen reader asks for.
fn step_keys(ui: &Ui, axis: &Axis, response: &Response, at: Moment) -> Option<Moment> {
    // Asked before the input is locked: asking within would wait for itself.
    let focused = response.has_focus();
    if focused {
        let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    }
    let step = step(axis);
    ui.input(|input| {
        let plain = input.modifiers.is_none();
        let key = |key| i64::from(focused && plain && input.key_pressed(key));
        let asked = |action| i64::try_from(input.num_accesskit_action_requests(response.id, action)).unwrap_or(0);
        let more = key(Key::ArrowRight) + asked(accesskit::Action::Increment);
        let by = more - key(Key::ArrowLeft) - asked(accesskit::Action::Decrement);
        (by != 0).then(|| at.plus(by.saturating_mul(step)))
    })
}

/// The width of the window in words, as the handles say it.
fn window_words(scene: &Scene<'_>) -> String {
    let window = scene.state.window;
    format!("{}, {}", scene.state.clock.stretch(window.from, window.to), wording::length(window.seconds()))
}

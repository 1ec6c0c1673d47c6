//! The line between the map and the timeline, which can be moved by the pointer, by keys and by a screen reader.

use egui::{CursorIcon, EventFilter, Key, Modifiers, Rect, Response, Sense, Stroke, Ui, accesskit, pos2, vec2};

use super::{Scene, brush};
use crate::session::{Action, State};

/// The share of the window's height that the timeline has at the start.
const SHARE: f32 = 0.35;
/// The lowest timeline, and the lowest map, in points.
const LEAST: [f32; 2] = [190.0, 150.0];
/// The timeline of a low window at the start, and the lowest there, in points: the strip of all time is left out of it.
const LOW: f32 = 120.0;
/// The tallest timeline at the start, in points: on a large screen the map gets what is more.
const TALLEST: f32 = 420.0;
/// How thick the line is for the pointer, in points.
const GRIP: f32 = 8.0;
/// What share of the window an arrow key moves it by.
const STEP: f32 = 0.04;

/// How tall the timeline is, in points, in a window of a height.
#[must_use]
pub fn height(scene: &Scene<'_>, window: f32) -> f32 {
    let (at_start, least) = if window < super::LOW { (LOW, LOW) } else { ((window * SHARE).min(TALLEST), LEAST[0]) };
    let wanted = scene.state.timeline_share.map_or(at_start, |share| window * share);
    wanted.clamp(least, (window - LEAST[1]).max(least))
}

/// Draws the line at the upper edge of the timeline and returns how somebody has moved it.
pub fn show(ui: &Ui, scene: &Scene<'_>, timeline: Rect, window: f32) -> Option<Action> {
    let y = timeline.top();
    let grip = Rect::from_min_max(pos2(timeline.left(), y - GRIP / 2.0), pos2(timeline.right(), y + GRIP / 2.0));
    let response = ui.interact(grip, ui.scope_id().with("splitter"), Sense::click_and_drag());
    let share = timeline.height() / window.max(1.0);
    describe(ui, &response, share);
    let active = response.hovered() || response.dragged() || response.has_focus();
    // All of it within the timeline: what lies above it is the map's and the reader's.
    if active {
        let line = Stroke::new(2.0, scene.palette.home_border);
        ui.painter().line_segment([pos2(grip.left(), y + 1.0), pos2(grip.right(), y + 1.0)], line);
    }
    // Three dots say that the line can be held.
    for dot in [-7.0, 0.0, 7.0] {
        ui.painter().circle_filled(pos2(timeline.center().x + dot, y + 3.5), 1.5, scene.palette.home_border);
    }
    brush::focus_ring(
        ui.painter(),
        &response,
        Rect::from_center_size(pos2(timeline.center().x, y), vec2(36.0, 8.0)),
        scene.palette.ink,
    );
    let response = response.on_hover_cursor(CursorIcon::ResizeVertical);
    if response.double_clicked() {
        return Some(Action::SetTimelineShare(None));
    }
    let moved = if response.dragged() {
        response.interact_pointer_pos().map(|pointer| (timeline.bottom() - pointer.y) / window.max(1.0))
    } else {
        stepped(ui, &response, share)
    };
    moved.map(|share| Action::SetTimelineShare(Some(share)))
}

fn describe(ui: &Ui, response: &Response, share: f32) {
    response.widget_info(|| egui::WidgetInfo::labeled(accesskit::Role::Splitter, true, "Height of the timeline"));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_orientation(accesskit::Orientation::Horizontal);
        node.set_value(format!("{:.0} % of the window", share * 100.0));
        node.set_numeric_value(f64::from(share));
        node.set_min_numeric_value(f64::from(*State::TIMELINE_SHARES.start()));
        node.set_max_numeric_value(f64::from(*State::TIMELINE_SHARES.end()));
        node.add_action(accesskit::Action::Increment);
        node.add_action(accesskit::Action::Decrement);
    });
}

/// The arrow keys, or the actions of a screen reader, on the line.
fn stepped(ui: &Ui, response: &Response, share: f32) -> Option<f32> {
    let focused = response.has_focus();
    if focused {
        let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    }
    let by = ui.input_mut(|input| {
        let mut key = |key| if focused && input.consume_key(Modifiers::NONE, key) { STEP } else { 0.0 };
        let keys = key(Key::ArrowUp) - key(Key::ArrowDown);
        let asked = |action| if input.has_accesskit_action_request(response.id, action) { STEP } else { 0.0 };
        keys + asked(accesskit::Action::Increment) - asked(accesskit::Action::Decrement)
    });
    (by != 0.0).then_some(share + by)
}

//! The window on the lanes: a frame, lighter within it, with a veil over the time outside. All of it lies behind the bars
//! and their titles, so that what one wants to read keeps its colours and is not crossed.

use egui::{Painter, Rect, Stroke, pos2};

use super::Axis;
use super::ticks::TICKS;
use crate::view::Scene;

/// Half of the widest side of the frame, in points, with what is smoothed at its edge.
const LINE: f32 = 2.0;

/// Where the window lies in the lanes of an axis, and the lanes.
fn areas(scene: &Scene<'_>, axis: &Axis, rect: Rect) -> (Rect, Rect) {
    let lanes = Rect::from_min_max(pos2(rect.left(), rect.top() + TICKS), rect.max);
    let window = scene.state.window;
    let (left, right) = (axis.x(window.from), axis.x(window.to));
    (Rect::from_x_y_ranges(left..=right.max(left + 1.0), lanes.y_range()), lanes)
}

/// The ground of the lanes.
pub fn ground(painter: &Painter, scene: &Scene<'_>, axis: &Axis, rect: Rect) {
    let (window, lanes) = areas(scene, axis, rect);
    for side in [(lanes.left(), window.left().min(lanes.right())), (window.right().max(lanes.left()), lanes.right())] {
        if side.0 < side.1 {
            painter.rect_filled(Rect::from_x_y_ranges(side.0..=side.1, lanes.y_range()), 0.0, scene.palette.veil);
        }
    }
    let window = window.intersect(lanes);
    if window.is_positive() {
        painter.rect_filled(window, 0.0, scene.palette.card);
    }
}

/// The frame. Its left and its right side are as wide as their handles say; one that is out of view has no width.
pub fn frame(painter: &Painter, scene: &Scene<'_>, axis: &Axis, rect: Rect, widths: [f32; 2]) {
    let (window, lanes) = areas(scene, axis, rect);
    let (left, right) = (window.left().max(lanes.left()), window.right().min(lanes.right()));
    if left < right {
        for (y, width) in [(lanes.top(), 2.0), (lanes.bottom() - 0.5, 1.5)] {
            painter.line_segment([pos2(left, y), pos2(right, y)], Stroke::new(width, scene.palette.window));
        }
    }
    for (x, width) in [window.left(), window.right()].into_iter().zip(widths).filter(|(_, width)| *width > 0.0) {
        let x = x.clamp(lanes.left(), lanes.right());
        painter.line_segment([pos2(x, lanes.top()), pos2(x, lanes.bottom())], Stroke::new(width, scene.palette.window));
    }
}

/// Leaves only a trace of the sides of the frame behind a title that they would cross, so that it can be read: the ground on
/// either side takes their place.
pub fn clear(painter: &Painter, scene: &Scene<'_>, axis: &Axis, title: Rect) {
    let window = scene.state.window;
    let (veil, card) = (scene.palette.veil, scene.palette.card);
    let (left, right) = (axis.x(window.from), axis.x(window.to));
    for (x, before, after) in [(left, veil, card), (right, card, veil)] {
        // Half a line farther than the title goes, so that no letter touches the line.
        if title.left() - LINE < x && x < title.right() + LINE {
            painter.rect_filled(Rect::from_x_y_ranges(x - LINE..=x, title.y_range()), 0.0, before);
            painter.rect_filled(Rect::from_x_y_ranges(x..=x + LINE, title.y_range()), 0.0, after);
            painter.vline(x, title.y_range(), Stroke::new(1.0, scene.palette.window.gamma_multiply(0.5)));
        }
    }
}

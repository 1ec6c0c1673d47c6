//! Markers as shapes.

use egui::{Align2, Color32, CornerRadius, Id, Painter, Rect, Stroke, StrokeKind};

use super::marker::{Marker, Standing};
use super::plan::MapPlan;
use crate::session::Paint;
use crate::theme::{self, size};
use crate::view::{Scene, brush};

/// How long a marker takes to change, in seconds.
const CHANGE: f32 = 0.14;
/// On a map with more markers than this, changes are not animated: nobody could follow them.
const MOST_MOVING: usize = 300;

/// Draws all markers, the most important on top.
pub fn markers(painter: &Painter, scene: &Scene<'_>, plan: &MapPlan) {
    // Each picture of a movement is a whole frame, which is dear where the processor paints.
    let is_dear = scene.state.surroundings.paint == Some(Paint::Cpu);
    let moving = plan.markers.len() <= MOST_MOVING && !is_dear;
    for marker in &plan.markers {
        leader(painter, scene, marker);
    }
    for marker in plan.markers.iter().rev() {
        let state = if moving { State::of(painter, marker) } else { State::still(marker) };
        draw(painter, scene, marker, state);
    }
}

/// A fine line from a tag that has stepped aside to the area it is for.
fn leader(painter: &Painter, scene: &Scene<'_>, marker: &Marker) {
    if !marker.frame().expand(2.0).contains(marker.point) {
        let stroke = Stroke::new(1.0, scene.palette.mute);
        painter.line_segment([marker.at, marker.point], stroke);
        painter.circle_filled(marker.point, 1.6, stroke.color);
    }
}

/// Draws one marker as it is.
pub fn still(painter: &Painter, scene: &Scene<'_>, marker: &Marker) {
    draw(painter, scene, marker, State::still(marker));
}

/// How far a marker is on its way to what it is becoming.
#[derive(Clone, Copy)]
struct State {
    radius: f32,
    /// From 0, outside the window, to 1, in it.
    inside: f32,
    /// From 0 to 1 where something hovered elsewhere concerns it.
    lit: f32,
}

impl State {
    fn still(marker: &Marker) -> Self {
        let share = |on: bool| f32::from(u8::from(on));
        Self { radius: marker.radius, inside: share(is_inside(marker)), lit: share(marker.lit) }
    }

    fn of(painter: &Painter, marker: &Marker) -> Self {
        let context = painter.ctx();
        // Nothing moves where the style asks for no motion.
        let time = if context.global_style().animation_time > 0.0 { CHANGE } else { 0.0 };
        let id = Id::unique(("marker state", marker.place.0, marker.area, marker.compact));
        Self {
            radius: context.animate_value_with_time(id.with("radius"), marker.radius, time),
            inside: context.animate_bool_with_time(id.with("inside"), is_inside(marker), time),
            lit: context.animate_bool_with_time(id.with("lit"), marker.lit, time),
        }
    }
}

fn is_inside(marker: &Marker) -> bool {
    marker.standing == Standing::Inside
}

fn draw(painter: &Painter, scene: &Scene<'_>, marker: &Marker, state: State) {
    let palette = scene.palette;
    let at = marker.at;
    if state.lit > 0.0 {
        painter.circle_filled(at, state.radius + 8.0, palette.window_tint.gamma_multiply(1.6 * state.lit));
    }
    if marker.area && marker.standing != Standing::Mentioned {
        return badge(painter, scene, marker, state);
    }
    if marker.selected {
        painter.circle_stroke(at, state.radius + 6.5, Stroke::new(1.5, palette.ink));
    }
    if marker.standing == Standing::Mentioned {
        painter.circle(at, state.radius, palette.mute.gamma_multiply(0.7), Stroke::new(1.0, palette.home_land));
        return;
    }
    if state.inside < 1.0 {
        outside(painter, scene, marker, state);
    }
    if state.inside > 0.0 {
        inside(painter, scene, marker, state);
    }
    number(painter, marker, ink(scene, marker, state));
}

/// Solid in the strong colour; a dashed ring where nobody vouches for it.
fn inside(painter: &Painter, scene: &Scene<'_>, marker: &Marker, state: State) {
    let palette = scene.palette;
    let strength = |color: Color32| color.gamma_multiply(state.inside);
    if marker.unverified || marker.found {
        let fill = if marker.unverified { palette.home_land } else { palette.softened(palette.home_land) };
        painter.circle_filled(marker.at, state.radius, strength(fill));
        painter.extend(outline(marker, state.radius, strength(palette.window)));
    } else {
        painter.circle_filled(marker.at, state.radius + 4.0, strength(palette.window_tint));
        painter.circle(marker.at, state.radius, strength(palette.window), Stroke::new(1.5, strength(palette.home_land)));
    }
}

/// The outline of what nobody vouches for, dashed, or of what was only found, dotted.
fn outline(marker: &Marker, radius: f32, color: Color32) -> Vec<egui::Shape> {
    if marker.found {
        brush::dotted_circle(marker.at, radius, color)
    } else {
        brush::dashed_circle(marker.at, radius, Stroke::new(if is_inside(marker) { 2.0 } else { 1.5 }, color))
    }
}

/// Faded and filled, ringed, or hollow; by the shape alone one can tell which.
fn outside(painter: &Painter, scene: &Scene<'_>, marker: &Marker, state: State) {
    let palette = scene.palette;
    let (at, radius, paper) = (marker.at, state.radius, palette.home_land);
    let quiet = Stroke::new(1.5, palette.mute);
    let faded = palette.bar.gamma_multiply(0.45);
    match marker.standing {
        _ if marker.unverified || marker.found => {
            painter.circle_filled(at, radius, paper);
            if marker.found && !marker.unverified && marker.standing != Standing::Later {
                painter.circle_filled(at, radius - 2.0, faded.gamma_multiply(0.6));
            }
            painter.extend(outline(marker, radius, palette.mute));
        }
        Standing::Earlier => {
            painter.circle_filled(at, radius + 0.5, paper);
            painter.circle_filled(at, radius, faded);
        }
        Standing::Around => {
            painter.circle(at, radius, paper, quiet);
            painter.circle_filled(at, radius - 2.5, faded);
        }
        Standing::Inside | Standing::Later | Standing::Undated | Standing::Mentioned => {
            painter.circle(at, radius, paper, quiet);
        }
    }
}

/// The colour of the number.
fn ink(scene: &Scene<'_>, marker: &Marker, state: State) -> Color32 {
    let palette = scene.palette;
    if is_inside(marker) && state.inside > 0.5 {
        return match (marker.unverified, marker.found) {
            (true, _) => palette.window,
            (false, true) => palette.ink,
            (false, false) => palette.on_window,
        };
    }
    match marker.standing {
        _ if marker.unverified => palette.mute,
        Standing::Later | Standing::Undated => palette.mute,
        _ => palette.ink,
    }
}

fn number(painter: &Painter, marker: &Marker, ink: Color32) {
    let digits = crate::view::words::number(marker.count);
    // A number has to fit into its circle: 62 % of the size is about the width of a figure.
    #[expect(clippy::cast_precision_loss, reason = "a few figures")]
    let fitting = if marker.area { size::LABEL } else { marker.radius * 1.7 / (digits.len() as f32 * 0.62) };
    let size = fitting.min(size::LABEL);
    if size >= 7.0 {
        painter.text(marker.at, Align2::CENTER_CENTER, digits, theme::bold(size), ink);
    }
}

/// The number of an area: a tag with square corners, because it is not a point.
fn badge(painter: &Painter, scene: &Scene<'_>, marker: &Marker, state: State) {
    let palette = scene.palette;
    let rect = marker.frame();
    let corner = CornerRadius::same(3);
    let paper = palette.home_land;
    let solid = is_inside(marker) && !marker.unverified && !marker.found;
    painter.rect_filled(rect, corner, paper);
    let quiet = Stroke::new(1.5, palette.mute);
    let faded = palette.bar.gamma_multiply(0.45);
    match marker.standing {
        _ if marker.unverified || marker.found => {
            let ink = if is_inside(marker) { palette.window } else { palette.mute };
            if is_inside(marker) && !marker.unverified {
                painter.rect_filled(rect, corner, palette.softened(paper));
            }
            let dots = if marker.found { brush::dotted_rect(rect, ink) } else { brush::dashed_rect(rect, Stroke::new(1.5, ink)) };
            painter.extend(dots);
        }
        Standing::Earlier => {
            painter.rect_filled(rect, corner, faded);
        }
        Standing::Around => {
            painter.rect_filled(rect.shrink(3.0), CornerRadius::same(1), faded);
            painter.rect_stroke(rect, corner, quiet, StrokeKind::Inside);
        }
        Standing::Inside | Standing::Later | Standing::Undated | Standing::Mentioned => {
            painter.rect_stroke(rect, corner, quiet, StrokeKind::Inside);
        }
    }
    if solid {
        painter.rect_filled(rect, corner, palette.window.gamma_multiply(state.inside));
        painter.rect_stroke(rect, corner, Stroke::new(1.5, paper), StrokeKind::Outside);
    }
    if marker.selected {
        selected_tag(painter, scene, rect);
    }
    number(painter, marker, ink(scene, marker, state));
}

fn selected_tag(painter: &Painter, scene: &Scene<'_>, rect: Rect) {
    painter.rect_stroke(rect.expand(4.0), CornerRadius::same(5), Stroke::new(1.5, scene.palette.ink), StrokeKind::Outside);
}

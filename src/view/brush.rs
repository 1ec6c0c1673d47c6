//! Small things that several views draw.

use crate::report::passage::Status;
use crate::theme::Palette;
use egui::{Align2, Color32, CornerRadius, FontId, Painter, Pos2, Rect, Response, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};

/// How strongly a kind of knowledge is drawn where many passages are drawn as one: what was seen strongest, background
/// faintest. What nobody vouches for is outlined besides, so that it is told by shape too.
#[must_use]
pub fn status_color(palette: &Palette, status: Status, inside: bool) -> Color32 {
    let strength = match status {
        Status::Witnessed => 1.0,
        Status::Reported => 0.72,
        Status::Official => 0.5,
        Status::Background => 0.34,
        Status::Rumour | Status::Disputed => 0.12,
    };
    if inside { palette.window } else { palette.bar_strong }.gamma_multiply(strength)
}

/// Draws text with a halo in the colour of what lies behind, so that lines underneath do not cross it; returns where.
#[expect(clippy::must_use_candidate, reason = "it draws; where is of use to some callers only")]
pub fn halo_text(painter: &Painter, at: Pos2, anchor: Align2, text: &str, font: FontId, ink: Color32, halo: Color32) -> Rect {
    let galley = painter.layout_no_wrap(text.to_owned(), font, ink);
    let rect = anchor.anchor_size(at, galley.size());
    for offset in HALO {
        painter.galley_with_override_text_color(rect.min + offset, galley.clone(), halo);
    }
    painter.galley(rect.min, galley, ink);
    rect
}

/// Where the copies of a text are set that make its halo, in points: six around it leave no gap, and each costs as much as the
/// text.
const HALO: [Vec2; 6] = [vec2(-1.5, 0.0), vec2(1.5, 0.0), vec2(-0.75, -1.3), vec2(0.75, -1.3), vec2(-0.75, 1.3), vec2(0.75, 1.3)];

/// A dashed circle. egui has no dashed circle of its own.
#[must_use]
pub fn dashed_circle(center: Pos2, radius: f32, stroke: Stroke) -> Vec<Shape> {
    const SEGMENTS: usize = 48;
    let point = |index: usize| {
        #[expect(clippy::cast_precision_loss, reason = "a number of segments")]
        let angle = index as f32 / SEGMENTS as f32 * std::f32::consts::TAU;
        center + radius * Vec2::angled(angle)
    };
    let points: Vec<Pos2> = (0..=SEGMENTS).map(point).collect();
    Shape::dashed_line(&points, stroke, 3.0, 2.5)
}

/// A dotted circle: around what was found and not checked.
#[must_use]
pub fn dotted_circle(center: Pos2, radius: f32, color: Color32) -> Vec<Shape> {
    /// How far apart the dots stand at least, in points.
    const APART: f32 = 4.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of dots, held between 8 and 240")]
    let dots = (radius * std::f32::consts::TAU / APART).clamp(8.0, 240.0) as u16;
    let point = |index: u16| center + radius * Vec2::angled(f32::from(index) / f32::from(dots) * std::f32::consts::TAU);
    (0..dots).map(|index| Shape::circle_filled(point(index), DOT, color)).collect()
}

/// The radius of a dot, in points.
const DOT: f32 = 1.0;

/// A dotted rectangle with square corners.
#[must_use]
pub fn dotted_rect(rect: Rect, color: Color32) -> Vec<Shape> {
    let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    Shape::dotted_line(&corners, color, 3.5, DOT)
}

/// A dotted line.
#[must_use]
pub fn dotted_line(from: Pos2, to: Pos2, color: Color32) -> Vec<Shape> {
    Shape::dotted_line(&[from, to], color, 3.0, 0.8)
}

/// A dashed circle of any size, as smooth as it is wide.
#[must_use]
pub fn dashed_ring(center: Pos2, radius: f32, stroke: Stroke) -> Vec<Shape> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of segments, held between 32 and 360")]
    let segments = (radius * 0.8).clamp(32.0, 360.0) as u16;
    let point = |index: u16| center + radius * Vec2::angled(f32::from(index) / f32::from(segments) * std::f32::consts::TAU);
    let points: Vec<Pos2> = (0..=segments).map(point).collect();
    Shape::dashed_line(&points, stroke, 3.0, 4.0)
}

/// Draws laid-out text with a halo, turned by an angle around its left top corner.
pub fn halo_galley(painter: &Painter, at: Pos2, galley: &std::sync::Arc<egui::Galley>, angle: f32, ink: Color32, halo: Color32) {
    let turned = |offset: Vec2, color: Color32| {
        egui::epaint::TextShape::new(at + offset, galley.clone(), color).with_override_text_color(color).with_angle(angle)
    };
    for offset in HALO {
        painter.add(turned(offset, halo));
    }
    painter.add(turned(Vec2::ZERO, ink));
}

/// A dashed rectangle with square corners.
#[must_use]
pub fn dashed_rect(rect: Rect, stroke: Stroke) -> Vec<Shape> {
    let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    Shape::dashed_line(&corners, stroke, 3.0, 2.5)
}

/// A plot that only shows: no axes, no frame, nothing that a pointer moves.
#[must_use]
pub fn still_plot(id: &'static str, size: Vec2) -> egui_plot::Plot<'static> {
    egui_plot::Plot::new(id)
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .sense(egui::Sense::hover())
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .set_margin_fraction(Vec2::ZERO)
        .width(size.x)
        .height(size.y)
}

/// The mark of the place in the text that is being read: a small triangle that points down at a moment.
pub fn reading_mark(painter: &Painter, at: Pos2, color: Color32) {
    let points = vec![at, at + vec2(-4.5, -6.5), at + vec2(4.5, -6.5)];
    painter.add(Shape::convex_polygon(points, color, Stroke::NONE));
}

/// The ring around whatever has the keyboard's focus.
pub fn focus_ring(painter: &Painter, response: &Response, rect: Rect, color: Color32) {
    if response.has_focus() {
        painter.rect_stroke(rect.expand(2.0), CornerRadius::same(4), Stroke::new(2.0, color), StrokeKind::Outside);
    }
}

/// A bar whose ends fade over `left` and `right` points; 0 is a crisp edge.
pub fn soft_bar(rect: Rect, color: Color32, left: f32, right: f32) -> Shape {
    let mut mesh = egui::Mesh::default();
    let clear = Color32::TRANSPARENT;
    let left = left.min(rect.width() / 2.0);
    let right = right.min(rect.width() / 2.0);
    let columns = [
        (rect.left(), if left > 0.0 { clear } else { color }),
        (rect.left() + left, color),
        (rect.right() - right, color),
        (rect.right(), if right > 0.0 { clear } else { color }),
    ];
    for (x, color) in columns {
        mesh.colored_vertex(pos2(x, rect.top()), color);
        mesh.colored_vertex(pos2(x, rect.bottom()), color);
    }
    for column in 0..3 {
        let at = column * 2;
        mesh.add_triangle(at, at + 1, at + 2);
        mesh.add_triangle(at + 1, at + 3, at + 2);
    }
    Shape::mesh(mesh)
}

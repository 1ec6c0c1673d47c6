//! The edge of the chosen place's circle, which is dragged to say how far from its point the place may be.

use egui::{CursorIcon, Pos2, Rect, Response, Sense, Stroke, Ui, Vec2, accesskit};

use super::hand::{self, Hand, Way};
use super::plan::MapPlan;
use super::projection::{metres_per_point, project};
use crate::report::ids::PlaceIx;
use crate::report::outside::closed;
use crate::report::place::Place;
use crate::session::Action;
use crate::view::holding::{self, Keys};
use crate::view::{Scene, brush, words};

/// How near the pointer must come to the edge, in points.
const REACH: f32 = 6.0;
/// How far outside the marker the handle of a small circle stands, in points.
const OUTSIDE: f32 = 14.0;

/// The circle of a place on the screen.
struct Circle {
    place: PlaceIx,
    at: Pos2,
    /// In metres, as it is now or on its way.
    metres: Option<f64>,
    /// What the marker covers, in points from its middle.
    marker: f32,
    /// How many metres a point is.
    scale: f64,
}

impl Circle {
    /// The circle of the chosen place: where its marker is on the map and its position a point.
    fn of(scene: &Scene<'_>, plan: &MapPlan, hand: &Hand) -> Option<Self> {
        let ix = scene.state.selection.place?;
        let place = scene.dossier.place(ix);
        let point = place.point.filter(|_| is_point(place))?;
        let marker = plan.markers.iter().find(|marker| hand::movable(scene, marker) == Some(ix))?;
        let metres = match hand.way(ix) {
            Some(Way::Edge(metres)) => metres,
            Some(Way::Point(_)) => return None,
            None => place.radius_metres,
        };
        let at = project(plan.camera, plan.rect, point);
        Some(Self { place: ix, at, metres, marker: marker.radius, scale: metres_per_point(plan.camera, point) })
    }

    /// In points.
    fn radius(&self) -> f32 {
        #[expect(clippy::cast_possible_truncation, reason = "a length on the screen")]
        let points = self.metres.map_or(0.0, |metres| (metres / self.scale) as f32);
        points
    }

    /// Where its handle is: on the edge, on the side that is on the map; of a small circle near the marker. Names stand right of
    /// markers, so that side comes last.
    fn handle(&self, room: Rect) -> Option<Pos2> {
        let out = self.radius().max(self.marker + OUTSIDE);
        let sides = [Vec2::DOWN, Vec2::LEFT, Vec2::UP, Vec2::RIGHT].map(|side| self.at + side * out);
        sides.into_iter().find(|at| room.shrink(8.0).contains(*at))
    }

    /// The radius that a pointer at a place asks for; none within the marker.
    fn asked(&self, pointer: Pos2) -> Option<f64> {
        let out = self.at.distance(pointer);
        (out > self.marker + 4.0).then(|| two_digits(f64::from(out) * self.scale))
    }
}

fn is_point(place: &Place) -> bool {
    place.basemap.is_empty() && matches!(place.geometry, None | Some(geo::Geometry::Point(_)))
}

/// A length with two digits: nobody knows an uncertainty better.
fn two_digits(metres: f64) -> f64 {
    let unit = grain(metres);
    ((metres / unit).round() * unit).max(1.0)
}

/// What the second digit of a length is worth.
fn grain(metres: f64) -> f64 {
    10_f64.powf((metres.max(1.0).log10().floor() - 1.0).max(0.0))
}

/// The edge and its handle, and what the user does with them.
pub fn show(ui: &Ui, scene: &Scene<'_>, plan: &MapPlan, hand: &mut Hand) -> Option<Action> {
    let circle = Circle::of(scene, plan, hand)?;
    let handle = circle.handle(plan.rect)?;
    let title = closed(&scene.dossier.place(circle.place).title);
    let near = ui.input(|input| input.pointer.hover_pos()).filter(|pointer| {
        let off = (circle.at.distance(*pointer) - circle.radius()).abs();
        off <= REACH && circle.radius() > circle.marker + REACH && plan.rect.contains(*pointer)
    });
    let id = ui.scope_id().with(("edge", circle.place.0));
    let is_moving = matches!(hand.way(circle.place), Some(Way::Edge(_)));
    let hit = Rect::from_center_size(near.filter(|_| !is_moving).unwrap_or(handle), Vec2::splat(2.0 * REACH));
    let response = ui.interact(hit, id, Sense::click_and_drag()).on_hover_cursor(CursorIcon::Move);
    describe(ui, &response, &format!("How far {title} may be from its point"), &circle);
    paint(ui, scene, plan, &circle, handle, &response);
    if (response.drag_started() || (response.dragged() && is_moving))
        && let Some(pointer) = response.interact_pointer_pos()
    {
        hand.hold(scene, circle.place, Way::Edge(circle.asked(pointer)), false);
    }
    if response.drag_stopped() && is_moving {
        return hand.release(ui, scene);
    }
    if response.has_focus() {
        step(ui, scene, hand, &circle, &response, is_moving);
    }
    None
}

/// The arrows step the edge outwards and inwards; a screen reader does the same with the steps of a slider.
fn step(ui: &Ui, scene: &Scene<'_>, hand: &mut Hand, circle: &Circle, response: &Response, is_moving: bool) {
    hand::lock(ui, response, is_moving);
    if is_moving {
        hand.keep();
        holding::take(ui, Keys::Escape);
    }
    let asked = |action| {
        let count = ui.input(|input| input.num_accesskit_action_requests(response.id, action));
        f64::from(u8::try_from(count).unwrap_or(u8::MAX))
    };
    let keyed = hand::steps(ui).map_or(0.0, |by| f64::from(by.x - by.y));
    let by = keyed + asked(accesskit::Action::Increment) - asked(accesskit::Action::Decrement);
    if by == 0.0 {
        return;
    }
    let now = circle.metres.unwrap_or(0.0);
    let grain = grain(now.max(circle.scale));
    let metres = now + by * grain.max(circle.scale);
    let metres = (metres > 0.5).then(|| two_digits(metres));
    hand.hold(scene, circle.place, Way::Edge(metres), true);
    holding::announce(ui, format!("{}. Enter keeps it.", hand::radius_words(metres)));
    ui.ctx().request_repaint();
}

fn describe(ui: &Ui, response: &Response, name: &str, circle: &Circle) {
    response.widget_info(|| egui::WidgetInfo::labeled(accesskit::Role::Slider, true, name));
    let value = hand::radius_words(circle.metres);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_value(value);
        node.add_action(accesskit::Action::Increment);
        node.add_action(accesskit::Action::Decrement);
    });
}

fn paint(ui: &Ui, scene: &Scene<'_>, plan: &MapPlan, circle: &Circle, handle: Pos2, response: &Response) {
    let painter = ui.painter_at(plan.rect);
    let palette = scene.palette;
    let radius = circle.radius();
    let is_in_hand = response.dragged() || response.has_focus() || response.hovered();
    if radius > circle.marker {
        let stroke = Stroke::new(if is_in_hand { 2.0 } else { 1.2 }, palette.window);
        painter.extend(brush::dashed_ring(circle.at, radius, stroke));
    }
    let knob = Rect::from_center_size(handle, Vec2::splat(if is_in_hand { 10.0 } else { 8.0 }));
    painter.rect(knob, 2.0, palette.card, Stroke::new(1.5, palette.window), egui::StrokeKind::Middle);
    brush::focus_ring(&painter, response, knob, palette.ink);
    if is_in_hand {
        let text = circle.metres.map_or_else(|| "no circle".to_owned(), words::metres);
        hand::label(&painter, scene, handle + Vec2::new(10.0, -6.0), &text);
    }
}

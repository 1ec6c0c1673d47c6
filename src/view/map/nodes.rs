//! A named, focusable node for every marker, and what a click on it does.

use egui::{
    Frame, Margin, Popup, PopupCloseBehavior, Rect, Response, ScrollArea, Sense, SetOpenCommand, Stroke, Ui, Vec2, accesskit::Role,
};

use super::hand::{self, Hand};
use super::hover;
use super::marker::Marker;
use super::plan::MapPlan;
use crate::report::mercator::World;
use crate::report::place::{Bounds, LonLat};
use crate::session::{Action, Camera, Fit, Hint, Hovered, MAX_ZOOM};
use crate::view::{Scene, hints, words};

/// What a click on a marker of several places does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Zooms in until they part; lists them where they never do.
    Zoom,
    /// Lists them.
    List,
}

/// The smallest target for a pointer, in points.
const TARGET: f32 = 18.0;
/// How far from the edges of the map the hint on a marker stands at least, in points: beside them lie buttons and cards.
const HINT: Vec2 = Vec2::new(130.0, 90.0);
/// The most places a list shows; more are better searched for.
const LISTED: usize = 400;
/// Markers whose middles are nearer than this at the closest zoom, in points, never part.
const APART: f64 = 16.0;

/// The id of a marker's node.
pub fn id(ui: &Ui, marker: &Marker) -> egui::Id {
    ui.scope_id().with(("marker", marker.place.0, marker.area))
}

/// Nodes for all markers, in the order of reading. A click selects the place; where there are several, it opens them.
/// With a hand, places can be moved by it. A hint hides nothing that is `covered`.
pub fn markers(
    ui: &Ui,
    scene: &Scene<'_>,
    plan: &MapPlan,
    covered: &[Rect],
    opening: Opening,
    mut hand: Option<&mut Hand>,
) -> Vec<Action> {
    let mut actions = Vec::new();
    hint(ui, scene, plan, covered);
    for marker in &plan.markers {
        let moved = hand.as_deref_mut().zip(hand::movable(scene, marker));
        let frame = marker.frame();
        let hit = Rect::from_center_size(marker.at, frame.size().max(Vec2::splat(TARGET))).intersect(plan.rect);
        let response = ui.interact(hit, id(ui, marker), if moved.is_some() { Sense::click_and_drag() } else { Sense::click() });
        response.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, marker.selected, &marker.name));
        if response.has_focus() {
            ui.painter().rect_stroke(
                frame.expand(5.0),
                if marker.area { 6.0 } else { frame.height() / 2.0 + 5.0 },
                Stroke::new(2.0, scene.palette.ink),
                egui::StrokeKind::Outside,
            );
        }
        if response.hovered() {
            actions.push(Action::Hover(Some(Hovered::Place(marker.place))));
        }
        if let Some((hand, place)) = moved {
            actions.extend(hand.marker(ui, scene, plan, place, &response));
        }
        if marker.more > 0 {
            open(ui, scene, plan, marker, &response, opening, &mut actions);
        } else if response.clicked() {
            actions.push(Action::SelectPlace(Some(marker.place)));
        }
        response.on_hover_ui(|ui| {
            hover::show(ui, scene, marker);
        });
    }
    actions
}

/// Says where the hint would stand that a marker can be clicked: below the first one where it hides nothing, or else below the first.
fn hint(ui: &Ui, scene: &Scene<'_>, plan: &MapPlan, covered: &[Rect]) {
    // While places are moved, a click does something else.
    if !scene.state.hints.contains(&Hint::Click) || scene.state.moves_by_hand() {
        return;
    }
    let inside = |marker: &Marker| scene.index.place(marker.place).times.counts(scene.state.window).inside > 0;
    // Where neither buttons nor other cards are near.
    let is_free = |marker: &Marker| plan.rect.shrink2(HINT).contains(marker.at) && marker.more == 0 && !marker.area;
    let fitting: Vec<Rect> = plan.markers.iter().filter(|marker| is_free(marker) && inside(marker)).map(Marker::frame).collect();
    let clear = fitting.iter().find(|frame| has_room_below(plan, covered, **frame));
    if let Some(frame) = clear.or(fitting.first()) {
        hints::here(ui, &scene.state.hints, Hint::Click, *frame);
    }
}

/// Whether a hint below a marker would hide none of the others, and nothing that lies on the map.
fn has_room_below(plan: &MapPlan, covered: &[Rect], frame: Rect) -> bool {
    /// The size of the hint and the gap above it, in points.
    const CARD: Vec2 = Vec2::new(264.0, 46.0);
    let below = Rect::from_center_size(frame.center_bottom() + Vec2::new(0.0, CARD.y / 2.0), CARD);
    let others = plan.markers.iter().map(Marker::frame).filter(|other| *other != frame);
    !others.chain(covered.iter().copied()).any(|other| below.intersects(other))
}

/// The positions of a marker's places, where zooming in parts them.
fn parted(scene: &Scene<'_>, plan: &MapPlan, marker: &Marker) -> Option<Vec<LonLat>> {
    let points: Vec<LonLat> = marker.places(scene.index).filter_map(|ix| scene.dossier.place(ix).point).collect();
    let bounds = Bounds::around(&points)?;
    let [a, b] = bounds.corners().map(World::from_lon_lat);
    let closest = Camera { center: a, zoom: MAX_ZOOM - 1.0 };
    let (dx, dy) = closest.to_screen(b);
    let apart = dx.abs().max(dy.abs()) > APART;
    let framed = Camera::framing_to(bounds, f64::from(plan.rect.width()), f64::from(plan.rect.height()), 90.0, MAX_ZOOM - 1.0);
    (apart && framed.zoom > plan.camera.zoom + 0.2).then(|| bounds.corners().to_vec())
}

/// Zooms in on several places where that parts them, or lists them.
fn open(
    ui: &Ui,
    scene: &Scene<'_>,
    plan: &MapPlan,
    marker: &Marker,
    response: &Response,
    opening: Opening,
    actions: &mut Vec<Action>,
) {
    // Only a click asks where all the places are: there may be many thousands.
    let parted = if response.clicked() && opening == Opening::Zoom { parted(scene, plan, marker) } else { None };
    let listed = response.clicked() && parted.is_none();
    actions.extend(parted.map(|points| Action::Fit(Fit::Closer(points))));
    fan_out(ui, scene, marker, response, listed, actions);
}

/// A list of the places at a point, each of which can be reached by hand and by key.
fn fan_out(ui: &Ui, scene: &Scene<'_>, marker: &Marker, response: &Response, clicked: bool, actions: &mut Vec<Action>) {
    let popup = Popup::from_response(response)
        .open_memory(clicked.then_some(SetOpenCommand::Toggle))
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .frame(Frame::popup(ui.style()).inner_margin(Margin::same(8)));
    popup.show(|ui| {
        ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
            for (index, ix) in marker.places(scene.index).take(LISTED).enumerate() {
                let text = hover::line(scene, marker.sites, ix);
                let entry = ui.add(egui::Button::new(text).frame(false).min_size(Vec2::new(180.0, 24.0)));
                if index == 0 && clicked {
                    entry.request_focus();
                }
                if entry.hovered() || entry.has_focus() {
                    actions.push(Action::Hover(Some(Hovered::Place(ix))));
                }
                if entry.clicked() {
                    actions.push(Action::SelectPlace(Some(ix)));
                }
            }
            if marker.more >= LISTED {
                let rest = words::count(marker.more + 1 - LISTED, "more place");
                ui.label(format!("and {rest}: find them by name (Ctrl+K)"));
            }
        });
    });
}

//! Moving places by hand, where that was asked for: a marker is dragged, or goes by the arrow keys. Nothing happens to the
//! dossier before it is let go.

use egui::{Align2, EventFilter, Key, Modifiers, Painter, Pos2, Response, Stroke, Ui, Vec2};
use geo::{Coord, Geometry, MapCoords};

use super::marker::Marker;
use super::plan::MapPlan;
use super::projection::{project, world_at};
use crate::edit::{Deed, PlaceChange};
use crate::report::globe;
use crate::report::ids::PlaceIx;
use crate::report::mercator::World;
use crate::report::outside::closed;
use crate::report::place::{LonLat, Place};
use crate::session::{Action, Camera};
use crate::theme::{self, size};
use crate::view::holding::{self, Keys};
use crate::view::{Scene, brush, words};

/// A click longer ago than this, in seconds, is not what editing began with.
const BY_KEY: f32 = 0.3;

/// Where something is on its way to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Way {
    /// A place, to another position.
    Point(LonLat),
    /// The edge of its circle: how far from its point it may be, in metres.
    Edge(Option<f64>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Held {
    place: PlaceIx,
    /// Which dossier the place is of; positions of another one mean nothing.
    dossier: usize,
    way: Way,
    by_key: bool,
}

/// What is held, if anything.
#[derive(Default)]
pub struct Hand {
    held: Option<Held>,
    /// Whether what is held by the keyboard still has it in this frame.
    is_focused: bool,
    /// Whether something could be moved in the last frame.
    was_ready: bool,
    /// Whether the marker of the chosen place is to be given the keyboard in this frame.
    gives_keyboard: bool,
}

impl Hand {
    /// Whether nothing can be moved in this frame; what was held is let go.
    pub fn rests(&mut self, ui: &Ui, scene: &Scene<'_>) -> bool {
        let rests = !scene.state.moves_by_hand() || scene.state.placing.is_some();
        // Who begins to edit by a key goes on by key, and the chosen place is what there is to edit.
        let began = !std::mem::replace(&mut self.was_ready, !rests) && !rests;
        self.gives_keyboard = began && ui.input(|input| input.pointer.time_since_last_click()) > BY_KEY;
        let is_stale = self.held.is_some_and(|held| held.dossier != address(scene));
        if rests || is_stale {
            self.held = None;
        }
        rests
    }

    /// Where something of a place is on its way to.
    pub fn way(&self, place: PlaceIx) -> Option<Way> {
        self.held.filter(|held| held.place == place).map(|held| held.way)
    }

    /// Takes hold of something, or moves what is held.
    pub fn hold(&mut self, scene: &Scene<'_>, place: PlaceIx, way: Way, by_key: bool) {
        self.is_focused |= by_key;
        self.held = Some(Held { place, dossier: address(scene), way, by_key });
    }

    /// Enter puts what the keyboard holds where it is, and Escape leaves what is held where it was. Asked before anything else
    /// sees them.
    pub fn keys(&mut self, ui: &Ui, scene: &Scene<'_>) -> Option<Action> {
        self.is_focused = false;
        let by_key = self.held?.by_key;
        holding::take(ui, Keys::Escape);
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::Escape) {
            self.held = None;
            holding::announce(ui, "Left where it was.".to_owned());
        }
        if by_key && pressed(Key::Enter) { self.release(ui, scene) } else { None }
    }

    /// Says that what the keyboard holds still has it.
    pub fn keep(&mut self) {
        self.is_focused = true;
    }

    /// Lets go of what was left: by a pointer that is up, or by a keyboard that is elsewhere.
    pub fn settle(&mut self, ui: &Ui) {
        let is_down = ui.input(|input| input.pointer.any_down());
        self.held = self.held.filter(|held| if held.by_key { self.is_focused } else { is_down });
    }

    /// Puts what is held where it is now.
    pub fn release(&mut self, ui: &Ui, scene: &Scene<'_>) -> Option<Action> {
        let held = self.held.take()?;
        let place = scene.dossier.place(held.place);
        let (change, said) = match held.way {
            Way::Point(to) => (moved(place, to)?, format!("{} was moved.", closed(&place.title))),
            Way::Edge(radius) => (PlaceChange::Radius(radius), format!("{}: {}.", closed(&place.title), radius_words(radius))),
        };
        holding::announce(ui, said);
        Some(Action::Edit(Box::new(Deed::Place(held.place, change))))
    }

    /// What the user does with a marker that can be moved.
    pub fn marker(&mut self, ui: &Ui, scene: &Scene<'_>, plan: &MapPlan, place: PlaceIx, response: &Response) -> Option<Action> {
        let point = scene.dossier.place(place).point?;
        let is_held = matches!(self.way(place), Some(Way::Point(_)));
        if response.drag_started() || (response.dragged() && is_held) {
            let (from, to) = (ui.input(|input| input.pointer.press_origin()), response.interact_pointer_pos());
            if let Some((from, to)) = from.zip(to) {
                let at = project(plan.camera, plan.rect, point) + (to - from);
                self.hold(scene, place, Way::Point(position(plan, at)), false);
            }
            holding::take(ui, Keys::Escape);
        }
        if response.drag_stopped() && is_held {
            return self.release(ui, scene);
        }
        if self.takes_keyboard(scene, place) {
            response.request_focus();
        }
        let told = "The arrows move it, with Shift by more.";
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(told));
        if response.has_focus() {
            self.arrows(ui, scene, plan, place, response);
        }
        None
    }

    /// Whether the marker of a place is to have the keyboard, now that one can move it.
    fn takes_keyboard(&self, scene: &Scene<'_>, place: PlaceIx) -> bool {
        self.gives_keyboard && scene.state.selection.place == Some(place)
    }

    /// The arrows move a marker that has the keyboard by a point, with Shift by ten.
    fn arrows(&mut self, ui: &Ui, scene: &Scene<'_>, plan: &MapPlan, place: PlaceIx, response: &Response) {
        let Some(from) = scene.dossier.place(place).point else { return };
        let now = match self.way(place) {
            Some(Way::Point(to)) => Some(to),
            _ => None,
        };
        lock(ui, response, now.is_some());
        self.is_focused |= now.is_some();
        let Some(by) = steps(ui) else { return };
        let at = project(plan.camera, plan.rect, now.unwrap_or(from)) + by;
        let to = position(plan, at);
        self.hold(scene, place, Way::Point(to), true);
        let title = closed(&scene.dossier.place(place).title);
        let how = if now.is_none() { ". Enter puts it there, Escape leaves it where it was" } else { "" };
        holding::announce(ui, format!("{title}: {}{how}.", away(from, to)));
        ui.ctx().request_repaint();
    }

    /// The marker where it is going, with a line from where it is and the distance.
    pub fn paint(&self, painter: &Painter, scene: &Scene<'_>, plan: &MapPlan) {
        let Some(Held { place, way: Way::Point(to), .. }) = self.held else { return };
        let Some(from) = scene.dossier.place(place).point else { return };
        let palette = scene.palette;
        let [start, end] = [from, to].map(|at| project(plan.camera, plan.rect, at));
        let radius = plan.markers.iter().find(|marker| marker.place == place).map_or(8.0, |marker| marker.radius.clamp(6.0, 14.0));
        painter.line_segment([start, end], Stroke::new(1.5, palette.ink));
        painter.circle(start, 2.5, palette.ink, Stroke::NONE);
        painter.circle(end, radius, palette.window_tint, Stroke::new(2.0, palette.window));
        painter.circle_filled(end, 1.5, palette.ink);
        let text = words::metres(globe::distance_metres(from, to));
        label(painter, scene, end + Vec2::new(radius + 6.0, -radius - 4.0), &text);
    }
}

fn address(scene: &Scene<'_>) -> usize {
    std::ptr::from_ref(scene.dossier).addr()
}

/// The place that a marker stands for and that can be moved: it is alone there, or the chosen one of several.
pub fn movable(scene: &Scene<'_>, marker: &Marker) -> Option<PlaceIx> {
    let is_clear = marker.more == 0 || (marker.selected && scene.state.selection.place == Some(marker.place));
    (is_clear && scene.dossier.place(marker.place).point.is_some()).then_some(marker.place)
}

/// Words on the map beside what is moved.
pub fn label(painter: &Painter, scene: &Scene<'_>, at: Pos2, text: &str) {
    let palette = scene.palette;
    brush::halo_text(painter, at, Align2::LEFT_BOTTOM, text, theme::bold(size::LABEL), palette.ink, palette.home_land);
}

/// Leaves the arrows to what has the keyboard, and Escape while it is moved.
pub fn lock(ui: &Ui, response: &Response, is_moved: bool) {
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: is_moved, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
}

/// How far the arrow keys of this frame move something, in points.
pub fn steps(ui: &Ui) -> Option<Vec2> {
    ui.input(|input| {
        let pressed = |key| if input.key_pressed(key) { 1.0_f32 } else { 0.0 };
        let way = Vec2::new(pressed(Key::ArrowRight) - pressed(Key::ArrowLeft), pressed(Key::ArrowDown) - pressed(Key::ArrowUp));
        let plain = input.modifiers.is_none() || input.modifiers.shift_only();
        (plain && way != Vec2::ZERO).then(|| way * if input.modifiers.shift { 10.0 } else { 1.0 })
    })
}

/// The position under a point of the screen, no more exactly than a hand can point there: a tenth of a degree is 11 km.
pub fn position(plan: &MapPlan, at: Pos2) -> LonLat {
    rounded(world_at(plan.camera, plan.rect, at), plan.camera)
}

/// A position with as many digits as half a point of the screen is worth.
pub fn rounded(at: World, camera: Camera) -> LonLat {
    let at = at.to_lon_lat();
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and 7")]
    let digits = (-(180.0 / camera.world_points()).log10()).ceil().clamp(0.0, 7.0) as i32;
    let scale = 10_f64.powi(digits);
    LonLat { lon: (at.lon * scale).round() / scale, lat: (at.lat * scale).round() / scale }
}

/// The change that puts a place elsewhere: a line or an area goes as a whole, and what is made up of provinces keeps them.
fn moved(place: &Place, to: LonLat) -> Option<PlaceChange> {
    if !place.basemap.is_empty() {
        return Some(PlaceChange::Basemap(place.basemap.clone(), Some(to)));
    }
    match &place.geometry {
        None | Some(Geometry::Point(_)) => Some(PlaceChange::At(Some(to), place.radius_metres)),
        Some(shape) => {
            let [from, to] = [place.point?, to].map(World::from_lon_lat);
            let by = (to.x - from.x - (to.x - from.x).round(), to.y - from.y);
            let shift = |at: Coord<f64>| {
                let world = World::from_lon_lat(LonLat { lon: at.x, lat: at.y });
                let there = World { x: world.x + by.0, y: world.y + by.1 }.to_lon_lat();
                let whole = |degrees: f64| (degrees * 1e7).round() / 1e7;
                Coord { x: whole(there.lon), y: whole(there.lat) }
            };
            Some(PlaceChange::Geometry(shape.map_coords(shift)))
        }
    }
}

/// How far, and in which direction, a position is from another one: `12 km north-east of where it was`.
fn away(from: LonLat, to: LonLat) -> String {
    const WINDS: [&str; 8] = ["east", "south-east", "south", "south-west", "west", "north-west", "north", "north-east"];
    let [a, b] = [from, to].map(World::from_lon_lat);
    let (x, y) = (b.x - a.x - (b.x - a.x).round(), b.y - a.y);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "one of eight")]
    let wind = (y.atan2(x).rem_euclid(std::f64::consts::TAU) / std::f64::consts::FRAC_PI_4).round() as usize % 8;
    format!("{} {} of where it was", words::metres(globe::distance_metres(from, to)), WINDS[wind])
}

/// A radius in words.
pub fn radius_words(radius: Option<f64>) -> String {
    radius.map_or_else(
        || "how far it may be from its point is not said".to_owned(),
        |metres| format!("up to {} away", words::metres(metres)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_has_no_more_digits_than_a_hand_can_point_to() {
        let at = World::from_lon_lat(LonLat { lon: 76.945_678_9, lat: 43.238_123_4 });
        let text = |zoom| {
            let at = rounded(at, Camera { zoom, ..Camera::default() });
            format!("{} {}", at.lon, at.lat)
        };
        assert_eq!([1.0, 5.0, 14.0].map(text), ["76.9 43.2", "76.95 43.24", "76.94568 43.23812"]);
    }

    #[test]
    fn an_area_is_moved_as_a_whole_also_across_the_antimeridian() {
        let corners = vec![(178.0, 10.0), (179.0, 10.0), (179.0, 11.0), (178.0, 11.0)];
        let square = geo::Polygon::new(corners.into(), Vec::new());
        let place = Place { geometry: Some(square.into()), point: LonLat::new(178.5, 10.5), ..Place::default() };
        let Some(PlaceChange::Geometry(Geometry::Polygon(there))) = moved(&place, LonLat { lon: -179.5, lat: 10.5 }) else {
            panic!("it stays an area");
        };
        let lons: Vec<f64> = there.exterior().0.iter().map(|at| at.x).collect();
        assert_eq!(lons, [180.0, -179.0, -179.0, 180.0, 180.0]);
    }

    #[test]
    fn directions_are_those_of_the_map() {
        let at = |lon, lat| LonLat { lon, lat };
        assert_eq!(away(at(179.95, 0.0), at(-179.95, 0.0)), "11 km east of where it was");
        assert_eq!(away(at(10.0, 50.0), at(10.0, 51.0)), "111 km north of where it was");
    }
}

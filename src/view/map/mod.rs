//! The map: where the passages speak.

mod areas;
mod asked;
mod buttons;
mod city;
mod cluster;
mod draw;
mod fit;
mod flight;
mod furniture;
mod grip;
mod ground;
mod hand;
mod hover;
mod input;
mod inset;
mod labels;
mod marker;
mod nodes;
mod paint;
mod plan;
mod projection;
mod river;
mod sketch;
mod strip;
mod tray;

pub use city::{Cities, City, Corner, InsetPlan, Stand};
use fit::home;
pub use fit::resolve_camera;
pub use ground::Ground;
pub use hover::{HoverCard, Told};
pub use labels::{Face, Known, Name};
pub use marker::{Marker, Standing};
pub use plan::{Area, MapPlan};

use egui::{CursorIcon, Rect, Response, Sense, Ui, Vec2, accesskit::Role};

use super::parts::{self, Part};
use super::{Scene, map_rect};
use crate::index::Index;
use crate::index::times::Window;
use crate::session::{Action, Camera};

/// What the map keeps between frames for speed, and the way of its camera.
#[derive(Default)]
pub struct Cache {
    ground: Ground,
    outlines: areas::Outlines,
    known: Known,
    flight: flight::Flight,
    /// How large the map was in the last frame.
    size: Option<Vec2>,
    /// Whether the line that says what a hand does was there.
    had_strip: bool,
    cities: Cities,
    stand: Stand,
    inside: Option<((Window, usize), usize)>,
    hand: hand::Hand,
    drawing: draw::Drawing,
}

/// Draws the map into the whole of the remaining space.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, cache: &mut Cache) -> Vec<Action> {
    let rect = ui.max_rect();
    ui.data_mut(|data| data.insert_temp(map_rect(), rect));
    let id = ui.scope_id().with("map");
    let placing = cache.drawing.turn(ui, scene, id).is_some();
    let rests = cache.hand.rests(ui, scene);
    // Enter is for what is drawn or held, and not for what has the keyboard.
    let mut actions = cache.drawing.keys(ui, scene, id);
    actions.extend(cache.hand.keys(ui, scene));
    let response = ui.interact(rect, id, Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Canvas, true, "Map"));
    parts::note(Part::Map, rect, &response);
    let camera = look(ui, scene, cache, &response, &mut actions);
    actions.extend(cache.drawing.click(ui, scene, camera, &response));
    let mut plan = MapPlan::new(scene, rect, camera);
    let city = cache.cities.find(scene, rect, camera);
    let places = places_inside(scene, &mut cache.inside);
    let mut furniture = furniture::Furniture::new(ui, scene, rect, places, None);
    let mut covered = furniture.covered(rect);
    let at_rest = !response.dragged();
    // A click in the corner is meant for the map as well while something is put on it.
    let open = city.as_ref().filter(|_| city::is_open(scene, rect) && !placing);
    let card = open.and_then(|city| city::plan(scene, city, &plan, &covered, &mut cache.stand, at_rest));
    if let Some(city) = city.as_ref().filter(|_| card.is_none()) {
        furniture = furniture::Furniture::new(ui, scene, rect, places, Some(&scene.dossier.place(city.place).title));
        covered = furniture.covered(rect);
    }
    covered.extend(strip::covered(ui, scene));
    actions.extend(uncover(ui, scene, cache, &plan));
    cluster::step_aside(&mut plan.markers, rect, &covered);
    covered.extend(card.iter().map(|card| card.card));
    paint_all(ui, scene, cache, &plan, &covered);
    if placing {
        cache.drawing.paint(ui, &ui.painter_at(rect), scene, &plan, &response.clone().on_hover_cursor(CursorIcon::Crosshair));
    } else {
        let hand = (!rests).then_some(&mut cache.hand);
        actions.extend(nodes::markers(ui, scene, &plan, &covered, nodes::Opening::Zoom, hand));
        actions.extend(asked::show(ui, scene, &plan));
    }
    if !rests {
        actions.extend(by_hand(ui, scene, &plan, &mut cache.hand));
    }
    actions.extend(furniture.show(ui, scene, &plan));
    actions.extend(strip::show(ui, scene, &mut cache.drawing, furniture.below(), rect.width() - 36.0));
    if let Some(card) = card {
        actions.extend(inset::show(ui, scene, &card, &mut Known::default()));
    }
    note_focus(ui, &plan);
    actions
}

/// What is moved by hand, on top of the markers.
fn by_hand(ui: &Ui, scene: &Scene<'_>, plan: &MapPlan, hand: &mut hand::Hand) -> Option<Action> {
    let action = grip::show(ui, scene, plan, hand);
    hand.settle(ui);
    hand.paint(&ui.painter_at(plan.rect), scene, plan);
    action
}

/// Where the state wants the map to look. Where it is at its first view, it stays there when it becomes larger or smaller.
fn goal(scene: &Scene<'_>, cache: &mut Cache, rect: Rect) -> Camera {
    let before = cache.size.replace(rect.size()).filter(|before| *before != rect.size());
    let at_home = |size: &Vec2| scene.state.camera == Some(home(scene, Rect::from_min_size(rect.min, *size)));
    if before.filter(|_| scene.state.fit.is_none() && !scene.state.camera_locked).is_some_and(|size| at_home(&size)) {
        let camera = home(scene, rect);
        cache.flight.land(camera);
        return camera;
    }
    resolve_camera(scene, rect)
}

/// Moves the chosen place out from under the line that says what a hand does with it, when that line comes up.
fn uncover(ui: &Ui, scene: &Scene<'_>, cache: &mut Cache, plan: &MapPlan) -> Option<Action> {
    /// How far below the line it is brought, in points.
    const BELOW: f32 = 40.0;
    let strip = strip::covered(ui, scene);
    let came = !std::mem::replace(&mut cache.had_strip, strip.is_some());
    let at = scene.dossier.place(scene.state.selection.place?).point?;
    let at = projection::project(plan.camera, plan.rect, at);
    let under = strip.filter(|strip| came && !scene.state.camera_locked && strip.expand(18.0).contains(at))?;
    let mut center = plan.camera.center;
    center.y -= f64::from(under.bottom() + BELOW - at.y) / plan.camera.world_points();
    Some(Action::SetCamera(Camera { center, ..plan.camera }))
}

/// Where the map looks in this frame, after what the state wants and what the user does.
fn look(ui: &Ui, scene: &Scene<'_>, cache: &mut Cache, response: &Response, actions: &mut Vec<Action>) -> Camera {
    let goal = goal(scene, cache, response.rect);
    let now = cache.flight.camera(ui, goal);
    let has_keys = response.has_focus() || ui.data(|data| data.get_temp(marker_focus_flag()).unwrap_or(false));
    let camera = input::camera(ui, response, now, input::Around { has_keys, placing: scene.state.placing.is_some() });
    if camera != now {
        cache.flight.land(camera);
        actions.push(Action::SetCamera(camera));
    } else if scene.state.fit.is_some() || scene.state.camera != Some(goal) {
        actions.push(Action::SetCamera(goal));
    }
    camera
}

fn paint_all(ui: &Ui, scene: &Scene<'_>, cache: &mut Cache, plan: &MapPlan, covered: &[Rect]) {
    let painter = ui.painter_at(plan.rect);
    cache.ground.paint(&painter, scene, plan.rect, plan.camera);
    areas::paint(&painter, scene, plan, &mut cache.outlines);
    let rings = sketch::map_rings(scene, plan);
    if let Some(rings) = &rings {
        rings.paint(&painter, scene);
    }
    sketch::shapes(&painter, scene, plan);
    sketch::uncertainty(&painter, scene, plan);
    let mut measure = |job: &egui::text::LayoutJob| painter.layout_job(job.clone()).size();
    let names = labels::plan(scene, plan, &mut cache.known, covered, &mut measure);
    // Names of the ground lie under the markers, which may touch them at their edges.
    labels::paint(&painter, scene, plan, &names);
    if let Some(rings) = &rings {
        rings.label(&painter, scene, plan, &sketch::taken(plan, &names, covered));
    }
    paint::markers(&painter, scene, plan);
}

/// How many places have a passage in the window; counted anew only where the window or the filter is another one.
fn places_inside(scene: &Scene<'_>, kept: &mut Option<((Window, usize), usize)>) -> usize {
    let key = (scene.state.window, std::ptr::from_ref::<Index>(scene.index).addr());
    if let Some((_, count)) = kept.filter(|(known, _)| *known == key) {
        return count;
    }
    let count = scene.index.places_inside(scene.state.window);
    *kept = Some((key, count));
    count
}

/// Where the map notes that one of its markers has the keyboard.
fn marker_focus_flag() -> egui::Id {
    egui::Id::unique("a marker has focus")
}

/// Notes whether one of the markers has the keyboard: plus and minus then zoom, as on the bare map.
fn note_focus(ui: &Ui, plan: &MapPlan) {
    let focused = ui.ctx().memory(egui::Memory::focused);
    let is_marker = focused.is_some_and(|focused| plan.markers.iter().any(|marker| nodes::id(ui, marker) == focused));
    ui.data_mut(|data| data.insert_temp(marker_focus_flag(), is_marker));
}

/// Places the names of a map, for tests: `measure` says how large a name becomes.
pub fn names(scene: &Scene<'_>, plan: &MapPlan, covered: &[Rect], measure: labels::Measure<'_>) -> Vec<Name> {
    labels::plan(scene, plan, &mut Known::default(), covered, measure)
}

/// Plans the map of a city in the corner of a map, where there is one to show.
#[must_use]
pub fn inset(scene: &Scene<'_>, plan: &MapPlan) -> Option<InsetPlan> {
    let city = Cities::default().find(scene, plan.rect, plan.camera)?;
    city::plan(scene, &city, plan, &[], &mut Stand::default(), true)
}

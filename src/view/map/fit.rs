//! Which camera shows what the state wants to be seen.

use egui::{Pos2, Rect, Vec2};

use super::buttons;
use super::projection::project;
use crate::basemap::Basemap;
use crate::report::ids::PlaceIx;
use crate::report::mercator::World;
use crate::report::place::{Bounds, LonLat, PlaceKind, extent_points};
use crate::session::{Camera, FIT_ZOOM, Fit, MAX_ZOOM};
use crate::view::Scene;

/// The zoom at which a settlement is looked at by itself: its sites stand apart.
const TOWN_ZOOM: f64 = 12.0;
/// The zoom at which a site is looked at by itself: about 4 metres a point.
const SITE_ZOOM: f64 = 15.0;
/// How far opening a group of markers zooms in at most.
const OPEN_ZOOM: f64 = MAX_ZOOM - 1.0;
/// The room around what is framed, in points.
const MARGIN: f64 = 90.0;
/// From the buttons of the map to what is framed, in points.
const BESIDE: f32 = 18.0;

/// The camera, after what the state wants brought into view.
#[must_use]
pub fn resolve_camera(scene: &Scene<'_>, rect: Rect) -> Camera {
    let (width, height) = size(rect);
    wanted(scene, rect).within(width, height)
}

/// The first view, as it is on a map of this size.
#[must_use]
pub fn home(scene: &Scene<'_>, rect: Rect) -> Camera {
    let (width, height) = size(rect);
    frame_all(scene, rect).within(width, height)
}

fn wanted(scene: &Scene<'_>, rect: Rect) -> Camera {
    let camera = scene.state.camera.unwrap_or_else(|| frame_all(scene, rect));
    let points = match &scene.state.fit {
        None => return camera,
        Some(Fit::All) => return frame_all(scene, rect),
        Some(Fit::Closer(points)) => return framed(scene, points, rect, OPEN_ZOOM).unwrap_or(camera),
        Some(Fit::Window) => return framed(scene, &points_inside(scene), rect, TOWN_ZOOM).unwrap_or(camera),
        Some(Fit::Place(ix)) => return at_place(scene, rect, *ix).unwrap_or(camera),
        Some(Fit::Points(points)) => points,
    };
    let (room, buttons) = (rect.shrink2(Vec2::new(70.0, 60.0)), buttons::place(scene, rect).expand(BESIDE));
    let is_clear = |at: Pos2| room.contains(at) && !buttons.contains(at);
    if points.iter().all(|at| is_clear(project(camera, rect, *at))) {
        return camera;
    }
    let Some(framed) = framed(scene, points, rect, FIT_ZOOM) else { return camera };
    // Bringing something into view never zooms in unasked: context is what the reader has, and keeps.
    Camera { zoom: framed.zoom.min(camera.zoom), ..framed }
}

fn size(rect: Rect) -> (f64, f64) {
    (f64::from(rect.width()), f64::from(rect.height()))
}

/// The camera that shows all of some points, left of the buttons.
fn framed(scene: &Scene<'_>, points: &[LonLat], rect: Rect, closest: f64) -> Option<Camera> {
    let (width, height) = size(rect);
    let margin = MARGIN.min(width.min(height) / 5.0);
    let bounds = Bounds::around(points)?;
    let [corner, opposite] = bounds.corners();
    // A single point stands in the middle.
    let most = if corner == opposite { 0.0 } else { width / 5.0 };
    let buttons = (f64::from(rect.right() - buttons::place(scene, rect).left() + BESIDE) - margin).clamp(0.0, most);
    let camera = Camera::framing_to(bounds, width - buttons, height, margin, closest);
    let center = World { x: camera.center.x + buttons / 2.0 / camera.world_points(), ..camera.center };
    Some(Camera { center, ..camera })
}

/// The frame the dossier asks for, or all of its places.
fn frame_all(scene: &Scene<'_>, rect: Rect) -> Camera {
    let (width, height) = size(rect);
    if let Some(frame) = scene.dossier.head.frame {
        return Camera::framing(frame, width, height, 24.0);
    }
    let points: Vec<LonLat> = scene.dossier.places.iter().filter_map(|place| place.point).collect();
    framed(scene, &points, rect, FIT_ZOOM).unwrap_or_default()
}

/// Where something is said of in the window. Countries and parts of the world do not count where there is anything
/// smaller: they would always ask for the whole map.
fn points_inside(scene: &Scene<'_>) -> Vec<LonLat> {
    let inside = |closer: bool| -> Vec<LonLat> {
        let places = scene.dossier.places.iter().enumerate();
        places
            .filter(|(_, place)| closer == (place.kind >= PlaceKind::Region))
            .filter(|(index, _)| scene.index.place(PlaceIx::new(*index)).own_times.counts(scene.state.window).inside > 0)
            .filter_map(|(_, place)| place.point)
            .collect()
    };
    let close = inside(true);
    if close.is_empty() { inside(false) } else { close }
}

/// A place with what is around it.
fn at_place(scene: &Scene<'_>, rect: Rect, ix: PlaceIx) -> Option<Camera> {
    let place = scene.dossier.place(ix);
    let mut points: Vec<LonLat> =
        scene.basemap.map(|basemap| corners(basemap, &place.basemap)).filter(|found| !found.is_empty()).unwrap_or_default();
    if points.is_empty() {
        points = extent_points(place);
    }
    if let (Some(at), Some(metres)) = (place.point, place.radius_metres) {
        // As far as it may be off belongs to the place. A degree of latitude is about 111 kilometres.
        let north = metres / 111_320.0;
        let east = north / at.lat.to_radians().cos().max(0.05);
        points
            .extend([LonLat::new(at.lon - east, at.lat - north), LonLat::new(at.lon + east, at.lat + north)].into_iter().flatten());
    }
    let closest = match place.kind {
        PlaceKind::Site => SITE_ZOOM,
        PlaceKind::Settlement => TOWN_ZOOM,
        PlaceKind::World | PlaceKind::Country | PlaceKind::Region => 6.0,
    };
    framed(scene, &points, rect, closest)
}

/// The corners of the basemap's areas.
fn corners(basemap: &Basemap, codes: &[String]) -> Vec<LonLat> {
    let meshes = codes.iter().filter_map(|code| basemap.area(code)).flatten();
    meshes.flat_map(|mesh| [mesh.bounds.min, mesh.bounds.max]).map(World::to_lon_lat).collect()
}

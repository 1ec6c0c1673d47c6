//! What the map shows: a marker for each place, and areas.

use egui::{Pos2, Rect, Vec2, pos2};

use crate::index::times::Counts;
use crate::report::ids::PlaceIx;
use crate::report::mercator::World;
use crate::report::place::{Bounds, LonLat, PlaceKind};
use crate::session::{Camera, Fit, Hovered};
use crate::view::{Scene, words};

/// How a place stands to the window. Shape tells them apart as well as colour does; only places that come later and
/// places without any time look alike, and their names say which.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Something is said of it in the window: solid.
    Inside,
    /// Only before the window: faded and filled.
    Earlier,
    /// Before and after, or about longer times: faded, with a ring.
    Around,
    /// Only after the window: hollow.
    Later,
    /// Only without a time: hollow and small.
    Undated,
    /// Named, but nothing is said of it: a dot.
    Mentioned,
}

/// A place, or several that would touch, as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Marker {
    /// The place, or the most important of several.
    pub place: PlaceIx,
    /// The places it stands for besides `place`.
    pub others: Vec<PlaceIx>,
    /// The middle, in points of the screen.
    pub at: Pos2,
    /// In points.
    pub radius: f32,
    /// How it stands to the window.
    pub standing: Standing,
    /// The number on it: passages in the window, or else at other times; 0 on dots.
    pub count: usize,
    /// Whether nobody vouches for any of it.
    pub unverified: bool,
    /// Whether it stands for an area.
    pub area: bool,
    /// Whether it is chosen.
    pub selected: bool,
    /// Whether something that is hovered elsewhere concerns it.
    pub lit: bool,
    /// The name beside it.
    pub label: String,
    /// The name for screen readers and tests.
    pub name: String,
}

/// An area that is drawn as such.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// The place.
    pub place: PlaceIx,
    /// Whether something is said of it in the window.
    pub inside: bool,
    /// Whether only its outline is tinted, as for whole countries.
    pub outline_only: bool,
    /// Whether it is chosen or hovered.
    pub strong: bool,
}

/// Everything the map shows above the background.
#[derive(Clone, Debug, PartialEq)]
pub struct MapPlan {
    /// The part of the screen it fills.
    pub rect: Rect,
    /// Where it looks.
    pub camera: Camera,
    /// In order of importance; drawn from last to first.
    pub markers: Vec<Marker>,
    /// Areas, in the order of the gazetteer.
    pub areas: Vec<Area>,
    /// Places without a position of which something is said or which are named, with their number of passages.
    pub unplaced: Vec<(PlaceIx, usize)>,
    /// How many places have a passage in the window.
    pub places_inside: usize,
}

/// From this zoom on, the sites of a settlement are drawn apart from it: about 100 metres a point.
const SITES_ZOOM: f64 = 10.0;

/// Half the width of the tag of an area, in points.
pub const BADGE: f32 = 12.0;

impl MapPlan {
    /// Plans the map.
    #[must_use]
    pub fn new(scene: &Scene<'_>, rect: Rect, camera: Camera) -> Self {
        let mut markers = Vec::new();
        let mut areas = Vec::new();
        let mut unplaced = Vec::new();
        let mut places_inside = 0;
        for index in 0..scene.dossier.places.len() {
            let ix = PlaceIx::new(index);
            let place = scene.dossier.place(ix);
            let entry = scene.index.place(ix);
            let counts = entry.times.counts(scene.state.window);
            places_inside += usize::from(counts.inside > 0 && scene.index.home(ix) == ix);
            if place.kind.is_area() && entry.total() > 0 && (place.geometry.is_some() || !place.basemap.is_empty()) {
                areas.push(area(scene, ix, counts));
            }
            if place.point.is_none() {
                if entry.total() > 0 || entry.mentions > 0 {
                    unplaced.push((ix, entry.total()));
                }
                continue;
            }
            markers.extend(marker(scene, ix, rect, camera));
        }
        unplaced.sort_by_key(|(ix, total)| (std::cmp::Reverse(*total), *ix));
        let mut markers = cluster(scene, markers);
        name_markers(scene, &mut markers);
        Self { rect, camera, markers, areas, unplaced, places_inside }
    }
}

/// Where a position is drawn, on the copy of the world that is nearest to the middle of the map.
#[must_use]
pub fn project(camera: Camera, rect: Rect, at: LonLat) -> Pos2 {
    let mut world = World::from_lon_lat(at);
    world.x += (camera.center.x - world.x).round();
    place_on_screen(camera, rect, world)
}

/// Where a point of the world is drawn.
#[must_use]
pub fn place_on_screen(camera: Camera, rect: Rect, world: World) -> Pos2 {
    let (x, y) = camera.to_screen(world);
    #[expect(clippy::cast_possible_truncation, reason = "the last step to the screen; egui draws in f32")]
    let offset = Vec2::new(x as f32, y as f32);
    rect.center() + offset
}

/// The camera, after what the state wants brought into view.
#[must_use]
pub fn resolve_camera(scene: &Scene<'_>, rect: Rect) -> Camera {
    let camera = scene.state.camera.unwrap_or_else(|| frame_all(scene, rect));
    let points = match &scene.state.fit {
        None => return camera,
        Some(Fit::All) => return frame_all(scene, rect),
        Some(Fit::Points(points)) => points,
    };
    let room = rect.shrink2(Vec2::new(70.0, 60.0));
    if points.iter().all(|at| room.contains(project(camera, rect, *at))) {
        return camera;
    }
    let Some(bounds) = Bounds::around(points) else { return camera };
    let framed = Camera::framing(bounds, f64::from(rect.width()), f64::from(rect.height()), 90.0);
    // Bringing something into view never zooms in unasked: context is what the reader has, and keeps.
    Camera { zoom: framed.zoom.min(camera.zoom), ..framed }
}

/// The frame the dossier asks for, or all of its places.
fn frame_all(scene: &Scene<'_>, rect: Rect) -> Camera {
    let points: Vec<LonLat> = scene.dossier.places.iter().filter_map(|place| place.point).collect();
    let (width, height) = (f64::from(rect.width()), f64::from(rect.height()));
    match scene.dossier.head.frame {
        Some(frame) => Camera::framing(frame, width, height, 24.0),
        None => Bounds::around(&points).map_or_else(Camera::default, |bounds| Camera::framing(bounds, width, height, 90.0)),
    }
}

fn area(scene: &Scene<'_>, ix: PlaceIx, counts: Counts) -> Area {
    let chosen = scene.state.selection.place == Some(ix);
    Area {
        place: ix,
        inside: counts.inside > 0,
        outline_only: scene.dossier.place(ix).kind != PlaceKind::Region,
        strong: chosen || is_lit(scene, ix),
    }
}

/// Whether the passage or place that is hovered concerns a place.
fn is_lit(scene: &Scene<'_>, ix: PlaceIx) -> bool {
    let concerns = |place: &PlaceIx| *place == ix || scene.index.home(*place) == ix;
    match scene.state.hovered {
        Some(Hovered::Place(place)) => concerns(&place),
        Some(Hovered::Passage(passage)) => scene.dossier.passage(passage).places.iter().any(concerns),
        None => false,
    }
}

fn marker(scene: &Scene<'_>, ix: PlaceIx, rect: Rect, camera: Camera) -> Option<Marker> {
    let place = scene.dossier.place(ix);
    let entry = scene.index.place(ix);
    let home = scene.index.home(ix);
    let sites_apart = camera.zoom >= SITES_ZOOM;
    let folded = home != ix && !sites_apart && scene.dossier.place(home).point.is_some();
    if folded {
        return None;
    }
    let (times, doubtful, undated) = if sites_apart {
        (&entry.own_times, &entry.own_doubtful, entry.own_undated)
    } else {
        (&entry.times, &entry.doubtful, entry.undated.len())
    };
    let counts = times.counts(scene.state.window);
    let (standing, count) = standing(counts, undated, entry.mentions)?;
    let doubts = doubtful.counts(scene.state.window);
    let unverified = match standing {
        Standing::Inside => doubts.inside == counts.inside,
        Standing::Undated | Standing::Mentioned => false,
        _ => doubts.total() == counts.total(),
    };
    let at = project(camera, rect, place.point?);
    let radius = if place.kind.is_area() && standing != Standing::Mentioned { BADGE } else { radius(standing, count) };
    if !rect.expand(radius + 4.0).contains(at) {
        return None;
    }
    let chosen = scene.state.selection.place;
    Some(Marker {
        place: ix,
        others: Vec::new(),
        at: pos2(at.x.round(), at.y.round()),
        radius,
        standing,
        count,
        unverified,
        area: place.kind.is_area(),
        selected: chosen == Some(ix) || (!sites_apart && chosen.is_some_and(|chosen| scene.index.home(chosen) == ix)),
        lit: is_lit(scene, ix),
        label: place.title.clone(),
        name: String::new(),
    })
}

/// How a place stands to the window, and the number that says so; `None` for places that are only containers.
fn standing(counts: Counts, undated: usize, mentions: usize) -> Option<(Standing, usize)> {
    let around = counts.earlier + counts.spanning + counts.later;
    Some(match (counts.inside, counts.earlier, counts.later) {
        (0, ..) if counts.spanning > 0 => (Standing::Around, around),
        (0, 0, 0) if undated > 0 => (Standing::Undated, undated),
        (0, 0, 0) if mentions > 0 => (Standing::Mentioned, 0),
        (0, 0, 0) => return None,
        (0, earlier, 0) => (Standing::Earlier, earlier),
        (0, 0, later) => (Standing::Later, later),
        (0, ..) => (Standing::Around, around),
        (inside, ..) => (Standing::Inside, inside),
    })
}

/// By square root, so that a marker's area goes with its number.
fn radius(standing: Standing, count: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "counts on markers")]
    let root = (count as f32).sqrt();
    match standing {
        Standing::Inside => (7.5 + 3.2 * root).min(26.0),
        Standing::Earlier | Standing::Around | Standing::Later => (7.0 + 1.6 * root).min(17.0),
        Standing::Undated => 7.0,
        Standing::Mentioned => 3.0,
    }
}

/// Joins markers that would touch; areas stay by themselves, because a region is not a part of a town.
fn cluster(scene: &Scene<'_>, mut markers: Vec<Marker>) -> Vec<Marker> {
    markers.sort_by_key(|m| (!m.selected, m.area, m.standing, std::cmp::Reverse(m.count), m.place));
    let mut kept: Vec<Marker> = Vec::new();
    for marker in markers {
        let touches = |other: &&mut Marker| {
            !other.area && !marker.area && other.at.distance(marker.at) < (other.radius + marker.radius) * 0.8
        };
        match kept.iter_mut().find(touches) {
            None => kept.push(marker),
            Some(host) => {
                if host.standing == marker.standing {
                    host.count += marker.count;
                    host.radius = radius(host.standing, host.count);
                    host.unverified &= marker.unverified;
                }
                host.selected |= marker.selected;
                host.lit |= marker.lit;
                host.others.push(marker.place);
            }
        }
    }
    kept.sort_by_key(|m| (!m.selected, m.standing, m.area, std::cmp::Reverse(m.count), m.place));
    for marker in kept.iter_mut().filter(|marker| !marker.others.is_empty()) {
        let title = &scene.dossier.place(marker.place).title;
        marker.label = format!("{title} +{}", marker.others.len());
    }
    kept
}

fn name_markers(scene: &Scene<'_>, markers: &mut [Marker]) {
    for marker in markers {
        let title = &scene.dossier.place(marker.place).title;
        let passages = words::count(marker.count, "passage");
        let what = match marker.standing {
            Standing::Inside => format!("{passages} in the window"),
            Standing::Earlier => format!("{passages} earlier"),
            Standing::Around => format!("{passages} at other or longer times"),
            Standing::Later => format!("{passages} later"),
            Standing::Undated => format!("{passages} without a time"),
            Standing::Mentioned => match scene.index.place(marker.place).hidden {
                0 => "mentioned only".to_owned(),
                hidden => format!("{} filtered out", words::count(hidden, "passage")),
            },
        };
        let more = if marker.others.is_empty() {
            String::new()
        } else {
            format!(", with {}", words::count(marker.others.len(), "more place"))
        };
        let doubt = if marker.unverified { ", unverified" } else { "" };
        marker.name = format!("{title}, {what}{doubt}{more}");
    }
}

/// What a tooltip says of a marker.
#[must_use]
pub fn summary(scene: &Scene<'_>, marker: &Marker) -> String {
    let mut lines = Vec::new();
    for ix in std::iter::once(&marker.place).chain(&marker.others) {
        let place = scene.dossier.place(*ix);
        let entry = scene.index.place(*ix);
        let counts = entry.times.counts(scene.state.window);
        let undated = if entry.undated.is_empty() { String::new() } else { format!(", {} without a time", entry.undated.len()) };
        let hidden = if entry.hidden == 0 { String::new() } else { format!(", {} filtered out", entry.hidden) };
        lines.push(format!(
            "{}: {} here in the window, {} about longer times, {} at other times{undated}{hidden}",
            place.title,
            counts.inside,
            counts.spanning,
            counts.earlier + counts.later
        ));
    }
    let place = scene.dossier.place(marker.place);
    if let Some(metres) = place.radius_metres.filter(|_| marker.others.is_empty()) {
        lines.push(format!("Position known to about {metres:.0} m"));
    }
    lines.join("\n")
}

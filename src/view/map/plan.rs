//! What the map shows: a marker for each place, and areas.

use egui::Rect;

use super::cluster;
use super::marker::{Marker, Standing, blank, name};
use super::projection::{place_on_screen, project, seen};
use crate::index::atlas::{Group, Sites};
use crate::report::ids::PlaceIx;
use crate::report::mercator::World;
use crate::report::place::PlaceKind;
use crate::session::{Camera, Hovered};
use crate::view::Scene;

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
    /// Those that are wholly on the map, in the order of reading: what is in the window first, and of that the most.
    pub markers: Vec<Marker>,
    /// Those just beyond the edge, which are not drawn but have their names in the order of things.
    pub beyond: Vec<Marker>,
    /// Areas, in the order of the gazetteer.
    pub areas: Vec<Area>,
}

/// From this zoom on, the sites of a settlement are drawn apart from it: about 100 metres a point.
pub const SITES_ZOOM: f64 = 10.0;

/// How far beyond the edge places are still considered, in points, so that nothing on the map depends on its edge.
const MARGIN: f32 = 90.0;

/// From so many places on, squares of 16 points and not of 8 are taken for one place.
const MANY: usize = 5_000;

impl MapPlan {
    /// Plans the map.
    #[must_use]
    pub fn new(scene: &Scene<'_>, rect: Rect, camera: Camera) -> Self {
        Self::drawn(scene, rect, camera, false)
    }

    /// Plans a small map, on which markers are small too.
    #[must_use]
    pub fn small(scene: &Scene<'_>, rect: Rect, camera: Camera) -> Self {
        Self::drawn(scene, rect, camera, true)
    }

    fn drawn(scene: &Scene<'_>, rect: Rect, camera: Camera, compact: bool) -> Self {
        let sites = if compact || camera.zoom >= SITES_ZOOM { Sites::Apart } else { Sites::Folded };
        let spots = spots(scene, rect, camera, sites, compact);
        let mut tags = Vec::new();
        let mut areas = Vec::new();
        for ix in scene.index.atlas().areas() {
            let entry = scene.index.place(*ix);
            let place = scene.dossier.place(*ix);
            if entry.total() > 0 && (place.geometry.is_some() || !place.basemap.is_empty()) {
                areas.push(area(scene, *ix));
            }
            tags.extend(tag(scene, *ix, rect, camera));
        }
        let mut all = cluster::join(spots, tags);
        for marker in &mut all {
            foremost(scene, marker);
            marker.point += marker.at.round() - marker.at;
            marker.at = marker.at.round();
            name(scene, marker);
        }
        all.sort_by_key(Marker::rank);
        let (markers, beyond) = all.into_iter().partition(|marker| rect.contains_rect(marker.frame().expand(1.0)));
        Self { rect, camera, markers, beyond, areas }
    }
}

/// Markers for the places that have a point, before any are joined.
fn spots(scene: &Scene<'_>, rect: Rect, camera: Camera, sites: Sites, compact: bool) -> Vec<Marker> {
    let atlas = scene.index.atlas();
    let chosen = Chosen::new(scene, sites);
    let finer = if scene.dossier.places.len() > MANY { 4.0 } else { 5.0 };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 4 and 25")]
    let depth = (camera.zoom + finer).ceil().clamp(0.0, 40.0) as u32;
    let mut markers = Vec::new();
    for (stretch, shift) in seen(camera, rect, MARGIN) {
        for group in atlas.groups(sites, &stretch, depth) {
            let at = place_on_screen(camera, rect, World { x: group.at.x + shift, y: group.at.y });
            let tally = scene.index.tally(sites, &group, scene.state.window);
            let mut marker = blank(chosen.lead(scene, sites, &group), at, tally, sites);
            marker.compact = compact;
            marker.more = (group.to - group.from) as usize - 1;
            (marker.selected, marker.lit) = chosen.concerns(&group);
            marker.lit |= atlas.places(sites, &group).iter().any(|place| is_reached(scene, *place));
            marker.groups.push(group);
            markers.extend(marker.settle());
        }
    }
    markers
}

/// The chosen and the hovered places, as positions in the order of the tree.
struct Chosen {
    selected: Option<u32>,
    lit: Vec<u32>,
}

impl Chosen {
    fn new(scene: &Scene<'_>, sites: Sites) -> Self {
        let slot = |place: PlaceIx| {
            let atlas = scene.index.atlas();
            atlas.slot(sites, place).or_else(|| atlas.slot(sites, scene.index.home(place)))
        };
        let lit = match scene.state.pointed_out() {
            Some(Hovered::Place(place)) => slot(place).into_iter().collect(),
            Some(Hovered::Passage(passage)) => {
                scene.dossier.passage(passage).places.iter().filter_map(|place| slot(*place)).collect()
            }
            None => Vec::new(),
        };
        Self { selected: scene.state.selection.place.and_then(slot), lit }
    }

    /// The place that a group stands for at first: the chosen one, or the one of which most is said.
    fn lead(&self, scene: &Scene<'_>, sites: Sites, group: &Group) -> PlaceIx {
        let chosen = self.selected.filter(|slot| (group.from..group.to).contains(slot));
        chosen.map_or(group.lead, |slot| scene.index.atlas().places(sites, group)[(slot - group.from) as usize])
    }

    fn concerns(&self, group: &Group) -> (bool, bool) {
        let holds = |slot: &u32| (group.from..group.to).contains(slot);
        (self.selected.as_ref().is_some_and(holds), self.lit.iter().any(holds))
    }
}

fn area(scene: &Scene<'_>, ix: PlaceIx) -> Area {
    let chosen = scene.state.selection.place == Some(ix);
    Area {
        place: ix,
        inside: scene.index.place(ix).times.counts(scene.state.window).inside > 0,
        outline_only: scene.dossier.place(ix).kind != PlaceKind::Region,
        strong: chosen || is_lit(scene, ix),
    }
}

/// Whether the passage or place that is pointed out concerns a place, or something has just begun there.
fn is_lit(scene: &Scene<'_>, ix: PlaceIx) -> bool {
    let concerned = match scene.state.pointed_out() {
        Some(Hovered::Place(place)) => place == ix,
        Some(Hovered::Passage(passage)) => scene.dossier.passage(passage).places.contains(&ix),
        None => false,
    };
    concerned || is_reached(scene, ix)
}

/// Whether, while playing, something has just begun at a place.
fn is_reached(scene: &Scene<'_>, ix: PlaceIx) -> bool {
    scene.state.just_reached().is_some_and(|stretch| scene.index.place(ix).times.beginning_in(stretch) > 0)
}

/// The tag of an area.
fn tag(scene: &Scene<'_>, ix: PlaceIx, rect: Rect, camera: Camera) -> Option<Marker> {
    let place = scene.dossier.place(ix);
    let at = project(camera, rect, place.point?);
    if !rect.expand(MARGIN).contains(at) {
        return None;
    }
    let tally = scene.index.tally_of(Sites::Folded, ix, scene.state.window);
    let mut marker = blank(ix, at, tally, Sites::Folded);
    marker.area = true;
    marker.country = place.kind == PlaceKind::Country && place.basemap.len() == 1;
    marker.selected = scene.state.selection.place == Some(ix);
    marker.lit = is_lit(scene, ix);
    marker.areas.push(ix);
    marker.settle()
}

/// The most places among which the foremost in the window is looked for.
const FEW: usize = 16;

/// Names a marker of a few places after the one of which most is said in the window, unless one of them is chosen.
fn foremost(scene: &Scene<'_>, marker: &mut Marker) {
    if marker.selected || !(1..FEW).contains(&marker.more) || marker.standing != Standing::Inside {
        return;
    }
    let current = marker.place;
    let key = |ix: &PlaceIx| {
        let counts = scene.index.tally_of(marker.sites, *ix, scene.state.window).counts;
        (counts.inside, *ix == current, std::cmp::Reverse(*ix))
    };
    let best = marker.places(scene.index).max_by_key(key);
    marker.place = best.unwrap_or(current);
}

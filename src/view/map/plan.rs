//! What the map shows: a marker for each place, and areas.

use egui::{Pos2, Rect, Vec2};

use super::cluster;
use super::projection::{place_on_screen, project, seen};
use crate::index::Index;
use crate::index::atlas::{Group, Sites, Tally};
use crate::report::ids::PlaceIx;
use crate::report::mercator::World;
use crate::report::place::PlaceKind;
use crate::session::{Camera, Hovered};
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
    /// How many places it stands for besides `place`.
    pub more: usize,
    /// The middle, in points of the screen.
    pub at: Pos2,
    /// Where its place lies: the tag of an area may have stepped aside.
    pub point: Pos2,
    /// In points; of the tag of an area, half its width.
    pub radius: f32,
    /// How it stands to the window.
    pub standing: Standing,
    /// The number on it: passages in the window, or else at other times; 0 on dots. Of several places, the sum.
    pub count: usize,
    /// Whether nobody vouches for any of it.
    pub unverified: bool,
    /// Whether it stands for an area.
    pub area: bool,
    /// Whether its name stands for a whole country, as an atlas would write it.
    pub country: bool,
    /// Whether it is chosen.
    pub selected: bool,
    /// Whether something that is hovered elsewhere concerns it.
    pub lit: bool,
    /// The name beside it.
    pub label: String,
    /// The name for screen readers and tests.
    pub name: String,
    /// Whether it is drawn small, for a small map.
    pub compact: bool,
    pub(super) tally: Tally,
    pub(super) sites: Sites,
    pub(super) groups: Vec<Group>,
    pub(super) areas: Vec<PlaceIx>,
}

impl Marker {
    /// What it covers.
    #[must_use]
    pub fn frame(&self) -> Rect {
        let tag = self.area && self.standing != Standing::Mentioned;
        Rect::from_center_size(self.at, Vec2::new(self.radius * 2.0, if tag { TAG_HEIGHT } else { self.radius * 2.0 }))
    }

    /// Every place it stands for.
    pub fn places<'a>(&'a self, index: &'a Index) -> impl Iterator<Item = PlaceIx> + 'a {
        let spots = self.groups.iter().flat_map(|group| index.atlas().places(self.sites, group));
        spots.chain(&self.areas).copied()
    }

    /// Before which others it comes, in the order of reading and of drawing.
    pub(super) fn rank(&self) -> (Standing, std::cmp::Reverse<usize>, bool, PlaceIx) {
        (self.standing, std::cmp::Reverse(self.count), self.area, self.place)
    }

    /// Takes the number and the shape that its sum of passages asks for. `None` where there is nothing to show.
    pub(super) fn settle(mut self) -> Option<Self> {
        let (standing, count) = standing(&self.tally)?;
        let Tally { counts, doubts, .. } = self.tally;
        self.unverified = match standing {
            Standing::Inside => doubts.inside == counts.inside,
            Standing::Undated | Standing::Mentioned => false,
            _ => doubts.total() == counts.total(),
        };
        let tag = self.area && standing != Standing::Mentioned;
        let full = if tag { tag_width(count) / 2.0 } else { radius(standing, count) };
        self.radius = if self.compact && !tag { (full * 0.62).max(3.0) } else { full };
        (self.standing, self.count) = (standing, count);
        Some(self)
    }
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

/// The height of the tag of an area, in points.
const TAG_HEIGHT: f32 = 18.0;

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

/// A marker that has its place and its numbers, and nothing that follows from them.
pub(super) fn blank(place: PlaceIx, at: Pos2, tally: Tally, sites: Sites) -> Marker {
    Marker {
        place,
        more: 0,
        at,
        point: at,
        radius: 0.0,
        standing: Standing::Mentioned,
        count: 0,
        unverified: false,
        area: false,
        country: false,
        selected: false,
        lit: false,
        label: String::new(),
        name: String::new(),
        compact: false,
        tally,
        sites,
        groups: Vec::new(),
        areas: Vec::new(),
    }
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

/// How a place stands to the window, and the number that says so; `None` for places that are only containers.
fn standing(tally: &Tally) -> Option<(Standing, usize)> {
    let Tally { counts, undated, mentions, .. } = *tally;
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

/// The width of a tag with a number, in points.
fn tag_width(count: usize) -> f32 {
    match words::number(count).len() {
        0..=2 => 24.0,
        3 => 31.0,
        _ => 42.0,
    }
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

/// Gives a marker the name beside it and the one for screen readers.
pub(super) fn name(scene: &Scene<'_>, marker: &mut Marker) {
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
    let doubt = if marker.unverified { ", unverified" } else { "" };
    if marker.more == 0 {
        marker.label.clone_from(title);
        marker.name = format!("{title}, {what}{doubt}");
    } else {
        marker.label = format!("{title} +{}", words::number(marker.more));
        marker.name = format!("{title} and {}, {what}{doubt}", words::count(marker.more, "more place"));
    }
}

/// How many places a tooltip lists before it only counts the rest.
const LISTED: usize = 12;

/// What a tooltip says of a marker.
#[must_use]
pub fn summary(scene: &Scene<'_>, marker: &Marker) -> String {
    let mut lines: Vec<String> =
        marker.places(scene.index).take(LISTED).map(|ix| line(scene, marker.sites, ix, marker.more == 0)).collect();
    if marker.more >= LISTED {
        lines.push(format!("and {}", words::count(marker.more + 1 - LISTED, "more place")));
    }
    let place = scene.dossier.place(marker.place);
    if let Some(metres) = place.radius_metres.filter(|_| marker.more == 0) {
        lines.push(format!("Position known to about {}", words::metres(metres)));
    }
    if marker.more > 0 {
        lines.push("Click to tell them apart".to_owned());
    }
    lines.join("\n")
}

/// A place and its numbers, as a list or a tooltip has them.
#[must_use]
pub fn line(scene: &Scene<'_>, sites: Sites, ix: PlaceIx, in_full: bool) -> String {
    let title = &scene.dossier.place(ix).title;
    let tally = scene.index.tally_of(sites, ix, scene.state.window);
    let counts = tally.counts;
    let hidden = scene.index.place(ix).hidden;
    let others = counts.earlier + counts.later;
    if in_full {
        let undated = if tally.undated == 0 { String::new() } else { format!(", {} without a time", tally.undated) };
        let hidden = if hidden == 0 { String::new() } else { format!(", {hidden} filtered out") };
        let (inside, spanning) = (counts.inside, counts.spanning);
        return format!(
            "{title}: {inside} here in the window, {spanning} about longer times, {others} at other times{undated}{hidden}"
        );
    }
    if counts.inside > 0 {
        return format!("{title}: {} in the window", counts.inside);
    }
    match others + counts.spanning + tally.undated {
        0 if hidden > 0 => format!("{title}: {hidden} filtered out"),
        0 => format!("{title}: mentioned only"),
        rest => format!("{title}: {rest} at other times"),
    }
}

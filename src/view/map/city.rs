//! The map of a city in a corner of the map: which city, which part of it, in which corner. The drawing is in `inset`.

use egui::{Rect, Vec2, pos2, vec2};

use super::marker::{self, Marker, Standing};
use super::plan::{MapPlan, SITES_ZOOM};
use super::projection::project;
use crate::index::Index;
use crate::index::atlas::Sites;
use crate::index::times::Window;
use crate::report::ids::PlaceIx;
use crate::report::mercator::World;
use crate::report::place::{Bounds, LonLat};
use crate::session::{Camera, Inset};
use crate::view::Scene;

/// The size of the card without its list, in points.
pub const CARD: Vec2 = vec2(252.0, 196.0);
/// The height of the card's head, in points.
pub const HEAD: f32 = 32.0;
/// The height of an entry of the list under the map, in points.
pub const ROW: f32 = 22.0;
/// The share of the map that a card may take up when it opens by itself.
const SHARE: f32 = 0.18;
/// The most that a card may cover when it opens by itself, in markers that are not in the window.
const BEARABLE: usize = 2;
/// A site that may be so far off, in metres, is somewhere in the city: its position is not known.
const VAGUE: f64 = 2_500.0;
/// A site that may be so far off, in metres, is too vague for a map of some streets.
const COARSE: f64 = 1_000.0;
/// A site so many times as far from the middle as the next nearer one lies out of town.
const GAP: f64 = 3.5;
/// The least width and height of what the card shows, in metres.
const LEAST: f64 = 700.0;

/// A site that the card lists under its map.
#[derive(Clone, Debug, PartialEq)]
pub struct Elsewhere {
    /// The site.
    pub place: PlaceIx,
    /// Its name.
    pub title: String,
    /// How far it lies from the middle of what is shown, and where; or that its position is not known.
    pub note: String,
    /// As it is drawn, wherever the list has it.
    pub marker: Marker,
}

/// The map of a city.
#[derive(Clone, Debug, PartialEq)]
pub struct InsetPlan {
    /// The city.
    pub city: PlaceIx,
    /// The whole card.
    pub card: Rect,
    /// The map in it.
    pub map: MapPlan,
    /// The sites that are not on it.
    pub elsewhere: Vec<Elsewhere>,
}

/// The city whose sites cannot be told apart on the map, and its sites of which something is said about then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct City {
    /// The city.
    pub place: PlaceIx,
    /// Those of its sites that have passages in the window or near it.
    pub sites: Vec<PlaceIx>,
}

/// The cities that may have a card, the one with the most in the window first. Kept while the window stays.
#[derive(Default)]
pub struct Cities {
    key: Option<(Window, usize)>,
    ranked: Vec<City>,
}

impl Cities {
    fn refresh(&mut self, scene: &Scene<'_>) {
        let window = scene.state.window;
        let key = Some((window, std::ptr::from_ref::<Index>(scene.index).addr()));
        if self.key == key {
            return;
        }
        let near = Window::new(window.from.plus(-window.seconds()), window.to.plus(window.seconds()));
        let told = |ix: &PlaceIx| {
            let times = &scene.index.place(*ix).own_times;
            times.counts(window).inside > 0 || times.counts(near).inside > 0
        };
        let cities = scene
            .index
            .atlas()
            .cities()
            .iter()
            .map(|(place, sites)| City { place: *place, sites: sites.iter().copied().filter(told).collect() });
        self.ranked = cities.collect();
        let inside = |city: &City| scene.index.place(city.place).times.counts(window).inside;
        self.ranked.sort_by_key(|city| (std::cmp::Reverse(inside(city)), city.place));
        self.key = key;
    }

    /// The city that the map should show apart: the chosen one, or else the one with the most in the window.
    pub fn find(&mut self, scene: &Scene<'_>, rect: Rect, camera: Camera) -> Option<City> {
        if camera.zoom >= SITES_ZOOM {
            return None;
        }
        self.refresh(scene);
        let on_map = |place: PlaceIx| {
            let point = scene.dossier.place(place).point;
            point.is_some_and(|point| rect.contains(project(camera, rect, point)))
        };
        let chosen = scene.state.selection.place.map(|place| scene.index.home(place));
        let own = self.ranked.iter().find(|city| Some(city.place) == chosen && on_map(city.place)).map(|city| {
            let all = scene.index.atlas().cities().iter().find(|(place, _)| *place == city.place);
            let told = |ix: &PlaceIx| scene.index.place(*ix).total() > 0;
            // Of the chosen city, all sites of which anything is said are of interest.
            City {
                place: city.place,
                sites: all.map(|(_, sites)| sites.iter().copied().filter(told).collect()).unwrap_or_default(),
            }
        });
        let located = |city: &City| city.sites.iter().filter(|ix| !is_vague(scene, **ix)).count() > 1;
        own.filter(located).or_else(|| self.ranked.iter().find(|city| located(city) && on_map(city.place)).cloned())
    }
}

/// Whether a card for it is open, by itself or because it was asked for.
#[must_use]
pub fn is_open(scene: &Scene<'_>, rect: Rect) -> bool {
    match scene.state.inset {
        Inset::Open => rect.width() > CARD.x + 24.0 && rect.height() > CARD.y + 60.0,
        Inset::Closed => false,
        // Two rows of the list are reckoned with.
        Inset::Auto => CARD.x * (CARD.y + 2.0 * ROW) < SHARE * rect.area(),
    }
}

fn is_vague(scene: &Scene<'_>, ix: PlaceIx) -> bool {
    scene.dossier.place(ix).radius_metres.is_some_and(|metres| metres > COARSE)
}

/// The corners that a card may stand in, the best one first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Corner {
    /// Top right.
    #[default]
    TopRight,
    /// Bottom left, above the legend.
    BottomLeft,
    /// Top left, below the header.
    TopLeft,
}

impl Corner {
    /// Where a card of a size stands, with what else is on the map.
    fn card(self, rect: Rect, size: Vec2, covered: &[Rect]) -> Rect {
        let gap = 16.0;
        let mut card = match self {
            Self::TopRight => Rect::from_min_size(pos2(rect.right() - size.x - gap, rect.top() + gap), size),
            Self::BottomLeft => Rect::from_min_size(pos2(rect.left() + gap, rect.bottom() - size.y - 40.0), size),
            Self::TopLeft => Rect::from_min_size(pos2(rect.left() + gap, rect.top() + gap), size),
        };
        for other in covered.iter().filter(|other| other.top() < rect.center().y) {
            if self != Self::BottomLeft && other.intersects(card) {
                card = card.translate(vec2(0.0, other.bottom() + 8.0 - card.top()));
            }
        }
        for other in covered.iter().filter(|other| other.top() > rect.center().y) {
            if self == Self::BottomLeft && other.intersects(card) {
                card = card.translate(vec2(0.0, other.top() - 8.0 - card.bottom()));
            }
        }
        card
    }
}

/// Where the card stands, and whether it covers too much there to open by itself. Looked at anew only while the map is at
/// rest, so that nothing comes and goes under a hand that pans.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stand {
    corner: Corner,
    crowded: bool,
}

/// Plans the card. `stand` is where it was; it stays there unless it covers markers that it need not cover. `None` where
/// no corner has room for it.
#[must_use]
pub fn plan(
    scene: &Scene<'_>,
    city: &City,
    map: &MapPlan,
    covered: &[Rect],
    stand: &mut Stand,
    at_rest: bool,
) -> Option<InsetPlan> {
    let mut elsewhere = Vec::new();
    let core = core(scene, city);
    let middle = Bounds::around(&core).map(|bounds| middle(&bounds))?;
    for ix in &city.sites {
        let place = scene.dossier.place(*ix);
        if let Some(point) = place.point.filter(|point| is_vague(scene, *ix) || !core.contains(point)) {
            elsewhere.extend(out_of_town(scene, *ix, point, middle));
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a few rows")]
    let size = CARD + vec2(0.0, elsewhere.len() as f32 * ROW + if elsewhere.is_empty() { 0.0 } else { 8.0 });
    if at_rest {
        stand.corner = best_corner(map, size, covered, stand.corner);
        stand.crowded = cost(map, size, covered, stand.corner) > BEARABLE;
    }
    // A card that one is reading in does not go away because its list has grown.
    let chosen = scene.state.selection.place.is_some_and(|place| scene.index.home(place) == city.place);
    if stand.crowded && !chosen && scene.state.inset == Inset::Auto {
        return None;
    }
    let card = stand.corner.card(map.rect, size, covered);
    if !map.rect.contains_rect(card) || covered.iter().any(|other| other.intersects(card)) {
        return None;
    }
    let inner = Rect::from_min_max(card.min + vec2(1.0, HEAD), pos2(card.right() - 1.0, card.top() + CARD.y - 1.0));
    let camera = framed(&core, inner)?;
    Some(InsetPlan { city: city.place, card, map: MapPlan::small(scene, inner, camera), elsewhere })
}

/// How much a card in a corner covers: a marker in the window is as bad as four others.
fn cost(map: &MapPlan, size: Vec2, covered: &[Rect], corner: Corner) -> usize {
    let card = corner.card(map.rect, size, covered).expand(4.0);
    if !map.rect.contains_rect(card.shrink(4.0)) || covered.iter().any(|other| other.intersects(card.shrink(2.0))) {
        return usize::MAX;
    }
    let weight = |marker: &Marker| if marker.standing == Standing::Inside { 4 } else { 1 };
    map.markers.iter().filter(|marker| marker.frame().intersects(card)).map(weight).sum()
}

fn best_corner(map: &MapPlan, size: Vec2, covered: &[Rect], current: Corner) -> Corner {
    let cost = |corner: &Corner| cost(map, size, covered, *corner);
    let best = [Corner::TopRight, Corner::BottomLeft, Corner::TopLeft].into_iter().min_by_key(cost);
    best.filter(|best| cost(best) < cost(&current)).unwrap_or(current)
}

fn middle(bounds: &Bounds) -> LonLat {
    let [a, b] = bounds.corners().map(World::from_lon_lat);
    World { x: a.x.midpoint(b.x), y: a.y.midpoint(b.y) }.to_lon_lat()
}

/// The distance between two places of a city, in metres.
fn distance(a: LonLat, b: LonLat) -> f64 {
    let north = (a.lat - b.lat) * 111_320.0;
    let east = (a.lon - b.lon) * 111_320.0 * a.lat.midpoint(b.lat).to_radians().cos();
    north.hypot(east)
}

/// The sites that make up the middle of the town: around the one of which most is said, up to the first wide gap.
fn core(scene: &Scene<'_>, city: &City) -> Vec<LonLat> {
    let located = |ix: &&PlaceIx| !is_vague(scene, **ix);
    let said = |ix: &&PlaceIx| {
        let entry = scene.index.place(**ix);
        (entry.own_times.counts(scene.state.window).inside, entry.total(), std::cmp::Reverse(**ix))
    };
    let center = city.sites.iter().filter(located).max_by_key(said).and_then(|ix| scene.dossier.place(*ix).point);
    let Some(center) = center else { return Vec::new() };
    let mut points: Vec<(f64, LonLat)> = city
        .sites
        .iter()
        .filter(located)
        .filter_map(|ix| scene.dossier.place(*ix).point)
        .map(|point| (distance(center, point), point))
        .collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut reach = LEAST;
    let near = points.into_iter().take_while(|(metres, _)| {
        let close = *metres < reach * GAP;
        reach = reach.max(*metres);
        close
    });
    near.map(|(_, point)| point).collect()
}

fn framed(points: &[LonLat], rect: Rect) -> Option<Camera> {
    let bounds = Bounds::around(points)?;
    let at = middle(&bounds);
    let (north, east) = (LEAST / 2.0 / 111_320.0, LEAST / 2.0 / 111_320.0 / at.lat.to_radians().cos().max(0.05));
    let least = [LonLat { lon: at.lon - east, lat: at.lat - north }, LonLat { lon: at.lon + east, lat: at.lat + north }];
    let bounds = Bounds::around(&[points, least.as_slice()].concat())?;
    Some(Camera::framing_to(bounds, f64::from(rect.width()), f64::from(rect.height()), 26.0, 17.0))
}

fn out_of_town(scene: &Scene<'_>, ix: PlaceIx, at: LonLat, middle: LonLat) -> Option<Elsewhere> {
    let title = &scene.dossier.place(ix).title;
    let tally = scene.index.tally_of(Sites::Apart, ix, scene.state.window);
    let mut marker = marker::blank(ix, egui::Pos2::ZERO, tally, Sites::Apart);
    marker.compact = true;
    let mut marker = marker.settle()?;
    marker.radius = marker.radius.min(8.0);
    marker::name(scene, &mut marker);
    let vague = scene.dossier.place(ix).radius_metres.is_some_and(|metres| metres > VAGUE);
    let note = if vague {
        "no position".to_owned()
    } else {
        format!("{} {}", crate::view::words::metres(distance(middle, at)), bearing(middle, at))
    };
    Some(Elsewhere { place: ix, title: title.clone(), note, marker })
}

/// The direction from one place to another, in eighths.
fn bearing(from: LonLat, to: LonLat) -> &'static str {
    const WORDS: [&str; 8] = ["E", "NE", "N", "NW", "W", "SW", "S", "SE"];
    let angle = (to.lat - from.lat).atan2((to.lon - from.lon) * from.lat.to_radians().cos());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 7")]
    let eighth = (angle / std::f64::consts::FRAC_PI_4).round().rem_euclid(8.0) as usize;
    WORDS[eighth % 8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_and_directions_in_a_city_are_right() {
        let square = LonLat { lon: 76.9454, lat: 43.2381 };
        let airport = LonLat { lon: 77.0405, lat: 43.3521 };
        let metres = distance(square, airport);
        assert!((14_500.0..15_300.0).contains(&metres), "{metres}");
        assert_eq!(bearing(square, airport), "NE");
        assert_eq!(bearing(airport, square), "SW");
        assert_eq!(bearing(square, LonLat { lon: 76.9456, lat: 43.237 }), "S");
    }
}

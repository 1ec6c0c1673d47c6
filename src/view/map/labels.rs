//! Names on the map, placed so that none covers another.
//!
//! Names find their places in an order that the map's edge has no part in: markers by importance, then the ground by
//! kind and rank, also a little beyond the edge. So nothing jumps while the map is panned. Only a marker's name that
//! would be cut off or covered looks for another side, and takes nothing away from the others.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Color32, Painter, Pos2, Rect, Vec2, vec2};

use super::marker::{Marker, Standing};
use super::plan::MapPlan;
use super::projection::nearest;
use super::river;
use crate::basemap::{Basemap, Label, LabelKind};
use crate::index::atlas::{Sites, Stretch};
use crate::report::mercator::World;
use crate::theme::{self, size};
use crate::view::{Scene, brush};

/// How many markers have their names written at most; on a map with more, the rest say theirs when hovered.
const MOST_MARKERS: usize = 160;
/// How many names of the ground there are at most.
const MOST_GROUND: usize = 160;
/// How far beyond the edge names are still considered, in points.
const MARGIN: f32 = 120.0;
/// The zoom from which on a country is too close for its name.
const COUNTRY_UNTIL: f64 = 8.6;
/// Between these zooms, provinces have names.
const PROVINCES: std::ops::Range<f64> = 5.4..10.5;
/// The zoom from which on rivers have names.
const RIVERS_FROM: f64 = 5.0;

/// How a name is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// Of a marker in the window.
    Strong,
    /// Of another marker.
    Quiet,
    /// Of a marker that is only mentioned.
    Small,
    /// Of an area of the dossier; strong in the window.
    Area(bool),
    /// Of a country that the dossier speaks of, by its number; strong in the window.
    Spoken(bool),
    /// Of a country; of the dossier's own.
    Country(bool),
    /// Of a province.
    Province,
    /// Of a sea or a lake.
    Water,
    /// Of a river.
    River,
    /// Of a town.
    Town,
}

/// A name at its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// As it is written.
    pub text: String,
    /// How it is set.
    pub face: Face,
    /// What it covers.
    pub rect: Rect,
    /// Its left top corner, before it is turned.
    pub at: Pos2,
    /// How far it is turned around that, in radians, clockwise.
    pub angle: f32,
    /// The dot of a town.
    pub dot: Option<Pos2>,
    /// Whether it stands on the dossier's own country.
    pub home: bool,
}

/// What does not change while the map moves: which names of the ground the dossier's own places make superfluous, and
/// which lie in the dossier's country. Kept for speed alone.
#[derive(Default)]
pub struct Known {
    key: (usize, usize),
    superfluous: Vec<bool>,
    home: Vec<bool>,
}

impl Known {
    fn refresh(&mut self, scene: &Scene<'_>, basemap: &Basemap) {
        let key = (std::ptr::from_ref(scene.dossier).addr(), std::ptr::from_ref(basemap).addr());
        if self.key == key && self.home.len() == basemap.labels.len() {
            return;
        }
        let home: Vec<_> = scene.dossier.head.home.iter().filter_map(|code| basemap.country(code)).collect();
        let at_home = |label: &Label| match label.country {
            Some(country) => home.contains(&country),
            None if label.kind == LabelKind::River => {
                home.iter().any(|country| basemap.country_parts(*country).any(|part| part.contains(label.at)))
            }
            None => false,
        };
        // A town that the dossier knows has a marker, or could have one; about 5 kilometres are near enough.
        let reach = 2e-4;
        let around = |at: World| Stretch {
            min: World { x: at.x - reach, y: at.y - reach },
            max: World { x: at.x + reach, y: at.y + reach },
        };
        let superfluous = |label: &Label| {
            label.kind == LabelKind::Town && !scene.index.atlas().groups(Sites::Apart, &around(label.at), u32::MAX).is_empty()
        };
        let labels = &basemap.labels;
        *self = Self { key, superfluous: labels.iter().map(superfluous).collect(), home: labels.iter().map(at_home).collect() };
    }
}

/// Finds out how large a name becomes.
pub type Measure<'a> = &'a mut dyn FnMut(&LayoutJob) -> Vec2;

/// Places all names. `covered` is what lies on top of the map.
pub fn plan(scene: &Scene<'_>, plan: &MapPlan, known: &mut Known, covered: &[Rect], measure: Measure<'_>) -> Vec<Name> {
    let mut board = Board { rect: plan.rect, covered, taken: Vec::new(), names: Vec::new() };
    let mut all: Vec<&Marker> = plan.markers.iter().chain(&plan.beyond).collect();
    all.sort_by_key(|marker| marker.rank());
    board.taken.extend(all.iter().map(|marker| marker.frame().expand(1.0)));
    for marker in all.iter().take(MOST_MARKERS) {
        let face = face(marker);
        let text = if matches!(face, Face::Spoken(_)) { marker.label.to_uppercase() } else { marker.label.clone() };
        let size = measure(&job(scene, face, plan.camera.zoom, &text));
        // A name without its marker would say nothing.
        let shown = plan.rect.contains_rect(marker.frame().expand(1.0)) && !covered.iter().any(|rect| rect.contains(marker.at));
        board.marker(
            marker,
            Name { text, face, rect: Rect::NOTHING, at: Pos2::ZERO, angle: 0.0, dot: None, home: true },
            size,
            shown,
        );
    }
    if let Some(basemap) = scene.basemap {
        known.refresh(scene, basemap);
        ground(scene, plan, known, basemap, &mut board, measure);
    }
    board.names
}

/// What is taken, and the names that are placed.
struct Board<'a> {
    rect: Rect,
    covered: &'a [Rect],
    taken: Vec<Rect>,
    names: Vec<Name>,
}

impl Board<'_> {
    fn is_free(&self, rect: Rect) -> bool {
        self.taken.iter().all(|other| !other.intersects(rect))
    }

    fn can_be_read(&self, rect: Rect) -> bool {
        self.rect.contains_rect(rect) && self.covered.iter().all(|other| !other.intersects(rect))
    }

    fn marker(&mut self, marker: &Marker, mut name: Name, size: Vec2, shown: bool) {
        let own = marker.frame().expand(1.0);
        let others = |board: &Self, rect: Rect| board.taken.iter().all(|other| *other == own || !other.intersects(rect));
        let spots: Vec<Rect> = spots(marker, size).into_iter().filter(|rect| others(self, *rect)).collect();
        let Some(first) = spots.first() else { return };
        self.taken.push(*first);
        let Some(rect) = spots.iter().find(|rect| self.can_be_read(**rect)).filter(|_| shown) else { return };
        if rect != first {
            self.taken.push(*rect);
        }
        (name.rect, name.at) = (*rect, rect.min);
        self.names.push(name);
    }

    /// Places a name of the ground at the first of some places that is free; tells whether there was one.
    fn ground(&mut self, spots: &[(Pos2, f32, Rect)], name: Name, gap: f32) -> bool {
        let Some((at, angle, rect)) = spots.iter().find(|(_, _, rect)| self.is_free(rect.expand(gap))) else { return false };
        self.taken.push(*rect);
        if self.can_be_read(*rect) && name.dot.is_none_or(|dot| self.can_be_read(Rect::from_center_size(dot, Vec2::splat(4.0)))) {
            self.names.push(Name { at: *at, angle: *angle, rect: *rect, ..name });
        }
        true
    }
}

/// Where a marker's name may stand, the best place first: right of it, or left, below or above; a country's below it.
fn spots(marker: &Marker, text: Vec2) -> [Rect; 4] {
    let gap = marker.radius + if marker.selected { 10.0 } else { 5.0 };
    let below = marker.frame().height() / 2.0 + if marker.selected { 8.0 } else { 3.0 };
    let right = (marker.at + vec2(gap, 0.0), Align2::LEFT_CENTER);
    let left = (marker.at - vec2(gap, 0.0), Align2::RIGHT_CENTER);
    let under = (marker.at + vec2(0.0, below), Align2::CENTER_TOP);
    let above = (marker.at - vec2(0.0, below), Align2::CENTER_BOTTOM);
    let order = if marker.country { [under, above, right, left] } else { [right, left, under, above] };
    order.map(|(at, anchor)| anchor.anchor_size(at, text))
}

fn face(marker: &Marker) -> Face {
    let inside = marker.standing == Standing::Inside || marker.selected || marker.lit;
    match (marker.country && marker.more == 0, marker.area, marker.standing) {
        (true, ..) => Face::Spoken(inside),
        (_, _, Standing::Mentioned) => Face::Small,
        (_, true, _) => Face::Area(inside),
        (..) => {
            if inside {
                Face::Strong
            } else {
                Face::Quiet
            }
        }
    }
}

fn ground(scene: &Scene<'_>, plan: &MapPlan, known: &Known, basemap: &Basemap, board: &mut Board<'_>, measure: Measure<'_>) {
    let zoom = plan.camera.zoom;
    let area = plan.rect.expand(MARGIN);
    let spoken = spoken(scene, plan);
    let mut count = 0;
    for (index, label) in basemap.labels.iter().enumerate() {
        if f64::from(label.rank) > zoom + 0.5 || known.superfluous.get(index) == Some(&true) || !wanted(label, zoom) {
            continue;
        }
        let at = nearest(plan.camera, plan.rect, label.at);
        if !area.contains(at) || is_spoken(basemap, label, &spoken) {
            continue;
        }
        let home = known.home.get(index) == Some(&true);
        let (face, text) = ground_face(label, home);
        let size = measure(&job(scene, face, zoom, &text));
        let dot = (face == Face::Town).then_some(at);
        let spots = ground_spots(plan, label, at, size);
        let gap = if face == Face::Town { 2.0 } else { 3.0 };
        if board.ground(&spots, Name { text, face, rect: Rect::NOTHING, at, angle: 0.0, dot, home }, gap) {
            count += 1;
        }
        if count == MOST_GROUND {
            break;
        }
    }
}

/// Whether a kind of name belongs on the map at a zoom.
fn wanted(label: &Label, zoom: f64) -> bool {
    match label.kind {
        LabelKind::Country => zoom < COUNTRY_UNTIL,
        LabelKind::Province => PROVINCES.contains(&zoom),
        LabelKind::River => zoom > RIVERS_FROM,
        LabelKind::Water | LabelKind::Town => true,
    }
}

/// The codes of areas that have a tag with their name: the ground does not name them again.
fn spoken<'a>(scene: &Scene<'a>, plan: &MapPlan) -> Vec<&'a str> {
    let dossier = scene.dossier;
    let areas = plan.markers.iter().chain(&plan.beyond).flat_map(|marker| &marker.areas);
    areas.filter_map(|ix| if let [code] = dossier.place(*ix).basemap.as_slice() { Some(code.as_str()) } else { None }).collect()
}

fn is_spoken(basemap: &Basemap, label: &Label, spoken: &[&str]) -> bool {
    match label.kind {
        LabelKind::Country => {
            let country = label.country.and_then(|ix| basemap.countries.get(usize::from(ix.0)));
            country.is_some_and(|country| spoken.contains(&country.code.as_str()))
        }
        LabelKind::Province => {
            spoken.iter().any(|code| basemap.province(code).is_some_and(|province| province.names == label.names))
        }
        _ => false,
    }
}

fn ground_face(label: &Label, home: bool) -> (Face, String) {
    let name = label.names.in_language("en");
    match label.kind {
        LabelKind::Country => (Face::Country(home), name.to_uppercase()),
        LabelKind::Province => (Face::Province, name.to_owned()),
        LabelKind::Water => (Face::Water, name.to_owned()),
        LabelKind::River => (Face::River, name.to_owned()),
        LabelKind::Town => (Face::Town, name.to_owned()),
    }
}

/// Where a name of the ground may stand.
fn ground_spots(plan: &MapPlan, label: &Label, at: Pos2, size: Vec2) -> Vec<(Pos2, f32, Rect)> {
    let upright = |rect: Rect| (rect.min, 0.0, rect);
    match label.kind {
        LabelKind::Town => {
            let right = Align2::LEFT_CENTER.anchor_size(at + vec2(5.0, 0.0), size);
            let left = Align2::RIGHT_CENTER.anchor_size(at - vec2(5.0, 0.0), size);
            vec![upright(right), upright(left)]
        }
        LabelKind::River => river::spots(plan, label, size),
        _ => {
            let middle = Rect::from_center_size(at, size);
            let step = vec2(0.0, size.y + 4.0);
            vec![upright(middle), upright(middle.translate(-step)), upright(middle.translate(step))]
        }
    }
}

/// The size by which names of the ground grow with the zoom, in points.
fn growth(zoom: f64) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "a font size")]
    let grow = ((zoom - 3.0).clamp(0.0, 3.0) * 1.1) as f32;
    // Whole steps: a name that grew with every turn of the wheel would be laid out anew each time.
    (grow * 2.0).round() / 2.0
}

/// How a name is set at a zoom.
fn job(scene: &Scene<'_>, face: Face, zoom: f64, text: &str) -> LayoutJob {
    let grow = growth(zoom);
    let (font, spacing) = match face {
        Face::Strong => (theme::bold(size::TEXT), 0.0),
        Face::Quiet => (theme::medium(size::TEXT - 0.5), 0.0),
        Face::Small => (theme::sans(size::LABEL - 0.5), 0.0),
        Face::Area(_) => (theme::serif_italic(size::TEXT + 0.5), 0.0),
        Face::Spoken(true) => (theme::medium(10.0 + grow), 3.5),
        Face::Country(true) => (theme::sans(12.0 + grow), 6.0),
        Face::Country(false) | Face::Spoken(false) => (theme::sans(9.5 + grow), 3.0),
        Face::Province => (theme::sans(10.5), 1.2),
        Face::Water => (theme::serif_italic(11.5 + grow / 2.0), 0.4),
        Face::River => (theme::serif_italic(11.0), 0.4),
        Face::Town => (theme::sans(10.5), 0.0),
    };
    let color = ink(scene, face);
    LayoutJob::single_section(
        text.to_owned(),
        TextFormat { font_id: font, color, extra_letter_spacing: spacing, ..TextFormat::default() },
    )
}

fn ink(scene: &Scene<'_>, face: Face) -> Color32 {
    let palette = scene.palette;
    match face {
        Face::Strong | Face::Area(true) | Face::Spoken(true) => palette.ink,
        Face::Water | Face::River => palette.water_ink,
        _ => palette.mute,
    }
}

/// Draws the names.
pub fn paint(painter: &Painter, scene: &Scene<'_>, plan: &MapPlan, names: &[Name]) {
    let palette = scene.palette;
    for name in names.iter().rev() {
        if let Some(dot) = name.dot {
            painter.circle(
                dot,
                2.2,
                palette.mute,
                egui::Stroke::new(1.0, if name.home { palette.home_land } else { palette.land }),
            );
        }
        let halo = match name.face {
            Face::Water => palette.water,
            _ if name.home => palette.home_land,
            _ => palette.land,
        };
        let galley = painter.layout_job(job(scene, name.face, plan.camera.zoom, &name.text));
        let at = if name.angle == 0.0 { name.at.round() } else { name.at };
        brush::halo_galley(painter, at, &galley, name.angle, ink(scene, name.face), halo.gamma_multiply(0.85));
    }
}

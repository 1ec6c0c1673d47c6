//! A marker: the place or places that it stands for, its shape and number, and its names.

use egui::{Pos2, Rect, Vec2};

use crate::index::Index;
use crate::index::atlas::{Group, Sites, Tally};
use crate::report::ids::PlaceIx;
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
    /// Whether all of it was found and no person has looked at any of it.
    pub found: bool,
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
        let Tally { counts, doubts, found, .. } = self.tally;
        self.found = match standing {
            Standing::Inside => found.inside == counts.inside,
            Standing::Undated | Standing::Mentioned => false,
            _ => found.total() == counts.total(),
        };
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

/// The height of the tag of an area, in points.
const TAG_HEIGHT: f32 = 18.0;

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
        found: false,
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

/// Gives a marker the name beside it and the one for screen readers.
pub(super) fn name(scene: &Scene<'_>, marker: &mut Marker) {
    let title = &scene.dossier.place(marker.place).title;
    let passages = words::count(marker.count, "passage");
    let what = match marker.standing {
        Standing::Inside => format!("{passages} in the window"),
        Standing::Earlier => format!("{passages} earlier"),
        Standing::Around => format!("{passages} at other or longer times"),
        Standing::Later => format!("{passages} later"),
        Standing::Undated => format!("{passages} without a date"),
        Standing::Mentioned => match scene.index.place(marker.place).hidden {
            0 => "mentioned only".to_owned(),
            hidden => format!("{} filtered out", words::count(hidden, "passage")),
        },
    };
    let doubt = match (marker.unverified, marker.found) {
        (true, true) => ", unverified, found",
        (true, false) => ", unverified",
        (false, true) => ", found",
        (false, false) => "",
    };
    if marker.more == 0 {
        marker.label.clone_from(title);
        marker.name = format!("{title}, {what}{doubt}");
    } else {
        marker.label = format!("{title} +{}", words::number(marker.more));
        marker.name = format!("{title} and {}, {what}{doubt}", words::count(marker.more, "more place"));
    }
}

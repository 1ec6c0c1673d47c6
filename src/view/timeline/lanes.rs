//! Which bars stand in which lane, and where. The plan hangs on the axis, the room and the index; what the window, the
//! pointer and the choice do to a bar is its [`Look`], asked for as it is drawn. So a scrub plans nothing anew.

use std::collections::{BTreeMap, BTreeSet};

use egui::Color32;

use super::Axis;
use super::stack::{self, Need};
use crate::index::lanes::{LaneBy, LaneEntry, LaneKey};
use crate::index::times::{Relation, Window};
use crate::report::ids::PassageIx;
use crate::report::moment::DAY;
use crate::report::when::{Bound, When};
use crate::session::Hovered;
use crate::view::Scene;

/// A passage on the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The passage.
    pub passage: PassageIx,
    /// Where it begins, in points; may lie out of the axis.
    pub left: f32,
    /// Where it ends, in points.
    pub right: f32,
    /// The row within its lane, from 0; those of thin lines are counted apart.
    pub row: usize,
    /// How many points its beginning is soft.
    pub soft_left: f32,
    /// How many points its end is soft.
    pub soft_right: f32,
    /// Whether nobody vouches for it.
    pub unverified: bool,
    /// Whether it lasts less than a day.
    pub brief: bool,
    /// Whether it is so long that it is drawn as a thin line, so as not to drown the short ones.
    pub long: bool,
}

/// How a bar stands to the window, the pointer and the choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether it lies in the window.
    pub inside: bool,
    /// Whether it is chosen or hovered somewhere.
    pub lit: bool,
}

/// What stands for the bars of a lane where they are too many to be told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// How much is said in each column of [`Profile::COLUMN`] points, 0 to 1 of the fullest one.
    pub columns: Vec<f32>,
}

impl Profile {
    /// The width of a column, in points.
    pub const COLUMN: f32 = 4.0;

    /// The time of a column.
    #[must_use]
    pub fn time(axis: &Axis, column: usize) -> Window {
        #[expect(clippy::cast_precision_loss, reason = "a column of the screen")]
        let at = |column: usize| axis.time_from_x(axis.left() + column as f64 * f64::from(Self::COLUMN));
        Window::new(at(column), at(column + 1))
    }
}

/// The bars of a place, a voice or a status.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// What it stands for.
    pub key: LaneKey,
    /// Its name.
    pub name: String,
    /// What it holds, where that does not follow from its name: the names of the lanes it stands for.
    pub holds: Vec<String>,
    /// How many passages it has on the axis.
    pub count: usize,
    /// Where it begins, in points below the top of the lanes.
    pub top: f32,
    /// In points.
    pub height: f32,
    /// How many rows it needs.
    pub need: Need,
    /// Its bars, in the order in which they are drawn.
    pub bars: Vec<Bar>,
    /// Drawn instead of bars where they are too many.
    pub profile: Option<Profile>,
}

/// The lanes of the detail axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LanePlan {
    /// From top to bottom.
    pub lanes: Vec<Lane>,
}

/// How many rows of bars and of thin lines the lane of all other places has at most; what is further down shares the last
/// row.
const REST: Need = Need { rows: 3, thin: 3, chosen: false };
/// How many of the lanes that share one are named in its tooltip.
const HELD: usize = 30;
/// The narrowest bar, in points.
const NARROWEST: f32 = 4.0;
/// Passages that last longer than this share of the axis (two fifths) are drawn as thin lines: a state of affairs is the
/// ground that the short ones stand on.
const LONG: (i64, i64) = (2, 5);
/// How many rows of thin lines a lane has at most; further ones share the last one.
const THIN_ROWS: usize = 4;
/// The least that an end fades over, in points, so that it can be seen to be soft.
const SOFTEST: f32 = 5.0;
/// How many bars a lane has at most; more are drawn as a profile.
const MOST_BARS: usize = 240;
/// How many bars all lanes have together before each may have only [`CROWDED_BARS`].
const MOST_TOGETHER: usize = 900;
/// How many bars a lane has at most on a crowded axis.
const CROWDED_BARS: usize = 60;

impl LanePlan {
    /// Plans as many lanes as fit into a height; the rest share the last one. Lanes that are empty on this axis are left
    /// out.
    #[must_use]
    pub fn new(scene: &Scene<'_>, axis: &Axis, height: f32) -> Self {
        let range = axis.range();
        let entries = scene.index.lanes(scene.dossier, scene.state.lanes).iter();
        let seen: Vec<(&LaneEntry, usize)> =
            entries.map(|entry| (entry, entry.times.touching(range))).filter(|(_, count)| *count > 0).collect();
        let together: usize = seen.iter().map(|(_, count)| count).sum();
        let most = if together > MOST_TOGETHER { CROWDED_BARS } else { MOST_BARS };
        let (own, mut lanes) = deal_out(scene, axis, &seen, height, most);
        if own.len() < seen.len() {
            let (own, rest): (Vec<_>, Vec<_>) = (0..seen.len()).partition(|index| own.contains(index));
            let entries = |indices: Vec<usize>| indices.into_iter().map(|index| seen[index].0).collect::<Vec<_>>();
            lanes.push(rest_lane(scene, axis, &entries(own), &entries(rest), most));
        }
        let needs: Vec<Need> = lanes.iter().map(|lane| lane.need).collect();
        let mut top = 0.0;
        for (lane, height) in lanes.iter_mut().zip(stack::heights(&needs, height)) {
            (lane.top, lane.height) = (top, height);
            top += height;
        }
        Self { lanes }
    }

    /// How many passages are on the axis.
    #[must_use]
    pub fn count(&self) -> usize {
        self.lanes.iter().map(|lane| lane.count).sum()
    }
}

/// Which lanes have a line of their own, and these lanes, in their order. The chosen place comes first in the choice; then
/// whatever is most said, as far as there is room.
fn deal_out(
    scene: &Scene<'_>,
    axis: &Axis,
    seen: &[(&LaneEntry, usize)],
    height: f32,
    most: usize,
) -> (BTreeSet<usize>, Vec<Lane>) {
    let mut order: Vec<usize> = (0..seen.len()).collect();
    order.sort_by_key(|index| !is_chosen(scene, seen[*index].0.key));
    let mut own: BTreeMap<usize, Lane> = BTreeMap::new();
    let mut used = 0.0;
    for index in order {
        let lane = lane(scene, axis, seen[index].0, most);
        let least = stack::least(lane.need);
        // As long as a lane is left over, the rest needs a line too.
        let rest = if own.len() + 1 < seen.len() { stack::least(REST) } else { 0.0 };
        if used + least + rest > height && !own.is_empty() {
            break;
        }
        used += least;
        own.insert(index, lane);
    }
    (own.keys().copied().collect(), own.into_values().collect())
}

impl Bar {
    /// How it stands to the window, the pointer and the choice.
    #[must_use]
    pub fn look(&self, scene: &Scene<'_>) -> Look {
        let passage = scene.dossier.passage(self.passage);
        let inside = passage.when.is_some_and(|when| Relation::of(&when, scene.state.window) == Relation::Inside);
        let concerns = |place| passage.places.iter().any(|own| *own == place || scene.index.home(*own) == place);
        let hovered = match scene.state.hovered {
            Some(Hovered::Passage(other)) => other == self.passage,
            Some(Hovered::Place(place)) => concerns(place),
            None => false,
        };
        Look { inside, lit: hovered || scene.state.selection.passage == Some(self.passage) }
    }
}

/// Whether a lane is that of the chosen place.
fn is_chosen(scene: &Scene<'_>, key: LaneKey) -> bool {
    let chosen = scene.state.selection.place.map(|place| LaneKey::Place(scene.index.home(place)));
    chosen == Some(key)
}

fn name(scene: &Scene<'_>, key: LaneKey) -> String {
    match key {
        LaneKey::Place(ix) => scene.dossier.place(ix).title.clone(),
        LaneKey::Voice(ix) => scene.dossier.voice(ix).name.clone(),
        LaneKey::Status(status) => status.word().to_owned(),
        LaneKey::Unnamed | LaneKey::Rest => match scene.state.lanes {
            LaneBy::Voice => "voice not named".to_owned(),
            LaneBy::Place | LaneBy::Status => "no place".to_owned(),
        },
    }
}

/// The color of a lane's status, for the swatch beside its name; only lanes by status have one.
#[must_use]
pub fn swatch(scene: &Scene<'_>, key: LaneKey) -> Option<Color32> {
    let LaneKey::Status(status) = key else { return None };
    Some(crate::view::brush::status_color(scene.palette, status, false))
}

/// One lane for what has no lane of its own.
fn rest_lane(scene: &Scene<'_>, axis: &Axis, own: &[&LaneEntry], rest: &[&LaneEntry], most: usize) -> Lane {
    if let [only] = rest {
        return lane(scene, axis, only, most);
    }
    let noun = match scene.state.lanes {
        LaneBy::Place => "places",
        LaneBy::Voice => "voices",
        LaneBy::Status => "kinds",
    };
    // Every passage stands in one lane, so what is left is all less what has lanes; the rest may be thousands of lanes.
    let touching = |window| {
        let apart: usize = own.iter().map(|entry| entry.times.touching(window)).sum();
        scene.index.times().touching(window) - apart
    };
    let name = format!("{} other {noun}", rest.len());
    let mut lane = filled(scene, axis, (LaneKey::Rest, name), rest, touching, most);
    for bar in &mut lane.bars {
        bar.row = bar.row.min(if bar.long { REST.thin } else { REST.rows } - 1);
    }
    lane.need = Need { rows: lane.need.rows.min(REST.rows), thin: lane.need.thin.min(REST.thin), chosen: false };
    lane.holds = rest.iter().take(HELD).map(|entry| self::name(scene, entry.key)).collect();
    if rest.len() > HELD {
        lane.holds.push("…".to_owned());
    }
    lane
}

/// The lane of one entry, without its place among the others.
fn lane(scene: &Scene<'_>, axis: &Axis, entry: &LaneEntry, most: usize) -> Lane {
    let name = name(scene, entry.key);
    filled(scene, axis, (entry.key, name), &[entry], |window| entry.times.touching(window), most)
}

/// A lane with the bars of some entries, or with their profile where they are too many. `touching` counts what shares a
/// moment with a window.
fn filled(
    scene: &Scene<'_>,
    axis: &Axis,
    (key, name): (LaneKey, String),
    entries: &[&LaneEntry],
    touching: impl Fn(Window) -> usize,
    most: usize,
) -> Lane {
    let count = touching(axis.range());
    let (bars, profile) =
        if count > most { (Vec::new(), Some(profile(axis, touching))) } else { (bars(scene, axis, entries), None) };
    let rows_of = |long: bool| bars.iter().filter(|bar| bar.long == long).map(|bar| bar.row + 1).max().unwrap_or(0);
    let (rows, thin) = if profile.is_some() { (2, 0) } else { (rows_of(false), rows_of(true)) };
    let need = Need { rows, thin, chosen: is_chosen(scene, key) };
    Lane { key, name, holds: Vec::new(), count, top: 0.0, height: 0.0, need, bars, profile }
}

/// Stacks the bars of a lane: what is known to the hour above, what lasts for days below.
fn bars(scene: &Scene<'_>, axis: &Axis, entries: &[&LaneEntry]) -> Vec<Bar> {
    let touching = entries.iter().flat_map(|entry| entry.times.passages_touching(scene.dossier, axis.range()));
    let mut timed: Vec<(PassageIx, When)> =
        touching.filter_map(|ix| scene.dossier.passage(ix).when.map(|when| (ix, when))).collect();
    timed.sort_by_key(|(ix, when)| (when.seconds() >= DAY, when.earliest(), when.latest(), *ix));
    // Where the bars of each row end so far: of the bars, and of the thin lines.
    let mut rows: [Vec<f32>; 2] = [Vec::new(), Vec::new()];
    let mut bars: Vec<Bar> = Vec::new();
    for (ix, when) in timed {
        let mut bar = bar(scene, axis, ix, &when);
        let ends = &mut rows[usize::from(bar.long)];
        let free = ends.iter().position(|end| *end <= bar.left);
        bar.row = free.unwrap_or(ends.len());
        if bar.long {
            bar.row = bar.row.min(THIN_ROWS - 1);
        }
        if bar.row == ends.len() {
            ends.push(f32::NEG_INFINITY);
        }
        ends[bar.row] = ends[bar.row].max(bar.right + 1.0);
        bars.push(bar);
    }
    bars
}

fn bar(scene: &Scene<'_>, axis: &Axis, ix: PassageIx, when: &When) -> Bar {
    let (left, mut right) = (axis.x(when.earliest()), axis.x(when.latest()));
    if right - left < NARROWEST {
        right = left + NARROWEST;
    }
    let width = right - left;
    Bar {
        passage: ix,
        left,
        right,
        row: 0,
        soft_left: softness(axis, when.start(), width),
        soft_right: softness(axis, when.end(), width),
        unverified: scene.dossier.passage(ix).status.is_unverified(),
        brief: when.seconds() < DAY,
        long: when.seconds() > axis.range().seconds() / LONG.1 * LONG.0,
    }
}

/// How many points an end fades over: as long as the uncertainty, a half of the bar at most.
fn softness(axis: &Axis, bound: Bound, width: f32) -> f32 {
    match bound.fuzz_seconds() {
        Some(0) => 0.0,
        None => width / 2.0,
        Some(seconds) => {
            #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a length on the screen")]
            let points = (seconds as f64 / axis.seconds_per_point()).min(1e6) as f32;
            points.max(SOFTEST).min(width / 2.0)
        }
    }
}

/// How much is said in each column of the axis.
fn profile(axis: &Axis, touching: impl Fn(Window) -> usize) -> Profile {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of columns on the screen")]
    let columns = (axis.width() / f64::from(Profile::COLUMN)).ceil() as usize;
    let counts: Vec<usize> = (0..columns).map(|column| touching(Profile::time(axis, column))).collect();
    #[expect(clippy::cast_precision_loss, reason = "counts are below 2^24 where it matters")]
    let root = |count: usize| (count as f32).sqrt();
    // The square root keeps one passage visible beside thousands.
    let most = root(counts.iter().copied().max().unwrap_or(1).max(1));
    Profile { columns: counts.into_iter().map(|count| root(count) / most).collect() }
}

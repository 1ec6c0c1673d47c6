//! Which bars stand in which lane, and where.

use std::collections::BTreeMap;

use crate::index::Index;
use crate::index::times::{Relation, Window};
use crate::report::ids::{PassageIx, PlaceIx, VoiceIx};
use crate::report::moment::{DAY, HOUR};
use crate::report::passage::Status;
use crate::report::when::{Bound, When};
use crate::session::{Hovered, LaneBy};
use crate::view::Scene;

use super::Axis;

/// A passage on the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The passage.
    pub passage: PassageIx,
    /// Where it begins, in points; may lie out of the axis.
    pub left: f32,
    /// Where it ends, in points.
    pub right: f32,
    /// The row within its lane, from 0.
    pub row: usize,
    /// How many points its beginning is soft.
    pub soft_left: f32,
    /// How many points its end is soft.
    pub soft_right: f32,
    /// Whether the window touches it.
    pub inside: bool,
    /// Whether nobody vouches for it.
    pub unverified: bool,
    /// Whether it is chosen or hovered somewhere.
    pub lit: bool,
    /// Whether it is so long that it is drawn as a thin line, so as not to drown the short ones.
    pub long: bool,
}

/// What a lane stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LaneKey {
    /// A settlement, region or country.
    Place(PlaceIx),
    /// One who speaks.
    Voice(VoiceIx),
    /// A kind of knowledge.
    Status(Status),
    /// Passages without a place or a voice.
    Unnamed,
    /// Everything that has no lane of its own.
    Rest,
}

/// The bars of a place, a voice or a status.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// What it stands for.
    pub key: LaneKey,
    /// Its name.
    pub name: String,
    /// How many rows its bars need.
    pub rows: usize,
    /// Its bars, in the order in which they are drawn.
    pub bars: Vec<Bar>,
}

/// The lanes of the detail axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LanePlan {
    /// From top to bottom.
    pub lanes: Vec<Lane>,
}

/// The narrowest bar, in points.
const NARROWEST: f32 = 4.0;
/// Passages that last longer than this share of the axis (three fifths) and reach beyond it are drawn as thin lines.
const LONG: (i64, i64) = (3, 5);
/// How many rows of bars a lane has at most where there is room; further bars share the last one.
const MOST_ROWS: usize = 6;
/// The share of the height that one lane may take.
const LANE_SHARE: f32 = 0.3;
/// How many rows the lane of all other places has at most.
const REST_ROWS: usize = 2;
/// The least height of a row of bars and of the space between lanes, in points, that lanes are dealt out by.
const ROW_LEAST: f32 = 6.0;

impl LanePlan {
    /// Plans as many lanes as fit into a height: those of which most is said come first, and the rest share the
    /// last one.
    #[must_use]
    pub fn new(scene: &Scene<'_>, axis: &Axis, height: f32) -> Self {
        let visible = Index::touching(scene.dossier, scene.index.dated(), axis.range());
        let mut by_lane: BTreeMap<LaneKey, Vec<PassageIx>> = BTreeMap::new();
        for ix in visible {
            by_lane.entry(key(scene, ix)).or_default().push(ix);
        }
        let mut by_lane: Vec<(LaneKey, Vec<PassageIx>)> = by_lane.into_iter().collect();
        // The order hangs on the dossier alone, so that lanes do not change places while one scrubs.
        by_lane.sort_by_key(|(key, _)| (*key == LaneKey::Unnamed, std::cmp::Reverse(weight(scene, *key)), *key));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number of rows")]
        let most = ((height * LANE_SHARE / ROW_LEAST) as usize).clamp(REST_ROWS, MOST_ROWS);
        let mut lanes: Vec<Lane> = by_lane.into_iter().map(|(key, list)| lane(scene, axis, key, &list, most)).collect();
        let needed = |lanes: &[Lane]| lanes.iter().map(Lane::least_height).sum::<f32>();
        if lanes.len() > 1 && needed(&lanes) > height {
            let room = height - lane_height(REST_ROWS);
            let mut keep = lanes.len() - 1;
            while keep > 1 && needed(&lanes[..keep]) > room {
                keep -= 1;
            }
            let rest = lanes.split_off(keep);
            lanes.push(join(scene, axis, &rest));
        }
        Self { lanes }
    }

    /// How many rows all lanes need together.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.lanes.iter().map(|lane| lane.rows).sum()
    }
}

fn lane_height(rows: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
    let rows = rows as f32;
    (rows * ROW_LEAST + 5.0).max(15.0)
}

impl Lane {
    fn least_height(&self) -> f32 {
        lane_height(self.rows)
    }
}

/// Which lane a passage stands in.
fn key(scene: &Scene<'_>, ix: PassageIx) -> LaneKey {
    let passage = scene.dossier.passage(ix);
    match scene.state.lanes {
        LaneBy::Place => passage.places.first().map_or(LaneKey::Unnamed, |place| LaneKey::Place(scene.index.home(*place))),
        LaneBy::Voice => passage.voice.map_or(LaneKey::Unnamed, LaneKey::Voice),
        LaneBy::Status => LaneKey::Status(passage.status),
    }
}

/// How much is said in a lane over all time; kinds of knowledge have an order of their own.
fn weight(scene: &Scene<'_>, key: LaneKey) -> usize {
    match key {
        LaneKey::Place(ix) => scene.index.place(ix).dated.len(),
        LaneKey::Voice(ix) => scene.index.dated_of_voice(ix),
        LaneKey::Status(_) | LaneKey::Unnamed | LaneKey::Rest => 0,
    }
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

/// One lane for what several lanes hold.
fn join(scene: &Scene<'_>, axis: &Axis, rest: &[Lane]) -> Lane {
    let mut list: Vec<PassageIx> = rest.iter().flat_map(|lane| lane.bars.iter().map(|bar| bar.passage)).collect();
    list.sort_by_key(|ix| scene.dossier.passage(*ix).when.map(|when| (when.earliest(), *ix)));
    if let [only] = rest {
        return lane(scene, axis, only.key, &list, REST_ROWS);
    }
    let mut lane = lane(scene, axis, LaneKey::Rest, &list, REST_ROWS);
    let noun = match scene.state.lanes {
        LaneBy::Place => "places",
        LaneBy::Voice => "voices",
        LaneBy::Status => "kinds",
    };
    lane.name = format!("{} other {noun}", rest.len());
    lane
}

/// Stacks the bars of a lane: what is known to the hour above, what lasts for days below.
fn lane(scene: &Scene<'_>, axis: &Axis, key: LaneKey, passages: &[PassageIx], most_rows: usize) -> Lane {
    let timed = passages.iter().filter_map(|ix| scene.dossier.passage(*ix).when.map(|when| (*ix, when)));
    let (short, long): (Vec<_>, Vec<_>) = timed.partition(|(_, when)| when.seconds() < DAY);
    let mut ends: Vec<f32> = Vec::new();
    let mut bars = Vec::new();
    for (ix, when) in short.into_iter().chain(long) {
        let mut bar = bar(scene, axis, ix, &when);
        if !bar.long {
            let free = ends.iter().position(|end| *end <= bar.left);
            bar.row = free.unwrap_or(ends.len()).min(most_rows - 1);
            if bar.row == ends.len() {
                ends.push(f32::NEG_INFINITY);
            }
            ends[bar.row] = ends[bar.row].max(bar.right + 1.0);
        }
        bars.push(bar);
    }
    // Drawn in this order: long ones under short ones, and what is in the window on top.
    bars.reverse();
    bars.sort_by_key(|bar: &Bar| (!bar.long, bar.inside));
    Lane { key, name: name(scene, key), rows: ends.len().max(1), bars }
}

fn bar(scene: &Scene<'_>, axis: &Axis, ix: PassageIx, when: &When) -> Bar {
    let window = scene.state.window;
    let (left, mut right) = (axis.x(when.earliest()), axis.x(when.latest()));
    if right - left < NARROWEST {
        right = left + NARROWEST;
    }
    let width = right - left;
    let lit = scene.state.selection.passage == Some(ix)
        || match scene.state.hovered {
            Some(Hovered::Passage(other)) => other == ix,
            Some(Hovered::Place(place)) => {
                scene.dossier.passage(ix).places.iter().any(|own| *own == place || scene.index.home(*own) == place)
            }
            None => false,
        };
    Bar {
        passage: ix,
        left,
        right,
        row: 0,
        soft_left: softness(axis, when.start(), width),
        soft_right: softness(axis, when.end(), width),
        inside: Relation::of(when, window) == Relation::Inside,
        unverified: scene.dossier.passage(ix).status.is_unverified(),
        lit,
        long: when.seconds() > axis.range().seconds() / LONG.1 * LONG.0 && !axis.range().holds(Window::around(when)),
    }
}

/// How many points an end fades over: an hour for a time of day that is “about” then, a third of the bar at most.
fn softness(axis: &Axis, bound: Bound, width: f32) -> f32 {
    if !bound.is_soft() {
        return 0.0;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a length on the screen")]
    let hour = (HOUR as f64 / axis.seconds_per_point()) as f32;
    hour.clamp(6.0, 24.0).min(width / 3.0)
}

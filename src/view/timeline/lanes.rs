//! Which bars stand in a lane, and where. What the window, the pointer and the choice do to a bar is its [`Look`], asked
//! for as it is drawn, so that a scrub plans nothing anew.

use egui::Color32;

use super::Axis;
use super::stack::{AROUND, BAND, Form, LOW, Longer, Share};
use crate::index::lanes::{LaneBy, LaneEntry, LaneKey};
use crate::index::times::{Relation, Window};
use crate::report::ids::PassageIx;
use crate::report::moment::DAY;
use crate::report::when::{Bound, When};
use crate::session::Hovered;
use crate::view::Scene;

/// A title as it stands on the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The title, or its first words and “…”.
    pub text: String,
    /// Where it begins, in points.
    pub left: f32,
    /// Where it ends, in points.
    pub right: f32,
    /// Whether it stands in its bar, or else beside it.
    pub inside: bool,
}

/// A passage on the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The passage.
    pub passage: PassageIx,
    /// Where it begins, in points; may lie out of the axis.
    pub left: f32,
    /// Where it ends, in points.
    pub right: f32,
    /// The row within its lane, from 0; those of longer passages are counted apart.
    pub row: usize,
    /// How many points its beginning is soft.
    pub soft_left: f32,
    /// How many points its end is soft.
    pub soft_right: f32,
    /// Whether nobody vouches for it.
    pub unverified: bool,
    /// Whether it was found, and no person has looked at it.
    pub found: bool,
    /// Whether it lasts less than a day.
    pub brief: bool,
    /// Whether it lasts so long that it is no event here but a state of affairs.
    pub long: bool,
    /// Its title, where there is room for it.
    pub label: Option<Label>,
}

/// How a bar stands to the window, the pointer and the choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Whether it lies in the window.
    pub inside: bool,
    /// Whether it is chosen or hovered somewhere.
    pub lit: bool,
}

/// How much is said where on the axis, in place of bars.
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
    /// Where it begins, in points below the top of the first lane.
    pub top: f32,
    /// What it looks like, and how tall it is.
    pub share: Share,
    /// Whether it is unfolded: each passage has a row of its own, as far as these are not too many.
    pub unfolded: bool,
    /// How many rows of bars it has.
    pub rows: usize,
    /// Its bars, without the longer passages.
    pub bars: Vec<Bar>,
    /// The longer passages.
    pub longer: Vec<Bar>,
    /// Drawn instead of bars where the lane is folded or has too many.
    pub profile: Option<Profile>,
}

impl Lane {
    /// The height of one row of its bars, in points.
    #[must_use]
    pub fn pitch(&self) -> f32 {
        if self.share.form == Form::Low { LOW } else { self.share.pitch }
    }

    /// Where the rows of its bars end, in points below its top.
    fn below_bars(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
        let rows = self.rows as f32;
        AROUND + rows * self.pitch()
    }

    /// Where a bar lies, in points below the top of the lane; nothing where the bar is folded away.
    #[must_use]
    pub fn span(&self, bar: &Bar) -> Option<(f32, f32)> {
        #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
        let row = bar.row as f32;
        if !bar.long {
            let top = AROUND + row * self.pitch();
            return Some((top, top + self.pitch() - 1.5));
        }
        let band = if self.share.longer.has_band() { BAND } else { 0.0 };
        let top = self.below_bars() + band + row * self.share.pitch;
        self.share.longer.has_rows().then_some((top, top + self.share.pitch - 1.5))
    }

    /// Where the band of its longer passages lies, in points below the top of the lane.
    #[must_use]
    pub fn band(&self) -> Option<(f32, f32)> {
        let top = self.below_bars();
        self.share.longer.has_band().then_some((top, top + BAND - 2.0))
    }

    /// The bars that are drawn.
    pub fn drawn(&self) -> impl Iterator<Item = &Bar> {
        let longer: &[Bar] = if self.share.longer.has_rows() { &self.longer } else { &[] };
        longer.iter().chain(&self.bars)
    }

    /// What the band says: `12 longer`.
    #[must_use]
    pub fn band_words(&self) -> String {
        format!("{} longer", self.longer.len())
    }

    /// How many of its longer passages are in the window.
    #[must_use]
    pub fn longer_inside(&self, scene: &Scene<'_>) -> usize {
        if self.share.longer == Longer::None { 0 } else { self.longer.iter().filter(|bar| bar.look(scene).inside).count() }
    }
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

/// The narrowest bar, in points.
const NARROWEST: f32 = 4.0;
/// Passages that last longer than this share of the axis (two fifths), and longer than a day, are states of affairs: the
/// ground that the short ones stand on.
const LONG: (i64, i64) = (2, 5);
/// The least that an end fades over, in points, so that it can be seen to be soft.
const SOFTEST: f32 = 5.0;

/// The name of a lane.
#[must_use]
pub fn name(scene: &Scene<'_>, key: LaneKey) -> String {
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

/// The bars of some entries, still without rows: what is known to the hour first, then what lasts for days; and apart from
/// these the longer passages.
#[must_use]
pub fn bars(scene: &Scene<'_>, axis: &Axis, entries: &[&LaneEntry]) -> [Vec<Bar>; 2] {
    let touching = entries.iter().flat_map(|entry| entry.times.passages_touching(scene.dossier, axis.range()));
    let mut timed: Vec<(PassageIx, When)> =
        touching.filter_map(|ix| scene.dossier.passage(ix).when.map(|when| (ix, when))).collect();
    timed.sort_by_key(|(ix, when)| (when.seconds() >= DAY, when.earliest(), when.latest(), *ix));
    let (longer, bars) = timed.iter().map(|(ix, when)| bar(scene, axis, *ix, when)).partition(|bar| bar.long);
    [bars, longer]
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
        found: scene.dossier.passage(ix).is_found(),
        brief: when.seconds() < DAY,
        long: when.seconds() > (axis.range().seconds() / LONG.1 * LONG.0).max(DAY),
        label: None,
    }
}

/// How many points an end fades over: as long as the uncertainty, a half of the bar at most.
pub fn softness(axis: &Axis, bound: Bound, width: f32) -> f32 {
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

/// How much is said in each column of the axis. `counted` counts what lies in a window, and what only spans it; the latter
/// is looked at where there is nothing else.
#[must_use]
pub fn profile(axis: &Axis, counted: impl Fn(Window) -> (usize, usize)) -> Profile {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of columns on the screen")]
    let columns = (axis.width() / f64::from(Profile::COLUMN)).ceil() as usize;
    let counts: Vec<(usize, usize)> = (0..columns).map(|column| counted(Profile::time(axis, column))).collect();
    let nothing_inside = counts.iter().all(|(inside, _)| *inside == 0);
    #[expect(clippy::cast_precision_loss, reason = "counts are below 2^24 where it matters")]
    let root = |(inside, spanning): &(usize, usize)| (if nothing_inside { *spanning } else { *inside } as f32).sqrt();
    // The square root keeps one passage visible beside thousands.
    let most = counts.iter().map(root).fold(1.0, f32::max);
    Profile { columns: counts.iter().map(|count| root(count) / most).collect() }
}

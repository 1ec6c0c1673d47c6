//! Which lanes there are, in which order, and what each looks like. The plan hangs on the axis, the room, the index, the
//! choice and what was folded; not on the window.

use std::sync::Arc;

use super::Axis;
use super::lanes::{self, Bar, Lane, Profile};
use super::rows;
use super::stack::{self, Form, Need};
use super::titles::Title;
use crate::index::lanes::{LaneBy, LaneEntry, LaneKey};
use crate::index::times::Window;
use crate::report::ids::PassageIx;
use crate::view::Scene;

/// The lanes of the detail axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LanePlan {
    /// From top to bottom.
    pub lanes: Vec<Lane>,
    /// How tall they are together, in points; what is more than the room is scrolled.
    pub height: f32,
}

/// How many lanes there are at most; further ones share the last of them.
const MOST_LANES: usize = 40;
/// How many of the lanes that share one are named in its tooltip.
const HELD: usize = 30;
/// How many bars a lane has at most; more are drawn as a profile.
const MOST_BARS: usize = 240;
/// How many bars all lanes have together before each may have only [`CROWDED_BARS`].
const MOST_TOGETHER: usize = 900;
/// How many bars a lane has at most on a crowded axis.
const CROWDED_BARS: usize = 60;
/// How many bars all lanes have together before only short lanes ask for titles.
const MANY: usize = 160;
/// How many bars a lane may have then to ask for titles nevertheless.
const SHORT: usize = 24;

/// Which title a passage has, laid out.
pub type TitleOf<'a> = &'a mut dyn FnMut(PassageIx) -> Arc<Title>;

impl LanePlan {
    /// How far the lanes are scrolled when the first one has become another, in points: so far that the first of its passages
    /// in the window stands in the upper half of a view of so many points, with the row before it.
    #[must_use]
    pub fn start(&self, scene: &Scene<'_>, view: f32) -> f32 {
        let Some(lane) = self.lanes.first() else { return 0.0 };
        let inside = lane.bars.iter().filter(|bar| bar.look(scene).inside);
        let spans = inside.filter_map(|bar| lane.span(bar));
        let Some((top, bottom)) = spans.min_by(|a, b| a.0.total_cmp(&b.0)) else { return 0.0 };
        if lane.top + bottom < view / 2.0 { 0.0 } else { lane.top + top - lane.pitch() }
    }

    /// Plans the lanes for a height in points. The lane `chosen` comes first and is unfolded; then whatever is most said.
    /// Lanes that are empty on this axis are left out.
    #[must_use]
    pub fn new(scene: &Scene<'_>, axis: &Axis, height: f32, chosen: Option<LaneKey>, title: TitleOf<'_>) -> Self {
        let range = axis.range();
        let entries = scene.index.lanes(scene.dossier, scene.state.lanes).iter();
        let mut seen: Vec<(&LaneEntry, usize)> =
            entries.map(|entry| (entry, entry.times.touching(range))).filter(|(_, count)| *count > 0).collect();
        // A stable sort: the others keep their order.
        seen.sort_by_key(|(entry, _)| Some(entry.key) != chosen);
        let together = seen.iter().map(|(_, count)| count).sum();
        let mut planner = Planner { scene, axis, chosen, together, title };
        let own = if seen.len() > MOST_LANES { MOST_LANES - 1 } else { seen.len() };
        let mut drafts: Vec<Draft> = seen[..own].iter().map(|(entry, count)| planner.own(entry, *count)).collect();
        if own < seen.len() {
            let all: Vec<&LaneEntry> = seen.iter().map(|(entry, _)| *entry).collect();
            drafts.push(planner.rest(&all[..own], &all[own..]));
        }
        let needs: Vec<Need> = drafts.iter().map(|draft| draft.need).collect();
        let mut top = 0.0;
        let place = |(draft, share): (Draft, stack::Share)| {
            let lane = draft.lane(axis, top, share);
            top += share.height;
            lane
        };
        let lanes = drafts.into_iter().zip(stack::share(&needs, height)).map(place).collect();
        Self { lanes, height: top }
    }

    /// How many passages are on the axis.
    #[must_use]
    pub fn count(&self) -> usize {
        self.lanes.iter().map(|lane| lane.count).sum()
    }
}

/// A lane before it is known how much room it gets.
struct Draft<'a> {
    key: LaneKey,
    name: String,
    holds: Vec<String>,
    count: usize,
    need: Need,
    titled: Vec<Bar>,
    low: Vec<Bar>,
    longer: Vec<Bar>,
    counted: Box<dyn Fn(Window) -> (usize, usize) + 'a>,
}

impl Draft<'_> {
    fn lane(self, axis: &Axis, top: f32, share: stack::Share) -> Lane {
        let (bars, rows, profile): (Vec<Bar>, usize, Option<Profile>) = match share.form {
            Form::Titled => (self.titled, self.need.titled.unwrap_or(0), None),
            Form::Low => (self.low, self.need.low.unwrap_or(0), None),
            Form::Strip | Form::Profile => (Vec::new(), 0, Some(lanes::profile(axis, self.counted))),
        };
        let unfolded = share.form == Form::Titled || (share.form == Form::Profile && self.need.asked == Some(true));
        let Self { key, name, holds, count, longer, .. } = self;
        Lane { key, name, holds, count, top, share, unfolded, rows, bars, longer, profile }
    }
}

struct Planner<'a, 'b> {
    scene: &'a Scene<'a>,
    axis: &'a Axis,
    chosen: Option<LaneKey>,
    together: usize,
    title: TitleOf<'b>,
}

impl<'a> Planner<'a, '_> {
    /// The lane of one entry.
    fn own(&mut self, entry: &'a LaneEntry, count: usize) -> Draft<'a> {
        let counted = |window| {
            let counts = entry.times.counts(window);
            (counts.inside, counts.spanning)
        };
        self.draft(entry.key, lanes::name(self.scene, entry.key), &[entry], count, Box::new(counted))
    }

    /// One lane for what has no lane of its own.
    fn rest(&mut self, own: &[&'a LaneEntry], rest: &[&'a LaneEntry]) -> Draft<'a> {
        if let [only] = rest {
            return self.own(only, only.times.touching(self.axis.range()));
        }
        let noun = match self.scene.state.lanes {
            LaneBy::Place => "places",
            LaneBy::Voice => "voices",
            LaneBy::Status => "kinds",
        };
        // Every passage stands in one lane, so what is left is all less what has lanes; the rest may be thousands of lanes.
        let (index, own) = (self.scene.index, own.to_vec());
        let counted = move |window| {
            let all = index.times().counts(window);
            let apart = own.iter().map(|entry| entry.times.counts(window));
            apart.fold((all.inside, all.spanning), |(inside, spanning), own| (inside - own.inside, spanning - own.spanning))
        };
        let (inside, spanning) = counted(self.axis.range());
        let name = format!("{} other {noun}", rest.len());
        let mut draft = self.draft(LaneKey::Rest, name, rest, inside + spanning, Box::new(counted));
        draft.holds = rest.iter().take(HELD).map(|entry| lanes::name(self.scene, entry.key)).collect();
        if rest.len() > HELD {
            draft.holds.push("…".to_owned());
        }
        draft
    }

    fn draft(
        &mut self,
        key: LaneKey,
        name: String,
        entries: &[&LaneEntry],
        count: usize,
        counted: Box<dyn Fn(Window) -> (usize, usize) + 'a>,
    ) -> Draft<'a> {
        let state = self.scene.state;
        let asked = state.lanes_unfolded.lanes.get(&key).copied().or((Some(key) == self.chosen).then_some(true));
        let most = if self.together > MOST_TOGETHER && asked != Some(true) { CROWDED_BARS } else { MOST_BARS };
        let mut draft = Draft {
            key,
            name,
            holds: Vec::new(),
            count,
            need: Need { asked, longer_asked: state.lanes_unfolded.longer.get(&key).copied(), ..Need::default() },
            titled: Vec::new(),
            low: Vec::new(),
            longer: Vec::new(),
            counted,
        };
        if count > most || asked == Some(false) {
            return draft;
        }
        let [mut low, longer] = lanes::bars(self.scene, self.axis, entries);
        if self.together <= MANY || count <= SHORT || asked == Some(true) {
            draft.titled.clone_from(&low);
            draft.need.titled = Some(self.stack(&mut draft.titled));
        }
        draft.need.low = Some(rows::stack(&mut low));
        (draft.low, draft.longer) = (low, longer);
        draft.need.longer = draft.longer.len();
        // Folded into a band, they need no titles.
        if self.together <= MANY || draft.need.longer == 1 || draft.need.longer_asked == Some(true) {
            draft.need.longer_rows = self.stack(&mut draft.longer);
        }
        draft
    }

    fn stack(&mut self, bars: &mut [Bar]) -> usize {
        rows::stack_titled(bars, self.axis, |bar| (self.title)(bar.passage))
    }
}

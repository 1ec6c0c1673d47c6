//! What the lanes of the timeline stand for, and the passages of each, ready to be asked for any stretch of time.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::times::{Breadth, Times, Window};
use crate::report::dossier::Dossier;
use crate::report::ids::{PassageIx, PlaceIx, VoiceIx};
use crate::report::passage::{Passage, Status};

/// What the lanes of the timeline stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LaneBy {
    /// A settlement, region or country each.
    #[default]
    Place,
    /// One who speaks each.
    Voice,
    /// A kind of knowledge each.
    Status,
}

impl LaneBy {
    /// Every way, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::Place, Self::Voice, Self::Status];

    /// One plain word for menus.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Voice => "voice",
            Self::Status => "status",
        }
    }
}

/// What one lane stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// The dated passages of a lane.
#[derive(Clone, Debug)]
pub struct LaneEntry {
    /// What it stands for.
    pub key: LaneKey,
    /// For counting them.
    pub times: Times,
    /// For listing them.
    pub spans: Spans,
}

/// The lanes of every kind, most said first; the order hangs on the dossier and the filter alone, so that lanes do not
/// change places while one scrubs.
#[derive(Clone, Debug, Default)]
pub struct Lanes([Vec<LaneEntry>; 3]);

impl Lanes {
    /// Deals out dated passages, which must be in order of beginning.
    #[must_use]
    pub fn new(dossier: &Dossier, dated: &[PassageIx], homes: &[PlaceIx]) -> Self {
        Self(LaneBy::ALL.map(|by| {
            let mut lists: BTreeMap<LaneKey, Vec<PassageIx>> = BTreeMap::new();
            for ix in dated {
                lists.entry(key(dossier.passage(*ix), by, homes)).or_default().push(*ix);
            }
            let mut entries: Vec<LaneEntry> = lists
                .into_iter()
                .map(|(key, list)| LaneEntry { key, times: Times::new(dossier, &list), spans: Spans::new(dossier, &list) })
                .collect();
            // Kinds of knowledge have an order of their own.
            let weight = |entry: &LaneEntry| if by == LaneBy::Status { 0 } else { entry.times.len() };
            entries.sort_by_key(|entry| (entry.key == LaneKey::Unnamed, Reverse(weight(entry)), entry.key));
            entries
        }))
    }

    /// The lanes of one kind.
    #[must_use]
    pub fn of(&self, by: LaneBy) -> &[LaneEntry] {
        &self.0[by as usize]
    }
}

/// Which lane a passage stands in.
fn key(passage: &Passage, by: LaneBy, homes: &[PlaceIx]) -> LaneKey {
    match by {
        LaneBy::Place => passage.places.first().map_or(LaneKey::Unnamed, |place| LaneKey::Place(homes[place.index()])),
        LaneBy::Voice => passage.voice.map_or(LaneKey::Unnamed, LaneKey::Voice),
        LaneBy::Status => LaneKey::Status(passage.status),
    }
}

/// Intervals with the passages they belong to, by class of length, each class in order of beginning.
///
/// No interval of a class is longer than the class allows, so the ones that touch a window begin in a stretch that two
/// binary searches find; only of those is each looked at.
#[derive(Clone, Debug, Default)]
pub struct Spans {
    classes: [Vec<Span>; Breadth::COUNT],
}

/// From the first second to the second after the last one.
#[derive(Clone, Copy, Debug)]
struct Span {
    from: i64,
    to: i64,
    passage: PassageIx,
}

impl Spans {
    /// Takes the times of some passages; those without one are left out.
    #[must_use]
    pub fn new(dossier: &Dossier, passages: &[PassageIx]) -> Self {
        let mut spans = Self::default();
        for ix in passages {
            if let Some(when) = &dossier.passage(*ix).when {
                let span = Span { from: when.earliest().0, to: when.latest().0, passage: *ix };
                spans.classes[Breadth::of_passage(when.seconds()) as usize].push(span);
            }
        }
        for class in &mut spans.classes {
            class.sort_unstable_by_key(|span| (span.from, span.to, span.passage));
        }
        spans
    }

    /// The passages that share a moment with a window: short ones first, each class in order of beginning.
    pub fn touching(&self, window: Window) -> impl Iterator<Item = PassageIx> + '_ {
        self.classes.iter().enumerate().flat_map(move |(index, class)| {
            let longest = Breadth::ALL[index].longest();
            let first = class.partition_point(|span| span.from <= window.from.0.saturating_sub(longest));
            let last = class.partition_point(|span| span.from < window.to.0);
            class[first..last.max(first)].iter().filter(move |span| span.to > window.from.0).map(|span| span.passage)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::moment::Moment;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_touches_a_window_is_found_whole(
            intervals in prop::collection::vec((0_i64..400_000_000, prop::sample::select(vec![600, 259_200, 900_000, 40_000_000, 400_000_000])), 0..80),
            from in -50_i64..500_000_000, width in prop::sample::select(vec![60_i64, 50_000, 600_000, 70_000_000]),
        ) {
            let mut spans = Spans::default();
            for (number, (from, length)) in intervals.iter().enumerate() {
                let span = Span { from: *from, to: from + length, passage: PassageIx::new(number) };
                spans.classes[Breadth::of_passage(*length) as usize].push(span);
            }
            for class in &mut spans.classes {
                class.sort_unstable_by_key(|span| (span.from, span.to, span.passage));
            }
            let window = Window::new(Moment(from), Moment(from + width));
            let mut found: Vec<PassageIx> = spans.touching(window).collect();
            found.sort_unstable();
            let touches = |(start, length): &(i64, i64)| *start < window.to.0 && start + length > window.from.0;
            let expected: Vec<PassageIx> =
                intervals.iter().enumerate().filter(|(_, interval)| touches(interval)).map(|(number, _)| PassageIx::new(number)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}

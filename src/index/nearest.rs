//! What lies at other times than a window, nearest first, found one after another as it is asked for.
//!
//! What begins after a window stands at the end of the passages in the order of beginning; what ends before it, at the
//! beginning of those in the order of ending. So both are there as soon as the window has moved, however many they are, and
//! going outward from it takes the nearer of the two next ones.

use std::sync::Arc;

use super::overlaps::Overlaps;
use super::times::{Counts, Window};
use crate::report::dossier::Dossier;
use crate::report::ids::PassageIx;
use crate::report::moment::{DAY, Moment};
use crate::report::when::When;

/// How far from a window something lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Away {
    /// Days of the calendar between them; 0 on the day in which the window begins or ends.
    pub days: i64,
    /// Whether it comes after the window.
    pub later: bool,
}

/// The passages at other times than a window, from the nearest on.
#[derive(Clone, Debug)]
pub struct Nearest {
    overlaps: Arc<Overlaps>,
    window: Window,
    /// How many of those before the window are left: the first ones in the order of ending.
    earlier: usize,
    /// Which of those after the window comes next, in the order of beginning.
    later: usize,
}

impl PartialEq for Nearest {
    fn eq(&self, other: &Self) -> bool {
        let place = |nearest: &Self| (nearest.window, nearest.earlier, nearest.later);
        Arc::ptr_eq(&self.overlaps, &other.overlaps) && place(self) == place(other)
    }
}

impl Nearest {
    /// Begins at a window. The counts are those of the same passages and the same window.
    #[must_use]
    pub fn new(overlaps: &Arc<Overlaps>, counts: Counts, window: Window) -> Self {
        Self { window, earlier: counts.earlier, later: overlaps.len().saturating_sub(counts.later), overlaps: overlaps.clone() }
    }

    /// The next passage and how far away it is; of several on one day, earlier ones first. `dated` are the passages that the
    /// overlaps were made of.
    pub fn next(&mut self, dossier: &Dossier, dated: &[PassageIx]) -> Option<(PassageIx, Away)> {
        let day = |at: Moment| at.0.div_euclid(DAY);
        let when = |ix: PassageIx| dossier.passage(ix).when;
        let (from, to) = (self.window.from, self.window.to.plus(-1));
        let before = self.earlier.checked_sub(1).and_then(|at| dated.get(self.overlaps.by_end()[at] as usize)).copied();
        let before = before.and_then(|ix| Some((Away { days: day(from) - day(when(ix)?.latest().plus(-1)), later: false }, ix)));
        let after = dated.get(self.later).copied();
        let after = after.and_then(|ix| Some((Away { days: day(when(ix)?.earliest()) - day(to), later: true }, ix)));
        let (away, ix) = before.into_iter().chain(after).min_by_key(|(away, _)| *away)?;
        if away.later {
            self.later += 1;
        } else {
            self.earlier -= 1;
        }
        Some((ix, away))
    }

    /// The days around the nearest passage on which others follow one another without a day between: where to look next.
    #[must_use]
    pub fn days(&self, dossier: &Dossier, dated: &[PassageIx]) -> Option<Window> {
        /// How many passages are looked at.
        const LOOKED_AT: usize = 64;
        /// How long the stretch becomes at most, in seconds, unless the nearest passage is longer.
        const LONGEST: i64 = 14 * DAY;
        let mut rest = self.clone();
        let mut days: Option<(Window, bool)> = None;
        for _ in 0..LOOKED_AT {
            let Some((ix, away)) = rest.next(dossier, dated) else { break };
            let Some(own) = dossier.passage(ix).when.as_ref().and_then(whole_days) else { continue };
            let Some((window, later)) = days else {
                days = Some((own, away.later));
                continue;
            };
            let joined = Window::new(window.from.min(own.from), window.to.max(own.to));
            let touches = own.from <= window.to && window.from <= own.to;
            if later == away.later && touches && joined.seconds() <= LONGEST.max(window.seconds()) {
                days = Some((joined, later));
            }
        }
        days.map(|(window, _)| window)
    }
}

/// The whole days of a time whose ends are both known.
fn whole_days(when: &When) -> Option<Window> {
    let known = when.start().precision().is_some() && when.end().precision().is_some();
    let floor = |at: Moment| Moment(at.0.div_euclid(DAY) * DAY);
    known.then(|| Window::new(floor(when.earliest()), floor(when.latest().plus(-1)).plus(DAY)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::times::{Relation, Times};
    use crate::report::passage::Passage;
    use crate::report::when::{Bound, Precision};
    use proptest::prelude::*;

    fn dossier(intervals: &[(i64, i64)]) -> (Dossier, Vec<PassageIx>) {
        let sure = Bound::sure(Precision::Minute);
        let passage = |(start, length): &(i64, i64)| {
            let when = When::interval(Moment(*start), Moment(start + length), sure, sure);
            Passage { when, ..Passage::default() }
        };
        let dossier = Dossier { passages: intervals.iter().map(passage).collect(), ..Dossier::default() };
        let dated = (0..intervals.len()).map(PassageIx::new).collect();
        (dossier, dated)
    }

    fn nearest(dossier: &Dossier, dated: &[PassageIx], window: Window) -> Nearest {
        Nearest::new(&Arc::new(Overlaps::new(dossier, dated)), Times::new(dossier, dated).counts(window), window)
    }

    proptest! {
        #[test]
        fn all_that_is_elsewhere_comes_once_and_never_nearer_than_what_came_before(
            mut intervals in prop::collection::vec(
                (0_i64..40_000_000, prop::sample::select(vec![600, 90_000, 900_000, 40_000_000, 400_000_000])), 0..200,
            ),
            from in -50_i64..50_000_000, width in prop::sample::select(vec![60_i64, 50_000, 600_000, 70_000_000]),
        ) {
            intervals.sort_unstable();
            let (dossier, dated) = dossier(&intervals);
            let window = Window::new(Moment(from), Moment(from + width));
            let mut rest = nearest(&dossier, &dated, window);
            let found: Vec<(PassageIx, Away)> = std::iter::from_fn(|| rest.next(&dossier, &dated)).collect();
            prop_assert!(found.is_sorted_by_key(|(_, away)| *away));
            let relation = |ix: PassageIx| Relation::of(&dossier.passage(ix).when.unwrap(), window);
            for (ix, away) in &found {
                prop_assert_eq!(relation(*ix), if away.later { Relation::Later } else { Relation::Earlier });
            }
            let mut all: Vec<PassageIx> = found.into_iter().map(|(ix, _)| ix).collect();
            all.sort_unstable();
            let elsewhere = |ix: &PassageIx| matches!(relation(*ix), Relation::Earlier | Relation::Later);
            prop_assert_eq!(all, dated.iter().copied().filter(elsewhere).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_days_to_look_at_are_those_that_follow_one_another() {
        let days = |list: &[(i64, i64)], window: (i64, i64)| {
            let intervals: Vec<_> = list.iter().map(|(from, length)| (from * DAY, length * DAY)).collect();
            let (dossier, dated) = dossier(&intervals);
            let window = Window::new(Moment(window.0 * DAY), Moment(window.1 * DAY));
            let found = nearest(&dossier, &dated, window).days(&dossier, &dated);
            found.map(|found| (found.from.0 / DAY, found.to.0 / DAY))
        };
        assert_eq!(days(&[(1, 1), (2, 2), (3, 1), (20, 1)], (5, 6)), Some((1, 4)));
        assert_eq!(days(&[(1, 1), (8, 1), (9, 1)], (5, 6)), Some((8, 10)), "the nearer side, and that side alone");
        assert_eq!(days(&[(5, 1)], (5, 6)), None, "nothing is elsewhere");
    }
}

//! Which intervals meet a window, found without walking over those that do not.
//!
//! Intervals of one class of length stand in the order of their beginning. Above their ends stand the latest ends of
//! sixteen, of sixteen times sixteen, and so on: what ends before a window begins is passed over in large steps, so that
//! the cost is that of what is found.

use std::cmp::Reverse;
use std::sync::OnceLock;

use super::brief::Brief;
use super::times::{Breadth, Window};
use crate::report::dossier::Dossier;
use crate::report::ids::PassageIx;

/// How many intervals stand under one latest end.
const FAN: usize = 16;

/// The times of a list of dated passages that is in the order of beginning.
#[derive(Clone, Debug, Default)]
pub struct Overlaps {
    classes: [Class; Breadth::COUNT],
    /// The positions in the order of ending, made when they are first asked for.
    by_end: OnceLock<Vec<u32>>,
}

/// The intervals of one class.
#[derive(Clone, Debug, Default)]
struct Class {
    /// Where in the list each stands.
    positions: Vec<u32>,
    starts: Vec<i64>,
    /// The ends, then the latest of every sixteen of those, and so on up to one row that is short.
    ends: Vec<Vec<i64>>,
}

impl Overlaps {
    /// Takes the times of some dated passages in the order of their beginning.
    #[must_use]
    pub fn new(dossier: &Dossier, dated: &[PassageIx]) -> Self {
        Self::of_briefs(dated.iter().map(|ix| Brief::of(dossier.passage(*ix))))
    }

    /// As [`Overlaps::new`], of passages that are known in brief.
    pub(super) fn of_briefs(dated: impl Iterator<Item = Brief>) -> Self {
        let mut classes: [Class; Breadth::COUNT] = Default::default();
        let mut ends: [Vec<i64>; Breadth::COUNT] = Default::default();
        for (position, brief) in (0_u32..).zip(dated).filter(|(_, brief)| brief.is_dated()) {
            let breadth = brief.breadth();
            classes[breadth].positions.push(position);
            classes[breadth].starts.push(brief.from);
            ends[breadth].push(brief.to);
        }
        for (class, ends) in classes.iter_mut().zip(ends) {
            class.ends.push(ends);
            while let Some(row) = class.ends.last().filter(|row| row.len() > FAN) {
                let above = row.chunks(FAN).map(|some| some.iter().copied().max().unwrap_or(i64::MIN)).collect();
                class.ends.push(above);
            }
        }
        Self { classes, by_end: OnceLock::new() }
    }

    /// How many intervals there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.classes.iter().map(|class| class.positions.len()).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The positions of what lies in a window, in order.
    #[must_use]
    pub fn inside(&self, window: Window) -> Vec<u32> {
        let breadth = Breadth::of_window(window.seconds()) as usize;
        in_order(self.classes[..=breadth].iter().map(|class| class.meeting(window)))
    }

    /// The positions of what meets a window and speaks of much longer times, in order.
    #[must_use]
    pub fn spanning(&self, window: Window) -> Vec<u32> {
        let breadth = Breadth::of_window(window.seconds()) as usize;
        in_order(self.classes[breadth + 1..].iter().map(|class| class.meeting(window)))
    }

    /// The positions of all in the order of ending; of those that end together, the last one first, so that going backward
    /// they come in the order of beginning.
    #[must_use]
    pub fn by_end(&self) -> &[u32] {
        self.by_end.get_or_init(|| {
            let ends = |class: &Class| class.ends.first().cloned().unwrap_or_default();
            let pairs = |class: &Class| ends(class).into_iter().zip(class.positions.clone());
            let mut all: Vec<_> = self.classes.iter().flat_map(pairs).map(|(end, position)| (end, Reverse(position))).collect();
            all.sort_unstable();
            all.into_iter().map(|(_, Reverse(position))| position).collect()
        })
    }
}

/// Lists that are each in order, as one. The sort finds the runs and merges them.
fn in_order(lists: impl Iterator<Item = Vec<u32>>) -> Vec<u32> {
    let mut lists = lists.filter(|list| !list.is_empty());
    let Some(mut all) = lists.next() else { return Vec::new() };
    let before = all.len();
    all.extend(lists.flatten());
    if all.len() > before {
        #[expect(clippy::stable_sort_primitive, reason = "only the stable sort makes use of runs")]
        all.sort();
    }
    all
}

impl Class {
    fn meeting(&self, window: Window) -> Vec<u32> {
        let begun = self.starts.partition_point(|start| *start < window.to.0);
        let mut found = Vec::new();
        if let Some(top) = self.ends.len().checked_sub(1) {
            self.collect(top, 0..self.ends[top].len(), begun, window.from.0, &mut found);
        }
        found
    }

    /// Collects what of the first `begun` intervals under some fields of a row ends after a moment.
    fn collect(&self, row: usize, fields: std::ops::Range<usize>, begun: usize, after: i64, found: &mut Vec<u32>) {
        // How many intervals one field of this row stands for.
        let each = FAN.pow(u32::try_from(row).unwrap_or(u32::MAX));
        for field in fields {
            if field * each >= begun {
                return;
            }
            if self.ends[row][field] <= after {
                continue;
            }
            match row.checked_sub(1) {
                Some(below) => {
                    let end = ((field + 1) * FAN).min(self.ends[below].len());
                    self.collect(below, field * FAN..end, begun, after, found);
                }
                None => found.push(self.positions[field]),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::times::Relation;
    use crate::report::moment::Moment;
    use crate::report::passage::Passage;
    use crate::report::when::{Bound, Precision, When};
    use proptest::prelude::*;

    fn passage(when: Option<When>) -> Passage {
        Passage { when, ..Passage::default() }
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_a_walk_over_all_finds(
            mut intervals in prop::collection::vec(
                (0_i64..40_000_000, prop::sample::select(vec![600, 90_000, 900_000, 40_000_000, 400_000_000])), 0..400,
            ),
            from in -50_i64..50_000_000, width in prop::sample::select(vec![60_i64, 50_000, 600_000, 70_000_000]),
        ) {
            intervals.sort_unstable();
            let sure = Bound::sure(Precision::Minute);
            let passage = |(start, length): &(i64, i64)| passage(When::interval(Moment(*start), Moment(start + length), sure, sure));
            let dossier = Dossier { passages: intervals.iter().map(passage).collect(), ..Dossier::default() };
            let dated: Vec<PassageIx> = (0..dossier.passages.len()).map(PassageIx::new).collect();
            let overlaps = Overlaps::new(&dossier, &dated);
            let window = Window::new(Moment(from), Moment(from + width));
            let walk = |wanted: &[Relation]| -> Vec<u32> {
                let relation = |at: &u32| dossier.passages[*at as usize].when.is_some_and(|when| wanted.contains(&Relation::of(&when, window)));
                (0..).take(dated.len()).filter(relation).collect()
            };
            prop_assert_eq!(overlaps.inside(window), walk(&[Relation::Inside]));
            prop_assert_eq!(overlaps.spanning(window), walk(&[Relation::Spanning]));
            let mut ends: Vec<i64> = intervals.iter().map(|(start, length)| start + length).collect();
            let found: Vec<i64> = overlaps.by_end().iter().map(|at| { let (start, length) = intervals[*at as usize]; start + length }).collect();
            ends.sort_unstable();
            prop_assert_eq!(found, ends);
        }
    }
}

//! The order of telling: passages as they stand in the texts, and which of them touch a stretch of text.

use std::collections::BTreeMap;

use crate::report::dossier::Dossier;
use crate::report::ids::{DocumentIx, PassageIx};
use crate::report::passage::Target;

/// Passages in the order of the text, with a fast way from a stretch of text to its passages.
#[derive(Clone, Debug, Default)]
pub struct Telling {
    order: Vec<PassageIx>,
    /// The document and the first code point of each.
    starts: Vec<(DocumentIx, u32)>,
    /// The furthest end of each and of all before it in the same document; it never falls within a document.
    reach: Vec<u32>,
    /// How many code points lie before each document when all are read one after another; one more for the whole.
    before: Vec<usize>,
}

impl Telling {
    /// Arranges some passages, which must be in the order of the text.
    #[must_use]
    pub fn new(dossier: &Dossier, order: Vec<PassageIx>) -> Self {
        let mut telling = Self { before: vec![0], ..Self::default() };
        for ix in &order {
            let Target { document, span } = dossier.passage(*ix).target;
            let same = telling.starts.last().is_some_and(|(other, _)| *other == document);
            let furthest = telling.reach.last().copied().filter(|_| same).unwrap_or_default();
            telling.starts.push((document, small(span.start)));
            telling.reach.push(furthest.max(small(span.end)));
        }
        for document in &dossier.documents {
            let so_far = telling.before.last().copied().unwrap_or_default();
            telling.before.push(so_far + document.text.len());
        }
        telling.order = order;
        telling
    }

    /// All of them, in the order of the text.
    #[must_use]
    pub fn order(&self) -> &[PassageIx] {
        &self.order
    }

    /// The passages that share at least one code point with a stretch of text, in the order of the text.
    pub fn passages_in<'a>(&'a self, dossier: &'a Dossier, target: Target) -> impl Iterator<Item = PassageIx> + 'a {
        let Target { document, span } = target;
        let first = self.starts.partition_point(|(other, _)| *other < document);
        let to = self.starts.partition_point(|start| *start < (document, small(span.end))).max(first);
        let from = first + self.reach[first..to].partition_point(|end| *end <= small(span.start));
        self.order[from..to].iter().copied().filter(move |ix| dossier.passage(*ix).target.span.overlaps(span))
    }

    /// Where a code point of a document stands in all of the texts read one after another, 0 to 1.
    #[must_use]
    pub fn share(&self, document: DocumentIx, point: usize) -> f64 {
        let all = self.before.last().copied().unwrap_or_default().max(1);
        let at = self.before.get(document.index()).copied().unwrap_or_default() + point;
        #[expect(clippy::cast_precision_loss, reason = "texts are shorter than 2^53")]
        let share = at as f64 / all as f64;
        share.min(1.0)
    }
}

/// A position in a text, which has fewer than 2³² code points; there may be a million of them.
fn small(point: usize) -> u32 {
    u32::try_from(point).unwrap_or(u32::MAX)
}

/// The accounts that tell what a passage tells, and those that contradict it, in the order of the text.
///
/// A link counts in both directions, whichever of the two passages carries it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    /// Those that tell the same.
    pub same: Vec<PassageIx>,
    /// Those that contradict it.
    pub conflicts: Vec<PassageIx>,
}

impl Accounts {
    /// No accounts.
    pub(super) const NONE: Self = Self { same: Vec::new(), conflicts: Vec::new() };

    /// The accounts of every passage of a dossier that has any.
    pub(super) fn of_all(dossier: &Dossier) -> BTreeMap<PassageIx, Self> {
        let mut all: BTreeMap<PassageIx, Self> = BTreeMap::new();
        for (own, passage) in dossier.passages.iter().enumerate().map(|(index, passage)| (PassageIx::new(index), passage)) {
            let Some(aside) = &passage.aside else { continue };
            for other in aside.same.iter().filter(|other| **other != own) {
                all.entry(own).or_default().same.push(*other);
                all.entry(*other).or_default().same.push(own);
            }
            for other in aside.conflicts.iter().filter(|other| **other != own) {
                all.entry(own).or_default().conflicts.push(*other);
                all.entry(*other).or_default().conflicts.push(own);
            }
        }
        for accounts in all.values_mut() {
            for list in [&mut accounts.same, &mut accounts.conflicts] {
                list.sort();
                list.dedup();
            }
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::passage::Passage;
    use crate::report::text::Span;
    use proptest::prelude::*;

    fn passage(document: u32, start: usize, end: usize) -> Passage {
        Passage { target: Target { document: DocumentIx(document), span: Span { start, end } }, ..Passage::default() }
    }

    proptest! {
        #[test]
        fn finds_just_the_passages_that_touch(
            spans in prop::collection::vec((0_u32..3, 0_usize..100, 1_usize..40), 0..40),
            document in 0_u32..3, start in 0_usize..120, length in 1_usize..30,
        ) {
            let mut passages: Vec<_> = spans.iter().map(|(d, start, length)| passage(*d, *start, start + length)).collect();
            passages.sort_by_key(|p| (p.target.document, p.target.span.start, std::cmp::Reverse(p.target.span.end)));
            let dossier = Dossier { passages: passages.into(), ..Dossier::default() };
            let all: Vec<_> = (0..dossier.passages.len()).map(PassageIx::new).collect();
            let target = Target { document: DocumentIx(document), span: Span { start, end: start + length } };
            let touches = |ix: &PassageIx| {
                let own = dossier.passage(*ix).target;
                own.document == target.document && own.span.overlaps(target.span)
            };
            let expected: Vec<_> = all.iter().copied().filter(touches).collect();
            let telling = Telling::new(&dossier, all);
            prop_assert_eq!(telling.passages_in(&dossier, target).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn a_link_is_known_at_both_ends() {
        let mut passages = vec![passage(0, 0, 5), passage(0, 6, 9), passage(0, 10, 12)];
        passages[0].aside_mut().same = vec![PassageIx(2), PassageIx(0)];
        passages[1].aside_mut().conflicts = vec![PassageIx(2)];
        passages[2].aside_mut().same = vec![PassageIx(0)];
        let all = Accounts::of_all(&Dossier { passages: passages.into(), ..Dossier::default() });
        assert_eq!(all[&PassageIx(0)], Accounts { same: vec![PassageIx(2)], conflicts: vec![] });
        assert_eq!(all[&PassageIx(2)], Accounts { same: vec![PassageIx(0)], conflicts: vec![PassageIx(1)] });
    }
}

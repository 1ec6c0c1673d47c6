//! Which rows are chosen, and where they are after an edit.

use super::arrange::Seen;
use super::cells::{self, Kind};
use crate::edit::Item;
use crate::report::ids::{MentionIx, PassageIx};
use crate::report::passage::{Mention, Passage, Subject, Target};
use crate::view::Scene;

/// The chosen items, a bit for each by its number, so that choosing a million takes no time.
#[derive(Default)]
pub struct Chosen {
    bits: Vec<u64>,
    count: usize,
    /// How many mentions come before the passages.
    mentions: usize,
    /// The row from which Shift reaches.
    anchor: usize,
    /// How many are of which kind; counted when it is asked for.
    kinds: Option<[usize; Kind::ALL.len()]>,
}

impl Chosen {
    pub fn len(&self) -> usize {
        self.count
    }

    pub fn clear(&mut self) {
        self.bits.clear();
        (self.count, self.kinds) = (0, None);
    }

    pub fn has(&self, item: Item) -> bool {
        let number = cells::number(self.mentions, item);
        self.bits.get(number / 64).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }

    /// Chooses an item, or not any more.
    pub fn set(&mut self, item: Item, chosen: bool) {
        if self.has(item) == chosen {
            return;
        }
        let number = cells::number(self.mentions, item);
        let at = number / 64;
        if self.bits.len() <= at {
            self.bits.resize(at + 1, 0);
        }
        self.bits[at] ^= 1 << (number % 64);
        self.count = if chosen { self.count + 1 } else { self.count - 1 };
        self.kinds = None;
    }

    /// The chosen items, mentions first.
    pub fn items(&self) -> impl Iterator<Item = Item> + '_ {
        let of = |(at, bits): (usize, &u64)| {
            let bits = *bits;
            (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| at * 64 + bit)
        };
        self.bits.iter().enumerate().filter(|(_, bits)| **bits != 0).flat_map(of).map(|number| cells::item(self.mentions, number))
    }

    /// How many are of a kind.
    pub fn of_kind(&mut self, scene: &Scene<'_>, kind: Kind) -> usize {
        let kinds = self.kinds.unwrap_or_else(|| {
            let mut kinds = [0; Kind::ALL.len()];
            for entry in self.items().filter_map(|item| cells::entry(scene, item)) {
                kinds[entry.kind() as usize] += 1;
            }
            kinds
        });
        self.kinds = Some(kinds);
        kinds[kind as usize]
    }

    /// What a click on a row does: alone it chooses that row only, with Ctrl it adds or takes away, with Shift it reaches from the
    /// row that was clicked before.
    pub fn click(&mut self, row: usize, (adds, reaches): (bool, bool), item: impl Fn(usize) -> Option<Item>) {
        if !adds {
            self.clear();
        }
        if reaches {
            let (first, last) = (self.anchor.min(row), self.anchor.max(row));
            (first..=last).filter_map(item).for_each(|item| self.set(item, true));
        } else if let Some(item) = item(row) {
            self.set(item, !self.has(item));
            self.anchor = row;
        }
    }

    /// Begins what Shift reaches at a row.
    pub fn hold(&mut self, row: usize) {
        self.anchor = row;
    }

    /// Follows the dossier from the one that the rows were made of: what is not there any more is not chosen.
    pub fn follow(&mut self, scene: &Scene<'_>, seen: &Seen) {
        let dossier = scene.dossier;
        if seen.mentions.is_same(&dossier.mentions) && seen.passages.is_same(&dossier.passages) {
            self.mentions = dossier.mentions.len();
            return;
        }
        let moved = |item: Item| match item {
            Item::Mention(ix) => mention(&dossier.mentions, seen.mentions.get(ix.index())?, ix).map(Item::Mention),
            Item::Passage(ix) => passage(&dossier.passages, seen.passages.get(ix.index())?, ix).map(Item::Passage),
        };
        let items: Vec<Item> = self.items().filter_map(moved).collect();
        self.clear();
        self.mentions = dossier.mentions.len();
        for item in items {
            self.set(item, true);
        }
    }
}

fn order(target: Target) -> (usize, usize, usize) {
    (target.document.index(), target.span.start, target.span.end)
}

/// Where a mention is now: the one at its old position or else in its place of the order, with the same words and of the same sort.
fn mention(now: &[Mention], before: &Mention, ix: MentionIx) -> Option<MentionIx> {
    let is_place = |mention: &Mention| matches!(mention.subject, Subject::Place(_));
    let is_it = |other: &Mention| other.target == before.target && is_place(other) == is_place(before);
    if now.get(ix.index()).is_some_and(is_it) {
        return Some(ix);
    }
    let first = now.partition_point(|other| order(other.target) < order(before.target));
    let mut here = now[first..].iter().take_while(|other| other.target == before.target);
    // Set to something of another sort, it is still the mention that was chosen.
    let alone = here.clone().count() == 1;
    here.position(is_it).or(alone.then_some(0)).map(|at| MentionIx::new(first + at))
}

fn passage(now: &[Passage], before: &Passage, ix: PassageIx) -> Option<PassageIx> {
    let is_it = |other: &Passage| other.id == before.id;
    if now.get(ix.index()).is_some_and(is_it) {
        return Some(ix);
    }
    let first = now.partition_point(|other| order(other.target) < order(before.target));
    let mut here = now[first..].iter().take_while(|other| other.target == before.target);
    here.position(is_it).map(|at| PassageIx::new(first + at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(row: usize) -> Option<Item> {
        (row < 100).then(|| cells::item(60, row))
    }

    fn chosen(chosen: &Chosen) -> Vec<usize> {
        chosen.items().map(|item| cells::number(60, item)).collect()
    }

    #[test]
    fn clicks_choose_as_in_any_list() {
        let mut all = Chosen { mentions: 60, ..Chosen::default() };
        all.click(58, (false, false), row);
        assert_eq!(chosen(&all), [58]);
        all.click(62, (false, true), row);
        assert_eq!(chosen(&all), [58, 59, 60, 61, 62]);
        all.click(60, (true, false), row);
        assert_eq!(chosen(&all), [58, 59, 61, 62]);
        all.click(70, (true, true), row);
        assert_eq!(chosen(&all), [58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70]);
        all.click(3, (false, false), row);
        assert_eq!((chosen(&all), all.len()), (vec![3], 1));
        assert!(all.has(Item::Mention(MentionIx(3))) && !all.has(Item::Passage(PassageIx(3))));
    }
}

//! Names → candidates. Names are sorted and stand in packed blocks, each name without what it shares with the one before it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::format::{FIRST_OFFSETS, FIRSTS, NAME_BLOCKS, NAME_OFFSETS, NAMES_PER_BLOCK, RANKS, signed};
use super::read::{Reader, piece, unpacked};
use super::{Candidate, EntryIx, Gazetteer, Group, Hit, Role};
use crate::report::fold;
use crate::report::limits;

/// A block of names, unpacked.
#[derive(Debug, Default)]
pub(super) struct NameBlock {
    /// All names, one after the other.
    text: String,
    /// Where each name ends in `text`.
    ends: Vec<u32>,
    candidates: Vec<Candidate>,
    /// Where the candidates of each name end.
    groups: Vec<u32>,
}

impl NameBlock {
    fn read(packed: &[u8]) -> Option<Self> {
        let bytes = unpacked(packed)?;
        let mut reader = Reader::new(&bytes);
        let count: usize = reader.small()?;
        let mut block = Self::default();
        let mut name: Vec<u8> = Vec::new();
        for _ in 0..count.min(NAMES_PER_BLOCK) {
            name.truncate(reader.small()?);
            name.extend_from_slice(reader.counted()?);
            block.text.push_str(std::str::from_utf8(&name).ok()?);
            block.ends.push(u32::try_from(block.text.len()).ok()?);
        }
        let mut near: i64 = reader.small()?;
        for _ in 0..block.ends.len() {
            for _ in 0..reader.small::<u32>()? {
                let link = reader.uint()?;
                let role = Role::of_number(link % 5)?;
                let entry = near.checked_add(signed(link / 5))?;
                if role == Role::Main {
                    near = entry;
                }
                block.candidates.push(Candidate { entry: EntryIx(u32::try_from(entry).ok()?), role });
            }
            block.groups.push(u32::try_from(block.candidates.len()).ok()?);
        }
        Some(block)
    }

    fn len(&self) -> usize {
        self.ends.len()
    }

    fn range(ends: &[u32], index: usize) -> std::ops::Range<usize> {
        let at = |index: usize| ends.get(index).map_or(0, |end| *end as usize);
        let from = index.checked_sub(1).map_or(0, at);
        from..at(index).max(from)
    }

    fn name(&self, index: usize) -> &str {
        self.text.get(Self::range(&self.ends, index)).unwrap_or_default()
    }

    fn group(&self, index: usize) -> &[Candidate] {
        self.candidates.get(Self::range(&self.groups, index)).unwrap_or_default()
    }

    /// The first name that is not below this one.
    fn lower_bound(&self, name: &str) -> usize {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            if self.name(middle) < name { from = middle + 1 } else { to = middle }
        }
        from
    }
}

/// Where a name stands, or would stand.
#[derive(Clone, Copy)]
struct Spot {
    block: usize,
    index: usize,
}

impl Gazetteer {
    fn name_blocks(&self) -> usize {
        (self.sections[NAME_OFFSETS].len() / 4).saturating_sub(1)
    }

    fn name_block(&self, block: usize) -> Option<std::sync::Arc<NameBlock>> {
        self.names.get(block, || NameBlock::read(piece(self.sections[NAME_OFFSETS], self.sections[NAME_BLOCKS], block)?))
    }

    /// Where the first name that is not below this one stands.
    fn lower_bound(&self, name: &str) -> Option<Spot> {
        let first = |block: usize| piece(self.sections[FIRST_OFFSETS], self.sections[FIRSTS], block).unwrap_or_default();
        let (mut from, mut to) = (0, self.name_blocks());
        while from < to {
            let middle = usize::midpoint(from, to);
            if first(middle) <= name.as_bytes() { from = middle + 1 } else { to = middle }
        }
        let block = from.saturating_sub(1);
        let index = self.name_block(block)?.lower_bound(name);
        // Past the end of its block, the name is the first of the next one.
        Some(if index < self.name_block(block)?.len() { Spot { block, index } } else { Spot { block: block + 1, index: 0 } })
    }

    /// The group of a name that is folded already.
    pub(super) fn group_of(&self, folded: &str) -> Option<Group> {
        let spot = self.lower_bound(folded)?;
        let block = self.name_block(spot.block)?;
        let group = Group { block: u32::try_from(spot.block).ok()?, index: u32::try_from(spot.index).ok()? };
        (spot.index < block.len() && block.name(spot.index) == folded).then_some(group)
    }

    /// Whether some name is longer and goes on after these folded words with another word.
    fn goes_on(&self, folded: &str) -> bool {
        let Some(last) = folded.chars().next_back() else { return false };
        // Letters that are written without spaces are words of their own: whatever follows is the next one.
        let begin = format!("{folded}{}", if fold::is_spaced(last, last) { ' ' } else { '\u{1}' });
        let first_after =
            |spot: Spot| Some(self.name_block(spot.block)?.name(spot.index).starts_with(begin.trim_end_matches('\u{1}')));
        self.lower_bound(&begin).and_then(first_after).unwrap_or(false)
    }

    /// The candidates of a name, the most likely first: by how important a place is, and main names before others.
    #[must_use]
    pub fn candidates(&self, group: Group) -> Vec<Candidate> {
        let block = self.name_block(group.block as usize);
        block.map(|block| block.group(group.index as usize).to_vec()).unwrap_or_default()
    }

    /// Names that begin as typed, in any script and without regard to case and accents: each entry once, the most
    /// important first, at most `most`. Names of peoples are left out.
    ///
    /// At most [`limits::NAMES_WALKED`] names are looked at, some milliseconds of work.
    #[must_use]
    pub fn prefix(&self, typed: &str, most: usize) -> Vec<Hit> {
        let folded = fold::name(typed);
        let mut best = Best { most, hits: BTreeMap::new() };
        if folded.is_empty() {
            return Vec::new();
        }
        let Some(start) = self.lower_bound(&folded) else { return Vec::new() };
        let mut left = limits::NAMES_WALKED;
        for number in start.block..self.name_blocks() {
            // Not through the cache: a walk over thousands of blocks would empty it.
            let bytes = piece(self.sections[NAME_OFFSETS], self.sections[NAME_BLOCKS], number);
            let Some(block) = bytes.and_then(NameBlock::read) else { break };
            for index in if number == start.block { start.index } else { 0 }..block.len() {
                let name = block.name(index);
                if left == 0 || !name.starts_with(&folded) {
                    return best.into_hits();
                }
                left -= 1;
                for candidate in block.group(index).iter().filter(|candidate| candidate.role != Role::People) {
                    best.offer(self.weight(*candidate, name == folded), *candidate, name);
                }
            }
        }
        best.into_hits()
    }

    /// How far up an entry stands in a list: its importance, nine steps of which are twice as many people, less what a name
    /// that is not its first one takes off.
    fn weight(&self, candidate: Candidate, is_whole: bool) -> u32 {
        let rank = self.sections[RANKS].get(candidate.entry.index()).copied().unwrap_or_default();
        let bonus = if is_whole { 50 } else { 30 };
        let off = match candidate.role {
            Role::Main => 0,
            Role::Alternate | Role::Former => 8,
            Role::Code | Role::People => 30,
        };
        u32::from(rank) + bonus - off
    }
}

/// The best of many hits, each entry once.
struct Best {
    most: usize,
    hits: BTreeMap<EntryIx, (u32, Hit)>,
}

impl Best {
    fn offer(&mut self, weight: u32, candidate: Candidate, name: &str) {
        let hit = || (weight, Hit { entry: candidate.entry, role: candidate.role, name: name.to_owned() });
        match self.hits.get_mut(&candidate.entry) {
            Some(kept) if kept.0 < weight => *kept = hit(),
            Some(_) => {}
            None => {
                self.hits.insert(candidate.entry, hit());
            }
        }
        if self.hits.len() > self.most.saturating_mul(4).max(256) {
            self.cut();
        }
    }

    /// Leaves the best alone.
    fn cut(&mut self) {
        let mut order: Vec<(Reverse<u32>, EntryIx)> =
            self.hits.iter().map(|(entry, (weight, _))| (Reverse(*weight), *entry)).collect();
        order.sort_unstable();
        for (_, entry) in order.drain(self.most.min(order.len())..) {
            self.hits.remove(&entry);
        }
    }

    fn into_hits(mut self) -> Vec<Hit> {
        self.cut();
        let mut hits: Vec<(u32, Hit)> = self.hits.into_values().collect();
        hits.sort_by_key(|(weight, hit)| (Reverse(*weight), hit.entry));
        hits.into_iter().map(|(_, hit)| hit).collect()
    }
}

/// A way through the names, word by word, to find the longest one that begins at a word of a text.
///
/// ```
/// # use dateline::gazetteer::{Gazetteer, fold};
/// # let gazetteer = Gazetteer::embedded();
/// let mut walk = gazetteer.walk();
/// assert!(walk.push(&fold("New")));
/// assert!(walk.push(&fold("York")), "New York City, New York Mills …");
/// assert!(walk.here().is_some());
/// assert!(!walk.push(&fold("says")));
/// assert!(walk.here().is_none());
/// ```
#[derive(Clone, Debug)]
pub struct Walk<'a> {
    gazetteer: &'a Gazetteer,
    folded: String,
}

impl<'a> Walk<'a> {
    pub(super) fn new(gazetteer: &'a Gazetteer) -> Self {
        Self { gazetteer, folded: String::new() }
    }

    /// Goes on by a word, folded by [`fold`](super::fold); tells whether some name goes on after it. A word of which nothing
    /// is left when folded changes nothing.
    pub fn push(&mut self, word: &str) -> bool {
        if let (Some(last), Some(first)) = (self.folded.chars().next_back(), word.chars().next())
            && fold::is_spaced(last, first)
        {
            self.folded.push(' ');
        }
        self.folded.push_str(word);
        self.folded.len() <= limits::NAME && self.gazetteer.goes_on(&self.folded)
    }

    /// The candidates of the words so far, if they are a name.
    #[must_use]
    pub fn here(&self) -> Option<Group> {
        self.gazetteer.group_of(&self.folded)
    }

    /// The words so far, folded.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.folded
    }
}

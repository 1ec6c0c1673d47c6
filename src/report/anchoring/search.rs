//! All occurrences of many quotations in one text, in one pass for each length class.
//!
//! A quotation is looked up by the hash of its first bytes, of which there are the largest power of two up to
//! [`WIDEST`] that it has; so a text is gone through at most [`CLASSES`] times, whatever the number of quotations
//! (Karp and Rabin, 1987). What a hash finds is compared byte by byte, and that is counted.

use std::collections::HashMap;

use crate::report::limits;

/// The longest beginning that is hashed, in bytes.
const WIDEST: usize = 64;
/// How many lengths of beginnings there are: 1, 2, 4, … 64.
const CLASSES: usize = 7;
/// An odd number with well mixed bits, the basis of the rolling hash (the golden ratio in 64 bits).
const BASIS: u64 = 0x9e37_79b9_7f4a_7c15;

/// Where a quotation stands.
#[derive(Clone, Debug, Default)]
pub struct Occurrences {
    /// The bytes at which it begins, ascending.
    pub at: Vec<u32>,
    /// Whether there are more than [`limits::CANDIDATES`], or more in all than [`limits::OCCURRENCES`].
    pub is_cut: bool,
}

/// Finds every occurrence of every needle; an empty one is nowhere. Takes what is compared from what is `left`.
///
/// `None` when that is used up.
#[must_use]
pub fn find_all(text: &str, needles: &[String], left: &mut u64) -> Option<Vec<Occurrences>> {
    let mut found = vec![Occurrences::default(); needles.len()];
    let mut room = limits::OCCURRENCES;
    for class in 0..CLASSES {
        let width = 1 << class;
        let own = |needle: &String| needle.len() >= width && (needle.len() < 2 * width || width == WIDEST);
        let members = needles.iter().enumerate().filter(|(_, needle)| own(needle)).map(|(index, _)| index);
        let table = Table::new(needles, members, width);
        if table.order.is_empty() || text.len() < width {
            continue;
        }
        *left = left.checked_sub(text.len() as u64)?;
        table.scan(text.as_bytes(), &mut found, &mut room, left)?;
    }
    Some(found)
}

/// The needles of one class by the hash of their beginnings.
struct Table<'a> {
    needles: &'a [String],
    width: usize,
    /// Hashes and needles, sorted.
    order: Vec<(u64, usize)>,
    /// Where in `order` those of a hash begin.
    starts: HashMap<u64, usize>,
    /// A bit for each hash, so that most positions cost no look-up.
    bits: Vec<u64>,
}

impl<'a> Table<'a> {
    const BITS: usize = 1 << 18;

    fn new(needles: &'a [String], members: impl Iterator<Item = usize>, width: usize) -> Self {
        let mut order: Vec<(u64, usize)> = members.map(|index| (hash(&needles[index].as_bytes()[..width]), index)).collect();
        order.sort_unstable();
        let mut bits = vec![0; if order.is_empty() { 0 } else { Self::BITS / 64 }];
        let mut starts = HashMap::with_capacity(order.len());
        for (at, (hash, _)) in order.iter().enumerate() {
            starts.entry(*hash).or_insert(at);
            bits[Self::slot(*hash) / 64] |= 1 << (Self::slot(*hash) % 64);
        }
        Self { needles, width, order, starts, bits }
    }

    fn slot(hash: u64) -> usize {
        (hash.wrapping_mul(BASIS) >> 46) as usize
    }

    fn scan(&self, text: &[u8], found: &mut [Occurrences], room: &mut usize, left: &mut u64) -> Option<()> {
        let leaving = (1..self.width).fold(1_u64, |power, _| power.wrapping_mul(BASIS));
        let mut rolling = hash(&text[..self.width]);
        for at in 0..=text.len() - self.width {
            if at > 0 {
                let out = u64::from(text[at - 1]) + 1;
                let into = u64::from(text[at + self.width - 1]) + 1;
                rolling = rolling.wrapping_sub(out.wrapping_mul(leaving)).wrapping_mul(BASIS).wrapping_add(into);
            }
            let slot = Self::slot(rolling);
            if self.bits[slot / 64] & (1 << (slot % 64)) != 0 {
                self.compare(text, at, rolling, found, room, left)?;
            }
        }
        Some(())
    }

    fn compare(
        &self,
        text: &[u8],
        at: usize,
        hash: u64,
        found: &mut [Occurrences],
        room: &mut usize,
        left: &mut u64,
    ) -> Option<()> {
        let Some(start) = self.starts.get(&hash) else { return Some(()) };
        for (_, needle) in self.order[*start..].iter().take_while(|(own, _)| *own == hash) {
            let bytes = self.needles[*needle].as_bytes();
            *left = left.checked_sub(bytes.len() as u64)?;
            if !text[at..].starts_with(bytes) {
                continue;
            }
            let own = &mut found[*needle];
            if own.at.len() >= limits::CANDIDATES || *room == 0 {
                own.is_cut = true;
                continue;
            }
            *room -= 1;
            own.at.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
        Some(())
    }
}

fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |hash, byte| hash.wrapping_mul(BASIS).wrapping_add(u64::from(*byte) + 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_work_is_counted_and_ends() {
        let text = "a".repeat(20_000);
        let needles: Vec<String> = (1..200).map(|length| "a".repeat(length)).collect();
        let mut left = 1_000_000;
        assert!(find_all(&text, &needles, &mut left).is_none());
        let found = find_all(&text, &needles[..1], &mut 1_000_000).unwrap();
        assert_eq!((found[0].at.len(), found[0].is_cut), (limits::CANDIDATES, true));
    }

    proptest! {
        #[test]
        fn finds_what_a_plain_search_finds(text in "[abн]{0,200}", needles in proptest::collection::vec("[abн]{0,90}", 0..12)) {
            let mut needles = needles;
            needles.extend(text.char_indices().step_by(7).map(|(at, _)| text[at..].chars().take(40).collect()));
            let found = find_all(&text, &needles, &mut u64::MAX.clone()).unwrap();
            for (needle, own) in needles.iter().zip(found) {
                let plain = (0..text.len()).filter(|at| !needle.is_empty() && text.as_bytes()[*at..].starts_with(needle.as_bytes()));
                prop_assert_eq!(own.at, plain.map(|at| u32::try_from(at).unwrap()).collect::<Vec<_>>());
            }
        }
    }
}

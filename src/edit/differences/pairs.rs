//! Which entries of two dossiers are the same.

use std::collections::{BTreeMap, VecDeque};

/// What is known of an entry.
pub struct Known {
    /// Its id; may be empty.
    pub id: String,
    /// By what else it may be known, the surest first.
    pub keys: Vec<String>,
}

/// Which entries are the same, which are gone and which are new, by their positions and in their order.
pub struct Pairs {
    /// An entry of the first dossier, and the same of the second where it is still there.
    pub before: Vec<(usize, Option<usize>)>,
    /// Those that only the second has.
    pub new: Vec<usize>,
}

impl Pairs {
    /// Pairs entries that have the same id, and then those of the rest that have a key in common, the surest keys first.
    pub fn of(before: &[Known], after: &[Known]) -> Self {
        let mut pairs: Vec<Option<usize>> = vec![None; before.len()];
        let mut is_taken = vec![false; after.len()];
        let id = |known: &Known| (!known.id.is_empty()).then(|| known.id.clone());
        pair(&mut pairs, &mut is_taken, (before, after), id);
        let tiers = before.iter().chain(after).map(|known| known.keys.len()).max().unwrap_or(0);
        for tier in 0..tiers {
            pair(&mut pairs, &mut is_taken, (before, after), |known| known.keys.get(tier).cloned());
        }
        let new = (0..after.len()).filter(|at| !is_taken[*at]).collect();
        Self { before: pairs.into_iter().enumerate().collect(), new }
    }
}

fn pair(
    pairs: &mut [Option<usize>],
    is_taken: &mut [bool],
    (before, after): (&[Known], &[Known]),
    key: impl Fn(&Known) -> Option<String>,
) {
    let mut free: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
    for (at, known) in after.iter().enumerate().filter(|(at, _)| !is_taken[*at]) {
        if let Some(key) = key(known) {
            free.entry(key).or_default().push_back(at);
        }
    }
    for (known, pair) in before.iter().zip(pairs).filter(|(_, pair)| pair.is_none()) {
        let found = key(known).and_then(|key| free.get_mut(&key)?.pop_front());
        if let Some(at) = found {
            (*pair, is_taken[at]) = (Some(at), true);
        }
    }
}

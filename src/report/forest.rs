//! Which thing lies in which, kept free of circles and of chains too long to walk.

/// Why a thing was taken out of the one it lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// That one lies, through others, in this very thing.
    Circle,
    /// It would lie in too many.
    Depth,
}

/// Takes for each thing the one it lies in, and gives back the same without those that close a circle (of which the last
/// one is left out) or make a chain of more than `deepest`; and beside it, what was wrong.
///
/// This takes about as long as there are things, also where all of them are one chain.
pub fn grow(mut parents: Vec<Option<usize>>, deepest: usize) -> (Vec<Option<usize>>, Vec<Option<Fault>>) {
    let mut faults = vec![None; parents.len()];
    // A thing whose outermost is already this one would close a circle. Paths are halved on the way up.
    let mut outer: Vec<usize> = (0..parents.len()).collect();
    for index in 0..parents.len() {
        let Some(parent) = parents[index] else { continue };
        let mut top = parent;
        while outer[top] != top {
            outer[top] = outer[outer[top]];
            top = outer[top];
        }
        if top == index {
            parents[index] = None;
            faults[index] = Some(Fault::Circle);
        } else {
            outer[index] = top;
        }
    }
    let mut depths: Vec<Option<usize>> = vec![None; parents.len()];
    let mut chain = Vec::new();
    for index in 0..parents.len() {
        let mut at = Some(index);
        while let Some(next) = at.filter(|next| depths[*next].is_none()) {
            chain.push(next);
            at = parents[next];
        }
        while let Some(next) = chain.pop() {
            let depth = parents[next].and_then(|parent| depths[parent]).map_or(0, |depth| depth + 1);
            if depth > deepest {
                parents[next] = None;
                faults[next] = Some(Fault::Depth);
            }
            depths[next] = Some(if depth > deepest { 0 } else { depth });
        }
    }
    (parents, faults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_last_of_a_circle_is_left_out() {
        let (parents, faults) = grow(vec![Some(1), Some(2), Some(0), Some(3), None], 9);
        assert_eq!(parents, [Some(1), Some(2), None, None, None]);
        assert_eq!(faults, [None, None, Some(Fault::Circle), Some(Fault::Circle), None]);
    }

    #[test]
    fn a_chain_is_cut_where_it_gets_too_long() {
        let (parents, faults) = grow(vec![None, Some(0), Some(1), Some(2), Some(3)], 2);
        assert_eq!(parents, [None, Some(0), Some(1), None, Some(3)]);
        assert_eq!(faults[3], Some(Fault::Depth));
        let chain: Vec<Option<usize>> = (0..1_000_000_usize).map(|index| index.checked_sub(1)).collect();
        assert_eq!(grow(chain.clone(), 32).1.iter().flatten().count(), 1_000_000 / 33);
        let backwards = (0..1_000_000_usize).map(|index| Some(index + 1).filter(|next| *next < 1_000_000)).collect();
        assert_eq!(grow(backwards, 32).1.iter().flatten().count(), 1_000_000 / 33);
    }

    proptest! {
        #[test]
        fn every_walk_ends(wanted in prop::collection::vec(prop::option::of(0_usize..12), 12), deepest in 0_usize..6) {
            let (parents, faults) = grow(wanted.clone(), deepest);
            for index in 0..12 {
                prop_assert!(std::iter::successors(Some(index), |at| parents[*at]).take(13).count() <= deepest + 1);
                prop_assert_eq!(parents[index], wanted[index].filter(|_| faults[index].is_none()));
            }
        }
    }
}

//! Counting for all places at once: of each list of intervals it is known how many have begun and ended at moments that are set
//! beforehand, so that a window only looks at what lies between two of them, which mostly is nothing.

use super::place::PlaceEntry;
use super::times::{Breadth, Counts, Times, Window};
use crate::report::ids::PlaceIx;

/// How many moments are set at most: between two of them lies a thousandth of all beginnings and ends.
const MOST_MARKS: usize = 1024;
/// For so many intervals of a place on average one moment is set.
const FEW: usize = 8;
/// How many numbers are kept at most: 8 MB of them.
const MOST_NUMBERS: usize = 2_000_000;

/// A list of intervals: those of one place and one class of length.
#[derive(Clone, Copy, Debug)]
struct List {
    place: PlaceIx,
    class: usize,
}

/// How many intervals of each place have begun and ended, at some moments.
#[derive(Clone, Debug, Default)]
pub struct Ruler {
    lists: Vec<List>,
    /// The moments, in order, in seconds since 1970.
    marks: Vec<i64>,
    /// For each moment, and one more for the end of time, how many of each list begin before it.
    begun: Vec<u32>,
    /// The same of those that end before it or at it.
    ended: Vec<u32>,
}

impl Ruler {
    /// Sets the moments, and counts.
    #[must_use]
    pub fn new(all: &Times, places: &[PlaceEntry]) -> Self {
        let mut lists = Vec::new();
        for (index, entry) in places.iter().enumerate() {
            let classes = (0..Breadth::COUNT).filter(|class| !entry.times.starts(*class).is_empty());
            lists.extend(classes.map(|class| List { place: PlaceIx::new(index), class }));
        }
        if lists.is_empty() {
            return Self::default();
        }
        let most = MOST_MARKS.min(MOST_NUMBERS / 2 / lists.len()).min(all.len() / FEW);
        let marks = marks(all, most);
        let mut ruler = Self { begun: Vec::new(), ended: Vec::new(), marks, lists };
        let (rows, wide) = (ruler.marks.len() + 1, ruler.lists.len());
        (ruler.begun, ruler.ended) = (vec![0; rows * wide], vec![0; rows * wide]);
        for (at, list) in ruler.lists.iter().enumerate() {
            let times = &places[list.place.index()].times;
            let (starts, ends) = (times.starts(list.class), times.ends(list.class));
            let (mut begun, mut ended) = (0, 0);
            for (row, mark) in ruler.marks.iter().enumerate() {
                begun += starts[begun..].partition_point(|start| start < mark);
                ended += ends[ended..].partition_point(|end| end <= mark);
                (ruler.begun[row * wide + at], ruler.ended[row * wide + at]) = (small(begun), small(ended));
            }
            let last = ruler.marks.len() * wide + at;
            (ruler.begun[last], ruler.ended[last]) = (small(starts.len()), small(ends.len()));
        }
        ruler
    }

    /// How many passages of each place stand how to a window. Places without a dated passage are left out.
    pub fn counts<'a>(&'a self, places: &'a [PlaceEntry], window: Window) -> impl Iterator<Item = (PlaceIx, Counts)> + 'a {
        let breadth = Breadth::of_window(window.seconds()) as usize;
        let begun = Stretch::at(&self.begun, self.lists.len(), self.marks.partition_point(|mark| *mark <= window.to.0));
        let ended = Stretch::at(&self.ended, self.lists.len(), self.marks.partition_point(|mark| *mark <= window.from.0));
        let mut at = 0;
        std::iter::from_fn(move || {
            let place = self.lists.get(at)?.place;
            let times = &places[place.index()].times;
            let mut counts = Counts::default();
            while let Some(list) = self.lists.get(at).filter(|list| list.place == place) {
                let (low, high) = begun.of(at);
                let begun = low + between(low, high, || times.starts(list.class), |start| start < window.to.0);
                let (low, high) = ended.of(at);
                let ended = low + between(low, high, || times.ends(list.class), |end| end <= window.from.0);
                counts.add(list.class <= breadth, begun, ended, self.begun[self.begun.len() - self.lists.len() + at] as usize);
                at += 1;
            }
            Some((place, counts))
        })
    }
}

/// Two rows of numbers, one below the other, between which a moment lies.
struct Stretch<'a> {
    /// Nothing before the first moment.
    low: Option<&'a [u32]>,
    high: &'a [u32],
}

impl<'a> Stretch<'a> {
    fn at(numbers: &'a [u32], wide: usize, row: usize) -> Self {
        let of = |row: usize| numbers.get(row * wide..(row + 1) * wide).unwrap_or_default();
        Self { low: row.checked_sub(1).map(of), high: of(row) }
    }

    fn of(&self, at: usize) -> (usize, usize) {
        (self.low.map_or(0, |row| row[at] as usize), self.high[at] as usize)
    }
}

/// How many of a stretch of sorted moments pass a test; the list is not touched where the stretch is empty.
fn between<'a>(low: usize, high: usize, list: impl FnOnce() -> &'a [i64], passes: impl Fn(i64) -> bool) -> usize {
    if low == high { 0 } else { list()[low..high].partition_point(|moment| passes(*moment)) }
}

/// At most so many moments, between which lie equally many beginnings and ends.
fn marks(all: &Times, most: usize) -> Vec<i64> {
    let mut moments: Vec<i64> = Vec::with_capacity(2 * all.len());
    for class in 0..Breadth::COUNT {
        moments.extend_from_slice(all.starts(class));
        moments.extend_from_slice(all.ends(class));
    }
    moments.sort_unstable();
    let mut marks: Vec<i64> = (0..most).map(|mark| moments[mark * moments.len() / most]).collect();
    marks.dedup();
    marks
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::index::{Filter, Index};
    use crate::report::dossier::Dossier;
    use crate::report::moment::Moment;
    use crate::report::passage::Passage;
    use crate::report::place::Place;
    use crate::report::when::{Bound, Precision, When};

    proptest! {
        #[test]
        fn all_at_once_are_counted_as_one_by_one(
            passages in prop::collection::vec((0_u32..4, 0_i64..40_000_000, prop::sample::select(vec![60_i64, 90_000, 900_000, 40_000_000, 400_000_000])), 0..120),
            windows in prop::collection::vec((-50_i64..50_000_000, prop::sample::select(vec![60_i64, 50_000, 600_000, 70_000_000])), 1..8),
        ) {
            let sure = Bound::sure(Precision::Minute);
            let places = (0..5).map(|at| Place { id: format!("p{at}"), ..Place::default() }).collect();
            let passage = |(place, start, length): &(u32, i64, i64)| Passage {
                places: vec![PlaceIx(*place)],
                when: When::interval(Moment(*start), Moment(start + length), sure, sure),
                ..Passage::default()
            };
            let dossier = Dossier { places, passages: passages.iter().map(passage).collect(), ..Dossier::default() };
            let index = Index::new(&dossier, Filter::default());
            for (from, width) in windows {
                let window = Window::new(Moment(from), Moment(from + width));
                let at_once: Vec<(PlaceIx, Counts)> = index.counts_by_place(window).collect();
                let all = (0..5).map(PlaceIx::new).map(|ix| (ix, index.place(ix).times.counts(window)));
                let one_by_one: Vec<(PlaceIx, Counts)> = all.filter(|(_, counts)| counts.total() > 0).collect();
                prop_assert_eq!(at_once, one_by_one);
            }
        }
    }
}

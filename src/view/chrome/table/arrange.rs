//! Which rows the table shows, and in which order.
//!
//! There may be a million rows. They are gone through a piece a frame: each piece is sorted by itself, and when all are read the
//! pieces are merged, again so many rows a frame. Until then the rows stand as they stood before, and at first as they are found.
//! Nothing of this is done anew while dossier, filter and order stay the same.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::cells::{Column, Kind, entry, item};
use crate::edit::Item;
use crate::report::dossier::Dossier;
use crate::report::fold;
use crate::report::passage::{Mention, Passage, Voice};
use crate::report::place::Place;
use crate::report::table::Table;
use crate::view::Scene;

/// How many rows are gone through in a frame.
const PIECE: usize = 10_000;
/// How many rows are put in order in a frame, when all are read.
const MERGED: usize = 40_000;

/// Which rows, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    pub column: Column,
    pub descending: bool,
    /// Words that stand in a row.
    pub typed: String,
    /// The kinds that are left out.
    pub hidden: BTreeSet<Kind>,
    /// Only what was found (`false`) or checked (`true`).
    pub checked: Option<bool>,
}

impl Default for Order {
    fn default() -> Self {
        Self { column: Column::Where, descending: false, typed: String::new(), hidden: BTreeSet::new(), checked: None }
    }
}

/// The tables that the rows were made of. A copy of a table is the table itself.
#[derive(Clone, Default)]
pub struct Seen {
    pub mentions: Table<Mention>,
    pub passages: Table<Passage>,
    places: Table<Place>,
    voices: Table<Voice>,
}

impl Seen {
    pub fn of(dossier: &Dossier) -> Self {
        Self {
            mentions: dossier.mentions.clone(),
            passages: dossier.passages.clone(),
            places: dossier.places.clone(),
            voices: dossier.voices.clone(),
        }
    }

    /// Whether these are the tables of this dossier.
    pub fn is_of(&self, dossier: &Dossier) -> bool {
        self.mentions.is_same(&dossier.mentions)
            && self.passages.is_same(&dossier.passages)
            && self.places.is_same(&dossier.places)
            && self.voices.is_same(&dossier.voices)
    }
}

/// A row and what it is sorted by.
type Keyed = (u128, u32);

/// The rows.
#[derive(Default)]
pub struct Arranged {
    pub seen: Seen,
    order: Order,
    /// What is typed, as it is compared.
    folded: String,
    /// How many items are read.
    read: usize,
    /// The items that are wanted, by their number, as they were found.
    found: Vec<u32>,
    pieces: Vec<Vec<Keyed>>,
    merging: Option<Merging>,
    /// The items that are shown, in their order, and how many mentions there were; nothing before all is done for the first time.
    rows: Option<(usize, Vec<u32>)>,
    begun: bool,
    /// Whether all is done.
    done: bool,
}

/// Pieces that are being merged.
#[derive(Default)]
struct Merging {
    /// The next row of each piece.
    heads: Vec<usize>,
    /// The pieces that have rows left, as a binary heap: each stands before those at 2n+1 and 2n+2.
    heap: Vec<usize>,
    sorted: Vec<u32>,
}

impl Arranged {
    /// Reads and orders on, where that is still to be done; tells whether there is more to do.
    pub fn go_on(&mut self, scene: &Scene<'_>, order: &Order) -> bool {
        if !self.begun || !self.seen.is_of(scene.dossier) || self.order != *order {
            let rows = self.rows.take();
            *self = Self { seen: Seen::of(scene.dossier), order: order.clone(), rows, begun: true, ..Self::default() };
            self.folded = fold::fold(order.typed.trim());
        }
        if self.done {
            return false;
        }
        let all = self.seen.mentions.len() + self.seen.passages.len();
        if self.merging.is_none() {
            self.read_on(scene, all);
            if self.read < all {
                return true;
            }
            self.begin_to_merge(scene);
        }
        self.merge_on(scene)
    }

    fn read_on(&mut self, scene: &Scene<'_>, all: usize) {
        let end = (self.read + PIECE).min(all);
        let mentions = self.seen.mentions.len();
        let mut piece: Vec<Keyed> = Vec::new();
        for number in self.read..end {
            let Some(entry) = entry(scene, item(mentions, number)) else { continue };
            let is_wanted = !self.order.hidden.contains(&entry.kind())
                && self.order.checked.is_none_or(|checked| checked == entry.found().is_none())
                && (self.folded.is_empty() || entry.holds(scene, &self.folded));
            if is_wanted {
                piece.push((entry.key(scene, self.order.column), u32::try_from(number).unwrap_or(u32::MAX)));
            }
        }
        self.read = end;
        piece.sort_by(|a, b| self.compared(scene, a, b));
        self.found.extend(piece.iter().map(|(_, number)| *number));
        if !piece.is_empty() {
            self.pieces.push(piece);
        }
    }

    fn raw<'a>(&self, scene: &Scene<'a>, number: u32) -> &'a str {
        let item = item(self.seen.mentions.len(), number as usize);
        entry(scene, item).map_or("", |entry| entry.raw(scene, self.order.column))
    }

    fn compared(&self, scene: &Scene<'_>, a: &Keyed, b: &Keyed) -> Ordering {
        let words = || self.raw(scene, a.1).cmp(self.raw(scene, b.1));
        let by_key = self.directed(a.0).cmp(&self.directed(b.0));
        by_key.then_with(|| if self.order.descending { words().reverse() } else { words() }).then(a.1.cmp(&b.1))
    }

    /// The key as it sorts in the direction that is wanted.
    fn directed(&self, key: u128) -> u128 {
        if self.order.descending { u128::MAX - key } else { key }
    }

    fn begin_to_merge(&mut self, scene: &Scene<'_>) {
        let count = self.pieces.len();
        let mut merging = Merging { heads: vec![0; count], heap: (0..count).collect(), sorted: Vec::new() };
        merging.sorted.reserve(self.found.len());
        for at in (0..count / 2).rev() {
            self.sift(scene, &mut merging, at);
        }
        self.merging = Some(merging);
    }

    /// The next row of the piece at a place of the heap.
    fn head(&self, merging: &Merging, at: usize) -> &Keyed {
        let piece = merging.heap[at];
        &self.pieces[piece][merging.heads[piece]]
    }

    /// Lets a piece sink in the heap until none below it comes before it.
    fn sift(&self, scene: &Scene<'_>, merging: &mut Merging, mut at: usize) {
        loop {
            let below = [2 * at + 1, 2 * at + 2].into_iter().filter(|below| *below < merging.heap.len());
            let first = below.min_by(|a, b| self.compared(scene, self.head(merging, *a), self.head(merging, *b)));
            let Some(first) = first else { return };
            if self.compared(scene, self.head(merging, first), self.head(merging, at)).is_ge() {
                return;
            }
            merging.heap.swap(at, first);
            at = first;
        }
    }

    fn merge_on(&mut self, scene: &Scene<'_>) -> bool {
        let Some(mut merging) = self.merging.take() else { return false };
        for _ in 0..MERGED {
            let Some(piece) = merging.heap.first().copied() else {
                self.rows = Some((self.seen.mentions.len(), merging.sorted));
                (self.found, self.pieces, self.done) = (Vec::new(), Vec::new(), true);
                return false;
            };
            merging.sorted.push(self.pieces[piece][merging.heads[piece]].1);
            merging.heads[piece] += 1;
            if merging.heads[piece] == self.pieces[piece].len() {
                merging.heap.swap_remove(0);
            }
            self.sift(scene, &mut merging, 0);
        }
        self.merging = Some(merging);
        true
    }

    fn shown(&self) -> (usize, &[u32]) {
        self.rows.as_ref().map_or((self.seen.mentions.len(), &self.found), |(mentions, rows)| (*mentions, rows))
    }

    /// How many rows there are, as far as they are read.
    pub fn len(&self) -> usize {
        self.shown().1.len()
    }

    /// The item of a row.
    pub fn item(&self, row: usize) -> Option<Item> {
        let (mentions, rows) = self.shown();
        rows.get(row).map(|number| item(mentions, *number as usize))
    }

    /// All items that are shown.
    pub fn items(&self) -> impl Iterator<Item = Item> + '_ {
        let (mentions, rows) = self.shown();
        rows.iter().map(move |number| item(mentions, *number as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::History;
    use crate::index::Index;
    use crate::report::draft::Document;
    use crate::report::ids::{DocumentIx, PlaceIx};
    use crate::report::passage::{Subject, Target};
    use crate::report::text::{Span, Text};
    use crate::session::State;
    use crate::theme::Palette;

    /// A text of so many words, each of them a mention.
    fn dossier(count: usize) -> Dossier {
        let word = |at: usize| format!("{:05}", at * 7_919 % 99_991 % 4_000);
        let text = (0..count).map(word).collect::<Vec<_>>().join(" ");
        let document = Document { text: Text::new(text), ..Document::default() };
        let mention = |at: usize| Mention {
            id: String::new(),
            target: Target { document: DocumentIx(0), span: Span { start: at * 6, end: at * 6 + 5 } },
            subject: Subject::Place(PlaceIx(0)),
            note: String::new(),
            found: None,
            filed: crate::report::filed::Filed::default(),
        };
        let places = vec![Place { title: "Almaty".to_owned(), ..Place::default() }].into();
        Dossier { documents: vec![document].into(), mentions: (0..count).map(mention).collect(), places, ..Dossier::default() }
    }

    /// The words of the rows, and in how many frames they were found.
    fn arranged(dossier: &Dossier, order: &Order) -> (Vec<String>, usize) {
        let (index, state, history, palette) = (Index::default(), State::default(), History::default(), Palette::light());
        let scene = Scene { dossier, index: &index, state: &state, history: &history, basemap: None, palette: &palette };
        let (mut rows, mut frames) = (Arranged::default(), 1);
        while rows.go_on(&scene, order) {
            frames += 1;
        }
        assert!(!rows.go_on(&scene, order), "it is done");
        let words = |item| entry(&scene, item).map(|entry| entry.words(&scene).to_owned());
        (rows.items().filter_map(words).collect(), frames)
    }

    #[test]
    fn pieces_are_merged_into_one_order() {
        let dossier = dossier(3 * PIECE + 5);
        let words: Vec<String> = dossier.mentions.iter().map(|mention| dossier.slice(mention.target).to_owned()).collect();
        let order = Order { column: Column::Words, ..Order::default() };
        let (found, frames) = arranged(&dossier, &order);
        let mut sorted = words.clone();
        sorted.sort();
        assert_eq!(found, sorted);
        assert_eq!(frames, 4, "a piece a frame");
        sorted.reverse();
        assert_eq!(arranged(&dossier, &Order { descending: true, ..order.clone() }).0, sorted);
        let typed = Order { typed: "12".to_owned(), ..order.clone() };
        let count = words.iter().filter(|word| word.contains("12")).count();
        assert_eq!(arranged(&dossier, &typed).0.len(), count);
        let none = Order { hidden: BTreeSet::from([Kind::Place]), ..order };
        assert_eq!(arranged(&dossier, &none).0.len(), 0);
    }

    #[test]
    fn the_rows_of_a_short_report_are_there_in_one_frame() {
        assert_eq!(arranged(&dossier(500), &Order::default()).1, 1);
        assert_eq!(arranged(&Dossier::default(), &Order::default()), (Vec::new(), 1));
    }
}

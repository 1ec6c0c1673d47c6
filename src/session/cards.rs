//! Which passages the reader lists for a place and a window: four sections, of which only the unfolded ones are listed.

use std::sync::Arc;

use super::sections::Unfolded;
use super::{Section, State};
use crate::index::Index;
use crate::index::nearest::{Away, Nearest};
use crate::index::overlaps::Overlaps;
use crate::index::times::Window;
use crate::report::dossier::Dossier;
use crate::report::ids::{PassageIx, PlaceIx};

/// The passages of the chosen place, or of all places, by how they stand to the window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cards {
    counts: [usize; Section::COUNT],
    unfolded: [bool; Section::COUNT],
    /// Those in the window, in order of time; those that lie mostly in it come before those of a longer time.
    inside: Vec<PassageIx>,
    /// Where in `inside` those of a longer time begin, if there are both.
    wider_from: Option<usize>,
    longer: Vec<PassageIx>,
    elsewhen: Option<Nearest>,
    days: Option<Window>,
}

impl Cards {
    /// The cards for the chosen place, or for all places where none is chosen.
    #[must_use]
    pub fn new(dossier: &Dossier, index: &Index, state: &State) -> Self {
        Self::with(dossier, index, state, &overlaps(dossier, index, state))
    }

    /// As [`Cards::new`], from the times of the passages they are chosen from.
    fn with(dossier: &Dossier, index: &Index, state: &State, overlaps: &Arc<Overlaps>) -> Self {
        let (place, window) = (state.selection.place, state.window);
        let times = place.map_or_else(|| index.counts(window), |place| index.place(place).times.counts(window));
        let counts = [times.inside, times.spanning, times.earlier + times.later, undated(index, place).len()];
        let unfolded = state.reader.unfolded.among(counts);
        let mut cards = Self { counts, unfolded, ..Self::default() };
        let dated = dated(index, place);
        let passages = |positions: Vec<u32>| -> Vec<PassageIx> { positions.into_iter().map(|at| dated[at as usize]).collect() };
        if cards.is_unfolded(Section::Inside) {
            let inside = passages(overlaps.inside(window));
            let (mut close, wider): (Vec<_>, Vec<_>) = inside.into_iter().partition(|ix| is_close(dossier, *ix, window));
            cards.wider_from = (!close.is_empty() && !wider.is_empty()).then_some(close.len());
            close.extend(wider);
            cards.inside = close;
        }
        if cards.is_unfolded(Section::Longer) {
            cards.longer = passages(overlaps.spanning(window));
        }
        let nothing_inside = cards.count(Section::Inside) == 0;
        if cards.count(Section::Elsewhen) > 0 && (nothing_inside || cards.is_unfolded(Section::Elsewhen)) {
            let nearest = Nearest::new(overlaps, times, window);
            cards.days = if nothing_inside { nearest.days(dossier, dated) } else { None };
            cards.elsewhen = cards.is_unfolded(Section::Elsewhen).then_some(nearest);
        }
        cards
    }

    /// How many passages a section has, listed or not.
    #[must_use]
    pub fn count(&self, section: Section) -> usize {
        self.counts[section as usize]
    }

    /// How many passages there are in all.
    #[must_use]
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Whether a section is unfolded, and so listed.
    #[must_use]
    pub fn is_unfolded(&self, section: Section) -> bool {
        self.unfolded[section as usize]
    }

    /// Where nothing lies in the window: the days nearest to it of which something is said.
    #[must_use]
    pub fn days(&self) -> Option<Window> {
        self.days
    }

    /// Goes through the passages of a section; through none where it is folded.
    #[must_use]
    pub fn walk(&self, section: Section) -> Walk {
        Walk { section, taken: 0, nearest: self.elsewhen.clone() }
    }

    /// All passages of a section, where it is unfolded.
    #[must_use]
    pub fn listed(&self, dossier: &Dossier, index: &Index, place: Option<PlaceIx>, section: Section) -> Vec<PassageIx> {
        let mut walk = self.walk(section);
        std::iter::from_fn(|| walk.next(self, dossier, index, place)).map(|listed| listed.passage).collect()
    }
}

/// A passage in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Which passage.
    pub passage: PassageIx,
    /// How far it is from the window, where it lies at another time.
    pub away: Option<Away>,
    /// Whether it is the first one in the window that covers more time than that.
    pub begins_wider: bool,
}

/// A walk through a section, which goes as far as it is asked to: a section may have a million passages.
#[derive(Clone, Debug)]
pub struct Walk {
    section: Section,
    taken: usize,
    nearest: Option<Nearest>,
}

impl Walk {
    /// The next passage. Place and index are those that the cards were made for.
    pub fn next(&mut self, cards: &Cards, dossier: &Dossier, index: &Index, place: Option<PlaceIx>) -> Option<Listed> {
        let at = self.taken;
        let plain = |passage: &PassageIx| Listed { passage: *passage, away: None, begins_wider: false };
        let listed = match self.section {
            Section::Inside => {
                let begins_wider = cards.wider_from == Some(at);
                cards.inside.get(at).map(|passage| Listed { begins_wider, ..plain(passage) })
            }
            Section::Longer => cards.longer.get(at).map(plain),
            Section::Elsewhen => {
                let (passage, away) = self.nearest.as_mut()?.next(dossier, dated(index, place))?;
                Some(Listed { away: Some(away), ..plain(&passage) })
            }
            Section::Undated if cards.is_unfolded(Section::Undated) => undated(index, place).get(at).map(plain),
            Section::Undated => None,
        };
        self.taken += usize::from(listed.is_some());
        listed
    }
}

/// The dated passages of a place, or of all.
fn dated(index: &Index, place: Option<PlaceIx>) -> &[PassageIx] {
    place.map_or_else(|| index.dated(), |place| &index.place(place).dated)
}

/// The passages of a place, or of all, that have no time.
fn undated(index: &Index, place: Option<PlaceIx>) -> &[PassageIx] {
    place.map_or_else(|| index.undated(), |place| &index.place(place).undated)
}

/// The times of these passages.
fn overlaps(dossier: &Dossier, index: &Index, state: &State) -> Arc<Overlaps> {
    match state.selection.place {
        Some(place) => Arc::new(Overlaps::new(dossier, &index.place(place).dated)),
        None => index.overlaps(dossier).clone(),
    }
}

/// The cards of the frame before, and what they were chosen from: a frame in which nothing has changed costs nothing, and
/// one in which the window has moved costs what lies in the window.
#[derive(Clone, Debug, Default)]
pub struct Deck {
    list: Option<(ListKey, Arc<Overlaps>)>,
    cards: Option<(CardsKey, Arc<Cards>)>,
}

/// What decides which passages there are to choose from: the dossier, the index of it, and the chosen place.
type ListKey = (usize, u64, Option<PlaceIx>);
/// What decides which of them are listed.
type CardsKey = (ListKey, Window, Unfolded);

impl Deck {
    /// The cards for the chosen place, or for all places where none is chosen. As long as they are the same, it is the same
    /// allocation that is returned.
    pub fn cards(&mut self, dossier: &Dossier, index: &Index, state: &State) -> Arc<Cards> {
        let list = (std::ptr::from_ref(dossier).addr(), index.revision(), state.selection.place);
        let key = (list, state.window, state.reader.unfolded);
        if let Some((_, cards)) = self.cards.as_ref().filter(|(before, _)| *before == key) {
            return cards.clone();
        }
        if self.list.as_ref().is_none_or(|(before, _)| *before != list) {
            self.list = Some((list, overlaps(dossier, index, state)));
        }
        let Some((_, overlaps)) = &self.list else { return Arc::default() };
        let new = Cards::with(dossier, index, state, overlaps);
        let before = self.cards.take().map(|(_, cards)| cards).filter(|cards| **cards == new);
        let cards = before.unwrap_or_else(|| Arc::new(new));
        self.cards = Some((key, cards.clone()));
        cards
    }
}

/// Whether at least a half of a passage's time lies in a window, or the passage is no longer than the window.
fn is_close(dossier: &Dossier, ix: PassageIx, window: Window) -> bool {
    dossier.passage(ix).when.is_some_and(|when| {
        let shared = when.latest().min(window.to).0 - when.earliest().max(window.from).0;
        when.seconds() <= window.seconds() || 2 * shared >= when.seconds()
    })
}

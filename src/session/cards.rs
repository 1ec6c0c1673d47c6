//! Which passages the reader shows for a place and a window, and how many it does not show.

use std::sync::Arc;

use super::State;
use crate::index::Index;
use crate::index::overlaps::Overlaps;
use crate::index::times::Window;
use crate::report::dossier::Dossier;
use crate::report::ids::{PassageIx, PlaceIx};

/// Which of a place's passages are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Those in the window.
    #[default]
    Inside,
    /// Those of much longer times that the window lies in.
    Spanning,
    /// Those at other times.
    Outside,
    /// Those without a time.
    Undated,
}

/// The passages to be read, with the numbers of all three kinds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cards {
    /// The passages of the chosen scope; dated ones in order of time, undated ones in order of the text. In the window,
    /// those that lie mostly in it come before those of a longer time.
    pub shown: Vec<PassageIx>,
    /// Where in `shown` those of a longer time begin, if there are both.
    pub wider_from: Option<usize>,
    /// How many lie in the window.
    pub inside: usize,
    /// How many speak of much longer times that the window lies in.
    pub spanning: usize,
    /// How many lie at other times.
    pub outside: usize,
    /// How many have no time.
    pub undated: usize,
}

impl Cards {
    /// The cards for the chosen place, or for all places where none is chosen.
    #[must_use]
    pub fn new(dossier: &Dossier, index: &Index, state: &State) -> Self {
        Self::with(dossier, index, state, &overlaps(dossier, index, state))
    }

    /// As [`Cards::new`], from the times of the passages they are chosen from.
    fn with(dossier: &Dossier, index: &Index, state: &State, overlaps: &Overlaps) -> Self {
        let (undated, counts) = match state.selection.place {
            Some(place) => {
                let entry = index.place(place);
                (entry.undated.as_slice(), entry.times.counts(state.window))
            }
            None => (index.undated(), index.counts(state.window)),
        };
        let dated = dated(index, state);
        let passages = |positions: Vec<u32>| -> Vec<PassageIx> { positions.into_iter().map(|at| dated[at as usize]).collect() };
        let mut wider_from = None;
        let shown = match state.scope {
            Scope::Inside => {
                let inside = passages(overlaps.inside(state.window));
                let (mut close, wider): (Vec<_>, Vec<_>) = inside.into_iter().partition(|ix| is_close(dossier, *ix, state.window));
                wider_from = (!close.is_empty() && !wider.is_empty()).then_some(close.len());
                close.extend(wider);
                close
            }
            Scope::Spanning => passages(overlaps.spanning(state.window)),
            Scope::Outside => passages(overlaps.outside(state.window)),
            Scope::Undated => undated.to_vec(),
        };
        Self {
            shown,
            wider_from,
            inside: counts.inside,
            spanning: counts.spanning,
            outside: counts.earlier + counts.later,
            undated: undated.len(),
        }
    }
}

/// The dated passages of the chosen place, or of all.
fn dated<'a>(index: &'a Index, state: &State) -> &'a [PassageIx] {
    state.selection.place.map_or_else(|| index.dated(), |place| &index.place(place).dated)
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
/// What decides which of them are shown.
type CardsKey = (ListKey, Window, Scope);

impl Deck {
    /// The cards for the chosen place, or for all places where none is chosen. As long as they are the same, it is the same
    /// allocation that is returned.
    pub fn cards(&mut self, dossier: &Dossier, index: &Index, state: &State) -> Arc<Cards> {
        let list = (std::ptr::from_ref(dossier).addr(), index.revision(), state.selection.place);
        let key = (list, state.window, state.scope);
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

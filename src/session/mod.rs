//! What the user is looking at, and every way it can change.
//!
//! Views read the [`State`] and return [`Action`]s; [`Session::apply`] carries them out one after another and returns
//! the [`Effect`]s that only the program's shell can perform. Replaying a list of actions gives the same state.

mod action;
mod apply;
mod camera;
mod cards;
mod checking;
mod dated;
mod editing;
mod follow;
pub mod link;
mod notebook;
mod opening;
mod play;
mod preferences;
pub mod query;
pub mod queue;
mod reading;
mod sections;
mod state;
pub mod typed;
pub mod understood;
mod widths;

pub use crate::index::lanes::LaneBy;
pub use action::{Action, Effect, Export, Pane, PictureOf, Tab, Toggle};
pub use apply::SHORTEST_RANGE;
pub use camera::{Camera, FIT_ZOOM, Fit, MAX_ZOOM, MIN_ZOOM};
pub use cards::{Cards, Deck, Listed, Walk};
pub use checking::{CheckKind, CheckOnly, Checking, Placing, Shape};
pub use editing::{Editing, Made, Recorded, Step, Work};
pub use notebook::Notebook;
pub use opening::{Choice, Wanted, file_name};
pub use play::{Pace, Play};
pub use preferences::{Hint, InterfaceSize, Paint, Preferences, Recent, Surroundings, WeekStart};
pub use queue::Queue;
pub use reading::{ChosenMention, Contents, Reader, ReadingPosition};
pub use sections::{Jump, Section, Unfolded};
pub use state::{Edits, Hovered, Inset, LanesUnfolded, Reading, Selection, State, ThemeChoice};
pub use widths::Widths;

use std::sync::Arc;

use crate::edit::{History, Moved};
use crate::index::{Filter, Index};
use crate::report::cancel::Cancel;
use crate::report::dossier::Dossier;
use crate::report::ids::PassageIx;

/// An open dossier, its index, and the state of the window on it.
#[derive(Clone, Debug, Default)]
pub struct Session {
    /// The dossier; an edit puts the next one in its place.
    pub dossier: Arc<Dossier>,
    /// The index over what the filter shows.
    pub index: Arc<Index>,
    /// What the user is looking at.
    pub state: State,
    /// Whether arranging that takes long is left to somebody else.
    defers: bool,
    history: Arc<History>,
    /// Steps of the history that somebody else is to carry out.
    making: Option<editing::Wish>,
    /// The sessions before the last steps, the first one first.
    unwritten: Vec<Session>,
    /// What has moved since the last bookmark.
    moves: Vec<Moved>,
}

/// Up to so many passages, the index is arranged at once whatever happens: that takes less than a frame.
const AT_ONCE: usize = 20_000;

impl Session {
    /// Opens a dossier at the window and frame that it asks for.
    #[must_use]
    pub fn new(dossier: Arc<Dossier>) -> Self {
        Self::while_wanted(dossier, &Cancel::default()).unwrap_or_default()
    }

    /// As [`Session::new`]; `None` soon after it was cancelled.
    #[must_use]
    pub fn while_wanted(dossier: Arc<Dossier>, cancel: &Cancel) -> Option<Self> {
        let index = Arc::new(Index::while_wanted(&dossier, Filter::default(), cancel)?);
        let mut state = State::new(&dossier, &index);
        if dossier.passages.len() > AT_ONCE {
            index.prepare(&dossier, state.lanes);
        }
        state.notebook.notes = Arc::new(crate::report::note::Notes::new(&dossier.head.id));
        Some(Self { dossier, index, state, ..Self::default() })
    }

    /// Whether the dossier is so large that work on it is left to other threads.
    #[must_use]
    pub fn is_large(&self) -> bool {
        self.dossier.passages.len() > AT_ONCE
    }

    /// Leaves arranging a large dossier for another filter to the caller, who asks [`Session::unarranged`] after every change and
    /// hands the index to [`Session::take_index`]. Until then the old index stays, and with it what is on the screen.
    pub fn defer(&mut self) {
        self.defers = true;
    }

    /// The filter for which an index is still to be arranged.
    #[must_use]
    pub fn unarranged(&self) -> Option<&Filter> {
        (*self.index.filter() != self.state.filter).then_some(&self.state.filter)
    }

    /// Takes an index that was arranged elsewhere; one for another dossier, or for a filter that is out of date, is not taken.
    pub fn take_index(&mut self, index: Index) {
        if index.is_of_one_dossier(&self.index) && self.unarranged() == Some(index.filter()) {
            self.index = Arc::new(index.after(&self.index));
            self.rearrange();
        }
    }

    /// Carries out one action.
    pub fn apply(&mut self, action: Action) -> Vec<Effect> {
        let (mut effects, wish) = apply::apply(&mut self.state, &self.dossier, &self.index, action);
        self.rearrange();
        effects.extend(wish.into_iter().flat_map(|wish| self.grant(wish)));
        effects
    }

    /// Shows again what a link to a view says, without a word about what is no longer there.
    pub fn restore(&mut self, text: &str) {
        if let Ok(crate::report::link::Link::View(view)) = crate::report::link::parse(text)
            && view.dossier == self.dossier.head.id
        {
            // What cannot be found any more is left as it is at the start.
            drop(link::restore(&mut self.state, &self.dossier, &self.index, &view));
            self.rearrange();
        }
    }

    /// The state, to come back to it with [`Session::return_to`]; without the notes, which are never taken back.
    #[must_use]
    pub fn bookmark(&mut self) -> State {
        let notebook = std::mem::take(&mut self.state.notebook);
        let bookmark = self.state.clone();
        self.moves.clear();
        self.state.notebook = notebook;
        bookmark
    }

    /// Shows again what was shown when a bookmark was made; the notes stay as they are.
    pub fn return_to(&mut self, bookmark: State) {
        let notebook = std::mem::take(&mut self.state.notebook);
        self.state = State { notebook, ..bookmark };
        for moved in std::mem::take(&mut self.moves) {
            self.state.follow(&moved);
        }
        self.state.edits = state::Edits::of(&self.history);
        self.rearrange();
    }

    /// Opens the dossier anew, as if it were for the first time; the notes and what was settled stay as they are.
    #[must_use]
    pub fn afresh(&self) -> Self {
        let mut fresh = Self::new(self.dossier.clone());
        fresh.defers = self.defers;
        fresh.set_history(History::clone(&self.history));
        fresh.state.notebook = self.state.notebook.clone();
        fresh.state.prefer(self.state.preferences());
        fresh.state.surroundings = self.state.surroundings.clone();
        fresh
    }

    /// Arranges the index anew where the filter or the layout of the strip has changed.
    fn rearrange(&mut self) {
        let later = self.defers && self.dossier.passages.len() > AT_ONCE;
        if let Some(filter) = self.unarranged().filter(|_| !later) {
            self.index = Arc::new(self.index.filtered(&self.dossier, filter.clone()));
        }
        if *self.index.folds().view() != self.state.strip {
            Arc::make_mut(&mut self.index).lay_strip(&self.dossier, self.state.strip.clone());
        }
    }

    /// The passages that a section of the reader's list shows.
    #[must_use]
    pub fn listed(&self, section: Section) -> Vec<PassageIx> {
        self.cards().listed(&self.dossier, &self.index, self.state.selection.place, section)
    }

    /// The passages the reader lists as cards.
    #[must_use]
    pub fn cards(&self) -> Cards {
        Cards::new(&self.dossier, &self.index, &self.state)
    }
}

//! What the user is looking at, and every way it can change.
//!
//! Views read the [`State`] and return [`Action`]s; [`Session::apply`] carries them out one after another and returns
//! the [`Effect`]s that only the program's shell can perform. Replaying a list of actions gives the same state.

mod action;
mod apply;
mod camera;
mod cards;
pub mod link;
mod notebook;
mod play;
mod preferences;
pub mod query;
mod reading;
mod sections;
mod state;
pub mod typed;
mod widths;

pub use crate::index::lanes::LaneBy;
pub use action::{Action, Effect, Export, Pane, PictureOf, Tab, Toggle};
pub use apply::SHORTEST_RANGE;
pub use camera::{Camera, Fit, MAX_ZOOM, MIN_ZOOM};
pub use cards::{Cards, Deck, Listed, Walk};
pub use notebook::Notebook;
pub use play::{Pace, Play};
pub use preferences::{Hint, InterfaceSize, Paint, Preferences, Recent, Surroundings, WeekStart};
pub use reading::{Contents, Reader, ReadingPosition};
pub use sections::{Jump, Section, Unfolded};
pub use state::{Hovered, Inset, LanesUnfolded, Reading, Selection, State, ThemeChoice};
pub use widths::Widths;

use std::sync::Arc;

use crate::index::Index;
use crate::report::dossier::Dossier;
use crate::report::ids::PassageIx;

/// An open dossier, its index, and the state of the window on it.
#[derive(Clone, Debug, Default)]
pub struct Session {
    /// The dossier; never changed.
    pub dossier: Arc<Dossier>,
    /// The index over what the filter shows.
    pub index: Arc<Index>,
    /// What the user is looking at.
    pub state: State,
}

impl Session {
    /// Opens a dossier at the window and frame that it asks for.
    #[must_use]
    pub fn new(dossier: Arc<Dossier>) -> Self {
        let index = Arc::new(Index::new(&dossier, crate::index::Filter::default()));
        let mut state = State::new(&dossier, &index);
        state.notebook.notes = Arc::new(crate::report::note::Notes::new(&dossier.head.id));
        Self { dossier, index, state }
    }

    /// Carries out one action.
    pub fn apply(&mut self, action: Action) -> Vec<Effect> {
        let effects = apply::apply(&mut self.state, &self.dossier, &self.index, action);
        self.rearrange();
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
        self.state.notebook = notebook;
        bookmark
    }

    /// Shows again what was shown when a bookmark was made; the notes stay as they are.
    pub fn return_to(&mut self, bookmark: State) {
        let notebook = std::mem::take(&mut self.state.notebook);
        self.state = State { notebook, ..bookmark };
        self.rearrange();
    }

    /// Opens the dossier anew, as if it were for the first time; the notes and what was settled stay as they are.
    #[must_use]
    pub fn afresh(&self) -> Self {
        let mut fresh = Self::new(self.dossier.clone());
        fresh.state.notebook = self.state.notebook.clone();
        fresh.state.prefer(self.state.preferences());
        fresh.state.surroundings = self.state.surroundings.clone();
        fresh
    }

    /// Arranges the index anew where the filter or the layout of the strip has changed.
    fn rearrange(&mut self) {
        if *self.index.filter() != self.state.filter {
            self.index = Arc::new(self.index.filtered(&self.dossier, self.state.filter.clone()));
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

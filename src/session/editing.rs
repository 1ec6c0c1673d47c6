//! Edits in a session: made, taken back, made again, and handed to whoever keeps them.

use std::sync::Arc;

use super::{Action, Effect, Session};
use crate::edit::{self, Direction, Edit, History, Moved};
use crate::index::Index;
use crate::report::cancel::Cancel;
use crate::report::dossier::Dossier;

/// Where edits of the open dossier go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Editing {
    /// Into its own journal.
    #[default]
    Here,
    /// Into a copy in the data folder, which is made at the first edit: this one cannot be written to, or is inside the program.
    Copy,
    /// Nowhere: it can only be read, for this reason, in one sentence.
    Locked(String),
}

impl Editing {
    /// Whether the dossier can be changed at all.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        !matches!(self, Self::Locked(_))
    }
}

/// What is asked of a session beyond its state.
#[derive(Clone, Debug)]
pub enum Wish {
    /// Do this.
    Do(Arc<Edit>),
    /// Take the last edit back, or make it again.
    Step(Direction),
    /// Take back or make again, until so many edits are made.
    ReturnTo(usize),
}

/// One step of the history.
#[derive(Clone, Debug)]
pub struct Step {
    /// Which way.
    pub direction: Direction,
    /// What was carried out.
    pub edit: Arc<Edit>,
}

/// Steps that were carried out, and have to be written down before anybody sees what came of them.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// The dossier before.
    pub before: Arc<Dossier>,
    /// The dossier after.
    pub after: Arc<Dossier>,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

impl PartialEq for Recorded {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.before, &other.before) && Arc::ptr_eq(&self.after, &other.after)
    }
}

/// What came of steps: the next dossier, arranged, and where everything is in it.
#[derive(Debug)]
pub struct Made {
    /// The dossier that they were carried out on.
    pub before: Arc<Dossier>,
    dossier: Arc<Dossier>,
    index: Index,
    moved: Vec<Moved>,
    history: History,
    steps: Vec<Step>,
}

/// How many sessions are kept at most until their next steps are written down: as many as are made in one frame.
const MOST_UNWRITTEN: usize = 16;

/// Steps that are still to be carried out beside the window, with all that this needs.
#[derive(Clone, Debug)]
pub struct Work {
    dossier: Arc<Dossier>,
    index: Arc<Index>,
    history: Arc<History>,
    wish: Wish,
}

impl Work {
    /// Carries the steps out; may be called on any thread.
    ///
    /// # Errors
    /// One sentence without a full stop on what cannot be done.
    pub fn carry_out(&self, cancel: &Cancel) -> Result<Option<Made>, String> {
        let mut history = History::clone(&self.history);
        let (mut dossier, mut all, mut steps) = (self.dossier.clone(), Vec::new(), Vec::new());
        while let Some(step) = next(&history, &self.wish, steps.len()) {
            let (next, moved) = edit::apply(&dossier, &step.edit)?;
            dossier = Arc::new(next);
            all.push(moved);
            match step.direction {
                Direction::Do => history.push(step.edit.clone()),
                Direction::Undo | Direction::Redo => drop(history.step(step.direction)),
            }
            steps.push(step);
        }
        if steps.is_empty() {
            return Ok(None);
        }
        let Some(index) = self.index.edited(&self.dossier, &dossier, cancel) else { return Ok(None) };
        Ok(Some(Made { before: self.dossier.clone(), dossier, index, moved: all, history, steps }))
    }
}

/// The next step on the way to what is wished for, when so many have been taken.
fn next(history: &History, wish: &Wish, taken: usize) -> Option<Step> {
    let direction = match wish {
        Wish::Do(edit) => return (taken == 0).then(|| Step { direction: Direction::Do, edit: edit.clone() }),
        Wish::Step(direction) if taken == 0 => *direction,
        Wish::ReturnTo(count) if history.done().len() > *count => Direction::Undo,
        Wish::ReturnTo(count) if history.done().len() < *count => Direction::Redo,
        // It is reached.
        Wish::Step(_) | Wish::ReturnTo(_) => return None,
    };
    history.next(direction).map(|edit| Step { direction, edit })
}

impl Session {
    /// All edits of the dossier.
    #[must_use]
    pub fn history(&self) -> &Arc<History> {
        &self.history
    }

    /// Begins with a history that was read with the dossier.
    pub fn set_history(&mut self, history: History) {
        self.state.edits = super::state::Edits::of(&history);
        self.history = Arc::new(history);
    }

    /// Steps that are still to be carried out beside the window; the result is handed to [`Session::take_made`].
    #[must_use]
    pub fn to_be_made(&self) -> Option<Work> {
        let wish = self.making.clone()?;
        Some(Work { dossier: self.dossier.clone(), index: self.index.clone(), history: self.history.clone(), wish })
    }

    /// Carries out what is wished for, or leaves it to [`Session::to_be_made`] where that takes long.
    pub(super) fn grant(&mut self, wish: Wish) -> Vec<Effect> {
        if self.making.is_some() {
            self.state.notice = Some("The change before this one is still being made; try again in a moment.".to_owned());
            return Vec::new();
        }
        let work =
            Work { dossier: self.dossier.clone(), index: self.index.clone(), history: self.history.clone(), wish: wish.clone() };
        if self.defers && self.dossier.passages.len() > super::AT_ONCE {
            self.making = Some(wish);
            return Vec::new();
        }
        self.take_made(work.carry_out(&Cancel::default()))
    }

    /// Shows what came of steps, and says what has to be kept of them.
    pub fn take_made(&mut self, made: Result<Option<Made>, String>) -> Vec<Effect> {
        self.making = None;
        let made = match made {
            Ok(Some(made)) if Arc::ptr_eq(&made.before, &self.dossier) => made,
            Ok(_) => return Vec::new(),
            Err(fault) => {
                self.state.notice = Some(format!("This cannot be changed: {fault}."));
                return Vec::new();
            }
        };
        // Kept until it is known that the steps are written down.
        let before_them = Self { unwritten: Vec::new(), ..self.clone() };
        self.unwritten.push(before_them);
        if self.unwritten.len() > MOST_UNWRITTEN {
            self.unwritten.remove(0);
        }
        for moved in &made.moved {
            self.state.follow(moved);
        }
        self.moves.extend(made.moved.iter().cloned());
        let Made { before, dossier, index, history, steps, .. } = made;
        self.state.edits = super::state::Edits::of(&history);
        (self.dossier, self.index, self.history) = (dossier.clone(), Arc::new(index), Arc::new(history));
        self.state.reading_position = self.state.reading_position.filter(|position| self.dossier.holds(position.target));
        self.rearrange();
        let compare = self.state.differences_open.then_some(Effect::Compare);
        let record = Effect::Record(Box::new(Recorded { before, after: dossier, steps }));
        std::iter::once(record).chain(compare).collect()
    }

    /// Whether there are steps of which it is not known yet that they are written down.
    #[must_use]
    pub fn is_unwritten(&self) -> bool {
        !self.unwritten.is_empty()
    }

    /// Takes note that the first of these steps are written down, and gives back what was there before them: letting go of a large
    /// dossier takes longer than a frame has.
    pub fn written(&mut self) -> Option<Self> {
        (!self.unwritten.is_empty()).then(|| self.unwritten.remove(0))
    }

    /// Takes the last steps back as if they had never been made, because they could not be written down, and says why.
    pub fn unmake(&mut self, why: &str) {
        if !self.unwritten.is_empty() {
            let before = self.unwritten.swap_remove(0);
            let notebook = std::mem::take(&mut self.state.notebook);
            *self = before;
            self.state.notebook = notebook;
        }
        drop(self.apply(Action::Notify(format!("This was not changed: {why}."))));
    }
}

//! What a window begins with: a session that is there, or a path that is read while the window already says so.

use std::path::PathBuf;

use super::notices::Notices;
use crate::session::{Action, Session, Wanted};

/// What leads to the view that is asked for in a dossier, or one sentence on what of it is not there.
pub type Look = Box<dyn FnOnce(&Session) -> Result<Vec<Action>, String>>;

/// What a window begins with. Without actions it shows what it showed when this dossier was last looked at.
pub enum Begin {
    /// A session on the dossier inside the program, and actions to carry out.
    Session(Box<Session>, Vec<Action>),
    /// What lies at a path, a dossier or a file, which is still to be read.
    Path(PathBuf, Look),
}

/// How far the first dossier is.
#[derive(Default)]
pub enum First {
    /// It is being read, to be looked at in this way; and what has gone wrong so far.
    Awaited(Wanted, Look, Option<String>),
    /// It is not wanted any more or could not be opened, so the one inside the program is opened in its place.
    Shipped(Option<String>),
    /// There is a dossier.
    #[default]
    There,
}

impl First {
    /// Whether there is a dossier, and so a view to draw.
    pub fn is_there(&self) -> bool {
        matches!(self, Self::There)
    }

    /// Whether the dossier inside the program is to be opened, because nothing else will come.
    pub fn falls_back(&mut self, notices: &Notices) -> bool {
        if notices.is_waiting() {
            return false;
        }
        match std::mem::take(self) {
            Self::Awaited(_, _, fault) => *self = Self::Shipped(fault),
            // Cancelled, or failed; then once more, but not before that was read.
            Self::Shipped(fault) => {
                *self = Self::Shipped(fault);
                return !notices.has_message();
            }
            Self::There => return false,
        }
        true
    }

    /// What leads to the first view in the dossier that has come, and what is to be told with it.
    pub fn come(&mut self, session: &Session, wanted: &Wanted) -> (Vec<Action>, Option<String>) {
        match std::mem::take(self) {
            // What was asked for in one dossier says nothing of another that was opened in its place.
            Self::Awaited(asked, look, fault) if *wanted == asked => match look(session) {
                Ok(actions) => (actions, fault),
                Err(missing) => (Vec::new(), Some(fault.into_iter().chain([format!("{missing}.")]).collect::<Vec<_>>().join(" "))),
            },
            Self::Awaited(_, _, fault) | Self::Shipped(fault) => (Vec::new(), fault),
            Self::There => (Vec::new(), None),
        }
    }
}

//! Arranging the index of a large dossier for another filter, off the interface thread.

use super::load::Loader;
use crate::index::Filter;
use crate::report::cancel::Cancel;
use crate::session::Session;

/// Has one index arranged at a time: the one that was asked for last.
#[derive(Debug, Default)]
pub struct Arranger {
    running: Option<(Filter, Cancel)>,
}

impl Arranger {
    /// Begins to arrange what a session waits for, and ends what it no longer waits for. Called after everything that may have
    /// changed the session.
    ///
    /// Work that failed is not begun again until the filter changes: it would fail again.
    pub fn follow(&mut self, session: &Session, loader: &Loader) {
        let wanted = session.unarranged();
        if self.running.as_ref().map(|(filter, _)| filter) == wanted {
            return;
        }
        self.forget();
        if let Some(filter) = wanted {
            let cancel = Cancel::default();
            loader.index(session, filter.clone(), cancel.clone());
            self.running = Some((filter.clone(), cancel));
        }
    }

    /// Ends what is being done; to be called when another dossier is shown.
    pub fn forget(&mut self) {
        if let Some((_, cancel)) = self.running.take() {
            cancel.cancel();
        }
    }
}

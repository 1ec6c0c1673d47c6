//! What becomes of changes of the dossier.

use egui::Context;

use super::super::editor::Kept;
use super::Shell;
use crate::session::{Action, Editing, Recorded, Surroundings};

impl Shell {
    /// Carries out an action that does not come from a view, with all that the system has to do for it.
    pub fn act(&mut self, context: &Context, action: Action) {
        for effect in self.session.apply(action) {
            self.perform(context, effect);
        }
    }

    /// Writes down what was changed; what cannot be written down is taken back before anybody has seen it.
    pub(super) fn record(&mut self, recorded: &Recorded) {
        if !self.session.is_unwritten() {
            return;
        }
        let kept = self.editor.keep(recorded, self.source.as_deref(), self.folder.as_deref(), &self.loader);
        match kept {
            Ok(Kept::Here) => self.loader.let_go(self.session.written()),
            Ok(Kept::Copied(folder)) => {
                self.loader.let_go(self.session.written());
                let is_shipped = self.source.is_none();
                self.source = Some(folder.clone());
                let known = self.session.state.surroundings.clone();
                let surroundings = Surroundings {
                    folder: Some(folder.clone()),
                    is_ours: true,
                    editing: Editing::Here,
                    is_copy: is_shipped,
                    ..known
                };
                drop(self.session.apply(Action::Tell(surroundings)));
                if let Ok(folder) = std::path::absolute(&folder) {
                    self.settings.add_recent(&folder);
                    self.keep_settings();
                }
                let said = "You change a copy, which is kept in the folder of Dateline; the original stays as it is.";
                drop(self.session.apply(Action::Notify(said.to_owned())));
            }
            Err(why) => self.session.unmake(&why),
        }
    }

    /// Lets the dossier only be read, for a reason in one sentence.
    pub(super) fn lock(&mut self, why: &str) {
        let known = self.session.state.surroundings.clone();
        drop(self.session.apply(Action::Tell(Surroundings { editing: Editing::Locked(why.to_owned()), ..known })));
    }
}

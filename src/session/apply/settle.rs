//! The pages of the window, and the hints.

use super::super::{Action, Effect, Hint, Toggle};
use super::Turn;
use crate::report::ids::DocumentIx;

impl Turn<'_> {
    /// Opens a page, or closes it. What differs from the original is asked for whenever that is opened.
    pub(super) fn toggle_part(&mut self, part: Toggle) -> Vec<Effect> {
        let open = match part {
            Toggle::Keys => &mut self.state.keys_open,
            Toggle::About => &mut self.state.about_open,
            Toggle::Documents => &mut self.state.documents_open,
            Toggle::Places => &mut self.state.places_open,
            Toggle::Adrift => &mut self.state.adrift_open,
            Toggle::Settings => &mut self.state.settings_open,
            Toggle::Palette => &mut self.state.palette_open,
            Toggle::Program => &mut self.state.program_open,
            Toggle::Table => &mut self.state.table_open,
            Toggle::Gazetteer => &mut self.state.gazetteer_open,
            Toggle::History => &mut self.state.history_open,
            Toggle::Differences => &mut self.state.differences_open,
        };
        *open = !*open;
        if part == Toggle::Differences {
            self.state.differences = None;
            return self.state.differences_open.then_some(Effect::Compare).into_iter().collect();
        }
        Vec::new()
    }

    /// Shows the file that a document was taken from, where there is one.
    pub(super) fn open_original(&mut self, document: DocumentIx) -> Vec<Effect> {
        let original = self.dossier.documents.get(document.index()).and_then(|document| document.original.as_ref());
        original.map(|original| Effect::OpenOriginal(original.file.clone())).into_iter().collect()
    }

    /// Takes away the hint that says how to do what is being done.
    pub(super) fn learn(&mut self, action: &Action) {
        // Another thing is chosen.
        if matches!(
            action,
            Action::SelectPassage(_)
                | Action::ReadPassage(_)
                | Action::OpenInDocument(_)
                | Action::StepPassage(_)
                | Action::StepHit(_)
        ) {
            self.state.reader.mention = None;
        }
        match action {
            Action::SetWindow(_) | Action::PlaceWindow(_) => drop(self.state.hints.remove(&Hint::Drag)),
            Action::SelectPlace(Some(_)) => drop(self.state.hints.remove(&Hint::Click)),
            _ => {}
        }
    }
}

//! The pages of the window, and the hints.

use super::super::{Action, Hint, Toggle};
use super::Turn;

impl Turn<'_> {
    pub(super) fn toggle_part(&mut self, part: Toggle) {
        let open = match part {
            Toggle::Keys => &mut self.state.keys_open,
            Toggle::About => &mut self.state.about_open,
            Toggle::Places => &mut self.state.places_open,
            Toggle::Adrift => &mut self.state.adrift_open,
            Toggle::Settings => &mut self.state.settings_open,
            Toggle::Palette => &mut self.state.palette_open,
            Toggle::Program => &mut self.state.program_open,
        };
        *open = !*open;
    }

    /// Takes away the hint that says how to do what is being done.
    pub(super) fn learn(&mut self, action: &Action) {
        match action {
            Action::SetWindow(_) | Action::PlaceWindow(_) => drop(self.state.hints.remove(&Hint::Drag)),
            Action::SelectPlace(Some(_)) => drop(self.state.hints.remove(&Hint::Click)),
            _ => {}
        }
    }
}

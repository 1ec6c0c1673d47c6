//! What is settled once and for all, the pages of the window, and what is asked of the shell.

use super::super::{Action, Effect, Hint, Toggle};
use super::Turn;

impl Turn<'_> {
    /// Carries out what has to do with settings, files and hints.
    pub(super) fn settle(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::SetTheme(theme) => self.state.theme = theme,
            Action::SetMotion(motion) => self.state.motion = motion,
            Action::SetInterfaceSize(size) => self.state.interface = size,
            Action::SetWeekStart(week) => self.state.week = week,
            Action::SetClock(clock) => self.state.clock = clock,
            Action::SetPaint(paint) => self.state.paint = paint,
            Action::CloseHint(hint) => drop(self.state.hints.remove(&hint)),
            Action::Tell(surroundings) => self.state.surroundings = surroundings,
            Action::Written(path) => self.state.written = Some(path),
            Action::CloseWritten => self.state.written = None,
            Action::OpenFolder(path) => return vec![Effect::OpenFolder(path)],
            Action::ChooseDossier => return vec![Effect::ChooseDossier],
            Action::OpenShipped => return vec![Effect::OpenShipped],
            Action::SavePicture(of, scale) => return vec![Effect::SavePicture(of, scale.clamp(1, 3))],
            Action::Export(export) => return vec![Effect::Export(export)],
            Action::Print => return vec![Effect::Print],
            Action::ShowInFolder(path) => return vec![Effect::ShowInFolder(path)],
            Action::Quit => return vec![Effect::Quit],
            _ => {}
        }
        Vec::new()
    }

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

//! What a user has settled once and for all: how things look and are said, and which hints were understood.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{Reader, State, ThemeChoice};
use crate::report::wording::Clock;

/// The day on which weeks begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum WeekStart {
    /// As ISO 8601 has it.
    #[default]
    Monday,
    /// As in much of the Middle East.
    Saturday,
    /// As in the Americas and much of Asia.
    Sunday,
}

impl WeekStart {
    /// Every day on which weeks may begin.
    pub const ALL: [Self; 3] = [Self::Monday, Self::Saturday, Self::Sunday];

    /// The name of the day.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        }
    }

    /// Such a day, in days from the first of January 1970, which was a Thursday.
    #[must_use]
    pub fn a_first_day(self) -> i64 {
        match self {
            Self::Saturday => 2,
            Self::Sunday => 3,
            Self::Monday => 4,
        }
    }
}

/// A hint for the first minute. It is gone for good once what it says was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Hint {
    /// The window can be dragged.
    Drag,
    /// A marker can be clicked.
    Click,
}

impl Hint {
    /// Every hint.
    pub const ALL: [Self; 2] = [Self::Drag, Self::Click];

    /// What it says.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Drag => "Drag me through time",
            Self::Click => "Click to read what happened here",
        }
    }
}

/// How large the interface is, in percent of its usual size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct InterfaceSize(u16);

impl Default for InterfaceSize {
    fn default() -> Self {
        Self(100)
    }
}

impl InterfaceSize {
    /// The sizes that can be chosen.
    pub const STEPS: [u16; 9] = [80, 90, 100, 110, 125, 140, 160, 180, 200];

    /// The size nearest to so many percent.
    #[must_use]
    pub fn new(percent: u16) -> Self {
        Self(Self::STEPS.into_iter().min_by_key(|step| step.abs_diff(percent)).unwrap_or(100))
    }

    /// In percent.
    #[must_use]
    pub fn percent(self) -> u16 {
        self.0
    }

    /// So many steps larger, or smaller below 0.
    #[must_use]
    pub fn stepped(self, by: i8) -> Self {
        let at = Self::STEPS.iter().position(|step| *step == self.0).unwrap_or(2);
        let next = at.saturating_add_signed(isize::from(by)).min(Self::STEPS.len() - 1);
        Self(Self::STEPS[next])
    }
}

/// What paints the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Paint {
    /// The graphics card, by OpenGL.
    Gpu,
    /// The processor, by Dateline's own painter.
    Cpu,
}

/// Everything of a [`State`] that is kept from one time to the next, whatever is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Preferences {
    /// Light or dark.
    pub theme: ThemeChoice,
    /// Whether what moves glides.
    pub motion: bool,
    /// How many steps the text is set larger than usual.
    pub text_step: i8,
    /// How large the interface is.
    pub interface: InterfaceSize,
    /// On which day weeks begin.
    pub week: WeekStart,
    /// How times of day are written.
    pub clock: Clock,
    /// The share of the window's height that the timeline was given, within [`State::TIMELINE_SHARES`].
    pub timeline: Option<f32>,
    /// What paints the window; without it, the program finds out what is better.
    pub paint: Option<Paint>,
    /// The hints that were not understood yet.
    pub hints: BTreeSet<Hint>,
}

impl Default for Preferences {
    /// As a window is at the very first start.
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            motion: true,
            text_step: 0,
            interface: InterfaceSize::default(),
            week: WeekStart::default(),
            clock: Clock::default(),
            timeline: None,
            paint: None,
            hints: Hint::ALL.into(),
        }
    }
}

impl State {
    /// What of this is kept whatever is open.
    #[must_use]
    pub fn preferences(&self) -> Preferences {
        Preferences {
            theme: self.theme,
            motion: self.motion,
            text_step: self.reader.text_step,
            interface: self.interface,
            week: self.week,
            clock: self.clock,
            timeline: self.timeline_share,
            paint: self.paint,
            hints: self.hints.clone(),
        }
    }

    /// Takes over what was kept.
    pub fn prefer(&mut self, preferences: Preferences) {
        let Preferences { theme, motion, text_step, interface, week, clock, timeline, paint, hints } = preferences;
        (self.theme, self.motion, self.interface) = (theme, motion, interface);
        (self.week, self.clock, self.paint, self.hints) = (week, clock, paint, hints);
        self.timeline_share = timeline;
        self.reader.text_step = text_step.clamp(*Reader::STEPS.start(), *Reader::STEPS.end());
    }
}

/// A dossier that was open before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// Its folder.
    pub folder: PathBuf,
    /// What it is called, where that is known.
    pub title: String,
    /// Whether the folder is not there any more.
    pub gone: bool,
}

impl Recent {
    /// Its title; else the name of the folder, or all of the path where it has no name.
    #[must_use]
    pub fn name(&self) -> String {
        if !self.title.is_empty() {
            return self.title.clone();
        }
        let name = self.folder.file_name().unwrap_or(self.folder.as_os_str());
        name.to_string_lossy().into_owned()
    }
}

/// What the window is told about the machine it runs on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The dossiers that were open before, the last one first.
    pub recent: Vec<Recent>,
    /// The file in which the notes on this dossier are kept; none where they are not kept.
    pub notes: Option<PathBuf>,
    /// What paints the window; `None` where there is no window.
    pub paint: Option<Paint>,
    /// The folder of the dossier that is open; none for the one inside the program.
    pub folder: Option<PathBuf>,
    /// Whether that folder is Dateline's own to write into.
    pub is_ours: bool,
    /// Where edits go.
    pub editing: super::Editing,
    /// Whether this is an edited copy of the report inside the program, which it can be compared with.
    pub is_copy: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interface_grows_and_shrinks_in_steps_within_bounds() {
        let usual = InterfaceSize::default();
        assert_eq!(usual.stepped(1).percent(), 110);
        assert_eq!(usual.stepped(-1).stepped(-1).stepped(-1).percent(), 80);
        assert_eq!(usual.stepped(i8::MAX).percent(), 200);
        assert_eq!(InterfaceSize::new(0).percent(), 80);
        assert_eq!(InterfaceSize::new(130).percent(), 125);
    }
}

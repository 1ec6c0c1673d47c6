//! The sections of the reader's list, and which of them are unfolded.

/// A part of the list of passages, by how these stand to the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Those in the window.
    #[default]
    Inside,
    /// Those of much longer times that the window lies in.
    Longer,
    /// Those at other times.
    Elsewhen,
    /// Those without a time.
    Undated,
}

impl Section {
    /// How many there are.
    pub const COUNT: usize = 4;
    /// All of them, in the order of the list.
    pub const ALL: [Self; Self::COUNT] = [Self::Inside, Self::Longer, Self::Elsewhen, Self::Undated];
}

/// Which sections were folded and unfolded by hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unfolded([Option<bool>; Section::COUNT]);

impl Unfolded {
    /// Folds a section, or unfolds it.
    pub fn set(&mut self, section: Section, unfolded: bool) {
        self.0[section as usize] = Some(unfolded);
    }

    /// Which sections are unfolded, where each has so many passages: the first one that has any, unless the hand wants
    /// something else, so that the list is never empty beside a number.
    #[must_use]
    pub fn among(self, counts: [usize; Section::COUNT]) -> [bool; Section::COUNT] {
        let first = Section::ALL.into_iter().find(|section| counts[*section as usize] > 0);
        Section::ALL.map(|section| self.0[section as usize].unwrap_or(first == Some(section)))
    }
}

/// Which section is to be brought into view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jump {
    /// The section.
    pub section: Section,
    /// Counts up with every request, so that asking twice scrolls twice.
    pub request: u32,
}

//! An edit as it is kept: which entries of the dossier's files give way to which.

use crate::report::draft::PlaceDraft;
use crate::report::entry::Entry;
use crate::report::passage::Voice;

/// One entry that gives way to another. Without the old one it is added, without the new one it is taken away.
#[derive(Clone, Debug)]
pub struct Swap<T> {
    /// What is there before.
    pub before: Option<T>,
    /// What is there after.
    pub after: Option<T>,
}

impl<T: Clone> Swap<T> {
    /// The swap that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }
}

/// A change of one entry.
#[derive(Clone, Debug)]
pub enum Change {
    /// An annotation.
    Annotation(Box<Swap<Entry>>),
    /// A place, and its position among the places.
    Place(usize, Box<Swap<PlaceDraft>>),
    /// One who speaks, and the position among those who speak.
    Voice(usize, Box<Swap<Voice>>),
}

/// Which list a change is one of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Annotations.
    Annotations,
    /// Places.
    Places,
    /// Voices.
    Voices,
}

impl Change {
    /// An annotation that gives way to another.
    #[must_use]
    pub fn annotation(before: Option<Entry>, after: Option<Entry>) -> Self {
        Self::Annotation(Box::new(Swap { before, after }))
    }

    /// Which list it is a change of.
    #[must_use]
    pub fn table(&self) -> Table {
        match self {
            Self::Annotation(_) => Table::Annotations,
            Self::Place(..) => Table::Places,
            Self::Voice(..) => Table::Voices,
        }
    }

    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self {
            Self::Annotation(swap) => Self::Annotation(Box::new(swap.inverse())),
            Self::Place(at, swap) => Self::Place(*at, Box::new(swap.inverse())),
            Self::Voice(at, swap) => Self::Voice(*at, Box::new(swap.inverse())),
        }
    }
}

/// Changes that are made together and taken back together.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// What was done, in words: “Put “Oral” in Uralsk”.
    pub words: String,
    /// What changes, in order.
    pub changes: Vec<Change>,
}

impl Edit {
    /// The edit that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { words: self.words.clone(), changes: self.changes.iter().rev().map(Change::inverse).collect() }
    }
}

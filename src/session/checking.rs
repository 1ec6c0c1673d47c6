//! Where one is in the queue of what is to be checked.

use std::collections::BTreeSet;

use crate::edit::{Item, Moved};
use crate::report::ids::{DocumentIx, PlaceIx};

/// Which kind of found things is gone through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CheckKind {
    /// All of them.
    #[default]
    All,
    /// Names of places.
    Places,
    /// Times.
    Times,
    /// Passages.
    Passages,
}

impl CheckKind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::All, Self::Places, Self::Times, Self::Passages];
}

/// What of the queue is gone through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckOnly {
    /// Which kind.
    pub kind: CheckKind,
    /// One document alone.
    pub document: Option<DocumentIx>,
    /// Mentions of these words alone, as they stand in the text.
    pub name: Option<String>,
}

/// Where one is in the queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checking {
    /// What is gone through.
    pub only: CheckOnly,
    /// What is asked about; the first of the queue where nothing is chosen.
    pub at: Option<Item>,
    /// What was put off: it comes last.
    pub later: BTreeSet<Item>,
    /// How many decisions were made since the window was opened.
    pub decided: usize,
}

/// Where something that is drawn on the map is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placing {
    /// The place that is put there.
    pub place: PlaceIx,
    /// As what.
    pub shape: Shape,
}

/// What is drawn on the map for a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A point, by one click.
    Point,
    /// A line of a few corners.
    Line,
    /// An area of a few corners.
    Area,
    /// Provinces of the built-in map, one by a click.
    Provinces,
}

/// Where an item is after an edit; nothing where it was taken away.
#[must_use]
pub fn followed(item: Item, moved: &Moved) -> Option<Item> {
    match item {
        Item::Mention(ix) => moved.mentions.get(ix).map(Item::Mention),
        Item::Passage(ix) => moved.passages.get(ix).map(Item::Passage),
    }
}

impl Checking {
    /// Follows an edit.
    pub(super) fn follow(&mut self, moved: &Moved) {
        self.at = self.at.and_then(|item| followed(item, moved));
        self.later = self.later.iter().filter_map(|item| followed(*item, moved)).collect();
    }
}

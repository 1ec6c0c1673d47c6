//! Where entries are after an edit.

use std::marker::PhantomData;

use crate::report::ids::{MentionIx, PassageIx, PlaceIx, VoiceIx};

/// Where the entries of one table are now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Positions<T> {
    /// The new position of each old one; nothing where none has moved.
    moved: Option<Vec<Option<u32>>>,
    table: PhantomData<T>,
}

impl<T> Default for Positions<T> {
    fn default() -> Self {
        Self { moved: None, table: PhantomData }
    }
}

impl<T> Positions<T> {
    /// From the new position of each old one; `None` stands for what was taken away.
    pub(super) fn new(moved: Vec<Option<u32>>) -> Self {
        let stays = moved.iter().enumerate().all(|(old, new)| new.is_some_and(|new| new as usize == old));
        Self { moved: (!stays).then_some(moved), table: PhantomData }
    }

    /// Whether everything is where it was.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.moved.is_none()
    }

    /// The new position of an old one.
    fn at(&self, old: u32) -> Option<u32> {
        match &self.moved {
            None => Some(old),
            Some(moved) => moved.get(old as usize).copied().flatten(),
        }
    }
}

macro_rules! positions {
    ($($ix:ident),+) => {
        $(impl Positions<$ix> {
            /// Where an entry is now; `None` where it was taken away.
            #[must_use]
            pub fn get(&self, old: $ix) -> Option<$ix> {
                self.at(old.0).map($ix)
            }
        })+
    };
}

positions!(PlaceIx, VoiceIx, PassageIx, MentionIx);

/// Where everything is after an edit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Places.
    pub places: Positions<PlaceIx>,
    /// Voices.
    pub voices: Positions<VoiceIx>,
    /// Passages.
    pub passages: Positions<PassageIx>,
    /// Mentions.
    pub mentions: Positions<MentionIx>,
}

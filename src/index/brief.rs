//! What arranging asks of a passage again and again, in few bytes: of a million passages themselves, none is in the cache when it
//! is asked for.

use super::times::Breadth;
use crate::report::dossier::Dossier;
use crate::report::ids::PassageIx;
use crate::report::passage::Passage;

const DATED: u8 = 1;
const DOUBTFUL: u8 = 2;
const FOUND: u8 = 4;

/// A passage in brief.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Brief {
    /// Its first moment.
    pub(super) from: i64,
    /// The moment after its last one.
    pub(super) to: i64,
    marks: u8,
}

impl Brief {
    /// Those of all passages, by their positions.
    pub(super) fn of_all(dossier: &Dossier) -> Vec<Self> {
        dossier.passages.iter().map(Self::of).collect()
    }

    /// Of one passage.
    pub(super) fn of(passage: &Passage) -> Self {
        let mark = |holds: bool, mark: u8| if holds { mark } else { 0 };
        let marks =
            mark(passage.when.is_some(), DATED) | mark(passage.status.is_unverified(), DOUBTFUL) | mark(passage.is_found(), FOUND);
        let (from, to) = passage.when.map_or((0, 0), |when| (when.earliest().0, when.latest().0));
        Self { from, to, marks }
    }

    /// Whether it has a time; `from` and `to` mean nothing without one.
    pub(super) fn is_dated(self) -> bool {
        self.marks & DATED != 0
    }

    /// Whether nobody vouches for it.
    pub(super) fn is_doubtful(self) -> bool {
        self.marks & DOUBTFUL != 0
    }

    /// Whether it was found, and no person has looked at it.
    pub(super) fn is_found(self) -> bool {
        self.marks & FOUND != 0
    }

    /// The class of its length.
    pub(super) fn breadth(self) -> usize {
        Breadth::of_passage(self.to - self.from) as usize
    }
}

/// The passages of a list, each with what there is of it in brief.
pub(super) fn each<'a>(briefs: &'a [Brief], list: &'a [PassageIx]) -> impl Iterator<Item = (PassageIx, Brief)> + 'a {
    list.iter().map(|ix| (*ix, briefs[ix.index()]))
}

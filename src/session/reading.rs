//! How the reader is set, and where in the text one reads.

use std::collections::BTreeSet;

use super::{Jump, Unfolded};
use crate::edit::Moved;
use crate::report::ids::{MentionIx, PassageIx};
use crate::report::passage::Target;

/// Where in a document the reader's eye is: about a third below the upper edge of what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadingPosition {
    /// The row of text there.
    pub target: Target,
    /// The passage there; `None` where the text tells of no place and time.
    pub passage: Option<PassageIx>,
}

/// Whether the list of contents stands beside the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Contents {
    /// Where the reader is wide enough for it.
    #[default]
    Auto,
    /// In any case: the reader is made as wide as it needs.
    Open,
    /// Not, but it can be opened.
    Closed,
}

/// A mention that was chosen in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChosenMention {
    /// Which one.
    pub mention: MentionIx,
    /// Whether its card is open, on which it is changed.
    pub open: bool,
}

/// What is open in the reader, and how its text is set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reader {
    /// The cards that show the text around their passage.
    pub around: BTreeSet<PassageIx>,
    /// The cards that say why their passage has its time.
    pub why: BTreeSet<PassageIx>,
    /// The cards on which their passage is changed.
    pub editing: BTreeSet<PassageIx>,
    /// The mention that was chosen last, while nothing else is.
    pub mention: Option<ChosenMention>,
    /// Which sections of the list of passages were folded and unfolded by hand.
    pub unfolded: Unfolded,
    /// The section of that list that was last asked for.
    pub jump: Option<Jump>,
    /// The accounts that lie side by side; none while the list is shown.
    pub compared: Vec<PassageIx>,
    /// The reference in the text whose note is open.
    pub note: Option<Target>,
    /// Whether scrolling the text moves the window and the map.
    pub following: bool,
    /// Whether the list of contents stands beside the text.
    pub contents: Contents,
    /// How many steps the text is set larger (or smaller, below 0) than usual.
    pub text_step: i8,
}

impl Reader {
    /// Follows an edit.
    pub(super) fn follow(&mut self, moved: &Moved) {
        for open in [&mut self.around, &mut self.why, &mut self.editing] {
            *open = open.iter().filter_map(|ix| moved.passages.get(*ix)).collect();
        }
        let followed = |chosen: ChosenMention| Some(ChosenMention { mention: moved.mentions.get(chosen.mention)?, ..chosen });
        self.mention = self.mention.and_then(followed);
    }

    /// The smallest and largest [`Reader::text_step`].
    pub const STEPS: std::ops::RangeInclusive<i8> = -3..=8;
}

//! Which passages are shown.

use std::collections::BTreeSet;

use super::words::Term;
use crate::report::ids::{PlaceIx, VoiceIx};
use crate::report::moment::Moment;
use crate::report::passage::{Passage, Status};

/// Which passages are left out, and which alone are wanted. The empty filter shows everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Voices that are not shown.
    pub hidden_voices: BTreeSet<VoiceIx>,
    /// Statuses that are not shown.
    pub hidden_statuses: BTreeSet<Status>,
    /// Whether what was found and not checked is left out.
    pub checked_only: bool,
    /// What is searched for.
    pub wanted: Wanted,
}

/// What is searched for. What is empty asks for nothing; of several places, voices or statuses, one is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Words and phrases, all of which the passage must hold.
    pub terms: Vec<Term>,
    /// Places, with those that lie in them.
    pub places: BTreeSet<PlaceIx>,
    /// Voices that speak, or through whom they are quoted.
    pub voices: BTreeSet<VoiceIx>,
    /// Statuses.
    pub statuses: BTreeSet<Status>,
    /// The moment by which it must be over.
    pub before: Option<Moment>,
    /// The moment from which on it must have begun.
    pub after: Option<Moment>,
}

impl Wanted {
    /// Whether words are looked for.
    #[must_use]
    pub fn has_words(&self) -> bool {
        !self.terms.is_empty()
    }

    /// Whether a passage meets everything but the words.
    #[must_use]
    pub fn allows(&self, passage: &Passage) -> bool {
        let speaks = |voice: &VoiceIx| self.voices.contains(voice);
        (self.places.is_empty() || passage.places.iter().any(|place| self.places.contains(place)))
            && (self.voices.is_empty() || passage.voice.iter().chain(&passage.aside().via).any(speaks))
            && (self.statuses.is_empty() || self.statuses.contains(&passage.status))
            && self.before.is_none_or(|before| passage.when.is_some_and(|when| when.latest() <= before))
            && self.after.is_none_or(|after| passage.when.is_some_and(|when| when.earliest() >= after))
    }
}

impl Filter {
    /// Whether nothing is left out.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether it asks for words and leaves nothing out besides.
    #[must_use]
    pub fn is_words_alone(&self) -> bool {
        let rest = Wanted { terms: Vec::new(), ..self.wanted.clone() };
        self.leaves_nothing_out() && rest == Wanted::default()
    }

    /// Whether no voice, no status and nothing that was found is left out.
    #[must_use]
    pub fn leaves_nothing_out(&self) -> bool {
        self.hidden_voices.is_empty() && self.hidden_statuses.is_empty() && !self.checked_only
    }

    /// Whether a passage is shown, as far as this does not depend on its words.
    #[must_use]
    pub fn shows(&self, passage: &Passage) -> bool {
        let voice_hidden = passage.voice.is_some_and(|voice| self.hidden_voices.contains(&voice));
        let unchecked = self.checked_only && passage.is_found();
        !voice_hidden && !unchecked && !self.hidden_statuses.contains(&passage.status) && self.wanted.allows(passage)
    }
}

//! What stands in a dossier's files, each entry by itself and with ids instead of positions in tables.
//!
//! An edit speaks of entries, because a position in a table says nothing any more once the table has changed.

use std::sync::Arc;

use super::dossier::Dossier;
use super::draft::{Body, PartDraft, PassageDraft, PlaceDraft};
use super::filed::Filed;
use super::found::Found;
use super::ids::{MentionIx, PassageIx, PlaceIx, VoiceIx};
use super::passage::{Block, Dismissal, Part, Subject, Target};
use super::text::{Selector, Span};

/// An annotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its id; may be empty.
    pub id: String,
    /// The id of the document.
    pub document: String,
    /// Which stretch of it.
    pub span: Span,
    /// What it says.
    pub body: Body,
    /// What the finder says of it, where no person has looked at it.
    pub found: Option<Arc<Found>>,
    /// How it stands in its file.
    pub filed: Filed,
}

impl Entry {
    fn new(dossier: &Dossier, id: &str, target: Target, body: Body, filed: &Filed) -> Self {
        let document = dossier.document(target.document).id.clone();
        Self { id: id.to_owned(), document, span: target.span, body, found: None, filed: filed.clone() }
    }

    /// A mention.
    #[must_use]
    pub fn mention(dossier: &Dossier, ix: MentionIx) -> Self {
        let mention = dossier.mention(ix);
        let note = mention.note.clone();
        let body = match mention.subject {
            Subject::Place(place) => Body::PlaceMention { place: dossier.place(place).id.clone(), note },
            Subject::Time(when, basis) => Body::TimeMention { when, basis, note },
        };
        Self { found: mention.found.clone(), ..Self::new(dossier, &mention.id, mention.target, body, &mention.filed) }
    }

    /// A passage.
    #[must_use]
    pub fn passage(dossier: &Dossier, ix: PassageIx) -> Self {
        let passage = dossier.passage(ix);
        let aside = passage.aside();
        let voice = |ix: &VoiceIx| dossier.voice(*ix).id.clone();
        let ids = |list: &[PassageIx]| list.iter().map(|ix| dossier.passage(*ix).id.clone()).collect();
        let body = PassageDraft {
            title: passage.title.clone(),
            places: passage.places.iter().map(|place| dossier.place(*place).id.clone()).collect(),
            when: passage.when,
            basis: passage.basis,
            clue: aside.clue.map(|clue| Selector { position: Some(clue), ..Selector::default() }),
            voice: passage.voice.as_ref().map(voice),
            via: aside.via.iter().map(voice).collect(),
            status: passage.status,
            same: ids(&aside.same),
            conflicts: ids(&aside.conflicts),
            note: aside.note.clone(),
        };
        let found = aside.found.clone();
        let body = Body::Passage(Box::new(body));
        Self { found, ..Self::new(dossier, &passage.id, passage.target, body, &passage.filed) }
    }

    /// What was decided to be no mention.
    #[must_use]
    pub fn dismissal(dossier: &Dossier, dismissal: &Dismissal) -> Self {
        let body = Body::NotAMention { note: dismissal.note.clone() };
        Self::new(dossier, &dismissal.id, dismissal.target, body, &dismissal.filed)
    }

    /// A part of the layout.
    #[must_use]
    pub fn block(dossier: &Dossier, block: &Block) -> Self {
        Self::new(dossier, &block.id, block.target, Body::Block(block.kind.clone()), &block.filed)
    }

    /// A report of its own.
    #[must_use]
    pub fn part(dossier: &Dossier, part: &Part) -> Self {
        let body = PartDraft {
            title: part.title.clone(),
            author: part.author.clone(),
            published: part.published,
            reference: part.reference,
            source: part.source.clone(),
        };
        Self::new(dossier, &part.id, part.target, Body::Part(Box::new(body)), &part.filed)
    }

    /// What a person has looked at: no longer only found, and written anew with the unknown fields it has.
    #[must_use]
    pub fn checked(mut self) -> Self {
        self.found = None;
        self.filed = self.filed.rewritten();
        self
    }
}

/// A place of the dossier, with the id of the place it lies in.
#[must_use]
pub fn place(dossier: &Dossier, ix: PlaceIx) -> PlaceDraft {
    let place = dossier.place(ix);
    let parent = place.parent.map(|parent| dossier.place(parent).id.clone());
    PlaceDraft { place: place.clone(), parent, raw: String::new() }
}

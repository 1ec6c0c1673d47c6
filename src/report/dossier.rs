//! The dossier: everything Dateline knows of a report, checked as a whole.

use super::adrift::Adrift;
use super::checker::Checker;
use super::draft::{Document, Draft, Head, Stray};
use super::filed::Fields;
use super::ids::{DocumentIx, MentionIx, PassageIx, PlaceIx, VoiceIx};
use super::passage::{Block, Dismissal, Mention, Part, Passage, Target, Voice};
use super::place::Place;
use super::table::Table;
use super::warning::Warning;

/// A dossier that is open. Nothing in it changes: an edit makes the next one, which shares the tables that it leaves alone.
///
/// Mentions, passages, blocks and parts are sorted by document and position; every span lies within its document,
/// every index within its table, and no place is its own ancestor.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the tables are documented at the types they hold")]
pub struct Dossier {
    pub head: Head,
    pub documents: Table<Document>,
    pub voices: Table<Voice>,
    pub places: Table<Place>,
    pub mentions: Table<Mention>,
    pub passages: Table<Passage>,
    pub dismissals: Table<Dismissal>,
    pub blocks: Table<Block>,
    pub parts: Table<Part>,
    pub places_head: Fields,
    pub annotations_head: Fields,
    pub strays: Table<Stray>,
    pub adrift: Adrift,
    pub warnings: Vec<Warning>,
}

impl Dossier {
    /// Looks up every id, finds every quotation, and collects what is wrong. What is sound opens.
    #[must_use]
    pub fn check(draft: Draft) -> Self {
        Checker::new(draft).finish()
    }

    /// A document.
    #[must_use]
    pub fn document(&self, ix: DocumentIx) -> &Document {
        &self.documents[ix.index()]
    }

    /// A place.
    #[must_use]
    pub fn place(&self, ix: PlaceIx) -> &Place {
        &self.places[ix.index()]
    }

    /// A passage.
    #[must_use]
    pub fn passage(&self, ix: PassageIx) -> &Passage {
        &self.passages[ix.index()]
    }

    /// A mention.
    #[must_use]
    pub fn mention(&self, ix: MentionIx) -> &Mention {
        &self.mentions[ix.index()]
    }

    /// A voice.
    #[must_use]
    pub fn voice(&self, ix: VoiceIx) -> &Voice {
        &self.voices[ix.index()]
    }

    /// The text of a stretch of a document.
    #[must_use]
    pub fn slice(&self, target: Target) -> &str {
        self.document(target.document).text.slice(target.span)
    }

    /// Whether a stretch of text lies within its document; it may be empty.
    #[must_use]
    pub fn has(&self, target: Target) -> bool {
        let within = |document: &Document| target.span.start <= target.span.end && target.span.end <= document.text.len();
        self.documents.get(target.document.index()).is_some_and(within)
    }

    /// Whether a stretch of text lies within its document and is not empty.
    #[must_use]
    pub fn holds(&self, target: Target) -> bool {
        self.documents.get(target.document.index()).is_some_and(|document| document.text.holds(target.span))
    }

    /// The place with this id.
    #[must_use]
    pub fn place_by_id(&self, id: &str) -> Option<PlaceIx> {
        self.places.iter().position(|place| place.id == id).map(PlaceIx::new)
    }

    /// The passage with this id.
    #[must_use]
    pub fn passage_by_id(&self, id: &str) -> Option<PassageIx> {
        self.passages.iter().position(|passage| passage.id == id).map(PassageIx::new)
    }

    /// The report that a stretch of text belongs to, where the document holds several.
    #[must_use]
    pub fn part_of(&self, target: Target) -> Option<&Part> {
        self.parts.iter().find(|part| part.target.document == target.document && part.target.span.contains(target.span))
    }

    /// The place and the places it lies in, innermost first.
    pub fn lineage(&self, ix: PlaceIx) -> impl Iterator<Item = PlaceIx> + '_ {
        std::iter::successors(Some(ix), |ix| self.place(*ix).parent)
    }
}

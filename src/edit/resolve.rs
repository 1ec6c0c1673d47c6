//! From an entry with ids to what stands in the tables of a dossier.

use std::collections::BTreeMap;

use crate::report::dossier::Dossier;
use crate::report::draft::{Body, PartDraft, PassageDraft};
use crate::report::entry::Entry;
use crate::report::ids::{DocumentIx, PlaceIx, VoiceIx};
use crate::report::limits;
use crate::report::passage::{Aside, Block, Dismissal, Mention, Part, Passage, Subject, Target};

/// What an entry becomes.
pub enum Annotation {
    /// A mention.
    Mention(Mention),
    /// A passage, and what it is linked to.
    Passage(Passage, Links),
    /// What is no mention.
    Dismissal(Dismissal),
    /// A part of the layout.
    Block(Block),
    /// A report of its own.
    Part(Part),
}

/// The ids of the passages that one is linked to.
#[derive(Default)]
pub struct Links {
    /// Those that tell the same.
    pub same: Vec<String>,
    /// Those that contradict it.
    pub conflicts: Vec<String>,
}

impl Links {
    /// Whether it is linked to none.
    pub fn is_empty(&self) -> bool {
        self.same.is_empty() && self.conflicts.is_empty()
    }
}

/// Ids by which positions are looked up. Few look-ups walk along the table; for many, a table of ids is made first.
pub enum Ids<'a> {
    /// Each look-up walks along these.
    Walked(Vec<&'a str>),
    /// Of two entries with one id, the first.
    Sorted(BTreeMap<&'a str, usize>),
}

impl<'a> Ids<'a> {
    /// The ids of a table in its order.
    pub fn new(ids: impl Iterator<Item = &'a str>, many: bool) -> Self {
        if !many {
            return Self::Walked(ids.collect());
        }
        let mut sorted = BTreeMap::new();
        for (at, id) in ids.enumerate() {
            sorted.entry(id).or_insert(at);
        }
        Self::Sorted(sorted)
    }

    /// The position of an id.
    pub fn get(&self, id: &str) -> Option<usize> {
        match self {
            Self::Walked(ids) => ids.iter().position(|other| *other == id),
            Self::Sorted(ids) => ids.get(id).copied(),
        }
    }
}

/// Looks up the ids of entries.
pub struct Resolver<'a> {
    dossier: &'a Dossier,
    documents: Ids<'a>,
    places: Ids<'a>,
    voices: Ids<'a>,
}

impl<'a> Resolver<'a> {
    /// For entries of a dossier, of which there may be many.
    pub fn new(dossier: &'a Dossier, many: bool) -> Self {
        Self {
            dossier,
            documents: Ids::new(dossier.documents.iter().map(|document| document.id.as_str()), many),
            places: Ids::new(dossier.places.iter().map(|place| place.id.as_str()), many),
            voices: Ids::new(dossier.voices.iter().map(|voice| voice.id.as_str()), many),
        }
    }

    fn place(&self, id: &str) -> Result<PlaceIx, String> {
        self.places.get(id).map(PlaceIx::new).ok_or_else(|| format!("there is no place “{}”", limits::shown(id)))
    }

    fn voice(&self, id: &str) -> Result<VoiceIx, String> {
        self.voices.get(id).map(VoiceIx::new).ok_or_else(|| format!("there is no voice “{}”", limits::shown(id)))
    }

    /// What an entry becomes.
    ///
    /// # Errors
    /// One sentence without a full stop, where it speaks of what is not there.
    pub fn annotation(&self, entry: &Entry) -> Result<Annotation, String> {
        let Entry { id, document, span, body, found, filed } = entry.clone();
        let missing = || format!("there is no document “{}”", limits::shown(&document));
        let target = Target { document: self.documents.get(&document).map(DocumentIx::new).ok_or_else(missing)?, span };
        if !self.dossier.holds(target) {
            return Err(format!("the text of “{}” ends before {}", limits::shown(&document), limits::grouped(span.end)));
        }
        let mention = |subject, note| {
            Annotation::Mention(Mention { id: id.clone(), target, subject, note, found: found.clone(), filed: filed.clone() })
        };
        Ok(match body {
            Body::PlaceMention { place, note } => mention(Subject::Place(self.place(&place)?), note),
            Body::TimeMention { when, basis, note } => mention(Subject::Time(when, basis), note),
            Body::NotAMention { note } => Annotation::Dismissal(Dismissal { target, id, note, filed }),
            Body::Block(kind) => Annotation::Block(Block { kind, target, id, filed }),
            Body::Part(part) => {
                let PartDraft { title, author, published, reference, source } = *part;
                Annotation::Part(Part { id, target, title, author, published, reference, source, filed })
            }
            Body::Passage(draft) => {
                let (mut passage, links) = self.passage(target, *draft)?;
                (passage.id, passage.filed) = (id, filed);
                if let Some(found) = found {
                    passage.aside_mut().found = Some(found);
                }
                Annotation::Passage(passage, links)
            }
        })
    }

    fn passage(&self, target: Target, draft: PassageDraft) -> Result<(Passage, Links), String> {
        let PassageDraft { title, places, when, basis, clue, voice, via, status, same, conflicts, note } = draft;
        let places = places.iter().map(|id| self.place(id)).collect::<Result<_, _>>()?;
        let voice = voice.map(|id| self.voice(&id)).transpose()?;
        let via = via.iter().map(|id| self.voice(id)).collect::<Result<_, _>>()?;
        let clue = clue.and_then(|clue| clue.position).filter(|span| self.dossier.holds(Target { span: *span, ..target }));
        let aside = Aside { clue, via, note, ..Aside::default() }.kept();
        let passage = Passage { target, title, places, when, basis, voice, status, aside, ..Passage::default() };
        Ok((passage, Links { same, conflicts }))
    }
}

//! From a draft to a dossier: ids are looked up, quotations found, and what is wrong is collected.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono_tz::Tz;

use super::anchoring::{self, Quote};
use super::dossier::Dossier;
use super::draft::{AnnotationDraft, Body, Document, Draft, FileKind, PassageDraft, PlaceDraft, Stray};
use super::filed::Filed;
use super::found::Found;
use super::ids::{DocumentIx, PassageIx, PlaceIx, VoiceIx};
use super::passage::{Aside, Block, Dismissal, Mention, Part, Passage, Subject, Target, Voice};
use super::warning::{Origin, Warning, Warnings};
use super::{forest, limits, whereabouts};

mod placing;

use placing::{Claims, Hold, Table};

/// The ids that a passage is linked to, and its JSON, which is kept where one of them does not exist.
#[derive(Default)]
struct Links {
    same: Ids,
    conflicts: Ids,
    raw: String,
}

/// Some ids in one piece: apart from each other, short ones would take many times their size until they are looked up.
#[derive(Default)]
struct Ids {
    text: String,
    ends: Vec<usize>,
}

impl Ids {
    fn new(ids: &[String]) -> Self {
        let mut end = 0;
        let ends = ids.iter().map(|id| {
            end += id.len();
            end
        });
        Self { ends: ends.collect(), text: ids.concat() }
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.text[start..*end])
    }

    fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// Builds a dossier and remembers what was wrong.
///
/// Annotations can be handed in one by one: a million of them as drafts would take as much memory as the dossier.
#[derive(Default)]
pub struct Checker {
    dossier: Dossier,
    /// What was wrong so far.
    pub warnings: Warnings,
    documents: BTreeMap<String, DocumentIx>,
    voices: BTreeMap<String, VoiceIx>,
    places: BTreeMap<String, PlaceIx>,
    passages: BTreeMap<String, PassageIx>,
    /// The links of each passage, to be looked up when all passages are known.
    links: Vec<Links>,
    annotation_ids: BTreeMap<String, Origin>,
    /// How many annotations could not be placed because there is no text, no gazetteer, or nobody who speaks.
    without_text: usize,
    without_places: usize,
    without_voices: usize,
    /// How many bytes of text may still be searched, and how many quotations were not looked for because of that.
    left: u64,
    not_looked_for: usize,
    /// Annotations whose place is settled when all are known.
    claims: Claims,
    /// The documents whose found annotations are left out, because they were found anew.
    found_anew: BTreeSet<String>,
}

impl Checker {
    /// Begins with all that a draft has.
    #[must_use]
    pub fn new(draft: Draft) -> Self {
        let mut checker = Self { left: limits::SEARCHED_BYTES, warnings: draft.warnings, ..Self::default() };
        checker.dossier.head = draft.head;
        checker.dossier.places_head = draft.places_head;
        checker.dossier.annotations_head = draft.annotations_head;
        checker.dossier.strays = draft.strays.into();
        checker.take_documents(draft.documents);
        checker.take_voices(draft.voices);
        checker.take_places(draft.places);
        for annotation in draft.annotations {
            checker.take(AnnotationDraft { at: None, ..annotation });
        }
        checker
    }

    /// Leaves out what was found in these documents and is handed in from now on: it has been found anew.
    pub fn leave_out_found(&mut self, documents: BTreeSet<String>) {
        self.found_anew = documents;
    }

    /// Whether an annotation was found in a document in which everything has been found anew.
    fn is_out_of_date(&self, annotation: &AnnotationDraft) -> bool {
        if self.found_anew.is_empty() || annotation.found.is_none() {
            return false;
        }
        let first = self.dossier.documents.first().map(|document| &document.id);
        annotation.document.as_ref().or(first).is_some_and(|document| self.found_anew.contains(document))
    }

    /// The time zone of all times of day.
    #[must_use]
    pub fn zone(&self) -> Tz {
        self.dossier.head.zone
    }

    /// A field at the head of `annotations.json` that is not known.
    pub fn keep_field(&mut self, name: String, json: &str) {
        self.dossier.annotations_head.push((name, json.to_owned()));
    }

    /// An annotation that cannot be used.
    pub fn keep_stray(&mut self, json: &str) {
        self.dossier.strays.push(Stray { file: FileKind::Annotations, raw: json.to_owned() });
    }

    /// Looks up what annotations are linked to, and brings everything into the order of the text.
    #[must_use]
    pub fn finish(mut self) -> Dossier {
        self.settle("");
        self.sum_up();
        self.sort();
        self.link_passages();
        whereabouts::check(&self.dossier, &mut self.warnings);
        self.dossier.warnings = self.warnings.into_list();
        self.dossier
    }

    fn warn(&mut self, at: &Origin, what: impl Into<String>, remedy: impl Into<String>) {
        self.warnings.push(Warning::new(at, what, remedy));
    }

    fn take_documents(&mut self, documents: Vec<Document>) {
        for document in documents {
            if self.documents.contains_key(&document.id) {
                let what = format!("documents.id “{}” stands twice", limits::shown(&document.id));
                self.warn(&document.filed.origin, what, "give the second one an id of its own; only the first can be annotated");
            } else {
                self.documents.insert(document.id.clone(), DocumentIx::new(self.dossier.documents.len()));
            }
            self.dossier.documents.push(document);
        }
    }

    fn take_voices(&mut self, voices: Vec<Voice>) {
        for voice in voices {
            if self.voices.contains_key(&voice.id) {
                let what = format!("voices.id “{}” stands twice", limits::shown(&voice.id));
                self.warn(&voice.filed.origin, what, "remove or rename the second one; the first is used");
            } else {
                self.voices.insert(voice.id.clone(), VoiceIx::new(self.dossier.voices.len()));
            }
            self.dossier.voices.push(voice);
        }
    }

    fn take_places(&mut self, places: Vec<PlaceDraft>) {
        let mut parents = Vec::new();
        for PlaceDraft { place, parent, raw } in places {
            if self.places.contains_key(&place.id) {
                let what = format!("place id “{}” stands twice", limits::shown(&place.id));
                self.warn(&place.filed.origin, what, "remove or rename the second one; the first is used");
            } else {
                self.places.insert(place.id.clone(), PlaceIx::new(self.dossier.places.len()));
            }
            parents.push((parent, raw));
            self.dossier.places.push(place);
        }
        self.take_parents(parents);
    }

    /// Looks up in which place each place lies; no place lies in itself, and none too deep.
    fn take_parents(&mut self, parents: Vec<(Option<String>, String)>) {
        let found = parents.iter().map(|(id, _)| self.places.get(id.as_ref()?).map(|ix| ix.index())).collect();
        let (sound, faults) = forest::grow(found, limits::PARENTS);
        for (index, (id, raw)) in parents.into_iter().enumerate() {
            let Some(id) = id else { continue };
            let (shown, origin) = (limits::shown(&id), self.dossier.places[index].filed.origin.clone());
            self.dossier.places[index].parent = sound[index].map(PlaceIx::new);
            match faults[index] {
                None if sound[index].is_some() => continue,
                None => self.warn(
                    &origin,
                    format!("the parent “{shown}” of this place does not exist"),
                    "add that place, or correct the id in “relations”",
                ),
                Some(forest::Fault::Circle) => self.warn(
                    &origin,
                    format!("the parent “{shown}” lies, through its own parents, in this very place"),
                    "correct “relations”; the parent is left out",
                ),
                Some(forest::Fault::Depth) => self.warn(
                    &origin,
                    format!("the parent “{shown}” lies in more than {} places, one in the other", limits::PARENTS - 1),
                    "correct “relations”; the parent is left out",
                ),
            }
            self.dossier.places[index].filed.keep(raw);
        }
    }

    /// Takes an annotation, if what it names is found. Where it stands is settled when all are known, unless the text is
    /// the one that the manifest tells of and the quotation stands at its position.
    pub fn take(&mut self, mut annotation: AnnotationDraft) {
        if self.is_out_of_date(&annotation) {
            return;
        }
        let origin = annotation.filed.origin.clone();
        let Some((target, hold)) = self.target(&annotation) else {
            self.dossier.strays.push(Stray { file: FileKind::Annotations, raw: annotation.raw });
            return;
        };
        let claim = (hold != Hold::Settled).then(|| placing::claim(target, hold, &mut annotation));
        if !annotation.id.is_empty() {
            if let Some(first) = self.annotation_ids.get(&annotation.id) {
                let what = format!("id “{}” stands already at {first}", limits::shown(&annotation.id));
                self.warn(&origin, what, "give this annotation an id of its own; links go to the first");
            } else {
                self.annotation_ids.insert(annotation.id.clone(), origin);
            }
        }
        let before = self.warnings.count();
        let AnnotationDraft { id, body, found, filed, raw, .. } = annotation;
        let table = Table::of(&body);
        match body {
            Body::PlaceMention { place, note } => {
                let Some(place) = self.look_up_place(&place, &filed.origin) else {
                    self.dossier.strays.push(Stray { file: FileKind::Annotations, raw });
                    return;
                };
                self.dossier.mentions.push(Mention { id, target, subject: Subject::Place(place), note, found, filed });
            }
            Body::TimeMention { when, basis, note } => {
                self.dossier.mentions.push(Mention { id, target, subject: Subject::Time(when, basis), note, found, filed });
            }
            Body::NotAMention { note } => self.dossier.dismissals.push(Dismissal { target, id, note, filed }),
            Body::Passage(draft) => {
                let mut passage = self.passage(id, target, *draft, found, filed);
                if self.warnings.count() > before || self.places.is_empty() || self.voices.is_empty() {
                    passage.filed.keep(raw.clone());
                }
                if let Some(links) = self.links.last_mut().filter(|links| !links.same.is_empty() || !links.conflicts.is_empty()) {
                    links.raw = raw;
                }
                self.dossier.passages.push(passage);
            }
            Body::Block(kind) => self.dossier.blocks.push(Block { kind, target, id, filed }),
            Body::Part(part) => {
                let (title, author, source) = (part.title, part.author, part.source);
                let (published, reference) = (part.published, part.reference);
                self.dossier.parts.push(Part { id, target, title, author, published, reference, source, filed });
            }
        }
        if let Some(claim) = claim {
            self.claims.push(claim, table, table.length(&self.dossier) - 1);
        }
    }

    /// The document an annotation speaks of and its position there, and whether it has to be looked for.
    fn target(&mut self, annotation: &AnnotationDraft) -> Option<(Target, Hold)> {
        let origin = &annotation.filed.origin;
        if self.dossier.documents.is_empty() {
            self.without_text += 1;
            return None;
        }
        let document = match &annotation.document {
            None => Some(DocumentIx(0)),
            Some(id) => self.documents.get(id).copied(),
        };
        let Some(ix) = document else {
            let id = annotation.document.as_deref().unwrap_or_default();
            self.warn(
                origin,
                format!("document “{}” does not exist", limits::shown(id)),
                "correct “document” or add it to dossier.json; the annotation is kept but not shown",
            );
            return None;
        };
        let document = self.dossier.document(ix);
        if document.text.is_empty() {
            self.without_text += 1;
            return None;
        }
        let quote = Quote::from(&annotation.selector);
        let target = Target { document: ix, span: quote.position.unwrap_or_default() };
        if anchoring::stands(&document.text, &quote) {
            return Some((target, if document.is_verified { Hold::Settled } else { Hold::Stands }));
        }
        if quote.exact.is_empty() && quote.prefix.is_empty() && quote.suffix.is_empty() {
            let what = format!("“start” and “end” do not lie within {}", limits::shown(&document.file));
            let remedy = "give the quotation in “exact”, so that it can be found; the annotation is kept but not shown";
            self.warn(origin, what, remedy);
            placing::note(&mut self.dossier.adrift, annotation, anchoring::Why::Position);
            return None;
        }
        if !self.claims.has_room(annotation.raw.len()) {
            self.not_looked_for += 1;
            placing::note(&mut self.dossier.adrift, annotation, anchoring::Why::NotLookedFor);
            return None;
        }
        Some((target, Hold::Sought))
    }

    /// One sentence for a fault that has one cause, however many annotations it touches.
    fn sum_up(&mut self) {
        let mut say = |count: usize, what: &str, remedy: &str| {
            if count > 0 {
                let what = format!("{} {what}", limits::grouped(count));
                self.warnings.push_sum(Warning::new(&Origin::file("annotations.json"), what, remedy));
            }
        };
        let what = "annotations cannot be placed, because there is no text to place them in";
        say(self.without_text, what, "restore the text; they are kept until then");
        let what = "references to places lead nowhere, because there is no gazetteer";
        say(self.without_places, what, "restore places.geojson; they are kept until then");
        let what = "references to voices lead nowhere, because “voices” in dossier.json has none";
        say(self.without_voices, what, "restore “voices”; they are kept until then");
        let searched = limits::SEARCHED_BYTES >> 30;
        let what = format!(
            "quotations do not stand at their positions and were not looked for, because {searched} GiB of text were searched for \
                others or there are too many of them"
        );
        say(self.not_looked_for, &what, "correct “start” and “end”; what they belong to is kept");
    }

    fn look_up_place(&mut self, id: &str, origin: &Origin) -> Option<PlaceIx> {
        let found = self.places.get(id).copied();
        if self.places.is_empty() {
            self.without_places += 1;
        } else if found.is_none() {
            self.warn(
                origin,
                format!("place “{}” does not exist", limits::shown(id)),
                "add it to places.geojson or correct the id",
            );
        }
        found
    }

    fn look_up_voice(&mut self, id: &str, origin: &Origin) -> Option<VoiceIx> {
        let found = self.voices.get(id).copied();
        if self.voices.is_empty() {
            self.without_voices += 1;
        } else if found.is_none() {
            self.warn(
                origin,
                format!("voice “{}” does not exist", limits::shown(id)),
                "add it to “voices” in dossier.json or correct the id",
            );
        }
        found
    }

    fn passage(&mut self, id: String, target: Target, draft: PassageDraft, found: Option<Arc<Found>>, filed: Filed) -> Passage {
        let origin = &filed.origin;
        let places = draft.places.iter().filter_map(|id| self.look_up_place(id, origin)).collect();
        let voice = draft.voice.and_then(|id| self.look_up_voice(&id, origin));
        let via = draft.via.iter().filter_map(|id| self.look_up_voice(id, origin)).collect();
        let clue = draft.clue.and_then(|selector| self.find_clue(target, &selector, origin));
        self.links.push(Links { same: Ids::new(&draft.same), conflicts: Ids::new(&draft.conflicts), raw: String::new() });
        Passage {
            id,
            target,
            title: draft.title,
            places,
            when: draft.when,
            basis: draft.basis,
            voice,
            status: draft.status,
            aside: Aside { clue, via, note: draft.note, found, ..Aside::default() }.kept(),
            filed,
        }
    }

    /// Brings everything into the order of the text; outer spans come before the ones they hold.
    fn sort(&mut self) {
        let key = |target: &Target| target.order();
        let mut passages: Vec<_> =
            std::mem::take(&mut self.dossier.passages).into_iter().zip(std::mem::take(&mut self.links)).collect();
        passages.sort_by(|(a, _), (b, _)| key(&a.target).cmp(&key(&b.target)).then_with(|| a.id.cmp(&b.id)));
        let (passages, links): (Vec<_>, _) = passages.into_iter().unzip();
        (self.dossier.passages, self.links) = (passages.into(), links);
        self.dossier.mentions.sort_by(|a, b| key(&a.target).cmp(&key(&b.target)).then_with(|| a.id.cmp(&b.id)));
        self.dossier.dismissals.sort_by_key(|dismissal| key(&dismissal.target));
        self.dossier.blocks.sort_by_key(|block| key(&block.target));
        self.dossier.parts.sort_by_key(|part| key(&part.target));
    }

    fn link_passages(&mut self) {
        for (index, passage) in self.dossier.passages.iter().enumerate() {
            self.passages.entry(passage.id.clone()).or_insert(PassageIx::new(index));
        }
        for (index, Links { same, conflicts, raw }) in std::mem::take(&mut self.links).into_iter().enumerate() {
            let before = self.warnings.count();
            let mut find = |ids: &Ids, field: &str| -> Vec<PassageIx> {
                ids.iter().filter_map(|id| self.look_up_link(index, id, field)).collect()
            };
            let same = find(&same, "same");
            let conflicts = find(&conflicts, "conflicts");
            if self.warnings.count() > before {
                self.dossier.passages[index].filed.keep(raw);
            }
            if !same.is_empty() || !conflicts.is_empty() {
                let aside = self.dossier.passages[index].aside_mut();
                (aside.same, aside.conflicts) = (same, conflicts);
            }
        }
    }

    fn look_up_link(&mut self, index: usize, id: &str, field: &str) -> Option<PassageIx> {
        let found = self.passages.get(id).copied();
        if found.is_none() {
            let origin = self.dossier.passages[index].filed.origin.clone();
            self.warn(
                &origin,
                format!("“{field}” names the passage “{}”, which does not exist", limits::shown(id)),
                "correct the id or remove the link",
            );
        }
        found
    }
}

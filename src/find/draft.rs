//! What the finders find, written into the draft of a dossier: places, mentions and passages with how sure they are and why.

mod dated;
mod head;
mod layout;
mod placing;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::layout::Layout;
use self::placing::Gazetteers;
use super::described::{Described, described};
use super::passages::{self, FoundPassage, Located, Speaker};
use super::places::{self, FoundPlace, Known};
use super::times::{FoundTime, Kind};
use super::{Language, notes, wording};
use crate::report::draft::{AnnotationDraft, Body, Document, Draft, PassageDraft};
use crate::report::filed::Filed;
use crate::report::found::{Choice, Found};
use crate::report::outside::line;
use crate::report::passage::{Basis, Voice};
use crate::report::place::PlaceKind;
use crate::report::provenance::{Fact, Provenance};
use crate::report::slug::{slug, unused};
use crate::report::text::{Selector, Span, Text};
use crate::report::{limits, outside};
pub use head::describe as describe_head;

/// How sure a description is, in hundredths: about six of ten of them stand for the place named last.
const DESCRIBED: u8 = 60;

/// Finds the places, times and passages of all documents of a draft, and from them what its head does not say.
///
/// `checked` are decisions of a person about names: which place of the dossier is meant, or that it is none.
pub fn annotate_all(draft: &mut Draft, checked: &[(String, Option<Known>)]) {
    for document in 0..draft.documents.len() {
        annotate(draft, document, checked);
    }
    describe_head(draft);
}

/// Finds the places, times and passages of one document of a draft. What is annotated there already stays as it is.
pub fn annotate(draft: &mut Draft, document: usize, checked: &[(String, Option<Known>)]) {
    let Some(own) = draft.documents.get_mut(document) else { return };
    // The text is lent out while the rest of the draft is written to.
    let text = std::mem::take(&mut own.text);
    let mut layout = Layout::of(draft, document);
    let language = language_of(draft, document);
    let headings = layout.headings();
    let blocks: Vec<_> = layout.blocks.iter().map(|(span, kind)| (*span, kind.clone())).collect();
    let notes = notes::notes(&text, &blocks);
    let mut times = notes::times(&text, &headings, &layout.stretches, &notes, language);
    if layout.written.is_empty()
        && let Some(written) = dated::written(&text, &times)
    {
        let own = &mut draft.documents[document];
        own.reference = Some(written);
        own.told.insert(Fact::Reference, Provenance::Guess);
        layout = Layout::of(draft, document);
        times = notes::times(&text, &headings, &layout.stretches, &notes, language);
    }
    let mut writer = Writer::new(draft, document, &text, &layout);
    let home = writer.draft.head.home.clone();
    let asked = places::Asked { text: text.as_str(), headings: &headings, language, home: &home, checked };
    let places = places::find(&asked);
    let mut located = writer.places(&places);
    let whole = writer.whole(&mut located);
    let described = described(&text, language, &writer.cities(&located), whole, &notes);
    writer.described(&described, &mut located);
    writer.times(&times);
    let around = writer.around();
    let asked = passages::Asked {
        text: &text,
        language,
        blocks: &blocks,
        notes: &notes,
        times: &times,
        places: &located,
        written: &layout.written,
        whole,
        around: &around,
    };
    // What tells a happening is known of two languages alone.
    if language != Language::Other {
        writer.passages(&passages::find(&asked));
    }
    draft.documents[document].text = text;
}

/// The language of a document, or else of all of the draft.
fn language_of(draft: &Draft, document: usize) -> Language {
    let own = &draft.documents[document].language;
    Language::from_tag(if own.is_empty() { &draft.head.language } else { own })
}

/// The words of a place, with the direction where a part of it is meant.
fn whole_span(place: &FoundPlace) -> Span {
    place.part.map_or(place.span, |part| part.span)
}

/// Writes into a draft.
struct Writer<'a> {
    draft: &'a mut Draft,
    text: &'a Text,
    /// The id of the document, and its number.
    document: (String, usize),
    gazetteers: Gazetteers,
    /// What a person has annotated: what is found is not written across it.
    taken: &'a Layout,
    /// Ids that annotations have.
    ids: BTreeSet<String>,
    /// The ids of the places that passages are handed by number, and back.
    numbered: Vec<String>,
    numbers: BTreeMap<String, usize>,
    /// The ids of voices by their names, all ids of voices, and how often each was wanted.
    voices: BTreeMap<String, String>,
    voice_ids: BTreeSet<String>,
    slugs: BTreeMap<String, usize>,
}

impl<'a> Writer<'a> {
    fn new(draft: &'a mut Draft, document: usize, text: &'a Text, taken: &'a Layout) -> Self {
        let ids = draft.annotations.iter().map(|annotation| annotation.id.clone()).filter(|id| !id.is_empty()).collect();
        let id = draft.documents[document].id.clone();
        let gazetteers = Gazetteers::new(draft);
        // Of two voices of one name, the first.
        let voices = draft.voices.iter().rev().map(|voice| (voice.name.clone(), voice.id.clone())).collect();
        let voice_ids = draft.voices.iter().map(|voice| voice.id.clone()).collect();
        Self {
            draft,
            text,
            document: (id, document),
            gazetteers,
            taken,
            ids,
            numbered: Vec::new(),
            numbers: BTreeMap::new(),
            voices,
            voice_ids,
            slugs: BTreeMap::new(),
        }
    }

    fn add(&mut self, id: String, span: Span, body: Body, found: Found) {
        if self.draft.annotations.len() >= limits::ANNOTATIONS {
            return;
        }
        self.draft.annotations.push(AnnotationDraft {
            id,
            document: Some(self.document.0.clone()),
            selector: Selector { position: Some(span), ..Selector::default() },
            body,
            found: Some(Arc::new(found)),
            raw: String::new(),
            at: None,
            filed: Filed::default(),
        });
    }

    /// The number by which passages are handed a place.
    fn number(&mut self, id: &str) -> usize {
        if let Some(number) = self.numbers.get(id) {
            return *number;
        }
        self.numbered.push(id.to_owned());
        self.numbers.insert(id.to_owned(), self.numbered.len() - 1);
        self.numbered.len() - 1
    }

    /// Writes the mentions of places, with their places.
    fn places(&mut self, found: &[FoundPlace]) -> Vec<Located> {
        let mut ids: Vec<Option<String>> = vec![None; found.len()];
        let mut located = Vec::new();
        // Sites come last, because the settlement that they belong to may stand behind them.
        let is_site = |index: &usize| found[*index].chosen.is_none() && found[*index].site_of.is_some();
        let (sites, others): (Vec<usize>, Vec<usize>) = (0..found.len()).partition(is_site);
        for index in others.into_iter().chain(sites) {
            let place = &found[index];
            let (words, span) = (self.text.slice(place.span), whole_span(place));
            let parent = place.site_of.and_then(|of| ids.get(of)?.clone());
            let Some(id) = self.gazetteers.place(self.draft, place, words, parent) else { continue };
            let kind = self.gazetteers.kind(self.draft, &id).unwrap_or(place.kind);
            located.push(Located { span, place: self.number(&id), kind, is_home: true });
            ids[index] = Some(id);
        }
        located.sort_by_key(|place| place.span);
        // Mentions of one name share their candidates, and so what is said of them.
        let mut known: BTreeMap<usize, usize> = BTreeMap::new();
        let mut choices: Vec<Arc<[Choice]>> = Vec::new();
        for (place, id) in found.iter().zip(ids) {
            let span = whole_span(place);
            let Some(id) = id.filter(|_| !self.taken.is_taken(span)) else { continue };
            let why = vec![sentence(&wording::place(place, &limits::shown(self.text.slice(span))))];
            let number = *known.entry(place.others.as_ptr().addr()).or_insert_with(|| {
                choices.push(place.others.iter().take(limits::CHOICES).map(placing::choice).collect());
                choices.len() - 1
            });
            let others = choices[number].clone();
            let body = Body::PlaceMention { place: id, note: String::new() };
            self.add(String::new(), span, body, Found { sure: hundredths(place.confidence), why, others });
        }
        located
    }

    /// The same places, of which “the city” is one that is known to be one: a part of a city has no position.
    fn cities(&self, located: &[Located]) -> Vec<Located> {
        let is_known = |place: &Located| self.gazetteers.is_placed(self.draft, &self.numbered[place.place]);
        let kind = |place: &Located| match place.kind {
            PlaceKind::Settlement if !is_known(place) => PlaceKind::Region,
            kind => kind,
        };
        located.iter().map(|place| Located { kind: kind(place), ..*place }).collect()
    }

    /// Writes the mentions that are descriptions, and adds them to the places that are handed to the passages.
    fn described(&mut self, found: &[Described], located: &mut Vec<Located>) {
        let mut more = Vec::new();
        for Described { span, of, is_site } in found {
            let Located { place, kind, is_home, .. } = located[*of];
            let (words, mut id) = (self.text.slice(*span), self.numbered[place].clone());
            let name = self.gazetteers.title(self.draft, &id).to_owned();
            let mut kind = kind;
            if *is_site {
                let Some(own) = self.gazetteers.unplaced(self.draft, PlaceKind::Site, words, Some(id)) else { continue };
                (id, kind) = (own, PlaceKind::Site);
            }
            more.push(Located { span: *span, place: self.number(&id), kind, is_home });
            if !self.taken.is_taken(*span) {
                let why = vec![sentence(&wording::described(&limits::shown(words), &limits::shown(&name), *is_site))];
                let body = Body::PlaceMention { place: id, note: String::new() };
                self.add(String::new(), *span, body, Found { sure: DESCRIBED, why, others: Arc::default() });
            }
        }
        located.extend(more);
        located.sort_by_key(|place| place.span);
    }

    /// Writes the mentions of times. How long something lasts and how often it comes is no time, and neither is a “recently”
    /// that nothing places; a date without its year is one, and waits to be placed.
    fn times(&mut self, found: &[FoundTime]) {
        for time in found {
            let is_time = match time.kind {
                Kind::Point | Kind::Range => true,
                Kind::Length | Kind::Vague => time.when.is_some(),
                Kind::Repeated => false,
            };
            if !is_time || self.taken.is_taken(time.span) {
                continue;
            }
            let basis =
                if time.when.is_some() { passages::setting::basis(time, self.text.slice(time.span)) } else { Basis::Stated };
            let why = vec![sentence(&wording::time(time, self.text))];
            let body = Body::TimeMention { when: time.when, basis, note: String::new() };
            self.add(String::new(), time.span, body, Found { sure: hundredths(time.confidence), why, others: Arc::default() });
        }
    }

    /// The country that most places of the text lie in, if it is one of them; says of each place whether it lies there.
    fn whole(&self, located: &mut [Located]) -> Option<usize> {
        let countries: Vec<Option<usize>> = self
            .numbered
            .iter()
            .map(|id| {
                let country = self.gazetteers.country(self.draft, id)?;
                self.numbers.get(&country).copied()
            })
            .collect();
        let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
        for place in located.iter() {
            if let Some(country) = countries[place.place] {
                *votes.entry(country).or_default() += 1;
            }
        }
        let (number, count) = votes.into_iter().max_by_key(|(number, count)| (*count, std::cmp::Reverse(*number)))?;
        let is_whole = count * 2 > located.len()
            && count > 2
            && self.gazetteers.kind(self.draft, &self.numbered[number]) == Some(PlaceKind::Country);
        is_whole.then(|| {
            for place in located {
                place.is_home = countries[place.place] == Some(number);
            }
            number
        })
    }

    /// For each place by its number, the number of the one that it is in, where it is a site.
    fn around(&mut self) -> Vec<Option<usize>> {
        let mut around = Vec::new();
        // The settlement of a site may be none of those that are named, and gets a number then.
        while let Some(id) = self.numbered.get(around.len()).cloned() {
            let is_site = self.gazetteers.kind(self.draft, &id) == Some(PlaceKind::Site);
            let within = self.gazetteers.parent(self.draft, &id).filter(|_| is_site);
            around.push(within.map(|within| self.number(&within)));
        }
        around
    }

    fn passages(&mut self, found: &passages::Found) {
        let mut voices: Vec<Option<String>> = vec![None; found.speakers.len()];
        let author = self.author();
        for (number, passage) in found.passages.iter().enumerate() {
            if self.taken.is_told(passage.span) {
                continue;
            }
            let voice = match passage.voice {
                None => author.clone(),
                Some(voice) => {
                    if voices[voice].is_none() {
                        voices[voice] = self.voice(&found.speakers[voice]);
                    }
                    voices[voice].clone()
                }
            };
            self.passage(passage, number, voice);
        }
    }

    fn passage(&mut self, passage: &FoundPassage, number: usize, voice: Option<String>) {
        let places: Vec<String> = passage.places.iter().map(|place| self.numbered[*place].clone()).collect();
        let name = places.first().map_or("", |id| self.gazetteers.title(self.draft, id));
        let why = wording::passage(passage, name, self.text).iter().map(|why| sentence(why)).take(limits::CHOICES).collect();
        let clue = passage.timed.words().filter(|_| passage.when.is_some());
        let body = Body::Passage(Box::new(PassageDraft {
            title: passage.title.clone(),
            places,
            when: passage.when,
            basis: passage.basis,
            clue: clue.map(|span| Selector { position: Some(span), ..Selector::default() }),
            voice,
            status: passage.status,
            ..PassageDraft::default()
        }));
        let wanted = format!("found-{}-{}", self.document.1 + 1, number + 1);
        let id = unused(&wanted, |id| !self.ids.contains(id));
        self.ids.insert(id.clone());
        self.add(id, passage.span, body, Found { sure: hundredths(passage.confidence), why, others: Arc::default() });
    }

    /// The voice of the document's author.
    fn author(&mut self) -> Option<String> {
        let Document { author, publisher, .. } = &self.draft.documents[self.document.1];
        let (name, kind) = if author.trim().is_empty() { (publisher.clone(), "publisher") } else { (author.clone(), "author") };
        self.voice(&Speaker { name, kind })
    }

    /// The id of a voice: that of one of the same name, or a new one.
    fn voice(&mut self, speaker: &Speaker) -> Option<String> {
        let name = line(&speaker.name);
        if name.is_empty() {
            return None;
        }
        if let Some(known) = self.voices.get(&name) {
            return Some(known.clone());
        }
        if self.draft.voices.len() >= limits::VOICES {
            return None;
        }
        // The count goes on from the last one of that name: looking from the beginning would take hours for a hostile text.
        let own = slug(&name, "voice");
        let count = self.slugs.entry(own.clone()).or_insert(0);
        let id = loop {
            *count += 1;
            let id = if *count == 1 { own.clone() } else { format!("{own}-{count}") };
            if self.voice_ids.insert(id.clone()) {
                break id;
            }
        };
        self.voices.insert(name.clone(), id.clone());
        self.draft.voices.push(Voice { id: id.clone(), name, kind: speaker.kind.to_owned(), ..Voice::default() });
        Some(id)
    }
}

/// A confidence from 0 to 1 in hundredths.
fn hundredths(confidence: f32) -> u8 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is held between 0 and 100")]
    let hundredths = (confidence.clamp(0.0, 1.0) * 100.0).round() as u8;
    hundredths
}

/// A sentence with a capital at its beginning, on one line.
fn sentence(words: &str) -> String {
    outside::plain(words).chars().take(limits::NAME * 2).collect()
}

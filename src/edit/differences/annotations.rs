//! What differs in passages, mentions and the layout.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::pairs::{Known, Pairs};
use super::{Noun, Tally, changed, quoted, reworded};
use crate::formats::native;
use crate::report::dossier::Dossier;
use crate::report::draft::{Body, PartDraft, PassageDraft};
use crate::report::entry::Entry;
use crate::report::filed::Filed;
use crate::report::found::Found;
use crate::report::ids::{DocumentIx, MentionIx, PassageIx};
use crate::report::passage::{BlockKind, Target};
use crate::report::text::Span;
use crate::report::when::When;

const PASSAGE: Noun = ("passage", "passages");
const MENTION: Noun = ("mention", "mentions");
const DISMISSAL: Noun = ("words that name nothing:", "words that name nothing");
const PART: Noun = ("report", "reports");
const BLOCK: Noun = ("paragraph", "paragraphs");

type Both<'a> = (&'a Dossier, &'a Dossier);

pub fn passages((before, after): Both<'_>) -> Tally {
    let all = |dossier: &Dossier| (0..dossier.passages.len()).map(|at| Entry::passage(dossier, PassageIx::new(at))).collect();
    let mut tally = Tally::default();
    Compared::new((before, after), [all(before), all(after)]).tell(&mut tally, PASSAGE);
    tally
}

pub fn mentions((before, after): Both<'_>) -> Tally {
    let all = |dossier: &Dossier| (0..dossier.mentions.len()).map(|at| Entry::mention(dossier, MentionIx::new(at))).collect();
    let none = |dossier: &Dossier| dossier.dismissals.iter().map(|none| Entry::dismissal(dossier, none)).collect();
    let mut tally = Tally::default();
    Compared::new((before, after), [all(before), all(after)]).tell(&mut tally, MENTION);
    Compared::new((before, after), [none(before), none(after)]).tell(&mut tally, DISMISSAL);
    tally
}

pub fn layout((before, after): Both<'_>) -> Tally {
    let parts = |dossier: &Dossier| dossier.parts.iter().map(|part| Entry::part(dossier, part)).collect();
    let blocks = |dossier: &Dossier| dossier.blocks.iter().map(|block| Entry::block(dossier, block)).collect();
    let mut tally = Tally::default();
    Compared::new((before, after), [parts(before), parts(after)]).tell(&mut tally, PART);
    Compared::new((before, after), [blocks(before), blocks(after)]).tell(&mut tally, BLOCK);
    tally
}

/// The entries of one table in both dossiers.
struct Compared<'a> {
    dossiers: [&'a Dossier; 2],
    entries: [Vec<Entry>; 2],
    /// The documents that have the same text in both.
    same_texts: BTreeSet<&'a str>,
    several: bool,
    /// Where each id is, in either dossier.
    documents: [BTreeMap<&'a str, usize>; 2],
    places: [BTreeMap<&'a str, usize>; 2],
    voices: [BTreeMap<&'a str, usize>; 2],
}

/// Where each id is; of two that are the same, the first.
fn ids<'a>(list: impl DoubleEndedIterator<Item = &'a str> + ExactSizeIterator) -> BTreeMap<&'a str, usize> {
    list.enumerate().rev().map(|(at, id)| (id, at)).collect()
}

impl<'a> Compared<'a> {
    fn new((before, after): Both<'a>, entries: [Vec<Entry>; 2]) -> Self {
        let same = before.documents.iter().filter(|one| {
            let other = after.documents.iter().find(|other| other.id == one.id);
            other.is_some_and(|other| other.text.as_str() == one.text.as_str())
        });
        let same_texts = same.map(|document| document.id.as_str()).collect();
        let dossiers = [before, after];
        Self {
            dossiers,
            entries: without_alike(entries, &same_texts),
            same_texts,
            several: after.documents.len() > 1,
            documents: dossiers.map(|dossier| ids(dossier.documents.iter().map(|document| document.id.as_str()))),
            places: dossiers.map(|dossier| ids(dossier.places.iter().map(|place| place.id.as_str()))),
            voices: dossiers.map(|dossier| ids(dossier.voices.iter().map(|voice| voice.id.as_str()))),
        }
    }

    fn tell(&self, tally: &mut Tally, noun: Noun) {
        let [before, after] = [0, 1].map(|side| self.known(side));
        let mut pairs = Pairs::of(&before, &after);
        self.pair_what_overlaps(&mut pairs);
        for (at, now) in pairs.before {
            let one = &self.entries[0][at];
            match now.map(|now| &self.entries[1][now]) {
                Some(other) => tally.say(noun, self.name(1, other), &self.changes(one, other)),
                None => tally.say(noun, self.name(0, one), &["gone".to_owned()]),
            }
        }
        for at in pairs.new {
            let entry = &self.entries[1][at];
            let told = if entry.found.is_some() { "new, found" } else { "new" };
            tally.say(noun, self.name(1, entry), &[told.to_owned()]);
        }
    }

    /// By what each entry is known: its line, what sort of thing it says of which words, or these words alone.
    fn known(&self, side: usize) -> Vec<Known> {
        let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let known = self.entries[side].iter().map(|entry| {
            let here = if self.same_texts.contains(entry.document.as_str()) {
                format!("{}:{}–{}", entry.document, entry.span.start, entry.span.end)
            } else {
                // Positions say nothing where the texts differ, but the third “Oral” is likely to be the third one still.
                let words = self.words(side, entry);
                let count = counts.entry((&entry.document, words)).or_default();
                *count += 1;
                format!("{}:{words}:{count}", entry.document)
            };
            let keys = vec![self.line(side, entry), format!("{here} {}", sort(&entry.body)), here];
            Known { id: entry.id.clone(), keys }
        });
        known.collect()
    }

    /// What is gone and what is new are the same where they say the same of words that overlap.
    fn pair_what_overlaps(&self, pairs: &mut Pairs) {
        let mut new: BTreeMap<(&str, usize), usize> = BTreeMap::new();
        for at in &pairs.new {
            let entry = &self.entries[1][*at];
            new.insert((&entry.document, entry.span.start), *at);
        }
        for (at, now) in pairs.before.iter_mut().filter(|(_, now)| now.is_none()) {
            let one = &self.entries[0][*at];
            if !self.same_texts.contains(one.document.as_str()) {
                continue;
            }
            // Of long stretches few begin before it and reach into it; the nearest are looked at.
            let near = new.range(..(one.document.as_str(), one.span.end)).rev().take(8);
            let is_it = |other: &Entry| {
                other.document == one.document && other.span.overlaps(one.span) && self.says(0, one) == self.says(1, other)
            };
            let found = near.map(|(key, at)| (*key, *at)).find(|(_, at)| is_it(&self.entries[1][*at]));
            if let Some((key, other)) = found {
                new.remove(&key);
                *now = Some(other);
            }
        }
        let taken: BTreeSet<usize> = pairs.before.iter().filter_map(|(_, now)| *now).collect();
        pairs.new.retain(|at| !taken.contains(at));
    }

    fn document(&self, side: usize, entry: &Entry) -> DocumentIx {
        DocumentIx::new(self.documents[side].get(entry.document.as_str()).copied().unwrap_or_default())
    }

    fn words(&self, side: usize, entry: &Entry) -> &str {
        self.dossiers[side].slice(Target { document: self.document(side, entry), span: entry.span })
    }

    fn line(&self, side: usize, entry: &Entry) -> String {
        native::annotation(self.dossiers[side], self.document(side, entry), entry)
    }

    /// What an entry is called: by its title, or by its words and the line that they stand in.
    fn name(&self, side: usize, entry: &Entry) -> String {
        match &entry.body {
            Body::Passage(passage) => quoted(&passage.title),
            Body::Part(part) => quoted(&part.title),
            _ => {
                let document = self.dossiers[side].document(self.document(side, entry));
                let beginning: String = self.words(side, entry).chars().take(200).collect();
                let line = document.text.line_of(entry.span.start) + 1;
                let of = if self.several { format!(" of {}", quoted(&document.title)) } else { String::new() };
                format!("{} (line {line}{of})", quoted(&beginning))
            }
        }
    }

    /// What a mention names, or what a stretch of text is.
    fn says(&self, side: usize, entry: &Entry) -> String {
        match &entry.body {
            Body::PlaceMention { place, .. } => self.place(side, place),
            Body::TimeMention { when, .. } => time(*when, &entry.filed),
            Body::Block(kind) => block(kind),
            Body::NotAMention { .. } | Body::Passage(_) | Body::Part(_) => sort(&entry.body).to_owned(),
        }
    }

    fn place(&self, side: usize, id: &str) -> String {
        let place = self.places[side].get(id).map(|at| &self.dossiers[side].places[*at]);
        quoted(place.map_or(id, |place| &place.title))
    }

    fn voice(&self, side: usize, id: &str) -> String {
        let voice = self.voices[side].get(id).map(|at| &self.dossiers[side].voices[*at]);
        quoted(voice.map_or(id, |voice| &voice.name))
    }

    /// How an entry has changed.
    fn changes(&self, one: &Entry, other: &Entry) -> Vec<String> {
        let lines = [self.line(0, one), self.line(1, other)];
        let same_text = self.same_texts.contains(other.document.as_str()) && one.document == other.document;
        if lines[0] == lines[1] && same_text {
            return Vec::new();
        }
        let mut told: Vec<String> = Vec::new();
        told.extend(match (&one.found, &other.found) {
            (Some(_), None) => Some("found and now confirmed".to_owned()),
            (None, Some(_)) => Some("checked, and now only found".to_owned()),
            (Some(was), Some(is)) => finding(was, is),
            (None, None) => None,
        });
        if one.document != other.document {
            told.push("it stands in another document".to_owned());
        }
        let words = [self.words(0, one), self.words(1, other)];
        if words[0] != words[1] {
            told.extend(reworded("the text", words[0], words[1]));
        } else if same_text && one.span != other.span {
            told.push("it stands elsewhere in the text".to_owned());
        }
        match (&one.body, &other.body) {
            (Body::Passage(was), Body::Passage(is)) => self.passage((was, &one.filed), (is, &other.filed), &mut told),
            (Body::PlaceMention { place: was, .. }, Body::PlaceMention { place: is, .. }) if was != is => {
                told.push(format!("named {} and names {}", self.says(0, one), self.says(1, other)));
            }
            (Body::TimeMention { when: was, basis: old, .. }, Body::TimeMention { when: is, basis: new, .. }) => {
                told.extend(changed("the time", &time(*was, &one.filed), &time(*is, &other.filed)));
                told.extend(changed("the basis", old.word(), new.word()));
            }
            (Body::Block(was), Body::Block(is)) => told.extend(changed("the kind", &block(was), &block(is))),
            (Body::Part(was), Body::Part(is)) => told.extend(part(was, is)),
            (was, is) if sort(was) != sort(is) => {
                told.push(format!("named {} and names {}", self.says(0, one), self.says(1, other)));
            }
            _ => {}
        }
        told.extend(reworded("the note", note(&one.body), note(&other.body)));
        told.extend(reworded("the id", &one.id, &other.id));
        if told.is_empty() && same_text {
            told.push("it differs in something that Dateline does not know".to_owned());
        }
        told
    }

    fn passage(&self, (was, old): (&PassageDraft, &Filed), (is, new): (&PassageDraft, &Filed), told: &mut Vec<String>) {
        let places = |side, list: &[String]| list.iter().map(|id| self.place(side, id)).collect::<Vec<_>>().join(", ");
        let voices = |side, list: &[String]| list.iter().map(|id| self.voice(side, id)).collect::<Vec<_>>().join(", ");
        told.extend(reworded("the title", &was.title, &is.title));
        if was.places != is.places {
            let (before, after) = (places(0, &was.places), places(1, &is.places));
            told.push(if was.places.len().max(is.places.len()) > 1 {
                let named = |places: String| if places.is_empty() { "no place".to_owned() } else { places };
                format!("it spoke of {} and speaks of {}", named(before), named(after))
            } else {
                changed("the place", &before, &after).unwrap_or_else(|| "the place is another one of the same name".to_owned())
            });
        }
        told.extend(changed("the date", &time(was.when, old), &time(is.when, new)));
        told.extend(changed("the basis", was.basis.word(), is.basis.word()));
        let clue = |draft: &PassageDraft| draft.clue.as_ref().and_then(|clue| clue.position);
        if clue(was) != clue(is) && !self.same_texts.is_empty() {
            told.push("the words that the date comes from are others".to_owned());
        }
        if was.voice != is.voice {
            let voice = |side, voice: &Option<String>| voice.as_ref().map(|id| self.voice(side, id)).unwrap_or_default();
            told.extend(changed("the voice", &voice(0, &was.voice), &voice(1, &is.voice)));
        }
        if was.via != is.via {
            told.extend(changed("who carries it", &voices(0, &was.via), &voices(1, &is.via)));
        }
        told.extend(changed("the status", was.status.word(), is.status.word()));
        for (what, was, is) in [("who else tells it", &was.same, &is.same), ("who contradicts it", &was.conflicts, &is.conflicts)] {
            let all = |list: &[String]| list.iter().map(|id| quoted(id)).collect::<Vec<_>>().join(", ");
            told.extend(changed(what, &all(was), &all(is)));
        }
    }
}

/// Leaves out what both have alike in the same text: most entries, of which there is nothing to tell, and to write the line of each
/// would take seconds.
fn without_alike(mut entries: [Vec<Entry>; 2], same_texts: &BTreeSet<&str>) -> [Vec<Entry>; 2] {
    let mut alike = entries.each_ref().map(|side| vec![false; side.len()]);
    let mut there: HashMap<(&str, Span, &str), Vec<usize>> = HashMap::new();
    for (at, entry) in entries[1].iter().enumerate().rev() {
        there.entry((&entry.document, entry.span, &entry.id)).or_default().push(at);
    }
    for (at, entry) in entries[0].iter().enumerate().filter(|(_, entry)| same_texts.contains(entry.document.as_str())) {
        let Some(here) = there.get_mut(&(entry.document.as_str(), entry.span, entry.id.as_str())) else { continue };
        if let Some(found) = here.iter().rposition(|other| entries[1][*other] == *entry) {
            (alike[0][at], alike[1][here.remove(found)]) = (true, true);
        }
    }
    for (side, alike) in entries.iter_mut().zip(alike) {
        let mut alike = alike.into_iter();
        side.retain(|_| !alike.next().unwrap_or_default());
    }
    entries
}

/// How what is said of a report within a document has changed.
fn part(was: &PartDraft, is: &PartDraft) -> Vec<String> {
    let when = |when: Option<When>| when.map(|when| when.to_string()).unwrap_or_default();
    let told = [
        reworded("the title", &was.title, &is.title),
        reworded("the author", &was.author, &is.author),
        reworded("the address", &was.source, &is.source),
        changed("when it was published", &when(was.published), &when(is.published)),
        changed("when it was written", &when(was.reference), &when(is.reference)),
    ];
    told.into_iter().flatten().collect()
}

/// How what the finder says has changed.
fn finding(was: &Found, is: &Found) -> Option<String> {
    let sure = changed("how sure it was found", &format!("{} %", was.sure), &format!("{} %", is.sure));
    sure.or_else(|| (was != is).then(|| "why it was found so differs".to_owned()))
}

/// What sort of thing an entry says.
fn sort(body: &Body) -> &'static str {
    match body {
        Body::PlaceMention { .. } => "a place",
        Body::TimeMention { .. } => "a time",
        Body::NotAMention { .. } => "nothing",
        Body::Passage(_) => "a passage",
        Body::Part(_) => "a report",
        // Pages and references lie within other parts of the layout, and several may stand at the same words.
        Body::Block(BlockKind::Page(_)) => "a page",
        Body::Block(BlockKind::FootnoteRef(_)) => "a reference",
        Body::Block(_) => "a part of the layout",
    }
}

fn note(body: &Body) -> &str {
    match body {
        Body::PlaceMention { note, .. } | Body::TimeMention { note, .. } | Body::NotAMention { note } => note,
        Body::Passage(passage) => &passage.note,
        Body::Block(_) | Body::Part(_) => "",
    }
}

/// A time as it is written; empty where there is none.
fn time(when: Option<When>, filed: &Filed) -> String {
    let written = filed.written("when").map(quoted);
    when.map(|when| when.to_string()).or(written).unwrap_or_default()
}

fn block(kind: &BlockKind) -> String {
    let (word, level, label) = native::block_words(kind);
    let level = level.map(|level| format!(" of level {level}")).unwrap_or_default();
    let label = label.map(|label| format!(" {}", quoted(label))).unwrap_or_default();
    format!("{}{level}{label}", word.replace('-', " "))
}

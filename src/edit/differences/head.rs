//! What differs in what is said of the whole, in documents, and in what is only kept.

use super::pairs::{Known, Pairs};
use super::{Noun, Tally, changed, reworded};
use crate::report::dossier::Dossier;
use crate::report::draft::{Document, Head, Stray};
use crate::report::filed::Fields;
use crate::report::when::When;

const DOCUMENT: Noun = ("document", "documents");
/// Of the report as a whole there is no name to say.
const WHOLE: Noun = ("", "");

fn when(when: Option<When>) -> String {
    when.map(|when| when.to_string()).unwrap_or_default()
}

pub fn head((before, after): (&Dossier, &Dossier)) -> Tally {
    let (one, other) = (&before.head, &after.head);
    let presets = |head: &Head| head.presets.iter().map(|preset| (preset.label.clone(), preset.when)).collect::<Vec<_>>();
    let told = [
        reworded("the title", &one.title, &other.title),
        reworded("the id", &one.id, &other.id),
        reworded("the description", &one.description, &other.description),
        reworded("the language", &one.language, &other.language),
        changed("the time zone", one.zone.name(), other.zone.name()),
        reworded("the home country", &one.home.join(", "), &other.home.join(", ")),
        changed("the window to start with", &when(one.window), &when(other.window)),
        changed("the time that is shown at the start", &when(one.range), &when(other.range)),
        (one.frame != other.frame).then(|| "the map shows another part of the world at the start".to_owned()),
        (presets(one) != presets(other)).then(|| "the named periods differ".to_owned()),
        (one.told != other.told).then(|| "where title, language, time zone and home come from differs".to_owned()),
        (one.format != other.format).then(|| format!("the format was {} and is {}", one.format, other.format)),
    ];
    let mut tally = Tally::default();
    for told in told.into_iter().flatten() {
        tally.say(WHOLE, String::new(), &[told]);
    }
    tally
}

pub fn documents((before, after): (&Dossier, &Dossier)) -> Tally {
    let known = |list: &[Document]| {
        list.iter().map(|one| Known { id: one.id.clone(), keys: vec![one.text.checksum().to_owned()] }).collect::<Vec<_>>()
    };
    let mut tally = Tally::default();
    let pairs = Pairs::of(&known(&before.documents), &known(&after.documents));
    for (at, now) in pairs.before {
        let one = &before.documents[at];
        match now.map(|now| &after.documents[now]) {
            Some(other) => tally.say(DOCUMENT, super::quoted(&other.title), &document(one, other)),
            None => tally.say(DOCUMENT, super::quoted(&one.title), &["gone".to_owned()]),
        }
    }
    for at in pairs.new {
        tally.say(DOCUMENT, super::quoted(&after.documents[at].title), &["new".to_owned()]);
    }
    tally
}

fn document(one: &Document, other: &Document) -> Vec<String> {
    let text = |document: &Document| document.text.as_str().to_owned();
    let told = [
        (text(one) != text(other)).then(|| "its text is another one, and what is said of it is compared by its words".to_owned()),
        reworded("the title", &one.title, &other.title),
        reworded("the author", &one.author, &other.author),
        reworded("the publisher", &one.publisher, &other.publisher),
        changed("when it was published", &when(one.published), &when(other.published)),
        changed("when it was written", &when(one.reference), &when(other.reference)),
        reworded("the language", &one.language, &other.language),
        reworded("the licence", &one.licence, &other.licence),
        reworded("the address", &one.source, &other.source),
        reworded("the file", &one.file, &other.file),
        (one.original != other.original).then(|| "the original is another one".to_owned()),
        (one.told != other.told).then(|| "where what is said of it comes from differs".to_owned()),
        (one.complaints != other.complaints).then(|| "what could not be read of the original differs".to_owned()),
        reworded("the id", &one.id, &other.id),
    ];
    let mut told: Vec<String> = told.into_iter().flatten().collect();
    if told.is_empty() && one.filed != other.filed {
        told.push("it differs in something that Dateline does not know".to_owned());
    }
    told
}

/// Fields that are not known, and entries that cannot be used.
pub fn kept((before, after): (&Dossier, &Dossier)) -> Tally {
    let fields = |dossier: &Dossier| -> [Fields; 4] {
        let head = &dossier.head;
        [&head.extra, &head.as_read, &dossier.places_head, &dossier.annotations_head].map(Clone::clone)
    };
    let strays = |dossier: &Dossier| {
        let mut strays: Vec<Stray> = dossier.strays.to_vec();
        strays.sort_by(|one, other| (one.file, &one.raw).cmp(&(other.file, &other.raw)));
        strays
    };
    let mut tally = Tally::default();
    if fields(before) != fields(after) {
        tally.say(WHOLE, String::new(), &["fields that Dateline does not know differ".to_owned()]);
    }
    let (was, is) = (strays(before), strays(after));
    if was != is {
        let told = format!("entries that cannot be used were {} and are {}, and differ", was.len(), is.len());
        tally.say(WHOLE, String::new(), &[told]);
    }
    tally
}

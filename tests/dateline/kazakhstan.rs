//! The dossier inside the program: every annotation against its text, and what it must cover.

use std::collections::BTreeSet;

use dateline::formats::Folder;
use dateline::formats::native;
use dateline::formats::shipped::Shipped;
use dateline::report::dossier::Dossier;
use dateline::report::ids::PassageIx;
use dateline::report::passage::{BlockKind, Passage};
use dateline::report::when::When;
use serde_json::Value;

use crate::fixture::Files;

fn dossier() -> Dossier {
    native::open(&Shipped).unwrap()
}

#[test]
fn nothing_is_wrong_with_it() {
    let dossier = dossier();
    let warnings: Vec<_> = dossier.warnings.iter().map(ToString::to_string).collect();
    assert!(warnings.is_empty(), "{}", warnings.join("\n"));
    assert!(dossier.strays.is_empty());
}

#[test]
fn its_text_is_the_text_as_published() {
    let dossier = dossier();
    assert_eq!(dossier.documents[0].sha256, "9ff434b569e675b93a009a98a821993e3903a3024f333422ccefbb8fa6e8c72a");
    assert_eq!(dossier.documents[0].text.lines().len(), 222);
    assert_eq!(dossier.documents[0].author, "CrimethInc.");
}

#[test]
fn every_annotation_quotes_the_text_at_its_span() {
    let text: Vec<char> = String::from_utf8(Shipped.read("report.txt").unwrap()).unwrap().chars().collect();
    let file: Value = serde_json::from_slice(&Shipped.read("annotations.json").unwrap()).unwrap();
    let annotations = file["annotations"].as_array().unwrap();
    let index = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let slice = |value: &Value| text[index(&value["start"])..index(&value["end"])].iter().collect::<String>();
    for annotation in annotations.iter().filter(|annotation| annotation["type"] != "part") {
        assert_eq!(annotation["exact"], slice(annotation), "{annotation}");
        let clue = &annotation["clue"];
        assert!(clue.is_null() || clue["exact"] == slice(clue), "{annotation}");
    }
}

#[test]
fn its_files_are_laid_out_as_they_are_saved() {
    let dossier = dossier();
    let file = |name: &str| String::from_utf8(Shipped.read(name).unwrap()).unwrap();
    let saved = [
        ("dossier.json", native::dossier_json(&dossier)),
        ("places.geojson", native::places_geojson(&dossier)),
        ("annotations.json", native::annotations_json(&dossier)),
    ];
    let update = std::env::var_os("UPDATE_DOSSIER").is_some();
    for (name, text) in &saved {
        if update {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/kazakhstan-2022").join(name);
            std::fs::write(path, text).unwrap();
        } else {
            let differing = text.lines().zip(file(name).lines()).position(|(a, b)| a != b).map(|line| line + 1);
            assert!(
                *text == file(name),
                "{name} is not as saving it writes it, from line {differing:?}; UPDATE_DOSSIER=1 writes it"
            );
        }
    }
    let reopened = Files::default()
        .with("report.txt", Shipped.read("report.txt").unwrap())
        .with("dossier.json", saved[0].1.clone())
        .with("places.geojson", saved[1].1.clone())
        .with("annotations.json", saved[2].1.clone())
        .open();
    assert!(reopened.warnings.is_empty(), "{:?}", reopened.warnings);
    assert_eq!(reopened.passages.len(), dossier.passages.len());
    assert_eq!(reopened.mentions.len(), dossier.mentions.len());
}

/// How many passages speak of a place at some time within these limits.
fn count(dossier: &Dossier, place: &str, when: &str) -> usize {
    let ix = dossier.place_by_id(place).unwrap_or_else(|| panic!("no place {place}"));
    let limits: When = when.parse().unwrap();
    let within = |passage: &&Passage| {
        let inside = |own: &When| own.earliest() >= limits.earliest() && own.latest() <= limits.latest();
        passage.places.contains(&ix) && passage.when.as_ref().is_some_and(inside)
    };
    dossier.passages.iter().filter(within).count()
}

#[test]
fn it_covers_the_places_and_years_of_the_report() {
    let dossier = dossier();
    assert!(dossier.passages.len() >= 70, "{} passages", dossier.passages.len());
    for place in [
        "zhanaozen",
        "western-kazakhstan",
        "almaty",
        "republic-square",
        "akimat",
        "abai-avenue",
        "almaty-airport",
        "uralsk",
        "kostanay",
        "nur-sultan",
    ] {
        assert!(count(&dossier, place, "2021-12/2022-01") > 0, "nothing on {place} in January 2022");
    }
    for (place, when) in [
        ("almaty", "1986"),
        ("zhanaozen", "2011"),
        ("aktobe", "2016"),
        ("almaty", "2019"),
        ("hungary", "1848"),
        ("hungary", "1956"),
        ("prague", "1968"),
        ("afghanistan", "1979"),
    ] {
        assert!(count(&dossier, place, when) > 0, "nothing on {place} in {when}");
    }
}

#[test]
fn titles_describe_and_links_go_both_ways() {
    let dossier = dossier();
    let mut ids = BTreeSet::new();
    for (index, passage) in dossier.passages.iter().enumerate() {
        let ix = PassageIx::new(index);
        assert!(ids.insert(&passage.id), "{} stands twice", passage.id);
        let words = passage.title.split_whitespace().count();
        assert!((2..=12).contains(&words), "{}: a title of {words} words", passage.id);
        assert!(passage.voice.is_some(), "{} has no voice", passage.id);
        for other in &passage.aside().same {
            assert!(
                dossier.passage(*other).aside().same.contains(&ix),
                "{} is the same as {}, but not the other way",
                passage.id,
                dossier.passage(*other).id
            );
        }
        for other in &passage.aside().conflicts {
            assert!(
                dossier.passage(*other).aside().conflicts.contains(&ix),
                "{} contradicts {}, but not the other way",
                passage.id,
                dossier.passage(*other).id
            );
        }
    }
}

#[test]
fn every_footnote_has_a_reference() {
    let dossier = dossier();
    let labels = |wanted: fn(&BlockKind) -> Option<&String>| -> BTreeSet<&String> {
        dossier.blocks.iter().filter_map(|block| wanted(&block.kind)).collect()
    };
    let notes = labels(|kind| if let BlockKind::Footnote(label) = kind { Some(label) } else { None });
    let references = labels(|kind| if let BlockKind::FootnoteRef(label) = kind { Some(label) } else { None });
    assert_eq!(notes, references);
    assert_eq!(notes.len(), 4);
}

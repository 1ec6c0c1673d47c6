//! Texts that have changed under their annotations: each is on its own words, or is kept aside and shown as such.

use std::sync::Arc;

use dateline::formats::native;
use dateline::report::anchoring::Why;
use dateline::report::dossier::Dossier;
use dateline::session::{Session, Tab};
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;

use crate::fixture::Files;
use crate::interface::open;

const TEXT: &str = "Team Alpha reported that the new road reduced delays by twelve percent across all districts.\n\
    Team Beta reported that the new road reduced delays by twelve percent across all districts.\n\
    Naïve café in Almaty opened on 5 January.\n\
    The square was full. The square was empty.\n";

const WORDS: [(&str, usize, &str); 5] = [
    ("alpha", 25, "the new road reduced delays by twelve percent"),
    ("beta", 117, "the new road reduced delays by twelve percent"),
    ("cafe", 185, "Naïve café in Almaty"),
    ("sq1", 227, "The square was"),
    ("sq2", 248, "The square was"),
];

/// Passages quoted from [`TEXT`], each with so many code points of its surroundings, over another text.
fn over(text: &str, around: usize) -> Files {
    let plain: Vec<char> = TEXT.chars().collect();
    let slice = |start: usize, end: usize| plain[start..end.min(plain.len())].iter().collect::<String>();
    let lines = WORDS.map(|(id, start, words)| {
        let end = start + words.chars().count();
        assert_eq!(slice(start, end), words);
        serde_json::json!({"id": id, "type": "passage", "start": start, "end": end, "exact": words,
            "prefix": slice(start.saturating_sub(around), start), "suffix": slice(end, end + around), "title": format!("About {id}"),
            "places": ["x"], "when": "2022-01-05", "basis": "stated", "status": "reported", "colour": "red"})
        .to_string()
    });
    let manifest = r#"{"format": 1, "id": "e", "title": "E", "language": "en", "timezone": "Asia/Almaty", "documents": [{"id": "r", "file": "r.txt", "title": "R"}], "voices": []}"#;
    let places = r##"{"type": "FeatureCollection", "features": [{"@id": "#x", "type": "Feature", "properties": {"title": "X", "kind": "settlement"}, "geometry": {"type": "Point", "coordinates": [76, 43]}}]}"##;
    Files::default()
        .with("dossier.json", manifest)
        .with("places.geojson", places)
        .with("r.txt", text)
        .with("annotations.json", format!("{{\"annotations\": [\n{}\n]}}", lines.join(",\n")))
}

/// Where each passage stands, and why others do not.
fn outcome(dossier: &Dossier) -> String {
    let mut list: Vec<String> =
        dossier.passages.iter().map(|passage| format!("{} {}", passage.id, passage.target.span.start)).collect();
    list.extend(dossier.adrift.listed.iter().map(|lost| format!("{} {:?} {:?}", lost.title, lost.why, lost.spots.len())));
    list.join(", ")
}

fn check(text: &str, around: usize, expected: &str) -> Dossier {
    let dossier = over(text, around).open();
    assert_eq!(outcome(&dossier), expected, "{:#?}", dossier.warnings);
    dossier
}

#[test]
fn a_text_as_it_was_has_all_its_passages() {
    let dossier = check(TEXT, 16, "alpha 25, beta 117, cafe 185, sq1 227, sq2 248");
    assert!(dossier.warnings.is_empty());
}

#[test]
fn what_is_said_of_a_lost_paragraph_is_not_said_of_another() {
    let (_, rest) = TEXT.split_once('\n').unwrap();
    let dossier = check(rest, 16, "beta 24, cafe 92, sq1 134, sq2 155, About alpha Differs 1");
    let said: Vec<String> = dossier.warnings.iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|line| line.starts_with("annotations.json:2: “exact”: “the new road reduced delays by twelve percent” stands in r.txt, but not clearly where it was: the text around it has changed; likely spots: 24–69; correct")), "{said:#?}");
    assert!(
        said.iter()
            .any(|line| line.starts_with("annotations.json:3: “exact”")
                && line.contains("is not at its position, but stands at 24–69")),
        "{said:#?}"
    );
    // What is aside is saved again as it was read, and stays aside.
    let saved = native::annotations_json(&dossier);
    assert!(saved.contains("\"id\":\"alpha\"") && saved.contains("\"start\":25"), "{saved}");
    let again = over(rest, 16).with("annotations.json", saved.clone()).open();
    assert_eq!(outcome(&again), outcome(&dossier));
    assert_eq!(native::annotations_json(&again), saved);
}

#[test]
fn an_inserted_line_and_another_way_of_setting_lose_nothing() {
    use unicode_normalization::UnicodeNormalization;
    check(&format!("An editor added this line.\n{TEXT}"), 16, "alpha 52, beta 144, cafe 212, sq1 254, sq2 275");
    check(&TEXT.nfd().collect::<String>(), 16, "alpha 25, beta 117, cafe 185, sq1 229, sq2 250");
    check(&TEXT.replace("the new ", "the  new\n"), 16, "alpha 25, beta 118, cafe 187, sq1 229, sq2 250");
}

#[test]
fn paragraphs_that_change_places_take_their_passages_along_or_are_aside() {
    let mut lines: Vec<&str> = TEXT.lines().collect();
    lines.swap(0, 1);
    let swapped = format!("{}\n", lines.join("\n"));
    // With 24 code points, “Alpha” and “Beta” are part of what is given.
    check(&swapped, 24, "beta 24, alpha 117, cafe 185, sq1 227, sq2 248");
    lines.swap(0, 1);
    lines.swap(0, 2);
    let far = format!("{}\n", lines.join("\n"));
    let dossier = over(&far, 24).open();
    for passage in &dossier.passages {
        let start = passage.target.span.start;
        let line = far.lines().find(|line| far[..far.find(line).unwrap()].chars().count() + line.chars().count() > start).unwrap();
        let own = match passage.id.as_str() {
            "alpha" => "Alpha",
            "beta" => "Beta",
            "cafe" => "Naïve",
            _ => "square",
        };
        assert!(line.contains(own), "{} stands in: {line}", passage.id);
    }
}

#[test]
fn two_that_cannot_be_told_apart_are_both_aside() {
    let alike = TEXT.replace("Beta", "Gamma");
    let without_one: String = alike.split_inclusive('\n').skip(1).collect();
    let files = over(&without_one, 16);
    let shifted = files.replaced("annotations.json", "\"start\":117", "\"start\":118").replaced(
        "annotations.json",
        "\"end\":162",
        "\"end\":163",
    );
    let shifted = ["185", "205", "227", "241", "248", "262"].iter().fold(shifted, |files, number| {
        let next = number.parse::<usize>().unwrap() + 1;
        let text = String::from_utf8(files.0["annotations.json"].clone()).unwrap();
        let text = text
            .replace(&format!("\"start\":{number}"), &format!("\"start\":{next}"))
            .replace(&format!("\"end\":{number}"), &format!("\"end\":{next}"));
        files.with("annotations.json", text)
    });
    let dossier = shifted.open();
    assert!(dossier.adrift.listed.iter().all(|lost| lost.why == Why::Contested), "{}", outcome(&dossier));
    assert_eq!(outcome(&dossier), "cafe 93, sq1 135, sq2 156, About alpha Contested 1, About beta Contested 1");
}

#[test]
fn the_window_counts_what_lost_its_place_and_opens_the_likely_spots() {
    let (_, rest) = TEXT.split_once('\n').unwrap();
    let session = Session::new(Arc::new(over(rest, 16).open()));
    let mut harness = open(session);
    harness.run();
    harness.get_by_role_and_label(Role::Button, "1 passage lost its place in the text").click();
    harness.run();
    assert!(harness.query_by_label("About alpha").is_some());
    assert!(harness.query_by_label_contains("the text around them has changed").is_some());
    harness.get_by_role_and_label(Role::Button, "Open the text at “the new road reduced delays by twelve percent”").click();
    harness.run();
    assert!(harness.query_by_label("About alpha").is_none(), "the page is closed");
    assert_eq!(harness.state().session.state.tab, Tab::Document);
    harness.get_by_role_and_label(Role::Button, "1 passage lost its place in the text").click();
    harness.run();
    harness.key_press(egui::Key::Escape);
    harness.run();
    assert!(harness.query_by_label("About alpha").is_none());
}

#[test]
fn nothing_is_adrift_in_the_shipped_dossier() {
    let session = crate::fixture::shipped();
    let dossier = &session.dossier;
    assert_eq!(dossier.adrift.count(), 0);
    assert!(dossier.documents.iter().all(|document| document.is_verified));
}

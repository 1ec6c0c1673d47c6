//! Times of a dossier as they were written: saved so, turned into its clock, and told where they are no stretch of time.

use dateline::formats::{native, table};
use dateline::report::{credit, wording};
use serde_json::{Value, json};

use crate::fixture::Files;

const TIMES: [&str; 10] = [
    "2022-01-05",
    "  2022-01-05 ",
    "2022-01-05T09:00:00Z",
    "[1667,1668,1670..1672]",
    "2004?-06-11",
    "2022-01-04T18:00/2022-01-04T24:00",
    "..1983-12-31",
    "Y3E3",
    "XXXX-12-XX",
    "5 January 2022",
];

fn files() -> Files {
    let lines: Vec<String> = TIMES.iter().enumerate().map(|(index, _)| format!("Line {index}.")).collect();
    let entries: Vec<Value> = TIMES
        .iter()
        .enumerate()
        .map(|(index, when)| {
            json!({"id": format!("p{index}"), "type": "passage", "exact": lines[index], "title": "A line", "places": [], "when": when, "status": "reported"})
        })
        .collect();
    // The documents come before the time zone in which their instants are told.
    let manifest = "{\"format\": 1, \"id\": \"t\", \"title\": \"T\", \"documents\": [{\"id\": \"r\", \"file\": \"r.txt\", \
        \"published\": \"2022-01-06T20:00Z\"}], \"start\": {\"window\": \"2022-01-05T00:00Z/2022-01-05T06:00Z\"}, \
        \"timezone\": \"Asia/Almaty\"}";
    Files::default()
        .with("dossier.json", manifest)
        .with("places.geojson", json!({"type": "FeatureCollection", "features": []}).to_string())
        .with("annotations.json", json!({"annotations": entries}).to_string())
        .with("r.txt", lines.join("\n"))
}

#[test]
fn every_time_is_saved_as_it_was_written() {
    let dossier = files().open();
    let saved: Value = serde_json::from_str(&native::annotations_json(&dossier)).unwrap();
    let whens: Vec<_> = saved["annotations"].as_array().unwrap().iter().map(|entry| entry["when"].as_str().unwrap()).collect();
    assert_eq!(whens, TIMES);
    let manifest: Value = serde_json::from_str(&native::dossier_json(&dossier)).unwrap();
    assert_eq!(manifest["documents"][0]["published"], "2022-01-06T20:00Z");
    assert_eq!(manifest["start"]["window"], "2022-01-05T00:00Z/2022-01-05T06:00Z");
    let rows = String::from_utf8(table::passages(&dossier).unwrap()).unwrap();
    assert!(rows.contains("2022-01-05T09:00:00Z,2022-01-05T15:00:00+06:00"), "{rows}");
}

#[test]
fn instants_are_told_by_the_clock_of_the_dossier_wherever_its_zone_stands() {
    let dossier = files().open();
    assert_eq!(wording::when(&dossier.passages[2].when.unwrap()), "5 January 2022, 15:00:00");
    assert_eq!(wording::when(&dossier.documents[0].published.unwrap()), "7 January 2022, 02:00");
    assert_eq!(dossier.head.window.unwrap().to_string(), "2022-01-05T06:00/2022-01-05T12:00");
}

#[test]
fn what_is_no_stretch_of_time_is_told_in_words_and_what_is_no_edtf_with_what_is() {
    let dossier = files().open();
    assert_eq!(credit::when(&dossier.passages[8]), "a day of December, in a year that is not known");
    let warnings: Vec<_> = dossier.warnings.iter().map(|warning| format!("{}; {}", warning.what, warning.remedy)).collect();
    let said = |text: &str| warnings.iter().filter(|warning| warning.contains(text)).count();
    assert_eq!(said("“when”: “XXXX-12-XX” is a day of December, in a year that is not known"), 1, "{warnings:#?}");
    assert_eq!(said("write “2022-01-05”; the entry is shown without a time"), 1, "{warnings:#?}");
}

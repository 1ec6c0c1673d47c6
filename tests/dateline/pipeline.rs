//! From bytes to a dossier and back, with every kind of fault on the way.

use dateline::formats::{native, table};
use dateline::report::dossier::Dossier;
use dateline::report::passage::Subject;
use serde_json::{Value, json};

use crate::fixture::{Files, marked, small};

/// The mentions of a dossier as their text and what they name.
fn mentions(dossier: &Dossier) -> Vec<String> {
    let name = |subject: &Subject| match subject {
        Subject::Place(ix) => dossier.place(*ix).id.clone(),
        Subject::Time(when, _) => when.map_or("none".to_owned(), |when| when.to_string()),
    };
    dossier.mentions.iter().map(|mention| format!("{} = {}", dossier.slice(mention.target), name(&mention.subject))).collect()
}

#[test]
fn marked_text_becomes_mentions_at_their_place() {
    let dossier = marked("In [Uralsk|place:oral] on [January 4|2022-01-04], in Жаңаөзен ✊ and [Almaty|place:almaty].").open();
    assert_eq!(mentions(&dossier), ["Uralsk = oral", "January 4 = 2022-01-04", "Almaty = almaty"]);
    assert!(dossier.warnings.is_empty(), "{:?}", dossier.warnings);
}

#[test]
fn annotations_follow_their_quotation_when_the_text_changes() {
    let text = String::from_utf8(small().0["report.txt"].clone()).unwrap();
    let dossier = small().with("report.txt", format!("A new first line.\n{text}")).open();
    assert_eq!(dossier.passages.len(), 7);
    assert!(dossier.warnings[0].to_string().contains("annotations.json:"), "{}", dossier.warnings[0]);
    for passage in &dossier.passages {
        assert!(text.contains(dossier.slice(passage.target)), "{}", passage.id);
    }
}

/// Opens a faulty dossier: these must be its warnings, and so much must be left of it.
fn check(files: &Files, expected: &[&str], passages: usize) {
    assert_eq!(files.warnings(), expected);
    assert_eq!(files.open().passages.len(), passages);
}

#[test]
fn each_fault_of_an_annotation_gives_one_message_and_the_rest_opens() {
    let annotations = "annotations.json";
    check(
        &small().replaced(annotations, "bangs on", "bangs in"),
        &[
            "annotations.json:8: “exact”: “All night there were bangs in the square.” is nowhere in report.txt; likely spots: 71–112; correct the quotation to the text as it stands there; the annotation is kept but not shown",
        ],
        6,
    );
    check(
        &small().replaced(annotations, r#""places":["oral"]"#, r#""places":["orel"]"#),
        &["annotations.json:13: place “orel” does not exist; add it to places.geojson or correct the id"],
        7,
    );
    check(
        &small().replaced(annotations, r#""when":"2022-01-05""#, r#""when":"2022-01-05/2022-01-04""#),
        &[
            "annotations.json:13: “when”: expected a date such as 2011-12, 2022-01-05~ or 2014/2016, but found “2022-01-05/2022-01-04”: it ends before it starts; write the time as EDTF; the entry is shown without a time",
        ],
        7,
    );
    check(
        &small().replaced(annotations, r#""status":"rumour""#, r#""status":"gossip""#),
        &[
            "annotations.json:13: “status” is “gossip”; use one of: witnessed, reported, official, rumour, disputed, background; “reported” is taken until then",
        ],
        7,
    );
    check(
        &small().replaced(annotations, r#""places":["oral"]"#, r#""places":"oral""#),
        &[
            "annotations.json:13: this annotation cannot be used: “places”: invalid type: string “oral”, expected a list in square brackets; correct the field; the annotation is kept but not shown",
        ],
        6,
    );
    check(
        &small().replaced(annotations, r#""type":"passage""#, r#""type":"sonnet""#),
        &[
            "annotations.json:4: this annotation cannot be used: “type” is “sonnet”, which this Dateline does not know; correct the field; the annotation is kept but not shown",
        ],
        6,
    );
}

#[test]
fn json_that_breaks_off_keeps_what_came_before() {
    let text = String::from_utf8(small().0["annotations.json"].clone()).unwrap();
    let cut = &text[..text.find("\"rumour\"").unwrap()];
    let files = small().with("annotations.json", cut);
    let warnings = files.warnings();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].starts_with("annotations.json:13: the JSON is faulty or breaks off in column"), "{warnings:?}");
    assert_eq!(files.open().passages.len(), 4);
}

#[test]
fn faults_of_files_are_named() {
    let mut without = small();
    without.0.remove("places.geojson");
    assert!(without.warnings()[0].starts_with("places.geojson: there is no such file; put the file into the folder"));
    let mut text = small().0["report.txt"].clone();
    text.extend(b"\nbad \xff byte");
    let warnings = small().with("report.txt", text).warnings();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].starts_with("report.txt:9: byte "), "{warnings:?}");
    let mut nothing = small();
    nothing.0.remove("dossier.json");
    let error = native::open(&nothing).unwrap_err();
    assert_eq!(
        error,
        "the test: cannot read dossier.json: there is no such file; a dossier is a folder that holds a file of that name"
    );
}

#[test]
fn faults_of_the_manifest_and_the_gazetteer_are_named() {
    let manifest = "dossier.json";
    let starts = |files: &Files, expected: &str| {
        let warnings = files.warnings();
        assert!(warnings[0].starts_with(expected), "{warnings:?}");
        assert_eq!(warnings.len(), 1, "{warnings:?}");
    };
    starts(&small().replaced(manifest, "T16:00", "T08:00"), "dossier.json:7: “start.window”: expected a date");
    starts(
        &small().replaced(manifest, "Asia/Almaty", "Asia/Almata"),
        "dossier.json:5: “timezone”: there is no time zone “Asia/Almata”",
    );
    starts(&small().replaced(manifest, "[46, 40, 88, 56]", "[46, 140, 88, 56]"), "dossier.json:7: “start.frame” is not");
    starts(
        &small().replaced(manifest, "\"format\": 1", "\"format\": 9"),
        "dossier.json:2: “format” is 9, but this Dateline knows versions up to 1",
    );
    let places = "places.geojson";
    starts(
        &small().replaced(places, "[51.37, 51.23]", "[51.37, 151.23]"),
        "places.geojson:6: “geometry” of “oral”: [51.37, 151.23] is not",
    );
    starts(
        &small().replaced(places, "\"#almaty\"}]", "\"#almatty\"}]"),
        "places.geojson:5: the parent “almatty” of this place does not exist",
    );
    let twice = small().replaced(places, "#nowhere", "#west").replaced("annotations.json", "nowhere", "west");
    starts(&twice, "places.geojson:9: place id “west” stands twice");
}

#[test]
fn a_document_outside_the_folder_is_not_read() {
    let files =
        small().replaced("dossier.json", "\"file\": \"report.txt\"", "\"file\": \"../report.txt\"").with("../report.txt", "secret");
    let dossier = files.open();
    assert!(dossier.documents[0].text.is_empty());
    assert!(dossier.warnings[0].to_string().contains("is not the name of a file in the dossier's own folder"));
    assert_eq!(dossier.strays.len(), 17, "annotations without their text are kept");
}

#[test]
fn a_place_cannot_lie_in_itself() {
    let files = small().replaced(
        "places.geojson",
        r#""names": [{"toponym": "Алматы", "lang": "kk"}]"#,
        r##""relations": [{"relationType": "gvp:broaderPartitive", "relationTo": "#square"}]"##,
    );
    let warnings = files.warnings();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].contains("lies, through its own parents, in this very place"), "{warnings:?}");
}

/// Writes a dossier into files.
fn written(dossier: &Dossier) -> Files {
    let text = dossier.documents[0].text.as_str().to_owned();
    Files::default()
        .with("dossier.json", native::dossier_json(dossier))
        .with("places.geojson", native::places_geojson(dossier))
        .with("annotations.json", native::annotations_json(dossier))
        .with("report.txt", text)
}

#[test]
fn saving_and_opening_again_gives_the_same_files() {
    let once = written(&small().open());
    let twice = written(&once.open());
    assert_eq!(once.0, twice.0);
    assert_eq!(once.open().passages.len(), 7);
    let annotations = String::from_utf8(once.0["annotations.json"].clone()).unwrap();
    assert_eq!(annotations.lines().filter(|line| line.starts_with("{\"")).count(), 17, "one annotation a line");
}

#[test]
fn nothing_unknown_or_faulty_is_lost_in_saving() {
    let files = small()
        .replaced("annotations.json", r#""type":"place","#, r#""type":"place","colour":"red","title":"of no use","#)
        .replaced("annotations.json", "bangs on", "bangs in")
        .replaced("annotations.json", r#""places":["oral"]"#, r#""places":["orel"]"#)
        .replaced("places.geojson", r#""title": "Uralsk""#, r#""title": "Uralsk", "climate": "dry""#)
        .replaced("places.geojson", "[52.8619, 43.3412]", "[52.8619, 443.3412]")
        .replaced("dossier.json", r#""id": "test""#, r#""id": "test", "shelf": 7"#);
    let saved = written(&files.open());
    let text = |name: &str| String::from_utf8(saved.0[name].clone()).unwrap();
    for (file, kept) in [
        ("annotations.json", r#""colour":"red""#),
        ("annotations.json", r#""title":"of no use""#),
        ("annotations.json", "bangs in the square"),
        ("annotations.json", "orel"),
        ("places.geojson", r#""climate":"dry""#),
        ("places.geojson", "443.3412"),
        ("dossier.json", r#""shelf": 7"#),
    ] {
        assert!(text(file).contains(kept), "{kept} is gone from {file}:\n{}", text(file));
    }
}

/// Puts a field that nobody knows into every object of some JSON; each gets a value of its own, which is returned with the
/// fields on the way to it.
fn strew(value: &mut Value, path: &str, strewn: &mut Vec<(String, String)>) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(|entry| strew(entry, path, strewn)),
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                strew(field, &format!("{path}/{name}"), strewn);
            }
            let mark = format!("unheard of {}", strewn.len());
            fields.insert("unheard-of".to_owned(), json!({"deep": [null, 1.5, mark]}));
            strewn.push((path.to_owned(), mark));
        }
        _ => {}
    }
}

#[test]
fn a_field_that_nobody_knows_survives_wherever_it_stands() {
    let mut files = small();
    let mut strewn = Vec::new();
    for name in ["dossier.json", "places.geojson", "annotations.json"] {
        let mut value = serde_json::from_slice(&files.0[name]).unwrap();
        strew(&mut value, "", &mut strewn);
        files = files.with(name, value.to_string());
    }
    assert!(strewn.len() > 30);
    let opened = files.open();
    assert_eq!(opened.passages.len(), 7);
    let saved = written(&opened);
    let all: String = saved.0.values().map(|bytes| String::from_utf8_lossy(bytes)).collect();
    let gone: Vec<_> = strewn.iter().filter(|(_, mark)| !all.contains(&format!("\"{mark}\""))).collect();
    assert!(gone.is_empty(), "lost in saving: {gone:?}");
}

#[test]
fn tables_carry_positions_times_and_quotations() {
    let dossier = small().open();
    let mentions = String::from_utf8(table::mentions(&dossier).unwrap()).unwrap();
    let lines: Vec<_> = mentions.split("\r\n").collect();
    assert_eq!(lines[0], "\u{feff}document,start,end,text,type,id,name,lon,lat,edtf,earliest,latest,basis,checked");
    assert_eq!(lines[1], "report,12,21,Zhanaozen,place,zhanaozen,Zhanaozen,52.8619,43.3412,,,,,yes");
    assert_eq!(
        lines[2],
        "report,31,39,New Year,time,,,,,2022-01-01,2022-01-01T00:00:00+06:00,2022-01-02T00:00:00+06:00,stated,yes"
    );
    let passages = String::from_utf8(table::passages(&dossier).unwrap()).unwrap();
    let lines: Vec<_> = passages.split("\r\n").collect();
    assert_eq!(lines.len(), 10, "a header, one line for each of eight places, and the end");
    assert_eq!(
        lines[5],
        "morning,Title of morning,square,Republic Square,76.9454,43.2381,2022-01-05T09:00~/2022-01-05T10:00~,\
         2022-01-05T09:00:00+06:00,2022-01-05T10:00:00+06:00,minute,witness,witnessed,report,113,148,By 9 am they stood in Almaty again.,yes"
    );
}

#[test]
fn cells_with_commas_quotes_and_lines_are_quoted() {
    let dossier = marked("{a;almaty;2022;reported|He said \"go, now\",\nand went to [Almaty|place:almaty].}").open();
    let passages = String::from_utf8(table::passages(&dossier).unwrap()).unwrap();
    assert!(passages.ends_with("\"He said \"\"go, now\"\",\nand went to Almaty.\",yes\r\n"), "{passages}");
}

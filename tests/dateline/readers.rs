//! Entries of every form that a reader might meet, made of the fields it knows and values that fit or do not.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::smoke::bodies;

/// Values that fit nowhere, and some that might.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        "\\PC{0,12}".prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec(("[a-z]{1,5}", inner), 0..4).prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// One of these texts, or sometimes anything.
fn one_of(words: &'static [&'static str]) -> BoxedStrategy<Value> {
    prop_oneof![9 => prop::sample::select(words).prop_map(Value::from), 1 => any_value()].boxed()
}

fn list_of(words: &'static [&'static str]) -> BoxedStrategy<Value> {
    let list = prop::collection::vec(prop::sample::select(words), 0..4).prop_map(Value::from);
    prop_oneof![9 => list, 1 => any_value()].boxed()
}

fn number(most: u64) -> BoxedStrategy<Value> {
    prop_oneof![9 => (0..most).prop_map(Value::from), 1 => any_value()].boxed()
}

/// An object with some of these fields.
fn object(fields: Vec<(&'static str, BoxedStrategy<Value>)>) -> impl Strategy<Value = Value> {
    let fields: Vec<_> = fields.into_iter().map(|(name, value)| (Just(name), prop::option::weighted(0.75, value))).collect();
    (fields, prop::option::weighted(0.2, ("[a-z]{1,6}", any_value()))).prop_map(|(fields, more)| {
        let mut map: Map<String, Value> = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
        map.extend(more);
        Value::Object(map)
    })
}

const QUOTES: &[&str] = &["5 January", "Almaty", "fire", "a", "Жаңаөзен 👩🏽‍🚒", "That night there was fire in Uralsk.", "gone", ""];
const TIMES: &[&str] =
    &["2022-01-05", "2011/..", "/1991", "2022-01-05T10:00~/2022-01-05T24:00?", "20XX", "-9999", "9999-12-31T24:00", "soon"];
const IDS: &[&str] = &["square", "fire", "years", "new", "gone", "", "#", "http://x/y"];
const KINDS: &[&str] = &[
    "passage",
    "place",
    "time",
    "not-a-mention",
    "part",
    "heading",
    "footnote",
    "footnote-ref",
    "quote",
    "title",
    "question",
    "sonnet",
];

fn annotation() -> impl Strategy<Value = Value> {
    let clue = object(vec![("start", number(140)), ("end", number(140)), ("exact", one_of(QUOTES))]).boxed();
    object(vec![
        ("id", one_of(IDS)),
        ("type", one_of(KINDS)),
        ("document", one_of(&["report", "other"])),
        ("start", number(140)),
        ("end", number(140)),
        ("exact", one_of(QUOTES)),
        ("prefix", one_of(QUOTES)),
        ("suffix", one_of(QUOTES)),
        ("place", one_of(&["almaty", "oral", "atlantis"])),
        ("places", list_of(&["almaty", "oral", "atlantis"])),
        ("when", one_of(TIMES)),
        ("basis", one_of(&["stated", "relative", "guessed"])),
        ("clue", clue),
        ("title", one_of(QUOTES)),
        ("voice", one_of(&["witness", "nobody"])),
        ("via", list_of(&["witness", "nobody"])),
        ("status", one_of(&["witnessed", "rumour", "gossip"])),
        ("same", list_of(IDS)),
        ("conflicts", list_of(IDS)),
        ("note", one_of(QUOTES)),
        ("level", number(300)),
        ("label", one_of(&["1", "*", ""])),
        ("published", one_of(TIMES)),
    ])
}

fn coordinates() -> BoxedStrategy<Value> {
    let position = prop::collection::vec(
        prop_oneof![(-200.0..200.0).boxed(), prop::sample::select(vec![0.0, 1.0, -0.0, 180.0, 1e-320]).boxed()],
        0..4,
    );
    let line = prop::collection::vec(position.clone(), 0..6);
    let area = prop::collection::vec(line.clone(), 0..3);
    prop_oneof![
        position.prop_map(|value| json!(value)),
        line.prop_map(|value| json!(value)),
        area.clone().prop_map(|value| json!(value)),
        prop::collection::vec(area, 0..3).prop_map(|value| json!(value)),
        any_value(),
    ]
    .boxed()
}

fn place() -> impl Strategy<Value = Value> {
    const SHAPES: &[&str] = &["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "Circle"];
    let shape =
        vec![("type", one_of(SHAPES)), ("coordinates", coordinates()), ("certainty", one_of(&["uncertain", "certain", "?"]))];
    let shape = object(shape).boxed();
    let several = prop::collection::vec(shape.clone(), 0..3);
    let several = several.prop_map(|parts| json!({"type": "GeometryCollection", "geometries": parts}));
    let properties = object(vec![
        ("title", one_of(QUOTES)),
        ("kind", one_of(&["settlement", "site", "region", "galaxy"])),
        ("basemap", list_of(&["KZ", "KZ-47", ""])),
        ("point", coordinates()),
        ("radius_metres", number(50_000_000)),
        ("source", one_of(QUOTES)),
    ]);
    let name = object(vec![
        ("toponym", one_of(QUOTES)),
        ("lang", one_of(&["kk", "ru"])),
        ("former", any::<bool>().prop_map(Value::from).boxed()),
    ]);
    let relation = object(vec![
        ("relationType", one_of(&["gvp:broaderPartitive", "x"])),
        ("relationTo", one_of(&["#almaty", "#new", "oral", "#gone", ""])),
    ]);
    object(vec![
        ("@id", one_of(&["#almaty", "#oral", "new", "##new", "http://x/y", "", "#"])),
        ("type", one_of(&["Feature"])),
        ("properties", properties.boxed()),
        ("names", prop::collection::vec(name, 0..3).prop_map(Value::from).boxed()),
        ("types", prop::collection::vec(object(vec![("label", one_of(&["city", "x"]))]), 0..2).prop_map(Value::from).boxed()),
        ("geometry", prop_oneof![Just(Value::Null), shape, several].boxed()),
        ("relations", prop::collection::vec(relation, 0..3).prop_map(Value::from).boxed()),
    ])
}

fn note() -> impl Strategy<Value = Value> {
    object(vec![
        ("passage", one_of(IDS)),
        ("document", one_of(&["report", "other"])),
        ("start", number(140)),
        ("end", number(140)),
        ("exact", one_of(QUOTES)),
        ("starred", any::<bool>().prop_map(Value::from).boxed()),
        ("text", one_of(QUOTES)),
        ("tags", list_of(QUOTES)),
        ("edits", any::<u64>().prop_map(Value::from).boxed()),
    ])
}

/// Every text in a value, except in fields of these names.
fn texts(value: &Value, except: &[&str]) -> Vec<String> {
    match value {
        Value::String(text) if !text.is_empty() => vec![Value::from(text.as_str()).to_string()],
        Value::Array(list) => list.iter().flat_map(|value| texts(value, except)).collect(),
        Value::Object(map) => {
            map.iter().filter(|(name, _)| !except.contains(&name.as_str())).flat_map(|(_, value)| texts(value, except)).collect()
        }
        _ => Vec::new(),
    }
}

proptest! {

    #[test]
    fn annotations_of_any_form(list in prop::collection::vec(annotation(), 0..6)) {
        let text = json!({"annotations": list}).to_string();
        bodies::annotations(text.as_bytes());
        let saved = bodies::saved("annotations.json", &text);
        // What says where an annotation stands is written anew, and times in their shortest form.
        for said in list.iter().flat_map(|entry| texts(entry, &["exact", "prefix", "suffix", "document", "when", "published"])) {
            prop_assert!(saved.contains(&said), "{} is gone:\n{}\n{}", said, text, saved);
        }
    }

    #[test]
    fn places_of_any_form(list in prop::collection::vec(place(), 0..6)) {
        let text = json!({"type": "FeatureCollection", "features": list}).to_string();
        bodies::places(text.as_bytes());
        let saved = bodies::saved("places.geojson", &text);
        // Ids are marked with one #, whatever they were marked with.
        for said in list.iter().flat_map(|entry| texts(entry, &["@id", "relationTo", "certainty"])) {
            prop_assert!(saved.contains(&said), "{} is gone:\n{}\n{}", said, text, saved);
        }
    }

    #[test]
    fn notes_of_any_form(list in prop::collection::vec(note(), 0..6), more in any_value()) {
        bodies::notes(json!({"format": 1, "dossier": "hostile", "notes": list, "more": more}).to_string().as_bytes());
    }

    #[test]
    fn manifests_of_any_form(title in any_value(), start in any_value(), documents in any_value(), voices in any_value(), more in any_value()) {
        let manifest = json!({"format": 1, "title": title, "timezone": "UTC", "start": start, "documents": documents, "voices": voices, "more": more});
        bodies::dossier(format!("==> dossier.json\n{manifest}\n").as_bytes());
    }

    #[test]
    fn any_text_whatever(text in any::<String>(), bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        for (_, body) in bodies::ALL {
            body(text.as_bytes());
            body(&bytes);
        }
    }
}

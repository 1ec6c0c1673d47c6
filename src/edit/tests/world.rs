//! Dossiers for tests, as files in memory.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::formats::{Folder, native};
use crate::report::dossier::Dossier;

/// Random choices that shrink: each is a number that somebody else has drawn.
pub struct Genes<'a>(pub std::slice::Iter<'a, u16>);

impl Genes<'_> {
    pub fn below(&mut self, end: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or_default()) % end.max(1)
    }

    pub fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 1
    }

    pub fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }
}

/// A folder in memory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

impl Folder for Files {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        self.0.get(name).cloned().ok_or_else(|| "there is no such file".to_owned())
    }

    fn label(&self) -> String {
        "the test".to_owned()
    }
}

impl Files {
    /// A dossier as it is written.
    pub fn of(dossier: &Dossier) -> Self {
        let texts = dossier.documents.iter().map(|document| (document.file.clone(), document.text.as_str().to_owned()));
        let own = [
            (native::MANIFEST.to_owned(), native::dossier_json(dossier)),
            (native::PLACES.to_owned(), native::places_geojson(dossier)),
            (native::ANNOTATIONS.to_owned(), native::annotations_json(dossier)),
        ];
        Self(texts.chain(own).map(|(name, text)| (name, text.into_bytes())).collect())
    }

    pub fn open(&self) -> Dossier {
        native::open(self).unwrap()
    }
}

/// The lines that differ, for a message.
pub fn compare(one: &Files, other: &Files) -> Result<(), String> {
    let mut said = String::new();
    for (name, bytes) in &one.0 {
        let (a, b) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(&other.0[name]));
        if a != b {
            let (a, b): (Vec<&str>, Vec<&str>) = (a.lines().collect(), b.lines().collect());
            a.iter().filter(|line| !b.contains(line)).for_each(|line| writeln!(said, "{name} - {line}").unwrap());
            b.iter().filter(|line| !a.contains(line)).for_each(|line| writeln!(said, "{name} + {line}").unwrap());
            writeln!(said, "{name}: {} and {} lines", a.len(), b.len()).unwrap();
        }
    }
    if said.is_empty() { Ok(()) } else { Err(said) }
}

/// Texts and their annotations.
pub fn files(texts: &[&str], places: &[Value], voices: &[&str], annotations: &[Value]) -> Files {
    let lines = |list: &[Value]| list.iter().map(Value::to_string).collect::<Vec<_>>().join(",\n");
    let name = |at: usize| format!("text-{at}.txt");
    let documents: Vec<Value> =
        (0..texts.len()).map(|at| json!({"id": format!("d{at}"), "file": name(at), "title": "A text"})).collect();
    let voices: Vec<Value> = voices.iter().map(|id| json!({"id": id, "name": format!("Voice {id}")})).collect();
    let head = json!({"format": 1, "id": "test", "title": "A test", "timezone": "Asia/Almaty"}).to_string();
    let manifest =
        format!("{},\n\"documents\": [{}],\n\"voices\": [{}]}}", head.trim_end_matches('}'), lines(&documents), lines(&voices));
    let mut files: BTreeMap<String, Vec<u8>> =
        texts.iter().enumerate().map(|(at, text)| (name(at), text.as_bytes().to_vec())).collect();
    files.insert(native::MANIFEST.to_owned(), manifest.into_bytes());
    let places = format!("{{\"type\": \"FeatureCollection\", \"features\": [\n{}\n]}}", lines(places));
    files.insert(native::PLACES.to_owned(), places.into_bytes());
    files.insert(native::ANNOTATIONS.to_owned(), format!("{{\"annotations\": [\n{}\n]}}", lines(annotations)).into_bytes());
    Files(files)
}

pub fn place(id: &str, parent: Option<&str>) -> Value {
    let hash = id.bytes().map(f64::from).sum::<f64>();
    let mut place = json!({
        "@id": format!("#{id}"), "type": "Feature", "properties": {"title": format!("Place {id}"), "kind": "settlement"},
        "geometry": {"type": "Point", "coordinates": [50.0 + hash % 30.0, 40.0 + hash % 10.0]},
    });
    if let Some(parent) = parent {
        place["relations"] = json!([{"relationType": "gvp:broaderPartitive", "relationTo": format!("#{parent}")}]);
    }
    place
}

pub fn found(sure: u8) -> Value {
    json!({"sure": sure, "why": ["It is near."], "others": [{"id": "x", "name": "Elsewhere", "kind": "settlement", "point": [1.5, 2.0]}]})
}

const WORDS: [&str; 12] =
    ["Oral", "Алматы", "in", "the", "night", "5 January", "they", "stood", "at", "Aktau", "again", "\u{1f525}"];
const WHENS: [Option<&str>; 7] = [
    Some("2022-01-05"),
    Some("2022-01-04T23:00/2022-01-05T04:00~"),
    Some("2022-01-05T08:00:00Z"),
    Some("2010/2022"),
    Some("XXXX-12"),
    Some("2022-01?"),
    None,
];

/// A dossier with everything that one can have, in small numbers.
pub fn random(genes: &mut Genes<'_>) -> Files {
    let texts: Vec<String> =
        (0..=genes.below(2)).map(|_| (0..10 + genes.below(30)).map(|_| genes.pick(&WORDS)).collect::<Vec<_>>().join(" ")).collect();
    let ids: Vec<String> = (0..2 + genes.below(5)).map(|at| format!("p{at}")).collect();
    let places: Vec<Value> = (0..ids.len())
        .map(|at| {
            let parent = (at > 0 && genes.chance(3)).then(|| ids[genes.below(at)].as_str());
            let mut place = place(&ids[at], parent);
            match genes.below(6) {
                0 => place["geometry"] = Value::Null,
                1 => place["geometry"]["certainty"] = json!("uncertain"),
                2 => place["names"] = json!([{"toponym": "Other name", "lang": "kk", "x": 1}]),
                3 => place["confidence"] = json!(0.5),
                _ => {}
            }
            place
        })
        .collect();
    let voices: Vec<String> = (0..=genes.below(3)).map(|at| format!("v{at}")).collect();
    let voices: Vec<&str> = voices.iter().map(String::as_str).collect();
    let count = genes.below(24);
    let passages: Vec<String> = (0..count).filter(|_| genes.chance(3)).map(|at| format!("a{at}")).collect();
    let mut annotations: Vec<Value> = Vec::new();
    for at in 0..count {
        if at > 0 && genes.chance(9) && annotations[at - 1]["type"] != "passage" {
            annotations.push(annotations[at - 1].clone());
            continue;
        }
        let document = genes.below(texts.len());
        let length = texts[document].chars().count();
        let start = genes.below(length);
        let end = (start + 1 + genes.below(9)).min(length);
        let mut one = json!({"document": format!("d{document}"), "start": start, "end": end});
        let id = format!("a{at}");
        if passages.contains(&id) {
            passage(&mut one, genes, &ids, &voices, &passages);
            one["id"] = json!(id);
        } else {
            other(&mut one, genes, &ids);
        }
        if genes.chance(8) {
            one["weight"] = genes.pick(&[json!(0.87), json!("heavy")]);
        }
        annotations.push(one);
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    files(&texts, &places, &voices, &annotations)
}

fn passage(one: &mut Value, genes: &mut Genes<'_>, places: &[String], voices: &[&str], passages: &[String]) {
    one["type"] = json!("passage");
    one["title"] = json!("A title");
    one["places"] = (0..genes.below(3)).map(|_| genes.pick(places)).collect();
    one["when"] = json!(genes.pick(&WHENS));
    one["status"] = json!("reported");
    if genes.chance(2) {
        one["voice"] = json!(genes.pick(voices));
        one["via"] = (0..genes.below(3)).map(|_| genes.pick(voices)).collect();
    }
    if genes.chance(2) {
        one["found"] = found(70);
    }
    if genes.chance(2) {
        one["clue"] = json!({"start": one["start"], "end": one["end"]});
    }
    if genes.chance(3) {
        one["same"] = json!([genes.pick(passages)]);
        one["conflicts"] = json!([genes.pick(passages)]);
    }
}

fn other(one: &mut Value, genes: &mut Genes<'_>, places: &[String]) {
    match genes.below(8) {
        0 => one["type"] = json!("not-a-mention"),
        1 => {
            one["type"] = json!("heading");
            one["level"] = json!(2);
        }
        2 => {
            one["type"] = json!("footnote");
            one["label"] = json!("1");
        }
        3 => {
            one["type"] = json!("part");
            one["title"] = json!("A part");
        }
        4 | 5 => {
            one["type"] = json!("time");
            one["when"] = json!(genes.pick(&WHENS));
        }
        _ => {
            one["type"] = json!("place");
            one["place"] = json!(genes.pick(places));
        }
    }
    if matches!(one["type"].as_str(), Some("time" | "place")) && genes.chance(2) {
        one["found"] = found(90);
    }
}

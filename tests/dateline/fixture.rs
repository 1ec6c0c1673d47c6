//! Dossiers written as marked text, and folders that exist only in memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use dateline::formats::{Folder, native};
use dateline::report::dossier::Dossier;
use dateline::session::Session;
use serde_json::{Value, json};

/// A folder in memory.
#[derive(Clone, Default)]
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
    /// Puts a file into the folder, or replaces it.
    pub fn with(mut self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        self.0.insert(name.to_owned(), content.into());
        self
    }

    /// Changes the text of a file.
    pub fn replaced(self, name: &str, from: &str, to: &str) -> Self {
        let text = String::from_utf8(self.0[name].clone()).unwrap();
        assert!(text.contains(from), "{name} does not contain {from}:\n{text}");
        let text = text.replacen(from, to, 1);
        self.with(name, text)
    }

    /// Opens the folder.
    pub fn open(&self) -> Dossier {
        native::open(self).unwrap()
    }

    /// What is wrong with it, a line each.
    pub fn warnings(&self) -> Vec<String> {
        self.open().warnings.iter().map(ToString::to_string).collect()
    }
}

/// A dossier whose text carries its own marks.
///
/// `[Uralsk|place:oral]` is a mention of a place, `[January 4|2022-01-04]` of a time, and
/// `{id;place,place;when;status|text}` a passage, in which mentions may stand.
pub fn marked(text: &str) -> Files {
    let mut plain = String::new();
    let mut open: Vec<(usize, Option<String>)> = Vec::new();
    let mut annotations: Vec<Value> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let at = plain.chars().count();
        let after = &rest[c.len_utf8()..];
        rest = match c {
            '{' => {
                let (head, body) = after.split_once('|').unwrap();
                open.push((at, Some(head.to_owned())));
                body
            }
            '[' => {
                open.push((at, None));
                after
            }
            '|' => {
                let (meaning, body) = after.split_once(']').unwrap();
                let (start, _) = open.pop().unwrap();
                annotations.push(mention(start, at, meaning));
                body
            }
            '}' => {
                let (start, head) = open.pop().unwrap();
                annotations.push(passage(start, at, &head.unwrap()));
                after
            }
            _ => {
                plain.push(c);
                after
            }
        };
    }
    for annotation in &mut annotations {
        let (start, end) = (annotation["start"].as_u64().unwrap(), annotation["end"].as_u64().unwrap());
        let exact: String =
            plain.chars().skip(usize::try_from(start).unwrap()).take(usize::try_from(end - start).unwrap()).collect();
        annotation["exact"] = json!(exact);
    }
    let lines: Vec<String> = annotations.iter().map(ToString::to_string).collect();
    Files::default()
        .with("report.txt", plain)
        .with("annotations.json", format!("{{\"annotations\": [\n{}\n]}}\n", lines.join(",\n")))
        .with("places.geojson", PLACES)
        .with("dossier.json", MANIFEST)
}

fn mention(start: usize, end: usize, meaning: &str) -> Value {
    match meaning.strip_prefix("place:") {
        Some(place) => json!({"type": "place", "start": start, "end": end, "place": place}),
        None => json!({"type": "time", "start": start, "end": end, "when": meaning, "basis": "stated"}),
    }
}

fn passage(start: usize, end: usize, head: &str) -> Value {
    let mut fields = head.split(';');
    let id = fields.next().unwrap();
    let places: Vec<_> = fields.next().unwrap().split(',').filter(|id| !id.is_empty()).collect();
    let when = fields.next().filter(|when| !when.is_empty());
    let status = fields.next().unwrap_or("reported");
    json!({
        "id": id, "type": "passage", "start": start, "end": end, "title": format!("Title of {id}"),
        "places": places, "when": when, "basis": "stated", "voice": "witness", "status": status,
    })
}

const MANIFEST: &str = r#"{
"format": 1,
"id": "test",
"title": "A report for tests",
"timezone": "Asia/Almaty",
"home": ["KZ"],
"start": {"window": "2022-01-05T09:00/2022-01-05T16:00", "range": "2022-01-01/2022-01-10", "frame": [46, 40, 88, 56]},
"documents": [
{"id": "report", "file": "report.txt", "title": "A report for tests", "author": "Nobody"}
],
"voices": [
{"id": "witness", "name": "A witness", "kind": "eyewitness", "knows": "Was there."}
]
}
"#;

const PLACES: &str = r##"{
"type": "FeatureCollection",
"features": [
{"@id": "#almaty", "type": "Feature", "properties": {"title": "Almaty", "kind": "settlement"}, "names": [{"toponym": "Алматы", "lang": "kk"}], "geometry": {"type": "Point", "coordinates": [76.9115, 43.2525]}},
{"@id": "#square", "type": "Feature", "properties": {"title": "Republic Square", "kind": "site", "radius_metres": 60}, "geometry": {"type": "Point", "coordinates": [76.9454, 43.2381]}, "relations": [{"relationType": "gvp:broaderPartitive", "relationTo": "#almaty"}]},
{"@id": "#oral", "type": "Feature", "properties": {"title": "Uralsk", "kind": "settlement"}, "geometry": {"type": "Point", "coordinates": [51.37, 51.23]}},
{"@id": "#zhanaozen", "type": "Feature", "properties": {"title": "Zhanaozen", "kind": "settlement"}, "geometry": {"type": "Point", "coordinates": [52.8619, 43.3412]}},
{"@id": "#west", "type": "Feature", "properties": {"title": "western Kazakhstan", "kind": "region", "basemap": ["KZ-47", "KZ-23"], "point": [54.9, 47.7]}, "geometry": null},
{"@id": "#nowhere", "type": "Feature", "properties": {"title": "the West", "kind": "part of the world"}, "geometry": null}
]
}
"##;

/// A small report with every kind of passage.
pub fn small() -> Files {
    marked(
        "{beginning;zhanaozen;2022-01-01?;reported|It began in [Zhanaozen|place:zhanaozen] with the [New Year|2022-01-01].}\n\
         {spread;west;2022-01-03~;reported|Then [western Kazakhstan|place:west] rose.}\n\
         {night;square;2022-01-04T23:00/2022-01-05T04:00~;witnessed|All night there were bangs on the [square|place:square].}\n\
         {morning;almaty,square;2022-01-05T09:00~/2022-01-05T10:00~;witnessed|By [9 am|2022-01-05T09:00~] they stood in [Almaty|place:almaty] again.}\n\
         {rumour;oral;2022-01-05;rumour|In [Uralsk|place:oral], some said, men called for an assault.}\n\
         {years;almaty;2010/2022;background|For years the air in [Almaty|place:almaty] got worse.}\n\
         {undated;almaty;;background|[Almaty|place:almaty] lies under mountains.}\n\
         [The West|place:nowhere] looked on.",
    )
}

/// A session on [`small`].
pub fn session() -> Session {
    Session::new(Arc::new(small().open()))
}

/// A session on the dossier inside the program.
pub fn shipped() -> Session {
    Session::new(Arc::new(native::open(&dateline::formats::shipped::Shipped).unwrap()))
}

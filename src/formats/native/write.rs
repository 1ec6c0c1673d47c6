//! Writing a dossier back: one entry a line, in the order of the text, so that a diff can be read.

use geo::{Coord, Geometry, LineString, Polygon};
use serde_json::{Map, Value, json};

use super::FORMAT;
use super::places::LIES_IN;
use crate::report::dossier::Dossier;
use crate::report::draft::{Body, Document, FileKind, PassageDraft, Preset};
use crate::report::entry::Entry;
use crate::report::filed::{Extra, Fields, Filed};
use crate::report::found::{Choice, Found};
use crate::report::ids::{DocumentIx, MentionIx, PassageIx};
use crate::report::passage::{BlockKind, Target, Voice};
use crate::report::place::{Certainty, Place};
use crate::report::provenance::Told;
use crate::report::text::Span;
use crate::report::when::When;

/// How many code points of context are written on each side of a quotation.
const CONTEXT: usize = 16;

/// `dossier.json`.
#[must_use]
pub fn dossier_json(dossier: &Dossier) -> String {
    let head = &dossier.head;
    let mut map = Map::new();
    map.insert("format".into(), json!(head.format.max(FORMAT)));
    put_text(&mut map, "id", &head.id);
    put_text(&mut map, "title", &head.title);
    put_text(&mut map, "description", &head.description);
    put_text(&mut map, "language", &head.language);
    map.insert("timezone".into(), json!(head.zone.name()));
    if !head.home.is_empty() {
        map.insert("home".into(), json!(head.home));
    }
    put_told(&mut map, &head.told);
    let mut start = Map::new();
    let here = Filed::default();
    put_when(&mut start, "window", head.window, &here);
    put_when(&mut start, "range", head.range, &here);
    if let Some(frame) = head.frame {
        start.insert("frame".into(), json!([frame.west, frame.south, frame.east, frame.north]));
    }
    map.insert("start".into(), Value::Object(start));
    let presets = head.presets.iter().map(|entry| as_filed(&entry.filed, || preset(entry)));
    let mut members: Vec<(String, String)> = map.into_iter().map(|(key, value)| (key, value.to_string())).collect();
    members.retain(|(key, _)| !head.as_read.iter().any(|(kept, _)| kept == key));
    members.extend(fields(&head.as_read));
    let kept = |list| strays(dossier, list);
    let documents = dossier.documents.iter().map(|entry| as_filed(&entry.filed, || document(entry)));
    let voices = dossier.voices.iter().map(voice);
    members.push(("presets".into(), rows(presets.chain(kept(FileKind::Presets)))));
    members.push(("documents".into(), rows(documents.chain(kept(FileKind::Documents)))));
    members.push(("voices".into(), rows(voices.chain(kept(FileKind::Voices)))));
    members.extend(fields(&head.extra));
    object(&members)
}

/// `places.geojson`.
#[must_use]
pub fn places_geojson(dossier: &Dossier) -> String {
    let features = dossier.places.iter().map(|place| {
        let parent = place.parent.map(|parent| dossier.place(parent).id.as_str());
        place_line(place, parent)
    });
    let mut members = vec![("type".to_owned(), "\"FeatureCollection\"".to_owned())];
    members.extend(fields(&dossier.places_head));
    members.push(("features".to_owned(), rows(features.chain(strays(dossier, FileKind::Places)))));
    object(&members)
}

/// `annotations.json`.
#[must_use]
pub fn annotations_json(dossier: &Dossier) -> String {
    let mut entries: Vec<(DocumentIx, usize, std::cmp::Reverse<usize>, u8, String)> = Vec::new();
    let mut push = |target: Target, rank: u8, entry: &Entry| {
        let text = annotation(dossier, target.document, entry);
        entries.push((target.document, target.span.start, std::cmp::Reverse(target.span.end), rank, text));
    };
    dossier.parts.iter().for_each(|part| push(part.target, 0, &Entry::part(dossier, part)));
    dossier.blocks.iter().for_each(|block| push(block.target, 1, &Entry::block(dossier, block)));
    for ix in (0..dossier.passages.len()).map(PassageIx::new) {
        push(dossier.passage(ix).target, 2, &Entry::passage(dossier, ix));
    }
    for ix in (0..dossier.mentions.len()).map(MentionIx::new) {
        push(dossier.mention(ix).target, 3, &Entry::mention(dossier, ix));
    }
    dossier.dismissals.iter().for_each(|none| push(none.target, 4, &Entry::dismissal(dossier, none)));
    entries.sort();
    let lines = entries.into_iter().map(|(.., text)| text);
    let mut members: Vec<_> = fields(&dossier.annotations_head).collect();
    members.push(("annotations".to_owned(), rows(lines.chain(strays(dossier, FileKind::Annotations)))));
    object(&members)
}

/// The line of an annotation, which belongs to the text of this document.
#[must_use]
pub fn annotation(dossier: &Dossier, document: DocumentIx, entry: &Entry) -> String {
    let Entry { id, span, body, found, filed, .. } = entry;
    if let Some(raw) = filed.as_read() {
        return one_line(raw);
    }
    let start = |kind| start(dossier, id, kind, Target { document, span: *span });
    let mut map = match body {
        Body::PlaceMention { place, note } => {
            let mut map = start("place");
            map.insert("place".into(), json!(place));
            put_text(&mut map, "note", note);
            map
        }
        Body::TimeMention { when, basis, note } => {
            let mut map = start("time");
            map.insert("when".into(), when_or_null(*when, filed));
            map.insert("basis".into(), json!(basis.word()));
            put_text(&mut map, "note", note);
            map
        }
        Body::NotAMention { note } => {
            let mut map = start("not-a-mention");
            put_text(&mut map, "note", note);
            map
        }
        Body::Passage(draft) => {
            let mut map = start("passage");
            put_passage(&mut map, dossier.document(document), draft, filed);
            map
        }
        Body::Block(kind) => {
            let (kind, level, label) = block_words(kind);
            let mut map = start(kind);
            if let Some(level) = level {
                map.insert("level".into(), json!(level));
            }
            put_text(&mut map, "label", label.unwrap_or_default());
            map
        }
        Body::Part(part) => {
            let mut map = start("part");
            put_text(&mut map, "title", &part.title);
            put_text(&mut map, "author", &part.author);
            put_when(&mut map, "published", part.published, filed);
            put_when(&mut map, "reference", part.reference, filed);
            put_text(&mut map, "source", &part.source);
            map
        }
    };
    put_found(&mut map, found.as_deref());
    finish(map, filed.extra())
}

/// An object with one member a line.
fn object(members: &[(String, String)]) -> String {
    let lines: Vec<_> = members.iter().map(|(key, value)| format!("{}: {value}", json!(key))).collect();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

/// A list with one element a line.
fn rows(elements: impl Iterator<Item = String>) -> String {
    let lines: Vec<_> = elements.collect();
    if lines.is_empty() { "[]".to_owned() } else { format!("[\n{}\n]", lines.join(",\n")) }
}

/// JSON that was kept as it was read, brought onto one line and otherwise unchanged: a number keeps its digits.
///
/// A line feed can only stand between values, because within a text it is written as `\n`.
fn one_line(raw: &str) -> String {
    raw.split(['\n', '\r']).map(str::trim_start).collect()
}

/// An entry as it was read where something in it was not understood, or else as it is written.
fn as_filed(filed: &Filed, written: impl FnOnce() -> String) -> String {
    filed.as_read().map_or_else(written, one_line)
}

/// Fields that were kept as they were read.
fn fields(kept: &Fields) -> impl Iterator<Item = (String, String)> + '_ {
    kept.iter().map(|(key, raw)| (key.clone(), one_line(raw)))
}

fn strays(dossier: &Dossier, file: FileKind) -> impl Iterator<Item = String> + '_ {
    dossier.strays.iter().filter(move |stray| stray.file == file).map(|stray| one_line(&stray.raw))
}

fn put_text(map: &mut Map<String, Value>, key: &str, text: &str) {
    if !text.is_empty() {
        map.insert(key.to_owned(), json!(text));
    }
}

fn put_told(map: &mut Map<String, Value>, told: &Told) {
    if !told.is_empty() {
        let words = told.iter().map(|(fact, provenance)| (fact.word().to_owned(), json!(provenance.word())));
        map.insert("told".to_owned(), Value::Object(words.collect()));
    }
}

fn put_found(map: &mut Map<String, Value>, found: Option<&Found>) {
    let Some(Found { sure, why, others }) = found else { return };
    let choice = |choice: &Choice| {
        let mut map = Map::new();
        map.insert("id".into(), json!(choice.id));
        map.insert("name".into(), json!(choice.name));
        put_text(&mut map, "within", &choice.within);
        map.insert("kind".into(), json!(choice.kind.word()));
        if let Some(point) = choice.point {
            map.insert("point".into(), json!([point.lon, point.lat]));
        }
        Value::Object(map)
    };
    let mut said = Map::new();
    said.insert("sure".into(), json!(sure));
    if !why.is_empty() {
        said.insert("why".into(), json!(why));
    }
    if !others.is_empty() {
        said.insert("others".into(), others.iter().map(choice).collect());
    }
    map.insert("found".to_owned(), Value::Object(said));
}

fn put_when(map: &mut Map<String, Value>, key: &str, when: Option<When>, filed: &Filed) {
    if let Some(when) = when {
        map.insert(key.to_owned(), json!(written(key, when, filed)));
    }
}

/// The time of a mention or a passage; one that is no stretch of time stands as it was written.
fn when_or_null(when: Option<When>, filed: &Filed) -> Value {
    let written = filed.written("when").map(str::to_owned);
    written.or_else(|| when.map(|when| when.to_string())).map_or(Value::Null, Value::String)
}

/// A time as it was written, or else in the one way in which Dateline writes it.
fn written(field: &str, when: When, filed: &Filed) -> String {
    filed.written(field).map_or_else(|| when.to_string(), str::to_owned)
}

fn finish(mut map: Map<String, Value>, extra: &Extra) -> String {
    map.extend(extra.clone());
    Value::Object(map).to_string()
}

fn preset(preset: &Preset) -> String {
    let mut map = Map::new();
    map.insert("label".into(), json!(preset.label));
    map.insert("when".into(), json!(written("when", preset.when, &preset.filed)));
    finish(map, preset.filed.extra())
}

fn document(document: &Document) -> String {
    let mut map = Map::new();
    map.insert("id".into(), json!(document.id));
    map.insert("file".into(), json!(document.file));
    put_text(&mut map, "sha256", &document.sha256);
    put_text(&mut map, "title", &document.title);
    put_text(&mut map, "author", &document.author);
    put_when(&mut map, "published", document.published, &document.filed);
    put_when(&mut map, "reference", document.reference, &document.filed);
    put_text(&mut map, "source", &document.source);
    put_text(&mut map, "licence", &document.licence);
    put_text(&mut map, "publisher", &document.publisher);
    put_text(&mut map, "language", &document.language);
    if let Some(original) = &document.original {
        map.insert("original".into(), json!({"file": original.file, "sha256": original.sha256}));
    }
    put_told(&mut map, &document.told);
    if !document.complaints.is_empty() {
        map.insert("complaints".into(), json!(document.complaints));
    }
    finish(map, document.filed.extra())
}

/// The line of one who speaks.
#[must_use]
pub fn voice(voice: &Voice) -> String {
    as_filed(&voice.filed, || voice_anew(voice))
}

fn voice_anew(voice: &Voice) -> String {
    let mut map = Map::new();
    map.insert("id".into(), json!(voice.id));
    map.insert("name".into(), json!(voice.name));
    put_text(&mut map, "kind", &voice.kind);
    put_text(&mut map, "knows", &voice.knows);
    finish(map, voice.filed.extra())
}

/// The line of a place, which lies in the place with this id.
#[must_use]
pub fn place_line(place: &Place, parent: Option<&str>) -> String {
    as_filed(&place.filed, || feature(place, parent))
}

fn feature(place: &Place, parent: Option<&str>) -> String {
    let mut extra = place.filed.extra().clone();
    let mut properties = Map::new();
    put_text(&mut properties, "title", &place.title);
    properties.insert("kind".into(), json!(place.kind.word()));
    if !place.basemap.is_empty() {
        properties.insert("basemap".into(), json!(place.basemap));
    }
    let from_geometry = place.geometry.as_ref().and_then(crate::report::place::representative_point);
    if let Some(point) = place.point.filter(|point| from_geometry != Some(*point)) {
        properties.insert("point".into(), json!([point.lon, point.lat]));
    }
    if let Some(metres) = place.radius_metres {
        properties.insert("radius_metres".into(), json!(metres));
    }
    put_text(&mut properties, "source", &place.source);
    if let Some(Value::Object(more)) = extra.shift_remove("properties") {
        properties.extend(more);
    }
    let names = place.names.iter().map(|name| {
        let mut map = Map::new();
        map.insert("toponym".into(), json!(name.text));
        put_text(&mut map, "lang", &name.language);
        if name.former {
            map.insert("former".into(), json!(true));
        }
        Value::Object(map)
    });
    let names: Vec<Value> = names.collect();
    let mut map = Map::new();
    map.insert("@id".into(), json!(mark(&place.id)));
    map.insert("type".into(), json!("Feature"));
    map.insert("properties".into(), Value::Object(properties));
    if !names.is_empty() {
        map.insert("names".into(), Value::Array(names));
    }
    map.insert("geometry".into(), place.geometry.as_ref().map_or(Value::Null, |shape| geometry(shape, place.certainty)));
    let lies_in = parent.map(|parent| json!({"relationType": LIES_IN, "relationTo": mark(parent)}));
    let other = extra.shift_remove("relations").and_then(|other| other.as_array().cloned()).unwrap_or_default();
    let relations: Vec<Value> = lies_in.into_iter().chain(other).collect();
    if !relations.is_empty() {
        map.insert("relations".into(), Value::Array(relations));
    }
    finish(map, &extra)
}

/// An id within the file is marked with `#`; a whole address stands as it is.
fn mark(id: &str) -> String {
    if id.contains("://") { id.to_owned() } else { format!("#{id}") }
}

/// GeoJSON of a geometry, with Linked Places' certainty where there is doubt.
fn geometry(shape: &Geometry<f64>, certainty: Certainty) -> Value {
    let (kind, coordinates) = match shape {
        Geometry::Point(p) => ("Point", position(&p.0)),
        Geometry::MultiPoint(points) => ("MultiPoint", points.iter().map(|p| position(&p.0)).collect()),
        Geometry::LineString(line) => ("LineString", positions(line)),
        Geometry::MultiLineString(lines) => ("MultiLineString", lines.iter().map(positions).collect()),
        Geometry::Polygon(polygon) => ("Polygon", rings(polygon)),
        Geometry::MultiPolygon(polygons) => ("MultiPolygon", polygons.iter().map(rings).collect()),
        Geometry::GeometryCollection(parts) => {
            let parts: Vec<_> = parts.iter().map(|part| geometry(part, Certainty::Certain)).collect();
            return json!({"type": "GeometryCollection", "geometries": parts});
        }
        // The reader makes none of the other kinds.
        Geometry::Line(_) | Geometry::Rect(_) | Geometry::Triangle(_) => return Value::Null,
    };
    let mut value = json!({"type": kind, "coordinates": coordinates});
    let word = match certainty {
        Certainty::Certain => return value,
        Certainty::LessCertain => "less-certain",
        Certainty::Uncertain => "uncertain",
    };
    value["certainty"] = json!(word);
    value
}

fn position(at: &Coord<f64>) -> Value {
    json!([at.x, at.y])
}

fn positions(line: &LineString<f64>) -> Value {
    line.0.iter().map(position).collect()
}

fn rings(polygon: &Polygon<f64>) -> Value {
    std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(positions).collect()
}

/// The fields that every annotation begins with.
fn start(dossier: &Dossier, id: &str, kind: &str, target: Target) -> Map<String, Value> {
    let mut map = Map::new();
    put_text(&mut map, "id", id);
    map.insert("type".into(), json!(kind));
    let document = dossier.document(target.document);
    if target.document != DocumentIx(0) {
        map.insert("document".into(), json!(document.id));
    }
    let Span { start, end } = target.span;
    let text = &document.text;
    map.insert("start".into(), json!(start));
    map.insert("end".into(), json!(end));
    // What is pages long is found by what stands before and after it; its text is not repeated.
    let is_long = matches!(kind, "part" | "page");
    let context = if is_long { 3 * CONTEXT } else { CONTEXT };
    if !is_long {
        map.insert("exact".into(), json!(text.slice(target.span)));
    }
    put_text(&mut map, "prefix", text.slice(Span { start: start.saturating_sub(context), end: start }));
    put_text(&mut map, "suffix", text.slice(Span { start: end, end: end.saturating_add(context).min(text.len()) }));
    map
}

fn put_passage(map: &mut Map<String, Value>, document: &Document, passage: &PassageDraft, filed: &Filed) {
    put_text(map, "title", &passage.title);
    map.insert("places".into(), json!(passage.places));
    map.insert("when".into(), when_or_null(passage.when, filed));
    map.insert("basis".into(), json!(passage.basis.word()));
    if let Some(clue) = passage.clue.as_ref().and_then(|clue| clue.position) {
        map.insert("clue".into(), json!({"start": clue.start, "end": clue.end, "exact": document.text.slice(clue)}));
    }
    put_text(map, "voice", passage.voice.as_deref().unwrap_or_default());
    if !passage.via.is_empty() {
        map.insert("via".into(), json!(passage.via));
    }
    map.insert("status".into(), json!(passage.status.word()));
    for (key, list) in [("same", &passage.same), ("conflicts", &passage.conflicts)] {
        if !list.is_empty() {
            map.insert(key.to_owned(), json!(list));
        }
    }
    put_text(map, "note", &passage.note);
}

/// The type of a block, and its level or label.
#[must_use]
pub fn block_words(kind: &BlockKind) -> (&'static str, Option<u8>, Option<&str>) {
    match kind {
        BlockKind::Publisher => ("publisher", None, None),
        BlockKind::Title => ("title", None, None),
        BlockKind::Subtitle => ("subtitle", None, None),
        BlockKind::ContentsEntry => ("contents-entry", None, None),
        BlockKind::Heading(level) => ("heading", Some(*level), None),
        BlockKind::Question => ("question", None, None),
        BlockKind::Answer => ("answer", None, None),
        BlockKind::Quote => ("quote", None, None),
        BlockKind::Verse => ("verse", None, None),
        BlockKind::Links => ("links", None, None),
        BlockKind::ListItem => ("list-item", None, None),
        BlockKind::TableRow => ("table-row", None, None),
        BlockKind::Caption => ("caption", None, None),
        BlockKind::Page(label) => ("page", None, Some(label)),
        BlockKind::Footnote(label) => ("footnote", None, Some(label)),
        BlockKind::FootnoteRef(label) => ("footnote-ref", None, Some(label)),
    }
}

//! `places.geojson`: Linked Places Format (World Historical Gazetteer, version 1.2), a GeoJSON `FeatureCollection`.

use geo::{Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::PLACES;
use crate::formats::json::{Source, record};
use crate::report::draft::{Draft, FileKind, PlaceDraft, Stray};
use crate::report::filed::{Extra, Filed};
use crate::report::place::{Certainty, LonLat, Name, Place, PlaceKind, representative_point};
use crate::report::warning::{Origin, Warning};

#[derive(Deserialize)]
struct Feature {
    #[serde(rename = "@id")]
    id: String,
    #[serde(default)]
    properties: Properties,
    #[serde(default)]
    names: Vec<Toponym>,
    #[serde(default)]
    types: Vec<Value>,
    geometry: Option<Value>,
    #[serde(default)]
    relations: Vec<Value>,
    #[serde(flatten)]
    extra: Extra,
}

#[derive(Default, Deserialize)]
struct Properties {
    #[serde(default)]
    title: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    basemap: Vec<String>,
    point: Option<[f64; 2]>,
    radius_metres: Option<f64>,
    #[serde(default)]
    source: String,
    #[serde(flatten)]
    extra: Extra,
}

#[derive(Deserialize)]
struct Toponym {
    #[serde(rename = "toponym")]
    text: String,
    #[serde(default)]
    lang: String,
    #[serde(default)]
    former: bool,
}

/// The relation that says which place a place lies in (Getty vocabulary, as Linked Places uses it).
pub const LIES_IN: &str = "gvp:broaderPartitive";

/// Reads the gazetteer into the draft.
pub fn read(text: &str, draft: &mut Draft) {
    let source = Source::new(PLACES, text);
    let (members, fault) = source.members(&["features"]);
    if fault.is_none() && !members.iter().any(|member| member.key == "features") {
        draft.warnings.push(Warning::new(
            &Origin::file(PLACES),
            "“features” is missing",
            "put the places into a list of that name",
        ));
    }
    draft.warnings.extend(fault);
    for member in members {
        if member.key == "features" {
            for raw in member.elements {
                place(raw, source.origin(raw), draft);
            }
        } else if member.key != "type"
            && let Some(Ok(value)) = member.value.map(record)
        {
            draft.places_head.insert(member.key, value);
        }
    }
}

fn place(raw: &RawValue, origin: Origin, draft: &mut Draft) {
    let feature: Feature = match record(raw) {
        Ok(feature) => feature,
        Err(error) => {
            let what = format!("this place cannot be used: {error}");
            draft.warnings.push(Warning::new(&origin, what, "correct the field; the entry is kept"));
            draft.strays.push(Stray { file: FileKind::Places, raw: raw.get().to_owned() });
            return;
        }
    };
    let before = draft.warnings.len();
    let mut warn = |what: String, remedy: &str| draft.warnings.push(Warning::new(&origin, what, remedy));
    let id = feature.id.trim_start_matches('#').to_owned();
    let (geometry, certainty) = match feature.geometry.as_ref().filter(|value| !value.is_null()) {
        None => (None, Certainty::Certain),
        Some(value) => match geometry(value, 0) {
            Ok(geometry) => (Some(geometry), certainty(value)),
            Err(error) => {
                warn(format!("“geometry” of “{id}”: {error}"), "correct it; the place is shown without a position");
                (None, Certainty::Certain)
            }
        },
    };
    let properties = feature.properties;
    let kind = kind(&properties, &feature.types, &id, &mut warn);
    let point = point(&properties, geometry.as_ref(), &id, &mut warn);
    let title = if properties.title.is_empty() { id.clone() } else { properties.title };
    let names = feature.names.into_iter().map(|name| Name { text: name.text, language: name.lang, former: name.former });
    let (parent, relations) = parent(feature.relations);
    let mut extra = feature.extra;
    extra.shift_remove("type");
    if !feature.types.is_empty() {
        extra.insert("types".to_owned(), Value::Array(feature.types));
    }
    if !relations.is_empty() {
        extra.insert("relations".to_owned(), Value::Array(relations));
    }
    if !properties.extra.is_empty() {
        extra.insert("properties".to_owned(), Value::Object(properties.extra));
    }
    let as_read = (draft.warnings.len() > before).then(|| raw.get().to_owned());
    let place = Place {
        id,
        title,
        names: names.collect(),
        kind,
        geometry,
        basemap: properties.basemap,
        point,
        radius_metres: properties.radius_metres.filter(|metres| metres.is_finite() && *metres > 0.0),
        certainty,
        parent: None,
        source: properties.source,
        filed: Filed::new(origin, extra, as_read),
    };
    draft.places.push(PlaceDraft { place, parent, raw: raw.get().to_owned() });
}

/// Where the marker stands: the point that is given, or one inside the geometry.
fn point(
    properties: &Properties,
    geometry: Option<&Geometry<f64>>,
    id: &str,
    warn: &mut impl FnMut(String, &str),
) -> Option<LonLat> {
    let given = properties.point.map(|[lon, lat]| LonLat::new(lon, lat));
    if given == Some(None) {
        warn(format!("“properties.point” of “{id}” is not [longitude, latitude] in degrees"), "correct it");
    }
    let point = given.flatten().or_else(|| geometry.and_then(representative_point));
    if point.is_none() && !properties.basemap.is_empty() {
        warn(
            format!("“properties.point” of “{id}” is missing beside “basemap”"),
            "add [longitude, latitude] of a point inside it, where its marker can stand",
        );
    }
    point
}

/// The id of the place it lies in, and all other relations, which are kept as they are.
fn parent(mut relations: Vec<Value>) -> (Option<String>, Vec<Value>) {
    let lies_in = |relation: &Value| relation.get("relationType").and_then(Value::as_str) == Some(LIES_IN);
    let id = |relation: &Value| Some(relation.get("relationTo")?.as_str()?.trim_start_matches('#').to_owned());
    let found = relations.iter().position(|relation| lies_in(relation) && id(relation).is_some());
    let parent = found.and_then(|index| id(&relations.remove(index)));
    (parent, relations)
}

/// What sort of place: `properties.kind`, or the first of Linked Places' `types` that names one.
fn kind(properties: &Properties, types: &[Value], id: &str, warn: &mut impl FnMut(String, &str)) -> PlaceKind {
    const ALL: [PlaceKind; 5] = [PlaceKind::World, PlaceKind::Country, PlaceKind::Region, PlaceKind::Settlement, PlaceKind::Site];
    let named = |word: &str| ALL.into_iter().find(|kind| kind.word() == word);
    if let Some(kind) = named(&properties.kind) {
        return kind;
    }
    if !properties.kind.is_empty() {
        let words = ALL.map(PlaceKind::word).join(", ");
        warn(format!("“properties.kind” of “{id}” is “{}”", properties.kind), &format!("use one of: {words}"));
    }
    let guess = |label: &str| match label {
        "city" | "town" | "village" | "capital" => Some(PlaceKind::Settlement),
        "state" | "nation" => Some(PlaceKind::Country),
        "province" | "district" => Some(PlaceKind::Region),
        other => named(other),
    };
    types.iter().find_map(|kind| guess(kind.get("label")?.as_str()?)).unwrap_or_default()
}

fn certainty(geometry: &Value) -> Certainty {
    match geometry.get("certainty").and_then(Value::as_str) {
        Some("less-certain") => Certainty::LessCertain,
        Some("uncertain") => Certainty::Uncertain,
        _ => Certainty::Certain,
    }
}

/// How deep geometry collections may lie in one another.
const MAX_DEPTH: usize = 8;

/// GeoJSON (RFC 7946, section 3.1) to a geometry in degrees.
fn geometry(value: &Value, depth: usize) -> Result<Geometry<f64>, String> {
    let kind = value.get("type").and_then(Value::as_str).ok_or("it has no “type”")?;
    if kind == "GeometryCollection" {
        if depth >= MAX_DEPTH {
            return Err(format!("collections lie more than {MAX_DEPTH} deep in one another"));
        }
        let parts = list(value.get("geometries").unwrap_or(&Value::Null), |part| geometry(part, depth + 1))?;
        return Ok(Geometry::GeometryCollection(GeometryCollection(parts)));
    }
    let coordinates = value.get("coordinates").unwrap_or(&Value::Null);
    Ok(match kind {
        "Point" => Point::from(position(coordinates)?).into(),
        "MultiPoint" => MultiPoint::new(list(coordinates, |v| position(v).map(Point::from))?).into(),
        "LineString" => line(coordinates)?.into(),
        "MultiLineString" => MultiLineString::new(list(coordinates, line)?).into(),
        "Polygon" => polygon(coordinates)?.into(),
        "MultiPolygon" => MultiPolygon::new(list(coordinates, polygon)?).into(),
        other => return Err(format!("“{other}” is not a type of geometry")),
    })
}

fn list<T>(value: &Value, each: impl FnMut(&Value) -> Result<T, String>) -> Result<Vec<T>, String> {
    let items = value.as_array().filter(|items| !items.is_empty());
    items.ok_or("a list of coordinates is missing or empty")?.iter().map(each).collect()
}

fn position(value: &Value) -> Result<Coord<f64>, String> {
    let number = |index| value.get(index).and_then(Value::as_f64);
    let found = number(0).zip(number(1)).and_then(|(lon, lat)| LonLat::new(lon, lat));
    let at = found.ok_or_else(|| format!("{value} is not a [longitude, latitude] in degrees"))?;
    Ok(Coord { x: at.lon, y: at.lat })
}

fn line(value: &Value) -> Result<LineString<f64>, String> {
    let points = list(value, position)?;
    if points.len() < 2 {
        return Err("a line needs at least two positions".to_owned());
    }
    Ok(LineString::new(points))
}

fn polygon(value: &Value) -> Result<Polygon<f64>, String> {
    let mut rings = list(value, line)?;
    if rings.iter().any(|ring| ring.0.len() < 4) {
        return Err("the ring of an area needs at least four positions".to_owned());
    }
    let outer = rings.remove(0);
    Ok(Polygon::new(outer, rings))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(geojson: &str, expected: &str) {
        let value: Value = serde_json::from_str(geojson).unwrap();
        let found = geometry(&value, 0).map(|geometry| representative_point(&geometry));
        assert_eq!(format!("{found:?}"), expected);
    }

    #[test]
    fn geometries_are_read_or_refused_with_a_reason() {
        check(r#"{"type":"Point","coordinates":[76.9,43.2]}"#, "Ok(Some(LonLat { lon: 76.9, lat: 43.2 }))");
        check(r#"{"type":"Point","coordinates":[43.2,96.9]}"#, r#"Err("[43.2,96.9] is not a [longitude, latitude] in degrees")"#);
        check(r#"{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}"#, r#"Err("the ring of an area needs at least four positions")"#);
        check(r#"{"type":"Polygon","coordinates":[]}"#, r#"Err("a list of coordinates is missing or empty")"#);
        check(r#"{"type":"Circle"}"#, r#"Err("“Circle” is not a type of geometry")"#);
    }
}

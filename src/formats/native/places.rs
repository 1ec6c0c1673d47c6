//! `places.geojson`: Linked Places Format (World Historical Gazetteer, version 1.2), a GeoJSON `FeatureCollection`.

use geo::Geometry;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::geometry::{self, Shape};
use super::{PLACES, check_id, filed, fit};
use crate::formats::json::{Source, record_of_any_size};
use crate::report::cancel::Cancel;
use crate::report::draft::{Draft, FileKind, PlaceDraft, Stray};
use crate::report::filed::Extra;
use crate::report::limits;
use crate::report::outside;
use crate::report::place::{LonLat, Name, Place, PlaceKind, representative_point};
use crate::report::warning::{Origin, Warning};
use crate::report::whereabouts;

#[derive(Deserialize)]
#[serde(expecting = "an object in braces")]
struct Feature {
    #[serde(rename = "@id")]
    id: String,
    #[serde(default)]
    properties: Properties,
    #[serde(default)]
    names: Vec<Toponym>,
    #[serde(default)]
    types: Vec<Value>,
    geometry: Option<Box<RawValue>>,
    #[serde(default)]
    relations: Vec<Value>,
    #[serde(flatten)]
    extra: Extra,
}

#[derive(Default, Deserialize)]
#[serde(expecting = "an object in braces")]
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
#[serde(expecting = "an object in braces")]
struct Toponym {
    #[serde(rename = "toponym")]
    text: String,
    #[serde(default)]
    lang: String,
    #[serde(default)]
    former: bool,
    #[serde(flatten)]
    extra: Extra,
}

/// The size of an entry, and that of its coordinates.
#[derive(Deserialize)]
struct Sizes<'a> {
    #[serde(borrow)]
    geometry: Option<&'a RawValue>,
}

/// The relation that says which place a place lies in (Getty vocabulary, as Linked Places uses it).
pub const LIES_IN: &str = "gvp:broaderPartitive";

/// Reads the gazetteer into the draft.
pub fn read(text: &str, draft: &mut Draft, cancel: &Cancel) {
    let source = Source::new(PLACES, text);
    let before = draft.warnings.count();
    let members = source.members(&[("features", limits::PLACES, "places")], &mut draft.warnings);
    if draft.warnings.count() == before && !members.iter().any(|member| member.key == "features") {
        draft.warnings.push(Warning::new(
            &Origin::file(PLACES),
            "“features” is missing",
            "put the places into a list of that name",
        ));
    }
    for member in members {
        for raw in &member.elements {
            if cancel.is_cancelled() {
                return;
            }
            let origin = source.origin(raw);
            if let Err(error) = place(raw, &origin, draft) {
                let what = format!("this place cannot be used: {error}");
                draft.warnings.push(Warning::new(&origin, what, "correct the field; the entry is kept"));
                draft.strays.push(Stray { file: FileKind::Places, raw: raw.get().to_owned() });
            }
        }
        draft.strays.extend(source.rest(&member).map(|rest| Stray { file: FileKind::Places, raw: rest.to_owned() }));
        if let Some(other) = member.value.filter(|_| member.key == "crs").and_then(other_system) {
            draft.warnings.push(Warning::new(
                &Origin::file(PLACES),
                format!("“crs” says that positions are in “{}”", limits::shown(&other)),
                "convert them to longitude and latitude on WGS 84, as GeoJSON asks (RFC 7946), and leave the field out; they are taken for that until then",
            ));
        }
        if let Some(value) = member.value.filter(|_| member.key != "type") {
            draft.places_head.push((member.key, value.get().to_owned()));
        }
    }
}

/// The name of a system of coordinates other than longitude and latitude on WGS 84, from the field that the GeoJSON of 2008 had
/// for it.
fn other_system(crs: &RawValue) -> Option<String> {
    /// The names of the one that GeoJSON has; the digits of its code stand at the end.
    const SAME: [&str; 2] = ["CRS84", "4326"];
    let value: Value = serde_json::from_str(crs.get()).ok()?;
    let name = value.pointer("/properties/name").and_then(Value::as_str).map_or_else(|| value.to_string(), str::to_owned);
    let same = value.is_null() || SAME.iter().any(|same| name.rsplit([':', '/', '#']).next() == Some(*same));
    (!same).then_some(name)
}

/// Reads an entry, unless what it says besides its coordinates is too large.
fn feature(raw: &RawValue) -> Result<Feature, String> {
    if raw.get().len() > limits::ENTRY_BYTES {
        let sizes: Sizes<'_> = serde_json::from_str(raw.get()).map_err(|_| "it is not an object in braces")?;
        let shape = sizes.geometry.map_or(0, |shape| shape.get().len());
        if raw.get().len() - shape > limits::ENTRY_BYTES {
            return Err(format!("without its coordinates, it is larger than {} MiB", limits::ENTRY_BYTES >> 20));
        }
    }
    record_of_any_size(raw)
}

/// Reads the line of a place that stands by itself. Where it would be written in another way, it is kept as it is.
///
/// # Errors
/// One sentence without a full stop on what cannot be used.
pub fn line(raw: &RawValue) -> Result<PlaceDraft, String> {
    let mut draft = Draft::default();
    place(raw, &Origin::default(), &mut draft)?;
    let mut read = draft.places.pop().ok_or("it is not a place")?;
    read.raw.clear();
    if super::place_line(&read.place, read.parent.as_deref()) != raw.get() {
        read.place.filed.keep(raw.get().to_owned());
    }
    Ok(read)
}

fn place(raw: &RawValue, origin: &Origin, draft: &mut Draft) -> Result<(), String> {
    let mut feature = feature(raw)?;
    check_id(&feature.id)?;
    let before = draft.warnings.count();
    let mut warn = |what: String, remedy: &str| draft.warnings.push(Warning::new(origin, what, remedy));
    let id = feature.id.trim_start_matches('#').to_owned();
    let about = limits::shown(&id);
    let mut shape = match feature.geometry.as_ref().map_or(Ok(Shape::default()), |raw| geometry::read(raw)) {
        Ok(shape) => shape,
        Err(error) => {
            warn(format!("“geometry” of “{about}”: {error}"), "correct it; the place is shown without a position");
            Shape::default()
        }
    };
    let mut unknown = shape.has_more || feature.names.iter().any(|name| !name.extra.is_empty());
    cut(&mut feature, &mut warn);
    let properties = feature.properties;
    let kind = kind(&properties, &feature.types, &about, &mut warn);
    let point = point(&properties, shape.geometry.as_ref(), &about, &mut warn);
    if point.is_none() {
        // What has no point that can be believed has no geometry that can: it would be drawn, and framed.
        shape.geometry = None;
    }
    let radius_metres = radius(&properties, &about, &mut warn);
    let title = if properties.title.is_empty() { outside::plain(&id).into_owned() } else { properties.title };
    let names = feature.names.into_iter().map(|name| Name { text: name.text, language: name.lang, former: name.former });
    let names = names.collect();
    let (parent, relations, more) = parent(feature.relations);
    let mut extra = feature.extra;
    unknown |= more || extra.shift_remove("type").is_some_and(|kind| kind != "Feature");
    // These names are for what is put together from several fields; a dossier that has fields of its own by them is odd.
    unknown |= ["types", "relations", "properties"].iter().any(|name| extra.contains_key(*name));
    if !feature.types.is_empty() {
        extra.insert("types".to_owned(), Value::Array(feature.types));
    }
    if !relations.is_empty() {
        extra.insert("relations".to_owned(), Value::Array(relations));
    }
    if !properties.extra.is_empty() {
        extra.insert("properties".to_owned(), Value::Object(properties.extra));
    }
    let filed = filed(origin.clone(), extra, raw, !unknown && draft.warnings.count() == before);
    let place = Place {
        id,
        title,
        names,
        kind,
        geometry: shape.geometry,
        basemap: properties.basemap,
        point,
        radius_metres,
        certainty: shape.certainty,
        parent: None,
        source: properties.source,
        filed,
    };
    draft.places.push(PlaceDraft { place, parent, raw: raw.get().to_owned() });
    Ok(())
}

/// Makes what is shown [`fit`] for it, and takes no more of it than can be shown.
fn cut(feature: &mut Feature, warn: &mut impl FnMut(String, &str)) {
    let Properties { title, source, basemap, .. } = &mut feature.properties;
    let texts = [("properties.title", title, limits::NAME), ("properties.source", source, limits::PROSE)];
    let names = feature.names.iter_mut().map(|name| ("names.toponym", &mut name.text, limits::NAME));
    for (field, text, most) in texts.into_iter().chain(names) {
        for (what, remedy) in fit(field, text, most) {
            warn(what, remedy);
        }
    }
    let lists = [("names", feature.names.len()), ("properties.basemap", basemap.len())];
    for (field, _) in lists.into_iter().filter(|(_, count)| *count > limits::NAMES) {
        warn(format!("“{field}” has more than {} entries", limits::NAMES), "remove some; the first ones are used");
    }
    basemap.truncate(limits::NAMES);
    feature.names.truncate(limits::NAMES);
}

/// How far from its point the place may be.
fn radius(properties: &Properties, id: &str, warn: &mut impl FnMut(String, &str)) -> Option<f64> {
    let metres = properties.radius_metres?;
    let sound = metres > 0.0 && metres <= limits::RADIUS_METRES;
    if !sound {
        let most = limits::grouped(20_037_508);
        warn(
            format!("“properties.radius_metres” of “{id}” is {}", limits::shown(&metres.to_string())),
            &format!("give a number above 0 and up to {most}, or none"),
        );
    }
    sound.then_some(metres)
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
    // The middle of an area may well lie there; what somebody has given hardly does.
    let given = given.flatten().or(match geometry {
        Some(Geometry::Point(at)) => Some(LonLat { lon: at.x(), lat: at.y() }),
        _ => None,
    });
    if given.is_some_and(whereabouts::is_nowhere) {
        warn(
            format!("“{id}” lies at 0°, 0° in the sea off Africa, where positions that nobody knows are put"),
            "give its position, or `null` for none; it is shown without one until then",
        );
        return None;
    }
    let point = given.or_else(|| geometry.and_then(representative_point));
    if point.is_none() && !properties.basemap.is_empty() {
        warn(
            format!("“properties.point” of “{id}” is missing beside “basemap”"),
            "add [longitude, latitude] of a point inside it, where its marker can stand",
        );
    }
    point
}

/// The id of the place it lies in, all other relations, which are kept as they are, and whether more is said of the first.
fn parent(mut relations: Vec<Value>) -> (Option<String>, Vec<Value>, bool) {
    let lies_in = |relation: &Value| relation.get("relationType").and_then(Value::as_str) == Some(LIES_IN);
    let id = |relation: &Value| Some(relation.get("relationTo")?.as_str()?.trim_start_matches('#').to_owned());
    let found = relations.iter().position(|relation| lies_in(relation) && id(relation).is_some());
    let relation = found.map(|index| relations.remove(index));
    let more = relation.as_ref().and_then(Value::as_object).is_some_and(|fields| fields.len() > 2);
    (relation.as_ref().and_then(id), relations, more)
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
        warn(format!("“properties.kind” of “{id}” is “{}”", limits::shown(&properties.kind)), &format!("use one of: {words}"));
    }
    let guess = |label: &str| match label {
        "city" | "town" | "village" | "capital" => Some(PlaceKind::Settlement),
        "state" | "nation" => Some(PlaceKind::Country),
        "province" | "district" => Some(PlaceKind::Region),
        other => named(other),
    };
    types.iter().find_map(|kind| guess(kind.get("label")?.as_str()?)).unwrap_or_default()
}

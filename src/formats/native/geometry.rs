//! GeoJSON geometries (RFC 7946, section 3.1), with Linked Places' `certainty`.
//!
//! They are read from their text piece by piece: as values of JSON, coordinates would take thirty times their size.

use std::fmt;

use geo::{Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};
use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::report::limits;
use crate::report::place::{Certainty, LonLat};

/// What the field `geometry` of a place says.
#[derive(Debug, Default)]
pub struct Shape {
    /// The geometry; `None` where it is `null`.
    pub geometry: Option<Geometry<f64>>,
    /// How sure it is.
    pub certainty: Certainty,
    /// Whether there is more in it than Dateline knows.
    pub has_more: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Record<'a> {
    #[serde(rename = "type", borrow)]
    kind: Option<&'a RawValue>,
    #[serde(borrow)]
    coordinates: Option<&'a RawValue>,
    #[serde(borrow)]
    geometries: Option<&'a RawValue>,
    #[serde(borrow)]
    certainty: Option<&'a RawValue>,
}

/// Reads a geometry in degrees.
///
/// # Errors
/// What is wrong with it, without a full stop.
pub fn read(raw: &RawValue) -> Result<Shape, String> {
    if raw.get() == "null" {
        return Ok(Shape::default());
    }
    let record = record(raw)?;
    let word = record.certainty.and_then(text);
    let certainty = match word.as_deref() {
        Some("less-certain") => Certainty::LessCertain,
        Some("uncertain") => Certainty::Uncertain,
        _ => Certainty::Certain,
    };
    let known = record.certainty.is_none() || matches!(word.as_deref(), Some("certain" | "less-certain" | "uncertain"));
    let mut reader = Reader { positions: 0, has_more: !known };
    let geometry = reader.geometry(raw, 0)?;
    Ok(Shape { geometry: Some(geometry), certainty, has_more: reader.has_more })
}

fn record(raw: &RawValue) -> Result<Record<'_>, String> {
    serde_json::from_str(raw.get()).map_err(|_| "it is not an object in braces, with each field once".to_owned())
}

fn text(raw: &RawValue) -> Option<String> {
    serde_json::from_str(raw.get()).ok()
}

struct Reader {
    positions: usize,
    has_more: bool,
}

impl Reader {
    fn geometry(&mut self, raw: &RawValue, depth: usize) -> Result<Geometry<f64>, String> {
        let Record { kind, coordinates, geometries, .. } = record(raw)?;
        let kind = kind.and_then(text).ok_or("it has no “type”")?;
        self.has_more |= has_more(raw, depth, kind == "GeometryCollection");
        if kind == "GeometryCollection" {
            if depth >= limits::COLLECTIONS {
                return Err(format!("collections lie more than {} deep in one another", limits::COLLECTIONS));
            }
            let parts = list(geometries, |part| self.geometry(part, depth + 1))?;
            return Ok(Geometry::GeometryCollection(GeometryCollection(parts)));
        }
        let position = |reader: &mut Self, raw: &RawValue| reader.position(raw).map(Point::from);
        Ok(match kind.as_str() {
            "Point" => position(self, coordinates.ok_or("“coordinates” is missing")?)?.into(),
            "MultiPoint" => MultiPoint::new(list(coordinates, |raw| position(self, raw))?).into(),
            "LineString" => self.line(coordinates)?.into(),
            "MultiLineString" => MultiLineString::new(list(coordinates, |raw| self.line(Some(raw)))?).into(),
            "Polygon" => self.polygon(coordinates)?.into(),
            "MultiPolygon" => MultiPolygon::new(list(coordinates, |raw| self.polygon(Some(raw)))?).into(),
            other => return Err(format!("“{}” is not a type of geometry", limits::shown(other))),
        })
    }

    fn position(&mut self, raw: &RawValue) -> Result<Coord<f64>, String> {
        self.positions += 1;
        if self.positions > limits::VERTICES {
            return Err(format!("it has more than {} positions", limits::grouped(limits::VERTICES)));
        }
        let found = serde_json::from_str::<Position>(raw.get()).ok();
        let at = found.as_ref().and_then(|position| LonLat::new(position.lon, position.lat));
        let at = at.ok_or_else(|| format!("{} is not a [longitude, latitude] in degrees", limits::shown(raw.get())))?;
        self.has_more |= found.is_some_and(|position| position.has_more);
        Ok(Coord { x: at.lon, y: at.lat })
    }

    fn line(&mut self, raw: Option<&RawValue>) -> Result<LineString<f64>, String> {
        let points = list(raw, |raw| self.position(raw))?;
        if points.len() < 2 {
            return Err("a line needs at least two positions".to_owned());
        }
        Ok(LineString::new(points))
    }

    fn polygon(&mut self, raw: Option<&RawValue>) -> Result<Polygon<f64>, String> {
        let mut rings = list(raw, |raw| self.line(Some(raw)))?;
        if rings.iter().any(|ring| ring.0.len() < 4) {
            return Err("the ring of an area needs at least four positions".to_owned());
        }
        let outer = rings.remove(0);
        // An open ring is closed by `Polygon`, and then written closed.
        self.has_more |= std::iter::once(&outer).chain(&rings).any(|ring| !ring.is_closed());
        Ok(Polygon::new(outer, rings))
    }
}

/// Whether a geometry has other fields than those that are written again.
fn has_more(raw: &RawValue, depth: usize, collection: bool) -> bool {
    let known = |name: &str| match name {
        "type" => true,
        "coordinates" => !collection,
        "geometries" => collection,
        "certainty" => depth == 0,
        _ => false,
    };
    serde_json::from_str::<Names>(raw.get()).is_ok_and(|names| names.0.iter().any(|name| !known(name)))
}

/// The names of an object's fields.
struct Names(Vec<String>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Names;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Names, A::Error> {
                let mut names = Vec::new();
                // A few tell; a hostile object has no end of them.
                while let Some((name, _)) = map.next_entry::<String, IgnoredAny>()? {
                    if names.len() < 8 {
                        names.push(name);
                    }
                }
                Ok(Names(names))
            }
        }
        deserializer.deserialize_map(Reader)
    }
}

/// The elements of a list, each made into something.
fn list<T>(raw: Option<&RawValue>, mut each: impl FnMut(&RawValue) -> Result<T, String>) -> Result<Vec<T>, String> {
    let items: Option<Vec<&RawValue>> = raw.and_then(|raw| serde_json::from_str(raw.get()).ok());
    let items = items.filter(|items| !items.is_empty()).ok_or("a list of coordinates is missing or empty")?;
    if items.len() > limits::VERTICES {
        return Err(format!("it has more than {} positions", limits::grouped(limits::VERTICES)));
    }
    let mut made = Vec::with_capacity(items.len());
    for item in items {
        made.push(each(item)?);
    }
    Ok(made)
}

/// Longitude, latitude, and whether there is more, such as a height.
struct Position {
    lon: f64,
    lat: f64,
    has_more: bool,
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Position;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("longitude and latitude")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Position, A::Error> {
                let missing = || serde::de::Error::custom("two numbers are needed");
                let lon = seq.next_element()?.ok_or_else(missing)?;
                let lat = seq.next_element()?.ok_or_else(missing)?;
                let mut has_more = false;
                while seq.next_element::<IgnoredAny>()?.is_some() {
                    has_more = true;
                }
                Ok(Position { lon, lat, has_more })
            }
        }
        deserializer.deserialize_seq(Reader)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::place::representative_point;

    fn check(geojson: &str, expected: &str) {
        let raw: &RawValue = serde_json::from_str(geojson).unwrap();
        let found = read(raw).map(|shape| shape.geometry.as_ref().and_then(representative_point));
        assert_eq!(format!("{found:?}"), expected);
    }

    #[test]
    fn geometries_are_read_or_refused_with_a_reason() {
        check(r#"{"type":"Point","coordinates":[76.9,43.2]}"#, "Ok(Some(LonLat { lon: 76.9, lat: 43.2 }))");
        check(r#"{"type":"Point","coordinates":[43.2,96.9]}"#, r#"Err("[43.2,96.9] is not a [longitude, latitude] in degrees")"#);
        check(r#"{"type":"Point","coordinates":[1e400,0]}"#, r#"Err("[1e400,0] is not a [longitude, latitude] in degrees")"#);
        check(r#"{"type":"Point"}"#, r#"Err("“coordinates” is missing")"#);
        check(r#"{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}"#, r#"Err("the ring of an area needs at least four positions")"#);
        check(r#"{"type":"Polygon","coordinates":[[[0,0]]]}"#, r#"Err("a line needs at least two positions")"#);
        check(r#"{"type":"Polygon","coordinates":[]}"#, r#"Err("a list of coordinates is missing or empty")"#);
        check(r#"{"type":"Circle"}"#, r#"Err("“Circle” is not a type of geometry")"#);
        check("5", r#"Err("it is not an object in braces, with each field once")"#);
        check("null", "Ok(None)");
        let nested = |depth: usize| {
            let (open, close) = (r#"{"type":"GeometryCollection","geometries":["#, "]}");
            format!("{}{}{}", open.repeat(depth), r#"{"type":"Point","coordinates":[1,2]}"#, close.repeat(depth))
        };
        check(&nested(8), "Ok(Some(LonLat { lon: 1.0, lat: 2.0 }))");
        check(&nested(9), r#"Err("collections lie more than 8 deep in one another")"#);
    }

    #[test]
    fn what_would_not_be_written_again_is_noticed() {
        let more = |geojson: &str| read(serde_json::from_str(geojson).unwrap()).unwrap().has_more;
        assert!(!more(r#"{"type":"Point","coordinates":[1,2],"certainty":"uncertain"}"#));
        assert!(more(r#"{"type":"Point","coordinates":[1,2,3]}"#));
        assert!(more(r#"{"type":"Point","coordinates":[1,2],"bbox":[1,2,1,2]}"#));
        assert!(more(r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}"#));
    }
}

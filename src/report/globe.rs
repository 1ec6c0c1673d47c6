//! Geometry on a globe: what crosses the antimeridian, and how far apart two positions are.
//!
//! GeoJSON asks that what crosses the antimeridian be cut in two there (RFC 7946, section 3.1.9), and few programs do it. So
//! from one position to the next the shorter way round is taken: from 179° E to 179° W is two degrees and not 358.

use geo::{Coord, CoordsIter, Geometry, LineString, Polygon};

use super::mercator::wrap_longitude;
use super::place::LonLat;

/// The mean radius of the earth in metres (IUGG).
const RADIUS_METRES: f64 = 6_371_008.8;

/// A longitude moved by whole turns, so that it is no more than half a turn away from another one.
///
/// A full turn is left alone: it is how the whole world is written, from −180° to 180°.
#[must_use]
pub fn beside(lon: f64, other: f64) -> f64 {
    let away = lon - other;
    if away.abs() > 180.0 && away.abs() < 360.0 { lon - (away / 360.0).round() * 360.0 } else { lon }
}

/// A line without leaps: each longitude is beside the one before, and may leave −180 to 180 for that.
#[must_use]
pub fn unrolled(line: &LineString<f64>) -> LineString<f64> {
    let mut turned = 0.0;
    let mut before: Option<f64> = None;
    let beside = |at: &Coord<f64>| {
        if let Some(before) = before.replace(at.x) {
            turned += self::beside(at.x, before) - at.x;
        }
        Coord { x: at.x + turned, y: at.y }
    };
    line.0.iter().map(beside).collect()
}

/// An area without leaps, its holes beside its outer ring.
///
/// A ring that runs around a pole is left as it is: without leaps it would have no end.
#[must_use]
pub fn unrolled_area(area: &Polygon<f64>) -> Polygon<f64> {
    let outer = unrolled(area.exterior());
    if !outer.is_closed() {
        return area.clone();
    }
    let middle = middle(&outer);
    let hole = |ring: &LineString<f64>| {
        let ring = unrolled(ring);
        let turns = ((self::middle(&ring) - middle) / 360.0).round() * 360.0;
        ring.0.iter().map(|at| Coord { x: at.x - turns, y: at.y }).collect()
    };
    Polygon::new(outer, area.interiors().iter().map(hole).collect())
}

/// The longitude in the middle between the westernmost and the easternmost position; 0 where there are none.
#[must_use]
pub fn middle(line: &LineString<f64>) -> f64 {
    let (west, east) = reach(line.0.iter().map(|at| at.x));
    if west <= east { f64::midpoint(west, east) } else { 0.0 }
}

/// The lowest and the highest of some numbers.
fn reach(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
}

/// The parts of a geometry, each without leaps.
fn parts(geometry: &Geometry<f64>, found: &mut Vec<LineString<f64>>) {
    match geometry {
        Geometry::LineString(line) => found.push(unrolled(line)),
        Geometry::MultiLineString(lines) => found.extend(lines.iter().map(unrolled)),
        Geometry::Polygon(area) => found.push(unrolled_area(area).exterior().clone()),
        Geometry::MultiPolygon(areas) => found.extend(areas.iter().map(|area| unrolled_area(area).exterior().clone())),
        Geometry::GeometryCollection(all) => all.iter().for_each(|part| parts(part, found)),
        points => found.extend(points.coords_iter().map(|at| LineString::new(vec![at]))),
    }
}

/// Positions such that a box around all of them holds the geometry.
///
/// Between the corners of a wide part there are more, or the box might be taken around the other side of the globe.
#[must_use]
pub fn corners(geometry: &Geometry<f64>) -> Vec<LonLat> {
    /// How far apart they are at most, in degrees.
    const STEP: f64 = 90.0;
    let mut all = Vec::new();
    parts(geometry, &mut all);
    let mut corners = Vec::new();
    for part in all.iter().filter(|part| !part.0.is_empty()) {
        let (west, east) = reach(part.0.iter().map(|at| at.x));
        let (south, north) = reach(part.0.iter().map(|at| at.y));
        let mut lon = west;
        while lon < east {
            corners.push(LonLat { lon: wrap_longitude(lon), lat: south });
            lon += STEP;
        }
        corners.push(LonLat { lon: wrap_longitude(east), lat: north });
    }
    corners
}

/// The length of the shortest way between two positions on the globe, in metres (haversine formula).
#[must_use]
pub fn distance_metres(a: LonLat, b: LonLat) -> f64 {
    let half_sine = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let square = half_sine(b.lat - a.lat) + a.lat.to_radians().cos() * b.lat.to_radians().cos() * half_sine(b.lon - a.lon);
    2.0 * RADIUS_METRES * square.clamp(0.0, 1.0).sqrt().asin()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::place::{Bounds, representative_point};

    fn area(points: &[(f64, f64)]) -> Polygon<f64> {
        Polygon::new(points.to_vec().into(), Vec::new())
    }

    /// Chukotka, about: from 170° E across the antimeridian to 170° W.
    fn chukotka() -> Polygon<f64> {
        area(&[(170.0, 62.0), (-170.0, 62.0), (-170.0, 70.0), (170.0, 70.0)])
    }

    #[test]
    fn an_area_across_the_antimeridian_is_as_wide_as_it_is() {
        let whole = unrolled_area(&chukotka());
        assert_eq!(whole.exterior().0.iter().map(|at| at.x).collect::<Vec<_>>(), [170.0, 190.0, 190.0, 170.0, 170.0]);
        let point = representative_point(&chukotka().into()).unwrap();
        assert!((point.lon.abs() - 180.0).abs() < 1.0 && (62.0..70.0).contains(&point.lat), "{point:?}");
        let bounds = Bounds::around(&corners(&chukotka().into())).unwrap();
        assert_eq!((bounds.west, bounds.east, bounds.south, bounds.north), (170.0, -170.0, 62.0, 70.0));
        let cut = [(170.0, 180.0), (-180.0, -170.0)];
        let cut = cut.map(|(west, east)| area(&[(west, 62.0), (east, 62.0), (east, 70.0), (west, 70.0)]));
        let bounds = Bounds::around(&corners(&geo::MultiPolygon::new(cut.to_vec()).into())).unwrap();
        assert_eq!((bounds.west, bounds.east), (170.0, -170.0), "cut in two, as GeoJSON asks");
    }

    #[test]
    fn a_line_across_the_antimeridian_has_its_middle_there() {
        let line = Geometry::LineString(vec![(178.0, -18.0), (-178.0, -18.0)].into());
        let middle = representative_point(&line).unwrap();
        assert!((middle.lon.abs() - 180.0).abs() < 1e-9 && (middle.lat + 18.0).abs() < 1e-9, "{middle:?}");
        let islands = Geometry::MultiPoint(vec![(178.0, -18.0), (-178.0, -18.0)].into());
        assert!((representative_point(&islands).unwrap().lon.abs() - 180.0).abs() < 1e-9);
    }

    #[test]
    fn a_hole_stays_in_its_area_and_the_world_stays_whole() {
        let mut lake = chukotka();
        lake.interiors_push(LineString::from(vec![(-178.0, 65.0), (-176.0, 65.0), (-176.0, 66.0), (-178.0, 66.0)]));
        let whole = unrolled_area(&lake);
        assert!(whole.interiors()[0].0.iter().all(|at| (182.0..=184.0).contains(&at.x)), "{whole:?}");
        let world = area(&[(-180.0, -80.0), (180.0, -80.0), (180.0, 80.0), (-180.0, 80.0)]);
        assert_eq!(unrolled_area(&world), world);
        let around_a_pole = area(&[(0.0, -70.0), (120.0, -70.0), (-120.0, -70.0)]);
        assert_eq!(unrolled_area(&around_a_pole), around_a_pole);
    }

    #[test]
    fn a_wide_area_is_framed_from_its_own_side_of_the_globe() {
        let wide = area(&[(-80.0, 0.0), (20.0, -10.0), (120.0, 0.0), (20.0, 10.0)]);
        let bounds = Bounds::around(&corners(&wide.into())).unwrap();
        assert_eq!((bounds.west, bounds.east), (-80.0, 120.0));
    }

    #[test]
    fn distances_are_those_on_the_globe() {
        let at = |lon, lat| LonLat { lon, lat };
        let almaty_to_oral = distance_metres(at(76.9115, 43.2525), at(51.37, 51.23));
        assert!((2_100_000.0..2_150_000.0).contains(&almaty_to_oral), "{almaty_to_oral}");
        let across = distance_metres(at(179.9, 0.0), at(-179.9, 0.0));
        assert!((across - 22_239.0).abs() < 10.0, "{across}");
        assert!((distance_metres(at(0.0, 90.0), at(0.0, -90.0)) - 20_015_115.0).abs() < 100.0);
    }
}

//! Places that hardly lie where they are said to: at 0°, 0°, or with latitude and longitude exchanged.

use super::dossier::Dossier;
use super::globe::distance_metres;
use super::limits;
use super::place::{Bounds, LonLat, Place};
use super::warning::{Origin, Warning, Warnings};

/// Nothing nearer to the place that it lies in is complained about, in metres: regions are wide.
const FAR: f64 = 1_000_000.0;
/// How many times nearer the exchanged position must be.
const NEARER: f64 = 10.0;

/// Whether this is where positions that nobody knows are put: the point at 0°, 0° in the sea off Africa, to the last digit.
#[must_use]
pub fn is_nowhere(at: LonLat) -> bool {
    at.lon.abs() < f64::EPSILON && at.lat.abs() < f64::EPSILON
}

/// Complains about positions that make sense only with latitude and longitude exchanged.
pub fn check(dossier: &Dossier, warnings: &mut Warnings) {
    const REMEDY: &str = "GeoJSON gives the longitude first; exchange them if that is so";
    if let Some((inside, all)) = dossier.head.frame.and_then(|frame| all_exchanged(dossier, frame)) {
        let origin = dossier.places.first().map(|place| Origin { line: None, ..place.filed.origin.clone() });
        let what = format!(
            "of {all} places with a point, {inside} lie in the start frame only with latitude and longitude exchanged, and fewer as they are"
        );
        warnings.push(Warning::new(&origin.unwrap_or_default(), what, REMEDY));
        return;
    }
    for place in &dossier.places {
        let around = place.parent.map(|ix| dossier.place(ix));
        let Some((at, parent, near)) = place.point.zip(around).and_then(|(at, around)| Some((at, around, around.point?))) else {
            continue;
        };
        let Some(other) = exchanged(at) else { continue };
        let (far, less) = (distance_metres(at, near), distance_metres(other, near));
        if far > FAR && less * NEARER < far {
            let what = format!(
                "“{}” lies {} from “{}”, in which it is said to lie, and {} with latitude and longitude exchanged",
                limits::shown(&place.id),
                kilometres(far),
                limits::shown(&parent.id),
                kilometres(less)
            );
            warnings.push(Warning::new(&place.filed.origin, what, REMEDY));
        }
    }
}

/// How many places lie in the frame only when exchanged, and how many have a point, where the former are more than those that
/// lie in it as they are.
fn all_exchanged(dossier: &Dossier, frame: Bounds) -> Option<(usize, usize)> {
    let points = || dossier.places.iter().filter(|place| is_given(place)).filter_map(|place| place.point);
    let holds =
        |at: LonLat| (frame.south..=frame.north).contains(&at.lat) && (at.lon - frame.west).rem_euclid(360.0) <= frame.width();
    let here = points().filter(|at| holds(*at)).count();
    let there = points().filter(|at| !holds(*at) && exchanged(*at).is_some_and(holds)).count();
    (there > here).then(|| (there, points().count()))
}

/// Whether the point is the author's own and not one that was found inside an area.
fn is_given(place: &Place) -> bool {
    matches!(place.geometry, Some(geo::Geometry::Point(_)))
}

fn exchanged(at: LonLat) -> Option<LonLat> {
    LonLat::new(at.lat, at.lon)
}

fn kilometres(metres: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "no way on the globe is longer than 20,000 km")]
    let whole = (metres / 1000.0).round() as usize;
    format!("{} km", limits::grouped(whole))
}

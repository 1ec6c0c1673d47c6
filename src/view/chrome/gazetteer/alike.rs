//! Places that look like the same one: they share a name and are not far apart, or two settlements stand on one spot.

use crate::report::dossier::Dossier;
use crate::report::fold;
use crate::report::globe::distance_metres;
use crate::report::ids::PlaceIx;
use crate::report::place::{Place, PlaceKind};
use crate::report::table::Table;

/// With more places than this, nobody goes through pairs of them one by one.
const MOST_PLACES: usize = 20_000;
/// How many pairs are offered.
const MOST_PAIRS: usize = 200;
/// How many places of one name are compared with each other.
const MOST_OF_A_NAME: usize = 12;
/// How far apart two points, and two areas, of one name are at most, in metres.
const SAME_NAME: (f64, f64) = (50_000.0, 500_000.0);
/// How far apart two settlements on one spot are at most, in metres.
const SAME_SPOT: f64 = 1_000.0;

/// Two places that look like one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    pub one: PlaceIx,
    pub other: PlaceIx,
    /// How far apart they are, where both have a position.
    pub metres: Option<f64>,
}

/// The pairs; looked for anew only where the places have changed.
#[derive(Default)]
pub struct Alike {
    places: Table<Place>,
    begun: bool,
    pairs: Vec<Pair>,
}

impl Alike {
    pub fn pairs(&mut self, dossier: &Dossier) -> &[Pair] {
        if !self.begun || !self.places.is_same(&dossier.places) {
            *self = Self { places: dossier.places.clone(), begun: true, pairs: pairs(dossier) };
        }
        &self.pairs
    }
}

/// The pairs of places that look like one, the closest first.
fn pairs(dossier: &Dossier) -> Vec<Pair> {
    if dossier.places.len() > MOST_PLACES {
        return Vec::new();
    }
    let mut pairs = of_one_name(dossier);
    pairs.extend(on_one_spot(dossier));
    let distance = |pair: &Pair| pair.metres.unwrap_or(f64::INFINITY);
    pairs.sort_by(|a, b| distance(a).total_cmp(&distance(b)).then((a.one, a.other).cmp(&(b.one, b.other))));
    let mut seen = std::collections::BTreeSet::new();
    pairs.retain(|pair| seen.insert((pair.one, pair.other)));
    pairs.truncate(MOST_PAIRS);
    pairs
}

fn of_one_name(dossier: &Dossier) -> Vec<Pair> {
    let mut names: Vec<(String, PlaceIx)> = Vec::new();
    for (at, place) in dossier.places.iter().enumerate() {
        let all = std::iter::once(&place.title).chain(place.names.iter().map(|name| &name.text));
        names.extend(all.map(|name| (fold::name(name), PlaceIx::new(at))).filter(|(name, _)| !name.is_empty()));
    }
    names.sort_unstable();
    names.dedup();
    let mut pairs = Vec::new();
    for group in names.chunk_by(|a, b| a.0 == b.0).filter(|group| (2..=MOST_OF_A_NAME).contains(&group.len())) {
        for (at, (_, one)) in group.iter().enumerate() {
            pairs.extend(group[at + 1..].iter().filter_map(|(_, other)| pair(dossier, *one, *other, SAME_NAME)));
        }
    }
    pairs
}

fn on_one_spot(dossier: &Dossier) -> Vec<Pair> {
    /// As many degrees of latitude are a little more than [`SAME_SPOT`].
    const DEGREES: f64 = 0.01;
    let settlement = |(at, place): (usize, &Place)| {
        place.point.filter(|_| place.kind == PlaceKind::Settlement).map(|point| (point.lat, PlaceIx::new(at)))
    };
    let mut all: Vec<_> = dossier.places.iter().enumerate().filter_map(settlement).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut pairs = Vec::new();
    for (at, (lat, one)) in all.iter().enumerate() {
        let near = all[at + 1..].iter().take_while(|(other, _)| other - lat < DEGREES);
        pairs.extend(near.filter_map(|(_, other)| pair(dossier, *one, *other, (SAME_SPOT, 0.0))));
        if pairs.len() > MOST_PAIRS {
            break;
        }
    }
    pairs
}

/// A pair, unless the two are of different kinds, too far apart, or one lies in the other.
fn pair(dossier: &Dossier, one: PlaceIx, other: PlaceIx, (of_points, of_areas): (f64, f64)) -> Option<Pair> {
    let (one, other) = (one.min(other), one.max(other));
    let (a, b) = (dossier.place(one), dossier.place(other));
    let within = |a: PlaceIx, b: PlaceIx| dossier.lineage(a).any(|around| around == b);
    if a.kind != b.kind || within(one, other) || within(other, one) {
        return None;
    }
    let metres = a.point.zip(b.point).map(|(a, b)| distance_metres(a, b));
    let most = if a.kind.is_area() { of_areas } else { of_points };
    metres.is_none_or(|metres| metres <= most).then_some(Pair { one, other, metres })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::place::{LonLat, Name};

    fn place(title: &str, other: &str, kind: PlaceKind, at: Option<(f64, f64)>) -> Place {
        let name = |text: &str| Name { text: text.to_owned(), language: String::new(), former: false };
        Place {
            id: title.to_lowercase(),
            title: title.to_owned(),
            names: (!other.is_empty()).then(|| name(other)).into_iter().collect(),
            kind,
            point: at.and_then(|(lon, lat)| LonLat::new(lon, lat)),
            ..Place::default()
        }
    }

    #[test]
    fn places_of_one_name_or_on_one_spot_are_offered_and_others_are_not() {
        use PlaceKind::{Region, Settlement};
        let mut dossier = Dossier::default();
        let mut inside = place("Square", "", Settlement, Some((76.9, 43.2)));
        inside.parent = Some(PlaceIx(4));
        dossier.places = vec![
            place("Oral", "", Settlement, Some((51.366, 51.233))),
            place("Uralsk", "", Settlement, Some((51.37, 51.235))),
            place("Жаңаөзен", "", Settlement, Some((52.86, 43.34))),
            place("Zhanaozen", "Жанаозен", Settlement, None),
            place("Almaty", "", Settlement, Some((76.9, 43.2))),
            inside,
            place("Almaty Region", "Almaty", Region, Some((77.0, 44.0))),
            place("Paris", "", Settlement, Some((2.35, 48.85))),
            place("Paris, Texas", "Paris", Settlement, Some((-95.5, 33.66))),
        ]
        .into();
        let found: Vec<_> = pairs(&dossier).iter().map(|pair| (pair.one.0, pair.other.0)).collect();
        assert_eq!(found, [(0, 1), (2, 3)]);
    }
}

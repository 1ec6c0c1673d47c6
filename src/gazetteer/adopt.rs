//! Places of a dossier from entries of the gazetteer.

use geo::{Geometry, Point};

use super::{Entry, EntryIx, Gazetteer, Kind};
use crate::report::draft::PlaceDraft;
use crate::report::found::Choice;
use crate::report::limits;
use crate::report::outside::line;
use crate::report::place::{Name, Place, PlaceKind};
use crate::report::slug::slug;

/// A place of the gazetteer as one of a dossier, after the province and the country that it lies in; the outermost stands first.
#[must_use]
pub fn drafts(ix: EntryIx) -> Vec<PlaceDraft> {
    let world = Gazetteer::embedded();
    let mut up = vec![ix];
    // A province lies in a country, and a country in nothing: the way up is at most two steps long.
    while let Some(within) = around(world, up[up.len() - 1]).filter(|within| !up.contains(within)) {
        up.push(within);
    }
    let mut parent = None;
    let draft = |ix: &EntryIx| {
        let entry = world.entry(*ix);
        let id = id(&entry);
        let draft = PlaceDraft { place: place(world, *ix, &entry, id.clone()), parent: parent.take(), raw: String::new() };
        parent = Some(id);
        draft
    };
    up.iter().rev().map(draft).collect()
}

/// The entry that a choice of the finder stands for, with what it lies in; `None` where it is none of the gazetteer's.
#[must_use]
pub fn chosen(choice: &Choice) -> Option<Vec<PlaceDraft>> {
    let world = Gazetteer::embedded();
    let found = world.named(&choice.name).into_iter().find(|ix| id(&world.entry(*ix)) == choice.id);
    found.map(drafts)
}

/// An entry as a reader chooses it among others.
#[must_use]
pub fn choice(ix: EntryIx) -> Choice {
    let world = Gazetteer::embedded();
    let entry = world.entry(ix);
    let name = |ix: EntryIx| line(&world.entry(ix).name);
    let within: Vec<String> =
        [entry.province, country(world, &entry)].into_iter().flatten().filter(|other| *other != ix).map(name).collect();
    Choice { id: id(&entry), name: line(&entry.name), within: within.join(", "), kind: kind(entry.kind), point: Some(entry.point) }
}

/// The province that an entry lies in, or else its country.
#[must_use]
pub fn around(world: &Gazetteer, ix: EntryIx) -> Option<EntryIx> {
    let entry = world.entry(ix);
    entry.province.or_else(|| country(world, &entry)).filter(|other| *other != ix)
}

/// The country that an entry lies in; `None` for a country itself.
fn country(world: &Gazetteer, entry: &Entry) -> Option<EntryIx> {
    let is_country = |kind: Kind| matches!(kind, Kind::Country | Kind::FormerCountry);
    if is_country(entry.kind) {
        return None;
    }
    entry.country.and_then(|code| world.country(code))
}

/// The id of an entry: the number that `GeoNames` gives it, or else its name with what tells it apart.
#[must_use]
pub fn id(entry: &Entry) -> String {
    if let Some(number) = entry.geonames_id {
        return format!("gn-{number}");
    }
    let name = slug(&entry.name, "place");
    match entry.kind {
        Kind::Country | Kind::Continent => name,
        _ => format!(
            "{name}-{}{:.1}{}{:.1}",
            if entry.point.lat < 0.0 { 's' } else { 'n' },
            entry.point.lat.abs(),
            if entry.point.lon < 0.0 { 'w' } else { 'e' },
            entry.point.lon.abs()
        ),
    }
}

/// What sort of place an entry is in a dossier.
#[must_use]
pub fn kind(kind: Kind) -> PlaceKind {
    match kind {
        Kind::Continent => PlaceKind::World,
        Kind::Country | Kind::FormerCountry => PlaceKind::Country,
        Kind::Region | Kind::Province | Kind::County | Kind::Water | Kind::River | Kind::Relief | Kind::Island => PlaceKind::Region,
        Kind::Settlement => PlaceKind::Settlement,
        Kind::Airport | Kind::Site => PlaceKind::Site,
    }
}

/// An entry as a place of a dossier, which lies in nothing yet.
#[must_use]
pub fn place(world: &Gazetteer, ix: EntryIx, entry: &Entry, id: String) -> Place {
    let title = line(&entry.name);
    let mut names: Vec<Name> = Vec::new();
    for local in world.local_names(ix) {
        let text = line(&local.text);
        let is_new = text != title && names.iter().all(|name| name.text != text || name.language != local.language);
        if is_new && !text.is_empty() && names.len() < limits::NAMES {
            names.push(Name { text, language: local.language.to_owned(), former: false });
        }
    }
    let code = entry.country_code().to_owned();
    let is_country = entry.kind == Kind::Country && !code.is_empty();
    let parts = || world.parts(ix).into_iter().filter_map(|code| String::from_utf8(code.to_vec()).ok()).take(limits::NAMES);
    let basemap: Vec<String> = if is_country {
        vec![code]
    } else if entry.kind == Kind::Province {
        province(entry).into_iter().collect()
    } else {
        parts().collect()
    };
    let is_point = !entry.kind.is_area();
    let source = if entry.geonames_id.is_some() {
        "GeoNames, CC BY 4.0"
    } else {
        "Natural Earth, public domain, and Unicode CLDR, Unicode-3.0"
    };
    Place {
        id,
        title,
        names,
        kind: kind(entry.kind),
        geometry: is_point.then(|| Geometry::Point(Point::new(entry.point.lon, entry.point.lat))),
        point: Some(entry.point),
        radius_metres: (!is_point && basemap.is_empty() && entry.radius_km > 0.0)
            .then(|| (f64::from(entry.radius_km) * 1000.0).min(limits::RADIUS_METRES)),
        basemap,
        source: source.to_owned(),
        ..Place::default()
    }
}

/// The provinces of the built-in map by country and name: ISO 3166-2. The map has those of Central Asia only.
const PROVINCES: &[(&str, &str, &str)] = &[
    ("KZ", "akmola", "KZ-11"),
    ("KZ", "aqmola", "KZ-11"),
    ("KZ", "aktobe", "KZ-15"),
    ("KZ", "aqtobe", "KZ-15"),
    ("KZ", "atyrau", "KZ-23"),
    ("KZ", "west kazakhstan", "KZ-27"),
    ("KZ", "batys qazaqstan", "KZ-27"),
    ("KZ", "zhambyl", "KZ-31"),
    ("KZ", "jambyl", "KZ-31"),
    ("KZ", "kostanay", "KZ-39"),
    ("KZ", "qostanay", "KZ-39"),
    ("KZ", "kyzylorda", "KZ-43"),
    ("KZ", "qyzylorda", "KZ-43"),
    ("KZ", "mangystau", "KZ-47"),
    ("KZ", "mangghystau", "KZ-47"),
    ("KZ", "pavlodar", "KZ-55"),
    ("KZ", "north kazakhstan", "KZ-59"),
    ("KZ", "soltustik qazaqstan", "KZ-59"),
];

/// The code of a province, where the built-in map has it.
fn province(entry: &Entry) -> Option<String> {
    let folded = super::fold(&entry.name);
    let name = [" region", " oblysy", " oblast", " province"].iter().find_map(|end| folded.strip_suffix(end)).unwrap_or(&folded);
    let found = PROVINCES.iter().find(|(country, own, _)| *country == entry.country_code() && *own == name);
    found.map(|(_, _, code)| (*code).to_owned())
}

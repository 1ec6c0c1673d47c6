//! Places of a dossier from entries of the gazetteer.

use std::collections::BTreeMap;

use geo::{Geometry, Point};

use super::{line, slug};
use crate::find::places::parts::Side;
use crate::find::places::{Candidate, FoundPlace};
use crate::gazetteer::{self, Entry, EntryIx, Gazetteer};
use crate::report::draft::{Draft, PlaceDraft};
use crate::report::found::Choice;
use crate::report::place::{Name, Place, PlaceKind};
use crate::report::{fold, limits};

/// The places of a draft by their ids.
pub struct Gazetteers {
    by_id: BTreeMap<String, usize>,
}

impl Gazetteers {
    /// Of the places that a draft has already.
    #[must_use]
    pub fn new(draft: &Draft) -> Self {
        Self { by_id: draft.places.iter().enumerate().map(|(index, place)| (place.place.id.clone(), index)).collect() }
    }

    fn get<'d>(&self, draft: &'d Draft, id: &str) -> Option<&'d PlaceDraft> {
        draft.places.get(*self.by_id.get(id)?)
    }

    /// What sort of place an id is.
    #[must_use]
    pub fn kind(&self, draft: &Draft, id: &str) -> Option<PlaceKind> {
        self.get(draft, id).map(|place| place.place.kind)
    }

    /// The name of a place.
    #[must_use]
    pub fn title<'d>(&self, draft: &'d Draft, id: &str) -> &'d str {
        self.get(draft, id).map_or("", |place| &place.place.title)
    }

    /// The id of the country that a place lies in, or is; of a place that lies in none, its own.
    #[must_use]
    pub fn country(&self, draft: &Draft, id: &str) -> Option<String> {
        let mut place = self.get(draft, id)?;
        for _ in 0..limits::PARENTS {
            let Some(parent) = place.parent.as_ref().and_then(|id| self.get(draft, id)) else { break };
            place = parent;
        }
        Some(place.place.id.clone())
    }

    /// The id of a place that was found, which is added to the draft where it is new; `None` where it cannot be.
    pub fn place(&mut self, draft: &mut Draft, found: &FoundPlace, words: &str, parent: Option<String>) -> Option<String> {
        match &found.chosen {
            Some(Candidate { entry: Some(entry), .. }) => match found.part {
                Some(part) => self.part(draft, *entry, part.side),
                None => self.entry(draft, *entry),
            },
            Some(Candidate { id: Some(id), .. }) => self.by_id.contains_key(id).then(|| id.clone()),
            _ => self.unplaced(draft, found.kind, words, parent),
        }
    }

    fn add(&mut self, draft: &mut Draft, place: PlaceDraft) -> Option<String> {
        if draft.places.len() >= limits::PLACES {
            return None;
        }
        let id = place.place.id.clone();
        self.by_id.insert(id.clone(), draft.places.len());
        draft.places.push(place);
        Some(id)
    }

    /// A place of the gazetteer, with the province and the country that it lies in.
    fn entry(&mut self, draft: &mut Draft, ix: EntryIx) -> Option<String> {
        let world = Gazetteer::embedded();
        let entry = world.entry(ix);
        let id = id(&entry);
        if self.by_id.contains_key(&id) {
            return Some(id);
        }
        let within = entry.province.or_else(|| country(world, &entry)).filter(|other| *other != ix);
        // A province lies in a country, and a country in nothing: the way up is at most two steps long.
        let parent = within.and_then(|within| self.entry(draft, within));
        self.add(draft, PlaceDraft { place: place(world, ix, &entry, id), parent, raw: String::new() })
    }

    /// A part of an area: a circle where about it lies, because it has no border.
    fn part(&mut self, draft: &mut Draft, ix: EntryIx, side: Side) -> Option<String> {
        let whole = self.entry(draft, ix)?;
        let id = format!("{whole}-{}", side.word());
        if self.by_id.contains_key(&id) {
            return Some(id);
        }
        let entry = Gazetteer::embedded().entry(ix);
        let place = Place {
            id,
            title: line(&format!("{} ({})", entry.name, side.word())),
            kind: PlaceKind::Region,
            point: Some(side.of(entry.point, entry.radius_km)),
            radius_metres: (entry.radius_km > 0.0).then(|| (f64::from(entry.radius_km) * 500.0).min(limits::RADIUS_METRES)),
            source: "Found in the text; where about that side of the area lies, by its middle and its size.".to_owned(),
            ..Place::default()
        };
        self.add(draft, PlaceDraft { place, parent: Some(whole), raw: String::new() })
    }

    /// A place of which only the words are known: a site in a settlement, or a name that nothing is known of.
    pub fn unplaced(&mut self, draft: &mut Draft, kind: PlaceKind, words: &str, parent: Option<String>) -> Option<String> {
        let title = line(words);
        let own = slug(&fold::fold(&title), "place");
        let id = parent.as_ref().map_or_else(|| format!("{own}-unplaced"), |parent| format!("{own}-in-{}", slug(parent, "place")));
        if self.by_id.contains_key(&id) {
            return Some(id);
        }
        let source = match kind {
            PlaceKind::Site => "Found in the text; where exactly it lies is not known.",
            _ => "Found in the text; which place of the gazetteer is meant is not known.",
        };
        let place = Place { id, title, kind, source: source.to_owned(), ..Place::default() };
        self.add(draft, PlaceDraft { place, parent, raw: String::new() })
    }
}

/// The country that an entry lies in; `None` for a country itself.
fn country(world: &Gazetteer, entry: &Entry) -> Option<EntryIx> {
    let is_country = |kind: gazetteer::Kind| matches!(kind, gazetteer::Kind::Country | gazetteer::Kind::FormerCountry);
    if is_country(entry.kind) {
        return None;
    }
    entry.country.and_then(|code| world.country(code))
}

/// The id of an entry: the number that `GeoNames` gives it, or else its name with what tells it apart.
fn id(entry: &Entry) -> String {
    if let Some(number) = entry.geonames_id {
        return format!("gn-{number}");
    }
    let name = slug(&entry.name, "place");
    match entry.kind {
        gazetteer::Kind::Country | gazetteer::Kind::Continent => name,
        _ => format!(
            "{name}-{}{:.1}{}{:.1}",
            if entry.point.lat < 0.0 { 's' } else { 'n' },
            entry.point.lat.abs(),
            if entry.point.lon < 0.0 { 'w' } else { 'e' },
            entry.point.lon.abs()
        ),
    }
}

fn kind(kind: gazetteer::Kind) -> PlaceKind {
    use gazetteer::Kind;
    match kind {
        Kind::Continent => PlaceKind::World,
        Kind::Country | Kind::FormerCountry => PlaceKind::Country,
        Kind::Region | Kind::Province | Kind::County | Kind::Water | Kind::River | Kind::Relief | Kind::Island => PlaceKind::Region,
        Kind::Settlement => PlaceKind::Settlement,
        Kind::Airport | Kind::Site => PlaceKind::Site,
    }
}

fn place(world: &Gazetteer, ix: EntryIx, entry: &Entry, id: String) -> Place {
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
    let is_country = entry.kind == gazetteer::Kind::Country && !code.is_empty();
    let parts = || world.parts(ix).into_iter().filter_map(|code| String::from_utf8(code.to_vec()).ok()).take(limits::NAMES);
    let basemap: Vec<String> = if is_country {
        vec![code]
    } else if entry.kind == gazetteer::Kind::Province {
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
    let folded = gazetteer::fold(&entry.name);
    let name = [" region", " oblysy", " oblast", " province"].iter().find_map(|end| folded.strip_suffix(end)).unwrap_or(&folded);
    let found = PROVINCES.iter().find(|(country, own, _)| *country == entry.country_code() && *own == name);
    found.map(|(_, _, code)| (*code).to_owned())
}

/// A place that words could mean, as a reader chooses among them.
#[must_use]
pub fn choice(candidate: &Candidate) -> Choice {
    let known = candidate.entry.map(|ix| Gazetteer::embedded().entry(ix));
    let within = [candidate.province.as_str(), candidate.country_name.as_str()];
    let within: Vec<&str> = within.into_iter().filter(|name| !name.is_empty() && *name != candidate.name).collect();
    Choice {
        id: candidate.id.clone().or_else(|| known.as_ref().map(id)).unwrap_or_default(),
        name: line(&candidate.name),
        within: line(&within.join(", ")),
        kind: known.map_or(candidate.kind, |entry| kind(entry.kind)),
        point: candidate.point,
    }
}

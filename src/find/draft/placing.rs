//! Places of a dossier from entries of the gazetteer.

use std::collections::BTreeMap;

use crate::find::places::parts::Side;
use crate::find::places::{Candidate, FoundPlace};
use crate::gazetteer::{EntryIx, Gazetteer, Kind, adopt};
use crate::report::draft::{Draft, PlaceDraft};
use crate::report::found::Choice;
use crate::report::outside::line;
use crate::report::place::{Place, PlaceKind};
use crate::report::slug::slug;
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

    /// Whether a place has a position.
    #[must_use]
    pub fn is_placed(&self, draft: &Draft, id: &str) -> bool {
        self.get(draft, id).is_some_and(|place| place.place.point.is_some())
    }

    /// The name of a place.
    #[must_use]
    pub fn title<'d>(&self, draft: &'d Draft, id: &str) -> &'d str {
        self.get(draft, id).map_or("", |place| &place.place.title)
    }

    /// The id of the place that a place lies in.
    #[must_use]
    pub fn parent(&self, draft: &Draft, id: &str) -> Option<String> {
        self.get(draft, id)?.parent.clone()
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
        let within = found.within.as_deref();
        let parent = match within.and_then(|within| within.entry) {
            Some(entry) => self.entry(draft, entry),
            None => within.and_then(|within| within.id.clone()).or(parent),
        };
        match found.chosen.as_deref() {
            Some(Candidate { entry: Some(entry), .. }) => match found.part {
                Some(part) => self.part(draft, *entry, part.side),
                None => self.entry(draft, *entry),
            },
            Some(Candidate { id: Some(id), .. }) => self.by_id.contains_key(id).then(|| id.clone()),
            _ => self.unplaced(draft, found.kind, found.title.as_deref().unwrap_or(words), parent),
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
        let id = adopt::id(&entry);
        if self.by_id.contains_key(&id) {
            return Some(id);
        }
        // A province lies in a country, and a country in nothing: the way up is at most two steps long.
        let parent = adopt::around(world, ix).and_then(|within| self.entry(draft, within));
        self.add(draft, PlaceDraft { place: adopt::place(world, ix, &entry, id), parent, raw: String::new() })
    }

    /// A part of an area: a circle where about it lies, because it has no border.
    fn part(&mut self, draft: &mut Draft, ix: EntryIx, side: Side) -> Option<String> {
        let whole = self.entry(draft, ix)?;
        let id = format!("{whole}-{}", side.word());
        if self.by_id.contains_key(&id) {
            return Some(id);
        }
        let entry = Gazetteer::embedded().entry(ix);
        let is_country = entry.kind == Kind::Country;
        let provinces = entry.country.filter(|_| is_country).map(|code| Gazetteer::embedded().provinces(code)).unwrap_or_default();
        let point = side.among(&provinces, entry.point).unwrap_or_else(|| side.of(entry.point, entry.radius_km));
        let place = Place {
            id,
            title: line(&format!("{} ({})", entry.name, side.word())),
            kind: PlaceKind::Region,
            point: Some(point),
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

/// A place that words could mean, as a reader chooses among them.
#[must_use]
pub fn choice(candidate: &Candidate) -> Choice {
    let known = candidate.entry.map(|ix| Gazetteer::embedded().entry(ix));
    let within = [candidate.province.as_str(), candidate.country_name.as_str()];
    let within: Vec<&str> = within.into_iter().filter(|name| !name.is_empty() && *name != candidate.name).collect();
    Choice {
        id: candidate.id.clone().or_else(|| known.as_ref().map(adopt::id)).unwrap_or_default(),
        name: line(&candidate.name),
        within: line(&within.join(", ")),
        kind: known.map_or(candidate.kind, |entry| adopt::kind(entry.kind)),
        point: candidate.point,
    }
}

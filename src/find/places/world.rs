//! What the gazetteer knows of a name: the seam between the finder and the embedded table.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::lexicon;
use crate::gazetteer::{Candidate, EntryIx, Gazetteer, Group, Kind, Role};
use crate::report::limits;
use crate::report::place::LonLat;

/// What sort of thing an entry is, as far as the choice depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A continent or a part of the world.
    World,
    /// A state.
    Country,
    /// A first part of a country.
    Province,
    /// A part of a province.
    County,
    /// A city, town or village.
    Settlement,
    /// A mountain, river, sea, lake, desert.
    Natural,
    /// An airport or another site.
    Site,
}

/// One entry that a name may mean.
#[derive(Clone, Debug)]
pub struct Sense {
    /// Where it stands in the gazetteer.
    pub entry: EntryIx,
    /// What it is.
    pub sort: Sort,
    /// Where it is.
    pub point: LonLat,
    /// ISO 3166 alpha-2 in capitals; zeros where there is none.
    pub country: [u8; 2],
    /// The first part of the country that it lies in or is.
    pub province: Option<EntryIx>,
    /// The part of the province that it lies in or is.
    pub county: Option<EntryIx>,
    /// How many people live there; 0 where that is not known.
    pub population: u64,
    /// How far it reaches, in km.
    pub radius: f32,
    /// How important it is: every twelve are twice as many people.
    pub importance: u8,
    /// What the name is to it.
    pub role: Role,
    /// Whether it is the capital of its country.
    pub capital: bool,
    /// Whether it is an area whose seat has the same name, so that the bare name mostly means the seat.
    pub seated: bool,
}

/// What a name may mean.
#[derive(Clone, Debug, Default)]
pub struct Meaning {
    /// The places, the most important first.
    pub senses: Vec<Sense>,
    /// The countries whose people or whose adjective has this name.
    pub peoples: Vec<[u8; 2]>,
}

/// What a name of the gazetteer may mean.
#[must_use]
pub fn meaning(group: Group) -> Meaning {
    let world = Gazetteer::embedded();
    let mut meaning = Meaning::default();
    for Candidate { entry, role } in world.candidates(group) {
        if role == Role::People {
            meaning.peoples.extend(world.entry(entry).country);
        } else if meaning.senses.len() < limits::SENSES && meaning.senses.iter().all(|sense| sense.entry != entry) {
            meaning.senses.push(sense(world, entry, role));
        }
    }
    meaning
}

/// How important the most important place of a name is.
#[must_use]
pub fn importance(group: Group) -> u16 {
    let world = Gazetteer::embedded();
    let places = world.candidates(group).into_iter().filter(|candidate| candidate.role != Role::People);
    places.map(|candidate| u16::from(world.importance(candidate.entry))).max().unwrap_or_default()
}

/// What a name may mean, however it is written.
#[must_use]
pub fn named(name: &str) -> Meaning {
    Gazetteer::embedded().find(name).map(meaning).unwrap_or_default()
}

fn sense(world: &Gazetteer, ix: EntryIx, role: Role) -> Sense {
    let entry = world.entry(ix);
    let sort = match entry.kind {
        Kind::Continent | Kind::Region => Sort::World,
        Kind::Country | Kind::FormerCountry => Sort::Country,
        Kind::Province => Sort::Province,
        Kind::County => Sort::County,
        Kind::Settlement => Sort::Settlement,
        Kind::Water | Kind::River | Kind::Relief | Kind::Island => Sort::Natural,
        Kind::Airport | Kind::Site => Sort::Site,
    };
    Sense {
        entry: ix,
        sort,
        point: entry.point,
        country: entry.country.unwrap_or_default(),
        province: if sort == Sort::Province { Some(ix) } else { entry.province },
        county: if sort == Sort::County { Some(ix) } else { entry.county },
        population: entry.population,
        radius: entry.radius_km,
        importance: world.importance(ix),
        role,
        capital: sort == Sort::Settlement && capitals(world).contains(&ix),
        seated: false,
    }
}

/// Countries whose states are spoken of more than the cities that are called the same, so that only the text can tell them apart.
const OF_STATES: [[u8; 2]; 3] = [*b"US", *b"CA", *b"MX"];
/// The least share of an area's people that lives in its seat, in hundredths: less have towns that only share the name.
const SEAT_SHARE: u64 = 4;

/// Says of each area among the senses of a name whether its seat is one of them as well.
pub fn seat(senses: &mut [Sense]) {
    for at in 0..senses.len() {
        let area = &senses[at];
        let is_area = matches!(area.sort, Sort::Province | Sort::County) && !OF_STATES.contains(&area.country);
        let is_seat = |city: &Sense| {
            // The seat may be an area of its own: Saint Petersburg lies in no Leningrad Oblast.
            let is_there =
                city.is_in(area) || city.country == area.country && kilometres(city.point, area.point) <= f64::from(area.radius);
            city.sort == Sort::Settlement && is_there && city.population * 100 >= area.population * SEAT_SHARE
        };
        senses[at].seated = is_area && senses.iter().any(is_seat);
    }
}

/// The capitals of all countries.
fn capitals(world: &Gazetteer) -> &'static BTreeSet<EntryIx> {
    static CAPITALS: OnceLock<BTreeSet<EntryIx>> = OnceLock::new();
    CAPITALS.get_or_init(|| {
        let capital = |(country, _, name): ([u8; 2], &str, &str)| {
            world.named(name).into_iter().find(|ix| {
                let entry = world.entry(*ix);
                entry.kind == Kind::Settlement && entry.country == Some(country)
            })
        };
        lexicon::countries().filter_map(capital).collect()
    })
}

impl Sense {
    /// Whether it lies within another one, as far as the gazetteer knows.
    #[must_use]
    pub fn is_in(&self, area: &Self) -> bool {
        if self.entry == area.entry || self.sort <= area.sort && area.sort != Sort::World {
            return false;
        }
        match area.sort {
            Sort::World => kilometres(self.point, area.point) <= f64::from(area.radius),
            Sort::Country => self.country == area.country && self.country != [0; 2],
            Sort::Province => self.province.is_some() && self.province == area.province,
            Sort::County => {
                self.county == area.county
                    || self.county.is_none()
                        && self.country == area.country
                        && kilometres(self.point, area.point) <= f64::from(area.radius.max(15.0))
            }
            Sort::Settlement => {
                self.country == area.country
                    && area.population > 20 * self.population.max(1)
                    && kilometres(self.point, area.point) <= 20.0
            }
            Sort::Natural | Sort::Site => false,
        }
    }
}

/// The distance between two points along a great circle, in km.
#[must_use]
pub fn kilometres(a: LonLat, b: LonLat) -> f64 {
    crate::report::globe::distance_metres(a, b) / 1000.0
}

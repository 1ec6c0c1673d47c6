//! What the gazetteer knows of a name: the seam between the finder and the embedded table.

use crate::gazetteer::{self, EntryIx, Gazetteer};
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
    /// The first part of the country it lies in; empty where that is not known.
    pub province: String,
    /// How many people live there; 0 where that is not known.
    pub population: u64,
    /// How far it reaches, in km; 0 for points.
    pub radius: f32,
    /// Whether the text has its main name and not another one.
    pub main: bool,
}

/// How many senses of a name are weighed: those with the most people.
const SENSES: usize = 90;

/// The senses of a name, those with the most people first.
pub fn senses(name: &str) -> Vec<Sense> {
    let world = Gazetteer::embedded();
    let mut found: Vec<Sense> = world.named(name).into_iter().map(|ix| sense(world, ix, name)).collect();
    found.sort_by(|a, b| a.sort.cmp(&b.sort).then(b.population.cmp(&a.population)).then(a.entry.cmp(&b.entry)));
    found.dedup_by(|a, b| a.entry == b.entry);
    found.truncate(SENSES);
    found
}

/// Whether a name is in the gazetteer at all.
pub fn knows(name: &str) -> bool {
    !Gazetteer::embedded().named(name).is_empty()
}

fn sense(world: &Gazetteer, ix: EntryIx, name: &str) -> Sense {
    let entry = world.entry(ix);
    let sort = match entry.kind {
        gazetteer::Kind::Region => Sort::World,
        gazetteer::Kind::Country => Sort::Country,
        gazetteer::Kind::Province => Sort::Province,
        gazetteer::Kind::County => Sort::County,
        gazetteer::Kind::City => Sort::Settlement,
        gazetteer::Kind::Natural => Sort::Natural,
    };
    Sense {
        entry: ix,
        sort,
        point: entry.point,
        country: entry.country,
        province: entry.province.to_owned(),
        population: entry.population,
        radius: entry.radius_km,
        main: gazetteer::fold(entry.name) == gazetteer::fold(name),
    }
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
            Sort::Country => self.country == area.country,
            Sort::Province => {
                self.country == area.country && !area.province.is_empty() && self.province == area.province
                    || area.province.is_empty() && kilometres(self.point, area.point) <= f64::from(area.radius)
            }
            Sort::County => {
                self.country == area.country && kilometres(self.point, area.point) <= 1.3 * f64::from(area.radius.max(20.0))
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

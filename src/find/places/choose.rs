//! Which place of several with one name is meant: what the other names of the text say for each.

use std::collections::HashMap;

use super::clues::Support;
use super::spots::Name;
use super::weights;
use super::world::{Sense, Sort};
use crate::gazetteer::{EntryIx, Role};

/// What speaks for one sense of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Point {
    /// How many people live there: the decimal logarithm.
    People,
    /// It is a part of the world.
    World,
    /// It is a country.
    Country,
    /// It is a first part of a country.
    Province,
    /// It is a part of a province.
    County,
    /// It is a mountain, a river, a sea.
    Natural,
    /// It is an airport or the like.
    Site,
    /// The text has another name than its main one.
    NotMain,
    /// It is the largest settlement of the name.
    Largest,
    /// Its share of all people who live in settlements of the name.
    PeopleShare,
    /// How many other places of the text are near.
    Near,
    /// The share of other places in its province.
    SameProvince,
    /// The share of other places in its country.
    SameCountry,
    /// Its country is named.
    CountryNamed,
    /// Its province is named.
    ProvinceNamed,
    /// It lies in one of the countries that the reports are about.
    Home,
    /// The share of words that hint at its country among all such words.
    Hinted,
    /// The text has a name that it no longer bears.
    Former,
    /// It is the capital of its country.
    Capital,
    /// The text has a code for it.
    Code,
    /// How important it is: a unit for sixteen times as many people, or what stands for them.
    Importance,
    /// It lies in a country that no other place of the text is in.
    Alone,
    /// As `People`, as far as the text is about many regions.
    PeopleWide,
    /// As `SameProvince`, as far as the text is about many regions.
    SameProvinceWide,
    /// As `ProvinceNamed`, as far as the text is about many regions.
    ProvinceNamedWide,
    /// As `Near`, as far as the text is about many regions.
    NearWide,
    /// It is an area, and its seat has the same name.
    Seated,
}

/// All points, in the order of their numbers.
pub const ORDER: &[Point] = &[
    Point::People,
    Point::World,
    Point::Country,
    Point::Province,
    Point::County,
    Point::Natural,
    Point::Site,
    Point::NotMain,
    Point::Largest,
    Point::PeopleShare,
    Point::Near,
    Point::SameProvince,
    Point::SameCountry,
    Point::CountryNamed,
    Point::ProvinceNamed,
    Point::Home,
    Point::Hinted,
    Point::Former,
    Point::Capital,
    Point::Code,
    Point::Importance,
    Point::Alone,
    Point::PeopleWide,
    Point::SameProvinceWide,
    Point::ProvinceNamedWide,
    Point::NearWide,
    Point::Seated,
];

/// How many points there are.
pub const POINTS: usize = ORDER.len();

/// How much of each point a sense has.
pub type Points = [f32; POINTS];

/// What all names of a text say together.
#[derive(Debug, Default)]
pub struct Votes {
    total: f32,
    /// From 0, all in one province, to 1, each in another one.
    wide: f32,
    /// The country that the text is about, where it names many places and most of them lie there.
    about: Option<[u8; 2]>,
    countries: HashMap<[u8; 2], f32>,
    provinces: HashMap<EntryIx, f32>,
    cells: HashMap<(i16, i16), f32>,
    /// Words that are used in one country above all.
    hints: HashMap<[u8; 2], f32>,
    named_countries: HashMap<[u8; 2], f32>,
    named_provinces: HashMap<EntryIx, f32>,
}

/// How wide a cell is, in degrees of latitude: with its neighbours it reaches 110 to 220 km.
const CELL: f64 = 1.0;
/// From how many votes on a text can be about a country, and what share of them it has then.
const ABOUT: (f32, f32) = (8.0, 0.6);
/// From which importance on a place is spoken of in any country: some hundred thousand people.
const KNOWN: u8 = 96;
/// How much a place counts as alone that another one of its name outdoes.
const OUTDONE: f32 = 3.0;
/// Shares below this are not counted.
const LEAST_SHARE: f32 = 0.02;

fn cell(sense: &Sense) -> (i16, i16) {
    let lat = sense.point.lat.clamp(-89.5, 89.5);
    #[expect(clippy::cast_possible_truncation, reason = "degrees fit")]
    let row = (lat / CELL).floor() as i16;
    (row, column(row, sense.point.lon))
}

/// The column of a longitude in a row of cells, which are about as wide as high.
fn column(row: i16, lon: f64) -> i16 {
    let width = CELL / (f64::from(row) * CELL).to_radians().cos().max(0.05);
    #[expect(clippy::cast_possible_truncation, reason = "degrees fit")]
    let column = (lon / width).floor() as i16;
    column
}

impl Votes {
    /// The votes of names, each with its weight.
    #[must_use]
    pub fn new(names: &[Name], weights: &[f32], hints: &HashMap<[u8; 2], f32>) -> Self {
        let mut votes = Self { hints: hints.clone(), ..Self::default() };
        for (name, weight) in names.iter().zip(weights) {
            votes.total += weight;
            for (sense, share) in name.senses.iter().zip(&name.shares) {
                if *share >= LEAST_SHARE {
                    votes.add(sense, weight * share);
                }
            }
        }
        // Sorted, because a sum of floats depends on its order.
        let mut shares: Vec<f32> = votes.provinces.values().copied().collect();
        shares.sort_by(f32::total_cmp);
        let (sum, squares) = shares.iter().fold((0.0, 0.0), |(sum, squares), vote| (sum + vote, squares + vote * vote));
        let most = votes.countries.iter().max_by(|a, b| a.1.total_cmp(b.1).then(a.0.cmp(b.0)));
        votes.about = most.filter(|(_, own)| votes.total >= ABOUT.0 && **own >= votes.total * ABOUT.1).map(|(country, _)| *country);
        votes.wide = if sum > 1.5 { 1.0 - squares / (sum * sum) } else { 0.5 };
        votes
    }

    fn add(&mut self, sense: &Sense, weight: f32) {
        if sense.country != [0; 2] {
            *self.countries.entry(sense.country).or_default() += weight;
            if sense.sort == Sort::Country {
                *self.named_countries.entry(sense.country).or_default() += weight;
            }
        }
        if let Some(province) = sense.province {
            if sense.sort == Sort::Province {
                *self.named_provinces.entry(province).or_default() += weight;
            }
            *self.provinces.entry(province).or_default() += weight;
        }
        if sense.sort >= Sort::County {
            *self.cells.entry(cell(sense)).or_default() += weight;
        }
    }

    fn near(&self, sense: &Sense) -> f32 {
        let (row, _) = cell(sense);
        let mut sum = 0.0;
        for row in row - 1..=row + 1 {
            let middle = column(row, sense.point.lon);
            for column in middle - 1..=middle + 1 {
                sum += self.cells.get(&(row, column)).copied().unwrap_or_default();
            }
        }
        sum
    }

    /// Whether a small place lies outside the country that the text is about, and another one of the name in it.
    fn is_outdone(&self, name: &Name, sense: &Sense) -> bool {
        let is_small = sense.sort == Sort::Settlement && sense.importance < KNOWN && !sense.capital;
        is_small
            && self.about.is_some_and(|about| {
                sense.country != about && name.senses.iter().any(|other| other.country == about && other.role == Role::Main)
            })
    }

    /// What the other names say for a sense of a name, whose own vote is left out.
    #[must_use]
    pub fn support(&self, name: &Name, weight: f32, index: usize) -> Support {
        let sense = &name.senses[index];
        let counted = name.senses.iter().zip(&name.shares).filter(|(_, share)| **share >= LEAST_SHARE);
        let (mut near, mut province, mut country) = (0.0, 0.0, 0.0);
        let ((row, _), own_cells) = (cell(sense), sense.sort >= Sort::County);
        for (other, share) in counted {
            let vote = weight * share;
            if other.country == sense.country && sense.country != [0; 2] {
                country += vote;
                if other.province == sense.province && sense.province.is_some() {
                    province += vote;
                }
            }
            if own_cells && other.sort >= Sort::County {
                let (r, c) = cell(other);
                if r.abs_diff(row) <= 1 && c.abs_diff(self::column(r, sense.point.lon)) <= 1 {
                    near += vote;
                }
            }
        }
        let rest = (self.total - weight).max(0.0) + 0.7;
        let of = |sum: Option<&f32>, own: f32| (sum.copied().unwrap_or_default() - own).max(0.0);
        Support {
            near: if own_cells { (1.0 + (self.near(sense) - near).max(0.0)).ln() } else { 0.0 },
            province: sense.province.map_or(0.0, |key| of(self.provinces.get(&key), province) / rest),
            country: of(self.countries.get(&sense.country), country) / rest,
        }
    }

    /// The points of a sense of a name.
    #[must_use]
    pub fn points(&self, name: &Name, weight: f32, index: usize, home: &[[u8; 2]]) -> Points {
        let sense = &name.senses[index];
        let support = self.support(name, weight, index);
        let settled = || name.senses.iter().filter(|s| s.sort == Sort::Settlement);
        let largest = settled().map(|s| s.population).max().unwrap_or_default();
        let people: u64 = settled().map(|s| s.population).sum();
        let mut points = [0.0; POINTS];
        let mut set = |point: Point, value: f32| points[point as usize] = value;
        #[expect(clippy::cast_precision_loss, reason = "a logarithm and a share need no more")]
        if sense.sort == Sort::Settlement {
            set(Point::People, ((sense.population.max(300)) as f32).log10() - 3.0);
            set(Point::PeopleShare, sense.population as f32 / people.max(1) as f32);
            set(Point::Largest, f32::from(u8::from(sense.population == largest)));
        }
        let sort = match sense.sort {
            Sort::World => Some(Point::World),
            Sort::Country => Some(Point::Country),
            Sort::Province => Some(Point::Province),
            Sort::County => Some(Point::County),
            Sort::Natural => Some(Point::Natural),
            Sort::Site => Some(Point::Site),
            Sort::Settlement => None,
        };
        if let Some(sort) = sort {
            set(sort, 1.0);
        }
        set(Point::NotMain, f32::from(u8::from(sense.role == Role::Alternate)));
        set(Point::Former, f32::from(u8::from(sense.role == Role::Former)));
        set(Point::Capital, f32::from(u8::from(sense.capital)));
        set(Point::Code, f32::from(u8::from(sense.role == Role::Code)));
        set(Point::Importance, f32::from(sense.importance) / 48.0);
        set(Point::Near, support.near);
        set(Point::SameProvince, support.province);
        set(Point::SameCountry, support.country);
        let others = |named: Option<&f32>| named.copied().unwrap_or_default().min(1.0);
        if sense.sort > Sort::Country {
            set(Point::CountryNamed, others(self.named_countries.get(&sense.country)));
        }
        if sense.sort > Sort::Province
            && let Some(province) = sense.province
        {
            set(Point::ProvinceNamed, others(self.named_provinces.get(&province)));
        }
        set(Point::Hinted, self.hints.get(&sense.country).copied().unwrap_or_default());
        set(Point::Seated, f32::from(u8::from(sense.seated)));
        set(Point::Home, f32::from(u8::from(home.contains(&sense.country))));
        let is_outdone = support.country < 0.05 && self.is_outdone(name, sense);
        let alone = if is_outdone { OUTDONE } else { f32::from(u8::from(support.country < 0.05)) };
        set(Point::Alone, alone);
        for (point, wide) in [
            (Point::People, Point::PeopleWide),
            (Point::SameProvince, Point::SameProvinceWide),
            (Point::ProvinceNamed, Point::ProvinceNamedWide),
            (Point::Near, Point::NearWide),
        ] {
            points[wide as usize] = points[point as usize] * self.wide;
        }
        points
    }
}

/// Weighs the senses of every name anew.
pub fn weigh(names: &mut [Name], weights: &[f32], votes: &Votes, home: &[[u8; 2]]) {
    for (name, weight) in names.iter_mut().zip(weights) {
        let scores: Vec<f32> = (0..name.senses.len()).map(|index| score(&votes.points(name, *weight, index, home))).collect();
        name.shares = shares(&scores);
    }
}

fn score(points: &Points) -> f32 {
    weights::POINTS.iter().map(|(point, weight)| points[*point as usize] * weight).sum()
}

/// Scores as shares of one.
fn shares(scores: &[f32]) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let raised: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
    let sum: f32 = raised.iter().sum();
    raised.into_iter().map(|share| share / sum).collect()
}

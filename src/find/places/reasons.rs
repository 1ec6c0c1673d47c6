//! Why a place was found and why this one: as data, which [`wording`](crate::find::wording) puts in a sentence.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::clues::Clue;
use super::judge::{Judged, confidence};
use super::spots::Name;
use super::world::{Sense, Sort, kilometres};
use super::{Asked, Candidate, FoundPlace, Known, candidate, country_name, kind, span};
use crate::find::Language;
use crate::gazetteer::{self, EntryIx, Gazetteer, Role};
use crate::report::limits;
use crate::report::place::PlaceKind;
use crate::report::text::Span;

/// Something that speaks for a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A person has decided it.
    Checked,
    /// The text says in what it lies: "Paris, Texas".
    Within {
        /// The area behind the comma.
        area: String,
    },
    /// The text says so in another place.
    WithinElsewhere,
    /// Other places of the text are in the same country.
    SameCountry {
        /// How many others.
        others: usize,
    },
    /// Other places of the text are in the same province.
    SameProvince {
        /// The province.
        province: String,
        /// How many others.
        others: usize,
    },
    /// Another place of the text is near.
    Near {
        /// The nearest one.
        other: String,
        /// How far it is, in km.
        kilometres: u32,
    },
    /// It is the largest one of the name.
    Largest {
        /// How many have the name.
        of: usize,
    },
    /// Only a part of it is meant, of which the text tells the direction.
    Part,
    /// The gazetteer has no other one of the name.
    Only,
    /// It is a country or a part of the world, which outweighs smaller places of the name.
    Area,
    /// It is the capital of its country.
    Capital,
    /// It lies in a country that the reports are about.
    Home,
    /// The words beside it show that a place is meant.
    Words(Clue),
    /// Its form shows that it is the name of a place: "Lake X", "X Street".
    Shape,
    /// It is a site in the settlement that is spoken of.
    SiteOf {
        /// The settlement.
        settlement: String,
    },
    /// It is a known name of what has no position on a map.
    Known,
    /// It is named, and which place is meant is not sure enough.
    Unsure,
    /// What is known of that name lies far from the country that the text is about.
    Elsewhere {
        /// The country that the text is about.
        about: String,
    },
}

/// Clues that are worth telling: those that a reader sees in the text as well.
const TOLD: &[Clue] = &[
    Clue::AfterDateline,
    Clue::BeforeSettledOf,
    Clue::BeforeIn,
    Clue::AfterCivic,
    Clue::AfterBased,
    Clue::BeforeAndPlace,
    Clue::BeforeCommaPlace,
    Clue::AfterCommaPlace,
    Clue::DocFirstPlace,
];

/// What is placed where: counted once for each name, so that reasons can say how many others there are.
pub struct Placed {
    least: f32,
    /// For each name, its best sense and that one's share.
    best: Vec<Option<(usize, f32)>>,
    countries: HashMap<[u8; 2], BTreeSet<EntryIx>>,
    provinces: HashMap<EntryIx, BTreeSet<EntryIx>>,
    cells: BTreeMap<(i32, i32), Vec<(EntryIx, usize)>>,
    /// The country that most places lie in, where there are many.
    about: Option<[u8; 2]>,
    /// For each name, what all mentions of it share.
    told: Vec<OnceCell<Told>>,
}

/// What all mentions of a name share: reading the gazetteer for each of them would take minutes for a list of names.
struct Told {
    /// The places that it may mean, the most probable first.
    candidates: Arc<[Candidate]>,
    first: Option<Arc<Candidate>>,
    others: Arc<[Candidate]>,
    /// What speaks for the first of them wherever it stands.
    reasons: Vec<Reason>,
}

/// From how many places on a text can be about a country, and how many of a hundred lie there then.
const ABOUT: (usize, usize) = (8, 60);
/// The share of mentions that are of a country that a text is about, where only half of its places lie there.
const SPOKEN: f32 = 0.75;
/// From which importance on a place is spoken of in any country: some hundred thousand people.
const KNOWN: u8 = 96;

/// How far places are near, in km.
const NEAR: f64 = 60.0;

fn cell(sense: &Sense) -> (i32, i32) {
    #[expect(clippy::cast_possible_truncation, reason = "degrees fit")]
    let whole = |degrees: f64| degrees.floor() as i32;
    (whole(sense.point.lat), whole(sense.point.lon))
}

impl Placed {
    /// Counts what is surer than `least`.
    #[must_use]
    pub fn new(judged: &Judged<'_>, least: f32) -> Self {
        let best: Vec<Option<(usize, f32)>> = judged
            .found
            .names
            .iter()
            .map(|name| {
                let best = (0..name.senses.len()).max_by(|a, b| name.shares[*a].total_cmp(&name.shares[*b]).then(b.cmp(a)))?;
                // A city and the province that is called after it are hardly two answers.
                let same = |other: &Sense| other.is_in(&name.senses[best]) || name.senses[best].is_in(other);
                let around = name.senses.iter().zip(&name.shares).filter(|(other, _)| same(other)).map(|(_, share)| share);
                Some((best, (name.shares[best] + around.sum::<f32>()).min(1.0)))
            })
            .collect();
        let (countries, provinces, cells) = (HashMap::new(), HashMap::new(), BTreeMap::new());
        let told = best.iter().map(|_| OnceCell::new()).collect();
        let mut placed = Self { least, best, countries, provinces, cells, about: None, told };
        let mut seen = BTreeSet::new();
        let mut spoken: HashMap<[u8; 2], f32> = HashMap::new();
        for (spot, place) in judged.found.spots.iter().zip(&judged.places) {
            let Some((best, share)) = placed.best[spot.name] else { continue };
            let sense = &judged.found.names[spot.name].senses[best];
            if confidence(*place, share) < least {
                continue;
            }
            *spoken.entry(sense.country).or_default() += 1.0;
            if !seen.insert((spot.name, sense.entry)) {
                continue;
            }
            placed.countries.entry(sense.country).or_default().insert(sense.entry);
            if let Some(province) = sense.province {
                placed.provinces.entry(province).or_default().insert(sense.entry);
            }
            if sense.sort == Sort::Settlement {
                let cell = placed.cells.entry(cell(sense)).or_default();
                if cell.len() < limits::NEIGHBOURS {
                    cell.push((sense.entry, spot.name));
                }
            }
        }
        placed.about = placed.most(&spoken);
        placed
    }

    /// The country that the text is about, by where its places lie; `spoken` is how often those of each country are named.
    fn most(&self, spoken: &HashMap<[u8; 2], f32>) -> Option<[u8; 2]> {
        let counts =
            || self.countries.iter().filter(|(country, _)| **country != [0; 2]).map(|(country, all)| (all.len(), *country));
        let all: usize = counts().map(|(count, _)| count).sum();
        let (count, country) = counts().max()?;
        let (own, named) = (spoken.get(&country).copied().unwrap_or_default(), spoken.values().sum::<f32>());
        let is_most = count * 100 >= all * ABOUT.1 || count * 2 >= all && own >= named * SPOKEN;
        (count >= ABOUT.0 && is_most).then_some(country)
    }

    /// Whether a small place lies by itself and far from the country that the text is about, and nothing but its name speaks for
    /// it; or one that is larger and only another name of which is said, as it is of Jerusalem with “Sion”.
    fn is_elsewhere(&self, name: &Name, sense: &Sense) -> bool {
        let is_other = is_by_other_name(name, sense);
        let is_alone = self.countries.get(&sense.country).is_none_or(|all| all.len() <= 1 + usize::from(is_other));
        self.about.is_some_and(|about| about != sense.country)
            && is_alone
            && !name.qualified
            && matches!(sense.sort, Sort::County | Sort::Settlement)
            && (!sense.capital && sense.importance < KNOWN || is_other)
            && self.nearest(sense).is_none()
    }

    /// What was found at a spot, if it is a place.
    #[must_use]
    pub fn place(&self, judged: &Judged<'_>, index: usize, asked: &Asked<'_>) -> Option<FoundPlace> {
        let spot = &judged.found.spots[index];
        let name = &judged.found.names[spot.name];
        let at = span(&judged.words, spot.first, spot.last);
        if let Some(decided) = decision(asked, judged.words.slice(spot.first, spot.last)) {
            return decided.as_ref().map(|known| checked(at, known));
        }
        let least = if asked.language == Language::Russian { 0.5 } else { SURELY_A_PLACE };
        let Some((best, share)) = self.best[spot.name] else {
            return (name.bare && judged.places[index] >= 0.5).then(|| FoundPlace {
                span: at,
                chosen: None,
                others: Arc::default(),
                kind: PlaceKind::World,
                part: None,
                site_of: None,
                within: None,
                title: None,
                confidence: judged.places[index],
                reasons: vec![Reason::Known],
            });
        };
        let sense = &name.senses[best];
        let sure = confidence(judged.places[index], share);
        let told = self.told[spot.name].get_or_init(|| self.tell(judged, spot.name, best));
        let is_home = judged.home.contains(&sense.country);
        if !is_home && self.is_elsewhere(name, sense) && (sure >= self.least || judged.places[index] >= least) {
            let about = self.about.map(country_name).unwrap_or_default();
            return Some(unplaced(at, sense, told.candidates.clone(), sure.min(ELSEWHERE), Reason::Elsewhere { about }));
        }
        if sure >= self.least {
            let reasons = self.reasons(judged, index, &told.reasons);
            return Some(FoundPlace {
                span: at,
                chosen: told.first.clone(),
                others: told.others.clone(),
                kind: kind(sense.sort),
                part: None,
                site_of: None,
                within: None,
                title: None,
                confidence: sure,
                reasons,
            });
        }
        // A place for certain, but which one is not: it waits without a position.
        (judged.places[index] >= least)
            .then(|| unplaced(at, sense, told.candidates.clone(), judged.places[index].min(0.5), Reason::Unsure))
    }

    /// What is known of a name, wherever it stands.
    fn tell(&self, judged: &Judged<'_>, name: usize, best: usize) -> Told {
        let name = &judged.found.names[name];
        let mut order: Vec<usize> = (0..name.senses.len()).collect();
        order.sort_by(|a, b| name.shares[*b].total_cmp(&name.shares[*a]).then(a.cmp(b)));
        let all = order.iter().take(limits::CHOICES + 1).map(|at| candidate(&name.senses[*at], name.shares[*at]));
        let all: Vec<Candidate> = all.collect();
        let sense = &name.senses[best];
        let mut reasons = Vec::new();
        self.neighbours(sense, &mut reasons);
        let settled = name.senses.iter().filter(|other| other.sort == Sort::Settlement);
        if name.senses.len() == 1 {
            reasons.push(Reason::Only);
        } else if sense.capital {
            reasons.push(Reason::Capital);
        } else if sense.sort < Sort::County {
            reasons.push(Reason::Area);
        } else if sense.sort == Sort::Settlement && settled.clone().all(|other| other.population <= sense.population) {
            reasons.push(Reason::Largest { of: settled.count() });
        }
        reasons.extend(judged.home.contains(&sense.country).then_some(Reason::Home));
        Told {
            first: all.first().cloned().map(Arc::new),
            others: all.iter().skip(1).cloned().collect(),
            candidates: all.into_iter().take(limits::CHOICES).collect(),
            reasons,
        }
    }

    /// Why the place at a spot is meant; `own` is what is said of it wherever it stands.
    fn reasons(&self, judged: &Judged<'_>, index: usize, own: &[Reason]) -> Vec<Reason> {
        let spot = &judged.found.spots[index];
        let name = &judged.found.names[spot.name];
        let mut reasons = Vec::new();
        if spot.qualified
            && let Some(outer) = judged.found.spots.get(index + 1)
            && let Some((at, _)) = self.best[outer.name]
        {
            let area = Gazetteer::embedded().entry(judged.found.names[outer.name].senses[at].entry).name;
            reasons.push(Reason::Within { area });
        } else if name.qualified && !spot.qualifies {
            reasons.push(Reason::WithinElsewhere);
        }
        reasons.extend_from_slice(own);
        let has = |clue: &Clue| judged.seen[index].iter().any(|(seen, _)| seen == clue);
        reasons.extend(TOLD.iter().filter(|clue| has(clue)).take(1).map(|clue| Reason::Words(*clue)));
        reasons
    }

    /// What lies in the same province and country, and what is nearest.
    fn neighbours(&self, sense: &Sense, reasons: &mut Vec<Reason>) {
        let others = |set: Option<&BTreeSet<EntryIx>>| set.map_or(0, |set| set.len() - usize::from(set.contains(&sense.entry)));
        if sense.sort > Sort::Province
            && let Some(province) = sense.province
        {
            let others = others(self.provinces.get(&province));
            if others > 0 {
                reasons.push(Reason::SameProvince { province: Gazetteer::embedded().entry(province).name, others });
            }
        }
        if sense.sort > Sort::Country && sense.country != [0; 2] {
            let others = others(self.countries.get(&sense.country));
            reasons.extend((others > 0).then_some(Reason::SameCountry { others }));
        }
        if sense.sort == Sort::Settlement
            && let Some((entry, distance)) = self.nearest(sense)
        {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some kilometres")]
            let kilometres = distance.round() as u32;
            reasons.push(Reason::Near { other: Gazetteer::embedded().entry(entry).name, kilometres });
        }
    }

    fn nearest(&self, sense: &Sense) -> Option<(EntryIx, f64)> {
        let (row, column) = cell(sense);
        let around = (row - 1..=row + 1).flat_map(|row| (column - 1..=column + 1).map(move |column| (row, column)));
        let others = around.filter_map(|cell| self.cells.get(&cell)).flatten().filter(|(entry, _)| *entry != sense.entry);
        let world = Gazetteer::embedded();
        others
            .map(|(entry, _)| (*entry, kilometres(world.entry(*entry).point, sense.point)))
            .filter(|(_, distance)| *distance <= NEAR)
            .min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)))
    }
}

/// From which importance on a city is known by more names than one: some million people.
const RENOWNED: u8 = 120;

/// Whether a name is not the one that a place is known by.
fn is_by_other_name(name: &Name, sense: &Sense) -> bool {
    let is_borne = || name.senses.iter().any(|other| other.role == Role::Main && other.entry != sense.entry);
    sense.role == Role::Alternate && (sense.importance < RENOWNED || is_borne())
}

/// How sure it is at most that a place is meant which is only known far away.
const ELSEWHERE: f32 = 0.3;

/// From which probability on a name is told as a place although it is not known which.
const SURELY_A_PLACE: f32 = 0.75;

/// What a person has decided about a name.
fn decision<'a>(asked: &Asked<'a>, words: &str) -> Option<&'a Option<Known>> {
    if asked.checked.is_empty() {
        return None;
    }
    let folded = gazetteer::fold(words);
    asked.checked.iter().find(|(name, _)| gazetteer::fold(name) == folded).map(|(_, known)| known)
}

/// A place without a position, of the sort of its best sense.
fn unplaced(span: Span, best: &Sense, others: Arc<[Candidate]>, confidence: f32, reason: Reason) -> FoundPlace {
    let (kind, reasons) = (kind(best.sort), vec![reason]);
    let (part, site_of, within, title) = (None, None, None, None);
    FoundPlace { span, chosen: None, others, kind, part, site_of, within, title, confidence, reasons }
}

fn checked(span: Span, known: &Known) -> FoundPlace {
    let chosen = Candidate {
        entry: None,
        id: Some(known.id.clone()),
        name: String::new(),
        kind: PlaceKind::Settlement,
        point: known.point,
        country: String::new(),
        country_name: String::new(),
        province: String::new(),
        score: 1.0,
    };
    FoundPlace {
        span,
        chosen: Some(Arc::new(chosen)),
        others: Arc::default(),
        kind: PlaceKind::Settlement,
        part: None,
        site_of: None,
        within: None,
        title: None,
        confidence: 1.0,
        reasons: vec![Reason::Checked],
    }
}

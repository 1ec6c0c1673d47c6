//! What the head of a draft does not say, guessed from what was found: country, time zone, and where one looks first.

use std::collections::BTreeMap;

use chrono_tz::Tz;

use crate::find::passages::focus::Focus;

use crate::report::draft::{Body, Draft, PassageDraft, PlaceDraft};
use crate::report::globe::distance_metres;
use crate::report::moment::{DAY, Moment};
use crate::report::passage::Status;
use crate::report::place::{Bounds, LonLat, PlaceKind};
use crate::report::provenance::{Fact, Provenance};
use crate::report::when::{Bound, Precision, When};

/// The share of all mentions that lie in the country which a dossier is about, at least: a third, and three of them.
const HOME: (usize, usize) = (3, 3);
/// The share of passages in the stretch of time that is shown first: seven of ten, and of five at least.
const FIRST: (usize, usize, usize) = (7, 10, 5);
/// The longest time of a passage that is told by the day, in seconds: a month.
const FINE: i64 = 31 * DAY;
/// How many times longer all time is than that stretch, or else all of it is shown.
const LONGER: i64 = 3;

/// Says what a draft's head does not: its home country, its time zone, and the stretch of time and the part of the world that
/// are shown first. What a person has said stays.
pub fn describe(draft: &mut Draft) {
    let counted = Counted::of(draft);
    let is_open = |fact: Fact| draft.head.told.get(&fact).is_none_or(|told| *told != Provenance::Person);
    let (home_is_open, zone_is_open) =
        (is_open(Fact::Home) && draft.head.home.is_empty(), is_open(Fact::Timezone) && draft.head.zone == Tz::UTC);
    if home_is_open && let Some(code) = counted.home() {
        draft.head.home = vec![code];
        draft.head.told.insert(Fact::Home, Provenance::Guess);
    }
    if zone_is_open && let Some(zone) = counted.zone(draft) {
        draft.head.zone = zone;
        draft.head.told.insert(Fact::Timezone, Provenance::Guess);
    }
    if draft.head.window.is_none()
        && draft.head.range.is_none()
        && let Some(first) = first(draft)
    {
        draft.head.window = Some(first);
        draft.head.range = Some(first);
    }
    if draft.head.frame.is_none() {
        draft.head.frame = counted.frame(draft);
    }
}

/// How often the places of a draft are named.
struct Counted {
    /// For each place of the draft: how often, and the code of its country.
    places: Vec<(usize, String)>,
}

impl Counted {
    fn of(draft: &Draft) -> Self {
        let by_id: BTreeMap<&str, usize> =
            draft.places.iter().enumerate().map(|(index, place)| (place.place.id.as_str(), index)).collect();
        let mut places: Vec<(usize, String)> = draft.places.iter().map(|place| (0, code(draft, &by_id, place))).collect();
        for annotation in &draft.annotations {
            if let Body::PlaceMention { place, .. } = &annotation.body
                && let Some(index) = by_id.get(place.as_str())
            {
                places[*index].0 += 1;
            }
        }
        Self { places }
    }

    /// The country that most mentions lie in.
    fn home(&self) -> Option<String> {
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        for (count, code) in self.places.iter().filter(|(count, code)| *count > 0 && !code.is_empty()) {
            *votes.entry(code).or_default() += count;
        }
        let all: usize = votes.values().sum();
        // Of two with as many, the first by its code, so that every run says the same.
        let (code, count) = votes.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)))?;
        (count >= HOME.1 && count * HOME.0 >= all).then(|| code.to_owned())
    }

    /// The time zone of the home country that most mentions of its settlements are nearest to, by the city a zone is named
    /// after. Where no settlement is named, only a country of one zone has one.
    fn zone(&self, draft: &Draft) -> Option<Tz> {
        let home = draft.head.home.first()?;
        let zones: Vec<(LonLat, Tz)> = zones(home).collect();
        let mut votes = vec![0; zones.len()];
        for (place, (count, code)) in draft.places.iter().zip(&self.places) {
            let Some(at) = place.place.point.filter(|_| place.place.kind == PlaceKind::Settlement && code == home) else {
                continue;
            };
            let near =
                (0..zones.len()).min_by(|a, b| distance_metres(zones[*a].0, at).total_cmp(&distance_metres(zones[*b].0, at)));
            if let Some(near) = near {
                votes[near] += count;
            }
        }
        // Of two with as many, the first: the table begins with the zone in which most of a country lies.
        let most = (0..zones.len()).max_by_key(|index| (votes[*index], std::cmp::Reverse(*index)))?;
        (votes[most] > 0 || zones.len() == 1).then(|| zones[most].1)
    }

    /// The part of the world in which the home country's places lie, if it has most of those that are smaller than a country.
    fn frame(&self, draft: &Draft) -> Option<Bounds> {
        let home = draft.head.home.first()?;
        let small =
            draft.places.iter().zip(&self.places).filter(|(place, (count, _))| *count > 0 && place.place.kind >= PlaceKind::Region);
        let (mut own, mut all, mut points) = (0, 0, Vec::new());
        for (place, (count, code)) in small {
            let Some(point) = place.place.point else { continue };
            all += count;
            if code == home {
                own += count;
                points.push(point);
            }
        }
        let others = draft.places.iter().filter(|place| place.place.point.is_some()).count();
        (own * 2 > all && points.len() * 2 >= others || own * 4 > all * 3).then(|| Bounds::around(&points)).flatten().map(widened)
    }
}

/// A box with some room around it: a tenth on each side, and half a degree at least.
fn widened(bounds: Bounds) -> Bounds {
    let (wide, high) = ((bounds.width() / 10.0).max(0.5), ((bounds.north - bounds.south) / 10.0).max(0.5));
    let lon = |lon: f64| (lon + 180.0).rem_euclid(360.0) - 180.0;
    if bounds.width() + 2.0 * wide >= 360.0 {
        return bounds;
    }
    Bounds {
        west: lon(bounds.west - wide),
        east: lon(bounds.east + wide),
        south: (bounds.south - high).max(-90.0),
        north: (bounds.north + high).min(90.0),
    }
}

/// The ISO code of the country that a place lies in or is; empty where there is none.
fn code(draft: &Draft, by_id: &BTreeMap<&str, usize>, place: &PlaceDraft) -> String {
    let mut place = place;
    for _ in 0..crate::report::limits::PARENTS {
        let Some(parent) = place.parent.as_deref().and_then(|id| by_id.get(id)).and_then(|index| draft.places.get(*index)) else {
            break;
        };
        place = parent;
    }
    place.place.basemap.first().filter(|code| code.len() == 2).cloned().unwrap_or_default()
}

/// The time zones of a country, each with the position of the city that it is named after.
fn zones(country: &str) -> impl Iterator<Item = (LonLat, Tz)> {
    include_str!("zones.txt").lines().filter_map(move |line| {
        let mut words = line.split(' ');
        let (code, position, zone) = (words.next()?, words.next()?, words.next()?);
        (code == country).then_some(())?;
        Some((position_of(position)?, zone.parse().ok()?))
    })
}

/// `+4315+07657` or `+404251-0740023`: degrees, minutes and perhaps seconds of latitude and longitude (ISO 6709).
fn position_of(text: &str) -> Option<LonLat> {
    let middle = text.get(1..)?.find(['+', '-'])? + 1;
    let degrees = |text: &str, whole: usize| -> Option<f64> {
        let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
        let part = |from: usize, to: usize| text.get(from..to).map_or(Some(0.0), |digits| digits.parse::<f64>().ok());
        let (degrees, minutes, seconds) = (part(1, 1 + whole)?, part(1 + whole, 3 + whole)?, part(3 + whole, 5 + whole)?);
        Some(sign * (degrees + minutes / 60.0 + seconds / 3600.0))
    };
    LonLat::new(degrees(text.get(middle..)?, 3)?, degrees(text.get(..middle)?, 2)?)
}

/// The stretch of whole days in which most passages lie, where it is much shorter than all time.
fn first(draft: &Draft) -> Option<When> {
    let passages = || {
        draft.annotations.iter().filter_map(|annotation| match &annotation.body {
            Body::Passage(passage) => Some(passage),
            _ => None,
        })
    };
    let told = passages().filter(|passage| passage.status != Status::Background);
    let told: Vec<When> = told.filter_map(|passage| passage_time(passage)).collect();
    let around = |longest: i64| {
        let whens = told.iter().copied().filter(|when| when.seconds() <= longest);
        let count = whens.clone().count();
        Focus::around(whens, (FIRST.0, FIRST.1), FIRST.2).filter(|_| count * 2 >= told.len())
    };
    let length = |focus: &Focus| focus.to.0 - focus.from.0;
    let all = around(i64::MAX)?;
    // One year among days would stretch the view to its end.
    let fine = around(FINE).filter(|fine| length(&all) > FINE && length(fine) < length(&all));
    let focus = fine.unwrap_or(all);
    // All time would be shown otherwise, with the years that are only looked back to.
    let whens = || passages().filter_map(|passage| passage_time(passage));
    let from = Moment(focus.from.0.div_euclid(DAY) * DAY);
    let to = Moment(-((-focus.to.0).div_euclid(DAY)) * DAY);
    let earliest = whens().map(|when| when.earliest()).min()?;
    let latest = whens().map(|when| when.latest()).max()?;
    let day = Bound::sure(Precision::Day);
    (latest.0 - earliest.0 >= LONGER * (to.0 - from.0)).then(|| When::interval(from, to, day, day)).flatten()
}

/// The time of a passage, unless one of its ends is open.
fn passage_time(passage: &PassageDraft) -> Option<When> {
    let is_open = |bound: Bound| matches!(bound, Bound::Open | Bound::Unknown);
    passage.when.filter(|when| !is_open(when.start()) && !is_open(when.end()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{Gazetteer, Kind};
    use crate::report::draft::AnnotationDraft;
    use crate::report::filed::Filed;
    use crate::report::text::Selector;

    #[test]
    fn every_country_has_its_zones_and_every_zone_is_known() {
        let lines = include_str!("zones.txt").lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            let country = line.split(' ').next().unwrap();
            let zone: Tz = line.split(' ').nth(2).unwrap().parse().unwrap_or_else(|_| panic!("{line}"));
            assert!(zones(country).any(|(_, own)| own == zone), "{line}");
        }
        let new_york = zones("US").find(|(_, zone)| *zone == Tz::America__New_York).unwrap().0;
        assert!((new_york.lat - 40.714).abs() < 0.01 && (new_york.lon + 74.006).abs() < 0.01, "{new_york:?}");
    }

    #[test]
    fn a_box_is_widened_across_the_antimeridian() {
        let wide = widened(Bounds { west: 177.0, south: -19.0, east: -179.9, north: -16.0 });
        assert!(wide.west < 177.0 && wide.west > 176.0 && wide.east > -179.9 && wide.east < -179.0, "{wide:?}");
    }

    /// The gazetteer knows the countries that zones are told of.
    #[test]
    fn countries_are_those_of_the_gazetteer() {
        let world = Gazetteer::embedded();
        let kazakhstan = world.named("Kazakhstan").into_iter().map(|ix| world.entry(ix)).find(|entry| entry.kind == Kind::Country);
        assert_eq!(kazakhstan.unwrap().country_code(), "KZ");
    }

    #[test]
    fn years_that_are_only_looked_back_to_do_not_stretch_the_first_view() {
        let passage = |when: &str, status| AnnotationDraft {
            id: String::new(),
            document: None,
            selector: Selector::default(),
            body: Body::Passage(Box::new(PassageDraft { when: when.parse().ok(), status, ..PassageDraft::default() })),
            found: None,
            raw: String::new(),
            at: None,
            filed: Filed::default(),
        };
        let days = (1..=8).map(|day| passage(&format!("2023-01-{:02}", day * 3), Status::Reported));
        let mut draft = Draft { annotations: days.collect(), ..Draft::default() };
        assert_eq!(first(&draft), None, "nearly all time is no first view of its own");
        draft.annotations.push(passage("1990", Status::Background));
        draft.annotations.push(passage("2023", Status::Reported));
        assert!(first(&draft).is_some_and(|when| when.latest() <= Moment::from_ymd(2023, 2, 1).unwrap()));
        assert!(first(&draft).is_some_and(|when| when.earliest() >= Moment::from_ymd(2023, 1, 1).unwrap()));
    }
}

//! A part of an area that is named by its direction: “western Kazakhstan”, “the south of France”, «на севере России».
//!
//! Such a part has no border, and it is not the whole: put at the middle of the country, it would be told of a place where
//! nothing happened. It is about half as large as the whole, and lies half a radius from its middle.

use super::tokens::{HYPHEN, Shape, Words};
use super::{FoundPlace, Reason};
use crate::find::Language;
use crate::report::place::{LonLat, PlaceKind};
use crate::report::text::Span;

/// A part of an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// On which side it lies.
    pub side: Side,
    /// The words for it, with the direction, in code points.
    pub span: Span,
}

/// A side of an area: steps to the east and to the north; the middle has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Side {
    east: i8,
    north: i8,
}

/// How much surer the whole is than a part of which only the direction is known.
const LESS_SURE: f32 = 0.8;
/// From so many provinces on, they tell where the sides of a country lie.
const PROVINCES: usize = 5;
/// Degrees of latitude in a kilometre.
const DEGREES: f64 = 1.0 / 111.2;

impl Side {
    /// In a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match (self.east, self.north) {
            (0, 1) => "north",
            (0, -1) => "south",
            (1, 0) => "east",
            (-1, 0) => "west",
            (1, 1) => "north-east",
            (-1, 1) => "north-west",
            (1, -1) => "south-east",
            (-1, -1) => "south-west",
            _ => "middle",
        }
    }

    /// Where about the middle of it lies, of an area with this middle and radius.
    #[must_use]
    pub fn of(self, middle: LonLat, radius_km: f32) -> LonLat {
        let is_corner = self.east != 0 && self.north != 0;
        let far = f64::from(radius_km) / 2.0 * DEGREES * if is_corner { std::f64::consts::FRAC_1_SQRT_2 } else { 1.0 };
        let lat = (middle.lat + f64::from(self.north) * far).clamp(-85.0, 85.0);
        let lon = middle.lon + f64::from(self.east) * far / middle.lat.to_radians().cos().max(0.1);
        LonLat { lon: (lon + 180.0).rem_euclid(360.0) - 180.0, lat }
    }

    /// Where about the middle of that side of a country lies, by the middles of its provinces; `None` for the middle, and where
    /// there are too few of them.
    #[must_use]
    pub fn among(self, provinces: &[LonLat], middle: LonLat) -> Option<LonLat> {
        if self == Self::default() || provinces.len() < PROVINCES {
            return None;
        }
        let narrow = middle.lat.to_radians().cos();
        let east = |point: &LonLat| (point.lon - middle.lon + 540.0).rem_euclid(360.0) - 180.0;
        let far = |point: &LonLat| f64::from(self.east) * east(point) * narrow + f64::from(self.north) * (point.lat - middle.lat);
        let mut all: Vec<f64> = provinces.iter().map(far).collect();
        all.sort_by(f64::total_cmp);
        // Islands and outposts far away say little of where a side begins.
        let least = all[all.len() * 9 / 10] / 2.0;
        let own: Vec<&LonLat> = provinces.iter().filter(|point| far(point) >= least.max(0.0)).collect();
        let mean = |value: &dyn Fn(&LonLat) -> f64| {
            own.iter().map(|point| value(point)).sum::<f64>() / f64::from(u32::try_from(own.len()).unwrap_or(u32::MAX))
        };
        let lon = middle.lon + mean(&east);
        LonLat::new((lon + 180.0).rem_euclid(360.0) - 180.0, mean(&|point| point.lat)).filter(|_| !own.is_empty() && least > 0.0)
    }

    /// What a word says, as far as it is a direction; whether it is the noun (`south`) or the adjective (`southern`).
    fn told(word: &str, language: Language) -> Option<(Self, bool)> {
        let lower = word.to_lowercase();
        let (rest, north) = stripped(&lower, language, &[("north", 1), ("south", -1)], &[("север", 1), ("юг", -1), ("юж", -1)]);
        let rest = rest.trim_start_matches(['-', '‑', 'о']);
        let (rest, east) = stripped(rest, language, &[("east", 1), ("west", -1)], &[("восто", 1), ("запад", -1)]);
        let side = Self { east, north };
        if side == Self::default() {
            let is_middle = match language {
                Language::Russian => lower.starts_with("центральн"),
                _ => lower == "central",
            };
            return is_middle.then_some((side, false));
        }
        match (language, rest) {
            (Language::Russian, "" | "е" | "а" | "у" | "к" | "ке" | "ка" | "ку") | (Language::English, "") => {
                Some((side, true))
            }
            (Language::Russian, rest) if ADJECTIVES.contains(&rest) => Some((side, false)),
            (Language::English, "ern") => Some((side, false)),
            _ => None,
        }
    }
}

/// How adjectives of direction end, behind what they share with the noun.
const ADJECTIVES: &[&str] = &[
    "ный",
    "ного",
    "ному",
    "ном",
    "ным",
    "ная",
    "ной",
    "ную",
    "ное",
    "ые",
    "чный",
    "чного",
    "чному",
    "чном",
    "чным",
    "чная",
    "чной",
    "чную",
    "чное",
];

/// What stands behind the first of some beginnings, and its number; the whole, and 0, where none fits.
fn stripped<'w>(word: &'w str, language: Language, english: &[(&str, i8)], russian: &[(&str, i8)]) -> (&'w str, i8) {
    let stems = if language == Language::Russian { russian } else { english };
    stems.iter().find_map(|(stem, step)| Some((word.strip_prefix(stem)?, *step))).unwrap_or((word, 0))
}

/// Says of each found area whether only a part of it is meant.
pub(super) fn tell(words: &Words<'_>, language: Language, found: &mut [(usize, usize, FoundPlace)]) {
    let mut end = 0;
    for (first, last, place) in found {
        let is_area = matches!(place.kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::World) && place.chosen.is_some();
        if is_area
            && let Some((side, from)) = before(words, *first, language)
            && from >= end
        {
            place.part = Some(Part { side, span: super::span(words, from, *last) });
            place.confidence *= LESS_SURE;
            place.reasons.insert(0, Reason::Part);
        }
        end = *last + 1;
    }
}

/// The direction in front of a name, and its first word.
fn before(words: &Words<'_>, first: usize, language: Language) -> Option<(Side, usize)> {
    let at = first.checked_sub(1)?;
    let is_tied = |at: usize| words.tokens[at].joins();
    if !is_tied(first) {
        return None;
    }
    let told = |at: usize| Side::told(words.word(at), language);
    let is = |at: usize, list: &[&str]| list.iter().any(|word| words.word(at).eq_ignore_ascii_case(word));
    // “the south of France”
    if language == Language::English && is(at, &["of"]) {
        let (side, is_noun) = told(at.checked_sub(1).filter(|_| is_tied(at))?)?;
        let is_led = at >= 2 && is(at - 2, &["the"]) && is_tied(at - 1);
        return (is_noun && is_led && words.tokens[at - 1].shape == Shape::Small).then_some((side, at - 1));
    }
    let (side, is_noun) = told(at)?;
    if language == Language::Russian && is_noun {
        let is_led = at.checked_sub(1).is_some_and(|before| words.word(before).to_lowercase() == "на" && is_tied(at));
        return is_led.then_some((side, at));
    }
    // “north London” is said as well as “northern England”; a name such as “North Asia” is in the gazetteer.
    if is_noun && words.tokens[at].shape != Shape::Small {
        return None;
    }
    // “north-western”, “north-east”
    let corner =
        at.checked_sub(1).filter(|_| words.tokens[at].gap & HYPHEN != 0).and_then(|before| Some((told(before)?.0, before)));
    Some(match corner {
        Some((other, from)) if other.east == 0 && side.north == 0 => (Side { east: side.east, north: other.north }, from),
        _ => (side, at),
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Asked, find};
    use super::*;

    #[track_caller]
    fn check(text: &str, language: Language, expected: Option<(&str, &str)>) {
        let found = find(&Asked { text, headings: &[], language, home: &[], checked: &[] });
        let points: Vec<char> = text.chars().collect();
        let part = found.iter().find_map(|place| place.part);
        let part = part.map(|part| (points[part.span.start..part.span.end].iter().collect::<String>(), part.side.word()));
        assert_eq!(part.as_ref().map(|(words, side)| (words.as_str(), *side)), expected, "{text}");
    }

    #[test]
    fn a_direction_before_a_country_makes_a_part_of_it() {
        let english = |text, expected| check(text, Language::English, expected);
        english("Protests began in western Kazakhstan.", Some(("western Kazakhstan", "west")));
        english("They fled to north-western Pakistan.", Some(("north-western Pakistan", "north-west")));
        english("It burned in the south of France.", Some(("south of France", "south")));
        english("Roads in central Italy were closed.", Some(("central Italy", "middle")));
        english("They live in South Korea and in Western Australia.", None);
        english("The border lies west, Kazakhstan said.", None);
    }

    #[test]
    fn in_russian_as_well() {
        let russian = |text, expected| check(text, Language::Russian, expected);
        russian("Протесты начались в западном Казахстане.", Some(("западном Казахстане", "west")));
        russian("Пожары бушуют на севере России.", Some(("севере России", "north")));
        russian("Они живут в Казахстане.", None);
    }

    #[test]
    fn the_side_of_a_country_is_where_its_provinces_lie() {
        let at = |lon: f64| LonLat { lon, lat: 48.0 };
        let all: Vec<LonLat> = [50.0, 52.0, 54.0, 58.0, 64.0, 66.0, 70.0, 73.0, 77.0, 80.0].map(at).to_vec();
        let west = Side { east: -1, north: 0 }.among(&all, at(67.0)).unwrap();
        assert!((50.0..56.0).contains(&west.lon), "{west:?}");
        assert_eq!(Side::default().among(&all, at(67.0)), None);
        assert_eq!(Side { east: 1, north: 0 }.among(&all[..3], at(67.0)), None);
        let kazakhstan = crate::gazetteer::Gazetteer::embedded().provinces(*b"KZ");
        assert!(kazakhstan.len() > 10 && kazakhstan.iter().all(|point| (46.0..88.0).contains(&point.lon)), "{kazakhstan:?}");
    }

    #[test]
    fn a_part_lies_on_its_side() {
        let middle = LonLat { lon: 68.0, lat: 48.0 };
        let west = Side { east: -1, north: 0 }.of(middle, 800.0);
        assert!((west.lat - 48.0).abs() < 0.01 && (61.0..64.0).contains(&west.lon), "{west:?}");
        let far = Side { east: 1, north: 1 }.of(LonLat { lon: 179.0, lat: 60.0 }, 900.0);
        assert!(far.lon < -170.0 && far.lat > 60.0, "{far:?}");
    }
}

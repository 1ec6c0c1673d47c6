//! Places by name: any name in any language, without diacritics, with one slip of the typist forgiven.

use std::cmp::Reverse;

use crate::report::dossier::Dossier;
use crate::report::fold;
use crate::report::ids::PlaceIx;

/// The shortest query, in letters, in which a slip is forgiven: in shorter ones, a slip away lies every other name.
const SHORTEST_WITH_SLIP: usize = 4;

/// How well a name answers a query; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Match {
    /// It is the name.
    Whole,
    /// The name begins so.
    Beginning,
    /// A later word of the name begins so.
    Word,
    /// The name begins so but for one slip.
    BeginningWithSlip,
    /// A later word begins so but for one slip.
    WordWithSlip,
}

/// A place that answers a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The place.
    pub place: PlaceIx,
    /// The name that answers, as it is written.
    pub name: String,
    /// How well.
    pub quality: Match,
}

/// A name, folded for comparison.
#[derive(Clone, Debug)]
struct Entry {
    folded: Vec<char>,
    /// Where its words begin, the first left out.
    words: Vec<usize>,
    place: PlaceIx,
    /// Which of the place's names: 0 is its title, n the n-th of its names.
    name: usize,
}

/// The names of all places.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    entries: Vec<Entry>,
    weights: Vec<usize>,
}

impl Gazetteer {
    /// Folds the names of a dossier's places.
    #[must_use]
    pub fn new(dossier: &Dossier) -> Self {
        let mut entries = Vec::new();
        for (index, place) in dossier.places.iter().enumerate() {
            let names = std::iter::once(&place.title).chain(place.names.iter().map(|name| &name.text));
            for (name, text) in names.enumerate() {
                let folded = fold(text);
                let starts = (1..folded.len()).filter(|at| folded[at - 1] == ' ');
                entries.push(Entry { words: starts.collect(), folded, place: PlaceIx::new(index), name });
            }
        }
        let mut weights = vec![0; dossier.places.len()];
        for place in dossier.passages.iter().flat_map(|passage| &passage.places) {
            weights[place.index()] += 1;
        }
        Self { entries, weights }
    }

    /// The places that answer a query: the best match first, and of equals the one of which more is said. At most
    /// `most`, each place once.
    #[must_use]
    pub fn find(&self, dossier: &Dossier, query: &str, most: usize) -> Vec<Hit> {
        let query = fold(query);
        if query.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(PlaceIx, Match, usize)> =
            self.entries.iter().filter_map(|entry| Some((entry.place, quality(entry, &query)?, entry.name))).collect();
        // The best name of each place.
        found.sort_unstable();
        found.dedup_by_key(|(place, ..)| *place);
        let weight = |place: PlaceIx| self.weights.get(place.index()).copied().unwrap_or_default();
        found.sort_by_key(|(place, quality, _)| (*quality, Reverse(weight(*place)), *place));
        found.truncate(most);
        let hit = |(ix, quality, name): (PlaceIx, Match, usize)| {
            let place = dossier.place(ix);
            let text = name.checked_sub(1).and_then(|name| place.names.get(name)).map_or(&place.title, |name| &name.text);
            Hit { place: ix, name: text.clone(), quality }
        };
        found.into_iter().map(hit).collect()
    }

    /// The places of which most is said, for an empty query.
    #[must_use]
    pub fn foremost(&self, dossier: &Dossier, most: usize) -> Vec<Hit> {
        let mut all: Vec<PlaceIx> = (0..self.weights.len()).map(PlaceIx::new).collect();
        all.sort_by_key(|ix| (Reverse(self.weights[ix.index()]), *ix));
        let hit = |ix: PlaceIx| Hit { place: ix, name: dossier.place(ix).title.clone(), quality: Match::Whole };
        all.into_iter().take(most).map(hit).collect()
    }
}

fn quality(entry: &Entry, query: &[char]) -> Option<Match> {
    if entry.folded == query {
        return Some(Match::Whole);
    }
    if entry.folded.starts_with(query) {
        return Some(Match::Beginning);
    }
    if entry.words.iter().any(|start| entry.folded[*start..].starts_with(query)) {
        return Some(Match::Word);
    }
    if query.len() < SHORTEST_WITH_SLIP {
        return None;
    }
    if begins_with_one_slip(&entry.folded, query) {
        return Some(Match::BeginningWithSlip);
    }
    entry.words.iter().any(|start| begins_with_one_slip(&entry.folded[*start..], query)).then_some(Match::WordWithSlip)
}

/// Whether some beginning of a name is one slip away from the query: a letter too many, too few or wrong, or two
/// neighbours changed over (Damerau–Levenshtein distance 1).
fn begins_with_one_slip(name: &[char], query: &[char]) -> bool {
    let same = name.iter().zip(query).take_while(|(a, b)| a == b).count();
    let (name, query) = (&name[same..], &query[same..]);
    let Some((_, rest)) = query.split_first() else { return true };
    let added = name.starts_with(rest);
    let Some((_, tail)) = name.split_first() else { return added };
    let wrong = tail.starts_with(rest);
    let missing = tail.starts_with(query);
    let swapped =
        name.len() > 1 && query.len() > 1 && name[0] == query[1] && name[1] == query[0] && name[2..].starts_with(&query[2..]);
    added || wrong || missing || swapped
}

/// A name as it is compared, letter by letter; see [`fold::name`].
#[must_use]
pub fn fold(text: &str) -> Vec<char> {
    fold::name(text).chars().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::place::{Name, Place};
    use proptest::prelude::*;

    fn dossier(places: &[&[&str]]) -> Dossier {
        let name = |text: &&str| Name { text: (*text).to_owned(), language: String::new(), former: false };
        let place = |names: &&[&str]| Place {
            title: names[0].to_owned(),
            names: names[1..].iter().map(name).collect(),
            ..Place::default()
        };
        Dossier { places: places.iter().map(place).collect(), ..Dossier::default() }
    }

    fn check(query: &str, expected: &[(&str, Match)]) {
        let dossier = dossier(&[
            &["Almaty", "Алматы", "Alma-Ata", "Верный"],
            &["Zhanaozen", "Жаңаөзен"],
            &["Republic Square", "Республика алаңы"],
            &["Square in Zhanaozen"],
            &["Nur-Sultan", "Нұр-Сұлтан", "Astana"],
            &["Saint-Étienne"],
            &["Đà Nẵng", "Oʻzbekiston"],
        ]);
        let hits = Gazetteer::new(&dossier).find(&dossier, query, 10);
        let found: Vec<_> = hits.iter().map(|hit| (hit.name.as_str(), hit.quality)).collect();
        assert_eq!(found, expected, "{query}");
    }

    #[test]
    fn any_name_is_found_by_its_beginning_without_diacritics() {
        check("alm", &[("Almaty", Match::Beginning)]);
        check("alma ata", &[("Alma-Ata", Match::Whole)]);
        check("ЖАНАОЗ", &[("Жаңаөзен", Match::Beginning)]);
        check("нур", &[("Нұр-Сұлтан", Match::Beginning)]);
        check("saint etienne", &[("Saint-Étienne", Match::Whole)]);
        check("da nang", &[("Đà Nẵng", Match::Whole)]);
        check("ozbek", &[("Oʻzbekiston", Match::Beginning)]);
        check("o'zbek", &[("Oʻzbekiston", Match::Beginning)]);
        check("etien", &[("Saint-Étienne", Match::Word)]);
        check("", &[]);
        check("-", &[]);
    }

    #[test]
    fn beginnings_come_before_words_and_words_before_slips() {
        check("square", &[("Square in Zhanaozen", Match::Beginning), ("Republic Square", Match::Word)]);
        check("zhanozen", &[("Zhanaozen", Match::BeginningWithSlip), ("Square in Zhanaozen", Match::WordWithSlip)]);
    }

    #[test]
    fn one_slip_is_forgiven_and_two_are_not() {
        for slip in ["almtay", "almty", "almatty", "almoty"] {
            check(slip, &[("Almaty", Match::BeginningWithSlip)]);
        }
        check("lamtay", &[]);
        check("olm", &[]);
    }

    proptest! {
        #[test]
        fn whatever_single_slip_is_made_the_name_is_found(at in 0_usize..8, kind in 0..4, letter in prop::char::range('a', 'z')) {
            let mut typed: Vec<char> = "zhanaozen".chars().collect();
            match kind {
                0 => typed.insert(at, letter),
                1 => { typed.remove(at); }
                2 => typed[at] = letter,
                _ => typed.swap(at, at + 1),
            }
            let typed: String = typed.into_iter().collect();
            let dossier = dossier(&[&["Zhanaozen"]]);
            prop_assert_eq!(Gazetteer::new(&dossier).find(&dossier, &typed, 3).len(), 1, "{}", typed);
        }
    }
}

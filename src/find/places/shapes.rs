//! What is named as a place is named, whether or not the gazetteer knows it: `Lake X`, `X River`, `X Street`, `the airport`.

use super::kinds::{is_court, is_person};
use super::lexicon as lx;
use super::tokens::{HYPHEN, Shape, Token, Words};
use crate::find::Language;
use crate::report::limits;
use crate::report::place::PlaceKind;

/// Words that look like the name of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shaped {
    /// The first word.
    pub first: usize,
    /// The last word.
    pub last: usize,
    /// A part of the land, or a site in a settlement.
    pub kind: PlaceKind,
    /// Whether what it is called after is no place that is meant here: `Plaza San Martín`.
    pub is_whole: bool,
    /// From which word on it says what it is, where that is a site without what it is called after: `police station`.
    pub core: usize,
}

impl Shaped {
    fn new(first: usize, last: usize, kind: PlaceKind) -> Self {
        Self { first, last, kind, is_whole: false, core: first }
    }
}

/// How many words stand before the word that shows what it is.
const REACH: usize = 4;

/// All such names of a text, in order; none overlaps another.
#[must_use]
pub fn shapes(words: &Words<'_>, language: Language) -> Vec<Shaped> {
    let mut found: Vec<Shaped> = Vec::new();
    for index in 0..words.tokens.len() {
        if found.len() >= limits::PLACE_SPOTS {
            break;
        }
        let shape = if language == Language::Russian {
            described(words, index).or_else(|| titled(words, index))
        } else {
            ending(words, index)
                .or_else(|| romance(words, index))
                .or_else(|| beginning(words, index))
                .or_else(|| setting(words, index))
                .or_else(|| common(words, index))
        };
        let Some(shape) = shape else { continue };
        if let Some(before) = found.last()
            && before.last >= shape.first
        {
            if before.first >= shape.first {
                found.pop();
            } else {
                continue;
            }
        }
        found.push(shape);
    }
    found
}

/// Whether a word may belong to a name that a word behind it shows to be one.
fn is_part(token: &Token) -> bool {
    let loose = token.is(lx::STOP | lx::TITLE | lx::DAY) && !token.is(lx::DIRECTION | lx::GIVEN);
    // “State Farm Arena”: some little words are also parts of names.
    let is_little = token.is(lx::THE) || token.is(lx::STOP) && !token.is(lx::LAND);
    (token.is_name() || token.shape == Shape::Digits) && !(loose && (token.begins() || is_little))
}

/// `Neches River`, `W. Bridge St.`, `Republic Square`: the word that shows it is the last one.
fn ending(words: &Words<'_>, last: usize) -> Option<Shaped> {
    let token = &words.tokens[last];
    let shows = token.is(lx::ROAD | lx::SITE | lx::LAND) && token.shape == Shape::Capital && token.joins();
    // A longer name goes on: `Park Street`.
    let goes_on = words
        .get(last, 1)
        .is_some_and(|next| next.joins() && next.shape == Shape::Capital && next.is(lx::ROAD | lx::SITE | lx::LAND | lx::ORG));
    if !shows || goes_on {
        return None;
    }
    let mut first = last;
    // A house number begins an address: what stands before it is who lives there.
    let is_number = |at: usize| at < last && words.tokens[at].shape == Shape::Digits;
    while first > 0 && last - first < REACH && words.tokens[first].joins() && is_part(&words.tokens[first - 1]) && !is_number(first)
    {
        first -= 1;
    }
    let is_office = matches!(words.word(last), "Department" | "Departments");
    let is_part_of = last == first + 1 && words.tokens[first].is(lx::DIRECTION) && words.word(last + 1) == "of";
    if is_person(words, first, last) || is_court(words, last) || is_office || is_part_of {
        return None;
    }
    // “County Road” is any of them, and “New Road” is not.
    let is_any = |token: &Token| token.is(lx::STOP) && token.is(lx::LAND);
    let is_own = |token: &Token| token.is_name() && token.shape != Shape::Initial && !is_any(token);
    let named = words.tokens[first..last].iter().any(is_own);
    let area = token.is(lx::LAND) && !token.is(lx::ROAD | lx::SITE);
    let numbered = first + 1 == last && words.tokens[first].shape == Shape::Digits && token.is(lx::ROAD);
    let kind = if area { land(token) } else { PlaceKind::Site };
    (named || numbered).then_some(Shaped::new(first, last, kind))
}

/// `Lake Robinson`, `Mount Elbrus`, `Highway 101`: the word that shows it is the first one.
fn beginning(words: &Words<'_>, first: usize) -> Option<Shaped> {
    let token = &words.tokens[first];
    let next = words.get(first, 1).filter(|next| next.joins())?;
    if token.shape != Shape::Capital {
        return None;
    }
    let is_counted =
        matches!(words.word(first), "Highway" | "Hwy" | "Route" | "Interstate" | "Road" | "Autobahn" | "Line" | "Avenue");
    if token.is(lx::ROAD) && is_counted && next.shape == Shape::Digits {
        // `County Road 43`, `State Route 6`.
        let longer =
            token.joins() && words.get(first, -1).is_some_and(|before| before.shape == Shape::Capital && before.is(lx::AREA));
        return Some(Shaped::new(first - usize::from(longer), first + 1, PlaceKind::Site));
    }
    let named = next.shape == Shape::Capital && !next.is(lx::STOP | lx::ROAD | lx::SITE | lx::ORG | lx::TITLE);
    (token.is(lx::BEFORE) && named).then_some(Shaped::new(first, first + 1, PlaceKind::Region))
}

/// `Plaza San Martín`, `Avenida de Mayo`, `Piazza del Popolo`: in languages of Latin descent the word that shows it is the first one.
fn romance(words: &Words<'_>, first: usize) -> Option<Shaped> {
    const SITES: [&str; 22] = [
        "Plaza",
        "Plazoleta",
        "Plaça",
        "Praça",
        "Praia",
        "Piazza",
        "Avenida",
        "Calle",
        "Carretera",
        "Jirón",
        "Paseo",
        "Puente",
        "Rua",
        "Rue",
        "Ponte",
        "Estadio",
        "Estádio",
        "Universidad",
        "Universidade",
        "Catedral",
        "Palacio",
        "Aeropuerto",
    ];
    const LITTLE: [&str; 12] = ["de", "del", "da", "do", "dos", "della", "di", "la", "las", "los", "du", "des"];
    if words.tokens[first].shape != Shape::Capital || !SITES.contains(&words.word(first)) {
        return None;
    }
    let mut last = first;
    for at in first + 1..words.tokens.len().min(first + 1 + REACH) {
        let token = &words.tokens[at];
        if !token.joins() || !(token.is_name() || token.shape == Shape::Digits || LITTLE.contains(&words.word(at))) {
            break;
        }
        if token.is_name() {
            last = at;
        }
    }
    (last > first).then_some(Shaped { is_whole: true, ..Shaped::new(first, last, PlaceKind::Site) })
}

/// `the airport`, `city hall`: a site without a name, one of its kind where it stands.
fn common(words: &Words<'_>, last: usize) -> Option<Shaped> {
    const ALONE: [&str; 3] = ["airport", "akimat", "cityhall"];
    const PAIRS: [(&str, &str); 26] = [
        ("city", "hall"),
        ("town", "hall"),
        ("central", "square"),
        ("main", "square"),
        ("train", "station"),
        ("railway", "station"),
        ("bus", "station"),
        ("international", "airport"),
        ("city", "airport"),
        ("metro", "station"),
        ("subway", "station"),
        ("police", "station"),
        ("fire", "station"),
        ("police", "headquarters"),
        ("army", "headquarters"),
        ("enforcement", "headquarters"),
        ("parliament", "building"),
        ("capitol", "building"),
        ("government", "building"),
        ("administration", "building"),
        ("presidential", "palace"),
        ("royal", "palace"),
        ("city", "morgue"),
        ("municipal", "morgue"),
        ("detention", "center"),
        ("detention", "centre"),
    ];
    let token = &words.tokens[last];
    if token.shape != Shape::Small || last == 0 || !token.joins() {
        return None;
    }
    let (word, before) = (words.word(last), words.word(last - 1));
    let is_office = word == "office" && last > 1 && words.tokens[last - 1].shape == Shape::Possessive;
    let first = if PAIRS.contains(&(before, word)) {
        last - 1
    } else if is_office && matches!(words.word(last - 2), "mayor" | "governor") {
        last - 2
    } else if ALONE.contains(&word) && matches!(before, "the" | "The") {
        last
    } else {
        return None;
    };
    // “Antop Hill police station”: what stands before it belongs to its name.
    let is_name = |at: usize| {
        let token = &words.tokens[at];
        token.shape == Shape::Capital && is_part(token) && !token.is(lx::DAY | lx::MONTH)
    };
    let mut from = first;
    while last == first + 1 && from > 0 && first - from < REACH && words.tokens[from].joins() && is_name(from - 1) {
        from -= 1;
    }
    Some(Shaped { core: first, ..Shaped::new(from, last, PlaceKind::Site) })
}

/// What a word names that shows it: a part of the land, or a site in a settlement.
fn shown(token: &Token) -> PlaceKind {
    if token.is(lx::ROAD | lx::SITE) { PlaceKind::Site } else { land(token) }
}

/// What a word for a part of the land names: a settlement, or a region.
fn land(token: &Token) -> PlaceKind {
    if token.is(lx::TOWN) { PlaceKind::Settlement } else { PlaceKind::Region }
}

/// `In Jenin, shots were heard`: what a sentence says at its beginning that something is in, of which nothing is known.
fn setting(words: &Words<'_>, first: usize) -> Option<Shaped> {
    let is_in = words.word(first) == "In" && words.tokens[first].begins();
    let mut last = first;
    while is_in && last - first < 2 && words.get(last, 1).is_some_and(|next| next.joins() && is_unknown(words, last + 1)) {
        last += 1;
    }
    let follows = words.get(last, 1)?;
    let is_closed = follows.gap == super::tokens::COMMA && follows.shape != Shape::Digits;
    (last > first && is_closed).then_some(Shaped::new(first + 1, last, PlaceKind::Settlement))
}

/// Whether a word with a capital is in none of the lists, but for those of persons.
fn is_unknown(words: &Words<'_>, at: usize) -> bool {
    let token = &words.tokens[at];
    token.shape == Shape::Capital && !token.is(!(lx::GIVEN | lx::SURNAME | lx::NAMELIKE))
}

/// `Химкинского леса`, `Северо-Кавказском федеральном округе`: adjectives with a capital and a noun that shows it.
fn described(words: &Words<'_>, last: usize) -> Option<Shaped> {
    let token = &words.tokens[last];
    if !token.is(lx::ROAD | lx::LAND) || !token.joins() || token.shape == Shape::Capitals {
        return None;
    }
    let mut first = last;
    while first > 0 && last - first < REACH && words.tokens[first].joins() && is_adjective(words, first - 1) {
        first -= 1;
    }
    while first < last && words.tokens[first].shape != Shape::Capital {
        first += 1;
    }
    let named = first < last && !words.tokens[first].is(lx::STOP | lx::TITLE | lx::DIRECTION | lx::ORG);
    named.then_some(Shaped { is_whole: true, ..Shaped::new(first, last, shown(token)) })
}

fn is_adjective(words: &Words<'_>, index: usize) -> bool {
    const ENDINGS: [&str; 14] = ["ый", "ий", "ой", "ая", "яя", "ое", "ого", "его", "ому", "ему", "ом", "ым", "им", "ую"];
    let word = words.word(index);
    let part = words.tokens.get(index + 1).is_some_and(|next| next.gap & HYPHEN != 0);
    part || word.chars().count() > 4 && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// `улица Ленина`, `река Нева`: a noun that shows it and a name with a capital.
fn titled(words: &Words<'_>, first: usize) -> Option<Shaped> {
    let token = &words.tokens[first];
    let next = words.get(first, 1).filter(|next| next.joins() && next.shape == Shape::Capital)?;
    if !token.is(lx::ROAD | lx::BEFORE) || token.shape == Shape::Capitals || next.is(lx::TITLE | lx::GIVEN) {
        return None;
    }
    let mut last = first + 1;
    while words.tokens.get(last + 1).is_some_and(|next| next.gap & HYPHEN != 0) {
        last += 1;
    }
    Some(Shaped::new(first + 1, last, shown(token)))
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::english;
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words = Words::new(text, english(), usize::MAX);
        let found: Vec<&str> = shapes(&words, Language::English).iter().map(|shape| words.slice(shape.first, shape.last)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_show_by_their_shape_what_they_are() {
        check("They met on W. Bridge St. near Lake Robinson.", &["W. Bridge St", "Lake Robinson"]);
        check("The Neches River runs past Republic Square.", &["Neches River", "Republic Square"]);
        check("Traffic on Highway 101 and County Road 43 stood still.", &["Highway 101", "County Road 43"]);
        check("They took the airport and city hall.", &["airport", "city hall"]);
        check("They met on the Plaza San Martín, on Avenida de Mayo and on the Plaza.", &["Plaza San Martín", "Avenida de Mayo"]);
        check("The street was long. He sat in the park.", &[]);
        check("Adams, John 184 Oak St 368-8216", &["184 Oak St"]);
        check("Park it there, Street said.", &[]);
        check("They burned the parliament building and the mayor's office.", &["parliament building", "mayor's office"]);
        check("Riot police surrounded law enforcement headquarters.", &["enforcement headquarters"]);
        check("President Park met Ms. Hill and Manly P. Hall at Hyde Park and the Supreme Court.", &["Hyde Park"]);
    }
}

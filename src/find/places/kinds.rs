//! What the last words of names tell: of a person, a court, an institution in a town, a street that only has the town's name.

use super::lexicon as lx;
use super::tokens::{Shape, Words};

/// Titles before the surname of a person; those that are also parts of the names of streets are left out.
pub(super) const PERSONAL: [&str; 33] = [
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "Sir",
    "President",
    "Senator",
    "Sen",
    "Rep",
    "Gov",
    "Governor",
    "Mayor",
    "Judge",
    "Justice",
    "Sheriff",
    "Officer",
    "Sgt",
    "Capt",
    "Lt",
    "Col",
    "Gen",
    "Maj",
    "Detective",
    "Commissioner",
    "Minister",
    "Prof",
    "Professor",
    "Chancellor",
    "Congressman",
    "Secretary",
    "Ambassador",
    "Councilman",
    "Coach",
];

/// Whether the words are the name of a person, whose surname also shows a place: `President Park`, `Ms. Hill`, `Manly P. Hall`.
pub(super) fn is_person(words: &Words<'_>, first: usize, last: usize) -> bool {
    if !words.tokens[last].is(lx::SURNAME) {
        return false;
    }
    let before = first - usize::from(first > 0 && words.tokens[first].joins());
    let is_titled = (before..last).any(|at| {
        let is_next = at + 1 == last || at + 2 == last && words.tokens[at + 1].is(lx::GIVEN);
        is_next && PERSONAL.contains(&words.word(at))
    });
    let is_initial = last >= first + 2 && words.tokens[last - 1].shape == Shape::Initial && words.tokens[last - 2].is_name();
    is_titled || is_initial && words.tokens[last - 2].shape == Shape::Capital
}

/// Courts that judge are none that one lives in.
pub(super) fn is_court(words: &Words<'_>, last: usize) -> bool {
    const KINDS: [&str; 16] = [
        "Supreme",
        "High",
        "District",
        "Circuit",
        "Crown",
        "Superior",
        "Constitutional",
        "Criminal",
        "Appeals",
        "Federal",
        "Regional",
        "International",
        "European",
        "Family",
        "Tax",
        "Military",
    ];
    let before = words.get(last, -1);
    let is_counted = before.is_some_and(|token| token.shape == Shape::Digits);
    // “Search Warrant Court Order”: one of its papers.
    let is_paper = words.get(last, 1).is_some_and(|next| next.joins() && next.shape == Shape::Capital);
    words.word(last) == "Court" && (is_counted || is_paper || last > 0 && KINDS.contains(&words.word(last - 1)))
}

/// Whether a word says of a name that it is that of an institution, which is called after the settlement that it is in.
pub(super) fn is_institution(words: &Words<'_>, at: usize) -> bool {
    const KINDS: [&str; 24] = [
        "Abbey",
        "Airport",
        "Arena",
        "Cathedral",
        "Cemetery",
        "Church",
        "Clinic",
        "College",
        "Courthouse",
        "Hospital",
        "Jail",
        "Library",
        "Monastery",
        "Mosque",
        "Museum",
        "Palace",
        "Prison",
        "School",
        "Stadium",
        "Station",
        "Theater",
        "Theatre",
        "University",
        "Zoo",
    ];
    KINDS.contains(&words.word(at))
}

/// Whether a word says of a name that it is that of a street or of a part of a town, which is no site in the settlement that it is
/// called after.
pub(super) fn is_apart(words: &Words<'_>, at: usize) -> bool {
    const STREETS: [&str; 9] = ["Road", "Rd", "Street", "St", "Avenue", "Ave", "Lane", "Drive", "Boulevard"];
    STREETS.contains(&words.word(at)) || matches!(words.word(at), "Nagar" | "Colony" | "Village")
}

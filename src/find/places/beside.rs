//! What single words say of the names that they stand in or beside, before anything is looked up or weighed.

use super::lexicon::{self, Lexicon};
use super::tokens::{Shape, Words};
use crate::find::Language;

/// The last word of a name that is known to be none of a place.
pub(super) fn other(words: &Words<'_>, lexicon: &Lexicon, first: usize) -> Option<usize> {
    lexicon.others(words.word(first)).iter().find_map(|name| {
        let last = first + name.split([' ', '-']).count() - 1;
        (words.slice(first, last) == *name).then_some(last)
    })
}

/// What short words at the beginning of names stand for.
pub(super) fn expanded(word: &str) -> Option<&'static str> {
    match word {
        "St" | "ST" => Some("Saint"),
        "Mt" | "MT" => Some("Mount"),
        "Ft" | "FT" => Some("Fort"),
        "Ste" => Some("Sainte"),
        "N" => Some("North"),
        "S" => Some("South"),
        "E" => Some("East"),
        "W" => Some("West"),
        _ => None,
    }
}

/// Whether words beside a name say that it is that of an area.
pub(super) fn is_area(words: &Words<'_>, first: usize, last: usize) -> bool {
    let is = |at: usize| words.tokens.get(at).is_some_and(|token| token.is(lexicon::AREA) && token.shape != Shape::Capitals);
    let behind = last + 1;
    let is_behind = is(behind) && words.tokens[behind].joins();
    let is_before = first >= 2 && is(first - 2) && words.word(first - 1) == "of" && words.gap(first) == 0;
    is_behind || is_before
}

/// Unions of states that are also areas.
pub(super) fn is_union(word: &str) -> bool {
    matches!(word, "EU" | "E.U." | "ЕС")
}

/// Whether the area of a union is meant, and not the union that acts: in English, where no office or deed of it follows; in
/// Russian, where something is in it.
pub(super) fn is_area_of_union(words: &Words<'_>, at: usize, language: Language) -> bool {
    const OFFICES: [&str; 12] = [
        "leader",
        "leaders",
        "ministers",
        "diplomat",
        "diplomats",
        "envoy",
        "envoys",
        "ambassadors",
        "summit",
        "commission",
        "parliament",
        "council",
    ];
    if language == Language::Russian {
        let before = words.get(at, -1);
        return words.gap(at) == 0 && before.is_some_and(|token| token.is(lexicon::IN & !lexicon::OF));
    }
    let acts = lexicon::ORG | lexicon::SAY | lexicon::ACT | lexicon::TITLE | lexicon::CIVIC;
    let is_office = OFFICES.iter().any(|office| words.word(at + 1).eq_ignore_ascii_case(office));
    !words.get(at, 1).is_some_and(|next| words.gap(at + 1) == 0 && (is_office || next.is(acts)))
}

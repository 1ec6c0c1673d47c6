//! Seas by the first word of their names.

use super::lexicon::{self as lx, Lexicon};
use super::tokens::Words;
use crate::find::Language;

/// Seas that are mostly called without their noun, “across the Atlantic”, and what of them is on the map.
const SEAS: [(&str, &[&str]); 8] = [
    ("Atlantic", &["North Atlantic Ocean", "South Atlantic Ocean"]),
    ("Pacific", &["North Pacific Ocean", "South Pacific Ocean"]),
    ("Mediterranean", &["Mediterranean Sea"]),
    ("Caribbean", &["Caribbean Sea"]),
    ("Baltic", &["Baltic Sea"]),
    ("Adriatic", &["Adriatic Sea"]),
    ("Aegean", &["Aegean Sea"]),
    ("Caspian", &["Caspian Sea"]),
];

/// The short and the whole names of a sea that is called without its noun. An article or a direction stands before it, and no
/// other name behind it: “Pacific Gas” is none, and neither is the town of Atlantic.
pub(super) fn full(words: &Words<'_>, lexicon: &Lexicon, at: usize) -> Option<(&'static str, &'static [&'static str])> {
    let before = words.get(at, -1).filter(|_| lexicon.language == Language::English && words.gap(at) == 0)?;
    let is_led = before.is(lx::THE | lx::DIRECTION);
    let goes_on = words.get(at, 1).is_some_and(|next| next.joins() && next.is_name());
    SEAS.iter().find(|(short, _)| is_led && !goes_on && words.word(at) == *short).copied()
}

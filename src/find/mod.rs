//! What a text says, found by rules and the gazetteer: offline, in one pass, and the same every time.
//!
//! * [`times`]: when something happened, in English and Russian, and dates in digits in any language.
//! * [`places`]: where: names of the gazetteer and names by their shape, what is none of them, and which place is meant.
//! * [`passages`]: which sentences tell a happening, with its place, its time, and who says so.
//! * [`notes`]: footnotes are read where their mark stands.
//! * [`described`]: “the city”, “this country”, where they stand for a place named before.
//! * [`draft`] writes all of it into the draft of a dossier; [`protocol`] as lines of JSON and as a table.
//!
//! Everything here is a pure function of the text and of what is known of it. What is found is never shown as checked; it
//! can say why in one sentence ([`wording`]).

pub mod described;
pub mod draft;
pub mod notes;
pub mod passages;
pub mod places;
pub mod protocol;
pub mod times;
pub mod wording;

/// The language of a text, as far as the rules know it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English of any country.
    #[default]
    English,
    /// Russian.
    Russian,
    /// Any other: what needs no grammar is found.
    Other,
}

impl Language {
    /// By a language tag (BCP 47) such as `en`, `en-GB` or `ru_RU`; only its first part counts.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "en" | "eng" => Self::English,
            "ru" | "rus" => Self::Russian,
            _ => Self::Other,
        }
    }
}

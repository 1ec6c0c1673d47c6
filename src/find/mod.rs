//! What a text says of places and times, found by rules and the gazetteer: a pure function of what is asked.

pub mod places;
pub mod wording;

/// A language the finders have rules for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Russian.
    Russian,
    /// Any other: what needs no grammar is found.
    Other,
}

impl Language {
    /// From a BCP 47 tag, such as `ru` or `en-GB`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "en" => Self::English,
            "ru" => Self::Russian,
            _ => Self::Other,
        }
    }
}

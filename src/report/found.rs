//! What the finder says of something that it has found and that no person has looked at yet.

use std::sync::Arc;

use super::place::{LonLat, PlaceKind};

/// What the finder says of a mention or a passage. Where a person has made, confirmed or changed it there is none of this.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// How sure it is, in hundredths, 0 to 100.
    pub sure: u8,
    /// Why it was read so: whole sentences, the most telling first.
    pub why: Vec<String>,
    /// The other places that the words could name, the likeliest first; at most [`limits::CHOICES`](super::limits::CHOICES).
    /// Mentions of one name share them: a long text has hundreds of thousands.
    pub others: Arc<[Choice]>,
}

/// A place that words could name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// Its id in the gazetteer, which becomes that of a place of the dossier where it is chosen.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it lies in: province and country, in words; may be empty.
    pub within: String,
    /// What sort of place it is.
    pub kind: PlaceKind,
    /// Where it lies.
    pub point: Option<LonLat>,
}

/// The languages whose sentences the finder reads, by the first part of their tags.
pub const READ: [(&str, &[&str]); 2] = [("English", &["en", "eng"]), ("Russian", &["ru", "rus"])];

/// What is not found in a text of a language (a tag of BCP 47), in one sentence; `None` where its sentences are read.
#[must_use]
pub fn limit(language: &str) -> Option<String> {
    let first = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    if READ.iter().any(|(_, tags)| tags.contains(&first.as_str())) {
        return None;
    }
    let what = "only dates in digits and names of places are found in it";
    Some(if matches!(first.as_str(), "" | "und") {
        format!("The language of this text is not known, so that {what}; say so if it is English or Russian.")
    } else {
        format!("Dateline reads sentences in English and Russian; this text is in another language ({language}), so that {what}.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_that_is_not_read_says_so() {
        for tag in ["en", "en-GB", "EN_us", "ru", "ru-RU", "rus"] {
            assert_eq!(limit(tag), None, "{tag}");
        }
        assert_eq!(
            limit("fr-CA").as_deref(),
            Some(
                "Dateline reads sentences in English and Russian; this text is in another language (fr-CA), so that only dates in \
                 digits and names of places are found in it."
            )
        );
        for tag in ["", "und"] {
            assert!(limit(tag).is_some_and(|said| said.starts_with("The language of this text is not known")), "{tag}");
        }
    }
}

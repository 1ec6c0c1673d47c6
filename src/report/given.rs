//! What a person says of a document: typed in a window or on a command line, the same for both.

use std::collections::BTreeMap;

use chrono_tz::Tz;

use super::draft::{Document, Head};
use super::edtf::{self, Reading};
use super::limits;
use super::outside;
use super::provenance::{Fact, Provenance};
use super::when::When;

/// What a person says of a document, by fact. An empty value says that it is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given(BTreeMap<Fact, String>);

impl Given {
    /// Takes what a person says of a fact, if it can be understood.
    ///
    /// # Errors
    /// One sentence without a full stop on what cannot be understood, and what would be.
    pub fn say(&mut self, fact: Fact, words: &str) -> Result<(), String> {
        let words = words.trim();
        match fact {
            Fact::Published | Fact::Reference if !words.is_empty() => drop(when(words)?),
            Fact::Timezone if !words.is_empty() => drop(zone(words)?),
            Fact::Home => drop(codes(words)?),
            Fact::Source | Fact::Licence if words.chars().nth(limits::PROSE).is_some() => return Err(too_long(limits::PROSE)),
            Fact::Source | Fact::Licence => {}
            _ if words.chars().nth(limits::NAME).is_some() => return Err(too_long(limits::NAME)),
            _ => {}
        }
        self.0.insert(fact, outside::plain(words).into_owned());
        Ok(())
    }

    /// Whether a person says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether what is said changes how times and places are understood.
    #[must_use]
    pub fn bears_on_findings(&self) -> bool {
        [Fact::Published, Fact::Reference, Fact::Language, Fact::Home].iter().any(|fact| self.0.contains_key(fact))
    }

    /// Whether what is said changes how all documents of the dossier are understood.
    #[must_use]
    pub fn is_about_all(&self) -> bool {
        self.0.contains_key(&Fact::Home)
    }

    /// Writes what is said into a document.
    pub fn describe(&self, document: &mut Document) {
        for (fact, words) in &self.0 {
            let text = match fact {
                Fact::Title => &mut document.title,
                Fact::Author => &mut document.author,
                Fact::Publisher => &mut document.publisher,
                Fact::Language => &mut document.language,
                Fact::Licence => &mut document.licence,
                Fact::Source => &mut document.source,
                Fact::Published => {
                    document.published = when(words).ok();
                    document.told.insert(*fact, Provenance::Person);
                    continue;
                }
                Fact::Reference => {
                    document.reference = when(words).ok();
                    document.told.insert(*fact, Provenance::Person);
                    continue;
                }
                // These are the dossier's.
                Fact::Timezone | Fact::Home => continue,
            };
            words.clone_into(text);
            document.told.insert(*fact, Provenance::Person);
        }
    }

    /// Writes what is said into the head of a dossier; the title and the language only where the document that it is said of is
    /// all there is.
    pub fn describe_head(&self, head: &mut Head, is_only: bool) {
        for (fact, words) in &self.0 {
            match fact {
                Fact::Title if is_only => words.clone_into(&mut head.title),
                Fact::Language if is_only => words.clone_into(&mut head.language),
                Fact::Timezone => head.zone = zone(words).unwrap_or(Tz::UTC),
                Fact::Home => head.home = codes(words).unwrap_or_default(),
                _ => continue,
            }
            head.told.insert(*fact, Provenance::Person);
        }
    }
}

fn too_long(most: usize) -> String {
    format!("it is longer than {} characters; shorten it", limits::grouped(most))
}

/// A day, a month or a year, as EDTF.
fn when(words: &str) -> Result<When, String> {
    match edtf::read(words, Tz::UTC) {
        Ok(Reading::When(when)) => Ok(when),
        Ok(Reading::Unplaced(said)) => Err(format!("“{}” is {said}; give a day, a month or a year", limits::shown(words))),
        Err(error) => {
            Err(format!("{}; {}", error.fault(), error.remedy("write a day as 2022-01-05, a month as 2022-01, a year as 2022")))
        }
    }
}

fn zone(words: &str) -> Result<Tz, String> {
    let unknown = |_| format!("there is no time zone “{}”; use an IANA name such as Asia/Almaty", limits::shown(words));
    words.parse().map_err(unknown)
}

/// Codes of countries and provinces, ISO 3166: `KZ`, `KZ, KG`.
fn codes(words: &str) -> Result<Vec<String>, String> {
    let codes: Vec<String> = words.split([',', ' ', ';']).filter(|code| !code.is_empty()).map(str::to_uppercase).collect();
    let is_code = |code: &String| {
        let (country, province) = code.split_once('-').unwrap_or((code, "1"));
        country.len() == 2
            && country.chars().all(|c| c.is_ascii_uppercase())
            && (1..=3).contains(&province.len())
            && province.chars().all(|c| c.is_ascii_alphanumeric())
    };
    match codes.iter().find(|code| !is_code(code)) {
        Some(code) => Err(format!("“{}” is no code of a country; write two letters, such as KZ", limits::shown(code))),
        None => Ok(codes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_checked_and_written() {
        let mut given = Given::default();
        given.say(Fact::Title, " A\nTitle ").unwrap();
        given.say(Fact::Reference, "2022-01-05").unwrap();
        given.say(Fact::Timezone, "Asia/Almaty").unwrap();
        given.say(Fact::Home, "kz, KG-Y").unwrap();
        given.say(Fact::Published, "").unwrap();
        let mut document = Document { published: when("2021").ok(), ..Document::default() };
        given.describe(&mut document);
        let mut head = Head::default();
        given.describe_head(&mut head, true);
        assert_eq!((document.title.as_str(), head.title.as_str()), ("A Title", "A Title"));
        assert_eq!(document.reference.unwrap().to_string(), "2022-01-05");
        assert_eq!((document.published, head.zone), (None, Tz::Asia__Almaty));
        assert_eq!(head.home, ["KZ", "KG-Y"]);
        assert_eq!(document.told[&Fact::Reference], Provenance::Person);
        let mut other = Head { title: "All".to_owned(), ..Head::default() };
        given.describe_head(&mut other, false);
        assert_eq!(other.title, "All");
    }

    #[test]
    fn what_cannot_be_understood_is_refused_with_what_would_be() {
        let mut given = Given::default();
        let said = |result: Result<(), String>| result.unwrap_err();
        assert!(said(given.say(Fact::Reference, "5 January 2022")).contains("2022-01-05"));
        assert_eq!(
            said(given.say(Fact::Timezone, "Almaty")),
            "there is no time zone “Almaty”; use an IANA name such as Asia/Almaty"
        );
        assert_eq!(
            said(given.say(Fact::Home, "Kazakhstan")),
            "“KAZAKHSTAN” is no code of a country; write two letters, such as KZ"
        );
        assert!(said(given.say(Fact::Title, &"x".repeat(400))).contains("300"));
        assert!(given.is_empty());
    }
}

//! A dossier as its files give it: ids not yet looked up, quotations not yet found, nothing checked.
//!
//! [`formats`](crate::formats) makes a [`Draft`] of bytes; [`Dossier::check`](super::dossier::Dossier::check) makes a
//! dossier of a draft.

use std::sync::Arc;

use chrono_tz::Tz;

use super::filed::{Fields, Filed};
use super::found::Found;
use super::passage::{Basis, BlockKind, Status, Voice};
use super::place::{Bounds, Place};
use super::provenance::Told;
use super::text::{Selector, Text};
use super::warning::Warnings;
use super::when::When;

/// What the manifest says of the dossier as a whole.
#[derive(Clone, Debug)]
pub struct Head {
    /// The version of the format it was written in.
    pub format: u32,
    /// A short id, used for links and for the user's notes.
    pub id: String,
    /// The title to show.
    pub title: String,
    /// One paragraph on what it is; may be empty.
    pub description: String,
    /// BCP 47 language of the documents.
    pub language: String,
    /// The time zone of all times of day.
    pub zone: Tz,
    /// The window to start with.
    pub window: Option<When>,
    /// The stretch of time the timeline shows at the start.
    pub range: Option<When>,
    /// Named stretches of time.
    pub presets: Vec<Preset>,
    /// The part of the world the map shows at the start.
    pub frame: Option<Bounds>,
    /// Basemap codes of the country or countries that are set off from their neighbours.
    pub home: Vec<String>,
    /// Where title, language, time zone and home come from.
    pub told: Told,
    /// Fields Dateline does not know.
    pub extra: Fields,
    /// Fields in which something was not understood, as they were read: they are saved unchanged.
    pub as_read: Fields,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            format: 1,
            id: String::new(),
            title: String::new(),
            description: String::new(),
            language: "en".to_owned(),
            zone: Tz::UTC,
            window: None,
            range: None,
            presets: Vec::new(),
            frame: None,
            home: Vec::new(),
            told: Told::new(),
            extra: Fields::new(),
            as_read: Fields::new(),
        }
    }
}

/// A named stretch of time.
#[derive(Clone, Debug)]
pub struct Preset {
    /// The name to show.
    pub label: String,
    /// The stretch.
    pub when: When,
    /// How it stands in the manifest.
    pub filed: Filed,
}

/// A source text.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The id that annotations use.
    pub id: String,
    /// The file's name inside the dossier.
    pub file: String,
    /// The SHA-256 of the file in lower-case hexadecimal, as the manifest gives it; may be empty.
    pub sha256: String,
    /// The title to show.
    pub title: String,
    /// Who wrote it; may be empty.
    pub author: String,
    /// When it was published.
    pub published: Option<When>,
    /// When it was written, from which "yesterday" is reckoned.
    pub reference: Option<When>,
    /// Where it comes from; may be empty.
    pub source: String,
    /// Its licence, or what is known of it; may be empty.
    pub licence: String,
    /// Who published it; may be empty.
    pub publisher: String,
    /// Its language (BCP 47), where it is not that of the dossier; may be empty.
    pub language: String,
    /// The file that the text was taken from, where that is not the text itself.
    pub original: Option<Original>,
    /// Where what is said here comes from.
    pub told: Told,
    /// What could not be read of the original, or was left out: whole sentences.
    pub complaints: Vec<String>,
    /// The text.
    pub text: Text,
    /// Whether its SHA-256 is the one that the manifest gives. Nothing but saving changes that value, so what stands at
    /// its position in such a text was put there.
    pub is_verified: bool,
    /// How it stands in the manifest.
    pub filed: Filed,
}

/// The file that a text was taken from. It lies in the dossier's folder beside the text, byte for byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Original {
    /// The file's name inside the dossier.
    pub file: String,
    /// The SHA-256 of the file in lower-case hexadecimal.
    pub sha256: String,
}

/// A place before its parent is looked up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlaceDraft {
    /// The place, without its parent.
    pub place: Place,
    /// The id of the place it lies in.
    pub parent: Option<String>,
    /// The JSON it was read from, for [`Filed::as_read`].
    pub raw: String,
}

/// What an annotation says, with ids as they stand in the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// The span names a place.
    PlaceMention {
        /// The place's id.
        place: String,
        /// A note.
        note: String,
    },
    /// The span names a time.
    TimeMention {
        /// The interval.
        when: Option<When>,
        /// Why.
        basis: Basis,
        /// A note.
        note: String,
    },
    /// The span looks like a mention and is none.
    NotAMention {
        /// Why.
        note: String,
    },
    /// The span is a passage.
    Passage(Box<PassageDraft>),
    /// The span is a part of the layout.
    Block(BlockKind),
    /// The span is a report of its own.
    Part(Box<PartDraft>),
}

/// A passage with ids as they stand in the file. Fields as in [`Passage`](super::passage::Passage).
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the fields are those of Passage, documented there")]
pub struct PassageDraft {
    pub title: String,
    pub places: Vec<String>,
    pub when: Option<When>,
    pub basis: Basis,
    pub clue: Option<Selector>,
    pub voice: Option<String>,
    pub via: Vec<String>,
    pub status: Status,
    pub same: Vec<String>,
    pub conflicts: Vec<String>,
    pub note: String,
}

/// A report of its own. Fields as in [`Part`](super::passage::Part).
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the fields are those of Part, documented there")]
pub struct PartDraft {
    pub title: String,
    pub author: String,
    pub published: Option<When>,
    pub reference: Option<When>,
    pub source: String,
}

/// An annotation before its ids are looked up and its quotation is found.
#[derive(Clone, Debug)]
pub struct AnnotationDraft {
    /// Its id; may be empty.
    pub id: String,
    /// The id of the document; `None` stands for the first document.
    pub document: Option<String>,
    /// Which stretch of it.
    pub selector: Selector,
    /// What it says.
    pub body: Body,
    /// What the finder says of it, where no person has looked at it.
    pub found: Option<Arc<Found>>,
    /// The JSON it was read from, for [`Filed::as_read`].
    pub raw: String,
    /// The byte of the file at which that begins, where the file is at hand when all of it has been read.
    pub at: Option<usize>,
    /// How it stands in its file.
    pub filed: Filed,
}

/// Which list of a dossier's files an entry belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// `places.geojson`
    Places,
    /// `annotations.json`
    Annotations,
    /// `documents` in `dossier.json`
    Documents,
    /// `voices` in `dossier.json`
    Voices,
    /// `presets` in `dossier.json`
    Presets,
}

/// An entry that could not be used. It is kept, and saved again as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// Where it belongs.
    pub file: FileKind,
    /// Its JSON.
    pub raw: String,
}

/// A dossier as its files give it.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The manifest.
    pub head: Head,
    /// The texts.
    pub documents: Vec<Document>,
    /// Those who speak.
    pub voices: Vec<Voice>,
    /// The gazetteer.
    pub places: Vec<PlaceDraft>,
    /// Everything that is said of the texts.
    pub annotations: Vec<AnnotationDraft>,
    /// Unknown fields at the head of `places.geojson`.
    pub places_head: Fields,
    /// Unknown fields at the head of `annotations.json`.
    pub annotations_head: Fields,
    /// Entries that could not be read.
    pub strays: Vec<Stray>,
    /// What was wrong with the files themselves.
    pub warnings: Warnings,
}

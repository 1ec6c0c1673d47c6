//! The embedded gazetteer: the world's places and their names in many scripts. `assets/gazetteer/README.md` says where they
//! come from and how the bytes of the file are laid out.
//!
//! Start with [`Gazetteer::named`] for a name that is known as a whole, [`Gazetteer::walk`] for the longest name that begins
//! at a word of a text, and [`Gazetteer::prefix`] for what somebody types. All of them give [`EntryIx`]s, of which
//! [`Gazetteer::entry`] tells what is known. A [`Role`] says what a name is to a place: its main name, another one, one that is
//! no longer in use, a code, or the name of its people. Whether a name is also an ordinary word is not known here.
//!
//! The file is a part of the program and is never unpacked as a whole: names and entries stand in small packed blocks, of
//! which the last ones are kept unpacked, four megabytes of each at most.

pub mod adopt;
pub mod format;
mod names;
mod read;
mod rows;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::LazyLock;

use crate::report::fold as folding;
use crate::report::place::LonLat;
use format::{HEADER, KINDS, MAGIC, ROLES, SECTIONS, VERSION};
use names::NameBlock;
pub use names::Walk;
use read::{Cache, number};
use rows::RowBlock;

/// The place of an entry in the gazetteer. It is not the same in another version of the program: keep an entry's
/// [`geonames_id`](Entry::geonames_id), or its name and position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryIx(u32);

impl EntryIx {
    /// Its place as a number, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What sort of place an entry is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A continent.
    Continent,
    /// A part of the world or of a country that is no unit of administration: Central Asia, the Donbas.
    Region,
    /// A country or territory of today.
    Country,
    /// A country that is no more, with its people and extent of before its end.
    FormerCountry,
    /// A first-level division of a country: state, province, oblast.
    Province,
    /// A second-level division: county, department, district.
    County,
    /// A city, town or village.
    Settlement,
    /// A sea, lake, bay or strait.
    Water,
    /// A river.
    River,
    /// Mountains, a desert, a plain, a valley, a coast, a cape or a peninsula.
    Relief,
    /// An island or a group of them.
    Island,
    /// An airport.
    Airport,
    /// Anything else.
    #[default]
    Site,
}

impl Kind {
    /// What it is called, for readers.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Continent => "continent",
            Self::Region => "region",
            Self::Country => "country",
            Self::FormerCountry => "former country",
            Self::Province => "province",
            Self::County => "district",
            Self::Settlement => "settlement",
            Self::Water => "water",
            Self::River => "river",
            Self::Relief => "landscape",
            Self::Island => "island",
            Self::Airport => "airport",
            Self::Site => "site",
        }
    }

    const ALL: [Self; KINDS.len()] = [
        Self::Continent,
        Self::Region,
        Self::Country,
        Self::FormerCountry,
        Self::Province,
        Self::County,
        Self::Settlement,
        Self::Water,
        Self::River,
        Self::Relief,
        Self::Island,
        Self::Airport,
        Self::Site,
    ];

    fn of_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }

    /// Whether it is an area rather than a point; see [`Entry::radius_km`].
    #[must_use]
    pub fn is_area(self) -> bool {
        !matches!(self, Self::Settlement | Self::Airport | Self::Site)
    }
}

/// What a name is to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The name that stands for it here: [`Entry::name`].
    Main,
    /// Another name: in another language or script, another spelling, the official form.
    Alternate,
    /// A name that it had.
    Former,
    /// An abbreviation: `US`, `KAZ`, `Calif.`, the code of an airport.
    Code,
    /// The people or the adjective of a country: `Kazakh`, `казахстанский`. It tells of the country and is no mention of it.
    People,
}

impl Role {
    const ALL: [Self; ROLES.len()] = [Self::Main, Self::Alternate, Self::Former, Self::Code, Self::People];

    fn of_number(number: u64) -> Option<Self> {
        Self::ALL.get(usize::try_from(number).ok()?).copied()
    }
}

/// A place that bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Candidate {
    /// The place.
    pub entry: EntryIx,
    /// What the name is to it.
    pub role: Role,
}

/// A name of the gazetteer: all candidates that bear it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Group {
    block: u32,
    index: u32,
}

/// An answer to what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The place.
    pub entry: EntryIx,
    /// What the name that begins so is to it.
    pub role: Role,
    /// That name, folded.
    pub name: String,
}

/// A name in one language, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalName {
    /// BCP 47.
    pub language: &'static str,
    /// As it is written.
    pub text: String,
}

/// What is known of a place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Its main name, in English where that is in use and else in its own language in Latin letters.
    pub name: String,
    /// What sort of place it is.
    pub kind: Kind,
    /// Where it lies, to about 100 m; of areas a point inside.
    pub point: LonLat,
    /// The country it lies in (ISO 3166-1 alpha-2), where that is one; a country's own code.
    pub country: Option<[u8; 2]>,
    /// The province it lies in.
    pub province: Option<EntryIx>,
    /// The county it lies in.
    pub county: Option<EntryIx>,
    /// The smallest of county, province and country that it lies in.
    pub parent: Option<EntryIx>,
    /// How many people live there, to three digits; 0 where that is not known.
    pub population: u64,
    /// How far it reaches from its point: the radius of a circle as large as its area. A guess by population for settlements.
    pub radius_km: f32,
    /// Its number at geonames.org.
    pub geonames_id: Option<u32>,
}

impl Entry {
    /// The country's code as text, empty where there is none.
    #[must_use]
    pub fn country_code(&self) -> &str {
        self.country.as_ref().and_then(|code| std::str::from_utf8(code).ok()).unwrap_or_default()
    }
}

/// Why a gazetteer could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GazetteerError;

impl fmt::Display for GazetteerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the gazetteer's file is damaged, or was made for another version of this program")
    }
}

impl std::error::Error for GazetteerError {}

/// A name as names are compared: see [`crate::report::fold::name`].
#[must_use]
pub fn fold(name: &str) -> String {
    folding::name(name)
}

/// The world's places by name.
#[derive(Debug)]
pub struct Gazetteer {
    sections: [&'static [u8]; SECTIONS],
    entries: usize,
    names: Cache<NameBlock>,
    rows: Cache<RowBlock>,
}

impl Gazetteer {
    /// The gazetteer that is part of the program. It costs nothing until it is asked something.
    ///
    /// It would have no entries if its file were damaged, which the tests rule out.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Gazetteer> = LazyLock::new(|| {
            let bytes = include_bytes!("../../assets/gazetteer/gazetteer.bin");
            Gazetteer::open(bytes).unwrap_or_else(|_| Gazetteer::of([&[]; SECTIONS], 0))
        });
        &EMBEDDED
    }

    fn of(sections: [&'static [u8]; SECTIONS], entries: usize) -> Self {
        Self { sections, entries, names: Cache::new(), rows: Cache::new() }
    }

    /// Opens a gazetteer: reads its header and nothing else.
    ///
    /// # Errors
    /// When the bytes do not begin as such a file does, or sections would reach beyond their end.
    pub fn open(bytes: &'static [u8]) -> Result<Self, GazetteerError> {
        let header = |index: usize| number(bytes, index).ok_or(GazetteerError);
        if !bytes.starts_with(&MAGIC) || header(1)? != VERSION {
            return Err(GazetteerError);
        }
        let entries = header(2)? as usize;
        let mut rest = bytes.get(HEADER * 4..).ok_or(GazetteerError)?;
        let mut sections: [&'static [u8]; SECTIONS] = [&[]; SECTIONS];
        for (index, section) in sections.iter_mut().enumerate() {
            let length = header(4 + index)? as usize;
            (*section, rest) = rest.split_at_checked(length).ok_or(GazetteerError)?;
        }
        if rest.is_empty() { Ok(Self::of(sections, entries)) } else { Err(GazetteerError) }
    }

    /// How many places there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries
    }

    /// Whether there is no place at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries == 0
    }

    /// All places, in no order that means anything.
    pub fn entries(&self) -> impl Iterator<Item = EntryIx> + use<> {
        (0..u32::try_from(self.entries).unwrap_or(u32::MAX)).map(EntryIx)
    }

    /// The places that bear this name, the most likely first, however it is written: case, accents, apostrophes and hyphens
    /// make no difference. The name of a people names no place here.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<EntryIx> {
        let group = self.find(name);
        let places = group.into_iter().flat_map(|group| self.candidates(group));
        places.filter(|candidate| candidate.role != Role::People).map(|candidate| candidate.entry).collect()
    }

    /// The group of a name, however it is written; see [`Self::candidates`].
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Group> {
        self.group_of(&fold(name))
    }

    /// A walk through the names, word by word.
    #[must_use]
    pub fn walk(&self) -> Walk<'_> {
        Walk::new(self)
    }

    /// A number for how important a place is, from 0: every nine are twice as many people, or what stands for them.
    #[must_use]
    pub fn importance(&self, ix: EntryIx) -> u8 {
        self.sections[format::RANKS].get(ix.index()).copied().unwrap_or_default()
    }
}

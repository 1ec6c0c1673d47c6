//! Names on the map: of countries, provinces, waters, rivers and towns.

use super::CountryIx;
use crate::report::mercator::World;

/// A name in the languages the basemap knows. English is always there; the others may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// English.
    pub en: String,
    /// Russian, or empty.
    pub ru: String,
    /// Kazakh, or empty.
    pub kk: String,
}

impl Names {
    /// The name in a language (`en`, `ru`, `kk`; a longer tag such as `ru-KZ` counts as its first part). A name
    /// that is not known in Kazakh is given in Russian, whose letters its reader knows; else in English.
    #[must_use]
    pub fn in_language(&self, tag: &str) -> &str {
        let wanted = match tag.split('-').next() {
            Some("ru") => [&self.ru, &self.en],
            Some("kk") if self.kk.is_empty() => [&self.ru, &self.en],
            Some("kk") => [&self.kk, &self.en],
            _ => [&self.en, &self.en],
        };
        if wanted[0].is_empty() { wanted[1] } else { wanted[0] }
    }
}

/// What a label names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LabelKind {
    /// A country.
    Country,
    /// A province of a country; only in the region.
    Province,
    /// An ocean, a sea, a bay or a lake.
    Water,
    /// A river; it has a line that the name may follow.
    River,
    /// A city or town.
    Town,
}

/// A name and where to write it.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// What it names.
    pub kind: LabelKind,
    /// The name.
    pub names: Names,
    /// The middle of the name; for a town, the town itself.
    pub at: World,
    /// The line a river's name may follow, from one end to the other; empty for all else.
    pub along: Vec<World>,
    /// The tile zoom from which the name should appear: at zoom z the world is 256 · 2^z points wide. The
    /// smaller, the more important.
    pub rank: u8,
    /// The country it belongs to, where that is known: always for countries, provinces and towns.
    pub country: Option<CountryIx>,
    /// How many people live there; 0 for everything but a town.
    pub population: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_language_falls_back() {
        let names = Names { en: "Ural".to_owned(), ru: "Урал".to_owned(), kk: String::new() };
        assert_eq!(names.in_language("ru-KZ"), "Урал");
        assert_eq!(names.in_language("kk"), "Урал");
        assert_eq!(names.in_language("de"), "Ural");
        let bare = Names { ru: String::new(), ..names };
        assert_eq!(bare.in_language("kk"), "Ural");
    }
}

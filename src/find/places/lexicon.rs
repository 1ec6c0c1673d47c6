//! What words tell about a name beside them: lists of words in classes, read once.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use super::russian;
use crate::find::Language;

/// Classes a word belongs to, as bits.
pub type Class = u64;

macro_rules! classes {
    ($($name:ident $word:literal)*) => {
        classes!(@bits 0u64; $($name)*);
        /// The class that a line of a list names.
        fn class(word: &str) -> Option<Class> {
            match word { $($word => Some($name),)* _ => None }
        }
    };
    (@bits $n:expr; $head:ident $($tail:ident)*) => {
        #[doc = "A class of words; `lexicon/` has the lists."]
        pub const $head: Class = 1 << ($n);
        classes!(@bits $n + 1; $($tail)*);
    };
    (@bits $n:expr;) => {};
}

classes! {
    TITLE "title" SUFFIX "suffix" SAY "say" ACT "act" IN "in" OF "of" THE "the" SETTLED "settled" ORG "org" NEWS "news" TEAM "team"
    RIVER "river" WATER "water" HEIGHT "height" AREA "area" TOWN "town" BEFORE "before" ROAD "road" SITE "site"
    DIRECTION "direction" MONTH "month" DAY "day" SHIP "ship" UNIT "unit" STOP "stop" CIVIC "civic"
    GIVEN "given" SURNAME "surname" ORDINARY "ordinary" OTHER "other" HINT "hint" NAMELIKE "namelike"
}

/// Words that name natural things or parts of the land after the name itself.
pub const LAND: Class = RIVER | WATER | HEIGHT | AREA | TOWN;

/// A short form of a name: what to look up, in which country, and how it may stand.
#[derive(Clone, Copy, Debug)]
pub struct Abbreviation {
    /// The name in full.
    pub full: &'static str,
    /// ISO 3166 alpha-2, empty for what lies in no country.
    pub country: &'static str,
    /// Whether it counts only where an address has it.
    pub postal: bool,
    /// Whether a country or a part of one is meant, and not a settlement.
    pub area: bool,
}

/// All lists.
pub struct Lexicon {
    /// Which language.
    pub language: Language,
    /// Beginnings of words whose endings are those of cases.
    stems: HashMap<&'static str, Class>,
    classes: HashMap<&'static str, Class>,
    abbreviations: HashMap<&'static str, Abbreviation>,
    hints: HashMap<&'static str, Vec<[u8; 2]>>,
    /// Names that are none of places, by their first word.
    others: HashMap<&'static str, Vec<&'static str>>,
}

impl Lexicon {
    /// The classes of a word in lower case; none for a word that is in no list.
    #[must_use]
    pub fn classes(&self, word: &str) -> Class {
        let class = self.classes.get(word).copied().unwrap_or_default();
        if self.language == Language::Russian {
            return class | self.stem(word);
        }
        if is_namelike(word) { class | NAMELIKE } else { class }
    }

    /// What the beginning of a word tells, and the endings of names of persons.
    fn stem(&self, word: &str) -> Class {
        let ends = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect::<Vec<_>>();
        let shortest = ends.len().saturating_sub(1 + ENDING);
        let mut begins = ends.iter().skip(shortest.max(1)).rev();
        let class = begins.find_map(|end| self.stems.get(&word[..*end])).copied().unwrap_or_default();
        let given = if russian::is_patronymic(word) { GIVEN } else { 0 };
        let surname = if russian::is_surname(word) { SURNAME } else { 0 };
        class | given | surname
    }

    /// What a short form stands for; without its full stops. In Russian it may stand in any case.
    #[must_use]
    pub fn abbreviation(&self, short: &str) -> Option<Abbreviation> {
        if let Some(found) = self.abbreviations.get(short) {
            return Some(*found);
        }
        if self.language != Language::Russian || short.len() > 40 || !short.starts_with(char::is_uppercase) {
            return None;
        }
        let capital = |form: &String| {
            let mut letters = form.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>())
        };
        let mut forms = russian::bases(&short.to_lowercase()).into_iter().filter_map(|form| capital(&form));
        forms.find_map(|form| self.abbreviations.get(form.as_str())).copied()
    }

    /// Names that begin with a word and are none of places.
    #[must_use]
    pub fn others(&self, word: &str) -> &[&'static str] {
        self.others.get(word).map_or(&[], Vec::as_slice)
    }

    /// The countries in which a word in lower case is used above all.
    #[must_use]
    pub fn hints(&self, word: &str) -> &[[u8; 2]] {
        self.hints.get(word).map_or(&[], Vec::as_slice)
    }
}

/// How surnames end that English spells by their sound, and those of the north of Europe.
const NAMELIKE_ENDINGS: [&str; 27] = [
    "ov", "ova", "ev", "eva", "enko", "sky", "skiy", "skyi", "ski", "skaya", "vich", "vych", "vić", "shvili", "adze", "idze",
    "syan", "tyan", "ryan", "uly", "zadeh", "oglu", "oğlu", "sson", "nsen", "mann", "stein",
];

/// Whether a word in lower case ends as surnames of many languages do. Names of places end so as well, so that it counts only
/// behind a word that could be a given name.
fn is_namelike(word: &str) -> bool {
    word.len() >= 6 && NAMELIKE_ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// The lists of a language; those of English for one that has none.
pub fn of(language: Language) -> &'static Lexicon {
    if language == Language::Russian { russian() } else { english() }
}

/// How many letters an ending has at most.
const ENDING: usize = 3;

/// The lists of Russian.
fn russian() -> &'static Lexicon {
    static LISTS: OnceLock<Lexicon> = OnceLock::new();
    LISTS.get_or_init(|| {
        let (mut classes, mut stems) = (HashMap::new(), HashMap::new());
        by_line(&mut classes, include_str!("lexicon/russian.txt"));
        classes.retain(|word, class| match word.strip_suffix('*') {
            Some(stem) => {
                *stems.entry(stem).or_default() |= *class;
                false
            }
            None => true,
        });
        for name in lines(include_str!("lexicon/given-ru.txt")).flat_map(|line| line.split(' ')) {
            let stem = name.trim_end_matches(['а', 'я', 'й', 'ь', 'о']);
            let short = stem.chars().count() < 4;
            *if short { classes.entry(name).or_default() } else { stems.entry(stem).or_default() } |= GIVEN;
        }
        Lexicon {
            language: Language::Russian,
            stems,
            classes,
            abbreviations: abbreviations(include_str!("lexicon/russian-abbreviations.txt")),
            hints: HashMap::new(),
            others: others(include_str!("lexicon/not-places-ru.txt")),
        }
    })
}

/// Names that are none of places, by their first word.
fn others(list: &'static str) -> HashMap<&'static str, Vec<&'static str>> {
    let mut others: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
    for name in lines(list) {
        others.entry(name.split([' ', '-']).next().unwrap_or_default()).or_default().push(name);
    }
    others
}

/// The lists of English.
pub fn english() -> &'static Lexicon {
    static LISTS: OnceLock<Lexicon> = OnceLock::new();
    LISTS.get_or_init(|| {
        let mut classes = HashMap::new();
        by_line(&mut classes, include_str!("lexicon/english.txt"));
        whole(&mut classes, GIVEN, include_str!("lexicon/given.txt"));
        whole(&mut classes, SURNAME, include_str!("lexicon/surnames.txt"));
        whole(&mut classes, ORDINARY, include_str!("lexicon/ordinary.txt"));
        let hints = hints(include_str!("lexicon/hints.txt"));
        for word in hints.iter().map(|(word, _)| *word).collect::<BTreeSet<_>>() {
            *classes.entry(word).or_default() |= HINT;
        }
        let abbreviations = abbreviations(include_str!("lexicon/english-abbreviations.txt"));
        let others = others(include_str!("lexicon/not-places.txt"));
        Lexicon { language: Language::English, stems: HashMap::new(), classes, abbreviations, hints: by_word(hints), others }
    })
}

/// Countries: the code, the name as it stands within a sentence, and the capital, where it has one.
pub fn countries() -> impl Iterator<Item = ([u8; 2], &'static str, &'static str)> {
    lines(include_str!("lexicon/countries.txt")).filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?.as_bytes().try_into().ok()?, cells.next()?, cells.next()?))
    })
}

/// Lines without their comments.
fn lines(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn by_line(into: &mut HashMap<&'static str, Class>, list: &'static str) {
    for (name, words) in lines(list).filter_map(|line| line.split_once(": ")) {
        let bit = class(name).unwrap_or_default();
        for word in words.split(' ') {
            *into.entry(word).or_default() |= bit;
        }
    }
}

fn whole(into: &mut HashMap<&'static str, Class>, bit: Class, list: &'static str) {
    for word in lines(list).flat_map(|line| line.split(' ')) {
        *into.entry(word).or_default() |= bit;
    }
}

/// Words and the countries they hint at.
fn hints(list: &'static str) -> Vec<(&'static str, [u8; 2])> {
    let read = |line: &'static str| {
        let (country, words) = line.split_once(' ')?;
        let country: [u8; 2] = country.as_bytes().try_into().ok()?;
        Some(words.split(' ').map(move |word| (word, country)))
    };
    lines(list).filter_map(read).flatten().collect()
}

fn by_word(hints: Vec<(&'static str, [u8; 2])>) -> HashMap<&'static str, Vec<[u8; 2]>> {
    let mut words: HashMap<&'static str, Vec<[u8; 2]>> = HashMap::new();
    for (word, country) in hints {
        words.entry(word).or_default().push(country);
    }
    words
}

fn abbreviations(list: &'static str) -> HashMap<&'static str, Abbreviation> {
    let read = |line: &'static str| {
        let mut cells = line.split('\t');
        let (short, full, country, kind) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
        let (country, full) = (country.trim_matches('-'), full.trim_matches('-'));
        Some((short, Abbreviation { full, country, postal: kind == "postal", area: kind != "settlement" }))
    };
    lines(list).filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lists_names_a_class() {
        for line in lines(include_str!("lexicon/english.txt")) {
            let (name, words) = line.split_once(": ").unwrap();
            assert!(class(name).is_some(), "{name}");
            assert!(words.split(' ').all(|word| !word.is_empty() && word == word.to_lowercase()), "{line}");
        }
    }

    #[test]
    fn words_have_all_their_classes() {
        let english = english();
        assert_eq!(english.classes("mr"), TITLE);
        assert_eq!(english.classes("in") & IN, IN);
        assert!(english.classes("virginia") & GIVEN != 0);
        assert_eq!(english.classes("xyzzy"), 0);
        assert_eq!(english.abbreviation("WVa").unwrap().full, "West Virginia");
        assert!(english.abbreviation("IN").unwrap().postal);
    }
}

//! What the words of a language mean, as far as they tell a time.
//!
//! A language is a table of words ([`en`], [`ru`]) and a grammar ([`super::grammar`]). The table gives every form of a word
//! its meaning; the meanings are the same for all languages, so that a third language needs no other rules of reckoning.

mod en;
mod ru;

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::find::Language;

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// Sixty seconds.
    Minute,
    /// Sixty minutes.
    Hour,
    /// From midnight to midnight.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// From Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three months.
    Quarter,
    /// Three months, from March, June, September or December.
    Season,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// Which of several units is meant, seen from another time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Which {
    /// The one in which it is said: `this week`.
    This,
    /// The one before the one in which it is said: `last week`.
    Last,
    /// The one after the one in which it is said: `next week`.
    Next,
    /// The one before the one told of: `the previous week`.
    Previous,
    /// The one after the one told of: `the following week`.
    Following,
    /// The one told of: `that week`, `the same week`.
    Same,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayPart {
    /// Before and at sunrise.
    Dawn,
    /// From dawn to noon.
    Morning,
    /// Twelve o’clock.
    Noon,
    /// From noon to evening.
    Afternoon,
    /// Before and after sunset.
    Evening,
    /// From late evening to dawn.
    Night,
    /// Twelve o’clock at night.
    Midnight,
}

/// A part of any unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Portion {
    /// The first third.
    Early,
    /// The second third.
    Mid,
    /// The last third.
    Late,
    /// The first half.
    FirstHalf,
    /// The second half.
    SecondHalf,
}

/// A day of the calendar that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// On the same date every year.
    Fixed(u8, u8),
    /// So many days after Easter Sunday of the western churches.
    Easter(i8),
    /// So many days after Easter Sunday of the eastern churches.
    OrthodoxEaster(i8),
    /// The nth weekday (0 for Monday) of a month, and so many days after it.
    Nth(u8, u8, u8, u8),
    /// The last weekday of a month.
    LastOf(u8, u8),
    /// The Tuesday after the first Monday of November.
    ElectionDay,
}

/// The time of the verb nearest to an expression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tense {
    /// No verb tells it.
    #[default]
    Unknown,
    /// `said`, `was`.
    Past,
    /// `is`, `says`.
    Present,
    /// `will`, `plans to`.
    Future,
}

/// What a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Word {
    /// A month, from 1.
    Month(u8),
    /// A month that is often another word: `may`, `march`, abbreviations.
    MaybeMonth(u8),
    /// A day of the week, 0 for Monday.
    Weekday(u8),
    /// A day of the week that may be another word: `sun`, `sat`.
    MaybeWeekday(u8),
    /// Every such day of the week: `Mondays`, `по понедельникам`.
    Weekdays(u8),
    /// A season by its code in EDTF, 21 to 24.
    Season(u8),
    /// A season that is often another word: `spring`, `fall`.
    MaybeSeason(u8),
    /// One unit.
    Unit(Unit),
    /// Several units.
    Units(Unit),
    /// A part of the day.
    DayPart(DayPart),
    /// Days from the day on which it is said.
    DayShift(i8),
    /// `tonight`.
    Tonight,
    /// This, last, next, previous …
    Which(Which),
    /// `past`, `recent`: with a unit a stretch that ends now.
    Past,
    /// `coming`: a stretch that begins now.
    Coming,
    /// `ago`.
    Ago,
    /// `later`, `after`.
    Later,
    /// `earlier`, `before`.
    Earlier,
    /// `early`, `late`, `mid` and their nouns (`beginning`, `end`).
    Portion(Portion),
    /// `beginning`, `end`: a noun that needs `of`.
    PortionNoun(Portion),
    /// `part`: `the early part of`.
    Part,
    /// `half`.
    Half,
    /// A number in words.
    Number(u16),
    /// An ordinal number in words.
    Ordinal(u8),
    /// Several, a few: a number that is not told.
    Some,
    /// A decade by the tens of its years: `nineties`.
    Tens(u8),
    /// Before Christ (`true`), or after.
    Era(bool),
    /// Before noon.
    Am,
    /// After noon.
    Pm,
    /// `o’clock`, `часов`.
    OClock,
    /// A day of the calendar with a name.
    Holiday(Holiday),
    /// `every`, `each`.
    Every,
    /// `daily`, `weekly`.
    Repeated(Unit),
    /// `now`, `currently`.
    Now,
    /// `recently`, `soon`: a time that nothing places.
    Vague,
    /// `then`, `that time`.
    Then,
    /// `about`, `around`.
    About,
    /// `almost`, `nearly`, `more than`, `over`, `just`.
    Nearly,
    /// `from`.
    From,
    /// `to` as the end of a range, `until`.
    To,
    /// `until`, `till`: an end alone.
    Until,
    /// `between`.
    Between,
    /// `and`.
    And,
    /// `or`.
    Or,
    /// `of`.
    Of,
    /// `in`, `during`: what stands before years and months.
    In,
    /// `on`: what stands before days.
    On,
    /// `at`.
    At,
    /// `by`.
    By,
    /// `since`.
    Since,
    /// `the`.
    The,
    /// `a`, `an`, `one`.
    A,
    /// `for`, `within`.
    For,
    /// `c.`, `ca.`: about.
    Circa,
    /// `’s`.
    Possessive,
    /// A verb, or what stands before one.
    Verb(Tense),
    /// What stands before a number that is no date: `page`, `No.`.
    Label,
    /// What is counted, and so no year: `people`, `men`.
    Counted,
    /// What tells the zone of a clock: `GMT`.
    Zone,
    /// A word of a form that is read letter by letter: `the latter half`, `накануне`.
    Begins,
    /// `not`, and other short words that no rule asks for; it stands for any word that is not a noun.
    Small,
}

/// The words of a language.
pub struct Lexicon {
    words: HashMap<Box<str>, Word>,
}

impl Lexicon {
    /// That of a language; empty where none is known.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        static ALL: [OnceLock<Lexicon>; 3] = [const { OnceLock::new() }; 3];
        match language {
            Language::English => ALL[0].get_or_init(|| Self { words: en::words() }),
            Language::Russian => ALL[1].get_or_init(|| Self { words: ru::words() }),
            Language::Other => ALL[2].get_or_init(|| Self { words: HashMap::new() }),
        }
    }

    /// What a word means; it is given in lower case, with plain apostrophes, and with е for ё.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<Word> {
        self.words.get(word).copied()
    }
}

/// Puts every form of a word into the table: a stem, and its endings between spaces (`_` for none).
fn forms(words: &mut HashMap<Box<str>, Word>, stem: &str, endings: &str, meaning: Word) {
    for ending in endings.split(' ') {
        let form = format!("{stem}{}", if ending == "_" { "" } else { ending });
        words.insert(form.into_boxed_str(), meaning);
    }
}

/// Puts words without endings into the table; they stand between spaces.
fn all(words: &mut HashMap<Box<str>, Word>, list: &str, meaning: Word) {
    forms(words, "", list, meaning);
}

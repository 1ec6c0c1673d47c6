//! What an expression says before it is known from where it is reckoned.

use crate::find::Language;
use crate::report::text::Span;

use super::lexicon::{DayPart, Holiday, Portion, Tense, Unit, Which};

/// The year of a date, as far as the words tell it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum YearOf {
    /// They do not.
    #[default]
    Untold,
    /// A year; 0 is 1 BC.
    Year(i32),
    /// `last year`, `of that year`.
    Step(Which),
}

/// From where a distance is reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// From the day on which it is said: `ago`.
    Now,
    /// From the date last told: `later`.
    Told,
    /// From the date last told if it is near, or else from the day on which it is said: `через три дня`.
    Either,
}

/// What a single expression names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// A date, whole or in part.
    Date {
        /// Of which year.
        year: YearOf,
        /// The month, from 1.
        month: Option<u8>,
        /// The day of the month.
        day: Option<u8>,
        /// The day of the week, 0 for Monday.
        weekday: Option<u8>,
    },
    /// A day of the month told of: `5-го числа`.
    DayOfMonth(u8),
    /// A decade by its first year, where the century is told.
    Decade(i32),
    /// A decade by its tens: `the 90s`.
    Tens(u8),
    /// A century by its first year, as it is counted with digits: 1900 for the 20th.
    Century(i32),
    /// A century before Christ by its number.
    CenturyBefore(i32),
    /// The week in which a date lies: `the week of March 6`.
    WeekOf(YearOf, u8, u8),
    /// `the weekend`: the last one or the next one.
    Weekend,
    /// A stretch of time with a name of its own, by its row in the table of a language.
    Period(u8, Language),
    /// A season or quarter by its code in EDTF.
    Season(u8, YearOf),
    /// The first or second half of a year.
    Holiday(Holiday, YearOf),
    /// `last week`, `that year`.
    Step(Which, Unit),
    /// `last Friday`.
    StepWeekday(Which, u8),
    /// `next March`.
    StepMonth(Which, u8, Option<u8>),
    /// `this spring`.
    StepSeason(Which, u8),
    /// `last Christmas`.
    StepHoliday(Which, Holiday),
    /// So many units before or after.
    Shift(i32, Unit, From),
    /// Days from the day on which it is said: `yesterday`.
    Day(i32),
    /// The day so many days after a date: `the day after Christmas` has 1.
    DayAfter(i32, u8, u8),
    /// A part of the day or a clock time whose day is not told.
    Clock,
    /// The last so many units, up to now: `the past ten years`; how many may not be told.
    Recent(Option<i32>, Unit),
    /// A year in three digits or less, whose era is not told.
    ShortYear(i32),
    /// A length of time: how many units, where that is told.
    Length(Option<i32>, Unit),
    /// Something that comes again.
    Repeated,
    /// `now`.
    Now,
    /// `at the time of writing`.
    Writing,
    /// `then`.
    Then,
    /// A time that nothing places.
    Vague,
    /// `soon`, `in the near future`.
    Soon,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hours {
    /// A part of the day, and whether its early or late part is meant.
    Part(DayPart, Option<Portion>),
    /// Minutes after midnight; whether it is about then.
    At(u16, bool),
    /// From one time of day to another.
    Range(u16, u16),
    /// The night that ends on the day: `в ночь на 5 января`.
    NightInto,
    /// The day's own early or late hours: `early on January 6`.
    Portion(Portion),
}

/// What limits a stretch of time on one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// From then on: `since 2019`.
    Since,
    /// Up to then: `until Friday`.
    Until,
    /// At the latest then: `by March`.
    By,
    /// `before`.
    Before,
    /// `after`.
    After,
    /// `starting in 1989`: from then on, without an end.
    Starting,
    /// `shortly before` a time of day.
    Shortly,
    /// `shortly after`: then and some days more.
    ShortlyAfter,
}

/// One thing that is named, with its part and its time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// Where the words stand.
    pub span: Span,
    /// What they name.
    pub sense: Sense,
    /// Which part of it.
    pub portion: Option<Portion>,
    /// At what time of day.
    pub hours: Option<Hours>,
    /// Whether it is only about then.
    pub is_about: bool,
}

/// An expression as it stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expression {
    /// From its first word to its last.
    pub span: Span,
    /// What it names.
    pub named: Named,
    /// Where it is a range: the other end.
    pub end: Option<Named>,
    /// Where it is the end of a stretch.
    pub limit: Option<Limit>,
    /// The time of the nearest verb.
    pub tense: Tense,
    /// Whether it stands in a heading.
    pub is_heading: bool,
    /// How many paragraphs stand before it.
    pub paragraph: u32,
    /// How many sentences of its paragraph end before it.
    pub sentence: u32,
    /// Whether it is told as something to look back to: `as in 2019`, `they remembered 2019`, `the vote of 2019`.
    pub is_recalled: bool,
    /// Whether the verb is told of a time before the one told of: `had`.
    pub is_aside: bool,
    /// Whether someone speaks of themselves near it: `I`, `we`.
    pub is_spoken: bool,
    /// Whether it stands in an aside in brackets.
    pub is_bracketed: bool,
    /// Whether `for` or `after` stands before it.
    pub is_led: bool,
    /// Whether the verb reaches up to now: `have been protesting for years`.
    pub is_perfect: bool,
}

impl Named {
    /// One without part and time of day.
    #[must_use]
    pub fn new(span: Span, sense: Sense) -> Self {
        Self { span, sense, portion: None, hours: None, is_about: false }
    }
}

impl Sense {
    /// A date of which only the year is told.
    #[must_use]
    pub fn year(year: i32) -> Self {
        Self::Date { year: YearOf::Year(year), month: None, day: None, weekday: None }
    }

    /// Whether it is a day, so that a time of day can belong to it.
    #[must_use]
    pub fn is_day(self) -> bool {
        match self {
            Self::Date { day, weekday, .. } => day.is_some() || weekday.is_some(),
            Self::Step(_, Unit::Day)
            | Self::Shift(_, Unit::Day, _)
            | Self::StepWeekday(..)
            | Self::Day(_)
            | Self::DayAfter(..)
            | Self::Holiday(..)
            | Self::DayOfMonth(_) => true,
            Self::StepMonth(_, _, day) => day.is_some(),
            _ => false,
        }
    }
}

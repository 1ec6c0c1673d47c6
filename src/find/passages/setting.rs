//! Where and when a sentence speaks: what it says itself, and else what was said before it.

use super::Located;
use crate::find::times::{Basis as Known, FoundTime, Kind};
use crate::report::passage::Basis;
use crate::report::place::PlaceKind;
use crate::report::text::{Span, Text};
use crate::report::when::When;

/// From where something of a passage is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// It is not.
    #[default]
    Nowhere,
    /// From words of the passage itself.
    Own(Span),
    /// From words before it in its paragraph.
    Paragraph(Span),
    /// From words in a paragraph before.
    Before(Span),
    /// From the heading above.
    Heading(Span),
    /// From the line at the head of a dispatch.
    Dateline(Span),
    /// From what the whole text is about.
    Whole,
    /// From when the text was written.
    Writing,
}

impl Source {
    /// The words, if there are any.
    #[must_use]
    pub fn words(self) -> Option<Span> {
        match self {
            Self::Own(span) | Self::Paragraph(span) | Self::Before(span) | Self::Heading(span) | Self::Dateline(span) => Some(span),
            Self::Nowhere | Self::Whole | Self::Writing => None,
        }
    }

    /// Whether it stands in the passage or in its paragraph.
    #[must_use]
    pub fn is_near(self) -> bool {
        matches!(self, Self::Own(_) | Self::Paragraph(_))
    }
}

/// When a passage speaks, and from where that is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timed {
    /// When.
    pub when: When,
    /// How the text knows it.
    pub basis: Basis,
    /// From which words.
    pub source: Source,
}

/// How many paragraphs on a place or a time still counts.
const REACH: usize = 4;

/// A place or a time with the words that say it.
type Place = Option<(usize, Span)>;
type Time = Option<(When, Span)>;

/// What has been said so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Said {
    /// In the paragraph: the last place and time.
    paragraph: (Place, Time),
    /// In the section: the last ones of a happening, and in which paragraph.
    story: ((Place, usize), (Time, usize)),
    /// In the heading above.
    heading: (Place, Time),
    /// In the dateline above.
    dateline: (Place, Time),
}

impl Said {
    /// Begins a paragraph.
    pub fn begin(&mut self) {
        self.paragraph = (None, None);
    }

    /// Begins a section under a heading.
    pub fn section(&mut self, places: &[Located], times: &[FoundTime], text: &Text) {
        let dateline = self.dateline;
        *self = Self { dateline, ..Self::default() };
        self.heading =
            (main(places, &[]).map(|place| (place.place, place.span)), own(times, text).map(|time| (time.when, time.span)));
    }

    /// Takes the place and the time of a dateline.
    pub fn dateline(&mut self, place: (usize, Span), time: Option<(When, Span)>) {
        *self = Self { dateline: (Some(place), time), ..Self::default() };
    }

    /// Remembers what a sentence says of where. Other paragraphs are told of the settlement `around` a site, and not of the site.
    pub fn place(&mut self, place: Option<(usize, Span)>, around: Option<usize>, paragraph: usize) {
        if let Some((place, span)) = place {
            self.paragraph.0 = Some((place, span));
            self.story.0 = (Some((around.unwrap_or(place), span)), paragraph);
        }
    }

    /// Remembers what a sentence says of when; what is only background is not carried into other paragraphs.
    pub fn time(&mut self, time: Option<(When, Span)>, paragraph: usize, is_background: bool) {
        if let Some((when, span)) = time {
            self.paragraph.1 = Some((when, span));
            if !is_background {
                self.story.1 = (Some((when, span)), paragraph);
            }
        }
    }

    /// Where something happens that does not say so itself.
    #[must_use]
    pub fn where_else(&self, paragraph: usize) -> Option<(usize, Source)> {
        let story = self.story.0.0.filter(|_| paragraph - self.story.0.1 <= REACH);
        let near = self.paragraph.0.map(|(place, span)| (place, Source::Paragraph(span)));
        near.or(story.map(|(place, span)| (place, Source::Before(span))))
            .or(self.heading.0.map(|(place, span)| (place, Source::Heading(span))))
            .or(self.dateline.0.map(|(place, span)| (place, Source::Dateline(span))))
    }

    /// When something happens that does not say so itself.
    #[must_use]
    pub fn when_else(&self, paragraph: usize) -> Option<Timed> {
        let story = self.story.1.0.filter(|_| paragraph - self.story.1.1 <= REACH);
        let near = self.paragraph.1.map(|(when, span)| (when, Source::Paragraph(span)));
        let found = near
            .or(story.map(|(when, span)| (when, Source::Before(span))))
            .or(self.heading.1.map(|(when, span)| (when, Source::Heading(span))))
            .or(self.dateline.1.map(|(when, span)| (when, Source::Dateline(span))));
        found.map(|(when, source)| Timed { when, basis: Basis::Inherited, source })
    }
}

/// The beginnings of the names of months.
const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "янв", "фев", "март", "апр", "мая", "май",
    "мае", "июн", "июл", "авг", "сен", "окт", "ноя", "дек",
];
/// Words that reckon from another time.
const STEPS: &[&str] = &[
    "last",
    "next",
    "previous",
    "following",
    "ago",
    "later",
    "earlier",
    "after",
    "before",
    "прошл",
    "следующ",
    "через",
    "назад",
    "спустя",
];

/// How words say a time: a date of which only the year goes without saying is stated, and not reckoned.
#[must_use]
pub fn basis(time: &FoundTime, words: &str) -> Basis {
    let lower = words.to_lowercase();
    let has =
        |list: &[&str]| lower.split(|c: char| !c.is_alphanumeric()).any(|word| list.iter().any(|stem| word.starts_with(stem)));
    if time.basis == Known::Stated || has(MONTHS) && !has(STEPS) { Basis::Stated } else { Basis::Relative }
}

/// Whether words reckon a time from something that is not on the calendar: “two days after the election”. It was not when the
/// sentence before it was.
#[must_use]
pub fn is_unknown(time: &FoundTime, words: &str) -> bool {
    let lower = words.to_lowercase();
    let has = |list: &[&str]| lower.split_whitespace().any(|word| list.iter().any(|stem| word.starts_with(stem)));
    // An hour before it was so, it was the same day.
    let is_long = lower.contains(' ') && !has(&["minute", "hour", "минут", "час"]);
    time.when.is_none() && time.kind == Kind::Vague && is_long && has(STEPS)
}

/// A time that a sentence says itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Own {
    /// When.
    pub when: When,
    /// The words.
    pub span: Span,
    /// How they say it.
    pub basis: Basis,
    /// Whether it is only a word such as “now”.
    pub is_vague: bool,
}

/// The time that a sentence gives: the finest of those on the calendar, the first of several.
#[must_use]
pub fn own(times: &[FoundTime], text: &Text) -> Option<Own> {
    let placed = times.iter().filter_map(|time| {
        let when = time.when?;
        let basis = basis(time, text.slice(time.span));
        let rank = match time.kind {
            Kind::Point | Kind::Range => 0,
            Kind::Length => 1,
            Kind::Vague => 2,
            Kind::Repeated => return None,
        };
        Some(((rank, when.seconds(), time.span.start), Own { when, span: time.span, basis, is_vague: rank == 2 }))
    });
    placed.min_by_key(|(key, _)| *key).map(|(_, own)| own)
}

/// Words before a place that say that something is there.
const THERE: &[&str] = &[
    "in",
    "at",
    "near",
    "on",
    "outside",
    "around",
    "across",
    "inside",
    "throughout",
    "through",
    "into",
    "to",
    "over",
    "above",
    "of",
    "в",
    "во",
    "на",
    "под",
    "около",
    "у",
    "близ",
    "возле",
];
/// Words before a place that say that somebody comes from there.
const AWAY: &[&str] = &["from", "against", "with", "like", "by", "из", "от", "против", "как", "с"];

/// Whether a word before a place says that somebody comes from there, or leaves for it.
#[must_use]
pub fn is_elsewhere(word: &str) -> bool {
    AWAY.contains(&word) || word == "for"
}

/// The place where a sentence tells of something: one that something is in before others, a site before a town before a
/// country, the first of several. `before` has the word before each place, or `the` passed over.
#[must_use]
pub fn main<'a>(places: &'a [Located], before: &[&str]) -> Option<&'a Located> {
    let rank = |(index, place): &(usize, &Located)| {
        let word = before.get(*index).copied().unwrap_or_default();
        let there = if THERE.contains(&word) {
            0
        } else if AWAY.contains(&word) {
            4
        } else {
            2
        };
        let size = match place.kind {
            PlaceKind::Site | PlaceKind::Settlement => 0,
            PlaceKind::Region => 1,
            PlaceKind::Country => 2,
            PlaceKind::World => 4,
        };
        (there + size + usize::from(!place.is_home), *index)
    };
    places.iter().enumerate().min_by_key(rank).map(|(_, place)| place)
}

//! Times told in words and digits, and the time that each of them means.
//!
//! The way of it: a text is cut into words ([`token`]) that a lexicon knows ([`lexicon`]); a grammar reads expressions from
//! them ([`grammar`]), which say what is named ([`expression`]); then it is reckoned from where each of them counts and what
//! it means ([`anchor`]). Nothing is finer than the words say, and what nothing places is found without a time.
//!
//! It takes a time that grows with the length of the text alone, and a memory that grows with what is found.
//!
//! A third language needs a table of words like [`lexicon`]’s English one, a grammar that reads its forms, and a variant of
//! [`Language`]; what the forms mean is reckoned by the same rules for all.

pub mod anchor;
pub mod calendar;
pub mod expression;
pub mod grammar;
pub mod lexicon;
pub mod periods;
#[cfg(test)]
mod tests;
pub mod token;

use crate::report::text::Span;
use crate::report::when::When;

use super::Language;
use calendar::Cell;
use expression::{Hours, Limit};
use lexicon::{Lexicon, Portion, Tense};

/// A text, and what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The text.
    pub text: &'a str,
    /// Its headings, sorted, in code points.
    pub headings: &'a [Span],
    /// When it was written, as far as that is known: from there “yesterday” is reckoned.
    pub reference: Option<When>,
    /// In which language.
    pub language: Language,
}

/// A time that a text tells.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundTime {
    /// The words, in code points.
    pub span: Span,
    /// What they mean; `None` where nothing places it.
    pub when: Option<When>,
    /// The units of the calendar that they name, before parts, hours and limits are taken into account: of `since early
    /// 2019` that is 2019. A range names two.
    pub named: Vec<Part>,
    /// How the time is known.
    pub basis: Basis,
    /// The words from which it was reckoned.
    pub clue: Option<Span>,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
    /// Why it is this time.
    pub reasons: Vec<Reason>,
    /// What it is.
    pub kind: Kind,
}

/// A unit of the calendar that words name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// The words, in code points.
    pub span: Span,
    /// The unit; `None` where nothing places it.
    pub when: Option<When>,
}

/// How a time is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// It stands there.
    Stated,
    /// It is reckoned from another date.
    Relative,
    /// It is not.
    Unknown,
}

/// What is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A time on the calendar.
    Point,
    /// From one time to another.
    Range,
    /// How long something lasts, but not when.
    Length,
    /// Something that comes again.
    Repeated,
    /// A time that only the reader knows: `now`, `recently`.
    Vague,
}

/// Why a time is what it is; worded by [`crate::find::wording`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// It is written out.
    Written,
    /// It is reckoned from the day on which the text was written.
    Reference {
        /// That day.
        reference: Cell,
        /// The tense of the nearest verb, which says on which side of that day it is.
        tense: Tense,
    },
    /// It is reckoned from a date that was told before.
    Told {
        /// That date.
        told: Cell,
        /// Where it is told.
        at: Span,
    },
    /// Its day or month stands there, and the year is that of a date told before.
    Year {
        /// Where that year is told.
        at: Span,
    },
    /// It is a time with a name of its own, such as a war.
    Name,
    /// It is the time of writing.
    Writing,
    /// It lasts so long from the day told last.
    Lasting {
        /// Where that is told.
        at: Span,
    },
    /// It is the time told last.
    Then {
        /// Where that is told.
        at: Span,
    },
    /// The century is not told.
    Century,
    /// Only a part of a unit is meant.
    Portion(Portion),
    /// A time of day belongs to it.
    Hours(Hours),
    /// It is the end of a stretch.
    Limit(Limit),
    /// Nothing says from where it is to be reckoned.
    Nothing,
}

/// Every time that a text tells, in its order; none overlaps another.
#[must_use]
pub fn find(asked: &Asked<'_>) -> Vec<FoundTime> {
    find_with_note(asked, usize::MAX)
}

/// As [`find`], in a text that ends with a note, behind the sentences that its mark stands in: the code point from which on it
/// does.
#[must_use]
pub fn find_with_note(asked: &Asked<'_>, note: usize) -> Vec<FoundTime> {
    let expressions = expressions(asked);
    let mut anchors = anchor::Anchors::new(&expressions, asked.reference, note);
    let mut found: Vec<FoundTime> = expressions
        .iter()
        .zip(anchor::outliers(&expressions))
        .map(|(expression, is_outlier)| (expression, anchors.place(expression, is_outlier)))
        // A number that would be a year of antiquity is none in a text that tells of no such years.
        .filter(|(expression, time)| time.when.is_some() || !matches!(expression.named.sense, expression::Sense::ShortYear(_)))
        .map(|(_, time)| time)
        .collect();
    let mut end = 0;
    found.retain_mut(|time| {
        time.span.start = time.span.start.max(end);
        end = end.max(time.span.end);
        !time.span.is_empty()
    });
    found
}

/// What the grammar of the language reads.
fn expressions(asked: &Asked<'_>) -> Vec<expression::Expression> {
    let mut chunks = token::Chunks::new(asked.text, Lexicon::of(asked.language));
    let (mut tokens, mut all, mut paragraph) = (Vec::new(), Vec::new(), 0);
    while let Some(text) = chunks.next(&mut tokens) {
        grammar::read(grammar::Cursor { tokens: &tokens, text }, asked.language, paragraph, &mut all);
        paragraph += 1;
    }
    let mut headings = asked.headings.iter().peekable();
    for expression in &mut all {
        while headings.peek().is_some_and(|heading| heading.end <= expression.span.start) {
            headings.next();
        }
        expression.is_heading = headings.peek().is_some_and(|heading| heading.overlaps(expression.span));
    }
    all
}

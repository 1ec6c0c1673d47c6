//! Sentences as they are weighed: whole, or cut at a clause where one tells of two times.

use super::tells::{Tells, tells};
use super::words::{Word, words};
use super::{Asked, Located};
use crate::find::times::{FoundTime, Kind};
use crate::report::limits;
use crate::report::text::Span;

/// A sentence, or a clause of one.
#[derive(Clone, Debug)]
pub struct Unit<'a> {
    /// Where it stands, in code points.
    pub span: Span,
    /// Its bytes in the text.
    pub bytes: std::ops::Range<usize>,
    /// Its words.
    pub words: Vec<Word>,
    /// What they tell.
    pub tells: Tells,
    /// The times in it.
    pub times: &'a [FoundTime],
    /// The places in it.
    pub places: &'a [Located],
    /// Which sentence of its paragraph it is, or is a part of.
    pub sentence: usize,
}

/// Where a sentence stands.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// In code points.
    pub span: Span,
    /// In bytes.
    pub bytes: std::ops::Range<usize>,
    /// Which of its paragraph it is.
    pub index: usize,
}

/// Words that begin a clause behind a comma.
const JOINS: &[&str] = &[
    "and",
    "but",
    "while",
    "then",
    "when",
    "until",
    "where",
    "whereas",
    "before",
    "after",
    "so",
    "и",
    "а",
    "но",
    "затем",
    "потом",
    "когда",
    "пока",
    "после",
];
/// A clause has at least so many words.
const WORDS: usize = 4;

/// The stretch of a sorted list that lies in a span, where the list before `at` is known to lie before it.
pub fn within<'a, T>(list: &'a [T], at: &mut usize, span: Span, own: impl Fn(&T) -> Span) -> &'a [T] {
    while list.get(*at).is_some_and(|item| own(item).start < span.start) {
        *at += 1;
    }
    let from = *at;
    while list.get(*at).is_some_and(|item| own(item).start < span.end) {
        *at += 1;
    }
    &list[from..*at]
}

/// A sentence, cut where it has to be.
pub fn cut<'a>(asked: &Asked<'a>, sentence: Sentence, mut times: &'a [FoundTime], mut places: &'a [Located]) -> Vec<Unit<'a>> {
    let text = asked.text.as_str();
    let Sentence { mut span, mut bytes, index } = sentence;
    let mut rest = words(&text[bytes.clone()], bytes.start, span.start);
    let question = text[bytes.clone()].trim_end_matches(['”', '»', '"', ')']).ends_with('?');
    let told = |words: &[Word]| {
        let tells = tells(words, asked.language);
        tells.past || tells.present || tells.event.is_some()
    };
    let unit = |span, bytes, words: Vec<Word>, times, places| {
        let tells = Tells { question, ..tells(&words, asked.language) };
        Unit { span, bytes, tells, words, times, places, sentence: index }
    };
    let mut units = Vec::new();
    while units.len() + 1 < limits::SENTENCES.1 {
        let Some(at) = boundary(&rest, times).filter(|at| told(&rest[..*at]) && told(&rest[*at..])) else { break };
        let behind = rest.split_off(at);
        let (point, byte) = (behind[0].span.start, behind[0].bytes.start);
        let clause = text[bytes.start..byte].trim_end();
        let (own_times, other_times) = split(times, point, |time| time.span);
        let (own_places, other_places) = split(places, point, |place| place.span);
        let own = Span { start: span.start, end: span.start + clause.chars().count() };
        units.push(unit(own, bytes.start..bytes.start + clause.len(), rest, own_times, own_places));
        (rest, times, places, span.start, bytes.start) = (behind, other_times, other_places, point, byte);
    }
    units.push(unit(span, bytes, rest, times, places));
    units
}

fn split<T>(list: &[T], at: usize, own: impl Fn(&T) -> Span) -> (&[T], &[T]) {
    list.split_at(list.partition_point(|item| own(item).start < at))
}

/// Before which word a sentence is cut that tells of two times.
fn boundary(words: &[Word], times: &[FoundTime]) -> Option<usize> {
    let placed: Vec<&FoundTime> =
        times.iter().filter(|time| time.when.is_some() && matches!(time.kind, Kind::Point | Kind::Range)).collect();
    let (first, second) = placed.windows(2).map(|pair| (pair[0], pair[1])).find(|(a, b)| a.when != b.when)?;
    let joins = |index: &usize| {
        let word = &words[*index];
        let inside = word.span.start >= first.span.end && word.span.start <= second.span.start;
        inside && !word.quoted && word.before.sign && JOINS.contains(&word.lower.as_str())
    };
    // The last one before the second time: what is told in between goes on with the first.
    (WORDS..words.len().saturating_sub(WORDS - 1)).rev().find(joins)
}

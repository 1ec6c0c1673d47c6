//! What looks like a place or a time in a text and carries no annotation, so that a second reader can decide each one.

use std::collections::BTreeMap;

use super::dossier::Dossier;
use super::ids::DocumentIx;
use super::passage::{Subject, Target};
use super::text::Span;

/// What a stretch of text looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// A place: a name of the gazetteer, or a word such as “square”.
    Place,
    /// A time: a month, a year, a time of day.
    Time,
}

/// A stretch of text that nobody has decided about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Where.
    pub target: Target,
    /// What it looks like.
    pub look: Look,
}

/// Words that stand for a place where the text means one that is known. Each may be preceded by “the” or “this”.
const PLACE_WORDS: &[&str] = &[
    "airport",
    "akimat",
    "capital",
    "capitol",
    "city",
    "country",
    "metropolis",
    "monument",
    "morgue",
    "palace",
    "province",
    "square",
    "town",
];

/// Words that stand for a time, besides months, years and hours.
const TIME_WORDS: &[&str] = &[
    "afternoon",
    "century",
    "day",
    "days",
    "decade",
    "decades",
    "evening",
    "hour",
    "hours",
    "midnight",
    "minutes",
    "month",
    "months",
    "morning",
    "night",
    "noon",
    "today",
    "tomorrow",
    "tonight",
    "week",
    "weeks",
    "year",
    "years",
    "yesterday",
];

const MONTHS_AND_DAYS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// A word of a text and where it stands, in code points.
struct Word<'a> {
    text: &'a str,
    span: Span,
}

/// Lists the gaps of all documents, in the order of the text.
///
/// `names` are names of places besides those of the dossier, such as those on the map.
#[must_use]
pub fn gaps(dossier: &Dossier, names: &[&str]) -> Vec<Gap> {
    let own = dossier
        .places
        .iter()
        .flat_map(|place| std::iter::once(place.title.as_str()).chain(place.names.iter().map(|n| n.text.as_str())));
    let mut by_first: BTreeMap<&str, Vec<Vec<&str>>> = BTreeMap::new();
    for name in own.chain(names.iter().copied()) {
        let words: Vec<&str> = split(name).map(|(_, word)| word).collect();
        if let Some(first) =
            words.first().filter(|first| first.chars().count() > 2 && first.chars().next().is_some_and(char::is_uppercase))
        {
            by_first.entry(first).or_default().push(words.clone());
        }
    }
    let mut found = Vec::new();
    for index in 0..dossier.documents.len() {
        let document = DocumentIx::new(index);
        let words = words(dossier, document);
        let mut at = 0;
        while at < words.len() {
            let (length, look) = candidate(&words[at..], &by_first);
            if let Some(look) = look {
                let span = Span { start: words[at].span.start, end: words[at + length - 1].span.end };
                let target = Target { document, span };
                if !is_decided(dossier, target, look) {
                    found.push(Gap { target, look });
                }
            }
            at += length.max(1);
        }
    }
    found
}

/// The stretches of letters and digits of a text, with their byte offset.
fn split(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside = |c: char| c.is_alphanumeric();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(inside)?;
        let end = text[start..].find(|c| !inside(c)).map_or(text.len(), |length| start + length);
        at = end;
        Some((start, &text[start..end]))
    })
}

fn words(dossier: &Dossier, document: DocumentIx) -> Vec<Word<'_>> {
    let text = dossier.document(document).text.as_str();
    let (mut byte, mut point) = (0, 0);
    split(text)
        .map(|(start, word)| {
            point += text[byte..start].chars().count();
            let length = word.chars().count();
            let span = Span { start: point, end: point + length };
            (byte, point) = (start + word.len(), point + length);
            Word { text: word, span }
        })
        .collect()
}

/// Whether a place or a time seems to begin with the first of these words, and how many words it takes.
fn candidate(words: &[Word<'_>], names: &BTreeMap<&str, Vec<Vec<&str>>>) -> (usize, Option<Look>) {
    let first = words[0].text;
    let fits = |name: &&Vec<&str>| name.len() <= words.len() && name.iter().zip(words).all(|(a, b)| *a == b.text);
    let longest = names.get(first).and_then(|names| names.iter().filter(fits).map(Vec::len).max());
    if let Some(length) = longest {
        return (length, Some(Look::Place));
    }
    let lower = first.to_lowercase();
    if PLACE_WORDS.contains(&lower.as_str()) {
        return (1, Some(Look::Place));
    }
    let digits = first.trim_end_matches('s');
    let is_year = digits.len() == 4 && digits.parse().is_ok_and(|year: u32| (1000..=2100).contains(&year));
    let next = words.get(1).map(|word| word.text.to_lowercase());
    let is_hour = first.parse::<u32>().is_ok() && matches!(next.as_deref(), Some("am" | "pm"));
    let is_time = is_year || is_hour || MONTHS_AND_DAYS.contains(&first) || TIME_WORDS.contains(&lower.as_str());
    (1, is_time.then_some(Look::Time))
}

/// Whether an annotation speaks of this stretch: a mention of that kind, or a decision that it is none.
fn is_decided(dossier: &Dossier, target: Target, look: Look) -> bool {
    let touches = |other: Target| other.document == target.document && other.span.overlaps(target.span);
    let until = dossier
        .mentions
        .partition_point(|mention| (mention.target.document, mention.target.span.start) < (target.document, target.span.end));
    let same_look = |subject: Subject| match subject {
        Subject::Place(_) => look == Look::Place,
        Subject::Time(..) => look == Look::Time,
    };
    dossier.mentions[..until].iter().any(|mention| touches(mention.target) && same_look(mention.subject))
        || dossier.dismissals.iter().any(|dismissal| touches(dismissal.target))
}

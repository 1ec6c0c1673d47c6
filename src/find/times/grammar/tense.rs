//! The verb nearest to an expression: it tells on which side of the reference date a day without a year lies.

use super::super::lexicon::{Tense, Word};
use super::super::token::Kind;
use super::Cursor;

/// How many tokens are looked at on each side.
const REACH: usize = 20;

/// What the verbs near an expression tell.
#[derive(Clone, Copy, Debug, Default)]
pub struct Verbs {
    /// The tense of the nearest one.
    pub tense: Tense,
    /// Whether one is of a time before the one told of: `had`.
    pub is_aside: bool,
    /// Whether one reaches up to now: `has`, `have`.
    pub is_perfect: bool,
    /// Whether someone speaks: `I`, `we`, `you`.
    pub is_spoken: bool,
}

/// What the verbs near the tokens from `from` to `to` tell.
#[must_use]
pub fn near(cursor: Cursor<'_>, from: usize, to: usize) -> Verbs {
    let left = (from.saturating_sub(REACH)..from).rev().map_while(|at| not_past_end(cursor, at)).collect::<Vec<_>>();
    let right = (to..(to + REACH).min(cursor.tokens.len()))
        .map_while(|at| not_past_end(cursor, at))
        .take_while(|at| !begins_predicate(cursor, *at))
        .collect::<Vec<_>>();
    let before = first(cursor, &left);
    // “…in early March, an official of the union said”: that it was said tells nothing of when it is.
    let said = before.and_then(|_| right.iter().position(|at| is_attribution(cursor, *at))).unwrap_or(right.len());
    let after = first(cursor, &right[..said]);
    // “as early as Tuesday”, “as soon as May”
    let is_ahead = cursor.reads(from.wrapping_sub(1), "as") && cursor.reads(from.wrapping_sub(3), "as");
    if is_ahead && !cursor.reads(from.wrapping_sub(2), "recently") {
        return Verbs { tense: Tense::Future, ..Verbs::default() };
    }
    let is_aside = left.iter().chain(&right).any(|at| cursor.reads(*at, "had"));
    // What stands behind counts less: “Friday” belongs to the verb before it more often than to the one after it.
    let tense = match (before, after) {
        (Some((near, tense)), Some((far, _))) if near * 2 <= far * 3 => tense,
        (_, Some((_, tense))) | (Some((_, tense)), None) => tense,
        (None, None) => Tense::Unknown,
    };
    let is_perfect = left.iter().any(|at| ["has", "have"].iter().any(|word| cursor.reads(*at, word)));
    let is_spoken = left.iter().chain(&right).any(|at| is_speaker(cursor, *at));
    Verbs { tense, is_aside, is_perfect, is_spoken }
}

/// Whether what stands before an expression says that it is looked back to: `as in 2019`, `unlike in 2019`, `they remembered 2019`,
/// `the vote of 2019`.
#[must_use]
pub fn is_recalled(cursor: Cursor<'_>, at: usize) -> bool {
    const LEADS: [&str; 18] = [
        "as",
        "like",
        "unlike",
        "than",
        "remember",
        "remembers",
        "remembered",
        "remembering",
        "recall",
        "recalls",
        "recalled",
        "recalling",
        "как",
        "чем",
        "помнят",
        "помнили",
        "вспоминают",
        "вспоминали",
    ];
    let is_little =
        |at: &usize| matches!(cursor.word(*at), Some(Word::In | Word::On | Word::The | Word::From)) || cursor.reads(*at, "и");
    let lead = (at.saturating_sub(3)..at).rev().find(|at| !is_little(at));
    let is_of = cursor.is(at.wrapping_sub(1), Word::Of) && cursor.kind(at.wrapping_sub(2)) == Some(Kind::Word(None));
    is_of || lead.is_some_and(|lead| LEADS.iter().any(|word| cursor.reads(lead, word)))
}

/// The token, unless a sentence ends there.
pub(super) fn not_past_end(cursor: Cursor<'_>, at: usize) -> Option<usize> {
    match cursor.kind(at) {
        Some(Kind::Mark('!' | '?' | ';') | Kind::Break) | None => None,
        Some(Kind::Mark('.')) if cursor.is_capital(at + 1) && !cursor.is_tight(at + 1) => None,
        _ => Some(at),
    }
}

/// Whether a Russian word ends as verbs of the past do. Some nouns do too (`стол`), which does little harm: most of what is
/// told has been.
pub(super) fn is_russian_past(letters: &str) -> bool {
    letters.chars().count() > 4
        && ["ал", "ял", "ил", "ел", "ул", "ла", "ло", "ли", "лся", "лась", "лось", "лись", "гли", "шел", "рли"]
            .iter()
            .any(|end| letters.ends_with(end))
}

/// Whether a comma stands at a token behind which it is told who said what stands before it.
fn is_attribution(cursor: Cursor<'_>, at: usize) -> bool {
    let is_said = |at: usize| ["said", "says", "told", "added"].iter().any(|word| cursor.reads(at, word));
    let own = (at + 1..at + 10).map_while(|at| not_past_end(cursor, at).filter(|at| cursor.mark(*at) != Some(',')));
    cursor.mark(at) == Some(',') && own.into_iter().any(is_said)
}

/// Whether a second verb of the same subject begins at a token, to which the expression before it does not belong: `planned a
/// rally on Saturday and were driving around`.
fn begins_predicate(cursor: Cursor<'_>, at: usize) -> bool {
    let next = at + 1;
    matches!(cursor.word(at), Some(Word::And | Word::Or)) && tense_of(cursor, next).is_some()
}

fn is_speaker(cursor: Cursor<'_>, at: usize) -> bool {
    ["i", "we", "you", "us", "my", "our", "i'm", "we're", "you're", "i’m", "we’re", "i've", "we've", "i’ve", "we’ve"]
        .iter()
        .any(|word| cursor.reads(at, word))
}

fn first(cursor: Cursor<'_>, tokens: &[usize]) -> Option<(usize, Tense)> {
    tokens.iter().enumerate().find_map(|(distance, at)| tense_of(cursor, *at).map(|tense| (distance + 1, tense)))
}

fn tense_of(cursor: Cursor<'_>, at: usize) -> Option<Tense> {
    match cursor.kind(at)? {
        // “is to be held”
        Kind::Word(Some(Word::Verb(Tense::Present)))
            if cursor.reads(at + 1, "to") && ["is", "are"].iter().any(|word| cursor.reads(at, word)) =>
        {
            Some(Tense::Future)
        }
        // “a summit set for April”, “the case was put off until Friday”
        Kind::Word(_) if is_put_off(cursor, at) => Some(Tense::Future),
        // “would have gone”
        Kind::Word(Some(Word::Verb(Tense::Future))) if cursor.reads(at, "would") && cursor.reads(at + 1, "have") => {
            Some(Tense::Past)
        }
        // “would be held”, “has decided to admit”: what stands before “be” tells, and what is decided is still to come.
        Kind::Word(Some(Word::Verb(Tense::Past))) if cursor.reads(at.wrapping_sub(1), "be") => None,
        Kind::Word(_) if is_resolved(cursor, at) => Some(Tense::Future),
        // “is held”, “are being held”: the first word tells.
        Kind::Word(Some(Word::Verb(Tense::Past))) if is_passive_present(cursor, at) => Some(Tense::Present),
        Kind::Word(Some(Word::Verb(tense))) => Some(tense),
        // Regular verbs of the past, but for those after “to be” and “will be”.
        Kind::Word(None) if is_russian_past(cursor.raw(at)) && !cursor.is_capital(at) => Some(Tense::Past),
        Kind::Word(None) => {
            let letters = cursor.raw(at);
            let is_regular = letters.len() > 4 && letters.ends_with("ed") && !cursor.is_capital(at);
            let is_past = is_regular && !cursor.reads(at.wrapping_sub(1), "be");
            is_past.then(|| if is_passive_present(cursor, at) { Tense::Present } else { Tense::Past })
        }
        _ => None,
    }
}

/// Whether a form of the past says that something is still to come.
fn is_put_off(cursor: Cursor<'_>, at: usize) -> bool {
    let is_set =
        ["set", "slated"].iter().any(|word| cursor.reads(at, word)) && ["for", "to"].iter().any(|word| cursor.reads(at + 1, word));
    is_set
        || ["postponed", "delayed", "adjourned", "rescheduled"]
            .iter()
            .any(|word| cursor.reads(at, word) && (at..at + 4).any(|at| cursor.is(at, Word::Until)))
}

/// Whether a form of the past says what is meant to be done: `decided to`, `agreed to`.
fn is_resolved(cursor: Cursor<'_>, at: usize) -> bool {
    cursor.reads(at + 1, "to")
        && ["decided", "agreed", "vowed", "pledged", "promised", "threatened", "intended", "hoped"]
            .iter()
            .any(|word| cursor.reads(at, word))
}

/// Whether a form of the past is the passive of something present: `is held`, `are not being held`.
fn is_passive_present(cursor: Cursor<'_>, at: usize) -> bool {
    let is_between = |at: usize| {
        ["not", "being", "still", "also", "now", "to"].iter().any(|word| cursor.reads(at, word)) || cursor.raw(at).ends_with("ly")
    };
    let mut before = at.wrapping_sub(1);
    while at.wrapping_sub(before) < 3 && is_between(before) {
        before = before.wrapping_sub(1);
    }
    ["is", "are", "am"].iter().any(|word| cursor.reads(before, word))
}

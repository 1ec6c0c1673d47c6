//! Finding quotations again after a text has changed: all quotations of a text together.
//!
//! A quotation must never settle on a sentence that only looks like its own. So where it is not clear which words are
//! meant, an annotation is kept aside, with the spots where they may be. What is decided when:
//!
//! 1. **A quotation stands** where its words are at its position and what is given of its surroundings is around them, to
//!    the letter. Where all quotations of a text stand, nothing more is asked.
//! 2. Otherwise text and quotations are compared as [`normalise`] makes them, and a quotation **is sure** where it has a
//!    position, its words with their surroundings stand exactly once in the text, and no annotation of another position
//!    has the same words and surroundings. What is sure and in its old order is a [`chain`](chain::Chain) of neighbours:
//!    between two of them a stretch of the old text is a stretch of the new one, which has grown or shrunk by a known
//!    number of code points.
//! 3. A link of the chain is **dropped** where the text around it has shrunk by as much as the quotation is long, so that
//!    its own words may be what was deleted, unless its neighbours have moved by the same amount. What is sure and out
//!    of order **has moved**, if the text has shrunk where it was and has grown where it is now.
//! 4. Words with their surroundings that stand **several times** are taken where exactly one is as far from a neighbour
//!    as it was, or, where nothing that long was deleted around it, four times nearer to it than any other.
//! 5. Words whose **surroundings have changed** are taken where they are as far from a neighbour as they were, nothing as
//!    long as they was deleted around them, and each side agrees but for a slip of the pen (see
//!    [`evidence::Side::nearly`]). Long words that stand only once need one side that agrees. What was given of other lines
//!    than their own is left out of account where it has changed: another paragraph may have come to stand beside theirs.
//! 6. **Changed words** are taken where all of the surroundings given on both sides stand around them, only numbers and
//!    slips of the pen have changed ([`evidence::is_small_edit`]), and the distance to a neighbour is what it was. There
//!    must be a neighbour on each side: only both tell that the words were not deleted and similar ones came to their spot.
//! 7. A side that is not given is no evidence against a spot. Words without surroundings are taken by 4 alone.
//! 8. **Two annotations of different positions** do not come to lie on one spot: the one with better evidence keeps it,
//!    and where neither has, both are aside.
//!
//! A stretch too long to be quoted is found by what stands before and after it, each by these rules. What the
//! surroundings given and the neighbours cannot tell apart is beyond these rules: two sentences of the same length with
//! the same surroundings that change places.
//!
//! The work is linear in the text and in the quotations together and is counted; see [`limits::SEARCHED_BYTES`].

mod chain;
mod decide;
pub mod evidence;
pub mod normalise;
mod pieces;
mod search;
mod spots;

use super::limits;
use super::text::{Selector, Span, Text};

/// A quotation to be found, and where it was.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quote<'a> {
    /// Where it was, in code points.
    pub position: Option<Span>,
    /// Its words; empty where only a position is given, or only what stands around it.
    pub exact: &'a str,
    /// Some text right before it; may be empty.
    pub prefix: &'a str,
    /// Some text right after it; may be empty.
    pub suffix: &'a str,
    /// Whether it is known to stand at its position: it is a neighbour for others and is not looked for.
    pub is_settled: bool,
}

impl<'a> From<&'a Selector> for Quote<'a> {
    fn from(selector: &'a Selector) -> Self {
        let Selector { position, exact, prefix, suffix } = selector;
        Self { position: *position, exact, prefix, suffix, is_settled: false }
    }
}

/// Why an annotation has no place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its words are nowhere.
    Nowhere,
    /// Its words are there, but not what stood around them, or too much was deleted around them.
    Differs,
    /// Its words stand in several places, and none of them is clearly its own.
    Several,
    /// The place that fits best is that of another annotation, or fits another one as well.
    Contested,
    /// Only a position was given, and it does not lie in the text or nobody knows where it has moved.
    Position,
    /// Too much text had to be searched for others.
    NotLookedFor,
}

/// Where a quotation was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// It stands at its position, or has none and was found.
    Exact(Span),
    /// It stands elsewhere.
    Moved(Span),
    /// It is not clear where it stands; these are the likely spots, the likeliest first, at most [`limits::SPOTS`].
    Aside(Why, Vec<Span>),
}

impl Anchor {
    /// The span that was found.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Exact(span) | Self::Moved(span) => Some(*span),
            Self::Aside(..) => None,
        }
    }
}

/// Finds the stretch of text that a selector means, where nothing is known of its neighbours.
#[must_use]
pub fn anchor(text: &Text, selector: &Selector) -> Anchor {
    let found = anchor_all(text, &[Quote::from(selector)], &mut limits::SEARCHED_BYTES.clone());
    found.into_iter().next().unwrap_or(Anchor::Aside(Why::Nowhere, Vec::new()))
}

/// Whether the words stand at their position, and what is given of their surroundings around them, to the letter.
///
/// A position that is given alone stands where it lies within the text.
#[must_use]
pub fn stands(text: &Text, quote: &Quote<'_>) -> bool {
    let Some(span) = quote.position.filter(|span| text.holds(*span)) else { return false };
    let bytes = text.bytes_of(span);
    let all = text.as_str();
    (quote.exact.is_empty() || all[bytes.clone()] == *quote.exact)
        && all[..bytes.start].ends_with(near_end(quote.prefix))
        && all[bytes.end..].starts_with(near_start(quote.suffix))
}

/// Finds all quotations of a text; the work is taken from what is `left` of it, in bytes.
///
/// The answers stand in the order of the quotations.
#[must_use]
pub fn anchor_all(text: &Text, quotes: &[Quote<'_>], left: &mut u64) -> Vec<Anchor> {
    let stands = |quote: &Quote<'_>| quote.is_settled || stands(text, quote);
    let at_position = |quote: &Quote<'_>| Anchor::Exact(quote.position.unwrap_or_default());
    if quotes.iter().all(stands) {
        return quotes.iter().map(at_position).collect();
    }
    decide::decide(text, quotes, left).unwrap_or_else(|| {
        let not_looked_for = || Anchor::Aside(Why::NotLookedFor, Vec::new());
        quotes.iter().map(|quote| if stands(quote) { at_position(quote) } else { not_looked_for() }).collect()
    })
}

/// The last [`limits::CONTEXT`] code points: those next to what they stand before.
fn near_end(text: &str) -> &str {
    let start = text.char_indices().rev().nth(limits::CONTEXT - 1).map_or(0, |(at, _)| at);
    &text[start..]
}

/// The first [`limits::CONTEXT`] code points.
fn near_start(text: &str) -> &str {
    let end = text.char_indices().nth(limits::CONTEXT).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

#[cfg(test)]
mod tests;

//! Quotations as they are looked for: normalised, and long stretches by what stands before and after them.

use std::ops::Range;

use super::normalise::{Normal, normalised};
use super::{Quote, near_end, near_start};
use crate::report::text::Span;

/// Which end of a quotation's stretch is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The words themselves.
    Words,
    /// What stands before a stretch that is too long to be quoted.
    Before,
    /// What stands after it.
    After,
}

/// Words that are looked for.
#[derive(Debug)]
pub struct Piece {
    /// Whose they are.
    pub quote: usize,
    /// What they are of it.
    pub part: Part,
    /// Where they were.
    pub old: Option<Span>,
    /// The words with their surroundings, normalised.
    pub whole: String,
    /// The words in it, in bytes.
    pub words: Range<usize>,
    /// What of it stood in the lines of the words. Another paragraph may come to stand beside theirs.
    pub line: Range<usize>,
}

impl Piece {
    /// The words.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.whole[self.words.clone()]
    }

    /// What stood right before them; may be empty.
    #[must_use]
    pub fn before(&self) -> &str {
        &self.whole[..self.words.start]
    }

    /// What stood right after them; may be empty.
    #[must_use]
    pub fn after(&self) -> &str {
        &self.whole[self.words.end..]
    }

    /// Whether anything is known of what stood around them.
    #[must_use]
    pub fn has_surroundings(&self) -> bool {
        self.words.len() < self.whole.len()
    }

    /// Forgets what stood in other lines.
    pub fn keep_line(&mut self) {
        let Range { start, end } = self.line.clone();
        self.whole = self.whole[start..end].to_owned();
        self.words = self.words.start - start..self.words.end - start;
        self.line = 0..end - start;
    }

    /// How long the words were, in code points.
    #[must_use]
    pub fn length(&self) -> usize {
        self.old.map_or_else(|| self.words().chars().count(), |old| old.end - old.start)
    }
}

/// The words of all quotations that are to be looked for. Those that are settled, and bare positions, have none.
#[must_use]
pub fn pieces(quotes: &[Quote<'_>]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(quotes.len());
    for (index, quote) in quotes.iter().enumerate().filter(|(_, quote)| !quote.is_settled) {
        if !quote.exact.is_empty() {
            let (whole, words, line) = joined(near_end(quote.prefix), quote.exact, near_start(quote.suffix));
            pieces.push(Piece { quote: index, part: Part::Words, old: quote.position, whole, words, line });
            continue;
        }
        let Some(Span { start, end }) = quote.position else { continue };
        let (prefix, suffix) = (near_end(quote.prefix), near_start(quote.suffix));
        let before = Span { start: start.saturating_sub(prefix.chars().count()), end: start };
        let after = Span { start: end, end: end.saturating_add(suffix.chars().count()) };
        for (part, old, given) in [(Part::Before, before, prefix), (Part::After, after, suffix)] {
            if !given.is_empty() {
                let (whole, words, line) = joined("", given, "");
                pieces.push(Piece { quote: index, part, old: Some(old), whole, words, line });
            }
        }
    }
    pieces
}

/// Words with their surroundings, normalised; where in them the words stand, and what stood in their lines. White space at
/// the edges of the surroundings says nothing.
fn joined(prefix: &str, exact: &str, suffix: &str) -> (String, Range<usize>, Range<usize>) {
    let mut whole = normalised(prefix).trim_start().to_owned();
    let exact = normalised(exact);
    if whole.ends_with(' ') && exact.starts_with(' ') {
        whole.pop();
    }
    let start = whole.len();
    whole.push_str(&exact);
    let end = whole.len();
    let suffix_normal = normalised(suffix);
    let after = suffix_normal.trim_end();
    whole.push_str(if exact.ends_with(' ') { after.trim_start() } else { after });
    let before = prefix.rsplit_once('\n').map_or(start, |(_, line)| normalised(line).trim_start().len());
    let after = suffix.split_once('\n').map_or(whole.len(), |(line, _)| end + normalised(line).trim_end().len());
    let from = whole.floor_char_boundary(start.saturating_sub(before));
    let to = whole.ceil_char_boundary(after.min(whole.len()));
    (whole, start..end, from..to)
}

/// The text in which pieces are looked for.
pub struct Field {
    /// The normalised text.
    pub normal: Normal,
}

impl Field {
    /// Up to so many code points before a byte, the nearest first.
    #[must_use]
    pub fn before(&self, byte: usize, most: usize) -> Vec<char> {
        self.normal.text.as_str()[..byte].chars().rev().take(most).collect()
    }

    /// Up to so many code points from a byte on.
    #[must_use]
    pub fn after(&self, byte: usize, most: usize) -> Vec<char> {
        self.normal.text.as_str()[byte..].chars().take(most).collect()
    }
}

/// Equal texts once, and which of them each text is.
#[must_use]
pub fn interned<'a>(texts: impl Iterator<Item = &'a str>) -> (Vec<String>, Vec<usize>) {
    let mut order: Vec<(&str, usize)> = texts.enumerate().map(|(index, text)| (text, index)).collect();
    order.sort_unstable();
    let mut which = vec![0; order.len()];
    let mut unique = Vec::new();
    for group in order.chunk_by(|a, b| a.0 == b.0) {
        for (_, index) in group {
            which[*index] = unique.len();
        }
        unique.push(group[0].0.to_owned());
    }
    (unique, which)
}

//! What the tests of all readers need.

#[path = "../../../tests/dateline/packing.rs"]
#[expect(dead_code, reason = "the tests of the whole use the rest")]
pub(super) mod packing;

use std::fmt::Write;

use super::manuscript::Manuscript;
use super::{Progress, Wish};
use crate::report::cancel::Cancel;

/// Reads with no bounds, as a file that is called `a_name.x`.
pub(super) fn read_as(read: fn(&[u8], &Wish<'_>) -> Result<Manuscript, String>, bytes: &[u8]) -> Result<Manuscript, String> {
    read(bytes, &Wish { name: "a_name.x", pages: None, cancel: &Cancel::default(), progress: &|_: Progress| {} })
}

/// The lines, each with what it is before it, and what is within it in parentheses: `Quote|words`.
pub(super) fn shown(manuscript: &Manuscript) -> Vec<String> {
    let mut start = 0;
    let mut all = Vec::new();
    for line in manuscript.text.lines() {
        let end = start + line.chars().count();
        let within = manuscript.blocks.iter().filter(|piece| start <= piece.span.start && piece.span.end <= end);
        let mut shown = String::new();
        for piece in within {
            if (piece.span.start, piece.span.end) == (start, end) {
                write!(shown, "{:?}|", piece.kind).unwrap();
            } else {
                let words: String = line.chars().skip(piece.span.start - start).take(piece.span.end - piece.span.start).collect();
                write!(shown, "({words}: {:?})", piece.kind).unwrap();
            }
        }
        all.push(shown + line);
        start = end + 1;
    }
    all
}

/// What is bold.
pub(super) fn bold(manuscript: &Manuscript) -> Vec<String> {
    let words = |start: usize, end: usize| manuscript.text.chars().skip(start).take(end - start).collect();
    manuscript.bold.iter().map(|span| words(span.start, span.end)).collect()
}

/// What any reader promises of a manuscript.
pub(super) fn is_sound(manuscript: &Manuscript) -> bool {
    let length = manuscript.text.chars().count();
    (manuscript.text.is_empty() || manuscript.text.ends_with('\n'))
        && manuscript.text.lines().all(|line| !line.trim().is_empty())
        && manuscript.blocks.iter().all(|piece| piece.span.start < piece.span.end && piece.span.end < length)
        && manuscript.blocks.is_sorted_by_key(|piece| (piece.span.start, std::cmp::Reverse(piece.span.end)))
        && manuscript.pages.iter().all(|page| page.span.start <= page.span.end && page.span.end <= length)
}

/// The bytes of a file with some words in it replaced, whatever that breaks.
pub(super) fn with(bytes: &[u8], words: &str, others: &str) -> Vec<u8> {
    let at = bytes.windows(words.len()).position(|window| window == words.as_bytes()).unwrap();
    [&bytes[..at], others.as_bytes(), &bytes[at + words.len()..]].concat()
}

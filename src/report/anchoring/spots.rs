//! Spots at which words that are nowhere may have stood before they were edited.

use super::evidence::{is_small_edit, likeness};
use super::pieces::{Field, Piece, interned};
use super::search::find_all;
use crate::report::limits;
use crate::report::text::Span;

/// The share from which edited words are taken for the same.
const NEARLY: f32 = 0.75;
/// How many code points of surroundings are asked for on each side.
const LEAST: usize = 4;
/// How far from where they are expected edited words are looked for, in bytes.
const AROUND: usize = 512;
/// The longest words that are compared with what was made of them, in bytes.
const LONGEST: usize = 20_000;
/// How long the samples of lost words are, in code points, and how many are taken of the words.
const SAMPLE: usize = 10;
const SAMPLES: usize = 8;
/// A sample that stands more often says nothing.
const COMMON: usize = 64;
/// How far apart two samples may point and still mean one spot, in bytes.
const TOGETHER: usize = 48;

/// How much work [`between`] is at most, in bytes that are searched or code points that are compared.
#[must_use]
pub fn reach(piece: &Piece) -> usize {
    let compared = if piece.words.len() > LONGEST { 0 } else { piece.words.len().pow(2).min(piece.words.len() * 128) };
    2 * AROUND + 3 * piece.whole.len() + limits::SPOTS * 2 * compared
}

/// What stands between the surroundings of words near a point of the text, where it is nearly the same as they are, and
/// whether it is so but for a small edit.
#[must_use]
pub fn between(field: &Field, piece: &Piece, expected: usize) -> Vec<(Span, bool)> {
    let text = field.normal.text.as_str();
    let (before, after, words) = (piece.before(), piece.after(), piece.words());
    let is_short = |side: &str| side.chars().nth(LEAST - 1).is_none();
    if is_short(before) || is_short(after) || words.len() > LONGEST {
        return Vec::new();
    }
    let byte = field.normal.byte_of(expected);
    let from = text.floor_char_boundary(byte.saturating_sub(AROUND + before.len()));
    let to = text.ceil_char_boundary((byte + AROUND + 2 * words.len() + after.len()).min(text.len()));
    let wanted: Vec<char> = words.chars().collect();
    let mut found = Vec::new();
    for (at, _) in text[from..to].match_indices(before).take(limits::SPOTS) {
        let start = from + at + before.len();
        let most = text.ceil_char_boundary((start + words.len() * 3 / 2 + AROUND / 8 + after.len()).min(text.len()));
        let Some(length) = text[start..most].find(after) else { continue };
        let there: Vec<char> = text[start..start + length].chars().collect();
        if likeness(&wanted, &there) >= NEARLY {
            let span = field.normal.span(start, start + length);
            found.extend(span.map(|span| (span, is_small_edit(&wanted, &there))));
        }
    }
    found
}

/// For each of some lost pieces the spots where most of their samples stand together: pieces of the words, and what
/// stood on both sides of them. One search for all; `None` when the work is used up.
#[must_use]
pub fn likely(field: &Field, pieces: &[&Piece], left: &mut u64) -> Option<Vec<Vec<Span>>> {
    let samples: Vec<(usize, usize, &str)> = pieces.iter().enumerate().flat_map(|(index, piece)| samples(index, piece)).collect();
    let (needles, which) = interned(samples.iter().map(|(.., sample)| *sample));
    let found = find_all(field.normal.text.as_str(), &needles, left)?;
    let mut votes: Vec<Vec<usize>> = vec![Vec::new(); pieces.len()];
    for ((piece, offset, _), needle) in samples.iter().zip(which) {
        let at = &found[needle].at;
        if at.len() <= COMMON {
            // Where the whole would begin; shifted by its length, so that it cannot lie before the text.
            votes[*piece].extend(at.iter().map(|at| *at as usize + pieces[*piece].whole.len() - offset));
        }
    }
    Some(pieces.iter().zip(votes).map(|(piece, votes)| elected(field, piece, votes)).collect())
}

/// Pieces of the words and of what stood around them, each with where in the whole it begins.
fn samples(index: usize, piece: &Piece) -> impl Iterator<Item = (usize, usize, &str)> {
    let (whole, words) = (piece.whole.as_str(), piece.words.clone());
    let sample = move |at: usize| {
        let start = whole.floor_char_boundary(at);
        let end = whole[start..].char_indices().nth(SAMPLE).map_or(whole.len(), |(length, _)| start + length);
        (start, &whole[start..end])
    };
    let stride = (words.len() / SAMPLES).max(SAMPLE / 2);
    let within = words.clone().step_by(stride).filter(|at| at + SAMPLE <= words.end);
    let around = [words.start.saturating_sub(SAMPLE), words.end].into_iter().filter(|at| at + LEAST <= whole.len());
    let mut starts: Vec<usize> = around.chain(within).collect();
    starts.sort_unstable();
    starts.dedup();
    starts.into_iter().map(sample).filter(|(_, text)| text.chars().count() >= LEAST).map(move |(at, text)| (index, at, text))
}

/// The spots to which most samples point.
fn elected(field: &Field, piece: &Piece, mut votes: Vec<usize>) -> Vec<Span> {
    votes.sort_unstable();
    let mut groups: Vec<&[usize]> = votes.chunk_by(|a, b| b - a <= TOGETHER).collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    let text = field.normal.text.as_str();
    let spans = groups.into_iter().filter(|group| group.len() > 1).filter_map(|group| {
        let whole = group[group.len() / 2].checked_sub(piece.whole.len())?;
        let start = text.ceil_char_boundary((whole + piece.words.start).min(text.len()));
        let end = text.floor_char_boundary((start + piece.words.len()).min(text.len()));
        field.normal.span(start, end)
    });
    spans.take(limits::SPOTS).collect()
}

//! Letters → segments: stretches of a line without a gap that could part columns; in them words, and figures set high or low.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::content::Glyph;
use super::{narrow, overlay, rtl, sorted};

/// A gap as wide as this, in sizes of the font, ends a segment. It is narrower than any gutter; words of a loose line that are
/// parted by it come together again, once it is known which columns there are.
const APART: f32 = 0.75;

/// A stretch of a line.
#[derive(Clone, Debug, Default)]
pub struct Segment {
    /// Its letters from left to right, the small ones beside them among them.
    pub glyphs: Vec<Placed>,
    /// Where it begins.
    pub x0: f32,
    /// Where it ends.
    pub x1: f32,
    /// Its baseline, from the top of the page.
    pub y: f32,
    /// How high its font is.
    pub size: f32,
    /// The row of a table for which it stands.
    pub row: Option<usize>,
}

/// A letter in its segment.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    /// The letter.
    pub glyph: Glyph,
    /// Whether it is set small and high, as the reference to a footnote is.
    pub is_high: bool,
}

impl Segment {
    /// The segment of letters that stand on one line, from left to right.
    #[must_use]
    pub fn new(glyphs: Vec<Glyph>) -> Self {
        let x0 = glyphs.iter().map(|glyph| glyph.x).fold(f32::INFINITY, f32::min);
        let x1 = glyphs.iter().map(|glyph| glyph.x + glyph.width).fold(f32::NEG_INFINITY, f32::max);
        let mut sizes: Vec<f32> = glyphs.iter().map(|glyph| glyph.size).collect();
        sizes.sort_by(f32::total_cmp);
        let mut heights: Vec<f32> = glyphs.iter().map(|glyph| glyph.y).collect();
        heights.sort_by(f32::total_cmp);
        let (size, y) = (sizes[sizes.len() / 2], heights[heights.len() / 2]);
        Self { glyphs: glyphs.into_iter().map(|glyph| Placed { glyph, is_high: false }).collect(), x0, x1, y, size, row: None }
    }

    /// Where its letters reach up to.
    #[must_use]
    pub fn top(&self) -> f32 {
        self.y - self.size * 0.75
    }
}

/// The segments of letters that stand upright, from the top down.
#[must_use]
pub fn segments(glyphs: Vec<Glyph>) -> Vec<Segment> {
    let mut glyphs: Vec<Drawn> = glyphs.into_iter().enumerate().filter(|(_, glyph)| glyph.c != '\u{0}').collect();
    sorted::letters(&mut glyphs, &|(_, glyph)| glyph.y);
    let mut found = Vec::new();
    let mut rest = glyphs.as_slice();
    while let Some((_, first)) = rest.first() {
        let end = rest.iter().position(|(_, glyph)| glyph.y - first.y > first.size.min(glyph.size) * 0.28).unwrap_or(rest.len());
        let (row, after) = rest.split_at(end);
        for layer in overlay::layers(row) {
            split(layer, &mut found);
        }
        rest = after;
    }
    sorted::segments(&mut found);
    with_small_ones(narrow::part(found))
}

/// A letter, and how many were drawn before it.
pub type Drawn = (usize, Glyph);

/// Parts a row where it has gaps.
fn split(row: Vec<Glyph>, found: &mut Vec<Segment>) {
    let mut open: Vec<Glyph> = Vec::new();
    let mut end = f32::NEG_INFINITY;
    for glyph in row {
        // White space neither bridges a gap nor begins a segment.
        if glyph.c == ' ' {
            if open.last().is_some_and(|last| last.c != ' ' && glyph.x - end < last.size * APART) {
                open.push(glyph);
            }
            continue;
        }
        let height = open.last().map_or(glyph.size, |last| last.size.max(glyph.size));
        if !open.is_empty() && glyph.x - end > height * APART {
            close(&mut open, found);
            end = f32::NEG_INFINITY;
        }
        end = end.max(glyph.x + glyph.width);
        open.push(glyph);
    }
    close(&mut open, found);
}

fn close(open: &mut Vec<Glyph>, found: &mut Vec<Segment>) {
    while open.last().is_some_and(|last| last.c == ' ') {
        open.pop();
    }
    if !open.is_empty() {
        found.push(Segment::new(std::mem::take(open)));
    }
}

/// Puts small segments that stand a little higher or lower into the line beside them.
fn with_small_ones(segments: Vec<Segment>) -> Vec<Segment> {
    let mut host: Vec<Option<usize>> = vec![None; segments.len()];
    for (at, small) in segments.iter().enumerate() {
        if small.glyphs.len() > 24 {
            continue;
        }
        let fits = |other: &Segment| {
            let raised = (other.y - small.y) / other.size;
            let is_beside = small.x0 <= other.x1 + other.size * 0.4 && small.x1 >= other.x0 - other.size * 0.4;
            let is_raised = (-0.45..=-0.04).contains(&raised) || (0.1..=0.75).contains(&raised);
            // A single letter has an index close to it; a single sign, such as the dot of a list, none.
            let is_host = other.glyphs.len() > 1
                || (other.glyphs[0].glyph.c.is_alphabetic() && (-0.3..0.15).contains(&((small.x0 - other.x1) / other.size)));
            small.size <= other.size * 0.87 && is_raised && is_beside && is_host
        };
        let reach = 60.0_f32;
        let before = segments[..at].iter().enumerate().rev().take_while(|(_, other)| small.y - other.y < reach);
        let after = segments.iter().enumerate().skip(at + 1).take_while(|(_, other)| other.y - small.y < reach);
        let far = |other: &Segment| (other.y - small.y).abs();
        let near = before.take(64).chain(after.take(64)).filter(|(_, other)| fits(other));
        host[at] = near.min_by(|(_, a), (_, b)| far(a).total_cmp(&far(b))).map(|(index, _)| index);
    }
    let mut kept: Vec<Option<Segment>> = segments.into_iter().map(Some).collect();
    for at in 0..kept.len() {
        let Some(to) = host[at].filter(|to| host[*to].is_none()) else { continue };
        let Some(small) = kept[at].take() else { continue };
        if let Some(line) = kept[to].as_mut() {
            let is_high = small.y < line.y;
            line.glyphs.extend(small.glyphs.into_iter().map(|placed| Placed { is_high, ..placed }));
            line.glyphs.sort_by(|a, b| a.glyph.x.total_cmp(&b.glyph.x));
            line.x0 = line.x0.min(small.x0);
            line.x1 = line.x1.max(small.x1);
        }
    }
    kept.into_iter().flatten().collect()
}

/// Mirrors the segments of a page most of whose letters run from right to left, so that what is read first stands left; their letters
/// stay as they are. Whether it was one.
pub fn mirror(segments: &mut [Segment]) -> bool {
    let letters = || segments.iter().flat_map(|segment| &segment.glyphs).map(|placed| placed.glyph.c);
    let is_mirrored = is_backward(letters());
    if is_mirrored {
        let right = segments.iter().map(|segment| segment.x1).fold(f32::NEG_INFINITY, f32::max);
        for segment in segments.iter_mut() {
            (segment.x0, segment.x1) = (right - segment.x1, right - segment.x0);
        }
        sorted::segments(segments);
    }
    is_mirrored
}

/// Whether most letters of a text run from right to left.
pub fn is_backward(letters: impl Iterator<Item = char>) -> bool {
    let (mut rtl, mut ltr) = (0usize, 0usize);
    for c in letters {
        if rtl::is_rtl(c) {
            rtl += 1;
        } else if c.is_alphabetic() {
            ltr += 1;
        }
    }
    rtl > ltr
}

/// A piece of a line's text: words, and whether they are set small and high.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The words, in the order in which they are read.
    pub text: String,
    /// Whether they are set small and high.
    pub is_high: bool,
}

/// The text of a segment: spaces where there are gaps, accents on their letters, and what runs from right to left the right way
/// round.
#[must_use]
pub fn words(segment: &Segment) -> Vec<Words> {
    let gap = word_gap(segment);
    let mut letters: Vec<(String, bool)> = Vec::new();
    let mut before: Option<Placed> = None;
    for (at, placed) in segment.glyphs.iter().enumerate() {
        let glyph = placed.glyph;
        if glyph.c == ' ' && is_covered(&segment.glyphs, at) {
            continue;
        }
        if let Some(before) = before {
            let is_cjk = is_wide(before.glyph.c) && is_wide(glyph.c);
            let space = glyph.x - (before.glyph.x + before.glyph.width);
            // A sentence and its parts are parted though the line is set tight.
            let is_stop = matches!(before.glyph.c, ',' | ';' | ':' | '.' | '!' | '?') && glyph.c.is_alphabetic();
            let is_gap = space > if is_cjk { glyph.size * 0.6 } else { gap.min(if is_stop { glyph.size * 0.12 } else { gap }) };
            if is_gap && glyph.c != ' ' && before.glyph.c != ' ' && !is_combining_mark(glyph.c) {
                letters.push((" ".to_owned(), placed.is_high && before.is_high));
            }
            if let Some(both) = accented(&before.glyph, &glyph)
                && let Some(last) = letters.last_mut()
            {
                last.0 = both.to_string();
                continue;
            }
        }
        match letters.last_mut() {
            Some((last, _)) if is_combining_mark(glyph.c) && last != " " => {
                last.push(glyph.c);
                if glyph.width <= 0.0 {
                    continue;
                }
            }
            _ => letters.push((glyph.c.to_string(), placed.is_high)),
        }
        before = Some(*placed);
    }
    rtl::to_logical(&mut letters);
    let mut pieces: Vec<Words> = Vec::new();
    for (letter, is_high) in letters {
        match pieces.last_mut() {
            Some(piece) if piece.is_high == is_high => piece.text.push_str(&letter),
            _ => pieces.push(Words { text: letter, is_high }),
        }
    }
    for piece in &mut pieces {
        piece.text = piece.text.chars().filter(|c| *c != char::REPLACEMENT_CHARACTER).nfc().collect();
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// Letters as wide as they are high, between which there are no spaces.
#[must_use]
pub fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{312f}' | '\u{3190}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a space is drawn where there is no room for one: over letters, or between two that touch.
fn is_covered(glyphs: &[Placed], at: usize) -> bool {
    let is_letter = |placed: &&Placed| placed.glyph.c != ' ';
    let before = glyphs[..at].iter().rev().find(is_letter);
    let after = glyphs[at..].iter().find(is_letter);
    let (Some(before), Some(after), space) = (before, after, glyphs[at].glyph) else { return false };
    let end = before.glyph.x + before.glyph.width;
    let is_odd = space.width < space.size * 0.01 || space.x < end - space.size * 0.1;
    is_odd && after.glyph.x - end < space.size * 0.05
}

/// From which gap on there is a space between two letters. Text that is set wide has gaps between all.
fn word_gap(segment: &Segment) -> f32 {
    let glyphs = &segment.glyphs;
    let usual = segment.size * 0.15;
    let spaces = glyphs.iter().filter(|placed| placed.glyph.c == ' ').count();
    let mut gaps: Vec<f32> = glyphs
        .windows(2)
        .filter(|pair| {
            pair.iter().all(|Placed { glyph, is_high }| glyph.c.is_alphanumeric() && !is_high && !is_combining_mark(glyph.c))
        })
        .map(|pair| pair[1].glyph.x - pair[0].glyph.x - pair[0].glyph.width)
        .collect();
    gaps.sort_by(f32::total_cmp);
    let Some(middle) = gaps.get(gaps.len() / 2).filter(|_| gaps.len() >= 5).copied() else { return usual };
    if (usual * 0.7..segment.size * 0.4).contains(&middle) {
        return middle + segment.size * 0.2;
    }
    if spaces * 14 > glyphs.len() {
        segment.size * 0.2
    } else if spaces == 0 && middle.abs() < segment.size * 0.02 {
        // Where letters touch, less is seen.
        segment.size * 0.11
    } else {
        usual
    }
}

/// A letter with the accent that is drawn over it apart, as old programs do.
fn accented(before: &Glyph, glyph: &Glyph) -> Option<char> {
    let mark = |c: char| {
        Some(match c {
            '\u{b4}' | '\u{2ca}' => '\u{301}',
            '`' | '\u{2cb}' => '\u{300}',
            '\u{a8}' => '\u{308}',
            '^' | '\u{2c6}' => '\u{302}',
            '~' | '\u{2dc}' => '\u{303}',
            '\u{b8}' => '\u{327}',
            '\u{2c7}' => '\u{30c}',
            '\u{2d8}' => '\u{306}',
            '\u{2d9}' => '\u{307}',
            '\u{2da}' => '\u{30a}',
            '\u{2dd}' => '\u{30b}',
            '\u{2db}' => '\u{328}',
            '\u{af}' | '\u{2c9}' => '\u{304}',
            _ => return None,
        })
    };
    let overlap = (before.x + before.width).min(glyph.x + glyph.width) - before.x.max(glyph.x);
    if overlap < before.width.min(glyph.width) * 0.5 {
        return None;
    }
    let (letter, accent) = match (mark(before.c), mark(glyph.c)) {
        (Some(accent), None) => (glyph.c, accent),
        (None, Some(accent)) => (before.c, accent),
        _ => return None,
    };
    let letter = match letter {
        'ı' => 'i',
        'ȷ' => 'j',
        other => other,
    };
    let mut both = [letter, accent].into_iter().nfc();
    both.next().filter(|_| letter.is_alphabetic() && both.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::read::pdf::testing;

    fn set(text: &str, x: f32) -> Vec<Glyph> {
        testing::row(text, x, 100.0)
    }

    fn read(glyphs: Vec<Glyph>) -> Vec<String> {
        let mut segments = segments(glyphs);
        mirror(&mut segments);
        segments.iter().map(|segment| words(segment).into_iter().map(|words| words.text).collect()).collect()
    }

    #[test]
    fn what_runs_from_right_to_left_begins_at_the_right() {
        let mut row = set("םלוע", 50.0);
        row.extend(set("םולש", 200.0));
        assert_eq!(read(row), ["שלום", "עולם"]);
        let mut row = set("one", 50.0);
        row.extend(set("two", 200.0));
        assert_eq!(read(row), ["one", "two"]);
    }

    #[test]
    fn spaces_without_room_are_none_and_gaps_after_a_stop_are_spaces() {
        let mut under = set("851", 50.0);
        under.extend(set("  ", 47.0));
        assert_eq!(read(under), ["851"]);
        let mut tight = set("law school all", 50.0);
        tight.extend(set(",", 120.0));
        tight.extend(set("so", 126.4));
        assert_eq!(read(tight), ["law school all, so"]);
    }
}

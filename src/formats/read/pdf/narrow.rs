//! Gutters so narrow that a gap between words could be as wide: they are known by the lines that begin at the same place behind them.

use super::segment::Segment;
use super::sorted;

/// A gap as wide as this, in sizes of the font, may be a gutter where others show that it is one.
const APART: f32 = 0.4;

/// How many lines show it.
const LINES: usize = 5;

/// How exactly the lines behind a gutter begin at the same place, in points.
const NEAR: f32 = 0.75;

/// How many such places of a page are tried.
const PLACES: usize = 64;

/// Parts segments that run across a narrow gutter.
#[must_use]
pub fn part(mut segments: Vec<Segment>) -> Vec<Segment> {
    for place in places(&segments) {
        let hits: Vec<(usize, usize)> =
            segments.iter().enumerate().filter_map(|(at, segment)| Some((at, gap_before(segment, place)?))).collect();
        let heights = || segments.iter().filter(|segment| (segment.x0 - place).abs() < NEAR).map(|segment| segment.y);
        let split_heights = || hits.iter().map(|(at, _)| segments[*at].y);
        let top = heights().chain(split_heights()).fold(f32::INFINITY, f32::min);
        let bottom = heights().chain(split_heights()).fold(f32::NEG_INFINITY, f32::max);
        let shown = heights().count() + hits.len();
        let is_blocked = |segment: &&Segment| (top..=bottom).contains(&segment.y) && stands_before(segment, place);
        if hits.is_empty() || shown < LINES || segments.iter().filter(is_blocked).count() * 6 > shown {
            continue;
        }
        for (at, glyph) in hits {
            let after = segments[at].glyphs.split_off(glyph);
            let before = std::mem::take(&mut segments[at].glyphs);
            let glyphs = |part: Vec<super::segment::Placed>| part.into_iter().map(|placed| placed.glyph).collect();
            segments[at] = Segment::new(glyphs(before));
            segments.push(Segment::new(glyphs(after)));
        }
    }
    sorted::segments(&mut segments);
    segments
}

/// Where segments begin, or go on behind a gap, in enough lines.
fn places(segments: &[Segment]) -> Vec<f32> {
    let mut all: Vec<(f32, bool)> = Vec::new();
    for segment in segments {
        all.push((segment.x0, false));
        all.extend(gaps(segment).map(|(_, place)| (place, true)));
    }
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut found: Vec<(usize, f32)> = Vec::new();
    let mut start = 0;
    while start < all.len() {
        let end = start + all[start..].iter().take_while(|(place, _)| place - all[start].0 < NEAR).count();
        let group = &all[start..end];
        if group.len() >= LINES && group.iter().any(|(_, is_gap)| *is_gap) {
            found.push((group.len(), group[group.len() / 2].0));
        }
        start = end;
    }
    found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    found.into_iter().take(PLACES).map(|(_, place)| place).collect()
}

/// The gaps of a segment that may be gutters: the letter behind each, and where it begins.
fn gaps(segment: &Segment) -> impl Iterator<Item = (usize, f32)> + '_ {
    let mut last: Option<(char, f32)> = None;
    segment.glyphs.iter().enumerate().filter(|(_, placed)| placed.glyph.c != ' ').filter_map(move |(at, placed)| {
        let glyph = placed.glyph;
        // The dots that lead to the numbers of pages have gaps of their own.
        let is_gap = last.is_some_and(|(c, end)| c != '.' && glyph.c != '.' && glyph.x - end > segment.size * APART);
        let end = glyph.x + glyph.width;
        last = Some((glyph.c, last.map_or(end, |(_, other)| end.max(other))));
        is_gap.then_some((at, glyph.x))
    })
}

fn gap_before(segment: &Segment, place: f32) -> Option<usize> {
    let may_be = segment.x0 < place && segment.x1 > place;
    may_be.then(|| gaps(segment).find(|(_, at)| (at - place).abs() < NEAR).map(|(at, _)| at)).flatten()
}

/// Whether letters stand where the gutter would be.
fn stands_before(segment: &Segment, place: f32) -> bool {
    let strip = place - segment.size * APART;
    segment.x0 < place - NEAR
        && segment.x1 > strip
        && segment.glyphs.iter().any(|placed| {
            let glyph = placed.glyph;
            glyph.c != ' ' && glyph.x < place - NEAR && glyph.x + glyph.width > strip + segment.size * 0.05
        })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{said, segment, set};
    use super::*;

    #[test]
    fn lines_that_begin_at_one_place_show_a_narrow_gutter() {
        let mut y = 100.0;
        let lines = |left: &str, right: &str, y: f32| {
            let mut glyphs = set(left, 150.0 - 5.0 * f32::from(u8::try_from(left.len()).unwrap()), y);
            glyphs.extend(set(right, 156.0, y));
            Segment::new(glyphs)
        };
        let mut all = Vec::new();
        for left in ["onacoldmorningin", "allofthemcametwo", "bytwotothesquare", "andwaitedforhours", "toseewhatwouldbe"] {
            y += 12.0;
            all.push(lines(left, "bbbbbbb", y));
        }
        let found = said(&part(all.clone()));
        assert_eq!(found.len(), 10);
        assert_eq!(found[..2], ["onacoldmorningin", "bbbbbbb"]);
        // Where words stand in its place in other lines, it is none.
        all.extend((0..3).map(|at| segment("cccccccccccccccccccccccccccccc", 50.0, [118.0, 130.0, 142.0][at])));
        assert_eq!(part(all).len(), 8);
    }

    #[test]
    fn dots_that_lead_to_a_number_part_nothing() {
        let line = |y: f32| {
            let mut glyphs = set("Chapter", 50.0, y);
            for at in [95.0, 105.0, 115.0, 125.0] {
                glyphs.extend(set(".", at, y));
            }
            Segment::new(glyphs)
        };
        let all: Vec<Segment> = [100.0, 112.0, 124.0, 136.0, 148.0, 160.0].into_iter().map(line).collect();
        assert_eq!(part(all).len(), 6);
    }
}

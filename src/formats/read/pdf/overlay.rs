//! Words that are drawn over others, as in a drawing whose labels run into each other: each is read by itself, in the order in which
//! they are drawn.

use unicode_normalization::char::is_combining_mark;

use super::glyph::Glyph;
use super::segment::Drawn;
use super::sorted;

/// In rows with more letters than any line of text has, what lies over what is not looked at.
const LONG: usize = 2_000;

/// How many letters of a row lie over others, before it is taken for words over words.
const LETTERS: usize = 4;

/// A row of letters, from left to right; several, where words lie over each other.
#[must_use]
pub fn layers(row: &[Drawn]) -> Vec<Vec<Glyph>> {
    let mut sorted: Vec<Drawn> = row.to_vec();
    sorted::letters(&mut sorted, &|(_, glyph)| glyph.x);
    let glyphs = |row: Vec<Drawn>| row.into_iter().map(|(_, glyph)| glyph).collect::<Vec<Glyph>>();
    if row.len() > LONG || sorted.windows(2).filter(|pair| lies_over(pair)).count() < LETTERS {
        return vec![glyphs(sorted)];
    }
    let mut drawn: Vec<Drawn> = row.to_vec();
    #[expect(clippy::cast_precision_loss, reason = "a page has fewer letters than a single tells apart")]
    sorted::letters(&mut drawn, &|(order, _)| *order as f32);
    let mut layers: Vec<Vec<Drawn>> = Vec::new();
    for run in runs(&drawn) {
        // A run that lies beside all of a layer goes on with it.
        let is_free = |layer: &&mut Vec<Drawn>| layer.iter().all(|other| run.iter().all(|own| !overlap(&own.1, &other.1)));
        match layers.iter_mut().find(is_free) {
            Some(layer) => layer.extend(run),
            None => layers.push(run),
        }
    }
    for layer in &mut layers {
        sorted::letters(layer, &|(_, glyph)| glyph.x);
    }
    layers.into_iter().map(glyphs).collect()
}

/// Letters that follow each other as they are drawn.
fn runs(drawn: &[Drawn]) -> Vec<Vec<Drawn>> {
    let mut found: Vec<Vec<Drawn>> = Vec::new();
    for next in drawn {
        let follows = found.last().and_then(|run| run.last()).is_some_and(|(order, last)| {
            let gap = next.1.x - last.x - last.width;
            next.0 == order + 1 && gap.abs() < last.size * 0.6
        });
        match found.last_mut() {
            Some(run) if follows => run.push(*next),
            _ => found.push(vec![*next]),
        }
    }
    found
}

fn lies_over(pair: &[Drawn]) -> bool {
    pair[0].0.abs_diff(pair[1].0) > 1 && overlap(&pair[0].1, &pair[1].1)
}

/// Whether two letters lie over each other; accents do so by right.
fn overlap(one: &Glyph, other: &Glyph) -> bool {
    let is_letter = |glyph: &Glyph| glyph.c.is_alphanumeric() && glyph.width > 0.0 && !is_combining_mark(glyph.c);
    let by = (one.x + one.width).min(other.x + other.width) - one.x.max(other.x);
    is_letter(one) && is_letter(other) && by > one.width.min(other.width) * 0.4
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::read::pdf::testing;

    fn set(text: &str, x: f32, order: usize) -> Vec<Drawn> {
        testing::row(text, x, 100.0).into_iter().enumerate().map(|(at, glyph)| (order + at, glyph)).collect()
    }

    fn said(row: &[Drawn]) -> Vec<String> {
        layers(row).iter().map(|layer| layer.iter().map(|glyph| glyph.c).collect()).collect()
    }

    #[test]
    fn words_over_words_are_read_one_after_the_other() {
        let mut row = set("under", 50.0, 0);
        row.extend(set("above", 52.0, 10));
        row.extend(set("beside", 90.0, 20));
        assert_eq!(said(&row), ["underbeside", "above"]);
    }

    #[test]
    fn letters_that_touch_are_one_row() {
        let mut row = set("ab", 50.0, 0);
        row.extend(set("cd", 58.0, 10));
        assert_eq!(said(&row), ["abcd"]);
    }
}

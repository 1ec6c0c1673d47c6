//! Which letters of a page are its text: not what is drawn twice to look bold, not the hidden copy of what is seen, and not what the
//! file itself calls no part of the text. All that is left is turned upright.

use std::collections::{HashMap, HashSet};

use super::chain;
use super::content::{Drawn, Glyph, Turn};
use super::marks;
use super::ruled::Rule;

/// The letters of a page that stand the same way, turned upright.
#[derive(Debug)]
pub struct Upright {
    /// The letters.
    pub glyphs: Vec<Glyph>,
    /// The lines drawn among them.
    pub rules: Vec<Rule>,
    /// How high it is.
    pub height: f32,
}

/// The text of a page, in parts.
#[derive(Debug)]
pub struct Sifted {
    /// What stands as most of it does.
    pub main: Upright,
    /// What stands otherwise, each part turned upright; none but for pages on which something is turned.
    pub turned: Vec<Upright>,
    /// What runs askew or along a curve, line by line, laid out level.
    pub askew: Vec<Glyph>,
}

/// The text of a page. Large letters askew across a page of text are a watermark and are left out.
#[must_use]
pub fn sift(drawn: Drawn, (width, height): (f32, f32)) -> Sifted {
    let rules = drawn.rules;
    let glyphs = without_copies(without_hidden(without_artifacts(drawn.glyphs, height)));
    let (level, askew) = chain::part(glyphs);
    let mut by_turn: HashMap<Turn, Vec<Glyph>> = HashMap::new();
    for glyph in level {
        by_turn.entry(glyph.turn).or_default().push(glyph);
    }
    let mut groups: Vec<(Turn, Vec<Glyph>)> = [Turn::Right, Turn::Down, Turn::Left, Turn::Up]
        .into_iter()
        .filter_map(|turn| Some((turn, by_turn.remove(&turn)?)))
        .collect();
    // The first of those with most letters.
    groups.sort_by_key(|(_, glyphs)| std::cmp::Reverse(glyphs.len()));
    let mut turned = groups.into_iter().map(|(turn, glyphs)| upright(turn, glyphs, &rules, (width, height)));
    let main = turned.next().unwrap_or(Upright { glyphs: Vec::new(), rules: Vec::new(), height });
    let askew = without_watermark(askew, &main.glyphs);
    Sifted { turned: turned.collect(), askew: chain::lay_out(askew), main }
}

fn without_watermark(mut askew: Vec<Vec<Glyph>>, main: &[Glyph]) -> Vec<Vec<Glyph>> {
    if askew.is_empty() {
        return askew;
    }
    let mut sizes: Vec<f32> = main.iter().map(|glyph| glyph.size).collect();
    sizes.sort_by(f32::total_cmp);
    if let Some(usual) = sizes.get(sizes.len() / 2).filter(|_| sizes.len() >= 200) {
        askew.retain(|run| run.first().is_some_and(|glyph| glyph.size < usual * 2.5));
    }
    askew
}

fn upright(turn: Turn, mut glyphs: Vec<Glyph>, rules: &[Rule], (width, height): (f32, f32)) -> Upright {
    let turned = |x: f32, y: f32| match turn {
        Turn::Right | Turn::Askew => (x, y),
        Turn::Down => (y, width - x),
        Turn::Left => (width - x, height - y),
        Turn::Up => (height - y, x),
    };
    for glyph in &mut glyphs {
        (glyph.x, glyph.y) = turned(glyph.x, glyph.y);
    }
    let rules = rules.iter().map(|rule| rule.turned(turned)).collect();
    marks::settle(&mut glyphs);
    let is_aside = matches!(turn, Turn::Down | Turn::Up);
    Upright { glyphs, rules, height: if is_aside { width } else { height } }
}

/// Some programs call everything an artifact, or whatever they draw on a form; then the word means nothing.
fn without_artifacts(mut glyphs: Vec<Glyph>, height: f32) -> Vec<Glyph> {
    let edge = height * 0.15;
    let is_inside = |glyph: &&Glyph| glyph.c != ' ' && (edge..height - edge).contains(&glyph.y);
    let inside = glyphs.iter().filter(is_inside).count();
    if glyphs.iter().filter(is_inside).filter(|glyph| glyph.is_artifact).count() * 20 > inside {
        return glyphs;
    }
    let text = glyphs.iter().filter(|glyph| !glyph.is_artifact && glyph.c != ' ').count();
    if text * 3 >= glyphs.len() {
        glyphs.retain(|glyph| !glyph.is_artifact);
    }
    glyphs
}

/// The hidden text of a scanned page counts where nothing is seen in its place.
fn without_hidden(mut glyphs: Vec<Glyph>) -> Vec<Glyph> {
    if !glyphs.iter().any(|glyph| glyph.is_hidden) || glyphs.iter().all(|glyph| glyph.is_hidden) {
        return glyphs;
    }
    let cell = |x: f32, y: f32| {
        #[expect(clippy::cast_possible_truncation, reason = "places on a page are small numbers")]
        let at = ((x / 6.0).floor() as i32, (y / 6.0).floor() as i32);
        at
    };
    let middle = |glyph: &Glyph| (glyph.x + glyph.width / 2.0, glyph.y - glyph.size * 0.3);
    let seen: HashSet<(i32, i32)> = (glyphs.iter().filter(|glyph| !glyph.is_hidden && glyph.c != ' '))
        .map(|glyph| cell(middle(glyph).0, middle(glyph).1))
        .collect();
    glyphs.retain(|glyph| {
        let (x, y) = cell(middle(glyph).0, middle(glyph).1);
        let mut around = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (x + dx, y + dy)));
        !glyph.is_hidden || !around.any(|at| seen.contains(&at))
    });
    glyphs
}

/// The same letter nearly in the same place is there to look bold, or as a shadow.
fn without_copies(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let mut seen: HashMap<(char, i32, i32), Vec<(f32, f32)>> = HashMap::new();
    let mut kept = Vec::with_capacity(glyphs.len());
    for glyph in glyphs {
        if glyph.c == ' ' {
            kept.push(glyph);
            continue;
        }
        let near = glyph.size * 0.14;
        // Of narrow letters two alike may stand side by side within that.
        let beside = if glyph.width > 0.0 { near.min(glyph.width * 0.6) } else { near };
        #[expect(clippy::cast_possible_truncation, reason = "places on a page are small numbers")]
        let at = ((glyph.x / 8.0).round() as i32, (glyph.y / 8.0).round() as i32);
        let is_near = |(x, y): &(f32, f32)| (x - glyph.x).abs() < beside && (y - glyph.y).abs() < near;
        let around = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (at.0 + dx, at.1 + dy)));
        let mut others = around.filter_map(|(x, y)| seen.get(&(glyph.c, x, y)));
        if others.any(|places| places.iter().rev().take(32).any(is_near)) {
            continue;
        }
        seen.entry((glyph.c, at.0, at.1)).or_default().push((glyph.x, glyph.y));
        kept.push(glyph);
    }
    kept
}

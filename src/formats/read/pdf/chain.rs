//! Letters that follow each other though not on a straight level line: words along a curve or askew, lines that a scanner tilted,
//! letters that dance.

use super::content::{Glyph, Turn};

/// How far the end of a letter and the beginning of the next may be apart, in sizes of the font.
const APART: f32 = 0.5;

/// How far letters of one size may be set below or above each other on a line, in sizes of the font. Figures set high or low for
/// a purpose are smaller.
const STEP: f32 = 0.3;

/// By how much, as a sine, the way of a line may turn from letter to letter and be one line still; and by how much in all and be
/// straight.
const TURN: f32 = 0.7;
const STRAIGHT: f32 = 0.12;

/// A line that runs askew: its letters, in the order in which they are drawn.
type Run = Vec<Glyph>;

/// Takes out what runs askew or along a curve, each line by itself, and lays letters that dance upon one line.
pub fn part(glyphs: Vec<Glyph>) -> (Vec<Glyph>, Vec<Run>) {
    let (mut level, mut askew) = (Vec::with_capacity(glyphs.len()), Vec::new());
    let mut run: Run = Vec::new();
    for glyph in glyphs {
        if !run.last().is_some_and(|last| follows(last, &glyph)) {
            end(&mut run, &mut level, &mut askew);
        }
        run.push(glyph);
    }
    end(&mut run, &mut level, &mut askew);
    (level, askew)
}

fn follows(last: &Glyph, next: &Glyph) -> bool {
    let size = last.size.max(next.size);
    let (dx, dy) = (next.x - last.x - last.way.0, next.y - last.y - last.way.1);
    let turned = cross(unit(last), unit(next));
    (last.size - next.size).abs() < size * 0.05 && dx.hypot(dy) < size * APART && turned.abs() < TURN
}

/// The way of a letter as long as one.
fn unit(glyph: &Glyph) -> (f32, f32) {
    let (dx, dy) = glyph.way;
    let length = dx.hypot(dy);
    if length > 1e-3 { (dx / length, dy / length) } else { (1.0, 0.0) }
}

fn cross(one: (f32, f32), other: (f32, f32)) -> f32 {
    one.0 * other.1 - one.1 * other.0
}

fn end(run: &mut Run, level: &mut Vec<Glyph>, askew: &mut Vec<Run>) {
    let mut run = std::mem::take(run);
    let Some(first) = run.iter().find(|glyph| glyph.width > 0.0).or(run.first()).map(unit) else { return };
    let turned = |glyph: &Glyph| if glyph.width > 0.0 { cross(first, unit(glyph)) } else { 0.0 };
    let least = run.iter().map(turned).fold(0.0, f32::min);
    let most = run.iter().map(turned).fold(0.0, f32::max);
    let is_bent = most - least > STRAIGHT && run.len() > 2;
    if is_bent || run.iter().any(|glyph| glyph.turn == Turn::Askew) {
        if run.iter().any(|glyph| glyph.c != ' ') {
            askew.push(run);
        }
        return;
    }
    if run.len() > 2 && run.iter().all(|glyph| glyph.turn == Turn::Right) {
        flatten(&mut run);
    }
    level.append(&mut run);
}

/// Sets the letters of a run on the height of most of them.
fn flatten(run: &mut Run) {
    let is_step = |pair: &[Glyph]| (pair[1].y - pair[0].y).abs() > pair[0].size * 0.02;
    let is_far = |pair: &[Glyph]| (pair[1].y - pair[0].y - pair[0].way.1).abs() > pair[0].size * STEP;
    if !run.windows(2).any(is_step) || run.windows(2).any(is_far) {
        return;
    }
    let mut heights: Vec<f32> = run.iter().map(|glyph| glyph.y).collect();
    heights.sort_by(f32::total_cmp);
    let y = heights[heights.len() / 2];
    for glyph in run {
        glyph.y = y;
    }
}

/// Lays lines that run askew out as if they ran level, one below the other. Lines that stood below each other stay as far apart,
/// and what went on on the same line does.
#[must_use]
pub fn lay_out(runs: Vec<Run>) -> Vec<Glyph> {
    let mut laid: Vec<Glyph> = Vec::new();
    let (mut left, mut y, mut end) = (0.0, 0.0, 0.0);
    let mut before: Option<Glyph> = None;
    for run in runs {
        let Some(first) = run.first().copied() else { continue };
        let way = unit(&first);
        let (mut shift, mut fall, mut start) = (-left, first.size * 3.0, None);
        if let Some(before) = before.filter(|before| cross(unit(before), way).abs() < 0.05) {
            let apart = (first.x - before.x, first.y - before.y);
            let (along, below) = (apart.0 * way.0 + apart.1 * way.1, cross(way, apart));
            let (size, gap) = (before.size.min(first.size), left + along - end);
            let is_alike = (before.size - first.size).abs() < first.size * 0.3;
            if is_alike && (0.7..2.2).contains(&(below / first.size)) && along.abs() < first.size * 20.0 {
                (shift, fall) = (along, below);
            } else if below.abs() < size * 0.25 && gap > -size * 0.5 && gap < size * 12.0 {
                start = Some(left + along);
            }
        }
        if start.is_none() {
            (left, y) = (left + shift, y + fall);
            before = Some(first);
        }
        end = start.unwrap_or(left);
        let mut last: Option<Glyph> = None;
        for glyph in run {
            if let Some(last) = last {
                let gap = (glyph.x - last.x - last.way.0, glyph.y - last.y - last.way.1);
                let way = unit(&glyph);
                end += gap.0 * way.0 + gap.1 * way.1;
            }
            laid.push(Glyph { x: end, y, turn: Turn::Right, way: (glyph.width, 0.0), ..glyph });
            end += glyph.width;
            last = Some(glyph);
        }
    }
    laid
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters set along a way, each turned like it.
    fn set(text: &str, start: (f32, f32), angle: impl Fn(f32) -> f32) -> Vec<Glyph> {
        let (mut x, mut y) = start;
        let mut glyphs = Vec::new();
        for (at, c) in text.chars().enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "there are few letters")]
            let angle = angle(at as f32);
            let way = (5.0 * angle.cos(), 5.0 * angle.sin());
            let is_level = way.1.abs() < way.0.abs() * 0.25;
            glyphs.push(Glyph {
                c,
                x,
                y,
                width: 5.0,
                way,
                size: 10.0,
                turn: if is_level { Turn::Right } else { Turn::Askew },
                font: 0,
                is_bold: false,
                is_italic: false,
                is_hidden: false,
                is_artifact: false,
                order: (0, 0),
            });
            (x, y) = (x + way.0, y + way.1);
        }
        glyphs
    }

    fn said(glyphs: &[Glyph]) -> String {
        glyphs.iter().map(|glyph| glyph.c).collect()
    }

    #[test]
    fn lines_askew_and_along_a_curve_are_laid_level() {
        let mut all = set("plain", (50.0, 50.0), |_| 0.0);
        all.extend(set("askew", (50.0, 100.0), |_| 0.7));
        all.extend(set("around", (50.0, 200.0), |at| at * 0.1 - 0.2));
        let (level, runs) = part(all);
        assert_eq!(said(&level), "plain");
        assert_eq!(runs.iter().map(|run| said(run)).collect::<Vec<_>>(), ["askew", "around"]);
        let laid = lay_out(runs);
        assert!(laid.iter().all(|glyph| glyph.turn == Turn::Right));
        assert!(laid.windows(2).all(|pair| pair[1].y > pair[0].y || (pair[1].x - pair[0].x - 5.0).abs() < 0.5));
        assert!(laid[5].y > laid[4].y && laid[4].y <= laid[0].y);
    }

    #[test]
    fn what_goes_on_askew_stays_on_its_line() {
        let (x, y) = (0.7_f32.cos(), 0.7_f32.sin());
        let at = |along: f32, below: f32| (50.0 + along * x - below * y, 100.0 + along * y + below * x);
        let mut all = set("one", at(0.0, 0.0), |_| 0.7);
        let mut large = set("more", at(25.0, 0.0), |_| 0.7);
        for glyph in &mut large {
            glyph.size = 14.0;
        }
        all.extend(large);
        all.extend(set("below", at(0.0, 12.0), |_| 0.7));
        let laid = lay_out(part(all).1);
        let places: Vec<(f32, f32)> = [0, 3, 7].iter().map(|at| (laid[*at].x.round(), laid[*at].y.round())).collect();
        assert_eq!(places, [(0.0, 30.0), (25.0, 30.0), (0.0, 42.0)]);
    }

    #[test]
    fn letters_that_dance_stand_on_one_line_and_those_on_two_do_not() {
        let mut dancing = set("dance", (50.0, 50.0), |_| 0.0);
        dancing.iter_mut().zip([0.0, 1.5, 3.0, 2.0, 0.5]).for_each(|(glyph, by)| glyph.y += by);
        let (level, _) = part(dancing);
        assert!(level.windows(2).all(|pair| (pair[0].y - pair[1].y).abs() < f32::EPSILON));
        let mut apart = set("two", (50.0, 50.0), |_| 0.0);
        apart[1].y += 4.0;
        assert!((part(apart).0[1].y - 54.0).abs() < f32::EPSILON);
    }
}

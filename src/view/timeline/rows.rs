//! In which rows the bars of a lane lie, with their titles or without.

use super::Axis;
use super::lanes::{Bar, Label};
use super::titles::Title;

/// The space between a bar and its title, and between two things in a row, in points.
const GAP: f32 = 5.0;
/// The space between two low bars in a row, in points.
const LOW_GAP: f32 = 1.0;
/// The space between an end of a bar and the title in it, in points.
const PAD: f32 = 5.0;
/// The room that a title asks for beside its bar before another one may stand behind it, in points; it takes more where the
/// row is free.
const WISH: f32 = 190.0;
/// The least room in a bar for a title that has to be cut, in points: less is better spent beside it.
const IN_BAR: f32 = 260.0;

/// Stacks bars without titles and returns how many rows they take.
pub fn stack(bars: &mut [Bar]) -> usize {
    let mut ends: Vec<f32> = Vec::new();
    for bar in bars {
        let row = ends.iter().position(|end| *end <= bar.left).unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(f32::NEG_INFINITY);
        }
        ends[row] = bar.right + LOW_GAP;
        (bar.row, bar.label) = (row, None);
    }
    ends.len()
}

/// What a bar and its title take of a row, in points.
#[derive(Clone, Copy)]
struct Stretch {
    left: f32,
    right: f32,
}

impl Stretch {
    fn is_clear_of(self, other: Self) -> bool {
        self.right + GAP <= other.left || other.right + GAP <= self.left
    }
}

/// Where a title stands.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Inside,
    Right,
    Left,
    /// There is no room for it anywhere.
    Nowhere,
}

/// Stacks bars with their titles and returns how many rows they take. A title stands in its bar where it fits, otherwise
/// right of it, or left of it where the axis ends; it never leaves the axis, so it stays in view while its bar is.
pub fn stack_titled(bars: &mut [Bar], axis: &Axis, mut title: impl FnMut(&Bar) -> std::sync::Arc<Title>) -> usize {
    let (axis_left, axis_right) = axis.ends();
    let seen = |bar: &Bar| Stretch { left: bar.left.max(axis_left), right: bar.right.min(axis_right) };
    let mut rows: Vec<Vec<(usize, Stretch)>> = Vec::new();
    let mut placed = Vec::with_capacity(bars.len());
    for (index, bar) in bars.iter_mut().enumerate() {
        let title = title(bar);
        let own = seen(bar);
        let wish = title.width().min(WISH);
        let inner = clear(bar, own);
        let room = inner.right - inner.left;
        let (side, taken) = if title.width() <= room || room >= IN_BAR {
            (Side::Inside, own)
        } else if own.right + GAP + wish <= axis_right {
            (Side::Right, Stretch { right: own.right + GAP + wish, ..own })
        } else if own.left - GAP - wish >= axis_left {
            (Side::Left, Stretch { left: own.left - GAP - wish, ..own })
        } else {
            (if room > 0.0 { Side::Inside } else { Side::Nowhere }, own)
        };
        let free = |row: &Vec<(usize, Stretch)>| row.iter().all(|(_, other)| taken.is_clear_of(*other));
        bar.row = rows.iter().position(free).unwrap_or(rows.len());
        if bar.row == rows.len() {
            rows.push(Vec::new());
        }
        rows[bar.row].push((index, taken));
        placed.push((side, title));
    }
    for row in &mut rows {
        row.sort_by(|(_, a), (_, b)| a.left.total_cmp(&b.left));
        for at in 0..row.len() {
            let index = row[at].0;
            let (side, title) = &placed[index];
            // What lies next in the row, or the end of the axis, says how long the title may be.
            let until = row.get(at + 1).map_or(axis_right, |(_, next)| next.left - GAP);
            let from = if at == 0 { axis_left } else { row[at - 1].1.right + GAP };
            let own = seen(&bars[index]);
            bars[index].label = label(*side, title, own, clear(&bars[index], own), (from, until));
            let label = bars[index].label.as_ref();
            let ends = label.map_or((own.left, own.right), |label| (own.left.min(label.left), own.right.max(label.right)));
            row[at].1 = Stretch { left: ends.0, right: ends.1 };
        }
    }
    rows.len()
}

/// The stretch of a bar in which a title can be read: ends that fade away bear no text.
fn clear(bar: &Bar, own: Stretch) -> Stretch {
    let left = own.left.max(bar.left + bar.soft_left * 0.6) + PAD;
    let right = own.right.min(bar.right - bar.soft_right * 0.6) - PAD;
    Stretch { left, right }
}

fn label(side: Side, title: &Title, own: Stretch, inner: Stretch, (from, until): (f32, f32)) -> Option<Label> {
    match side {
        Side::Inside => {
            let (text, width) = title.cut(inner.right - inner.left)?;
            Some(Label { text, left: inner.left, right: inner.left + width, inside: true })
        }
        Side::Right => {
            let left = own.right + GAP;
            let (text, width) = title.cut(until - left)?;
            Some(Label { text, left, right: left + width, inside: false })
        }
        Side::Left => {
            let right = own.left - GAP;
            let (text, width) = title.cut(right - from)?;
            Some(Label { text, left: right - width, right, inside: false })
        }
        Side::Nowhere => None,
    }
}

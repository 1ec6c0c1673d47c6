//! All time on one strip: stretches in which the report says nothing are folded narrow, and each burst gets width
//! by how much is said in it.
//!
//! The strip runs from 0 to 1. Within a piece time is even, so the mapping is continuous and strictly increasing.

use chrono::{Datelike, NaiveDate};

use super::times::Window;
use crate::report::dossier::Dossier;
use crate::report::ids::PassageIx;
use crate::report::moment::{DAY, Moment};
use crate::report::wording;

/// A stretch of the strip on which time runs evenly.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The time it covers.
    pub time: Window,
    /// Where it begins on the strip, 0 to 1.
    pub start: f64,
    /// Where it ends on the strip, 0 to 1.
    pub end: f64,
    /// Whether nothing is said in it, so that it is drawn narrow.
    pub folded: bool,
    /// What to write under it; empty for folds.
    pub label: String,
}

/// The mapping between time and the strip.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folds {
    pieces: Vec<Piece>,
    density: Vec<f64>,
}

/// How many columns the density of passages has.
pub const COLUMNS: usize = 180;

/// How many passages a year or a month must hold to be divided further.
const BUSY: usize = 6;
/// The share of the strip that a fold takes.
const FOLD_WIDTH: f64 = 0.007;
/// How many empty days are still drawn in full between busy ones.
const SHORT_GAP: usize = 2;

/// A calendar unit and how many passages begin in it.
struct Cell {
    time: Window,
    weight: usize,
    unit: Unit,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Year,
    Month,
    Day,
}

impl Folds {
    /// Arranges the strip for some passages, which must be in order of their beginning.
    #[must_use]
    pub fn new(dossier: &Dossier, dated: &[PassageIx]) -> Self {
        let whens = dated.iter().filter_map(|ix| dossier.passage(*ix).when);
        let begin: Vec<Moment> = whens.filter(|when| when.start().precision().is_some()).map(|when| when.earliest()).collect();
        let (Some(first), Some(last)) = (begin.first(), begin.last()) else {
            return Self::default();
        };
        let mut cells = Vec::new();
        for year in first.year()..=last.year() {
            divide(year, 1, Unit::Year, &begin, &mut cells);
        }
        let mut folds = Self { pieces: lay_out(merge(cells)), density: Vec::new() };
        folds.density = folds.weigh(dossier, dated);
        folds
    }

    /// The same strip, with the density of other passages: those that a filter shows.
    #[must_use]
    pub fn weighed(mut self, dossier: &Dossier, dated: &[PassageIx]) -> Self {
        self.density = self.weigh(dossier, dated);
        self
    }

    /// How much is said in each of [`COLUMNS`] even columns of the strip.
    ///
    /// Each passage weighs 1, spread over the columns that it covers, so that a decade does not weigh more than an hour.
    #[must_use]
    pub fn density(&self) -> &[f64] {
        &self.density
    }

    fn weigh(&self, dossier: &Dossier, dated: &[PassageIx]) -> Vec<f64> {
        #[expect(clippy::cast_precision_loss, reason = "a small number of columns")]
        let columns = COLUMNS as f64;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a position lies between 0 and 1")]
        let column = |at: Moment| ((self.position(at) * columns) as usize).min(COLUMNS - 1);
        // Added at the first column and taken off after the last one; summing up then gives every column its weight.
        let mut changes = vec![0.0; COLUMNS + 1];
        for when in dated.iter().filter_map(|ix| dossier.passage(*ix).when) {
            let (first, last) = (column(when.earliest()), column(Moment(when.latest().0 - 1)));
            #[expect(clippy::cast_precision_loss, reason = "a small number of columns")]
            let weight = 1.0 / (last - first + 1) as f64;
            changes[first] += weight;
            changes[last + 1] -= weight;
        }
        let mut sum = 0.0;
        let sums = changes.iter().take(COLUMNS).map(|change| {
            sum += change;
            f64::max(sum, 0.0)
        });
        sums.collect()
    }

    /// The pieces, in order of time, without gaps.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The time in which something is said: from the first stretch that is not folded to the last one.
    #[must_use]
    pub fn extent(&self) -> Option<Window> {
        let mut full = self.pieces.iter().filter(|piece| !piece.folded);
        let first = full.next()?;
        Some(Window::new(first.time.from, full.next_back().unwrap_or(first).time.to))
    }

    /// Where a moment lies on the strip; moments off the strip are brought to its ends.
    #[must_use]
    pub fn position(&self, at: Moment) -> f64 {
        let index = self.pieces.partition_point(|piece| piece.time.to <= at).min(self.pieces.len().saturating_sub(1));
        self.pieces.get(index).map_or(0.0, |piece| {
            #[expect(clippy::cast_precision_loss, reason = "seconds of the calendar are below 2^53")]
            let share = (at.0 - piece.time.from.0) as f64 / piece.time.seconds() as f64;
            piece.start + share.clamp(0.0, 1.0) * (piece.end - piece.start)
        })
    }

    /// The moment at a position of the strip, rounded to a second.
    #[must_use]
    pub fn moment(&self, position: f64) -> Moment {
        let index = self.pieces.partition_point(|piece| piece.end <= position).min(self.pieces.len().saturating_sub(1));
        self.pieces.get(index).map_or(Moment(0), |piece| {
            let share = ((position - piece.start) / (piece.end - piece.start)).clamp(0.0, 1.0);
            #[expect(
                clippy::cast_precision_loss,
                clippy::cast_possible_truncation,
                reason = "seconds of the calendar are below 2^53"
            )]
            let seconds = (share * piece.time.seconds() as f64).round() as i64;
            piece.time.from.plus(seconds)
        })
    }
}

/// The calendar unit that begins in a month of a year.
fn unit_window(year: i32, month: u32, unit: Unit) -> Option<Window> {
    let from = Moment::from_ymd(year, month, 1)?;
    let to = match unit {
        Unit::Year => Moment::from_ymd(year + 1, 1, 1)?,
        Unit::Month if month == 12 => Moment::from_ymd(year + 1, 1, 1)?,
        Unit::Month => Moment::from_ymd(year, month + 1, 1)?,
        Unit::Day => from.plus(DAY),
    };
    Some(Window { from, to })
}

fn weight(begin: &[Moment], time: Window) -> usize {
    begin.partition_point(|at| *at < time.to) - begin.partition_point(|at| *at < time.from)
}

/// Puts a unit into the list, or its parts where much is said in it.
fn divide(year: i32, month: u32, unit: Unit, begin: &[Moment], cells: &mut Vec<Cell>) {
    let Some(time) = unit_window(year, month, unit) else { return };
    let weight = weight(begin, time);
    match unit {
        Unit::Year if weight > BUSY => (1..=12).for_each(|month| divide(year, month, Unit::Month, begin, cells)),
        Unit::Month if weight > BUSY => {
            let mut from = time.from;
            while from < time.to {
                let day = Window { from, to: from.plus(DAY) };
                cells.push(Cell { time: day, weight: self::weight(begin, day), unit: Unit::Day });
                from = day.to;
            }
        }
        _ => cells.push(Cell { time, weight, unit }),
    }
}

/// Joins neighbours: empty ones into folds, full ones of the same unit into one stretch.
///
/// A few empty days between busy days stay in the stretch: a short silence in a burst is worth seeing.
fn merge(cells: Vec<Cell>) -> Vec<Cell> {
    let short = short_gaps(&cells);
    let mut merged: Vec<(Cell, bool)> = Vec::new();
    for (cell, keep) in cells.into_iter().zip(short) {
        let full = cell.weight > 0 || keep;
        match merged.last_mut() {
            Some((last, last_full)) if *last_full == full && (!full || last.unit == cell.unit) => {
                last.time.to = cell.time.to;
                last.weight += cell.weight;
            }
            _ => merged.push((cell, full)),
        }
    }
    merged.into_iter().map(|(cell, _)| cell).collect()
}

/// Which empty cells lie in a short gap between full cells of the same unit.
fn short_gaps(cells: &[Cell]) -> Vec<bool> {
    let mut keep = vec![false; cells.len()];
    let mut last_full: Option<usize> = None;
    for (index, cell) in cells.iter().enumerate() {
        if cell.weight == 0 {
            continue;
        }
        if let Some(last) = last_full
            && index - last <= SHORT_GAP + 1
            && cells[last..=index].iter().all(|between| between.unit == cell.unit)
            && cell.unit == Unit::Day
        {
            keep[last + 1..index].fill(true);
        }
        last_full = Some(index);
    }
    keep
}

/// Gives each stretch its width: folds a fixed one, the others by the square root of what is said in them.
fn lay_out(cells: Vec<Cell>) -> Vec<Piece> {
    #[expect(clippy::cast_precision_loss, reason = "counts are below 2^53")]
    let share = |cell: &Cell| if cell.weight == 0 { 0.0 } else { 1.0 + (cell.weight as f64).sqrt() };
    let folds = cells.iter().filter(|cell| cell.weight == 0).count();
    #[expect(clippy::cast_precision_loss, reason = "counts are below 2^53")]
    let fold_width = FOLD_WIDTH.min(0.5 / folds.max(1) as f64);
    #[expect(clippy::cast_precision_loss, reason = "counts are below 2^53")]
    let free = 1.0 - fold_width * folds as f64;
    let total: f64 = cells.iter().map(share).sum();
    let mut at = 0.0;
    let mut pieces: Vec<Piece> = cells
        .into_iter()
        .map(|cell| {
            let folded = cell.weight == 0;
            let width = if folded { fold_width } else { free * share(&cell) / total };
            let (start, end) = (at, at + width);
            at = end;
            let label = if folded { String::new() } else { label(&cell) };
            Piece { time: cell.time, start, end, folded, label }
        })
        .collect();
    if let Some(last) = pieces.last_mut() {
        last.end = 1.0;
    }
    pieces
}

/// A short name for a stretch: `1986`, `2014–16`, `June 2016`, `1–10 January 2022`.
fn label(cell: &Cell) -> String {
    let (first, last) = (cell.time.from.date(), Moment(cell.time.to.0 - 1).date());
    if cell.unit == Unit::Year && first.year() > 0 && first.year() != last.year() && first.year() / 100 == last.year() / 100 {
        return format!("{}–{:02}", first.year(), last.year().rem_euclid(100));
    }
    let month_only = |date: NaiveDate| format!("{} {}", wording::month(date), wording::year(date.year()));
    if cell.unit == Unit::Month && first.month() == last.month() {
        return month_only(first);
    }
    wording::stretch(cell.time.from, cell.time.to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folds(dates: &[(i32, u32, u32)]) -> Folds {
        let mut begin: Vec<_> = dates.iter().map(|(y, m, d)| Moment::from_ymd(*y, *m, *d).unwrap()).collect();
        begin.sort();
        let mut cells = Vec::new();
        for year in begin[0].year()..=begin[begin.len() - 1].year() {
            divide(year, 1, Unit::Year, &begin, &mut cells);
        }
        Folds { pieces: lay_out(merge(cells)), density: Vec::new() }
    }

    fn report() -> Folds {
        let mut dates = vec![(1848, 1, 1), (1986, 12, 17), (2011, 12, 1), (2014, 1, 1), (2015, 1, 1), (2016, 6, 1)];
        dates.extend((1..=10).flat_map(|day| [(2022, 1, day), (2022, 1, day)]).filter(|(_, _, day)| *day != 8));
        folds(&dates)
    }

    #[test]
    fn bursts_get_room_and_silences_are_folded() {
        let shown: Vec<_> = report().pieces().iter().map(|p| if p.folded { "…".to_owned() } else { p.label.clone() }).collect();
        assert_eq!(shown.join(" "), "1848 … 1986 … 2011 … 2014–16 … 1–10 January 2022 …");
    }

    proptest! {
        #[test]
        fn strip_and_time_are_inverse_and_monotone(seconds in -3_800_000_000_i64..1_640_000_000, step in 1_i64..100_000_000) {
            let strip = report();
            let at = Moment(seconds);
            let x = strip.position(at);
            prop_assert!(strip.moment(x).0.abs_diff(at.0) <= 1);
            prop_assert!(strip.position(at.plus(step)) > x);
        }
    }

    #[test]
    fn a_dossier_without_dates_has_an_empty_strip() {
        let strip = Folds::default();
        assert!(strip.extent().is_none());
        assert!(strip.position(Moment(5)).abs() < f64::EPSILON);
    }
}

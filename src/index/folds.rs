//! All time on one strip: stretches in which the report says nothing are folded narrow, and each burst gets width
//! by how much is said in it.
//!
//! The strip runs from 0 to 1. Within a piece time is even, so the mapping is continuous and strictly increasing.

use chrono::{Datelike, NaiveDate};

use std::collections::BTreeSet;

use super::times::Window;
use crate::report::dossier::Dossier;
use crate::report::ids::PassageIx;
use crate::report::moment::{DAY, Moment};
use crate::report::passage::Status;
use crate::report::wording;

/// How the strip is laid out, as the user wants it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StripView {
    /// Whether time runs evenly from end to end, and nothing is folded.
    pub even: bool,
    /// The beginnings of the silences that are unfolded.
    pub open: BTreeSet<Moment>,
}

/// A stretch of the strip on which time runs evenly.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The time it covers.
    pub time: Window,
    /// Where it begins on the strip, 0 to 1.
    pub start: f64,
    /// Where it ends on the strip, 0 to 1.
    pub end: f64,
    /// Whether nothing begins in it.
    pub silent: bool,
    /// Whether it is drawn narrow, because nothing begins in it.
    pub folded: bool,
    /// What to write under it where it is not folded.
    pub label: String,
}

/// The mapping between time and the strip.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folds {
    view: StripView,
    pieces: Vec<Piece>,
    density: Vec<Density>,
}

/// How much is said in a column of the strip, by [`Status`] in the order of [`Status::ALL`].
pub type Density = [f64; Status::ALL.len()];

/// How many columns the density of passages has.
pub const COLUMNS: usize = 180;

/// How many passages a year or a month must hold at least to be divided further.
const BUSY: usize = 6;
/// Into how many busy stretches all passages may be divided: more would be too narrow to be told apart.
const MOST_BUSY: usize = 400;
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
    /// Arranges the strip for all dated passages of a dossier, which must be in order of their beginning. What a filter
    /// leaves out keeps its place on the strip, or every letter of a search would move everything.
    #[must_use]
    pub fn new(dossier: &Dossier, dated: &[PassageIx], view: StripView) -> Self {
        let whens = dated.iter().filter_map(|ix| dossier.passage(*ix).when);
        let begin: Vec<Moment> = whens.filter(|when| when.start().precision().is_some()).map(|when| when.earliest()).collect();
        let (Some(first), Some(last)) = (begin.first(), begin.last()) else {
            return Self { view, ..Self::default() };
        };
        let mut cells = Vec::new();
        for year in first.year()..=last.year() {
            divide(year, 1, Unit::Year, &begin, &mut cells);
        }
        let pieces = lay_out(merge(cells), &view);
        Self { view, pieces, density: Vec::new() }
    }

    /// How the strip is laid out.
    #[must_use]
    pub fn view(&self) -> &StripView {
        &self.view
    }

    /// How much is said in each of [`COLUMNS`] even columns of the strip.
    ///
    /// Each passage weighs 1, spread over the columns that it covers, so that a decade does not weigh more than an hour.
    #[must_use]
    pub fn density(&self) -> &[Density] {
        &self.density
    }

    /// Weighs the passages that are shown.
    pub fn weigh(&mut self, dossier: &Dossier, shown: &[PassageIx]) {
        #[expect(clippy::cast_precision_loss, reason = "a small number of columns")]
        let columns = COLUMNS as f64;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a position lies between 0 and 1")]
        let column = |at: Moment| ((self.position(at) * columns) as usize).min(COLUMNS - 1);
        // Added at the first column and taken off after the last one; summing up then gives every column its weight.
        let mut changes = vec![Density::default(); COLUMNS + 1];
        for passage in shown.iter().map(|ix| dossier.passage(*ix)) {
            let Some(when) = passage.when else { continue };
            let (first, last) = (column(when.earliest()), column(Moment(when.latest().0 - 1)));
            #[expect(clippy::cast_precision_loss, reason = "a small number of columns")]
            let weight = 1.0 / (last - first + 1) as f64;
            changes[first][passage.status as usize] += weight;
            changes[last + 1][passage.status as usize] -= weight;
        }
        let mut sums = Density::default();
        let summed = changes.iter().take(COLUMNS).map(|change| {
            sums.iter_mut().zip(change).for_each(|(sum, by)| *sum += by);
            // What is left of adding and taking off the same share is dust, and no bar.
            sums.map(|sum| if sum < 1e-9 { 0.0 } else { sum })
        });
        self.density = summed.collect();
    }

    /// The pieces, in order of time, without gaps.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The time in which something is said: from the first stretch that is not silent to the last one.
    #[must_use]
    pub fn extent(&self) -> Option<Window> {
        let mut full = self.pieces.iter().filter(|piece| !piece.silent);
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
    let busy = BUSY.max(begin.len() / MOST_BUSY);
    match unit {
        Unit::Year if weight > busy => (1..=12).for_each(|month| divide(year, month, Unit::Month, begin, cells)),
        Unit::Month if weight > busy => {
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

/// Gives each stretch its width: folds a fixed one, the others by the square root of what is said in them; or, where time
/// runs evenly, by their length.
fn lay_out(cells: Vec<Cell>, view: &StripView) -> Vec<Piece> {
    let is_folded = |cell: &Cell| cell.weight == 0 && !view.even && !view.open.contains(&cell.time.from);
    #[expect(clippy::cast_precision_loss, reason = "counts and seconds of the calendar are below 2^53")]
    let share = |cell: &Cell| match (is_folded(cell), view.even) {
        (true, _) => 0.0,
        (false, true) => cell.time.seconds() as f64,
        (false, false) => 1.0 + (cell.weight as f64).sqrt(),
    };
    let folds = cells.iter().filter(|cell| is_folded(cell)).count();
    #[expect(clippy::cast_precision_loss, reason = "counts are below 2^53")]
    let fold_width = FOLD_WIDTH.min(0.5 / folds.max(1) as f64);
    #[expect(clippy::cast_precision_loss, reason = "counts are below 2^53")]
    let free = 1.0 - fold_width * folds as f64;
    let total: f64 = cells.iter().map(share).sum();
    let mut at = 0.0;
    let mut pieces: Vec<Piece> = cells
        .into_iter()
        .map(|cell| {
            let folded = is_folded(&cell);
            let width = if folded { fold_width } else { free * share(&cell) / total };
            let (start, end) = (at, at + width);
            at = end;
            Piece { time: cell.time, start, end, silent: cell.weight == 0, folded, label: label(&cell) }
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

    fn folds(dates: &[(i32, u32, u32)], view: StripView) -> Folds {
        let mut begin: Vec<_> = dates.iter().map(|(y, m, d)| Moment::from_ymd(*y, *m, *d).unwrap()).collect();
        begin.sort();
        let mut cells = Vec::new();
        for year in begin[0].year()..=begin[begin.len() - 1].year() {
            divide(year, 1, Unit::Year, &begin, &mut cells);
        }
        let pieces = lay_out(merge(cells), &view);
        Folds { view, pieces, density: Vec::new() }
    }

    fn report(view: StripView) -> Folds {
        let mut dates = vec![(1848, 1, 1), (1986, 12, 17), (2011, 12, 1), (2014, 1, 1), (2015, 1, 1), (2016, 6, 1)];
        dates.extend((1..=10).flat_map(|day| [(2022, 1, day), (2022, 1, day)]).filter(|(_, _, day)| *day != 8));
        folds(&dates, view)
    }

    fn shown(strip: &Folds) -> String {
        let names = strip.pieces().iter().map(|piece| if piece.folded { "…" } else { &piece.label });
        names.collect::<Vec<_>>().join(" ")
    }

    /// The strip as it is at first, with a silence unfolded, and with even time.
    fn views() -> [Folds; 3] {
        let first = report(StripView::default());
        let silence = first.pieces().iter().find(|piece| piece.folded).unwrap().time.from;
        let open = report(StripView { open: BTreeSet::from([silence]), ..StripView::default() });
        [first, open, report(StripView { even: true, ..StripView::default() })]
    }

    #[test]
    fn bursts_get_room_and_silences_are_folded_until_they_are_opened() {
        let [first, open, even] = views();
        assert_eq!(shown(&first), "1848 … 1986 … 2011 … 2014–16 … 1–10 January 2022 …");
        assert_eq!(shown(&open), "1848 1849–1985 1986 … 2011 … 2014–16 … 1–10 January 2022 …");
        assert!(even.pieces().iter().all(|piece| !piece.folded));
        assert_eq!(even.extent(), first.extent());
        #[expect(clippy::cast_precision_loss, reason = "seconds of the calendar are below 2^53")]
        let rate = |piece: &Piece| (piece.end - piece.start) / piece.time.seconds() as f64;
        let rates: Vec<f64> = even.pieces().iter().map(rate).collect();
        assert!(rates.iter().all(|other| (other / rates[0] - 1.0).abs() < 1e-6), "{rates:?}");
    }

    proptest! {
        #[test]
        fn strip_and_time_are_inverse_and_monotone(seconds in -3_800_000_000_i64..1_640_000_000, step in 1_i64..100_000_000) {
            for strip in views() {
                let at = Moment(seconds);
                let x = strip.position(at);
                prop_assert_eq!(strip.moment(x), at, "exact to the second");
                prop_assert!(strip.position(at.plus(step)) > x);
            }
        }

        #[test]
        fn opening_a_silence_keeps_the_order_and_the_ends(open in prop::collection::btree_set(0_usize..5, 0..5)) {
            let first = report(StripView::default());
            let silences: Vec<Moment> = first.pieces().iter().filter(|piece| piece.silent).map(|piece| piece.time.from).collect();
            let open = open.into_iter().filter_map(|index| silences.get(index).copied()).collect();
            let strip = report(StripView { open, ..StripView::default() });
            prop_assert_eq!(strip.extent(), first.extent());
            prop_assert!(strip.pieces().windows(2).all(|two| two[0].time.to == two[1].time.from && two[0].end <= two[1].start));
            let last = strip.pieces().last().unwrap();
            prop_assert_eq!((strip.position(last.time.to), strip.moment(1.0)), (1.0, last.time.to));
            prop_assert_eq!((strip.pieces()[0].start, strip.moment(0.0)), (0.0, strip.pieces()[0].time.from));
        }
    }

    #[test]
    fn a_dossier_without_dates_has_an_empty_strip() {
        let strip = Folds::default();
        assert!(strip.extent().is_none());
        assert!(strip.position(Moment(5)).abs() < f64::EPSILON);
    }
}

//! What a placed expression means as a whole: its part of a unit, its hours, its limits and its other end.

use super::super::calendar::{self, Cell};
use super::super::expression::{Expression, Limit, Named, Sense};
use super::super::lexicon::{Tense, Unit, Which};
use super::super::periods;
use super::super::{Basis, FoundTime, Kind, Reason};
use super::{Placed, day, part};
use crate::report::moment::{DAY, MINUTE, Moment};
use crate::report::when::{Bound, Doubt, Precision, When};

/// The found time: what is named, and what is meant by it.
pub(super) fn found(
    expression: &Expression,
    first: Option<Placed>,
    second: Option<(Named, Placed)>,
    written: Option<When>,
) -> FoundTime {
    let mut found = FoundTime {
        span: expression.span,
        when: None,
        named: Vec::new(),
        basis: Basis::Unknown,
        clue: None,
        confidence: 0.0,
        reasons: Vec::new(),
        kind: Kind::Point,
    };
    if let Sense::Period(row, language) = expression.named.sense {
        found.when = periods::when(row, language).map(|when| limited_period(when, expression.limit, written).unwrap_or(when));
        found.basis = Basis::Stated;
        found.confidence = 0.8;
        found.reasons = std::iter::once(Reason::Name).chain(expression.limit.map(Reason::Limit)).collect();
        return found;
    }
    if let Sense::Recent(count, unit) = expression.named.sense {
        found.named.push(super::Part { span: expression.named.span, when: None });
        found.when = written.and_then(|written| recent(count, unit, written));
        found.basis = if found.when.is_some() { Basis::Relative } else { Basis::Unknown };
        found.confidence = 0.6;
        return found;
    }
    let Some(placed) = first else {
        found.named.push(super::Part { span: expression.named.span, when: None });
        found.reasons.push(Reason::Nothing);
        return found;
    };
    found.named.push(part(&expression.named, placed));
    found.basis = placed.basis;
    found.clue = placed.clue;
    found.confidence = placed.confidence;
    found.reasons.push(placed.reason);
    let start = meant(&expression.named, placed, written);
    found.when = match second {
        None => start,
        Some((named, placed)) => {
            found.named.push(part(&named, placed));
            joined(start, meant(&named, placed, written)).or(start)
        }
    };
    if let (Some(when), Some(limit), None) = (found.when, expression.limit, expression.end) {
        found.when = Some(limited(when, limit, written, expression.named.hours.is_some()).unwrap_or(when));
        found.reasons.push(Reason::Limit(limit));
    }
    if let Some(portion) = expression.named.portion {
        found.reasons.push(Reason::Portion(portion));
    }
    if let Some(hours) = expression.named.hours {
        found.reasons.push(Reason::Hours(hours));
    }
    found
}

/// A unit with its part and its hours.
fn meant(named: &Named, placed: Placed, written: Option<When>) -> Option<When> {
    let cell = placed.cell;
    let is_running = is_past(placed.reason) && matches!(named.sense, Sense::Step(Which::This, _)) && written.is_some();
    if let (Some(hours), Unit::Day) = (named.hours, cell.unit) {
        return day::hours(cell, hours);
    }
    let when = match named.portion {
        None if is_running => so_far(cell, written?)?,
        None if named.sense == Sense::Day(0) && placed.basis == Basis::Relative => written.or(cell.when())?,
        Some(portion) => cell.portion(portion)?,
        None => cell.when()?,
    };
    Some(if named.is_about { about(when) } else { when })
}

/// Whether it was reckoned from the day of writing, and its verb is in the past.
fn is_past(reason: Reason) -> bool {
    matches!(reason, Reason::Reference { tense: Tense::Past, .. })
}

/// What has been of a unit on the day of writing: “rose up this week” is told of no day that is still to come.
fn so_far(cell: Cell, written: When) -> Option<When> {
    let last = Moment(written.latest().0 - 1).date();
    let is_over = last >= cell.last() || last < cell.first || cell.unit > Unit::Month;
    if is_over {
        cell.when()
    } else {
        calendar::span(Moment::from_date(cell.first), Moment(Moment::from_date(last).0 + DAY), Precision::Day)
    }
}

/// The last so many units up to a day; where it begins is about.
///
/// How many years “a few” are is not told; five is what is mostly meant, and it is marked as about.
fn recent(count: Option<i32>, unit: Unit, written: When) -> Option<When> {
    let count = count.or((unit == Unit::Year).then_some(5))?;
    let date = Moment(written.latest().0 - 1).date();
    let precision = match unit {
        Unit::Minute | Unit::Hour => return None,
        Unit::Day | Unit::Week | Unit::Weekend => Precision::Day,
        Unit::Month | Unit::Quarter | Unit::Season => Precision::Month,
        Unit::Year | Unit::Decade | Unit::Century => Precision::Year,
    };
    let first = Cell { unit, first: date }.plus(-count)?.first;
    let from = precision.floor(Moment::from_date(first));
    let last = if precision == Precision::Year { Precision::Month } else { precision };
    let (_, to) = last.extent(last.floor(Moment::from_date(date)))?;
    let about = Bound::Known { precision, doubt: Doubt::whole((true, false)) };
    When::interval(from, to, about, Bound::sure(last))
}

/// From now on.
pub(super) fn soon(written: When) -> Option<When> {
    let about = Bound::Known { precision: Precision::Day, doubt: Doubt::whole((true, false)) };
    When::interval(Precision::Day.floor(written.earliest()), Moment::MAX, about, Bound::Open)
}

/// What has lasted so long up to now; where nothing tells how long, its beginning is not known.
pub(super) fn lasting(count: Option<i32>, unit: Unit, written: When) -> Option<When> {
    if count.is_some() {
        return recent(count, unit, written);
    }
    let (from, to) = Precision::Month.extent(Precision::Month.floor(Moment(written.latest().0 - 1)))?;
    When::interval(from, to, Bound::Unknown, Bound::sure(Precision::Month))
}

/// From the first day of one unit to the last of another, which is about.
pub(super) fn through(first: Cell, last: Cell) -> Option<When> {
    let about = Bound::Known { precision: Precision::Day, doubt: Doubt::whole((true, false)) };
    let end = Moment(Moment::from_date(last.last()).0 + DAY);
    When::interval(Moment::from_date(first.first), end, Bound::sure(Precision::Day), about)
}

/// So many hours or minutes after a time of some hours at most; half an hour more or less, where hours are told.
pub(super) fn hours_after(when: When, count: i32, unit: Unit) -> Option<When> {
    /// The longest such time, in seconds: longer ones say not when it is an hour later.
    const LONGEST: i64 = 6 * 60 * MINUTE;
    let is_short = when.latest().0 - when.earliest().0 <= LONGEST;
    let (step, slack) = if unit == Unit::Hour { (60 * MINUTE, 30 * MINUTE) } else { (MINUTE, 0) };
    let by = i64::from(count).checked_mul(step).filter(|_| is_short)?;
    let about = Bound::Known { precision: Precision::Minute, doubt: Doubt::whole((true, false)) };
    When::interval(when.earliest().plus(by - slack), when.latest().plus(by + slack), about, about)
}

/// From then up to now.
pub(super) fn since(when: When, written: Option<When>) -> Option<When> {
    limited(when, Limit::Since, written, false)
}

/// The same, about.
fn about(when: When) -> When {
    let soft = |bound: Bound| match bound {
        Bound::Known { precision, .. } => Bound::Known { precision, doubt: Doubt::whole((true, false)) },
        other => other,
    };
    let made = if when.is_interval() {
        When::interval(when.earliest(), when.latest(), soft(when.start()), soft(when.end()))
    } else {
        When::unit(when.earliest(), soft(when.start()))
    };
    made.unwrap_or(when)
}

/// From the beginning of one to the end of the other.
fn joined(start: Option<When>, end: Option<When>) -> Option<When> {
    let (start, end) = (start?, end?);
    When::interval(start.earliest(), end.latest(), start.start(), end.end())
}

/// So many days at most are “shortly after”.
const SHORTLY: i64 = 3;

/// A stretch of which one end is told.
fn limited(when: When, limit: Limit, written: Option<When>, is_clock: bool) -> Option<When> {
    if is_clock {
        return within_day(when, limit);
    }
    match limit {
        // What has been so since then is so up to the time of writing.
        Limit::Since | Limit::After if written.is_some_and(|written| written.latest() > when.latest()) => {
            let date = Moment(written?.latest().0 - 1);
            let is_fine = matches!(when.end().precision(), Some(Precision::Day | Precision::Minute));
            let precision = if is_fine { Precision::Day } else { Precision::Month };
            let (_, end) = precision.extent(precision.floor(date))?;
            When::interval(when.earliest(), end, when.start(), Bound::sure(precision))
        }
        Limit::Since | Limit::After | Limit::Starting => When::interval(when.earliest(), Moment::MAX, when.start(), Bound::Open),
        Limit::Until | Limit::Before => When::interval(Moment::MIN, when.latest(), Bound::Open, when.end()),
        Limit::ShortlyAfter => {
            let (_, end) = Precision::Day.extent(Precision::Day.floor(when.latest().plus((SHORTLY - 1) * DAY)))?;
            let about = Bound::Known { precision: Precision::Day, doubt: Doubt::whole((true, false)) };
            When::interval(when.earliest(), end, when.start(), about)
        }
        Limit::By | Limit::Shortly => None,
    }
}

/// What is before or after a stretch with a name: up to its first day, or from its last.
fn limited_period(when: When, limit: Option<Limit>, written: Option<When>) -> Option<When> {
    let limit = limit?;
    let end = match limit {
        Limit::Since | Limit::After => {
            let end = when.end();
            When::unit(end.precision()?.floor(Moment(when.latest().0 - 1)), end)
        }
        Limit::Until | Limit::Before => When::unit(when.earliest(), when.start()),
        _ => None,
    };
    limited(end?, limit, written, false)
}

/// A clock time as the end of a stretch that lies within its day.
fn within_day(when: When, limit: Limit) -> Option<When> {
    let about = Bound::Known { precision: Precision::Minute, doubt: Doubt::whole((true, false)) };
    let end = when.earliest();
    match limit {
        Limit::Until => When::interval(Moment::from_date(end.date()), end, about, when.start()),
        Limit::Shortly => When::interval(end.plus(-30 * MINUTE), end, about, when.start()),
        _ => None,
    }
}

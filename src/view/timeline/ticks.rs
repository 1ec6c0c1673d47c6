//! Ticks: which moments of an axis are marked, and what is written at them.

use chrono::{Datelike, NaiveDate};

use super::Axis;
use crate::report::moment::{DAY, HOUR, MINUTE, Moment};
use crate::report::moving::Unit;
use crate::report::wording::{self, Clock};
use crate::session::WeekStart;

/// The height of the row of tick labels.
pub const TICKS: f32 = 22.0;

/// A mark on the axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Where.
    pub at: Moment,
    /// What is written beside it: the quiet part, such as the weekday.
    pub quiet: String,
    /// What is written beside it: the strong part.
    pub strong: String,
    /// The year, with a space before it, where it is a new one and does not stand in `strong` already.
    pub year: String,
}

/// A distance between ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Seconds(i64),
    Days(i64),
    Months(i32),
    Years(i32),
}

/// Every distance between ticks, from fine to coarse, with the room in points that its labels need at the least.
const STEPS: &[(Step, f64)] = &[
    (Step::Seconds(MINUTE), 62.0),
    (Step::Seconds(5 * MINUTE), 62.0),
    (Step::Seconds(15 * MINUTE), 62.0),
    (Step::Seconds(30 * MINUTE), 62.0),
    (Step::Seconds(HOUR), 68.0),
    (Step::Seconds(3 * HOUR), 68.0),
    (Step::Seconds(6 * HOUR), 68.0),
    (Step::Seconds(12 * HOUR), 68.0),
    (Step::Days(1), 76.0),
    (Step::Days(7), 84.0),
    (Step::Months(1), 62.0),
    (Step::Months(3), 62.0),
    (Step::Years(1), 60.0),
    (Step::Years(2), 60.0),
    (Step::Years(5), 60.0),
    (Step::Years(10), 60.0),
    (Step::Years(25), 60.0),
    (Step::Years(50), 60.0),
    (Step::Years(100), 60.0),
    (Step::Years(500), 60.0),
    (Step::Years(1000), 60.0),
];

impl Step {
    fn seconds(self) -> i64 {
        match self {
            Self::Seconds(seconds) => seconds,
            Self::Days(days) => days * DAY,
            Self::Months(months) => i64::from(months) * 28 * DAY,
            Self::Years(years) => i64::from(years) * 365 * DAY,
        }
    }

    /// The last tick at or before a moment.
    fn floor(self, at: Moment, week: WeekStart) -> Option<Moment> {
        let date = at.date();
        match self {
            Self::Seconds(step) => Some(Moment(at.0 - at.0.rem_euclid(step))),
            Self::Days(days) => {
                let day = at.0.div_euclid(DAY);
                Some(Moment((day - (day - week.a_first_day()).rem_euclid(days)) * DAY))
            }
            Self::Months(step) => {
                let month = i32::try_from(date.month0()).ok()?.div_euclid(step) * step + 1;
                Moment::from_ymd(date.year(), u32::try_from(month).ok()?, 1)
            }
            Self::Years(step) => Moment::from_ymd(date.year().div_euclid(step) * step, 1, 1),
        }
    }

    fn next(self, at: Moment) -> Option<Moment> {
        let date = at.date();
        match self {
            Self::Seconds(_) | Self::Days(_) => Some(Moment(at.0 + self.seconds())),
            Self::Months(step) => {
                let months = date.year() * 12 + i32::try_from(date.month0()).ok()? + step;
                Moment::from_ymd(months.div_euclid(12), u32::try_from(months.rem_euclid(12) + 1).ok()?, 1)
            }
            Self::Years(step) => Moment::from_ymd(date.year() + step, 1, 1),
        }
    }

    /// The finest one whose labels have room on an axis.
    fn of(axis: &Axis) -> Self {
        let fits = |(step, room): &&(Self, f64)| {
            #[expect(clippy::cast_precision_loss, reason = "steps are below 2^53 seconds")]
            let seconds = step.seconds() as f64;
            seconds >= axis.seconds_per_point() * room
        };
        STEPS.iter().find(fits).map_or(Self::Years(1000), |(step, _)| *step)
    }
}

/// The unit that a hand goes by on an axis: the one its ticks are counted in.
#[must_use]
pub fn unit(axis: &Axis) -> Unit {
    match Step::of(axis) {
        Step::Seconds(seconds) if seconds < HOUR => Unit::Minutes(seconds / MINUTE),
        Step::Seconds(_) => Unit::Hours,
        Step::Days(_) => Unit::Days,
        Step::Months(_) => Unit::Months,
        Step::Years(years) if years < 10 => Unit::Years,
        Step::Years(years) if years < 100 => Unit::Decades,
        Step::Years(_) => Unit::Centuries,
    }
}

/// Where the axis begins, as far as its ticks do not say it: the day before hours, the month before days, the year before
/// months. Empty where the ticks are whole years.
#[must_use]
pub fn context(axis: &Axis) -> String {
    let date = axis.range().from.date();
    let year = wording::year(date.year());
    match Step::of(axis) {
        Step::Seconds(_) => {
            format!("{} {} {} {year}", &wording::weekday(date)[..3], date.day(), &wording::month(date)[..3])
        }
        Step::Days(_) => format!("{} {year}", wording::month(date)),
        Step::Months(_) => year,
        Step::Years(_) => String::new(),
    }
}

/// The ticks of an axis: as many as have room, each of them saying what is new since the one before; what was so at the
/// beginning of the axis, its [`context`] says.
#[must_use]
pub fn ticks(axis: &Axis) -> Vec<Tick> {
    let step = Step::of(axis);
    let range = axis.range();
    let mut found: Vec<Tick> = Vec::new();
    let mut before = range.from.date();
    let mut at = step.floor(range.from, axis.week());
    while let Some(moment) = at.filter(|at| *at < range.to) {
        if moment >= range.from {
            found.push(label(step, moment, before, axis.clock()));
            before = moment.date();
        }
        at = step.next(moment).filter(|next| *next > moment);
    }
    found
}

/// Says of a tick what was not so before.
fn label(step: Step, at: Moment, before: NaiveDate, clock: Clock) -> Tick {
    let date = at.date();
    let year = if before.year() == date.year() { String::new() } else { format!(" {}", wording::year(date.year())) };
    let short_month = &wording::month(date)[..3];
    let weekday = wording::weekday(date)[..3].to_owned();
    let day = format!("{} {short_month}", date.day());
    let (quiet, strong, year) = match step {
        // A midnight is the day that begins.
        Step::Seconds(_) if at.0.rem_euclid(DAY) == 0 => (weekday, day, year),
        Step::Seconds(_) => (String::new(), clock.time(at), String::new()),
        Step::Days(_) => (weekday, day, year),
        // A January is the year that begins.
        Step::Months(_) if !year.is_empty() => (String::new(), wording::year(date.year()), String::new()),
        Step::Months(_) => (String::new(), short_month.to_owned(), String::new()),
        Step::Years(_) => (String::new(), wording::year(date.year()), String::new()),
    };
    Tick { at, quiet, strong, year }
}

/// A label with its place on the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The tick it belongs to.
    pub at: Moment,
    /// Where the quiet part begins, in points.
    pub left: f32,
    /// Where the strong part begins, in points.
    pub strong_left: f32,
    /// Where it ends, in points.
    pub right: f32,
    /// The quiet part, with the space behind it.
    pub quiet: String,
    /// The strong part, with the year where it is written here.
    pub strong: String,
}

/// The space between a tick and its label, and between two labels, in points.
const GAP: f32 = 6.0;

/// Sets the labels of some ticks, none touching another and none beyond the end of the axis. `measure` gives the width of
/// a text in points; it is asked with `true` for the strong face.
#[must_use]
pub fn place(axis: &Axis, ticks: &[Tick], measure: impl Fn(&str, bool) -> f32) -> Vec<Placed> {
    let end = axis.x(axis.range().to);
    let mut placed: Vec<Placed> = Vec::new();
    for tick in ticks {
        let left = axis.x(tick.at).round() + GAP;
        let quiet = if tick.quiet.is_empty() { String::new() } else { format!("{} ", tick.quiet) };
        let strong_left = left + measure(&quiet, false);
        // A new year is worth the room of the next label: without it, nobody knows where they are.
        let strong = format!("{}{}", tick.strong, tick.year);
        let right = strong_left + measure(&strong, true);
        // A tick without room stays a line.
        if placed.last().is_some_and(|before| before.right + GAP > left) || right > end {
            continue;
        }
        placed.push(Placed { at: tick.at, left, strong_left, right, quiet, strong });
    }
    placed
}

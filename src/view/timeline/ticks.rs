//! Ticks: which moments of an axis are marked, and what is written at them.

use chrono::{Datelike, NaiveDate};

use super::Axis;
use crate::report::moment::{DAY, HOUR, MINUTE, Moment};
use crate::report::wording;

/// A mark on the axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Where.
    pub at: Moment,
    /// What is written beside it: the quiet part, such as the weekday.
    pub quiet: String,
    /// What is written beside it: the strong part.
    pub strong: String,
    /// The year, where it is a new one and does not stand in `strong` already. It may be written at a later tick where
    /// this one has no room for it.
    pub year: String,
}

/// A distance between ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Seconds(i64),
    Months(i32),
    Years(i32),
}

/// Every distance that is a whole part of the next one.
const STEPS: &[Step] = &[
    Step::Seconds(MINUTE),
    Step::Seconds(5 * MINUTE),
    Step::Seconds(15 * MINUTE),
    Step::Seconds(30 * MINUTE),
    Step::Seconds(HOUR),
    Step::Seconds(3 * HOUR),
    Step::Seconds(6 * HOUR),
    Step::Seconds(12 * HOUR),
    Step::Seconds(DAY),
    Step::Months(1),
    Step::Months(3),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(25),
    Step::Years(50),
    Step::Years(100),
    Step::Years(500),
    Step::Years(1000),
];

/// How much room the ticks of a step need at least, in points: times of day stand beside whole dates, which are long.
fn label_width(step: Step) -> f64 {
    match step {
        Step::Seconds(seconds) if seconds < DAY => 92.0,
        _ => 64.0,
    }
}

impl Step {
    fn seconds(self) -> i64 {
        match self {
            Self::Seconds(seconds) => seconds,
            Self::Months(months) => i64::from(months) * 28 * DAY,
            Self::Years(years) => i64::from(years) * 365 * DAY,
        }
    }

    /// The last tick at or before a moment.
    fn floor(self, at: Moment) -> Option<Moment> {
        let date = at.date();
        match self {
            Self::Seconds(step) => Some(Moment(at.0 - at.0.rem_euclid(step))),
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
            Self::Seconds(step) => Some(Moment(at.0 + step)),
            Self::Months(step) => {
                let months = date.year() * 12 + i32::try_from(date.month0()).ok()? + step;
                Moment::from_ymd(months.div_euclid(12), u32::try_from(months.rem_euclid(12) + 1).ok()?, 1)
            }
            Self::Years(step) => Moment::from_ymd(date.year() + step, 1, 1),
        }
    }
}

/// The ticks of an axis: as many as have room, each of them saying enough to know the year, month and day.
#[must_use]
pub fn ticks(axis: &Axis) -> Vec<Tick> {
    let fits = |step: &Step| {
        #[expect(clippy::cast_precision_loss, reason = "steps are below 2^53 seconds")]
        let seconds = step.seconds() as f64;
        seconds >= axis.seconds_per_point() * label_width(*step)
    };
    let step = STEPS.iter().copied().find(fits).unwrap_or(Step::Years(1000));
    let range = axis.range();
    let mut found: Vec<Tick> = Vec::new();
    let mut at = step.floor(range.from);
    while let Some(moment) = at.filter(|at| *at < range.to) {
        if moment >= range.from {
            let before = found.last().map(|tick| tick.at.date());
            found.push(label(step, moment, before));
        }
        at = step.next(moment).filter(|next| *next > moment);
    }
    found
}

/// Says of a tick what the tick before it did not say.
fn label(step: Step, at: Moment, before: Option<NaiveDate>) -> Tick {
    let date = at.date();
    let new_year = before.is_none_or(|before| before.year() != date.year());
    let short_month = &wording::month(date)[..3];
    let day = format!("{} {short_month}", date.day());
    let year = if new_year { format!(" {}", wording::year(date.year())) } else { String::new() };
    let weekday = wording::weekday(date)[..3].to_owned();
    let (quiet, strong) = match step {
        Step::Seconds(seconds) if seconds < DAY => {
            let new_day = before != Some(date);
            if new_day { (weekday, format!("{day}{year}, {}", wording::clock(at))) } else { (String::new(), wording::clock(at)) }
        }
        Step::Seconds(_) => return Tick { at, quiet: weekday, strong: day, year },
        Step::Months(_) => return Tick { at, quiet: String::new(), strong: short_month.to_owned(), year },
        Step::Years(_) => (String::new(), wording::year(date.year())),
    };
    Tick { at, quiet, strong, year: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::times::Window;

    fn check(from: (i32, u32, u32), seconds: i64, expected: &str) {
        let from = Moment::from_ymd(from.0, from.1, from.2).unwrap();
        let axis = Axis::new(Window::new(from, from.plus(seconds)), 0.0, 1000.0);
        let shown: Vec<_> = ticks(&axis).iter().map(|t| format!("{} {}{}", t.quiet, t.strong, t.year).trim().to_owned()).collect();
        assert_eq!(shown.join(" | "), expected);
    }

    #[test]
    fn ticks_say_where_one_is_at_every_zoom() {
        check((2022, 1, 5), 9 * HOUR, "Wed 5 Jan 2022, 00:00 | 01:00 | 02:00 | 03:00 | 04:00 | 05:00 | 06:00 | 07:00 | 08:00");
        check(
            (2022, 1, 1),
            5 * DAY,
            "Sat 1 Jan 2022, 00:00 | 12:00 | Sun 2 Jan, 00:00 | 12:00 | Mon 3 Jan, 00:00 | 12:00 | Tue 4 Jan, 00:00 | 12:00 | Wed 5 Jan, 00:00 | 12:00",
        );
        check(
            (2021, 12, 30),
            4 * DAY,
            "Thu 30 Dec 2021, 00:00 | 12:00 | Fri 31 Dec, 00:00 | 12:00 | Sat 1 Jan 2022, 00:00 | 12:00 | Sun 2 Jan, 00:00 | 12:00",
        );
        check((2021, 11, 1), 120 * DAY, "Nov 2021 | Dec | Jan 2022 | Feb");
        check((1840, 1, 1), 190 * 365 * DAY, "1850 | 1875 | 1900 | 1925 | 1950 | 1975 | 2000 | 2025");
    }
}

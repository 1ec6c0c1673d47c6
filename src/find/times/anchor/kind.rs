//! Whether a text is told from the day on which it is written, or from date to date.

use chrono::{Datelike, NaiveDate};

use super::super::expression::{Expression, From, Sense, YearOf};
use super::super::lexicon::{Unit, Which};
use crate::report::text::Span;

/// From where a text is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// From the day on which it is written: “on Friday”, “last week”, “in March”.
    News,
    /// From the date told last: “in 1942 … in March”.
    Narrative,
}

/// By the signs of the text: dates with their year against words that are reckoned from the day of writing.
///
/// A text without a reference date is always told from date to date.
#[must_use]
pub fn of(all: &[Expression], reference: Option<NaiveDate>) -> Style {
    let Some(reference) = reference else { return Style::Narrative };
    let (mut dated, mut deictic) = (0_usize, 0_usize);
    for expression in all {
        match expression.named.sense {
            // The years around the reference say nothing: news tell them too.
            Sense::Date { year: YearOf::Year(year), month, .. } if (year - reference.year()).abs() > 1 => {
                dated += 1 + usize::from(month.is_some());
            }
            Sense::Date { year: YearOf::Untold, month: Some(month), day: Some(day), .. } if is_near(reference, month, day) => {
                deictic += 2;
            }
            // “Today” stands in histories too.
            Sense::Day(0) => deictic += 1,
            Sense::Date { year: YearOf::Untold, month: None, weekday: Some(_), .. }
            | Sense::Day(_)
            | Sense::StepWeekday(..)
            | Sense::Step(Which::This | Which::Last | Which::Next, Unit::Week) => deictic += 2,
            Sense::Step(Which::This | Which::Last | Which::Next, Unit::Month | Unit::Year) | Sense::Shift(_, _, From::Now) => {
                deictic += 1;
            }
            _ => {}
        }
    }
    if dated >= 4 && dated > 2 * deictic { Style::Narrative } else { Style::News }
}

/// How often a day is told with its year before a text is about it, and how many of five times it has to be that year.
const MAIN: (usize, usize) = (3, 4);
/// How many years of a day are told apart.
const YEARS: usize = 50;

/// For each day of a year by [`slot`], the year of which the text tells it several times, and the words that first do.
pub fn main_days(all: &[Expression]) -> Vec<Option<(i32, Span)>> {
    let mut told: Vec<Vec<(i32, usize, Span)>> = vec![Vec::new(); 13 * 32];
    for named in all.iter().map(|expression| expression.named) {
        let Sense::Date { year: YearOf::Year(year), month: Some(month), day: Some(day), .. } = named.sense else { continue };
        let Some(years) = told.get_mut(slot(month, day)) else { continue };
        match years.iter().position(|(own, _, _)| *own == year) {
            Some(at) => years[at].1 += 1,
            None if years.len() < YEARS => years.push((year, 1, named.span)),
            None => {}
        }
    }
    let main = |years: Vec<(i32, usize, Span)>| {
        let all: usize = years.iter().map(|(_, count, _)| count).sum();
        let (year, count, at) = years.into_iter().max_by_key(|(_, count, _)| *count)?;
        (count >= MAIN.0 && count * 5 >= all * MAIN.1).then_some((year, at))
    };
    told.into_iter().map(main).collect()
}

/// The number of a day among all days of a year.
pub fn slot(month: u8, day: u8) -> usize {
    usize::from(month) * 32 + usize::from(day)
}

/// Whether a day of the year lies within some weeks of the day of writing.
fn is_near(reference: NaiveDate, month: u8, day: u8) -> bool {
    let year = reference.year();
    let days = |year: i32| NaiveDate::from_ymd_opt(year, month.into(), day.into()).map(|date| (date - reference).num_days().abs());
    (year - 1..=year + 1).filter_map(days).any(|days| days <= WEEKS * 7)
}

/// So many weeks around the day of writing, news tell days without their year.
const WEEKS: i64 = 2;

/// Which expressions tell a year that stands apart: a look ahead or back, from which the telling returns at once.
#[must_use]
pub fn outliers(all: &[Expression]) -> Vec<bool> {
    let year = |expression: &Expression| match expression.named.sense {
        Sense::Date { year: YearOf::Year(year), .. } | Sense::Season(_, YearOf::Year(year)) => Some(year),
        _ => None,
    };
    let dated: Vec<(usize, i32)> =
        all.iter().enumerate().filter_map(|(index, expression)| Some((index, year(expression)?))).collect();
    let mut outliers = vec![false; all.len()];
    let mut before: Option<i32> = None;
    for (place, (index, year)) in dated.iter().enumerate() {
        let after = dated.get(place + 1).map(|(_, year)| *year);
        let is_apart = match (before, after) {
            (Some(before), Some(after)) => (year - before).abs() > FAR && (after - before).abs() * 2 < (year - before).abs(),
            _ => false,
        };
        outliers[*index] = is_apart;
        if !is_apart {
            before = Some(*year);
        }
    }
    outliers
}

/// So many years from those told before and behind it a year stands apart.
const FAR: i32 = 3;

/// Whether the years in three digits of a text are years: where it has several, and more of them than of later ones.
#[must_use]
pub fn is_ancient(all: &[Expression]) -> bool {
    let short = all.iter().filter(|expression| matches!(expression.named.sense, Sense::ShortYear(_))).count();
    let later =
        all.iter().filter(|expression| matches!(expression.named.sense, Sense::Date { year: YearOf::Year(1000..), .. })).count();
    short >= 3 && short > later
}

/// Whether a text tells days from the day of writing, other than “today”: it was written with that day in mind.
#[must_use]
pub fn has_days(all: &[Expression]) -> bool {
    all.iter().any(|expression| match expression.named.sense {
        Sense::Day(days) => days != 0 || expression.named.hours.is_some(),
        Sense::Date { year: YearOf::Untold, month: None, weekday, .. } => weekday.is_some(),
        Sense::StepWeekday(..) | Sense::Step(Which::This | Which::Last | Which::Next, Unit::Week) => true,
        _ => false,
    })
}

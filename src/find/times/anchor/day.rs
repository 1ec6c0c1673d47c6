//! The hours of a day, and to which day hours belong that are told alone.

use super::super::calendar::Cell;
use super::super::expression::Hours;
use super::super::lexicon::{DayPart, Portion, Tense, Unit};
use super::{Anchors, Placed, Style, from_told};
use crate::report::moment::{DAY, MINUTE, Moment, hours};
use crate::report::when::{Bound, Doubt, Precision, When};

/// How many paragraphs may stand between a part of the day told alone and the day that it belongs to; a clock time belongs to
/// a day of its own paragraph.
const NEAR: u32 = 1;

impl Anchors {
    /// Hours alone belong to the day last told if it is near.
    pub(super) fn clock(&self, hours: Option<Hours>) -> Option<Placed> {
        let is_clock = matches!(hours, Some(Hours::At(..) | Hours::Range(..)));
        let reach = if is_clock { 0 } else { NEAR };
        let near = self.day_told().filter(|told| told.cell.unit == Unit::Day && self.paragraph <= told.paragraph + reach);
        if let Some(told) = near {
            // The morning after a night is that of the next day.
            let is_next = self.is_late && matches!(hours, Some(Hours::Part(DayPart::Dawn | DayPart::Morning | DayPart::Noon, _)));
            let cell = if is_next { told.cell.plus(1)? } else { told.cell };
            return Some(Placed { confidence: 0.6, ..from_told(cell, told) });
        }
        // “All night there were shots”, said of no day: the night before the day of writing.
        let is_night = matches!(hours, Some(Hours::Part(DayPart::Night, _))) && self.tense == Tense::Past;
        let date = self.reference.filter(|_| is_night && self.style == Style::News && self.day.is_none())?;
        Some(Placed { confidence: 0.3, ..self.reckoned(Cell::on(Unit::Day, date).plus(-1)?, date) })
    }
}

/// The hours of a day as a time; both ends are about, but where a clock time is told.
#[must_use]
pub(super) fn hours(day: Cell, hours: Hours) -> Option<When> {
    let midnight = Moment::from_date(day.first);
    let at = |minutes: i64| midnight.plus(minutes * MINUTE);
    match hours {
        Hours::At(minutes, true) => between(at(i64::from(minutes) - 30), at(i64::from(minutes) + 30), true),
        Hours::At(minutes, false) => between(at(minutes.into()), at(i64::from(minutes) + 1), false),
        Hours::Range(first, last) if first < last => between(at(first.into()), at(last.into()), false),
        Hours::Range(first, last) => between(at(first.into()), at(i64::from(last) + DAY / MINUTE), false),
        Hours::NightInto => between(at(-120), at(360), true),
        Hours::Part(part, portion) => {
            let (from, to) = part_of_day(part, portion);
            between(at(from * 60), at(to * 60), true)
        }
        Hours::Portion(portion) => {
            let (from, to) = match portion {
                Portion::Early => (0, 8),
                Portion::Mid => (10, 14),
                Portion::Late => (20, 24),
                Portion::FirstHalf => (0, 12),
                Portion::SecondHalf => (12, 24),
            };
            let end = |hour: i64| bound(hour % 24 != 0);
            When::interval(at(from * 60), at(to * 60), end(from), end(to))
        }
    }
}

/// From which hour to which; more than 24 is of the next day.
fn part_of_day(part: DayPart, portion: Option<Portion>) -> (i64, i64) {
    match (part, portion) {
        (DayPart::Dawn, _) => hours::DAWN,
        (DayPart::Morning, None | Some(Portion::Mid)) => hours::MORNING,
        (DayPart::Morning, Some(Portion::Early | Portion::FirstHalf)) => (4, 8),
        (DayPart::Morning, Some(_)) => (10, 12),
        (DayPart::Noon, _) => (11, 13),
        (DayPart::Afternoon, None | Some(Portion::Mid)) => hours::AFTERNOON,
        (DayPart::Afternoon, Some(Portion::Early | Portion::FirstHalf)) => (12, 15),
        (DayPart::Afternoon, Some(_)) => (15, 18),
        (DayPart::Evening, None | Some(Portion::Mid)) => hours::EVENING,
        (DayPart::Evening, Some(Portion::Early | Portion::FirstHalf)) => (17, 20),
        (DayPart::Evening, Some(_)) => (20, 24),
        (DayPart::Night, Some(Portion::FirstHalf)) => (0, 6),
        (DayPart::Night, Some(Portion::Late)) => (22, 24),
        (DayPart::Night, Some(Portion::Early)) => (18, 22),
        (DayPart::Night, _) => hours::NIGHT,
        (DayPart::Midnight, _) => (23, 25),
    }
}

fn bound(is_about: bool) -> Bound {
    Bound::Known { precision: Precision::Minute, doubt: Doubt::whole((is_about, false)) }
}

fn between(from: Moment, to: Moment, is_about: bool) -> Option<When> {
    When::interval(from, to, bound(is_about), bound(is_about))
}

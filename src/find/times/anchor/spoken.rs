//! What no unit of the calendar names, but what was told before or the time of writing does: `now`, `for four days`.

use super::super::expression::{Expression, From, Limit, Sense};
use super::super::lexicon::{Tense, Unit};
use super::super::{Basis, FoundTime, Reason};
use super::{Anchors, Style, Told, meaning};

impl Anchors {
    /// `Now` is the time of writing, `at that time` what was told last.
    pub(super) fn spoken(&self, expression: &Expression, found: &mut FoundTime) {
        let sense = expression.named.sense;
        match (sense, self.written, self.meant) {
            (Sense::Now, Some(when), _) if self.style == Style::News => {
                found.when = Some(when);
                found.reasons = vec![Reason::Writing];
                found.confidence = 0.3;
            }
            (Sense::Writing, Some(when), _) => {
                found.when = Some(when);
                found.reasons = vec![Reason::Writing];
                found.confidence = 0.9;
            }
            (Sense::Soon, Some(written), _) if self.style == Style::News => {
                found.when = meaning::soon(written);
                found.reasons = vec![Reason::Writing];
                found.confidence = 0.3;
            }
            // “have been protesting for ten years”: up to now
            (Sense::Length(count, unit), Some(written), _)
                if self.style == Style::News && expression.is_perfect && unit >= Unit::Year =>
            {
                found.when = meaning::lasting(count, unit, written);
                found.reasons = vec![Reason::Writing];
                found.confidence = 0.4;
            }
            (Sense::Then, _, Some((when, span, paragraph))) if self.paragraph <= paragraph + 1 => {
                let is_since = expression.limit == Some(Limit::Since);
                found.when = if is_since { meaning::since(when, self.written) } else { Some(when) };
                found.clue = Some(span);
                found.reasons = vec![Reason::Then { at: span }];
                found.confidence = 0.4;
            }
            // “An hour later”, behind the hours of a day
            (Sense::Shift(count, unit, From::Told | From::Either), _, Some((when, span, paragraph)))
                if unit <= Unit::Hour && self.paragraph == paragraph && self.tense != Tense::Future =>
            {
                found.when = meaning::hours_after(when, count, unit);
                if found.when.is_none() {
                    return;
                }
                found.clue = Some(span);
                found.reasons = vec![Reason::Then { at: span }];
                found.confidence = 0.5;
            }
            (Sense::Length(Some(count), unit), _, _) => {
                if !self.lasting_from_told(expression, count, unit, found) {
                    return;
                }
            }
            // “after ignoring them for years”: how long is not told, but up to now
            (Sense::Length(None, unit), Some(written), _) if self.is_up_to_now(expression, unit) => {
                found.when = meaning::lasting(None, unit, written);
                found.reasons = vec![Reason::Writing];
                found.confidence = 0.3;
            }
            _ => return,
        }
        found.basis = Basis::Relative;
    }

    /// “They were jailed for 15 days”, behind the day on which that was, in its sentence or the next: from that day on. What had lasted before is no such
    /// stretch, and neither is one that is still ahead.
    fn lasting_from_told(&self, expression: &Expression, count: i32, unit: Unit, found: &mut FoundTime) -> bool {
        let is_counted = expression.is_led && !expression.is_aside && !expression.is_perfect && expression.tense == Tense::Past;
        let is_here = |told: &Told| told.paragraph == self.paragraph && self.sentence <= told.sentence + 1;
        let told = self.last.filter(|told| is_here(told) && told.cell.unit == Unit::Day);
        let Some(told) = told.filter(|_| is_counted && matches!(unit, Unit::Day | Unit::Week) && count > 0) else { return false };
        let days = if unit == Unit::Week { count.saturating_mul(7) } else { count };
        found.when = told.cell.plus(days - 1).and_then(|last| meaning::through(told.cell, last));
        found.clue = Some(told.words);
        found.reasons = vec![Reason::Lasting { at: told.words }];
        found.confidence = 0.5;
        found.when.is_some()
    }

    /// Whether a stretch of years that nothing counts reaches up to the time of writing: news tell of it, and no other time is told
    /// in the same paragraph.
    fn is_up_to_now(&self, expression: &Expression, unit: Unit) -> bool {
        let is_near = self.last.is_some_and(|told| told.paragraph == self.paragraph && told.is_dated);
        self.style == Style::News && unit >= Unit::Year && expression.is_led && !expression.is_aside && !is_near
    }
}

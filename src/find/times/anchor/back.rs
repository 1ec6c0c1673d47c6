//! Looks back: a year that lies before what is told, from which the telling returns when the sentence ends.

use chrono::Datelike;

use super::super::calendar::Cell;
use super::super::expression::{Expression, Limit};
use super::super::lexicon::Unit;
use super::{Anchors, Style, Told};

/// What was told before a look back, and in which paragraph and sentence that stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Back {
    last: Option<Told>,
    day: Option<Told>,
    month: Option<Told>,
    year: Option<Told>,
    heading: Option<Told>,
    at: (u32, u32),
}

impl Anchors {
    /// Keeps what was told where a date with its year looks back: `since 2019`, `as in 2019`, `in 2019, they had won`.
    pub(super) fn look_back(&mut self, cell: Cell) {
        let is_earlier = self.last.is_some_and(|last| cell.first.year() < last.cell.first.year());
        let is_led = self.is_recalled || self.limit == Some(Limit::Since) || self.is_aside && cell.unit == Unit::Year;
        if !(is_earlier && is_led) || self.style != Style::Narrative || self.is_heading || self.back.is_some() {
            return;
        }
        let Self { last, day, month, year, heading, .. } = *self;
        self.back = Some(Back { last, day, month, year, heading, at: (self.paragraph, self.sentence) });
    }

    /// Returns to what was told before a look back, behind its sentence and those of its paragraph that go on with `had`.
    pub(super) fn return_from_back(&mut self, expression: &Expression) {
        let Some(back) = self.back else { return };
        let (paragraph, sentence) = back.at;
        let goes_on = expression.paragraph == paragraph && (expression.sentence == sentence || expression.is_aside);
        if goes_on {
            return;
        }
        (self.last, self.day, self.month, self.year, self.heading) = (back.last, back.day, back.month, back.year, back.heading);
        self.back = None;
    }
}

//! When a text was written, by a date that stands by itself at its head.

use crate::find::times::{Basis, FoundTime, Kind};
use crate::report::moment::DAY;
use crate::report::text::{Span, Text};
use crate::report::when::When;

/// How many lines are its head.
const HEAD: usize = 40;
/// How many words may stand beside the date in its line: “Washington, D.C.”.
const BESIDE: usize = 3;
/// How many days are told before it at least, and for how many of them one may be told behind it.
const TOLD: (usize, usize) = (5, 50);

/// The day that stands by itself at the head of a text, if the days that are told lie before it. The first of a chronicle does not.
#[must_use]
pub fn written(text: &Text, times: &[FoundTime]) -> Option<When> {
    let days = || times.iter().filter_map(|time| day(time).map(|when| (time, when)));
    let count = |span: Span| text.slice(span).split_whitespace().count();
    let is_apart = |time: &FoundTime| {
        let line = text.lines().get(text.line_of(time.span.start));
        line.is_some_and(|line| count(*line) <= count(time.span) + BESIDE)
    };
    let head = days().take_while(|(time, _)| text.line_of(time.span.start) < HEAD);
    let (_, written) = head.into_iter().find(|(time, _)| is_apart(time))?;
    let (mut before, mut behind) = (0, 0);
    for (_, when) in days() {
        before += usize::from(when.earliest() < written.earliest());
        behind += usize::from(when.earliest() > written.earliest());
    }
    (before >= TOLD.0 && behind * TOLD.1 <= before).then_some(written)
}

/// The day that words state.
fn day(time: &FoundTime) -> Option<When> {
    let is_day = |when: &When| when.seconds() == DAY;
    time.when.filter(|when| time.kind == Kind::Point && time.basis == Basis::Stated && is_day(when))
}

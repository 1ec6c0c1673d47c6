//! Why words mean a time.

use crate::find::times::calendar::Cell;
use crate::find::times::{FoundTime, Kind, Reason};
use crate::report::text::{Span, Text};
use crate::report::{limits, wording};

/// Why words mean a time, such as “‘the next morning’: 3 January 2022, reckoned from ‘January 2’, which is told before it.”
#[must_use]
pub fn time(found: &FoundTime, text: &Text) -> String {
    let words = quoted(found.span, text);
    let Some(when) = found.when else {
        return match found.kind {
            Kind::Vague => format!("{words}: a time that only those who were there know."),
            _ => format!("{words}: a time without a date, because nothing says from where it is to be reckoned."),
        };
    };
    let because: Vec<String> = found.reasons.iter().filter_map(|reason| because(reason, text)).take(2).collect();
    let because = if because.is_empty() { String::new() } else { format!(", {}", because.join(", ")) };
    format!("{words}: {}{because}.", wording::when(&when))
}

/// Words of the text in quotation marks, on one line, and of many the first.
pub(super) fn quoted(span: Span, text: &Text) -> String {
    format!("‘{}’", limits::shown(text.slice(span)))
}

fn cell(cell: &Cell) -> String {
    cell.when().map_or_else(|| cell.first.to_string(), |when| wording::when(&when))
}

fn because(reason: &Reason, text: &Text) -> Option<String> {
    Some(match reason {
        Reason::Written => "as it is written".to_owned(),
        Reason::Reference { reference, .. } => format!("reckoned from {}, when it was written", cell(reference)),
        Reason::Told { told, at } => format!("reckoned from {}, told before with {}", cell(told), quoted(*at, text)),
        Reason::Writing => "the time of writing".to_owned(),
        Reason::Then { at } => format!("the time told last, with {}", quoted(*at, text)),
        Reason::Century => "in the century that the text speaks of".to_owned(),
        Reason::Portion(_) => "of which only a part is meant".to_owned(),
        Reason::Limit(_) => "which is the end of a stretch of time".to_owned(),
        Reason::Hours(_) | Reason::Nothing => return None,
    })
}

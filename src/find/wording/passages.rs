//! Why a stretch of text is taken for a passage, there and then.

use super::times::quoted;
use crate::find::passages::FoundPassage;
use crate::find::passages::setting::Source;
use crate::report::text::Text;
use crate::report::wording;

/// Why it is a passage, where it speaks and when: a sentence for each. `name` is that of its main place.
#[must_use]
pub fn passage(found: &FoundPassage, name: &str, text: &Text) -> Vec<String> {
    let what = match found.event {
        Some(event) => format!("It tells of a happening: {}.", quoted(event, text)),
        None => "It tells of something that has happened, by its verbs.".to_owned(),
    };
    let place = known(found.located, text).map(|from| format!("The place is {name}, {from}."));
    let place = place.unwrap_or_else(|| "Nothing says where it is.".to_owned());
    let when = found.when.map(|when| wording::when(&when)).zip(known(found.timed, text));
    let when = when.map_or_else(|| "Nothing says when it is.".to_owned(), |(when, from)| format!("The time is {when}, {from}."));
    vec![what, place, when]
}

fn known(source: Source, text: &Text) -> Option<String> {
    let words = source.words().map(|span| quoted(span, text)).unwrap_or_default();
    Some(match source {
        Source::Nowhere => return None,
        Source::Own(_) => format!("by its own words {words}"),
        Source::Paragraph(_) => format!("by {words} before it in the paragraph"),
        Source::Before(_) => format!("by {words} in a paragraph before"),
        Source::Heading(_) => format!("by the heading, {words}"),
        Source::Dateline(_) => format!("by the dateline, {words}"),
        Source::Whole => "because most places of the text are there".to_owned(),
        Source::Writing => "because it is told of the time when it was written".to_owned(),
    })
}

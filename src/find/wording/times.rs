//! Why something was found as it was, in one sentence.

use chrono::Datelike;

use crate::report::text::{Span, Text};
use crate::report::wording;

use crate::find::times::calendar::Cell;
use crate::find::times::expression::{Hours, Limit};
use crate::find::times::lexicon::{Portion, Tense, Unit};
use crate::find::times::{FoundTime, Kind, Reason};

/// Why a time is what it is: `“the next morning”: 3 January 2022, c. 06:00–12:00, the day after “January 2”, and the hours
/// are the usual ones`.
#[must_use]
pub fn time(found: &FoundTime, text: &Text) -> String {
    let words = quoted(found.span, text);
    let Some(when) = found.when else { return format!("{words}: {}", unplaced(found.kind)) };
    let cell = found.named.first().and_then(|part| part.when);
    let day = cell.map(|when| when.earliest().date());
    let reasons: Vec<_> = found.reasons.iter().filter_map(|reason| worded(*reason, day, text)).collect();
    format!("{words}: {}, {}", wording::when(&when), reasons.join(", and "))
}

/// Why nothing is placed.
fn unplaced(kind: Kind) -> &'static str {
    match kind {
        Kind::Length => "a length of time, of which nothing tells when it was",
        Kind::Repeated => "something that comes again",
        Kind::Vague => "a time that the words do not tell",
        Kind::Point | Kind::Range => "nothing before it tells from where it is to be reckoned",
    }
}

fn worded(reason: Reason, day: Option<chrono::NaiveDate>, text: &Text) -> Option<String> {
    Some(match reason {
        Reason::Written => "as it is written".to_owned(),
        Reason::Reference { reference, tense } => {
            let verb = match tense {
                Tense::Past => ", and the verb is in the past",
                Tense::Future => ", and the verb is in the future",
                Tense::Unknown | Tense::Present => "",
            };
            format!("reckoned from {}, when it was written{verb}", wording::day(reference.first))
        }
        Reason::Told { told, at } => from_told(told, at, day, text),
        Reason::Year { at } => format!("in the year of {}", quoted(at, text)),
        Reason::Lasting { at } => format!("so long from {}", quoted(at, text)),
        Reason::Then { at } => format!("the time of {}", quoted(at, text)),
        Reason::Name => "when that was".to_owned(),
        Reason::Writing => "the time of writing".to_owned(),
        Reason::Century => "in the century that is most likely".to_owned(),
        Reason::Portion(portion) => format!("{} of it, because no more is told", share(portion)),
        Reason::Nothing | Reason::Hours(Hours::At(..) | Hours::Range(..)) => return None,
        Reason::Hours(_) => "the hours are the usual ones".to_owned(),
        Reason::Limit(limit) => bounded(limit).to_owned(),
    })
}

pub(super) fn quoted(span: Span, text: &Text) -> String {
    format!("“{}”", text.slice(span))
}

/// How far it is from a date that was told before.
fn from_told(told: Cell, at: Span, day: Option<chrono::NaiveDate>, text: &Text) -> String {
    let words = quoted(at, text);
    let Some(day) = day else { return format!("reckoned from {words}") };
    let days = (day - told.first).num_days();
    match (told.unit, days) {
        (Unit::Day, 0) => format!("the day of {words}"),
        (Unit::Day, 1) => format!("the day after {words}"),
        (Unit::Day, -1) => format!("the day before {words}"),
        (Unit::Day, 2..=31) => format!("{days} days after {words}"),
        (Unit::Day, -31..=-2) => format!("{} days before {words}", -days),
        _ if told.first.year() == day.year() => format!("in the year of {words}"),
        _ => format!("reckoned from {words}"),
    }
}

fn share(portion: Portion) -> &'static str {
    match portion {
        Portion::Early => "the early part",
        Portion::Mid => "the middle",
        Portion::Late => "the late part",
        Portion::FirstHalf => "the first half",
        Portion::SecondHalf => "the second half",
    }
}

fn bounded(limit: Limit) -> &'static str {
    match limit {
        Limit::Since => "from then up to the time of writing",
        Limit::Until => "up to then",
        Limit::By => "then at the latest",
        Limit::Before => "before then",
        Limit::After => "after then",
        Limit::Starting => "from then on",
        Limit::Shortly => "the half hour before",
        Limit::ShortlyAfter => "and the days after it",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::Language;
    use crate::find::times::{Asked, find};

    #[track_caller]
    fn check(text: &str, reference: Option<&str>, expected: &[&str]) {
        let reference = reference.map(|edtf| edtf.parse().unwrap());
        let found = find(&Asked { text, headings: &[], reference, language: Language::English });
        let text = Text::new(text.to_owned());
        let said: Vec<_> = found.iter().map(|found| time(found, &text)).collect();
        assert_eq!(said, expected);
    }

    #[test]
    fn every_time_says_why_in_a_sentence() {
        check(
            "On January 2, 2022 they met. By the next morning all knew. In late May it ended.",
            None,
            &[
                "“January 2, 2022”: 2 January 2022, as it is written",
                "“By the next morning”: 3 January 2022, c. 06:00–12:00, the day after “January 2, 2022”, and then at the latest, and \
                 the hours are the usual ones",
                "“late May”: 21–31 May 2022, in the year of “January 2, 2022”, and the late part of it, because no more is told",
            ],
        );
        check(
            "On 7 December 2022 it began. On 12 December he died, at night. They waited for days, until the 14th. From 15 to 17 \
             December it burned, on 18 December it fell. By January all knew.",
            None,
            &[
                "“7 December 2022”: 7 December 2022, as it is written",
                "“12 December”: 12 December 2022, in the year of “7 December 2022”",
                "“night”: c. 12 December 2022, 22:00 – 13 December 2022, 06:00, reckoned from “12 December”, and the hours are the \
                 usual ones",
                "“days”: a length of time, of which nothing tells when it was",
                "“until the 14th”: until 14 December 2022, 2 days after “12 December”, and up to then",
                "“From 15 to 17 December”: 15–17 December 2022, in the year of “7 December 2022”",
                "“18 December”: 18 December 2022, in the year of “7 December 2022”",
                "“By January”: January 2023, 14 days after “18 December”, and then at the latest",
            ],
        );
        check(
            "He said Friday that it has been so since 2019.",
            Some("2022-01-10"),
            &[
                "“Friday”: 7 January 2022, reckoned from 10 January 2022, when it was written, and the verb is in the past",
                "“since 2019”: 2019 – January 2022, as it is written, and from then up to the time of writing",
            ],
        );
        check(
            "It lasted four days. The next day he left, and every Friday he came. Recently he died.",
            None,
            &[
                "“four days”: a length of time, of which nothing tells when it was",
                "“The next day”: nothing before it tells from where it is to be reckoned",
                "“every Friday”: something that comes again",
                "“Recently”: a time that the words do not tell",
            ],
        );
    }
}

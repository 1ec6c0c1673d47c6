//! What is found in a text as lines of JSON for other programs, and as a table for people.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::places::{self, Candidate, FoundPlace};
use super::times::FoundTime;
use super::{Language, notes, wording};
use crate::report::outside;
use crate::report::place::LonLat;
use crate::report::text::{Span, Text};
use crate::report::when::When;

/// A text that is asked about, a line of JSON.
#[derive(Debug, Deserialize)]
struct Line {
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    reference: Option<String>,
    #[serde(default)]
    language: Option<String>,
    #[serde(default)]
    home: Vec<String>,
}

/// What is found in a text, a line of JSON.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    id: &'a serde_json::Value,
    spans: Vec<Spanned>,
}

/// Something that is found.
#[derive(Debug, Default, Serialize)]
struct Spanned {
    start: usize,
    end: usize,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    edtf: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    earliest: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latest: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lon: Option<f64>,
    confidence: f64,
    reasons: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<Other>,
}

/// A place that words could mean as well.
#[derive(Debug, Serialize)]
struct Other {
    name: String,
    within: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    lat: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lon: Option<f64>,
    score: f64,
}

/// What is asked about a text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// When it was written.
    pub reference: Option<When>,
    /// Its language.
    pub language: Language,
    /// The countries that it is about (ISO 3166 alpha-2).
    pub home: &'a [String],
}

/// The answer to a line: `{"id", "text", "reference", "language", "home"}` → `{"id", "spans"}`, without a line feed. Offsets are
/// Unicode code points; a time that is not placed has no `edtf`, a place no `lat` and `lon`; `latest` is excluded.
///
/// # Errors
/// When the line is no such JSON, or its reference is no EDTF: what is wrong, in one sentence without a full stop.
pub fn answer(line: &str) -> Result<String, String> {
    let line: Line = serde_json::from_str(line).map_err(|error| format!("this is no line of the protocol: {error}"))?;
    let reference = line.reference.as_deref().map(str::parse::<When>).transpose();
    let reference = reference.map_err(|error| format!("“reference”: {error}"))?;
    let language = line.language.as_deref().map_or(Language::English, Language::from_tag);
    let context = Context { reference, language, home: &line.home };
    let answer = Answer { id: &line.id, spans: spans(&Text::new(line.text), &context) };
    serde_json::to_string(&answer).map_err(|error| error.to_string())
}

/// The answer on a text: `{"id", "spans"}`, as [`answer`] gives it.
#[must_use]
pub fn line(id: &str, text: &Text, context: &Context<'_>) -> String {
    serde_json::json!({"id": id, "spans": spans(text, context)}).to_string()
}

fn found(text: &Text, context: &Context<'_>) -> (Vec<FoundTime>, Vec<FoundPlace>) {
    let all = (Span { start: 0, end: text.len() }, context.reference);
    let times = notes::times(text, &[], &[all], &notes::notes(text, &[]), context.language);
    let asked = places::Asked { text: text.as_str(), headings: &[], language: context.language, home: context.home, checked: &[] };
    (times, places::find(&asked))
}

fn spans(text: &Text, context: &Context<'_>) -> Vec<Spanned> {
    let (times, places) = found(text, context);
    let times = times.iter().flat_map(|time| of_time(time, text, context.language));
    let mut spans: Vec<Spanned> = times.chain(places.iter().map(|place| of_place(place, text))).collect();
    spans.sort_by_key(|spanned| (spanned.start, spanned.end, spanned.r#type));
    spans
}

/// The lines of a time. In English, corpora mark the units of the calendar that are named, each by itself, without what words
/// such as “since” and “early” make of them: `edtf` is the unit, and `earliest` and `latest` are what is meant. In other languages
/// both are what is meant. What names no unit, as a length does, has no line.
fn of_time(time: &FoundTime, text: &Text, language: Language) -> Vec<Spanned> {
    let iso = |moment: crate::report::moment::Moment| moment.to_civil().format("%Y-%m-%dT%H:%M:%S").to_string();
    let line = |span: Span, unit: Option<When>| Spanned {
        start: span.start,
        end: span.end,
        r#type: "time",
        edtf: unit.map(|when| when.to_string()),
        earliest: time.when.map(|when| iso(when.earliest())),
        latest: time.when.map(|when| iso(when.latest())),
        confidence: rounded(time.confidence),
        reasons: vec![wording::time(time, text)],
        ..Spanned::default()
    };
    match language {
        Language::English => time.named.iter().map(|part| line(part.span, part.when)).collect(),
        Language::Russian | Language::Other => vec![line(time.span, time.when)],
    }
}

fn of_place(place: &FoundPlace, text: &Text) -> Spanned {
    // A site in a settlement is as near as that one.
    let point = place.chosen.as_ref().or(place.within.as_ref()).and_then(|chosen| chosen.point);
    let other = |candidate: &Candidate| Other {
        name: candidate.name.clone(),
        within: within(candidate),
        lat: candidate.point.map(|point| point.lat),
        lon: candidate.point.map(|point| point.lon),
        score: rounded(candidate.score),
    };
    Spanned {
        start: place.span.start,
        end: place.span.end,
        r#type: "place",
        name: place.chosen.as_ref().map(|chosen| chosen.name.clone()),
        lat: point.map(|point| point.lat),
        lon: point.map(|point| point.lon),
        confidence: rounded(place.confidence),
        reasons: vec![wording::place(place, text.slice(place.span))],
        candidates: place.others.iter().map(other).collect(),
        ..Spanned::default()
    }
}

fn within(candidate: &Candidate) -> String {
    let names = [candidate.province.as_str(), candidate.country_name.as_str()];
    names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
}

/// To two digits, so that the bytes are the same on every machine.
fn rounded(confidence: f32) -> f64 {
    (f64::from(confidence) * 100.0).round() / 100.0
}

/// What is found in a text as a table: where it stands (line and column, counted from 1), the words, what they mean, how sure
/// that is, and why. Columns are set apart by tabs, so that it can be cut with other tools.
#[must_use]
pub fn table(text: &Text, context: &Context<'_>) -> String {
    let (times, places) = found(text, context);
    let mut rows: Vec<(Span, [String; 4])> = Vec::new();
    for time in &times {
        let meaning = time.when.map_or_else(|| "no date".to_owned(), |when| when.to_string());
        rows.push((time.span, ["time".to_owned(), meaning, percent(time.confidence), wording::time(time, text)]));
    }
    for place in &places {
        let why = wording::place(place, text.slice(place.span));
        rows.push((place.span, ["place".to_owned(), meaning(place), percent(place.confidence), why]));
    }
    rows.sort_by_key(|(span, _)| *span);
    let mut table = "line:column\ttype\twords\tmeaning\tsure\twhy\n".to_owned();
    for (span, [kind, meaning, sure, why]) in rows {
        let line = text.line_of(span.start);
        let column = span.start - text.lines().get(line).map_or(0, |line| line.start) + 1;
        let cells = [kind, outside::plain(text.slice(span)).into_owned(), meaning, sure, outside::plain(&why).into_owned()];
        // Writing to a string cannot fail.
        let written = writeln!(table, "{}:{column}\t{}", line + 1, cells.map(|cell| cell.replace('\t', " ")).join("\t"));
        debug_assert!(written.is_ok());
    }
    table
}

fn percent(confidence: f32) -> String {
    format!("{:.0} %", confidence * 100.0)
}

fn meaning(place: &FoundPlace) -> String {
    let Some(chosen) = &place.chosen else {
        return place.within.as_ref().map_or("no position".to_owned(), |within| format!("a site in {}", within.name));
    };
    let at = chosen.point.map(|LonLat { lon, lat }| format!(" ({lat:.3}, {lon:.3})")).unwrap_or_default();
    let within = within(chosen);
    let within = if within.is_empty() || within == chosen.name { String::new() } else { format!(", {within}") };
    format!("{}{within}{at}", chosen.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_answered_by_a_line() {
        let line = r#"{"id": 7, "text": "On January 5 shots were heard in Almaty, Kazakhstan.", "reference": "2022-01-06", "language": "en"}"#;
        let answer: serde_json::Value = serde_json::from_str(&super::answer(line).unwrap()).unwrap();
        assert_eq!(answer["id"], 7);
        let spans = answer["spans"].as_array().unwrap();
        let time = spans.iter().find(|span| span["type"] == "time").unwrap();
        assert_eq!((time["edtf"].as_str(), time["latest"].as_str()), (Some("2022-01-05"), Some("2022-01-06T00:00:00")));
        let place = spans.iter().find(|span| span["name"] == "Almaty").unwrap();
        assert_eq!((place["start"].as_u64(), place["end"].as_u64()), (Some(33), Some(39)));
        assert!((place["lat"].as_f64().unwrap() - 43.25).abs() < 0.1);
        assert_eq!(super::answer(line), super::answer(line));
    }

    #[test]
    fn what_is_no_line_is_told() {
        for (line, expected) in
            [("", "no line of the protocol"), ("{}", "missing field"), (r#"{"id":1,"text":"","reference":"x"}"#, "reference")]
        {
            assert!(answer(line).unwrap_err().contains(expected), "{line}");
        }
    }

    #[test]
    fn a_table_says_where_what_and_why() {
        let text = Text::new("Nothing here.\nIn 1848 it began in Paris.\n".to_owned());
        let table = table(&text, &Context::default());
        let rows: Vec<&str> = table.lines().collect();
        assert!(rows[1].starts_with("2:1\ttime\tIn 1848\t1848\t") || rows[1].starts_with("2:4\ttime\t1848\t1848\t"), "{table}");
        assert!(rows[2].starts_with("2:21\tplace\tParis\tParis, "), "{table}");
    }
}

//! The file of a reader's notes, and notes as Markdown.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::cite;
use super::put;
use crate::report::citation::Citation;
use crate::report::dossier::Dossier;
use crate::report::limits;
use crate::report::note::{Note, Notes};
use crate::report::outside::{closed, plain_lines};
use crate::report::text::{Selector, Span};

/// The newest version of the format that this program writes and understands.
const FORMAT: u64 = 1;

#[derive(Deserialize)]
struct Record {
    passage: String,
    #[serde(default)]
    document: String,
    start: Option<usize>,
    end: Option<usize>,
    #[serde(default)]
    exact: String,
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    suffix: String,
    #[serde(default)]
    starred: bool,
    #[serde(default)]
    text: String,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    edits: u64,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

/// Reads a file of notes. An entry that is not understood is kept as it is; of a newer format, what is understood is read.
///
/// # Errors
/// When the file as a whole cannot be understood: what is wrong, without a full stop.
pub fn read(text: &str) -> Result<Notes, String> {
    if text.len() as u64 > limits::NOTES_BYTES {
        return Err(format!("it is larger than {} MiB", limits::NOTES_BYTES >> 20));
    }
    let value: Value = serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text))
        .map_err(|error| format!("it is not sound JSON: {error}"))?;
    let Value::Object(mut fields) = value else { return Err("expected an object in braces, but found something else".to_owned()) };
    let newer = match fields.shift_remove("format").and_then(|format| format.as_u64()) {
        Some(1..=FORMAT) => None,
        Some(0) => return Err(format!("expected format {FORMAT}, but found format 0")),
        newer @ Some(_) => newer,
        None => return Err("expected “format”, but found no such number".to_owned()),
    };
    let dossier = fields.shift_remove("dossier").and_then(|id| id.as_str().map(str::to_owned)).unwrap_or_default();
    let list = match fields.shift_remove("notes") {
        Some(Value::Array(list)) => list,
        // A newer format may keep them in another way.
        _ if newer.is_some() => Vec::new(),
        _ => return Err("expected a list “notes”, but found none".to_owned()),
    };
    let mut notes = Notes { dossier, extra: fields, newer, ..Notes::default() };
    for entry in list {
        match serde_json::from_value::<Record>(entry.clone()) {
            Ok(record) if !notes.entries.contains_key(&record.passage) => {
                let (passage, note) = note(record);
                notes.entries.insert(passage, note);
            }
            _ => notes.strays.push(entry),
        }
    }
    Ok(notes)
}

fn note(record: Record) -> (String, Note) {
    let position = record.start.zip(record.end).and_then(|(start, end)| Span::new(start, end));
    let mut extra = record.extra;
    if position.is_none() {
        // Half a position, or one that ends before it starts, is of no use and is not thrown away either.
        extra.extend(record.start.map(|start| ("start".to_owned(), json!(start))));
        extra.extend(record.end.map(|end| ("end".to_owned(), json!(end))));
    }
    let selector = Selector { position, exact: record.exact, prefix: record.prefix, suffix: record.suffix };
    let note = Note {
        document: record.document,
        selector,
        starred: record.starred,
        text: record.text,
        tags: record.tags,
        edits: record.edits,
        extra,
    };
    (record.passage, note)
}

/// Writes a file of notes, a note a line.
#[must_use]
pub fn write(notes: &Notes) -> String {
    let mut head = Map::new();
    head.insert("format".to_owned(), json!(notes.newer.unwrap_or(FORMAT)));
    head.insert("dossier".to_owned(), json!(notes.dossier));
    head.extend(notes.extra.clone());
    let head: Vec<String> = head.iter().map(|(name, value)| format!("{}: {value}", json!(name))).collect();
    let entries = notes.in_order().into_iter().map(|(passage, note)| entry(passage, note).to_string());
    let lines: Vec<String> = entries.chain(notes.strays.iter().map(Value::to_string)).collect();
    format!("{{\n{},\n\"notes\": [\n{}\n]\n}}\n", head.join(",\n"), lines.join(",\n"))
}

fn entry(passage: &str, note: &Note) -> Value {
    let mut entry = json!({"passage": passage, "document": note.document});
    let Some(fields) = entry.as_object_mut() else { return entry };
    if let Some(span) = note.selector.position {
        fields.insert("start".to_owned(), json!(span.start));
        fields.insert("end".to_owned(), json!(span.end));
    }
    for (name, text) in [("exact", &note.selector.exact), ("prefix", &note.selector.prefix), ("suffix", &note.selector.suffix)] {
        fields.insert(name.to_owned(), json!(text));
    }
    fields.insert("starred".to_owned(), json!(note.starred));
    fields.insert("text".to_owned(), json!(note.text));
    fields.insert("tags".to_owned(), json!(note.tags));
    fields.insert("edits".to_owned(), json!(note.edits));
    fields.extend(note.extra.clone());
    entry
}

/// The notes as Markdown, each with a citation of its passage.
#[must_use]
pub fn markdown(dossier: &Dossier, notes: &Notes) -> String {
    let mut text = format!("# Notes on {}\n", cite::escape_markdown(&closed(&dossier.head.title)));
    if notes.entries.is_empty() {
        text.push_str("\nThere are no notes on this dossier.\n");
    }
    for (id, note) in notes.in_order() {
        let star = if note.starred { "★ " } else { "" };
        let passage = notes.passage(dossier, id).map(|ix| dossier.passage(ix));
        let title = passage.map_or("A passage that this dossier no longer has", |passage| passage.title.as_str());
        put(&mut text, format_args!("\n## {star}{}\n\n", cite::escape_markdown(&closed(title))));
        if let Some(passage) = passage {
            text.push_str(&cite::markdown(&Citation::new(dossier, passage.target)));
        } else {
            let lines = note.selector.exact.lines().map(|line| format!("> {}\n", cite::escape_markdown(&closed(line))));
            text.extend(lines);
        }
        if !note.text.is_empty() {
            // What the reader has written is theirs, Markdown included.
            put(&mut text, format_args!("\n{}\n", plain_lines(note.text.trim_end())));
        }
        if !note.tags.is_empty() {
            let tags: Vec<_> = note.tags.iter().map(|tag| cite::escape_markdown(&closed(tag))).collect();
            put(&mut text, format_args!("\nTags: {}\n", tags.join(", ")));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_not_known_survives() {
        let text = r#"{"format": 1, "dossier": "d", "colour": "red", "notes": [
            {"passage": "p", "document": "t", "start": 1, "end": 4, "exact": "abc", "starred": true, "mood": 5},
            {"passage": 7}, "words"]}"#;
        let notes = read(text).unwrap();
        assert_eq!(notes.strays.len(), 2);
        let written = write(&notes);
        for kept in ["\"colour\": \"red\"", "\"mood\":5", "{\"passage\":7}", "\"words\""] {
            assert!(written.contains(kept), "{kept} in {written}");
        }
        assert_eq!(read(&written).unwrap(), notes);
        assert_eq!(written.lines().filter(|line| line.starts_with("{\"passage\"")).count(), 2);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        assert!(read("{\"format\": 1, \"notes\": [").unwrap_err().starts_with("it is not sound JSON: EOF while parsing"));
        assert_eq!(read("{\"format\": 0, \"notes\": []}").unwrap_err(), "expected format 1, but found format 0");
        assert_eq!(read("{\"notes\": []}").unwrap_err(), "expected “format”, but found no such number");
        assert_eq!(read("{\"format\": 1}").unwrap_err(), "expected a list “notes”, but found none");
        assert_eq!(read("[]").unwrap_err(), "expected an object in braces, but found something else");
    }

    #[test]
    fn of_a_newer_format_what_is_understood_is_read() {
        let notes = read("{\"format\": 2, \"dossier\": \"d\", \"notes\": [{\"passage\": \"p\", \"text\": \"x\"}]}").unwrap();
        assert_eq!((notes.newer, notes.entries["p"].text.as_str()), (Some(2), "x"));
        assert_eq!(read("{\"format\": 3, \"pages\": {}}").unwrap().newer, Some(3));
    }

    proptest! {
        #[test]
        fn notes_are_read_as_they_were_written(
            list in prop::collection::btree_map("\\PC{0,8}", ("\\PC{0,30}", prop::collection::vec("\\PC{1,6}", 0..3), any::<bool>(), 0_u64..9), 0..4),
        ) {
            let mut notes = Notes::new("d");
            for (passage, (text, tags, starred, edits)) in list {
                notes.entries.insert(passage, Note { starred, text, tags, edits, ..Note::default() });
            }
            prop_assert_eq!(read(&write(&notes)), Ok(notes));
        }
    }
}

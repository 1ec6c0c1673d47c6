//! The journal of a dossier, in which every step stands before it is seen: as text, one step a line.
//!
//! A step is an edit, or that the last one was taken back or made again. The entries of an edit stand in it as in the dossier's
//! files. Between the steps it is said which of them are in those files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use serde_json::json;
use serde_json::value::RawValue;

use super::change::{Change, Edit, Swap};
use crate::formats::{json, native};
use crate::report::dossier::Dossier;
use crate::report::entry::Entry;
use crate::report::ids::DocumentIx;
use crate::report::text::Span;
use crate::report::{limits, outside};

/// The journal's file name in the dossier's folder.
pub const JOURNAL: &str = "journal.jsonl";

/// The SHA-256 of files, by their names.
pub type Sums = BTreeMap<String, String>;

/// One line of a journal.
#[derive(Clone, Debug)]
pub enum Record {
    /// An edit was made.
    Did(Arc<Edit>),
    /// The last edit was taken back.
    Undid,
    /// The edit that was taken back last was made again.
    Redid,
    /// So many steps are in the dossier's files.
    Saved(Saved),
    /// Steps that could not be carried out again, by their numbers from 0: they count as if they had not been made.
    PassedOver(BTreeSet<usize>),
}

impl Record {
    /// Whether it is one of the steps that are counted.
    #[must_use]
    pub fn is_step(&self) -> bool {
        matches!(self, Self::Did(_) | Self::Undid | Self::Redid)
    }
}

/// What was saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Saved {
    /// How many steps, from the first one on.
    pub steps: usize,
    /// What the files are then.
    pub files: Sums,
    /// What they were before, where they were there.
    #[serde(default)]
    pub over: Sums,
}

/// A step, and where it stands.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its number, from 0.
    pub number: usize,
    /// Its line, from 1.
    pub line: u32,
    /// What was done.
    pub record: Record,
    /// What its entries quote.
    pub(super) quotes: Vec<Quote>,
}

/// Words that an entry stands on.
#[derive(Clone, Debug)]
pub(super) struct Quote {
    pub(super) document: String,
    pub(super) span: Span,
    pub(super) exact: String,
}

/// What a journal says.
#[derive(Clone, Debug, Default)]
pub struct Read {
    /// The steps in their order. Where one that is in the files cannot be understood, the first of them comes after it.
    pub steps: Vec<Step>,
    /// How many steps there are.
    pub count: usize,
    /// What was saved last.
    pub saved: Option<Saved>,
    /// The numbers of the steps that count as if they had not been made.
    pub passed_over: BTreeSet<usize>,
    /// How many bytes of it, from the beginning, are sound; what was being written when the program was killed comes after.
    pub sound: usize,
    /// Whether the last line lacks its end, and is sound all the same.
    pub is_open: bool,
    /// Whether a line after those that are sound cannot be understood, so that it and all lines after it are left out.
    pub is_broken: bool,
    /// The lines with which something is wrong.
    pub faults: Vec<Fault>,
    /// How many entries the steps change, as they count for the limit.
    changes: usize,
}

/// What is wrong with a line of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: u32,
    /// What is wrong, without a full stop.
    pub what: String,
}

/// A record as a line, with its end. The dossier is the one before or after the step: the texts are the same.
#[must_use]
pub fn line(dossier: &Dossier, record: &Record) -> String {
    let mut line = match record {
        Record::Did(edit) => did(dossier, edit),
        Record::Undid => json!({"undid": true}).to_string(),
        Record::Redid => json!({"redid": true}).to_string(),
        Record::Saved(saved) => json!({"saved": saved}).to_string(),
        Record::PassedOver(steps) => json!({"passed_over": steps}).to_string(),
    };
    line.push('\n');
    line
}

fn did(dossier: &Dossier, edit: &Edit) -> String {
    let changes: Vec<String> = edit.changes.iter().map(|change| format!("{{{}}}", members(dossier, change).join(","))).collect();
    format!("{{\"did\":{{\"words\":{},\"changes\":[{}]}}}}", json!(edit.words), changes.join(","))
}

/// What is said of a change, each as a member of an object.
fn members(dossier: &Dossier, change: &Change) -> Vec<String> {
    fn put<T>(members: &mut Vec<String>, swap: &Swap<T>, line: impl Fn(&T) -> String) {
        for (key, entry) in [("before", &swap.before), ("after", &swap.after)] {
            members.extend(entry.as_ref().map(|entry| format!("\"{key}\":{}", line(entry))));
        }
    }
    let mut members = Vec::new();
    match change {
        Change::Annotation(swap) => {
            members.push("\"in\":\"annotations\"".to_owned());
            put(&mut members, swap, |entry| annotation(dossier, entry));
            // What is kept as it was read may stand elsewhere than it says.
            for (key, entry) in [("before_at", &swap.before), ("after_at", &swap.after)] {
                let Some(entry) = entry.as_ref().filter(|entry| entry.filed.as_read().is_some()) else { continue };
                members.push(format!("\"{key}\":{}", json!([entry.document, entry.span.start, entry.span.end])));
            }
        }
        Change::Place(at, swap) => {
            members.push(format!("\"in\":\"places\",\"at\":{at}"));
            put(&mut members, swap, |draft| native::place_line(&draft.place, draft.parent.as_deref()));
        }
        Change::Voice(at, swap) => {
            members.push(format!("\"in\":\"voices\",\"at\":{at}"));
            put(&mut members, swap, native::voice);
        }
    }
    members
}

fn annotation(dossier: &Dossier, entry: &Entry) -> String {
    let document = dossier.documents.iter().position(|document| document.id == entry.document).unwrap_or_default();
    native::annotation(dossier, DocumentIx::new(document), entry)
}

#[derive(Default, Deserialize)]
#[serde(default, expecting = "an object in braces")]
struct Line<'a> {
    #[serde(borrow)]
    did: Option<Did<'a>>,
    undid: Option<bool>,
    redid: Option<bool>,
    saved: Option<Saved>,
    passed_over: Option<BTreeSet<usize>>,
}

#[derive(Deserialize)]
#[serde(expecting = "an object in braces")]
struct Did<'a> {
    words: String,
    #[serde(borrow)]
    changes: Vec<ChangeLine<'a>>,
}

#[derive(Deserialize)]
#[serde(expecting = "an object in braces")]
struct ChangeLine<'a> {
    #[serde(rename = "in")]
    table: String,
    at: Option<usize>,
    #[serde(borrow)]
    before: Option<&'a RawValue>,
    #[serde(borrow)]
    after: Option<&'a RawValue>,
    before_at: Option<(String, usize, usize)>,
    after_at: Option<(String, usize, usize)>,
}

/// What was saved last, found without reading the steps.
#[must_use]
pub fn last_saved(bytes: &[u8]) -> Option<Saved> {
    last_saved_at(bytes).map(|(saved, _)| saved)
}

/// How many steps there are, found without reading them, and how many bytes the whole lines have.
#[must_use]
pub fn count(bytes: &[u8]) -> (usize, usize) {
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let lines = bytes[..whole].split(|byte| *byte == b'\n');
    (lines.filter(|line| is_step(line)).count(), whole)
}

/// Whether a line is one of the steps that are counted, be it sound or not.
fn is_step(line: &[u8]) -> bool {
    matches!(kind(line), Some(b"did" | b"undid" | b"redid"))
}

/// What was saved last, and how many bytes stand before that line ends.
fn last_saved_at(bytes: &[u8]) -> Option<(Saved, usize)> {
    let (mut found, mut steps, mut at) = (None, 0, 0);
    for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
        at += piece.len();
        steps += usize::from(is_step(piece));
        if kind(piece) == Some(b"saved") {
            let line: Option<Line<'_>> = str::from_utf8(piece.trim_ascii()).ok().and_then(|text| json::parse(text).ok());
            if let Some(saved) = line.and_then(|line| line.saved) {
                // Where somebody has taken lines out, those that come after must not count as saved.
                found = Some((Saved { steps: saved.steps.min(steps), ..saved }, at));
            }
        }
    }
    found
}

/// The name of the first member of a line.
fn kind(line: &[u8]) -> Option<&[u8]> {
    let name = line.trim_ascii_start().strip_prefix(b"{")?.trim_ascii_start().strip_prefix(b"\"")?;
    name.split(|byte| *byte == b'"').next()
}

/// Reads a journal, up to the first line that cannot be understood and that is not in the dossier's files. The zone is that of the
/// dossier.
#[must_use]
pub fn read(bytes: &[u8], zone: Tz) -> Read {
    let (saved, in_files) = last_saved_at(bytes).map_or((None, 0), |(saved, at)| (Some(saved), at));
    let mut read = Read { saved, ..Read::default() };
    let mut at = 0;
    for (number, piece) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let line = u32::try_from(number + 1).unwrap_or(u32::MAX);
        let is_whole = piece.ends_with(b"\n");
        at += piece.len();
        let taken = read.take(piece.trim_ascii(), line, zone);
        // What is not whole was being written when the program was killed, and so was never seen.
        if taken.is_err() && !is_whole {
            break;
        }
        let is_step = is_step(piece);
        if let Err(what) = taken {
            read.faults.push(Fault { line, what });
            let is_saved = if is_step { read.is_in_files(read.count) } else { at <= in_files };
            if !is_saved {
                read.is_broken = true;
                break;
            }
            if is_step {
                // The dossier has it; what came before it can no longer be taken back.
                read.steps.clear();
            }
        }
        read.count += usize::from(is_step);
        (read.sound, read.is_open) = (at, !is_whole);
    }
    read
}

impl Read {
    /// Whether the step of a number is in the dossier's files.
    #[must_use]
    pub fn is_in_files(&self, number: usize) -> bool {
        self.saved.as_ref().is_some_and(|saved| number < saved.steps)
    }

    fn take(&mut self, text: &[u8], line: u32, zone: Tz) -> Result<(), String> {
        if text.is_empty() {
            return Ok(());
        }
        let text = str::from_utf8(text).map_err(|_| "it is not UTF-8")?;
        let mut quotes = Vec::new();
        let record = match json::parse(text)? {
            Line { did: Some(did), undid: None, redid: None, saved: None, passed_over: None } => {
                self.changes += weight(&did.changes);
                Record::Did(Arc::new(edit(did, zone, &mut quotes)?))
            }
            Line { did: None, undid: Some(true), redid: None, saved: None, passed_over: None } => Record::Undid,
            Line { did: None, undid: None, redid: Some(true), saved: None, passed_over: None } => Record::Redid,
            Line { did: None, undid: None, redid: None, saved: Some(_), passed_over: None } => return Ok(()),
            Line { did: None, undid: None, redid: None, saved: None, passed_over: Some(steps) } => {
                self.passed_over.extend(steps.into_iter().filter(|step| *step < self.count));
                return Ok(());
            }
            Line { .. } => return Err("it is no step that this Dateline knows".to_owned()),
        };
        // Steps are counted by how their lines begin, also where nothing else of a line is read.
        if !is_step(text.as_bytes()) {
            return Err("it is no step that this Dateline knows".to_owned());
        }
        if self.count >= limits::STEPS || self.changes > limits::CHANGES {
            return Err(format!(
                "the journal has more than {} steps, or changes more than {} entries",
                limits::grouped(limits::STEPS),
                limits::grouped(limits::CHANGES)
            ));
        }
        let number = self.count;
        if self.is_in_files(number) {
            quotes = Vec::new();
        }
        self.steps.push(Step { number, line, record, quotes });
        Ok(())
    }
}

/// How much the entries of an edit count for the limit.
fn weight(changes: &[ChangeLine<'_>]) -> usize {
    changes.iter().map(|change| if change.table == "annotations" { 1 } else { 5 }).sum()
}

fn edit(did: Did<'_>, zone: Tz, quotes: &mut Vec<Quote>) -> Result<Edit, String> {
    let mut words = outside::plain(&did.words).into_owned();
    if let Some((cut, _)) = words.char_indices().nth(limits::NAME) {
        words.truncate(cut);
        words = outside::plain(&words).into_owned();
    }
    let changes = did.changes.into_iter().map(|line| change(line, zone, quotes)).collect::<Result<_, String>>()?;
    Ok(Edit { words, changes })
}

fn change(line: ChangeLine<'_>, zone: Tz, quotes: &mut Vec<Quote>) -> Result<Change, String> {
    let ChangeLine { table, at, before, after, before_at, after_at } = line;
    if before.is_none() && after.is_none() {
        return Err("a change has neither “before” nor “after”".to_owned());
    }
    let at = at.unwrap_or_default();
    Ok(match table.as_str() {
        "annotations" => {
            let before = before.map(|raw| entry(raw, before_at, zone, quotes)).transpose()?;
            Change::annotation(before, after.map(|raw| entry(raw, after_at, zone, quotes)).transpose()?)
        }
        "places" => Change::Place(at, Box::new(swap(before, after, native::read_place)?)),
        "voices" => Change::Voice(at, Box::new(swap(before, after, native::read_voice)?)),
        other => return Err(format!("there are no entries of the kind “{}”", limits::shown(other))),
    })
}

fn swap<T>(
    before: Option<&RawValue>,
    after: Option<&RawValue>,
    read: impl Fn(&RawValue) -> Result<T, String>,
) -> Result<Swap<T>, String> {
    Ok(Swap { before: before.map(&read).transpose()?, after: after.map(&read).transpose()? })
}

/// An annotation. One of which it is said where it stands is kept as it was read.
fn entry(raw: &RawValue, at: Option<(String, usize, usize)>, zone: Tz, quotes: &mut Vec<Quote>) -> Result<Entry, String> {
    let (mut entry, exact) = native::read_annotation(raw, zone, at.is_some())?;
    if let Some((document, start, end)) = at {
        let span = Span::new(start, end).ok_or("an annotation ends before it begins")?;
        (entry.document, entry.span) = (document, span);
        entry.filed.keep(raw.get().to_owned());
    } else if !exact.is_empty() {
        quotes.push(Quote { document: entry.document.clone(), span: entry.span, exact });
    }
    Ok(entry)
}

#[cfg(test)]
mod tests;

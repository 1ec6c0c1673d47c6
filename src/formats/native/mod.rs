//! Dateline's own format: a folder with `dossier.json`, `places.geojson`, `annotations.json` and the texts.
//!
//! The format is described for people in `data/README.md`.

mod annotations;
mod geometry;
mod manifest;
mod places;
mod write;

pub use annotations::entry as read_annotation;
pub use manifest::voice as read_voice;
pub use places::line as read_place;
pub use write::{annotation, annotations_json, block_words, dossier_json, place_line, places_geojson, voice};

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::Value;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::encoding::{bytes_with_line_feeds, decode, with_line_feeds};
use super::{Folder, hex, is_plain_name};
use crate::report::cancel::Cancel;
use crate::report::checker::Checker;
use crate::report::dossier::Dossier;
use crate::report::draft::{Document, Draft};
use crate::report::filed::{Extra, Filed};
use crate::report::limits;
use crate::report::outside;
use crate::report::text::Text;
use crate::report::warning::{Origin, Warning, Warnings};

/// The manifest's file name.
pub const MANIFEST: &str = "dossier.json";
/// The gazetteer's file name.
pub const PLACES: &str = "places.geojson";
/// The annotations' file name.
pub const ANNOTATIONS: &str = "annotations.json";
/// The newest version of the format that this program writes and fully understands.
pub const FORMAT: u32 = 1;

/// What to do about a time that is sound and no stretch of time that can be shown.
const UNPLACED: &str = "give the year or an interval where they are known; it is kept and told in words, and stands on no timeline";

/// Whether there is a manifest, without which a folder is no dossier.
///
/// # Errors
/// One sentence that names the folder, when [`open`] would end with it.
pub fn look_for_manifest(folder: &dyn Folder) -> Result<(), String> {
    read_manifest(&mut Files { folder, bytes: 0 }).map(drop)
}

fn read_manifest(files: &mut Files<'_>) -> Result<Vec<u8>, String> {
    files.read(MANIFEST).map_err(|error| {
        format!("{}: cannot read {MANIFEST}: {error}; a dossier is a folder that holds a file of that name", files.folder.label())
    })
}

/// Opens a dossier. Faults in its content become warnings of the dossier.
///
/// # Errors
/// Only when there is no manifest that can be read: one sentence that names the folder.
pub fn open(folder: &dyn Folder) -> Result<Dossier, String> {
    open_while_wanted(folder, &Cancel::default())
}

/// As [`open`], for a dossier that may no longer be wanted before it is open.
///
/// # Errors
/// As [`open`]; and, soon after it was cancelled, that it was.
pub fn open_while_wanted(folder: &dyn Folder, cancel: &Cancel) -> Result<Dossier, String> {
    open_changed(folder, cancel, |_| BTreeSet::new())
}

/// As [`open_while_wanted`], with documents that are added, and with another head or other words on a document.
///
/// `change` is called once, when the manifest and the texts are read; what it adds is checked with the rest. It returns the ids of
/// documents in which everything was found anew: what the file has of that is left out.
///
/// # Errors
/// As [`open_while_wanted`].
pub fn open_changed(
    folder: &dyn Folder,
    cancel: &Cancel,
    change: impl FnOnce(&mut Draft) -> BTreeSet<String>,
) -> Result<Dossier, String> {
    let cancelled = || format!("{}: opening it was cancelled", folder.label());
    let mut files = Files { folder, bytes: 0 };
    let bytes = read_manifest(&mut files)?;
    let mut draft = Draft::default();
    let manifest = decode(MANIFEST, bytes, &mut draft.warnings);
    manifest::read(&manifest, &mut draft);
    drop(manifest);
    for index in 0..draft.documents.len() {
        cancel.wanted().ok_or_else(cancelled)?;
        read_document(&mut files, index, &mut draft);
    }
    let found_anew = change(&mut draft);
    if let Some(text) = read_part(&mut files, PLACES, &mut draft.warnings) {
        places::read(&text, &mut draft, cancel);
    }
    cancel.wanted().ok_or_else(cancelled)?;
    let mut checker = Checker::new(draft);
    checker.leave_out_found(found_anew);
    if let Some(text) = read_part(&mut files, ANNOTATIONS, &mut checker.warnings) {
        annotations::read(&text, &mut checker, cancel);
    }
    cancel.wanted().ok_or_else(cancelled)?;
    Ok(checker.finish())
}

/// The files of a dossier, which together have a limit.
struct Files<'a> {
    folder: &'a dyn Folder,
    bytes: u64,
}

impl Files<'_> {
    fn read(&mut self, name: &str) -> Result<Vec<u8>, String> {
        let bytes = self.folder.read(name)?;
        let all = self.bytes + bytes.len() as u64;
        if all > limits::DOSSIER_BYTES {
            return Err(format!("with it, the files of the dossier are larger than {} MiB together", limits::DOSSIER_BYTES >> 20));
        }
        self.bytes = all;
        Ok(bytes)
    }
}

fn read_part(files: &mut Files<'_>, name: &str, warnings: &mut Warnings) -> Option<String> {
    match files.read(name) {
        Ok(bytes) => Some(decode(name, bytes, warnings)),
        Err(error) => {
            let remedy = "put the file into the folder; the rest of the dossier is open";
            warnings.push(Warning::new(&Origin::file(name), error, remedy));
            None
        }
    }
}

fn read_document(files: &mut Files<'_>, index: usize, draft: &mut Draft) {
    let Document { file, sha256, filed, .. } = &draft.documents[index];
    let (file, expected, origin) = (file.clone(), sha256.clone(), filed.origin.clone());
    let shown = limits::shown(&file);
    let mut warn = |what: String, remedy: &str| draft.warnings.push(Warning::new(&origin, what, remedy));
    if !is_plain_name(&file) {
        let what = format!("documents.file “{shown}” is not the name of a file in the dossier's own folder");
        return warn(what, "move the text into the folder and give its bare name");
    }
    if [MANIFEST, PLACES, ANNOTATIONS].contains(&file.as_str()) {
        let what = format!("documents.file “{shown}” is a file of the dossier itself and no text");
        return warn(what, "give the name of a text, or remove the document");
    }
    if let Some(other) = draft.documents[..index].iter().find(|other| other.file == file) {
        let what = format!("documents.file “{shown}” is already the text of the document “{}”", limits::shown(&other.id));
        return warn(what, "remove the second document, or give it a text of its own");
    }
    let bytes = match files.read(&file) {
        Ok(bytes) => bytes,
        Err(error) => {
            let what = format!("cannot read the document “{shown}”: {error}");
            return warn(what, "put the text into the folder; its annotations are kept until then");
        }
    };
    let found = hex(&Sha256::digest(&bytes));
    // A system that saves line feeds in its own way has not changed the text.
    let is_the_text = || hex(&Sha256::digest(bytes_with_line_feeds(&bytes))) == expected;
    let is_verified = !expected.is_empty() && (expected == found || is_the_text());
    if !expected.is_empty() && !is_verified {
        warn(
            format!("documents.sha256: “{shown}” is not the text it was: its SHA-256 is {found}"),
            "restore the file, or write the new value when the change was meant; quotations are looked up again",
        );
    }
    // The value of the manifest stays where it differs: saving must not bless a change that nobody meant.
    draft.documents[index].is_verified = is_verified;
    if expected.is_empty() {
        draft.documents[index].sha256 = found;
    }
    let text = Text::new(with_line_feeds(decode(&file, bytes, &mut draft.warnings)));
    if let Some(byte) = text.as_str().find('\0') {
        let line = u32::try_from(text.line_of(text.point_of(byte)) + 1).unwrap_or(u32::MAX);
        let what = "a NUL character stands in the text, which no text needs";
        draft.warnings.push(Warning::new(
            &Origin::new(file.as_str(), line),
            what,
            "remove it and any others; they are shown as boxes",
        ));
    }
    if text.is_cut() {
        let what = format!("it has more than {} lines", limits::grouped(limits::LINES));
        draft.warnings.push(Warning::new(&Origin::file(&file), what, "split the text; the rest is shown as one line"));
    }
    draft.documents[index].text = text;
}

/// How an entry stands in its file. What is not `understood` in it is kept as it was read, and so are fields that Dateline
/// does not know where they would take much more memory than their text.
fn filed(origin: Origin, extra: Extra, raw: &RawValue, understood: bool) -> Filed {
    /// What a value takes at least.
    const BYTES: usize = 40;
    fn values(value: &Value) -> usize {
        match value {
            Value::Array(list) => 1 + list.iter().map(values).sum::<usize>(),
            Value::Object(map) => 1 + map.values().map(|value| 2 + values(value)).sum::<usize>(),
            _ => 1,
        }
    }
    // A number is read as one of 64 bits, and might be written again with other digits.
    fn is_float(value: &Value) -> bool {
        match value {
            Value::Array(list) => list.iter().any(is_float),
            Value::Object(map) => map.values().any(is_float),
            value => value.is_f64(),
        }
    }
    let weight: usize = extra.values().map(|value| 2 + values(value)).sum();
    let is_light = weight * BYTES <= 4 * raw.get().len();
    if understood && is_light && !extra.values().any(is_float) {
        return Filed::new(origin, extra, None);
    }
    // The fields are kept beside it for the day when an edit has the entry written anew.
    Filed::new(origin, if is_light { extra } else { Extra::new() }, Some(raw.get().to_owned()))
}

/// Whether an id can be used: it stands in links, in messages and in the names of files.
fn check_id(id: &str) -> Result<(), String> {
    match id.chars().nth(limits::NAME) {
        Some(_) => Err(format!("“id” is longer than {} characters", limits::grouped(limits::NAME))),
        None => Ok(()),
    }
}

/// Makes a text fit to be shown in one piece: cut to so many code points, and without characters that act instead of being
/// read; one that is no longer than a name stands on one line. Returns what was wrong with it, and what to do about it.
fn fit(field: &str, text: &mut String, most: usize) -> Vec<(String, &'static str)> {
    let mut faults = Vec::new();
    // Bytes are at least as many as code points.
    if let Some((cut, _)) = text.char_indices().nth(most).filter(|_| text.len() > most) {
        text.truncate(cut);
        let what = format!("“{field}” is longer than {} characters", limits::grouped(most));
        faults.push((what, "shorten it; the beginning is shown"));
    }
    let shown = if most <= limits::NAME { outside::plain(text) } else { outside::plain_lines(text) };
    if let Cow::Owned(shown) = shown {
        let what = format!("“{field}” has control characters or line breaks in it: “{}”", limits::shown(&shown));
        faults.push((what, "take them out; they are shown as signs"));
        *text = shown;
    }
    faults
}

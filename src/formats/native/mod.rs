//! Dateline's own format: a folder with `dossier.json`, `places.geojson`, `annotations.json` and the texts.
//!
//! The format is described for people in `data/README.md`.

mod annotations;
mod manifest;
mod places;
mod write;

pub use write::{annotations_json, dossier_json, places_geojson};

use sha2::{Digest, Sha256};

use super::{Folder, is_plain_name};
use crate::report::dossier::Dossier;
use crate::report::draft::{Document, Draft};
use crate::report::text::Text;
use crate::report::warning::{Origin, Warning};

/// The manifest's file name.
pub const MANIFEST: &str = "dossier.json";
/// The gazetteer's file name.
pub const PLACES: &str = "places.geojson";
/// The annotations' file name.
pub const ANNOTATIONS: &str = "annotations.json";
/// The newest version of the format that this program writes and fully understands.
pub const FORMAT: u32 = 1;

/// Opens a dossier. Faults in its content become warnings of the dossier.
///
/// # Errors
/// Only when there is no manifest that can be read: one sentence that names the folder.
pub fn open(folder: &dyn Folder) -> Result<Dossier, String> {
    let bytes = folder.read(MANIFEST).map_err(|error| {
        format!("{}: cannot read {MANIFEST}: {error}; a dossier is a folder that holds a file of that name", folder.label())
    })?;
    let mut draft = Draft::default();
    let manifest = decode(MANIFEST, bytes, &mut draft.warnings);
    manifest::read(&manifest, &mut draft);
    for index in 0..draft.documents.len() {
        read_document(folder, index, &mut draft);
    }
    if let Some(text) = read_part(folder, PLACES, &mut draft.warnings) {
        places::read(&text, &mut draft);
    }
    if let Some(text) = read_part(folder, ANNOTATIONS, &mut draft.warnings) {
        annotations::read(&text, &mut draft);
    }
    Ok(Dossier::check(draft))
}

fn read_part(folder: &dyn Folder, name: &str, warnings: &mut Vec<Warning>) -> Option<String> {
    match folder.read(name) {
        Ok(bytes) => Some(decode(name, bytes, warnings)),
        Err(error) => {
            warnings.push(Warning::new(
                &Origin::file(name),
                error,
                "put the file into the folder; the rest of the dossier is open",
            ));
            None
        }
    }
}

/// Bytes as text. What is not UTF-8 is shown as U+FFFD and complained about.
fn decode(file: &str, bytes: Vec<u8>, warnings: &mut Vec<Warning>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].split(|byte| *byte == b'\n').count();
        let origin = Origin::new(file, u32::try_from(line).unwrap_or(u32::MAX));
        warnings.push(Warning::new(
            &origin,
            format!("byte {at} of the file is not UTF-8"),
            "save the file as UTF-8; the character is shown as � until then",
        ));
        String::from_utf8_lossy(error.as_bytes()).into_owned()
    })
}

fn read_document(folder: &dyn Folder, index: usize, draft: &mut Draft) {
    let Document { file, sha256, filed, .. } = &draft.documents[index];
    let (file, expected, origin) = (file.clone(), sha256.clone(), filed.origin.clone());
    if !is_plain_name(&file) {
        draft.warnings.push(Warning::new(
            &origin,
            format!("documents.file “{file}” is not the name of a file in the dossier's own folder"),
            "move the text into the folder and give its bare name",
        ));
        return;
    }
    match folder.read(&file) {
        Err(error) => draft.warnings.push(Warning::new(
            &origin,
            format!("cannot read the document “{file}”: {error}"),
            "put the text into the folder; its annotations are kept until then",
        )),
        Ok(bytes) => {
            let found = hex(&Sha256::digest(&bytes));
            if !expected.is_empty() && expected != found {
                draft.warnings.push(Warning::new(
                    &origin,
                    format!("documents.sha256: “{file}” is not the text it was: its SHA-256 is {found}"),
                    "restore the file, or write the new value when the change was meant; quotations are looked up again",
                ));
            }
            // The value of the manifest stays where it differs: saving must not bless a change that nobody meant.
            if expected.is_empty() {
                draft.documents[index].sha256 = found;
            }
            draft.documents[index].text = Text::new(decode(&file, bytes, &mut draft.warnings));
        }
    }
}

/// Bytes in lower-case hexadecimal.
fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

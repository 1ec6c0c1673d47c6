//! Writing a dossier's files, so that whatever is killed where, each step is in them or in the journal.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::{JOURNAL, Journal, OWN, SAVING, Shared, sums, waiting};
use crate::app::disk::DiskFolder;
use crate::app::write;
use crate::edit::journal::{self, Record, Saved, Sums};
use crate::formats::{Folder, import, native};
use crate::report::dossier::Dossier;

/// Saves the dossier of a journal.
pub struct Saver {
    shared: Arc<Shared>,
    /// What was saved last.
    saved: Saved,
    /// What the files in the folder are, as far as is known.
    files: Sums,
}

impl Saver {
    /// For a journal that has just been begun.
    #[must_use]
    pub fn new(journal: &Journal) -> Self {
        let shared = journal.shared.clone();
        let (saved, files) = (shared.trace.saved.clone(), shared.trace.files.clone());
        Self { shared, saved, files }
    }

    /// Brings the journal to the disk.
    ///
    /// # Errors
    /// One sentence without a full stop that names it.
    pub fn sync(&self) -> Result<(), String> {
        // Not while it is held: the window must not wait for the disk.
        let on_disk = self.shared.tail().file.on_disk()?;
        on_disk()
    }

    /// Saves the dossier as it is after so many steps. Returns what else has to be told: where versions are kept that others have
    /// written.
    ///
    /// # Errors
    /// One sentence without a full stop. Nothing is lost then: the journal has it.
    pub fn save(&mut self, dossier: &Dossier, steps: usize) -> Result<Vec<String>, String> {
        let mut told = Vec::new();
        self.finish(&mut told)?;
        let texts: BTreeMap<&'static str, String> = BTreeMap::from([
            (native::MANIFEST, native::dossier_json(dossier)),
            (native::PLACES, native::places_geojson(dossier)),
            (native::ANNOTATIONS, native::annotations_json(dossier)),
        ]);
        let files = sums(&texts);
        if steps == self.saved.steps && files == self.files {
            return Ok(told);
        }
        let changed: Vec<&str> = OWN.into_iter().filter(|name| self.files.get(*name) != files.get(*name)).collect();
        let saving = self.shared.folder.join(SAVING);
        if !changed.is_empty() {
            write::make_folder_of_ours(&saving)?;
        }
        for name in &changed {
            write::write(&saving.join(name), texts[name].as_bytes())?;
        }
        let saved = Saved { steps, files, over: self.files.clone() };
        let line = journal::line(dossier, &Record::Saved(saved.clone()));
        self.shared.tail().file.append(line.as_bytes())?;
        // Known from here on: were the disk to fail now, the line may be on it or not, and the files must wait as long.
        self.saved = saved;
        self.finish(&mut told)?;
        Ok(told)
    }

    /// Puts the files that wait in their places.
    fn finish(&mut self, told: &mut Vec<String>) -> Result<(), String> {
        let waits = |name: &&str| self.saved.files.get(*name) != self.files.get(*name) && self.saved.files.contains_key(*name);
        let waiting_files: Vec<&str> = OWN.into_iter().filter(waits).collect();
        let saving = self.shared.folder.join(SAVING);
        if !waiting_files.is_empty() {
            self.sync()?;
        }
        for name in waiting_files {
            let wanted = &self.saved.files[name];
            if waiting(&self.shared.folder, name).is_none_or(|bytes| import::checksum(&bytes) != *wanted) {
                // Somebody else has changed the file, and it was read as it is.
                continue;
            }
            let path = self.shared.folder.join(name);
            told.extend(keep_other(&self.shared.folder, name, self.saved.over.get(name))?);
            write::put_in_place(&saving.join(name), &path)?;
            self.files.insert(name.to_owned(), wanted.clone());
        }
        if saving.exists() {
            write::clear_folder(&saving, &OWN);
        }
        Ok(())
    }
}

/// Puts a file aside that is not the one that is known; returns a sentence about it.
fn keep_other(folder: &Path, name: &str, known: Option<&String>) -> Result<Option<String>, String> {
    let path = folder.join(name);
    if std::fs::symlink_metadata(&path).is_err() {
        return Ok(None);
    }
    let found = DiskFolder::new(folder).read(name).ok().map(|bytes| import::checksum(&bytes));
    if found.is_some() && found.as_ref() == known {
        return Ok(None);
    }
    let kept = write::keep_aside(&path)?;
    Ok(Some(format!(
        "{name} was changed by another program while it was changed here; what that has written is kept as {}, and {JOURNAL} has every step made here",
        kept.display()
    )))
}

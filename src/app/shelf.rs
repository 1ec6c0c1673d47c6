//! The dossiers that were made of files that people opened: each in a folder of its own in the data folder.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::disk::DiskFolder;
use super::write;
use crate::edit::journal::JOURNAL;
use crate::formats::{Folder, native};
use crate::report::dossier::Dossier;

/// The folder of the dossiers within the data folder.
const FOLDER: &str = "dossiers";

/// The folder of the copy of the dossier inside the program: its id.
const SHIPPED: &str = "kazakhstan-2022";

/// How many numbers are tried after a folder's name.
const MOST: usize = 10_000;

/// An original file that is kept beside its text: its name in the dossier, and its bytes.
pub type Kept = (String, Vec<u8>);

/// The dossiers in the data folder.
#[derive(Clone, Debug)]
pub struct Shelf {
    folder: PathBuf,
}

#[derive(Deserialize)]
struct Manifest {
    #[serde(default)]
    documents: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    original: Option<Original>,
}

#[derive(Deserialize)]
struct Original {
    #[serde(default)]
    sha256: String,
}

impl Shelf {
    /// The dossiers in a data folder.
    #[must_use]
    pub fn new(data: &Path) -> Self {
        Self { folder: data.join(FOLDER) }
    }

    /// Whether a dossier lies here, and so is Dateline's own to write into.
    #[must_use]
    pub fn holds(&self, folder: &Path) -> bool {
        let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        real(folder).parent() == Some(&real(&self.folder))
    }

    /// The folder of the dossier that has a file of this SHA-256 among its originals; the first by name, where several have.
    #[must_use]
    pub fn find(&self, sha256: &str) -> Option<PathBuf> {
        let entries = std::fs::read_dir(&self.folder).into_iter().flatten().filter_map(Result::ok);
        let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
        folders.sort();
        folders.into_iter().find(|folder| {
            let bytes = DiskFolder::new(folder).read(native::MANIFEST).unwrap_or_default();
            let documents = serde_json::from_slice(&bytes).map(|manifest: Manifest| manifest.documents).unwrap_or_default();
            documents.iter().filter_map(|document| document.original.as_ref()).any(|original| original.sha256 == sha256)
        })
    }

    /// Puts a new dossier here, with the files that its texts were taken from, and returns its folder.
    ///
    /// # Errors
    /// One sentence without a full stop. What was written of it by then is no dossier: the manifest comes last.
    pub fn put(&self, dossier: &Dossier, originals: &[Kept]) -> Result<PathBuf, String> {
        let folder = self.free(&dossier.head.id)?;
        put_into(&folder, dossier, originals)?;
        Ok(folder)
    }

    /// Puts a copy of a dossier here that cannot be changed where it is, and returns its folder. `from` is where it lies.
    ///
    /// # Errors
    /// As [`Shelf::put`].
    pub fn copy(&self, from: &dyn Folder, dossier: &Dossier) -> Result<PathBuf, String> {
        let folder = self.free(&plain_folder(&dossier.head.id))?;
        write::make_private_folder(&folder)?;
        copy(from, dossier, &folder)?;
        Ok(folder)
    }

    /// The folder in which a copy of the dossier inside the program lies, or would lie.
    #[must_use]
    pub fn of_shipped(&self) -> Option<PathBuf> {
        let folder = self.folder.join(SHIPPED);
        folder.join(native::MANIFEST).is_file().then_some(folder)
    }

    /// A folder that is not there yet.
    fn free(&self, name: &str) -> Result<PathBuf, String> {
        let names = std::iter::once(name.to_owned()).chain((2..MOST).map(|number| format!("{name}-{number}")));
        let mut free = names.map(|name| self.folder.join(name)).filter(|folder| !folder.exists());
        free.next().ok_or_else(|| format!("cannot make another folder in {}", self.folder.display()))
    }
}

/// Writes a new dossier into a folder, which is made.
///
/// # Errors
/// One sentence without a full stop. What was written of it by then is no dossier: the manifest comes last.
pub fn put_into(folder: &Path, dossier: &Dossier, originals: &[Kept]) -> Result<(), String> {
    write::make_private_folder(folder)?;
    write_texts(folder, dossier, originals)?;
    write_annotations(folder, dossier)?;
    write::write(&folder.join(native::MANIFEST), native::dossier_json(dossier).as_bytes())
}

/// Writes a dossier that has changed into its folder. Texts that were in it are not written again: they never change.
///
/// # Errors
/// One sentence without a full stop. Each file is whole; the manifest, which names the texts, comes before the annotations,
/// which speak of them.
pub fn write_again(folder: &Path, dossier: &Dossier, originals: &[Kept]) -> Result<(), String> {
    write_texts(folder, dossier, originals)?;
    write::write(&folder.join(native::MANIFEST), native::dossier_json(dossier).as_bytes())?;
    write_annotations(folder, dossier)
}

fn write_texts(folder: &Path, dossier: &Dossier, originals: &[Kept]) -> Result<(), String> {
    for (name, bytes) in originals {
        write::write(&folder.join(name), bytes)?;
    }
    for document in &dossier.documents {
        let path = folder.join(&document.file);
        if !path.exists() {
            write::write(&path, document.text.as_str().as_bytes())?;
        }
    }
    Ok(())
}

fn write_annotations(folder: &Path, dossier: &Dossier) -> Result<(), String> {
    write::write(&folder.join(native::PLACES), native::places_geojson(dossier).as_bytes())?;
    write::write(&folder.join(native::ANNOTATIONS), native::annotations_json(dossier).as_bytes())
}

/// The name of a folder for a dossier with this id, which may be a stranger's and must not lead elsewhere.
fn plain_folder(id: &str) -> String {
    let name: String = id.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).take(60).collect();
    if name.trim_matches('-').is_empty() { "dossier".to_owned() } else { name }
}

/// Copies a dossier, file by file and byte for byte, into a new folder; the files that its journal changes, as they are after all
/// steps.
///
/// # Errors
/// One sentence without a full stop; a folder that has a dossier in it already is not written into.
pub fn copy(from: &dyn Folder, dossier: &Dossier, to: &Path) -> Result<(), String> {
    if to.join(native::MANIFEST).exists() {
        return Err(format!("{} has a dossier in it already; choose another name", to.display()));
    }
    write::make_folder(to)?;
    let texts = dossier.documents.iter().map(|document| document.file.as_str());
    let originals = dossier.documents.iter().filter_map(|document| document.original.as_ref()).map(|kept| kept.file.as_str());
    let own = [native::PLACES, native::ANNOTATIONS, native::MANIFEST];
    let is_changed = from.read(JOURNAL).is_ok();
    let own: &[&str] = if is_changed { &[] } else { &own };
    for name in texts.chain(originals).chain(own.iter().copied()) {
        // What is missing here is missing there; that a dossier lacks a file is told where it is opened.
        if let Ok(bytes) = from.read(name) {
            write::write(&to.join(name), &bytes)?;
        }
    }
    if is_changed {
        write_annotations(to, dossier)?;
        write::write(&to.join(native::MANIFEST), native::dossier_json(dossier).as_bytes())?;
    }
    Ok(())
}

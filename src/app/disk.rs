//! Dossiers in folders.

use std::fs::{File, Metadata};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::journal;
use crate::formats::{Folder, is_plain_name, native, shipped::Shipped};
use crate::report::cancel::Cancel;
use crate::report::dossier::Dossier;
use crate::report::limits;
use crate::report::outside;

/// A folder on the disk.
#[derive(Clone, Debug)]
pub struct DiskFolder {
    path: PathBuf,
}

impl DiskFolder {
    /// The folder at a path; a path to a manifest stands for the folder it lies in.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        Self { path: folder_of(path) }
    }

    /// The path of a file of that name, or else of the only one whose name differs just in case and in how accents are put
    /// together: what is one name on macOS and Windows is two elsewhere, and folders travel.
    fn called(&self, name: &str) -> PathBuf {
        let path = self.path.join(name);
        if std::fs::symlink_metadata(&path).is_ok() {
            return path;
        }
        let plain = |name: &str| name.nfc().flat_map(char::to_lowercase).nfc().collect::<String>();
        let wanted = plain(name);
        let entries = std::fs::read_dir(&self.path).into_iter().flatten().filter_map(Result::ok);
        let mut alike = entries.filter(|entry| entry.file_name().to_str().is_some_and(|name| plain(name) == wanted));
        match (alike.next(), alike.next()) {
            (Some(only), None) => only.path(),
            _ => path,
        }
    }
}

/// The folder of a dossier: a path to a manifest stands for the folder it lies in.
#[must_use]
pub fn folder_of(path: &Path) -> PathBuf {
    let is_manifest = path.file_name().is_some_and(|name| name == native::MANIFEST);
    let folder = if is_manifest { path.parent().unwrap_or(path) } else { path };
    folder.to_path_buf()
}

impl Folder for DiskFolder {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        if !is_plain_name(name) {
            return Err("it is not the name of a file in the folder".to_owned());
        }
        if !self.path.exists() {
            return Err("there is no such folder".to_owned());
        }
        if !self.path.is_dir() {
            return Err("it is a file and not a folder".to_owned());
        }
        read_plain(&self.called(name))
    }

    fn label(&self) -> String {
        self.path.display().to_string()
    }
}

/// The title of the dossier in a folder; nothing where it cannot be read.
#[must_use]
pub fn title(folder: &Path) -> String {
    #[derive(serde::Deserialize)]
    struct Head {
        title: String,
    }
    let bytes = DiskFolder::new(folder).read(native::MANIFEST).unwrap_or_default();
    serde_json::from_slice(&bytes).map(|head: Head| outside::plain(&head.title).into_owned()).unwrap_or_default()
}

/// The content of a file that the user has named; a link is followed to it.
///
/// # Errors
/// One sentence without a full stop that does not name the file.
pub fn read_file(path: &Path) -> Result<Vec<u8>, String> {
    let real = std::fs::canonicalize(path).map_err(|error| reason(&error))?;
    if real.is_dir() {
        return Err("it is a folder and not a file".to_owned());
    }
    read_plain(&real)
}

/// The content of a plain file; one that changes meanwhile is read again.
fn read_plain(path: &Path) -> Result<Vec<u8>, String> {
    for _ in 0..limits::ATTEMPTS {
        // A link could lead out of the folder that the user chose to open; a pipe would be waited for without end.
        let found = std::fs::symlink_metadata(path).map_err(|error| reason(&error))?;
        if !found.is_file() {
            return Err("it is not a plain file".to_owned());
        }
        let too_large = || format!("it is larger than {} MiB", limits::FILE_BYTES >> 20);
        if found.len() > limits::FILE_BYTES {
            return Err(too_large());
        }
        let mut file = File::open(path).map_err(|error| reason(&error))?;
        let opened = file.metadata().map_err(|error| reason(&error))?;
        let expected = usize::try_from(opened.len().min(limits::FILE_BYTES)).unwrap_or(usize::MAX);
        let mut bytes = Vec::new();
        bytes.try_reserve_exact(expected).map_err(|_| "there is not enough memory for it")?;
        // One byte more than is allowed tells a file that has grown from one that is just as large.
        Read::by_ref(&mut file).take(limits::FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
        if bytes.len() as u64 > limits::FILE_BYTES {
            return Err(too_large());
        }
        let after = file.metadata().map_err(|error| reason(&error))?;
        // Were the name a link for a moment, the file that was opened would not be the one that was looked at.
        if is_same(&found, &opened) && is_unchanged(&opened, &after) && after.len() == bytes.len() as u64 {
            return Ok(bytes);
        }
    }
    Err("it is changed while it is read; open the dossier again when that is over".to_owned())
}

/// Whether two looks at a path saw one and the same file.
#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Whether two looks at a path saw one and the same file, as far as this system tells.
#[cfg(not(unix))]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    one.created().ok() == other.created().ok()
}

fn is_unchanged(before: &Metadata, after: &Metadata) -> bool {
    before.len() == after.len() && before.modified().ok() == after.modified().ok()
}

/// An error of the operating system in plain words.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "it may not be read".to_owned(),
        _ => error.to_string(),
    }
}

/// Whether there is something at a path that can be opened, found out without reading all of it.
///
/// # Errors
/// What [`open`] says when there is not.
pub fn look_for(path: &Path) -> Result<(), String> {
    if path.is_file() {
        return File::open(path).map(drop).map_err(|error| format!("cannot read {}: {}", path.display(), reason(&error)));
    }
    native::look_for_manifest(&DiskFolder::new(path))
}

/// Opens the dossier in a folder as it was last seen, or the one inside the program.
///
/// # Errors
/// When there is no manifest that can be read: one sentence that names the folder.
pub fn open(folder: Option<&Path>) -> Result<Dossier, String> {
    open_while_wanted(folder, &Cancel::default())
}

/// As [`open`], for a dossier that may no longer be wanted before it is open.
///
/// # Errors
/// As [`open`]; and, soon after it was cancelled, that it was.
pub fn open_while_wanted(folder: Option<&Path>, cancel: &Cancel) -> Result<Dossier, String> {
    match folder {
        Some(path) => journal::open(&folder_of(path), cancel).map(|opened| opened.dossier),
        None => native::open_while_wanted(&Shipped, cancel),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_however_another_system_has_written_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let disk = DiskFolder::new(folder.path());
        let decomposed = "отчёт.txt".nfd().collect::<String>();
        assert_ne!(decomposed, "отчёт.txt");
        std::fs::write(folder.path().join(&decomposed), "text").unwrap();
        assert_eq!(disk.read("отчёт.txt").unwrap(), b"text");
        std::fs::write(folder.path().join("Report #1 (a%20b).TXT"), "other").unwrap();
        assert_eq!(disk.read("report #1 (a%20b).txt").unwrap(), b"other");
        std::fs::write(folder.path().join("REPORT #1 (a%20b).TXT"), "third").unwrap();
        let seen = std::fs::read_dir(folder.path()).unwrap().count();
        // Where the system tells them apart, there are two of them, and none is better than the other.
        assert_eq!(disk.read("report #1 (a%20b).txt").is_err(), seen == 3);
    }
}

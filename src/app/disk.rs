//! Dossiers in folders, and writing files.

use std::fs::{File, Metadata};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use crate::formats::{Folder, is_plain_name, native, shipped::Shipped};
use crate::report::dossier::Dossier;
use crate::report::limits;

/// A folder on the disk.
#[derive(Clone, Debug)]
pub struct DiskFolder {
    path: PathBuf,
}

impl DiskFolder {
    /// The folder at a path; a path to a manifest stands for the folder it lies in.
    #[must_use]
    pub fn new(path: &Path) -> Self {
        let is_manifest = path.file_name().is_some_and(|name| name == native::MANIFEST);
        let folder = if is_manifest { path.parent().unwrap_or(path) } else { path };
        Self { path: folder.to_path_buf() }
    }
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
        read_plain(&self.path.join(name))
    }

    fn label(&self) -> String {
        self.path.display().to_string()
    }
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

/// Opens the dossier in a folder, or the one inside the program.
///
/// # Errors
/// When there is no manifest that can be read: one sentence that names the folder.
pub fn open(folder: Option<&Path>) -> Result<Dossier, String> {
    match folder {
        Some(path) => native::open(&DiskFolder::new(path)),
        None => native::open(&Shipped),
    }
}

/// Writes a file by way of a temporary one beside it, so that a crash leaves the old one or the new one.
///
/// A link is followed to the file it stands for. What is no plain file (a pipe, a terminal, `/dev/null`) is written
/// into as it is: renaming a file over it would put an end to it.
///
/// # Errors
/// One sentence that names the file.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let written = match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => std::fs::canonicalize(path).and_then(|real| replace(&real, bytes)),
        Ok(metadata) if metadata.is_dir() => Err(std::io::Error::other("it is a folder")),
        Ok(_) => std::fs::OpenOptions::new().write(true).open(path).and_then(|mut file| file.write_all(bytes)),
        Err(_) => replace(path, bytes),
    };
    written.map_err(|error| {
        let why = match error.kind() {
            ErrorKind::NotFound => "there is no such folder".to_owned(),
            ErrorKind::PermissionDenied => "the folder may not be written to".to_owned(),
            _ => error.to_string(),
        };
        format!("cannot write {}: {why}", path.display())
    })
}

/// Puts a whole new file in the place of a file, or of nothing.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    stage(path, bytes)?.put_in_place()
}

/// A file that is written to the disk and waits beside the one whose place it is to take.
#[derive(Debug)]
pub struct Staged {
    temporary: PathBuf,
    path: PathBuf,
}

/// Writes a file beside the one whose place it is to take.
///
/// # Errors
/// As the system gives them; nothing is left then.
pub fn stage(path: &Path, bytes: &[u8]) -> std::io::Result<Staged> {
    let name = path.file_name().ok_or_else(|| std::io::Error::other("it is not a file name"))?;
    let mut temporary = name.to_os_string();
    temporary.push(format!(".{}.part", std::process::id()));
    let temporary = path.with_file_name(temporary);
    let write = || {
        let mut file = File::create(&temporary)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    // What is left of an attempt is of no use to anyone; if even that cannot be removed, nothing more can be done.
    write().inspect_err(|_| drop(std::fs::remove_file(&temporary)))?;
    Ok(Staged { temporary, path: path.to_path_buf() })
}

impl Staged {
    /// Takes the place of the file that was there, also after a loss of power.
    ///
    /// # Errors
    /// As the system gives them; the file that was there stays then.
    pub fn put_in_place(self) -> std::io::Result<()> {
        std::fs::rename(&self.temporary, &self.path).inspect_err(|_| drop(std::fs::remove_file(&self.temporary)))?;
        sync_folder(&self.path)
    }
}

/// Writes a folder's list of names to the disk: without it, a new name can be lost with the power.
#[cfg(unix)]
fn sync_folder(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Some file systems have no such thing; the file itself is whole all the same.
    drop(File::open(folder)?.sync_all());
    Ok(())
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "on other systems it can fail")]
fn sync_folder(_: &Path) -> std::io::Result<()> {
    Ok(())
}

//! Dossiers in folders.

use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::formats::{Folder, is_plain_name, native, shipped::Shipped};
use crate::report::dossier::Dossier;

/// The largest file of a dossier that is read, in bytes: 512 MiB.
pub const MOST_BYTES: u64 = 512 << 20;

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
        let path = self.path.join(name);
        // A link could lead out of the folder that the user chose to open.
        let metadata = std::fs::symlink_metadata(&path).map_err(|error| reason(&error))?;
        if !metadata.is_file() {
            return Err("it is not a plain file".to_owned());
        }
        if metadata.len() > MOST_BYTES {
            return Err(format!("it is larger than {} MiB", MOST_BYTES >> 20));
        }
        let file = std::fs::File::open(&path).map_err(|error| reason(&error))?;
        let mut bytes = Vec::new();
        file.take(MOST_BYTES).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
        Ok(bytes)
    }

    fn label(&self) -> String {
        self.path.display().to_string()
    }
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

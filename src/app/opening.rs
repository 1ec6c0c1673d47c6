//! Whatever can be opened → a dossier.

use std::path::{Path, PathBuf};

use super::data::NO_FOLDER;
use super::disk;
use super::importing::Importer;
use super::journal::{self, Trace};
use super::shelf::Shelf;
use crate::edit::History;
use crate::formats::native;
use crate::report::cancel::Cancel;
use crate::report::dossier::Dossier;
use crate::report::given::Given;
use crate::session::Wanted;

/// What was opened.
pub struct Opened {
    /// The dossier, as it was last seen.
    pub dossier: Dossier,
    /// The folder it lies in; none where it is inside the program.
    pub folder: Option<PathBuf>,
    /// What was changed in it.
    pub history: History,
    /// What [`Journal::begin`](super::journal::Journal::begin) has to know.
    pub trace: Trace,
}

/// Opens what is asked for. `progress` is told how far it is, and `beginning` is given the first pages of what takes long.
///
/// # Errors
/// One sentence that names what could not be read; any, soon after it was cancelled.
pub fn open(
    wanted: &Wanted,
    shelf: Option<&Shelf>,
    cancel: &Cancel,
    progress: &dyn Fn(String),
    beginning: &dyn Fn(Dossier),
) -> Result<Opened, String> {
    let nothing = Given::default();
    let importer = |given| Importer { cancel, tell: progress, given, finds: true };
    let shelve = |files: &[PathBuf]| {
        let shelf = shelf.ok_or_else(|| format!("what is read of a file is kept beside it, and {NO_FOLDER}"))?;
        importer(&nothing).shelve(shelf, files, beginning)
    };
    let (opened, folder) = match wanted {
        Wanted::Shipped if shelf.is_some_and(|shelf| shelf.of_shipped().is_some()) => {
            let folder = shelf.and_then(Shelf::of_shipped).unwrap_or_default();
            (journal::open(&folder, cancel)?, folder)
        }
        Wanted::Shipped => {
            let (dossier, history) = (disk::open_while_wanted(None, cancel)?, History::default());
            return Ok(Opened { dossier, folder: None, history, trace: Trace::default() });
        }
        Wanted::Path(path) if is_dossier(path) => {
            let folder = disk::folder_of(path);
            (journal::open(&folder, cancel)?, folder)
        }
        Wanted::Path(path) => shelve(std::slice::from_ref(path))?,
        Wanted::Together(files) => shelve(files)?,
        Wanted::Added(folder, files) => (importer(&nothing).add(folder, files)?, folder.clone()),
        Wanted::Described(folder, document, given) => (importer(given).describe(folder, document)?, folder.clone()),
    };
    let journal::Opened { dossier, history, trace } = opened;
    Ok(Opened { dossier, folder: Some(folder), history, trace })
}

/// Whether a path is that of a dossier, or of nothing that could be read as a file, so that it is told what a dossier is.
#[must_use]
pub fn is_dossier(path: &Path) -> bool {
    !path.is_file() || path.file_name().is_some_and(|name| name == native::MANIFEST)
}

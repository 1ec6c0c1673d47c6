//! Whatever can be opened → a dossier.

use std::path::{Path, PathBuf};

use super::data::NO_FOLDER;
use super::disk;
use super::importing::Importer;
use super::shelf::Shelf;
use crate::formats::native;
use crate::report::cancel::Cancel;
use crate::report::dossier::Dossier;
use crate::report::given::Given;
use crate::session::Wanted;

/// Opens what is asked for, and says in which folder it lies; none where it is inside the program. `progress` is told how far it
/// is, and `beginning` is given the first pages of what takes long.
///
/// # Errors
/// One sentence that names what could not be read; any, soon after it was cancelled.
pub fn open(
    wanted: &Wanted,
    shelf: Option<&Shelf>,
    cancel: &Cancel,
    progress: &dyn Fn(String),
    beginning: &dyn Fn(Dossier),
) -> Result<(Dossier, Option<PathBuf>), String> {
    let nothing = Given::default();
    let importer = |given| Importer { cancel, tell: progress, given, finds: true };
    let shelve = |files: &[PathBuf]| {
        let shelf = shelf.ok_or_else(|| format!("what is read of a file is kept beside it, and {NO_FOLDER}"))?;
        importer(&nothing).shelve(shelf, files, beginning).map(|(dossier, folder)| (dossier, Some(folder)))
    };
    match wanted {
        Wanted::Shipped => disk::open_while_wanted(None, cancel).map(|dossier| (dossier, None)),
        Wanted::Path(path) if is_dossier(path) => {
            let folder = disk::folder_of(path);
            disk::open_while_wanted(Some(&folder), cancel).map(|dossier| (dossier, Some(folder)))
        }
        Wanted::Path(path) => shelve(std::slice::from_ref(path)),
        Wanted::Together(files) => shelve(files),
        Wanted::Added(folder, files) => importer(&nothing).add(folder, files).map(|dossier| (dossier, Some(folder.clone()))),
        Wanted::Described(folder, document, given) => {
            importer(given).describe(folder, document).map(|dossier| (dossier, Some(folder.clone())))
        }
    }
}

/// Whether a path is that of a dossier, or of nothing that could be read as a file, so that it is told what a dossier is.
#[must_use]
pub fn is_dossier(path: &Path) -> bool {
    !path.is_file() || path.file_name().is_some_and(|name| name == native::MANIFEST)
}

//! What is written for others, as bytes: exports and pictures. The same for the command line and the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::ask::Saving;
use super::disk::DiskFolder;
use super::{ask, picture, shelf, write};
use crate::basemap::Basemap;
use crate::formats::shipped::Shipped;
use crate::formats::{agenda, native, notes, table};
use crate::report::dossier::Dossier;
use crate::report::note::Notes;
use crate::session::{Export, PictureOf, Session, State};

/// The longest side of a picture, in pixels.
pub const MOST_PIXELS: u32 = 16_000;

/// What an export is made of, and how a picture is to be.
#[derive(Clone)]
pub struct Sheet {
    /// What is open, and how it is looked at.
    pub session: Session,
    /// The background map; without it, pictures have an empty one.
    pub basemap: Option<Arc<Basemap>>,
    /// The folder of the dossier; none for the one inside the program.
    pub folder: Option<PathBuf>,
    /// The size of the window, in points.
    pub window: [u32; 2],
    /// The size of the map in it, in points.
    pub map: [u32; 2],
}

/// The bytes of an export. `notes` is asked only for those.
///
/// # Errors
/// One sentence without a full stop.
pub fn export(dossier: &Dossier, what: Export, notes: impl FnOnce() -> Result<Arc<Notes>, String>) -> Result<Vec<u8>, String> {
    let faulty = |error| format!("cannot make the table: {error}");
    match what {
        Export::Mentions => table::mentions(dossier).map_err(faulty),
        Export::Passages => table::passages(dossier).map_err(faulty),
        Export::AgendaPage => Ok(agenda::html(dossier).into_bytes()),
        Export::AgendaMarkdown => Ok(agenda::markdown(dossier).into_bytes()),
        Export::Notes => notes().map(|kept| notes::markdown(dossier, &kept).into_bytes()),
    }
}

/// The name that is proposed for something from a dossier.
#[must_use]
pub fn proposed(dossier: &Dossier, saving: Saving) -> String {
    let ending = match saving {
        Saving::Picture(PictureOf::Window, _) => "window.png",
        Saving::Picture(PictureOf::Map, _) => "map.png",
        Saving::Export(export) => export.ending(),
        Saving::Copy => "copy",
    };
    ask::file_name(&dossier.head.id, ending)
}

/// Writes what is asked for into a file, and returns the file's path: a name without an ending gets the usual one.
///
/// # Errors
/// One sentence without a full stop that names the file.
pub fn save(sheet: Sheet, saving: Saving, path: &Path) -> Result<PathBuf, String> {
    let usual = proposed(&sheet.session.dossier, saving);
    let path = match Path::new(&usual).extension().filter(|_| path.extension().is_none()) {
        Some(extension) => path.with_extension(extension),
        None => path.to_path_buf(),
    };
    let bytes = match saving {
        Saving::Picture(of, scale) => png(sheet, of, scale)?,
        Saving::Copy => return copy(&sheet, &path),
        Saving::Export(what) => {
            let notes = sheet.session.state.notebook.notes.clone();
            export(&sheet.session.dossier, what, || Ok(notes))?
        }
    };
    write::write(&path, &bytes)?;
    Ok(path)
}

/// Copies the dossier into a folder of that name; returns its manifest's path.
fn copy(sheet: &Sheet, folder: &Path) -> Result<PathBuf, String> {
    let dossier = &sheet.session.dossier;
    match &sheet.folder {
        Some(from) => shelf::copy(&DiskFolder::new(from), dossier, folder)?,
        None => shelf::copy(&Shipped, dossier, folder)?,
    }
    Ok(folder.join(native::MANIFEST))
}

fn png(sheet: Sheet, of: PictureOf, scale: u8) -> Result<Vec<u8>, String> {
    let Sheet { mut session, basemap, window, map, .. } = sheet;
    clear(&mut session.state);
    let size = if of == PictureOf::Map { map } else { window };
    let scale = u32::from(scale);
    if size.iter().any(|side| *side == 0 || side * scale > MOST_PIXELS) {
        return Err(format!("a picture has at most {MOST_PIXELS} pixels on a side; choose a smaller one"));
    }
    let picture = picture::paint_part(&mut session, basemap.as_deref(), of, size, scale);
    picture.to_png().map_err(|error| format!("cannot make a PNG: {error}"))
}

/// Closes what lies over the window for a moment.
fn clear(state: &mut State) {
    (state.notice, state.written, state.hovered) = (None, None, None);
    state.hints.clear();
    for open in [&mut state.keys_open, &mut state.about_open, &mut state.places_open] {
        *open = false;
    }
    for open in [&mut state.settings_open, &mut state.palette_open, &mut state.program_open, &mut state.documents_open] {
        *open = false;
    }
}

//! Writing down what is changed in the open dossier, in its own folder or in a copy of it, and having large changes made beside the
//! window.

use std::path::{Path, PathBuf};

use super::data::NO_FOLDER;
use super::disk::DiskFolder;
use super::journal::{self, Journal, Keeper, Trace};
use super::load::{Loaded, Loader};
use super::shelf::Shelf;
use super::write;
use crate::edit::Direction;
use crate::edit::journal::Record;
use crate::formats::Folder;
use crate::formats::shipped::Shipped;
use crate::report::cancel::Cancel;
use crate::session::{Editing, Recorded, Session};

/// Keeps what is changed in one dossier.
#[derive(Default)]
pub struct Editor {
    trace: Trace,
    open: Option<(Journal, Keeper)>,
    /// Whether a change is being made beside the window.
    making: bool,
}

/// How the dossier lies after something was written down.
pub enum Kept {
    /// Where it lay.
    Here,
    /// In this folder, in which a copy was made.
    Copied(PathBuf),
}

impl Editor {
    /// For a dossier that was just read.
    #[must_use]
    pub fn new(trace: Trace) -> Self {
        Self { trace, ..Self::default() }
    }

    /// Where edits of the dossier in a folder go; `data` is the folder in which a copy can be made.
    #[must_use]
    pub fn way(folder: Option<&Path>, data: Option<&Path>) -> Editing {
        match (folder, data) {
            (Some(_), _) => Editing::Here,
            (None, Some(_)) => Editing::Copy,
            (None, None) => Editing::Locked(format!("This report can only be read: {NO_FOLDER}.")),
        }
    }

    /// Writes steps down before they are seen. The first of them begins the journal; where that cannot be written, and for the
    /// dossier inside the program, it makes a copy.
    ///
    /// # Errors
    /// One sentence without a full stop on why they are not written; nobody must see them then.
    pub fn keep(
        &mut self,
        recorded: &Recorded,
        folder: Option<&Path>,
        data: Option<&Path>,
        loader: &Loader,
    ) -> Result<Kept, String> {
        let mut kept = Kept::Here;
        if self.open.is_none() {
            let own = folder.filter(|folder| write::is_writable(folder));
            let folder = if let Some(folder) = own {
                folder.to_path_buf()
            } else {
                let copy = self.copy(recorded, folder, data)?;
                kept = Kept::Copied(copy.clone());
                copy
            };
            let journal = Journal::begin(&folder, &self.trace)?;
            let keeper = Keeper::new(&journal, loader.teller(Loaded::Notice));
            self.open = Some((journal, keeper));
        }
        let Some((journal, keeper)) = &mut self.open else { return Ok(kept) };
        let lines: Vec<Record> = recorded
            .steps
            .iter()
            .map(|step| match step.direction {
                Direction::Do => Record::Did(step.edit.clone()),
                Direction::Undo => Record::Undid,
                Direction::Redo => Record::Redid,
            })
            .collect();
        journal.append_all(&recorded.before, &lines)?;
        keeper.save(recorded.after.clone(), journal.steps());
        Ok(kept)
    }

    /// Makes a copy in the data folder, to go on there.
    fn copy(&mut self, recorded: &Recorded, folder: Option<&Path>, data: Option<&Path>) -> Result<PathBuf, String> {
        let copies = data.map(Shelf::new).ok_or(NO_FOLDER)?;
        let from: Box<dyn Folder> = match folder {
            Some(folder) => Box::new(DiskFolder::new(folder)),
            None => Box::new(Shipped),
        };
        let copy = copies.copy(&*from, &recorded.before)?;
        self.trace = journal::open(&copy, &Cancel::default())?.trace;
        Ok(copy)
    }

    /// Has a change made beside the window, where the session waits for one.
    pub fn follow(&mut self, session: &Session, loader: &Loader) {
        match session.to_be_made() {
            Some(work) if !self.making => {
                self.making = true;
                loader.make(work);
            }
            Some(_) => {}
            None => self.making = false,
        }
    }

    /// Lets go of the dossier's folder: what is outstanding is written first. The next change takes it again.
    pub fn close(&mut self) {
        if let Some((journal, keeper)) = self.open.take() {
            drop(keeper);
            self.trace = journal.end();
        }
    }
}

/// The dossier inside the program, as it was changed in a copy.
#[must_use]
pub fn edited_copy(data: Option<&Path>) -> Option<PathBuf> {
    let folder = Shelf::new(data?).of_shipped()?;
    folder.join(crate::edit::journal::JOURNAL).is_file().then_some(folder)
}

/// Whether a folder has the copy of the dossier inside the program.
#[must_use]
pub fn is_copy(folder: Option<&Path>, data: Option<&Path>) -> bool {
    folder.zip(edited_copy(data)).is_some_and(|(folder, copy)| folder == copy)
}

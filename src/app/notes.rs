//! Keeping the reader's notes: one file for each dossier in the user's data folder.
//!
//! The file is written at once and as a whole, by way of a temporary one. Two windows on one dossier take turns by a
//! lock, and each takes in what the other has written before it writes. A file that cannot be read is never replaced.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

use super::disk;
use crate::formats::notes;
use crate::report::link;
use crate::report::note::Notes;

/// The variable of the environment that names another data folder.
pub const FOLDER: &str = "DATELINE_DATA";

/// Where Dateline keeps what is the user's own: `DATELINE_DATA`, or the system's folder for such data.
#[must_use]
pub fn data_folder() -> Option<PathBuf> {
    let named = std::env::var_os(FOLDER).filter(|path| !path.is_empty()).map(PathBuf::from);
    named.or_else(|| eframe::storage_dir("dateline"))
}

/// The file of the notes on one dossier.
#[derive(Clone, Debug)]
pub struct Store {
    path: PathBuf,
    dossier: String,
    /// The notes as they stood in the file when it was last read or written: what others have changed is told by it.
    base: Notes,
}

/// What reading gave.
#[derive(Clone, Debug, Default)]
pub struct Opened {
    /// The notes.
    pub notes: Notes,
    /// What was wrong with the file, in one sentence.
    pub fault: Option<String>,
}

impl Store {
    /// The notes on the dossier with this id, in a data folder.
    #[must_use]
    pub fn new(folder: &Path, dossier: &str) -> Self {
        // Encoded, because an id is free text and must not lead out of the folder.
        let id = if dossier.is_empty() { "without-an-id".to_owned() } else { link::encode(dossier).replace('.', "%2E") };
        Self { path: folder.join("notes").join(format!("{id}.json")), dossier: dossier.to_owned(), base: Notes::new(dossier) }
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the notes. What a crash has left half done is finished; what cannot be read is put aside.
    ///
    /// # Errors
    /// One sentence, when the file can neither be read nor put aside: nothing may be written then.
    pub fn open(&mut self) -> Result<Opened, String> {
        if !self.path.exists() && !self.path.parent().is_some_and(Path::exists) {
            return Ok(Opened { notes: self.base.clone(), fault: None });
        }
        let _lock = self.lock()?;
        let opened = self.read()?;
        self.base = opened.notes.clone();
        Ok(opened)
    }

    /// Writes the notes, together with what another window has written meanwhile; returns what stands in the file now.
    ///
    /// # Errors
    /// One sentence on why nothing was written.
    pub fn save(&mut self, mine: &Notes) -> Result<Opened, String> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)
                .map_err(|error| format!("The notes cannot be kept: cannot make {}: {error}.", folder.display()))?;
        }
        let _lock = self.lock()?;
        let found = self.read()?;
        let notes = Notes::merged(&self.base, mine, &found.notes);
        if notes != found.notes || !self.path.exists() {
            let written = disk::write(&self.path, notes::write(&notes).as_bytes());
            written.map_err(|error| format!("The notes cannot be kept: {error}."))?;
        }
        self.base = notes.clone();
        Ok(Opened { notes, fault: found.fault })
    }

    /// Holds the file for this window until the lock is dropped; a program that dies lets go of it.
    fn lock(&self) -> Result<File, String> {
        let path = self.path.with_extension("lock");
        let locked = File::options().create(true).truncate(false).write(true).open(&path).and_then(|file| {
            file.lock()?;
            Ok(file)
        });
        locked.map_err(|error| format!("The notes cannot be kept: cannot lock {}: {error}.", path.display()))
    }

    /// Reads the file, and before it what a program that was killed had written and not yet put in its place.
    fn read(&self) -> Result<Opened, String> {
        let mut opened = self.read_one(&self.path)?;
        // Under the lock nobody else writes, so what is left is newer than the file, and whole if it can be read.
        for part in self.leftovers() {
            let found = fs::read_to_string(&part).ok().and_then(|text| notes::read(&text).ok());
            match found.filter(|notes| notes.dossier == self.dossier) {
                Some(notes) => {
                    let put = fs::rename(&part, &self.path);
                    put.map_err(|error| format!("The notes cannot be kept: cannot restore {}: {error}.", part.display()))?;
                    opened.notes = notes;
                }
                None => drop(keep_aside(&part)?),
            }
        }
        Ok(opened)
    }

    fn read_one(&self, path: &Path) -> Result<Opened, String> {
        let nothing = Notes::new(&self.dossier);
        let text = match fs::read(path) {
            Ok(bytes) => String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Opened { notes: nothing, fault: None }),
            Err(error) => {
                return Err(format!("The notes in {} cannot be read, and are left as they are: {error}.", path.display()));
            }
        };
        match text.and_then(|text| notes::read(&text)) {
            Ok(notes) => Ok(Opened { notes: Notes { dossier: self.dossier.clone(), ..notes }, fault: None }),
            Err(why) => {
                let kept = keep_aside(path)?;
                let fault = format!(
                    "The notes in {} could not be read: {why}. The file is kept as {}; new notes go into a new file.",
                    path.display(),
                    kept.display()
                );
                Ok(Opened { notes: nothing, fault: Some(fault) })
            }
        }
    }

    /// Temporary files of programs that were killed while writing, in order of their names.
    fn leftovers(&self) -> Vec<PathBuf> {
        let Some((folder, name)) = self.path.parent().zip(self.path.file_name()) else { return Vec::new() };
        let start = format!("{}.", name.to_string_lossy());
        let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
        let is_ours = |path: &PathBuf| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            name.starts_with(&start) && path.extension().is_some_and(|extension| extension == "part")
        };
        let mut found: Vec<PathBuf> = entries.filter(is_ours).collect();
        found.sort();
        found
    }
}

/// Gives a file a name under which nobody writes, and returns it.
fn keep_aside(path: &Path) -> Result<PathBuf, String> {
    let kept = (1..10_000).map(|number| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".kept-{number}"));
        PathBuf::from(name)
    });
    let free = kept.into_iter().find(|path| !path.exists());
    let moved = free.map(|free| fs::rename(path, &free).map(|()| free));
    match moved {
        Some(Ok(kept)) => Ok(kept),
        Some(Err(error)) => Err(format!("The notes in {} cannot be read, nor put aside: {error}.", path.display())),
        None => Err(format!("The notes in {} cannot be read, and there are too many files put aside.", path.display())),
    }
}

/// What the keeper has to tell.
#[derive(Clone, Debug)]
pub enum Kept {
    /// What was sent to be saved (nothing, at the start), and what stands in the file now.
    Notes(Arc<Notes>, Arc<Notes>),
    /// What is wrong, in one sentence.
    Fault(String),
}

/// Keeps the notes of one dossier on a thread of its own, so that no disk holds up the window.
pub struct Keeper {
    sender: Option<Sender<Arc<Notes>>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Reads the notes and then saves whatever it is given. `tell` is called on the keeper's thread.
    #[must_use]
    pub fn new(mut store: Store, tell: impl Fn(Kept) + Send + 'static) -> Self {
        let (sender, receiver) = channel::<Arc<Notes>>();
        let work = move || {
            let nothing = Arc::new(store.base.clone());
            let report = |sent: Arc<Notes>, result: Result<Opened, String>| match result {
                Ok(opened) => {
                    tell(Kept::Notes(sent, Arc::new(opened.notes)));
                    opened.fault.into_iter().for_each(|fault| tell(Kept::Fault(fault)));
                }
                Err(fault) => tell(Kept::Fault(fault)),
            };
            report(nothing, store.open());
            while let Ok(first) = receiver.recv() {
                // Of what has gathered while the disk was busy, the last says it all.
                let newest = receiver.try_iter().last().unwrap_or(first);
                let result = store.save(&newest);
                report(newest, result);
            }
        };
        Self { sender: Some(sender), thread: Some(std::thread::spawn(work)) }
    }

    /// Saves these notes.
    pub fn save(&self, notes: Arc<Notes>) {
        if let Some(sender) = &self.sender {
            // The thread ends only when this keeper does.
            drop(sender.send(notes));
        }
    }
}

impl Drop for Keeper {
    /// Waits until everything is written: a window that is closed must not lose its last word.
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::note::Note;

    fn with(notes: &Notes, id: &str, text: &str) -> Notes {
        let mut notes = notes.clone();
        notes.entries.insert(id.to_owned(), Note { text: text.to_owned(), edits: 1, ..Note::default() });
        notes
    }

    fn texts(notes: &Notes) -> String {
        notes.entries.iter().map(|(id, note)| format!("{id}={}", note.text)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn two_windows_do_not_overwrite_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let (mut one, mut two) = (Store::new(folder.path(), "d"), Store::new(folder.path(), "d"));
        let (first, second) = (one.open().unwrap().notes, two.open().unwrap().notes);
        one.save(&with(&first, "a", "from one")).unwrap();
        let seen = two.save(&with(&second, "b", "from two")).unwrap().notes;
        assert_eq!(texts(&seen), "a=from one b=from two");
        let seen = one.save(&with(&with(&first, "a", "from one"), "b", "one again")).unwrap().notes;
        assert_eq!(texts(&seen), "a=from one b=one again\n\nfrom two");
        assert_eq!(texts(&Store::new(folder.path(), "d").open().unwrap().notes), texts(&seen));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_kept_and_complained_about() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::new(folder.path(), "../d/é");
        assert!(store.path().starts_with(folder.path().join("notes")) && store.path().ends_with("%2E%2E%2Fd%2F%C3%A9.json"));
        store.save(&with(&Notes::new("../d/é"), "a", "x")).unwrap();
        for number in 1..3 {
            fs::write(store.path(), "{\"format\": 1, \"notes\": [{\"pass").unwrap();
            let opened = store.open().unwrap();
            let fault = opened.fault.unwrap();
            assert!(
                fault.contains("could not be read: it is not sound JSON: EOF") && fault.contains(&format!(".kept-{number}; new")),
                "{fault}"
            );
            assert!(opened.notes.entries.is_empty());
            store.save(&with(&opened.notes, "b", "new")).unwrap();
            let kept = format!("{}.kept-{number}", store.path().display());
            assert_eq!(fs::read_to_string(kept).unwrap(), "{\"format\": 1, \"notes\": [{\"pass");
        }
    }

    #[test]
    fn what_was_written_and_not_put_in_place_is_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::new(folder.path(), "d");
        let old = with(&Notes::new("d"), "a", "old");
        store.save(&old).unwrap();
        let part = format!("{}.4711.part", store.path().display());
        fs::write(&part, notes::write(&with(&old, "b", "new"))).unwrap();
        assert_eq!(texts(&Store::new(folder.path(), "d").open().unwrap().notes), "a=old b=new");
        assert!(!Path::new(&part).exists());
        fs::write(&part, "{\"format\": 1, \"dossier\": \"d\", \"no").unwrap();
        let opened = Store::new(folder.path(), "d").open().unwrap();
        assert_eq!(texts(&opened.notes), "a=old b=new");
        assert!(Path::new(&format!("{part}.kept-1")).exists(), "half a file is kept too");
    }
}

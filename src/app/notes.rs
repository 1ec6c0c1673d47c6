//! Keeping the reader's notes: one file for each dossier in the user's data folder.
//!
//! The file is written at once and as a whole, by way of a temporary one. Two windows on one dossier take turns by a
//! lock, and each takes in what the other has written before it writes. A file that cannot be read is never replaced.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::progress::Progress;
use super::worker::Worker;
use super::{crash, write};
use crate::formats::notes;
use crate::report::note::Notes;
use crate::report::{limits, link};

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

/// How long a file's name is at most before its ending: most systems take 255 bytes, and endings are added to it.
const LONGEST_NAME: usize = 200;

impl Store {
    /// The notes on the dossier with this id, in a data folder.
    #[must_use]
    pub fn new(folder: &Path, dossier: &str) -> Self {
        // Encoded, because an id is free text and must not lead out of the folder.
        let mut id = if dossier.is_empty() { "without-an-id".to_owned() } else { link::encode(dossier).replace('.', "%2E") };
        if id.len() > LONGEST_NAME {
            let sum =
                Sha256::digest(dossier.as_bytes()).iter().take(16).fold(String::new(), |sum, byte| sum + &format!("{byte:02x}"));
            id.truncate(LONGEST_NAME - sum.len() - 1);
            id = format!("{id}-{sum}");
        }
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
            write::make_private_folder(folder).map_err(not_kept)?;
        }
        let _lock = self.lock()?;
        let found = self.read()?;
        if found.notes.newer.is_some() {
            return self.leave_to_a_newer_one(mine, found);
        }
        let notes = Notes::merged(&self.base, mine, &found.notes);
        if notes != found.notes || !self.path.exists() {
            write::write(&self.path, notes::write(&notes).as_bytes()).map_err(not_kept)?;
        }
        self.base = notes.clone();
        Ok(Opened { notes, fault: found.fault })
    }

    /// Leaves a file alone that a newer Dateline has written since it was read; what was changed here is kept beside it.
    fn leave_to_a_newer_one(&mut self, mine: &Notes, found: Opened) -> Result<Opened, String> {
        let Opened { notes, mut fault } = found;
        if mine.entries != self.base.entries {
            let aside = write::name_aside(&self.path).map_err(not_kept)?;
            write::write(&aside, notes::write(mine).as_bytes()).map_err(not_kept)?;
            fault = fault.map(|fault| format!("{fault} What was changed here is kept as {}.", aside.display()));
        }
        self.base = notes.clone();
        Ok(Opened { notes, fault })
    }

    /// Holds the file for this window until the lock is dropped.
    fn lock(&self) -> Result<fs::File, String> {
        write::lock(&self.path.with_extension("lock")).map_err(not_kept)
    }

    /// Reads the file, and before it what a program that was killed had written and not yet put in its place.
    fn read(&self) -> Result<Opened, String> {
        let mut opened = self.read_one(&self.path)?;
        // Under the lock nobody else writes, so what is left is newer than the file, and whole if it can be read.
        for part in write::leftovers(&self.path) {
            let found = bytes(&part).ok().and_then(|bytes| text(bytes).ok()).and_then(|text| notes::read(&text).ok());
            match found.filter(|notes| notes.dossier == self.dossier) {
                Some(notes) => {
                    write::restore(&part, &self.path).map_err(not_kept)?;
                    opened = self.opened(notes);
                }
                None => drop(write::keep_aside(&part).map_err(not_kept)?),
            }
        }
        Ok(opened)
    }

    fn read_one(&self, path: &Path) -> Result<Opened, String> {
        let nothing = Notes::new(&self.dossier);
        let text = match bytes(path) {
            Ok(bytes) => text(bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Opened { notes: nothing, fault: None }),
            Err(error) => {
                return Err(format!("The notes in {} cannot be read, and are left as they are: {error}.", path.display()));
            }
        };
        match text.and_then(|text| notes::read(&text)) {
            Ok(notes) => Ok(self.opened(Notes { dossier: self.dossier.clone(), ..notes })),
            Err(why) => {
                let kept = write::keep_aside(path).map_err(not_kept)?;
                let fault = format!(
                    "The notes in {} could not be read: {why}. The file is kept as {}; new notes go into a new file.",
                    path.display(),
                    kept.display()
                );
                Ok(Opened { notes: nothing, fault: Some(fault) })
            }
        }
    }

    /// What was read, with a word about it where it can only be shown.
    fn opened(&self, notes: Notes) -> Opened {
        let fault = notes.newer.map(|format| {
            let path = self.path.display();
            format!(
                "The notes in {path} are of format {format}, which a newer Dateline has written: they are shown here, and can be changed only there."
            )
        });
        Opened { notes, fault }
    }
}

/// The bytes of a file, and no more of a file that is too large than tells so.
fn bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(limits::NOTES_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn text(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.len() as u64 > limits::NOTES_BYTES {
        return Err(format!("it is larger than {} MiB", limits::NOTES_BYTES >> 20));
    }
    String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())
}

/// What is said where notes cannot be kept.
fn not_kept(why: impl std::fmt::Display) -> String {
    format!("The notes cannot be kept: {why}.")
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
    worker: Worker<Arc<Notes>>,
    progress: Arc<Progress>,
}

impl Keeper {
    /// Reads the notes and then saves whatever it is given. `tell` is called on the keeper's thread.
    #[must_use]
    pub fn new(store: Store, tell: impl Fn(Kept) + Send + 'static) -> Self {
        let progress = Arc::new(Progress::default());
        let theirs = progress.clone();
        Self { worker: Worker::new(move |receiver| keep(store, receiver, &theirs, &tell)), progress }
    }

    /// Saves these notes.
    pub fn save(&self, notes: Arc<Notes>) {
        self.progress.sent();
        self.worker.send(notes);
    }

    /// Waits until everything that was sent is in the file, but no longer than one has patience for.
    ///
    /// # Errors
    /// One sentence on why it is not.
    pub fn settle(&self, patience: Duration) -> Result<(), String> {
        self.progress.settle(patience, "Your notes are still being written; leave the window open for a moment.")
    }
}

/// The work of the keeper's thread.
fn keep(mut store: Store, receiver: &Receiver<Arc<Notes>>, progress: &Progress, tell: &impl Fn(Kept)) {
    let folder = store.path.parent().and_then(Path::parent).map(Path::to_path_buf);
    // A fault of the program must end neither the thread nor the notes that come later.
    let mut guarded = |work: &mut dyn FnMut(&mut Store) -> Result<Opened, String>| {
        crash::caught(|| work(&mut store)).unwrap_or_else(|mut crash| {
            crash.keep(folder.as_deref());
            Err(format!("The notes cannot be kept. {}", crash.sentence("keeping them")))
        })
    };
    let report = |sent: Arc<Notes>, result: Result<Opened, String>| match result {
        Ok(opened) => {
            tell(Kept::Notes(sent, Arc::new(opened.notes)));
            opened.fault.into_iter().for_each(|fault| tell(Kept::Fault(fault)));
        }
        Err(fault) => tell(Kept::Fault(fault)),
    };
    let mut nothing = Arc::default();
    let opened = guarded(&mut |store| {
        nothing = Arc::new(store.base.clone());
        store.open()
    });
    report(nothing, opened);
    while let Ok(first) = receiver.recv() {
        // Of what has gathered while the disk was busy, the last says it all.
        let gathered: Vec<_> = std::iter::once(first).chain(receiver.try_iter()).collect();
        let Some(newest) = gathered.last().cloned() else { continue };
        let result = guarded(&mut |store| store.save(&newest));
        let fault = result.as_ref().err().cloned();
        report(newest, result);
        progress.done(gathered.len() as u64, fault);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

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
    fn an_id_of_any_length_has_a_file_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let long = "ж".repeat(90);
        let (id, other) = (format!("{long}a"), format!("{long}b"));
        let mut store = Store::new(folder.path(), &id);
        store.save(&with(&Notes::new(&id), "a", "kept")).unwrap();
        assert_ne!(store.path(), Store::new(folder.path(), &other).path());
        assert_eq!(texts(&Store::new(folder.path(), &id).open().unwrap().notes), "a=kept");
    }

    #[test]
    fn no_more_is_read_of_a_file_than_notes_may_have() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::new(folder.path(), "d");
        store.save(&with(&Notes::new("d"), "a", "x")).unwrap();
        // A file without blocks on the disk: as large as one says.
        fs::OpenOptions::new().write(true).open(store.path()).unwrap().set_len(1 << 40).unwrap();
        let opened = store.open().unwrap();
        assert!(opened.fault.unwrap().contains("could not be read: it is larger than 64 MiB. The file is kept as "));
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

    #[test]
    fn what_cannot_be_written_is_told_and_written_when_it_can_be() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, told) = channel();
        let keeper = Keeper::new(Store::new(folder.path(), "d"), move |kept| drop(sender.send(kept)));
        assert!(matches!(told.recv(), Ok(Kept::Notes(..))));
        keeper.save(Arc::new(with(&Notes::new("d"), "a", "first")));
        assert_eq!(keeper.settle(Duration::from_mins(1)), Ok(()));
        assert!(matches!(told.recv(), Ok(Kept::Notes(..))));
        let path = Store::new(folder.path(), "d").path().to_path_buf();
        fs::remove_file(&path).unwrap();
        fs::create_dir(&path).unwrap();
        keeper.save(Arc::new(with(&Notes::new("d"), "a", "second")));
        let fault = keeper.settle(Duration::from_mins(1)).unwrap_err();
        assert!(fault.starts_with("The notes in ") && fault.contains("are left as they are"), "{fault}");
        fs::remove_dir(&path).unwrap();
        keeper.save(Arc::new(with(&Notes::new("d"), "a", "third")));
        assert_eq!(keeper.settle(Duration::from_mins(1)), Ok(()));
        drop(keeper);
        assert_eq!(texts(&Store::new(folder.path(), "d").open().unwrap().notes), "a=third");
    }
}

//! Keeping what a person changes in a dossier: a journal in the dossier's folder, in which every step stands before it is seen, and
//! the dossier's files, which follow from time to time.
//!
//! Files that have changed go whole into the folder [`SAVING`]; then the journal says what they are, on the disk; then they take the
//! place of the old ones. Whenever the power goes, a file is the one that the journal tells of, or that one waits in the folder, or
//! somebody else has changed the file, and then it is taken as it is. Steps that no file has are carried out when it is opened.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::disk::DiskFolder;
use super::write::{self, Growing};
use crate::edit::journal::{self, JOURNAL, Record, Saved, Sums};
use crate::edit::{CaughtUp, History, catch_up};
use crate::formats::{Folder, import, native};
use crate::report::cancel::Cancel;
use crate::report::dossier::Dossier;
use crate::report::limits;
use crate::report::warning::{Origin, Warning};

mod keeper;
mod saver;

pub use keeper::Keeper;
pub use saver::Saver;

/// The file that is held by whoever changes a dossier.
pub const LOCK: &str = "journal.lock";

/// The folder in which files wait that are to take the place of others.
pub const SAVING: &str = "saving";

/// The files of a dossier that change.
const OWN: [&str; 3] = [native::MANIFEST, native::PLACES, native::ANNOTATIONS];

/// A dossier as it was last seen.
#[derive(Debug)]
pub struct Opened {
    /// The dossier, with every step that could be carried out; what is wrong with others is among its warnings.
    pub dossier: Dossier,
    /// What was done.
    pub history: History,
    /// What was read.
    pub trace: Trace,
}

/// A journal as a file: its length, and when it was changed. Nothing where there is none.
type Seen = Option<(u64, Option<SystemTime>)>;

/// What was read of a dossier's folder: whoever goes on from there has to know it.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// How many steps there are.
    pub steps: usize,
    /// What the files were when they were read.
    files: Sums,
    /// What was saved last.
    saved: Saved,
    /// The journal when it was read.
    seen: Seen,
    /// How many bytes of it are sound.
    sound: usize,
    /// Whether its last line lacks its end.
    is_open: bool,
    /// Whether lines after that have to be put aside.
    is_broken: bool,
    /// The steps that were not carried out and are not known to be passed over yet.
    passed_over: BTreeSet<usize>,
    /// Why it cannot be changed, without a full stop.
    refusal: Option<String>,
}

impl Trace {
    /// Whether the files do not have everything yet.
    #[must_use]
    pub fn is_outstanding(&self) -> bool {
        self.steps > self.saved.steps || self.saved.files.iter().any(|(name, sum)| self.files.get(name) != Some(sum))
    }

    /// What is known of a journal to which nothing but that it was saved was added since it was read, by whoever made its last steps.
    fn refreshed(&self, folder: &Path) -> Option<Self> {
        let (bytes, seen, refusal) = read_journal(folder);
        let (steps, sound) = journal::count(&bytes);
        if refusal.is_some() || self.is_broken || steps != self.steps || sound < self.sound {
            return None;
        }
        let saved = journal::last_saved(&bytes).unwrap_or_default();
        Some(Self { saved, files: on_disk(folder), seen, sound, is_open: false, ..self.clone() })
    }
}

/// Opens the dossier in a folder as it was last seen.
///
/// # Errors
/// As [`native::open_while_wanted`].
pub fn open(folder: &Path, cancel: &Cancel) -> Result<Opened, String> {
    let mut opened = Err(String::new());
    for _ in 0..limits::ATTEMPTS {
        let (bytes, seen, refusal) = read_journal(folder);
        let saved = journal::last_saved(&bytes);
        let files = Files { disk: DiskFolder::new(folder), folder, saved: saved.as_ref(), seen: RefCell::default() };
        let dossier = native::open_while_wanted(&files, cancel)?;
        let files = files.seen.into_inner();
        opened = bring(folder, dossier, &bytes, Trace { files, seen, refusal, ..Trace::default() }, cancel);
        // A window that saves meanwhile could have changed the one and not yet the other.
        if metadata(folder) == seen {
            break;
        }
    }
    opened
}

/// As [`open`], for a dossier whose files were just written and have all steps.
///
/// # Errors
/// That it was cancelled.
pub fn beside(folder: &Path, dossier: Dossier, cancel: &Cancel) -> Result<Opened, String> {
    let (bytes, seen, refusal) = read_journal(folder);
    bring(folder, dossier, &bytes, Trace { files: on_disk(folder), seen, refusal, ..Trace::default() }, cancel)
}

/// Carries out the steps that the files do not have.
fn bring(folder: &Path, dossier: Dossier, bytes: &[u8], mut trace: Trace, cancel: &Cancel) -> Result<Opened, String> {
    let mut read = journal::read(bytes, dossier.head.zone);
    trace.steps = read.count;
    trace.saved = read.saved.clone().unwrap_or_default();
    (trace.sound, trace.is_open, trace.is_broken) = (read.sound, read.is_open, read.is_broken);
    let known = read.passed_over.clone();
    let unread = std::mem::take(&mut read.faults);
    let cancelled = || format!("{}: opening it was cancelled", folder.display());
    let CaughtUp { mut dossier, history, faults, passed_over } = catch_up(dossier, read, cancel).ok_or_else(cancelled)?;
    trace.passed_over = passed_over.difference(&known).copied().collect();
    let warn = |line: u32, what: String, remedy: &str| Warning::new(&Origin::new(JOURNAL, line), what, remedy);
    let lost = unread.into_iter().map(|fault| {
        let what = format!("this step cannot be read: {}", fault.what);
        warn(fault.line, what, "repair the line; until then, what is known without it is shown, and nothing of the file is lost")
    });
    dossier.warnings.extend(lost);
    let undone =
        faults.into_iter().map(|fault| warn(fault.line, fault.what, "do it again where it is still right; the line is kept"));
    dossier.warnings.extend(undone);
    if let Some(refusal) = &trace.refusal {
        let remedy = "put the file that Dateline has written in its place; without it, nothing can be changed";
        dossier.warnings.push(Warning::new(&Origin::file(JOURNAL), refusal.clone(), remedy));
    }
    if dossier.head.format > native::FORMAT {
        trace.refusal = Some("it was written by a newer Dateline, and can be changed only there".to_owned());
    }
    Ok(Opened { dossier, history, trace })
}

/// The bytes of a journal, what it was as a file, and why it cannot be used.
fn read_journal(folder: &Path) -> (Vec<u8>, Seen, Option<String>) {
    let seen = metadata(folder);
    if seen.is_none() {
        return (Vec::new(), None, None);
    }
    match DiskFolder::new(folder).read(JOURNAL) {
        Ok(bytes) => (bytes, seen, None),
        Err(why) => (Vec::new(), seen, Some(format!("the journal of its changes cannot be read: {why}"))),
    }
}

fn metadata(folder: &Path) -> Seen {
    let metadata = std::fs::symlink_metadata(folder.join(JOURNAL)).ok()?;
    Some((metadata.len(), metadata.modified().ok()))
}

/// The files of a folder, and in the place of those that a program which was killed did not put there, the ones that wait.
struct Files<'a> {
    disk: DiskFolder,
    folder: &'a Path,
    saved: Option<&'a Saved>,
    /// What the files in the folder itself are.
    seen: RefCell<Sums>,
}

impl Folder for Files<'_> {
    fn read(&self, name: &str) -> Result<Vec<u8>, String> {
        let found = self.disk.read(name);
        if !OWN.contains(&name) {
            return found;
        }
        let sum = found.as_ref().ok().map(|bytes| import::checksum(bytes));
        let wanted = self.saved.and_then(|saved| saved.files.get(name));
        if let Some(sum) = &sum {
            self.seen.borrow_mut().insert(name.to_owned(), sum.clone());
        }
        if wanted.is_none() || wanted == sum.as_ref() {
            return found;
        }
        match waiting(self.folder, name) {
            Some(bytes) if wanted == Some(&import::checksum(&bytes)) => Ok(bytes),
            _ => found,
        }
    }

    fn label(&self) -> String {
        self.disk.label()
    }
}

/// A file that waits to take the place of another. A link in the place of the folder is not followed.
fn waiting(folder: &Path, name: &str) -> Option<Vec<u8>> {
    let saving = folder.join(SAVING);
    let is_folder = std::fs::symlink_metadata(&saving).is_ok_and(|metadata| metadata.is_dir());
    if is_folder { DiskFolder::new(&saving).read(name).ok() } else { None }
}

/// The journal of a dossier that is being changed. While there is one, no other window can change it.
#[derive(Debug)]
pub struct Journal {
    shared: Arc<Shared>,
}

/// What the window and the thread that saves both use.
#[derive(Debug)]
struct Shared {
    folder: PathBuf,
    tail: Mutex<Tail>,
    /// What was read when it was opened.
    trace: Trace,
    /// Held until both are done with it.
    _lock: std::fs::File,
}

#[derive(Debug)]
struct Tail {
    file: Growing,
    /// How many steps there are.
    steps: usize,
}

impl Shared {
    fn tail(&self) -> MutexGuard<'_, Tail> {
        // What could fail while it is held leaves it as it was.
        self.tail.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Journal {
    /// Begins to change the dossier in a folder, from what was read of it. The first call makes the journal.
    ///
    /// # Errors
    /// One sentence without a full stop: another window is changing it or has changed it, or it cannot be written to.
    pub fn begin(folder: &Path, trace: &Trace) -> Result<Self, String> {
        if let Some(refusal) = &trace.refusal {
            return Err(format!("this dossier can only be read here: {refusal}"));
        }
        let lock = write::try_lock(&folder.join(LOCK))?
            .ok_or("this dossier is being changed in another window, and can only be read here")?;
        let changed = "this dossier has been changed in another window; open it again to change it here";
        let trace = if metadata(folder) == trace.seen { trace.clone() } else { trace.refreshed(folder).ok_or(changed)? };
        let path = folder.join(JOURNAL);
        if trace.is_broken {
            put_aside(&path, trace.sound)?;
        }
        let mut tail = Tail { file: Growing::open(&path, trace.sound as u64)?, steps: trace.steps };
        if trace.is_open || trace.is_broken {
            tail.file.append(if trace.is_open { b"\n" } else { b"" })?;
        }
        if !trace.passed_over.is_empty() {
            let passed_over = Record::PassedOver(trace.passed_over.clone());
            tail.file.append(journal::line(&Dossier::default(), &passed_over).as_bytes())?;
        }
        let shared = Shared { folder: folder.to_path_buf(), tail: Mutex::new(tail), trace, _lock: lock };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// Writes a step down; to be called before it is seen. The dossier is the one before or after the step.
    ///
    /// # Errors
    /// One sentence without a full stop on why it is not written; it must not be seen then.
    pub fn append(&mut self, dossier: &Dossier, record: &Record) -> Result<(), String> {
        self.append_all(dossier, std::slice::from_ref(record))
    }

    /// As [`Journal::append`], for steps that are seen together: all of them are written, or none.
    ///
    /// # Errors
    /// As [`Journal::append`].
    pub fn append_all(&mut self, dossier: &Dossier, records: &[Record]) -> Result<(), String> {
        let lines: String = records.iter().map(|record| journal::line(dossier, record)).collect();
        let steps = records.iter().filter(|record| record.is_step()).count();
        let mut tail = self.shared.tail();
        if tail.file.length() + lines.len() as u64 > limits::FILE_BYTES || tail.steps + steps > limits::STEPS {
            let path = self.shared.folder.join(JOURNAL);
            return Err(format!("{} is full; close the dossier and move that file elsewhere to go on", path.display()));
        }
        tail.file.append(lines.as_bytes())?;
        tail.steps += steps;
        Ok(())
    }

    /// How many steps there are.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.shared.tail().steps
    }

    /// Ends it, once its [`Keeper`] has ended; what comes of it begins another.
    #[must_use]
    pub fn end(self) -> Trace {
        let Shared { folder, trace, .. } = &*self.shared;
        let (bytes, seen, refusal) = read_journal(folder);
        let (tail, saved) = (self.shared.tail(), journal::last_saved(&bytes).unwrap_or_default());
        let sound = usize::try_from(tail.file.length()).unwrap_or(usize::MAX);
        Trace {
            steps: tail.steps,
            files: on_disk(folder),
            saved,
            seen,
            sound,
            refusal: refusal.or(trace.refusal.clone()),
            ..Trace::default()
        }
    }
}

/// What is to be said of the dossier in a folder that another window is changing.
#[must_use]
pub fn held_elsewhere(folder: &Path) -> Option<String> {
    let lock = folder.join(LOCK);
    let is_held = lock.exists() && matches!(write::try_lock(&lock), Ok(None));
    is_held.then(|| {
        "This dossier is being changed in another window. It can be read here; to change it, close that window and open it again."
            .to_owned()
    })
}

/// Puts what a journal has after so many bytes into a file of its own.
fn put_aside(path: &Path, sound: usize) -> Result<(), String> {
    let bytes = super::disk::read_file(path).map_err(|why| format!("cannot read {}: {why}", path.display()))?;
    let Some(rest) = bytes.get(sound..).filter(|rest| !rest.is_empty()) else { return Ok(()) };
    write::write(&write::name_aside(path)?, rest)
}

/// Waits for nobody, but keeps others from changing the dossier in a folder while it is written anew, and brings everything that its
/// journal says into its files first. Nothing, where nobody has changed it yet.
///
/// # Errors
/// One sentence without a full stop: another window is changing it, or it cannot be read or written to.
pub fn settle(folder: &Path, cancel: &Cancel) -> Result<Option<Journal>, String> {
    if ![LOCK, JOURNAL].iter().any(|name| folder.join(name).exists()) {
        return Ok(None);
    }
    let Opened { dossier, trace, .. } = open(folder, cancel)?;
    let journal = Journal::begin(folder, &trace)?;
    if trace.is_outstanding() {
        Saver::new(&journal).save(&dossier, trace.steps)?;
    }
    Ok(Some(journal))
}

/// What the files in a folder are.
fn on_disk(folder: &Path) -> Sums {
    let disk = DiskFolder::new(folder);
    let sum = |name: &str| Some((name.to_owned(), import::checksum(&disk.read(name).ok()?)));
    OWN.into_iter().filter_map(sum).collect()
}

/// What files are, by their names.
fn sums(texts: &BTreeMap<&'static str, String>) -> Sums {
    texts.iter().map(|(name, text)| ((*name).to_owned(), import::checksum(text.as_bytes()))).collect()
}

//! Work off the interface thread: decoding the background map, and reading dossiers.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{Builder, JoinHandle};

use egui::Context;

use super::ask::{self, Answer, Question, Saving};
use super::files::{self, Sheet};
use super::journal::Trace;
use super::notes::Kept;
use super::opening::Opened;
use super::shelf::Shelf;
use super::{crash, disk, opening, system, write};
use crate::basemap::{Basemap, BasemapError};
use crate::edit::differences::{self, Differences};
use crate::formats::shipped::Shipped;
use crate::formats::{agenda, native};
use crate::index::{Filter, Index};
use crate::report::cancel::Cancel;
use crate::report::dossier::Dossier;
use crate::session::{Export, Made, Recent, Session, Wanted, Work};
use crate::theme;
use crate::view::words;

/// Something that was loaded.
pub enum Loaded {
    /// The background map.
    Basemap(Arc<Basemap>),
    /// A dossier, arranged for looking at it; what was asked for, and the folder it lies in: none where it is inside the program.
    Session(Box<Session>, Wanted, Option<PathBuf>, Box<Trace>),
    /// What differs between the dossier inside the program and the one that this was reckoned for.
    Differences(Arc<Dossier>, Arc<Differences>),
    /// What came of a change that was made beside the window.
    Made(Box<Result<Option<Made>, String>>),
    /// The first pages of what is asked for, while the rest is read.
    Beginning(Box<Session>, Wanted),
    /// An index over what a filter shows.
    Index(Box<Index>),
    /// How far what is asked for is, for people.
    Progress(Wanted, String),
    /// What the keeper of the notes has to tell.
    Notes(Kept),
    /// One sentence on why what was asked for could not be opened.
    Failed(Wanted, String),
    /// One sentence on what has gone wrong with something that nobody has asked for.
    Fault(String),
    /// A file was written for the user.
    Written(PathBuf),
    /// Dossiers that were read beside the window, and one sentence on that.
    Shelved(Vec<PathBuf>, String),
    /// The dossiers that were open before, and whether they are still there.
    Recent(Vec<Recent>),
    /// What the desktop's dialog gave.
    Answer(Question, Answer),
    /// One sentence on something else that has to be read.
    Notice(String),
    /// Nothing that anyone has to be told.
    Nothing,
}

/// What is said of a dossier that a newer Dateline has written, in one sentence.
#[must_use]
pub fn newer_format(dossier: &Dossier) -> Option<String> {
    let format = dossier.head.format;
    (format > native::FORMAT).then(|| {
        format!(
            "This dossier is of format {format}, which a newer Dateline has written: what is understood of it is shown, and it can be changed only there."
        )
    })
}

/// Starts work and hands over what comes of it.
pub struct Loader {
    sender: Sender<Loaded>,
    receiver: Receiver<Loaded>,
    context: Context,
    /// Where crashes are written.
    folder: Option<PathBuf>,
}

/// The background map, while it is decoded before there is a window.
static AHEAD: Mutex<Option<JoinHandle<Result<Basemap, BasemapError>>>> = Mutex::new(None);

/// Begins beside with what any window's first frame needs: to read a dossier and to open a window take longer.
pub fn ahead() {
    let start = |name: &str| Builder::new().name(name.to_owned());
    // Where there is no thread to be had, it is done later.
    drop(start("faces").spawn(theme::unpack));
    if let Ok(mut ahead) = AHEAD.lock() {
        *ahead = start("map").spawn(Basemap::embedded).ok();
    }
}

impl Loader {
    /// A loader that wakes this context when something is ready, and writes what goes wrong into a data folder.
    #[must_use]
    pub fn new(context: &Context, folder: Option<PathBuf>) -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, context: context.clone(), folder }
    }

    /// Decodes the background map.
    pub fn basemap(&self) {
        let failed = |why: String| Loaded::Fault(format!("The background map cannot be shown: {why}."));
        let begun = AHEAD.lock().ok().and_then(|mut begun| begun.take());
        // What failed beside the window is tried again where it is told.
        let work = move || match begun.and_then(|begun| begun.join().ok()).unwrap_or_else(Basemap::embedded) {
            Ok(basemap) => Loaded::Basemap(Arc::new(basemap)),
            Err(error) => failed(error.to_string()),
        };
        self.work(work, |crash| Loaded::Fault(crash.sentence("reading the background map")));
    }

    /// Reads what is asked for and arranges it, unless that is cancelled; then nothing is handed over.
    pub fn open(&self, wanted: Wanted, cancel: Cancel) {
        let asked = wanted.clone();
        let dossiers = self.folder.as_deref().map(Shelf::new);
        let progress = self.teller({
            let wanted = wanted.clone();
            move |stage| Loaded::Progress(wanted.clone(), stage)
        });
        let beginning = self.teller({
            let (wanted, cancel) = (wanted.clone(), cancel.clone());
            move |dossier| match Session::while_wanted(Arc::new(dossier), &cancel) {
                Some(session) => Loaded::Beginning(Box::new(session), wanted.clone()),
                None => Loaded::Nothing,
            }
        });
        let work = move || match opening::open(&wanted, dossiers.as_ref(), &cancel, &progress, &beginning) {
            Ok(Opened { dossier, folder, history, trace }) => {
                let passages = words::count(dossier.passages.len(), "passage");
                progress(format!("Its files are read; arranging {passages} by time and place …"));
                let session = Session::while_wanted(Arc::new(dossier), &cancel);
                session.map_or(Loaded::Nothing, |mut session| {
                    session.set_history(history);
                    Loaded::Session(Box::new(session), wanted, folder, Box::new(trace))
                })
            }
            Err(_) if cancel.is_cancelled() => Loaded::Nothing,
            Err(error) => Loaded::Failed(wanted, error),
        };
        self.work(work, |crash| Loaded::Failed(asked, crash.sentence("reading this")));
    }

    /// Reads files into dossiers of their own, and says what became of them.
    pub fn shelve(&self, files: Vec<PathBuf>) {
        let dossiers = self.folder.as_deref().map(Shelf::new);
        let work = move || {
            let cancel = Cancel::default();
            let (mut folders, mut faults) = (Vec::new(), Vec::new());
            for file in files {
                match opening::open(&Wanted::Path(file), dossiers.as_ref(), &cancel, &|_| {}, &|_| {}) {
                    Ok(opened) => folders.extend(opened.folder),
                    Err(fault) => faults.push(format!(" {fault}.")),
                }
            }
            let said = format!("Open recent has {} more.{}", words::count(folders.len(), "report"), faults.concat());
            Loaded::Shelved(folders, said)
        };
        self.work(work, |crash| Loaded::Notice(crash.sentence("reading the other files")));
    }

    /// Asks by the desktop's dialog, or says at once that there is none where the desktop is not to be asked.
    pub fn ask(&self, question: Question, by_desktop: bool) {
        let failed = question.clone();
        let work = move || {
            let answer = if by_desktop { ask::desktop(&question) } else { Answer::NoDialog };
            Loaded::Answer(question, answer)
        };
        self.work(work, |_| Loaded::Answer(failed, Answer::NoDialog));
    }

    /// Writes something for others into a file.
    pub fn save(&self, sheet: Sheet, saving: Saving, path: PathBuf) {
        let work = move || match files::save(sheet, saving, &path) {
            Ok(path) => Loaded::Written(path),
            Err(fault) => Loaded::Notice(format!("This was not saved: {fault}.")),
        };
        self.work(work, |crash| Loaded::Notice(crash.sentence("saving this")));
    }

    /// Writes the agenda as a page into the data folder, or where there is none, into the system's folder for what may be
    /// thrown away, and has the system show it.
    pub fn print(&self, dossier: Arc<Dossier>, folder: Option<PathBuf>) {
        let work = move || {
            let folder = folder.unwrap_or_else(std::env::temp_dir).join("print");
            let path = folder.join(ask::file_name(&dossier.head.id, Export::AgendaPage.ending()));
            let page = agenda::html(&dossier);
            let written = write::make_private_folder(&folder).and_then(|()| write::write(&path, page.as_bytes()));
            match written.and_then(|()| system::open(&path)) {
                Ok(()) => Loaded::Nothing,
                Err(fault) => Loaded::Notice(format!("The page was not shown: {fault}.")),
            }
        };
        self.work(work, |crash| Loaded::Notice(crash.sentence("making the page to print")));
    }

    /// Has the system show the original of a document, which lies in the dossier's folder.
    pub fn show_original(&self, path: PathBuf) {
        let work = move || match path.is_file().then(|| system::open(&path)) {
            Some(Ok(())) => Loaded::Nothing,
            Some(Err(fault)) => Loaded::Notice(format!("The original was not opened: {fault}.")),
            None => Loaded::Notice(format!("The original is not there any more: {}.", path.display())),
        };
        self.work(work, |crash| Loaded::Notice(crash.sentence("opening the original")));
    }

    /// Has the system show a file in its folder.
    pub fn show_in_folder(&self, path: PathBuf) {
        let work = move || match system::show_in_folder(&path) {
            Ok(()) => Loaded::Nothing,
            Err(fault) => Loaded::Notice(format!("The folder was not shown: {fault}.")),
        };
        self.work(work, |crash| Loaded::Notice(crash.sentence("showing a folder")));
    }

    /// Looks which of the dossiers that were open before are still there.
    pub fn recent(&self, folders: Vec<PathBuf>) {
        let entry =
            |folder: PathBuf| Recent { gone: !folder.join(native::MANIFEST).is_file(), title: disk::title(&folder), folder };
        let work = move || Loaded::Recent(folders.into_iter().map(entry).collect());
        self.work(work, |_| Loaded::Nothing);
    }

    /// Arranges a session's dossier for a filter, unless that is cancelled; then nothing is handed over.
    pub fn index(&self, session: &Session, filter: Filter, cancel: Cancel) {
        let (index, dossier, by) = (session.index.clone(), session.dossier.clone(), session.state.lanes);
        let work = move || {
            let arranged = index.filtered_while_wanted(&dossier, filter, &cancel);
            arranged.map_or(Loaded::Nothing, |index| {
                index.prepare(&dossier, by);
                Loaded::Index(Box::new(index))
            })
        };
        self.work(work, |crash| Loaded::Notice(crash.sentence("looking for what was asked for")));
    }

    /// Makes a change of a large dossier.
    pub fn make(&self, work: Work) {
        let work = move || Loaded::Made(Box::new(work.carry_out(&Cancel::default())));
        let failed = |crash: crash::Crash| Loaded::Made(Box::new(Err(crash.sentence("changing the report"))));
        self.work(work, failed);
    }

    /// Finds out what differs between the dossier inside the program and another.
    pub fn compare(&self, dossier: Arc<Dossier>) {
        let work = move || match native::open(&Shipped) {
            Ok(original) => Loaded::Differences(dossier.clone(), Arc::new(differences::between(&original, &dossier))),
            Err(why) => Loaded::Notice(format!("The report inside Dateline cannot be compared: {why}.")),
        };
        self.work(work, |crash| Loaded::Notice(crash.sentence("comparing with the original")));
    }

    /// Lets go of what is no longer shown, beside the window.
    pub fn let_go(&self, session: Option<Session>) {
        if let Some(session) = session.filter(Session::is_large) {
            self.work(move || (drop(session), Loaded::Nothing).1, |_| Loaded::Nothing);
        }
    }

    /// What the keeper of the notes or of the settings calls when it has something to tell.
    pub fn teller<T>(&self, loaded: impl Fn(T) -> Loaded + Send + 'static) -> impl Fn(T) + Send + 'static {
        let (sender, context) = (self.sender.clone(), self.context.clone());
        move |told| {
            if sender.send(loaded(told)).is_ok() {
                context.request_repaint();
            }
        }
    }

    /// Reads the words of the texts and reckons their checksums, so that neither the first search nor the first link waits for
    /// it. They stay in the index and in the texts.
    pub fn words(&self, session: &Session) {
        let (index, dossier) = (session.index.clone(), session.dossier.clone());
        let work = move || {
            index.read_words(&dossier);
            for document in &dossier.documents {
                let _kept = document.text.checksum();
            }
            Loaded::Nothing
        };
        self.work(work, |crash| Loaded::Notice(crash.sentence("reading the words of the texts")));
    }

    /// Does some work on a thread of its own. What goes wrong in it is written down and handed over in its place.
    fn work(&self, work: impl FnOnce() -> Loaded + Send + 'static, failed: impl FnOnce(crash::Crash) -> Loaded + Send + 'static) {
        let (sender, context, folder) = (self.sender.clone(), self.context.clone(), self.folder.clone());
        std::thread::spawn(move || {
            let loaded = crash::caught(work).unwrap_or_else(|mut crash| {
                crash.keep(folder.as_deref());
                failed(crash)
            });
            // The window may be gone by now; then nobody wants the result.
            if !matches!(loaded, Loaded::Nothing) && sender.send(loaded).is_ok() {
                context.request_repaint();
            }
        });
    }

    /// What is ready.
    pub fn ready(&self) -> impl Iterator<Item = Loaded> + '_ {
        self.receiver.try_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::shipped::Shipped;

    #[test]
    fn a_newer_dossier_is_shown_with_a_word_about_it() {
        let mut dossier = native::open(&Shipped).unwrap();
        assert_eq!(newer_format(&dossier), None);
        dossier.head.format = native::FORMAT + 1;
        assert!(newer_format(&dossier).unwrap().starts_with("This dossier is of format 2, which a newer Dateline has written"));
    }

    #[test]
    fn work_that_fails_is_told_and_written_down() {
        let folder = tempfile::tempdir().unwrap();
        let loader = Loader::new(&Context::default(), Some(folder.path().to_path_buf()));
        loader.work(|| panic!("while reading"), |crash| Loaded::Fault(crash.sentence("reading this")));
        let Ok(Loaded::Fault(said)) = loader.receiver.recv() else { panic!("nothing was said") };
        assert!(said.starts_with("Something went wrong in Dateline itself while reading this (at src/app/load.rs:"), "{said}");
        assert!(said.ends_with("crash-1.txt says more)."), "{said}");
        assert!(std::fs::read_to_string(folder.path().join("crash-1.txt")).unwrap().contains("what: while reading"));
    }
}

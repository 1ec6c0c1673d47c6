//! Work off the interface thread: decoding the background map, and reading dossiers.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::Context;

use super::disk;
use super::notes::Kept;
use crate::basemap::Basemap;
use crate::report::dossier::Dossier;
use crate::session::Session;

/// Something that was loaded.
pub enum Loaded {
    /// The background map.
    Basemap(Arc<Basemap>),
    /// A dossier, and the folder it came from.
    Dossier(Arc<Dossier>, PathBuf),
    /// What the keeper of the notes has to tell.
    Notes(Kept),
    /// One sentence on what could not be loaded, and the folder it was to come from.
    Failed(Option<PathBuf>, String),
}

/// Starts work and hands over what comes of it.
pub struct Loader {
    sender: Sender<Loaded>,
    receiver: Receiver<Loaded>,
    context: Context,
}

impl Loader {
    /// A loader that wakes this context when something is ready.
    #[must_use]
    pub fn new(context: &Context) -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, context: context.clone() }
    }

    /// Decodes the background map.
    pub fn basemap(&self) {
        self.work(|| match Basemap::embedded() {
            Ok(basemap) => Loaded::Basemap(Arc::new(basemap)),
            Err(error) => Loaded::Failed(None, format!("The background map cannot be shown: {error}.")),
        });
    }

    /// Reads the dossier in a folder.
    pub fn dossier(&self, folder: PathBuf) {
        self.work(move || match disk::open(Some(&folder)) {
            Ok(dossier) => Loaded::Dossier(Arc::new(dossier), folder),
            Err(error) => Loaded::Failed(Some(folder), error),
        });
    }

    /// What the keeper of the notes calls when it has something to tell.
    pub fn teller(&self) -> impl Fn(Kept) + Send + 'static {
        let (sender, context) = (self.sender.clone(), self.context.clone());
        move |kept| {
            if sender.send(Loaded::Notes(kept)).is_ok() {
                context.request_repaint();
            }
        }
    }

    /// Reads the words of the texts, so that the first search does not wait for it.
    pub fn words(session: &Session) {
        let (index, dossier) = (session.index.clone(), session.dossier.clone());
        // What is read stays in the index; nobody needs to be told.
        std::thread::spawn(move || index.read_words(&dossier));
    }

    fn work(&self, work: impl FnOnce() -> Loaded + Send + 'static) {
        let (sender, context) = (self.sender.clone(), self.context.clone());
        std::thread::spawn(move || {
            // The window may be gone by now; then nobody wants the result.
            if sender.send(work()).is_ok() {
                context.request_repaint();
            }
        });
    }

    /// What is ready.
    pub fn ready(&self) -> impl Iterator<Item = Loaded> + '_ {
        self.receiver.try_iter()
    }
}

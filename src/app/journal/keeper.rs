//! The thread that saves a dossier while it is changed.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::{Journal, Saver};
use crate::app::crash;
use crate::app::progress::Progress;
use crate::app::worker::Worker;
use crate::report::dossier::Dossier;

/// For how long nothing is changed before the files are written.
const QUIET: Duration = Duration::from_secs(5);

/// How long the files wait at most while one goes on.
const PATIENCE: Duration = Duration::from_mins(1);

enum Message {
    /// The dossier after so many steps.
    Save(Arc<Dossier>, usize),
    /// Somebody waits for it.
    Now,
}

/// Saves a dossier on a thread of its own: its journal at once, its files after some seconds of quiet, and all of it when it ends.
pub struct Keeper {
    worker: Worker<Message>,
    progress: Arc<Progress>,
}

impl Keeper {
    /// For a journal that has just been begun. `tell` is given whole sentences, on the keeper's thread.
    #[must_use]
    pub fn new(journal: &Journal, tell: impl Fn(String) + Send + 'static) -> Self {
        let progress = Arc::new(Progress::default());
        let (theirs, saver) = (progress.clone(), Saver::new(journal));
        Self { worker: Worker::new(move |receiver| keep(saver, receiver, &theirs, &tell)), progress }
    }

    /// Saves the dossier as it is after so many steps.
    pub fn save(&self, dossier: Arc<Dossier>, steps: usize) {
        self.progress.sent();
        self.worker.send(Message::Save(dossier, steps));
    }

    /// Waits until everything that was sent is in the files, but no longer than one has patience for.
    ///
    /// # Errors
    /// One sentence on why it is not. Every step is in the journal all the same.
    pub fn settle(&self, patience: Duration) -> Result<(), String> {
        self.worker.send(Message::Now);
        self.progress.settle(patience, "Your changes are still being written; leave the window open for a moment.")
    }
}

/// The work of the keeper's thread.
fn keep(mut saver: Saver, receiver: &Receiver<Message>, progress: &Progress, tell: &impl Fn(String)) {
    let mut last = None;
    while let Ok(first) = receiver.recv() {
        let Message::Save(mut dossier, mut steps) = first else { continue };
        let mut gathered = 1;
        let began = Instant::now();
        let mut synced = guarded(|| saver.sync());
        while let Ok(Message::Save(newer, more)) = wait(receiver, began) {
            (dossier, steps) = (newer, more);
            gathered += 1;
            synced = synced.and(guarded(|| saver.sync()));
        }
        let result = synced.and_then(|()| guarded(|| saver.save(&dossier, steps)));
        let fault = match result {
            Ok(notices) => {
                for notice in notices {
                    tell(format!("{notice}."));
                }
                None
            }
            Err(why) => Some(format!("Your changes are in the journal, but the dossier's files cannot be written: {why}.")),
        };
        // Told once; it is tried again at the next change.
        if fault != last {
            fault.iter().cloned().for_each(tell);
            last.clone_from(&fault);
        }
        progress.done(gathered, fault);
    }
}

/// The next thing that is sent before it is time to write.
fn wait(receiver: &Receiver<Message>, began: Instant) -> Result<Message, RecvTimeoutError> {
    receiver.recv_timeout(QUIET.min(PATIENCE.saturating_sub(began.elapsed())))
}

/// Does some work, and makes a sentence of what goes wrong in the program itself: it must not end the thread.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    crash::caught(work).unwrap_or_else(|crash| {
        let said = crash.sentence("saving the dossier");
        Err(said.trim_end_matches('.').to_owned())
    })
}

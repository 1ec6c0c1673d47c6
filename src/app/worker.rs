//! A thread that is given one thing after another, and is waited for when it is no longer needed.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

/// A thread and the way to it.
pub struct Worker<T> {
    sender: Option<Sender<T>>,
    thread: Option<JoinHandle<()>>,
}

impl<T: Send + 'static> Worker<T> {
    /// Begins the work, which takes what it is given from the receiver and ends when that gives nothing more.
    #[must_use]
    pub fn new(work: impl FnOnce(&Receiver<T>) + Send + 'static) -> Self {
        let (sender, receiver) = channel();
        Self { sender: Some(sender), thread: Some(std::thread::spawn(move || work(&receiver))) }
    }

    /// Hands something over.
    pub fn send(&self, thing: T) {
        if let Some(sender) = &self.sender {
            // The thread ends only when this worker does.
            drop(sender.send(thing));
        }
    }
}

impl<T> Drop for Worker<T> {
    /// Waits until all that was handed over is done: a window that is closed must not lose its last word.
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

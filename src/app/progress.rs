//! How far a keeper's thread has come with what it was sent, and waiting for it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What a keeper and its thread both know.
#[derive(Debug, Default)]
pub struct Progress {
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// How many times something was sent.
    sent: u64,
    /// How many of those are dealt with.
    done: u64,
    /// Why the last of them is not in its file.
    fault: Option<String>,
}

impl Progress {
    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing that could fail is done while it is held.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note that something is sent; to be called before it is.
    pub fn sent(&self) {
        self.state().sent += 1;
    }

    /// Takes note that so many of the things sent are dealt with, and what was wrong with the last of them.
    pub fn done(&self, count: u64, fault: Option<String>) {
        let mut state = self.state();
        state.done += count;
        state.fault = fault;
        self.moved.notify_all();
    }

    /// Waits until everything that was sent is dealt with, but no longer than one has patience for.
    ///
    /// # Errors
    /// One sentence on why it is not: `late` where that takes longer, else what was wrong with the last of it.
    pub fn settle(&self, patience: Duration, late: &str) -> Result<(), String> {
        let waiting = |state: &mut State| state.done < state.sent;
        let waited = self.moved.wait_timeout_while(self.state(), patience, waiting);
        let (state, result) = waited.unwrap_or_else(PoisonError::into_inner);
        if result.timed_out() {
            return Err(late.to_owned());
        }
        state.fault.clone().map_or(Ok(()), Err)
    }
}

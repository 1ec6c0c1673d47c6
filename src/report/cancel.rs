//! Telling long work that nobody wants its result any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A word that one thread gives and another listens for. Clones are the same word.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// The result is not wanted any more.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the result is not wanted any more. Costs as little as reading a number, so that loops may ask in every round.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// `None` when the result is not wanted any more, so that `?` leaves the work.
    #[must_use]
    pub fn wanted(&self) -> Option<()> {
        (!self.is_cancelled()).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clone_hears_it_too() {
        let one = Cancel::default();
        let other = one.clone();
        assert_eq!(other.wanted(), Some(()));
        one.cancel();
        assert_eq!((other.is_cancelled(), other.wanted()), (true, None));
    }
}

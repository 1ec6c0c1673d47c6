//! How much work a file may ask for.

use std::cell::Cell;

use crate::report::cancel::Cancel;
use crate::report::limits;

/// Counts what a file asks for: bytes that are read and unpacked, operators, letters. A clock would give another text on another
/// machine; this gives the same everywhere.
#[derive(Debug)]
pub struct Work {
    left: Cell<u64>,
    unpacked: Cell<usize>,
    cancel: Cancel,
}

impl Work {
    /// The work that a file of so many bytes may ask for.
    #[must_use]
    pub fn new(bytes: usize, cancel: &Cancel) -> Self {
        let left = limits::PDF_WORK + limits::PDF_WORK_PER_BYTE * bytes as u64;
        Self { left: Cell::new(left), unpacked: Cell::new(limits::PDF_UNPACKED), cancel: cancel.clone() }
    }

    /// Takes some away; `None` when nothing is left, or nobody wants the result any more.
    #[must_use]
    pub fn take(&self, units: usize) -> Option<()> {
        let left = self.left.get().saturating_sub(units as u64);
        self.left.set(left);
        if left == 0 { None } else { self.cancel.wanted() }
    }

    /// Whether all of it is used up.
    #[must_use]
    pub fn is_used_up(&self) -> bool {
        self.left.get() == 0 || self.unpacked.get() == 0
    }

    /// How many bytes may still be unpacked.
    #[must_use]
    pub fn room(&self) -> usize {
        self.unpacked.get().min(limits::PDF_STREAM)
    }

    /// Notes that bytes were unpacked.
    pub fn unpacked(&self, bytes: usize) {
        self.unpacked.set(self.unpacked.get().saturating_sub(bytes));
    }
}

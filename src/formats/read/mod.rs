//! Any file that people have → [`Manuscript`]. Pure functions of bytes; a format is known by its content and not by its name.
//!
//! Files may come from strangers. No reader trusts a length, a depth or a reference in them; the bounds are in
//! [`limits`](crate::report::limits). What is sound is read, and what is not is told in one sentence.

pub mod manuscript;
pub mod pdf;
mod scribe;

use crate::report::cancel::Cancel;

pub use manuscript::Manuscript;

/// How far a reading is: so many of so many parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is read, for people: “pages”, “chapters”.
    pub parts: &'static str,
    /// How many of them are read.
    pub done: usize,
    /// How many there are.
    pub all: usize,
}

/// How a file is to be read.
pub struct Wish<'a> {
    /// The file's name without its folder; a title where there is no better one.
    pub name: &'a str,
    /// How many pages are read at most; `None` for all.
    pub pages: Option<usize>,
    /// Ends the work soon after it is cancelled.
    pub cancel: &'a Cancel,
    /// Is told how far it is.
    pub progress: &'a dyn Fn(Progress),
}

//! The one way to the terminal. What is said there may hold a stranger's words, and a terminal does what control characters
//! tell it: it moves, erases, renames its window, and turns writing around.

use std::io::{Error, ErrorKind, StdoutLock, Write};

use crate::report::outside;

/// Standard output, for a list of lines.
pub struct List(StdoutLock<'static>);

impl List {
    /// The beginning of a list.
    #[must_use]
    pub fn new() -> Self {
        Self(std::io::stdout().lock())
    }

    /// Writes a line.
    ///
    /// # Errors
    /// One sentence, when it cannot be written.
    pub fn say(&mut self, line: &str) -> Result<(), String> {
        heard(writeln!(self.0, "{}", outside::said(line)), "the list")
    }
}

/// Writes one sentence to the error stream.
pub fn complain(message: &str) {
    // A closed error stream leaves nobody to tell; the exit code says it all the same.
    drop(writeln!(std::io::stderr(), "dateline: {}", outside::said(message)));
}

/// Writes what was made for a file, and has been through [`outside`] there.
///
/// # Errors
/// One sentence, when it cannot be written.
pub fn pour(bytes: &[u8]) -> Result<(), String> {
    heard(std::io::stdout().lock().write_all(bytes), "the export")
}

/// The result of writing to standard output. A reader such as `head` that has seen enough is no fault.
fn heard(result: Result<(), Error>, what: &str) -> Result<(), String> {
    match result {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|error| format!("cannot write {what}: {error}")),
    }
}

//! What is wrong with a dossier, where, and what to do about it.

use std::fmt;
use std::sync::Arc;

use super::{limits, outside};

/// A position in a file of the dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The file's name inside the dossier, or the path as the user gave it; shared by all entries of a file.
    pub file: Arc<str>,
    /// The line, from 1; `None` when the whole file is meant.
    pub line: Option<u32>,
}

impl Origin {
    /// A line of a file, from 1.
    #[must_use]
    pub fn new(file: impl Into<Arc<str>>, line: u32) -> Self {
        Self { file: file.into(), line: Some(line) }
    }

    /// A file as a whole.
    #[must_use]
    pub fn file(file: &str) -> Self {
        Self { file: file.into(), line: None }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// One fault of a dossier. The rest of the dossier opens all the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// Where.
    pub at: Origin,
    /// What is wrong, naming the field; without a full stop.
    pub what: String,
    /// What a person can do about it; without a full stop.
    pub remedy: String,
}

impl Warning {
    /// A warning at a place.
    #[must_use]
    pub fn new(at: &Origin, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        // What stands in a file must not move the cursor of a terminal, nor begin a line that looks like another message.
        let what: String = what.into();
        let mut what = outside::said(&what).into_owned();
        if what.len() > limits::MESSAGE {
            what.truncate(what.floor_char_boundary(limits::MESSAGE));
            what.push('…');
            // The cut may have gone through what closes a string.
            what = outside::plain(&what).into_owned();
        }
        Self { at: at.clone(), what, remedy: remedy.into() }
    }
}

/// The faults of a dossier as they are found: all are counted, and the first [`limits::WARNINGS`] are listed.
#[derive(Clone, Debug, Default)]
pub struct Warnings {
    listed: Vec<Warning>,
    count: usize,
}

impl Warnings {
    /// Adds a fault.
    pub fn push(&mut self, warning: Warning) {
        self.count += 1;
        if self.listed.len() < limits::WARNINGS {
            self.listed.push(warning);
        }
    }

    /// Adds a fault that sums up many others: it is listed in any case.
    pub fn push_sum(&mut self, warning: Warning) {
        self.count += 1;
        self.listed.push(warning);
    }

    /// How many there are, those that are not listed included: it grows with each fault.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// The list, which says at its end how much is missing from it.
    #[must_use]
    pub fn into_list(mut self) -> Vec<Warning> {
        let more = self.count - self.listed.len();
        if more > 0 {
            let what = format!(
                "there are {} faults more, which are not listed: the list ends at {}",
                limits::grouped(more),
                limits::grouped(limits::WARNINGS)
            );
            self.listed.push(Warning::new(&Origin::file("the dossier"), what, "correct those above and check it again"));
        }
        self.listed
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.at, self.what, self.remedy)
    }
}

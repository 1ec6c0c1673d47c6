//! What is wrong with a dossier, where, and what to do about it.

use std::fmt;
use std::sync::Arc;

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
        Self { at: at.clone(), what: what.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.at, self.what, self.remedy)
    }
}

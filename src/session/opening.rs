//! What can be opened.

use std::path::{Path, PathBuf};

use crate::report::given::Given;

/// What is to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The dossier that is inside the program.
    Shipped,
    /// Whatever is at a path: the folder of a dossier, its manifest, or a file of another kind.
    Path(PathBuf),
    /// One dossier of several files.
    Together(Vec<PathBuf>),
    /// The dossier in a folder, and these files in it as further documents.
    Added(PathBuf, Vec<PathBuf>),
    /// The dossier in a folder, when a person has said something of the document with this id.
    Described(PathBuf, String, Given),
}

impl Wanted {
    /// How it is named while it is being opened.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Shipped => "the report inside Dateline".to_owned(),
            Self::Path(path) | Self::Described(path, ..) => path.display().to_string(),
            Self::Together(files) | Self::Added(_, files) => match files.as_slice() {
                [one] => one.display().to_string(),
                [first, rest @ ..] => format!("{} and {} more", file_name(first), rest.len()),
                [] => String::new(),
            },
        }
    }
}

/// The name of a file without its folder.
#[must_use]
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// What the user is asked to choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A file to open, or several.
    Report,
    /// The folder of a dossier to open.
    Folder,
    /// Files that become further documents of the open dossier.
    Document,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_opened_is_named() {
        assert_eq!(Wanted::Path("a/b.pdf".into()).name(), Path::new("a/b.pdf").display().to_string());
        assert_eq!(Wanted::Together(vec!["a/b.pdf".into(), "c.txt".into(), "d".into()]).name(), "b.pdf and 2 more");
    }
}

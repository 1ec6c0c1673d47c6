//! Asking for a folder or a file: by the desktop's own dialog where its portal answers, and by ours where none does.

use std::path::PathBuf;

use crate::session::{Choice, Export, PictureOf};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// What is to be opened, or added.
    Open(Choice),
    /// Where something is to be saved, and which name is proposed.
    Save(Saving, String),
}

/// What is to be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// A picture with so many pixels for each point.
    Picture(PictureOf, u8),
    /// Something for others.
    Export(Export),
    /// The dossier, in a folder of its own.
    Copy,
}

impl Question {
    /// What stands over the dialog.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Open(Choice::Report) => "Open a report",
            Self::Open(Choice::Folder) => "Open a dossier",
            Self::Open(Choice::Document) => "Add a document",
            Self::Save(Saving::Copy, _) => "Save a copy of the dossier",
            Self::Save(Saving::Picture(..), _) => "Save a picture",
            Self::Save(Saving::Export(_), _) => "Export",
        }
    }
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// This folder, or these files; at least one.
    Paths(Vec<PathBuf>),
    /// Nothing: the user has thought better of it.
    Cancelled,
    /// Nobody could be asked.
    NoDialog,
}

/// Asks by the desktop's dialog, and waits for the answer: not for the interface thread.
#[must_use]
pub fn desktop(question: &Question) -> Answer {
    #[cfg(target_os = "linux")]
    return super::portal::ask(question).unwrap_or(Answer::NoDialog);
    #[cfg(not(target_os = "linux"))]
    {
        // The dialogs of other systems would have to be opened on the interface thread; ours serves there.
        let _title = question.title();
        Answer::NoDialog
    }
}

/// A file name for something from this dossier, made of its id: `kazakhstan-2022-agenda.html`.
#[must_use]
pub fn file_name(dossier: &str, ending: &str) -> String {
    /// How many letters of an id are taken.
    const MOST: usize = 60;
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' };
    let id: String = dossier.chars().take(MOST).map(plain).collect();
    let id = id.trim_matches('-');
    if id.is_empty() { format!("dateline-{ending}") } else { format!("{id}-{ending}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_of_the_id_and_lead_nowhere_else() {
        assert_eq!(file_name("kazakhstan-2022", "agenda.md"), "kazakhstan-2022-agenda.md");
        assert_eq!(file_name("../../etc/pass wd", "notes.md"), "etc-pass-wd-notes.md");
        assert_eq!(file_name("", "map.png"), "dateline-map.png");
        assert_eq!(file_name("/", "map.png"), "dateline-map.png");
    }
}

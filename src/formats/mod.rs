//! Bytes ↔ dossier.
//!
//! * [`native`]: the folder of files that is Dateline's own format, described in `data/README.md`.
//! * [`table`]: CSV exports; [`cells`]: how their cells are written and read.
//! * [`cite`]: citations for footnotes, Markdown, BibTeX and CSL-JSON; [`cite_all`]: several as one.
//! * [`agenda`]: everything in one list by day and hour, as Markdown and HTML.
//! * [`notes`]: the reader's notes.
//! * [`events`]: a table of events, which has no text of its own.
//! * [`import`]: manuscripts → the draft of a dossier.
//! * [`read`]: files of any other kind → a manuscript.
//! * [`shipped`]: the dossier inside the program.
//!
//! Nothing here opens a file: callers hand in bytes by way of a [`Folder`] and get bytes back.

pub mod agenda;
pub mod cells;
pub mod cite;
pub mod cite_all;
mod encoding;
pub mod events;
pub mod import;
pub mod json;
pub mod native;
pub mod notes;
pub mod read;
pub mod shipped;
pub mod table;

/// Appends to a text.
fn put(text: &mut String, piece: std::fmt::Arguments<'_>) {
    text.push_str(&piece.to_string());
}

/// Where the files of a dossier are read from.
pub trait Folder {
    /// The whole content of a file directly inside the folder.
    ///
    /// # Errors
    /// Returns one sentence without a full stop, such as “there is no such file”.
    fn read(&self, name: &str) -> Result<Vec<u8>, String>;

    /// How the folder is named in messages.
    fn label(&self) -> String;
}

/// Whether a file name stays inside its folder: no separators, no drive letters, no `..`, not hidden; and can be shown.
#[must_use]
pub fn is_plain_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':']) && !name.contains(char::is_control)
}

/// Bytes in lower-case hexadecimal.
fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

//! Any file that people have → [`Manuscript`]. Pure functions of bytes; a format is known by its content and not by its name.
//!
//! Files may come from strangers. No reader trusts a length, a depth or a reference in them; the bounds are in
//! [`limits`]. What is sound is read, and what is not is told in one sentence.

mod dates;
mod decode;
mod docx;
mod epub;
mod format;
mod formula;
mod front;
mod html;
mod interview;
pub mod language;
mod lines;
pub mod manuscript;
mod markdown;
mod mhtml;
mod numbers;
mod odt;
mod pdf;
mod scribe;
#[cfg(test)]
mod shipped_tests;
mod styled;
#[cfg(test)]
mod testing;
mod text;
mod xml;
mod zipped;

use crate::report::cancel::Cancel;
use crate::report::limits;

pub use format::Format;
pub use manuscript::Manuscript;
use manuscript::{About, Provenance, Told};

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

/// Reads a file of any of the formats of [`Format`].
///
/// # Errors
///
/// When the file is of another format, cannot be read at all, or the reading is cancelled: a sentence for people, without the
/// file's name.
pub fn read(bytes: &[u8], wish: &Wish<'_>) -> Result<Manuscript, String> {
    if bytes.len() as u64 > limits::FILE_BYTES {
        return Err(format!("the file is larger than {} MB; split it into smaller ones", limits::FILE_BYTES >> 20));
    }
    let mut manuscript = match Format::sniff(bytes, wish.name)? {
        Format::Html => html::read(bytes, wish),
        Format::Mhtml => mhtml::read(bytes, wish),
        Format::Markdown => markdown::read(bytes, wish),
        Format::Text => text::read(bytes, wish),
        Format::Docx => docx::read(zipped::Archive::open(bytes)?, wish),
        Format::Odt => odt::read(zipped::Archive::open(bytes)?, wish),
        Format::FlatOdt => odt::read_flat(bytes, wish),
        Format::Epub => epub::read(zipped::Archive::open(bytes)?, wish),
        Format::Pdf => pdf::read(bytes, wish),
    }?;
    interview::mark(&mut manuscript);
    Ok(manuscript)
}

/// What is said when a reading is cancelled.
const CANCELLED: &str = "the reading was cancelled";

/// What is said where bytes of a text stand for nothing in its encoding.
const FAULTY: &str = "Some letters could not be read and are shown as �.";

/// Something that the file's own data say.
fn told(value: &str) -> Told<String> {
    Told::new(value.to_owned(), Provenance::File)
}

/// What a file says of itself; where it has no title, its name is one.
fn titled(mut about: About, wish: &Wish<'_>) -> About {
    if about.title.is_none() {
        let name = wish.name.rsplit(['/', '\\']).next().unwrap_or(wish.name);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem });
        let title: String =
            stem.replace('_', " ").split_whitespace().collect::<Vec<_>>().join(" ").chars().take(limits::NAME).collect();
        about.title = (!title.is_empty()).then(|| Told::new(title, Provenance::Name));
    }
    about
}

//! Which of the packed formats a ZIP archive holds, by its parts.

use super::manuscript::Manuscript;
use super::scribe::Scribe;
use super::zipped::Archive;
use super::{Wish, docx, epub, odt};

/// Reads a ZIP archive that holds a text document or a book.
///
/// # Errors
/// A sentence for people, where it holds something else, nothing that can be read, or the reading is cancelled.
pub fn read(bytes: &[u8], wish: &Wish<'_>) -> Result<Manuscript, String> {
    let Some(mut archive) = Archive::open(bytes) else {
        return Err("it is damaged: no part of it can be found; get it again from where it came".to_owned());
    };
    let kind = archive.part("mimetype", &mut Scribe::default()).map(|kind| String::from_utf8_lossy(&kind).trim().to_owned());
    let kind = kind.unwrap_or_default();
    if kind.starts_with("application/epub") || archive.has("META-INF/container.xml") {
        epub::read(archive, wish)
    } else if kind.contains("spreadsheet") || kind.contains("presentation") || archive.has("xl/workbook.xml") || archive.has("ppt/presentation.xml") {
        Err("it is a spreadsheet or a presentation; save it as PDF, or its text as DOCX or ODT, and open that".to_owned())
    } else if archive.has("content.xml") {
        odt::read(archive, wish)
    } else if archive.has("word/document.xml") || archive.has("_rels/.rels") {
        docx::read(archive, wish)
    } else if archive.names().iter().any(|name| name.to_lowercase().ends_with(".opf")) {
        epub::read(archive, wish)
    } else {
        Err("it is an archive (ZIP) without a document that can be read; unpack it and open the files in it".to_owned())
    }
}

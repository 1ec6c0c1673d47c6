//! HTML: saved pages, and the chapters of books.

mod about;
mod article;
mod clean;
mod counting;
mod dom;
mod hidden;
mod hints;
mod input;
mod jsonld;
mod notes;
mod pages;
mod parse;
mod tables;
mod tag;
mod tally;
mod title;
mod write;
#[cfg(test)]
mod write_tests;

use super::decode;
use super::manuscript::Manuscript;
use super::scribe::Scribe;
use super::{CANCELLED, FAULTY, Wish};
use crate::report::cancel::Cancel;
use crate::report::passage::BlockKind;

pub(super) use notes::Notes;
pub(super) use write::is_same;

/// Reads a saved page: its article, without what stands around it.
///
/// # Errors
///
/// When the reading is cancelled.
pub(super) fn read(bytes: &[u8], wish: &Wish<'_>) -> Result<Manuscript, String> {
    let decoded = decode::decode(bytes, declared(bytes).as_deref());
    let mut scribe = Scribe::default();
    if decoded.is_faulty {
        scribe.complain(FAULTY);
    }
    page(&decoded.text, scribe, None, wish)
}

/// Reads the article of a page that was saved from some address.
pub(super) fn page(document: &str, mut scribe: Scribe, address: Option<&str>, wish: &Wish<'_>) -> Result<Manuscript, String> {
    let is_xhtml = document.trim_start().starts_with("<?xml");
    let dom = parse::parse(document, is_xhtml, wish.cancel);
    wish.cancel.wanted().ok_or(CANCELLED)?;
    let (mut about, byline) = about::about(&dom);
    if let Some(address) = address.or_else(|| saved_from(document)) {
        about.source.get_or_insert_with(|| super::told(address));
    }
    let title = about.title.as_ref().map(|told| told.value.clone());
    let kept = notes::targets(&dom, 0..dom.len());
    let mut found = article::find(&dom, title.as_deref(), byline, &kept);
    if !kept.is_empty() {
        found.add_notes(&dom);
    }
    wish.cancel.wanted().ok_or(CANCELLED)?;
    if let Some(title) = &title {
        scribe.paragraph(Some(BlockKind::Title), title);
    }
    let mut notes = Notes::default();
    let is_left_out = |id: usize| found.out[id];
    let mut manner = write::Manner { is_left_out: &is_left_out, notes: &mut notes, path: "", cancel: wish.cancel };
    for root in &found.roots {
        write::write(&dom, *root, &mut scribe, &mut manner);
    }
    wish.cancel.wanted().ok_or(CANCELLED)?;
    if dom.is_cut {
        scribe.complain(CUT);
    }
    Ok(scribe.finish(super::titled(about, wish)))
}

/// Writes down a whole document of XHTML, without looking for an article in it: a chapter of a book.
///
/// Its `path` within the book is what links of other chapters name; `notes` are the footnotes that were referred to so far, and
/// are kept from one chapter to the next. Page breaks (`epub:type="pagebreak"`) begin a page of the manuscript.
pub(super) fn write_into(document: &str, path: &str, notes: &mut Notes, scribe: &mut Scribe, cancel: &Cancel) {
    let dom = parse::parse(document, true, cancel);
    let mut manner = write::Manner { is_left_out: &|_| false, notes, path, cancel };
    write::write(&dom, 0, scribe, &mut manner);
    if dom.is_cut {
        scribe.complain(CUT);
    }
}

/// Writes down a piece of HTML within another text.
pub(super) fn part_into(markup: &str, scribe: &mut Scribe, cancel: &Cancel) {
    let dom = parse::parse(markup, false, cancel);
    let mut manner = write::Manner { is_left_out: &|_| false, notes: &mut Notes::default(), path: "", cancel };
    write::write(&dom, 0, scribe, &mut manner);
}

const CUT: &str = "The document has more elements than are read; its end is left out.";

/// How far into a page its encoding may be declared; the standard says 1024 bytes, and pages do not keep to it.
const DECLARED: usize = 4096;

/// The encoding that a page declares: `<meta charset=…>`, `<meta http-equiv content="…; charset=…">`, `<?xml encoding=…?>`.
pub(super) fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARED)]).to_ascii_lowercase();
    let xml = head.trim_start().starts_with("<?xml").then(|| head.find("encoding=").map(|at| at + 9)).flatten();
    let at = xml.or_else(|| head.find("charset=").map(|at| at + 8))?;
    let value = head[at..].trim_start_matches([' ', '"', '\'']);
    let end = value.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))).unwrap_or(value.len());
    (end > 0).then(|| value[..end].to_owned())
}

/// The address that browsers write into the pages that they save: `<!-- saved from url=(0023)https://example.org/ -->`, and
/// `SingleFile`, on a line `url: https://example.org/`.
fn saved_from(document: &str) -> Option<&str> {
    let mut end = document.len().min(DECLARED);
    while !document.is_char_boundary(end) {
        end -= 1;
    }
    let head = &document[..end];
    let rest = if let Some(at) = head.find("saved from url=(") {
        head[at..].split_once(')')?.1
    } else {
        let at = head.find("SingleFile")?;
        head[at..].split_once("url: ")?.1
    };
    let address = rest.split(|c: char| c.is_whitespace() || c == '<').next()?;
    address.contains("://").then_some(address)
}

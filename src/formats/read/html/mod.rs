//! HTML: saved pages, and the chapters of books.

mod dom;
mod hidden;
mod notes;
mod pages;
mod parse;
mod tables;
mod tag;
mod write;

#[cfg(test)]
mod write_tests;

use super::scribe::Scribe;
use crate::report::cancel::Cancel;

pub(super) use notes::Notes;

/// Writes down a whole document of XHTML, without looking for an article in it: a chapter of a book.
///
/// Its `path` within the book is what links of other chapters name; `notes` are the footnotes that were referred to so far, and
/// are kept from one chapter to the next. Page breaks (`epub:type="pagebreak"`) begin a page of the manuscript.
pub(super) fn write_into(document: &str, path: &str, notes: &mut Notes, scribe: &mut Scribe, cancel: &Cancel) {
    let dom = parse::parse(document, true, cancel);
    let mut manner = write::Manner { is_left_out: &|_| false, notes, path, cancel, title: None };
    write::write(&dom, 0, scribe, &mut manner);
    if dom.is_cut {
        scribe.complain(CUT);
    }
}

const CUT: &str = "The document has more elements than are read; its end is left out.";

//! Which tables hold data, and which only arrange a page.

use super::dom::{Attr, Dom, Id};
use super::tag::Tag;

/// How the cells of a table are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cells {
    /// A row is a line, and its cells are set apart in it.
    Apart,
    /// The table arranges a page; each cell is a text of its own.
    Text,
}

/// More than these code points are hardly a datum.
const LONG: usize = 400;

/// How the cells of a table are written.
pub(super) fn cells(dom: &Dom, table: Id) -> Cells {
    let role = dom.attribute(table, Attr::Role).unwrap_or_default();
    if matches!(role, "presentation" | "none") {
        return Cells::Text;
    }
    let (mut rows, mut widest, mut width, mut is_named) = (0, 0, 0, false);
    let mut id = table + 1;
    while id < dom.end(table) {
        match dom.tag(id) {
            Some(Tag::Table) => return Cells::Text,
            Some(Tag::Tr) => {
                rows += 1;
                width = 0;
            }
            Some(tag @ (Tag::Td | Tag::Th)) => {
                width += 1;
                widest = widest.max(width);
                is_named |= tag == Tag::Th;
                if is_long(dom, id) {
                    return Cells::Text;
                }
            }
            Some(Tag::Caption | Tag::Thead) => is_named = true,
            _ => {}
        }
        id += 1;
    }
    if widest > 1 && (rows > 1 || is_named) { Cells::Apart } else { Cells::Text }
}

/// Whether a cell holds a text and not a datum: many words, headings, several paragraphs.
fn is_long(dom: &Dom, cell: Id) -> bool {
    let (mut length, mut paragraphs) = (0, 0);
    for id in dom.range(cell) {
        match dom.tag(id) {
            Some(Tag::P) => paragraphs += 1,
            Some(Tag::H1 | Tag::H2 | Tag::Article | Tag::Section | Tag::Blockquote | Tag::Form | Tag::Table) => return true,
            _ => length += dom.text(id).trim().len(),
        }
        if length > LONG || paragraphs > 3 {
            return true;
        }
    }
    false
}

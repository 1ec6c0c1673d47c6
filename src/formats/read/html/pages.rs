//! Page breaks within a document, as books have them.

use super::dom::{Attr, Dom, Id};

/// The label of the page that begins here: `<span epub:type="pagebreak" title="23"/>`, or with the role of the newer standard
/// (EPUB Accessibility 1.1, `doc-pagebreak`). The label may stand in a title, in a label, in the element, or in its id.
pub(super) fn label(dom: &Dom, id: Id) -> Option<String> {
    let has =
        |attribute, word: &str| dom.attribute(id, attribute).is_some_and(|value| value.split_whitespace().any(|all| all == word));
    if !has(Attr::EpubType, "pagebreak") && !has(Attr::Role, "doc-pagebreak") {
        return None;
    }
    let words = dom.brief(id);
    let given = dom.attribute(id, Attr::Title).or_else(|| dom.attribute(id, Attr::AriaLabel)).unwrap_or(&words).trim();
    let given = given.strip_prefix("Page ").or_else(|| given.strip_prefix("page ")).unwrap_or(given);
    let label = given.trim_end_matches(['.', ' ']);
    if !label.is_empty() {
        return Some(label.to_owned());
    }
    let number = dom.attribute(id, Attr::Id)?.trim_start_matches(|c: char| !c.is_ascii_digit());
    (!number.is_empty()).then(|| number.to_owned())
}

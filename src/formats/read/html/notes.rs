//! Footnotes and the references to them.
//!
//! A reference is a link that is marked as one, or a short raised one, to somewhere in the same book. What it leads to is the
//! footnote. Documents of a book are read in their order; notes mostly stand in a later one, so what was referred to is kept.

use std::collections::HashMap;

use super::dom::{Attr, Dom, Id};
use super::tag::Tag;
use crate::report::limits;

/// The footnotes that were referred to so far: `file#id` → their label.
#[derive(Debug, Default)]
pub(in crate::formats::read) struct Notes {
    labels: HashMap<String, String>,
    /// Where references stand, `file#id`: what leads there leads back.
    references: HashMap<String, ()>,
}

/// More than these code points are no label.
const LABEL: usize = 8;

/// The label of the footnote that this link refers to, which is remembered.
pub(super) fn reference(dom: &Dom, id: Id, notes: &mut Notes, path: &str) -> Option<String> {
    if dom.end(id) - id > 20 {
        return None;
    }
    let target = target(dom, id, path)?;
    let words = dom.brief(id);
    let label = bare(&words);
    if label.is_empty() || label.chars().count() > LABEL || words.trim().chars().any(is_arrow) {
        return None;
    }
    let is_raised = dom.ancestors(id).take(2).any(|id| dom.is(id, Tag::Sup)) || dom.range(id).any(|id| dom.is(id, Tag::Sup));
    let is_bracketed = words.trim().starts_with('[') && label.chars().all(|c| c.is_ascii_digit());
    let is_marked = is_marked(dom, id, &["noteref", "doc-noteref"]);
    if !is_marked && !(is_raised || is_bracketed && names_a_note(&target)) {
        return None;
    }
    if notes.labels.len() < limits::LINKED * 100 {
        for around in std::iter::once(id).chain(dom.ancestors(id).take(2)).chain(dom.range(id)) {
            if let Some(id) = dom.attribute(around, Attr::Id) {
                notes.references.insert(format!("{path}#{id}"), ());
            }
        }
        notes.labels.entry(target).or_insert_with(|| label.to_owned());
    }
    Some(label.to_owned())
}

/// The label of the footnote that begins at this element.
pub(super) fn footnote(dom: &Dom, id: Id, notes: &Notes, path: &str) -> Option<String> {
    let name = dom.attribute(id, Attr::Id).or_else(|| dom.is(id, Tag::A).then(|| dom.attribute(id, Attr::Name)).flatten());
    if let Some(name) = name
        && !notes.labels.is_empty()
        && let Some(label) = notes.labels.get(&format!("{path}#{name}"))
    {
        return Some(label.clone());
    }
    if !is_marked(dom, id, &["footnote", "endnote", "rearnote", "doc-footnote", "doc-endnote"]) {
        return None;
    }
    // Nothing before has referred to it: what it begins with is its label.
    let words = dom.brief(id);
    let first = words.split_whitespace().next().map(bare).filter(|word| word.chars().all(|c| c.is_ascii_digit() || c == '*'));
    first.filter(|word| !word.is_empty() && word.len() <= LABEL).map(str::to_owned)
}

/// The elements of a page that stands alone which references to footnotes lead to.
pub(super) fn targets(dom: &Dom) -> Vec<Id> {
    let mut notes = Notes::default();
    for id in 0..dom.len() {
        if dom.is(id, Tag::A) {
            drop(reference(dom, id, &mut notes, ""));
        }
    }
    if notes.labels.is_empty() {
        return Vec::new();
    }
    let name = |id: Id| dom.attribute(id, Attr::Id).or_else(|| dom.attribute(id, Attr::Name));
    (0..dom.len()).filter(|id| name(*id).is_some_and(|name| notes.labels.contains_key(&format!("#{name}")))).collect()
}

/// Whether a link only leads from a footnote back to its reference.
pub(super) fn is_way_back(dom: &Dom, id: Id, notes: &Notes, path: &str) -> bool {
    if !dom.is(id, Tag::A) {
        return false;
    }
    if is_marked(dom, id, &["backlink", "doc-backlink"]) && dom.brief(id).trim().chars().all(|c| !c.is_alphanumeric()) {
        return true;
    }
    let Some(target) = target(dom, id, path) else { return false };
    let words = dom.brief(id);
    let is_sign = words.trim().chars().all(is_arrow) && !words.trim().is_empty();
    is_sign && (notes.references.contains_key(&target) || target.contains("ref"))
}

/// Signs that stand for “back”. A variation selector may follow one.
fn is_arrow(c: char) -> bool {
    matches!(c, '^' | '↑' | '↩' | '↵' | '⏎' | '⤴' | '⮌' | '←' | '⇑' | '\u{fe0e}' | '\u{fe0f}')
}

/// A label without what stands around it: `[1]`, `(1)`, `1.`
fn bare(words: &str) -> &str {
    words.trim().trim_matches(['[', ']', '(', ')', '{', '}', '.', ':', '\u{fe0e}']).trim()
}

/// Whether an element is of one of these types, by EPUB's attribute or by its role.
fn is_marked(dom: &Dom, id: Id, types: &[&str]) -> bool {
    [Attr::EpubType, Attr::Role]
        .into_iter()
        .filter_map(|attribute| dom.attribute(id, attribute))
        .any(|value| value.split_whitespace().any(|word| types.contains(&word)))
}

/// Whether the name of a target is what notes are mostly called.
fn names_a_note(target: &str) -> bool {
    let name = target.rsplit('#').next().unwrap_or_default().to_lowercase();
    name.contains("note")
        || name.starts_with("fn")
        || name.starts_with("ftn")
        || name.starts_with("edn")
        || name.starts_with("_ftn")
}

/// Where a link leads to within the book: `file#id`.
fn target(dom: &Dom, id: Id, path: &str) -> Option<String> {
    let (file, name) = dom.attribute(id, Attr::Href)?.split_once('#')?;
    if name.is_empty() {
        return None;
    }
    if file.is_empty() || path.is_empty() {
        // A saved page names itself, by whatever address.
        return Some(format!("{path}#{name}"));
    }
    (!file.contains(':')).then(|| format!("{}#{name}", joined(path, file)))
}

/// The name of a file that a document at `path` calls `file`.
fn joined(path: &str, file: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

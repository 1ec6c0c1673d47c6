//! What is changed in a chapter before it is read as XHTML: formulas become text, and pages begin where the book's list of pages
//! says.

use std::borrow::Cow;

use crate::formats::read::formula;
use crate::formats::read::xml::{Token, Xml};

/// The chapter with formulas as text, and a mark where each page begins that has a label and an id in it.
#[must_use]
pub fn prepared<'a>(document: &'a str, pages: &[(String, String)]) -> Cow<'a, str> {
    let mut changes = formulas(document);
    if !pages.is_empty() && !document.contains("pagebreak") {
        changes.extend(breaks(document, pages));
    }
    if changes.is_empty() {
        return Cow::Borrowed(document);
    }
    changes.sort_unstable_by_key(|change| (change.0, change.1));
    let (mut text, mut from) = (String::with_capacity(document.len() + changes.len() * 80), 0);
    for (start, end, instead) in changes {
        if start >= from {
            text.push_str(&document[from..start]);
            text.push_str(&instead);
            from = end;
        }
    }
    text.push_str(&document[from..]);
    Cow::Owned(text)
}

/// A stretch of the document in bytes, and what stands there instead.
type Change = (usize, usize, String);

/// The formulas in MathML, each on one line.
fn formulas(document: &str) -> Vec<Change> {
    let (mut all, mut from) = (Vec::new(), 0);
    while let Some(found) = document[from..].find("math").map(|at| from + at) {
        from = found + 4;
        // `<math …>` or `<m:math …>`.
        let Some(start) = document[..found].rfind('<') else { continue };
        let prefix = &document[start + 1..found];
        let is_name = prefix.is_empty() || prefix.strip_suffix(':').is_some_and(|name| name.chars().all(char::is_alphanumeric));
        if !is_name || !document[from..].starts_with([' ', '>', '\n', '\r', '\t']) {
            continue;
        }
        let close = format!("</{prefix}math>");
        let Some(end) = document[from..].find(&close).map(|at| from + at + close.len()) else { return all };
        let mut xml = Xml::new(&document[start..end]);
        if matches!(xml.next(), Token::Open(_)) {
            all.push((start, end, escaped(&formula::linear(&mut xml))));
        }
        from = end;
    }
    all
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A mark before each element that begins a page.
fn breaks(document: &str, pages: &[(String, String)]) -> Vec<Change> {
    let mut ids: Vec<(&str, usize)> = Vec::new();
    let mut from = 0;
    // All ids in one pass: a book may have a thousand pages in one document.
    while let Some(at) = document[from..].find("id=").map(|at| from + at) {
        from = at + 3;
        let quote = document[from..].chars().next().filter(|c| matches!(c, '"' | '\''));
        let Some(rest) = quote.map(|_| &document[from + 1..]) else { continue };
        let (Some(length), Some(tag)) = (quote.and_then(|quote| rest.find(quote)), document[..at].rfind('<')) else { continue };
        ids.push((&rest[..length], tag));
        from += 1 + length;
    }
    ids.sort_unstable();
    let place =
        |id: &str| ids.get(ids.partition_point(|(other, _)| *other < id)).filter(|(other, _)| *other == id).map(|(_, tag)| *tag);
    let mark = |label: &str| format!("<span role=\"doc-pagebreak\" title=\"{}\"></span>", escaped(label));
    pages.iter().filter_map(|(id, label)| place(id).map(|tag| (tag, tag, mark(label)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_begin_where_the_list_says() {
        let pages = [("p2".to_owned(), "ii".to_owned()), ("none".to_owned(), "iii".to_owned())];
        let text = "<p>one</p><p class='a' id=\"p2\">two</p>";
        assert_eq!(
            prepared(text, &pages),
            "<p>one</p><span role=\"doc-pagebreak\" title=\"ii\"></span><p class='a' id=\"p2\">two</p>"
        );
        let told = "<p id='p2'>two <a epub:type='pagebreak'/></p>";
        assert_eq!(prepared(told, &pages), told);
    }

    #[test]
    fn formulas_become_text() {
        let text = "<p>If <m:math><m:mi>a</m:mi><m:mo>&lt;</m:mo><m:mn>2</m:mn></m:math>, mathematics <math>";
        assert_eq!(prepared(text, &[]), "<p>If a&lt;2, mathematics <math>");
    }
}

//! What is changed in a chapter before it is read as XHTML: what a reader shows that is not written there. Points of numbered
//! lists get their numbers, pictures the words that their author has written for those who do not see them, formulas become a
//! line of text, and pages begin where the book's list of pages says.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::formats::read::formula;
use crate::formats::read::lines;
use crate::formats::read::numbers::written;
use crate::formats::read::xml::{Tag, Token, Xml};
use crate::report::limits;

/// A stretch of the document in bytes, and what stands there instead.
type Change = (usize, usize, String);

/// The chapter with all that is added. `pages` are ids in it and the labels of the pages that begin there. After a fault in it
/// nothing is added any more.
#[must_use]
pub fn prepared<'a>(document: &'a str, pages: &[(String, String)]) -> Cow<'a, str> {
    let pages = if document.contains("pagebreak") { &[] } else { pages };
    if pages.is_empty() && !["<ol", "<img", "math"].iter().any(|name| document.contains(name)) {
        return Cow::Borrowed(document);
    }
    let changes = changes(document, pages);
    let (mut text, mut from) = (String::with_capacity(document.len() + changes.len() * 80), 0);
    for (start, end, instead) in changes {
        if let Some(before) = document.get(from..start) {
            text.push_str(before);
            text.push_str(&instead);
            from = end;
        }
    }
    text.push_str(document.get(from..).unwrap_or_default());
    Cow::Owned(text)
}

fn changes(document: &str, pages: &[(String, String)]) -> Vec<Change> {
    let pages: HashMap<&str, &str> = pages.iter().map(|(id, label)| (id.as_str(), label.as_str())).collect();
    let (mut xml, mut all) = (Xml::new(document), Vec::new());
    // Of each element that is open whether it is a numbered list, and the next number in it.
    let mut open: Vec<Option<(u32, String)>> = Vec::new();
    loop {
        let before = xml.position();
        match xml.next() {
            Token::End => return all,
            Token::Text(_) => {}
            Token::Close => drop(open.pop()),
            Token::Open(tag) => {
                if let Some(label) = (!pages.is_empty()).then(|| pages.get(tag.get("id")?.as_str())).flatten() {
                    all.push((before, before, format!("<span role=\"doc-pagebreak\" title=\"{}\"></span>", escaped(label))));
                }
                if tag.name() == "math" {
                    let formula = formula::linear(&mut xml);
                    all.push((before, xml.position(), escaped(&formula)));
                    continue;
                }
                let after = xml.position();
                let added = match tag.name() {
                    "li" => open.last_mut().and_then(Option::as_mut).and_then(|list| number(&tag, list, &document[after..])),
                    "img" => lines::picture(&tag.get("alt").unwrap_or_default()),
                    _ => None,
                };
                all.extend(added.map(|words| (after, after, escaped(&words))));
                open.push((tag.name() == "ol").then(|| begin(&tag)));
            }
        }
        if all.len() > limits::LINES {
            return all;
        }
    }
}

/// How a numbered list begins: its first number, and how its numbers are written.
fn begin(tag: &Tag<'_>) -> (u32, String) {
    let format = match tag.get("type").as_deref() {
        Some("a") => "lowerLetter",
        Some("A") => "upperLetter",
        Some("i") => "lowerRoman",
        Some("I") => "upperRoman",
        _ => "decimal",
    };
    (tag.number("start").unwrap_or(1), format.to_owned())
}

/// What stands before a point, unless it is written there.
fn number(tag: &Tag<'_>, list: &mut (u32, String), rest: &str) -> Option<String> {
    let number = tag.number("value").unwrap_or(list.0);
    list.0 = number.saturating_add(1);
    let label = written(number, &list.1);
    (!rest.trim_start().starts_with(&label)).then(|| format!("{label}. "))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_begin_where_the_list_says() {
        let pages = [("p2".to_owned(), "ii".to_owned()), ("none".to_owned(), "iii".to_owned())];
        let text = "<p>one</p><p class='a' id=\"p2\">two</p>";
        let expected = "<p>one</p><span role=\"doc-pagebreak\" title=\"ii\"></span><p class='a' id=\"p2\">two</p>";
        assert_eq!(prepared(text, &pages), expected);
        let told = "<p id='p2'>two <a epub:type='pagebreak'/></p>";
        assert_eq!(prepared(told, &pages), told);
    }

    #[test]
    fn what_a_reader_shows_is_written() {
        let cases = [
            ("<p>If <m:math><m:mi>a</m:mi><m:mo>&lt;</m:mo><m:mn>2</m:mn></m:math>, mathematics", "<p>If a&lt;2, mathematics"),
            (
                "<ol type='a' start='3'><li>x</li><li><ul><li>y</li></ul></li><li value=\"9\">z</li></ol>",
                "<ol type='a' start='3'><li>c. x</li><li>d. <ul><li>y</li></ul></li><li value=\"9\">i. z</li></ol>",
            ),
            ("<ol><li>1) x</li><li> 2 y</li></ol>", "<ol><li>1) x</li><li> 2 y</li></ol>"),
            (
                "<p><img src='a' alt=\"A &amp; B\"/>c<img alt='b.png'/><img/></p>",
                "<p><img src='a' alt=\"A &amp; B\"/>[A &amp; B]c<img alt='b.png'/><img/></p>",
            ),
            ("<ol></p <li>", "<ol></p <li>"),
        ];
        for (text, expected) in cases {
            assert_eq!(prepared(text, &[]), expected);
        }
    }
}

//! The shipped report as a web page, in Markdown and as hard-wrapped text: each gives it back paragraph by paragraph.

use serde_json::Value;

use super::manuscript::Manuscript;
use super::testing::{read_as, shown};
use super::{Format, read};
use crate::report::passage::BlockKind;

const REPORT: &str = include_str!("../../../data/kazakhstan-2022/report.txt");
const ANNOTATIONS: &str = include_str!("../../../data/kazakhstan-2022/annotations.json");

/// A paragraph of the report, what it is, and the labels of the footnotes that it refers to, each with where they stand in it.
struct Paragraph {
    words: String,
    kind: String,
    label: String,
    references: Vec<(usize, usize, String)>,
}

/// The report without its head and its contents.
fn paragraphs() -> Vec<Paragraph> {
    let all: Value = serde_json::from_str(ANNOTATIONS).unwrap();
    let blocks: Vec<&Value> = all["annotations"].as_array().unwrap().iter().collect();
    let number = |entry: &Value, name: &str| usize::try_from(entry[name].as_u64().unwrap_or(0)).unwrap();
    let word = |entry: &Value, name: &str| entry[name].as_str().unwrap_or_default().to_owned();
    let kinds = [
        "publisher",
        "title",
        "subtitle",
        "contents-entry",
        "heading",
        "quote",
        "verse",
        "links",
        "footnote",
        "question",
        "answer",
    ];
    let mut start = 0;
    let mut paragraphs = Vec::new();
    for words in REPORT.lines() {
        let end = start + words.chars().count();
        let block = blocks.iter().find(|entry| kinds.contains(&entry["type"].as_str().unwrap()) && number(entry, "start") == start);
        let within = |entry: &&&Value| entry["type"] == "footnote-ref" && (start..end).contains(&number(entry, "start"));
        let reference = |entry: &&Value| (number(entry, "start") - start, number(entry, "end") - start, word(entry, "label"));
        paragraphs.push(Paragraph {
            words: words.to_owned(),
            kind: block.map(|entry| word(entry, "type")).unwrap_or_default(),
            label: block.map(|entry| word(entry, "label")).unwrap_or_default(),
            references: blocks.iter().filter(within).map(reference).collect(),
        });
        start = end + 1;
    }
    paragraphs.retain(|paragraph| !matches!(paragraph.kind.as_str(), "publisher" | "title" | "contents-entry"));
    paragraphs
}

/// A paragraph with something written around its references to footnotes.
fn with_references(paragraph: &Paragraph, escape: fn(&str) -> String, mark: fn(&str, &str) -> String) -> String {
    let letters: Vec<char> = paragraph.words.chars().collect();
    let part = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
    let (mut text, mut at) = (String::new(), 0);
    for (start, end, label) in &paragraph.references {
        text += &escape(&part(at, *start));
        text += &mark(&part(*start, *end), label);
        at = *end;
    }
    text + &escape(&part(at, letters.len()))
}

/// What has to come of a paragraph: the kinds that all three formats can tell.
fn expected(paragraph: &Paragraph, kinds: &[&str]) -> String {
    let kind = match paragraph.kind.as_str() {
        kind if !kinds.contains(&kind) => None,
        "heading" => Some(BlockKind::Heading(2)),
        "quote" => Some(BlockKind::Quote),
        "verse" => Some(BlockKind::Verse),
        "footnote" => Some(BlockKind::Footnote(paragraph.label.clone())),
        _ => None,
    };
    let references = paragraph.references.iter().map(|(start, end, label)| {
        let words: String = paragraph.words.chars().skip(*start).take(end - start).collect();
        format!("({words}: {:?})", BlockKind::FootnoteRef(label.clone()))
    });
    let kind = kind.map(|kind| format!("{kind:?}|")).unwrap_or_default();
    kind + &references.collect::<String>() + &paragraph.words
}

fn check(document: &str, name: &str, format: Format, kinds: &[&str]) -> Manuscript {
    assert_eq!(Format::sniff(document.as_bytes(), name), Ok(format));
    let manuscript = read_as(read, document.as_bytes()).unwrap();
    let found = shown(&manuscript);
    assert_eq!(found[0], "Title|Kazakhstan");
    let paragraphs = paragraphs();
    assert!(paragraphs.len() > 200, "{}", paragraphs.len());
    for (found, paragraph) in found[1..].iter().zip(&paragraphs) {
        assert_eq!(*found, expected(paragraph, kinds));
    }
    assert_eq!(found.len(), paragraphs.len() + 1);
    manuscript
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[test]
fn as_a_web_page_among_a_menu_advertisements_and_comments() {
    let mut body = String::new();
    for paragraph in paragraphs() {
        let words = with_references(&paragraph, escaped, |words, label| format!("<sup><a href='#fn{label}'>{words}</a></sup>"));
        body += &match paragraph.kind.as_str() {
            "heading" => format!("<h2>{words}</h2>\n"),
            "quote" => format!("<blockquote><p>{words}</p></blockquote>"),
            "verse" => format!("<div class=verse>{words}</div>"),
            "footnote" => format!("<p id='fn{}'>{words}</p>", paragraph.label),
            _ => format!("<p>{words}</p>"),
        };
    }
    let page = format!(
        "<!DOCTYPE html><html lang=en><head><title>Kazakhstan | A Site</title><meta property='og:site_name' content='A Site'>\
         <meta name=author content='CrimethInc.'><meta property='article:published_time' content='2022-01-06T10:00:00Z'></head><body>\
         <nav><ul><li><a href=/>Home</a><li><a href=/news>News</a></ul></nav><div class='ad-banner'>Buy this, that, and more of it.</div>\
         <div id=content><h1>Kazakhstan</h1>{body}</div><div class=sidebar><ul><li><a href=/x>Most read</a></ul></div>\
         <div id=comments><p>A reader says that this is well told, and thanks the author for it, at some length, with commas.</p></div>\
         <footer>All rights reserved</footer></body></html>"
    );
    let about = check(&page, "a.html", Format::Html, &["heading", "quote", "verse", "footnote"]).about;
    let value = |told: Option<super::manuscript::Told<String>>| told.map(|told| told.value).unwrap_or_default();
    assert_eq!(
        (value(about.author), value(about.publisher), value(about.language)),
        ("CrimethInc.".into(), "A Site".into(), "en".into())
    );
    assert_eq!(about.published.unwrap().value.to_string(), "2022-01-06");
}

#[test]
fn in_markdown() {
    fn plain(text: &str) -> String {
        let special =
            |c: char| matches!(c, '*' | '_' | '[' | ']' | '#' | '>' | '<' | '`' | '\\' | ')' | '&' | '|' | '~' | '+' | '-' | '.');
        text.chars().flat_map(|c| if special(c) { vec!['\\', c] } else { vec![c] }).collect()
    }
    let mut text = "---\ntitle: Kazakhstan\nauthor: CrimethInc.\ndate: 2022-01-06\n---\n\n".to_owned();
    for paragraph in paragraphs() {
        let words = with_references(&paragraph, plain, |_, label| format!("[^{label}]"));
        text += &match paragraph.kind.as_str() {
            "heading" => format!("## {words}\n\n"),
            "quote" => format!("> {words}\n\n"),
            "footnote" => format!("[^{}]: {words}\n\n", paragraph.label),
            _ => format!("{words}\n\n"),
        };
    }
    check(&text, "a.md", Format::Markdown, &["heading", "quote", "footnote"]);
}

#[test]
fn as_text_whose_lines_are_broken_at_72() {
    let mut text = "Kazakhstan\n\n".to_owned();
    for paragraph in paragraphs() {
        let mut length = 0;
        for word in paragraph.words.split(' ') {
            let long = word.chars().count();
            if length > 0 {
                let is_over = length + 1 + long > 72;
                text.push(if is_over { '\n' } else { ' ' });
                length = if is_over { 0 } else { length + 1 };
            }
            text += word;
            length += long;
        }
        text += "\n\n";
    }
    let manuscript = read_as(read, text.as_bytes()).unwrap();
    let found: Vec<&str> = manuscript.text.lines().collect();
    let report = paragraphs();
    let lost: Vec<_> =
        report.iter().filter(|paragraph| !found.contains(&paragraph.words.as_str())).map(|paragraph| &paragraph.words).collect();
    assert!(lost.is_empty(), "{lost:#?}");
    assert_eq!(found.len(), report.len() + 1);
    let headings = manuscript.blocks.iter().filter(|piece| matches!(piece.kind, BlockKind::Heading(_))).count();
    assert!((5..=12).contains(&headings), "{headings} headings of 9");
    assert_eq!(manuscript.blocks.iter().filter(|piece| matches!(piece.kind, BlockKind::Footnote(_))).count(), 4);
}

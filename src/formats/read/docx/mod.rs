//! DOCX: Office Open XML, WordprocessingML (ECMA-376, fifth edition; the strict form of ISO/IEC 29500 as well).
//!
//! Tracked changes are read as accepted. Comments, heads and feet of pages, pictures and what is hidden are left out; notes stand at
//! the end, in the order of their references.

mod numbering;
mod properties;
mod story;
mod styles;
mod symbols;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use self::numbering::Numbering;
use self::properties::Properties;
use self::story::{NoteId, Story};
use self::styles::Styles;
use super::lines::Lines;
use super::manuscript::{About, Manuscript, Provenance, Told};
use super::scribe::Scribe;
use super::styled;
use super::xml::{self, Space, Token, Xml};
use super::zipped::Archive;
use super::{CANCELLED, Progress, Wish, titled};

/// Where the parts of a document are.
#[derive(Debug, Default)]
struct Parts {
    main: String,
    /// By the last word of the relation's type: `styles`, `footnotes`, `comments`.
    others: HashMap<String, String>,
}

/// Reads a document. What is wrong with it is among the complaints.
///
/// # Errors
/// A sentence for people, where there is no text in it at all, or the reading is cancelled.
pub fn read(mut archive: Archive<'_>, wish: &Wish<'_>) -> Result<Manuscript, String> {
    let mut scribe = Scribe::default();
    if archive.is_mended {
        scribe.complain("The file is damaged at its end; what could be found in it was read.");
    }
    let parts = Parts::find(&mut archive, &mut scribe);
    let mut text_of = |kind: &str, scribe: &mut Scribe| {
        let name = parts.others.get(kind)?;
        archive.part(name, scribe).map(|bytes| xml::decoded(bytes).into_owned())
    };
    let properties = Properties::read(&mut text_of, &mut scribe);
    let styles = text_of("styles", &mut scribe).map(|text| Styles::read(&text)).unwrap_or_default();
    let numbering = text_of("numbering", &mut scribe).map(|text| Numbering::read(&text)).unwrap_or_default();
    let comments = text_of("comments", &mut scribe).map_or(0, |text| count(&text, "comment"));
    let notes = ["footnotes", "endnotes"].map(|kind| text_of(kind, &mut scribe).unwrap_or_default());
    let Some(main) = archive.part(&parts.main, &mut scribe).map(xml::decoded) else {
        return Err("there is no text in it: the part that holds it is missing or cannot be read".to_owned());
    };
    let mut story = Story::new(scribe, styles, numbering, wish.cancel);
    // The breaks of pages are those of the last time it was laid out; only if all of them are there do they say where pages begin.
    story.has_pages = properties.pages.is_some_and(|pages| pages > 1 && main.matches("lastRenderedPageBreak").count() + 1 == pages);
    (wish.progress)(Progress { parts: "parts", done: 0, all: 2 });
    if story.has_pages {
        story.lines.scribe.page("1");
    }
    let mut document = Xml::new(&main);
    story.read(&mut document);
    story.lines.end();
    story.lines.scribe.end_page();
    (wish.progress)(Progress { parts: "parts", done: 1, all: 2 });
    wish.cancel.wanted().ok_or(CANCELLED)?;
    let is_faulty = read_notes(&mut story, &notes);
    let mut lines = story.lines;
    if document.is_faulty || is_faulty {
        lines.scribe.complain("The text is damaged within the file; what comes after the damage may be missing.");
    }
    lines.complain(comments, story.deleted > 0);
    if story.has_chunks {
        lines.scribe.complain("A part of the text is kept in another format within the file and was left out.");
    }
    let about = properties.about(&lines);
    Ok(lines.scribe.finish(titled(about, wish)))
}

/// Reads the notes in the order of their references; those that only other notes refer to come after.
fn read_notes<'a>(story: &mut Story<'a>, texts: &'a [String; 2]) -> bool {
    let (mut found, mut is_faulty): (HashMap<NoteId, Xml<'a>>, bool) = (HashMap::new(), false);
    for (is_end, text) in [(false, &texts[0]), (true, &texts[1])] {
        let mut xml = Xml::new(text);
        loop {
            match xml.next() {
                Token::End => break,
                Token::Open(tag) if tag.is(Space::Word, if is_end { "endnote" } else { "footnote" }) => {
                    let id = (is_end, tag.number("id").unwrap_or(0));
                    found.insert(id, xml.clone());
                    xml.skip();
                }
                Token::Open(_) | Token::Close | Token::Text(_) => {}
            }
        }
        is_faulty |= xml.is_faulty;
    }
    let mut next = 0;
    // Footnotes first: endnotes have labels of their own.
    let mut order = story.notes.clone();
    order.sort_by_key(|(is_end, _)| *is_end);
    while let Some(id) = order.get(next).copied() {
        next += 1;
        let known = story.notes.len();
        if let Some(mut note) = found.remove(&id) {
            story.note(id, &mut note);
        }
        order.extend(story.notes.iter().skip(known).copied());
    }
    is_faulty
}

fn count(text: &str, name: &str) -> usize {
    let (mut xml, mut count) = (Xml::new(text), 0);
    loop {
        match xml.next() {
            Token::End => return count,
            Token::Open(tag) => count += usize::from(tag.is(Space::Word, name)),
            Token::Close | Token::Text(_) => {}
        }
    }
}

impl Parts {
    /// Follows the relations from the archive to the document and from there to its parts.
    fn find(archive: &mut Archive<'_>, scribe: &mut Scribe) -> Self {
        let mut parts = Self::default();
        let from_root = relations(archive, "", "_rels/.rels", scribe);
        let main =
            from_root.iter().find(|(kind, name)| kind == "officeDocument" && archive.has(name)).map(|(_, name)| name.clone());
        let usual = ["word/document.xml", "word/document2.xml"].into_iter().find(|name| archive.has(name)).map(str::to_owned);
        parts.main = main.or(usual).unwrap_or_default();
        let (folder, file) = parts.main.rsplit_once('/').unwrap_or(("", &parts.main));
        let beside = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let from_main = relations(archive, folder, &beside, scribe);
        for (kind, name) in from_root.into_iter().chain(from_main) {
            parts.others.entry(kind).or_insert(name);
        }
        let usual = [
            ("styles", "word/styles.xml"),
            ("numbering", "word/numbering.xml"),
            ("footnotes", "word/footnotes.xml"),
            ("endnotes", "word/endnotes.xml"),
            ("comments", "word/comments.xml"),
            ("core-properties", "docProps/core.xml"),
            ("extended-properties", "docProps/app.xml"),
        ];
        for (kind, name) in usual {
            parts.others.entry(kind.to_owned()).or_insert_with(|| name.to_owned());
        }
        parts
    }
}

/// The relations of a part: the last word of each one's type, and the part that it leads to.
fn relations(archive: &mut Archive<'_>, folder: &str, name: &str, scribe: &mut Scribe) -> Vec<(String, String)> {
    let Some(bytes) = archive.part(name, scribe) else { return Vec::new() };
    let text = xml::decoded(bytes);
    let (mut xml, mut found) = (Xml::new(&text), Vec::new());
    loop {
        match xml.next() {
            Token::End => return found,
            Token::Open(tag) if tag.name() == "Relationship" && !tag.has("TargetMode", "External") => {
                let (Some(kind), Some(target)) = (tag.get("Type"), tag.get("Target")) else { continue };
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                if found.len() < crate::report::limits::STYLES {
                    found.push((kind, super::zipped::resolve(folder, &target)));
                }
            }
            Token::Open(_) | Token::Close | Token::Text(_) => {}
        }
    }
}

impl Properties {
    /// What the file says of itself, and what its text does by its styles.
    fn about(self, lines: &Lines) -> About {
        let (title, author) = lines.head();
        let text = |value: Option<String>| value.map(|value| Told::new(value, Provenance::Text));
        let language =
            lines.main_language().and_then(styled::language).or_else(|| self.language.as_deref().and_then(styled::language));
        let file = |value: Option<String>| value.map(|value| Told::new(value, Provenance::File));
        About {
            title: text(title).or_else(|| file(self.title)),
            author: text(author).or_else(|| file(self.author)),
            publisher: file(self.publisher),
            written: self.written.map(|when| Told::new(when, Provenance::File)),
            language: file(language),
            licence: file(self.licence),
            source: file(self.source),
            ..About::default()
        }
    }
}

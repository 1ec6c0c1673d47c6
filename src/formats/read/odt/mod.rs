//! ODT and flat ODT: OpenDocument 1.3, text documents; those of OpenOffice 1 as well.
//!
//! Tracked changes are read as accepted: what was deleted is kept apart from the text in these files. Comments, heads and feet of
//! pages, pictures and what is hidden are left out; notes stand at the end, in the order of their references.

mod lists;
mod story;
mod styles;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::HashMap;

use self::story::Story;
use self::styles::Styles;
use super::manuscript::{About, Manuscript, Provenance, Told};
use super::scribe::Scribe;
use super::styled;
use super::xml::{self, Space, Token, Xml};
use super::zipped::{Archive, LOCKED};
use super::{CANCELLED, Progress, Wish, formula, titled};
use crate::report::limits;

/// What a document says of itself in `meta.xml`.
#[derive(Debug, Default)]
struct Meta {
    about: About,
    pages: Option<usize>,
}

/// Reads a packed document.
///
/// # Errors
/// A sentence for people, where there is no text in it at all, or the reading is cancelled.
pub fn read(mut archive: Archive<'_>, wish: &Wish<'_>) -> Result<Manuscript, String> {
    let mut scribe = Scribe::default();
    if archive.is_mended {
        scribe.complain("The file is damaged at its end; what could be found in it was read.");
    }
    let mut text_of = |name: &str, scribe: &mut Scribe| archive.part(name, scribe).map(|bytes| xml::decoded(bytes).into_owned());
    let manifest = text_of("META-INF/manifest.xml", &mut scribe).unwrap_or_default();
    if manifest.contains("encryption-data") {
        return Err(LOCKED.to_owned());
    }
    let Some(content) = text_of("content.xml", &mut scribe) else {
        return Err("there is no text in it: the part “content.xml” is missing or cannot be read".to_owned());
    };
    let meta = text_of("meta.xml", &mut scribe).unwrap_or_default();
    let mut styles = Styles::default();
    if let Some(text) = text_of("styles.xml", &mut scribe) {
        styles.read(&text);
    }
    let formulas = formulas(&mut archive, &content, &mut scribe);
    write(&content, Meta::read(&meta), styles, &formulas, scribe, wish)
}

/// Reads a document that is one file of XML.
///
/// # Errors
/// When the reading is cancelled.
pub fn read_flat(bytes: &[u8], wish: &Wish<'_>) -> Result<Manuscript, String> {
    let content = xml::decoded(Cow::Borrowed(bytes));
    write(&content, Meta::read(&content), Styles::default(), &HashMap::new(), Scribe::default(), wish)
}

/// Writes the text of a document down.
fn write(
    content: &str,
    meta: Meta,
    mut styles: Styles,
    formulas: &HashMap<String, String>,
    scribe: Scribe,
    wish: &Wish<'_>,
) -> Result<Manuscript, String> {
    styles.read(content);
    let mut story = Story::new(scribe, styles, formulas, wish.cancel);
    // The breaks of pages are those of the last time it was laid out; only if all of them are there do they say where pages begin.
    story.has_pages = meta.pages.is_some_and(|pages| pages > 1 && content.matches("<text:soft-page-break").count() + 1 == pages);
    (wish.progress)(Progress { parts: "parts", done: 0, all: 2 });
    if story.has_pages {
        story.lines.scribe.page("1");
    }
    let mut document = Xml::new(content);
    story.read(&mut document);
    story.lines.end();
    story.lines.scribe.end_page();
    (wish.progress)(Progress { parts: "parts", done: 1, all: 2 });
    story.read_notes();
    wish.cancel.wanted().ok_or(CANCELLED)?;
    let mut lines = story.lines;
    if document.is_faulty {
        lines.scribe.complain("The text is damaged within the file; what comes after the damage may be missing.");
    }
    lines.complain(story.comments, story.has_changes);
    let (title, author) = lines.head();
    let text = |value: Option<String>| value.map(|value| Told::new(value, Provenance::Text));
    let language = lines.main_language().and_then(styled::language).map(|language| Told::new(language, Provenance::File));
    let about = About {
        title: text(title).or(meta.about.title),
        author: text(author).or(meta.about.author),
        language: language.or(meta.about.language),
        ..meta.about
    };
    Ok(lines.scribe.finish(titled(about, wish)))
}

/// The formulas that a text holds as objects of their own, each by its folder.
fn formulas(archive: &mut Archive<'_>, content: &str, scribe: &mut Scribe) -> HashMap<String, String> {
    let mut found = HashMap::new();
    if !content.contains("draw:object") {
        return found;
    }
    let names: Vec<String> = archive.names().into_iter().filter(|name| name.ends_with("/content.xml")).map(str::to_owned).collect();
    for name in names.into_iter().take(limits::CHAPTERS) {
        let Some(text) = archive.part(&name, scribe).map(xml::decoded) else { continue };
        let mut xml = Xml::new(&text);
        let is_formula = loop {
            match xml.next() {
                Token::Open(tag) => break tag.name() == "math",
                Token::End => break false,
                Token::Close | Token::Text(_) => {}
            }
        };
        if is_formula {
            found.insert(name.trim_end_matches("/content.xml").to_owned(), formula::linear(&mut xml));
        }
    }
    found
}

impl Meta {
    /// Reads what a document says of itself (OpenDocument 1.3 part 3, 4.3).
    fn read(text: &str) -> Self {
        let (mut xml, mut meta) = (Xml::new(text), Self::default());
        let mut modified = None;
        loop {
            let tag = match xml.next() {
                Token::End => break,
                Token::Open(tag) if tag.is(Space::Office, "body") => break,
                Token::Open(tag) => tag,
                Token::Close | Token::Text(_) => continue,
            };
            let name = match (tag.space, tag.name()) {
                (Space::Meta, "document-statistic") => {
                    meta.pages = tag.number("page-count");
                    continue;
                }
                (Space::Meta, "user-defined") => tag.get("name").unwrap_or_default().to_lowercase(),
                (Space::Dublin | Space::Meta, name) => name.to_owned(),
                (Space::Office, "styles" | "automatic-styles" | "settings" | "scripts" | "font-face-decls") => {
                    xml.skip();
                    continue;
                }
                _ => continue,
            };
            let value = xml.text(limits::NAME);
            let about = &mut meta.about;
            let told = || Some(Told::new(value.clone(), Provenance::File));
            match name.as_str() {
                _ if value.is_empty() => {}
                "title" if !styled::is_filled_in(&value) => about.title = told(),
                "initial-creator" if !styled::is_nobody(&value) => about.author = told(),
                "creator" if about.author.is_none() && !styled::is_nobody(&value) => about.author = told(),
                "creation-date" => about.written = styled::day(&value).map(|when| Told::new(when, Provenance::File)),
                "date" => modified = styled::day(&value).map(|when| Told::new(when, Provenance::File)),
                "language" => about.language = styled::language(&value).map(|value| Told::new(value, Provenance::File)),
                "publisher" => about.publisher = told(),
                "rights" | "license" | "licence" => about.licence = told(),
                "source" | "identifier" if value.starts_with("http") => about.source = told(),
                _ => {}
            }
        }
        meta.about.written = meta.about.written.take().or(modified);
        meta
    }
}

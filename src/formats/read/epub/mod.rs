//! EPUB: books of XHTML (EPUB 3.3 and 2.0.1), read chapter by chapter in the order of the spine.

mod contents;
mod package;
mod prepare;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use self::contents::Contents;
use self::package::{Item, Package, path};
use super::manuscript::Manuscript;
use super::scribe::Scribe;
use super::xml::{self, Token, Xml};
use super::zipped::Archive;
use super::{CANCELLED, Progress, Wish, html, titled};
use crate::report::limits;
use crate::report::passage::BlockKind;

/// What a chapter that has no heading must have of text to be given one, in bytes: a cover or a page of a picture gets none.
const TEXT: usize = 200;

/// Reads a book.
///
/// # Errors
/// A sentence for people, where there is no chapter that can be read, or the reading is cancelled.
pub fn read(mut archive: Archive<'_>, wish: &Wish<'_>) -> Result<Manuscript, String> {
    let mut scribe = Scribe::default();
    if archive.is_mended {
        scribe.complain("The file is damaged at its end; what could be found in it was read.");
    }
    let Some(place) = package_path(&mut archive, &mut scribe) else {
        return Err("it is no book that can be read: the list of its chapters is missing".to_owned());
    };
    let text = archive.part(&place, &mut scribe).map(xml::decoded).unwrap_or_default();
    let folder = folder(&place);
    let mut package = Package::read(&text, folder);
    if package.chapters.is_empty() {
        package.chapters = found(&archive);
        scribe.complain("The order of the chapters could not be read; they are in the order of their names.");
    }
    let locked = encrypted(&mut archive, &mut scribe);
    let mut contents = Contents::default();
    for name in &package.contents {
        if let Some(text) = archive.part(name, &mut scribe).map(xml::decoded) {
            contents.read(&text, self::folder(name));
        }
    }
    let left_out = chapters(&mut archive, &package.chapters, &contents, &locked, &mut scribe, wish)?;
    let count = package.chapters.len();
    if left_out > 0 && left_out == count {
        return Err("it is protected against copying (DRM) and can only be opened in the reader that it was bought for".to_owned());
    }
    if left_out > 0 {
        scribe.complain(format!("{left_out} of {count} chapters are protected against copying (DRM) and were left out."));
    }
    Ok(scribe.finish(titled(package.about, wish)))
}

/// Writes the chapters down, and says how many are encrypted.
fn chapters(
    archive: &mut Archive<'_>,
    chapters: &[Item],
    contents: &Contents,
    locked: &HashSet<String>,
    scribe: &mut Scribe,
    wish: &Wish<'_>,
) -> Result<usize, String> {
    let (mut notes, mut left_out) = (html::Notes::default(), 0);
    for (done, item) in chapters.iter().enumerate() {
        (wish.progress)(Progress { parts: "chapters", done, all: chapters.len() });
        wish.cancel.wanted().ok_or(CANCELLED)?;
        if locked.contains(&item.path) {
            left_out += 1;
            continue;
        }
        // The table of contents says what the headings say.
        if !item.is_text() || item.is_contents() && chapters.len() > 1 || scribe.is_full() {
            continue;
        }
        let Some(bytes) = archive.part(&item.path, scribe) else {
            if !archive.has(&item.path) {
                scribe.complain(format!("The chapter “{}” is missing in the file.", limits::shown(&item.path)));
            }
            continue;
        };
        let text = xml::decoded(bytes);
        let text = prepare::prepared(&text, contents.pages.get(&item.path).map_or(&[], Vec::as_slice));
        scribe.end_line();
        if let Some(title) = contents.titles.get(&item.path)
            && lacks_heading(&text, title)
        {
            scribe.paragraph(Some(BlockKind::Heading(1)), title);
        }
        html::write_into(&text, &item.path, &mut notes, scribe, wish.cancel);
    }
    Ok(left_out)
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Where the package document is: as the container says, or the first one that there is.
fn package_path(archive: &mut Archive<'_>, scribe: &mut Scribe) -> Option<String> {
    let text = archive.part("META-INF/container.xml", scribe).map(xml::decoded).unwrap_or_default();
    let mut xml = Xml::new(&text);
    loop {
        match xml.next() {
            Token::End => break,
            Token::Open(tag) if tag.name() == "rootfile" => {
                let path = tag.get("full-path").map(|address| path("", &address)).filter(|path| archive.has(path));
                if path.is_some() {
                    return path;
                }
            }
            Token::Open(_) | Token::Close | Token::Text(_) => {}
        }
    }
    archive.names().into_iter().find(|name| name.to_lowercase().ends_with(".opf")).map(str::to_owned)
}

/// The documents of an archive whose package names none, by their names.
fn found(archive: &Archive<'_>) -> Vec<Item> {
    let is_document = |name: &&str| [".xhtml", ".html", ".htm"].iter().any(|ending| name.to_lowercase().ends_with(ending));
    archive.names().into_iter().filter(is_document).take(limits::CHAPTERS).map(Item::document).collect()
}

/// The files that are encrypted. Fonts that are only veiled are of no interest here.
fn encrypted(archive: &mut Archive<'_>, scribe: &mut Scribe) -> HashSet<String> {
    let mut found = HashSet::new();
    let Some(text) = archive.part("META-INF/encryption.xml", scribe).map(xml::decoded) else { return found };
    let mut xml = Xml::new(&text);
    let mut is_veiled = false;
    loop {
        match xml.next() {
            Token::End => return found,
            Token::Open(tag) if tag.name() == "EncryptedData" => is_veiled = false,
            Token::Open(tag) if tag.name() == "EncryptionMethod" => {
                let method = tag.get("Algorithm").unwrap_or_default();
                is_veiled |= method.contains("idpf.org/2008/embedding") || method.contains("ns.adobe.com/pdf/enc#RC");
            }
            Token::Open(tag) if tag.name() == "CipherReference" && !is_veiled && found.len() < limits::CHAPTERS => {
                found.insert(path("", &tag.get("URI").unwrap_or_default()));
            }
            Token::Open(_) | Token::Close | Token::Text(_) => {}
        }
    }
}

/// Whether a chapter has text but neither a heading nor its title at its beginning.
fn lacks_heading(document: &str, title: &str) -> bool {
    let is_heading = |window: &[u8]| window[0] == b'<' && matches!(window[1], b'h' | b'H') && (b'1'..=b'6').contains(&window[2]);
    if document.as_bytes().windows(3).any(is_heading) {
        return false;
    }
    let body = document.find("<body").map_or(document, |at| &document[at..]);
    let mut words = String::new();
    let mut is_tag = false;
    for c in body.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag && c.is_alphanumeric() => words.extend(c.to_lowercase()),
            _ => {}
        }
        if words.len() > TEXT + title.len() {
            break;
        }
    }
    let title: String = title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    words.len() >= TEXT && !title.is_empty() && !words.contains(&title)
}

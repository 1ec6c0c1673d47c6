//! Plain text: paragraphs from lines, and what headings, lists, tables and verse look like.

mod look;
mod wrap;

use std::collections::HashSet;

use super::manuscript::{About, Manuscript, Provenance, Told};
use super::scribe::Scribe;
use super::{CANCELLED, FAULTY, Wish, dates, decode};
use crate::report::limits;
use crate::report::passage::BlockKind;
use wrap::{Block, Wrapping};

/// Reads a plain text.
///
/// # Errors
///
/// When the reading is cancelled.
pub(super) fn read(bytes: &[u8], wish: &Wish<'_>) -> Result<Manuscript, String> {
    let decoded = decode::decode(bytes, None);
    let mut scribe = Scribe::default();
    if decoded.is_faulty {
        scribe.complain(FAULTY);
    }
    let manuscript = write(&decoded.text, scribe, wish);
    wish.cancel.wanted().ok_or(CANCELLED)?;
    Ok(manuscript)
}

/// Writes a plain text down.
pub(super) fn write(text: &str, scribe: Scribe, wish: &Wish<'_>) -> Manuscript {
    let blocks = wrap::blocks(text);
    let wrapping = Wrapping::new(&blocks);
    let mut about = look::fields(&blocks);
    let mut writer = Writer { scribe, wrapping, notes: look::notes(&blocks), page: 1 };
    let has_pages = blocks.iter().any(|block| block.is_page_end);
    if has_pages {
        writer.scribe.page("1");
    }
    let title = look::title(&blocks, &about);
    for (index, block) in blocks.iter().enumerate() {
        if writer.scribe.is_full() || index.is_multiple_of(1024) && wish.cancel.is_cancelled() {
            break;
        }
        match &title {
            Some((at, words)) if *at == index => {
                writer.scribe.paragraph(Some(BlockKind::Title), words);
                about.title.get_or_insert_with(|| Told::new(words.clone(), Provenance::Guess));
            }
            _ => writer.block(block, index.checked_sub(1).map(|at| &blocks[at]), blocks.get(index + 1)),
        }
        if block.is_page_end {
            writer.page += 1;
            let label = writer.page.to_string();
            writer.scribe.page(&label);
        }
    }
    writer.scribe.finish(super::titled(about, wish))
}

struct Writer<'a> {
    scribe: Scribe,
    wrapping: Wrapping<'a>,
    /// The labels of the footnotes that there are.
    notes: HashSet<&'a str>,
    page: usize,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block<'_>, before: Option<&Block<'_>>, after: Option<&Block<'_>>) {
        if let Some((level, words)) = look::heading(block, before, after, &self.wrapping) {
            return self.scribe.paragraph(Some(BlockKind::Heading(level)), &words);
        }
        if let Some(rows) = look::rows(block) {
            for row in rows {
                self.row(&row);
            }
            return;
        }
        let is_verse = look::is_verse(block, &self.wrapping);
        for paragraph in self.wrapping.paragraphs(block) {
            let kind = look::kind(&paragraph, is_verse);
            self.paragraph(kind, paragraph.words.as_str());
        }
    }

    fn row(&mut self, cells: &[&str]) {
        self.scribe.end_line();
        let mark = self.scribe.begin();
        for cell in cells {
            self.scribe.words(cell);
            self.scribe.cell();
        }
        self.scribe.end_line();
        self.scribe.end(mark, BlockKind::TableRow);
    }

    /// Writes a paragraph, a footnote where it begins with the label of one, with its references to others.
    fn paragraph(&mut self, kind: Option<BlockKind>, words: &str) {
        self.scribe.end_line();
        let mark = self.scribe.begin();
        let label = look::label(words).filter(|label| self.notes.contains(label));
        let mut at = label.map_or(0, |label| label.len() + 2);
        self.scribe.words(&words[..at]);
        while let Some(open) = words[at..].find('[').map(|open| at + open) {
            self.scribe.words(&words[at..open]);
            if let Some(label) = look::label(&words[open..]).filter(|label| self.notes.contains(label)) {
                let mark = self.scribe.begin();
                at = open + label.len() + 2;
                self.scribe.words(&words[open..at]);
                self.scribe.end(mark, BlockKind::FootnoteRef(label.to_owned()));
            } else {
                at = open + 1;
                self.scribe.words("[");
            }
        }
        self.scribe.words(&words[at..]);
        self.scribe.end_line();
        if let Some(kind) = label.map(|label| BlockKind::Footnote(label.to_owned())).or(kind) {
            self.scribe.end(mark, kind);
        }
    }
}

/// A value of a line such as “Author: …”, on one line.
fn told(value: &str) -> Option<Told<String>> {
    let value: String = value.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(limits::NAME).collect();
    (!value.is_empty()).then(|| Told::new(value, Provenance::Text))
}

/// Puts a value where it belongs; the first one stays. Fields that are not known are left alone.
fn put(about: &mut About, name: &str, value: &str) {
    match name.to_lowercase().as_str() {
        "title" | "titel" | "titre" | "título" | "название" | "заголовок" | "назва" | "атауы" => {
            about.title = about.title.take().or_else(|| told(value));
        }
        "author" | "authors" | "autor" | "autorin" | "auteur" | "автор" | "авторы" | "автори" => {
            about.author = about.author.take().or_else(|| told(value));
        }
        "publisher" | "verlag" | "éditeur" | "editorial" | "издатель" | "издательство" | "видавець" | "баспасы" =>
        {
            about.publisher = about.publisher.take().or_else(|| told(value));
        }
        "source" | "url" | "quelle" | "fuente" | "источник" | "джерело" | "дереккөз" => {
            about.source = about.source.take().or_else(|| told(value).filter(|told| told.value.contains("://")));
        }
        "license" | "licence" | "lizenz" | "licencia" | "лицензия" | "ліцензія" => {
            about.licence = about.licence.take().or_else(|| told(value));
        }
        "date"
        | "published"
        | "publication date"
        | "release date"
        | "datum"
        | "veröffentlicht"
        | "publié"
        | "fecha"
        | "publicado"
        | "дата"
        | "дата публикации"
        | "опубликовано"
        | "дата публікації"
        | "опубліковано"
        | "күні"
        | "жарияланған" => {
            let when = dates::date(value).map(|when| Told::new(when, Provenance::Text));
            about.published = about.published.take().or(when);
        }
        "language" => about.language = about.language.take().or_else(|| look::language(value).and_then(told)),
        _ => {}
    }
}

#[cfg(test)]
mod tests;

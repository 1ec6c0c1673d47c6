//! What a document says of itself: `docProps/core.xml` (Dublin Core), `app.xml` and `custom.xml` (ECMA-376 part 2, 11; part 1, 22.2).

use crate::formats::read::scribe::Scribe;
use crate::formats::read::styled;
use crate::formats::read::xml::{Space, Token, Xml};
use crate::report::limits;
use crate::report::when::When;

/// What it says, as it says it.
#[derive(Debug, Default)]
pub struct Properties {
    /// Its title, unless a program has filled it in.
    pub title: Option<String>,
    /// Who began it.
    pub author: Option<String>,
    /// The organisation.
    pub publisher: Option<String>,
    /// When it was begun, or where that is not told, saved last.
    pub written: Option<When>,
    /// Its language, as it is told.
    pub language: Option<String>,
    /// Its licence.
    pub licence: Option<String>,
    /// Its address.
    pub source: Option<String>,
    /// How many pages it had when it was saved.
    pub pages: Option<usize>,
}

impl Properties {
    /// Reads the three parts, as far as there are any.
    pub fn read(text_of: &mut impl FnMut(&str, &mut Scribe) -> Option<String>, scribe: &mut Scribe) -> Self {
        let mut properties = Self::default();
        for kind in ["core-properties", "extended-properties", "custom-properties"] {
            if let Some(text) = text_of(kind, scribe) {
                properties.take(&text);
            }
        }
        properties
    }

    fn take(&mut self, text: &str) {
        let mut xml = Xml::new(text);
        let mut name = String::new();
        let mut modified = None;
        loop {
            let Token::Open(tag) = (match xml.next() {
                Token::End => break,
                token => token,
            }) else {
                continue;
            };
            if tag.name() == "property" {
                name = tag.get("name").unwrap_or_default().to_lowercase();
                continue;
            }
            let is_known = matches!(tag.space, Space::Dublin | Space::Terms);
            let is_custom = !name.is_empty();
            let is_leaf = is_known || is_custom || matches!(tag.name(), "Company" | "Pages");
            if !is_leaf {
                continue;
            }
            let key = if is_custom { std::mem::take(&mut name) } else { tag.name().to_owned() };
            let value = xml.text(limits::NAME);
            if value.is_empty() {
                continue;
            }
            match key.as_str() {
                "title" if !styled::is_filled_in(&value) => self.title = Some(value),
                "creator" if !styled::is_nobody(&value) => self.author = Some(value.replace(';', ", ").replace("  ", " ")),
                "created" if !is_template(&value) => self.written = styled::day(&value),
                "modified" => modified = styled::day(&value),
                "language" => self.language = Some(value),
                "rights" | "license" | "licence" if !is_known || is_custom || key == "rights" => self.licence = Some(value),
                "Company" | "publisher" => self.publisher = Some(value),
                "identifier" | "source" if value.starts_with("http") => self.source = Some(value),
                "Pages" => self.pages = value.parse().ok(),
                _ => {}
            }
        }
        self.written = self.written.take().or(modified);
    }
}

/// Whether a date is that of a template which programs build documents from.
fn is_template(date: &str) -> bool {
    date.starts_with("2013-12-23T23:15:00")
}

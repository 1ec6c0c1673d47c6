//! What a book is made of and what it says of itself: the package document (EPUB 3.3, 5; OPF 2.0.1).

use std::collections::{HashMap, HashSet};

use crate::formats::read::manuscript::{About, Provenance, Told};
use crate::formats::read::xml::{Space, Tag, Token, Xml};
use crate::formats::read::zipped::resolve;
use crate::formats::read::{dates, styled};
use crate::report::limits;
use crate::report::link;

/// A file of the book.
#[derive(Clone, Debug, Default)]
pub struct Item {
    /// Its name in the archive.
    pub path: String,
    kind: String,
    properties: String,
}

/// A book's package.
#[derive(Debug, Default)]
pub struct Package {
    /// What it says of itself.
    pub about: About,
    /// The chapters in the order of reading; those that stand beside it come last.
    pub chapters: Vec<Item>,
    /// The document with the table of contents, of EPUB 3 and of EPUB 2.
    pub contents: Vec<String>,
}

/// The name in the archive that an address in a file of some folder leads to.
#[must_use]
pub fn path(folder: &str, address: &str) -> String {
    let address = address.split(['#', '?']).next().unwrap_or_default();
    resolve(folder, &link::decode(address).unwrap_or_else(|| address.to_owned()))
}

impl Item {
    /// A document of which nothing but its name is known.
    #[must_use]
    pub fn document(path: &str) -> Self {
        Self { path: path.to_owned(), ..Self::default() }
    }

    /// Whether it is a chapter that is text.
    #[must_use]
    pub fn is_text(&self) -> bool {
        let kind = self.kind.to_lowercase();
        kind.contains("html")
            || kind.contains("dtbook")
            || kind == "text/x-oeb1-document"
            || kind == "application/xml"
            || kind.is_empty()
    }

    /// Whether it is the table of contents.
    #[must_use]
    pub fn is_contents(&self) -> bool {
        self.properties.split_whitespace().any(|property| property == "nav")
    }
}

impl Package {
    /// Reads the package document, which lies in some folder of the archive.
    #[must_use]
    pub fn read(text: &str, folder: &str) -> Self {
        let (mut xml, mut package) = (Xml::new(text), Self::default());
        let mut items: HashMap<String, Item> = HashMap::new();
        let (mut spine, mut toc, mut creators, mut refined) = (Vec::new(), None, Vec::new(), Vec::new());
        loop {
            let tag = match xml.next() {
                Token::End => break,
                Token::Open(tag) => tag,
                Token::Close | Token::Text(_) => continue,
            };
            match (tag.space, tag.name()) {
                (Space::Dublin, "creator") => {
                    let (id, role) = (tag.get("id").unwrap_or_default(), tag.get("role"));
                    let name = xml.text(limits::NAME);
                    if !name.is_empty() && creators.len() < limits::NAMES {
                        creators.push((id, role, name));
                    }
                }
                (Space::Dublin, _) => package.take(&tag, &mut xml),
                (_, "meta") if tag.has("property", "role") && refined.len() < limits::NAMES => {
                    let of = tag.get("refines").unwrap_or_default();
                    refined.push((of.trim_start_matches('#').to_owned(), xml.text(limits::NAME)));
                }
                (_, "item") => {
                    let part = |name: &str| tag.get(name).unwrap_or_default();
                    let item = Item { path: path(folder, &part("href")), kind: part("media-type"), properties: part("properties") };
                    if items.len() < limits::CHAPTERS {
                        items.insert(part("id"), item);
                    }
                }
                (_, "spine") => toc = tag.get("toc"),
                (_, "itemref") if spine.len() < limits::CHAPTERS => {
                    spine.push((tag.has("linear", "no"), tag.get("idref").unwrap_or_default()));
                }
                _ => {}
            }
        }
        // A sort that is stable leaves all others in their order.
        spine.sort_by_key(|(is_beside, _)| *is_beside);
        let mut seen = HashSet::new();
        package.chapters =
            spine.iter().filter_map(|(_, id)| items.get(id)).filter(|item| seen.insert(&item.path)).cloned().collect();
        let of_kind = |item: &&Item| item.kind == "application/x-dtbncx+xml";
        let old = toc.and_then(|id| items.get(&id)).or_else(|| items.values().filter(of_kind).min_by_key(|item| &item.path));
        let new = items.values().filter(|item| item.is_contents()).min_by_key(|item| &item.path);
        package.contents = [new, old].into_iter().flatten().map(|item| item.path.clone()).collect();
        package.about.author = authors(&creators, &refined);
        package
    }

    /// Takes an element of Dublin Core.
    fn take(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        let is_published = !tag.get("event").is_some_and(|event| event != "publication");
        let name = tag.name().to_owned();
        let value = xml.text(limits::NAME);
        let about = &mut self.about;
        let told = || Some(Told::new(value.clone(), Provenance::File));
        match name.as_str() {
            _ if value.is_empty() => {}
            "title" if about.title.is_none() => about.title = told(),
            "publisher" if about.publisher.is_none() => about.publisher = told(),
            "language" if about.language.is_none() => {
                about.language = styled::language(&value).map(|value| Told::new(value, Provenance::File));
            }
            "rights" if about.licence.is_none() => about.licence = told(),
            "date" if is_published && about.published.is_none() => {
                about.published = dates::date(&value).map(|when| Told::new(when, Provenance::File));
            }
            "source" | "identifier" if about.source.is_none() && is_address(&value) => about.source = told(),
            _ => {}
        }
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// The names of those who wrote it: all, unless some are said to be authors.
fn authors(creators: &[(String, Option<String>, String)], refined: &[(String, String)]) -> Option<Told<String>> {
    let role = |id: &str, role: &Option<String>| {
        role.clone().or_else(|| refined.iter().find(|(of, _)| of == id && !id.is_empty()).map(|(_, role)| role.clone()))
    };
    let named: Vec<_> = creators.iter().map(|(id, own, name)| (role(id, own), name.as_str())).collect();
    let authors: Vec<_> = named.iter().filter(|(role, _)| role.as_deref() == Some("aut")).map(|(_, name)| *name).collect();
    let all: Vec<_> = if authors.is_empty() { named.iter().map(|(_, name)| *name).collect() } else { authors };
    (!all.is_empty()).then(|| Told::new(all.join(", "), Provenance::File))
}

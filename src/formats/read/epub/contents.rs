//! The table of contents of a book and its list of pages: the navigation document of EPUB 3, the NCX of EPUB 2.

use std::collections::HashMap;

use super::package::path;
use crate::formats::read::xml::{Space, Tag, Token, Xml};
use crate::report::limits;

/// What a book's contents say of its chapters.
#[derive(Debug, Default)]
pub struct Contents {
    /// The title of each document that is named as a whole, by its path.
    pub titles: HashMap<String, String>,
    /// Where pages begin: the path of the document, the id in it, and the page's label.
    pub pages: HashMap<String, Vec<(String, String)>>,
}

impl Contents {
    /// Adds what a document in some folder of the archive says; what is known already stays.
    pub fn read(&mut self, text: &str, folder: &str) {
        let mut xml = Xml::new(text);
        let mut is_page_list = false;
        let mut label = String::new();
        let mut count = 0;
        loop {
            let tag = match xml.next() {
                Token::End => return,
                Token::Open(tag) => tag,
                Token::Close | Token::Text(_) => continue,
            };
            match (tag.space, tag.name()) {
                (Space::Page, "nav") => {
                    let kind = tag.get("type").unwrap_or_default();
                    is_page_list = kind == "page-list";
                    if !is_page_list && kind != "toc" {
                        xml.skip();
                    }
                }
                (Space::Page, "a") => {
                    let address = tag.get("href").unwrap_or_default();
                    let words = xml.text(limits::NAME);
                    self.add(folder, &address, words, is_page_list);
                    count += 1;
                }
                (Space::Contents, "pageList") => is_page_list = true,
                (Space::Contents, "navMap" | "navList") => is_page_list = false,
                (Space::Contents, "text") => label = xml.text(limits::NAME),
                (Space::Contents, "content") => {
                    self.add(folder, &source(&tag), std::mem::take(&mut label), is_page_list);
                    count += 1;
                }
                _ => {}
            }
            if count > limits::CHAPTERS {
                return;
            }
        }
    }

    fn add(&mut self, folder: &str, address: &str, words: String, is_page: bool) {
        let document = path(folder, address);
        let id = address.split_once('#').map_or("", |(_, id)| id);
        if words.is_empty() {
        } else if is_page {
            let pages = self.pages.entry(document).or_default();
            if !pages.iter().any(|(other, _)| other == id) && pages.len() < limits::LINKED {
                pages.push((id.to_owned(), words));
            }
        } else {
            // The first entry of a document is its title, the others are of parts of it.
            self.titles.entry(document).or_insert(words);
        }
    }
}

fn source(tag: &Tag<'_>) -> String {
    tag.get("src").unwrap_or_default()
}

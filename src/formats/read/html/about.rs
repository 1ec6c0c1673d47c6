//! What a page says of itself: in JSON-LD (schema.org), in its `meta` elements (`OpenGraph`, Dublin Core, and what newspapers
//! use), in links, and in what can be seen of it.

use super::dom::{Attr, Dom, Id};
use super::jsonld::{self, Linked};
use super::tag::Tag;
use super::{hidden, hints, title};
use crate::formats::read::dates;
use crate::formats::read::manuscript::{About, Provenance, Told};
use crate::report::limits;

/// A longer line names no author.
const BYLINE: usize = 100;

/// What a page says of itself, and the element that was taken for the author's line where nothing else names an author.
pub(super) fn about(dom: &Dom) -> (About, Option<Id>) {
    let head = Head::new(dom);
    let linked = jsonld::read(dom, &head.document_title);
    let site =
        linked.publisher.clone().or_else(|| head.meta(&["og:site_name", "application-name", "dc.publisher", "dcterms.publisher"]));
    let told = |value: Option<String>| value.and_then(|value| line(&value)).map(|value| Told::new(value, Provenance::File));
    let author = told(linked.author.clone().or_else(|| head.author()));
    let (byline, name) = if author.is_none() { byline(dom) } else { None }.unzip();
    let author = author.or_else(|| Some(Told::new(line(&name?)?, Provenance::Text)));
    let about = About {
        title: told(linked.title.clone().or_else(|| head.meta(TITLES)))
            .or_else(|| told(title::of_document(dom, &head.document_title, site.as_deref()))),
        author,
        publisher: told(site),
        published: head.published(dom, &linked),
        written: None,
        language: head.language(dom, &linked),
        licence: told(linked.licence.clone().or_else(|| head.licence.clone()).or_else(|| head.meta(LICENCES))),
        source: told(head.canonical.clone().or_else(|| head.meta(&["og:url"])).or_else(|| linked.url.clone()))
            .filter(|told| told.value.contains("://")),
    };
    (about, byline)
}

const TITLES: &[&str] = &[
    "dc:title",
    "dc.title",
    "dcterms.title",
    "og:title",
    "weibo:article:title",
    "weibo:webpage:title",
    "title",
    "twitter:title",
    "parsely-title",
];
const AUTHORS: &[&str] =
    &["dc:creator", "dc.creator", "dcterms.creator", "author", "article:author", "parsely-author", "sailthru.author"];
const DATES: &[&str] = &[
    "article:published_time",
    "parsely-pub-date",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "citation_publication_date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "date",
    "dc.date.created",
];
const LICENCES: &[&str] = &["dcterms.license", "dc.license", "license", "dc.rights", "dcterms.rights", "rights"];

/// What stands in the head of a page, and in the like of it elsewhere.
#[derive(Default)]
struct Head {
    metas: Vec<(String, String)>,
    document_title: String,
    canonical: Option<String>,
    licence: Option<String>,
    language: Option<String>,
}

impl Head {
    fn new(dom: &Dom) -> Self {
        let mut head = Self::default();
        for id in 0..dom.len() {
            match dom.tag(id) {
                Some(Tag::Meta) if head.metas.len() < limits::LINKED => head.add_meta(dom, id),
                Some(Tag::Title) if head.document_title.is_empty() && !dom.ancestors(id).any(|id| dom.is(id, Tag::Svg)) => {
                    head.document_title = dom.brief(id);
                }
                Some(Tag::Link | Tag::A) => head.add_link(dom, id),
                Some(Tag::Html | Tag::Body) if head.language.is_none() => {
                    let given = dom.attribute(id, Attr::Lang).or_else(|| dom.attribute(id, Attr::XmlLang));
                    head.language = given.map(str::to_owned);
                }
                _ => {}
            }
        }
        head
    }

    fn add_meta(&mut self, dom: &Dom, id: Id) {
        let Some(content) = dom.attribute(id, Attr::Content).filter(|content| !content.trim().is_empty()) else { return };
        for attribute in [Attr::Property, Attr::Name, Attr::Itemprop, Attr::HttpEquiv] {
            for name in dom.attribute(id, attribute).unwrap_or_default().split_whitespace() {
                self.metas.push((name.to_lowercase(), content.to_owned()));
            }
        }
    }

    fn add_link(&mut self, dom: &Dom, id: Id) {
        let (Some(rel), Some(href)) = (dom.attribute(id, Attr::Rel), dom.attribute(id, Attr::Href)) else { return };
        let is = |word: &str| rel.split_whitespace().any(|rel| rel.eq_ignore_ascii_case(word));
        if is("license") || is("copyright") && href.contains("licenses") {
            self.licence.get_or_insert_with(|| href.to_owned());
        } else if is("canonical") && dom.is(id, Tag::Link) {
            self.canonical.get_or_insert_with(|| href.to_owned());
        }
    }

    /// The first of these that is given.
    fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|wanted| {
            self.metas
                .iter()
                .find(|(name, _)| name == wanted || name.replace('.', ":") == wanted.replace('.', ":"))
                .map(|(_, content)| content.clone())
        })
    }

    fn author(&self) -> Option<String> {
        AUTHORS.iter().find_map(|wanted| {
            let mut all: Vec<&str> = Vec::new();
            for (name, content) in &self.metas {
                let content = content.trim();
                if name == wanted && !content.contains("://") && !content.starts_with('@') && !all.contains(&content) {
                    all.push(content);
                }
            }
            (!all.is_empty()).then(|| all.join(", "))
        })
    }

    fn published(&self, dom: &Dom, linked: &Linked) -> Option<Told<crate::report::when::When>> {
        let mut in_file = linked.published.iter().chain(
            DATES.iter().filter_map(|wanted| self.metas.iter().find(|(name, _)| name == wanted).map(|(_, content)| content)),
        );
        let told = in_file.find_map(|text| dates::date(text));
        told.map(|when| Told::new(when, Provenance::File)).or_else(|| shown_date(dom).map(|when| Told::new(when, Provenance::Text)))
    }

    fn language(&self, dom: &Dom, linked: &Linked) -> Option<Told<String>> {
        let given = self.language.clone().or_else(|| linked.language.clone());
        let given = given.or_else(|| self.meta(&["content-language", "og:locale", "dc.language", "dcterms.language", "language"]));
        let given = given.or_else(|| {
            let article = (0..dom.len()).find(|id| matches!(dom.tag(*id), Some(Tag::Article | Tag::Main)))?;
            dom.attribute(article, Attr::Lang).map(str::to_owned)
        })?;
        let tag = given.split([',', ';', '.']).next()?.trim().replace('_', "-");
        let is_tag = (2..=35).contains(&tag.len())
            && tag.split('-').next().is_some_and(|first| (2..=3).contains(&first.len()))
            && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        is_tag.then(|| Told::new(tag, Provenance::File))
    }
}

/// The date that is shown: of a `time` marked as that of publication, or of the only one before the text ends.
fn shown_date(dom: &Dom) -> Option<crate::report::when::When> {
    let times: Vec<Id> = (0..dom.len())
        .filter(|id| {
            dom.is(*id, Tag::Time) || dom.attribute(*id, Attr::Itemprop).is_some_and(|prop| prop.contains("datePublished"))
        })
        .take(limits::LINKED)
        .collect();
    let is_marked = |id: &Id| {
        let names = [Attr::Itemprop, Attr::Class, Attr::Property]
            .map(|attribute| dom.attribute(*id, attribute).unwrap_or_default().to_lowercase());
        names.iter().any(|name| name.contains("publish") || name.contains("entry-date"))
    };
    let read = |id: &Id| {
        let given = dom.attribute(*id, Attr::DateTime).or_else(|| dom.attribute(*id, Attr::Content));
        given.and_then(dates::date).or_else(|| dates::date(&dom.brief(*id)))
    };
    times.iter().filter(|id| is_marked(id)).find_map(read).or_else(|| times.iter().find_map(read))
}

/// The first line that is marked as the author's, and the name in it.
fn byline(dom: &Dom) -> Option<(Id, String)> {
    let mut id = 1;
    while id < dom.len() {
        let Some(tag) = dom.tag(id) else {
            id += 1;
            continue;
        };
        if tag.is_silent() || hidden::is_hidden(dom, id) {
            id = dom.end(id);
            continue;
        }
        if !matches!(tag, Tag::Body | Tag::Html | Tag::Meta | Tag::Link) && hints::is_byline(dom, id) && dom.end(id) - id < 200 {
            let named = dom.range(id).find(|id| dom.attribute(*id, Attr::Itemprop).is_some_and(|prop| prop.contains("name")));
            let words = dom.brief(named.unwrap_or(id));
            let length = dom.brief(id).trim().chars().count();
            if (1..BYLINE).contains(&length)
                && let Some(name) = name(&words)
            {
                return Some((id, name));
            }
        }
        id += 1;
    }
    None
}

/// The name in a line such as “By A. Person | 3 May 2015”.
fn name(words: &str) -> Option<String> {
    const BY: &[&str] = &["by", "von", "par", "por", "di", "door", "av", "af", "od", "автор", "written by", "posted by", "author"];
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut rest = words.as_str();
    for by in BY.iter().rev() {
        let lower = rest.to_lowercase();
        if lower.len() == rest.len() && lower.starts_with(by) && rest[by.len()..].starts_with([' ', ':']) {
            rest = rest[by.len()..].trim_start_matches([' ', ':']);
        }
    }
    let end = rest.find(|c: char| c.is_ascii_digit() || matches!(c, '|' | '•' | '·' | '\u{2014}')).unwrap_or(rest.len());
    let mut all: Vec<&str> = rest[..end].split(' ').filter(|word| !word.is_empty()).collect();
    // A month before a figure is of a date; alone it may be a name.
    let is_dated = rest[end..].starts_with(|c: char| c.is_ascii_digit());
    while all.last().is_some_and(|word| {
        is_dated && dates::is_month(word)
            || matches!(word.to_lowercase().as_str(), "on" | "at" | "/" | "-" | "–" | "posted" | "published")
    }) {
        all.pop();
    }
    let name = all.join(" ");
    let name = name.trim_matches([',', ' ', ':', '-', '–']);
    name.chars().any(char::is_alphabetic).then(|| name.to_owned())
}

/// A value on one line, of a length that can be shown.
fn line(value: &str) -> Option<String> {
    let line: String = value.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(limits::NAME).collect();
    (!line.is_empty()).then_some(line)
}

//! What names of classes and ids say about a part of a page.

use super::dom::{Attr, Dom, Id};

/// What surrounds an article, by what its makers mostly call it.
const AROUND: &[&str] = &[
    "-ad-",
    "ad-break",
    "agegate",
    "banner",
    "breadcrumb",
    "combx",
    "comment",
    "community",
    "cover-wrap",
    "disqus",
    "extra",
    "footer",
    "gdpr",
    "header",
    "legends",
    "menu",
    "newsletter-",
    "pager",
    "pagination",
    "popup",
    "related",
    "remark",
    "replies",
    "rss",
    "shoutbox",
    "sidebar",
    "skyscraper",
    "social",
    "sponsor",
    "supplemental",
    "yom-remote",
];

/// What may be an article all the same.
const PERHAPS: &[&str] = &["and", "article", "body", "column", "content", "main", "mathjax", "shadow"];

/// What speaks for an article.
const FOR: &[&str] = &["article", "blog", "body", "content", "entry", "main", "page", "pagination", "post", "story", "text"];

/// What speaks against one.
const AGAINST: &[&str] = &[
    "-ad-",
    "banner",
    "combx",
    "comment",
    "com-",
    "contact",
    "footer",
    "gdpr",
    "hidden",
    "masthead",
    "media",
    "meta",
    "outbrain",
    "promo",
    "related",
    "scroll",
    "share",
    "shoutbox",
    "sidebar",
    "skyscraper",
    "sponsor",
    "shopping",
    "tags",
    "widget",
];

/// Roles of elements that are never in an article.
const ROLES: &[&str] = &["menu", "menubar", "complementary", "navigation", "alert", "alertdialog", "dialog"];

fn has(name: &str, words: &[&str]) -> bool {
    words.iter().any(|word| name.contains(word))
}

fn names(dom: &Dom, id: Id) -> [Option<String>; 2] {
    [Attr::Class, Attr::Id].map(|attribute| dom.attribute(id, attribute).filter(|value| !value.is_empty()).map(str::to_lowercase))
}

/// Whether a part of a page is hardly in an article, by its names alone.
pub(super) fn is_unlikely(dom: &Dom, id: Id) -> bool {
    let names = names(dom, id);
    let any = |words: &[&str]| names.iter().flatten().any(|name| has(name, words));
    any(AROUND) && !any(PERHAPS)
}

/// Whether the role of an element keeps it out.
pub(super) fn has_role_around(dom: &Dom, id: Id) -> bool {
    dom.attribute(id, Attr::Role).is_some_and(|role| ROLES.contains(&role))
}

/// How much the names speak for an article (above 0) or against it: 25 for class and id each.
pub(super) fn weight(dom: &Dom, id: Id) -> f64 {
    let of = |name: &String| match (has(name, FOR), has(name, AGAINST)) {
        (true, false) => 25.0,
        (false, true) => -25.0,
        _ => 0.0,
    };
    names(dom, id).iter().flatten().map(of).sum()
}

/// Whether it is called a place to share a page from.
pub(super) fn is_for_sharing(dom: &Dom, id: Id) -> bool {
    let is_word = |name: &String| name.split([' ', '_', '-', '\t', '\n']).any(|word| matches!(word, "share" | "sharedaddy"));
    names(dom, id).iter().flatten().any(is_word)
}

/// Whether it is called a line that names the author.
pub(super) fn is_byline(dom: &Dom, id: Id) -> bool {
    if dom.attribute(id, Attr::Rel) == Some("author")
        || dom.attribute(id, Attr::Itemprop).is_some_and(|prop| prop.contains("author"))
    {
        return true;
    }
    names(dom, id).iter().flatten().any(|name| has(name, &["byline", "author", "dateline", "writtenby", "p-author"]))
}

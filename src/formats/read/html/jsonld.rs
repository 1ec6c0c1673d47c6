//! What a page says of its article in JSON-LD, in the words of schema.org.

use serde_json::Value;

use super::dom::{Attr, Dom};
use super::tag::Tag;
use crate::report::limits;

/// What is said of an article.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<String>,
    pub(super) language: Option<String>,
    pub(super) licence: Option<String>,
    pub(super) url: Option<String>,
}

/// What the first object says that is an article. Where it has a headline and another name, the one that the page's title has
/// more of is its title.
pub(super) fn read(dom: &Dom, document_title: &str) -> Linked {
    let is_linked =
        |id: &usize| dom.is(*id, Tag::Script) && dom.attribute(*id, Attr::Type).is_some_and(|kind| kind.contains("ld+json"));
    for id in (0..dom.len()).filter(is_linked).take(100) {
        let words = dom.words(id);
        let text = words.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim_end_matches(';');
        let Ok(value) = serde_json::from_str::<Value>(text) else { continue };
        if let Some(article) = article(&value) {
            return linked(article, document_title);
        }
    }
    Linked::default()
}

/// The first article in a value: itself, in a list, or in a graph.
fn article(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(all) => all.iter().take(limits::LINKED).find_map(article),
        Value::Object(fields) if is_article(value) => Some(value).filter(|_| !fields.is_empty()),
        Value::Object(fields) => fields
            .get("@graph")
            .and_then(|graph| graph.as_array())
            .and_then(|graph| graph.iter().take(limits::LINKED).find(|entry| is_article(entry))),
        _ => None,
    }
}

fn is_article(value: &Value) -> bool {
    let is = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            kind.ends_with("Article")
                || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "SocialMediaPosting" | "DiscussionForumPosting" | "Report")
        })
    };
    match &value["@type"] {
        Value::Array(all) => all.iter().any(is),
        kind => is(kind),
    }
}

fn linked(article: &Value, document_title: &str) -> Linked {
    let text = |name: &str| article[name].as_str().map(str::to_owned).filter(|text| !text.trim().is_empty());
    let title = match (text("headline"), text("name")) {
        (Some(headline), Some(name)) => {
            let is_of_page = |title: &str| super::article::is_like(document_title, title);
            Some(if is_of_page(&name) && !is_of_page(&headline) { name } else { headline })
        }
        (headline, name) => headline.or(name),
    };
    Linked {
        title,
        author: names(&article["author"]),
        publisher: names(&article["publisher"]),
        published: text("datePublished"),
        language: text("inLanguage"),
        licence: text("license").or_else(|| article["license"]["url"].as_str().map(str::to_owned)),
        url: text("url"),
    }
    .decoded()
}

impl Linked {
    /// Some pages escape signs in JSON as in HTML.
    fn decoded(mut self) -> Self {
        for value in [&mut self.title, &mut self.author, &mut self.publisher].into_iter().flatten() {
            if value.contains('&') {
                for (entity, sign) in
                    [("&amp;", "&"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&lt;", "<"), ("&gt;", ">")]
                {
                    *value = value.replace(entity, sign);
                }
            }
        }
        self
    }
}

/// A name, the name of a person or of an organisation, or several of them.
fn names(value: &Value) -> Option<String> {
    let name = |value: &Value| value.as_str().or_else(|| value["name"].as_str()).map(|name| name.trim().to_owned());
    let all: Vec<String> = match value {
        Value::Array(all) => all.iter().take(limits::LINKED).filter_map(name).collect(),
        one => name(one).into_iter().collect(),
    };
    let all: Vec<String> = all.into_iter().filter(|name| !name.is_empty() && !name.contains("://")).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

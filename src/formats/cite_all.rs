//! Several citations as one: accounts of one hour, with a sentence on what they agree on.

use serde_json::Value;

use super::cite;
use crate::report::citation::{Citation, Form};
use crate::report::outside;

/// Writes citations one after another, the sentence first where the form has room for it.
#[must_use]
pub fn write(said: &str, citations: &[Citation], form: Form) -> String {
    let each = || citations.iter().map(|citation| cite::write(citation, form));
    match form {
        Form::Footnote => std::iter::once(outside::said(said).into_owned()).chain(each()).collect::<Vec<_>>().join(" "),
        Form::Markdown => {
            std::iter::once(format!("{}\n", cite::escape_markdown(said))).chain(each()).collect::<Vec<_>>().join("\n")
        }
        Form::BibTex => {
            let mut keys = Keys::default();
            each().map(|entry| with_key(&entry, &mut keys)).collect::<Vec<_>>().join("\n")
        }
        Form::CslJson => csl(each()),
        Form::Link => each().collect::<Vec<_>>().join("\n"),
    }
}

/// The keys that are in use. Accounts in one paragraph would have the same.
#[derive(Default)]
struct Keys(Vec<String>);

impl Keys {
    fn unused(&mut self, key: &str) -> String {
        let letters = ('b'..='z').map(|letter| format!("{key}{letter}"));
        let numbers = (2..).map(|number| format!("{key}-{number}"));
        let mut all = std::iter::once(key.to_owned()).chain(letters).chain(numbers);
        let free = all.find(|key| !self.0.contains(key)).unwrap_or_default();
        self.0.push(free.clone());
        free
    }
}

fn with_key(entry: &str, keys: &mut Keys) -> String {
    let Some((start, (key, rest))) = entry.split_once('{').and_then(|(start, rest)| Some((start, rest.split_once(',')?))) else {
        return entry.to_owned();
    };
    format!("{start}{{{},{rest}", keys.unused(key))
}

fn csl(each: impl Iterator<Item = String>) -> String {
    let mut keys = Keys::default();
    let mut items = Vec::new();
    for item in each.filter_map(|text| serde_json::from_str::<Vec<Value>>(&text).ok()).flatten() {
        let mut item = item;
        if let Some(id) = item.get_mut("id")
            && let Some(key) = id.as_str().map(str::to_owned)
        {
            *id = Value::String(keys.unused(&key));
        }
        items.push(item);
    }
    serde_json::to_string_pretty(&items).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::credit::Source;

    fn citation(quotation: &str) -> Citation {
        let source = Source { title: "A report".to_owned(), author: "Nobody".to_owned(), ..Source::default() };
        let link = format!("dateline:passage?quote={quotation}");
        Citation { quotation: quotation.to_owned(), passage: None, source, paragraph: 4, pages: None, link }
    }

    #[test]
    fn accounts_are_cited_together_under_keys_of_their_own() {
        let both = [citation("one"), citation("two")];
        let written = |form| write("Both speak of Almaty.", &both, form);
        let footnote = written(Form::Footnote);
        let expected = "Both speak of Almaty. “one”. Nobody, “A report”, paragraph 4, <dateline:passage?quote=one>. \
            “two”. Nobody, “A report”, paragraph 4, <dateline:passage?quote=two>.";
        assert_eq!(footnote, expected);
        assert!(written(Form::Markdown).starts_with("Both speak of Almaty.\n\n> one\n\n"));
        let bibtex = written(Form::BibTex);
        assert!(bibtex.contains("@misc{nobodyp4,") && bibtex.contains("@misc{nobodyp4b,"), "{bibtex}");
        let items: Vec<Value> = serde_json::from_str(&written(Form::CslJson)).unwrap();
        assert_eq!(items.iter().map(|item| item["id"].as_str().unwrap()).collect::<Vec<_>>(), ["nobodyp4", "nobodyp4b"]);
        assert_eq!(written(Form::Link), "dateline:passage?quote=one\ndateline:passage?quote=two");
    }
}

//! What stands before a text in Markdown: fields in the manner of YAML, of TOML or of pandoc's title block.
//!
//! Only what such heads mostly hold is read: names and values, values in quotes, lists, several lines of text. The whole of YAML
//! would bring along references that grow without end.

use super::manuscript::{About, Provenance, Told};
use super::{dates, told};
use crate::report::limits;

/// The fields of a head, names in lower case, and the text after it.
pub(super) fn split(text: &str) -> (Vec<(String, String)>, &str) {
    let text = text.trim_start_matches('\u{feff}');
    let fenced = |fence: &str, ends: &[&str]| {
        let rest = text.strip_prefix(fence)?;
        let rest = rest.trim_start_matches([' ', '\t']).strip_prefix('\r').unwrap_or(rest).strip_prefix('\n')?;
        let mut at = 0;
        for line in rest.split_inclusive('\n') {
            if ends.contains(&line.trim_end()) {
                return Some((&rest[..at], &rest[at + line.len()..]));
            }
            at += line.len();
            if at > limits::ENTRY_BYTES {
                break;
            }
        }
        None
    };
    if let Some((head, rest)) = fenced("---", &["---", "..."]).filter(|(head, _)| is_head(head, ':')) {
        return (fields(head, ':'), rest);
    }
    if let Some((head, rest)) = fenced("+++", &["+++"]).filter(|(head, _)| is_head(head, '=')) {
        return (fields(head, '='), rest);
    }
    if text.starts_with("% ") { title_block(text) } else { (Vec::new(), text) }
}

/// Whether these lines are fields, and not text between two rules.
fn is_head(head: &str, sign: char) -> bool {
    let first = head.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    first.is_none_or(|line| {
        line.split_once(sign).is_some_and(|(name, _)| !name.trim().is_empty() && !name.trim().contains(' '))
            || line.starts_with('[')
    })
}

fn fields(head: &str, sign: char) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in head.lines().take(limits::FIELDS) {
        let words = line.trim();
        if words.is_empty() || words.starts_with('#') || sign == '=' && words.starts_with('[') && words.ends_with(']') {
            continue;
        }
        let is_deeper = line.starts_with([' ', '\t']) || words.starts_with("- ");
        match line.split_once(sign) {
            Some((name, value)) if !is_deeper => {
                fields.push((name.trim().trim_matches('"').to_lowercase(), plain(value.trim())));
            }
            _ => {
                if let Some((_, value)) = fields.last_mut() {
                    add(value, words);
                }
            }
        }
    }
    fields
}

/// Adds a line to a value: a point of a list, a field of one (`name: …`), or more text.
fn add(value: &mut String, words: &str) {
    let is_point = words.starts_with("- ");
    let words = words.trim_start_matches("- ").trim();
    let words = match words.split_once(": ") {
        Some(("name" | "text" | "main", name)) => name,
        Some((key, _)) if !key.contains(' ') && key.chars().all(|c| c.is_ascii_lowercase() || c == '-') => return,
        _ => words,
    };
    if matches!(value.as_str(), "|" | ">" | "|-" | ">-" | "[") {
        value.clear();
    }
    if !value.is_empty() {
        value.push_str(if is_point { ", " } else { " " });
    }
    value.push_str(plain(words.trim_end_matches(',')).trim_end_matches(']'));
}

/// A value without its quotes; the points of a list on one line set apart by commas.
fn plain(value: &str) -> String {
    if let Some(list) = value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
        return list.split(',').map(|point| plain(point.trim())).collect::<Vec<_>>().join(", ");
    }
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote)
            && let Some(end) = rest.rfind(quote)
        {
            return if quote == '"' { rest[..end].replace("\\\"", "\"") } else { rest[..end].replace("''", "'") };
        }
    }
    value.split(" #").next().unwrap_or(value).trim().to_owned()
}

/// Pandoc's title block: up to three lines that begin with a percent sign, for title, authors and date.
fn title_block(text: &str) -> (Vec<(String, String)>, &str) {
    let (mut fields, mut rest): (Vec<(String, String)>, &str) = (Vec::new(), text);
    let mut names = ["title", "author", "date"].into_iter();
    while let Some(line) = rest.split_inclusive('\n').next() {
        if let Some(value) = line.strip_prefix('%') {
            let Some(name) = names.next() else { break };
            fields.push((name.to_owned(), value.trim().replace(';', ",")));
        } else if line.starts_with(' ') && !line.trim().is_empty() && !fields.is_empty() {
            let (name, value) = fields.last_mut().map_or((true, None), |(name, value)| (name == "author", Some(value)));
            if let Some(value) = value {
                value.push_str(if name { ", " } else { " " });
                value.push_str(line.trim());
            }
        } else {
            break;
        }
        rest = &rest[line.len()..];
    }
    (fields, rest)
}

/// What these fields say.
pub(super) fn about(fields: &[(String, String)]) -> About {
    let value = |names: &[&str]| {
        let found = names.iter().find_map(|name| fields.iter().find(|(field, value)| field == name && !value.trim().is_empty()));
        found
            .map(|(_, value)| value.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(limits::NAME).collect::<String>())
    };
    let text = |names: &[&str]| value(names).map(|value| told(&value));
    let date = |names: &[&str]| value(names).and_then(|value| dates::date(&value)).map(|when| Told::new(when, Provenance::File));
    About {
        title: text(&["title"]),
        author: text(&["author", "authors", "by", "creator"]),
        publisher: text(&["publisher", "site", "organization", "organisation"]),
        published: date(&["published", "date", "pubdate", "publishdate", "publish_date", "issued"]),
        written: date(&["written", "created"]),
        language: text(&["lang", "language", "locale"]).filter(|told| (2..=12).contains(&told.value.len())),
        licence: text(&["license", "licence", "rights", "copyright"]),
        source: text(&["source", "url", "canonical", "canonical_url", "permalink"]).filter(|told| told.value.contains("://")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)], rest: &str) {
        let (fields, found) = split(text);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!((fields.as_slice(), found), (expected, rest), "{text}");
    }

    #[test]
    fn heads_of_all_manners_are_read() {
        check("---\ntitle: A: b # c\nDate: 2022-01-05\n---\ntext", &[("title", "A: b"), ("date", "2022-01-05")], "text");
        check("---\r\ntitle: 'It''s'\r\n...\r\ntext", &[("title", "It's")], "text");
        check("---\nauthor:\n- A B\n- name: C\n  email: x\ntags: [a, \"b\"]\n---\n", &[("author", "A B, C"), ("tags", "a, b")], "");
        check("---\nabstract: |\n  one\n  two\n---\n", &[("abstract", "one two")], "");
        check("+++\ntitle = \"A \\\"b\\\"\"\n[extra]\nx = 1\n+++\ntext", &[("title", "A \"b\""), ("x", "1")], "text");
        check(
            "% A title\n  goes on\n% A; B\n% May 2015\ntext",
            &[("title", "A title goes on"), ("author", "A, B"), ("date", "May 2015")],
            "text",
        );
        check("---\nA rule before this.\n---\n", &[], "---\nA rule before this.\n---\n");
        check("---\ntitle: no end", &[], "---\ntitle: no end");
        check("---\n---\ntext", &[], "text");
        check("", &[], "");
    }

    #[test]
    fn fields_say_what_the_text_is() {
        let (fields, _) = split(
            "---\ntitle: T\nauthors: [A, B]\ndate: 5 January 2022\nlang: kk\nlicense: CC0\nurl: https://example.org/a\n---\n",
        );
        let about = about(&fields);
        assert_eq!(about.title, Some(told("T")));
        assert_eq!(about.author, Some(told("A, B")));
        assert_eq!(about.published.map(|told| told.value.to_string()).as_deref(), Some("2022-01-05"));
        assert_eq!(
            (about.language, about.licence, about.source),
            (Some(told("kk")), Some(told("CC0")), Some(told("https://example.org/a")))
        );
    }
}

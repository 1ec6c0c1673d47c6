//! Citations: a footnote, Markdown, BibTeX, CSL-JSON.

use chrono::Datelike;
use serde_json::{Value, json};

use super::put;
use crate::report::citation::{Citation, Form};
use crate::report::outside::{closed, plain, plain_lines, said};
use crate::report::when::{Precision, Set, When};
use crate::report::wording;

/// Writes a citation.
#[must_use]
pub fn write(citation: &Citation, form: Form) -> String {
    match form {
        Form::Footnote => footnote(citation),
        Form::Markdown => markdown(citation),
        Form::BibTex => bibtex(citation),
        Form::CslJson => serde_json::to_string_pretty(&json!([csl(citation)])).unwrap_or_default(),
        Form::Link => citation.link.clone(),
    }
}

/// The quotation on one line, in quotation marks unless it brings its own.
fn quoted(citation: &Citation) -> String {
    let line = citation.quotation.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = line.starts_with('“') && line.ends_with('”') && line.matches('“').count() == 1;
    // In quotation marks of our own it is shut in between them.
    if whole { closed(&line).into_owned() } else { format!("“{}”", closed(&line)) }
}

/// Where and when, who and how: `ALMATY, 5 JANUARY 2022; A witness; witnessed`.
fn spoken(citation: &Citation) -> Option<String> {
    let spoken = citation.passage.as_ref()?;
    Some(format!("{}; {}; {}", spoken.dateline, spoken.voice, spoken.status.word()))
}

/// Author, title, publisher, date, paragraph and address, the title as it is given.
fn reference(citation: &Citation, title: &str, text: impl Fn(&str) -> String) -> String {
    let source = &citation.source;
    let mut parts = vec![text(&source.author), title.to_owned(), text(&source.publisher)];
    parts.extend(source.published.as_ref().map(wording::when));
    parts.push(text(&citation.locator()));
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

fn footnote(citation: &Citation) -> String {
    let spoken = spoken(citation).map(|spoken| format!(" ({spoken})")).unwrap_or_default();
    let reference = reference(citation, &format!("“{}”", closed(&citation.source.title)), |text| closed(text).into_owned());
    let mut line = format!("{}{spoken}. {reference}", quoted(citation));
    for address in [&citation.source.address, &citation.link] {
        if !address.is_empty() {
            put(&mut line, format_args!(", <{address}>"));
        }
    }
    line.push('.');
    said(&line).into_owned()
}

/// A quotation in Markdown with the line that says where it is from.
#[must_use]
pub fn markdown(citation: &Citation) -> String {
    let lines = citation.quotation.lines().filter(|line| !line.trim().is_empty());
    let quotation: Vec<String> = lines.map(|line| format!("> {}", escape_markdown(&closed(line.trim())))).collect();
    let spoken = citation.passage.as_ref().map(|spoken| {
        let (dateline, voice) = (escape_markdown(&spoken.dateline), escape_markdown(&spoken.voice));
        format!("**{dateline}.** {voice}, {}. ", spoken.status.word())
    });
    let title = format!("*{}*", escape_markdown(&closed(&citation.source.title)));
    let title = match plain(&citation.source.address) {
        none if none.is_empty() => title,
        // Between angle brackets an address ends only with one, or with its line.
        address => format!("[{title}](<{}>)", address.replace(['<', '>', '\\'], "")),
    };
    let reference = reference(citation, &title, |text| escape_markdown(&closed(text)));
    format!("{}\n\n{}{reference}. [Dateline](<{}>)\n", quotation.join("\n>\n"), spoken.unwrap_or_default(), citation.link)
}

/// Text on one line in which nothing has a meaning in Markdown.
#[must_use]
pub fn escape_markdown(text: &str) -> String {
    let line = said(text);
    let line = line.trim();
    let mut escaped = String::with_capacity(line.len());
    for (at, c) in line.char_indices() {
        let at_start = at == 0 && matches!(c, '-' | '+' | '#' | '=');
        let after_number = matches!(c, '.' | ')') && at > 0 && line[..at].bytes().all(|byte| byte.is_ascii_digit());
        if at_start || after_number || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '!') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// A key of plain letters and digits: author, year, paragraph.
fn key(citation: &Citation) -> String {
    let word = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).take(16).collect::<String>().to_lowercase();
    let name = [&citation.source.author, &citation.source.title].into_iter().map(|text| word(text)).find(|word| !word.is_empty());
    let year = citation.source.published.as_ref().map(|when| when.earliest().year().to_string()).unwrap_or_default();
    format!("{}{year}p{}", name.unwrap_or_else(|| "report".to_owned()), citation.paragraph)
}

fn bibtex(citation: &Citation) -> String {
    let source = &citation.source;
    let mut fields = vec![("title", format!("{{{}}}", escape_tex(&source.title)))];
    if !source.author.is_empty() {
        // Two braces, or a name of an institution would be taken apart into given and family name.
        fields.push(("author", format!("{{{}}}", escape_tex(&source.author))));
    }
    if !source.publisher.is_empty() {
        fields.push(("howpublished", escape_tex(&source.publisher)));
    }
    if let Some(date) = source.published.as_ref().and_then(date_parts) {
        fields.push(("year", date[0].to_string()));
        if let Some(month) = date.get(1) {
            fields.push(("month", month.to_string()));
        }
        if let Some(day) = date.get(2) {
            fields.push(("day", day.to_string()));
        }
    }
    if !source.address.is_empty() {
        fields.push(("url", bare(&source.address)));
    }
    let spoken = spoken(citation).map(|spoken| format!(" {}.", escape_tex(&spoken))).unwrap_or_default();
    if let Some((first, last)) = &citation.pages {
        let pages = if first == last { escape_tex(first) } else { format!("{}--{}", escape_tex(first), escape_tex(last)) };
        fields.push(("pages", pages));
    }
    fields.push(("note", format!("Paragraph {}.{spoken}", citation.paragraph)));
    fields.push(("quotation", escape_tex(&citation.quotation)));
    fields.push(("dateline", bare(&citation.link)));
    let lines: Vec<String> = fields.iter().map(|(name, value)| format!("  {name} = {{{value}}},\n")).collect();
    format!("@misc{{{},\n{}}}\n", key(citation), lines.concat())
}

/// An address in a field that is taken as it is: braces would end it.
fn bare(address: &str) -> String {
    plain(address).replace('{', "%7B").replace('}', "%7D").replace(char::is_whitespace, "")
}

fn escape_tex(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in plain(&text.split_whitespace().collect::<Vec<_>>().join(" ")).chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            // A brace with a backslash still counts as a brace to BibTeX.
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Year, month and day, as far as they are given; `None` for years that these formats cannot hold.
fn date_parts(when: &When) -> Option<Vec<i64>> {
    let date = when.earliest().date();
    let precision = when.start().precision()?;
    // The first of several dates that may be meant is none that anyone gave.
    if when.set() != Set::None || matches!(precision, Precision::Digits(_) | Precision::Estimate(_)) {
        return None;
    }
    let mut parts = vec![i64::from(date.year())];
    if matches!(precision, Precision::Month | Precision::Day | Precision::SomeDayOfMonth) || precision.is_clock() {
        parts.push(i64::from(date.month()));
    }
    if precision == Precision::Day || precision.is_clock() {
        parts.push(i64::from(date.day()));
    }
    (1..=9999).contains(&date.year()).then_some(parts)
}

fn csl(citation: &Citation) -> Value {
    let source = &citation.source;
    let mut item = json!({"id": key(citation), "type": "report", "title": plain(&source.title)});
    let mut put = |name: &str, value: Value| {
        if let Some(fields) = item.as_object_mut() {
            fields.insert(name.to_owned(), value);
        }
    };
    if !source.author.is_empty() {
        put("author", json!([{"literal": plain(&source.author)}]));
    }
    if !source.publisher.is_empty() {
        put("publisher", json!(plain(&source.publisher)));
    }
    if let Some(date) = source.published.as_ref().and_then(date_parts) {
        put("issued", json!({"date-parts": [date]}));
    }
    if !source.address.is_empty() {
        put("URL", json!(plain(&source.address)));
    }
    if let Some((first, last)) = &citation.pages {
        put("page", json!(if first == last { plain(first).into_owned() } else { format!("{}-{}", plain(first), plain(last)) }));
    }
    let spoken = spoken(citation).map(|spoken| format!(" {spoken}.")).unwrap_or_default();
    put("note", json!(format!("Paragraph {}.{spoken}", citation.paragraph)));
    let quotation = plain_lines(&citation.quotation);
    let mut custom = json!({"quotation": quotation, "paragraph": citation.paragraph, "dateline-link": citation.link});
    if let (Some(spoken), Some(fields)) = (&citation.passage, custom.as_object_mut()) {
        fields.insert("dateline".to_owned(), json!(spoken.dateline));
        fields.insert("voice".to_owned(), json!(spoken.voice));
        fields.insert("status".to_owned(), json!(spoken.status.word()));
    }
    put("custom", custom);
    item
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::citation::Spoken;
    use crate::report::credit::Source;
    use crate::report::passage::Status;
    use proptest::prelude::*;

    fn citation() -> Citation {
        Citation {
            quotation: "All night there were explosions.\nSome people burned 5 & 6_cars.".to_owned(),
            passage: Some(Spoken {
                dateline: "ALMATY, 5 JANUARY 2022, c. 10:00".to_owned(),
                voice: "A contact, via Editors".to_owned(),
                status: Status::Witnessed,
            }),
            source: Source {
                title: "The Uprising {in} Kazakhstan".to_owned(),
                author: "CrimethInc.".to_owned(),
                publisher: "A *press*".to_owned(),
                published: Some("2022-01-06".parse().unwrap()),
                address: "https://example.org/a_b".to_owned(),
            },
            paragraph: 12,
            pages: None,
            link: "dateline:passage?text=ab&at=1-2&quote=All%20night".to_owned(),
        }
    }

    #[test]
    fn a_footnote_says_it_all_on_one_line() {
        assert_eq!(
            write(&citation(), Form::Footnote),
            "“All night there were explosions. Some people burned 5 & 6_cars.” (ALMATY, 5 JANUARY 2022, c. 10:00; A contact, via \
             Editors; witnessed). CrimethInc., “The Uprising {in} Kazakhstan”, A *press*, 6 January 2022, paragraph 12, \
             <https://example.org/a_b>, <dateline:passage?text=ab&at=1-2&quote=All%20night>."
        );
        let bare = Citation { passage: None, source: Source { title: "T".into(), ..Source::default() }, ..citation() };
        assert!(
            write(&bare, Form::Footnote)
                .ends_with("cars.”. “T”, paragraph 12, <dateline:passage?text=ab&at=1-2&quote=All%20night>.")
        );
    }

    #[test]
    fn markdown_sets_the_quotation_apart() {
        assert_eq!(
            write(&citation(), Form::Markdown),
            "> All night there were explosions.\n>\n> Some people burned 5 \\& 6\\_cars.\n\n**ALMATY, 5 JANUARY 2022, c. 10:00.** A \
             contact, via Editors, witnessed. CrimethInc., [*The Uprising {in} Kazakhstan*](<https://example.org/a_b>), A \
             \\*press\\*, 6 January 2022, paragraph 12. [Dateline](<dateline:passage?text=ab&at=1-2&quote=All%20night>)\n"
        );
        assert_eq!(escape_markdown("1. - # x"), "1\\. - # x");
        assert_eq!(escape_markdown("- x"), "\\- x");
    }

    /// The fields of an entry, by a reader that knows braces and nothing else, as BibTeX does.
    fn fields(entry: &str) -> Vec<(String, String)> {
        let body = entry.strip_prefix("@misc{").unwrap().trim_end().strip_suffix('}').unwrap();
        let (_, mut rest) = body.split_once(",\n").unwrap();
        let mut fields = Vec::new();
        while let Some((name, after)) = rest.split_once(" = {") {
            let mut depth = 1;
            let end = after.char_indices().find(|(_, c)| {
                depth += i32::from(*c == '{') - i32::from(*c == '}');
                depth == 0
            });
            let end = end.unwrap().0;
            fields.push((name.trim().to_owned(), after[..end].to_owned()));
            rest = after[end + 1..].strip_prefix(",\n").unwrap();
        }
        assert!(rest.is_empty(), "{rest}");
        fields
    }

    #[test]
    fn bibtex_can_be_read() {
        let entry = write(&citation(), Form::BibTex);
        assert!(entry.starts_with("@misc{crimethinc2022p12,\n"), "{entry}");
        let fields = fields(&entry);
        let get = |name: &str| fields.iter().find(|(own, _)| own == name).unwrap().1.as_str();
        assert_eq!(get("author"), "{CrimethInc.}");
        assert_eq!(get("title"), "{The Uprising \\textbraceleft{}in\\textbraceright{} Kazakhstan}");
        assert_eq!([get("year"), get("month"), get("day")], ["2022", "1", "6"]);
        assert_eq!(get("quotation"), "All night there were explosions. Some people burned 5 \\& 6\\_cars.");
        assert_eq!(get("dateline"), citation().link);
    }

    #[test]
    fn csl_json_can_be_read() {
        let items: Value = serde_json::from_str(&write(&citation(), Form::CslJson)).unwrap();
        let item = &items[0];
        assert_eq!(item["type"], "report");
        assert_eq!(item["author"][0]["literal"], "CrimethInc.");
        assert_eq!(item["issued"]["date-parts"], json!([[2022, 1, 6]]));
        assert_eq!(item["note"], "Paragraph 12. ALMATY, 5 JANUARY 2022, c. 10:00; A contact, via Editors; witnessed.");
        assert_eq!(item["custom"]["dateline-link"], citation().link);
        let month = Source { published: Some("2022-01".parse().unwrap()), ..citation().source };
        assert_eq!(csl(&Citation { source: month, ..citation() })["issued"]["date-parts"], json!([[2022, 1]]));
    }

    #[test]
    fn where_there_are_pages_they_are_named() {
        let on = |first: &str, last: &str| Citation { pages: Some((first.to_owned(), last.to_owned())), ..citation() };
        assert!(write(&on("iv", "iv"), Form::Footnote).contains(", p. iv, <"), "{}", write(&on("iv", "iv"), Form::Footnote));
        assert!(write(&on("12", "13"), Form::Markdown).contains(", pp. 12–13. ["));
        assert!(write(&on("12", "13"), Form::BibTex).contains("  pages = {12--13},"));
        assert!(write(&on("12", "13"), Form::CslJson).contains(r#""page": "12-13""#));
    }

    proptest! {
        #[test]
        fn whatever_is_quoted_bibtex_and_json_can_be_read(quotation in "\\PC{0,60}", author in "\\PC{0,20}") {
            let source = Source { author: author.clone(), ..citation().source };
            let citation = Citation { quotation, source, ..citation() };
            fields(&write(&citation, Form::BibTex));
            let items: Value = serde_json::from_str(&write(&citation, Form::CslJson)).unwrap();
            prop_assert_eq!(items[0]["custom"]["quotation"].as_str().unwrap(), plain_lines(&citation.quotation));
        }
    }
}

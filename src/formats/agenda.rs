//! The agenda: every passage in one plain list by day and hour, as Markdown and as a page.
//!
//! For screen readers, for printing, for a classroom: what the map and the timeline show, in the order of time.

use super::cite::escape_markdown;
use super::put;
use crate::report::credit;
use crate::report::dossier::Dossier;
use crate::report::moment::{DAY, HOUR, Moment};
use crate::report::passage::Passage;
use crate::report::when::{Precision, When};
use crate::report::wording;

/// The passages of one day, or of one longer time.
struct Group<'a> {
    heading: String,
    /// In order. The hours of a day have a heading each; what is not of an hour stands first, without one.
    hours: Vec<(Option<String>, Vec<&'a Passage>)>,
}

/// A time that lies in a day and begins at an hour of it; nights are counted with the day on which they begin.
fn is_of_an_hour(when: &When) -> bool {
    when.start().precision() == Some(Precision::Minute) && when.seconds() <= DAY + DAY / 2
}

fn is_of_a_day(when: &When) -> bool {
    is_of_an_hour(when) || (when.seconds() <= DAY && when.start().precision() == Some(Precision::Day))
}

/// Every passage, dated ones in the order of time, undated ones at the end in the order of the text.
fn groups(dossier: &Dossier) -> Vec<Group<'_>> {
    let mut dated: Vec<(&When, &Passage)> = dossier.passages.iter().filter_map(|it| Some((it.when.as_ref()?, it))).collect();
    let day = |when: &When| Moment::from_date(when.earliest().date());
    // A longer time comes before the day on which it begins, a whole day before its hours.
    dated.sort_by_key(|(when, _)| {
        let start = if is_of_a_day(when) { day(when) } else { when.earliest() };
        (start, is_of_a_day(when), is_of_an_hour(when), when.earliest(), when.latest())
    });
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (when, passage) in dated {
        let heading =
            if is_of_a_day(when) { wording::stretch(day(when), day(when).plus(DAY)) } else { capital(&wording::when(when)) };
        let hour = is_of_an_hour(when).then(|| {
            let from = Moment(when.earliest().0 - when.earliest().0.rem_euclid(HOUR));
            wording::clock(from)
        });
        file(&mut groups, heading, hour, passage);
    }
    for passage in dossier.passages.iter().filter(|passage| passage.when.is_none()) {
        file(&mut groups, "Without a date".to_owned(), None, passage);
    }
    groups
}

fn file<'a>(groups: &mut Vec<Group<'a>>, heading: String, hour: Option<String>, passage: &'a Passage) {
    match groups.last_mut().filter(|group| group.heading == heading) {
        Some(group) => match group.hours.last_mut().filter(|(name, _)| *name == hour) {
            Some((_, list)) => list.push(passage),
            None => group.hours.push((hour, vec![passage])),
        },
        None => groups.push(Group { heading, hours: vec![(hour, vec![passage])] }),
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

/// The places of a passage, the main one first.
fn places(dossier: &Dossier, passage: &Passage) -> String {
    let titles: Vec<&str> = passage.places.iter().map(|ix| dossier.place(*ix).title.as_str()).collect();
    if titles.is_empty() { "No place given".to_owned() } else { titles.join(", ") }
}

/// Who says it, how they know, and where it stands.
fn credit_line(dossier: &Dossier, passage: &Passage) -> String {
    let report = credit::source(dossier, passage.target).title;
    let paragraph = credit::paragraph(dossier, passage.target);
    format!("{}; {}; {report}, paragraph {paragraph}", credit::attribution(dossier, passage), passage.status.word())
}

/// In which clock the times are given.
fn clock_line(dossier: &Dossier) -> String {
    let first = dossier.passages.iter().filter_map(|passage| passage.when.as_ref()).filter(|when| is_of_an_hour(when));
    first.map(|when| format!("Times of day are {}.", wording::zone(dossier.head.zone, when.earliest()))).next().unwrap_or_default()
}

/// The agenda in Markdown.
#[must_use]
pub fn markdown(dossier: &Dossier) -> String {
    let mut text = format!("# {}: agenda\n", escape_markdown(&dossier.head.title));
    for line in [&dossier.head.description, &clock_line(dossier)].into_iter().filter(|line| !line.is_empty()) {
        put(&mut text, format_args!("\n{}\n", escape_markdown(line)));
    }
    for group in groups(dossier) {
        put(&mut text, format_args!("\n## {}\n", escape_markdown(&group.heading)));
        for (hour, list) in &group.hours {
            if let Some(hour) = hour {
                put(&mut text, format_args!("\n### {hour}\n"));
            }
            for passage in list {
                let head = format!("{} — {}", places(dossier, passage), credit::when(passage));
                put(&mut text, format_args!("\n**{}.** {}\n\n", escape_markdown(&head), escape_markdown(&passage.title)));
                let lines: Vec<String> = dossier
                    .slice(passage.target)
                    .lines()
                    .filter(|line| !line.trim().is_empty())
                    .map(|line| format!("> {}\n", escape_markdown(line)))
                    .collect();
                text.push_str(&lines.join(">\n"));
                put(&mut text, format_args!("\n{}\n", escape_markdown(&credit_line(dossier, passage))));
            }
        }
    }
    text
}

const STYLE: &str = "\
:root { color-scheme: light dark; }
body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 42rem; font: 1.06rem/1.55 Georgia, 'Source Serif 4', serif; background: #faf7f1; color: #24211c; }
h1 { font-size: 1.7rem; line-height: 1.2; }
h2 { margin-top: 2.6rem; border-bottom: 1px solid #a89c86; font-size: 1.25rem; }
h3 { margin: 1.6rem 0 0.4rem; font: 600 1rem/1.4 Inter, system-ui, sans-serif; }
nav ul, ol { list-style: none; padding: 0; }
nav li { display: inline-block; margin: 0 1rem 0.25rem 0; }
li > p { margin: 0.3rem 0; }
ol > li { margin: 0 0 1.5rem; break-inside: avoid; }
.place { font: 600 0.86rem/1.5 Inter, system-ui, sans-serif; color: #bf3b24; }
.credit, nav, .clock { font: 0.86rem/1.5 Inter, system-ui, sans-serif; color: #6b6558; }
blockquote { margin: 0.3rem 0; }
blockquote p { margin: 0 0 0.5rem; }
a { color: inherit; }
@media (prefers-color-scheme: dark) {
  body { background: #1c1f23; color: #e8e4da; }
  h2 { border-color: #6d6a60; }
  .place { color: #ff6a4d; }
  .credit, nav, .clock { color: #a29e94; }
}
@media print {
  body { max-width: none; padding: 0; background: #fff; color: #000; font-size: 10.5pt; }
  .place, .credit, nav, .clock { color: #000; }
  nav { display: none; }
  h2, h3 { break-after: avoid; }
}
";

/// The agenda as one page that needs nothing else: headings, lists, no script, made for printing too.
#[must_use]
pub fn html(dossier: &Dossier) -> String {
    let groups = groups(dossier);
    let title = escape(&format!("{}: agenda", dossier.head.title));
    let language = escape(&dossier.head.language);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<h1>{title}</h1>\n"
    );
    if !dossier.head.description.is_empty() {
        put(&mut page, format_args!("<p>{}</p>\n", escape(&dossier.head.description)));
    }
    put(
        &mut page,
        format_args!("<p class=\"clock\">{}</p>\n</header>\n<nav aria-label=\"Days\">\n<ul>\n", escape(&clock_line(dossier))),
    );
    for (index, group) in groups.iter().enumerate() {
        put(&mut page, format_args!("<li><a href=\"#g{index}\">{}</a></li>\n", escape(&group.heading)));
    }
    page.push_str("</ul>\n</nav>\n<main>\n");
    for (index, group) in groups.iter().enumerate() {
        put(
            &mut page,
            format_args!("<section aria-labelledby=\"g{index}\">\n<h2 id=\"g{index}\">{}</h2>\n", escape(&group.heading)),
        );
        for (hour, list) in &group.hours {
            if let Some(hour) = hour {
                put(&mut page, format_args!("<h3>{hour}</h3>\n"));
            }
            page.push_str("<ol>\n");
            page.extend(list.iter().map(|passage| item(dossier, passage)));
            page.push_str("</ol>\n");
        }
        page.push_str("</section>\n");
    }
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn item(dossier: &Dossier, passage: &Passage) -> String {
    let lines = dossier.slice(passage.target).lines().filter(|line| !line.trim().is_empty());
    let quotation = lines.map(|line| format!("<p dir=\"auto\">{}</p>", escape(line))).collect::<Vec<_>>().concat();
    format!(
        "<li>\n<p class=\"place\">{} — {}</p>\n<p><strong>{}</strong></p>\n<blockquote>{quotation}</blockquote>\n<p class=\"credit\">{}</p>\n</li>\n",
        escape(&places(dossier, passage)),
        escape(&credit::when(passage)),
        escape(&passage.title),
        escape(&credit_line(dossier, passage)),
    )
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // Characters that a page may not hold, whatever the text does.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

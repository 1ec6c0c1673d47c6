//! The agenda: every passage in one plain list by day and hour, as Markdown and as a page.
//!
//! For screen readers, for printing, for a classroom: what the map and the timeline show, in the order of time.

use super::cite::escape_markdown;
use super::put;
use crate::report::credit;
use crate::report::dossier::Dossier;
use crate::report::limits;
use crate::report::moment::{DAY, HOUR, Moment};
use crate::report::outside::{closed, said};
use crate::report::passage::Passage;
use crate::report::when::{Bound, Precision, When};
use crate::report::wording;

/// The passages of one day, or of a year as far as no day is named.
struct Group<'a> {
    heading: String,
    /// In order. Those of a day stand under the hours at which they begin, or under what they are of it.
    parts: Vec<(Option<String>, Vec<&'a Passage>)>,
}

/// Where a passage stands in the agenda: its day or year, then whether it is of the whole day, of longer, or of an hour.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Slot {
    /// A year, by its first moment.
    Year(Moment),
    /// A day, by its first moment, with the part of it.
    Day(Moment, Part),
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Whole,
    Onward,
    Hour(Moment),
}

impl Slot {
    fn of(when: &When) -> Self {
        let day = Moment::from_date(when.earliest().date());
        match when.start().precision() {
            // A night is counted with the day on which it begins.
            Some(precision) if precision.is_clock() && when.seconds() <= DAY + DAY / 2 => {
                Self::Day(day, Part::Hour(Moment(when.earliest().0 - when.earliest().0.rem_euclid(HOUR))))
            }
            Some(precision) if precision.is_clock() => Self::Day(day, Part::Onward),
            Some(Precision::Day) => Self::Day(day, if when.seconds() <= DAY { Part::Whole } else { Part::Onward }),
            Some(_) => Self::Year(Precision::Year.floor(when.earliest())),
            // Of what has no beginning, the end says where it belongs.
            None => Self::Year(Precision::Year.floor(Moment(when.latest().0 - 1))),
        }
    }

    /// By day, a year before its days.
    fn key(self) -> (Moment, bool, Option<Part>) {
        match self {
            Self::Year(at) => (at, false, None),
            Self::Day(at, part) => (at, true, Some(part)),
        }
    }

    fn headings(self) -> (String, Option<String>) {
        match self {
            Self::Year(at) => (wording::year(at.year()), None),
            Self::Day(at, part) => {
                let part = match part {
                    Part::Whole => "The whole day".to_owned(),
                    Part::Onward => "From this day on".to_owned(),
                    Part::Hour(at) => format!("From {}", wording::clock(at)),
                };
                (wording::stretch(at, at.plus(DAY)), Some(part))
            }
        }
    }
}

/// Every passage, dated ones in the order of time, undated ones at the end in the order of the text.
fn groups(dossier: &Dossier) -> Vec<Group<'_>> {
    let mut dated: Vec<(&When, &Passage)> = dossier.passages.iter().filter_map(|it| Some((it.when.as_ref()?, it))).collect();
    dated.sort_by_key(|(when, _)| (Slot::of(when).key(), when.earliest(), when.latest()));
    let mut groups: Vec<Group<'_>> = Vec::new();
    for (when, passage) in dated {
        let (heading, part) = Slot::of(when).headings();
        file(&mut groups, heading, part, passage);
    }
    for passage in dossier.passages.iter().filter(|passage| passage.when.is_none()) {
        file(&mut groups, "Without a date".to_owned(), None, passage);
    }
    groups
}

fn file<'a>(groups: &mut Vec<Group<'a>>, heading: String, part: Option<String>, passage: &'a Passage) {
    match groups.last_mut().filter(|group| group.heading == heading) {
        Some(group) => match group.parts.last_mut().filter(|(name, _)| *name == part) {
            Some((_, list)) => list.push(passage),
            None => group.parts.push((part, vec![passage])),
        },
        None => groups.push(Group { heading, parts: vec![(part, vec![passage])] }),
    }
}

/// The places of a passage, the main one first.
fn places(dossier: &Dossier, passage: &Passage) -> String {
    let titles: Vec<_> = passage.places.iter().map(|ix| closed(&dossier.place(*ix).title)).collect();
    if titles.is_empty() { "No place given".to_owned() } else { titles.join(", ") }
}

/// Who says it, how they know, and where it stands.
fn credit_line(dossier: &Dossier, passage: &Passage) -> String {
    let source = credit::source(dossier, passage.target);
    let report = closed(&source.title);
    let paragraph = credit::paragraph(dossier, passage.target);
    let found = if passage.is_found() { "; only found, not checked" } else { "" };
    format!("{}; {}; {report}, paragraph {paragraph}{found}", credit::attribution(dossier, passage), passage.status.word())
}

/// How much of it people have looked at; nothing where that is all of it.
fn checked_line(dossier: &Dossier) -> String {
    let all = dossier.passages.len();
    let found = dossier.passages.iter().filter(|passage| passage.is_found()).count();
    if found == 0 {
        return String::new();
    }
    let checked = all - found;
    format!(
        "{} % checked: people have looked at {} of {} passages; the others were only found by the program.",
        checked * 100 / all,
        limits::grouped(checked),
        limits::grouped(all)
    )
}

/// In which clock the times are given.
fn clock_line(dossier: &Dossier) -> String {
    let whens = dossier.passages.iter().filter_map(|passage| passage.when.as_ref());
    let timed: Vec<&When> = whens.filter(|when| when.precision().is_clock()).collect();
    // An end that is open lies where the calendar ends, and has no time of day.
    let ends = |when: &&When| {
        let known = |bound: Bound, at: Moment| bound.precision().map(|_| at);
        [known(when.start(), when.earliest()), known(when.end(), when.latest())]
    };
    let moments = timed.iter().flat_map(ends).flatten();
    if timed.is_empty() { String::new() } else { format!("Times of day are {}.", wording::zone(dossier.head.zone, moments)) }
}

/// The agenda in Markdown.
#[must_use]
pub fn markdown(dossier: &Dossier) -> String {
    let mut text = format!("# {}: agenda\n", escape_markdown(&closed(&dossier.head.title)));
    for line in
        [&dossier.head.description, &clock_line(dossier), &checked_line(dossier)].into_iter().filter(|line| !line.is_empty())
    {
        put(&mut text, format_args!("\n{}\n", escape_markdown(&closed(line))));
    }
    for group in groups(dossier) {
        put(&mut text, format_args!("\n## {}\n", escape_markdown(&group.heading)));
        for (part, list) in &group.parts {
            if let Some(part) = part {
                put(&mut text, format_args!("\n### {part}\n"));
            }
            for passage in list {
                let head = format!("{} — {}", places(dossier, passage), credit::when(passage));
                put(&mut text, format_args!("\n**{}.** {}\n\n", escape_markdown(&head), escape_markdown(&closed(&passage.title))));
                let lines: Vec<String> = dossier
                    .slice(passage.target)
                    .lines()
                    .filter(|line| !line.trim().is_empty())
                    .map(|line| format!("> {}\n", escape_markdown(&closed(line.trim()))))
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
h1, h2, p, li { overflow-wrap: anywhere; }
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
    let title = escape(&format!("{}: agenda", closed(&dossier.head.title)));
    let language = escape(&dossier.head.language);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<h1>{title}</h1>\n"
    );
    if !dossier.head.description.is_empty() {
        put(&mut page, format_args!("<p>{}</p>\n", escape(&closed(&dossier.head.description))));
    }
    let checked = checked_line(dossier);
    let checked = if checked.is_empty() { checked } else { format!("<p class=\"clock\">{}</p>\n", escape(&checked)) };
    put(
        &mut page,
        format_args!(
            "<p class=\"clock\">{}</p>\n{checked}</header>\n<nav aria-label=\"Days\">\n<ul>\n",
            escape(&clock_line(dossier))
        ),
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
        for (part, list) in &group.parts {
            if let Some(part) = part {
                put(&mut page, format_args!("<h3>{part}</h3>\n"));
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
    let quotation = lines.map(|line| format!("<p dir=\"auto\">{}</p>", escape(&closed(line)))).collect::<Vec<_>>().concat();
    format!(
        "<li>\n<p class=\"place\">{} — {}</p>\n<p><strong>{}</strong></p>\n<blockquote>{quotation}</blockquote>\n<p class=\"credit\">{}</p>\n</li>\n",
        escape(&places(dossier, passage)),
        escape(&credit::when(passage)),
        escape(&closed(&passage.title)),
        escape(&credit_line(dossier, passage)),
    )
}

/// Text on one line in which nothing has a meaning in HTML.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in said(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::draft::{AnnotationDraft, Body, Document, Draft, PassageDraft};
    use crate::report::filed::Filed;
    use crate::report::text::{Selector, Span, Text};

    /// A dossier whose every line is a passage: its time, then what it says.
    fn dossier(lines: &[(&str, &str)]) -> Dossier {
        let mut draft = Draft::default();
        draft.head.title = "A <title> & *more*".to_owned();
        let text: Vec<&str> = lines.iter().map(|(_, text)| *text).collect();
        let mut start = 0;
        for (index, (when, text)) in lines.iter().enumerate() {
            let end = start + text.chars().count();
            let passage = PassageDraft { title: format!("T{index}"), when: when.parse().ok(), ..PassageDraft::default() };
            draft.annotations.push(AnnotationDraft {
                id: format!("p{index}"),
                document: None,
                selector: Selector { position: Span::new(start, end), ..Selector::default() },
                body: Body::Passage(Box::new(passage)),
                found: None,
                raw: String::new(),
                at: None,
                filed: Filed::default(),
            });
            start = end + 1;
        }
        let text = Text::new(text.join("\n"));
        draft.documents.push(Document { id: "d".into(), title: "A report".into(), text, ..Document::default() });
        Dossier::check(draft)
    }

    /// The headings and titles in order.
    fn outline(lines: &[(&str, &str)]) -> String {
        let dossier = dossier(lines);
        let mut parts = Vec::new();
        for group in groups(&dossier) {
            parts.push(format!("[{}]", group.heading));
            for (part, list) in group.parts {
                parts.extend(part.map(|part| format!("({part})")));
                parts.extend(list.iter().map(|passage| dossier.slice(passage.target).to_owned()));
            }
        }
        parts.join(" ")
    }

    #[test]
    fn passages_stand_by_year_day_and_hour_and_the_undated_at_the_end() {
        let lines = [
            ("", "never"),
            ("2022-01-05T09:30/2022-01-05T10:00", "morning"),
            ("2022-01-05T09:10~/2022-01-05T24:00", "since nine"),
            ("2022-01-04T23:00/2022-01-05T04:00", "night"),
            ("2022-01-05", "that day"),
            ("2022-01-05/2022-01-09", "those days"),
            ("2022-01", "month"),
            ("2011-12", "then"),
            ("../2021-12", "before"),
            ("2022-01-01", "new year"),
        ];
        assert_eq!(
            outline(&lines),
            "[2011] then [2021] before [2022] month [Saturday 1 January 2022] (The whole day) new year [Tuesday 4 January 2022] \
             (From 23:00) night [Wednesday 5 January 2022] (The whole day) that day (From this day on) those days (From 09:00) \
             since nine morning [Without a date] never"
        );
    }

    #[test]
    fn text_cannot_break_out_of_the_page() {
        let page = html(&dossier(&[("2022", "<script>alert('&')</script> \u{1}\"x\" *b*")]));
        assert!(page.contains("&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt; ␁&quot;x&quot; *b*"), "{page}");
        assert!(!page.contains("<script") && !page.contains("http"));
        assert!(page.contains("<title>A &lt;title&gt; &amp; *more*: agenda</title>"));
        let text = markdown(&dossier(&[("2022", "<b> *b*\n1. _x_")]));
        assert!(text.starts_with("# A \\<title\\> \\& \\*more\\*: agenda\n"), "{text}");
        assert!(text.contains("> \\<b\\> \\*b\\*\n>\n> 1\\. \\_x\\_\n") || text.contains("> \\<b\\> \\*b\\*\n"), "{text}");
    }

    /// Every element that is opened is closed, in order; levels of headings rise by one.
    #[test]
    fn the_page_is_well_formed() {
        let page = html(&dossier(&[("2022-01-05T09:00/2022-01-05T10:00", "one"), ("", "two")]));
        let mut open: Vec<&str> = Vec::new();
        let mut level = 0;
        for tag in page.split('<').skip(1).map(|piece| piece.split('>').next().unwrap_or_default()) {
            let name = tag.split(' ').next().unwrap_or_default();
            if let Some(closed) = name.strip_prefix('/') {
                assert_eq!(open.pop(), Some(closed));
            } else if !matches!(name, "!DOCTYPE" | "meta") {
                open.push(name);
            }
            if let Some(next) = name.strip_prefix('h').and_then(|digit| digit.parse::<u32>().ok()) {
                assert!(next <= level + 1, "h{next} after h{level}");
                level = next;
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }
}

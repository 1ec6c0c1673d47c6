//! What each paragraph is: title, heading, point of a list, caption, quotation, line of a table of contents.

use std::collections::BTreeSet;

use super::flow::{Paragraph, Shape, ends};
use super::lists::{is_marker, lettered, numbered};
use super::notes;
use super::style::Style;
use super::table;
use crate::report::passage::BlockKind;

/// A title or a heading with more letters is none.
const LONG: usize = 250;

/// What each paragraph is; `None` for plain text.
#[must_use]
pub fn kinds(paragraphs: &[Paragraph], style: &Style) -> Vec<Option<BlockKind>> {
    let entries = entries(paragraphs);
    let head = |(at, paragraph)| if entries[at] { None } else { head(paragraph, style) };
    let heads: Vec<Option<Head>> = paragraphs.iter().enumerate().map(head).collect();
    let title = title(paragraphs, &heads, style);
    let others = heads.iter().enumerate().filter(|(at, _)| Some(*at) != title).filter_map(|(_, head)| *head);
    // The larger the letters, the higher the heading.
    let ranks: Vec<Head> = others.collect::<BTreeSet<_>>().into_iter().rev().collect();
    let level = |head: Head| u8::try_from(ranks.iter().position(|rank| *rank == head).unwrap_or(0).min(5) + 1).unwrap_or(6);
    let mut kinds: Vec<Option<BlockKind>> = Vec::with_capacity(paragraphs.len());
    for (at, paragraph) in paragraphs.iter().enumerate() {
        kinds.push(match (paragraph.shape, heads[at]) {
            _ if Some(at) == title => Some(BlockKind::Title),
            (Shape::Row, _) => Some(BlockKind::TableRow),
            (Shape::Note, _) => paragraph.first().and_then(notes::label).map(BlockKind::Footnote),
            (Shape::Text, _) if entries[at] => Some(BlockKind::ContentsEntry),
            (Shape::Text, Some(head)) => Some(BlockKind::Heading(level(head))),
            (Shape::Text, None) => plain(paragraph, paragraphs.get(at.wrapping_sub(1)), paragraphs.get(at + 1), style),
        });
    }
    kinds
}

/// Which paragraphs are lines of a table of contents: those with dots before the number of a page, and those without beside them.
fn entries(paragraphs: &[Paragraph]) -> Vec<bool> {
    let may_be = |paragraph: &Paragraph| {
        paragraph.shape == Shape::Text && paragraph.lines.last().is_some_and(|(_, line)| table::ends_with_page(line))
    };
    let mut found: Vec<bool> = (paragraphs.iter())
        .map(|paragraph| paragraph.shape == Shape::Text && table::contents_entry(&paragraph.text()).is_some())
        .collect();
    for at in 1..found.len() {
        found[at] |= found[at - 1] && may_be(&paragraphs[at]);
    }
    for at in (1..found.len()).rev() {
        found[at - 1] |= found[at] && may_be(&paragraphs[at - 1]);
    }
    found
}

/// How much a heading stands out: its size in quarters of a point, then whether it is bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Head {
    size: i32,
    is_bold: bool,
}

fn head(paragraph: &Paragraph, style: &Style) -> Option<Head> {
    if paragraph.shape != Shape::Text || paragraph.lines.len() > 5 {
        return None;
    }
    let text = paragraph.text();
    let count = text.chars().count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 2 || letters * 3 < count || count > LONG || table::contents_entry(&text).is_some() || is_caption(&text) {
        return None;
    }
    let size = paragraph.size();
    let is_large = size >= style.body * 1.12;
    let is_bold = paragraph.is_bold() && !style.is_bold;
    let is_short = paragraph.lines.len() <= 3 && count <= 140 && !text.trim_end().ends_with(['.', ',', ';']);
    let is_capital = letters >= 4
        && text.chars().all(|c| !c.is_lowercase())
        && text.chars().any(char::is_uppercase)
        && paragraph.lines.len() <= 2;
    let is_head = is_large || (size >= style.body * 0.95 && is_short && (is_bold || is_capital));
    #[expect(clippy::cast_possible_truncation, reason = "sizes are small numbers")]
    let step = (size * 2.0).round() as i32 * 2;
    is_head.then_some(Head { size: if is_large { step } else { 0 }, is_bold })
}

/// The largest heading of the first page on which there is text.
fn title(paragraphs: &[Paragraph], heads: &[Option<Head>], style: &Style) -> Option<usize> {
    let page = paragraphs.first()?.lines.first()?.0;
    let first = paragraphs.iter().position(|paragraph| paragraph.lines[0].0 > page).unwrap_or(paragraphs.len());
    let largest = (0..first).filter(|at| heads[*at].is_some()).max_by(|a, b| {
        let size = |at: usize| paragraphs[at].size();
        size(*a).total_cmp(&size(*b)).then(b.cmp(a))
    })?;
    (paragraphs[largest].size() >= style.body * 1.2).then_some(largest)
}

fn plain(paragraph: &Paragraph, before: Option<&Paragraph>, after: Option<&Paragraph>, style: &Style) -> Option<BlockKind> {
    let text = paragraph.text();
    if is_caption(&text) {
        return Some(BlockKind::Caption);
    }
    let count = |text: &str| numbered(text).or_else(|| lettered(text));
    if let Some(number) = count(&text) {
        // A number alone may begin a heading; points come in numbers.
        let other = |paragraph: Option<&Paragraph>| paragraph.and_then(|paragraph| count(&paragraph.text()));
        let is_list =
            other(before) == number.checked_sub(1).filter(|_| number > 1) && number > 1 || other(after) == Some(number + 1);
        return is_list.then_some(BlockKind::ListItem);
    }
    if is_marker(&text) {
        return Some(BlockKind::ListItem);
    }
    let is_inside = |(_, line): &(usize, super::line::Line)| {
        let indent = line.x0 - line.bounds.0;
        indent > line.size * 1.2 && indent < line.size * 8.0
    };
    let reaches = |(_, line): &(usize, super::line::Line)| line.bounds.1 - line.x1;
    let right = paragraph.lines.iter().map(reaches).fold(f32::INFINITY, f32::min);
    let is_quote = paragraph.lines.len() >= 2
        && paragraph.lines.iter().all(is_inside)
        && (right > style.body || paragraph.size() < style.body * 0.97)
        && (ends(&text) || text.len() > 200);
    is_quote.then_some(BlockKind::Quote)
}

/// Whether a text names a figure or a table and says what it shows.
fn is_caption(text: &str) -> bool {
    const NAMES: [&str; 14] = [
        "figure",
        "fig.",
        "table",
        "map",
        "chart",
        "graph",
        "abbildung",
        "abb.",
        "tabelle",
        "рис.",
        "рисунок",
        "таблица",
        "tableau",
        "figura",
    ];
    let mut words = text.split_whitespace();
    let (Some(name), Some(number)) = (words.next(), words.next()) else { return false };
    let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && number.ends_with([':', '.', ')'])
        || number.ends_with(':') && number.len() < 6;
    NAMES.contains(&name.to_lowercase().as_str()) && is_number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_known_by_their_beginning() {
        assert!(is_caption("Figure 1. The square") && is_caption("Таблица 2: Цены") && is_caption("Table A: Prices"));
        assert!(!is_caption("Table tennis was played") && !is_caption("Figure 1 shows the square"));
    }
}

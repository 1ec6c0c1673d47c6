//! The paragraphs of a text, and what part each of them has to play.

use crate::report::passage::BlockKind;
use crate::report::text::{Span, Text};

/// What a paragraph is, as far as it matters for who tells what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    Told,
    /// A heading: it tells nothing itself, but says where and when what follows it happens.
    Heading,
    /// What an interviewer asks.
    Question,
    /// What is answered.
    Answer,
    /// A quotation set apart.
    Quote,
    /// A note: what it tells belongs to where its mark stands.
    Note,
    /// What tells of no happening: contents, captions, tables, addresses.
    Other,
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands, in code points, without the white space around it.
    pub span: Span,
    /// What it is.
    pub role: Role,
}

/// How many blocks may lie in one another; what lies deeper has the part of those around it.
const DEPTH: usize = 16;
/// A line of more words is no heading, where nothing but its form could make it one.
const HEADING_WORDS: usize = 14;
/// From how many paragraphs on that are nothing but a question they are taken for those of an interviewer.
const QUESTIONS: usize = 4;
/// The lengths of lines that a text is broken into, in code points, where it is set for a page and not for paragraphs.
const BROKEN: std::ops::RangeInclusive<usize> = 50..=100;

/// The paragraphs of a text in their order, empty ones left out. `blocks` are sorted by their beginnings, outer ones first.
#[must_use]
pub fn paragraphs(text: &Text, blocks: &[(Span, BlockKind)]) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let mut open: Vec<(usize, Role)> = Vec::new();
    let mut rest = blocks.iter().peekable();
    let lines = joined(text);
    for line in lines {
        let Some(span) = trimmed(text, line) else { continue };
        open.retain(|(end, _)| *end > span.start);
        while let Some((block, kind)) = rest.next_if(|(block, _)| block.start <= span.start) {
            if block.end > span.start && open.len() < DEPTH {
                open.extend(role(kind).map(|role| (block.end, role)));
            }
        }
        // The innermost block says what it is, except within a table or a note.
        let outer = |role: Role| open.iter().find(move |(_, own)| *own == role);
        let own = outer(Role::Other).or_else(|| outer(Role::Note)).or(open.last()).map(|(_, role)| *role);
        let shape = || if is_like_a_heading(text.slice(span)) { Role::Heading } else { Role::Told };
        let role = own.unwrap_or_else(shape);
        let is_listed = matches!(role, Role::Told | Role::Heading) && is_contents_entry(text.slice(span));
        paragraphs.push(Paragraph { span, role: if is_listed { Role::Other } else { role } });
    }
    if blocks.iter().all(|(_, kind)| *kind != BlockKind::Question) {
        interview(text, &mut paragraphs);
    }
    paragraphs
}

fn role(kind: &BlockKind) -> Option<Role> {
    Some(match kind {
        BlockKind::Heading(_) | BlockKind::Title | BlockKind::Subtitle => Role::Heading,
        BlockKind::Question => Role::Question,
        BlockKind::Answer => Role::Answer,
        BlockKind::Quote => Role::Quote,
        BlockKind::ListItem => Role::Told,
        BlockKind::Page(_) | BlockKind::FootnoteRef(_) => return None,
        BlockKind::Publisher
        | BlockKind::ContentsEntry
        | BlockKind::Verse
        | BlockKind::Links
        | BlockKind::TableRow
        | BlockKind::Caption => Role::Other,
        BlockKind::Footnote(_) => Role::Note,
    })
}

/// The lines of a text; where it is broken into lines of even length, those of a paragraph are joined.
fn joined(text: &Text) -> Vec<Span> {
    let lines = text.lines();
    let length = |line: &Span| line.end - line.start;
    let is_blank = |line: &Span| text.slice(*line).trim().is_empty();
    let blank: Vec<bool> = lines.iter().map(is_blank).collect();
    let inner = || (1..lines.len()).filter(|index| !blank[*index] && !blank[*index - 1]);
    let (all, even) =
        inner().fold((0, 0), |(all, even), index| (all + 1, even + usize::from(BROKEN.contains(&length(&lines[index - 1])))));
    let small = inner().filter(|index| text.slice(lines[*index]).trim_start().starts_with(char::is_lowercase)).count();
    if all < 10 || even * 5 < all * 4 || small * 4 < all {
        return lines.to_vec();
    }
    let mut paragraphs: Vec<Span> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let goes_on = index > 0 && !blank[index] && !blank[index - 1] && BROKEN.contains(&length(&lines[index - 1]));
        match paragraphs.last_mut() {
            Some(last) if goes_on => last.end = line.end,
            _ => paragraphs.push(*line),
        }
    }
    paragraphs
}

/// A span without the white space at its ends; `None` where there is nothing else.
fn trimmed(text: &Text, line: Span) -> Option<Span> {
    let words = text.slice(line);
    let before = words.chars().take_while(|c| c.is_whitespace()).count();
    let after = words.chars().rev().take_while(|c| c.is_whitespace()).count();
    (before + after < line.end - line.start).then(|| Span { start: line.start + before, end: line.end - after })
}

/// A short line that ends like no sentence and does not go on with a small letter.
fn is_like_a_heading(words: &str) -> bool {
    let end = words.trim_end_matches(['”', '»', '"', ')', ']']);
    words.split_whitespace().nth(HEADING_WORDS).is_none()
        && words.chars().take(200).count() < 160
        && !end.ends_with(['.', '!', '?', '…', ',', ';'])
        && words.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '“' | '«' | '"'))
}

/// A line of a table of contents: it ends with the number of a page, behind dots or a dash.
fn is_contents_entry(words: &str) -> bool {
    let rest = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let led = rest.trim_end();
    let is_dash = led.len() < rest.len() && (led.ends_with(" —") || led.ends_with(" –"));
    (1..=4).contains(&(words.len() - rest.len())) && (is_dash || ["..", ". .", "…"].iter().any(|dots| led.ends_with(dots)))
}

/// Takes paragraphs that are nothing but a question for those of an interviewer, and what follows them for answers.
fn interview(text: &Text, paragraphs: &mut [Paragraph]) {
    let is_question = |paragraph: &Paragraph| {
        let words = text.slice(paragraph.span);
        paragraph.role == Role::Told && words.ends_with('?') && words.len() < 1_000
    };
    if paragraphs.iter().filter(|paragraph| is_question(paragraph)).count() < QUESTIONS {
        return;
    }
    let mut is_answer = false;
    for paragraph in paragraphs {
        match paragraph.role {
            Role::Heading => is_answer = false,
            Role::Told if is_question(paragraph) => {
                paragraph.role = Role::Question;
                is_answer = true;
            }
            Role::Told if is_answer => paragraph.role = Role::Answer,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(words: &str, blocks: &[(Span, BlockKind)]) -> Vec<Role> {
        paragraphs(&Text::new(words.to_owned()), blocks).into_iter().map(|paragraph| paragraph.role).collect()
    }

    #[test]
    fn lines_are_what_their_blocks_say_or_else_their_form() {
        let words = "The Night\nThey went home.\n\n  \nA note\n";
        assert_eq!(roles(words, &[]), [Role::Heading, Role::Told, Role::Heading]);
        let note = (Span { start: 29, end: 40 }, BlockKind::Footnote("1".to_owned()));
        let all = (Span { start: 0, end: 40 }, BlockKind::Quote);
        assert_eq!(roles(words, &[all, note]), [Role::Quote, Role::Quote, Role::Note]);
    }

    #[test]
    fn broken_lines_are_joined() {
        let line = "they went along the street until late in the evening of that day\n";
        let words = format!("The first\n\n{}\n{}End.\n", line.repeat(9), line.repeat(4));
        let spans: Vec<_> = paragraphs(&Text::new(words), &[]).into_iter().map(|p| (p.span.start, p.span.end)).collect();
        assert_eq!(spans.len(), 3, "{spans:?}");
    }

    #[test]
    fn questions_make_an_interview() {
        let words = "Talk\nWhy?\nSo.\nSo it was.\nHow?\nThus.\nWhen?\nThen.\nWho?\nHe.\nThe end\nIt ended.\n";
        let roles = roles(words, &[]);
        assert_eq!(roles.iter().filter(|role| **role == Role::Answer).count(), 5);
        assert_eq!(roles.last(), Some(&Role::Told));
    }
}

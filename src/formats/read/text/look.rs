//! What a stretch of plain text is, by its look.

use std::collections::HashSet;

use super::wrap::{Block, Paragraph, Wrapping, length};
use crate::formats::read::manuscript::About;
use crate::report::passage::BlockKind;

/// A longer line is no heading.
const HEADING: usize = 90;

/// A shorter text after a heading is hardly one that needs it.
const TEXT: usize = 80;

/// Within so many blocks of the beginning a text says what it is.
const HEAD: usize = 30;

/// Words that begin the heading of a chapter or a part, in some languages.
const CHAPTERS: &[&str] = &[
    "chapter",
    "part",
    "book",
    "section",
    "appendix",
    "annex",
    "article",
    "volume",
    "act",
    "scene",
    "canto",
    "letter",
    "kapitel",
    "teil",
    "abschnitt",
    "anhang",
    "chapitre",
    "partie",
    "livre",
    "annexe",
    "capítulo",
    "parte",
    "sección",
    "anexo",
    "capitolo",
    "hoofdstuk",
    "rozdział",
    "глава",
    "часть",
    "раздел",
    "приложение",
    "розділ",
    "бөлім",
];

/// Numbers that chapters have in words.
const NUMBERS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "first", "second", "third",
    "last",
];

/// The level and the words of a heading.
pub(super) fn heading(
    block: &Block<'_>,
    before: Option<&Block<'_>>,
    after: Option<&Block<'_>>,
    wrapping: &Wrapping<'_>,
) -> Option<(u8, String)> {
    if let [words, line] = block.lines[..]
        && let Some(level) = underline(words, line)
    {
        return Some((level, words.trim().to_owned()));
    }
    let [line] = block.lines[..] else { return None };
    let words = line.trim();
    if length(words) > HEADING || !words.chars().any(char::is_alphanumeric) || is_bullet(words) || words.starts_with(['>', '|']) {
        return None;
    }
    let level = numbered(words).or_else(|| is_all_capitals(words).then_some(2));
    if let Some(level) = level {
        return Some((level, words.to_owned()));
    }
    let is_before_text = after.is_some_and(|after| after.lines.iter().map(|line| length(line)).sum::<usize>() >= TEXT);
    let is_after_text = before.is_none_or(|before| before.lines.iter().map(|line| length(line)).sum::<usize>() >= TEXT);
    let is_short = length(words) <= 60 && words.split_whitespace().count() <= 10;
    let is_line = wrapping.width.is_none_or(|width| length(words) * 10 < width * 9);
    let begins = words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || !c.is_lowercase() && c.is_alphabetic());
    let ends = !words.ends_with(['.', ',', ';', ':', '"', '”', '»', '…', ']', '*', '_', '-', '—']);
    (is_before_text && is_after_text && is_short && is_line && begins && ends).then(|| (3, words.to_owned()))
}

/// The level of a line that is underlined by the next one.
fn underline(words: &str, line: &str) -> Option<u8> {
    let line = line.trim();
    let first = line.chars().next()?;
    let level = match first {
        '=' | '*' | '#' => 1,
        '-' | '~' | '_' => 2,
        _ => return None,
    };
    let (long, wide) = (length(line), length(words.trim()));
    (long >= 3 && line.chars().all(|c| c == first) && wide <= HEADING && long * 2 >= wide && long <= wide * 2 + 4).then_some(level)
}

/// The level of a numbered heading: “Chapter 3”, “IV.”, “2.1 What was seen”. A sentence is none.
fn numbered(words: &str) -> Option<u8> {
    let lower = words.to_lowercase();
    let mut all = lower.split_whitespace();
    let first = all.next()?.trim_end_matches(['.', ':', ')']);
    let second = all.next().map(|word| word.trim_end_matches(['.', ':', ')', ',', '—', '-']));
    if CHAPTERS.contains(&first)
        && second.is_some_and(|word| is_number(word) || is_roman(word) || is_letter(word) || NUMBERS.contains(&word))
    {
        return Some(if matches!(first, "part" | "book" | "volume" | "teil" | "partie" | "parte" | "часть") { 1 } else { 2 });
    }
    let ends = !words.ends_with(['.', ',', ';', ':']) && length(words) <= 70;
    let is_alone = second.is_none();
    let mark = words.split_whitespace().next()?;
    if is_roman(first) && mark.chars().any(char::is_uppercase) && (is_alone && mark.ends_with('.') || ends && mark.ends_with('.')) {
        return Some(2);
    }
    let levels =
        first.split('.').filter(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()) && part.len() <= 2).count();
    let is_plain = levels > 0 && first.split('.').count() == levels;
    let title = second.is_some() && words.split_whitespace().nth(1).is_some_and(|word| word.starts_with(char::is_uppercase));
    let is_few = words.split_whitespace().count() <= 12;
    (is_plain && title && ends && is_few && (levels > 1 || mark.ends_with('.')))
        .then(|| u8::try_from(levels + 1).unwrap_or(6).min(6))
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.len() <= 4 && word.chars().all(|c| c.is_ascii_digit())
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.len() <= 8 && word.chars().all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x' | 'l' | 'c'))
}

fn is_letter(word: &str) -> bool {
    word.chars().count() == 1 && word.chars().all(char::is_alphabetic)
}

/// Whether a line shouts: four letters or more, none of them small.
fn is_all_capitals(words: &str) -> bool {
    let letters = || words.chars().filter(|c| c.is_alphabetic());
    letters().take(4).count() == 4 && letters().all(char::is_uppercase) && !words.ends_with([',', ';', ':'])
}

/// Whether a line begins a point of a list.
pub(super) fn is_item(line: &str) -> bool {
    let words = line.trim_start();
    if is_bullet(words) {
        return true;
    }
    let words = words.strip_prefix('(').unwrap_or(words);
    let end = words.find(['.', ')', ']']).unwrap_or(0);
    let (mark, rest) = (&words[..end], words.get(end + 1..).unwrap_or_default());
    let is_mark = mark.len() <= 3 && (is_number(mark) || mark.len() == 1 && mark.chars().all(|c| c.is_ascii_lowercase()));
    is_mark && rest.starts_with([' ', '\t']) || line.trim_start().starts_with('[') && label(line.trim_start()).is_some()
}

fn is_bullet(words: &str) -> bool {
    ["- ", "* ", "+ ", "• ", "· ", "‣ ", "◦ ", "▪ ", "● ", "■ ", "-\t", "•\t"].iter().any(|bullet| words.starts_with(bullet))
}

/// The label of a footnote at the beginning of some words: `[12]`.
pub(super) fn label(words: &str) -> Option<&str> {
    let words = words.strip_prefix('[')?;
    let end = words.bytes().take(5).position(|byte| byte == b']')?;
    let label = &words[..end];
    (is_number(label) || label == "*").then_some(label)
}

/// The labels with which paragraphs begin.
pub(super) fn notes<'a>(blocks: &[Block<'a>]) -> HashSet<&'a str> {
    blocks
        .iter()
        .flat_map(|block| &block.lines)
        .filter_map(|line| label(line.trim_start()).filter(|label| line.trim_start().len() > label.len() + 2))
        .collect()
}

/// The cells of the rows of a block that is a table: set apart by tabs, or by three spaces or more in most of its lines.
pub(super) fn rows<'a>(block: &Block<'a>) -> Option<Vec<Vec<&'a str>>> {
    let lines = &block.lines;
    if lines.len() < 2 {
        return None;
    }
    let tabs = |line: &str| line.trim().matches('\t').count();
    if lines.iter().all(|line| tabs(line) > 0) && lines.iter().all(|line| tabs(line) == tabs(lines[0])) {
        return Some(lines.iter().map(|line| line.trim().split('\t').map(str::trim).collect()).collect());
    }
    let rows: Vec<Vec<&str>> = lines
        .iter()
        .filter(|line| !is_rule(line))
        .map(|line| {
            line.trim().split("   ").map(|cell| cell.trim().trim_matches('|').trim()).filter(|cell| !cell.is_empty()).collect()
        })
        .collect();
    let parted = rows.iter().filter(|row: &&Vec<&str>| row.len() > 1).count();
    (rows.len() > 1 && parted * 10 >= rows.len() * 8).then_some(rows)
}

/// Whether a line only separates.
fn is_rule(line: &str) -> bool {
    !line.trim().is_empty() && line.trim().chars().all(|c| matches!(c, '-' | '=' | '+' | '|' | '_' | ' ' | '─' | '═'))
}

/// Whether a block is verse: several short lines, most of which begin with a capital or are indented, and with few figures.
pub(super) fn is_verse(block: &Block<'_>, wrapping: &Wrapping<'_>) -> bool {
    let lines = &block.lines;
    let Some(width) = wrapping.width else { return false };
    if lines.len() < 3
        || wrapping.is_wrapped(lines)
        || lines.iter().any(|line| is_item(line) || length(line.trim()) * 10 > width * 9)
    {
        return false;
    }
    let verses = lines.iter().filter(|line| {
        let words = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '“' | '‘' | '\'' | '«' | '_'));
        words.starts_with(char::is_uppercase) || line.starts_with("  ")
    });
    let digits = lines.iter().flat_map(|line| line.chars()).filter(char::is_ascii_digit).count();
    verses.count() * 10 >= lines.len() * 7 && digits < lines.len()
}

/// What a paragraph is.
pub(super) fn kind(paragraph: &Paragraph, is_verse: bool) -> Option<BlockKind> {
    if paragraph.is_quoted {
        Some(BlockKind::Quote)
    } else if is_item(&paragraph.words) {
        Some(BlockKind::ListItem)
    } else {
        is_verse.then_some(BlockKind::Verse)
    }
}

/// The title at the top: the words after “Title:” where they stand again, or a short first block that is no sentence.
pub(super) fn title(blocks: &[Block<'_>], about: &About) -> Option<(usize, String)> {
    let whole = |block: &Block<'_>| block.lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    if let Some(told) = &about.title {
        let is_it = |block: &&Block<'_>| whole(block).to_lowercase() == told.value.to_lowercase();
        let at = blocks.iter().take(HEAD * 2).position(|block| is_it(&block))?;
        return Some((at, whole(&blocks[at])));
    }
    let first = blocks.first().filter(|_| blocks.len() > 1)?;
    let lines = match first.lines[..] {
        [words, line] if underline(words, line).is_some() => &first.lines[..1],
        _ => &first.lines[..],
    };
    let words = lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    let is_title = lines.len() <= 3
        && length(&words) <= 120
        && lines.iter().all(|line| length(line) <= HEADING)
        && !words.ends_with(['.', ',', ';', ':'])
        && !is_item(&words)
        && !lines.iter().any(|line| is_field(line))
        && words.chars().any(char::is_alphabetic);
    is_title.then_some((0, words))
}

/// A line such as “Author: …”.
fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.trim().split_once(':')?;
    let is_name = name.split(' ').count() <= 2 && length(name) <= 20 && name.chars().all(|c| c.is_alphabetic() || c == ' ');
    (is_name && value.starts_with(' ') && !value.trim().is_empty()).then(|| (name, value.trim()))
}

/// Whether a line says something of the text, as “Author: …” does and “Peru: Two Months of Roadblocks” does not.
fn is_field(line: &str) -> bool {
    let mut about = About::default();
    field(line).is_some_and(|(name, value)| {
        super::put(&mut about, name, value);
        about != About::default() || matches!(name.to_lowercase().as_str(), "from" | "to" | "cc" | "sent" | "subject")
    })
}

/// What a text says of itself in lines at its beginning.
pub(super) fn fields(blocks: &[Block<'_>]) -> About {
    let mut about = About::default();
    for line in blocks.iter().take(HEAD).flat_map(|block| block.lines.iter().take(10)) {
        if let Some((name, value)) = field(line) {
            super::put(&mut about, name, value);
        }
    }
    about
}

/// The tag of a language that is named in English, or is a tag.
pub(super) fn language(value: &str) -> Option<&str> {
    const NAMES: &[(&str, &str)] = &[
        ("english", "en"),
        ("german", "de"),
        ("french", "fr"),
        ("spanish", "es"),
        ("italian", "it"),
        ("portuguese", "pt"),
        ("dutch", "nl"),
        ("russian", "ru"),
        ("ukrainian", "uk"),
        ("kazakh", "kk"),
        ("polish", "pl"),
        ("arabic", "ar"),
        ("chinese", "zh"),
        ("latin", "la"),
    ];
    let lower = value.trim().to_lowercase();
    let named = NAMES.iter().find(|(name, _)| *name == lower).map(|(_, tag)| *tag);
    let is_tag =
        (2..=3).contains(&value.split(['-', '_']).next().unwrap_or_default().len()) && value.len() <= 12 && value.is_ascii();
    named.or_else(|| is_tag.then_some(value))
}

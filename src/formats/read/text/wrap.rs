//! Lines → blocks between empty lines → paragraphs: which lines a program or a typist has broken because they were full.
//!
//! A line was broken because it was full where the first word of the next one would not have fitted; in verse, lists and
//! addresses it mostly would have.

use std::collections::HashSet;

use super::look;

/// Lines between two empty ones.
#[derive(Debug, Default)]
pub(super) struct Block<'a> {
    /// Its lines without white space at their ends.
    pub(super) lines: Vec<&'a str>,
    /// How many empty lines stand before it.
    pub(super) gap: usize,
    /// Whether a page ends after it.
    pub(super) is_page_end: bool,
}

/// A paragraph.
pub(super) struct Paragraph {
    /// Its words.
    pub(super) words: String,
    /// Whether it was quoted by `>` before its lines.
    pub(super) is_quoted: bool,
}

/// The longest line that anyone breaks by hand or by program, in code points.
const WIDEST: usize = 140;

/// The shortest one.
const NARROWEST: usize = 34;

/// The blocks of a text.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let (mut block, mut gap) = (Block::default(), 0);
    for (line, is_page_end) in lines(text) {
        let line = line.trim_end();
        if line.is_empty() {
            gap += 1;
        } else {
            if gap > 0 && !block.lines.is_empty() {
                blocks.push(std::mem::take(&mut block));
            }
            if block.lines.is_empty() {
                block.gap = gap;
            }
            gap = 0;
            block.lines.push(line);
        }
        if is_page_end {
            if !block.lines.is_empty() {
                blocks.push(std::mem::take(&mut block));
            }
            if let Some(last) = blocks.last_mut() {
                last.is_page_end = true;
            }
        }
    }
    if !block.lines.is_empty() {
        blocks.push(block);
    }
    blocks
}

/// The lines of a text, whichever system has ended them, and whether a page ends with each.
fn lines(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let lines = text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'));
    lines.flat_map(|line| {
        let last = line.matches('\u{c}').count();
        line.split('\u{c}').enumerate().map(move |(index, line)| (line, index < last))
    })
}

/// How the lines of a text are broken.
pub(super) struct Wrapping<'a> {
    /// How long a full line is; `None` where lines are whole paragraphs.
    pub(super) width: Option<usize>,
    /// Whether words are broken at line ends by hyphens.
    is_hyphenated: bool,
    /// The words of the text that stand within lines.
    words: HashSet<&'a str>,
}

impl<'a> Wrapping<'a> {
    /// Looks at the lines of a text.
    pub(super) fn new(blocks: &[Block<'a>]) -> Self {
        let lines = || blocks.iter().filter(|block| block.lines.len() > 1).flat_map(|block| &block.lines);
        let mut lengths: Vec<usize> = lines().map(|line| length(line)).collect();
        lengths.sort_unstable();
        let width = lengths.get(lengths.len() * 95 / 100).copied().filter(|width| (NARROWEST..=WIDEST).contains(width));
        let broken = lines().filter(|line| is_hyphen_end(line)).count();
        let is_hyphenated = width.is_some() && broken * 25 > lengths.len();
        let words = if broken > 0 { words(blocks) } else { HashSet::new() };
        Self { width, is_hyphenated, words }
    }

    /// The paragraphs of a block.
    pub(super) fn paragraphs(&self, block: &Block<'_>) -> Vec<Paragraph> {
        let is_quoted = block.lines.iter().all(|line| line.trim_start().starts_with('>'));
        let lines: Vec<&str> =
            if is_quoted { block.lines.iter().map(|line| unquoted(line)).collect() } else { block.lines.clone() };
        let is_wrapped = self.is_wrapped(&lines);
        let widest = lines.iter().map(|line| length(line)).max().unwrap_or(0);
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let goes_on = index > 0 && is_wrapped && self.goes_on(lines[index - 1], line, widest);
            match paragraphs.last_mut().filter(|_| goes_on) {
                Some(paragraph) => self.join(&mut paragraph.words, line.trim()),
                None => paragraphs.push(Paragraph { words: line.trim().to_owned(), is_quoted }),
            }
        }
        paragraphs.retain(|paragraph| !paragraph.words.is_empty());
        paragraphs
    }

    /// Whether the lines of a block were broken because they were full.
    pub(super) fn is_wrapped(&self, lines: &[&str]) -> bool {
        let Some(width) = self.width else { return false };
        let widest = lines.iter().map(|line| length(line)).max().unwrap_or(0);
        if lines.len() < 2 || widest < NARROWEST || widest * 10 < width * 6 {
            return false;
        }
        let pairs = lines.windows(2).filter(|pair| !look::is_item(pair[1]));
        let (full, all) = pairs.fold((0, 0), |(full, all), pair| (full + usize::from(is_full(pair[0], pair[1], widest)), all + 1));
        full * 10 >= all * 6
    }

    /// Whether a line goes on with the next one.
    fn goes_on(&self, line: &str, next: &str, widest: usize) -> bool {
        if look::is_item(next) || next.trim().is_empty() || line.trim().is_empty() {
            return false;
        }
        let (indent, next_indent) = (indent(line), indent(next));
        let is_indented = next_indent > indent + 1 && next_indent < 12 && !look::is_item(line) && ends_sentence(line);
        is_full(line, next, widest) && !is_indented
    }

    /// Joins a line to what stands before it.
    fn join(&self, words: &mut String, line: &str) {
        if !is_hyphen_end(words) || !line.starts_with(char::is_lowercase) {
            let dashed = words.ends_with("--") || words.ends_with('—') && !words.ends_with(" —");
            let is_cjk = words.ends_with(is_wide) && line.starts_with(is_wide);
            if !dashed && !is_cjk && !words.ends_with('-') {
                words.push(' ');
            }
            words.push_str(line);
            return;
        }
        let start = words
            .rfind(|c: char| !(c.is_alphanumeric() || is_hyphen(c)))
            .map_or(0, |at| at + words[at..].chars().next().map_or(1, char::len_utf8));
        let end = line.find(|c: char| !c.is_alphanumeric()).unwrap_or(line.len());
        let hyphen = words.pop().map_or(0, char::len_utf8);
        let whole = format!("{}{}", &words[start..], &line[..end]);
        let with_hyphen = format!("{}-{}", &words[start..], &line[..end]);
        let is_one = self.words.contains(whole.as_str()) || self.is_hyphenated && !self.words.contains(with_hyphen.as_str());
        if !is_one && hyphen > 0 {
            words.push('-');
        }
        words.push_str(line);
    }
}

/// The words that stand within lines, and so whole.
fn words<'a>(blocks: &[Block<'a>]) -> HashSet<&'a str> {
    let of_line = |line: &&'a str| line.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty());
    blocks.iter().flat_map(|block| &block.lines).flat_map(of_line).collect()
}

/// How long a line is, in code points.
pub(super) fn length(line: &str) -> usize {
    line.chars().count()
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 8 } else { 1 }).sum()
}

/// Whether the first word of the next line would not have fitted; a typist gives up some letters before.
fn is_full(line: &str, next: &str, widest: usize) -> bool {
    let word = next.split_whitespace().next().map_or(0, length);
    let slack = widest / 12;
    length(line) + 1 + word.max(2) + slack > widest
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '»', ')']).ends_with(['.', '!', '?', ':', '…'])
}

fn unquoted(line: &str) -> &str {
    line.trim_start().trim_start_matches(['>', ' ']).trim_end()
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{ad}' | '¬')
}

/// Whether a word is broken at the end of a line.
fn is_hyphen_end(line: &str) -> bool {
    let mut back = line.chars().rev();
    back.next().is_some_and(is_hyphen) && back.next().is_some_and(char::is_alphabetic)
}

/// Scripts that are written without spaces.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

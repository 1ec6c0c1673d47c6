//! Words that are broken at the end of a line.

use std::collections::HashMap;

/// Words that are written with a hyphen wherever they stand, if the joined word is not met elsewhere.
const HYPHENATED: [&str; 10] = ["self", "non", "ex", "quasi", "well", "so", "anti", "pro", "all", "half"];

/// The words of a text, and how often each is met within a line.
#[derive(Debug, Default)]
pub struct Vocabulary(HashMap<String, u32>);

impl Vocabulary {
    /// Adds the words of a line, but those that may be broken at its ends.
    pub fn add(&mut self, line: &str) {
        let parts = line.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\''));
        // The first may be the end of a word that was broken.
        let mut words = parts.filter(|word| !word.is_empty()).skip(1).peekable();
        while let Some(word) = words.next() {
            if words.peek().is_some() || !line.trim_end().ends_with('-') {
                *self.0.entry(word.to_lowercase()).or_default() += 1;
            }
        }
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains_key(&word.to_lowercase())
    }

    /// How a line that ends with a hyphen and the next are joined.
    #[must_use]
    pub fn joint(&self, line: &str, next: &str) -> Joint {
        let line = line.trim_end();
        let is_wide = |c: Option<char>| c.is_some_and(super::segment::is_wide);
        if is_wide(line.chars().next_back()) && is_wide(next.trim_start().chars().next()) {
            return Joint::Close;
        }
        // A soft hyphen that the file itself tells of; those of fonts are but the sign.
        if line.ends_with('\u{ad}') {
            return Joint::Whole;
        }
        let Some(before) = line.strip_suffix(['-', '\u{2010}']) else {
            // A dash between words, or a path, is broken without a space.
            return if line.ends_with(['—', '/']) && !line.ends_with(" —") { Joint::Close } else { Joint::Space };
        };
        let is_inner = |c: &char| c.is_alphanumeric() || *c == '-' || *c == '\'';
        let first: String = before.chars().rev().take_while(is_inner).collect::<Vec<_>>().into_iter().rev().collect();
        let second: String = next.trim_start().chars().take_while(is_inner).collect();
        let (Some(last), Some(begin)) = (first.chars().next_back(), second.chars().next()) else { return Joint::Space };
        let (joined, hyphenated) = (format!("{first}{second}"), format!("{first}-{second}"));
        if last.is_alphabetic() && self.has(&joined) {
            return Joint::Whole;
        }
        if !last.is_alphabetic() || !begin.is_alphabetic() || begin.is_uppercase() {
            // “pro-Russian”, “1991-92”.
            return Joint::Close;
        }
        // Two words that are both met alone and never as one.
        let is_word = |word: &str| word.chars().count() >= 4 && self.0.get(&word.to_lowercase()).is_some_and(|count| *count >= 3);
        if is_word(&first) && is_word(&second) {
            return Joint::Close;
        }
        let head = first.rsplit('-').next().unwrap_or_default().to_lowercase();
        if self.has(&hyphenated) || HYPHENATED.contains(&head.as_str()) || first.contains('-') {
            Joint::Close
        } else {
            Joint::Whole
        }
    }
}

/// How two lines are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// With a space.
    Space,
    /// As they are.
    Close,
    /// Without the hyphen at the end of the first.
    Whole,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_words_are_joined_as_they_are_written_elsewhere() {
        let mut known = Vocabulary::default();
        known.add("In the oil-rich region and its government, unrest and cooperation.");
        let cases = [
            ("the govern-", "ment", Joint::Whole),
            ("the oil-", "rich west", Joint::Close),
            ("a self-", "made man", Joint::Close),
            ("demon-", "strators", Joint::Whole),
            ("in 1991-", "92", Joint::Close),
            ("pro-", "Russian", Joint::Close),
            ("of co-", "operation", Joint::Whole),
            ("state-of-the-", "art", Joint::Close),
            ("the Trace\u{ad}", "Monkey", Joint::Whole),
            ("and then", "it went", Joint::Space),
            ("wait -", "then", Joint::Space),
            ("中文", "文字", Joint::Close),
        ];
        for (line, next, expected) in cases {
            assert_eq!(known.joint(line, next), expected, "{line} {next}");
        }
    }
}

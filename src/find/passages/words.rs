//! The words of a sentence.

use crate::report::text::Span;

/// A word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, in code points of the document.
    pub span: Span,
    /// Where it stands, in bytes of the document.
    pub bytes: std::ops::Range<usize>,
    /// In lower case, with `'` for every apostrophe.
    pub lower: String,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// The signs between the word before it and itself that set words apart; no sign is a space.
    pub before: Gap,
    /// Whether it stands within quotation marks.
    pub quoted: bool,
}

/// What stands between two words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gap {
    /// A comma, a semicolon, a colon, a dash or a bracket.
    pub sign: bool,
    /// A quotation mark.
    pub quote: bool,
}

/// The longest word that is looked at, in bytes; a longer one is no word of a language.
const LONGEST: usize = 80;

/// The words of a stretch of text that begins at byte `from` and code point `at` of its document.
#[must_use]
pub fn words(text: &str, from: usize, at: usize) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut gap, mut quoted, mut point) = (Gap::default(), false, at);
    let mut signs = text.char_indices().peekable();
    while let Some((start, c)) = signs.next() {
        if !c.is_alphanumeric() {
            gap.sign |= matches!(c, ',' | ';' | ':' | '—' | '–' | '(' | ')' | '[' | ']' | '.' | '!' | '?' | '…');
            let opens = matches!(c, '“' | '«' | '„') || c == '"' && !quoted;
            let closes = matches!(c, '”' | '»') || c == '"' && quoted;
            if opens || closes {
                gap.quote = true;
                quoted = opens;
            }
            point += 1;
            continue;
        }
        let (first, mut end) = (point, start + c.len_utf8());
        point += 1;
        while let Some((next, c)) = signs.peek().copied() {
            let joins = matches!(c, '\'' | '’' | '-' | '\u{ad}' | '\u{301}')
                && text[next + c.len_utf8()..].starts_with(char::is_alphanumeric);
            if !c.is_alphanumeric() && !joins {
                break;
            }
            signs.next();
            (end, point) = (next + c.len_utf8(), point + 1);
        }
        let own = &text[start..end];
        let lower = if own.len() > LONGEST { String::new() } else { own.to_lowercase().replace('’', "'") };
        words.push(Word {
            span: Span { start: first, end: point },
            bytes: from + start..from + end,
            lower,
            capital: c.is_uppercase(),
            before: gap,
            quoted,
        });
        gap = Gap::default();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_where_they_stand() {
        let found = words("Да, “he’s Left”—now.", 100, 10);
        let seen: Vec<_> = found.iter().map(|word| (word.lower.as_str(), word.capital, word.before.sign, word.quoted)).collect();
        assert_eq!(
            seen,
            [("да", true, false, false), ("he's", false, true, true), ("left", true, false, true), ("now", false, true, false)]
        );
        assert_eq!(found[1].span, Span { start: 15, end: 19 });
        assert_eq!(found[1].bytes, 109..115);
    }
}

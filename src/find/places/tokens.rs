//! A text in words, with what stands between them.

use super::lexicon::{Class, Lexicon};

/// What stands between a word and the one before it, as bits.
pub type Gap = u16;

/// A comma.
pub const COMMA: Gap = 1;
/// The end of a sentence: a full stop that ends no abbreviation, `!` or `?`.
pub const END: Gap = 1 << 1;
/// The full stop of an abbreviation or an initial.
pub const DOT: Gap = 1 << 2;
/// A hyphen with no space beside it.
pub const HYPHEN: Gap = 1 << 3;
/// A dash, or hyphens with a space.
pub const DASH: Gap = 1 << 4;
/// A quotation mark.
pub const QUOTE: Gap = 1 << 5;
/// An opening bracket.
pub const OPEN: Gap = 1 << 6;
/// A closing bracket.
pub const CLOSE: Gap = 1 << 7;
/// The end of a short line, or an empty line: what stands on both sides belongs not together.
pub const BREAK: Gap = 1 << 8;
/// A colon or a semicolon.
pub const COLON: Gap = 1 << 9;
/// A slash.
pub const SLASH: Gap = 1 << 10;
/// Any other sign, or too much white space.
pub const OTHER: Gap = 1 << 11;
/// The beginning or the end of the text.
pub const EDGE: Gap = 1 << 12;
/// What may stand inside a name.
const JOINS: Gap = DOT | HYPHEN;

/// A word of a text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Its first byte.
    pub start: u32,
    /// The byte after it.
    pub end: u32,
    /// Its first code point.
    pub at: u32,
    /// What the lists say of it.
    pub class: Class,
    /// What stands before it.
    pub gap: Gap,
    /// How it is written.
    pub shape: Shape,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// In small letters.
    Small,
    /// With a capital first.
    Capital,
    /// In capitals, two letters at least.
    Capitals,
    /// One capital, as an initial has it.
    Initial,
    /// With a digit in it.
    Digits,
    /// In letters that have no case.
    Caseless,
    /// The `'s` of a possessive.
    Possessive,
}

impl Token {
    /// Whether it may be part of a name.
    #[must_use]
    pub fn is_name(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Capitals | Shape::Initial | Shape::Caseless)
    }

    /// Whether it is in a class.
    #[must_use]
    pub fn is(&self, class: Class) -> bool {
        self.class & class != 0
    }

    /// Whether it may belong to one name with the word before it.
    #[must_use]
    pub fn joins(&self) -> bool {
        self.gap & !JOINS == 0
    }

    /// Whether a sentence, a line or a quotation begins with it.
    #[must_use]
    pub fn begins(&self) -> bool {
        self.gap & (END | BREAK | EDGE | QUOTE | COLON) != 0
    }
}

/// A text in words.
pub struct Words<'a> {
    /// The text.
    pub text: &'a str,
    /// Its words in order.
    pub tokens: Vec<Token>,
}

impl<'a> Words<'a> {
    /// The words of a text; what lies behind the first `most` of them is left out.
    #[must_use]
    pub fn new(text: &'a str, lexicon: &Lexicon, most: usize) -> Self {
        let mut reader = Reader { text, lexicon, at: 0, counted: 0, line: 0, gap: EDGE, blank: 0, tokens: Vec::new() };
        while reader.at < text.len() && reader.tokens.len() < most {
            reader.step();
        }
        Self { text, tokens: reader.tokens }
    }

    /// What a word says.
    #[must_use]
    pub fn word(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| &self.text[token.start as usize..token.end as usize])
    }

    /// What stands from one word to another, both included.
    #[must_use]
    pub fn slice(&self, first: usize, last: usize) -> &'a str {
        match (self.tokens.get(first), self.tokens.get(last)) {
            (Some(first), Some(last)) if first.start < last.end => &self.text[first.start as usize..last.end as usize],
            _ => "",
        }
    }

    /// The word that is so many words away, if there is one.
    #[must_use]
    pub fn get(&self, index: usize, offset: isize) -> Option<&Token> {
        index.checked_add_signed(offset).and_then(|index| self.tokens.get(index))
    }

    /// What stands before a word, or behind the last one.
    #[must_use]
    pub fn gap(&self, index: usize) -> Gap {
        self.tokens.get(index).map_or(EDGE, |token| token.gap)
    }
}

/// How long a line is, in code points, whose end may lie within a name: shorter lines are those of lists and headings.
const LONG_LINE: usize = 45;

struct Reader<'a, 'l> {
    text: &'a str,
    lexicon: &'l Lexicon,
    /// The next byte.
    at: usize,
    /// The code points before it.
    counted: usize,
    /// Where the line begins, in code points.
    line: usize,
    gap: Gap,
    /// How much white space has been read since the last word.
    blank: usize,
    tokens: Vec<Token>,
}

impl Reader<'_, '_> {
    fn step(&mut self) {
        let Some(c) = self.text[self.at..].chars().next() else { return };
        if c.is_alphanumeric() {
            self.word();
        } else {
            self.between(c);
            self.at += c.len_utf8();
            self.counted += 1;
        }
    }

    /// Takes a sign that is no part of a word.
    fn between(&mut self, c: char) {
        let before = self.at.checked_sub(1).map_or(b' ', |at| self.text.as_bytes()[at]);
        let after = self.text.as_bytes().get(self.at + c.len_utf8()).copied().unwrap_or(b' ');
        self.gap |= match c {
            '\n' => self.line_end(),
            ',' => COMMA,
            '.' => self.full_stop(),
            '!' | '?' | '…' => END,
            '-' | '‐' | '‑' if !before.is_ascii_whitespace() && !after.is_ascii_whitespace() && before != b'-' && after != b'-' => {
                HYPHEN
            }
            '-' | '‐' | '‑' | '–' | '—' | '―' => DASH,
            '"' | '“' | '”' | '„' | '«' | '»' | '‘' => QUOTE,
            '\'' | '’' | '`' => {
                if before.is_ascii_whitespace() {
                    QUOTE
                } else {
                    0
                }
            }
            '(' | '[' => OPEN,
            ')' | ']' => CLOSE,
            ':' | ';' => COLON,
            '/' => SLASH,
            '\u{ad}' => 0,
            _ if c.is_whitespace() => {
                self.blank += 1;
                if self.blank > 3 || c == '\t' { OTHER } else { 0 }
            }
            _ => OTHER,
        };
    }

    fn line_end(&mut self) -> Gap {
        let length = self.counted - self.line;
        self.line = self.counted + 1;
        if length < LONG_LINE || self.gap & BREAK != 0 { BREAK } else { 0 }
    }

    /// Whether a full stop ends a sentence or a short form.
    fn full_stop(&self) -> Gap {
        let Some(last) = self.tokens.last() else { return END };
        if last.end as usize != self.at {
            return END;
        }
        let word = &self.text[last.start as usize..last.end as usize];
        let short = last.shape == Shape::Initial
            || word.contains('.')
            || matches!(
                word,
                "St" | "Mt"
                    | "Ft"
                    | "Ste"
                    | "v"
                    | "No"
                    | "Co"
                    | "Twp"
                    | "Sts"
                    | "Ave"
                    | "Rd"
                    | "Blvd"
                    | "Jr"
                    | "Sr"
                    | "vs"
                    | "ST"
                    | "MT"
            )
            || matches!(
                word,
                "ул" | "пл"
                    | "им"
                    | "пр"
                    | "г"
                    | "гг"
                    | "ст"
                    | "стр"
                    | "пос"
                    | "обл"
                    | "др"
                    | "проф"
                    | "акад"
                    | "ген"
            )
            || (word.len() <= 5 && word.starts_with(char::is_uppercase) && last.class & super::lexicon::TITLE != 0)
            || self.lexicon.abbreviation(word).is_some_and(|_| word.len() > 2 || word != word.to_uppercase());
        if short { DOT } else { END }
    }

    fn word(&mut self) {
        let (start, at) = (self.at, self.counted);
        let possessive = self.possessive();
        let (mut capitals, mut small, mut digits, mut letters) = (0, 0, 0, 0);
        let mut first_is_capital = false;
        let mut rest = self.text[start..].char_indices().peekable();
        let mut end = start;
        while let Some((offset, c)) = rest.next() {
            let next = rest.peek().map(|(_, c)| *c);
            let within = match c {
                '\'' | '’' | '.' | '\u{ad}' => next.is_some_and(char::is_alphanumeric) && self.goes_on(c, start, start + offset),
                _ => c.is_alphanumeric() || is_mark(c),
            };
            if !within {
                break;
            }
            first_is_capital |= offset == 0 && c.is_uppercase();
            capitals += usize::from(c.is_uppercase());
            small += usize::from(c.is_lowercase());
            digits += usize::from(c.is_numeric());
            letters += usize::from(c.is_alphabetic());
            end = start + offset + c.len_utf8();
            self.counted += 1;
        }
        if self.text[start..end].contains('.') && capitals > 0 && self.text[end..].starts_with('.') {
            end += 1;
            self.counted += 1;
        }
        let shape = match (digits, capitals, small) {
            _ if possessive => Shape::Possessive,
            (1.., _, _) => Shape::Digits,
            (_, 1, 0) if letters == 1 => Shape::Initial,
            (_, 2.., 0) => Shape::Capitals,
            (_, 0, 0) => Shape::Caseless,
            _ if first_is_capital => Shape::Capital,
            _ => Shape::Small,
        };
        let class = if digits == 0 { self.class(&self.text[start..end]) } else { 0 };
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        self.tokens.push(Token { start: number(start), end: number(end), at: number(at), class, gap: self.gap, shape });
        (self.at, self.gap, self.blank) = (end, 0, 0);
    }

    /// Whether the word that begins here is the `s` of a possessive.
    fn possessive(&self) -> bool {
        let before = self.text[..self.at].chars().next_back();
        matches!(before, Some('\'' | '’'))
            && self.gap == 0
            && !self.tokens.is_empty()
            && self.text[self.at..].starts_with(['s', 'S'])
            && !self.text[self.at + 1..].starts_with(char::is_alphanumeric)
    }

    /// Whether a word goes on behind an apostrophe or a full stop.
    fn goes_on(&self, sign: char, start: usize, at: usize) -> bool {
        let rest = &self.text[at + sign.len_utf8()..];
        match sign {
            // Short parts, as in `U.S.` and `W.Va.`; else a space is missing after a sentence.
            '.' => {
                let part = self.text[start..at].rsplit('.').next().unwrap_or_default();
                let first = rest.chars().next().is_some_and(char::is_uppercase);
                part.chars().count() == 1
                    && part.chars().all(char::is_uppercase)
                    && first
                    && rest.chars().take_while(|c| c.is_alphabetic()).take(4).count() <= 3
            }
            '\u{ad}' => true,
            _ => {
                let letters = rest.chars().take_while(|c| c.is_alphanumeric()).take(2).count();
                !(rest.starts_with(['s', 'S']) && letters == 1)
            }
        }
    }

    fn class(&self, word: &str) -> Class {
        let mut buffer = [0; 24];
        if word.is_ascii() && word.len() <= buffer.len() {
            let buffer = &mut buffer[..word.len()];
            buffer.copy_from_slice(word.as_bytes());
            buffer.make_ascii_lowercase();
            return std::str::from_utf8(buffer).map_or(0, |word| self.lexicon.classes(word));
        }
        if word.len() > 64 { 0 } else { self.lexicon.classes(&word.to_lowercase()) }
    }
}

/// Marks that stand on the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::english;
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words = Words::new(text, english(), usize::MAX);
        let found: Vec<&str> = (0..words.tokens.len()).map(|index| words.word(index)).collect();
        assert_eq!(found, expected, "{text}");
        for token in &words.tokens {
            let before = text[..token.start as usize].chars().count();
            assert_eq!(before, token.at as usize, "{text}");
        }
    }

    #[test]
    fn words_end_where_they_should() {
        check("U.S. and W.Va. troops", &["U.S.", "and", "W.Va.", "troops"]);
        check("Coeur d'Alene’s mayor", &["Coeur", "d'Alene", "s", "mayor"]);
        check("It ended.The next", &["It", "ended", "The", "next"]);
        check("Miami-Dade, São Paulo", &["Miami", "Dade", "São", "Paulo"]);
        check("", &[]);
    }

    #[test]
    fn gaps_tell_sentences_from_short_forms() {
        let words = Words::new("He left St. Louis. Then Ms. Hall spoke.\n\nParis", english(), usize::MAX);
        let begins: Vec<&str> = (0..words.tokens.len()).filter(|i| words.tokens[*i].begins()).map(|i| words.word(i)).collect();
        assert_eq!(begins, ["He", "Then", "Paris"]);
    }
}

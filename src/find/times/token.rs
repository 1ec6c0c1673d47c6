//! A text in pieces: words with what they mean, numbers, and single marks.
//!
//! A text is read in chunks, so that what is kept does not grow with it: from one empty line to the next, or, where there is
//! none for long, to the end of a line, or to the end of a word.

use crate::report::limits;
use crate::report::text::Span;

use super::lexicon::{Lexicon, Word};

/// How many letters of a word are looked at; none that means a time is longer.
const LONGEST: usize = 24;

/// A number as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// Its value; of numbers with a fraction or with grouped digits, that of the digits alone.
    pub value: u32,
    /// How many digits it has.
    pub digits: u8,
    /// Whether it has a fraction or groups: `1,500`, `2.5`.
    pub is_broken: bool,
    /// What stands right behind it.
    pub suffix: Suffix,
}

/// What stands right behind a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suffix {
    /// Nothing that belongs to it.
    None,
    /// `1st`, `20th`, `5-го`.
    Ordinal,
    /// `1990s`, `90’s`, `90-х`.
    Plural,
    /// Other letters: `4x4`, `7km`.
    Letters,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters, with what the lexicon knows of them.
    Word(Option<Word>),
    /// Digits.
    Number(Number),
    /// A single other sign.
    Mark(char),
    /// The end of a paragraph: an empty line.
    Break,
}

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in code points.
    pub span: Span,
    /// Where it begins in the chunk, in bytes.
    pub from: usize,
    /// Where it ends in the chunk, in bytes.
    pub to: usize,
    /// What it is.
    pub kind: Kind,
    /// Whether it is a word that begins with a capital letter.
    pub is_capital: bool,
    /// Whether white space stands before it.
    pub is_spaced: bool,
    /// Whether it is the first of a line.
    pub is_first: bool,
}

/// The chunks of a text, one after the other.
pub struct Chunks<'a> {
    rest: &'a str,
    lexicon: &'a Lexicon,
    /// Code points before `rest`.
    before: usize,
    word: String,
}

impl<'a> Chunks<'a> {
    /// Begins at the beginning.
    #[must_use]
    pub fn new(text: &'a str, lexicon: &'a Lexicon) -> Self {
        Self { rest: text, lexicon, before: 0, word: String::new() }
    }

    /// Fills `tokens` with those of the next chunk and returns its text; `None` at the end.
    pub fn next(&mut self, tokens: &mut Vec<Token>) -> Option<&'a str> {
        tokens.clear();
        if self.rest.is_empty() {
            return None;
        }
        let mut scan = Scan { text: self.rest, at: 0, point: self.before, is_spaced: true, is_first: true };
        while tokens.len() < limits::TIME_WORDS.0 && scan.at < scan.text.len() {
            let feeds = scan.skip_space();
            if feeds > 1 && !tokens.is_empty() {
                let empty = Span { start: scan.point, end: scan.point };
                tokens.push(Token {
                    kind: Kind::Break,
                    from: scan.at,
                    to: scan.at,
                    span: empty,
                    is_capital: false,
                    is_spaced: true,
                    is_first: true,
                });
                break;
            }
            if feeds > 0 && tokens.len() >= limits::TIME_WORDS.1 {
                break;
            }
            if scan.at < scan.text.len() {
                tokens.push(self.token(&mut scan));
            }
        }
        let (chunk, rest) = self.rest.split_at(scan.at);
        self.rest = rest;
        self.before = scan.point;
        Some(chunk)
    }

    fn token(&mut self, scan: &mut Scan<'_>) -> Token {
        let (from, start) = (scan.at, scan.point);
        let (is_spaced, is_first) = (scan.is_spaced, scan.is_first);
        let first = scan.peek().unwrap_or(' ');
        let kind = if first.is_ascii_digit() {
            Kind::Number(scan.number())
        } else if first.is_alphabetic() {
            scan.word(&mut self.word);
            Kind::Word(self.lexicon.get(&self.word))
        } else {
            scan.step();
            Kind::Mark(first)
        };
        scan.is_spaced = false;
        scan.is_first = false;
        let letters = Span { start, end: scan.point };
        Token { span: letters, from, to: scan.at, kind, is_capital: first.is_uppercase(), is_spaced, is_first }
    }
}

/// A place in a chunk.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    point: usize,
    is_spaced: bool,
    is_first: bool,
}

impl Scan<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// The sign after the next one.
    fn second(&self) -> Option<char> {
        self.text[self.at..].chars().nth(1)
    }

    fn step(&mut self) {
        if let Some(c) = self.peek() {
            self.at += c.len_utf8();
            self.point += 1;
        }
    }

    /// Goes past white space and says how many line feeds were in it.
    fn skip_space(&mut self) -> usize {
        let mut feeds = 0;
        while let Some(c) = self.peek().filter(|c| c.is_whitespace() || *c == '\u{feff}' || *c == '\u{ad}') {
            feeds += usize::from(c == '\n' || c == '\u{2029}');
            self.is_spaced = true;
            self.step();
        }
        self.is_first |= feeds > 0;
        feeds
    }

    /// Reads letters into `word`, in lower case; of `a.m.` and `U.S.` the stops are left out.
    fn word(&mut self, word: &mut String) {
        word.clear();
        let begin = self.at;
        while let Some(c) = self.peek() {
            let is_stop = c == '.' && is_initial(&self.text[begin..self.at]) && self.second().is_some_and(char::is_alphabetic);
            let is_joint = is_apostrophe(c) && self.joins();
            if c.is_alphabetic() || is_mark_above(c) {
                if word.chars().count() < LONGEST {
                    word.extend(c.to_lowercase().map(|c| if c == 'ё' { 'е' } else { c }).filter(|c| !is_mark_above(*c)));
                }
            } else if is_joint {
                word.push('\'');
            } else if !is_stop {
                break;
            }
            self.step();
        }
        let letters = &self.text[begin..self.at];
        if letters.contains('.') && self.peek() == Some('.') && is_initial(letters) {
            self.step();
        }
    }

    /// Whether the apostrophe ahead belongs to the word: always but for `’s`, which is a word of its own.
    fn joins(&self) -> bool {
        let mut after = self.text[self.at..].chars().skip(1);
        let (first, second) = (after.next(), after.next());
        let is_s = first.is_some_and(|c| matches!(c, 's' | 'S')) && !second.is_some_and(char::is_alphabetic);
        first.is_some_and(char::is_alphabetic) && !is_s
    }

    fn number(&mut self) -> Number {
        let (mut value, mut digits, mut is_broken) = (0_u32, 0_u8, false);
        loop {
            match (self.peek(), self.second()) {
                (Some(c), _) if c.is_ascii_digit() => {
                    value = value.saturating_mul(10).saturating_add(c.to_digit(10).unwrap_or(0));
                    digits = digits.saturating_add(1);
                }
                (Some(','), Some(c)) if c.is_ascii_digit() && self.is_group() => is_broken = true,
                _ => break,
            }
            self.step();
        }
        let suffix = self.suffix(value);
        Number { value, digits, is_broken, suffix }
    }

    /// Whether three digits and no more stand behind the comma ahead.
    fn is_group(&self) -> bool {
        let after: Vec<char> = self.text[self.at..].chars().skip(1).take(4).collect();
        after.len() >= 3 && after[..3].iter().all(char::is_ascii_digit) && !after.get(3).is_some_and(char::is_ascii_digit)
    }

    /// Reads what stands right behind a number and belongs to it.
    fn suffix(&mut self, value: u32) -> Suffix {
        let rest = &self.text[self.at..];
        let letters = |rest: &str| rest.chars().take_while(|c| c.is_alphabetic()).take(5).collect::<String>().to_lowercase();
        let direct = letters(rest);
        let joined = rest.strip_prefix(['-', '\'', '’', '‑']).map(letters).unwrap_or_default();
        let (text, skip) = if direct.is_empty() { (joined, 1) } else { (direct, 0) };
        let suffix = match text.as_str() {
            "st" | "nd" | "rd" | "th" if skip == 0 => Suffix::Ordinal,
            // “the 23d”, as it was spelled.
            "d" if skip == 0 && matches!(value % 10, 2 | 3) => Suffix::Ordinal,
            "го" | "й" | "ый" | "ого" | "му" | "м" | "е" | "ом" | "я" | "ое" | "ая" | "ой" | "ю" | "ую" | "ем" | "ми" => {
                Suffix::Ordinal
            }
            // “1965’s” is no decade.
            "s" if skip == 1 && !value.is_multiple_of(10) => return Suffix::None,
            "s" => Suffix::Plural,
            "х" | "ых" | "ые" if skip == 1 => Suffix::Plural,
            "am" | "pm" | "a" | "p" | "bc" | "bce" | "ad" | "ce" | "г" | "гг" | "h" if skip == 0 => return Suffix::None,
            "" => return Suffix::None,
            _ if skip == 1 => return Suffix::None,
            _ => Suffix::Letters,
        };
        for _ in 0..text.chars().count() + skip {
            self.step();
        }
        suffix
    }
}

/// Whether it is one letter, or single letters with stops between them.
fn is_initial(text: &str) -> bool {
    text.chars().count() <= 7 && text.split('.').all(|part| part.chars().count() <= 1)
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// The stress that dictionaries write above a vowel.
fn is_mark_above(c: char) -> bool {
    c == '\u{301}'
}

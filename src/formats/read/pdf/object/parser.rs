//! Objects and tokens from bytes (ISO 32000-1, 7.2 and 7.3).

use super::{Dict, Object};
use crate::report::limits;
use std::ops::Range;
use std::rc::Rc;

/// What parts one token from the next.
#[must_use]
pub fn is_white(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

/// What a file or a content stream is made of.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// An object.
    Object(Object),
    /// A word that is none: `obj`, `stream`, an operator.
    Word(Range<usize>),
}

/// How the strings of an object are decrypted.
pub type Decrypt<'a> = Option<&'a dyn Fn(&[u8]) -> Vec<u8>>;

/// Reads objects from bytes. It never fails: what is no object is [`Object::Null`], and the end is `None`.
pub struct Parser<'a> {
    bytes: &'a [u8],
    /// Where it stands.
    pub at: usize,
    decrypt: Decrypt<'a>,
    /// Whether `12 0 R` is a reference: in a file, but not in a content stream.
    references: bool,
    /// How many objects were read; each takes memory.
    pub read: usize,
}

impl<'a> Parser<'a> {
    /// Reads the objects of a file from a position on.
    #[must_use]
    pub fn new(bytes: &'a [u8], at: usize, decrypt: Decrypt<'a>) -> Self {
        Self { bytes, at: at.min(bytes.len()), decrypt, references: true, read: 0 }
    }

    /// Reads operands and operators.
    #[must_use]
    pub fn content(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, decrypt: None, references: false, read: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The bytes that are read.
    #[must_use]
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Passes white space and comments.
    pub fn skip_white(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| !matches!(byte, b'\r' | b'\n')) {
                    self.at += 1;
                }
            } else if is_white(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// Passes this word, if it is the next.
    pub fn skip_word(&mut self, word: &[u8]) -> bool {
        self.skip_white();
        let is_next = self.bytes[self.at..].starts_with(word);
        self.at += if is_next { word.len() } else { 0 };
        is_next
    }

    /// The next object; a word that is none is [`Object::Null`].
    pub fn object(&mut self) -> Object {
        match self.token(0) {
            Some(Token::Object(object)) => object,
            _ => Object::Null,
        }
    }

    /// The next object or word; `None` at the end.
    pub fn next_token(&mut self) -> Option<Token> {
        self.token(0)
    }

    fn token(&mut self, depth: usize) -> Option<Token> {
        self.skip_white();
        self.read += 1;
        let object = match self.peek()? {
            b'/' => Object::Name(self.name()),
            b'(' => self.decrypted(Self::literal),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Object::Dict(self.dict(depth))
            }
            b'<' => self.decrypted(Self::hexadecimal),
            b'[' => {
                self.at += 1;
                self.array(depth)
            }
            b'0'..=b'9' | b'+' | b'-' | b'.' => return Some(self.number_or_word()),
            byte if is_delimiter(byte) => {
                self.at += 1;
                return Some(Token::Word(self.at - 1..self.at));
            }
            _ => return Some(self.word()),
        };
        Some(Token::Object(object))
    }

    fn decrypted(&mut self, read: fn(&mut Self) -> Vec<u8>) -> Object {
        let raw = read(self);
        Object::Text(match self.decrypt {
            Some(decrypt) => decrypt(&raw).into(),
            None => raw.into(),
        })
    }

    fn word(&mut self) -> Token {
        let start = self.at;
        while self.peek().is_some_and(|byte| !is_white(byte) && !is_delimiter(byte)) {
            self.at += 1;
        }
        match &self.bytes[start..self.at] {
            b"true" => Token::Object(Object::Bool(true)),
            b"false" => Token::Object(Object::Bool(false)),
            b"null" => Token::Object(Object::Null),
            _ => Token::Word(start..self.at),
        }
    }

    fn name(&mut self) -> Rc<[u8]> {
        self.at += 1;
        let start = self.at;
        while self.peek().is_some_and(|byte| !is_white(byte) && !is_delimiter(byte)) {
            self.at += 1;
        }
        let raw = &self.bytes[start..self.at];
        if !raw.contains(&b'#') {
            return raw.into();
        }
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let [first, after @ ..] = rest {
            let code = (after.len() >= 2 && *first == b'#').then(|| Some(hex(after[0])? * 16 + hex(after[1])?)).flatten();
            name.push(code.unwrap_or(*first));
            rest = if code.is_some() { &after[2..] } else { after };
        }
        name.into()
    }

    /// A string in parentheses.
    fn literal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut text, mut open) = (Vec::new(), 1usize);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                b'\\' => {
                    text.extend(self.escape());
                    continue;
                }
                b'\r' => {
                    self.at += usize::from(self.peek() == Some(b'\n'));
                    text.push(b'\n');
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    /// What stands after a backslash.
    fn escape(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(match byte {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'b' => 8,
            b'f' => 12,
            b'\r' => {
                self.at += usize::from(self.peek() == Some(b'\n'));
                return None;
            }
            b'\n' => return None,
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                (code & 0xff) as u8
            }
            other => other,
        })
    }

    /// A string between angle brackets.
    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut text, mut high) = (Vec::new(), None);
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = hex(byte) else { continue };
            match high.take() {
                None => high = Some(digit),
                Some(first) => text.push(first * 16 + digit),
            }
        }
        text.extend(high.map(|digit| digit * 16));
        text
    }

    fn array(&mut self, depth: usize) -> Object {
        let mut items = Vec::new();
        loop {
            self.skip_white();
            match self.peek() {
                // With a bracket that closes something else this one is missing.
                None | Some(b'>') => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                _ => {}
            }
            if depth >= limits::PDF_DEPTH {
                self.at += 1;
                continue;
            }
            match self.token(depth + 1) {
                Some(Token::Object(object)) => items.push(object),
                Some(Token::Word(range)) if self.ends(range.clone()) => {
                    self.at = range.start;
                    break;
                }
                _ => {}
            }
        }
        Object::Array(items.into())
    }

    /// Whether a word can only stand after an object, so that a bracket must be missing.
    fn ends(&self, word: Range<usize>) -> bool {
        matches!(&self.bytes[word], b"endobj" | b"stream" | b"endstream" | b"obj" | b"xref")
    }

    fn dict(&mut self, depth: usize) -> Dict {
        let mut entries: Vec<(Rc<[u8]>, Object)> = Vec::new();
        loop {
            self.skip_white();
            match self.peek() {
                None => break,
                Some(b'>') => {
                    self.at += if self.bytes.get(self.at + 1) == Some(&b'>') { 2 } else { 1 };
                    break;
                }
                Some(b'/') if depth < limits::PDF_DEPTH => {
                    let name = self.name();
                    let before = self.at;
                    match self.token(depth + 1) {
                        Some(Token::Object(object)) => entries.push((name, object)),
                        Some(Token::Word(range)) if self.bytes[range.clone()].starts_with(b">") => self.at = before,
                        Some(Token::Word(range)) if self.ends(range.clone()) => {
                            self.at = range.start;
                            break;
                        }
                        _ => {}
                    }
                }
                Some(_) => match (depth < limits::PDF_DEPTH).then(|| self.token(depth + 1)).flatten() {
                    Some(Token::Word(range)) if self.ends(range.clone()) => {
                        self.at = range.start;
                        break;
                    }
                    Some(_) => {}
                    None => self.at += 1,
                },
            }
        }
        entries.into_iter().collect()
    }

    /// A number; with another and an `R` after it, a reference. Something like `12abc` is a word.
    fn number_or_word(&mut self) -> Token {
        let start = self.at;
        let number = self.number();
        if self.peek().is_some_and(|byte| byte.is_ascii_alphabetic()) && !self.references {
            // Broken content streams write `0 Tc12 Tf`: the number ends where the letters begin.
            return Token::Object(Object::Number(number));
        }
        if self.references && self.bytes[start].is_ascii_digit() {
            let after = self.at;
            if let Some(id) = self.reference_to(number) {
                return Token::Object(Object::Ref(id));
            }
            self.at = after;
        }
        Token::Object(Object::Number(number))
    }

    fn reference_to(&mut self, number: f64) -> Option<u32> {
        let id = Object::Number(number).size().and_then(|id| u32::try_from(id).ok())?;
        self.skip_white();
        let mut digits = 0;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
            digits += 1;
        }
        if !(1..=5).contains(&digits) {
            return None;
        }
        self.skip_white();
        let is_one = self.peek() == Some(b'R')
            && self.bytes.get(self.at + 1).is_none_or(|byte| is_white(*byte) || is_delimiter(*byte) || byte.is_ascii_digit());
        self.at += 1;
        (is_one && number.fract() == 0.0).then_some(id)
    }

    /// A number as lenient programs read it: `--5`, `4.5.6` and `1-2` are met in files.
    fn number(&mut self) -> f64 {
        let (mut sign, mut value, mut scale) = (1.0, 0.0_f64, 0.0_f64);
        let start = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b'-' if self.at == start => sign = -1.0,
                b'+' | b'-' if self.bytes[start..self.at].iter().all(|byte| matches!(byte, b'+' | b'-')) => {}
                // A hyphen within a number ends it, but is no number of its own.
                b'-' => {}
                b'.' if scale == 0.0 => scale = 1.0,
                b'0'..=b'9' => {
                    let digit = f64::from(byte - b'0');
                    if scale == 0.0 {
                        value = value * 10.0 + digit;
                    } else {
                        scale /= 10.0;
                        value += digit * scale;
                    }
                }
                _ => break,
            }
            self.at += 1;
        }
        if value.is_finite() { sign * value } else { 0.0 }
    }
}

/// What a hexadecimal digit stands for.
#[must_use]
pub fn hex(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

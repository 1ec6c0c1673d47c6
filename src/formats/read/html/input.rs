//! A document as the tokenizer reads it: a tag with more attributes than are looked at ends early.
//!
//! The tokenizer calls itself once for each attribute in double quotes, so a tag with a hundred thousand of them would overflow
//! the stack.

use std::cell::Cell;
use std::convert::Infallible;

use html5gum::{Readable, Reader, StringReader};

/// A document, and whether the tag that is being read is to end here.
pub(super) struct Input<'a> {
    text: StringReader<'a>,
    is_over: &'a Cell<bool>,
    last: u8,
}

impl<'a> Input<'a> {
    /// Reads a document; a tag ends soon after `is_over` is set, and what else stands in it is passed over.
    pub(super) fn new(text: &'a str, is_over: &'a Cell<bool>) -> Self {
        Self { text: text.to_reader(), is_over, last: 0 }
    }

    /// Passes over the rest of a tag, whose values in quotes may hold the sign that ends it.
    fn pass_over(&mut self) -> Option<u8> {
        let (mut quote, mut before) = (None, self.last);
        loop {
            let Ok(byte) = self.text.read_byte();
            let byte = byte?;
            match quote {
                Some(open) if byte == open => quote = None,
                Some(_) => {}
                None if byte == b'>' => return Some(byte),
                None if before == b'=' && matches!(byte, b'"' | b'\'') => quote = Some(byte),
                None => {}
            }
            if !byte.is_ascii_whitespace() {
                before = byte;
            }
        }
    }
}

impl Reader for Input<'_> {
    type Error = Infallible;

    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        // Within a value, single bytes are read only after the sign of a reference.
        let is_between = matches!(self.last, b'"' | b'\'' | b'=' | b'/') || self.last.is_ascii_whitespace();
        let byte = if self.is_over.get() && is_between {
            self.is_over.set(false);
            self.pass_over()
        } else {
            self.text.read_byte()?
        };
        self.last = byte.unwrap_or(0);
        Ok(byte)
    }

    fn try_read_string(&mut self, wanted: &[u8], case_sensitive: bool) -> Result<bool, Infallible> {
        self.text.try_read_string(wanted, case_sensitive)
    }

    fn read_until<'b>(&'b mut self, needle: &[u8], buffer: &'b mut [u8; 4]) -> Result<Option<&'b [u8]>, Infallible> {
        let read = self.text.read_until(needle, buffer)?;
        self.last = read.and_then(<[u8]>::last).copied().unwrap_or(0);
        Ok(read)
    }
}

//! The objects that a PDF is made of (ISO 32000-1, 7.3), and reading them from bytes.

use std::fmt;
use std::ops::Range;
use std::rc::Rc;

/// An object. Copying one is cheap.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Object {
    /// Nothing, or something that could not be read.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// A number; whole ones too.
    Number(f64),
    /// Bytes, decrypted.
    Text(Rc<[u8]>),
    /// A name, without its slash, its `#` codes resolved.
    Name(Rc<[u8]>),
    /// Several objects.
    Array(Rc<[Object]>),
    /// Objects by name.
    Dict(Dict),
    /// Objects by name, and bytes.
    Stream(Rc<Stream>),
    /// What is defined elsewhere in the file.
    Ref(u32),
}

/// A stream: its bytes stand in the file as they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    /// What is said of it.
    pub dict: Dict,
    /// Where its bytes are in the file.
    pub range: Range<usize>,
    /// The number and generation it is encrypted with; `None` where it is not.
    pub key: Option<(u32, u16)>,
}

/// Objects by name. A name that is there several times means the last.
#[derive(Clone, Default, PartialEq)]
pub struct Dict(Rc<[(Rc<[u8]>, Object)]>);

impl fmt::Debug for Dict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.0.iter().map(|(name, value)| (String::from_utf8_lossy(name).into_owned(), value))).finish()
    }
}

impl Dict {
    /// What stands under a name, references not followed; [`Object::Null`] where nothing does.
    #[must_use]
    pub fn get(&self, name: &str) -> &Object {
        self.0.iter().rev().find(|(own, _)| **own == *name.as_bytes()).map_or(&Object::Null, |(_, value)| value)
    }

    /// Whether something stands under a name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        *self.get(name) != Object::Null
    }

    /// All names, with what stands under each.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], &Object)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    /// What tells it from all others that are held at the same time.
    #[must_use]
    pub fn address(&self) -> usize {
        self.0.as_ptr().addr()
    }
}

impl FromIterator<(Rc<[u8]>, Object)> for Dict {
    fn from_iter<T: IntoIterator<Item = (Rc<[u8]>, Object)>>(iter: T) -> Self {
        Self(iter.into_iter().collect())
    }
}

impl Object {
    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// The whole number that lies nearest, if it is a number.
    #[must_use]
    pub fn whole(&self) -> Option<i64> {
        #[expect(clippy::cast_possible_truncation, reason = "the cast saturates, and what is out of range means nothing here")]
        self.number().map(|number| number.round() as i64)
    }

    /// The whole number, if it is one and not negative.
    #[must_use]
    pub fn size(&self) -> Option<usize> {
        self.whole().and_then(|number| usize::try_from(number).ok())
    }

    /// The name, if it is one.
    #[must_use]
    pub fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    /// Whether it is this name.
    #[must_use]
    pub fn is_name(&self, name: &str) -> bool {
        self.name() == Some(name.as_bytes())
    }

    /// The bytes of a string, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&[u8]> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The parts of an array; of anything else, none.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        if let Self::Array(items) = self { items } else { &[] }
    }

    /// The dictionary, also that of a stream.
    #[must_use]
    pub fn dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            Self::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }
}

mod parser;

pub use parser::{Parser, Token, hex, is_white};

#[cfg(test)]
mod tests;

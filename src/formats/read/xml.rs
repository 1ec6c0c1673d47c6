//! XML from strangers, element by element (XML 1.0, fifth edition, with namespaces).
//!
//! Nothing is expanded but the five entities that XML has and characters by their number, so that there are no entity bombs
//! and nothing is fetched. Elements are counted and not nested in memory. After a fault everything that is open ends, and what
//! came before it stands.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape;
use quick_xml::events::{BytesStart, Event};

use crate::report::limits;

macro_rules! spaces {
    ($($space:ident: $($uri:literal),+ ; $($prefix:literal),*);+ $(;)?) => {
        /// A namespace that one of the readers knows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Space { $(#[doc = "The namespace of its name."] $space,)+ /** No namespace, or any other. */ Other }

        impl Space {
            fn of(uri: &[u8]) -> Self {
                $($(if uri == $uri.as_bytes() { return Self::$space; })+)+
                Self::Other
            }

            /// What a prefix that is bound to nothing is meant to be.
            fn usual(prefix: &[u8]) -> Self {
                $($(if prefix == $prefix.as_bytes() { return Self::$space; })*)+
                Self::Other
            }
        }
    };
}

spaces!(
    Word: "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"; "w";
    Maths: "http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math"; "m";
    Choice: "http://schemas.openxmlformats.org/markup-compatibility/2006"; "mc";
    Drawing: "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing"; "wp";
    Shape: "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"; "wps";
    Art: "http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main"; "a";
    Office: "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "http://openoffice.org/2000/office"; "office";
    Text: "urn:oasis:names:tc:opendocument:xmlns:text:1.0", "http://openoffice.org/2000/text"; "text";
    Table: "urn:oasis:names:tc:opendocument:xmlns:table:1.0", "http://openoffice.org/2000/table"; "table";
    Draw: "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "http://openoffice.org/2000/drawing"; "draw";
    Style: "urn:oasis:names:tc:opendocument:xmlns:style:1.0", "http://openoffice.org/2000/style"; "style";
    Svg: "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "http://www.w3.org/2000/svg"; "svg";
    Meta: "urn:oasis:names:tc:opendocument:xmlns:meta:1.0", "http://openoffice.org/2000/meta"; "meta";
    MathMl: "http://www.w3.org/1998/Math/MathML"; "math";
    Dublin: "http://purl.org/dc/elements/1.1/"; "dc";
    Terms: "http://purl.org/dc/terms/"; "dcterms";
    Package: "http://www.idpf.org/2007/opf"; "opf";
    Contents: "http://www.daisy.org/z3986/2005/ncx/"; "ncx";
    Page: "http://www.w3.org/1999/xhtml"; "xhtml"
);

/// What comes next in a document.
#[derive(Debug)]
pub enum Token<'a> {
    /// An element begins.
    Open(Tag<'a>),
    /// The element that was opened last ends.
    Close,
    /// Text, or the content of a CDATA section; entities are read.
    Text(Cow<'a, str>),
    /// Nothing more.
    End,
}

/// The head of an element.
#[derive(Clone, Debug)]
pub struct Tag<'a> {
    /// The namespace of its name.
    pub space: Space,
    start: BytesStart<'a>,
}

impl Tag<'_> {
    /// Its name without a prefix; empty where it is not UTF-8.
    #[must_use]
    pub fn name(&self) -> &str {
        let name = self.start.local_name().into_inner();
        std::str::from_utf8(name).unwrap_or_default()
    }

    /// Whether it is this element.
    #[must_use]
    pub fn is(&self, space: Space, name: &str) -> bool {
        self.space == space && self.name() == name
    }

    /// The value of the first attribute of this name, whatever its prefix.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found =
            attributes.with_checks(false).flatten().find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes())?;
        let text = String::from_utf8_lossy(&found.value).into_owned();
        Some(escape::unescape_with(&text, |name| Some(predefined(name).unwrap_or(""))).map_or(text.clone(), Cow::into_owned))
    }

    /// The value of an attribute as a number.
    #[must_use]
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.trim().parse().ok()
    }

    /// Whether an attribute stands there with this value.
    #[must_use]
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.get(name).is_some_and(|found| found == value)
    }
}

/// A document that is being read. A clone goes on from the same place.
#[derive(Clone)]
pub struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// The names of all elements that are open, one after another, and where each begins.
    names: Vec<u8>,
    /// Of each: where its name begins, and how many prefixes were bound before it.
    open: Vec<(usize, usize)>,
    bound: Vec<(Vec<u8>, Space)>,
    /// How many ends come next that are not in the document: of an empty element, or of some that were never closed.
    due: usize,
    is_over: bool,
    /// Whether the document has a fault, or is nested too deeply.
    pub is_faulty: bool,
}

impl<'a> Xml<'a> {
    /// Begins to read a document.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self { reader, names: Vec::new(), open: Vec::new(), bound: Vec::new(), due: 0, is_over: false, is_faulty: false }
    }

    /// How many elements are open.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// How many bytes of the document are read: where what comes next begins.
    #[must_use]
    pub fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    /// What comes next.
    pub fn next(&mut self) -> Token<'a> {
        loop {
            if self.due > 0 {
                self.due -= 1;
                self.leave();
                return Token::Close;
            }
            if self.is_over {
                return Token::End;
            }
            match self.reader.read_event() {
                Ok(Event::Start(start)) => {
                    if let Some(token) = self.enter(start) {
                        return token;
                    }
                    self.pass();
                }
                Ok(Event::Empty(start)) => {
                    if let Some(token) = self.enter(start) {
                        self.due = 1;
                        return token;
                    }
                }
                Ok(Event::End(end)) => self.due = self.closed_by(end.name().into_inner()),
                Ok(Event::Text(text)) => return Token::Text(lossy(text.into_inner())),
                Ok(Event::CData(text)) => return Token::Text(lossy(text.into_inner())),
                Ok(Event::GeneralRef(entity)) => {
                    let name = String::from_utf8_lossy(&entity);
                    return Token::Text(match entity.resolve_char_ref() {
                        Ok(Some(c)) => Cow::Owned(c.to_string()),
                        _ => Cow::Borrowed(predefined(&name).unwrap_or("")),
                    });
                }
                Ok(Event::Eof) => self.finish(!self.open.is_empty()),
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
                Err(_) => self.finish(true),
            }
        }
    }

    fn finish(&mut self, is_faulty: bool) {
        self.is_faulty |= is_faulty;
        self.is_over = true;
        self.due = self.open.len();
    }

    /// Opens an element; `None` where it lies too deep, and is passed over.
    fn enter(&mut self, start: BytesStart<'a>) -> Option<Token<'a>> {
        self.open.push((self.names.len(), self.bound.len()));
        self.names.extend_from_slice(start.name().into_inner());
        if self.open.len() > limits::XML_DEPTH {
            self.is_faulty = true;
            self.leave();
            return None;
        }
        if start.attributes_raw().windows(5).any(|five| five == b"xmlns") {
            for attribute in start.attributes().with_checks(false).flatten() {
                let key = attribute.key.into_inner();
                if let Some(prefix) = key.strip_prefix(b"xmlns:").or_else(|| (key == b"xmlns").then_some(b"")) {
                    self.bound.push((prefix.to_vec(), Space::of(&attribute.value)));
                }
            }
        }
        let prefix = start.name().prefix().map_or(&b""[..], |prefix| prefix.into_inner());
        let space =
            self.bound.iter().rev().find(|(bound, _)| bound == prefix).map_or_else(|| Space::usual(prefix), |(_, space)| *space);
        Some(Token::Open(Tag { space, start }))
    }

    fn leave(&mut self) {
        if let Some((name, bound)) = self.open.pop() {
            self.names.truncate(name);
            self.bound.truncate(bound);
        }
    }

    /// Passes over an element that lies too deep, from after its head on.
    fn pass(&mut self) {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.reader.read_event() {
                Ok(Event::Start(_)) => depth += 1,
                Ok(Event::End(_)) => depth -= 1,
                Ok(Event::Eof) | Err(_) => return self.finish(true),
                Ok(_) => {}
            }
        }
    }

    /// How many open elements an end of this name closes: none where it closes nothing, more than one where others were left
    /// open.
    fn closed_by(&mut self, name: &[u8]) -> usize {
        let mut end = self.names.len();
        for (index, (start, _)) in self.open.iter().enumerate().rev().take(64) {
            if &self.names[*start..end] == name {
                self.is_faulty |= index + 1 < self.open.len();
                return self.open.len() - index;
            }
            end = *start;
        }
        self.is_faulty = true;
        0
    }

    /// Passes over the rest of the element that was opened last.
    pub fn skip(&mut self) {
        let depth = self.depth();
        while self.depth() >= depth {
            match self.next() {
                Token::End => return,
                Token::Close | Token::Text(_) | Token::Open(_) => {}
            }
        }
    }

    /// The text of the element that was opened last and of all in it, white space folded and cut at so many bytes.
    pub fn text(&mut self, most: usize) -> String {
        let (depth, mut text) = (self.depth(), String::new());
        while self.depth() >= depth {
            match self.next() {
                Token::End => break,
                Token::Text(more) if text.len() < most => text.push_str(&more),
                Token::Close | Token::Text(_) | Token::Open(_) => {}
            }
        }
        let folded: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        folded.chars().take(most).collect()
    }
}

fn lossy(bytes: Cow<'_, [u8]>) -> Cow<'_, str> {
    match bytes {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

fn predefined(name: &str) -> Option<&'static str> {
    escape::resolve_predefined_entity(name)
}

/// The bytes of a part as text: UTF-8, UTF-16, or what its first line says that it is.
#[must_use]
pub fn decoded(bytes: Cow<'_, [u8]>) -> Cow<'_, str> {
    let head = &bytes[..bytes.len().min(200)];
    let label = match head {
        [0xff, 0xfe, ..] | [b'<', 0, ..] => Some("utf-16le"),
        [0xfe, 0xff, ..] | [0, b'<', ..] => Some("utf-16be"),
        _ => None,
    };
    let declared = || {
        let line = String::from_utf8_lossy(head);
        let rest = &line[line.find("encoding=")? + 9..];
        Some(rest.trim_start_matches(['"', '\'']).split(['"', '\'', '?', ' ']).next()?.to_owned())
    };
    let encoding = match label {
        Some(label) => encoding_rs::Encoding::for_label(label.as_bytes()),
        None if std::str::from_utf8(&bytes).is_ok() => None,
        None => declared().and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes())),
    };
    match (encoding, bytes) {
        (Some(encoding), bytes) => Cow::Owned(encoding.decode(&bytes).0.into_owned()),
        (None, Cow::Borrowed(bytes)) => lossy(Cow::Borrowed(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))),
        (None, Cow::Owned(mut bytes)) => {
            if bytes.starts_with(b"\xef\xbb\xbf") {
                bytes.drain(..3);
            }
            Cow::Owned(match String::from_utf8(bytes) {
                Ok(text) => text,
                Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read, written as it is understood; `!` at the end where there is a fault.
    fn told(text: &str) -> String {
        let (mut xml, mut all) = (Xml::new(text), String::new());
        loop {
            match xml.next() {
                Token::Open(tag) => all += &format!("<{:?}.{}>", tag.space, tag.name()),
                Token::Close => all += "/",
                Token::Text(text) => all += &text,
                Token::End => return all + if xml.is_faulty { "!" } else { "" },
            }
        }
    }

    #[test]
    fn elements_are_known_by_their_namespace() {
        let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let cases = [
            (format!("<x:p xmlns:x='{word}'>a<x:b/></x:p>"), "<Word.p>a<Word.b>//"),
            (format!("<p xmlns='{word}'><y:p xmlns:y='other'/><p/></p>"), "<Word.p><Other.p>/<Word.p>//"),
            ("<w:p/>".to_owned(), "<Word.p>/"),
            ("<w:p xmlns:w='other'/>".to_owned(), "<Other.p>/"),
            ("<w:p xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main'/>".to_owned(), "<Word.p>/"),
        ];
        for (text, expected) in cases {
            assert_eq!(told(&text), expected, "{text}");
        }
    }

    #[test]
    fn entities_are_those_of_xml_alone() {
        let bomb = "<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;'>]><a>&c;&amp;&#x41;&lt;b &unknown;<![CDATA[<c>]]></a>";
        assert_eq!(told(bomb), "<Other.a>&A<b <c>/");
        let Token::Open(tag) = Xml::new("<a b='&amp;&#65;&c;' x:d='2'>").next() else { panic!() };
        assert_eq!((tag.get("b").as_deref(), tag.number::<u8>("d"), tag.get("e")), (Some("&A"), Some(2), None));
    }

    #[test]
    fn faults_end_what_is_open() {
        let cases = [
            ("<a><b>x", "<Other.a><Other.b>x//!"),
            ("<a><b>x</a>y", "<Other.a><Other.b>x//y!"),
            ("<a></b>x</a>", "<Other.a>x/!"),
            ("<a>x<", "<Other.a>x/!"),
            ("", ""),
            ("no xml", "no xml"),
        ];
        for (text, expected) in cases {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn what_lies_too_deep_is_passed_over() {
        let deep = format!("<r>{}x{}<b>y</b></r>", "<a>".repeat(5_000), "</a>".repeat(5_000));
        let found = told(&deep);
        assert!(found.ends_with("<Other.b>y//!") && !found.contains('x'));
        assert_eq!(found.matches("<Other.a>").count(), limits::XML_DEPTH - 1);
    }

    #[test]
    fn any_encoding_becomes_text() {
        let utf16: Vec<u8> = "\u{feff}<a>ж</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let cases: &[(&[u8], &str)] = &[
            (&utf16, "<a>ж</a>"),
            (b"\xef\xbb\xbf<a/>", "<a/>"),
            (b"<?xml version='1.0' encoding='windows-1251'?><a>\xe6</a>", "<?xml version='1.0' encoding='windows-1251'?><a>ж</a>"),
            (b"<a>\xe6</a>", "<a>\u{fffd}</a>"),
        ];
        for (bytes, expected) in cases {
            assert_eq!(decoded(Cow::Borrowed(bytes)), *expected);
            assert_eq!(decoded(Cow::Owned(bytes.to_vec())), *expected);
        }
    }
}

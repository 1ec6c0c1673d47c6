//! A PDF as a table of objects: found by its cross-reference tables and streams, or, where these are broken, by looking for every
//! object in the file (ISO 32000-1, 7.5).

use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use super::crypt::{Crypt, Locked};
use super::filter::{self, Filter};
use super::object::{Dict, Object, Parser, Stream, Token};
use super::work::Work;
use crate::report::limits;

mod search;

/// Where an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// At a byte of the file, with this generation.
    At(usize, u16),
    /// In an object stream, as the so-manieth.
    In(u32, usize),
}

type Places = BTreeMap<u32, Place>;

/// An object stream, unpacked: its bytes, and the number and the beginning of each object in it.
type Unpacked = Rc<(Vec<u8>, Vec<(u32, usize)>)>;

/// A PDF file.
pub struct File<'a> {
    bytes: &'a [u8],
    places: RefCell<Places>,
    is_searched: Cell<bool>,
    /// What stands at the end of the file: the way to everything else.
    pub trailer: Dict,
    crypt: Option<Crypt>,
    /// What was read before, and how many objects that are.
    known: RefCell<(HashMap<u32, Object>, usize)>,
    packed: RefCell<(HashMap<u32, Unpacked>, usize)>,
    /// Where streams end, for those whose length is wrong.
    ends: OnceCell<Vec<usize>>,
    /// The objects that are being read, so that none is read within itself.
    open: RefCell<HashSet<u32>>,
    /// What may still be asked for.
    pub work: Work,
}

impl<'a> File<'a> {
    /// Finds the objects of a file.
    ///
    /// # Errors
    ///
    /// When there is no way to its pages, or it needs a password; a sentence for people.
    pub fn open(bytes: &'a [u8], work: Work) -> Result<Self, String> {
        let mut file = Self {
            bytes,
            places: RefCell::default(),
            is_searched: Cell::new(false),
            trailer: Dict::default(),
            crypt: None,
            known: RefCell::default(),
            packed: RefCell::default(),
            ends: OnceCell::new(),
            open: RefCell::default(),
            work,
        };
        if let Some(trailer) = file.read_tables() {
            file.trailer = trailer;
            file.unlock()?;
        }
        if !file.has_pages() {
            file.search();
            file.unlock()?;
            file.add_packed();
            if !file.has_pages() {
                file.find_root();
            }
        }
        if file.has_pages() || file.places.borrow().len() > 1 {
            Ok(file)
        } else {
            Err("this file calls itself a PDF, but no pages were found in it; it may have been cut off on its way".to_owned())
        }
    }

    fn has_pages(&self) -> bool {
        self.root().is_some_and(|root| self.get(&root, "Pages").dict().is_some_and(|pages| pages.has("Kids") || pages.has("Type")))
    }

    /// The catalogue of the document.
    #[must_use]
    pub fn root(&self) -> Option<Dict> {
        self.get(&self.trailer, "Root").dict().cloned()
    }

    fn unlock(&mut self) -> Result<(), String> {
        if self.crypt.is_some() || !self.trailer.has("Encrypt") {
            return Ok(());
        }
        let dict = self.get(&self.trailer, "Encrypt");
        let dict = self.resolved(&dict, 4);
        let id = self.get(&self.trailer, "ID").items().first().map(|id| self.resolve(id)).unwrap_or_default();
        match dict.dict().map(|dict| Crypt::new(dict, id.text().unwrap_or_default())) {
            Some(Ok(crypt)) => self.crypt = Some(crypt),
            None => {}
            Some(Err(Locked::Password)) => {
                return Err("this PDF opens only with a password; save a copy without one in the program that you read it with, \
                            and open that copy"
                    .to_owned());
            }
            Some(Err(Locked::Unknown)) => {
                return Err(
                    "this PDF is encrypted in a way that is not known here; print it to a new PDF in the program that you \
                            read it with, and open that one"
                        .to_owned(),
                );
            }
        }
        // What was read before was not decrypted.
        self.known.take();
        self.packed.take();
        Ok(())
    }

    /// Follows references.
    #[must_use]
    pub fn resolve(&self, object: &Object) -> Object {
        let mut object = object.clone();
        for _ in 0..limits::PDF_REFERENCES {
            let Object::Ref(number) = object else { return object };
            object = self.load(number);
        }
        Object::Null
    }

    /// What stands under a name, references followed.
    #[must_use]
    pub fn get(&self, dict: &Dict, name: &str) -> Object {
        self.resolve(dict.get(name))
    }

    /// An object with the references in it followed, to a depth.
    fn resolved(&self, object: &Object, depth: usize) -> Object {
        match self.resolve(object) {
            Object::Dict(dict) if depth > 0 => {
                Object::Dict(dict.iter().map(|(name, value)| (Rc::from(name), self.resolved(value, depth - 1))).collect())
            }
            other => other,
        }
    }

    /// The numbers of all objects, in their order.
    #[must_use]
    pub fn numbers(&self) -> Vec<u32> {
        self.places.borrow().keys().copied().collect()
    }

    fn load(&self, number: u32) -> Object {
        if let Some(object) = self.known.borrow().0.get(&number) {
            return object.clone();
        }
        // The length of a stream may be an object, and that one, in a file that means harm, a stream again, and so on.
        let is_deep = self.open.borrow().len() >= limits::PDF_REFERENCES;
        if self.work.take(64).is_none() || is_deep || !self.open.borrow_mut().insert(number) {
            return Object::Null;
        }
        let place = self.places.borrow().get(&number).copied();
        let mut found = place.and_then(|place| self.read(number, place));
        if found.is_none() && place.is_some() && !self.is_searched.get() {
            // The table is wrong here, and so it may be elsewhere.
            self.search_again();
            found = self.places.borrow().get(&number).copied().and_then(|place| self.read(number, place));
        }
        self.open.borrow_mut().remove(&number);
        let (object, size) = found.unwrap_or_default();
        let mut known = self.known.borrow_mut();
        known.1 += size;
        if known.1 > limits::PDF_KNOWN {
            known.0.clear();
            known.1 = size;
        }
        known.0.insert(number, object.clone());
        object
    }

    fn read(&self, number: u32, place: Place) -> Option<(Object, usize)> {
        match place {
            Place::At(at, generation) => {
                let mut head = Parser::new(self.bytes, at, None);
                let is_here =
                    head.object().size() == Some(number as usize) && head.object().size().is_some() && head.skip_word(b"obj");
                if !is_here {
                    return None;
                }
                let key = (number, generation);
                let decrypt = |data: &[u8]| self.crypt.as_ref().map_or_else(|| data.to_vec(), |crypt| crypt.string(key, data));
                let mut parser =
                    Parser::new(self.bytes, head.at, self.crypt.as_ref().map(|_| &decrypt as &dyn Fn(&[u8]) -> Vec<u8>));
                let object = parser.object();
                self.work.take(parser.at - at)?;
                Some((self.with_stream(object, &mut parser, key), parser.read))
            }
            Place::In(stream, index) => {
                let packed = self.unpacked(stream)?;
                let found = packed.1.get(index).filter(|(own, _)| *own == number);
                let (_, at) = *found.or_else(|| packed.1.iter().find(|(own, _)| *own == number))?;
                let mut parser = Parser::new(&packed.0, at, None);
                let object = parser.object();
                self.work.take(parser.at.saturating_sub(at))?;
                Some((object, parser.read))
            }
        }
    }

    /// The stream that begins where the parser stands, if one does.
    fn with_stream(&self, object: Object, parser: &mut Parser<'_>, key: (u32, u16)) -> Object {
        let Object::Dict(dict) = &object else { return object };
        if !parser.skip_word(b"stream") {
            return object;
        }
        let mut start = parser.at;
        match &self.bytes[start..] {
            [b'\r', b'\n', ..] => start += 2,
            [b'\r' | b'\n', ..] => start += 1,
            _ => {}
        }
        let told = self.get(dict, "Length").size().and_then(|length| start.checked_add(length)).filter(|end| {
            let mut after = Parser::new(self.bytes, *end, None);
            *end <= self.bytes.len() && after.skip_word(b"endstream")
        });
        let end = told.unwrap_or_else(|| self.end_of_stream(start));
        Object::Stream(Rc::new(Stream { dict: dict.clone(), range: start..end, key: Some(key) }))
    }

    fn end_of_stream(&self, start: usize) -> usize {
        let ends = self.ends.get_or_init(|| finds(self.bytes, b"endstream"));
        let end = ends.get(ends.partition_point(|end| *end < start)).copied().unwrap_or(self.bytes.len());
        match &self.bytes[start..end] {
            [.., b'\r', b'\n'] => end - 2,
            [.., b'\r' | b'\n'] => end - 1,
            _ => end,
        }
    }

    /// The bytes of a stream, decrypted and unpacked; `None` where it is a picture.
    #[must_use]
    pub fn data(&self, stream: &Stream) -> Option<Cow<'a, [u8]>> {
        let raw = self.bytes.get(stream.range.clone())?;
        self.work.take(raw.len())?;
        let filters = self.filters(&stream.dict);
        let is_plain = stream.dict.get("Type").is_name("XRef") || filters.first().is_some_and(|(name, _)| name == b"Crypt");
        let raw = match (&self.crypt, stream.key) {
            (Some(crypt), Some(key)) if !is_plain => Cow::Owned(crypt.stream(key, raw)),
            _ => Cow::Borrowed(raw),
        };
        filter::unpack(raw, &filters, &self.work)
    }

    /// The filters of a stream.
    #[must_use]
    pub fn filters(&self, dict: &Dict) -> Vec<Filter> {
        let either = |long: &str, short: &str| if dict.has(long) { self.get(dict, long) } else { self.get(dict, short) };
        let (filter, parameters) = (either("Filter", "F"), either("DecodeParms", "DP"));
        let names = match &filter {
            Object::Array(items) => items.iter().take(limits::PDF_FILTERS).map(|item| self.resolve(item)).collect(),
            Object::Name(_) => vec![filter.clone()],
            _ => Vec::new(),
        };
        let parameters_of = |at: usize| match &parameters {
            Object::Array(items) => items.get(at).map(|item| self.resolved(item, 1)).unwrap_or_default(),
            other => self.resolved(other, 1),
        };
        names
            .iter()
            .enumerate()
            .map(|(at, name)| (name.name().unwrap_or_default().to_vec(), parameters_of(at).dict().cloned().unwrap_or_default()))
            .collect()
    }

    fn unpacked(&self, number: u32) -> Option<Unpacked> {
        if let Some(known) = self.packed.borrow().0.get(&number) {
            return Some(known.clone());
        }
        // An object stream stands in the file itself.
        matches!(self.places.borrow().get(&number), Some(Place::At(..))).then_some(())?;
        let Object::Stream(stream) = self.load(number) else { return None };
        let data = self.data(&stream)?.into_owned();
        let first = self.get(&stream.dict, "First").size()?;
        let count = self.get(&stream.dict, "N").size()?.min(data.len());
        let mut parser = Parser::new(&data, 0, None);
        let mut objects = Vec::new();
        for _ in 0..count {
            let (Some(number), Some(at)) = (parser.object().size(), parser.object().size()) else { break };
            objects.push((u32::try_from(number).ok()?, first.saturating_add(at)));
        }
        self.work.take(parser.at)?;
        let size = data.len() + objects.len() * 16;
        let unpacked = Rc::new((data, objects));
        let mut packed = self.packed.borrow_mut();
        packed.1 += size;
        if packed.1 > limits::PDF_STREAM {
            packed.0.clear();
            packed.1 = size;
        }
        packed.0.insert(number, unpacked.clone());
        Some(unpacked)
    }

    /// Reads the cross-reference tables, the newest first; the trailer, where one leads on.
    fn read_tables(&self) -> Option<Dict> {
        let tail = self.bytes.len().saturating_sub(2048);
        let start = rfind(&self.bytes[tail..], b"startxref").map(|at| tail + at).or_else(|| rfind(self.bytes, b"startxref"))?;
        let mut next = Parser::new(self.bytes, start + b"startxref".len(), None).object().size();
        let mut seen = HashSet::new();
        let mut trailer: Option<Dict> = None;
        while let Some(at) = next.take()
            && seen.len() < limits::PDF_TABLES
            && seen.insert(at)
        {
            let Some(dict) = self.read_table(at) else { break };
            if let Some(also) = dict.get("XRefStm").size()
                && seen.insert(also)
            {
                self.read_table(also);
            }
            next = dict.get("Prev").size();
            if trailer.is_none() {
                trailer = Some(dict);
            }
        }
        trailer.filter(|trailer| trailer.has("Root"))
    }

    fn read_table(&self, at: usize) -> Option<Dict> {
        if at >= self.bytes.len() {
            return None;
        }
        let mut parser = Parser::new(self.bytes, at, None);
        if !parser.skip_word(b"xref") {
            return self.read_table_stream(at);
        }
        let mut places = self.places.borrow_mut();
        loop {
            parser.skip_white();
            let before = parser.at;
            let (Some(Token::Object(first)), Some(Token::Object(count))) = (parser.next_token(), parser.next_token()) else {
                parser.at = before;
                break;
            };
            let (Some(mut first), Some(count)) = (first.size(), count.size()) else { return None };
            for index in 0..count {
                let (offset, generation) = (parser.object().size(), parser.object().size());
                let is_used = parser.skip_word(b"n");
                if !is_used && !parser.skip_word(b"f") {
                    return None;
                }
                // Some programs count from 1 where they mean 0: the first entry of all is free.
                if index == 0 && first == 1 && !is_used && generation == Some(65_535) {
                    first = 0;
                }
                let (Some(offset), Ok(number)) = (offset, u32::try_from(first + index)) else { continue };
                if is_used && number as usize <= limits::PDF_OBJECTS {
                    let generation = u16::try_from(generation.unwrap_or(0)).unwrap_or(0);
                    places.entry(number).or_insert(Place::At(offset, generation));
                }
            }
            self.work.take(parser.at - before)?;
        }
        parser.skip_word(b"trailer").then(|| parser.object().dict().cloned()).flatten()
    }

    fn read_table_stream(&self, at: usize) -> Option<Dict> {
        let mut parser = Parser::new(self.bytes, at, None);
        let (number, generation) = (parser.object().size()?, parser.object().size()?);
        if !parser.skip_word(b"obj") {
            return None;
        }
        let object = parser.object();
        let key = (u32::try_from(number).ok()?, u16::try_from(generation).unwrap_or(0));
        let Object::Stream(stream) = self.with_stream(object, &mut parser, key) else { return None };
        let dict = stream.dict.clone();
        let plain = Stream { key: None, ..(*stream).clone() };
        let data = self.data(&plain)?;
        let widths: Vec<usize> = dict.get("W").items().iter().map(|width| width.size().unwrap_or(0)).collect();
        let [kind_width, one, two] = widths[..] else { return None };
        let row = kind_width.checked_add(one)?.checked_add(two)?;
        if row == 0 || row > 32 {
            return None;
        }
        let index = dict.get("Index").items();
        let size = dict.get("Size").size().unwrap_or(0);
        let ranges: Vec<(usize, usize)> = if index.is_empty() {
            vec![(0, size)]
        } else {
            index.chunks_exact(2).filter_map(|pair| Some((pair[0].size()?, pair[1].size()?))).collect()
        };
        let numbers = ranges.into_iter().flat_map(|(first, count)| (0..count).map(move |at| first.saturating_add(at)));
        let mut places = self.places.borrow_mut();
        for (number, entry) in numbers.zip(data.chunks_exact(row)) {
            let value = |bytes: &[u8]| bytes.iter().fold(0usize, |value, byte| (value << 8) | usize::from(*byte));
            let kind = if kind_width == 0 { 1 } else { value(&entry[..kind_width]) };
            let (first, second) = (value(&entry[kind_width..kind_width + one]), value(&entry[kind_width + one..]));
            let place = match kind {
                1 => Place::At(first, u16::try_from(second).unwrap_or(0)),
                2 => Place::In(u32::try_from(first).ok()?, second),
                _ => continue,
            };
            if number <= limits::PDF_OBJECTS {
                places.entry(u32::try_from(number).ok()?).or_insert(place);
            }
        }
        self.work.take(data.len())?;
        Some(dict)
    }
}

/// Every place where some bytes stand.
fn finds(bytes: &[u8], needle: &[u8]) -> Vec<usize> {
    memchr::memmem::find_iter(bytes, needle).collect()
}

fn rfind(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::rfind(bytes, needle)
}

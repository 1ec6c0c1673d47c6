//! A file whose cross-reference tables are broken: every object is looked for.

use std::rc::Rc;

use super::super::object::{Dict, Object, Parser, is_white};
use super::{File, Place, Places, finds};
use crate::report::limits;

impl File<'_> {
    /// Looks for every object in the file, and for the trailer. Of several with one number the last counts.
    pub(super) fn search(&mut self) {
        if let Some(trailer) = self.search_again() {
            self.trailer = trailer;
        }
    }

    pub(super) fn search_again(&self) -> Option<Dict> {
        self.is_searched.set(true);
        self.work.take(self.bytes.len())?;
        let mut places = Places::new();
        let mut trailer: Option<Dict> = None;
        for at in finds(self.bytes, b"obj") {
            if let Some((number, generation, start)) = head_before(self.bytes, at)
                && number as usize <= limits::PDF_OBJECTS
            {
                places.insert(number, Place::At(start, generation));
            }
        }
        for at in finds(self.bytes, b"trailer") {
            let mut parser = Parser::new(self.bytes, at + b"trailer".len(), None);
            let dict = parser.object().dict().filter(|dict| dict.has("Root")).cloned();
            self.work.take(parser.at - at)?;
            trailer = dict.or(trailer);
        }
        let mut merged = std::mem::take(&mut *self.places.borrow_mut());
        merged.retain(|_, place| matches!(place, Place::In(..)));
        merged.append(&mut places);
        *self.places.borrow_mut() = merged;
        self.known.take();
        if trailer.is_none() {
            trailer = self.table_stream_with_root();
        }
        trailer
    }

    fn table_stream_with_root(&self) -> Option<Dict> {
        let is_one = |dict: &Dict| dict.get("Type").is_name("XRef") && dict.has("Root");
        self.numbers().into_iter().rev().find_map(|number| self.load(number).dict().filter(|dict| is_one(dict)).cloned())
    }

    /// Adds the objects of all object streams, where they are not in the file themselves.
    pub(super) fn add_packed(&self) {
        for number in self.numbers() {
            if self.work.take(16).is_none() {
                return;
            }
            let is_one = matches!(self.load(number), Object::Stream(stream) if stream.dict.get("Type").is_name("ObjStm"));
            let Some(unpacked) = is_one.then(|| self.unpacked(number)).flatten() else { continue };
            let mut places = self.places.borrow_mut();
            for (index, (packed, _)) in unpacked.1.iter().enumerate() {
                let is_free = !matches!(places.get(packed), Some(Place::At(..)));
                if is_free && *packed as usize <= limits::PDF_OBJECTS {
                    places.insert(*packed, Place::In(number, index));
                    self.known.borrow_mut().0.remove(packed);
                }
            }
        }
    }

    /// Takes the catalogue for the root, where no trailer names it.
    pub(super) fn find_root(&mut self) {
        let is_one = |number: &u32| self.load(*number).dict().is_some_and(|dict| dict.get("Type").is_name("Catalog"));
        if let Some(number) = self.numbers().into_iter().rev().find(is_one) {
            let others =
                self.trailer.iter().filter(|(name, _)| *name != b"Root").map(|(name, value)| (Rc::from(name), value.clone()));
            self.trailer = others.chain([(Rc::from(&b"Root"[..]), Object::Ref(number))]).collect();
        }
    }
}

/// The number and generation before the word `obj`, and where they begin.
fn head_before(bytes: &[u8], obj: usize) -> Option<(u32, u16, usize)> {
    let (generation, start) = number_before(bytes, obj)?;
    let (number, start) = number_before(bytes, start)?;
    Some((u32::try_from(number).ok()?, u16::try_from(generation).ok()?, start))
}

fn number_before(bytes: &[u8], end: usize) -> Option<(usize, usize)> {
    let mut end = end;
    while end > 0 && is_white(bytes[end - 1]) {
        end -= 1;
    }
    let digits = bytes[..end].iter().rev().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    let text = std::str::from_utf8(&bytes[end - digits..end]).ok()?;
    Some((text.parse().ok()?, end - digits))
}

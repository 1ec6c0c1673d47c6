//! Character maps: from the codes of a string to the glyphs of a font, and to Unicode (ISO 32000-1, 9.7.5 and 9.10.3).

use std::rc::Rc;

use hayro_cmap::{BfString, CMapName, CidFamily};

use super::object::{Object, Parser, Token};
use super::work::Work;
use crate::report::limits;

/// A text of few letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Letters {
    /// Nothing is known of what it says.
    #[default]
    Unknown,
    /// One letter.
    One(char),
    /// Several: a ligature, a letter with its accent.
    Several(Rc<str>),
}

impl Letters {
    /// The letters in UTF-16, as maps hold them.
    #[must_use]
    pub fn from_utf16(units: &[u16]) -> Self {
        char::decode_utf16(units.iter().copied()).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>().into()
    }

    /// Whether these are letters that a reader can make something of: no control characters, and none that each font uses as it
    /// likes.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        let is_fine = |c: char| !c.is_control() && c != char::REPLACEMENT_CHARACTER && !is_private(c);
        match self {
            Self::Unknown => false,
            Self::One(c) => is_fine(*c),
            Self::Several(text) => text.chars().all(is_fine),
        }
    }
}

/// Whether a character means something only in its own font.
#[must_use]
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

impl From<String> for Letters {
    fn from(text: String) -> Self {
        let mut all = text.chars();
        match (all.next(), all.next()) {
            (None, _) => Self::Unknown,
            (Some(c), None) => Self::One(c),
            _ => Self::Several(text.into()),
        }
    }
}

#[derive(Clone, Debug)]
enum Target {
    /// The first code of a range means this, the next the next.
    From(Rc<[u16]>),
    /// The first code has this glyph, the next the next.
    Glyph(u32),
}

#[derive(Clone, Debug)]
struct Run {
    first: u32,
    last: u32,
    target: Target,
}

/// A character map.
#[derive(Clone, Debug, Default)]
pub struct CMap {
    /// How many bytes a code has, and between which codes.
    spaces: Vec<(usize, u32, u32)>,
    /// Sorted by their first code.
    letters: Vec<Run>,
    glyphs: Vec<Run>,
    base: Option<Rc<hayro_cmap::CMap>>,
    /// Whether lines run from top to bottom.
    pub is_vertical: bool,
    /// Whether a code is the number of a glyph, two bytes each.
    is_identity: bool,
    /// Whether a code is UTF-16, or the half of it that was known when the map was made.
    is_unicode: bool,
    /// Whether the base leads to Unicode, and not to glyphs.
    leads_to_unicode: bool,
}

impl CMap {
    /// A map that is known by its name.
    #[must_use]
    pub fn named(name: &[u8]) -> Option<Self> {
        let is_vertical = name.ends_with(b"-V") || name == b"V";
        if name.starts_with(b"Identity") {
            return Some(Self { is_vertical, is_identity: true, ..Self::default() });
        }
        let base = predefined(CMapName::from_bytes(name))?;
        let leads_to_unicode = name.starts_with(b"Adobe-");
        Some(Self { base: Some(base), is_vertical, is_unicode: name.starts_with(b"Uni"), leads_to_unicode, ..Self::default() })
    }

    /// Two bytes a code, each a letter in UTF-16, as some programs mean it where they name `Identity` for the way to Unicode.
    #[must_use]
    pub fn utf16() -> Self {
        Self { is_unicode: true, is_identity: true, ..Self::default() }
    }

    /// Two bytes a code, each the number of a glyph.
    #[must_use]
    pub fn identity() -> Self {
        Self { is_identity: true, ..Self::default() }
    }

    /// Reads a map from the bytes of its stream. What is not understood is passed over.
    #[must_use]
    pub fn read(bytes: &[u8], work: &Work) -> Self {
        let mut map = Self::default();
        let mut parser = Parser::content(bytes);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(token) = parser.next_token() {
            match token {
                Token::Object(object) => operands.push(object),
                Token::Word(range) => {
                    map.operator(&bytes[range], &operands);
                    operands.clear();
                }
            }
            if map.letters.len() + map.glyphs.len() > limits::PDF_CODES
                || operands.len() > 3 * limits::PDF_CODES
                || work.take(16).is_none()
            {
                break;
            }
        }
        map.letters.sort_by_key(|run| run.first);
        map.glyphs.sort_by_key(|run| run.first);
        map
    }

    fn operator(&mut self, word: &[u8], operands: &[Object]) {
        match word {
            b"endcodespacerange" => {
                for pair in operands.chunks_exact(2) {
                    if let (Some(low), Some(high)) = (pair[0].text(), pair[1].text()) {
                        self.spaces.push((low.len().clamp(1, 4), number(low), number(high)));
                    }
                }
            }
            b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    if let (Some(code), Some(letters)) = (pair[0].text(), pair[1].text()) {
                        self.letters.push(Run { first: number(code), last: number(code), target: Target::From(units(letters)) });
                    }
                }
            }
            b"endbfrange" => operands.chunks_exact(3).for_each(|range| self.letters_of(range)),
            b"endcidchar" => {
                for pair in operands.chunks_exact(2) {
                    if let (Some(code), Some(glyph)) = (pair[0].text(), pair[1].size()) {
                        let target = Target::Glyph(u32::try_from(glyph).unwrap_or(0));
                        self.glyphs.push(Run { first: number(code), last: number(code), target });
                    }
                }
            }
            b"endcidrange" => {
                for range in operands.chunks_exact(3) {
                    if let (Some(first), Some(last), Some(glyph)) = (range[0].text(), range[1].text(), range[2].size()) {
                        let target = Target::Glyph(u32::try_from(glyph).unwrap_or(0));
                        self.glyphs.push(Run { first: number(first), last: number(last), target });
                    }
                }
            }
            b"usecmap" => {
                if let Some(name) = operands.last().and_then(Object::name) {
                    self.add_base(name);
                }
            }
            b"def" => {
                if let [.., key, value] = operands
                    && key.is_name("WMode")
                {
                    self.is_vertical = value.whole() == Some(1);
                }
            }
            _ => {}
        }
    }

    fn letters_of(&mut self, range: &[Object]) {
        let (Some(first), Some(last)) = (range[0].text(), range[1].text()) else { return };
        let (first, last) = (number(first), number(last));
        match &range[2] {
            Object::Text(letters) => self.letters.push(Run { first, last, target: Target::From(units(letters)) }),
            Object::Array(items) => {
                for (code, letters) in (first..=last).zip(items.iter()) {
                    if let Some(letters) = letters.text() {
                        self.letters.push(Run { first: code, last: code, target: Target::From(units(letters)) });
                    }
                }
            }
            _ => {}
        }
    }

    /// What this map does not say is looked up in another, which is known by its name.
    pub fn add_base(&mut self, name: &[u8]) {
        if let Some(base) = Self::named(name) {
            (self.base, self.is_identity, self.is_unicode) = (base.base, base.is_identity, base.is_unicode);
            self.leads_to_unicode = base.leads_to_unicode;
        }
    }

    /// Whether the map says nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty() && self.glyphs.is_empty() && self.base.is_none() && !self.is_identity
    }

    /// The first code of some bytes, and how many it has; at least one.
    #[must_use]
    pub fn code(&self, bytes: &[u8]) -> (u32, usize) {
        let mut code = 0;
        for (at, byte) in bytes.iter().take(4).enumerate() {
            code = (code << 8) | u32::from(*byte);
            let length = at + 1;
            let is_one = self.spaces.iter().any(|(own, low, high)| *own == length && is_between(code, *low, *high, length));
            let in_base = || self.base.as_ref().is_some_and(|base| base.lookup_cid_code(code, bytes_of(length)).is_some());
            if is_one || (self.spaces.is_empty() && ((self.is_identity && length == 2) || in_base())) {
                return (code, length);
            }
        }
        // Nothing fits: as many bytes as codes have that begin like this, or two.
        let first = u32::from(bytes.first().copied().unwrap_or(0));
        let begins_so = |(length, low, high): &&(usize, u32, u32)| {
            let shift = 8 * (length - 1);
            (low >> shift..=high >> shift).contains(&first)
        };
        let length = self.spaces.iter().find(begins_so).or(self.spaces.first()).map_or(2, |space| space.0).min(bytes.len()).max(1);
        (number(&bytes[..length.min(bytes.len())]), length)
    }

    /// The letters that a code means.
    #[must_use]
    pub fn letters(&self, code: u32) -> Letters {
        if let Some((Target::From(units), offset)) = find(&self.letters, code) {
            if offset == 0 {
                return Letters::from_utf16(units);
            }
            let mut units = units.to_vec();
            if let Some(last) = units.last_mut() {
                *last = last.wrapping_add(unit(offset));
            }
            return Letters::from_utf16(&units);
        }
        if self.is_unicode {
            return Letters::from_utf16(&if code > 0xffff { vec![unit(code >> 16), unit(code)] } else { vec![unit(code)] });
        }
        match &self.base {
            Some(base) if self.leads_to_unicode => Collection(base.clone()).letters(code),
            _ => Letters::Unknown,
        }
    }

    /// Whether codes are numbers of glyphs.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.is_identity && self.letters.is_empty() && self.glyphs.is_empty()
    }

    /// The glyph that a code means; the code itself where the map does not say.
    #[must_use]
    pub fn glyph(&self, code: u32, length: usize) -> u32 {
        if let Some((Target::Glyph(glyph), offset)) = find(&self.glyphs, code) {
            return glyph.wrapping_add(offset);
        }
        match &self.base {
            Some(base) => base.lookup_cid_code(code, bytes_of(length)).unwrap_or(0),
            None => code,
        }
    }
}

fn find(runs: &[Run], code: u32) -> Option<(&Target, u32)> {
    let after = runs.partition_point(|run| run.first <= code);
    // Ranges of broken maps lie over one another; the one that begins last and still holds the code is meant.
    runs[after.saturating_sub(4)..after].iter().rev().find(|run| code <= run.last).map(|run| (&run.target, code - run.first))
}

/// Each byte of a code lies between those of the ends of its range.
fn is_between(code: u32, low: u32, high: u32, length: usize) -> bool {
    (0..length).all(|at| {
        let byte = |value: u32| (value >> (8 * at)) & 0xff;
        (byte(low)..=byte(high)).contains(&byte(code))
    })
}

/// The last 16 bits.
fn unit(code: u32) -> u16 {
    u16::try_from(code & 0xffff).unwrap_or(0)
}

/// How many bytes a code has, of which no more than four are read.
fn bytes_of(length: usize) -> u8 {
    u8::try_from(length).unwrap_or(4)
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |value, byte| (value << 8) | u32::from(*byte))
}

fn units(bytes: &[u8]) -> Rc<[u16]> {
    if let [one] = bytes {
        return [u16::from(*one)].into();
    }
    bytes.chunks_exact(2).take(64).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect()
}

/// A map of Adobe's, from the table that is built in.
fn predefined(name: CMapName<'_>) -> Option<Rc<hayro_cmap::CMap>> {
    let data = hayro_cmap::load_embedded(name)?;
    hayro_cmap::CMap::parse(data, hayro_cmap::load_embedded).map(Rc::new)
}

/// From the glyphs of one of Adobe's character collections to Unicode.
#[derive(Clone, Debug)]
pub struct Collection(Rc<hayro_cmap::CMap>);

impl Collection {
    /// The collection of this ordering: Japan1, GB1, CNS1, Korea1.
    #[must_use]
    pub fn new(ordering: &[u8]) -> Option<Self> {
        predefined(CidFamily::from_registry_ordering(b"Adobe", ordering).ucs2_cmap()?).map(Self)
    }

    /// The letters of a glyph.
    #[must_use]
    pub fn letters(&self, glyph: u32) -> Letters {
        match self.0.lookup_bf_string(glyph) {
            Some(BfString::Char(c)) => Letters::One(c),
            Some(BfString::String(text)) => text.into(),
            None => (1..=4)
                .find_map(|length| char::from_u32(self.0.lookup_cid_code(glyph, length)?))
                .map_or(Letters::Unknown, Letters::One),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::cancel::Cancel;

    fn map(text: &str) -> CMap {
        CMap::read(text.as_bytes(), &Work::new(text.len(), &Cancel::default()))
    }

    #[test]
    fn maps_are_read() {
        let map = map("/CIDInit /ProcSet findresource begin 1 begincodespacerange <00> <7f> <8000> <ffff> endcodespacerange \
             2 beginbfchar <01> <0041> <02> <00660066> endbfchar 2 beginbfrange <10> <12> <0430> <20> <21> [<0042> <D83DDE00>] endbfrange \
             1 begincidrange <8000> <80ff> 7 endcidrange");
        assert_eq!(map.code(&[0x01, 0x02]), (1, 1));
        assert_eq!(map.code(&[0x80, 0x02]), (0x8002, 2));
        assert_eq!(map.letters(1), Letters::One('A'));
        assert_eq!(map.letters(2), Letters::Several("ff".into()));
        assert_eq!(map.letters(0x12), Letters::One('в'));
        assert_eq!(map.letters(0x21), Letters::One('😀'));
        assert_eq!(map.letters(0x30), Letters::Unknown);
        assert_eq!(map.glyph(0x8002, 2), 9);
    }

    #[test]
    fn maps_with_names_are_known() {
        let japanese = CMap::named(b"90ms-RKSJ-H").unwrap();
        assert_eq!(japanese.code(&[0x82, 0xa0, 0x41]).1, 2);
        let (code, length) = japanese.code(&[0x82, 0xa0]);
        assert_eq!(Collection::new(b"Japan1").unwrap().letters(japanese.glyph(code, length)), Letters::One('あ'));
        assert_eq!(CMap::named(b"UniGB-UCS2-H").unwrap().letters(0x4e2d), Letters::One('中'));
        assert!(CMap::named(b"Identity-V").unwrap().is_vertical);
        assert!(CMap::named(b"Unheard-Of").is_none());
    }
}

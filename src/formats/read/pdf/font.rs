//! Fonts: what each code of a string says, and how far it moves on (ISO 32000-1, 9.5 to 9.10).

use std::cell::RefCell;
use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;

use super::cmap::{CMap, Collection, Letters};
use super::encoding::{self, Encoding};
use super::file::File;
use super::object::{Dict, Object};
use super::program::Program;
use super::tex;
use super::widths;
use crate::report::limits;

/// A font of a PDF.
#[derive(Debug, Default)]
pub struct Font {
    /// Whether it is heavier than text is.
    pub is_bold: bool,
    /// Whether it slants.
    pub is_italic: bool,
    /// Whether its lines run from top to bottom.
    pub is_vertical: bool,
    /// How many units of its widths make its size: 1/1000 but for Type 3.
    pub unit: f64,
    /// How high its letters are, as a part of its size: 1 but for Type 3.
    pub height: f64,
    /// Which codes the strings hold; a simple font has one byte a code.
    codes: Option<CMap>,
    to_unicode: Option<CMap>,
    simple: Simple,
    collection: Option<Collection>,
    program: Program,
    /// From the glyphs of the map to those of the program.
    glyphs: Vec<u16>,
    wide: HashMap<u32, f32>,
    default_width: f32,
    known: RefCell<HashMap<u32, (Letters, f32)>>,
}

/// What is known of the 256 codes of a simple font.
#[derive(Debug, Default)]
struct Simple {
    base_font: String,
    encoding: Option<Encoding>,
    names: HashMap<u8, String>,
    has_widths: bool,
    is_type3: bool,
    /// Whether the file names the encoding that its own names of letters are put upon.
    has_base: bool,
    /// The order of its letters, where it is a font of TeX that names them after their codes.
    tex: Option<tex::Order>,
}

/// A code of a string: how many bytes it has, what it says, and how far it moves on in units of the font.
pub struct Code {
    /// How many bytes it has.
    pub length: usize,
    /// What it is.
    pub number: u32,
    /// What it says.
    pub letters: Letters,
    /// How far it moves on, in units of the font.
    pub width: f32,
}

impl Font {
    /// Reads a font. What is missing is guessed.
    #[must_use]
    pub fn read(file: &File<'_>, dict: &Dict) -> Self {
        let base_font =
            file.get(dict, "BaseFont").name().map(|name| String::from_utf8_lossy(name).into_owned()).unwrap_or_default();
        let mut font = Self { unit: 0.001, height: 1.0, ..Self::default() };
        font.to_unicode = match file.get(dict, "ToUnicode") {
            Object::Stream(stream) => file.data(&stream).map(|data| CMap::read(&data, &file.work)).filter(|map| !map.is_empty()),
            Object::Name(name) if name.starts_with(b"Identity") => Some(CMap::utf16()),
            Object::Name(name) => CMap::named(&name),
            _ => None,
        };
        let descendant = file.get(dict, "DescendantFonts").items().first().map(|font| file.resolve(font));
        if let Some(descendant) = descendant.as_ref().and_then(Object::dict) {
            font.read_composite(file, dict, descendant);
            font.read_look(file, &base_font, descendant);
        } else {
            font.simple.base_font.clone_from(&base_font);
            font.read_simple(file, dict);
            font.read_look(file, &base_font, dict);
        }
        font
    }

    fn read_look(&mut self, file: &File<'_>, base_font: &str, dict: &Dict) {
        let descriptor = file.get(dict, "FontDescriptor").dict().cloned().unwrap_or_default();
        let name = base_font.split_once('+').map_or(base_font, |(_, name)| name);
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        let flags = file.get(&descriptor, "Flags").whole().unwrap_or(0);
        let weight = file.get(&descriptor, "FontWeight").number().unwrap_or(0.0);
        self.is_bold = has(&[
            "Bold",
            "bold",
            "BOLD",
            "Black",
            "Heavy",
            "Semibold",
            "Demi",
            "CMBX",
            "CMSSBX",
            "SFBX",
            "-Bd",
            "LMRoman10-Bold",
            "MediCond",
        ]) || name.ends_with("-Medi")
            || flags & (1 << 18) != 0
            || weight >= 600.0;
        self.is_italic = has(&["Italic", "italic", "Oblique", "CMTI", "CMMI", "SFTI", "-It", "Ital", "Slanted", "Kursiv"])
            || file.get(&descriptor, "ItalicAngle").number().is_some_and(|angle| angle.abs() > 4.0);
    }

    /// The program that a font brings along.
    fn program(file: &File<'_>, dict: &Dict) -> Option<Program> {
        let descriptor = file.get(dict, "FontDescriptor").dict().cloned()?;
        let streams = ["FontFile", "FontFile2", "FontFile3"].into_iter().map(|name| file.get(&descriptor, name));
        let stream =
            streams.into_iter().find_map(|object| if let Object::Stream(stream) = object { Some(stream) } else { None })?;
        let data = file.data(&stream)?;
        file.work.take(data.len())?;
        Some(Program::read(&data))
    }

    fn read_simple(&mut self, file: &File<'_>, dict: &Dict) {
        self.simple.is_type3 = file.get(dict, "Subtype").is_name("Type3");
        if self.simple.is_type3 {
            let matrix = file.get(dict, "FontMatrix");
            let factor =
                |at: usize| matrix.items().get(at).and_then(Object::number).filter(|unit| *unit != 0.0).map_or(0.001, f64::abs);
            self.unit = factor(0);
            let frame = super::matrix::rectangle(file, &file.get(dict, "FontBBox"));
            self.height = frame.map(|frame| (frame[3] - frame[1]) * factor(3)).filter(|height| *height > 0.0).unwrap_or(1.0);
            // A frame that says nothing: letters are about twice as high as they are wide.
            let widths = file.get(dict, "Widths");
            let wide: Vec<f64> = widths.items().iter().take(256).filter_map(Object::number).filter(|width| *width > 0.0).collect();
            #[expect(clippy::cast_precision_loss, reason = "there are 256 at most")]
            let usual = wide.iter().sum::<f64>() / wide.len().max(1) as f64 * self.unit * 2.0;
            if self.height < usual * 0.2 {
                self.height = usual;
            }
        }
        let given = file.get(dict, "Encoding");
        let mut base = given.name().and_then(Encoding::named);
        if let Some(dict) = given.dict() {
            base = file.get(dict, "BaseEncoding").name().and_then(Encoding::named);
            self.simple.has_base = base.is_some();
            self.read_differences(file, &file.get(dict, "Differences"));
            self.simple.tex = self.simple.is_type3.then(|| tex::Order::of(&self.simple.names)).flatten();
        }
        let name = self.simple.base_font.as_str();
        let is_dingbats = name.contains("ZapfDingbats") || name.ends_with("Dingbats");
        let is_symbol = name.ends_with("Symbol") || name.contains("SymbolMT");
        let descriptor = file.get(dict, "FontDescriptor").dict().cloned().unwrap_or_default();
        let flags = file.get(&descriptor, "Flags").whole().unwrap_or(0);
        let (is_symbolic, is_plain) = (flags & 4 != 0, flags & 32 != 0);
        let is_true_type = file.get(dict, "Subtype").is_name("TrueType");
        if self.to_unicode.is_none() && (base.is_none() || (is_true_type && is_symbolic)) {
            self.program = Self::program(file, dict).unwrap_or_default();
        }
        self.simple.encoding = base.or(match (is_dingbats, is_symbol) {
            (true, _) => Some(Encoding::Dingbats),
            (_, true) => Some(Encoding::Symbol),
            _ if is_true_type && !is_plain => Some(Encoding::Windows),
            // An embedded program has an encoding of its own, or none that can be known.
            _ if is_symbolic && !self.program.codes.is_empty() => None,
            _ => Some(Encoding::Standard),
        });
        self.read_widths(file, dict, &descriptor);
    }

    fn read_differences(&mut self, file: &File<'_>, differences: &Object) {
        let mut code = 0usize;
        for item in differences.items().iter().take(1_024) {
            match file.resolve(item) {
                Object::Name(name) => {
                    if let Ok(code) = u8::try_from(code) {
                        self.simple.names.insert(code, String::from_utf8_lossy(&name).into_owned());
                    }
                    code += 1;
                }
                other => code = other.size().unwrap_or(code),
            }
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a width of a letter needs no more than a single's precision")]
    fn read_widths(&mut self, file: &File<'_>, dict: &Dict, descriptor: &Dict) {
        let first = file.get(dict, "FirstChar").size().unwrap_or(0);
        let all = file.get(dict, "Widths");
        self.simple.has_widths = !all.items().is_empty();
        for (at, width) in all.items().iter().take(256).enumerate() {
            if let (Ok(code), Some(width)) = (u32::try_from(first + at), file.resolve(width).number()) {
                self.wide.insert(code, width as f32);
            }
        }
        self.default_width = file.get(descriptor, "MissingWidth").number().unwrap_or(0.0) as f32;
    }

    fn read_composite(&mut self, file: &File<'_>, dict: &Dict, descendant: &Dict) {
        let encoding = file.get(dict, "Encoding");
        let codes = match &encoding {
            Object::Stream(stream) => {
                let mut map = file.data(stream).map(|data| CMap::read(&data, &file.work)).unwrap_or_default();
                if let Object::Name(name) = file.get(&stream.dict, "UseCMap") {
                    map.add_base(&name);
                }
                map.is_vertical |= file.get(&stream.dict, "WMode").whole() == Some(1);
                map
            }
            Object::Name(name) => CMap::named(name).unwrap_or_else(CMap::identity),
            _ => CMap::identity(),
        };
        self.is_vertical = codes.is_vertical;
        self.codes = Some(codes);
        let system = file.get(descendant, "CIDSystemInfo").dict().cloned().unwrap_or_default();
        if self.to_unicode.is_none() {
            self.collection = file.get(&system, "Ordering").text().and_then(Collection::new);
        }
        if self.collection.is_none() && self.to_unicode.is_none() {
            self.program = Self::program(file, descendant).unwrap_or_default();
            if let Object::Stream(stream) = file.get(descendant, "CIDToGIDMap")
                && let Some(data) = file.data(&stream)
            {
                self.glyphs = data.chunks_exact(2).take(65_536).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            }
        }
        self.read_wide(file, descendant);
    }

    /// The widths of a composite font: `c [w1 w2 …]` and `first last w`.
    #[expect(clippy::cast_possible_truncation, reason = "a width of a letter needs no more than a single's precision")]
    fn read_wide(&mut self, file: &File<'_>, dict: &Dict) {
        self.default_width = file.get(dict, "DW").number().unwrap_or(1000.0) as f32;
        let all = file.get(dict, "W");
        let mut rest = all.items();
        while let [first, second, after @ ..] = rest
            && self.wide.len() < limits::PDF_CODES
            && file.work.take(8).is_some()
        {
            let first = file.resolve(first).size().unwrap_or(0);
            let numbered = |at: usize| u32::try_from(first.saturating_add(at)).unwrap_or(u32::MAX);
            if let Object::Array(widths) = file.resolve(second) {
                for (at, width) in widths.iter().take(65_536).enumerate() {
                    self.wide.insert(numbered(at), file.resolve(width).number().unwrap_or(0.0) as f32);
                }
                rest = after;
            } else if let [width, after @ ..] = after {
                let last = file.resolve(second).size().unwrap_or(0).min(65_535);
                let width = file.resolve(width).number().unwrap_or(0.0) as f32;
                for at in 0..=last.saturating_sub(first) {
                    self.wide.insert(numbered(at), width);
                }
                rest = after;
            } else {
                break;
            }
        }
    }

    /// The first code of some bytes, of which there must be one.
    #[must_use]
    pub fn code(&self, bytes: &[u8]) -> Code {
        let (code, length) = match &self.codes {
            Some(map) => map.code(bytes),
            None => (bytes.first().map_or(0, |byte| u32::from(*byte)), 1),
        };
        if let Some((letters, width)) = self.known.borrow().get(&code) {
            return Code { length, number: code, letters: letters.clone(), width: *width };
        }
        let letters = neat(self.letters(code, length));
        let width = self.width(code, length, &letters);
        self.known.borrow_mut().insert(code, (letters.clone(), width));
        Code { length, number: code, letters, width }
    }

    fn letters(&self, code: u32, length: usize) -> Letters {
        let told = self.to_unicode.as_ref().map(|map| map.letters(code)).unwrap_or_default();
        if told.is_readable() {
            return told;
        }
        let own = match &self.codes {
            None => self.simple_letters((code & 0xff) as u8),
            Some(codes) => {
                let glyph = codes.glyph(code, length);
                let of_program = self.glyphs.get(glyph as usize).map_or(glyph, |glyph| u32::from(*glyph));
                let found = self.collection.as_ref().map(|collection| collection.letters(glyph)).unwrap_or_default();
                [found, codes.letters(code), self.program.glyphs.get(&of_program).cloned().unwrap_or_default()]
                    .into_iter()
                    .find(Letters::is_readable)
                    .unwrap_or_default()
            }
        };
        if own.is_readable() { own } else { told }
    }

    fn simple_letters(&self, code: u8) -> Letters {
        let simple = &self.simple;
        if let Some(name) = simple.names.get(&code) {
            let by_name = encoding::named(name);
            if by_name.is_readable() {
                return by_name;
            }
            let by_code = simple.tex.map_or_else(|| encoding::named_by_code(name, code), |order| order.letters(code));
            if by_code.is_readable() || (simple.is_type3 && !simple.has_base) {
                return by_code;
            }
        }
        match (self.program.codes.get(&code), simple.encoding) {
            (Some(letters), _) if letters.is_readable() => letters.clone(),
            (_, Some(encoding)) if encoding.letters(code) != Letters::Unknown => encoding.letters(code),
            _ if code == b' ' => Letters::One(' '),
            _ => Letters::Unknown,
        }
    }

    /// Whether a code is no more than the number of a glyph.
    #[must_use]
    pub fn is_numbered(&self) -> bool {
        self.codes.as_ref().is_some_and(CMap::is_identity)
    }

    fn width(&self, code: u32, length: usize, letters: &Letters) -> f32 {
        let key = self.codes.as_ref().map_or(code, |codes| codes.glyph(code, length));
        if let Some(width) = self.wide.get(&key) {
            return *width;
        }
        if self.codes.is_some() || self.simple.has_widths || self.simple.is_type3 {
            return self.default_width;
        }
        let name = self.simple.base_font.as_str();
        match letters {
            Letters::One(c) => widths::width(name, *c),
            Letters::Several(text) => text.chars().map(|c| widths::width(name, c)).sum(),
            Letters::Unknown => 500.0,
        }
    }
}

/// Ligatures taken apart, and letters of the forms that Arabic takes within a word as the letters that they are.
fn neat(letters: Letters) -> Letters {
    let is_form = |c: char| matches!(c, '\u{fb00}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}');
    match letters {
        Letters::One('\u{ad}' | '\u{2010}') => Letters::One('-'),
        Letters::One('\u{a0}' | '\t' | '\r' | '\n') => Letters::One(' '),
        Letters::One(c) if is_form(c) => std::iter::once(c).nfkc().collect::<String>().into(),
        Letters::Several(text) if text.chars().any(is_form) => text.chars().nfkc().collect::<String>().into(),
        other => other,
    }
}

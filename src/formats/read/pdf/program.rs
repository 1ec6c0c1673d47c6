//! What an embedded font program says of its own letters, where the PDF does not.

use std::collections::HashMap;

use read_fonts::ps::cff::CffFontRef;
use read_fonts::tables::cmap::{CmapSubtable, PlatformId};
use read_fonts::types::{GlyphId, GlyphId16};
use read_fonts::{FontRef, TableProvider as _};

use super::cmap::{Letters, is_private};
use super::encoding;
use super::object::{Object, Parser, Token};

/// What an embedded font program says of its letters.
#[derive(Debug, Default)]
pub struct Program {
    /// By code, for simple fonts.
    pub codes: HashMap<u8, Letters>,
    /// By the number of the glyph.
    pub glyphs: HashMap<u32, Letters>,
}

impl Program {
    /// Reads a program of any kind: Type 1, CFF, TrueType, OpenType. What is broken says nothing.
    #[must_use]
    pub fn read(data: &[u8]) -> Self {
        match data {
            [b'%', b'!', ..] | [0x80, 1, ..] => Self { codes: type1(data), glyphs: HashMap::new() },
            [1, 0, 4..=8, ..] => cff(data).unwrap_or_default(),
            _ => FontRef::from_index(data, 0).map(|font| sfnt(&font)).unwrap_or_default(),
        }
    }
}

/// The encoding of a Type 1 program, which stands in its part that is not encrypted: `dup 65 /A put`.
fn type1(data: &[u8]) -> HashMap<u8, Letters> {
    let mut codes = HashMap::new();
    let end = memchr::memmem::find(data, b"eexec").unwrap_or(data.len()).min(1 << 20);
    let Some(start) = memchr::memmem::find(&data[..end], b"/Encoding") else { return codes };
    let mut parser = Parser::content(&data[start..end]);
    parser.object();
    let mut before = [Object::Null, Object::Null];
    while let Some(token) = parser.next_token() {
        match token {
            Token::Word(word) => match &data[start + word.start..start + word.end] {
                b"StandardEncoding" => {
                    return (0..=255).map(|code| (code, encoding::Encoding::Standard.letters(code))).collect();
                }
                b"put" => {
                    if let [code, Object::Name(name)] = &before
                        && let Some(code) = code.size().and_then(|code| u8::try_from(code).ok())
                    {
                        codes.insert(code, name_or_code(&String::from_utf8_lossy(name), code));
                    }
                }
                b"def" | b"readonly" if !codes.is_empty() => break,
                _ => {}
            },
            Token::Object(object) => {
                before.swap(0, 1);
                before[1] = object;
            }
        }
    }
    codes
}

fn name_or_code(name: &str, code: u8) -> Letters {
    match encoding::named(name) {
        Letters::Unknown => encoding::named_by_code(name, code),
        letters => letters,
    }
}

fn cff(data: &[u8]) -> Option<Program> {
    let font = CffFontRef::new(data, 0, None).ok()?;
    let mut program = Program::default();
    let charset = font.charset()?;
    if font.is_cid() {
        return Some(program);
    }
    let name = |glyph: GlyphId| {
        let name = font.string(charset.string_id(glyph).ok()?)?;
        std::str::from_utf8(name).ok()
    };
    for glyph in 1..font.num_glyphs().min(u32::from(u16::MAX)) {
        if let Some(name) = name(GlyphId::new(glyph)) {
            program.glyphs.insert(glyph, encoding::named(name));
        }
    }
    if let Some(own) = font.encoding() {
        for code in 0..=255 {
            if let Some(name) = own.map(code).and_then(name) {
                program.codes.insert(code, name_or_code(name, code));
            }
        }
    }
    Some(program)
}

fn sfnt(font: &FontRef<'_>) -> Program {
    if font.cmap().is_err()
        && let Ok(table) = font.cff()
    {
        return cff(table.offset_data().as_bytes()).unwrap_or_default();
    }
    let mut program = Program::default();
    let Ok(cmap) = font.cmap() else { return program };
    let records = cmap.encoding_records().iter().take(16);
    let tables: Vec<_> = records
        .filter_map(|record| Some((record.platform_id(), record.encoding_id(), record.subtable(cmap.offset_data()).ok()?)))
        .collect();
    let is_unicode =
        |platform: PlatformId, encoding: u16| platform == PlatformId::Unicode || (platform == PlatformId::Windows && encoding > 0);
    for (platform, encoding, table) in &tables {
        if is_unicode(*platform, *encoding) && !matches!(table, CmapSubtable::Format14(_)) {
            for (code, glyph) in table.iter().take(usize::from(u16::MAX) * 2) {
                let letters =
                    char::from_u32(code).filter(|c| !is_private(*c) && !c.is_control()).map_or(Letters::Unknown, Letters::One);
                let known = program.glyphs.entry(glyph.to_u32()).or_insert(Letters::Unknown);
                // Of several letters with one glyph the plain one is meant, which has the lower number.
                if *known == Letters::Unknown {
                    *known = letters;
                }
            }
        }
    }
    let post = font.post().ok();
    let by_name = |glyph: GlyphId| {
        let glyph = GlyphId16::new(u16::try_from(glyph.to_u32()).ok()?);
        Some(encoding::named(post.as_ref()?.glyph_name(glyph)?))
    };
    for (platform, encoding, table) in &tables {
        if is_unicode(*platform, *encoding) {
            continue;
        }
        for code in 0..=255u8 {
            let found = [0u32, 0xf000, 0xf100, 0xf200].iter().find_map(|page| table.map_codepoint(page + u32::from(code)));
            if let Some(glyph) = found.filter(|glyph| glyph.to_u32() != 0) {
                let letters = program.glyphs.get(&glyph.to_u32()).filter(|letters| letters.is_readable()).cloned();
                if let Some(letters) = letters.or_else(|| by_name(glyph).filter(Letters::is_readable)) {
                    program.codes.entry(code).or_insert(letters);
                }
            }
        }
    }
    program
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_of_a_type_1_program_is_read() {
        let data = b"%!PS-AdobeFont-1.0: X\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n\
                     dup 65 /Aacute put\ndup 12 /fi put\nreadonly def\n/A 3 def dup 66 /B put eexec";
        let program = Program::read(data);
        assert_eq!(program.codes.get(&65), Some(&Letters::One('Á')));
        assert_eq!(program.codes.len(), 2);
    }

    #[test]
    fn rubbish_says_nothing() {
        for data in [&b""[..], b"%!", b"\0\x01\0\0", b"\x01\0\x04\x01\xff\xff\xff\xff", b"OTTO\xff\xff"] {
            assert!(Program::read(data).codes.is_empty());
        }
    }
}

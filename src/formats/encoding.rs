//! Bytes to text, whatever program has saved them.
//!
//! Files are UTF-8. What a text editor may have made of one is read as well, with one message for the file: UTF-16, and
//! Windows-1252, which holds Latin-1. A byte order mark says how a file is encoded and is no part of its text.

use std::borrow::Cow;

use crate::report::warning::{Origin, Warning, Warnings};

/// What stands at the bytes 0x80 to 0x9F in Windows-1252; the rest is as in Latin-1. Five bytes stand for nothing.
const WINDOWS_1252: [char; 32] = [
    '€', '�', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '�', 'Ž', '�', '�', '‘', '’', '“', '”', '•', '–', '—', '˜',
    '™', 'š', '›', 'œ', '�', 'ž', 'Ÿ',
];

/// The bytes of a file as text, without a byte order mark. What is wrong with them is one warning.
#[must_use]
pub fn decode(file: &str, bytes: Vec<u8>, warnings: &mut Warnings) -> String {
    if let Some(little) = utf16(&bytes) {
        warnings.push(Warning::new(&Origin::file(file), "the file is UTF-16", "save it as UTF-8; it is read all the same"));
        return from_utf16(&bytes, little);
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let line = bytes[..at].split(|byte| *byte == b'\n').count();
            let origin = Origin::new(file, u32::try_from(line).unwrap_or(u32::MAX));
            let what = format!("byte {at} of the file is not UTF-8");
            // One sound character of several bytes, and the file is UTF-8 with a flaw.
            if bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) {
                warnings.push(Warning::new(&origin, what, "save the file as UTF-8; the character is shown as � until then"));
                String::from_utf8_lossy(bytes).into_owned()
            } else {
                warnings.push(Warning::new(&origin, what, "save the file as UTF-8; it is read as Windows-1252 until then"));
                bytes
                    .iter()
                    .map(|byte| WINDOWS_1252.get(usize::from(*byte).wrapping_sub(0x80)).copied().unwrap_or(char::from(*byte)))
                    .collect()
            }
        }
    };
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// A text with line feeds as its line ends, so that positions are the same whichever system has saved it.
#[must_use]
pub fn with_line_feeds(text: String) -> String {
    if text.contains("\r\n") { text.replace("\r\n", "\n") } else { text }
}

/// The bytes of a text with line feeds as its line ends.
#[must_use]
pub fn bytes_with_line_feeds(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.windows(2).any(|pair| pair == b"\r\n") {
        return Cow::Borrowed(bytes);
    }
    let keep = |(at, byte): (usize, &u8)| (*byte != b'\r' || bytes.get(at + 1) != Some(&b'\n')).then_some(*byte);
    Cow::Owned(bytes.iter().enumerate().filter_map(keep).collect())
}

/// Whether these are bytes of UTF-16, and then whether the lower byte comes first. A file without a byte order mark is
/// known by its first character, which in JSON and in most texts is one of ASCII.
fn utf16(bytes: &[u8]) -> Option<bool> {
    match bytes {
        [0xff, 0xfe, ..] => Some(true),
        [0xfe, 0xff, ..] => Some(false),
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some(true),
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Some(false),
        _ => None,
    }
}

fn from_utf16(bytes: &[u8], little: bool) -> String {
    let unit = |pair: &[u8; 2]| if little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) };
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(unit);
    let mut text = String::with_capacity(bytes.len() / 2);
    text.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).skip_while(|c| *c == '\u{feff}'));
    if !rest.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(bytes: &[u8], text: &str, warning: &str) {
        let mut warnings = Warnings::default();
        assert_eq!(decode("f.txt", bytes.to_vec(), &mut warnings), text);
        assert_eq!(warnings.into_list().iter().map(ToString::to_string).collect::<Vec<_>>().join("|"), warning);
    }

    #[test]
    fn files_are_read_as_editors_save_them() {
        check("Жаңаөзен".as_bytes(), "Жаңаөзен", "");
        check(b"\xef\xbb\xbfa", "a", "");
        check(b"\xff\xfea\0\xe9\0", "aé", "f.txt: the file is UTF-16; save it as UTF-8; it is read all the same");
        check(b"\xfe\xff\0a\xd8\0\0", "a��", "f.txt: the file is UTF-16; save it as UTF-8; it is read all the same");
        check(b"{\0}\0", "{}", "f.txt: the file is UTF-16; save it as UTF-8; it is read all the same");
        check(
            b"one\n\x93caf\xe9\x94",
            "one\n“café”",
            "f.txt:2: byte 4 of the file is not UTF-8; save the file as UTF-8; it is read as Windows-1252 until then",
        );
        check(
            "é".as_bytes().iter().copied().chain([0xe9]).collect::<Vec<_>>().as_slice(),
            "é�",
            "f.txt:1: byte 2 of the file is not UTF-8; save the file as UTF-8; the character is shown as � until then",
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_text_and_sound_ones_stay_as_they_are(bytes in prop::collection::vec(any::<u8>(), 0..60), text in "\\PC{0,40}") {
            drop(decode("f", bytes, &mut Warnings::default()));
            let mut warnings = Warnings::default();
            prop_assert_eq!(decode("f", text.clone().into_bytes(), &mut warnings), text.strip_prefix('\u{feff}').unwrap_or(&text));
            prop_assert_eq!(warnings.count(), 0);
        }

        #[test]
        fn line_ends_are_the_same_in_text_and_bytes(text in "[ab\r\n]{0,40}") {
            let bytes = bytes_with_line_feeds(text.as_bytes()).into_owned();
            prop_assert_eq!(String::from_utf8(bytes).unwrap(), with_line_feeds(text));
        }
    }
}

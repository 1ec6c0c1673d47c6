//! Bytes of any encoding → text.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes are looked at to guess an encoding.
const LOOKED_AT: usize = 1 << 20;

/// A text, and what there is to say about its encoding.
pub(super) struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub(super) text: Cow<'a, str>,
    /// Whether bytes stood for nothing.
    pub(super) is_faulty: bool,
}

/// Decodes a text: as its byte order mark says, else as UTF-8 where it is sound, else as is `declared`, else as its bytes look.
///
/// What is sound UTF-8 with letters beyond ASCII is hardly anything else, whatever is declared.
pub(super) fn decode<'a>(bytes: &'a [u8], declared: Option<&str>) -> Decoded<'a> {
    let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() && declared != Some(ISO_2022_JP) && utf16(bytes).is_none() => UTF_8,
        None => utf16(bytes).or(declared.filter(|encoding| *encoding != UTF_8)).unwrap_or_else(|| guess(bytes)),
    };
    let (text, is_faulty) = encoding.decode_with_bom_removal(bytes);
    Decoded { text, is_faulty }
}

/// UTF-16 without a byte order mark: every other byte of its beginning is zero, as in the texts of the Latin script.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, _) = bytes[..bytes.len().min(64)].as_chunks::<2>();
    let all = |zero: usize| pairs.len() > 1 && pairs.iter().all(|pair| pair[zero] == 0 && pair[1 - zero] != 0);
    if all(1) { Some(UTF_16LE) } else { all(0).then_some(UTF_16BE) }
}

/// The encoding that the bytes look like. Sound UTF-8 with a flaw is UTF-8.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let bytes = &bytes[..bytes.len().min(LOOKED_AT)];
    let (mut sound, mut flaws) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        flaws += usize::from(!chunk.invalid().is_empty());
    }
    if sound > flaws * 4 {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], declared: Option<&str>, expected: &str) {
        assert_eq!(decode(bytes, declared).text, expected, "{bytes:?}");
    }

    #[test]
    fn marks_soundness_declarations_and_looks_are_asked_in_this_order() {
        let russian = encoding_rs::WINDOWS_1251.encode("В Алматы начались протесты против роста цен на газ.").0.into_owned();
        check("Жаңаөзен".as_bytes(), Some("windows-1251"), "Жаңаөзен");
        check(b"\xef\xbb\xbfa", Some("utf-16"), "a");
        check(b"\xff\xfea\0\xe9\0", None, "aé");
        check(b"\xfe\xff\0a", None, "a");
        check(b"a\0b\0c\0", None, "abc");
        check(b"\0a\0b\0c", None, "abc");
        check(b"caf\xe9", Some(" ISO-8859-1 "), "café");
        check(b"\x93caf\xe9\x94 is what they say, and no more", None, "“café” is what they say, and no more");
        check(&russian, None, "В Алматы начались протесты против роста цен на газ.");
        check(&russian, Some("cp1251"), "В Алматы начались протесты против роста цен на газ.");
        check(&russian, Some("nothing"), "В Алматы начались протесты против роста цен на газ.");
        check(
            "élève dépêché\u{e9}".as_bytes().iter().copied().chain([0xff]).collect::<Vec<_>>().as_slice(),
            None,
            "élève dépêchéé�",
        );
        check(b"\x1b$B%F%9%H\x1b(B", Some("iso-2022-jp"), "テスト");
        check(b"", None, "");
    }
}

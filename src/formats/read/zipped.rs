//! The parts of a packed file: DOCX, ODT and EPUB are ZIP archives (PKWARE APPNOTE 6.3.10).
//!
//! An archive is read in memory and nothing of it is ever written, so that names which climb out of a folder lead nowhere.
//! What all parts come to is bounded by [`limits::UNPACKED`], whichever entries share their bytes; an archive within the
//! archive is never opened. Where the directory at the end is broken, as after a download that was cut off, the headers
//! before each part are used.

use std::borrow::Cow;
use std::collections::HashMap;

use super::scribe::Scribe;
use crate::report::limits;

/// A packed file.
#[derive(Debug)]
pub struct Archive<'a> {
    bytes: &'a [u8],
    entries: HashMap<String, Entry>,
    /// Names in lower case, for writers that were careless with it.
    lower: HashMap<String, String>,
    /// How many bytes may still be unpacked.
    budget: u64,
    /// Whether the directory at its end could not be read.
    pub is_mended: bool,
}

/// A part of it, as its header says.
#[derive(Clone, Copy, Debug)]
struct Entry {
    method: u16,
    is_encrypted: bool,
    /// Where its bytes begin: after the local header.
    start: usize,
    packed: usize,
}

/// The bytes of a ZIP archive begin so: a first part, or none at all.
#[must_use]
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Whether a document of Office Open XML is encrypted: it is then a part of an OLE compound file ([MS-OFFCRYPTO] 2.3.4.4).
#[must_use]
pub fn is_locked(bytes: &[u8]) -> bool {
    let package: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") && bytes.windows(package.len()).any(|window| window == package)
}

/// What is said of a document that only a password opens.
pub const LOCKED: &str =
    "it is protected with a password; open it in the program that it was written with, save it without one, and open that";

impl<'a> Archive<'a> {
    /// Finds the parts.
    ///
    /// # Errors
    /// A sentence for people, where there are none.
    pub fn open(bytes: &'a [u8]) -> Result<Self, String> {
        let size = bytes.len() as u64;
        let budget = (limits::UNPACKED.0 + limits::UNPACKED.1 * size).min(limits::FILE_BYTES);
        let mut archive = Self { bytes, entries: HashMap::new(), lower: HashMap::new(), budget, is_mended: false };
        if archive.directory().is_none() || archive.entries.is_empty() {
            archive.is_mended = true;
            archive.entries.clear();
            archive.lower.clear();
            archive.headers();
        }
        let damaged = "the file is damaged, and no part of it can be found; get it again from where it came";
        if archive.entries.is_empty() { Err(damaged.to_owned()) } else { Ok(archive) }
    }

    /// Reads the directory at the end.
    fn directory(&mut self) -> Option<()> {
        let bytes = self.bytes;
        let tail = bytes.len().saturating_sub(65_557);
        let end = tail + bytes[tail..].windows(4).rposition(|four| four == b"PK\x05\x06")?;
        let (mut size, mut offset) = (u64::from(long(bytes, end + 12)?), u64::from(long(bytes, end + 16)?));
        let locator = end.wrapping_sub(20);
        if long(bytes, locator) == Some(0x0706_4b50) {
            let at = usize::try_from(double(bytes, locator + 8)?).ok()?;
            if long(bytes, at) == Some(0x0606_4b50) {
                (size, offset) = (double(bytes, at + 40)?, double(bytes, at + 48)?);
            }
        }
        // What stands before an archive moves all its offsets; the directory always ends where its end begins.
        let stated = usize::try_from(offset).ok()?;
        let start = match long(bytes, stated) {
            Some(0x0201_4b50) => stated,
            _ => end.checked_sub(usize::try_from(size).ok()?)?,
        };
        let (mut at, shift) = (start, start - stated.min(start));
        for _ in 0..limits::PACKED_FILES {
            if long(bytes, at) != Some(0x0201_4b50) {
                break;
            }
            at = self.listed(at, shift)?;
        }
        Some(())
    }

    /// Reads an entry of the directory and says where the next one begins.
    fn listed(&mut self, at: usize, shift: usize) -> Option<usize> {
        let bytes = self.bytes;
        let lengths = [28, 30, 32].map(|field| short(bytes, at + field).map(usize::from));
        let [Some(name), Some(extra), Some(comment)] = lengths else { return None };
        let mut packed = u64::from(long(bytes, at + 20)?);
        let mut header = u64::from(long(bytes, at + 42)?);
        let extras = bytes.get(at + 46 + name..at + 46 + name + extra)?;
        let is_large = long(bytes, at + 24)? == u32::MAX;
        wide(extras, is_large, &mut packed, &mut header);
        let header = usize::try_from(header).ok()?.checked_add(shift)?;
        // The local header has lengths of its own for the name and what stands beside it. Where there is none, the directory is
        // of another file, or bytes were lost before it.
        long(bytes, header).filter(|signature| *signature == 0x0403_4b50)?;
        let entry = Entry {
            method: short(bytes, at + 10)?,
            is_encrypted: short(bytes, at + 8)? & 1 != 0,
            start: header + 30 + usize::from(short(bytes, header + 26)?) + usize::from(short(bytes, header + 28)?),
            packed: usize::try_from(packed).ok()?,
        };
        self.add(bytes.get(at + 46..at + 46 + name)?, entry);
        Some(at + 46 + name + extra + comment)
    }

    /// Finds the parts by the headers before each of them.
    fn headers(&mut self) {
        let bytes = self.bytes;
        let mut at = 0;
        while let Some(found) = next_header(bytes, at) {
            let fields = (short(bytes, found + 26), short(bytes, found + 28), short(bytes, found + 6), short(bytes, found + 8));
            let (Some(name), Some(extra), Some(flags), Some(method)) = fields else { return };
            let start = found + 30 + usize::from(name) + usize::from(extra);
            let Some(name) = bytes.get(found + 30..found + 30 + usize::from(name)) else { return };
            // Its length may stand only after the part, and then it ends where the next one begins.
            let told = long(bytes, found + 18).unwrap_or(0) as usize;
            let follows = bytes.get(start.saturating_add(told)..).unwrap_or_default();
            let is_told = flags & 8 == 0 && (follows.starts_with(b"PK") || follows.is_empty() && told > 0);
            let next = if is_told { start + told } else { end_of(bytes, start) };
            let packed = next.min(bytes.len()).saturating_sub(start);
            self.add(name, Entry { method, is_encrypted: flags & 1 != 0, start, packed });
            if self.entries.len() >= limits::PACKED_FILES {
                return;
            }
            at = next.max(found + 4);
        }
    }

    /// Of two parts with one name the later one counts: archives grow at their end.
    fn add(&mut self, name: &[u8], entry: Entry) {
        let name = String::from_utf8_lossy(name).replace('\\', "/");
        let name = name.trim_start_matches('/');
        if !name.is_empty() && !name.ends_with('/') && !name.split('/').any(|part| part == "..") {
            self.lower.insert(name.to_lowercase(), name.to_owned());
            self.entries.insert(name.to_owned(), entry);
        }
    }

    /// The names of the parts, sorted.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<_> = self.entries.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        let name = name.trim_start_matches('/');
        self.entries.get(name).or_else(|| self.entries.get(self.lower.get(&name.to_lowercase())?))
    }

    /// Whether there is a part of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// The bytes of a part. `None` where there is no such part or nothing of it can be read; of one that is damaged, what
    /// comes before the damage. What is wrong is complained of.
    pub fn part(&mut self, name: &str, scribe: &mut Scribe) -> Option<Cow<'a, [u8]>> {
        let Entry { method, is_encrypted, start, packed } = *self.entry(name)?;
        let shown = limits::shown(name);
        if is_encrypted {
            scribe.complain(format!("“{shown}” in the file is encrypted and cannot be read."));
            return None;
        }
        let bytes = self.bytes;
        let held = bytes.get(start.min(bytes.len())..start.saturating_add(packed).min(bytes.len()))?;
        let most = usize::try_from(self.budget).unwrap_or(usize::MAX);
        let (content, is_whole) = match method {
            0 => (Cow::Borrowed(&held[..held.len().min(most)]), held.len() == packed && held.len() <= most),
            8 => match miniz_oxide::inflate::decompress_to_vec_with_limit(held, most) {
                Ok(content) => (Cow::Owned(content), true),
                Err(error) => (Cow::Owned(error.output), false),
            },
            _ => {
                scribe.complain(format!("“{shown}” in the file is packed in a way that is not read (method {method})."));
                return None;
            }
        };
        self.budget = self.budget.saturating_sub(content.len() as u64);
        if self.budget == 0 {
            scribe.complain("Unpacked, the file is far larger than any document is; the rest of it was left out.");
        } else if !is_whole {
            scribe.complain(format!("“{shown}” in the file is damaged; what comes before the damage was read."));
        }
        Some(content)
    }
}

/// Where the next local header begins, from a position on.
fn next_header(bytes: &[u8], from: usize) -> Option<usize> {
    Some(from + bytes.get(from..)?.windows(4).position(|four| four == b"PK\x03\x04")?)
}

/// Where a part ends that begins here and whose length is not told: before the next header, or the directory.
fn end_of(bytes: &[u8], start: usize) -> usize {
    let is_next = |four: &[u8]| matches!(four, b"PK\x03\x04" | b"PK\x01\x02" | b"PK\x07\x08");
    bytes.get(start..).and_then(|rest| rest.windows(4).position(is_next)).map_or(bytes.len(), |at| start + at)
}

/// Takes lengths that need 64 bits from the field beside an entry that has them (APPNOTE 4.5.3).
fn wide(mut extras: &[u8], is_large: bool, packed: &mut u64, header: &mut u64) {
    while let (Some(kind), Some(length)) = (short(extras, 0), short(extras, 2)) {
        let Some(field) = extras.get(4..4 + usize::from(length)) else { return };
        if kind == 1 {
            let mut at = if is_large { 8 } else { 0 };
            for value in [packed, header] {
                if *value == u64::from(u32::MAX) {
                    *value = double(field, at).unwrap_or(*value);
                    at += 8;
                }
            }
            return;
        }
        extras = &extras[4 + field.len()..];
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn double(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// The part that an address within a folder of the archive leads to: `../media/a.png` from `word` is `media/a.png`.
#[must_use]
pub fn resolve(folder: &str, address: &str) -> String {
    let address = address.split(['#', '?']).next().unwrap_or_default();
    let mut path: Vec<&str> =
        if address.starts_with('/') { Vec::new() } else { folder.split('/').filter(|part| !part.is_empty()).collect() };
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(path.pop()),
            _ => path.push(part),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::read::manuscript::About;
    use crate::formats::read::testing::packing::archive;

    /// A part, and what is complained of.
    fn part(bytes: &[u8], name: &str) -> (Option<String>, Vec<String>) {
        let mut scribe = Scribe::default();
        let mut archive = Archive::open(bytes).unwrap();
        let found = archive.part(name, &mut scribe).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        (found, scribe.finish(About::default()).complaints)
    }

    /// The archive with the first part packed.
    fn deflated(content: &[u8], sound: usize) -> Vec<u8> {
        let mut packed = miniz_oxide::deflate::compress_to_vec(content, 6);
        let end = packed.len();
        packed[sound.min(end)..].fill(0xff);
        let mut bytes = archive(&[("a.xml", &packed)]);
        let method = |bytes: &mut Vec<u8>, at: usize| bytes[at] = 8;
        method(&mut bytes, 8);
        let directory = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
        method(&mut bytes, directory + 10);
        bytes
    }

    #[test]
    fn parts_are_found_by_the_directory_and_without_it() {
        let whole = archive(&[("a.xml", b"one"), ("B/c.xml", b"two")]);
        assert_eq!(part(&whole, "b/C.xml"), (Some("two".to_owned()), vec![]));
        assert_eq!(part(&[b"rubbish ", &whole[..]].concat(), "a.xml").0.as_deref(), Some("one"));
        let end = whole.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
        let cut = &whole[..end];
        assert!(Archive::open(cut).unwrap().is_mended && !Archive::open(&whole).unwrap().is_mended);
        assert_eq!(part(cut, "a.xml"), (Some("one".to_owned()), vec![]));
        assert_eq!(part(&cut[..end - 1], "B/c.xml").0.as_deref(), Some("tw"));
        assert!(Archive::open(b"PK\x03\x04").is_err());
        assert_eq!(part(&whole, "none.xml"), (None, vec![]));
    }

    #[test]
    fn names_lead_nowhere_else_and_the_last_of_two_counts() {
        let bytes = archive(&[("../../etc/a", b"x"), ("/a\\b.xml", b"one"), ("a/b.xml", b"two"), ("folder/", b"")]);
        assert_eq!(Archive::open(&bytes).unwrap().names(), ["a/b.xml"]);
        assert_eq!(part(&bytes, "a/b.xml").0.as_deref(), Some("two"));
        assert_eq!(
            [("word", "../media/a.png"), ("", "../../x"), ("a/b", "/c.xml#d"), ("a", "./b?c")].map(|(at, to)| resolve(at, to)),
            ["media/a.png", "x", "c.xml", "a/b"]
        );
    }

    #[test]
    fn damage_and_encryption_are_told() {
        let text = "All that is sound is read. ".repeat(40) + "But not what is damaged.";
        assert_eq!(part(&deflated(text.as_bytes(), usize::MAX), "a.xml"), (Some(text.clone()), vec![]));
        let (found, complaints) = part(&deflated(text.as_bytes(), 30), "a.xml");
        assert!(found.unwrap().starts_with("All that") && complaints[0].contains("damaged"), "{complaints:?}");
        let mut locked = archive(&[("a.xml", b"one")]);
        let directory = locked.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
        locked[directory + 8] = 1;
        let (found, complaints) = part(&locked, "a.xml");
        assert!(found.is_none() && complaints[0].contains("encrypted"), "{complaints:?}");
    }

    #[test]
    fn bombs_stop_at_the_bound() {
        let bomb = deflated(&vec![b' '; usize::try_from(limits::UNPACKED.0).unwrap() * 2], usize::MAX);
        let mut scribe = Scribe::default();
        let mut archive = Archive::open(&bomb).unwrap();
        let size = bomb.len() as u64;
        let found = archive.part("a.xml", &mut scribe).unwrap();
        assert!(found.len() as u64 <= limits::UNPACKED.0 + limits::UNPACKED.1 * size);
        assert_eq!(archive.part("a.xml", &mut scribe).map_or(0, |bytes| bytes.len()), 0, "all parts together");
        assert!(scribe.finish(About::default()).complaints[0].contains("far larger"));
    }
}

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
        let (mut count, mut size, mut offset) =
            (u64::from(short(bytes, end + 10)?), u64::from(long(bytes, end + 12)?), u64::from(long(bytes, end + 16)?));
        let locator = end.wrapping_sub(20);
        if long(bytes, locator) == Some(0x0706_4b50) {
            let at = usize::try_from(double(bytes, locator + 8)?).ok()?;
            if long(bytes, at) == Some(0x0606_4b50) {
                (count, size, offset) = (double(bytes, at + 32)?, double(bytes, at + 40)?, double(bytes, at + 48)?);
            }
        }
        // What stands before an archive moves all its offsets; the directory always ends where its end begins.
        let stated = usize::try_from(offset).ok()?;
        let start = match long(bytes, stated) {
            Some(0x0201_4b50) => stated,
            _ => end.checked_sub(usize::try_from(size).ok()?)?,
        };
        let (mut at, shift) = (start, start - stated.min(start));
        for _ in 0..count.min(limits::PACKED_FILES as u64) {
            at = self.listed(at, shift)?;
        }
        Some(())
    }

    /// Reads an entry of the directory and says where the next one begins.
    fn listed(&mut self, at: usize, shift: usize) -> Option<usize> {
        let bytes = self.bytes;
        if long(bytes, at)? != 0x0201_4b50 {
            return None;
        }
        let lengths = [28, 30, 32].map(|field| short(bytes, at + field).map(usize::from));
        let [Some(name), Some(extra), Some(comment)] = lengths else { return None };
        let mut packed = u64::from(long(bytes, at + 20)?);
        let mut header = u64::from(long(bytes, at + 42)?);
        let extras = bytes.get(at + 46 + name..at + 46 + name + extra)?;
        let is_large = long(bytes, at + 24)? == u32::MAX;
        wide(extras, is_large, &mut packed, &mut header);
        let header = usize::try_from(header).ok()?.checked_add(shift)?;
        // The local header has lengths of its own for the name and what stands beside it.
        let local = long(bytes, header).filter(|signature| *signature == 0x0403_4b50);
        if let (Some(_), Some(own), Some(beside)) = (local, short(bytes, header + 26), short(bytes, header + 28)) {
            let entry = Entry {
                method: short(bytes, at + 10)?,
                is_encrypted: short(bytes, at + 8)? & 1 != 0,
                start: header + 30 + usize::from(own) + usize::from(beside),
                packed: usize::try_from(packed).ok()?,
            };
            self.add(bytes.get(at + 46..at + 46 + name)?, entry);
        }
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
            let is_told = flags & 8 == 0 && bytes.len().saturating_sub(start) >= told;
            let next = if is_told { start + told } else { next_header(bytes, start).unwrap_or(bytes.len()) };
            self.add(name, Entry { method, is_encrypted: flags & 1 != 0, start, packed: next.saturating_sub(start) });
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

//! Numbers, texts and packed blocks of the gazetteer's file. Nothing here panics, whatever the bytes are.

use std::sync::{Arc, Mutex};

use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// The largest block, unpacked. The longest in the file has a quarter of this.
const BLOCK_BYTES: usize = 1 << 18;

/// Bytes and how far they have been read.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.bytes.len()
    }

    /// An unsigned number in groups of seven bits, lowest first.
    pub(super) fn uint(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// An unsigned number that must fit a smaller type.
    pub(super) fn small<T: TryFrom<u64>>(&mut self) -> Option<T> {
        T::try_from(self.uint()?).ok()
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(count)?;
        self.bytes = rest;
        Some(taken)
    }

    /// Its length in bytes, then so many bytes.
    pub(super) fn counted(&mut self) -> Option<&'a [u8]> {
        let count = self.small()?;
        self.take(count)
    }

    /// A text: its length in bytes, then UTF-8.
    pub(super) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.counted()?).ok()
    }
}

/// The `index`-th number of four bytes.
pub(super) fn number(bytes: &[u8], index: usize) -> Option<u32> {
    let at = index.checked_mul(4)?;
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// The `index`-th piece of a section whose pieces begin at these offsets.
pub(super) fn piece<'a>(offsets: &[u8], section: &'a [u8], index: usize) -> Option<&'a [u8]> {
    let from = usize::try_from(number(offsets, index)?).ok()?;
    let to = usize::try_from(number(offsets, index.checked_add(1)?)?).ok()?;
    section.get(from..to)
}

/// Unpacks a block.
pub(super) fn unpacked(packed: &[u8]) -> Option<Vec<u8>> {
    decompress_to_vec_with_limit(packed, BLOCK_BYTES).ok()
}

/// Blocks that were unpacked of late, so that neighbours and repetitions cost nothing. A block has one slot in which it
/// can stand; the next one that falls there takes it.
pub(super) struct Cache<T> {
    slots: Mutex<Vec<Slot<T>>>,
}

/// A block and its number.
type Slot<T> = Option<(usize, Arc<T>)>;

impl<T> Cache<T> {
    /// How many blocks are kept at most: of some kilobytes each.
    const SLOTS: usize = 512;

    pub(super) const fn new() -> Self {
        Self { slots: Mutex::new(Vec::new()) }
    }

    /// The block of this number, made where it is not there.
    pub(super) fn get(&self, block: usize, make: impl FnOnce() -> Option<T>) -> Option<Arc<T>> {
        let slot = block % Self::SLOTS;
        // A thread that panicked elsewhere while it held the lock has left whole blocks behind.
        let kept = |slots: &[Slot<T>]| match slots.get(slot) {
            Some(Some((number, kept))) if *number == block => Some(kept.clone()),
            _ => None,
        };
        if let Some(kept) = kept(&self.slots.lock().unwrap_or_else(std::sync::PoisonError::into_inner)) {
            return Some(kept);
        }
        let fresh = Arc::new(make()?);
        let mut slots = self.slots.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if slots.is_empty() {
            slots.resize_with(Self::SLOTS, || None);
        }
        if let Some(slot) = slots.get_mut(slot) {
            *slot = Some((block, fresh.clone()));
        }
        Some(fresh)
    }
}

impl<T> std::fmt::Debug for Cache<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Cache")
    }
}

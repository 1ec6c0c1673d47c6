//! Reading numbers, texts and lists from bytes that may be anything.

use std::fmt;

use crate::report::place::LonLat;

/// Why a map could not be read, and where.
///
/// ```text
/// byte 17 of the unpacked map: expected a name, but the data ends
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasemapError {
    at: usize,
    fault: Fault,
}

/// What is wrong at the offset of a [`BasemapError`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The file does not begin with the magic bytes.
    NotThisKind { expected: &'static str },
    /// A version of the format that this program does not know.
    Version(u32),
    /// The packed part does not unpack to what the header promises.
    Packed,
    /// The data ends where something should follow.
    Ends { expected: &'static str },
    /// A number or text that cannot be what it stands for.
    Unfit { expected: &'static str },
    /// Something is left after the last section.
    Left,
}

impl BasemapError {
    pub(super) fn new(at: usize, fault: Fault) -> Self {
        Self { at, fault }
    }

    /// The byte at which reading stopped: of the file for faults of the header, else of the unpacked map.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.at
    }
}

impl fmt::Display for BasemapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at;
        match &self.fault {
            Fault::NotThisKind { expected } => {
                write!(f, "byte {at} of the file: expected the letters {expected} that such a file begins with")
            }
            Fault::Version(found) => write!(f, "byte {at} of the file: expected format version 1, but found {found}"),
            Fault::Packed => write!(f, "byte {at} of the file: the packed map is damaged"),
            Fault::Ends { expected } => {
                write!(f, "byte {at} of the unpacked map: expected {expected}, but the data ends")
            }
            Fault::Unfit { expected } => {
                write!(f, "byte {at} of the unpacked map: expected {expected}, but found something else")
            }
            Fault::Left => write!(f, "byte {at} of the unpacked map: expected the end, but there is more"),
        }
    }
}

impl std::error::Error for BasemapError {}

/// Unpacked bytes and how far they have been read.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) fn unfit(&self, expected: &'static str) -> BasemapError {
        BasemapError::new(self.at, Fault::Unfit { expected })
    }

    fn ends(&self, expected: &'static str) -> BasemapError {
        BasemapError::new(self.at, Fault::Ends { expected })
    }

    fn left(&self) -> usize {
        self.bytes.len().saturating_sub(self.at)
    }

    /// An unsigned number in groups of seven bits, lowest first.
    pub(super) fn uint(&mut self, expected: &'static str) -> Result<u64, BasemapError> {
        let mut value = 0_u64;
        for shift in (0..63).step_by(7) {
            let byte = *self.bytes.get(self.at).ok_or_else(|| self.ends(expected))?;
            self.at += 1;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(self.unfit(expected))
    }

    /// An unsigned number that must fit a smaller type.
    pub(super) fn small<T: TryFrom<u64>>(&mut self, expected: &'static str) -> Result<T, BasemapError> {
        let value = self.uint(expected)?;
        T::try_from(value).map_err(|_| self.unfit(expected))
    }

    /// A signed number: 0, −1, 1, −2 … stored as 0, 1, 2, 3 ….
    pub(super) fn int(&mut self, expected: &'static str) -> Result<i64, BasemapError> {
        let folded = self.uint(expected)?;
        let half = i64::try_from(folded >> 1).map_err(|_| self.unfit(expected))?;
        Ok(if folded & 1 == 0 { half } else { -half - 1 })
    }

    /// A list. Its count is checked against the bytes that are left, each item taking `least` bytes or more,
    /// before anything is allocated for it.
    pub(super) fn list<T>(
        &mut self,
        least: usize,
        expected: &'static str,
        mut item: impl FnMut(&mut Self) -> Result<T, BasemapError>,
    ) -> Result<Vec<T>, BasemapError> {
        let count: usize = self.small(expected)?;
        if count > self.left() / least.max(1) {
            return Err(self.ends(expected));
        }
        let mut items = Vec::with_capacity(count);
        for _ in 0..count {
            items.push(item(self)?);
        }
        Ok(items)
    }

    /// A text: its length in bytes, then UTF-8.
    pub(super) fn text(&mut self, expected: &'static str) -> Result<String, BasemapError> {
        let length: usize = self.small(expected)?;
        let end = self.at.checked_add(length).ok_or_else(|| self.ends(expected))?;
        let bytes = self.bytes.get(self.at..end).ok_or_else(|| self.ends(expected))?;
        let text = std::str::from_utf8(bytes).map_err(|_| self.unfit(expected))?;
        self.at = end;
        Ok(text.to_owned())
    }

    /// A lone position in ten-thousandths of a degree.
    pub(super) fn position(&mut self, expected: &'static str) -> Result<LonLat, BasemapError> {
        let lon = self.int(expected)?;
        let lat = self.int(expected)?;
        self.degrees(lon, lat, 1e4, expected)
    }

    /// Grid steps as degrees, if they lie on the globe.
    pub(super) fn degrees(&self, lon: i64, lat: i64, scale: f64, expected: &'static str) -> Result<LonLat, BasemapError> {
        let whole = |steps: i64| i32::try_from(steps).map(f64::from).map_err(|_| self.unfit(expected));
        let at = LonLat { lon: whole(lon)? / scale, lat: whole(lat)? / scale };
        if at.lon.abs() <= 180.0 && at.lat.abs() <= 90.0 { Ok(at) } else { Err(self.unfit(expected)) }
    }

    /// Checks that everything has been read.
    pub(super) fn end(&self) -> Result<(), BasemapError> {
        if self.left() == 0 { Ok(()) } else { Err(BasemapError::new(self.at, Fault::Left)) }
    }
}

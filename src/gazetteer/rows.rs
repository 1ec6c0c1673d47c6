//! Entries: what is known of a place, in packed blocks of rows.

use super::format::{
    AREA_BYTES, AREA_STEPS, AREAS, COUNTIES, LANGUAGES, NO_ENTRY, PROVINCE, ROW_BLOCKS, ROW_OFFSETS, ROWS_PER_BLOCK, STEPS,
    population, signed,
};
use super::read::{Reader, number, piece, unpacked};
use super::{Entry, EntryIx, Gazetteer, Kind, LocalName};
use crate::report::place::LonLat;

/// A block of rows, unpacked.
#[derive(Debug, Default)]
pub(super) struct RowBlock {
    bytes: Vec<u8>,
    /// Where each row ends.
    ends: Vec<u32>,
}

impl RowBlock {
    fn read(packed: &[u8]) -> Option<Self> {
        let bytes = unpacked(packed)?;
        let mut reader = Reader::new(&bytes);
        let mut lengths = Vec::new();
        let count: usize = reader.small()?;
        for _ in 0..count.min(ROWS_PER_BLOCK) {
            lengths.push(reader.small::<u32>()?);
        }
        let rows = bytes.len() - reader.left();
        let mut end = u32::try_from(rows).ok()?;
        let mut ends = vec![end];
        for length in lengths {
            end = end.checked_add(length)?;
            ends.push(end);
        }
        Some(Self { bytes, ends })
    }

    fn row(&self, index: usize) -> Option<&[u8]> {
        self.bytes.get(*self.ends.get(index)? as usize..*self.ends.get(index + 1)? as usize)
    }
}

/// The numbers of a row between its name and its number at GeoNames: area, county, longitude, latitude, population, radius.
const NUMBERS: usize = 6;

/// What other entries lie in: a country, or a province of one.
#[derive(Clone, Copy, Debug, Default)]
struct Area {
    entry: Option<EntryIx>,
    /// Longitude and latitude in steps.
    at: [i64; 2],
    country: Option<[u8; 2]>,
    /// Whether it is a province and not a country.
    is_province: bool,
    /// Its first county among all.
    county: u32,
}

impl Gazetteer {
    fn area(&self, index: usize) -> Option<Area> {
        let from = index.checked_mul(AREA_BYTES)?;
        let bytes = self.sections[AREAS].get(from..from.checked_add(AREA_BYTES)?)?;
        let steps = |at: usize| Some(i64::from(i16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)) * AREA_STEPS);
        let country: [u8; 2] = bytes.get(8..10)?.try_into().ok()?;
        let first = u32::from_le_bytes(bytes.get(10..14)?.try_into().ok()?);
        Some(Area {
            entry: number(bytes, 0).filter(|entry| *entry != NO_ENTRY).map(EntryIx),
            at: [steps(4)?, steps(6)?],
            country: (country != [0, 0]).then_some(country),
            is_province: first & PROVINCE != 0,
            county: first & !PROVINCE,
        })
    }

    /// The country of this code (ISO 3166-1 alpha-2).
    #[must_use]
    pub fn country(&self, code: [u8; 2]) -> Option<EntryIx> {
        // Areas are sorted by country, each country before its provinces; the first one is nowhere.
        let (mut from, mut to) = (1, self.sections[AREAS].len() / AREA_BYTES);
        while from < to {
            let middle = usize::midpoint(from, to);
            if self.area(middle)?.country < Some(code) { from = middle + 1 } else { to = middle }
        }
        self.area(from).filter(|area| area.country == Some(code) && !area.is_province)?.entry
    }

    /// Where about the first parts of the country of this code lie (ISO 3166-1 alpha-2), in no order that means anything.
    #[must_use]
    pub fn provinces(&self, code: [u8; 2]) -> Vec<LonLat> {
        let all = (1..self.sections[AREAS].len() / AREA_BYTES).filter_map(|index| self.area(index));
        let own = all.skip_while(|area| area.country < Some(code)).take_while(|area| area.country == Some(code));
        own.filter(|area| area.is_province).filter_map(|area| LonLat::new(degrees(area.at[0]), degrees(area.at[1]))).collect()
    }

    fn with_row<T>(&self, ix: EntryIx, read: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let block = ix.index() / ROWS_PER_BLOCK;
        let make = || RowBlock::read(piece(self.sections[ROW_OFFSETS], self.sections[ROW_BLOCKS], block)?);
        read(self.rows.get(block, make)?.row(ix.index() % ROWS_PER_BLOCK)?)
    }

    /// What is known of an entry.
    ///
    /// An entry that does not exist is a nameless site at 0° E, 0° N; positions that this gazetteer gave out exist.
    #[must_use]
    pub fn entry(&self, ix: EntryIx) -> Entry {
        self.with_row(ix, |row| self.read_row(ix, row)).unwrap_or_default()
    }

    fn read_row(&self, ix: EntryIx, row: &[u8]) -> Option<Entry> {
        let mut reader = Reader::new(row);
        let kind = Kind::of_number(reader.byte()?)?;
        let name = reader.text()?.to_owned();
        let area = self.area(reader.small()?)?;
        let county: u32 = reader.small()?;
        let lon = degrees(area.at[0].checked_add(signed(reader.uint()?))?);
        let lat = degrees(area.at[1].checked_add(signed(reader.uint()?))?);
        let population = population(reader.uint()?);
        let radius: u16 = reader.small()?;
        let id = reader.take(3)?;
        let id = u32::from_le_bytes([id[0], id[1], id[2], 0]);
        let province = area.entry.filter(|entry| area.is_province && *entry != ix);
        let county =
            county.checked_sub(1).and_then(|local| number(self.sections[COUNTIES], (area.county + local) as usize)).map(EntryIx);
        Some(Entry {
            name,
            kind,
            point: LonLat::new(lon, lat)?,
            country: area.country,
            province,
            county,
            parent: county.or(province).or_else(|| self.country(area.country?)).filter(|entry| *entry != ix),
            population,
            radius_km: if radius > 0 { f32::from(radius) } else { settled_radius(population) },
            geonames_id: (id != 0).then_some(id),
        })
    }

    /// The kind of an entry alone.
    #[must_use]
    pub fn kind(&self, ix: EntryIx) -> Option<Kind> {
        self.with_row(ix, |row| Kind::of_number(*row.first()?))
    }

    /// The countries of today (ISO 3166-1 alpha-2) that make up a continent, a region or a former country; none for what is
    /// not made up of whole countries.
    #[must_use]
    pub fn parts(&self, ix: EntryIx) -> Vec<[u8; 2]> {
        self.with_row(ix, |row| Some(rest_of(row)?.0)).unwrap_or_default()
    }

    /// The names that an entry has in single languages, as they are written, English ones first; its main name is not
    /// repeated.
    #[must_use]
    pub fn local_names(&self, ix: EntryIx) -> Vec<LocalName> {
        let names = |row: &[u8]| {
            let mut reader = rest_of(row)?.1;
            let mut names = Vec::new();
            while reader.left() > 0 {
                let language = LANGUAGES.get(usize::from(reader.byte()?))?;
                names.push(LocalName { language, text: reader.text()?.to_owned() });
            }
            Some(names)
        };
        self.with_row(ix, names).unwrap_or_default()
    }
}

/// What stands after the numbers of a row: the countries that make it up, and then its names by language.
fn rest_of(row: &[u8]) -> Option<(Vec<[u8; 2]>, Reader<'_>)> {
    let mut reader = Reader::new(row);
    reader.byte()?;
    reader.text()?;
    for _ in 0..NUMBERS {
        reader.uint()?;
    }
    reader.take(3)?;
    let count: usize = reader.small()?;
    let codes = reader.take(count.checked_mul(2)?)?;
    Some((codes.chunks_exact(2).map(|code| [code[0], code[1]]).collect(), reader))
}

/// Steps of a row in degrees.
fn degrees(steps: i64) -> f64 {
    i32::try_from(steps).map_or(0.0, f64::from) / STEPS
}

/// The radius of a settlement of so many people, in kilometres: 4,000 people on a square kilometre, as in many cities, and
/// half a kilometre for any.
fn settled_radius(population: u64) -> f32 {
    let people = f32::from(u16::try_from(population / 1000).unwrap_or(u16::MAX)) * 1000.0;
    (people / (4000.0 * std::f32::consts::PI)).sqrt().max(0.5)
}

//! From the bytes of the two files to the map. `assets/basemap/README.md` describes the layout.
//!
//! Bytes are not trusted, although these are part of the program: whatever they hold, the answer is a map or an
//! error, and never more memory than a fixed multiple of their length or of [`MOST_UNPACKED`].

use super::detail::{self, Parts, Use};
use super::label::{Label, LabelKind, Names};
use super::mesh::Queue;
use super::read::{BasemapError, Fault, Reader};
use super::{Basemap, Country, CountryIx, Detail, Fill, FillKind, Province};
use crate::report::mercator::World;

/// The most bytes a file may unpack to.
const MOST_UNPACKED: u32 = 16 << 20;

/// The rank of a province that is a city and bears its name already.
const UNLABELLED: u8 = 99;

/// The magic letters, the version and the unpacked length, four bytes each.
const HEADER: usize = 12;

/// Checks the header and unpacks what follows it.
fn unpack(bytes: &[u8], magic: &'static str) -> Result<Vec<u8>, BasemapError> {
    let word = |at: usize| bytes.get(at..at + 4).and_then(|four| <[u8; 4]>::try_from(four).ok());
    if word(0).is_none_or(|found| found != magic.as_bytes()) {
        return Err(BasemapError::new(0, Fault::NotThisKind { expected: magic }));
    }
    let version = word(4).map_or(0, u32::from_le_bytes);
    if version != 1 {
        return Err(BasemapError::new(4, Fault::Version(version)));
    }
    let length = word(8).map(u32::from_le_bytes).filter(|&length| length <= MOST_UNPACKED);
    let length = length.and_then(|length| usize::try_from(length).ok());
    let length = length.ok_or_else(|| BasemapError::new(8, Fault::Packed))?;
    miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(&bytes[HEADER..], length)
        .ok()
        .filter(|unpacked| unpacked.len() == length)
        .ok_or_else(|| BasemapError::new(HEADER, Fault::Packed))
}

/// The most threads that cut polygons at the same time.
const MOST_THREADS: usize = 4;

/// Cuts the fills of a detail into triangles, which is most of the work of decoding, on as many threads as the machine
/// has to spare, while this one does something else before it helps.
fn cut_beside<T>(part: &Parts, work: impl FnOnce() -> T) -> T {
    let queue = Queue::new(part.fills());
    let others = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS) - 1;
    std::thread::scope(|scope| {
        for _ in 0..others {
            scope.spawn(|| queue.work());
        }
        let result = work();
        queue.work();
        result
    })
}

impl Basemap {
    /// Decodes a map from the bytes of a `basemap.bin`, with no towns in it.
    ///
    /// # Errors
    /// When the bytes are damaged, cut short or of another version; the error says where.
    pub fn decode(bytes: &[u8]) -> Result<Self, BasemapError> {
        let unpacked = unpack(bytes, "DLBM")?;
        Self::from_unpacked(&unpacked)
    }

    fn from_unpacked(bytes: &[u8]) -> Result<Self, BasemapError> {
        let reader = &mut Reader::new(bytes);
        let countries = reader.list(7, "a country", read_country)?;
        let mut provinces = reader.list(8, "a province", |reader| read_province(reader, countries.len()))?;
        let mut labels = reader.list(6, "a water's name", read_water)?;
        let world = detail::read_detail(reader, Detail::World, countries.len(), &provinces)?;
        let region = cut_beside(&world, || {
            let region = detail::read_detail(reader, Detail::Region, countries.len(), &provinces)?;
            reader.end()?;
            Queue::new(region.fills()).work();
            Ok(region)
        })?;
        let (mut fills, mut lines) = (Vec::new(), Vec::new());
        for part in [world, region] {
            for (used, mesh) in part.polygons {
                match used {
                    Use::Fill(kind, detail) => fills.push(Fill { kind, detail, mesh }),
                    Use::Province(index) => provinces[index].parts.push(mesh),
                }
            }
            lines.extend(part.lines);
            labels.extend(part.labels);
        }
        fills.sort_by_key(|fill| fill.kind == FillKind::Lake);
        lines.sort_by_key(|line| (line.kind, line.detail));
        labels.extend((0..).zip(&countries).map(|(index, country)| country_label(CountryIx(index), country)));
        labels.extend(provinces.iter().filter(|province| province.rank != UNLABELLED).map(province_label));
        let mut map = Self { countries, provinces, fills, lines, labels };
        map.sort_labels();
        Ok(map)
    }

    /// Adds the towns of a `towns.bin` to the labels. A town of a country that the map does not know is kept
    /// without one.
    ///
    /// # Errors
    /// When the bytes are damaged, cut short or of another version; the map is then left as it was.
    pub fn add_towns(&mut self, bytes: &[u8]) -> Result<(), BasemapError> {
        let unpacked = unpack(bytes, "DLTN")?;
        let reader = &mut Reader::new(&unpacked);
        let towns = reader.list(8, "a town", |reader| {
            let country = self.country(&reader.text("a country's code")?);
            Ok(Label {
                kind: LabelKind::Town,
                names: names(reader)?,
                at: World::from_lon_lat(reader.position("a town's position")?),
                population: reader.small("a population")?,
                rank: reader.small("a rank")?,
                along: Vec::new(),
                country,
            })
        })?;
        reader.end()?;
        self.labels.extend(towns);
        self.sort_labels();
        Ok(())
    }

    fn sort_labels(&mut self) {
        self.labels.sort_by_key(|label| (label.kind, label.rank, std::cmp::Reverse(label.population)));
    }
}

/// Three texts: English, Russian, Kazakh.
pub(super) fn names(reader: &mut Reader<'_>) -> Result<Names, BasemapError> {
    Ok(Names { en: reader.text("an English name")?, ru: reader.text("a Russian name")?, kk: reader.text("a Kazakh name")? })
}

/// The number of one of so many countries.
pub(super) fn country_ix(reader: &mut Reader<'_>, countries: usize) -> Result<CountryIx, BasemapError> {
    let index: u16 = reader.small("the number of a country")?;
    if usize::from(index) < countries { Ok(CountryIx(index)) } else { Err(reader.unfit("the number of a country")) }
}

fn read_country(reader: &mut Reader<'_>) -> Result<Country, BasemapError> {
    Ok(Country {
        code: reader.text("a country's code")?,
        names: names(reader)?,
        label: World::from_lon_lat(reader.position("a label's position")?),
        rank: reader.small("a rank")?,
    })
}

fn read_province(reader: &mut Reader<'_>, countries: usize) -> Result<Province, BasemapError> {
    Ok(Province {
        codes: reader.list(1, "a province's code", |reader| reader.text("a province's code"))?,
        country: country_ix(reader, countries)?,
        names: names(reader)?,
        label: World::from_lon_lat(reader.position("a label's position")?),
        rank: reader.small("a rank")?,
        parts: Vec::new(),
    })
}

fn read_water(reader: &mut Reader<'_>) -> Result<Label, BasemapError> {
    Ok(Label {
        kind: LabelKind::Water,
        names: names(reader)?,
        at: World::from_lon_lat(reader.position("a label's position")?),
        rank: reader.small("a rank")?,
        along: Vec::new(),
        country: None,
        population: 0,
    })
}

fn country_label(index: CountryIx, country: &Country) -> Label {
    Label {
        kind: LabelKind::Country,
        names: country.names.clone(),
        at: country.label,
        along: Vec::new(),
        rank: country.rank,
        country: Some(index),
        population: 0,
    }
}

fn province_label(province: &Province) -> Label {
    Label {
        kind: LabelKind::Province,
        names: province.names.clone(),
        at: province.label,
        along: Vec::new(),
        rank: province.rank,
        country: Some(province.country),
        population: 0,
    }
}

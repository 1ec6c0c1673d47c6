//! How the gazetteer's file is laid out. The packer below `assets/build/` is compiled with this file too, so that one place
//! says what both agree on; `assets/gazetteer/README.md` says it in words.

/// What the file begins with.
pub const MAGIC: [u8; 4] = *b"DLGZ";

/// The version of the layout.
pub const VERSION: u32 = 1;

/// The numbers of the header, each four bytes, the lowest first: magic, version, how many entries, how many names, and
/// the length of each section.
pub const HEADER: usize = 4 + SECTIONS;

/// How many sections there are.
pub const SECTIONS: usize = 9;

/// Where the first name of each block begins in [`FIRSTS`]; one more for the end.
pub const FIRST_OFFSETS: usize = 0;
/// The first name of each block, one after the other.
pub const FIRSTS: usize = 1;
/// Where each block of names begins in [`NAME_BLOCKS`]; one more for the end.
pub const NAME_OFFSETS: usize = 2;
/// Blocks of names, each packed by itself.
pub const NAME_BLOCKS: usize = 3;
/// Where each block of rows begins in [`ROW_BLOCKS`]; one more for the end.
pub const ROW_OFFSETS: usize = 4;
/// Blocks of rows, each packed by itself.
pub const ROW_BLOCKS: usize = 5;
/// How important each entry is, a byte each.
pub const RANKS: usize = 6;
/// Countries and provinces: what other entries lie in.
pub const AREAS: usize = 7;
/// Counties, those of each area together.
pub const COUNTIES: usize = 8;

/// Names in a block: fewer would pack worse, more would take longer to unpack for one of them.
pub const NAMES_PER_BLOCK: usize = 256;

/// Rows in a block.
pub const ROWS_PER_BLOCK: usize = 128;

/// Bytes of an area: entry (4), longitude and latitude in hundredths of a degree (2 each), country (2), its first county (4).
pub const AREA_BYTES: usize = 14;

/// The bit beside the number of an area's first county that tells a province from a country.
pub const PROVINCE: u32 = 1 << 31;

/// The number that stands for no entry.
pub const NO_ENTRY: u32 = u32::MAX;

/// Steps of a degree in rows: thousandths, 111 m at most.
pub const STEPS: f64 = 1000.0;

/// How many steps the hundredth of a degree has in which areas say where they lie.
pub const AREA_STEPS: i64 = 10;

/// The languages of names that are kept as they are written (BCP 47).
pub const LANGUAGES: [&str; 9] = ["en", "ru", "kk", "uk", "ar", "de", "es", "fr", "zh"];

/// What a name is to its entry, as it is numbered in the file.
pub const ROLES: [&str; 5] = ["main", "alternate", "former", "code", "people"];

/// What sort of place an entry is, as it is numbered in the file.
pub const KINDS: [&str; 13] = [
    "continent",
    "region",
    "country",
    "former",
    "province",
    "county",
    "settlement",
    "water",
    "river",
    "relief",
    "island",
    "airport",
    "site",
];

/// A number of people as it is stored: its first digits, three of large numbers and two of those below 10,000, and how many
/// zeros follow, so that two bytes do for any.
#[must_use]
pub fn packed_population(people: u64) -> u64 {
    let people = if (100..10_000).contains(&people) {
        if people < 1000 { (people + 5) / 10 * 10 } else { (people + 50) / 100 * 100 }
    } else {
        people
    };
    let (mut digits, mut zeros) = (people, 0_u64);
    while digits >= 1000 {
        digits = (digits + 5) / 10;
        zeros += 1;
    }
    if zeros == 0 { digits } else { 1000 + (zeros - 1) * 900 + digits.saturating_sub(100) }
}

/// The number of people that is stored so.
#[must_use]
pub fn population(packed: u64) -> u64 {
    match packed.checked_sub(1000) {
        None => packed,
        Some(rest) => u32::try_from(rest / 900 + 1)
            .ok()
            .and_then(|zeros| 10_u64.checked_pow(zeros))
            .and_then(|power| power.checked_mul(rest % 900 + 100))
            .unwrap_or(0),
    }
}

/// A signed number as an unsigned one: 0, −1, 1, −2 … are 0, 1, 2, 3 ….
#[must_use]
pub fn unsigned(number: i64) -> u64 {
    (number.cast_unsigned() << 1) ^ (number >> 63).cast_unsigned()
}

/// The signed number of an unsigned one.
#[must_use]
pub fn signed(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

//! Packs the gazetteer: `gazetteer-pack entries.jsonl gazetteer.bin`. `assets/gazetteer/README.md` says how the bytes are laid
//! out; the program's own `format.rs` and `fold.rs` are compiled in, so that both sides agree.

#[path = "../../../../../src/report/fold.rs"]
#[allow(dead_code, reason = "names alone are folded here")]
mod fold;
#[path = "../../../../../src/gazetteer/format.rs"]
#[allow(dead_code, reason = "the other direction is the program's")]
mod format;

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fs;

use format::*;
use miniz_oxide::deflate::compress_to_vec;
use serde::Deserialize;

/// A line of the input: what `common.py` calls a record.
#[derive(Deserialize)]
struct Record {
    kind: String,
    key: String,
    name: String,
    at: [f64; 2],
    country: String,
    area: String,
    county: String,
    population: u64,
    importance: f64,
    radius: f64,
    geonames: u32,
    parts: Vec<String>,
    names: Vec<(String, String)>,
    languages: Vec<(String, String)>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, input, output] = arguments.as_slice() else { return Err("usage: gazetteer-pack entries.jsonl gazetteer.bin".into()) };
    let mut records = Vec::new();
    for line in fs::read_to_string(input)?.lines() {
        records.push(serde_json::from_str::<Record>(line)?);
    }
    // Entries that are called alike are candidates for one another: they should stand in one block.
    records.sort_by_cached_key(|record| (fold::name(&record.name), (record.importance * -10.0) as i64, record.key.clone()));
    let places = Places::new(&records);
    let mut sections: [Vec<u8>; SECTIONS] = Default::default();
    write_names(&records, &mut sections)?;
    write_rows(&records, &places, &mut sections)?;
    sections[RANKS] = records.iter().map(|record| rank(record.importance)).collect();
    sections[AREAS] = places.area_bytes(&records);
    sections[COUNTIES] = places.counties.iter().flat_map(|entry| entry.to_le_bytes()).collect();
    let names = sections[FIRST_OFFSETS].len();
    let mut file = MAGIC.to_vec();
    for number in [VERSION, u32::try_from(records.len())?, u32::try_from(names)?] {
        file.extend_from_slice(&number.to_le_bytes());
    }
    for section in &sections {
        file.extend_from_slice(&u32::try_from(section.len())?.to_le_bytes());
    }
    let lengths: Vec<usize> = sections.iter().map(Vec::len).collect();
    sections.iter().for_each(|section| file.extend_from_slice(section));
    println!("{} entries, {} bytes; sections {lengths:?}", records.len(), file.len());
    fs::write(output, file)?;
    Ok(())
}

/// A byte for how important an entry is: every nine steps are twice as much.
fn rank(importance: f64) -> u8 {
    ((importance / 100.0).max(1.0).log2() * 9.0).round().min(255.0) as u8
}

fn uint(to: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        to.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    to.push(value as u8);
}

fn text(to: &mut Vec<u8>, text: &[u8]) {
    uint(to, text.len() as u64);
    to.extend_from_slice(text);
}

/// Adds a packed block, and where it begins.
fn block(offsets: &mut Vec<u8>, blocks: &mut Vec<u8>, bytes: &[u8]) {
    offsets.extend_from_slice(&(blocks.len() as u32).to_le_bytes());
    blocks.extend_from_slice(&compress_to_vec(bytes, 10));
}

fn number_of(table: &[&str], word: &str) -> Result<usize, String> {
    table.iter().position(|own| *own == word).ok_or(format!("what is {word}?"))
}

/// How much a name of this role counts beside a main name.
fn share(role: usize) -> f64 {
    [1.0, 0.3, 0.3, 0.2, 0.1][role]
}

type Links = BTreeMap<u32, usize>;

fn write_names(records: &[Record], sections: &mut [Vec<u8>; SECTIONS]) -> Result<(), Box<dyn Error>> {
    let mut groups: BTreeMap<String, Links> = BTreeMap::new();
    for (entry, record) in records.iter().enumerate() {
        for (name, role) in &record.names {
            let folded = fold::name(name);
            let role = number_of(&ROLES, role)?;
            if folded.chars().count() < 2 && folded.is_ascii() || folded.is_empty() {
                continue;
            }
            let link = groups.entry(folded).or_default().entry(entry as u32).or_insert(role);
            *link = role.min(*link);
        }
    }
    let all: Vec<(&String, &Links)> = groups.iter().collect();
    println!("{} names, {} links", all.len(), all.iter().map(|(_, links)| links.len()).sum::<usize>());
    for names in all.chunks(NAMES_PER_BLOCK) {
        let first = sections[FIRSTS].len() as u32;
        sections[FIRST_OFFSETS].extend_from_slice(&first.to_le_bytes());
        sections[FIRSTS].extend_from_slice(names[0].0.as_bytes());
        let bytes = name_block(records, names);
        let mut offsets = std::mem::take(&mut sections[NAME_OFFSETS]);
        block(&mut offsets, &mut sections[NAME_BLOCKS], &bytes);
        sections[NAME_OFFSETS] = offsets;
    }
    let ends = [sections[FIRSTS].len() as u32, sections[NAME_BLOCKS].len() as u32];
    sections[FIRST_OFFSETS].extend_from_slice(&ends[0].to_le_bytes());
    sections[NAME_OFFSETS].extend_from_slice(&ends[1].to_le_bytes());
    Ok(())
}

fn name_block(records: &[Record], names: &[(&String, &Links)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    uint(&mut bytes, names.len() as u64);
    let mut last = "";
    for (name, _) in names {
        let same = name.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
        uint(&mut bytes, same as u64);
        text(&mut bytes, &name.as_bytes()[same..]);
        last = name;
    }
    let main = |links: &Links| links.iter().find(|(_, role)| **role == 0).map(|(entry, _)| i64::from(*entry));
    let mut near = names.iter().find_map(|(_, links)| main(links)).unwrap_or(0);
    uint(&mut bytes, near as u64);
    for (_, links) in names {
        let mut order: Vec<(u32, usize)> = links.iter().map(|(entry, role)| (*entry, *role)).collect();
        let weight = |(entry, role): &(u32, usize)| records[*entry as usize].importance * share(*role);
        order.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then(a.0.cmp(&b.0)));
        uint(&mut bytes, order.len() as u64);
        for (entry, role) in order {
            uint(&mut bytes, unsigned(i64::from(entry) - near) * 5 + role as u64);
            if role == 0 {
                near = i64::from(entry);
            }
        }
    }
    bytes
}

/// Countries and provinces, and the counties in them.
struct Places {
    /// The key of an area → its number.
    numbers: HashMap<String, usize>,
    /// Entry of each area; none for the first, in which lies what lies nowhere.
    areas: Vec<Option<u32>>,
    /// Counties, those of an area together.
    counties: Vec<u32>,
    /// Where each area's counties begin.
    firsts: Vec<u32>,
    /// The key of a county → its number within its area, from 1.
    locals: HashMap<String, u64>,
}

impl Places {
    fn new(records: &[Record]) -> Self {
        let is_area = |record: &&(usize, &Record)| matches!(record.1.kind.as_str(), "country" | "province");
        let all: Vec<(usize, &Record)> = records.iter().enumerate().collect();
        let mut areas: Vec<&(usize, &Record)> = all.iter().filter(is_area).collect();
        areas.sort_by_key(|(_, record)| (&record.country, record.kind != "country", &record.key));
        let mut places = Self {
            numbers: HashMap::from([(String::new(), 0)]),
            areas: vec![None],
            counties: Vec::new(),
            firsts: Vec::new(),
            locals: HashMap::new(),
        };
        for (entry, record) in areas {
            places.numbers.insert(record.key.clone(), places.areas.len());
            places.areas.push(Some(*entry as u32));
        }
        let mut inside: Vec<Vec<(u32, &str)>> = vec![Vec::new(); places.areas.len()];
        for (entry, record) in all.iter().filter(|(_, record)| record.kind == "county") {
            inside[places.area_of(record)].push((*entry as u32, &record.key));
        }
        for counties in inside {
            places.firsts.push(places.counties.len() as u32);
            for (local, (entry, key)) in counties.into_iter().enumerate() {
                places.locals.insert(key.to_owned(), local as u64 + 1);
                places.counties.push(entry);
            }
        }
        places
    }

    /// The number of the area an entry lies in: its province, else its country. An area lies in itself here.
    fn area_of(&self, record: &Record) -> usize {
        let keys = [&record.key, &record.area, &record.country];
        keys.iter().find_map(|key| self.numbers.get(*key).filter(|number| **number > 0)).copied().unwrap_or(0)
    }

    fn area_bytes(&self, records: &[Record]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (entry, first) in self.areas.iter().zip(&self.firsts) {
            let record = entry.map(|entry| &records[entry as usize]);
            bytes.extend_from_slice(&entry.unwrap_or(NO_ENTRY).to_le_bytes());
            let at = hundredths(record);
            bytes.extend(at.iter().flat_map(|part| part.to_le_bytes()));
            bytes.extend_from_slice(record.map_or(&[0, 0], |record| record.country.as_bytes()));
            let province = if record.is_some_and(|record| record.kind == "province") { PROVINCE } else { 0 };
            bytes.extend_from_slice(&(first | province).to_le_bytes());
        }
        bytes
    }
}

fn hundredths(record: Option<&Record>) -> [i16; 2] {
    record.map_or([0, 0], |record| record.at.map(|degrees| (degrees * 100.0).round() as i16))
}

fn write_rows(records: &[Record], places: &Places, sections: &mut [Vec<u8>; SECTIONS]) -> Result<(), Box<dyn Error>> {
    for records_of_block in records.chunks(ROWS_PER_BLOCK) {
        let mut rows = Vec::new();
        let mut bytes = Vec::new();
        uint(&mut bytes, records_of_block.len() as u64);
        for record in records_of_block {
            let row = row(record, records, places)?;
            uint(&mut bytes, row.len() as u64);
            rows.extend(row);
        }
        bytes.extend(rows);
        let mut offsets = std::mem::take(&mut sections[ROW_OFFSETS]);
        block(&mut offsets, &mut sections[ROW_BLOCKS], &bytes);
        sections[ROW_OFFSETS] = offsets;
    }
    let end = sections[ROW_BLOCKS].len() as u32;
    sections[ROW_OFFSETS].extend_from_slice(&end.to_le_bytes());
    Ok(())
}

fn row(record: &Record, records: &[Record], places: &Places) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut row = vec![number_of(&KINDS, &record.kind)? as u8];
    text(&mut row, record.name.as_bytes());
    let area = places.area_of(record);
    uint(&mut row, area as u64);
    uint(&mut row, places.locals.get(&record.county).copied().unwrap_or(0));
    let origin = hundredths(places.areas[area].map(|entry| &records[entry as usize]));
    for (degrees, origin) in record.at.iter().zip(origin) {
        uint(&mut row, unsigned((degrees * STEPS).round() as i64 - i64::from(origin) * AREA_STEPS));
    }
    uint(&mut row, packed_population(record.population));
    uint(&mut row, if record.radius > 0.0 { record.radius.ceil() as u64 } else { 0 });
    row.extend_from_slice(&record.geonames.to_le_bytes()[..3]);
    uint(&mut row, record.parts.len() as u64);
    record.parts.iter().for_each(|code| row.extend_from_slice(&code.as_bytes()[..2]));
    let mut languages: Vec<(usize, &str)> = Vec::new();
    for (language, name) in &record.languages {
        languages.push((number_of(&LANGUAGES, language)?, name));
    }
    languages.sort_unstable();
    for (language, name) in languages {
        row.push(language as u8);
        text(&mut row, name.as_bytes());
    }
    Ok(row)
}

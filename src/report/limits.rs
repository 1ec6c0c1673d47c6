//! Every bound on what Dateline reads, in one place.
//!
//! A dossier may come from a stranger. Whatever is in it, Dateline must answer within seconds and in memory of at most
//! ten times the input plus 200 MB. Each bound here is far beyond what a report needs; where one is met, the message
//! names it, and the rest is read. What is left out of the picture by a bound stays in the file when it is saved.

use std::ops::RangeInclusive;

use super::outside;

/// The largest file that is read, in bytes: 512 MiB. A book has 1 MiB, the largest dossier in the benchmarks 300.
pub const FILE_BYTES: u64 = 512 << 20;

/// The most that the files of a dossier have together, in bytes: 1 GiB. Without it, a manifest of some lines could name
/// a thousand files of [`FILE_BYTES`].
pub const DOSSIER_BYTES: u64 = 1 << 30;

/// The largest file of notes, in bytes: 64 MiB. It is read and written as a whole at every change.
pub const NOTES_BYTES: u64 = 64 << 20;

/// The most steps of a dossier's journal that are read. Somebody who decides twelve things a minute has made so many after a year
/// of working days.
pub const STEPS: usize = 1_000_000;

/// The most entries that all steps of a journal change together, one of a place or a voice counted five times: in memory it takes 700
/// bytes, and an annotation half of it.
pub const CHANGES: usize = 2_000_000;

/// How often a file is read again where it changes while it is read.
pub const ATTEMPTS: usize = 3;

/// The largest entry of a list, in bytes, coordinates not counted: 1 MiB. What an entry says of itself in fields that
/// Dateline does not know takes up to 32 times its size in memory while it is read.
pub const ENTRY_BYTES: usize = 1 << 20;

/// How deep lists and objects of JSON may lie in one another. Reading them is recursive, and this is where
/// `serde_json` ends it, with stack to spare.
pub const DEPTH: usize = 127;

/// The most fields at the head of a file.
pub const FIELDS: usize = 10_000;

/// How deep elements of a marked-up text are kept in one another. Browsers end it at 512, and pages are a
/// tenth of it deep; what lies deeper is read as if it
/// lay there.
pub const MARKUP_DEPTH: usize = 250;

/// The most elements and texts of a marked-up document, some hundred bytes each while its article is looked for. The largest pages,
/// whole books, have a tenth of it.
pub const MARKUP_NODES: usize = 2_000_000;

/// How many attributes of an element are looked at.
pub const ATTRIBUTES: usize = 100;

/// How much of an attribute is kept, in bytes. Descriptions of pages have some hundred; pictures within attributes, which
/// have megabytes, are of no use here.
pub const ATTRIBUTE_BYTES: usize = 8_192;

/// The most documents of a dossier. Each is a file that has to be opened.
pub const DOCUMENTS: usize = 10_000;

/// The most voices of a dossier.
pub const VOICES: usize = 100_000;

/// The most named stretches of time: each is a button.
pub const PRESETS: usize = 1_000;

/// The most places of a dossier: five times as many as there are towns in the built-in map.
pub const PLACES: usize = 1_000_000;

/// The most annotations of a dossier: a million passages, each with a mention. One that is of no use takes 64 bytes,
/// because it is kept, and two to write.
pub const ANNOTATIONS: usize = 2_000_000;

/// The most lines of a text. A line takes 16 bytes, which for a file of line feeds is 16 times its size.
pub const LINES: usize = 4_000_000;

/// The longest id, name, title or label, in code points. It is set in one piece, and an id stands in every link.
pub const NAME: usize = 300;

/// The longest note, description or other field of sentences, in code points.
pub const PROSE: usize = 20_000;

/// The most names of a place, and of areas of the built-in map that make it up.
pub const NAMES: usize = 500;

/// The most places, voices or other passages that a passage names in one field.
pub const LINKED: usize = 1_000;

/// The most positions of a geometry. The coastline of Norway in the finest common data has fewer.
pub const VERTICES: usize = 500_000;

/// How deep geometry collections may lie in one another; RFC 7946 advises against any nesting.
pub const COLLECTIONS: usize = 8;

/// In how many places a place may lie, one in the other: house, street, district, city, region, country, continent are
/// seven. Whoever asks for all of them walks up this chain.
pub const PARENTS: usize = 32;

/// The greatest distance on Earth, in metres: half of the equator. No radius is larger.
pub const RADIUS_METRES: f64 = 20_037_508.0;

/// The years that Dateline can speak of: four digits, as EDTF level 0 writes them.
pub const YEARS: RangeInclusive<i32> = -9_999..=9_999;

/// The most times that are found in one text. A history of a thousand pages tells about 30,000; a text with more is a table
/// of numbers.
pub const FOUND: usize = 200_000;

/// How many words of a text are read for places. What lies behind them is not looked at; 12 million words are a hundred novels.
pub const PLACE_WORDS: usize = 12_000_000;

/// How many different names of a text are looked up; a text with more of them is a list.
pub const PLACE_NAMES: usize = 20_000;

/// How many places are found in one text. A report of fifty megabytes names half as many; a text with more is a list, and only
/// its beginning is read.
pub const PLACE_SPOTS: usize = 300_000;

/// How many words the name of a place has at most, and how many ways through the names are followed at once where words may stand
/// in any case.
pub const PLACE_WALKS: (usize, usize) = (6, 8);

/// How many senses of a name are weighed: the most important ones.
pub const SENSES: usize = 80;

/// How many places of one square degree are looked at for the nearest one.
pub const NEIGHBOURS: usize = 40;

/// How many words of a text are read together for times, and after how many they end at the next line feed. An expression that
/// is cut in two by the first bound is lost, which happens only in texts without any lines.
pub const TIME_WORDS: (usize, usize) = (8_192, 2_048);

/// What is longer is no sentence, in bytes: the words of all of it would be kept at a time.
pub const SENTENCE: usize = 20_000;

/// How many sentences of a paragraph are weighed at a time, and into how many clauses one is cut at most.
pub const SENTENCES: (usize, usize) = (500, 8);

/// How many notes of a text are read where their marks stand, each behind some sentences; the others, where they are printed.
pub const NOTES_READ: usize = 5_000;

/// How many who speak are told apart in a text; what others say is the author's.
pub const SPEAKERS: usize = 10_000;

/// How many code points before and after a quotation are weighed where it stands in several places.
pub const CONTEXT: usize = 64;

/// How many occurrences of a quotation are weighed, so that one of a single letter does not take minutes.
pub const CANDIDATES: usize = 10_000;

/// How many occurrences of all quotations of a text together are kept, 16 MB.
pub const OCCURRENCES: usize = 4_000_000;

/// How many bytes of text are searched, and code points compared, for quotations that do not stand at their position:
/// 4 Gi, some seconds. A search for all quotations of a book that has changed takes a thousandth of that.
pub const SEARCHED_BYTES: u64 = 4 << 30;

/// What looking for an annotation takes in memory besides its own text, in bytes, at most.
pub const SOUGHT_BYTES: usize = 800;

/// How many times the size of an annotation looking for it may take in memory, and how much is always there, in bytes.
/// A file of a million annotations that say next to nothing would take fifty times its size without this.
pub const SOUGHT: (usize, usize) = (5, 100_000_000);

/// How many likely spots are offered for an annotation that has lost its place.
pub const SPOTS: usize = 3;

/// How many other places a found mention offers, and how many sentences say why it was read so.
pub const CHOICES: usize = 5;

/// How many annotations that have lost their place are listed in the window. All are counted.
pub const ADRIFT: usize = 1_000;

/// How many faults of a dossier are listed. Nobody reads more, and each takes as much memory as an annotation.
pub const WARNINGS: usize = 1_000;

/// The longest value in a message, in code points; of a longer one the beginning is shown.
pub const SHOWN: usize = 48;

/// The longest message, in bytes; what comes from outside is cut before, at [`SHOWN`], wherever it is known.
pub const MESSAGE: usize = 1_000;

/// The longest text that is read as a time, typed or in a file, in bytes.
pub const TIME: usize = 200;

/// The longest search, in bytes.
pub const QUERY: usize = 2_000;

/// The most conditions of a search: each is looked up among all places and voices, and is a chip below the field.
pub const CONDITIONS: usize = 32;

/// How many names of the gazetteer are looked at for what is typed: a single letter begins some 100,000 of them.
pub const NAMES_WALKED: usize = 200_000;

/// The longest link, in bytes: a view with the longest search, percent-encoded, and all that is hidden.
pub const LINK: usize = 32_768;

/// The most files in a packed file (DOCX, ODT, EPUB). A novel as EPUB has a hundred; each takes 100 bytes to remember.
pub const PACKED_FILES: usize = 50_000;

/// What all parts of a packed file that are read may come to when they are unpacked, in bytes: so much, and so many times the
/// size of the packed file. Deflate makes a thousand bytes of one, and the same bytes can be named by many entries; XML of
/// a real document becomes ten to twenty times its size, of which pictures need none.
pub const UNPACKED: (u64, u64) = (96 << 20, 6);

/// How deep elements of XML may lie in one another; what lies deeper is left out. A table in a table in a text box in a
/// cell of a table has 60.
pub const XML_DEPTH: usize = 400;

/// How deep text boxes may lie in one another: each is read after the paragraph that it belongs to, and passed over before.
pub const BOXES: usize = 3;

/// The longest formula, in elements; it is kept as a tree until it is written on one line.
pub const FORMULA: usize = 20_000;

/// The most styles, lists and relations that a document's own tables may name.
pub const STYLES: usize = 50_000;

/// How many styles one style may be based on, in a chain. Word allows ten.
pub const STYLE_CHAIN: usize = 32;

/// How often a cell, a row or a space may be repeated by a number that stands beside it. A spreadsheet's last row is often
/// repeated a million times to say that nothing comes after it.
pub const REPEATED: usize = 100;

/// The most chapters of a book.
pub const CHAPTERS: usize = 20_000;
/// How deep arrays and dictionaries of a PDF may lie in one another. Reading them is recursive and takes some 300 bytes of stack a
/// step; the page trees of real files are flat dictionaries that refer to each other.
pub const PDF_DEPTH: usize = 100;

/// How many references of a PDF are followed from one to the next. Two are rare.
pub const PDF_REFERENCES: usize = 16;

/// The highest number of an object of a PDF that is kept: that of ISO 32000-1, annex C.
pub const PDF_OBJECTS: usize = 8_388_607;

/// How many cross-reference tables of a PDF are read: one is added each time that a file is changed and saved.
pub const PDF_TABLES: usize = 1_000;

/// How many filters of a stream of a PDF are undone, one after the other. Two are common; each may unpack a thousandfold.
pub const PDF_FILTERS: usize = 8;

/// The most that a stream of a PDF is unpacked to, in bytes: 64 MiB. The drawing of a crowded map has some 20.
pub const PDF_STREAM: usize = 64 << 20;

/// The most that all streams of a PDF are unpacked to together, in bytes: 4 GiB. A book of 1,000 pages has 50 MB.
pub const PDF_UNPACKED: usize = 4 << 30;

/// How many objects of a PDF are kept once they are read, each some 40 bytes. Beyond that they are read again when they are needed.
pub const PDF_KNOWN: usize = 2_000_000;

/// How much work a PDF may ask for, and how much more for each of its bytes. A unit is a byte that is read or unpacked; an operator
/// and a letter take some. A page of text takes 100,000 to 500,000; a second does some 100 million.
pub const PDF_WORK: u64 = 500_000_000;

/// See [`PDF_WORK`].
pub const PDF_WORK_PER_BYTE: u64 = 100;

/// How many pages of a PDF are read. The thickest reports have some thousand.
pub const PDF_PAGES: usize = 50_000;

/// How deep drawings of a PDF may lie in one another, each with a stack of its own.
pub const PDF_FORMS: usize = 12;

/// How often the state of drawing may be saved within itself; ISO 32000-1 allows 28.
pub const PDF_STATES: usize = 512;

/// How many operands stand before an operator; the most that any takes is 33.
pub const PDF_OPERANDS: usize = 64;

/// How many letters of a page are read. A newspaper's page has 50,000.
pub const PDF_LETTERS: usize = 400_000;

/// How many straight lines of a page of a PDF are kept to find tables by. The fullest tables have some thousand.
pub const PDF_RULES: usize = 20_000;

/// The smallest letters of a PDF that are read, in points. Smaller ones are no text for people.
pub const PDF_SMALLEST: f64 = 0.7;

/// How many entries of a character map are read: all of Unicode's first plane, and as many more.
pub const PDF_CODES: usize = 131_072;

/// A number with its thousands set apart: `4,000,000`.
#[must_use]
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A value as it is shown in a message: on one line, and of a long one the beginning.
#[must_use]
pub fn shown(text: &str) -> String {
    let mut all = text.chars();
    let cut: String = all.by_ref().take(SHOWN).collect();
    let whole = all.next().is_none();
    outside::closed(&if whole { cut } else { format!("{}…", cut.trim_end()) }).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::moment::Moment;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([7, 999, 1_000, 20_000, 4_000_000].map(grouped), ["7", "999", "1,000", "20,000", "4,000,000"]);
    }

    #[test]
    fn long_values_are_cut_and_stay_on_one_line() {
        assert_eq!(shown("two\nlines\0"), "two lines␀");
        assert_eq!(shown(&"ö".repeat(48)), "ö".repeat(48));
        assert_eq!(shown(&"ö".repeat(1_000_000)), format!("{}…", "ö".repeat(48)));
    }

    #[test]
    fn the_years_are_those_of_the_calendar() {
        assert_eq!(Moment::from_ymd(*YEARS.start(), 1, 1), Some(Moment::MIN));
        assert_eq!(Moment::from_ymd(YEARS.end() + 1, 1, 1), Some(Moment::MAX));
    }
}

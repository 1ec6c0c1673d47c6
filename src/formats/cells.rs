//! The cells of our tables: CSV in UTF-8 with a header line (RFC 4180), written and read.
//!
//! A spreadsheet runs a cell as a formula that begins with `=`, `+`, `-`, `@`, a tab or a line break, also where it stands in
//! quotation marks; in Japanese ones the wide forms of these signs do the same. Such a cell is written with an apostrophe
//! before it, unless it is a number, and the reader takes the apostrophe off again (OWASP, “CSV Injection”).
//!
//! A table begins with a byte order mark: without it, Excel takes UTF-8 for an encoding of its own, and every name in Cyrillic
//! comes out garbled. Other programs read it as what it is.

use std::borrow::Cow;

use csv::{StringRecord, Terminator, WriterBuilder};

use crate::report::outside;

/// What a formula begins with, the last four in their wide forms.
const RUN: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];

/// A table that is being written.
pub struct Table(csv::Writer<Vec<u8>>);

impl Table {
    /// A table with the names of its columns.
    ///
    /// # Errors
    /// Only when memory for the table cannot be had; so with the others.
    pub fn new(columns: &[&str]) -> Result<Self, csv::Error> {
        let mut table = Self(WriterBuilder::new().terminator(Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec()));
        table.row(columns)?;
        Ok(table)
    }

    /// Appends a row, which must have as many cells as there are columns.
    ///
    /// # Errors
    /// As above.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) -> Result<(), csv::Error> {
        for cell in cells {
            self.0.write_field(written(cell.as_ref()).as_bytes())?;
        }
        self.0.write_record(None::<&[u8]>)
    }

    /// The whole table.
    ///
    /// # Errors
    /// As above.
    pub fn finish(self) -> Result<Vec<u8>, csv::Error> {
        self.0.into_inner().map_err(|error| csv::Error::from(error.into_error()))
    }
}

/// The rows of a table, each cell as it was before it was written; the names of the columns come with them.
pub fn rows(table: &[u8]) -> impl Iterator<Item = Result<(StringRecord, StringRecord), csv::Error>> + '_ {
    let mut reader = csv::Reader::from_reader(table);
    let columns = reader.headers().cloned();
    let mut faulty = None;
    let columns = columns.map_err(|error| faulty = Some(Err(error))).unwrap_or_default();
    let rows = reader.into_records().map(move |row| row.map(|row| (columns.clone(), row_as_meant(row))));
    faulty.into_iter().chain(rows)
}

fn row_as_meant(row: StringRecord) -> StringRecord {
    if row.iter().all(|cell| matches!(read(cell), Cow::Borrowed(same) if same.len() == cell.len())) {
        return row;
    }
    let mut meant: StringRecord = row.iter().map(read).collect();
    meant.set_position(row.position().cloned());
    meant
}

/// A cell as it is written.
fn written(text: &str) -> Cow<'_, str> {
    let plain = outside::plain_lines(text);
    let guarded = if acts(&plain) && !is_number(&plain) { Cow::Owned(format!("'{plain}")) } else { plain };
    if !guarded.contains(outside::is_written_from_the_right) {
        return guarded;
    }
    // Line by line, because an isolate ends with its line.
    let line = |line: &str| {
        let has = line.contains(outside::is_written_from_the_right);
        if has { format!("{}{line}{}", outside::OPEN, outside::CLOSE) } else { line.to_owned() }
    };
    Cow::Owned(guarded.split('\n').map(line).collect::<Vec<_>>().join("\n"))
}

/// What a written cell means.
fn read(cell: &str) -> Cow<'_, str> {
    if !cell.split('\n').any(|line| inside(line).is_some()) {
        return Cow::Borrowed(unguarded(cell));
    }
    let lines: Vec<&str> = cell.split('\n').map(|line| inside(line).unwrap_or(line)).collect();
    Cow::Owned(unguarded(&lines.join("\n")).to_owned())
}

/// A line without the isolate that it was shut in with.
fn inside(line: &str) -> Option<&str> {
    let inside = line.strip_prefix(outside::OPEN)?.strip_suffix(outside::CLOSE)?;
    inside.contains(outside::is_written_from_the_right).then_some(inside)
}

fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| acts(rest)).unwrap_or(text)
}

/// Whether a spreadsheet would run it as a formula, or would do so without the apostrophes before it: these have one more
/// when they are written, so that the reader gives back what was there.
fn acts(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(RUN)
}

/// Whether it is a number as spreadsheets and programs read it: a sign, digits, a point, an exponent.
fn is_number(text: &str) -> bool {
    let digits = text.bytes().any(|byte| byte.is_ascii_digit());
    let number = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E'));
    digits && number && text.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cell_that_would_run_is_written_with_an_apostrophe() {
        let check = |text: &str, expected: &str| {
            assert_eq!(written(text), expected, "{text:?}");
            assert_eq!(read(expected), text, "{text:?}");
        };
        check("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
        check("+SUM(A1)", "'+SUM(A1)");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "'\t=1");
        check("-", "'-");
        check("-1+1", "'-1+1");
        check("－1", "'－1");
        check("-1.5", "-1.5");
        check("+7", "+7");
        check("-2e-7", "-2e-7");
        check("-0044-03-15", "'-0044-03-15");
        check("'s-Hertogenbosch", "'s-Hertogenbosch");
        check("'=1", "''=1");
        check("''-1.5", "'''-1.5");
        check("a=1", "a=1");
        check("=שלום", "\u{2068}'=שלום\u{2069}");
        check("one\nשלום", "one\n\u{2068}שלום\u{2069}");
        assert_eq!(written("\r=1"), "␍=1", "a carriage return is shown, and runs no more");
        assert_eq!(written("a\u{1b}[2J\u{202e}"), "a␛[2J[U+202E]");
        assert_eq!(read("'-1.5"), "-1.5", "as other programs write it");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(rows_in in prop::collection::vec(prop::array::uniform3(
            "('{0,2}[=+@＝\t\n-]?[ -~а-яא-ת\n\"']{0,8})|(-?[0-9]{1,3}(\\.[0-9])?)"), 1..5)) {
            let mut table = Table::new(&["a", "b", "c"]).unwrap();
            for row in &rows_in {
                table.row(row).unwrap();
            }
            let bytes = table.finish().unwrap();
            let mut raw = csv::Reader::from_reader(&*bytes);
            for cell in raw.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
                let runs = cell.trim_start_matches(outside::OPEN).starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']);
                prop_assert!(!runs || is_number(&cell), "{cell:?}");
            }
            let read: Vec<Vec<String>> = rows(&bytes).map(|row| row.unwrap().1.iter().map(str::to_owned).collect()).collect();
            prop_assert_eq!(read, rows_in.iter().map(|row| row.to_vec()).collect::<Vec<_>>());
        }
    }
}

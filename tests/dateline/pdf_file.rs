//! Writes PDFs for tests: two columns, justified, with hyphens, running heads, page numbers and footnotes.

#![expect(clippy::cast_precision_loss, reason = "lines and words are few")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How wide a page is, in points.
const WIDTH: f64 = 595.0;
/// How wide a column is.
const COLUMN: f64 = 225.0;
/// Where the columns begin.
const LEFT: [f64; 2] = [60.0, 310.0];
/// Where the text of a page begins and ends, from its foot.
const TEXT: (f64, f64) = (770.0, 80.0);

/// What a paragraph is set as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Text, its first line indented.
    Text,
    /// Large and bold.
    Heading,
    /// Across the page, in letters of this size, before all else.
    Banner(u16),
}

/// A PDF in the making.
pub struct Book {
    /// What stands at the head of each page.
    pub head: String,
    /// The number of the first page.
    pub first: usize,
    notes: BTreeMap<String, String>,
    pages: Vec<String>,
    /// The letters that are not in Windows-1252, each with a code of its own.
    letters: Vec<String>,
    column: usize,
    y: f64,
    bottom: f64,
}

impl Book {
    /// A book with a running head and these footnotes, by what refers to them: `[1]`.
    pub fn new(head: &str, first: usize, notes: BTreeMap<String, String>) -> Self {
        let letters = vec!["fi".to_owned()];
        let mut book =
            Self { head: head.to_owned(), first, notes, pages: Vec::new(), letters, column: 0, y: TEXT.0, bottom: TEXT.1 };
        book.new_page();
        book
    }

    fn new_page(&mut self) {
        self.pages.push(String::new());
        let (head, number) = (self.head.clone(), (self.first + self.pages.len() - 1).to_string());
        self.put_line(&[&head], LEFT[0], 805.0, 9.0, false, 0.0);
        self.put_line(&[&number], WIDTH / 2.0, 40.0, 9.0, false, 0.0);
        (self.column, self.y, self.bottom) = (0, TEXT.0, TEXT.1);
    }

    fn next_column(&mut self) {
        if self.column == 0 {
            // The first page has a banner above both columns.
            let top = if self.pages.len() == 1 { 660.0 } else { TEXT.0 };
            (self.column, self.y, self.bottom) = (1, top, TEXT.1);
        } else {
            self.new_page();
        }
    }

    /// Adds a paragraph.
    pub fn add(&mut self, look: Look, text: &str) {
        let words: Vec<&str> = text.split(' ').collect();
        if let Look::Banner(size) = look {
            let size = f64::from(size);
            let width = words.iter().map(|word| width(word, size, true)).sum::<f64>() + size * 0.25 * (words.len() - 1) as f64;
            self.put_line(&words, (WIDTH - width) / 2.0, self.y - size, size, true, size * 0.25);
            self.y = (self.y - size * 2.0).max(660.0);
            return;
        }
        let (size, leading, indent) = if look == Look::Heading { (14.0, 17.0, 0.0) } else { (10.0, 12.0, 12.0) };
        let is_bold = look == Look::Heading;
        self.y -= if is_bold { 14.0 } else { 0.0 };
        let lines = broken(&words, size, indent, is_bold);
        for (at, line) in lines.iter().enumerate() {
            let noted: Vec<String> = self.notes.keys().filter(|key| line.iter().any(|word| word.contains(*key))).cloned().collect();
            let note_lines: Vec<Vec<String>> =
                noted.iter().flat_map(|key| broken(&self.notes[key].split(' ').collect::<Vec<_>>(), 7.5, 0.0, false)).collect();
            let foot = note_lines.len() as f64 * 9.0 + if note_lines.is_empty() { 0.0 } else { 8.0 };
            if self.y - leading < self.bottom + foot {
                self.next_column();
            }
            self.y -= leading;
            for (at, note) in note_lines.iter().enumerate() {
                let y = self.bottom + (note_lines.len() - 1 - at) as f64 * 9.0;
                let words: Vec<&str> = note.iter().map(String::as_str).collect();
                self.put_line(&words, LEFT[self.column], y, 7.5, false, 1.9);
            }
            self.bottom += foot;
            let left = LEFT[self.column] + if at == 0 { indent } else { 0.0 };
            let words: Vec<&str> = line.iter().map(String::as_str).collect();
            let own: f64 = words.iter().map(|word| width(word, size, is_bold)).sum();
            let room = LEFT[self.column] + COLUMN - left - own;
            let is_last = at + 1 == lines.len() || is_bold;
            let space = if is_last || words.len() < 2 { size * 0.25 } else { room / (words.len() - 1) as f64 };
            self.put_line(&words, left, self.y, size, is_bold, space);
        }
    }

    /// Puts words on a line, each in its place, so that nothing but the gaps parts them.
    fn put_line(&mut self, words: &[&str], x: f64, y: f64, size: f64, is_bold: bool, space: f64) {
        let mut at = x;
        for word in words {
            let mut shown = at;
            for (is_simple, run) in runs(word) {
                let own = width(&run, size, is_bold);
                let code = if is_simple {
                    let bytes: Vec<u8> = run.chars().filter_map(windows).collect();
                    hexadecimal(&bytes)
                } else {
                    let number = self.letters.iter().position(|letter| *letter == run).unwrap_or_else(|| {
                        self.letters.push(run.clone());
                        self.letters.len() - 1
                    });
                    format!("{:04x}", number + 1)
                };
                let font = if !is_simple {
                    "F3"
                } else if is_bold {
                    "F2"
                } else {
                    "F1"
                };
                let page = self.pages.last_mut().unwrap();
                writeln!(page, "BT /{font} {size} Tf 1 0 0 1 {shown:.3} {y:.3} Tm <{code}> Tj ET").unwrap();
                shown += own;
            }
            at += width(word, size, is_bold) + space;
        }
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        let widths: Vec<String> = (32..=255u8).map(|code| format!("{:.0}", letter_width(char_of(code)) * 1000.0)).collect();
        let map: String = self.letters.iter().enumerate().fold(String::new(), |mut map, (at, letter)| {
            let units: Vec<u8> = letter.encode_utf16().flat_map(u16::to_be_bytes).collect();
            let units = hexadecimal(&units);
            writeln!(map, "<{:04x}> <{units}>", at + 1).unwrap();
            map
        });
        let map =
            format!("1 begincodespacerange <0000> <ffff> endcodespacerange {} beginbfchar\n{map}endbfchar", self.letters.len());
        let own: Vec<String> = self.letters.iter().map(|letter| format!("{:.0}", width(letter, 1000.0, false))).collect();
        let simple = |name: &str| {
            let widths = widths.join(" ");
            format!(
                "<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding/FirstChar 32/LastChar 255/Widths[{widths}]>>"
            )
        };
        let kids: Vec<String> = (0..self.pages.len()).map(|at| format!("{} 0 R", 10 + at * 2)).collect();
        let mut objects = vec![
            (1, "<</Type/Catalog/Pages 2 0 R/Lang(en)>>".to_owned()),
            (2, format!("<</Type/Pages/Count {}/Kids[{}]/MediaBox[0 0 595 842]/Resources 3 0 R>>", kids.len(), kids.join(" "))),
            (3, "<</Font<</F1 4 0 R/F2 5 0 R/F3 6 0 R>>>>".to_owned()),
            (4, simple("Times-Roman")),
            (5, simple("Times-Bold")),
            (6, "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 8 0 R>>".to_owned()),
            (
                7,
                format!(
                    "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/DW 500/W[1[{}]]/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)>>>>",
                    own.join(" ")
                ),
            ),
            (8, format!("<</Length {}>>stream\n{map}\nendstream", map.len())),
            (9, "<</Title(Microsoft Word - report.doc)/Author(CrimethInc.)/CreationDate(D:20220112)>>".to_owned()),
        ];
        for (at, page) in self.pages.iter().enumerate() {
            objects.push((10 + at * 2, format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", 11 + at * 2)));
            objects.push((11 + at * 2, format!("<</Length {}>>stream\n{page}endstream", page.len())));
        }
        written(&objects, "/Root 1 0 R/Info 9 0 R")
    }
}

/// Objects as a file, with a table of where each is.
pub fn written(objects: &[(usize, String)], trailer: &str) -> Vec<u8> {
    let mut file = "%PDF-1.5\n".to_owned();
    let mut places = String::new();
    for (number, object) in objects {
        writeln!(places, "{number} 1\n{:010} 00000 n ", file.len()).unwrap();
        write!(file, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    let start = file.len();
    write!(file, "xref\n{places}trailer\n<<{trailer}/Size {}>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).unwrap();
    file.into_bytes()
}

/// Breaks words into lines; a long word that does not fit is broken with a hyphen.
fn broken(words: &[&str], size: f64, indent: f64, is_bold: bool) -> Vec<Vec<String>> {
    let mut lines: Vec<Vec<String>> = vec![Vec::new()];
    let mut room = COLUMN - indent;
    for word in words {
        let mut rest = (*word).to_owned();
        let own = width(&rest, size, is_bold);
        if own > room {
            let cut = (4..rest.len().saturating_sub(3)).rev().find(|at| {
                let is_plain =
                    rest.chars().all(|c| c.is_ascii_alphabetic()) && !["self", "well", "half", "anti"].contains(&&rest[..*at]);
                is_plain && !is_bold && width(&rest[..*at], size, is_bold) + width("-", size, is_bold) <= room
            });
            if let Some(cut) = cut {
                lines.last_mut().unwrap().push(format!("{}-", &rest[..cut]));
                rest.drain(..cut);
            }
            lines.push(Vec::new());
            room = COLUMN;
        }
        room -= width(&rest, size, is_bold) + size * 0.22;
        lines.last_mut().unwrap().push(rest);
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// How wide a word is.
pub fn width(word: &str, size: f64, is_bold: bool) -> f64 {
    word.chars().map(letter_width).sum::<f64>() * size * if is_bold { 1.0 } else { 0.999 }
}

fn letter_width(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'I' | '.' | ',' | ';' | ':' | '\'' | '’' | '‘' | '[' | ']' | '(' | ')' => 0.3,
        'm' | 'w' | '—' | '…' => 0.8,
        'A'..='Z' => 0.7,
        _ => 0.48,
    }
}

fn char_of(code: u8) -> char {
    (0x20..0x2500u32).filter_map(char::from_u32).find(|c| windows(*c) == Some(code)).unwrap_or('x')
}

/// The code of a letter in Windows-1252.
fn windows(c: char) -> Option<u8> {
    const HIGH: [(char, u8); 10] = [
        ('’', 0x92),
        ('‘', 0x91),
        ('“', 0x93),
        ('”', 0x94),
        ('—', 0x97),
        ('–', 0x96),
        ('…', 0x85),
        ('•', 0x95),
        ('£', 0xa3),
        ('»', 0xbb),
    ];
    if c.is_ascii() { Some(c as u8) } else { HIGH.iter().find(|(own, _)| *own == c).map(|(_, code)| *code) }
}

/// A word as runs of letters that are in Windows-1252, and single ones that are not; “fi” is a ligature.
fn runs(word: &str) -> Vec<(bool, String)> {
    let mut runs: Vec<(bool, String)> = Vec::new();
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("fi") { 2 } else { c.len_utf8() };
        let is_simple = windows(c).is_some() && length == c.len_utf8();
        let (run, after) = rest.split_at(length);
        match runs.last_mut() {
            Some((true, text)) if is_simple => text.push_str(run),
            _ => runs.push((is_simple, run.to_owned())),
        }
        rest = after;
    }
    runs
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

//! The report as a PDF in two columns gives its text back.

use std::cell::RefCell;
use std::collections::BTreeMap;

use dateline::formats::read::{self, Manuscript, Progress, Wish};
use dateline::report::cancel::Cancel;
use dateline::report::passage::BlockKind;

use crate::pdf_file::{Book, Look, width, written};

const REPORT: &str = include_str!("../../data/kazakhstan-2022/report.txt");
const ANNOTATIONS: &str = include_str!("../../data/kazakhstan-2022/annotations.json");

fn opened(bytes: &[u8], pages: Option<usize>) -> Result<Manuscript, String> {
    read::read(bytes, &Wish { name: "report.pdf", pages, cancel: &Cancel::default(), progress: &|_| {} })
}

/// The lines of the report that fit in a column, and which of them are headings.
fn report() -> Vec<(Look, &'static str)> {
    let annotations: serde_json::Value = serde_json::from_str(ANNOTATIONS).unwrap();
    let all = annotations["annotations"].as_array().unwrap();
    let headings: Vec<u64> = (all.iter())
        .filter(|one| matches!(one["type"].as_str(), Some("heading" | "subtitle")))
        .filter_map(|one| one["start"].as_u64())
        .collect();
    let mut start = 0;
    let mut lines = Vec::new();
    for (at, line) in REPORT.lines().enumerate() {
        let look = match at {
            0 => Look::Banner(12),
            1 => Look::Banner(26),
            2 => Look::Banner(15),
            _ if headings.contains(&start) => Look::Heading,
            _ => Look::Text,
        };
        start += line.chars().count() as u64 + 1;
        if !line.is_empty() && line.split(' ').all(|word| width(word, 10.0, false) < 200.0) {
            lines.push((look, line));
        }
    }
    lines
}

fn is_note(line: &str) -> bool {
    ["[1] ", "[2] ", "[3] ", "[4] "].iter().any(|label| line.starts_with(label))
}

fn book() -> Vec<u8> {
    let notes: BTreeMap<String, String> =
        report().iter().filter(|(_, line)| is_note(line)).map(|(_, line)| (line[..3].to_owned(), (*line).to_owned())).collect();
    let mut book = Book::new("Kazakhstan: Anarchist Reports and Assessments", 5, notes);
    for (look, line) in report().into_iter().filter(|(_, line)| !is_note(line)) {
        book.add(look, line);
    }
    book.finish()
}

/// The paragraphs of a manuscript, and whether each is a footnote.
fn paragraphs(manuscript: &Manuscript) -> Vec<(bool, String)> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in manuscript.text.lines() {
        let is_note =
            manuscript.blocks.iter().any(|block| matches!(block.kind, BlockKind::Footnote(_)) && block.span.start == start);
        found.push((is_note, line.to_owned()));
        start += line.chars().count() + 1;
    }
    found
}

#[test]
fn the_report_in_two_columns_gives_its_text_back() {
    let manuscript = opened(&book(), None).unwrap();
    let expected: Vec<&str> = report().into_iter().map(|(_, line)| line).filter(|line| !is_note(line)).collect();
    let found = paragraphs(&manuscript);
    let text: Vec<&str> = found.iter().filter(|(is_note, _)| !is_note).map(|(_, line)| line.as_str()).collect();
    for (at, line) in expected.iter().enumerate() {
        assert_eq!(text.get(at), Some(line), "paragraph {at}");
    }
    assert_eq!(text.len(), expected.len());
    // The second note of a column is set above the first.
    let mut notes: Vec<&str> = found.iter().filter(|(is_note, _)| *is_note).map(|(_, line)| line.as_str()).collect();
    notes.sort_unstable();
    assert_eq!(notes, report().into_iter().map(|(_, line)| line).filter(|line| is_note(line)).collect::<Vec<_>>());
}

#[test]
fn its_parts_are_known() {
    let manuscript = opened(&book(), None).unwrap();
    let count = |is: fn(&BlockKind) -> bool| manuscript.blocks.iter().filter(|block| is(&block.kind)).count();
    assert_eq!(count(|kind| matches!(kind, BlockKind::Title)), 1);
    assert_eq!(count(|kind| matches!(kind, BlockKind::FootnoteRef(_))), 4);
    let headings = report().iter().filter(|(look, _)| *look == Look::Heading).count();
    assert!(count(|kind| matches!(kind, BlockKind::Heading(_))) >= headings);
    let about = &manuscript.about;
    assert_eq!(
        about.title.as_ref().map(|title| title.value.as_str()),
        Some("Kazakhstan"),
        "the file’s own title is that of a program"
    );
    assert_eq!(about.author.as_ref().map(|author| author.value.as_str()), Some("CrimethInc."));
    assert_eq!(about.written.as_ref().map(|written| written.value.to_string()).as_deref(), Some("2022-01-12"));
    assert_eq!(about.language.as_ref().map(|language| language.value.as_str()), Some("en"));
    assert!(manuscript.complaints.is_empty(), "{:?}", manuscript.complaints);
}

#[test]
fn pages_have_the_numbers_that_are_printed_on_them_and_meet() {
    let manuscript = opened(&book(), None).unwrap();
    let labels: Vec<String> = manuscript.pages.iter().map(|page| page.label.clone()).collect();
    assert_eq!(labels, (0..labels.len()).map(|at| (at + 5).to_string()).collect::<Vec<_>>());
    assert!(manuscript.pages.windows(2).all(|pair| pair[0].span.end == pair[1].span.start));
    assert_eq!(manuscript.pages.last().unwrap().span.end, manuscript.text.chars().count());
}

#[test]
fn the_first_pages_are_read_alone() {
    let whole = opened(&book(), None).unwrap();
    let beginning = opened(&book(), Some(3)).unwrap();
    assert!(beginning.is_beginning && !whole.is_beginning);
    assert_eq!(beginning.pages.len(), 3);
    assert!(whole.text.starts_with(&beginning.text[..beginning.text.len() / 2]));
    let said = RefCell::new(Vec::new());
    let wish = Wish {
        name: "x",
        pages: Some(2),
        cancel: &Cancel::default(),
        progress: &|progress: Progress| said.borrow_mut().push(progress.done),
    };
    read::read(&book(), &wish).unwrap();
    assert_eq!(said.into_inner(), [1, 2]);
    let cancel = Cancel::default();
    cancel.cancel();
    assert!(read::read(&book(), &Wish { name: "x", pages: None, cancel: &cancel, progress: &|_| {} }).is_err());
}

#[test]
fn a_broken_table_and_cyrillic_letters_are_read_all_the_same() {
    let mut book = Book::new("Хроника", 1, BTreeMap::new());
    let text = "В ночь на пятое января в Алма-Ате начались столкновения, и к утру площадь была занята.";
    book.add(Look::Text, text);
    let mut bytes = book.finish();
    assert!(opened(&bytes, None).unwrap().text.contains(text));
    // The table points to nowhere now: every object has to be looked for.
    let start = bytes.windows(5).position(|bytes| bytes == b"xref\n").unwrap();
    bytes.truncate(start);
    bytes.splice(..0, b"rubbish before the file ".iter().copied());
    let cut = String::from_utf8_lossy(&bytes).into_owned();
    assert!(opened(cut.as_bytes(), None).unwrap().text.contains(text));
}

#[test]
fn what_cannot_be_read_is_said_in_a_sentence() {
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<</XObject<</P 4 0 R>>>>/Contents 5 0 R>>";
    let picture = "<</Subtype/Image/Width 1/Height 1/Filter/DCTDecode/Length 1>>stream\n0\nendstream";
    let scanned = written(
        &[
            (1, "<</Type/Catalog/Pages 2 0 R>>".to_owned()),
            (2, "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned()),
            (3, page.to_owned()),
            (4, picture.to_owned()),
            (5, "<</Length 5>>stream\n/P Do\nendstream".to_owned()),
        ],
        "/Root 1 0 R",
    );
    assert!(opened(&scanned, None).unwrap_err().contains("ocrmypdf in.pdf out.pdf"));
    let locked = String::from_utf8(scanned).unwrap().replace(
        "/Root 1 0 R",
        "/Root 1 0 R/Encrypt<</Filter/Standard/V 1/R 2/O(00000000000000000000000000000000)/U(00000000000000000000000000000000)/P -4>>",
    );
    assert!(opened(locked.as_bytes(), None).unwrap_err().contains("password"));
    assert!(opened(b"%PDF-1.4 and no more", None).unwrap_err().contains("cut off"));
}

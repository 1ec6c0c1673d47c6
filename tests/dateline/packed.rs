//! The shipped report as DOCX, ODT and EPUB gives its text back, paragraph by paragraph.

use dateline::formats::read::{self, Manuscript, Progress, Wish};
use dateline::report::cancel::Cancel;
use dateline::report::passage::BlockKind;

use super::packing::{self, Paragraph};

const TEXT: &str = include_str!("../../data/kazakhstan-2022/report.txt");
const ANNOTATIONS: &str = include_str!("../../data/kazakhstan-2022/annotations.json");

/// The paragraphs of the report, each with what it is.
fn report() -> Vec<Paragraph> {
    let all: serde_json::Value = serde_json::from_str(ANNOTATIONS).unwrap();
    let kinds = [
        "publisher", "title", "subtitle", "contents-entry", "heading", "question", "answer", "quote", "verse", "links", "footnote",
    ];
    let mut start = 0;
    let whole = |start: u64, end: u64| {
        let covers = |entry: &&serde_json::Value| entry["start"] == start && entry["end"] == end;
        all["annotations"].as_array().unwrap().iter().filter(covers).find(|entry| kinds.iter().any(|kind| entry["type"] == *kind))
    };
    TEXT.lines()
        .map(|line| {
            let end = start + line.chars().count() as u64;
            let block = whole(start, end);
            start = end + 1;
            let kind = block.map_or("", |block| block["type"].as_str().unwrap()).to_owned();
            Paragraph { kind, level: block.and_then(|block| block["level"].as_u64()).unwrap_or(0), text: line.to_owned() }
        })
        .collect()
}

fn read(bytes: &[u8]) -> Manuscript {
    let wish = Wish { name: "report", pages: None, cancel: &Cancel::default(), progress: &|_: Progress| {} };
    read::read(bytes, &wish).unwrap()
}

/// How many blocks there are of a kind.
fn count(manuscript: &Manuscript, is: impl Fn(&BlockKind) -> bool) -> usize {
    manuscript.blocks.iter().filter(|piece| is(&piece.kind)).count()
}

fn gives_it_back(bytes: &[u8], format: &str) -> Manuscript {
    let manuscript = read(bytes);
    for (number, (ours, theirs)) in manuscript.text.lines().zip(TEXT.lines()).enumerate() {
        assert_eq!(ours, theirs, "line {} of the {format}", number + 1);
    }
    assert_eq!(manuscript.text.lines().count(), TEXT.lines().count());
    assert_eq!(manuscript.complaints, [String::new(); 0]);
    let report = report();
    let given = |kind: &str| report.iter().filter(|paragraph| paragraph.kind == kind).count();
    assert_eq!(count(&manuscript, |kind| matches!(kind, BlockKind::Heading(1 | 2))), given("heading"));
    assert_eq!(count(&manuscript, |kind| *kind == BlockKind::Quote), given("quote"));
    assert_eq!(count(&manuscript, |kind| *kind == BlockKind::Verse), given("verse"));
    for label in ["1", "2", "3", "4"] {
        assert_eq!(count(&manuscript, |kind| *kind == BlockKind::Footnote(label.to_owned())), 1, "{format}, {label}");
        assert_eq!(count(&manuscript, |kind| *kind == BlockKind::FootnoteRef(label.to_owned())), 1, "{format}, {label}");
    }
    manuscript
}

#[test]
fn the_report_as_docx_gives_its_text_back() {
    let manuscript = gives_it_back(&packing::docx(&report()), "DOCX");
    assert_eq!(count(&manuscript, |kind| *kind == BlockKind::Question), 16);
    assert_eq!(manuscript.about.title.unwrap().value, "Kazakhstan");
}

#[test]
fn the_report_as_odt_gives_its_text_back() {
    let manuscript = gives_it_back(&packing::odt(&report()), "ODT");
    assert_eq!(count(&manuscript, |kind| *kind == BlockKind::ContentsEntry), 7);
    assert_eq!(manuscript.about.title.unwrap().value, "Kazakhstan");
}

#[test]
fn the_report_as_epub_gives_its_text_back() {
    let manuscript = gives_it_back(&packing::epub(&report()), "EPUB");
    assert_eq!(manuscript.about.title.unwrap().value, "Kazakhstan");
}

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
        "publisher",
        "title",
        "subtitle",
        "contents-entry",
        "heading",
        "question",
        "answer",
        "quote",
        "verse",
        "links",
        "footnote",
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

/// What the fuzzers of these formats begin with: a little of everything, not packed.
fn seeds() -> Vec<(&'static str, Vec<u8>)> {
    let body = "<w:p><w:pPr><w:pStyle w:val=\"heading-1\"/></w:pPr><w:r><w:t>Almaty</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/>\
        <w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>One</w:t><w:br/><w:footnoteReference w:id=\"2\"/><w:lastRenderedPageBreak/></w:r></w:p>\
        <w:p><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:r><w:fldChar w:fldCharType=\"begin\"/>\
        <w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>7</w:t><w:fldChar w:fldCharType=\"end\"/></w:r><m:oMath><m:f><m:num>\
        <m:r><m:t>a</m:t></m:r></m:num><m:den/></m:f></m:oMath><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r>\
        </w:p></w:txbxContent></mc:Choice></mc:AlternateContent></w:r></w:p><w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p>\
        <w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>";
    let parts = [
        (
            "styles",
            "<w:style w:type=\"paragraph\" w:styleId=\"heading-1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"heading-1\"/></w:style>",
        ),
        ("footnotes", "<w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/><w:t> A note.</w:t></w:r></w:p></w:footnote>"),
        (
            "numbering",
            "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/>\
             </w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
        ),
        ("app", "<Pages>2</Pages>"),
        ("core", "<dc:title>A report</dc:title><dcterms:created>2022-01-12T08:00:00Z</dcterms:created>"),
    ];
    let text = "<text:h text:outline-level=\"1\">Almaty</text:h><text:list text:style-name=\"L\"><text:list-item><text:p>One<text:note>\
        <text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note></text:p></text:list-item>\
        </text:list><text:p>a<text:s text:c=\"3\"/><text:span text:style-name=\"T\">b</text:span><draw:frame><draw:text-box><text:p>boxed</text:p>\
        </draw:text-box></draw:frame><text:soft-page-break/></text:p><table:table><table:table-column table:number-columns-repeated=\"2\"/>\
        <table:table-row><table:table-cell table:number-columns-repeated=\"2\"><text:p>c</text:p></table:table-cell></table:table-row></table:table>";
    let styles = "<text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-format=\"1\"/></text:list-style>\
        <style:style style:name=\"T\" style:family=\"text\"><style:text-properties style:text-position=\"super\"/></style:style>";
    let meta = "<dc:title>A report</dc:title><meta:document-statistic meta:page-count=\"2\"/>";
    let nav = "<html xmlns=\"http://www.w3.org/1999/xhtml\"><nav type=\"page-list\"><a href=\"a.xhtml#p\">iv</a></nav></html>";
    let chapters = [
        (
            "a.xhtml".to_owned(),
            "<ol><li id=\"p\">One<a epub:type=\"noteref\" href=\"b.xhtml#n\">1</a></li></ol><math><mi>x</mi></math>",
        ),
        ("b.xhtml".to_owned(), "<aside epub:type=\"footnote\" id=\"n\">1. A note. <img alt=\"A square\"/></aside>"),
    ];
    vec![
        ("docx/all", packing::docx_of(body, &parts)),
        ("odt/all", packing::odt_of(text, styles, meta)),
        ("epub/all", packing::epub_of(&chapters, "<dc:title>A report</dc:title>", &[("b/nav.xhtml", nav)])),
    ]
}

/// `UPDATE_SEEDS=1 cargo test --test dateline seeds_are` writes them anew.
#[test]
fn seeds_are_those_that_are_built() {
    for (name, bytes) in seeds() {
        assert!(!read(&bytes).text.is_empty(), "{name}");
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
        if std::env::var_os("UPDATE_SEEDS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &bytes).unwrap();
        }
        assert!(std::fs::read(&path).unwrap() == bytes, "{name}: write it anew with UPDATE_SEEDS=1");
    }
}

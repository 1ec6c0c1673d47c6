//! Bodies of documents, and what must come of each.

use super::read;
use crate::formats::read::manuscript::{Manuscript, Provenance};
use crate::formats::read::testing::packing::docx_of;
use crate::formats::read::testing::{bold, is_sound, read_as, shown, with};
use crate::formats::read::zipped::Archive;

fn manuscript(body: &str, parts: &[(&str, &str)]) -> Manuscript {
    let bytes = docx_of(body, parts);
    let manuscript = read_as(|bytes, wish| read(Archive::open(bytes)?, wish), &bytes).unwrap();
    assert!(is_sound(&manuscript), "{body}");
    manuscript
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    assert_eq!(shown(&manuscript(body, &[])), expected, "{body}");
}

#[track_caller]
fn check_with(body: &str, parts: &[(&str, &str)], expected: &[&str]) {
    assert_eq!(shown(&manuscript(body, parts)), expected, "{body}");
}

/// A paragraph of one run, with what is said of it.
fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn paragraphs_are_what_their_styles_are_based_on() {
    let styles = "<w:style w:type='paragraph' w:styleId='T'><w:name w:val='Title'/></w:style>\
        <w:style w:type='paragraph' w:styleId='berschrift2'><w:name w:val='heading 2'/></w:style>\
        <w:style w:type='paragraph' w:styleId='Own'><w:name w:val='My own'/><w:basedOn w:val='berschrift2'/></w:style>\
        <w:style w:type='paragraph' w:styleId='Loop'><w:name w:val='Loop'/><w:basedOn w:val='Loop'/></w:style>\
        <w:style w:type='paragraph' w:styleId='Out'><w:name w:val='Outlined'/><w:pPr><w:outlineLvl w:val='2'/></w:pPr></w:style>\
        <w:style w:type='paragraph' w:styleId='C'><w:name w:val='Подпись к рисунку'/></w:style>";
    let style = |id: &str, text: &str| p(&format!("<w:pStyle w:val='{id}'/>"), text);
    let body = [
        style("T", "A report"),
        style("Own", "Background"),
        style("Out", "Almaty"),
        style("Loop", "It began."),
        style("C", "Akimat"),
        style("Quote", "They shot."),
        p("<w:outlineLvl w:val='0'/>", "Aktobe"),
        p("<w:ind w:left='720' w:right='720'/>", "We left."),
        p("<w:ind w:left='720'/>", "We stayed."),
    ];
    let expected = [
        "Title|A report",
        "Heading(2)|Background",
        "Heading(3)|Almaty",
        "It began.",
        "Caption|Akimat",
        "Quote|They shot.",
        "Heading(1)|Aktobe",
        "Quote|We left.",
        "We stayed.",
    ];
    check_with(&body.concat(), &[("styles", styles)], &expected);
}

#[test]
fn lists_are_numbered_as_they_are_printed() {
    let level = |at: u8, format: &str, pattern: &str| {
        format!("<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{pattern}'/></w:lvl>")
    };
    let numbering = [
        "<w:abstractNum w:abstractNumId='7'>".to_owned(),
        level(0, "decimal", "%1."),
        level(1, "lowerLetter", "%1.%2)"),
        "</w:abstractNum><w:abstractNum w:abstractNumId='8'>".to_owned(),
        level(0, "bullet", "•"),
        "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>".to_owned(),
        "<w:num w:numId='2'><w:abstractNumId w:val='7'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride></w:num>".to_owned(),
        "<w:num w:numId='3'><w:abstractNumId w:val='8'/></w:num>".to_owned(),
    ]
    .concat();
    let item = |list: u8, level: u8, text: &str| {
        p(&format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr>"), text)
    };
    let body = [
        item(1, 0, "one"),
        item(1, 1, "a"),
        item(1, 1, "b"),
        item(1, 0, "two"),
        item(1, 1, "c"),
        item(2, 0, "five"),
        item(3, 0, "dot"),
    ];
    let rest = [item(0, 0, "none"), item(9, 0, "unknown")];
    let expected = [
        "ListItem|1. one",
        "ListItem|1.a) a",
        "ListItem|1.b) b",
        "ListItem|2. two",
        "ListItem|2.a) c",
        "ListItem|5. five",
        "ListItem|dot",
        "none",
        "unknown",
    ];
    check_with(&[body.concat(), rest.concat()].concat(), &[("numbering", &numbering)], &expected);
}

#[test]
fn notes_stand_at_the_end_in_the_order_of_their_references() {
    let note = |id: u8, text: &str| {
        format!("<w:footnote w:id='{id}'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> {text}</w:t></w:r></w:p></w:footnote>")
    };
    let refer = |kind: &str, id: u8| format!("<w:r><w:{kind}Reference w:id='{id}'/></w:r>");
    let body = format!(
        "<w:p><w:r><w:t xml:space='preserve'>One.</w:t></w:r>{}<w:r><w:t> Two.</w:t></w:r>{}</w:p><w:p>{}<w:r><w:t>*</w:t></w:r></w:p>",
        refer("footnote", 5),
        refer("endnote", 1),
        "<w:r><w:footnoteReference w:customMarkFollows='1' w:id='2'/></w:r>"
    );
    let footnotes = [note(2, "second"), note(5, "first"), note(9, "nobody's")].concat();
    let endnotes = "<w:endnote w:id='1'><w:p><w:r><w:t>last</w:t></w:r></w:p><w:p><w:r><w:t>more</w:t></w:r></w:p></w:endnote>";
    let expected = [
        "([1]: FootnoteRef(\"1\"))([i]: FootnoteRef(\"i\"))One.[1] Two.[i]",
        "FootnoteRef(\"*\")|[*]",
        "Footnote(\"1\")|[1] first",
        "Footnote(\"*\")|[*] second",
        "[i] last",
        "more",
    ];
    let read = manuscript(&body, &[("footnotes", &footnotes), ("endnotes", endnotes)]);
    assert_eq!(shown(&read), expected);
    let last = read.blocks.last().unwrap();
    assert_eq!(format!("{:?}", last.kind), "Footnote(\"i\")", "a note of two paragraphs is one block");
}

#[test]
fn tables_are_rows_unless_they_only_frame() {
    let table =
        |columns: usize, rows: &str| format!("<w:tbl><w:tblGrid>{}</w:tblGrid>{rows}</w:tbl>", "<w:gridCol/>".repeat(columns));
    let cell = |inner: &str| format!("<w:tc><w:tcPr/>{inner}</w:tc>");
    let inner = table(2, &format!("<w:tr>{}{}</w:tr>", cell(&p("", "x")), cell(&p("", "y"))));
    let rows = format!(
        "<w:tr>{}{}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{}</w:tr><w:tr>{}{}</w:tr>",
        cell(&[p("", "a"), p("", "b")].concat()),
        cell("<w:p/>"),
        cell(&p("", "gone")),
        cell("<w:p/>"),
        cell(&inner)
    );
    check(&table(2, &rows), &["TableRow|a b", "TableRow|\tx y"]);
    let framed = table(1, &format!("<w:tr>{}</w:tr>", cell(&[p("<w:pStyle w:val='Quote'/>", "a"), inner.clone()].concat())));
    check(&framed, &["Quote|a", "TableRow|x\ty"]);
    check(&format!("<w:tbl><w:tr>{}", cell(&p("", "cut off"))), &["TableRow|cut off"]);
}

#[test]
fn changes_are_read_as_accepted() {
    let run = |text: &str| format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>");
    let body = format!(
        "<w:p>{}<w:ins>{}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:moveFrom>{}</w:moveFrom></w:p>\
         <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p><w:p><w:moveTo>{}</w:moveTo></w:p>",
        run("It is "),
        run("new"),
        run("moved"),
        run("Joined "),
        run("moved")
    );
    let read = manuscript(&body, &[("comments", "<w:comment/><w:comment/>")]);
    assert_eq!(shown(&read), ["It is new", "Joined moved"]);
    assert_eq!(read.complaints.len(), 2);
    assert!(read.complaints[0].starts_with("2 comments") && read.complaints[1].contains("accepted"), "{:?}", read.complaints);
}

#[test]
fn fields_show_their_results_and_boxes_are_read_once() {
    let field = |instruction: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
        )
    };
    check(&format!("<w:p>{}</w:p>", field("PAGE", "7")), &["7"]);
    check("<w:p><w:fldSimple><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>", &["x"]);
    check(&format!("<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r></w:p>{}", p("", "after")), &["after"]);
    let inner = format!("<w:txbxContent>{}</w:txbxContent>", p("", "boxed"));
    let both =
        format!("<mc:AlternateContent><mc:Choice>{inner}</mc:Choice><mc:Fallback>{inner}</mc:Fallback></mc:AlternateContent>");
    check(&format!("<w:p><w:r><w:t>a</w:t>{both}<w:t>b</w:t></w:r></w:p>"), &["ab", "boxed"]);
    let placeholder =
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>Click</w:t></w:r></w:sdtContent></w:sdt>";
    check(&format!("<w:p>{placeholder}<w:sdt><w:sdtContent><w:r><w:t>said</w:t></w:r></w:sdtContent></w:sdt></w:p>"), &["said"]);
}

#[test]
fn signs_and_breaks_are_text() {
    let cases = [
        ("<w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/><w:t>d</w:t>", vec!["a b\u{2011}cd"]),
        ("<w:t>He came.</w:t><w:br/><w:t>He saw</w:t><w:br/><w:t>it.</w:t>", vec!["He came.", "He saw it."]),
        ("<w:sym w:font='Symbol' w:char='F061'/><w:sym w:font='Wingdings' w:char='F000'/>", vec!["α"]),
        ("<w:rPr><w:rFonts w:ascii='Symbol'/></w:rPr><w:t>\u{f062}</w:t>", vec!["β"]),
        ("<w:t>2011</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>3</w:t>", vec!["2011³"]),
        ("<w:t>5</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>th</w:t>", vec!["5th"]),
        ("<w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t>", vec![]),
        (
            "<w:ruby><w:rt><w:r><w:t>とう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>東</w:t></w:r></w:rubyBase></w:ruby>",
            vec!["(とう)東"],
        ),
        (
            "<wp:docPr descr='A square at night'/><wp:docPr descr='C:\\a.png'/><wp:docPr descr='Picture 3'/>",
            vec!["[A square at night]"],
        ),
    ];
    for (run, expected) in cases {
        check(&format!("<w:p><w:r>{run}</w:r></w:p>"), &expected);
    }
    check("<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>", &["x=1"]);
    let drop_cap = p("<w:framePr w:dropCap='drop'/>", "D");
    check(&[drop_cap, p("", "rop cap.")].concat(), &["Drop cap."]);
}

#[test]
fn what_it_says_of_itself_is_kept_with_where_it_stands() {
    let core = "<dc:title>Microsoft Word - a.doc</dc:title><dc:creator>A. Writer</dc:creator>\
        <dcterms:created>2022-01-12T08:00:00Z</dcterms:created><dcterms:modified>2023-01-01T00:00:00Z</dcterms:modified>";
    let styles = "<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val='en-GB'/></w:rPr></w:rPrDefault></w:docDefaults>";
    let russian = "<w:p><w:r><w:rPr><w:lang w:val='ru-RU'/></w:rPr><w:t>Жанаозен, Алматы</w:t></w:r></w:p>";
    let body = [&p("", "Short."), russian].concat();
    let about = manuscript(&body, &[("core", core), ("app", "<Company>A house</Company>"), ("styles", styles)]).about;
    assert_eq!(about.title.map(|told| (told.value, told.from)), Some(("a name".to_owned(), Provenance::Name)));
    assert_eq!(about.author.map(|told| (told.value, told.from)), Some(("A. Writer".to_owned(), Provenance::File)));
    assert_eq!(about.publisher.map(|told| told.value).as_deref(), Some("A house"));
    assert_eq!(about.written.map(|told| told.value.to_string()).as_deref(), Some("2022-01-12"));
    assert_eq!(about.language.map(|told| told.value).as_deref(), Some("ru-RU"));
}

#[test]
fn pages_are_told_only_where_all_of_them_are() {
    let broken = "<w:p><w:r><w:t>one </w:t><w:lastRenderedPageBreak/><w:t>two</w:t></w:r></w:p>";
    let pages = |count: &str| {
        let read = manuscript(broken, &[("app", &format!("<Pages>{count}</Pages>"))]);
        read.pages.iter().map(|page| (page.span.start, page.label.clone())).collect::<Vec<_>>()
    };
    assert_eq!(pages("2"), [(0, "1".to_owned()), (3, "2".to_owned())]);
    assert_eq!(pages("3"), []);
}

#[test]
fn a_fault_costs_what_comes_after_it() {
    let bytes = docx_of(&[p("", "sound"), "<w:p><w:r><w:t>half".to_owned()].concat(), &[]);
    let broken = with(&bytes, "half</w:body></w:document>", "half<w:");
    let read = read_as(|bytes, wish| read(Archive::open(bytes)?, wish), &broken).unwrap();
    assert_eq!(shown(&read), ["sound", "half"]);
    assert!(read.complaints.iter().any(|complaint| complaint.contains("damaged")), "{:?}", read.complaints);
    let nothing = docx_of("", &[]).len();
    assert!(read_as(|bytes, wish| super::read(Archive::open(bytes)?, wish), &docx_of("", &[])[..nothing / 8]).is_err());
}

#[test]
fn boxes_in_boxes_and_tables_in_tables_end() {
    let boxes = "<w:p><w:r><w:txbxContent>".repeat(60);
    check(&format!("{}{boxes}", p("", "a")), &["a"]);
    let tables = "<w:tbl><w:tr><w:tc>".repeat(20_000);
    assert!(manuscript(&format!("{}{tables}", p("", "a")), &[]).text.starts_with("a\n"));
}

#[test]
fn bold_runs_are_told_by_themselves_and_by_styles() {
    let styles = "<w:style w:type='paragraph' w:styleId='Ask'><w:name w:val='Ask'/><w:rPr><w:b/></w:rPr></w:style>";
    let run =
        |properties: &str, text: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>");
    let body = [
        p("<w:pStyle w:val='Ask'/>", "Who came then?"),
        format!("<w:p>{}{}{}</w:p>", run("<w:b/>", "Ms "), run("<w:b w:val='1'/>", "Bek"), run("<w:b w:val='0'/>", " They.")),
    ];
    let manuscript = manuscript(&body.concat(), &[("styles", styles)]);
    assert_eq!(bold(&manuscript), ["Who came then?", "Ms Bek"]);
}

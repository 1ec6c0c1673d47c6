//! Texts of documents, and what must come of each.

use super::read;
use crate::formats::read::manuscript::Manuscript;
use crate::formats::read::testing::packing::odt_of;
use crate::formats::read::testing::{bold, is_sound, read_as, shown};
use crate::formats::read::zipped::Archive;

fn manuscript(text: &str, styles: &str, meta: &str) -> Manuscript {
    let bytes = odt_of(text, styles, meta);
    let manuscript = read_as(|bytes, wish| read(Archive::open(bytes)?, wish), &bytes).unwrap();
    assert!(is_sound(&manuscript), "{text}");
    manuscript
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    check_with(text, "", expected);
}

#[track_caller]
fn check_with(text: &str, styles: &str, expected: &[&str]) {
    assert_eq!(shown(&manuscript(text, styles, "")), expected, "{text}");
}

#[test]
fn paragraphs_are_what_their_styles_are_made_of() {
    let styles = "<style:style style:name='P1' style:family='paragraph' style:parent-style-name='Quotations'/>\
        <style:style style:name='P2' style:family='paragraph' style:parent-style-name='P2'/>\
        <style:style style:name='P3' style:family='paragraph'><style:paragraph-properties fo:margin-left='1cm' fo:margin-right='0.5in'/></style:style>\
        <style:style style:name='T1' style:family='text'><style:text-properties text:display='none'/></style:style>\
        <style:style style:name='T2' style:family='text'><style:text-properties style:text-position='super 58%'/></style:style>";
    let text = "<text:h text:outline-level='2'>Almaty</text:h><text:p text:style-name='P1'>They shot.</text:p>\
        <text:p text:style-name='P2'>It  began<text:s text:c='3'/>in<text:tab/>2011<text:span text:style-name='T2'>3</text:span></text:p>\
        <text:p text:style-name='P3'>We left.<text:line-break/>We came back.</text:p>\
        <text:p text:style-name='Title'>Late</text:p><text:p>a<text:span text:style-name='T1'>hidden</text:span>b</text:p>";
    let expected =
        ["Heading(2)|Almaty", "Quote|They shot.", "It began in 2011³", "Quote|We left.", "Quote|We came back.", "Title|Late", "ab"];
    check_with(text, styles, &expected);
}

#[test]
fn lists_go_on_where_others_ended_and_points_may_be_numbered_otherwise() {
    let level = |level: u32, format: &str| {
        format!("<text:list-level-style-number text:level='{level}' style:num-format='{format}' style:num-suffix='.'/>")
    };
    let style = |name: &str, one: &str, two: &str| {
        format!("<text:list-style style:name='{name}'>{}{}</text:list-style>", level(1, one), level(2, two))
    };
    let item = |text: &str| format!("<text:list-item><text:p>{text}</text:p></text:list-item>");
    let text = format!(
        "<text:list text:style-name='L' xml:id='a'>{}<text:list-item><text:p>two</text:p><text:list>{}</text:list></text:list-item></text:list>\
         <text:list text:style-name='L'>{}</text:list>\
         <text:list text:style-name='L' text:continue-list='a'><text:list-item><text:list>{}</text:list></text:list-item>{}</text:list>\
         <text:list text:style-name='L'><text:list-item text:style-override='M'><text:p>other</text:p><text:list>{}</text:list></text:list-item></text:list>",
        item("one"),
        item("inner"),
        item("anew"),
        item("further in"),
        item("three"),
        item("within"),
    );
    let expected = [
        "ListItem|1. one",
        "ListItem|2. two",
        "ListItem|1. inner",
        "ListItem|1. anew",
        "ListItem|2. further in",
        "ListItem|3. three",
        "ListItem|I. other",
        "ListItem|a. within",
    ];
    check_with(&text, &(style("L", "1", "1") + &style("M", "I", "a")), &expected);
}

#[test]
fn lists_are_numbered_as_they_are_printed() {
    let styles = "<text:list-style style:name='L'>\
        <text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/>\
        <text:list-level-style-number text:level='2' style:num-format='a' style:num-suffix=')' text:display-levels='2'/></text:list-style>\
        <text:list-style style:name='B'><text:list-level-style-bullet text:level='1'/></text:list-style>";
    let item = |text: &str| format!("<text:list-item><text:p>{text}</text:p></text:list-item>");
    let text = format!(
        "<text:list text:style-name='L'>{}<text:list-item><text:p>two</text:p><text:p>more</text:p><text:list>{}</text:list></text:list-item></text:list>\
         <text:p>between</text:p><text:list text:style-name='L' text:continue-numbering='true'>{}</text:list>\
         <text:list text:style-name='B'><text:list-header><text:p>head</text:p></text:list-header>{}</text:list>",
        item("one"),
        item("x"),
        item("three"),
        item("dot")
    );
    let expected = [
        "ListItem|1. one",
        "ListItem|2. two",
        "ListItem|more",
        "ListItem|2.a) x",
        "between",
        "ListItem|3. three",
        "ListItem|head",
        "ListItem|dot",
    ];
    check_with(&text, styles, &expected);
}

#[test]
fn tables_are_rows_and_repeated_cells_are_bounded() {
    let text = "<table:table><table:table-column table:number-columns-repeated='3'/><table:table-header-rows><table:table-row>\
        <table:table-cell table:number-columns-spanned='2'><text:p>a</text:p><text:p>b</text:p></table:table-cell><table:covered-table-cell/>\
        <table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table-header-rows>\
        <table:table-row><table:table-cell table:number-columns-repeated='4000000000'/><table:table-cell><text:p>d</text:p></table:table-cell>\
        </table:table-row></table:table>";
    let read = manuscript(text, "", "");
    assert_eq!(shown(&read)[0], "TableRow|a b\t\tc");
    assert_eq!(read.text.lines().nth(1).unwrap().matches('\t').count(), crate::report::limits::REPEATED);
    let framed = "<table:table><table:table-column/><table:table-row><table:table-cell><text:h>a</text:h><text:p>b</text:p></table:table-cell>\
        </table:table-row></table:table>";
    check(framed, &["Heading(1)|a", "b"]);
}

#[test]
fn notes_boxes_changes_and_comments_are_kept_apart() {
    let text = "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region>\
        </text:tracked-changes><text:p>One<text:note><text:note-citation>7</text:note-citation><text:note-body><text:p>A note.</text:p>\
        <text:p>More.</text:p></text:note-body></text:note> two<office:annotation><text:p>really?</text:p></office:annotation>\
        <draw:frame><draw:text-box><text:p text:style-name='Illustration'>boxed</text:p></draw:text-box></draw:frame> three</text:p>\
        <text:section text:display='none'><text:p>hidden</text:p></text:section>\
        <text:table-of-content><text:table-of-content-source><text:index-title-template>x</text:index-title-template></text:table-of-content-source>\
        <text:index-body><text:p>Almaty 3</text:p></text:index-body></text:table-of-content>";
    let read = manuscript(text, "", "");
    let expected = ["([7]: FootnoteRef(\"7\"))One[7] two three", "Caption|boxed", "ContentsEntry|Almaty 3", "[7] A note.", "More."];
    assert_eq!(shown(&read), expected);
    assert_eq!(read.complaints.len(), 3, "{:?}", read.complaints);
}

#[test]
fn what_it_says_of_itself_is_kept() {
    let meta = "<dc:title>A report</dc:title><meta:initial-creator>A. Writer</meta:initial-creator><dc:creator>Another</dc:creator>\
        <meta:creation-date>2022-01-12T08:00:00</meta:creation-date><dc:date>2023-01-01T00:00:00</dc:date>";
    let styles = "<style:default-style style:family='paragraph'><style:text-properties fo:language='kk' fo:country='KZ'/></style:default-style>";
    let about = manuscript("<text:p>Алматы</text:p>", styles, meta).about;
    assert_eq!(about.title.map(|told| told.value).as_deref(), Some("A report"));
    assert_eq!(about.author.map(|told| told.value).as_deref(), Some("A. Writer"));
    assert_eq!(about.written.map(|told| told.value.to_string()).as_deref(), Some("2022-01-12"));
    assert_eq!(about.language.map(|told| told.value).as_deref(), Some("kk-KZ"));
}

#[test]
fn a_document_in_one_file_is_read_too() {
    let flat = "<?xml version='1.0'?><office:document office:mimetype='application/vnd.oasis.opendocument.text'><office:meta><dc:title>T</dc:title>\
        </office:meta><office:master-styles><style:master-page><style:header><text:p>head</text:p></style:header></style:master-page>\
        </office:master-styles><office:body><office:text><text:p>body</text:p></office:text></office:body></office:document>";
    let read = read_as(super::read_flat, flat.as_bytes()).unwrap();
    assert_eq!((shown(&read), read.about.title.map(|told| told.value).as_deref()), (vec!["body".to_owned()], Some("T")));
}

#[test]
fn a_password_is_told() {
    let manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    let bytes =
        crate::formats::read::testing::packing::archive(&[("content.xml", b"?"), ("META-INF/manifest.xml", manifest.as_bytes())]);
    let refusal = read_as(|bytes, wish| read(Archive::open(bytes)?, wish), &bytes).unwrap_err();
    assert!(refusal.contains("password"), "{refusal}");
}

#[test]
fn bold_letters_are_told_by_their_styles() {
    let style = |name: &str, family: &str, weight: &str| {
        format!(
            "<style:style style:name='{name}' style:family='{family}'><style:text-properties fo:font-weight='{weight}'/></style:style>"
        )
    };
    let styles = [style("P1", "paragraph", "bold"), style("T1", "text", "700"), style("T2", "text", "normal")].concat();
    let text = "<text:p text:style-name='P1'>Who <text:span text:style-name='T2'>then</text:span> came?</text:p>\
        <text:p><text:span text:style-name='T1'>Bek</text:span> They.</text:p>";
    assert_eq!(bold(&manuscript(text, &styles, "")), ["Who", "came?", "Bek"]);
}

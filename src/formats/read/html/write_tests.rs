//! What becomes of whole documents.

use super::*;
use crate::formats::read::manuscript::About;
use crate::formats::read::testing::{bold, is_sound, read_as, shown};

/// The lines of a document, each with its kinds before it: `Quote|words`.
fn lines(document: &str) -> Vec<String> {
    let mut scribe = Scribe::default();
    write_into(document, "text/a.xhtml", &mut Notes::default(), &mut scribe, &Cancel::default());
    shown(&scribe.finish(About::default()))
}

fn check(document: &str, expected: &[&str]) {
    assert_eq!(lines(document), expected, "{document}");
}

#[test]
fn blocks_are_lines_of_their_kind() {
    check("<p>One <b>bold</b>\n word.<p>Two<br>lines", &["One bold word.", "Two", "lines"]);
    check("<h1>A</h1><h3>B <i>c</i></h3>text<div>more</div>rest", &["Heading(1)|A", "Heading(3)|B c", "text", "more", "rest"]);
    check("<blockquote><p>a</p><p>b</p></blockquote>c", &["Quote|a", "Quote|b", "c"]);
    check("<ul><li>a<li>b<ol><li><p>c</p></ol></ul>d", &["ListItem|a", "ListItem|b", "ListItem|1. c", "d"]);
    check("<pre>a  b\n c</pre><pre><code>x\ny</code></pre>", &["Verse|a b", "Verse|c", "x", "y"]);
    check("<div class='poem x'><p>a<br/>b</p></div>", &["Verse|a", "Verse|b"]);
    check("<figure><img alt=no><figcaption>See <p>it</p></figcaption></figure>", &["Caption|See", "Caption|it"]);
    check("<dl><dt>a<dd>b<dd>c</dl>", &["a", "b", "c"]);
    check("say <q>yes</q>.", &["say “yes”."]);
    check("a&nbsp;b &amp; c&#233; &lt;p&gt; &bogus; &amp", &["a b & cé <p> &bogus; &"]);
}

#[test]
fn points_have_the_numbers_that_a_browser_shows() {
    check("<ol><li>a<li value=5>b<li>c</ol>", &["ListItem|1. a", "ListItem|5. b", "ListItem|6. c"]);
    check(
        "<ol reversed><li>a<li>b</ol><ol start=-1><li>c<li>d</ol>",
        &["ListItem|2. a", "ListItem|1. b", "ListItem|-1. c", "ListItem|0. d"],
    );
    check(
        "<ol type=a><li>a<li><ol type=I start=4><li>b</ol>c<li type=i>d</ol>",
        &["ListItem|a. a", "ListItem|IV. b", "ListItem|c", "ListItem|iii. d"],
    );
    check(
        "<ol style='list-style: none'><li>a</ol><ol style='list-style-type:upper-alpha'><li><p>b</p><p>c</p></ol>",
        &["ListItem|a", "ListItem|A. b", "ListItem|c"],
    );
    check("<ol><li>1. a<li>2.5 b</ol><ul><li>c</ul>", &["ListItem|1. a", "ListItem|2. 2.5 b", "ListItem|c"]);
}

#[test]
fn what_is_not_shown_is_left_out() {
    check("<style>p{}</style><script>var a='<p>x</p>';</script><p>a<textarea>no</textarea><select><option>no</select>", &["a"]);
    check("<p hidden>a<p style='color:red; DISPLAY : none !important'>b<p style='display:block'>c", &["c"]);
    check("<head><title>no</title><p>a", &["a"]);
    check("<template><p>no</p></template><!-- no --><svg><text>no</text></svg><noscript><img></noscript>a", &["a"]);
}

#[test]
fn elements_may_be_closed_where_they_open() {
    check("<html><head><title/><script src='x'/></head><body><a id='p'/><p>a <i/>b</p><div/>c</body></html>", &["a b", "c"]);
    check("<xhtml:p>a</xhtml:p><xhtml:p>b</xhtml:p>", &["a", "b"]);
}

#[test]
fn tables_of_data_are_rows_and_others_are_texts() {
    check(
        "<table><caption>T</caption><thead><tr><th>a<th>b</thead><tr><td>1<td><p>2</p><p>3</p></table>z",
        &["Caption|T", "TableRow|a\tb", "TableRow|1\t2 3", "z"],
    );
    check("<table><tr><td>menu<td><h1>T</h1><p>x</table>", &["menu", "Heading(1)|T", "x"]);
    check("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>", &["a", "b", "c", "d"]);
    check("<table><tr><td></td><td>b</td></tr><tr><td>c</td><td></td></tr></table>", &["TableRow|\tb", "TableRow|c"]);
}

#[test]
fn footnotes_and_their_references_are_known() {
    check(
        "<p>word<sup><a href='#fn1' id='r1'>[1]</a></sup> on.</p><ol><li id='fn1'>The note. <a href='#r1'>↩</a></li></ol>",
        &["([1]: FootnoteRef(\"1\"))word[1] on.", "Footnote(\"1\")|The note."],
    );
    check(
        "a<a epub:type='noteref' href='a.xhtml#n'>*</a><aside epub:type='footnote' id='n'><p>b</p><p>c</p></aside>d",
        &["(*: FootnoteRef(\"*\"))a*", "Footnote(\"*\")|b", "Footnote(\"*\")|c", "d"],
    );
    check("<p>x<sup>2</sup> and <a href='#part'>part</a>.</p><p id=part>y", &["x2 and part.", "y"]);
    check(
        "<p>see <a href='#note_2'>[2]</a>.</p><p><a name='note_2'>2.</a> There.",
        &["([2]: FootnoteRef(\"2\"))see [2].", "Footnote(\"2\")|2. There."],
    );
}

#[test]
fn notes_may_stand_in_another_document_of_the_book() {
    let (mut scribe, mut notes) = (Scribe::default(), Notes::default());
    let mut add = |path: &str, document: &str| write_into(document, path, &mut notes, &mut scribe, &Cancel::default());
    add("text/a.xhtml", "<p>a<sup><a href='../notes.xhtml#n1'>1</a></sup></p><p id='n1'>no note</p>");
    add("notes.xhtml", "<p id='n1'>1 note</p>");
    let expected = ["(1: FootnoteRef(\"1\"))a1", "no note", "Footnote(\"1\")|1 note"];
    assert_eq!(shown(&scribe.finish(About::default())), expected);
}

#[test]
fn pages_begin_where_they_are_marked() {
    let mut scribe = Scribe::default();
    let document = "<span epub:type='pagebreak' title='iv'/><p>one <span role='doc-pagebreak' id='page5'>5</span>two</p>";
    write_into(document, "a", &mut Notes::default(), &mut scribe, &Cancel::default());
    let manuscript = scribe.finish(About::default());
    assert_eq!(manuscript.text, "one two\n");
    let pages: Vec<_> = manuscript.pages.iter().map(|page| (page.span.start, page.span.end, page.label.as_str())).collect();
    assert_eq!(pages, [(0, 3, "iv"), (3, 8, "5")]);
}

#[test]
fn what_is_badly_nested_is_read_all_the_same() {
    check("<a href=x><div>a</a> b</div> c", &["a b", "c"]);
    check("<b><p>a</b>b</p>c", &["ab", "c"]);
    check("</p></div></table>a</br>b<td>c", &["a", "b", "c"]);
    check("<table><tr><td>a<td>b<tr><td>c<td><table><tr><td>d</table>e</table>f", &["a", "b", "c", "d", "e", "f"]);
    check("<p>a<!-- <p>b", &["a"]);
    check("<p>a<p title='", &["a"]);
    check("a<body class=x>b<html lang=de>c", &["a", "b", "c"]);
}

#[test]
fn footnotes_beside_an_article_come_with_it() {
    let text = "In Almaty, shots were heard before dawn, and people ran, fell, and rose again. ".repeat(8);
    let page = format!(
        "<div id=menu><a href=/>Home</a></div><div class=article><p>{text}<sup><a href='#n1'>1</a></sup></p></div>\
         <div class=footer><p id=n1>A note.</p><p>All rights reserved.</p></div>"
    );
    let found = shown(&read_as(read, page.as_bytes()).unwrap());
    assert_eq!(found.len(), 2);
    assert_eq!(found[1], "Footnote(\"1\")|A note.");
}

#[test]
fn bombs_are_read_in_time() {
    let deep = "<div>".repeat(300_000) + "word" + &"</div>".repeat(300_000) + "<p>end";
    assert_eq!(lines(&deep), ["word", "end"]);
    let formats: String = (0..20_000).fold(String::new(), |all, n| all + "<font size=" + &n.to_string() + ">");
    let anew = format!("<p>{formats}</p>{}", "<p>x".repeat(20_000));
    assert_eq!(lines(&anew).len(), 20_000);
    let attributes: String = (0..200_000).fold(String::new(), |all, n| all + " a" + &n.to_string() + "=b");
    assert_eq!(lines(&format!("<p{attributes} class={}>x", "c".repeat(1_000_000))), ["x"]);
    let quoted: String = (0..200_000).fold(String::new(), |all, n| all + " a" + &n.to_string() + "=\"b > &amp; c\"");
    assert_eq!(lines(&format!("<p{quoted}>x<p{quoted} hidden>y</p{quoted}>z")), ["x", "y", "z"]);
    assert_eq!(lines(&format!("<p{}>x", " a=\"\"b='>'".repeat(200_000))), ["x"]);
    let tables = "<table><tr><td>".repeat(100_000) + "x";
    assert_eq!(lines(&tables), ["x"]);
    assert_eq!(lines(&"<a id=x><b></p>".repeat(100_000)).len(), 0);
    assert_eq!(lines(&"<li>x</q></ul>".repeat(50_000)).len(), 50_000);
}

proptest::proptest! {
    #[test]
    fn any_markup_is_read(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..60)) {
        let mut scribe = Scribe::default();
        write_into(&pieces.concat(), "a", &mut Notes::default(), &mut scribe, &Cancel::default());
        let manuscript = scribe.finish(About::default());
        proptest::prop_assert!(is_sound(&manuscript));
        let hidden = pieces.iter().any(|piece| piece.contains("script") || piece.contains("<!--") || piece.contains("title"));
        let said = pieces.iter().filter(|piece| **piece == "word ").count();
        proptest::prop_assert!(hidden || manuscript.text.matches("word").count() == said, "{:?}", manuscript.text);
    }
}

const PIECES: &[&str] = &[
    "word ",
    "word ",
    "word ",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "</td>",
    "<th>",
    "<li>",
    "<ul>",
    "</ul>",
    "<a href='#n'>",
    "</a>",
    "<b>",
    "</b>",
    "<sup>",
    "</sup>",
    "<p id='n'>",
    "<br>",
    "<pre>",
    "</pre>",
    "\n",
    "<h1>",
    "</h2>",
    "<blockquote>",
    "</blockquote>",
    "<caption>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<title>",
    "</title>",
    "<q>",
    "<html>",
    "<body>",
    "</body>",
    "<span role='doc-pagebreak' title='1'>",
    "</span>",
    "<x-y>",
    "</x-y>",
    "<dd>",
    "<dt>",
];

#[test]
fn bold_words_are_told_by_their_elements_and_styles() {
    let mut scribe = Scribe::default();
    let document =
        "<p><b>Who</b> <strong>came</strong>?<p style='font-weight: 700'>One <span style='font-weight:normal'>of</span> them<p>no";
    write_into(document, "text/a.xhtml", &mut Notes::default(), &mut scribe, &Cancel::default());
    assert_eq!(bold(&scribe.finish(About::default())), ["Who came", "One", "them"]);
}

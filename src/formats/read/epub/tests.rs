//! Books, and what must come of each.

use super::read;
use crate::formats::read::manuscript::Manuscript;
use crate::formats::read::testing::packing::epub_of;
use crate::formats::read::testing::{is_sound, read_as, shown, with};
use crate::formats::read::zipped::Archive;

fn book(chapters: &[&str], metadata: &str, others: &[(&str, &str)]) -> Result<Manuscript, String> {
    let named: Vec<_> = chapters.iter().enumerate().map(|(index, text)| (format!("c{index}.xhtml"), *text)).collect();
    let read = read_as(|bytes, wish| read(Archive::open(bytes)?, wish), &epub_of(&named, metadata, others))?;
    assert!(is_sound(&read), "{chapters:?}");
    Ok(read)
}

#[test]
fn chapters_are_read_in_order_with_the_titles_of_the_contents() {
    let long = "It began in the oil fields and went on through the country. ".repeat(5);
    let nav = "<html xmlns='http://www.w3.org/1999/xhtml'><body><nav type='toc'><ol><li><a href='c0.xhtml'>Almaty</a></li>\
        <li><a href='c1.xhtml'>Aktobe</a></li><li><a href='c2.xhtml#x'>Cover</a></li></ol></nav></body></html>";
    let chapters = [format!("<p>{long}</p>"), format!("<h2>Own</h2><p>{long}</p>"), "<p>short</p>".to_owned()];
    let read = book(&chapters.each_ref().map(String::as_str), "", &[("b/nav.xhtml", nav)]).unwrap();
    let text = long.trim();
    assert_eq!(shown(&read), ["Heading(1)|Almaty", text, "Heading(2)|Own", text, "short"]);
}

#[test]
fn pages_and_footnotes_go_across_chapters() {
    let nav = "<html xmlns='http://www.w3.org/1999/xhtml'><body><nav type='page-list'><ol><li><a href='c0.xhtml#p'>iv</a></li></ol></nav></body></html>";
    let first = "<p>One<a epub:type='noteref' href='c1.xhtml#n'>1</a></p><p id='p'>two</p>";
    let read = book(&[first, "<aside epub:type='footnote' id='n'><p>1. A note.</p></aside>"], "", &[("b/nav.xhtml", nav)]).unwrap();
    assert_eq!(shown(&read), ["(1: FootnoteRef(\"1\"))One1", "two", "Footnote(\"1\")|1. A note."]);
    assert_eq!(read.pages.iter().map(|page| (page.span.start, page.label.as_str())).collect::<Vec<_>>(), [(5, "iv")]);
}

#[test]
fn what_it_says_of_itself_is_kept() {
    let metadata = "<dc:title>A report</dc:title><dc:creator id='a'>A. Writer</dc:creator><dc:creator id='b'>B. Drawer</dc:creator>\
        <meta refines='#a' property='role'>aut</meta><meta refines='#b' property='role'>ill</meta><dc:publisher>A house</dc:publisher>\
        <dc:date>2022-03-01</dc:date><dc:language>ru</dc:language><dc:rights>CC0</dc:rights><dc:identifier>https://example.org/r</dc:identifier>";
    let about = book(&["<p>x</p>"], metadata, &[]).unwrap().about;
    let told = [about.title, about.author, about.publisher, about.language, about.licence, about.source];
    let told: Vec<_> = told.iter().map(|told| told.as_ref().map_or("", |told| told.value.as_str())).collect();
    assert_eq!(told, ["A report", "A. Writer", "A house", "ru", "CC0", "https://example.org/r"]);
    assert_eq!(about.published.map(|told| told.value.to_string()).as_deref(), Some("2022-03-01"));
}

#[test]
fn locked_chapters_are_told_and_veiled_fonts_are_not() {
    let data = |method: &str, file: &str| {
        format!(
            "<EncryptedData><EncryptionMethod Algorithm='{method}'/><CipherData><CipherReference URI='{file}'/></CipherData></EncryptedData>"
        )
    };
    let locked = data("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "b/c0.xhtml");
    let veiled = data("http://www.idpf.org/2008/embedding", "b/c1.xhtml");
    let list = format!("<encryption>{locked}{veiled}</encryption>");
    let read = book(&["<p>x</p>", "<p>y</p>"], "", &[("META-INF/encryption.xml", &list)]).unwrap();
    assert_eq!(read.text, "y\n");
    assert!(read.complaints[0].contains("1 of 2 chapters"), "{:?}", read.complaints);
    let refusal = book(&["<p>x</p>"], "", &[("META-INF/encryption.xml", &locked)]).unwrap_err();
    assert!(refusal.contains("DRM"), "{refusal}");
}

#[test]
fn what_is_missing_is_told() {
    let bytes = epub_of(&[("a.xhtml".to_owned(), "<p>x</p>")], "", &[]);
    let lost = with(&bytes, "href=\"a.xhtml\"", "href=\"b.xhtml\"");
    let read = read_as(|bytes, wish| read(Archive::open(bytes)?, wish), &lost).unwrap();
    assert!(read.text.is_empty() && read.complaints[0].contains("missing"), "{:?}", read.complaints);
}

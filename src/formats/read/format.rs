//! Which format a file has, by its content.

use super::zipped::{self, Archive};
use super::{decode, mhtml};

/// A format that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Portable Document Format.
    Pdf,
    /// A text document of Office Open XML.
    Docx,
    /// A text document of OpenDocument.
    Odt,
    /// A text document of OpenDocument in one file of XML.
    FlatOdt,
    /// A book in EPUB.
    Epub,
    /// A web page.
    Html,
    /// A web page with all that belongs to it, as a message of several parts (RFC 2557).
    Mhtml,
    /// Text with the marks of Markdown.
    Markdown,
    /// Plain text.
    Text,
}

impl Format {
    /// The format of a file. Its name is asked only where a text might be Markdown or plain.
    ///
    /// # Errors
    ///
    /// When the file is of a format that is not read: what it is, and what can be done.
    pub fn sniff(bytes: &[u8], name: &str) -> Result<Self, String> {
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err("the file is empty".to_owned());
        }
        let head = &bytes[..bytes.len().min(HEAD)];
        if find(head, b"%PDF-").is_some() || is_headless(bytes) {
            return Ok(Self::Pdf);
        }
        if zipped::is_archive(bytes) {
            return packed(bytes);
        }
        if zipped::is_locked(bytes) {
            return Err(zipped::LOCKED.to_owned());
        }
        if let Some(refusal) = refused(head) {
            return Err(refusal);
        }
        if mhtml::is_one(bytes) {
            return Ok(Self::Mhtml);
        }
        let text = decode::decode(&bytes[..bytes.len().min(SAMPLE)], None).text;
        if is_binary(&text) {
            return Err("this is no kind of file that Dateline knows; save it as PDF, DOCX or plain text".to_owned());
        }
        marked_up(&text, name)
    }
}

/// Where signs of formats are looked for.
const HEAD: usize = 1024;

/// How much of a text is looked at.
const SAMPLE: usize = 64 << 10;

/// Whether these are the objects of a PDF, and its end, without the line that names it.
fn is_headless(bytes: &[u8]) -> bool {
    let head = bytes[..bytes.len().min(64)].trim_ascii_start();
    let has_object = find(head, b" 0 obj").is_some_and(|at| at > 0 && head[at - 1].is_ascii_digit());
    has_object && head.starts_with(b"%") && find(&bytes[bytes.len().saturating_sub(HEAD)..], b"startxref").is_some()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// The first bytes of what is not read.
const OTHERS: &[(usize, &[u8], Kind)] = &[
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind::Office),
    (0, b"{\\rtf", Kind::Rtf),
    (0, b"\x89PNG", Kind::Picture),
    (0, b"\xff\xd8\xff", Kind::Picture),
    (0, b"GIF8", Kind::Picture),
    (0, b"II*\0", Kind::Picture),
    (0, b"MM\0*", Kind::Picture),
    (8, b"WEBP", Kind::Picture),
    (4, b"ftypheic", Kind::Picture),
    (4, b"ftypmif1", Kind::Picture),
    (4, b"ftypavif", Kind::Picture),
    (0, b"AT&TFORM", Kind::Scan),
    (0, b"%!PS", Kind::PostScript),
    (0, b"\x1f\x8b", Kind::Archive),
    (0, b"BZh", Kind::Archive),
    (0, b"7z\xbc\xaf\x27\x1c", Kind::Archive),
    (0, b"Rar!\x1a", Kind::Archive),
    (0, b"\xfd7zXZ", Kind::Archive),
    (0, b"(\xb5/\xfd", Kind::Archive),
    (257, b"ustar", Kind::Archive),
    (60, b"BOOKMOBI", Kind::Kindle),
    (4, b"ftyp", Kind::Film),
    (0, b"ID3", Kind::Film),
    (0, b"OggS", Kind::Film),
    (0, b"RIFF", Kind::Film),
    (0, b"\x1aE\xdf\xa3", Kind::Film),
    (0, b"bplist00", Kind::WebArchive),
    (0, b"SQLite format 3\0", Kind::Data),
];

#[derive(Clone, Copy)]
enum Kind {
    Office,
    Rtf,
    Picture,
    Scan,
    PostScript,
    Archive,
    Kindle,
    Film,
    WebArchive,
    Data,
}

fn refused(head: &[u8]) -> Option<String> {
    let (_, _, kind) = OTHERS.iter().find(|(at, sign, _)| head.get(*at..).is_some_and(|rest| rest.starts_with(sign)))?;
    let sentence = match kind {
        Kind::Office => "this is a file of an older office program (.doc, .xls or .ppt); save it as .docx, .odt or PDF",
        Kind::Rtf => "this is a Rich Text file (.rtf); open it in a word processor and save it as .docx or .odt",
        Kind::Picture => "this is a picture; make a PDF with text of it, for example with OCRmyPDF",
        Kind::Scan => "this is a DjVu file; save it as a PDF with text",
        Kind::PostScript => "this is a PostScript file; save it as PDF, for example with ps2pdf",
        Kind::Archive => "this is an archive; unpack it and open the files in it",
        Kind::Kindle => "this is a Kindle book; convert it to EPUB, for example with Calibre",
        Kind::Film => "this is a film or a recording; open its transcript as text",
        Kind::WebArchive => "this is a web archive of Safari; save the page as HTML or PDF",
        Kind::Data => "this is a database; export what is to be read as text",
    };
    Some(sentence.to_owned())
}

/// The format of a ZIP file, by its `mimetype` or by the names in it.
fn packed(bytes: &[u8]) -> Result<Format, String> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let kind = |kind: &[u8]| head.get(30..38) == Some(b"mimetype") && head[38..].starts_with(kind);
    if kind(b"application/epub+zip") {
        return Ok(Format::Epub);
    }
    if kind(b"application/vnd.oasis.opendocument.text") {
        return Ok(Format::Odt);
    }
    let archive = Archive::open(bytes)?;
    let names = archive.names();
    let has = |wanted: &str| archive.has(wanted);
    let begins = |wanted: &str| names.iter().any(|name| name.starts_with(wanted));
    if begins("word/document") {
        Ok(Format::Docx)
    } else if has("META-INF/container.xml") || names.iter().any(|name| name.to_lowercase().ends_with(".opf")) {
        Ok(Format::Epub)
    } else if begins("xl/") || kind(b"application/vnd.oasis.opendocument.spreadsheet") {
        Err("this is a spreadsheet; save it as PDF, or a table of events as CSV".to_owned())
    } else if begins("ppt/") || kind(b"application/vnd.oasis.opendocument.presentation") {
        Err("these are slides; save them as PDF".to_owned())
    } else if has("content.xml") {
        Ok(Format::Odt)
    } else if begins("Index/") || has("index.xml") || has("Metadata/Properties.plist") {
        Err("this is a document of Pages, Numbers or Keynote; save it as .docx or PDF".to_owned())
    } else if has("[Content_Types].xml") && has("_rels/.rels") {
        // Where the document has another name than Word gives it, the relations lead to it.
        Ok(Format::Docx)
    } else {
        Err("this is a ZIP archive; unpack it and open the files in it".to_owned())
    }
}

/// Whether too much of what should be text is none.
fn is_binary(text: &str) -> bool {
    let strange = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{1b}') || *c == '\u{fffd}';
    let all = text.chars().count();
    text.chars().filter(strange).count() * 50 > all
}

/// Elements with which a page may begin.
const PAGES: &[&str] = &[
    "!doctype html",
    "html",
    "head",
    "body",
    "meta",
    "title",
    "script",
    "style",
    "link",
    "div",
    "p",
    "h1",
    "h2",
    "h3",
    "article",
    "section",
    "main",
    "table",
    "ul",
    "ol",
    "span",
    "a",
    "b",
    "center",
    "font",
    "header",
    "nav",
    "pre",
    "blockquote",
    "img",
    "br",
    "hr",
    "base",
    "noscript",
    "iframe",
];

fn marked_up(text: &str, name: &str) -> Result<Format, String> {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    let mut is_xml = false;
    while let Some(after) = skip(rest) {
        is_xml |= rest.starts_with("<?xml");
        rest = after.trim_start();
    }
    if let Some(tag) = rest.strip_prefix('<') {
        let lower: String = tag.chars().take(20).collect::<String>().to_ascii_lowercase();
        let is = |name: &&str| {
            lower.strip_prefix(*name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == ':'))
        };
        let is_page = PAGES.iter().any(is) || lower.starts_with("!doctype html") || lower.starts_with("xhtml:html");
        if is_page && !(is_markdown_name(name) && !lower.starts_with("!doctype") && !is(&"html")) {
            return Ok(Format::Html);
        }
        let text_document = "this is a document of a word processor in one file of XML; save it as .docx or .odt";
        if lower.starts_with("office:document") && text.contains("opendocument.text") {
            return Ok(Format::FlatOdt);
        }
        if lower.starts_with("office:document") || lower.starts_with("w:worddocument") || lower.starts_with("pkg:package") {
            return Err(text_document.to_owned());
        }
        if is_xml || lower.starts_with("rss") || lower.starts_with("svg") || lower.starts_with("!doctype") {
            return Err("this is a file of XML that is no web page; save it as HTML, DOCX or PDF".to_owned());
        }
    }
    if rest.starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(rest).is_ok() {
        return Err("this is a file of data in JSON; a dossier is opened by its folder".to_owned());
    }
    Ok(if is_markdown_name(name) || marks(text) >= 3 { Format::Markdown } else { Format::Text })
}

/// What stands after a declaration or a comment.
fn skip(text: &str) -> Option<&str> {
    if text.starts_with("<?") { text.split_once("?>") } else { text.strip_prefix("<!--").and_then(|text| text.split_once("-->")) }
        .map(|(_, rest)| rest)
}

fn is_markdown_name(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| {
        matches!(extension.as_str(), "md" | "markdown" | "mkd" | "mdown" | "mdwn" | "mkdn" | "qmd" | "rmd")
    })
}

/// How many kinds of marks of Markdown a text has; a head of fields counts for all.
fn marks(text: &str) -> usize {
    if super::front::split(text).0.iter().any(|(name, _)| matches!(name.as_str(), "title" | "author" | "date" | "layout" | "lang"))
    {
        return 3;
    }
    let line = |is: &dyn Fn(&str) -> bool| usize::from(text.lines().any(is));
    let heading =
        |line: &str| line.trim_start_matches('#').starts_with(' ') && line.starts_with('#') && !line.starts_with("#######");
    let is_link = |line: &str| line.split_once("](").is_some_and(|(before, after)| before.contains('[') && after.contains(')'));
    let is_strong = |line: &str| line.split("**").count() > 2 || line.split("__").count() > 2;
    let headings = text.lines().filter(|line| heading(line)).count();
    line(&heading)
        + usize::from(headings > 2)
        + line(&is_link)
        + line(&is_strong)
        + line(&|line| line.starts_with("```") || line.starts_with("~~~"))
        + line(&|line| line.contains("[^") && line.contains(']'))
        + line(&|line| line.trim().starts_with('|') && line.contains("---"))
        + line(&|line| line.starts_with("> "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ZIP file with empty parts of these names, and without a directory.
    fn zip(names: &[&str]) -> Vec<u8> {
        let part = |name: &&str| {
            let length = u8::try_from(name.len()).unwrap();
            [b"PK\x03\x04".as_slice(), &[0; 22], &[length, 0, 0, 0], name.as_bytes()].concat()
        };
        names.iter().flat_map(part).collect()
    }

    #[test]
    fn formats_are_known_by_their_content() {
        let stored = |kind: &str| [b"PK\x03\x04".as_slice(), &[0; 26], b"mimetype", kind.as_bytes()].concat();
        let all: &[(&[u8], &str, Format)] = &[
            (b"%PDF-1.7\n", "a.txt", Format::Pdf),
            (b"\n\nrubbish %PDF-1.4", "", Format::Pdf),
            (b"%\xe2\xe3\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF", "", Format::Pdf),
            (&zip(&["[Content_Types].xml", "word/document.xml"]), "a.pdf", Format::Docx),
            (&zip(&["content.xml", "META-INF/manifest.xml"]), "", Format::Odt),
            (&zip(&["META-INF/container.xml", "a.opf"]), "", Format::Epub),
            (&stored("application/epub+zipPK"), "", Format::Epub),
            (&stored("application/vnd.oasis.opendocument.textPK"), "", Format::Odt),
            (&zip(&["[Content_Types].xml", "_rels/.rels", "other.xml"]), "", Format::Docx),
            (
                b"<?xml version='1.0'?><office:document office:mimetype='application/vnd.oasis.opendocument.text'>",
                "",
                Format::FlatOdt,
            ),
            (b"<!DOCTYPE html><p>", "a.md", Format::Html),
            (b"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- saved --><html>", "", Format::Html),
            (b"<P class=x>One", "a.txt", Format::Html),
            (b"\xff\xfe<\0h\0t\0m\0l\0>\0", "", Format::Html),
            (b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n--a", "a.html", Format::Mhtml),
            (b"<div>a</div>\n\n# b", "a.md", Format::Markdown),
            (b"plain", "a.MD", Format::Markdown),
            (b"# A\n\nb [c](d) and **e**", "a.txt", Format::Markdown),
            (b"---\ntitle: A\n---\nb", "", Format::Markdown),
            (b"# a comment\nand text * here", "a.txt", Format::Text),
            (b"<Someone> says: 3 < 4", "a.html", Format::Text),
            (b"[1] a note", "", Format::Text),
            ("Жаңаөзен".as_bytes(), "", Format::Text),
        ];
        for (bytes, name, format) in all {
            assert_eq!(Format::sniff(bytes, name), Ok(*format), "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn what_is_not_read_is_named_with_a_way_out() {
        let all: &[(&[u8], &str)] = &[
            (b"", "empty"),
            (b" \n", "empty"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..", ".docx"),
            (b"{\\rtf1", "Rich Text"),
            (b"\x89PNG\r\n", "OCRmyPDF"),
            (b"\xff\xd8\xff\xe0", "picture"),
            (b"\x1f\x8b\x08", "archive"),
            (&zip(&["a.txt"]), "ZIP archive"),
            (&zip(&["xl/workbook.xml"]), "spreadsheet"),
            (&zip(&["ppt/presentation.xml"]), "slides"),
            (b"<?xml version='1.0'?><rss><channel>", "XML"),
            (b"<?xml version='1.0'?><office:document xmlns:office=''>", ".odt"),
            (b"{\"a\": [1]}", "JSON"),
            (b"\x01\x02\x03\x04\x05\x06\x07abc", "no kind"),
        ];
        for (bytes, word) in all {
            let refusal = Format::sniff(bytes, "a.pdf").unwrap_err();
            assert!(refusal.contains(word), "{refusal}");
            assert!(!refusal.ends_with('.') && refusal.starts_with(char::is_lowercase), "{refusal}");
        }
    }
}

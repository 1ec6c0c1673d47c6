//! Builds packed files as small as they may be: archives whose parts are stored, and a report as DOCX, ODT and EPUB.

/// A paragraph of a report: what it is, in the words of `annotations.json`, its level where it is a heading, and its text, in
/// which `[1]` refers to the footnote of that label.
#[derive(Clone, Debug)]
pub struct Paragraph {
    pub kind: String,
    pub level: u64,
    pub text: String,
}

/// An archive with these parts, none of them packed.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    let size = |length: usize| u32::try_from(length).expect("a small file").to_le_bytes();
    for (name, content) in parts {
        let start = size(bytes.len());
        let length = u16::try_from(name.len()).expect("a short name").to_le_bytes();
        // Version, flags, method, time, date; nothing here is encrypted or packed, and all is of 1 January 1980.
        let common =
            [&[20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0][..], &crc(content), &size(content.len()), &size(content.len()), &length, &[0, 0]]
                .concat();
        bytes.extend([b"PK\x03\x04", &common[..], name.as_bytes(), content].concat());
        directory.extend([b"PK\x01\x02\x14\x00", &common[..], &[0; 10], &start, name.as_bytes()].concat());
    }
    let count = u16::try_from(parts.len()).expect("few parts").to_le_bytes();
    let (at, length) = (size(bytes.len()), size(directory.len()));
    bytes.extend([&directory[..], b"PK\x05\x06", &[0; 4], &count, &count, &length, &at, &[0; 2]].concat());
    bytes
}

/// CRC-32, as ZIP has it (APPNOTE 4.4.7).
fn crc(bytes: &[u8]) -> [u8; 4] {
    let step = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    let all = bytes.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step));
    (!all).to_le_bytes()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The text with each reference to a footnote in its place, as `refer` writes it.
fn referring(text: &str, labels: &[String], refer: impl Fn(&str) -> String) -> String {
    labels.iter().fold(escaped(text), |text, label| text.replace(&format!("[{label}]"), &refer(label)))
}

/// The footnotes of a report, with their labels.
fn notes(report: &[Paragraph]) -> (Vec<&Paragraph>, Vec<String>) {
    let notes: Vec<_> = report.iter().filter(|paragraph| paragraph.kind == "footnote").collect();
    let labels = notes.iter().filter_map(|note| Some(note.text.strip_prefix('[')?.split_once(']')?.0.to_owned())).collect();
    (notes, labels)
}

fn body(report: &[Paragraph]) -> impl Iterator<Item = &Paragraph> {
    report.iter().filter(|paragraph| paragraph.kind != "footnote")
}

/// The name of a style for a kind of paragraph.
fn style(paragraph: &Paragraph) -> String {
    match paragraph.kind.as_str() {
        "heading" => format!("heading {}", paragraph.level),
        "contents-entry" => "toc 1".to_owned(),
        "" | "publisher" | "links" => "Normal".to_owned(),
        kind => kind.to_owned(),
    }
}

/// The report as DOCX.
pub fn docx(report: &[Paragraph]) -> Vec<u8> {
    let (notes, labels) = notes(report);
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let refer =
        |label: &str| format!("</w:t></w:r><w:r><w:footnoteReference w:id=\"{label}\"/></w:r><w:r><w:t xml:space=\"preserve\">");
    let mut styles: Vec<String> = report.iter().map(style).collect();
    styles.sort();
    styles.dedup();
    let id = |style: &str| style.replace(' ', "-");
    let lines: String = body(report)
        .map(|line| {
            let text = run(&referring(&line.text, &labels, refer));
            format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr>{text}</w:p>", id(&style(line)))
        })
        .collect();
    let texts = notes.iter().zip(&labels).map(|(note, label)| {
        let text = note.text.trim_start_matches(&format!("[{label}] ")).to_owned();
        let sign = "<w:r><w:footnoteRef/></w:r>";
        format!("<w:footnote w:id=\"{label}\"><w:p>{sign}{}</w:p></w:footnote>", run(&escaped(&format!(" {text}"))))
    });
    let styles: String = styles
        .iter()
        .map(|name| format!("<w:style w:type=\"paragraph\" w:styleId=\"{}\"><w:name w:val=\"{name}\"/></w:style>", id(name)))
        .collect();
    docx_of(&lines, &[("styles", &styles), ("footnotes", &texts.collect::<String>())])
}

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"";

/// A DOCX with this body, and with other parts: what is in the root of each.
pub fn docx_of(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = |all: &[(String, String)]| {
        let one = |(index, (kind, target)): (usize, &(String, String))| {
            format!("<Relationship Id=\"r{index}\" Type=\"{kinds}/{kind}\" Target=\"{target}\"/>")
        };
        let all: String = all.iter().enumerate().map(one).collect();
        format!("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>")
    };
    let main = vec![
        ("officeDocument".to_owned(), "word/document.xml".to_owned()),
        ("metadata/core-properties".to_owned(), "docProps/core.xml".to_owned()),
        ("extended-properties".to_owned(), "docProps/app.xml".to_owned()),
    ];
    let beside: Vec<_> = parts.iter().map(|(name, _)| ((*name).to_owned(), format!("{name}.xml"))).collect();
    let mut all = vec![
        (
            "[Content_Types].xml".to_owned(),
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned(),
        ),
        ("_rels/.rels".to_owned(), relations(&main)),
        ("word/_rels/document.xml.rels".to_owned(), relations(&beside)),
        ("word/document.xml".to_owned(), format!("<?xml version=\"1.0\"?><w:document {WORD}><w:body>{body}</w:body></w:document>")),
    ];
    for (name, content) in parts {
        let (path, text) = match *name {
            "core" => {
                let spaces = "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\"";
                ("docProps/core.xml".to_owned(), format!("<coreProperties {spaces}>{content}</coreProperties>"))
            }
            "app" => ("docProps/app.xml".to_owned(), format!("<Properties>{content}</Properties>")),
            name => (format!("word/{name}.xml"), format!("<w:{name} {WORD}>{content}</w:{name}>")),
        };
        all.push((path, text));
    }
    archive(&all.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect::<Vec<_>>())
}

/// The report as ODT.
pub fn odt(report: &[Paragraph]) -> Vec<u8> {
    let (notes, labels) = notes(report);
    let note = |label: &str| {
        let text = notes.iter().find_map(|note| note.text.strip_prefix(&format!("[{label}] "))).unwrap_or_default();
        format!(
            "<text:note text:note-class=\"footnote\"><text:note-citation>{label}</text:note-citation>\
             <text:note-body><text:p>{}</text:p></text:note-body></text:note>",
            escaped(text)
        )
    };
    let lines: String = body(report)
        .map(|line| {
            let text = referring(&line.text, &labels, note);
            match (line.kind.as_str(), line.level) {
                ("heading", level) => format!("<text:h text:outline-level=\"{level}\">{text}</text:h>"),
                _ => format!("<text:p text:style-name=\"{}\">{text}</text:p>", style(line).replace(' ', "_20_")),
            }
        })
        .collect();
    odt_of(&lines, "", "")
}

const ODF: &str = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
    xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

/// An ODT with this text, these automatic styles, and what it says of itself.
pub fn odt_of(text: &str, styles: &str, meta: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:text>{text}</office:text></office:body></office:document-content>"
    );
    let meta = format!("<office:document-meta {ODF}><office:meta>{meta}</office:meta></office:document-meta>");
    archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
    ])
}

/// The report as EPUB: a chapter for each heading of the first level, and the footnotes in a chapter of their own.
pub fn epub(report: &[Paragraph]) -> Vec<u8> {
    let (notes, labels) = notes(report);
    let refer = |label: &str| format!("<a epub:type=\"noteref\" href=\"notes.xhtml#n{label}\">[{label}]</a>");
    let mut chapters = vec![String::new()];
    for line in body(report) {
        if line.kind == "heading" && line.level == 1 {
            chapters.push(String::new());
        }
        let text = referring(&line.text, &labels, refer);
        let line = match line.kind.as_str() {
            "heading" => format!("<h{0}>{text}</h{0}>", line.level),
            "quote" => format!("<blockquote><p>{text}</p></blockquote>"),
            "verse" => format!("<p class=\"verse\">{text}</p>"),
            _ => format!("<p>{text}</p>"),
        };
        chapters.last_mut().expect("there is one").push_str(&line);
    }
    let texts = notes.iter().zip(&labels);
    let texts =
        texts.map(|(note, label)| format!("<aside epub:type=\"footnote\" id=\"n{label}\"><p>{}</p></aside>", escaped(&note.text)));
    chapters.push(texts.collect());
    let last = chapters.len() - 1;
    let named = chapters.iter().enumerate().map(|(index, chapter)| {
        let name = if index == last { "notes.xhtml".to_owned() } else { format!("c{index}.xhtml") };
        (name, chapter.as_str())
    });
    epub_of(&named.collect::<Vec<_>>(), "<dc:title>Kazakhstan</dc:title>", &[])
}

/// An EPUB with these chapters in this order, with these metadata, and with other files.
pub fn epub_of(chapters: &[(String, &str)], metadata: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let page = |body: &str| {
        format!(
            "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\">\
             <head><title>-</title></head><body>{body}</body></html>"
        )
    };
    let kind = "application/xhtml+xml";
    let items: String =
        chapters.iter().map(|(name, _)| format!("<item id=\"{name}\" href=\"{name}\" media-type=\"{kind}\"/>")).collect();
    let spine: String = chapters.iter().map(|(name, _)| format!("<itemref idref=\"{name}\"/>")).collect();
    let nav = format!("<item id=\"nav\" href=\"nav.xhtml\" media-type=\"{kind}\" properties=\"nav\"/>");
    let package = format!(
        "<package xmlns=\"http://www.idpf.org/2007/opf\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" version=\"3.0\">\
         <metadata>{metadata}</metadata><manifest>{items}{nav}</manifest><spine>{spine}</spine></package>"
    );
    let container = "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>\
         <rootfile full-path=\"b/p.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>";
    let mut parts = vec![
        ("mimetype".to_owned(), "application/epub+zip".to_owned()),
        ("META-INF/container.xml".to_owned(), container.to_owned()),
        ("b/p.opf".to_owned(), package),
    ];
    parts.extend(chapters.iter().map(|(name, body)| (format!("b/{name}"), page(body))));
    parts.extend(others.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    archive(&parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect::<Vec<_>>())
}

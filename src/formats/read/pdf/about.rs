//! What a PDF says of itself: its information dictionary, and its XMP packet.

use std::fmt::Write as _;

use super::file::File;
use super::object::Object;
use crate::formats::read::manuscript::{About, Provenance, Told};
use crate::report::limits;
use crate::report::when::When;

/// What stands at the codes from 0x80 in PDF's own encoding of its strings (ISO 32000-1, D.2).
const PDF_DOC: &str = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž�€";

/// What stands at the codes from 0x18.
const PDF_DOC_LOW: &str = "˘ˇˆ˙˝˛˚˜";

/// A string of a PDF that is meant for people: UTF-16, UTF-8, or PDF's own encoding.
#[must_use]
pub fn text(bytes: &[u8]) -> String {
    let utf16 = |bytes: &[u8], read: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
        char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes
            .iter()
            .map(|byte| match byte {
                0x80..=0xa0 => PDF_DOC.chars().nth(usize::from(byte - 0x80)),
                0x18..=0x1f => PDF_DOC_LOW.chars().nth(usize::from(byte - 0x18)),
                other => Some(char::from(*other)),
            })
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
    }
}

/// What the file says of itself.
#[must_use]
pub fn about(file: &File<'_>) -> About {
    let info = file.get(&file.trailer, "Info").dict().cloned().unwrap_or_default();
    let root = file.root().unwrap_or_default();
    let said = |name: &str| file.get(&info, name).text().map(text).and_then(|value| neat(&value));
    let packet = match file.get(&root, "Metadata") {
        Object::Stream(stream) => {
            file.data(&stream).map(|data| String::from_utf8_lossy(&data[..data.len().min(1 << 20)]).into_owned())
        }
        _ => None,
    }
    .unwrap_or_default();
    let told = |value: Option<String>| value.map(|value| Told::new(value, Provenance::File));
    let xmp = |name: &str| xmp(&packet, name);
    let title = said("Title").filter(|title| !is_junk(title)).or_else(|| xmp("dc:title").filter(|title| !is_junk(title)));
    let author = said("Author").or_else(|| xmp("dc:creator")).filter(|author| !is_nobody(author));
    let published = file.get(&info, "CreationDate").text().and_then(|date| when(&text(date)));
    let published = published.or_else(|| xmp("xmp:CreateDate").and_then(|date| date.get(..10)?.parse::<When>().ok()));
    let language = file.get(&root, "Lang").text().map(text).and_then(|value| neat(&value)).or_else(|| xmp("dc:language"));
    About {
        title: told(title),
        author: told(author),
        publisher: told(xmp("dc:publisher")),
        published: None,
        written: published.map(|when| Told::new(when, Provenance::File)),
        language: told(language.filter(|language| is_language(language))),
        licence: told(xmp("xmpRights:WebStatement").or_else(|| xmp("cc:license"))),
        source: told(xmp("dc:source").filter(|source| source.starts_with("http"))),
    }
}

/// On one line and not longer than a name is; `None` for nothing.
fn neat(value: &str) -> Option<String> {
    let words: Vec<&str> = value.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    let text: String = words.join(" ").chars().take(limits::NAME).collect();
    (!text.is_empty() && !text.contains(char::REPLACEMENT_CHARACTER)).then_some(text)
}

/// Whether a title was set by a program and says nothing: the name of a file, or that there is none.
#[must_use]
pub fn is_junk(title: &str) -> bool {
    const ENDS: [&str; 20] = [
        ".doc", ".docx", ".dvi", ".indd", ".tex", ".pdf", ".qxd", ".qxp", ".rtf", ".odt", ".ps", ".fm", ".pmd", ".p65", ".html",
        ".htm", ".txt", ".ppt", ".pptx", ".eps",
    ];
    const STARTS: [&str; 9] = [
        "microsoft word",
        "microsoft powerpoint",
        "powerpoint presentation",
        "untitled",
        "document",
        "slide 1",
        "layout 1",
        "print",
        "about:blank",
    ];
    let lower = title.trim().to_lowercase();
    lower.chars().filter(|c| c.is_alphabetic()).count() < 3
        || ENDS.iter().any(|end| lower.ends_with(end))
        || STARTS.iter().any(|start| {
            lower
                .strip_prefix(start)
                .is_some_and(|rest| rest.is_empty() || !start.contains(' ') && rest.len() < 4 || start.starts_with("microsoft"))
        })
        || lower.starts_with("file:")
        || (lower.starts_with("http") && !lower.contains(' '))
        || (!lower.contains(' ') && (lower.contains('_') || lower.chars().any(|c| c.is_ascii_digit())))
}

/// Whether an author is only the name of a program's or a machine's account.
fn is_nobody(author: &str) -> bool {
    const NOBODY: [&str; 14] = [
        "user",
        "admin",
        "administrator",
        "owner",
        "unknown",
        "author",
        "anonymous",
        "default",
        "root",
        "pc",
        "dell",
        "hp",
        "microsoft",
        "windows user",
    ];
    NOBODY.contains(&author.trim().to_lowercase().as_str())
}

fn is_language(language: &str) -> bool {
    let mut parts = language.split('-');
    parts.next().is_some_and(|first| (2..=3).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic()))
        && parts.all(|part| !part.is_empty() && part.len() <= 8 && part.chars().all(|c| c.is_ascii_alphanumeric()))
        && !language.eq_ignore_ascii_case("x-unknown")
}

/// A date of a PDF: `D:20220105093000+06'00'` (ISO 32000-1, 7.9.4). Only its day is taken: its hour is that of the machine.
#[must_use]
pub fn when(date: &str) -> Option<When> {
    let date = date.trim().strip_prefix("D:").unwrap_or(date.trim());
    let digits: String = date.chars().take_while(char::is_ascii_digit).take(8).collect();
    let mut edtf = digits.get(..4)?.to_owned();
    for part in [digits.get(4..6), digits.get(6..8)].into_iter().map_while(|part| part) {
        write!(edtf, "-{part}").ok()?;
    }
    edtf.parse().ok()
}

/// What an XMP packet says under a name: the first text within the element, or the attribute.
fn xmp(packet: &str, name: &str) -> Option<String> {
    let open = format!("<{name}");
    let inside = packet.match_indices(&open).find_map(|(at, _)| {
        let rest = &packet[at + open.len()..];
        let (head, body) = rest.split_once('>')?;
        (head.is_empty() || head.starts_with(char::is_whitespace)).then_some(())?;
        (!head.ends_with('/')).then(|| body.split_once(&format!("</{name}>")).map(|(inside, _)| inside))?
    });
    let attribute = || {
        let (_, rest) = packet.split_once(&format!("{name}=\""))?;
        rest.split_once('"').map(|(value, _)| value.to_owned())
    };
    let items = |inside: &str| {
        let mut texts: Vec<String> = Vec::new();
        for part in inside.split('<').filter_map(|part| part.split_once('>').map_or(Some(part), |(_, text)| Some(text))) {
            if let Some(text) = neat(&unescaped(part)) {
                texts.push(text);
            }
        }
        // Several names are several authors; several titles are one in several languages.
        if name == "dc:creator" { neat(&texts.join(", ")) } else { texts.into_iter().next() }
    };
    inside.and_then(items).or_else(|| attribute().and_then(|value| neat(&unescaped(&value))))
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_read_in_their_encodings() {
        assert_eq!(text(b"\xfe\xff\x04\x10\x04\x11"), "АБ");
        assert_eq!(text(b"\xef\xbb\xbf\xd0\x90"), "А");
        assert_eq!(text(b"caf\xe9 \x84 \x93"), "café — ﬁ");
    }

    #[test]
    fn titles_that_programs_set_are_none() {
        let junk = [
            "Microsoft Word - report final.doc",
            "untitled",
            "thesis.dvi",
            "http://a.b/c",
            "Document1",
            "main_v2",
            "12/3",
            "PowerPoint Presentation",
        ];
        let titles = ["Kazakhstan after the uprising", "Documents of a revolt", "Printing in Almaty", "Untitled: poems"];
        for title in junk {
            assert!(is_junk(title), "{title}");
        }
        for title in titles {
            assert!(!is_junk(title), "{title}");
        }
    }

    #[test]
    fn dates_are_days() {
        let cases = [
            ("D:20220105093000+06'00'", Some("2022-01-05")),
            ("D:202201", Some("2022-01")),
            ("1999", Some("1999")),
            ("D:2022", Some("2022")),
            ("x", None),
        ];
        for (date, expected) in cases {
            assert_eq!(when(date).map(|when| when.to_string()).as_deref(), expected, "{date}");
        }
    }

    #[test]
    fn packets_are_read() {
        let packet = r#"<rdf:Description xmp:CreateDate="2021-03-04T05:06:07Z"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">A &amp; B</rdf:li></rdf:Alt></dc:title>
            <dc:creator><rdf:Seq><rdf:li>One</rdf:li><rdf:li>Two</rdf:li></rdf:Seq></dc:creator><dc:publisher/></rdf:Description>"#;
        assert_eq!(xmp(packet, "dc:title").as_deref(), Some("A & B"));
        assert_eq!(xmp(packet, "dc:creator").as_deref(), Some("One, Two"));
        assert_eq!(xmp(packet, "dc:publisher"), None);
        assert_eq!(xmp(packet, "xmp:CreateDate").as_deref(), Some("2021-03-04T05:06:07Z"));
    }
}

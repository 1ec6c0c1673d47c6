//! Web pages as browsers save them in one file: a message of several parts (RFC 2557), of which the page is one.
//!
//! Only as much of mail is read as browsers write: headers that may go on in the next line, parts between boundaries, parts in
//! parts, quoted-printable and base64.

use super::manuscript::Manuscript;
use super::scribe::Scribe;
use super::{CANCELLED, FAULTY, Wish, decode, html, text};
use crate::report::limits;

/// Reads the page of a saved message.
///
/// # Errors
///
/// When there is no page in it, or the reading is cancelled.
pub(super) fn read(bytes: &[u8], wish: &Wish<'_>) -> Result<Manuscript, String> {
    let (head, body) = split(bytes);
    let part = page(&head, body, 0).ok_or("no page is found in this saved web page; save it from the browser again")?;
    wish.cancel.wanted().ok_or(CANCELLED)?;
    let content = part.content();
    let decoded = decode::decode(&content, part.charset.as_deref().or(html::declared(&content).as_deref()));
    let mut scribe = Scribe::default();
    if decoded.is_faulty {
        scribe.complain(FAULTY);
    }
    if part.is_text {
        return Ok(text::write(&decoded.text, scribe, wish));
    }
    let address = field(&head, "snapshot-content-location").or_else(|| part.address.clone());
    html::page(&decoded.text, scribe, address.as_deref(), wish)
}

/// Whether these bytes are the head of a message that holds a page.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    let (head, _) = split(&bytes[..bytes.len().min(limits::ATTRIBUTE_BYTES)]);
    let kind = field(&head, "content-type").unwrap_or_default().to_ascii_lowercase();
    field(&head, "mime-version").is_some() && (kind.starts_with("multipart/") || kind.starts_with("text/html"))
}

/// A part that is a page or, where there is none, a text.
struct Part<'a> {
    body: &'a [u8],
    coding: String,
    charset: Option<String>,
    address: Option<String>,
    is_text: bool,
}

impl Part<'_> {
    fn content(&self) -> Vec<u8> {
        match self.coding.as_str() {
            "base64" => base64(self.body),
            "quoted-printable" => quoted_printable(self.body),
            _ => self.body.to_vec(),
        }
    }
}

/// How deep parts may lie in parts.
const DEPTH: usize = 8;

fn page<'a>(head: &[(String, String)], body: &'a [u8], depth: usize) -> Option<Part<'a>> {
    let kind = field(head, "content-type").unwrap_or_else(|| "text/plain".to_owned());
    let main = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if main.starts_with("multipart/") {
        let boundary = parameter(&kind, "boundary").filter(|boundary| !boundary.is_empty() && depth < DEPTH)?;
        let mut found: Option<Part<'_>> = None;
        for part in parts(body, &boundary) {
            let (head, body) = split(part);
            match page(&head, body, depth + 1) {
                Some(part) if !part.is_text => return Some(part),
                part => found = found.or(part),
            }
        }
        return found;
    }
    let is_text = match main.as_str() {
        "text/html" | "application/xhtml+xml" => false,
        "text/plain" => true,
        _ => return None,
    };
    Some(Part {
        body,
        coding: field(head, "content-transfer-encoding").unwrap_or_default().trim().to_ascii_lowercase(),
        charset: parameter(&kind, "charset"),
        address: field(head, "content-location").filter(|address| address.starts_with("http")),
        is_text,
    })
}

/// Head and body, which an empty line sets apart.
fn split(bytes: &[u8]) -> (Vec<(String, String)>, &[u8]) {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() && fields.len() < limits::LINKED {
        let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |at| at + 1);
        let line = String::from_utf8_lossy(&rest[..end.min(limits::ATTRIBUTE_BYTES)]).into_owned();
        let line = line.trim_end_matches(['\r', '\n']);
        if fields.is_empty() && line.trim().is_empty() {
            rest = &rest[end..];
            continue;
        }
        if line.is_empty() {
            return (fields, &rest[end..]);
        }
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        } else {
            return (fields, rest);
        }
        rest = &rest[end..];
    }
    (fields, rest)
}

fn field(head: &[(String, String)], name: &str) -> Option<String> {
    head.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone())
}

/// A parameter of a header: `multipart/related; boundary="----x"`.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|part| {
        let (key, value) = part.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// What stands between the boundaries, which are lines of their own.
fn parts<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let mark = format!("--{boundary}");
    let (mut parts, mut start, mut at) = (Vec::new(), None, 0);
    while at < body.len() {
        let end = body[at..].iter().position(|byte| *byte == b'\n').map_or(body.len(), |line| at + line + 1);
        if let Some(after) = body[at..end].strip_prefix(mark.as_bytes())
            && after.trim_ascii().strip_prefix(b"--").unwrap_or(after.trim_ascii()).is_empty()
        {
            if let Some(start) = start.replace(end) {
                parts.push(&body[start..at]);
            }
            if after.starts_with(b"--") || parts.len() >= limits::DOCUMENTS {
                return parts;
            }
        }
        at = end;
    }
    if let Some(start) = start {
        parts.push(&body[start..]);
    }
    parts
}

/// Decodes quoted-printable (RFC 2045, 6.7). What is no code stands as it is.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(body.len());
    let mut at = 0;
    while at < body.len() {
        match &body[at..] {
            [b'=', b'\r', b'\n', ..] => at += 3,
            [b'=', b'\n', ..] => at += 2,
            [b'=', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                decoded.push(nibble(*high) << 4 | nibble(*low));
                at += 3;
            }
            [byte, ..] => {
                decoded.push(*byte);
                at += 1;
            }
            [] => break,
        }
    }
    decoded
}

fn nibble(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => digit.to_ascii_lowercase() - b'a' + 10,
    }
}

/// Decodes base64 (RFC 4648). What is none of its signs is passed over, as mail is read.
fn base64(body: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::read::testing::{read_as, shown};

    const SAVED: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\nSubject: =?utf-8?Q?A?=\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----x--\"\r\n\r\n\
        ------x--\r\nContent-Type: text/css\r\n\r\np {}\r\n------x--\r\nContent-Type: text/html; charset=windows-1251\r\n\
        Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/b\r\n\r\n\
        <html><head><title>=CE=E4=E8=ED</title></head><body><p>=C2 Almaty, shots we=\r\nre heard.</p></body></html>\r\n\
        ------x----\r\nafter";

    #[test]
    fn a_saved_page_is_found_among_its_parts() {
        let manuscript = read_as(read, SAVED.as_bytes()).unwrap();
        assert_eq!(shown(&manuscript), ["Title|Один", "В Almaty, shots were heard."]);
        assert_eq!(manuscript.about.source.unwrap().value, "https://example.org/a");
        assert!(is_one(SAVED.as_bytes()));
        assert!(!is_one(b"From: me\n\nMIME-Version: 1.0\nContent-Type: text/html"));
    }

    #[test]
    fn parts_may_lie_in_parts_and_end_too_early() {
        let message = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/alternative; boundary=b\n\n\
            --b\nContent-Type: text/plain\n\nplain\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+b25l\nIHR3bzwvcD4=";
        assert_eq!(shown(&read_as(read, message.as_bytes()).unwrap()), ["one two"]);
        let nested = "Content-Type: multipart/mixed; boundary=a\n\n--a\n".repeat(1000);
        assert_eq!(read_as(read, nested.as_bytes()).unwrap().text, "");
        assert!(read_as(read, b"").is_ok());
    }

    #[test]
    fn codes_are_decoded_and_what_is_none_is_kept() {
        assert_eq!(quoted_printable(b"a=3D=e9=\r\nb=\nc=zz="), b"a=\xe9bc=zz=");
        assert_eq!(base64(b"YWJj\r\nZGU="), b"abcde");
        assert_eq!(base64(b"Y!W"), b"a");
    }
}

//! `dateline:` links: to a passage, which is found again in any copy of its text, and to a view of a dossier.

use std::fmt;

use super::anchoring::{Anchor, Why, anchor};
use super::dossier::Dossier;
use super::ids::DocumentIx;
use super::limits;
use super::passage::Target;
use super::text::{Selector, Span, Text};

/// What every link begins with.
pub const SCHEME: &str = "dateline:";

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// To a stretch of a text.
    Passage(PassageLink),
    /// To a view of a dossier.
    View(ViewLink),
}

/// A stretch of a text, by the text's checksum, the position in it, and a short quotation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassageLink {
    /// The first digits of the text's SHA-256 in hexadecimal.
    pub checksum: String,
    /// The position in code points.
    pub span: Span,
    /// The quotation, or the beginning of a longer one.
    pub head: String,
    /// The end of a longer quotation; empty where `head` is all of it.
    pub tail: String,
    /// What stands right before the stretch.
    pub prefix: String,
    /// What stands right after it.
    pub suffix: String,
}

/// A view of a dossier, as names and values; what they mean is up to the session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewLink {
    /// The id of the dossier.
    pub dossier: String,
    /// The rest, in order.
    pub fields: Vec<(String, String)>,
}

/// How many digits of the checksum a link carries.
const DIGITS: usize = 16;
/// The longest quotation that is given whole, in code points.
const WHOLE: usize = 90;
/// How much is given of the beginning and of the end of a longer one.
const ENDS: usize = 40;
/// How much is given of what stands around.
const AROUND: usize = 16;

/// The SHA-256 of a text in lower-case hexadecimal.
fn checksum(text: &Text) -> &str {
    text.checksum()
}

impl PassageLink {
    /// The link to a stretch of a document.
    #[must_use]
    pub fn new(dossier: &Dossier, target: Target) -> Self {
        let text = &dossier.document(target.document).text;
        let span = target.span;
        let slice = |start: usize, end: usize| text.slice(Span { start, end }).to_owned();
        let long = span.end - span.start > WHOLE;
        let checksum = checksum(text);
        Self {
            checksum: checksum[..DIGITS].to_owned(),
            span,
            head: slice(span.start, if long { span.start + ENDS } else { span.end }),
            tail: if long { slice(span.end - ENDS, span.end) } else { String::new() },
            prefix: slice(span.start.saturating_sub(AROUND), span.start),
            suffix: slice(span.end, span.end + AROUND),
        }
    }

    /// Finds the stretch in a dossier: in the text it was made from, or else in the first text that has these words.
    ///
    /// # Errors
    /// One sentence, when no text has them.
    pub fn find(&self, dossier: &Dossier) -> Result<Target, String> {
        let same = |ix: &DocumentIx| self.checksum.len() >= 8 && checksum(&dossier.document(*ix).text).starts_with(&self.checksum);
        let all = (0..dossier.documents.len()).map(DocumentIx::new);
        let (first, others): (Vec<_>, Vec<_>) = all.partition(same);
        let mut found = first.into_iter().chain(others).filter_map(|document| {
            let span = self.find_in(&dossier.document(document).text)?;
            Some(Target { document, span })
        });
        found.next().ok_or_else(|| {
            let quote = limits::shown(&self.head);
            format!(
                "This link quotes “{quote}”, and no text of this dossier has these words where they stood; open the dossier that it was made from."
            )
        })
    }

    fn find_in(&self, text: &Text) -> Option<Span> {
        if self.head.is_empty() {
            return None;
        }
        let length = |text: &str| text.chars().count();
        let (start, end) = (self.span.start, self.span.end);
        let whole = self.tail.is_empty();
        let head = Selector {
            position: Span::new(start, start.saturating_add(length(&self.head))),
            exact: self.head.clone(),
            prefix: self.prefix.clone(),
            suffix: if whole { self.suffix.clone() } else { String::new() },
        };
        let head_found = anchor(text, &head);
        if whole {
            return head_found.span();
        }
        let head = head_found.span().or_else(|| only_spot(&head_found))?;
        // Where the beginning has moved, the end has most likely moved with it.
        let end = head.start.saturating_add(end).saturating_sub(start);
        let tail = Selector {
            position: Span::new(end.saturating_sub(length(&self.tail)), end),
            exact: self.tail.clone(),
            prefix: String::new(),
            suffix: self.suffix.clone(),
        };
        let tail_found = anchor(text, &tail);
        let tail = tail_found.span().or_else(|| only_spot(&tail_found)).filter(|tail| tail.end >= head.end);
        if head_found.span().is_none() {
            // What stood around has changed: both ends vouch for each other, where they are about as far apart.
            let length = self.span.end - self.span.start;
            return tail
                .map(|tail| Span { start: head.start, end: tail.end })
                .filter(|whole| (whole.end - whole.start).abs_diff(length) <= length / 8);
        }
        Some(tail.map_or(head, |tail| Span { start: head.start, end: tail.end }))
    }
}

/// The only place where words stand, though what is around them has changed.
fn only_spot(found: &Anchor) -> Option<Span> {
    match found {
        Anchor::Aside(Why::Differs, spots) if spots.len() == 1 => spots.first().copied(),
        _ => None,
    }
}

impl fmt::Display for PassageLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Span { start, end } = self.span;
        write!(f, "{SCHEME}passage?text={}&at={start}-{end}&quote={}", encode(&self.checksum), encode(&self.head))?;
        for (name, value) in [("to", &self.tail), ("before", &self.prefix), ("after", &self.suffix)] {
            if !value.is_empty() {
                write!(f, "&{name}={}", encode(value))?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for ViewLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME}view?dossier={}", encode(&self.dossier))?;
        self.fields.iter().try_for_each(|(name, value)| write!(f, "&{}={}", encode(name), encode(value)))
    }
}

/// Reads a link.
///
/// # Errors
/// One sentence that says what was expected and what stands there.
pub fn parse(text: &str) -> Result<Link, String> {
    let text = text.trim().trim_start_matches('<').trim_end_matches('>');
    let fault = |what: &str| {
        let shown = limits::shown(text);
        format!("expected a link such as dateline:passage?… or dateline:view?…, but found “{shown}”: {what}")
    };
    if text.len() > limits::LINK {
        return Err(fault(&format!("it is longer than {} bytes", limits::grouped(limits::LINK))));
    }
    let rest = text.strip_prefix(SCHEME).ok_or_else(|| fault("it does not begin with dateline:"))?;
    let (kind, query) = rest.split_once('?').ok_or_else(|| fault("nothing follows a question mark in it"))?;
    let mut fields = Vec::new();
    for field in query.split('&').filter(|field| !field.is_empty()) {
        let (name, value) = field.split_once('=').unwrap_or((field, ""));
        let decoded = decode(name).zip(decode(value));
        fields.push(decoded.ok_or_else(|| fault(&format!("“{}” is not percent-encoded UTF-8", limits::shown(field))))?);
    }
    let field = |wanted: &str| fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone()).unwrap_or_default();
    match kind {
        "view" => {
            let dossier = field("dossier");
            fields.retain(|(name, _)| name != "dossier");
            Ok(Link::View(ViewLink { dossier, fields }))
        }
        "passage" => {
            let at = field("at");
            let ends = at.split_once('-').and_then(|(start, end)| Span::new(start.parse().ok()?, end.parse().ok()?));
            let head = field("quote");
            if head.is_empty() {
                return Err(fault("it quotes nothing"));
            }
            let (checksum, tail, prefix, suffix) = (field("text"), field("to"), field("before"), field("after"));
            let span = ends.ok_or_else(|| fault(&format!("“at={}” is not a position such as at=120-180", limits::shown(&at))))?;
            Ok(Link::Passage(PassageLink { checksum, span, head, tail, prefix, suffix }))
        }
        other => Err(fault(&format!("“{}” is not a kind of link that this Dateline knows", limits::shown(other)))),
    }
}

/// Percent-encodes everything but the unreserved characters of RFC 3986.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0').to_ascii_uppercase();
            encoded.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    encoded
}

/// Undoes [`encode`]; `None` for what is not percent-encoded UTF-8.
#[must_use]
pub fn decode(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'%' {
            let digits = text.get(at + 1..at + 3)?;
            decoded.push(u8::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?);
            at += 3;
        } else {
            decoded.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::draft::{Document, Draft};
    use proptest::prelude::*;

    fn dossier(texts: &[&str]) -> Dossier {
        let mut draft = Draft::default();
        for (index, text) in texts.iter().enumerate() {
            let text = Text::new((*text).to_owned());
            draft.documents.push(Document { id: format!("d{index}"), file: format!("d{index}.txt"), text, ..Document::default() });
        }
        Dossier::check(draft)
    }

    fn target(document: u32, start: usize, end: usize) -> Target {
        Target { document: DocumentIx(document), span: Span { start, end } }
    }

    fn follow(link: &str, dossier: &Dossier) -> Target {
        let Link::Passage(link) = parse(link).unwrap() else { panic!("no passage: {link}") };
        link.find(dossier).unwrap()
    }

    #[test]
    fn a_link_reads_as_it_says() {
        let dossier = dossier(&["In Жаңаөзен, 5 & 6: fire."]);
        let link = PassageLink::new(&dossier, target(0, 3, 11)).to_string();
        let sum = &checksum(&dossier.documents[0].text)[..16];
        let expected = format!(
            "dateline:passage?text={sum}&at=3-11&quote={}&before=In%20&after=%2C%205%20%26%206%3A%20fire.",
            encode("Жаңаөзен")
        );
        assert_eq!(link, expected);
        assert_eq!(follow(&link, &dossier), target(0, 3, 11));
    }

    #[test]
    fn the_text_it_was_made_from_comes_first() {
        let dossier = dossier(&["First: fire.", "Then: fire."]);
        let link = PassageLink::new(&dossier, target(1, 6, 10)).to_string();
        assert_eq!(follow(&link, &dossier), target(1, 6, 10));
    }

    #[test]
    fn a_long_passage_is_found_in_a_changed_copy() {
        let body: Vec<String> = (0..60).map(|n| format!("word{n}")).collect();
        let body = body.join(" ");
        let one = dossier(&[&format!("Before. {body} After.")]);
        let link = PassageLink::new(&one, target(0, 8, 8 + body.chars().count())).to_string();
        assert!(link.len() < 400, "{link}");
        let two = dossier(&["Another text.", &format!("A new beginning. {} After.", body.replace("word30 ", ""))]);
        let found = follow(&link, &two);
        assert_eq!(two.slice(found), body.replace("word30 ", ""));
    }

    #[test]
    fn what_is_no_link_is_said_to_be_none() {
        let fault = |text: &str| parse(text).unwrap_err();
        assert!(fault("http://x").ends_with("but found “http://x”: it does not begin with dateline:"));
        assert!(fault("dateline:passage?at=1-2").ends_with("it quotes nothing"));
        assert!(fault("dateline:passage?quote=a&at=9-2").ends_with("“at=9-2” is not a position such as at=120-180"));
        assert!(fault("dateline:passage?quote=%F0").ends_with("“quote=%F0” is not percent-encoded UTF-8"));
        assert!(fault("dateline:planet?x=1").ends_with("“planet” is not a kind of link that this Dateline knows"));
        let Link::Passage(lost) = parse("dateline:passage?quote=gone&at=0-4").unwrap() else { panic!() };
        assert!(lost.find(&dossier(&["here"])).unwrap_err().starts_with("This link quotes “gone”, and no text of this dossier"));
    }

    proptest! {
        #[test]
        fn percent_encoding_is_undone(text in "\\PC{0,40}") {
            prop_assert_eq!(decode(&encode(&text)), Some(text));
        }

        #[test]
        fn no_link_makes_it_panic(text in "dateline:(passage|view)?[?&=%a-f0-9-]{0,60}") {
            drop(parse(&text));
        }

        #[test]
        fn a_link_leads_back_to_its_stretch(text in "[ab .Жң✊\n]{1,300}", start in 0_usize..300, length in 1_usize..300) {
            let dossier = dossier(&[&text]);
            let all = text.chars().count();
            let start = start % all;
            let wanted = target(0, start, (start + length).min(all));
            let link = PassageLink::new(&dossier, wanted).to_string();
            prop_assert_eq!(follow(&link, &dossier), wanted);
            // In a copy that begins otherwise, the words are found again.
            let copy = self::dossier(&[&format!("zz{text}")]);
            let found = follow(&link, &copy);
            if wanted.span.end - wanted.span.start <= WHOLE {
                prop_assert_eq!(copy.slice(found), dossier.slice(wanted));
            }
        }
    }
}

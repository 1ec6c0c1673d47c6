//! Reading JSON that people edit by hand: what is sound before a fault is kept, and every entry knows its line.

use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::report::limits;
use crate::report::warning::{Origin, Warning, Warnings};

/// A text with the fast answer to “which line is this?”.
pub struct Source<'a> {
    file: Arc<str>,
    text: &'a str,
    line_starts: Vec<usize>,
}

/// A list of entries: its name, how many entries of it are read, and what they are called.
pub type List = (&'static str, usize, &'static str);

impl<'a> Source<'a> {
    /// A file's name and its content.
    #[must_use]
    pub fn new(file: &str, text: &'a str) -> Self {
        // Reserved at once: growing would take twice the memory, and hostile files are all line feeds.
        let mut line_starts = Vec::with_capacity(text.bytes().filter(|byte| *byte == b'\n').count());
        line_starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
        Self { file: file.into(), text, line_starts }
    }

    /// The line, from 1, on which an entry of this text begins.
    ///
    /// `raw` must have been borrowed from the text of this source.
    #[must_use]
    pub fn origin(&self, raw: &RawValue) -> Origin {
        let line = self.line_starts.partition_point(|start| *start <= self.offset(raw)) + 1;
        Origin::new(self.file.clone(), u32::try_from(line).unwrap_or(u32::MAX))
    }

    /// The byte of the text at which an entry begins, borrowed as for [`Source::origin`].
    #[must_use]
    pub fn offset(&self, raw: &RawValue) -> usize {
        raw.get().as_ptr().addr().saturating_sub(self.text.as_ptr().addr())
    }

    /// Reads the members of the object that the whole text is.
    ///
    /// The values of `lists` are split into their entries. When the text breaks off or is faulty, what came before is
    /// returned, and what stands on lines of its own after the faulty one. What is wrong is warned of.
    #[must_use]
    pub fn members(&self, lists: &[List], warnings: &mut Warnings) -> Vec<Member<'a>> {
        let mut members = Members { lists, found: Vec::new(), more: 0 };
        let mut reader = serde_json::Deserializer::from_str(self.text);
        let result = (&mut members).deserialize(&mut reader).and_then(|()| reader.end());
        let Members { mut found, more, .. } = members;
        if let Err(error) = result {
            let recovered = self.recover(error.line(), lists, &mut found);
            let remedy = match recovered {
                0 => "repair the line; everything before it was read",
                _ => "repair the line; the whole lines before and after it were read",
            };
            let what = format!("the JSON is faulty or breaks off in column {}: {}", error.column(), bare(&error.to_string()));
            let line = u32::try_from(error.line()).unwrap_or(u32::MAX);
            warnings.push(Warning::new(&Origin::new(self.file.clone(), line), what, remedy));
        }
        if more > 0 {
            let what = format!("it has more than {} fields", limits::grouped(limits::FIELDS));
            warnings.push(Warning::new(&Origin::file(&self.file), what, "remove some; the rest is left out"));
        }
        for (member, (_, most, kind)) in found.iter().filter_map(|member| Some((member, of(lists, &member.key)?))) {
            if let (more @ 1.., Some((first, _))) = (member.more, member.rest) {
                let what = format!(
                    "“{}” has more than {} {kind}: here begin {} more",
                    member.key,
                    limits::grouped(most),
                    limits::grouped(more)
                );
                warnings.push(Warning::new(&self.origin(first), what, "split the dossier; they are kept but not shown"));
            }
        }
        found
    }

    /// Reads entries that stand whole on a line after a faulty one, up to the end of their list.
    fn recover(&self, faulty: usize, lists: &[List], found: &mut [Member<'a>]) -> usize {
        let Some(member) = found.last_mut() else { return 0 };
        let Some((_, most, _)) = of(lists, &member.key).filter(|_| member.broken) else { return 0 };
        // A fault that shows at the beginning of a line, such as a missing comma, is one of the line before.
        let start = self.line_starts.get(faulty.saturating_sub(2)).copied().unwrap_or(self.text.len());
        let known = member.elements.last().map_or(0, |raw| self.offset(raw) + raw.get().len());
        let before = member.elements.len();
        for line in self.text[start.max(known).min(self.text.len())..].lines().take_while(|line| !line.starts_with([']', '}'])) {
            let entry = line.trim_end().trim_end_matches(',');
            if member.elements.len() < most
                && entry.starts_with('{')
                && let Ok(raw) = serde_json::from_str::<&'a RawValue>(entry)
            {
                member.elements.push(raw);
            }
        }
        member.elements.len() - before
    }

    /// The text of the entries of a list that are beyond its limit, commas included.
    #[must_use]
    pub fn rest(&self, member: &Member<'a>) -> Option<&'a str> {
        let (first, last) = member.rest?;
        self.text.get(self.offset(first)..self.offset(last) + last.get().len())
    }
}

fn of(lists: &[List], key: &str) -> Option<List> {
    lists.iter().find(|(name, ..)| *name == key).copied()
}

/// A member of the outermost object.
pub struct Member<'a> {
    /// Its name.
    pub key: String,
    /// Its value, or for one of the named lists nothing.
    pub value: Option<&'a RawValue>,
    /// The entries of one of the named lists, as many as are read.
    pub elements: Vec<&'a RawValue>,
    /// Whether the text breaks off, or has a fault, within it.
    broken: bool,
    /// How many more there are.
    more: usize,
    /// The first and the last of those.
    rest: Option<(&'a RawValue, &'a RawValue)>,
}

impl Member<'_> {
    fn new(key: String) -> Self {
        Self { key, value: None, elements: Vec::new(), broken: false, more: 0, rest: None }
    }
}

struct Members<'b, 'a> {
    lists: &'b [List],
    found: Vec<Member<'a>>,
    more: usize,
}

impl<'de> DeserializeSeed<'de> for &mut Members<'_, 'de> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &mut Members<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object in braces")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if self.found.len() >= limits::FIELDS {
                self.more += 1;
                map.next_value::<IgnoredAny>()?;
            } else if let Some((_, most, _)) = of(self.lists, &key) {
                self.found.push(Member::new(key));
                if let Some(member) = self.found.last_mut() {
                    member.broken = true;
                    map.next_value_seed(Entries { member, most })?;
                }
            } else {
                let value = Some(map.next_value::<&'de RawValue>()?);
                self.found.push(Member { value, ..Member::new(key) });
            }
        }
        Ok(())
    }
}

struct Entries<'b, 'a> {
    member: &'b mut Member<'a>,
    most: usize,
}

impl<'de> DeserializeSeed<'de> for Entries<'_, 'de> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Entries<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list in square brackets")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(raw) = seq.next_element::<&'de RawValue>()? {
            if self.member.elements.len() < self.most {
                self.member.elements.push(raw);
            } else {
                self.member.more += 1;
                self.member.rest = Some((self.member.rest.map_or(raw, |(first, _)| first), raw));
            }
        }
        self.member.broken = false;
        Ok(())
    }
}

/// Reads one entry into a record; the error names the field and says what was expected there.
///
/// # Errors
/// When the entry is not of the record's form, or too large.
pub fn record<T: DeserializeOwned>(raw: &RawValue) -> Result<T, String> {
    if raw.get().len() > limits::ENTRY_BYTES {
        return Err(format!("it is larger than {} MiB", limits::ENTRY_BYTES >> 20));
    }
    record_of_any_size(raw)
}

/// As [`record`], for entries of which the caller knows that they may be large.
///
/// # Errors
/// When the entry is not of the record's form.
pub fn record_of_any_size<T: DeserializeOwned>(raw: &RawValue) -> Result<T, String> {
    parse(raw.get())
}

/// Reads a text that is one value, and may be borrowed from.
///
/// # Errors
/// When it is not of the form that is asked for; the error names the field and says what was expected there.
pub fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, String> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = limits::shown(&error.path().to_string());
        let message = bare(&error.inner().to_string());
        if path == "." { message } else { format!("“{path}”: {message}") }
    })?;
    reader.end().map_err(|error| bare(&error.to_string()))?;
    Ok(read)
}

/// A JSON error without its position, which is given in other words, and with the beginning of a long value.
fn bare(message: &str) -> String {
    let whole = message.rsplit_once(" at line ").map_or(message, |(message, _)| message);
    if whole == "recursion limit exceeded" {
        return format!("lists or objects lie more than {} deep in one another", limits::DEPTH);
    }
    let message = [
        ("expected usize", "expected a whole number, 0 or more"),
        ("expected u64", "expected a whole number, 0 or more"),
        ("expected u32", "expected a whole number, 0 or more"),
        ("expected u8", "expected a whole number from 0 to 255"),
        ("expected f64", "expected a number"),
        ("expected a sequence", "expected a list in square brackets"),
        ("invalid type: sequence", "invalid type: list"),
        ("invalid type: map", "invalid type: object"),
        ("EOF while parsing", "the text ends within"),
    ];
    let message = message.into_iter().fold(whole.to_owned(), |said, (theirs, ours)| said.replacen(theirs, ours, 1));
    // The only long part is a text that stands where something else was expected.
    match message.split_once('"').zip(message.rsplit_once('"')) {
        Some(((before, text), (_, after))) if text.len() > after.len() => {
            let text = &text[..text.len() - after.len() - 1];
            format!("{before}“{}”{after}", limits::shown(text))
        }
        _ => message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The members, and the one thing that is wrong with them.
    fn members<'a>(source: &Source<'a>, most: usize) -> (Vec<Member<'a>>, String) {
        let mut warnings = Warnings::default();
        let members = source.members(&[("list", most, "things")], &mut warnings);
        (members, warnings.into_list().pop().map(|warning| warning.to_string()).unwrap_or_default())
    }

    #[test]
    fn what_stands_before_a_break_is_read() {
        let text = "{\n\"a\": 1,\n\"list\": [\n{\"x\": 1},\n{\"x\": 2},\n{\"x\": ";
        let source = Source::new("f.json", text);
        let (members, warning) = members(&source, 9);
        assert_eq!(members[1].elements.len(), 2);
        assert_eq!(source.origin(members[1].elements[1]), Origin::new("f.json", 5));
        assert!(
            warning.starts_with("f.json:6: the JSON is faulty or breaks off in column 6: the text ends within a value"),
            "{warning}"
        );
    }

    #[test]
    fn a_list_that_is_none_is_said_to_be_none() {
        let source = Source::new("f.json", "{\"list\": 5}");
        let warning = members(&source, 9).1;
        assert!(warning.contains("invalid type: integer `5`, expected a list in square brackets"), "{warning}");
    }

    #[test]
    fn deep_nesting_does_not_overflow_the_stack() {
        let text = format!("{{\"list\": [{}1{}]}}", "[".repeat(100_000), "]".repeat(100_000));
        let source = Source::new("f.json", &text);
        let error = record::<serde_json::Value>(members(&source, 9).0[0].elements[0]).unwrap_err();
        assert!(error.ends_with("lists or objects lie more than 127 deep in one another"), "{error}");
        let deep = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(serde_json::from_str::<serde_json::Value>(&deep(limits::DEPTH)).is_ok());
        assert!(serde_json::from_str::<serde_json::Value>(&deep(limits::DEPTH + 1)).is_err());
    }

    #[test]
    fn entries_on_lines_of_their_own_are_read_after_a_fault() {
        let check = |text: &str, expected: &str, line: &str| {
            let source = Source::new("f.json", text);
            let (members, warning) = members(&source, 9);
            let found: Vec<&str> = members[0].elements.iter().map(|raw| raw.get()).collect();
            assert_eq!(found.join(" "), expected, "{text}");
            assert!(warning.starts_with(line), "{warning}");
        };
        check("{\"list\": [\n{\"x\":1},\n{\"x\":},\n{\"x\":3},\n{\"x\":4}\n]}", "{\"x\":1} {\"x\":3} {\"x\":4}", "f.json:3: ");
        check("{\"list\": [\n{\"x\":1}\n{\"x\":2},\n{\"x\":3}\n]}", "{\"x\":1} {\"x\":2} {\"x\":3}", "f.json:3: ");
        check("{\"list\": [\n{\"x\":NaN},\n {\"x\":2},\n{\"x\":3},\n],\n{\"x\":4}", "{\"x\":3}", "f.json:2: ");
        check("{\"list\": [{\"x\":1}, {\"x\":}]}", "{\"x\":1}", "f.json:1: ");
    }

    #[test]
    fn what_is_beyond_the_limit_is_told_and_kept() {
        let source = Source::new("f.json", "{\"list\": [1,\n2,\n3, [4],5]}");
        let (members, warning) = members(&source, 2);
        assert_eq!(members[0].elements.len(), 2);
        assert_eq!(source.rest(&members[0]), Some("3, [4],5"));
        assert_eq!(
            warning,
            "f.json:3: “list” has more than 2 things: here begin 3 more; split the dossier; they are kept but not shown"
        );
    }

    #[test]
    fn a_long_value_does_not_make_a_long_message() {
        let text = format!("\"{}\"", "x\\\"".repeat(1000));
        let raw: &RawValue = serde_json::from_str(&text).unwrap();
        let error = record::<u32>(raw).unwrap_err();
        assert!(
            error.starts_with("invalid type: string “x") && error.ends_with("…”, expected a whole number, 0 or more"),
            "{error}"
        );
        assert!(error.len() < 120, "{error}");
    }
}

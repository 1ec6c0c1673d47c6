//! Reading JSON that people edit by hand: what is sound before a fault is kept, and every entry knows its line.

use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::report::warning::{Origin, Warning};

/// A text with the fast answer to “which line is this?”.
pub struct Source<'a> {
    file: Arc<str>,
    text: &'a str,
    line_starts: Vec<usize>,
}

impl<'a> Source<'a> {
    /// A file's name and its content; a byte order mark is skipped.
    #[must_use]
    pub fn new(file: &str, text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let line_starts = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        Self { file: file.into(), text, line_starts }
    }

    /// The line, from 1, on which an entry of this text begins.
    ///
    /// `raw` must have been borrowed from the text of this source.
    #[must_use]
    pub fn origin(&self, raw: &RawValue) -> Origin {
        let offset = raw.get().as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        let line = self.line_starts.partition_point(|start| *start <= offset) + 1;
        Origin::new(self.file.clone(), u32::try_from(line).unwrap_or(u32::MAX))
    }

    /// Where a JSON error was met.
    #[must_use]
    pub fn origin_of(&self, error: &serde_json::Error) -> Origin {
        Origin::new(self.file.clone(), u32::try_from(error.line()).unwrap_or(u32::MAX))
    }

    /// Reads the members of the object that the whole text is.
    ///
    /// The values of `arrays` are split into their elements. When the text breaks off or is faulty, what came
    /// before is returned together with a warning.
    #[must_use]
    pub fn members(&self, arrays: &[&str]) -> (Vec<Member<'a>>, Option<Warning>) {
        let mut found = Vec::new();
        let mut reader = serde_json::Deserializer::from_str(self.text);
        let result = Members { arrays, found: &mut found }.deserialize(&mut reader).and_then(|()| reader.end());
        let warning = result.err().map(|error| {
            let what = format!("the JSON is faulty or breaks off in column {}: {}", error.column(), bare(&error.to_string()));
            Warning::new(&self.origin_of(&error), what, "repair the line; everything before it was read")
        });
        (found, warning)
    }
}

/// A member of the outermost object.
pub struct Member<'a> {
    /// Its name.
    pub key: String,
    /// Its value, or for one of the named arrays nothing.
    pub value: Option<&'a RawValue>,
    /// The elements of one of the named arrays.
    pub elements: Vec<&'a RawValue>,
}

struct Members<'b, 'a> {
    arrays: &'b [&'b str],
    found: &'b mut Vec<Member<'a>>,
}

impl<'de> DeserializeSeed<'de> for Members<'_, 'de> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Members<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object in braces")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if self.arrays.contains(&key.as_str()) {
                self.found.push(Member { key, value: None, elements: Vec::new() });
                if let Some(member) = self.found.last_mut() {
                    map.next_value_seed(Elements { found: &mut member.elements })?;
                }
            } else {
                let value = Some(map.next_value::<&'de RawValue>()?);
                self.found.push(Member { key, value, elements: Vec::new() });
            }
        }
        Ok(())
    }
}

struct Elements<'b, 'a> {
    found: &'b mut Vec<&'a RawValue>,
}

impl<'de> DeserializeSeed<'de> for Elements<'_, 'de> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Elements<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list in square brackets")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(raw) = seq.next_element::<&'de RawValue>()? {
            self.found.push(raw);
        }
        Ok(())
    }
}

/// Reads one entry into a record; the error names the field and says what was expected there.
///
/// # Errors
/// When the entry is not of the record's form.
pub fn record<T: DeserializeOwned>(raw: &RawValue) -> Result<T, String> {
    let mut reader = serde_json::Deserializer::from_str(raw.get());
    serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let message = bare(&error.inner().to_string());
        if path == "." { message } else { format!("“{path}”: {message}") }
    })
}

/// A JSON error without its position, which is given in other words.
fn bare(message: &str) -> String {
    message.split(" at line ").next().unwrap_or(message).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_a_break_is_read() {
        let text = "{\n\"a\": 1,\n\"list\": [\n{\"x\": 1},\n{\"x\": 2},\n{\"x\": ";
        let source = Source::new("f.json", text);
        let (members, warning) = source.members(&["list"]);
        assert_eq!(members[1].elements.len(), 2);
        assert_eq!(source.origin(members[1].elements[1]), Origin::new("f.json", 5));
        let warning = warning.unwrap().to_string();
        assert!(warning.starts_with("f.json:6: the JSON is faulty or breaks off in column 6: EOF"), "{warning}");
    }

    #[test]
    fn a_list_that_is_none_is_said_to_be_none() {
        let source = Source::new("f.json", "{\"list\": 5}");
        let warning = source.members(&["list"]).1.unwrap().to_string();
        assert!(warning.contains("invalid type: integer `5`, expected a list in square brackets"), "{warning}");
    }

    #[test]
    fn deep_nesting_does_not_overflow_the_stack() {
        let text = format!("{{\"list\": [{}1{}]}}", "[".repeat(100_000), "]".repeat(100_000));
        let (members, _) = Source::new("f.json", &text).members(&["list"]);
        assert!(members[0].elements.iter().all(|raw| record::<serde_json::Value>(raw).is_err()));
    }
}

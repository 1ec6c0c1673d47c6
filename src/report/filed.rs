//! How an entry stands in its file, so that saving gives back what was read.

use std::sync::LazyLock;

use super::warning::Origin;

/// The fields of an entry that Dateline does not know, in their order.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// Fields with the JSON of their values, in their order.
pub type Fields = Vec<(String, String)>;

/// Where an entry was read, and whatever of it has no field of its own.
///
/// Most entries have nothing of the kind, and there may be a million of them; so it is kept small.
#[derive(Clone, Debug, Default)]
pub struct Filed {
    /// File and line.
    pub origin: Origin,
    rest: Option<Box<Rest>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Rest {
    extra: Extra,
    as_read: Option<String>,
    /// Times that can be written in several ways, by field, as they were.
    written: Vec<(&'static str, String)>,
}

impl PartialEq for Filed {
    /// Whether they would be saved alike, wherever they were read.
    fn eq(&self, other: &Self) -> bool {
        self.rest == other.rest
    }
}

static NOTHING: LazyLock<Extra> = LazyLock::new(Extra::new);

impl Filed {
    /// How an entry stands in its file: where, its unknown fields, and its JSON where that has to be kept.
    #[must_use]
    pub fn new(origin: Origin, extra: Extra, as_read: Option<String>) -> Self {
        let rest = (!extra.is_empty() || as_read.is_some()).then(|| Box::new(Rest { extra, as_read, written: Vec::new() }));
        Self { origin, rest }
    }

    /// Unknown fields.
    #[must_use]
    pub fn extra(&self) -> &Extra {
        self.rest.as_ref().map_or(&*NOTHING, |rest| &rest.extra)
    }

    /// The entry's JSON as it was read, kept where something in it was not understood: it is saved unchanged.
    #[must_use]
    pub fn as_read(&self) -> Option<&str> {
        self.rest.as_ref().and_then(|rest| rest.as_read.as_deref())
    }

    /// Keeps the entry's JSON as it was read; what was not read from a file has none.
    pub fn keep(&mut self, as_read: String) {
        if as_read.is_empty() {
            return;
        }
        self.rest.get_or_insert_default().as_read = Some(as_read);
    }

    /// How it stands once something in it has changed: its unknown fields, its times as they were written, and nothing else as
    /// it was read.
    #[must_use]
    pub fn rewritten(&self) -> Self {
        let rest = self.rest.as_ref().map(|rest| Rest { as_read: None, ..(**rest).clone() });
        Self { origin: self.origin.clone(), rest: rest.filter(|rest| *rest != Rest::default()).map(Box::new) }
    }

    /// Keeps the text of a time that would be written in another way.
    pub fn keep_written(&mut self, field: &'static str, text: String) {
        self.rest.get_or_insert_default().written.push((field, text));
    }

    /// Forgets how a time was written that has become another one.
    pub fn forget_written(&mut self, field: &str) {
        if let Some(rest) = &mut self.rest {
            rest.written.retain(|(name, _)| *name != field);
        }
        self.rest.take_if(|rest| **rest == Rest::default());
    }

    /// The text of a time as it was read, where it would be written in another way.
    #[must_use]
    pub fn written(&self, field: &str) -> Option<&str> {
        let kept = &self.rest.as_ref()?.written;
        kept.iter().find(|(name, _)| *name == field).map(|(_, text)| text.as_str())
    }
}

//! How an entry stands in its file, so that saving gives back what was read.

use super::warning::Origin;

/// The fields of an entry that Dateline does not know, in their order.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// Fields with the JSON of their values, in their order.
pub type Fields = Vec<(String, String)>;

/// Where an entry was read, and whatever of it has no field of its own.
#[derive(Clone, Debug, Default)]
pub struct Filed {
    /// File and line.
    pub origin: Origin,
    /// Unknown fields.
    pub extra: Extra,
    /// The entry's JSON as it was read, kept where something in it was not understood: it is saved unchanged.
    pub as_read: Option<String>,
}

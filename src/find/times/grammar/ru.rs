//! Russian.
use super::{Cursor, Found, Read, digits};
/// Reads.
#[must_use]
pub fn found(cursor: Cursor<'_>, at: usize) -> Read<Found> {
    digits::found(cursor, at)
}

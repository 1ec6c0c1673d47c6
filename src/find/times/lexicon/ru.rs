//! Russian.
use std::collections::HashMap;
use super::Word;
/// The table.
pub(super) fn words() -> HashMap<Box<str>, Word> {
    HashMap::new()
}

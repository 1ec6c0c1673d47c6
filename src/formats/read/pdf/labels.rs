//! The labels of pages (ISO 32000-1, 12.4.2): what a reader of the file calls each.

use std::collections::BTreeMap;

use super::super::numbers;
use super::file::File;
use super::object::{Dict, Object};
use crate::report::limits;

/// How the pages from one on are called.
#[derive(Clone, Debug, PartialEq)]
struct Range {
    style: u8,
    prefix: String,
    start: usize,
}

/// The labels of so many pages by the file's own table; empty where it has none.
#[must_use]
pub fn labels(file: &File<'_>, pages: usize) -> Vec<String> {
    let root = file.root().map(|root| file.get(&root, "PageLabels")).unwrap_or_default();
    let mut ranges: BTreeMap<usize, Range> = BTreeMap::new();
    let mut open: Vec<(Object, usize)> = vec![(root, 0)];
    while let Some((node, depth)) = open.pop() {
        let Some(node) = file.resolve(&node).dict().cloned() else { continue };
        if depth > 16 || ranges.len() > limits::PDF_PAGES || file.work.take(64).is_none() {
            break;
        }
        for pair in file.get(&node, "Nums").items().chunks_exact(2) {
            if let (Some(first), Some(dict)) = (file.resolve(&pair[0]).size(), file.resolve(&pair[1]).dict()) {
                ranges.insert(first, range(file, dict));
            }
        }
        open.extend(file.get(&node, "Kids").items().iter().map(|kid| (kid.clone(), depth + 1)));
    }
    if ranges.is_empty() {
        return Vec::new();
    }
    let label = |page: usize| {
        let (first, range) = ranges.range(..=page).next_back()?;
        Some(format!("{}{}", range.prefix, numeral(range.style, range.start.saturating_add(page - first))))
    };
    (0..pages).map(|page| label(page).unwrap_or_else(|| (page + 1).to_string())).collect()
}

fn range(file: &File<'_>, dict: &Dict) -> Range {
    let prefix = file.get(dict, "P").text().map(super::about::text).unwrap_or_default();
    Range {
        style: file.get(dict, "S").name().and_then(|name| name.first().copied()).unwrap_or(0),
        prefix: prefix.chars().filter(|c| !c.is_control()).take(32).collect(),
        start: file.get(dict, "St").size().unwrap_or(1).clamp(1, 1_000_000),
    }
}

/// A number in one of the styles of page labels (ISO 32000-1, table 159).
fn numeral(style: u8, number: usize) -> String {
    let format = match style {
        b'D' => "decimal",
        b'r' => "lowerRoman",
        b'R' => "upperRoman",
        b'a' => "lowerLetter",
        b'A' => "upperLetter",
        _ => return String::new(),
    };
    numbers::written(u32::try_from(number).unwrap_or(u32::MAX), format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_written_in_each_style() {
        let cases = [(b'D', 12, "12"), (b'r', 14, "xiv"), (b'R', 1999, "MCMXCIX"), (b'a', 28, "bb"), (b'A', 3, "C"), (0, 7, "")];
        for (style, number, expected) in cases {
            assert_eq!(numeral(style, number), expected);
        }
    }
}

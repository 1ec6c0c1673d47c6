//! The numbers before the points of ordered lists (HTML, 4.4.5 and 4.4.8), as a browser shows them. Style sheets are not read; the
//! style that stands in an element is.

use std::collections::BTreeMap;

use super::dom::{Attr, Dom, Id};
use super::tag::Tag;
use crate::formats::read::numbers;

/// How the numbers of a list are written that has none.
const NONE: &str = "none";

/// The number that comes next in each list that was met.
#[derive(Debug, Default)]
pub(super) struct Counting(BTreeMap<Id, i64>);

impl Counting {
    /// Counts a point of a list. What is shown before it, such as `3. `; empty in a list that has no numbers.
    pub(super) fn next(&mut self, dom: &Dom, point: Id) -> String {
        let is_list = |id: &Id| matches!(dom.tag(*id), Some(Tag::Ol | Tag::Ul | Tag::Menu | Tag::Dir));
        let Some(list) = dom.ancestors(point).find(is_list).filter(|list| dom.is(*list, Tag::Ol)) else { return String::new() };
        let is_reversed = dom.attribute(list, Attr::Reversed).is_some();
        let next = self.0.entry(list).or_insert_with(|| {
            let count = || dom.children(list).filter(|child| dom.is(*child, Tag::Li)).count();
            let first = if is_reversed { i64::try_from(count()).unwrap_or(1) } else { 1 };
            whole(dom, list, Attr::Start).unwrap_or(first)
        });
        let number = whole(dom, point, Attr::Value).unwrap_or(*next);
        *next = number.saturating_add(if is_reversed { -1 } else { 1 });
        let format = format(dom, point).or_else(|| format(dom, list)).unwrap_or("decimal");
        match u32::try_from(number) {
            _ if format == NONE => String::new(),
            Ok(number) => format!("{}. ", numbers::written(number, format)),
            Err(_) => format!("{number}. "),
        }
    }
}

fn whole(dom: &Dom, id: Id, attribute: Attr) -> Option<i64> {
    dom.attribute(id, attribute)?.trim().parse::<i32>().ok().map(i64::from)
}

/// How the numbers of an element are written, where it says so.
fn format(dom: &Dom, id: Id) -> Option<&'static str> {
    let styles = dom.attribute(id, Attr::Style).unwrap_or_default().split(';').rev();
    let told = styles.filter_map(|rule| rule.split_once(':')).find_map(|(name, value)| {
        let name = name.trim().to_ascii_lowercase();
        matches!(name.as_str(), "list-style" | "list-style-type").then(|| value.split_whitespace().find_map(by_style)).flatten()
    });
    told.or_else(|| {
        Some(match dom.attribute(id, Attr::Type)?.trim() {
            "1" => "decimal",
            "a" => "lowerLetter",
            "A" => "upperLetter",
            "i" => "lowerRoman",
            "I" => "upperRoman",
            "disc" | "circle" | "square" => NONE,
            _ => return None,
        })
    })
}

fn by_style(value: &str) -> Option<&'static str> {
    Some(match value.to_ascii_lowercase().as_str() {
        "decimal" => "decimal",
        "decimal-leading-zero" => "decimalZero",
        "lower-alpha" | "lower-latin" => "lowerLetter",
        "upper-alpha" | "upper-latin" => "upperLetter",
        "lower-roman" => "lowerRoman",
        "upper-roman" => "upperRoman",
        "none" | "disc" | "circle" | "square" => NONE,
        _ => return None,
    })
}

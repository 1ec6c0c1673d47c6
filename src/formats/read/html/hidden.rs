//! What a page does not show, and what it sets bold.

use super::dom::{Attr, Dom, Id};
use super::tag::Tag;
use crate::formats::read::styled;

/// Whether an element is hidden by what stands in it: by `hidden`, or by its style. Style sheets are not read.
pub(super) fn is_hidden(dom: &Dom, id: Id) -> bool {
    if dom.attribute(id, Attr::Hidden).is_some_and(|value| !value.eq_ignore_ascii_case("until-found")) {
        return true;
    }
    rules(dom, id).any(|(name, value)| {
        name.eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none")
            || name.eq_ignore_ascii_case("visibility") && value.eq_ignore_ascii_case("hidden")
    })
}

/// Whether an element sets its words bold, or takes care that they are not; `None` where it does neither.
pub(super) fn is_bold(dom: &Dom, id: Id, tag: Tag) -> Option<bool> {
    let told = rules(dom, id).filter(|(name, _)| name.eq_ignore_ascii_case("font-weight")).last();
    told.map(|(_, weight)| styled::is_bold(&weight.to_ascii_lowercase())).or(matches!(tag, Tag::B | Tag::Strong).then_some(true))
}

/// What the style that stands in an element says: names and values.
fn rules(dom: &Dom, id: Id) -> impl Iterator<Item = (&str, &str)> {
    let rules = dom.attribute(id, Attr::Style).unwrap_or_default().split(';').filter_map(|rule| rule.split_once(':'));
    rules.map(|(name, value)| (name.trim(), value.split('!').next().unwrap_or(value).trim()))
}

//! What a page does not show.

use super::dom::{Attr, Dom, Id};

/// Whether an element is hidden by what stands in it: by `hidden`, or by its style. Style sheets are not read.
pub(super) fn is_hidden(dom: &Dom, id: Id) -> bool {
    if dom.attribute(id, Attr::Hidden).is_some_and(|value| !value.eq_ignore_ascii_case("until-found")) {
        return true;
    }
    let Some(style) = dom.attribute(id, Attr::Style) else { return false };
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, value)| {
        let (name, value) = (name.trim(), value.trim());
        let value = value.split('!').next().unwrap_or(value).trim();
        name.eq_ignore_ascii_case("display") && value.eq_ignore_ascii_case("none")
            || name.eq_ignore_ascii_case("visibility") && value.eq_ignore_ascii_case("hidden")
    })
}

//! A page's title, without the name of its site.

use super::dom::{Dom, Id};
use super::tag::Tag;
use super::write::is_same;

/// What sets the title of an article apart from the name of its site.
const BETWEEN: &[&str] = &[" | ", " - ", " – ", " — ", " \\ ", " / ", " > ", " » ", " · ", " :: ", " • "];

/// The title that `<title>` gives, without the name of the site, which is known or guessed; where it says little, the heading of
/// the page.
pub(super) fn of_document(dom: &Dom, document_title: &str, site: Option<&str>) -> Option<String> {
    let whole = document_title.split_whitespace().collect::<Vec<_>>().join(" ");
    let headings: Vec<Id> = (0..dom.len()).filter(|id| matches!(dom.tag(*id), Some(Tag::H1 | Tag::H2))).take(100).collect();
    let is_heading = |words: &str| headings.iter().any(|id| is_same(&dom.brief(*id), words));
    if whole.is_empty() {
        let only: Vec<&Id> = headings.iter().filter(|id| dom.is(**id, Tag::H1)).collect();
        return only.first().map(|id| dom.brief(**id)).filter(|words| !words.trim().is_empty());
    }
    if is_heading(&whole) {
        return Some(whole);
    }
    let parts = parts(&whole);
    if let Some(part) = parts.iter().find(|part| part.split(' ').count() > 1 && is_heading(part)) {
        return Some((*part).to_owned());
    }
    if let Some(site) = site
        && let Some(rest) = parts.last().filter(|last| is_same(last, site)).and_then(|last| whole.strip_suffix(last))
    {
        return Some(trimmed(rest));
    }
    Some(shortened(&whole, &parts))
}

/// What stands between the signs that set apart.
fn parts(whole: &str) -> Vec<&str> {
    let mut parts = vec![whole];
    for between in BETWEEN {
        parts = parts.into_iter().flat_map(|part| part.split(between)).collect();
    }
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect()
}

fn trimmed(words: &str) -> String {
    words.trim().trim_end_matches(['|', '-', '–', '—', '\\', '/', '>', '»', '·', ':', '•', ' ']).to_owned()
}

/// The title without its last part, if enough is left; without its first one, if not.
fn shortened(whole: &str, parts: &[&str]) -> String {
    let count = |words: &str| words.split_whitespace().count();
    if let [first, .., last] = parts {
        let without_last = whole.strip_suffix(last).map(trimmed).unwrap_or_default();
        let without_first = whole.strip_prefix(first).unwrap_or_default();
        let without_first = without_first.trim().trim_start_matches(['|', '-', '–', '—', '\\', '/', '>', '»', '·', ':', '•', ' ']);
        let short = if count(&without_last) >= 3 { without_last } else { without_first.to_owned() };
        let is_too_short = count(&short) <= 4 && count(&short) + 1 < count(whole).saturating_sub(1);
        return if is_too_short || short.is_empty() { whole.to_owned() } else { short };
    }
    if let Some((before, after)) = whole.split_once(": ")
        && count(before) <= 2
        && count(after) >= 4
    {
        return after.to_owned();
    }
    whole.to_owned()
}

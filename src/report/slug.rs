//! Ids that are made of words.

/// The longest id that is made of words, in code points: it stands in links and in the names of files.
const LONGEST: usize = 40;

/// An id made of words: letters and digits in lower case with hyphens between them; `or` where there are none.
#[must_use]
pub fn slug(words: &str, or: &str) -> String {
    let mut slug = String::new();
    for c in words.chars().flat_map(char::to_lowercase).take(LONGEST * 4) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let cut: String = slug.chars().take(LONGEST).collect();
    let cut = cut.trim_end_matches('-');
    if cut.is_empty() { or.to_owned() } else { cut.to_owned() }
}

/// The id, or the first of id-2, id-3, … that is free.
#[must_use]
pub fn unused(id: &str, is_free: impl Fn(&str) -> bool) -> String {
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    std::iter::once(id.to_owned()).chain(numbered).find(|id| is_free(id)).unwrap_or_default()
}

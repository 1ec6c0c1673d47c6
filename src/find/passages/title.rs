//! The title of a passage, from its own words.

use crate::report::{limits, outside};

/// How many words a title has at most.
const WORDS: usize = 12;
/// How many words are gained at least, or else they are not left out at the beginning.
const LEFT: usize = 4;
/// Words at the beginning that only tie a sentence to the one before it.
const TIES: &[&str] = &[
    "but",
    "and",
    "so",
    "then",
    "however",
    "also",
    "yet",
    "still",
    "indeed",
    "thus",
    "therefore",
    "meanwhile",
    "moreover",
    "furthermore",
    "но",
    "и",
    "а",
    "однако",
    "также",
    "поэтому",
    "затем",
    "тогда",
    "кроме",
    "так",
];
/// Words with which no title ends: what they lead up to is cut off.
const OPEN: &[&str] = &[
    "the", "a", "an", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "but", "that", "which", "who", "as",
    "is", "was", "were", "had", "their", "his", "her", "its", "into", "when", "where", "while", "because", "в", "на", "с", "и",
    "из", "к", "по", "за", "от", "до", "что", "где", "как", "но", "или", "о", "у", "не", "для",
];

/// At most twelve words of a passage, from the beginning, without what ties it to what stands before; “…” shows that it goes on.
#[must_use]
pub fn title(passage: &str) -> String {
    let plain = outside::plain(passage);
    let mut words: Vec<&str> = plain.split_whitespace().filter(|word| !is_mark(word)).take(WORDS * 3).collect();
    if words.len() > LEFT && TIES.contains(&words[0].trim_end_matches(',').to_lowercase().as_str()) {
        words.remove(0);
    }
    let mut cut = words.len() > WORDS;
    words.truncate(WORDS);
    // Rather a whole sentence than one and the beginning of the next.
    let ended = words.iter().rposition(|word| word.len() > LEFT && word.ends_with('.'));
    if let Some(end) = ended.filter(|end| cut && *end >= LEFT) {
        words.truncate(end + 1);
    }
    if cut {
        while words.len() > LEFT
            && words.last().is_some_and(|word| OPEN.contains(&word.trim_matches(is_sign).to_lowercase().as_str()))
        {
            words.pop();
        }
    }
    let joined = words.join(" ");
    // The mark of a note behind the last word goes, and so does a quotation that is only opened or only closed.
    let trimmed = joined.trim_start_matches(is_sign).trim_end_matches(|c| is_sign(c) || c == '.' && !cut);
    let mut title: String = trimmed.chars().take(limits::NAME - 1).collect();
    cut |= title.chars().count() < trimmed.chars().count();
    if let Some(first) = title.chars().next().filter(|first| first.is_lowercase()) {
        title.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    let title = balanced(&title);
    // No longer than allowed, with its sign: an upper case letter may be two.
    let mut title: String =
        title.trim_end_matches(|c: char| is_sign(c) || cut && c == '.').chars().take(limits::NAME - 1).collect();
    if cut && !title.is_empty() {
        title.push('…');
    }
    title
}

fn is_sign(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '—' | '–' | '-' | '“' | '”' | '«' | '»' | '"' | '…' | '(' | '[' | ' ')
}

fn is_mark(word: &str) -> bool {
    let inner = word.strip_prefix('[').and_then(|word| word.strip_suffix(']'));
    inner.is_some_and(|inner| !inner.is_empty() && inner.chars().all(|c| c.is_ascii_digit()))
}

/// Without quotation marks and brackets, where one of them lost its other half.
fn balanced(title: &str) -> String {
    let count = |sign: char| title.chars().filter(|c| *c == sign).count();
    let odd = |open: char, close: char| count(open) != count(close);
    let drop: Vec<char> = [('“', '”'), ('«', '»'), ('(', ')'), ('[', ']')]
        .into_iter()
        .filter(|(open, close)| odd(*open, *close))
        .flat_map(|(open, close)| [open, close])
        .collect();
    let straight = count('"') % 2 == 1;
    title.chars().filter(|c| !(drop.contains(c) || straight && *c == '"')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_short_and_say_where_they_are_cut() {
        for (passage, expected) in [
            ("Police left.", "Police left"),
            ("But then, in a few days, the protests spread.", "Then, in a few days, the protests spread"),
            ("“We left,” he said.", "We left, he said"),
            (
                "They came from all of the towns and villages in the south of the country.",
                "They came from all of the towns and villages in the south…",
            ),
            (
                "They all came from the villages of the whole of the country.",
                "They all came from the villages of the whole of the country",
            ),
            (
                "They all came from the old villages of the whole of the country.",
                "They all came from the old villages of the whole…",
            ),
            ("On January 5, we went to the square. Then shots were fired at us.", "On January 5, we went to the square…"),
            ("", ""),
            ("…", ""),
            ("он ушёл [4] домой", "Он ушёл домой"),
            ("They fired.[4]", "They fired.[4]"),
        ] {
            assert_eq!(title(passage), expected);
        }
    }

    #[test]
    fn no_title_is_too_long() {
        let long = "ß".repeat(1_000);
        assert!(title(&format!("{long} {long}")).chars().count() <= limits::NAME);
        assert!(title(&"ŉ ".repeat(400)).chars().count() <= limits::NAME);
    }
}

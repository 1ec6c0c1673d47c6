//! Strings of a dossier on their way out of the program: to a terminal, a file, the clipboard, the title of the window, a
//! screen reader. They may come from a stranger, and must not move a cursor, hide what they are, or turn the words around
//! them.
//!
//! Every way out has one of these functions at its end. [`plain`] makes a string harmless; [`closed`] also shuts the
//! direction of its writing in; [`said`] does so for a sentence that strings were put into. What is harmless already comes
//! back as it was. The reader of dossiers takes titles and names through [`plain`] too, so that nothing drawn has to.
//!
//! Control characters are shown by their signs of the block Control Pictures (U+2400). Of what steers the direction of
//! writing (Unicode Standard Annex #9), marks stay, and so do isolates and embeddings that are closed again in the same
//! line. Overrides have no honest use in a title, and what is never closed would go on behind it: such a character is
//! shown by its number, `[U+202E]`.

use std::borrow::Cow;

use super::limits;

/// U+2068: from here to [`CLOSE`], writing runs as its own first letter does, and turns nothing outside around.
pub const OPEN: char = '\u{2068}';
/// U+2069, which ends [`OPEN`].
pub const CLOSE: char = '\u{2069}';

/// How deep isolates and embeddings may lie in one another: `max_depth` of Unicode Standard Annex #9.
const DEPTH: usize = 125;

/// The string on one line, with nothing in it that acts instead of being read.
///
/// ```
/// use dateline::report::outside::plain;
/// assert_eq!(plain("\u{1b}[31mred\u{202e}evil\nnext"), "\u{241b}[31mred[U+202E]evil next");
/// ```
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| acts(c) || breaks(c)) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len() + 8);
    put_line(&mut line, &text.replace(breaks, " "));
    if line == text { Cow::Borrowed(text) } else { Cow::Owned(line) }
}

/// As [`plain`], for a text of several lines: line feeds, with or without a carriage return, and tabs stay.
#[must_use]
pub fn plain_lines(text: &str) -> Cow<'_, str> {
    each_line(text, put_line)
}

/// As [`plain`], and shut in where it has letters that are written from the right: what stands beside it keeps its place.
#[must_use]
pub fn closed(text: &str) -> Cow<'_, str> {
    let line = plain(text);
    if line.contains(is_written_from_the_right) && !is_closed(&line) { Cow::Owned(format!("{OPEN}{line}{CLOSE}")) } else { line }
}

/// As [`closed`], line by line, for a text of several lines.
#[must_use]
pub fn closed_lines(text: &str) -> Cow<'_, str> {
    each_line(text, |lines, line| lines.push_str(&closed_but_for_tabs(line)))
}

/// A sentence that strings were put into. Those that were not [`closed`] are shut in, as far as they can be told from the
/// sentence: from a letter that is written from the right to the last one before a letter of the other kind.
#[must_use]
pub fn said(text: &str) -> Cow<'_, str> {
    let line = plain(text);
    if !line.contains(is_written_from_the_right) {
        return line;
    }
    let mut said = String::with_capacity(line.len() + 16);
    let (mut rest, mut depth) = (&*line, 0_usize);
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        if opens(c) {
            depth += 1;
        } else if ends(c) {
            depth = depth.saturating_sub(1);
        }
        if depth == 0 && is_written_from_the_right(c) {
            length = stretch(rest);
            said.push(OPEN);
            said.push_str(&rest[..length]);
            said.push(CLOSE);
        } else {
            said.push(c);
        }
        rest = &rest[length..];
    }
    Cow::Owned(said)
}

/// As [`said`], line by line, for several sentences.
#[must_use]
pub fn said_lines(text: &str) -> Cow<'_, str> {
    each_line(text, |lines, line| lines.push_str(&said(line)))
}

/// Whether a letter belongs to a script that is written from right to left: the blocks of Unicode 17 for Hebrew, Arabic and
/// their kin, and for the ancient ones.
#[must_use]
pub fn is_written_from_the_right(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Whether a sign is the picture of a control character, which few faces have.
#[must_use]
pub fn is_control_picture(c: char) -> bool {
    matches!(c, '\u{2400}'..='\u{2426}')
}

/// What would begin a new line, or leap to the right.
fn breaks(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What is no letter and no sign, but does something where it is shown.
fn acts(c: char) -> bool {
    c.is_control()
        || opens(c)
        || ends(c)
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{206a}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}')
}

fn opens(c: char) -> bool {
    matches!(c, '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' | '\u{2066}'..='\u{2068}')
}

fn ends(c: char) -> bool {
    matches!(c, '\u{202c}' | '\u{2069}')
}

/// Does something to every line of a text, which keeps its line feeds.
fn each_line(text: &str, put: impl Fn(&mut String, &str)) -> Cow<'_, str> {
    let harmless = |c: char| !is_written_from_the_right(c) && (matches!(c, '\n' | '\t') || !acts(c));
    if text.chars().all(harmless) {
        return Cow::Borrowed(text);
    }
    let mut lines = String::with_capacity(text.len() + 8);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            lines.push('\n');
        }
        let (line, end) = line.strip_suffix('\r').map_or((line, ""), |line| (line, "\r"));
        put(&mut lines, line);
        lines.push_str(end);
    }
    if lines == text { Cow::Borrowed(text) } else { Cow::Owned(lines) }
}

fn closed_but_for_tabs(line: &str) -> String {
    let mut shown = String::with_capacity(line.len() + 8);
    put_line(&mut shown, line);
    let close = shown.contains(is_written_from_the_right) && !is_closed(&shown);
    if close { format!("{OPEN}{shown}{CLOSE}") } else { shown }
}

/// Appends a line with every character that acts replaced, but for tabs and for isolates and embeddings that are closed.
fn put_line(shown: &mut String, line: &str) {
    let kept = pairs(line);
    for (at, c) in line.char_indices() {
        match c {
            '\t' => shown.push(c),
            '\0'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7f}' => shown.push('\u{2421}'),
            c if acts(c) && kept.binary_search(&at).is_err() => {
                let number = format!("[U+{:04X}]", u32::from(c));
                shown.push_str(&number);
            }
            c => shown.push(c),
        }
    }
}

/// Where the isolates and embeddings of a line begin and end that are closed in it, in order.
fn pairs(line: &str) -> Vec<usize> {
    let is_isolate = |c: char| matches!(c, '\u{2066}'..='\u{2068}');
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut kept = Vec::new();
    for (at, c) in line.char_indices() {
        match c {
            c if opens(c) && open.len() < DEPTH => open.push((at, c)),
            '\u{202c}' => {
                if let Some((from, opener)) = open.pop_if(|(_, opener)| !is_isolate(*opener))
                    && matches!(opener, '\u{202a}' | '\u{202b}')
                {
                    kept.extend([from, at]);
                }
            }
            CLOSE => {
                if let Some(index) = open.iter().rposition(|(_, opener)| is_isolate(*opener)) {
                    kept.extend([open[index].0, at]);
                    // What was opened within it and not closed ends with it, and is shown.
                    open.truncate(index);
                }
            }
            _ => {}
        }
    }
    kept.sort_unstable();
    kept
}

/// Whether a line whose pairs are whole is one isolate from its first character to its last.
fn is_closed(line: &str) -> bool {
    if !line.starts_with(['\u{2066}', '\u{2067}', OPEN]) || !line.ends_with(CLOSE) {
        return false;
    }
    let mut depth = 0_i32;
    let last = line.len() - CLOSE.len_utf8();
    line.char_indices().all(|(at, c)| {
        depth += i32::from(opens(c)) - i32::from(ends(c));
        depth > 0 || at == last
    })
}

/// The length in bytes of the words that are written from the right at the beginning of a sentence.
fn stretch(sentence: &str) -> usize {
    let mut end = 0;
    for (at, c) in sentence.char_indices() {
        if is_written_from_the_right(c) {
            end = at + c.len_utf8();
        } else if c.is_alphabetic() || opens(c) || ends(c) || matches!(c, '“' | '”') {
            break;
        }
    }
    end
}

/// A name or a title on one line, no longer than one may be.
#[must_use]
pub fn line(words: &str) -> String {
    let plain = plain(words.trim()).split_whitespace().collect::<Vec<_>>().join(" ");
    plain.chars().take(limits::NAME).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_acts_is_shown_by_its_sign() {
        let check = |text: &str, expected: &str| assert_eq!(plain(text), expected, "{text:?}");
        check("Almaty, 5 January", "Almaty, 5 January");
        check("\u{1b}]0;pwn\u{7}", "␛]0;pwn␇");
        check("a\0b\u{7f}c\u{9b}2J", "a␀b␡c[U+009B]2J");
        check("two\nlines\tand\r\nmore\u{2028}x", "two lines and  more x");
        check("red\u{202e}evil", "red[U+202E]evil");
        check("red\u{202e}evil\u{202c}", "red[U+202E]evil[U+202C]");
        check("a\u{2067}b", "a[U+2067]b");
        check("a\u{2069}b\u{202c}", "a[U+2069]b[U+202C]");
        check("a\u{2067}b\u{202a}c\u{2069}d", "a\u{2067}b[U+202A]c\u{2069}d");
        check("a\u{202b}b\u{202c} \u{200f}c", "a\u{202b}b\u{202c} \u{200f}c");
    }

    #[test]
    fn line_feeds_and_tabs_of_a_text_stay() {
        assert_eq!(plain_lines("a\tb\r\nc\rd\u{1b}\n\n"), "a\tb\r\nc␍d␛\n\n");
        assert_eq!(plain_lines("\u{202e}a\nb\u{202c}"), "[U+202E]a\nb[U+202C]");
        assert_eq!(closed_lines("one\nשלום\tx\n"), "one\n\u{2068}שלום\tx\u{2069}\n");
    }

    #[test]
    fn what_is_written_from_the_right_is_shut_in() {
        assert_eq!(closed("Almaty"), "Almaty");
        assert_eq!(closed("شهر Almaty 5"), "\u{2068}شهر Almaty 5\u{2069}");
        assert_eq!(closed("\u{2067}شهر\u{2069}"), "\u{2067}شهر\u{2069}");
        assert_eq!(closed("\u{2067}شهر\u{2069} \u{2067}شهر\u{2069}"), "\u{2068}\u{2067}شهر\u{2069} \u{2067}شهر\u{2069}\u{2069}");
    }

    #[test]
    fn strings_in_a_sentence_are_shut_in_each() {
        assert_eq!(
            said("place “שלום עולם 5” does not exist; annotate it, or שלום"),
            "place “\u{2068}שלום עולם\u{2069} 5” does not exist; annotate it, or \u{2068}שלום\u{2069}"
        );
        let whole = format!("{}: 5 passages", closed("5 شهر"));
        assert_eq!(said(&whole), whole);
    }

    /// Whether something is left that would act, or would not be closed at the end of its line.
    fn is_harmless(line: &str) -> bool {
        let mut depth = 0_i32;
        let bad = |c: char| c.is_control() || matches!(c, '\u{202d}' | '\u{202e}' | '\u{2028}' | '\u{2029}');
        line.chars().all(|c| {
            depth += i32::from(opens(c)) - i32::from(ends(c));
            depth >= 0 && !bad(c)
        }) && depth == 0
    }

    proptest! {
        #[test]
        fn nothing_acts_any_more_and_twice_is_once(
            text in "([a\u{5d0}\u{627} “”5]|[\u{0}-\u{1f}]|[\u{7f}-\u{9f}]|[\u{2028}-\u{202e}]|[\u{2066}-\u{206f}]){0,24}",
        ) {
            for function in [plain, closed, said] {
                let once = function(&text);
                prop_assert!(is_harmless(&once), "{text:?} became {once:?}");
                prop_assert_eq!(function(&once), &*once);
            }
            let shut = closed(&text);
            prop_assert_eq!(said(&shut), &*shut);
            for function in [plain_lines, closed_lines] {
                let once = function(&text);
                let lines = once.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line).replace('\t', " "));
                prop_assert!(lines.into_iter().all(|line| is_harmless(&line)), "{text:?} became {once:?}");
                prop_assert_eq!(function(&once), &*once);
            }
        }

        #[test]
        fn other_texts_stay_as_they_are(text in "[ -~А-я“”–]{0,40}") {
            for function in [plain, closed, said, plain_lines, closed_lines] {
                prop_assert_eq!(function(&text), &*text);
            }
        }
    }
}

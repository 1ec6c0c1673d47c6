//! A text as quotations are compared: without what typesetting, copying and conversion change.
//!
//! Case is kept. Runs of white space become one space; letters are decomposed (NFD, Unicode Standard Annex 15), Hangul
//! syllables excepted, which are composed; soft hyphens and characters without width are left out; ligatures are split;
//! and quotation marks, apostrophes and dashes become those of ASCII.

use unicode_normalization::char::{canonical_combining_class, compose, decompose_canonical, is_combining_mark};

use crate::report::text::{Span, Text};

/// How many marks on one letter are brought into order; more than Unicode's Stream-Safe Format allows.
const MARKS: usize = 64;

/// A normalised text, and where each of its code points stands in the text as it is.
pub struct Normal {
    /// The normalised text.
    pub text: Text,
    turns: Vec<Turn>,
    /// The length of the text as it is, in code points.
    length: usize,
}

/// From this code point of the normalised text on, both texts go in step, until the next turn.
#[derive(Clone, Copy)]
struct Turn {
    normal: u32,
    origin: u32,
}

impl Normal {
    /// Normalises a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let writer = Writer::write(text);
        Self { length: text.chars().count(), text: Text::new(writer.out), turns: writer.turns }
    }

    /// The stretch of the text as it is, in code points, that stands for these bytes of the normalised text.
    ///
    /// `None` where they begin or end within a letter: “cafe” does not stand in “café”.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        let all = self.text.as_str();
        let begins_with_mark = |rest: &str| rest.chars().next().is_some_and(is_combining_mark);
        if start >= end || begins_with_mark(&all[end..]) || begins_with_mark(&all[start..]) {
            return None;
        }
        let next = self.text.point_of(end);
        // A space stands for all white space up to what comes next.
        let end = match all[..end].ends_with(' ') {
            true if next < self.text.len() => self.origin(next),
            true => self.length,
            false => self.origin(next - 1) + 1,
        };
        Some(Span { start: self.origin(self.text.point_of(start)), end })
    }

    /// The byte of the normalised text at which a code point of the text as it is begins, or what comes after it.
    #[must_use]
    pub fn byte_of(&self, point: usize) -> usize {
        let next = self.turns.partition_point(|turn| (turn.origin as usize) <= point);
        let Some(turn) = next.checked_sub(1).map(|index| self.turns[index]) else { return 0 };
        let normal = turn.normal as usize + (point - turn.origin as usize);
        let end = self.turns.get(next).map_or(self.text.len(), |turn| turn.normal as usize);
        self.text.byte_of(normal.min(end))
    }

    fn origin(&self, normal: usize) -> usize {
        let next = self.turns.partition_point(|turn| (turn.normal as usize) <= normal);
        next.checked_sub(1).map_or(normal, |index| {
            let turn = self.turns[index];
            turn.origin as usize + (normal - turn.normal as usize)
        })
    }
}

/// A text as quotations are compared; see the module.
#[must_use]
pub fn normalised(text: &str) -> String {
    Writer::write(text).out
}

#[derive(Default)]
struct Writer {
    out: String,
    /// How many code points are written.
    written: usize,
    turns: Vec<Turn>,
    /// The code point of the text as it is that comes next where both go in step.
    expected: usize,
    /// Marks on the last letter, which are brought into order before they are written.
    marks: Vec<(u8, char, usize)>,
    last: Option<char>,
}

impl Writer {
    fn write(text: &str) -> Self {
        let mut writer = Self { out: String::with_capacity(text.len()), ..Self::default() };
        for (origin, c) in text.chars().enumerate() {
            writer.take(c, origin);
        }
        writer.flush();
        writer
    }

    fn take(&mut self, c: char, origin: usize) {
        if c.is_ascii() && !c.is_ascii_whitespace() {
            self.flush();
            return self.push(if c == '`' { '\'' } else { c }, origin);
        }
        if is_ignored(c) {
            return;
        }
        if c.is_whitespace() {
            self.flush();
            if self.last != Some(' ') {
                self.push(' ', origin);
            }
            return;
        }
        if let Some(plain) = plain(c) {
            self.flush();
            return plain.chars().for_each(|c| self.push(c, origin));
        }
        if ('\u{ac00}'..='\u{d7a3}').contains(&c) {
            self.flush();
            return self.push(c, origin);
        }
        decompose_canonical(c, |c| {
            let class = canonical_combining_class(c);
            if class == 0 {
                self.flush();
                self.push_jamo(c, origin);
            } else {
                self.marks.push((class, c, origin));
                if self.marks.len() >= MARKS {
                    self.flush();
                }
            }
        });
    }

    /// Writes the marks on the last letter. In whatever order they stood, their places in the text ascend.
    fn flush(&mut self) {
        if self.marks.is_empty() {
            return;
        }
        let mut marks = std::mem::take(&mut self.marks);
        let origins: Vec<usize> = marks.iter().map(|(.., origin)| *origin).collect();
        marks.sort_by_key(|(class, ..)| *class);
        for ((_, c, _), origin) in marks.drain(..).zip(origins) {
            self.push(c, origin);
        }
        self.marks = marks;
    }

    /// Writes a letter; a vowel or final consonant of Hangul joins the syllable before it.
    fn push_jamo(&mut self, c: char, origin: usize) {
        let joins = matches!(c, '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}');
        let whole = self.last.filter(|_| joins).and_then(|last| compose(last, c));
        let Some(whole) = whole else { return self.push(c, origin) };
        self.out.pop();
        self.out.push(whole);
        self.last = Some(whole);
    }

    fn push(&mut self, c: char, origin: usize) {
        if origin != self.expected || self.turns.is_empty() {
            let fits = |point: usize| u32::try_from(point).unwrap_or(u32::MAX);
            self.turns.push(Turn { normal: fits(self.written), origin: fits(origin) });
        }
        self.expected = origin + 1;
        self.written += 1;
        self.last = Some(c);
        self.out.push(c);
    }
}

/// Soft hyphens, joiners, marks of direction and other characters without width.
fn is_ignored(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
    )
}

/// What a typographic character stands for.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '\u{301d}' | '\u{301e}' | '\u{ff02}' => "\"",
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | 'ʼ' | '´' | '\u{ff07}' => "'",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => "-",
        '…' => "...",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn what_typesetting_changes_is_left_out() {
        assert_eq!(normalised("a  b\n\tc\u{a0}d"), "a b c d");
        assert_eq!(normalised("exam\u{ad}ple\u{200b}s"), "examples");
        assert_eq!(normalised("ﬁne eﬃgy"), "fine effigy");
        assert_eq!(normalised("«да» – ‚nein‘ — “no” it’s"), "\"да\" - 'nein' - \"no\" it's");
        assert_eq!(normalised("한국"), normalised(&"한국".nfd().collect::<String>()));
        assert_ne!(normalised("Alma"), normalised("alma"), "case is kept");
    }

    #[test]
    fn a_letter_is_found_whole() {
        let normal = Normal::new("le ﬁlm au café, noir");
        let find = |needle: &str| {
            let at = normal.text.as_str().find(&normalised(needle)).unwrap();
            normal.span(at, at + normalised(needle).len())
        };
        assert_eq!(find("film"), Some(Span { start: 3, end: 6 }));
        assert_eq!(find("café"), Some(Span { start: 10, end: 14 }));
        assert_eq!(find("cafe"), None);
        assert_eq!(find("noir"), Some(Span { start: 16, end: 20 }));
    }

    proptest! {
        #[test]
        fn normal_forms_are_the_same_and_lead_back(text in "[a-c éñüй\u{301}\u{323}\u{308}ệ한국ﬁ\n“—\u{ad}]{0,60}") {
            let composed: String = text.nfc().collect();
            let decomposed: String = text.nfd().collect();
            prop_assert_eq!(normalised(&composed), normalised(&decomposed));
            let normal = Normal::new(&text);
            prop_assert_eq!(normalised(normal.text.as_str()), normal.text.as_str());
            let bytes: Vec<usize> = normal.text.as_str().char_indices().map(|(at, _)| at).collect();
            for pair in bytes.windows(2) {
                if let Some(span) = normal.span(pair[0], pair[1]) {
                    prop_assert!(span.start < span.end && span.end <= text.chars().count());
                    let own: String = text.chars().skip(span.start).take(span.end - span.start).collect();
                    prop_assert!(normalised(&own).contains(&normal.text.as_str()[pair[0]..pair[1]]));
                }
            }
        }
    }
}

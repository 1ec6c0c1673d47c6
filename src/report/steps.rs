//! Stretches of text that begin and end with words, and are moved word by word.

use super::text::{Span, Text};

/// One end of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// Where it begins.
    Begin,
    /// Where it ends.
    End,
}

/// How far from an end the next word is looked for, in code points.
const REACH: usize = 400;

/// The stretch with one end moved by a word, earlier (`false`) or later (`true`); `None` where no word would be left, or there is none
/// beyond.
#[must_use]
pub fn stepped(text: &Text, span: Span, end: End, later: bool) -> Option<Span> {
    let words = Words::around(text, span);
    let moved = match (end, later) {
        (End::Begin, false) => Span { start: words.begins().rev().find(|at| *at < span.start)?, ..span },
        (End::Begin, true) => Span { start: words.begins().find(|at| *at > span.start)?, ..span },
        (End::End, false) => Span { end: words.ends().rev().find(|at| *at < span.end)?, ..span },
        (End::End, true) => Span { end: words.ends().find(|at| *at > span.end)?, ..span },
    };
    (moved.start < moved.end).then_some(moved)
}

/// The stretch with one end put at the word where a code point is; the other end stays, and a word is always left.
#[must_use]
pub fn put(text: &Text, span: Span, end: End, point: usize) -> Option<Span> {
    let words = Words::around(text, Span { start: span.start.min(point), end: span.end.max(point) });
    let moved = match end {
        End::Begin => Span { start: words.begins().rev().find(|at| *at <= point).or_else(|| words.begins().next())?, ..span },
        End::End => Span { end: words.ends().find(|at| *at >= point).or_else(|| words.ends().next_back())?, ..span },
    };
    (moved.start < moved.end).then_some(moved)
}

/// The stretch with the words at its ends whole, and without spaces around it. Only its ends are looked at, however long it is.
#[must_use]
pub fn whole(text: &Text, span: Span) -> Span {
    let cut = |point: usize| {
        let words = Words::around(text, Span { start: point, end: point });
        words.0.into_iter().find(|word| word.start < point && point < word.end)
    };
    let mut whole =
        Span { start: cut(span.start).map_or(span.start, |word| word.start), end: cut(span.end).map_or(span.end, |word| word.end) };
    let is_space = |point: usize| text.slice(Span { start: point, end: point + 1 }).chars().all(char::is_whitespace);
    while whole.start < whole.end && is_space(whole.start) {
        whole.start += 1;
    }
    while whole.start < whole.end && is_space(whole.end - 1) {
        whole.end -= 1;
    }
    whole
}

/// The first word that begins at a code point or after it.
#[must_use]
pub fn first(text: &Text, point: usize) -> Option<Span> {
    let words = Words::around(text, Span { start: point.min(text.len()), end: point.min(text.len()) });
    words.0.into_iter().find(|word| word.start >= point)
}

/// The words around a stretch, in order.
struct Words(Vec<Span>);

impl Words {
    fn around(text: &Text, span: Span) -> Self {
        let from = span.start.saturating_sub(REACH);
        let slice = text.slice(Span { start: from, end: (span.end + REACH).min(text.len()) });
        let mut words: Vec<Span> = Vec::new();
        let mut before = ' ';
        let mut letters = slice.chars().peekable();
        let mut at = from;
        while let Some(c) = letters.next() {
            let next = letters.peek().copied().unwrap_or(' ');
            let joins = is_joint(c) && is_letter(before) && is_letter(next);
            if is_letter(c) || joins {
                match words.last_mut() {
                    Some(word) if word.end == at && !stands_alone(c) && !stands_alone(before) => word.end = at + 1,
                    _ => words.push(Span { start: at, end: at + 1 }),
                }
            }
            before = c;
            at += 1;
        }
        Self(words)
    }

    fn begins(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.0.iter().map(|word| word.start)
    }

    fn ends(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.0.iter().map(|word| word.end)
    }
}

/// What joins two letters into one word: `mid-January`, `o’clock`.
fn is_joint(c: char) -> bool {
    matches!(c, '-' | '\'' | '’' | '\u{2010}' | '\u{2011}' | '.' | ':')
}

/// A letter, a digit, or a mark on one.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{93a}'..='\u{94d}')
}

/// A letter of a script that puts no spaces between words.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The words between the brackets, after one end was moved.
    fn check(marked: &str, end: End, later: bool, expected: &str) {
        let start = marked.chars().position(|c| c == '[').unwrap();
        let until = marked.chars().position(|c| c == ']').unwrap() - 1;
        let text = Text::new(marked.replace(['[', ']'], ""));
        let moved = stepped(&text, Span { start, end: until }, end, later);
        assert_eq!(moved.map_or("nothing", |span| text.slice(span)), expected, "{marked}");
    }

    #[test]
    fn ends_go_from_word_to_word() {
        check("on the [square] of Almaty.", End::Begin, false, "the square");
        check("on the [square] of Almaty.", End::End, true, "square of");
        check("on the [square of Almaty].", End::Begin, true, "of Almaty");
        check("on the [square of Almaty].", End::End, false, "square of");
        check("on the [square] of Almaty.", End::End, false, "nothing");
        check("on the [square] of Almaty.", End::Begin, true, "nothing");
        check("of [Almaty].", End::End, true, "nothing");
        check("in mid-[January], at 9:30", End::Begin, false, "mid-January");
        check("in [mid-January], at 9:30", End::End, true, "mid-January, at");
        check("at nine [o’clock] sharp", End::Begin, false, "nine o’clock");
        check("在[北]京市", End::End, true, "北京");
        check("в [Алматы] и", End::End, true, "Алматы и");
    }

    #[test]
    fn an_end_is_put_at_a_word() {
        let text = Text::new("Crowds gathered on the square of Almaty.".to_owned());
        let square = Span { start: 23, end: 29 };
        let put = |end, point| put(&text, square, end, point).map_or("nothing", |span| text.slice(span));
        assert_eq!(put(End::End, 34), "square of Almaty");
        assert_eq!(put(End::End, 30), "square of");
        assert_eq!(put(End::Begin, 9), "gathered on the square");
        assert_eq!(put(End::Begin, 35), "nothing");
        assert_eq!(put(End::End, 2), "nothing");
        assert_eq!(first(&text, 16).map(|span| text.slice(span)), Some("on"));
        assert_eq!(first(&text, 39), None);
    }

    proptest! {
        #[test]
        fn a_stretch_is_never_lost(words in "\\PC{1,40}", start in 0_usize..40, end in 0_usize..40, later in any::<bool>(), begin in any::<bool>()) {
            let text = Text::new(words);
            let (start, end) = (start.min(text.len()), end.min(text.len()));
            prop_assume!(start < end);
            let which = if begin { End::Begin } else { End::End };
            if let Some(moved) = stepped(&text, Span { start, end }, which, later) {
                prop_assert!(moved.start < moved.end && moved.end <= text.len());
                let same = if begin { moved.end == end } else { moved.start == start };
                prop_assert!(same);
            }
        }
    }
}

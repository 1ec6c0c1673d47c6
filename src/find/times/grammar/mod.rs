//! From words to expressions: one grammar a language, and what they share.
//!
//! A grammar is a set of functions that each try to read one form at a token and say where it ends. The longest form wins;
//! none looks further than a few tokens, so that reading takes a time that grows with the text alone.

pub mod digits;
pub mod en;
pub mod ru;
pub mod tense;

use crate::find::Language;
use crate::report::limits;
use crate::report::text::Span;

use super::expression::{Expression, Limit, Named, Sense, YearOf};
use super::lexicon::Word;
use super::periods;
use super::token::{Kind, Number, Suffix, Token};

/// The tokens of a chunk, with its text.
#[derive(Clone, Copy)]
pub struct Cursor<'a> {
    /// The tokens.
    pub tokens: &'a [Token],
    /// The text that they are cut from.
    pub text: &'a str,
}

/// Something that was read, and the token after it.
pub type Read<T> = Option<(T, usize)>;

/// What a grammar reads at a token: one thing or a range of two.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// What is named first.
    pub named: Named,
    /// The other end, where it is a range.
    pub end: Option<Named>,
    /// Whether it is the end of a stretch.
    pub limit: Option<Limit>,
    /// The first token that belongs to it: a preposition that changes what is meant belongs to it.
    pub from: usize,
}

impl Cursor<'_> {
    /// What a token is; none before the beginning and after the end.
    #[must_use]
    pub fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// What the word at a token means.
    #[must_use]
    pub fn word(&self, at: usize) -> Option<Word> {
        match self.kind(at)? {
            Kind::Word(meaning) => meaning,
            _ => None,
        }
    }

    /// The word before a token.
    #[must_use]
    pub fn word_before(&self, at: usize) -> Option<Word> {
        self.word(at.checked_sub(1)?)
    }

    /// Whether the word at a token means this.
    #[must_use]
    pub fn is(&self, at: usize, word: Word) -> bool {
        self.word(at) == Some(word)
    }

    /// The number at a token.
    #[must_use]
    pub fn number(&self, at: usize) -> Option<Number> {
        match self.kind(at)? {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The mark at a token.
    #[must_use]
    pub fn mark(&self, at: usize) -> Option<char> {
        match self.kind(at)? {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// The letters or signs of a token.
    #[must_use]
    pub fn raw(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.text[token.from..token.to])
    }

    /// Whether a token is this word, in any case.
    #[must_use]
    pub fn reads(&self, at: usize, word: &str) -> bool {
        matches!(self.kind(at), Some(Kind::Word(_))) && self.raw(at).chars().flat_map(char::to_lowercase).eq(word.chars())
    }

    /// How many tokens some words in small letters are, where they stand here.
    #[must_use]
    pub fn reads_all(&self, at: usize, words: &str) -> Option<usize> {
        let is_all = words.split(' ').enumerate().all(|(index, word)| self.reads(at + index, word));
        is_all.then(|| words.split(' ').count())
    }

    /// Whether it is a hyphen or a dash.
    #[must_use]
    pub fn is_dash(&self, at: usize) -> bool {
        matches!(self.mark(at), Some('-' | '–' | '—' | '‑' | '−'))
    }

    /// Whether no white space stands before a token.
    #[must_use]
    pub fn is_tight(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| !token.is_spaced)
    }

    /// Whether the word at a token begins with a capital letter.
    #[must_use]
    pub fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_capital)
    }

    /// The token after `at` if this mark stands there, else `at`.
    #[must_use]
    pub fn skip_mark(&self, at: usize, mark: char) -> usize {
        at + usize::from(self.mark(at) == Some(mark))
    }

    /// The token after `at` if this word stands there, else `at`.
    #[must_use]
    pub fn skip(&self, at: usize, word: Word) -> usize {
        at + usize::from(self.is(at, word))
    }

    /// From the first token to the one before `end`.
    #[must_use]
    pub fn span(&self, first: usize, end: usize) -> Span {
        let start = self.tokens.get(first).map_or(0, |token| token.span.start);
        let end = end.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |token| token.span.end);
        Span { start, end: end.max(start) }
    }

    /// Whether a sentence begins at a token.
    #[must_use]
    pub fn begins_sentence(&self, at: usize) -> bool {
        match at.checked_sub(1).and_then(|before| self.kind(before)) {
            None | Some(Kind::Break) => true,
            Some(Kind::Mark(mark)) => {
                matches!(mark, '.' | '!' | '?' | '…' | ':' | '"' | '“' | '”' | '«' | '‘' | '`' | '•' | '*' | '|')
            }
            _ => false,
        }
    }

    /// Whether a word before a number says that it is no date: `page`, `No.`; also where it is the end of a range.
    #[must_use]
    pub fn is_labelled(&self, at: usize) -> bool {
        let is_label = |at: usize| matches!(self.word_before(at), Some(Word::Label));
        let direct = |at: usize| is_label(at) || (self.mark(at.wrapping_sub(1)) == Some('.') && is_label(at.wrapping_sub(1)));
        direct(at) || (self.is_dash(at.wrapping_sub(1)) && self.number(at.wrapping_sub(2)).is_some() && direct(at.wrapping_sub(2)))
    }

    /// Whether a number stands alone, and is no part of a longer one, of an amount, a version or a name such as `B-1939`.
    #[must_use]
    pub fn is_alone(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.kind(before));
        let is_glued = |kind: Option<Kind>| matches!(kind, Some(Kind::Number(_) | Kind::Word(_)));
        let starts = match before {
            Some(Kind::Mark('$' | '£' | '€' | '¥' | '#' | '№' | '§' | '+' | '=' | '~' | '@' | '_' | '&')) => false,
            Some(Kind::Mark('-' | '−')) if self.is_tight(at) && self.is_tight(at - 1) => !self.is_coded(at),
            Some(Kind::Mark('.' | ',' | ':' | '\\')) if self.is_tight(at) && self.is_tight(at - 1) => {
                !is_glued(at.checked_sub(2).and_then(|before| self.kind(before)))
            }
            Some(Kind::Word(_) | Kind::Number(_)) => !self.is_tight(at),
            _ => true,
        };
        let ends = match self.kind(at + 1) {
            Some(Kind::Mark('%' | '°' | '$' | '€' | '£' | '_' | '@' | '=' | '+')) => false,
            Some(Kind::Mark('.' | ',' | ':' | '\\')) => {
                !(self.is_tight(at + 1) && self.is_tight(at + 2) && self.number(at + 2).is_some())
            }
            Some(Kind::Number(_)) => !self.is_tight(at + 1),
            _ => true,
        };
        starts && ends
    }
}

impl Cursor<'_> {
    /// Whether what stands before the hyphen makes the number behind it a part of a code: `B-1939`, `555-1939`.
    fn is_coded(&self, at: usize) -> bool {
        match at.checked_sub(2).and_then(|before| self.kind(before)) {
            Some(Kind::Word(meaning)) => {
                let is_prefix = ["post", "pre"].iter().any(|prefix| self.reads(at - 2, prefix));
                !is_prefix && !matches!(meaning, Some(Word::Portion(_) | Word::Month(_) | Word::MaybeMonth(_)))
            }
            Some(Kind::Number(number)) => !matches!(number.digits, 1 | 2 | 4),
            _ => false,
        }
    }
}

/// Every expression of a chunk.
pub fn read(cursor: Cursor<'_>, language: Language, paragraph: u32, into: &mut Vec<Expression>) {
    let (mut at, mut sentences) = (0, Sentences::default());
    // Where the expression before ended, and which one it is: two that are joined share a year.
    let mut before: Option<(usize, usize)> = None;
    while at < cursor.tokens.len() {
        let is_name = cursor.kind(at) == Some(Kind::Word(None)) && periods::may_begin(cursor, at, language);
        if !can_begin(cursor, at) && !is_name {
            at += 1;
            continue;
        }
        let found = match language {
            Language::English => en::found(cursor, at),
            Language::Russian => ru::found(cursor, at),
            Language::Other => digits::found(cursor, at),
        };
        let Some((found, next)) = found.filter(|(_, next)| *next > at && into.len() < limits::FOUND) else {
            at += 1;
            continue;
        };
        let verbs = tense::near(cursor, at, next);
        let (mut named, mut end) = (found.named, found.end);
        if let Some(end) = &mut end {
            share_year(&mut named, end);
        }
        if let Some((ended, index)) = before
            && let Some(earlier) = into.get(index).filter(|earlier| earlier.end.is_none())
            && (ended..at).all(|at| matches!(cursor.word(at), Some(Word::In | Word::On | Word::From | Word::The)))
        {
            take_year(&earlier.named, &mut named, end.as_mut());
        }
        if let Some((ended, index)) = before
            && (is_joint(cursor, ended, at) || is_same_sentence(cursor, ended, at))
            && let Some(earlier) = into.get_mut(index)
        {
            share_year(earlier.end.as_mut().unwrap_or(&mut earlier.named), &mut named);
        }
        before = Some((next, into.len()));
        if named.sense == Sense::Clock && is_habit(cursor, at) {
            named.sense = Sense::Repeated;
        }
        let span = Span { end: cursor.span(at, next).end, ..cursor.span(found.from.min(at), next) };
        into.push(Expression {
            span,
            named,
            end,
            is_heading: false,
            limit: found.limit,
            tense: verbs.tense,
            paragraph,
            sentence: sentences.before(cursor, at),
            is_recalled: tense::is_recalled(cursor, at),
            is_aside: verbs.is_aside,
            is_led: cursor.is(at.wrapping_sub(1), Word::For) || cursor.reads(at.wrapping_sub(1), "after"),
            is_perfect: verbs.is_perfect,
            is_spoken: verbs.is_spoken,
            is_bracketed: is_bracketed(cursor, at),
        });
        at = next;
    }
}

/// Whether a word before hours says that they come again: `иногда и ночью`, `often in the evening`.
fn is_habit(cursor: Cursor<'_>, at: usize) -> bool {
    const WORDS: [&str; 8] = ["иногда", "часто", "обычно", "порой", "sometimes", "often", "usually", "always"];
    (at.saturating_sub(4)..at)
        .rev()
        .map_while(|at| tense::not_past_end(cursor, at))
        .any(|at| WORDS.iter().any(|word| cursor.reads(at, word)))
}

/// Counts the sentences of a chunk up to tokens that come one behind another.
#[derive(Default)]
struct Sentences {
    count: u32,
    next: usize,
}

impl Sentences {
    /// How many end before a token.
    fn before(&mut self, cursor: Cursor<'_>, at: usize) -> u32 {
        let ends = (self.next..at).filter(|at| tense::not_past_end(cursor, *at).is_none()).count();
        self.next = self.next.max(at);
        self.count = self.count.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
        self.count
    }
}

/// Whether an expression can begin at a token: most words cannot, and are passed over at once.
fn can_begin(cursor: Cursor<'_>, at: usize) -> bool {
    match cursor.kind(at) {
        // Names of days may be unknown words with a capital letter: `Independence Day`, `XIX`.
        Some(Kind::Word(None)) => cursor.is_capital(at),
        Some(Kind::Word(Some(Word::Small))) => cursor.reads(at, "as") && matches!(cursor.raw(at + 1), "we" | "of"),
        Some(Kind::Word(Some(word))) => !matches!(
            word,
            Word::Small
                | Word::Verb(_)
                | Word::Counted
                | Word::Label
                | Word::Of
                | Word::And
                | Word::Or
                | Word::Possessive
                | Word::Zone
                | Word::Circa
        ),
        Some(Kind::Number(_)) => true,
        Some(Kind::Mark(mark)) => matches!(mark, '\'' | '’' | '‘'),
        Some(Kind::Break) | None => false,
    }
}

/// Whether only `and`, `or`, `to`, a comma or a dash, and little words, stand between two expressions.
fn is_joint(cursor: Cursor<'_>, from: usize, to: usize) -> bool {
    (1..=3).contains(&to.saturating_sub(from)) && {
        let is_little = |at: usize| {
            matches!(
                cursor.word(at),
                Some(Word::And | Word::Or | Word::To | Word::Until | Word::In | Word::On | Word::The | Word::From)
            ) || cursor.is_dash(at)
                || cursor.mark(at) == Some(',')
        };
        (from..to).all(is_little)
            && (from..to)
                .any(|at| cursor.is_dash(at) || matches!(cursor.word(at), Some(Word::And | Word::Or | Word::To | Word::Until)))
    }
}

/// Whether an expression stands in an aside in brackets, and is not all that they hold.
fn is_bracketed(cursor: Cursor<'_>, at: usize) -> bool {
    let mut before = (at.saturating_sub(NEAR)..at).rev().map_while(|at| not_closed(cursor, at));
    before.next().is_some_and(|at| cursor.mark(at) != Some('(')) && before.any(|at| cursor.mark(at) == Some('('))
}

/// The token, unless a bracket is closed or a paragraph ends there.
fn not_closed(cursor: Cursor<'_>, at: usize) -> Option<usize> {
    let is_end = matches!(cursor.kind(at), None | Some(Kind::Break)) || cursor.mark(at) == Some(')');
    (!is_end).then_some(at)
}

/// Whether two expressions stand near each other in one sentence: `приняли в мае, а отменили в августе 2020 г.`
fn is_same_sentence(cursor: Cursor<'_>, from: usize, to: usize) -> bool {
    to.saturating_sub(from) <= NEAR && (from..to).all(|at| tense::not_past_end(cursor, at).is_some())
}

/// So many tokens apart, two dates of a sentence share the year that the second one tells.
const NEAR: usize = 10;

/// In `in 2021, on January 6` and «в 1956 году с 5 до 10 марта» the date is of the year right before it.
fn take_year(year: &Named, date: &mut Named, end: Option<&mut Named>) {
    let Sense::Date { year: told @ YearOf::Year(_), month: None, day: None, weekday: None } = year.sense else { return };
    for named in std::iter::once(date).chain(end) {
        if let Sense::Date { year: own @ YearOf::Untold, month: Some(_), .. } = &mut named.sense {
            *own = told;
        }
    }
}

/// In `from October to March 1945` the year is said of both; the month that comes later in the year is of the year before.
fn share_year(first: &mut Named, second: &mut Named) {
    let (Sense::Date { year, month, .. }, Sense::Date { year: later, month: to, .. }) = (&mut first.sense, &mut second.sense)
    else {
        return;
    };
    if let (YearOf::Untold, YearOf::Year(known), Some(month), Some(to)) = (*year, *later, *month, *to) {
        *year = YearOf::Year(if month <= to { known } else { known - 1 });
    } else if let (YearOf::Untold, YearOf::Step(which), Some(_), Some(_)) = (*year, *later, *month, *to) {
        *year = YearOf::Step(which);
    }
}

/// Whether it can be a day of a month.
#[must_use]
pub fn day_number(number: Number) -> Option<u8> {
    let is_plain = !number.is_broken && number.digits <= 2 && matches!(number.suffix, Suffix::None | Suffix::Ordinal);
    u8::try_from(number.value).ok().filter(|day| is_plain && (1..=31).contains(day))
}

/// Whether it can be a year in four digits.
#[must_use]
pub fn year_number(number: Number) -> Option<i32> {
    let is_plain = !number.is_broken && number.digits == 4 && number.suffix == Suffix::None;
    i32::try_from(number.value).ok().filter(|year| is_plain && (1000..=2100).contains(year))
}

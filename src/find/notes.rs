//! Footnotes and endnotes: what they say is told where their mark stands, and not where they are printed.
//!
//! A note is read behind the words in front of its mark; the text around it is read as if it were not there. So “On April 21”
//! in a note is of the year that its sentence tells, and a note at the foot of a page does not date the next page.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Language;
use super::times::{self, FoundTime};
use crate::report::limits;
use crate::report::passage::BlockKind;
use crate::report::text::{Span, Text};
use crate::report::when::When;

/// A note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where it is printed, in code points.
    pub span: Span,
    /// Where its mark begins.
    pub mark: usize,
}

/// How much of the text in front of a mark a note is read with, in code points: some sentences.
const BEFORE: usize = 1_500;
/// How many digits a mark has at most.
const DIGITS: usize = 3;

/// The notes of a text that have a mark, in their order: those of its layout, or else lines that begin as marks in brackets do.
#[must_use]
pub fn notes(text: &Text, blocks: &[(Span, BlockKind)]) -> Vec<Note> {
    let mut marks = Marks::new();
    let mut printed: Vec<(Span, &str)> = Vec::new();
    for (span, kind) in blocks {
        match kind {
            BlockKind::FootnoteRef(label) => marks.entry(label).or_default().push(span.start),
            BlockKind::Footnote(label) => printed.push((*span, label)),
            _ => {}
        }
    }
    if printed.is_empty() {
        (marks, printed) = in_brackets(text);
    }
    let mut end = 0;
    let with_mark = |(span, label): (Span, &str)| {
        // Labels may begin anew on each page: the mark is the nearest one before the note, or else the first behind it.
        let of = marks.get(label)?;
        let next = of.partition_point(|mark| *mark < span.start);
        let before = next.checked_sub(1).and_then(|at| of.get(at));
        let mark = *before.or_else(|| of.iter().find(|mark| **mark >= span.end))?;
        let is_apart = span.start >= end;
        end = end.max(span.end);
        is_apart.then_some(Note { span, mark })
    };
    printed.sort_by_key(|(span, _)| *span);
    printed.into_iter().filter_map(with_mark).take(limits::NOTES_READ).collect()
}

/// Where the marks of each label stand.
type Marks<'t> = BTreeMap<&'t str, Vec<usize>>;

/// Marks `[12]` within lines, and the lines that begin with one.
fn in_brackets(text: &Text) -> (Marks<'_>, Vec<(Span, &str)>) {
    let (mut marks, mut printed) = (Marks::new(), Vec::new());
    for line in text.lines() {
        let words = text.slice(*line);
        let begin = words.len() - words.trim_start().len();
        let (mut byte, mut point) = (0, line.start);
        for (at, _) in words.match_indices('[') {
            let inside = &words[at + 1..];
            let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
            if !(1..=DIGITS).contains(&digits) || !inside[digits..].starts_with(']') {
                continue;
            }
            let label = &inside[..digits];
            point += words[byte..at].chars().count();
            byte = at;
            if at == begin {
                // A line with nothing but the mark has no note yet, and one whose mark was never set is none.
                if marks.contains_key(label) && inside[digits + 1..].trim_start().len() > 1 {
                    printed.push((*line, label));
                }
            } else if printed.last().is_none_or(|(span, _): &(Span, &str)| span != line) {
                marks.entry(label).or_default().push(point);
            }
        }
    }
    (marks, printed)
}

/// The times of a text: each stretch by the date at which it was written, each note where its mark stands.
#[must_use]
pub fn times(
    text: &Text,
    headings: &[Span],
    stretches: &[(Span, Option<When>)],
    notes: &[Note],
    language: Language,
) -> Vec<FoundTime> {
    let mut all = Vec::new();
    for (stretch, reference) in stretches {
        let stretch = Span { start: stretch.start.min(text.len()), end: stretch.end.min(text.len()) };
        let inner = headings.iter().filter(|span| stretch.contains(**span));
        let moved: Vec<Span> =
            inner.map(|span| Span { start: span.start - stretch.start, end: span.end - stretch.start }).collect();
        let words = without(text, stretch, notes);
        let asked = times::Asked { text: &words, headings: &moved, reference: *reference, language };
        all.extend(times::find(&asked).into_iter().map(|time| moved_by(time, |point| point + stretch.start)));
        for note in notes.iter().filter(|note| (stretch.start..stretch.end).contains(&note.mark)) {
            all.extend(of_note(text, stretch, *reference, *note, notes, language));
        }
    }
    all.sort_by_key(|time| time.span);
    all
}

/// A stretch of a text with blanks in the place of its notes.
fn without<'t>(text: &'t Text, stretch: Span, notes: &[Note]) -> Cow<'t, str> {
    let words = text.slice(stretch);
    let first = notes.partition_point(|note| note.span.end <= stretch.start);
    let inner = || notes[first..].iter().take_while(|note| note.span.start < stretch.end);
    if inner().next().is_none() {
        return Cow::Borrowed(words);
    }
    let (mut blank, mut at) = (String::with_capacity(words.len()), stretch.start);
    for note in inner() {
        let (start, end) = (note.span.start.max(at), note.span.end.min(stretch.end));
        blank.push_str(text.slice(Span { start: at, end: start }));
        blank.extend(text.slice(Span { start, end }).chars().map(|c| if c == '\n' { c } else { ' ' }));
        at = end.max(at);
    }
    blank.push_str(text.slice(Span { start: at, end: stretch.end }));
    Cow::Owned(blank)
}

/// The times of a note, which is read behind what stands in front of its mark.
fn of_note(
    text: &Text,
    stretch: Span,
    reference: Option<When>,
    note: Note,
    notes: &[Note],
    language: Language,
) -> impl Iterator<Item = FoundTime> {
    let before = Span { start: note.mark.saturating_sub(BEFORE).max(stretch.start), end: note.mark };
    // A full stop between both, so that no time reaches across.
    let words = format!("{}. {}", without(text, before, notes), text.slice(note.span));
    let asked = times::Asked { text: &words, headings: &[], reference, language };
    let behind = before.end - before.start + 2;
    let there = move |point: usize| if point < behind { before.start + point } else { note.span.start + point - behind };
    let found = times::find_with_note(&asked, behind).into_iter().filter(move |time| time.span.start >= behind);
    found.map(move |time| moved_by(time, there))
}

/// A time that was found in other words, as it stands in the text.
fn moved_by(mut time: FoundTime, point: impl Fn(usize) -> usize) -> FoundTime {
    let there = |span: Span| Span { start: point(span.start), end: point(span.end) };
    time.span = there(time.span);
    time.clue = time.clue.map(there);
    for part in &mut time.named {
        part.span = there(part.span);
    }
    for reason in &mut time.reasons {
        if let times::Reason::Told { at, .. }
        | times::Reason::Year { at }
        | times::Reason::Then { at }
        | times::Reason::Lasting { at } = reason
        {
            *at = there(*at);
        }
    }
    time
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found in a text, each with the words and their EDTF.
    fn found(words: &str, blocks: &[(&str, BlockKind)], reference: Option<&str>) -> Vec<(String, String)> {
        let text = Text::new(words.to_owned());
        let block = |(words, kind): &(&str, BlockKind)| {
            let start = text.point_of(text.as_str().rfind(words).unwrap());
            (Span { start, end: start + words.chars().count() }, kind.clone())
        };
        let blocks: Vec<_> = blocks.iter().map(block).collect();
        let all = (Span { start: 0, end: usize::MAX }, reference.map(|day| day.parse().unwrap()));
        let times = times(&text, &[], &[all], &notes(&text, &blocks), Language::English);
        let told = |time: &FoundTime| time.when.map_or("?".to_owned(), |when| when.to_string());
        times.iter().map(|time| (text.slice(time.span).to_owned(), told(time))).collect()
    }

    fn check(words: &str, blocks: &[(&str, BlockKind)], reference: Option<&str>, expected: &[(&str, &str)]) {
        let expected: Vec<_> = expected.iter().map(|(words, when)| ((*words).to_owned(), (*when).to_owned())).collect();
        assert_eq!(found(words, blocks, reference), expected, "{words}");
    }

    #[test]
    fn a_note_is_dated_from_where_its_mark_stands() {
        check(
            "They hung a banner in 2019.[1] On January 5, shots were fired in the city.\n\nThe end.\n[1] On April 21, two were jailed.",
            &[],
            Some("2022-01-10"),
            &[("2019", "2019"), ("January 5", "2022-01-05"), ("April 21", "2019-04-21")],
        );
        let marked =
            [("¹", BlockKind::FootnoteRef("1".to_owned())), ("1 It was lost on August 2.", BlockKind::Footnote("1".to_owned()))];
        check(
            "The war began in 1914.¹ It was long.\n1 It was lost on August 2.\nThe city fell in October.",
            &marked,
            None,
            &[("1914", "1914"), ("August 2", "1914-08-02"), ("October", "1914-10")],
        );
    }

    #[test]
    fn a_note_does_not_date_what_stands_behind_it() {
        let note = "1 See his book of 1871.";
        let marked = [("¹", BlockKind::FootnoteRef("1".to_owned())), (note, BlockKind::Footnote("1".to_owned()))];
        let text = format!("In 1914 the war began.¹ It was long.\n{note}\nThe city fell in October.");
        check(&text, &marked, None, &[("1914", "1914"), ("1871", "1871"), ("October", "1914-10")]);
    }

    #[test]
    fn what_only_looks_like_a_note_is_none() {
        let text = Text::new("[1] A list.\n[2] Of things.\nAs he [12] says.\n[3] No mark.\n".to_owned());
        assert_eq!(notes(&text, &[]), []);
        let text = Text::new("He came.[2] So.[2]\n[2] From Paris.\n[2]\n".to_owned());
        assert_eq!(notes(&text, &[]), [Note { span: text.lines()[1], mark: 15 }]);
        assert_eq!(notes(&Text::new(String::new()), &[]), []);
    }
}

//! Questions and answers that are told by what stands before them: `Q: …`, `Вопрос: …`, or the names of two speakers of whom one
//! asks; or by the type alone, where questions are bold and answers are not.

use std::collections::BTreeMap;

use super::manuscript::{self, Manuscript, Piece};
use crate::report::passage::BlockKind;
use crate::report::text::Span;

/// What stands before a question and before an answer, in several languages, whole and as a letter.
const PAIRS: [(&str, &str); 18] = [
    ("q", "a"),
    ("question", "answer"),
    ("вопрос", "ответ"),
    ("в", "о"),
    ("питання", "відповідь"),
    ("п", "в"),
    ("сұрақ", "жауап"),
    ("с", "ж"),
    ("frage", "antwort"),
    ("f", "a"),
    ("question", "réponse"),
    ("q", "r"),
    ("pregunta", "respuesta"),
    ("p", "r"),
    ("domanda", "risposta"),
    ("d", "r"),
    ("soru", "cevap"),
    ("pytanie", "odpowiedź"),
];

/// How many turns each of the two has at least; and where they are told by their names alone.
const TURNS: usize = 2;
const NAMED_TURNS: usize = 3;

/// How many bold questions there are at least; and how many paragraphs an answer has on average at most, beyond which the questions
/// are headings.
const BOLD_TURNS: usize = 3;
const ANSWER: usize = 5;

/// The longest name of a speaker, in letters.
const NAME: usize = 40;

/// A paragraph that nothing is known of yet.
struct Paragraph<'a> {
    span: Span,
    text: &'a str,
    /// What stands before its first colon, or bold before the rest, in small letters.
    label: Option<String>,
    /// Whether all of it is bold.
    is_bold: bool,
    /// The block for which it is taken now: a heading in bold that asks.
    heading: Option<usize>,
    /// Whether something else stands before it.
    is_first: bool,
}

/// Marks the questions and answers of a manuscript, with all paragraphs of an answer up to the next question.
pub fn mark(manuscript: &mut Manuscript) {
    let paragraphs = paragraphs(manuscript);
    let kinds: Vec<Option<BlockKind>> = if let Some((question, answer)) = speakers(&paragraphs) {
        let kind = |paragraph: &Paragraph<'_>| match &paragraph.label {
            Some(label) if *label == question => Some(BlockKind::Question),
            Some(label) if *label == answer => Some(BlockKind::Answer),
            _ => None,
        };
        // A name may stand alone in bold before what is said.
        let named = |at: usize| paragraphs[..at].last().filter(|name| name.is_bold && !paragraphs[at].is_first).and_then(kind);
        (0..paragraphs.len()).map(|at| kind(&paragraphs[at]).or_else(|| named(at))).collect()
    } else if let Some(kinds) = by_type(&paragraphs) {
        kinds
    } else {
        return;
    };
    let Some(last) = kinds.iter().rposition(Option::is_some) else { return };
    let (mut found, mut gone) = (Vec::new(), Vec::new());
    let mut open = None;
    for (paragraph, kind) in paragraphs.iter().zip(&kinds).take(last + 1) {
        open = kind.clone().or(open.filter(|_| !paragraph.is_first && paragraph.heading.is_none()));
        found.extend(open.clone().map(|kind| Piece { span: paragraph.span, kind }));
        gone.extend(paragraph.heading.filter(|_| kind.is_some()));
    }
    let mut at = 0..;
    manuscript.blocks.retain(|_| at.next().is_none_or(|at: usize| gone.binary_search(&at).is_err()));
    manuscript.blocks.extend(found);
    manuscript::sort(&mut manuscript.blocks);
}

/// The paragraphs of a manuscript that are no blocks, and headings in bold that ask.
fn paragraphs(manuscript: &Manuscript) -> Vec<Paragraph<'_>> {
    let is_block = |(_, piece): &(usize, &Piece)| !matches!(piece.kind, BlockKind::FootnoteRef(_));
    let mut blocks = manuscript.blocks.iter().enumerate().filter(is_block).peekable();
    let mut bold = manuscript.bold.iter().peekable();
    let (mut start, mut is_first) = (0, true);
    let mut found = Vec::new();
    for text in manuscript.text.split('\n') {
        let end = start + text.chars().count();
        while blocks.next_if(|(_, piece)| piece.span.end <= start).is_some() {}
        while bold.next_if(|span| span.end <= start).is_some() {}
        let block = blocks.peek().filter(|(_, piece)| piece.span.start < end.max(start + 1));
        let heavy = bold.peek().filter(|span| span.start == start).map_or(0, |span| span.end.min(end) - start);
        let is_bold = heavy > 0 && heavy == end - start;
        let is_heading = |(_, piece): &&(usize, &Piece)| {
            matches!(piece.kind, BlockKind::Heading(_)) && piece.span == (Span { start, end }) && is_bold && text.ends_with('?')
        };
        let heading = block.filter(is_heading).map(|(at, _)| *at);
        if (block.is_none() || heading.is_some()) && !text.is_empty() {
            let label = label(text).or_else(|| bold_label(text, heavy));
            found.push(Paragraph { span: Span { start, end }, text, label, is_bold, heading, is_first });
        }
        is_first = block.is_some() && heading.is_none();
        start = end + 1;
    }
    found
}

/// The name that stands in bold before the rest of a turn, or alone before it.
fn bold_label(text: &str, heavy: usize) -> Option<String> {
    let bold: String = text.chars().take(heavy).collect();
    let name = bold.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '–' | '—' | '-' | ','));
    is_name(name).then(|| name.to_lowercase())
}

fn is_name(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\''))
        && text.split(' ').count() <= 4
        && text.chars().count() <= NAME
}

/// What stands before the colon with which a turn begins: a letter, a word or a name.
fn label(text: &str) -> Option<String> {
    let at = text.find([':', '.'])?;
    let (label, rest) = (text[..at].trim(), &text[at + 1..]);
    let is_letter = label.chars().count() == 1;
    let is_turn = is_name(label) && rest.starts_with(char::is_whitespace) && !rest.trim().is_empty();
    (is_turn && (is_letter || text[at..].starts_with(':'))).then(|| label.to_lowercase())
}

/// What stands before questions and before answers, where a text is an interview.
fn speakers(paragraphs: &[Paragraph<'_>]) -> Option<(String, String)> {
    // After a name that stands alone comes what is said.
    let turn = |at: usize| {
        let said = if paragraphs[at].is_bold { paragraphs.get(at + 1).map_or("", |next| next.text) } else { paragraphs[at].text };
        Some((paragraphs[at].label.as_deref()?, said))
    };
    let turns: Vec<(&str, &str)> = (0..paragraphs.len()).filter_map(turn).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (label, _) in &turns {
        *counts.entry(label).or_default() += 1;
    }
    let count = |label: &str| counts.get(label).copied().unwrap_or(0);
    // Most questions are followed by an answer.
    let answered = |question: &str, answer: &str| {
        let pairs = turns.iter().zip(turns.iter().skip(1)).filter(|(one, next)| one.0 == question && next.0 == answer).count();
        pairs * 4 >= count(question) * 3
    };
    let is_pair = |pair: &&(&str, &str)| count(pair.0).min(count(pair.1)) >= TURNS && answered(pair.0, pair.1);
    if let Some((question, answer)) = PAIRS.iter().filter(is_pair).max_by_key(|(question, answer)| count(question) + count(answer))
    {
        return Some(((*question).to_owned(), (*answer).to_owned()));
    }
    let mut ranked: Vec<(&str, usize)> = counts.iter().map(|(label, count)| (*label, *count)).collect();
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let [(one, _), (other, fewer), ..] = ranked[..] else { return None };
    let asks = |label: &str| turns.iter().filter(|turn| turn.0 == label && turn.1.contains('?')).count() * 3 >= count(label) * 2;
    let (question, answer) = match (asks(one), asks(other)) {
        (true, false) => (one, other),
        (false, true) => (other, one),
        _ => return None,
    };
    (fewer >= NAMED_TURNS && answered(question, answer)).then(|| (question.to_owned(), answer.to_owned()))
}

/// Which paragraphs ask and which answer, where most that are bold ask, and others follow them.
fn by_type(paragraphs: &[Paragraph<'_>]) -> Option<Vec<Option<BlockKind>>> {
    let bold: Vec<usize> = (0..paragraphs.len()).filter(|at| paragraphs[*at].is_bold).collect();
    let (first, last) = (*bold.iter().find(|at| paragraphs[**at].text.contains('?'))?, *bold.last()?);
    let bold = &bold[bold.partition_point(|at| *at < first)..];
    let turns = || bold.iter().filter(|at| paragraphs.get(*at + 1).is_none_or(|next| !next.is_bold));
    let is_answered = |at: &&usize| paragraphs.get(**at + 1).is_some_and(|next| !next.is_first);
    let asks = turns().filter(|at| paragraphs[**at].text.contains('?')).count();
    let answered = turns().filter(is_answered).count();
    let plain = last - first + 1 - bold.len();
    let count = turns().count();
    if asks < BOLD_TURNS || asks * 3 < count * 2 || answered * 4 < count * 3 || plain > count * ANSWER {
        return None;
    }
    let kind = |at: usize| {
        if at < first {
            return None;
        }
        let is_answer = !paragraphs[at].is_bold && at > 0 && paragraphs[at - 1].is_bold && !paragraphs[at].is_first;
        if paragraphs[at].is_bold { Some(BlockKind::Question) } else { is_answer.then_some(BlockKind::Answer) }
    };
    Some((0..paragraphs.len()).map(kind).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::read::manuscript::About;
    use crate::formats::read::scribe::Scribe;
    use crate::formats::read::testing::shown;

    fn check(lines: &[&str], expected: &[&str]) {
        let mut scribe = Scribe::default();
        for line in lines {
            let heading = line.strip_prefix("# ");
            scribe.paragraph(heading.map(|_| BlockKind::Heading(1)), heading.unwrap_or(line));
        }
        let mut manuscript = scribe.finish(About::default());
        mark(&mut manuscript);
        assert_eq!(shown(&manuscript), expected);
    }

    #[test]
    fn questions_and_answers_are_known_by_what_stands_before_them() {
        check(
            &["An interview.", "Q: When was it?", "A: At noon.", "We heard shots.", "Q: And then?", "A: We ran.", "Thanks to all."],
            &[
                "An interview.",
                "Question|Q: When was it?",
                "Answer|A: At noon.",
                "Answer|We heard shots.",
                "Question|Q: And then?",
                "Answer|A: We ran.",
                "Thanks to all.",
            ],
        );
        check(
            &["Вопрос: Где вы были?", "Ответ: На площади.", "# Позже", "Редакция.", "Вопрос: Когда?", "Ответ: В полдень."],
            &[
                "Question|Вопрос: Где вы были?",
                "Answer|Ответ: На площади.",
                "Heading(1)|Позже",
                "Редакция.",
                "Question|Вопрос: Когда?",
                "Answer|Ответ: В полдень.",
            ],
        );
    }

    #[test]
    fn of_two_speakers_one_asks() {
        let turns = [
            "Radio One: Who came?",
            "Ms Bek: Soldiers.",
            "Radio One: When?",
            "Ms Bek: At nine.",
            "Radio One: Why?",
            "Ms Bek: No idea.",
        ];
        let expected: Vec<String> = turns
            .iter()
            .enumerate()
            .map(|(at, turn)| format!("{}|{turn}", if at % 2 == 0 { "Question" } else { "Answer" }))
            .collect();
        check(&turns, &expected.iter().map(String::as_str).collect::<Vec<_>>());
    }

    /// Paragraphs of which what stands between `*` is bold; `#` before them makes headings.
    fn check_bold(lines: &[&str], expected: &[&str]) {
        let mut scribe = Scribe::default();
        for line in lines {
            let mark = scribe.begin();
            for piece in line.trim_start_matches("# ").split_inclusive('*') {
                scribe.words(piece.trim_end_matches('*'));
                scribe.is_bold ^= piece.ends_with('*');
            }
            scribe.end_line();
            if line.starts_with("# ") {
                scribe.end(mark, BlockKind::Heading(2));
            }
        }
        let mut manuscript = scribe.finish(About::default());
        mark(&mut manuscript);
        assert_eq!(shown(&manuscript), expected);
    }

    #[test]
    fn questions_in_bold_are_known_by_their_type() {
        check_bold(
            &[
                "*An evening in January*",
                "# *Who came?*",
                "Soldiers.",
                "# *And then?*",
                "They shot.",
                "We ran.",
                "*Where to?*",
                "Home.",
                "End.",
            ],
            &[
                "An evening in January",
                "Question|Who came?",
                "Answer|Soldiers.",
                "Question|And then?",
                "Answer|They shot.",
                "Answer|We ran.",
                "Question|Where to?",
                "Answer|Home.",
                "End.",
            ],
        );
        let headings = ["# *Who came?*", "One.", "Two.", "Three.", "Four.", "Five.", "Six.", "# *Why?*", "One."];
        let shown = headings
            .map(|line| line.strip_prefix("# ").map_or(line.to_owned(), |head| format!("Heading(2)|{}", head.replace('*', ""))));
        check_bold(&headings, &shown.each_ref().map(String::as_str));
    }

    #[test]
    fn names_in_bold_tell_who_speaks() {
        check_bold(
            &[
                "*Radio One* Who came?",
                "*Ms Bek* Soldiers.",
                "*Radio One* When?",
                "*Ms Bek* At nine.",
                "*Radio One* Why?",
                "*Ms Bek* No.",
            ],
            &[
                "Question|Radio One Who came?",
                "Answer|Ms Bek Soldiers.",
                "Question|Radio One When?",
                "Answer|Ms Bek At nine.",
                "Question|Radio One Why?",
                "Answer|Ms Bek No.",
            ],
        );
        check_bold(
            &[
                "*Radio*", "Who?", "*Bek*", "They.", "All.", "*Radio*", "When?", "*Bek*", "At nine.", "*Radio*", "Why?", "*Bek*",
                "No.",
            ],
            &[
                "Question|Radio",
                "Question|Who?",
                "Answer|Bek",
                "Answer|They.",
                "Answer|All.",
                "Question|Radio",
                "Question|When?",
                "Answer|Bek",
                "Answer|At nine.",
                "Question|Radio",
                "Question|Why?",
                "Answer|Bek",
                "Answer|No.",
            ],
        );
    }

    #[test]
    fn other_colons_and_letters_are_none() {
        let lines = [
            "A. First",
            "B. Second",
            "A. Third",
            "Note: this",
            "Note: that",
            "Almaty: cold?",
            "Q: One question?",
            "A: One answer.",
        ];
        check(&lines, &lines);
    }
}

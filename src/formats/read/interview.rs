//! Questions and answers that are told by what stands before them: `Q: …`, `Вопрос: …`, or the names of two speakers of whom one
//! asks.

use std::collections::BTreeMap;

use super::manuscript::{Manuscript, Piece};
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

/// The longest name of a speaker, in letters.
const NAME: usize = 40;

/// A paragraph that nothing is known of yet.
struct Paragraph<'a> {
    span: Span,
    text: &'a str,
    /// What stands before its first colon, in small letters.
    label: Option<String>,
    /// Whether something else stands before it.
    is_first: bool,
}

/// Marks the questions and answers of a manuscript, with all paragraphs of an answer up to the next question.
pub fn mark(manuscript: &mut Manuscript) {
    let paragraphs = paragraphs(manuscript);
    let Some((question, answer)) = speakers(&paragraphs) else { return };
    let kind = |paragraph: &Paragraph<'_>| match &paragraph.label {
        Some(label) if *label == question => Some(BlockKind::Question),
        Some(label) if *label == answer => Some(BlockKind::Answer),
        _ => None,
    };
    let Some(last) = paragraphs.iter().rposition(|paragraph| kind(paragraph).is_some()) else { return };
    let mut found = Vec::new();
    let mut open = None;
    for paragraph in &paragraphs[..=last] {
        open = kind(paragraph).or(open.filter(|_| !paragraph.is_first));
        found.extend(open.clone().map(|kind| Piece { span: paragraph.span, kind }));
    }
    manuscript.blocks.extend(found);
    manuscript.blocks.sort_by_key(|piece| (piece.span.start, std::cmp::Reverse(piece.span.end)));
}

/// The paragraphs of a manuscript that are no blocks.
fn paragraphs(manuscript: &Manuscript) -> Vec<Paragraph<'_>> {
    let mut blocks = manuscript.blocks.iter().filter(|piece| !matches!(piece.kind, BlockKind::FootnoteRef(_))).peekable();
    let (mut start, mut is_first) = (0, true);
    let mut found = Vec::new();
    for text in manuscript.text.split('\n') {
        let end = start + text.chars().count();
        while blocks.next_if(|piece| piece.span.end <= start).is_some() {}
        let is_block = blocks.peek().is_some_and(|piece| piece.span.start < end.max(start + 1));
        if !is_block && !text.is_empty() {
            found.push(Paragraph { span: Span { start, end }, text, label: label(text), is_first });
        }
        is_first = is_block;
        start = end + 1;
    }
    found
}

/// What stands before the colon with which a turn begins: a letter, a word or a name.
fn label(text: &str) -> Option<String> {
    let at = text.find([':', '.'])?;
    let (label, rest) = (text[..at].trim(), &text[at + 1..]);
    let is_letter = label.chars().count() == 1;
    let is_name = label.chars().next().is_some_and(char::is_uppercase)
        && label.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\''))
        && label.split(' ').count() <= 4
        && label.chars().count() <= NAME;
    let is_turn = is_name && rest.starts_with(char::is_whitespace) && !rest.trim().is_empty();
    (is_turn && (is_letter || text[at..].starts_with(':'))).then(|| label.to_lowercase())
}

/// What stands before questions and before answers, where a text is an interview.
fn speakers(paragraphs: &[Paragraph<'_>]) -> Option<(String, String)> {
    let turns: Vec<(&str, &str)> =
        paragraphs.iter().filter_map(|paragraph| Some((paragraph.label.as_deref()?, paragraph.text))).collect();
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

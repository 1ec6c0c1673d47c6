//! Where sentences begin and end.

use std::ops::Range;

use crate::find::Language;

/// Words behind which a full stop belongs to the word, whatever follows.
const SHORT_EN: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "gen", "col", "lt", "sgt", "capt", "cpl", "maj", "adm", "cmdr", "rev", "fr", "sen",
    "rep", "gov", "pres", "hon", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue",
    "tues", "wed", "thu", "thurs", "fri", "vs", "fig", "vol", "p", "pp", "ed", "eds", "approx", "ca", "cf", "e.g", "i.e", "mt",
    "ft", "viz", "al", "v", "rs", "nos", "sec", "art", "para", "paras", "cir",
];
const SHORT_RU: &[&str] = &[
    "т.е",
    "т.к",
    "т.н",
    "т",
    "гг",
    "г",
    "им",
    "ул",
    "пл",
    "пр",
    "просп",
    "пер",
    "обл",
    "пос",
    "дер",
    "с",
    "д",
    "кв",
    "стр",
    "рис",
    "см",
    "ср",
    "ст",
    "гл",
    "тыс",
    "млн",
    "млрд",
    "руб",
    "чел",
    "проф",
    "акад",
    "ген",
    "полк",
    "лейт",
    "кап",
    "доц",
    "св",
    "тел",
    "напр",
    "ок",
    "янв",
    "февр",
    "авг",
    "сент",
    "окт",
    "нояб",
    "дек",
    "н",
    "о",
    "м",
    "км",
];
/// Words that end a sentence or not; only a word that often begins one shows that they do.
const EITHER: &[&str] = &[
    "a.m", "p.m", "u.s", "u.k", "u.n", "e.u", "u.s.s.r", "d.c", "etc", "inc", "ltd", "co", "corp", "jr", "sr", "no", "bros", "т.д",
    "т.п", "др", "пр", "н.э", "г", "гг", "тыс", "млн", "млрд", "руб", "чел", "км",
];
/// Words that often begin a sentence, and seldom stand with a capital within one.
const STARTS: &[&str] = &[
    "the",
    "a",
    "an",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "this",
    "that",
    "these",
    "those",
    "there",
    "then",
    "in",
    "on",
    "at",
    "but",
    "and",
    "as",
    "by",
    "for",
    "from",
    "when",
    "while",
    "after",
    "before",
    "his",
    "her",
    "their",
    "our",
    "my",
    "its",
    "one",
    "some",
    "many",
    "most",
    "all",
    "no",
    "if",
    "so",
    "since",
    "although",
    "however",
    "now",
    "later",
    "according",
    "в",
    "во",
    "на",
    "он",
    "она",
    "они",
    "оно",
    "мы",
    "я",
    "это",
    "эти",
    "этот",
    "тогда",
    "потом",
    "после",
    "но",
    "и",
    "а",
    "по",
    "как",
    "когда",
    "с",
    "из",
    "за",
    "до",
    "под",
    "все",
    "всё",
    "там",
    "здесь",
    "также",
    "однако",
    "его",
    "её",
    "ее",
    "их",
    "к",
    "при",
    "если",
    "затем",
    "позже",
    "через",
];

/// The sentences of a paragraph, in bytes; white space between them is left out.
#[must_use]
pub fn split(paragraph: &str, language: Language) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut signs = paragraph.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        if !matches!(sign, '.' | '!' | '?' | '…' | '。' | '！' | '？') {
            continue;
        }
        // Several signs, what closes quotations, and the marks of footnotes belong to the sentence that ends.
        let mut end = at + sign.len_utf8();
        while let Some((next, c)) = signs.next_if(|(_, c)| matches!(c, '.' | '!' | '?' | '…')) {
            end = next + c.len_utf8();
        }
        let (closed, end) = behind(paragraph, end);
        while signs.next_if(|(next, _)| *next < end).is_some() {}
        if ends(paragraph, start, at, closed, end, language) {
            push(paragraph, start..end, &mut sentences);
            start = end;
        }
    }
    push(paragraph, start..paragraph.len(), &mut sentences);
    sentences
}

fn push(paragraph: &str, range: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let words = &paragraph[range.clone()];
    let begin = range.start + (words.len() - words.trim_start().len());
    let end = range.start + words.trim_end().len();
    if begin < end && words.contains(char::is_alphanumeric) {
        sentences.push(begin..end);
    } else if let Some(last) = sentences.last_mut().filter(|_| begin < end) {
        last.end = end;
    }
}

/// Where a sentence ends whose last sign ends at `from`: behind what closes its quotations, and behind the marks of footnotes.
fn behind(paragraph: &str, from: usize) -> (usize, usize) {
    let rest = &paragraph[from..];
    let closing = |c: char| matches!(c, '”' | '»' | '’' | '"' | '\'' | ')' | ']' | '“' | '*' | '†');
    let closed = from + rest.find(|c: char| !closing(c)).unwrap_or(rest.len());
    let rest = &paragraph[closed..];
    let mark = || {
        let length = rest.strip_prefix('[')?.chars().take(5).position(|c| c == ']').filter(|length| *length > 0)?;
        let is_label = rest.chars().skip(1).take(length).all(|c| c.is_ascii_alphanumeric() || c == '*');
        is_label.then_some(closed + length + 2)
    };
    let raised = rest.find(|c: char| !matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')).unwrap_or(rest.len());
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let spaced = rest[digits..].chars().next().is_none_or(char::is_whitespace);
    let letter = paragraph[..from].trim_end_matches(['.', '!', '?', '…']).ends_with(char::is_alphabetic);
    let end = mark().unwrap_or(closed + raised);
    // “…the square.4 Then”: a number right behind the full stop is the mark of a note, if a word ends there.
    let end = if end == closed && (1..=3).contains(&digits) && spaced && letter { closed + digits } else { end };
    (closed, end)
}

/// Whether a sentence ends with the sign at `at`.
fn ends(paragraph: &str, start: usize, at: usize, closed: usize, end: usize, language: Language) -> bool {
    let rest = &paragraph[end..];
    let Some(first) = rest.chars().next() else { return true };
    if paragraph[at..].starts_with(['。', '！', '？']) {
        return true;
    }
    if !first.is_whitespace() {
        // “It ended.The next”: a space is missing, if words stand on both sides.
        let before = &paragraph[start..at];
        let small = before.chars().rev().take_while(|c| c.is_lowercase()).count() >= 2;
        return end == at + 1 && first.is_uppercase() && small && rest.chars().nth(1).is_some_and(char::is_lowercase);
    }
    let next = rest.trim_start();
    let Some(sign) = next.chars().next() else { return true };
    if sign.is_lowercase() || matches!(sign, '—' | '–' | ',' | ';' | ':' | ')') {
        return false;
    }
    let begins = || {
        let word: String = next.trim_start_matches(['“', '«', '"', '(', '[']).chars().take_while(|c| c.is_alphabetic()).collect();
        STARTS.contains(&word.to_lowercase().as_str())
    };
    let is_full_stop = paragraph[at..].starts_with('.') && closed == at + 1 && end == closed;
    !is_full_stop || !is_short(&paragraph[start..at], language, begins, sign)
}

/// Whether a full stop behind these words shortens the last of them.
fn is_short(before: &str, language: Language, begins: impl Fn() -> bool, next: char) -> bool {
    let from = before
        .rfind(|c: char| !(c.is_alphanumeric() || c == '.' || c == '-'))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = &before[from..];
    if word.len() > 24 {
        return false;
    }
    let mut letters = word.chars();
    // An initial: “J. Smith”, “Н. Назарбаев”; but “I.” and the number of a list end a sentence or an entry.
    if letters.next().is_some_and(char::is_uppercase) && letters.next().is_none() {
        return word != "I" || !begins();
    }
    // Several of them: “S.M. Road”.
    let mut parts = word.split('.');
    if word.contains('.') && parts.all(|part| part.chars().count() == 1 && part.chars().all(char::is_uppercase)) {
        return !begins();
    }
    let word = word.to_lowercase();
    let year = before[..from].trim_end().ends_with(|c: char| c.is_ascii_digit());
    if EITHER.contains(&word.as_str()) {
        let only_with = |word: &str| word == "no";
        return if only_with(&word) {
            next.is_ascii_digit()
        } else if year && matches!(word.as_str(), "г" | "гг") {
            !begins() && !next.is_uppercase()
        } else {
            !begins()
        };
    }
    let short = if language == Language::Russian { SHORT_RU } else { SHORT_EN };
    short.contains(&word.as_str()) && !(word == "с" || word == "mar" || word == "may")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences are set apart by `|`.
    fn check(language: Language, marked: &str) {
        let text = marked.replace('|', "");
        let found: Vec<&str> = split(&text, language).into_iter().map(|range| &text[range]).collect();
        let expected: Vec<&str> = marked.split('|').map(str::trim).filter(|words| !words.is_empty()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn english_sentences() {
        for marked in [
            "He left. |She stayed.",
            "Mr. Smith met Gen. Lee at 3.5 miles from St. Louis. |They spoke.",
            "J. R. Smith and W. Hall came. |It rained.",
            "At 4 p.m. Police came; at 5 p.m. |The crowd left.",
            "The U.S. Army came to the U.S. |It left.",
            "He had a shop on S.M. Road. |It cost Rs. 250.",
            "See Nixon v. Fitzgerald. |He won.",
            "“Stop!” he shouted. |“Why?” |She ran.",
            "“We left,” he said. |“It was over.” |Then it ended.",
            "They fired.[4] |Then it ended.¹² |It rained.7 |They went.",
            "He paused… |Then he went on... and on. |It ended.",
            "It happened (see p. 4). |(Nobody saw it.) |They left.",
            "It ended.The next day came.",
            "See no. 5 and fig. 3. |No. |He left.",
            "Version 1.2.3 came out at 10.30. |Really?! |Yes.",
            "",
            "...",
        ] {
            let marked = marked.replace("ended.The", "ended.|The");
            if marked == "..." {
                assert!(split("...", Language::English).is_empty());
            } else {
                check(Language::English, &marked);
            }
        }
    }

    #[test]
    fn russian_sentences() {
        for marked in [
            "Он ушёл. |Она осталась.",
            "В 1986 г. в г. Алма-Ате на пл. Брежнева вышли ок. 5 тыс. чел. |Это было начало.",
            "Н. А. Назарбаев выступил. |Толпа разошлась.",
            "«Стойте!» — крикнул он. |«Почему?» |Она побежала.",
            "Погибли люди, т.е. мирные жители, и т.д. |Потом всё стихло.",
            "Это было в 2011 г. |Тогда погибли 16 чел. |Через год всё повторилось.",
            "Цена выросла на 3.5 процента. |Все молчали…",
        ] {
            check(Language::Russian, marked);
        }
    }
}

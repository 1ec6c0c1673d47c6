//! Who says what a sentence tells.

use super::words::Word;
use crate::find::Language;
use crate::report::limits;

/// One who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// As the text names them.
    pub name: String,
    /// What sort of voice it is: official, eyewitness, journalist, channel, person, interviewee.
    pub kind: &'static str,
}

/// Whom a sentence names as the one who says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attribution {
    /// Somebody by name or by what they are.
    Named(Speaker),
    /// The one who was named last: “he said”.
    Same,
}

const SAYS_EN: &[&str] = &[
    "said",
    "says",
    "told",
    "tells",
    "added",
    "stated",
    "claimed",
    "claims",
    "announced",
    "explained",
    "recalled",
    "wrote",
    "writes",
    "tweeted",
    "posted",
    "insisted",
    "denied",
    "admitted",
    "warned",
    "declared",
    "testified",
    "argued",
    "replied",
    "answered",
    "reported",
    "confirmed",
    "noted",
    "remarked",
    "messaged",
    "alleged",
    "acknowledged",
    "asserted",
    "commented",
    "recounted",
    "remembers",
    "remembered",
    "saying",
];
/// Of these, only with “that” or a quotation behind or before them.
const WEAK_EN: &[&str] = &[
    "told",
    "tells",
    "wrote",
    "writes",
    "posted",
    "reported",
    "confirmed",
    "noted",
    "answered",
    "denied",
    "declared",
    "announced",
    "alleged",
    "saying",
];
const SAYS_RU: &[&str] = &[
    "сказал",
    "сказала",
    "сказали",
    "говорит",
    "говорят",
    "сообщил",
    "сообщила",
    "сообщило",
    "сообщили",
    "сообщает",
    "сообщают",
    "заявил",
    "заявила",
    "заявило",
    "заявили",
    "заявляет",
    "рассказал",
    "рассказала",
    "рассказали",
    "рассказывает",
    "добавил",
    "добавила",
    "пояснил",
    "пояснила",
    "отметил",
    "отметила",
    "утверждает",
    "утверждают",
    "пишет",
    "написал",
    "написала",
    "объяснил",
    "объяснила",
    "вспоминает",
    "признал",
    "признала",
    "подтвердил",
    "подтвердила",
    "подтвердили",
    "подчеркнул",
    "подчеркнула",
    "уточнил",
    "уточнили",
];
const PRONOUNS: &[&str] = &["he", "she", "they", "i", "we", "он", "она", "они", "я", "мы", "who", "который", "которая"];
/// Words that make a name out of those around them although they begin with a small letter, and what sort of voice that is.
const ROLES: &[(&str, &str)] = &[
    ("police", "official"),
    ("official", "official"),
    ("officials", "official"),
    ("ministry", "official"),
    ("minister", "official"),
    ("government", "official"),
    ("authorities", "official"),
    ("spokesman", "official"),
    ("spokeswoman", "official"),
    ("spokesperson", "official"),
    ("president", "official"),
    ("prosecutor", "official"),
    ("prosecutors", "official"),
    ("mayor", "official"),
    ("governor", "official"),
    ("army", "official"),
    ("military", "official"),
    ("sheriff", "official"),
    ("ambassador", "official"),
    ("adviser", "official"),
    ("secretary", "official"),
    ("committee", "official"),
    ("department", "official"),
    ("chancellor", "official"),
    ("general", "official"),
    ("colonel", "official"),
    ("officer", "official"),
    ("officers", "official"),
    ("senator", "official"),
    ("witness", "eyewitness"),
    ("witnesses", "eyewitness"),
    ("eyewitness", "eyewitness"),
    ("eyewitnesses", "eyewitness"),
    ("resident", "eyewitness"),
    ("residents", "eyewitness"),
    ("survivor", "eyewitness"),
    ("survivors", "eyewitness"),
    ("protester", "eyewitness"),
    ("protesters", "eyewitness"),
    ("demonstrator", "eyewitness"),
    ("demonstrators", "eyewitness"),
    ("journalist", "journalist"),
    ("journalists", "journalist"),
    ("reporter", "journalist"),
    ("reporters", "journalist"),
    ("correspondent", "journalist"),
    ("agency", "channel"),
    ("newspaper", "channel"),
    ("channel", "channel"),
    ("media", "channel"),
    ("outlet", "channel"),
    ("outlets", "channel"),
    ("radio", "channel"),
    ("television", "channel"),
    ("site", "channel"),
    ("activist", "person"),
    ("activists", "person"),
    ("doctor", "person"),
    ("doctors", "person"),
    ("lawyer", "person"),
    ("lawyers", "person"),
    ("man", "person"),
    ("woman", "person"),
    ("relatives", "person"),
    ("historian", "person"),
    ("analyst", "person"),
    ("полиция", "official"),
    ("полиции", "official"),
    ("мвд", "official"),
    ("министерство", "official"),
    ("министерства", "official"),
    ("министр", "official"),
    ("министра", "official"),
    ("президент", "official"),
    ("президента", "official"),
    ("власти", "official"),
    ("властей", "official"),
    ("прокуратура", "official"),
    ("прокуратуры", "official"),
    ("пресс-служба", "official"),
    ("пресс-службе", "official"),
    ("пресс-секретарь", "official"),
    ("аким", "official"),
    ("акимат", "official"),
    ("правительство", "official"),
    ("губернатор", "official"),
    ("мэр", "official"),
    ("комитет", "official"),
    ("чиновник", "official"),
    ("чиновники", "official"),
    ("генерал", "official"),
    ("очевидец", "eyewitness"),
    ("очевидцы", "eyewitness"),
    ("очевидцев", "eyewitness"),
    ("свидетель", "eyewitness"),
    ("свидетели", "eyewitness"),
    ("жители", "eyewitness"),
    ("житель", "eyewitness"),
    ("жительница", "eyewitness"),
    ("участник", "eyewitness"),
    ("журналист", "journalist"),
    ("журналисты", "journalist"),
    ("корреспондент", "journalist"),
    ("агентство", "channel"),
    ("газета", "channel"),
    ("канал", "channel"),
    ("издание", "channel"),
    ("телеканал", "channel"),
    ("сми", "channel"),
    ("активист", "person"),
    ("активисты", "person"),
    ("активистка", "person"),
    ("историк", "person"),
    ("врач", "person"),
];
/// Words within a name that begin with a small letter.
const WITHIN: &[&str] = &[
    "of",
    "for",
    "the",
    "and",
    "in",
    "from",
    "de",
    "von",
    "van",
    "al",
    "bin",
    "former",
    "local",
    "a",
    "an",
    "some",
    "по",
    "и",
    "местные",
    "бывший",
    "один",
    "из",
];
/// Words with which a name does not begin or end.
const EDGE: &[&str] = &[
    "of", "for", "the", "and", "in", "from", "a", "an", "some", "but", "as", "then", "later", "when", "while", "по", "и", "как",
    "из", "что", "also", "that", "об", "этом",
];
/// The longest name, in words.
const WORDS: usize = 8;

/// Whom a sentence names as the one who says it. `document` is the whole text.
#[must_use]
pub fn attribution(words: &[Word], document: &str, language: Language) -> Option<Attribution> {
    let says = if language == Language::Russian { SAYS_RU } else { SAYS_EN };
    for (index, word) in words.iter().enumerate() {
        if word.quoted {
            continue;
        }
        if let Some(from) = according(words, index) {
            return forward(words, from, document).map(Attribution::Named);
        }
        if !says.contains(&word.lower.as_str()) || is_weak(words, index) {
            continue;
        }
        let before = backward(words, index, document);
        if before.is_some() {
            return before;
        }
        let is_inverted = word.before.quote || word.before.sign || words.get(index.wrapping_sub(1)).is_some_and(|word| word.quoted);
        if is_inverted {
            if words.get(index + 1).is_some_and(|next| !next.before.sign && PRONOUNS.contains(&next.lower.as_str())) {
                return Some(Attribution::Same);
            }
            if let Some(speaker) = forward(words, index + 1, document) {
                return Some(Attribution::Named(speaker));
            }
        }
    }
    None
}

/// Where a name begins behind “according to”.
fn according(words: &[Word], index: usize) -> Option<usize> {
    let at = |offset: usize| words.get(index + offset).map_or("", |word| word.lower.as_str());
    match (at(0), at(1)) {
        ("according", "to") | ("по", "словам" | "данным" | "сообщению" | "информации" | "сообщениям" | "свидетельству") => {
            Some(index + 2)
        }
        (
            "как",
            "сообщает" | "сообщают" | "сообщил" | "сообщила" | "сообщили" | "пишет" | "передает" | "передаёт" | "заявил"
            | "заявили",
        ) => Some(index + 2),
        _ => None,
    }
}

/// Whether a verb can mean something else, and nothing shows that it introduces what is said.
fn is_weak(words: &[Word], index: usize) -> bool {
    let word = &words[index];
    if !WEAK_EN.contains(&word.lower.as_str()) {
        return false;
    }
    let next = |offset: usize| words.get(index + offset);
    let shows = |word: &Word| word.lower == "that" || word.lower == "what" || word.before.quote;
    !(word.before.quote || (1..=5).filter_map(next).any(shows) || next(1).is_some_and(|next| next.before.sign))
}

/// The one named before a verb.
fn backward(words: &[Word], verb: usize, document: &str) -> Option<Attribution> {
    let mut last = verb;
    // “has later said”
    while last > 0 && !words[last].before.sign && is_between(&words[last - 1]) {
        last -= 1;
    }
    if last == 0 || words[last].before.sign || words[last].before.quote {
        return None;
    }
    let end = last - 1;
    if PRONOUNS.contains(&words[end].lower.as_str()) {
        return Some(Attribution::Same);
    }
    let mut first = end;
    while first > 0
        && end - first + 1 < WORDS
        && !words[first].before.sign
        && !words[first].before.quote
        && may_be_within(&words[first - 1])
    {
        first -= 1;
    }
    if !may_be_within(&words[end]) {
        return None;
    }
    name(words, first, end, document).map(Attribution::Named)
}

fn is_between(word: &Word) -> bool {
    matches!(
        word.lower.as_str(),
        "has"
            | "had"
            | "have"
            | "also"
            | "later"
            | "then"
            | "already"
            | "then-"
            | "reportedly"
            | "ранее"
            | "также"
            | "позже"
            | "уже"
    ) || word.lower.ends_with("ly") && word.lower.len() > 4 && !word.capital
}

/// The one named behind a verb.
fn forward(words: &[Word], from: usize, document: &str) -> Option<Speaker> {
    words.get(from).filter(|word| !word.before.quote || from > 0)?;
    let mut last = from;
    if !may_be_within(&words[from]) {
        return None;
    }
    while last + 1 < words.len()
        && last + 1 - from < WORDS
        && !words[last + 1].before.sign
        && !words[last + 1].before.quote
        && may_be_within(&words[last + 1])
    {
        last += 1;
    }
    name(words, from, last, document)
}

fn role(word: &Word) -> Option<&'static str> {
    ROLES.iter().find(|(role, _)| *role == word.lower).map(|(_, kind)| *kind)
}

fn may_be_within(word: &Word) -> bool {
    word.capital || role(word).is_some() || WITHIN.contains(&word.lower.as_str())
}

/// The name from one word to another, if there is one in them.
fn name(words: &[Word], mut first: usize, mut last: usize, document: &str) -> Option<Speaker> {
    let is_edge = |index: usize| EDGE.contains(&words[index].lower.as_str());
    while first < last && is_edge(first) {
        first += 1;
    }
    while last > first && is_edge(last) {
        last -= 1;
    }
    let own = &words[first..=last];
    if own.iter().any(|word| PRONOUNS.contains(&word.lower.as_str())) || is_edge(first) {
        return None;
    }
    let kind = own.iter().rev().find_map(role);
    // A capital at the beginning of a sentence shows nothing, unless a second word has one.
    let capitals = own.iter().filter(|word| word.capital).count();
    let named = own.iter().enumerate().any(|(index, word)| word.capital && (first + index > 0 || capitals > 1));
    if kind.is_none() && !named {
        return None;
    }
    let words = document.get(own[0].bytes.start..own[own.len() - 1].bytes.end)?;
    let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    let initial: String = letters.next()?.to_uppercase().collect();
    let name: String = initial.chars().chain(letters).take(limits::NAME / 3).collect();
    Some(Speaker { name, kind: kind.unwrap_or("person") })
}

/// Who speaks in a paragraph that begins with a name and a colon, and how many bytes that takes: “Reporter: …”.
#[must_use]
pub fn label(paragraph: &str) -> Option<(&str, usize)> {
    let at = paragraph.char_indices().take(60).find(|(_, c)| *c == ':').map(|(at, _)| at)?;
    let name = &paragraph[..at];
    let is_word = |word: &str| {
        word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\'')) && word.starts_with(char::is_uppercase)
    };
    let spaced = paragraph[at + 1..].starts_with(char::is_whitespace);
    (spaced && (1..=4).contains(&name.split_whitespace().count()) && name.split_whitespace().all(is_word)).then_some((name, at + 1))
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn check(sentence: &str, language: Language, expected: &str) {
        let found = match attribution(&words(sentence, 0, 0), sentence, language) {
            None => "nobody".to_owned(),
            Some(Attribution::Same) => "the same".to_owned(),
            Some(Attribution::Named(speaker)) => format!("{} ({})", speaker.name, speaker.kind),
        };
        assert_eq!(found, expected, "{sentence}");
    }

    #[test]
    fn who_says_so_in_english() {
        for (sentence, expected) in [
            ("“They fired at us,” Maria Lopez said.", "Maria Lopez (person)"),
            ("“They fired at us,” said Maria Lopez, a nurse.", "Maria Lopez (person)"),
            ("Police said that two people died.", "Police (official)"),
            ("The Interior Ministry has later said that it was calm.", "Interior Ministry (official)"),
            ("A spokesman for the army said 12 people died.", "Spokesman for the army (official)"),
            ("According to witnesses, shots were heard.", "Witnesses (eyewitness)"),
            ("“Now,” he said, “they are shooting.”", "the same"),
            ("Two people were reported dead.", "nobody"),
            ("The crowd went home.", "nobody"),
            ("He wrote a book.", "nobody"),
        ] {
            check(sentence, Language::English, expected);
        }
    }

    #[test]
    fn who_says_so_in_russian() {
        for (sentence, expected) in [
            ("«Они стреляли», — сказал Иван Петров.", "Иван Петров (person)"),
            ("Полиция сообщила, что погибли двое.", "Полиция (official)"),
            ("По словам очевидцев, были слышны выстрелы.", "Очевидцев (eyewitness)"),
            ("«Всё кончено», — добавил он.", "the same"),
            ("Люди разошлись по домам.", "nobody"),
        ] {
            check(sentence, Language::Russian, expected);
        }
    }

    #[test]
    fn labels() {
        assert_eq!(label("Reporter: Why?"), Some(("Reporter", 9)));
        assert_eq!(label("It was so: they left."), None);
        assert_eq!(label("At 10:30 they left"), None);
    }
}

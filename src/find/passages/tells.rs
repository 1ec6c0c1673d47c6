//! Whether a sentence tells of a happening: its words and the time of its verbs.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::words::Word;
use crate::find::Language;

/// What the words of a sentence or clause tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tells {
    /// The first word that tells of a happening, by its place among the words.
    pub event: Option<usize>,
    /// Whether a verb stands in the past.
    pub past: bool,
    /// Whether something is told as it is while it is written: “have seized”, “are marching”, “is barricaded”.
    pub present: bool,
    /// Whether what is told only could, should or will be.
    pub unreal: bool,
    /// Whether the one who speaks has seen or done it.
    pub first_person: bool,
    /// Whether it is called unverified.
    pub rumour: bool,
    /// Whether it is an opinion, a definition, or speaks of the text itself.
    pub opinion: bool,
    /// Whether it is a question.
    pub question: bool,
}

struct Lexicon {
    /// Words that tell of a happening.
    events: HashSet<String>,
    /// Verbs in the past that end like no regular ones.
    past: HashSet<&'static str>,
}

/// The shortest and the longest stem of the Russian list, in letters.
const STEMS: std::ops::RangeInclusive<usize> = 3..=12;

const MODAL: &[&str] = &["would", "should", "could", "might", "may", "must", "will", "shall", "ought", "cannot", "won't"];
const FIRST: &[&str] = &["i", "we", "я", "мы"];
const OWN: &[&str] =
    &["my", "our", "me", "us", "мне", "нас", "нам", "меня", "мой", "моей", "моего", "наш", "наши", "нашего", "нашей"];
const BE: &[&str] = &["is", "are", "am", "has", "have", "isn't", "aren't", "hasn't", "haven't"];
const OPINION: &[&str] = &[
    "think",
    "believe",
    "hope",
    "doubt",
    "guess",
    "suppose",
    "imagine",
    "means",
    "must",
    "should",
    "instructive",
    "seems",
    "perhaps",
    "думаю",
    "считаю",
    "полагаю",
    "надеюсь",
    "кажется",
    "вероятно",
    "следует",
    "должны",
    "нужно",
    "означает",
    "является",
];
/// What one thinks of something, behind a form of “to be”.
const VALUES: &[&str] = &[
    "significant",
    "necessary",
    "important",
    "noteworthy",
    "egregious",
    "likely",
    "unlikely",
    "obvious",
    "inevitable",
    "safe",
    "clear",
    "unclear",
    "possible",
    "impossible",
    "surprising",
    "unfair",
    "wrong",
    "right",
    "better",
    "worse",
    "tempting",
    "hard",
    "difficult",
    "easy",
];
/// What a text calls itself.
const TEXTS: &[&str] = &[
    "text",
    "article",
    "report",
    "interview",
    "overview",
    "essay",
    "book",
    "chapter",
    "section",
    "sources",
    "pages",
    "analysis",
    "статье",
    "тексте",
    "докладе",
    "книге",
    "обзоре",
    "главе",
];
const RUMOUR: &[&str] = &[
    "allegedly",
    "rumour",
    "rumours",
    "rumor",
    "rumors",
    "rumored",
    "rumoured",
    "unverified",
    "unconfirmed",
    "purportedly",
    "supposedly",
    "слух",
    "слухи",
    "слухам",
    "слухов",
    "якобы",
    "неподтвержденным",
    "неподтверждённым",
    "неподтвержденные",
    "предположительно",
];
/// Words that end like a verb in the past and are none.
const NOT_PAST: &[&str] = &[
    "need",
    "indeed",
    "hundred",
    "united",
    "speed",
    "feed",
    "seed",
    "sacred",
    "naked",
    "wicked",
    "hatred",
    "exceed",
    "proceed",
    "succeed",
    "bed",
    "red",
    "shed",
    "weed",
    "breed",
    "greed",
    "creed",
    "steed",
    "bleed",
    "agreed-upon",
    "so-called",
    "armed",
    "limited",
    "supposed",
    "based",
    "called",
    "named",
    "related",
    "unprecedented",
    "kindred",
    "moped",
    "embed",
    "biased",
    "aged",
    "alleged",
    "compared",
    "advanced",
];

impl Lexicon {
    fn of(language: Language) -> &'static Self {
        static ENGLISH: OnceLock<Lexicon> = OnceLock::new();
        static RUSSIAN: OnceLock<Lexicon> = OnceLock::new();
        match language {
            Language::Russian => RUSSIAN.get_or_init(|| Self {
                events: listed(include_str!("lexicon/events-ru.txt")).map(str::to_owned).collect(),
                past: HashSet::new(),
            }),
            _ => ENGLISH.get_or_init(|| {
                let verbs = listed(include_str!("lexicon/event-verbs-en.txt")).flat_map(forms);
                let nouns = listed(include_str!("lexicon/event-nouns-en.txt")).map(str::to_owned);
                Self { events: verbs.chain(nouns).collect(), past: listed(include_str!("lexicon/past-en.txt")).collect() }
            }),
        }
    }
}

/// The words of a list.
fn listed(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

/// The regular forms of an English verb.
fn forms(verb: &str) -> Vec<String> {
    let stem = verb.strip_suffix('e');
    let base = stem.unwrap_or(verb);
    let mut forms = vec![verb.to_owned(), format!("{verb}s"), format!("{verb}es"), format!("{base}ed"), format!("{base}ing")];
    let mut letters = verb.chars().rev();
    let (last, before) = (letters.next().unwrap_or('e'), letters.next().unwrap_or('e'));
    if last == 'y' && !"aeou".contains(before) {
        let base = &verb[..verb.len() - 1];
        forms.extend([format!("{base}ied"), format!("{base}ies")]);
    }
    if !"aeiouwyx".contains(last) && "aeiou".contains(before) {
        forms.extend([format!("{verb}{last}ed"), format!("{verb}{last}ing")]);
    }
    forms
}

/// What some words tell. `words` are those of a sentence in lower case.
#[must_use]
pub fn tells(words: &[Word], language: Language) -> Tells {
    let lexicon = Lexicon::of(language);
    let mut tells = match language {
        Language::Russian => russian(words, lexicon),
        _ => english(words, lexicon),
    };
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.lower.as_str()));
    tells.rumour = has(RUMOUR);
    tells.opinion = has(OPINION) || values(words) || is_supposed(words) || is_of_text(words);
    tells.first_person &= !tells.question;
    tells
}

/// Whether something is called what one may think of it: “it is significant that”.
fn values(words: &[Word]) -> bool {
    words.iter().enumerate().any(|(index, word)| {
        BE.contains(&word.lower.as_str()) && words[index + 1..].iter().take(3).any(|word| VALUES.contains(&word.lower.as_str()))
    })
}

/// Whether a sentence begins with what is only supposed: “if they had weapons”.
fn is_supposed(words: &[Word]) -> bool {
    let first = words.iter().map(|word| word.lower.as_str()).find(|word| !matches!(*word, "and" | "but" | "и" | "а" | "но"));
    matches!(first, Some("if" | "unless" | "если"))
}

/// Whether a sentence speaks of the text that it stands in: “in the following report we present”.
fn is_of_text(words: &[Word]) -> bool {
    words.windows(2).any(|pair| {
        matches!(pair[0].lower.as_str(), "this" | "following" | "этом" | "данном") && TEXTS.contains(&pair[1].lower.as_str())
    })
}

fn english(words: &[Word], lexicon: &Lexicon) -> Tells {
    let mut tells = Tells::default();
    let lower = |index: usize| words.get(index).map_or("", |word| word.lower.as_str());
    let is_past = |word: &str| lexicon.past.contains(word) || word.len() > 4 && word.ends_with("ed") && !NOT_PAST.contains(&word);
    for (index, word) in words.iter().enumerate() {
        let word = word.lower.as_str();
        // “to storm”, “would storm”: nothing that has happened.
        let before = index.checked_sub(1).map_or("", lower);
        let wished =
            before == "to" || MODAL.contains(&before) || MODAL.contains(&index.checked_sub(2).map_or("", lower)) && before == "be";
        if wished {
            tells.unreal |= MODAL.contains(&before) || before == "be";
            continue;
        }
        if lexicon.events.contains(word) && tells.event.is_none() {
            tells.event = Some(index);
        }
        let adjective = matches!(before, "the" | "a" | "an" | "of") && word.ends_with("ed");
        if is_past(word) && !adjective {
            let helped = (1..=3).take_while(|back| *back <= index).any(|back| BE.contains(&lower(index - back)));
            if helped { tells.present = true } else { tells.past = true }
        }
        if BE.contains(&word) && (index + 1..index + 4).any(|next| lower(next).ends_with("ing")) {
            tells.present = true;
        }
        if FIRST.contains(&word) {
            tells.first_person |= (index + 1..index + 4).any(|next| is_past(lower(next)));
        }
        tells.first_person |= OWN.contains(&word) && index + 2 < words.len() && tells.past;
    }
    tells
}

fn russian(words: &[Word], lexicon: &Lexicon) -> Tells {
    let mut tells = Tells::default();
    for (index, word) in words.iter().enumerate() {
        let lower = word.lower.as_str();
        if tells.event.is_none() && has_stem(lower, lexicon) {
            tells.event = Some(index);
        }
        let past = is_russian_past(lower);
        tells.past |= past;
        tells.present |=
            ["ют", "ут", "ят", "ат", "ет", "ит", "ются", "утся", "ется", "ится"].iter().any(|end| lower.ends_with(end))
                && lower.chars().count() > 4;
        let before = |back: usize| {
            index.checked_sub(back).and_then(|at| words.get(at)).is_some_and(|word| FIRST.contains(&word.lower.as_str()))
        };
        tells.first_person |= past && (before(1) || before(2) || before(3));
        tells.first_person |= OWN.contains(&lower) && tells.past;
        tells.unreal |= matches!(lower, "бы" | "б" | "чтобы" | "будет" | "будут");
    }
    tells
}

fn has_stem(word: &str, lexicon: &Lexicon) -> bool {
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.enumerate().filter(|(length, _)| STEMS.contains(&(length + 1))).any(|(_, end)| lexicon.events.contains(&word[..end]))
}

/// Whether a Russian word has the form of a verb in the past, or of a participle that tells what was done.
fn is_russian_past(word: &str) -> bool {
    let verb = [
        "ал", "ала", "али", "ало", "ил", "ила", "или", "ило", "ел", "ела", "ели", "ело", "ул", "ула", "ули", "уло", "ыл", "ыла",
        "ыли", "ыло", "ял", "яла", "яли", "яло", "ёл", "шла", "шли", "шло", "лся", "лась", "лись", "лось", "иб", "ибли", "ибла",
    ];
    let done =
        ["ан", "ана", "аны", "ано", "ен", "ена", "ены", "ено", "ён", "ята", "яты", "ято", "ыт", "ыта", "ыты", "ыто", "ит", "иты"];
    let long = word.chars().count();
    long > 3
        && verb.iter().any(|end| word.ends_with(end))
        && !matches!(
            word,
            "или"
                | "если"
                | "дела"
                | "сила"
                | "тела"
                | "генерал"
                | "материал"
                | "апрели"
                | "цели"
                | "недели"
                | "сигнал"
                | "канал"
                | "журнал"
                | "отдел"
                | "предел"
                | "портал"
        )
        || long > 5 && done[..11].iter().any(|end| word.ends_with(end)) && !word.ends_with("ран")
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn told(sentence: &str, language: Language) -> Tells {
        tells(&words(sentence, 0, 0), language)
    }

    #[test]
    fn happenings_are_told_by_words_and_by_tense() {
        for (sentence, event, past, present) in [
            ("Protesters stormed the city hall.", true, true, false),
            ("Police have recaptured the center.", true, false, true),
            ("People are marching around the streets.", true, false, true),
            ("The city is barricaded.", true, false, true),
            ("He would storm it.", false, false, false),
            ("They want to arrest him.", false, false, false),
            ("War is the health of the state.", true, false, false),
            ("The price doubled.", true, true, false),
            ("A square has four sides.", false, false, false),
        ] {
            let tells = told(sentence, Language::English);
            assert_eq!((tells.event.is_some(), tells.past, tells.present), (event, past, present), "{sentence}");
        }
    }

    #[test]
    fn who_has_seen_it_says_so() {
        assert!(told("We saw the crowd.", Language::English).first_person);
        assert!(!told("We should see the crowd.", Language::English).first_person);
        assert!(told("Мы вышли на площадь.", Language::Russian).first_person);
        assert!(!told("Они вышли на площадь.", Language::Russian).first_person);
    }

    #[test]
    fn russian_happenings() {
        for (sentence, event, past) in [
            ("Протестующие захватили акимат.", true, true),
            ("На площади были слышны взрывы.", true, true),
            ("Погибли 16 человек.", true, true),
            ("Квадрат имеет четыре стороны.", false, false),
        ] {
            let tells = told(sentence, Language::Russian);
            assert_eq!((tells.event.is_some(), tells.past), (event, past), "{sentence}");
        }
        assert!(told("По слухам, он уехал.", Language::Russian).rumour);
    }
}

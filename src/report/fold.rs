//! Words as they are compared: without case, without diacritics, and English ones without their simple endings.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word without case and diacritics: `Жаңаөзен` and `жанаозен` are the same, and so are `Übung` and `ubung`.
#[must_use]
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for c in word.nfkd().filter(|c| !is_combining_mark(*c) && !is_ignored(*c)).flat_map(char::to_lowercase) {
        match c {
            // Letters that Unicode does not take apart, as they are typed on a keyboard that lacks them.
            'ә' => folded.push('а'),
            'ғ' | 'ґ' => folded.push('г'),
            'қ' => folded.push('к'),
            'ң' => folded.push('н'),
            'ө' => folded.push('о'),
            'ұ' | 'ү' => folded.push('у'),
            'һ' => folded.push('х'),
            'і' => folded.push('и'),
            'ı' => folded.push('i'),
            'ł' => folded.push('l'),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ß' => folded.push_str("ss"),
            'є' => folded.push('е'),
            'ħ' => folded.push('h'),
            'ŧ' => folded.push('t'),
            // A sigma at the end of a word, which capitals do not tell apart.
            'ς' => folded.push('σ'),
            // The same letters on Persian and Arabic keyboards.
            'ی' | 'ى' => folded.push('ي'),
            'ک' => folded.push('ك'),
            c if is_apostrophe(c) => folded.push('\''),
            // Lower case can bring a mark of its own (İ).
            c if is_combining_mark(c) => {}
            c => folded.push(c),
        }
    }
    folded
}

/// The apostrophes that are typed and printed, in Uzbek (`O‘zbekiston`, `Oʻzbekiston`) as in English.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`')
}

/// Characters within a word that say how it is set and not what it says: joiners, soft hyphens, and the
/// stroke that stretches Arabic words.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{640}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Letters of scripts that put no space between words: Thai, Lao, Burmese, Khmer, kana and Chinese characters.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e01}'..='\u{edf}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17d3}' | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{3fffd}')
}

/// The words of a text: where each begins and ends, in bytes.
///
/// A word is a run of letters, digits and marks; an apostrophe between two letters belongs to it. In scripts that put no space
/// between words, each letter is a word, so that a word within a sentence is found as a phrase of its letters.
pub fn split(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + '_ {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = rest.find(|(_, c)| c.is_alphanumeric())?;
        let mut end = start + first.len_utf8();
        let alone = is_unspaced(first);
        while let Some((at, c)) = rest.peek().copied() {
            let before_letter = || text[at + c.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric);
            let continues = !alone && ((c.is_alphanumeric() && !is_unspaced(c)) || (is_apostrophe(c) && before_letter()));
            if !(continues || is_combining_mark(c) || is_ignored(c)) {
                break;
            }
            end = at + c.len_utf8();
            rest.next();
        }
        Some(start..end)
    })
}

/// A name as [`fold`] has it, without apostrophes, which are left out when typing, and with one space for whatever else stands
/// between its words: `Nur-Sultan`, `NUR SULTAN` and `nur sultan` are the same. Letters that need no space between words have
/// none. Empty where the text holds no letter and no digit.
#[must_use]
pub fn name(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    let mut last = None;
    let mut gap = false;
    for letter in fold(text).chars().filter(|letter| *letter != '\'') {
        if !letter.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && last.is_some_and(|last| is_spaced(last, letter)) {
            name.push(' ');
        }
        name.push(letter);
        (last, gap) = (Some(letter), false);
    }
    name
}

/// Whether words are written apart where one ends in the first letter and the next begins with the second.
#[must_use]
pub fn is_spaced(end: char, begin: char) -> bool {
    !(is_unspaced(end) && is_unspaced(begin))
}

/// Words whose last letters only look like an ending.
const WHOLE: [&str; 10] = ["corner", "factor", "former", "master", "monster", "number", "proper", "quarter", "sector", "something"];

/// A folded word without its simple English endings, so that `protests`, `protesting` and `protesters` are one.
///
/// Only words of plain Latin letters are English here. The stem is for comparing, not for reading.
#[must_use]
pub fn stem(folded: &str) -> String {
    let word = folded.strip_suffix("'s").or_else(|| folded.strip_suffix('\'')).unwrap_or(folded);
    if !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let mut word = word.to_owned();
    if word.len() > 3 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        word.pop();
        if word.ends_with("ie") && word.len() > 4 {
            word.truncate(word.len() - 2);
            word.push('y');
        }
    }
    if !WHOLE.contains(&word.as_str()) {
        strip_ending(&mut word);
    }
    if word.len() > 3 && word.ends_with('e') {
        word.pop();
    }
    if word.len() > 3 && word.ends_with('y') {
        word.pop();
        word.push('i');
    }
    word
}

/// Takes off `-ed`, `-ing`, `-er` and `-tor` where a word remains.
fn strip_ending(word: &mut String) {
    let remains = |ending: &str, least: usize| {
        let left = word.strip_suffix(ending)?;
        (left.len() >= least && left.contains(['a', 'e', 'i', 'o', 'u', 'y'])).then_some(left.len())
    };
    if let Some(length) = remains("ing", 3).or_else(|| remains("ed", 3)) {
        word.truncate(length);
        let bytes = word.as_bytes();
        let doubled = length > 3 && bytes[length - 1] == bytes[length - 2];
        if doubled && !word.ends_with(['l', 's', 'z', 'e', 'o']) {
            word.pop();
        }
    } else if let Some(length) = remains("er", 4) {
        word.truncate(length);
    } else if word.ends_with("tor")
        && let Some(length) = remains("or", 4)
    {
        word.truncate(length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_diacritics_make_no_difference() {
        for (one, other) in [
            ("Жаңаөзен", "жанаозен"),
            ("Қостанай", "КОСТАНАЙ"),
            ("Ёлка", "елка"),
            ("cafe\u{301}", "Café"),
            ("İstanbul", "istanbul"),
            ("Łódź", "lodz"),
            ("Straße", "STRASSE"),
            ("people’s", "people's"),
            ("co\u{ad}operate", "cooperate"),
            ("ﬁre", "fire"),
            ("مُحَمَّد", "محمد"),
            ("محـــمد", "محمد"),
            ("ایران", "ايران"),
            ("Οδυσσεύς", "ΟΔΥΣΣΕΥΣ"),
            ("Đà Nẵng", "da nang"),
            ("Oʻzbekiston", "O'zbekiston"),
            ("O‘zbekiston", "o`zbekiston"),
            ("Ґанжа", "ганжа"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
        assert_ne!(fold("Орал"), fold("Арал"));
    }

    #[test]
    fn names_are_the_same_however_they_are_set() {
        for (text, expected) in [
            ("Nur-Sultan", "nur sultan"),
            ("  NUR\u{a0}SULTAN. ", "nur sultan"),
            ("Xi’an", "xian"),
            ("Qo‘qon", "qoqon"),
            ("Saint-Étienne", "saint etienne"),
            ("U.S.", "u s"),
            ("東 京", "東京"),
            ("서울", "\u{1109}\u{1165}\u{110b}\u{116e}\u{11af}"),
            ("الـقاهرة", "القاهرة"),
            ("— !", ""),
        ] {
            assert_eq!(name(text), expected);
        }
    }

    #[test]
    fn simple_endings_make_no_difference() {
        for words in [
            "protest protests protester protesters protestors protesting protested protest's",
            "burn burned burning burns",
            "city cities city's",
            "stop stopped stopping stops",
            "fire fired fires firing",
            "kill killed killing killer",
            "march marches marched marching",
            "police police's",
        ] {
            let stems: std::collections::BTreeSet<_> = words.split(' ').map(stem).collect();
            assert_eq!(stems.len(), 1, "{words}: {stems:?}");
        }
        for (one, other) in [("former", "form"), ("bring", "br"), ("manner", "man"), ("thing", "th"), ("news", "ne"), ("was", "wa")]
        {
            assert_ne!(stem(one), stem(other), "{one} {other}");
        }
    }

    #[test]
    fn words_are_cut_where_a_reader_sees_them() {
        let words = |text: &'static str| split(text).map(|range| &text[range]).collect::<Vec<_>>().join("|");
        assert_eq!(words("“Don’t!” — the people’s 9am’ ✊🏽 Жаңаөзен's"), "Don’t|the|people’s|9am|Жаңаөзен's");
        assert_eq!(words("cafe\u{301}-bar, שלום עולם"), "cafe\u{301}|bar|שלום|עולם");
        assert_eq!(words("👩🏽‍🚒'"), "");
        assert_eq!(words("‘O‘zbekiston’"), "O‘zbekiston");
        assert_eq!(words("2022年、阿拉木图市"), "2022|年|阿|拉|木|图|市");
        assert_eq!(words("กินข้าว"), "กิ|น|ข้|า|ว");
    }
}

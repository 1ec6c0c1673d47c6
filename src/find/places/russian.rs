//! Russian words without their cases: what a name may be in the nominative, and what endings tell of persons.

/// How many forms of one word are tried.
const FORMS: usize = 12;

/// Endings of cases and what stands there in the nominative, longest first. A form is kept when the gazetteer knows it, so
/// that endings which fit several nouns do no harm.
const ENDINGS: &[(&str, &[&str])] = &[
    // Adjectives, alone and before a noun: Московской области, Нижнего Новгорода.
    ("ского", &["ский", "ское", "ск"]),
    ("скому", &["ский", "ское"]),
    ("ском", &["ский", "ское", "ск"]),
    ("ским", &["ский", "ское"]),
    ("ской", &["ская"]),
    ("скую", &["ская"]),
    ("ского", &["ский"]),
    ("ого", &["ый", "ой", "ое", "ий"]),
    ("его", &["ий", "ее"]),
    ("ому", &["ый", "ой", "ое", "ий"]),
    ("ему", &["ий", "ее"]),
    ("ыми", &["ые"]),
    ("ими", &["ие"]),
    ("ых", &["ые"]),
    ("их", &["ие"]),
    ("ым", &["ый", "ое", "ые"]),
    ("им", &["ий", "ее", "ие"]),
    ("ей", &["ья", "я", "ь", "ия", "и", "ея"]),
    ("ую", &["ая"]),
    ("юю", &["яя"]),
    // Nouns: России, Москвой, Казахстане, Грозном, Череповца, Сокольниках.
    ("ией", &["ия"]),
    ("иям", &["ии"]),
    ("иях", &["ии"]),
    ("ию", &["ия", "ий"]),
    ("ии", &["ия", "ий"]),
    ("ия", &["ий"]),
    ("ием", &["ий", "ие"]),
    ("ями", &["и", "я"]),
    ("ами", &["ы", "и", "а"]),
    ("ях", &["и", "я"]),
    ("ах", &["ы", "и", "а"]),
    ("ям", &["и", "я"]),
    ("ам", &["ы", "и", "а"]),
    ("ов", &["ы", "и"]),
    ("цом", &["ец"]),
    ("цем", &["ец"]),
    ("ца", &["ец"]),
    ("цу", &["ец"]),
    ("це", &["ец", "ца"]),
    ("ой", &["а", "ая", "ый"]),
    ("ою", &["а"]),
    ("ом", &["", "о", "ый", "ой", "ое", "ий"]),
    ("ем", &["ь", "й", "е", ""]),
    ("ью", &["ь"]),
    ("ей", &["я", "ь"]),
    ("а", &["", "о", "а"]),
    ("я", &["ь", "й", "е", "я"]),
    ("у", &["", "а", "о"]),
    ("ю", &["ь", "й", "я", "е"]),
    ("ы", &["а", ""]),
    ("и", &["а", "я", "ь", "й", "о"]),
    ("е", &["а", "", "о", "ь", "й", "я", "е"]),
];

/// A word in lower case as it may be in the nominative: itself first, then the forms that its endings allow.
#[must_use]
#[inline(never)] // Several kilobytes, wherever it is called.
pub fn bases(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if !word.chars().all(|c| matches!(c, 'а'..='я' | 'ё' | '-')) || word.chars().count() < 3 {
        return forms;
    }
    for (ending, nominatives) in ENDINGS {
        let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.chars().count() >= 2) else { continue };
        for nominative in *nominatives {
            // A stem that ends in a vowel or a sign is none.
            if nominative.is_empty() && stem.ends_with(['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'ь', 'й']) {
                continue;
            }
            let form = format!("{stem}{nominative}");
            if !forms.contains(&form) && forms.len() < FORMS {
                forms.push(form);
            }
            if nominative.is_empty() {
                let room = FORMS.saturating_sub(forms.len());
                forms.extend(fleeting(stem).take(room));
            }
        }
    }
    forms
}

/// With the vowel that the nominative has between its last two consonants: `орл` → `орел`, `египт` → `египет`, `городк` →
/// `городок`.
fn fleeting(stem: &str) -> impl Iterator<Item = String> {
    const VOWELS: [char; 10] = ['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'ь'];
    let mut letters = stem.char_indices().rev();
    let ends = letters.next().zip(letters.next());
    let hard = |last: char, before: char| !VOWELS.contains(&last) && !VOWELS.contains(&before);
    let at = ends.filter(|((_, last), (_, before))| hard(*last, *before) && matches!(last, 'л' | 'ц' | 'к' | 'н' | 'т'));
    let vowels = at.map_or("", |((_, last), _)| if last == 'к' { "ео" } else { "е" });
    vowels.chars().filter_map(move |vowel| at.map(|((at, _), _)| format!("{}{vowel}{}", &stem[..at], &stem[at..])))
}

/// Whether a word in lower case is a patronymic.
#[must_use]
pub fn is_patronymic(word: &str) -> bool {
    const MARKS: [&str; 6] = ["ович", "евич", "овна", "евна", "овн", "евн"];
    let stem = word.trim_end_matches(['а', 'у', 'е', 'ы', 'о', 'м', 'й']);
    word.chars().count() > 6 && MARKS.iter().any(|mark| word.ends_with(mark) || stem.ends_with(mark.trim_end_matches('а')))
}

/// Whether a word in lower case may be a surname by its ending.
#[must_use]
pub fn is_surname(word: &str) -> bool {
    const MARKS: [&str; 32] = [
        "ов",
        "ова",
        "ову",
        "овым",
        "ове",
        "овой",
        "ев",
        "ева",
        "еву",
        "евым",
        "еве",
        "евой",
        "ин",
        "ина",
        "ину",
        "иным",
        "иной",
        "ын",
        "ына",
        "ыну",
        "ыным",
        "енко",
        "чук",
        "чука",
        "ян",
        "яна",
        "яну",
        "яном",
        "дзе",
        "швили",
        "ский",
        "ского",
    ];
    word.chars().count() > 4 && MARKS.iter().any(|mark| word.ends_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_every_case() {
        for (word, base) in [
            ("россии", "россия"),
            ("москвой", "москва"),
            ("казахстане", "казахстан"),
            ("московской", "московская"),
            ("грозном", "грозный"),
            ("нижнего", "нижний"),
            ("череповца", "череповец"),
            ("египта", "египет"),
            ("орле", "орел"),
            ("сокольниках", "сокольники"),
            ("твери", "тверь"),
            ("сочи", "сочи"),
            ("гвинеей", "гвинея"),
            ("алтаем", "алтай"),
        ] {
            assert!(bases(word).contains(&base.to_owned()), "{word}: {:?}", bases(word));
        }
    }

    #[test]
    fn persons_show_by_their_endings() {
        for word in ["иванович", "ивановича", "петровна", "петровной", "сергеевне"] {
            assert!(is_patronymic(word), "{word}");
        }
        assert!(is_surname("удальцов") && is_surname("порошенко") && !is_surname("алматы"));
        assert!(!is_patronymic("москва"));
    }
}

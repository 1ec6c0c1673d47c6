//! Guessing the language of a text by the words that stand in every text of it.

use std::collections::HashMap;
use std::sync::LazyLock;

/// How many words are looked at. A page is enough; more are looked at because a report may begin with names and addresses.
const WORDS: usize = 20_000;

/// Short words that are frequent in one language and rare in the others. No list comes from elsewhere: these are the articles,
/// prepositions, conjunctions and pronouns that a grammar gives.
const COMMON: [(&str, &str); 12] = [
    ("en", "the of and to in that was is for it with as his on be at by had not are but from they which have this were"),
    ("ru", "и в не на что он с как это по но из у за от так же к для его был только она они мы было бы все который"),
    ("uk", "і в не на що він з як це по але із у за від так до для його був тільки вона вони ми було б усі який та"),
    ("kk", "және мен бұл да де үшін еді бір деп болды ол бар осы сол оның кейін дейін емес бойынша туралы"),
    ("de", "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass"),
    ("fr", "le de un à être et en avoir que pour dans ce il qui ne sur se pas plus par les des du la une est au avec"),
    ("es", "el la de que y a en un ser se no por con su para como estar le lo los las una del al es más"),
    ("it", "il di che e la in un a per è una sono non con si da come le dei del della nel anche gli"),
    ("pt", "o a de que e do da em um para é com não uma os no se na por mais as dos como mas ao"),
    ("pl", "i w na z się że nie do to o jest po jak za od a przez był dla ze są jego które który"),
    ("tr", "ve bir bu da de için ile olarak olan çok daha gibi kadar sonra ancak ise ne var olduğu"),
    ("nl", "de het een en van in is dat op te zijn met voor niet aan er om ook als dan bij maar door"),
];

static LANGUAGES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Vec<&str>> = HashMap::new();
    for (language, common) in COMMON {
        for word in common.split(' ') {
            words.entry(word).or_default().push(language);
        }
    }
    words
});

/// The language of a text (BCP 47), where its words tell it clearly.
#[must_use]
pub fn guess(text: &str) -> Option<&'static str> {
    let mut counts: HashMap<&str, f64> = HashMap::new();
    let mut all = 0.0;
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(WORDS) {
        all += 1.0;
        let Some(languages) = LANGUAGES.get(word.to_lowercase().as_str()) else { continue };
        for language in languages {
            // A word that several languages share tells less of each.
            *counts.entry(language).or_default() += 1.0 / f64::from(u32::try_from(languages.len()).unwrap_or(1));
        }
    }
    let mut ranked: Vec<(f64, &str)> = COMMON.iter().map(|(tag, _)| (counts.get(tag).copied().unwrap_or(0.0), *tag)).collect();
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    let [(first, tag), (second, _), ..] = ranked[..] else { return None };
    // A tenth of the words at least, and half as many again as of the next language.
    (all >= 5.0 && first >= all / 12.0 && first >= second * 1.5).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_enough_and_a_list_of_names_is_not() {
        for (text, language) in [
            ("On 5 January the crowd marched to the city hall, and it was set on fire.", Some("en")),
            ("В ночь на 5 января протестующие вышли на площадь, и это было только начало.", Some("ru")),
            ("У ніч на 5 січня протестувальники вийшли на площу, але це був тільки початок, що не всі знали.", Some("uk")),
            ("Бұл туралы айтты және осы күні болды, бірақ ол емес еді.", Some("kk")),
            ("Am 5. Januar zog die Menge zu dem Rathaus, und es ist nicht bekannt, wer es mit Feuer angezündet hat.", Some("de")),
            ("Le 5 janvier, la foule a marché sur la mairie, et elle est en feu dans la nuit.", Some("fr")),
            ("Almaty, Aktobe, Zhanaozen, Uralsk, Taraz", None),
            ("1 2 3 4 5", None),
            ("", None),
        ] {
            assert_eq!(guess(text), language, "{text}");
        }
    }
}

//! One name for a place that a Russian text names in several cases, and that the gazetteer does not know.

use std::collections::HashMap;

use super::FoundPlace;
use super::russian::bases;
use super::tokens::Words;

/// Nouns that say what a place is: what stands before them describes them.
const NOUNS: &str = "город городок село деревня поселок станица станция аул крепость форпост слобода хутор река озеро море океан гора \
                     горы хребет степь лес залив пролив пустыня долина ущелье перевал область район край округ республика провинция \
                     губерния уезд волость федерация остров острова полуостров улица площадь проспект мост шоссе бульвар переулок \
                     набережная";

/// Gives places without a position the name that they have in the nominative, as far as the text or the words themselves show it.
pub(super) fn tell(words: &Words<'_>, found: &mut [(usize, usize, FoundPlace)]) {
    let unknown = || found.iter().filter(|(_, _, place)| place.chosen.is_none() && place.within.is_none());
    let single = unknown().filter(|(first, last, _)| first == last).map(|(first, _, _)| words.word(*first));
    let (forms, numbers) = forms(single);
    for (first, last, place) in found.iter_mut().filter(|(_, _, place)| place.chosen.is_none() && place.within.is_none()) {
        place.title = if first == last {
            said(words.word(*first), &forms, &numbers).map(str::to_owned)
        } else {
            described(words, *first, *last)
        };
    }
}

/// The different forms of names, and the number of each in small letters.
fn forms<'w>(all: impl Iterator<Item = &'w str>) -> (Vec<&'w str>, HashMap<String, usize>) {
    let mut forms = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for word in all {
        numbers.entry(word.to_lowercase()).or_insert_with(|| {
            forms.push(word);
            forms.len() - 1
        });
    }
    (forms, numbers)
}

/// For a single name of which the text has the nominative as well, that.
fn said<'w>(word: &str, forms: &[&'w str], numbers: &HashMap<String, usize>) -> Option<&'w str> {
    bases(&word.to_lowercase()).iter().skip(1).find_map(|base| numbers.get(base)).map(|number| forms[*number])
}

/// «Илецкого городка» in the nominative; `None` where it stands in it, or does not end with a noun that shows it.
fn described(words: &Words<'_>, first: usize, last: usize) -> Option<String> {
    let word = words.word(last).to_lowercase();
    let noun = bases(&word).into_iter().find(|base| NOUNS.split_whitespace().any(|noun| noun == base))?;
    let mut title = String::new();
    for at in first..last {
        let own = words.word(at);
        title.push_str(&adjective(own, &noun).unwrap_or_else(|| own.to_owned()));
        title.push_str(&words.text[words.tokens[at].end as usize..words.tokens[at + 1].start as usize]);
    }
    // The first letter is as the text has it.
    let own = words.word(last);
    let is_capital = own.starts_with(char::is_uppercase);
    let mut letters = noun.chars();
    title.extend(letters.next().into_iter().flat_map(|c| if is_capital { c.to_uppercase().collect() } else { vec![c] }));
    title.extend(letters);
    (title != words.slice(first, last)).then_some(title)
}

/// An adjective as it stands with a noun in the nominative.
fn adjective(word: &str, noun: &str) -> Option<String> {
    const ENDINGS: [&str; 24] = [
        "ыми", "ими", "ого", "его", "ому", "ему", "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ую", "юю", "ым", "им", "ом", "ем",
        "ей", "ых", "их", "ые", "ие",
    ];
    let (stem, ending) = ENDINGS.iter().find_map(|end| Some((word.strip_suffix(end)?, *end)))?;
    let is_hushed = stem.ends_with(['к', 'г', 'х', 'ж', 'ч', 'ш', 'щ']);
    let is_soft = !is_hushed && ending.starts_with(['и', 'е', 'я', 'ю']);
    let hard = match noun.chars().next_back()? {
        'а' | 'я' | 'ь' => "ая",
        'о' | 'е' => "ое",
        'ы' | 'и' => "ые",
        // «Донской округ» stands as it is.
        _ if ending == "ой" => "ой",
        _ => "ый",
    };
    let own = match (hard, is_soft, is_hushed) {
        ("ая", true, _) => "яя",
        ("ое", true, _) => "ее",
        ("ые", true, _) | ("ые", _, true) => "ие",
        ("ый", true, _) | ("ый", _, true) => "ий",
        (hard, _, _) => hard,
    };
    (stem.chars().count() > 2).then(|| format!("{stem}{own}"))
}

#[cfg(test)]
mod tests {
    use super::super::lexicon;
    use super::*;
    use crate::find::Language;

    #[test]
    fn what_is_described_is_told_in_the_nominative() {
        for (said, expected) in [
            ("Илецкого городка", Some("Илецкий городок")),
            ("Зимовейской станице", Some("Зимовейская станица")),
            ("Оренбургской губернии", Some("Оренбургская губерния")),
            ("Чалкажском озере", Some("Чалкажское озеро")),
            ("Верхнего Поселка", Some("Верхний Поселок")),
            ("Уральскими горами", Some("Уральские горы")),
            ("Донской округ", None),
            ("Илецкий городок", None),
            ("Илецкого дома", None),
        ] {
            let words = Words::new(said, lexicon::of(Language::Russian), usize::MAX);
            assert_eq!(described(&words, 0, words.tokens.len() - 1).as_deref(), expected, "{said}");
        }
    }

    #[test]
    fn a_name_is_that_of_which_the_text_has_the_nominative() {
        let (forms, numbers) = forms(["Чаганом", "Хивы", "Чаган", "Хиву", "Хива", "Лобу"].into_iter());
        let names: Vec<Option<&str>> = forms.iter().map(|form| said(form, &forms, &numbers)).collect();
        assert_eq!(names, [Some("Чаган"), Some("Хива"), None, Some("Хива"), None, None]);
    }
}

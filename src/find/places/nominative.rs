//! One name for a place that a Russian text names in several cases, and that the gazetteer does not know.

use std::collections::{BTreeMap, HashMap};

use super::FoundPlace;
use super::lexicon as lx;
use super::russian::bases;
use super::tokens::Words;

/// Words that may be one in several cases: whether it describes the one behind it, and the word in small letters.
type Form = (bool, String);

/// Gives places without a position the name that they have in the nominative, as far as the text or the words themselves show it.
pub(super) fn tell(words: &Words<'_>, found: &mut [(usize, usize, FoundPlace)]) {
    let mut forms: Vec<Form> = Vec::new();
    let mut numbers: HashMap<Form, usize> = HashMap::new();
    for (first, last, _) in found.iter().filter(|(_, _, place)| place.chosen.is_none()) {
        for at in *first..=*last {
            let form = (at < *last, words.word(at).to_lowercase());
            numbers.entry(form.clone()).or_insert_with(|| {
                forms.push(form);
                forms.len() - 1
            });
        }
    }
    let (names, known) = nominatives(&forms);
    for (first, last, place) in found.iter_mut().filter(|(_, _, place)| place.chosen.is_none()) {
        let is_shown = last > first
            && words.tokens[*last].is(lx::LAND | lx::ROAD | lx::SITE)
            && !is_nominative(words.word(*first), words.word(*last));
        let mut title = String::new();
        for at in *first..=*last {
            let word = words.word(at);
            let number = numbers[&(at < *last, word.to_lowercase())];
            let own = if is_shown || known[number] { names[number].as_str() } else { word };
            let before = if at > *first { words.tokens[at - 1].end as usize } else { words.tokens[at].start as usize };
            title.push_str(&words.text[before..words.tokens[at].start as usize]);
            if word.starts_with(char::is_uppercase) && own.starts_with(char::is_lowercase) {
                title.extend(own.chars().next().into_iter().flat_map(char::to_uppercase).chain(own.chars().skip(1)));
            } else {
                title.push_str(own);
            }
        }
        place.title = Some(title).filter(|title| title.as_str() != words.slice(*first, *last));
    }
}

/// For each form, what it is in the nominative, and whether the text has that.
fn nominatives(forms: &[Form]) -> (Vec<String>, Vec<bool>) {
    let all: Vec<Vec<String>> = forms.iter().map(|form| bases_of(form)).collect();
    // Forms that share a base are forms of one word; the first of them stands for all.
    let mut first: HashMap<(bool, &str), usize> = HashMap::new();
    let mut of: Vec<usize> = (0..forms.len()).collect();
    for (number, bases) in all.iter().enumerate() {
        let same = bases.iter().find_map(|base| first.get(&(forms[number].0, base.as_str())).copied());
        of[number] = same.unwrap_or(number);
        for base in bases {
            first.entry((forms[number].0, base)).or_insert(of[number]);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, group) in of.iter().enumerate() {
        groups.entry(*group).or_default().push(number);
    }
    let (mut names, mut known) = (vec![String::new(); forms.len()], vec![false; forms.len()]);
    for group in groups.values() {
        let shared = |base: &str| group.iter().filter(|number| all[**number].iter().any(|own| own == base)).count();
        let said = group.iter().map(|number| forms[*number].1.as_str()).filter(|form| shared(form) == group.len());
        let own = said.clone().next().filter(|_| group.len() > 1);
        let made = || all[group[0]].iter().skip(1).find(|base| shared(base) == group.len()).map(String::as_str);
        let is_said = own.is_some();
        let name = own.or_else(made).unwrap_or(&forms[group[0]].1).to_owned();
        for number in group {
            (names[*number], known[*number]) = (name.clone(), is_said);
        }
    }
    (names, known)
}

/// Whether an adjective and the noun that it describes are in the nominative as they stand.
fn is_nominative(adjective: &str, noun: &str) -> bool {
    let is_hard = !noun.ends_with(['а', 'е', 'и', 'о', 'у', 'ы', 'ю', 'я', 'ь', 'й', 'м', 'х']);
    ENDINGS.iter().any(|end| adjective.ends_with(end)) && (is_hard || !adjective.ends_with("ой"))
}

/// How adjectives end in the nominative.
const ENDINGS: [&str; 7] = ["ый", "ий", "ой", "ая", "яя", "ое", "ее"];

/// What a word may be in the nominative: one that describes another ends as adjectives do.
fn bases_of((describes, word): &Form) -> Vec<String> {
    let mut all = bases(word);
    if *describes {
        all.retain(|base| base == word || ENDINGS.iter().any(|end| base.ends_with(end)));
    }
    all
}

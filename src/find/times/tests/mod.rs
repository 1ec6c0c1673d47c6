//! Tables of what is found: texts with marks `[words|EDTF]`, and `[words|?]` for what is found without a time.

mod english;
mod nothing;
mod robust;
mod russian;
mod shipped;

use super::{Asked, find};
use crate::find::Language;

/// The text without its marks, and what is marked.
fn unmarked(marked: &str) -> (String, Vec<(String, String)>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        let (inside, behind) = after.split_once(']').expect("a mark ends with ]");
        let (words, edtf) = inside.split_once('|').expect("a mark has a |");
        text.push_str(before);
        text.push_str(words);
        marks.push((words.to_owned(), edtf.to_owned()));
        rest = behind;
    }
    text.push_str(rest);
    (text, marks)
}

/// What is found in a text: the words and their EDTF.
fn found(text: &str, language: Language, reference: Option<&str>) -> Vec<(String, String)> {
    let reference = reference.map(|edtf| edtf.parse().expect("the reference is EDTF"));
    let points: Vec<char> = text.chars().collect();
    let words = |start: usize, end: usize| points[start..end].iter().collect::<String>();
    find(&Asked { text, headings: &[], reference, language })
        .iter()
        .map(|time| (words(time.span.start, time.span.end), time.when.map_or("?".to_owned(), |when| when.to_string())))
        .collect()
}

/// Exactly what is marked is found, and with these times.
#[track_caller]
fn check(language: Language, reference: Option<&str>, marked: &str) {
    let (text, marks) = unmarked(marked);
    assert_eq!(found(&text, language, reference), marks, "in “{text}”");
}

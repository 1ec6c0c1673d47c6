//! Any text is read without a panic, in the same way every time, and what is found stands in its order in the text.

use proptest::prelude::*;

use super::super::{Asked, find};
use crate::find::Language;

/// The same word over and over is read in a time that grows with its length, and without recursion.
#[test]
fn one_word_over_and_over_is_read() {
    for word in ["last ", "that ", "прошлый ", "с ", "early in the ", "1914-", "5, "] {
        let text = word.repeat(10_000);
        let length = text.chars().count();
        for language in [Language::English, Language::Russian] {
            let found = find(&Asked { text: &text, headings: &[], reference: None, language });
            assert!(found.iter().all(|time| time.span.end <= length), "{word}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_read(pieces in prop::collection::vec(0..PIECES.len(), 0..40), noise in ".{0,20}", reference in any::<bool>()) {
        let mut text: String = pieces.iter().map(|piece| PIECES[*piece]).collect();
        text.push_str(&noise);
        let length = text.chars().count();
        let reference = reference.then(|| "2022-01-10".parse().unwrap());
        for language in [Language::English, Language::Russian, Language::Other] {
            let asked = Asked { text: &text, headings: &[], reference, language };
            let found = find(&asked);
            prop_assert_eq!(&found, &find(&asked));
            let mut end = 0;
            for time in &found {
                prop_assert!(end <= time.span.start && time.span.start < time.span.end && time.span.end <= length);
                end = time.span.end;
                prop_assert!((0.0..=1.0).contains(&time.confidence));
                if let Some(when) = time.when {
                    // What is found can be written and read again.
                    let written = when.to_string();
                    prop_assert_eq!(written.parse::<crate::report::when::When>().map(|read| read.to_string()), Ok(written));
                }
            }
        }
    }
}

const PIECES: &[&str] = &[
    "January ",
    "4",
    ", ",
    "2022 ",
    "1914",
    "–",
    "18 ",
    "the ",
    "next ",
    "day ",
    "two ",
    "weeks ",
    "later ",
    "ago ",
    "early ",
    "in ",
    "of ",
    "May ",
    "Monday",
    " night ",
    "at 5 p.m. ",
    "10:35 ",
    "BC ",
    "th ",
    "century ",
    "s ",
    "'",
    "\n\n",
    "\n",
    ". ",
    "between ",
    "and ",
    "to ",
    "from ",
    "since ",
    "9999 ",
    "Easter ",
    "500 ",
    "years ",
    "before ",
    "в ",
    "ночь ",
    "на ",
    "5 ",
    "января ",
    "года ",
    "XIX ",
    "веке ",
    "с ",
    "по ",
    "через ",
    "назад ",
    "90-х ",
    "до н. э. ",
    "e\u{301}",
    "İ",
    "ß",
    "\u{feff}",
    "🕰",
    "00.00.0000 ",
    "31 ",
    "February ",
    "last ",
];

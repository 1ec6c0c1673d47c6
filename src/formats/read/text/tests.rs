//! What becomes of plain texts.

use super::*;
use crate::formats::read::testing::{is_sound, read_as, shown};

fn check(text: &str, expected: &[&str]) {
    let manuscript = read_as(read, text.as_bytes()).unwrap();
    assert_eq!(shown(&manuscript), expected, "{text}");
    assert!(is_sound(&manuscript), "{text}");
}

const WRAPPED: &str = "\
The demonstrators came to the square before it was light, and they
stayed there until the afternoon. Nobody had told them that the sol-
diers were near the bridge, where people had once met in the well-
known war, as it is told in the books of the town and of soldiers
who were there.

Then it grew dark, and the lamps along the long street were not lit as
they had been on every evening before that one.
";

#[test]
fn hard_wrapped_lines_are_joined() {
    let text = format!("{WRAPPED}\nThe well-known bridge was closed.\n");
    let found = read_as(read, text.as_bytes()).unwrap().text;
    assert!(found.contains("that the soldiers were near the bridge, where people had once met in the well-known war"), "{found}");
    assert_eq!(found.lines().count(), 3, "{found}");
}

#[test]
fn long_lines_are_paragraphs() {
    let line =
        "This is a line that holds a whole paragraph, as editors with soft breaks save it, and it goes on for some time.".repeat(2);
    check(&format!("{line}\n{line}\n"), &[&line, &line]);
    check("one\r\rtwo\r\nthree\n", &["Title|one", "two", "three"]);
    check("Peru: Two Months\n\nThey came.", &["Title|Peru: Two Months", "They came."]);
    check("Author: B. C.\n\nThey came.", &["Author: B. C.", "They came."]);
}

#[test]
fn verse_lists_tables_and_addresses_stay_apart() {
    let text = format!(
        "{WRAPPED}\nNo matter how they shoot,\nThe bullets are too few.\nNo matter how they crush,\nThe seedlings come anew.\n\n\
         1. The first point, which is so long that it has to go on in the\n   next line.\n2. The second one.\n\n\
         Town      Dead   Wounded\nAlmaty    10     200\nOral      0      3\n\n\
         A. Person\n12 Street Road\nTown\n"
    );
    let found = shown(&read_as(read, text.as_bytes()).unwrap());
    assert_eq!(
        found[2..],
        [
            "Verse|No matter how they shoot,",
            "Verse|The bullets are too few.",
            "Verse|No matter how they crush,",
            "Verse|The seedlings come anew.",
            "ListItem|1. The first point, which is so long that it has to go on in the next line.",
            "ListItem|2. The second one.",
            "TableRow|Town\tDead\tWounded",
            "TableRow|Almaty\t10\t200",
            "TableRow|Oral\t0\t3",
            "A. Person",
            "12 Street Road",
            "Town",
        ]
    );
    check("x\n\na\tb\n1\t2\n", &["Title|x", "TableRow|a\tb", "TableRow|1\t2"]);
}

#[test]
fn headings_are_known_by_their_look() {
    let long = "This is a paragraph of a text that is long enough to be one, whichever heading stands before it and after it.";
    let text = format!(
        "A Tale\n======\n\n{long}\n\nCHAPTER I.\n\n{long}\n\nPart Two\n\n{long}\n\n2.1 What Was Seen\n\n{long}\n\nIn the Square\n\n{long}\n\n\
         ON THE ROAD\n\n{long}\n\nThe End\n-------\n\n{long}\n\nShe said no.\n\n{long}\n\nIV.\n\n{long}\n\n1984 was a year\n"
    );
    let found: Vec<String> = shown(&read_as(read, text.as_bytes()).unwrap()).into_iter().filter(|line| line != long).collect();
    assert_eq!(
        found,
        [
            "Title|A Tale",
            "Heading(2)|CHAPTER I.",
            "Heading(1)|Part Two",
            "Heading(3)|2.1 What Was Seen",
            "Heading(3)|In the Square",
            "Heading(2)|ON THE ROAD",
            "Heading(2)|The End",
            "She said no.",
            "Heading(2)|IV.",
            "1984 was a year",
        ]
    );
}

#[test]
fn quotations_footnotes_and_pages_are_known() {
    check("Hello\n\n> so it was\n> said\n\nYes.", &["Title|Hello", "Quote|so it was", "Quote|said", "Yes."]);
    check(
        "Title\n\nAs is told[1] and [sic] told [2].\n\n[1] Here.\n[2]\n",
        &["Title|Title", "([1]: FootnoteRef(\"1\"))As is told[1] and [sic] told [2].", "Footnote(\"1\")|[1] Here.", "ListItem|[2]"],
    );
    let manuscript = read_as(read, b"Title\n\none\x0ctwo\x0c").unwrap();
    assert_eq!(manuscript.text, "Title\none\ntwo\n");
    let pages: Vec<_> = manuscript.pages.iter().map(|page| (page.span.start, page.span.end, page.label.as_str())).collect();
    assert_eq!(pages, [(0, 10, "1"), (10, 14, "2"), (14, 14, "3")]);
}

#[test]
fn what_a_text_says_of_itself_is_told() {
    let text = "The eBook of A Tale\n\nTitle: A Tale\n\nAuthor: B. C.\nRelease date: January 5, 2022 [eBook #1]\nLanguage: English\n\nA TALE\n\nIt was.\n";
    let about = read_as(read, text.as_bytes()).unwrap().about;
    assert_eq!(about.title, Some(Told::new("A Tale".to_owned(), Provenance::Text)));
    assert_eq!(about.author.unwrap().value, "B. C.");
    assert_eq!(about.published.unwrap().value.to_string(), "2022-01-05");
    assert_eq!(about.language.unwrap().value, "en");
    let text = "Название: Хроника\nАвтор: Б. В.\nДата публикации: 5 января 2022 г.\n\nЭто было так.\n";
    let about = read_as(read, text.as_bytes()).unwrap().about;
    assert_eq!(about.title, Some(Told::new("Хроника".to_owned(), Provenance::Text)));
    assert_eq!(
        (about.author.unwrap().value, about.published.unwrap().value.to_string()),
        ("Б. В.".to_owned(), "2022-01-05".to_owned())
    );
    let about = read_as(read, b"It was so.\n\nAnd so.").unwrap().about;
    assert_eq!(about.title, Some(Told::new("a name".to_owned(), Provenance::Name)));
}

#[test]
fn long_texts_are_read_in_time() {
    for text in [
        "a\n".repeat(500_000),
        "a".repeat(1_000_000),
        "[1] ".repeat(200_000),
        "a-\n".repeat(200_000),
        "[".repeat(300_000),
        ">".repeat(300_000),
    ] {
        assert!(is_sound(&read_as(read, text.as_bytes()).unwrap()));
    }
}

proptest::proptest! {
    #[test]
    fn no_word_is_lost(words in proptest::collection::vec("[A-Za-z]{1,12}[.,:]?|[0-9]{1,3}\\.?|\\[1\\]|>|•", 1..80), breaks in proptest::collection::vec(0_usize..12, 80)) {
        let mut text = String::new();
        for (word, after) in words.iter().zip(breaks) {
            text += word;
            text += ["\n", "\n\n", "\t", "   ", "\r\n", "\u{c}"].get(after).unwrap_or(&" ");
        }
        let manuscript = read_as(read, text.as_bytes()).unwrap();
        proptest::prop_assert!(is_sound(&manuscript));
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        proptest::prop_assert_eq!(letters(&manuscript.text), letters(&text));
    }
}

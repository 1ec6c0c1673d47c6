//! What is a passage, and what is none: texts with their places in brackets, and what must come of them.

use super::*;
use crate::find::notes;

/// The text without its brackets, and the places in them: a capital first letter is a settlement, `@` a country, `#` a site.
fn marked(text: &str) -> (Text, Vec<(Span, String, PlaceKind)>) {
    let (mut plain, mut places, mut count, mut open) = (String::new(), Vec::new(), 0, None);
    for c in text.chars() {
        match c {
            '{' => open = Some((count, PlaceKind::Settlement)),
            '@' => open = open.map(|(at, _)| (at, PlaceKind::Country)),
            '#' => open = open.map(|(at, _)| (at, PlaceKind::Site)),
            '}' => {
                let (start, kind) = open.take().unwrap();
                let name = plain.chars().skip(start).collect();
                places.push((Span { start, end: count }, name, kind));
            }
            c => {
                plain.push(c);
                count += 1;
            }
        }
    }
    (Text::new(plain), places)
}

/// Each passage on a line: title | places | when, basis | voice | status.
fn told(text: &str, language: Language, blocks: &[(&str, BlockKind)]) -> String {
    let (text, places) = marked(text);
    let written: When = "2022-01-06".parse().unwrap();
    let mut names: Vec<&str> = places.iter().map(|(_, name, _)| name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let number = |name: &str| names.iter().position(|other| *other == name).unwrap();
    let located: Vec<Located> =
        places.iter().map(|(span, name, kind)| Located { span: *span, place: number(name), kind: *kind, is_home: true }).collect();
    // A site is in the settlement that is named before it.
    let around: Vec<Option<usize>> = (names.iter())
        .map(|name| {
            let site = places.iter().position(|(_, own, kind)| own == name && *kind == PlaceKind::Site)?;
            let (_, settlement, _) = places[..site].iter().rfind(|(_, _, kind)| *kind == PlaceKind::Settlement)?;
            Some(number(settlement))
        })
        .collect();
    let block = |(words, kind): &(&str, BlockKind)| {
        let start = text.point_of(text.as_str().find(words).unwrap());
        (Span { start, end: start + words.chars().count() }, kind.clone())
    };
    let blocks: Vec<_> = blocks.iter().map(block).collect();
    let all = Span { start: 0, end: text.len() };
    let notes = notes::notes(&text, &blocks);
    let times = notes::times(&text, &[], &[(all, Some(written))], &notes, language);
    let found = find(&Asked {
        text: &text,
        language,
        blocks: &blocks,
        notes: &notes,
        times: &times,
        places: &located,
        written: &[(all, written)],
        whole: None,
        around: &around,
    });
    let mut lines = Vec::new();
    for passage in &found.passages {
        let places: Vec<&str> = passage.places.iter().map(|place| names[*place]).collect();
        let when = passage.when.map_or("never".to_owned(), |when| when.to_string());
        let voice = passage.voice.map_or("author", |voice| &found.speakers[voice].name);
        lines.push(format!(
            "{} | {} | {when} {} | {voice} | {}",
            passage.title,
            places.join(", "),
            passage.basis.word(),
            passage.status.word()
        ));
    }
    lines.join("\n")
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(told(text, Language::English, &[]), expected.join("\n"), "{text}");
}

#[test]
fn a_happening_has_a_place_and_a_time_of_its_own() {
    check(
        "On January 4, protesters stormed the city hall in {Uralsk}.",
        &["On January 4, protesters stormed the city hall in Uralsk | Uralsk | 2022-01-04 stated | author | reported"],
    );
}

#[test]
fn what_does_not_say_where_and_when_goes_on_from_what_did() {
    check(
        "On January 4, crowds gathered in {Aktobe}. They burned police cars. In {Almaty}, shots were fired.\nThe next day, troops arrived.",
        &[
            "On January 4, crowds gathered in Aktobe. They burned police cars | Aktobe | 2022-01-04 stated | author | reported",
            "In Almaty, shots were fired | Almaty | 2022-01-04 inherited | author | reported",
            "The next day, troops arrived | Almaty | 2022-01-05 relative | author | reported",
        ],
    );
}

#[test]
fn another_happening_is_told_of_the_settlement_and_not_of_a_site_in_it() {
    check(
        "On January 4, crowds in {Aktobe} took the {#airport}. On January 5, they seized the {#airport} again. They burned a bus. A soldier was shot on January 6.\nThe worst day was January 7.",
        &[
            "On January 4, crowds in Aktobe took the airport | Aktobe, airport | 2022-01-04 stated | author | reported",
            "On January 5, they seized the airport again. They burned a bus | airport | 2022-01-05 stated | author | reported",
            "A soldier was shot on January 6 | Aktobe | 2022-01-06 stated | author | reported",
            "The worst day was January 7 | Aktobe | 2022-01-07 stated | author | reported",
        ],
    );
}

#[test]
fn the_telling_does_not_go_to_where_somebody_leaves_for_or_is_taken() {
    check(
        "On January 4, shots fell in {Aktobe}. He left for {Kerala} on January 5. Crowds burned a bus on January 6.",
        &[
            "On January 4, shots fell in Aktobe | Aktobe | 2022-01-04 stated | author | reported",
            "He left for Kerala on January 5 | Kerala | 2022-01-05 stated | author | reported",
            "Crowds burned a bus on January 6 | Aktobe | 2022-01-06 stated | author | reported",
        ],
    );
    check(
        "On January 4, shots fell in {Aktobe}. The wounded were taken to {#Hospital} on January 5. Crowds burned a bus on January 6.",
        &[
            "On January 4, shots fell in Aktobe | Aktobe | 2022-01-04 stated | author | reported",
            "The wounded were taken to Hospital on January 5 | Hospital | 2022-01-05 stated | author | reported",
            "Crowds burned a bus on January 6 | Aktobe | 2022-01-06 stated | author | reported",
        ],
    );
}

#[test]
fn what_is_reckoned_from_no_date_was_not_on_the_day_before_it() {
    check(
        "On January 4, shots fell in {Aktobe}. Two days after the vote, crowds burned a bus in {Uralsk}. On January 6, troops came.",
        &[
            "On January 4, shots fell in Aktobe | Aktobe | 2022-01-04 stated | author | reported",
            "Two days after the vote, crowds burned a bus in Uralsk | Uralsk | never inherited | author | reported",
            "On January 6, troops came | Uralsk | 2022-01-06 stated | author | reported",
        ],
    );
}

#[test]
fn contents_tell_of_no_happening() {
    check("On January 4, shots fell in {Aktobe}..... 12\nOn January 5, shots fell in {Uralsk} — 23\n", &[]);
    check(
        "On January 5, shots fell in {Uralsk} at 23.",
        &["On January 5, shots fell in Uralsk at 23 | Uralsk | 2022-01-05 stated | author | reported"],
    );
}

#[test]
fn a_heading_and_a_dateline_say_where_and_when() {
    check(
        "{Almaty}, January 5\nCrowds stormed the airport and seized a bus.\n",
        &["Crowds stormed the airport and seized a bus | Almaty | 2022-01-05 inherited | author | reported"],
    );
    check(
        "{ALMATY}, 5 January 2022 — Crowds stormed the airport. They seized a bus.\n",
        &["Crowds stormed the airport. They seized a bus | ALMATY | 2022-01-05 inherited | author | reported"],
    );
}

#[test]
fn one_sentence_of_two_times_is_cut() {
    check(
        "On January 4 the crowd seized the square in {Aktobe}, but on January 5 police retook it by force.",
        &[
            "On January 4 the crowd seized the square in Aktobe | Aktobe | 2022-01-04 stated | author | reported",
            "On January 5 police retook it by force | Aktobe | 2022-01-05 stated | author | reported",
        ],
    );
}

#[test]
fn who_says_so_is_told_apart() {
    check(
        "In {Almaty}, “two people were killed on January 5,” police said. On January 6, Maria Lopez said that soldiers fired in {Aktau}. There were rumors of deaths in {Oral} on January 3. We saw a fire in {Taraz} on January 2.",
        &[
            "In Almaty, “two people were killed on January 5,” police said | Almaty | 2022-01-05 stated | Police | official",
            "On January 6, Maria Lopez said that soldiers fired in Aktau | Aktau | 2022-01-06 stated | Maria Lopez | reported",
            "There were rumors of deaths in Oral on January 3 | Oral | 2022-01-03 stated | author | rumour",
            "We saw a fire in Taraz on January 2 | Taraz | 2022-01-02 stated | author | reported",
        ],
    );
}

#[test]
fn an_answer_is_the_words_of_the_one_who_is_asked() {
    let text = "What did you see?\nOn January 5, we went to the square in {Almaty}. Shots were fired.\n";
    let blocks = [
        ("What did you see?", BlockKind::Question),
        ("On January 5, we went to the square in Almaty. Shots were fired.", BlockKind::Answer),
    ];
    assert_eq!(
        told(text, Language::English, &blocks),
        "On January 5, we went to the square in Almaty… | Almaty | 2022-01-05 stated | Interviewee | witnessed"
    );
}

#[test]
fn background_lies_long_before_what_the_text_is_about() {
    check(
        "On January 4, a crowd marched in {Aktobe}. On January 5, it stormed a bank. On January 6, soldiers shot at it. In December 2011, police killed workers in {Janaozen}.",
        &[
            "On January 4, a crowd marched in Aktobe | Aktobe | 2022-01-04 stated | author | reported",
            "On January 5, it stormed a bank | Aktobe | 2022-01-05 stated | author | reported",
            "On January 6, soldiers shot at it | Aktobe | 2022-01-06 stated | author | reported",
            "In December 2011, police killed workers in Janaozen | Janaozen | 2011-12 stated | author | background",
        ],
    );
}

#[test]
fn what_tells_of_no_happening_is_none() {
    for text in [
        "",
        "{Almaty}",
        "Revolution—but for what purpose? War is the health of the state.",
        "I think that {@Kazakhstan} should be free.",
        "If they storm {Almaty} on January 9, what would happen?",
        "They would storm the city hall in {Almaty}.",
        "{Almaty} is a city in {@Kazakhstan}.",
        "Chapter 1 … 12\nChapter 2 … 40\nChapter 3 … 77\n",
        "The rose is red, the violet is blue.",
    ] {
        check(text, &[]);
    }
    let text = "On January 5, soldiers fired in {Almaty}.\n";
    for kind in [BlockKind::Footnote("1".to_owned()), BlockKind::Caption, BlockKind::ContentsEntry, BlockKind::Heading(2)] {
        assert_eq!(told(text, Language::English, &[("On January 5, soldiers fired in Almaty.", kind)]), "");
    }
}

#[test]
fn a_note_tells_where_its_mark_stands() {
    let note = "1 On April 21, two women were jailed for that.";
    let text = format!(
        "In 2019, protesters stormed a bank in {{Almaty}}.¹ On January 4, a crowd gathered in {{Aktobe}}.\n{note}\nThey burned police cars.\n"
    );
    let blocks = [("¹", BlockKind::FootnoteRef("1".to_owned())), (note, BlockKind::Footnote("1".to_owned()))];
    assert_eq!(
        told(&text, Language::English, &blocks),
        "In 2019, protesters stormed a bank in Almaty.¹ | Almaty | 2019 stated | author | reported\n\
         On January 4, a crowd gathered in Aktobe | Aktobe | 2022-01-04 stated | author | reported\n\
         1 On April 21, two women were jailed for that | Almaty | 2019-04-21 stated | author | reported\n\
         They burned police cars | Aktobe | 2022-01-04 inherited | author | reported"
    );
}

#[test]
fn russian() {
    let text = "5 января 2022 г. в {Алматы} протестующие захватили акимат. «Мы видели пожар», — сказал Иван Петров. Полиция сообщила, что погибли двое.";
    assert_eq!(
        told(text, Language::Russian, &[]),
        "5 января 2022 г. в Алматы протестующие захватили акимат | Алматы | 2022-01-05 stated | author | reported\n\
         Мы видели пожар, — сказал Иван Петров | Алматы | 2022-01-05 inherited | Иван Петров | witnessed\n\
         Полиция сообщила, что погибли двое | Алматы | 2022-01-05 inherited | Полиция | official"
    );
}

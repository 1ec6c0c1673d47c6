//! What is decided of quotations in small texts, and that random edits never put words where they do not belong.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

/// A text in which the stretches in brackets are quoted; each with so many code points of its surroundings.
fn quoted(marked: &str, around: usize) -> (String, Vec<Selector>) {
    let (mut plain, mut spans, mut open) = (Vec::new(), Vec::new(), Vec::new());
    for c in marked.chars() {
        match c {
            '[' => open.push(plain.len()),
            ']' => spans.push(Span { start: open.pop().unwrap(), end: plain.len() }),
            c => plain.push(c),
        }
    }
    spans.sort();
    let slice = |start: usize, end: usize| plain[start.min(plain.len())..end.min(plain.len())].iter().collect::<String>();
    let selector = |span: &Span| Selector {
        position: Some(*span),
        exact: slice(span.start, span.end),
        prefix: slice(span.start.saturating_sub(around), span.start),
        suffix: slice(span.end, span.end + around),
    };
    let selectors = spans.iter().map(selector).collect();
    (plain.iter().collect(), selectors)
}

fn find(text: &str, selectors: &[Selector]) -> Vec<Anchor> {
    let quotes: Vec<Quote<'_>> = selectors.iter().map(Quote::from).collect();
    anchor_all(&Text::new(text.to_owned()), &quotes, &mut limits::SEARCHED_BYTES.clone())
}

/// A new text with what was found in brackets, then what was not.
fn shown(text: &str, anchors: &[Anchor]) -> String {
    let plain: Vec<char> = text.chars().collect();
    let mut lines = String::new();
    for (index, c) in plain.iter().enumerate() {
        let spans = || anchors.iter().filter_map(Anchor::span);
        lines.extend(spans().filter(|span| span.end == index).map(|_| ']'));
        lines.extend(spans().filter(|span| span.start == index).map(|_| '['));
        lines.push(*c);
    }
    lines.extend(anchors.iter().filter_map(Anchor::span).filter(|span| span.end == plain.len()).map(|_| ']'));
    for (index, anchor) in anchors.iter().enumerate() {
        if let Anchor::Aside(why, spots) = anchor {
            let spots: Vec<String> = spots.iter().map(|spot| plain[spot.start..spot.end].iter().collect()).collect();
            write!(lines, "\n{index} {why:?}: {}", spots.join(" | ")).unwrap();
        }
    }
    lines
}

/// Quotes what is in brackets in the old text, and finds it in the new one.
fn check(marked: &str, around: usize, new: &str, expected: &str) {
    let (_, selectors) = quoted(marked, around);
    let plain: String = new.chars().filter(|c| !matches!(c, '[' | ']')).collect();
    let anchors = find(&plain, &selectors);
    assert_eq!(shown(&plain, &anchors), expected);
}

fn one(position: Option<(usize, usize)>, prefix: &str, exact: &str, suffix: &str) -> Selector {
    let position = position.and_then(|(start, end)| Span::new(start, end));
    Selector { position, exact: exact.into(), prefix: prefix.into(), suffix: suffix.into() }
}

/// A single quotation: what was found, and where.
fn alone(text: &str, selector: &Selector, expected: &str) {
    let found = anchor(&Text::new(text.to_owned()), selector);
    let word = format!("{found:?}").split('(').next().unwrap().to_lowercase();
    assert_eq!(format!("{word}: {}", shown(text, &[found])), expected);
}

const TEAMS: &str = "Team Alpha reported that [the new road reduced delays by twelve percent] across all districts.\n\
    Team Beta reported that [the new road reduced delays by twelve percent] across all districts.\n\
    [Naïve café in Almaty] opened on 5 January.\n\
    [The square was] full. [The square was] empty.\n";

#[test]
fn what_stands_is_taken_and_what_has_moved_is_found() {
    alone("In Oral, in Oral.", &one(Some((3, 7)), "", "Oral", ""), "exact: In [Oral], in Oral.");
    alone("Now in Oral, in Oral.", &one(Some((3, 7)), "n ", "Oral", ", in"), "moved: Now in [Oral], in Oral.");
    alone("In Oral, in Oral.", &one(None, "in ", "Oral", "."), "exact: In Oral, in [Oral].");
    alone("Жаңаөзен \u{270a} Oral", &one(Some((0, 2)), "", "Oral", ""), "moved: Жаңаөзен \u{270a} [Oral]");
    alone("Oral and Oral", &one(Some((9, 13)), "", "Oral", ""), "exact: Oral and [Oral]");
}

#[test]
fn what_is_not_clear_is_kept_aside() {
    alone("Oral and Oral", &one(None, "", "Oral", ""), "aside: Oral and Oral\n0 Several: Oral | Oral");
    alone("Now in Oral, in Oral.", &one(Some((3, 7)), "", "Oral", ""), "aside: Now in Oral, in Oral.\n0 Several: Oral | Oral");
    alone("In Oral.", &one(Some((3, 7)), "In ", "Uralsk", "."), "aside: In Oral.\n0 Nowhere: ");
    alone("In Oral.", &one(Some((3, 700)), "", "", ""), "aside: In Oral.\n0 Position: ");
    alone("In Oral.", &one(None, "", "", ""), "aside: In Oral.\n0 Position: ");
}

#[test]
fn surroundings_that_contradict_are_believed_at_the_old_position_too() {
    let selector = one(Some((11, 19)), "Team Alpha ", "reported", " it.");
    alone("Team Alpha reported it.", &selector, "exact: Team Alpha [reported] it.");
    alone("Team Gamma reported it.", &selector, "aside: Team Gamma reported it.\n0 Differs: reported");
    alone("Team Alpha reported on.", &selector, "aside: Team Alpha reported on.\n0 Differs: reported");
}

#[test]
fn a_lost_paragraph_does_not_lend_its_words_to_its_neighbour() {
    let (_, rest) = TEAMS.split_once('\n').unwrap();
    check(TEAMS, 16, rest, &format!("{rest}\n0 Differs: the new road reduced delays by twelve percent"));
    // Nobody says which of two that are alike in length and surroundings was lost.
    let alike = TEAMS.replace("Beta", "Gamma");
    let (_, rest) = alike.split_once('\n').unwrap();
    let (_, rest) = rest.split_once('\n').unwrap();
    let first = "Team Gamma reported that the new road reduced delays by twelve percent across all districts.\n";
    let spot = "the new road reduced delays by twelve percent";
    check(&alike, 16, &format!("{first}{rest}"), &format!("{first}{rest}\n0 Contested: {spot}\n1 Contested: {spot}"));
}

#[test]
fn a_line_that_is_inserted_moves_everything() {
    let new = format!("An editor added this line.\n{TEAMS}");
    check(TEAMS, 16, &new, &new);
}

#[test]
fn what_typesetting_changes_loses_nothing() {
    use unicode_normalization::UnicodeNormalization;
    let decomposed: String = TEAMS.nfd().collect();
    check(TEAMS, 16, &decomposed, &decomposed);
    let wrapped =
        TEAMS.replace("that [the new", "that [the  new").replace(" road", "\nroad").replace("in Almaty", "in\u{a0}Almaty");
    check(TEAMS, 16, &wrapped, &wrapped);
    let (old, new) = ("He said “[the oﬃce—it’s open]”. Then.", "He said \"[the of\u{ad}fice-it's open]\". Then.");
    check(old, 16, new, new);
    let (old, new) = ("[Élan] and [café] were [there].", "[E\u{301}lan] and [cafe\u{301}] were [there].");
    check(old, 6, new, new);
}

#[test]
fn paragraphs_that_change_places_take_their_words_along() {
    // As much of the surroundings is given as tells the two apart.
    let old = "The report.\nTeam Alpha says that [the road is closed] for now.\nTeam Omega says that [the road is closed] for now.\n\
        [The end of it all] is near.";
    let new = "The report.\nTeam Omega says that [the road is closed] for now.\nTeam Alpha says that [the road is closed] for now.\n\
        [The end of it all] is near.";
    check(old, 24, new, new);
    let (_, selectors) = quoted(old, 24);
    let plain: String = new.chars().filter(|c| !matches!(c, '[' | ']')).collect();
    let starts: Vec<usize> = find(&plain, &selectors).iter().map(|anchor| anchor.span().unwrap().start).collect();
    assert_eq!(starts, [82, 33, 110], "each has its own words");
}

#[test]
fn small_edits_within_a_quotation_are_taken_where_the_surroundings_agree() {
    let old = "In Oral, police said that [12 people were killed] on the square. In Aktau, police said [nothing].";
    let new = "In Oral, police said that [13 people were killed] on the square. In Aktau, police said [nothing].";
    check(old, 16, new, new);
    let other = "In Oral, a witness told us: 13 people were killed, it seems. In Aktau, police said [nothing].";
    let plain = other.replace(['[', ']'], "");
    let (_, selectors) = quoted(old, 16);
    let found = find(&plain, &selectors);
    assert!(matches!(&found[0], Anchor::Aside(Why::Nowhere, spots) if spots.len() == 1), "{found:?}");
    assert_eq!(found[1].span().map(|span| span.start), plain.find("nothing"));
}

#[test]
fn a_mended_word_beside_a_quotation_keeps_it() {
    let old = "The crowd was in teh square of [Almaty] that night. Then [all] went home.";
    let new = "The crowd was in the square of [Almaty] that night. Then [all] went home.";
    check(old, 16, new, new);
}

#[test]
fn a_long_stretch_is_found_by_what_stands_around_it() {
    let part = |prefix: &str, suffix: &str| one(Some((7, 16)), prefix, "", suffix);
    alone("Title. One. Two. End", &part("Title. ", " End"), "exact: Title. [One. Two.] End");
    alone("New. Title. One. Two. End", &part("Title. ", " End"), "moved: New. Title. [One. Two.] End");
    alone("All is new", &part("Title. ", " End"), "aside: All is new\n0 Differs: ");
}

#[test]
fn a_bare_position_moves_with_both_its_neighbours() {
    let old = "[The first sentence of the report] is here. Middle. And so [The last sentence of the report] is there.";
    let (_, mut selectors) = quoted(old, 8);
    selectors.push(one(Some((42, 48)), "", "", ""));
    let found = |new: &str| find(new, &selectors)[2].span();
    let plain = old.replace(['[', ']'], "");
    assert_eq!(found(&plain), Span::new(42, 48));
    assert_eq!(found(&format!("So: {plain}")), Span::new(46, 52));
    assert_eq!(found(&plain.replace("Middle", "Centre of it")), None);
}

/// Sentences that are all alike, with a name each that is within what is quoted around.
fn paragraph(number: usize) -> String {
    // A name for each paragraph: with one name for two, they would differ in a number alone, which is an edit like any other.
    const NAMES: [&str; 14] = [
        "Alpha", "Bravo", "Cairo", "Delta", "Echo", "Foxtrot", "Gala", "Hotel", "India", "Juliet", "Kilo", "Lima", "Mike",
        "November",
    ];
    // A paragraph with a name that is known would be the old one with another number.
    const OTHERS: [&str; 4] = ["Quito", "Romeo", "Sierra", "Tango"];
    let name = if number < 100 { NAMES[number % NAMES.len()] } else { OTHERS[number % OTHERS.len()] };
    format!("Team {name} {number} says that the road is closed by the police until further notice.\n")
}

/// An edit of a text whose code points know where they come from.
#[derive(Clone, Debug)]
enum Edit {
    Delete(usize, usize),
    Insert(usize, String),
    Replace(usize, usize, String),
    DeleteParagraph(usize),
    InsertParagraph(usize, usize),
    Swap(usize, usize),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let at = 0_usize..100_000;
    let word = "[a-z ]{1,12}";
    let edit = prop_oneof![
        (at.clone(), 1_usize..60).prop_map(|(at, length)| Edit::Delete(at, length)),
        (at.clone(), word).prop_map(|(at, text)| Edit::Insert(at, text)),
        (at.clone(), 1_usize..8, word).prop_map(|(at, length, text)| Edit::Replace(at, length, text)),
        at.clone().prop_map(Edit::DeleteParagraph),
        (at.clone(), 100_usize..200).prop_map(|(at, number)| Edit::InsertParagraph(at, number)),
        (at.clone(), at).prop_map(|(a, b)| Edit::Swap(a, b)),
    ];
    proptest::collection::vec(edit, 1..6)
}

type Traced = Vec<(char, Option<usize>)>;

fn lines(text: &Traced) -> Vec<Traced> {
    text.split_inclusive(|(c, _)| *c == '\n').map(<[_]>::to_vec).collect()
}

fn fresh(text: &str) -> Traced {
    text.chars().map(|c| (c, None)).collect()
}

fn edited(mut text: Traced, edit: &Edit) -> Traced {
    let (length, mut all) = (text.len().max(1), lines(&text));
    let count = all.len().max(1);
    match edit {
        Edit::Delete(at, size) => drop(text.drain(at % length..(at % length + size).min(text.len()))),
        Edit::Insert(at, new) => drop(text.splice(at % length..at % length, fresh(new))),
        Edit::Replace(at, size, new) => drop(text.splice(at % length..(at % length + size).min(text.len()), fresh(new))),
        Edit::DeleteParagraph(at) if !all.is_empty() => {
            all.remove(at % count);
            text = all.concat();
        }
        Edit::InsertParagraph(at, number) => {
            all.insert(at % count, fresh(&paragraph(*number)));
            text = all.concat();
        }
        Edit::Swap(a, b) if !all.is_empty() => {
            all.swap(a % count, b % count);
            text = all.concat();
        }
        _ => {}
    }
    text
}

/// The words of a span that come from the old span, and whether words of elsewhere or none of its own are in it.
fn is_own(text: &Traced, old: Span, new: Span) -> bool {
    let origins = || text[new.start..new.end].iter().filter_map(|(_, origin)| *origin);
    origins().any(|origin| old.start <= origin && origin < old.end)
        && origins().all(|origin| old.start <= origin && origin < old.end)
}

/// Whether the whole name at the beginning of the old line stands before the span on its line.
///
/// Two deletions can join the name of one sentence to the words of another; no reader could tell it from the old one then.
fn is_named_as_before(text: &Traced, before: &Traced, old: Span, new: Span) -> bool {
    let line = |text: &Traced, at: usize| text[..at].iter().rposition(|(c, _)| *c == '\n').map_or(0, |end| end + 1);
    let begin = line(before, old.start);
    let name = begin..begin + before[begin..].iter().position(|(c, _)| c.is_ascii_digit()).unwrap_or_default() + 1;
    let origins: Vec<usize> = text[line(text, new.start)..new.start].iter().filter_map(|(_, origin)| *origin).collect();
    name.end <= old.start && name.clone().all(|point| origins.contains(&point))
}

fn never_elsewhere(
    paragraphs: usize,
    quotes: &[(usize, usize, usize)],
    around: usize,
    edits: &[Edit],
) -> Result<usize, TestCaseError> {
    let plain: Vec<String> = (0..paragraphs).map(paragraph).collect();
    let text: Traced = plain.concat().chars().enumerate().map(|(index, c)| (c, Some(index))).collect();
    let starts: Vec<usize> = (0..paragraphs).map(|line| plain[..line].concat().chars().count()).collect();
    let mut spans: Vec<Span> = Vec::new();
    // Within a line, and near enough to the name at its beginning.
    for (at, column, length) in quotes {
        let start = starts[at % paragraphs] + column;
        spans.push(Span { start, end: start + length });
    }
    let slice =
        |start: usize, end: usize| text[start.min(text.len())..end.min(text.len())].iter().map(|(c, _)| *c).collect::<String>();
    let selectors: Vec<Selector> = spans
        .iter()
        .map(|span| Selector {
            position: Some(*span),
            exact: slice(span.start, span.end),
            prefix: slice(span.start.saturating_sub(around), span.start),
            suffix: slice(span.end, span.end + around),
        })
        .collect();
    let new = edits.iter().fold(text.clone(), edited);
    let plain: String = new.iter().map(|(c, _)| *c).collect();
    let mut placed = 0;
    for (index, (anchor, old)) in find(&plain, &selectors).iter().zip(&spans).enumerate() {
        if let Some(span) = anchor.span() {
            placed += 1;
            let words: String = new[span.start..span.end].iter().map(|(c, _)| *c).collect();
            prop_assert!(
                is_own(&new, *old, span) || is_named_as_before(&new, &text, *old, span),
                "quotation {index} of {old:?} came to {span:?}: {words:?}\n{plain}"
            );
        }
    }
    Ok(placed)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Some 70 code points on each side reach the name of the team, as every sentence is shorter.
    #[test]
    fn a_quotation_is_on_its_own_words_or_aside(
        paragraphs in 3_usize..14,
        quotes in proptest::collection::vec((0_usize..100_000, 0_usize..50, 4_usize..24), 1..16),
        edits in edits(),
    ) {
        never_elsewhere(paragraphs, &quotes, 64, &edits)?;
    }

    /// With every sentence quoted, neighbours tell apart what 16 code points cannot.
    #[test]
    fn neighbours_tell_apart_what_surroundings_cannot(paragraphs in 3_usize..14, at in 0_usize..100_000, around in 0_usize..20) {
        let quotes: Vec<(usize, usize, usize)> = (0..paragraphs).map(|line| (line, paragraph(line).find("the road").unwrap(), 24)).collect();
        never_elsewhere(paragraphs, &quotes, around, &[Edit::DeleteParagraph(at)])?;
    }
}

#[test]
fn most_quotations_are_found_after_an_edit() {
    let quotes: Vec<(usize, usize, usize)> = (0..12).map(|line| (line, 30, 20)).collect();
    for edit in [Edit::Insert(3, "new ".into()), Edit::Delete(400, 20), Edit::DeleteParagraph(5), Edit::Swap(2, 8)] {
        let placed = never_elsewhere(12, &quotes, 64, std::slice::from_ref(&edit)).unwrap();
        assert!(placed >= 9, "only {placed} of 12 after {edit:?}");
    }
}

//! Descriptions that stand for one place named before: “the city”, “this country”, “the square”.

use super::Language;
use super::notes::Note;
use super::passages::Located;
use super::passages::words::words;
use crate::report::place::PlaceKind;
use crate::report::text::{Span, Text};

/// A description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Described {
    /// The words, in code points.
    pub span: Span,
    /// Which of the places it stands for, or is in: its place among those that were handed in.
    pub of: usize,
    /// Whether it is a site there, and not the place itself.
    pub is_site: bool,
}

/// How far back a place still is the one that is spoken of, in code points: some paragraphs.
const REACH: usize = 6_000;
/// How far back another country than that of the whole text is, in code points: a sentence.
const NEAR: usize = 200;

/// How many places before the mark of a note are looked at.
const MARKED: usize = 64;

/// What a noun describes.
fn noun(word: &str, language: Language) -> Option<PlaceKind> {
    Some(match (language, word) {
        (Language::English, "country" | "nation") | (Language::Russian, "страна" | "страны" | "стране" | "страну") => {
            PlaceKind::Country
        }
        (Language::English, "city" | "town" | "village") | (Language::Russian, "городе" | "городу" | "селе" | "деревне") => {
            PlaceKind::Settlement
        }
        (Language::English, "region" | "province") => PlaceKind::Region,
        (Language::English, "square" | "akimat") | (Language::Russian, "площадь" | "площади" | "акимат" | "акимата") => {
            PlaceKind::Site
        }
        _ => return None,
    })
}

/// Words that single one out of its kind.
fn points(word: &str, language: Language) -> bool {
    match language {
        Language::English => matches!(word, "the" | "this" | "that" | "our" | "my"),
        Language::Russian => {
            matches!(word, "в" | "во" | "на" | "по" | "к" | "этой" | "эту" | "этом" | "этот" | "нашей" | "нашем" | "всей")
        }
        Language::Other => false,
    }
}

/// Words with which a description becomes the name of something else: “the city hall”, “the town of X”.
const NOT_BEFORE: &[&str] = &[
    "of",
    "hall",
    "council",
    "government",
    "police",
    "mayor",
    "administration",
    "side",
    "budget",
    "meters",
    "metres",
    "miles",
    "kilometers",
    "kilometres",
    "feet",
    "root",
    "that",
    "called",
    "named",
    "where",
    "whose",
];

/// The descriptions of a text that stand for one of its places, none overlapping a place. `whole` is the number of the country
/// that the text is about; in a note, what was named before its mark counts.
#[must_use]
pub fn described(text: &Text, language: Language, places: &[Located], whole: Option<usize>, notes: &[Note]) -> Vec<Described> {
    let mut found = Vec::new();
    if language == Language::Other {
        return found;
    }
    let home = whole.and_then(|whole| places.iter().position(|place| place.place == whole));
    let (mut next, mut last) = (0, [None; 4]);
    let mut outside = None;
    for line in text.lines() {
        let note = notes.get(notes.partition_point(|note| note.span.end <= line.start)).filter(|note| note.span.overlaps(*line));
        if let Some(note) = note {
            outside = outside.or(Some(last));
            last = before_mark(places, note.mark);
        } else if let Some(before) = outside.take() {
            last = before;
        }
        let bytes = text.bytes_of(*line);
        let all = words(&text.as_str()[bytes.clone()], bytes.start, line.start);
        for (index, word) in all.iter().enumerate() {
            while let Some(place) = places.get(next).filter(|place| place.span.start < word.span.end) {
                last[slot(place.kind)] = Some(next);
                next += 1;
            }
            if let Some((start, end, of)) = beside(text, &all, index, places, next, language) {
                // Of “the country's capital”, the country by itself was taken for one.
                while found.last().is_some_and(|before: &Described| before.span.end > start) {
                    found.pop();
                }
                found.push(Described { span: Span { start, end }, of, is_site: false });
                continue;
            }
            let Some(kind) = noun(word.lower.trim_end_matches("'s"), language) else { continue };
            let overlaps =
                next.checked_sub(1).and_then(|before| places.get(before)).is_some_and(|place| place.span.end > word.span.start);
            let behind = all.get(index + 1);
            // “the same city where it began”
            let is_same = index.checked_sub(1).is_some_and(|before| all[before].lower == "same");
            let is_other = !is_same
                && behind.is_some_and(|next| !next.before.sign && (NOT_BEFORE.contains(&next.lower.as_str()) || next.capital));
            let Some(from) = begin(&all, index, language).filter(|_| !overlaps && !is_other && !word.before.sign) else { continue };
            let is_own = matches!(all[from].lower.as_str(), "this" | "our" | "my" | "нашей" | "нашу" | "этой" | "эту");
            // Where it is read: in a note, at its mark, as far as the place is not in the note as well.
            let here = |at: usize| {
                note.filter(|note| places[at].span.start < note.span.start || places[at].span.start >= note.span.end)
                    .map_or(word.span.start, |note| note.mark)
            };
            let within = |at: &usize| here(*at).saturating_sub(places[*at].span.end);
            let of = match kind {
                // “Our country” is the one that the whole text is about, whichever was named last.
                PlaceKind::Country => last[slot(kind)].filter(|at| home.is_none() || !is_own && within(at) <= NEAR).or(home),
                PlaceKind::Site => last[slot(PlaceKind::Settlement)],
                PlaceKind::Region => last[slot(kind)].filter(|at| home.is_none() || places[*at].is_home),
                kind => last[slot(kind)],
            };
            let Some(of) = of.filter(|at| kind == PlaceKind::Country || within(at) <= REACH) else { continue };
            // In Russian the preposition is no part of it.
            let start = if language == Language::Russian { word.span.start } else { all[from].span.start };
            let taken = places[..next].last().is_some_and(|place| place.span.end > start);
            if !taken {
                let is_site = kind == PlaceKind::Site;
                let start = if is_site { word.span.start } else { start };
                found.push(Described { span: Span { start, end: word.span.end }, of, is_site });
            }
        }
    }
    found
}

/// The last places of each kind before the mark of a note; only some are looked at.
fn before_mark(places: &[Located], mark: usize) -> [Option<usize>; 4] {
    let mut last = [None; 4];
    let end = places.partition_point(|place| place.span.start < mark);
    for at in (end.saturating_sub(MARKED)..end).rev() {
        let own = &mut last[slot(places[at].kind)];
        *own = own.or(Some(at));
    }
    last
}

/// A description that stands beside its place: “Almaty, the largest city”, “the capital, Astana”, “the old capital of Almaty”.
/// Where it begins and ends, and which place it is.
fn beside(
    text: &Text,
    words: &[super::passages::words::Word],
    noun: usize,
    places: &[Located],
    next: usize,
    language: Language,
) -> Option<(usize, usize, usize)> {
    let word = &words[noun];
    let is_one = matches!(word.lower.as_str(), "capital" | "city" | "town" | "village" | "metropolis");
    if language != Language::English || !is_one {
        return None;
    }
    let tied = |at: usize| !words[at].before.sign && !words[at].before.quote;
    let first =
        (1..=BETWEEN).map_while(|back| noun.checked_sub(back).filter(|at| tied(at + 1))).find(|at| words[*at].lower == "the")?;
    // “the capital city of Astana”
    let last = noun
        + usize::from(word.lower == "capital" && words.get(noun + 1).is_some_and(|word| word.lower == "city" && tied(noun + 1)));
    let (start, end) = (words[first].span.start, words[last].span.end);
    let is_settled = |at: &usize| places[*at].kind == PlaceKind::Settlement;
    let ends_before =
        |place: &Located| place.span.end < start && JOINTS.contains(&text.slice(Span { start: place.span.end, end: start }));
    let before = next.checked_sub(1).filter(|at| ends_before(&places[*at]));
    let is_free = next.checked_sub(1).is_none_or(|at| places[at].span.end <= start);
    let behind = places.get(next).filter(|place| place.span.start > end).and_then(|place| {
        let between = text.slice(Span { start: end, end: place.span.start });
        (between == " of " || word.lower == "capital" && between == ", ").then_some(next)
    });
    let of = behind.or(before).filter(|at| is_free && is_settled(at))?;
    Some((start, end, of))
}

/// What stands between a place and a description of it.
const JOINTS: [&str; 5] = [", ", ", which is ", ", which was ", " is ", " was "];

/// So many words at most stand between the article and the noun: “the most populous city”.
const BETWEEN: usize = 4;

fn slot(kind: PlaceKind) -> usize {
    match kind {
        PlaceKind::World | PlaceKind::Site => 0,
        PlaceKind::Country => 1,
        PlaceKind::Region => 2,
        PlaceKind::Settlement => 3,
    }
}

/// From which word on a description goes: “the whole country” from “the”. An akimat is one without an article as well.
fn begin(words: &[super::passages::words::Word], noun: usize, language: Language) -> Option<usize> {
    let before = |back: usize| {
        noun.checked_sub(back).filter(|at| (*at + 1..=noun).all(|at| !words[at].before.sign && !words[at].before.quote))
    };
    let is = |at: usize, list: &[&str]| list.contains(&words[at].lower.as_str());
    let one = before(1);
    if one.is_some_and(|at| points(&words[at].lower, language)) {
        return one;
    }
    let two = before(2).filter(|at| points(&words[*at].lower, language));
    let between = &["whole", "entire", "same", "central", "main", "usually", "всей", "этой", "этом", "центральной", "центральную"];
    let joined = two.filter(|_| one.is_some_and(|at| is(at, between)));
    joined.or_else(|| words[noun].lower.starts_with("akimat").then_some(noun))
}

#[cfg(test)]
mod tests {
    use super::super::notes::notes;
    use super::*;

    fn check(text: &str, language: Language, names: &[(&str, PlaceKind)], expected: &[(&str, &str)]) {
        let text = Text::new(text.to_owned());
        let place = |(number, (name, kind)): (usize, &(&str, PlaceKind))| {
            let start = text.point_of(text.as_str().find(name).unwrap());
            Located { span: Span { start, end: start + name.chars().count() }, place: number, kind: *kind, is_home: true }
        };
        let places: Vec<Located> = names.iter().enumerate().map(place).collect();
        let found = described(&text, language, &places, Some(0), &notes(&text, &[]));
        let found: Vec<_> = found.iter().map(|found| (text.slice(found.span), names[found.of].0)).collect();
        assert_eq!(found, expected, "{}", text.as_str());
    }

    #[test]
    fn what_stands_beside_its_place() {
        let names = [("Kazakhstan", PlaceKind::Country), ("Almaty", PlaceKind::Settlement), ("Astana", PlaceKind::Settlement)];
        check(
            "In Kazakhstan, crowds came to Almaty, the most populous city. The country’s capital, Astana, was calm.",
            Language::English,
            &names,
            &[("the most populous city", "Almaty"), ("The country’s capital", "Astana")],
        );
        check(
            "In Kazakhstan, crowds left Almaty, which is the largest city. Astana is the capital.",
            Language::English,
            &names,
            &[("the largest city", "Almaty"), ("the capital", "Astana")],
        );
        check(
            "In Kazakhstan, crowds left Almaty. The capital city of Astana was calm, and no capital of theirs was lost.",
            Language::English,
            &names,
            &[("The capital city", "Astana")],
        );
    }

    #[test]
    fn what_stands_for_a_place_named_before() {
        let names = [("Kazakhstan", PlaceKind::Country), ("Almaty", PlaceKind::Settlement)];
        check(
            "In Kazakhstan, crowds came to Almaty. The city burned, the whole country saw it, and on the square shots were fired. \
             The city hall was lost. The town of Oral was calm. This country is large. Any city is.",
            Language::English,
            &names,
            &[("The city", "Almaty"), ("the whole country", "Kazakhstan"), ("square", "Almaty"), ("This country", "Kazakhstan")],
        );
        check(
            "In Kazakhstan, it began in Almaty. The same city where it began was burned; a city where nothing happened was not.",
            Language::English,
            &names,
            &[("The same city", "Almaty")],
        );
        check("The city was calm, Kazakhstan and Almaty too.", Language::English, &names, &[]);
        check(
            "It began in Almaty.[1] In Kazakhstan, Oral was calm.\n[1] The city had seen it before.",
            Language::English,
            &[("Almaty", PlaceKind::Settlement), ("Kazakhstan", PlaceKind::Country), ("Oral", PlaceKind::Settlement)],
            &[("The city", "Almaty")],
        );
        check(
            "In Kazakhstan there was a war with Ukraine. In this country it was calm.",
            Language::English,
            &[("Kazakhstan", PlaceKind::Country), ("Ukraine", PlaceKind::Country)],
            &[("this country", "Kazakhstan")],
        );
        check(
            "В Казахстане было тихо, но в Алматы люди вышли на площадь. В городе стреляли. По всей стране горели огни.",
            Language::Russian,
            &[("Казахстане", PlaceKind::Country), ("Алматы", PlaceKind::Settlement)],
            &[("площадь", "Алматы"), ("городе", "Алматы"), ("стране", "Казахстане")],
        );
    }
}

//! What is asked about something that was found, as plain data: its words among others, what was understood, and why.

use super::answer;
use crate::report::credit;
use crate::report::dossier::Dossier;
use crate::report::found::Found;
use crate::report::ids::Item;
use crate::report::outside::closed;
use crate::report::passage::{Basis, Passage, Subject, Target};
use crate::report::text::{Span, Text};
use crate::report::wording::capital;
use crate::view::asked::{self, Asked, Spot};
use crate::view::{Scene, words};

/// A stretch of text around what is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// All that is shown.
    pub target: Target,
    /// The sentence, which is set more strongly than what stands around it.
    pub sentence: Span,
    /// The words that are asked about.
    pub words: Span,
    /// The words that the time of a passage comes from.
    pub clue: Option<Span>,
}

/// What is asked about something.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What it was taken for: place, time or passage.
    pub kind: &'static str,
    /// How sure the finder is: `82 % sure`.
    pub sure: String,
    /// Its words.
    pub text: Stretch,
    /// What was understood: a place, a date, a title.
    pub title: String,
    /// What else belongs to it, a line each.
    pub lines: Vec<String>,
    /// The same as it is read aloud: without what is written for the eye.
    pub aloud: Vec<String>,
    /// Place, time, voice and status of a passage, each with its name.
    pub facts: Vec<(&'static str, String)>,
    /// Why, in whole sentences.
    pub why: Vec<String>,
    /// How many others have the same name, and were not looked at.
    pub others: usize,
}

impl Question {
    /// The question about something, with so many code points around its sentence at most.
    #[must_use]
    pub fn new(scene: &Scene<'_>, asked: &Asked, around: usize) -> Self {
        let dossier = scene.dossier;
        let found = asked::found(dossier, asked.item);
        let mut question = match asked.item {
            Item::Mention(ix) => {
                let mention = dossier.mention(ix);
                let text = Stretch::around(dossier, mention.target, None, around);
                let others = scene.index.unchecked(dossier).others(dossier, ix).len();
                let mut question = match mention.subject {
                    Subject::Place(_) => Self::of_place(asked, text),
                    Subject::Time(when, basis) => {
                        let unplaced = credit::unplaced(&mention.filed);
                        Self {
                            kind: "Time",
                            title: when.map_or_else(|| "No date".to_owned(), |when| scene.state.clock.when(&when)),
                            aloud: when.map_or_else(|| unplaced.clone(), |_| Some(why(basis).to_owned())).into_iter().collect(),
                            lines: vec![how(basis, when.map(|when| when.to_string()), unplaced)],
                            ..Self::bare(text)
                        }
                    }
                };
                question.why.extend(Some(&mention.note).filter(|note| !note.is_empty()).map(|note| closed(note).into_owned()));
                question.others = others;
                question
            }
            Item::Passage(ix) => Self::of_passage(scene, dossier.passage(ix), around),
        };
        if let Some(Found { sure, why, .. }) = found {
            question.sure = format!("{sure} % sure");
            question.why.splice(..0, why.iter().map(|why| closed(why).into_owned()));
        }
        question
    }

    fn bare(text: Stretch) -> Self {
        Self {
            kind: "",
            sure: String::new(),
            text,
            title: String::new(),
            lines: Vec::new(),
            aloud: Vec::new(),
            facts: Vec::new(),
            why: Vec::new(),
            others: 0,
        }
    }

    fn of_place(asked: &Asked, text: Stretch) -> Self {
        let here = asked.here.as_ref();
        let line = |between: &str| {
            let facts = here.map(|here| [Some(here.whereabouts()), here.people()].into_iter().flatten().collect::<Vec<_>>());
            let nowhere = here.filter(|here| here.point.is_none()).map(|_| "It has no position on the map.".to_owned());
            facts.map(|facts| capital(&facts.join(between))).into_iter().chain(nowhere).collect()
        };
        Self {
            kind: "Place",
            title: here.map(|here| here.name.clone()).unwrap_or_default(),
            lines: line(" · "),
            aloud: line(", "),
            ..Self::bare(text)
        }
    }

    fn of_passage(scene: &Scene<'_>, passage: &Passage, around: usize) -> Self {
        let dossier = scene.dossier;
        let places: Vec<String> = passage.places.iter().map(|ix| closed(&dossier.place(*ix).title).into_owned()).collect();
        let place = if places.is_empty() { "no place given".to_owned() } else { places.join(", ") };
        let (text, aside) = (Stretch::around(dossier, passage.target, passage.aside().clue, around), passage.aside());
        Self {
            kind: "Passage",
            title: closed(&passage.title).into_owned(),
            facts: vec![
                ("Where", place),
                ("When", scene.state.clock.when_of(passage)),
                ("Who speaks", words::attribution(dossier, passage)),
                ("How known", format!("{}: {}", passage.status.word(), passage.status.meaning())),
            ],
            why: Some(&aside.note).filter(|note| !note.is_empty()).map(|note| closed(note).into_owned()).into_iter().collect(),
            ..Self::bare(text)
        }
    }

    /// All of it, for those who hear the window: what was understood, the sentence, and what else it could be.
    #[must_use]
    pub fn said(&self, scene: &Scene<'_>, asked: &Asked) -> String {
        let named = match asked.item {
            Item::Passage(_) => String::new(),
            item @ Item::Mention(_) => format!(" {}", answer::named(scene, item)),
        };
        let facts = self.facts.iter().map(|(name, fact)| format!("{name}: {fact}"));
        let target = Target { span: self.text.sentence, ..self.text.target };
        let sentence = closed(&scene.dossier.slice(target).split_whitespace().collect::<Vec<_>>().join(" ")).into_owned();
        let parts = Some(format!("{}{named}: {}", self.kind, self.title)).into_iter().chain(self.aloud.iter().cloned());
        let more = (self.others > 0).then(|| format!("{} of this name (A)", words::count(self.others, "other")));
        let parts = parts.chain(facts).chain([self.sure.clone(), format!("In the text: {sentence}")]);
        let parts = parts.chain(or(&asked.others)).chain(more);
        parts.filter(|part| !part.is_empty()).map(|part| stopped(&part)).collect::<Vec<_>>().join(" ")
    }
}

/// How many others are read aloud with the question; each of them is a row of its own.
const READ_OUT: usize = 3;

/// What else it could be, each with its digit.
fn or(others: &[Spot]) -> Option<String> {
    let read: Vec<String> =
        others.iter().take(READ_OUT).enumerate().map(|(index, spot)| format!("{}, {}", index + 1, spot.said())).collect();
    let more = others.len().saturating_sub(READ_OUT);
    let more = if more > 0 { format!("; and {} more", words::number(more)) } else { String::new() };
    (!read.is_empty()).then(|| format!("Or is it {}{more}", read.join("; ")))
}

/// A sentence with a stop at its end.
fn stopped(sentence: &str) -> String {
    let ends_itself = sentence.trim_end_matches(['”', '"', '’', ')', '\u{2069}']).ends_with(ends);
    format!("{sentence}{}", if ends_itself { "" } else { "." })
}

/// Why a time is the one that it is.
fn why(basis: Basis) -> &'static str {
    match basis {
        Basis::Stated => "The text states it",
        Basis::Relative => "Counted from another time",
        Basis::Inherited => "From what stands around it",
    }
}

/// Why a time is the one that it is, and how it is written.
fn how(basis: Basis, edtf: Option<String>, unplaced: Option<String>) -> String {
    let basis = why(basis);
    match (edtf, unplaced) {
        (Some(edtf), _) => format!("{basis} · {edtf}"),
        (None, Some(words)) => format!("{basis} · {words}"),
        (None, None) => "It cannot be placed on the axis.".to_owned(),
    }
}

/// How far a sentence is looked for on each side.
const SENTENCE: usize = 400;

impl Stretch {
    /// The sentence around some words, and of the same paragraph so many code points before and after it at most: whole sentences
    /// where there are some, or else whole words.
    #[must_use]
    pub fn around(dossier: &Dossier, target: Target, clue: Option<Span>, around: usize) -> Self {
        let text = &dossier.document(target.document).text;
        let paragraph = paragraph(text, target.span);
        let sentence =
            Span { start: begin(text, paragraph.start, target.span.start), end: end(text, paragraph.end, target.span.end) };
        let before = Span { start: paragraph.start.max(sentence.start.saturating_sub(around)), end: sentence.start };
        let after = Span { start: sentence.end, end: paragraph.end.min(sentence.end + around) };
        let span = Span { start: whole_after(text, before, paragraph.start), end: whole_before(text, after, paragraph.end) };
        let clue = clue.filter(|clue| span.start <= clue.start && clue.end <= span.end);
        Self { target: Target { document: target.document, span }, sentence, words: target.span, clue }
    }
}

impl Stretch {
    /// Whether the text goes on in the sentence at which it ends.
    #[must_use]
    pub fn is_cut(&self, dossier: &Dossier) -> bool {
        let text = &dossier.document(self.target.document).text;
        let end = self.target.span.end;
        let rest = text.slice(Span { start: end, end: (end + SENTENCE).min(text.len()) });
        let goes_on = rest.trim_start_matches([' ', '\t']).chars().next().is_some_and(|next| next != '\n');
        goes_on && !text.slice(self.target.span).trim_end_matches(['”', '"', '’', ')']).ends_with(ends)
    }
}

/// The lines that some words stand in.
fn paragraph(text: &Text, words: Span) -> Span {
    let line = |point: usize| text.lines().get(text.line_of(point)).copied().unwrap_or(words);
    let (first, last) = (line(words.start), line(words.end.saturating_sub(1)));
    Span { start: first.start.min(words.start), end: last.end.max(words.end) }
}

fn ends(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '\n')
}

/// Where the sentence begins that holds a point.
fn begin(text: &Text, least: usize, point: usize) -> usize {
    let from = least.max(point.saturating_sub(SENTENCE));
    let letters: Vec<char> = text.slice(Span { start: from, end: point }).chars().collect();
    let cut = (0..letters.len().saturating_sub(1)).rev().find(|at| ends(letters[*at]) && letters[at + 1].is_whitespace());
    let Some(cut) = cut else { return from };
    // The space before a sentence is none of it.
    from + cut + 1 + letters[cut + 1..].iter().take_while(|c| c.is_whitespace()).count()
}

/// Where the sentence ends that holds a point.
fn end(text: &Text, most: usize, point: usize) -> usize {
    let to = most.min(point + SENTENCE);
    // The words may end their sentence themselves.
    let closes = point.checked_sub(1).is_some_and(|last| text.slice(Span { start: last, end: point }).starts_with(ends));
    if closes {
        return point;
    }
    let letters: Vec<char> = text.slice(Span { start: point, end: to }).chars().collect();
    let is_end =
        |at: &usize| ends(letters[*at]) && letters.get(at + 1).is_none_or(|next| next.is_whitespace() || "”\"’)".contains(*next));
    (0..letters.len())
        .find(is_end)
        .map_or(to, |at| point + at + 1 + usize::from(letters.get(at + 1).is_some_and(|next| "”\"’)".contains(*next))))
}

/// The beginning of a stretch, moved on to a whole sentence or word where it was cut.
fn whole_after(text: &Text, stretch: Span, whole: usize) -> usize {
    if stretch.start == whole || stretch.start >= stretch.end {
        return stretch.start;
    }
    let letters: Vec<char> = text.slice(stretch).chars().collect();
    let sentence = letters.windows(2).position(|pair| ends(pair[0]) && pair[1].is_whitespace()).map(|at| at + 1);
    let cut = sentence.or_else(|| letters.iter().position(|c| c.is_whitespace()));
    cut.map_or(stretch.end, |at| stretch.start + at + 1)
}

/// The end of a stretch, moved back to a whole sentence or word where it was cut.
fn whole_before(text: &Text, stretch: Span, whole: usize) -> usize {
    if stretch.end == whole || stretch.start >= stretch.end {
        return stretch.end;
    }
    let letters: Vec<char> = text.slice(stretch).chars().collect();
    let sentence = letters.windows(2).rposition(|pair| ends(pair[0]) && pair[1].is_whitespace()).map(|at| at + 1);
    let cut = sentence.or_else(|| letters.iter().rposition(|c| c.is_whitespace()));
    cut.map_or(stretch.start, |at| stretch.start + at)
}

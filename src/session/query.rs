//! What is typed into the search field: words, "phrases", `place:`, `voice:`, `status:`, `before:` and `after:`.

use std::collections::BTreeSet;
use std::ops::Range;

use super::typed;
use crate::index::Wanted;
use crate::index::times::Window;
use crate::index::words::Term;
use crate::report::dossier::Dossier;
use crate::report::fold::{fold, split};
use crate::report::ids::{PlaceIx, VoiceIx};
use crate::report::limits;
use crate::report::moment::Moment;
use crate::report::passage::Status;
use crate::report::wording;

/// The words before a colon that have a meaning of their own.
pub const KEYS: [&str; 5] = ["place:", "voice:", "status:", "before:", "after:"];

/// A search as it was typed, and what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// As it was typed.
    pub text: String,
    /// Its parts, in order.
    pub parts: Vec<Part>,
}

/// One condition of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// What it asks for, or one sentence on why it asks for nothing.
    pub meaning: Result<Meaning, String>,
}

/// What a condition asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Words.
    Term(Term),
    /// One of these places; with the name of the first of them.
    Places(BTreeSet<PlaceIx>, String),
    /// One of these voices; with their names.
    Voices(BTreeSet<VoiceIx>, String),
    /// This status.
    Status(Status),
    /// Over by the beginning of this stretch.
    Before(Window),
    /// Begun after the end of this stretch.
    After(Window),
}

impl Query {
    /// Reads what is typed. `present` is the window that gives the year where `before:` and `after:` name none.
    #[must_use]
    pub fn parse(text: &str, dossier: &Dossier, present: Window) -> Self {
        if text.len() > limits::QUERY {
            let fault = format!("a search has at most {} bytes; leave some of it out", limits::grouped(limits::QUERY));
            return Self { text: text.to_owned(), parts: vec![Part { range: 0..text.len(), meaning: Err(fault) }] };
        }
        let mut pieces = pieces(text);
        let too_many = pieces.get(limits::CONDITIONS).map(|piece| piece.start..text.len());
        pieces.truncate(limits::CONDITIONS);
        let parts = pieces.into_iter().filter_map(|range| {
            let meaning = meaning(&text[range.clone()], dossier, present).transpose()?;
            Some(Part { range, meaning })
        });
        let fault = || format!("a search has at most {} conditions; the rest is left out", limits::CONDITIONS);
        let parts = parts.chain(too_many.map(|range| Part { range, meaning: Err(fault()) }));
        Self { text: text.to_owned(), parts: parts.collect() }
    }

    /// What the sound parts ask for together.
    #[must_use]
    pub fn wanted(&self) -> Wanted {
        let mut wanted = Wanted::default();
        for meaning in self.parts.iter().filter_map(|part| part.meaning.as_ref().ok()) {
            match meaning {
                Meaning::Term(term) => wanted.terms.push(term.clone()),
                Meaning::Places(places, _) => wanted.places.extend(places),
                Meaning::Voices(voices, _) => wanted.voices.extend(voices),
                Meaning::Status(status) => drop(wanted.statuses.insert(*status)),
                Meaning::Before(time) => wanted.before = Some(wanted.before.map_or(time.from, |at: Moment| at.min(time.from))),
                Meaning::After(time) => wanted.after = Some(wanted.after.map_or(time.to, |at: Moment| at.max(time.to))),
            }
        }
        wanted
    }

    /// The text without one of its parts.
    #[must_use]
    pub fn without(&self, part: usize) -> String {
        let Some(part) = self.parts.get(part) else { return self.text.clone() };
        let (before, after) = (self.text[..part.range.start].trim(), self.text[part.range.end..].trim());
        format!("{before} {after}").trim().to_owned()
    }

    /// What is wrong with it, a sentence for each faulty part.
    pub fn faults(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| part.meaning.as_ref().err().map(String::as_str))
    }
}

impl Part {
    /// How the condition is named where it can be taken away; `None` for one that asks for nothing.
    #[must_use]
    pub fn name(&self, text: &str) -> Option<String> {
        let name = match self.meaning.as_ref().ok()? {
            Meaning::Term(_) => text[self.range.clone()].to_owned(),
            Meaning::Places(places, name) => others("place", name, places.len()),
            Meaning::Voices(voices, name) => others("voice", name, voices.len()),
            Meaning::Status(status) => format!("status: {}", status.word()),
            Meaning::Before(time) => format!("before: {}", wording::stretch(time.from, time.to)),
            Meaning::After(time) => format!("after: {}", wording::stretch(time.from, time.to)),
        };
        Some(name)
    }
}

fn others(key: &str, name: &str, count: usize) -> String {
    if count > 1 { format!("{key}: {name} and {} more", count - 1) } else { format!("{key}: {name}") }
}

/// How many values are offered for what is being typed.
const MOST_OFFERS: usize = 7;

/// Values for a condition that is being typed at the end of a search: how each is called, and the whole text with it.
#[must_use]
pub fn suggestions(text: &str, dossier: &Dossier) -> Vec<(String, String)> {
    let Some(last) = pieces(text).pop().filter(|piece| piece.end == text.len()) else { return Vec::new() };
    let piece = &text[last.clone()];
    let key = KEYS.into_iter().find(|key| piece.get(..key.len()).is_some_and(|start| start.eq_ignore_ascii_case(key)));
    let Some(key) = key else { return Vec::new() };
    let names: Vec<&str> = match key {
        "place:" => dossier.places.iter().map(|place| place.title.as_str()).collect(),
        "voice:" => dossier.voices.iter().map(|voice| voice.name.as_str()).collect(),
        "status:" => Status::ALL.iter().map(|status| status.word()).collect(),
        _ => return Vec::new(),
    };
    let typed = fold(piece[key.len()..].trim_matches(is_quote).trim());
    let fits = |name: &&&str| {
        let folded = fold(name);
        folded != typed && split(&folded).any(|word| folded[word.start..].starts_with(&typed))
    };
    let complete = |name: &&str| {
        let quoted = if name.contains(char::is_whitespace) { format!("\"{name}\"") } else { (*name).to_owned() };
        ((*name).to_owned(), format!("{}{key}{quoted} ", &text[..last.start]))
    };
    names.iter().filter(fits).take(MOST_OFFERS).map(complete).collect()
}

/// Cuts at spaces outside quotation marks; a mark that is not closed reaches to the end.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let mut start = None;
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        if is_quote(c) {
            quoted = !quoted;
        }
        match (c.is_whitespace() && !quoted, start) {
            (true, Some(begin)) => {
                pieces.push(begin..at);
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    pieces.extend(start.map(|begin| begin..text.len()));
    pieces
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// What a piece means; nothing where it is marks without words, or a key whose value is still to be typed.
fn meaning(piece: &str, dossier: &Dossier, present: Window) -> Result<Option<Meaning>, String> {
    let key = KEYS.into_iter().find(|key| piece.get(..key.len()).is_some_and(|start| start.eq_ignore_ascii_case(key)));
    let Some(key) = key else { return Ok(term(piece).map(Meaning::Term)) };
    let value = piece[key.len()..].trim_matches(is_quote).trim();
    if value.is_empty() {
        return Ok(None);
    }
    match key {
        "place:" => places(value, dossier).map(Some),
        "voice:" => voices(value, dossier).map(Some),
        "status:" => {
            let status = Status::ALL.iter().find(|status| status.word().eq_ignore_ascii_case(value));
            let words: Vec<_> = Status::ALL.iter().map(|status| status.word()).collect();
            let fault = || format!("status: expected one of {}, but found “{}”", words.join(", "), limits::shown(value));
            status.map(|status| Some(Meaning::Status(*status))).ok_or_else(fault)
        }
        _ => {
            let time = typed::parse(value, present, dossier.head.zone).map_err(|error| format!("{key} {error}"))?;
            Ok(Some(if key == "before:" { Meaning::Before(time) } else { Meaning::After(time) }))
        }
    }
}

fn term(piece: &str) -> Option<Term> {
    let words: Vec<String> = split(piece).map(|range| fold(&piece[range])).filter(|word| !word.is_empty()).collect();
    if piece.starts_with(is_quote) || words.len() > 1 {
        return (!words.is_empty()).then_some(Term::Phrase(words));
    }
    let word = words.into_iter().next()?;
    Some(if piece.ends_with('*') { Term::Beginning(word) } else { Term::Word(word) })
}

/// The places of a name or id, with all that lies in them: those that are called so, or else whose names begin so.
fn places(value: &str, dossier: &Dossier) -> Result<Meaning, String> {
    let names = |ix: PlaceIx| {
        let place = dossier.place(ix);
        [place.id.as_str(), place.title.as_str()].into_iter().chain(place.names.iter().map(|name| name.text.as_str()))
    };
    let all = (0..dossier.places.len()).map(PlaceIx::new);
    let found = called(value, all, names);
    let Some(first) = found.first() else {
        return Err(format!("place: expected the name of a place in this dossier, but found “{}”", limits::shown(value)));
    };
    let name = dossier.place(*first).title.clone();
    let chosen: BTreeSet<PlaceIx> = found.iter().copied().collect();
    let within = (0..dossier.places.len()).map(PlaceIx::new).filter(|ix| dossier.lineage(*ix).any(|place| chosen.contains(&place)));
    let within: BTreeSet<PlaceIx> = within.collect();
    let name = if found.len() > 1 { format!("{name} and {} more", found.len() - 1) } else { name };
    Ok(Meaning::Places(within, name))
}

fn voices(value: &str, dossier: &Dossier) -> Result<Meaning, String> {
    let names = |ix: VoiceIx| {
        let voice = dossier.voice(ix);
        [voice.id.as_str(), voice.name.as_str()].into_iter()
    };
    let found = called(value, (0..dossier.voices.len()).map(VoiceIx::new), names);
    let Some(first) = found.first() else {
        return Err(format!("voice: expected the name of a voice in this dossier, but found “{}”", limits::shown(value)));
    };
    Ok(Meaning::Voices(found.iter().copied().collect(), dossier.voice(*first).name.clone()))
}

/// Those that have this very name; without any, those with a name in which a word begins so.
fn called<'a, T: Copy, N: Iterator<Item = &'a str>>(
    value: &str,
    all: impl Iterator<Item = T> + Clone,
    names: impl Fn(T) -> N,
) -> Vec<T> {
    let wanted = fold(value);
    let exact: Vec<T> = all.clone().filter(|ix| names(*ix).any(|name| fold(name) == wanted)).collect();
    if !exact.is_empty() {
        return exact;
    }
    let begins = |name: &str| {
        let folded = fold(name);
        split(&folded).any(|word| folded[word.start..].starts_with(&wanted))
    };
    all.filter(|ix| names(*ix).any(begins)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::draft::{Draft, PlaceDraft};
    use crate::report::filed::Filed;
    use crate::report::moment::HOUR;
    use crate::report::passage::Voice;
    use crate::report::place::{Name, Place};
    use proptest::prelude::*;

    fn dossier() -> Dossier {
        let mut draft = Draft::default();
        let place = |id: &str, title: &str, other: &str, parent: Option<&str>| PlaceDraft {
            place: Place {
                id: id.to_owned(),
                title: title.to_owned(),
                names: vec![Name { text: other.to_owned(), language: String::new(), former: false }],
                ..Place::default()
            },
            parent: parent.map(str::to_owned),
            raw: String::new(),
        };
        draft.places.push(place("almaty", "Almaty", "Алматы", None));
        draft.places.push(place("square", "Republic Square", "", Some("almaty")));
        draft.places.push(place("akimat", "Akimat", "city hall", Some("square")));
        draft.places.push(place("oral", "Uralsk", "Орал", None));
        for (id, name) in [("witness", "A witness"), ("editors", "Editors of a paper")] {
            let (id, name) = (id.to_owned(), name.to_owned());
            draft.voices.push(Voice { id, name, kind: String::new(), knows: String::new(), filed: Filed::default() });
        }
        Dossier::check(draft)
    }

    fn parse(text: &str) -> Query {
        let from = Moment::from_ymd(2022, 1, 5).unwrap();
        Query::parse(text, &dossier(), Window::new(from.plus(9 * HOUR), from.plus(16 * HOUR)))
    }

    /// The names of the conditions, and what is wrong with the others.
    fn check(text: &str, expected: &str) {
        let query = parse(text);
        let said = |part: &Part| part.name(&query.text).unwrap_or_else(|| format!("! {}", part.meaning.as_ref().unwrap_err()));
        assert_eq!(query.parts.iter().map(said).collect::<Vec<_>>().join(" | "), expected, "{text}");
    }

    #[test]
    fn conditions_are_read_as_they_are_typed() {
        check("burned  cars", "burned | cars");
        check("“police cars” burn*", "“police cars” | burn*");
        check("place:almaty", "place: Almaty and 2 more");
        check("place:АЛМАТЫ status:rumour", "place: Almaty and 2 more | status: rumour");
        check("place:\"city hall\"", "place: Akimat");
        check("Place:ura voice:paper", "place: Uralsk | voice: Editors of a paper");
        check("before:2022-01-05", "before: Wednesday 5 January 2022");
        check("after:\"5 jan 9:00\"", "after: Wednesday 5 January 2022, 09:00–10:00");
        check("11:30 https://x.org", "11:30 | https://x.org");
        check("place: \" ✊ —", "");
    }

    #[test]
    fn what_cannot_be_meant_is_said() {
        check("place:atlantis", "! place: expected the name of a place in this dossier, but found “atlantis”");
        check("voice:nobody", "! voice: expected the name of a voice in this dossier, but found “nobody”");
        check(
            "status:seen fire",
            "! status: expected one of witnessed, reported, official, rumour, disputed, background, but found “seen” | fire",
        );
        let query = parse("before:soon");
        let fault = query.faults().next().unwrap();
        assert!(fault.starts_with("before: expected a time such as 5 Jan 2022 9:00–16:00, 4–6 January or 2011, but found “soon”"));
        assert_eq!(query.wanted(), Wanted::default());
    }

    #[test]
    fn conditions_add_up() {
        let wanted = parse("fire place:oral place:square status:rumour before:2022-01-05 before:2022-01-04 after:2011").wanted();
        assert_eq!(wanted.terms, [Term::Word("fire".into())]);
        assert_eq!(wanted.places.into_iter().map(|ix| ix.0).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(wanted.before, Moment::from_ymd(2022, 1, 4));
        assert_eq!(wanted.after, Moment::from_ymd(2012, 1, 1));
    }

    #[test]
    fn a_condition_can_be_taken_away() {
        let query = parse("fire place:almaty “police cars”");
        assert_eq!(
            [0, 1, 2, 9].map(|part| query.without(part)),
            ["place:almaty “police cars”", "fire “police cars”", "fire place:almaty", "fire place:almaty “police cars”"]
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(place:|voice:|status:|before:|[\"“” *:]|\\PC){0,12}") {
            let query = parse(&text);
            for (index, part) in query.parts.iter().enumerate() {
                prop_assert!(!query.text[part.range.clone()].is_empty());
                prop_assert!(query.without(index).len() < text.len());
            }
        }
    }
}

//! Every word of the texts, and finding words, beginnings of words and phrases among them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::report::dossier::Dossier;
use crate::report::fold::{fold, split, stem};
use crate::report::ids::{DocumentIx, PassageIx};
use crate::report::passage::Target;
use crate::report::text::Span;

/// Something that is looked for, in folded form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A word, whatever its simple ending. One that stands nowhere is taken as the beginning of words.
    Word(String),
    /// The beginning of words.
    Beginning(String),
    /// Words that follow one another in a paragraph, each as it is.
    Phrase(Vec<String>),
}

/// A place in the texts where something was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where it stands.
    pub target: Target,
    /// The shortest passage that holds it.
    pub passage: Option<PassageIx>,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Where, in the order of the texts; none overlaps another.
    pub hits: Vec<Hit>,
    /// The passages that hold everything that was looked for.
    pub passages: BTreeSet<PassageIx>,
}

impl Found {
    /// The hits in a stretch of a document, the first of them with its number.
    #[must_use]
    pub fn within(&self, target: Target) -> &[Hit] {
        let key = |hit: &Hit| (hit.target.document, hit.target.span.start);
        let from =
            self.hits.partition_point(|hit| (hit.target.document, hit.target.span.end) <= (target.document, target.span.start));
        let to = self.hits.partition_point(|hit| key(hit) < (target.document, target.span.end));
        &self.hits[from.min(to)..to]
    }

    /// The number of the hit that stands at a place, from 0.
    #[must_use]
    pub fn position(&self, target: Target) -> Option<usize> {
        let key = |target: Target| (target.document, target.span.start);
        let at = self.hits.binary_search_by_key(&key(target), |hit| key(hit.target)).ok()?;
        (self.hits[at].target == target).then_some(at)
    }

    /// How many hits lie in no passage.
    #[must_use]
    pub fn outside(&self) -> usize {
        self.hits.iter().filter(|hit| hit.passage.is_none()).count()
    }
}

/// A word at a place. Positions are code points; texts of more than 2³² of them do not fit into memory.
#[derive(Clone, Copy, Debug)]
struct Token {
    word: u32,
    document: u32,
    line: u32,
    start: u32,
    end: u32,
}

impl Token {
    fn target(self, last: Self) -> Target {
        Target { document: DocumentIx(self.document), span: Span { start: self.start as usize, end: last.end as usize } }
    }
}

/// The words of all documents of a dossier, in order, and where each stands.
#[derive(Clone, Debug, Default)]
pub struct Words {
    tokens: Vec<Token>,
    /// Every word in folded form, and its number.
    numbers: BTreeMap<String, u32>,
    /// The numbers of the words with a stem.
    stems: BTreeMap<String, Vec<u32>>,
    /// Where each word stands, by its number: positions in `tokens`.
    places: Vec<Vec<u32>>,
}

/// An occurrence: the tokens it covers.
type Occurrence = Range<u32>;

impl Words {
    /// Reads every document.
    #[must_use]
    pub fn new(dossier: &Dossier) -> Self {
        let mut words = Self::default();
        for (index, document) in dossier.documents.iter().enumerate() {
            for (line, span) in document.text.lines().iter().enumerate() {
                words.read(DocumentIx::new(index).0, small(line), span.start, document.text.slice(*span));
            }
        }
        words
    }

    fn read(&mut self, document: u32, line: u32, start: usize, text: &str) {
        // Counted along, because asking the text for every word would count from the last mark each time.
        let (mut byte, mut point) = (0, start);
        for range in split(text) {
            point += text[byte..range.start].chars().count();
            let begin = point;
            point += text[range.clone()].chars().count();
            byte = range.end;
            let word = self.number(fold(&text[range]));
            self.places[word as usize].push(small(self.tokens.len()));
            self.tokens.push(Token { word, document, line, start: small(begin), end: small(point) });
        }
    }

    fn number(&mut self, folded: String) -> u32 {
        if let Some(number) = self.numbers.get(&folded) {
            return *number;
        }
        let number = small(self.places.len());
        self.stems.entry(stem(&folded)).or_default().push(number);
        self.numbers.insert(folded, number);
        self.places.push(Vec::new());
        number
    }

    /// Finds the passages and paragraphs that hold all of some terms. Without terms, nothing is found.
    ///
    /// `shown` says which passages count; where `outside` is false, hits in no such passage are left out.
    #[must_use]
    pub fn find(&self, dossier: &Dossier, terms: &[Term], outside: bool, shown: impl Fn(PassageIx) -> bool) -> Found {
        if terms.is_empty() {
            return Found::default();
        }
        let occurrences: Vec<Vec<Occurrence>> = terms.iter().map(|term| self.occurrences(term)).collect();
        let passages: BTreeSet<PassageIx> = (0..dossier.passages.len())
            .map(PassageIx::new)
            .filter(|ix| shown(*ix) && self.holds_all(dossier.passage(*ix).target, &occurrences))
            .collect();
        let lines = if outside { self.lines_with_all(&occurrences) } else { BTreeSet::new() };
        let mut all: Vec<Occurrence> = occurrences.into_iter().flatten().collect();
        all.sort_by_key(|occurrence| (occurrence.start, std::cmp::Reverse(occurrence.end)));
        let holders = Holders::new(dossier, &passages);
        let mut hits = Vec::new();
        let mut after = 0;
        for occurrence in all.into_iter().filter(|occurrence| !occurrence.is_empty()) {
            let (first, last) = (self.tokens[occurrence.start as usize], self.tokens[occurrence.end as usize - 1]);
            let target = first.target(last);
            let passage = holders.shortest_around(dossier, target);
            let counts = passage.is_some() || lines.contains(&(first.document, first.line));
            if counts && occurrence.start >= after {
                hits.push(Hit { target, passage });
                after = occurrence.end;
            }
        }
        Found { hits, passages }
    }

    fn occurrences(&self, term: &Term) -> Vec<Occurrence> {
        let mut found: Vec<Occurrence> = match term {
            Term::Word(word) => match self.stems.get(&stem(word)) {
                Some(numbers) => numbers.iter().flat_map(|number| self.single(*number)).collect(),
                None => self.starting(word),
            },
            Term::Beginning(start) => self.starting(start),
            Term::Phrase(words) => self.phrase(words),
        };
        found.sort_by_key(|occurrence| occurrence.start);
        found
    }

    fn single(&self, number: u32) -> impl Iterator<Item = Occurrence> + '_ {
        self.places[number as usize].iter().map(|at| *at..at + 1)
    }

    fn starting(&self, start: &str) -> Vec<Occurrence> {
        if start.is_empty() {
            return Vec::new();
        }
        let from = self.numbers.range::<str, _>((std::ops::Bound::Included(start), std::ops::Bound::Unbounded));
        let numbers = from.take_while(|(word, _)| word.starts_with(start)).map(|(_, number)| *number);
        numbers.flat_map(|number| self.single(number)).collect()
    }

    fn phrase(&self, words: &[String]) -> Vec<Occurrence> {
        let Some(numbers) = words.iter().map(|word| self.numbers.get(word).copied()).collect::<Option<Vec<u32>>>() else {
            return Vec::new();
        };
        let Some(first) = numbers.first() else { return Vec::new() };
        let length = small(numbers.len());
        let follows = |at: &u32| {
            let stretch = self.tokens.get(*at as usize..(*at + length) as usize);
            stretch.is_some_and(|tokens| {
                let same_line = |token: &Token| (token.document, token.line) == (tokens[0].document, tokens[0].line);
                tokens.iter().zip(&numbers).all(|(token, number)| token.word == *number && same_line(token))
            })
        };
        self.places[*first as usize].iter().copied().filter(follows).map(|at| at..at + length).collect()
    }

    /// Whether a stretch holds an occurrence of each term.
    fn holds_all(&self, target: Target, occurrences: &[Vec<Occurrence>]) -> bool {
        let (start, end) = (small(target.span.start), small(target.span.end));
        occurrences.iter().all(|term| {
            let from = term.partition_point(|occurrence| {
                let token = self.tokens[occurrence.start as usize];
                (token.document, token.start) < (target.document.0, start)
            });
            let inside = |occurrence: &Occurrence| {
                let last = self.tokens[occurrence.end as usize - 1];
                last.document == target.document.0 && last.end <= end
            };
            let begins_inside = |occurrence: &&Occurrence| {
                let token = self.tokens[occurrence.start as usize];
                token.document == target.document.0 && token.start < end
            };
            term[from..].iter().take_while(begins_inside).any(inside)
        })
    }

    fn lines_with_all(&self, occurrences: &[Vec<Occurrence>]) -> BTreeSet<(u32, u32)> {
        let line = |occurrence: &Occurrence| {
            let token = self.tokens[occurrence.start as usize];
            (token.document, token.line)
        };
        let mut sets = occurrences.iter().map(|term| term.iter().map(line).collect::<BTreeSet<_>>());
        let first = sets.next().unwrap_or_default();
        sets.fold(first, |all, next| all.intersection(&next).copied().collect())
    }
}

/// Passages by their beginning, to find those around a place without walking over all of them.
struct Holders {
    /// In order of document and beginning.
    passages: Vec<PassageIx>,
    /// For each, the furthest end of it and those before it in the same document.
    reach: Vec<usize>,
}

impl Holders {
    fn new(dossier: &Dossier, passages: &BTreeSet<PassageIx>) -> Self {
        // Passages stand in the order of the text, so that their numbers do too.
        let passages: Vec<PassageIx> = passages.iter().copied().collect();
        let mut reach: Vec<usize> = Vec::with_capacity(passages.len());
        let mut before = DocumentIx(u32::MAX);
        for ix in &passages {
            let target = dossier.passage(*ix).target;
            let furthest = reach.last().copied().filter(|_| before == target.document).unwrap_or_default();
            reach.push(furthest.max(target.span.end));
            before = target.document;
        }
        Self { passages, reach }
    }

    fn shortest_around(&self, dossier: &Dossier, target: Target) -> Option<PassageIx> {
        let at = |ix: &PassageIx| dossier.passage(*ix).target;
        let until =
            self.passages.partition_point(|ix| (at(ix).document, at(ix).span.start) <= (target.document, target.span.start));
        let near = (0..until)
            .rev()
            .take_while(|index| at(&self.passages[*index]).document == target.document && self.reach[*index] >= target.span.end);
        let around = near.map(|index| self.passages[index]).filter(|ix| at(ix).span.contains(target.span));
        around.min_by_key(|ix| at(ix).span.end - at(ix).span.start)
    }
}

/// A number of words or code points as it is kept.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::draft::{AnnotationDraft, Body, Document, Draft};
    use crate::report::filed::Filed;
    use crate::report::text::{Selector, Text};
    use proptest::prelude::*;

    /// A dossier of one text; passages stand in braces, which may nest.
    fn dossier(marked: &str) -> Dossier {
        let mut draft = Draft::default();
        let (mut plain, mut length, mut open) = (String::new(), 0, Vec::new());
        for c in marked.chars() {
            match c {
                '{' => open.push(length),
                '}' => {
                    let position = Span::new(open.pop().unwrap(), length);
                    draft.annotations.push(AnnotationDraft {
                        id: format!("p{}", draft.annotations.len()),
                        document: None,
                        selector: Selector { position, ..Selector::default() },
                        body: Body::Passage(Box::default()),
                        found: None,
                        raw: String::new(),
                        at: None,
                        filed: Filed::default(),
                    });
                }
                c => {
                    plain.push(c);
                    length += 1;
                }
            }
        }
        draft.documents.push(Document { id: "t".into(), text: Text::new(plain), ..Document::default() });
        Dossier::check(draft)
    }

    /// The text with every hit in brackets, and how many passages hold all terms.
    fn check(marked: &str, terms: &[Term], expected: &str) {
        let dossier = dossier(marked);
        let found = Words::new(&dossier).find(&dossier, terms, true, |_| true);
        let text = &dossier.documents[0].text;
        let (mut shown, mut at) = (String::new(), 0);
        for hit in &found.hits {
            shown += text.slice(Span { start: at, end: hit.target.span.start });
            shown.extend(["[", dossier.slice(hit.target), "]"]);
            at = hit.target.span.end;
        }
        shown += text.slice(Span { start: at, end: text.len() });
        assert_eq!(format!("{shown} ({})", found.passages.len()), expected);
    }

    fn word(text: &str) -> Term {
        Term::Word(fold(text))
    }

    fn phrase(text: &str) -> Term {
        Term::Phrase(split(text).map(|range| fold(&text[range])).collect())
    }

    #[test]
    fn words_are_found_with_their_endings_and_without_diacritics() {
        check("{The protesters} and a protest.", &[word("Protest")], "The [protesters] and a [protest]. (1)");
        check("{В Жаңаөзен}е и в Жаңаөзен", &[word("жанаозен")], "В Жаңаөзене и в [Жаңаөзен] (0)");
        check("Жаңаөзенде ✊🏽 {бір}", &[word("жанаозен")], "[Жаңаөзенде] ✊🏽 бір (0)");
        check("{café} cafe\u{301}!", &[word("CAFE")], "[café] [cafe\u{301}]! (1)");
        check("שלום {עולם}", &[word("עולם")], "שלום [עולם] (1)");
        check("nothing", &[word("something")], "nothing (0)");
    }

    #[test]
    fn several_words_stand_together_in_a_passage_or_a_paragraph() {
        check("{one two}\none\n{two} one", &[word("one"), word("two")], "[one] [two]\none\n[two] [one] (1)");
        check("{one\ntwo} one\none", &[word("one"), word("two")], "[one]\n[two] [one]\none (1)");
        check("{one {two}}", &[word("one"), word("two")], "[one] [two] (1)");
    }

    #[test]
    fn phrases_and_beginnings() {
        check(
            "the {police car}, police. Car police cars",
            &[phrase("police car")],
            "the [police car], [police. Car] police cars (1)",
        );
        check("police\ncar", &[phrase("police car")], "police\ncar (0)");
        check("{Zhanaozen} and Zhana", &[Term::Beginning("zhan".into())], "[Zhanaozen] and [Zhana] (1)");
        check("a a a", &[phrase("a a")], "[a a] a (0)");
    }

    proptest! {
        #[test]
        fn every_hit_lies_in_the_text_and_is_the_word(text in "[a-cё А-Вғ\u{301}✊’\n{}]{0,80}", wanted in "[a-cё]{1,2}") {
            let plain: String = text.chars().filter(|c| !matches!(c, '{' | '}')).collect();
            let dossier = dossier(&plain);
            let terms = [Term::Beginning(fold(&wanted))];
            let found = Words::new(&dossier).find(&dossier, &terms, true, |_| true);
            let expected = split(&plain).filter(|range| fold(&plain[range.clone()]).starts_with(&fold(&wanted))).count();
            prop_assert_eq!(found.hits.len(), expected);
            for hit in found.hits {
                prop_assert!(fold(dossier.slice(hit.target)).starts_with(&fold(&wanted)));
            }
        }
    }
}

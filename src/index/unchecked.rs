//! What was found and that no person has looked at, in the order in which it is asked about: the most telling first.
//!
//! How telling something is comes of two things: what stands on the map or the axis because of it, and how unsure it is. Passages
//! that have their place from a name count for the name; the first place in the text where a name stands speaks for all of
//! them, so that each name is asked about once before any is asked about twice.

use std::collections::HashMap;

use crate::report::dossier::Dossier;
use crate::report::fold;
use crate::report::ids::{Item, MentionIx, PassageIx, PlaceIx};
use crate::report::passage::{Mention, Order, Passage, Subject, Target};

/// How much of a dossier is checked. What is known to be no mention is checked as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Mentions and passages that nobody has looked at.
    pub left: usize,
    /// What a person made, confirmed, changed or dismissed.
    pub checked: usize,
}

impl Progress {
    /// Counts.
    #[must_use]
    pub fn of(dossier: &Dossier) -> Self {
        let mentions = dossier.mentions.iter().filter(|mention| mention.found.is_some()).count();
        let passages = dossier.passages.iter().filter(|passage| passage.is_found()).count();
        let all = dossier.mentions.len() + dossier.passages.len() + dossier.dismissals.len();
        Self { left: mentions + passages, checked: all - mentions - passages }
    }

    /// Everything.
    #[must_use]
    pub fn all(self) -> usize {
        self.left + self.checked
    }

    /// What share of it is checked, in hundredths; 100 only where nothing is left.
    #[must_use]
    pub fn percent(self) -> usize {
        if self.left == 0 { 100 } else { (self.checked * 100 / self.all()).min(99) }
    }
}

/// What is not checked.
#[derive(Clone, Debug, Default)]
pub struct Unchecked {
    items: Vec<Item>,
    /// For each mention what its words are, as names are compared: the same number for the same words of the same sort.
    names: Vec<u32>,
    /// For each name the place that a person last said of it.
    said: Vec<Option<PlaceIx>>,
}

/// What a passage counts that stands on the map or the axis, and what anything counts that does not.
const STANDS: u64 = 100;
const ALONE: u64 = 10;
/// By how much less a place counts that has no position.
const UNPLACED: u64 = 5;

impl Unchecked {
    /// Puts them in order.
    #[must_use]
    pub fn new(dossier: &Dossier) -> Self {
        Self::of(dossier, names(dossier))
    }

    /// Puts those of the next dossier in order. Which words are alike is not looked up again.
    #[must_use]
    pub fn edited(&self, before: &Dossier, dossier: &Dossier) -> Self {
        Self::of(dossier, self.names_kept(before, dossier).unwrap_or_else(|| names(dossier)))
    }

    fn of(dossier: &Dossier, names: Vec<u32>) -> Self {
        let count = names.iter().max().map_or(0, |most| *most as usize + 1);
        let mut said = vec![None; count];
        for (mention, name) in dossier.mentions.iter().zip(&names) {
            if let (Subject::Place(place), None) = (mention.subject, &mention.found) {
                said[*name as usize] = Some(place);
            }
        }
        let stakes = Stakes::new(dossier, &names, count);
        let mut begun = vec![false; count];
        let items = in_order_of_text(dossier);
        let rate = |item: &Item| match *item {
            Item::Mention(ix) => {
                let (mention, name) = (dossier.mention(ix), names[ix.index()] as usize);
                let sure = mention.found.as_ref().map_or(100, |found| found.sure);
                let is_first = !std::mem::replace(&mut begun[name], true);
                let counts = match mention.subject {
                    Subject::Place(_) if is_first => stakes.names[name],
                    Subject::Place(_) | Subject::Time(..) => stakes.of(ix, mention),
                };
                counts * unsure(sure, mention, said[name])
            }
            Item::Passage(ix) => {
                let passage = dossier.passage(ix);
                let stands = passage.when.is_some() || !passage.places.is_empty();
                let sure = passage.aside().found.as_ref().map_or(100, |found| found.sure);
                (if stands { STANDS } else { ALONE }) * open(sure)
            }
        };
        // Numbers are sorted and not what they stand for, which is never in the cache when it is asked for.
        let mut rated: Vec<_> = items.iter().map(rate).zip(0_u32..).map(|(score, at)| (std::cmp::Reverse(score), at)).collect();
        rated.sort_unstable();
        Self { items: rated.into_iter().map(|(_, at)| items[at as usize]).collect(), names, said }
    }

    /// The numbers of the words of each mention, where all of them were mentions before.
    fn names_kept(&self, before: &Dossier, dossier: &Dossier) -> Option<Vec<u32>> {
        if !before.documents.is_same(&dossier.documents) {
            return None;
        }
        let is_place = |mention: &Mention| matches!(mention.subject, Subject::Place(_));
        let mut from = 0;
        let known = |mention: &Mention| {
            let key = mention.target.order();
            from += before.mentions[from..].iter().take_while(|old| old.target.order() < key).count();
            let mut here = before.mentions[from..].iter().take_while(|old| old.target == mention.target);
            here.position(|old| is_place(old) == is_place(mention)).map(|at| self.names[from + at])
        };
        dossier.mentions.iter().map(known).collect()
    }

    /// All of them, the most telling first.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The place that a person says words like those of a mention name.
    #[must_use]
    pub fn said(&self, ix: MentionIx) -> Option<PlaceIx> {
        self.said.get(*self.names.get(ix.index())? as usize).copied().flatten()
    }

    /// The other mentions of the same words that nobody has looked at, in the order of the text. Of times, those that were
    /// understood in the same way.
    #[must_use]
    pub fn others(&self, dossier: &Dossier, ix: MentionIx) -> Vec<MentionIx> {
        let Some((name, own)) = self.names.get(ix.index()).zip(dossier.mentions.get(ix.index())) else { return Vec::new() };
        let alike = |mention: &Mention| match (own.subject, mention.subject) {
            (Subject::Time(one, _), Subject::Time(other, _)) => one == other,
            _ => true,
        };
        let all = self.names.iter().enumerate().filter(|(at, other)| *other == name && *at != ix.index());
        let found = all.filter(|(at, _)| {
            let mention = &dossier.mentions[*at];
            mention.found.is_some() && alike(mention)
        });
        found.map(|(at, _)| MentionIx::new(at)).collect()
    }

    /// Whether two mentions are of the same words.
    #[must_use]
    pub fn are_alike(&self, one: MentionIx, other: MentionIx) -> bool {
        self.names.get(one.index()).zip(self.names.get(other.index())).is_some_and(|(one, other)| one == other)
    }
}

/// How unsure something is, in hundredths. What is nearly sure is still asked about in the order of what hangs on it.
fn open(sure: u8) -> u64 {
    u64::from(100_u8.saturating_sub(sure).max(2))
}

/// How unsure a mention is, when a person has said of the same words what they name.
fn unsure(sure: u8, mention: &Mention, said: Option<PlaceIx>) -> u64 {
    match (mention.subject, said) {
        (Subject::Place(place), Some(said)) if place == said => (open(sure) / 4).max(1),
        // A person has said otherwise.
        (Subject::Place(_), Some(_)) => 100,
        _ => open(sure),
    }
}

/// All that nobody has looked at, in the order of the text; what begins at the same letter, mentions first.
fn in_order_of_text(dossier: &Dossier) -> Vec<Item> {
    let found = |(_, mention): &(usize, &Mention)| mention.found.is_some();
    let mut mentions = dossier.mentions.iter().enumerate().filter(found).peekable();
    let mut items = Vec::with_capacity(dossier.mentions.len() + dossier.passages.len());
    for (at, passage) in dossier.passages.iter().enumerate().filter(|(_, passage)| passage.is_found()) {
        let start = |target: Target| (target.document, target.span.start);
        while let Some((at, _)) = mentions.next_if(|(_, mention)| start(mention.target) <= start(passage.target)) {
            items.push(Item::Mention(MentionIx::new(at)));
        }
        items.push(Item::Passage(PassageIx::new(at)));
    }
    items.extend(mentions.map(|(at, _)| Item::Mention(MentionIx::new(at))));
    items
}

/// A number for the words of each mention; words of places and of times are never the same.
fn names(dossier: &Dossier) -> Vec<u32> {
    // Folding is dear, and most names are written alike wherever they stand.
    let mut written: HashMap<(&str, bool), u32> = HashMap::new();
    let mut folded: HashMap<(String, bool), u32> = HashMap::new();
    let name = |mention: &Mention| {
        let (words, is_place) = (dossier.slice(mention.target), matches!(mention.subject, Subject::Place(_)));
        *written.entry((words, is_place)).or_insert_with(|| {
            let next = u32::try_from(folded.len()).unwrap_or(u32::MAX);
            *folded.entry((fold::name(words), is_place)).or_insert(next)
        })
    };
    dossier.mentions.iter().map(name).collect()
}

/// What stands on the map or the axis because of mentions.
struct Stakes {
    /// For each place, how much of that each mention of it answers for.
    places: Vec<u64>,
    /// For each mention that names a time, how much is dated by its words.
    times: Vec<u64>,
    /// For each name of a place, what all of its mentions answer for.
    names: Vec<u64>,
}

impl Stakes {
    fn new(dossier: &Dossier, names: &[u32], count: usize) -> Self {
        let mut passages = vec![0_u64; dossier.places.len()];
        let mut clues = Vec::new();
        for passage in dossier.passages.iter().filter(|passage| passage.is_found()) {
            passage.places.iter().for_each(|place| passages[place.index()] += STANDS);
            clues.extend(clue(passage).map(Target::order));
        }
        clues.sort_unstable();
        let found = |mention: &&Mention| mention.found.is_some();
        let mut mentions = vec![0_u64; dossier.places.len()];
        for mention in dossier.mentions.iter().filter(found) {
            if let Subject::Place(place) = mention.subject {
                mentions[place.index()] += 1;
            }
        }
        let share = |(at, (passages, mentions)): (usize, (&u64, &u64))| {
            let answers = passages.checked_div(*mentions).unwrap_or_default();
            // What has no position is counted with what it lies in, and no marker stands because of it.
            let is_placed = dossier.places[at].point.is_some();
            (if is_placed { answers } else { answers / UNPLACED }) + ALONE
        };
        let places = passages.iter().zip(&mentions).enumerate().map(share).collect();
        let mut stakes = Self { places, times: dated(dossier, &clues), names: vec![0; count] };
        for (at, mention) in dossier.mentions.iter().enumerate().filter(|(_, mention)| mention.found.is_some()) {
            stakes.names[names[at] as usize] += stakes.of(MentionIx::new(at), mention);
        }
        stakes
    }

    /// What a mention answers for by itself.
    fn of(&self, ix: MentionIx, mention: &Mention) -> u64 {
        match mention.subject {
            Subject::Place(place) => self.places[place.index()],
            Subject::Time(..) => self.times[ix.index()] + ALONE,
        }
    }
}

/// For each mention how much is dated by its words; both are in the order of the text.
fn dated(dossier: &Dossier, mut clues: &[Order]) -> Vec<u64> {
    let count = |mention: &Mention| {
        let key = mention.target.order();
        clues = &clues[clues.iter().take_while(|clue| **clue < key).count()..];
        clues.iter().take_while(|clue| **clue == key).map(|_| STANDS).sum()
    };
    dossier.mentions.iter().map(count).collect()
}

/// The words that a passage has its time from.
fn clue(passage: &Passage) -> Option<Target> {
    passage.when?;
    passage.aside().clue.map(|span| Target { span, ..passage.target })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::report::draft::{AnnotationDraft, Body, Document, Draft, PassageDraft, PlaceDraft};
    use crate::report::filed::Filed;
    use crate::report::found::Found;
    use crate::report::passage::Basis;
    use crate::report::place::Place;
    use crate::report::text::{Selector, Span, Text};

    /// A dossier of one line. Each mark is its words, how sure the finder is (nothing where a person looked), and what it is:
    /// `@place`, a time, or `!place` for a passage there.
    fn dossier(line: &str, marks: &[(&str, Option<u8>, &str)]) -> Dossier {
        let mut draft = Draft::default();
        for id in ["oral", "oral-ru", "atyrau"] {
            let place = Place { id: id.to_owned(), title: id.to_owned(), ..Place::default() };
            draft.places.push(PlaceDraft { place, parent: None, raw: String::new() });
        }
        let mut from = 0;
        for (number, (words, sure, what)) in marks.iter().enumerate() {
            let at = line[from..].find(words).map(|at| from + at).unwrap();
            let body = match what.split_at(1) {
                ("@", place) => Body::PlaceMention { place: place.to_owned(), note: String::new() },
                ("!", place) => Body::Passage(Box::new(PassageDraft {
                    title: (*words).to_owned(),
                    places: vec![place.to_owned()],
                    ..PassageDraft::default()
                })),
                _ => Body::TimeMention { when: what.parse().ok(), basis: Basis::Stated, note: String::new() },
            };
            let is_passage = what.starts_with('!');
            draft.annotations.push(AnnotationDraft {
                id: if is_passage { format!("p{number}") } else { String::new() },
                document: None,
                selector: Selector { position: Span::new(at, at + words.len()), ..Selector::default() },
                body,
                found: sure.map(|sure| Arc::new(Found { sure, ..Found::default() })),
                raw: String::new(),
                at: None,
                filed: Filed::default(),
            });
            from = if is_passage { from } else { at + words.len() };
        }
        let text = Text::new(line.to_owned());
        draft.documents.push(Document { id: "d".into(), title: "A report".into(), text, ..Document::default() });
        let dossier = Dossier::check(draft);
        assert_eq!(dossier.warnings, []);
        dossier
    }

    /// The words of what is asked about, in order.
    fn order(dossier: &Dossier) -> Vec<String> {
        let said = |item: &Item| match item {
            Item::Mention(ix) => dossier.slice(dossier.mention(*ix).target).to_owned(),
            Item::Passage(ix) => format!("p:{}", dossier.passage(*ix).title),
        };
        Unchecked::new(dossier).items().iter().map(said).collect()
    }

    #[test]
    fn what_holds_up_more_and_is_less_sure_is_asked_about_first() {
        let line = "Atyrau. Crowds in Oral. More in Oral. 2011 Guryev.";
        let marks = [
            ("Atyrau", Some(60), "@atyrau"),
            ("Crowds in Oral.", Some(90), "!oral"),
            ("Oral", Some(60), "@oral"),
            ("More in Oral.", Some(90), "!oral"),
            ("Oral", Some(60), "@oral"),
            ("2011", Some(60), "2011"),
            ("Guryev", None, "@atyrau"),
        ];
        let dossier = dossier(line, &marks);
        // Oral holds up two passages, and its first mention speaks for both; what holds up nothing comes last, in its order.
        assert_eq!(order(&dossier), ["Oral", "Oral", "p:Crowds in Oral.", "p:More in Oral.", "Atyrau", "2011"]);
        assert_eq!(Progress::of(&dossier), Progress { left: 6, checked: 1 });
        assert_eq!(Progress::of(&dossier).percent(), 14);
    }

    #[test]
    fn a_name_is_asked_about_once_before_any_is_asked_about_twice() {
        let line = "Oral Oral Oral Oral Atyrau";
        let alike = [("Oral", Some(70), "@oral"); 4];
        let marks = [&alike[..], &[("Atyrau", Some(70), "@atyrau")]].concat();
        let dossier = dossier(line, &marks);
        assert_eq!(order(&dossier), ["Oral", "Oral", "Oral", "Oral", "Atyrau"]);
        let unchecked = Unchecked::new(&dossier);
        assert_eq!(unchecked.others(&dossier, MentionIx(0)), [MentionIx(1), MentionIx(2), MentionIx(3)]);
        assert!(unchecked.are_alike(MentionIx(0), MentionIx(3)) && !unchecked.are_alike(MentionIx(0), MentionIx(4)));
        // The first one speaks for four, also where others are less sure.
        let marks = [&alike[..], &[("Atyrau", Some(40), "@atyrau")]].concat();
        let less = self::dossier(line, &marks);
        assert_eq!(order(&less), ["Oral", "Atyrau", "Oral", "Oral", "Oral"]);
    }

    #[test]
    fn what_a_person_said_of_a_name_counts_for_the_others_of_it() {
        let line = "Oral Atyrau Oral";
        let agreed = dossier(line, &[("Oral", None, "@oral"), ("Atyrau", Some(80), "@atyrau"), ("Oral", Some(80), "@oral")]);
        assert_eq!(order(&agreed), ["Atyrau", "Oral"]);
        let said = dossier(line, &[("Oral", None, "@oral-ru"), ("Atyrau", Some(80), "@atyrau"), ("Oral", Some(80), "@oral")]);
        assert_eq!(order(&said), ["Oral", "Atyrau"]);
        let unchecked = Unchecked::new(&said);
        assert_eq!(unchecked.said(MentionIx(2)), said.place_by_id("oral-ru"));
    }
}

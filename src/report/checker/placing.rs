//! Where annotations stand, settled when all of them are known: each is evidence for its neighbours.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Checker;
use crate::report::adrift::{Adrift, Lost, PASSAGE};
use crate::report::anchoring::{Anchor, Quote, Why, anchor, anchor_all};
use crate::report::dossier::Dossier;
use crate::report::draft::{AnnotationDraft, Body, FileKind, Stray};
use crate::report::ids::DocumentIx;
use crate::report::limits;
use crate::report::passage::{BlockKind, Passage, Subject, Target};
use crate::report::text::{Selector, Span, Text};
use crate::report::warning::Origin;

/// What is known of the place of an annotation as it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// It stands where it was put, and that is final.
    Settled,
    /// It stands at its position, in a text that may be another one than it was made for.
    Stands,
    /// It has to be looked for.
    Sought,
}

/// The table of the dossier that an annotation is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    Mentions,
    Passages,
    Dismissals,
    Blocks,
    Parts,
}

impl Table {
    pub fn of(body: &Body) -> Self {
        match body {
            Body::PlaceMention { .. } | Body::TimeMention { .. } => Self::Mentions,
            Body::NotAMention { .. } => Self::Dismissals,
            Body::Passage(_) => Self::Passages,
            Body::Block(_) => Self::Blocks,
            Body::Part(_) => Self::Parts,
        }
    }

    pub fn length(self, dossier: &Dossier) -> usize {
        match self {
            Self::Mentions => dossier.mentions.len(),
            Self::Passages => dossier.passages.len(),
            Self::Dismissals => dossier.dismissals.len(),
            Self::Blocks => dossier.blocks.len(),
            Self::Parts => dossier.parts.len(),
        }
    }

    fn target(self, dossier: &mut Dossier, index: usize) -> &mut Target {
        match self {
            Self::Mentions => &mut dossier.mentions[index].target,
            Self::Passages => &mut dossier.passages[index].target,
            Self::Dismissals => &mut dossier.dismissals[index].target,
            Self::Blocks => &mut dossier.blocks[index].target,
            Self::Parts => &mut dossier.parts[index].target,
        }
    }

    fn origin(self, dossier: &Dossier, index: usize) -> &Origin {
        match self {
            Self::Mentions => &dossier.mentions[index].filed.origin,
            Self::Passages => &dossier.passages[index].filed.origin,
            Self::Dismissals => &dossier.dismissals[index].filed.origin,
            Self::Blocks => &dossier.blocks[index].filed.origin,
            Self::Parts => &dossier.parts[index].filed.origin,
        }
    }

    /// What an entry is called, and its title.
    fn words(self, dossier: &Dossier, index: usize) -> (&'static str, String) {
        match self {
            Self::Mentions => match dossier.mentions[index].subject {
                Subject::Place(place) => ("place", dossier.place(place).title.clone()),
                Subject::Time(..) => ("time", String::new()),
            },
            Self::Passages => (PASSAGE, dossier.passages[index].title.clone()),
            Self::Dismissals => ("not a mention", String::new()),
            Self::Blocks => (block_word(&dossier.blocks[index].kind), String::new()),
            Self::Parts => ("report", dossier.parts[index].title.clone()),
        }
    }
}

fn block_word(kind: &BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(_) => "heading",
        BlockKind::Question => "question",
        BlockKind::Answer => "answer",
        BlockKind::Quote => "quote",
        BlockKind::Footnote(_) | BlockKind::FootnoteRef(_) => "footnote",
        BlockKind::Page(_) => "page",
        _ => "layout",
    }
}

/// The JSON of an annotation, or where in its file it stands.
enum Raw {
    At(usize, u32),
    Own(Box<str>),
}

/// What an annotation says of the words it means.
enum Given {
    /// They stand at its position; so many code points before and after them were given and agree. Whether the words
    /// were given as well.
    Stands { quoted: bool, before: u8, after: u8 },
    /// They have to be looked for. The words a passage has its time from are looked for when its place is known.
    Sought(Box<(Selector, Option<Selector>)>),
}

/// An annotation whose place is not settled. There may be millions of them, so it is kept small.
pub struct Claim {
    document: DocumentIx,
    index: u32,
    span: Span,
    table: Table,
    raw: Raw,
    given: Given,
}

/// The claim of an annotation; takes from it what has to wait until its place is known.
pub fn claim(target: Target, hold: Hold, annotation: &mut AnnotationDraft) -> Claim {
    let raw = match (annotation.at, u32::try_from(annotation.raw.len())) {
        (Some(at), Ok(length)) => Raw::At(at, length),
        _ => Raw::Own(annotation.raw.clone().into_boxed_str()),
    };
    let table = Table::of(&annotation.body);
    let given = if hold == Hold::Stands {
        let count = |text: &str| u8::try_from(text.chars().take(limits::CONTEXT).count()).unwrap_or(u8::MAX);
        let Selector { exact, prefix, suffix, .. } = &annotation.selector;
        Given::Stands { quoted: !exact.is_empty(), before: count(prefix), after: count(suffix) }
    } else {
        let clue = if let Body::Passage(draft) = &mut annotation.body { draft.clue.take() } else { None };
        Given::Sought(Box::new((std::mem::take(&mut annotation.selector), clue)))
    };
    Claim { document: target.document, index: 0, span: target.span, table, raw, given }
}

/// The annotations whose place is not settled, in the order in which they were read.
#[derive(Default)]
pub struct Claims {
    list: Vec<Claim>,
    /// How much memory was allowed and taken by looking for annotations, in bytes.
    allowed: usize,
    taken: usize,
}

impl Claims {
    /// Whether an annotation whose JSON has so many bytes may be looked for, as far as memory goes; it is counted.
    pub fn has_room(&mut self, bytes: usize) -> bool {
        self.allowed += limits::SOUGHT.0 * bytes;
        let has_room = self.taken + limits::SOUGHT_BYTES <= self.allowed + limits::SOUGHT.1;
        self.taken += if has_room { limits::SOUGHT_BYTES } else { 0 };
        has_room
    }

    /// Adds the claim of the entry at a position of a table.
    pub fn push(&mut self, claim: Claim, table: Table, index: usize) {
        self.list.push(Claim { table, index: u32::try_from(index).unwrap_or(u32::MAX), ..claim });
    }
}

impl Claim {
    fn quote<'a>(&'a self, text: &'a Text) -> Quote<'a> {
        match &self.given {
            Given::Sought(sought) => Quote::from(&sought.0),
            Given::Stands { quoted, before, after } => {
                let Span { start, end } = self.span;
                Quote {
                    position: Some(self.span),
                    exact: if *quoted { text.slice(self.span) } else { "" },
                    prefix: text.slice(Span { start: start - usize::from(*before), end: start }),
                    suffix: text.slice(Span { start: end, end: end + usize::from(*after) }),
                    is_settled: false,
                }
            }
        }
    }

    fn is_sought(&self) -> bool {
        matches!(self.given, Given::Sought(_))
    }
}

/// Entries that are taken out of their tables again.
#[derive(Default)]
struct Gone([BTreeSet<usize>; 5]);

impl Gone {
    fn add(&mut self, table: Table, index: usize) {
        self.0[table as usize].insert(index);
    }

    fn from<T>(&self, table: Table, list: &mut Vec<T>) {
        let (gone, mut index) = (&self.0[table as usize], 0);
        if !gone.is_empty() {
            list.retain(|_| {
                index += 1;
                !gone.contains(&(index - 1))
            });
        }
    }
}

/// Takes note of an annotation that cannot be looked for.
pub fn note(adrift: &mut Adrift, annotation: &AnnotationDraft, why: Why) {
    let (kind, title) = match &annotation.body {
        Body::Passage(draft) => (PASSAGE, draft.title.clone()),
        Body::PlaceMention { .. } => ("place", String::new()),
        Body::TimeMention { .. } => ("time", String::new()),
        Body::NotAMention { .. } => ("not a mention", String::new()),
        Body::Block(kind) => (block_word(kind), String::new()),
        Body::Part(draft) => ("report", draft.title.clone()),
    };
    let (origin, words) = (annotation.filed.origin.clone(), annotation.selector.exact.clone());
    adrift.push(Lost { origin, document: DocumentIx(0), kind, title, words, why, spots: Vec::new() });
}

impl Checker {
    /// Settles where annotations stand, now that all are known. `file` is the text that they were read from.
    pub fn settle(&mut self, file: &str) {
        let mut claims = std::mem::take(&mut self.claims.list);
        claims.sort_by_key(|claim| claim.document);
        let mut gone = Gone::default();
        for group in claims.chunk_by(|a, b| a.document == b.document) {
            // What stands at its position needs no neighbours as long as everything does.
            if group.iter().any(Claim::is_sought) {
                self.settle_document(group, file, &mut gone);
            }
        }
        gone.from(Table::Passages, &mut self.links);
        gone.from(Table::Passages, &mut self.dossier.passages);
        gone.from(Table::Mentions, &mut self.dossier.mentions);
        gone.from(Table::Dismissals, &mut self.dossier.dismissals);
        gone.from(Table::Blocks, &mut self.dossier.blocks);
        gone.from(Table::Parts, &mut self.dossier.parts);
    }

    fn settle_document(&mut self, claims: &[Claim], file: &str, gone: &mut Gone) {
        let document = claims[0].document;
        let mut left = self.left;
        let anchors = {
            let text = &self.dossier.document(document).text;
            let settled = if self.dossier.document(document).is_verified { self.settled(document, claims) } else { Vec::new() };
            let first = settled.len();
            let settled = settled.into_iter().map(|span| Quote { position: Some(span), is_settled: true, ..Quote::default() });
            let quotes: Vec<Quote<'_>> = settled.chain(claims.iter().map(|claim| claim.quote(text))).collect();
            anchor_all(text, &quotes, &mut left).split_off(first)
        };
        self.left = left;
        for (claim, anchor) in claims.iter().zip(anchors) {
            let index = claim.index as usize;
            match anchor {
                Anchor::Exact(span) => self.place(claim, span, file),
                Anchor::Moved(span) => {
                    self.say_moved(claim, span);
                    self.place(claim, span, file);
                }
                Anchor::Aside(why, spots) => {
                    gone.add(claim.table, index);
                    self.set_aside(claim, why, spots, file);
                }
            }
        }
    }

    /// The spans of all entries of a document that are settled. Those of claims are not.
    fn settled(&self, document: DocumentIx, claims: &[Claim]) -> Vec<Span> {
        let claimed: BTreeSet<(usize, usize)> = claims.iter().map(|claim| (claim.table as usize, claim.index as usize)).collect();
        let Dossier { mentions, passages, dismissals, blocks, parts, .. } = &self.dossier;
        let all = mentions.iter().enumerate().map(|(index, entry)| (Table::Mentions, index, entry.target));
        let all = all.chain(passages.iter().enumerate().map(|(index, entry)| (Table::Passages, index, entry.target)));
        let all = all.chain(dismissals.iter().enumerate().map(|(index, entry)| (Table::Dismissals, index, entry.target)));
        let all = all.chain(blocks.iter().enumerate().map(|(index, entry)| (Table::Blocks, index, entry.target)));
        let all = all.chain(parts.iter().enumerate().map(|(index, entry)| (Table::Parts, index, entry.target)));
        all.filter(|(table, index, target)| target.document == document && !claimed.contains(&(*table as usize, *index)))
            .map(|(.., target)| target.span)
            .collect()
    }

    fn say_moved(&mut self, claim: &Claim, span: Span) {
        let origin = claim.table.origin(&self.dossier, claim.index as usize).clone();
        let document = self.dossier.document(claim.document);
        let text = &document.text;
        let file = limits::shown(&document.file);
        let remedy = format!("the text of {file} has changed or the position is wrong; saving the dossier writes the new one");
        let quote = claim.quote(text).exact;
        let there = text.slice(span);
        let what = if quote.is_empty() {
            format!("“start” and “end”: the stretch has moved to {}–{}", span.start, span.end)
        } else if there == quote {
            format!("“exact”: “{}” is not at its position, but stands at {}–{}", limits::shown(quote), span.start, span.end)
        } else {
            let (quote, there) = (limits::shown(quote), limits::shown(there));
            format!("“exact”: “{quote}” is now “{there}”, at {}–{}", span.start, span.end)
        };
        self.warn(&origin, what, remedy);
    }

    /// Puts an entry where its words were found, and what depends on that.
    fn place(&mut self, claim: &Claim, span: Span, file: &str) {
        let index = claim.index as usize;
        let target = claim.table.target(&mut self.dossier, index);
        target.span = span;
        let target = *target;
        if claim.table != Table::Passages {
            return;
        }
        let origin = claim.table.origin(&self.dossier, index).clone();
        let moved = span.start.cast_signed() - claim.span.start.cast_signed();
        let clue = match &claim.given {
            Given::Sought(sought) => sought.1.clone().map(|clue| {
                let position = clue.position.and_then(|old| shifted(old, moved));
                Selector { position, ..clue }
            }),
            Given::Stands { .. } if moved == 0 => return,
            Given::Stands { .. } => self.dossier.passages[index].aside().clue.map(|old| {
                let exact = self.dossier.slice(Target { span: old, ..target }).to_owned();
                Selector { position: shifted(old, moved), exact, ..Selector::default() }
            }),
        };
        let Some(clue) = clue else { return };
        let found = self.find_clue(target, &clue, &origin);
        let passage = &mut self.dossier.passages[index];
        if found.is_none() {
            passage.filed.keep(claim.raw(file));
        }
        set_clue(passage, found);
    }

    /// Takes note of an entry that has no place, and says where it may be.
    fn set_aside(&mut self, claim: &Claim, why: Why, spots: Vec<Span>, file: &str) {
        let index = claim.index as usize;
        let origin = claim.table.origin(&self.dossier, index).clone();
        let document = self.dossier.document(claim.document);
        let words = claim.quote(&document.text).exact.to_owned();
        let (quote, name) = (limits::shown(&words), limits::shown(&document.file));
        let likely: Vec<String> = spots.iter().map(|spot| format!("{}–{}", spot.start, spot.end)).collect();
        let likely = if likely.is_empty() { String::new() } else { format!("; likely spots: {}", likely.join(", ")) };
        let what = match why {
            Why::Nowhere => format!("“exact”: “{quote}” is nowhere in {name}{likely}"),
            Why::Differs if words.is_empty() => format!("“prefix” and “suffix” are not clearly anywhere in {name}"),
            Why::Differs => {
                format!("“exact”: “{quote}” stands in {name}, but not clearly where it was: the text around it has changed{likely}")
            }
            Why::Several => format!("“exact”: “{quote}” stands in several places of {name}, none of them clearly its own{likely}"),
            Why::Contested => format!("“exact”: “{quote}” fits where another annotation stands, or fits as well{likely}"),
            Why::Position => format!("“start” and “end” do not clearly lie anywhere in {name}"),
            Why::NotLookedFor => String::new(),
        };
        let remedy = match why {
            Why::Nowhere => "correct the quotation to the text as it stands there; the annotation is kept but not shown",
            _ => "correct “start” and “end”, and “prefix” and “suffix”; the annotation is kept but not shown",
        };
        if why == Why::NotLookedFor {
            self.not_looked_for += 1;
        } else {
            self.warn(&origin, what, remedy);
        }
        let (kind, title) = claim.table.words(&self.dossier, index);
        self.dossier.adrift.push(Lost { origin, document: claim.document, kind, title, words, why, spots });
        self.dossier.strays.push(Stray { file: FileKind::Annotations, raw: claim.raw(file) });
    }

    /// Finds the words a time comes from: at their position, in the passage, or else where they stand nearest to it.
    pub(super) fn find_clue(&mut self, passage: Target, selector: &Selector, origin: &Origin) -> Option<Span> {
        let text = &self.dossier.document(passage.document).text;
        let exact = selector.exact.as_str();
        let at = selector.position.filter(|span| text.holds(*span) && (exact.is_empty() || text.slice(*span) == exact));
        if at.is_some() {
            return at;
        }
        let found = nearest(text, passage.span, exact, &mut self.left);
        if found == Err(()) {
            self.not_looked_for += 1;
            return None;
        }
        let found = found.unwrap_or_default();
        if found.is_none() {
            let what = format!("“clue”: “{}” is nowhere in the text", limits::shown(exact));
            self.warn(origin, what, "correct the clue to the text as it stands there; the passage is shown without it");
        }
        found
    }
}

impl Claim {
    fn raw(&self, file: &str) -> String {
        match &self.raw {
            Raw::At(at, length) => file.get(*at..*at + *length as usize).unwrap_or_default().to_owned(),
            Raw::Own(raw) => raw.to_string(),
        }
    }
}

fn shifted(old: Span, by: isize) -> Option<Span> {
    Span::new(old.start.checked_add_signed(by)?, old.end.checked_add_signed(by)?)
}

fn set_clue(passage: &mut Passage, clue: Option<Span>) {
    let mut aside = passage.aside.take().map_or_else(Default::default, Arc::unwrap_or_clone);
    aside.clue = clue;
    passage.aside = aside.kept();
}

/// Where words stand in a passage, or nearest to it. `Err` when the work is used up.
fn nearest(text: &Text, passage: Span, words: &str, left: &mut u64) -> Result<Option<Span>, ()> {
    if words.is_empty() {
        return Ok(None);
    }
    let all = text.as_str();
    let bytes = text.bytes_of(passage);
    let length = words.chars().count();
    let span = |byte: usize| Span { start: text.point_of(byte), end: text.point_of(byte) + length };
    if let Some(at) = all[bytes.clone()].find(words) {
        return Ok(Some(span(bytes.start + at)));
    }
    *left = left.checked_sub(all.len() as u64).ok_or(())?;
    let before = all[..bytes.start].rfind(words).map(|at| (bytes.start - at, at));
    let after = all[bytes.start..].find(words).map(|at| (at, bytes.start + at));
    if let Some((_, at)) = before.into_iter().chain(after).min() {
        return Ok(Some(span(at)));
    }
    // The same words, set in another way.
    let own = Text::new(text.slice(passage).to_owned());
    let selector = Selector { exact: words.to_owned(), ..Selector::default() };
    let found = anchor(&own, &selector).span();
    Ok(found.map(|span| Span { start: span.start + passage.start, end: span.end + passage.start }))
}

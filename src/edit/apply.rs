//! Carrying out an edit: the next dossier, and where everything is in it.

use std::collections::BTreeMap;

use super::change::{Change, Edit, Swap};
use super::moved::{Moved, Positions};
use super::resolve::{Annotation, Ids, Links, Resolver};
use crate::formats::native;
use crate::report::dossier::Dossier;
use crate::report::draft::{Body, PlaceDraft};
use crate::report::entry::{self, Entry};
use crate::report::ids::{DocumentIx, MentionIx, PassageIx, PlaceIx, VoiceIx};
use crate::report::limits;
use crate::report::passage::{Aside, Block, Dismissal, Mention, Part, Passage, Subject, Target, Voice};
use crate::report::place::Place;
use crate::report::table::Table;

/// Makes the next dossier.
///
/// # Errors
/// One sentence without a full stop, where something that is to change is not there, or not as it was when the edit was made.
pub fn apply(dossier: &Dossier, edit: &Edit) -> Result<(Dossier, Moved), String> {
    let mut next = dossier.clone();
    let mut moved = Moved::default();
    let of_places = || edit.changes.iter().filter(|change| matches!(change, Change::Place(..)));
    if of_places().next().is_some() {
        moved.places = places(dossier, &mut next, edit)?;
    }
    if edit.changes.iter().any(|change| matches!(change, Change::Voice(..))) {
        moved.voices = voices(dossier, &mut next, edit)?;
    }
    let mut works = Works::default();
    works.take(dossier, &next, edit)?;
    works.finish(dossier, &mut next, &mut moved)?;
    Ok((next, moved))
}

/// What changes in one table.
struct Work<T> {
    /// The entries that go, by position, and which of `new` takes their place.
    gone: BTreeMap<usize, Option<usize>>,
    new: Vec<T>,
}

impl<T> Default for Work<T> {
    fn default() -> Self {
        Self { gone: BTreeMap::new(), new: Vec::new() }
    }
}

/// What changes in the tables of annotations.
#[derive(Default)]
struct Works {
    mentions: Work<Mention>,
    passages: Work<Passage>,
    dismissals: Work<Dismissal>,
    blocks: Work<Block>,
    parts: Work<Part>,
    /// What each of the new passages is linked to.
    links: Vec<Links>,
}

/// Which table an entry of this kind belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Mention,
    Passage,
    Dismissal,
    Block,
    Part,
}

impl Kind {
    fn of(body: &Body) -> Self {
        match body {
            Body::PlaceMention { .. } | Body::TimeMention { .. } => Self::Mention,
            Body::NotAMention { .. } => Self::Dismissal,
            Body::Passage(_) => Self::Passage,
            Body::Block(_) => Self::Block,
            Body::Part(_) => Self::Part,
        }
    }
}

impl Works {
    /// Finds what goes, and looks up what comes.
    fn take(&mut self, dossier: &Dossier, next: &Dossier, edit: &Edit) -> Result<(), String> {
        let many = edit.changes.len() > 16;
        let resolver = Resolver::new(next, many);
        // What an earlier change of the same edit has brought can only be changed by writing both as one.
        for change in &edit.changes {
            let Change::Annotation(swap) = change else { continue };
            let Swap { before, after } = &**swap;
            let gone = before.as_ref().map(|before| find(dossier, before).map(|at| (Kind::of(&before.body), at))).transpose()?;
            let mut follows = None;
            if let Some(after) = after {
                follows = Some((Kind::of(&after.body), self.bring(resolver.annotation(after)?)));
            }
            if let Some((kind, at)) = gone {
                let place = follows.filter(|(other, _)| *other == kind).map(|(_, slot)| slot);
                if self.gone(kind).insert(at, place).is_some() {
                    return Err(format!("{} would be changed twice at once", named(before.as_ref())));
                }
            }
        }
        Ok(())
    }

    fn gone(&mut self, kind: Kind) -> &mut BTreeMap<usize, Option<usize>> {
        match kind {
            Kind::Mention => &mut self.mentions.gone,
            Kind::Passage => &mut self.passages.gone,
            Kind::Dismissal => &mut self.dismissals.gone,
            Kind::Block => &mut self.blocks.gone,
            Kind::Part => &mut self.parts.gone,
        }
    }

    fn bring(&mut self, annotation: Annotation) -> usize {
        fn put<T>(work: &mut Work<T>, entry: T) -> usize {
            work.new.push(entry);
            work.new.len() - 1
        }
        match annotation {
            Annotation::Mention(mention) => put(&mut self.mentions, mention),
            Annotation::Dismissal(dismissal) => put(&mut self.dismissals, dismissal),
            Annotation::Block(block) => put(&mut self.blocks, block),
            Annotation::Part(part) => put(&mut self.parts, part),
            Annotation::Passage(passage, links) => {
                self.links.push(links);
                put(&mut self.passages, passage)
            }
        }
    }

    fn finish(self, old: &Dossier, next: &mut Dossier, moved: &mut Moved) -> Result<(), String> {
        let key = |target: &Target| (target.document, target.span.start, std::cmp::Reverse(target.span.end));
        let (places, voices) = (&moved.places, &moved.voices);
        let stays = places.is_same() && voices.is_same();
        let follow = |mention: &mut Mention| {
            if let Subject::Place(place) = &mut mention.subject {
                *place = followed(places.get(*place), "a mention", old.place(*place))?;
            }
            Ok(())
        };
        let merged = merge(&old.mentions, self.mentions, |mention| (key(&mention.target), mention.id.clone()), stays, follow)?;
        moved.mentions = Positions::new(merged.put_into(&mut next.mentions));
        let follow = |passage: &mut Passage| follow_passage(passage, old, places, voices);
        let merged = merge(&old.passages, self.passages, |passage| (key(&passage.target), passage.id.clone()), stays, follow)?;
        let slots = merged.slots.clone();
        moved.passages = Positions::new(merged.put_into(&mut next.passages));
        link(next, &moved.passages, &slots, &self.links)?;
        let nothing = |_: &mut Dismissal| Ok(());
        merge(&old.dismissals, self.dismissals, |none| key(&none.target), true, nothing)?.put_into(&mut next.dismissals);
        merge(&old.blocks, self.blocks, |block| key(&block.target), true, |_| Ok(()))?.put_into(&mut next.blocks);
        merge(&old.parts, self.parts, |part| key(&part.target), true, |_| Ok(()))?.put_into(&mut next.parts);
        let all = next.mentions.len() + next.passages.len() + next.dismissals.len() + next.blocks.len() + next.parts.len();
        if all > limits::ANNOTATIONS {
            return Err(format!("a dossier has at most {} annotations", limits::grouped(limits::ANNOTATIONS)));
        }
        Ok(())
    }
}

/// A table after its changes.
struct Merged<T> {
    /// Nothing where the table stays as it was.
    entries: Option<Vec<T>>,
    /// The new position of each old entry.
    moved: Vec<Option<u32>>,
    /// Where each new entry is.
    slots: Vec<usize>,
}

impl<T> Merged<T> {
    fn put_into(self, table: &mut Table<T>) -> Vec<Option<u32>> {
        if let Some(entries) = self.entries {
            *table = entries.into();
        }
        self.moved
    }
}

/// Takes out what goes and puts in what comes, in the order of a key; `follow` brings up to date what stays, unless it `stays` as it is.
fn merge<T: Clone, K: Ord>(
    old: &Table<T>,
    work: Work<T>,
    key: impl Fn(&T) -> K,
    stays: bool,
    follow: impl Fn(&mut T) -> Result<(), String>,
) -> Result<Merged<T>, String> {
    let Work { gone, new } = work;
    if gone.is_empty() && new.is_empty() && stays {
        return Ok(Merged { entries: None, moved: Vec::new(), slots: Vec::new() });
    }
    let mut coming: Vec<(K, usize)> = new.iter().enumerate().map(|(slot, entry)| (key(entry), slot)).collect();
    coming.sort();
    let mut coming = coming.into_iter().peekable();
    let mut new: Vec<Option<T>> = new.into_iter().map(Some).collect();
    let mut entries = Vec::with_capacity(old.len() + new.len());
    let (mut moved, mut slots) = (vec![None; old.len()], vec![0; new.len()]);
    let mut bring = |slot: usize, entries: &mut Vec<T>| {
        slots[slot] = entries.len();
        entries.extend(new[slot].take());
    };
    for (at, entry) in old.iter().enumerate() {
        if gone.contains_key(&at) {
            continue;
        }
        // Only near what comes do keys have to be compared at all.
        if coming.peek().is_some() {
            let here = key(entry);
            while let Some((_, slot)) = coming.next_if(|(key, _)| *key < here) {
                bring(slot, &mut entries);
            }
        }
        moved[at] = Some(small(entries.len()));
        let mut entry = entry.clone();
        if !stays {
            follow(&mut entry)?;
        }
        entries.push(entry);
    }
    coming.for_each(|(_, slot)| bring(slot, &mut entries));
    for (at, slot) in gone {
        moved[at] = slot.map(|slot| small(slots[slot]));
    }
    Ok(Merged { entries: Some(entries), moved, slots })
}

fn small(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// Where a place is now that something speaks of.
fn followed(now: Option<PlaceIx>, what: &str, place: &Place) -> Result<PlaceIx, String> {
    now.ok_or_else(|| format!("{what} still speaks of “{}”, so it cannot be taken away", limits::shown(&place.title)))
}

fn follow_passage(
    passage: &mut Passage,
    old: &Dossier,
    places: &Positions<PlaceIx>,
    voices: &Positions<VoiceIx>,
) -> Result<(), String> {
    for place in &mut passage.places {
        *place = followed(places.get(*place), "a passage", old.place(*place))?;
    }
    let still = |voice: VoiceIx| {
        let name = limits::shown(&old.voice(voice).name);
        voices.get(voice).ok_or_else(|| format!("“{name}” still speaks in a passage, and so cannot be taken away"))
    };
    passage.voice = passage.voice.map(still).transpose()?;
    for voice in passage.aside.iter_mut().flat_map(|aside| &mut aside.via) {
        *voice = still(*voice)?;
    }
    Ok(())
}

/// Brings the links between passages up to date, and links the new ones.
fn link(next: &mut Dossier, moved: &Positions<PassageIx>, slots: &[usize], links: &[Links]) -> Result<(), String> {
    if !moved.is_same() {
        let fresh: std::collections::BTreeSet<usize> = slots.iter().copied().collect();
        for (_, passage) in next.passages.iter_mut().enumerate().filter(|(at, _)| !fresh.contains(at)) {
            let id = &passage.id;
            let Some(Aside { same, conflicts, .. }) = passage.aside.as_deref_mut() else { continue };
            for linked in same.iter_mut().chain(conflicts) {
                let gone = || format!("the passage “{}” is linked to it", limits::shown(id));
                *linked = moved.get(*linked).ok_or_else(gone)?;
            }
        }
    }
    if links.iter().all(Links::is_empty) {
        return Ok(());
    }
    let found: Vec<(Vec<PassageIx>, Vec<PassageIx>)> = {
        let ids = Ids::new(next.passages.iter().map(|passage| passage.id.as_str()), links.len() > 4);
        let look = |list: &[String]| -> Result<Vec<PassageIx>, String> {
            let found = list.iter().map(|id| {
                let missing = || format!("there is no passage “{}” to link to", limits::shown(id));
                ids.get(id).map(PassageIx::new).ok_or_else(missing)
            });
            found.collect()
        };
        links.iter().map(|links| Ok((look(&links.same)?, look(&links.conflicts)?))).collect::<Result<_, String>>()?
    };
    for (slot, (same, conflicts)) in slots.iter().zip(found) {
        if !same.is_empty() || !conflicts.is_empty() {
            let aside = next.passages[*slot].aside.get_or_insert_default();
            (aside.same, aside.conflicts) = (same, conflicts);
        }
    }
    Ok(())
}

/// The position of an entry in its table: the one that is written as this one is.
pub(super) fn find(dossier: &Dossier, entry: &Entry) -> Result<usize, String> {
    let missing = || format!("{} is not there any more, or not as it was", named(Some(entry)));
    let document = dossier.documents.iter().position(|document| document.id == entry.document).ok_or_else(missing)?;
    let document = DocumentIx::new(document);
    let target = Target { document, span: entry.span };
    let line = native::annotation(dossier, document, entry);
    let is_it = |other: &Entry| other.id == entry.id && native::annotation(dossier, document, other) == line;
    fn at<T>(table: &Table<T>, target: Target, of: impl Fn(&T) -> Target, is_it: impl Fn(usize) -> bool) -> Option<usize> {
        let key = |target: Target| (target.document, target.span.start, std::cmp::Reverse(target.span.end));
        let from = table.partition_point(|entry| key(of(entry)) < key(target));
        let to = from + table[from..].iter().take_while(|entry| of(entry) == target).count();
        (from..to).find(|at| is_it(*at))
    }
    let found = match Kind::of(&entry.body) {
        Kind::Mention => {
            at(&dossier.mentions, target, |mention| mention.target, |at| is_it(&Entry::mention(dossier, MentionIx::new(at))))
        }
        Kind::Passage => {
            at(&dossier.passages, target, |passage| passage.target, |at| is_it(&Entry::passage(dossier, PassageIx::new(at))))
        }
        Kind::Dismissal => {
            at(&dossier.dismissals, target, |none| none.target, |at| is_it(&Entry::dismissal(dossier, &dossier.dismissals[at])))
        }
        Kind::Block => at(&dossier.blocks, target, |block| block.target, |at| is_it(&Entry::block(dossier, &dossier.blocks[at]))),
        Kind::Part => at(&dossier.parts, target, |part| part.target, |at| is_it(&Entry::part(dossier, &dossier.parts[at]))),
    };
    found.ok_or_else(missing)
}

/// What an entry is called in a sentence about it.
fn named(entry: Option<&Entry>) -> String {
    let Some(entry) = entry else { return "an annotation".to_owned() };
    match &entry.body {
        Body::Passage(passage) => format!("the passage “{}”", limits::shown(&passage.title)),
        Body::Part(part) => format!("the report “{}”", limits::shown(&part.title)),
        Body::PlaceMention { .. } | Body::TimeMention { .. } | Body::NotAMention { .. } => {
            format!("the mention at {} of “{}”", limits::grouped(entry.span.start), limits::shown(&entry.document))
        }
        Body::Block(_) => format!("the block at {} of “{}”", limits::grouped(entry.span.start), limits::shown(&entry.document)),
    }
}

/// A row of a table that is being changed: its position before, and itself.
type Row<T> = (Option<usize>, T);

/// Puts a row in the place of another.
fn swap<T>(
    rows: &mut Vec<Row<T>>,
    at: usize,
    swap: Swap<T>,
    id: impl Fn(&T) -> &str,
    is_as: impl Fn(&T, &T) -> bool,
) -> Result<(), String> {
    let Swap { before, after } = swap;
    let mut row = (None, at);
    if let Some(before) = &before {
        let found = rows.iter().position(|(_, other)| id(other) == id(before));
        let changed = || format!("“{}” is not there any more, or not as it was", limits::shown(id(before)));
        let found = found.filter(|found| is_as(&rows[*found].1, before)).ok_or_else(changed)?;
        row = (rows.remove(found).0, found);
    }
    if let Some(after) = after {
        if rows.iter().any(|(_, other)| id(other) == id(&after)) {
            return Err(format!("there is already an entry with the id “{}”", limits::shown(id(&after))));
        }
        rows.insert(row.1.min(rows.len()), (row.0, after));
    }
    Ok(())
}

/// The new position of each of so many old rows.
fn positions<T>(rows: &[Row<T>], count: usize) -> Vec<Option<u32>> {
    let mut moved = vec![None; count];
    for (new, (old, _)) in rows.iter().enumerate() {
        if let Some(old) = old {
            moved[*old] = Some(small(new));
        }
    }
    moved
}

fn places(old: &Dossier, next: &mut Dossier, edit: &Edit) -> Result<Positions<PlaceIx>, String> {
    let all = (0..old.places.len()).map(PlaceIx::new);
    let mut rows: Vec<Row<PlaceDraft>> = all.map(|ix| (Some(ix.index()), entry::place(old, ix))).collect();
    for change in &edit.changes {
        let Change::Place(at, change) = change else { continue };
        let line = |draft: &PlaceDraft| native::place_line(&draft.place, draft.parent.as_deref());
        swap(&mut rows, *at, (**change).clone(), |draft| &draft.place.id, |one, other| line(one) == line(other))?;
    }
    if rows.len() > limits::PLACES {
        return Err(format!("a dossier has at most {} places", limits::grouped(limits::PLACES)));
    }
    let positions = positions(&rows, old.places.len());
    let ids: BTreeMap<String, usize> = rows.iter().enumerate().map(|(at, (_, draft))| (draft.place.id.clone(), at)).collect();
    let mut table = Vec::with_capacity(rows.len());
    for (_, PlaceDraft { mut place, parent, .. }) in rows {
        let missing = |id: &String| format!("“{}” would lie in “{}”, which is not there", place.title, limits::shown(id));
        place.parent = match &parent {
            None => None,
            Some(id) => Some(PlaceIx::new(*ids.get(id).ok_or_else(|| missing(id))?)),
        };
        table.push(place);
    }
    next.places = table.into();
    for ix in (0..next.places.len()).map(PlaceIx::new) {
        if next.lineage(ix).take(limits::PARENTS + 1).count() > limits::PARENTS {
            let title = limits::shown(&next.place(ix).title);
            return Err(format!("“{title}” would lie, through the places around it, in itself"));
        }
    }
    Ok(Positions::new(positions))
}

fn voices(old: &Dossier, next: &mut Dossier, edit: &Edit) -> Result<Positions<VoiceIx>, String> {
    let mut rows: Vec<Row<Voice>> = old.voices.iter().cloned().enumerate().map(|(at, voice)| (Some(at), voice)).collect();
    for change in &edit.changes {
        let Change::Voice(at, change) = change else { continue };
        let is_as = |one: &Voice, other: &Voice| native::voice(one) == native::voice(other);
        swap(&mut rows, *at, (**change).clone(), |voice| &voice.id, is_as)?;
    }
    let moved = positions(&rows, old.voices.len());
    next.voices = rows.into_iter().map(|(_, voice)| voice).collect();
    Ok(Positions::new(moved))
}

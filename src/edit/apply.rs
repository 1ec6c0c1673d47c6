//! Carrying out an edit: the next dossier, and where everything is in it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::change::{Change, Edit, Swap};
use super::moved::{Moved, Positions};
use super::resolve::{Annotation, Ids, Links, Resolver};
use super::rows::{Row, Rows};
use super::seek::{Kind, find, key};
use crate::report::dossier::Dossier;
use crate::report::draft::PlaceDraft;
use crate::report::entry;
use crate::report::ids::{PassageIx, PlaceIx, VoiceIx};
use crate::report::limits;
use crate::report::passage::{Aside, Block, Dismissal, Mention, Part, Passage, Subject};
use crate::report::place::Place;
use crate::report::table::Table;

/// From how many changes on it is worth while to make a table of ids first.
const MANY: usize = 16;

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

impl Works {
    /// Finds what goes, and looks up what comes.
    fn take(&mut self, dossier: &Dossier, next: &Dossier, edit: &Edit) -> Result<(), String> {
        let resolver = Resolver::new(next, edit.changes.len() > MANY);
        // What an earlier change of the same edit has brought can only be changed by writing both as one.
        for change in &edit.changes {
            let Change::Annotation(swap) = change else { continue };
            let Swap { before, after } = &**swap;
            let gone = match before {
                None => None,
                Some(before) => {
                    let kind = Kind::of(&before.body);
                    // Of several that are written alike, each is taken once.
                    let taken = self.gone(kind);
                    let at = find(dossier, before, |at| taken.contains_key(&at))?;
                    Some((kind, at))
                }
            };
            let mut follows = None;
            if let Some(after) = after {
                follows = Some((Kind::of(&after.body), self.bring(resolver.annotation(after)?)));
            }
            if let Some((kind, at)) = gone {
                let place = follows.filter(|(other, _)| *other == kind).map(|(_, slot)| slot);
                self.gone(kind).insert(at, place);
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
    // What takes the place of an entry with the same key stands where that stood.
    let stay: BTreeMap<usize, usize> = gone
        .iter()
        .filter_map(|(at, slot)| Some((*at, (*slot)?)))
        .filter(|(at, slot)| key(&old[*at]) == key(&new[*slot]))
        .collect();
    let staying: BTreeSet<usize> = stay.values().copied().collect();
    let all = new.iter().enumerate().filter(|(slot, _)| !staying.contains(slot));
    let mut coming: Vec<(K, usize)> = all.map(|(slot, entry)| (key(entry), slot)).collect();
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
        if gone.contains_key(&at) && !stay.contains_key(&at) {
            continue;
        }
        // Only near what comes do keys have to be compared at all.
        if coming.peek().is_some() {
            let here = key(entry);
            while let Some((_, slot)) = coming.next_if(|(key, _)| *key < here) {
                bring(slot, &mut entries);
            }
        }
        if let Some(slot) = stay.get(&at) {
            bring(*slot, &mut entries);
            continue;
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
    for voice in
        passage.aside.as_mut().filter(|aside| !aside.via.is_empty()).into_iter().flat_map(|aside| &mut Arc::make_mut(aside).via)
    {
        *voice = still(*voice)?;
    }
    Ok(())
}

/// Brings the links between passages up to date, and links the new ones.
fn link(next: &mut Dossier, moved: &Positions<PassageIx>, slots: &[usize], links: &[Links]) -> Result<(), String> {
    if !moved.is_same() {
        let fresh: BTreeSet<usize> = slots.iter().copied().collect();
        for (_, passage) in next.passages.iter_mut().enumerate().filter(|(at, _)| !fresh.contains(at)) {
            let id = &passage.id;
            let linked = passage.aside.as_mut().filter(|aside| !aside.same.is_empty() || !aside.conflicts.is_empty());
            let Some(Aside { same, conflicts, .. }) = linked.map(Arc::make_mut) else { continue };
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
            let aside = next.passages[*slot].aside_mut();
            (aside.same, aside.conflicts) = (same, conflicts);
        }
    }
    Ok(())
}

fn places(old: &Dossier, next: &mut Dossier, edit: &Edit) -> Result<Positions<PlaceIx>, String> {
    let get = |at: usize| entry::place(old, PlaceIx::new(at));
    let mut rows = Rows::new(old.places.iter().map(|place| place.id.as_str()).collect(), &get, edit.changes.len() > MANY);
    for change in &edit.changes {
        if let Change::Place(at, change) = change {
            rows.swap(*at, (**change).clone())?;
        }
    }
    if rows.len() > limits::PLACES {
        return Err(format!("a dossier has at most {} places", limits::grouped(limits::PLACES)));
    }
    let positions = rows.positions();
    // An old place lies where it lay; what has changed names what it lies in by its id, and so does what lay in what is gone.
    let by_id = |row: &Row<PlaceDraft>| match row {
        Row::New(_, draft) => draft.parent.clone(),
        Row::Old(at) => {
            let parent = old.places[*at].parent.filter(|parent| positions[parent.index()].is_none())?;
            Some(old.place(parent).id.clone())
        }
    };
    let ids: BTreeSet<String> = rows.rows().iter().filter_map(by_id).collect();
    let parents: BTreeMap<String, Option<usize>> = ids.into_iter().map(|id| (id.clone(), rows.position(&id))).collect();
    let mut table = Vec::with_capacity(rows.len());
    for row in rows.into_rows() {
        let id = by_id(&row);
        let mut place = match row {
            Row::Old(at) => old.places[at].clone(),
            Row::New(_, draft) => Place { parent: None, ..draft.place },
        };
        if let Some(id) = id {
            let missing = || format!("“{}” would lie in “{}”, which is not there", limits::shown(&place.title), limits::shown(&id));
            place.parent = Some(PlaceIx::new(parents.get(&id).copied().flatten().ok_or_else(missing)?));
        } else {
            place.parent = place.parent.and_then(|parent| positions[parent.index()]).map(PlaceIx);
        }
        table.push(place);
    }
    next.places = table.into();
    for ix in (0..next.places.len()).map(PlaceIx::new) {
        // As many places around it as the reader of dossiers allows, and itself.
        if next.lineage(ix).take(limits::PARENTS + 2).count() > limits::PARENTS + 1 {
            let title = limits::shown(&next.place(ix).title);
            return Err(format!("“{title}” would lie in too many places, one in the other, or through them in itself"));
        }
    }
    Ok(Positions::new(positions))
}

fn voices(old: &Dossier, next: &mut Dossier, edit: &Edit) -> Result<Positions<VoiceIx>, String> {
    let get = |at: usize| old.voices[at].clone();
    let mut rows = Rows::new(old.voices.iter().map(|voice| voice.id.as_str()).collect(), &get, edit.changes.len() > MANY);
    for change in &edit.changes {
        if let Change::Voice(at, change) = change {
            rows.swap(*at, (**change).clone())?;
        }
    }
    if rows.len() > limits::VOICES {
        return Err(format!("a dossier has at most {} voices", limits::grouped(limits::VOICES)));
    }
    let moved = rows.positions();
    let row = |row| match row {
        Row::Old(at) => old.voices[at].clone(),
        Row::New(_, voice) => *voice,
    };
    next.voices = rows.into_rows().into_iter().map(row).collect();
    Ok(Positions::new(moved))
}

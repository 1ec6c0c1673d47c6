//! Places and voices that come, change, become one and go.

use geo::{Geometry, Point};

use super::{Plan, place_of};
use crate::edit::deed::{PlaceChange, Putting, VoiceChange};
use crate::report::draft::{Body, PlaceDraft};
use crate::report::entry;
use crate::report::ids::{MentionIx, PassageIx, PlaceIx, VoiceIx};
use crate::report::passage::Voice;
use crate::report::place::{LonLat, Name, Place, representative_point};
use crate::report::slug::{slug, unused};
use crate::report::{limits, outside};

impl Plan<'_> {
    /// The id of the place where something is put, which is added where the dossier does not have it.
    pub(super) fn adopted(&mut self, putting: &Putting) -> Result<String, String> {
        match putting {
            Putting::Known(ix) => {
                let place = self.dossier.places.get(ix.index()).ok_or("there is no such place")?;
                Ok(place.id.clone())
            }
            Putting::New(drafts) => self.adopt(drafts),
        }
    }

    /// Adds places that the dossier does not have, and returns the id of the last one.
    pub(super) fn adopt(&mut self, drafts: &[PlaceDraft]) -> Result<String, String> {
        for draft in drafts {
            let id = &draft.place.id;
            let is_known = self.dossier.place_by_id(id).is_some() || self.new_places.iter().any(|new| new.place.id == *id);
            if id.is_empty() || draft.place.title.trim().is_empty() {
                return Err("a place needs a name".to_owned());
            }
            if !is_known {
                self.new_places.push(draft.clone());
            }
        }
        drafts.last().map(|draft| draft.place.id.clone()).ok_or_else(|| "no place was named".to_owned())
    }

    /// What a place is to be.
    fn place(&mut self, ix: PlaceIx) -> Result<&mut PlaceDraft, String> {
        let dossier = self.dossier;
        if ix.index() >= dossier.places.len() {
            return Err("there is no such place".to_owned());
        }
        let anew = || {
            let mut draft = entry::place(dossier, ix);
            draft.place.filed = draft.place.filed.rewritten();
            // Positions of another dossier mean nothing; the parent is known by its id.
            draft.place.parent = None;
            Some(draft)
        };
        self.places.entry(ix).or_insert_with(anew).as_mut().ok_or_else(|| "the place is taken away already".to_owned())
    }

    pub(super) fn change_place(&mut self, ix: PlaceIx, change: &PlaceChange) -> Result<(), String> {
        let parent = match change {
            PlaceChange::Parent(Some(parent)) => {
                Some(self.dossier.places.get(parent.index()).ok_or("there is no such place")?.id.clone())
            }
            _ => None,
        };
        if matches!(change, PlaceChange::Title(title) if name_of(title).is_empty()) {
            return Err("a place needs a name".to_owned());
        }
        let draft = self.place(ix)?;
        let place = &mut draft.place;
        match change {
            PlaceChange::Title(title) => {
                let former = std::mem::replace(&mut place.title, name_of(title));
                // What it was called so far stays one of its names, so that it is still found by it.
                if former != place.title && place.names.iter().all(|name| name.text != former) && place.names.len() < limits::NAMES
                {
                    place.names.push(Name { text: former, language: String::new(), former: false });
                }
            }
            PlaceChange::Names(names) => place.names = names.iter().take(limits::NAMES).cloned().collect(),
            PlaceChange::Kind(kind) => place.kind = *kind,
            PlaceChange::Parent(_) => draft.parent = parent,
            PlaceChange::At(point, radius) => put_at(place, *point, *radius),
            PlaceChange::Radius(radius) => place.radius_metres = radius.map(sound_radius),
            PlaceChange::Geometry(geometry) => {
                place.point = Some(representative_point(geometry).ok_or("the shape has no points")?);
                place.geometry = Some(geometry.clone());
                place.basemap.clear();
                place.radius_metres = None;
            }
            PlaceChange::Basemap(codes, point) => {
                place.basemap = codes.iter().take(limits::NAMES).cloned().collect();
                place.geometry = None;
                place.radius_metres = None;
                place.point = point.or(place.point);
            }
            PlaceChange::Certainty(certainty) => place.certainty = *certainty,
            PlaceChange::Source(source) => place.source = outside::plain_lines(source).chars().take(limits::PROSE).collect(),
        }
        Ok(())
    }

    pub(super) fn remove_place(&mut self, ix: PlaceIx) -> Result<(), String> {
        let dossier = self.dossier;
        let place = dossier.places.get(ix.index()).ok_or("there is no such place")?;
        let title = limits::shown(&place.title);
        let mentioned = dossier.mentions.iter().filter(|mention| place_of(mention.subject) == Some(ix)).count();
        let told = dossier.passages.iter().filter(|passage| passage.places.contains(&ix)).count();
        if mentioned + told > 0 {
            return Err(format!(
                "“{title}” is named {mentioned} times and has {told} passages; merge it with another place, or put these elsewhere first"
            ));
        }
        if let Some(other) = dossier.places.iter().find(|other| other.parent == Some(ix)) {
            return Err(format!("“{}” lies in “{title}”; say first what else it lies in", limits::shown(&other.title)));
        }
        self.places.insert(ix, None);
        Ok(())
    }

    pub(super) fn merge_places(&mut self, stays: PlaceIx, goes: PlaceIx) -> Result<(), String> {
        let dossier = self.dossier;
        if stays == goes || dossier.lineage(stays).any(|around| around == goes) {
            return Err("a place becomes one with another one, and not with itself or with one that it lies in".to_owned());
        }
        let gone = dossier.places.get(goes.index()).ok_or("there is no such place")?.clone();
        let id = self.place(stays)?.place.id.clone();
        let place = &mut self.place(stays)?.place;
        let title = Name { text: gone.title, language: String::new(), former: false };
        for name in std::iter::once(title).chain(gone.names) {
            let is_new = name.text != place.title && place.names.iter().all(|other| other.text != name.text);
            if is_new && place.names.len() < limits::NAMES {
                place.names.push(name);
            }
        }
        self.speak_of(goes, &id, |_| true);
        let below: Vec<PlaceIx> =
            (0..dossier.places.len()).map(PlaceIx::new).filter(|ix| dossier.place(*ix).parent == Some(goes)).collect();
        for child in below {
            self.place(child)?.parent = Some(id.clone());
        }
        self.places.insert(goes, None);
        Ok(())
    }

    /// Has the mentions that are wanted, and the passages around them, speak of another place; nobody has to look at them for that.
    fn speak_of(&mut self, from: PlaceIx, to: &str, wanted: impl Fn(MentionIx) -> bool) {
        let dossier = self.dossier;
        let from_id = &dossier.place(from).id;
        let all = (0..dossier.mentions.len()).map(MentionIx::new);
        let moving: Vec<MentionIx> = all.filter(|ix| place_of(dossier.mention(*ix).subject) == Some(from) && wanted(*ix)).collect();
        for ix in &moving {
            let found = dossier.mention(*ix).found.clone();
            if let Some(entry) = self.mention(*ix) {
                if let Body::PlaceMention { place, .. } = &mut entry.body {
                    to.clone_into(place);
                }
                entry.found = found;
            }
        }
        let moves = |ix: PassageIx| {
            let passage = dossier.passage(ix);
            let within = |mention: &&MentionIx| {
                let target = dossier.mention(**mention).target;
                target.document == passage.target.document && passage.target.span.contains(target.span)
            };
            passage.places.contains(&from)
                && (dossier
                    .mentions
                    .iter()
                    .enumerate()
                    .all(|(at, mention)| place_of(mention.subject) != Some(from) || wanted(MentionIx::new(at)))
                    || moving.iter().any(|mention| within(&mention)))
        };
        let passages: Vec<PassageIx> = (0..dossier.passages.len()).map(PassageIx::new).filter(|ix| moves(*ix)).collect();
        for ix in passages {
            if let Some(draft) = self.passage_unchecked(ix) {
                let mut places: Vec<String> = Vec::new();
                for id in &draft.places {
                    let id = if id == from_id { to } else { id };
                    if !places.iter().any(|other| other == id) {
                        places.push(id.to_owned());
                    }
                }
                draft.places = places;
            }
        }
    }

    pub(super) fn split_place(&mut self, ix: PlaceIx, mentions: &[MentionIx], title: &str) -> Result<(), String> {
        let title = name_of(title);
        if title.is_empty() || mentions.is_empty() {
            return Err("the new place needs a name, and something that speaks of it".to_owned());
        }
        let mut draft =
            entry::place(self.dossier, self.dossier.places.get(ix.index()).map(|_| ix).ok_or("there is no such place")?);
        let id = unused(&slug(&title, "place"), |id| self.dossier.place_by_id(id).is_none());
        draft.place =
            Place { id: id.clone(), title, names: Vec::new(), filed: draft.place.filed.rewritten(), parent: None, ..draft.place };
        self.new_places.push(draft);
        self.speak_of(ix, &id, |mention| mentions.contains(&mention));
        Ok(())
    }

    pub(super) fn add_voice(&mut self, name: &str, kind: &str) -> Result<(), String> {
        let name = name_of(name);
        if name.is_empty() {
            return Err("a voice needs a name".to_owned());
        }
        let is_free = |id: &str| self.dossier.voices.iter().all(|voice| voice.id != id);
        let id = unused(&slug(&name, "voice"), is_free);
        self.new_voices.push(Voice { id, name, kind: name_of(kind), ..Voice::default() });
        Ok(())
    }

    pub(super) fn change_voice(&mut self, ix: VoiceIx, change: &VoiceChange) -> Result<(), String> {
        let mut voice = self.dossier.voices.get(ix.index()).ok_or("there is no such voice")?.clone();
        voice.filed = voice.filed.rewritten();
        match change {
            VoiceChange::Name(name) if name_of(name).is_empty() => return Err("a voice needs a name".to_owned()),
            VoiceChange::Name(name) => voice.name = name_of(name),
            VoiceChange::Kind(kind) => voice.kind = name_of(kind),
            VoiceChange::Knows(knows) => voice.knows = outside::plain_lines(knows).chars().take(limits::PROSE).collect(),
        }
        self.voices.insert(ix, Some(voice));
        Ok(())
    }

    pub(super) fn remove_voice(&mut self, ix: VoiceIx) -> Result<(), String> {
        let voice = self.dossier.voices.get(ix.index()).ok_or("there is no such voice")?;
        let speaks =
            self.dossier.passages.iter().filter(|passage| passage.voice == Some(ix) || passage.aside().via.contains(&ix)).count();
        if speaks > 0 {
            return Err(format!("“{}” speaks in {speaks} passages; merge it with another voice first", limits::shown(&voice.name)));
        }
        self.voices.insert(ix, None);
        Ok(())
    }

    pub(super) fn merge_voices(&mut self, stays: VoiceIx, goes: VoiceIx) -> Result<(), String> {
        let dossier = self.dossier;
        if stays == goes || stays.index().max(goes.index()) >= dossier.voices.len() {
            return Err("a voice becomes one with another one".to_owned());
        }
        let (stay, go) = (dossier.voice(stays).id.clone(), dossier.voice(goes).id.clone());
        for ix in (0..dossier.passages.len()).map(PassageIx::new) {
            let passage = dossier.passage(ix);
            if passage.voice != Some(goes) && !passage.aside().via.contains(&goes) {
                continue;
            }
            if let Some(draft) = self.passage_unchecked(ix) {
                for voice in draft.voice.iter_mut().chain(&mut draft.via).filter(|voice| **voice == go) {
                    stay.clone_into(voice);
                }
                draft.via.dedup();
            }
        }
        self.voices.insert(goes, None);
        Ok(())
    }
}

/// A name on one line, no longer than a name may be.
fn name_of(words: &str) -> String {
    let plain = outside::plain(words.trim()).split_whitespace().collect::<Vec<_>>().join(" ");
    plain.chars().take(limits::NAME).collect()
}

/// A radius that can be drawn.
fn sound_radius(metres: f64) -> f64 {
    if metres.is_finite() { metres.clamp(1.0, limits::RADIUS_METRES) } else { 1.0 }
}

fn put_at(place: &mut Place, point: Option<LonLat>, radius: Option<f64>) {
    let point = point.and_then(|at| LonLat::new(at.lon, at.lat));
    place.point = point;
    place.geometry = point.map(|at| Geometry::Point(Point::new(at.lon, at.lat)));
    place.basemap.clear();
    place.radius_metres = radius.map(sound_radius);
}

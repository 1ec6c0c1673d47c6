//! Places and voices that come, change, become one and go.

use std::collections::BTreeSet;

use geo::{Geometry, Point};

use super::carry::mentions_within;
use super::{Plan, fitting, place_of};
use crate::edit::deed::{PlaceChange, Putting};
use crate::report::draft::{Body, PlaceDraft};
use crate::report::entry;
use crate::report::ids::{MentionIx, PassageIx, PlaceIx};
use crate::report::limits;
use crate::report::place::{Certainty, LonLat, Name, Place, representative_point};
use crate::report::slug::slug;

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
            if !is_known {
                self.new_places.push(sound(draft)?);
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
        if matches!(change, PlaceChange::Title(title) if fitting::name(title).is_empty()) {
            return Err("a place needs a name".to_owned());
        }
        let draft = self.place(ix)?;
        let place = &mut draft.place;
        match change {
            PlaceChange::Title(title) => {
                let former = std::mem::replace(&mut place.title, fitting::name(title));
                // What it was called so far stays one of its names, so that it is still found by it.
                if former != place.title && place.names.iter().all(|name| name.text != former) && place.names.len() < limits::NAMES
                {
                    place.names.push(Name { text: former, language: String::new(), former: false });
                }
            }
            PlaceChange::Names(names) => place.names = sound_names(names),
            PlaceChange::Kind(kind) => place.kind = *kind,
            PlaceChange::Parent(_) => draft.parent = parent,
            PlaceChange::At(point, radius) => put_at(place, *point, *radius)?,
            PlaceChange::Radius(radius) => place.radius_metres = radius.map(sound_radius),
            PlaceChange::Geometry(geometry) => {
                place.point = Some(point_of(geometry)?);
                place.geometry = Some(geometry.clone());
                place.basemap.clear();
                place.radius_metres = None;
            }
            PlaceChange::Basemap(codes, point) => {
                place.basemap = codes.iter().take(limits::NAMES).cloned().collect();
                place.geometry = None;
                place.radius_metres = None;
                place.point = point.map(fitting::position).transpose()?.or(place.point);
                if place.point.is_none() && !place.basemap.is_empty() {
                    return Err("say where in these areas its marker stands".to_owned());
                }
            }
            PlaceChange::Certainty(certainty) => place.certainty = *certainty,
            PlaceChange::Source(source) => place.source = fitting::prose(source),
        }
        // Whoever gave the position before has not given this one.
        if matches!(change, PlaceChange::At(..) | PlaceChange::Geometry(_) | PlaceChange::Basemap(..)) {
            BY_HAND.clone_into(&mut place.source);
        }
        settle_certainty(place);
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
        if stays.index().max(goes.index()) >= dossier.places.len() {
            return Err("there is no such place".to_owned());
        }
        if stays == goes || dossier.lineage(stays).any(|around| around == goes) {
            return Err("a place becomes one with another one, and not with itself or with one that it lies in".to_owned());
        }
        let gone = dossier.place(goes).clone();
        let id = dossier.place(stays).id.clone();
        let place = &mut self.place(stays)?.place;
        if place.point.is_none() {
            // Where it is, is only known of the other one.
            (place.point, place.geometry, place.basemap) = (gone.point, gone.geometry, gone.basemap);
            (place.radius_metres, place.certainty) = (gone.radius_metres, gone.certainty);
        }
        let title = Name { text: gone.title, language: String::new(), former: false };
        for name in std::iter::once(title).chain(gone.names) {
            let is_new = name.text != place.title && place.names.iter().all(|other| other.text != name.text);
            if is_new && place.names.len() < limits::NAMES {
                place.names.push(name);
            }
        }
        let all = self.naming(goes);
        self.speak_of(goes, &id, &all);
        let below: Vec<PlaceIx> =
            (0..dossier.places.len()).map(PlaceIx::new).filter(|ix| dossier.place(*ix).parent == Some(goes)).collect();
        for child in below {
            self.place(child)?.parent = Some(id.clone());
        }
        self.places.insert(goes, None);
        Ok(())
    }

    /// The mentions that name a place.
    fn naming(&self, place: PlaceIx) -> BTreeSet<MentionIx> {
        let all = (0..self.dossier.mentions.len()).map(MentionIx::new);
        all.filter(|ix| place_of(self.dossier.mention(*ix).subject) == Some(place)).collect()
    }

    /// Has mentions that name a place, and the passages around them, speak of another one; nobody has to look at them for that.
    fn speak_of(&mut self, from: PlaceIx, to: &str, moving: &BTreeSet<MentionIx>) {
        let dossier = self.dossier;
        for ix in moving {
            let found = dossier.mention(*ix).found.clone();
            if let Some(entry) = self.mention(*ix) {
                if let Body::PlaceMention { place, .. } = &mut entry.body {
                    to.clone_into(place);
                }
                entry.found = found;
            }
        }
        let all_move = self.naming(from) == *moving;
        for ix in (0..dossier.passages.len()).map(PassageIx::new) {
            let passage = dossier.passage(ix);
            if !passage.places.contains(&from) {
                continue;
            }
            let within = mentions_within(self, passage.target).into_iter();
            let own: Vec<MentionIx> = within.filter(|ix| place_of(dossier.mention(*ix).subject) == Some(from)).collect();
            let moves = all_move || own.iter().any(|ix| moving.contains(ix));
            let stays = !all_move && own.iter().any(|ix| !moving.contains(ix));
            if moves && let Some(draft) = self.passage_unchecked(ix) {
                draft.places = replaced(&draft.places, &dossier.place(from).id, to, stays);
            }
        }
    }

    pub(super) fn split_place(&mut self, ix: PlaceIx, mentions: &[MentionIx], title: &str) -> Result<(), String> {
        let title = fitting::name(title);
        let wanted: BTreeSet<MentionIx> = mentions.iter().copied().collect();
        let moving: BTreeSet<MentionIx> = self.naming(ix).intersection(&wanted).copied().collect();
        if title.is_empty() || moving.is_empty() {
            return Err("the new place needs a name, and something that speaks of it".to_owned());
        }
        let mut draft = entry::place(self.dossier, ix);
        let id = fitting::place_id(self.dossier, &slug(&title, "place"));
        draft.place =
            Place { id: id.clone(), title, names: Vec::new(), filed: draft.place.filed.rewritten(), parent: None, ..draft.place };
        self.new_places.push(draft);
        self.speak_of(ix, &id, &moving);
        Ok(())
    }
}

/// Where a position comes from that a person has given.
const BY_HAND: &str = "Placed by hand.";

/// A radius that can be drawn.
fn sound_radius(metres: f64) -> f64 {
    if metres.is_finite() { metres.clamp(1.0, limits::RADIUS_METRES) } else { 1.0 }
}

fn put_at(place: &mut Place, point: Option<LonLat>, radius: Option<f64>) -> Result<(), String> {
    place.point = point.map(fitting::position).transpose()?;
    place.geometry = place.point.map(|at| Geometry::Point(Point::new(at.lon, at.lat)));
    place.basemap.clear();
    place.radius_metres = radius.map(sound_radius);
    Ok(())
}

/// The point of a shape that can be written and read again.
fn point_of(geometry: &Geometry<f64>) -> Result<LonLat, String> {
    let point = representative_point(geometry).filter(|_| fitting::is_sound(geometry));
    let point = point.ok_or("a point, a line of two or more points, or an area of three or more is needed")?;
    if matches!(geometry, Geometry::Point(_)) { fitting::position(point) } else { Ok(point) }
}

/// A file says how sure a position is beside the shape, and nowhere else.
fn settle_certainty(place: &mut Place) {
    if place.geometry.is_none() {
        place.certainty = Certainty::Certain;
    }
}

/// Names as they can be written.
fn sound_names(names: &[Name]) -> Vec<Name> {
    let sound = names.iter().map(|name| Name {
        text: fitting::name(&name.text),
        language: fitting::name(&name.language),
        former: name.former,
    });
    sound.filter(|name| !name.text.is_empty()).take(limits::NAMES).collect()
}

/// A place that comes from elsewhere, as it can be written.
fn sound(draft: &PlaceDraft) -> Result<PlaceDraft, String> {
    let mut draft = draft.clone();
    let place = &mut draft.place;
    place.title = fitting::name(&place.title);
    // A file marks ids with `#`.
    if place.title.is_empty() || place.id.is_empty() || place.id.starts_with('#') || place.id.chars().count() > limits::NAME {
        return Err("a place needs a name".to_owned());
    }
    place.names = sound_names(&place.names);
    place.source = fitting::prose(&place.source);
    place.basemap.truncate(limits::NAMES);
    place.radius_metres = place.radius_metres.map(sound_radius);
    place.parent = None;
    place.point = match (&place.geometry, place.point) {
        (Some(geometry), given) => Some(given.map_or_else(|| point_of(geometry), fitting::position)?),
        (None, Some(given)) => Some(fitting::position(given)?),
        (None, None) => None,
    };
    if place.geometry.as_ref().is_some_and(|geometry| !fitting::is_sound(geometry)) {
        return Err(format!("the shape of “{}” cannot be written", limits::shown(&place.title)));
    }
    if place.point.is_none() {
        place.basemap.clear();
    }
    settle_certainty(place);
    Ok(draft)
}

/// The places of a passage once one of them has given way to another, or has got it beside it.
fn replaced(places: &[String], from: &str, to: &str, stays: bool) -> Vec<String> {
    let mut now: Vec<String> = Vec::new();
    for id in places {
        let ids = if id != from {
            [Some(id.as_str()), None]
        } else if stays {
            [Some(from), Some(to)]
        } else {
            [Some(to), None]
        };
        for id in ids.into_iter().flatten() {
            if !now.iter().any(|other| other == id) {
                now.push(id.to_owned());
            }
        }
    }
    now.truncate(limits::LINKED);
    now
}

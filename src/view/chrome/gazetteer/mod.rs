//! The places and voices of the dossier: their names, where they lie, what is one and what is two.

mod alike;
mod list;
mod merge;
mod names;
mod place;
mod position;
mod split;
mod voice;

use egui::{Id, Rect, RichText, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

use super::page;
use super::rows::{Rows, cell};
use crate::report::ids::{PlaceIx, VoiceIx};
use crate::report::outside::closed;
use crate::report::place::PlaceKind;
use crate::session::{Action, Toggle};
use crate::theme::{self, size};
use crate::view::Scene;
use crate::view::pick::place::PlacePick;
use alike::Alike;
use list::{Listed, Speaking};
use merge::Merge;
use split::Split;

/// How wide the list is, in points.
const LIST: f32 = 280.0;
/// How wide the names of the fields are.
const NAMES: f32 = 116.0;
/// How wide a field is at most.
const FIELD: f32 = 520.0;

/// What is chosen in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Place(PlaceIx),
    Voice(VoiceIx),
}

/// What the page keeps between frames.
#[derive(Default)]
struct Page {
    begun: bool,
    /// Whether the voices are shown and not the places.
    voiced: bool,
    typed: String,
    listed: Listed,
    rows: Rows,
    /// The chosen place and voice: an id, which lasts, and where it was last.
    place: Option<(String, PlaceIx)>,
    voice: Option<(String, VoiceIx)>,
    /// What is to be chosen, and for how many frames what is shown is still the one before: a field that is left by that very click
    /// gives what was typed in it a frame later.
    next: Option<(Choice, u8)>,
    /// The id of a place that is chosen as soon as it is there.
    wanted: Option<String>,
    new_place: PlacePick,
    new_voice: String,
    parent: PlacePick,
    other: PlacePick,
    merge: Option<Merge>,
    split: Option<Split>,
    /// Why what was asked for last cannot be done, with the id it is about.
    fault: Option<(String, String)>,
    alike: Alike,
    /// Pairs that were said not to be the same, by their ids.
    apart: Vec<[String; 2]>,
    speaking: Speaking,
}

impl Page {
    /// Chooses something, once what is typed in a field has been taken.
    fn turn_to(&mut self, choice: Choice) {
        self.next = Some((choice, 2));
    }

    /// The chosen place, where it is there.
    fn place(&mut self, scene: &Scene<'_>) -> Option<PlaceIx> {
        let (id, at) = self.place.as_mut()?;
        let places = &scene.dossier.places;
        if places.get(at.index()).is_none_or(|place| place.id != *id) {
            *at = scene.dossier.place_by_id(id)?;
        }
        Some(*at)
    }

    /// The chosen voice, where it is there.
    fn voice(&mut self, scene: &Scene<'_>) -> Option<VoiceIx> {
        let (id, at) = self.voice.as_mut()?;
        let voices = &scene.dossier.voices;
        if voices.get(at.index()).is_none_or(|voice| voice.id != *id) {
            *at = VoiceIx::new(voices.iter().position(|voice| voice.id == *id)?);
        }
        Some(*at)
    }

    /// Turns to what was asked for; at first, to the place that is chosen in the window.
    fn settle(&mut self, ui: &Ui, scene: &Scene<'_>) {
        let dossier = scene.dossier;
        if let Some(ix) = self.wanted.as_ref().and_then(|id| dossier.place_by_id(id)) {
            (self.wanted, self.next) = (None, Some((Choice::Place(ix), 0)));
        }
        if let Some((choice, frames)) = self.next {
            if frames > 0 {
                self.next = Some((choice, frames - 1));
                ui.ctx().request_repaint();
            } else {
                self.next = None;
                (self.split, self.fault) = (None, None);
                match choice {
                    Choice::Place(ix) => self.place = dossier.places.get(ix.index()).map(|place| (place.id.clone(), ix)),
                    Choice::Voice(ix) => self.voice = dossier.voices.get(ix.index()).map(|voice| (voice.id.clone(), ix)),
                }
            }
        }
        if self.place(scene).is_none() {
            let first = self.listed.rows.first().filter(|_| !self.voiced).map(|at| PlaceIx(*at));
            let ix = scene.state.selection.place.or(first);
            self.place = ix.and_then(|ix| Some((dossier.places.get(ix.index())?.id.clone(), ix)));
        }
        if self.voice(scene).is_none() && self.voiced {
            let ix = self.listed.rows.first().map(|at| VoiceIx(*at));
            self.voice = ix.and_then(|ix| Some((dossier.voices.get(ix.index())?.id.clone(), ix)));
        }
    }
}

/// The page, when it is open.
pub fn window(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    let id = Id::unique("places and voices");
    if !scene.state.gazetteer_open {
        page::forget::<Page>(ui, id);
        return Vec::new();
    }
    let kept = page::kept::<Page>(ui, id);
    let mut state = kept.lock();
    page::show(ui, scene, ("Places and voices", Toggle::Gazetteer), |ui, actions| contents(ui, scene, &mut state, actions))
}

fn contents(ui: &mut Ui, scene: &Scene<'_>, page: &mut Page, actions: &mut Vec<Action>) {
    page.settle(ui, scene);
    merge::offer(ui, scene, page);
    let room = ui.available_rect_before_wrap();
    let wide = LIST.min(room.width() * 0.36);
    let left = Rect::from_min_max(room.min, pos2(room.left() + wide, room.bottom()));
    let right = Rect::from_min_max(pos2(left.right() + 24.0, room.top()), room.max);
    ui.painter().vline(left.right() + 12.0, room.y_range(), (1.0, scene.palette.rule));
    ui.scope_builder(UiBuilder::new().max_rect(left).id_salt("list"), |ui| list::show(ui, scene, page, actions));
    ui.scope_builder(UiBuilder::new().max_rect(right).id_salt("chosen"), |ui| {
        let chosen = if page.voiced { page.voice(scene).map(Choice::Voice) } else { page.place(scene).map(Choice::Place) };
        let salt = (page.voiced, page.place.as_ref().map(|(id, _)| id.clone()));
        ScrollArea::vertical().id_salt(salt).auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width((ui.available_width() - 12.0).min(NAMES + FIELD + 12.0));
            if page.merge.is_some() {
                merge::show(ui, scene, page, actions);
                return;
            }
            match chosen {
                Some(Choice::Place(ix)) => place::show(ui, scene, page, ix, actions),
                Some(Choice::Voice(ix)) => voice::show(ui, scene, page, ix, actions),
                None => drop(ui.label(RichText::new("Nothing is chosen.").color(scene.palette.mute))),
            }
        });
    });
}

/// What a place is called here. Every town has an airport, so that a site is named with what it lies in.
fn titled(scene: &Scene<'_>, ix: PlaceIx) -> String {
    let place = scene.dossier.place(ix);
    match place.parent.filter(|_| place.kind == PlaceKind::Site) {
        Some(parent) => closed(&format!("{}, {}", place.title, scene.dossier.place(parent).title)).into_owned(),
        None => closed(&place.title).into_owned(),
    }
}

/// A field with its name at its left.
fn row<R>(ui: &mut Ui, scene: &Scene<'_>, name: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(NAMES, 24.0), Sense::hover());
        cell(ui, rect, name, theme::sans(size::TEXT), scene.palette.mute);
        ui.vertical(|ui| {
            ui.set_max_width(ui.available_width().min(FIELD));
            add(ui)
        })
        .inner
    })
    .inner
}

/// Says why something cannot be done, where it was asked for.
fn tell(ui: &mut Ui, scene: &Scene<'_>, page: &Page, id: &str) {
    if let Some((_, why)) = page.fault.as_ref().filter(|(about, _)| about == id) {
        let label = ui.add(egui::Label::new(RichText::new(format!("{why}.")).color(scene.palette.window)).wrap());
        ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
    }
}

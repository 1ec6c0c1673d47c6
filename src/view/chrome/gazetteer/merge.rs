//! Two places, or two voices, that become one: the pairs that look like it, and the question which of them stays.

use egui::{Button, Label, RichText, Ui};

use super::{Choice, Page};
use crate::edit::Deed;
use crate::report::ids::{PlaceIx, VoiceIx};
use crate::report::outside::closed;
use crate::session::Action;
use crate::theme::{self, size};
use crate::view::{Scene, pick, words};

/// Two that are to become one, by their ids: the first one stays.
pub struct Merge {
    ids: [String; 2],
    voiced: bool,
    /// Which of the two stays.
    stays: usize,
}

/// Asks whether two are to become one. Of two places, the one that is named more often stays unless somebody says otherwise.
pub fn ask(scene: &Scene<'_>, page: &mut Page, one: Choice, other: Choice) {
    let dossier = scene.dossier;
    let merge = match (one, other) {
        (Choice::Place(one), Choice::Place(other)) => {
            let named = |ix: PlaceIx| scene.index.place(ix).mentions;
            let ids = [one, other].map(|ix| dossier.place(ix).id.clone());
            Merge { ids, voiced: false, stays: usize::from(named(other) > named(one)) }
        }
        (Choice::Voice(one), Choice::Voice(other)) => {
            Merge { ids: [one, other].map(|ix| dossier.voice(ix).id.clone()), voiced: true, stays: 0 }
        }
        _ => return,
    };
    page.merge = Some(merge);
}

/// The first pair of places that looks like one, above the list.
pub fn offer(ui: &mut Ui, scene: &Scene<'_>, page: &mut Page) {
    if page.voiced || page.merge.is_some() || pick::locked(scene).is_some() {
        return;
    }
    let dossier = scene.dossier;
    let id = |ix: PlaceIx| dossier.place(ix).id.clone();
    let Page { alike, apart, .. } = page;
    let is_open = |pair: &&super::alike::Pair| apart.is_empty() || !apart.contains(&[id(pair.one), id(pair.other)]);
    let mut pairs = alike.pairs(dossier).iter().filter(is_open);
    let Some(pair) = pairs.next().copied() else { return };
    let more = pairs.count();
    let far = pair.metres.map(|metres| format!(" ({})", words::metres(metres))).unwrap_or_default();
    ui.horizontal_wrapped(|ui| {
        ui.label(format!(
            "These look like the same place: {} and {}{far}",
            super::titled(scene, pair.one),
            super::titled(scene, pair.other)
        ));
        if ui.button("Merge these…").clicked() {
            ask(scene, page, Choice::Place(pair.one), Choice::Place(pair.other));
        }
        if ui.button("Not the same").on_hover_text("Ask no more about these two while this page is open").clicked() {
            page.apart.push([id(pair.one), id(pair.other)]);
        }
        if more > 0 {
            ui.label(RichText::new(format!("{} more", words::count(more, "pair"))).color(scene.palette.mute));
        }
    });
    ui.add_space(4.0);
}

/// The question which of the two stays.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, page: &mut Page, actions: &mut Vec<Action>) {
    let Some(merge) = &mut page.merge else { return };
    let dossier = scene.dossier;
    let at = |id: &String| {
        let of_voices = || dossier.voices.iter().position(|voice| voice.id == *id);
        if merge.voiced { of_voices() } else { dossier.place_by_id(id).map(PlaceIx::index) }
    };
    let [Some(one), Some(other)] = [at(&merge.ids[0]), at(&merge.ids[1])] else {
        page.merge = None;
        return;
    };
    let name = |at: usize| {
        let name = if merge.voiced { &dossier.voices[at].name } else { &dossier.places[at].title };
        closed(name).into_owned()
    };
    let what = if merge.voiced { "voice" } else { "place" };
    let heading = format!("Make one {what} of “{}” and “{}”", name(one), name(other));
    ui.add(Label::new(RichText::new(heading).font(theme::serif_bold(size::TITLE))).wrap());
    ui.add_space(4.0);
    ui.label("Which one stays?");
    for (index, at) in [one, other].into_iter().enumerate() {
        let told = if merge.voiced { String::new() } else { told(scene, PlaceIx::new(at)) };
        ui.radio_value(&mut merge.stays, index, format!("{}{told}", name(at)));
    }
    let kept = if merge.voiced {
        "Passages of the other one are then its own."
    } else {
        "The place that stays gets the names, mentions and passages of the other one."
    };
    ui.add(Label::new(RichText::new(kept).color(scene.palette.mute)).wrap());
    ui.add_space(6.0);
    let ordered = if merge.stays == 0 { [one, other] } else { [other, one] };
    let voiced = merge.voiced;
    ui.horizontal(|ui| {
        if ui.add_enabled(pick::locked(scene).is_none(), Button::new("Merge")).clicked() {
            let [stays, goes] = ordered;
            let deed = if voiced {
                page.turn_to(Choice::Voice(VoiceIx::new(stays - usize::from(goes < stays))));
                Deed::MergeVoices(VoiceIx::new(stays), VoiceIx::new(goes))
            } else {
                page.wanted = Some(dossier.places[stays].id.clone());
                Deed::MergePlaces(PlaceIx::new(stays), PlaceIx::new(goes))
            };
            page.merge = None;
            actions.push(pick::edit(deed));
        }
        if ui.button("Cancel").clicked() {
            page.merge = None;
        }
    });
}

/// What tells a place from one of the same name.
fn told(scene: &Scene<'_>, ix: PlaceIx) -> String {
    let (place, entry) = (scene.dossier.place(ix), scene.index.place(ix));
    let within = place.parent.map(|ix| format!(" in {}", closed(&scene.dossier.place(ix).title))).unwrap_or_default();
    let position = if place.point.is_none() { ", not on the map" } else { "" };
    format!("   {}{within}{position}, {}", place.kind.word(), words::named(entry.mentions))
}

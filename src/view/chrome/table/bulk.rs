//! What can be done with all chosen rows at once. Each is one edit.

use std::collections::BTreeMap;

use egui::{Button, Id, Label, Popup, Response, RichText, Ui};

use super::alike::{Alike, SURE};
use super::cells::{Kind, entry};
use super::chosen::Chosen;
use crate::edit::{Deed, Item, PassageChange};
use crate::report::ids::PassageIx;
use crate::report::outside::closed;
use crate::report::passage::{Basis, Status};
use crate::session::Action;
use crate::view::pick::place::PlacePick;
use crate::view::pick::time::TimePick;
use crate::view::pick::{self, edit, voice};
use crate::view::{Scene, words};

/// What is typed in what opens below the buttons.
#[derive(Default)]
pub struct Bulk {
    place: PlacePick,
    time: TimePick,
}

impl Bulk {
    /// Draws the buttons in a line.
    pub fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, chosen: &mut Chosen, alike: &Alike, actions: &mut Vec<Action>) {
        let count = chosen.len();
        let told = if count == 0 { "Nothing chosen".to_owned() } else { format!("{} chosen", words::number(count)) };
        let label = ui.add(Label::new(RichText::new(&told).color(scene.palette.mute)));
        ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(egui::accesskit::Live::Polite));
        let passages = chosen.of_kind(scene, Kind::Passage);
        let placed = chosen.of_kind(scene, Kind::Place) + passages;
        let dated = chosen.of_kind(scene, Kind::Time) + passages;
        if button(ui, scene, "Confirm", count, "They are right as they were found, and count as checked").clicked() {
            actions.push(edit(Deed::Accept(chosen.items().collect())));
        }
        if button(ui, scene, "Take away", count, "Names and times are then known to be none; passages are removed").clicked() {
            actions.push(edit(Deed::Reject(chosen.items().collect())));
        }
        self.place(ui, scene, (chosen, placed), actions);
        self.time(ui, scene, (chosen, dated), actions);
        status(ui, scene, (chosen, passages), actions);
        speaker(ui, scene, (chosen, passages), actions);
        if ui.add_enabled(count > 0, Button::new("Clear")).on_hover_text("Choose nothing").clicked() {
            chosen.clear();
        }
        like_checked(ui, scene, alike, actions);
    }

    fn place(&mut self, ui: &mut Ui, scene: &Scene<'_>, (chosen, count): (&Chosen, usize), actions: &mut Vec<Action>) {
        let button = button(ui, scene, "Set place…", count, "Say which place the chosen names and passages speak of");
        let mut is_open = false;
        let picked = pick::below(&button, |ui| {
            is_open = true;
            ui.set_width(360.0);
            of(ui, scene, "names and passages", count);
            self.place.show(ui, scene, "Place of what is chosen", 300.0)
        });
        if let Some(putting) = picked {
            actions.push(edit(Deed::Put(items(scene, chosen, &[Kind::Place, Kind::Passage]), putting)));
            is_open = false;
        }
        if !is_open {
            self.place = PlacePick::default();
        }
    }

    fn time(&mut self, ui: &mut Ui, scene: &Scene<'_>, (chosen, count): (&Chosen, usize), actions: &mut Vec<Action>) {
        let button = button(ui, scene, "Set time…", count, "Say when the chosen times and passages are");
        let mut is_open = false;
        let picked = pick::below(&button, |ui| {
            is_open = true;
            ui.set_width(340.0);
            of(ui, scene, "times and passages", count);
            let present = scene.state.window;
            let entered = self.time.show(ui, scene, Id::unique("time of what is chosen"), "Time of what is chosen", present);
            let read = pick::time::understood(scene, &self.time.typed, present);
            let set = ui.add_enabled(read.is_ok(), Button::new("Set time")).clicked();
            entered.or(read.ok().filter(|_| set))
        });
        if let Some(when) = picked {
            actions.push(edit(Deed::Date(items(scene, chosen, &[Kind::Time, Kind::Passage]), when, Basis::Stated)));
            is_open = false;
        }
        if !is_open {
            self.time = TimePick::default();
        }
    }
}

/// A button that can be pressed where it would do something, and the dossier can be changed.
fn button(ui: &mut Ui, scene: &Scene<'_>, name: &str, count: usize, tip: &str) -> Response {
    let lock = pick::locked(scene);
    let button = ui.add_enabled(count > 0 && lock.is_none(), Button::new(name)).on_hover_text(tip);
    if let Some(why) = lock { button.on_disabled_hover_text(why) } else { button }
}

/// Of how many rows something is said, where that is not all of them.
fn of(ui: &mut Ui, scene: &Scene<'_>, what: &str, count: usize) {
    ui.label(RichText::new(format!("For {} chosen {what}", words::number(count))).color(scene.palette.mute));
}

/// The chosen items of some kinds.
fn items(scene: &Scene<'_>, chosen: &Chosen, kinds: &[Kind]) -> Vec<Item> {
    chosen.items().filter(|item| entry(scene, *item).is_some_and(|entry| kinds.contains(&entry.kind()))).collect()
}

fn passages(chosen: &Chosen) -> Vec<PassageIx> {
    let passage = |item| match item {
        Item::Passage(ix) => Some(ix),
        Item::Mention(_) => None,
    };
    chosen.items().filter_map(passage).collect()
}

fn status(ui: &mut Ui, scene: &Scene<'_>, (chosen, count): (&Chosen, usize), actions: &mut Vec<Action>) {
    let button = button(ui, scene, "Set status", count, "Say how the chosen passages are known");
    let picked = pick::below(&button, |ui| {
        ui.set_width(180.0);
        of(ui, scene, "passages", count);
        let mut picked = None;
        for status in Status::ALL.iter().copied() {
            if ui.button(status.word()).on_hover_text(status.meaning()).clicked() {
                picked = Some(status);
            }
        }
        picked
    });
    if let Some(status) = picked {
        actions.push(edit(Deed::Passages(passages(chosen), PassageChange::Status(status))));
    }
}

fn speaker(ui: &mut Ui, scene: &Scene<'_>, (chosen, count): (&Chosen, usize), actions: &mut Vec<Action>) {
    let button = button(ui, scene, "Set voice…", count, "Say who speaks in the chosen passages");
    let typed = Id::unique("voice of what is chosen");
    if !Popup::is_id_open(ui.ctx(), Popup::default_response_id(&button)) {
        ui.data_mut(|data| data.remove::<pick::field::Field>(typed));
    }
    let picked = pick::below(&button, |ui| {
        ui.set_width(320.0);
        of(ui, scene, "passages", count);
        voice::voices(ui, scene, typed, true, 280.0)
    });
    if let Some(picked) = picked {
        let mut deeds = Vec::new();
        let voice = picked.adopt(scene, &mut deeds);
        deeds.push(Deed::Passages(passages(chosen), PassageChange::Voice(voice)));
        actions.push(pick::together(deeds));
    }
}

/// The button for what looks like checked ones: it says how many, and of what, before it does anything.
fn like_checked(ui: &mut Ui, scene: &Scene<'_>, alike: &Alike, actions: &mut Vec<Action>) {
    let items = alike.items();
    if items.is_empty() {
        return;
    }
    let count = words::number(items.len());
    let tip = format!("Found names above {SURE} %, with the same words and place as names that are checked");
    let button = button(ui, scene, &format!("Confirm {count} like checked ones…"), items.len(), &tip);
    let accepted = pick::below(&button, |ui| {
        ui.set_width(340.0);
        let names = words::count(items.len(), "found name");
        ui.add(
            Label::new(format!("{names} above {SURE} % with the same words and the same place as names that are checked:")).wrap(),
        );
        ui.add(Label::new(RichText::new(places(scene, items)).color(scene.palette.mute)).wrap());
        ui.button(format!("Confirm {names}")).clicked().then_some(())
    });
    if accepted.is_some() {
        actions.push(edit(Deed::Accept(items.to_vec())));
    }
}

/// The places that some names stand for, the most frequent first.
fn places(scene: &Scene<'_>, items: &[Item]) -> String {
    const MOST: usize = 8;
    let mut counts = BTreeMap::new();
    for place in items.iter().filter_map(|item| entry(scene, *item)?.place()) {
        *counts.entry(place).or_insert(0_usize) += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(place, count)| (std::cmp::Reverse(*count), *place));
    let more = counts.len().saturating_sub(MOST);
    let named = counts.iter().take(MOST);
    let mut told: Vec<String> =
        named.map(|(place, count)| format!("{} ({})", closed(&scene.dossier.place(*place).title), words::number(*count))).collect();
    if more > 0 {
        told.push(format!("and {} more", words::count(more, "place")));
    }
    told.join(", ")
}

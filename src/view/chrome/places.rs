//! The search for places: any name, in any language, with one slip forgiven.

use egui::{Key, Modal, RichText, ScrollArea, Ui};

use super::world::{self, Elsewhere};
use crate::index::gazetteer::Hit;
use crate::session::{Action, Toggle};
use crate::theme::{self, size};
use crate::view::pick::field::Field;
use crate::view::{Scene, words};

/// How many places are listed at most.
const MOST: usize = 12;

/// What is typed, and what was found for it. Kept while the page is open.
#[derive(Clone, Default)]
struct Search {
    field: Field,
    /// The index that it was found in: an edit moves places.
    revision: u64,
    found: Vec<Hit>,
    /// What has such a name elsewhere in the world.
    world: Vec<Elsewhere>,
}

impl Search {
    /// What leads to a row.
    fn actions(&self, row: usize) -> Vec<Action> {
        match self.found.get(row) {
            Some(hit) => vec![Action::GoToPlace(hit.place)],
            None => self.world.get(row - self.found.len()).into_iter().flat_map(Elsewhere::actions).collect(),
        }
    }

    fn find(&mut self, scene: &Scene<'_>) {
        let gazetteer = scene.index.gazetteer();
        self.revision = scene.index.revision();
        self.found = if self.field.typed.trim().is_empty() {
            gazetteer.foremost(scene.dossier, MOST)
        } else {
            gazetteer.find(scene.dossier, &self.field.typed, MOST)
        };
        self.world = world::find(&self.field.typed);
    }
}

/// The page, when it is open.
pub fn window(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    let id = egui::Id::unique("place search");
    if !scene.state.places_open {
        ui.data_mut(|data| data.remove::<Search>(id));
        return Vec::new();
    }
    let mut search: Search = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    if !search.field.begun || search.revision != scene.index.revision() {
        search.find(scene);
    }
    let mut actions = Vec::new();
    let page = Modal::new(id).frame(theme::page(ui.style())).show(ui, |ui| {
        ui.set_width(440.0_f32.min(ui.ctx().content_rect().width() - 60.0));
        ui.label(RichText::new("Find a place").font(theme::serif_bold(size::HEADING)));
        let rows = search.found.len() + search.world.len();
        let done = search.field.show(ui, scene, rows, "Any name of a place", "Place");
        if done.changed {
            search.find(scene);
        }
        ui.add_space(4.0);
        let taken = list(ui, scene, &search).or(done.entered.then_some(search.field.chosen));
        actions.extend(taken.into_iter().flat_map(|row| search.actions(row)));
    });
    if page.should_close() && actions.is_empty() {
        actions.push(Action::Toggle(Toggle::Places));
    }
    ui.data_mut(|data| data.insert_temp(id, search));
    actions
}

/// The places that were found; returns the row that was clicked.
fn list(ui: &mut Ui, scene: &Scene<'_>, search: &Search) -> Option<usize> {
    // Always as high: a page that shrank with what is found would jump under the hand.
    let height = 360.0_f32.min(ui.ctx().content_rect().height() - 220.0);
    if search.found.is_empty() {
        let text = format!("No place in this report is called “{}”.", search.field.typed.trim());
        ui.label(RichText::new(text).color(scene.palette.mute));
        if search.world.is_empty() {
            ui.add_space((height - 22.0).max(0.0));
            return None;
        }
    }
    let (mut clicked, rows) = (None, search.found.len() + search.world.len());
    ScrollArea::vertical().max_height(height).auto_shrink([false, false]).show(ui, |ui| {
        for (index, hit) in search.found.iter().enumerate() {
            let chosen = index == search.field.chosen;
            let text = entry(ui, scene, hit);
            let name = text.text.split("  ").map(str::trim).collect::<Vec<_>>().join(", ").replace(" · ", ", ");
            let response = ui.add(egui::Button::selectable(chosen, text).min_size(egui::vec2(ui.available_width(), 28.0)));
            search.field.hear(ui, &response, (index, rows), &name);
            if response.clicked() {
                clicked = Some(index);
            }
            if chosen
                && !response.hovered()
                && ui.input(|input| input.key_pressed(Key::ArrowDown) || input.key_pressed(Key::ArrowUp))
            {
                response.scroll_to_me(None);
            }
        }
        let here = search.found.len();
        let elsewhere = world::list(ui, scene, &search.world, &search.field, here);
        clicked = clicked.or(elsewhere.map(|row| here + row));
    });
    clicked
}

/// A place: its title, the name that was found where that is another one, what sort of place it is, and how much is said
/// of it.
fn entry(ui: &Ui, scene: &Scene<'_>, hit: &Hit) -> egui::text::LayoutJob {
    let place = scene.dossier.place(hit.place);
    let palette = scene.palette;
    let format = |font, color| egui::TextFormat { font_id: font, color, ..egui::TextFormat::default() };
    let mut job = egui::text::LayoutJob::default();
    job.append(&place.title, 0.0, format(theme::medium(size::TEXT), palette.ink));
    if hit.name != place.title {
        job.append(&format!("  {}", hit.name), 0.0, format(theme::sans(size::TEXT), palette.mute));
    }
    let entry = scene.index.place(hit.place);
    let inside = entry.times.counts(scene.state.window).inside;
    let position = if place.point.is_none() { ", not on the map" } else { "" };
    let count = if inside > 0 {
        format!("{inside} of {} in the window", words::count(entry.total(), "passage"))
    } else if entry.total() > 0 {
        words::count(entry.total(), "passage")
    } else if entry.mentions > 0 {
        "mentioned only".to_owned()
    } else {
        "around other places".to_owned()
    };
    job.append(&format!("   {}{position} · {count}", place.kind.word()), 0.0, format(theme::sans(size::LABEL), palette.mute));
    job.wrap = egui::text::TextWrapping::truncate_at_width(ui.available_width() - 24.0);
    job
}

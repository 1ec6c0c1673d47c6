//! One box for those who type: commands, places and passages by name, letters left out included.
//!
//! A dossier may have a million passages, so their titles are gone through a piece a frame; what is found stands at once, and
//! better ones push in while the rest is read.

use std::cmp::Reverse;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Button, Id, Key, Modal, RichText, ScrollArea, TextFormat, Ui, vec2};

use crate::index::fuzzy::Pattern;
use crate::report::ids::{PassageIx, PlaceIx};
use crate::report::outside::closed;
use crate::session::{Action, Toggle};
use crate::theme::{self, icon, size};
use crate::view::pick::field::Field;
use crate::view::{Scene, commands};

/// How many of each kind are listed.
const MOST: usize = 8;
/// How many titles are gone through in a frame.
const PIECE: usize = 10_000;

/// Something that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// A command, by its place in the table.
    Command(usize),
    Place(PlaceIx),
    Passage(PassageIx),
}

/// What is typed, what was found for it, and how far the titles are read. Kept while the box is open.
#[derive(Clone, Default)]
struct Search {
    field: Field,
    /// The index that it was found in: an edit moves places and passages.
    revision: u64,
    pattern: Pattern,
    commands: Vec<Found>,
    places: Vec<Found>,
    /// The best passages so far, with how well they answer.
    passages: Vec<(u32, PassageIx)>,
    read: usize,
}

impl Search {
    /// Begins anew with what is typed.
    fn begin(&mut self, scene: &Scene<'_>) {
        self.revision = scene.index.revision();
        self.pattern = Pattern::new(&self.field.typed);
        let (pattern, all) = (&self.pattern, commands::ALL);
        let mut scored: Vec<(u32, usize)> = Vec::new();
        for (index, command) in all.iter().enumerate().filter(|(_, command)| (command.action)(scene).is_some()) {
            let score = if pattern.is_empty() { Some(0) } else { pattern.score(command.name).max(pattern.score(command.meaning)) };
            scored.extend(score.map(|score| (score, index)));
        }
        scored.sort_by_key(|(score, index)| (Reverse(*score), *index));
        self.commands = scored.into_iter().take(MOST).map(|(_, index)| Found::Command(index)).collect();
        let places =
            if pattern.is_empty() { Vec::new() } else { scene.index.gazetteer().find(scene.dossier, &self.field.typed, MOST) };
        self.places = places.into_iter().map(|hit| Found::Place(hit.place)).collect();
        self.passages.clear();
        self.read = if pattern.is_empty() { scene.dossier.passages.len() } else { 0 };
    }

    /// Reads the next titles; tells whether there are more.
    fn read_on(&mut self, scene: &Scene<'_>) -> bool {
        let all = &scene.dossier.passages;
        let end = (self.read + PIECE).min(all.len());
        for (index, passage) in all.iter().enumerate().take(end).skip(self.read) {
            if let Some(score) = self.pattern.score(&passage.title) {
                self.passages.push((score, PassageIx::new(index)));
            }
        }
        self.read = end;
        self.passages.sort_by_key(|(score, ix)| (Reverse(*score), *ix));
        self.passages.truncate(MOST);
        end < all.len()
    }

    /// Everything that was found, in the order of the list.
    fn found(&self) -> Vec<Found> {
        let passages = self.passages.iter().map(|(_, ix)| Found::Passage(*ix));
        self.commands.iter().chain(&self.places).copied().chain(passages).collect()
    }
}

/// The box, when it is open.
pub fn window(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    let id = Id::unique("command palette");
    if !scene.state.palette_open {
        ui.data_mut(|data| data.remove::<Search>(id));
        return Vec::new();
    }
    let mut search: Search = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    if !search.field.begun || search.revision != scene.index.revision() {
        search.begin(scene);
    }
    if search.read_on(scene) {
        ui.ctx().request_repaint();
    }
    let room = ui.ctx().content_rect().size();
    let mut taken = None;
    let page = Modal::new(id).frame(theme::page(ui.style())).show(ui, |ui| {
        ui.set_width(560.0_f32.min(room.x - 60.0));
        let rows = search.found().len();
        let done = search.field.show(ui, scene, rows, "A command, a place or the title of a passage", "Find anything by name");
        if done.changed {
            search.begin(scene);
        }
        ui.add_space(4.0);
        let found = search.found();
        let clicked = list(ui, scene, &search, &found, (room.y - 200.0).clamp(80.0, 420.0));
        taken = clicked.or(found.get(search.field.chosen).copied().filter(|_| done.entered));
    });
    let mut actions = Vec::new();
    if taken.is_some() || page.should_close() {
        // Closed first: what is chosen may be another page.
        actions.push(Action::Toggle(Toggle::Palette));
    }
    actions.extend(taken.and_then(|found| action(scene, found)));
    ui.data_mut(|data| data.insert_temp(id, search));
    actions
}

fn action(scene: &Scene<'_>, found: Found) -> Option<Action> {
    match found {
        Found::Command(index) => (commands::ALL[index].action)(scene),
        Found::Place(place) => Some(Action::GoToPlace(place)),
        Found::Passage(passage) => Some(Action::SelectPassage(passage)),
    }
}

/// What was found; returns what was clicked.
fn list(ui: &mut Ui, scene: &Scene<'_>, search: &Search, found: &[Found], height: f32) -> Option<Found> {
    let mut clicked = None;
    // Always as high: a box that shrank with what is found would jump under the hand.
    ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, false]).show(ui, |ui| {
        if found.is_empty() {
            let text = format!("No command, place or passage is called “{}”.", search.field.typed.trim());
            ui.label(RichText::new(text).color(scene.palette.mute));
        }
        for (index, entry) in found.iter().enumerate() {
            let chosen = index == search.field.chosen;
            let (text, aloud) = line(ui, scene, *entry);
            let response = ui.add(Button::selectable(chosen, text).truncate().min_size(vec2(ui.available_width(), 28.0)));
            search.field.hear(ui, &response, (index, found.len()), &aloud);
            if response.clicked() {
                clicked = Some(*entry);
            }
            if chosen && ui.input(|input| input.key_pressed(Key::ArrowDown) || input.key_pressed(Key::ArrowUp)) {
                response.scroll_to_me(None);
            }
        }
    });
    clicked
}

/// A line of the list, and what it says aloud.
fn line(ui: &Ui, scene: &Scene<'_>, found: Found) -> (LayoutJob, String) {
    let (glyph, name, quiet) = match found {
        Found::Command(index) => {
            let command = &commands::ALL[index];
            (icon::CARET_RIGHT, command.name.to_owned(), command.keys())
        }
        Found::Place(ix) => {
            let place = scene.dossier.place(ix);
            (icon::PIN, closed(&place.title).into_owned(), place.kind.word().to_owned())
        }
        Found::Passage(ix) => {
            let passage = scene.dossier.passage(ix);
            (icon::BOOK, closed(&passage.title).into_owned(), scene.state.clock.when_of(passage))
        }
    };
    let palette = scene.palette;
    let format = |font, color| TextFormat { font_id: font, color, ..TextFormat::default() };
    let mut job = LayoutJob::default();
    job.append(glyph, 0.0, format(theme::sans(size::TEXT), palette.mute));
    job.append(&name, 8.0, format(theme::medium(size::TEXT), palette.ink));
    job.append(&quiet, 12.0, format(theme::sans(size::LABEL), palette.mute));
    job.wrap = TextWrapping::truncate_at_width(ui.available_width() - 24.0);
    let aloud = if quiet.is_empty() { name } else { format!("{name}, {quiet}") };
    (job, aloud)
}

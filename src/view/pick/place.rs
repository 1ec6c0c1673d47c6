//! A search over the places of the dossier and of the world, of which one is picked.

use egui::Ui;

use super::field::Field;
use super::list::{self, Row};
use crate::edit::Putting;
use crate::gazetteer::{EntryIx, Gazetteer, adopt};
use crate::report::draft::PlaceDraft;
use crate::report::fold;
use crate::report::outside::closed;
use crate::report::place::Place;
use crate::report::slug::{slug, unused};
use crate::report::{limits, outside};
use crate::view::{Scene, words};

/// How many places of the dossier are listed.
const OWN: usize = 6;
/// How many places of the world are listed.
const WORLD: usize = 8;
/// Among how many completed names those of the report's countries are looked for.
const COMPLETED: usize = 64;
/// How many letters have to be typed before names of the world are completed: with fewer, thousands begin so.
const LETTERS: usize = 3;

/// What is picked.
#[derive(Clone, Debug, PartialEq)]
enum Picked {
    Known(crate::report::ids::PlaceIx),
    World(EntryIx),
    New(String),
}

/// What is typed, and what was found for it. Kept while its page is open.
#[derive(Clone, Default)]
pub struct PlacePick {
    field: Field,
    rows: Vec<Row<Picked>>,
    begun: bool,
}

impl PlacePick {
    /// A search that begins with these words.
    #[must_use]
    pub fn new(words: &str) -> Self {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        Self { field: Field::with(words.chars().take(limits::NAME).collect::<String>()), ..Self::default() }
    }

    /// Draws the field with a name for those who hear it, and below it the places that were found, no higher than this. It has the
    /// keyboard from the first frame. Returns where something is to be put.
    pub fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, name: &str, height: f32) -> Option<Putting> {
        if !std::mem::replace(&mut self.begun, true) {
            self.find(scene);
        }
        let done = self.field.show(ui, scene, self.rows.len(), "Any name of a place", name);
        if done.changed {
            self.find(scene);
        }
        ui.add_space(2.0);
        let picked = list::pick(ui, scene, (&self.field, done), &self.rows, height, "Type the name of a place.")?;
        Some(match picked {
            Picked::Known(ix) => Putting::Known(ix),
            Picked::World(ix) => Putting::New(adopt::drafts(ix)),
            Picked::New(title) => Putting::New(vec![new_place(scene, &title)]),
        })
    }

    fn find(&mut self, scene: &Scene<'_>) {
        let typed = self.field.typed.trim();
        let own = scene.index.gazetteer();
        let found = if typed.is_empty() { own.foremost(scene.dossier, OWN) } else { own.find(scene.dossier, typed, OWN) };
        let mut rows: Vec<Row<Picked>> = Vec::new();
        for hit in found {
            let place = scene.dossier.place(hit.place);
            let count = words::count(scene.index.place(hit.place).total(), "passage");
            let also = if hit.name == place.title { String::new() } else { format!("{}, ", closed(&hit.name)) };
            let told = format!("{also}{}{}, {count}", place.kind.word(), around(scene, place));
            rows.push(Row::new(Picked::Known(hit.place), closed(&place.title), told));
        }
        let heading = |rows: &mut Vec<Row<Picked>>, from: usize, words| {
            if let Some(row) = rows.get_mut(from) {
                row.heading = words;
            }
        };
        heading(&mut rows, 0, "In this report");
        let from = rows.len();
        for ix in elsewhere(scene, typed) {
            let choice = adopt::choice(ix);
            let within = if choice.within.is_empty() { String::new() } else { format!(" in {}", closed(&choice.within)) };
            let told = format!("{}{within}", Gazetteer::embedded().entry(ix).kind.word());
            rows.push(Row::new(Picked::World(ix), closed(&choice.name), told));
        }
        heading(&mut rows, from, "Elsewhere in the world");
        if !typed.is_empty() {
            let from = rows.len();
            rows.push(Row::new(Picked::New(typed.to_owned()), closed(typed), "a new place, not on the map"));
            heading(&mut rows, from, "Neither of these");
        }
        self.rows = rows;
    }
}

/// In what a place of the dossier lies.
fn around(scene: &Scene<'_>, place: &Place) -> String {
    place.parent.map(|ix| format!(" in {}", closed(&scene.dossier.place(ix).title))).unwrap_or_default()
}

/// The places of the world that have such a name and that the dossier does not have yet.
fn elsewhere(scene: &Scene<'_>, typed: &str) -> Vec<EntryIx> {
    let world = Gazetteer::embedded();
    let whole: Vec<EntryIx> = if typed.is_empty() { Vec::new() } else { world.named(typed) };
    let mut found = whole.clone();
    if typed.chars().count() >= LETTERS {
        found.extend(world.prefix(typed, COMPLETED).iter().map(|hit| hit.entry));
    }
    // Of places that are called so, and then of those whose names begin so, the ones in the report's own countries come first; what was
    // called so once, or in another language, is no better for lying there.
    let typed = fold::name(typed);
    let is_called_so = |ix: &EntryIx| fold::name(&world.entry(*ix).name) == typed;
    let is_home = |ix: &EntryIx| {
        let country = world.entry(*ix).country;
        country.is_some_and(|code| scene.dossier.head.home.iter().any(|home| home.as_bytes() == code))
    };
    found.sort_by_cached_key(|ix| {
        if whole.contains(ix) { u8::from(!(is_home(ix) && is_called_so(ix))) } else { 2 + u8::from(!is_home(ix)) }
    });
    let mut seen = Vec::new();
    found.retain(|ix| {
        let is_new = !seen.contains(ix) && scene.dossier.place_by_id(&adopt::id(&world.entry(*ix))).is_none();
        seen.push(*ix);
        is_new
    });
    found.truncate(WORLD);
    found
}

/// A place that nothing is known of but its name.
fn new_place(scene: &Scene<'_>, title: &str) -> PlaceDraft {
    let title: String = outside::plain(title).split_whitespace().collect::<Vec<_>>().join(" ");
    let title: String = title.chars().take(limits::NAME).collect();
    let id = unused(&slug(&title, "place"), |id| scene.dossier.place_by_id(id).is_none());
    let place = Place { id, title, ..Place::default() };
    PlaceDraft { place, parent: None, raw: String::new() }
}

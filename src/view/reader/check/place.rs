//! A search for another place: those of the dossier, and those of the whole world.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Button, RichText, Ui, vec2};

use super::Pressed;
use super::keys::Press;
use crate::edit::Putting;
use crate::gazetteer::{EntryIx, Gazetteer, adopt};
use crate::report::ids::{Item, PlaceIx};
use crate::report::limits;
use crate::report::outside::closed;
use crate::theme::{self, size};
use crate::view::Scene;
use crate::view::asked::Spot;
use crate::view::pick::field::Field;
use crate::view::reader::page::quiet;

/// How many places of the dossier, and of the world, are listed.
const OURS: usize = 5;
const WORLD: usize = 7;

/// A place that was found.
#[derive(Clone)]
struct Hit {
    spot: Spot,
    is_ours: bool,
}

/// What is typed, and what was found for it.
#[derive(Clone, Default)]
pub struct Search {
    field: Field,
    hits: Vec<Hit>,
}

impl Search {
    /// A search that begins with all places that have the name that is asked about.
    #[must_use]
    pub fn new(scene: &Scene<'_>, item: Item) -> Self {
        let mut search = Self::default();
        if let Item::Mention(ix) = item {
            let words = scene.dossier.slice(scene.dossier.mention(ix).target);
            if words.len() <= limits::NAME {
                search.find(scene, words, true);
            }
        }
        search
    }

    /// The place that is chosen in the list, as an answer.
    #[must_use]
    pub fn answer(&self) -> Option<Press> {
        self.hits.get(self.field.chosen).map(put)
    }

    fn find(&mut self, scene: &Scene<'_>, words: &str, whole: bool) {
        let dossier = scene.dossier;
        let world = Gazetteer::embedded();
        let ours = if words.trim().is_empty() {
            scene.index.gazetteer().foremost(dossier, OURS)
        } else {
            scene.index.gazetteer().find(dossier, words.trim(), OURS)
        };
        let mut known: Vec<PlaceIx> = Vec::new();
        for hit in ours {
            if !known.contains(&hit.place) {
                known.push(hit.place);
            }
        }
        let elsewhere: Vec<EntryIx> = match words.trim() {
            "" => Vec::new(),
            name if whole => world.named(name),
            name => world.prefix(name, WORLD * 2).iter().map(|hit| hit.entry).collect(),
        };
        let is_new = |ix: &EntryIx| dossier.place_by_id(&adopt::id(&world.entry(*ix))).is_none_or(|place| !known.contains(&place));
        let elsewhere = elsewhere
            .into_iter()
            .filter(is_new)
            .take(WORLD)
            .map(|ix| Hit { spot: Spot::of_choice(dossier, &adopt::choice(ix)), is_ours: false });
        let ours = known.iter().map(|ix| Hit { spot: Spot::of_place(dossier, *ix), is_ours: true });
        self.hits = ours.chain(elsewhere).collect();
    }
}

/// Draws the field and the list.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, search: &mut Search) -> Pressed {
    ui.label(RichText::new("Another place").font(theme::bold(size::LABEL)).color(scene.palette.mute));
    let done = search.field.show(ui, scene, search.hits.len(), "Any name of a place", "Place");
    if done.changed {
        let typed = search.field.typed.clone();
        search.find(scene, &typed, false);
    }
    ui.add_space(2.0);
    let mut taken = done.entered.then_some(search.field.chosen);
    for (index, hit) in search.hits.iter().enumerate() {
        if entry(ui, scene, &search.field, hit, (index, search.hits.len())).clicked() {
            taken = Some(index);
        }
    }
    if search.hits.is_empty() {
        let typed = search.field.typed.trim();
        let text =
            if typed.is_empty() { "Type any name of a place.".to_owned() } else { format!("No place is called “{typed}”.") };
        ui.label(quiet(scene, text));
    }
    ui.label(quiet(scene, "↑ ↓ choose, Enter takes it, Esc leaves the search."));
    taken.and_then(|index| search.hits.get(index)).map(put)
}

fn put(hit: &Hit) -> Press {
    Press::Put(hit.spot.name.clone(), Putting::clone(&hit.spot.putting))
}

fn entry(ui: &mut Ui, scene: &Scene<'_>, field: &Field, hit: &Hit, row: (usize, usize)) -> egui::Response {
    let chosen = row.0 == field.chosen;
    let format = |font, color| TextFormat { font_id: font, color, ..TextFormat::default() };
    let mut job = LayoutJob::default();
    job.append(&hit.spot.name, 0.0, format(theme::medium(size::TEXT), scene.palette.ink));
    let here = if hit.is_ours { "in this report · " } else { "" };
    let people = hit.spot.people().map(|people| format!(" · {people}")).unwrap_or_default();
    job.append(&format!("{here}{}{people}", hit.spot.whereabouts()), 10.0, format(theme::sans(size::LABEL), scene.palette.mute));
    job.wrap = TextWrapping::truncate_at_width(ui.available_width() - 24.0);
    let response = ui.add(Button::selectable(chosen, job).min_size(vec2(ui.available_width(), 27.0)));
    let name = format!("{}, {}{}", closed(&hit.spot.name), here.replace(" · ", ", "), hit.spot.whereabouts());
    field.hear(ui, &response, row, &name);
    response
}

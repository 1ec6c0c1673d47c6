//! What is known of a place, each field to be changed where it stands.

use egui::{Button, Id, RichText, Ui};

use super::split::{self, Split};
use super::{Choice, Page, merge, names, position, row, tell};
use crate::edit::{self, Deed, PlaceChange, Putting};
use crate::report::ids::PlaceIx;
use crate::report::outside::closed;
use crate::report::place::PlaceKind;
use crate::session::{Action, Toggle};
use crate::theme::{self, size};
use crate::view::pick::line::Line;
use crate::view::pick::place::PlacePick;
use crate::view::pick::word::word;
use crate::view::{Scene, pick, words};

/// The id of a field of a place: what is typed in it is of no other place.
pub fn field(id: &str, name: &str) -> Id {
    Id::unique(("place", id, name))
}

/// The kinds, with what they mean.
const KINDS: [(PlaceKind, &str, &str); 5] = [
    (PlaceKind::Site, "site", "a district, square, street or building: it is counted with its settlement"),
    (PlaceKind::Settlement, "settlement", "a city, town or village"),
    (PlaceKind::Region, "region", "a part of a country, or across countries"),
    (PlaceKind::Country, "country", "a state, present or past"),
    (PlaceKind::World, "part of the world", "a continent, a bloc"),
];

pub fn show(ui: &mut Ui, scene: &Scene<'_>, page: &mut Page, ix: PlaceIx, actions: &mut Vec<Action>) {
    let place = scene.dossier.place(ix);
    let id = place.id.clone();
    ui.label(RichText::new(closed(&place.title).into_owned()).font(theme::serif_bold(size::TITLE)));
    counts(ui, scene, ix, actions);
    ui.add_space(4.0);
    let mut change = |change| actions.push(pick::edit(Deed::Place(ix, change)));
    row(ui, scene, "Name", |ui| {
        let given = Line::new(field(&id, "title"), "Name of the place").show(ui, scene, &place.title);
        given.map(PlaceChange::Title).into_iter().for_each(&mut change);
    });
    row(ui, scene, "Other names", |ui| names::show(ui, scene, place).into_iter().for_each(&mut change));
    row(ui, scene, "Kind", |ui| {
        let picked = word(ui, scene, field(&id, "kind"), "Kind of place", place.kind, &KINDS);
        picked.map(PlaceChange::Kind).into_iter().for_each(&mut change);
    });
    row(ui, scene, "Lies in", |ui| parent(ui, scene, page, ix, actions));
    position::show(ui, scene, ix, actions);
    ui.add_space(4.0);
    ui.separator();
    ui.horizontal_wrapped(|ui| work(ui, scene, page, ix, actions));
    tell(ui, scene, page, &id);
    if page.split.is_some() {
        split::show(ui, scene, page, ix, actions);
    }
}

/// How much is said of a place, and the ways to it.
fn counts(ui: &mut Ui, scene: &Scene<'_>, ix: PlaceIx, actions: &mut Vec<Action>) {
    let entry = scene.index.place(ix);
    let named = words::named(entry.mentions);
    let passages = words::count(entry.total() + entry.hidden, "passage");
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new(format!("{named}, {passages}")).color(scene.palette.mute));
        if ui.button("Show its passages").on_hover_text("Close this page and choose the place").clicked() {
            actions.extend([Action::GoToPlace(ix), Action::Toggle(Toggle::Gazetteer)]);
        }
    });
}

/// In what it lies.
fn parent(ui: &mut Ui, scene: &Scene<'_>, page: &mut Page, ix: PlaceIx, actions: &mut Vec<Action>) {
    let dossier = scene.dossier;
    let around = dossier.place(ix).parent;
    let can = pick::locked(scene).is_none();
    ui.horizontal_wrapped(|ui| {
        match around {
            Some(parent) => {
                let way: Vec<_> = dossier.lineage(parent).take(4).map(|ix| closed(&dossier.place(ix).title).into_owned()).collect();
                if ui.link(&way[0]).on_hover_text("Turn to this place").clicked() {
                    page.turn_to(Choice::Place(parent));
                }
                if way.len() > 1 {
                    ui.label(RichText::new(format!("in {}", way[1..].join(", "))).color(scene.palette.mute));
                }
            }
            None => drop(ui.label(RichText::new("nothing that is known").color(scene.palette.mute))),
        }
        let button = ui.add_enabled(can, Button::new("Lies in…"));
        let mut is_open = false;
        let picked = pick::below(&button, |ui| {
            is_open = true;
            ui.set_width(360.0);
            page.parent.show(ui, scene, "What it lies in", 300.0)
        });
        if !is_open {
            page.parent = PlacePick::default();
        }
        if let Some(putting) = picked {
            actions.extend(within(scene, ix, putting));
        }
        if around.is_some() && ui.add_enabled(can, Button::new("Nothing")).on_hover_text("It lies in no other place").clicked() {
            actions.push(pick::edit(Deed::Place(ix, PlaceChange::Parent(None))));
        }
    });
}

/// Puts a place into another one, which is added first where the dossier does not have it.
fn within(scene: &Scene<'_>, ix: PlaceIx, putting: Putting) -> Vec<Action> {
    let dossier = scene.dossier;
    let into = |parent| pick::edit(Deed::Place(ix, PlaceChange::Parent(Some(parent))));
    match putting {
        Putting::Known(parent) => vec![into(parent)],
        Putting::New(drafts) => {
            let new = drafts.iter().filter(|draft| dossier.place_by_id(&draft.place.id).is_none()).count();
            // New places stand last.
            let last = PlaceIx::new((dossier.places.len() + new).saturating_sub(1));
            vec![pick::edit(Deed::AddPlace(drafts)), into(last)]
        }
    }
}

/// What can be done with the place as a whole.
fn work(ui: &mut Ui, scene: &Scene<'_>, page: &mut Page, ix: PlaceIx, actions: &mut Vec<Action>) {
    let id = scene.dossier.place(ix).id.clone();
    let can = pick::locked(scene).is_none();
    let button = ui.add_enabled(can, Button::new("Merge with…")).on_hover_text("Make one place of this one and another one");
    let mut is_open = false;
    let picked = pick::below(&button, |ui| {
        is_open = true;
        ui.set_width(360.0);
        page.other.show(ui, scene, "The same place as", 300.0)
    });
    if !is_open {
        page.other = PlacePick::default();
    }
    match picked {
        Some(Putting::Known(other)) if other != ix => merge::ask(scene, page, Choice::Place(ix), Choice::Place(other)),
        Some(_) => page.fault = Some((id.clone(), "Choose another place of this report".to_owned())),
        None => {}
    }
    let split = ui.add_enabled(can, Button::new("Split…").selected(page.split.is_some()));
    if split.on_hover_text("Make a place of its own of what some of its mentions name").clicked() {
        page.split = if page.split.is_some() { None } else { Some(Split::default()) };
    }
    if ui.add_enabled(can, Button::new("Remove")).on_hover_text("Take away the place, where nothing speaks of it").clicked() {
        let deed = Deed::RemovePlace(ix);
        match edit::plan(scene.dossier, &deed) {
            Ok(_) => actions.push(pick::edit(deed)),
            Err(why) => page.fault = Some((id, why)),
        }
    }
}

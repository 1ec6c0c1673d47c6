//! The card of a mention: what its words name, changed where that is wrong.

use egui::{Button, Id, Label, Rect, RichText, Ui, WidgetInfo, accesskit::Role};

use super::{ends, float, why};
use crate::edit::{Deed, Item, MentionChange, Naming, Putting};
use crate::gazetteer::adopt;
use crate::report::found::Choice;
use crate::report::ids::MentionIx;
use crate::report::outside::closed;
use crate::report::passage::{Basis, Mention, Subject};
use crate::session::{Action, ChosenMention};
use crate::theme::{self, size};
use crate::view::Scene;
use crate::view::pick::line::Line;
use crate::view::pick::place::PlacePick;
use crate::view::pick::{self, time, word};

/// How wide the card is, in points.
const WIDTH: f32 = 360.0;

/// Where it is noted where the chosen mention stands on the screen.
fn spot() -> Id {
    Id::unique("where the chosen mention stands")
}

/// Notes where a mention stands, if it is the chosen one.
pub fn note(ui: &Ui, scene: &Scene<'_>, ix: MentionIx, rect: Rect) {
    if scene.state.reader.mention.is_some_and(|chosen| chosen.mention == ix) {
        ui.data_mut(|data| data.insert_temp(spot(), rect));
    }
}

/// Draws the card of the chosen mention, where it is open, by its words; `reader` is where it stands while they are out of sight.
pub fn card(ui: &Ui, scene: &Scene<'_>, reader: Rect, actions: &mut Vec<Action>) {
    let Some(ChosenMention { mention: ix, open: true }) = scene.state.reader.mention else { return };
    let Some(mention) = scene.dossier.mentions.get(ix.index()) else { return };
    let noted = ui.data(|data| data.get_temp::<Rect>(spot())).unwrap_or(Rect::from_min_size(reader.min, egui::Vec2::ZERO));
    let by = Rect::from_min_max(reader.clamp(noted.min), reader.clamp(noted.max));
    let close = float::show(ui, Id::unique("card of a mention"), (by, WIDTH), "Mention", |ui| {
        contents(ui, scene, ix, mention, actions);
    });
    if close {
        actions.push(Action::ChooseMention(None));
    }
}

fn contents(ui: &mut Ui, scene: &Scene<'_>, ix: MentionIx, mention: &Mention, actions: &mut Vec<Action>) {
    if let Some(why) = pick::locked(scene) {
        ui.add(Label::new(RichText::new(why).color(scene.palette.mute)).wrap());
    }
    if let Some(span) = ends::show(ui, scene, mention.target) {
        actions.push(pick::edit(Deed::Mention(ix, MentionChange::Span(span))));
    }
    let change = |naming| pick::edit(Deed::Mention(ix, MentionChange::Names(naming)));
    float::row(ui, scene, "Names", |ui| {
        ui.add_enabled_ui(pick::locked(scene).is_none(), |ui| kind(ui, scene, mention, actions, &change));
    });
    match mention.subject {
        Subject::Place(place) => float::row(ui, scene, "Place", |ui| {
            if let Some(putting) = place_button(ui, scene, &closed(&scene.dossier.place(place).title)) {
                actions.push(change(Naming::Place(putting)));
            }
            others(ui, scene, mention, |putting| actions.push(change(Naming::Place(putting))));
        }),
        Subject::Time(when, basis) => {
            float::row(ui, scene, "Time", |ui| {
                let present = time::present(scene, mention.target);
                if let Some(when) = time::field(ui, scene, Id::unique("time of a mention"), "Time", when.as_ref(), present) {
                    actions.push(change(Naming::Time(when, basis)));
                }
            });
            float::row(ui, scene, "Basis", |ui| {
                if let Some(basis) = word::basis(ui, scene, Id::unique("basis of a mention"), basis) {
                    actions.push(change(Naming::Time(when, basis)));
                }
            });
        }
    }
    float::row(ui, scene, "Note", |ui| {
        let line = Line::new(Id::unique("note on a mention"), "Note on the mention").hint("How it was read");
        if let Some(text) = line.show(ui, scene, &mention.note) {
            actions.push(pick::edit(Deed::Mention(ix, MentionChange::Note(text))));
        }
    });
    if let Some(found) = &mention.found {
        let lines = std::iter::once(why::sure(found)).chain(found.why.iter().cloned()).collect::<Vec<_>>().join(" ");
        ui.add(Label::new(RichText::new(lines).font(theme::sans(size::LABEL)).color(scene.palette.mute)).wrap());
    }
    foot(ui, scene, ix, mention, actions);
}

/// Whether it names a place or a time. What is a place becomes one once it is known which.
fn kind(ui: &mut Ui, scene: &Scene<'_>, mention: &Mention, actions: &mut Vec<Action>, change: &impl Fn(Naming) -> Action) {
    let is_place = matches!(mention.subject, Subject::Place(_));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let radio = |ui: &mut Ui, on: bool, name: &str| {
            let button = ui.add(Button::selectable(on, name));
            button.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), on, name));
            button
        };
        let place = radio(ui, is_place, "A place");
        if !is_place {
            let words = scene.dossier.slice(mention.target);
            actions.extend(search(ui, scene, &place, words).map(|putting| change(Naming::Place(putting))));
        }
        if radio(ui, !is_place, "A time").clicked() && is_place {
            let read = time::understood(scene, scene.dossier.slice(mention.target), time::present(scene, mention.target));
            actions.push(change(Naming::Time(read.ok().flatten(), Basis::Stated)));
        }
    });
}

/// A button with the name of a place, below which another one is looked for.
fn place_button(ui: &mut Ui, scene: &Scene<'_>, title: &str) -> Option<Putting> {
    let lock = pick::locked(scene);
    let button = ui.add_enabled(lock.is_none(), Button::new(format!("{title} …")));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, lock.is_none(), format!("Place: {title}. Another place…")));
    let button = button.on_hover_text("Look for another place").on_disabled_hover_text(lock.unwrap_or_default());
    search(ui, scene, &button, "")
}

/// A search for a place below a button, which begins with these words.
pub fn search(ui: &Ui, scene: &Scene<'_>, button: &egui::Response, words: &str) -> Option<Putting> {
    let id = button.id.with("search for a place");
    let mut search: Option<PlacePick> = None;
    let picked = pick::below(button, |ui| {
        ui.set_width(330.0);
        let search = search.insert(ui.data(|data| data.get_temp(id)).unwrap_or_else(|| PlacePick::new(words)));
        search.show(ui, scene, "Place", 260.0)
    });
    // Forgotten once it is closed, so that it begins anew.
    ui.data_mut(|data| match search.filter(|_| picked.is_none()) {
        Some(search) => {
            data.insert_temp(id, search);
        }
        None => data.remove::<PlacePick>(id),
    });
    picked
}

/// The other places that the words could name.
fn others(ui: &mut Ui, scene: &Scene<'_>, mention: &Mention, mut put: impl FnMut(Putting)) {
    let Some(found) = mention.found.as_ref().filter(|found| !found.others.is_empty()) else { return };
    let told = |choice: &Choice| {
        let within = if choice.within.is_empty() { String::new() } else { format!(" in {}", closed(&choice.within)) };
        format!("{} ({}{within})", closed(&choice.name), choice.kind.word())
    };
    ui.add_enabled_ui(pick::locked(scene).is_none(), |ui| {
        for choice in found.others.iter() {
            let name = format!("or {}", told(choice));
            let word = RichText::new(&name).font(theme::medium(size::LABEL)).color(scene.palette.mute);
            if ui.add(Button::new(word).frame(false).wrap()).on_hover_text("It is this place").clicked() {
                let known = scene.dossier.place_by_id(&choice.id).map(Putting::Known);
                if let Some(putting) = known.or_else(|| adopt::chosen(choice).map(Putting::New)) {
                    put(putting);
                }
            }
        }
    });
}

fn foot(ui: &mut Ui, scene: &Scene<'_>, ix: MentionIx, mention: &Mention, actions: &mut Vec<Action>) {
    ui.add_space(2.0);
    ui.add_enabled_ui(pick::locked(scene).is_none(), |ui| {
        ui.horizontal_wrapped(|ui| {
            actions.extend(buttons(ui, ix, mention));
        });
    });
}

/// The buttons that say that a mention is right, where nobody has, or that it is none.
pub fn buttons(ui: &mut Ui, ix: MentionIx, mention: &Mention) -> Option<Action> {
    let mut deed = None;
    if mention.found.is_some() && ui.button("Confirm").on_hover_text("It is right as it was found").clicked() {
        deed = Some(Deed::Accept(vec![Item::Mention(ix)]));
    }
    if ui.button("Not a place or time").on_hover_text("These words name no place and no time").clicked() {
        deed = Some(Deed::Reject(vec![Item::Mention(ix)]));
    }
    deed.map(pick::edit)
}

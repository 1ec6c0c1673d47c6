//! What can be said of selected words, and of a mention that was chosen: buttons in the line above the text.

use egui::{Button, Id, Response, RichText, Ui, WidgetInfo, accesskit::Role};

use super::{ends, fresh, naming};
use crate::edit::{Deed, Item, Naming};
use crate::report::ids::MentionIx;
use crate::report::outside::closed;
use crate::report::passage::{Basis, Subject, Target};
use crate::report::steps;
use crate::session::{Action, ChosenMention};
use crate::theme::{self, size};
use crate::view::Scene;
use crate::view::pick::place::PlacePick;
use crate::view::pick::time::TimePick;
use crate::view::pick::{self, time, word};

/// The room that the line needs for all its words, in points.
const WIDE: f32 = 500.0;

/// A frameless word that does something, with a longer name for those who hear it; when nothing can be changed it says why.
fn button(ui: &mut Ui, scene: &Scene<'_>, text: &str, (name, hint): (&str, &str)) -> Response {
    let lock = pick::locked(scene);
    let word = RichText::new(text).font(theme::medium(size::LABEL)).color(scene.palette.mute);
    let response = ui.add_enabled(lock.is_none(), Button::new(word).frame(false));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, lock.is_none(), name));
    response.on_hover_text(hint).on_disabled_hover_text(lock.unwrap_or_default())
}

/// The buttons for selected words, from the right to the left.
pub fn selected(ui: &mut Ui, scene: &Scene<'_>, target: Target, actions: &mut Vec<Action>) {
    // Nobody means half a word.
    let whole = steps::whole(&scene.dossier.document(target.document).text, target.span);
    let target = if whole.is_empty() { target } else { Target { span: whole, ..target } };
    let is_wide = ui.max_rect().width() >= WIDE;
    let none = ("Not a place or time", "These words name no place and no time");
    if button(ui, scene, if is_wide { none.0 } else { "Neither" }, none).clicked() {
        actions.push(Action::SelectText(None));
        actions.push(pick::edit(Deed::Dismiss(target)));
    }
    let passage = button(ui, scene, "Passage…", ("Passage…", "Make a passage of these words"));
    if passage.clicked() {
        fresh::open(ui, scene, target);
    }
    let by_time = button(ui, scene, "Time…", ("Time…", "These words name a time: say which"));
    let dated = pick::below(&by_time, |ui| dated(ui, scene, target, actions));
    let by_place = button(ui, scene, "Place…", ("Place…", "These words name a place: say which"));
    let said = format!("Selected: “{}”. These words name a place: say which", selected_words(scene, target));
    ui.ctx().accesskit_node_builder(by_place.id, |node| node.set_description(said));
    if is_selected_by_key(ui, target) {
        // Who selects by key goes on by key: Shift+Tab leads on to the other buttons, which are laid out from the right.
        by_place.request_focus();
    }
    let placed = pick::below(&by_place, |ui| placed(ui, scene, target, actions));
    if let Some(naming) = placed.or(dated) {
        actions.push(Action::SelectText(None));
        actions.push(named(scene, target, naming));
    }
}

/// The selected words for those who hear them: of many, how they begin and end.
fn selected_words(scene: &Scene<'_>, target: Target) -> String {
    /// So many letters are read out; of more, so many of the last ones.
    const MOST: usize = 160;
    const LAST: usize = 60;
    let words = scene.dossier.slice(target).split_whitespace().collect::<Vec<_>>().join(" ");
    let letters = words.chars().count();
    if letters <= MOST {
        return closed(&words).into_owned();
    }
    let last: String = words.chars().skip(letters - LAST).collect();
    let last = last.split_once(' ').map_or(last.as_str(), |(_, whole)| whole);
    closed(&format!("{} {last}", crate::view::words::opening(&words, MOST - LAST))).into_owned()
}

/// Whether these words were not selected before, and no pointer selects them now.
fn is_selected_by_key(ui: &Ui, target: Target) -> bool {
    let before = ui.data_mut(|data| {
        let before = data.get_temp::<Target>(Id::unique("words that were selected"));
        data.insert_temp(Id::unique("words that were selected"), target);
        before
    });
    let by_pointer = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
    before != Some(target) && !by_pointer && !ui.ctx().text_edit_focused()
}

/// Says what words name; where a mention is made of these very words already, it is changed.
fn named(scene: &Scene<'_>, target: Target, naming: Naming) -> Action {
    let is_place = matches!(naming, Naming::Place(_));
    let same = |ix: &MentionIx| {
        let mention = scene.dossier.mention(*ix);
        mention.target == target && matches!(mention.subject, Subject::Place(_)) == is_place
    };
    let before = scene.index.mentions_in(scene.dossier, target).find(same);
    pick::edit(match (before, naming) {
        (Some(ix), Naming::Place(putting)) => Deed::Put(vec![Item::Mention(ix)], putting),
        (Some(ix), Naming::Time(when, basis)) => Deed::Date(vec![Item::Mention(ix)], when, basis),
        (None, naming) => Deed::AddMention(target, naming),
    })
}

/// The words, whose ends can be moved.
fn words(ui: &mut Ui, scene: &Scene<'_>, target: Target, actions: &mut Vec<Action>) {
    ui.set_width(340.0);
    if let Some(span) = ends::show(ui, scene, target) {
        actions.push(Action::SelectText(Some(Target { span, ..target })));
    }
    ui.add_space(4.0);
}

/// The search for the place that the words name; it begins with them.
fn placed(ui: &mut Ui, scene: &Scene<'_>, target: Target, actions: &mut Vec<Action>) -> Option<Naming> {
    words(ui, scene, target, actions);
    let id = Id::unique("place of selected words");
    let kept = ui.data(|data| data.get_temp::<(Target, PlacePick)>(id)).filter(|(of, _)| *of == target);
    let mut search = kept.map_or_else(|| PlacePick::new(scene.dossier.slice(target)), |(_, search)| search);
    let picked = search.show(ui, scene, "Place", 240.0);
    ui.data_mut(|data| data.insert_temp(id, (target, search)));
    picked.map(Naming::Place)
}

/// The field for the time that the words name; it begins with what can be read in them.
fn dated(ui: &mut Ui, scene: &Scene<'_>, target: Target, actions: &mut Vec<Action>) -> Option<Naming> {
    words(ui, scene, target, actions);
    let id = Id::unique("time of selected words");
    let kept = ui.data(|data| data.get_temp::<(Target, TimePick, Basis)>(id)).filter(|(of, ..)| *of == target);
    let (_, mut typed, mut basis) = kept.unwrap_or_else(|| {
        let typed = TimePick::of_words(scene, target);
        let basis = if typed.typed.is_empty() { Basis::Relative } else { Basis::Stated };
        (target, typed, basis)
    });
    let present = time::present(scene, target);
    let entered = typed.show(ui, scene, id.with("field"), "Time", present);
    basis = word::basis_row(ui, basis).unwrap_or(basis);
    let read = time::understood(scene, &typed.typed, present);
    let taken = ui.add_enabled(read.is_ok(), Button::new("It is this time")).clicked();
    let when = entered.or_else(|| read.ok().filter(|_| taken));
    ui.data_mut(|data| data.insert_temp(id, (target, typed, basis)));
    when.map(|when| Naming::Time(when, basis))
}

/// The buttons for the mention that was chosen, from the right to the left.
pub fn chosen(ui: &mut Ui, scene: &Scene<'_>, chosen: ChosenMention, actions: &mut Vec<Action>) {
    let Some(mention) = scene.dossier.mentions.get(chosen.mention.index()) else { return };
    let is_wide = ui.max_rect().width() >= WIDE;
    let item = vec![Item::Mention(chosen.mention)];
    let none = ("Not a place or time", "These words name no place and no time");
    if button(ui, scene, if is_wide { none.0 } else { "Neither" }, none).clicked() {
        actions.push(pick::edit(Deed::Reject(item.clone())));
    }
    if mention.found.is_some() && button(ui, scene, "Confirm", ("Confirm the mention", "It is right as it was found")).clicked() {
        actions.push(pick::edit(Deed::Accept(item)));
    }
    // Where nothing can be changed, the card shows why.
    let word = RichText::new("Edit").font(theme::medium(size::LABEL)).color(scene.palette.mute);
    let edit = ui.add(Button::new(word).frame(false));
    edit.widget_info(|| WidgetInfo::selected(Role::Button, true, chosen.open, "Edit the mention"));
    if edit.on_hover_text("Change what these words name, and where they begin and end").clicked() {
        actions.push(Action::ChooseMention(Some(ChosenMention { open: !chosen.open, ..chosen })));
    }
}

/// What opens when a mention is clicked with the other button.
pub fn menu(response: &Response, scene: &Scene<'_>, ix: MentionIx, actions: &mut Vec<Action>) {
    response.context_menu(|ui| {
        if ui.button("Edit the mention").clicked() {
            actions.push(Action::ChooseMention(Some(ChosenMention { mention: ix, open: true })));
            ui.close();
        }
        ui.add_enabled_ui(pick::locked(scene).is_none(), |ui| {
            if let Some(action) = naming::buttons(ui, ix, scene.dossier.mention(ix)) {
                actions.push(action);
                ui.close();
            }
        });
    });
}

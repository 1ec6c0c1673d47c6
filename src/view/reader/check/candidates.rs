//! What else it could be, and what else can be said of it.

use egui::{RichText, Ui};

use super::answer::{self, Answer};
use super::keys::Press;
use super::mode::{All, can_be_dated, can_be_put};
use super::question::Question;
use super::{Pressed, row};
use crate::report::ids::Item;
use crate::theme::{self, size};
use crate::view::asked::{self, Asked};
use crate::view::{Scene, words};

/// Draws the list.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, asked: &Asked, question: &Question, all: Option<&All>) -> Pressed {
    ui.spacing_mut().item_spacing.y = 1.0;
    let enabled = asked::is_open(scene).is_ok();
    let mut pressed = None;
    if !asked.others.is_empty() {
        ui.label(RichText::new("Or is it").font(theme::bold(size::LABEL)).color(scene.palette.mute));
    }
    for (index, spot) in asked.others.iter().enumerate() {
        let chosen = all.is_some_and(|all| matches!(&all.answer, Answer::At(_, putting) if *putting == spot.putting));
        let cap = (index + 1).to_string();
        let said = spot.is_said.then(|| "as you said elsewhere".to_owned());
        let detail: Vec<String> = [said, Some(spot.whereabouts()), spot.people()].into_iter().flatten().collect();
        let away = spot.away.map(words::metres).unwrap_or_default();
        let name = format!("{cap}: {}", spot.said());
        let row = row::Row {
            cap: &cap,
            letter: spot.point.map(|_| asked::letter(index)),
            title: &spot.name,
            detail: &detail.join(" · "),
            away: &away,
            chosen,
            enabled,
            name: &name,
        };
        if row::show(ui, scene, &row).clicked() {
            pressed = Some(Press::Other(index));
        }
    }
    if !asked.others.is_empty() {
        ui.add_space(4.0);
    }
    for (cap, title, press) in more(scene, asked, question, all.is_some()) {
        let name = format!("{title} ({cap})");
        let row = row::Row { cap, title: &title, enabled, name: &name, ..row::Row::default() };
        if row::show(ui, scene, &row).clicked() {
            pressed = Some(press);
        }
    }
    pressed
}

/// What else can be said, each with its key.
fn more(scene: &Scene<'_>, asked: &Asked, question: &Question, for_all: bool) -> Vec<(&'static str, String, Press)> {
    let mut more = Vec::new();
    if can_be_put(scene, asked.item) {
        more.push(("P", "Another place…".to_owned(), Press::Place));
    }
    if can_be_dated(scene, asked.item) {
        more.push(("T", "Another time…".to_owned(), Press::Time));
    }
    if matches!(asked.item, Item::Passage(_)) {
        more.push(("D", "Title, voice, status…".to_owned(), Press::Details));
    }
    if question.others > 0 && matches!(asked.item, Item::Mention(_)) {
        let words = answer::named(scene, asked.item);
        let title = if for_all {
            "This one alone".to_owned()
        } else {
            format!("The same for {} of {words}…", words::count(question.others, "other"))
        };
        more.push(("A", title, Press::All));
    }
    more
}

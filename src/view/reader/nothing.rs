//! Where the list of passages has nothing in the window, or nothing at all: why, and the step that leads on.

use std::cmp::Reverse;

use egui::{Button, Label, RichText, Ui};

use super::empty;
use super::page::quiet;
use crate::index::fuzzy::Pattern;
use crate::index::times::Window;
use crate::report::ids::{PassageIx, PlaceIx};
use crate::report::moment::DAY;
use crate::report::outside::closed;
use crate::report::passage::{Mention, Passage, Subject, Target};
use crate::report::wording;
use crate::session::{Action, Cards, Tab};
use crate::theme::{self, size};
use crate::view::{Scene, words};

/// Says that nothing lies in the window, and offers to move it to the nearest days of which something is said.
pub fn in_the_window(ui: &mut Ui, scene: &Scene<'_>, cards: &Cards) -> Option<Action> {
    ui.add_space(6.0);
    let Some(days) = cards.days() else {
        ui.add(Label::new(quiet(scene, "No passage in this window.")).wrap());
        return None;
    };
    let sentence = speaks(scene, days);
    let mut clicked = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().button_padding.y = 1.0;
        ui.label(RichText::new(sentence).font(theme::sans(size::TEXT)).color(scene.palette.ink));
        let button = ui.button(RichText::new("Go there").font(theme::medium(size::LABEL)));
        clicked = button.on_hover_text("Move the window to these days").clicked();
    });
    clicked.then_some(Action::ShowWindow(days))
}

/// `Zhanaozen speaks on 1–4 January 2022.` Of all places it is the report that speaks.
fn speaks(scene: &Scene<'_>, days: Window) -> String {
    let who = scene.state.selection.place.map_or("The report".into(), |ix| closed(&scene.dossier.place(ix).title));
    let when = wording::stretch(days.from, days.to);
    // Days are spoken of on them; months and years, in them.
    let whole_months = when.starts_with(|c: char| c.is_ascii_alphabetic()) && !when.contains(',') && days.seconds() > 7 * DAY;
    let whole_years = when.chars().all(|c| c.is_ascii_digit() || c == '–');
    let at = if whole_months || whole_years { "in" } else { "on" };
    format!("{who} has passages {at} {when}.")
}

/// Says why there is no passage at all, and offers the one step that leads out of that.
pub fn at_all(ui: &mut Ui, scene: &Scene<'_>) -> Option<Action> {
    let (sentence, step, action) = reason(scene);
    empty::show(ui, scene, &sentence, step).then_some(action)
}

/// Beyond so many passages their titles are not gone through in a frame.
const MOST_TITLES: usize = 5000;
/// How many of those with a fitting title are offered.
const OFFERED: usize = 4;

/// Offers the passages whose titles hold the words of a search that no passage itself holds: titles are our own words, and often
/// those that one thinks of first.
pub fn by_title(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    let mut actions = Vec::new();
    let titled = titled(scene);
    if titled.is_empty() {
        return actions;
    }
    ui.add_space(14.0);
    ui.add(Label::new(quiet(scene, "These words stand in the title of a passage:")).wrap());
    for ix in titled {
        let passage = scene.dossier.passage(ix);
        let button = ui.add(Button::new(closed(&passage.title)).truncate());
        if button.on_hover_text(scene.state.clock.when_of(passage)).clicked() {
            actions.extend([Action::ClearFilter, Action::SelectPassage(ix)]);
        }
    }
    actions
}

/// The passages whose titles hold the words of the search, the best first.
fn titled(scene: &Scene<'_>) -> Vec<PassageIx> {
    let all = &scene.dossier.passages;
    if !scene.index.filter().wanted.has_words() || all.len() > MOST_TITLES || !scene.index.telling().order().is_empty() {
        return Vec::new();
    }
    let words: Vec<_> = scene.state.query.text.split([' ', '"', '“', '”']).filter(|word| !word.contains(':')).collect();
    let pattern = Pattern::new(&words.join(" "));
    let score = |(index, passage): (usize, &Passage)| Some((pattern.score(&passage.title)?, PassageIx::new(index)));
    let mut found: Vec<_> = all.iter().enumerate().filter_map(score).filter(|(score, _)| *score >= Pattern::WORDS).collect();
    found.sort_by_key(|(score, ix)| (Reverse(*score), *ix));
    found.into_iter().take(OFFERED).map(|(_, ix)| ix).collect()
}

/// Why nothing is listed, and what one step does about it.
fn reason(scene: &Scene<'_>) -> (String, &'static str, Action) {
    let place = scene.state.selection.place;
    let here = place.map_or_else(String::new, |ix| format!(" on {}", closed(&scene.dossier.place(ix).title)));
    let shown = scene.index.telling().order().len();
    let hidden = place.map_or(scene.dossier.passages.len() - shown, |ix| scene.index.place(ix).hidden);
    let words = scene.index.filter().wanted.has_words();
    let hits = scene.index.found().hits.len();
    match place {
        _ if scene.dossier.passages.is_empty() && scene.dossier.documents.is_empty() => {
            let sentence = "This dossier is empty: the passages of its texts would be listed here.";
            (sentence.to_owned(), "Show what was read", Action::Toggle(crate::session::Toggle::About))
        }
        _ if scene.dossier.passages.is_empty() => {
            let sentence = "This dossier has no passages yet: they would be listed here by place and time.";
            (sentence.to_owned(), "Read the text", Action::ShowTab(Tab::Document))
        }
        Some(_) if hidden > 0 && shown > 0 && words => {
            let found = words::count(shown, "passage");
            (
                format!("No passage{here} matches the search; {found} on other places can be shown."),
                FOUND,
                Action::SelectPlace(None),
            )
        }
        _ if hidden > 0 && words && hits > 0 => {
            let found = words::count(hits, "hit");
            (
                format!("No passage matches the search; {found} in the text around the passages."),
                "Go to the first hit",
                Action::StepHit(1),
            )
        }
        _ if hidden > 0 && words && scene.state.filter.leaves_nothing_out() => {
            (format!("No passage{here} matches the search."), "Clear the search", Action::SetQuery(String::new()))
        }
        _ if hidden > 0 => {
            let all = words::count(hidden, "passage");
            (format!("{all}{here} would be listed here, but filters hide them all."), "Show all passages", Action::ClearFilter)
        }
        Some(ix) => match first_mention(scene, ix) {
            Some(target) => (
                "This place is only mentioned: no passage tells what happened here.".to_owned(),
                "Read where it is mentioned",
                Action::ShowText(target),
            ),
            None => ("No passage tells of this place.".to_owned(), "Show all places", Action::SelectPlace(None)),
        },
        None => ("No passages are listed.".to_owned(), "Read the text", Action::ShowTab(Tab::Document)),
    }
}

/// The step from a place without hits to those that there are.
const FOUND: &str = "Show passages in all places";

/// Where a place is mentioned first. It walks over all mentions, and so is asked only where there is nothing else.
fn first_mention(scene: &Scene<'_>, place: PlaceIx) -> Option<Target> {
    let named = |mention: &&Mention| matches!(mention.subject, Subject::Place(ix) if ix == place);
    scene.dossier.mentions.iter().find(named).map(|mention| mention.target)
}

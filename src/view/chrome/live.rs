//! What has changed, in words for a screen reader: one line that it reads out when it has nothing else to say; and what it calls the
//! window and the page that is shown.

use std::time::Duration;

use egui::{Id, Memory, Rect, Sense, Ui, WidgetInfo, accesskit};

use crate::index::times::Window;
use crate::report::ids::{PassageIx, PlaceIx};
use crate::report::outside::closed;
use crate::session::{Pane, Tab};
use crate::view::{Scene, holding, is_keyboard_free, is_narrow, leaving, said_flag, words};

/// The least time between two announcements, in seconds: while the window is dragged or played, each would cut off the one
/// before it.
const SECONDS: f64 = 1.0;

/// From so many places on, those in the window are not counted for an announcement: it would cost a part of the frame.
const MANY: usize = 20_000;

/// What was announced last.
#[derive(Default)]
pub struct Region {
    told: Option<(Key, f64)>,
    words: String,
    /// What was said last of the window: where it says the same, nothing has changed for those who hear it.
    summary: String,
}

/// What an announcement hangs on.
#[derive(Clone, Copy, PartialEq)]
struct Key {
    window: Window,
    place: Option<PlaceIx>,
    dossier: usize,
    revision: u64,
    /// How many sentences were said on the page *Check*.
    said: u64,
    /// The chosen passage.
    passage: Option<PassageIx>,
    is_edited: bool,
}

/// Keeps the line up to date, at most once a second. Where nothing reads the window aloud, there is nothing to do.
pub fn show(ui: &Ui, scene: &Scene<'_>, region: &mut Region) {
    let id = Id::unique("what has changed");
    let corner = Rect::from_min_size(ui.max_rect().min, egui::Vec2::splat(1.0));
    let response = ui.interact(corner, id, Sense::hover());
    if ui.ctx().accesskit_node_builder(id, |node| node.set_live(accesskit::Live::Polite)).is_none() {
        return;
    }
    name(ui, scene, corner);
    let dossier = std::ptr::from_ref(scene.dossier).addr();
    let place = scene.state.selection.place;
    let (count, said) = ui.data(|data| data.get_temp::<(u64, String)>(said_flag())).unwrap_or_default();
    let mut key = Key {
        window: scene.state.window,
        place,
        dossier,
        revision: scene.index.revision(),
        said: count,
        passage: scene.state.selection.passage,
        is_edited: scene.state.map_editing,
    };
    // Where something is decided at every stroke, that is what is read out, and not what it does to the window.
    let deciding = scene.state.tab == Tab::Check && count > 0;
    if let Some((before, _)) = region.told.filter(|(before, _)| deciding && before.said == count) {
        key = before;
    }
    let now = ui.input(|input| input.time);
    // What was decided is read out with the next question.
    if scene.state.tab == Tab::Check && ui.memory(Memory::focused).is_some() && is_keyboard_free(ui.ctx()) {
        region.told = Some((key, now));
    }
    if let Some(mut words) = holding::take_announced(ui) {
        // The same words again are a change only where something in them differs.
        if words == region.words {
            words.push(' ');
        }
        region.words = words;
        // What it led to is told after it, and not instead of it.
        region.told = Some((region.told.map_or(key, |(before, _)| before), now));
    }
    let wait = match region.told {
        Some((before, _)) if before == key => None,
        Some((_, at)) => Some(at + SECONDS - now),
        None => Some(0.0),
    };
    match wait {
        Some(wait) if wait > 0.0 => ui.ctx().request_repaint_after(Duration::from_secs_f64(wait)),
        Some(_) => {
            let before = region.told.map(|(before, _)| before);
            if deciding {
                region.words = said;
            } else if let Some(words) = before.and_then(|before| news(scene, &before, &key)) {
                region.words = words;
            } else if let summary = summary(scene)
                && summary != region.summary
            {
                (region.words, region.summary) = (summary.clone(), summary);
            }
            region.told = Some((key, now));
        }
        None => {}
    }
    response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Status, true, &region.words));
}

/// What is read out instead of what is in the window, such as the passage that was chosen.
fn news(scene: &Scene<'_>, before: &Key, now: &Key) -> Option<String> {
    if before.dossier != now.dossier {
        return None;
    }
    if before.is_edited && !now.is_edited {
        return Some("The map is edited no more.".to_owned());
    }
    let passage = now.passage.filter(|_| now.passage != before.passage && now.revision == before.revision)?;
    let passage = scene.dossier.passage(passage);
    let text = words::opening(scene.dossier.slice(passage.target), words::READ_OUT);
    let when = scene.state.clock.when_of(passage);
    Some(format!("{} {}, {when}, {}", closed(&text), words::place(scene.dossier, passage), passage.status.word()))
}

/// Names the window, and the page: where nothing has the keyboard, that has it, and its name is read out when another is shown.
fn name(ui: &Ui, scene: &Scene<'_>, corner: Rect) {
    let title = format!("{} · Dateline", closed(&scene.dossier.head.title));
    ui.ctx().accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(title));
    let page = match scene.state.tab {
        _ if is_narrow(ui.ctx()) && scene.state.pane == Pane::Map => "Map",
        Tab::Passages => "Passages",
        Tab::Document => "Document",
        Tab::Story => "Story",
        Tab::Notes => "Notes",
        Tab::Check => "Check",
    };
    let response = ui.interact(corner, leaving::resting(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Pane, true, page));
    ui.ctx().accesskit_node_builder(response.id, |node| node.add_action(accesskit::Action::Focus));
    // A screen reader may ask for it; the keys are read where nothing has the keyboard.
    ui.memory_mut(|memory| memory.surrender_focus(response.id));
}

/// What is in the window: `56 passages in 9 places`, or of a chosen place `Almaty: 5 passages`.
#[must_use]
pub fn summary(scene: &Scene<'_>) -> String {
    let window = scene.state.window;
    if let Some(ix) = scene.state.selection.place {
        let inside = scene.index.place(ix).times.counts(window).inside;
        return format!("{}: {}", closed(&scene.dossier.place(ix).title), words::count(inside, "passage"));
    }
    let passages = words::count(scene.index.counts(window).inside, "passage");
    if scene.dossier.places.len() > MANY {
        return passages;
    }
    format!("{passages} in {}", words::count(scene.index.places_inside(window), "place"))
}

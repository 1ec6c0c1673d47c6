//! The reader: the passages of a place and a window, and the whole text behind them.

mod annotate;
mod cards;
mod check;
mod cite;
mod compare;
mod contents;
mod document;
mod empty;
mod ends;
mod excerpt;
mod fields;
mod float;
mod form;
mod fresh;
mod head;
mod headings;
mod hits;
mod laid;
mod layout;
mod list;
mod marks;
mod mentions;
mod naming;
mod notes;
mod nothing;
mod page;
mod pages;
mod ribbon;
mod rows;
mod selection;
mod sheet;
mod spot;
mod stack;
mod story;
mod text;
mod toolbar;
mod why;

pub use check::{Question, Stretch};
pub use compare::Common;
pub use layout::{Piece, pieces};
pub use marks::Marking;
pub use page::LARGEST;
pub use ribbon::{Tone, rows as ribbon};
pub use rows::{Row, rows};
pub use story::StoryPlan;

use egui::{Rect, Sense, Stroke, Ui, accesskit::Role, pos2, vec2};

use self::page::{MARGIN, widest};
use super::parts::{self, Part};
use super::{Scene, is_narrow};
use crate::session::{Action, Contents, Deck, State, Tab};
use crate::theme::{self, size};

/// Text that is laid out already; losing it costs a frame.
#[derive(Default)]
pub struct Cache {
    document: document::Layouts,
    list: list::List,
    deck: Deck,
    story: story::Story,
    check: check::Check,
}

/// How wide the reader must be for what was asked for, in points; `None` where nothing was, or the window is too small.
#[must_use]
pub fn asked_width(context: &egui::Context, state: &State) -> Option<f32> {
    contents::room(state, widest(context)).filter(|_| state.reader.contents == Contents::Open)
}

/// Draws the reader into the whole of its panel.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, cache: &mut Cache) -> Vec<Action> {
    let rect = ui.max_rect();
    if !is_narrow(ui.ctx()) {
        ui.painter().vline(rect.left() + 0.5, rect.y_range(), Stroke::new(1.0, scene.palette.rule));
    }
    let mut actions = tabs(ui, scene);
    match scene.state.tab {
        Tab::Passages if !scene.state.reader.compared.is_empty() => actions.extend(compare::show(ui, scene)),
        Tab::Passages => {
            let cards = cache.deck.cards(scene.dossier, scene.index, scene.state);
            actions.extend(list::show(ui, scene, &cards, &mut cache.list));
        }
        Tab::Document => {
            actions.extend(cite::strip(ui, scene));
            actions.extend(document::show(ui, scene, &mut cache.document));
            edited(ui, scene, rect, &mut actions);
        }
        Tab::Story => actions.extend(story::show(ui, scene, &mut cache.story)),
        Tab::Notes => actions.extend(notes::show(ui, scene)),
        Tab::Check => actions.extend(check::show(ui, scene, &mut cache.check)),
    }
    naming::card(ui, scene, rect, &mut actions);
    if scene.state.tab != Tab::Document && scene.state.reading_position.is_some() {
        actions.push(Action::ReadAt(None));
    }
    actions
}

/// The page on which a passage is made, while it is open.
#[must_use]
pub fn window(ui: &Ui, scene: &Scene<'_>) -> Vec<Action> {
    let mut actions = Vec::new();
    fresh::window(ui, scene, &mut actions);
    actions
}

/// The fields of the chosen passage, over the text: in the list they are on its card.
fn edited(ui: &Ui, scene: &Scene<'_>, reader: Rect, actions: &mut Vec<Action>) {
    let Some(ix) = scene.state.selection.passage.filter(|ix| scene.state.reader.editing.contains(ix)) else { return };
    let by = Rect::from_min_max(reader.left_top() + vec2(MARGIN, 0.0), reader.right_top() + vec2(-MARGIN, 72.0));
    let width = (reader.width() - 2.0 * MARGIN - 28.0).min(520.0);
    let id = egui::Id::unique("fields of a passage");
    if float::show(ui, id, (by, width), "Passage", |ui| form::show(ui, scene, ix, actions)) {
        actions.push(Action::ToggleEditing(ix));
    }
}

fn tabs(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    let mut actions = Vec::new();
    let rect = Rect::from_min_size(ui.max_rect().min, vec2(ui.max_rect().width(), 40.0));
    ui.allocate_rect(rect, Sense::hover());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, scene.palette.rule));
    let mut x = rect.left() + MARGIN;
    let notes = match scene.state.notebook.notes.entries.len() {
        0 => "Notes".to_owned(),
        count => format!("Notes {}", super::words::number(count)),
    };
    let check = match scene.index.progress().left {
        0 => "Check".to_owned(),
        left => format!("Check {}", super::words::number(left)),
    };
    let pages = [
        (Tab::Passages, "Passages"),
        (Tab::Document, "Document"),
        (Tab::Story, "Story"),
        (Tab::Notes, notes.as_str()),
        (Tab::Check, check.as_str()),
    ];
    let is_there = |tab: Tab| tab != Tab::Check || scene.state.tab == tab || super::commands::can_be_checked(scene);
    for (tab, name) in pages.into_iter().filter(|(tab, _)| is_there(*tab)) {
        let chosen = scene.state.tab == tab;
        let (font, ink) =
            if chosen { (theme::bold(size::TEXT), scene.palette.ink) } else { (theme::sans(size::TEXT), scene.palette.mute) };
        let galley = ui.painter().layout_no_wrap(name.to_owned(), font, ink);
        let hit = Rect::from_min_size(pos2(x, rect.top()), vec2(galley.size().x, rect.height())).expand2(vec2(8.0, 0.0));
        let response = ui.interact(hit, ui.scope_id().with(("tab", tab as usize)), Sense::click());
        response.widget_info(|| egui::WidgetInfo::selected(Role::Tab, true, chosen, name));
        super::brush::focus_ring(ui.painter(), &response, hit.shrink(6.0), scene.palette.ink);
        ui.painter().galley(pos2(x, rect.center().y - galley.size().y / 2.0), galley.clone(), ink);
        if chosen {
            let line = Rect::from_min_max(pos2(x, rect.bottom() - 2.5), pos2(x + galley.size().x, rect.bottom()));
            ui.painter().rect_filled(line, 0.0, scene.palette.window);
        }
        if chosen {
            parts::note(Part::Page, ui.max_rect(), &response);
        }
        if response.clicked() {
            actions.push(Action::ShowTab(tab));
        }
        x = hit.right() + 14.0;
    }
    actions
}

//! The list of cards: grouped by day, and only the visible ones laid out.

use std::sync::Arc;

use chrono::Datelike;
use egui::{Frame, Margin, Rect, RichText, ScrollArea, Sense, Ui, UiBuilder, accesskit::Role, pos2, vec2};

use super::stack::{Stack, View};
use super::{cards, head, page_keys, quiet};
use crate::index::times::Window;
use crate::report::dossier::Dossier;
use crate::report::ids::{PassageIx, PlaceIx};
use crate::report::moment::DAY;
use crate::report::when::{Bound, Precision, When};
use crate::report::wording;
use crate::session::{Action, Cards, Scope};
use crate::theme::{self, size};
use crate::view::Scene;

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// The day, month or year of the passages below.
    Heading(String),
    /// What follows is not as close to the window.
    Wider,
    /// A passage.
    Card(PassageIx),
}

/// The list with the heights of its rows.
#[derive(Default)]
pub struct List {
    key: Option<Key>,
    rows: Vec<Row>,
    stack: Stack,
    answered: Option<u32>,
    pending: Option<f32>,
    seen: Option<View>,
    /// The first row that begins in the view, and how far below its upper edge.
    held: (usize, f32),
}

/// What decides which rows there are and how wide.
#[derive(Clone)]
struct Key {
    cards: Arc<Cards>,
    dossier: usize,
    place: Option<PlaceIx>,
    scope: Scope,
    window: Window,
    width: f32,
}

impl Key {
    /// Whether the rows are the same ones, whatever their width.
    fn has_the_rows_of(&self, other: &Self) -> bool {
        let rest = |key: &Self| (key.dossier, key.place, key.scope, key.window);
        Arc::ptr_eq(&self.cards, &other.cards) && rest(self) == rest(other)
    }
}

/// How far beyond the visible part cards are laid out, in points.
const BEYOND: f64 = 500.0;
/// The space left and right of the cards.
const SIDE: f32 = super::MARGIN;
/// The space below a card.
const GAP: f32 = 12.0;

/// The rows for some cards.
#[must_use]
pub fn rows(dossier: &Dossier, cards: &Cards) -> Vec<Row> {
    let mut rows = Vec::with_capacity(cards.shown.len() * 2);
    let mut last = None;
    for (index, ix) in cards.shown.iter().enumerate() {
        if cards.wider_from == Some(index) {
            rows.push(Row::Wider);
            last = None;
        }
        let when = dossier.passage(*ix).when.as_ref();
        // Words are made only where the day may have become another one.
        let day = when.map(|when| (when.earliest().0.div_euclid(DAY), when.start().precision()));
        if last.as_ref().is_none_or(|(before, _)| *before != day) {
            let heading = when.map_or_else(|| "Without a date".to_owned(), heading);
            if last.take().is_none_or(|(_, before)| before != heading) {
                rows.push(Row::Heading(heading.clone()));
            }
            last = Some((day, heading));
        }
        rows.push(Row::Card(*ix));
    }
    rows
}

/// The day in which something begins; the month or the year where no day is known.
fn heading(when: &When) -> String {
    let date = when.earliest().date();
    match when.start().precision() {
        None if when.start() == Bound::Open => "Without a beginning".to_owned(),
        None => "Beginning not known".to_owned(),
        Some(Precision::Second | Precision::Minute | Precision::Day) => {
            format!("{} {}", wording::weekday(date), wording::day(date))
        }
        Some(Precision::Month | Precision::SomeDayOfMonth) => format!("{} {}", wording::month(date), wording::year(date.year())),
        Some(Precision::Year | Precision::SomeMonth | Precision::SomeDayOfYear) => wording::year(date.year()),
        Some(_) => capital(&wording::beginning(when).unwrap_or_default()),
    }
}

/// With a capital letter, as a heading begins.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Draws the head and the cards.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, cards: &Arc<Cards>, list: &mut List) -> Vec<Action> {
    let mut actions = Vec::new();
    // The head stays where it is: how much is shown, and how much is not, must be seen at any time.
    Frame::NONE.inner_margin(Margin { left: 22, right: 22, top: 16, bottom: 10 }).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        head::show(ui, scene, cards, &mut actions);
        if cards.shown.is_empty() {
            ui.add_space(8.0);
            head::empty(ui, scene, cards, &mut actions);
        }
    });
    let width = (ui.available_width() - 2.0 * SIDE).max(120.0);
    let is_new = list.prepare(scene, cards, width);
    let paged = page_keys(ui, ui.available_height());
    if paged.abs() > 0.0
        && let Some(view) = list.seen
    {
        list.pending = Some(view.scrolled(paged, &list.stack));
    }
    let mut area = ScrollArea::vertical().id_salt("cards").auto_shrink(false);
    if let Some(offset) = list.wanted(scene, is_new, ui.available_height()) {
        area = area.vertical_scroll_offset(offset);
    }
    let output = area.show_viewport(ui, |ui, viewport| {
        let mut view = View::new(viewport.top(), viewport.height());
        list.draw(ui, scene, &mut view, width, &mut actions);
        view
    });
    let view = output.inner;
    list.pending = view.follow(ui, output.state.unclamped_offset().y);
    list.seen = Some(view);
    list.hold(view);
    actions
}

impl List {
    /// Makes sure that the rows are those of the cards; returns whether they are others than before.
    fn prepare(&mut self, scene: &Scene<'_>, cards: &Arc<Cards>, width: f32) -> bool {
        let state = scene.state;
        let key = Key {
            cards: cards.clone(),
            dossier: std::ptr::from_ref(scene.dossier).addr(),
            place: state.selection.place,
            scope: state.scope,
            window: state.window,
            width,
        };
        let resized = self.key.as_ref().is_some_and(|before| before.has_the_rows_of(&key));
        if resized && self.key.as_ref().is_some_and(|before| before.width.to_bits() == width.to_bits()) {
            return false;
        }
        if !resized {
            self.rows = rows(scene.dossier, cards);
        }
        self.stack = Stack::new(self.rows.iter().map(|row| guess(scene, row, width)));
        self.key = Some(key);
        self.seen = None;
        if resized {
            // The rows are as they were, but of other heights; the one that was held stays where it is.
            #[expect(clippy::cast_possible_truncation, reason = "a scroll position")]
            let top = self.stack.top(self.held.0) as f32;
            self.pending = Some((top - self.held.1).max(0.0));
        }
        !resized
    }

    /// Where to scroll: to the top of a new list, or to the chosen card where it is not in view.
    fn wanted(&mut self, scene: &Scene<'_>, is_new: bool, room: f32) -> Option<f32> {
        let usual = if is_new { Some(0.0) } else { self.pending };
        let Some(reading) = scene.state.reading.filter(|reading| self.answered != Some(reading.request)) else { return usual };
        self.answered = Some(reading.request);
        let chosen = |row: &Row| matches!(row, Row::Card(ix) if Some(*ix) == scene.state.selection.passage);
        let Some(index) = self.rows.iter().position(chosen) else { return usual };
        let (top, bottom) = (self.stack.top(index), self.stack.top(index + 1));
        let in_view = |view: View| view.top <= top && bottom <= view.top + view.room;
        let fits = bottom <= f64::from(room);
        if self.seen.is_some_and(in_view) || (is_new && fits) {
            return usual;
        }
        #[expect(clippy::cast_possible_truncation, reason = "a scroll position")]
        let offset = (top - 36.0).max(0.0) as f32;
        Some(offset)
    }

    fn hold(&mut self, view: View) {
        let at = self.stack.at(view.top);
        let next = if self.stack.top(at) < view.top && at + 1 < self.rows.len() { at + 1 } else { at };
        self.held = (next, view.place(&self.stack, next));
    }

    fn draw(&mut self, ui: &mut Ui, scene: &Scene<'_>, view: &mut View, width: f32, actions: &mut Vec<Action>) {
        #[expect(clippy::cast_possible_truncation, reason = "heights on a screen")]
        let height = self.stack.total() as f32 + 24.0;
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let offset = view.top;
        let mut index = self.stack.at(offset - BEYOND);
        while index < self.rows.len() && self.stack.top(index) < view.top + view.room + BEYOND {
            #[expect(clippy::cast_possible_truncation, reason = "heights on a screen")]
            let y = rect.top() + offset as f32 + view.place(&self.stack, index);
            let place = Rect::from_min_size(pos2(rect.left() + SIDE, y), vec2(width, f32::INFINITY));
            let key = match &self.rows[index] {
                Row::Card(ix) => (0, ix.0),
                Row::Heading(_) => (1, u32::try_from(index).unwrap_or(u32::MAX)),
                Row::Wider => (2, 0),
            };
            let mut child = ui.new_child(UiBuilder::new().id_salt(key).max_rect(place));
            let drawn = row(&mut child, scene, &self.rows[index], actions);
            view.set(&mut self.stack, index, drawn);
            index += 1;
        }
    }
}

/// Draws a row and returns its height with the space below it.
fn row(ui: &mut Ui, scene: &Scene<'_>, row: &Row, actions: &mut Vec<Action>) -> f32 {
    ui.spacing_mut().item_spacing.y = 4.0;
    let gap = match row {
        Row::Heading(text) => {
            ui.add_space(4.0);
            let label = RichText::new(text).font(theme::medium(size::LABEL)).color(scene.palette.mute);
            let response = ui.label(label);
            response.widget_info(|| egui::WidgetInfo::labeled(Role::Heading, true, text));
            let line = response.rect.right() + 10.0..=ui.max_rect().right();
            ui.painter().hline(line, response.rect.center().y + 0.5, egui::Stroke::new(1.0, scene.palette.rule));
            6.0
        }
        Row::Wider => {
            ui.add_space(6.0);
            ui.add(
                egui::Label::new(quiet(scene, "Not as close: these speak of a longer time that this window is a part of")).wrap(),
            );
            6.0
        }
        Row::Card(ix) => {
            cards::card(ui, scene, *ix, actions);
            GAP
        }
    };
    ui.min_rect().height() + gap
}

/// The height of a row, guessed before it is drawn.
fn guess(scene: &Scene<'_>, row: &Row, width: f32) -> f32 {
    match row {
        Row::Heading(_) => 28.0,
        Row::Wider => 26.0,
        Row::Card(ix) => {
            let span = scene.dossier.passage(*ix).target.span;
            #[expect(clippy::cast_precision_loss, reason = "a guess")]
            let rows = ((span.end - span.start) as f32 * size::READING * 0.48 / (width - 30.0)).ceil();
            rows * size::READING * 1.45 + 108.0
        }
    }
}

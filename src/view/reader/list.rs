//! The list of cards: four sections, and of each only what is visible laid out.

use std::sync::Arc;

use egui::{Frame, Margin, Rect, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2};

use super::page::{MARGIN, page_keys};
use super::rows::{Row, Rows};
use super::stack::{Stack, View};
use super::{cards, head, headings};
use crate::index::times::Window;
use crate::report::ids::PlaceIx;
use crate::session::{Action, Cards, Edits, Section};
use crate::theme::size;
use crate::view::{Scene, is_low};

/// The list with the heights of its rows.
#[derive(Default)]
pub struct List {
    key: Option<Key>,
    parts: Vec<Part>,
    answered: Option<u32>,
    jumped: Option<u32>,
    /// The section that is being gone to, and for how many frames more: on the way heights turn out to be other than guessed.
    goal: Option<(Section, u8)>,
    /// Whether the chosen card is gone to in the next frame.
    waiting: bool,
    /// The height that was laid out last. egui springs back from where there was nothing yet.
    laid: f32,
    pending: Option<f32>,
    seen: Option<View>,
    /// The first row that begins in the view, and how far below its upper edge.
    held: (Section, usize, f32),
}

/// A section with the heights of the rows that it has so far.
struct Part {
    rows: Rows,
    stack: Stack,
}

/// What decides which rows there are and how wide.
#[derive(Clone)]
struct Key {
    cards: Arc<Cards>,
    list: (usize, u64, Option<PlaceIx>, Window),
    /// Which dossier, however it was changed, and how many edits of it are made and were taken back.
    edited: (String, Edits),
    width: f32,
}

/// How far beyond the visible part cards are laid out, in points.
const BEYOND: f64 = 500.0;
/// The space below a card.
const GAP: f32 = 12.0;
/// The space below the last row.
const FOOT: f32 = 24.0;
/// How many passages are listed at once; more are when one has scrolled to them.
const CHUNK: usize = 48;
/// The height of a card that is not listed yet, in points.
const CARD: f64 = 210.0;

/// Draws the head and the cards.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, cards: &Arc<Cards>, list: &mut List) -> Vec<Action> {
    let mut actions = Vec::new();
    // The head stays where it is: how much there is of everything must be seen at any time.
    let (top, bottom) = if is_low(ui.ctx()) { (2, 2) } else { (16, 10) };
    let told = list.current();
    Frame::NONE.inner_margin(Margin { left: 22, right: 22, top, bottom }).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        head::show(ui, scene, cards, told, &mut actions);
    });
    let width = (ui.available_width() - 2.0 * MARGIN).max(120.0);
    let is_new = list.prepare(scene, cards, width);
    let paged = page_keys(ui, ui.available_height());
    if paged.abs() > 0.0
        && let Some(view) = list.seen
    {
        list.pending = Some(view.scrolled(paged, list.total()));
    }
    let mut area = ScrollArea::vertical().id_salt("cards").auto_shrink(false).min_scrolled_height(0.0);
    if let Some(offset) = list.wanted(scene, cards, is_new, ui.available_height()) {
        area = area.vertical_scroll_offset(offset);
    }
    let output = area.show_viewport(ui, |ui, viewport| {
        let mut view = View::new(viewport.top(), viewport.height());
        list.extend(scene, cards, view);
        list.draw(ui, scene, viewport.top(), &mut view, &mut actions);
        view
    });
    let view = output.inner;
    list.pending = view.follow(ui, output.state.unclamped_offset().y);
    list.seen = Some(view);
    list.hold(view);
    if list.current() != told || list.goal.is_some() || std::mem::take(&mut list.waiting) {
        // The head has told where one was.
        ui.ctx().request_repaint();
    }
    actions
}

impl Part {
    fn new(rows: Rows, scene: &Scene<'_>, width: f32) -> Self {
        let stack = Stack::new(rows.list.iter().map(|row| guess(scene, row, width)));
        Self { rows, stack }
    }

    /// Its height, with a guess for what is not listed yet.
    fn height(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a guess")]
        let left = self.rows.left as f64 * CARD;
        self.stack.total() + left
    }

    /// Lists as much as was listed before an edit, each row as high as the one that stood there: where it is another one, its height is
    /// corrected when it is drawn.
    fn follow(&mut self, scene: &Scene<'_>, cards: &Cards, before: &Stack, width: f32) {
        while self.rows.list.len() < before.len() && self.rows.left > 0 {
            self.more(scene, cards, CHUNK, width);
        }
        self.stack.take_over(before);
    }

    /// Lists more passages.
    fn more(&mut self, scene: &Scene<'_>, cards: &Cards, passages: usize, width: f32) {
        let before = self.rows.list.len();
        self.rows.more(scene, cards, passages);
        for row in &self.rows.list[before..] {
            self.stack.push(guess(scene, row, width));
        }
    }
}

impl List {
    /// Makes sure that the sections are those of the cards; returns whether it is the list of something else than before.
    fn prepare(&mut self, scene: &Scene<'_>, cards: &Arc<Cards>, width: f32) -> bool {
        let state = scene.state;
        let dossier = std::ptr::from_ref(scene.dossier).addr();
        let list = (dossier, scene.index.revision(), state.selection.place, state.window);
        let edited = (scene.dossier.head.id.clone(), state.edits);
        let key = Key { cards: cards.clone(), list, edited: edited.clone(), width };
        let before = self.key.replace(key);
        // What was changed on a card is read on: its list is the same, though any row of it may be another one.
        let is_edited = before.as_ref().is_some_and(|before| {
            (before.list.2, before.list.3, &before.edited.0) == (list.2, list.3, &edited.0) && before.edited.1 != edited.1
        });
        let is_new = !is_edited && before.as_ref().is_none_or(|before| before.list != list);
        let resized = before.as_ref().is_none_or(|before| before.width.to_bits() != width.to_bits());
        let refolded = before.as_ref().is_none_or(|before| !Arc::ptr_eq(&before.cards, cards));
        if !is_new && !resized && !refolded && !is_edited {
            return false;
        }
        let mut kept = std::mem::take(&mut self.parts);
        let stacks: Vec<(Section, Stack)> =
            if is_edited { kept.drain(..).map(|part| (part.rows.section, part.stack)).collect() } else { Vec::new() };
        if is_new {
            kept.clear();
            self.seen = None;
        }
        let part = |section: Section| {
            let own = kept.iter().position(|part| part.rows.section == section).map(|at| kept.swap_remove(at));
            let head = Row::Section(section, cards.count(section), cards.is_unfolded(section));
            match own.filter(|part| part.rows.list.first() == Some(&head)) {
                Some(part) if resized => Some(Part::new(part.rows, scene, width)),
                Some(part) => Some(part),
                None => Rows::new(cards, section).map(|rows| {
                    let mut part = Part::new(rows, scene, width);
                    if let Some((_, before)) = stacks.iter().find(|(own, _)| *own == section) {
                        part.follow(scene, cards, before, width);
                    }
                    part
                }),
            }
        };
        self.parts = Section::ALL.into_iter().filter_map(part).collect();
        if resized && !is_new {
            // The rows are as they were, but of other heights; the one that was held stays where it is.
            let (section, row, below) = self.held;
            self.seen = None;
            self.pending = self.top_of(section, row).map(|top| (scroll(top) - below).max(0.0));
        }
        is_new
    }

    /// The height of the whole list.
    fn total(&self) -> f64 {
        self.parts.iter().map(Part::height).sum()
    }

    /// Where a row begins, from the top of the list.
    fn top_of(&self, section: Section, row: usize) -> Option<f64> {
        let at = self.parts.iter().position(|part| part.rows.section == section)?;
        let above: f64 = self.parts[..at].iter().map(Part::height).sum();
        Some(above + self.parts[at].stack.top(row))
    }

    /// Where to scroll: to the top of a new list, to the section that was asked for, or to the chosen card where it is not in
    /// view.
    fn wanted(&mut self, scene: &Scene<'_>, cards: &Cards, is_new: bool, room: f32) -> Option<f32> {
        let mut wanted = if is_new { Some(0.0) } else { self.pending };
        if let Some(jump) = scene.state.reader.jump.filter(|jump| self.jumped != Some(jump.request)) {
            self.jumped = Some(jump.request);
            self.goal = Some((jump.section, 4));
        }
        if let Some((section, frames)) = self.goal {
            let top = self.top_of(section, 0).map(scroll);
            if top.is_none_or(|top| self.reaches(top, room)) {
                self.goal = (frames > 1).then_some((section, frames - 1));
                wanted = top.or(wanted);
            }
        }
        let Some(reading) = scene.state.reading.filter(|reading| self.answered != Some(reading.request)) else { return wanted };
        let before = self.answered.replace(reading.request);
        let Some((section, row)) = self.chosen(scene, cards) else { return wanted };
        let (Some(top), Some(bottom)) = (self.top_of(section, row), self.top_of(section, row + 1)) else { return wanted };
        let in_view = |view: View| view.top <= top && bottom <= view.top + view.room;
        let fits = bottom <= f64::from(room);
        if self.seen.is_some_and(|view| !is_new && in_view(view)) || (is_new && fits) {
            return wanted;
        }
        let offset = scroll((top - 36.0).max(0.0));
        if !self.reaches(offset, room) {
            // In the next frame it does.
            self.answered = before;
            self.waiting = true;
            return wanted;
        }
        Some(offset)
    }

    /// Whether so much was laid out that one can scroll there, or there is no more.
    fn reaches(&self, offset: f32, room: f32) -> bool {
        offset + room <= self.laid || scroll(self.total()) + FOOT <= self.laid + 1.0
    }

    /// The row of the chosen passage. What is chosen lies in the window or has no time; elsewhere it is only sought in what is
    /// listed already.
    fn chosen(&mut self, scene: &Scene<'_>, cards: &Cards) -> Option<(Section, usize)> {
        let chosen = scene.state.selection.passage?;
        let width = self.key.as_ref().map_or(0.0, |key| key.width);
        for part in &mut self.parts {
            let section = part.rows.section;
            let is_it = |row: &Row| matches!(row, Row::Card(ix) if *ix == chosen);
            let mut from = 0;
            loop {
                if let Some(at) = part.rows.list[from..].iter().position(is_it) {
                    return Some((section, from + at));
                }
                from = part.rows.list.len();
                if part.rows.left == 0 || !matches!(section, Section::Inside | Section::Undated) {
                    break;
                }
                part.more(scene, cards, CHUNK, width);
            }
        }
        None
    }

    /// Lists what is in view, or just beyond, and was not listed yet.
    fn extend(&mut self, scene: &Scene<'_>, cards: &Cards, view: View) {
        let width = self.key.as_ref().map_or(0.0, |key| key.width);
        let mut top = 0.0;
        for part in &mut self.parts {
            // What lies above the view as a whole is not needed: its height is guessed until one scrolls up to it.
            while part.rows.left > 0 && top + part.height() > view.top && top + part.stack.total() < view.top + view.room + BEYOND {
                part.more(scene, cards, CHUNK, width);
            }
            top += part.height();
        }
    }

    /// The section that stands at the upper edge of what was seen last.
    fn current(&self) -> Option<Section> {
        let view = self.seen?;
        let mut top = 0.0;
        for part in &self.parts {
            top += part.height();
            // The head of the next one counts as soon as it is all that is left above the fold.
            if top > view.top + 24.0 {
                return Some(part.rows.section);
            }
        }
        None
    }

    fn hold(&mut self, view: View) {
        let mut top = 0.0;
        for part in &self.parts {
            if top + part.stack.total() > view.top {
                let local = View { top: view.top - top, ..view };
                let at = part.stack.at(local.top);
                let next = if part.stack.top(at) < local.top && at + 1 < part.rows.list.len() { at + 1 } else { at };
                self.held = (part.rows.section, next, local.place(&part.stack, next));
                return;
            }
            top += part.height();
        }
    }

    fn draw(&mut self, ui: &mut Ui, scene: &Scene<'_>, scrolled: f32, view: &mut View, actions: &mut Vec<Action>) {
        let width = self.key.as_ref().map_or(0.0, |key| key.width);
        self.laid = scroll(self.total()) + FOOT;
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), self.laid), Sense::hover());
        let mut top = 0.0;
        for part in &mut self.parts {
            let mut own = View { top: view.top - top, room: view.room, shift: 0.0 };
            let visible = own.top + own.room > -BEYOND && own.top < part.stack.total() + BEYOND;
            let mut index = if visible { part.stack.at(own.top - BEYOND) } else { part.rows.list.len() };
            while index < part.rows.list.len() && part.stack.top(index) < own.top + own.room + BEYOND {
                let y = rect.top() + scrolled + own.place(&part.stack, index);
                let place = Rect::from_min_size(pos2(rect.left() + MARGIN, y), vec2(width, f32::INFINITY));
                let row = &part.rows.list[index];
                let key = match row {
                    Row::Card(ix) => (0, part.rows.section as u32, ix.0),
                    Row::Section(..) => (1, part.rows.section as u32, 0),
                    _ => (2, part.rows.section as u32, u32::try_from(index).unwrap_or(u32::MAX)),
                };
                let mut child = ui.new_child(UiBuilder::new().id_salt(key).max_rect(place));
                let drawn = draw_row(&mut child, scene, row, actions);
                own.set(&mut part.stack, index, drawn);
                index += 1;
            }
            view.top += own.shift;
            view.shift += own.shift;
            top += part.height();
        }
    }
}

/// A height as a scroll position.
#[expect(clippy::cast_possible_truncation, reason = "a scroll position")]
fn scroll(height: f64) -> f32 {
    height as f32
}

/// Draws a row and returns its height with the space below it.
fn draw_row(ui: &mut Ui, scene: &Scene<'_>, row: &Row, actions: &mut Vec<Action>) -> f32 {
    ui.spacing_mut().item_spacing.y = 4.0;
    let gap = match row {
        Row::Section(section, count, unfolded) => {
            actions.extend(headings::section(ui, scene, *section, *count, *unfolded));
            6.0
        }
        Row::Heading(words, away) => {
            headings::day(ui, scene, words, away);
            6.0
        }
        Row::Wider => {
            headings::wider(ui, scene);
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
        Row::Section(..) => 42.0,
        Row::Heading(..) => 28.0,
        Row::Wider => 26.0,
        Row::Card(ix) => {
            let span = scene.dossier.passage(*ix).target.span;
            #[expect(clippy::cast_precision_loss, reason = "a guess")]
            let rows = ((span.end - span.start) as f32 * size::READING * 0.48 / (width - 30.0)).ceil();
            rows * size::READING * 1.45 + 108.0
        }
    }
}

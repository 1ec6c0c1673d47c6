//! The contents: a list beside the text where there is room for it, else a menu above it.

use egui::{
    Button, CursorIcon, Popup, Rect, RichText, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, accesskit::Role, pos2, vec2,
};

use super::layout;
use super::page::widest;
use super::sheet::{GUTTER, RIBBON, TextKey};
use super::stack::{Stack, View};
use crate::report::ids::DocumentIx;
use crate::report::outside::plain;
use crate::report::passage::{BlockKind, Target};
use crate::report::text::Span;
use crate::session::{Action, Contents, State};
use crate::theme::{self, icon, size};
use crate::view::Scene;
use crate::view::letters::drawable;

/// A line of the contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its words.
    pub title: String,
    /// The level of the heading; 1 is the highest, and 0 is the title of a document.
    pub level: u8,
    /// Where it stands.
    pub target: Target,
}

/// The documents of the dossier, and below the open one its headings, in order.
#[must_use]
pub fn entries(scene: &Scene<'_>, open: DocumentIx) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (index, document) in scene.dossier.documents.iter().enumerate() {
        let ix = DocumentIx::new(index);
        let span = Span { start: 0, end: document.text.len().min(1) };
        entries.push(Entry { title: document.title.clone(), level: 0, target: Target { document: ix, span } });
        if ix != open {
            continue;
        }
        let entry = |block: &crate::report::passage::Block| {
            let BlockKind::Heading(level) = block.kind else { return None };
            let title = plain(scene.dossier.slice(block.target)).split_whitespace().collect::<Vec<_>>().join(" ");
            (block.target.document == open).then_some(Entry { title, level: level.max(1), target: block.target })
        };
        entries.extend(scene.dossier.blocks.iter().filter_map(entry));
    }
    entries
}

/// Which entry the reader is under: the last one of the document that begins at or before the reading position.
#[must_use]
pub fn current(scene: &Scene<'_>, entries: &[Entry]) -> Option<usize> {
    let row = scene.state.reading_position?.target;
    let until =
        entries.partition_point(|entry| (entry.target.document, entry.target.span.start) < (row.document, row.span.end.max(1)));
    until.checked_sub(1).filter(|at| entries[*at].target.document == row.document)
}

/// The narrowest text beside the list, in units of its size: about 60 characters of the reading face.
const NARROWEST: f32 = 28.0;
/// The narrowest and the widest list, in points.
const COLUMN: [f32; 2] = [172.0, 236.0];

/// The room that text and ribbon need beside the list, in points.
fn text_room(state: &State) -> f32 {
    NARROWEST * size::READING * layout::scale(state.reader.text_step) + RIBBON + 2.0 * GUTTER
}

/// How wide the reader is made for the list to stand beside the text, in points; `None` where it cannot be so wide.
#[must_use]
pub fn room(state: &State, widest: f32) -> Option<f32> {
    /// A list in which most headings take no more than two rows.
    const COMFORTABLE: f32 = 204.0;
    // The line at the edge of the panel takes a point.
    let text = text_room(state) + 1.0;
    (text + COLUMN[0] <= widest).then(|| (text + COMFORTABLE).min(widest))
}

/// The width of the list beside the text in a reader of some width; `None` where it does not stand there.
#[must_use]
pub fn column(state: &State, reader: f32) -> Option<f32> {
    let rest = reader - text_room(state);
    (state.reader.contents != Contents::Closed && rest >= COLUMN[0]).then(|| rest.clamp(COLUMN[0], COLUMN[1]))
}

/// The button above the text: it opens and closes the list, or where there is no room for that, a menu.
pub fn button(ui: &mut Ui, scene: &Scene<'_>, document: DocumentIx, shown: bool, actions: &mut Vec<Action>) {
    let possible = shown || room(scene.state, widest(ui.ctx())).is_some();
    let caret = if possible { String::new() } else { format!(" {}", icon::CARET_DOWN) };
    let label = RichText::new(format!("Contents{caret}")).font(theme::medium(size::LABEL));
    let button = ui.add(Button::selectable(shown, label).frame_when_inactive(true));
    button.widget_info(|| WidgetInfo::selected(Role::Button, true, shown, "Contents"));
    if !possible {
        menu(&button, scene, document, actions);
    } else if button.on_hover_text("Show the headings beside the text").clicked() {
        actions.push(Action::SetContents(if shown { Contents::Closed } else { Contents::Open }));
    }
}

fn menu(button: &egui::Response, scene: &Scene<'_>, document: DocumentIx, actions: &mut Vec<Action>) {
    Popup::menu(button).show(|ui| {
        ui.set_width(330.0);
        ScrollArea::vertical().max_height(460.0).show(ui, |ui| {
            let entries = entries(scene, document);
            let current = current(scene, &entries);
            for (index, entry) in entries.iter().enumerate() {
                ui.horizontal(|ui| {
                    ui.add_space(step(entry.level));
                    let font = if entry.level <= 1 { theme::bold(size::TEXT) } else { theme::sans(size::TEXT) };
                    let words = RichText::new(&entry.title).font(font);
                    if ui.add(Button::selectable(current == Some(index), words).wrap()).clicked() {
                        actions.push(Action::ShowText(entry.target));
                    }
                });
            }
        });
    });
}

/// How far an entry stands in. Below the fifth level the list would run out of room for words.
fn step(level: u8) -> f32 {
    f32::from(level.saturating_sub(1).min(4)) * 12.0
}

/// The list beside the text: only the lines that are visible are laid out.
#[derive(Default)]
pub struct List {
    key: Option<Key>,
    entries: Vec<Entry>,
    stack: Stack,
    current: Option<usize>,
    seen: Option<View>,
    pending: Option<f32>,
}

/// What decides which lines there are and how high.
#[derive(Clone, Copy, PartialEq)]
struct Key {
    text: TextKey,
    width: f32,
}

/// How many rows a heading takes at most; the rest of it is in its tooltip.
const MOST_ROWS: usize = 3;
/// The space above the first and below the last line.
const END: f32 = 10.0;
/// The space above and below the words of a line.
const PAD: f32 = 4.0;
/// How far words stand in from the left of the list, and end before its right edge.
const SIDES: [f32; 2] = [22.0, 14.0];

/// Draws the list into a column.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, list: &mut List, text: TextKey, column: Rect) -> Vec<Action> {
    let mut actions = Vec::new();
    ui.painter().vline(column.right() - 0.5, column.y_range(), Stroke::new(1.0, scene.palette.rule));
    list.prepare(scene, Key { text, width: column.width() });
    let builder = UiBuilder::new().id_salt("contents").max_rect(column.with_max_x(column.right() - 1.0));
    let mut child = ui.new_child(builder.accessibility_role(Role::Tree).accessibility_label("Contents"));
    let mut area = ScrollArea::vertical().id_salt("list").auto_shrink(false);
    if let Some(offset) = list.wanted(scene, column.height()) {
        area = area.vertical_scroll_offset(offset);
    }
    let output = area.show_viewport(&mut child, |ui, viewport| {
        let mut view = View::new(viewport.top(), viewport.height());
        list.draw(ui, scene, &mut view, &mut actions);
        view
    });
    let view = output.inner;
    list.pending = view.follow(ui, output.state.unclamped_offset().y);
    list.seen = Some(view);
    actions
}

impl List {
    fn prepare(&mut self, scene: &Scene<'_>, key: Key) {
        if self.key == Some(key) {
            return;
        }
        if self.key.map(|key| key.text) != Some(key.text) {
            self.entries = entries(scene, key.text.document);
        }
        self.stack = Stack::new(self.entries.iter().map(|entry| height(entry, size::TEXT * 1.25)));
        (self.key, self.current, self.seen) = (Some(key), None, None);
    }

    /// Where to scroll: to the heading that one reads under, when that has become another one and is not in view.
    fn wanted(&mut self, scene: &Scene<'_>, room: f32) -> Option<f32> {
        let current = current(scene, &self.entries);
        if current == self.current {
            return self.pending;
        }
        self.current = current;
        let at = current?;
        let (top, bottom) = (self.stack.top(at), self.stack.top(at + 1));
        let in_view = |view: View| view.top <= top && bottom + f64::from(2.0 * END) <= view.top + view.room;
        if self.seen.is_some_and(in_view) {
            return self.pending;
        }
        #[expect(clippy::cast_possible_truncation, reason = "a scroll position")]
        let offset = (top as f32 - room / 3.0).max(0.0);
        Some(offset)
    }

    fn draw(&mut self, ui: &mut Ui, scene: &Scene<'_>, view: &mut View, actions: &mut Vec<Action>) {
        /// How far beyond the visible part lines are laid out, in points: as far as the keyboard's focus may go.
        const BEYOND: f64 = 80.0;
        #[expect(clippy::cast_possible_truncation, reason = "heights on a screen")]
        let height = self.stack.total() as f32 + 2.0 * END;
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let offset = view.top;
        let mut index = self.stack.at(offset - BEYOND);
        while index < self.entries.len() && self.stack.top(index) < view.top + view.room + BEYOND {
            #[expect(clippy::cast_possible_truncation, reason = "heights on a screen")]
            let y = rect.top() + END + offset as f32 + view.place(&self.stack, index);
            let entry = &self.entries[index];
            let drawn = line(ui, scene, entry, self.current == Some(index), pos2(rect.left(), y), rect.width(), actions);
            view.set(&mut self.stack, index, drawn);
            index += 1;
        }
    }
}

/// The height of a line whose words are so high. Documents and parts stand a little apart.
fn height(entry: &Entry, words: f32) -> f32 {
    above(entry) + words + 2.0 * PAD
}

fn above(entry: &Entry) -> f32 {
    let first = entry.level == 0 && entry.target.document.index() == 0;
    if entry.level <= 1 && !first { 8.0 } else { 0.0 }
}

/// Draws a line and returns its height.
fn line(ui: &Ui, scene: &Scene<'_>, entry: &Entry, here: bool, at: egui::Pos2, width: f32, actions: &mut Vec<Action>) -> f32 {
    let palette = scene.palette;
    let font = match (entry.level, here) {
        (0 | 1, _) | (_, true) => theme::bold(size::LABEL + 0.5),
        _ => theme::sans(size::LABEL + 0.5),
    };
    let ink = if here || entry.level <= 1 { palette.ink } else { palette.mute };
    let indent = SIDES[0] + step(entry.level);
    // A row may end after a dash; egui needs a space for that, if only a thin one.
    let shown = drawable(ui, &font, &entry.title.replace('—', "—\u{2009}"));
    let mut job = egui::text::LayoutJob::simple(shown, font, ink, (width - indent - SIDES[1]).max(40.0));
    job.wrap.max_rows = MOST_ROWS;
    let galley = ui.painter().layout_job(job);
    let height = height(entry, galley.size().y);
    let rect = Rect::from_min_max(pos2(at.x, at.y + above(entry)), pos2(at.x + width, at.y + height));
    let id = ui.scope_id().with(("entry", entry.target.document.0, entry.target.span.start, entry.level));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::TreeItem, true, here, &entry.title));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_level(usize::from(entry.level) + 1);
        node.set_selected(here);
    });
    if here || response.hovered() {
        let fill = if here { palette.card } else { palette.ground };
        ui.painter().rect_filled(rect.with_min_x(rect.left() + 8.0).with_max_x(rect.right() - 6.0), 4.0, fill);
    }
    if here {
        let bar = Rect::from_min_max(pos2(rect.left() + 8.0, rect.top() + 4.0), pos2(rect.left() + 10.5, rect.bottom() - 4.0));
        ui.painter().rect_filled(bar, 1.0, palette.window);
    }
    crate::view::brush::focus_ring(ui.painter(), &response, rect.shrink2(vec2(9.0, 2.0)), palette.ink);
    let elided = galley.elided;
    ui.painter().galley(pos2(at.x + indent, rect.top() + PAD), galley, ink);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    if response.clicked() {
        actions.push(Action::ShowText(entry.target));
    }
    if elided {
        response.on_hover_text(&entry.title);
    }
    height
}

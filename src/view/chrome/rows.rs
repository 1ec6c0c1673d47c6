//! A column of rows, all of one height, of which only what is seen is laid out.
//!
//! A scroll area of egui measures in single precision, in which the rows of a million stand two points off; this one knows the
//! row at its top, and so stands still at any number of them.

use egui::accesskit::Role;
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Color32, EventFilter, FontId, Id, Key, Modifiers, Rect, Response, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};

use crate::theme::Palette;
use crate::view::letters;

/// How wide the bar is that shows where one is, in points.
const BAR: f32 = 10.0;
/// The smallest handle that a hand can take, in points.
const HANDLE: f64 = 28.0;

/// Where one is in the rows. Kept between frames.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// How far they are scrolled, in points.
    top: f64,
    /// The row that the keyboard is at.
    pub at: usize,
    /// Whether that row has to be brought into view.
    reveal: bool,
    /// Whether they are to have the keyboard in the next frame in which they are drawn.
    wants_keyboard: bool,
}

/// What the keyboard did to the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "keys, each of which is pressed or not")]
pub struct Keyed {
    /// It went to another row.
    pub moved: bool,
    /// Shift was held.
    pub shift: bool,
    /// Space.
    pub space: bool,
    /// Enter.
    pub enter: bool,
    /// Ctrl+A.
    pub all: bool,
}

impl Rows {
    /// Goes to a row and brings it into view.
    pub fn go_to(&mut self, row: usize) {
        self.at = row;
        self.reveal = true;
    }

    /// Gives them the keyboard where ↓ was pressed in the field above them, by which they are found.
    pub fn follow(&mut self, field: &Response) {
        self.wants_keyboard = field.has_focus() && field.ctx.input(|input| input.key_pressed(Key::ArrowDown));
    }

    /// Draws the rows into all the room there is, under a name for those who hear it. `draw` has the id of a row, its number and
    /// where it stands; that is one node with this id.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        palette: &Palette,
        (name, count, height): (&str, usize, f32),
        mut draw: impl FnMut(&mut Ui, Id, usize, Rect),
    ) -> Keyed {
        let rect = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(rect);
        let id = ui.scope_id().with(("rows", name));
        self.at = self.at.min(count.saturating_sub(1));
        let keyed = self.keys(ui, id, count, (rect.height() / height).floor().max(1.0));
        let list = ui.interact(rect, id, Sense::click());
        list.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, name));
        if std::mem::take(&mut self.wants_keyboard) || list.clicked() {
            list.request_focus();
        }
        ui.memory_mut(|memory| {
            memory.set_focus_lock_filter(id, EventFilter { vertical_arrows: true, ..EventFilter::default() });
        });
        let body = self.scroll(ui, rect, palette, id, count, height);
        let seen = self.seen(body, count, height);
        ui.scope_builder(UiBuilder::new().max_rect(body), |ui| {
            ui.set_clip_rect(body.intersect(ui.clip_rect()));
            for row in seen.0..seen.1 {
                #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a place on the screen")]
                let y = body.top() + (row as f64 * f64::from(height) - self.top) as f32;
                let at = Rect::from_min_size(pos2(body.left(), y), vec2(body.width(), height));
                draw(ui, id.with(row), row, at);
                if list.has_focus() && row == self.at {
                    let ring = Stroke::new(1.5, palette.window);
                    ui.painter().rect_stroke(at.shrink(1.0), 4.0, ring, StrokeKind::Inside);
                }
            }
        });
        if list.has_focus() && (seen.0..seen.1).contains(&self.at) {
            let row = id.with(self.at).accesskit_id();
            ui.ctx().accesskit_node_builder(id, |node| node.set_active_descendant(row));
        }
        keyed
    }

    /// The keys that the list takes while it has the keyboard, before anything else can take them.
    fn keys(&mut self, ui: &Ui, id: Id, count: usize, page: f32) -> Keyed {
        let mut keyed = Keyed::default();
        if count == 0 || !ui.memory(|memory| memory.has_focus(id)) {
            return keyed;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rows on a screen")]
        let page = page as usize;
        let before = self.at;
        ui.input_mut(|input| {
            keyed.shift = input.modifiers.shift;
            let mut pressed = |key| input.consume_key(Modifiers::NONE, key) || input.consume_key(Modifiers::SHIFT, key);
            let to = if pressed(Key::ArrowDown) {
                self.at + 1
            } else if pressed(Key::ArrowUp) {
                self.at.saturating_sub(1)
            } else if pressed(Key::PageDown) {
                self.at + page
            } else if pressed(Key::PageUp) {
                self.at.saturating_sub(page)
            } else if pressed(Key::Home) {
                0
            } else if pressed(Key::End) {
                count
            } else {
                self.at
            };
            self.at = to.min(count - 1);
            keyed.space = input.consume_key(Modifiers::NONE, Key::Space);
            keyed.enter = input.consume_key(Modifiers::NONE, Key::Enter);
            keyed.all = input.consume_key(Modifiers::COMMAND, Key::A);
        });
        keyed.moved = self.at != before;
        self.reveal |= keyed.moved;
        keyed
    }

    /// Scrolls by wheel, bar and keyboard; returns the room that is left beside the bar.
    fn scroll(&mut self, ui: &Ui, rect: Rect, palette: &Palette, id: Id, count: usize, height: f32) -> Rect {
        #[expect(clippy::cast_precision_loss, reason = "far fewer rows than 2^52")]
        let (all, at) = (count as f64 * f64::from(height), self.at as f64 * f64::from(height));
        let seen = f64::from(rect.height());
        let most = (all - seen).max(0.0);
        if self.reveal {
            self.top = self.top.clamp((at + f64::from(height) - seen).max(0.0).min(at), at);
            self.reveal = false;
        }
        if ui.rect_contains_pointer(rect) {
            self.top -= f64::from(ui.input(egui::InputState::smooth_scroll_delta).y);
        }
        self.top = self.top.clamp(0.0, most);
        if most <= 0.0 {
            return rect;
        }
        let bar = Rect::from_min_max(pos2(rect.right() - BAR, rect.top()), rect.max);
        let handle = (seen / all * seen).max(HANDLE).min(seen);
        let way = (seen - handle).max(1.0);
        let response = ui.interact(bar, id.with("bar"), Sense::DRAG | Sense::CLICK);
        response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Scroll"));
        if let Some(pointer) = response.interact_pointer_pos() {
            // A press takes the handle by its middle.
            let share = (f64::from(pointer.y - bar.top()) - handle / 2.0) / way;
            self.top = (share * most).clamp(0.0, most);
        }
        #[expect(clippy::cast_possible_truncation, reason = "a place on the screen")]
        let (from, tall) = ((self.top / most * way) as f32, handle as f32);
        let knob = Rect::from_min_size(pos2(bar.left() + 2.0, bar.top() + from), vec2(BAR - 4.0, tall));
        let ink = if response.hovered() || response.dragged() { palette.mute } else { palette.home_border };
        ui.painter().rect_filled(knob, 3.0, ink);
        Rect::from_min_max(rect.min, pos2(bar.left() - 4.0, rect.bottom()))
    }

    /// The rows that are seen, as a half-open range.
    fn seen(&self, body: Rect, count: usize, height: f32) -> (usize, usize) {
        let row = |y: f64| {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative, and below the count")]
            let row = (y / f64::from(height)).max(0.0) as usize;
            row
        };
        (row(self.top).min(count), (row(self.top + f64::from(body.height())) + 1).min(count))
    }
}

/// Draws words on one line into a part of a row, cut with “…” where there is no room; returns whether they were cut.
pub fn cell(ui: &Ui, rect: Rect, words: &str, font: FontId, ink: Color32) -> bool {
    if words.is_empty() || rect.width() <= 0.0 {
        return false;
    }
    let shown = letters::drawable(ui, &font, words);
    let mut job = LayoutJob::single_section(shown, TextFormat::simple(font, ink));
    job.wrap = TextWrapping::truncate_at_width(rect.width());
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let cut = galley.elided;
    ui.painter().galley(pos2(rect.left(), rect.center().y - galley.size().y / 2.0), galley, ink);
    cut
}

/// The part of a row from one point to another, measured from its left edge.
#[must_use]
pub fn part(row: Rect, from: f32, to: f32) -> Rect {
    Rect::from_min_max(pos2(row.left() + from, row.top()), pos2(row.left() + to, row.bottom()))
}

/// A row that can be clicked and is read aloud: one node, which Tab passes by, because the arrows lead to it.
pub fn row(ui: &Ui, id: Id, rect: Rect, is_chosen: bool, aloud: &str) -> Response {
    let response = ui.interact(rect.intersect(ui.clip_rect()), id, Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, aloud));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_a_million_rows_stands_where_it_should() {
        let body = Rect::from_min_size(pos2(0.0, 0.0), vec2(100.0, 105.0));
        let rows = Rows { top: 26.0 * 1_000_000.0 - 105.0, ..Rows::default() };
        assert_eq!(rows.seen(body, 1_000_000, 26.0), (999_995, 1_000_000));
        let rows = Rows { top: 13.0, ..Rows::default() };
        assert_eq!(rows.seen(body, 1_000_000, 26.0), (0, 5));
        assert_eq!(rows.seen(body, 3, 26.0), (0, 3));
        assert_eq!(Rows::default().seen(body, 0, 26.0), (0, 0));
    }
}

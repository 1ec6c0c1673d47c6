//! The buttons that decide, always at the same place, and what was decided last.

use egui::{Align2, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::Pressed;
use super::keys::Press;
use super::mode::Mode;
use crate::theme::{self, size};
use crate::view::asked::{self, Asked};
use crate::view::reader::page::MARGIN;
use crate::view::{Scene, brush};

/// How high it is, in points, with the line above the buttons and without.
const WITH_LINE: f32 = 76.0;
const WITHOUT: f32 = 58.0;
/// How high a button is, in points, and how far it is from the next one.
const BUTTON: f32 = 42.0;
const GAP: f32 = 8.0;

/// How high it is, in points. Where there is little room, only the reason why nothing can be changed stands above the buttons.
#[must_use]
pub fn height(scene: &Scene<'_>, is_low: bool) -> f32 {
    if is_low && asked::is_open(scene).is_ok() { WITHOUT } else { WITH_LINE }
}

/// Draws them.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, mode: &Mode, asked: &Asked, said: Option<&str>) -> Pressed {
    let palette = scene.palette;
    let rect = ui.max_rect();
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, palette.rule));
    let open = asked::is_open(scene);
    if rect.height() > WITHOUT + 1.0 {
        told(ui, scene, open.err(), said);
    }
    buttons(ui, scene, mode, asked)
}

/// What was decided last, or why nothing can be.
fn told(ui: &Ui, scene: &Scene<'_>, shut: Option<&str>, said: Option<&str>) {
    let (palette, rect) = (scene.palette, ui.max_rect());
    let line = shut.or(said).unwrap_or("Enter, Backspace, Space and the keys in the list decide.");
    let font = theme::sans(size::LABEL);
    let mut job = egui::text::LayoutJob::simple_singleline(line.to_owned(), font, palette.mute);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 2.0 * MARGIN);
    let galley = ui.painter().layout_job(job);
    let spot = Rect::from_min_size(pos2(rect.left() + MARGIN, rect.top() + 8.0), galley.size());
    ui.painter().galley(spot.min, galley, palette.mute);
    let told = ui.interact(spot, ui.scope_id().with("said last"), Sense::hover());
    told.widget_info(|| WidgetInfo::labeled(Role::Label, true, line));
    if shut.is_some() {
        told.on_hover_text(line);
    }
}

/// The buttons.
fn buttons(ui: &Ui, scene: &Scene<'_>, mode: &Mode, asked: &Asked) -> Pressed {
    let (rect, open) = (ui.max_rect(), asked::is_open(scene));
    let row = Rect::from_min_max(
        pos2(rect.left() + MARGIN, rect.bottom() - BUTTON - 8.0),
        pos2(rect.right() - MARGIN, rect.bottom() - 8.0),
    );
    // The first is twice as wide as the others.
    let unit = (row.width() - 3.0 * GAP) / 5.0;
    let mut left = row.left();
    let mut pressed = None;
    let can_undo = scene.state.edits.done > 0;
    // While something is typed, it is what is taken, and not what was found.
    let answer = mode.answer(scene, asked);
    let (right, name) = match (mode.is_typed(), mode.all.is_some()) {
        (true, _) => ("Take it", "Take it"),
        (false, true) => ("Right, all of them", "Right"),
        (false, false) => ("Right", "Right"),
    };
    for (word, key, name, wide, enabled, press) in [
        (right, "Enter", name, 2.0, open.is_ok() && answer.is_some(), answer.unwrap_or(Press::Right)),
        ("Wrong", "Backspace", "Wrong", 1.0, open.is_ok(), Press::Wrong),
        ("Later", "Space", "Later", 1.0, true, Press::Later),
        ("Undo", "U", "Undo", 1.0, open.is_ok() && can_undo, Press::Undo),
    ] {
        let field = Rect::from_min_size(pos2(left, row.top()), vec2(unit * wide, BUTTON));
        left = field.right() + GAP;
        let button = Face { word, key, name: &format!("{name} ({key})"), primary: wide > 1.0, enabled };
        if button.show(ui, scene, field).clicked() {
            pressed = Some(press);
        }
    }
    pressed
}

/// A button with its key below its word.
struct Face<'a> {
    word: &'a str,
    key: &'a str,
    name: &'a str,
    primary: bool,
    enabled: bool,
}

impl Face<'_> {
    fn show(&self, ui: &Ui, scene: &Scene<'_>, rect: Rect) -> Response {
        let palette = scene.palette;
        let sense = if self.enabled { Sense::click() } else { Sense::hover() };
        let response = ui.interact(rect, ui.scope_id().with(self.key), sense);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, self.enabled, self.name));
        let lit = self.enabled && (response.hovered() || response.is_pointer_button_down_on());
        let (fill, ink, mute) = match (self.primary && self.enabled, lit) {
            (true, false) => (palette.ink, palette.card, palette.card.lerp_to_gamma(palette.ink, 0.25)),
            (true, true) => {
                (palette.ink.lerp_to_gamma(palette.mute, 0.35), palette.card, palette.card.lerp_to_gamma(palette.ink, 0.2))
            }
            (false, true) => (palette.ground, palette.ink, palette.mute),
            (false, false) => (palette.card, if self.enabled { palette.ink } else { palette.faint }, palette.mute),
        };
        let painter = ui.painter();
        painter.rect_filled(rect, f32::from(theme::RADIUS), fill);
        if !(self.primary && self.enabled) {
            painter.rect_stroke(rect, f32::from(theme::RADIUS), Stroke::new(1.0, palette.border), StrokeKind::Inside);
        }
        painter.text(rect.center() - vec2(0.0, 7.0), Align2::CENTER_CENTER, self.word, theme::medium(size::TEXT), ink);
        painter.text(rect.center() + vec2(0.0, 10.0), Align2::CENTER_CENTER, self.key, theme::sans(size::LABEL - 1.0), mute);
        brush::focus_ring(painter, &response, rect, palette.ink);
        response
    }
}

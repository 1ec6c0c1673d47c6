//! A row that can be chosen by the key on its cap.

use egui::{Align2, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, accesskit::Role, pos2, vec2};

use crate::theme::{self, size};
use crate::view::{Scene, brush};

/// What a row says.
#[derive(Clone, Debug, Default)]
pub struct Row<'a> {
    /// The key that chooses it.
    pub cap: &'a str,
    /// Its letter on the map.
    pub letter: Option<char>,
    /// What it is.
    pub title: &'a str,
    /// What else is known of it.
    pub detail: &'a str,
    /// How far away it is, at the right edge.
    pub away: &'a str,
    /// Whether it is the answer that is given.
    pub chosen: bool,
    /// Whether it can be chosen.
    pub enabled: bool,
    /// What it says to those who hear the window.
    pub name: &'a str,
}

/// The size of the cap of a key, in points.
const CAP: f32 = 18.0;

/// Draws it over the whole width.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, row: &Row<'_>) -> Response {
    let palette = scene.palette;
    let height = if row.detail.is_empty() { 28.0 } else { 40.0 };
    let sense = if row.enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), sense);
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::Button, row.enabled, row.name);
        info.selected = row.chosen.then_some(true);
        info
    });
    let painter = ui.painter();
    if row.chosen || (row.enabled && response.hovered()) {
        painter.rect_filled(
            rect.expand2(vec2(6.0, 0.0)),
            f32::from(theme::RADIUS),
            if row.chosen { palette.card } else { palette.ground },
        );
    }
    if row.chosen {
        painter.rect_stroke(
            rect.expand2(vec2(6.0, 0.0)),
            f32::from(theme::RADIUS),
            Stroke::new(1.0, palette.ink),
            StrokeKind::Inside,
        );
    }
    let ink = if row.enabled { palette.ink } else { palette.mute };
    cap(ui, scene, pos2(rect.left() + CAP / 2.0, rect.center().y), row.cap);
    let mut left = rect.left() + CAP + 10.0;
    if let Some(letter) = row.letter {
        let middle = pos2(left + 8.0, rect.center().y);
        painter.circle_stroke(middle, 8.5, Stroke::new(1.25, ink));
        painter.text(middle, Align2::CENTER_CENTER, letter, theme::bold(size::LABEL), ink);
        left += 26.0;
    }
    let away = painter.layout_no_wrap(row.away.to_owned(), theme::sans(size::LABEL), palette.mute);
    let top = if row.detail.is_empty() { rect.center().y } else { rect.top() + 12.0 };
    let right = rect.right() - away.size().x;
    painter.galley(pos2(right, top - away.size().y / 2.0), away, palette.mute);
    let line = |text: &str, font, color, room: f32, y: f32| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, color);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room);
        let galley = painter.layout_job(job);
        painter.galley(pos2(left, y - galley.size().y / 2.0), galley, color);
    };
    line(row.title, theme::medium(size::TEXT), ink, right - 10.0 - left, top);
    if !row.detail.is_empty() {
        line(row.detail, theme::sans(size::LABEL), palette.mute, rect.right() - left, rect.bottom() - 12.0);
    }
    brush::focus_ring(painter, &response, rect.expand2(vec2(4.0, -1.0)), palette.ink);
    response
}

/// Draws the cap of a key.
fn cap(ui: &Ui, scene: &Scene<'_>, middle: egui::Pos2, key: &str) {
    let rect = Rect::from_center_size(middle, Vec2::splat(CAP));
    ui.painter().rect_filled(rect, 4.0, scene.palette.card);
    ui.painter().rect_stroke(rect, 4.0, Stroke::new(1.0, scene.palette.border), StrokeKind::Inside);
    ui.painter().text(middle, Align2::CENTER_CENTER, key, theme::medium(size::LABEL), scene.palette.mute);
}

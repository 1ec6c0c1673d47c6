//! What stands between the cards: the heads of sections, which fold and unfold, and days.

use egui::{Label, Rect, RichText, Sense, Stroke, Ui, accesskit::Role, pos2, vec2};

use super::page::quiet;
use crate::session::{Action, Section};
use crate::theme::{self, icon, size};
use crate::view::{Scene, brush, words};

/// Draws the head of a section; a click folds or unfolds it.
pub fn section(ui: &mut Ui, scene: &Scene<'_>, section: Section, count: usize, unfolded: bool) -> Option<Action> {
    /// The height of the head, in points.
    const HEIGHT: f32 = 28.0;
    let palette = scene.palette;
    ui.add_space(4.0);
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let response = ui.interact(row, ui.scope_id().with("head"), Sense::click());
    let title = words::section(section);
    let name = format!("{title}, {}", words::count(count, "passage"));
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(unfolded));
    if response.hovered() {
        ui.painter().rect_filled(row.expand2(vec2(8.0, 0.0)), f32::from(theme::RADIUS), palette.ground);
    }
    brush::focus_ring(ui.painter(), &response, row, palette.ink);
    let middle = row.center().y;
    caret(ui, pos2(row.left() + 5.0, middle), unfolded, palette.mute);
    let ink = if section == Section::Inside { palette.window } else { palette.ink };
    let title = ui.painter().layout_no_wrap(title.to_owned(), theme::bold(size::TEXT), ink);
    let count = ui.painter().layout_no_wrap(words::number(count), theme::sans(size::LABEL), palette.mute);
    let mut x = row.left() + 18.0;
    for galley in [title, count] {
        let at = pos2(x, middle - galley.size().y / 2.0);
        x += galley.size().x + 8.0;
        ui.painter().galley(at, galley, ink);
    }
    ui.painter().hline(x + 4.0..=row.right(), middle + 0.5, Stroke::new(1.0, palette.border));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let hint = if unfolded { "Fold this section" } else { "Show these passages" };
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(hint);
    response.clicked().then_some(Action::UnfoldSection(section, !unfolded))
}

/// A caret that points down where something is unfolded, and to the right where it is folded.
fn caret(ui: &Ui, at: egui::Pos2, unfolded: bool, ink: egui::Color32) {
    let galley = ui.painter().layout_no_wrap(icon::CARET_DOWN.to_owned(), theme::sans(size::TEXT), ink);
    let angle = if unfolded { 0.0 } else { -std::f32::consts::FRAC_PI_2 };
    // It is turned around its middle.
    let corner = at - egui::emath::Rot2::from_angle(angle) * (galley.size() / 2.0);
    ui.painter().add(egui::epaint::TextShape::new(corner, galley, ink).with_angle(angle));
}

/// Draws a day, a month or a year with a line after it, and how far away it is.
pub fn day(ui: &mut Ui, scene: &Scene<'_>, title: &str, away: &str) {
    ui.add_space(4.0);
    let palette = scene.palette;
    let name = if away.is_empty() { title.to_owned() } else { format!("{title}, {away}") };
    let shown = if away.is_empty() { title.to_owned() } else { format!("{title}  ·  {away}") };
    let response = ui.label(RichText::new(shown).font(theme::medium(size::LABEL)).color(palette.mute));
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Heading, true, &name));
    let rest = Rect::from_x_y_ranges(response.rect.right() + 10.0..=ui.max_rect().right(), response.rect.y_range());
    ui.painter().hline(rest.x_range(), rest.center().y + 0.5, Stroke::new(1.0, palette.rule));
}

/// Says that what follows is not as close to the window.
pub fn wider(ui: &mut Ui, scene: &Scene<'_>) {
    ui.add_space(6.0);
    ui.add(Label::new(quiet(scene, "Less exact: these cover more time than the window")).wrap());
}

//! The head of the passages: the place in its names, and how much there is of each section of the list.

use egui::{Align, CornerRadius, Label, Layout, Rect, RichText, Sense, Stroke, StrokeKind, Ui, accesskit::Role, pos2, vec2};

use super::nothing;
use super::page::quiet;
use crate::session::{Action, Cards, Section};
use crate::theme::{self, size};
use crate::view::{Scene, brush, is_low, words};

/// Draws the head. `current` is the section that one reads in.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, cards: &Cards, current: Option<Section>, actions: &mut Vec<Action>) {
    let place = scene.state.selection.place;
    let title = place.map_or("All places", |ix| &scene.dossier.place(ix).title);
    let way_out = place.map(|_| ("All places", "Show the passages of all places"));
    if titled(ui, scene, title, way_out) {
        actions.push(Action::SelectPlace(None));
    }
    // In a low window the first passage comes before the other names of its place.
    if let Some(ix) = place.filter(|_| !is_low(ui.ctx())) {
        let names = scene.dossier.place(ix).other_names();
        if !names.is_empty() {
            ui.add(Label::new(quiet(scene, names.join(" · "))).truncate()).on_hover_text(names.join(" · "));
        }
    }
    if cards.total() == 0 {
        actions.extend(nothing::at_all(ui, scene));
        actions.extend(nothing::by_title(ui, scene));
        return;
    }
    ui.add_space(6.0);
    counts(ui, scene, cards, current, actions);
    let found = scene.index.found_only();
    if found > 0 {
        let all = scene.dossier.passages.len();
        let words = format!(
            "{} of {} in this report were only found and nobody has checked them. {} % of places, times and passages are checked.",
            words::number(found),
            words::count(all, "passage"),
            scene.index.progress().percent()
        );
        ui.add_space(2.0);
        ui.add(Label::new(quiet(scene, words)).wrap());
    }
    if cards.count(Section::Inside) == 0 {
        actions.extend(nothing::in_the_window(ui, scene, cards));
    }
}

/// A heading, with a quiet button at its right end; returns whether that was clicked.
pub fn titled(ui: &mut Ui, scene: &Scene<'_>, title: &str, button: Option<(&str, &str)>) -> bool {
    /// The room that the button needs, in points.
    const BUTTON: f32 = 110.0;
    let mut clicked = false;
    ui.horizontal_top(|ui| {
        let room = ui.available_width() - if button.is_some() { BUTTON } else { 0.0 };
        ui.allocate_ui_with_layout(vec2(room.max(80.0), 28.0), Layout::top_down(Align::Min), |ui| {
            let heading = ui.add(Label::new(RichText::new(title).font(theme::serif_bold(size::HEADING))).wrap());
            heading.widget_info(|| egui::WidgetInfo::labeled(Role::Heading, true, title));
        });
        let Some((text, hint)) = button else { return };
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            ui.spacing_mut().button_padding = vec2(0.0, 6.0);
            let word = RichText::new(text).font(theme::medium(size::LABEL)).color(scene.palette.mute);
            clicked = ui.add(egui::Button::new(word).frame(false)).on_hover_text(hint).clicked();
        });
    });
    clicked
}

/// The four numbers that add up to all there is, in one row of equal fields; each is a link into the list.
fn counts(ui: &mut Ui, scene: &Scene<'_>, cards: &Cards, current: Option<Section>, actions: &mut Vec<Action>) {
    let width = ui.available_width() / 4.0;
    let labels = Section::ALL.map(|section| {
        let text = words::section(section).to_lowercase();
        let mut job = egui::text::LayoutJob::simple(text, theme::sans(size::LABEL), scene.palette.mute, width - 12.0);
        job.halign = Align::Center;
        ui.painter().layout_job(job)
    });
    let tallest = labels.iter().map(|galley| galley.size().y).fold(0.0, f32::max);
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0 + tallest), Sense::hover());
    ui.painter().rect_stroke(row, f32::from(theme::RADIUS), Stroke::new(1.0, scene.palette.rule), StrokeKind::Inside);
    let mut left = row.left();
    for (section, label) in Section::ALL.into_iter().zip(labels) {
        let field = Rect::from_min_size(pos2(left, row.top()), vec2(width, row.height()));
        left = field.right();
        if section != Section::Inside {
            ui.painter().vline(field.left(), field.y_range().shrink(8.0), Stroke::new(1.0, scene.palette.rule));
        }
        let count = cards.count(section);
        if link(ui, scene, section, count, current == Some(section), &label, field) {
            actions.push(Action::ShowSection(section));
        }
    }
}

/// Draws one number; returns whether it was followed. Where there is nothing, there is nothing to follow.
fn link(
    ui: &Ui,
    scene: &Scene<'_>,
    section: Section,
    count: usize,
    here: bool,
    label: &std::sync::Arc<egui::Galley>,
    field: Rect,
) -> bool {
    let palette = scene.palette;
    let some = count > 0;
    let sense = if some { Sense::click() } else { Sense::hover() };
    let response = ui.interact(field, ui.scope_id().with(("section", section as u32)), sense);
    let number = words::number(count);
    let name = format!("{number} {}", words::section(section).to_lowercase());
    response.widget_info(|| egui::WidgetInfo::selected(Role::Link, some, here, &name));
    if here || (some && response.hovered()) {
        let fill = if here { palette.card } else { palette.ground };
        ui.painter().rect_filled(field.shrink(1.0), CornerRadius::same(theme::RADIUS - 1), fill);
    }
    if here {
        let line = Rect::from_min_max(field.left_bottom() + vec2(12.0, -2.5), field.right_bottom() - vec2(12.0, 0.5));
        ui.painter().rect_filled(line, 1.0, palette.window);
    }
    let ink = match section {
        _ if !some => palette.mute,
        Section::Inside => palette.window,
        _ => palette.ink,
    };
    let font = theme::serif_bold(size::TITLE);
    ui.painter().text(pos2(field.center().x, field.top() + 6.0), egui::Align2::CENTER_TOP, number, font, ink);
    ui.painter().galley(pos2(field.center().x, field.top() + 27.0), label.clone(), palette.mute);
    brush::focus_ring(ui.painter(), &response, field.shrink(4.0), palette.ink);
    let clicked = response.clicked();
    if some {
        response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text("Go to these passages in the list");
    }
    clicked
}

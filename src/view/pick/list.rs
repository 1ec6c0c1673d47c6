//! Rows below a field: one of them is picked by a click, or by Enter in the field.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Button, Key, RichText, ScrollArea, Ui, vec2};

use super::field::{Done, Field};
use crate::theme::{self, size};
use crate::view::Scene;

/// A row: what is picked, and what is told of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<T> {
    /// What is picked with it.
    pub value: T,
    /// What it is called.
    pub title: String,
    /// What tells it from others.
    pub told: String,
    /// The heading above it, where one begins with it.
    pub heading: &'static str,
}

impl<T> Row<T> {
    /// A row without a heading.
    #[must_use]
    pub fn new(value: T, title: impl Into<String>, told: impl Into<String>) -> Self {
        Self { value, title: title.into(), told: told.into(), heading: "" }
    }

    fn job(&self, scene: &Scene<'_>, width: f32) -> LayoutJob {
        let format = |font, color| TextFormat { font_id: font, color, ..TextFormat::default() };
        let mut job = LayoutJob::default();
        job.append(&self.title, 0.0, format(theme::medium(size::TEXT), scene.palette.ink));
        job.append(&self.told, 10.0, format(theme::sans(size::LABEL), scene.palette.mute));
        job.wrap = TextWrapping::truncate_at_width(width);
        job
    }
}

/// Draws rows no higher than this, below their field; returns the one that is picked. `nothing` is said where there is none.
pub fn pick<T: Clone>(
    ui: &mut Ui,
    scene: &Scene<'_>,
    (field, done): (&Field, Done),
    rows: &[Row<T>],
    height: f32,
    nothing: &str,
) -> Option<T> {
    let mut picked = done.entered.then_some(field.chosen);
    if rows.is_empty() {
        ui.label(RichText::new(nothing).color(scene.palette.mute));
        return None;
    }
    let arrows = ui.input(|input| input.key_pressed(Key::ArrowDown) || input.key_pressed(Key::ArrowUp));
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        for (index, row) in rows.iter().enumerate() {
            if !row.heading.is_empty() {
                ui.add_space(4.0);
                ui.label(RichText::new(row.heading).font(theme::bold(size::LABEL)).color(scene.palette.mute));
            }
            let chosen = index == field.chosen;
            let width = ui.available_width();
            let response = ui.add(Button::selectable(chosen, row.job(scene, width - 24.0)).min_size(vec2(width, 26.0)));
            let name = if row.told.is_empty() { row.title.clone() } else { format!("{}, {}", row.title, row.told) };
            field.hear(ui, &response, (index, rows.len()), &name);
            if response.clicked() {
                picked = Some(index);
            }
            if chosen && arrows && !response.hovered() {
                response.scroll_to_me(None);
            }
        }
    });
    picked.and_then(|index| rows.get(index)).map(|row| row.value.clone())
}

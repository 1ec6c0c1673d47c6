//! All names of a place but the one that is shown: each with its language, and whether it is still in use.

use egui::{Button, RichText, Ui, WidgetInfo, accesskit::Role, vec2};

use super::place::field;
use crate::edit::PlaceChange;
use crate::report::limits;
use crate::report::place::{Name, Place};
use crate::theme::{self, icon, size};
use crate::view::pick::line::Line;
use crate::view::{Scene, pick};

/// So many names are shown; a place with more has them from a list of names, and not from a hand.
const SHOWN: usize = 24;
/// How wide the field of a language is, in points.
const LANGUAGE: f32 = 64.0;

/// Draws the names; returns them all, where one of them was changed.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, place: &Place) -> Option<PlaceChange> {
    let mut given = None;
    for (at, name) in place.names.iter().enumerate().take(SHOWN) {
        if let Some(name) = one(ui, scene, place, (at, name)) {
            let mut names = place.names.clone();
            match name {
                Some(name) => names[at] = name,
                None => drop(names.remove(at)),
            }
            given = Some(names);
        }
    }
    let more = place.names.len().saturating_sub(SHOWN);
    if more > 0 {
        ui.label(RichText::new(format!("{} more", limits::grouped(more))).color(scene.palette.mute));
    }
    ui.horizontal(|ui| {
        ui.spacing_mut().text_edit_width = 220.0;
        ui.set_max_width(ui.available_width().min(260.0));
        let id = field(&place.id, "new name");
        let line = Line::new(id, "Another name of the place").hint("Another name");
        if let Some(text) = line.show(ui, scene, "").filter(|text| !text.trim().is_empty()) {
            line.forget(ui);
            let mut names = place.names.clone();
            names.push(Name { text: text.trim().to_owned(), language: String::new(), former: false });
            given = Some(names);
        }
    });
    given.map(PlaceChange::Names)
}

/// A name; returns what becomes of it, which is nothing where it is taken away.
#[expect(clippy::option_option, reason = "whether anything becomes of it, and then what")]
fn one(ui: &mut Ui, scene: &Scene<'_>, place: &Place, (at, name): (usize, &Name)) -> Option<Option<Name>> {
    let can = pick::locked(scene).is_none();
    let mut given = None;
    ui.horizontal(|ui| {
        let rest = (ui.available_width() - LANGUAGE - 130.0).max(120.0);
        let sized = |ui: &mut Ui, width, line: Line<'_>, value: &str| {
            ui.allocate_ui(vec2(width, 24.0), |ui| {
                ui.set_max_width(width);
                line.show(ui, scene, value)
            })
            .inner
        };
        let label = format!("Name {}", at + 1);
        let line = Line::new(field(&place.id, &format!("name {at}")), &label);
        if let Some(text) = sized(ui, rest, line, &name.text).filter(|text| !text.trim().is_empty()) {
            given = Some(Some(Name { text: text.trim().to_owned(), ..name.clone() }));
        }
        let label = format!("Language of “{}”", name.text);
        let line = Line::new(field(&place.id, &format!("language {at}")), &label).hint("kk, ru…");
        if let Some(language) = sized(ui, LANGUAGE, line, &name.language) {
            given = Some(Some(Name { language: language.trim().to_owned(), ..name.clone() }));
        }
        let mut former = name.former;
        let boxed = ui.add_enabled(can, egui::Checkbox::new(&mut former, "former"));
        boxed.widget_info(|| WidgetInfo::selected(Role::CheckBox, can, former, format!("“{}” is no longer in use", name.text)));
        if boxed.on_hover_text("It is no longer in use").changed() {
            given = Some(Some(Name { former, ..name.clone() }));
        }
        let cross = RichText::new(icon::CLOSE).font(theme::sans(size::LABEL)).color(scene.palette.mute);
        let remove = ui.add_enabled(can, Button::new(cross).frame(false));
        let aloud = format!("Take away the name “{}”", name.text);
        remove.widget_info(|| WidgetInfo::labeled(Role::Button, can, &aloud));
        if remove.on_hover_text("Take away this name").clicked() {
            given = Some(None);
        }
    });
    given
}

//! Places of the whole world, by name: for flying to where the report does not speak of.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Button, RichText, Ui, vec2};

use crate::gazetteer::{Entry, Gazetteer};
use crate::report::outside::closed;
use crate::report::place::LonLat;
use crate::session::{Action, Fit, Toggle};
use crate::theme::{self, size};
use crate::view::Scene;
use crate::view::pick::field::Field;

/// How many letters have to be typed: with fewer, thousands of names begin so.
const LETTERS: usize = 3;
/// How many places are listed.
const MOST: usize = 6;
/// How many kilometres a degree of latitude is.
const KILOMETRES: f64 = 111.2;

/// A place of the world whose name begins as is typed.
#[derive(Clone)]
pub struct Elsewhere {
    /// Its name, what sort of place it is and in what it lies.
    name: String,
    within: String,
    /// Two corners around it.
    corners: [LonLat; 2],
}

impl Elsewhere {
    fn of(entry: &Entry) -> Self {
        let gazetteer = Gazetteer::embedded();
        let parent = |ix| gazetteer.entry(ix).name;
        let country = entry.country.and_then(|code| gazetteer.country(code)).map(parent).filter(|name| *name != entry.name);
        let within: Vec<String> =
            entry.province.map(parent).into_iter().filter(|name| *name != entry.name).chain(country).collect();
        // Not closer than some kilometres: a village alone on the map tells nothing of where it lies.
        let reach = f64::from(entry.radius_km).clamp(8.0, 3_000.0) / KILOMETRES;
        let LonLat { lon, lat } = entry.point;
        let wide = reach / lat.to_radians().cos().max(0.2);
        let corner = |sign: f64| LonLat {
            lon: (lon + sign * wide + 180.0).rem_euclid(360.0) - 180.0,
            lat: (lat + sign * reach).clamp(-85.0, 85.0),
        };
        Self {
            name: entry.name.clone(),
            within: std::iter::once(entry.kind.word().to_owned()).chain(within).collect::<Vec<_>>().join(", "),
            corners: [corner(-1.0), corner(1.0)],
        }
    }

    /// What flies there.
    #[must_use]
    pub fn actions(&self) -> [Action; 2] {
        [Action::Toggle(Toggle::Places), Action::Fit(Fit::Closer(self.corners.to_vec()))]
    }
}

/// The places of the world whose names begin as is typed, the most important first.
#[must_use]
pub fn find(typed: &str) -> Vec<Elsewhere> {
    let typed = typed.trim();
    if typed.chars().count() < LETTERS {
        return Vec::new();
    }
    let gazetteer = Gazetteer::embedded();
    gazetteer.prefix(typed, MOST).iter().map(|hit| Elsewhere::of(&gazetteer.entry(hit.entry))).collect()
}

/// Draws the list under its heading, after so many rows of the same field. Returns the row that was clicked.
pub fn list(ui: &mut Ui, scene: &Scene<'_>, found: &[Elsewhere], field: &Field, above: usize) -> Option<usize> {
    if found.is_empty() {
        return None;
    }
    ui.add_space(6.0);
    ui.label(RichText::new("Elsewhere in the world").font(theme::bold(size::LABEL)).color(scene.palette.mute));
    let mut clicked = None;
    for (index, place) in found.iter().enumerate() {
        let row = above + index;
        let format = |font, color| TextFormat { font_id: font, color, ..TextFormat::default() };
        let mut job = LayoutJob::default();
        job.append(&closed(&place.name), 0.0, format(theme::sans(size::TEXT), scene.palette.ink));
        job.append(&place.within, 10.0, format(theme::sans(size::LABEL), scene.palette.mute));
        job.wrap = TextWrapping::truncate_at_width(ui.available_width() - 24.0);
        let response = ui.add(Button::selectable(row == field.chosen, job).min_size(vec2(ui.available_width(), 28.0)));
        let name = format!("{}, {}, not in this report", closed(&place.name), place.within);
        field.hear(ui, &response, (row, above + found.len()), &name);
        if response.clicked() {
            clicked = Some(index);
        }
    }
    clicked
}

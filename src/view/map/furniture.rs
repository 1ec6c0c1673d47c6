//! What lies on top of the map: the window in words, the legend, the scale, the buttons, the tray.

use std::sync::Arc;

use egui::{
    Align2, Area, Button, Frame, Galley, Id, Margin, Order, Painter, Popup, Pos2, Rect, RichText, Stroke, Ui, Vec2, pos2, vec2,
};

use super::plan::MapPlan;
use super::sketch::round_length;
use super::{buttons, tray};
use crate::report::passage::Status;
use crate::report::wording;
use crate::session::{Action, Camera, Inset};
use crate::theme::{self, icon, size};
use crate::view::{Scene, brush, picture_flag, words};

/// The right end of the scale bar, from the right bottom corner of the map.
const SCALE: Vec2 = vec2(60.0, 12.0);

/// The entries of the legend.
const LEGEND: [&str; 6] = ["in the window", "earlier", "earlier and later", "later", "unverified", "mentioned only"];

/// Where the ground of the map is from, said after the legend.
const SOURCE: &str = "Natural Earth";
/// What the legend ends with where it is cut.
const MORE: &str = "More…";

/// Where everything lies that covers the map.
pub struct Furniture {
    header: Rect,
    words: Arc<Galley>,
    legend: Rect,
    entries: Vec<(&'static str, Pos2)>,
    buttons: Rect,
    tray: Option<(Rect, String)>,
    chip: Option<(Rect, String)>,
}

impl Furniture {
    /// Lays everything out. `places` is the number of places in the window, `city` the one whose map could be opened.
    pub fn new(ui: &Ui, scene: &Scene<'_>, rect: Rect, places: usize, city: Option<&str>) -> Self {
        let words = header_words(ui, scene, rect, places);
        let header = Rect::from_min_size(rect.min + vec2(18.0, 16.0), words.size() + vec2(26.0, 16.0));
        let (entries, legend) = legend(ui, scene, rect);
        let buttons = buttons::place(scene, rect);
        let unplaced = scene.index.atlas().unplaced().len();
        let label = |text: &str, glyph: &str| {
            let text = format!("{glyph} {text}");
            let width = ui.painter().layout_no_wrap(text.clone(), theme::sans(size::LABEL), scene.palette.ink).size().x + 18.0;
            (text, vec2(width, 24.0))
        };
        let tray = (unplaced > 0).then(|| {
            let (text, size) = label(&format!("{} without a position", words::count(unplaced, "place")), icon::TRAY);
            (Rect::from_min_size(rect.left_bottom() + vec2(16.0, -62.0), size), text)
        });
        let chip = city.map(|city| {
            let (text, size) = label(&format!("Map of {city}"), icon::MAP);
            let beside = pos2(rect.right() - size.x - 16.0, rect.top() + 20.0);
            let free = beside.x > header.right() + 8.0;
            (Rect::from_min_size(if free { beside } else { pos2(header.left(), header.bottom() + 6.0) }, size), text)
        });
        Self { header, words, legend, entries, buttons, tray, chip }
    }

    /// The place below what stands at the top left.
    pub fn below(&self) -> Pos2 {
        let chip = self.chip.iter().map(|(chip, _)| chip.bottom()).filter(|_| self.is_chip_below());
        pos2(self.header.left(), chip.fold(self.header.bottom(), f32::max) + 8.0)
    }

    fn is_chip_below(&self) -> bool {
        self.chip.as_ref().is_some_and(|(chip, _)| chip.left() < self.header.right())
    }

    /// What covers the map.
    pub fn covered(&self, rect: Rect) -> Vec<Rect> {
        let corner = scale_corner(rect);
        let scale = Rect::from_min_max(corner - vec2(104.0, 24.0), corner + vec2(12.0, 12.0));
        let mut covered = vec![self.header, self.legend, self.buttons, scale];
        covered.extend(self.tray.iter().chain(&self.chip).map(|(rect, _)| *rect));
        covered
    }

    /// Draws everything and returns what the user did.
    pub fn show(&self, ui: &Ui, scene: &Scene<'_>, plan: &MapPlan) -> Vec<Action> {
        let mut actions = Vec::new();
        let painter = ui.painter_at(plan.rect);
        self.draw_header(ui, scene, &painter);
        self.draw_legend(ui, scene, &painter);
        scale(&painter, scene, scale_corner(plan.rect), plan.camera, 90.0);
        if !ui.data(|data| data.get_temp(picture_flag()).unwrap_or(false)) {
            actions.extend(buttons::show(ui, scene, plan, self.buttons));
            if let Some((at, text)) = &self.tray {
                actions.extend(tray::show(ui, scene, at.min, text));
            }
            self.show_chip(ui, &mut actions);
        }
        actions
    }

    fn draw_header(&self, ui: &Ui, scene: &Scene<'_>, painter: &Painter) {
        let palette = scene.palette;
        painter.rect(self.header, theme::RADIUS, palette.card, Stroke::new(1.0, palette.rule), egui::StrokeKind::Inside);
        painter.galley(self.header.min + vec2(13.0, 8.0), self.words.clone(), palette.ink);
        let response = ui.interact(self.header, ui.scope_id().with("window in words"), egui::Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, self.words.text()));
    }

    fn draw_legend(&self, ui: &Ui, scene: &Scene<'_>, painter: &Painter) {
        let palette = scene.palette;
        // Markers may lie under the legend; the ground keeps its words readable.
        painter.rect_filled(self.legend, theme::RADIUS, palette.land.gamma_multiply(0.92));
        for (text, at) in &self.entries {
            sign(painter, scene, text, *at);
            painter.text(*at + vec2(10.0, 0.0), Align2::LEFT_CENTER, *text, theme::sans(size::LABEL), palette.mute);
        }
        let response = ui.interact(self.legend, ui.scope_id().with("legend"), egui::Sense::click());
        let what = format!("Legend: {}", LEGEND.join(", "));
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &what));
        if response.hovered() || response.has_focus() {
            let line = Stroke::new(1.0, palette.border);
            painter.rect_stroke(self.legend, theme::RADIUS, line, egui::StrokeKind::Inside);
        }
        Popup::menu(&response).frame(Frame::popup(ui.style()).inner_margin(Margin::same(14))).show(|ui| {
            // Where the interface is large, the window can be lower than all this.
            let height = ui.ctx().content_rect().height() - 60.0;
            egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| explain(ui, scene));
        });
        response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text("Explain the markers and the status words");
    }

    /// Opens the map of a city again.
    fn show_chip(&self, ui: &Ui, actions: &mut Vec<Action>) {
        let Some((at, text)) = &self.chip else { return };
        Area::new(Id::unique("city chip")).order(Order::Middle).fixed_pos(at.min).constrain(false).show(ui.ctx(), |ui| {
            let button = ui.add(Button::new(RichText::new(text).font(theme::sans(size::LABEL))));
            if button.on_hover_text("Show its squares, streets and buildings in a corner of the map").clicked() {
                actions.push(Action::SetInset(Inset::Open));
            }
        });
    }
}

/// The right end of the scale bar, left of the buttons.
fn scale_corner(rect: Rect) -> Pos2 {
    rect.right_bottom() - SCALE - vec2(buttons::beyond_one(rect), 0.0)
}

/// The window in words, with how much is in it.
fn header_words(ui: &Ui, scene: &Scene<'_>, rect: Rect, places: usize) -> Arc<Galley> {
    let window = scene.state.window;
    let inside = scene.index.counts(window).inside;
    let strong = scene.state.clock.stretch(window.from, window.to);
    let has_clock = strong.contains(':');
    let length = wording::length(window.seconds());
    let zone = if has_clock { wording::zone(scene.dossier.head.zone, [window.from, window.to]) } else { String::new() };
    let found = words::only_found(scene.index.found_counts(window).inside, inside);
    let facts = format!(" · {}{found} in {}", words::count(inside, "passage"), words::count(places, "place"));
    let palette = scene.palette;
    let format = |font, color| egui::TextFormat { font_id: font, color, ..egui::TextFormat::default() };
    let set = |zone: &str| {
        let mut job = egui::text::LayoutJob::default();
        let quiet = if zone.is_empty() { format!(", {length}") } else { format!(", {length}, {zone}") };
        job.append(&strong, 0.0, format(theme::bold(size::TEXT), palette.ink));
        job.append(&quiet, 0.0, format(theme::sans(size::TEXT), palette.mute));
        job.append(&facts, 0.0, format(theme::sans(size::TEXT), palette.ink));
        job.wrap.max_width = rect.width() - 64.0;
        ui.painter().layout_job(job)
    };
    let whole = set(&zone);
    // Where that is more than a line, the offset is left out: it says again what the zone says.
    match zone.split_once(" (") {
        Some((name, _)) if whole.rows.len() > 1 => set(name),
        _ => whole,
    }
}

/// What the signs mean, where there is room to say it in full.
const MEANINGS: [(&str, &str); 9] = [
    ("Solid", "has passages in the window"),
    ("Faded", "has only earlier passages"),
    ("Ringed", "has earlier and later passages, or ones covering a longer period"),
    ("Hollow", "has only later passages, or ones without a date"),
    ("Dashed", "unverified: a rumour, or disputed"),
    ("Dotted and soft", "found by Dateline in the text, and not checked by anyone yet"),
    ("Dot", "mentioned only: no passage tells what happened there"),
    ("Square", "an area, not a point"),
    ("Wide dashed circle", "how far away the true position may be"),
];

/// What the signs of the markers and the words on the cards mean.
fn explain(ui: &mut Ui, scene: &Scene<'_>) {
    ui.set_max_width(440.0);
    let heading = |ui: &mut Ui, text: &str| {
        ui.label(RichText::new(text).font(theme::bold(size::TEXT)));
    };
    let line = |ui: &mut Ui, name: &str, meaning: &str| {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(name).font(theme::medium(size::TEXT)));
            ui.label(RichText::new(meaning).color(scene.palette.mute));
        });
    };
    ui.spacing_mut().item_spacing.y = 4.0;
    heading(ui, "Markers");
    for (name, meaning) in MEANINGS {
        line(ui, name, meaning);
    }
    ui.add_space(8.0);
    heading(ui, "Status: how a passage is known");
    for status in Status::ALL {
        line(ui, status.word(), status.meaning());
    }
}

/// The entries of the legend that there is room for, and where it lies.
fn legend(ui: &Ui, scene: &Scene<'_>, rect: Rect) -> (Vec<(&'static str, Pos2)>, Rect) {
    /// What an entry takes beside its words, for its sign and the space to the next one, in points; what of that is space.
    const APART: f32 = 28.0;
    const GAP: f32 = 6.0;
    let mut at = pos2(rect.left() + 24.0, rect.bottom() - 18.0);
    let limit = scale_corner(rect).x - 90.0;
    let mut entries = Vec::new();
    let room = |text: &str| {
        let words = ui.painter().layout_no_wrap(text.to_owned(), theme::sans(size::LABEL), scene.palette.mute);
        words.size().x + APART
    };
    let all: f32 = LEGEND.into_iter().map(room).sum();
    // Where not all of them fit, the last word says that a click shows more; in a picture nobody can click.
    let is_cut = at.x + all > limit + GAP && !ui.data(|data| data.get_temp(picture_flag()).unwrap_or(false));
    let (limit, last) = if is_cut { (limit - room(MORE), MORE) } else { (limit, SOURCE) };
    for text in LEGEND {
        if at.x + room(text) > limit + GAP {
            break;
        }
        entries.push((text, at));
        at.x += room(text);
    }
    if is_cut || at.x + room(last) <= limit + GAP {
        entries.push((last, at));
        at.x += room(last);
    }
    (entries, Rect::from_min_max(pos2(rect.left() + 14.0, at.y - 12.0), pos2(at.x - 8.0, at.y + 12.0)))
}

fn sign(painter: &Painter, scene: &Scene<'_>, entry: &str, at: Pos2) {
    let palette = scene.palette;
    let quiet = Stroke::new(1.3, palette.mute);
    let faded = palette.bar.gamma_multiply(0.6);
    match LEGEND.iter().position(|text| *text == entry) {
        Some(0) => {
            painter.circle_filled(at, 5.0, palette.window);
        }
        Some(1) => {
            painter.circle_filled(at, 5.0, faded);
        }
        Some(2) => {
            painter.circle(at, 5.0, palette.home_land, quiet);
            painter.circle_filled(at, 2.8, faded);
        }
        Some(3) => {
            painter.circle(at, 4.5, palette.home_land, quiet);
        }
        Some(4) => painter.extend(brush::dashed_circle(at, 4.5, quiet)),
        Some(5) => {
            painter.circle_filled(at, 3.0, palette.mute.gamma_multiply(0.7));
        }
        _ => {}
    }
}

/// Draws a scale bar that ends at `right_bottom`, at most so many points long; returns what it covers.
pub fn scale(painter: &Painter, scene: &Scene<'_>, right_bottom: Pos2, camera: Camera, most: f64) -> Rect {
    let palette = scene.palette;
    let metres_per_point = camera.center.metres_per_unit() / camera.world_points();
    let metres = round_length(metres_per_point * most);
    #[expect(clippy::cast_possible_truncation, reason = "a length on the screen")]
    let left = right_bottom - vec2((metres / metres_per_point) as f32, 0.0);
    // A halo, as names have it, and no box: the line once wide in the colour of the land, once fine.
    for (width, color) in [(4.0, palette.home_land.gamma_multiply(0.85)), (1.2, palette.mute)] {
        let stroke = Stroke::new(width, color);
        painter.line_segment([left, right_bottom], stroke);
        for end in [left, right_bottom] {
            painter.line_segment([end, end - vec2(0.0, 4.0)], stroke);
        }
    }
    let at = left.lerp(right_bottom, 0.5) - vec2(0.0, 4.0);
    let text = words::metres(metres);
    let written =
        brush::halo_text(painter, at, Align2::CENTER_BOTTOM, &text, theme::sans(size::LABEL), palette.mute, palette.home_land);
    written.union(Rect::from_two_pos(left, right_bottom)).expand(3.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::mercator::World;
    use crate::report::place::LonLat;

    #[test]
    fn lengths_of_scale_bars_are_round_and_true() {
        let camera = Camera { center: World::from_lon_lat(LonLat { lon: 67.0, lat: 48.0 }), zoom: 4.5 };
        let metres = round_length(camera.center.metres_per_unit() / camera.world_points() * 90.0);
        assert!((metres - 200_000.0).abs() < 1e-6, "{metres}");
        assert!((round_length(0.9) - 0.5).abs() < 1e-12 && (round_length(99.0) - 50.0).abs() < 1e-9);
    }
}

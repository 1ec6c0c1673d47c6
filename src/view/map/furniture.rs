//! What lies on top of the map: the window in words, the legend, the scale, the buttons, the tray.

use egui::{Align2, Area, Button, Frame, Id, Margin, Order, Popup, Rect, RichText, Stroke, Ui, Vec2, pos2, vec2};

use super::ground::{scale_bar, scale_ends};
use super::plan::MapPlan;
use crate::report::wording;
use crate::session::{Action, Camera, Fit};
use crate::theme::{self, icon, size};
use crate::view::{Scene, brush, words};

/// Draws everything that floats above the map.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, rect: Rect, camera: Camera, plan: &MapPlan) -> Vec<Action> {
    let mut actions = Vec::new();
    header(ui, scene, rect, plan);
    legend(ui, scene, rect);
    scale(ui, scene, rect, camera);
    buttons(ui, rect, camera, &mut actions);
    tray(ui, scene, rect, plan, &mut actions);
    actions
}

/// The window in words, with how much is in it.
fn header(ui: &mut Ui, scene: &Scene<'_>, rect: Rect, plan: &MapPlan) {
    let window = scene.state.window;
    let inside = scene.index.counts(window).inside;
    let strong = wording::stretch(window.from, window.to);
    let has_clock = strong.contains(':');
    let zone = if has_clock { format!("  {}", wording::zone(scene.dossier.head.zone, window.from)) } else { String::new() };
    let facts = format!(
        "  {} · {} in {}",
        wording::length(window.seconds()),
        words::count(inside, "passage"),
        words::count(plan.places_inside, "place")
    );
    let palette = scene.palette;
    let mut job = egui::text::LayoutJob::default();
    let format = |font, color| egui::TextFormat { font_id: font, color, ..egui::TextFormat::default() };
    job.append(&strong, 0.0, format(theme::bold(size::TEXT), palette.ink));
    job.append(&zone, 0.0, format(theme::sans(size::TEXT), palette.mute));
    job.append(&facts, 0.0, format(theme::sans(size::TEXT), palette.ink));
    job.wrap.max_width = rect.width() - 64.0;
    let galley = ui.painter().layout_job(job);
    let frame = Rect::from_min_size(rect.min + vec2(18.0, 16.0), galley.size() + vec2(26.0, 16.0));
    let painter = ui.painter_at(rect);
    painter.rect(frame, theme::RADIUS, palette.card, Stroke::new(1.0, palette.rule), egui::StrokeKind::Inside);
    painter.galley(frame.min + vec2(13.0, 8.0), galley.clone(), palette.ink);
    let response = ui.interact(frame, ui.scope_id().with("window in words"), egui::Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, galley.text()));
}

fn legend(ui: &Ui, scene: &Scene<'_>, rect: Rect) {
    let palette = scene.palette;
    let painter = ui.painter_at(rect);
    let mut at = pos2(rect.left() + 24.0, rect.bottom() - 18.0);
    let ground = painter.add(egui::Shape::Noop);
    let quiet = Stroke::new(1.3, palette.mute);
    let entries = ["in the window", "earlier", "both", "later", "unverified", "mentioned"];
    for (index, text) in entries.into_iter().enumerate() {
        let room = painter.layout_no_wrap(text.to_owned(), theme::sans(size::LABEL), palette.mute).size().x;
        if at.x + room + 40.0 > rect.right() - 150.0 {
            break;
        }
        let faded = palette.bar.gamma_multiply(0.6);
        match index {
            0 => {
                painter.circle_filled(at, 5.0, palette.window);
            }
            1 => {
                painter.circle_filled(at, 5.0, faded);
            }
            2 => {
                painter.circle(at, 5.0, palette.home_land, quiet);
                painter.circle_filled(at, 2.8, faded);
            }
            3 => {
                painter.circle(at, 4.5, palette.home_land, quiet);
            }
            4 => painter.extend(brush::dashed_circle(at, 4.5, quiet)),
            _ => {
                painter.circle_filled(at, 3.0, palette.faint);
            }
        }
        let label = painter.text(at + vec2(10.0, 0.0), Align2::LEFT_CENTER, text, theme::sans(size::LABEL), palette.mute);
        at.x = label.right() + 18.0;
    }
    if at.x + 90.0 < rect.right() - 150.0 {
        let source = painter.text(at, Align2::LEFT_CENTER, "Natural Earth", theme::sans(size::LABEL), palette.mute);
        at.x = source.right() + 18.0;
    }
    // Markers may lie under the legend; the ground keeps its words readable.
    let strip = Rect::from_min_max(pos2(rect.left() + 14.0, at.y - 12.0), pos2(at.x - 8.0, at.y + 12.0));
    painter.set(ground, egui::Shape::rect_filled(strip, theme::RADIUS, palette.land));
}

fn scale(ui: &Ui, scene: &Scene<'_>, rect: Rect, camera: Camera) {
    let (metres, points) = scale_bar(camera, 90.0);
    let painter = ui.painter_at(rect);
    let [left, right] = scale_ends(rect.right_bottom() - vec2(60.0, 12.0), points);
    let stroke = Stroke::new(1.2, scene.palette.mute);
    let ground = Rect::from_min_max(left - vec2(8.0, 22.0), right + vec2(8.0, 6.0));
    painter.rect_filled(ground, theme::RADIUS, scene.palette.land);
    painter.line_segment([left, right], stroke);
    for end in [left, right] {
        painter.line_segment([end, end - vec2(0.0, 4.0)], stroke);
    }
    let text = if metres >= 1000.0 { format!("{} km", metres / 1000.0) } else { format!("{metres} m") };
    brush::halo_text(
        &painter,
        left.lerp(right, 0.5) - vec2(0.0, 4.0),
        Align2::CENTER_BOTTOM,
        &text,
        theme::sans(size::LABEL),
        scene.palette.mute,
        scene.palette.land,
    );
}

fn buttons(ui: &Ui, rect: Rect, camera: Camera, actions: &mut Vec<Action>) {
    let mut add = |ui: &mut Ui, glyph: &str, name: &str, action: Action| {
        let button = Button::new(RichText::new(glyph).size(15.0)).min_size(Vec2::splat(28.0));
        let response = ui.add(button).on_hover_text(name);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name));
        if response.clicked() {
            actions.push(action);
        }
    };
    Area::new(Id::unique("map buttons"))
        .order(Order::Middle)
        .fixed_pos(rect.right_bottom() - vec2(44.0, 112.0))
        .constrain(false)
        .show(ui.ctx(), |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            add(ui, icon::PLUS, "Zoom in", Action::SetCamera(camera.zoomed(1.0, 0.0, 0.0)));
            add(ui, icon::MINUS, "Zoom out", Action::SetCamera(camera.zoomed(-1.0, 0.0, 0.0)));
            add(ui, icon::FIT, "Back to the start frame (0)", Action::Fit(Fit::All));
        });
}

/// Places that cannot be drawn are counted, and one click away.
fn tray(ui: &Ui, scene: &Scene<'_>, rect: Rect, plan: &MapPlan, actions: &mut Vec<Action>) {
    if plan.unplaced.is_empty() {
        return;
    }
    let text = format!("{} {} without a position", icon::TRAY, words::count(plan.unplaced.len(), "place"));
    Area::new(Id::unique("unplaced tray"))
        .order(Order::Middle)
        .fixed_pos(rect.left_bottom() + vec2(16.0, -64.0))
        .constrain(false)
        .show(ui.ctx(), |ui| {
            let button = ui.add(Button::new(RichText::new(text).font(theme::sans(size::LABEL))));
            Popup::menu(&button).frame(Frame::popup(ui.style()).inner_margin(Margin::same(8))).show(|ui| {
                for (ix, total) in &plan.unplaced {
                    let place = scene.dossier.place(*ix);
                    let passages = if *total == 0 { "mentioned only".to_owned() } else { words::count(*total, "passage") };
                    if ui.button(format!("{}: {passages}", place.title)).clicked() {
                        actions.push(Action::SelectPlace(Some(*ix)));
                    }
                }
            });
        });
}

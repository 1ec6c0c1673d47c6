//! The detail axis: ticks, lanes and bars.

use egui::{
    Align2, Color32, CornerRadius, FontId, Painter, Rect, Response, Sense, Shape, Stroke, StrokeKind, Ui, accesskit::Role, pos2,
    vec2,
};

use super::lanes::{Bar, Lane, LaneKey, LanePlan};
use super::{Axis, handles, ticks};
use crate::index::times::Window;
use crate::report::moment::DAY;
use crate::session::{Action, Hovered};
use crate::theme::{self, Palette, size};
use crate::view::{Scene, brush, words};

/// The height of the row of tick labels.
const TICKS: f32 = 20.0;
/// The tallest a row of bars is drawn.
const ROW_MOST: f32 = 11.0;
/// How many points of scrolling zoom by a factor of e.
const WHEEL_STEP: f64 = 240.0;

/// Draws the axis into `rect`; the names of the lanes stand between `names_left` and it.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, rect: Rect, names_left: f32) -> Vec<Action> {
    let axis = Axis::new(scene.state.range, rect.left(), rect.right());
    let lanes_rect = Rect::from_min_max(pos2(rect.left(), rect.top() + TICKS), rect.max);
    let plan = LanePlan::new(scene, &axis, lanes_rect.height());
    let response = ui.interact(rect, ui.scope_id().with("axis"), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Canvas, true, "Timeline axis"));
    let mut actions = handles::axis_input(ui, scene, &axis, &response, WHEEL_STEP);
    let painter = ui.painter_at(Rect::from_min_max(pos2(names_left, rect.top()), pos2(rect.right() + 1.0, rect.bottom())));
    grid(&painter, scene, &axis, rect);
    handles::band(&painter, scene, &axis, rect);
    actions.extend(handles::body(ui, scene, &axis, rect));
    actions.extend(lanes(ui, &painter, scene, &axis, &plan, lanes_rect, names_left));
    actions.extend(handles::show(ui, scene, &axis, rect));
    day_double_click(scene, &axis, &response, &mut actions);
    actions
}

/// A double click on free axis fits that day.
fn day_double_click(scene: &Scene<'_>, axis: &Axis, response: &Response, actions: &mut Vec<Action>) {
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.double_clicked()) {
        let at = axis.time_from_x(f64::from(pointer.x));
        let from = crate::report::moment::Moment(at.0 - at.0.rem_euclid(DAY));
        actions.retain(|action| !matches!(action, Action::SetWindow(_)));
        if scene.state.range.seconds() > DAY {
            actions.push(Action::GoToTime(Window::new(from, from.plus(DAY))));
        }
    }
}

fn grid(painter: &Painter, scene: &Scene<'_>, axis: &Axis, rect: Rect) {
    let palette = scene.palette;
    let line = Stroke::new(1.0, palette.rule);
    let ticks = ticks(axis);
    let mut free_from = rect.left();
    let mut owed = "";
    for (index, tick) in ticks.iter().enumerate() {
        let x = axis.x(tick.at).round() + 0.5;
        painter.line_segment([pos2(x, rect.top()), pos2(x, rect.bottom())], line);
        let set = |text: String, font, ink| painter.layout_no_wrap(text, font, ink);
        let quiet = if tick.quiet.is_empty() { String::new() } else { format!("{} ", tick.quiet) };
        let quiet = set(quiet, theme::sans(size::LABEL), palette.mute);
        owed = if tick.year.is_empty() { owed } else { &tick.year };
        let left = x + 6.0;
        let next = ticks.get(index + 1).map_or(rect.right(), |next| axis.x(next.at) + 4.0);
        let with_year = set(format!("{}{owed}", tick.strong), theme::bold(size::LABEL), palette.ink);
        // The year waits for a tick that has room for it, rather than push the next label away.
        let strong = if left + quiet.size().x + with_year.size().x <= next {
            owed = "";
            with_year
        } else {
            set(tick.strong.clone(), theme::bold(size::LABEL), palette.ink)
        };
        let right = left + quiet.size().x + strong.size().x;
        // Labels never touch, and none is cut: a tick without room stays a line.
        if left < free_from || right > rect.right() {
            continue;
        }
        free_from = right + 4.0;
        let middle = rect.top() + TICKS / 2.0;
        let strong_at = pos2(left + quiet.size().x, middle - strong.size().y / 2.0);
        painter.galley(pos2(left, middle - quiet.size().y / 2.0), quiet, palette.mute);
        painter.galley(strong_at, strong, palette.ink);
    }
    painter.line_segment([pos2(rect.right() - 0.5, rect.top()), pos2(rect.right() - 0.5, rect.bottom())], line);
}

fn lanes(ui: &Ui, painter: &Painter, scene: &Scene<'_>, axis: &Axis, plan: &LanePlan, rect: Rect, names_left: f32) -> Vec<Action> {
    let mut actions = Vec::new();
    if plan.lanes.is_empty() {
        let text = "Nothing is dated here. Press Home, or pick a stretch below.";
        painter.text(rect.center(), Align2::CENTER_CENTER, text, theme::sans(size::TEXT), scene.palette.mute);
        return actions;
    }
    let row = row_height(plan, rect.height());
    let mut top = rect.top();
    for lane in &plan.lanes {
        let height = lane_height(lane.rows, row);
        let strip = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), height));
        top += height;
        actions.extend(name(ui, painter, scene, lane, strip, names_left));
        let middle = strip.center().y.round() + 0.5;
        painter.line_segment([pos2(strip.left(), middle), pos2(strip.right(), middle)], Stroke::new(1.0, scene.palette.rule));
        for bar in &lane.bars {
            actions.extend(self::bar(ui, painter, scene, axis, bar, strip, row));
        }
    }
    actions
}

fn lane_height(rows: usize, row: f32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
    let rows = rows as f32;
    (rows * row + 5.0).max(13.0)
}

/// The tallest rows with which all lanes fit into a height.
fn row_height(plan: &LanePlan, height: f32) -> f32 {
    let fits = |row: f32| plan.lanes.iter().map(|lane| lane_height(lane.rows, row)).sum::<f32>() <= height;
    let mut row = ROW_MOST;
    while row > 3.0 && !fits(row) {
        row -= 0.5;
    }
    row
}

/// The name of a lane, cut where it is too long, with the whole in its tooltip; a click chooses the place.
fn name(ui: &Ui, painter: &Painter, scene: &Scene<'_>, lane: &Lane, strip: Rect, names_left: f32) -> Option<Action> {
    let place = if let LaneKey::Place(place) = lane.key { Some(place) } else { None };
    let chosen = place.is_some() && place == scene.state.selection.place;
    let inside = lane.bars.iter().any(|bar| bar.inside);
    let (font, ink) = match (chosen, inside) {
        (true, _) => (theme::bold(size::LABEL), scene.palette.ink),
        (false, true) => (theme::medium(size::LABEL), scene.palette.ink),
        (false, false) => (theme::sans(size::LABEL), scene.palette.mute),
    };
    let room = strip.left() - names_left - 10.0;
    let galley = cut(painter, &lane.name, font, ink, room);
    let at = Align2::RIGHT_CENTER.anchor_size(pos2(strip.left() - 10.0, strip.center().y), galley.size());
    painter.galley(at.min, galley, ink);
    let hit = Rect::from_min_max(pos2(names_left, strip.top()), pos2(strip.left() - 4.0, strip.bottom()));
    let Some(place) = place else {
        let response = ui.interact(hit, ui.scope_id().with(("lane", &lane.name)), Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(Role::Label, true, format!("Lane {}", lane.name)));
        response.on_hover_text(&lane.name);
        return None;
    };
    let response = ui.interact(hit, ui.scope_id().with(("lane", place.0)), Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, chosen, format!("Lane {}", lane.name)));
    brush::focus_ring(painter, &response, hit, scene.palette.ink);
    let (hovered, clicked) = (response.hovered(), response.clicked());
    response.on_hover_text(&lane.name);
    match (clicked, hovered) {
        (true, _) => Some(Action::SelectPlace(Some(place))),
        (_, true) => Some(Action::Hover(Some(Hovered::Place(place)))),
        _ => None,
    }
}

fn cut(painter: &Painter, text: &str, font: FontId, ink: Color32, room: f32) -> std::sync::Arc<egui::Galley> {
    let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room);
    painter.layout_job(job)
}

fn bar(ui: &Ui, painter: &Painter, scene: &Scene<'_>, axis: &Axis, bar: &Bar, strip: Rect, row: f32) -> Vec<Action> {
    let left = bar.left.max(strip.left() - 30.0);
    let right = bar.right.min(strip.right() + 30.0);
    #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
    let top = strip.top() + 2.5 + bar.row as f32 * row;
    let rect = if bar.long {
        Rect::from_min_max(pos2(left, strip.bottom() - 3.0), pos2(right, strip.bottom() - 1.0))
    } else {
        Rect::from_min_max(pos2(left, top), pos2(right, top + (row - 1.5).max(2.0)))
    };
    let clipped = painter.with_clip_rect(painter.clip_rect().intersect(strip.expand2(vec2(0.0, 6.0))));
    draw_bar(&clipped, scene.palette, bar, rect);
    node(ui, &clipped, scene, axis, bar, rect.intersect(strip))
}

fn draw_bar(painter: &Painter, palette: &Palette, bar: &Bar, rect: Rect) {
    let color = match (bar.inside, bar.long) {
        (true, false) => palette.window,
        (true, true) => palette.window.gamma_multiply(0.55),
        (false, false) => palette.bar,
        (false, true) => palette.bar.gamma_multiply(0.5),
    };
    let corner = CornerRadius::same(2);
    if bar.unverified {
        painter.rect_filled(rect, corner, palette.panel);
        painter.extend(brush::dashed_rect(rect.shrink(0.5), Stroke::new(1.3, color)));
    } else if bar.soft_left > 0.0 || bar.soft_right > 0.0 {
        painter.add(brush::soft_bar(rect, color, bar.soft_left, bar.soft_right));
    } else {
        painter.add(Shape::rect_filled(rect, corner, color));
    }
    if bar.lit {
        painter.rect_stroke(rect.expand(1.5), corner, Stroke::new(1.5, palette.ink), StrokeKind::Outside);
    }
}

/// The bar as something that can be clicked, focused and read aloud.
fn node(ui: &Ui, painter: &Painter, scene: &Scene<'_>, axis: &Axis, bar: &Bar, rect: Rect) -> Vec<Action> {
    let mut actions = Vec::new();
    if !rect.is_positive() {
        return actions;
    }
    let ix = bar.passage;
    let hit = rect.expand2(vec2(1.0, 1.0));
    let response = ui.interact(hit, ui.scope_id().with(("bar", ix.0)), Sense::click());
    let selected = scene.state.selection.passage == Some(ix);
    response.widget_info(|| egui::WidgetInfo::selected(Role::Button, true, selected, words::name(scene.dossier, ix)));
    brush::focus_ring(painter, &response, rect, scene.palette.ink);
    if response.double_clicked() {
        if let Some(when) = &scene.dossier.passage(ix).when {
            actions.push(Action::GoToTime(scene.index.window_of(when)));
        }
    } else if response.clicked() {
        actions.push(Action::SelectPassage(ix));
    }
    if response.hovered() {
        actions.push(Action::Hover(Some(Hovered::Passage(ix))));
    }
    response.on_hover_ui(|ui| {
        let passage = scene.dossier.passage(ix);
        ui.set_max_width(320.0);
        ui.label(egui::RichText::new(&passage.title).font(theme::bold(size::TEXT)));
        ui.label(format!("{}, {}", words::place(scene.dossier, passage), words::when(passage)));
        if axis.range().seconds() > DAY && passage.when.is_some_and(|when| when.is_soft()) {
            ui.label("The ends are not sharp: the text does not say more.");
        }
        ui.label(format!("{}, {}", words::attribution(scene.dossier, passage), passage.status.word()));
    });
    actions
}

//! The bars of a lane, each one a node; or its profile, where they are too many.

use egui::{CornerRadius, Painter, Rect, Sense, Shape, Stroke, StrokeKind, Ui, accesskit::Role, pos2, vec2};

use super::Axis;
use super::lanes::{Bar, Lane, Look, Profile};
use super::stack::{self, THIN};
use crate::session::{Action, Hovered};
use crate::theme::{self, Palette, size};
use crate::view::{Scene, brush, words};

/// The space above the first row of bars, in points.
const ABOVE: f32 = 2.5;

/// Draws what is in a lane and returns what the user did with it.
pub fn show(ui: &Ui, painter: &Painter, scene: &Scene<'_>, axis: &Axis, lane: &Lane, strip: Rect) -> Vec<Action> {
    let clipped = painter.with_clip_rect(painter.clip_rect().intersect(strip));
    if let Some(profile) = &lane.profile {
        draw_profile(&clipped, scene, axis, profile, strip);
        return profile_node(ui, scene, axis, lane, strip);
    }
    let pitch = stack::pitch(lane.height, lane.need);
    // Where there is room to spare, the bars stand level with the name of the lane.
    let spare = stack::spare(lane.height, lane.need) / 2.0;
    let inner = strip.shrink2(vec2(0.0, spare));
    let apart = stack::rows_apart(lane.height, lane.need);
    // The shorter a bar, and the nearer to the window, the higher it lies: for the eye and for the pointer.
    let mut order: Vec<(&Bar, Look)> = lane.bars.iter().map(|bar| (bar, bar.look(scene))).collect();
    order.sort_by_key(|(bar, look)| (!bar.long, bar.brief, look.inside));
    let mut actions = Vec::new();
    for (bar, look) in order {
        let rect = frame(bar, inner, pitch, apart);
        draw(&clipped, scene.palette, bar, look, rect);
        actions.extend(node(ui, &clipped, scene, bar, rect.intersect(strip)));
    }
    actions
}

/// Where a bar is drawn: bars from the top of the lane down, thin lines from its bottom up.
fn frame(bar: &Bar, strip: Rect, pitch: f32, apart: usize) -> Rect {
    let (left, right) = (bar.left.max(strip.left() - 30.0), bar.right.min(strip.right() + 30.0));
    // Rows beyond the room lie over the first ones; a closer look sets them apart.
    #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
    let row = if bar.long { bar.row } else { bar.row % apart } as f32;
    if bar.long {
        let bottom = strip.bottom() - 1.5 - row * THIN;
        return Rect::from_min_max(pos2(left, bottom - 1.25), pos2(right, bottom));
    }
    let top = strip.top() + ABOVE + row * pitch;
    Rect::from_min_max(pos2(left, top), pos2(right, top + (pitch - 1.25).max(2.0)))
}

fn draw(painter: &Painter, palette: &Palette, bar: &Bar, look: Look, rect: Rect) {
    let color = match (look.inside, bar.long) {
        (true, false) => palette.window,
        (true, true) => palette.window.gamma_multiply(0.75),
        (false, false) => palette.bar,
        (false, true) => palette.bar.gamma_multiply(0.7),
    };
    let corner = CornerRadius::same(2);
    // Ends that lie out of view fade over their whole length, so that what is seen of them is right.
    let soft_left = bar.soft_left - (rect.left() - bar.left);
    let soft_right = bar.soft_right - (bar.right - rect.right());
    if bar.unverified && bar.long {
        painter.extend(Shape::dashed_line(&[rect.left_center(), rect.right_center()], Stroke::new(1.5, color), 4.0, 3.0));
    } else if bar.unverified {
        painter.rect_filled(rect, corner, palette.panel);
        painter.extend(brush::dashed_rect(rect.shrink(0.5), Stroke::new(1.3, color)));
    } else if soft_left > 0.0 || soft_right > 0.0 {
        painter.add(brush::soft_bar(rect, color, soft_left.max(0.0), soft_right.max(0.0)));
    } else {
        painter.add(Shape::rect_filled(rect, corner, color));
    }
    if look.lit {
        painter.rect_stroke(rect.expand(1.5), corner, Stroke::new(1.5, palette.ink), StrokeKind::Outside);
    }
}

/// The bar as something that can be clicked, focused and read aloud.
fn node(ui: &Ui, painter: &Painter, scene: &Scene<'_>, bar: &Bar, rect: Rect) -> Vec<Action> {
    let mut actions = Vec::new();
    if !rect.is_positive() {
        return actions;
    }
    let ix = bar.passage;
    // A thin line is easier to hit than to see.
    let hit = rect.expand2(vec2(1.0, if bar.long { 0.75 } else { 1.0 }));
    let response = ui.interact(hit, ui.scope_id().with(("bar", ix.0)), Sense::click());
    let selected = scene.state.selection.passage == Some(ix);
    response.widget_info(|| {
        egui::WidgetInfo::selected(Role::Button, true, selected, words::name(scene.state.clock, scene.dossier, ix))
    });
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
        ui.label(format!("{}, {}", words::place(scene.dossier, passage), scene.state.clock.when_of(passage)));
        if passage.when.is_some_and(|when| when.is_soft()) {
            ui.label("An end that fades is not known more exactly.");
        }
        ui.label(format!("{}, {}", words::attribution(scene.dossier, passage), passage.status.word()));
    });
    actions
}

fn draw_profile(painter: &Painter, scene: &Scene<'_>, axis: &Axis, profile: &Profile, strip: Rect) {
    let window = scene.state.window;
    let room = strip.height() - 2.0 * ABOVE;
    for (column, share) in profile.columns.iter().enumerate().filter(|(_, share)| **share > 0.0) {
        #[expect(clippy::cast_precision_loss, reason = "a column of the screen")]
        let left = strip.left() + column as f32 * Profile::COLUMN;
        let time = Profile::time(axis, column);
        let color = if time.from < window.to && time.to > window.from { scene.palette.window } else { scene.palette.bar };
        let top = strip.bottom() - ABOVE - (share * room).max(1.0);
        let rect = Rect::from_min_max(pos2(left, top), pos2(left + Profile::COLUMN - 1.0, strip.bottom() - ABOVE));
        painter.rect_filled(rect, 0.0, color);
    }
}

/// The whole profile is one node; a click looks closer where it was clicked.
fn profile_node(ui: &Ui, scene: &Scene<'_>, axis: &Axis, lane: &Lane, strip: Rect) -> Vec<Action> {
    let response = ui.interact(strip, ui.scope_id().with(("profile", lane.key)), Sense::click());
    let name = format!("{}, {}, too many to be told apart here", lane.name, words::count(lane.count, "passage"));
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &name));
    brush::focus_ring(ui.painter(), &response, strip, scene.palette.ink);
    let mut actions = Vec::new();
    if response.clicked() {
        let at = response.interact_pointer_pos().map_or(strip.center().x, |pointer| pointer.x);
        let anchor = axis.time_from_x(f64::from(at));
        actions.push(Action::SetRange(axis.range().zoomed(0.25, anchor, crate::session::SHORTEST_RANGE)));
    }
    response.on_hover_text(format!("{name}. Click to look closer."));
    actions
}

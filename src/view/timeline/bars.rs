//! The bars of a lane with their titles, each one a node; or its profile, where they are too many.

use egui::{Color32, CornerRadius, Painter, Rect, Sense, Shape, Stroke, StrokeKind, Ui, accesskit::Role, pos2, vec2};

use super::hand::{self, Hand, Seat};
use super::lanes::{Bar, Label, Lane, Look, Profile};
use super::stack::Form;
use super::{Axis, card, veil};
use crate::session::{Action, Hovered};
use crate::theme::{self, Palette, size};
use crate::view::{Scene, brush, words};

/// The space above and below a profile, in points.
const AROUND: f32 = 4.0;
/// The least height of a bar with a dotted outline, in points.
const DOTTED: f32 = 9.0;
/// The width of the mark at the beginning of a bar out of the window, in points.
const MARK: f32 = 2.0;

/// Draws what is in a lane and returns what the user did with it.
pub fn show(ui: &Ui, painter: &Painter, scene: &Scene<'_>, axis: &Axis, lane: &Lane, strip: Rect, hand: &mut Hand) -> Vec<Action> {
    if let Some(profile) = &lane.profile {
        draw_profile(painter, scene, axis, profile, strip);
        let too_many = lane.share.form == Form::Profile;
        return if too_many { profile_node(ui, scene, axis, lane, strip) } else { Vec::new() };
    }
    let titled = lane.share.form == Form::Titled;
    // The shorter a bar, and the nearer to the window, the higher it lies: for the eye and for the pointer.
    let mut order: Vec<(&Bar, Look)> = lane.drawn().map(|bar| (bar, bar.look(scene))).collect();
    order.sort_by_key(|(bar, look)| (!bar.long, bar.brief, look.inside));
    let mut actions = Vec::new();
    for (bar, look) in order {
        let Some((top, bottom)) = lane.span(bar) else { continue };
        // What lies far out of view is brought near, where f32 is still exact.
        let (left, right) = (bar.left.max(strip.left() - 30.0), bar.right.min(strip.right() + 30.0));
        let rect = Rect::from_min_max(pos2(left, strip.top() + top), pos2(right, strip.top() + bottom));
        // What is out of view is there for the keyboard and for screen readers alone.
        if painter.clip_rect().y_range().intersects(rect.y_range()) {
            let tone = Tone::of(scene.palette, bar, look, titled || bar.long);
            draw(painter, scene.palette, bar, look, tone, rect);
            if let Some(label) = &bar.label {
                let by = hand::beside(scene, bar.passage, rect);
                let aside = if label.left > rect.left() { by } else { -by };
                if !label.inside {
                    let behind = Rect::from_x_y_ranges(label.left..=label.right, rect.y_range());
                    veil::clear(painter, scene, axis, behind.translate(vec2(aside, 0.0)));
                }
                draw_label(painter, label, tone, rect, if label.inside { 0.0 } else { aside });
            }
        }
        let seat = Seat { painter, axis, rect: rect.intersect(strip) };
        actions.extend(node(ui, scene, bar, seat, hand));
    }
    actions
}

/// The colours of a bar and its title.
#[derive(Clone, Copy)]
struct Tone {
    fill: Color32,
    /// Of the title in the bar, and of the one beside it.
    ink: [Color32; 2],
    /// Of the mark at the beginning, where there is one.
    mark: Option<Color32>,
}

impl Tone {
    fn of(palette: &Palette, bar: &Bar, look: Look, tall: bool) -> Self {
        let own = |fill| if bar.unverified { palette.panel } else { fill };
        match (look.inside, bar.long) {
            (true, false) if bar.unverified => Self { fill: palette.card, ink: [palette.ink; 2], mark: None },
            (true, false) if bar.found => Self { fill: palette.softened(palette.panel), ink: [palette.ink; 2], mark: None },
            (true, false) => Self { fill: palette.window, ink: [palette.on_window, palette.ink], mark: None },
            (true, true) => Self { fill: own(palette.window_tint), ink: [palette.ink; 2], mark: Some(palette.window) },
            (false, _) if tall => {
                Self { fill: own(palette.bar_quiet), ink: [palette.bar_ink, palette.mute], mark: Some(palette.bar) }
            }
            (false, _) => Self { fill: palette.bar, ink: [palette.mute; 2], mark: None },
        }
    }
}

fn draw(painter: &Painter, palette: &Palette, bar: &Bar, look: Look, tone: Tone, rect: Rect) {
    let corner = CornerRadius::same(if rect.height() > 8.0 { 3 } else { 2 });
    // Ends that lie out of view fade over their whole length, so that what is seen of them is right.
    let soft_left = bar.soft_left - (rect.left() - bar.left);
    let soft_right = bar.soft_right - (bar.right - rect.right());
    if bar.unverified {
        let edge = if look.inside { palette.window } else { palette.bar };
        painter.rect_filled(rect, corner, tone.fill);
        painter.extend(brush::dashed_rect(rect.shrink(0.5), Stroke::new(1.3, edge)));
    } else if soft_left > 0.0 || soft_right > 0.0 {
        painter.add(brush::soft_bar(rect, tone.fill, soft_left.max(0.0), soft_right.max(0.0)));
    } else {
        painter.add(Shape::rect_filled(rect, corner, tone.fill));
    }
    // In a low row dots would fill the whole bar.
    if bar.found && !bar.unverified && rect.height() >= DOTTED {
        painter.extend(brush::dotted_rect(rect.shrink(0.5), if look.inside { palette.window } else { palette.bar_strong }));
    }
    if let Some(mark) = tone.mark.filter(|_| soft_left <= 0.0 && !bar.unverified && rect.left() >= bar.left - 0.5) {
        let mark_rect = Rect::from_min_size(rect.min, vec2(MARK.min(rect.width()), rect.height()));
        painter.rect_filled(mark_rect, CornerRadius { nw: corner.nw, sw: corner.sw, ne: 0, se: 0 }, mark);
    }
    if look.lit {
        painter.rect_stroke(rect.expand(0.5), corner, Stroke::new(1.5, palette.ink), StrokeKind::Outside);
    }
}

/// Draws a title so many points beside where it stands.
fn draw_label(painter: &Painter, label: &Label, tone: Tone, rect: Rect, aside: f32) {
    let ink = tone.ink[usize::from(!label.inside)];
    // Without a colour of its own, one layout serves for all of them.
    let galley = painter.layout_no_wrap(label.text.clone(), theme::sans(size::LABEL), Color32::PLACEHOLDER);
    painter.galley(pos2(label.left + aside, rect.center().y - galley.size().y / 2.0), galley, ink);
}

/// The bar as something that can be clicked, focused and read aloud; a title beside it belongs to it.
fn node(ui: &Ui, scene: &Scene<'_>, bar: &Bar, seat: Seat<'_>, hand: &mut Hand) -> Vec<Action> {
    let Seat { painter, rect, .. } = seat;
    let mut actions = Vec::new();
    if !rect.is_positive() {
        return actions;
    }
    let ix = bar.passage;
    let id = ui.scope_id().with(("bar", ix.0));
    let mut response = ui.interact(rect.expand2(vec2(1.0, 0.5)), id, hand::sense(scene, ix));
    let selected = scene.state.selection.passage == Some(ix);
    response.widget_info(|| {
        egui::WidgetInfo::selected(Role::Button, true, selected, words::name(scene.state.clock, scene.dossier, ix))
    });
    brush::focus_ring(painter, &response, rect, scene.palette.ink);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if scene.state.moves_by_hand() {
        actions.extend(hand.bar(ui, scene, bar, seat, &response));
    }
    if let Some(label) = bar.label.as_ref().filter(|label| !label.inside) {
        // For the pointer alone; for the keyboard and for screen readers the title is the bar's name.
        let beside = Rect::from_x_y_ranges(label.left..=label.right, rect.y_range());
        response |= ui.interact(beside, id.with("title"), Sense::CLICK);
    }
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
    response.on_hover_ui(|ui| card::show(ui, scene, ix));
    actions
}

fn draw_profile(painter: &Painter, scene: &Scene<'_>, axis: &Axis, profile: &Profile, strip: Rect) {
    let window = scene.state.window;
    let room = strip.height() - 2.0 * AROUND;
    let quiet = scene.palette.bar.gamma_multiply(0.6);
    for (column, share) in profile.columns.iter().enumerate().filter(|(_, share)| **share > 0.0) {
        #[expect(clippy::cast_precision_loss, reason = "a column of the screen")]
        let left = strip.left() + column as f32 * Profile::COLUMN;
        let time = Profile::time(axis, column);
        let color = if time.from < window.to && time.to > window.from { scene.palette.window } else { quiet };
        let top = strip.bottom() - AROUND - (share * room).max(1.0);
        let rect = Rect::from_min_max(pos2(left, top), pos2(left + Profile::COLUMN - 1.0, strip.bottom() - AROUND));
        painter.rect_filled(rect, 0.0, color);
    }
}

/// The whole profile is one node; a click looks closer where it was clicked.
fn profile_node(ui: &Ui, scene: &Scene<'_>, axis: &Axis, lane: &Lane, strip: Rect) -> Vec<Action> {
    let response = ui.interact(strip, ui.scope_id().with(("profile", lane.key)), Sense::click());
    let name = format!("Lane {}, {}, too many to show one by one", lane.name, words::count(lane.count, "passage"));
    response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &name));
    brush::focus_ring(ui.painter(), &response, strip, scene.palette.ink);
    let mut actions = Vec::new();
    if response.clicked() {
        let at = response.interact_pointer_pos().map_or(strip.center().x, |pointer| pointer.x);
        let anchor = axis.time_from_x(f64::from(at));
        actions.push(Action::SetRange(axis.range().zoomed(0.25, anchor, crate::session::SHORTEST_RANGE)));
    }
    response.on_hover_text(format!("{name}. Click to zoom in."));
    actions
}

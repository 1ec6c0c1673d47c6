//! Moving a passage in time by hand, where that was asked for: its bar is dragged by the body or by an end, or goes by the
//! arrow keys. It goes by the unit of the ticks, and nothing happens to the dossier before it is let go.

use egui::{CursorIcon, EventFilter, Key, Painter, Rect, Response, Sense, Stroke, StrokeKind, Ui, accesskit, pos2, vec2};

use super::lanes::{Bar, softness};
use super::{Axis, ticks};
use crate::edit::{Deed, PassageChange};
use crate::report::ids::PassageIx;
use crate::report::moment::Moment;
use crate::report::moving::{self, Side, Unit};
use crate::report::outside::closed;
use crate::report::passage::Basis;
use crate::report::when::{Bound, When};
use crate::session::Action;
use crate::theme::{self, size};
use crate::view::holding::{self, Keys};
use crate::view::{Scene, brush};

/// How wide the handle at an end is for the pointer, in points.
const GRIP: f32 = 10.0;
/// Bars that are narrower than this have their handles outside, in points.
const NARROW: f32 = 30.0;

/// What of a bar is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Whole,
    End(Side),
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Held {
    passage: PassageIx,
    /// Which dossier the passage is of; positions of another one mean nothing.
    dossier: usize,
    part: Part,
    /// Its time as it would be.
    when: When,
    by_key: bool,
}

/// What is held, if anything.
#[derive(Default)]
pub struct Hand {
    held: Option<Held>,
    /// Whether what is held by the keyboard still has it in this frame.
    is_focused: bool,
    /// Where the bar of what is held lies.
    row: Option<Rect>,
    /// Where the bar of the chosen passage lies.
    chosen: Option<Rect>,
}

/// Where a bar lies.
#[derive(Clone, Copy)]
pub struct Seat<'a> {
    /// What draws there.
    pub painter: &'a Painter,
    /// The axis.
    pub axis: &'a Axis,
    /// What is seen of the bar.
    pub rect: Rect,
}

impl Hand {
    /// The time that a passage would have if it were let go now.
    pub fn when(&self, passage: PassageIx) -> Option<When> {
        self.held.filter(|held| held.passage == passage).map(|held| held.when)
    }

    /// Puts what the keyboard holds where it is once its keys are up; Escape leaves it where it was.
    pub fn keys(&mut self, ui: &Ui, scene: &Scene<'_>) -> Option<Action> {
        (self.is_focused, self.row, self.chosen) = (false, None, None);
        let dossier = std::ptr::from_ref(scene.dossier).addr();
        self.held = self.held.filter(|held| scene.state.moves_by_hand() && held.dossier == dossier);
        self.held?;
        holding::take(ui, Keys::Escape);
        let (escape, is_held) = ui.input_mut(|input| {
            let is_held = input.modifiers.alt || [Key::ArrowLeft, Key::ArrowRight].into_iter().any(|key| input.key_down(key));
            (input.consume_key(egui::Modifiers::NONE, Key::Escape), is_held)
        });
        if escape {
            self.held = None;
        }
        let by_key = self.held.is_some_and(|held| held.by_key);
        if by_key && !is_held { self.release() } else { None }
    }

    fn release(&mut self) -> Option<Action> {
        let Held { passage, when, .. } = self.held.take()?;
        Some(Action::Edit(Box::new(Deed::Passages(vec![passage], PassageChange::When(Some(when), Basis::Stated)))))
    }

    fn hold(&mut self, scene: &Scene<'_>, passage: PassageIx, part: Part, when: When, by_key: bool) {
        let dossier = std::ptr::from_ref(scene.dossier).addr();
        self.is_focused |= by_key;
        self.held = Some(Held { passage, dossier, part, when, by_key });
    }

    /// What the user does with the body of a bar.
    pub fn bar(&mut self, ui: &Ui, scene: &Scene<'_>, bar: &Bar, seat: Seat<'_>, response: &Response) -> Option<Action> {
        let ix = bar.passage;
        if self.when(ix).is_some() {
            self.row = Some(seat.rect);
        }
        self.key(ui, scene, seat.axis, ix, Part::Whole, response);
        if scene.state.selection.passage != Some(ix) {
            return None;
        }
        self.chosen = Some(seat.rect);
        self.drag(ui, scene, seat.axis, ix, Part::Whole, response)
    }

    /// The handles of the chosen bar. They lie on top of those of the window, which often stands where the chosen passage is.
    pub fn ends(&mut self, ui: &Ui, painter: &Painter, scene: &Scene<'_>, axis: &Axis) -> Option<Action> {
        let rect = self.chosen.filter(|rect| painter.clip_rect().contains(rect.center()))?;
        let ix = scene.state.selection.passage?;
        let when = scene.dossier.passage(ix).when?;
        let seat = Seat { painter, axis, rect };
        let start = self.end(ui, scene, (ix, &when), Side::Start, seat);
        start.or(self.end(ui, scene, (ix, &when), Side::End, seat))
    }

    /// The handle at an end: a slider, as those of the window are.
    fn end(&mut self, ui: &Ui, scene: &Scene<'_>, (ix, when): (PassageIx, &When), side: Side, seat: Seat<'_>) -> Option<Action> {
        let Seat { painter, axis, rect } = seat;
        let (at, bound, out) = match side {
            Side::Start => (when.earliest(), when.start(), -1.0),
            Side::End => (when.latest(), when.end(), 1.0),
        };
        let (left, right) = axis.ends();
        // An open end is where the axis ends.
        let x = if bound == Bound::Open { axis.x(at).clamp(left + GRIP, right - GRIP) } else { axis.x(at) };
        let part = Part::End(side);
        let is_held = self.held.is_some_and(|held| held.passage == ix && held.part == part);
        if !is_held && !(left - 1.0..=right + 1.0).contains(&x) {
            return None;
        }
        let middle = if rect.width() < NARROW { x + out * (GRIP / 2.0 + 2.0) } else { x };
        let hit = Rect::from_center_size(pos2(middle, rect.center().y), vec2(GRIP, rect.height() + 4.0));
        let id = ui.scope_id().with(("end of a bar", ix.0, side == Side::Start));
        let response = ui.interact(hit, id, Sense::click_and_drag()).on_hover_cursor(CursorIcon::ResizeHorizontal);
        let title = closed(&scene.dossier.passage(ix).title);
        let name = if side == Side::Start { format!("Start of {title}") } else { format!("End of {title}") };
        let value = scene.state.clock.when(&self.when(ix).unwrap_or(*when));
        response.widget_info(|| egui::WidgetInfo::labeled(accesskit::Role::Slider, true, &name));
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_value(value);
            node.add_action(accesskit::Action::Increment);
            node.add_action(accesskit::Action::Decrement);
        });
        let is_strong = response.hovered() || response.has_focus() || response.dragged();
        let knob =
            Rect::from_center_size(pos2(middle, rect.center().y), vec2(if is_strong { 5.0 } else { 4.0 }, rect.height() + 2.0));
        painter.rect(knob, 2.0, scene.palette.card, Stroke::new(1.5, scene.palette.ink), StrokeKind::Middle);
        brush::focus_ring(painter, &response, knob, scene.palette.ink);
        self.key(ui, scene, axis, ix, part, &response);
        self.drag(ui, scene, axis, ix, part, &response)
    }

    fn drag(&mut self, ui: &Ui, scene: &Scene<'_>, axis: &Axis, ix: PassageIx, part: Part, response: &Response) -> Option<Action> {
        let is_held = self.held.is_some_and(|held| held.passage == ix && held.part == part && !held.by_key);
        if response.drag_started() || (response.dragged() && is_held) {
            let when = scene.dossier.passage(ix).when?;
            let (from, to) = ui.input(|input| input.pointer.press_origin()).zip(response.interact_pointer_pos())?;
            let fine = ui.input(|input| input.modifiers.shift);
            let there = dragged(axis, &when, part, (from.x, to.x), fine).unwrap_or(when);
            self.hold(scene, ix, part, there, false);
        }
        if !response.drag_stopped() || !is_held {
            return None;
        }
        let is_moved = self.when(ix) != scene.dossier.passage(ix).when;
        let action = self.release();
        action.filter(|_| is_moved)
    }

    /// The arrows: with Alt on a bar, which moves as a whole, or with Shift too by its end; alone on the handle of an end.
    fn key(&mut self, ui: &Ui, scene: &Scene<'_>, axis: &Axis, ix: PassageIx, part: Part, response: &Response) {
        let asked = |action| ui.input(|input| input.num_accesskit_action_requests(response.id, action)) > 0;
        let (more, less) = (asked(accesskit::Action::Increment), asked(accesskit::Action::Decrement));
        // Asked before the input is locked: asking within would wait for itself.
        let has_focus = response.has_focus();
        if !has_focus && !more && !less {
            return;
        }
        let filter = EventFilter { horizontal_arrows: true, escape: self.held.is_some(), ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        holding::take(ui, Keys::AltArrows);
        self.is_focused |= self.when(ix).is_some();
        let (by, modifiers) = ui.input(|input| {
            let pressed = |key| i64::from(has_focus && input.key_pressed(key));
            let keyed = pressed(Key::ArrowRight) - pressed(Key::ArrowLeft);
            (keyed + i64::from(more) - i64::from(less), input.modifiers)
        });
        let part = match part {
            Part::Whole if modifiers.alt && modifiers.shift => Part::End(Side::End),
            Part::Whole if !modifiers.alt => return,
            part => part,
        };
        let Some(when) = self.when(ix).or(scene.dossier.passage(ix).when).filter(|_| by != 0) else { return };
        let Some(there) = stepped(&when, part, by, ticks::unit(axis)) else { return };
        self.hold(scene, ix, part, there, true);
        let title = closed(&scene.dossier.passage(ix).title);
        holding::announce(ui, format!("{title}: {}", scene.state.clock.when(&there)));
        ui.ctx().request_repaint();
    }

    /// Lets go of what was left: by a pointer that is up, or by a keyboard that is elsewhere.
    pub fn settle(&mut self, ui: &Ui) {
        let is_down = ui.input(|input| input.pointer.any_down());
        self.held = self.held.filter(|held| if held.by_key { self.is_focused } else { is_down });
    }

    /// The bar where it is going, with its time in words.
    pub fn paint(&self, painter: &Painter, scene: &Scene<'_>, axis: &Axis) {
        let (Some(Held { when, part, .. }), Some(row)) = (self.held, self.row) else { return };
        let palette = scene.palette;
        let (left, right) = (axis.x(when.earliest()), axis.x(when.latest()));
        let (from, to) = axis.ends();
        let rect = Rect::from_x_y_ranges(left.max(from - 30.0)..=right.max(left + 4.0).min(to + 30.0), row.y_range());
        if !rect.is_positive() {
            return;
        }
        let soft = |bound| softness(axis, bound, right - left);
        let inside =
            painter.with_clip_rect(painter.clip_rect().intersect(Rect::from_x_y_ranges(from..=to, painter.clip_rect().y_range())));
        inside.add(brush::soft_bar(rect, palette.window.gamma_multiply(0.45), soft(when.start()), soft(when.end())));
        inside.rect_stroke(rect, 3.0, Stroke::new(1.5, palette.ink), StrokeKind::Outside);
        let galley = painter.layout_no_wrap(scene.state.clock.when(&when), theme::bold(size::LABEL), palette.ink);
        let x = if part == Part::End(Side::End) { right } else { left };
        let room = galley.size() + vec2(12.0, 6.0);
        let above = rect.top() - room.y - 4.0;
        let y = if above < painter.clip_rect().top() { rect.bottom() + 4.0 } else { above };
        let card = Rect::from_min_size(pos2((x - room.x / 2.0).clamp(from, (to - room.x).max(from)), y), room);
        painter.rect(card, 4.0, palette.card, Stroke::new(1.0, palette.border), StrokeKind::Inside);
        painter.galley(card.min + vec2(6.0, 3.0), galley, palette.ink);
    }
}

fn is_chosen(scene: &Scene<'_>, ix: PassageIx) -> bool {
    scene.state.moves_by_hand() && scene.state.selection.passage == Some(ix)
}

/// How far a title beside a bar makes way for a handle that stands there, in points.
pub fn beside(scene: &Scene<'_>, ix: PassageIx, rect: Rect) -> f32 {
    if is_chosen(scene, ix) && rect.width() < NARROW { GRIP } else { 0.0 }
}

/// Whether a bar can be moved: the body of the chosen one listens to drags.
pub fn sense(scene: &Scene<'_>, ix: PassageIx) -> Sense {
    if is_chosen(scene, ix) { Sense::click_and_drag() } else { Sense::click() }
}

/// What a time becomes when a part of its bar is dragged from one x to another: by the unit of the ticks or, where finely, by
/// the next finer one.
fn dragged(axis: &Axis, when: &When, part: Part, (from, to): (f32, f32), fine: bool) -> Option<When> {
    let offered = ticks::unit(axis);
    match part {
        Part::Whole => {
            let unit = if fine { offered.finer() } else { moving::unit_of(when, offered) };
            let [from, to] = [from, to].map(|x| axis.time_from_x(f64::from(x)));
            moving::moved(when, unit.between(from, to), unit)
        }
        Part::End(side) => {
            let unit = if fine { offered.finer() } else { offered };
            moving::with_end(when, side, axis.time_from_x(f64::from(to)), unit)
        }
    }
}

/// What a time becomes when a part of it goes some units on or back.
fn stepped(when: &When, part: Part, by: i64, offered: Unit) -> Option<When> {
    match part {
        Part::Whole => moving::moved(when, by, moving::unit_of(when, offered)),
        Part::End(side) => {
            let at = if side == Side::Start { when.earliest() } else { when.latest() };
            moving::with_end(when, side, beyond(at, by, offered)?, offered)
        }
    }
}

/// The beginning of the next unit after a moment, or of the last one before it, and so on.
fn beyond(at: Moment, by: i64, unit: Unit) -> Option<Moment> {
    let floor = unit.floor(at);
    // From within a unit, the step back to its beginning is one.
    unit.later(floor, if by < 0 && floor < at { by + 1 } else { by })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::times::Window;

    fn when(text: &str) -> When {
        text.parse().unwrap()
    }

    /// What becomes of a time on an axis of 1000 points, when a part of it is dragged so many points.
    fn drag(range: &str, text: &str, part: Part, from: f32, by: f32, fine: bool) -> String {
        let axis = Axis::new(Window::around(&when(range)), 0.0, 1000.0);
        dragged(&axis, &when(text), part, (from, from + by), fine).unwrap().to_string()
    }

    #[test]
    fn a_bar_goes_by_the_unit_of_the_ticks_and_with_shift_by_a_finer_one() {
        let days = "2022-01-01/2022-01-10";
        assert_eq!(drag(days, "2022-01-05", Part::Whole, 450.0, 190.0, false), "2022-01-07");
        assert_eq!(drag(days, "2022-01-05~", Part::Whole, 450.0, 190.0, true), "2022-01-06T22:00~/2022-01-07T22:00~");
        assert_eq!(drag(days, "2022-01-05T09:30/2022-01-05T10:00", Part::Whole, 440.0, -100.0, false), {
            "2022-01-04T09:30/2022-01-04T10:00"
        });
        assert_eq!(drag(days, "2022-01-05", Part::End(Side::End), 500.0, 240.0, false), "2022-01-05/2022-01-07");
        assert_eq!(drag(days, "2022-01-05/2022-01-07~", Part::End(Side::End), 700.0, -190.0, false), "2022-01-05/2022-01-05~");
        let hours = "2022-01-05T06:00/2022-01-05T18:00";
        assert_eq!(drag(hours, "2022-01-05T09:00~/2022-01-05T10:00", Part::End(Side::Start), 250.0, -90.0, false), {
            "2022-01-05T08:00~/2022-01-05T10:00"
        });
        let years = "2005/2014";
        assert_eq!(drag(years, "2011-12", Part::Whole, 690.0, 100.0, false), "2012-12");
        assert_eq!(drag(years, "2009/..", Part::End(Side::End), 990.0, -380.0, false), "2009/2010~");
    }

    #[test]
    fn the_arrows_go_from_unit_to_unit() {
        let step = |text: &str, part, by| stepped(&when(text), part, by, Unit::Hours).unwrap().to_string();
        let text = "2022-01-05T09:30/2022-01-05T10:20";
        assert_eq!(step(text, Part::Whole, 1), "2022-01-05T10:30/2022-01-05T11:20");
        assert_eq!(step(text, Part::End(Side::End), 1), "2022-01-05T09:30/2022-01-05T11:00");
        assert_eq!(step(text, Part::End(Side::End), -1), "2022-01-05T09:30/2022-01-05T10:00");
        assert_eq!(step(text, Part::End(Side::Start), -1), "2022-01-05T09:00/2022-01-05T10:20");
    }
}

//! The timeline: when the passages speak, and the window that everything answers to.

mod axis;
mod controls;
mod detail;
mod field;
mod handles;
mod lanes;
mod overview;
mod ticks;

pub use axis::Axis;
pub use lanes::{Bar, Lane, LaneKey, LanePlan};
pub use ticks::{Tick, ticks};

use egui::{Rect, Ui, pos2};

use super::Scene;
use crate::session::Action;

/// The width of the column with the names of the lanes.
const NAMES: f32 = 132.0;
/// The space right of the axis.
const RIGHT: f32 = 24.0;
/// The height of the row of controls.
const CONTROLS: f32 = 40.0;
/// The height of the overview with its labels.
const OVERVIEW: f32 = 62.0;

/// Draws the timeline into the whole of its panel.
pub fn show(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    let rect = ui.max_rect();
    let mut actions = controls::show(ui, scene, Rect::from_min_size(rect.min, egui::vec2(rect.width(), CONTROLS)));
    let left = rect.left() + NAMES + 16.0;
    let right = (rect.right() - RIGHT).max(left + 80.0);
    let overview = Rect::from_min_max(pos2(left, rect.bottom() - OVERVIEW), pos2(right, rect.bottom()));
    let detail = Rect::from_min_max(pos2(left, rect.top() + CONTROLS), pos2(right, overview.top() - 8.0));
    if detail.height() > 20.0 {
        actions.extend(detail::show(ui, scene, detail, rect.left() + 12.0));
    }
    actions.extend(overview::show(ui, scene, overview));
    actions.extend(play(ui, scene));
    actions
}

/// While playing, tells how much time has gone by and asks for the next frame.
fn play(ui: &Ui, scene: &Scene<'_>) -> Option<Action> {
    if !scene.state.play.running {
        return None;
    }
    ui.ctx().request_repaint();
    let seconds = ui.input(|input| input.stable_dt.min(0.1));
    Some(Action::Tick(f64::from(seconds)))
}

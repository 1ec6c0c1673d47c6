//! The timeline: when the passages speak, and the window that everything answers to.

mod axis;
mod bars;
mod controls;
mod detail;
mod field;
mod glide;
mod handles;
mod lanes;
mod overview;
mod stack;
mod ticks;

pub use axis::Axis;
pub use lanes::{Bar, Lane, LanePlan, Look, Profile};
pub use ticks::{Placed, Tick, context, place, ticks};

use egui::{Rect, Ui, pos2};

use super::Scene;
use crate::report::ids::PlaceIx;
use crate::session::{Action, LaneBy};
use glide::Glide;

/// The width of the column with the names of the lanes.
const NAMES: f32 = 132.0;
/// The space right of the axis.
const RIGHT: f32 = 24.0;
/// The height of the row of controls.
const CONTROLS: f32 = 40.0;
/// The height of the overview with its labels.
const OVERVIEW: f32 = 62.0;

/// What the timeline keeps between frames for speed, and a glide that is under way.
#[derive(Default)]
pub struct Cache {
    glide: Glide,
    planned: Option<(PlanKey, LanePlan)>,
}

/// Everything that a plan of lanes hangs on.
#[derive(Clone, Copy, PartialEq)]
struct PlanKey {
    axis: Axis,
    height: f32,
    lanes: LaneBy,
    chosen: Option<PlaceIx>,
    dossier: usize,
    revision: u64,
}

impl Cache {
    /// The plan of the lanes, made anew only where something that it hangs on has changed; a scrub changes nothing of it.
    fn plan(&mut self, scene: &Scene<'_>, axis: Axis, height: f32) -> &LanePlan {
        let dossier = std::ptr::from_ref(scene.dossier).addr();
        let (lanes, chosen) = (scene.state.lanes, scene.state.selection.place);
        let key = PlanKey { axis, height, lanes, chosen, dossier, revision: scene.index.revision() };
        if self.planned.as_ref().is_none_or(|(before, _)| *before != key) {
            self.planned = None;
        }
        let (_, plan) = self.planned.get_or_insert_with(|| (key, LanePlan::new(scene, &axis, height)));
        plan
    }
}

/// Draws the timeline into the whole of its panel.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, cache: &mut Cache) -> Vec<Action> {
    let rect = ui.max_rect();
    let mut actions = controls::show(ui, scene, Rect::from_min_size(rect.min, egui::vec2(rect.width(), CONTROLS)));
    let left = rect.left() + NAMES + 16.0;
    let right = (rect.right() - RIGHT).max(left + 80.0);
    let overview = Rect::from_min_max(pos2(left, rect.bottom() - OVERVIEW), pos2(right, rect.bottom()));
    let detail = Rect::from_min_max(pos2(left, rect.top() + CONTROLS), pos2(right, overview.top() - 8.0));
    if detail.height() > 20.0 {
        let moved = detail::show(ui, scene, cache, detail, rect.left() + 12.0);
        if moved.iter().any(|action| matches!(action, Action::SetRange(_))) {
            cache.glide.by_hand();
        }
        actions.extend(moved);
    }
    actions.extend(overview::show(ui, scene, overview, rect.left() + 12.0));
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

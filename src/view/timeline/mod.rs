//! The timeline: when the passages speak, and the window that everything answers to.

mod axis;
mod band;
mod bars;
mod card;
mod controls;
mod dated;
mod detail;
mod field;
mod glide;
mod hand;
mod handles;
mod lanes;
mod names;
mod overview;
mod plan;
mod rows;
mod stack;
mod ticks;
mod titles;
mod veil;

pub use axis::Axis;
pub use lanes::{Bar, Label, Lane, Look, Profile};
pub use plan::{LanePlan, TitleOf};
pub use stack::{Form, Longer, Share};
pub use ticks::{Placed, Tick, context, place, ticks};
pub use titles::Title;

use egui::{Painter, Rect, Ui, pos2};

use super::Scene;
use crate::index::lanes::LaneKey;
use crate::session::{Action, LaneBy, LanesUnfolded};
use glide::Glide;
use titles::Titles;

/// The width of the column with the names of the lanes.
const NAMES: f32 = 158.0;
/// The space right of the axis.
const RIGHT: f32 = 24.0;
/// The height of the row of controls.
const CONTROLS: f32 = 40.0;
/// The height of the overview with its labels.
const OVERVIEW: f32 = 62.0;

/// The lowest timeline with an overview, in points: below it the lanes have the room.
const WITH_OVERVIEW: f32 = 180.0;

/// What the timeline keeps between frames for speed, and a glide that is under way.
#[derive(Default)]
pub struct Cache {
    glide: Glide,
    titles: Titles,
    /// The lane that stands first because its place is chosen.
    first: Option<LaneKey>,
    planned: Option<(PlanKey, LanePlan)>,
    hand: hand::Hand,
}

/// Everything that a plan of lanes hangs on.
#[derive(Clone, PartialEq)]
struct PlanKey {
    axis: Axis,
    height: f32,
    lanes: LaneBy,
    first: Option<LaneKey>,
    unfolded: LanesUnfolded,
    dossier: usize,
    revision: u64,
}

impl Cache {
    /// Puts the lane of the chosen place first, and says whether that is another one than before. Under the pointer lanes
    /// keep their places: a second click must not find another bar than the first.
    fn settle_order(&mut self, ui: &Ui, scene: &Scene<'_>, lanes: Rect) -> bool {
        let first = scene.state.selection.place.map(|place| LaneKey::Place(scene.index.home(place)));
        let held = ui.input(|input| input.pointer.hover_pos()).is_some_and(|pointer| lanes.contains(pointer));
        let moves = self.first != first && !held;
        if moves {
            self.first = first;
        }
        moves
    }

    /// The plan of the lanes, made anew only where something that it hangs on has changed; a scrub changes nothing of it.
    fn plan(&mut self, painter: &Painter, scene: &Scene<'_>, axis: Axis, height: f32) -> &LanePlan {
        let dossier = std::ptr::from_ref(scene.dossier).addr();
        let (lanes, unfolded, first) = (scene.state.lanes, scene.state.lanes_unfolded.clone(), self.first);
        let key = PlanKey { axis, height, lanes, first, unfolded, dossier, revision: scene.index.revision() };
        if self.planned.as_ref().is_none_or(|(before, _)| *before != key) {
            self.planned = None;
        }
        let titles = &mut self.titles;
        let (_, plan) = self.planned.get_or_insert_with(|| {
            titles.turn_to(scene.dossier, painter);
            let plan = LanePlan::new(scene, &axis, height, first, &mut |ix| titles.of(scene.dossier, ix, painter));
            (key, plan)
        });
        plan
    }
}

/// Draws the timeline into the whole of its panel.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, cache: &mut Cache) -> Vec<Action> {
    let rect = ui.max_rect();
    let mut actions = controls::show(ui, scene, Rect::from_min_size(rect.min, egui::vec2(rect.width(), CONTROLS)));
    let left = rect.left() + NAMES + 16.0;
    let right = (rect.right() - RIGHT).max(left + 80.0);
    let has_overview = rect.height() >= WITH_OVERVIEW;
    let room = if has_overview { OVERVIEW } else { 0.0 };
    let overview = Rect::from_min_max(pos2(left, rect.bottom() - room), pos2(right, rect.bottom()));
    let detail = Rect::from_min_max(
        pos2(left, rect.top() + CONTROLS + dated::height(scene, rect.height())),
        pos2(right, overview.top() - 8.0),
    );
    actions.extend(time_of_chosen(ui, scene, cache, rect, detail));
    if detail.height() > 20.0 {
        let moved = detail::show(ui, scene, cache, detail, rect.left() + 12.0);
        if moved.iter().any(|action| matches!(action, Action::SetRange(_))) {
            cache.glide.by_hand();
        }
        actions.extend(moved);
    }
    if has_overview {
        actions.extend(overview::show(ui, scene, overview, rect.left() + 12.0));
    }
    actions.extend(play(ui, scene));
    actions
}

/// The field with the time of the chosen passage, where it is shown.
fn time_of_chosen(ui: &mut Ui, scene: &Scene<'_>, cache: &Cache, rect: Rect, detail: Rect) -> Vec<Action> {
    let height = dated::height(scene, rect.height());
    if height == 0.0 {
        return Vec::new();
    }
    let row = Rect::from_min_size(pos2(rect.left(), rect.top() + CONTROLS), egui::vec2(rect.width(), height));
    let moved = scene.state.selection.passage.and_then(|ix| cache.hand.when(ix));
    dated::show(ui, scene, row, &Axis::new(scene.state.range, detail.left(), detail.right()), moved)
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

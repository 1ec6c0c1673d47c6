//! The buttons in the corner of the map.

use egui::{Area, Button, Id, Order, Rect, RichText, Ui, Vec2, accesskit::Role, vec2};

use super::plan::MapPlan;
use crate::session::Action;
use crate::theme::{self, icon, size};
use crate::view::Scene;
use crate::view::commands::{self, Command};

/// The side of a button, in points.
const BUTTON: f32 = 28.0;
/// From one button to the next, in points.
const PITCH: f32 = BUTTON + 4.0;
/// How many buttons there are, without the one that is there only where the dossier can be changed.
const BUTTONS: u8 = 6;
/// The lowest map, in points, on which all buttons stand in one column.
const TALL: f32 = 330.0;
/// The width of a button with a word, in points, and how large a map has room for them.
const WORDED: f32 = 108.0;
const ROOMY: Vec2 = vec2(760.0, 420.0);

/// A button: its sign, its word where there is room for one, its name, what it does, and whether what it switches is on.
struct Entry {
    glyph: &'static str,
    word: &'static str,
    name: String,
    action: Option<Action>,
    is_on: bool,
}

impl Entry {
    fn new(glyph: &'static str, word: &'static str, name: impl Into<String>, action: Option<Action>) -> Self {
        Self { glyph, word, name: name.into(), action, is_on: false }
    }
}

/// Whether the buttons have words beside their icons.
fn has_words(rect: Rect) -> bool {
    rect.width() >= ROOMY.x && rect.height() >= ROOMY.y
}

/// How much room all of them take on a map.
fn size(scene: &Scene<'_>, rect: Rect) -> Vec2 {
    let columns = if rect.height() < TALL { 2.0 } else { 1.0 };
    let width = if has_words(rect) { WORDED + 4.0 } else { columns * PITCH };
    // With words, the two for the zoom share a row.
    let count = BUTTONS + u8::from(scene.state.surroundings.editing.is_possible()) - u8::from(has_words(rect));
    vec2(width, (f32::from(count) / columns).ceil() * PITCH) - vec2(4.0, 4.0)
}

/// Where they stand on a map: in its corner, at the right below.
pub fn place(scene: &Scene<'_>, rect: Rect) -> Rect {
    /// How far from the edges of the map, in points.
    const EDGE: Vec2 = Vec2::splat(16.0);
    let size = size(scene, rect);
    Rect::from_min_size(rect.right_bottom() - EDGE - size, size)
}

/// How much wider they are than one column of icons, in points.
pub fn beyond_one(rect: Rect) -> f32 {
    if rect.height() < TALL {
        PITCH
    } else if has_words(rect) {
        WORDED - BUTTON
    } else {
        0.0
    }
}

fn entries(scene: &Scene<'_>, plan: &MapPlan) -> Vec<Entry> {
    let state = scene.state;
    let (lock, lock_word, lock_name) = if state.camera_locked {
        (icon::LOCK, "Unlock map", "Unlock the map, so that it follows what you choose (L)")
    } else {
        (icon::LOCK_OPEN, "Lock map", "Lock the map where it is (L)")
    };
    let of = |glyph, word, command: &Command| Entry::new(glyph, word, command.tip(), (command.action)(scene));
    let zoom = |by| Some(Action::SetCamera(plan.camera.zoomed(by, 0.0, 0.0)));
    let mut entries = vec![
        Entry::new(icon::PLUS, "Zoom in", "Zoom in (+)", zoom(1.0)),
        Entry::new(icon::MINUS, "Zoom out", "Zoom out (−)", zoom(-1.0)),
        of(icon::FIT, "Reset map", &commands::START_FRAME),
        of(icon::FIT_IN, "Fit window", &commands::FIT_WINDOW),
        of(icon::TARGET, "Fit place", &commands::FIT_PLACE),
        Entry::new(lock, lock_word, lock_name, (commands::HOLD_MAP.action)(scene)),
    ];
    // Who cannot change the dossier has no use for it.
    let edit = of(icon::PENCIL, "Edit map", &commands::EDIT_MAP);
    if edit.action.is_some() {
        entries.push(Entry { is_on: state.moves_by_hand(), ..edit });
    }
    entries
}

/// Where a button stands that has no word, from the corner of the first one.
#[expect(clippy::cast_precision_loss, reason = "seven buttons")]
fn cell(column: usize, row: usize) -> Vec2 {
    vec2(column as f32, row as f32) * PITCH
}

/// Where a button stands beside the words of others, and its size: those for the zoom are known without a word.
fn worded(index: usize) -> (Vec2, Vec2) {
    let half = vec2((WORDED - 4.0) / 2.0, BUTTON);
    match index {
        0 => (Vec2::ZERO, half),
        1 => (vec2(half.x + 4.0, 0.0), half),
        _ => (cell(0, index - 1), vec2(WORDED, BUTTON)),
    }
}

/// Draws them into `rect` and returns what the user did.
pub fn show(ui: &Ui, scene: &Scene<'_>, plan: &MapPlan, rect: Rect) -> Vec<Action> {
    let mut actions = Vec::new();
    let entries = entries(scene, plan);
    let rows = if plan.rect.height() < TALL { entries.len().div_ceil(2) } else { entries.len() };
    let words = has_words(plan.rect);
    Area::new(Id::unique("map buttons")).order(Order::Middle).fixed_pos(rect.min).constrain(false).show(ui.ctx(), |ui| {
        for (index, Entry { glyph, word, name, action, is_on }) in entries.into_iter().enumerate() {
            let (offset, room) = if words { worded(index) } else { (cell(index / rows, index % rows), Vec2::splat(BUTTON)) };
            let at = Rect::from_min_size(rect.min + offset, room);
            let enabled = action.is_some();
            let glyph = RichText::new(glyph).size(15.0);
            let text = RichText::new(word).font(theme::sans(size::LABEL));
            let button = if room.x >= WORDED { Button::new((glyph, text)) } else { Button::new(glyph) };
            let button = button.min_size(room);
            let button = if is_on { button.selected(true) } else { button };
            if is_on {
                // What says that it is on lets through what lies below.
                ui.painter().rect_filled(at, theme::RADIUS, scene.palette.card);
            }
            let response = ui.add_enabled_ui(enabled, |ui| ui.put(at, button)).inner;
            response.widget_info(|| {
                let mut info = egui::WidgetInfo::labeled(Role::Button, enabled, &name);
                info.selected = is_on.then_some(true);
                info
            });
            if response.on_hover_text(&name).on_disabled_hover_text(&name).clicked() {
                actions.extend(action);
            }
        }
    });
    actions
}

//! The time of the chosen passage as a field, above the axis while things are moved by hand: EDTF, or words.

use egui::{Id, Key, Label, Layout, Popup, Rect, RichText, TextEdit, Ui, UiBuilder, accesskit::Role, vec2};

use super::{Axis, ticks};
use crate::edit::{Deed, PassageChange};
use crate::report::ids::PassageIx;
use crate::report::limits::shown;
use crate::report::passage::Basis;
use crate::report::when::When;
use crate::session::{Action, understood};
use crate::theme::{self, size};
use crate::view::{Scene, typing_flag};

/// The height of the row, in points.
const ROW: f32 = 32.0;
/// The lowest timeline with room for it, in points.
const LEAST: f32 = 130.0;
/// The width of the field, in points.
const FIELD: f32 = 290.0;

/// The passage whose time is shown.
fn chosen(scene: &Scene<'_>) -> Option<PassageIx> {
    scene.state.selection.passage.filter(|_| scene.state.moves_by_hand())
}

/// How much of a timeline of a height it takes.
pub fn height(scene: &Scene<'_>, timeline: f32) -> f32 {
    if chosen(scene).is_some() && timeline >= LEAST { ROW } else { 0.0 }
}

/// What the field remembers while one types.
#[derive(Clone, Debug, Default, PartialEq)]
struct Draft {
    of: Option<(PassageIx, usize)>,
    text: String,
    error: Option<String>,
}

/// Draws the row. `moved` is the time that the passage would have if it were let go now.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, rect: Rect, axis: &Axis, moved: Option<When>) -> Vec<Action> {
    let mut actions = Vec::new();
    let Some(ix) = chosen(scene) else { return actions };
    let passage = scene.dossier.passage(ix);
    let when = moved.or(passage.when);
    let quiet = |text: String| RichText::new(text).font(theme::sans(size::LABEL)).color(scene.palette.mute);
    let builder = UiBuilder::new().max_rect(rect.shrink2(vec2(14.0, 2.0))).layout(Layout::left_to_right(egui::Align::Center));
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let room = (rect.width() - FIELD - 60.0) / 3.0;
        let title = Label::new(quiet(format!("Time of “{}”", shown(&passage.title)))).truncate();
        ui.allocate_ui_with_layout(vec2(room.min(260.0), 24.0), Layout::left_to_right(egui::Align::Center), |ui| ui.add(title));
        field(ui, scene, ix, when, &mut actions);
        let words = when.map_or_else(|| "without a date".to_owned(), |when| scene.state.clock.when(&when));
        ui.add(Label::new(RichText::new(words).font(theme::medium(size::LABEL)).color(scene.palette.ink)).truncate());
        let unit = ticks::unit(axis);
        let how = format!("The bar moves by {}, with Shift by {}", unit.words(), unit.finer().words());
        ui.add(Label::new(quiet(how)).truncate());
    });
    actions
}

fn field(ui: &mut Ui, scene: &Scene<'_>, ix: PassageIx, when: Option<When>, actions: &mut Vec<Action>) {
    let id = Id::unique("time of the chosen passage");
    let key = id.with("draft");
    let of = Some((ix, std::ptr::from_ref(scene.dossier).addr()));
    let mut draft = ui.data(|data| data.get_temp::<Draft>(key)).filter(|draft| draft.of == of).unwrap_or_default();
    draft.of = of;
    if !ui.memory(|memory| memory.has_focus(id)) && draft.error.is_none() {
        draft.text = when.map(|when| when.to_string()).unwrap_or_default();
    }
    let edit = TextEdit::singleline(&mut draft.text).id(id).desired_width(FIELD).font(theme::sans(size::TEXT));
    let response = ui.add(edit.hint_text("2022-01-05T09:00~, 4–6 January 2022"));
    response.widget_info(|| egui::WidgetInfo::labeled(Role::TextInput, true, "Time of the passage"));
    if response.has_focus() {
        ui.data_mut(|data| data.insert_temp(typing_flag(), true));
    }
    if response.changed() {
        draft.error = None;
    }
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        let present = when.map_or(scene.state.window, |when| scene.index.window_of(&when));
        match understood::read(&draft.text, present, scene.dossier.head.zone) {
            Ok(when) => {
                let change = PassageChange::When(when, Basis::Stated);
                actions.push(Action::Edit(Box::new(Deed::Passages(vec![ix], change))));
            }
            Err(error) => draft.error = Some(error),
        }
    }
    // A fault stays until one types again, or turns to something else.
    if ui.input(|input| input.key_pressed(Key::Escape)) || response.clicked_elsewhere() {
        draft.error = None;
    }
    if let Some(error) = &draft.error {
        let text = RichText::new(error).color(scene.palette.window);
        Popup::from_response(&response).open(true).show(|ui| {
            ui.set_max_width(360.0);
            ui.add(Label::new(text).wrap());
        });
    } else if !response.has_focus() {
        response.on_hover_text(
            "Type a time in EDTF, such as 2022-01-05T09:00~, or in words, such as 4–6 January 2022. Nothing: without a date.",
        );
    }
    ui.data_mut(|data| data.insert_temp(key, draft));
}

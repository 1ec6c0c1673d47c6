//! The row above the axis: play and its ways, the window with its width, the lanes, zooms and presets, the undated tray.

use super::field;
use egui::{Button, Popup, Rect, Response, RichText, TextStyle, Ui, UiBuilder, accesskit::Role};

use crate::index::times::Window;
use crate::session::{Action, LaneBy, Pace, Play, SHORTEST_RANGE, Section};
use crate::theme::{self, icon, size};
use crate::view::{Scene, words};

/// The width from which the row has room for words beside its icons, in points.
const WIDE: f32 = 1180.0;
/// The width below which some of the controls are found in the menu of another, in points.
const TIGHT: f32 = 800.0;
/// The width of the field of the window, in points, at the least and at the most.
const FIELD: std::ops::RangeInclusive<f32> = 112.0..=286.0;
/// The space between two groups of controls, in points.
fn apart(tight: bool) -> f32 {
    if tight { 2.0 } else { 10.0 }
}

/// Draws the row.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, rect: Rect) -> Vec<Action> {
    let mut actions = Vec::new();
    let wide = rect.width() >= WIDE;
    let inner = rect.shrink2(egui::vec2(14.0, 4.0));
    let builder = UiBuilder::new().max_rect(inner).layout(egui::Layout::left_to_right(egui::Align::Center));
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let tight = rect.width() < TIGHT;
        let apart = apart(tight);
        play(ui, scene, rect.width(), &mut actions);
        ui.add_space(apart);
        let free = ui.available_width() - behind(ui, scene, rect.width());
        field::field(ui, scene, free.clamp(*FIELD.start(), *FIELD.end()), &mut actions);
        field::width(ui, scene, tight, &mut actions);
        ui.add_space(apart);
        lanes(ui, scene, wide, &mut actions);
        ui.add_space(apart);
        if !tight {
            zooms(ui, scene, &mut actions);
        }
        presets(ui, scene, tight, &mut actions);
        undated(ui, scene, wide, &mut actions);
    });
    actions
}

/// The room that what stands right of the field takes, in points.
fn behind(ui: &Ui, scene: &Scene<'_>, room: f32) -> f32 {
    let (wide, tight) = (room >= WIDE, room < TIGHT);
    let text = |text: String, font| ui.painter().layout_no_wrap(text, font, egui::Color32::PLACEHOLDER).size().x;
    let spacing = ui.spacing();
    let (padding, between) = (2.0 * spacing.button_padding.x, spacing.item_spacing.x);
    let font = TextStyle::Button.resolve(ui.style());
    let button = |words: String| text(words, font.clone()) + padding + between;
    let zooms = if tight { 0.0 } else { 2.0 * (28.0 + between) };
    let undated = undated_text(scene, wide).map_or(0.0, |words| text(words, theme::sans(size::LABEL)) + padding + between);
    let buttons = [field::width_text(scene, tight), lanes_text(scene, wide), go_to()];
    // The field has a margin of its own, and letters are set on whole pixels.
    buttons.into_iter().map(button).sum::<f32>() + zooms + undated + 3.0 * (apart(tight) + between) + 16.0
}

/// A button with an icon and, where there is room, a word; what it does stands in its tooltip with the key for it. `on` is for what
/// can be on.
fn iconed(ui: &mut Ui, glyph: &str, word: Option<&str>, tip: &str, on: Option<bool>) -> Response {
    let text = word.map_or_else(|| glyph.to_owned(), |word| format!("{glyph} {word}"));
    let button = Button::new(RichText::new(text)).min_size(egui::vec2(28.0, 24.0));
    let response = ui.add(if let Some(on) = on { button.selected(on) } else { button }).on_hover_text(tip);
    response.widget_info(|| {
        let mut info = egui::WidgetInfo::labeled(Role::Button, true, tip);
        info.selected = on;
        info
    });
    response
}

fn play(ui: &mut Ui, scene: &Scene<'_>, room: f32, actions: &mut Vec<Action>) {
    let (wide, tight) = (room >= WIDE, room < TIGHT);
    let Play { running, looped, .. } = scene.state.play;
    if iconed(ui, icon::PREVIOUS, None, "Previous passage (Ctrl+←)", None).clicked() {
        actions.push(Action::StepPassage(-1));
    }
    let (glyph, word, tip) = if running { (icon::PAUSE, "Pause", "Pause (Space)") } else { (icon::PLAY, "Play", "Play (Space)") };
    if iconed(ui, glyph, wide.then_some(word), tip, Some(running)).clicked() {
        actions.push(Action::SetPlaying(!running));
    }
    if iconed(ui, icon::NEXT, None, "Next passage (Ctrl+→)", None).clicked() {
        actions.push(Action::StepPassage(1));
    }
    speed(ui, scene, room, actions);
    let tip = if looped { "Loop is on: Play starts again at the end" } else { "Loop is off: Play stops at the end" };
    if !tight && iconed(ui, icon::REPEAT, wide.then_some("Loop"), tip, Some(looped)).clicked() {
        actions.push(Action::SetLooped(!looped));
    }
}

/// How fast the play runs, and in which steps.
fn speed(ui: &mut Ui, scene: &Scene<'_>, room: f32, actions: &mut Vec<Action>) {
    const PACES: [(Pace, &str); 2] = [(Pace::Steady, "Move evenly through time"), (Pace::Passages, "Go from passage to passage")];
    let Play { speed, pace, mut looped, .. } = scene.state.play;
    let word = if room >= WIDE { "Speed " } else { "" };
    let button = ui.button(format!("{word}{speed}× {}", icon::CARET_DOWN)).on_hover_text("Choose the speed and the step of Play");
    button.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, format!("Speed {speed}×")));
    let heading = |text: &str| RichText::new(text).font(theme::bold(size::LABEL)).color(scene.palette.mute);
    Popup::menu(&button).show(|ui| {
        ui.label(heading("Speed"));
        for choice in Play::SPEEDS {
            #[expect(clippy::float_cmp, reason = "one of these numbers, chosen here")]
            let chosen = choice == speed;
            if ui.add(Button::selectable(chosen, format!("{choice}×"))).clicked() {
                actions.push(Action::SetSpeed(choice));
            }
        }
        ui.separator();
        ui.label(heading("Step"));
        for (choice, word) in PACES {
            if ui.add(Button::selectable(choice == pace, word)).clicked() {
                actions.push(Action::SetPace(choice));
            }
        }
        if room < TIGHT {
            ui.separator();
            if ui.checkbox(&mut looped, "Loop").changed() {
                actions.push(Action::SetLooped(looped));
            }
        }
    });
}

fn lanes_text(scene: &Scene<'_>, wide: bool) -> String {
    format!("{} {} {}", if wide { "Lanes: by" } else { "By" }, scene.state.lanes.word(), icon::CARET_DOWN)
}

/// What the lanes stand for.
fn lanes(ui: &mut Ui, scene: &Scene<'_>, wide: bool, actions: &mut Vec<Action>) {
    let word = scene.state.lanes.word();
    let button = ui.button(lanes_text(scene, wide)).on_hover_text("Choose what each lane stands for");
    button.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, format!("Lanes by {word}")));
    Popup::menu(&button).show(|ui| {
        for by in LaneBy::ALL {
            if ui.add(Button::selectable(by == scene.state.lanes, format!("by {}", by.word()))).clicked() {
                actions.push(Action::SetLanes(by));
            }
        }
    });
}

/// Closer and wider, around the window.
fn zooms(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    for (glyph, tip, factor) in ZOOMS {
        if iconed(ui, glyph, None, tip, None).clicked() {
            actions.push(zoomed(scene, factor));
        }
    }
}

/// Each with its sign, its words and how much longer the stretch on the axis becomes.
const ZOOMS: [(&str, &str, f64); 2] = [(icon::MINUS, "Show more time (−)", 2.0), (icon::PLUS, "Show less time (+)", 0.5)];

fn zoomed(scene: &Scene<'_>, factor: f64) -> Action {
    let (range, window) = (scene.state.range, scene.state.window);
    let anchor = if range.contains(window.middle()) { window.middle() } else { range.middle() };
    Action::SetRange(range.zoomed(factor, anchor, SHORTEST_RANGE))
}

fn go_to() -> String {
    format!("Go to {}", icon::CARET_DOWN)
}

/// The dossier's own stretches of time, and all of it; also closer and wider, where there is no room for buttons of their own.
fn presets(ui: &mut Ui, scene: &Scene<'_>, tight: bool, actions: &mut Vec<Action>) {
    let all = scene.index.folds().extent().map(|extent| ("All time".to_owned(), extent));
    let own = scene.dossier.head.presets.iter().map(|preset| (preset.label.clone(), scene.index.window_of(&preset.when)));
    let stretches: Vec<(String, Window)> = own.chain(all).collect();
    if stretches.is_empty() && !tight {
        return;
    }
    let button = ui.button(go_to()).on_hover_text("Show and select a period");
    button.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, "Go to"));
    Popup::menu(&button).show(|ui| {
        for (label, stretch) in &stretches {
            if ui.add(Button::selectable(scene.state.window == *stretch, label)).clicked() {
                actions.push(Action::GoToTime(*stretch));
            }
        }
        for (_, words, factor) in ZOOMS.into_iter().filter(|_| tight) {
            if ui.button(words).clicked() {
                actions.push(zoomed(scene, factor));
            }
        }
    });
}

/// What stands on the button for passages without a date; nothing where there is none.
fn undated_text(scene: &Scene<'_>, wide: bool) -> Option<String> {
    let count = scene.index.undated().len();
    let after = if wide { " without a date" } else { "" };
    (count > 0).then(|| format!("{} {}{after}", icon::TRAY, words::number(count)))
}

/// Passages without a date are counted, and one click away.
fn undated(ui: &mut Ui, scene: &Scene<'_>, wide: bool, actions: &mut Vec<Action>) {
    let count = scene.index.undated().len();
    let Some(text) = undated_text(scene, wide) else { return };
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        let name = format!("{} {} without a date", icon::TRAY, words::number(count));
        let response = ui.add(Button::new(RichText::new(text).font(theme::sans(size::LABEL))));
        response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, true, &name));
        if response.on_hover_text(format!("{} without a date. Click to read them.", words::count(count, "passage"))).clicked() {
            actions.push(Action::SelectPlace(None));
            actions.push(Action::ShowSection(Section::Undated));
        }
    });
}

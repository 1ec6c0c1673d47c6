//! The row above the axis: play, the window's width, the dossier's presets, the undated tray.

use super::field;
use egui::{Button, Popup, Rect, RichText, Ui, UiBuilder};

use crate::index::times::Window;
use crate::session::{Action, LaneBy, Pace, Section};
use crate::theme::{self, icon, size};
use crate::view::{Scene, words};

/// Draws the row.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, rect: Rect) -> Vec<Action> {
    let mut actions = Vec::new();
    let builder =
        UiBuilder::new().max_rect(rect.shrink2(egui::vec2(16.0, 4.0))).layout(egui::Layout::left_to_right(egui::Align::Center));
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        play(ui, scene, &mut actions);
        ui.add_space(6.0);
        field::width(ui, scene, &mut actions);
        field::field(ui, scene, 316.0_f32.min((ui.available_width() - 180.0).max(120.0)), &mut actions);
        ui.add_space(4.0);
        lanes(ui, scene, &mut actions);
        ui.add_space(4.0);
        presets(ui, scene, &mut actions);
        undated(ui, scene, &mut actions);
    });
    actions
}

fn play(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let mut icon_button = |ui: &mut Ui, glyph: &str, name: &str, action: Action| {
        let response = ui.add(Button::new(RichText::new(glyph).size(15.0)).frame(false)).on_hover_text(name);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name));
        if response.clicked() {
            actions.push(action);
        }
    };
    let running = scene.state.play.running;
    icon_button(ui, icon::PREVIOUS, "Previous passage (Ctrl+←)", Action::StepPassage(-1));
    if running {
        icon_button(ui, icon::PAUSE, "Pause (Space)", Action::SetPlaying(false));
    } else {
        icon_button(ui, icon::PLAY, "Play (Space)", Action::SetPlaying(true));
    }
    icon_button(ui, icon::NEXT, "Next passage (Ctrl+→)", Action::StepPassage(1));
    let speed = RichText::new(format!("{}×", scene.state.play.speed)).color(scene.palette.mute);
    if ui.add(Button::new(speed).frame(false)).on_hover_text("Speed of the play").clicked() {
        actions.push(Action::SetSpeed(scene.state.play.next_speed()));
    }
    let (pace, next) = match scene.state.play.pace {
        Pace::Steady => ("steadily", Pace::Passages),
        Pace::Passages => ("by passage", Pace::Steady),
    };
    let pace = Button::new(RichText::new(pace).color(scene.palette.mute)).frame(false);
    if ui.add(pace).on_hover_text("Play steadily, or from passage to passage").clicked() {
        actions.push(Action::SetPace(next));
    }
    let looped = scene.state.play.looped;
    let (text, tip) = if looped { ("again", "Begins again at the end") } else { ("once", "Stops at the end") };
    let once = Button::new(RichText::new(text).color(scene.palette.mute)).frame(false);
    if ui.add(once).on_hover_text(tip).clicked() {
        actions.push(Action::SetLooped(!looped));
    }
}

/// What the lanes stand for.
fn lanes(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let text = RichText::new(format!("lanes by {} {}", scene.state.lanes.word(), icon::CARET_DOWN)).color(scene.palette.mute);
    let button = ui.add(Button::new(text).frame(false)).on_hover_text("What the lanes stand for");
    Popup::menu(&button).show(|ui| {
        for by in LaneBy::ALL {
            if ui.add(Button::selectable(by == scene.state.lanes, format!("by {}", by.word()))).clicked() {
                actions.push(Action::SetLanes(by));
            }
        }
    });
}

/// The dossier's own stretches of time, side by side where there is room for all of them, or else in a menu.
fn presets(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    /// The room for the undated tray, in points.
    const TRAY: f32 = 130.0;
    const TIP: &str = "Show and select this stretch of time";
    let all = scene.index.folds().extent().map(|extent| ("all".to_owned(), extent));
    let own = scene.dossier.head.presets.iter().map(|preset| (preset.label.clone(), scene.index.window_of(&preset.when)));
    let stretches: Vec<(String, Window)> = own.chain(all).collect();
    let font = theme::sans(size::TEXT);
    let width = |text: &str| ui.painter().layout_no_wrap(text.to_owned(), font.clone(), scene.palette.mute).size().x;
    let wanted: f32 = stretches.iter().map(|(label, _)| width(label) + 5.0 + ui.spacing().item_spacing.x * 2.0).sum();
    let quiet = |text: &str| Button::new(RichText::new(text).font(font.clone()).color(scene.palette.mute)).frame(false);
    if ui.available_width() < wanted + TRAY {
        let button = ui.add(quiet(&format!("go to {}", icon::CARET_DOWN))).on_hover_text(TIP);
        Popup::menu(&button).show(|ui| {
            for (label, stretch) in &stretches {
                if ui.button(label).clicked() {
                    actions.push(Action::GoToTime(*stretch));
                }
            }
        });
        return;
    }
    for (index, (label, stretch)) in stretches.iter().enumerate() {
        if index > 0 {
            ui.label(RichText::new("·").color(scene.palette.faint));
        }
        if ui.add(quiet(label)).on_hover_text(TIP).clicked() {
            actions.push(Action::GoToTime(*stretch));
        }
    }
}

/// Passages without a date are counted, and one click away.
fn undated(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let count = scene.index.undated().len();
    if count == 0 {
        return;
    }
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        ui.add_space(8.0);
        let text = RichText::new(format!("{} {} without a date", icon::TRAY, words::number(count))).font(theme::sans(size::LABEL));
        if ui.add(Button::new(text)).on_hover_text("Read the passages that the text gives no date").clicked() {
            actions.push(Action::SelectPlace(None));
            actions.push(Action::ShowSection(Section::Undated));
        }
    });
}

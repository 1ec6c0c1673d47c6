//! The settings: how things look, move and are said. They count at once and are kept.

use egui::{Grid, Modal, RichText, Ui, WidgetInfo, accesskit::Role};

use crate::report::wording::Clock;
use crate::session::{Action, InterfaceSize, Paint, Reader, ThemeChoice, Toggle, WeekStart};
use crate::theme::{self, size};
use crate::view::{Scene, commands};

/// The page, when it is open.
pub fn window(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    if !scene.state.settings_open {
        return Vec::new();
    }
    let mut actions = Vec::new();
    let page = Modal::new(egui::Id::unique("settings")).frame(theme::page(ui.style())).show(ui, |ui| {
        ui.set_width(520.0_f32.min(ui.ctx().content_rect().width() - 60.0));
        ui.label(RichText::new("Settings").font(theme::serif_bold(size::HEADING)));
        ui.add_space(6.0);
        Grid::new("settings grid").num_columns(2).spacing([24.0, 12.0]).show(ui, |ui| rows(ui, scene, &mut actions));
        ui.add_space(10.0);
        let quiet = "Changes take effect at once and are kept on this computer.";
        ui.label(RichText::new(quiet).font(theme::sans(size::LABEL)).color(scene.palette.mute));
        ui.add_space(6.0);
        ui.button("Close").clicked()
    });
    if page.inner || page.should_close() {
        actions.push(Action::Toggle(Toggle::Settings));
    }
    actions
}

fn rows(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let state = scene.state;
    let themes = [(ThemeChoice::System, "Same as the system"), (ThemeChoice::Light, "Light"), (ThemeChoice::Dark, "Dark")];
    choice(ui, "Theme", &themes, state.theme, Action::SetTheme, actions);
    ui.label("Motion");
    let mut motion = state.motion;
    if ui.checkbox(&mut motion, "Animate the moves of the map and the timeline").changed() {
        actions.push(Action::SetMotion(motion));
    }
    ui.end_row();
    ui.label("Size of the text");
    ui.horizontal(|ui| {
        let step = state.reader.text_step;
        let (least, most) = (*Reader::STEPS.start(), *Reader::STEPS.end());
        stepper(ui, "text", [step > least, step < most], |by| actions.push(Action::StepTextSize(by)));
        ui.label(RichText::new("Aa").font(theme::serif(size::READING + f32::from(step))));
    });
    ui.end_row();
    ui.label("Size of the interface");
    ui.horizontal(|ui| {
        let size = state.interface;
        let steps = InterfaceSize::STEPS;
        let (least, most) = (steps[0], steps[steps.len() - 1]);
        stepper(ui, "interface", [size.percent() > least, size.percent() < most], |by| {
            actions.push(Action::SetInterfaceSize(size.stepped(by)));
        });
        let keys = [commands::LARGER, commands::SMALLER, commands::USUAL_SIZE].map(|command| command.keys()).join(", ");
        ui.label(format!("{} %", size.percent()));
        ui.label(RichText::new(keys).font(theme::sans(theme::size::LABEL)).color(scene.palette.mute));
    });
    ui.end_row();
    if ui.ctx().zoom_factor() * 100.0 < f32::from(state.interface.percent()) - 0.5 {
        ui.label("");
        ui.label(RichText::new("As large as this window has room for.").color(scene.palette.mute));
        ui.end_row();
    }
    let weeks = WeekStart::ALL.map(|week| (week, week.word()));
    choice(ui, "First day of the week", &weeks, state.week, Action::SetWeekStart, actions);
    let clocks = [(Clock::H24, "16:30"), (Clock::H12, "4:30 pm")];
    choice(ui, "Time of day", &clocks, state.clock, Action::SetClock, actions);
    let painters = [(None, "Automatic"), (Some(Paint::Gpu), "Graphics card"), (Some(Paint::Cpu), "Processor")];
    choice(ui, "The window is drawn by", &painters, state.paint, Action::SetPaint, actions);
    if state.paint.is_some_and(|paint| scene.state.surroundings.paint.is_some_and(|now| now != paint)) {
        ui.label("");
        ui.label(RichText::new("This takes effect at the next start.").color(scene.palette.mute));
        ui.end_row();
    }
}

/// A row of options, one of which is chosen.
fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    options: &[(T, &str)],
    now: T,
    choose: impl Fn(T) -> Action,
    actions: &mut Vec<Action>,
) {
    ui.label(name);
    ui.horizontal(|ui| {
        for (option, word) in options {
            let response = ui.radio(now == *option, *word);
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, now == *option, format!("{name}: {word}")));
            if response.clicked() && now != *option {
                actions.push(choose(*option));
            }
        }
    });
    ui.end_row();
}

/// Two buttons that make something smaller and larger, each where it still can be.
fn stepper(ui: &mut Ui, of: &str, can: [bool; 2], mut step: impl FnMut(i8)) {
    for (by, sign, word, enabled) in [(-1, theme::icon::MINUS, "Smaller", can[0]), (1, theme::icon::PLUS, "Larger", can[1])] {
        let name = format!("{word} {of}");
        let response = ui.add_enabled(enabled, egui::Button::new(sign).min_size(egui::vec2(28.0, 24.0)));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, &name));
        if response.on_hover_text(&name).clicked() {
            step(by);
        }
    }
}

//! The line above the document: contents, size of the text, and whether the window follows.

use egui::{Align, Button, Frame, Layout, Margin, RichText, Ui, accesskit::Role, vec2};

use super::contents;
use crate::report::ids::DocumentIx;
use crate::session::{Action, Reader};
use crate::theme::{self, size};
use crate::view::Scene;

/// Draws the line; `listed` says whether the contents stand beside the text.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, document: DocumentIx, listed: bool) -> Vec<Action> {
    let mut actions = Vec::new();
    Frame::NONE.inner_margin(Margin { left: 22, right: 22, top: 8, bottom: 8 }).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().button_padding = vec2(8.0, 2.0);
            contents::button(ui, scene, document, listed, &mut actions);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                sizes(ui, scene, &mut actions);
                ui.add_space(4.0);
                let on = scene.state.reader.following;
                let text = RichText::new("Follow the reading").font(theme::medium(size::LABEL));
                let button = ui.add(Button::selectable(on, text).frame_when_inactive(true));
                let what = "Move the window and the map along as you scroll the text";
                if button.on_hover_text(what).clicked() {
                    actions.push(Action::SetFollowing(!on));
                }
            });
        });
    });
    actions
}

fn sizes(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let step = scene.state.reader.text_step;
    let sizes = [("A+", 1, "Larger text", step < *Reader::STEPS.end()), ("A−", -1, "Smaller text", step > *Reader::STEPS.start())];
    for (text, by, name, possible) in sizes {
        let button = Button::new(RichText::new(text).font(theme::serif(size::TEXT))).min_size(vec2(30.0, 24.0));
        let response = ui.add_enabled(possible, button);
        response.widget_info(|| egui::WidgetInfo::labeled(Role::Button, possible, name));
        if response.on_hover_text(name).clicked() {
            actions.push(Action::StepTextSize(by));
        }
    }
}

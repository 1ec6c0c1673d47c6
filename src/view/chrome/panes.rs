//! The switch between map and reader, where there is no room for both beside each other.

use egui::{Button, CornerRadius, RichText, Ui, WidgetInfo, accesskit::Role, vec2};

use crate::session::{Action, Pane};
use crate::theme::{self, size};
use crate::view::{Scene, commands};

/// Draws the switch: two buttons that share an edge, the one of them pressed that is shown.
pub fn switch(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let (left, right) = (
            CornerRadius { ne: 0, se: 0, ..CornerRadius::same(theme::RADIUS) },
            CornerRadius { nw: 0, sw: 0, ..CornerRadius::same(theme::RADIUS) },
        );
        for (pane, name, corners) in [(Pane::Map, "Map", left), (Pane::Reader, "Report", right)] {
            let chosen = scene.state.pane == pane;
            let face = if chosen { theme::bold(size::TEXT) } else { theme::sans(size::TEXT) };
            let button =
                Button::new(RichText::new(name).font(face)).selected(chosen).corner_radius(corners).min_size(vec2(0.0, 28.0));
            let response = ui.add(button).on_hover_text(commands::OTHER_PANE.tip());
            response.widget_info(|| WidgetInfo::selected(Role::Tab, true, chosen, name));
            if response.clicked() && !chosen {
                actions.push(Action::ShowPane(pane));
            }
        }
    });
}

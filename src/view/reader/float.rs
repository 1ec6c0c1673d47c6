//! A card that floats over the text, by the words that it is about.

use egui::{Area, Button, Frame, Id, Layout, Margin, Order, Rect, RichText, ScrollArea, Ui, WidgetInfo, accesskit::Role, vec2};

use crate::theme::{self, icon, size};
use crate::view::Scene;

/// Draws a card below a rectangle, or above it where there is more room; returns whether it is to be closed.
pub fn show(ui: &Ui, id: Id, (by, width): (Rect, f32), title: &str, add: impl FnOnce(&mut Ui)) -> bool {
    let screen = ui.ctx().content_rect();
    let is_below = screen.bottom() - by.bottom() >= by.top() - screen.top();
    let (at, pivot) = if is_below {
        (by.left_bottom() + vec2(0.0, 6.0), egui::Align2::LEFT_TOP)
    } else {
        (by.left_top() - vec2(0.0, 6.0), egui::Align2::LEFT_BOTTOM)
    };
    let room = if is_below { screen.bottom() - at.y } else { at.y - screen.top() };
    let width = width.min(screen.width() - 40.0);
    let area = Area::new(id).order(Order::Middle).pivot(pivot).fixed_pos(at).constrain_to(screen.shrink(8.0));
    let frame = Frame::popup(ui.style()).inner_margin(Margin::symmetric(14, 10));
    let mut close = false;
    area.show(ui.ctx(), |ui| {
        frame.show(ui, |ui| {
            ui.set_width(width);
            ui.horizontal(|ui| {
                ui.label(RichText::new(title).font(theme::bold(size::TEXT)));
                ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                    let button = ui.add(Button::new(RichText::new(icon::CLOSE).size(13.0)).frame(false));
                    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Close {title}")));
                    close = button.on_hover_text("Close (Esc)").clicked();
                });
            });
            ui.add_space(2.0);
            ScrollArea::vertical().max_height((room - 90.0).max(140.0)).auto_shrink([false, true]).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 6.0;
                add(ui);
            });
        });
    });
    close
}

/// A row with what it is about on its left.
pub fn row(ui: &mut Ui, scene: &Scene<'_>, title: &str, add: impl FnOnce(&mut Ui)) {
    /// The room for what the rows are about, in points.
    const TITLE: f32 = 84.0;
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(TITLE, 22.0), egui::Sense::hover());
        let at = rect.left_center();
        ui.painter().text(at, egui::Align2::LEFT_CENTER, title, theme::sans(size::LABEL), scene.palette.mute);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 3.0;
            add(ui);
        });
    });
}

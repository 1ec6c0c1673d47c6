//! A word that something was done that cannot be seen: it stands by the button for a moment and takes nothing away.

use std::time::Duration;

use egui::accesskit::{Live, Role};
use egui::{Area, Frame, Order, Response, RichText, Ui, WidgetInfo, vec2};

use crate::theme::{self, size};

/// For how many seconds it stands there.
const SECONDS: f64 = 1.6;

/// Says by a button what was `done` with it just now, and goes on saying it for a moment in later frames.
pub fn by(ui: &Ui, button: &Response, done: Option<&str>) {
    let key = button.id.with("told");
    let now = ui.input(|input| input.time);
    if let Some(words) = done {
        ui.data_mut(|data| data.insert_temp(key, (now, words.to_owned())));
    }
    let Some((since, words)) = ui.data(|data| data.get_temp::<(f64, String)>(key)) else { return };
    let left = SECONDS - (now - since);
    if left <= 0.0 {
        ui.data_mut(|data| data.remove::<(f64, String)>(key));
        return;
    }
    ui.ctx().request_repaint_after(Duration::from_secs_f64(left));
    let at = button.rect.left_bottom() + vec2(0.0, 4.0);
    Area::new(key).order(Order::Tooltip).interactable(false).fixed_pos(at).show(ui.ctx(), |ui| {
        Frame::popup(ui.style()).show(ui, |ui| {
            let label = ui.label(RichText::new(&words).font(theme::medium(size::LABEL)));
            label.widget_info(|| WidgetInfo::labeled(Role::Status, true, &words));
            ui.ctx().accesskit_node_builder(label.id, |node| node.set_live(Live::Polite));
        });
    });
}

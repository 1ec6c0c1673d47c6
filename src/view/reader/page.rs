//! What the pages of the reader have in common.

use egui::{RichText, Ui};

use crate::theme::{self, size};
use crate::view::{Scene, is_narrow};

/// The largest share of the window that the reader takes.
pub const LARGEST: f32 = 0.6;

/// How wide the reader can be in this window, in points.
#[must_use]
pub fn widest(context: &egui::Context) -> f32 {
    context.content_rect().width() * if is_narrow(context) { 1.0 } else { LARGEST }
}

/// The space left and right of the reader's content.
pub const MARGIN: f32 = 22.0;
/// The same, for frames.
pub const SIDE: i8 = 22;

/// How far the keys for a page up or down scroll what can be seen, in points; 0 while something else has the keyboard.
#[must_use]
pub fn page_keys(ui: &Ui, room: f32) -> f32 {
    use egui::{Key, Modifiers, Popup};
    let taken = ui.ctx().text_edit_focused()
        || Popup::is_any_open(ui.ctx())
        || ui.ctx().memory(|memory| memory.top_modal_layer().is_some());
    if taken {
        return 0.0;
    }
    let pages = ui.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        f32::from(u8::from(pressed(Key::PageDown))) - f32::from(u8::from(pressed(Key::PageUp)))
    });
    // A few rows stay, so that the eye finds its place.
    pages * (room - 60.0).max(room / 2.0)
}

/// A label in the quiet small sans.
#[must_use]
pub fn quiet(scene: &Scene<'_>, text: impl Into<String>) -> RichText {
    RichText::new(text).font(theme::sans(size::LABEL)).color(scene.palette.mute)
}

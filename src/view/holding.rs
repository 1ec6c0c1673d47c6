//! What views say to the rest of the window while something is moved by hand: which keys are theirs, and what is read aloud.

use egui::{Id, Ui};

/// Which keys are for what is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// The arrows with Alt: what has the keyboard can be moved by them.
    AltArrows,
    /// Escape: something is on its way, and can be left where it was.
    Escape,
}

fn key(keys: Keys) -> Id {
    Id::unique(("keys of what is moved", keys == Keys::Escape))
}

/// Takes keys for what is moved until the next frame is over.
pub fn take(ui: &Ui, keys: Keys) {
    let frame = ui.ctx().cumulative_frame_nr();
    ui.data_mut(|data| data.insert_temp(key(keys), frame));
}

/// Whether keys were taken in the frame before this one, or in this one.
#[must_use]
pub fn are_taken(ui: &Ui, keys: Keys) -> bool {
    let frame = ui.ctx().cumulative_frame_nr();
    ui.data(|data| data.get_temp::<u64>(key(keys))).is_some_and(|noted| noted + 1 >= frame)
}

fn announced() -> Id {
    Id::unique("to be read aloud")
}

/// Has something read aloud that cannot be heard from what has the keyboard.
pub fn announce(ui: &Ui, words: String) {
    ui.data_mut(|data| data.insert_temp(announced(), words));
}

/// What is to be read aloud, once.
#[must_use]
pub fn take_announced(ui: &Ui) -> Option<String> {
    let words = ui.data(|data| data.get_temp(announced()));
    if words.is_some() {
        ui.data_mut(|data| data.remove::<String>(announced()));
    }
    words
}

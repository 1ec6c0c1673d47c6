//! Where the two hints of the first minute stand: views note the place, and the frame around them draws the hint there.

use egui::{Id, Rect, Ui};

use crate::session::Hint;

fn key(hint: Hint) -> Id {
    Id::unique(("place of a hint", hint == Hint::Drag))
}

/// Notes where a hint would stand in this frame; the first of several places counts.
pub fn here(ui: &Ui, wanted: &std::collections::BTreeSet<Hint>, hint: Hint, rect: Rect) {
    if wanted.contains(&hint) {
        let frame = ui.ctx().cumulative_frame_nr();
        ui.data_mut(|data| {
            let noted = data.get_temp::<(u64, Rect)>(key(hint));
            if noted.is_none_or(|(before, _)| before != frame) {
                data.insert_temp(key(hint), (frame, rect));
            }
        });
    }
}

/// Where a hint stands in this frame, if anywhere.
#[must_use]
pub fn place(ui: &Ui, hint: Hint) -> Option<Rect> {
    let frame = ui.ctx().cumulative_frame_nr();
    ui.data(|data| data.get_temp::<(u64, Rect)>(key(hint))).filter(|(noted, _)| *noted == frame).map(|(_, rect)| rect)
}

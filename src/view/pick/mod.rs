//! What several views share to choose and to type: a place, a time, a voice, a word of a list, a line of text.
//!
//! Each of them is given a value and returns the one that is to take its place, once that is certain: on Enter, when its field
//! is left, or when a row is picked. Nothing is returned while one types.

pub mod field;
pub mod line;
pub mod list;
pub mod passage;
pub mod place;
pub mod time;
pub mod voice;
pub mod word;

use egui::{Context, Popup, PopupCloseBehavior, Response, Ui};

use crate::edit::Deed;
use crate::session::{Action, Editing};
use crate::view::{Scene, picking_flag};

/// Why nothing of the dossier can be changed, in one sentence; `None` where it can.
#[must_use]
pub fn locked<'a>(scene: &Scene<'a>) -> Option<&'a str> {
    match &scene.state.surroundings.editing {
        Editing::Locked(why) => Some(why),
        Editing::Here | Editing::Copy => None,
    }
}

/// A change of the dossier as an action.
#[must_use]
pub fn edit(deed: Deed) -> Action {
    Action::Edit(Box::new(deed))
}

/// What is done at once, as one edit.
#[must_use]
pub fn together(mut deeds: Vec<Deed>) -> Action {
    match deeds.pop() {
        Some(deed) if deeds.is_empty() => edit(deed),
        last => {
            deeds.extend(last);
            edit(Deed::Together(deeds))
        }
    }
}

/// Notes that a field has the keyboard, so that in the next frame Escape is still known to have been meant for it.
pub(super) fn note_typing(context: &Context, field: &Response) {
    if field.has_focus() {
        let frame = context.cumulative_pass_nr();
        context.data_mut(|data| data.insert_temp(picking_flag(), frame));
    }
}

/// Whether one of these fields had the keyboard until this frame.
#[must_use]
pub fn is_typing(context: &Context) -> bool {
    let noted = context.data(|data| data.get_temp::<u64>(picking_flag()));
    noted.is_some_and(|frame| frame + 1 >= context.cumulative_pass_nr())
}

/// What opens below a button when it is clicked, and stays until something is picked in it, or Escape is pressed.
pub fn below<R>(button: &Response, contents: impl FnOnce(&mut Ui) -> Option<R>) -> Option<R> {
    let popup = Popup::from_toggle_button_response(button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let shown = popup.show(|ui| {
        let picked = contents(ui);
        if picked.is_some() {
            ui.close();
        }
        picked
    });
    shown.and_then(|shown| shown.inner)
}

//! The keys of the page, while no text is typed and nothing lies over it.

use egui::{Key, Modifiers, Popup, Ui};

use super::mode::Mode;
use crate::edit::{Deed, Putting};
use crate::report::when::When;
use crate::view::holding::{self, Keys as Held};
use crate::view::{Scene, asked, is_keyboard_free, map_focus_flag};

/// What is asked for by a key or a click.
#[derive(Clone, Debug, PartialEq)]
pub enum Press {
    /// It is right.
    Right,
    /// It is wrong.
    Wrong,
    /// It is the candidate at this position.
    Other(usize),
    /// Another time is to be typed.
    Time,
    /// Another place is to be found.
    Place,
    /// Title, voice, status and all else that is said of a passage are to be changed.
    Details,
    /// The answer is for all others of this name too, or for this one alone again.
    All,
    /// The last change is taken back.
    Undo,
    /// It is put off.
    Later,
    /// The one before it, or after it, in the queue.
    Step(bool),
    /// What is typed or looked through is left.
    Out,
    /// It lies at a place that was found: how that is called, and what puts it there.
    Put(String, Putting),
    /// It was then.
    Date(When),
    /// It is as this deed makes it.
    As(Box<Deed>),
}

const DIGITS: [Key; asked::MOST] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// Reads the key that was pressed, if it is one of the page.
pub fn read(ui: &Ui, scene: &Scene<'_>, mode: &Mode) -> Option<Press> {
    if Popup::is_any_open(ui.ctx()) || ui.ctx().memory(|memory| memory.top_modal_layer().is_some()) {
        return None;
    }
    // What is put on the map or moved by hand has its own Enter, Escape and Backspace.
    if scene.state.placing.is_some() || holding::are_taken(ui, Held::Escape) {
        return None;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if mode.is_busy() && pressed(Key::Escape) {
        return Some(Press::Out);
    }
    if ui.ctx().text_edit_focused() || mode.is_typed() {
        return None;
    }
    let focused = !is_keyboard_free(ui.ctx());
    let on_map = ui.data(|data| data.get_temp(map_focus_flag()).unwrap_or(false));
    // A button that has the keyboard is pressed by Enter and Space; where others are ticked, Enter is for all of them.
    if (!focused || on_map || mode.all.is_some()) && pressed(Key::Enter) {
        return Some(Press::Right);
    }
    if (!focused || on_map) && pressed(Key::Space) {
        return Some(Press::Later);
    }
    if !focused {
        for (key, down) in [(Key::ArrowDown, true), (Key::ArrowUp, false)] {
            if pressed(key) {
                return Some(Press::Step(down));
            }
        }
    }
    if let Some(index) = DIGITS.iter().position(|key| pressed(*key)) {
        return Some(Press::Other(index));
    }
    let letters = [
        (Key::Backspace, Press::Wrong),
        (Key::T, Press::Time),
        (Key::P, Press::Place),
        (Key::D, Press::Details),
        (Key::A, Press::All),
        (Key::U, Press::Undo),
    ];
    letters.into_iter().find(|(key, _)| pressed(*key)).map(|(_, press)| press)
}

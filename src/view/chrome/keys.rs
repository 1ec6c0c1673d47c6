//! Keys that work everywhere, and the page that lists all keys.

use std::cmp::Reverse;

use egui::{Event, Grid, Key, Modal, Modifiers, Popup, RichText, ScrollArea, Ui};

use crate::session::{Action, Pane, Tab, Toggle};
use crate::theme::{self, size};
use crate::view::commands::{ALL, CHECK_KEYS, Command, Reach};
use crate::view::holding::{self, Keys as Held};
use crate::view::{
    Scene, asking_flag, axis_focus_flag, is_keyboard_free, is_narrow, map_focus_flag, noting_flag, searching_flag, typing_flag,
};
use crate::view::{parts, pick};

/// What pointer and keys do beside the commands, for the page of keys.
const GESTURES: &[(&str, &str)] = &[
    ("F10", "open the menu"),
    ("Esc", "one step at a time: close what is open, then clear what is chosen; in the search field: stop the search"),
    ("Enter, Shift+Enter", "in the search field: next and previous hit"),
    ("↑ ↓", "in the search field: move through the suggested names; Enter takes one, Esc closes them"),
    ("Ctrl+A", "in the text: select the part that you read; Ctrl+C copies what is selected"),
    (
        "↑ ↓ Space",
        "in the table and in lists: go from the field above to the rows and through them, and choose one; Shift reaches further, Ctrl+A chooses all, Enter opens one",
    ),
    ("Tab", "move through markers, bars, passages and buttons; Enter opens one"),
    ("Page up, Page down", "scroll the cards or the text"),
    ("0", "on the timeline: show all time"),
    ("arrows", "on the map: move the map"),
    ("click", "empty part of the timeline: put the window there, as wide as it last was at this zoom"),
    (
        "drag",
        "map: move it; window: move it; edge of the window: resize it; empty part of the timeline, or overview: draw a new window",
    ),
    (
        "wheel",
        "map and timeline: zoom at the pointer; timeline with Shift: move in time; names of the lanes, or timeline with Alt: scroll the lanes",
    ),
    (
        "drag",
        "while the map is edited: a place, the edge of its circle, the bar of the chosen passage or an end of it; with Shift, a bar goes by a finer unit",
    ),
    (
        "arrows, Enter",
        "while the map is edited: move the place that has the keyboard, with Shift by more, and put it there; Esc leaves it",
    ),
    ("Alt+← Alt+→", "while the map is edited: move the passage whose bar has the keyboard, with Shift its end"),
    ("Space, Enter, Backspace", "while something is put on the map: a corner in the middle of the map, the end, the last one back"),
    ("click", "name of a lane: unfold or fold it; double click: read its passages"),
    ("↑ ↓", "on the line between map and timeline: make the timeline taller or lower"),
    ("double click", "place or time in the text: change what it names, and where it begins and ends"),
    ("double click", "map: zoom in; bar or day on the timeline: zoom to it and select it"),
    ("?", "show this page, as F1 does"),
];

/// Reads the keys that no focused widget claims. To be asked before anything of the frame is drawn.
#[must_use]
pub fn read(ui: &Ui, scene: &Scene<'_>) -> Vec<Action> {
    // What lies on top has the keys: menus, and pages that must be closed first.
    if Popup::is_any_open(ui.ctx()) || ui.ctx().memory(|memory| memory.top_modal_layer().is_some()) {
        return Vec::new();
    }
    parts::keys(ui);
    let flag = |id| ui.data(|data| data.get_temp(id).unwrap_or(false));
    let (held, alt_arrows) = (holding::are_taken(ui, Held::Escape), holding::are_taken(ui, Held::AltArrows));
    let noting = flag(noting_flag()) && scene.state.tab == Tab::Notes;
    let checking = scene.state.tab == Tab::Check && (!is_narrow(ui.ctx()) || scene.state.pane == Pane::Reader);
    let asking = checking && flag(asking_flag());
    let picking = pick::is_typing(ui.ctx());
    let typing = ui.ctx().text_edit_focused() || flag(typing_flag()) || flag(searching_flag()) || noting || asking || picking;
    let is_asked = checking && scene.index.progress().left > 0;
    let keyboard = if flag(map_focus_flag()) {
        Keyboard::Map
    } else if flag(axis_focus_flag()) {
        Keyboard::Axis
    } else if is_keyboard_free(ui.ctx()) {
        Keyboard::Free
    } else {
        Keyboard::Taken
    };
    let counts = |reach: Reach| match reach {
        Reach::Anywhere => true,
        Reach::Untyped => !typing,
        // In another field, undo is for what is typed there.
        Reach::Notes => !typing || noting,
        // While something is drawn on the map, Space is for that.
        Reach::Unfocused => !typing && keyboard != Keyboard::Taken && scene.state.placing.is_none(),
        Reach::Axis => !typing && matches!(keyboard, Keyboard::Free | Keyboard::Axis),
        Reach::OffAxis => !typing && keyboard != Keyboard::Axis,
        Reach::View => false,
    };
    let mut keyed: Vec<_> = ALL.iter().filter_map(|command| Some((command.key?, command.action))).collect();
    // A key is taken whatever else is held with it, so those with more held are asked first.
    keyed
        .sort_by_key(|((held, ..), _)| Reverse([held.command || held.ctrl, held.shift, held.alt].map(u8::from).iter().sum::<u8>()));
    let mut actions = Vec::new();
    for ((modifiers, key, reach), action) in keyed {
        // The plus sign is typed with Shift on many keyboards, and its key is called after the other sign on it.
        let same = if key == Key::Plus { &[Key::Plus, Key::Equals][..] } else { std::slice::from_ref(&key) };
        let moves = alt_arrows && modifiers.alt && matches!(key, Key::ArrowLeft | Key::ArrowRight);
        let is_of_check = is_asked && modifiers.is_none() && CHECK_KEYS.iter().any(|(_, own, _)| *own == key);
        let pressed = counts(reach)
            && !moves
            && !is_of_check
            && ui.input_mut(|input| same.iter().any(|key| input.consume_key(modifiers, *key)));
        if pressed {
            actions.extend(action(scene));
        }
    }
    if !typing && !held && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        actions.push(Action::StepOut);
    }
    // The question mark is typed differently on every keyboard, so it is taken as text.
    let asked = ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Text(text) if text == "?")));
    if asked && !typing {
        actions.push(Action::Toggle(Toggle::Keys));
    }
    if !typing && !actions.is_empty() {
        // What is asked for may be a field, which is drawn in this very frame; the letter of the key is not meant for it.
        ui.input_mut(|input| input.events.retain(|event| !matches!(event, Event::Text(_))));
    }
    actions
}

/// What has the keyboard.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keyboard {
    /// Nothing.
    Free,
    /// The bare map: it takes the arrows, but no Space.
    Map,
    /// The timeline's axis: it zooms by itself, but leaves the arrows to the window.
    Axis,
    /// Some other widget, which may want arrows and Space.
    Taken,
}

/// The page of keys, when it is open.
pub fn window(ui: &mut Ui, scene: &Scene<'_>) -> Vec<Action> {
    if !scene.state.keys_open {
        return Vec::new();
    }
    let mut actions = Vec::new();
    let page = Modal::new(egui::Id::unique("keys")).frame(theme::page(ui.style())).show(ui, |ui| {
        ui.set_width(560.0_f32.min(ui.ctx().content_rect().width() - 60.0));
        ui.label(RichText::new("Keys and pointer").font(theme::serif_bold(size::HEADING)));
        let height = ui.ctx().content_rect().height() - 180.0;
        ScrollArea::vertical()
            .max_height(height)
            .show(ui, |ui| Grid::new("keys grid").num_columns(2).spacing([24.0, 6.0]).show(ui, rows));
        ui.add_space(8.0);
        ui.button("Close").clicked()
    });
    if page.inner || page.should_close() {
        actions.push(Action::Toggle(Toggle::Keys));
    }
    actions
}

/// Every command that has a key, and what else the keyboard and the pointer do.
fn rows(ui: &mut Ui) {
    let keyed = ALL.iter().filter(|command| command.key.is_some());
    let said = |command: &Command| if command.meaning.is_empty() { command.name } else { command.meaning };
    let commands = keyed.map(|command| (command.keys(), said(command).trim_end_matches('…').to_owned()));
    let gestures = GESTURES.iter().map(|(key, meaning)| ((*key).to_owned(), (*meaning).to_owned()));
    let check = CHECK_KEYS.iter().map(|(key, _, meaning)| ((*key).to_owned(), (*meaning).to_owned()));
    for (key, meaning) in commands.chain(gestures).chain(check) {
        ui.label(RichText::new(key).font(theme::bold(size::TEXT)));
        ui.add(egui::Label::new(meaning).wrap());
        ui.end_row();
    }
}

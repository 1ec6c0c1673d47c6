//! Keys that work everywhere, and the page that lists all keys.

use egui::{Event, Grid, Key, Modal, Modifiers, Popup, RichText, Ui};

use crate::index::times::Window;
use crate::session::{Action, Fit, Tab, Toggle};
use crate::theme::{self, size};
use crate::view::{Scene, axis_focus_flag, map_focus_flag, noting_flag, searching_flag, typing_flag};

/// Every key, for the page of keys and the README.
pub const KEYS: &[(&str, &str)] = &[
    ("← →", "move the window by its own width; with Shift by a tenth"),
    ("Ctrl+← Ctrl+→", "previous or next passage"),
    ("Home, End", "window to the beginning or the end"),
    ("Space", "play or pause"),
    ("Esc", "step back out; in the search field: stop searching"),
    ("Ctrl+F", "search; Enter or F3 next hit, Shift+Enter or Shift+F3 previous hit"),
    ("↑ ↓", "in the search field: through the names that are offered; Enter takes one, Esc closes them"),
    ("Ctrl+A", "in the text: select the part that is read; Ctrl+C copies what is selected"),
    ("Ctrl+Z", "undo a change of the notes; Ctrl+Shift+Z makes it again"),
    ("Alt+← Alt+→", "back and forward through what you looked at"),
    ("Tab", "go through markers, bars, passages and buttons; Enter opens"),
    ("Page up, Page down", "scroll the cards or the text"),
    ("+ − 0", "on the map: zoom in, zoom out, back to the start frame"),
    ("+ − 0", "on the timeline: zoom in, zoom out, all time"),
    ("W, P", "map: show all that is in the window; show the chosen place"),
    ("L", "map: hold it where it is, or let it follow what is chosen"),
    ("Ctrl+K", "find a place by any of its names"),
    ("arrows", "on the map: pan"),
    ("click", "free axis: put the window there, as wide as it last was at this zoom"),
    ("drag", "map: pan; window: move; its edges: resize; free axis or overview: draw a new window"),
    (
        "wheel",
        "map and timeline: zoom at the pointer; on the timeline, Shift pans; over the names of the lanes, or with Alt: scroll the lanes",
    ),
    ("click", "name of a lane: unfold it or fold it; double click: read its passages"),
    ("↑ ↓", "on the line between map and timeline: make the timeline taller or lower"),
    ("double click", "map: zoom in; bar or day: fit it"),
    ("F1 or ?", "this page"),
];

/// Reads the keys that no focused widget claims.
pub fn read(ui: &Ui, scene: &Scene<'_>) -> Vec<Action> {
    // What lies on top has the keys: menus, and pages that must be closed first.
    if Popup::is_any_open(ui.ctx()) || ui.ctx().memory(|memory| memory.top_modal_layer().is_some()) {
        return Vec::new();
    }
    let flag = |id| ui.data(|data| data.get_temp(id).unwrap_or(false));
    let noting = flag(noting_flag()) && scene.state.tab == Tab::Notes;
    let typing = ui.ctx().text_edit_focused() || flag(typing_flag()) || flag(searching_flag()) || noting;
    let keyboard = if flag(map_focus_flag()) {
        Keyboard::Map
    } else if flag(axis_focus_flag()) {
        Keyboard::Axis
    } else if ui.ctx().memory(egui::Memory::focused).is_none() {
        Keyboard::Free
    } else {
        Keyboard::Taken
    };
    let mut actions = Vec::new();
    ui.input_mut(|input| {
        let mut on = |modifiers: Modifiers, key: Key, action: Action| {
            if input.consume_key(modifiers, key) {
                actions.push(action);
            }
        };
        if !typing {
            on(Modifiers::NONE, Key::Escape, Action::StepOut);
        }
        on(Modifiers::SHIFT, Key::F3, Action::StepHit(-1));
        on(Modifiers::NONE, Key::F3, Action::StepHit(1));
        // In another field, undo is for what is typed there.
        if !typing || noting {
            on(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z, Action::Redo);
            on(Modifiers::COMMAND, Key::Z, Action::Undo);
        }
        on(Modifiers::NONE, Key::F1, Action::Toggle(Toggle::Keys));
        on(Modifiers::ALT, Key::ArrowLeft, Action::Back);
        on(Modifiers::ALT, Key::ArrowRight, Action::Forward);
        on(Modifiers::CTRL, Key::ArrowLeft, Action::StepPassage(-1));
        on(Modifiers::CTRL, Key::ArrowRight, Action::StepPassage(1));
        on(Modifiers::CTRL, Key::K, Action::Toggle(Toggle::Places));
        let bare = if typing { Vec::new() } else { bare_keys(scene, keyboard) };
        for (modifiers, key, action) in bare {
            on(modifiers, key, action);
        }
    });
    // The question mark is typed differently on every keyboard, so it is taken as text.
    let asked = ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Text(text) if text == "?")));
    if asked && !typing {
        actions.push(Action::Toggle(Toggle::Keys));
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

/// The keys that are letters, signs and arrows: they are for the window only while nobody types.
fn bare_keys(scene: &Scene<'_>, at: Keyboard) -> Vec<(Modifiers, Key, Action)> {
    let (none, shift) = (Modifiers::NONE, Modifiers::SHIFT);
    let mut keys = vec![(none, Key::W, Action::Fit(Fit::Window)), (none, Key::L, Action::LockCamera(!scene.state.camera_locked))];
    keys.extend(scene.state.selection.place.map(|place| (none, Key::P, Action::Fit(Fit::Place(place)))));
    if at != Keyboard::Taken {
        keys.push((none, Key::Space, Action::SetPlaying(!scene.state.play.running)));
    }
    if matches!(at, Keyboard::Free | Keyboard::Axis) {
        keys.extend([
            (shift, Key::ArrowLeft, Action::MoveWindow(-0.1)),
            (shift, Key::ArrowRight, Action::MoveWindow(0.1)),
            (none, Key::ArrowLeft, Action::MoveWindow(-1.0)),
            (none, Key::ArrowRight, Action::MoveWindow(1.0)),
        ]);
    }
    if at != Keyboard::Axis {
        keys.push((none, Key::Num0, Action::Fit(Fit::All)));
    }
    if let Some(extent) = scene.index.folds().extent() {
        let width = scene.state.window.seconds();
        keys.push((none, Key::Home, Action::ShowWindow(Window::new(extent.from, extent.from.plus(width)))));
        keys.push((none, Key::End, Action::ShowWindow(Window::new(extent.to.plus(-width), extent.to))));
    }
    keys
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
        Grid::new("keys grid").num_columns(2).spacing([24.0, 8.0]).show(ui, |ui| {
            for (key, meaning) in KEYS {
                ui.label(RichText::new(*key).font(theme::bold(size::TEXT)));
                ui.add(egui::Label::new(*meaning).wrap());
                ui.end_row();
            }
        });
        ui.add_space(8.0);
        let mut motion = scene.state.motion;
        if ui.checkbox(&mut motion, "Glide when the map or the timeline goes elsewhere").changed() {
            actions.push(Action::SetMotion(motion));
        }
        ui.button("Close").clicked()
    });
    if page.inner || page.should_close() {
        actions.push(Action::Toggle(Toggle::Keys));
    }
    actions
}

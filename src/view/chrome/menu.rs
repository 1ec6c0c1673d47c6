//! The menu at the left of the top bar.

use egui::{Button, Id, Modifiers, Popup, Response, RichText, SetOpenCommand, Ui, WidgetInfo, accesskit::Role};

use crate::session::{Action, Wanted};
use crate::theme::{self, icon, size};
use crate::view::commands::{self as all, Command};
use crate::view::{Scene, is_low};

/// How wide the menu is, in points: the keys stand at its right edge.
const WIDTH: f32 = 290.0;

/// Draws the button and, while it is open, the menu.
pub fn show(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let name = "Menu (F10)";
    let text = RichText::new(format!("{} Menu", icon::LIST)).font(theme::medium(size::TEXT));
    let button = ui.add(Button::new(text).min_size(egui::vec2(0.0, 28.0)));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let covered = ui.memory(|memory| memory.top_modal_layer().is_some());
    let keyed = !covered && ui.input_mut(|input| input.consume_key(Modifiers::NONE, all::MENU_KEY));
    let set = (keyed || button.clicked()).then_some(SetOpenCommand::Toggle);
    let popup = Popup::menu(&button).open_memory(set);
    // Where it was opened by a key, the keyboard goes into it.
    let keyed = keyed || ui.data(|data| data.get_temp::<bool>(Id::unique("menu by key")).unwrap_or(false));
    let shown = popup.show(|ui| {
        ui.set_min_width(WIDTH);
        if is_low(ui.ctx()) {
            // All of it is to be seen in the lowest window too.
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.spacing_mut().button_padding.y = 1.0;
            ui.spacing_mut().interact_size.y = 20.0;
        }
        let height = ui.ctx().content_rect().height() - 56.0;
        let area = egui::ScrollArea::vertical().max_height(height).min_scrolled_height(height);
        let first = area.show(ui, |ui| entries(ui, scene, actions)).inner;
        if keyed {
            first.request_focus();
        }
    });
    // The first frame of a popup measures it; its buttons can have the keyboard from the second.
    ui.data_mut(|data| data.insert_temp(Id::unique("menu by key"), keyed && shown.is_none()));
    button.on_hover_text(name);
}

/// Everything in the menu; returns the first entry.
fn entries(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) -> Response {
    let first = entry(ui, scene, &all::OPEN, all::OPEN.name, actions);
    ui.menu_button("Open recent", |ui| recent(ui, scene, actions));
    entry(ui, scene, &all::OPEN_FOLDER, all::OPEN_FOLDER.name, actions);
    entry(ui, scene, &all::SHIPPED, "The report inside Dateline", actions);
    ui.separator();
    for command in [&all::ADD_DOCUMENT, &all::DOCUMENTS, &all::OPEN_ORIGINAL, &all::SAVE_COPY] {
        entry(ui, scene, command, command.name, actions);
    }
    ui.separator();
    ui.menu_button("Edit", |ui| {
        ui.set_min_width(300.0);
        for command in [&all::UNDO, &all::REDO, &all::HISTORY, &all::TABLE, &all::GAZETTEER, &all::DIFFERENCES] {
            entry(ui, scene, command, command.name, actions);
        }
    });
    ui.menu_button("Save a picture", |ui| {
        ui.set_min_width(180.0);
        let scales = |ui: &mut Ui, head: &str, commands: [Command; 3], actions: &mut Vec<Action>| {
            ui.label(RichText::new(head).font(theme::bold(size::LABEL)));
            for (command, name) in commands.iter().zip(["As large as on the screen", "Twice as large", "Three times as large"]) {
                entry_named(ui, scene, command, name, command.name, actions);
            }
        };
        scales(ui, "The window", [all::PICTURE_WINDOW_1, all::PICTURE_WINDOW_2, all::PICTURE_WINDOW_3], actions);
        ui.separator();
        scales(ui, "The map alone", [all::PICTURE_MAP_1, all::PICTURE_MAP_2, all::PICTURE_MAP_3], actions);
    });
    ui.menu_button("Export", |ui| {
        ui.set_min_width(240.0);
        let exports = [all::EXPORT_PAGE, all::EXPORT_MARKDOWN, all::EXPORT_PASSAGES, all::EXPORT_MENTIONS, all::EXPORT_NOTES];
        for command in &exports {
            let short = command.name.trim_start_matches("Export: ");
            let name: String = short.chars().take(1).flat_map(char::to_uppercase).chain(short.chars().skip(1)).collect();
            entry(ui, scene, command, &name, actions);
        }
    });
    for command in [&all::PRINT, &all::COPY_LINK] {
        entry(ui, scene, command, command.name, actions);
    }
    ui.separator();
    entry(ui, scene, &all::CHECK, all::CHECK.name, actions);
    ui.separator();
    for command in [&all::PALETTE, &all::SETTINGS, &all::KEYS, &all::ABOUT_DOSSIER, &all::ABOUT] {
        entry(ui, scene, command, command.name, actions);
    }
    ui.separator();
    entry(ui, scene, &all::QUIT, all::QUIT.name, actions);
    first
}

fn entry(ui: &mut Ui, scene: &Scene<'_>, command: &Command, name: &str, actions: &mut Vec<Action>) -> Response {
    entry_named(ui, scene, command, name, name, actions)
}

/// An entry with its key; `aloud` says what it does where its name alone does not.
fn entry_named(ui: &mut Ui, scene: &Scene<'_>, command: &Command, name: &str, aloud: &str, actions: &mut Vec<Action>) -> Response {
    let action = (command.action)(scene);
    let enabled = action.is_some();
    let keys = RichText::new(command.keys()).color(scene.palette.mute);
    let response = ui.add_enabled(enabled, Button::new(name).shortcut_text(keys));
    response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, enabled, aloud));
    if response.clicked() {
        actions.extend(action);
        // A click closes the menu by itself; Enter does not.
        ui.close();
    }
    response
}

/// The dossiers that were open before. One that is gone is shown as gone.
fn recent(ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    ui.set_min_width(220.0);
    let recent = &scene.state.surroundings.recent;
    if recent.is_empty() {
        ui.label(RichText::new("The dossiers that you open are listed here.").color(scene.palette.mute));
    }
    for dossier in recent {
        let name = if dossier.gone { format!("{} (not there any more)", dossier.name()) } else { dossier.name() };
        let response = ui.add_enabled(!dossier.gone, Button::new(&name));
        response.widget_info(|| WidgetInfo::labeled(Role::MenuItem, !dossier.gone, &name));
        let path = dossier.folder.display().to_string();
        if response.on_hover_text(&path).on_disabled_hover_text(&path).clicked() {
            actions.push(Action::Open(Wanted::Path(dossier.folder.clone())));
            ui.close();
        }
    }
}

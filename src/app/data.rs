//! The folder in which Dateline keeps what is the user's own.

use std::env::{home_dir, var_os};
use std::path::PathBuf;

/// The variable of the environment that names another data folder.
pub const FOLDER: &str = "DATELINE_DATA";

/// What is said where there is no such folder, without a full stop.
pub const NO_FOLDER: &str = "this system names no folder for the data of users; set DATELINE_DATA to one";

/// Where Dateline keeps notes, settings and what it writes about a crash: `DATELINE_DATA`, or the system's folder for such
/// data (`~/.local/share/dateline` on Linux, `~/Library/Application Support/dateline` on macOS, `%APPDATA%\dateline\data` on
/// Windows).
#[must_use]
pub fn data_folder() -> Option<PathBuf> {
    let set = |name: &str| var_os(name).filter(|path| !path.is_empty()).map(PathBuf::from);
    set(FOLDER).or_else(|| {
        if cfg!(windows) {
            set("APPDATA").map(|folder| folder.join("dateline").join("data"))
        } else if cfg!(target_os = "macos") {
            home_dir().map(|home| home.join("Library").join("Application Support").join("dateline"))
        } else {
            let data = set("XDG_DATA_HOME").filter(|path| path.is_absolute());
            data.or_else(|| home_dir().map(|home| home.join(".local").join("share"))).map(|folder| folder.join("dateline"))
        }
    })
}

/// Fails in the middle of a frame when F12 is pressed, where `DATELINE_TEST_FAULT` is set: so that a test can see what a
/// fault of a view leaves of a real window. Not in the program that is released.
///
/// # Panics
/// When it is asked to.
#[cfg(debug_assertions)]
pub fn fail_when_asked(ui: &mut egui::Ui) {
    if var_os("DATELINE_TEST_FAULT").is_some() && ui.input(|input| input.key_pressed(egui::Key::F12)) {
        let fail = |_: &mut egui::Memory| -> bool { panic!("as a test has asked") };
        egui::ScrollArea::vertical().show(ui, |ui| ui.horizontal(|ui| ui.memory_mut(fail)));
    }
}

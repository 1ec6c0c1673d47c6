//! The window by eframe: the only part of the shell that knows it.

use std::path::PathBuf;

use egui::{Context, Ui, ViewportBuilder};

use super::settings::Placement;
use super::shell::{Remembered, Shell};
use crate::session::{Action, Session};

/// Why the window could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// There is no display.
    NoDisplay,
    /// Anything else, in the words of the system.
    Other(String),
}

/// Opens the window on the dossier in a folder, or on the one inside the program, and returns when it is closed.
///
/// Without actions to begin with, it shows what it showed when this dossier was last looked at.
///
/// # Errors
/// When there is no display, or no window can be made on it.
pub fn run(session: Session, source: Option<PathBuf>, actions: Vec<Action>) -> Result<(), OpenError> {
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icons/dateline-256.png")).unwrap_or_default();
    let remembered = Remembered::open();
    let placement = remembered.placement().unwrap_or(Placement { size: [1440.0, 900.0], ..Placement::default() });
    let viewport = ViewportBuilder::default()
        .with_title("Dateline")
        .with_app_id("dateline")
        .with_inner_size(placement.size)
        .with_maximized(placement.maximized)
        .with_min_inner_size([820.0, 560.0])
        .with_drag_and_drop(true)
        .with_icon(icon);
    let viewport = match placement.position {
        Some(position) => viewport.with_position(position),
        None => viewport,
    };
    let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    let result = eframe::run_native(
        "dateline",
        options,
        Box::new(move |creation| Ok(Box::new(Window(Shell::new(&creation.egui_ctx, session, source, actions, remembered))))),
    );
    result.map_err(|error| {
        let text = error.to_string();
        if text.contains("DISPLAY") || text.contains("WAYLAND") { OpenError::NoDisplay } else { OpenError::Other(text) }
    })
}

struct Window(Shell);

impl eframe::App for Window {
    fn logic(&mut self, context: &Context, _frame: &mut eframe::Frame) {
        self.0.logic(context);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.0.ui(ui);
    }
}

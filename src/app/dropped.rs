//! Files over the window: what is said while they are held there, and what becomes of several that were dropped together.

use std::path::PathBuf;

use egui::{Align2, Area, Frame, Id, Modal, Order, RichText, Stroke, StrokeKind, Ui, Vec2};

use crate::theme::{self, Palette, size};
use crate::view::words;

/// The question that is asked once, while it is open.
pub struct Dropped {
    files: Vec<PathBuf>,
    /// The title of the open dossier, where they can be added to it.
    open: Option<String>,
}

/// What the user wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// One dossier of all of them.
    Together(Vec<PathBuf>),
    /// A dossier of each.
    Apart(Vec<PathBuf>),
    /// All of them in the open dossier.
    Added(Vec<PathBuf>),
    /// None of them.
    Nothing,
}

/// Says that what is held over the window will be opened, before it is dropped.
pub fn hover(ui: &Ui) {
    let count = ui.input(|input| input.raw.hovered_files.len());
    if count == 0 {
        return;
    }
    let words =
        if count == 1 { "Drop it to open it".to_owned() } else { format!("Drop the {} to open them", words::count(count, "file")) };
    let area = Area::new(Id::unique("files over the window")).order(Order::Foreground).anchor(Align2::CENTER_CENTER, Vec2::ZERO);
    area.interactable(false).show(ui.ctx(), |ui| {
        let edge = Stroke::new(4.0, Palette::of(ui.ctx()).window);
        let window = ui.ctx().content_rect();
        ui.painter().with_clip_rect(window).rect_stroke(window, 0.0, edge, StrokeKind::Inside);
        Frame::popup(ui.style())
            .inner_margin(24)
            .show(ui, |ui| ui.label(RichText::new(words).font(theme::serif_bold(size::HEADING))));
    });
}

impl Dropped {
    /// Asks about these files.
    #[must_use]
    pub fn new(files: Vec<PathBuf>, open: Option<String>) -> Self {
        Self { files, open }
    }

    /// Draws the question, and returns the answer once there is one.
    pub fn show(&self, ui: &mut Ui) -> Option<Asked> {
        let mut asked = None;
        let count = words::count(self.files.len(), "file");
        let page = Modal::new(Id::unique("dropped files")).frame(theme::page(ui.style())).show(ui, |ui| {
            ui.set_max_width(440.0);
            ui.label(RichText::new(format!("You dropped {count}")).font(theme::serif_bold(size::HEADING)));
            ui.label("Are they parts of one dossier, with one map and one timeline?");
            ui.add_space(6.0);
            let mut choice = |ui: &mut Ui, text: String, taken: fn(Vec<PathBuf>) -> Asked| {
                if ui.button(text).clicked() {
                    asked = Some(taken(self.files.clone()));
                }
            };
            choice(ui, format!("One dossier with {}", words::count(self.files.len(), "document")), Asked::Together);
            choice(ui, format!("{}, one for each file", words::count(self.files.len(), "dossier")), Asked::Apart);
            if let Some(title) = &self.open {
                choice(ui, format!("Add them to “{}”", words::opening(title, 40)), Asked::Added);
            }
            choice(ui, "Cancel".to_owned(), |_| Asked::Nothing);
        });
        asked.or_else(|| page.should_close().then_some(Asked::Nothing))
    }
}

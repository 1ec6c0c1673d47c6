//! What lies over the window until it is over or has been read: that a dossier is being opened, and why one could not be.

use std::path::{Path, PathBuf};
use std::time::Duration;

use egui::{Id, Label, Modal, RichText, Ui};

use crate::report::cancel::Cancel;
use crate::theme::{self, Palette, size};

/// A dossier that is being opened: the folder it is in, or none for the one inside the program, and how far it is.
struct Waiting {
    source: Option<PathBuf>,
    progress: String,
    cancel: Cancel,
    /// When it was first to be seen, by the time of frames.
    since: Option<f64>,
}

/// So long a word about it would only flash up, in seconds.
const SOON: f64 = 0.1;

/// What is shown.
#[derive(Default)]
pub struct Notices {
    waiting: Option<Waiting>,
    message: Option<String>,
}

impl Notices {
    /// Says that a dossier is being opened, and ends the opening of another one. Returns the word by which this one is ended.
    pub fn wait_for(&mut self, source: Option<PathBuf>) -> Cancel {
        self.stop_waiting();
        let cancel = Cancel::default();
        self.waiting = Some(Waiting { source, progress: "Reading its files …".to_owned(), cancel: cancel.clone(), since: None });
        cancel
    }

    fn stop_waiting(&mut self) {
        if let Some(waiting) = self.waiting.take() {
            waiting.cancel.cancel();
        }
    }

    /// Whether this dossier is the one that is being waited for: not so when it was cancelled, or another was asked for.
    #[must_use]
    pub fn is_waiting_for(&self, source: Option<&Path>) -> bool {
        self.waiting.as_ref().is_some_and(|waiting| waiting.source.as_deref() == source)
    }

    /// Whether any dossier is being opened.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.waiting.is_some()
    }

    /// Whether something stands there to be read and closed.
    #[must_use]
    pub fn has_message(&self) -> bool {
        self.message.is_some()
    }

    /// The dossier is there.
    pub fn arrived(&mut self) {
        self.waiting = None;
    }

    /// Says how far a dossier is.
    pub fn progress(&mut self, source: Option<&Path>, stage: String) {
        if let Some(waiting) = self.waiting.as_mut().filter(|waiting| waiting.source.as_deref() == source) {
            waiting.progress = stage;
        }
    }

    /// Says why something could not be opened. The failure of a folder that was cancelled is nobody's business any more.
    pub fn failed(&mut self, folder: Option<&Path>, message: String) {
        let awaited = self.waiting.as_ref().is_some_and(|waiting| waiting.source.as_deref() == folder);
        if awaited {
            self.waiting = None;
        }
        if awaited || folder.is_none() {
            self.message = Some(message);
        }
    }

    /// Draws them.
    pub fn show(&mut self, ui: &mut Ui) {
        let now = ui.input(|input| input.time);
        let left = self.waiting.as_mut().map_or(0.0, |waiting| *waiting.since.get_or_insert(now) + SOON - now);
        if left > 0.0 {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(left));
        } else if let Some(waiting) = &self.waiting {
            let what =
                waiting.source.as_ref().map_or("the report inside Dateline".to_owned(), |folder| folder.display().to_string());
            let cancelled = Modal::new(Id::unique("loading")).frame(theme::page(ui.style())).show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.spinner();
                    ui.label(format!("Opening {what}"));
                });
                ui.label(RichText::new(&waiting.progress).color(Palette::of(ui.ctx()).mute));
                ui.button("Cancel").clicked()
            });
            if cancelled.inner {
                self.stop_waiting();
            }
        }
        if let Some(message) = &self.message {
            let closed = Modal::new(Id::unique("message")).frame(theme::page(ui.style())).show(ui, |ui| {
                ui.set_max_width(480.0);
                ui.label(RichText::new("This could not be opened").font(theme::bold(size::TEXT)));
                ui.add(Label::new(message).wrap().selectable(true));
                ui.button("Close").clicked()
            });
            if closed.inner || closed.should_close() {
                self.message = None;
            }
        }
    }
}

//! What lies over the window until it is over or has been read: that a dossier is being opened, and why one could not be.

use std::time::Duration;

use egui::{Align2, Area, Frame, Id, Label, Modal, Order, RichText, Ui};

use crate::report::cancel::Cancel;
use crate::session::Wanted;
use crate::theme::{self, Palette, size};

/// What is being opened, and how far it is.
struct Waiting {
    wanted: Wanted,
    progress: String,
    cancel: Cancel,
    /// Whether its first pages are shown already, so that nothing need lie over them.
    has_begun: bool,
    /// When it was first to be seen, by the time of frames.
    since: Option<f64>,
}

impl Waiting {
    /// Says what is opened and how far it is; tells whether that is to end.
    fn show(&self, ui: &mut Ui) -> bool {
        ui.horizontal(|ui| {
            ui.spinner();
            let verb = if self.has_begun { "Reading the rest of" } else { "Opening" };
            ui.label(format!("{verb} {}", self.wanted.name()));
        });
        ui.label(RichText::new(&self.progress).color(Palette::of(ui.ctx()).mute));
        ui.button("Cancel").clicked()
    }
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
    pub fn wait_for(&mut self, wanted: Wanted) -> Cancel {
        self.stop_waiting();
        let cancel = Cancel::default();
        let progress = "Reading its files …".to_owned();
        self.waiting = Some(Waiting { wanted, progress, cancel: cancel.clone(), has_begun: false, since: None });
        cancel
    }

    fn stop_waiting(&mut self) {
        if let Some(waiting) = self.waiting.take() {
            waiting.cancel.cancel();
        }
    }

    /// Whether this dossier is the one that is being waited for: not so when it was cancelled, or another was asked for.
    #[must_use]
    pub fn is_waiting_for(&self, wanted: &Wanted) -> bool {
        self.waiting.as_ref().is_some_and(|waiting| waiting.wanted == *wanted)
    }

    /// Its first pages are there: the rest is read without anything lying over them.
    pub fn begun(&mut self) {
        self.waiting.iter_mut().for_each(|waiting| waiting.has_begun = true);
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
    pub fn progress(&mut self, wanted: &Wanted, stage: String) {
        if let Some(waiting) = self.waiting.as_mut().filter(|waiting| waiting.wanted == *wanted) {
            waiting.progress = stage;
        }
    }

    /// Says why something could not be opened. What was cancelled and then failed is nobody's business any more.
    pub fn failed(&mut self, wanted: &Wanted, message: String) {
        if self.is_waiting_for(wanted) {
            self.waiting = None;
            self.message = Some(message);
        }
    }

    /// Says that something has gone wrong, whatever is being opened.
    pub fn fault(&mut self, message: String) {
        self.message = Some(message);
    }

    /// Draws them.
    pub fn show(&mut self, ui: &mut Ui) {
        let now = ui.input(|input| input.time);
        let left = self.waiting.as_mut().map_or(0.0, |waiting| *waiting.since.get_or_insert(now) + SOON - now);
        if left > 0.0 {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(left));
        } else if let Some(waiting) = &self.waiting {
            let contents = |ui: &mut Ui| waiting.show(ui);
            let cancelled = if waiting.has_begun {
                let corner = ui.ctx().content_rect().center_top() + egui::vec2(0.0, 54.0);
                let area = Area::new(Id::unique("loading the rest")).order(Order::Foreground).pivot(Align2::CENTER_TOP);
                area.fixed_pos(corner).show(ui.ctx(), |ui| Frame::popup(ui.style()).show(ui, contents).inner).inner
            } else {
                Modal::new(Id::unique("loading")).frame(theme::page(ui.style())).show(ui, contents).inner
            };
            if cancelled {
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

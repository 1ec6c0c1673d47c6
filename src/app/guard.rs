//! Drawing a frame so that a fault in a view costs the view, and never the notes or the program.
//!
//! After a fault nothing is drawn but a page that says so, until the user chooses how to go on; so a view that fails in every
//! frame cannot fail over and over.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{CentralPanel, Id, Label, Modal, RichText, Ui, ViewportCommand};

use super::crash::{Crash, caught};
use crate::report::note::Notes;
use crate::session::{Action, Effect, Session, State};
use crate::theme::{self, Palette, size};
use crate::view::Caches;

/// After so many frames that went well, a fault is not taken for the last one again.
const STEADY: u32 = 120;

/// Draws frames and catches what goes wrong in them.
#[derive(Default)]
pub struct Guard {
    caches: Caches,
    /// The last state that was drawn well and then left.
    good: Option<State>,
    /// Whether the state is the one that was drawn last.
    is_drawn: bool,
    /// How many frames have gone well since the last fault; `None` while there was none.
    steady: Option<u32>,
    tripped: Option<Tripped>,
    folder: Option<PathBuf>,
}

/// What the page says.
struct Tripped {
    crash: Crash,
    kept: String,
    again: bool,
}

/// How the user goes on.
#[derive(Clone, Copy)]
enum Way {
    Back,
    Afresh,
    Close,
}

impl Guard {
    /// A guard that writes what goes wrong into files in a data folder.
    #[must_use]
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder, ..Self::default() }
    }

    /// Whether the page is shown in the place of the views.
    #[must_use]
    pub fn is_tripped(&self) -> bool {
        self.tripped.is_some()
    }

    /// Forgets what belongs to the dossier that was open before.
    pub fn forget(&mut self) {
        *self = Self::new(self.folder.take());
    }

    /// Draws a frame, carries out what the user does in it, and returns what is left for the shell. What was `keyed` is carried
    /// out before the frame is drawn, so that it shows it; what is done in what is drawn, after it.
    ///
    /// When something goes wrong, `keep` is given the notes to save, and says whether they are saved.
    pub fn frame(
        &mut self,
        ui: &mut Ui,
        session: &mut Session,
        keyed: impl FnOnce(&Ui, &Session) -> Vec<Action>,
        draw: impl FnOnce(&mut Ui, &Session, &mut Caches) -> Vec<Action>,
        keep: impl FnOnce(Arc<Notes>) -> String,
    ) -> Vec<Effect> {
        let result = match &self.tripped {
            None => caught(|| self.draw(ui, session, keyed, draw)),
            Some(tripped) => match page(ui, tripped) {
                Some(way) => caught(|| self.go_on(ui, session, way)).map(|()| Vec::new()),
                None => Ok(Vec::new()),
            },
        };
        result.unwrap_or_else(|mut crash| {
            crash.keep(self.folder.as_deref());
            let kept = keep(session.state.notebook.notes.clone());
            let again = self.good.is_none() || self.steady.is_some_and(|frames| frames < STEADY);
            self.tripped = Some(Tripped { crash, kept, again });
            self.caches = Caches::default();
            // Half a frame is not shown; the page is drawn in its place at once.
            ui.ctx().request_discard("a view has failed");
            ui.ctx().request_repaint();
            Vec::new()
        })
    }

    fn draw(
        &mut self,
        ui: &mut Ui,
        session: &mut Session,
        keyed: impl FnOnce(&Ui, &Session) -> Vec<Action>,
        draw: impl FnOnce(&mut Ui, &Session, &mut Caches) -> Vec<Action>,
    ) -> Vec<Effect> {
        let asked = keyed(ui, session);
        let mut effects = self.carry_out(ui, session, asked);
        let actions = draw(ui, session, &mut self.caches);
        self.steady = self.steady.map(|frames| frames.saturating_add(1));
        self.is_drawn = true;
        if !actions.is_empty() {
            // What an action changed is drawn in the next frame, which egui makes only when asked.
            ui.ctx().request_repaint();
            effects.extend(self.carry_out(ui, session, actions));
        }
        effects
    }

    fn carry_out(&mut self, ui: &Ui, session: &mut Session, actions: Vec<Action>) -> Vec<Effect> {
        if actions.is_empty() {
            return Vec::new();
        }
        // A state that was never drawn is not known to be one that can be.
        if std::mem::take(&mut self.is_drawn) {
            self.good = Some(session.bookmark());
        }
        let mut effects = Vec::new();
        for action in actions {
            match &action {
                Action::SetTheme(choice) => theme::choose(ui.ctx(), *choice),
                Action::SetMotion(motion) => theme::set_motion(ui.ctx(), *motion),
                Action::SetInterfaceSize(size) => theme::set_interface(ui.ctx(), *size),
                _ => {}
            }
            effects.extend(session.apply(action));
        }
        effects
    }

    fn go_on(&mut self, ui: &Ui, session: &mut Session, way: Way) {
        match way {
            Way::Close => return ui.ctx().send_viewport_cmd(ViewportCommand::Close),
            Way::Back => self.good.take().into_iter().for_each(|good| session.return_to(good)),
            Way::Afresh => *session = session.afresh(),
        }
        // What widgets remember may be what they fail on.
        ui.ctx().memory_mut(|memory| {
            memory.data.clear();
            memory.reset_areas();
        });
        self.tripped = None;
        self.steady = Some(0);
        ui.ctx().request_repaint();
    }
}

/// Draws the page, and returns what was chosen.
fn page(ui: &mut Ui, tripped: &Tripped) -> Option<Way> {
    let palette = Palette::of(ui.ctx());
    CentralPanel::no_frame().show(ui, |ui| ui.painter().rect_filled(ui.max_rect(), 0.0, palette.ground));
    let shown = Modal::new(Id::unique("fault")).frame(theme::page(ui.style())).show(ui, |ui| {
        ui.set_width(480.0_f32.min(ui.ctx().content_rect().width() - 60.0));
        let heading = if tripped.again { "This view cannot be drawn" } else { "Something went wrong in this view" };
        ui.label(RichText::new(heading).font(theme::serif_bold(size::HEADING)));
        ui.add_space(6.0);
        ui.add(Label::new(&tripped.kept).wrap().selectable(true));
        ui.add_space(6.0);
        let told = tripped.crash.file.as_ref().map_or_else(
            || format!("It happened at {} in Dateline.", tripped.crash.place),
            |file| format!("What happened is written in {}, without words of the report and without anything about you. The makers of Dateline can mend it by that.", file.display()),
        );
        ui.add(Label::new(RichText::new(told).color(palette.mute)).wrap().selectable(true));
        ui.add_space(12.0);
        ui.horizontal_wrapped(|ui| {
            let mut offer = |way: Way, name: &str| ui.button(name).clicked().then_some(way);
            let back = if tripped.again { None } else { offer(Way::Back, "Start over with this view") };
            [back, offer(Way::Afresh, "Open without the last view"), offer(Way::Close, "Close")].into_iter().flatten().next()
        })
        .inner
    });
    shown.inner
}

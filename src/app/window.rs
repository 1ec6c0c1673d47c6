//! The eframe shell.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Context, Modal, RichText, Ui, ViewportBuilder, ViewportCommand};

use super::load::{Loaded, Loader};
use super::notes::{self, Keeper, Kept, Store};
use crate::basemap::Basemap;
use crate::formats::{cite, cite_all};
use crate::report::citation::Citation;
use crate::report::dossier::Dossier;
use crate::session::{Action, Effect, Session, ThemeChoice, link};
use crate::theme;
use crate::view::{self, Caches};

/// Why the window could not be opened.
#[derive(Debug)]
pub enum OpenError {
    /// There is no display.
    NoDisplay,
    /// Anything else, in the words of the system.
    Other(String),
}

/// Opens the window on a dossier and returns when it is closed.
///
/// Without actions to begin with, it shows what it showed when this dossier was last looked at.
///
/// # Errors
/// When there is no display, or no window can be made on it.
pub fn run(session: Session, actions: Vec<Action>) -> Result<(), OpenError> {
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icons/dateline-256.png")).unwrap_or_default();
    let viewport = ViewportBuilder::default()
        .with_title("Dateline")
        .with_app_id("dateline")
        .with_inner_size([1440.0, 900.0])
        .with_min_inner_size([820.0, 560.0])
        .with_drag_and_drop(true)
        .with_icon(icon);
    // Where another data folder is named, everything is kept there.
    let persistence_path = std::env::var_os(notes::FOLDER).filter(|path| !path.is_empty());
    let persistence_path = persistence_path.map(|folder| PathBuf::from(folder).join("app.ron"));
    let options = eframe::NativeOptions { viewport, persistence_path, ..eframe::NativeOptions::default() };
    let result =
        eframe::run_native("dateline", options, Box::new(move |creation| Ok(Box::new(Shell::new(creation, session, actions)))));
    result.map_err(|error| {
        let text = error.to_string();
        if text.contains("DISPLAY") || text.contains("WAYLAND") { OpenError::NoDisplay } else { OpenError::Other(text) }
    })
}

/// The key under which the theme is remembered.
const THEME: &str = "theme";
/// The key under which it is remembered whether what moves glides.
const MOTION: &str = "motion";

/// The key under which the last view of a dossier is remembered.
fn view_key(dossier: &Dossier) -> String {
    format!("view of {}", dossier.head.id)
}

struct Shell {
    session: Session,
    basemap: Option<Arc<Basemap>>,
    caches: Caches,
    loader: Loader,
    keeper: Option<Keeper>,
    loading: Option<PathBuf>,
    message: Option<String>,
}

impl Shell {
    fn new(creation: &eframe::CreationContext<'_>, mut session: Session, actions: Vec<Action>) -> Self {
        let context = &creation.egui_ctx;
        theme::install(context);
        if actions.is_empty() {
            restore(&mut session, creation.storage);
        }
        for action in actions {
            // What leads to a view asks nothing of the shell.
            drop(session.apply(action));
        }
        if let Some(choice) = creation.storage.and_then(|storage| eframe::get_value::<ThemeChoice>(storage, THEME)) {
            session.state.theme = choice;
        }
        if let Some(motion) = creation.storage.and_then(|storage| eframe::get_value::<bool>(storage, MOTION)) {
            session.state.motion = motion;
        }
        theme::choose(context, session.state.theme);
        theme::set_motion(context, session.state.motion);
        set_title(context, &session.dossier);
        let loader = Loader::new(context);
        loader.basemap();
        let mut shell =
            Self { session, basemap: None, caches: Caches::default(), loader, keeper: None, loading: None, message: None };
        shell.settle_in();
        shell
    }

    fn remember(&self, storage: &mut dyn eframe::Storage) {
        let Session { dossier, state, .. } = &self.session;
        storage.set_string(&view_key(dossier), link::view(dossier, state).to_string());
    }

    /// Reads the words, and begins to keep the notes on the dossier that is open; the notes on the one before are written first.
    fn settle_in(&mut self) {
        Loader::words(&self.session);
        self.keeper = None;
        match notes::data_folder() {
            Some(folder) => {
                let tell = self.loader.teller();
                self.keeper = Some(Keeper::new(Store::new(&folder, &self.session.dossier.head.id), tell));
            }
            None => drop(self.session.apply(Action::NotesFault(
                "Notes are not kept: this system names no folder for such data; set DATELINE_DATA to one.".to_owned(),
            ))),
        }
    }

    fn take_loaded(&mut self, context: &Context, frame: &mut eframe::Frame) {
        let ready: Vec<Loaded> = self.loader.ready().collect();
        for loaded in ready {
            match loaded {
                Loaded::Basemap(basemap) => self.basemap = Some(basemap),
                // The failure of a folder that was cancelled is nobody's business any more.
                Loaded::Failed(folder, message) if folder.is_none() || folder == self.loading => {
                    self.loading = self.loading.take().filter(|_| folder.is_none());
                    self.message = Some(message);
                }
                // A dossier that was asked for and then replaced by another request is not wanted any more.
                Loaded::Dossier(dossier, folder) if self.loading.as_ref() == Some(&folder) => {
                    self.loading = None;
                    set_title(context, &dossier);
                    let (theme, motion) = (self.session.state.theme, self.session.state.motion);
                    if let Some(storage) = frame.storage_mut() {
                        self.remember(storage);
                    }
                    self.session = Session::new(dossier);
                    restore(&mut self.session, frame.storage());
                    (self.session.state.theme, self.session.state.motion) = (theme, motion);
                    self.caches = Caches::default();
                    self.settle_in();
                }
                // Notes and faults change the state and ask nothing of the shell.
                Loaded::Notes(Kept::Notes(sent, found)) => drop(self.session.apply(Action::TakeNotes(sent, found))),
                Loaded::Notes(Kept::Fault(fault)) => drop(self.session.apply(Action::NotesFault(fault))),
                Loaded::Dossier(..) | Loaded::Failed(..) => {}
            }
        }
    }

    fn perform(&mut self, context: &Context, effect: Effect) {
        match effect {
            Effect::Copy(text) => context.copy_text(text),
            Effect::Cite(target, form) => context.copy_text(cite::write(&Citation::new(&self.session.dossier, target), form)),
            Effect::CiteAll(targets, said, form) => {
                let all: Vec<_> = targets.into_iter().map(|target| Citation::new(&self.session.dossier, target)).collect();
                context.copy_text(cite_all::write(&said, &all, form));
            }
            Effect::SaveNotes(notes) => self.keeper.iter().for_each(|keeper| keeper.save(notes.clone())),
            Effect::OpenFolder(folder) => {
                self.loading = Some(folder.clone());
                self.loader.dossier(folder);
            }
        }
    }

    /// A message that has to be read, or that something is being loaded.
    fn notices(&mut self, ui: &mut Ui) {
        if let Some(folder) = &self.loading {
            let text = format!("Opening {} …", folder.display());
            let cancelled = Modal::new(egui::Id::unique("loading")).frame(theme::page(ui.style())).show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.spinner();
                    ui.label(text);
                });
                ui.button("Cancel").clicked()
            });
            if cancelled.inner {
                self.loading = None;
            }
        }
        if let Some(message) = &self.message {
            let closed = Modal::new(egui::Id::unique("message")).frame(theme::page(ui.style())).show(ui, |ui| {
                ui.set_max_width(480.0);
                ui.label(RichText::new("This could not be opened").font(theme::bold(theme::size::TEXT)));
                ui.add(egui::Label::new(message).wrap().selectable(true));
                ui.button("Close").clicked()
            });
            if closed.inner || closed.should_close() {
                self.message = None;
            }
        }
    }
}

/// Shows what was last looked at in this dossier.
fn restore(session: &mut Session, storage: Option<&dyn eframe::Storage>) {
    if let Some(view) = storage.and_then(|storage| storage.get_string(&view_key(&session.dossier))) {
        session.restore(&view);
    }
}

fn set_title(context: &Context, dossier: &Dossier) {
    context.send_viewport_cmd(ViewportCommand::Title(format!("{} · Dateline", dossier.head.title)));
}

impl eframe::App for Shell {
    fn logic(&mut self, context: &Context, frame: &mut eframe::Frame) {
        self.take_loaded(context, frame);
        let dropped = context.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).next());
        if let Some(path) = dropped {
            self.perform(context, Effect::OpenFolder(path));
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let actions = view::show(ui, &self.session, self.basemap.as_deref(), &mut self.caches);
        self.notices(ui);
        let changed = !actions.is_empty();
        for action in actions {
            match &action {
                Action::SetTheme(choice) => theme::choose(ui.ctx(), *choice),
                Action::SetMotion(motion) => theme::set_motion(ui.ctx(), *motion),
                _ => {}
            }
            for effect in self.session.apply(action) {
                self.perform(ui.ctx(), effect);
            }
        }
        // What an action changed is drawn in the next frame, which egui makes only when asked.
        if changed {
            ui.ctx().request_repaint();
        }
    }

    fn persist_egui_memory(&self) -> bool {
        // Scroll positions and panel sizes of one dossier make no sense in the next one.
        false
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        eframe::set_value(storage, THEME, &self.session.state.theme);
        eframe::set_value(storage, MOTION, &self.session.state.motion);
        self.remember(storage);
    }
}

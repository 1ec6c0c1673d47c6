//! The eframe shell.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use egui::{Context, Modal, OutputCommand, RichText, Ui, ViewportBuilder, ViewportCommand};

use super::crash;
use super::data::{NO_FOLDER, data_folder};
use super::guard::Guard;
use super::load::{self, Loaded, Loader};
use super::notes::{self, Kept};
use super::settings::{self, Placement, Settings};
use crate::basemap::Basemap;
use crate::formats::{cite, cite_all};
use crate::report::citation::Citation;
use crate::report::dossier::Dossier;
use crate::report::outside::closed;
use crate::session::{Action, Effect, Session, link};
use crate::theme;
use crate::view;

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
    let remembered = Remembered::open();
    let placement = remembered.settings.placement.unwrap_or(Placement { size: [1440.0, 900.0], ..Placement::default() });
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
        Box::new(move |creation| Ok(Box::new(Shell::new(&creation.egui_ctx, session, actions, remembered)))),
    );
    result.map_err(|error| {
        let text = error.to_string();
        if text.contains("DISPLAY") || text.contains("WAYLAND") { OpenError::NoDisplay } else { OpenError::Other(text) }
    })
}

/// The settings as they were found.
struct Remembered {
    folder: Option<PathBuf>,
    store: Option<settings::Store>,
    settings: Settings,
    fault: Option<String>,
}

impl Remembered {
    fn open() -> Self {
        let folder = data_folder();
        let mut store = folder.as_deref().map(settings::Store::new);
        let (settings, fault) = store.as_mut().map(settings::Store::open).unwrap_or_default();
        Self { folder, store, settings, fault }
    }
}

struct Shell {
    session: Session,
    basemap: Option<Arc<Basemap>>,
    guard: Guard,
    loader: Loader,
    folder: Option<PathBuf>,
    settings: Settings,
    settings_keeper: Option<settings::Keeper>,
    notes_keeper: Option<notes::Keeper>,
    loading: Option<PathBuf>,
    /// How far that is.
    progress: String,
    message: Option<String>,
}

impl Shell {
    fn new(context: &Context, mut session: Session, actions: Vec<Action>, remembered: Remembered) -> Self {
        let Remembered { folder, store, settings, fault } = remembered;
        theme::install(context);
        if actions.is_empty() {
            restore(&mut session, &settings);
        }
        (session.state.theme, session.state.motion) = (settings.theme, settings.motion);
        session.state.timeline_share = settings.timeline;
        for action in actions {
            // What leads to a view asks nothing of the shell.
            drop(session.apply(action));
        }
        theme::choose(context, session.state.theme);
        theme::set_motion(context, session.state.motion);
        set_title(context, &session.dossier);
        let loader = Loader::new(context, folder.clone());
        loader.basemap();
        let settings_keeper = store.map(|store| settings::Keeper::new(store, loader.teller(Loaded::Notice)));
        let mut shell = Self {
            session,
            basemap: None,
            guard: Guard::new(folder.clone()),
            loader,
            folder,
            settings,
            settings_keeper,
            notes_keeper: None,
            loading: None,
            progress: String::new(),
            message: None,
        };
        shell.settle_in(fault);
        shell
    }

    /// Has the theme, the place of the window and the view kept, where they have changed.
    fn remember(&mut self, context: &Context) {
        let Session { dossier, state, .. } = &self.session;
        let placement = context.input(|input| Placement::of(input.viewport(), self.settings.placement));
        let settings = &mut self.settings;
        let kept = |settings: &Settings| (settings.theme, settings.motion, settings.timeline, settings.placement);
        let before = kept(settings);
        (settings.theme, settings.motion) = (state.theme, state.motion);
        (settings.timeline, settings.placement) = (state.timeline_share, placement);
        let turned = settings.set_view(&dossier.head.id, link::view(dossier, state).to_string());
        if turned || before != kept(settings) {
            self.settings_keeper.iter().for_each(|keeper| keeper.save(self.settings.clone()));
        }
    }

    /// Reads the words, and begins to keep the notes on the dossier that is open; the notes on the one before are written first.
    fn settle_in(&mut self, fault: Option<String>) {
        self.loader.words(&self.session);
        self.notes_keeper = None;
        match &self.folder {
            Some(folder) => {
                let store = notes::Store::new(folder, &self.session.dossier.head.id);
                self.notes_keeper = Some(notes::Keeper::new(store, self.loader.teller(Loaded::Notes)));
            }
            None => drop(self.session.apply(Action::NotesFault(format!("Notes are not kept: {NO_FOLDER}.")))),
        }
        let notices: Vec<String> = fault.into_iter().chain(load::newer_format(&self.session.dossier)).collect();
        if !notices.is_empty() {
            drop(self.session.apply(Action::Notify(notices.join(" "))));
        }
    }

    fn take_loaded(&mut self, context: &Context) {
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
                Loaded::Session(session, folder) if self.loading.as_ref() == Some(&folder) => {
                    self.loading = None;
                    self.turn_to(context, *session);
                }
                Loaded::Progress(folder, stage) if self.loading.as_ref() == Some(&folder) => self.progress = stage,
                // These change the state and ask nothing of the shell.
                Loaded::Notes(Kept::Notes(sent, found)) => drop(self.session.apply(Action::TakeNotes(sent, found))),
                Loaded::Notes(Kept::Fault(fault)) => drop(self.session.apply(Action::NotesFault(fault))),
                Loaded::Notice(notice) => drop(self.session.apply(Action::Notify(notice))),
                Loaded::Session(..) | Loaded::Progress(..) | Loaded::Failed(..) | Loaded::Nothing => {}
            }
        }
    }

    /// Shows another dossier.
    fn turn_to(&mut self, context: &Context, mut session: Session) {
        restore(&mut session, &self.settings);
        (session.state.theme, session.state.motion) = (self.session.state.theme, self.session.state.motion);
        session.state.timeline_share = self.session.state.timeline_share;
        set_title(context, &session.dossier);
        self.session = session;
        self.guard.forget();
        self.settle_in(None);
    }

    /// Takes in what is loaded, and the folder that was dropped on the window.
    fn take_in(&mut self, context: &Context) {
        self.take_loaded(context);
        let dropped = context.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).next());
        if let Some(path) = dropped {
            self.perform(context, Effect::OpenFolder(path));
        }
    }

    fn perform(&mut self, context: &Context, effect: Effect) {
        match effect {
            Effect::Copy(text) => context.copy_text(text),
            Effect::Offer(text) => context.send_cmd(OutputCommand::TextSelectionSettled(text)),
            Effect::Cite(target, form) => context.copy_text(cite::write(&Citation::new(&self.session.dossier, target), form)),
            Effect::CiteAll(targets, said, form) => {
                let all: Vec<_> = targets.into_iter().map(|target| Citation::new(&self.session.dossier, target)).collect();
                context.copy_text(cite_all::write(&said, &all, form));
            }
            Effect::SaveNotes(notes) => self.notes_keeper.iter().for_each(|keeper| keeper.save(notes.clone())),
            Effect::OpenFolder(folder) => {
                self.loading = Some(folder.clone());
                "Reading its files …".clone_into(&mut self.progress);
                self.loader.dossier(folder);
            }
        }
    }

    /// A message that has to be read, or that something is being loaded.
    fn notices(&mut self, ui: &mut Ui) {
        if let Some(folder) = &self.loading {
            let text = format!("Opening {}", folder.display());
            let cancelled = Modal::new(egui::Id::unique("loading")).frame(theme::page(ui.style())).show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.spinner();
                    ui.label(text);
                });
                ui.label(RichText::new(&self.progress).color(theme::Palette::of(ui.ctx()).mute));
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

/// Shows what was last looked at in this dossier; a view that cannot be shown any more must not keep it from opening.
fn restore(session: &mut Session, settings: &Settings) {
    if let Some(view) = settings.view(&session.dossier.head.id) {
        let fresh = session.clone();
        if crash::caught(|| session.restore(view)).is_err() {
            *session = fresh;
        }
    }
}

fn set_title(context: &Context, dossier: &Dossier) {
    context.send_viewport_cmd(ViewportCommand::Title(format!("{} · Dateline", closed(&dossier.head.title))));
}

/// Saves notes as far as that can be done now, and says whether they are saved.
fn keep(keeper: Option<&notes::Keeper>, notes: Arc<crate::report::note::Notes>) -> String {
    /// How long the disk may take.
    const PATIENCE: Duration = Duration::from_secs(2);
    let Some(keeper) = keeper else { return format!("Your notes are not kept: {NO_FOLDER}.") };
    keeper.save(notes);
    keeper.settle(PATIENCE).map_or_else(|fault| fault, |()| "Your notes are saved.".to_owned())
}

impl eframe::App for Shell {
    fn logic(&mut self, context: &Context, _frame: &mut eframe::Frame) {
        if let Err(mut crash) = crash::caught(|| self.take_in(context)) {
            crash.keep(self.folder.as_deref());
            self.loading = None;
            self.message = Some(crash.sentence("taking in what was read"));
        }
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let basemap = self.basemap.clone();
        let keeper = self.notes_keeper.as_ref();
        let effects = self.guard.frame(
            ui,
            &mut self.session,
            |ui, session, caches| {
                let actions = view::show(ui, session, basemap.as_deref(), caches);
                #[cfg(debug_assertions)]
                super::data::fail_when_asked(ui);
                actions
            },
            |notes| keep(keeper, notes),
        );
        for effect in effects {
            self.perform(ui.ctx(), effect);
        }
        self.notices(ui);
        if !self.guard.is_tripped() {
            self.remember(ui.ctx());
        }
    }
}

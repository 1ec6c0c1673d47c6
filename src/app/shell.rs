//! The shell around the views: what is open and what is kept, and carrying out what only the system can do.
//!
//! It needs a window only as egui knows it, so that any program that runs egui can be built around it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use egui::{CentralPanel, Context, OutputCommand, Rect, Ui, ViewportCommand};

use super::arranger::Arranger;
use super::ask::{Answer, Question, Saving};
use super::begin::{Begin, First};
use super::crash;
use super::data::{NO_FOLDER, data_folder};
use super::dialog::Dialog;
use super::dropped::{self, Dropped};
use super::editor::{self, Editor};
use super::files::{self, Sheet};
use super::guard::Guard;
use super::journal::{self, Trace};
use super::load::{self, Loaded, Loader};
use super::notes::{self, Kept};
use super::notices::Notices;
use super::settings::{self, Placement, Settings};
use super::shelf::Shelf;
use crate::basemap::Basemap;
use crate::formats::{cite, cite_all};
use crate::report::citation::Citation;
use crate::report::dossier::Dossier;
use crate::report::outside::closed;
use crate::session::{Action, Editing, Effect, Paint, Session, Surroundings, Wanted, link};
use crate::theme::{self, Palette};
use crate::view;

mod changes;
mod incoming;

/// The settings as they were found.
pub struct Remembered {
    folder: Option<PathBuf>,
    store: Option<settings::Store>,
    settings: Settings,
    fault: Option<String>,
}

impl Remembered {
    /// Reads them from the user's data folder.
    #[must_use]
    pub fn open() -> Self {
        Self::open_in(data_folder())
    }

    /// Reads them from a data folder; without one, nothing is remembered.
    #[must_use]
    pub fn open_in(folder: Option<PathBuf>) -> Self {
        let mut store = folder.as_deref().map(settings::Store::new);
        let (settings, fault) = store.as_mut().map(settings::Store::open).unwrap_or_default();
        Self { folder, store, settings, fault }
    }

    /// Where the window stood.
    #[must_use]
    pub fn placement(&self) -> Option<Placement> {
        self.settings.placement
    }

    /// What the user wants to paint the window.
    #[must_use]
    pub fn paint(&self) -> Option<Paint> {
        self.settings.preferences.paint
    }
}

/// What is open, and everything around it.
pub struct Shell {
    session: Session,
    /// The folder of the dossier that is open; none for the one inside the program.
    source: Option<PathBuf>,
    basemap: Option<Arc<Basemap>>,
    guard: Guard,
    loader: Loader,
    folder: Option<PathBuf>,
    settings: Settings,
    settings_keeper: Option<settings::Keeper>,
    notes_keeper: Option<notes::Keeper>,
    editor: Editor,
    notices: Notices,
    arranger: Arranger,
    dialog: Option<Dialog>,
    dropped: Option<Dropped>,
    /// Whether the desktop's dialog is open.
    asking: bool,
    /// Whether the desktop is asked at all.
    by_desktop: bool,
    /// Where something was saved last.
    last_folder: Option<PathBuf>,
    /// Whether the window has been looked for on its screen: it is where it was left, and the screen may be another one.
    in_reach: bool,
    first: First,
}

impl Shell {
    /// A shell as a window begins with it.
    #[must_use]
    pub fn begin(context: &Context, begin: Begin, remembered: Remembered, paint: Paint) -> Self {
        match begin {
            Begin::Session(session, actions) => Self::new(context, *session, None, actions, remembered, paint),
            Begin::Path(source, look) => {
                let (mut shell, fault) = Self::around(context, Session::default(), None, remembered, paint);
                let wanted = Wanted::Path(source);
                shell.first = First::Awaited(wanted.clone(), look, fault);
                shell.open(wanted);
                shell
            }
        }
    }

    /// A shell around a session on the dossier in a folder, or on the one inside the program.
    ///
    /// Without actions to begin with, it shows what it showed when this dossier was last looked at.
    #[must_use]
    pub fn new(
        context: &Context,
        mut session: Session,
        source: Option<PathBuf>,
        actions: Vec<Action>,
        remembered: Remembered,
        paint: Paint,
    ) -> Self {
        session.defer();
        lead(&mut session, actions, &remembered.settings);
        set_title(context, &session.dossier);
        let (mut shell, fault) = Self::around(context, session, source, remembered, paint);
        shell.settle_in(fault);
        shell
    }

    /// The shell around a session that is not settled in, and what was wrong with the settings.
    fn around(
        context: &Context,
        mut session: Session,
        source: Option<PathBuf>,
        remembered: Remembered,
        paint: Paint,
    ) -> (Self, Option<String>) {
        let Remembered { folder, store, settings, fault } = remembered;
        theme::install(context);
        session.state.prefer(settings.preferences.clone());
        theme::choose(context, session.state.theme);
        theme::set_motion(context, session.state.motion);
        theme::set_interface(context, session.state.interface);
        session.state.surroundings.paint = Some(paint);
        let loader = Loader::new(context, folder.clone());
        loader.basemap();
        let settings_keeper = store.map(|store| settings::Keeper::new(store, loader.teller(Loaded::Notice)));
        let shell = Self {
            session,
            source,
            basemap: None,
            guard: Guard::new(folder.clone()),
            loader,
            folder,
            settings,
            settings_keeper,
            notes_keeper: None,
            editor: Editor::default(),
            notices: Notices::default(),
            arranger: Arranger::default(),
            dialog: None,
            dropped: None,
            asking: false,
            by_desktop: true,
            last_folder: None,
            in_reach: false,
            first: First::default(),
        };
        (shell, fault)
    }

    /// Has the dialogs for files opened inside the window, whatever the desktop offers.
    #[must_use]
    pub fn asking_inside(self) -> Self {
        Self { by_desktop: false, ..self }
    }

    /// What is open.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Whether the dialog for files is open inside the window.
    #[must_use]
    pub fn asks(&self) -> Option<&Question> {
        self.dialog.as_ref().map(Dialog::question)
    }

    /// Has the settings, the place of the window and the view kept, where they have changed.
    fn remember(&mut self, context: &Context) {
        let Session { dossier, state, .. } = &self.session;
        let placement = context.input(|input| Placement::of(input.viewport(), self.settings.placement));
        let settings = &mut self.settings;
        let preferences = state.preferences();
        let changed = settings.preferences != preferences || settings.placement != placement;
        (settings.preferences, settings.placement) = (preferences, placement);
        let turned = settings.set_view(&dossier.head.id, link::view(dossier, state).to_string());
        if turned || changed {
            self.keep_settings();
        }
    }

    /// Brings a window that has been opened beside the screen back onto it, once.
    fn come_into_reach(&mut self, context: &Context) {
        let known = context.input(|input| input.viewport().outer_rect.zip(input.viewport().monitor_size));
        if let Some((window, screen)) = known.filter(|_| !self.in_reach) {
            self.in_reach = true;
            if let Some(corner) = Placement::brought_into_reach(window, screen) {
                context.send_viewport_cmd(ViewportCommand::OuterPosition(corner));
            }
        }
    }

    fn keep_settings(&self) {
        self.settings_keeper.iter().for_each(|keeper| keeper.save(self.settings.clone()));
    }

    /// Reads the words, and begins to keep the notes on the dossier that is open; the notes on the one before are written first.
    fn settle_in(&mut self, fault: Option<String>) {
        self.loader.words(&self.session);
        self.notes_keeper = None;
        let ours = self.folder.as_deref().map(Shelf::new);
        let mut surroundings = Surroundings {
            paint: self.session.state.surroundings.paint,
            folder: self.source.clone(),
            is_ours: ours.zip(self.source.as_ref()).is_some_and(|(ours, folder)| ours.holds(folder)),
            editing: load::newer_format(&self.session.dossier)
                .map_or_else(|| Editor::way(self.source.as_deref(), self.folder.as_deref()), Editing::Locked),
            is_copy: editor::is_copy(self.source.as_deref(), self.folder.as_deref()),
            ..Surroundings::default()
        };
        match &self.folder {
            Some(folder) => {
                let store = notes::Store::new(folder, &self.session.dossier.head.id);
                surroundings.notes = Some(store.path().to_path_buf());
                self.notes_keeper = Some(notes::Keeper::new(store, self.loader.teller(Loaded::Notes)));
            }
            None => drop(self.session.apply(Action::NotesFault(format!("Notes are not kept: {NO_FOLDER}.")))),
        }
        if let Some(source) = self.source.as_deref().and_then(|source| std::path::absolute(source).ok()) {
            self.settings.add_recent(&source);
            self.keep_settings();
        }
        drop(self.session.apply(Action::Tell(surroundings)));
        self.loader.recent(self.settings.recent().collect());
        let read_only = load::newer_format(&self.session.dossier).or_else(|| journal::held_elsewhere(self.source.as_deref()?));
        let notices: Vec<String> = fault.into_iter().chain(read_only).collect();
        if !notices.is_empty() {
            drop(self.session.apply(Action::Notify(notices.join(" "))));
        }
    }

    fn take_loaded(&mut self, context: &Context) {
        let ready: Vec<Loaded> = self.loader.ready().collect();
        for loaded in ready {
            // Most of these change the state and ask nothing of the shell.
            match loaded {
                Loaded::Basemap(basemap) => self.basemap = Some(basemap),
                Loaded::Failed(wanted, message) => self.notices.failed(&wanted, message),
                Loaded::Fault(message) => self.notices.fault(message),
                Loaded::Session(session, wanted, folder, trace) if self.notices.is_waiting_for(&wanted) => {
                    self.notices.arrived();
                    self.turn_to(context, *session, &wanted, folder, *trace);
                }
                Loaded::Beginning(session, wanted) if self.notices.is_waiting_for(&wanted) => {
                    self.notices.begun();
                    self.turn_to(context, *session, &wanted, None, Trace::default());
                    // What is shown is a beginning, which lies in no folder.
                    self.lock(
                        "Only the first pages are read so far; what is found in them can be changed when all of it is there.",
                    );
                }
                Loaded::Shelved(folders, said) => self.shelved(folders, said),
                Loaded::Differences(of, differences) if Arc::ptr_eq(&of, &self.session.dossier) => {
                    drop(self.session.apply(Action::ShowDifferences(differences)));
                }
                Loaded::Made(made) => {
                    let effects = self.session.take_made(*made);
                    for effect in effects {
                        self.perform(context, effect);
                    }
                }
                Loaded::Index(index) => self.session.take_index(*index),
                Loaded::Progress(wanted, stage) => self.notices.progress(&wanted, stage),
                Loaded::Notes(Kept::Notes(sent, found)) => drop(self.session.apply(Action::TakeNotes(sent, found))),
                Loaded::Notes(Kept::Fault(fault)) => drop(self.session.apply(Action::NotesFault(fault))),
                Loaded::Notice(notice) => drop(self.session.apply(Action::Notify(notice))),
                Loaded::Written(path) => drop(self.session.apply(Action::Written(path))),
                Loaded::Recent(recent) => {
                    let known = self.session.state.surroundings.clone();
                    drop(self.session.apply(Action::Tell(Surroundings { recent, ..known })));
                }
                Loaded::Answer(question, answer) => {
                    self.asking = false;
                    self.answered(context, question, answer);
                }
                // A dossier that was asked for and then replaced by another request is not wanted any more.
                Loaded::Session(..) | Loaded::Beginning(..) | Loaded::Differences(..) | Loaded::Nothing => {}
            }
        }
    }

    /// Shows another dossier.
    fn turn_to(&mut self, context: &Context, mut session: Session, wanted: &Wanted, source: Option<PathBuf>, trace: Trace) {
        session.defer();
        self.editor = Editor::new(trace);
        let (actions, fault) = self.first.come(&session, wanted);
        lead(&mut session, actions, &self.settings);
        self.arranger.forget();
        session.state.prefer(self.session.state.preferences());
        session.state.surroundings.paint = self.session.state.surroundings.paint;
        set_title(context, &session.dossier);
        self.session = session;
        self.source = source;
        self.guard.forget();
        self.settle_in(fault);
    }

    /// Takes in what is loaded, and the folder that was dropped on the window. To be called before each frame.
    pub fn logic(&mut self, context: &Context) {
        let taken = crash::caught(|| {
            self.take_loaded(context);
            // Where the first dossier is not wanted any more or cannot be opened, there is still the one inside the program.
            if self.first.falls_back(&self.notices) {
                self.open(Wanted::Shipped);
            }
            self.take_dropped(context);
        });
        if let Err(mut crash) = taken {
            crash.keep(self.folder.as_deref());
            self.notices = Notices::default();
            self.notices.fault(crash.sentence("taking in what was read"));
        }
    }

    /// Draws a frame and carries out what is done in it.
    pub fn ui(&mut self, ui: &mut Ui) {
        // The window may have become larger or smaller since the last frame.
        theme::set_interface(ui.ctx(), self.session.state.interface);
        if !self.first.is_there() {
            view::leaving::begin(ui.ctx());
            CentralPanel::no_frame().show(ui, |ui| ui.painter().rect_filled(ui.max_rect(), 0.0, Palette::of(ui.ctx()).ground));
            return self.notices.show(ui);
        }
        let basemap = self.basemap.clone();
        let keeper = self.notes_keeper.as_ref();
        let effects = self.guard.frame(
            ui,
            &mut self.session,
            view::keyed,
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
        self.arranger.follow(&self.session, &self.loader);
        self.editor.follow(&self.session, &self.loader);
        self.notices.show(ui);
        if let Some(dialog) = &mut self.dialog
            && let Some(answer) = dialog.show(ui)
        {
            let question = dialog.question().clone();
            self.last_folder = Some(dialog.folder().to_path_buf());
            self.dialog = None;
            self.answered(ui.ctx(), question, answer);
        }
        dropped::hover(ui);
        if let Some(asked) = self.dropped.as_ref().and_then(|dropped| dropped.show(ui)) {
            self.take_asked(asked);
        }
        self.come_into_reach(ui.ctx());
        if !self.guard.is_tripped() {
            self.remember(ui.ctx());
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
            Effect::Record(recorded) => self.record(&recorded),
            Effect::Compare => self.loader.compare(self.session.dossier.clone()),
            Effect::SaveNotes(notes) => self.notes_keeper.iter().for_each(|keeper| keeper.save(notes.clone())),
            Effect::Open(wanted) => self.open(wanted),
            Effect::Choose(choice) => self.ask(Question::Open(choice)),
            Effect::OpenOriginal(name) => {
                if let Some(folder) = &self.source {
                    self.loader.show_original(folder.join(name));
                }
            }
            Effect::SaveCopy => self.ask_where(Saving::Copy),
            Effect::Describe(document, given) => {
                if let Some(folder) = self.source.clone() {
                    self.open(Wanted::Described(folder, document, given));
                }
            }
            Effect::SavePicture(of, scale) => self.ask_where(Saving::Picture(of, scale)),
            Effect::Export(what) => self.ask_where(Saving::Export(what)),
            Effect::Print => self.loader.print(self.session.dossier.clone(), self.folder.clone()),
            Effect::ShowInFolder(path) => self.loader.show_in_folder(path),
            Effect::Quit => context.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    fn ask_where(&mut self, saving: Saving) {
        let name = files::proposed(&self.session.dossier, saving);
        self.ask(Question::Save(saving, name));
    }

    /// Asks, by the desktop's dialog first; one question at a time.
    fn ask(&mut self, question: Question) {
        if self.asking || self.dialog.is_some() {
            return;
        }
        self.asking = true;
        self.loader.ask(question, self.by_desktop);
    }

    fn answered(&mut self, context: &Context, question: Question, answer: Answer) {
        match (answer, question) {
            (Answer::Cancelled, _) => {}
            (Answer::NoDialog, question) => {
                let folder = self.last_folder.clone().or_else(std::env::home_dir).unwrap_or_else(|| PathBuf::from("/"));
                self.dialog = Some(Dialog::new(context, question, &folder));
            }
            (Answer::Paths(paths), Question::Open(choice)) => self.chosen(choice, paths),
            (Answer::Paths(paths), Question::Save(saving, _)) => {
                let sheet = self.sheet(context);
                paths.into_iter().take(1).for_each(|path| self.loader.save(sheet.clone(), saving, path));
            }
        }
    }

    /// What is written for others is made of this.
    fn sheet(&self, context: &Context) -> Sheet {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the size of a window")]
        let size = |rect: Rect| [rect.width().round() as u32, rect.height().round() as u32];
        let window = context.content_rect();
        let map = context.data(|data| data.get_temp::<Rect>(view::map_rect())).unwrap_or(window);
        let mut session = self.session.clone();
        // A picture is made in a window without a system, which could not say whether it is dark.
        session.state.theme = theme::shown(context);
        Sheet { session, basemap: self.basemap.clone(), folder: self.source.clone(), window: size(window), map: size(map) }
    }
}

/// Carries out what leads to a view; where nothing does, shows what was last looked at.
fn lead(session: &mut Session, actions: Vec<Action>, settings: &Settings) {
    if actions.is_empty() {
        restore(session, settings);
    }
    for action in actions {
        // What leads to a view asks nothing of the shell.
        drop(session.apply(action));
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

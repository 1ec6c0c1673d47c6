//! What comes to the window from outside: files that are dropped or chosen, and dossiers that were read beside it.

use std::path::PathBuf;

use egui::Context;

use super::super::dropped::{Asked, Dropped};
use super::super::opening;
use super::Shell;
use crate::session::{Action, Choice, Wanted};

impl Shell {
    /// Begins to open something; what is shown stays until it is there.
    pub(super) fn open(&mut self, wanted: Wanted) {
        if matches!(wanted, Wanted::Added(..) | Wanted::Described(..)) {
            // They are written into the folder of this dossier, in which nothing may be outstanding.
            self.editor.close();
        }
        let cancel = self.notices.wait_for(wanted.clone());
        self.loader.open(wanted, cancel);
    }

    /// Opens what the user has chosen, or adds it.
    pub(super) fn chosen(&mut self, choice: Choice, mut paths: Vec<PathBuf>) {
        match choice {
            Choice::Document => self.add(paths),
            Choice::Report | Choice::Folder if paths.len() == 1 => self.open(Wanted::Path(paths.swap_remove(0))),
            Choice::Report | Choice::Folder => self.dropped = Some(Dropped::new(paths, None)),
        }
    }

    /// Lists what was read beside the window among what was open before, and says so.
    pub(super) fn shelved(&mut self, folders: Vec<PathBuf>, said: String) {
        // What is open stays the first.
        let open = self.settings.recent().next();
        for folder in folders.into_iter().chain(open) {
            self.settings.add_recent(&folder);
        }
        self.keep_settings();
        self.loader.recent(self.settings.recent().collect());
        drop(self.session.apply(Action::Notify(said)));
    }

    /// Opens what was dropped on the window; asks where it is several files.
    pub(super) fn take_dropped(&mut self, context: &Context) {
        let mut dropped: Vec<PathBuf> =
            context.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).collect());
        match dropped.len() {
            0 => {}
            1 => self.open(Wanted::Path(dropped.swap_remove(0))),
            // A dossier is one folder; of several, the first is meant as well as any.
            _ if dropped.iter().any(|path| opening::is_dossier(path)) => {
                let first = dropped.into_iter().find(|path| opening::is_dossier(path));
                if let Some(path) = first {
                    self.open(Wanted::Path(path));
                }
            }
            _ => {
                let title = self.session.state.surroundings.is_ours.then(|| self.session.dossier.head.title.clone());
                self.dropped = Some(Dropped::new(dropped, title));
            }
        }
    }

    /// Does what the user wants with the files that were dropped.
    pub(super) fn take_asked(&mut self, asked: Asked) {
        self.dropped = None;
        match asked {
            Asked::Together(files) => self.open(Wanted::Together(files)),
            Asked::Apart(mut files) => {
                let rest = files.split_off(1);
                if let Some(first) = files.pop() {
                    self.open(Wanted::Path(first));
                }
                self.loader.shelve(rest);
            }
            Asked::Added(files) => self.add(files),
            Asked::Nothing => {}
        }
    }

    fn add(&mut self, files: Vec<PathBuf>) {
        if let Some(folder) = self.source.clone() {
            self.open(Wanted::Added(folder, files));
        }
    }
}

//! A dialog for folders and files inside the window, for machines whose desktop offers none.
//!
//! The list can be gone through with the arrows, Enter and Backspace, and by typing the beginning of a name. Folders are read
//! on a thread: a disk may be slow, or far away.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

use egui::{
    Button, Context, Event, Id, Key, Label, Modal, Modifiers, RichText, ScrollArea, TextEdit, Ui, Vec2, WidgetInfo, accesskit::Role,
};

use super::ask::{Answer, Question};
use crate::formats::native::MANIFEST;
use crate::report::fold::fold;
use crate::session::Choice;
use crate::theme::{self, Palette, icon, size};

/// How many entries of a folder are listed; of more, the path field leads to the others.
const MOST: usize = 5000;
/// For how many seconds letters that are typed belong together.
const TYPED: f64 = 1.0;
/// The height of a line of the list, in points.
const ROW: f32 = 26.0;

/// A folder within the one that is shown, or a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    /// Folders stand first.
    is_file: bool,
    folded: String,
    name: String,
    /// Whether it is the folder of a dossier.
    is_dossier: bool,
}

/// What reading a folder gave.
struct Listing {
    folder: PathBuf,
    entries: Vec<Entry>,
    /// Whether there are more than are listed.
    more: bool,
    fault: Option<String>,
    is_dossier: bool,
}

/// The dialog, while it is open.
pub struct Dialog {
    question: Question,
    listing: Listing,
    reading: Option<Receiver<Listing>>,
    /// What stands in the field of the path.
    path: String,
    /// What stands in the field of the name.
    name: String,
    chosen: Option<usize>,
    /// What was typed to jump in the list, and when.
    typed: (String, f64),
    /// The file that is there already and would be replaced.
    replace: Option<PathBuf>,
    begun: bool,
}

impl Dialog {
    /// Opens the dialog on a folder.
    #[must_use]
    pub fn new(context: &Context, question: Question, folder: &Path) -> Self {
        let name = if let Question::Save(_, name) = &question { name.clone() } else { String::new() };
        let listing = Listing { folder: folder.to_path_buf(), entries: Vec::new(), more: false, fault: None, is_dossier: false };
        let mut dialog = Self {
            question,
            listing,
            reading: None,
            path: String::new(),
            name,
            chosen: None,
            typed: (String::new(), 0.0),
            replace: None,
            begun: false,
        };
        dialog.go(context, folder.to_path_buf());
        dialog
    }

    /// What is asked.
    #[must_use]
    pub fn question(&self) -> &Question {
        &self.question
    }

    /// The folder that is shown.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.listing.folder
    }

    /// Goes to another folder.
    fn go(&mut self, context: &Context, folder: PathBuf) {
        let (sender, receiver) = channel();
        let context = context.clone();
        self.path = folder.display().to_string();
        self.replace = None;
        std::thread::spawn(move || {
            // Whoever has gone elsewhere meanwhile does not wait for it.
            if sender.send(list(folder)).is_ok() {
                context.request_repaint();
            }
        });
        self.reading = Some(receiver);
    }

    /// Draws it, and returns the answer once there is one.
    pub fn show(&mut self, ui: &mut Ui) -> Option<Answer> {
        if let Some(listing) = self.reading.as_ref().and_then(|receiver| receiver.try_recv().ok()) {
            self.reading = None;
            self.path = listing.folder.display().to_string();
            self.chosen = (!listing.entries.is_empty()).then_some(0);
            self.listing = listing;
        }
        let room = ui.ctx().content_rect().size();
        let mut answer = None;
        let page = Modal::new(Id::unique("file dialog")).frame(theme::page(ui.style())).show(ui, |ui| {
            ui.set_width(600.0_f32.min(room.x - 60.0));
            ui.label(RichText::new(self.question.title()).font(theme::serif_bold(size::HEADING)));
            answer = self.head(ui).or_else(|| self.keys(ui));
            ui.add_space(4.0);
            let taken = self.list(ui, (room.y - 300.0).clamp(80.0, 380.0));
            answer = answer.take().or(taken);
            ui.add_space(4.0);
            let taken = self.foot(ui);
            answer = answer.take().or(taken);
        });
        answer.or_else(|| page.should_close().then_some(Answer::Cancelled))
    }

    /// The way up, the way home, and the path.
    fn head(&mut self, ui: &mut Ui) -> Option<Answer> {
        let mut entered = false;
        ui.horizontal(|ui| {
            let up = self.listing.folder.parent().map(Path::to_path_buf);
            let button = |glyph: &str, name: &str| Button::new(format!("{glyph} {name}"));
            let button = ui.add_enabled(up.is_some(), button(icon::CARET_UP, "Up"));
            let pressed = button.on_hover_text("The folder around this one (Backspace)").clicked();
            if let Some(up) = up.filter(|_| pressed) {
                self.go(ui.ctx(), up);
            }
            if let Some(home) = std::env::home_dir()
                && ui.button("Home").on_hover_text("Your own folder").clicked()
            {
                self.go(ui.ctx(), home);
            }
            let field = ui.add(TextEdit::singleline(&mut self.path).id(Id::unique("path field")).desired_width(f32::INFINITY));
            field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Folder"));
            entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        });
        if !entered {
            return None;
        }
        let typed = PathBuf::from(self.path.trim());
        // The path of a dossier's own file stands for its folder.
        let folder = if typed.ends_with(MANIFEST) { typed.parent().map(Path::to_path_buf).unwrap_or(typed) } else { typed };
        self.go(ui.ctx(), self.listing.folder.join(folder));
        None
    }

    /// The keys of the list, while nobody types into a field.
    fn keys(&mut self, ui: &Ui) -> Option<Answer> {
        let (last, page) = (self.listing.entries.len().saturating_sub(1), 10);
        let moves = [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, page), (Key::PageUp, -page)];
        for (key, by) in moves {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)) {
                self.chosen = self.chosen.map(|at| at.saturating_add_signed(by).min(last));
            }
        }
        if ui.ctx().text_edit_focused() {
            return None;
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Backspace))
            && let Some(up) = self.listing.folder.parent()
        {
            self.go(ui.ctx(), up.to_path_buf());
        }
        self.jump(ui);
        let free = ui.memory(egui::Memory::focused).is_none();
        if free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) { self.enter(ui.ctx()) } else { None }
    }

    /// Goes to the entry whose name begins as is typed.
    fn jump(&mut self, ui: &Ui) {
        let (now, letters) = ui.input(|input| {
            let texts =
                input.events.iter().filter_map(|event| if let Event::Text(text) = event { Some(text.as_str()) } else { None });
            (input.time, texts.collect::<String>())
        });
        if letters.trim().is_empty() {
            return;
        }
        if now - self.typed.1 > TYPED {
            self.typed.0.clear();
        }
        self.typed.0.push_str(&fold(&letters));
        self.typed.1 = now;
        let found = self.listing.entries.iter().position(|entry| entry.folded.starts_with(&self.typed.0));
        self.chosen = found.or(self.chosen);
    }

    /// Goes into the chosen folder, or takes it where it is a dossier; takes the name of a file.
    fn enter(&mut self, context: &Context) -> Option<Answer> {
        let entry = self.listing.entries.get(self.chosen?)?.clone();
        let path = self.listing.folder.join(&entry.name);
        match &self.question {
            Question::Open(choice) if takes(*choice, &entry) => return Some(Answer::Paths(vec![path])),
            Question::Open(_) if entry.is_file => {}
            Question::Save(..) if entry.is_file => self.name.clone_from(&entry.name),
            _ => self.go(context, path),
        }
        None
    }

    fn list(&mut self, ui: &mut Ui, height: f32) -> Option<Answer> {
        let palette = Palette::of(ui.ctx());
        let quiet = |text: &str| RichText::new(text).color(palette.mute);
        let stepped =
            ui.input(|input| [Key::ArrowDown, Key::ArrowUp, Key::PageDown, Key::PageUp].iter().any(|key| input.key_down(*key)));
        let mut clicked = None;
        let count = self.listing.entries.len();
        let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, false]);
        area.show_rows(ui, ROW, count.max(1), |ui, rows| {
            if let Some(fault) = &self.listing.fault {
                ui.add(Label::new(RichText::new(fault).color(palette.window)).wrap());
            } else if count == 0 {
                ui.label(quiet(if self.reading.is_some() { "Reading this folder …" } else { "This folder is empty." }));
            }
            for index in rows.filter(|index| *index < count) {
                let entry = &self.listing.entries[index];
                let (chosen, name) = (self.chosen == Some(index), entry_name(entry));
                let text =
                    RichText::new(&name).font(if entry.is_dossier { theme::medium(size::TEXT) } else { theme::sans(size::TEXT) });
                let width = ui.available_width();
                let response = ui.add_sized(Vec2::new(width, ROW - 4.0), Button::selectable(chosen, text).truncate());
                response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &name));
                if response.clicked() {
                    clicked = Some((index, response.double_clicked() || !response.hovered()));
                }
                if chosen && stepped {
                    response.scroll_to_me(None);
                }
            }
            if self.listing.more {
                ui.label(quiet("There are more; write the path of the one you mean into the field above."));
            }
        });
        let (index, opened) = clicked?;
        // A second click on what is chosen opens it as a double click does; so does Enter on it.
        let again = self.chosen == Some(index) && opened;
        self.chosen = Some(index);
        if again || opened { self.enter(ui.ctx()) } else { None }
    }

    /// The name of the file, and the buttons.
    fn foot(&mut self, ui: &mut Ui) -> Option<Answer> {
        let saving = matches!(self.question, Question::Save(..));
        let mut entered = false;
        if saving {
            ui.horizontal(|ui| {
                let label = ui.label("Name");
                let field = ui.add(TextEdit::singleline(&mut self.name).id(Id::unique("name field")).desired_width(f32::INFINITY));
                field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Name"));
                let field = field.labelled_by(label.id);
                if !self.begun {
                    field.request_focus();
                }
                if field.changed() {
                    self.replace = None;
                }
                entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            });
        }
        self.begun = true;
        let target = self.target();
        if let Some(file) = &self.replace {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            ui.label(RichText::new(format!("“{name}” is there already.")).color(Palette::of(ui.ctx()).window));
        }
        ui.horizontal(|ui| {
            let verb = match (saving, &self.replace) {
                (true, Some(_)) => "Replace it",
                (true, None) => "Save",
                _ => "Open",
            };
            let tip = match self.question {
                Question::Open(Choice::Folder) => "Choose a folder that holds a dossier: one with a file dossier.json in it",
                Question::Open(_) => "Choose a file",
                Question::Save(..) => "Write a name",
            };
            let taken = ui.add_enabled(target.is_some(), Button::new(verb)).on_disabled_hover_text(tip).clicked();
            let cancelled = ui.button("Cancel").clicked();
            match target {
                Some(file) if (taken || entered) && saving && self.replace.as_ref() != Some(&file) && file.exists() => {
                    self.replace = Some(file);
                    None
                }
                Some(path) if taken || entered => Some(Answer::Paths(vec![path])),
                _ => cancelled.then_some(Answer::Cancelled),
            }
        })
        .inner
    }

    /// What the first button would take.
    fn target(&self) -> Option<PathBuf> {
        let folder = &self.listing.folder;
        let Question::Open(choice) = self.question else {
            let name = self.name.trim();
            // A whole path may be written there too.
            let named = !name.ends_with('/') && Path::new(name).file_name().is_some();
            return named.then(|| folder.join(name));
        };
        let chosen = self.chosen.and_then(|at| self.listing.entries.get(at)).filter(|entry| takes(choice, entry));
        let here = || (choice != Choice::Document && self.listing.is_dossier).then(|| folder.clone());
        chosen.map(|entry| folder.join(&entry.name)).or_else(here)
    }
}

/// Whether an entry is an answer to a question.
fn takes(choice: Choice, entry: &Entry) -> bool {
    match choice {
        Choice::Report => entry.is_file || entry.is_dossier,
        Choice::Folder => entry.is_dossier,
        Choice::Document => entry.is_file,
    }
}

/// What a line of the list says, also aloud.
fn entry_name(entry: &Entry) -> String {
    match (entry.is_dossier, entry.is_file) {
        (true, _) => format!("{} · dossier", entry.name),
        (_, true) => entry.name.clone(),
        _ => format!("{}/", entry.name),
    }
}

/// Reads a folder. Hidden entries are left out; a file that is given for a folder stands for the one around it.
fn list(folder: PathBuf) -> Listing {
    let mut listing =
        Listing { is_dossier: folder.join(MANIFEST).is_file(), folder, entries: Vec::new(), more: false, fault: None };
    let entries = match fs::read_dir(&listing.folder) {
        Ok(entries) => entries,
        Err(error) => {
            let folder = listing.folder.display();
            listing.fault = Some(format!("{folder} cannot be shown: {}.", super::write::reason(&error)));
            return listing;
        }
    };
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if listing.entries.len() == MOST {
            listing.more = true;
            break;
        }
        let path = entry.path();
        let is_file = !path.is_dir();
        let is_dossier = !is_file && path.join(MANIFEST).is_file();
        listing.entries.push(Entry { is_file, folded: fold(&name), name, is_dossier });
    }
    listing.entries.sort();
    listing
}

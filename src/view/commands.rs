//! Everything that has a name and can be asked for from anywhere: the menu, the palette, the page of keys, the tooltips and
//! the keys themselves are made from this one table.

use egui::{Key, Modifiers};

use super::Scene;
use crate::index::times::Window;
use crate::report::ids::DocumentIx;
use crate::report::passage::Target;
use crate::report::steps::{self, End};
use crate::session::{Action, Choice, Export, Fit, InterfaceSize, PictureOf, Placing, Shape, Tab, ThemeChoice, Toggle, Wanted};

/// While what has the keyboard a key still counts for its command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Always.
    Anywhere,
    /// While nobody types.
    Untyped,
    /// While nobody types, or notes are written on: in another field, undo is for what is typed there.
    Notes,
    /// While no button has the keyboard, which Space would press.
    Unfocused,
    /// While nothing has the keyboard, or the axis: to everything else the arrows mean something of its own.
    Axis,
    /// Anywhere but on the axis, where the key means something of its own.
    OffAxis,
    /// The view that has the keyboard reads it itself.
    View,
}

/// Something that can be done.
#[derive(Clone, Copy)]
pub struct Command {
    /// Its name in the menu, in the palette and in tooltips.
    pub name: &'static str,
    /// What it is for, where the name does not say it: shown on the page of keys and in tooltips.
    pub meaning: &'static str,
    /// The key.
    pub key: Option<(Modifiers, Key, Reach)>,
    /// What is done; `None` while it cannot be done.
    pub action: fn(&Scene<'_>) -> Option<Action>,
}

impl Command {
    const fn new(name: &'static str, action: fn(&Scene<'_>) -> Option<Action>) -> Self {
        Self { name, meaning: "", key: None, action }
    }

    const fn key(self, modifiers: Modifiers, key: Key, reach: Reach) -> Self {
        Self { key: Some((modifiers, key, reach)), ..self }
    }

    const fn means(self, meaning: &'static str) -> Self {
        Self { meaning, ..self }
    }

    /// The key in words, as keyboards have it: `Ctrl+Shift+P`. Empty without one.
    #[must_use]
    pub fn keys(&self) -> String {
        let Some((modifiers, key, _)) = self.key else { return String::new() };
        let mut text = String::new();
        for (held, name) in [(modifiers.command || modifiers.ctrl, "Ctrl+"), (modifiers.alt, "Alt+"), (modifiers.shift, "Shift+")] {
            text.push_str(if held { name } else { "" });
        }
        text.push_str(match key {
            Key::ArrowLeft => "←",
            Key::ArrowRight => "→",
            Key::Minus => "−",
            Key::Plus => "+",
            Key::Comma => ",",
            key => key.name(),
        });
        text
    }

    /// What a tooltip says: what it is for, and its key.
    #[must_use]
    pub fn tip(&self) -> String {
        let words = if self.meaning.is_empty() { self.name.trim_end_matches('…') } else { self.meaning };
        match self.keys() {
            keys if keys.is_empty() => words.to_owned(),
            keys => format!("{words} ({keys})"),
        }
    }
}

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;
const SHIFT: Modifiers = Modifiers::SHIFT;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const ALT_SHIFT: Modifiers = Modifiers::ALT.plus(Modifiers::SHIFT);

macro_rules! commands {
    ($($id:ident = $command:expr;)+) => {
        $(#[expect(missing_docs, reason = "each says its name")] pub const $id: Command = $command;)+
        /// Every command, in the order in which the palette shows them without anything typed.
        pub const ALL: &[Command] = &[$($id),+];
    };
}

commands! {
    OPEN = Command::new("Open…", |_| Some(Action::Choose(Choice::Report))).key(CTRL, Key::O, Reach::Anywhere).means("Open a report: PDF, web page, DOCX, ODT, EPUB, Markdown or text");
    OPEN_FOLDER = Command::new("Open a folder…", |_| Some(Action::Choose(Choice::Folder))).key(CTRL_SHIFT, Key::O, Reach::Anywhere).means("Open the folder of a dossier");
    SHIPPED = Command::new("Open the report inside Dateline", |_| Some(Action::Open(Wanted::Shipped)));
    ADD_DOCUMENT = Command::new("Add a document…", |scene| scene.state.surroundings.is_ours.then_some(Action::Choose(Choice::Document))).means("Add another file to the open dossier");
    OPEN_ORIGINAL = Command::new("Open the original", original).means("Open the file that the text was taken from");
    SAVE_COPY = Command::new("Save a copy…", |_| Some(Action::SaveCopy)).means("Copy the open dossier, with its texts and originals, into a folder");
    DOCUMENTS = Command::new("About this document", |_| Some(Action::Toggle(Toggle::Documents))).means("Title, author, dates, language and time zone, and where each comes from");
    SEARCH = Command::new("Search the report", |_| None).key(CTRL, Key::F, Reach::View);
    FIND_PLACE = Command::new("Find a place", |_| Some(Action::Toggle(Toggle::Places))).key(Modifiers::CTRL, Key::K, Reach::Anywhere);
    PALETTE = Command::new("Find anything by name", |_| Some(Action::Toggle(Toggle::Palette))).key(CTRL_SHIFT, Key::P, Reach::Anywhere);
    BACK = Command::new("Back", |scene| scene.state.can_go_back().then_some(Action::Back)).key(Modifiers::ALT, Key::ArrowLeft, Reach::Anywhere).means("Go back to what you looked at before");
    FORWARD = Command::new("Forward", |scene| scene.state.can_go_forward().then_some(Action::Forward)).key(Modifiers::ALT, Key::ArrowRight, Reach::Anywhere).means("Go forward to what you looked at after this");
    PASSAGES = Command::new("Show the passages", |_| Some(Action::ShowTab(Tab::Passages)));
    DOCUMENT = Command::new("Show the document", |_| Some(Action::ShowTab(Tab::Document))).means("Show the whole text of the report");
    STORY = Command::new("Show the story", |_| Some(Action::ShowTab(Tab::Story))).means("Compare the order of telling with the order of events");
    NOTES = Command::new("Show your notes", |_| Some(Action::ShowTab(Tab::Notes)));
    CHECK = Command::new("Check what was found", check).key(NONE, Key::F8, Reach::Anywhere).means("Go through what was found and nobody has looked at, the most telling first");
    OTHER_PANE = Command::new("Map or report", |scene| Some(Action::ShowPane(scene.state.pane.other()))).key(NONE, Key::M, Reach::Untyped).means("In a narrow window: from the map to the report, or back");
    NEXT_PART = Command::new("Next part of the window", |_| None).key(NONE, Key::F6, Reach::View).means("Give the keyboard to the page, the map, the timeline and the bar in turn; with Shift, the other way round");
    NEXT_PASSAGE = Command::new("Next passage", |_| Some(Action::StepPassage(1))).key(Modifiers::CTRL, Key::ArrowRight, Reach::Anywhere);
    PREVIOUS_PASSAGE = Command::new("Previous passage", |_| Some(Action::StepPassage(-1))).key(Modifiers::CTRL, Key::ArrowLeft, Reach::Anywhere);
    NEXT_HIT = Command::new("Next hit of the search", |scene| searched(scene, 1)).key(NONE, Key::F3, Reach::Anywhere);
    PREVIOUS_HIT = Command::new("Previous hit of the search", |scene| searched(scene, -1)).key(SHIFT, Key::F3, Reach::Anywhere);
    SHOW_ALL = Command::new("Clear search and filters", |scene| (!scene.state.filter.is_empty()).then_some(Action::ClearFilter)).means("Clear the search and all filters: all passages are shown again");
    PLAY = Command::new("Play or pause", |scene| Some(Action::SetPlaying(!scene.state.play.running))).key(NONE, Key::Space, Reach::Unfocused);
    ALL_TIME = Command::new("Show all time", |scene| scene.index.folds().extent().map(Action::GoToTime));
    LATER = Command::new("Move the window later", |_| Some(Action::MoveWindow(1.0))).key(NONE, Key::ArrowRight, Reach::Axis).means("Move the window later by its own width");
    EARLIER = Command::new("Move the window earlier", |_| Some(Action::MoveWindow(-1.0))).key(NONE, Key::ArrowLeft, Reach::Axis).means("Move the window earlier by its own width");
    LITTLE_LATER = Command::new("Move the window a little later", |_| Some(Action::MoveWindow(0.1))).key(SHIFT, Key::ArrowRight, Reach::Axis).means("Move the window later by a tenth of its width");
    LITTLE_EARLIER = Command::new("Move the window a little earlier", |_| Some(Action::MoveWindow(-0.1))).key(SHIFT, Key::ArrowLeft, Reach::Axis).means("Move the window earlier by a tenth of its width");
    FIRST = Command::new("Move the window to the beginning", |scene| at_end(scene, false)).key(NONE, Key::Home, Reach::Untyped);
    LAST = Command::new("Move the window to the end", |scene| at_end(scene, true)).key(NONE, Key::End, Reach::Untyped);
    ZOOM_IN = Command::new("Zoom in", |_| None).key(NONE, Key::Plus, Reach::View).means("Zoom in on the map or the timeline, whichever has the keyboard");
    ZOOM_OUT = Command::new("Zoom out", |_| None).key(NONE, Key::Minus, Reach::View).means("Zoom out on the map or the timeline");
    START_FRAME = Command::new("Reset the map", |_| Some(Action::Fit(Fit::All))).key(NONE, Key::Num0, Reach::OffAxis).means("Reset the map to its first view");
    FIT_WINDOW = Command::new("Fit the map to the window", |_| Some(Action::Fit(Fit::Window))).key(NONE, Key::W, Reach::Untyped).means("Fit the map to all places in the window");
    FIT_PLACE = Command::new("Fit the map to the place", chosen_place).key(NONE, Key::P, Reach::Untyped).means("Fit the map to the chosen place");
    HOLD_MAP = Command::new("Lock or unlock the map", |scene| Some(Action::LockCamera(!scene.state.camera_locked))).key(NONE, Key::L, Reach::Untyped).means("Lock the map where it is, or unlock it to follow what you choose");
    EDIT_MAP = Command::new("Edit the map", |scene| can_edit(scene).then_some(Action::SetMapEditing(!scene.state.map_editing))).key(NONE, Key::E, Reach::Untyped).means("Edit the map and the timeline: move places and the times of passages, or stop doing so");
    PUT_PLACE = Command::new("Put the chosen place on the map", |scene| placing(scene, Shape::Point)).means("Click where the chosen place is");
    DRAW_LINE = Command::new("Draw the chosen place as a line", |scene| placing(scene, Shape::Line)).means("Draw the chosen place as a line, corner by corner");
    DRAW_AREA = Command::new("Draw the chosen place as an area", |scene| placing(scene, Shape::Area)).means("Draw the chosen place as an area, corner by corner");
    PROVINCES = Command::new("Make the chosen place up of provinces", |scene| placing(scene, Shape::Provinces)).means("Click the provinces or countries that the chosen place is made up of");
    COPY_LINK = Command::new("Copy a link to this view", |_| Some(Action::CopyViewLink)).key(CTRL_SHIFT, Key::L, Reach::Anywhere);
    PICTURE_WINDOW_1 = Command::new("Save a picture of the window, 1×", |_| Some(Action::SavePicture(PictureOf::Window, 1)));
    PICTURE_WINDOW_2 = Command::new("Save a picture of the window, 2×", |_| Some(Action::SavePicture(PictureOf::Window, 2))).key(CTRL_SHIFT, Key::S, Reach::Anywhere);
    PICTURE_WINDOW_3 = Command::new("Save a picture of the window, 3×", |_| Some(Action::SavePicture(PictureOf::Window, 3)));
    PICTURE_MAP_1 = Command::new("Save a picture of the map alone, 1×", |_| Some(Action::SavePicture(PictureOf::Map, 1)));
    PICTURE_MAP_2 = Command::new("Save a picture of the map alone, 2×", |_| Some(Action::SavePicture(PictureOf::Map, 2)));
    PICTURE_MAP_3 = Command::new("Save a picture of the map alone, 3×", |_| Some(Action::SavePicture(PictureOf::Map, 3)));
    EXPORT_PAGE = Command::new("Export: day by day, web page…", |_| Some(Action::Export(Export::AgendaPage)));
    EXPORT_MARKDOWN = Command::new("Export: day by day, Markdown…", |_| Some(Action::Export(Export::AgendaMarkdown)));
    EXPORT_PASSAGES = Command::new("Export: passages, CSV table…", |_| Some(Action::Export(Export::Passages)));
    EXPORT_MENTIONS = Command::new("Export: names of places and times, CSV table…", |_| Some(Action::Export(Export::Mentions)));
    EXPORT_NOTES = Command::new("Export: your notes, Markdown…", |_| Some(Action::Export(Export::Notes)));
    PRINT = Command::new("Print…", |_| Some(Action::Print)).key(CTRL, Key::P, Reach::Anywhere).means("Open all passages, day by day, in the system's viewer, to print them");
    SELECT_MORE = Command::new("Select words", |scene| selected(scene, End::End, true)).key(CTRL_SHIFT, Key::ArrowRight, Reach::Untyped).means("In the text: select a word where you read, then one word more");
    SELECT_LESS = Command::new("Select one word less", |scene| selected(scene, End::End, false)).key(CTRL_SHIFT, Key::ArrowLeft, Reach::Untyped);
    SELECT_LATER = Command::new("Begin the selection one word later", |scene| selected(scene, End::Begin, true)).key(ALT_SHIFT, Key::ArrowRight, Reach::Untyped);
    SELECT_EARLIER = Command::new("Begin the selection one word earlier", |scene| selected(scene, End::Begin, false)).key(ALT_SHIFT, Key::ArrowLeft, Reach::Untyped);
    UNDO = Command::new("Undo", |_| Some(Action::Undo)).key(CTRL, Key::Z, Reach::Notes).means("Undo the last change of the report or of a note");
    REDO = Command::new("Redo", |_| Some(Action::Redo)).key(CTRL_SHIFT, Key::Z, Reach::Notes).means("Make the change again that was undone last");
    HISTORY = Command::new("History…", |_| Some(Action::Toggle(Toggle::History))).means("All changes of the report in words, to go back to any of them");
    TABLE = Command::new("Table of mentions and passages…", |_| Some(Action::Toggle(Toggle::Table))).key(CTRL_SHIFT, Key::T, Reach::Anywhere).means("All names, times and passages in a table, to correct many at once");
    GAZETTEER = Command::new("Places and voices…", |_| Some(Action::Toggle(Toggle::Gazetteer))).key(CTRL_SHIFT, Key::K, Reach::Anywhere).means("The places and voices of the report, to change, merge and split them");
    DIFFERENCES = Command::new("Compare with the original…", |scene| scene.state.surroundings.is_copy.then_some(Action::Toggle(Toggle::Differences))).means("What differs between the report inside Dateline and your copy of it");
    LARGER = Command::new("Larger interface", |scene| resized(scene, 1)).key(CTRL, Key::Plus, Reach::Anywhere);
    SMALLER = Command::new("Smaller interface", |scene| resized(scene, -1)).key(CTRL, Key::Minus, Reach::Anywhere);
    USUAL_SIZE = Command::new("Usual size of the interface", |_| Some(Action::SetInterfaceSize(InterfaceSize::default()))).key(CTRL, Key::Num0, Reach::Anywhere);
    THEME = Command::new("Switch between light and dark", |scene| Some(Action::SetTheme(if scene.palette.dark { ThemeChoice::Light } else { ThemeChoice::Dark })));
    SETTINGS = Command::new("Settings", |_| Some(Action::Toggle(Toggle::Settings))).key(CTRL, Key::Comma, Reach::Anywhere);
    KEYS = Command::new("Keys", |_| Some(Action::Toggle(Toggle::Keys))).key(NONE, Key::F1, Reach::Anywhere);
    ABOUT_DOSSIER = Command::new("About this report", |_| Some(Action::Toggle(Toggle::About)));
    ABOUT = Command::new("About Dateline", |_| Some(Action::Toggle(Toggle::Program)));
    QUIT = Command::new("Quit", |_| Some(Action::Quit)).key(CTRL, Key::Q, Reach::Anywhere);
}

/// The key that opens the menu itself, which is no action: the menu belongs to the top bar alone.
pub const MENU_KEY: Key = Key::F10;

/// The keys of the page *Check*, while it is shown: what they do elsewhere, they do not do there.
pub const CHECK_KEYS: &[(&str, Key, &str)] = &[
    ("Enter", Key::Enter, "on the page Check: it is right"),
    ("Backspace", Key::Backspace, "on the page Check: it is wrong"),
    ("1 … 9", Key::Num1, "on the page Check: it is the candidate with this number"),
    ("T", Key::T, "on the page Check: type another time"),
    ("P", Key::P, "on the page Check: find another place"),
    ("D", Key::D, "on the page Check: change title, voice, status and all else of a passage"),
    ("A", Key::A, "on the page Check: say the same of all others of this name"),
    ("U", Key::U, "on the page Check: take back the last change"),
    ("Space", Key::Space, "on the page Check: put it off"),
    ("↑ ↓", Key::ArrowDown, "on the page Check: to the one before or after it"),
];

/// Whether there is something that was found, or was there when the window was opened.
#[must_use]
pub fn can_be_checked(scene: &Scene<'_>) -> bool {
    let edits = scene.state.edits;
    scene.index.progress().left > 0 || edits.done + edits.undone > 0
}

fn check(scene: &Scene<'_>) -> Option<Action> {
    can_be_checked(scene).then_some(Action::ShowTab(Tab::Check))
}

/// The selected words with one end moved by a word; while none are selected, the first word where one reads.
fn selected(scene: &Scene<'_>, end: End, later: bool) -> Option<Action> {
    if scene.state.tab != Tab::Document {
        return None;
    }
    let text = |target: Target| &scene.dossier.document(target.document).text;
    if let Some(target) = scene.state.selected_text {
        let span = steps::stepped(text(target), target.span, end, later)?;
        return Some(Action::SelectText(Some(Target { span, ..target })));
    }
    let passage = scene.state.selection.passage.map(|ix| scene.dossier.passage(ix).target);
    let here = scene.state.reading_position?.target;
    let at = passage.filter(|target| target.document == here.document && target.span.overlaps(here.span)).unwrap_or(here);
    let span = steps::first(text(at), at.span.start)?;
    (end == End::End && later).then_some(Action::SelectText(Some(Target { span, ..at })))
}

/// The file of the document that is read, or of the first one.
fn original(scene: &Scene<'_>) -> Option<Action> {
    let read = scene.state.reading_position.map_or(DocumentIx(0), |position| position.target.document);
    let document = scene.dossier.documents.get(read.index())?;
    document.original.is_some().then_some(Action::OpenOriginal(read))
}

fn searched(scene: &Scene<'_>, by: i32) -> Option<Action> {
    (!scene.index.found().hits.is_empty()).then_some(Action::StepHit(by))
}

fn chosen_place(scene: &Scene<'_>) -> Option<Action> {
    let place = scene.state.selection.place.filter(|ix| scene.dossier.place(*ix).point.is_some());
    place.map(|place| Action::Fit(Fit::Place(place)))
}

/// Whether the dossier can be changed.
fn can_edit(scene: &Scene<'_>) -> bool {
    scene.state.surroundings.editing.is_possible()
}

fn placing(scene: &Scene<'_>, shape: Shape) -> Option<Action> {
    let place = scene.state.selection.place.filter(|_| can_edit(scene))?;
    // What is no area is not drawn as one.
    let fits = shape != Shape::Provinces || scene.dossier.place(place).kind.is_area();
    fits.then_some(Action::SetPlacing(Some(Placing { place, shape })))
}

fn resized(scene: &Scene<'_>, by: i8) -> Option<Action> {
    let size = scene.state.interface.stepped(by);
    (size != scene.state.interface).then_some(Action::SetInterfaceSize(size))
}

/// The window, as wide as it is, at the beginning or the end of all time.
fn at_end(scene: &Scene<'_>, last: bool) -> Option<Action> {
    let (extent, width) = (scene.index.folds().extent()?, scene.state.window.seconds());
    let window =
        if last { Window::new(extent.to.plus(-width), extent.to) } else { Window::new(extent.from, extent.from.plus(width)) };
    Some(Action::ShowWindow(window))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_commands_share_a_name_or_a_key() {
        for (index, one) in ALL.iter().enumerate() {
            for other in &ALL[index + 1..] {
                assert_ne!(one.name, other.name);
                let same = one.key.zip(other.key).is_some_and(|(one, other)| (one.0, one.1) == (other.0, other.1));
                assert!(!same, "{} and {} share {}", one.name, other.name, one.keys());
            }
        }
        assert_eq!(PALETTE.keys(), "Ctrl+Shift+P");
        assert_eq!(BACK.tip(), "Go back to what you looked at before (Alt+←)");
    }
}

//! What the user is looking at: ids, windows and switches, never copies of the dossier.

use std::collections::BTreeMap;

use super::apply::SHORTEST_RANGE;
use super::query::Query;
use super::{
    Camera, Checking, Fit, Hint, InterfaceSize, Jump, LaneBy, Notebook, Pace, Paint, Pane, Placing, Play, Reader, ReadingPosition,
    Section, Surroundings, Tab, Unfolded, WeekStart, Widths,
};
use crate::edit::History;
use crate::edit::differences::Differences;
use crate::index::folds::StripView;
use crate::index::lanes::LaneKey;
use crate::index::times::Window;
use crate::index::{Filter, Index};
use crate::report::dossier::Dossier;
use crate::report::ids::{PassageIx, PlaceIx};
use crate::report::moment::{DAY, MINUTE, Moment};
use crate::report::passage::Target;
use crate::report::wording::Clock;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The place whose passages are read.
    pub place: Option<PlaceIx>,
    /// The passage that is read.
    pub passage: Option<PassageIx>,
}

/// What the pointer is over, in whichever view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hovered {
    /// A marker, an area, or a mention of a place.
    Place(PlaceIx),
    /// A bar, a card or a dot.
    Passage(PassageIx),
}

/// Whether the map of a city is shown in a corner of the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Inset {
    /// Where there is room for it.
    #[default]
    Auto,
    /// In any case.
    Open,
    /// Not, but it can be opened.
    Closed,
}

/// Which stretch of which document is to be brought into view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The stretch.
    pub target: Target,
    /// Counts up with every request, so that asking twice for the same stretch scrolls twice.
    pub request: u32,
}

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Which lanes of the timeline somebody has unfolded (`true`) or folded (`false`); all others are as there is room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LanesUnfolded {
    /// Lanes, each passage in a row of its own or all of them in one.
    pub lanes: BTreeMap<LaneKey, bool>,
    /// Lanes, by their longer passages.
    pub longer: BTreeMap<LaneKey, bool>,
}

/// How many edits of the dossier can be taken back and made again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Edits {
    /// Edits that are made.
    pub done: usize,
    /// Edits that were taken back.
    pub undone: usize,
}

impl Edits {
    pub(super) fn of(history: &History) -> Self {
        Self { done: history.done().len(), undone: history.undone().count() }
    }
}

/// What was changed: the notes or the dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    Note,
    Edit,
}

/// What was changed since the window was opened, so that one key takes back whichever was last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Doings {
    pub done: Vec<Doing>,
    pub undone: Vec<Doing>,
}

/// How many changes are remembered by their kind.
const MAX_DOINGS: usize = 2000;

impl Doings {
    pub fn push(&mut self, doing: Doing) {
        self.undone.clear();
        self.done.push(doing);
        if self.done.len() > MAX_DOINGS {
            self.done.remove(0);
        }
    }
}

/// A place in the history of looking.
#[derive(Clone, Debug)]
pub struct Visit {
    pub(super) window: Window,
    pub(super) range: Window,
    pub(super) camera: Option<Camera>,
    pub(super) selection: Selection,
    pub(super) tab: Tab,
    pub(super) pane: Pane,
    pub(super) reading: Option<Reading>,
    pub(super) compared: Vec<PassageIx>,
}

impl Visit {
    /// Whether one sees the same there. Requests to scroll are not what one sees, and most windows show both panes.
    pub(super) fn is_as(&self, other: &Self) -> bool {
        let text = |visit: &Self| visit.reading.map(|reading| reading.target).filter(|_| visit.tab == Tab::Document);
        (self.window, self.range, self.selection, self.tab, text(self))
            == (other.window, other.range, other.selection, other.tab, text(other))
            && self.camera == other.camera
            && self.compared == other.compared
    }
}

impl PartialEq for Visit {
    fn eq(&self, other: &Self) -> bool {
        self.is_as(other)
    }
}

/// The state of the window. It changes only by [`Action`](super::Action)s.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each field is of a type that is documented with its meaning")]
pub struct State {
    /// The stretch of time that is selected.
    pub window: Window,
    /// The stretch of time on the detail axis.
    pub range: Window,
    /// Where the map looks; `None` until it knows its size and has framed the dossier.
    pub camera: Option<Camera>,
    /// What the map brings into view once it knows its size.
    pub fit: Option<Fit>,
    /// Whether the map stays where it is whatever is chosen.
    pub camera_locked: bool,
    pub inset: Inset,
    pub selection: Selection,
    pub tab: Tab,
    /// What is shown where there is no room for both.
    pub pane: Pane,
    pub reading: Option<Reading>,
    /// Where in the text the reader's eye is; `None` while no text is shown.
    pub reading_position: Option<ReadingPosition>,
    pub reader: Reader,
    pub hovered: Option<Hovered>,
    pub filter: Filter,
    /// What is typed into the search field; the filter holds what it means.
    pub query: Query,
    /// The place where something was found that one has stepped to.
    pub hit: Option<Target>,
    /// The text that is selected with the pointer.
    pub selected_text: Option<Target>,
    /// The reader's notes.
    pub notebook: Notebook,
    /// One sentence that has to be read, such as why a link leads nowhere.
    pub notice: Option<String>,
    /// The file that was written last, until that was taken note of.
    pub written: Option<PathBuf>,
    pub play: Play,
    /// Whether the beginning of the window is held while it moves on.
    pub cumulative: bool,
    pub lanes: LaneBy,
    /// Which lanes are unfolded and folded by hand.
    pub lanes_unfolded: LanesUnfolded,
    /// The share of the window's height that the timeline was given, within [`State::TIMELINE_SHARES`].
    pub timeline_share: Option<f32>,
    pub strip: StripView,
    pub widths: Widths,
    pub theme: ThemeChoice,
    /// Whether what moves glides to its place; the system's wish for less motion counts as well.
    pub motion: bool,
    pub interface: InterfaceSize,
    pub week: WeekStart,
    pub clock: Clock,
    /// What is to paint the window, from the next start on; `None` for what is better on this machine.
    pub paint: Option<Paint>,
    /// The hints that are still to be shown.
    pub hints: BTreeSet<Hint>,
    pub surroundings: Surroundings,
    /// Whether the list of keys is open.
    pub keys_open: bool,
    /// Whether the page about the dossier is open.
    pub about_open: bool,
    /// Whether the page about the documents is open.
    pub documents_open: bool,
    /// Whether the search for places is open.
    pub places_open: bool,
    /// Whether the page of what has lost its place in the text is open.
    pub adrift_open: bool,
    /// Whether the settings are open.
    pub settings_open: bool,
    /// Whether the box in which everything is found by its name is open.
    pub palette_open: bool,
    /// Whether the page about the program is open.
    pub program_open: bool,
    /// Whether the table of mentions and passages is open.
    pub table_open: bool,
    /// Whether the page of places and voices is open.
    pub gazetteer_open: bool,
    /// Whether the page of edits is open.
    pub history_open: bool,
    /// Whether the page of what differs from the original is open.
    pub differences_open: bool,
    /// What differs from the original; nothing while that is not known yet.
    pub differences: Option<Arc<Differences>>,
    /// Where one is in the queue of what is to be checked.
    pub checking: Checking,
    /// What a click on the map puts where.
    pub placing: Option<Placing>,
    /// Whether places can be moved on the map, and the times of passages on the timeline.
    pub map_editing: bool,
    /// How many edits can be taken back and made again.
    pub edits: Edits,
    /// Whether notes or the dossier were changed, in order; what is taken back next stands last.
    pub(super) doings: Doings,
    /// How many stretches of text were asked for so far; never counts back, or a view could miss a request.
    pub(super) requests: u32,
    pub(super) past: Vec<Visit>,
    pub(super) future: Vec<Visit>,
}

impl Default for State {
    fn default() -> Self {
        let today = Window { from: Moment(0), to: Moment(DAY) };
        Self {
            window: today,
            range: today,
            camera: None,
            fit: None,
            camera_locked: false,
            inset: Inset::default(),
            selection: Selection::default(),
            tab: Tab::default(),
            pane: Pane::default(),
            reading: None,
            reading_position: None,
            reader: Reader::default(),
            hovered: None,
            filter: Filter::default(),
            query: Query::default(),
            hit: None,
            selected_text: None,
            notebook: Notebook::default(),
            notice: None,
            written: None,
            play: Play::default(),
            cumulative: false,
            lanes: LaneBy::default(),
            lanes_unfolded: LanesUnfolded::default(),
            timeline_share: None,
            strip: StripView::default(),
            widths: Widths::default(),
            motion: true,
            theme: ThemeChoice::default(),
            interface: InterfaceSize::default(),
            week: WeekStart::default(),
            clock: Clock::default(),
            paint: None,
            hints: BTreeSet::new(),
            surroundings: Surroundings::default(),
            keys_open: false,
            about_open: false,
            documents_open: false,
            places_open: false,
            adrift_open: false,
            settings_open: false,
            palette_open: false,
            program_open: false,
            table_open: false,
            gazetteer_open: false,
            history_open: false,
            differences_open: false,
            differences: None,
            checking: Checking::default(),
            placing: None,
            map_editing: false,
            edits: Edits::default(),
            doings: Doings::default(),
            requests: 0,
            past: Vec::new(),
            future: Vec::new(),
        }
    }
}

impl State {
    /// The least and the largest share of the window's height that the timeline can be given.
    pub const TIMELINE_SHARES: std::ops::RangeInclusive<f32> = 0.2..=0.75;

    /// Where a dossier asks to be opened; without a wish, at all of its time.
    #[must_use]
    pub fn new(dossier: &Dossier, index: &Index) -> Self {
        let mut state = Self::default();
        if let Some(extent) = index.folds().extent() {
            state.window = extent;
            state.range = extent;
        }
        if let Some(window) = dossier.head.window {
            state.window = index.window_of(&window);
        }
        match dossier.head.range {
            Some(range) => {
                let range = index.window_of(&range);
                state.range = range.zoomed(1.0, range.middle(), SHORTEST_RANGE);
            }
            None if dossier.head.window.is_some() => state.range = state.window.zoomed(6.0, state.window.middle(), DAY),
            None => {}
        }
        // Where there is nothing to list, there is the text to read.
        if dossier.passages.is_empty() && !dossier.documents.is_empty() {
            state.tab = Tab::Document;
        }
        state
    }

    /// Whether things are moved by hand on the map and on the timeline just now.
    #[must_use]
    pub fn moves_by_hand(&self) -> bool {
        self.map_editing && self.surroundings.editing.is_possible()
    }

    pub(super) fn visit(&self) -> Visit {
        Visit {
            window: self.window,
            range: self.range,
            camera: self.camera,
            selection: self.selection,
            tab: self.tab,
            pane: self.pane,
            reading: self.reading,
            compared: self.reader.compared.clone(),
        }
    }

    pub(super) fn return_to(&mut self, visit: Visit) {
        self.window = visit.window;
        self.range = visit.range;
        self.camera = visit.camera;
        self.fit = None;
        self.choose_place(visit.selection.place);
        self.selection = visit.selection;
        self.tab = visit.tab;
        self.pane = visit.pane;
        self.reader.compared = visit.compared;
        self.reading = None;
        if let Some(reading) = visit.reading {
            self.ask_for(reading.target);
        }
    }

    /// Asks the reader to bring a stretch of text into view.
    pub(super) fn ask_for(&mut self, target: Target) {
        self.requests = self.requests.wrapping_add(1);
        self.reading = Some(Reading { target, request: self.requests });
    }

    /// Asks the reader to unfold a section of its list and to bring it into view.
    pub(super) fn ask_for_section(&mut self, section: Section) {
        self.requests = self.requests.wrapping_add(1);
        self.reader.unfolded.set(section, true);
        self.reader.jump = Some(Jump { section, request: self.requests });
    }

    /// Chooses the place whose passages are listed. What was folded and unfolded in the list of another one is forgotten.
    pub(super) fn choose_place(&mut self, place: Option<PlaceIx>) {
        if self.selection.place != place {
            self.selection.place = place;
            self.reader.unfolded = Unfolded::default();
        }
    }

    /// The stretch whose beginnings have just been reached while playing; what begins in it lights up for a moment.
    #[must_use]
    pub fn just_reached(&self) -> Option<Window> {
        /// For how many seconds what begins stays lit.
        const GLOW: f64 = 0.8;
        if !self.play.running || self.play.pace == Pace::Passages {
            return None;
        }
        #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "seconds of the calendar are below 2^53")]
        let reach = (self.play_step() as f64 * Play::WIDTHS_A_SECOND * self.play.speed * GLOW) as i64;
        Some(Window::new(self.window.to.plus(-reach), self.window.to))
    }

    /// What the views light up: what the pointer is over, or while playing from passage to passage, the one that is reached.
    #[must_use]
    pub fn pointed_out(&self) -> Option<Hovered> {
        let playing = self.play.running && self.play.pace == Pace::Passages;
        self.hovered.or_else(|| self.selection.passage.filter(|_| playing).map(Hovered::Passage))
    }

    /// How far the window goes in one step, in seconds: its width, or where its beginning is held and its width is no
    /// measure, what suits the detail axis.
    #[must_use]
    pub(super) fn play_step(&self) -> i64 {
        if self.cumulative { (self.range.seconds() / 40).max(MINUTE) } else { self.window.seconds() }
    }

    /// Whether there is somewhere to go back to.
    #[must_use]
    pub fn can_go_back(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is somewhere to go forward to.
    #[must_use]
    pub fn can_go_forward(&self) -> bool {
        !self.future.is_empty()
    }
}

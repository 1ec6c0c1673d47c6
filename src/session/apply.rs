//! Carrying out actions. This is the only code that changes a [`State`].

use super::{Action, Effect, Fit, Hovered, Pace, Play, Scope, State, Tab, Toggle};
use crate::index::Index;
use crate::index::times::{Relation, Window};
use crate::report::dossier::Dossier;
use crate::report::ids::{PassageIx, PlaceIx};
use crate::report::moment::{HOUR, MINUTE, Moment};
use crate::report::passage::Target;
use crate::report::place::{LonLat, extent_points};
use crate::report::when::When;

/// How many visits the history keeps.
const MAX_VISITS: usize = 200;
/// The narrowest stretch the detail axis shows, in seconds.
pub const SHORTEST_RANGE: i64 = 10 * MINUTE;
/// How much wider than the window the detail axis becomes when it follows it.
const RANGE_PER_WINDOW: f64 = 8.0;

/// Carries out one action on the state and returns what the shell has to do.
pub fn apply(state: &mut State, dossier: &Dossier, index: &Index, action: Action) -> Vec<Effect> {
    let mut turn = Turn { state, dossier, index };
    match action {
        Action::SetWindow(window) => turn.set_window(window),
        Action::SetWidth(seconds) => turn.set_width(seconds),
        Action::SetCumulative(cumulative) => turn.state.cumulative = cumulative,
        Action::SetLanes(lanes) => turn.state.lanes = lanes,
        Action::MoveWindow(widths) => turn.move_window(widths),
        Action::SetRange(range) => turn.set_range(range),
        Action::ShowWindow(window) => {
            turn.set_window(window);
            turn.show_window();
        }
        Action::GoToTime(window) => turn.go_to_time(window),
        Action::SelectPlace(place) => turn.select_place(place),
        Action::SelectPassage(passage) => turn.select_passage(passage),
        Action::ReadPassage(passage) => turn.read_passage(passage),
        Action::PointOut(place) => turn.point_out(place),
        Action::StepPassage(by) => turn.step_passage(by),
        Action::OpenInDocument(passage) => turn.open_in_document(passage),
        Action::ShowText(target) => turn.show_text(target),
        Action::ShowTab(tab) => turn.show_tab(tab),
        Action::SetScope(scope) => turn.state.scope = scope,
        Action::SetCamera(camera) => {
            turn.state.camera = Some(camera);
            turn.state.fit = None;
        }
        Action::Fit(fit) => turn.state.fit = Some(fit),
        Action::Hover(hovered) => turn.state.hovered = hovered.filter(|hovered| turn.exists(*hovered)),
        Action::ToggleVoice(voice) => toggle(&mut turn.state.filter.hidden_voices, voice),
        Action::ToggleStatus(status) => toggle(&mut turn.state.filter.hidden_statuses, status),
        Action::ClearFilter => turn.state.filter = crate::index::Filter::default(),
        Action::SetPlaying(running) => turn.set_playing(running),
        Action::SetPace(pace) => turn.state.play.pace = pace,
        Action::SetSpeed(speed) if speed.is_finite() && speed > 0.0 => turn.state.play.speed = speed,
        Action::SetSpeed(_) => {}
        Action::Tick(seconds) => turn.tick(seconds),
        Action::Back => turn.travel(true),
        Action::Forward => turn.travel(false),
        Action::StepOut => turn.step_out(),
        Action::Toggle(Toggle::Keys) => turn.state.keys_open = !turn.state.keys_open,
        Action::Toggle(Toggle::About) => turn.state.about_open = !turn.state.about_open,
        Action::SetTheme(theme) => turn.state.theme = theme,
        Action::Copy(text) => return vec![Effect::Copy(text)],
        Action::OpenFolder(path) => return vec![Effect::OpenFolder(path)],
    }
    Vec::new()
}

fn toggle<T: Ord>(set: &mut std::collections::BTreeSet<T>, value: T) {
    if !set.remove(&value) {
        set.insert(value);
    }
}

struct Turn<'a> {
    state: &'a mut State,
    dossier: &'a Dossier,
    index: &'a Index,
}

impl Turn<'_> {
    fn exists(&self, hovered: Hovered) -> bool {
        match hovered {
            Hovered::Place(ix) => ix.index() < self.dossier.places.len(),
            Hovered::Passage(ix) => ix.index() < self.dossier.passages.len(),
        }
    }

    /// Remembers where we are before going elsewhere.
    fn leave(&mut self) {
        let here = self.state.visit();
        if !self.state.past.last().is_some_and(|last| last.is_as(&here)) {
            self.state.past.push(here);
        }
        if self.state.past.len() > MAX_VISITS {
            self.state.past.remove(0);
        }
        self.state.future.clear();
    }

    fn set_window(&mut self, window: Window) {
        self.state.window = Window::new(window.from, window.to);
        self.state.play.running = false;
        self.state.scope = Scope::Inside;
    }

    fn set_width(&mut self, seconds: i64) {
        let from = self.state.window.from;
        self.set_window(Window::new(from, from.plus(seconds.max(Window::SHORTEST))));
        self.show_window();
    }

    /// The window moved by so many seconds, or only its end where the beginning is held.
    fn advanced(&self, seconds: i64) -> Window {
        let window = self.state.window;
        if self.state.cumulative {
            let to = window.to.plus(seconds).max(window.from.plus(Window::SHORTEST));
            return Window::new(window.from, to);
        }
        window.moved(seconds)
    }

    fn move_window(&mut self, widths: f64) {
        let step = if self.state.cumulative { self.step_of_range() } else { self.state.window.seconds() };
        self.set_window(self.advanced(share(step, widths)));
        self.show_window();
    }

    /// A step that suits the detail axis, for a window whose width is no measure because its beginning is held.
    fn step_of_range(&self) -> i64 {
        (self.state.range.seconds() / 40).max(MINUTE)
    }

    fn set_range(&mut self, range: Window) {
        let range = Window::new(range.from, range.to);
        if range.seconds() >= SHORTEST_RANGE {
            self.state.range = range;
            self.state.play.running = false;
        }
    }

    fn go_to_time(&mut self, window: Window) {
        self.leave();
        self.set_window(window);
        self.state.range = self.state.window.zoomed(1.08, self.state.window.middle(), SHORTEST_RANGE);
    }

    /// Moves the detail axis so that the window is on it; widens it where the window is wider.
    fn show_window(&mut self) {
        let (window, range) = (self.state.window, self.state.range);
        if range.holds(window) {
            return;
        }
        self.state.range = if window.seconds() >= range.seconds() {
            window.zoomed(1.5, window.middle(), SHORTEST_RANGE)
        } else if window.from < range.from {
            range.moved(window.from.0 - range.from.0 - range.seconds() / 10)
        } else {
            range.moved(window.to.0 - range.to.0 + range.seconds() / 10)
        };
    }

    fn select_place(&mut self, place: Option<PlaceIx>) {
        let place = place.filter(|ix| ix.index() < self.dossier.places.len());
        if self.state.selection.place == place && self.state.tab == Tab::Passages {
            return;
        }
        self.leave();
        self.state.selection.place = place;
        self.state.selection.passage = None;
        self.state.scope = Scope::Inside;
        self.state.tab = Tab::Passages;
        self.state.play.running = false;
        let points = place.map(|ix| extent_points(self.dossier.place(ix)));
        self.bring_into_view(points.unwrap_or_default());
    }

    /// Asks the map to show some positions, if there are any.
    fn bring_into_view(&mut self, points: Vec<LonLat>) {
        if !points.is_empty() {
            self.state.fit = Some(Fit::Points(points));
        }
    }

    fn select_passage(&mut self, ix: PassageIx) {
        if ix.index() >= self.dossier.passages.len() {
            return;
        }
        self.leave();
        self.state.play.running = false;
        self.choose(ix);
    }

    fn read_passage(&mut self, ix: PassageIx) {
        let Some(passage) = self.dossier.passages.get(ix.index()) else { return };
        let is_inside = passage.when.is_some_and(|when| Relation::of(&when, self.state.window) == Relation::Inside);
        let (window, range) = (self.state.window, self.state.range);
        self.select_passage(ix);
        if is_inside {
            self.state.window = window;
            self.state.range = range;
        }
    }

    fn point_out(&mut self, place: PlaceIx) {
        if place.index() < self.dossier.places.len() && self.state.selection.place != Some(place) {
            self.leave();
            self.state.selection.place = Some(place);
            self.state.scope = Scope::Inside;
            self.bring_into_view(extent_points(self.dossier.place(place)));
        }
    }

    /// Makes a passage the chosen one, in time, on the map and in the reader.
    fn choose(&mut self, ix: PassageIx) {
        let passage = self.dossier.passage(ix);
        self.state.selection.passage = Some(ix);
        let home = |place: &PlaceIx| self.index.home(*place);
        let here = self.state.selection.place;
        let stays = here.is_none() || passage.places.iter().any(|place| Some(*place) == here || Some(home(place)) == here);
        if !stays {
            self.state.selection.place = passage.places.first().map(home);
        }
        match &passage.when {
            Some(when) => {
                self.state.scope = Scope::Inside;
                self.follow(when);
            }
            None => self.state.scope = Scope::Undated,
        }
        self.state.ask_for(passage.target);
        let points: Vec<LonLat> = passage.places.iter().flat_map(|place| extent_points(self.dossier.place(*place))).collect();
        self.bring_into_view(points);
    }

    /// Moves the window to a passage, and the detail axis to the window.
    fn follow(&mut self, when: &When) {
        let around = self.index.window_of(when);
        let held = self.state.cumulative && self.state.window.from < around.from;
        self.state.window = if held { Window::new(self.state.window.from, around.to) } else { around };
        let (window, range) = (self.state.window, self.state.range);
        let too_narrow = window.seconds() > range.seconds();
        let too_wide = range.seconds() / 400 > window.seconds().max(HOUR);
        if too_narrow || too_wide {
            self.state.range = window.zoomed(if too_narrow { 1.5 } else { RANGE_PER_WINDOW }, window.middle(), SHORTEST_RANGE);
        } else {
            self.show_window();
        }
    }

    /// The passage that follows or precedes in time, among those of the chosen place or of all.
    fn neighbour(&self, by: i32) -> Option<PassageIx> {
        let dated = match self.state.selection.place {
            Some(place) => self.index.place(place).dated.as_slice(),
            None => self.index.dated(),
        };
        let selected = self.state.selection.passage.and_then(|ix| dated.iter().position(|other| *other == ix));
        let onward = by > 0;
        let target = if let Some(at) = selected {
            if onward { at.checked_add(1) } else { at.checked_sub(1) }
        } else {
            let begins = |ix: &PassageIx| self.dossier.passage(*ix).when.map(|when| when.earliest());
            let after = dated.partition_point(|ix| begins(ix) < Some(self.state.window.from));
            if onward { Some(after) } else { after.checked_sub(1) }
        };
        target.and_then(|at| dated.get(at).copied())
    }

    fn step_passage(&mut self, by: i32) {
        if let Some(ix) = self.neighbour(by) {
            self.select_passage(ix);
        }
    }

    fn open_in_document(&mut self, ix: PassageIx) {
        if ix.index() >= self.dossier.passages.len() {
            return;
        }
        self.leave();
        self.state.selection.passage = Some(ix);
        self.read(self.dossier.passage(ix).target);
    }

    fn show_text(&mut self, target: Target) {
        if target.document.index() < self.dossier.documents.len() {
            self.leave();
            self.read(target);
        }
    }

    fn read(&mut self, target: Target) {
        self.state.ask_for(target);
        self.state.play.running = false;
        self.state.tab = Tab::Document;
    }

    fn show_tab(&mut self, tab: Tab) {
        if self.state.tab != tab {
            self.leave();
            self.state.tab = tab;
        }
    }

    fn set_playing(&mut self, running: bool) {
        self.state.play = Play { running, waited: 0.0, ..self.state.play };
        let end = self.index.folds().extent().map_or(Moment::MAX, |extent| extent.to);
        if running && self.state.window.from >= end {
            // At the end: begin again where the dossier begins.
            let start = self.dossier.head.range.or(self.dossier.head.window).map(|when| when.earliest());
            let from = start.unwrap_or(Moment(self.state.range.from.0));
            self.state.window = self.state.window.moved(from.0 - self.state.window.from.0);
            self.show_window();
        }
    }

    fn tick(&mut self, seconds: f64) {
        if !self.state.play.running || !(0.0..3600.0).contains(&seconds) {
            return;
        }
        let mut play = self.state.play;
        play.waited += seconds * play.speed;
        match play.pace {
            Pace::Steady => {
                let window = self.state.window;
                let step = if self.state.cumulative { self.step_of_range() } else { window.seconds() };
                let moved = share(step, play.waited / 2.0);
                if moved != 0 {
                    play.waited = 0.0;
                    self.state.window = self.advanced(moved);
                    self.show_window();
                }
                let end = self.index.folds().extent().map_or(Moment::MAX, |extent| extent.to);
                let front = if self.state.cumulative { self.state.window.to } else { self.state.window.from };
                play.running = front < end && (moved == 0 || self.state.window != window);
            }
            Pace::Passages => {
                if play.waited >= Play::DWELL {
                    play.waited = 0.0;
                    match self.neighbour(1) {
                        Some(ix) => self.choose(ix),
                        None => play.running = false,
                    }
                }
            }
        }
        self.state.play = play;
    }

    fn travel(&mut self, back: bool) {
        let here = self.state.visit();
        let (from, to) =
            if back { (&mut self.state.past, &mut self.state.future) } else { (&mut self.state.future, &mut self.state.past) };
        while let Some(visit) = from.pop() {
            // Where one is already, perhaps by way of Escape, is no place to go to.
            if !visit.is_as(&here) {
                to.push(here);
                self.state.return_to(visit);
                self.state.play.running = false;
                break;
            }
        }
    }

    fn step_out(&mut self) {
        let state = &mut *self.state;
        if state.keys_open {
            state.keys_open = false;
        } else if state.about_open {
            state.about_open = false;
        } else if state.play.running {
            state.play.running = false;
        } else if state.tab != Tab::Passages {
            state.tab = Tab::Passages;
        } else if state.selection.passage.is_some() {
            state.selection.passage = None;
        } else if state.scope != Scope::Inside {
            state.scope = Scope::Inside;
        } else {
            state.selection.place = None;
        }
    }
}

/// A share of a number of seconds, rounded.
fn share(seconds: i64, by: f64) -> i64 {
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "seconds of the calendar are below 2^53")]
    let moved = (seconds as f64 * by.clamp(-1e6, 1e6)).round() as i64;
    moved
}

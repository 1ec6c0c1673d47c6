//! Running the window forward.

use super::super::{Pace, Play};
use super::Turn;
use super::time::share;
use crate::report::ids::PassageIx;
use crate::report::moment::Moment;

impl Turn<'_> {
    pub(super) fn set_playing(&mut self, running: bool) {
        self.state.play = Play { running, waited: 0.0, ..self.state.play };
        if running && self.at_end() {
            self.rewind();
        }
    }

    pub(super) fn tick(&mut self, seconds: f64) {
        if !self.state.play.running || !(0.0..3600.0).contains(&seconds) {
            return;
        }
        self.state.play.waited += seconds * self.state.play.speed;
        match self.state.play.pace {
            Pace::Steady => self.run_on(),
            Pace::Passages if self.state.play.waited >= Play::DWELL => self.next_passage(),
            Pace::Passages => {}
        }
    }

    /// Moves the window by the time that has gone by.
    fn run_on(&mut self) {
        let moved = share(self.state.play_step(), self.state.play.waited * Play::WIDTHS_A_SECOND);
        if moved == 0 {
            return;
        }
        self.state.play.waited = 0.0;
        let before = self.state.window;
        self.state.window = self.advanced(moved);
        self.show_window();
        let stuck = self.state.window == before;
        if stuck || self.at_end() {
            self.end();
        }
    }

    fn next_passage(&mut self) {
        self.state.play.waited = 0.0;
        match self.neighbour(1) {
            Some(ix) => self.choose(ix),
            None if self.state.play.looped => {
                if let Some(first) = self.first_passage() {
                    self.choose(first);
                }
            }
            None => self.state.play.running = false,
        }
    }

    fn first_passage(&self) -> Option<PassageIx> {
        self.own_passages().first().copied()
    }

    /// At the end of the play: once more from the beginning, or rest.
    fn end(&mut self) {
        if self.state.play.looped { self.rewind() } else { self.state.play.running = false }
    }

    fn at_end(&self) -> bool {
        let end = self.index.folds().extent().map_or(Moment::MAX, |extent| extent.to);
        let front = if self.state.cumulative { self.state.window.to } else { self.state.window.from };
        front >= end
    }

    /// Puts the window where the dossier begins; one whose beginning is held becomes narrow again.
    fn rewind(&mut self) {
        let start = self.dossier.head.range.or(self.dossier.head.window).map(|when| when.earliest());
        let from = start.unwrap_or(self.state.range.from);
        let window = self.state.window;
        self.state.window = if self.state.cumulative {
            crate::index::times::Window::new(window.from, window.from.plus(self.state.play_step()))
        } else {
            window.moved(from.0 - window.from.0)
        };
        self.show_window();
    }
}

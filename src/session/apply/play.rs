//! Running the window forward.

use super::super::{Pace, Play};
use super::Turn;
use super::time::share;
use crate::report::moment::Moment;

impl Turn<'_> {
    pub(super) fn set_playing(&mut self, running: bool) {
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

    pub(super) fn tick(&mut self, seconds: f64) {
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
}

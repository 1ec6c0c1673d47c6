//! The window and the detail axis.

use super::{SHORTEST_RANGE, Turn};
use crate::index::times::Window;
use crate::report::moment::{HOUR, Moment};
use crate::report::when::When;

/// How much wider than the window the detail axis becomes when it follows it.
const RANGE_PER_WINDOW: f64 = 8.0;

impl Turn<'_> {
    pub(super) fn set_window(&mut self, window: Window) {
        self.state.window = Window::new(window.from, window.to);
        self.state.play.running = false;
        self.state.widths.remember(self.state.range, self.state.window);
    }

    /// Selects a stretch of time and moves the detail axis to it.
    pub(super) fn set_and_show(&mut self, window: Window) {
        self.set_window(window);
        self.show_window();
    }

    pub(super) fn place_window(&mut self, at: Moment) {
        let width = self.state.widths.for_range(self.state.range);
        self.set_window(Window::new(at.plus(-width / 2), at.plus(width - width / 2)));
    }

    pub(super) fn toggle_fold(&mut self, from: Moment) {
        let silent = self.index.folds().pieces().iter().any(|piece| piece.silent && piece.time.from == from);
        if silent {
            super::toggle(&mut self.state.strip.open, from);
        }
    }

    pub(super) fn set_width(&mut self, seconds: i64) {
        let from = self.state.window.from;
        self.set_window(Window::new(from, from.plus(seconds.max(Window::SHORTEST))));
        self.show_window();
    }

    /// The window moved by so many seconds, or only its end where the beginning is held.
    pub(super) fn advanced(&self, seconds: i64) -> Window {
        let window = self.state.window;
        if self.state.cumulative {
            let to = window.to.plus(seconds).max(window.from.plus(Window::SHORTEST));
            return Window::new(window.from, to);
        }
        window.moved(seconds)
    }

    pub(super) fn move_window(&mut self, widths: f64) {
        let step = self.state.play_step();
        self.set_window(self.advanced(share(step, widths)));
        self.show_window();
    }

    pub(super) fn set_range(&mut self, range: Window) {
        let range = Window::new(range.from, range.to);
        if range.seconds() >= SHORTEST_RANGE {
            self.state.range = range;
            self.state.play.running = false;
        }
    }

    pub(super) fn go_to_time(&mut self, window: Window) {
        self.leave();
        self.set_window(window);
        self.state.range = self.state.window.zoomed(1.08, self.state.window.middle(), SHORTEST_RANGE);
    }

    /// Moves the detail axis so that the window is on it; widens it where the window is wider.
    pub(super) fn show_window(&mut self) {
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

    /// Moves the window to a passage, and the detail axis to the window.
    pub(super) fn follow(&mut self, when: &When) {
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
}

/// A share of a number of seconds, rounded.
pub(super) fn share(seconds: i64, by: f64) -> i64 {
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "seconds of the calendar are below 2^53")]
    let moved = (seconds as f64 * by.clamp(-1e6, 1e6)).round() as i64;
    moved
}

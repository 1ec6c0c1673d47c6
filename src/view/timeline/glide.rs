//! The stretch of time on the detail axis, on its way to where the state has it.

use egui::Ui;

use crate::index::times::Window;
use crate::report::moment::Moment;
use crate::session::State;

/// How long a glide takes, in seconds.
const SECONDS: f64 = 0.18;

/// Follows the state's stretch: at once where a hand moves the axis itself, gliding where something else does.
#[derive(Default)]
pub struct Glide {
    shown: Option<Window>,
    leg: Option<Leg>,
    by_hand: bool,
}

#[derive(Clone, Copy)]
struct Leg {
    from: Window,
    to: Window,
    since: f64,
}

impl Glide {
    /// The next change of the stretch is made by hand and is followed at once.
    pub fn by_hand(&mut self) {
        self.by_hand = true;
    }

    /// What to show now. A glide that is under way is broken off by another one, from where it is.
    pub fn shown(&mut self, ui: &Ui, state: &State) -> Window {
        let target = state.range;
        let shown = self.shown.unwrap_or(target);
        let now = ui.input(|input| input.time);
        let still = ui.style().animation_time <= 0.0 || state.play.running;
        if std::mem::take(&mut self.by_hand) || still {
            self.leg = None;
        } else if shown != target && self.leg.is_none_or(|leg| leg.to != target) {
            self.leg = Some(Leg { from: shown, to: target, since: now });
        }
        let Some(leg) = self.leg else {
            self.shown = Some(target);
            return target;
        };
        let share = (now - leg.since) / SECONDS;
        let shown = if share >= 1.0 { target } else { between(leg.from, leg.to, ease(share)) };
        self.shown = Some(shown);
        self.leg = (shown != target).then_some(leg);
        if self.leg.is_some() {
            ui.ctx().request_repaint();
        }
        shown
    }
}

/// Quick at first, slow at the end.
fn ease(share: f64) -> f64 {
    1.0 - (1.0 - share.clamp(0.0, 1.0)).powi(3)
}

/// A stretch between two others. Widths change by a constant factor, as they do under a wheel, and the moment that lies at
/// the same place in both stays there.
fn between(from: Window, to: Window, share: f64) -> Window {
    #[expect(clippy::cast_precision_loss, reason = "seconds of the calendar are below 2^53")]
    let [narrow, wide, first, last, first_to, last_to] =
        [from.seconds(), to.seconds(), from.from.0, to.from.0, from.to.0, to.to.0].map(|seconds| seconds as f64);
    let even = (wide / narrow - 1.0).abs() < 1e-3;
    let along = if even { share } else { (narrow * (wide / narrow).powf(share) - narrow) / (wide - narrow) };
    #[expect(clippy::cast_possible_truncation, reason = "between two moments of the calendar")]
    let at = |a: f64, b: f64| Moment((a + (b - a) * along).round() as i64);
    Window::new(at(first, last), at(first_to, last_to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_glide_begins_and_ends_where_it_should_and_stays_between(
            a in -4_000_000_000_i64..4_000_000_000, width in 600_i64..4_000_000_000, b in -4_000_000_000_i64..4_000_000_000,
            other in 600_i64..4_000_000_000, share in 0.0..=1.0,
        ) {
            let (from, to) = (Window::new(Moment(a), Moment(a + width)), Window::new(Moment(b), Moment(b + other)));
            prop_assert_eq!(between(from, to, 0.0), from);
            prop_assert_eq!(between(from, to, 1.0), to);
            let middle = between(from, to, share);
            prop_assert!(middle.from >= from.from.min(to.from) && middle.to <= from.to.max(to.to));
            prop_assert!(middle.seconds() >= from.seconds().min(to.seconds()) - 2);
        }
    }

    #[test]
    fn easing_runs_from_nothing_to_all() {
        assert!(ease(0.0).abs() < 1e-12 && (ease(1.0) - 1.0).abs() < 1e-12 && ease(0.5) > 0.5);
    }
}

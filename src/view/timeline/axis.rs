//! Time ↔ x on the detail axis.

use crate::index::times::Window;
use crate::report::moment::Moment;
use crate::report::wording::Clock;
use crate::session::WeekStart;

/// An even axis: `range.from` lies at `left`, `range.to` at `right`, both in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    range: Window,
    left: f64,
    right: f64,
    /// On which day weeks begin, and how times of day are written.
    said: (WeekStart, Clock),
}

impl Axis {
    /// An axis from `left` to `right`, which must lie to the right of `left`.
    #[must_use]
    pub fn new(range: Window, left: f32, right: f32) -> Self {
        Self { range, left: f64::from(left), right: f64::from(right.max(left + 1.0)), said: <(WeekStart, Clock)>::default() }
    }

    /// The same axis, on which weeks begin on this day and times of day are written so.
    #[must_use]
    pub fn said_by(self, week: WeekStart, clock: Clock) -> Self {
        Self { said: (week, clock), ..self }
    }

    /// On which day its weeks begin.
    #[must_use]
    pub fn week(&self) -> WeekStart {
        self.said.0
    }

    /// How times of day are written on it.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.said.1
    }

    /// The time that is shown.
    #[must_use]
    pub fn range(&self) -> Window {
        self.range
    }

    /// Where it begins, in points.
    #[must_use]
    pub fn left(&self) -> f64 {
        self.left
    }

    /// Where it begins and ends, in points, for drawing.
    #[must_use]
    pub fn ends(&self) -> (f32, f32) {
        (self.x(self.range.from), self.x(self.range.to))
    }

    /// How wide it is, in points; at least 1.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// How many seconds one point stands for.
    #[must_use]
    pub fn seconds_per_point(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "seconds of the calendar are below 2^53")]
        let seconds = self.range.seconds() as f64;
        seconds / (self.right - self.left)
    }

    /// Where a moment lies. Moments out of view lie out of the axis.
    #[must_use]
    pub fn x_from_time(&self, at: Moment) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "seconds of the calendar are below 2^53")]
        let seconds = (at.0 - self.range.from.0) as f64;
        self.left + seconds / self.seconds_per_point()
    }

    /// [`Axis::x_from_time`] for drawing; far-away moments are brought near, where f32 is still exact.
    #[must_use]
    pub fn x(&self, at: Moment) -> f32 {
        let x = self.x_from_time(at).clamp(self.left - 1e4, self.right + 1e4);
        #[expect(clippy::cast_possible_truncation, reason = "the last step to the screen; egui draws in f32")]
        let x = x as f32;
        x
    }

    /// The moment at an x, rounded to a second.
    #[must_use]
    pub fn time_from_x(&self, x: f64) -> Moment {
        #[expect(clippy::cast_possible_truncation, reason = "clamped by Moment::plus")]
        let seconds = ((x - self.left) * self.seconds_per_point()).round() as i64;
        self.range.from.plus(seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn time_and_x_are_inverse_and_monotone(
            from in -200_000_000_000_i64..180_000_000_000, width in 600_i64..70_000_000_000, share in 0.0..=1.0, step in 1_i64..1_000_000,
        ) {
            let range = Window::new(Moment(from), Moment(from + width));
            let axis = Axis::new(range, 148.0, 1416.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "small numbers")]
            let at = Moment(from + (width as f64 * share) as i64);
            let x = axis.x_from_time(at);
            prop_assert_eq!(axis.time_from_x(x), at);
            prop_assert!(axis.x_from_time(at.plus(step)) > x);
        }
    }

    #[test]
    fn the_ends_are_exact() {
        let range = Window::new(Moment(0), Moment(864_000));
        let axis = Axis::new(range, 100.0, 1100.0);
        assert_eq!(axis.time_from_x(100.0), range.from);
        assert_eq!(axis.time_from_x(1100.0), range.to);
        assert!((axis.x_from_time(range.to) - 1100.0).abs() < 1e-9);
    }
}

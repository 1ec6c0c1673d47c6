//! The widths of the window that were last used, by how closely one looks.

use crate::index::times::Window;
use crate::report::moment::{DAY, HOUR, MINUTE};

/// The longest stretch on the detail axis of each zoom, in seconds: hours, days, months, years; anything longer comes last.
const ZOOMS: [i64; 4] = [DAY / 2, 3 * DAY, 124 * DAY, 1827 * DAY];

/// Widths that have a name, in seconds.
const NATURAL: [i64; 10] = [MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY, 365 * DAY, 3652 * DAY, 36_525 * DAY];

/// What share of the axis a window takes where none was used yet: an eighth.
const SHARE: i64 = 8;

/// The width last used at each zoom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Widths([Option<i64>; ZOOMS.len() + 1]);

impl Widths {
    fn zoom(range: Window) -> usize {
        ZOOMS.partition_point(|longest| *longest < range.seconds())
    }

    /// Remembers the width of a window that was made while this stretch was on the axis.
    pub fn remember(&mut self, range: Window, window: Window) {
        self.0[Self::zoom(range)] = Some(window.seconds());
    }

    /// The width last used at this zoom; where there was none, one that has a name and suits the axis. It is never
    /// wider than the axis.
    #[must_use]
    pub fn for_range(&self, range: Window) -> i64 {
        let natural = NATURAL.into_iter().rfind(|width| *width <= range.seconds() / SHARE).unwrap_or(MINUTE);
        self.0[Self::zoom(range)].unwrap_or(natural).min(range.seconds())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::moment::Moment;

    #[test]
    fn each_zoom_has_a_width_of_its_own() {
        let mut widths = Widths::default();
        let range = |seconds| Window::new(Moment(0), Moment(seconds));
        assert_eq!(
            [HOUR, DAY, 10 * DAY, 700 * DAY, 60_000 * DAY].map(|r| widths.for_range(range(r))),
            [MINUTE, HOUR, DAY, 30 * DAY, 3652 * DAY]
        );
        widths.remember(range(10 * DAY), range(7 * HOUR));
        assert_eq!(widths.for_range(range(20 * DAY)), 7 * HOUR);
        assert_eq!(widths.for_range(range(DAY)), HOUR, "another zoom has its own");
        widths.remember(range(DAY), range(2 * DAY));
        assert_eq!(widths.for_range(range(DAY)), DAY, "never wider than the axis");
    }
}

//! Running the window forward.

/// How the window runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// At a steady speed.
    #[default]
    Steady,
    /// From passage to passage.
    Passages,
}

/// Playing and its speed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Play {
    /// Whether it runs now.
    pub running: bool,
    /// How it runs.
    pub pace: Pace,
    /// How fast: at 1, the window moves by half its width in a second, or dwells three seconds on a passage.
    pub speed: f64,
    /// Whether it begins again at the end.
    pub looped: bool,
    /// Seconds that have gone by and have not yet moved the window, because it moves in whole seconds or passages.
    pub waited: f64,
}

impl Default for Play {
    fn default() -> Self {
        Self { running: false, pace: Pace::Steady, speed: 1.0, looped: false, waited: 0.0 }
    }
}

impl Play {
    /// The speeds that can be chosen.
    pub const SPEEDS: [f64; 4] = [0.5, 1.0, 2.0, 4.0];
    /// How many of its widths the window moves in a second, at speed 1.
    pub const WIDTHS_A_SECOND: f64 = 0.5;
    /// How long, in seconds at speed 1, a passage is dwelt on.
    pub const DWELL: f64 = 3.0;
}

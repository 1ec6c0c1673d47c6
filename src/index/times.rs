//! Windows of time, and counting what lies in them with two binary searches.

use crate::report::dossier::Dossier;
use crate::report::ids::PassageIx;
use crate::report::moment::{DAY, MINUTE, Moment};
use crate::report::when::When;

/// A stretch of time that is selected or shown: `from` is included, `to` excluded, and `from < to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    /// The first moment.
    pub from: Moment,
    /// The first moment after it.
    pub to: Moment,
}

impl Window {
    /// The shortest window, in seconds.
    pub const SHORTEST: i64 = MINUTE;

    /// A window between two moments in either order, widened to [`Window::SHORTEST`] and kept within the calendar.
    #[must_use]
    pub fn new(a: Moment, b: Moment) -> Self {
        let latest_start = Moment::MAX.plus(-Self::SHORTEST);
        let from = a.min(b).clamp(Moment::MIN, latest_start);
        let to = a.max(b).clamp(from.plus(Self::SHORTEST), Moment::MAX);
        Self { from, to }
    }

    /// As wide as a passage is; ends that are not known are cut at the calendar's.
    #[must_use]
    pub fn around(when: &When) -> Self {
        Self::new(when.earliest(), when.latest())
    }

    /// Its width in seconds.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.to.0 - self.from.0
    }

    /// Moved by so many seconds; the width stays, and the calendar's ends hold it.
    #[must_use]
    pub fn moved(self, seconds: i64) -> Self {
        let width = self.seconds();
        let from = self.from.plus(seconds).min(Moment::MAX.plus(-width));
        Self { from, to: from.plus(width) }
    }

    /// The middle, rounded down.
    #[must_use]
    pub fn middle(self) -> Moment {
        Moment(self.from.0.midpoint(self.to.0))
    }

    /// Whether a moment lies in it.
    #[must_use]
    pub fn contains(self, at: Moment) -> bool {
        self.from <= at && at < self.to
    }

    /// Whether another window lies wholly in it.
    #[must_use]
    pub fn holds(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// Wider or narrower by a factor, with the moment `anchor` staying where it is within the window; never narrower
    /// than `shortest` seconds.
    #[must_use]
    pub fn zoomed(self, factor: f64, anchor: Moment, shortest: i64) -> Self {
        let scale = |part: i64| -> i64 {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_precision_loss,
                reason = "widths are below 2^40 seconds, and the product is clamped by Window::new"
            )]
            let scaled = (part as f64 * factor).round() as i64;
            scaled
        };
        let before = scale(anchor.0 - self.from.0);
        let after = scale(self.to.0 - anchor.0);
        let zoomed = if before.saturating_add(after) < shortest {
            Self::new(anchor.plus(-shortest / 2), anchor.plus(shortest / 2))
        } else {
            Self::new(anchor.plus(-before), anchor.plus(after))
        };
        // At an end of the calendar there is room on one side only.
        let from = zoomed.from.min(Moment::MAX.plus(-shortest));
        Self { from, to: zoomed.to.max(from.plus(shortest)) }
    }
}

/// The longest passage of the class [`Breadth::Days`], in seconds.
const THREE_DAYS: i64 = 3 * DAY;
/// The longest passage of the class [`Breadth::Months`]: four months of 31 days.
const FOUR_MONTHS: i64 = 124 * DAY;
/// The longest passage of the class [`Breadth::Years`]: five years, one or two of them leap years.
const FIVE_YEARS: i64 = 1827 * DAY;

/// How long a passage or a window is, in the steps that matter to a reader.
///
/// A window of some hours is about what happened then. A passage on a decade overlaps it too, but says nothing of
/// those hours; were it counted with them, every window would be full of the same background. So a passage whose
/// class is coarser than the window's *spans* the window and does not lie *in* it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Breadth {
    /// Up to three days.
    Days,
    /// Up to four months.
    Months,
    /// Up to five years.
    Years,
    /// Anything longer.
    Ages,
}

impl Breadth {
    /// How many there are.
    pub const COUNT: usize = 4;
    /// All of them, from short to long.
    pub const ALL: [Self; Self::COUNT] = [Self::Days, Self::Months, Self::Years, Self::Ages];

    /// The length of the longest passage of the class, in seconds.
    #[must_use]
    pub fn longest(self) -> i64 {
        match self {
            Self::Days => THREE_DAYS,
            Self::Months => FOUR_MONTHS,
            Self::Years => FIVE_YEARS,
            Self::Ages => i64::MAX,
        }
    }

    /// The class of a passage that lasts so many seconds.
    #[must_use]
    pub fn of_passage(seconds: i64) -> Self {
        if seconds <= THREE_DAYS {
            Self::Days
        } else if seconds <= FOUR_MONTHS {
            Self::Months
        } else if seconds <= FIVE_YEARS {
            Self::Years
        } else {
            Self::Ages
        }
    }

    /// The class of a window, never finer than that of a passage of the same length, so that a window around a
    /// passage has it inside. From three days on, a window takes in what lasted weeks or months too, and so on.
    #[must_use]
    pub fn of_window(seconds: i64) -> Self {
        // A window of just three days has the passages of weeks and months that it meets.
        Self::of_passage(seconds.saturating_add(1))
    }
}

/// How a passage stands to a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// It shares a moment with the window and is of its kind.
    Inside,
    /// It shares a moment with the window, but speaks of a much longer time.
    Spanning,
    /// It ends before the window begins.
    Earlier,
    /// It begins after the window ends.
    Later,
}

impl Relation {
    /// How an interval stands to a window.
    #[must_use]
    pub fn of(when: &When, window: Window) -> Self {
        if when.latest() <= window.from {
            Self::Earlier
        } else if when.earliest() >= window.to {
            Self::Later
        } else if Breadth::of_passage(when.seconds()) > Breadth::of_window(window.seconds()) {
            Self::Spanning
        } else {
            Self::Inside
        }
    }
}

/// How many passages stand how to a window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that lie in it.
    pub inside: usize,
    /// Those of much longer times, which the window lies in or touches.
    pub spanning: usize,
    /// Those that end before it begins.
    pub earlier: usize,
    /// Those that begin after it ends.
    pub later: usize,
}

impl Counts {
    /// All of them.
    #[must_use]
    pub fn total(self) -> usize {
        self.inside + self.spanning + self.earlier + self.later
    }
}

/// The beginnings and ends of some intervals of one class, each sorted by itself.
///
/// An interval overlaps a window unless it ends before it or begins after it, and no interval does both; so two
/// binary searches count the overlapping ones, however many there are.
#[derive(Clone, Debug, Default)]
struct Ends {
    starts: Vec<i64>,
    ends: Vec<i64>,
}

/// The beginnings and ends of some intervals, by class.
#[derive(Clone, Debug, Default)]
pub struct Times {
    classes: [Ends; Breadth::COUNT],
}

impl Times {
    /// Takes the times of some passages; those without one are left out.
    #[must_use]
    pub fn new(dossier: &Dossier, passages: &[PassageIx]) -> Self {
        let mut times = Self::default();
        for ix in passages {
            if let Some(when) = &dossier.passage(*ix).when {
                times.push(when);
            }
        }
        times.sort();
        times
    }

    /// Adds an interval; [`Times::sort`] must follow before anything is counted.
    pub fn push(&mut self, when: &When) {
        let class = &mut self.classes[Breadth::of_passage(when.seconds()) as usize];
        class.starts.push(when.earliest().0);
        class.ends.push(when.latest().0);
    }

    /// Brings the times into order.
    pub fn sort(&mut self) {
        for class in &mut self.classes {
            class.starts.sort_unstable();
            class.ends.sort_unstable();
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.classes.iter().map(|class| class.starts.len()).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many share a moment with a window, however long they are.
    #[must_use]
    pub fn touching(&self, window: Window) -> usize {
        let counts = self.counts(window);
        counts.inside + counts.spanning
    }

    /// How many of those that are of the window's kind begin in it.
    #[must_use]
    pub fn beginning_in(&self, window: Window) -> usize {
        let breadth = Breadth::of_window(window.seconds()) as usize;
        let begun = |class: &Ends, at: Moment| class.starts.partition_point(|start| *start < at.0);
        self.classes[..=breadth].iter().map(|class| begun(class, window.to) - begun(class, window.from)).sum()
    }

    /// How many stand how to a window.
    #[must_use]
    pub fn counts(&self, window: Window) -> Counts {
        let breadth = Breadth::of_window(window.seconds()) as usize;
        let mut counts = Counts::default();
        for (index, class) in self.classes.iter().enumerate() {
            let begun = class.starts.partition_point(|start| *start < window.to.0);
            let ended = class.ends.partition_point(|end| *end <= window.from.0);
            let overlapping = begun - ended;
            *(if index <= breadth { &mut counts.inside } else { &mut counts.spanning }) += overlapping;
            counts.earlier += ended;
            counts.later += class.starts.len() - begun;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counting_by_search_equals_counting_one_by_one(
            intervals in prop::collection::vec((0_i64..400_000_000, prop::sample::select(vec![600, 90_000, 900_000, 40_000_000, 400_000_000])), 0..60),
            from in -50_i64..500_000_000, width in prop::sample::select(vec![60_i64, 50_000, 600_000, 70_000_000]),
        ) {
            use crate::report::when::{Bound, Precision};
            let sure = Bound::sure(Precision::Minute);
            let whens: Vec<When> =
                intervals.iter().map(|(s, l)| When::interval(Moment(*s), Moment(s + l), sure, sure).unwrap()).collect();
            let mut times = Times::default();
            for when in &whens {
                times.push(when);
            }
            times.sort();
            let window = Window::new(Moment(from), Moment(from + width));
            let count = |relation| whens.iter().filter(|when| Relation::of(when, window) == relation).count();
            let expected = Counts {
                inside: count(Relation::Inside),
                spanning: count(Relation::Spanning),
                earlier: count(Relation::Earlier),
                later: count(Relation::Later),
            };
            prop_assert_eq!(times.counts(window), expected);
        }

        #[test]
        fn a_window_around_a_passage_has_the_passage_in_it(length in 60_i64..10_000_000_000) {
            use crate::report::when::{Bound, Precision};
            let sure = Bound::sure(Precision::Minute);
            let when = When::interval(Moment(0), Moment(length), sure, sure).unwrap();
            prop_assert_eq!(Relation::of(&when, Window::around(&when)), Relation::Inside);
        }

        #[test]
        fn a_window_keeps_its_width_and_stays_in_the_calendar(from in any::<i64>(), to in any::<i64>(), by in any::<i64>()) {
            let window = Window::new(Moment(from), Moment(to));
            let moved = window.moved(by);
            prop_assert_eq!(window.seconds(), moved.seconds());
            prop_assert!(moved.from >= Moment::MIN && moved.to <= Moment::MAX);
        }

        #[test]
        fn zooming_keeps_the_moment_under_the_pointer(width in 3600_i64..100_000_000, share in 0.0..1.0, factor in 0.5..2.0) {
            let window = Window::new(Moment(0), Moment(width));
            #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "small numbers")]
            let anchor = Moment((width as f64 * share) as i64);
            let zoomed = window.zoomed(factor, anchor, 600);
            #[expect(clippy::cast_precision_loss, reason = "small numbers")]
            let at = |w: Window| (anchor.0 - w.from.0) as f64 / w.seconds() as f64;
            prop_assert!((at(window) - at(zoomed)).abs() < 1e-2);
        }
    }

    #[test]
    fn at_the_ends_of_the_calendar_a_window_is_no_shorter_than_anywhere() {
        for end in [Moment::MIN, Moment::MAX] {
            for factor in [0.1, 1.0, 8.0] {
                let zoomed = Window::new(end, end).zoomed(factor, end, 600);
                assert!(zoomed.seconds() >= 600 && zoomed.from >= Moment::MIN && zoomed.to <= Moment::MAX, "{zoomed:?}");
            }
        }
    }

    #[test]
    fn what_ends_as_the_window_begins_or_begins_as_it_ends_is_not_in_it() {
        use crate::report::when::{Bound, Precision};
        let sure = Bound::sure(Precision::Minute);
        let window = Window::new(Moment(1000), Moment(2000));
        for (from, to, relation) in [
            (0, 1000, Relation::Earlier),
            (0, 1001, Relation::Inside),
            (1999, 3000, Relation::Inside),
            (2000, 3000, Relation::Later),
            (0, 9_000_000, Relation::Spanning),
        ] {
            let when = When::interval(Moment(from), Moment(to), sure, sure).unwrap();
            assert_eq!(Relation::of(&when, window), relation, "{from} to {to}");
            let mut times = Times::default();
            times.push(&when);
            let counts = times.counts(window);
            let counted = [counts.earlier, counts.inside, counts.later, counts.spanning];
            let expected = [Relation::Earlier, Relation::Inside, Relation::Later, Relation::Spanning]
                .map(|kind| usize::from(kind == relation));
            assert_eq!(counted, expected, "{from} to {to}");
        }
    }
}

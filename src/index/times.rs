//! Windows of time, and counting what lies in them with two binary searches.

use super::brief::Brief;
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
    /// Adds a list of intervals, of the window's kind or longer, of which so many have begun when the window ends, and ended when it
    /// begins.
    pub(super) fn add(&mut self, own_kind: bool, begun: usize, ended: usize, all: usize) {
        *(if own_kind { &mut self.inside } else { &mut self.spanning }) += begun - ended;
        self.earlier += ended;
        self.later += all - begun;
    }

    /// All of them.
    #[must_use]
    pub fn total(self) -> usize {
        self.inside + self.spanning + self.earlier + self.later
    }
}

/// The intervals of one class: their beginnings and their ends, each sorted by itself, and the passages in the order of
/// the beginnings, where these are known.
///
/// An interval overlaps a window unless it ends before it or begins after it, and no interval does both; so two
/// searches count the overlapping ones, however many there are.
#[derive(Clone, Debug, Default)]
struct Class {
    starts: Vec<i64>,
    ends: Vec<i64>,
    passages: Vec<PassageIx>,
}

impl Class {
    /// How many begin before a window ends, and how many end before it begins.
    fn around(&self, window: Window) -> (usize, usize) {
        let begun = self.starts.partition_point(|start| *start < window.to.0);
        // What has ended has begun, and few of those that have begun go on. So in a long list the search goes back from there
        // in growing steps, within a few lines of memory, where halving the whole list would read one after another.
        let (mut low, mut high, mut step) = (0, begun, 64);
        while let Some(probe) = high.checked_sub(step) {
            if self.ends[probe] <= window.from.0 {
                low = probe + 1;
                break;
            }
            (high, step) = (probe, step * 2);
        }
        (begun, low + self.ends[low..high].partition_point(|end| *end <= window.from.0))
    }
}

/// The beginnings and ends of some intervals, by class.
#[derive(Clone, Debug, Default)]
pub struct Times {
    classes: [Class; Breadth::COUNT],
}

impl Times {
    /// Takes the times of some passages, which must be in order of beginning; those without one are left out.
    #[must_use]
    pub fn new(dossier: &Dossier, passages: &[PassageIx]) -> Self {
        Self::of_briefs(passages.iter().map(|ix| (*ix, Brief::of(dossier.passage(*ix)))))
    }

    /// As [`Times::new`], of passages that are known in brief.
    pub(super) fn of_briefs(passages: impl Iterator<Item = (PassageIx, Brief)>) -> Self {
        let mut times = Self::default();
        for (ix, brief) in passages.filter(|(_, brief)| brief.is_dated()) {
            times.push(ix, brief);
        }
        times.settle();
        times
    }

    /// Adds a dated passage, which begins no earlier than those that are there. [`Times::settle`] must follow before anything is asked.
    pub(super) fn push(&mut self, ix: PassageIx, brief: Brief) {
        let class = &mut self.classes[brief.breadth()];
        class.starts.push(brief.from);
        class.ends.push(brief.to);
        class.passages.push(ix);
    }

    /// Puts the ends in order, and gives back what memory was not used.
    pub(super) fn settle(&mut self) {
        for class in &mut self.classes {
            class.ends.sort_unstable();
            class.starts.shrink_to_fit();
            class.ends.shrink_to_fit();
            class.passages.shrink_to_fit();
        }
    }

    /// All intervals of several, for counting alone: which passages they belong to is not kept.
    #[must_use]
    pub fn of_all(parts: &[&Self]) -> Self {
        let mut all = Self::default();
        for (index, class) in all.classes.iter_mut().enumerate() {
            let count = parts.iter().map(|part| part.classes[index].starts.len()).sum();
            class.starts.reserve_exact(count);
            class.ends.reserve_exact(count);
            for part in parts {
                class.starts.extend_from_slice(&part.classes[index].starts);
                class.ends.extend_from_slice(&part.classes[index].ends);
            }
            merge_runs(&mut class.starts);
            merge_runs(&mut class.ends);
        }
        all
    }

    /// The beginnings of those of a class, sorted.
    pub(super) fn starts(&self, class: usize) -> &[i64] {
        &self.classes[class].starts
    }

    /// The ends of those of a class, sorted.
    pub(super) fn ends(&self, class: usize) -> &[i64] {
        &self.classes[class].ends
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

    /// The passages that share a moment with a window: short ones first, each class in order of beginning.
    ///
    /// No interval of a class is longer than the class allows, so those that touch a window begin in a stretch that two
    /// searches find; only of those is each looked at.
    pub fn passages_touching<'a>(&'a self, dossier: &'a Dossier, window: Window) -> impl Iterator<Item = PassageIx> + 'a {
        self.classes.iter().enumerate().flat_map(move |(index, class)| {
            let longest = Breadth::ALL[index].longest();
            let first = class.starts.partition_point(|start| *start <= window.from.0.saturating_sub(longest));
            let last = class.starts.partition_point(|start| *start < window.to.0).min(class.passages.len());
            let touches = move |ix: &PassageIx| dossier.passage(*ix).when.is_some_and(|when| when.latest() > window.from);
            class.passages[first.min(last)..last].iter().copied().filter(touches)
        })
    }

    /// How many of those that are of the window's kind begin in it.
    #[must_use]
    pub fn beginning_in(&self, window: Window) -> usize {
        let breadth = Breadth::of_window(window.seconds()) as usize;
        let begun = |class: &Class, at: Moment| class.starts.partition_point(|start| *start < at.0);
        self.classes[..=breadth].iter().map(|class| begun(class, window.to) - begun(class, window.from)).sum()
    }

    /// How many stand how to a window.
    #[must_use]
    pub fn counts(&self, window: Window) -> Counts {
        let breadth = Breadth::of_window(window.seconds()) as usize;
        let mut counts = Counts::default();
        for (index, class) in self.classes.iter().enumerate().filter(|(_, class)| !class.starts.is_empty()) {
            let (begun, ended) = class.around(window);
            counts.add(index <= breadth, begun, ended, class.starts.len());
        }
        counts
    }
}

/// Sorts what consists of a few stretches that are in order already.
#[expect(clippy::stable_sort_primitive, reason = "the stable sort makes use of such stretches, the other one does not")]
fn merge_runs(numbers: &mut [i64]) {
    numbers.sort();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::passage::Passage;
    use proptest::prelude::*;

    /// A passage for each interval, and their order of beginning.
    fn dossier(whens: &[When]) -> (Dossier, Vec<PassageIx>) {
        let passages = whens.iter().map(|when| Passage { when: Some(*when), ..Passage::default() }).collect();
        let mut order: Vec<_> = (0..whens.len()).map(PassageIx::new).collect();
        order.sort_by_key(|ix| (whens[ix.index()].earliest(), whens[ix.index()].latest()));
        (Dossier { passages, ..Dossier::default() }, order)
    }

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
            let (dossier, order) = dossier(&whens);
            let times = Times::new(&dossier, &order);
            let window = Window::new(Moment(from), Moment(from + width));
            let count = |relation| whens.iter().filter(|when| Relation::of(when, window) == relation).count();
            let expected = Counts {
                inside: count(Relation::Inside),
                spanning: count(Relation::Spanning),
                earlier: count(Relation::Earlier),
                later: count(Relation::Later),
            };
            prop_assert_eq!(times.counts(window), expected);
            let mut found: Vec<_> = times.passages_touching(&dossier, window).collect();
            found.sort_unstable();
            let touches = |ix: &PassageIx| whens[ix.index()].overlaps(window.from, window.to);
            let all = (0..whens.len()).map(PassageIx::new);
            prop_assert_eq!(found, all.filter(touches).collect::<Vec<_>>());
            let twice = Times::of_all(&[&times, &times]).counts(window);
            prop_assert_eq!((twice.inside, twice.earlier), (2 * expected.inside, 2 * expected.earlier));
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
            let (dossier, order) = dossier(&[when]);
            let counts = Times::new(&dossier, &order).counts(window);
            let counted = [counts.earlier, counts.inside, counts.later, counts.spanning];
            let expected = [Relation::Earlier, Relation::Inside, Relation::Later, Relation::Spanning]
                .map(|kind| usize::from(kind == relation));
            assert_eq!(counted, expected, "{from} to {to}");
        }
    }
}

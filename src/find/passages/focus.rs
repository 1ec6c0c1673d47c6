//! Which stretch of time a text is about.

use crate::find::times::{FoundTime, Kind};
use crate::report::moment::{DAY, Moment};
use crate::report::when::When;

/// Out of how many times all but a few are to lie in the stretch that a text is about: three of five.
const SHARE: (usize, usize) = (3, 5);
/// What ended so long before that stretch is background.
const BEFORE: i64 = 180 * DAY;
/// The longest time that tells what a text is about, in seconds: a month.
const FINE: i64 = 31 * DAY;

/// The stretch of time that a text is about: from the first to the last of most of its times of a month or less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Focus {
    /// Its beginning.
    pub from: Moment,
    /// Its end, excluded.
    pub to: Moment,
}

impl Focus {
    /// Of the times of a text; `None` where it tells too few.
    #[must_use]
    pub fn of(times: &[FoundTime]) -> Option<Self> {
        let whens = times.iter().filter(|time| matches!(time.kind, Kind::Point | Kind::Range)).filter_map(|time| time.when);
        Self::around(whens.filter(|when| when.seconds() <= FINE), SHARE, 3)
    }

    /// The shortest stretch that holds a share of some times, if there are at least `least` of them.
    #[must_use]
    pub fn around(times: impl Iterator<Item = When>, (of, all): (usize, usize), least: usize) -> Option<Self> {
        let mut spans: Vec<(Moment, Moment)> = times.map(|when| (when.earliest(), when.latest())).collect();
        if spans.len() < least.max(1) {
            return None;
        }
        spans.sort_unstable();
        let count = (spans.len() * of).div_ceil(all).max(1);
        let mut best: Option<Self> = None;
        // The end of a window of sorted beginnings is that of its latest member. Ends are fallen into order by a queue.
        let mut latest: std::collections::VecDeque<usize> = std::collections::VecDeque::new();
        for index in 0..spans.len() {
            while latest.back().is_some_and(|last| spans[*last].1 <= spans[index].1) {
                latest.pop_back();
            }
            latest.push_back(index);
            let Some(first) = (index + 1).checked_sub(count) else { continue };
            while latest.front().is_some_and(|front| *front < first) {
                latest.pop_front();
            }
            let to = latest.front().map_or(spans[index].1, |front| spans[*front].1);
            let from = spans[first].0;
            if best.is_none_or(|best| to.0 - from.0 < best.to.0 - best.from.0) {
                best = Some(Self { from, to });
            }
        }
        best
    }

    /// Whether a time lies so long before what the text is about that it is told as background.
    #[must_use]
    pub fn is_long_after(self, when: &When) -> bool {
        when.latest() < self.from.plus(-BEFORE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(times: &[&str], share: (usize, usize)) -> Option<(String, String)> {
        let times = times.iter().map(|time| time.parse().unwrap());
        Focus::around(times, share, 3).map(|focus| (focus.from.date().to_string(), focus.to.date().to_string()))
    }

    #[test]
    fn most_times_lie_in_it_and_few_outside() {
        let times = ["1986-12-17", "2022-01-05", "2022-01-04", "2022-01-02", "2011-12-16"];
        assert_eq!(around(&times, (3, 5)), Some(("2022-01-02".to_owned(), "2022-01-06".to_owned())));
        assert_eq!(around(&times, (5, 5)), Some(("1986-12-17".to_owned(), "2022-01-06".to_owned())));
        assert_eq!(around(&times[..2], (3, 5)), None);
        assert_eq!(around(&["2022-01", "2022-01-03", "2022-01-05"], (1, 1)).unwrap().1, "2022-02-01");
    }
}

//! A tall column of things of which only the visible ones are laid out.
//!
//! Heights are guessed first and corrected when a thing is laid out. Sums are kept in a Fenwick tree (Fenwick 1994), so
//! that correcting one of 100,000 heights and finding what stands at a height both take some twenty steps.

use egui::Ui;

/// The heights of the things in a column, in points.
#[derive(Clone, Debug, Default)]
pub struct Stack {
    heights: Vec<f64>,
    /// Which heights are no guesses any more.
    known: Vec<bool>,
    /// `sums[i]` holds the heights of the `i & -i` things before the `i`th, counted from 1.
    sums: Vec<f64>,
}

impl Stack {
    /// A column of things with their guessed heights.
    #[must_use]
    pub fn new(heights: impl IntoIterator<Item = f32>) -> Self {
        let heights: Vec<f64> = heights.into_iter().map(f64::from).collect();
        let mut sums = vec![0.0; heights.len() + 1];
        for index in 1..sums.len() {
            sums[index] += heights[index - 1];
            let next = index + (index & index.wrapping_neg());
            if next < sums.len() {
                sums[next] += sums[index];
            }
        }
        Self { known: vec![false; heights.len()], heights, sums }
    }

    /// Puts another thing below the last one, with its guessed height.
    pub fn push(&mut self, height: f32) {
        if self.sums.is_empty() {
            self.sums.push(0.0);
        }
        let index = self.heights.len() + 1;
        self.heights.push(f64::from(height));
        self.known.push(false);
        let mut sum = f64::from(height);
        let (mut below, end) = (index - 1, index - (index & index.wrapping_neg()));
        while below > end {
            sum += self.sums[below];
            below -= below & below.wrapping_neg();
        }
        self.sums.push(sum);
    }

    /// How many things there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heights.len()
    }

    /// Takes over the heights of another column, as far as both go.
    pub fn take_over(&mut self, other: &Self) {
        for (index, (height, known)) in other.heights.iter().zip(&other.known).take(self.heights.len()).enumerate() {
            #[expect(clippy::cast_possible_truncation, reason = "it came from there")]
            self.set(index, *height as f32);
            self.known[index] = *known;
        }
    }

    /// Where a thing begins, from the top of the column.
    #[must_use]
    pub fn top(&self, index: usize) -> f64 {
        let mut at = index.min(self.heights.len());
        let mut sum = 0.0;
        while at > 0 {
            sum += self.sums[at];
            at -= at & at.wrapping_neg();
        }
        sum
    }

    /// The height of the whole column.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.top(self.heights.len())
    }

    /// The thing at a height from the top; the first one above the column, the last one below it.
    #[must_use]
    pub fn at(&self, y: f64) -> usize {
        let (mut at, mut rest) = (0, y);
        let mut step = self.sums.len().next_power_of_two();
        while step > 0 {
            if at + step < self.sums.len() && self.sums[at + step] <= rest {
                at += step;
                rest -= self.sums[at];
            }
            step /= 2;
        }
        at.min(self.heights.len().saturating_sub(1))
    }

    /// Corrects a height, and returns by how much it has grown.
    pub fn set(&mut self, index: usize, height: f32) -> f64 {
        let Some(before) = self.heights.get_mut(index) else { return 0.0 };
        self.known[index] = true;
        let change = f64::from(height) - *before;
        if change.abs() < 1e-3 {
            return 0.0;
        }
        *before += change;
        let mut at = index + 1;
        while at < self.sums.len() {
            self.sums[at] += change;
            at += at & at.wrapping_neg();
        }
        change
    }
}

/// What of a column is on the screen, kept still while heights above it are corrected.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The upper edge, from the top of the column.
    pub top: f64,
    /// How much of the column can be seen.
    pub room: f64,
    /// By how much things above have grown since the beginning of the frame: the scroll position must follow.
    pub shift: f64,
}

impl View {
    /// A view of so much from there on.
    #[must_use]
    pub fn new(top: f32, room: f32) -> Self {
        Self { top: f64::from(top), room: f64::from(room), shift: 0.0 }
    }

    /// Corrects the height of a thing. A guess about what begins above the view is corrected upward, out of sight. What
    /// was laid out before has grown because the reader opened something in it, and grows downward.
    pub fn set(&mut self, stack: &mut Stack, index: usize, height: f32) {
        let known = stack.known.get(index).copied().unwrap_or_default();
        let out_of_sight = if known { stack.top(index + 1) <= self.top } else { stack.top(index) < self.top };
        let change = stack.set(index, height);
        if out_of_sight {
            self.top += change;
            self.shift += change;
        }
    }

    /// The scroll position for the next frame, which is asked for, where things above have grown in this one.
    #[must_use]
    pub fn follow(&self, ui: &Ui, offset: f32) -> Option<f32> {
        if self.shift == 0.0 {
            return None;
        }
        ui.ctx().request_repaint();
        #[expect(clippy::cast_possible_truncation, reason = "a scroll position")]
        let shift = self.shift as f32;
        Some(offset + shift)
    }

    /// The scroll position so much further down, within a column of that height.
    #[must_use]
    pub fn scrolled(&self, by: f32, total: f64) -> f32 {
        #[expect(clippy::cast_possible_truncation, reason = "a scroll position")]
        let offset = (self.top + f64::from(by)).clamp(0.0, (total - self.room / 2.0).max(0.0)) as f32;
        offset
    }

    /// Where a thing begins on the screen, in points from the upper edge of the view.
    #[must_use]
    pub fn place(&self, stack: &Stack, index: usize) -> f32 {
        #[expect(clippy::cast_possible_truncation, reason = "close to the view")]
        let y = (stack.top(index) - self.top) as f32;
        y
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_and_places_agree_with_adding_up(
            heights in prop::collection::vec(0.5_f32..90.0, 1..70),
            changes in prop::collection::vec((0_usize..70, 0.5_f32..300.0), 0..20),
            y in 0.0_f64..4000.0,
        ) {
            let (laid, pushed) = heights.split_at(heights.len() / 2);
            let mut stack = Stack::new(laid.iter().copied());
            for height in pushed {
                stack.push(*height);
            }
            let mut plain = heights.clone();
            for (index, height) in changes {
                stack.set(index, height);
                if let Some(known) = plain.get_mut(index) {
                    *known = height;
                }
            }
            let tops: Vec<f64> = (0..=plain.len()).map(|n| plain[..n].iter().map(|h| f64::from(*h)).sum()).collect();
            for (index, top) in tops.iter().enumerate() {
                prop_assert!((stack.top(index) - top).abs() < 0.05);
            }
            let found = stack.at(y);
            prop_assert!(tops[found] <= y + 0.05 && (y < tops[found + 1] + 0.05 || found + 1 == plain.len()));
        }

        #[test]
        fn what_is_seen_stays_where_it_is_when_things_above_are_corrected(
            heights in prop::collection::vec(5.0_f32..90.0, 20..60),
            start in 0.0_f32..600.0,
            changes in prop::collection::btree_map(0_usize..60, 5.0_f32..300.0, 1..10),
        ) {
            let mut stack = Stack::new(heights);
            let mut view = View::new(start, 300.0);
            // The first thing that begins in the view is what the eye holds on to.
            let held = (stack.at(view.top) + 1).min(stack.heights.len() - 1);
            let before = view.place(&stack, held);
            for (index, height) in changes.into_iter().filter(|(index, _)| *index < held) {
                view.set(&mut stack, index, height);
            }
            prop_assert!((view.place(&stack, held) - before).abs() < 0.05);
            prop_assert!((view.top - f64::from(start) - view.shift).abs() < 1e-9);
        }
    }

    #[test]
    fn what_is_opened_grows_downward() {
        let mut stack = Stack::new([50.0, 50.0, 50.0]);
        let mut view = View::new(20.0, 100.0);
        view.set(&mut stack, 0, 60.0);
        assert!((view.shift - 10.0).abs() < 1e-9, "a corrected guess");
        view.set(&mut stack, 0, 90.0);
        assert!((view.shift - 10.0).abs() < 1e-9, "something was opened in it");
    }

    #[test]
    fn an_empty_column_is_harmless() {
        let mut stack = Stack::new([]);
        assert_eq!(stack.at(5.0), 0);
        assert!(stack.total().abs() < f64::EPSILON && stack.set(3, 4.0).abs() < f64::EPSILON);
    }
}

//! Sorting by places on the page. The sorter of the standard library is copied into a program for each kind of thing and each order;
//! here is one for each kind.

use super::segment::{Drawn, Segment};

/// Sorts the numbers of things by where these are.
pub fn numbers(numbers: &mut [usize], place: &dyn Fn(usize) -> f32) {
    numbers.sort_by(|a, b| place(*a).total_cmp(&place(*b)));
}

/// Sorts letters by where they are, or in the order in which they are drawn.
pub fn letters(letters: &mut [Drawn], place: &dyn Fn(&Drawn) -> f32) {
    letters.sort_by(|a, b| place(a).total_cmp(&place(b)));
}

/// Sorts segments from the top down, those of one height from left to right.
pub fn segments(segments: &mut [Segment]) {
    segments.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
}

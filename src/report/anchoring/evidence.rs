//! How much two stretches of text agree.

/// What one side of a quotation says of a spot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Side {
    /// Nothing is given on this side, which is no evidence against anything.
    Silent,
    /// What is given stands there, word for word.
    Agrees,
    /// Something like it stands there: a share of it, from 0.0 to 1.0.
    Like(f32),
}

impl Side {
    /// What is given on a side, compared with what stands there. `wanted` and `text` begin at the quotation and lead
    /// away from it.
    #[must_use]
    pub fn weigh(wanted: &[char], text: &[char]) -> Self {
        if wanted.is_empty() {
            Self::Silent
        } else if text.starts_with(wanted) {
            Self::Agrees
        } else {
            Self::Like(likeness(wanted, &text[..text.len().min(wanted.len())]))
        }
    }

    /// Whether it agrees but for a slip of the pen: one change in eight code points, at most two, none of them in a number.
    #[must_use]
    pub fn nearly(wanted: &[char], text: &[char]) -> bool {
        if text.starts_with(wanted) {
            return true;
        }
        let text = &text[..text.len().min(wanted.len())];
        let digits = |side: &[char]| side.iter().filter(|c| c.is_numeric()).copied().collect::<Vec<char>>();
        digits(wanted) == digits(text) && distance(wanted, text).is_some_and(|slips| slips <= (wanted.len() / 8).min(2))
    }

    /// From 0.0, nothing of it stands there, to 1.0; a side that says nothing agrees.
    #[must_use]
    pub fn share(self) -> f32 {
        match self {
            Self::Silent | Self::Agrees => 1.0,
            Self::Like(share) => share,
        }
    }
}

/// How like two stretches are: 1.0 where they are the same, 0.0 where every code point would have to be changed. The
/// number of insertions, deletions, replacements and swaps of neighbours (Damerau, 1964), as a share of the longer one.
///
/// Only changes near the diagonal are followed, at most [`BAND`] code points away from it; what differs by more counts
/// as unlike. So the cost is that of the length.
#[must_use]
pub fn likeness(a: &[char], b: &[char]) -> f32 {
    let longest = a.len().max(b.len());
    if longest == 0 {
        return 1.0;
    }
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[same..], &b[same..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more digits")]
    distance(a, b).map_or(0.0, |distance| 1.0 - distance.min(longest) as f32 / longest as f32)
}

/// Whether words are the same but for numbers and slips of the pen: two changes of other characters, or one in thirty.
#[must_use]
pub fn is_small_edit(old: &[char], new: &[char]) -> bool {
    let words = |side: &[char]| side.iter().filter(|c| !c.is_numeric()).copied().collect::<Vec<char>>();
    distance(&words(old), &words(new)).is_some_and(|slips| slips <= (old.len() / 30).max(2))
}

/// How far from the diagonal changes are followed, in code points.
const BAND: usize = 48;
/// How wide the band is.
const WIDTH: usize = 2 * BAND + 1;
/// More than any number of changes.
const FAR: usize = usize::MAX / 2;

/// The number of changes that make one of the other; `None` where it needs more than [`BAND`] in one direction.
fn distance(a: &[char], b: &[char]) -> Option<usize> {
    if a.len().abs_diff(b.len()) > BAND {
        return None;
    }
    // Column `b` of row `a` lies at `b + BAND - a` in a row of the band.
    let mut before_that = [FAR; WIDTH];
    let mut before = [FAR; WIDTH];
    for (offset, cell) in before.iter_mut().enumerate().skip(BAND) {
        *cell = offset - BAND;
    }
    for row in 1..=a.len() {
        let mut now = [FAR; WIDTH];
        for offset in BAND.saturating_sub(row)..WIDTH.min((b.len() + BAND + 1).saturating_sub(row)) {
            let column = row + offset - BAND;
            let deleted = before.get(offset + 1).map_or(FAR, |cost| cost + 1);
            let inserted = offset.checked_sub(1).map_or(FAR, |left| now[left] + 1);
            let kept = if column > 0 { before[offset] + usize::from(a[row - 1] != b[column - 1]) } else { FAR };
            let is_swap = row > 1 && column > 1 && a[row - 1] == b[column - 2] && a[row - 2] == b[column - 1];
            let swapped = if is_swap { before_that[offset] + 1 } else { FAR };
            now[offset] = deleted.min(inserted).min(kept).min(swapped);
        }
        before_that = before;
        before = now;
    }
    Some(before[b.len() + BAND - a.len()]).filter(|distance| *distance < FAR)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn small_changes_are_like() {
        let like = |a: &str, b: &str| format!("{:.0}", likeness(&chars(a), &chars(b)) * 100.0);
        assert_eq!(like("12 people were killed", "13 people were killed"), "95");
        assert_eq!(like("in teh city", "in the city"), "91");
        assert_eq!(like("Team Alpha ", "Team Beta "), "64");
        assert_eq!(like("kitten", "sitting"), "57");
        assert_eq!(like("", ""), "100");
        assert_eq!(like("abc", ""), "0");
        assert_eq!(like("a", &"b".repeat(100)), "0");
    }

    #[test]
    fn numbers_and_slips_are_small_edits_and_names_are_not() {
        let small = |a: &str, b: &str| is_small_edit(&chars(a), &chars(b));
        assert!(small("12 people were killed", "130 people were killed"));
        assert!(small("teh square was full", "the square was full"));
        assert!(!small("Team Alpha says that", "Team Gamma says that"));
    }

    proptest! {
        #[test]
        fn the_band_gives_what_the_whole_table_gives(a in "[ab]{0,30}", b in "[ab]{0,30}") {
            let (a, b) = (chars(&a), chars(&b));
            let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
            for i in 0..=a.len() {
                for j in 0..=b.len() {
                    let mut cost = if i == 0 || j == 0 { i + j } else { usize::MAX };
                    if i > 0 && j > 0 {
                        let kept = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                        cost = kept.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                        if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                            cost = cost.min(table[i - 2][j - 2] + 1);
                        }
                    }
                    table[i][j] = cost;
                }
            }
            prop_assert_eq!(distance(&a, &b), Some(table[a.len()][b.len()]));
        }
    }
}

//! How the lanes share the room: each gets a line of its own, and what is left goes to those whose bars stack.

/// The least height of a lane, in points: one row of bars and its name.
pub const LANE_LEAST: f32 = 13.0;
/// The tallest and the lowest row of bars, in points.
const ROW: std::ops::RangeInclusive<f32> = 3.0..=10.0;
/// The space above and below the rows of a lane, in points, together.
const AROUND: f32 = 5.0;
/// How much a lane may grow beyond what its bars need, in points, where there is room to spare.
const SPARE: f32 = 6.0;

/// How many rows of bars and of thin lines a lane needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// Rows of bars.
    pub rows: usize,
    /// Rows of thin lines, below the bars.
    pub thin: usize,
    /// Whether the lane is the chosen one, which has room for more rows.
    pub chosen: bool,
}

impl Need {
    /// For how many rows of bars there is room at the least; further rows lie over these until one looks closer.
    fn sure_rows(self) -> usize {
        self.rows.min(if self.chosen { 14 } else { 6 })
    }
}

/// The height of a row of thin lines, in points.
pub const THIN: f32 = 2.5;

/// What thin lines take of a lane's height, in points.
fn thin_height(thin: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
    let thin = thin as f32;
    thin * THIN
}

/// The least height of a lane, in points.
#[must_use]
pub fn least(need: Need) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
    let rows = need.sure_rows() as f32;
    (rows * ROW.start() + thin_height(need.thin) + AROUND).max(LANE_LEAST)
}

/// The heights of lanes; together no more than `height`, unless even the least ones need more.
#[must_use]
pub fn heights(needs: &[Need], height: f32) -> Vec<f32> {
    #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
    let more = |need: &Need| (need.rows as f32 * ROW.end() + thin_height(need.thin) + AROUND - least(*need)).max(0.0);
    let wishes: Vec<f32> = needs.iter().map(more).collect();
    let leasts: Vec<f32> = needs.iter().map(|need| least(*need)).collect();
    #[expect(clippy::cast_precision_loss, reason = "a small number of lanes")]
    let count = needs.len().max(1) as f32;
    let free = (height - leasts.iter().sum::<f32>()).max(0.0);
    let asked: f32 = wishes.iter().sum();
    let (granted, over) = if asked <= free { (1.0, ((free - asked) / count).min(SPARE)) } else { (free / asked, 0.0) };
    wishes.iter().zip(leasts).map(|(wish, least)| least + wish * granted + over).collect()
}

/// How many rows of bars are drawn apart in a lane of this height.
#[must_use]
pub fn rows_apart(height: f32, need: Need) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number of rows")]
    let room = ((height - AROUND - thin_height(need.thin)) / ROW.start()).max(1.0) as usize;
    room.min(need.rows.max(1))
}

/// How much of a lane's height its rows leave free, in points.
#[must_use]
pub fn spare(height: f32, need: Need) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
    let apart = if need.rows == 0 { 0.0 } else { rows_apart(height, need) as f32 };
    (height - AROUND - thin_height(need.thin) - apart * pitch(height, need)).max(0.0)
}

/// The height of one row of bars, in points.
#[must_use]
pub fn pitch(height: f32, need: Need) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
    let rows = need.rows.max(1) as f32;
    ((height - AROUND - thin_height(need.thin)) / rows).clamp(*ROW.start(), *ROW.end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn need(rows: usize, thin: usize) -> Need {
        Need { rows, thin, chosen: false }
    }

    #[test]
    fn lanes_that_stack_get_what_is_left() {
        assert_eq!(heights(&[need(1, 0), need(1, 0)], 100.0), [21.0, 21.0]);
        let shared = heights(&[need(4, 0), need(1, 0), need(1, 0)], 60.0);
        assert!(shared[0] > 2.0 * shared[1] && (shared.iter().sum::<f32>() - 60.0).abs() < 0.01, "{shared:?}");
        assert!(heights(&[], 100.0).is_empty());
        assert!(least(Need { chosen: true, ..need(20, 0) }) > least(need(20, 0)), "the chosen lane has room for more");
    }

    proptest! {
        #[test]
        fn they_fit_and_none_vanishes(rows in prop::collection::vec((0_usize..20, 0_usize..8, any::<bool>()), 1..9), more in 0.0_f32..200.0) {
            let needs: Vec<Need> = rows.into_iter().map(|(rows, thin, chosen)| Need { rows, thin, chosen }).collect();
            let leasts: Vec<f32> = needs.iter().map(|need| least(*need)).collect();
            let height = leasts.iter().sum::<f32>() + more;
            let heights = heights(&needs, height);
            prop_assert!(heights.iter().sum::<f32>() <= height + 0.01);
            prop_assert!(heights.iter().zip(&leasts).all(|(height, least)| *height >= least - 0.01));
            // The bars stay clear of the thin lines.
            for (height, need) in heights.iter().zip(&needs).filter(|(_, need)| need.rows > 0) {
                #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
                let apart = rows_apart(*height + 0.01, *need) as f32;
                prop_assert!(pitch(*height, *need) * apart + thin_height(need.thin) + AROUND <= height + 0.1);
            }
        }
    }
}

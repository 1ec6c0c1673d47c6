//! How the lanes share the room: each gets a line of its own, and what is left goes to those whose bars stack.

/// The least height of a lane, in points: one row of bars and its name.
pub const LANE_LEAST: f32 = 13.0;
/// The tallest and the lowest row of bars, in points.
const ROW: std::ops::RangeInclusive<f32> = 3.0..=10.0;
/// The space above and below the rows of a lane, in points, together.
const AROUND: f32 = 5.0;
/// How much a lane may grow beyond what its bars need, in points, where there is room to spare.
const SPARE: f32 = 6.0;

/// For how many rows a lane has room at the least; further rows lie over these until one looks closer.
const SURE_ROWS: usize = 6;

/// The height of a row of thin lines, in points.
pub const THIN: f32 = 2.5;

/// What thin lines take of a lane's height, in points.
fn thin_height(thin: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
    let thin = thin as f32;
    thin * THIN
}

/// The least height of a lane with so many rows of bars and of thin lines, in points.
#[must_use]
pub fn least(rows: usize, thin: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
    let rows = rows.min(SURE_ROWS) as f32;
    (rows * ROW.start() + thin_height(thin) + AROUND).max(LANE_LEAST)
}

/// The heights of lanes with so many rows of bars and of thin lines each; together no more than `height`, unless even the
/// least ones need more.
#[must_use]
pub fn heights(rows: &[(usize, usize)], height: f32) -> Vec<f32> {
    #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
    let more =
        |(rows, thin): &(usize, usize)| (*rows as f32 * ROW.end() + thin_height(*thin) + AROUND - least(*rows, *thin)).max(0.0);
    let wishes: Vec<f32> = rows.iter().map(more).collect();
    let leasts: Vec<f32> = rows.iter().map(|(rows, thin)| least(*rows, *thin)).collect();
    #[expect(clippy::cast_precision_loss, reason = "a small number of lanes")]
    let count = rows.len().max(1) as f32;
    let free = (height - leasts.iter().sum::<f32>()).max(0.0);
    let asked: f32 = wishes.iter().sum();
    let (granted, over) = if asked <= free { (1.0, ((free - asked) / count).min(SPARE)) } else { (free / asked, 0.0) };
    wishes.iter().zip(leasts).map(|(wish, least)| least + wish * granted + over).collect()
}

/// How many rows of bars are drawn apart in a lane of this height.
#[must_use]
pub fn rows_apart(height: f32, rows: usize, thin: usize) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number of rows")]
    let room = ((height - AROUND - thin_height(thin)) / ROW.start()).max(1.0) as usize;
    room.min(rows.max(1))
}

/// How much of a lane's height its rows leave free, in points.
#[must_use]
pub fn spare(height: f32, rows: usize, thin: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
    let apart = if rows == 0 { 0.0 } else { rows_apart(height, rows, thin) as f32 };
    (height - AROUND - thin_height(thin) - apart * pitch(height, rows, thin)).max(0.0)
}

/// The height of one row of bars in a lane with so many rows of bars and of thin lines, in points.
#[must_use]
pub fn pitch(height: f32, rows: usize, thin: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
    let rows = rows.max(1) as f32;
    ((height - AROUND - thin_height(thin)) / rows).clamp(*ROW.start(), *ROW.end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lanes_that_stack_get_what_is_left() {
        assert_eq!(heights(&[(1, 0), (1, 0)], 100.0), [21.0, 21.0]);
        let shared = heights(&[(4, 0), (1, 0), (1, 0)], 60.0);
        assert!(shared[0] > 2.0 * shared[1] && (shared.iter().sum::<f32>() - 60.0).abs() < 0.01, "{shared:?}");
        assert!(heights(&[], 100.0).is_empty());
    }

    proptest! {
        #[test]
        fn they_fit_and_none_vanishes(rows in prop::collection::vec((0_usize..20, 0_usize..8), 1..9), more in 0.0_f32..200.0) {
            let leasts: Vec<f32> = rows.iter().map(|(rows, thin)| least(*rows, *thin)).collect();
            let height = leasts.iter().sum::<f32>() + more;
            let heights = heights(&rows, height);
            prop_assert!(heights.iter().sum::<f32>() <= height + 0.01);
            prop_assert!(heights.iter().zip(&leasts).all(|(height, least)| *height >= least - 0.01));
            // The bars stay clear of the thin lines.
            for (height, (rows, thin)) in heights.iter().zip(&rows).filter(|(_, (rows, _))| *rows > 0) {
                #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
                let apart = rows_apart(*height + 0.01, *rows, *thin) as f32;
                prop_assert!(pitch(*height, *rows, *thin) * apart + thin_height(*thin) + AROUND <= height + 0.1);
            }
        }
    }
}

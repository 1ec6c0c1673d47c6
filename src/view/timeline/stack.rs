//! How the lanes share the room: each gets a line of its own, and what is left goes to those whose bars stack.

/// The least height of a lane, in points: one row of bars and its name.
pub const LANE_LEAST: f32 = 13.0;
/// The tallest and the lowest row of bars, in points.
const ROW: std::ops::RangeInclusive<f32> = 2.5..=10.0;
/// The space above and below the rows of a lane, in points, together.
const AROUND: f32 = 5.0;
/// How much a lane may grow beyond what its bars need, in points, where there is room to spare.
const SPARE: f32 = 6.0;

/// A row of bars is never planned lower than this, in points; what is lower can hardly be hit.
const ROW_LEAST: f32 = 3.6;
/// More rows than this share the room of so many.
const MOST_ROWS: usize = 12;

/// The height of a row of thin lines, in points.
pub const THIN: f32 = 3.0;

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
    let rows = rows.min(MOST_ROWS) as f32;
    (rows * ROW_LEAST + thin_height(thin) + AROUND).max(LANE_LEAST)
}

/// The heights of lanes with so many rows of bars and of thin lines each; together no more than `height`, unless even the
/// least ones need more.
#[must_use]
pub fn heights(rows: &[(usize, usize)], height: f32) -> Vec<f32> {
    #[expect(clippy::cast_precision_loss, reason = "a small number of rows")]
    let wish = |(rows, thin): &(usize, usize)| {
        (*rows as f32 * ROW.end() + thin_height(*thin) + AROUND - least(*rows, *thin)).max(0.0)
    };
    let wishes: Vec<f32> = rows.iter().map(wish).collect();
    let leasts: Vec<f32> = rows.iter().map(|(rows, thin)| least(*rows, *thin)).collect();
    #[expect(clippy::cast_precision_loss, reason = "a small number of lanes")]
    let count = rows.len().max(1) as f32;
    let free = (height - leasts.iter().sum::<f32>()).max(0.0);
    let wished: f32 = wishes.iter().sum();
    let (share, spare) = if wished <= free { (1.0, ((free - wished) / count).min(SPARE)) } else { (free / wished, 0.0) };
    wishes.iter().zip(leasts).map(|(wish, least)| least + wish * share + spare).collect()
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
            // The bars of up to twelve rows stay clear of the thin lines.
            for (height, (rows, thin)) in heights.iter().zip(&rows).filter(|(_, (rows, _))| *rows <= MOST_ROWS) {
                prop_assert!(pitch(*height, *rows, *thin) * (*rows as f32) + thin_height(*thin) + AROUND <= height + 0.01);
            }
        }
    }
}

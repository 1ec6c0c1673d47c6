//! Moving and turning points (ISO 32000-1, 8.3).

#![expect(clippy::many_single_char_names, reason = "the six numbers have these names in the standard")]

use super::file::File;
use super::object::Object;

/// A map of the plane: x′ = a·x + c·y + e, y′ = b·x + d·y + f.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matrix(pub [f64; 6]);

impl Matrix {
    /// Leaves everything where it is.
    pub const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Moves points.
    #[must_use]
    pub fn moving(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// First this, then another.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let ([a, b, c, d, e, f], m) = (self.0, next.0);
        Self([
            a * m[0] + b * m[2],
            a * m[1] + b * m[3],
            c * m[0] + d * m[2],
            c * m[1] + d * m[3],
            e * m[0] + f * m[2] + m[4],
            e * m[1] + f * m[3] + m[5],
        ])
    }

    /// Where a point comes to lie.
    #[must_use]
    pub fn point(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// How a way of so much to the right and up is turned and stretched.
    #[must_use]
    pub fn way(&self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (a * x + c * y, b * x + d * y)
    }

    /// A matrix as six numbers; `None` where there are not six.
    #[must_use]
    pub fn read(file: &File<'_>, object: &Object) -> Option<Self> {
        let numbers: Vec<f64> = object.items().iter().filter_map(|item| file.resolve(item).number()).collect();
        <[f64; 6]>::try_from(numbers).ok().map(Self)
    }
}

/// A rectangle: left, one edge, right, the other edge; sorted.
#[must_use]
pub fn rectangle(file: &File<'_>, object: &Object) -> Option<[f64; 4]> {
    let numbers: Vec<f64> = object.items().iter().take(4).filter_map(|item| file.resolve(item).number()).collect();
    let [x0, y0, x1, y1] = <[f64; 4]>::try_from(numbers).ok()?;
    Some([x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)])
}

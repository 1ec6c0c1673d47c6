//! Numbers that tell whether something looks as it did.
//!
//! Two different things get the same number with a chance of one in 2⁶⁴: less likely than a fault of the memory. Nobody
//! outside can choose what is drawn so precisely that they agree.

use egui::Pos2;
use egui::epaint::Vertex;

use super::canvas::{Area, Point};

/// Mixes a number into another; the order counts.
///
/// Half of the product of two 64-bit numbers folded onto the other half, as wyhash does: each bit changes all others.
#[inline]
pub(super) fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a ^ 0x2d35_8dcc_aa6c_78a5) * u128::from(b ^ 0x8bb8_4b93_962e_acc9);
    (product >> 64) as u64 ^ product as u64
}

#[inline]
fn pair(a: u32, b: u32) -> u64 {
    u64::from(a) | u64::from(b) << 32
}

#[inline]
pub(super) fn of_point(point: Point) -> u64 {
    pair(point.x.cast_unsigned(), point.y.cast_unsigned())
}

#[inline]
pub(super) fn of_uv(uv: Pos2) -> u64 {
    pair(uv.x.to_bits(), uv.y.to_bits())
}

#[inline]
pub(super) fn of_area(area: Area) -> u64 {
    fold(of_point(Point { x: area.x0, y: area.y0 }), of_point(Point { x: area.x1, y: area.y1 }))
}

/// Without its place in the texture.
#[inline]
pub(super) fn of_vertex(vertex: &Vertex) -> u64 {
    fold(of_uv(vertex.pos), u64::from(u32::from_le_bytes(vertex.color.to_array())))
}

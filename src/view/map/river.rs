//! Where a river's name may stand: along a stretch that is straight enough.

use egui::{Pos2, Rect, Vec2};

use super::plan::MapPlan;
use super::projection::nearest;
use crate::basemap::Label;

/// Where along the river its name is tried, as shares of the length, the best first.
const SHARES: [f32; 5] = [0.5, 0.35, 0.65, 0.2, 0.8];

/// How straight a stretch must be: its chord as a share of its length.
const STRAIGHT: f32 = 0.9;

/// The left top corner, the angle and the extent of a river's name, for each place where it may stand.
pub fn spots(plan: &MapPlan, label: &Label, size: Vec2) -> Vec<(Pos2, f32, Rect)> {
    let points: Vec<Pos2> = label.along.iter().map(|at| nearest(plan.camera, plan.rect, *at)).collect();
    let mut lengths = vec![0.0];
    for pair in points.windows(2) {
        lengths.push(lengths[lengths.len() - 1] + pair[0].distance(pair[1]));
    }
    let total = lengths[lengths.len() - 1];
    let width = size.x + 12.0;
    if total < width * 1.4 {
        return Vec::new();
    }
    SHARES.into_iter().filter_map(|share| spot(&points, &lengths, total * share, width, size)).collect()
}

fn spot(points: &[Pos2], lengths: &[f32], middle: f32, width: f32, size: Vec2) -> Option<(Pos2, f32, Rect)> {
    let total = *lengths.last()?;
    if middle < width / 2.0 || middle > total - width / 2.0 {
        return None;
    }
    let (a, b) = (along(points, lengths, middle - width / 2.0), along(points, lengths, middle + width / 2.0));
    let (a, b) = if a.x <= b.x { (a, b) } else { (b, a) };
    if a.distance(b) < width * STRAIGHT {
        return None;
    }
    let angle = (b - a).angle();
    let turn = egui::emath::Rot2::from_angle(angle);
    // The name stands on its river, not in it.
    let center = a.lerp(b, 0.5) + turn * Vec2::new(0.0, -size.y / 2.0 - 1.0);
    let corner = center + turn * (-size / 2.0);
    let corners = [Vec2::ZERO, Vec2::new(size.x, 0.0), size, Vec2::new(0.0, size.y)].map(|offset| corner + turn * offset);
    Some((corner, angle, Rect::from_points(&corners)))
}

/// The point of a line so far along it.
fn along(points: &[Pos2], lengths: &[f32], at: f32) -> Pos2 {
    let next = lengths.partition_point(|length| *length < at).clamp(1, points.len() - 1);
    let (from, to) = (lengths[next - 1], lengths[next]);
    let share = if to > from { (at - from) / (to - from) } else { 0.0 };
    points[next - 1].lerp(points[next], share)
}

//! Between the world and the screen.

use egui::{Pos2, Rect, Vec2};

use crate::index::atlas::Stretch;
use crate::report::mercator::World;
use crate::report::place::LonLat;
use crate::session::Camera;

/// Where a position is drawn, on the copy of the world that is nearest to the middle of the map.
#[must_use]
pub fn project(camera: Camera, rect: Rect, at: LonLat) -> Pos2 {
    nearest(camera, rect, World::from_lon_lat(at))
}

/// Where a point of the world is drawn, on the copy that is nearest to the middle of the map.
#[must_use]
pub fn nearest(camera: Camera, rect: Rect, mut world: World) -> Pos2 {
    world.x += (camera.center.x - world.x).round();
    place_on_screen(camera, rect, world)
}

/// Where a point of the world is drawn.
#[must_use]
pub fn place_on_screen(camera: Camera, rect: Rect, world: World) -> Pos2 {
    let (x, y) = camera.to_screen(world);
    #[expect(clippy::cast_possible_truncation, reason = "the last step to the screen; egui draws in f32")]
    let offset = Vec2::new(x as f32, y as f32);
    rect.center() + offset
}

/// The point of the world at a point of the screen; may lie on another copy of the world.
#[must_use]
pub fn world_at(camera: Camera, rect: Rect, at: Pos2) -> World {
    let offset = at - rect.center();
    camera.from_screen(f64::from(offset.x), f64::from(offset.y))
}

/// The parts of the world that a map shows with so many points around it: each as a stretch of the first copy, and how
/// far to the east of that copy it lies. Nothing is in two of them.
#[must_use]
pub fn seen(camera: Camera, rect: Rect, margin: f32) -> Vec<(Stretch, f64)> {
    let scale = camera.world_points();
    let half_width = (f64::from(rect.width() / 2.0 + margin) / scale).min(0.5);
    let half_height = f64::from(rect.height() / 2.0 + margin) / scale;
    let (west, east) = (camera.center.x - half_width, camera.center.x + half_width);
    let part = |shift: f64| {
        let (from, to) = ((west - shift).max(0.0), (east - shift).min(1.0));
        let min = World { x: from, y: camera.center.y - half_height };
        let max = World { x: to, y: camera.center.y + half_height };
        (from < to).then_some((Stretch { min, max }, shift))
    };
    [-1.0, 0.0, 1.0].into_iter().filter_map(part).collect()
}

/// How many metres on the ground a point of the screen is at a place.
#[must_use]
pub fn metres_per_point(camera: Camera, at: LonLat) -> f64 {
    World::from_lon_lat(at).metres_per_unit() / camera.world_points()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_seen_is_seen_once_and_on_the_screen(
            lon in -180.0..180.0_f64, lat in -80.0..80.0_f64, x in 0.0..1.0_f64, zoom in 0.5..12.0_f64,
        ) {
            let rect = Rect::from_min_size(Pos2::ZERO, Vec2::new(900.0, 580.0));
            let camera = Camera { center: World { x, y: 0.4 }, zoom };
            let at = World::from_lon_lat(LonLat { lon, lat });
            let on_screen = rect.contains(nearest(camera, rect, at));
            let shown: Vec<_> = seen(camera, rect, 1.0).into_iter().filter(|(stretch, _)| stretch.contains(at)).collect();
            prop_assert!(shown.len() <= 1);
            if on_screen {
                prop_assert_eq!(shown.len(), 1);
                let drawn = place_on_screen(camera, rect, World { x: at.x + shown[0].1, y: at.y });
                prop_assert!(drawn.distance(nearest(camera, rect, at)) < 0.5);
            }
        }
    }
}

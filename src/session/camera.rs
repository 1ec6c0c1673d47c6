//! Where the map looks.

use crate::report::ids::PlaceIx;
use crate::report::mercator::{MAX_LATITUDE, World};
use crate::report::place::{Bounds, LonLat};

/// The centre of the map and its scale. Points are egui's: independent of the screen's resolution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// What lies in the middle of the map.
    pub center: World,
    /// The binary logarithm of the world's width in units of 256 points: 0 is the world on 256 points.
    pub zoom: f64,
}

impl Default for Camera {
    fn default() -> Self {
        Self { center: World { x: 0.5, y: 0.5 }, zoom: 1.0 }
    }
}

/// What the map shall bring into view as soon as it knows its size.
#[derive(Clone, Debug, PartialEq)]
pub enum Fit {
    /// Every place of the dossier's start frame, or every place with a position where it gives none.
    All,
    /// These positions, moving no more than that takes.
    Points(Vec<LonLat>),
    /// These positions, as large as the map can show them all.
    Closer(Vec<LonLat>),
    /// Every place of which something is said in the window.
    Window,
    /// A place, with what is around it.
    Place(PlaceIx),
}

/// The zoom at which the whole world is a small strip; a map that is larger than the strip stops earlier.
pub const MIN_ZOOM: f64 = 0.5;
/// The zoom at which a street fills the map: about 15 centimetres a point.
pub const MAX_ZOOM: f64 = 20.0;
/// How close the map goes by itself, for a single place: a city.
pub const FIT_ZOOM: f64 = 11.0;

impl Camera {
    /// The width of the world in points.
    #[must_use]
    pub fn world_points(self) -> f64 {
        256.0 * self.zoom.exp2()
    }

    /// The offset in points, from the middle of the map, at which a point of the world is drawn.
    #[must_use]
    pub fn to_screen(self, at: World) -> (f64, f64) {
        let scale = self.world_points();
        ((at.x - self.center.x) * scale, (at.y - self.center.y) * scale)
    }

    /// The point of the world at an offset in points from the middle of the map.
    #[must_use]
    pub fn from_screen(self, x: f64, y: f64) -> World {
        let scale = self.world_points();
        World { x: self.center.x + x / scale, y: self.center.y + y / scale }
    }

    /// Moved so that what lay under a pointer now lies `dx`, `dy` points further.
    #[must_use]
    pub fn panned(self, dx: f64, dy: f64) -> Self {
        Self { center: self.from_screen(-dx, -dy), ..self }.held()
    }

    /// Zoomed by so many steps (1 is twice as close), with the point at an offset from the middle staying there.
    #[must_use]
    pub fn zoomed(self, by: f64, x: f64, y: f64) -> Self {
        let anchor = self.from_screen(x, y);
        let zoom = (self.zoom + by).clamp(MIN_ZOOM, MAX_ZOOM);
        let scale = 256.0 * zoom.exp2();
        let center = World { x: anchor.x - x / scale, y: anchor.y - y / scale };
        Self { center, zoom }.held()
    }

    /// The camera that shows a box of degrees on so many points, with a margin on each side. It comes no closer than a
    /// city.
    #[must_use]
    pub fn framing(bounds: Bounds, width: f64, height: f64, margin: f64) -> Self {
        Self::framing_to(bounds, width, height, margin, FIT_ZOOM)
    }

    /// As [`Camera::framing`], no closer than `closest`.
    #[must_use]
    pub fn framing_to(bounds: Bounds, width: f64, height: f64, margin: f64, closest: f64) -> Self {
        let [south_west, north_east] = bounds.corners();
        let (a, b) = (World::from_lon_lat(south_west), World::from_lon_lat(north_east));
        let right = if b.x < a.x { b.x + 1.0 } else { b.x };
        let span = |extent: f64, room: f64| {
            let room = (room - 2.0 * margin).max(32.0);
            if extent <= f64::EPSILON { f64::INFINITY } else { (room / 256.0 / extent).log2() }
        };
        let zoom = span(right - a.x, width).min(span(a.y - b.y, height)).min(closest);
        let center = World { x: a.x.midpoint(right), y: a.y.midpoint(b.y) };
        Self { center, zoom: zoom.clamp(MIN_ZOOM, MAX_ZOOM) }.held()
    }

    /// Kept from showing more than there is: on a map of so many points, the world covers at least the shorter side, and
    /// what lies beyond the poles is out of view where it can be.
    #[must_use]
    pub fn within(self, width: f64, height: f64) -> Self {
        let least = (width.min(height).max(1.0) / 256.0).log2();
        let zoom = self.zoom.clamp(least.clamp(MIN_ZOOM, MAX_ZOOM), MAX_ZOOM);
        let camera = Self { center: self.center, zoom };
        let half = height / 2.0 / camera.world_points();
        let y = if half < 0.5 { camera.center.y.clamp(half, 1.0 - half) } else { 0.5 };
        Self { center: World { x: camera.center.x, y }, zoom }.held()
    }

    /// The camera on the way to another: at share 0 this one, at 1 the other. What lies at the same point of the map in
    /// both stays there in between.
    #[must_use]
    pub fn toward(self, other: Self, share: f64) -> Self {
        if share >= 1.0 {
            return other;
        }
        let zoom = self.zoom + (other.zoom - self.zoom) * share;
        // How far along the centre is goes with the width of what is seen, not with the zoom.
        let width = |zoom: f64| (-zoom).exp2();
        let whole = width(other.zoom) - width(self.zoom);
        let along = if whole.abs() < 1e-12 { share } else { (width(zoom) - width(self.zoom)) / whole };
        let mut dx = other.center.x - self.center.x;
        dx -= dx.round();
        let center = World { x: self.center.x + dx * along, y: self.center.y + (other.center.y - self.center.y) * along };
        Self { center, zoom }.held()
    }

    /// A camera that can be looked through: on the world, and neither too close nor too far. `None` where a number is none.
    #[must_use]
    pub fn sound(self) -> Option<Self> {
        let is_number = self.center.x.is_finite() && self.center.y.is_finite() && self.zoom.is_finite();
        is_number.then(|| Self { zoom: self.zoom.clamp(MIN_ZOOM, MAX_ZOOM), ..self }.held())
    }

    /// Kept on the world: the centre stays between the poles, and world copies are folded into the first one.
    #[must_use]
    pub fn held(self) -> Self {
        let x = if self.center.x.is_finite() { self.center.x.rem_euclid(1.0) } else { 0.5 };
        let y = if self.center.y.is_finite() { self.center.y.clamp(0.0, 1.0) } else { 0.5 };
        Self { center: World { x, y }, zoom: self.zoom }
    }

    /// The position under the middle of the map.
    #[must_use]
    pub fn lon_lat(self) -> LonLat {
        let at = self.center.to_lon_lat();
        LonLat { lon: at.lon, lat: at.lat.clamp(-MAX_LATITUDE, MAX_LATITUDE) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_lies_under_the_pointer_stays_there(x in -600.0..600.0, y in -400.0..400.0, by in -1.0..1.0, zoom in 4.0..16.0) {
            let camera = Camera { center: World { x: 0.7, y: 0.36 }, zoom };
            let before = camera.from_screen(x, y);
            let zoomed = camera.zoomed(by, x, y);
            let (sx, sy) = zoomed.to_screen(before);
            prop_assert!((sx - x).abs() < 1e-6 && (sy - y).abs() < 1e-6);
        }

        #[test]
        fn screen_and_world_are_inverse(x in -600.0..600.0, y in -400.0..400.0, zoom in 0.5..20.0) {
            let camera = Camera { center: World { x: 0.7, y: 0.36 }, zoom };
            let (sx, sy) = camera.to_screen(camera.from_screen(x, y));
            prop_assert!((sx - x).abs() < 1e-6 && (sy - y).abs() < 1e-6);
        }
    }

    #[test]
    fn the_way_between_two_cameras_begins_and_ends_at_them_and_keeps_what_both_keep() {
        let from = Camera { center: World { x: 0.99, y: 0.4 }, zoom: 5.0 };
        let to = Camera { center: World { x: 0.01, y: 0.45 }, zoom: 5.0 };
        assert_eq!((from.toward(to, 0.0), from.toward(to, 1.0)), (from, to));
        let half = from.toward(to, 0.5).center.x;
        assert!(!(1e-9..=1.0 - 1e-9).contains(&half), "the shorter way, across the antimeridian: {half}");
        let closer = from.zoomed(2.0, 120.0, -80.0);
        let under = from.from_screen(120.0, -80.0);
        let (x, y) = from.toward(closer, 0.3).to_screen(under);
        assert!((x - 120.0).abs() < 1e-6 && (y + 80.0).abs() < 1e-6, "{x} {y}");
    }

    #[test]
    fn the_world_covers_the_shorter_side_and_the_poles_stay_outside() {
        let far = Camera { center: World { x: 0.5, y: 0.02 }, zoom: MIN_ZOOM }.within(900.0, 580.0);
        assert!((far.world_points() - 580.0).abs() < 1e-6 && (far.center.y - 0.5).abs() < 1e-9);
        let north = Camera { center: World { x: 0.5, y: 0.02 }, zoom: 4.0 }.within(900.0, 580.0);
        let (_, top) = north.to_screen(World { x: 0.5, y: 0.0 });
        assert!((top + 290.0).abs() < 1e-6, "{top}");
        let street = Camera { center: World { x: 0.5, y: 0.5 }, zoom: 99.0 }.within(900.0, 580.0);
        assert!((street.zoom - MAX_ZOOM).abs() < 1e-9);
    }

    #[test]
    fn a_frame_fits_into_the_map() {
        let bounds = Bounds { west: 46.0, south: 40.0, east: 88.0, north: 56.0 };
        let camera = Camera::framing(bounds, 900.0, 600.0, 20.0);
        for corner in bounds.corners() {
            let (x, y) = camera.to_screen(World::from_lon_lat(corner));
            assert!(x.abs() <= 431.0 && y.abs() <= 281.0, "{x} {y}");
        }
        let fiji = Camera::framing(Bounds { west: 177.0, south: -19.0, east: -179.0, north: -16.0 }, 900.0, 600.0, 20.0);
        assert!(fiji.zoom > 6.0 && fiji.lon_lat().lon.abs() > 178.0);
    }
}

//! Spherical Web Mercator, the projection of the map.
//!
//! The world is the unit square: `x` grows eastwards from the antimeridian, `y` grows southwards from
//! [`MAX_LATITUDE`]. Everything stays in `f64`; one unit in the last place of a world coordinate is about
//! 5 nanometres on the ground, so a street is as exact as a continent.

use super::place::LonLat;

/// The latitude, in degrees, at which the projected world is as high as it is wide: `atan(sinh(π))`.
pub const MAX_LATITUDE: f64 = 85.051_128_779_806_6;

/// The length of the equator in metres on the sphere that Web Mercator uses (radius 6,378,137 m, EPSG:3857).
pub const EQUATOR_METRES: f64 = 40_075_016.685_578_49;

/// A point on the projected world: `0..=1` on both axes; `x` may leave that range for copies of the world.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct World {
    /// From 0 at 180° W to 1 at 180° E.
    pub x: f64,
    /// From 0 at [`MAX_LATITUDE`] north to 1 at the same latitude south.
    pub y: f64,
}

impl World {
    /// Projects a position. Latitudes beyond [`MAX_LATITUDE`] are drawn on the edge of the world, because
    /// the poles themselves lie at infinity.
    #[must_use]
    pub fn from_lon_lat(at: LonLat) -> Self {
        let sine = at.lat.clamp(-MAX_LATITUDE, MAX_LATITUDE).to_radians().sin();
        // The same as asinh(tan φ), in a third of the time; the basemap has a hundred thousand points to project.
        Self { x: at.lon / 360.0 + 0.5, y: 0.5 - ((1.0 + sine) / (1.0 - sine)).ln() / (2.0 * std::f64::consts::TAU) }
    }

    /// The position under a point of the world; longitudes of world copies are wrapped into −180..180.
    #[must_use]
    pub fn to_lon_lat(self) -> LonLat {
        let lon = (self.x - 0.5) * 360.0;
        let lat = ((0.5 - self.y) * std::f64::consts::TAU).sinh().atan().to_degrees();
        LonLat { lon: wrap_longitude(lon), lat }
    }

    /// How many metres one unit of the world measures on the ground at this latitude.
    #[must_use]
    pub fn metres_per_unit(self) -> f64 {
        EQUATOR_METRES * self.to_lon_lat().lat.to_radians().cos()
    }
}

/// Brings a longitude in degrees into −180 (included) to 180 (included; 180 itself stays 180).
#[must_use]
pub fn wrap_longitude(lon: f64) -> f64 {
    if (-180.0..=180.0).contains(&lon) {
        return lon;
    }
    (lon + 180.0).rem_euclid(360.0) - 180.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn round_trip(lon: f64, lat: f64) -> LonLat {
        World::from_lon_lat(LonLat { lon, lat }).to_lon_lat()
    }

    proptest! {
        #[test]
        fn projecting_and_back_is_exact_to_a_billionth_of_a_degree(lon in -180.0..=180.0, lat in -85.05..=85.05) {
            let back = round_trip(lon, lat);
            prop_assert!((back.lon - lon).abs() < 1e-9);
            prop_assert!((back.lat - lat).abs() < 1e-9);
        }
    }

    #[test]
    fn the_poles_stay_on_the_edge_of_the_world() {
        assert!((World::from_lon_lat(LonLat { lon: 0.0, lat: 90.0 }).y).abs() < 1e-12);
        assert!((World::from_lon_lat(LonLat { lon: 0.0, lat: -90.0 }).y - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_antimeridian_and_fiji_keep_their_side() {
        assert!((round_trip(180.0, 0.0).lon - 180.0).abs() < 1e-9);
        assert!((round_trip(-180.0, 0.0).lon + 180.0).abs() < 1e-9);
        assert!((round_trip(178.065, -17.713).lat + 17.713).abs() < 1e-9);
        let copy = World { x: 1.25, y: 0.5 };
        assert!((copy.to_lon_lat().lon + 90.0).abs() < 1e-9);
    }
}

//! Places: names in several languages, where they lie, and how precisely that is known.

use geo::{BoundingRect, Centroid, Coord, Geometry, LineString, MultiLineString, MultiPoint, Point, Polygon};

use super::filed::Filed;
use super::globe;
use super::ids::PlaceIx;
use super::mercator::wrap_longitude;

/// A position in degrees on WGS 84.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LonLat {
    /// East of Greenwich, −180 to 180.
    pub lon: f64,
    /// North of the equator, −90 to 90.
    pub lat: f64,
}

impl LonLat {
    /// A position; `None` unless both numbers are finite and in range.
    #[must_use]
    pub fn new(lon: f64, lat: f64) -> Option<Self> {
        ((-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat)).then_some(Self { lon, lat })
    }
}

/// A name of a place (Linked Places Format: a toponym).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As it is written.
    pub text: String,
    /// BCP 47, such as `kk`; empty when the dossier does not say.
    pub language: String,
    /// Whether it is no longer in use.
    pub former: bool,
}

/// How sure the position is (Linked Places Format: `certainty`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Certainty {
    /// `certain`, and what is taken when nothing is said.
    #[default]
    Certain,
    /// `less-certain`.
    LessCertain,
    /// `uncertain`.
    Uncertain,
}

/// What sort of place it is, as far as the drawing of it depends on that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A continent, a bloc, a part of the world.
    World,
    /// A state, present or past.
    Country,
    /// A part of a country, or across countries.
    Region,
    /// A city, town or village.
    Settlement,
    /// A district, square, street or building: it is counted with the settlement it lies in.
    #[default]
    Site,
}

impl PlaceKind {
    /// The word used for it in `places.geojson` and on screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::World => "part of the world",
            Self::Country => "country",
            Self::Region => "region",
            Self::Settlement => "settlement",
            Self::Site => "site",
        }
    }

    /// The kind that a word stands for.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::World, Self::Country, Self::Region, Self::Settlement, Self::Site].into_iter().find(|kind| kind.word() == word)
    }

    /// Whether it is drawn as an area and not as a point.
    #[must_use]
    pub fn is_area(self) -> bool {
        matches!(self, Self::World | Self::Country | Self::Region)
    }
}

/// An entry of the dossier's gazetteer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// The id that annotations use.
    pub id: String,
    /// The name to show.
    pub title: String,
    /// Every name it has or had, the title not repeated.
    pub names: Vec<Name>,
    /// What sort of place it is.
    pub kind: PlaceKind,
    /// Point, line or area in degrees; `None` when it has no position or is drawn by reference.
    pub geometry: Option<Geometry<f64>>,
    /// Areas of the basemap that make it up, such as `KZ` or `KZ-47`.
    pub basemap: Vec<String>,
    /// Where its marker stands: a point inside it; `None` for places without a position.
    pub point: Option<LonLat>,
    /// How far from `point` it may be, in metres; `None` when the dossier does not say.
    pub radius_metres: Option<f64>,
    /// How sure the position is.
    pub certainty: Certainty,
    /// The place it lies in.
    pub parent: Option<PlaceIx>,
    /// A note on the place or on where the position comes from; may be empty.
    pub source: String,
    /// How it stands in its file.
    pub filed: Filed,
}

impl Place {
    /// The other names, for the line under the title, each once.
    #[must_use]
    pub fn other_names(&self) -> Vec<&str> {
        let mut seen = vec![self.title.as_str()];
        for name in &self.names {
            if !seen.contains(&name.text.as_str()) {
                seen.push(&name.text);
            }
        }
        seen.remove(0);
        seen
    }
}

/// A point inside a geometry that stands for it: the point itself, the middle of a line, the inside of an area.
#[must_use]
pub fn representative_point(geometry: &Geometry<f64>) -> Option<LonLat> {
    let (lon, lat) = match geometry {
        Geometry::Polygon(polygon) => middle_of_area(std::slice::from_ref(polygon))?,
        Geometry::MultiPolygon(polygons) => middle_of_area(&polygons.0)?,
        Geometry::LineString(line) => globe::unrolled(line).centroid()?.x_y(),
        Geometry::MultiLineString(lines) => {
            let first = globe::middle(&globe::unrolled(lines.0.first()?));
            MultiLineString::new(lines.iter().map(|line| beside(&globe::unrolled(line), first)).collect()).centroid()?.x_y()
        }
        Geometry::MultiPoint(points) => {
            let first = points.0.first()?.x();
            let points = points.iter().map(|at| Point::new(globe::beside(at.x(), first), at.y()));
            points.collect::<MultiPoint<f64>>().centroid()?.x_y()
        }
        Geometry::GeometryCollection(parts) => {
            let points: Vec<LonLat> = parts.iter().filter_map(representative_point).collect();
            let bounds = Bounds::around(&points)?;
            let centre =
                LonLat { lon: wrap_longitude(bounds.west + bounds.width() / 2.0), lat: f64::midpoint(bounds.south, bounds.north) };
            let distance = |at: &LonLat| globe::distance_metres(*at, centre);
            return points.into_iter().min_by(|a, b| distance(a).total_cmp(&distance(b)));
        }
        other => other.centroid()?.x_y(),
    };
    LonLat::new(wrap_longitude(lon), lat)
}

/// A line moved by whole turns, so that its middle is beside a longitude.
fn beside(line: &LineString<f64>, lon: f64) -> LineString<f64> {
    let turns = ((globe::middle(line) - lon) / 360.0).round() * 360.0;
    line.0.iter().map(|at| Coord { x: at.x - turns, y: at.y }).collect()
}

/// A point inside the widest of some areas; for areas without any width, their middle.
fn middle_of_area(polygons: &[Polygon<f64>]) -> Option<(f64, f64)> {
    let whole: Vec<Polygon<f64>> = polygons.iter().map(globe::unrolled_area).collect();
    widest_inside(&whole).or_else(|| whole.first()?.centroid().map(Point::x_y))
}

/// The middle of the widest stretch that a line of latitude through the middle of an area has within it.
///
/// One walk along the edges and one sort: `geo`'s own answer compares edges with each other, which for the half a million
/// of a hostile file takes hours.
fn widest_inside(polygons: &[Polygon<f64>]) -> Option<(f64, f64)> {
    let found = polygons.iter().filter_map(|polygon| {
        let rings = || std::iter::once(polygon.exterior()).chain(polygon.interiors());
        let bounds = polygon.bounding_rect()?;
        let mut lat = f64::midpoint(bounds.min().y, bounds.max().y);
        let latitudes = || rings().flat_map(|ring| &ring.0).map(|at| at.y);
        if latitudes().any(|y| y.total_cmp(&lat).is_eq()) {
            // Through a corner, the line might only touch the area.
            let others = latitudes().filter(|y| y.total_cmp(&lat).is_ne());
            lat = f64::midpoint(lat, others.min_by(|a, b| (a - lat).abs().total_cmp(&(b - lat).abs()))?);
        }
        let edges = rings().flat_map(|ring| ring.0.windows(2)).filter(|edge| (edge[0].y > lat) != (edge[1].y > lat));
        let at = |edge: &[Coord<f64>]| edge[0].x + (lat - edge[0].y) * (edge[1].x - edge[0].x) / (edge[1].y - edge[0].y);
        let mut crossings: Vec<f64> = edges.map(at).collect();
        crossings.sort_by(f64::total_cmp);
        let widths = crossings.chunks_exact(2).map(|pair| (pair[1] - pair[0], f64::midpoint(pair[0], pair[1]), lat));
        widths.max_by(|a, b| a.0.total_cmp(&b.0))
    });
    found.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, lon, lat)| (lon, lat))
}

/// A box in degrees. Where it runs across the antimeridian, `west` is greater than `east`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The western edge.
    pub west: f64,
    /// The southern edge.
    pub south: f64,
    /// The eastern edge; less than `west` when the box crosses the antimeridian.
    pub east: f64,
    /// The northern edge.
    pub north: f64,
}

impl Bounds {
    /// The smallest box around some positions, across the antimeridian where that makes it narrower.
    ///
    /// `None` when there are none. The widest gap between neighbouring longitudes is left out of the box.
    #[must_use]
    pub fn around(points: &[LonLat]) -> Option<Self> {
        let first = points.first()?;
        let mut lons: Vec<f64> = points.iter().map(|p| p.lon).collect();
        lons.sort_by(f64::total_cmp);
        let (mut west, mut east) = (lons[0], lons[lons.len() - 1]);
        let mut widest = 360.0 - (east - west);
        for pair in lons.windows(2) {
            if pair[1] - pair[0] > widest {
                widest = pair[1] - pair[0];
                (west, east) = (pair[1], pair[0]);
            }
        }
        let (mut south, mut north) = (first.lat, first.lat);
        for p in points {
            south = south.min(p.lat);
            north = north.max(p.lat);
        }
        Some(Self { west, south, east, north })
    }

    /// The corners, and for a geometry the corners of its bounding rectangle.
    #[must_use]
    pub fn corners(&self) -> [LonLat; 2] {
        [LonLat { lon: self.west, lat: self.south }, LonLat { lon: self.east, lat: self.north }]
    }

    /// How many degrees of longitude it spans, eastwards from `west`.
    #[must_use]
    pub fn width(&self) -> f64 {
        (self.east - self.west).rem_euclid(360.0)
    }
}

/// The positions that have to be in view for a place to be in view.
#[must_use]
pub fn extent_points(place: &Place) -> Vec<LonLat> {
    place.geometry.as_ref().map_or_else(|| place.point.into_iter().collect(), globe::corners)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat { lon, lat }
    }

    #[test]
    fn a_box_around_fiji_crosses_the_antimeridian() {
        let fiji = Bounds::around(&[at(177.4, -17.8), at(-179.9, -16.6), at(179.3, -18.2)]).unwrap();
        assert_eq!((fiji.west, fiji.east), (177.4, -179.9));
        assert!((fiji.width() - 2.7).abs() < 1e-9);
    }

    #[test]
    fn a_box_around_kazakhstan_does_not() {
        let here = Bounds::around(&[at(52.9, 43.3), at(76.9, 43.2), at(63.6, 53.2)]).unwrap();
        assert_eq!((here.west, here.south, here.east, here.north), (52.9, 43.2, 76.9, 53.2));
        assert_eq!(Bounds::around(&[]), None);
    }

    #[test]
    fn the_point_of_an_area_lies_in_it() {
        let ring = |points: &[(f64, f64)]| geo::LineString::from(points.to_vec());
        let horseshoe = ring(&[(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (8.0, 9.0), (8.0, 1.0), (3.0, 1.0), (3.0, 9.0), (0.0, 9.0)]);
        let horseshoe = Polygon::new(horseshoe, Vec::new());
        assert_eq!(representative_point(&horseshoe.clone().into()), LonLat::new(1.5, 4.5));
        let hole = ring(&[(2.0, 2.0), (8.0, 2.0), (8.0, 8.0), (2.0, 8.0)]);
        let frame = Polygon::new(ring(&[(0.0, 0.0), (9.0, 0.0), (9.0, 10.0), (0.0, 10.0)]), vec![hole]);
        assert_eq!(representative_point(&frame.into()), LonLat::new(1.0, 5.0));
        let flat = Polygon::new(ring(&[(0.0, 0.0), (9.0, 0.0), (3.0, 0.0), (0.0, 0.0)]), Vec::new());
        assert!(representative_point(&flat.into()).is_some());
    }

    #[test]
    fn positions_out_of_range_are_refused() {
        assert_eq!(LonLat::new(f64::NAN, 0.0), None);
        assert_eq!(LonLat::new(0.0, 91.0), None);
        assert!(LonLat::new(-180.0, 90.0).is_some());
    }
}

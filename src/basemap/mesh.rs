//! Polygons as triangles, with their rings kept for outlines.

use std::sync::atomic::{AtomicUsize, Ordering};

use geo::{Coord, LineString, Polygon, TriangulateEarcut};

use crate::report::mercator::World;

/// An upright rectangle of the world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The north-west corner.
    pub min: World,
    /// The south-east corner.
    pub max: World,
}

impl Bounds {
    /// The smallest rectangle around the points; `None` when there are none.
    #[must_use]
    pub fn around(points: &[World]) -> Option<Self> {
        let first = *points.first()?;
        Some(points.iter().fold(Self { min: first, max: first }, |Self { min, max }, p| Self {
            min: World { x: min.x.min(p.x), y: min.y.min(p.y) },
            max: World { x: max.x.max(p.x), y: max.y.max(p.y) },
        }))
    }

    /// Whether the two share a point, borders included.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.min.x <= other.max.x && self.max.x >= other.min.x && self.min.y <= other.max.y && self.max.y >= other.min.y
    }

    /// Whether the point lies inside or on the border.
    #[must_use]
    pub fn contains(&self, at: World) -> bool {
        self.meets(&Self { min: at, max: at })
    }
}

/// One polygon: the points of its rings, the triangles that fill it, and the rectangle around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mesh {
    /// The points of all rings one after another, the outer ring first; no ring repeats its first point.
    pub vertices: Vec<World>,
    /// Three places in `vertices` each; every one of them is inside.
    pub triangles: Vec<[u32; 3]>,
    /// The rectangle around the outer ring.
    pub bounds: Bounds,
    /// Where in `vertices` each ring ends.
    ring_ends: Vec<usize>,
}

impl Mesh {
    /// Triangulates a polygon given by its rings, the outer one first. `None` when there is nothing to fill:
    /// no ring, or an outer ring of fewer than three points. Rings that cross themselves give triangles too, but
    /// not all of the area.
    #[must_use]
    pub fn of(rings: &[Vec<World>]) -> Option<Self> {
        let rings: Vec<&[World]> = rings.iter().map(|ring| open(ring)).collect();
        let (outer, holes) = rings.split_first()?;
        if outer.len() < 3 {
            return None;
        }
        let holes: Vec<&[World]> = holes.iter().copied().filter(|ring| ring.len() >= 3).collect();
        let bounds = Bounds::around(outer)?;
        let polygon = Polygon::new(line_string(outer), holes.iter().copied().map(line_string).collect());
        let raw = polygon.earcut_triangles_raw();
        let vertices: Vec<World> = raw.vertices.iter().map(|&[x, y]| World { x, y }).collect();
        let place = |index: usize| u32::try_from(index).ok().filter(|_| index < vertices.len());
        let triangles = raw
            .triangle_indices
            .chunks_exact(3)
            .filter_map(|three| Some([place(three[0])?, place(three[1])?, place(three[2])?]))
            .collect();
        let mut end = 0;
        let ring_ends = std::iter::once(*outer)
            .chain(holes)
            .map(|ring| {
                end += ring.len();
                end.min(vertices.len())
            })
            .collect();
        Some(Self { vertices, triangles, bounds, ring_ends })
    }

    /// The rings, the outer one first. They are closed, but none repeats its first point.
    pub fn rings(&self) -> impl Iterator<Item = &[World]> {
        let starts = std::iter::once(0).chain(self.ring_ends.iter().copied());
        starts.zip(&self.ring_ends).map(|(start, &end)| &self.vertices[start..end])
    }

    /// Whether a point lies inside, counting how often a ray from it crosses the rings.
    #[must_use]
    pub fn contains(&self, at: World) -> bool {
        if !self.bounds.contains(at) {
            return false;
        }
        let crossings = self.rings().map(|ring| {
            let behind = ring.iter().cycle().skip(ring.len().saturating_sub(1));
            ring.iter().zip(behind).filter(|&(a, b)| crosses(*a, *b, at)).count()
        });
        crossings.sum::<usize>() % 2 == 1
    }
}

/// The most threads that cut polygons at the same time.
const MOST_THREADS: usize = 4;

/// Triangulates many polygons, on as many threads as the machine has to spare: it is most of the work of decoding.
pub fn of_each<T: Sync>(polygons: &[(T, Vec<Vec<World>>)]) -> Vec<Option<Mesh>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    // The polygons differ in size by a factor of thousands: each thread takes one at a time, and the largest come first.
    let mut order: Vec<usize> = (0..polygons.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(polygons[*index].1.iter().map(Vec::len).sum::<usize>()));
    let next = AtomicUsize::new(0);
    let work = || {
        let mine = std::iter::from_fn(|| {
            let index = *order.get(next.fetch_add(1, Ordering::Relaxed))?;
            Some((index, Mesh::of(&polygons[index].1)))
        });
        mine.collect::<Vec<_>>()
    };
    let mut meshes = vec![None; polygons.len()];
    let mut done = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut done = work();
        done.extend(others.into_iter().filter_map(|other| other.join().ok()).flatten());
        done
    });
    for (index, mesh) in done.drain(..) {
        meshes[index] = mesh;
    }
    meshes
}

/// Whether the ray from `at` towards the east crosses the side from `a` to `b`.
fn crosses(a: World, b: World, at: World) -> bool {
    (a.y > at.y) != (b.y > at.y) && at.x < (b.x - a.x) * (at.y - a.y) / (b.y - a.y) + a.x
}

/// A ring without the repeated point that closes it.
fn open(ring: &[World]) -> &[World] {
    match ring {
        [first, rest @ .., last] if !rest.is_empty() && first == last => &ring[..ring.len() - 1],
        _ => ring,
    }
}

fn line_string(ring: &[World]) -> LineString {
    ring.iter().map(|point| Coord { x: point.x, y: point.y }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(from: f64, to: f64) -> Vec<World> {
        [(from, from), (to, from), (to, to), (from, to), (from, from)].map(|(x, y)| World { x, y }).to_vec()
    }

    #[test]
    fn a_square_with_a_hole_has_two_rings_and_no_middle() {
        let mesh = Mesh::of(&[square(0.0, 0.9), square(0.3, 0.6)]).expect("a polygon");
        assert_eq!(mesh.rings().map(<[World]>::len).collect::<Vec<_>>(), [4, 4]);
        assert_eq!(mesh.triangles.len(), 8);
        assert!(mesh.contains(World { x: 0.1, y: 0.5 }));
        assert!(!mesh.contains(World { x: 0.5, y: 0.5 }));
        assert!(!mesh.contains(World { x: 0.95, y: 0.5 }));
        assert_eq!(mesh.bounds, Bounds { min: World { x: 0.0, y: 0.0 }, max: World { x: 0.9, y: 0.9 } });
    }

    #[test]
    fn what_has_no_area_is_no_mesh() {
        assert_eq!(Mesh::of(&[]), None);
        assert_eq!(Mesh::of(&[square(0.0, 1.0)[..2].to_vec()]), None);
        assert_eq!(Bounds::around(&[]), None);
    }
}

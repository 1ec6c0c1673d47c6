//! Polygons as triangles, with their rings kept for outlines.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use earcut::Earcut;

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
#[derive(Clone, Debug)]
pub struct Mesh {
    /// The points of all rings one after another, the outer ring first; no ring repeats its first point.
    pub vertices: Vec<World>,
    /// The rectangle around the outer ring.
    pub bounds: Bounds,
    /// Where in `vertices` each ring ends.
    ring_ends: Vec<usize>,
    triangles: OnceLock<Vec<[u32; 3]>>,
}

impl PartialEq for Mesh {
    /// The triangles follow from the rings, whether they have been cut yet or not.
    fn eq(&self, other: &Self) -> bool {
        self.vertices == other.vertices && self.ring_ends == other.ring_ends
    }
}

impl Mesh {
    /// A polygon given by its rings, the outer one first. `None` when there is nothing to fill: no ring, or an outer
    /// ring of fewer than three points.
    #[must_use]
    pub fn of(rings: &[Vec<World>]) -> Option<Self> {
        let (outer, holes) = rings.split_first()?;
        let outer = open(outer);
        if outer.len() < 3 {
            return None;
        }
        let bounds = Bounds::around(outer)?;
        let holes = holes.iter().map(|ring| open(ring)).filter(|ring| ring.len() >= 3);
        let mut vertices = Vec::with_capacity(rings.iter().map(Vec::len).sum());
        let mut ring_ends = Vec::with_capacity(rings.len());
        for ring in std::iter::once(outer).chain(holes) {
            vertices.extend_from_slice(ring);
            ring_ends.push(vertices.len());
        }
        Some(Self { vertices, bounds, ring_ends, triangles: OnceLock::new() })
    }

    /// The triangles that fill it: three places in `vertices` each. They are cut when they are first asked for. Rings
    /// that cross themselves give triangles too, but not all of the area.
    #[must_use]
    pub fn triangles(&self) -> &[[u32; 3]] {
        self.cut(&mut Earcut::new())
    }

    fn cut(&self, cutter: &mut Earcut<f64>) -> &[[u32; 3]] {
        self.triangles.get_or_init(|| {
            let holes = &self.ring_ends[..self.ring_ends.len() - 1];
            let Ok(holes) = holes.iter().map(|end| u32::try_from(*end)).collect::<Result<Vec<_>, _>>() else {
                return Vec::new();
            };
            let mut corners = Vec::new();
            cutter.earcut(self.vertices.iter().map(|at| [at.x, at.y]), &holes, &mut corners);
            corners.as_chunks::<3>().0.to_vec()
        })
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

/// Polygons that wait to be cut into triangles, the largest first: they differ in size by a factor of thousands, and
/// whoever is free takes the next.
pub struct Queue<'a> {
    waiting: Vec<&'a Mesh>,
    next: AtomicUsize,
}

impl<'a> Queue<'a> {
    pub fn new(meshes: impl Iterator<Item = &'a Mesh>) -> Self {
        let mut waiting: Vec<_> = meshes.collect();
        waiting.sort_by_key(|mesh| std::cmp::Reverse(mesh.vertices.len()));
        Self { waiting, next: AtomicUsize::new(0) }
    }

    /// Cuts one after another until none is left that nobody has taken.
    pub fn work(&self) {
        let mut cutter = Earcut::new();
        while let Some(mesh) = self.waiting.get(self.next.fetch_add(1, Ordering::Relaxed)) {
            mesh.cut(&mut cutter);
        }
    }
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
        assert_eq!(mesh.triangles().len(), 8);
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

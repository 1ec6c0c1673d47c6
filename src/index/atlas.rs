//! Places by where they lie, for a map that must not walk over all of them in every frame.
//!
//! Places with a point are the leaves of two trees of nested squares: in one, the sites of a settlement are counted with
//! it; in the other, each stands for itself. A square knows the times of everything in it, so that a map asks only for
//! squares as small as a few points on its screen and counts each by binary search.

use std::sync::Arc;

use geo::BoundingRect;

use super::times::{Counts, Times, Window};
use super::{Index, PlaceEntry};
use crate::report::dossier::Dossier;
use crate::report::ids::{PassageIx, PlaceIx};
use crate::report::mercator::World;
use crate::report::place::LonLat;

/// How often the world is halved at most: the smallest square is 2.4 metres wide at the equator.
const DEEPEST: u32 = 24;

/// Whether the sites of a settlement are counted with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sites {
    /// With their settlement.
    Folded,
    /// Each for itself.
    Apart,
}

/// An upright rectangle of the world; both ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// The north-west corner.
    pub min: World,
    /// The south-east corner.
    pub max: World,
}

/// Places that lie so close together that a map need not tell them apart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    /// The first of its places in the order of the tree.
    pub from: u32,
    /// The first that is not one of them.
    pub to: u32,
    /// The one with the most passages.
    pub lead: PlaceIx,
    /// Where that one lies.
    pub at: World,
    square: Option<u32>,
}

/// What is said of some places, counted for a window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All dated passages.
    pub counts: Counts,
    /// Those of them that nobody vouches for.
    pub doubts: Counts,
    /// Those of them that were found and that no person has looked at.
    pub found: Counts,
    /// Passages without a time.
    pub undated: usize,
    /// Mentions.
    pub mentions: usize,
}

impl Tally {
    /// The sum of two.
    pub fn add(&mut self, other: &Self) {
        let parts = [(&mut self.counts, other.counts), (&mut self.doubts, other.doubts), (&mut self.found, other.found)];
        for (sum, more) in parts {
            sum.inside += more.inside;
            sum.spanning += more.spanning;
            sum.earlier += more.earlier;
            sum.later += more.later;
        }
        self.undated += other.undated;
        self.mentions += other.mentions;
    }
}

/// A square with several places in it.
#[derive(Clone, Debug)]
struct Square {
    group: Group,
    bounds: Stretch,
    /// How often the world was halved to make it.
    depth: u32,
    children: Vec<Child>,
    /// What is said in it; of a few places, it is added up when it is asked for.
    sum: Option<Box<Sum>>,
}

/// What is said of many places, for counting.
#[derive(Clone, Debug)]
struct Sum {
    times: Times,
    doubtful: Times,
    found: Times,
    undated: usize,
    mentions: usize,
}

/// Up to so many places, a square may be counted by counting each.
const FEW: usize = 32;

/// From so many passages a place on it is: their times would else be kept once more for every square around them. Of fewer,
/// a sum costs little to keep and saves a map of the world the counting of hundreds of squares.
const MUCH: usize = 64;

#[derive(Clone, Copy, Debug)]
enum Child {
    Square(u32),
    /// A place, by its position in the order of the tree.
    Place(u32),
}

/// A tree of nested squares.
#[derive(Clone, Debug, Default)]
struct Tree {
    order: Vec<PlaceIx>,
    at: Vec<World>,
    slots: Vec<Option<u32>>,
    squares: Vec<Square>,
    root: Option<Child>,
}

/// Places by where they lie.
#[derive(Clone, Debug, Default)]
pub struct Atlas {
    folded: Arc<Tree>,
    apart: Arc<Tree>,
    areas: Vec<PlaceIx>,
    shapes: Vec<(PlaceIx, f64)>,
    unplaced: Vec<(PlaceIx, usize)>,
    cities: Vec<(PlaceIx, Vec<PlaceIx>)>,
}

impl Atlas {
    pub(super) fn new(dossier: &Dossier, homes: &[PlaceIx], entries: &[PlaceEntry]) -> Self {
        let all = || (0..dossier.places.len()).map(PlaceIx::new);
        let spot = |ix: &PlaceIx| !dossier.place(*ix).kind.is_area() && dossier.place(*ix).point.is_some();
        let settled = |ix: &PlaceIx| {
            let home = homes[ix.index()];
            spot(ix) && (home == *ix || dossier.place(home).point.is_none())
        };
        let mut unplaced: Vec<(PlaceIx, usize)> = all()
            .filter(|ix| dossier.place(*ix).point.is_none())
            .map(|ix| (ix, entries[ix.index()].total()))
            .filter(|(ix, total)| *total > 0 || entries[ix.index()].mentions > 0)
            .collect();
        unplaced.sort_by_key(|(ix, total)| (std::cmp::Reverse(*total), *ix));
        let shape = |ix: PlaceIx| {
            let geometry = dossier.place(ix).geometry.as_ref().filter(|shape| !matches!(shape, geo::Geometry::Point(_)))?;
            let bounds = geometry.bounding_rect()?;
            let [a, b] = [bounds.min(), bounds.max()].map(|at| World::from_lon_lat(LonLat { lon: at.x, lat: at.y }));
            Some((ix, (b.x - a.x).abs().max((b.y - a.y).abs())))
        };
        let folded = Arc::new(Tree::new(dossier, entries, all().filter(settled), Sites::Folded));
        // Where no place is a site of another, both trees are the same.
        let alike = all().all(|ix| homes[ix.index()] == ix);
        let apart = || Arc::new(Tree::new(dossier, entries, all().filter(spot), Sites::Apart));
        Self {
            apart: if alike { folded.clone() } else { apart() },
            folded,
            areas: all().filter(|ix| dossier.place(*ix).kind.is_area()).collect(),
            shapes: all().filter_map(shape).collect(),
            unplaced,
            cities: cities(dossier, homes),
        }
    }

    fn tree(&self, sites: Sites) -> &Tree {
        match sites {
            Sites::Folded => &self.folded,
            Sites::Apart => &self.apart,
        }
    }

    /// Regions, countries and parts of the world, in the order of the gazetteer.
    #[must_use]
    pub fn areas(&self) -> &[PlaceIx] {
        &self.areas
    }

    /// Places with a line or an area of their own, with its longest side as a share of the world's width.
    #[must_use]
    pub fn shapes(&self) -> &[(PlaceIx, f64)] {
        &self.shapes
    }

    /// Places without a position of which something is said or which are named, with their number of passages.
    #[must_use]
    pub fn unplaced(&self) -> &[(PlaceIx, usize)] {
        &self.unplaced
    }

    /// Settlements with two sites or more that have a position, and those sites.
    #[must_use]
    pub fn cities(&self) -> &[(PlaceIx, Vec<PlaceIx>)] {
        &self.cities
    }

    /// The places of a group, in an order that stays.
    #[must_use]
    pub fn places(&self, sites: Sites, group: &Group) -> &[PlaceIx] {
        &self.tree(sites).order[group.from as usize..group.to as usize]
    }

    /// Where the place stands in the order that groups are ranges of.
    #[must_use]
    pub fn slot(&self, sites: Sites, place: PlaceIx) -> Option<u32> {
        self.tree(sites).slots.get(place.index()).copied().flatten()
    }

    /// The places in a rectangle of the world (the first copy), as groups no wider than the world halved `depth` times.
    #[must_use]
    pub fn groups(&self, sites: Sites, within: &Stretch, depth: u32) -> Vec<Group> {
        let tree = self.tree(sites);
        let mut found = Vec::new();
        let mut open: Vec<Child> = tree.root.into_iter().collect();
        while let Some(child) = open.pop() {
            match child {
                Child::Place(slot) if within.contains(tree.at[slot as usize]) => found.push(tree.alone(slot)),
                Child::Place(_) => {}
                Child::Square(index) => {
                    let square = &tree.squares[index as usize];
                    if !square.bounds.meets(within) {
                        continue;
                    }
                    if square.depth >= depth {
                        found.push(square.group);
                    } else {
                        open.extend(&square.children);
                    }
                }
            }
        }
        found
    }
}

impl Index {
    /// What is said of the places of a group, counted for a window.
    #[must_use]
    pub fn tally(&self, sites: Sites, group: &Group, window: Window) -> Tally {
        let square = group.square.and_then(|index| self.atlas.tree(sites).squares.get(index as usize));
        if let Some(sum) = square.and_then(|square| square.sum.as_ref()) {
            return Tally {
                counts: sum.times.counts(window),
                doubts: sum.doubtful.counts(window),
                found: sum.found.counts(window),
                undated: sum.undated,
                mentions: sum.mentions,
            };
        }
        let mut tally = Tally::default();
        for place in self.atlas.places(sites, group) {
            tally.add(&self.tally_of(sites, *place, window));
        }
        tally
    }

    /// What is said of one place, counted for a window.
    #[must_use]
    pub fn tally_of(&self, sites: Sites, place: PlaceIx, window: Window) -> Tally {
        let entry = self.place(place);
        let Said { times, doubtful, found, undated } = entry.said(sites);
        Tally {
            counts: times.counts(window),
            doubts: doubtful.counts(window),
            found: found.counts(window),
            undated,
            mentions: entry.mentions,
        }
    }

    /// The passages of a place that lie in a window: short ones first, those of one class in order of beginning.
    pub fn passages_inside<'a>(
        &'a self,
        dossier: &'a Dossier,
        sites: Sites,
        place: PlaceIx,
        window: Window,
    ) -> impl Iterator<Item = PassageIx> + 'a {
        // Classes that are too long to lie in the window come last.
        let times = self.place(place).said(sites).times;
        times.passages_touching(dossier, window).take(times.counts(window).inside)
    }
}

/// The times of what is said of a place: all, the doubtful ones, those that were only found; and how much has none.
struct Said<'a> {
    times: &'a Times,
    doubtful: &'a Times,
    found: &'a Times,
    undated: usize,
}

impl PlaceEntry {
    fn said(&self, sites: Sites) -> Said<'_> {
        match sites {
            Sites::Folded => Said { times: &self.times, doubtful: &self.doubtful, found: &self.found, undated: self.undated.len() },
            Sites::Apart => {
                Said { times: &self.own_times, doubtful: &self.own_doubtful, found: &self.own_found, undated: self.own_undated }
            }
        }
    }
}

impl Stretch {
    fn meets(&self, other: &Self) -> bool {
        self.min.x <= other.max.x && self.max.x >= other.min.x && self.min.y <= other.max.y && self.max.y >= other.min.y
    }

    /// Whether the point lies inside or on the border.
    #[must_use]
    pub fn contains(&self, at: World) -> bool {
        self.meets(&Self { min: at, max: at })
    }
}

/// The path to a point: two bits for each halving, the first halving in the highest bits.
fn path(at: World) -> u64 {
    let cells = f64::from(1_u32 << DEEPEST);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..2^24")]
    let [x, y] = [at.x, at.y].map(|part| (part * cells).clamp(0.0, cells - 1.0) as u64);
    (0..DEEPEST).fold(0, |path, bit| path | ((x >> bit) & 1) << (2 * bit) | ((y >> bit) & 1) << (2 * bit + 1))
}

impl Tree {
    fn new(dossier: &Dossier, entries: &[PlaceEntry], places: impl Iterator<Item = PlaceIx>, sites: Sites) -> Self {
        let world = |ix: PlaceIx| dossier.place(ix).point.map(World::from_lon_lat).unwrap_or_default();
        let mut keyed: Vec<(u64, PlaceIx)> = places.map(|ix| (path(world(ix)), ix)).collect();
        keyed.sort_unstable();
        let mut tree = Self {
            order: keyed.iter().map(|(_, ix)| *ix).collect(),
            at: keyed.iter().map(|(_, ix)| world(*ix)).collect(),
            slots: vec![None; dossier.places.len()],
            ..Self::default()
        };
        for (slot, (_, ix)) in (0_u32..).zip(&keyed) {
            tree.slots[ix.index()] = Some(slot);
        }
        let paths: Vec<u64> = keyed.into_iter().map(|(path, _)| path).collect();
        let source = Source { entries, sites, paths: &paths };
        if !paths.is_empty() {
            tree.root = Some(tree.grow(&source, 0, paths.len()));
        }
        tree
    }

    /// A place by itself.
    fn alone(&self, slot: u32) -> Group {
        Group { from: slot, to: slot + 1, lead: self.order[slot as usize], at: self.at[slot as usize], square: None }
    }

    /// The smallest square around a run of places, with all the squares in it.
    fn grow(&mut self, source: &Source<'_>, from: usize, to: usize) -> Child {
        let slot = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        if to - from == 1 {
            return Child::Place(slot(from));
        }
        let paths = &source.paths[from..to];
        let differing = paths[0] ^ paths[paths.len() - 1];
        // The paths begin alike: that many halvings leave all places in one square.
        let depth = if differing == 0 { DEEPEST } else { DEEPEST - (differing.ilog2() / 2 + 1) };
        let mut children = Vec::new();
        if depth == DEEPEST {
            children.extend((from..to).map(|index| Child::Place(slot(index))));
        } else {
            let shift = 2 * (DEEPEST - depth - 1);
            let mut start = from;
            while start < to {
                let branch = source.paths[start] >> shift;
                let end = start + source.paths[start..to].partition_point(|path| path >> shift == branch);
                children.push(self.grow(source, start, end));
                start = end;
            }
        }
        let square = self.square(source, from, to, depth, children);
        self.squares.push(square);
        Child::Square(slot(self.squares.len() - 1))
    }

    fn square(&self, source: &Source<'_>, from: usize, to: usize, depth: u32, children: Vec<Child>) -> Square {
        let places = &self.order[from..to];
        let passages: usize = places.iter().map(|ix| source.entries[ix.index()].total()).sum();
        let sum = (places.len() > FEW || passages < MUCH * places.len()).then(|| Box::new(source.sum(places)));
        let total = |ix: &&PlaceIx| (source.entries[ix.index()].total(), std::cmp::Reverse(**ix));
        let lead = places.iter().max_by_key(total).copied().unwrap_or(self.order[from]);
        let at = self.order[from..to].iter().position(|ix| *ix == lead).map_or(self.at[from], |index| self.at[from + index]);
        let first = Stretch { min: self.at[from], max: self.at[from] };
        let bounds = self.at[from..to].iter().fold(first, |Stretch { min, max }, at| Stretch {
            min: World { x: min.x.min(at.x), y: min.y.min(at.y) },
            max: World { x: max.x.max(at.x), y: max.y.max(at.y) },
        });
        let index = u32::try_from(self.squares.len()).unwrap_or(u32::MAX);
        let ends = [from, to].map(|index| u32::try_from(index).unwrap_or(u32::MAX));
        let group = Group { from: ends[0], to: ends[1], lead, at, square: Some(index) };
        Square { group, bounds, depth, children, sum }
    }
}

/// What a tree is grown from.
struct Source<'a> {
    entries: &'a [PlaceEntry],
    sites: Sites,
    paths: &'a [u64],
}

impl Source<'_> {
    /// What is said of some places together.
    fn sum(&self, places: &[PlaceIx]) -> Sum {
        let entries = || places.iter().map(|ix| &self.entries[ix.index()]);
        let parts: Vec<_> = entries().map(|entry| entry.said(self.sites)).collect();
        Sum {
            times: Times::of_all(&parts.iter().map(|said| said.times).collect::<Vec<_>>()),
            doubtful: Times::of_all(&parts.iter().map(|said| said.doubtful).collect::<Vec<_>>()),
            found: Times::of_all(&parts.iter().map(|said| said.found).collect::<Vec<_>>()),
            undated: parts.iter().map(|said| said.undated).sum(),
            mentions: entries().map(|entry| entry.mentions).sum(),
        }
    }
}

/// Settlements with at least two sites that can be drawn, in the order of the gazetteer.
fn cities(dossier: &Dossier, homes: &[PlaceIx]) -> Vec<(PlaceIx, Vec<PlaceIx>)> {
    let mut sites: std::collections::BTreeMap<PlaceIx, Vec<PlaceIx>> = std::collections::BTreeMap::new();
    for (index, home) in homes.iter().enumerate() {
        let ix = PlaceIx::new(index);
        if *home != ix && dossier.place(ix).point.is_some() && dossier.place(*home).point.is_some() {
            sites.entry(*home).or_default().push(ix);
        }
    }
    sites.into_iter().filter(|(_, sites)| sites.len() > 1).collect()
}

//! One detail of the map: arcs, and the polygons, lines and rivers that are made of them.

use super::label::{Label, LabelKind};
use super::mesh::{Bounds, Mesh};
use super::read::{BasemapError, Reader};
use super::{CountryIx, Detail, FillKind, Line, LineKind, Province, decode};
use crate::report::mercator::World;

/// The most points that arcs may be traced to. The embedded map needs a tenth of it; without a bound, a few
/// bytes could ask for one long arc a million times.
const MOST_TRACED: usize = 4_000_000;

/// What a polygon is for.
#[derive(Clone, Copy)]
pub(super) enum Use {
    /// A fill of the map.
    Fill(FillKind, Detail),
    /// A part of a province, by its number.
    Province(usize),
}

/// What a detail adds to the map. Its polygons are not cut into triangles yet.
pub(super) struct Parts {
    pub(super) polygons: Vec<(Use, Mesh)>,
    pub(super) lines: Vec<Line>,
    pub(super) labels: Vec<Label>,
}

impl Parts {
    /// The polygons that every map of the land needs. Those of provinces are cut when one of them is drawn.
    pub(super) fn fills(&self) -> impl Iterator<Item = &Mesh> {
        self.polygons.iter().filter(|(used, _)| matches!(used, Use::Fill(..))).map(|(_, mesh)| mesh)
    }
}

/// A use of an arc by a ring or a line.
#[derive(Clone, Copy)]
struct ArcRef {
    index: usize,
    backwards: bool,
}

/// The arcs of a detail and the countries on their sides, which are learnt from the land polygons.
struct Arcs {
    points: Vec<Vec<World>>,
    owners: Vec<[Option<CountryIx>; 2]>,
    /// The country on both sides of an arc between provinces.
    inland: Vec<Option<CountryIx>>,
    traced: usize,
}

impl Arcs {
    fn read(reader: &mut Reader<'_>, scale: f64) -> Result<Self, BasemapError> {
        let points = read_lines(reader, scale)?;
        let owners = vec![[None; 2]; points.len()];
        let inland = vec![None; points.len()];
        Ok(Self { points, owners, inland, traced: 0 })
    }

    /// A list of uses of arcs; a negative number −1 − n is arc n backwards.
    fn refs(&self, reader: &mut Reader<'_>) -> Result<Vec<ArcRef>, BasemapError> {
        reader.list(1, "the number of an arc", |reader| {
            let number = reader.int("the number of an arc")?;
            let backwards = number < 0;
            let forwards = if backwards { -1 - number } else { number };
            let index = usize::try_from(forwards).ok().filter(|&index| index < self.points.len());
            let index = index.ok_or_else(|| reader.unfit("the number of an arc"))?;
            Ok(ArcRef { index, backwards })
        })
    }

    /// Strings arcs together; the point in which two of them meet comes once.
    fn trace(&mut self, reader: &Reader<'_>, refs: &[ArcRef]) -> Result<Vec<World>, BasemapError> {
        let mut line: Vec<World> = Vec::new();
        for &ArcRef { index, backwards } in refs {
            let points = &self.points[index];
            self.traced += points.len();
            if self.traced > MOST_TRACED {
                return Err(reader.unfit("a map of a bearable size"));
            }
            let skipped = usize::from(!line.is_empty());
            if backwards {
                line.extend(points.iter().rev().skip(skipped));
            } else {
                line.extend(points.iter().skip(skipped));
            }
        }
        Ok(line)
    }

    /// A polygon, if it has an area, and the arcs around it.
    fn polygon(&mut self, reader: &mut Reader<'_>) -> Result<(Option<Mesh>, Vec<ArcRef>), BasemapError> {
        let rings = reader.list(1, "a ring", |reader| self.refs(reader))?;
        let mut traced = Vec::with_capacity(rings.len());
        for ring in &rings {
            traced.push(self.trace(reader, ring)?);
        }
        Ok((Mesh::of(&traced), rings.concat()))
    }

    fn add_owner(&mut self, refs: &[ArcRef], country: CountryIx) {
        for &ArcRef { index, .. } in refs {
            let owners = &mut self.owners[index];
            if owners.contains(&Some(country)) {
                continue;
            }
            if let Some(free) = owners.iter_mut().find(|owner| owner.is_none()) {
                *free = Some(country);
            }
        }
    }
}

/// Lines of grid points, each coordinate stored as the step from the point before.
fn read_lines(reader: &mut Reader<'_>, scale: f64) -> Result<Vec<Vec<World>>, BasemapError> {
    let (mut lon, mut lat) = (0_i64, 0_i64);
    reader.list(1, "a line", |reader| {
        reader.list(2, "a point", |reader| {
            lon = lon.saturating_add(reader.int("a longitude")?);
            lat = lat.saturating_add(reader.int("a latitude")?);
            Ok(World::from_lon_lat(reader.degrees(lon, lat, scale, "a position on the globe")?))
        })
    })
}

/// Reads a detail; the provinces must be known.
pub(super) fn read_detail(
    reader: &mut Reader<'_>,
    detail: Detail,
    countries: usize,
    provinces: &[Province],
) -> Result<Parts, BasemapError> {
    let scale = match detail {
        Detail::World => 1e4,
        Detail::Region => 1e5,
    };
    let mut arcs = Arcs::read(reader, scale)?;
    let mut parts = Parts { polygons: Vec::new(), lines: Vec::new(), labels: Vec::new() };
    read_land(reader, &mut arcs, detail, countries, &mut parts.polygons)?;
    let lakes = reader.list(1, "a lake", |reader| arcs.polygon(reader))?;
    let lakes = lakes.into_iter().filter_map(|(mesh, _)| mesh);
    parts.polygons.extend(lakes.map(|mesh| (Use::Fill(FillKind::Lake, detail), mesh)));
    reader.list(2, "a part of a province", |reader| {
        let index: usize = reader.small("the number of a province")?;
        let (mesh, refs) = arcs.polygon(reader)?;
        let province = provinces.get(index).ok_or_else(|| reader.unfit("the number of a province"))?;
        parts.polygons.extend(mesh.map(|mesh| (Use::Province(index), mesh)));
        for ArcRef { index, .. } in refs {
            arcs.inland[index] = Some(province.country);
        }
        Ok(())
    })?;
    read_drawn_lines(reader, &mut arcs, detail, &mut parts.lines)?;
    read_rivers(reader, detail, scale, &mut parts)?;
    Ok(parts)
}

fn read_land(
    reader: &mut Reader<'_>,
    arcs: &mut Arcs,
    detail: Detail,
    countries: usize,
    polygons: &mut Vec<(Use, Mesh)>,
) -> Result<(), BasemapError> {
    reader.list(2, "a piece of land", |reader| {
        let country = decode::country_ix(reader, countries)?;
        let (mesh, refs) = arcs.polygon(reader)?;
        arcs.add_owner(&refs, country);
        polygons.extend(mesh.map(|mesh| (Use::Fill(FillKind::Land(country), detail), mesh)));
        Ok(())
    })?;
    Ok(())
}

fn read_drawn_lines(reader: &mut Reader<'_>, arcs: &mut Arcs, detail: Detail, lines: &mut Vec<Line>) -> Result<(), BasemapError> {
    reader.list(3, "a line to draw", |reader| {
        let kind = match reader.uint("the kind of a line")? {
            0 => LineKind::Coast,
            1 => LineKind::Border,
            2 => LineKind::Disputed,
            3 => LineKind::Province,
            4 => LineKind::LakeShore,
            _ => return Err(reader.unfit("the kind of a line")),
        };
        let rank = reader.small("the rank of a line")?;
        let refs = arcs.refs(reader)?;
        let points = arcs.trace(reader, &refs)?;
        let owners = match kind {
            LineKind::Coast | LineKind::Border | LineKind::Disputed => {
                refs.first().map_or([None; 2], |first| arcs.owners[first.index])
            }
            LineKind::Province => refs.first().map_or([None; 2], |first| [arcs.inland[first.index]; 2]),
            LineKind::LakeShore | LineKind::River => [None; 2],
        };
        push_line(lines, kind, detail, owners, rank, &points);
        Ok(())
    })?;
    Ok(())
}

fn read_rivers(reader: &mut Reader<'_>, detail: Detail, scale: f64, parts: &mut Parts) -> Result<(), BasemapError> {
    reader.list(5, "a river", |reader| {
        let names = decode::names(reader)?;
        let rank = reader.small("the rank of a river")?;
        let lines = read_lines(reader, scale)?;
        for points in &lines {
            push_line(&mut parts.lines, LineKind::River, detail, [None; 2], rank, points);
        }
        // The longest line comes first, and a nameless river has nothing to write along it.
        if let Some(along) = lines.into_iter().next().filter(|line| !line.is_empty() && !names.en.is_empty()) {
            let at = along[along.len() / 2];
            let kind = LabelKind::River;
            parts.labels.push(Label { kind, names, at, along, rank, country: None, population: 0 });
        }
        Ok(())
    })?;
    Ok(())
}

/// Adds a line in pieces that share their end points.
fn push_line(lines: &mut Vec<Line>, kind: LineKind, detail: Detail, owners: [Option<CountryIx>; 2], rank: u8, points: &[World]) {
    let mut rest = points;
    while rest.len() >= 2 {
        let (piece, next) = rest.split_at(rest.len().min(Line::MOST_POINTS));
        if let Some(bounds) = Bounds::around(piece) {
            lines.push(Line { kind, detail, owners, rank, points: piece.to_vec(), bounds });
        }
        rest = if next.is_empty() { next } else { &rest[piece.len() - 1..] };
    }
}

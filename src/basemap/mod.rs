//! The map under the markers: land, lakes, borders, rivers and names, decoded from two files that are part of
//! the program. `assets/basemap/README.md` says where they come from and how their bytes are laid out.
//!
//! There are two [`Detail`]s that never overlap: the region (44–90° E, 35–57° N) as finely as the source has it, and
//! the rest of the world to about 2 km. Draw in this order: all [`Fill`]s of land, all fills of lakes, the [`Line`]s,
//! the [`Label`]s. Everything that is not land is water, the Caspian Sea included. Nothing crosses the antimeridian:
//! what lies on both sides of it comes in two parts, one at each edge of the world.

mod decode;
mod detail;
mod label;
mod mesh;
mod read;
#[cfg(test)]
mod tests;

pub use label::{Label, LabelKind, Names};
pub use mesh::{Bounds, Mesh};
pub use read::BasemapError;

use crate::report::mercator::World;

/// How finely a part of the map is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Detail {
    /// The whole world without the region: points about 2 km apart, on a grid of 11 m.
    World,
    /// 44–90° E, 35–57° N: every bend of the source (1:10 million), on a grid of 1.1 m.
    Region,
}

/// The place of a country in [`Basemap::countries`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryIx(pub u16);

/// A country or a territory that the map fills as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Country {
    /// ISO 3166-1 alpha-2, such as `KZ`; Natural Earth's key of three letters for the few that have none.
    pub code: String,
    /// Its name.
    pub names: Names,
    /// Where the name is written.
    pub label: World,
    /// The tile zoom from which the name appears; see [`Label::rank`].
    pub rank: u8,
}

/// A province of a country, in the borders of 2018. Only those that lie in the region as a whole are here.
#[derive(Clone, Debug, PartialEq)]
pub struct Province {
    /// Every key that finds it: ISO 3166-2 of today (`KZ-47`), the older one of letters (`KZ-MAN`), and Natural Earth's
    /// (`KAZ-3236`).
    pub codes: Vec<String>,
    /// The country it belongs to.
    pub country: CountryIx,
    /// Its name.
    pub names: Names,
    /// Where the name is written.
    pub label: World,
    /// The tile zoom from which the name appears; see [`Label::rank`]. 99 for a city with a province's rights, which has
    /// no label of its own beside the town's.
    pub rank: u8,
    /// Its polygons.
    pub parts: Vec<Mesh>,
}

/// What a filled polygon is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FillKind {
    /// Land of a country. Lakes lie on top of it.
    Land(CountryIx),
    /// A lake or a reservoir.
    Lake,
}

/// A filled polygon.
#[derive(Clone, Debug, PartialEq)]
pub struct Fill {
    /// Land or lake.
    pub kind: FillKind,
    /// Which of the two details it belongs to.
    pub detail: Detail,
    /// Its triangles and rings. Rings of land also run along the edge between the details: take outlines from
    /// [`Basemap::lines`].
    pub mesh: Mesh,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineKind {
    /// Land against the sea; one owner.
    Coast,
    /// Between two countries; two owners.
    Border,
    /// A disputed or indefinite border, or a line of control: with two owners where it is also the edge of the
    /// fills, with none where it crosses a fill.
    Disputed,
    /// Between two provinces of a country, which then owns it twice; with no owner where a province lies only partly in
    /// the region. Only in the region.
    Province,
    /// The shore of a lake.
    LakeShore,
    /// A river.
    River,
}

/// A line of at most [`Line::MOST_POINTS`] points; longer ones are cut into several that share their ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is.
    pub kind: LineKind,
    /// Which of the two details it belongs to.
    pub detail: Detail,
    /// The countries on its sides, in no order: see [`LineKind`] for how many.
    pub owners: [Option<CountryIx>; 2],
    /// For rivers and provinces, the tile zoom from which it is worth drawing; 0 for all else.
    pub rank: u8,
    /// Its points, two or more.
    pub points: Vec<World>,
    /// The rectangle around it.
    pub bounds: Bounds,
}

impl Line {
    /// Short enough that a line out of view is seldom drawn for a corner of it.
    pub const MOST_POINTS: usize = 256;

    /// Whether the country lies on one of its sides.
    #[must_use]
    pub fn belongs_to(&self, country: CountryIx) -> bool {
        self.owners.contains(&Some(country))
    }
}

/// The whole map, projected and triangulated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Basemap {
    /// All countries, sorted by code.
    pub countries: Vec<Country>,
    /// Provinces of the region, sorted by Natural Earth's key.
    pub provinces: Vec<Province>,
    /// Land and lakes; land first.
    pub fills: Vec<Fill>,
    /// Coasts, borders, shores and rivers.
    pub lines: Vec<Line>,
    /// All names, by kind and then the most important first.
    pub labels: Vec<Label>,
}

impl Basemap {
    /// The map that is part of the program.
    ///
    /// # Errors
    /// When the embedded files do not decode, which the tests rule out.
    pub fn embedded() -> Result<Self, BasemapError> {
        let mut map = Self::decode(include_bytes!("../../assets/basemap/basemap.bin"))?;
        map.add_towns(include_bytes!("../../assets/basemap/towns.bin"))?;
        Ok(map)
    }

    /// Finds a country by its code, such as `KZ`.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<CountryIx> {
        let index = self.countries.binary_search_by(|country| country.code.as_str().cmp(code)).ok()?;
        u16::try_from(index).ok().map(CountryIx)
    }

    /// Finds a province by any of its codes, such as `KZ-47`.
    #[must_use]
    pub fn province(&self, code: &str) -> Option<&Province> {
        self.provinces.iter().find(|province| province.codes.iter().any(|own| own == code))
    }

    /// The land of a country. A country that reaches out of the region comes in parts that meet at its edge.
    pub fn country_parts(&self, country: CountryIx) -> impl Iterator<Item = &Mesh> {
        self.fills.iter().filter(move |fill| fill.kind == FillKind::Land(country)).map(|fill| &fill.mesh)
    }

    /// The polygons that a key stands for, be it a country (`KZ`) or a province (`KZ-47`, `KAZ-3236`).
    #[must_use]
    pub fn area(&self, key: &str) -> Option<Vec<&Mesh>> {
        if let Some(country) = self.country(key) {
            return Some(self.country_parts(country).collect());
        }
        self.province(key).map(|province| province.parts.iter().collect())
    }

    /// The country whose land lies under a point. Lakes count as land here; the sea is nobody's.
    #[must_use]
    pub fn country_at(&self, at: World) -> Option<CountryIx> {
        self.fills.iter().find_map(|fill| match fill.kind {
            FillKind::Land(country) if fill.mesh.contains(at) => Some(country),
            _ => None,
        })
    }
}

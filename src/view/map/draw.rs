//! Putting a place on the map: a point by a click, a line or an area by its corners, or the provinces that make it up.

use egui::{Id, Key, Modifiers, Painter, Pos2, Response, Stroke, Ui, Vec2};
use geo::{Coord, Geometry, LineString, MultiPolygon, Polygon};

use super::plan::MapPlan;
use super::projection::{nearest, world_at};
use super::{areas, hand};
use crate::basemap::{Basemap, Mesh};
use crate::edit::{Deed, PlaceChange};
use crate::report::mercator::World;
use crate::report::place::{LonLat, representative_point};
use crate::session::{Action, Camera, Placing, Shape};
use crate::view::{Scene, holding};

/// A click that is nearer to a corner than this, in points, is on it.
const ON_IT: f32 = 6.0;

/// What is drawn so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    of: Option<Placing>,
    /// The corners of a line or an area, each on the copy of the world that is nearest to the one before.
    pub corners: Vec<World>,
    /// The codes of provinces and countries.
    pub codes: Vec<String>,
}

impl Drawing {
    /// What is to be put on the map now. Another place or shape begins anew, and the map takes the keyboard for it.
    pub fn turn(&mut self, ui: &Ui, scene: &Scene<'_>, map: Id) -> Option<Placing> {
        let placing = scene.state.placing.filter(|_| scene.state.surroundings.editing.is_possible());
        if self.of != placing {
            let codes = placing.filter(|placing| placing.shape == Shape::Provinces);
            let codes = codes.map(|placing| scene.dossier.place(placing.place).basemap.clone()).unwrap_or_default();
            *self = Self { of: placing, corners: Vec::new(), codes };
            if placing.is_some() {
                ui.memory_mut(|memory| memory.request_focus(map));
            }
        }
        placing
    }

    /// Enter ends, and Backspace takes the last corner back, while the map or nothing else has the keyboard.
    pub fn keys(&mut self, ui: &Ui, scene: &Scene<'_>, map: Id) -> Vec<Action> {
        let Some(placing) = self.of else { return Vec::new() };
        if ui.memory(egui::Memory::focused).is_some_and(|focused| focused != map) {
            return Vec::new();
        }
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if pressed(Key::Backspace) {
            self.take_back();
        }
        if !pressed(Key::Enter) {
            return Vec::new();
        }
        match placing.shape {
            Shape::Point => self.point(scene, scene.state.camera.map(|camera| hand::rounded(camera.center, camera))),
            Shape::Line | Shape::Area | Shape::Provinces => self.end(ui, scene),
        }
    }

    /// Takes back what was drawn last.
    pub fn take_back(&mut self) {
        if self.corners.pop().is_none() {
            self.codes.pop();
        }
    }

    /// Whether there is enough of it to end.
    #[must_use]
    pub fn is_enough(&self) -> bool {
        match self.of.map(|placing| placing.shape) {
            Some(Shape::Line) => self.corners.len() >= 2,
            Some(Shape::Area) => self.corners.len() >= 3,
            Some(Shape::Provinces) => !self.codes.is_empty(),
            Some(Shape::Point) | None => false,
        }
    }

    /// What a click on the map does, or Space, which is a click in the middle of it.
    pub fn click(&mut self, ui: &Ui, scene: &Scene<'_>, camera: Camera, response: &Response) -> Vec<Action> {
        let (Some(placing), true) = (self.of, response.clicked()) else { return Vec::new() };
        let rect = response.rect;
        let pointer = response.interact_pointer_pos().unwrap_or(rect.center());
        let world = world_at(camera, rect, pointer);
        match placing.shape {
            Shape::Point => return self.point(scene, Some(hand::rounded(world, camera))),
            Shape::Provinces => self.toggle(scene, world, ui.input(|input| input.modifiers.shift)),
            Shape::Line | Shape::Area => {
                let is_on = |corner: Option<&World>| corner.is_some_and(|at| nearest(camera, rect, *at).distance(pointer) < ON_IT);
                let closes = placing.shape == Shape::Area && self.is_enough() && is_on(self.corners.first());
                if response.double_clicked() || closes {
                    return self.end(ui, scene);
                }
                if !is_on(self.corners.last()) {
                    self.add(world, camera);
                }
            }
        }
        ui.ctx().request_repaint();
        Vec::new()
    }

    fn add(&mut self, at: World, camera: Camera) {
        let mut at = World::from_lon_lat(hand::rounded(at, camera));
        // From one corner to the next the shorter way round is taken, as everywhere.
        let beside = self.corners.last().map_or(camera.center.x, |last| last.x);
        at.x += (beside - at.x).round();
        self.corners.push(at);
    }

    /// Adds the province under a point, or the country where there are no provinces or it is asked for; or leaves it out.
    fn toggle(&mut self, scene: &Scene<'_>, at: World, whole_country: bool) {
        let Some(codes) = scene.basemap.map(|basemap| area_at(basemap, at, whole_country, &self.codes)) else { return };
        let Some(first) = codes.first() else { return };
        let before = self.codes.len();
        self.codes.retain(|code| !codes.contains(code));
        if self.codes.len() == before {
            self.codes.push(first.clone());
        }
    }

    fn point(&self, scene: &Scene<'_>, at: Option<LonLat>) -> Vec<Action> {
        let Some((placing, at)) = self.of.zip(at) else { return Vec::new() };
        let radius = scene.dossier.place(placing.place).radius_metres;
        done(placing, PlaceChange::At(Some(at), radius))
    }

    /// Puts on the map what is drawn, where there is enough of it.
    pub fn end(&self, ui: &Ui, scene: &Scene<'_>) -> Vec<Action> {
        let Some(placing) = self.of.filter(|_| self.is_enough()) else {
            holding::announce(ui, "There are not enough corners yet.".to_owned());
            return Vec::new();
        };
        done(placing, self.change(scene, placing.shape))
    }

    fn change(&self, scene: &Scene<'_>, shape: Shape) -> PlaceChange {
        let line = || -> LineString<f64> { self.corners.iter().map(coordinates).collect() };
        match shape {
            Shape::Area => PlaceChange::Geometry(Geometry::Polygon(Polygon::new(line(), Vec::new()))),
            Shape::Line | Shape::Point => PlaceChange::Geometry(Geometry::LineString(line())),
            Shape::Provinces => {
                let before = self.of.and_then(|placing| scene.dossier.place(placing.place).point);
                let inside = scene.basemap.and_then(|basemap| point_inside(basemap, &self.codes, before));
                PlaceChange::Basemap(self.codes.clone(), inside)
            }
        }
    }

    /// The names of the provinces and countries that were chosen.
    #[must_use]
    pub fn names(&self, basemap: Option<&Basemap>) -> Vec<String> {
        let name = |code: &String| {
            let province = basemap.and_then(|map| map.province(code)).map(|province| &province.names);
            let country = || basemap.and_then(|map| Some(&map.countries[usize::from(map.country(code)?.0)].names));
            province.or_else(country).map_or_else(|| code.clone(), |names| names.en.clone())
        };
        self.codes.iter().map(name).collect()
    }

    /// What is drawn so far, and what the pointer is over.
    pub fn paint(&self, ui: &Ui, painter: &Painter, scene: &Scene<'_>, plan: &MapPlan, map: &Response) {
        let Some(placing) = self.of else { return };
        let palette = scene.palette;
        let over = map.hover_pos();
        if placing.shape == Shape::Provinces {
            self.paint_areas(ui, painter, scene, plan, over);
        } else {
            self.paint_corners(painter, scene, plan, placing.shape, over);
        }
        // For the keyboard, the middle of the map is where a click would be.
        if map.has_focus() && over.is_none() {
            let (at, stroke) = (plan.rect.center(), Stroke::new(1.5, palette.ink));
            for way in [Vec2::X, Vec2::Y] {
                painter.line_segment([at - way * 12.0, at - way * 4.0], stroke);
                painter.line_segment([at + way * 4.0, at + way * 12.0], stroke);
            }
        }
    }

    fn paint_corners(&self, painter: &Painter, scene: &Scene<'_>, plan: &MapPlan, shape: Shape, over: Option<Pos2>) {
        let palette = scene.palette;
        let line = Stroke::new(2.0, palette.window);
        let Some(first) = self.corners.first() else { return };
        // All corners on the copy of the world on which the first one is.
        let shift = (plan.camera.center.x - first.x).round();
        let place = |at: &World| super::projection::place_on_screen(plan.camera, plan.rect, World { x: at.x + shift, y: at.y });
        let corners: Vec<Pos2> = self.corners.iter().map(place).collect();
        if shape == Shape::Area && corners.len() > 2 {
            let area = Polygon::new(self.corners.iter().map(coordinates).collect(), Vec::new());
            areas::geometry_on(painter, plan, &area.into(), palette.window.gamma_multiply(0.12), Stroke::NONE);
        }
        painter.line(corners.clone(), line);
        if let Some((last, to)) = corners.last().zip(over) {
            let faint = Stroke::new(1.2, palette.window.gamma_multiply(0.7));
            painter.extend(egui::Shape::dashed_line(&[*last, to], faint, 4.0, 3.0));
            if shape == Shape::Area && corners.len() > 1 {
                painter.extend(egui::Shape::dashed_line(&[to, corners[0]], faint, 4.0, 3.0));
            }
        }
        for (index, at) in corners.iter().enumerate() {
            painter.circle(*at, if index == 0 { 4.5 } else { 3.5 }, palette.card, Stroke::new(1.5, palette.window));
        }
    }

    fn paint_areas(&self, ui: &Ui, painter: &Painter, scene: &Scene<'_>, plan: &MapPlan, over: Option<Pos2>) {
        let Some(basemap) = scene.basemap else { return };
        let palette = scene.palette;
        for code in &self.codes {
            let meshes = basemap.area(code).unwrap_or_default();
            areas::fill(painter, plan, &meshes, palette.window.gamma_multiply(0.18));
            areas::rings(painter, plan, &meshes, Stroke::new(1.5, palette.window));
        }
        if let Some(over) = over {
            let at = world_at(plan.camera, plan.rect, over);
            let whole = ui.input(|input| input.modifiers.shift);
            let codes = area_at(basemap, at, whole, &self.codes);
            let meshes = codes.first().and_then(|code| basemap.area(code)).unwrap_or_default();
            areas::rings(painter, plan, &meshes, Stroke::new(1.5, palette.ink));
        }
    }
}

/// The edit, after which clicks on the map mean what they usually do.
fn done(placing: Placing, change: PlaceChange) -> Vec<Action> {
    vec![Action::SetPlacing(None), Action::Edit(Box::new(Deed::Place(placing.place, change)))]
}

fn coordinates(at: &World) -> Coord<f64> {
    let at = at.to_lon_lat();
    let whole = |degrees: f64| (degrees * 1e7).round() / 1e7;
    Coord { x: whole(at.lon), y: whole(at.lat) }
}

/// Every code of the area under a point, the one that is written first; of a country that was chosen as a whole, its own.
fn area_at(basemap: &Basemap, at: World, whole_country: bool, chosen: &[String]) -> Vec<String> {
    let at = World { x: at.x.rem_euclid(1.0), y: at.y };
    let country = || basemap.country_at(at).map(|ix| basemap.countries[usize::from(ix.0)].code.clone());
    let province = basemap.provinces.iter().find(|province| province.parts.iter().any(|part| part.contains(at)));
    match province.filter(|_| !whole_country) {
        Some(province) => {
            let own = &basemap.countries[usize::from(province.country.0)].code;
            if chosen.contains(own) { vec![own.clone()] } else { province.codes.clone() }
        }
        None => country().into_iter().collect(),
    }
}

/// A point inside of what some codes stand for: the one it has, where that is inside.
fn point_inside(basemap: &Basemap, codes: &[String], before: Option<LonLat>) -> Option<LonLat> {
    let meshes: Vec<&Mesh> = codes.iter().filter_map(|code| basemap.area(code)).flatten().collect();
    if before.is_some_and(|at| meshes.iter().any(|mesh| mesh.contains(World::from_lon_lat(at)))) {
        return before;
    }
    let ring = |ring: &[World]| -> LineString<f64> { ring.iter().map(coordinates).collect() };
    let polygon = |mesh: &&Mesh| {
        let mut rings = mesh.rings().map(ring);
        let outer = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
        Polygon::new(outer, rings.collect())
    };
    let all: MultiPolygon<f64> = meshes.iter().map(polygon).collect();
    let at = representative_point(&Geometry::MultiPolygon(all))?;
    let whole = |degrees: f64| (degrees * 100.0).round() / 100.0;
    LonLat::new(whole(at.lon), whole(at.lat))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn world(lon: f64, lat: f64) -> World {
        World::from_lon_lat(LonLat { lon, lat })
    }

    #[test]
    fn corners_across_the_antimeridian_are_beside_one_another() {
        let mut drawing = Drawing::default();
        let camera = Camera { center: world(179.0, 0.0), zoom: 4.0 };
        drawing.add(world(178.0, 0.0), camera);
        drawing.add(World { x: world(-178.0, 0.0).x + 1.0, y: 0.5 }, camera);
        // After panning across, the map looks at the other copy of the world.
        drawing.add(world(-177.0, 1.0), Camera { center: world(-178.0, 0.0), zoom: 4.0 });
        assert!(drawing.corners.windows(2).all(|two| (two[0].x - two[1].x).abs() < 0.02), "{:?}", drawing.corners);
        let lons: Vec<f64> = drawing.corners.iter().map(|at| coordinates(at).x).collect();
        assert_eq!(lons, [178.0, -178.0, -177.0], "as they are written, they are within -180 to 180");
    }

    #[test]
    fn provinces_are_found_by_a_point_and_a_country_takes_them_all() {
        let map = Basemap::embedded().unwrap();
        let at = world(52.9, 43.5);
        let province = area_at(&map, at, false, &[]);
        assert!(province.contains(&"KZ-47".to_owned()), "{province:?}");
        assert_eq!(area_at(&map, at, true, &[]), ["KZ"]);
        assert_eq!(area_at(&map, at, false, &["KZ".to_owned()]), ["KZ"], "a click takes the whole out again");
        assert_eq!(area_at(&map, world(2.3, 48.8), false, &[]), ["FR"], "where there are no provinces");
        assert_eq!(area_at(&map, world(-40.0, 30.0), false, &[]), Vec::<String>::new(), "the sea");
        let inside = point_inside(&map, &province[..1], None).unwrap();
        assert_eq!(area_at(&map, World::from_lon_lat(inside), false, &[]), province);
        assert_eq!(point_inside(&map, &province[..1], LonLat::new(52.9, 43.5)), LonLat::new(52.9, 43.5), "it stays");
    }
}

//! The background map as one mesh of fills and lines, tessellated once for a camera, and as an image where the map rests.

use std::sync::Arc;

use egui::epaint::{ClippedPrimitive, Primitive, TessellationOptions, Tessellator, Vertex};
use egui::{
    Color32, ColorImage, Context, Mesh, Painter, Pos2, Rect, Shape, Stroke, TextureHandle, TextureId, TextureOptions, Vec2,
};
use geo::{Coord, LineString, Simplify};

use super::projection::place_on_screen;
use crate::basemap::{Basemap, CountryIx, FillKind, Line, LineKind};
use crate::raster;
use crate::report::mercator::World;
use crate::session::Camera;
use crate::theme::Palette;
use crate::view::Scene;

/// The background for one camera. While the map moves it is drawn as triangles, which are made with a margin around the map and
/// only cut out anew; once it rests, as an image of itself, because most frames change nothing but the window of time, and
/// copying pixels costs far less than thousands of triangles.
#[derive(Default)]
pub struct Ground {
    made: Option<(Key, Camera)>,
    mesh: Mesh,
    seen: Option<(Camera, Arc<Mesh>)>,
    /// What the last frame showed.
    shown: Option<(Key, Camera)>,
    image: Option<Image>,
}

/// The background as a texture.
struct Image {
    of: (Key, Camera),
    texture: TextureHandle,
}

#[derive(Clone, Copy, PartialEq)]
struct Key {
    rect: Rect,
    dark: bool,
    pixels_per_point: f32,
    dossier: usize,
}

/// How far beyond the map's edge the background is made, in points, so that panning need not make it anew at once.
const MARGIN: f32 = 240.0;

/// The zoom from which on the outlines of provinces say more than is known of them.
const PROVINCES_UNTIL: f64 = 10.5;

/// The distance in points under which a further point of a line is not worth drawing.
const DETAIL: f32 = 0.7;

/// How far in pixels a line may be drawn off its course.
const OFF_COURSE: f32 = 0.4;

/// The side in pixels of the spots in which points of a polygon are not told apart.
const SPOT: f32 = 0.5;

impl Ground {
    /// Draws the background.
    pub fn paint(&mut self, painter: &Painter, scene: &Scene<'_>, rect: Rect, camera: Camera) {
        let Some(basemap) = scene.basemap else {
            painter.rect_filled(rect, 0.0, scene.palette.land);
            return;
        };
        let key = Key {
            rect,
            dark: scene.palette.dark,
            pixels_per_point: painter.pixels_per_point(),
            dossier: std::ptr::from_ref(scene.dossier).addr(),
        };
        let rests = self.shown.replace((key, camera)) == Some((key, camera));
        let pixels = Pixels::of(rect, key.pixels_per_point).filter(|pixels| rests && pixels.fit(painter.ctx()));
        if let Some(pixels) = pixels {
            let texture = self.image(painter.ctx(), scene, basemap, (key, camera), pixels);
            let whole = Rect::from_min_max(Pos2::ZERO, Pos2::new(1.0, 1.0));
            painter.image(texture, pixels.rect(key.pixels_per_point), whole, Color32::WHITE);
        } else {
            painter.rect_filled(rect, 0.0, scene.palette.water);
            painter.add(Shape::Mesh(self.mesh(scene, basemap, key, camera)));
        }
    }

    /// The background as a texture, made where the last one shows something else.
    fn image(&mut self, context: &Context, scene: &Scene<'_>, basemap: &Basemap, of: (Key, Camera), pixels: Pixels) -> TextureId {
        if let Some(image) = self.image.as_ref().filter(|image| image.of == of) {
            return image.texture.id();
        }
        let mesh = Primitive::Mesh(self.mesh(scene, basemap, of.0, of.1).as_ref().clone());
        let primitive = ClippedPrimitive { clip_rect: of.0.rect, primitive: mesh };
        let mut painter = raster::Painter::plain();
        let picture = painter.paint_part(&[primitive], of.0.pixels_per_point, pixels.corner, pixels.size, scene.palette.water);
        let drawn = ColorImage::from_rgba_premultiplied(pixels.size.map(|side| side as usize), &picture.pixels);
        // Each pixel of the image lies on one of the screen, so that nothing is filtered.
        let texture = context.load_texture("ground", drawn, TextureOptions::NEAREST);
        let id = texture.id();
        self.image = Some(Image { of, texture });
        id
    }

    fn mesh(&mut self, scene: &Scene<'_>, basemap: &Basemap, key: Key, camera: Camera) -> Arc<Mesh> {
        let same = |(made, from): &(Key, Camera)| *made == key && from.zoom.to_bits() == camera.zoom.to_bits();
        let offset = self.made.filter(same).map(|(_, from)| place_on_screen(camera, key.rect, from.center) - key.rect.center());
        let offset = offset.filter(|offset| offset.x.abs() < MARGIN && offset.y.abs() < MARGIN);
        if offset.is_none() {
            let home: Vec<CountryIx> = scene.dossier.head.home.iter().filter_map(|code| basemap.country(code)).collect();
            let mut sketch = Sketch::new(basemap, scene.palette, camera, key.rect, key.pixels_per_point, home);
            sketch.fills();
            sketch.lines();
            self.mesh = sketch.mesh;
            self.made = Some((key, camera));
            self.seen = None;
        }
        if let Some((_, mesh)) = self.seen.as_ref().filter(|(seen, _)| *seen == camera) {
            return mesh.clone();
        }
        let mesh = Arc::new(cut_out(&self.mesh, offset.unwrap_or_default(), key.rect));
        self.seen = Some((camera, mesh.clone()));
        mesh
    }
}

/// The pixels of the screen that the map covers.
#[derive(Clone, Copy)]
struct Pixels {
    corner: [u32; 2],
    size: [u32; 2],
}

impl Pixels {
    /// Each side is rounded by itself, as what clips the map is; `None` where nothing is left.
    fn of(rect: Rect, pixels_per_point: f32) -> Option<Self> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast takes what is outside to the edge")]
        let round = |points: f32| (points * pixels_per_point).round() as u32;
        let (corner, end) = ([rect.left(), rect.top()].map(round), [rect.right(), rect.bottom()].map(round));
        let size = [end[0].saturating_sub(corner[0]), end[1].saturating_sub(corner[1])];
        (size[0] > 0 && size[1] > 0).then_some(Self { corner, size })
    }

    /// Whether they fit into a texture.
    fn fit(self, context: &Context) -> bool {
        let most = context.input(|input| input.max_texture_side);
        self.size.iter().all(|side| (*side as usize) <= most)
    }

    /// Where they are, in points.
    fn rect(self, pixels_per_point: f32) -> Rect {
        #[expect(clippy::cast_precision_loss, reason = "pixels of a screen")]
        let points = |[x, y]: [u32; 2]| Pos2::new(x as f32, y as f32) / pixels_per_point;
        Rect::from_min_size(points(self.corner), points(self.size).to_vec2())
    }
}

/// The triangles of a mesh that are seen in a rectangle when it is moved. The mesh reaches so far beyond the map that more
/// than half of it is not seen, and every triangle costs in every frame.
fn cut_out(mesh: &Mesh, offset: Vec2, rect: Rect) -> Mesh {
    const UNUSED: u32 = u32::MAX;
    let rect = rect.expand(1.0);
    let mut places = vec![UNUSED; mesh.vertices.len()];
    let mut seen = Mesh::default();
    for corners in mesh.indices.as_chunks::<3>().0 {
        let [a, b, c] = corners.map(|corner| mesh.vertices[corner as usize].pos + offset);
        let bounds = Rect { min: a.min(b).min(c), max: a.max(b).max(c) };
        if !bounds.intersects(rect) {
            continue;
        }
        for corner in corners {
            let place = &mut places[*corner as usize];
            if *place == UNUSED {
                *place = u32::try_from(seen.vertices.len()).unwrap_or(UNUSED);
                let vertex = mesh.vertices[*corner as usize];
                seen.vertices.push(Vertex { pos: vertex.pos + offset, ..vertex });
            }
            seen.indices.push(*place);
        }
    }
    seen
}

struct Sketch<'a> {
    basemap: &'a Basemap,
    palette: &'a Palette,
    camera: Camera,
    rect: Rect,
    home: Vec<CountryIx>,
    shifts: Vec<f64>,
    pixels_per_point: f32,
    tessellator: Tessellator,
    mesh: Mesh,
    /// For each point of the polygon at work its place in the mesh; here to keep the memory.
    merged: Vec<u32>,
}

impl<'a> Sketch<'a> {
    fn new(basemap: &'a Basemap, palette: &'a Palette, camera: Camera, rect: Rect, ppp: f32, home: Vec<CountryIx>) -> Self {
        // Which copies of the world can be seen: the one at 0 and its neighbours.
        let half = f64::from(rect.width() / 2.0 + MARGIN) / camera.world_points();
        let seen = |shift: &f64| camera.center.x - half < 1.0 + shift && camera.center.x + half > *shift;
        let shifts = [-1.0, 0.0, 1.0].into_iter().filter(seen).collect();
        let tessellator = Tessellator::new(ppp, TessellationOptions::default(), [1, 1], Vec::new());
        Self {
            basemap,
            palette,
            camera,
            rect,
            home,
            shifts,
            pixels_per_point: ppp,
            tessellator,
            mesh: Mesh::default(),
            merged: Vec::new(),
        }
    }

    /// Whether a rectangle of the world, moved to a copy, can be seen.
    fn sees(&self, bounds: &crate::basemap::Bounds, shift: f64) -> bool {
        let corner = |at: World| place_on_screen(self.camera, self.rect, World { x: at.x + shift, y: at.y });
        Rect::from_min_max(corner(bounds.min), corner(bounds.max)).intersects(self.rect.expand(MARGIN))
    }

    fn fills(&mut self) {
        let order = |kind: FillKind| match kind {
            FillKind::Land(country) if self.home.contains(&country) => 1,
            FillKind::Land(_) => 0,
            FillKind::Lake => 2,
        };
        let basemap = self.basemap;
        let mut fills: Vec<_> = basemap.fills.iter().collect();
        fills.sort_by_key(|fill| order(fill.kind));
        for fill in fills {
            let color = match fill.kind {
                FillKind::Land(country) if self.home.contains(&country) => self.palette.home_land,
                FillKind::Land(_) => self.palette.land,
                FillKind::Lake => self.palette.water,
            };
            for shift in self.shifts.clone() {
                if self.sees(&fill.mesh.bounds, shift) {
                    self.fill(&fill.mesh, color, shift);
                }
            }
        }
    }

    /// Fills a polygon. Points that lie in the same spot of the screen become one, for most points of a country lie
    /// closer than a pixel; the spots are those of the screen, so that neighbours still share their border.
    fn fill(&mut self, fill: &crate::basemap::Mesh, color: Color32, shift: f64) {
        let spot = SPOT / self.pixels_per_point;
        let snap = |at: f32| (at / spot).round() * spot;
        let number = |mesh: &Mesh| u32::try_from(mesh.vertices.len()).unwrap_or(u32::MAX);
        let mut last = None;
        self.merged.clear();
        for at in &fill.vertices {
            let at = place_on_screen(self.camera, self.rect, World { x: at.x + shift, y: at.y });
            let at = Pos2::new(snap(at.x), snap(at.y));
            if last != Some(at) {
                self.mesh.colored_vertex(at, color);
                last = Some(at);
            }
            self.merged.push(number(&self.mesh) - 1);
        }
        for corners in fill.triangles() {
            let [a, b, c] = corners.map(|corner| self.merged[corner as usize]);
            let at = |index: u32| self.mesh.vertices[index as usize].pos;
            let (ab, ac) = (at(b) - at(a), at(c) - at(a));
            let area = ab.x * ac.y - ab.y * ac.x;
            // What has less area than a corner of a spot is nothing but rounding.
            if area.abs() > spot * spot / 4.0 {
                self.mesh.add_triangle(a, b, c);
            }
        }
    }

    fn lines(&mut self) {
        let mut order: Vec<_> = self.basemap.lines.iter().collect();
        order.sort_by_key(|line| (line.owners.iter().flatten().any(|owner| self.home.contains(owner)), line.kind));
        for line in order {
            let Some(stroke) = self.stroke(line) else { continue };
            for shift in self.shifts.clone() {
                if self.sees(&line.bounds, shift) {
                    self.line(line, stroke, shift);
                }
            }
        }
    }

    /// How a line is drawn at this zoom, if at all.
    fn stroke(&self, line: &Line) -> Option<Stroke> {
        let palette = self.palette;
        let zoom = self.camera.zoom;
        let home = line.owners.iter().flatten().any(|owner| self.home.contains(owner));
        let soon = f64::from(line.rank) <= zoom + 1.0;
        let (width, color) = match line.kind {
            LineKind::Coast | LineKind::Border if home => (1.4, palette.home_border),
            LineKind::Coast => (0.9, palette.border),
            LineKind::Border | LineKind::Disputed => (1.0, palette.border),
            // A dozen points around a city are no outline of it: closer than this they would be false detail.
            LineKind::Province if zoom > PROVINCES_UNTIL => return None,
            LineKind::Province if home && zoom > 3.9 => (if zoom > 6.0 { 1.0 } else { 0.8 }, palette.border),
            LineKind::Province if soon && zoom > 5.4 => (0.7, palette.border),
            LineKind::LakeShore if zoom > 4.0 => (0.8, palette.shore),
            LineKind::River if soon && zoom > 3.4 => (river_width(line.rank, zoom), palette.shore),
            _ => return None,
        };
        Some(Stroke::new(width, color))
    }

    /// Draws the parts of a line that can be seen.
    fn line(&mut self, line: &Line, stroke: Stroke, shift: f64) {
        let area = self.rect.expand(MARGIN);
        let mut run: Vec<Pos2> = Vec::new();
        let mut last: Option<Pos2> = None;
        let points: Vec<Pos2> =
            line.points.iter().map(|at| place_on_screen(self.camera, self.rect, World { x: at.x + shift, y: at.y })).collect();
        let count = points.len();
        for (index, point) in points.into_iter().enumerate() {
            let ends = index == 0 || index + 1 == count;
            if !ends && run.last().is_some_and(|kept| kept.distance_sq(point) < DETAIL * DETAIL) {
                continue;
            }
            let hidden = last.is_some_and(|before| beyond_one_side(before, point, area));
            if hidden {
                self.flush(&mut run, stroke, line.kind);
            } else if run.is_empty() {
                run.extend(last);
            }
            if !hidden {
                run.push(point);
            }
            last = Some(point);
        }
        self.flush(&mut run, stroke, line.kind);
    }

    fn flush(&mut self, run: &mut Vec<Pos2>, stroke: Stroke, kind: LineKind) {
        if run.len() < 2 {
            run.clear();
            return;
        }
        let course = LineString::new(run.drain(..).map(|at| Coord { x: at.x, y: at.y }).collect())
            .simplify(OFF_COURSE / self.pixels_per_point);
        let points: Vec<Pos2> = course.0.into_iter().map(|at| Pos2::new(at.x, at.y)).collect();
        if kind == LineKind::Disputed {
            for dash in Shape::dashed_line(&points, stroke, 4.0, 3.0) {
                self.tessellator.tessellate_shape(dash, &mut self.mesh);
            }
        } else {
            self.tessellator.tessellate_shape(Shape::line(points, stroke), &mut self.mesh);
        }
    }
}

/// Great rivers are drawn wider, and all of them wider from nearby.
fn river_width(rank: u8, zoom: f64) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "a width on the screen")]
    let lead = (zoom + 1.0 - f64::from(rank)) as f32;
    (0.6 + 0.22 * lead).clamp(0.6, 2.2)
}

/// Whether both ends of a segment lie beyond the same side, so that nothing of it can be seen.
fn beyond_one_side(a: Pos2, b: Pos2, area: Rect) -> bool {
    (a.x < area.left() && b.x < area.left())
        || (a.x > area.right() && b.x > area.right())
        || (a.y < area.top() && b.y < area.top())
        || (a.y > area.bottom() && b.y > area.bottom())
}

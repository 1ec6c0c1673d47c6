//! The background map as one mesh of fills and lines, tessellated once for a camera.

use std::sync::Arc;

use egui::epaint::{TessellationOptions, Tessellator};
use egui::{Color32, Mesh, Painter, Pos2, Rect, Shape, Stroke, Vec2, pos2};

use super::plan::place_on_screen;
use crate::basemap::{Basemap, CountryIx, FillKind, Line, LineKind};
use crate::report::mercator::World;
use crate::session::Camera;
use crate::theme::Palette;
use crate::view::Scene;

/// The tessellated background for one camera. While nothing moves but the window of time, it is drawn as it is.
#[derive(Default)]
pub struct Ground {
    key: Option<Key>,
    mesh: Arc<Mesh>,
}

#[derive(Clone, Copy, PartialEq)]
struct Key {
    camera: Camera,
    rect: Rect,
    dark: bool,
    pixels_per_point: f32,
    dossier: usize,
}

/// The distance in points under which a further point of a line is not worth drawing.
const DETAIL: f32 = 0.7;

impl Ground {
    /// Draws the background.
    pub fn paint(&mut self, painter: &Painter, scene: &Scene<'_>, rect: Rect, camera: Camera) {
        painter.rect_filled(rect, 0.0, if scene.basemap.is_some() { scene.palette.water } else { scene.palette.land });
        let Some(basemap) = scene.basemap else { return };
        let key = Key {
            camera,
            rect,
            dark: scene.palette.dark,
            pixels_per_point: painter.pixels_per_point(),
            dossier: std::ptr::from_ref(scene.dossier).addr(),
        };
        if self.key != Some(key) {
            let home: Vec<CountryIx> = scene.dossier.head.home.iter().filter_map(|code| basemap.country(code)).collect();
            let mut sketch = Sketch::new(basemap, scene.palette, camera, rect, key.pixels_per_point, home);
            sketch.fills();
            sketch.lines();
            self.mesh = Arc::new(sketch.mesh);
            self.key = Some(key);
        }
        painter.add(Shape::Mesh(self.mesh.clone()));
    }
}

struct Sketch<'a> {
    basemap: &'a Basemap,
    palette: &'a Palette,
    camera: Camera,
    rect: Rect,
    home: Vec<CountryIx>,
    shifts: Vec<f64>,
    tessellator: Tessellator,
    mesh: Mesh,
}

impl<'a> Sketch<'a> {
    fn new(basemap: &'a Basemap, palette: &'a Palette, camera: Camera, rect: Rect, ppp: f32, home: Vec<CountryIx>) -> Self {
        // Which copies of the world can be seen: the one at 0 and its neighbours.
        let half = f64::from(rect.width()) / 2.0 / camera.world_points();
        let seen = |shift: &f64| camera.center.x - half < 1.0 + shift && camera.center.x + half > *shift;
        let shifts = [-1.0, 0.0, 1.0].into_iter().filter(seen).collect();
        let tessellator = Tessellator::new(ppp, TessellationOptions::default(), [1, 1], Vec::new());
        Self { basemap, palette, camera, rect, home, shifts, tessellator, mesh: Mesh::default() }
    }

    /// Whether a rectangle of the world, moved to a copy, can be seen.
    fn sees(&self, bounds: &crate::basemap::Bounds, shift: f64) -> bool {
        let corner = |at: World| place_on_screen(self.camera, self.rect, World { x: at.x + shift, y: at.y });
        Rect::from_min_max(corner(bounds.min), corner(bounds.max)).intersects(self.rect.expand(2.0))
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

    fn fill(&mut self, fill: &crate::basemap::Mesh, color: Color32, shift: f64) {
        let base = u32::try_from(self.mesh.vertices.len()).unwrap_or(u32::MAX);
        for at in &fill.vertices {
            let at = place_on_screen(self.camera, self.rect, World { x: at.x + shift, y: at.y });
            self.mesh.colored_vertex(at, color);
        }
        for [a, b, c] in &fill.triangles {
            self.mesh.add_triangle(base + a, base + b, base + c);
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
            LineKind::Province if home && soon && zoom > 4.2 => (0.8, palette.rule),
            LineKind::LakeShore if zoom > 4.0 => (0.8, palette.shore),
            LineKind::River if soon && zoom > 3.8 => (if zoom > 6.0 { 1.2 } else { 0.8 }, palette.shore),
            _ => return None,
        };
        Some(Stroke::new(width, color))
    }

    /// Draws the parts of a line that can be seen.
    fn line(&mut self, line: &Line, stroke: Stroke, shift: f64) {
        let area = self.rect.expand(8.0);
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
        let points = std::mem::take(run);
        if points.len() < 2 {
            return;
        }
        if kind == LineKind::Disputed {
            for dash in Shape::dashed_line(&points, stroke, 4.0, 3.0) {
                self.tessellator.tessellate_shape(dash, &mut self.mesh);
            }
        } else {
            self.tessellator.tessellate_shape(Shape::line(points, stroke), &mut self.mesh);
        }
    }
}

/// Whether both ends of a segment lie beyond the same side, so that nothing of it can be seen.
fn beyond_one_side(a: Pos2, b: Pos2, area: Rect) -> bool {
    (a.x < area.left() && b.x < area.left())
        || (a.x > area.right() && b.x > area.right())
        || (a.y < area.top() && b.y < area.top())
        || (a.y > area.bottom() && b.y > area.bottom())
}

/// A scale bar: a round length in metres and how many points it takes, at most `most` points.
#[must_use]
pub fn scale_bar(camera: Camera, most: f64) -> (f64, f64) {
    let metres_per_point = camera.center.metres_per_unit() / camera.world_points();
    let limit = metres_per_point * most;
    let power = 10_f64.powf(limit.log10().floor());
    let metres = [5.0, 2.0, 1.0].into_iter().map(|step| step * power).find(|length| *length <= limit).unwrap_or(power);
    (metres, metres / metres_per_point)
}

/// The two ends of a scale bar of so many points, standing on `right_bottom`.
#[must_use]
pub fn scale_ends(right_bottom: Pos2, points: f64) -> [Pos2; 2] {
    #[expect(clippy::cast_possible_truncation, reason = "a length on the screen")]
    let length = points as f32;
    [pos2(right_bottom.x - length, right_bottom.y), right_bottom + Vec2::ZERO]
}

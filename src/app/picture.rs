//! Pictures of the real interface, painted without a display.

use egui::epaint::ClippedPrimitive;
use egui::{Context, FullOutput, Pos2, RawInput, Rect, Vec2};

use crate::basemap::Basemap;
use crate::raster::{Painter, Picture, Screen, Triangles};
use crate::session::{Action, PictureOf, Session};
use crate::theme::{self, Palette};
use crate::view::{self, Caches};

/// How many frames are drawn at most before a window is taken to rest: panels and scroll areas need some to settle.
const MOST_FRAMES: usize = 12;

/// Draws the window of a session at a size in points until it has come to rest, and paints it.
#[must_use]
pub fn paint(session: &mut Session, basemap: Option<&Basemap>, size: [u32; 2], scale: u32) -> Picture {
    let mut stage = Stage::new(session, size, scale);
    stage.settle(session, basemap);
    stage.screen.picture().clone()
}

/// Draws the window of a session, or its map alone, at a size in points until it has come to rest, and paints it.
#[must_use]
pub fn paint_part(session: &mut Session, basemap: Option<&Basemap>, of: PictureOf, size: [u32; 2], scale: u32) -> Picture {
    let mut stage = Stage::new(session, size, scale);
    if of == PictureOf::Map {
        stage.show = view::show_map;
    }
    stage.settle(session, basemap);
    stage.screen.picture().clone()
}

/// Draws a frame and returns what was done in it.
type Show = fn(&mut egui::Ui, &Session, Option<&Basemap>, &mut Caches) -> Vec<Action>;

/// A window without a display, in which nothing moves by itself.
pub struct Stage {
    context: Context,
    painter: Painter,
    triangles: Triangles,
    caches: Caches,
    show: Show,
    input: RawInput,
    frames: usize,
    /// In pixels.
    size: [u32; 2],
    screen: Screen,
}

impl Stage {
    /// A window of a size in points, with so many pixels for each.
    #[must_use]
    pub fn new(session: &Session, size: [u32; 2], scale: u32) -> Self {
        let context = Context::default();
        theme::install(&context);
        theme::choose(&context, session.state.theme);
        context.all_styles_mut(|style| style.animation_time = 0.0);
        #[expect(clippy::cast_precision_loss, reason = "sizes of pictures are small")]
        let (points, pixels_per_point) = (Vec2::new(size[0] as f32, size[1] as f32), scale as f32);
        let mut input = RawInput { screen_rect: Some(Rect::from_min_size(Pos2::ZERO, points)), ..RawInput::default() };
        if let Some(viewport) = input.viewports.get_mut(&egui::ViewportId::ROOT) {
            viewport.native_pixels_per_point = Some(pixels_per_point);
        }
        let size = size.map(|points| points * scale);
        let (painter, caches, screen) = (Painter::new(), Caches::default(), Screen::default());
        Self { context, painter, triangles: Triangles::default(), caches, show: view::show, input, frames: 0, size, screen }
    }

    /// Draws frames until nothing changes any more, and paints the last of them.
    pub fn settle(&mut self, session: &mut Session, basemap: Option<&Basemap>) {
        self.draw(session, basemap, 3, MOST_FRAMES);
    }

    /// Draws and paints the session as it is now: one frame, and another where the views had something to put right.
    pub fn frame(&mut self, session: &mut Session, basemap: Option<&Basemap>) {
        self.draw(session, basemap, 0, 3);
    }

    /// Draws the session as it is now, as far as the triangles that a graphics card would be given.
    pub fn triangles(&mut self, session: &mut Session, basemap: Option<&Basemap>) -> Vec<ClippedPrimitive> {
        let output = self.rest(session, basemap, 0, 3);
        self.context.tessellate(output.shapes, output.pixels_per_point)
    }

    /// What was painted last.
    #[must_use]
    pub fn picture(&self) -> &Picture {
        self.screen.picture()
    }

    fn draw(&mut self, session: &mut Session, basemap: Option<&Basemap>, least: usize, most: usize) {
        let output = self.rest(session, basemap, least, most);
        self.paint(output);
    }

    /// The last of the frames that it takes until the views are content, at least and at most so many.
    fn rest(&mut self, session: &mut Session, basemap: Option<&Basemap>, least: usize, most: usize) -> FullOutput {
        let mut frame = 0;
        loop {
            let (output, resting) = self.run(session, basemap);
            frame += 1;
            if (resting && frame > least) || frame >= most {
                return output;
            }
        }
    }

    /// One frame, and whether the views were content with it.
    fn run(&mut self, session: &mut Session, basemap: Option<&Basemap>) -> (FullOutput, bool) {
        #[expect(clippy::cast_precision_loss, reason = "a number of frames")]
        let time = self.frames as f64 / 30.0;
        self.frames += 1;
        self.input.time = Some(time);
        let mut actions = Vec::new();
        let (caches, show) = (&mut self.caches, self.show);
        let mut output = self.context.run_ui(self.input.clone(), |ui| actions = show(ui, session, basemap, caches));
        if self.painter.update_textures(&output.textures_delta) {
            self.triangles.forget();
        }
        output.textures_delta.clear();
        let resting = actions.is_empty();
        for action in actions {
            // Only a window has a clipboard and folders; a picture has no use for effects.
            drop(session.apply(action));
        }
        (output, resting)
    }

    fn paint(&mut self, output: FullOutput) {
        let FullOutput { shapes, pixels_per_point, .. } = output;
        self.triangles.renew(&self.context, shapes, pixels_per_point);
        let ground = Palette::of(&self.context).ground;
        self.painter.repaint(self.triangles.all(), pixels_per_point, self.size, ground, &mut self.screen);
    }
}

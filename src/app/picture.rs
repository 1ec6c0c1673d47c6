//! A picture of the real interface, painted without a display.

use egui::{Context, Pos2, RawInput, Rect, Vec2};

use crate::basemap::Basemap;
use crate::raster::{Painter, Picture};
use crate::session::Session;
use crate::theme::{self, Palette};
use crate::view::{self, Caches};

/// How many frames are drawn at most before the picture is taken: panels and scroll areas need some to settle.
const MOST_FRAMES: usize = 12;

/// Draws the window of a session at a size in points until it has come to rest, and paints it.
#[must_use]
pub fn paint(session: &mut Session, basemap: Option<&Basemap>, size: [u32; 2], scale: u32) -> Picture {
    let context = Context::default();
    theme::install(&context);
    theme::choose(&context, session.state.theme);
    context.all_styles_mut(|style| style.animation_time = 0.0);
    let mut painter = Painter::new();
    let mut caches = Caches::default();
    #[expect(clippy::cast_precision_loss, reason = "sizes of pictures are small")]
    let (points, pixels_per_point) = (Vec2::new(size[0] as f32, size[1] as f32), scale as f32);
    let mut input = RawInput { screen_rect: Some(Rect::from_min_size(Pos2::ZERO, points)), ..RawInput::default() };
    if let Some(viewport) = input.viewports.get_mut(&egui::ViewportId::ROOT) {
        viewport.native_pixels_per_point = Some(pixels_per_point);
    }
    let mut picture = Picture::default();
    for frame in 0..MOST_FRAMES {
        #[expect(clippy::cast_precision_loss, reason = "a small number of frames")]
        let time = frame as f64 / 30.0;
        input.time = Some(time);
        let mut actions = Vec::new();
        let mut output = context.run_ui(input.clone(), |ui| actions = view::show(ui, session, basemap, &mut caches));
        painter.update_textures(&output.textures_delta);
        output.textures_delta.clear();
        let resting = actions.is_empty() && frame > 2;
        for action in actions {
            // Only a window has a clipboard and folders; a picture has no use for effects.
            drop(session.apply(action));
        }
        if resting || frame + 1 == MOST_FRAMES {
            let primitives = context.tessellate(output.shapes, output.pixels_per_point);
            let pixels = [size[0] * scale, size[1] * scale];
            picture = painter.paint(&primitives, output.pixels_per_point, pixels, Palette::of(&context).ground);
            break;
        }
    }
    picture
}

//! What stands for a letter that no bundled face has: a point in the middle of the row, never an empty box.

use egui::epaint::text::{GlyphBitmap, GlyphRasterizer, GlyphRasterizerRequest, RasterizedGlyph};
use egui::{Color32, ColorImage, vec2};

/// The width of the point with the space around it, as a share of the size of the text.
const ADVANCE: f32 = 0.32;
/// Its radius, likewise.
const RADIUS: f32 = 0.075;
/// How high its middle stands above the line of the text, likewise.
const HEIGHT: f32 = 0.27;

/// Draws every letter that no bundled face has, wherever it stands; a sign that is joined of several is one point.
pub fn rasterizer() -> GlyphRasterizer {
    GlyphRasterizer::new("dateline::missing", |request| Some(point(request)))
}

fn point(request: &GlyphRasterizerRequest<'_>) -> RasterizedGlyph {
    let size = request.font_size_px;
    let radius = (size * RADIUS).max(0.75);
    let width = (2.0 * radius).ceil() + 2.0;
    let middle = width / 2.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the size of a small picture")]
    let pixels = width as usize;
    let mut image = ColorImage::filled([pixels, pixels], Color32::TRANSPARENT);
    for y in 0..pixels {
        for x in 0..pixels {
            #[expect(clippy::cast_precision_loss, reason = "the size of a small picture")]
            let distance = vec2(x as f32 + 0.5 - middle, y as f32 + 0.5 - middle).length();
            let cover = (radius + 0.5 - distance).clamp(0.0, 1.0);
            image[(x, y)] = Color32::WHITE.gamma_multiply(cover);
        }
    }
    let advance_px = size * ADVANCE;
    let offset_px = vec2(advance_px / 2.0 - middle, -size * HEIGHT - middle).round();
    RasterizedGlyph { bitmap: GlyphBitmap { image, offset_px, is_color: false }, advance_px }
}

//! What stands for a letter that no bundled face has: a point in the middle of the row. An empty box means something else:
//! it stands for a control character in a title or name, where the report gives its sign (`␛`).

use egui::epaint::text::{FontPriority, GlyphBitmap, GlyphRasterizer, GlyphRasterizerRequest, RasterizedGlyph};
use egui::{Color32, ColorImage, vec2};

use crate::report::outside::{is_control_picture, is_written_from_the_right};

/// The width of the point with the space around it, as a share of the size of the text.
const ADVANCE: f32 = 0.32;
/// Its radius, likewise.
const RADIUS: f32 = 0.075;
/// How high its middle stands above the line of the text, likewise.
const HEIGHT: f32 = 0.27;

/// Draws every letter that no bundled face has, wherever it stands; a sign that is joined of several is one point.
///
/// Letters that are written from the right are drawn before any face is asked: no bundled face has them, and egui would turn
/// the words beside them around too, letter by letter.
pub fn rasterizers() -> Vec<GlyphRasterizer> {
    let from_the_right = |request: &GlyphRasterizerRequest<'_>| {
        request.cluster.chars().next().is_some_and(is_written_from_the_right).then(|| point(request))
    };
    vec![
        GlyphRasterizer::new("dateline::from the right", from_the_right).with_priority(FontPriority::Highest),
        GlyphRasterizer::new("dateline::control characters", |request| {
            request.cluster.starts_with(is_control_picture).then(|| frame(request))
        }),
        GlyphRasterizer::new("dateline::missing", |request| Some(point(request))),
    ]
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

/// An empty box that stands on the line of the text.
fn frame(request: &GlyphRasterizerRequest<'_>) -> RasterizedGlyph {
    let (size, line) = (request.font_size_px, (request.font_size_px * 0.08).round().max(1.0));
    let (width, height) = ((size * 0.46).round().max(4.0), (size * 0.66).round().max(5.0));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the size of a small picture")]
    let [columns, rows, line] = [width as usize, height as usize, line as usize];
    let mut image = ColorImage::filled([columns, rows], Color32::TRANSPARENT);
    for y in 0..rows {
        for x in 0..columns {
            if x < line || y < line || x + line >= columns || y + line >= rows {
                image[(x, y)] = Color32::WHITE;
            }
        }
    }
    let gap = (size * 0.06).round().max(1.0);
    let bitmap = GlyphBitmap { image, offset_px: vec2(gap, -height), is_color: false };
    RasterizedGlyph { bitmap, advance_px: width + 2.0 * gap }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme;
    use egui::Context;

    fn check(text: &str) {
        let context = Context::default();
        theme::install(&context);
        let mut output = context.run_ui(egui::RawInput::default(), |_| {});
        output.textures_delta.clear();
        let galley = context.fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), theme::sans(13.0), Color32::WHITE));
        let glyphs = &galley.rows[0].glyphs;
        assert_eq!(glyphs.iter().map(|glyph| glyph.chr).collect::<String>(), text, "a glyph for each letter, in order");
        assert!(glyphs.windows(2).all(|pair| pair[0].pos.x <= pair[1].pos.x), "from left to right: {text}");
    }

    #[test]
    fn words_beside_letters_from_the_right_stay_as_they_are() {
        check("Алматы · אלמטי · Verny");
        check("Aktobe ألماتي 5");
        check("Aktobe ␛[31m ␀");
    }
}

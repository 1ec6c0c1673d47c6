//! What the painter promises, seen from outside.

use std::sync::Arc;

use egui::epaint::{ClippedPrimitive, ImageDelta, PaintCallback, Primitive, Vertex, WHITE_UV};
use egui::{Color32, ColorImage, Mesh, Pos2, RawInput, Rect, TextureId, TextureOptions, TexturesDelta, Vec2, pos2, vec2};

use super::{Painter, Picture};

pub(super) const FONT: TextureId = TextureId::Managed(0);
pub(super) const IMAGE: TextureId = TextureId::Managed(1);
pub(super) const BLACK: [u8; 4] = [0, 0, 0, 255];

/// Hands one change of a texture to the painter.
pub(super) fn upload(painter: &mut Painter, id: TextureId, change: ImageDelta) {
    let mut delta = TexturesDelta::default();
    delta.push(id, change);
    painter.update_textures(&delta);
    delta.clear();
}

/// A painter whose font texture is one white texel.
pub(super) fn painter() -> Painter {
    let mut painter = Painter::new();
    let white = ColorImage::filled([1, 1], Color32::WHITE);
    upload(&mut painter, FONT, ImageDelta::full(white, TextureOptions::LINEAR));
    painter
}

pub(super) fn clipped(mesh: Mesh, clip_rect: Rect) -> ClippedPrimitive {
    ClippedPrimitive { clip_rect, primitive: Primitive::Mesh(mesh) }
}

fn mesh(corners: &[(Pos2, Color32)], indices: &[u32]) -> Mesh {
    let vertices = corners.iter().map(|&(pos, color)| Vertex { pos, uv: WHITE_UV, color }).collect();
    Mesh { vertices, indices: indices.to_vec(), texture_id: FONT }
}

/// Paints on black, at one pixel per point.
fn painted(mesh: Mesh, size: [u32; 2]) -> Picture {
    painter().paint(&[clipped(mesh, Rect::EVERYTHING)], 1.0, size, Color32::BLACK)
}

pub(super) fn image_rect(rect: Rect, tint: Color32) -> Mesh {
    let mut mesh = Mesh::with_texture(IMAGE);
    mesh.add_rect_with_uv(rect, Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0)), tint);
    mesh
}

#[test]
fn a_translucent_square_is_blended_once_everywhere() {
    let half = Color32::from_white_alpha(128);
    let squares = [[0.0, 0.0, 8.0, 8.0], [1.5, 2.5, 6.5, 7.5], [0.3, 1.7, 7.9, 6.2], [-5.0, -5.0, 90.0, 20.0]];
    for [x0, y0, x1, y1] in squares {
        let corners = [pos2(x0, y0), pos2(x1, y0), pos2(x1, y1), pos2(x0, y1)].map(|corner| (corner, half));
        for indices in [[0, 1, 2, 0, 2, 3], [0, 1, 3, 1, 2, 3], [2, 1, 0, 3, 0, 2]] {
            let picture = painted(mesh(&corners, &indices), [9, 9]);
            for (x, y) in (0..9).flat_map(|y| (0..9).map(move |x| (x, y))) {
                let (middle_x, middle_y) = (x as f32 + 0.5, y as f32 + 0.5);
                let inside = (x0..x1).contains(&middle_x) && (y0..y1).contains(&middle_y);
                let expected = if inside { [128, 128, 128, 255] } else { BLACK };
                assert_eq!(picture.pixel(x, y), expected, "({x}, {y}) of {x0} {y0} {x1} {y1} by {indices:?}");
            }
        }
    }
}

#[test]
fn a_fan_leaves_no_gaps_and_no_double_pixels() {
    let half = Color32::from_white_alpha(128);
    for middle in [pos2(20.0, 20.0), pos2(20.5, 20.5), pos2(13.37, 27.7)] {
        let rim = (0..40).map(|i| middle + 90.0 * Vec2::angled(i as f32 / 40.0 * std::f32::consts::TAU));
        let corners: Vec<_> = std::iter::once(middle).chain(rim).map(|corner| (corner, half)).collect();
        let indices: Vec<u32> = (0..40).flat_map(|i| [0, 1 + i, 1 + (i + 1) % 40]).collect();
        let picture = painted(mesh(&corners, &indices), [40, 40]);
        assert_eq!(picture, Picture::filled(40, 40, [128, 128, 128]));
    }
}

#[test]
fn a_feathered_edge_fades_evenly() {
    let (solid, clear) = (Color32::WHITE, Color32::TRANSPARENT);
    let corners = [(pos2(0.0, 0.0), solid), (pos2(4.0, 0.0), clear), (pos2(0.0, 6.0), solid), (pos2(4.0, 6.0), clear)];
    let picture = painted(mesh(&corners, &[0, 1, 2, 2, 1, 3]), [6, 6]);
    for y in 0..6 {
        let row: [u8; 6] = std::array::from_fn(|x| picture.pixel(x as u32, y)[0]);
        // 7/8, 5/8, 3/8 and 1/8 of 255.
        assert_eq!(row, [223, 159, 96, 32, 0, 0], "row {y}");
    }
}

#[test]
fn a_gradient_runs_from_corner_to_corner() {
    let (red, blue) = (Color32::from_rgb(255, 0, 0), Color32::from_rgb(0, 0, 255));
    let corners = [(pos2(0.0, 0.0), red), (pos2(255.0, 0.0), blue), (pos2(0.0, 80.0), red), (pos2(255.0, 80.0), blue)];
    let picture = painted(mesh(&corners, &[0, 1, 2, 2, 1, 3]), [255, 80]);
    for (x, y) in [(0, 0), (100, 40), (254, 79), (17, 60)] {
        let [r, g, b, a] = picture.pixel(x, y).map(f32::from);
        let middle = x as f32 + 0.5;
        assert!((r - (255.0 - middle)).abs() <= 0.51 && (b - middle).abs() <= 0.51, "{r} {b} at {x}");
        assert_eq!((g, a), (0.0, 255.0));
    }
}

#[test]
fn clip_rectangles_are_rounded_to_pixels() {
    let cover =
        mesh(&[(pos2(-9.0, -9.0), Color32::RED), (pos2(99.0, -9.0), Color32::RED), (pos2(-9.0, 99.0), Color32::RED)], &[0, 1, 2]);
    let clip = Rect::from_min_max(pos2(1.2, 0.8), pos2(2.3, 3.0));
    let picture = painter().paint(&[clipped(cover.clone(), clip)], 2.0, [8, 8], Color32::BLACK);
    // In pixels 2.4 → 2, 1.6 → 2, 4.6 → 5, 6.
    let red = |x: u32, y: u32| picture.pixel(x, y) == [255, 0, 0, 255];
    let count = (0..64).filter(|i| red(i % 8, i / 8)).count();
    assert_eq!(count, 3 * 4);
    assert!(red(2, 2) && red(4, 5));
    for clip in [Rect::NOTHING, Rect::NAN, Rect::from_min_max(pos2(50.0, 50.0), pos2(60.0, 60.0))] {
        let picture = painter().paint(&[clipped(cover.clone(), clip)], 1.0, [8, 8], Color32::BLACK);
        assert_eq!(picture, Picture::filled(8, 8, [0; 3]), "{clip:?}");
    }
}

#[test]
fn broken_meshes_are_skipped() {
    let color = Color32::WHITE;
    let good = [(pos2(0.0, 0.0), color), (pos2(4.0, 0.0), color), (pos2(0.0, 4.0), color)];
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        for place in [pos2(bad, 1.0), pos2(1.0, bad), pos2(bad, bad)] {
            let mut corners = good.to_vec();
            corners.push((place, color));
            let picture = painted(mesh(&corners, &[1, 3, 0, 3, 3, 3]), [4, 4]);
            assert_eq!(picture, Picture::filled(4, 4, [0; 3]));
            let picture = painted(mesh(&corners, &[1, 3, 0, 0, 1, 2]), [4, 4]);
            assert_eq!(picture.pixel(0, 0), [255; 4], "the sound triangle is painted");
        }
    }
    for indices in [&[0, 1, 3][..], &[0, 1, u32::MAX], &[0, 1], &[]] {
        assert_eq!(painted(mesh(&good, indices), [4, 4]), Picture::filled(4, 4, [0; 3]));
    }
    assert_eq!(painted(mesh(&[], &[0, 0, 0]), [4, 4]), Picture::filled(4, 4, [0; 3]));
    assert_eq!(painted(Mesh::with_texture(IMAGE), [4, 4]), Picture::filled(4, 4, [0; 3]));
    let mut strange = image_rect(Rect::from_min_size(Pos2::ZERO, vec2(4.0, 4.0)), Color32::WHITE);
    strange.texture_id = FONT;
    strange.vertices[0].uv = pos2(f32::NAN, f32::INFINITY);
    strange.vertices[1].uv = pos2(-1e30, 1e30);
    assert_eq!(painted(strange, [4, 4]).pixel(1, 1), [255; 4]);
}

#[test]
fn huge_coordinates_are_painted_where_they_are_seen() {
    for far in [2e4, 1e6, 1e30, f32::MAX] {
        let corners = [pos2(-far, -far), pos2(far, -far), pos2(far, far), pos2(-far, far)];
        let corners = corners.map(|corner| (corner, Color32::from_white_alpha(100)));
        let picture = painted(mesh(&corners, &[0, 1, 2, 0, 2, 3]), [30, 20]);
        assert_eq!(picture, Picture::filled(30, 20, [100; 3]), "{far}");
        let right = corners.map(|(corner, color)| (pos2(corner.x.max(10.0), corner.y), color));
        let picture = painted(mesh(&right, &[0, 1, 2, 0, 2, 3]), [30, 20]);
        assert_eq!((picture.pixel(9, 9)[0], picture.pixel(10, 9)[0]), (0, 100), "{far}");
        let away = corners.map(|(corner, color)| (pos2(corner.x.max(1e4), corner.y), color));
        assert_eq!(painted(mesh(&away, &[0, 1, 2, 0, 2, 3]), [30, 20]), Picture::filled(30, 20, [0; 3]));
    }
}

#[test]
fn slanted_edges_from_afar_keep_their_place() {
    for far in [2e4, 1e5, 1e6] {
        // The edge runs along y = x + 3; the triangles on its two sides differ in colour.
        let (start, end) = (pos2(-far, 3.0 - far), pos2(far, far + 3.0));
        let (below, above) = (Color32::from_gray(80), Color32::from_gray(160));
        let corners =
            [(start, below), (end, below), (pos2(-far, far), below), (start, above), (end, above), (pos2(far, -far), above)];
        let picture = painted(mesh(&corners, &[0, 1, 2, 3, 4, 5]), [12, 12]);
        for (x, y) in (0..12).flat_map(|y| (0..12).map(move |x| (x, y))) {
            let expected = if y > x + 3 { 80 } else { 160 };
            // A middle exactly on the edge may fall to either side of it, so far away.
            if y != x + 3 {
                assert_eq!(picture.pixel(x, y)[0], expected, "({x}, {y}) with {far}");
            }
        }
    }
}

#[test]
fn an_empty_size_gives_an_empty_picture() {
    let corners = [pos2(0.0, 0.0), pos2(9.0, 0.0), pos2(0.0, 9.0)].map(|corner| (corner, Color32::WHITE));
    for size in [[0, 0], [0, 5], [5, 0]] {
        let picture = painted(mesh(&corners, &[0, 1, 2]), size);
        assert_eq!([picture.width, picture.height], size);
        assert!(picture.pixels.is_empty());
    }
}

#[test]
fn a_picture_is_used_again() {
    let mut picture = Picture::filled(50, 50, [1, 2, 3]);
    let corners = [pos2(0.0, 0.0), pos2(9.0, 0.0), pos2(0.0, 9.0)].map(|corner| (corner, Color32::WHITE));
    let primitives = [clipped(mesh(&corners, &[0, 1, 2]), Rect::EVERYTHING)];
    let mut painter = painter();
    let clear = Color32::from_rgb(40, 50, 60);
    painter.paint_into(&primitives, 1.0, [12, 10], clear, &mut picture);
    assert_eq!(picture, painter.paint(&primitives, 1.0, [12, 10], clear));
    assert_eq!(picture.pixel(11, 9), [40, 50, 60, 255]);
}

#[test]
fn paint_callbacks_are_skipped() {
    let callback = PaintCallback { rect: Rect::EVERYTHING, callback: Arc::new(()) };
    let primitive = ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive: Primitive::Callback(callback) };
    let picture = painter().paint(&[primitive], 1.0, [4, 4], Color32::BLACK);
    assert_eq!(picture, Picture::filled(4, 4, [0; 3]));
}

/// One of the fonts that the program brings along.
fn font() -> egui::FontDefinitions {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/Inter-Regular.ttf.zz");
    let mut fonts = egui::FontDefinitions::empty();
    let unpacked = miniz_oxide::inflate::decompress_to_vec_zlib(&std::fs::read(file).unwrap()).unwrap();
    fonts.font_data.insert("font".to_owned(), Arc::new(egui::FontData::from_owned(unpacked)));
    for family in [egui::FontFamily::Proportional, egui::FontFamily::Monospace] {
        fonts.families.insert(family, vec!["font".to_owned()]);
    }
    fonts
}

#[test]
fn text_is_dark_where_it_is_and_nowhere_else() {
    let ctx = egui::Context::default();
    ctx.set_fonts(font());
    let mut painter = Painter::new();
    let mut picture = Picture::default();
    let place = Rect::from_min_size(pos2(20.0, 10.0), vec2(160.0, 20.0));
    for _ in 0..2 {
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(200.0, 50.0)));
        let mut output = ctx.run_ui(RawInput { screen_rect, ..RawInput::default() }, |ui| {
            let font = egui::FontId::proportional(16.0);
            ui.painter().text(place.min, egui::Align2::LEFT_TOP, "Almaty, Алматы", font, Color32::BLACK);
        });
        painter.update_textures(&output.textures_delta);
        output.textures_delta.clear();
        let primitives = ctx.tessellate(output.shapes, output.pixels_per_point);
        painter.paint_into(&primitives, output.pixels_per_point, [200, 50], Color32::WHITE, &mut picture);
    }
    let dark = |(x, y): &(u32, u32)| picture.pixel(*x, *y)[0] < 90;
    let all: Vec<_> = (0..50).flat_map(|y| (0..200).map(move |x| (x, y))).filter(dark).collect();
    assert!((150..1500).contains(&all.len()), "{} dark pixels", all.len());
    assert!(all.iter().all(|&(x, y)| place.contains(pos2(x as f32, y as f32))));
    assert!(all.iter().any(|&(x, _)| x > 120), "the text goes on to the right");
}

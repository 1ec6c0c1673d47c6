//! A painter that is slow and plain, to compare the quick one with.

use egui::epaint::{ClippedPrimitive, ImageDelta, Primitive, Vertex, WHITE_UV};
use egui::{Color32, ColorImage, Mesh, Pos2, Rect, TextureOptions, pos2};
use proptest::prelude::*;

use super::tests::{FONT, upload};
use super::{Painter, Picture};

const SIZE: u32 = 40;
const TEXTURE: [usize; 2] = [8, 4];

/// A white texel at the left top as egui has it, and a smooth pattern elsewhere.
fn texture() -> ColorImage {
    let texel = |i: usize| {
        let alpha = 20 + 7 * i as u8;
        if i == 0 { Color32::WHITE } else { Color32::from_rgba_premultiplied(alpha / 2, alpha, alpha / 3, alpha) }
    };
    ColorImage::new(TEXTURE, (0..TEXTURE[0] * TEXTURE[1]).map(texel).collect())
}

fn sample(image: &ColorImage, uv: [f64; 2]) -> [f64; 4] {
    let [x, y] = [uv[0] * TEXTURE[0] as f64 - 0.5, uv[1] * TEXTURE[1] as f64 - 0.5];
    let texel = |x: f64, y: f64| {
        let column = x.clamp(0.0, TEXTURE[0] as f64 - 1.0) as usize;
        let row = y.clamp(0.0, TEXTURE[1] as f64 - 1.0) as usize;
        image[(column, row)].to_array().map(f64::from)
    };
    let (left, top) = (x.floor(), y.floor());
    let (right, down) = (x - left, y - top);
    std::array::from_fn(|i| {
        let above = texel(left, top)[i] * (1.0 - right) + texel(left + 1.0, top)[i] * right;
        let below = texel(left, top + 1.0)[i] * (1.0 - right) + texel(left + 1.0, top + 1.0)[i] * right;
        above * (1.0 - down) + below * down
    })
}

/// Positive on the right of the way from `a` to `b`, in 1/256 pixels; exact.
fn side(a: [i64; 2], b: [i64; 2], at: [i64; 2]) -> i64 {
    (b[0] - a[0]) * (at[1] - a[1]) - (b[1] - a[1]) * (at[0] - a[0])
}

/// Whether points on the edge belong to the triangle on its right.
fn is_top_or_left(a: [i64; 2], b: [i64; 2]) -> bool {
    b[1] < a[1] || (b[1] == a[1] && b[0] > a[0])
}

fn triangle(picture: &mut [[f64; 3]], clip: [u32; 4], mut corners: [Vertex; 3], image: &ColorImage) {
    let snapped = |corner: &Vertex| [corner.pos.x, corner.pos.y].map(|pixels| (pixels * 256.0).round_ties_even() as i64);
    let mut at: [[i64; 2]; 3] = std::array::from_fn(|i| snapped(&corners[i]));
    if side(at[0], at[1], at[2]) < 0 {
        at.swap(1, 2);
        corners.swap(1, 2);
    }
    let area = side(at[0], at[1], at[2]);
    for (x, y) in (0..SIZE).flat_map(|y| (0..SIZE).map(move |x| (x, y))) {
        let middle = [i64::from(x) * 256 + 128, i64::from(y) * 256 + 128];
        let edges = [(at[1], at[2]), (at[2], at[0]), (at[0], at[1])];
        let distances = edges.map(|(a, b)| side(a, b, middle));
        let inside = edges.iter().zip(distances).all(|(&(a, b), to)| to > 0 || (to == 0 && is_top_or_left(a, b)));
        let clipped = x < clip[0] || y < clip[1] || x >= clip[2] || y >= clip[3];
        if area == 0 || clipped || !inside {
            continue;
        }
        let weights = distances.map(|distance| distance as f64 / area as f64);
        let blend = |value: &dyn Fn(&Vertex) -> f64| (0..3).map(|i| weights[i] * value(&corners[i])).sum::<f64>();
        let texel = sample(image, [blend(&|corner| corner.uv.x.into()), blend(&|corner| corner.uv.y.into())]);
        let source: [f64; 4] = std::array::from_fn(|i| blend(&|corner| corner.color.to_array()[i].into()) * texel[i] / 255.0);
        for (channel, source_channel) in picture[(y * SIZE + x) as usize].iter_mut().zip(source) {
            *channel = (source_channel + *channel * (1.0 - source[3] / 255.0)).clamp(0.0, 255.0);
        }
    }
}

/// Paints with both and checks that no channel differs by more than `allowed`.
fn compare(mesh: &Mesh, clip: [u32; 4], allowed: f64) -> Result<(), TestCaseError> {
    let image = texture();
    let mut painter = Painter::new();
    upload(&mut painter, FONT, ImageDelta::full(image.clone(), TextureOptions::LINEAR));
    let clip_rect = Rect::from_min_max(pos2(clip[0] as f32, clip[1] as f32), pos2(clip[2] as f32, clip[3] as f32));
    let primitive = ClippedPrimitive { clip_rect, primitive: Primitive::Mesh(mesh.clone()) };
    let picture: Picture = painter.paint(&[primitive], 1.0, [SIZE, SIZE], Color32::from_rgb(200, 100, 50));

    let mut expected = vec![[200.0, 100.0, 50.0]; (SIZE * SIZE) as usize];
    for indices in mesh.triangles() {
        triangle(&mut expected, clip, indices.map(|index| mesh.vertices[index as usize]), &image);
    }
    for (index, expected) in expected.iter().enumerate() {
        let (x, y) = (index as u32 % SIZE, index as u32 / SIZE);
        let found = picture.pixel(x, y);
        for (found, expected) in found.into_iter().zip(expected) {
            prop_assert!((f64::from(found) - expected).abs() <= allowed, "({x}, {y}): {found} for {expected}");
        }
    }
    Ok(())
}

/// A position in pixels: any, or on the middles and edges of pixels where the fill rule decides.
fn coordinate() -> impl Strategy<Value = f32> {
    prop_oneof![-20.0..60.0_f32, (-4..90_i16).prop_map(|halves| f32::from(halves) / 2.0), 18.0..21.0_f32]
}

fn position() -> impl Strategy<Value = Pos2> {
    (coordinate(), coordinate()).prop_map(|(x, y)| pos2(x, y))
}

/// Positions so near to each other that pixels are tested one by one, most of them where the fill rule decides.
fn near_position() -> impl Strategy<Value = Pos2> {
    let near = || prop_oneof![1 => 0.0..5.0_f32, 3 => (0..10_i16).prop_map(|halves| f32::from(halves) / 2.0)];
    (near(), near()).prop_map(|(x, y)| pos2(x, y))
}

fn color() -> impl Strategy<Value = Color32> {
    let tint = any::<[u8; 4]>().prop_map(|[r, g, b, a]| Color32::from_rgba_unmultiplied(r, g, b, a));
    prop_oneof![tint, any::<[u8; 3]>().prop_map(|[r, g, b]| Color32::from_rgb(r, g, b)), Just(Color32::TRANSPARENT)]
}

fn uv() -> impl Strategy<Value = Pos2> {
    (-0.2..1.2_f32, -0.2..1.2_f32).prop_map(|(u, v)| pos2(u, v))
}

fn clip() -> impl Strategy<Value = [u32; 4]> {
    prop_oneof![Just([0, 0, SIZE, SIZE]), (0..20_u32, 0..20_u32, 15..SIZE, 15..SIZE).prop_map(|(a, b, c, d)| [a, b, c, d])]
}

/// Three corners: plain or textured, of one colour or of three.
fn any_triangle() -> impl Strategy<Value = [Vertex; 3]> {
    let uvs = prop_oneof![3 => Just([WHITE_UV; 3]), 1 => uv().prop_map(|uv| [uv; 3]), 2 => [uv(), uv(), uv()]];
    let colors = prop_oneof![color().prop_map(|color| [color; 3]), [color(), color(), color()]];
    ([position(), position(), position()], uvs, colors)
        .prop_map(|(pos, uv, color)| std::array::from_fn(|i| Vertex { pos: pos[i], uv: uv[i], color: color[i] }))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn triangles_are_painted_as_by_the_reference(corners in any_triangle(), clip in clip()) {
        let mesh = Mesh { vertices: corners.to_vec(), indices: vec![0, 1, 2], texture_id: FONT };
        compare(&mesh, clip, 2.0)?;
    }

    #[test]
    fn tiny_triangles_are_painted_as_by_the_reference(
        corners in any_triangle(), size in 0.01..0.2_f32, move_by in position(), clip in clip(),
    ) {
        let place = |corner: Vertex| Vertex { pos: move_by + corner.pos.to_vec2() * size, ..corner };
        let mesh = Mesh { vertices: corners.map(place).to_vec(), indices: vec![0, 1, 2], texture_id: FONT };
        compare(&mesh, clip, 2.0)?;
    }

    #[test]
    fn rectangles_are_painted_as_by_the_reference(
        a in position(), b in position(), uvs in [uv(), uv()], plain in any::<bool>(), color in color(), clip in clip(),
    ) {
        let uv = if plain { Rect::from_min_max(WHITE_UV, WHITE_UV) } else { Rect::from_min_max(uvs[0], uvs[1]) };
        let mut mesh = Mesh::with_texture(FONT);
        mesh.add_rect_with_uv(Rect::from_two_pos(a, b), uv, color);
        compare(&mesh, clip, 2.0)?;
    }

    #[test]
    fn neighbours_share_no_pixel_and_leave_none_out(
        far in [position(), position(), position(), position()],
        near in [near_position(), near_position(), near_position(), near_position()],
        color in color(),
        clip in clip(),
    ) {
        // Two triangles with one edge in common, wherever the fourth corner is.
        for corners in [far, near] {
            let vertices = corners.iter().map(|&pos| Vertex { pos, uv: WHITE_UV, color }).collect();
            compare(&Mesh { vertices, indices: vec![0, 1, 2, 2, 1, 3], texture_id: FONT }, clip, 2.0)?;
        }
    }

    #[test]
    fn triangles_that_only_look_like_a_rectangle_are_told_apart(
        a in near_position(),
        b in near_position(),
        indices in prop::collection::vec(0..4_u32, 6),
        color in color(),
        odd in prop_oneof![Just(None), (0..4_usize, uv(), self::color()).prop_map(Some)],
    ) {
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(Rect::from_two_pos(a, b), color);
        mesh.indices = indices;
        if let Some((corner, uv, color)) = odd {
            mesh.vertices[corner] = Vertex { uv, color, ..mesh.vertices[corner] };
        }
        compare(&mesh, [0, 0, SIZE, SIZE], 2.0)?;
    }
}

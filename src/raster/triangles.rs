//! The triangles of a frame, made anew only where shapes differ from those of the frame before.
//!
//! egui makes them of all shapes of every frame. Most frames change a few bars and markers, while letters and the map are most of
//! what there is; so shapes are taken in short pieces, and a piece that was there before keeps its triangles.

use egui::Context;
use egui::epaint::{ClippedPrimitive, ClippedShape};

/// The most shapes of a piece. Shorter ones are kept more often, but each costs a call and a mesh of its own.
const LONGEST: usize = 16;
/// By how many places at most something is looked for beside where it was in the frame before: some come and go between the others.
const NEAR: usize = 4;

/// Shapes with one clip, and their triangles.
#[derive(Debug, Default)]
struct Piece {
    shapes: Vec<ClippedShape>,
    primitives: Vec<ClippedPrimitive>,
}

/// The triangles of one frame after another.
#[derive(Debug, Default)]
pub struct Triangles {
    pieces: Vec<Piece>,
    pixels_per_point: f32,
}

impl Triangles {
    /// Takes the shapes of the next frame; returns whether its triangles may be others than those of the last one.
    pub fn renew(&mut self, context: &Context, shapes: Vec<ClippedShape>, pixels_per_point: f32) -> bool {
        if pixels_per_point.to_bits() != self.pixels_per_point.to_bits() {
            self.forget();
            self.pixels_per_point = pixels_per_point;
        }
        let mut before: Vec<Option<Piece>> = std::mem::take(&mut self.pieces).into_iter().map(Some).collect();
        let (mut next, mut differs) = (0, false);
        let mut rest = shapes.into_iter().peekable();
        while let Some(first) = rest.next() {
            let mut shapes = Vec::with_capacity(LONGEST);
            let clip = first.clip_rect;
            shapes.push(first);
            while shapes.len() < LONGEST
                && let Some(shape) = rest.next_if(|shape| shape.clip_rect == clip)
            {
                shapes.push(shape);
            }
            let again = near(next).find(|at| matches!(before.get(*at), Some(Some(piece)) if piece.shapes == shapes));
            differs |= again != Some(next);
            let kept = again.and_then(|at| before[at].take());
            let piece = kept.unwrap_or_else(|| Piece { primitives: context.tessellate(shapes.clone(), pixels_per_point), shapes });
            next = again.unwrap_or(next) + 1;
            self.pieces.push(piece);
        }
        differs || next != before.len()
    }

    /// Has everything made anew. Needed where the texture of the letters has another size: their triangles name parts of it.
    pub fn forget(&mut self) {
        self.pieces.clear();
    }

    /// All of them, from the lowest to the topmost.
    pub fn all(&self) -> impl Iterator<Item = &ClippedPrimitive> {
        self.pieces.iter().flat_map(|piece| &piece.primitives)
    }
}

/// Where something of the frame before may be found again that is expected at a place: around it, the nearest first.
pub(super) fn near(at: usize) -> impl Iterator<Item = usize> {
    let beside = (1..=NEAR).flat_map(move |by| [at.checked_add(by), at.checked_sub(by)]);
    std::iter::once(at).chain(beside.flatten())
}

//! Putting colours onto pixels.
//!
//! All colours are premultiplied sRGB, mixed as the numbers they are ("in gamma space"), as egui wants it:
//! `result = source + destination × (1 − source alpha)`.

/// Four bytes: red, green, blue, alpha.
pub(super) type Rgba = [u8; 4];

/// Four numbers of 0–255 with fractions: red, green, blue, alpha.
pub(super) type RgbaF = [f32; 4];

pub(super) const WHITE: Rgba = [255; 4];

/// `a × b / 255`, rounded to nearest; exact for all bytes.
#[inline]
pub(super) fn multiply(a: u8, b: u8) -> u8 {
    let product = u16::from(a) * u16::from(b) + 128;
    ((product + (product >> 8)) >> 8) as u8
}

/// A colour seen through a coloured glass.
#[inline]
pub(super) fn modulate(color: Rgba, by: Rgba) -> Rgba {
    channels(|i| multiply(color[i], by[i]))
}

/// Makes four channels. Written out, because the compiler turns this into vector instructions, and loops over four not.
#[inline]
pub(super) fn channels<T>(channel: impl Fn(usize) -> T) -> [T; 4] {
    [channel(0), channel(1), channel(2), channel(3)]
}

#[inline]
pub(super) fn widen(color: Rgba) -> RgbaF {
    channels(|i| f32::from(color[i]))
}

/// One colour over one pixel.
#[inline]
pub(super) fn over(source: Rgba, pixel: &mut Rgba) {
    let keep = 255 - source[3];
    for (destination, source) in pixel.iter_mut().zip(source) {
        // Saturates because egui allows additive colours, which are brighter than their alpha.
        *destination = multiply(*destination, keep).saturating_add(source);
    }
}

/// One colour with fractions over one pixel; rounds once.
#[inline]
pub(super) fn over_f(source: RgbaF, pixel: &mut Rgba) {
    let keep = 1.0 - source[3] * (1.0 / 255.0);
    let under = widen(*pixel);
    let sum: RgbaF = channels(|i| source[i] + under[i] * keep);
    narrow(sum, pixel);
}

/// Stores the nearest bytes.
///
/// Written for the compiler's sake: adding 2²³ leaves the rounded number in the low bits, which is much cheaper than a
/// checked cast; from 32 to 8 bits by way of 16, and right into memory, it takes two instructions, otherwise twenty.
#[inline]
fn narrow(color: RgbaF, pixel: &mut Rgba) {
    const SHIFT: f32 = 8_388_608.0;
    let bits = channels(|i| (color[i].clamp(0.0, 255.0) + SHIFT).to_bits());
    let bits = channels(|i| bits[i] as u16);
    for (byte, bits) in pixel.iter_mut().zip(bits) {
        *byte = bits as u8;
    }
}

/// Bytes that one vector register holds.
const LANE: usize = 16;

/// One colour over a run of pixels.
#[inline]
pub(super) fn fill(span: &mut [Rgba], color: Rgba) {
    match color {
        [_, _, _, 255] => span.fill(color),
        [0, 0, 0, 0] => {}
        _ => {
            let keep = 255 - color[3];
            let mut source = [0; LANE];
            source.as_chunks_mut().0.fill(color);
            let (lanes, rest) = span.as_flattened_mut().as_chunks_mut::<LANE>();
            // As `over` does it; over so many bytes the compiler makes vector instructions of it.
            for lane in lanes {
                for (byte, source) in lane.iter_mut().zip(source) {
                    *byte = multiply(*byte, keep).saturating_add(source);
                }
            }
            for pixel in rest.as_chunks_mut().0 {
                over(color, pixel);
            }
        }
    }
}

/// Texels in a tint onto pixels, one to one.
#[inline]
pub(super) fn stamp(span: &mut [Rgba], texels: &[Rgba], tint: Rgba) {
    let spread_tint = spread(tint);
    let additive = tint[..3].iter().any(|channel| *channel > tint[3]);
    for (pixel, texel) in span.iter_mut().zip(texels) {
        match *texel {
            // Most of a glyph's rectangle is empty.
            [0, 0, 0, 0] => {}
            [a, b, c, d] if a == d && b == d && c == d && !additive => {
                let source = scale(spread_tint, d);
                let keep = 255 - (source >> 48) as u8;
                // No channel of the sum is over 255, because none of the source is over its alpha.
                *pixel = gather(source + scale(spread(*pixel), keep));
            }
            texel => over(modulate(texel, tint), pixel),
        }
    }
}

/// Four bytes in one number, 16 bits for each: red, blue, green, alpha, beginning with the lowest.
#[inline]
fn spread(color: Rgba) -> u64 {
    let bytes = u64::from(u32::from_le_bytes(color));
    bytes & 0x00ff_00ff | (bytes & 0xff00_ff00) << 24
}

#[inline]
fn gather(channels: u64) -> Rgba {
    ((channels & 0x00ff_00ff | channels >> 24 & 0xff00_ff00) as u32).to_le_bytes()
}

/// [`multiply`] for four channels at once.
#[inline]
fn scale(channels: u64, by: u8) -> u64 {
    const LOW: u64 = 0x00ff_00ff_00ff_00ff;
    let products = channels * u64::from(by) + 0x0080_0080_0080_0080;
    (products + (products >> 8 & LOW)) >> 8 & LOW
}

/// A colour that changes by `step` from one pixel to the next over a run of pixels.
#[inline]
pub(super) fn fill_gradient(span: &mut [Rgba], mut color: RgbaF, step: RgbaF) {
    for pixel in span {
        over_f(color, pixel);
        color = channels(|i| color[i] + step[i]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiplication_of_bytes_is_exact() {
        for a in 0..=255_u8 {
            for b in 0..=255_u8 {
                let exact = (f64::from(a) * f64::from(b) / 255.0).round() as u8;
                assert_eq!(multiply(a, b), exact, "{a} × {b}");
            }
        }
    }

    #[test]
    fn bytes_and_fractions_agree() {
        for alpha in 0..=255_u8 {
            for under in [0, 1, 100, 254, 255_u8] {
                let source = [alpha, alpha / 2, 0, alpha];
                let mut pixel = [under, under, under, 255];
                let mut precise = pixel;
                over(source, &mut pixel);
                over_f(widen(source), &mut precise);
                assert_eq!(pixel, precise);
                assert_eq!(pixel[3], 255);
            }
        }
    }

    #[test]
    fn additive_colours_saturate() {
        let mut pixel = [200, 10, 0, 255];
        over([100, 100, 0, 0], &mut pixel);
        assert_eq!(pixel, [255, 110, 0, 255]);
        let mut pixel = [200, 10, 0, 255];
        over_f([100.0, 100.0, -1.0, 0.0], &mut pixel);
        assert_eq!(pixel, [255, 110, 0, 255]);
    }

    #[test]
    fn stamps_equal_single_pixels() {
        let mut texels = [[0; 4]; 300];
        for (number, texel) in texels.iter_mut().enumerate().skip(5) {
            let alpha = (number * 11 % 256) as u8;
            *texel = [[alpha; 4], WHITE, [alpha / 3, alpha, alpha / 2, alpha], [alpha, 9, 0, 0]][number % 4];
        }
        for tint in [WHITE, [7, 8, 9, 255], [20, 30, 40, 90], [200, 100, 0, 0]] {
            let mut run = [[50, 100, 150, 255]; 300];
            let mut singles = run;
            stamp(&mut run, &texels, tint);
            singles.iter_mut().zip(texels).for_each(|(pixel, texel)| over(modulate(texel, tint), pixel));
            assert_eq!(run, singles);
        }
    }

    #[test]
    fn runs_equal_single_pixels() {
        for color in [[0; 4], [7, 8, 9, 255], [20, 30, 40, 90]] {
            let mut run = [[50, 100, 150, 255]; 37];
            let mut single = run[0];
            fill(&mut run, color);
            over(color, &mut single);
            assert_eq!(run, [single; 37]);
        }
    }
}

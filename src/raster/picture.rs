//! The finished image.

use std::collections::BTreeSet;
use std::io::Cursor;

use image::{ExtendedColorType, ImageEncoder as _, ImageError, codecs::png::PngEncoder};

/// An opaque image in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// RGBA, one byte each, sRGB, alpha always 255; row by row from the top left, without padding.
    pub pixels: Vec<u8>,
}

impl Picture {
    /// A picture of `width` × `height` pixels, all in the opaque colour `rgb`.
    #[must_use]
    pub fn filled(width: u32, height: u32, [red, green, blue]: [u8; 3]) -> Self {
        let mut picture = Self::default();
        picture.resize([width, height]);
        picture.pixels.as_chunks_mut().0.fill([red, green, blue, 255]);
        picture
    }

    /// The colour at column `x` and row `y`, counted from the top left; fully transparent black outside.
    #[must_use]
    pub fn pixel(&self, x: u32, y: u32) -> [u8; 4] {
        if x >= self.width || y >= self.height {
            return [0; 4];
        }
        let index = y as usize * self.width as usize + x as usize;
        self.pixels.as_chunks().0.get(index).copied().unwrap_or([0; 4])
    }

    /// How many colours the picture has, counted up to `limit`: 1 means that nothing can be seen on it.
    ///
    /// The limit keeps the count cheap; a picture of an interface has hundreds.
    #[must_use]
    pub fn distinct_colors(&self, limit: usize) -> usize {
        let mut seen = BTreeSet::new();
        let mut last = None;
        for pixel in self.pixels.as_chunks::<4>().0 {
            if seen.len() >= limit {
                break;
            }
            // Neighbours mostly agree, and looking into the set for each would be slow.
            if last != Some(pixel) {
                seen.insert(*pixel);
                last = Some(pixel);
            }
        }
        seen.len()
    }

    /// The picture as the bytes of a PNG file (8 bits a channel, RGBA).
    ///
    /// # Errors
    /// When a side is zero pixels, which PNG cannot express, or when `pixels` is not `4 × width × height` bytes long.
    pub fn to_png(&self) -> Result<Vec<u8>, ImageError> {
        use image::error::{ParameterError, ParameterErrorKind};

        let expected = self.width as usize * self.height as usize * 4;
        if expected == 0 || self.pixels.len() != expected {
            let kind = ParameterErrorKind::DimensionMismatch;
            return Err(ImageError::Parameter(ParameterError::from_kind(kind)));
        }
        let mut file = Cursor::new(Vec::new());
        PngEncoder::new(&mut file).write_image(&self.pixels, self.width, self.height, ExtendedColorType::Rgba8)?;
        Ok(file.into_inner())
    }

    /// Gives the picture a new size, keeping its memory; what is on it is all but random.
    pub(super) fn resize(&mut self, [width, height]: [u32; 2]) {
        self.width = width;
        self.height = height;
        self.pixels.resize(width as usize * height as usize * 4, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_png_is_read_back_unchanged() {
        let mut picture = Picture::filled(3, 2, [10, 20, 30]);
        picture.pixels[4..8].copy_from_slice(&[200, 100, 50, 255]);
        let png = picture.to_png().unwrap();
        let read = image::load_from_memory(&png).unwrap().into_rgba8();
        assert_eq!((read.width(), read.height()), (3, 2));
        assert_eq!(read.into_raw(), picture.pixels);
    }

    #[test]
    fn pictures_that_are_no_picture_are_refused() {
        assert!(Picture::default().to_png().is_err());
        let short = Picture { width: 2, height: 2, pixels: vec![0; 15] };
        assert!(short.to_png().is_err());
        assert_eq!(short.pixel(1, 1), [0; 4], "the last pixel is cut off");
    }

    #[test]
    fn pixels_and_colours_are_found() {
        let mut picture = Picture::filled(2, 2, [9, 9, 9]);
        assert_eq!(picture.distinct_colors(10), 1);
        picture.pixels[12..].copy_from_slice(&[1, 2, 3, 255]);
        assert_eq!(picture.pixel(1, 1), [1, 2, 3, 255]);
        assert_eq!(picture.pixel(2, 1), [0; 4]);
        assert_eq!(picture.distinct_colors(10), 2);
        assert_eq!(picture.distinct_colors(1), 1);
    }
}

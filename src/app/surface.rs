//! The way of the pixels to the window.

use std::collections::VecDeque;
use std::num::NonZero;
use std::rc::Rc;

use egui_winit::winit::window::Window;

use crate::raster::{Damage, Screen};

/// How many frames a window system may keep before it gives a buffer back.
const MOST_BUFFERS: usize = 4;

/// Where the pixels of a window go.
pub struct Surface {
    target: softbuffer::Surface<Rc<Window>, Rc<Window>>,
    size: [u32; 2],
    /// What has changed in the last frames, the latest first; for buffers that hold an older one.
    recent: VecDeque<Vec<Damage>>,
}

impl Surface {
    /// # Errors
    /// When the window system takes no pixels, in its words.
    pub fn new(window: &Rc<Window>) -> Result<Self, String> {
        let context = softbuffer::Context::new(window.clone()).map_err(|error| error.to_string())?;
        let target = softbuffer::Surface::new(&context, window.clone()).map_err(|error| error.to_string())?;
        Ok(Self { target, size: [0; 2], recent: VecDeque::new() })
    }

    /// What the window shows is lost: the next frame is shown as a whole.
    pub fn forget(&mut self) {
        self.recent.clear();
    }

    /// Shows what has changed on a screen since it was last shown.
    ///
    /// # Errors
    /// When the window system does not take the pixels, in its words.
    pub fn show(&mut self, screen: &Screen) -> Result<(), String> {
        let picture = screen.picture();
        let size = [picture.width, picture.height];
        let [Some(width), Some(height)] = size.map(NonZero::new) else { return Ok(()) };
        if self.size != size {
            self.target.resize(width, height).map_err(|error| error.to_string())?;
            self.size = size;
            self.recent.clear();
        }
        let whole = Damage { x: 0, y: 0, width: picture.width, height: picture.height };
        let damage = if self.recent.is_empty() { vec![whole] } else { screen.damage().to_vec() };
        if damage.is_empty() {
            return Ok(());
        }
        self.recent.push_front(damage);
        self.recent.truncate(MOST_BUFFERS);
        let mut buffer = self.target.buffer_mut().map_err(|error| error.to_string())?;
        // A buffer of age 1 holds the last frame, of age 2 the one before; what is in a new one, nobody knows.
        let age = usize::from(buffer.age());
        let old: Vec<Damage> = if (1..=self.recent.len()).contains(&age) {
            self.recent.iter().take(age).flatten().copied().collect()
        } else {
            vec![whole]
        };
        let pixels = picture.pixels.as_chunks().0;
        for damage in old {
            copy(pixels, &mut buffer, picture.width as usize, damage);
        }
        let shown: Vec<softbuffer::Rect> = self.recent[0].iter().filter_map(rect).collect();
        buffer.present_with_damage(&shown).map_err(|error| error.to_string())
    }
}

fn rect(damage: &Damage) -> Option<softbuffer::Rect> {
    let (width, height) = (NonZero::new(damage.width)?, NonZero::new(damage.height)?);
    Some(softbuffer::Rect { x: damage.x, y: damage.y, width, height })
}

/// Copies a rectangle from red, green, blue, alpha to what window systems want: a number with red highest and blue lowest.
fn copy(pixels: &[[u8; 4]], buffer: &mut [u32], stride: usize, damage: Damage) {
    let [x, y, width, height] = [damage.x, damage.y, damage.width, damage.height].map(|pixels| pixels as usize);
    let rows = pixels.chunks_exact(stride).zip(buffer.chunks_exact_mut(stride)).skip(y).take(height);
    for (from, to) in rows {
        for ([red, green, blue, _], to) in from[x..x + width].iter().zip(&mut to[x..x + width]) {
            *to = u32::from_be_bytes([0, *red, *green, *blue]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_rectangle_is_copied() {
        let pixels: Vec<[u8; 4]> = (0..12).map(|i| [i, i + 100, i + 200, 255]).collect();
        let mut buffer = [7; 12];
        copy(&pixels, &mut buffer, 4, Damage { x: 1, y: 1, width: 2, height: 2 });
        let inside = |i: u32| (i << 16) | ((i + 100) << 8) | (i + 200);
        assert_eq!(buffer, [7, 7, 7, 7, 7, inside(5), inside(6), 7, 7, inside(9), inside(10), 7]);
    }
}

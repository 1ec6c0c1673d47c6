//! A letter on a page, before it is known what it stands beside.

/// A letter on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glyph {
    /// The letter; one that is not known is U+FFFD.
    pub c: char,
    /// Where it begins on its baseline, from the left of the upright page.
    pub x: f32,
    /// Where it begins on its baseline, from the top.
    pub y: f32,
    /// How far it reaches on its line.
    pub width: f32,
    /// The same as a way on the page: so much to the right, and so much down.
    pub way: (f32, f32),
    /// How high its font is.
    pub size: f32,
    /// Which way its line runs: right, down, left, up, or askew.
    pub turn: Turn,
    /// Its font, among those of the file.
    pub font: u16,
    /// Whether it is set heavier than text.
    pub is_bold: bool,
    /// Whether it slants.
    pub is_italic: bool,
    /// Whether it is there to be searched and not to be seen, as behind the picture of a scanned page.
    pub is_hidden: bool,
    /// Whether the file itself says that it is no part of the text: a running head, a page number, a watermark.
    pub is_artifact: bool,
    /// What draws it, the page or which of the fields and notes on it, and how many letters that had drawn before.
    pub order: (u16, u32),
}

/// Which way a line runs on the upright page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// From left to right.
    Right,
    /// From top to bottom.
    Down,
    /// From right to left, upside down.
    Left,
    /// From bottom to top.
    Up,
    /// Across.
    Askew,
}

/// Which way a line runs that goes on by this way, or, where a letter has no width, whose letters stand up this way.
#[must_use]
pub fn turn(dx: f64, dy: f64, (ux, uy): (f64, f64)) -> Turn {
    // Turned by a quarter, what stands up points along the line; y runs down on the page.
    let (dx, dy) = if dx.hypot(dy) > 1e-3 { (dx, dy) } else { (-uy, ux) };
    if dy.abs() < dx.abs() * 0.25 {
        if dx >= 0.0 { Turn::Right } else { Turn::Left }
    } else if dx.abs() < dy.abs() * 0.25 {
        if dy >= 0.0 { Turn::Down } else { Turn::Up }
    } else {
        Turn::Askew
    }
}

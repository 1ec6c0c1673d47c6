//! Titles as the bars carry them: how long they are, and where they can be cut.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::text::CCursor;
use egui::{Color32, Painter};

use crate::report::dossier::Dossier;
use crate::report::ids::PassageIx;
use crate::report::outside::plain;
use crate::theme::{self, size};

/// A title that was laid out once. It keeps where each word ends, so that cutting it to any room lays out nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Title {
    text: String,
    /// Where words end: bytes of the text, and points from its beginning.
    ends: Vec<(usize, f32)>,
    /// How wide a “…” is, in points.
    dots: f32,
}

/// The longest title that is laid out, in characters; more would not fit on any screen.
const LONGEST: usize = 240;

impl Title {
    /// Takes a title as one line. `ends` gives, for the text and the numbers of its characters after which words end, how
    /// many points lie before each; `dots` is the width of a “…”.
    #[must_use]
    pub fn new(title: &str, dots: f32, ends: impl FnOnce(&str, &[usize]) -> Vec<f32>) -> Self {
        let line = plain(title);
        let words: Vec<&str> = line.split_whitespace().take(LONGEST).collect();
        let text: String = words.join(" ").chars().take(LONGEST).collect();
        let (mut bytes, mut characters) = (Vec::new(), Vec::new());
        let mut before = ' ';
        for (count, (at, letter)) in text.char_indices().enumerate() {
            if letter == ' ' && before != ' ' {
                bytes.push(at);
                characters.push(count);
            }
            before = letter;
        }
        bytes.push(text.len());
        characters.push(text.chars().count());
        let points = ends(&text, &characters);
        Self { ends: bytes.into_iter().zip(points).collect(), text, dots }
    }

    /// How wide the whole title is, in points.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.ends.last().map_or(0.0, |(_, width)| *width)
    }

    /// The title, or as many of its words as have room with a “…” behind them, and how wide that is; nothing where there is
    /// no room for a word.
    #[must_use]
    pub fn cut(&self, room: f32) -> Option<(String, f32)> {
        if self.text.is_empty() {
            return None;
        }
        if self.width() <= room {
            return Some((self.text.clone(), self.width()));
        }
        let fits = self.ends.iter().rev().skip(1).find(|(_, width)| width + self.dots <= room)?;
        // A comma before the dots would promise a word that does not come.
        let words = self.text[..fits.0].trim_end_matches([',', ';', ':', '–', '—', '-', ' ']);
        Some((format!("{words}…"), fits.1 + self.dots))
    }
}

/// The titles that were laid out so far, for one dossier and one number of pixels a point.
#[derive(Default)]
pub struct Titles {
    of: (usize, u32),
    known: BTreeMap<PassageIx, Arc<Title>>,
}

impl Titles {
    /// How many are kept; beyond that, all are forgotten and laid out anew as they are asked for.
    const MOST: usize = 20_000;

    /// Forgets the titles of another dossier, or of another screen.
    pub fn turn_to(&mut self, dossier: &Dossier, painter: &Painter) {
        let of = (std::ptr::from_ref(dossier).addr(), painter.pixels_per_point().to_bits());
        if self.of != of || self.known.len() > Self::MOST {
            *self = Self { of, known: BTreeMap::new() };
        }
    }

    /// The title of a passage, laid out where that has not been done yet.
    pub fn of(&mut self, dossier: &Dossier, ix: PassageIx, painter: &Painter) -> Arc<Title> {
        let lay_out = || {
            let set = |text: &str| painter.layout_no_wrap(text.to_owned(), theme::sans(size::LABEL), Color32::PLACEHOLDER);
            let title = Title::new(&dossier.passage(ix).title, set("…").size().x, |text, ends| {
                let galley = set(text);
                ends.iter().map(|end| galley.pos_from_cursor(CCursor::new(*end)).max.x).collect()
            });
            Arc::new(title)
        };
        self.known.entry(ix).or_insert_with(lay_out).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn even(title: &str) -> Title {
        #[expect(clippy::cast_precision_loss, reason = "a small number of letters")]
        Title::new(title, 6.0, |_, ends| ends.iter().map(|end| *end as f32 * 6.0).collect())
    }

    #[test]
    fn a_title_is_cut_at_a_word() {
        let title = even("Police retake the  centre,\nfor now");
        let cut = |room| title.cut(room).map(|(text, _)| text);
        assert_eq!(cut(400.0).as_deref(), Some("Police retake the centre, for now"));
        assert_eq!(cut(160.0).as_deref(), Some("Police retake the centre…"), "no comma before the dots");
        assert_eq!(cut(50.0).as_deref(), Some("Police…"));
        assert_eq!(cut(20.0), None);
        assert_eq!(even("").cut(500.0), None);
        assert_eq!(even("Жаңаөзен көтерілісі").cut(60.0).unwrap().0, "Жаңаөзен…");
    }

    proptest! {
        #[test]
        fn what_is_cut_has_room_and_is_the_beginning_of_the_title(title in "[a-zә ,–]{0,60}", room in 0.0_f32..500.0) {
            let whole = even(&title);
            if let Some((text, width)) = whole.cut(room) {
                prop_assert!(width <= room);
                prop_assert!(whole.text.starts_with(text.trim_end_matches('…')));
            }
        }
    }
}

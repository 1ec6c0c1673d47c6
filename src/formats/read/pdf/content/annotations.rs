//! What stands in the fields of forms, and what readers have written on a page (ISO 32000-1, 12.5 and 12.7).

use super::super::matrix::{Matrix, rectangle};
use super::super::object::{Dict, Object};
use super::{Glyph, Run, Turn};

impl Run<'_, '_, '_> {
    /// What is written in a form's field, or on the page by a reader.
    pub(super) fn annotation(&mut self, note: &Object) {
        let file = self.painter.file;
        let Some(dict) = note.dict() else { return };
        let is_shown = file.get(dict, "F").whole().unwrap_or(0) & (2 | 32) == 0;
        let kind = file.get(dict, "Subtype");
        if !is_shown || kind.is_name("Popup") || kind.is_name("Link") || (dict.has("OC") && self.painter.is_hidden(dict.get("OC")))
        {
            return;
        }
        let looks = file.get(dict, "AP").dict().map(|looks| file.get(looks, "N")).unwrap_or_default();
        let look = match (&looks, file.get(dict, "AS").name()) {
            (Object::Dict(states), Some(state)) => file.get(states, &String::from_utf8_lossy(state)),
            _ => looks.clone(),
        };
        let Some(place) = rectangle(file, &file.get(dict, "Rect")) else { return };
        let Object::Stream(stream) = look else { return self.field(dict, place) };
        let Some(frame) = rectangle(file, &file.get(&stream.dict, "BBox")) else { return };
        let matrix = Matrix::read(file, &file.get(&stream.dict, "Matrix")).unwrap_or(Matrix::IDENTITY);
        let corners = [(0, 1), (0, 3), (2, 1), (2, 3)].map(|(x, y)| matrix.point(frame[x], frame[y]));
        let least = |pick: fn(&(f64, f64)) -> f64| corners.iter().map(pick).fold(f64::INFINITY, f64::min);
        let most = |pick: fn(&(f64, f64)) -> f64| corners.iter().map(pick).fold(f64::NEG_INFINITY, f64::max);
        let (left, low) = (least(|at| at.0), least(|at| at.1));
        let (width, height) = (most(|at| at.0) - left, most(|at| at.1) - low);
        if width <= 0.0 || height <= 0.0 {
            return;
        }
        let (across, up) = ((place[2] - place[0]) / width, (place[3] - place[1]) / height);
        let fit = Matrix([across, 0.0, 0.0, up, place[0] - left * across, place[1] - low * up]);
        self.state.ctm = fit.then(&self.state.ctm);
        self.form(&stream, &Dict::default(), 0);
    }

    /// What is written in a field, or in a note upon the page, whose look the file leaves to the program that shows it.
    fn field(&mut self, dict: &Dict, [left, low, _, high]: [f64; 4]) {
        let file = self.painter.file;
        let name = if file.get(dict, "Subtype").is_name("FreeText") { "Contents" } else { "V" };
        let written = file.get(dict, name);
        let Some(text) = written.text().map(super::super::about::text).filter(|text| text.chars().count() < 1_000) else { return };
        let size = ((high - low) * 0.7).clamp(4.0, 11.0);
        let lines = text.split(['\r', '\n']).filter(|line| !line.trim().is_empty()).enumerate();
        for (number, line) in lines {
            #[expect(clippy::cast_precision_loss, reason = "a note has few lines")]
            let (x, y) = self.state.ctm.point(left + 2.0, high - size * (1.0 + 1.2 * number as f64));
            #[expect(clippy::cast_possible_truncation, reason = "a place on a page needs no more than a single's precision")]
            let (mut x, y, size) = (x as f32, y as f32, size as f32);
            for c in line.chars() {
                let width = super::super::widths::width("Helvetica", c) / 1_000.0 * size;
                let glyph = Glyph {
                    c,
                    x,
                    y,
                    width,
                    way: (width, 0.0),
                    size,
                    turn: Turn::Right,
                    font: u16::MAX,
                    is_bold: false,
                    is_italic: false,
                    is_hidden: false,
                    is_artifact: false,
                    order: (0, 0),
                };
                x += width;
                self.drawn.glyphs.push(glyph);
            }
        }
    }
}

//! Marked content: what is no part of the text, what is hidden, and what letters mean (ISO 32000-1, 14.6 and 14.9.4).

use super::super::object::{Dict, Object};
use super::{Glyph, Marked, Run, Turn};
use crate::report::limits;

impl Run<'_, '_, '_> {
    /// Begins what is marked.
    pub(super) fn begin_marked(&mut self, operands: &[Object], resources: &Dict) {
        let file = self.painter.file;
        let properties = match operands.get(1) {
            Some(Object::Name(name)) => {
                let all = file.get(resources, "Properties").dict().cloned().unwrap_or_default();
                all.get(&String::from_utf8_lossy(name)).clone()
            }
            Some(other) => other.clone(),
            None => Object::Null,
        };
        let tag = operands.first().and_then(Object::name).unwrap_or_default();
        let dict = file.resolve(&properties).dict().cloned().unwrap_or_default();
        let says = file.get(&dict, "ActualText").text().map(super::super::about::text);
        self.marked.push(Marked {
            is_artifact: tag == b"Artifact",
            is_hidden: tag == b"OC" && self.painter.is_hidden(&properties),
            says,
            start: self.drawn.glyphs.len(),
        });
        if self.marked.len() > limits::PDF_STATES {
            self.marked.remove(0);
        }
    }

    /// Ends what is marked; where the file says what its letters mean, they are set in their place.
    pub(super) fn end_marked(&mut self) {
        let Some(Marked { says: Some(says), start, .. }) = self.marked.pop() else { return };
        let glyphs = &mut self.drawn.glyphs;
        let marked = glyphs.get(start..).unwrap_or_default();
        let (Some(first), Some(last)) = (marked.first().copied(), marked.last().copied()) else { return };
        let is_line = (first.y - last.y).abs() < first.size * 0.5 && first.turn == Turn::Right;
        let neat: String = says.chars().filter(|c| !c.is_control()).collect();
        if !is_line || neat.chars().count() > 64 {
            return;
        }
        let whole = (last.x + last.width - first.x).max(0.1);
        glyphs.truncate(start);
        self.spread(Glyph { width: whole, way: (whole, 0.0), ..first }, &neat);
    }
}

//! Letters that no bundled face has: what is drawn in their place.
//!
//! A point is drawn for them everywhere (`theme::missing`), a small picture for each letter. Where there may be whole texts
//! of them, in what is read and typed, they are replaced before the layout, so that one glyph serves for all.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Galley, TextBuffer, Ui};

/// What the faces have, and what is done about the rest, for the page about the dossier.
pub const NOTE: &str = "The faces in the program have Latin, Cyrillic with the Kazakh letters, and Greek. A letter that they lack \
    (Arabic, Hebrew, Georgian, Chinese, and signs such as emoji) is drawn as a point: ·. It is only drawn so: what is copied, \
    cited, searched for or read aloud has the letter itself.";

/// What stands for a character that no face has.
const MISSING: char = '·';

/// The text with a point for every character that no face can draw, one code point for one.
///
/// A family emoji is several characters joined into one; the first one becomes a point and the others nothing, as they
/// would be drawn. Signs that are never drawn stay: egui knows them.
#[must_use]
pub fn drawable(ui: &Ui, font: &FontId, text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    ui.ctx().fonts_mut(|fonts| replace_missing(text, |c| fonts.has_glyph(font, c)))
}

/// Lays out what is typed into a field, as [`drawable`] has it: the cursor stands between the letters that are there.
#[must_use]
pub fn typed(ui: &Ui, buffer: &dyn TextBuffer, font: &FontId, ink: Color32, width: f32) -> Arc<Galley> {
    let format = TextFormat::simple(font.clone(), ink);
    let mut job = LayoutJob::single_section(drawable(ui, font, buffer.as_str()), format);
    job.wrap.max_width = width;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn replace_missing(text: &str, mut has: impl FnMut(char) -> bool) -> String {
    const NOTHING: char = '\u{200b}';
    let mut joined = false;
    let mut missing = false;
    let shown = text.chars().map(|c| {
        let extends =
            matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}');
        let joins = c == '\u{200d}';
        let unseen = matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        let shown = if c.is_control() || c.is_ascii() {
            c
        } else if unseen || (missing && extends) {
            NOTHING
        } else if has(c) {
            missing = false;
            c
        } else if missing && joined || extends {
            NOTHING
        } else {
            missing = true;
            MISSING
        };
        if shown == c && !unseen {
            missing = false;
        }
        joined = joins;
        shown
    });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let latin_and_cyrillic = |c: char| c < '\u{530}' && !('\u{370}'..'\u{400}').contains(&c);
        let shown = replace_missing(text, latin_and_cyrillic);
        assert_eq!(shown.chars().count(), text.chars().count(), "ranges must hold in both");
        assert_eq!(shown.replace('\u{200b}', ""), expected);
    }

    #[test]
    fn what_no_font_can_draw_becomes_a_point() {
        check("Жаңаөзен, Өскемен", "Жаңаөзен, Өскемен");
        check("e\u{301}te\u{301}", "e\u{301}te\u{301}");
        check("Go ✊🏽 on", "Go · on");
        check("👩🏽\u{200d}🚒 and 👩\u{200d}👩\u{200d}👧", "· and ·");
        check("שלום x", "···· x");
        check("🚒🚒", "··");
        check("a\u{20e3}\tb\u{200b}", "a·\tb");
    }
}

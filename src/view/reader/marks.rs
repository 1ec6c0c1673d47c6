//! Text with its mentions marked: places by a tint, times by a tint and a line under them.
//!
//! [`Marking`] says which stretch is set how, as plain data; [`Marking::job`] makes text to be laid out of it.

use std::ops::Range;

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, FontId, Label, Rect, Stroke, Ui, WidgetInfo, accesskit::Role, vec2};

use super::hits;
use super::laid::Spot;
use crate::report::ids::MentionIx;
use crate::report::passage::{BlockKind, Subject, Target};
use crate::report::text::Span;
use crate::theme::{self, size};
use crate::view::Scene;

/// A stretch of laid-out text, in code points from its beginning, that a mention covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Which mention.
    pub mention: MentionIx,
    /// Where, in code points of the piece of text.
    pub range: Range<usize>,
}

/// A reference to a footnote, in code points from the beginning of the piece of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The reference in the document.
    pub target: Target,
    /// The label of the note.
    pub label: String,
    /// Where, in code points of the piece of text.
    pub range: Range<usize>,
}

/// What is marked in a piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marking {
    /// The piece.
    pub target: Target,
    /// Its mentions; none lies within another one, so that no stretch is marked twice.
    pub marked: Vec<Marked>,
    /// References to footnotes.
    pub references: Vec<Reference>,
    /// The words that a time comes from, when they are asked for.
    pub clue: Option<Range<usize>>,
    /// The passage that is read, when there is text around it: all else is set quietly.
    pub core: Option<Range<usize>>,
}

impl Marking {
    /// What is marked in a piece of a document.
    #[must_use]
    pub fn new(scene: &Scene<'_>, target: Target) -> Self {
        let within = |span: Span| clip(target.span, span);
        let mut marked: Vec<Marked> = Vec::new();
        for ix in scene.index.mentions_in(scene.dossier, target) {
            let Some(range) = within(scene.dossier.mention(ix).target.span) else { continue };
            if marked.last().is_none_or(|last| last.range.end <= range.start) {
                marked.push(Marked { mention: ix, range });
            }
        }
        let blocks = &scene.dossier.blocks;
        let key = |document, point| (document, point);
        let from = blocks
            .partition_point(|block| key(block.target.document, block.target.span.start) < key(target.document, target.span.start));
        let here = blocks[from..]
            .iter()
            .take_while(|block| block.target.document == target.document && block.target.span.start < target.span.end);
        let references = here.filter_map(|block| {
            let BlockKind::FootnoteRef(label) = &block.kind else { return None };
            Some(Reference { target: block.target, label: label.clone(), range: within(block.target.span)? })
        });
        Self { target, marked, references: references.collect(), clue: None, core: None }
    }

    /// Marks the words that a time comes from, where they stand in this piece.
    #[must_use]
    pub fn with_clue(mut self, clue: Option<Span>) -> Self {
        self.clue = clue.and_then(|span| clip(self.target.span, span));
        self
    }

    /// Sets all but a passage quietly.
    #[must_use]
    pub fn with_core(mut self, passage: Span) -> Self {
        self.core = clip(self.target.span, passage);
        self
    }

    /// The stretches of the piece that are set alike, in order and without gaps.
    #[must_use]
    pub fn stretches(&self) -> Vec<Stretch> {
        let length = self.target.span.end - self.target.span.start;
        let mut cuts = vec![0, length];
        let ranges = self.marked.iter().map(|marked| &marked.range);
        let ranges = ranges.chain(self.references.iter().map(|reference| &reference.range));
        cuts.extend(ranges.chain(&self.clue).chain(&self.core).flat_map(|range| [range.start, range.end]));
        cuts.sort_unstable();
        cuts.dedup();
        let holds = |range: &Range<usize>, at: usize| range.start <= at && at < range.end;
        let stretch = |pair: &[usize]| {
            let at = pair[0];
            let mention = self.marked.iter().find(|marked| holds(&marked.range, at)).map(|marked| marked.mention);
            Stretch {
                range: at..pair[1],
                mention,
                reference: self.references.iter().any(|reference| holds(&reference.range, at)),
                clue: self.clue.as_ref().is_some_and(|range| holds(range, at)),
                quiet: self.core.as_ref().is_some_and(|range| !holds(range, at)),
            }
        };
        cuts.windows(2).map(stretch).collect()
    }

    /// The text to be laid out. It has as many code points as the piece, so that ranges hold in both.
    #[must_use]
    pub fn job(&self, ui: &Ui, scene: &Scene<'_>, font: &FontId, ink: Color32, width: f32) -> LayoutJob {
        let text = &scene.dossier.document(self.target.document).text;
        let mut job = LayoutJob::default();
        job.wrap.max_width = width;
        let plain = TextFormat { font_id: font.clone(), color: ink, line_height: Some(line_height(font)), ..TextFormat::default() };
        let start = self.target.span.start;
        for stretch in self.stretches() {
            let span = Span { start: start + stretch.range.start, end: start + stretch.range.end };
            let format = stretch.format(scene, &plain);
            let shown = drawable(ui, &format.font_id, text.slice(span));
            job.append(&shown, 0.0, format);
        }
        job
    }
}

/// Draws what lies behind the words of a piece: a tint for places, a tint and a line under it for times, and a strong
/// line under the words that a time comes from. `strength` is less than 1 where marks would outshout the words.
pub fn paint(ui: &Ui, scene: &Scene<'_>, marking: &Marking, spot: &Spot, strength: f32) {
    let palette = scene.palette;
    for stretch in marking.stretches() {
        let subject = stretch.mention.map(|ix| scene.dossier.mention(ix).subject);
        let (tint, line) = match subject {
            _ if stretch.clue => (palette.time_mark, Some(Stroke::new(2.0, palette.time_rule))),
            // Around a passage, marks would take the eye away from it.
            _ if stretch.quiet => continue,
            Some(Subject::Place(_)) => (palette.place_mark, None),
            Some(Subject::Time(..)) => (palette.time_mark, Some(Stroke::new(1.0, palette.time_rule))),
            None => continue,
        };
        for rect in spot.rects(stretch.range.clone()) {
            let mark = behind(rect);
            ui.painter().rect_filled(mark, 3.0, tint.gamma_multiply(strength));
            if let Some(line) = line {
                ui.painter().hline(rect.x_range(), mark.bottom() - 0.5, line);
            }
        }
    }
}

/// The field behind words whose row is this high: marks of two rows do not touch.
#[must_use]
pub fn behind(row: Rect) -> Rect {
    row.shrink2(vec2(-1.5, row.height() * 0.075))
}

/// Draws a passage as a label, marked.
pub fn excerpt(ui: &mut Ui, scene: &Scene<'_>, marking: &Marking) {
    let job = marking.job(ui, scene, &theme::serif(size::READING), scene.palette.ink, ui.available_width());
    let (at, galley, response) = Label::new(job).wrap().layout_in_ui(ui);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, galley.text()));
    let spot = Spot::new(galley, at, marking.target);
    paint(ui, scene, marking, &spot, 1.0);
    hits::mark(ui, scene, marking.target, &spot);
    ui.painter().galley(at, spot.galley, scene.palette.ink);
}

/// The height of a row of text that is read.
#[must_use]
pub fn line_height(font: &FontId) -> f32 {
    font.size * 1.45
}

/// A stretch of text that is set alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where, in code points of the piece of text.
    pub range: Range<usize>,
    /// The mention that it belongs to.
    pub mention: Option<MentionIx>,
    /// Whether it stands for a footnote.
    pub reference: bool,
    /// Whether a time comes from it.
    pub clue: bool,
    /// Whether it is only there for what stands around it.
    pub quiet: bool,
}

impl Stretch {
    fn format(&self, scene: &Scene<'_>, plain: &TextFormat) -> TextFormat {
        let palette = scene.palette;
        let mut format = plain.clone();
        if self.quiet {
            format.color = palette.mute;
        }
        if self.reference {
            // Without a height of its own, the number is set at the top of its row.
            let font_id = theme::medium((plain.font_id.size * 0.68).max(9.0));
            format = TextFormat { font_id, color: palette.window, line_height: None, valign: Align::TOP, ..format };
        }
        format
    }
}

/// The part of a span that lies in a piece, counted from the piece's beginning.
fn clip(piece: Span, span: Span) -> Option<Range<usize>> {
    let (start, end) = (span.start.max(piece.start), span.end.min(piece.end));
    (start < end).then(|| start - piece.start..end - piece.start)
}

/// What stands for a character that no font has.
const MISSING: char = '·';

/// The text with a point for every character that no font can draw, one code point for one.
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

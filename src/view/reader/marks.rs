//! Text with its mentions marked: places by a tint, times by a tint and a line under them.
//!
//! [`Marking`] says which stretch is set how, as plain data; [`Marking::job`] makes text to be laid out of it.

use std::ops::Range;

use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, FontId, Stroke, Ui, pos2};

use super::spot::{Spot, behind};
use crate::report::ids::MentionIx;
use crate::report::passage::{BlockKind, Subject, Target};
use crate::report::text::Span;
use crate::theme;
use crate::view::letters::drawable;
use crate::view::{Scene, brush};

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

    /// A piece of a document in which nothing is marked.
    #[must_use]
    pub fn bare(target: Target) -> Self {
        Self { target, marked: Vec::new(), references: Vec::new(), clue: None, core: None }
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

    /// The mentions that are marked: around a passage, marks would take the eye away from it.
    pub fn shown(&self) -> impl Iterator<Item = &Marked> {
        let apart =
            |range: &Range<usize>| self.core.as_ref().is_some_and(|core| range.start < core.start || core.end <= range.start);
        self.marked.iter().filter(move |marked| !apart(&marked.range))
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
        let mention = stretch.mention.map(|ix| scene.dossier.mention(ix));
        let subject = mention.map(|mention| mention.subject);
        let found = mention.is_some_and(|mention| mention.found.is_some());
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
            let strength = if found { strength * 0.55 } else { strength };
            ui.painter().rect_filled(mark, 3.0, tint.gamma_multiply(strength));
            if found && !stretch.clue {
                let color = line.map_or(palette.mute, |line| line.color);
                let y = mark.bottom() - 0.5;
                ui.painter().extend(brush::dotted_line(pos2(rect.left(), y), pos2(rect.right(), y), color));
            } else if let Some(line) = line {
                ui.painter().hline(rect.x_range(), mark.bottom() - 0.5, line);
            }
        }
    }
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

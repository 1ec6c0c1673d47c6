//! How each paragraph of a document is set, and in which pieces it is laid out.

use egui::{Color32, FontId};

use crate::report::dossier::Dossier;
use crate::report::ids::{DocumentIx, VoiceIx};
use crate::report::passage::{Block, BlockKind, Target};
use crate::report::text::{Span, Text};
use crate::theme::{self, Palette, size};
use crate::view::Scene;

/// A face of the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// The face of the text that is read.
    Serif,
    /// Slanted.
    Italic,
    /// Strong.
    Bold,
    /// The face of the interface.
    Sans,
}

/// How a paragraph is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// Its face.
    pub face: Face,
    /// Its size in points.
    pub size: f32,
    /// Whether it is set in the quieter ink.
    pub quiet: bool,
    /// How far it stands in from the left, in points.
    pub indent: f32,
    /// The space above it, in points.
    pub above: f32,
    /// Whether a line stands left of it, as for quotations.
    pub ruled: bool,
    /// Whether it is text to be read on, and no title, heading or list.
    pub body: bool,
}

impl Setting {
    /// The face at its size.
    #[must_use]
    pub fn font(&self) -> FontId {
        match self.face {
            Face::Serif => theme::serif(self.size),
            Face::Italic => theme::serif_italic(self.size),
            Face::Bold => theme::serif_bold(self.size),
            Face::Sans => theme::sans(self.size),
        }
    }

    /// Its colour.
    #[must_use]
    pub fn ink(&self, palette: &Palette) -> Color32 {
        if self.quiet { palette.mute } else { palette.ink }
    }

    /// The height of so many characters, guessed before they are laid out.
    #[must_use]
    pub fn guess(&self, characters: usize, width: f32) -> f32 {
        /// The width of a character as a share of the size, on average over English and Russian.
        const CHARACTER: f32 = 0.47;
        #[expect(clippy::cast_precision_loss, reason = "a guess")]
        let length = characters as f32 * self.size * CHARACTER;
        // Ragged lines lose about a word in twenty characters.
        let rows = (length / (width - self.indent).max(40.0) * 1.04).ceil().max(1.0);
        self.above + rows * self.size * 1.45
    }
}

/// What stands below a paragraph and is not of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tail {
    /// Whom the quotation that ends here is from.
    Source(String),
    /// The way from a note back to the reference with this target.
    Return(Target),
}

/// A paragraph, or a part of one that is too long to be laid out at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Which stretch of the text.
    pub target: Target,
    /// How it is set.
    pub setting: Setting,
    /// The heading that it leads to, as a line of the text's own contents.
    pub leads_to: Option<Target>,
    /// What stands below it.
    pub tail: Option<Tail>,
}

/// How many code points are laid out at once at most.
pub const LONGEST: usize = 3000;

/// The paragraphs of a document with their settings, at a step of text size.
#[must_use]
pub fn pieces(scene: &Scene<'_>, document: DocumentIx, scale: f32) -> Vec<Piece> {
    let dossier = scene.dossier;
    let text = &dossier.document(document).text;
    let blocks: Vec<&Block> = dossier
        .blocks
        .iter()
        .filter(|block| block.target.document == document && !matches!(block.kind, BlockKind::FootnoteRef(_) | BlockKind::Page(_)))
        .collect();
    let mut next = 0;
    let mut open: Vec<&Block> = Vec::new();
    let mut pieces: Vec<Piece> = Vec::new();
    // The quotation that goes on: where it begins, and its last piece.
    let mut quoted: Option<(usize, usize)> = None;
    for line in text.lines().iter().filter(|line| !line.is_empty()) {
        open.retain(|block| block.target.span.end >= line.end);
        while let Some(block) = blocks.get(next).filter(|block| block.target.span.start <= line.start) {
            if block.target.span.end >= line.end {
                open.push(block);
            }
            next += 1;
        }
        let kinds: Vec<&BlockKind> = open.iter().map(|block| &block.kind).collect();
        let setting = setting(&kinds, scale);
        let leads_to = kinds.contains(&&BlockKind::ContentsEntry).then(|| heading_named(dossier, document, *line)).flatten();
        for (part, span) in split(text, *line).into_iter().enumerate() {
            let above = if part == 0 { setting.above } else { 0.0 };
            let target = Target { document, span };
            pieces.push(Piece { target, setting: Setting { above, ..setting }, leads_to, tail: None });
        }
        let last = pieces.len() - 1;
        if let Some(BlockKind::Footnote(label)) = kinds.last() {
            pieces[last].tail = reference_of(dossier, document, label, line.start).map(Tail::Return);
        }
        if kinds.contains(&&BlockKind::Quote) {
            quoted = Some((quoted.map_or(line.start, |(start, _)| start), last));
        } else if let Some(run) = quoted.take() {
            end_quotation(scene, &mut pieces, document, run);
        }
    }
    if let Some(run) = quoted {
        end_quotation(scene, &mut pieces, document, run);
    }
    pieces
}

/// The heading that has the words of a line of contents.
fn heading_named(dossier: &Dossier, document: DocumentIx, line: Span) -> Option<Target> {
    let words = dossier.slice(Target { document, span: line }).trim();
    let headings = dossier
        .blocks
        .iter()
        .filter(|block| block.target.document == document && matches!(block.kind, BlockKind::Heading(_) | BlockKind::Subtitle));
    headings.map(|block| block.target).find(|target| dossier.slice(*target).trim() == words)
}

/// Names the source of a quotation below its last paragraph.
fn end_quotation(scene: &Scene<'_>, pieces: &mut [Piece], document: DocumentIx, (start, last): (usize, usize)) {
    let end = pieces[last].target.span.end;
    let target = Target { document, span: Span { start, end } };
    let source = introduced(scene, target).or_else(|| source_of(scene, target));
    pieces[last].tail = source.map(|voice| Tail::Source(scene.dossier.voice(voice).name.clone()));
}

/// The voice that the text itself introduces a quotation with: “According to Anarchist Fighter:”.
///
/// The sentence before the quotation must lead up to it and name one voice alone, and no passage within may be another
/// one's that does not come through that voice.
fn introduced(scene: &Scene<'_>, target: Target) -> Option<VoiceIx> {
    let text = &scene.dossier.document(target.document).text;
    let before = text.lines()[..text.line_of(target.span.start)].iter().rfind(|line| !line.is_empty())?;
    let line = text.slice(*before).trim_end().trim_end_matches(['”', '"', '»', '’']);
    let sentence = line.rsplit(". ").next().filter(|sentence| sentence.ends_with([':', ',']))?;
    // What stands in brackets after a name says what kind of voice it is.
    let name = |ix: usize| scene.dossier.voices[ix].name.split(" (").next().unwrap_or_default();
    let mut named = (0..scene.dossier.voices.len()).filter(|ix| is_named(sentence, name(*ix)));
    let voice = named.next().filter(|_| named.next().is_none()).map(VoiceIx::new)?;
    let mut within = scene.index.telling().passages_in(scene.dossier, target).map(|ix| scene.dossier.passage(ix));
    within.all(|passage| passage.aside().via.iter().chain(&passage.voice).any(|ix| *ix == voice)).then_some(voice)
}

/// Whether a name stands in a sentence as whole words.
fn is_named(sentence: &str, name: &str) -> bool {
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    !name.is_empty()
        && sentence
            .match_indices(name)
            .any(|(at, _)| apart(sentence[..at].chars().next_back()) && apart(sentence[at + name.len()..].chars().next()))
}

/// Whom a quotation is from: the innermost voice that carries all of its passages, if there is one besides the one
/// that carries the whole report.
///
/// A single voice may only be quoted within the quotation; to put the whole into its mouth would be worse than to name
/// nobody. So it is named only where its passages make up half of the quotation, or where several voices have it in
/// common as the one who quotes them.
fn source_of(scene: &Scene<'_>, target: Target) -> Option<VoiceIx> {
    let mut chains: Vec<Vec<VoiceIx>> = Vec::new();
    let (mut covered, mut reached) = (0, target.span.start);
    for ix in scene.index.telling().passages_in(scene.dossier, target) {
        let passage = scene.dossier.passage(ix);
        chains.push(passage.aside().via.iter().chain(&passage.voice).copied().collect());
        let (start, end) = (passage.target.span.start.max(reached), passage.target.span.end.min(target.span.end));
        covered += end.saturating_sub(start);
        reached = reached.max(end);
    }
    let first = chains.first()?;
    let shared = |other: &Vec<VoiceIx>| first.iter().zip(other).take_while(|(a, b)| a == b).count();
    let common = chains.iter().map(shared).min()?;
    let sure = chains.iter().any(|chain| chain != first) || 2 * covered >= target.span.end - target.span.start;
    first[..common].last().copied().filter(|_| common > 1 && sure)
}

/// The reference that leads to a note: the last one with its label before it, or else the first one.
fn reference_of(dossier: &Dossier, document: DocumentIx, label: &str, note: usize) -> Option<Target> {
    let refers = |block: &&Block| {
        block.target.document == document && matches!(&block.kind, BlockKind::FootnoteRef(other) if other == label)
    };
    let mut all = dossier.blocks.iter().filter(refers).map(|block| block.target);
    let before = all.clone().rfind(|target| target.span.start < note);
    before.or_else(|| all.next())
}

/// The note that a reference leads to: the first one with its label after it, or else the last one.
#[must_use]
pub fn note_of(dossier: &Dossier, reference: Target) -> Option<Target> {
    let own = dossier.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::FootnoteRef(label) if block.target == reference => Some(label),
        _ => None,
    })?;
    let notes = || {
        let is_note = |block: &&Block| {
            block.target.document == reference.document && matches!(&block.kind, BlockKind::Footnote(label) if label == own)
        };
        dossier.blocks.iter().filter(is_note).map(|block| block.target)
    };
    notes().find(|target| target.span.start > reference.span.start).or_else(|| notes().next_back())
}

/// Cuts a line into pieces that can be laid out at once: after a sentence, else at a space, else anywhere but before a
/// sign that belongs to the one before it.
fn split(text: &Text, line: Span) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = line.start;
    while line.end - start > LONGEST {
        let window = text.slice(Span { start: start + LONGEST / 2, end: start + LONGEST });
        let mut best = (0, LONGEST);
        let mut before = ['x'; 2];
        for (offset, c) in window.chars().enumerate() {
            let ends = matches!(before, ['.' | '!' | '?' | '…' | '”' | '»' | ')', ' ']);
            let rank = if ends && c != ' ' {
                3
            } else if before[1] == ' ' && c != ' ' {
                2
            } else {
                u8::from(c.is_alphanumeric() && before[1] != '\u{200d}')
            };
            if rank >= best.0 && rank > 0 {
                best = (rank, LONGEST / 2 + offset);
            }
            before = [before[1], c];
        }
        let end = start + best.1;
        pieces.push(Span { start, end });
        start = end;
    }
    pieces.push(Span { start, end: line.end });
    pieces
}

/// How a line is set, by the blocks that cover it whole, from the outside in.
#[must_use]
pub fn setting(kinds: &[&BlockKind], scale: f32) -> Setting {
    let plain =
        Setting { face: Face::Serif, size: size::READING, quiet: false, indent: 0.0, above: 10.0, ruled: false, body: true };
    let apart = Setting { body: false, ..plain };
    let mut setting = plain;
    // Inner blocks have the last word.
    for kind in kinds {
        let indent = setting.indent + 20.0;
        setting = match kind {
            BlockKind::Publisher => Setting { face: Face::Sans, size: size::LABEL, quiet: true, ..apart },
            BlockKind::Title => Setting { face: Face::Bold, size: size::HEADING + 6.0, above: 8.0, ..apart },
            BlockKind::Subtitle => Setting { face: Face::Italic, size: size::TITLE, quiet: true, above: 2.0, ..apart },
            BlockKind::ContentsEntry => {
                Setting { face: Face::Sans, size: size::TEXT, quiet: true, indent: 14.0, above: 2.0, ..apart }
            }
            BlockKind::Heading(1) => Setting { face: Face::Bold, size: size::HEADING, above: 38.0, ..apart },
            BlockKind::Heading(2) => Setting { face: Face::Bold, size: size::HEADING - 3.0, above: 28.0, ..apart },
            BlockKind::Heading(_) => Setting { face: Face::Bold, size: size::TITLE, above: 24.0, ..apart },
            BlockKind::Question => Setting { face: Face::Bold, above: 24.0, ..plain },
            BlockKind::Answer | BlockKind::FootnoteRef(_) | BlockKind::Page(_) => setting,
            BlockKind::Quote => Setting { indent, ruled: true, ..plain },
            BlockKind::Verse => Setting { face: Face::Italic, indent, above: 2.0, ..plain },
            BlockKind::Links => Setting { face: Face::Sans, size: size::LABEL, quiet: true, above: 4.0, ..apart },
            BlockKind::ListItem => Setting { indent, above: 4.0, ..plain },
            BlockKind::TableRow => Setting { face: Face::Sans, size: size::TEXT, above: 2.0, ..apart },
            BlockKind::Caption => Setting { face: Face::Sans, size: size::TEXT, quiet: true, above: 4.0, ..apart },
            BlockKind::Footnote(_) => Setting { size: size::TEXT, quiet: true, above: 14.0, ..plain },
        };
    }
    setting.size *= scale;
    setting
}

/// How much larger than usual the text is set at a step.
#[must_use]
pub fn scale(step: i8) -> f32 {
    1.1_f32.powi(i32::from(step))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        let text = Text::new(text.to_owned());
        let line = Span { start: 0, end: text.len() };
        let pieces = split(&text, line);
        let joined: String = pieces.iter().map(|span| text.slice(*span)).collect();
        assert_eq!(joined, text.as_str());
        assert!(pieces.iter().all(|span| !span.is_empty() && span.end - span.start <= LONGEST));
    }

    #[test]
    fn long_lines_are_cut_where_a_reader_would_pause() {
        let sentence = "They stood in Almaty again. ";
        let text = Text::new(sentence.repeat(400));
        let pieces = split(&text, Span { start: 0, end: text.len() });
        assert!(pieces.len() > 3);
        for span in &pieces {
            assert!(text.slice(*span).starts_with("They") && text.slice(*span).ends_with("again. "));
        }
        check(&"x".repeat(100_000));
        check(&"слово ".repeat(20_000));
        check(&"👩🏽\u{200d}🚒".repeat(5_000));
        check(&"e\u{301}".repeat(9_000));
    }

    #[test]
    fn a_combining_mark_is_not_cut_off() {
        let text = Text::new("e\u{301}".repeat(9_000));
        for span in split(&text, Span { start: 0, end: text.len() }) {
            assert!(text.slice(span).starts_with('e'));
        }
    }

    #[test]
    fn the_innermost_block_has_the_last_word() {
        let quote = setting(&[&BlockKind::Answer, &BlockKind::Quote], 1.0);
        assert!(quote.ruled && quote.indent > 0.0);
        let verse = setting(&[&BlockKind::Quote, &BlockKind::Verse], 1.0);
        assert!(verse.face == Face::Italic && verse.indent > quote.indent && !verse.ruled);
        assert!((setting(&[], scale(2)).size - size::READING * 1.21).abs() < 0.01);
    }
}

//! What a draft says already of one of its documents: its layout, its parts, and what is annotated.

use crate::report::draft::{Body, Draft};
use crate::report::passage::BlockKind;
use crate::report::text::Span;
use crate::report::when::When;

/// What is known of a document before anything is found in it.
#[derive(Debug, Default)]
pub struct Layout {
    /// Its blocks, sorted by their beginnings, outer ones first.
    pub blocks: Vec<(Span, BlockKind)>,
    /// When its stretches were written, where that is known.
    pub written: Vec<(Span, When)>,
    /// All of the text in stretches, each with the time it was written.
    pub stretches: Vec<(Span, Option<When>)>,
    /// Mentions, and what was said to be none; sorted, and none within another.
    mentions: Vec<Span>,
    /// Passages, likewise.
    passages: Vec<Span>,
}

impl Layout {
    /// The layout of a document. Annotations without a position are not known here.
    #[must_use]
    pub fn of(draft: &Draft, document: usize) -> Self {
        let Some(own) = draft.documents.get(document) else { return Self::default() };
        let mut layout = Self::default();
        let mut parts = Vec::new();
        for annotation in &draft.annotations {
            let is_own = annotation.document.as_ref().map_or(document == 0, |id| *id == own.id);
            let Some(span) = annotation.selector.position.filter(|_| is_own) else { continue };
            match &annotation.body {
                Body::Block(kind) => layout.blocks.push((span, kind.clone())),
                Body::Part(part) => parts.extend(part.reference.or(part.published).map(|when| (span, when))),
                Body::Passage(_) => layout.passages.push(span),
                Body::PlaceMention { .. } | Body::TimeMention { .. } | Body::NotAMention { .. } => layout.mentions.push(span),
            }
        }
        layout.blocks.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        parts.sort_by_key(|(span, _)| *span);
        layout.cut(&parts, own.reference.or(own.published));
        layout.mentions = merged(layout.mentions);
        layout.passages = merged(layout.passages);
        layout
    }

    /// Cuts the text at its parts.
    fn cut(&mut self, parts: &[(Span, When)], reference: Option<When>) {
        let mut at = 0;
        let mut push = |span: Span, when: Option<When>| {
            if !span.is_empty() {
                self.stretches.push((span, when));
                self.written.extend(when.map(|when| (span, when)));
            }
        };
        for (span, when) in parts {
            let start = span.start.max(at);
            push(Span { start: at, end: start }, reference);
            push(Span { start, end: span.end }, Some(*when));
            at = at.max(span.end);
        }
        push(Span { start: at, end: usize::MAX }, reference);
    }

    /// Its headings and titles, sorted.
    #[must_use]
    pub fn headings(&self) -> Vec<Span> {
        let is_heading = |kind: &BlockKind| matches!(kind, BlockKind::Title | BlockKind::Subtitle | BlockKind::Heading(_));
        self.blocks.iter().filter(|(_, kind)| is_heading(kind)).map(|(span, _)| *span).collect()
    }

    /// Whether a mention stands there already.
    #[must_use]
    pub fn is_taken(&self, span: Span) -> bool {
        overlaps(&self.mentions, span)
    }

    /// Whether a passage stands there already.
    #[must_use]
    pub fn is_told(&self, span: Span) -> bool {
        overlaps(&self.passages, span)
    }
}

/// Spans in their order, those that overlap made one.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

fn overlaps(spans: &[Span], span: Span) -> bool {
    let next = spans.partition_point(|other| other.end <= span.start);
    spans.get(next).is_some_and(|other| other.overlaps(span))
}

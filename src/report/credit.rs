//! The lines around a passage: where and when it speaks, who says it, and in which report.

use super::dossier::Dossier;
use super::edtf;
use super::filed::Filed;
use super::ids::{PassageIx, VoiceIx};
use super::outside::closed;
use super::passage::{BlockKind, Passage, Target};
use super::when::When;
use super::wording::Clock;

impl Clock {
    /// When a passage happened, or that the text does not say.
    #[must_use]
    pub fn when_of(self, passage: &Passage) -> String {
        let unplaced = || unplaced(&passage.filed).unwrap_or_else(|| "no time given".to_owned());
        passage.when.as_ref().map_or_else(unplaced, |when| self.when(when))
    }

    /// As [`dateline`], by this clock.
    #[must_use]
    pub fn dateline(self, dossier: &Dossier, passage: &Passage) -> String {
        // The abbreviation for “about” stays small, as datelines have it.
        let upper = format!("{}, {}", place(dossier, passage), self.when_of(passage)).to_uppercase();
        upper.replace(" C. ", " c. ").replace("–C. ", "–c. ")
    }
}

/// When a passage happened, or that the text does not say.
#[must_use]
pub fn when(passage: &Passage) -> String {
    Clock::H24.when_of(passage)
}

/// The words of a time that is no stretch of time that can be shown, such as “a day of December, in a year that is not known”.
#[must_use]
pub fn unplaced(filed: &Filed) -> Option<String> {
    filed.written("when").and_then(edtf::unplaced)
}

/// The first place of a passage, or that there is none.
#[must_use]
pub fn place(dossier: &Dossier, passage: &Passage) -> String {
    passage.places.first().map_or_else(|| "no place given".to_owned(), |ix| closed(&dossier.place(*ix).title).into_owned())
}

/// The dateline of a passage: `ALMATY, 5 JANUARY 2022, c. 10:00`.
#[must_use]
pub fn dateline(dossier: &Dossier, passage: &Passage) -> String {
    Clock::H24.dateline(dossier, passage)
}

/// Who speaks, and through whom.
#[must_use]
pub fn attribution(dossier: &Dossier, passage: &Passage) -> String {
    let name = |ix: &VoiceIx| closed(&dossier.voice(*ix).name).into_owned();
    let mut text = passage.voice.as_ref().map_or_else(|| "voice not named".to_owned(), name);
    // Outermost first in the file; read from the inside out.
    for via in passage.aside().via.iter().rev() {
        text.push_str(", via ");
        text.push_str(&name(via));
    }
    text
}

/// The shortest passage that holds a stretch of text.
#[must_use]
pub fn passage_around(dossier: &Dossier, target: Target) -> Option<PassageIx> {
    let around = dossier
        .passages
        .iter()
        .enumerate()
        .filter(|(_, passage)| passage.target.document == target.document && passage.target.span.contains(target.span));
    let shortest = around.min_by_key(|(_, passage)| passage.target.span.end - passage.target.span.start);
    shortest.map(|(index, _)| PassageIx::new(index))
}

/// The number of the paragraph in which a stretch of text begins, from 1; empty lines are not counted.
#[must_use]
pub fn paragraph(dossier: &Dossier, target: Target) -> usize {
    let text = &dossier.document(target.document).text;
    let lines = text.lines();
    let until = text.line_of(target.span.start).min(lines.len());
    lines[..until].iter().filter(|line| !line.is_empty()).count() + 1
}

/// The labels of the pages on which a stretch of text begins and ends; `None` where its document has no pages.
#[must_use]
pub fn pages(dossier: &Dossier, target: Target) -> Option<(String, String)> {
    let here = dossier.blocks.iter().filter(|block| block.target.document == target.document);
    let mut labels = here.filter_map(|block| match &block.kind {
        BlockKind::Page(label) if block.target.span.overlaps(target.span) => Some(label),
        _ => None,
    });
    let first = labels.next()?;
    Some((first.clone(), labels.next_back().unwrap_or(first).clone()))
}

/// The report that a stretch of text belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Who wrote it; may be empty.
    pub author: String,
    /// Who published it; empty where that is not said or is its author.
    pub publisher: String,
    /// When it was published.
    pub published: Option<When>,
    /// Its address on the web; empty where the dossier gives none.
    pub address: String,
}

/// The report that a stretch of text belongs to; what a part of a document does not say of itself, the document says.
#[must_use]
pub fn source(dossier: &Dossier, target: Target) -> Source {
    let document = dossier.document(target.document);
    let part = dossier.part_of(target);
    let first = |own: Option<&String>, other: &String| own.filter(|text| !text.is_empty()).unwrap_or(other).clone();
    let author = first(part.map(|part| &part.author), &document.author);
    let publisher = dossier.blocks.iter().find(|block| {
        let here = part.is_none_or(|part| part.target.span.contains(block.target.span));
        block.kind == BlockKind::Publisher && block.target.document == target.document && here
    });
    let publisher = publisher.map_or_else(|| document.publisher.clone(), |block| dossier.slice(block.target).trim().to_owned());
    Source {
        title: first(part.map(|part| &part.title), &document.title),
        publisher: if publisher.trim_end_matches('.') == author.trim_end_matches('.') { String::new() } else { publisher },
        author,
        published: part.and_then(|part| part.published).or(document.published),
        // Some dossiers say in words that there is no address.
        address: Some(first(part.map(|part| &part.source), &document.source))
            .filter(|text| text.contains("://"))
            .unwrap_or_default(),
    }
}

//! `dateline check`: what is wrong with a dossier, and what nobody has decided about.

use std::path::Path;
use std::process::ExitCode;

use super::terminal::List;
use crate::app::disk;
use crate::basemap::{Basemap, Label, LabelKind};
use crate::report::coverage::{self, Look};
use crate::report::outside::closed;
use crate::report::text::Span;
use crate::view::words;

/// Lists what is wrong.
///
/// # Errors
/// One sentence without a full stop, where it cannot be opened.
pub fn check(folder: Option<&Path>) -> Result<ExitCode, String> {
    let dossier = disk::open(folder)?;
    let mut list = List::new();
    for warning in &dossier.warnings {
        list.say(&warning.to_string())?;
    }
    let passages = dossier.passages.iter().filter(|passage| !passage.is_found()).count();
    let mentions = dossier.mentions.iter().filter(|mention| mention.found.is_none()).count();
    list.say(&format!(
        "{} of {} and {} of {} are checked",
        words::number(passages),
        words::count(dossier.passages.len(), "passage"),
        words::number(mentions),
        words::count(dossier.mentions.len(), "mention"),
    ))?;
    list.say(&format!(
        "{}: {}, {}, {}, {}; {}",
        closed(&dossier.head.title),
        words::count(dossier.passages.len(), "passage"),
        words::count(dossier.mentions.len(), "mention"),
        words::count(dossier.places.len(), "place"),
        words::count(dossier.voices.len(), "voice"),
        words::count(dossier.warnings.len(), "warning"),
    ))?;
    Ok(ExitCode::from(u8::from(!dossier.warnings.is_empty())))
}

/// Lists what nobody has decided about, each with the words around it.
///
/// # Errors
/// As [`check`].
pub fn coverage(folder: Option<&Path>) -> Result<ExitCode, String> {
    /// How many code points are shown on each side.
    const AROUND: usize = 32;
    let dossier = disk::open(folder)?;
    let basemap = Basemap::embedded().map_err(|error| format!("the background map cannot be read: {error}"))?;
    let known =
        |label: &&Label| matches!(label.kind, LabelKind::Country | LabelKind::Town | LabelKind::Water | LabelKind::Province);
    let names: Vec<&str> = basemap.labels.iter().filter(known).map(|label| label.names.en.as_str()).collect();
    let gaps = coverage::gaps(&dossier, &names);
    let mut list = List::new();
    for gap in &gaps {
        let document = dossier.document(gap.target.document);
        let Span { start, end } = gap.target.span;
        let before = document.text.slice(Span { start: start.saturating_sub(AROUND), end: start });
        let after = document.text.slice(Span { start: end, end: (end + AROUND).min(document.text.len()) });
        let what = if gap.look == Look::Place { "place" } else { "time" };
        let (line, text) = (document.text.line_of(start) + 1, document.text.slice(gap.target.span));
        let context = format!("{}[{}]{}", closed(before), closed(text), closed(after));
        let text = closed(text);
        list.say(&format!(
            "{}:{line}: at {start}–{end}, “{text}” looks like a {what}: {context}; annotate it, or answer it with “not-a-mention”",
            document.file
        ))?;
    }
    list.say(&format!("{} undecided, {} decided to be no mention", gaps.len(), dossier.dismissals.len()))?;
    Ok(ExitCode::from(u8::from(!gaps.is_empty())))
}

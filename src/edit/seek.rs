//! Where an entry that an edit speaks of is in its table.

use crate::formats::native;
use crate::report::dossier::Dossier;
use crate::report::draft::Body;
use crate::report::entry::Entry;
use crate::report::ids::{DocumentIx, MentionIx, PassageIx};
use crate::report::limits;
use crate::report::passage::{Order, Target};

/// Which table an entry of this kind belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Mention,
    Passage,
    Dismissal,
    Block,
    Part,
}

impl Kind {
    /// The table of what says this.
    pub fn of(body: &Body) -> Self {
        match body {
            Body::PlaceMention { .. } | Body::TimeMention { .. } => Self::Mention,
            Body::NotAMention { .. } => Self::Dismissal,
            Body::Passage(_) => Self::Passage,
            Body::Block(_) => Self::Block,
            Body::Part(_) => Self::Part,
        }
    }
}

/// The order of tables of annotations.
pub fn key(target: &Target) -> Order {
    target.order()
}

/// The position of an entry in its table: of those that are not taken, the first that is written as this one is.
///
/// # Errors
/// One sentence without a full stop, where there is none.
pub fn find(dossier: &Dossier, entry: &Entry, is_taken: impl Fn(usize) -> bool) -> Result<usize, String> {
    let missing = || format!("{} is not there any more, or not as it was", named(entry));
    let document = dossier.documents.iter().position(|document| document.id == entry.document).ok_or_else(missing)?;
    let document = DocumentIx::new(document);
    let target = Target { document, span: entry.span };
    if !dossier.has(target) {
        return Err(missing());
    }
    let line = native::annotation(dossier, document, entry);
    let is_it = |other: &Entry| other.id == entry.id && native::annotation(dossier, document, other) == line;
    let kind = Kind::of(&entry.body);
    let there = |at: usize| match kind {
        Kind::Mention => Entry::mention(dossier, MentionIx::new(at)),
        Kind::Passage => Entry::passage(dossier, PassageIx::new(at)),
        Kind::Dismissal => Entry::dismissal(dossier, &dossier.dismissals[at]),
        Kind::Block => Entry::block(dossier, &dossier.blocks[at]),
        Kind::Part => Entry::part(dossier, &dossier.parts[at]),
    };
    let mut here = match kind {
        Kind::Mention => at(&dossier.mentions, target, |mention| mention.target),
        Kind::Passage => at(&dossier.passages, target, |passage| passage.target),
        Kind::Dismissal => at(&dossier.dismissals, target, |none| none.target),
        Kind::Block => at(&dossier.blocks, target, |block| block.target),
        Kind::Part => at(&dossier.parts, target, |part| part.target),
    };
    here.find(|at| !is_taken(*at) && is_it(&there(*at))).ok_or_else(missing)
}

/// Where the entries of a sorted table are that stand at a stretch of text.
pub fn at<T>(table: &[T], target: Target, of: impl Fn(&T) -> Target) -> std::ops::Range<usize> {
    let from = table.partition_point(|entry| key(&of(entry)) < key(&target));
    from..from + table[from..].iter().take_while(|entry| of(entry) == target).count()
}

/// What an entry is called in a sentence about it.
fn named(entry: &Entry) -> String {
    match &entry.body {
        Body::Passage(passage) => format!("the passage “{}”", limits::shown(&passage.title)),
        Body::Part(part) => format!("the report “{}”", limits::shown(&part.title)),
        Body::PlaceMention { .. } | Body::TimeMention { .. } | Body::NotAMention { .. } => {
            format!("the mention at {} of “{}”", limits::grouped(entry.span.start), limits::shown(&entry.document))
        }
        Body::Block(_) => format!("the block at {} of “{}”", limits::grouped(entry.span.start), limits::shown(&entry.document)),
    }
}

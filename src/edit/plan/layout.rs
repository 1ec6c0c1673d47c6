//! What part of the layout a stretch of text is.

use super::{Plan, fitting};
use crate::edit::seek;
use crate::report::draft::Body;
use crate::report::entry::Entry;
use crate::report::filed::Filed;
use crate::report::passage::{Block, BlockKind, Target};

impl Plan<'_> {
    pub(super) fn set_block(&mut self, target: Target, kind: Option<&BlockKind>) -> Result<(), String> {
        self.needs_words(target)?;
        let kind = kind.map(sound).transpose()?;
        // Pages and references lie within other blocks and are not what a stretch of text is.
        let is_one =
            |block: &&Block| block.target == target && !matches!(block.kind, BlockKind::Page(_) | BlockKind::FootnoteRef(_));
        let before = {
            let here = seek::at(&self.dossier.blocks, target, |block| block.target);
            self.dossier.blocks[here].iter().find(is_one)
        }
        .map(|block| Entry::block(self.dossier, block));
        let anew = |body| {
            let document = self.dossier.document(target.document).id.clone();
            Entry { id: String::new(), document, span: target.span, body, found: None, filed: Filed::default() }
        };
        let after = kind.map(|kind| {
            let body = Body::Block(kind);
            before.as_ref().map_or_else(|| anew(body.clone()), |before| Entry { body: body.clone(), ..before.clone().checked() })
        });
        if before.is_some() || after.is_some() {
            self.others.push((before, after));
        }
        Ok(())
    }
}

/// What a stretch of text is, as it can be written.
fn sound(kind: &BlockKind) -> Result<BlockKind, String> {
    let labelled = |label: &str, make: fn(String) -> BlockKind| match fitting::name(label) {
        label if label.is_empty() => Err("it needs the label that its references have".to_owned()),
        label => Ok(make(label)),
    };
    match kind {
        BlockKind::Heading(level) => Ok(BlockKind::Heading((*level).clamp(1, 6))),
        BlockKind::Page(label) => labelled(label, BlockKind::Page),
        BlockKind::Footnote(label) => labelled(label, BlockKind::Footnote),
        BlockKind::FootnoteRef(label) => labelled(label, BlockKind::FootnoteRef),
        other => Ok(other.clone()),
    }
}

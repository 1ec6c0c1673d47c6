//! What part of the layout a stretch of text is.

use super::Plan;
use crate::edit::change::Change;
use crate::report::draft::Body;
use crate::report::entry::Entry;
use crate::report::passage::{Block, BlockKind, Target};

impl Plan<'_> {
    pub(super) fn set_block(&mut self, target: Target, kind: Option<&BlockKind>) -> Result<(), String> {
        self.needs_words(target)?;
        // Pages and references lie within other blocks and are not what a stretch of text is.
        let is_one =
            |block: &&Block| block.target == target && !matches!(block.kind, BlockKind::Page(_) | BlockKind::FootnoteRef(_));
        let before = self.dossier.blocks.iter().find(is_one).map(|block| Entry::block(self.dossier, block));
        let after = kind.map(|kind| match &before {
            Some(before) => Entry { body: Body::Block(kind.clone()), ..before.clone().checked() },
            None => {
                let document = self.dossier.document(target.document).id.clone();
                let body = Body::Block(kind.clone());
                Entry { id: String::new(), document, span: target.span, body, found: None, filed: Default::default() }
            }
        });
        if before.is_some() || after.is_some() {
            self.others.push(Change::annotation(before, after));
        }
        Ok(())
    }
}

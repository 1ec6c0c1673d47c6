//! What is to be read of a document, written down line by line.

use std::collections::BTreeMap;

use super::counting::Counting;
use super::dom::{Attr, Dom, Id};
use super::notes::{self, Notes};
use super::tables::{self, Cells};
use super::tag::Tag;
use super::{hidden, pages};
use crate::formats::read::scribe::{Mark, Scribe};
use crate::report::cancel::Cancel;
use crate::report::passage::BlockKind;

/// How a document is written down.
pub(super) struct Manner<'a> {
    /// Whether an element is left out, with all that is in it.
    pub(super) is_left_out: &'a dyn Fn(Id) -> bool,
    /// The footnotes that were referred to, and what they are called.
    pub(super) notes: &'a mut Notes,
    /// The name of the document among those that refer to one another; empty where it stands alone.
    pub(super) path: &'a str,
    /// Ends the work soon.
    pub(super) cancel: &'a Cancel,
}

/// Writes down an element, or a text, with all that is in it.
pub(super) fn write(dom: &Dom, root: Id, scribe: &mut Scribe, manner: &mut Manner<'_>) {
    let mut writer = Writer {
        dom,
        manner,
        kind: None,
        open: Vec::new(),
        line: None,
        once: None,
        row: Row::None,
        is_preformatted: false,
        cells: BTreeMap::new(),
        counting: Counting::default(),
        number: String::new(),
    };
    writer.write(root, scribe);
}

/// Where we are in a table of which each row is a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    None,
    Table,
    Cell,
}

/// An element that is being written, and what was the case around it.
struct Frame {
    id: Id,
    end: Id,
    kind: Option<BlockKind>,
    row: Row,
    is_preformatted: bool,
    is_bold: bool,
    reference: Option<(Mark, String)>,
}

struct Writer<'a, 'b> {
    dom: &'a Dom,
    manner: &'a mut Manner<'b>,
    kind: Option<BlockKind>,
    open: Vec<Frame>,
    /// Where the line that is being written begins.
    line: Option<Mark>,
    /// What this line alone is.
    once: Option<BlockKind>,
    row: Row,
    is_preformatted: bool,
    /// For each table that is open whether its rows are lines.
    cells: BTreeMap<Id, Cells>,
    /// The numbers of ordered lists, and the one that stands before the next words.
    counting: Counting,
    number: String,
}

impl Writer<'_, '_> {
    fn write(&mut self, root: Id, scribe: &mut Scribe) {
        let (mut id, end) = (root, self.dom.end(root));
        while id < end {
            while self.open.last().is_some_and(|frame| frame.end <= id) {
                self.leave(scribe);
            }
            if id.is_multiple_of(1024) && (self.manner.cancel.is_cancelled() || scribe.is_full()) {
                break;
            }
            id = match self.dom.tag(id) {
                None => {
                    self.words(self.dom.text(id), scribe);
                    id + 1
                }
                Some(tag) if self.is_left_out(id, tag) => self.dom.end(id),
                Some(tag) => self.enter(id, tag, scribe),
            };
        }
        while !self.open.is_empty() {
            self.leave(scribe);
        }
        self.end_line(scribe);
    }

    fn is_left_out(&self, id: Id, tag: Tag) -> bool {
        let is_shown_noscript = tag == Tag::Noscript && self.dom.children(id).any(|child| self.dom.is(child, Tag::P));
        (tag.is_silent() && !is_shown_noscript)
            || tag == Tag::Rp
            || hidden::is_hidden(self.dom, id)
            || (self.manner.is_left_out)(id)
    }

    /// Adds words to the line; those of a text that is set as it stands, with its lines.
    fn words(&mut self, words: &str, scribe: &mut Scribe) {
        if !self.is_preformatted || self.row != Row::None {
            return self.add(words, scribe);
        }
        for (index, line) in words.split('\n').enumerate() {
            if index > 0 {
                self.end_line(scribe);
            }
            self.add(line, scribe);
        }
    }

    fn add(&mut self, words: &str, scribe: &mut Scribe) {
        if scribe.is_at_start() {
            if words.trim().is_empty() {
                return;
            }
            self.line = Some(scribe.begin());
        }
        if !self.number.is_empty() && !words.trim().is_empty() {
            let number = std::mem::take(&mut self.number);
            // Some type the number of a point too.
            let typed = words.trim_start().strip_prefix(number.trim_end());
            if !typed.is_some_and(|rest| rest.starts_with(char::is_whitespace)) {
                scribe.words(&number);
            }
        }
        scribe.words(words);
    }

    fn end_line(&mut self, scribe: &mut Scribe) {
        if self.row != Row::None {
            scribe.words(" ");
            return;
        }
        let once = self.once.take();
        scribe.end_line();
        if let Some(mark) = self.line.take()
            && let Some(kind) = once.or_else(|| self.kind.clone())
        {
            scribe.end(mark, kind);
        }
    }

    fn enter(&mut self, id: Id, tag: Tag, scribe: &mut Scribe) -> Id {
        if let Some(label) = pages::label(self.dom, id) {
            scribe.page(&label);
            return self.dom.end(id);
        }
        if tag == Tag::Br || tag.is_block() {
            self.end_line(scribe);
        }
        if notes::is_way_back(self.dom, id, self.manner.notes, self.manner.path) {
            return self.dom.end(id);
        }
        let mut frame = Frame {
            id,
            end: self.dom.end(id),
            kind: self.kind.clone(),
            row: self.row,
            is_preformatted: self.is_preformatted,
            is_bold: scribe.is_bold,
            reference: None,
        };
        self.take_kind(id, tag);
        scribe.is_bold = hidden::is_bold(self.dom, id, tag).unwrap_or(scribe.is_bold);
        match tag {
            Tag::Pre | Tag::Xmp | Tag::Plaintext => self.is_preformatted = true,
            Tag::Table if self.row == Row::None => drop(self.cells.insert(id, tables::cells(self.dom, id))),
            Tag::Tr if self.row == Row::None && self.is_row(id) => self.begin_row(scribe),
            Tag::Td | Tag::Th if self.row == Row::Table => self.row = Row::Cell,
            Tag::Q => self.add("“", scribe),
            Tag::Li if !matches!(self.kind, Some(BlockKind::Footnote(_))) => self.number = self.counting.next(self.dom, id),
            Tag::A => frame.reference = self.begin_reference(id, scribe),
            _ => {}
        }
        self.open.push(frame);
        id + 1
    }

    fn is_row(&self, id: Id) -> bool {
        let table = self.dom.ancestors(id).find(|id| self.dom.is(*id, Tag::Table));
        table.and_then(|table| self.cells.get(&table)).is_some_and(|cells| *cells == Cells::Apart)
    }

    fn begin_row(&mut self, scribe: &mut Scribe) {
        self.line = Some(scribe.begin());
        self.row = Row::Table;
        if !matches!(self.kind, Some(BlockKind::Footnote(_))) {
            self.kind = Some(BlockKind::TableRow);
        }
    }

    /// A reference to a footnote: what is in it is its label.
    fn begin_reference(&mut self, id: Id, scribe: &mut Scribe) -> Option<(Mark, String)> {
        let label = notes::reference(self.dom, id, self.manner.notes, self.manner.path)?;
        if scribe.is_at_start() {
            self.line = Some(scribe.begin());
        }
        Some((scribe.begin(), label))
    }

    /// What the lines in this element are, from now on.
    fn take_kind(&mut self, id: Id, tag: Tag) {
        if let Some(label) = notes::footnote(self.dom, id, self.manner.notes, self.manner.path) {
            let kind = Some(BlockKind::Footnote(label));
            if tag.is_block() {
                self.kind = kind;
            } else {
                self.once = kind;
            }
            return;
        }
        if matches!(self.kind, Some(BlockKind::Footnote(_) | BlockKind::Title | BlockKind::Heading(_) | BlockKind::Caption)) {
            return;
        }
        let is_poem = || {
            let class = self.dom.attribute(id, Attr::Class).unwrap_or_default().to_lowercase();
            tag.is_block() && class.split_whitespace().any(|word| matches!(word, "poem" | "poetry" | "verse" | "stanza" | "lyrics"))
        };
        let kind = match tag {
            Tag::Figcaption | Tag::Caption => BlockKind::Caption,
            Tag::Blockquote => BlockKind::Quote,
            Tag::Li if !matches!(self.kind, Some(BlockKind::Quote)) => BlockKind::ListItem,
            Tag::Pre if !self.dom.children(id).any(|child| self.dom.is(child, Tag::Code)) => BlockKind::Verse,
            _ if tag.level().is_some() => BlockKind::Heading(tag.level().unwrap_or(1)),
            _ if is_poem() => BlockKind::Verse,
            _ => return,
        };
        self.kind = Some(kind);
    }

    fn leave(&mut self, scribe: &mut Scribe) {
        let Some(frame) = self.open.pop() else { return };
        let tag = self.dom.tag(frame.id).unwrap_or(Tag::Other);
        if let Some((mark, label)) = frame.reference {
            scribe.end(mark, BlockKind::FootnoteRef(label));
        }
        match tag {
            Tag::Q => self.add("”", scribe),
            Tag::Td | Tag::Th if frame.row == Row::Table => scribe.cell(),
            Tag::Tr if frame.row == Row::None && self.row == Row::Table => {
                self.row = Row::None;
                self.end_line(scribe);
            }
            Tag::Table => drop(self.cells.remove(&frame.id)),
            _ if tag.is_block() => self.end_line(scribe),
            _ => {}
        }
        if tag == Tag::Li {
            self.number.clear();
        }
        self.kind = frame.kind;
        scribe.is_bold = frame.is_bold;
        self.row = frame.row;
        self.is_preformatted = frame.is_preformatted;
    }
}

/// Whether two lines have the same words, white space and case aside.
pub(in crate::formats::read) fn is_same(one: &str, other: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(one) == words(other)
}

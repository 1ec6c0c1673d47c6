//! The text of a document, element by element (OpenDocument 1.3 part 3, 5 to 10).

use std::collections::HashMap;
use std::rc::Rc;

use super::lists::Lists;
use super::styles::{self, Family, Styles};
use crate::formats::read::formula;
use crate::formats::read::lines::{self, Lines};
use crate::formats::read::scribe::{Mark, Scribe};
use crate::formats::read::styled::Role;
use crate::formats::read::xml::{Space, Tag, Token, Xml};
use crate::report::cancel::Cancel;
use crate::report::limits;
use crate::report::passage::BlockKind;

/// Reads the parts of a document that have text.
pub struct Story<'a> {
    /// Where it is written.
    pub lines: Lines,
    styles: Styles,
    /// Formulas that are kept beside the text, by their folder.
    formulas: &'a HashMap<String, String>,
    /// Whether page breaks as they were when it was saved are told as pages.
    pub has_pages: bool,
    page: usize,
    /// The notes that are referred to, in order: their label, and their body from its beginning on.
    notes: Vec<(String, Xml<'a>)>,
    /// Text boxes of the paragraph, each from its beginning on.
    boxes: Vec<Xml<'a>>,
    boxed: usize,
    frames: Vec<Frame>,
    lists: Lists,
    outline: Vec<u32>,
    /// Whether the letters that come are raised, or lowered.
    raised: Option<bool>,
    /// How many comments were left out.
    pub comments: usize,
    /// Whether changes were tracked.
    pub has_changes: bool,
    cancel: &'a Cancel,
}

/// What an element that is open is.
#[derive(Clone, Debug)]
enum Frame {
    Other,
    Paragraph,
    /// Letters in a style: whether those around them are hidden and whether they are bold, their language, and whether they are raised.
    Span((bool, bool), Option<Rc<str>>, Option<bool>),
    /// A table; whether it is only a frame around paragraphs.
    Table(usize),
    Row(Option<Mark>),
    Cell(usize),
    List,
    /// A table of contents or of anything else.
    Index,
    Reading,
}

impl<'a> Story<'a> {
    /// Nothing read yet.
    #[must_use]
    pub fn new(scribe: Scribe, styles: Styles, formulas: &'a HashMap<String, String>, cancel: &'a Cancel) -> Self {
        Self {
            lines: Lines::new(scribe),
            styles,
            formulas,
            has_pages: false,
            page: 1,
            notes: Vec::new(),
            boxes: Vec::new(),
            boxed: 0,
            frames: Vec::new(),
            lists: Lists::default(),
            outline: Vec::new(),
            raised: None,
            comments: 0,
            has_changes: false,
            cancel,
        }
    }

    /// Reads the rest of the element that was opened last, or of the whole part.
    pub fn read(&mut self, xml: &mut Xml<'a>) {
        let outer = (std::mem::take(&mut self.frames), std::mem::take(&mut self.lists.open));
        let depth = xml.depth();
        loop {
            match xml.next() {
                Token::End => break,
                Token::Open(tag) => {
                    let depth = xml.depth();
                    let frame = self.open(&tag, xml);
                    // What was passed over is closed already.
                    if xml.depth() >= depth {
                        self.frames.push(frame);
                    }
                }
                Token::Close => {
                    if let Some(frame) = self.frames.pop() {
                        self.close(frame);
                    }
                    if xml.depth() < depth {
                        break;
                    }
                }
                Token::Text(text) => {
                    if self.is_in_paragraph() {
                        let placed = self.raised.and_then(|is_raised| lines::placed(&text, is_raised));
                        self.lines.say(placed.as_deref().unwrap_or(&text));
                    }
                }
            }
            if self.cancel.is_cancelled() || self.lines.scribe.is_full() {
                break;
            }
        }
        (self.frames, self.lists.open) = outer;
    }

    fn is_in_paragraph(&self) -> bool {
        self.frames.iter().rev().any(|frame| matches!(frame, Frame::Paragraph))
    }

    fn open(&mut self, tag: &Tag<'a>, xml: &mut Xml<'a>) -> Frame {
        match tag.space {
            Space::Text => return self.open_text(tag, xml),
            Space::Table => return self.open_table(tag, xml),
            Space::Draw => self.open_drawing(tag, xml),
            Space::MathMl => {
                let formula = formula::linear(xml);
                self.lines.say(&formula);
            }
            Space::Office => match tag.name() {
                "annotation" => {
                    self.comments += 1;
                    xml.skip();
                }
                "forms" | "scripts" | "meta" | "settings" | "styles" | "automatic-styles" | "master-styles" | "font-face-decls"
                | "binary-data" | "event-listeners" => xml.skip(),
                _ => {}
            },
            // In the words of the author, beside what the picture is called.
            Space::Svg if tag.name() == "desc" && self.is_in_paragraph() => {
                let words = xml.text(limits::PROSE);
                self.lines.picture(&words);
            }
            Space::Svg => xml.skip(),
            _ => {}
        }
        Frame::Other
    }

    fn open_text(&mut self, tag: &Tag<'a>, xml: &mut Xml<'a>) -> Frame {
        match tag.name() {
            "p" | "h" => return self.paragraph(tag),
            "span" => return self.span(tag),
            "s" => self.lines.say(" "),
            "tab" => self.lines.say("\t"),
            "line-break" => self.lines.line.breaks += 1,
            "soft-page-break" if self.has_pages => {
                self.page += 1;
                self.lines.scribe.page(&self.page.to_string());
            }
            "note" => self.note(xml),
            "tracked-changes" => {
                self.has_changes = true;
                xml.skip();
            }
            "list" if self.lists.begin(tag) => return Frame::List,
            "list-item" => self.lists.item(tag),
            "list-header" => self.lists.header(),
            "section" if tag.has("display", "none") => {
                self.lines.has_hidden = true;
                xml.skip();
            }
            "hidden-paragraph" | "hidden-text" if tag.has("is-hidden", "true") => {
                self.lines.has_hidden = true;
                self.lines.is_hidden |= tag.name() == "hidden-paragraph";
                xml.skip();
            }
            "index-body" => return Frame::Index,
            "ruby-text" => {
                self.lines.say("(");
                return Frame::Reading;
            }
            "sequence-decls"
            | "variable-decls"
            | "user-field-decls"
            | "dde-connection-decls"
            | "alphabetical-index-auto-mark-file"
            | "table-of-content-source"
            | "illustration-index-source"
            | "table-index-source"
            | "object-index-source"
            | "user-index-source"
            | "alphabetical-index-source"
            | "bibliography-source"
            | "script"
            | "meta-field-source" => xml.skip(),
            _ => {}
        }
        Frame::Other
    }

    fn paragraph(&mut self, tag: &Tag<'_>) -> Frame {
        self.lines.begin();
        let style = tag.get("style-name").unwrap_or_default();
        let is_heading = tag.name() == "h";
        let role = if is_heading {
            let level = tag.number::<u8>("outline-level").unwrap_or(1).clamp(1, 6);
            Some(
                self.styles
                    .role(&style)
                    .filter(|role| matches!(role, Role::Title | Role::Subtitle))
                    .unwrap_or(Role::Heading(level)),
            )
        } else {
            self.styles.role(&style).filter(|role| *role != Role::Body)
        };
        let is_index = self.frames.iter().any(|frame| matches!(frame, Frame::Index));
        let item = self.lists.label(&self.styles, &style);
        let label = if is_heading && !tag.has("is-list-header", "true") { self.heading(tag, &style) } else { None };
        let is_quote = role.is_none() && item.is_none() && self.styles.is_set_in(&style);
        let line = &mut self.lines.line;
        line.role = role;
        line.label = label.or_else(|| item.clone()).unwrap_or_default();
        let other = if item.is_some() { Some(BlockKind::ListItem) } else { is_quote.then_some(BlockKind::Quote) };
        let entry = is_index.then_some(BlockKind::ContentsEntry);
        line.kind = entry.or_else(|| role.and_then(Role::kind)).or(other);
        self.lines.is_hidden = self.styles.is_hidden(Family::Paragraph, &style);
        self.lines.scribe.is_bold = self.styles.is_bold(Family::Paragraph, &style) == Some(true);
        self.lines.language = self.styles.language(Family::Paragraph, &style).or_else(|| self.styles.language.clone());
        Frame::Paragraph
    }

    /// The number before a heading, by the style of the outline or of a list that its own style names.
    fn heading(&mut self, tag: &Tag<'_>, style: &str) -> Option<String> {
        let level = tag.number::<usize>("outline-level").unwrap_or(1).clamp(1, 10);
        let levels = match self.styles.list(style) {
            Some(list) if !self.styles.levels(list).is_empty() => self.styles.levels(list),
            _ => &self.styles.outline,
        };
        let from = self.outline.len();
        self.outline.resize(level, 0);
        for at in from..level {
            self.outline[at] = levels.get(at).map_or(1, |level| level.start);
        }
        if from >= level {
            self.outline[level - 1] = self.outline[level - 1].saturating_add(1);
        }
        Some(styles::label(levels, &self.outline)).filter(|label| !label.is_empty())
    }

    fn span(&mut self, tag: &Tag<'_>) -> Frame {
        let outer = Frame::Span((self.lines.is_hidden, self.lines.scribe.is_bold), self.lines.language.clone(), self.raised);
        if let Some(style) = tag.get("style-name") {
            self.lines.is_hidden |= self.styles.is_hidden(Family::Text, &style);
            self.raised = self.styles.raised(&style).or(self.raised);
            self.lines.scribe.is_bold = self.styles.is_bold(Family::Text, &style).unwrap_or(self.lines.scribe.is_bold);
            if let Some(language) = self.styles.language(Family::Text, &style) {
                self.lines.language = Some(language);
            }
        }
        outer
    }

    /// A note stands where it is referred to; its body is read at the end.
    fn note(&mut self, xml: &mut Xml<'a>) {
        let (depth, mut label) = (xml.depth(), String::new());
        while xml.depth() >= depth {
            match xml.next() {
                Token::End => break,
                Token::Open(tag) if tag.is(Space::Text, "note-citation") => {
                    label = tag.get("label").filter(|label| !label.is_empty()).unwrap_or_default();
                    let shown = xml.text(limits::SHOWN);
                    if label.is_empty() {
                        label = shown;
                    }
                }
                Token::Open(tag) if tag.is(Space::Text, "note-body") => {
                    if label.is_empty() {
                        label = (self.notes.len() + 1).to_string();
                    }
                    if !self.lines.is_hidden {
                        self.lines.refer(&label);
                        self.notes.push((label.clone(), xml.clone()));
                    }
                    xml.skip();
                }
                Token::Open(_) | Token::Close | Token::Text(_) => {}
            }
        }
    }

    /// Reads the notes that were referred to.
    pub fn read_notes(&mut self) {
        let mut next = 0;
        while next < self.notes.len() && !self.cancel.is_cancelled() {
            let (label, mut xml) = (self.notes[next].0.clone(), self.notes[next].1.clone());
            next += 1;
            self.lines.end();
            self.lines.scribe.end_line();
            self.lines.prefix = Some(format!("[{label}]"));
            let mark = self.lines.scribe.begin();
            self.read(&mut xml);
            self.lines.end();
            self.lines.prefix = None;
            self.lines.scribe.end_line();
            self.lines.scribe.end(mark, BlockKind::Footnote(label));
        }
    }

    fn open_table(&mut self, tag: &Tag<'a>, xml: &mut Xml<'a>) -> Frame {
        match tag.name() {
            "table" => return Frame::Table(0),
            "table-column" => {
                let columns = tag.number("number-columns-repeated").unwrap_or(1_usize);
                let table = self.frames.iter_mut().rev().find(|frame| matches!(frame, Frame::Table(_)));
                if let Some(Frame::Table(count)) = table {
                    *count = count.saturating_add(columns);
                }
            }
            "table-row" => return self.row(),
            "table-cell" => {
                let repeated = tag.number("number-columns-repeated").unwrap_or(1_usize);
                return Frame::Cell(repeated.clamp(1, limits::REPEATED));
            }
            // Another cell reaches into it.
            "covered-table-cell" => {
                let repeated = tag.number("number-columns-repeated").unwrap_or(1_usize);
                xml.skip();
                self.cells(repeated.clamp(1, limits::REPEATED));
            }
            "tracked-changes" | "shapes" => xml.skip(),
            _ => {}
        }
        Frame::Other
    }

    fn row(&mut self) -> Frame {
        let table = self.frames.iter().rev().find(|frame| matches!(frame, Frame::Table(_)));
        if self.lines.is_in_cell || matches!(table, Some(Frame::Table(1))) {
            return Frame::Row(None);
        }
        self.lines.end();
        self.lines.scribe.end_line();
        self.lines.is_in_cell = true;
        Frame::Row(Some(self.lines.scribe.begin()))
    }

    /// Ends so many cells of the row that is open.
    fn cells(&mut self, count: usize) {
        match self.frames.iter().rev().find(|frame| matches!(frame, Frame::Row(_))) {
            Some(Frame::Row(Some(_))) => (0..count).for_each(|_| self.lines.scribe.cell()),
            _ if self.lines.is_in_cell => self.lines.scribe.words(" "),
            _ => {}
        }
    }

    fn open_drawing(&mut self, tag: &Tag<'a>, xml: &mut Xml<'a>) {
        match tag.name() {
            "text-box" | "custom-shape" | "rect" | "ellipse" | "circle" | "polygon" | "path" | "caption"
                if self.is_in_paragraph() =>
            {
                if self.boxed < limits::BOXES {
                    self.boxes.push(xml.clone());
                }
                xml.skip();
            }
            "object" => {
                let name = tag.get("href").unwrap_or_default();
                if let Some(formula) = self.formulas.get(name.trim_start_matches("./").trim_end_matches('/')) {
                    self.lines.say(formula);
                }
            }
            "image" | "plugin" | "applet" | "object-ole" => xml.skip(),
            _ => {}
        }
    }

    fn close(&mut self, frame: Frame) {
        match frame {
            Frame::Paragraph => {
                self.lines.end();
                let boxes = std::mem::take(&mut self.boxes);
                self.boxed += 1;
                for mut inner in boxes {
                    self.read(&mut inner);
                    self.lines.end();
                }
                self.boxed -= 1;
            }
            Frame::Span((hidden, bold), language, raised) => {
                self.raised = raised;
                (self.lines.is_hidden, self.lines.scribe.is_bold) = (hidden, bold);
                self.lines.language = language;
            }
            Frame::Cell(count) => self.cells(count),
            Frame::Row(Some(mark)) => {
                self.lines.is_in_cell = false;
                self.lines.scribe.end_line();
                self.lines.scribe.end(mark, BlockKind::TableRow);
            }
            Frame::List => self.lists.end(),
            Frame::Reading => self.lines.say(")"),
            Frame::Row(None) | Frame::Table(_) | Frame::Index | Frame::Other => {}
        }
    }
}

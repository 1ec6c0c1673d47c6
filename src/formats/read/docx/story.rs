//! The text of a document, a note or a text box, element by element (ECMA-376 part 1, 17.2 to 17.16).

use std::collections::BTreeMap;

use super::numbering::Numbering;
use super::styles::{Style, Styles};
use super::symbols;
use crate::formats::read::formula;
use crate::formats::read::lines::{self, Lines};
use crate::formats::read::numbers::written;
use crate::formats::read::scribe::{Mark, Scribe};
use crate::formats::read::styled::Role;
use crate::formats::read::xml::{Space, Tag, Token, Xml};
use crate::report::cancel::Cancel;
use crate::report::limits;
use crate::report::passage::BlockKind;

/// A footnote or an endnote, by whether it is an endnote and its number in the file.
pub type NoteId = (bool, i64);

/// Reads the parts of a document that have text.
pub struct Story<'a> {
    /// Where it is written.
    pub lines: Lines,
    styles: Styles,
    numbering: Numbering,
    /// The style that the paragraph names, and what it says itself.
    paragraph: (Option<String>, Style),
    /// Whether it is settled what the paragraph is.
    is_settled: bool,
    /// The style that the run names, and what it says itself.
    run: (Option<String>, Style),
    /// The notes that are referred to, in order.
    pub notes: Vec<NoteId>,
    labels: BTreeMap<NoteId, String>,
    /// Whether page breaks as they were when it was saved are told as pages.
    pub has_pages: bool,
    page: usize,
    /// Text boxes of the paragraph, each from its beginning on.
    boxes: Vec<Xml<'a>>,
    boxed: usize,
    /// What is open, element by element.
    frames: Vec<Frame>,
    /// Of each field that is open, whether its result has begun.
    fields: Vec<bool>,
    /// The sign that stands for a note instead of its number is what comes next.
    custom: Option<NoteId>,
    is_placeholder: bool,
    /// What was deleted but is still in the file.
    pub deleted: usize,
    /// Whether a part of the text is kept in another format.
    pub has_chunks: bool,
    cancel: &'a Cancel,
}

/// What an element that is open is.
#[derive(Clone, Copy, Debug)]
enum Frame {
    Other,
    Paragraph,
    Text,
    /// A table; whether it is only a frame around paragraphs.
    Table(Option<bool>),
    /// A row; where it begins, unless its table is a frame or within a cell.
    Row(Option<Mark>),
    Cell,
    /// Several ways to show one thing; whether one was taken.
    Ways(bool),
    /// How a word is to be read aloud, beside it.
    Reading,
}

impl<'a> Story<'a> {
    /// Nothing read yet.
    #[must_use]
    pub fn new(scribe: Scribe, styles: Styles, numbering: Numbering, cancel: &'a Cancel) -> Self {
        Self {
            lines: Lines::new(scribe),
            styles,
            numbering,
            paragraph: (None, Style::default()),
            is_settled: false,
            run: (None, Style::default()),
            notes: Vec::new(),
            labels: BTreeMap::new(),
            has_pages: false,
            page: 1,
            boxes: Vec::new(),
            boxed: 0,
            frames: Vec::new(),
            fields: Vec::new(),
            custom: None,
            is_placeholder: false,
            deleted: 0,
            has_chunks: false,
            cancel,
        }
    }

    /// Reads the rest of the element that was opened last, or of the whole part.
    pub fn read(&mut self, xml: &mut Xml<'a>) {
        let outer = (std::mem::take(&mut self.frames), std::mem::take(&mut self.fields));
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
                Token::Text(text) => self.text(&text),
            }
            if self.cancel.is_cancelled() || self.lines.scribe.is_full() {
                break;
            }
        }
        (self.frames, self.fields) = outer;
    }

    fn text(&mut self, text: &str) {
        if !matches!(self.frames.last(), Some(Frame::Text)) || !self.is_shown() {
            return;
        }
        if let Some(note) = self.custom.take() {
            let label: String = text.trim().chars().take(limits::SHOWN).collect();
            self.refer(note, Some(label));
        } else if text.contains(|c| ('\u{f000}'..='\u{f0ff}').contains(&c)) {
            let face = self.run.1.face.clone().or_else(|| self.styles.find(self.run.0.as_deref(), |style| style.face.clone()));
            self.lines.say(&symbols::text(face.as_deref().unwrap_or("Symbol"), text));
        } else {
            let placed = self.run.1.raised.or_else(|| self.styles.find(self.run.0.as_deref()?.into(), |style| style.raised));
            let placed = placed.and_then(|is_raised| lines::placed(text, is_raised));
            self.lines.say(placed.as_deref().unwrap_or(text));
        }
    }

    /// Whether what comes is the result of all fields that are open, and not what one is to reckon.
    fn is_shown(&self) -> bool {
        self.fields.iter().all(|is_result| *is_result)
    }

    fn open(&mut self, tag: &Tag<'a>, xml: &mut Xml<'a>) -> Frame {
        match tag.space {
            Space::Word => return self.open_word(tag, xml),
            Space::Choice => match (tag.name(), self.frames.last_mut()) {
                ("AlternateContent", _) => return Frame::Ways(false),
                ("Choice" | "Fallback", Some(Frame::Ways(taken))) => {
                    let is_another = std::mem::replace(taken, true);
                    if is_another {
                        xml.skip();
                    }
                }
                _ => {}
            },
            Space::Drawing if tag.name() == "docPr" => {
                let words = tag.get("descr").unwrap_or_default();
                if self.is_shown() {
                    self.lines.picture(&words);
                }
            }
            Space::Maths if tag.name() == "oMath" => {
                let formula = formula::linear(xml);
                if self.is_shown() {
                    self.run = (None, Style::default());
                    self.begin_run();
                    self.lines.say(&formula);
                }
            }
            _ => {}
        }
        Frame::Other
    }

    fn open_word(&mut self, tag: &Tag<'a>, xml: &mut Xml<'a>) -> Frame {
        match tag.name() {
            "p" => {
                self.lines.begin();
                self.paragraph = (None, Style::default());
                self.is_settled = false;
                return Frame::Paragraph;
            }
            "pPr" => self.paragraph_properties(xml),
            "r" => {
                self.run = (None, Style::default());
                self.begin_run();
            }
            "rPr" => {
                self.run_properties(xml);
                self.begin_run();
            }
            "t" => return Frame::Text,
            "tbl" => return Frame::Table(None),
            "tblGrid" => self.grid(xml),
            "tr" => return self.row(),
            "trPr" => self.row_properties(xml),
            "tc" => return Frame::Cell,
            "rt" => {
                self.say_shown("(");
                return Frame::Reading;
            }
            "del" | "moveFrom" => {
                self.deleted += 1;
                xml.skip();
            }
            // What a form shows until something is written there is no text of the report.
            "sdtPr" => self.is_placeholder = holds(xml, &["showingPlcHdr"]),
            "sdtContent" if std::mem::take(&mut self.is_placeholder) => xml.skip(),
            "sdtEndPr" | "tblPr" | "tblPrEx" | "tcPr" | "sectPr" | "rubyPr" | "instrText" | "delText" | "delInstrText"
            | "object" | "binData" | "ffData" | "customXmlPr" | "smartTagPr" => xml.skip(),
            "altChunk" | "subDoc" => self.has_chunks = true,
            "txbxContent" => {
                if self.boxed < limits::BOXES {
                    self.boxes.push(xml.clone());
                }
                xml.skip();
            }
            _ => self.sign(tag),
        }
        Frame::Other
    }

    /// Signs within a run that are elements.
    fn sign(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "tab" | "ptab" => self.say_shown("\t"),
            "br" if matches!(tag.get("type").as_deref(), Some("page" | "column")) => self.lines.line.breaks += 2,
            "br" | "cr" => self.lines.line.breaks += 1,
            "noBreakHyphen" => self.say_shown("\u{2011}"),
            "sym" => {
                let code = tag.get("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                let letter = code.and_then(|code| symbols::letter(&tag.get("font").unwrap_or_default(), code));
                if let Some(letter) = letter {
                    self.say_shown(letter.encode_utf8(&mut [0; 4]));
                }
            }
            "fldChar" => match tag.get("fldCharType").as_deref() {
                Some("begin") if self.fields.len() < limits::XML_DEPTH => self.fields.push(false),
                Some("separate") => self.fields.last_mut().into_iter().for_each(|result| *result = true),
                Some("end") => drop(self.fields.pop()),
                _ => {}
            },
            "lastRenderedPageBreak" if self.has_pages => {
                self.page += 1;
                self.lines.scribe.page(&self.page.to_string());
            }
            "footnoteReference" | "endnoteReference" if self.is_shown() => {
                let note = (tag.name() == "endnoteReference", tag.number("id").unwrap_or(0));
                if tag.get("customMarkFollows").is_some_and(|value| value != "0" && value != "false") {
                    self.custom = Some(note);
                } else {
                    self.refer(note, None);
                }
            }
            _ => {}
        }
    }

    fn say_shown(&mut self, text: &str) {
        if self.is_shown() {
            self.lines.say(text);
        }
    }

    /// Writes a reference to a note. Footnotes are numbered 1, 2, 3 and endnotes i, ii, iii (17.11.17 and 17.11.18).
    fn refer(&mut self, note: NoteId, custom: Option<String>) {
        let count = self.notes.iter().filter(|(is_end, _)| *is_end == note.0).count() + 1;
        let label = self.labels.entry(note).or_insert_with(|| {
            self.notes.push(note);
            let number = u32::try_from(count).unwrap_or(u32::MAX);
            custom.unwrap_or_else(|| written(number, if note.0 { "lowerRoman" } else { "decimal" }))
        });
        self.lines.refer(&label.clone());
    }

    /// Reads a note, from its element on.
    pub fn note(&mut self, note: NoteId, xml: &mut Xml<'a>) {
        let Some(label) = self.labels.get(&note).cloned() else { return };
        self.lines.end();
        self.lines.scribe.end_line();
        self.lines.prefix = Some(format!("[{label}]"));
        let mark = self.lines.scribe.begin();
        self.read(xml);
        self.lines.end();
        self.lines.prefix = None;
        self.lines.scribe.end_line();
        self.lines.scribe.end(mark, BlockKind::Footnote(label));
    }

    /// Where the table that is open is only a frame around paragraphs: it has one column, or is within a cell of another.
    fn grid(&mut self, xml: &mut Xml<'a>) {
        let (depth, mut columns) = (xml.depth(), 0);
        while xml.depth() >= depth {
            match xml.next() {
                Token::End => break,
                Token::Open(tag) if tag.is(Space::Word, "gridCol") => columns += 1,
                Token::Open(_) | Token::Close | Token::Text(_) => {}
            }
        }
        if let Some(Frame::Table(is_frame)) = self.frames.last_mut() {
            *is_frame = Some(columns == 1);
        }
    }

    fn row(&mut self) -> Frame {
        let table = self.frames.iter().rev().find(|frame| matches!(frame, Frame::Table(_)));
        if self.lines.is_in_cell || matches!(table, Some(Frame::Table(Some(true)))) {
            return Frame::Row(None);
        }
        self.lines.end();
        self.lines.scribe.end_line();
        self.lines.is_in_cell = true;
        Frame::Row(Some(self.lines.scribe.begin()))
    }

    /// Passes over a row that was deleted.
    fn row_properties(&mut self, xml: &mut Xml<'a>) {
        if is_deleted(xml)
            && let Some(Frame::Row(mark)) = self.frames.last()
        {
            self.lines.is_in_cell &= mark.is_none();
            self.deleted += 1;
            self.frames.pop();
            xml.skip();
        }
    }

    fn close(&mut self, frame: Frame) {
        match frame {
            Frame::Paragraph => {
                self.settle();
                self.lines.end();
                self.fields.iter_mut().for_each(|is_result| *is_result = true);
                self.custom = None;
                self.unpack();
            }
            Frame::Cell => match self.frames.iter().rev().find(|frame| matches!(frame, Frame::Row(_))) {
                Some(Frame::Row(Some(_))) => self.lines.scribe.cell(),
                _ if self.lines.is_in_cell => self.lines.scribe.words(" "),
                _ => {}
            },
            Frame::Row(Some(mark)) => {
                self.lines.is_in_cell = false;
                self.lines.scribe.end_line();
                self.lines.scribe.end(mark, BlockKind::TableRow);
            }
            Frame::Reading => self.say_shown(")"),
            Frame::Row(None) | Frame::Text | Frame::Table(_) | Frame::Ways(_) | Frame::Other => {}
        }
    }

    /// Reads the text boxes of the paragraph that has ended.
    fn unpack(&mut self) {
        let boxes = std::mem::take(&mut self.boxes);
        self.boxed += 1;
        for mut inner in boxes {
            self.read(&mut inner);
            self.lines.end();
        }
        self.boxed -= 1;
    }

    /// What is known of the run is complete: its words follow.
    fn begin_run(&mut self) {
        self.settle();
        let hidden = self.run.1.hidden.or_else(|| self.of_styles(|style| style.hidden));
        let language = self.run.1.language.clone().or_else(|| self.of_styles(|style| style.language.clone()));
        self.lines.is_hidden = hidden == Some(true);
        let bold = self.run.1.bold.or_else(|| self.of_styles(|style| style.bold));
        self.lines.scribe.is_bold = bold == Some(true);
        self.lines.language = language.or_else(|| self.styles.language.clone());
    }

    /// What the styles of the run say, or those of the paragraph.
    fn of_styles<T>(&self, what: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let named = self.run.0.as_deref().and_then(|id| self.styles.find(Some(id), &what));
        named.or_else(|| self.styles.find(self.paragraph.0.as_deref(), &what))
    }

    /// Settles what the paragraph is, and counts on in its list; a point has its number even where nothing follows it.
    fn settle(&mut self) {
        if std::mem::replace(&mut self.is_settled, true) {
            return;
        }
        let (style, own) = (self.paragraph.0.as_deref(), &self.paragraph.1);
        let outlined = own.outline.filter(|level| *level < 9).map(|level| Role::Heading((level + 1).min(6)));
        let role = self.styles.role(style).filter(|role| *role != Role::Body).or(outlined);
        let list = own.list.or_else(|| self.styles.find(style, |style| style.list)).filter(|id| *id != 0);
        let level = own.level.or_else(|| self.styles.find(style, |style| style.level)).unwrap_or(0);
        let label = list.and_then(|list| self.numbering.next(list, level));
        // Set in from both sides, as quotations are.
        let is_set_in = [own.indents.0, own.indents.1].iter().all(|indent| indent.is_some_and(|indent| indent >= 360));
        let line = &mut self.lines.line;
        let other = if label.is_some() { Some(BlockKind::ListItem) } else { is_set_in.then_some(BlockKind::Quote) };
        line.role = role;
        line.kind = role.and_then(Role::kind).or(other);
        line.label = label.unwrap_or_default();
    }

    fn paragraph_properties(&mut self, xml: &mut Xml<'a>) {
        let depth = xml.depth();
        while xml.depth() >= depth {
            match xml.next() {
                Token::End => break,
                Token::Open(tag) => match tag.name() {
                    "pStyle" => self.paragraph.0 = tag.get("val"),
                    // A large first letter is a paragraph of its own.
                    "framePr" => self.lines.line.is_joined |= tag.get("dropCap").is_some_and(|kind| kind != "none"),
                    // Of the sign at its end: whether it was deleted.
                    "rPr" if is_deleted(xml) => self.lines.line.is_joined = true,
                    "sectPr" | "pPrChange" | "numberingChange" => xml.skip(),
                    "tab" => {}
                    _ => self.paragraph.1.take(&tag),
                },
                Token::Close | Token::Text(_) => {}
            }
        }
    }

    fn run_properties(&mut self, xml: &mut Xml<'a>) {
        let depth = xml.depth();
        while xml.depth() >= depth {
            match xml.next() {
                Token::End => break,
                Token::Open(tag) => match tag.name() {
                    "rStyle" => self.run.0 = tag.get("val"),
                    "rPrChange" => xml.skip(),
                    _ => self.run.1.take(&tag),
                },
                Token::Close | Token::Text(_) => {}
            }
        }
    }
}

/// Whether the properties of a row, or of the sign at a paragraph's end, say that it was deleted or moved away.
fn is_deleted(xml: &mut Xml<'_>) -> bool {
    holds(xml, &["del", "moveFrom"])
}

/// Whether the element that was opened last holds one of these names; it is read to its end.
fn holds(xml: &mut Xml<'_>, names: &[&str]) -> bool {
    let (depth, mut holds) = (xml.depth(), false);
    while xml.depth() >= depth {
        match xml.next() {
            Token::End => break,
            Token::Open(tag) => holds |= tag.space == Space::Word && names.contains(&tag.name()),
            Token::Close | Token::Text(_) => {}
        }
    }
    holds
}

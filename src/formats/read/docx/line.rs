//! Paragraphs as they are written down: their kind, what stands before them, their language, and whether they are shown.

use std::collections::BTreeMap;

use super::numbering::Numbering;
use super::styles::{Style, Styles};
use crate::formats::read::scribe::{Mark, Scribe};
use crate::formats::read::styled::Role;
use crate::report::limits;
use crate::report::passage::BlockKind;

/// What is known of the paragraph that is being read.
#[derive(Default)]
pub struct Line {
    /// The style that it names.
    pub style: Option<String>,
    /// What it says itself.
    pub own: Style,
    /// Whether its end was deleted, so that the next one goes on with it.
    pub is_joined: bool,
    /// Where its words begin, and what it is; `None` as long as it has none.
    begun: Option<(Mark, Option<BlockKind>)>,
    role: Option<Role>,
    /// How many breaks have come since its last word.
    pub breaks: usize,
}

/// The run of letters that is being read.
#[derive(Default)]
pub struct Run {
    /// The style that it names.
    pub style: Option<String>,
    /// What it says itself.
    pub own: Style,
    is_hidden: bool,
    language: Option<String>,
}

/// Writes paragraphs down.
pub struct Lines {
    /// Where they are written.
    pub scribe: Scribe,
    /// The document's styles.
    pub styles: Styles,
    /// The document's lists.
    pub numbering: Numbering,
    /// The paragraph.
    pub line: Line,
    /// The run.
    pub run: Run,
    /// Whether it is in a cell of a table's row, where paragraphs do not end lines.
    pub is_in_cell: bool,
    /// What stands before the next paragraph's words: the label of a note.
    pub prefix: Option<String>,
    /// Whether anything was left out because it is not shown.
    pub has_hidden: bool,
    /// How many letters there are of each language.
    pub languages: BTreeMap<String, usize>,
    /// The words of the first paragraph that is a title.
    pub title: String,
    /// The words of paragraphs that name authors.
    pub authors: Vec<String>,
    is_titled: bool,
}

impl Lines {
    /// Nothing written yet.
    #[must_use]
    pub fn new(styles: Styles, numbering: Numbering, scribe: Scribe) -> Self {
        Self {
            scribe,
            styles,
            numbering,
            line: Line::default(),
            run: Run::default(),
            is_in_cell: false,
            prefix: None,
            has_hidden: false,
            languages: BTreeMap::new(),
            title: String::new(),
            authors: Vec::new(),
            is_titled: false,
        }
    }

    /// A paragraph begins; it goes on with the words of the one before where that one's end was deleted.
    pub fn begin(&mut self) {
        let Line { begun, role, .. } = std::mem::take(&mut self.line);
        self.line = Line { begun, role, ..Line::default() };
    }

    /// What is known of the run is complete: its words follow.
    pub fn begin_run(&mut self) {
        let (styles, run, line) = (&self.styles, &self.run, &self.line);
        let of_style = |style: &Option<String>| style.as_deref().and_then(|id| styles.find(Some(id), |style| style.hidden));
        let hidden = run.own.hidden.or_else(|| of_style(&run.style)).or_else(|| of_style(&line.style));
        let of_style = |id: Option<&str>| styles.find(id, |style| style.language.clone());
        let named = run.style.as_deref().and_then(|id| of_style(Some(id)));
        let language = run.own.language.clone().or(named).or_else(|| of_style(line.style.as_deref()));
        self.run.is_hidden = hidden == Some(true);
        self.run.language = language.or_else(|| styles.language.clone());
    }

    /// Adds words to the paragraph.
    pub fn say(&mut self, text: &str) {
        let is_blank = text.chars().all(char::is_whitespace);
        if self.run.is_hidden {
            self.has_hidden |= !is_blank;
            return;
        }
        if !is_blank {
            self.begin_words();
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            if let Some(language) = &self.run.language {
                if let Some(count) = self.languages.get_mut(language) {
                    *count += letters;
                } else if self.languages.len() < limits::NAMES {
                    self.languages.insert(language.clone(), letters);
                }
            }
            match self.line.role {
                Some(Role::Title) if !self.is_titled => self.title += text,
                Some(Role::Author) => self.authors.last_mut().into_iter().for_each(|author| *author += text),
                _ => {}
            }
        }
        if self.line.begun.is_some() {
            self.scribe.words(text);
        }
    }

    /// Words follow: the paragraph begins with them, or goes on after its breaks.
    fn begin_words(&mut self) {
        if self.line.begun.is_none() {
            let (kind, label) = if self.is_in_cell { (None, String::new()) } else { self.kind() };
            let mark = self.scribe.begin();
            self.line.begun = Some((mark, kind));
            let prefix = self.prefix.take();
            for word in [prefix.as_deref().unwrap_or(""), &label].into_iter().filter(|word| !word.is_empty()) {
                self.scribe.words(word);
                self.scribe.words(" ");
            }
            if self.line.role == Some(Role::Author) {
                self.authors.push(String::new());
            }
        } else if self.line.breaks > 0 {
            self.divide();
        }
        self.line.breaks = 0;
    }

    /// Within a paragraph, a break ends a line of verse and a sentence; elsewhere it is where somebody wanted lines to end, and
    /// the sentence goes on.
    fn divide(&mut self) {
        let is_end = |c: char| matches!(c, '.' | '!' | '?' | '…' | ':' | ';' | '”' | '»' | '"' | ')' | ']' | '。');
        let is_apart = self.line.breaks > 1 || self.scribe.last().is_none_or(is_end);
        match self.line.begun.take() {
            Some((mark, kind)) if !self.is_in_cell && (kind == Some(BlockKind::Verse) || is_apart && is_long(kind.as_ref())) => {
                self.scribe.end_line();
                if let Some(kind) = kind.clone() {
                    self.scribe.end(mark, kind);
                }
                self.line.begun = Some((self.scribe.begin(), kind));
            }
            begun => {
                self.scribe.words(" ");
                self.line.begun = begun;
            }
        }
    }

    /// What the paragraph is, and the number before it where it is a point of a list or a numbered heading.
    fn kind(&mut self) -> (Option<BlockKind>, String) {
        let Line { style, own, .. } = &self.line;
        let style = style.as_deref();
        let outlined = own.outline.filter(|level| *level < 9).map(|level| Role::Heading((level + 1).min(6)));
        let role = self.styles.role(style).filter(|role| *role != Role::Body).or(outlined);
        let indents = own.indents;
        let list = self.list();
        self.line.role = role;
        if let Some(label) = list {
            return (role.and_then(Role::kind).or(Some(BlockKind::ListItem)), label);
        }
        // Set in from both sides, as quotations are.
        let is_set_in = indents.0.is_some_and(|left| left >= 360) && indents.1.is_some_and(|right| right >= 360);
        (role.and_then(Role::kind).or(is_set_in.then_some(BlockKind::Quote)), String::new())
    }

    /// Counts on in the list that the paragraph belongs to; `None` where it belongs to none.
    fn list(&mut self) -> Option<String> {
        let Line { style, own, .. } = &self.line;
        let style = style.as_deref();
        let id = own.list.or_else(|| self.styles.find(style, |style| style.list)).filter(|id| *id != 0)?;
        let level = own.level.or_else(|| self.styles.find(style, |style| style.level)).unwrap_or(0);
        self.numbering.next(id, level)
    }

    /// A reference to a note.
    pub fn refer(&mut self, label: &str) {
        if !self.run.is_hidden {
            self.begin_words();
            let mark = self.scribe.begin();
            self.scribe.words(&format!("[{label}]"));
            self.scribe.end(mark, BlockKind::FootnoteRef(label.to_owned()));
        }
    }

    /// The paragraph ends.
    pub fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.run = Run::default();
        if line.is_joined && line.begun.is_some() {
            // The next one goes on where it ends.
            self.line = Line { begun: line.begun, role: line.role, ..Line::default() };
            return;
        }
        self.is_titled |= !self.title.is_empty();
        match line.begun {
            None if !self.is_in_cell && !line.is_joined => {
                // An empty point of a list has its number all the same.
                self.line = line;
                self.list();
                self.line = Line::default();
            }
            _ if self.is_in_cell => self.scribe.words(" "),
            Some((mark, kind)) => {
                self.scribe.end_line();
                if let Some(kind) = kind {
                    self.scribe.end(mark, kind);
                }
            }
            None => {}
        }
    }
}

/// Whether it is of a kind that may have several lines.
fn is_long(kind: Option<&BlockKind>) -> bool {
    matches!(kind, None | Some(BlockKind::Quote | BlockKind::ListItem | BlockKind::Answer | BlockKind::Question))
}

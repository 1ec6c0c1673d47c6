//! Paragraphs of text documents as they are written down, for DOCX and ODT alike.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::scribe::{Mark, Scribe};
use super::styled::Role;
use crate::report::limits;
use crate::report::passage::BlockKind;

/// What is known of the paragraph that is being read.
#[derive(Default)]
pub struct Line {
    /// What its style is for.
    pub role: Option<Role>,
    /// What it is.
    pub kind: Option<BlockKind>,
    /// What stands before its words: its number in a list or among the headings.
    pub label: String,
    /// Whether its end was deleted, or it is a large first letter, so that the next one goes on with it.
    pub is_joined: bool,
    /// How many breaks have come since its last word.
    pub breaks: usize,
    /// Where its words begin, and what they are; `None` as long as it has none.
    begun: Option<(Mark, Option<BlockKind>)>,
}

/// Writes paragraphs down.
#[derive(Default)]
pub struct Lines {
    /// Where they are written.
    pub scribe: Scribe,
    /// The paragraph.
    pub line: Line,
    /// Whether the words that come are not shown.
    pub is_hidden: bool,
    /// In which language the words that come are.
    pub language: Option<Rc<str>>,
    /// Whether it is in a cell of a table's row, where paragraphs do not end lines.
    pub is_in_cell: bool,
    /// What stands before the next paragraph's words: the label of a note.
    pub prefix: Option<String>,
    /// Whether anything was left out because it is not shown.
    pub has_hidden: bool,
    /// How many letters there are of each language.
    languages: BTreeMap<Rc<str>, usize>,
    /// The words of the first paragraph that is a title.
    title: String,
    /// The words of paragraphs that name authors.
    authors: Vec<String>,
    is_titled: bool,
}

impl Lines {
    /// Nothing written yet.
    #[must_use]
    pub fn new(scribe: Scribe) -> Self {
        Self { scribe, ..Self::default() }
    }

    /// A paragraph begins; it goes on with the words of the one before where that one is joined to it.
    pub fn begin(&mut self) {
        let Line { begun, role, kind, .. } = std::mem::take(&mut self.line);
        self.line = Line { begun, role, kind, ..Line::default() };
    }

    /// Adds words to the paragraph.
    pub fn say(&mut self, text: &str) {
        let is_blank = text.chars().all(char::is_whitespace);
        if self.is_hidden {
            self.has_hidden |= !is_blank;
            return;
        }
        if !is_blank {
            self.begin_words();
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            if let Some(language) = &self.language {
                if let Some(count) = self.languages.get_mut(language) {
                    *count += letters;
                } else if self.languages.len() < limits::NAMES {
                    self.languages.insert(language.clone(), letters);
                }
            }
            match self.line.role {
                Some(Role::Title) if !self.is_titled && self.title.len() < limits::NAME => self.title += text,
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
            let kind = self.line.kind.clone().filter(|_| !self.is_in_cell);
            let mark = self.scribe.begin();
            self.line.begun = Some((mark, kind));
            let prefix = self.prefix.take();
            for word in [prefix.as_deref().unwrap_or(""), &self.line.label].into_iter().filter(|word| !word.is_empty()) {
                self.scribe.words(word);
                self.scribe.words(" ");
            }
            if self.line.role == Some(Role::Author) && self.authors.len() < limits::NAMES {
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

    /// A picture, in the words that its author has written for those who do not see it.
    pub fn picture(&mut self, words: &str) {
        if let Some(words) = picture(words) {
            self.say(&words);
        }
    }

    /// A reference to a note.
    pub fn refer(&mut self, label: &str) {
        if !self.is_hidden {
            self.begin_words();
            let mark = self.scribe.begin();
            self.scribe.words(&format!("[{label}]"));
            self.scribe.end(mark, BlockKind::FootnoteRef(label.to_owned()));
        }
    }

    /// The paragraph ends.
    pub fn end(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        if line.is_joined && line.begun.is_some() {
            // The next one goes on where it ends.
            line.is_joined = false;
            self.line = line;
            return;
        }
        self.is_titled |= !self.title.is_empty();
        match line.begun {
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

    /// Says what was left out: so many comments, what tracked changes delete, and what is hidden.
    pub fn complain(&mut self, comments: usize, has_changes: bool) {
        match comments {
            0 => {}
            1 => self.scribe.complain("One comment beside the text was left out."),
            _ => self.scribe.complain(format!("{comments} comments beside the text were left out.")),
        }
        if has_changes {
            self.scribe.complain(
                "The file keeps changes that were tracked; they were read as accepted, and what they delete was left out.",
            );
        }
        if self.has_hidden {
            self.scribe.complain("Text that the file hides was left out.");
        }
    }

    /// Where the text itself says them by its styles: its title and its authors.
    #[must_use]
    pub fn head(&self) -> (Option<String>, Option<String>) {
        let one_line = |text: &String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let authors: Vec<_> = self.authors.iter().map(one_line).filter(|name| !name.is_empty()).collect();
        let told = |text: String| Some(text).filter(|text| !text.is_empty());
        (told(one_line(&self.title)), told(authors.join(", ")))
    }

    /// The language of most of its letters, as its spelling is checked.
    #[must_use]
    pub fn main_language(&self) -> Option<&str> {
        let told = self.languages.iter().filter(|(_, count)| **count > 0);
        told.max_by_key(|(_, count)| **count).map(|(name, _)| &**name)
    }
}

/// How names of files with pictures end.
const PICTURES: [&str; 9] = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".wmf", ".emf", ".tif", ".bmp"];

/// What is written for a picture: in brackets, the words that its author has written for those who do not see it. `None` where a
/// program has filled them in: the name of a file, a number.
#[must_use]
pub fn picture(words: &str) -> Option<String> {
    let words = words.split("Description automatically generated").next().unwrap_or_default().trim();
    let lower = words.to_lowercase();
    let is_file = words.contains('\\') || words.contains("://") || PICTURES.iter().any(|ending| lower.ends_with(ending));
    let named = lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let is_numbered =
        matches!(named, "" | "picture" | "image" | "grafik" | "graphic" | "graphics" | "рисунок" | "imagen" | "bild" | "object");
    (!is_file && !is_numbered).then(|| format!("[{}]", words.chars().take(limits::PROSE).collect::<String>()))
}

/// A text in raised or lowered letters, where it is a number or a sign: `2` is `²`, so that `2011` with a note is not `20111`.
#[must_use]
pub fn placed(text: &str, is_raised: bool) -> Option<String> {
    let table = if is_raised {
        "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻"
    } else {
        "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋−₋"
    };
    let small = |c: char| {
        let mut pairs = table.chars();
        while let (Some(from), Some(to)) = (pairs.next(), pairs.next()) {
            if from == c {
                return Some(to);
            }
        }
        c.is_whitespace().then_some(c)
    };
    text.chars().map(small).collect()
}

/// Whether it is of a kind that may have several lines.
fn is_long(kind: Option<&BlockKind>) -> bool {
    matches!(kind, None | Some(BlockKind::Quote | BlockKind::ListItem | BlockKind::Answer | BlockKind::Question))
}

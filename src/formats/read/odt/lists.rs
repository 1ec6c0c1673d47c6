//! Lists and how they are counted (OpenDocument 1.3 part 3, 5.3).

use std::collections::HashMap;
use std::rc::Rc;

use super::styles::{self, Styles};
use crate::formats::read::xml::Tag;
use crate::report::limits;

/// A list that is open.
#[derive(Debug, Default)]
pub struct List {
    /// How it is numbered: by its own style, or that of the list or the point that it lies in.
    style: Rc<str>,
    /// Where it is counted; a list within a list is counted with it, unless it is numbered otherwise.
    counted: usize,
    /// Whether a point has begun and has no paragraph yet. It counts once it has one: a point that holds nothing but a list is not
    /// printed.
    is_due: bool,
    /// The number that the point is told to have.
    told: Option<u32>,
    /// How the point is numbered, where it is told to be numbered otherwise than the list.
    otherwise: Option<Rc<str>>,
}

impl List {
    /// How the point that is open is numbered.
    fn style(&self) -> &Rc<str> {
        self.otherwise.as_ref().unwrap_or(&self.style)
    }
}

/// The lists of a text.
#[derive(Debug, Default)]
pub struct Lists {
    /// Those that are open, each in the one before.
    pub open: Vec<List>,
    /// How far each is counted, level by level.
    counts: Vec<Vec<Option<u32>>>,
    /// Where those are counted that others may go on: by their names, and by their styles.
    known: HashMap<String, usize>,
}

impl Lists {
    /// A list begins; `false` where it lies too deep.
    pub fn begin(&mut self, tag: &Tag<'_>) -> bool {
        if self.open.len() >= limits::XML_DEPTH {
            return false;
        }
        let own: Option<Rc<str>> = tag.get("style-name").map(Into::into);
        let above = self.open.last().map(|list| (list.style().clone(), list.counted));
        let style = own.clone().or_else(|| above.as_ref().map(|(style, _)| style.clone())).unwrap_or_default();
        let by_style = format!("style {style}");
        let continued = match tag.get("continue-list") {
            Some(name) => self.known.get(&format!("list {name}")),
            None => self.known.get(&by_style).filter(|_| tag.has("continue-numbering", "true")),
        };
        let within = above.filter(|(style, _)| own.is_none_or(|own| own == *style)).map(|(_, counted)| counted);
        let counted = within.or(continued.copied()).unwrap_or(self.counts.len());
        if counted == self.counts.len() {
            self.counts.push(Vec::new());
        }
        if self.known.len() < limits::STYLES {
            self.known.insert(by_style, counted);
            if let Some(name) = tag.get("id") {
                self.known.insert(format!("list {name}"), counted);
            }
        }
        self.open.push(List { style, counted, ..List::default() });
        true
    }

    /// A list ends.
    pub fn end(&mut self) {
        self.open.pop();
    }

    /// A point of the list begins.
    pub fn item(&mut self, tag: &Tag<'_>) {
        let Some(list) = self.open.last_mut() else { return };
        (list.is_due, list.told) = (true, tag.number("start-value"));
        list.otherwise = tag.get("style-override").map(Into::into);
    }

    /// Words above the points of the list begin.
    pub fn header(&mut self) {
        if let Some(list) = self.open.last_mut() {
            (list.is_due, list.otherwise) = (false, None);
        }
    }

    /// What stands before a paragraph: at the beginning of a point, which is counted by it, its number. `None` outside of lists.
    pub fn label(&mut self, styles: &Styles, paragraph: &str) -> Option<String> {
        let depth = self.open.len();
        let list = self.open.last_mut()?;
        if !std::mem::take(&mut list.is_due) {
            return Some(String::new());
        }
        let mut levels = styles.levels(list.style());
        if levels.is_empty() {
            levels = styles.list(paragraph).map_or(&[], |name| styles.levels(name));
        }
        let start = |at: usize| levels.get(at).map_or(1, |level| level.start);
        let counts = self.counts.get_mut(list.counted)?;
        counts.resize(depth, None);
        let next = counts[depth - 1].map_or(start(depth - 1), |count| count.saturating_add(1));
        counts[depth - 1] = Some(list.told.unwrap_or(next));
        let numbers: Vec<u32> = counts.iter().enumerate().map(|(at, count)| count.unwrap_or_else(|| start(at))).collect();
        Some(styles::label(levels, &numbers))
    }
}

//! Tables whose order is their own, places and voices, while an edit changes them.

use std::collections::BTreeMap;

use super::change::Swap;
use crate::formats::native;
use crate::report::draft::PlaceDraft;
use crate::report::limits;
use crate::report::passage::Voice;

/// What stands in such a table.
pub trait Listed: Clone {
    /// The id by which others speak of it.
    fn id(&self) -> &str;

    /// Its line in the file.
    fn line(&self) -> String;
}

impl Listed for PlaceDraft {
    fn id(&self) -> &str {
        &self.place.id
    }

    fn line(&self) -> String {
        native::place_line(&self.place, self.parent.as_deref())
    }
}

impl Listed for Voice {
    fn id(&self) -> &str {
        &self.id
    }

    fn line(&self) -> String {
        native::voice(self)
    }
}

/// A row of the table that is to be.
pub enum Row<T> {
    /// The one at this position, as it was.
    Old(usize),
    /// Another one, in the place of the one at a position, or added.
    New(Option<usize>, Box<T>),
}

/// The table while it is changed. Only what changes is copied.
pub struct Rows<'a, T> {
    old: Vec<&'a str>,
    get: &'a dyn Fn(usize) -> T,
    all: Vec<Row<T>>,
    /// The positions of each id, where many changes make that worth while; gone when positions have moved.
    index: Option<BTreeMap<String, Vec<usize>>>,
    is_indexed: bool,
}

impl<'a, T: Listed> Rows<'a, T> {
    /// The rows of a table by their ids. `get` makes the entry at a position; `many` changes are to come, or a few.
    pub fn new(old: Vec<&'a str>, get: &'a dyn Fn(usize) -> T, many: bool) -> Self {
        let rows = (0..old.len()).map(Row::Old).collect();
        Self { old, get, all: rows, index: None, is_indexed: many }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    fn id(&self, row: usize) -> &str {
        match &self.all[row] {
            Row::Old(at) => self.old[*at],
            Row::New(_, entry) => entry.id(),
        }
    }

    fn line(&self, row: usize) -> String {
        match &self.all[row] {
            Row::Old(at) => (self.get)(*at).line(),
            Row::New(_, entry) => entry.line(),
        }
    }

    /// The rows with an id, in order: more than one only where the file has it twice.
    fn with_id(&mut self, id: &str) -> Vec<usize> {
        if !self.is_indexed {
            return (0..self.all.len()).filter(|row| self.id(*row) == id).collect();
        }
        if self.index.is_none() {
            let mut index: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for row in 0..self.all.len() {
                index.entry(self.id(row).to_owned()).or_default().push(row);
            }
            self.index = Some(index);
        }
        self.index.as_ref().and_then(|index| index.get(id)).cloned().unwrap_or_default()
    }

    /// The first row with an id.
    pub fn position(&mut self, id: &str) -> Option<usize> {
        self.with_id(id).into_iter().next()
    }

    /// Puts a row in the place of another, adds one at a position, or takes one away.
    ///
    /// # Errors
    /// One sentence without a full stop, where the old one is not there or the new one has the id of another.
    pub fn swap(&mut self, at: usize, swap: Swap<T>) -> Result<(), String> {
        let Swap { before, after } = swap;
        let row = before.as_ref().map(|before| self.find(before)).transpose()?;
        let keeps_id = before.zip(after.as_ref()).is_some_and(|(before, after)| before.id() == after.id());
        if let Some(after) = after.as_ref().filter(|after| !keeps_id && !self.with_id(after.id()).is_empty()) {
            return Err(format!("there is already an entry with the id “{}”", limits::shown(after.id())));
        }
        let old = row.and_then(|row| match &self.all[row] {
            Row::Old(at) => Some(*at),
            Row::New(at, _) => *at,
        });
        match (row, after) {
            (Some(row), Some(after)) => {
                self.all[row] = Row::New(old, Box::new(after));
                self.index = self.index.take().filter(|_| keeps_id);
            }
            (Some(row), None) => {
                self.all.remove(row);
                self.index = None;
            }
            (None, Some(after)) if at >= self.all.len() => {
                let (id, row) = (after.id().to_owned(), self.all.len());
                self.all.push(Row::New(None, Box::new(after)));
                // At the end, no other row moves.
                if let Some(index) = &mut self.index {
                    index.entry(id).or_default().push(row);
                }
            }
            (None, Some(after)) => {
                self.all.insert(at, Row::New(None, Box::new(after)));
                self.index = None;
            }
            (None, None) => {}
        }
        Ok(())
    }

    /// The row that is written as this entry is.
    fn find(&mut self, entry: &T) -> Result<usize, String> {
        let line = entry.line();
        let found = self.with_id(entry.id()).into_iter().find(|row| self.line(*row) == line);
        found.ok_or_else(|| format!("“{}” is not there any more, or not as it was", limits::shown(entry.id())))
    }

    /// The new position of each old row.
    pub fn positions(&self) -> Vec<Option<u32>> {
        let mut moved = vec![None; self.old.len()];
        for (new, row) in self.all.iter().enumerate() {
            if let Row::Old(old) | Row::New(Some(old), _) = row {
                moved[*old] = Some(u32::try_from(new).unwrap_or(u32::MAX));
            }
        }
        moved
    }

    /// The rows in their order.
    pub fn rows(&self) -> &[Row<T>] {
        &self.all
    }

    /// The rows in their order, to be taken over.
    pub fn into_rows(self) -> Vec<Row<T>> {
        self.all
    }
}

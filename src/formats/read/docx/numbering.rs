//! What stands before the points of lists and before numbered headings: `numbering.xml` (ECMA-376 part 1, 17.9).

use std::collections::HashMap;

use crate::formats::read::numbers::written;
use crate::formats::read::xml::{Space, Tag, Token, Xml};
use crate::report::limits;

const LEVELS: usize = 9;

/// How a level of a list is numbered.
#[derive(Clone, Debug, Default)]
struct Level {
    start: Option<u32>,
    format: String,
    /// What is written, with `%1` to `%9` for the numbers of the levels.
    pattern: String,
    /// Whether the numbers of all levels are written as digits.
    is_legal: bool,
    /// The level after which it begins anew; none for 0, and the one above where nothing is told.
    restart: Option<usize>,
}

/// A list as it is defined; several lists of the text may share one.
#[derive(Clone, Debug, Default)]
struct Definition {
    levels: [Level; LEVELS],
    /// The style of numbering that it stands for, or that defines it.
    link: Option<String>,
    named: Option<String>,
}

/// A list of the text.
#[derive(Clone, Debug, Default)]
struct List {
    definition: u32,
    overrides: Vec<(usize, Level)>,
    starts: Vec<(usize, u32)>,
    is_begun: bool,
}

/// All lists of a document, and how far each is counted.
#[derive(Debug, Default)]
pub struct Numbering {
    definitions: HashMap<u32, Definition>,
    lists: HashMap<u32, List>,
    counts: HashMap<u32, [Option<u32>; LEVELS]>,
}

impl Numbering {
    /// Reads the part.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let (mut xml, mut all) = (Xml::new(text), Self::default());
        loop {
            match xml.next() {
                Token::End => break,
                Token::Open(tag) if tag.is(Space::Word, "abstractNum") => {
                    let id = tag.number("abstractNumId").unwrap_or(u32::MAX);
                    let definition = Definition::read(&mut xml);
                    if all.definitions.len() < limits::STYLES {
                        all.definitions.insert(id, definition);
                    }
                }
                Token::Open(tag) if tag.is(Space::Word, "num") => {
                    let id = tag.number("numId").unwrap_or(u32::MAX);
                    let list = List::read(&mut xml);
                    if all.lists.len() < limits::STYLES {
                        all.lists.insert(id, list);
                    }
                }
                Token::Open(_) | Token::Close | Token::Text(_) => {}
            }
        }
        all.link();
        all
    }

    /// Definitions that only name a style of numbering get the levels of the one that defines it.
    fn link(&mut self) {
        let mut defining: Vec<_> = self.definitions.iter().filter_map(|(id, one)| Some((one.named.clone()?, *id))).collect();
        defining.sort_unstable();
        let mut linked: Vec<_> = self.definitions.iter().filter_map(|(id, one)| Some((*id, one.link.clone()?))).collect();
        linked.sort_unstable();
        for (id, name) in linked {
            let found = defining.iter().find(|(named, _)| *named == name).and_then(|(_, other)| self.definitions.get(other));
            let levels = found.map(|found| found.levels.clone());
            if let (Some(levels), Some(own)) = (levels, self.definitions.get_mut(&id)) {
                own.levels = levels;
            }
        }
    }

    /// Counts on in a list and says what stands before its next point; nothing for bullets. `None` where there is no such list.
    pub fn next(&mut self, id: u32, level: usize) -> Option<String> {
        let level = level.min(LEVELS - 1);
        let list = self.lists.get_mut(&id)?;
        let mut levels = self.definitions.get(&list.definition)?.levels.clone();
        for (at, over) in &list.overrides {
            levels[*at] = over.clone();
        }
        let counts = self.counts.entry(list.definition).or_default();
        if !std::mem::replace(&mut list.is_begun, true) {
            for (at, start) in &list.starts {
                counts[*at] = None;
                levels[*at].start = Some(*start);
            }
        }
        let start = levels[level].start.unwrap_or(1);
        counts[level] = Some(counts[level].map_or(start, |count| count.saturating_add(1)));
        for deeper in level + 1..LEVELS {
            let is_kept = levels[deeper].restart.is_some_and(|after| after == 0 || after <= level);
            if !is_kept {
                counts[deeper] = None;
            }
        }
        Some(label(&levels, level, counts))
    }
}

/// What stands before a point: its level's pattern with the numbers of this and the higher levels.
fn label(levels: &[Level; LEVELS], level: usize, counts: &[Option<u32>; LEVELS]) -> String {
    let own = &levels[level];
    if matches!(own.format.as_str(), "bullet" | "none" | "") {
        return String::new();
    }
    let mut label = String::new();
    let mut rest = own.pattern.chars().peekable();
    while let Some(c) = rest.next() {
        let at = rest.peek().filter(|_| c == '%').and_then(|digit| digit.to_digit(10)).map(|digit| digit as usize);
        match at {
            Some(at @ 1..=LEVELS) => {
                rest.next();
                let count = counts[at - 1].or(levels[at - 1].start).unwrap_or(1);
                label.push_str(&written(count, if own.is_legal { "decimal" } else { &levels[at - 1].format }));
            }
            _ => label.push(c),
        }
    }
    label
}

impl Level {
    fn take(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "start" => self.start = tag.number("val"),
            "numFmt" => self.format = tag.get("val").unwrap_or_default(),
            "lvlText" => self.pattern = tag.get("val").unwrap_or_default().chars().take(limits::SHOWN).collect(),
            "isLgl" => self.is_legal = super::styles::is_on(tag),
            "lvlRestart" => self.restart = tag.number("val"),
            _ => {}
        }
    }

    fn read(xml: &mut Xml<'_>) -> Self {
        let (depth, mut level) = (xml.depth(), Self::default());
        while xml.depth() >= depth {
            match xml.next() {
                Token::End => break,
                Token::Open(tag) if matches!(tag.name(), "pPr" | "rPr") => xml.skip(),
                Token::Open(tag) => level.take(&tag),
                Token::Close | Token::Text(_) => {}
            }
        }
        level
    }
}

/// The level that an element is about, where there is such a level.
fn level_of(tag: &Tag<'_>) -> Option<usize> {
    tag.number("ilvl").filter(|level| *level < LEVELS)
}

impl Definition {
    fn read(xml: &mut Xml<'_>) -> Self {
        let (depth, mut definition) = (xml.depth(), Self::default());
        while xml.depth() >= depth {
            match xml.next() {
                Token::End => break,
                Token::Open(tag) if tag.name() == "lvl" => {
                    let level = Level::read(xml);
                    if let Some(at) = level_of(&tag) {
                        definition.levels[at] = level;
                    }
                }
                Token::Open(tag) if tag.name() == "numStyleLink" => definition.link = tag.get("val"),
                Token::Open(tag) if tag.name() == "styleLink" => definition.named = tag.get("val"),
                Token::Open(_) | Token::Close | Token::Text(_) => {}
            }
        }
        definition
    }
}

impl List {
    fn read(xml: &mut Xml<'_>) -> Self {
        let (depth, mut list) = (xml.depth(), Self::default());
        let mut at = None;
        while xml.depth() >= depth {
            match xml.next() {
                Token::End => break,
                Token::Open(tag) if tag.name() == "abstractNumId" => list.definition = tag.number("val").unwrap_or(u32::MAX),
                Token::Open(tag) if tag.name() == "lvlOverride" => at = level_of(&tag),
                Token::Open(tag) if tag.name() == "startOverride" => {
                    if let (Some(at), Some(start), true) = (at, tag.number("val"), list.starts.len() < LEVELS) {
                        list.starts.push((at, start));
                    }
                }
                Token::Open(tag) if tag.name() == "lvl" => {
                    let level = Level::read(xml);
                    if let (Some(at), true) = (level_of(&tag), list.overrides.len() < LEVELS) {
                        list.overrides.push((at, level));
                    }
                }
                Token::Open(_) | Token::Close | Token::Text(_) => {}
            }
        }
        list
    }
}

//! The styles and lists of a document (OpenDocument 1.3 part 3, 16 and 19).

use std::collections::HashMap;
use std::rc::Rc;

use crate::formats::read::numbers::written;
use crate::formats::read::styled::{self, Role};
use crate::formats::read::xml::{Space, Tag, Token, Xml};
use crate::report::limits;

/// Of list levels; OpenDocument has ten.
const LEVELS: usize = 10;

/// What a style says; what it does not say comes from its parent.
#[derive(Clone, Debug, Default)]
struct Style {
    /// As it is shown, where that differs from its name.
    shown: Option<String>,
    parent: Option<String>,
    outline: Option<u8>,
    list: Option<String>,
    hidden: Option<bool>,
    raised: Option<bool>,
    bold: Option<bool>,
    language: Option<Rc<str>>,
    /// Indents from left and right, in twentieths of a point.
    indents: (Option<i32>, Option<i32>),
}

/// How a level of a list is numbered.
#[derive(Clone, Debug, Default)]
pub struct Level {
    format: String,
    before: String,
    after: String,
    /// The number of its first point.
    pub start: u32,
    /// How many levels are written, this one included.
    shown: usize,
}

/// What a style is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Paragraphs and headings.
    Paragraph,
    /// Letters within them.
    Text,
}

/// All styles of a document, by their names.
#[derive(Debug, Default)]
pub struct Styles {
    of_paragraphs: HashMap<String, Style>,
    of_letters: HashMap<String, Style>,
    lists: HashMap<String, Vec<Level>>,
    /// How headings are numbered.
    pub outline: Vec<Level>,
    /// The language of what names none.
    pub language: Option<Rc<str>>,
}

/// A length in twentieths of a point: `1.27cm`, `0.5in`, `36pt`.
fn length(text: &str) -> Option<i32> {
    let unit = text.find(|c: char| c.is_ascii_alphabetic())?;
    let points = match &text[unit..] {
        "cm" => 28.346,
        "mm" => 2.8346,
        "in" => 72.0,
        "pt" => 1.0,
        "pc" => 12.0,
        _ => return None,
    };
    let number: f64 = text[..unit].trim().parse().ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "it is clamped to what fits")]
    Some((number * points * 20.0).clamp(-1e6, 1e6) as i32)
}

impl Styles {
    /// Reads the styles of a part, up to where its text begins.
    pub fn read(&mut self, text: &str) {
        let mut xml = Xml::new(text);
        let mut open: Option<(Family, String)> = None;
        loop {
            let tag = match xml.next() {
                Token::End => return,
                Token::Open(tag) if tag.is(Space::Office, "body") => return,
                Token::Open(tag) => tag,
                Token::Close | Token::Text(_) => continue,
            };
            match (tag.space, tag.name()) {
                (Space::Style, "style") => open = self.begin(&tag, false),
                (Space::Style, "default-style") => open = self.begin(&tag, true),
                (Space::Style, "text-properties" | "paragraph-properties") => {
                    let style = open.as_ref().and_then(|(family, name)| self.family_mut(*family).get_mut(name));
                    if let Some(style) = style {
                        style.take(&tag);
                    } else if tag.name() == "text-properties"
                        && open.as_ref().is_some_and(|(family, _)| *family == Family::Paragraph)
                    {
                        self.language = language(&tag).or_else(|| self.language.take());
                    }
                }
                (Space::Text, "list-style") => {
                    let name = tag.get("name").unwrap_or_default();
                    let levels = levels(&mut xml);
                    if self.lists.len() < limits::STYLES {
                        self.lists.insert(name, levels);
                    }
                }
                (Space::Text, "outline-style") => self.outline = levels(&mut xml),
                (Space::Style, "master-styles") | (Space::Office, "master-styles" | "scripts" | "font-face-decls" | "settings") => {
                    xml.skip();
                }
                _ => {}
            }
        }
    }

    fn family(&self, family: Family) -> &HashMap<String, Style> {
        if family == Family::Paragraph { &self.of_paragraphs } else { &self.of_letters }
    }

    fn family_mut(&mut self, family: Family) -> &mut HashMap<String, Style> {
        if family == Family::Paragraph { &mut self.of_paragraphs } else { &mut self.of_letters }
    }

    /// A style begins; what is said of all styles of a family has no name. `None` where it is of something else.
    fn begin(&mut self, tag: &Tag<'_>, is_default: bool) -> Option<(Family, String)> {
        let family = match tag.get("family")?.as_str() {
            "paragraph" => Family::Paragraph,
            "text" => Family::Text,
            _ => return None,
        };
        if is_default {
            return Some((family, String::new()));
        }
        let name = tag.get("name")?;
        let style = Style {
            shown: tag.get("display-name"),
            parent: tag.get("parent-style-name"),
            outline: tag.number("default-outline-level"),
            list: tag.get("list-style-name"),
            ..Style::default()
        };
        let all = self.family_mut(family);
        if all.len() < limits::STYLES {
            all.insert(name.clone(), style);
        }
        Some((family, name))
    }

    /// A style and its parents, the nearest first, each with its name.
    fn chain<'a>(&'a self, family: Family, name: &str) -> impl Iterator<Item = (&'a str, &'a Style)> + use<'a> {
        let all = self.family(family);
        let mut next = all.get_key_value(name);
        std::iter::from_fn(move || {
            let (name, style) = next.take()?;
            next = style.parent.as_ref().and_then(|parent| all.get_key_value(parent));
            Some((name.as_str(), style))
        })
        .take(limits::STYLE_CHAIN)
    }

    /// What paragraphs of a style are, by the names of the styles it is made of.
    #[must_use]
    pub fn role<'a>(&'a self, name: &'a str) -> Option<Role> {
        let mut last = name;
        let by_name = self.chain(Family::Paragraph, name).find_map(|(name, style)| {
            last = style.parent.as_deref().unwrap_or_default();
            let outlined = || style.outline.filter(|level| (1..=10).contains(level)).map(|level| Role::Heading(level.min(6)));
            styled::role(style.shown.as_deref().unwrap_or(name)).or_else(outlined)
        });
        // A document may name a built-in style that it does not hold.
        by_name.or_else(|| styled::role(last))
    }

    /// Whether text in a style of letters or paragraphs is hidden.
    #[must_use]
    pub fn is_hidden(&self, family: Family, name: &str) -> bool {
        self.chain(family, name).find_map(|(_, style)| style.hidden) == Some(true)
    }

    /// Whether text in a style of letters or paragraphs is set heavier than text; `None` where it does not say.
    #[must_use]
    pub fn is_bold(&self, family: Family, name: &str) -> Option<bool> {
        self.chain(family, name).find_map(|(_, style)| style.bold)
    }

    /// Whether letters in a style are raised, or lowered.
    #[must_use]
    pub fn raised(&self, name: &str) -> Option<bool> {
        self.chain(Family::Text, name).find_map(|(_, style)| style.raised)
    }

    /// The language of a style.
    #[must_use]
    pub fn language(&self, family: Family, name: &str) -> Option<Rc<str>> {
        self.chain(family, name).find_map(|(_, style)| style.language.clone())
    }

    /// Whether paragraphs of a style are set in from both sides.
    #[must_use]
    pub fn is_set_in(&self, name: &str) -> bool {
        let side =
            |which: fn(&Style) -> Option<i32>| self.chain(Family::Paragraph, name).find_map(|(_, style)| which(style)).unwrap_or(0);
        side(|style| style.indents.0) >= 360 && side(|style| style.indents.1) >= 360
    }

    /// The list that paragraphs of a style belong to.
    #[must_use]
    pub fn list(&self, name: &str) -> Option<&str> {
        self.chain(Family::Paragraph, name).find_map(|(_, style)| style.list.as_deref()).filter(|list| !list.is_empty())
    }

    /// The levels of a list.
    #[must_use]
    pub fn levels(&self, list: &str) -> &[Level] {
        self.lists.get(list).map_or(&[], Vec::as_slice)
    }
}

impl Style {
    fn take(&mut self, tag: &Tag<'_>) {
        if tag.name() == "text-properties" {
            self.hidden = tag.get("display").map(|display| display == "none").or(self.hidden);
            self.language = language(tag).or_else(|| self.language.take());
            self.bold = tag.get("font-weight").map(|weight| styled::is_bold(&weight)).or(self.bold);
            let position = tag.get("text-position").unwrap_or_default();
            self.raised = match position.split_whitespace().next() {
                Some("super") => Some(true),
                Some("sub") => Some(false),
                Some(percent) if percent.starts_with('-') => Some(false),
                Some(percent) if percent != "0%" => Some(true),
                _ => self.raised,
            };
        } else {
            let indent = |name: &str| tag.get(name).and_then(|text| length(&text));
            self.indents = (indent("margin-left"), indent("margin-right"));
        }
    }
}

fn language(tag: &Tag<'_>) -> Option<Rc<str>> {
    let is_told = |told: &String| !told.is_empty() && told != "none";
    let language = tag.get("language").filter(is_told)?;
    Some(tag.get("country").filter(is_told).map_or_else(|| language.clone(), |country| format!("{language}-{country}")).into())
}

fn levels(xml: &mut Xml<'_>) -> Vec<Level> {
    let (depth, mut all) = (xml.depth(), vec![Level::default(); LEVELS]);
    while xml.depth() >= depth {
        let tag = match xml.next() {
            Token::End => break,
            Token::Open(tag) => tag,
            Token::Close | Token::Text(_) => continue,
        };
        let at = tag.number::<usize>("level").and_then(|level| level.checked_sub(1)).filter(|level| *level < LEVELS);
        let is_numbered = matches!(tag.name(), "list-level-style-number" | "outline-level-style");
        if let (Some(at), true) = (at, is_numbered) {
            let part = |name: &str| tag.get(name).unwrap_or_default().chars().take(limits::SHOWN).collect();
            all[at] = Level {
                format: tag.get("num-format").unwrap_or_default(),
                before: part("num-prefix"),
                after: part("num-suffix"),
                start: tag.number("start-value").unwrap_or(1),
                shown: tag.number("display-levels").unwrap_or(1).clamp(1, LEVELS),
            };
        }
    }
    all
}

/// What stands before a point at a level, by the numbers of it and the levels above; nothing where it is not numbered.
#[must_use]
pub fn label(levels: &[Level], counts: &[u32]) -> String {
    let Some((at, own)) = counts.len().checked_sub(1).and_then(|at| Some((at, levels.get(at)?))) else { return String::new() };
    if own.format.is_empty() {
        return String::new();
    }
    let from = counts.len() - own.shown.min(counts.len());
    let numbers = (from..=at).filter(|level| !levels[*level].format.is_empty()).map(|level| {
        written(
            counts[level],
            match levels[level].format.as_str() {
                "i" => "lowerRoman",
                "I" => "upperRoman",
                "a" => "lowerLetter",
                "A" => "upperLetter",
                "А, Б, .., Аа, Аб, ..." => "russianUpper",
                "а, б, .., аа, аб, ..." => "russianLower",
                _ => "decimal",
            },
        )
    });
    format!("{}{}{}", own.before, numbers.collect::<Vec<_>>().join("."), own.after)
}

//! The styles of a document: `styles.xml` (ECMA-376 part 1, 17.7).

use std::collections::HashMap;
use std::rc::Rc;

use crate::formats::read::styled::{self, Role};
use crate::formats::read::xml::{Space, Tag, Token, Xml};
use crate::report::limits;

/// What a style, or a paragraph or run itself, says; what it does not say comes from what it is based on.
#[derive(Clone, Debug, Default)]
pub struct Style {
    name: String,
    based_on: Option<String>,
    /// The level in the outline, counted from 0; 9 is an ordinary paragraph.
    pub outline: Option<u8>,
    /// The list that its paragraphs belong to; 0 for none.
    pub list: Option<u32>,
    /// The level in the list, counted from 0.
    pub level: Option<usize>,
    /// Whether it is not shown.
    pub hidden: Option<bool>,
    /// Whether it is set heavier than text.
    pub bold: Option<bool>,
    /// BCP 47.
    pub language: Option<Rc<str>>,
    /// Whether its letters are raised, or lowered.
    pub raised: Option<bool>,
    /// The face of the letters, where it is told.
    pub face: Option<String>,
    /// Indents from left and right, in twentieths of a point.
    pub indents: (Option<i32>, Option<i32>),
}

/// All styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    by_id: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
    /// The language of what names none.
    pub language: Option<Rc<str>>,
}

/// Whether a property that is on or off is on: it is where it only stands there.
pub fn is_on(tag: &Tag<'_>) -> bool {
    !tag.get("val").is_some_and(|value| matches!(value.as_str(), "0" | "false" | "off" | "none"))
}

fn language(tag: &Tag<'_>) -> Option<Rc<str>> {
    tag.get("val").or_else(|| tag.get("bidi")).or_else(|| tag.get("eastAsia")).map(Rc::from)
}

impl Style {
    /// Takes what an element within `pPr` or `rPr` says.
    pub fn take(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "outlineLvl" => self.outline = tag.number("val"),
            "numId" => self.list = tag.number("val"),
            "ilvl" => self.level = tag.number("val"),
            "vanish" => self.hidden = Some(is_on(tag)),
            "b" => self.bold = Some(is_on(tag)),
            "lang" => self.language = language(tag),
            "vertAlign" => {
                self.raised = match tag.get("val").as_deref() {
                    Some("superscript") => Some(true),
                    Some("subscript") => Some(false),
                    _ => None,
                };
            }
            "rFonts" => self.face = tag.get("ascii").or_else(|| tag.get("hAnsi")),
            "ind" => {
                let number = |one: &str, other: &str| tag.number(one).or_else(|| tag.number(other));
                self.indents = (number("left", "start"), number("right", "end"));
            }
            _ => {}
        }
    }
}

impl Styles {
    /// Reads the part.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let (mut xml, mut styles) = (Xml::new(text), Self::default());
        let mut style: Option<(String, Style)> = None;
        let mut depth = 0;
        loop {
            match xml.next() {
                Token::End => break,
                Token::Text(_) => {}
                Token::Close => {
                    if xml.depth() < depth
                        && let Some((id, style)) = style.take()
                        && styles.by_id.len() < limits::STYLES
                    {
                        styles.by_id.insert(id, style);
                    }
                }
                Token::Open(tag) if tag.space != Space::Word => {}
                Token::Open(tag) => match (tag.name(), &mut style) {
                    ("style", _) => {
                        let id = tag.get("styleId").unwrap_or_default();
                        if tag.has("type", "paragraph") && tag.has("default", "1") {
                            styles.default = Some(id.clone());
                        }
                        depth = xml.depth();
                        style = Some((id, Style::default()));
                    }
                    ("tblStylePr" | "pPrChange" | "rPrChange", _) => xml.skip(),
                    ("name", Some((_, style))) => style.name = tag.get("val").unwrap_or_default(),
                    ("basedOn", Some((_, style))) => style.based_on = tag.get("val"),
                    (_, Some((_, style))) => style.take(&tag),
                    ("lang", None) => styles.language = language(&tag),
                    _ => {}
                },
            }
        }
        styles
    }

    /// A style and what it is based on, the nearest first.
    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Style> {
        let mut next = Some(id);
        std::iter::from_fn(move || {
            let style = self.by_id.get(next?)?;
            next = style.based_on.as_deref();
            Some(style)
        })
        .take(limits::STYLE_CHAIN)
    }

    /// What the nearest style of a chain says.
    pub fn find<T>(&self, id: Option<&str>, what: impl FnMut(&Style) -> Option<T>) -> Option<T> {
        self.chain(id.or(self.default.as_deref())?).find_map(what)
    }

    /// What a paragraph of a style is, by the names and levels of the styles it is based on.
    #[must_use]
    pub fn role(&self, id: Option<&str>) -> Option<Role> {
        self.find(id, |style| {
            let outlined = || style.outline.filter(|level| *level < 9).map(|level| Role::Heading((level + 1).min(6)));
            styled::role(&style.name).or_else(outlined)
        })
        // A document may name a built-in style that it does not hold.
        .or_else(|| id.filter(|id| !self.by_id.contains_key(*id)).and_then(styled::role))
    }
}

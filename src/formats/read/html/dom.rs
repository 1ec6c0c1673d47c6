//! A document as a list of nodes in the order in which they stand.
//!
//! Nodes are only ever added at the end, within the innermost open element; so a node with all that is in it is a range of the
//! list, and nothing that walks through a document has to call itself.

use std::ops::Range;

use super::tag::Tag;

/// The place of a node in its document.
pub(super) type Id = usize;

/// An element or a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    /// The element it lies in; of the first node, itself.
    parent: u32,
    /// Where what is in it ends.
    end: u32,
    /// `None` for a text.
    tag: Option<Tag>,
    /// Where its attributes, or the bytes of its text, begin and end.
    from: u32,
    to: u32,
}

macro_rules! attributes {
    ($($variant:ident = $name:literal),+ $(,)?) => {
        /// An attribute that is kept.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Attr { $($variant),+ }

        impl Attr {
            /// The attribute with a name in lower case.
            pub(super) fn named(name: &[u8]) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

attributes!(
    AriaHidden = b"aria-hidden",
    AriaLabel = b"aria-label",
    Class = b"class",
    Content = b"content",
    DateTime = b"datetime",
    EpubType = b"epub:type",
    Hidden = b"hidden",
    HttpEquiv = b"http-equiv",
    Href = b"href",
    Id = b"id",
    Itemprop = b"itemprop",
    Lang = b"lang",
    Name = b"name",
    Property = b"property",
    Rel = b"rel",
    Reversed = b"reversed",
    Role = b"role",
    Start = b"start",
    Style = b"style",
    Title = b"title",
    Type = b"type",
    Value = b"value",
    XmlLang = b"xml:lang",
);

/// A document.
#[derive(Debug, Default)]
pub(super) struct Dom {
    nodes: Vec<Node>,
    attributes: Vec<(Attr, Box<str>)>,
    text: String,
    /// Whether there was more than is read of a document.
    pub(super) is_cut: bool,
}

impl Dom {
    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The node itself and all that is in it.
    pub(super) fn range(&self, id: Id) -> Range<Id> {
        id..self.nodes[id].end as usize
    }

    /// Where what is in it ends.
    pub(super) fn end(&self, id: Id) -> Id {
        self.nodes[id].end as usize
    }

    /// The element it lies in; the first node lies in itself.
    pub(super) fn parent(&self, id: Id) -> Id {
        self.nodes[id].parent as usize
    }

    /// Which element it is; `None` for a text.
    pub(super) fn tag(&self, id: Id) -> Option<Tag> {
        self.nodes[id].tag
    }

    /// Whether it is such an element.
    pub(super) fn is(&self, id: Id, tag: Tag) -> bool {
        self.nodes[id].tag == Some(tag)
    }

    /// The words of a text; of an element, none.
    pub(super) fn text(&self, id: Id) -> &str {
        let node = &self.nodes[id];
        if node.tag.is_none() { &self.text[node.from as usize..node.to as usize] } else { "" }
    }

    /// An attribute of an element.
    pub(super) fn attribute(&self, id: Id, attribute: Attr) -> Option<&str> {
        let node = &self.nodes[id];
        node.tag?;
        let all = &self.attributes[node.from as usize..node.to as usize];
        all.iter().find(|(name, _)| *name == attribute).map(|(_, value)| &**value)
    }

    /// The elements and texts right within an element.
    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let end = self.end(id);
        let mut next = id + 1;
        std::iter::from_fn(move || {
            let child = (next < end).then_some(next)?;
            next = self.end(child);
            Some(child)
        })
    }

    /// The elements around it, the innermost first.
    pub(super) fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let up = move |id: Id| (self.parent(id) != id).then(|| self.parent(id));
        std::iter::successors(up(id), move |id| up(*id))
    }

    /// All the words in an element, white space as it stands.
    pub(super) fn words(&self, id: Id) -> String {
        self.range(id).map(|id| self.text(id)).collect()
    }

    /// The first words in an element, enough for a heading or a name, so that elements within one another are not read again and
    /// again.
    pub(super) fn brief(&self, id: Id) -> String {
        let mut words = String::new();
        for id in self.range(id).take(300) {
            let rest = 2_000_usize.saturating_sub(words.len());
            let text = self.text(id);
            let end = (0..=rest.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
            words.push_str(&text[..end]);
        }
        words
    }

    /// Adds an element within another and returns its place.
    pub(super) fn add_element(&mut self, parent: Id, tag: Tag, attributes: Vec<(Attr, Box<str>)>) -> Id {
        let from = small(self.attributes.len());
        self.attributes.extend(attributes);
        self.add(parent, Some(tag), from, small(self.attributes.len()))
    }

    /// Adds a text within an element.
    pub(super) fn add_text(&mut self, parent: Id, text: &str) {
        let from = small(self.text.len());
        self.text.push_str(text);
        self.add(parent, None, from, small(self.text.len()));
    }

    fn add(&mut self, parent: Id, tag: Option<Tag>, from: u32, to: u32) -> Id {
        let id = self.nodes.len();
        self.nodes.push(Node { parent: small(parent), end: small(id + 1), tag, from, to });
        id
    }

    /// Ends an element here: what is added from now on is not in it.
    pub(super) fn close(&mut self, id: Id) {
        self.nodes[id].end = small(self.nodes.len());
    }
}

/// Bounds on nodes and bytes keep all of these below 2³².
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

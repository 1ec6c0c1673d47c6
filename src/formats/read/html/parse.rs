//! HTML → [`Dom`]: the tokens of the standard, and of its rules of nesting those that a text depends on.
//!
//! The standard's own way of building a tree takes time and memory in the square of some inputs (formatting that is opened anew
//! in every paragraph, a stack of open elements that is searched for every tag). Here nothing is ever opened again or moved: an
//! element begins where it stands, ends at its end tag or where another one ends it, and the time is in proportion to the input.

use std::cell::Cell;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, State, Tokenizer};

use super::dom::{Attr, Dom, Id};
use super::input::Input;
use super::tag::Tag;
use crate::report::cancel::Cancel;
use crate::report::limits;

/// Reads a document. In XHTML, and nowhere else, an element may be closed where it opens: `<a id="p1"/>`.
pub(super) fn parse(document: &str, is_xhtml: bool, cancel: &Cancel) -> Dom {
    let is_over = Cell::new(false);
    let mut builder = Builder::new(is_xhtml, &is_over);
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| builder.take(event));
    let mut tokens = Tokenizer::new_with_emitter(Input::new(document, &is_over), emitter);
    while let Some(Ok(state)) = tokens.next() {
        match state {
            Some(state) => tokens.set_state(state),
            None if cancel.is_cancelled() => break,
            None => {}
        }
    }
    drop(tokens);
    builder.finish()
}

struct Open {
    id: Id,
    tag: Tag,
    /// Tells apart elements whose names mean nothing.
    name: u64,
    /// Its end tag has come while a block was open in it; it ends with that block.
    is_over: bool,
}

/// A start tag that is being read.
struct Start {
    tag: Tag,
    name: u64,
    attributes: Vec<(Attr, Box<str>)>,
    awaits: Option<Attr>,
}

struct Builder<'a> {
    dom: Dom,
    open: Vec<Open>,
    /// How many of each element are open.
    counts: [usize; Tag::COUNT],
    start: Option<Start>,
    /// How many elements are open beyond the deepest that is kept.
    beyond: usize,
    is_xhtml: bool,
    seen: usize,
    /// How many attributes of this tag were met.
    attributes: usize,
    /// Tells that the tag that is being read is to end.
    is_over: &'a Cell<bool>,
}

impl<'a> Builder<'a> {
    fn new(is_xhtml: bool, is_over: &'a Cell<bool>) -> Self {
        let mut dom = Dom::default();
        let root = dom.add_element(0, Tag::Html, Vec::new());
        let open = vec![Open { id: root, tag: Tag::Html, name: 0, is_over: false }];
        let mut counts = [0; Tag::COUNT];
        counts[Tag::Html as usize] = 1;
        Self { dom, open, counts, start: None, beyond: 0, is_xhtml, seen: 0, attributes: 0, is_over }
    }

    /// Takes an event in; tells in which state the tokenizer has to go on, and now and then nothing but that there is time to
    /// look whether the work is still wanted.
    fn take(&mut self, event: CallbackEvent<'_>) -> Option<Option<State>> {
        match &event {
            CallbackEvent::AttributeName { .. } => {
                self.attributes += 1;
                self.is_over.set(self.attributes > limits::ATTRIBUTES);
            }
            CallbackEvent::AttributeValue { .. } | CallbackEvent::Error(_) => {}
            _ => {
                self.attributes = 0;
                self.is_over.set(false);
            }
        }
        match event {
            CallbackEvent::OpenStartTag { name } => self.open_start(name),
            CallbackEvent::AttributeName { name } => self.attribute(name),
            CallbackEvent::AttributeValue { value } => self.value(value),
            CallbackEvent::CloseStartTag { self_closing } => {
                let state = self.close_start(self_closing && self.is_xhtml);
                self.seen += 1;
                return state.map(Some).or_else(|| self.seen.is_multiple_of(4096).then_some(None));
            }
            CallbackEvent::EndTag { name } => self.end_tag(local(name)),
            CallbackEvent::String { value } => self.string(value),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        None
    }

    fn open_start(&mut self, name: &[u8]) {
        let name = local(name);
        self.start = Some(Start { tag: Tag::named(name), name: hash(name), attributes: Vec::new(), awaits: None });
    }

    fn attribute(&mut self, name: &[u8]) {
        if let Some(start) = &mut self.start {
            let attribute = Attr::named(name);
            start.awaits = attribute.filter(|new| start.attributes.iter().all(|(old, _)| old != new));
            if let Some(attribute) = start.awaits {
                start.attributes.push((attribute, Box::default()));
            }
        }
    }

    fn value(&mut self, value: &[u8]) {
        if let Some(start) = &mut self.start
            && start.awaits.take().is_some()
            && let Some((_, kept)) = start.attributes.last_mut()
        {
            let value = &value[..value.len().min(limits::ATTRIBUTE_BYTES)];
            *kept = String::from_utf8_lossy(value).into();
        }
    }

    fn string(&mut self, value: &[u8]) {
        if self.is_full() {
            return;
        }
        let text = String::from_utf8_lossy(value);
        let is_blank = text.trim().is_empty();
        if !is_blank && self.is_in_head() {
            self.pop();
        }
        if !(is_blank && (self.open.len() == 1 || self.is_in_head())) {
            self.dom.add_text(self.top(), &text);
        }
    }

    fn is_full(&mut self) -> bool {
        self.dom.is_cut |= self.dom.len() >= limits::MARKUP_NODES;
        self.dom.is_cut
    }

    fn is_in_head(&self) -> bool {
        self.open.last().is_some_and(|open| open.tag == Tag::Head)
    }

    fn top(&self) -> Id {
        self.open.last().map_or(0, |open| open.id)
    }

    fn close_start(&mut self, is_closed: bool) -> Option<State> {
        let start = self.start.take()?;
        let state = if is_closed { None } else { raw(start.tag) };
        if self.is_full() {
            return state;
        }
        if matches!(start.tag, Tag::Html | Tag::Body) && self.counts[start.tag as usize] > 0 {
            self.adopt(start);
            return state;
        }
        self.make_room_for(start.tag);
        let id = self.dom.add_element(self.top(), start.tag, start.attributes);
        if start.tag.is_void() || is_closed {
            return state;
        }
        if self.open.len() >= limits::MARKUP_DEPTH {
            self.beyond += 1;
        } else {
            self.counts[start.tag as usize] += 1;
            self.open.push(Open { id, tag: start.tag, name: start.name, is_over: false });
        }
        state
    }

    /// Any `html` is the root, which is there already, and a second `body` the first one. What `html` says is kept in an empty
    /// element, because the attributes of all elements stand in the order of these.
    fn adopt(&mut self, start: Start) {
        if start.tag == Tag::Html && !start.attributes.is_empty() {
            self.dom.add_element(0, Tag::Html, start.attributes);
        }
    }

    /// Ends what cannot go on where this element begins.
    fn make_room_for(&mut self, tag: Tag) {
        use Tag::{A, Body, Dd, Dt, Head, Li, Option, P, Tbody, Td, Tfoot, Th, Thead, Tr};
        if self.is_in_head() && !is_of_head(tag) {
            self.pop();
        }
        if tag.ends_paragraph() {
            self.close_within(&[P], SCOPE);
        }
        match tag {
            Li => self.close_within(&[Li], &[&[Tag::Ul, Tag::Ol, Tag::Menu, Tag::Dir], SCOPE].concat()),
            Dd | Dt => self.close_within(&[Dd, Dt], &[&[Tag::Dl], SCOPE].concat()),
            Option => self.close_within(&[Option], &[Tag::Select]),
            A => self.close_within(&[A], &[&[P, Li, Dd, Dt, Tag::Div, Tag::Section], SCOPE].concat()),
            Td | Th => self.close_within(&[Td, Th, Tag::Caption], &[Tr, Tag::Table]),
            Tr => self.close_within(&[Tr, Tag::Caption, Tag::Colgroup], &[Tag::Table]),
            Tbody | Thead | Tfoot => self.close_within(&[Tbody, Thead, Tfoot, Tag::Caption, Tag::Colgroup], &[Tag::Table]),
            Body => self.close_within(&[Head], &[]),
            heading if heading.level().is_some() && self.open.last().is_some_and(|open| open.tag.level().is_some()) => self.pop(),
            _ => {}
        }
    }

    /// Ends the innermost of these elements, with all that is open in it, unless one of the borders is met before.
    fn close_within(&mut self, tags: &[Tag], borders: &[Tag]) {
        if self.beyond > 0 || tags.iter().all(|tag| self.counts[*tag as usize] == 0) {
            return;
        }
        let found = self.open.iter().rposition(|open| tags.contains(&open.tag) || borders.contains(&open.tag));
        if let Some(at) = found
            && tags.contains(&self.open[at].tag)
        {
            self.close_to(at);
        }
    }

    fn end_tag(&mut self, name: &[u8]) {
        let tag = Tag::named(name);
        if matches!(tag, Tag::Html | Tag::Body) {
            return;
        }
        if tag == Tag::Br {
            self.dom.add_element(self.top(), Tag::Br, Vec::new());
            return;
        }
        if tag.is_void() || self.counts[tag as usize] == 0 && self.beyond == 0 {
            return;
        }
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        let (name, is_block) = (hash(name), tag.is_block());
        let is_it = |open: &Open| open.tag == tag && (tag != Tag::Other || open.name == name);
        let is_border = |open: &Open| match tag {
            Tag::Table => false,
            Tag::Td | Tag::Th | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Caption => open.tag == Tag::Table,
            Tag::Li => matches!(open.tag, Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir) || SCOPE.contains(&open.tag),
            _ if is_block => SCOPE.contains(&open.tag),
            _ => open.tag.is_block(),
        };
        let Some(at) = self.open.iter().rposition(|open| is_it(open) || is_border(open)) else { return };
        if is_it(&self.open[at]) {
            self.close_to(at);
        } else if !is_block && let Some(at) = self.open.iter().rposition(is_it) {
            self.open[at].is_over = true;
        }
    }

    fn close_to(&mut self, at: usize) {
        while self.open.len() > at.max(1) {
            self.pop();
        }
        while self.open.last().is_some_and(|open| open.is_over) {
            self.pop();
        }
    }

    fn pop(&mut self) {
        if let Some(open) = self.open.pop() {
            self.counts[open.tag as usize] -= 1;
            self.dom.close(open.id);
        }
    }

    fn finish(mut self) -> Dom {
        while !self.open.is_empty() {
            self.pop();
        }
        self.dom
    }
}

/// What ends within these does not end what is around them.
const SCOPE: &[Tag] = &[Tag::Table, Tag::Td, Tag::Th, Tag::Caption, Tag::Button, Tag::Object, Tag::Template, Tag::Svg];

/// Whether a document's head goes on after it.
fn is_of_head(tag: Tag) -> bool {
    use Tag::{Base, Html, Link, Meta, Noscript, Script, Style, Template, Title};
    matches!(tag, Base | Html | Link | Meta | Noscript | Script | Style | Template | Title)
}

/// In which state the content of an element is read, where it is no markup.
fn raw(tag: Tag) -> Option<State> {
    match tag {
        Tag::Title | Tag::Textarea => Some(State::RcData),
        Tag::Style | Tag::Xmp | Tag::Iframe | Tag::Noembed | Tag::Noframes => Some(State::RawText),
        Tag::Script => Some(State::ScriptData),
        Tag::Plaintext => Some(State::PlainText),
        _ => None,
    }
}

/// A name without the prefix of its namespace: `xhtml:p` is `p`.
fn local(name: &[u8]) -> &[u8] {
    name.rsplit(|byte| *byte == b':').next().unwrap_or(name)
}

/// FNV-1a.
fn hash(name: &[u8]) -> u64 {
    name.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
